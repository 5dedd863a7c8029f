//! Roster statements and names: taken in, stored, and what another replica lacks of them.

use super::Replica;
use crate::{
    command::{Refusal, Subject},
    ids::{ChangeHash, DeviceId, PersonId, RecordId},
    limits,
    names::{InsertedName, NameRecord},
    persist::{Put, RecordKind, Transaction},
    roster::{Action, Inserted, Role, Statement},
    sync::{Fault, frame::Beside},
};
use std::collections::BTreeSet;

/// From whom records come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A certified server: it has looked at them.
    Server,
    /// A device, at a server's door.
    Device,
}

impl Replica {
    /// Takes in records; gives those that are new, to be passed on.
    pub(crate) fn take_records(
        &mut self,
        kind: RecordKind,
        records: &[&[u8]],
        source: Source,
        commit: &mut Transaction,
    ) -> Vec<Vec<u8>> {
        let new = match kind {
            RecordKind::Statement => self.take_statements(records, source, commit),
            RecordKind::Name => self.take_names(records, source, commit),
        };
        if !new.is_empty() {
            self.touch();
        }
        new
    }

    /// Signs a statement as this device; gives it, to be passed on.
    pub(crate) fn state(
        &mut self,
        action: Action,
        number: u64,
        commit: &mut Transaction,
    ) -> Result<Vec<u8>, Refusal> {
        let event = self.event().ok_or(Refusal::Unknown { what: Subject::Event })?;
        let statement = Statement::sign(&self.key, event, number, action).encode();
        let kind = RecordKind::Statement;
        let new = self.take_records(kind, &[&statement], Source::Server, commit);
        new.into_iter().next().ok_or(Refusal::NothingToDo)
    }

    fn take_statements(
        &mut self,
        records: &[&[u8]],
        source: Source,
        commit: &mut Transaction,
    ) -> Vec<Vec<u8>> {
        let mut waiting: Vec<&[u8]> = records.to_vec();
        let mut new = Vec::new();
        // One that gives a right may come after one that needs it.
        loop {
            let mut later = Vec::new();
            let before = new.len();
            for bytes in waiting {
                let Ok(statement) = Statement::decode(bytes) else {
                    continue;
                };
                if source == Source::Device && !self.roster.knows_issuer(&statement.issuer()) {
                    later.push(bytes);
                    continue;
                }
                if source == Source::Device && !self.is_wanted(&statement) {
                    continue;
                }
                let verifier = self.setup.verifier.clone();
                if self.statements.insert_with(bytes, verifier.as_ref()) == Ok(Inserted::New) {
                    commit.puts.push(Put::Record {
                        kind: RecordKind::Statement,
                        id: statement.id().0,
                        bytes: bytes.to_vec(),
                    });
                    new.push(bytes.to_vec());
                }
            }
            if new.len() == before {
                return new;
            }
            self.roster = self.statements.roster();
            waiting = later;
        }
    }

    /// Whoever has a join link has its key and could sign with it without end. At a server's door
    /// it redeems the link, once: of two redemptions the roster would take either.
    fn is_wanted(&self, statement: &Statement) -> bool {
        let issuer = statement.issuer();
        let held = || self.statements.statements();
        if matches!(statement.action(), Action::Redeem { .. }) {
            let redeems = |one: &Statement| {
                one.issuer() == issuer && matches!(one.action(), Action::Redeem { .. })
            };
            return !held().any(redeems);
        }
        let id = DeviceId(issuer);
        self.roster.is_server(&id)
            || self.roster.role(&id) == Some(Role::Organiser)
            || !held()
                .any(|one| matches!(one.action(), Action::Invite { key, .. } if *key == issuer))
    }

    /// A device that has only ever been a viewer: it names nobody.
    fn only_views(&self, device: &DeviceId) -> bool {
        let may_write = |statement: &Statement| match statement.action() {
            Action::Grant { device: of, role } => of == device && *role != Role::Viewer,
            Action::Redeem { device: of, .. } => {
                let role = self.roster.invite_role(&statement.issuer());
                of == device && role.is_some_and(|role| role != Role::Viewer)
            }
            Action::CertifyServer { .. }
            | Action::RevokeServer { .. }
            | Action::Revoke { .. }
            | Action::Invite { .. }
            | Action::Label { .. }
            | Action::Tell { .. }
            | Action::Erased { .. }
            | Action::Unknown { .. } => false,
        };
        self.roster.role(device) == Some(Role::Viewer)
            && !self.statements.statements().any(may_write)
    }

    fn take_names(
        &mut self,
        records: &[&[u8]],
        source: Source,
        commit: &mut Transaction,
    ) -> Vec<Vec<u8>> {
        let mut new = Vec::new();
        let mut erases = false;
        for bytes in records {
            let Ok(record) = NameRecord::decode(bytes) else {
                continue;
            };
            // A name given by a device that was removed since stays: it was in the roster once.
            let device = record.device();
            let paired = self.roster.next_number(&device) > 1;
            let may = match record.name() {
                Some(_) => paired && !self.only_views(&device),
                None => self.may_erase(&device),
            };
            if source == Source::Device && !may {
                continue;
            }
            if self.take_name(bytes, record.id(), commit) {
                erases |= record.name().is_none();
                new.push(bytes.to_vec());
            }
        }
        if erases {
            self.disk_may_hold_names(commit);
            self.forget_in_commands(commit);
        }
        new
    }

    pub(super) fn take_name(
        &mut self,
        bytes: &[u8],
        id: RecordId,
        commit: &mut Transaction,
    ) -> bool {
        let verifier = self.setup.verifier.clone();
        match self.names.insert_with(bytes, verifier.as_ref()) {
            Ok(InsertedName::New { replaces }) => {
                let kind = RecordKind::Name;
                if let Some(RecordId(id)) = replaces {
                    commit.puts.push(Put::DeleteRecord { kind, id });
                }
                commit.puts.push(Put::Record { kind, id: id.0, bytes: bytes.to_vec() });
                true
            }
            Ok(InsertedName::Known | InsertedName::Older) | Err(_) => false,
        }
    }

    /// The names of the people whom changes name as hosts: as many as go along with the envelopes in
    /// their frame, and the rest, which are to be sent before it.
    pub(crate) fn names_beside(&self, changes: &[ChangeHash]) -> (Beside, Vec<Vec<u8>>) {
        let (mut beside, mut before) = (Beside::default(), Vec::new());
        if self.has_fault(Fault::NamesApart) {
            return (beside, before);
        }
        let people: BTreeSet<PersonId> =
            changes.iter().flat_map(|change| self.documents.hosts_in(change)).copied().collect();
        let mut bytes = 0;
        for record in people.iter().filter_map(|person| self.names.of(person)) {
            let record = record.encode();
            bytes += record.len();
            if bytes <= limits::NAMES_BESIDE_BYTES_MAX && beside.len() < limits::FRAME_RECORDS_MAX {
                beside.0.push(record.into());
            } else {
                before.push(record);
            }
        }
        (beside, before)
    }

    /// The digest of the records of a kind.
    pub(crate) fn digest(&self, kind: RecordKind) -> [u8; 32] {
        match kind {
            RecordKind::Statement => self.statements.digest(),
            RecordKind::Name => self.names.digest(),
        }
    }

    /// Ids of the records of a kind, ascending.
    pub(crate) fn record_ids(&self, kind: RecordKind) -> Vec<RecordId> {
        match kind {
            RecordKind::Statement => self.statements.ids().collect(),
            RecordKind::Name => self.names.ids().collect(),
        }
    }

    /// A record as it is sent.
    pub(crate) fn record(&self, kind: RecordKind, id: &RecordId) -> Option<Vec<u8>> {
        match kind {
            RecordKind::Statement => self.statements.get(id).map(Statement::encode),
            RecordKind::Name => self.names.record(id).map(NameRecord::encode),
        }
    }

    /// What of `theirs` is missing here, and what is here and missing there.
    pub(crate) fn compare_records(
        &self,
        kind: RecordKind,
        theirs: &[RecordId],
    ) -> (Vec<RecordId>, Vec<RecordId>) {
        match kind {
            RecordKind::Statement => {
                (self.statements.missing_here(theirs), self.statements.missing_from(theirs))
            }
            RecordKind::Name => (self.names.missing_here(theirs), self.names.missing_from(theirs)),
        }
    }

    /// Statements that show where a key has its rights from: those about it, and about whoever
    /// made them, up to the root. At most `count`.
    pub(crate) fn credentials(&self, key: DeviceId, count: usize) -> Vec<Vec<u8>> {
        let mut wanted = vec![key.0];
        let mut asked = BTreeSet::from([key.0]);
        let mut found: BTreeSet<RecordId> = BTreeSet::new();
        while let Some(key) = wanted.pop() {
            for statement in self.statements.statements().filter(|one| is_about(one, &key)) {
                if found.len() < count && found.insert(statement.id()) {
                    let issuer = statement.issuer();
                    if asked.insert(issuer) {
                        wanted.push(issuer);
                    }
                }
            }
        }
        found.iter().filter_map(|id| self.statements.get(id)).map(Statement::encode).collect()
    }

    /// The root certifies this key as a server: the statements, to show it.
    pub(crate) fn certifies(&self, key: DeviceId) -> bool {
        self.roster.is_server(&key)
    }

    /// The device was in the roster and is not any longer.
    pub(crate) fn was_removed(&self, device: &DeviceId) -> bool {
        self.roster.role(device).is_none() && self.roster.next_number(device) > 1
    }

    /// Devices that have a role.
    pub(crate) fn role_of(&self, device: &DeviceId) -> Option<Role> {
        self.roster.role(device)
    }
}

fn is_about(statement: &Statement, subject: &[u8; 32]) -> bool {
    match statement.action() {
        Action::CertifyServer { key } | Action::RevokeServer { key, .. } => key.0 == *subject,
        Action::Grant { device, .. } | Action::Revoke { device } => device.0 == *subject,
        Action::Invite { key, .. } => key == subject,
        Action::Redeem { device, .. } => device.0 == *subject,
        Action::Label { .. }
        | Action::Tell { .. }
        | Action::Erased { .. }
        | Action::Unknown { .. } => false,
    }
}
