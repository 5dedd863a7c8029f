//! The envelope in which an edit travels: one automerge change, and who signed it for which
//! document of which event. Its name is the change's hash, computed here from the bytes and never
//! taken from a sender.

use crate::bytes::{BadCbor, Parts, format_of, from_cbor, sha256, to_cbor};
use crate::ids::{ChangeHash, DeviceId, DocumentKind, EventId};
use crate::keys::{DeviceKey, Signature, Verifier};
use crate::limits::{CHANGE_BYTES_MAX, ENVELOPE_BYTES_MAX};
use minicbor::{Decode, Encode};
use std::fmt;

/// What `parse_chunk` finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkInfo {
    /// The hash of the change, as automerge computes it.
    pub hash: ChangeHash,
}

/// Bytes that are not exactly one plain automerge change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadChunk {
    /// Larger than a change may be.
    #[error("the change has {bytes} bytes, more than the {CHANGE_BYTES_MAX} allowed")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// It ends before its header does.
    #[error("the change ends inside its header")]
    Short,
    /// The four bytes with which every automerge chunk begins are missing.
    #[error("not an automerge chunk")]
    Magic,
    /// Another kind of automerge chunk.
    #[error("not a plain change but a {}", chunk_type_name(*.0))]
    Type(u8),
    /// Its length is written in a longer way than needed, or is too large for any change.
    #[error("the length of the change is badly written")]
    Length,
    /// Fewer bytes than its length says.
    #[error("the change is cut short: {missing} bytes are missing")]
    CutShort {
        /// How many.
        missing: usize,
    },
    /// More bytes than its length says.
    #[error("{0} bytes follow after the end of the change")]
    Trailing(usize),
    /// Its contents are not those that its checksum was computed from.
    #[error("the checksum of the change is wrong")]
    Checksum,
}

fn chunk_type_name(number: u8) -> &'static str {
    match number {
        0 => "whole document",
        1 => "change",
        2 => "compressed change",
        3 => "bundle",
        _ => "chunk of an unknown type",
    }
}

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE_TYPE: u8 = 1;

/// Checks that `bytes` are one plain automerge change and nothing else, and computes its hash.
///
/// A chunk is: magic 85 6f 4a 83, checksum (4 bytes), type (1 byte), length (LEB128), contents.
/// The hash is SHA-256(type, length, contents); the checksum is its first four bytes. What is in
/// the contents is not looked at.
pub fn parse_chunk(bytes: &[u8]) -> Result<ChunkInfo, BadChunk> {
    if bytes.len() > CHANGE_BYTES_MAX {
        return Err(BadChunk::TooLarge { bytes: bytes.len() });
    }
    let (magic, rest) = bytes.split_first_chunk::<4>().ok_or(BadChunk::Short)?;
    if *magic != MAGIC {
        return Err(BadChunk::Magic);
    }
    let (checksum, hashed) = rest.split_first_chunk::<4>().ok_or(BadChunk::Short)?;
    let (chunk_type, rest) = hashed.split_first().ok_or(BadChunk::Short)?;
    if *chunk_type != CHANGE_TYPE {
        return Err(BadChunk::Type(*chunk_type));
    }
    let (length, contents) = leb128(rest)?;
    if length > contents.len() {
        return Err(BadChunk::CutShort { missing: length - contents.len() });
    }
    if length < contents.len() {
        return Err(BadChunk::Trailing(contents.len() - length));
    }
    let hash = sha256(&[hashed]);
    if !hash.starts_with(checksum) {
        return Err(BadChunk::Checksum);
    }
    Ok(ChunkInfo { hash: ChangeHash(hash) })
}

/// Reads a length in its shortest form. Five groups of seven bits are far more than a change has.
fn leb128(bytes: &[u8]) -> Result<(usize, &[u8]), BadChunk> {
    let mut value = 0_u64;
    let mut rest = bytes;
    for group in 0..5_u32 {
        let (byte, after) = rest.split_first().ok_or(BadChunk::Short)?;
        rest = after;
        value |= u64::from(byte & 0x7f) << (group * 7);
        if byte & 0x80 == 0 {
            if *byte == 0 && group > 0 {
                return Err(BadChunk::Length);
            }
            let value = usize::try_from(value).map_err(|_| BadChunk::Length)?;
            return Ok((value, rest));
        }
    }
    Err(BadChunk::Length)
}

/// Bytes that are not an envelope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEnvelope {
    /// Larger than an envelope may be.
    #[error("the envelope has {bytes} bytes, more than the {ENVELOPE_BYTES_MAX} allowed")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// A format that this version does not know.
    #[error("the envelope has format {found}, this version reads format 1")]
    Format {
        /// Its number.
        found: u64,
    },
    /// A document that this version does not know.
    #[error("the envelope is for document {0}, which this version does not know")]
    Document(u64),
    /// Not the expected CBOR.
    #[error("the envelope is damaged")]
    Cbor(#[from] BadCbor),
    /// What it holds is not a plain change.
    #[error("the envelope does not hold one plain change")]
    Chunk(#[from] BadChunk),
}

/// One change, signed by the device that made it.
///
/// Format 1: a CBOR map of 0 format, 1 event, 2 document number, 3 device, 4 change bytes,
/// 5 signature; other fields are skipped. The signature is over `campboard/envelope/1\0` and the
/// parts event, document number (one byte) and change hash, each preceded by its length as four
/// bytes, most significant first.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    event: EventId,
    document: DocumentKind,
    device: DeviceId,
    change: Vec<u8>,
    signature: Signature,
    hash: ChangeHash,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Wire<'a> {
    #[n(0)]
    format: u64,
    #[n(1)]
    event: EventId,
    #[n(2)]
    document: u64,
    #[n(3)]
    device: DeviceId,
    #[cbor(b(4), with = "minicbor::bytes")]
    change: &'a [u8],
    #[n(5)]
    signature: Signature,
}

impl Envelope {
    /// The number of its format.
    pub const FORMAT: u64 = 1;

    /// Puts a change into an envelope. `change` is what automerge calls the raw bytes of a change.
    pub fn sign(
        key: &DeviceKey,
        event: EventId,
        document: DocumentKind,
        change: Vec<u8>,
    ) -> Result<Self, BadChunk> {
        let hash = parse_chunk(&change)?.hash;
        let signature = key.sign(&envelope_message(event, document, hash));
        Ok(Self { event, document, device: key.id(), change, signature, hash })
    }

    /// Whether its device signed it. Whether that device may write is the roster's to say.
    #[must_use]
    pub fn verify(&self, verifier: &dyn Verifier) -> bool {
        let message = envelope_message(self.event, self.document, self.hash);
        verifier.verify(&self.device.0, &message, &self.signature.0)
    }

    /// Its bytes on the wire and on disk.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        to_cbor(&Wire {
            format: Self::FORMAT,
            event: self.event,
            document: self.document.number().into(),
            device: self.device,
            change: &self.change,
            signature: self.signature,
        })
    }

    /// Reads what `encode` wrote and computes its name. It does not check the signature.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadEnvelope> {
        if bytes.len() > ENVELOPE_BYTES_MAX {
            return Err(BadEnvelope::TooLarge { bytes: bytes.len() });
        }
        match format_of(bytes)? {
            Self::FORMAT => {}
            found => return Err(BadEnvelope::Format { found }),
        }
        let wire: Wire<'_> = from_cbor(bytes)?;
        let document = u8::try_from(wire.document).ok().and_then(DocumentKind::from_number);
        Ok(Self {
            event: wire.event,
            document: document.ok_or(BadEnvelope::Document(wire.document))?,
            device: wire.device,
            hash: parse_chunk(wire.change)?.hash,
            change: wire.change.to_vec(),
            signature: wire.signature,
        })
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> EventId {
        self.event
    }

    /// The document that it changes.
    #[must_use]
    pub fn document(&self) -> DocumentKind {
        self.document
    }

    /// Who signed.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The raw bytes of the change.
    #[must_use]
    pub fn change(&self) -> &[u8] {
        &self.change
    }

    /// The signature.
    #[must_use]
    pub fn signature(&self) -> Signature {
        self.signature
    }

    /// Its name: the hash of the change, computed from its bytes.
    #[must_use]
    pub fn hash(&self) -> ChangeHash {
        self.hash
    }
}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("hash", &self.hash)
            .field("event", &self.event)
            .field("document", &self.document)
            .field("device", &self.device)
            .field("change_bytes", &self.change.len())
            .finish_non_exhaustive()
    }
}

fn envelope_message(event: EventId, document: DocumentKind, hash: ChangeHash) -> Vec<u8> {
    Parts::named(b"campboard/envelope/1\0")
        .part(&event.0)
        .part(&[document.number()])
        .part(&hash.0)
        .bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Strict;
    use automerge::transaction::Transactable as _;
    use automerge::{ActorId, AutoCommit, ROOT};
    use proptest::prelude::*;

    fn document(text: &str) -> AutoCommit {
        let mut document = AutoCommit::new().with_actor(ActorId::from([1; 16]));
        document.put(ROOT, "title", text).unwrap();
        document.commit();
        document
    }

    fn change(text: &str) -> automerge::Change {
        document(text).get_last_local_change().unwrap().clone()
    }

    /// A chunk around any contents, with a right checksum.
    fn chunk(chunk_type: u8, length: &[u8], contents: &[u8]) -> Vec<u8> {
        let hash = sha256(&[&[chunk_type], length, contents]);
        [&MAGIC[..], &hash[..4], &[chunk_type], length, contents].concat()
    }

    fn envelope() -> Envelope {
        let key = DeviceKey::from_seed(&[2; 32]);
        let change = change("Open data for parish councils").raw_bytes().to_vec();
        Envelope::sign(&key, EventId([3; 32]), DocumentKind::Floor, change).unwrap()
    }

    #[test]
    fn a_change_has_the_hash_that_automerge_gives_it() {
        // A long one needs two bytes for its length and is compressed by `bytes`.
        for text in ["", "Ysgol", &"long ".repeat(100), &"long ".repeat(10_000)] {
            let mut change = change(text);
            assert_eq!(parse_chunk(change.raw_bytes()).unwrap().hash.0, change.hash().0);
            let compressed = change.bytes().into_owned();
            if compressed != change.raw_bytes() {
                assert_eq!(parse_chunk(&compressed), Err(BadChunk::Type(2)));
            }
        }
        assert!(change(&"long ".repeat(100)).bytes()[8] == 2, "the long one is compressed");
    }

    #[test]
    fn only_one_plain_change_is_let_in() {
        let plain = change("a").raw_bytes().to_vec();
        assert_eq!(parse_chunk(&document("a").save()), Err(BadChunk::Type(0)));
        assert_eq!(parse_chunk(&chunk(3, &[0], &[])), Err(BadChunk::Type(3)));
        assert_eq!(parse_chunk(&chunk(9, &[0], &[])), Err(BadChunk::Type(9)));
        assert_eq!(parse_chunk(&[]), Err(BadChunk::Short));
        assert_eq!(parse_chunk(&MAGIC), Err(BadChunk::Short));
        assert_eq!(parse_chunk(&plain[..8]), Err(BadChunk::Short));
        assert_eq!(parse_chunk(&plain[..9]), Err(BadChunk::Short));
        assert_eq!(parse_chunk(b"PK\x03\x04 and more"), Err(BadChunk::Magic));
        let cut = plain.len() - 2;
        assert_eq!(parse_chunk(&plain[..cut]), Err(BadChunk::CutShort { missing: 2 }));
        let two = [plain.clone(), plain.clone()].concat();
        assert_eq!(parse_chunk(&two), Err(BadChunk::Trailing(plain.len())));
        let mut wrong = plain;
        *wrong.last_mut().unwrap() ^= 1;
        assert_eq!(parse_chunk(&wrong), Err(BadChunk::Checksum));
        let large = vec![0; CHANGE_BYTES_MAX + 1];
        assert_eq!(parse_chunk(&large), Err(BadChunk::TooLarge { bytes: CHANGE_BYTES_MAX + 1 }));
    }

    #[test]
    fn a_length_has_one_way_to_be_written() {
        assert!(parse_chunk(&chunk(1, &[1], &[7])).is_ok());
        assert_eq!(parse_chunk(&chunk(1, &[0x81, 0], &[7])), Err(BadChunk::Length));
        assert_eq!(parse_chunk(&chunk(1, &[0x80, 0], &[])), Err(BadChunk::Length));
        assert_eq!(parse_chunk(&chunk(1, &[0xff; 10], &[7])), Err(BadChunk::Length));
        assert!(parse_chunk(&chunk(1, &[0x80, 1], &[7; 128])).is_ok());
        let most = chunk(1, &[0xff, 0xff, 0xff, 0xff, 0x7f], &[7]);
        assert_eq!(parse_chunk(&most), Err(BadChunk::CutShort { missing: (1 << 35) - 2 }));
    }

    #[test]
    fn an_envelope_holds_for_one_event_document_and_device() {
        let signed = envelope();
        assert!(signed.verify(&Strict));
        assert!(!Envelope { event: EventId([4; 32]), ..signed.clone() }.verify(&Strict));
        assert!(!Envelope { document: DocumentKind::Plan, ..signed.clone() }.verify(&Strict));
        let other = DeviceKey::from_seed(&[9; 32]).id();
        assert!(!Envelope { device: other, ..signed.clone() }.verify(&Strict));
        // A swapped change gets its own hash, whatever the signature was for.
        let swapped = Envelope { change: change("b").raw_bytes().to_vec(), ..signed.clone() };
        let swapped = Envelope::decode(&swapped.encode()).unwrap();
        assert_ne!(swapped.hash(), signed.hash());
        assert!(!swapped.verify(&Strict));
    }

    #[test]
    fn what_is_no_envelope_is_named() {
        let signed = envelope();
        let wire = |format, document, change| {
            to_cbor(&Wire {
                format,
                event: signed.event,
                document,
                device: signed.device,
                change,
                signature: signed.signature,
            })
        };
        let decode = |bytes: &[u8]| Envelope::decode(bytes).unwrap_err();
        assert_eq!(decode(&wire(2, 0, &[])), BadEnvelope::Format { found: 2 });
        assert_eq!(decode(&wire(1, 3, &signed.change)), BadEnvelope::Document(3));
        assert_eq!(decode(&wire(1, 259, &signed.change)), BadEnvelope::Document(259));
        assert_eq!(decode(&wire(1, 0, b"x")), BadEnvelope::Chunk(BadChunk::Short));
        assert!(matches!(decode(b""), BadEnvelope::Cbor(BadCbor::Shape(_))));
        let more = [signed.encode(), vec![0]].concat();
        assert_eq!(decode(&more), BadEnvelope::Cbor(BadCbor::LeftOver(1)));
        let large = vec![0; ENVELOPE_BYTES_MAX + 1];
        assert_eq!(decode(&large), BadEnvelope::TooLarge { bytes: ENVELOPE_BYTES_MAX + 1 });
        let Err(refused) =
            Envelope::sign(&DeviceKey::from_seed(&[2; 32]), signed.event, signed.document, vec![])
        else {
            panic!("an empty change is refused")
        };
        assert_eq!(refused, BadChunk::Short);
    }

    #[test]
    fn the_largest_change_fits_its_envelope() {
        let contents = vec![7; CHANGE_BYTES_MAX - 12];
        let length = [
            0x80 | (contents.len() & 0x7f) as u8,
            0x80 | (contents.len() >> 7) as u8,
            (contents.len() >> 14) as u8,
        ];
        let change = chunk(1, &length, &contents);
        assert_eq!(change.len(), CHANGE_BYTES_MAX);
        let key = DeviceKey::from_seed(&[2; 32]);
        let signed = Envelope::sign(&key, EventId([3; 32]), DocumentKind::Floor, change).unwrap();
        assert_eq!(Envelope::decode(&signed.encode()).unwrap(), signed);
    }

    #[test]
    fn fields_of_a_later_version_are_skipped() {
        let signed = envelope();
        let mut bytes = signed.encode();
        assert_eq!(bytes[0], 0xa6, "a map of six");
        bytes[0] = 0xa7;
        bytes.extend([0x18, 99, 0x82, 0x01, 0x61, b'x']);
        assert_eq!(Envelope::decode(&bytes).unwrap(), signed);
    }

    proptest! {
        #[test]
        fn envelopes_survive_their_bytes(text: String, kind in 0..3_u8, seed: [u8; 32]) {
            let key = DeviceKey::from_seed(&seed);
            let kind = DocumentKind::from_number(kind).unwrap();
            let change = change(&text).raw_bytes().to_vec();
            let signed = Envelope::sign(&key, EventId(seed), kind, change).unwrap();
            let read = Envelope::decode(&signed.encode()).unwrap();
            prop_assert!(read.verify(&Strict));
            prop_assert_eq!(read, signed);
        }

        #[test]
        fn a_changed_byte_never_verifies(at: prop::sample::Index, flip in 1..=255_u8) {
            let mut bytes = envelope().encode();
            let at = at.index(bytes.len());
            prop_assert!(Envelope::decode(&bytes[..at]).is_err());
            bytes[at] ^= flip;
            prop_assert!(!Envelope::decode(&bytes).is_ok_and(|read| read.verify(&Strict)));
        }

        #[test]
        fn any_bytes_are_refused(bytes: Vec<u8>) {
            prop_assert!(Envelope::decode(&bytes).is_err());
            prop_assert!(parse_chunk(&bytes).is_err());
            prop_assert!(parse_chunk(&[&MAGIC[..], &bytes].concat()).is_err());
        }
    }
}
