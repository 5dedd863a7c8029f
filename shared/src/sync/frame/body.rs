//! The bodies of frames. Field numbers are frozen; fields of later versions are optional.

use super::{
    beside::Beside,
    code::{Goodbye, NoticeCode, RefusalCode},
};
use crate::{
    ids::{ChangeHash, DeviceId, DocumentKind, EventId, LogId, RecordId},
    keys::Signature,
    limits,
    log::Chain,
    persist::RecordKind,
    roster::Role,
};
use minicbor::{
    Decode, Decoder, Encode, Encoder,
    bytes::ByteVec,
    decode,
    encode::{self, Write},
};

macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $number:literal $field:ident: $type:ty $(, with $with:literal)? $(, at most $limit:expr)?;)*
    })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
            #[cbor(map)]
            pub struct $name {
                $($(#[$field_doc])* #[cbor(n($number) $(, with = $with)?)] pub $field: $type,)*
            }

            impl $name {
                pub(super) fn within_limits(&self) -> bool {
                    true $($(&& self.$field.len() <= $limit)?)*
                }
            }
        )*
    };
}

/// A time and whether its clock is sure of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct WallTime {
    /// Milliseconds since 1970.
    #[n(0)]
    pub ms: i64,
    /// The clock was set.
    #[n(1)]
    pub sure: bool,
}

/// How long a log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct LogState {
    /// Its document.
    #[n(0)]
    pub document: DocumentKind,
    /// Its id.
    #[n(1)]
    pub log: LogId,
    /// Its last position.
    #[n(2)]
    pub position: u64,
    /// Its chain there.
    #[n(3)]
    pub chain: Chain,
}

/// Digests of the records that a replica holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Digests {
    /// Of its roster statements.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub statements: [u8; 32],
    /// Of its name records.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub names: [u8; 32],
}

impl Digests {
    /// The digest of one kind.
    #[must_use]
    pub fn of(&self, kind: RecordKind) -> [u8; 32] {
        match kind {
            RecordKind::Statement => self.statements,
            RecordKind::Name => self.names,
        }
    }
}

/// Where an accepted change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Accepted {
    /// The change.
    #[n(0)]
    pub hash: ChangeHash,
    /// Its position in the log.
    #[n(1)]
    pub position: u64,
}

impl<C> Encode<C> for RecordKind {
    fn encode<W: Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        let number = match self {
            Self::Statement => 0,
            Self::Name => 1,
        };
        e.u8(number)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for RecordKind {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        match d.u8()? {
            0 => Ok(Self::Statement),
            1 => Ok(Self::Name),
            _ => Err(decode::Error::message("an unknown kind of record")),
        }
    }
}

bodies! {
    /// First frame of a device.
    ClientHello {
        /// Protocol versions that it speaks.
        0 versions: Vec<u64>, at most limits::VERSIONS_MAX;
        /// The event.
        1 event: EventId;
        /// The device.
        2 device: DeviceId;
        /// Random, for the proofs.
        3 nonce: [u8; 32], with "minicbor::bytes";
        /// Random, the same for all connections of one process: tells a copied disk from a
        /// connection opened again.
        4 process: [u8; 16], with "minicbor::bytes";
    }

    /// First frame of a server.
    ServerHello {
        /// The version to speak.
        0 version: u64;
        /// The event.
        1 event: EventId;
        /// The server's key.
        2 server: DeviceId;
        /// Random, for the proofs.
        3 nonce: [u8; 32], with "minicbor::bytes";
        /// Statements by which the event's root certifies the server.
        4 statements: Vec<ByteVec>, at most limits::CREDENTIALS_MAX;
        /// See [`hello_message`](crate::sync::frame::hello_message).
        5 signature: Signature;
    }

    /// The device's proof.
    Prove {
        /// See [`hello_message`](crate::sync::frame::hello_message).
        0 signature: Signature;
        /// The redemption of the device's invite.
        1 redeem: Option<ByteVec>;
        /// Statements by which the device has its role, for a server that has not heard of them.
        2 statements: Vec<ByteVec>, at most limits::CREDENTIALS_MAX;
    }

    /// The device is let in.
    Welcome {
        /// Its role.
        0 role: Role;
        /// The server's logs.
        1 logs: Vec<LogState>, at most limits::LOGS_MAX;
        /// The server's records.
        2 records: Digests;
        /// The server's time.
        3 time: WallTime;
    }

    /// Last frame of a connection.
    Farewell {
        /// Why.
        0 code: Goodbye;
    }

    /// Something to tell people.
    Notice {
        /// What.
        0 code: NoticeCode;
    }

    /// When nothing else is to be said.
    Heartbeat {
        /// The sender's time.
        0 time: WallTime;
        /// The server's logs; from a device what it has of them.
        1 logs: Vec<LogState>, at most limits::LOGS_MAX;
        /// The sender's records.
        2 records: Digests;
        /// From a device: edits that it holds and those logs have not shown it.
        3 waiting: Option<u64>;
    }

    /// One page of the ids of all records of a kind.
    Have {
        /// The question.
        0 ask: u64;
        /// The kind.
        1 kind: RecordKind;
        /// This page, from 0.
        2 page: u64;
        /// Pages there are.
        3 pages: u64;
        /// Ids, ascending.
        4 ids: Vec<RecordId>, at most limits::FRAME_HASHES_MAX;
    }

    /// What the server lacks of a `Have`.
    Need {
        /// The question.
        0 ask: u64;
        /// The kind.
        1 kind: RecordKind;
        /// Ids that the server lacks.
        2 ids: Vec<RecordId>, at most limits::FRAME_HASHES_MAX;
        /// Records that the device lacked and that the server has sent.
        3 sent: u64;
    }

    /// Records, encoded as they are signed.
    Records {
        /// The kind.
        0 kind: RecordKind;
        /// The records.
        1 records: Vec<ByteVec>, at most limits::FRAME_RECORDS_MAX;
    }

    /// Asks for what follows a position.
    Follow {
        /// The document.
        0 document: DocumentKind;
        /// The log.
        1 log: LogId;
        /// Last position that the device has.
        2 position: u64;
        /// Its chain there.
        3 chain: Chain;
    }

    /// Part of the log, with bodies. Without envelopes: there is no more.
    Batch {
        /// The document.
        0 document: DocumentKind;
        /// The log.
        1 log: LogId;
        /// Position of the first envelope.
        2 first: u64;
        /// Chain before it.
        3 before: Chain;
        /// Envelopes in the order of the log.
        4 envelopes: Vec<ByteVec>, at most limits::BATCH_ENVELOPES_MAX;
        /// Signed head at the last of them.
        5 head: ByteVec;
        /// How long the log is.
        6 length: u64;
        /// Names that go along.
        7 names: Beside, at most limits::FRAME_RECORDS_MAX;
    }

    /// The position asked for is not one of this log.
    Mismatch {
        /// The document.
        0 document: DocumentKind;
        /// The server's log.
        1 log: LogId;
        /// Its last position.
        2 position: u64;
        /// Its chain there.
        3 chain: Chain;
    }

    /// Asks for the hashes that follow a position.
    Walk {
        /// The question.
        0 ask: u64;
        /// The document.
        1 document: DocumentKind;
        /// The log.
        2 log: LogId;
        /// Last position that the device has.
        3 position: u64;
        /// Its chain there.
        4 chain: Chain;
    }

    /// Part of the log by hash. Without hashes: there is no more.
    HashBatch {
        /// The question.
        0 ask: u64;
        /// The document.
        1 document: DocumentKind;
        /// The log.
        2 log: LogId;
        /// Position of the first hash.
        3 first: u64;
        /// Chain before it.
        4 before: Chain;
        /// Hashes in the order of the log.
        5 hashes: Vec<ChangeHash>, at most limits::FRAME_HASHES_MAX;
        /// Signed head at the last of them.
        6 head: ByteVec;
    }

    /// Asks for bodies.
    Fetch {
        /// The question.
        0 ask: u64;
        /// The document.
        1 document: DocumentKind;
        /// The log.
        2 log: LogId;
        /// Changes whose envelopes are wanted, causes before effects.
        3 hashes: Vec<ChangeHash>, at most limits::BATCH_ENVELOPES_MAX;
    }

    /// Bodies: the first of those asked for, as many as fit.
    Bodies {
        /// The question.
        0 ask: u64;
        /// The document.
        1 document: DocumentKind;
        /// The log.
        2 log: LogId;
        /// Envelopes.
        3 envelopes: Vec<ByteVec>, at most limits::BATCH_ENVELOPES_MAX;
        /// Those asked for that the server does not have.
        4 lacking: Vec<ChangeHash>, at most limits::BATCH_ENVELOPES_MAX;
        /// Names that go along.
        5 names: Beside, at most limits::FRAME_RECORDS_MAX;
    }

    /// Envelopes for the log.
    Push {
        /// The document.
        0 document: DocumentKind;
        /// The log.
        1 log: LogId;
        /// Envelopes, causes before effects.
        2 envelopes: Vec<ByteVec>, at most limits::BATCH_ENVELOPES_MAX;
        /// Names that go along.
        3 names: Beside, at most limits::FRAME_RECORDS_MAX;
    }

    /// Changes that are on the server's disk.
    Ack {
        /// The document.
        0 document: DocumentKind;
        /// The log.
        1 log: LogId;
        /// Which, and where.
        2 accepted: Vec<Accepted>, at most limits::BATCH_ENVELOPES_MAX;
    }

    /// A change that waits for others.
    NotYet {
        /// The document.
        0 document: DocumentKind;
        /// The log.
        1 log: LogId;
        /// The change.
        2 hash: ChangeHash;
        /// What the server lacks.
        3 missing: Vec<ChangeHash>, at most limits::FRAME_HASHES_MAX;
    }

    /// A change that was not accepted.
    Refused {
        /// The document.
        0 document: DocumentKind;
        /// The log.
        1 log: LogId;
        /// The change.
        2 hash: ChangeHash;
        /// Why.
        3 code: RefusalCode;
    }

    /// Hashes at doubling distances.
    Offer {
        /// The question.
        0 ask: u64;
        /// The document.
        1 document: DocumentKind;
        /// The log.
        2 log: LogId;
        /// Hashes, newest first, then the heads.
        3 hashes: Vec<ChangeHash>, at most limits::FRAME_HASHES_MAX;
    }

    /// Those of an offer that the log holds.
    Known {
        /// The question.
        0 ask: u64;
        /// The document.
        1 document: DocumentKind;
        /// The log.
        2 log: LogId;
        /// Hashes.
        3 hashes: Vec<ChangeHash>, at most limits::FRAME_HASHES_MAX;
    }

    /// A page of hashes that the log may lack.
    Hashes {
        /// The question.
        0 ask: u64;
        /// The document.
        1 document: DocumentKind;
        /// The log.
        2 log: LogId;
        /// Hashes.
        3 hashes: Vec<ChangeHash>, at most limits::FRAME_HASHES_MAX;
    }

    /// Those of them that it lacks.
    Want {
        /// The question.
        0 ask: u64;
        /// The document.
        1 document: DocumentKind;
        /// The log.
        2 log: LogId;
        /// Hashes.
        3 hashes: Vec<ChangeHash>, at most limits::FRAME_HASHES_MAX;
    }

    /// A page of what another log held.
    Proof {
        /// The question.
        0 ask: u64;
        /// The document.
        1 document: DocumentKind;
        /// The log that is asked to believe it.
        2 log: LogId;
        /// Signed head of the other log.
        3 head: ByteVec;
        /// Position of the first hash of this page.
        4 first: u64;
        /// What the other log held from there.
        5 hashes: Vec<ChangeHash>, at most limits::FRAME_HASHES_MAX;
    }

    /// Whether a proof was good.
    Proven {
        /// The question.
        0 ask: u64;
        /// The document.
        1 document: DocumentKind;
        /// The log.
        2 log: LogId;
        /// The changes under it are admitted on this connection.
        3 good: bool;
    }
}
