//! Names of things: each kind of id is a type of its own.
//!
//! Entity ids are 16 random bytes, written as 32 hexadecimal digits: that text is the key of the
//! entity's map in its document. On the wire and on disk ids are CBOR byte strings.

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use std::fmt;

/// A text that is not an id of the expected kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: {0} hexadecimal digits are needed")]
pub struct BadId(usize);

/// Lower-case hexadecimal digits of `bytes`.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads exactly `N` bytes from hexadecimal digits of either case.
#[must_use]
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.as_bytes();
    if text.len() != N * 2 {
        return None;
    }
    let digit = |byte: u8| (byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $bytes]);

        impl $name {
            /// Its length in bytes.
            pub const BYTES: usize = $bytes;

            /// The first eight hexadecimal digits: enough for a person to tell two apart.
            #[must_use]
            pub fn short(&self) -> String {
                hex(self.0.first_chunk::<4>().map_or(&[][..], |four| four))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.short())
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                unhex(text).map(Self).ok_or(BadId($bytes * 2))
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                let bytes = d.bytes()?;
                bytes
                    .try_into()
                    .map(Self)
                    .map_err(|_| decode::Error::message(concat!(stringify!($name), " has another length")))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// An event: the SHA-256 of its root public key.
    EventId, 32
);
id!(
    /// A device: its Ed25519 public key.
    DeviceId, 32
);
id!(
    /// The first 8 bytes of a device's id: what its actors begin with, so that every change tells
    /// its device.
    DeviceTag, 8
);
id!(
    /// An automerge change: the SHA-256 of its chunk. It is also the name of its envelope.
    ChangeHash, 32
);
id!(
    /// A signed record (a roster statement or a name record): the SHA-256 of its signed bytes.
    RecordId, 32
);
id!(
    /// A person: random, made at each unlock or pitch. The name belonging to it is a name record.
    PersonId, 16
);
id!(
    /// A server's log: random, new at creation and at every restore.
    LogId, 16
);
id!(
    /// A set of changes made by one command.
    SetId, 16
);
id!(
    /// A session: a talk in the programme.
    SessionId, 16
);
id!(
    /// A room.
    RoomId, 16
);
id!(
    /// A day of the event.
    DayId, 16
);
id!(
    /// A stream: a strand of the event.
    StreamId, 16
);
id!(
    /// A slot: a stretch of time on a day's grid.
    SlotId, 16
);
id!(
    /// A fixed item: a lunch, a break, a welcome.
    FixedId, 16
);
id!(
    /// An announcement.
    AnnouncementId, 16
);

impl DeviceId {
    /// What the actors of this device begin with.
    #[must_use]
    pub fn tag(&self) -> DeviceTag {
        DeviceTag(self.0.first_chunk().copied().unwrap_or_default())
    }
}

/// The three automerge documents of an event; the unit of write permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum DocumentKind {
    /// Event facts, days, streams, rooms, slots. Organisers write.
    #[n(0)]
    Plan,
    /// Placements, cancellations, fixed items, pins. Organisers and volunteers write.
    #[n(1)]
    Board,
    /// Sessions as pitched, dots, notes. Every paired device but viewers writes.
    #[n(2)]
    Floor,
}

impl DocumentKind {
    /// All of them, in the order in which they are pushed.
    pub const ALL: [Self; 3] = [Self::Plan, Self::Floor, Self::Board];

    /// Its name in sentences, files and logs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Board => "board",
            Self::Floor => "floor",
        }
    }

    /// Its number in formats.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Plan => 0,
            Self::Board => 1,
            Self::Floor => 2,
        }
    }

    /// The kind with this number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where random bytes come from: the operating system in the product, a seed in the simulator.
pub trait Random {
    /// Fills `bytes` with random bytes.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// Draws one id, key or nonce.
pub fn draw<const N: usize>(random: &mut dyn Random) -> [u8; N] {
    let mut bytes = [0; N];
    random.fill(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use minicbor::decode as decode_from;

    #[test]
    fn ids_survive_text_and_cbor() {
        let id = SessionId(std::array::from_fn(|i| i as u8 * 17));
        assert_eq!(id.to_string().parse(), Ok(id));
        let bytes = minicbor::to_vec(id).unwrap();
        assert_eq!(decode_from::<SessionId>(&bytes).unwrap(), id);
        assert!(decode_from::<EventId>(&bytes).is_err());
    }

    #[test]
    fn a_text_that_is_no_id_says_what_is_needed() {
        for text in ["", "zz", "0123", "zz0102030405060708090a0b0c0d0e0f", "ŵ"] {
            let refused = text.parse::<SessionId>().unwrap_err();
            assert_eq!(refused.to_string(), "not an id: 32 hexadecimal digits are needed");
        }
    }
}
