//! Inputs that share a commit, and who hears what came of it: after the commit, or after it failed.

use super::{Answer, Inspection, NotDone, asks::After, run::Engine, run::tell, slip::Slip};
use crate::{
    ask::{self, Failure, Reply},
    view::Notice,
    why::NotSaved,
};
use shared::{
    command::Refusal,
    ids::{SessionId, SetId},
    invite::JoinLink,
    sync::{DeviceEffect, Step},
};
use std::{collections::BTreeMap, sync::mpsc::SyncSender};

/// Refusals that are remembered for the screen.
const REFUSALS_MAX: usize = 8;

/// Who waits for what a device's ticket brings.
pub(super) enum Waiter {
    /// Nobody: what is refused is shown.
    Screen,
    /// A caller who stands still until then.
    Caller(Answer),
    /// The question of a screen.
    Ticket(u64),
    /// Likewise, for an event.
    Founder(u64),
    /// Likewise, for a pitch with a slip.
    Pitcher { ticket: u64, session: SessionId, slip: Slip },
}

/// Who waits until a join link is kept.
pub(super) enum JoinWaiter {
    Caller(SyncSender<Result<(), NotDone>>),
    Ticket(u64),
    /// Nobody: it was asked for when the program was started, and why not is shown.
    Start,
}

/// Inputs that share a commit.
#[derive(Default)]
pub(super) struct Batch {
    pub step: Step<DeviceEffect>,
    pub commands: BTreeMap<u64, Waiter>,
    pub after: Vec<After>,
    pub joins: Vec<JoinWaiter>,
    /// A link to another event than the sample: after this commit the sample is left.
    pub elsewhere: Option<(JoinLink, String, JoinWaiter)>,
    pub inspections: Vec<SyncSender<Inspection>>,
    /// The disk failed under it: none of it counts.
    pub broken: bool,
    pub stop: Option<bool>,
}

impl Engine {
    pub(super) fn follow_up(&mut self, after: After) {
        match after {
            After::Reply(Reply { ticket, answer }) => self.reply(ticket, answer),
            After::Work(ticket, job) => {
                if self.worker.give(ticket, job).is_err() {
                    self.reply(ticket, ask::Answer::Failed(Failure::Busy));
                }
            }
        }
    }

    /// Nothing of a step counts; the device comes back from what is on the disk.
    pub(super) fn not_saved(
        &mut self,
        commands: BTreeMap<u64, Waiter>,
        joins: Vec<JoinWaiter>,
        after: Vec<After>,
    ) {
        let listing = self.listing.take().map(|listing| listing.ticket());
        let carrying = self.carrying.forget().chain(listing);
        let why = self.ground.problem.clone().unwrap_or(NotSaved::Opening);
        let mut tickets: Vec<u64> = after.iter().map(After::ticket).chain(carrying).collect();
        for waiter in commands.into_values() {
            match waiter {
                Waiter::Screen => {}
                Waiter::Caller(answer) => tell(&answer, Err(NotDone::NotSaved(why.clone()))),
                Waiter::Ticket(ticket)
                | Waiter::Founder(ticket)
                | Waiter::Pitcher { ticket, .. } => tickets.push(ticket),
            }
        }
        for ticket in tickets {
            self.reply(ticket, ask::Answer::Failed(Failure::NotSaved));
        }
        for waiter in joins {
            self.not_joined(waiter, why.clone(), Failure::NotSaved);
        }
        if let Some(connection) = self.connection.take() {
            self.net.close(connection);
        }
    }

    pub(super) fn done(&mut self, waiter: Waiter, result: Result<SetId, Refusal>) {
        match (waiter, result) {
            (Waiter::Caller(answer), result) => tell(&answer, result.map_err(NotDone::Refused)),
            (Waiter::Screen, Ok(_)) => self.refusals.clear(),
            (Waiter::Screen, Err(refusal)) => {
                self.refusals.push_front(Notice::Refused { refusal });
                self.refusals.truncate(REFUSALS_MAX);
            }
            (Waiter::Pitcher { ticket, session, slip }, Ok(_)) => {
                self.pitched(ticket, session, slip);
            }
            (Waiter::Ticket(ticket) | Waiter::Founder(ticket), Ok(_)) => {
                self.reply(ticket, ask::Answer::Done);
            }
            (
                Waiter::Ticket(ticket) | Waiter::Founder(ticket) | Waiter::Pitcher { ticket, .. },
                Err(refusal),
            ) => self.reply(ticket, ask::Answer::Failed(Failure::Refused(refusal))),
        }
    }

    pub(super) fn not_joined(&mut self, waiter: JoinWaiter, why: NotSaved, failure: Failure) {
        match waiter {
            JoinWaiter::Caller(answer) => tell(&answer, Err(NotDone::NotSaved(why))),
            JoinWaiter::Ticket(ticket) => self.reply(ticket, ask::Answer::Failed(failure)),
            JoinWaiter::Start => self.refusals.push_front(Notice::NotJoined { why }),
        }
    }

    /// Answers a screen, and asks it to look; or whoever waits, once there is an outcome.
    pub(super) fn reply(&mut self, ticket: u64, answer: ask::Answer) {
        if self.put.contains_key(&ticket) {
            if let ask::Answer::Carrying { .. } | ask::Answer::Importing(_) = answer {
                return;
            }
            if let Some(waiter) = self.put.remove(&ticket) {
                tell(&waiter, answer);
            }
            return;
        }
        if self.replies.try_send(Reply { ticket, answer }).is_err() {
            tracing::warn!("An answer is left out: the screen does not take them");
        }
        self.out.wake();
    }
}
