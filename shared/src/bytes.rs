//! Bytes for the formats: CBOR without surprises, the strings that are signed, text forms.

use crate::ids::RecordId;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minicbor::{Decode, Decoder, Encode};
use sha2::{Digest as _, Sha256};

/// Bytes that are not the CBOR of the expected type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCbor {
    /// Cut short, another type, a field missing, or not CBOR at all.
    #[error("not of the expected shape: {0}")]
    Shape(String),
    /// A whole value, and then more.
    #[error("{0} bytes are left over after the end")]
    LeftOver(usize),
}

/// Encodes a value. Our own types always encode: their writer is memory.
pub(crate) fn to_cbor<T: Encode<()>>(value: &T) -> Vec<u8> {
    match minicbor::to_vec(value) {
        Ok(bytes) => bytes,
        Err(error) => unreachable!("a value of ours does not encode: {error}"),
    }
}

/// Decodes exactly one value that fills all of `bytes`.
pub(crate) fn from_cbor<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, BadCbor> {
    let mut decoder = Decoder::new(bytes);
    let value = decoder.decode().map_err(|error| BadCbor::Shape(error.to_string()))?;
    match bytes.len().saturating_sub(decoder.position()) {
        0 => Ok(value),
        left => Err(BadCbor::LeftOver(left)),
    }
}

/// Field 0 of everything that is stored or sent on its own: the version of its format.
#[derive(Decode)]
#[cbor(map)]
struct FormatOnly {
    #[n(0)]
    format: u64,
}

/// Reads the format number alone, so that a later format is named and not called damaged.
pub(crate) fn format_of(bytes: &[u8]) -> Result<u64, BadCbor> {
    from_cbor::<FormatOnly>(bytes).map(|only| only.format)
}

/// A byte string to sign or to hash: the name of what it is, then its parts in a fixed order, each
/// preceded by its length as four bytes, most significant first. No two different lists of parts
/// give the same string, and no string signed for one purpose is valid for another.
pub(crate) struct Parts(Vec<u8>);

impl Parts {
    /// Starts with a name such as `campboard/envelope/1\0`.
    pub(crate) fn named(name: &'static [u8]) -> Self {
        assert!(name.ends_with(b"\0"), "the name of a signed string ends with a zero byte");
        Self(name.to_vec())
    }

    /// Appends a part.
    pub(crate) fn part(mut self, bytes: &[u8]) -> Self {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.0.extend(length.to_be_bytes());
        self.0.extend(bytes);
        self
    }

    /// Appends a number: a part of eight bytes, most significant first.
    pub(crate) fn number(self, number: u64) -> Self {
        self.part(&number.to_be_bytes())
    }

    /// The finished string.
    pub(crate) fn bytes(self) -> Vec<u8> {
        self.0
    }
}

/// SHA-256 of the pieces, one after the other.
pub fn sha256(pieces: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for piece in pieces {
        hasher.update(piece);
    }
    hasher.finalize().into()
}

/// SHA-256 over ids in ascending order: two sets of records are equal if their digests are.
pub(crate) fn digest<'a>(sorted: impl Iterator<Item = &'a RecordId>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for id in sorted {
        hasher.update(id.0);
    }
    hasher.finalize().into()
}

/// Base64 with the URL alphabet and without padding.
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads what `base64url` wrote; nothing else, not even a padded form.
#[must_use]
pub fn unbase64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Five bytes as eight letters and digits of Crockford's base 32, lower case: no i, l, o or u.
#[must_use]
pub fn crockford(bytes: [u8; 5]) -> String {
    let number = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    (0..8_u32)
        .rev()
        .filter_map(|place| {
            let digit = usize::try_from(number >> (place * 5) & 31).ok()?;
            b"0123456789abcdefghjkmnpqrstvwxyz".get(digit).map(|digit| char::from(*digit))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cannot_run_into_one_another() {
        let one = Parts::named(b"x\0").part(b"ab").part(b"c").bytes();
        let other = Parts::named(b"x\0").part(b"a").part(b"bc").bytes();
        assert_ne!(one, other);
        assert_eq!(one, b"x\0\0\0\0\x02ab\0\0\0\x01c");
        assert_eq!(Parts::named(b"x\0").number(258).bytes(), b"x\0\0\0\0\x08\0\0\0\0\0\0\x01\x02");
    }

    #[test]
    fn text_forms() {
        assert_eq!(base64url(&[0xfb, 0xff, 0xfe]), "-__-");
        assert_eq!(unbase64url("-__-"), Some(vec![0xfb, 0xff, 0xfe]));
        for wrong in ["-__", "+//+", "-__-=", "AB", "A", "ŵ"] {
            assert_ne!(unbase64url(wrong).map(|bytes| bytes.len()), Some(3), "{wrong}");
        }
        assert_eq!(crockford([0; 5]), "00000000");
        assert_eq!(crockford([255; 5]), "zzzzzzzz");
        assert_eq!(crockford([0, 0, 0, 0, 33]), "00000011");
    }

    #[test]
    fn cbor_ends_where_its_bytes_end() {
        let bytes = to_cbor(&7_u64);
        assert_eq!(from_cbor::<u64>(&bytes), Ok(7));
        assert_eq!(from_cbor::<u64>(&[7, 7]), Err(BadCbor::LeftOver(1)));
        assert!(matches!(from_cbor::<u64>(&[]), Err(BadCbor::Shape(_))));
        assert!(matches!(from_cbor::<u64>(&[0x41, 0]), Err(BadCbor::Shape(_))));
    }
}
