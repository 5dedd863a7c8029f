//! What a statement can say.

use super::{
    Role,
    order::{Order, OrderBody},
};
use crate::bytes::{Parts, from_cbor, to_cbor};
use crate::ids::{DeviceId, DocumentKind, EventId, LogId};
use crate::keys::{DeviceKey, Signature};
use crate::log::Chain;
use minicbor::{Decode, Encode};

/// A position of a log that a server signed before it went bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastGood {
    /// The document.
    pub document: DocumentKind,
    /// The log.
    pub log: LogId,
    /// How many of its changes are good.
    pub position: u64,
    /// The chain there.
    pub chain: Chain,
}

/// What a statement says.
///
/// In the format an action is a number and a body, a CBOR map with numbered fields. A body that
/// this version cannot read is carried as `Unknown`, signature and all. A later version that needs
/// a finer role grants one of the four together with an added field, so that earlier ones
/// understand enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// 1: this key is a server of the event. Body: 0 key.
    CertifyServer {
        /// The server's public key.
        key: DeviceId,
    },
    /// 2: it no longer is. Body: 0 key, 1 array of maps (0 document number, 1 log, 2 position,
    /// 3 chain).
    RevokeServer {
        /// The server's public key.
        key: DeviceId,
        /// Up to where the heads that it signed still count.
        last_good: Vec<LastGood>,
    },
    /// 3: a device has a role. Body: 0 device, 1 role number.
    Grant {
        /// The device.
        device: DeviceId,
        /// Its role.
        role: Role,
    },
    /// 4: a device has no role. Body: 0 device.
    Revoke {
        /// The device.
        device: DeviceId,
    },
    /// 5: whoever has the secret of this key may give its role to one device. Body: 0 key, 1 role
    /// number.
    Invite {
        /// The public half of `invite::invite_key`.
        key: [u8; 32],
        /// The role to be had.
        role: Role,
    },
    /// 6: issued by an invite's key: this device takes the invite's role. Body: 0 device, 1 label,
    /// 2 consent.
    Redeem {
        /// The device.
        device: DeviceId,
        /// What it calls itself.
        label: String,
        /// The device's own signature, so that nobody's role is changed by another's invite: over
        /// `campboard/redeem/1\0` and the parts event, invite key and label, each preceded by its
        /// length as four bytes, most significant first.
        consent: Signature,
    },
    /// 7: a device is called so, whatever it called itself. Body: 0 device, 1 label. The number is
    /// that of the labels of this device, and says nothing of its role.
    Label {
        /// The device.
        device: DeviceId,
        /// What it is called.
        label: String,
    },
    /// 8: a device is told something. Body: 0 device, 1 kind, and the fields of that [`Order`]. The
    /// number is that of the orders of this kind to this device.
    Tell {
        /// The device.
        device: DeviceId,
        /// What it is told.
        order: Order,
    },
    /// 9: names were erased, by records of their own. Body: 0 when, milliseconds since 1970, 1 how
    /// many. It gives nobody a right.
    Erased {
        /// When, by the clock of who did it.
        at_ms: i64,
        /// How many.
        names: u64,
    },
    /// An action of a later version: kept and carried.
    Unknown {
        /// Its number.
        kind: u64,
        /// Its body.
        body: Vec<u8>,
    },
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct KeyBody {
    #[n(0)]
    key: DeviceId,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct RevokeServerBody {
    #[n(0)]
    key: DeviceId,
    #[n(1)]
    last_good: Vec<LastGoodBody>,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct LastGoodBody {
    #[n(0)]
    document: u64,
    #[n(1)]
    log: LogId,
    #[n(2)]
    position: u64,
    #[n(3)]
    chain: Chain,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct RoleBody {
    #[n(0)]
    key: DeviceId,
    #[n(1)]
    role: Role,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct RedeemBody<'a> {
    #[n(0)]
    device: DeviceId,
    #[b(1)]
    label: &'a str,
    #[n(2)]
    consent: Signature,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct LabelBody<'a> {
    #[n(0)]
    device: DeviceId,
    #[b(1)]
    label: &'a str,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct ErasedBody {
    #[n(0)]
    at_ms: i64,
    #[n(1)]
    names: u64,
}

impl Action {
    /// The name of a device. A label too long to be stored is cut.
    #[must_use]
    pub fn label(device: DeviceId, label: &str) -> Self {
        Self::Label { device, label: super::shown(label) }
    }

    /// The redemption of an invite by a device, to be signed with the invite's key. A label too
    /// long to be stored is cut.
    #[must_use]
    pub fn redeem(event: EventId, invite: &DeviceKey, device: &DeviceKey, label: &str) -> Self {
        let label = super::shown(label);
        let consent = device.sign(&consent_message(event, &invite.public(), &label));
        Self::Redeem { device: device.id(), label, consent }
    }

    pub(super) fn to_parts(&self) -> (u64, Vec<u8>) {
        match self {
            Self::CertifyServer { key } => (1, to_cbor(&KeyBody { key: *key })),
            Self::RevokeServer { key, last_good } => {
                let last_good = last_good.iter().map(LastGoodBody::from).collect();
                (2, to_cbor(&RevokeServerBody { key: *key, last_good }))
            }
            Self::Grant { device, role } => (3, to_cbor(&RoleBody { key: *device, role: *role })),
            Self::Revoke { device } => (4, to_cbor(&KeyBody { key: *device })),
            Self::Invite { key, role } => {
                (5, to_cbor(&RoleBody { key: DeviceId(*key), role: *role }))
            }
            Self::Redeem { device, label, consent } => {
                (6, to_cbor(&RedeemBody { device: *device, label, consent: *consent }))
            }
            Self::Label { device, label } => (7, to_cbor(&LabelBody { device: *device, label })),
            Self::Tell { device, order } => (8, to_cbor(&OrderBody::of(*device, order))),
            Self::Erased { at_ms, names } => {
                (9, to_cbor(&ErasedBody { at_ms: *at_ms, names: *names }))
            }
            Self::Unknown { kind, body } => (*kind, body.clone()),
        }
    }

    pub(super) fn from_parts(kind: u64, body: &[u8]) -> Self {
        let unknown = || Self::Unknown { kind, body: body.to_vec() };
        let known = match kind {
            1 => from_cbor(body).map(|KeyBody { key }| Self::CertifyServer { key }),
            2 => from_cbor(body).map(|RevokeServerBody { key, last_good }| {
                let last_good = last_good.iter().filter_map(LastGoodBody::known).collect();
                Self::RevokeServer { key, last_good }
            }),
            3 => from_cbor(body).map(|RoleBody { key: device, role }| Self::Grant { device, role }),
            4 => from_cbor(body).map(|KeyBody { key: device }| Self::Revoke { device }),
            5 => from_cbor(body).map(|RoleBody { key, role }| Self::Invite { key: key.0, role }),
            6 => from_cbor(body).map(|RedeemBody { device, label, consent }| Self::Redeem {
                device,
                label: label.to_owned(),
                consent,
            }),
            7 => from_cbor(body)
                .map(|LabelBody { device, label }| Self::Label { device, label: label.to_owned() }),
            8 => from_cbor(body).map(|body: OrderBody<'_>| match body.read() {
                Some((device, order)) => Self::Tell { device, order },
                None => unknown(),
            }),
            9 => from_cbor(body).map(|ErasedBody { at_ms, names }| Self::Erased { at_ms, names }),
            _ => return unknown(),
        };
        known.unwrap_or_else(|_| unknown())
    }
}

impl From<&LastGood> for LastGoodBody {
    fn from(good: &LastGood) -> Self {
        Self {
            document: good.document.number().into(),
            log: good.log,
            position: good.position,
            chain: good.chain,
        }
    }
}

impl LastGoodBody {
    /// Documents of later versions are left out: this version has none of their logs.
    fn known(&self) -> Option<LastGood> {
        let document = u8::try_from(self.document).ok().and_then(DocumentKind::from_number)?;
        let Self { log, position, chain, .. } = *self;
        Some(LastGood { document, log, position, chain })
    }
}

pub(super) fn consent_message(event: EventId, invite: &[u8; 32], label: &str) -> Vec<u8> {
    Parts::named(b"campboard/redeem/1\0").part(&event.0).part(invite).part(label.as_bytes()).bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Statement;

    const EVENT: EventId = EventId([1; 32]);

    fn key(seed: u8) -> DeviceKey {
        DeviceKey::from_seed(&[seed; 32])
    }

    fn raw(kind: u64, body: Vec<u8>) -> Statement {
        Statement::sign(&key(1), EVENT, 1, Action::Unknown { kind, body })
    }

    fn read(statement: &Statement) -> Statement {
        Statement::decode(&statement.encode()).unwrap()
    }

    #[test]
    fn a_later_action_is_carried_with_its_signature() {
        let later = raw(77, vec![0xa1, 9, 9]);
        let carried = Statement::decode(&read(&later).encode()).unwrap();
        assert_eq!(carried, later);
        assert_eq!(carried.verify(&crate::keys::Strict), Ok(()));
    }

    #[test]
    fn a_known_action_with_added_fields_is_understood_and_carried_whole() {
        let mut body = to_cbor(&KeyBody { key: DeviceId([5; 32]) });
        assert_eq!(body[0], 0xa1);
        body[0] = 0xa2;
        body.extend([8, 0x83, 1, 2, 3]);
        let carried = read(&raw(4, body.clone()));
        assert_eq!(carried.action(), &Action::Revoke { device: DeviceId([5; 32]) });
        assert_eq!(read(&carried).encode(), carried.encode());
        assert_eq!(read(&carried).verify(&crate::keys::Strict), Ok(()));
    }

    #[test]
    fn a_role_of_a_later_version_is_carried_and_not_understood() {
        let mut body = to_cbor(&RoleBody { key: DeviceId([5; 32]), role: Role::Viewer });
        *body.last_mut().unwrap() = 4;
        for kind in [3, 5] {
            let carried = read(&raw(kind, body.clone()));
            assert_eq!(carried.action(), &Action::Unknown { kind, body: body.clone() });
        }
        assert!(matches!(read(&raw(2, vec![])).action(), Action::Unknown { kind: 2, .. }));
    }

    #[test]
    fn a_revocation_that_names_a_later_document_is_understood() {
        let good = |document| LastGoodBody {
            document,
            log: LogId([1; 16]),
            position: 4,
            chain: Chain([2; 32]),
        };
        let key = DeviceId([5; 32]);
        let body = to_cbor(&RevokeServerBody { key, last_good: vec![good(3), good(1), good(257)] });
        let last_good = vec![good(1).known().unwrap()];
        assert_eq!(read(&raw(2, body)).action(), &Action::RevokeServer { key, last_good });
    }

    #[test]
    fn a_label_is_cut_and_cleaned_before_it_is_signed() {
        let action =
            Action::redeem(EVENT, &key(1), &key(2), &format!(" Foyer\n{}", "x".repeat(200)));
        let Action::Redeem { label, .. } = &action else { panic!("a redemption") };
        assert!(label.starts_with("Foyerx") && label.len() <= crate::limits::LABEL_BYTES_MAX);
        let redeemed = Statement::sign(&key(1), EVENT, 0, action);
        assert_eq!(read(&redeemed).verify(&crate::keys::Strict), Ok(()));
    }

    #[test]
    fn a_server_with_a_hundred_logs_can_be_revoked() {
        let good = LastGood {
            document: DocumentKind::Board,
            log: LogId([1; 16]),
            position: u64::MAX,
            chain: Chain([2; 32]),
        };
        let key = DeviceId([5; 32]);
        let action = Action::RevokeServer { key, last_good: vec![good; 100] };
        let revoked = Statement::sign(&self::key(1), EVENT, u64::MAX, action);
        assert_eq!(read(&revoked), revoked);
    }
}
