//! From statements to a roster: the rules that `roster` states, step by step.

use super::{
    Action, Claim, Device, Invite, LastGood, Order, Role, Roster, Server, Statement, Verdict, shown,
};
use crate::ids::{DeviceId, EventId, RecordId};
use crate::keys::event_of;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the statements of one event.
pub(super) fn read<'a>(
    event: EventId,
    statements: impl IntoIterator<Item = &'a Statement>,
) -> Roster {
    let statements: BTreeMap<RecordId, &Statement> = statements
        .into_iter()
        .filter(|statement| statement.event() == event)
        .map(|statement| (statement.id(), statement))
        .collect();
    Reading::new(event, &statements).roster(event)
}

/// Whose word is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    /// The root's alone: it decides who is organiser.
    Root,
    /// That of everyone who has the right.
    Everyone,
}

/// The steps from statements to a roster, each of which needs only those before it.
struct Reading<'a> {
    statements: &'a BTreeMap<RecordId, &'a Statement>,
    root: Option<[u8; 32]>,
    servers: BTreeMap<DeviceId, Server>,
    organisers: BTreeSet<DeviceId>,
    known_issuers: BTreeSet<[u8; 32]>,
    invites: BTreeMap<[u8; 32], Invite>,
}

impl<'a> Reading<'a> {
    fn new(event: EventId, statements: &'a BTreeMap<RecordId, &'a Statement>) -> Self {
        let issuers: BTreeSet<[u8; 32]> =
            statements.values().map(|statement| statement.issuer()).collect();
        let root = issuers.into_iter().find(|issuer| event_of(issuer) == event);
        let mut reading = Self {
            statements,
            root,
            servers: BTreeMap::new(),
            organisers: BTreeSet::new(),
            known_issuers: root.into_iter().collect(),
            invites: BTreeMap::new(),
        };
        reading.servers = reading.read_servers();
        reading.known_issuers.extend(reading.servers.keys().map(|key| key.0));
        // First with the root's invites alone: they may make organisers, whose invites follow.
        reading.invites = reading.read_invites();
        reading.organisers = reading.read_organisers();
        reading.invites = reading.read_invites();
        reading.known_issuers.extend(reading.all_invite_keys());
        reading
    }

    fn roster(self, event: EventId) -> Roster {
        let mut devices: BTreeMap<DeviceId, Device> = BTreeMap::new();
        for (id, (number, verdict)) in self.claims(Heard::Everyone) {
            let role = match self.organisers.contains(&id) {
                true => Some(Role::Organiser),
                false => verdict.role(),
            };
            devices.insert(id, Device { role, number, ..Device::default() });
        }
        for (id, label) in self.labels() {
            devices.entry(id).or_default().label = Some(label);
        }
        for (id, (number, label)) in self.given_labels() {
            let device = devices.entry(id).or_default();
            (device.label, device.label_number) = (Some(label), number);
        }
        for ((id, kind), order) in self.orders() {
            devices.entry(id).or_default().orders.insert(kind, order);
        }
        Roster {
            event,
            devices,
            servers: self.servers,
            invites: self.invites,
            known_issuers: self.known_issuers,
        }
    }

    fn is_root(&self, statement: &Statement) -> bool {
        self.root == Some(statement.issuer())
    }

    /// Whether a statement's issuer may grant, revoke or invite for this verdict.
    fn may_decide(&self, statement: &Statement, verdict: Verdict) -> bool {
        self.is_root(statement)
            || (verdict != Verdict::Has(Role::Organiser)
                && self.organisers.contains(&DeviceId(statement.issuer())))
    }

    fn may_invite(&self, statement: &Statement, role: Role) -> bool {
        let server = self.servers.get(&DeviceId(statement.issuer()));
        self.may_decide(statement, Verdict::Has(role))
            || (role != Role::Organiser && server.is_some_and(|server| server.certified))
    }

    fn read_servers(&self) -> BTreeMap<DeviceId, Server> {
        // The id decides between two revocations of one number.
        let mut latest: BTreeMap<DeviceId, (u64, bool, Reverse<RecordId>)> = BTreeMap::new();
        let mut last_good: BTreeMap<RecordId, &[LastGood]> = BTreeMap::new();
        for statement in self.statements.values().filter(|statement| self.is_root(statement)) {
            let (key, revoked) = match statement.action() {
                Action::CertifyServer { key } => (*key, false),
                Action::RevokeServer { key, last_good: good } => {
                    last_good.insert(statement.id(), good);
                    (*key, true)
                }
                Action::Grant { .. }
                | Action::Revoke { .. }
                | Action::Invite { .. }
                | Action::Redeem { .. }
                | Action::Label { .. }
                | Action::Tell { .. }
                | Action::Erased { .. }
                | Action::Unknown { .. } => continue,
            };
            let rank = (statement.number(), revoked, Reverse(statement.id()));
            let held = latest.entry(key).or_insert(rank);
            *held = rank.max(*held);
        }
        let server = |(number, revoked, Reverse(id)): (u64, bool, Reverse<RecordId>)| Server {
            certified: !revoked,
            number,
            last_good: last_good.get(&id).map_or_else(Vec::new, |good| good.to_vec()),
        };
        latest.into_iter().map(|(key, rank)| (key, server(rank))).collect()
    }

    /// The invites that count, each with the first of its redemptions.
    fn read_invites(&self) -> BTreeMap<[u8; 32], Invite> {
        // The root's word about an invite key stands above that of the others.
        let mut best: BTreeMap<[u8; 32], (bool, u64, Role)> = BTreeMap::new();
        for statement in self.statements.values() {
            let Action::Invite { key, role } = statement.action() else {
                continue;
            };
            if self.may_invite(statement, *role) {
                let rank = (self.is_root(statement), statement.number(), *role);
                let held = best.entry(*key).or_insert(rank);
                *held = rank.max(*held);
            }
        }
        let mut invites: BTreeMap<[u8; 32], Invite> = best
            .into_iter()
            .map(|(key, (by_root, number, role))| {
                (key, Invite { by_root, number, role, redeemed_by: None })
            })
            .collect();
        // Statements come by ascending id: the first redemption is the one that counts.
        for statement in self.statements.values() {
            let Action::Redeem { device, .. } = statement.action() else {
                continue;
            };
            if let Some(invite) = invites.get_mut(&statement.issuer()) {
                invite.redeemed_by.get_or_insert(*device);
            }
        }
        invites
    }

    /// The devices that the root has as organisers, and among the known issuers those it ever had.
    fn read_organisers(&mut self) -> BTreeSet<DeviceId> {
        let by_root = self.claims(Heard::Root);
        let mut ever = BTreeSet::new();
        for statement in self.statements.values().filter(|statement| self.is_root(statement)) {
            if let Action::Grant { device, role: Role::Organiser } = statement.action() {
                ever.insert(device.0);
            }
        }
        let organiser = |invite: &&Invite| invite.role == Role::Organiser;
        let invited = self.invites.values().filter(organiser).filter_map(|i| i.redeemed_by);
        ever.extend(invited.map(|device| device.0));
        self.known_issuers.extend(ever);
        let is_organiser = |claim: &Claim| claim.1 == Verdict::Has(Role::Organiser);
        by_root.into_iter().filter(|(_, claim)| is_organiser(claim)).map(|(id, _)| id).collect()
    }

    /// About each device the claim that wins among the rightful grants, revocations and redeemed
    /// invites.
    fn claims(&self, heard: Heard) -> BTreeMap<DeviceId, Claim> {
        let mut claims: BTreeMap<DeviceId, Claim> = BTreeMap::new();
        let mut claim = |device: DeviceId, claim: Claim| {
            let held = claims.entry(device).or_insert(claim);
            *held = claim.max(*held);
        };
        for statement in self.statements.values() {
            let (device, verdict) = match statement.action() {
                Action::Grant { device, role } => (*device, Verdict::Has(*role)),
                Action::Revoke { device } => (*device, Verdict::Revoked),
                Action::CertifyServer { .. }
                | Action::RevokeServer { .. }
                | Action::Invite { .. }
                | Action::Redeem { .. }
                | Action::Label { .. }
                | Action::Tell { .. }
                | Action::Erased { .. }
                | Action::Unknown { .. } => continue,
            };
            let counts = match heard {
                Heard::Root => self.is_root(statement),
                Heard::Everyone => self.may_decide(statement, verdict),
            };
            if counts {
                claim(device, (statement.number(), verdict));
            }
        }
        for invite in self.invites.values() {
            let counts = match heard {
                Heard::Root => invite.by_root,
                Heard::Everyone => true,
            };
            if let Some(device) = invite.redeemed_by.filter(|_| counts) {
                claim(device, (invite.number, Verdict::Has(invite.role)));
            }
        }
        claims
    }

    /// For each device the label of its redemption of the latest invite.
    fn labels(&self) -> BTreeMap<DeviceId, String> {
        let mut latest: BTreeMap<DeviceId, (u64, Reverse<RecordId>, &str)> = BTreeMap::new();
        for statement in self.statements.values() {
            let Action::Redeem { device, label, .. } = statement.action() else {
                continue;
            };
            let Some(invite) = self.invites.get(&statement.issuer()) else {
                continue;
            };
            if invite.redeemed_by == Some(*device) {
                let rank = (invite.number, Reverse(statement.id()), &label[..]);
                let held = latest.entry(*device).or_insert(rank);
                *held = rank.max(*held);
            }
        }
        latest.into_iter().map(|(device, (_, _, label))| (device, shown(label))).collect()
    }

    /// What root and organisers call devices: of those about one device the highest number, then
    /// the lower id.
    fn given_labels(&self) -> BTreeMap<DeviceId, (u64, String)> {
        let mut latest: BTreeMap<DeviceId, (u64, Reverse<RecordId>, &str)> = BTreeMap::new();
        for statement in self.statements.values() {
            let Action::Label { device, label } = statement.action() else {
                continue;
            };
            let issuer = DeviceId(statement.issuer());
            if self.is_root(statement) || self.organisers.contains(&issuer) {
                let rank = (statement.number(), Reverse(statement.id()), &label[..]);
                let held = latest.entry(*device).or_insert(rank);
                *held = rank.max(*held);
            }
        }
        let shown = |(number, _, label): (u64, _, &str)| (number, shown(label));
        latest.into_iter().map(|(device, rank)| (device, shown(rank))).collect()
    }

    /// What root and organisers tell devices: of each kind the highest number, then the lower id.
    fn orders(&self) -> BTreeMap<(DeviceId, u64), (u64, Order)> {
        let mut latest: BTreeMap<(DeviceId, u64), (u64, Reverse<RecordId>)> = BTreeMap::new();
        let mut orders = BTreeMap::new();
        for statement in self.statements.values() {
            let Action::Tell { device, order } = statement.action() else {
                continue;
            };
            let issuer = DeviceId(statement.issuer());
            let key = (*device, order.kind());
            let rank = (statement.number(), Reverse(statement.id()));
            let counts = self.is_root(statement) || self.organisers.contains(&issuer);
            if counts && latest.get(&key).is_none_or(|held| *held < rank) {
                latest.insert(key, rank);
                orders.insert(key, (statement.number(), order.clone()));
            }
        }
        orders
    }

    fn all_invite_keys(&self) -> Vec<[u8; 32]> {
        let known = |statement: &&&Statement| self.known_issuers.contains(&statement.issuer());
        let key = |statement: &&Statement| match statement.action() {
            Action::Invite { key, .. } => Some(*key),
            Action::CertifyServer { .. }
            | Action::RevokeServer { .. }
            | Action::Grant { .. }
            | Action::Revoke { .. }
            | Action::Redeem { .. }
            | Action::Label { .. }
            | Action::Tell { .. }
            | Action::Erased { .. }
            | Action::Unknown { .. } => None,
        };
        self.statements.values().filter(known).filter_map(key).collect()
    }
}
