//! What somebody means by what they typed for a cell.

use super::{
    cells::Cell,
    draft::{Choice, Typed},
};
use shared::{
    alike::alike,
    ids::SessionId,
    schedule::{Schedule, Session},
};

/// Sessions that are offered.
const OFFERED_MAX: usize = 5;
/// Letters from which titles that hold them are offered.
const LETTERS_MIN: usize = 2;

/// What the paper says of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What the board says.
    Same,
    /// Nothing.
    Empty,
    /// What is there is crossed out.
    CrossedOut,
    /// This session.
    Here(SessionId),
    /// A session that the board has not.
    New,
}

/// What stands for an empty cell, and for one that is crossed out: one key each, in any language.
pub(super) const EMPTY: &str = "-";
pub(super) const CROSSED_OUT: &str = "x";

impl Meaning {
    pub(super) fn of(schedule: &Schedule, cell: &Cell, typed: &Typed) -> Self {
        let text = typed.title.trim();
        let takes_place = |id: &SessionId| {
            schedule.sessions.get(id).is_some_and(|session| !session.cancelled.is_removed())
        };
        // What was put in, and then typed again after a power cut.
        let has = |text: &str| {
            let title = |id: &SessionId| Some(folded(&schedule.sessions.get(id)?.title.value));
            cell.here.iter().filter_map(title).any(|title| title == folded(text))
        };
        match text {
            "" => Self::Same,
            "-" | "\u{2013}" | "\u{2014}" if cell.here.is_empty() => Self::Same,
            "-" | "\u{2013}" | "\u{2014}" => Self::Empty,
            "x" | "X" | "\u{d7}" if !cell.here.iter().any(takes_place) => Self::Same,
            "x" | "X" | "\u{d7}" => Self::CrossedOut,
            _ => match typed.choice {
                Some(Choice::Session(id)) if cell.here == [id] && takes_place(&id) => Self::Same,
                Some(Choice::Session(id)) if schedule.is_shown(id) => Self::Here(id),
                Some(Choice::Session(_) | Choice::New) | None if has(text) => Self::Same,
                Some(Choice::Session(_) | Choice::New) | None => Self::New,
            },
        }
    }

    /// It is about a session, which the person may choose.
    pub(super) fn is_title(text: &str) -> bool {
        !matches!(text.trim(), "" | "-" | "\u{2013}" | "\u{2014}" | "x" | "X" | "\u{d7}")
    }
}

/// What a title may mean, the likeliest first: a session of just this title, or else a new one, and
/// then sessions that are about the same.
pub(super) fn choices(schedule: &Schedule, cell: &Cell, text: &str) -> Vec<Choice> {
    let typed = folded(text);
    let shown: Vec<(SessionId, &Session)> = schedule.shown_sessions().collect();
    let is_it = |session: &Session| folded(&session.title.value) == typed;
    let mut just: Vec<SessionId> =
        shown.iter().filter(|(_, session)| is_it(session)).map(|(id, _)| *id).collect();
    just.sort_by_key(|id| !cell.here.contains(id));
    let mut near: Vec<SessionId> = Vec::new();
    if typed.chars().count() >= LETTERS_MIN {
        let begins = |session: &Session| {
            let title = folded(&session.title.value);
            title.starts_with(&typed) || title.contains(&format!(" {typed}"))
        };
        near.extend(shown.iter().filter(|(_, session)| begins(session)).map(|(id, _)| *id));
    }
    near.extend(alike(schedule, text, "").into_iter().map(|(id, _)| id));
    let mut choices: Vec<Choice> = just.iter().map(|id| Choice::Session(*id)).collect();
    choices.push(Choice::New);
    for id in near {
        let one = Choice::Session(id);
        if choices.len() <= OFFERED_MAX && schedule.is_shown(id) && !choices.contains(&one) {
            choices.push(one);
        }
    }
    choices
}

/// As titles are compared: without case, and without spaces that nobody sees.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
