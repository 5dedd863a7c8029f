//! The engine's loop: take an input, gather what came meanwhile, commit once, do what follows,
//! publish one view.

use super::{
    Input, Inspection,
    about::Telling,
    around::Around,
    batch::{Batch, JoinWaiter, Waiter},
    carry::Carrying,
    erase::Erasing,
    ground::Ground,
    handle::{Records, Shown},
    host::Host,
    listing::Listing,
    out::Out,
    past::{About, History},
    picture::{self, Memo, Wire},
    places::Places,
    worker::Worker,
};
use crate::{
    ask::{self, Failure, Reply},
    clock::Machine,
    net::{Net, News},
    view::Notice,
    why::{NoLine, NotSaved},
};
use shared::{
    command::Command,
    ids::DocumentKind,
    invite::JoinLink,
    limits,
    sync::{DeviceEffect, DeviceInput},
};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc,
        atomic::AtomicBool,
        mpsc::{Receiver, RecvTimeoutError, SyncSender},
    },
    time::Duration,
};

/// The device is told that time passes so often.
const TICK_MS: u64 = 1_000;

/// Tickets of those who stand and wait; the others are of screens.
const PUT: u64 = 1 << 63;

/// What the engine is made of.
pub(super) struct Parts {
    pub ground: Ground,
    pub net: Net,
    pub worker: Worker,
    pub replies: SyncSender<Reply>,
    pub places: Places,
    pub host: Host,
    pub label: String,
    pub join: Option<(JoinLink, String)>,
}

/// The owner of the documents.
pub(super) struct Engine {
    pub(super) ground: Ground,
    pub(super) net: Net,
    pub(super) worker: Worker,
    pub(super) replies: SyncSender<Reply>,
    pub(super) out: Out,
    pub(super) places: Places,
    pub(super) around: Around,
    pub(super) telling: Telling,
    pub(super) host: Host,
    /// The connection leads to the server on this device.
    pub(super) at_own_server: bool,
    pub(super) label: String,
    /// An event to be joined as soon as there is a device.
    pub(super) to_join: Option<(JoinLink, String)>,
    /// An import that was read and waits for a word.
    pub(super) import: Option<Command>,
    /// The question for the file that is being read, and a mark that is set when nobody wants it.
    pub(super) reading: Option<(u64, Arc<AtomicBool>)>,
    pub(super) clock: Machine,
    /// The past as far as it was asked for.
    pub(super) history: Option<History>,
    pub(super) about: About,
    pub(super) wire: Wire,
    pub(super) connection: Option<u64>,
    /// Where the present connection leads, or the last one.
    pub(super) connected_to: Option<String>,
    ticket: u64,
    /// Who waits for an answer that screens take in their own time.
    pub(super) put: BTreeMap<u64, SyncSender<ask::Answer>>,
    /// A board that is being carried away, or taken.
    pub(super) carrying: Carrying,
    /// Erased names that are being deleted on the disk.
    pub(super) erasing: Erasing,
    /// A table of who did what that is being made.
    pub(super) listing: Option<Listing>,
    pub(super) refusals: VecDeque<Notice>,
    memo: Memo,
    next_tick_ms: u64,
}

impl Engine {
    pub(super) fn new(parts: Parts, out: Out, clock: Machine) -> Self {
        let Parts { ground, net, worker, replies, places, host, label, join } = parts;
        Self {
            ground,
            net,
            worker,
            replies,
            out,
            places,
            around: Around::default(),
            telling: Telling::default(),
            host,
            at_own_server: false,
            label,
            to_join: join,
            import: None,
            reading: None,
            history: None,
            about: About::default(),
            clock,
            wire: Wire { why: NoLine::NotYet, was_open: false },
            connection: None,
            connected_to: None,
            ticket: 0,
            put: BTreeMap::new(),
            carrying: Carrying::default(),
            erasing: Erasing::default(),
            listing: None,
            refusals: VecDeque::new(),
            memo: Memo::default(),
            next_tick_ms: 0,
        }
    }

    pub(super) fn run(mut self, inputs: &Receiver<Input>) {
        self.mend();
        self.join_at_start();
        self.resume_serving();
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
        if self.carrying.is_busy() || self.listing.is_some() {
            return Duration::ZERO;
        }
        let due = self.out.due_ms().map_or(self.next_tick_ms, |due| due.min(self.next_tick_ms));
        Duration::from_millis(due.saturating_sub(self.now_ms()))
    }

    pub(super) fn next_ticket(&mut self) -> u64 {
        self.ticket += 1;
        self.ticket
    }

    pub(super) fn now_ms(&self) -> u64 {
        self.clock.now().ms
    }

    /// One commit and what follows it. At the end says whether to end tidily.
    fn turn(&mut self, first: Option<Input>, inputs: &Receiver<Input>) -> Option<bool> {
        let mut batch = Batch::default();
        let now_ms = self.now_ms();
        let ticked = now_ms >= self.next_tick_ms;
        if ticked {
            self.next_tick_ms = now_ms + TICK_MS;
            self.mend();
            self.join_at_start();
            self.resume_serving();
            self.look_around();
            self.tell_about(&mut batch);
            self.take_device(&mut batch, DeviceInput::Tick);
        }
        let mut next = first;
        for _ in 1..limits::GROUP_COMMIT_INPUTS_MAX {
            let Some(input) = next.take() else { break };
            self.take(&mut batch, input);
            if batch.stop.is_some() || batch.elsewhere.is_some() {
                break;
            }
            next = inputs.try_recv().ok();
        }
        if let Some(input) = next {
            // Taken from the queue as the last of this batch.
            self.take(&mut batch, input);
        }
        while let Some((ticket, worked)) = self.worker.done() {
            self.take_worked(&mut batch, ticket, worked);
        }
        self.hear_server();
        self.carry_on(&mut batch);
        self.list_on();
        let elsewhere = batch.elsewhere.take();
        let stop = self.finish(batch);
        if ticked && stop.is_none() {
            self.erase_on();
        }
        self.go_elsewhere(elsewhere);
        stop
    }

    fn take(&mut self, batch: &mut Batch, input: Input) {
        match input {
            Input::Command { command, person, answer } => {
                self.edits_now(person);
                let ticket = self.next_ticket();
                batch.commands.insert(ticket, answer.map_or(Waiter::Screen, Waiter::Caller));
                self.take_device(batch, DeviceInput::Command { ticket, person, command });
            }
            Input::Join { link, label, answer } => {
                self.join(batch, link, label, JoinWaiter::Caller(answer));
            }
            Input::Ask { ticket, ask } => self.asked(batch, ticket, ask),
            Input::Put { ask, answer } => {
                let ticket = PUT | self.next_ticket();
                self.put.insert(ticket, answer);
                self.asked(batch, ticket, ask);
            }
            Input::Past { ask, answer } => {
                let past = self.past(ask);
                tell(&answer, past);
            }
            Input::Keep { key, value } => match self.ground.local.keep(key, value) {
                Some(put) => batch.step.commit.puts.push(put),
                None => tracing::warn!("A value too long to be kept is left out"),
            },
            Input::Presence(doing) => {
                let doing = doing.map(Into::into);
                self.take_device(batch, DeviceInput::Presence { person: None, doing });
            }
            // It is taken at the end of the turn.
            Input::Worked => {}
            Input::Probed { address } => self.probed(address),
            Input::Net(news) => self.net_news(batch, news),
            Input::Inspect(answer) => batch.inspections.push(answer),
            Input::Stop { tidy } => batch.stop = Some(tidy),
        }
    }

    pub(super) fn take_device(&mut self, batch: &mut Batch, input: DeviceInput) {
        if self.ground.handle(self.clock.now(), input, &mut batch.step).is_none() {
            batch.broken = true;
        }
    }

    fn net_news(&mut self, batch: &mut Batch, news: News) {
        match news {
            News::Opened { connection, address } => {
                self.connection = Some(connection);
                self.at_own_server = self.host.own_address().as_ref() == Some(&address);
                self.visits(connection, &address);
                self.connected_to = Some(address);
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
                self.visit_broke(connection);
                self.take_device(batch, DeviceInput::Closed { connection });
            }
            News::Away { address, why } => {
                self.visit_failed(&address);
                if self.wire.why != why {
                    tracing::info!(?why, "There is no connection");
                }
                self.wire = Wire { why, was_open: false };
            }
        }
    }

    pub(super) fn finish(&mut self, batch: Batch) -> Option<bool> {
        let Batch { step, mut commands, after, joins, inspections, broken, stop, .. } = batch;
        let committed = !broken && self.ground.commit(&step.commit).is_some();
        if committed {
            for effect in step.effects {
                self.perform(effect, &mut commands);
            }
            for waiter in joins {
                self.seek();
                match waiter {
                    JoinWaiter::Caller(answer) => tell(&answer, Ok(())),
                    JoinWaiter::Ticket(ticket) => self.reply(ticket, ask::Answer::Done),
                    JoinWaiter::Start => {}
                }
            }
            for after in after {
                self.follow_up(after);
            }
        } else {
            self.not_saved(commands, joins, after);
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

    pub(super) fn perform(&mut self, effect: DeviceEffect, commands: &mut BTreeMap<u64, Waiter>) {
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
                let waiter = commands.remove(&ticket).unwrap_or(Waiter::Screen);
                self.done(waiter, result);
            }
            // What is published is compared with what was: that finds every change.
            DeviceEffect::Changed => {}
            DeviceEffect::Founded { ticket, result } => {
                self.founded(commands.remove(&ticket), result);
            }
            DeviceEffect::Said { ticket, result } => {
                if let Some(Waiter::Ticket(ticket)) = commands.remove(&ticket) {
                    self.reply(
                        ticket,
                        match result {
                            Ok(()) => ask::Answer::Done,
                            Err(refusal) => ask::Answer::Failed(Failure::Refused(refusal)),
                        },
                    );
                }
            }
            DeviceEffect::Took { ticket, took } => self.took(ticket, took),
            DeviceEffect::NotAccepted { set, why, .. } => {
                tracing::warn!(set.id = %set, "An edit of this kiosk does not count: {why}");
            }
        }
    }

    /// Loads the device if there is none, and looks for its server.
    fn mend(&mut self) {
        let Some(effects) = self.ground.mend(self.now_ms()) else {
            return;
        };
        for effect in effects {
            self.perform(effect, &mut BTreeMap::new());
        }
        self.telling = Telling::default();
        self.erasing.begin_again();
        let joined = self.ground.device().is_some_and(|device| device.replica().event().is_some());
        if !joined && self.out.kept.is_some() {
            self.ground.lost.get_or_insert(NotSaved::Gone);
        }
        self.seek();
    }

    /// Compares what is with what was shown.
    fn look(&mut self) {
        let now = self.clock.now();
        let last = Arc::clone(self.out.latest());
        let refusals = self.refusals.make_contiguous();
        let mut view =
            picture::view(&mut self.ground, now, &self.wire, refusals, &mut self.memo, &last);
        view.serving = self.host.state.clone();
        if let (crate::view::ServerState::UpToDate, Some(connection)) =
            (&view.data.server, self.connection)
        {
            self.net.worked(connection);
            self.arrived(view.data.outbox == 0);
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
pub(super) fn tell<T>(answer: &SyncSender<T>, outcome: T) {
    let _ = answer.try_send(outcome);
}
