//! One signed statement.

use super::Action;
use super::action::consent_message;
use crate::bytes::{BadCbor, Parts, format_of, from_cbor, sha256, to_cbor};
use crate::ids::{EventId, RecordId};
use crate::keys::{DeviceKey, Signature, Verifier};
use crate::limits::{STATEMENT_BYTES_MAX, STATEMENTS_MAX};
use minicbor::{Decode, Encode};

/// A statement that is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadStatement {
    /// Larger than a statement may be.
    #[error("the statement has {bytes} bytes, more than the {STATEMENT_BYTES_MAX} allowed")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// A format that this version does not know.
    #[error("the statement has format {found}, this version reads format 1")]
    Format {
        /// Its number.
        found: u64,
    },
    /// Not the expected CBOR.
    #[error("the statement is damaged")]
    Cbor(#[from] BadCbor),
    /// A statement of another event.
    #[error("the statement belongs to another event")]
    WrongEvent,
    /// Not signed by its issuer.
    #[error("the signature of the statement is wrong")]
    Signature,
    /// A redemption for a device that did not agree to it.
    #[error("the device did not sign the redemption of the invite")]
    Consent,
    /// The event has as many statements as it may have.
    #[error("the event has {STATEMENTS_MAX} statements already")]
    TooMany,
}

/// A statement about the event's devices and servers, signed by its issuer.
///
/// Format 1: a CBOR map of 0 format, 1 event, 2 number, 3 issuer, 4 action number, 5 action body
/// (a byte string), 6 signature; other fields are skipped. The signature is over
/// `campboard/statement/1\0` and the parts event, number (eight bytes, most significant first),
/// issuer, action number (eight bytes) and body, each preceded by its length as four bytes, most
/// significant first. The statement's id is the SHA-256 of the signed bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    event: EventId,
    number: u64,
    issuer: [u8; 32],
    kind: u64,
    body: Vec<u8>,
    signature: Signature,
    action: Action,
    id: RecordId,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Wire<'a> {
    #[n(0)]
    format: u64,
    #[n(1)]
    event: EventId,
    #[n(2)]
    number: u64,
    #[cbor(n(3), with = "minicbor::bytes")]
    issuer: [u8; 32],
    #[n(4)]
    kind: u64,
    #[cbor(b(5), with = "minicbor::bytes")]
    body: &'a [u8],
    #[n(6)]
    signature: Signature,
}

impl Statement {
    /// The number of its format.
    pub const FORMAT: u64 = 1;

    /// Signs a statement. Of two about one subject the higher number wins; ask the roster for it.
    #[must_use]
    pub fn sign(key: &DeviceKey, event: EventId, number: u64, action: Action) -> Self {
        let (kind, body) = action.to_parts();
        let issuer = key.public();
        let message = statement_message(event, number, &issuer, kind, &body);
        let (signature, id) = (key.sign(&message), RecordId(sha256(&[&message])));
        Self { event, number, issuer, kind, body, signature, action, id }
    }

    /// Checks that its issuer signed it and, for a redemption, the device too. Whether the issuer
    /// may say this is the roster's business.
    pub fn verify(&self, verifier: &dyn Verifier) -> Result<(), BadStatement> {
        let message =
            statement_message(self.event, self.number, &self.issuer, self.kind, &self.body);
        if !verifier.verify(&self.issuer, &message, &self.signature.0) {
            return Err(BadStatement::Signature);
        }
        if let Action::Redeem { device, label, consent } = &self.action {
            let message = consent_message(self.event, &self.issuer, label);
            if !verifier.verify(&device.0, &message, &consent.0) {
                return Err(BadStatement::Consent);
            }
        }
        Ok(())
    }

    /// Its bytes on the wire and on disk.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        to_cbor(&Wire {
            format: Self::FORMAT,
            event: self.event,
            number: self.number,
            issuer: self.issuer,
            kind: self.kind,
            body: &self.body,
            signature: self.signature,
        })
    }

    /// Reads what `encode` wrote. It does not check signatures.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadStatement> {
        if bytes.len() > STATEMENT_BYTES_MAX {
            return Err(BadStatement::TooLarge { bytes: bytes.len() });
        }
        match format_of(bytes)? {
            Self::FORMAT => {}
            found => return Err(BadStatement::Format { found }),
        }
        let wire: Wire<'_> = from_cbor(bytes)?;
        let Wire { event, number, issuer, kind, body, signature, .. } = wire;
        let message = statement_message(event, number, &issuer, kind, body);
        Ok(Self {
            event,
            number,
            issuer,
            kind,
            body: body.to_vec(),
            signature,
            action: Action::from_parts(kind, body),
            id: RecordId(sha256(&[&message])),
        })
    }

    /// Its id: the SHA-256 of what is signed.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> EventId {
        self.event
    }

    /// Its number: the higher one wins.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The public key of who says it.
    #[must_use]
    pub fn issuer(&self) -> [u8; 32] {
        self.issuer
    }

    /// What it says.
    #[must_use]
    pub fn action(&self) -> &Action {
        &self.action
    }
}

fn statement_message(
    event: EventId,
    number: u64,
    issuer: &[u8; 32],
    kind: u64,
    body: &[u8],
) -> Vec<u8> {
    Parts::named(b"campboard/statement/1\0")
        .part(&event.0)
        .number(number)
        .part(issuer)
        .number(kind)
        .part(body)
        .bytes()
}
