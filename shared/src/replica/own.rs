//! Commands of this device: issued, kept beside their changes, and issued again under a new set
//! when what they were built on does not count.

use super::{Incoming, Replica};
use crate::{
    bytes::{BadCbor, from_cbor, to_cbor},
    command::{Command, NewPerson, Problem, Refusal, Subject},
    documents::{Act, Decided, Documents},
    envelope::Envelope,
    ids::{ChangeHash, EventId, PersonId, SetId},
    limits,
    names::{BadName, NameRecord, check_name},
    persist::{Put, Transaction},
    sync::{NotAccepted, RefusalCode},
};
use minicbor::{Decode, Encode};
use std::{borrow::Cow, sync::Arc};

/// Who asks, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker {
    pub person: Option<PersonId>,
    pub at_s: i64,
    pub doubtful: bool,
}

/// A command of this device and what became of it.
#[derive(Debug, Clone)]
pub(crate) struct OwnCommand {
    pub number: u64,
    pub command: Arc<Command>,
    pub asker: Asker,
    pub changes: Vec<ChangeHash>,
    pub outcome: Option<NotAccepted>,
}

/// Format 1: a CBOR map of 0 format, 1 number, 2 command, 3 person, 4 time of the author in
/// seconds, 5 its doubt, 6 changes, 7 code of the refusal, 8 why it could not be issued again.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Wire {
    #[n(0)]
    format: u64,
    #[n(1)]
    number: u64,
    #[n(2)]
    command: Command,
    #[n(3)]
    person: Option<PersonId>,
    #[n(4)]
    at_s: i64,
    #[n(5)]
    doubtful: bool,
    #[n(6)]
    changes: Vec<ChangeHash>,
    #[n(7)]
    refused: Option<RefusalCode>,
    #[n(8)]
    not_again: Option<String>,
}

impl OwnCommand {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let (refused, not_again) = match &self.outcome {
            None => (None, None),
            Some(NotAccepted::Refused(code)) => (Some(*code), None),
            Some(NotAccepted::NotAgain(why)) => (None, Some(why.clone())),
        };
        to_cbor(&Wire {
            format: 1,
            number: self.number,
            command: (*self.command).clone(),
            person: self.asker.person,
            at_s: self.asker.at_s,
            doubtful: self.asker.doubtful,
            changes: self.changes.clone(),
            refused,
            not_again,
        })
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, BadCbor> {
        let wire: Wire = from_cbor(bytes)?;
        let refused = wire.refused.map(NotAccepted::Refused);
        Ok(Self {
            number: wire.number,
            command: Arc::new(wire.command),
            asker: Asker { person: wire.person, at_s: wire.at_s, doubtful: wire.doubtful },
            changes: wire.changes,
            outcome: refused.or(wire.not_again.map(NotAccepted::NotAgain)),
        })
    }
}

/// What a command became.
#[derive(Debug)]
pub(crate) struct Made {
    pub set: SetId,
    pub changes: Vec<ChangeHash>,
    /// New name records, to be sent.
    pub names: Vec<Vec<u8>>,
}

impl Replica {
    /// Carries out a command of this device: documents, envelopes, names and the command itself go
    /// into one transaction.
    pub(crate) fn issue(
        &mut self,
        command: &Command,
        asker: Asker,
        set: SetId,
        commit: &mut Transaction,
    ) -> Result<Made, Refusal> {
        let Some(event) = self.event else {
            return Err(Refusal::Unknown { what: Subject::Event });
        };
        check_people(command)?;
        self.check_renames(command)?;
        let command = &*self.with_names_of_now(command);
        let act = Act {
            device: self.id(),
            person: asker.person,
            role: self.role(),
            at_s: asker.at_s,
            doubtful: asker.doubtful,
            set,
        };
        let Decided { changes, people, undone_names } = self.documents.command(command, &act)?;
        let mut hashes = Vec::with_capacity(changes.len());
        for change in changes {
            let sound = Documents::precheck(change.document, &change.bytes).is_ok();
            assert!(sound, "a change made here passes the door");
            let signed = Envelope::sign(&self.key, event, change.document, change.bytes);
            let Ok(envelope) = signed else {
                unreachable!("a change made here is one plain chunk");
            };
            let bytes = envelope.encode();
            hashes.push(envelope.hash());
            self.keep(&Incoming { envelope, bytes }, commit);
        }
        let mut names = Vec::new();
        for person in people.into_iter().chain(self.names_of_undo(command, &undone_names)) {
            names.extend(self.name(event, person.person, &person.name, commit));
        }
        self.issued += 1;
        let own = OwnCommand {
            number: self.issued,
            command: Arc::new(self.without_erased(command)),
            asker,
            changes: hashes.clone(),
            outcome: None,
        };
        commit.puts.push(Put::OwnCommand { set, bytes: own.encode() });
        self.commands.insert(set, own);
        self.touch();
        Ok(Made { set, changes: hashes, names })
    }

    /// Names a person; nothing happens when the name is known or was erased.
    fn name(
        &mut self,
        event: EventId,
        person: PersonId,
        name: &str,
        commit: &mut Transaction,
    ) -> Option<Vec<u8>> {
        if self.names.get(&person) == Some(name) || self.names.erased(&person) {
            return None;
        }
        let number = self.names.next_number(&person);
        let record = NameRecord::sign(&self.key, event, person, number, Some(name)).ok()?;
        let bytes = record.encode();
        self.take_name(&bytes, record.id(), commit).then_some(bytes)
    }

    /// A name is put right where there is one: nobody gets an erased name back.
    fn check_renames(&self, command: &Command) -> Result<(), Refusal> {
        let renames = command.parts().iter().filter_map(Command::renames);
        let unknown = renames.into_iter().any(|(person, ..)| self.names.get(&person).is_none());
        if unknown { Err(Refusal::Unknown { what: Subject::Person }) } else { Ok(()) }
    }

    /// A name that is put right was the present one: an undo gives back what was corrected, not what
    /// a form had shown before others corrected it too.
    fn with_names_of_now<'a>(&self, command: &'a Command) -> Cow<'a, Command> {
        if command.parts().iter().all(|part| part.renames().is_none()) {
            return Cow::Borrowed(command);
        }
        let mut command = command.clone();
        for part in command.parts_mut() {
            if let Command::Rename { person, name, was } = part
                && let Some(now) = self.names.get(person).filter(|now| now != name)
            {
                now.clone_into(was);
            }
        }
        Cow::Owned(command)
    }

    /// The names that an undo, or a redo, gives back. They are in the command that is undone, as no
    /// document holds them.
    fn names_of_undo(&self, command: &Command, people: &[PersonId]) -> Vec<NewPerson> {
        let Command::Undo { set, .. } = command else { return Vec::new() };
        let Some((own, in_effect)) = self.commands.origin(*set) else { return Vec::new() };
        let renames = own.command.parts().iter().filter_map(Command::renames);
        let renames = renames.filter(|(person, ..)| people.contains(person));
        let renames = renames.map(|(person, name, was)| {
            let name = if in_effect { was } else { name };
            NewPerson { person, name: name.to_owned() }
        });
        // Of several names of one person the first was there before, the last is there after.
        let mut renames: Vec<NewPerson> = renames.collect();
        if in_effect {
            renames.reverse();
        }
        renames
    }

    pub(super) fn load_command(&mut self, set: SetId, own: OwnCommand) {
        self.issued = self.issued.max(own.number);
        self.commands.insert(set, own);
    }

    /// Own edits that do not count, oldest first.
    pub(crate) fn not_accepted(&self) -> Vec<(SetId, Command, NotAccepted)> {
        self.commands.not_accepted()
    }
}

/// Refuses names that cannot be shown, before anything is changed.
fn check_people(command: &Command) -> Result<(), Refusal> {
    let new = if let Command::Import { people, .. } | Command::Together { people, .. } = command {
        people.as_slice()
    } else {
        &[]
    };
    let renamed = command.parts().iter().filter_map(Command::renames).map(|(_, name, _)| name);
    for name in new.iter().map(|person| person.name.as_str()).chain(renamed) {
        check_name(name).map_err(|bad| {
            let problem = match bad {
                BadName::Empty => Problem::Empty,
                BadName::TooLong { bytes } => {
                    Problem::TooLong { have: bytes, limit: limits::NAME_BYTES_MAX }
                }
                // The others are wrong with records, not with names.
                BadName::Character
                | BadName::TooLarge { .. }
                | BadName::Format { .. }
                | BadName::Cbor(_)
                | BadName::WrongEvent
                | BadName::Signature
                | BadName::Erased
                | BadName::TooMany => Problem::Character,
            };
            Refusal::Invalid { field: "name", problem }
        })?;
    }
    Ok(())
}
