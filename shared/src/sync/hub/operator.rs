//! What the server's operator asks for: edits, invites and statements.

use super::{Cx, Hub};
use crate::{
    command::Command,
    ids::{DeviceId, PersonId, SetId, draw},
    invite::invite_key,
    keys::RootKey,
    limits,
    log::SignedHead,
    persist::RecordKind,
    replica::Asker,
    roster::{Action, LastGood, Role, Statement},
    sync::{HubEffect, RecordRefusal},
};
use std::collections::BTreeSet;

impl Hub {
    pub(super) fn command(&mut self, cx: &mut Cx<'_>, ticket: u64, command: &Command) {
        let (ms, doubtful) = self.replica.clock.read(cx.now);
        let asker = Asker { person: None, at_s: ms.div_euclid(1_000), doubtful };
        let set = SetId(draw(cx.random));
        let made = self.replica.issue(command, asker, set, &mut cx.step.commit);
        let result = made.map(|made| {
            for kind in crate::ids::DocumentKind::ALL {
                self.append(kind, &mut cx.step.commit);
            }
            self.pass_on(cx, RecordKind::Name, made.names, None);
            made.set
        });
        cx.step.effects.push(HubEffect::Done { ticket, result });
    }

    pub(super) fn invite(
        &mut self,
        cx: &mut Cx<'_>,
        ticket: u64,
        role: Role,
        root: Option<&RootKey>,
    ) {
        let secret: [u8; 16] = draw(cx.random);
        let result = match self.replica.event() {
            Some(event) => {
                let key = invite_key(event, &secret).public();
                let action = Action::Invite { key, role };
                self.state(cx, action, root).map(|()| secret)
            }
            None => Err(RecordRefusal::RootNeeded),
        };
        cx.step.effects.push(HubEffect::Invited { ticket, result });
    }

    pub(super) fn record(
        &mut self,
        cx: &mut Cx<'_>,
        ticket: u64,
        action: Action,
        root: Option<&RootKey>,
    ) {
        let result = self.state(cx, action, root);
        cx.step.effects.push(HubEffect::Recorded { ticket, result });
    }

    /// Up to where the heads of another server are known here: what root says of it when it is revoked.
    #[must_use]
    pub fn last_known(&self, server: &DeviceId) -> Vec<LastGood> {
        let heads = self.replica.logs().filter_map(|(.., shown)| shown.head().copied());
        let theirs = heads.filter(|head| head.server == *server);
        let good = |SignedHead { document, log, position, chain, .. }| LastGood {
            document,
            log,
            position,
            chain,
        };
        theirs.map(good).collect()
    }

    /// Erases names: who has the server's disk decides what stays on it.
    pub(super) fn erase(&mut self, cx: &mut Cx<'_>, ticket: u64, people: &BTreeSet<PersonId>) {
        let erased = self.replica.erase(people, &mut cx.step.commit);
        let result = erased.map(|records| {
            let names = records.len() as u64;
            let action = Action::Erased { at_ms: self.replica.clock.read(cx.now).0, names };
            // Without it the erasure counts all the same.
            let stated = self.replica.state(action, 0, &mut cx.step.commit);
            self.pass_on(cx, RecordKind::Statement, stated.into_iter().collect(), None);
            self.pass_on(cx, RecordKind::Name, records, None);
            names
        });
        cx.step.effects.push(HubEffect::Erased { ticket, result });
    }

    /// Signs a statement with the root key, or as the organiser that the server is.
    fn state(
        &mut self,
        cx: &mut Cx<'_>,
        action: Action,
        root: Option<&RootKey>,
    ) -> Result<(), RecordRefusal> {
        let Some(event) = self.replica.event() else {
            return Err(RecordRefusal::RootNeeded);
        };
        if root.is_some_and(|root| root.event() != event) {
            return Err(RecordRefusal::WrongRoot);
        }
        if root.is_none() && self.needs_root(&action) {
            return Err(RecordRefusal::RootNeeded);
        }
        if self.replica.statements.ids().count() >= limits::STATEMENTS_MAX {
            return Err(RecordRefusal::TooMany);
        }
        let roster = &self.replica.roster;
        let number = match &action {
            Action::CertifyServer { key } | Action::RevokeServer { key, .. } => {
                roster.next_number(key)
            }
            Action::Grant { device, .. } | Action::Revoke { device } => roster.next_number(device),
            Action::Invite { .. } => roster.next_invite_number(),
            Action::Label { device, .. } => roster.next_label_number(device),
            Action::Tell { device, order } => roster.next_order_number(device, order),
            Action::Erased { .. } | Action::Redeem { .. } | Action::Unknown { .. } => 0,
        };
        let signer = root.map_or(&self.replica.key, RootKey::signer);
        let bytes = Statement::sign(signer, event, number, action).encode();
        self.take_records(cx, RecordKind::Statement, &[&bytes], None);
        Ok(())
    }

    /// Only root decides about servers and organisers.
    fn needs_root(&self, action: &Action) -> bool {
        match action {
            Action::CertifyServer { .. } | Action::RevokeServer { .. } => true,
            Action::Grant { role, .. } | Action::Invite { role, .. } => *role == Role::Organiser,
            Action::Revoke { device } => self.replica.role_of(device) == Some(Role::Organiser),
            // These the server says as the organiser that it is.
            Action::Label { .. } | Action::Tell { .. } => {
                self.replica.role_of(&self.replica.id()) != Some(Role::Organiser)
            }
            Action::Erased { .. } | Action::Redeem { .. } | Action::Unknown { .. } => true,
        }
    }
}
