//! The board in a file: carried away, and taken where it was carried to. Both go on piece by piece,
//! between what people do meanwhile.

use super::{batch::Batch, ground::Ground, run::Engine, worker::Job};
use crate::ask::{Answer, BadBoard, CarryTo, Failure};
use shared::{
    carry::{Carried, Carry},
    limits::TAKE_EDITS,
    sync::{DeviceInput, Took},
};
use std::sync::Arc;

/// How often a person is told how far it is: in so many steps.
const STEPS: u64 = 50;

/// What is under way.
#[derive(Default)]
pub(super) struct Carrying {
    /// A board that is being written: its ticket, where it goes, and what is in it so far.
    pub(super) writing: Option<(u64, CarryTo, Box<Carry>)>,
    /// Who waits for a board that is being taken.
    taking: Option<u64>,
    /// There is more of a board to be taken.
    more: bool,
    /// The step of the last progress told.
    step: u64,
}

impl Carrying {
    /// Something is to be done without anybody asking.
    pub(super) fn is_busy(&self) -> bool {
        self.writing.is_some() || self.more
    }

    /// Nothing is under way any more: the device that did it is gone. Gives the tickets of those who
    /// wait.
    pub(super) fn forget(&mut self) -> impl Iterator<Item = u64> + use<> {
        let before = std::mem::take(self);
        before.writing.map(|(ticket, ..)| ticket).into_iter().chain(before.taking)
    }

    fn is_step(&mut self, done: u64, of: u64) -> bool {
        let step = done * STEPS / of.max(1);
        let is_next = step != self.step;
        self.step = step;
        is_next
    }
}

impl Engine {
    /// Begins to write the board into a file.
    pub(super) fn carry(&mut self, ticket: u64, to: CarryTo) {
        let now = self.clock.now();
        let carry = self.ground.device().and_then(|device| device.carry(now));
        match carry {
            _ if self.carrying.writing.is_some() => {
                self.reply(ticket, Answer::Failed(Failure::Busy));
            }
            None if self.ground.device().is_none() => {
                self.reply(ticket, Answer::Failed(Failure::NotSaved));
            }
            None => self.reply(ticket, Answer::Failed(Failure::Board(BadBoard::NoEvent))),
            Some(carry) => self.carrying.writing = Some((ticket, to, Box::new(carry))),
        }
    }

    /// A carried board was read and its signatures are true: it is taken.
    pub(super) fn take_board(&mut self, batch: &mut Batch, ticket: u64, board: Arc<Carried>) {
        if self.carrying.taking.is_some() {
            // One at a time: the one that is under way goes on.
            self.reply(ticket, Answer::Failed(Failure::Busy));
            return;
        }
        self.carrying.taking = Some(ticket);
        self.take_device(batch, DeviceInput::Take { ticket, board });
    }

    /// Goes on with what is under way, one piece.
    pub(super) fn carry_on(&mut self, batch: &mut Batch) {
        if std::mem::take(&mut self.carrying.more) {
            self.take_device(batch, DeviceInput::TakeMore);
        }
        let Some((ticket, to, mut carry)) = self.carrying.writing.take() else { return };
        match fill(&mut self.ground, &mut carry) {
            Some(true) => {
                let (done, of) = carry.progress();
                if self.carrying.is_step(done, of) {
                    self.reply(ticket, Answer::Carrying { done, of });
                }
                self.carrying.writing = Some((ticket, to, carry));
            }
            Some(false) => {
                if carry.lost() > 0 {
                    let edits = carry.lost();
                    tracing::warn!(edits, "This disk has lost edits: the carried board lacks them");
                }
                let job = Job::WriteBoard { to, data: self.ground.folder(), carry };
                if self.worker.give(ticket, job).is_err() {
                    self.reply(ticket, Answer::Failed(Failure::Busy));
                }
            }
            None => self.reply(ticket, Answer::Failed(Failure::NotSaved)),
        }
    }

    /// A piece of a carried board is on the disk.
    pub(super) fn took(&mut self, ticket: u64, took: Took) {
        match took {
            Took::More { done, of } => {
                self.carrying.more = true;
                if self.carrying.is_step(done, of) {
                    self.reply(ticket, Answer::Carrying { done, of });
                }
            }
            Took::All(taken) => {
                self.carrying.taking = None;
                self.reply(ticket, Answer::Taken(Box::new(taken)));
            }
            Took::Not(why) => {
                self.carrying.taking = None;
                self.reply(ticket, Answer::Failed(Failure::Board(BadBoard::from(why))));
            }
        }
    }
}

/// Whether there is more; nothing when the disk fails.
fn fill(ground: &mut Ground, carry: &mut Carry) -> Option<bool> {
    let store = ground.store()?;
    match carry.fill(store, TAKE_EDITS) {
        Ok(more) => Some(more),
        Err(error) => {
            tracing::error!(%error, "The board could not be read to be carried");
            None
        }
    }
}
