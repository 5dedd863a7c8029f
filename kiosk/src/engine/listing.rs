//! Who did what as a table: made piece by piece, between what people do meanwhile. An act never
//! changes, so that edits that come while it is made take nothing from it.

use super::{past::is_called, run::Engine, worker::Job};
use crate::ask::{Answer, Failure, FilePlace, LogFilter};
use shared::{
    compare::Item,
    documents::{Documents, Part, Turn},
    schedule::Schedule,
};
use std::{collections::BTreeMap, sync::Arc};

/// Acts that are looked at before anybody else has their turn.
const PIECE: usize = 500;
/// How often a person is told how far it is: in so many steps.
const STEPS: usize = 50;
/// Things of an act that can be found.
const FOUND_MAX: usize = 64;

/// A table that is being made.
pub(super) struct Listing {
    ticket: u64,
    filter: LogFilter,
    place: FilePlace,
    turns: Arc<Vec<Turn>>,
    /// The first act that was not looked at yet.
    next: usize,
    lines: Vec<Vec<String>>,
    /// Things that were looked at, and whether they are called so.
    called: BTreeMap<Item, bool>,
}

impl Listing {
    /// The ticket of whoever waits for it.
    pub(super) fn ticket(&self) -> u64 {
        self.ticket
    }

    /// Which step it is in.
    fn step(&self) -> usize {
        self.next * STEPS / self.turns.len().max(1)
    }

    /// Looks at the next acts; whether there are more.
    fn fill(&mut self, documents: &Documents, now: &Schedule) -> bool {
        let words = self.filter.words.trim().to_lowercase();
        let until = (self.next + PIECE).min(self.turns.len());
        let turns = Arc::clone(&self.turns);
        for turn in turns.get(self.next..until).unwrap_or_default() {
            if self.filter.admits(turn) && self.is_about(documents, now, turn, &words) {
                self.lines.push(documents.log_line(turn, now));
            }
        }
        self.next = until;
        until < self.turns.len()
    }

    fn is_about(
        &mut self,
        documents: &Documents,
        now: &Schedule,
        turn: &Turn,
        words: &str,
    ) -> bool {
        if words.is_empty() {
            return true;
        }
        let parts = documents.parts_of(turn, FOUND_MAX).some;
        let mut items = parts.iter().map(|Part { item, .. }| *item);
        items.any(|item| *self.called.entry(item).or_insert_with(|| is_called(now, item, words)))
    }
}

impl Engine {
    /// Begins to make a table; one at a time.
    pub(super) fn list_log(&mut self, ticket: u64, filter: LogFilter, place: FilePlace) {
        if self.listing.is_some() {
            return self.reply(ticket, Answer::Failed(Failure::Busy));
        }
        let Some(turns) = self.turns() else {
            return self.reply(ticket, Answer::Failed(Failure::NotSaved));
        };
        let lines = vec![Documents::log_headings()];
        let called = BTreeMap::new();
        self.listing = Some(Listing { ticket, filter, place, turns, next: 0, lines, called });
    }

    /// Nobody wants the table any more.
    pub(super) fn stop_log(&mut self) {
        self.listing = None;
    }

    /// Goes on with the table, one piece.
    pub(super) fn list_on(&mut self) {
        let Some(mut listing) = self.listing.take() else { return };
        let ticket = listing.ticket;
        let Some(device) = self.ground.device() else {
            return self.reply(ticket, Answer::Failed(Failure::NotSaved));
        };
        let now = device.schedule();
        let step = listing.step();
        if listing.fill(device.replica().documents(), &now) {
            let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
            let (done, of) = (count(listing.next), count(listing.turns.len()));
            if listing.step() != step {
                self.reply(ticket, Answer::Carrying { done, of });
            }
            self.listing = Some(listing);
            return;
        }
        let Listing { place, lines, .. } = listing;
        let job = Job::ExportLog { place, data: self.ground.folder(), lines };
        if self.worker.give(ticket, job).is_err() {
            self.reply(ticket, Answer::Failed(Failure::Busy));
        }
    }
}
