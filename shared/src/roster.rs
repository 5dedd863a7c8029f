//! The roster: who is organiser, volunteer, kiosk, viewer and server, computed from signed
//! statements. The same statements give the same roster, in whatever order they came.
//!
//! - Only the root key certifies and revokes servers, and grants and revokes organisers; of its
//!   statements about a key the highest number wins.
//! - Organisers, as the root says, grant and revoke every other role and issue invites for it.
//! - A certified server only issues invites, and not for organisers.
//! - An invite is redeemed by one device; if several did (two servers that did not hear of one
//!   another), the redemption with the lowest id counts. The device has the invite's role under the
//!   invite's number.
//! - About one device the highest number wins; of one number a revocation, then the lesser role.
//! - What a device is called the root and organisers say, of which the highest number wins; where
//!   they have not, it is called what it called itself.
//! - What a device is told the root and organisers say, too: of each kind the highest number wins.
//! - That names were erased, and when, is said beside the erasures; it gives and takes no right.
//! - A statement whose issuer has no right to it is ignored but kept: the right may come with a
//!   statement that is still on its way. So when an organiser or a server is revoked, the roles that
//!   hung on its word alone go too, until somebody else grants them.

mod action;
mod order;
mod reading;
mod statement;
mod statements;

pub use action::{Action, LastGood};
pub use order::{Idle, Message, Order, Rehearsal};
pub use statement::{BadStatement, Statement};
pub use statements::{Inserted, Statements};

use crate::ids::{DeviceId, DocumentKind, EventId};
use crate::keys::event_of;
use crate::limits::LABEL_BYTES_MAX;
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What a device may do, from most to least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Writes every document, and enrols and revokes everyone but organisers.
    #[n(0)]
    Organiser,
    /// Writes `board` and `floor`.
    #[n(1)]
    Volunteer,
    /// Writes `floor`.
    #[n(2)]
    Kiosk,
    /// Reads.
    #[n(3)]
    Viewer,
}

impl Role {
    /// All of them, from most to least.
    pub const ALL: [Self; 4] = [Self::Organiser, Self::Volunteer, Self::Kiosk, Self::Viewer];

    /// Its name in sentences, options and logs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Organiser => "organiser",
            Self::Volunteer => "volunteer",
            Self::Kiosk => "kiosk",
            Self::Viewer => "viewer",
        }
    }

    /// The role with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether a device with this role may change a document.
    #[must_use]
    pub fn may_write(self, document: DocumentKind) -> bool {
        match self {
            Self::Organiser => true,
            Self::Volunteer => match document {
                DocumentKind::Plan => false,
                DocumentKind::Board | DocumentKind::Floor => true,
            },
            Self::Kiosk => match document {
                DocumentKind::Plan | DocumentKind::Board => false,
                DocumentKind::Floor => true,
            },
            Self::Viewer => false,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a statement says about a device. The greater one wins among those of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Has(Role),
    Revoked,
}

impl Verdict {
    fn role(self) -> Option<Role> {
        match self {
            Self::Has(role) => Some(role),
            Self::Revoked => None,
        }
    }
}

/// A verdict under its number: the greater one wins.
type Claim = (u64, Verdict);

/// Everything said by those who may say it about one device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Device {
    role: Option<Role>,
    number: u64,
    label: Option<String>,
    label_number: u64,
    /// What it is told, by kind, with its number.
    orders: BTreeMap<u64, (u64, Order)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Server {
    certified: bool,
    number: u64,
    last_good: Vec<LastGood>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Invite {
    by_root: bool,
    number: u64,
    role: Role,
    redeemed_by: Option<DeviceId>,
}

/// Who may do what in an event, as a set of statements has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    event: EventId,
    devices: BTreeMap<DeviceId, Device>,
    servers: BTreeMap<DeviceId, Server>,
    invites: BTreeMap<[u8; 32], Invite>,
    known_issuers: BTreeSet<[u8; 32]>,
}

impl Roster {
    /// Reads statements whose signatures were verified (`Statements` holds no others). Those of
    /// other events are ignored.
    pub fn from_statements<'a>(
        event: EventId,
        statements: impl IntoIterator<Item = &'a Statement>,
    ) -> Self {
        reading::read(event, statements)
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> EventId {
        self.event
    }

    /// The role of a device, if it has one.
    #[must_use]
    pub fn role(&self, device: &DeviceId) -> Option<Role> {
        self.devices.get(device)?.role
    }

    /// Whether a device may change a document.
    #[must_use]
    pub fn may_write(&self, device: &DeviceId, document: DocumentKind) -> bool {
        self.role(device).is_some_and(|role| role.may_write(document))
    }

    /// Whether the root key certifies this key as a server, and has not revoked it since.
    #[must_use]
    pub fn is_server(&self, key: &DeviceId) -> bool {
        self.servers.get(key).is_some_and(|server| server.certified)
    }

    /// Up to where the signed heads of a revoked server still count; `None` if it is not revoked.
    #[must_use]
    pub fn last_good(&self, key: &DeviceId) -> Option<&[LastGood]> {
        let server = self.servers.get(key)?;
        (!server.certified).then_some(&server.last_good[..])
    }

    /// Servers whose certificate root took back, by key.
    pub fn revoked_servers(&self) -> impl Iterator<Item = DeviceId> + '_ {
        self.servers.iter().filter(|(_, server)| !server.certified).map(|(key, _)| *key)
    }

    /// The certified servers, by key.
    pub fn servers(&self) -> impl Iterator<Item = DeviceId> + '_ {
        self.servers.iter().filter(|(_, server)| server.certified).map(|(key, _)| *key)
    }

    /// The devices that have a role, by id.
    pub fn devices(&self) -> impl Iterator<Item = (DeviceId, Role)> + '_ {
        self.devices.iter().filter_map(|(id, device)| Some((*id, device.role?)))
    }

    /// Every device that has or had a role, by id.
    pub fn all_devices(&self) -> impl Iterator<Item = (DeviceId, Option<Role>)> + '_ {
        let known = self.devices.iter().filter(|(_, device)| device.number > 0);
        known.map(|(id, device)| (*id, device.role))
    }

    /// What a device is called: by an organiser, or else by itself when it joined; made fit to be
    /// shown.
    #[must_use]
    pub fn device_label(&self, device: &DeviceId) -> Option<&str> {
        self.devices.get(device)?.label.as_deref()
    }

    fn order(&self, device: &DeviceId, kind: u64) -> Option<&(u64, Order)> {
        self.devices.get(device)?.orders.get(&kind)
    }

    /// What a device was told last of the kind of this order.
    #[must_use]
    pub fn told(&self, device: &DeviceId, order: &Order) -> Option<&Order> {
        self.order(device, order.kind()).map(|(_, order)| order)
    }

    /// Where a device stands.
    #[must_use]
    pub fn place(&self, device: &DeviceId) -> Option<&str> {
        match self.order(device, 1) {
            Some((_, Order::Place(place))) => Some(place.as_str()),
            Some(_) | None => None,
        }
        .filter(|place| !place.is_empty())
    }

    /// What a device is to show while nobody uses it.
    #[must_use]
    pub fn idle(&self, device: &DeviceId) -> Idle {
        match self.order(device, 2) {
            Some((_, Order::Idle(idle))) => *idle,
            Some(_) | None => Idle::AsStarted,
        }
    }

    /// What a device is to show to everybody, whether its time is over or not.
    #[must_use]
    pub fn message(&self, device: &DeviceId) -> Option<&Message> {
        match self.order(device, 3) {
            Some((_, Order::Message(message))) => message.as_ref(),
            Some(_) | None => None,
        }
    }

    /// What a device is to rehearse, and the number of that order.
    #[must_use]
    pub fn rehearsal(&self, device: &DeviceId) -> Option<(u64, Rehearsal)> {
        match self.order(device, 4) {
            Some((number, Order::Rehearse(Some(rehearsal)))) => Some((*number, *rehearsal)),
            Some(_) | None => None,
        }
    }

    /// The number with which the next order of this kind to a device wins over all others.
    #[must_use]
    pub fn next_order_number(&self, device: &DeviceId, order: &Order) -> u64 {
        self.order(device, order.kind()).map_or(0, |(number, _)| *number).saturating_add(1)
    }

    /// The number with which the next statement about a device or server wins over all others.
    #[must_use]
    pub fn next_number(&self, device: &DeviceId) -> u64 {
        let device_number = self.devices.get(device).map_or(0, |device| device.number);
        let server_number = self.servers.get(device).map_or(0, |server| server.number);
        device_number.max(server_number).saturating_add(1)
    }

    /// The number with which the next name of a device wins over all others.
    #[must_use]
    pub fn next_label_number(&self, device: &DeviceId) -> u64 {
        self.devices.get(device).map_or(0, |device| device.label_number).saturating_add(1)
    }

    /// The number for a new invite: whoever redeems it has its role, even after a revocation.
    #[must_use]
    pub fn next_invite_number(&self) -> u64 {
        let devices = self.devices.values().map(|device| device.number);
        let servers = self.servers.values().map(|server| server.number);
        let invites = self.invites.values().map(|invite| invite.number);
        devices.chain(servers).chain(invites).max().unwrap_or(0).saturating_add(1)
    }

    /// The role of an invite that counts, by the public half of its key.
    #[must_use]
    pub fn invite_role(&self, invite: &[u8; 32]) -> Option<Role> {
        self.invites.get(invite).map(|invite| invite.role)
    }

    /// Who redeemed an invite that counts. A server refuses a second redemption at its door.
    #[must_use]
    pub fn redeemed_by(&self, invite: &[u8; 32]) -> Option<DeviceId> {
        self.invites.get(invite)?.redeemed_by
    }

    /// Whether a key is or was one whose statements can count: root, an organiser, a server, an
    /// invite. A door refuses the statements of all others, which anybody could make without end.
    #[must_use]
    pub fn knows_issuer(&self, issuer: &[u8; 32]) -> bool {
        self.known_issuers.contains(issuer) || event_of(issuer) == self.event
    }
}

/// A label as it may be drawn.
fn shown(label: &str) -> String {
    cut(label, LABEL_BYTES_MAX)
}

/// A text as it may be drawn: one line, no hidden characters, not too long.
fn cut(label: &str, bytes_max: usize) -> String {
    let hidden = |c: char| matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut bytes = 0;
    let text: String = label
        .chars()
        .filter(|c| !c.is_control() && !hidden(*c))
        .take_while(|c| {
            bytes += c.len_utf8();
            bytes <= bytes_max
        })
        .collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests;
