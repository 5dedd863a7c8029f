//! People who come with an import.

use super::Draft;
use crate::{
    command::{Command, NewPerson},
    ids::{PersonId, Random, draw},
    limits::NAME_BYTES_MAX,
    names::{check_name, is_alike},
    programme::Programme,
    schedule::Schedule,
};
use std::collections::{BTreeMap, BTreeSet};

/// Ids of people by the name under which imported sessions have them.
pub(super) struct People {
    known: BTreeMap<String, PersonId>,
    /// Every name that the file has.
    there: BTreeSet<String>,
    /// Hosts of sessions that came from no file: no file says what they are called.
    ours: BTreeSet<PersonId>,
}

impl People {
    pub(super) fn of(schedule: &Schedule, programme: &Programme) -> Self {
        let mut known = BTreeMap::new();
        let imported = schedule.sessions.values().filter(|session| !session.source.is_empty());
        for person in imported.flat_map(|session| &session.hosts.value) {
            if let Some(name) = schedule.people.get(person) {
                known.entry(name.trim().to_owned()).or_insert(*person);
            }
        }
        let there = programme.sessions.iter().flat_map(|session| &session.hosts);
        let pitched = schedule.sessions.values().filter(|session| session.source.is_empty());
        let ours = pitched.flat_map(|session| &session.hosts.value).copied().collect();
        Self { known, there: there.map(|name| tidy_name(name)).collect(), ours }
    }

    /// The source spells hosts of a session otherwise than before: each stays the same person, and
    /// gets the new name. That is so where the old name is gone from the file, one new name of this
    /// session is like it, and the person hosts nothing that was pitched here.
    pub(super) fn respell(
        &mut self,
        schedule: &Schedule,
        ours: &[PersonId],
        theirs: &[String],
        draft: &mut Draft,
    ) {
        for person in ours {
            let Some(was) = schedule.people.get(person).map(|name| name.trim().to_owned()) else {
                continue;
            };
            if self.there.contains(&was) || self.ours.contains(person) {
                continue;
            }
            let new = |name: &&String| !self.known.contains_key(*name);
            let mut alike = theirs.iter().filter(new).filter(|name| is_alike(name, &was));
            if let (Some(name), None) = (alike.next(), alike.next()) {
                let (person, name) = (*person, name.clone());
                self.known.insert(name.clone(), person);
                draft.commands.push(Command::Rename { person, name, was });
            }
        }
    }

    pub(super) fn ids(
        &mut self,
        names: &[String],
        random: &mut dyn Random,
        draft: &mut Draft,
    ) -> Vec<PersonId> {
        let mut ids = Vec::with_capacity(names.len());
        for name in names {
            let id = *self.known.entry(name.clone()).or_insert_with(|| {
                let person = PersonId(draw(random));
                draft.people.push(NewPerson { person, name: name.clone() });
                draft.counts.people += 1;
                person
            });
            ids.push(id);
        }
        ids
    }
}

/// A name as a name record takes it: one line of characters that are shown, not too long.
pub(super) fn tidy_name(name: &str) -> String {
    let mut tidy = String::with_capacity(name.len());
    for c in name.trim().chars() {
        let shown = check_name(c.encode_utf8(&mut [0; 4])).is_ok() || c == ' ';
        if tidy.len() + c.len_utf8() > NAME_BYTES_MAX {
            break;
        }
        if shown {
            tidy.push(c);
        } else if c.is_whitespace() && !tidy.ends_with(' ') {
            tidy.push(' ');
        }
    }
    tidy.trim_end().to_owned()
}
