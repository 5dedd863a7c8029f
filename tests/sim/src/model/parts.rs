//! Pitches that were made parts of others, as the model sees them: session by session along its
//! chain, without any of the product's shortcuts.

use super::{Knows, Model, Path, Value};
use shared::ids::DocumentKind::{self, Board, Floor};
use std::collections::{BTreeMap, BTreeSet};

/// Maps whose keys make a session known, beside its own.
const OF_SESSIONS: [(DocumentKind, &str); 6] = [
    (Board, "placements"),
    (Board, "cancelled"),
    (Board, "merged"),
    (Board, "pins"),
    (Floor, "hidden"),
    (Floor, "full"),
];

impl Model {
    /// The session that stands for another, if anybody sees one of its chain.
    pub(super) fn stands_for(&self, session: &str, who: &dyn Knows) -> Option<String> {
        self.stands_without(session, "", who)
    }

    /// The same when `out` is no part of any.
    pub(super) fn stands_without(
        &self,
        session: &str,
        out: &str,
        who: &dyn Knows,
    ) -> Option<String> {
        self.chain(session, out, who).into_iter().rev().find(|id| self.is_seen(id, who))
    }

    /// The sessions of which one was made a part, itself first; a ring ends at its smallest id.
    fn chain(&self, session: &str, out: &str, who: &dyn Knows) -> Vec<String> {
        let mut chain = vec![session.to_owned()];
        while let Some(Value::Text(next)) =
            chain.last().filter(|last| *last != out).and_then(|last| self.merged(last, who))
        {
            let Some(ring) = chain.iter().position(|id| *id == next) else {
                chain.push(next);
                continue;
            };
            let smallest = chain.iter().skip(ring).min().cloned();
            let end = chain.iter().position(|id| Some(id) == smallest.as_ref());
            chain.truncate(end.map_or(chain.len(), |end| end + 1));
            break;
        }
        chain
    }

    fn merged(&self, key: &str, who: &dyn Knows) -> Option<Value> {
        let path = Path { document: Board, map: "merged", key: key.to_owned(), field: None };
        self.value(&path, who)
    }

    fn is_seen(&self, session: &str, who: &dyn Knows) -> bool {
        let path = |map, field| Path { document: Floor, map, key: session.to_owned(), field };
        let removed = self.value(&path("sessions", Some("removed")), who);
        let hidden = self.value(&path("hidden", None), who);
        let known = self.exists("sessions", session, who)
            || OF_SESSIONS.into_iter().any(|(document, map)| {
                let path = Path { document, map, key: session.to_owned(), field: None };
                self.value(&path, who).is_some()
            });
        known
            && removed.is_none_or(|removed| removed.is_empty())
            && hidden != Some(Value::Text("true".to_owned()))
    }

    /// The parts of every session that has any.
    pub(super) fn parts(&self, who: &dyn Knows) -> BTreeMap<String, BTreeSet<String>> {
        let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let merged = self.registers.keys().filter(|path| path.map == "merged");
        for id in merged.map(|path| &path.key).filter(|id| self.is_seen(id, who)) {
            if let Some(whole) = self.stands_for(id, who).filter(|whole| whole != id) {
                parts.entry(whole).or_default().insert(id.clone());
            }
        }
        parts
    }
}
