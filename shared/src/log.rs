//! A server's log: the chain over its positions, and the position that the server signs.

use crate::bytes::{BadCbor, Parts, format_of, from_cbor, sha256, to_cbor};
use crate::ids::{ChangeHash, DeviceId, DocumentKind, EventId, LogId, hex};
use crate::keys::{DeviceKey, Signature, Verifier};
use minicbor::{Decode, Encode};
use std::fmt;

/// What a log holds up to a position, as one hash. In CBOR a byte string.
///
/// At position 0 it is the SHA-256 of `campboard/log/1\0` and the parts event, document number
/// (one byte), log id and genesis hash, each preceded by its length as four bytes, most
/// significant first. At position n it is SHA-256(chain at n - 1, change hash), without lengths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Chain(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl Chain {
    /// The chain of an empty log.
    #[must_use]
    pub fn start(event: EventId, document: DocumentKind, log: LogId, genesis: ChangeHash) -> Self {
        let parts = Parts::named(b"campboard/log/1\0")
            .part(&event.0)
            .part(&[document.number()])
            .part(&log.0)
            .part(&genesis.0);
        Self(sha256(&[&parts.bytes()]))
    }

    /// The chain after one more change.
    #[must_use]
    pub fn next(self, change: ChangeHash) -> Self {
        Self(sha256(&[&self.0, &change.0]))
    }
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chain({})", hex(self.0.first_chunk::<4>().map_or(&[][..], |four| four)))
    }
}

/// Bytes that are not a signed head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadHead {
    /// A format that this version does not know.
    #[error("the signed head has format {found}, this version reads format 1")]
    Format {
        /// Its number.
        found: u64,
    },
    /// A document that this version does not know.
    #[error("the signed head is of document {0}, which this version does not know")]
    Document(u64),
    /// Not the expected CBOR.
    #[error("the signed head is damaged")]
    Cbor(#[from] BadCbor),
}

/// What a log held at a position, signed by its server. Under a head whose server the roster
/// certifies, a change is admitted whatever its author may do today.
///
/// The signature is over `campboard/head/1\0` and the parts log id, document number (one byte),
/// position (eight bytes, most significant first) and chain, each preceded by its length as four
/// bytes. The event is in it through the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedHead {
    /// The log.
    pub log: LogId,
    /// The document whose log it is.
    pub document: DocumentKind,
    /// How many changes the log held.
    pub position: u64,
    /// Its chain there.
    pub chain: Chain,
    /// Who signed.
    pub server: DeviceId,
    /// The signature.
    pub signature: Signature,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Wire {
    #[n(0)]
    format: u64,
    #[n(1)]
    log: LogId,
    #[n(2)]
    document: u64,
    #[n(3)]
    position: u64,
    #[n(4)]
    chain: Chain,
    #[n(5)]
    server: DeviceId,
    #[n(6)]
    signature: Signature,
}

impl SignedHead {
    /// The number of its format.
    pub const FORMAT: u64 = 1;

    /// Signs a position.
    #[must_use]
    pub fn sign(
        server: &DeviceKey,
        log: LogId,
        document: DocumentKind,
        position: u64,
        chain: Chain,
    ) -> Self {
        let signature = server.sign(&head_message(log, document, position, chain));
        Self { log, document, position, chain, server: server.id(), signature }
    }

    /// Whether its server signed it. Whether that server is certified is the roster's to say.
    #[must_use]
    pub fn verify(&self, verifier: &dyn Verifier) -> bool {
        let message = head_message(self.log, self.document, self.position, self.chain);
        verifier.verify(&self.server.0, &message, &self.signature.0)
    }

    /// Its bytes on the wire and on disk.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        to_cbor(&Wire {
            format: Self::FORMAT,
            log: self.log,
            document: self.document.number().into(),
            position: self.position,
            chain: self.chain,
            server: self.server,
            signature: self.signature,
        })
    }

    /// Reads what `encode` wrote. It does not check the signature.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadHead> {
        match format_of(bytes)? {
            Self::FORMAT => {}
            found => return Err(BadHead::Format { found }),
        }
        let wire: Wire = from_cbor(bytes)?;
        let document = u8::try_from(wire.document).ok().and_then(DocumentKind::from_number);
        Ok(Self {
            log: wire.log,
            document: document.ok_or(BadHead::Document(wire.document))?,
            position: wire.position,
            chain: wire.chain,
            server: wire.server,
            signature: wire.signature,
        })
    }
}

fn head_message(log: LogId, document: DocumentKind, position: u64, chain: Chain) -> Vec<u8> {
    Parts::named(b"campboard/head/1\0")
        .part(&log.0)
        .part(&[document.number()])
        .number(position)
        .part(&chain.0)
        .bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Strict;
    use proptest::prelude::*;

    fn start(event: u8, document: DocumentKind, log: u8, genesis: u8) -> Chain {
        Chain::start(EventId([event; 32]), document, LogId([log; 16]), ChangeHash([genesis; 32]))
    }

    fn head() -> SignedHead {
        let chain = start(1, DocumentKind::Board, 2, 3).next(ChangeHash([4; 32]));
        let key = DeviceKey::from_seed(&[5; 32]);
        SignedHead::sign(&key, LogId([2; 16]), DocumentKind::Board, 1, chain)
    }

    #[test]
    fn a_chain_depends_on_everything_before_it() {
        let chains = [
            start(1, DocumentKind::Plan, 2, 3),
            start(9, DocumentKind::Plan, 2, 3),
            start(1, DocumentKind::Board, 2, 3),
            start(1, DocumentKind::Plan, 9, 3),
            start(1, DocumentKind::Plan, 2, 9),
            start(1, DocumentKind::Plan, 2, 3).next(ChangeHash([1; 32])).next(ChangeHash([2; 32])),
            start(1, DocumentKind::Plan, 2, 3).next(ChangeHash([2; 32])).next(ChangeHash([1; 32])),
        ];
        let distinct: std::collections::BTreeSet<Chain> = chains.into_iter().collect();
        assert_eq!(distinct.len(), chains.len());
    }

    #[test]
    fn a_head_of_another_position_is_not_signed() {
        let head = head();
        assert!(head.verify(&Strict));
        assert!(!SignedHead { position: 2, ..head }.verify(&Strict));
        assert!(!SignedHead { document: DocumentKind::Plan, ..head }.verify(&Strict));
        assert!(!SignedHead { log: LogId([3; 16]), ..head }.verify(&Strict));
        assert!(!SignedHead { chain: start(1, DocumentKind::Plan, 2, 3), ..head }.verify(&Strict));
        assert!(!SignedHead { server: DeviceId([5; 32]), ..head }.verify(&Strict));
    }

    #[test]
    fn other_formats_and_documents_are_named() {
        let mut wire = Wire {
            format: 2,
            log: LogId([2; 16]),
            document: 3,
            position: 1,
            chain: Chain([0; 32]),
            server: DeviceId([5; 32]),
            signature: Signature([0; 64]),
        };
        assert_eq!(SignedHead::decode(&to_cbor(&wire)), Err(BadHead::Format { found: 2 }));
        wire.format = 1;
        assert_eq!(SignedHead::decode(&to_cbor(&wire)), Err(BadHead::Document(3)));
        assert!(matches!(SignedHead::decode(b""), Err(BadHead::Cbor(_))));
    }

    proptest! {
        #[test]
        fn a_changed_byte_never_verifies(at: prop::sample::Index, flip in 1..=255_u8) {
            let mut bytes = head().encode();
            prop_assert_eq!(SignedHead::decode(&bytes).unwrap(), head());
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            prop_assert!(!SignedHead::decode(&bytes).is_ok_and(|head| head.verify(&Strict)));
            prop_assert!(SignedHead::decode(&head().encode()[..at]).is_err());
        }
    }
}
