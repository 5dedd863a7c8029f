//! Joining an event: at the start, by a person's link, and out of the sample.

use super::{
    batch::{Batch, JoinWaiter},
    picture::Wire,
    run::Engine,
};
use crate::{
    ask::{self, Failure},
    why::{NoLine, NotSaved},
};
use shared::{invite::JoinLink, sync::DeviceInput};
use std::collections::BTreeMap;

impl Engine {
    /// Joins the event that was named at the start, once the data is there. A sample is left for it.
    pub(super) fn join_at_start(&mut self) {
        if self.ground.device().is_none() {
            return;
        }
        let Some((link, label)) = self.to_join.take() else { return };
        let mut batch = Batch::default();
        self.join(&mut batch, link, label, JoinWaiter::Start);
        let elsewhere = batch.elsewhere.take();
        self.finish(batch);
        self.go_elsewhere(elsewhere);
    }

    pub(super) fn go_elsewhere(&mut self, elsewhere: Option<(JoinLink, String, JoinWaiter)>) {
        if let Some((link, label, waiter)) = elsewhere {
            self.leave_sample();
            let mut batch = Batch::default();
            self.join(&mut batch, link, label, waiter);
            self.finish(batch);
        }
    }

    /// The sample is set aside, and nothing of it stays on the screen.
    fn leave_sample(&mut self) {
        let listing = self.listing.take().map(|listing| listing.ticket());
        for ticket in self.carrying.forget().chain(listing) {
            self.reply(ticket, ask::Answer::Failed(Failure::NotSaved));
        }
        if let Some(connection) = self.connection.take() {
            self.net.close(connection);
        }
        self.net.connect_to(Vec::new());
        self.drop_server();
        self.wire = Wire { why: NoLine::NotYet, was_open: false };
        self.refusals.clear();
        self.drop_import();
        self.out.kept = None;
        let effects = self.ground.leave_sample(self.now_ms());
        for effect in effects.into_iter().flatten() {
            self.perform(effect, &mut BTreeMap::new());
        }
    }

    pub(super) fn join(
        &mut self,
        batch: &mut Batch,
        link: JoinLink,
        label: String,
        waiter: JoinWaiter,
    ) {
        let now = self.clock.now();
        let problem = self.ground.problem.clone();
        let Some(device) = self.ground.device() else {
            let why = problem.unwrap_or(NotSaved::Opening);
            return self.not_joined(waiter, why, Failure::NotSaved);
        };
        let event = device.replica().event().filter(|event| *event != link.event());
        let is_member = device.status(now).role.is_some();
        if let Some(event) = event {
            if self.ground.local.is_sample {
                batch.elsewhere = Some((link, label, waiter));
            } else {
                let why = NotSaved::OtherEvent { here: event };
                self.not_joined(waiter, why, Failure::OtherEvent);
            }
            return;
        }
        // A kiosk that is in the event learns at most where the server is by now.
        if !is_member {
            self.take_device(batch, DeviceInput::Join(link.clone(), label));
        }
        // Where the server is to be looked for was said at the start: a link adds to that only when a
        // person brings it afterwards.
        let is_said = matches!(waiter, JoinWaiter::Caller(_) | JoinWaiter::Ticket(_));
        if is_member && is_said {
            self.places.learn(link.address());
        }
        if is_said || !is_member {
            self.ground.keep_address(link.address(), &mut batch.step.commit);
        }
        batch.joins.push(waiter);
    }
}
