//! Names of people. They stand in records, of which the latest counts; what is known of the order is
//! who knew of which name when giving another.

use super::{Author, Knows as _, Model};
use shared::{
    command::Command,
    ids::{ChangeHash, PersonId, SetId},
};
use std::collections::{BTreeMap, BTreeSet};

/// A name that a command gave.
#[derive(Debug)]
struct Given {
    /// The change with which it goes along.
    change: ChangeHash,
    person: PersonId,
    name: String,
    /// The names of this person of which its author knew, by their place in the list.
    after: Vec<usize>,
}

/// A person, the name before, and the name after.
type Renamed = (PersonId, String, String);

/// Every name that was ever given.
#[derive(Debug, Default)]
pub(super) struct People {
    given: Vec<Given>,
    /// What each set put right.
    renamed: BTreeMap<SetId, Vec<Renamed>>,
}

impl People {
    /// Takes a command; `renamed` are those whose names it puts right or gives back.
    pub(super) fn take(
        &mut self,
        command: &Command,
        author: &Author<'_>,
        change: ChangeHash,
        renamed: &BTreeSet<PersonId>,
    ) {
        let mut names = Vec::new();
        let parts = match command {
            Command::Import { commands, people } | Command::Together { commands, people } => {
                names.extend(people.iter().map(|new| (new.person, new.name.clone())));
                commands.as_slice()
            }
            one => std::slice::from_ref(one),
        };
        let mut puts_right = Vec::new();
        for part in parts {
            if let Command::Rename { person, name, was } = part
                && renamed.contains(person)
            {
                puts_right.push((*person, was.clone(), name.clone()));
            }
            if let Command::Undo { set, .. } = part {
                let undone = self.renamed.get(set).into_iter().flatten().rev();
                let undone = undone.filter(|(person, ..)| renamed.contains(person));
                let back = undone.map(|(person, was, is)| (*person, is.clone(), was.clone()));
                puts_right.extend(back);
            }
        }
        names.extend(puts_right.iter().map(|(person, _, name)| (*person, name.clone())));
        let info = author.documents.info(&change);
        if let Some((set, ..)) = info.and_then(|info| info.meta.set) {
            self.renamed.insert(set, puts_right);
        }
        for (person, name) in names {
            let known = self.given.iter().enumerate().filter(|(_, one)| {
                one.person == person && (one.change == change || author.knows(&one.change))
            });
            let after = known.map(|(place, _)| place).collect();
            self.given.push(Given { change, person, name, after });
        }
    }
}

impl Model {
    /// The names that each person may have: those after which no other that counts was given. A name
    /// is known everywhere even where the change with which it went along does not count.
    pub(super) fn names(
        &self,
        counting: &BTreeSet<ChangeHash>,
    ) -> BTreeMap<String, BTreeSet<String>> {
        let given = &self.people.given;
        let counts = |one: &Given| counting.contains(&one.change);
        let over: BTreeSet<usize> =
            given.iter().filter(|one| counts(one)).flat_map(|one| one.after.clone()).collect();
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for one in given.iter().filter(|one| counts(one)) {
            names.entry(one.person.to_string()).or_default();
        }
        for (place, one) in given.iter().enumerate() {
            if let Some(names) = names.get_mut(&one.person.to_string())
                && (!counts(one) || !over.contains(&place))
            {
                names.insert(one.name.clone());
            }
        }
        names
    }
}
