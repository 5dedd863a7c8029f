//! Writing a carried board: what it holds is noted at once, bodies are added as they are read from
//! the disk, and packing it, which takes long, needs nothing of the replica.

use super::{ENVELOPE, Header, LOG, MAGIC, NAME, STATEMENT, VERSION, WireLog};
use crate::{
    bytes::{sha256, to_cbor},
    ids::{ChangeHash, EventId},
    keys::{DeviceKey, Signature},
    limits::{CARRY_BYTES_MAX, CARRY_EDITS_MAX},
    log::SignedHead,
    persist::{Bodies, StoreError},
};
use std::{collections::VecDeque, fmt};

/// How hard to pack: sticks are slow, and a board of 100,000 edits is packed in seconds.
const PACK_LEVEL: u8 = 6;

/// Why a board cannot be carried.
#[derive(Debug, thiserror::Error)]
pub enum NotCarried {
    /// The disk failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No device would read the file.
    #[error("the board is larger than a file may carry: take a backup of the server instead")]
    TooLarge,
}

/// A board that is being written.
pub struct Carry {
    key: DeviceKey,
    event: EventId,
    at_ms: i64,
    body: Vec<u8>,
    waiting: VecDeque<ChangeHash>,
    edits: u64,
    lost: u64,
}

impl Carry {
    pub(crate) fn new(key: DeviceKey, event: EventId, at_ms: i64) -> Self {
        let (body, waiting) = (Vec::new(), VecDeque::new());
        Self { key, event, at_ms, body, waiting, edits: 0, lost: 0 }
    }

    fn item(&mut self, kind: u64, bytes: &[u8]) {
        self.body.extend(to_cbor(&Item(kind, bytes)));
    }

    #[cfg(test)]
    pub(super) fn item_for_tests(&mut self, kind: u64, bytes: &[u8]) {
        self.item(kind, bytes);
    }

    pub(crate) fn statement(&mut self, bytes: &[u8]) {
        self.item(STATEMENT, bytes);
    }

    pub(crate) fn name(&mut self, bytes: &[u8]) {
        self.item(NAME, bytes);
    }

    pub(crate) fn log(&mut self, head: &SignedHead, hashes: &[ChangeHash]) {
        let hashes: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
        let bytes = to_cbor(&WireLog { head: &head.encode(), hashes: &hashes });
        self.item(LOG, &bytes);
    }

    /// The edits whose bodies are to be added, causes before effects.
    pub(crate) fn edits(&mut self, hashes: impl IntoIterator<Item = ChangeHash>) {
        self.waiting.extend(hashes);
    }

    pub(crate) fn envelope(&mut self, bytes: &[u8]) {
        self.edits += 1;
        self.item(ENVELOPE, bytes);
    }

    /// Adds the bodies of the next `count` edits; whether there are more. A body that is lost is
    /// left out: whoever reads the file gets it elsewhere.
    ///
    /// # Errors
    /// When the disk fails, or the file would be larger than any device reads.
    pub fn fill(&mut self, bodies: &dyn Bodies, count: usize) -> Result<bool, NotCarried> {
        for _ in 0..count {
            let Some(hash) = self.waiting.pop_front() else { return Ok(false) };
            match bodies.body(&hash) {
                Ok(Some(body)) => self.envelope(&body),
                Ok(None) | Err(StoreError::Corrupt { .. }) => self.lost += 1,
                Err(error) => return Err(error.into()),
            }
            if self.body.len() > CARRY_BYTES_MAX || self.edits > CARRY_EDITS_MAX as u64 {
                return Err(NotCarried::TooLarge);
            }
        }
        Ok(!self.waiting.is_empty())
    }

    /// How many edits are in it, and how many there will be.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (self.edits, self.edits + self.waiting.len() as u64)
    }

    /// Edits whose bodies are lost here.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost
    }

    /// Packs and signs it: the bytes of the file.
    #[must_use]
    pub fn pack(self) -> Vec<u8> {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&self.body, PACK_LEVEL);
        let mut header = Header {
            event: self.event,
            carrier: self.key.id(),
            at_ms: self.at_ms,
            body_bytes: self.body.len() as u64,
            packed_bytes: packed.len() as u64,
            digest: sha256(&[&self.body]),
            signature: Signature([0; 64]),
        };
        header.signature = self.key.sign(&header.message());
        let header = to_cbor(&header);
        let length = u32::try_from(header.len()).unwrap_or(u32::MAX);
        let start = [&MAGIC[..], &VERSION.to_be_bytes(), &length.to_be_bytes()].concat();
        [start, header, packed].concat()
    }
}

impl fmt::Debug for Carry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carry")
            .field("edits", &self.edits)
            .field("waiting", &self.waiting.len())
            .finish_non_exhaustive()
    }
}

/// An item of the body.
struct Item<'a>(u64, &'a [u8]);

impl<C> minicbor::Encode<C> for Item<'_> {
    fn encode<W: minicbor::encode::Write>(
        &self,
        encoder: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        encoder.array(2)?.u64(self.0)?.bytes(self.1)?.ok()
    }
}
