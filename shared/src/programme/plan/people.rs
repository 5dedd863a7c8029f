//! People who come with an import.

use super::Draft;
use crate::{
    command::NewPerson,
    ids::{PersonId, Random, draw},
    limits::NAME_BYTES_MAX,
    names::check_name,
    schedule::Schedule,
};
use std::collections::BTreeMap;

/// Ids of people by the name under which imported sessions have them.
pub(super) struct People(BTreeMap<String, PersonId>);

impl People {
    pub(super) fn of(schedule: &Schedule) -> Self {
        let mut known = BTreeMap::new();
        let imported = schedule.sessions.values().filter(|session| !session.source.is_empty());
        for person in imported.flat_map(|session| &session.hosts.value) {
            if let Some(name) = schedule.people.get(person) {
                known.entry(name.trim().to_owned()).or_insert(*person);
            }
        }
        Self(known)
    }

    pub(super) fn ids(
        &mut self,
        names: &[String],
        random: &mut dyn Random,
        draft: &mut Draft,
    ) -> Vec<PersonId> {
        let mut ids = Vec::with_capacity(names.len());
        for name in names {
            let id = *self.0.entry(name.clone()).or_insert_with(|| {
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
