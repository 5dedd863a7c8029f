//! What the demo did, kept beside the product: at the end each deed must be found again.

use super::board;
use shared::{
    ids::SessionId,
    schedule::{Placement, Register, Schedule},
};

/// A field of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Text,
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    Pitch { session: SessionId, title: String },
    Write { session: SessionId, field: Field, value: String },
    Place { session: SessionId, to: Placement },
    Dot { session: SessionId },
}

#[derive(Debug)]
struct Entry {
    who: String,
    deed: Deed,
}

/// All edits that must be on the board.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    entries: Vec<Entry>,
    done: usize,
}

impl Ledger {
    /// Notes an edit that was answered as saved.
    pub(super) fn note(&mut self, who: &str, deed: Deed) {
        self.done += 1;
        self.entries.push(Entry { who: who.to_owned(), deed });
    }

    /// How many edits were made.
    pub(super) fn done(&self) -> usize {
        self.done
    }

    /// A person chose among placements: the others need not be found any more.
    pub(super) fn chose_place(&mut self, chosen: SessionId, place: &Placement) {
        self.entries.retain(|entry| match &entry.deed {
            Deed::Place { session, to } => *session != chosen || to == place,
            Deed::Pitch { .. } | Deed::Write { .. } | Deed::Dot { .. } => true,
        });
    }

    /// A session is moved by somebody who sees where it is: the old place is over.
    pub(super) fn moved(&mut self, moved: SessionId) {
        self.entries.retain(|entry| match &entry.deed {
            Deed::Place { session, .. } => *session != moved,
            Deed::Pitch { .. } | Deed::Write { .. } | Deed::Dot { .. } => true,
        });
    }

    /// What is not on this board, a sentence each; of one kiosk's edits, or of all.
    pub(super) fn missing(&self, schedule: &Schedule, of: Option<&str>) -> Vec<String> {
        let mine = |entry: &&Entry| of.is_none_or(|who| entry.who == who);
        self.entries
            .iter()
            .filter(mine)
            .filter(|entry| !self.is_there(schedule, &entry.deed))
            .map(|entry| format!("{} {}.", entry.who, told(schedule, &entry.deed)))
            .collect()
    }

    /// How many edits of one kiosk must be found.
    pub(super) fn count(&self, who: &str) -> usize {
        self.entries.iter().filter(|entry| entry.who == who).count()
    }

    fn is_there(&self, schedule: &Schedule, deed: &Deed) -> bool {
        match deed {
            Deed::Pitch { session, title } => {
                let written_over = self.entries.iter().any(|entry| {
                    matches!(&entry.deed, Deed::Write { session: other, field: Field::Title, .. } if other == session)
                });
                board::session(schedule, *session)
                    .is_some_and(|found| written_over || has(&found.title, title))
            }
            Deed::Write { session, field, value } => board::session(schedule, *session)
                .is_some_and(|found| match field {
                    Field::Title => has(&found.title, value),
                    Field::Text => has(&found.text, value),
                }),
            Deed::Place { session, to } => {
                board::session(schedule, *session).is_some_and(|found| has(&found.placement, to))
            }
            Deed::Dot { session } => {
                let dots = self.entries.iter().filter(|entry| entry.deed == *deed).count();
                board::session(schedule, *session).is_some_and(|found| found.dots as usize >= dots)
            }
        }
    }
}

/// Whether a register shows a value, or holds it beside the one it shows.
fn has<T: PartialEq>(register: &Register<T>, value: &T) -> bool {
    register.value == *value || register.rivals.iter().any(|rival| rival.value == *value)
}

fn told(schedule: &Schedule, deed: &Deed) -> String {
    match deed {
        Deed::Pitch { title, .. } => format!("pitched \u{201c}{title}\u{201d}"),
        Deed::Write { session, field: Field::Title, value } => {
            format!("called {} \u{201c}{value}\u{201d}", board::title(schedule, *session))
        }
        Deed::Write { session, field: Field::Text, value } => {
            format!("wrote \u{201c}{value}\u{201d} about {}", board::title(schedule, *session))
        }
        Deed::Place { session, to } => format!(
            "placed {} in {}",
            board::title(schedule, *session),
            board::spoken(schedule, to)
        ),
        Deed::Dot { session } => format!("gave {} a dot", board::title(schedule, *session)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::sync::Arc;

    const SESSION: SessionId = SessionId([7; 16]);

    fn board(title: &str, rivals: &[&str]) -> Schedule {
        let by = json!({
            "change": "00".repeat(32), "device": "00".repeat(8),
            "person": null, "at_s": 0, "doubtful": false,
        });
        let register = |value: Value| json!({ "value": value });
        let rivals: Vec<_> =
            rivals.iter().map(|value| json!({ "value": value, "by": by })).collect();
        let session = json!({
            "title": { "value": title, "rivals": rivals },
            "text": register(json!("")), "format": register(json!("")),
            "hosts": register(json!([])), "stream": register(Value::Null),
            "language": register(json!("")), "links": register(json!([])),
            "source": "", "pitched": null, "pitched_order": [0, ""], "withdrawn": "Present",
            "hidden": false, "placement": register(json!("Shelf")), "placed": null,
            "cancelled": "Present", "merged_into": register(Value::Null), "pinned": false,
            "dots": 1, "known": true,
        });
        let mut schedule = Schedule::default();
        schedule.sessions.insert(SESSION, Arc::new(serde_json::from_value(session).unwrap()));
        schedule
    }

    #[test]
    fn a_deed_is_found_as_the_value_shown_or_as_its_rival() {
        let mut ledger = Ledger::default();
        ledger.note("hall", Deed::Pitch { session: SESSION, title: "Bins".into() });
        assert_eq!(ledger.missing(&board("Bins", &[]), None), Vec::<String>::new());
        assert_eq!(ledger.missing(&board("Trees", &["Trees", "Bins"]), None), Vec::<String>::new());
        let lost = ["hall pitched \u{201c}Bins\u{201d}."];
        assert_eq!(ledger.missing(&board("Trees", &[]), None), lost);
        assert_eq!(ledger.missing(&Schedule::default(), Some("hall")), lost);
        assert_eq!(ledger.missing(&Schedule::default(), Some("foyer")), Vec::<String>::new());
    }

    #[test]
    fn every_dot_counts() {
        let mut ledger = Ledger::default();
        ledger.note("hall", Deed::Dot { session: SESSION });
        assert_eq!(ledger.missing(&board("Bins", &[]), None), Vec::<String>::new());
        ledger.note("foyer", Deed::Dot { session: SESSION });
        assert_eq!(ledger.missing(&board("Bins", &[]), None).len(), 2);
        assert_eq!(ledger.done(), 2);
    }
}
