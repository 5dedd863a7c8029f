//! The past, by typing: every act, the board of a moment, and bringing back.

use super::{Talk, answer, english, failed, find, not_done};
use crate::{
    ask::{BackPreview, BackTo, BackWhat, PastAnswer, PastAsk},
    clock,
    view::View,
};
use jiff::{Timestamp, civil::DateTime};
use serde_json::{Value, json};
use shared::{
    compare::Scope,
    documents::{Moment, Turn},
    schedule::Schedule,
};
use std::sync::Arc;

/// Acts that are listed if nothing else was typed.
const LISTED: usize = 50;

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Past {
    History { most: usize },
    BoardAt { moment: String },
    BackTo { moment: String, what: Option<(String, String)>, preview: bool },
}

/// `None`: it is not typed so.
pub(super) fn read(verb: &str, rest: &[&str]) -> Option<Past> {
    let owned = |word: &str| word.to_owned();
    let (rest, preview) = match (verb, rest) {
        ("back-to", [rest @ .., "preview"]) => (rest, true),
        (_, rest) => (rest, false),
    };
    match (verb, rest) {
        ("history", []) => Some(Past::History { most: LISTED }),
        ("history", [most]) => Some(Past::History { most: most.parse().ok()? }),
        ("board-at", [moment]) => Some(Past::BoardAt { moment: owned(moment) }),
        ("back-to", [moment]) => Some(Past::BackTo { moment: owned(moment), what: None, preview }),
        ("back-to", [moment, kind, name]) => {
            let what = Some((owned(kind), owned(name)));
            Some(Past::BackTo { moment: owned(moment), what, preview })
        }
        _ => None,
    }
}

impl Talk<'_> {
    pub(super) fn past(&mut self, past: Past, view: &View) -> Result<Value, String> {
        let turns = self.turns()?;
        let now = &*view.schedule;
        match past {
            Past::History { most } => {
                let first = turns.len().saturating_sub(most);
                let acts = turns.iter().skip(first).map(|turn| act(now, turn));
                Ok(json!({ "ok": true, "acts": acts.collect::<Vec<_>>(), "of": turns.len() }))
            }
            Past::BoardAt { moment } => {
                let at = moment_of(&moment, &turns, now)?;
                match self.ask_past(PastAsk::Board { at, against: Moment::Now })? {
                    PastAnswer::Board(board) => {
                        let lines = board
                            .differences
                            .iter()
                            .map(|found| english().difference(&board.then, &board.other, found));
                        let lines: Vec<_> = lines.collect();
                        let then = View { schedule: board.then, ..View::default() };
                        let mut value = answer::view(&then);
                        if let Some(fields) = value.as_object_mut() {
                            fields.retain(|key, _| key == "ok" || key == "schedule");
                            fields.insert("differences".to_owned(), json!(lines));
                        }
                        Ok(value)
                    }
                    other => Err(unknown(&other)),
                }
            }
            Past::BackTo { moment, what, preview } => {
                let moment = moment_of(&moment, &turns, now)?;
                let back = BackTo { moment, what: what_of(what, now)? };
                let found = match self.ask_past(PastAsk::Preview(back))? {
                    PastAnswer::Preview(found) => *found,
                    other => return Err(unknown(&other)),
                };
                self.back(found, preview)
            }
        }
    }

    /// Says what bringing back changes, and does it unless it was only asked for.
    fn back(&mut self, found: BackPreview, preview: bool) -> Result<Value, String> {
        let lines = found.differences.iter();
        let lines = lines.map(|one| english().difference(&found.now, &found.then, one));
        let lines: Vec<_> = lines.collect();
        let mut value = if preview {
            json!({ "ok": true })
        } else {
            self.carry_out(found.command, &[]).map_err(|why| not_done(&found.now, &why))?
        };
        if let Some(fields) = value.as_object_mut() {
            fields.insert("changes".to_owned(), json!(lines));
        }
        Ok(value)
    }

    fn turns(&self) -> Result<Arc<Vec<Turn>>, String> {
        match self.ask_past(PastAsk::Turns)? {
            PastAnswer::Turns(turns) => Ok(turns),
            other => Err(unknown(&other)),
        }
    }

    fn ask_past(&self, ask: PastAsk) -> Result<PastAnswer, String> {
        let none = Schedule::default();
        let answer = self.remote.past(ask).map_err(|why| not_done(&none, &why))?;
        answer.past().map_err(|failure| failed(&failure))
    }
}

/// The moment is not known, or something else was answered.
fn unknown(_: &PastAnswer) -> String {
    "this moment is not known on this device".to_owned()
}

fn act(now: &Schedule, turn: &Turn) -> Value {
    let person = turn.by.person.and_then(|person| now.people.get(&person));
    json!({
        "edit": turn.by.change.to_string(),
        "time": Timestamp::from_second(turn.by.at_s).map(|time| time.to_string()).ok(),
        "doubtful": turn.by.doubtful,
        "device": english().device(now, turn.by.device),
        "person": person,
        "kind": turn.kind,
        "changes": turn.changes,
        "set": turn.set,
        "came_back_with": turn.came.map(|came| came.edits),
    })
}

/// `start`, `now`, a time at the event or with an offset, or the first digits of an edit.
fn moment_of(word: &str, turns: &[Turn], now: &Schedule) -> Result<Moment, String> {
    match word {
        "start" => return Ok(Moment::Start),
        "now" => return Ok(Moment::Now),
        _ => {}
    }
    if let Ok(at) = word.parse::<Timestamp>() {
        return Ok(Moment::At(at.as_second()));
    }
    if let Ok(at) = word.parse::<DateTime>() {
        let zone = clock::zone(&now.event.zone.value);
        let at = at.to_zoned(zone).map_err(|_| format!("there is no time {word:?} there"))?;
        // To the end of the minute, where no second was typed.
        let rest = if word.matches(':').count() < 2 { 59 } else { 0 };
        return Ok(Moment::At(at.timestamp().as_second() + rest));
    }
    let edits = turns.iter().map(|turn| turn.by.change);
    find::edit(word, edits).map(Moment::After)
}

fn what_of(what: Option<(String, String)>, now: &Schedule) -> Result<BackWhat, String> {
    let Some((kind, name)) = what else {
        return Ok(BackWhat::Scope(Scope::Everything));
    };
    match kind.as_str() {
        "day" => find::day(&name, now).map(|day| BackWhat::Scope(Scope::Day(day))),
        "room" => find::any_room(&name, now).map(|room| BackWhat::Scope(Scope::Room(room))),
        "session" => find::session(&name, now).map(|id| BackWhat::Scope(Scope::Session(id))),
        "person" => find::person(&name, now).map(BackWhat::Person),
        "device" => find::device(&name, now).map(BackWhat::Device),
        _ => Err(format!("{kind:?} is none of day, room, session, person and device")),
    }
}
