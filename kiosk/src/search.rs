//! Finding sessions as somebody types: by title, host, room, stream, tag, format, day, time and
//! text, with one slip of the finger forgiven. Pure: same view, same words, same results.

mod entry;
mod fold;
mod query;
#[cfg(test)]
mod tests;

pub use query::Query;

use crate::clock::LocalTime;
use entry::{Entry, Field, Reader, Vocabulary, time_words};
use query::{Fit, Term, Word};
use shared::{
    ids::{DayId, RoomId, SessionId, StreamId},
    schedule::{Placement, Schedule},
};
use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

/// What days and formats are called, in every language that is spoken here.
pub trait Names {
    /// Names of a day, and its date.
    fn day(&self, schedule: &Schedule, day: DayId) -> Vec<String>;
    /// Names of a format.
    fn format(&self, format: &str) -> Vec<String>;
}

/// Only what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In this room.
    Room(RoomId),
    /// In this stream.
    Stream(StreamId),
}

/// When something found is, as seen from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It is on.
    Now,
    /// It is yet to come.
    Coming,
    /// It has no time that is known here.
    Waiting,
    /// It is over.
    Over,
}

/// Something found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The session.
    pub session: SessionId,
    /// When it is.
    pub phase: Phase,
}

/// Everything that can be found.
#[derive(Default)]
pub struct Index {
    vocabulary: Vocabulary,
    entries: BTreeMap<SessionId, Entry>,
    dates: BTreeMap<DayId, String>,
    /// Words after the last reading from scratch.
    words_then: usize,
}

/// Words that nobody uses any more are forgotten when there are so many new ones.
const NEW_WORDS_MAX: usize = 20_000;

impl Index {
    /// Reads what changed.
    pub fn update(&mut self, schedule: &Schedule, names: &dyn Names) {
        let afresh = self.vocabulary.words().len() > self.words_then + NEW_WORDS_MAX;
        if afresh {
            *self = Self::default();
        }
        let mut before = std::mem::take(&mut self.entries);
        let first = before.is_empty();
        let mut reader = Reader::new(schedule, names, &mut self.vocabulary);
        let shown = schedule.sessions.iter().filter(|(_, session)| session.is_shown());
        self.entries = shown
            .map(|(id, session)| (*id, reader.read(*id, session, before.remove(id))))
            .collect();
        if first {
            self.words_then = self.vocabulary.words().len();
        }
        self.dates = schedule.days.iter().map(|(id, day)| (*id, day.date.value.clone())).collect();
    }

    /// What fits the query, the best first and what is over last. An empty query finds all, in the
    /// order of time.
    #[must_use]
    pub fn find(&self, query: &Query, within: Option<Within>, now: LocalTime) -> Vec<Hit> {
        let minutes: BTreeMap<DayId, i64> = self
            .dates
            .iter()
            .filter_map(|(day, date)| Some((*day, now.minutes_into(date)?)))
            .collect();
        let entries: Vec<_> =
            self.entries.iter().filter(|(_, entry)| is_within(entry, within)).collect();
        let scores = self.scores(query, &entries);
        let mut found: Vec<_> = entries
            .iter()
            .zip(scores)
            .filter_map(|((id, entry), score)| {
                let score = score?;
                let (phase, away) = phase(entry, &minutes);
                let hit = Hit { session: **id, phase };
                let pitched = &entry.session().pitched_order;
                let order = (phase == Phase::Over, Reverse(score), phase, away, pitched, **id);
                Some((order, hit))
            })
            .collect();
        found.sort_unstable_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, hit)| hit).collect()
    }

    /// How well each entry fits: `None` where it does not.
    fn scores(&self, query: &Query, entries: &[(&SessionId, &Entry)]) -> Vec<Option<u32>> {
        let mut totals = vec![Some(0); entries.len()];
        for term in query.terms() {
            let scores = self.term(term, entries);
            for (total, score) in totals.iter_mut().zip(scores) {
                *total = total.zip(score).map(|(total, score)| total + score);
            }
        }
        totals
    }

    /// How well each entry fits one of the things typed: as a time, or by all of its words.
    fn term(&self, term: &Term, entries: &[(&SessionId, &Entry)]) -> Vec<Option<u32>> {
        let mut best = vec![None; entries.len()];
        if let Some(time) = &term.time {
            for (best, (_, entry)) in best.iter_mut().zip(entries) {
                *best = entry.span.and_then(|span| starts_at(time, span.start));
            }
        }
        let mut all: Vec<Option<u32>> = vec![Some(u32::MAX); entries.len()];
        for word in &term.words {
            let scores = self.word(word, entries);
            for (all, score) in all.iter_mut().zip(scores) {
                *all = all.zip(score).map(|(all, score)| all.min(score));
            }
        }
        if !term.words.is_empty() {
            for (best, all) in best.iter_mut().zip(all) {
                *best = (*best).max(all);
            }
        }
        best
    }

    /// How well each entry fits a word. Slips in texts are forgiven when the word stands nowhere,
    /// and slips in beginnings when no word is one slip away: else they find too much.
    fn word(&self, word: &Word, entries: &[(&SessionId, &Entry)]) -> Vec<Option<u32>> {
        let fits = self.fits(|known| word.fit(known));
        let found: Vec<_> = entries.iter().map(|(_, entry)| Found::of(entry, &fits)).collect();
        let stands = found.iter().any(|found| found.strict.is_some());
        let near = found.iter().any(|found| found.slip.is_some());
        let score = |found: &Found| {
            let slip_text = found.slip_text.filter(|_| !stands);
            let slip_prefix = found.slip_prefix.filter(|_| !stands && !near);
            found.strict.max(found.slip).max(slip_text).max(slip_prefix)
        };
        found.iter().map(score).collect()
    }

    /// How each known word fits.
    fn fits(&self, fit: impl Fn(&str) -> Option<Fit>) -> Vec<Option<Fit>> {
        self.vocabulary.words().iter().map(|word: &Arc<str>| fit(word)).collect()
    }
}

/// What a start is worth to somebody who typed this time, or the beginning of it.
fn starts_at(time: &str, start: u32) -> Option<u32> {
    let words = time_words(start);
    let fits = words
        .iter()
        .filter_map(|word| word.strip_prefix(time))
        .map(|rest| points(if rest.is_empty() { Fit::Exact } else { Fit::Prefix }, Field::Place));
    fits.max()
}

/// The best points of an entry, by how they were got.
#[derive(Default)]
struct Found {
    strict: Option<u32>,
    slip: Option<u32>,
    slip_text: Option<u32>,
    slip_prefix: Option<u32>,
}

impl Found {
    fn of(entry: &Entry, fits: &[Option<Fit>]) -> Self {
        let mut found = Self::default();
        for (word, field) in entry.words() {
            let Some(fit) = fits.get(word).copied().flatten() else {
                continue;
            };
            let of = match (fit, field) {
                (Fit::Exact | Fit::Prefix, _) => &mut found.strict,
                (Fit::Slip, Field::Text) => &mut found.slip_text,
                (Fit::Slip, Field::Title | Field::Host | Field::Place) => &mut found.slip,
                (Fit::SlipPrefix, _) => &mut found.slip_prefix,
            };
            *of = (*of).max(Some(points(fit, field)));
        }
        found
    }
}

/// What a word is worth: the word itself before one that begins so before a slip, a title before a
/// host before a room before the text.
fn points(fit: Fit, field: Field) -> u32 {
    let [exact, prefix, slip, slip_prefix] = match field {
        Field::Title => [100, 80, 40, 30],
        Field::Host => [90, 70, 32, 24],
        Field::Place => [60, 50, 20, 15],
        Field::Text => [25, 15, 6, 4],
    };
    match fit {
        Fit::Exact => exact,
        Fit::Prefix => prefix,
        Fit::Slip => slip,
        Fit::SlipPrefix => slip_prefix,
    }
}

fn is_within(entry: &Entry, within: Option<Within>) -> bool {
    match (within, &entry.session().placement.value) {
        (None, _) => true,
        (Some(Within::Room(room)), Placement::At { rooms, .. }) => rooms.contains(&room),
        (Some(Within::Room(_)), Placement::Shelf) => false,
        (Some(Within::Stream(stream)), _) => entry.session().stream.value == Some(stream),
    }
}

/// When it is, and how many minutes away: what comes soonest and what ended last come first.
fn phase(entry: &Entry, minutes: &BTreeMap<DayId, i64>) -> (Phase, i64) {
    let Some((span, now)) = entry.span.and_then(|span| Some((span, *minutes.get(&span.day)?)))
    else {
        return (Phase::Waiting, 0);
    };
    let (start, end) = (i64::from(span.start), i64::from(span.end()));
    if now >= end {
        (Phase::Over, now - end)
    } else if now >= start {
        (Phase::Now, now - start)
    } else {
        (Phase::Coming, start - now)
    }
}
