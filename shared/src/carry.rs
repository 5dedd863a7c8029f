//! The board as one file that a person carries: every edit with its signature, the roster, the
//! names and erasures, and what servers have signed. Any device reads it, however old, and takes
//! what it lacks.
//!
//! Format 1: the sixteen bytes `campboard carry\n`, the number 1 as four bytes, the length of the
//! header as four bytes (most significant first), the header, and the packed body (zlib).
//!
//! The header is a CBOR map of 0 event, 1 the device that wrote the file, 2 when (milliseconds since
//! 1970 by its clock), 3 bytes of the body, 4 bytes of the packed body, 5 SHA-256 of the body,
//! 6 signature; other fields are skipped. The signature is over `campboard/carry/1\0` and the parts
//! event, device, when, bytes of the body (eight bytes each) and SHA-256, each preceded by its
//! length as four bytes.
//!
//! The body is a sequence of CBOR arrays of a kind and a byte string: 1 a roster statement, 2 a name
//! record (an erasure is one), 3 a stretch of a log (a map of 0 signed head, 1 the hashes from the
//! first position on, one after the other), 4 an envelope. Envelopes stand with causes before
//! effects. Other kinds are skipped.

mod check;
mod write;

pub use check::{Carried, CarriedLog};
pub use write::{Carry, NotCarried};

use crate::{
    bytes::{BadCbor, Parts, from_cbor},
    ids::{DeviceId, EventId},
    keys::Signature,
    limits::{CARRY_BYTES_MAX, CARRY_HEADER_BYTES_MAX},
};
use minicbor::{Decode, Decoder, Encode};
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// How a carried board begins.
pub const MAGIC: [u8; 16] = *b"campboard carry\n";
/// The number of its format.
pub const VERSION: u32 = 1;

const STATEMENT: u64 = 1;
const NAME: u64 = 2;
const LOG: u64 = 3;
const ENVELOPE: u64 = 4;

/// Why a file is not taken as a carried board.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCarry {
    /// It begins otherwise.
    #[error("this file is not a carried board")]
    Foreign,
    /// A newer version of Campboard wrote it.
    #[error(
        "this carried board was written by a newer version (format {found}, this one knows {VERSION}): update this program"
    )]
    TooNew {
        /// Its format.
        found: u32,
    },
    /// It ends too early.
    #[error(
        "this carried board is cut short: copy it again, and take the stick out only when that is done"
    )]
    CutShort,
    /// Its bytes are not those that were written.
    #[error("this carried board was altered or is damaged: nothing of it was taken; copy it again")]
    Altered,
    /// It is larger than any event.
    #[error("this carried board is larger than any event: nothing of it was taken")]
    TooLarge,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Header {
    #[n(0)]
    event: EventId,
    #[n(1)]
    carrier: DeviceId,
    #[n(2)]
    at_ms: i64,
    #[n(3)]
    body_bytes: u64,
    #[n(4)]
    packed_bytes: u64,
    #[cbor(n(5), with = "minicbor::bytes")]
    digest: [u8; 32],
    #[n(6)]
    signature: Signature,
}

impl Header {
    fn message(&self) -> Vec<u8> {
        Parts::named(b"campboard/carry/1\0")
            .part(&self.event.0)
            .part(&self.carrier.0)
            .part(&self.at_ms.to_be_bytes())
            .number(self.body_bytes)
            .part(&self.digest)
            .bytes()
    }
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct WireLog<'a> {
    #[cbor(b(0), with = "minicbor::bytes")]
    head: &'a [u8],
    #[cbor(b(1), with = "minicbor::bytes")]
    hashes: &'a [u8],
}

/// Whether a file begins like a carried board.
#[must_use]
pub fn is_carried(start: &[u8]) -> bool {
    start.starts_with(&MAGIC)
}

/// Takes a file apart: its header and what its packed body holds.
fn open(bytes: &[u8]) -> Result<(Header, Vec<u8>), BadCarry> {
    let rest = bytes.strip_prefix(&MAGIC).ok_or(match MAGIC.starts_with(bytes) {
        true if !bytes.is_empty() => BadCarry::CutShort,
        _ => BadCarry::Foreign,
    })?;
    let (version, rest) = number(rest)?;
    if version != VERSION {
        return Err(if version > VERSION {
            BadCarry::TooNew { found: version }
        } else {
            BadCarry::Altered
        });
    }
    let (length, rest) = number(rest)?;
    let length = usize::try_from(length).map_err(|_| BadCarry::Altered)?;
    if length > CARRY_HEADER_BYTES_MAX {
        return Err(BadCarry::Altered);
    }
    let (header, packed) = rest.split_at_checked(length).ok_or(BadCarry::CutShort)?;
    let header: Header = from_cbor(header).map_err(|_: BadCbor| BadCarry::Altered)?;
    let body_bytes = usize::try_from(header.body_bytes).map_err(|_| BadCarry::TooLarge)?;
    if body_bytes > CARRY_BYTES_MAX {
        return Err(BadCarry::TooLarge);
    }
    if (packed.len() as u64) < header.packed_bytes {
        return Err(BadCarry::CutShort);
    }
    if packed.len() as u64 > header.packed_bytes {
        return Err(BadCarry::Altered);
    }
    let body = decompress_to_vec_zlib_with_limit(packed, body_bytes.max(1))
        .map_err(|_| BadCarry::Altered)?;
    if body.len() != body_bytes {
        return Err(BadCarry::Altered);
    }
    Ok((header, body))
}

fn number(bytes: &[u8]) -> Result<(u32, &[u8]), BadCarry> {
    let (four, rest) = bytes.split_first_chunk::<4>().ok_or(BadCarry::CutShort)?;
    Ok((u32::from_be_bytes(*four), rest))
}

/// The next item of a body: its kind and its bytes. What follows in its array is skipped.
fn item<'b>(decoder: &mut Decoder<'b>) -> Result<(u64, &'b [u8]), minicbor::decode::Error> {
    let length = decoder.array()?.unwrap_or(0);
    if length < 2 {
        return Err(minicbor::decode::Error::message("an item has a kind and its bytes"));
    }
    let kind = decoder.u64()?;
    let bytes = decoder.bytes()?;
    for _ in 2..length {
        decoder.skip()?;
    }
    Ok((kind, bytes))
}

#[cfg(test)]
mod tests;
