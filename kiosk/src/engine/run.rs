//! The engine's loop: take an input, gather what came meanwhile, commit once, do what follows,
//! publish one view.

use super::{
    Answer, Input, Inspection, NotDone,
    ground::Ground,
    handle::{Records, Shown},
    out::Out,
    picture::{self, Memo, Wire},
};
use crate::{
    clock::Machine,
    net::{Net, News},
    view::Notice,
    why::{NoLine, NotSaved},
};
use shared::{
    ids::DocumentKind,
    invite::JoinLink,
    limits,
    sync::{DeviceEffect, DeviceInput, Step},
};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, SyncSender},
    },
    time::Duration,
};

/// The device is told that time passes so often.
const TICK_MS: u64 = 1_000;
/// Refusals that are remembered for the screen.
const REFUSALS_MAX: usize = 8;

/// The owner of the documents.
pub(super) struct Engine {
    ground: Ground,
    net: Net,
    out: Out,
    server: Option<String>,
    clock: Machine,
    wire: Wire,
    connection: Option<u64>,
    ticket: u64,
    refusals: VecDeque<Notice>,
    memo: Memo,
    next_tick_ms: u64,
}

/// Inputs that share a commit.
#[derive(Default)]
struct Batch {
    step: Step<DeviceEffect>,
    commands: BTreeMap<u64, Option<Answer>>,
    joins: Vec<(String, SyncSender<Result<(), NotDone>>)>,
    inspections: Vec<SyncSender<Inspection>>,
    /// The disk failed under it: none of it counts.
    broken: bool,
    stop: Option<bool>,
}

impl Engine {
    pub(super) fn new(
        ground: Ground,
        net: Net,
        out: Out,
        server: Option<String>,
        clock: Machine,
    ) -> Self {
        Self {
            ground,
            net,
            out,
            server,
            clock,
            wire: Wire { why: NoLine::NotYet, was_open: false },
            connection: None,
            ticket: 0,
            refusals: VecDeque::new(),
            memo: Memo::default(),
            next_tick_ms: 0,
        }
    }

    pub(super) fn run(mut self, inputs: &Receiver<Input>) {
        self.mend();
        self.look();
        loop {
            let first = match inputs.recv_timeout(self.pause()) {
                Ok(input) => Some(input),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            match self.turn(first, inputs) {
                None => {}
                Some(true) => {
                    self.out.flush(self.now_ms());
                    self.out.keep_picture(&mut self.ground);
                    return;
                }
                Some(false) => return,
            }
        }
    }

    /// How long nothing has to be done by itself.
    fn pause(&self) -> Duration {
        let due = self.out.due_ms().map_or(self.next_tick_ms, |due| due.min(self.next_tick_ms));
        Duration::from_millis(due.saturating_sub(self.now_ms()))
    }

    fn now_ms(&self) -> u64 {
        self.clock.now().ms
    }

    /// One commit and what follows it. At the end says whether to end tidily.
    fn turn(&mut self, first: Option<Input>, inputs: &Receiver<Input>) -> Option<bool> {
        let mut batch = Batch::default();
        let now_ms = self.now_ms();
        if now_ms >= self.next_tick_ms {
            self.next_tick_ms = now_ms + TICK_MS;
            self.mend();
            self.take_device(&mut batch, DeviceInput::Tick);
        }
        let mut next = first;
        for _ in 1..limits::GROUP_COMMIT_INPUTS_MAX {
            let Some(input) = next.take() else { break };
            self.take(&mut batch, input);
            if batch.stop.is_some() {
                break;
            }
            next = inputs.try_recv().ok();
        }
        if let Some(input) = next {
            // Taken from the queue as the last of this batch.
            self.take(&mut batch, input);
        }
        self.finish(batch)
    }

    fn take(&mut self, batch: &mut Batch, input: Input) {
        match input {
            Input::Command { command, person, answer } => {
                self.ticket += 1;
                let ticket = self.ticket;
                batch.commands.insert(ticket, answer);
                self.take_device(batch, DeviceInput::Command { ticket, person, command });
            }
            Input::Join { link, label, answer } => match self.join(batch, &link, label) {
                Ok(()) => batch.joins.push((link.address().to_owned(), answer)),
                Err(why) => tell(&answer, Err(NotDone::NotSaved(why))),
            },
            Input::Net(news) => self.net_news(batch, news),
            Input::Inspect(answer) => batch.inspections.push(answer),
            Input::Stop { tidy } => batch.stop = Some(tidy),
        }
    }

    fn take_device(&mut self, batch: &mut Batch, input: DeviceInput) {
        if self.ground.handle(self.clock.now(), input, &mut batch.step).is_none() {
            batch.broken = true;
        }
    }

    fn join(&mut self, batch: &mut Batch, link: &JoinLink, label: String) -> Result<(), NotSaved> {
        let now = self.clock.now();
        let problem = self.ground.problem.clone();
        let Some(device) = self.ground.device() else {
            return Err(problem.unwrap_or(NotSaved::Opening));
        };
        let event = device.replica().event();
        if let Some(event) = event.filter(|event| *event != link.event()) {
            return Err(NotSaved::OtherEvent { here: event });
        }
        // A kiosk that is in the event learns at most where the server is by now.
        if device.status(now).role.is_none() {
            self.take_device(batch, DeviceInput::Join(link.clone(), label));
        }
        self.ground.keep_address(link.address(), &mut batch.step);
        Ok(())
    }

    fn net_news(&mut self, batch: &mut Batch, news: News) {
        match news {
            News::Opened { connection } => {
                self.connection = Some(connection);
                self.wire.was_open = true;
                self.wire.why = NoLine::Lost;
                self.take_device(batch, DeviceInput::Opened { connection });
            }
            News::Frame { connection, bytes, room } => {
                self.take_device(batch, DeviceInput::Frame { connection, bytes });
                drop(room);
            }
            News::Closed { connection, why } => {
                self.connection = self.connection.filter(|open| *open != connection);
                self.wire.why = why;
                self.take_device(batch, DeviceInput::Closed { connection });
            }
            News::Away { why } => {
                if self.wire.why != why {
                    tracing::info!(?why, "There is no connection");
                }
                self.wire = Wire { why, was_open: false };
            }
        }
    }

    fn finish(&mut self, batch: Batch) -> Option<bool> {
        let Batch { step, mut commands, joins, inspections, broken, stop } = batch;
        let committed = !broken && self.ground.commit(&step.commit).is_some();
        if committed {
            for effect in step.effects {
                self.perform(effect, &mut commands);
            }
            for (address, answer) in joins {
                self.joined(&address);
                tell(&answer, Ok(()));
            }
        } else {
            self.not_saved(commands, joins);
        }
        self.look();
        if !inspections.is_empty() {
            self.out.flush(self.now_ms());
        }
        for answer in inspections {
            let inspection = self.inspection();
            tell(&answer, inspection);
        }
        let now_ms = self.now_ms();
        self.out.publish_due(now_ms);
        if self.out.picture_due(now_ms) {
            self.out.keep_picture(&mut self.ground);
        }
        stop
    }

    /// Nothing of a step counts; the device comes back from what is on the disk.
    fn not_saved(
        &mut self,
        commands: BTreeMap<u64, Option<Answer>>,
        joins: Vec<(String, SyncSender<Result<(), NotDone>>)>,
    ) {
        let why = self.ground.problem.clone().unwrap_or(NotSaved::Opening);
        for answer in commands.into_values().flatten() {
            tell(&answer, Err(NotDone::NotSaved(why.clone())));
        }
        for (_, answer) in joins {
            tell(&answer, Err(NotDone::NotSaved(why.clone())));
        }
        if let Some(connection) = self.connection.take() {
            self.net.close(connection);
        }
    }

    fn perform(&mut self, effect: DeviceEffect, commands: &mut BTreeMap<u64, Option<Answer>>) {
        match effect {
            DeviceEffect::Send { connection, frame } => {
                if self.net.send(connection, frame).is_err() && self.connection == Some(connection)
                {
                    tracing::warn!("The connection is too slow: it begins again");
                    self.connection = None;
                }
            }
            DeviceEffect::Ephemeral { connection, frame } => {
                self.net.send_if_idle(connection, frame);
            }
            DeviceEffect::Close { connection, why } => {
                tracing::info!("The connection ends: {why}");
                self.net.close(connection);
            }
            DeviceEffect::Done { ticket, result } => {
                let answer = commands.remove(&ticket).flatten();
                match (answer, result) {
                    (Some(answer), result) => tell(&answer, result.map_err(NotDone::Refused)),
                    (None, Ok(_)) => self.refusals.clear(),
                    (None, Err(refusal)) => {
                        self.refusals.push_front(Notice::Refused { refusal });
                        self.refusals.truncate(REFUSALS_MAX);
                    }
                }
            }
            // What is published is compared with what was: that finds every change.
            DeviceEffect::Changed => {}
            DeviceEffect::NotAccepted { set, why, .. } => {
                tracing::warn!(set.id = %set, "An edit of this kiosk does not count: {why}");
            }
        }
    }

    fn joined(&mut self, address: &str) {
        self.net.connect_to(self.server.as_deref().unwrap_or(address));
    }

    /// Loads the device if there is none, and looks for its server.
    fn mend(&mut self) {
        let Some(effects) = self.ground.mend() else {
            return;
        };
        for effect in effects {
            self.perform(effect, &mut BTreeMap::new());
        }
        let joined = self.ground.device().is_some_and(|device| device.replica().event().is_some());
        if !joined && self.out.kept.is_some() {
            self.ground.lost.get_or_insert(NotSaved::Gone);
        }
        let address = self.server.clone().or_else(|| self.ground.address.clone());
        if let Some(address) = address.filter(|_| joined) {
            self.net.connect_to(&address);
        }
    }

    /// Compares what is with what was shown.
    fn look(&mut self) {
        let now = self.clock.now();
        let last = Arc::clone(self.out.latest());
        let refusals = self.refusals.make_contiguous();
        let view =
            picture::view(&mut self.ground, now, &self.wire, refusals, &mut self.memo, &last);
        if let (crate::view::ServerState::UpToDate, Some(connection)) =
            (&view.data.server, self.connection)
        {
            self.net.worked(connection);
        }
        self.out.offer(view, now.ms);
    }

    fn inspection(&mut self) -> Inspection {
        let view = Arc::clone(self.out.latest());
        let Some(device) = self.ground.device() else {
            return Inspection {
                view,
                device: None,
                heads: Vec::new(),
                logs: Vec::new(),
                records: None,
            };
        };
        let replica = device.replica();
        let digests = replica.digests();
        Inspection {
            view,
            device: Some(replica.id()),
            heads: DocumentKind::ALL
                .into_iter()
                .map(|kind| (kind, replica.documents().heads(kind)))
                .collect(),
            logs: replica
                .logs()
                .map(|(log, document, shown)| Shown { log, document, position: shown.len() })
                .collect(),
            records: Some(Records { statements: digests.statements, names: digests.names }),
        }
    }
}

/// Whoever asked may have gone: then nobody needs the answer.
fn tell<T>(answer: &SyncSender<T>, outcome: T) {
    let _ = answer.try_send(outcome);
}
