//! What needs a human, in words.

use super::{Value, Words};
use jiff::tz::TimeZone;
use shared::{
    clash::{ClashKind, Meaning},
    command::RegisterPath,
    documents::parse_placement,
    ids::{ChangeHash, SessionId},
    schedule::{Author, Issue, Schedule},
};

/// A clash as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClashWords {
    /// What is the matter, in one sentence.
    pub sentence: String,
    /// What else is to be known, one line each; may be empty.
    pub details: Vec<String>,
    /// What was written at once, the shown one first; may be empty.
    pub versions: Vec<VersionWords>,
    /// Sessions it speaks of, to be opened by a tap.
    pub sessions: Vec<SessionId>,
}

/// One of several values that were written at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionWords {
    /// The value; empty when it was emptied.
    pub value: String,
    /// Who wrote it and when.
    pub by: String,
    /// The change that wrote it.
    pub change: ChangeHash,
}

impl Words {
    /// What is the matter, with names.
    #[must_use]
    pub fn clash(&self, schedule: &Schedule, zone: &TimeZone, kind: &ClashKind) -> ClashWords {
        ClashWords {
            sentence: self.clash_sentence(schedule, kind),
            details: self.clash_details(schedule, zone, kind),
            versions: self.clash_versions(schedule, zone, kind),
            sessions: clash_sessions(schedule, kind),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one flat match: a sentence for each kind")]
    fn clash_sentence(&self, schedule: &Schedule, kind: &ClashKind) -> String {
        let title = |id: &SessionId| Value::from(self.session(schedule, *id));
        match kind {
            ClashKind::SameRoom { room, span, sessions: [a, b] } => self.with(
                "clash-same-room",
                &[
                    ("a", title(a)),
                    ("b", title(b)),
                    ("room", self.room(schedule, *room).into()),
                    ("when", self.day_and_time(schedule, *span).into()),
                ],
            ),
            ClashKind::HostTwice { person, span, sessions: [a, b] } => self.with(
                "clash-host-twice",
                &[
                    ("a", title(a)),
                    ("b", title(b)),
                    ("name", self.person(schedule, *person).into()),
                    ("when", self.day_and_time(schedule, *span).into()),
                ],
            ),
            ClashKind::LostSlot { session, slot, removed: true } => self.with(
                "clash-slot-removed",
                &[("title", title(session)), ("slot", self.slot(schedule, *slot).into())],
            ),
            ClashKind::LostSlot { session, removed: false, .. } => {
                self.with("clash-slot-unknown", &[("title", title(session))])
            }
            ClashKind::LostRoom { session, room, removed: true } => self.with(
                "clash-room-removed",
                &[("title", title(session)), ("room", self.room(schedule, *room).into())],
            ),
            ClashKind::LostRoom { session, removed: false, .. } => {
                self.with("clash-room-unknown", &[("title", title(session))])
            }
            ClashKind::Placements { session, .. } => {
                self.with("clash-placements", &[("title", title(session))])
            }
            ClashKind::Values { register, .. } => {
                let what = self.register(schedule, register);
                self.with("clash-values", &[("what", what.into())])
            }
            ClashKind::EditedWhileRemoved { session, cancelled: true, .. } => {
                self.with("clash-edited-cancelled", &[("title", title(session))])
            }
            ClashKind::EditedWhileRemoved { session, cancelled: false, .. } => {
                self.with("clash-edited-withdrawn", &[("title", title(session))])
            }
            ClashKind::ThingEditedWhileRemoved { what, id, .. } => {
                let name = self.named_by_key(schedule, id);
                let name = name.unwrap_or_else(|| id.chars().take(8).collect());
                self.with(
                    "clash-thing-removed",
                    &[("what", what.as_str().into()), ("name", name.into())],
                )
            }
            ClashKind::Twins { sessions, .. } => {
                let first = sessions.first().map_or_else(|| "".into(), title);
                self.with("clash-twins", &[("n", sessions.len().into()), ("title", first)])
            }
            ClashKind::SourceDiffers { session, field, .. } => {
                let field = self.field(field);
                self.with("clash-source", &[("title", title(session)), ("field", field.into())])
            }
            ClashKind::RoomTooSmall { session, room, capacity, dots } => self.with(
                "clash-room-too-small",
                &[
                    ("title", title(session)),
                    ("room", self.room(schedule, *room).into()),
                    ("capacity", (*capacity).into()),
                    ("dots", (*dots).into()),
                ],
            ),
            ClashKind::ClosedRoom { session, room, .. } => self.with(
                "clash-room-closed",
                &[("title", title(session)), ("room", self.room(schedule, *room).into())],
            ),
            ClashKind::Alike { sessions: [a, b] } => {
                self.with("clash-alike", &[("a", title(a)), ("b", title(b))])
            }
            ClashKind::Merges { session, .. } => {
                self.with("clash-merges", &[("title", title(session))])
            }
            ClashKind::ChangedWhileMerged { session, into, .. } => self
                .with("clash-changed-merged", &[("title", title(session)), ("into", title(into))]),
        }
    }

    fn clash_details(&self, schedule: &Schedule, zone: &TimeZone, kind: &ClashKind) -> Vec<String> {
        match kind {
            ClashKind::EditedWhileRemoved { by, .. }
            | ClashKind::ThingEditedWhileRemoved { by, .. } => {
                let by = self.author(schedule, zone, by);
                vec![self.with("clash-removed-by", &[("by", by.into())])]
            }
            ClashKind::ClosedRoom { by, .. } => {
                let by = self.author(schedule, zone, by);
                vec![self.with("clash-closed-by", &[("by", by.into())])]
            }
            ClashKind::ChangedWhileMerged { by, .. } => {
                let by = self.author(schedule, zone, by);
                vec![self.with("clash-merged-by", &[("by", by.into())])]
            }
            ClashKind::Twins { source, .. } => {
                vec![self.with("clash-twins-source", &[("source", source.as_str().into())])]
            }
            ClashKind::SourceDiffers { there, .. } => {
                let there = self.value(schedule, there);
                if there.is_empty() {
                    return vec![self.text("clash-source-there-empty")];
                }
                vec![self.with("clash-source-there", &[("value", there.into())])]
            }
            ClashKind::SameRoom { .. }
            | ClashKind::HostTwice { .. }
            | ClashKind::LostSlot { .. }
            | ClashKind::LostRoom { .. }
            | ClashKind::Placements { .. }
            | ClashKind::Values { .. }
            | ClashKind::Alike { .. }
            | ClashKind::Merges { .. }
            | ClashKind::RoomTooSmall { .. } => Vec::new(),
        }
    }

    fn clash_versions(
        &self,
        schedule: &Schedule,
        zone: &TimeZone,
        kind: &ClashKind,
    ) -> Vec<VersionWords> {
        let (ClashKind::Placements { versions, .. }
        | ClashKind::Merges { versions, .. }
        | ClashKind::Values { versions, .. }) = kind
        else {
            return Vec::new();
        };
        let version = |(value, by): &(String, Author)| VersionWords {
            value: self.value(schedule, value),
            by: self.author(schedule, zone, by),
            change: by.change,
        };
        versions.iter().map(version).collect()
    }

    /// What could not be read of the data, and what becomes of it.
    #[must_use]
    pub fn issue(&self, issue: &Issue) -> String {
        match issue {
            Issue::BadValue { path, expected } => {
                let expected = self.expected(expected);
                self.with(
                    "issue-bad-value",
                    &[("path", path.as_str().into()), ("expected", expected.into())],
                )
            }
            Issue::BadKey { path } => self.with("issue-bad-key", &[("path", path.as_str().into())]),
            Issue::IncompleteSet { have, of, .. } => {
                self.with("issue-incomplete", &[("have", (*have).into()), ("of", (*of).into())])
            }
            Issue::PartOfUndoneSet { late, .. } => {
                self.with("issue-undone", &[("n", (*late).into())])
            }
            Issue::TooMany { path, limit } => self.with(
                "issue-too-many",
                &[("path", path.as_str().into()), ("limit", (*limit).into())],
            ),
        }
    }

    /// What a reader of the documents expected, by the name of its type.
    fn expected(&self, expected: &str) -> String {
        // Of a list, the name of what it lists.
        let word = expected.trim_end_matches('>').rsplit(['<', ':']).next().unwrap_or_default();
        self.with("expected", &[("what", word.into())])
    }

    /// What an answer does, for its button.
    #[must_use]
    pub fn meaning(&self, schedule: &Schedule, zone: &TimeZone, meaning: &Meaning) -> String {
        match meaning {
            Meaning::KeepVersion { value, by } => {
                let value = self.value(schedule, value);
                let by = ("by", self.author(schedule, zone, by).into());
                if value.is_empty() {
                    return self.with("answer-keep-empty", &[by]);
                }
                self.with("answer-keep", &[("value", value.into()), by])
            }
            Meaning::ToShelf(session) => {
                let title = self.session(schedule, *session);
                self.with("answer-to-shelf", &[("title", title.into())])
            }
            Meaning::StayRemoved => self.text("answer-stay-removed"),
            Meaning::BringBack => self.text("answer-bring-back"),
            Meaning::WithdrawTwin(session) => {
                let place = schedule.sessions.get(session).map_or_else(
                    || self.text("session-unknown"),
                    |known| self.place(schedule, &known.placement.value),
                );
                self.with("answer-withdraw-twin", &[("place", place.into())])
            }
            Meaning::MoveToRoom { session, room } => self.with(
                "answer-move-to-room",
                &[
                    ("title", self.session(schedule, *session).into()),
                    ("room", self.room(schedule, *room).into()),
                ],
            ),
            Meaning::OpenRoom(room) => {
                self.with("answer-open-room", &[("room", self.room(schedule, *room).into())])
            }
            Meaning::MergeInto { session, into } => self.with(
                "answer-merge",
                &[
                    ("title", self.session(schedule, *session).into()),
                    ("into", self.session(schedule, *into).into()),
                ],
            ),
            Meaning::TheyDiffer => self.text("answer-they-differ"),
            Meaning::TakeOut(session) => {
                let title = self.session(schedule, *session);
                self.with("answer-take-out", &[("title", title.into())])
            }
            Meaning::StayMerged => self.text("answer-stay-merged"),
            Meaning::TakeSource { value } => {
                let value = self.value(schedule, value);
                if value.is_empty() {
                    return self.text("answer-take-source-empty");
                }
                self.with("answer-take-source", &[("value", value.into())])
            }
        }
    }
}

impl Words {
    /// A value of a register as a person reads it: places in words, names in place of ids.
    #[must_use]
    pub fn value(&self, schedule: &Schedule, value: &str) -> String {
        if let Some(placement) = parse_placement(value) {
            return self.place(schedule, &placement);
        }
        let mut shown = String::with_capacity(value.len());
        for part in value.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
            let (word, end) = match part.char_indices().last() {
                Some((at, c)) if !c.is_ascii_hexdigit() => part.split_at(at),
                Some(_) | None => (part, ""),
            };
            let name = if word.len() == 32 { self.named_by_key(schedule, word) } else { None };
            shown.push_str(name.as_deref().unwrap_or(word));
            shown.push_str(end);
        }
        shown
    }
}

/// Sessions that a clash speaks of.
#[must_use]
pub fn clash_sessions(schedule: &Schedule, kind: &ClashKind) -> Vec<SessionId> {
    match kind {
        ClashKind::SameRoom { sessions, .. }
        | ClashKind::HostTwice { sessions, .. }
        | ClashKind::Alike { sessions } => sessions.to_vec(),
        ClashKind::ChangedWhileMerged { session, into, .. } => vec![*session, *into],
        ClashKind::LostSlot { session, .. }
        | ClashKind::LostRoom { session, .. }
        | ClashKind::Placements { session, .. }
        | ClashKind::EditedWhileRemoved { session, .. }
        | ClashKind::SourceDiffers { session, .. }
        | ClashKind::ClosedRoom { session, .. }
        | ClashKind::Merges { session, .. }
        | ClashKind::RoomTooSmall { session, .. } => vec![*session],
        ClashKind::Values { register, .. } => session_of(schedule, register).into_iter().collect(),
        ClashKind::ThingEditedWhileRemoved { .. } => Vec::new(),
        ClashKind::Twins { sessions, .. } => sessions.clone(),
    }
}

fn session_of(schedule: &Schedule, register: &RegisterPath) -> Option<SessionId> {
    register.key.parse().ok().filter(|id| schedule.sessions.contains_key(id))
}
