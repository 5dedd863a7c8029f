//! The own commands in their order, and what of them can be undone and redone.
//!
//! Undoing is a command as well, and so is redoing: it undoes the undo. So a chain hangs on each
//! edit, and the end of the chain says whether the edit is in effect.

use super::{Replica, own::OwnCommand};
use crate::{
    command::Command,
    ids::{PersonId, SetId},
    limits,
    sync::NotAccepted,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// An edit made on this device that can be undone or redone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAct {
    /// What [`Command::Undo`] is to name for it.
    pub set: SetId,
    /// The edit, also where `set` is that of its undo.
    pub command: Arc<Command>,
    /// Who asked for it.
    pub person: Option<PersonId>,
}

/// Acts, the latest first; the same pointer while they are the same.
pub type OwnActs = Arc<Vec<OwnAct>>;

/// All commands of this device.
#[derive(Debug, Default)]
pub(crate) struct Commands {
    all: BTreeMap<SetId, OwnCommand>,
    numbers: BTreeMap<u64, SetId>,
    /// Those that do not count.
    noted: BTreeMap<u64, SetId>,
    listed: (OwnActs, OwnActs),
    is_listed: bool,
}

impl Commands {
    pub(crate) fn get(&self, set: &SetId) -> Option<&OwnCommand> {
        self.all.get(set)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&SetId, &OwnCommand)> {
        self.all.iter()
    }

    pub(crate) fn insert(&mut self, set: SetId, own: OwnCommand) {
        self.numbers.insert(own.number, set);
        if own.outcome.is_some() {
            self.noted.insert(own.number, set);
        }
        self.all.insert(set, own);
        self.is_listed = false;
    }

    pub(crate) fn remove(&mut self, set: &SetId) {
        if let Some(own) = self.all.remove(set) {
            self.numbers.remove(&own.number);
            self.noted.remove(&own.number);
        }
        self.is_listed = false;
    }

    /// Notes that a command does not count.
    pub(crate) fn note(&mut self, set: &SetId, why: NotAccepted) -> Option<&OwnCommand> {
        let own = self.all.get_mut(set)?;
        own.outcome = Some(why);
        self.noted.insert(own.number, *set);
        self.is_listed = false;
        Some(own)
    }

    /// What counts may have changed.
    pub(crate) fn touch(&mut self) {
        self.is_listed = false;
    }

    /// Those that do not count, oldest first.
    pub(crate) fn not_accepted(&self) -> Vec<(SetId, Command, NotAccepted)> {
        let noted = self.noted.values().filter_map(|set| Some((*set, self.all.get(set)?)));
        noted
            .filter_map(|(set, own)| Some((set, (*own.command).clone(), own.outcome.clone()?)))
            .collect()
    }

    /// The edit at the root of a chain, and whether the chain leaves it in effect.
    pub(super) fn origin(&self, set: SetId) -> Option<(&OwnCommand, bool)> {
        let (mut set, mut in_effect) = (set, true);
        for _ in 0..limits::UNDO_CHAIN_MAX {
            let own = self.all.get(&set)?;
            let Command::Undo { set: undone, .. } = &*own.command else {
                return Some((own, in_effect));
            };
            (set, in_effect) = (*undone, !in_effect);
        }
        None
    }
}

impl Replica {
    /// Own edits that are in effect, the latest first.
    pub(crate) fn undoable(&mut self) -> OwnActs {
        self.acts().0
    }

    /// Own edits that were undone, whose persons have done nothing new since, the latest first.
    pub(crate) fn redoable(&mut self) -> OwnActs {
        self.acts().1
    }

    fn acts(&mut self) -> (OwnActs, OwnActs) {
        if !self.commands.is_listed {
            let (undoable, redoable) = self.list_acts();
            let Commands { listed, is_listed, .. } = &mut self.commands;
            *is_listed = true;
            // Whoever holds the list sees by the pointer that nothing has changed.
            for (held, made) in [(&mut listed.0, undoable), (&mut listed.1, redoable)] {
                if **held != made {
                    *held = Arc::new(made);
                }
            }
        }
        self.commands.listed.clone()
    }

    fn list_acts(&self) -> (Vec<OwnAct>, Vec<OwnAct>) {
        let (mut undoable, mut redoable) = (Vec::new(), Vec::new());
        let mut went_on = BTreeSet::new();
        let latest = self.commands.numbers.values().rev().take(limits::UNDO_WALK_MAX);
        for set in latest {
            let Some(own) = self.commands.get(set) else { continue };
            let counts =
                own.outcome.is_none() && own.changes.iter().all(|hash| self.admitted(hash));
            let Some((edit, in_effect)) = self.commands.origin(*set).filter(|_| counts) else {
                continue;
            };
            let person = own.asker.person;
            if !self.documents.history().is_undone(set, self.id().tag()) {
                let act = OwnAct { set: *set, command: Arc::clone(&edit.command), person };
                if in_effect {
                    undoable.push(act);
                } else if !went_on.contains(&person) {
                    redoable.push(act);
                }
            }
            if !matches!(*own.command, Command::Undo { .. }) {
                went_on.insert(person);
            }
            if undoable.len() >= limits::UNDOABLE_MAX || redoable.len() >= limits::UNDOABLE_MAX {
                break;
            }
        }
        (undoable, redoable)
    }
}
