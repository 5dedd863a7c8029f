//! Erasing names: the record of each goes, for ever, and what this device keeps of its own commands
//! loses it, too. What else is on its disk the shell deletes, and says when that is done.

use super::{Replica, fact, put_fact};
use crate::{
    bytes::{from_cbor, sha256, to_cbor},
    command::{Command, NewPerson, Refusal, Subject},
    ids::{DeviceId, PersonId, SetId},
    names::NameRecord,
    persist::{Put, Transaction},
    sync::frame::Erasing,
};
use std::{collections::BTreeSet, sync::Arc};

/// Names that are to leave a disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Whose.
    pub people: BTreeSet<PersonId>,
    digest: [u8; 32],
}

impl Erasure {
    /// The fact that says of a store which names are gone from it.
    pub const FACT: &'static str = fact::ERASED;
    /// The facts of a kiosk in which what is being typed stands: a pitch, what was written on paper.
    /// They may hold any name.
    pub const DRAFTS: [&'static str; 2] = ["kept/draft", "kept/paper"];

    /// The names of these people.
    #[must_use]
    pub fn of(people: BTreeSet<PersonId>) -> Self {
        Self { digest: digest(&people), people }
    }

    /// Whether a store whose [`Self::FACT`] this is has none of these names.
    #[must_use]
    pub fn is_done(&self, fact: &[u8]) -> bool {
        from_cbor::<Erasing>(fact).is_ok_and(|mark| mark.left == 0 && self.is(&mark))
    }

    /// These are the names that a device says are gone from its disk.
    #[must_use]
    pub fn is(&self, said: &Erasing) -> bool {
        said.digest == self.digest
    }

    /// Marks a store from which these names are gone.
    #[must_use]
    pub fn mark(&self, at_ms: i64) -> Put {
        put_fact(Self::FACT, to_cbor(&self.done(at_ms)))
    }

    fn done(&self, at_ms: i64) -> Erasing {
        let names = self.people.len() as u64;
        Erasing { digest: self.digest, names, at_ms, left: 0, failed: false }
    }

    /// The record is the name of one of these people.
    #[must_use]
    pub fn is_name(&self, record: &[u8]) -> bool {
        let record = NameRecord::decode(record);
        record.is_ok_and(|one| one.name().is_some() && self.people.contains(&one.person()))
    }

    /// An own command as a store keeps it, without these names; nothing, where it has none of them.
    #[must_use]
    pub fn command_without(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut own = super::own::OwnCommand::decode(bytes).ok()?;
        let gone = |person: PersonId| self.people.contains(&person);
        if !names(&own.command, &gone) {
            return None;
        }
        own.command = Arc::new(without(&own.command, &gone));
        Some(own.encode())
    }
}

fn digest(people: &BTreeSet<PersonId>) -> [u8; 32] {
    let people: Vec<&[u8]> = people.iter().map(|person| &person.0[..]).collect();
    sha256(&people)
}

impl Replica {
    /// Erases the names of these people; gives the records that say so, to be passed on.
    pub(crate) fn erase(
        &mut self,
        people: &BTreeSet<PersonId>,
        commit: &mut Transaction,
    ) -> Result<Vec<Vec<u8>>, Refusal> {
        let event = self.event.ok_or(Refusal::Unknown { what: Subject::Event })?;
        let mut erased = Vec::new();
        for person in people {
            if self.names.erased(person) {
                continue;
            }
            let number = self.names.next_number(person);
            let Ok(record) = NameRecord::sign(&self.key, event, *person, number, None) else {
                continue;
            };
            let bytes = record.encode();
            if self.take_name(&bytes, record.id(), commit) {
                erased.push(bytes);
            }
        }
        if erased.is_empty() {
            return Err(Refusal::NothingToDo);
        }
        self.disk_may_hold_names(commit);
        self.forget_in_commands(commit);
        self.touch();
        Ok(erased)
    }

    /// Own commands name nobody whose name was erased.
    pub(super) fn forget_in_commands(&mut self, commit: &mut Transaction) {
        let erased = self.erased_people();
        if erased.is_empty() {
            return;
        }
        let gone = |person: PersonId| erased.contains(&person);
        let all = self.commands.iter().filter(|(_, own)| names(&own.command, &gone));
        let found: Vec<SetId> = all.map(|(set, _)| *set).collect();
        for set in found {
            let Some(mut own) = self.commands.get(&set).cloned() else { continue };
            own.command = Arc::new(without(&own.command, &gone));
            commit.puts.push(Put::OwnCommand { set, bytes: own.encode() });
            self.commands.insert(set, own);
        }
    }

    /// A command as it is kept: it names nobody whose name was erased.
    pub(super) fn without_erased(&self, command: &Command) -> Command {
        without(command, &|person| self.names.erased(&person))
    }

    /// The people whose names were erased.
    #[must_use]
    pub fn erased_people(&self) -> BTreeSet<PersonId> {
        let erased = self.names.records().filter(|record| record.name().is_none());
        erased.map(NameRecord::person).collect()
    }

    /// A device that may erase names, or might once: the root has it as organiser or server. At a
    /// door the erasures of all others are left: nobody can take one back.
    pub(super) fn may_erase(&self, device: &DeviceId) -> bool {
        self.roster.knows_issuer(&device.0) && self.roster.invite_role(&device.0).is_none()
    }

    /// How far names are erased on the disk of this device, as it says itself; nothing, where it
    /// knows of none.
    #[must_use]
    pub fn erasing(&self) -> Option<Erasing> {
        self.erasing
    }

    /// The names that are still to leave the disk, if any are.
    #[must_use]
    pub fn erasure_due(&self) -> Option<Erasure> {
        let is_due = self.erasing.is_some_and(|said| said.left > 0);
        is_due.then(|| Erasure::of(self.erased_people()))
    }

    /// It is asked for at every step.
    fn note_erasing(&mut self) {
        let erasure = Erasure::of(self.erased_people());
        let names = erasure.people.len() as u64;
        let left = match erasure.is(&self.erased) {
            true => 0,
            false => names.saturating_sub(self.erased.names).max(1),
        };
        self.erasing = (names > 0).then_some(Erasing { left, ..self.erased });
    }

    /// Names were erased: whatever was said of the disk before, it may hold them.
    pub(super) fn disk_may_hold_names(&mut self, commit: &mut Transaction) {
        if self.erased.digest != [0; 32] {
            self.erased.digest = [0; 32];
            commit.puts.push(put_fact(Erasure::FACT, to_cbor(&self.erased)));
        }
        self.note_erasing();
    }

    /// The shell has deleted these names on the disk, everywhere; or could not.
    pub(crate) fn disk_erased(
        &mut self,
        erasure: &Erasure,
        is_done: bool,
        at_ms: i64,
        commit: &mut Transaction,
    ) {
        self.erased.failed = !is_done;
        // More may have been erased meanwhile.
        if is_done && self.erasure_due().as_ref() == Some(erasure) {
            self.erased = erasure.done(at_ms);
            commit.puts.push(erasure.mark(at_ms));
        }
        self.note_erasing();
    }

    /// What was said of the disk counts for the names that are known here to be erased, and for no
    /// others: a copy of before may have been put in its place.
    pub(super) fn load_erased(&mut self, bytes: Option<&Vec<u8>>, commit: &mut Transaction) {
        self.erased = bytes.and_then(|bytes| from_cbor(bytes).ok()).unwrap_or_default();
        let erasure = Erasure::of(self.erased_people());
        if !erasure.is(&self.erased) || erasure.people.is_empty() {
            self.disk_may_hold_names(commit);
        }
        self.note_erasing();
        self.forget_in_commands(commit);
    }
}

/// A command names somebody who is gone.
fn names(command: &Command, gone: &impl Fn(PersonId) -> bool) -> bool {
    let people = if let Command::Import { people, .. } | Command::Together { people, .. } = command
    {
        people.as_slice()
    } else {
        &[]
    };
    people.iter().any(|new| gone(new.person))
        || command
            .parts()
            .iter()
            .filter_map(Command::renames)
            .any(|(person, name, was)| gone(person) && !(name.is_empty() && was.is_empty()))
}

/// The command without the names of those who are gone.
fn without(command: &Command, gone: &impl Fn(PersonId) -> bool) -> Command {
    let mut command = command.clone();
    if let Command::Import { commands, people } | Command::Together { commands, people } =
        &mut command
    {
        people.retain(|new: &NewPerson| !gone(new.person));
        commands.retain(|part| !part.renames().is_some_and(|(person, ..)| gone(person)));
    } else if let Command::Rename { person, name, was } = &mut command
        && gone(*person)
    {
        (*name, *was) = (String::new(), String::new());
    }
    command
}
