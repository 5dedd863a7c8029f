//! Frames, version 1: what travels between a device and a server.
//!
//! A frame is a CBOR map of 0 kind number, 1 body; the body is a map of numbered fields. Unknown
//! kinds and unknown fields are skipped. Questions carry a number (`ask`) that the answer repeats.
//! Everything in a frame is checked against [`limits`] before anybody looks at it.

mod beside;
mod body;
mod code;
mod go_back;
mod presence;
mod report;
mod safety;
mod standing;

pub use beside::Beside;
pub use body::*;
pub use code::{BackupTrouble, BackupWhy, Goodbye, NotBackCode, NoticeCode, RefusalCode};
pub use go_back::{GoBack, NotBack};
pub use presence::{Doing, Presence, Present};
pub use report::{Erasing, Rehearsed, Report, Reports};
pub use safety::{BackedUp, Safety};
pub use standing::{Holding, Standing, Standings};

use crate::{
    bytes::{Parts, from_cbor},
    ids::{DeviceId, EventId},
    limits,
};
use minicbor::{Decoder, Encoder};

/// The protocol version that this program speaks.
pub const VERSION: u64 = 1;

/// The peer broke the protocol; the connection ends.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// A frame larger than a frame may be.
    #[error("a frame of {bytes} bytes, at most {} are allowed", limits::FRAME_BYTES_MAX)]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Bytes that are not a frame.
    #[error("not a frame: {0}")]
    Malformed(String),
    /// A list with more entries than its limit.
    #[error("a frame of kind {kind} lists more than it may")]
    TooMany {
        /// The kind of the frame.
        kind: u64,
    },
    /// A frame that does not belong there.
    #[error("{0}")]
    OutOfPlace(&'static str),
    /// What a certified server's log holds fails the checks of this device.
    #[error("the log holds what may not be in it: {0}")]
    BadLog(String),
}

macro_rules! frames {
    ($($(#[$doc:meta])* $number:literal $name:ident),* $(,)?) => {
        /// One unit on the wire.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Frame {
            $($(#[$doc])* $name($name),)*
        }

        impl Frame {
            /// The numbers of all kinds.
            pub const KINDS: &[u64] = &[$($number),*];

            /// The number of its kind.
            #[must_use]
            pub fn kind(&self) -> u64 {
                match self { $(Self::$name(_) => $number,)* }
            }

            fn encode_body(&self, encoder: &mut Encoder<Vec<u8>>) {
                // Writing to memory cannot fail.
                let _ = match self { $(Self::$name(body) => encoder.encode(body).map(|_| ()),)* };
            }

            fn decode_body(kind: u64, body: &[u8]) -> Result<Option<Self>, Violation> {
                let frame = match kind {
                    $($number => from_cbor(body).map(Self::$name),)*
                    _ => return Ok(None),
                };
                frame.map(Some).map_err(|error| Violation::Malformed(error.to_string()))
            }

            fn within_limits(&self) -> bool {
                match self { $(Self::$name(body) => body.within_limits(),)* }
            }
        }
    };
}

frames! {
    /// A device says who it is.
    1 ClientHello,
    /// The server says who it is, and proves it.
    2 ServerHello,
    /// The device proves who it is, and redeems its invite.
    3 Prove,
    /// The device is let in.
    4 Welcome,
    /// The connection ends, and why.
    5 Farewell,
    /// Something that the other end should tell its people.
    6 Notice,
    /// Time, log positions and record digests, when nothing else is to be said.
    7 Heartbeat,
    /// Ids of all records of a kind, in pages.
    10 Have,
    /// Answer to the last page of `Have`.
    11 Need,
    /// Records.
    12 Records,
    /// Asks for the log after a position.
    20 Follow,
    /// A stretch of the log with bodies.
    21 Batch,
    /// The position asked for is not one of this log.
    22 Mismatch,
    /// Asks for the log after a position by hash.
    23 Walk,
    /// A stretch of the log by hash.
    24 HashBatch,
    /// Asks for bodies.
    25 Fetch,
    /// Bodies.
    26 Bodies,
    /// Envelopes for the log, causes before effects.
    30 Push,
    /// These are on the server's disk.
    31 Ack,
    /// This depends on others that the server lacks: send them first.
    32 NotYet,
    /// This was not accepted.
    33 Refused,
    /// Some hashes through the device's causal order, newest first.
    34 Offer,
    /// Those of an offer that the log holds.
    35 Known,
    /// Hashes that the log may lack.
    36 Hashes,
    /// Those of them that it lacks.
    37 Want,
    /// What another certified log held: it vouches for changes.
    38 Proof,
    /// Answer to the last page of a proof.
    39 Proven,
    /// What people are doing just now: passed on, and forgotten after a few seconds. Whoever has too
    /// much to send leaves these out first.
    40 Presence,
    /// How devices stand with the server, for those who look after the board.
    41 Standings,
    /// How safe the board is on the server, for those who look after it.
    42 Safety,
    /// What devices say of themselves, for organisers. Whoever has too much to send leaves these out.
    43 Reports,
    /// An organiser asks the server to go back to a backup.
    44 GoBack,
    /// It did not.
    45 NotBack,
}

impl Frame {
    /// Its bytes on the wire.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        // Writing to memory cannot fail.
        let _ = encoder
            .map(2)
            .and_then(|e| e.u8(0))
            .and_then(|e| e.u64(self.kind()))
            .and_then(|e| e.u8(1))
            .map(|_| ());
        self.encode_body(&mut encoder);
        encoder.into_writer()
    }

    /// Reads a frame; `None` for a kind that this version does not know.
    ///
    /// # Errors
    /// When the peer broke the protocol.
    pub fn decode(bytes: &[u8]) -> Result<Option<Self>, Violation> {
        if bytes.len() > limits::FRAME_BYTES_MAX {
            return Err(Violation::TooLarge { bytes: bytes.len() });
        }
        let (kind, body) = envelope(bytes).map_err(|e| Violation::Malformed(e.to_string()))?;
        let kind = kind.ok_or_else(|| Violation::Malformed("it has no kind".to_owned()))?;
        let frame = Self::decode_body(kind, body)?;
        if frame.as_ref().is_some_and(|frame| !frame.within_limits()) {
            return Err(Violation::TooMany { kind });
        }
        Ok(frame)
    }
}

/// Which end of a handshake speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// The device.
    Device,
    /// The server.
    Server,
}

/// What both ends of a handshake sign.
///
/// `campboard/hello/1\0` and the parts event, device key, server key, device nonce, server nonce,
/// and who speaks (one byte: 0 the device, 1 the server), each preceded by its length as four
/// bytes, most significant first.
#[must_use]
pub fn hello_message(
    event: EventId,
    (device, device_nonce): (DeviceId, &[u8; 32]),
    (server, server_nonce): (DeviceId, &[u8; 32]),
    speaker: Speaker,
) -> Vec<u8> {
    let speaker = match speaker {
        Speaker::Device => 0,
        Speaker::Server => 1,
    };
    Parts::named(b"campboard/hello/1\0")
        .part(&event.0)
        .part(&device.0)
        .part(&server.0)
        .part(device_nonce)
        .part(server_nonce)
        .part(&[speaker])
        .bytes()
}

/// The kind and the bytes of the body; other fields are skipped.
fn envelope(bytes: &[u8]) -> Result<(Option<u64>, &[u8]), minicbor::decode::Error> {
    let mut decoder = Decoder::new(bytes);
    let (mut kind, mut body): (_, &[u8]) = (None, &[]);
    let fields = decoder.map()?.ok_or_else(|| minicbor::decode::Error::message("endless map"))?;
    for _ in 0..fields {
        match decoder.u64()? {
            0 => kind = Some(decoder.u64()?),
            1 => {
                let start = decoder.position();
                decoder.skip()?;
                body = bytes.get(start..decoder.position()).unwrap_or_default();
            }
            _ => decoder.skip()?,
        }
    }
    if decoder.position() != bytes.len() {
        return Err(minicbor::decode::Error::message("bytes are left over after the end"));
    }
    Ok((kind, body))
}

#[cfg(test)]
#[path = "frame/tests.rs"]
pub(crate) mod tests;
