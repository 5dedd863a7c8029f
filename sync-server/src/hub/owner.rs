//! The owner: hub, store and peers, one turn after the other.

// tidy: long because it is all that the one owner of an event does, in the order in which it happens.

use super::{
    Health, Input, LogHealth, Outcome, Status,
    full::{self, Measure},
    peers::{Ending, Outbox, Peers},
};
use crate::{
    ask::{Answer, Request, Secret},
    clock::Clock,
    error::OpenError,
    folder,
    random::System,
    settings::Settings,
};
use shared::{
    command::{Command, Refusal},
    ids::{DocumentKind, EventId, SetId},
    invite::JoinLink,
    keys::RootKey,
    limits::GROUP_COMMIT_INPUTS_MAX,
    persist::{Store as _, StoreError},
    programme::{Programme, export::export, plan::plan},
    roster::Role,
    sync::{Goodbye, Hub, HubEffect, HubInput, RecordRefusal, Setup, Step},
};
use std::{collections::BTreeMap, net::SocketAddr};
use store::SqliteStore;
use tokio::sync::{oneshot, watch};
use tracing::{debug, error, info, warn};

/// Who waits for what a ticket brings.
#[derive(Debug)]
struct Waiting {
    /// Of an import: what it changes.
    report: Option<Vec<String>>,
    reply: oneshot::Sender<Outcome>,
}

/// The documents, the store and the peers of one event.
#[derive(Debug)]
pub struct Owner {
    hub: Loaded,
    store: SqliteStore,
    peers: Peers,
    settings: Settings,
    event: EventId,
    address: String,
    clock: Clock,
    random: System,
    tickets: u64,
    waiting: BTreeMap<u64, Waiting>,
    /// Peers dropped as too slow, of which the hub does not know yet.
    dropped: Vec<u64>,
    full: bool,
    health: watch::Sender<Health>,
}

/// The hub, or why there is none just now.
enum Loaded {
    Hub(Box<Hub>),
    Failed(String),
}

impl std::fmt::Debug for Loaded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Hub(_) => f.write_str("Hub"),
            Self::Failed(why) => f.debug_tuple("Failed").field(why).finish(),
        }
    }
}

impl Owner {
    /// Opens the event of a data folder.
    ///
    /// # Errors
    /// When there is none, it is in use, or the disk fails.
    pub fn open(settings: &Settings) -> Result<Self, OpenError> {
        let folder = settings.data.clone();
        let path = folder::store(&folder);
        if !path.exists() {
            return Err(OpenError::NoEvent { folder });
        }
        folder::prepare(&folder)
            .map_err(|source| OpenError::Folder { folder: folder.clone(), source })?;
        let mut store =
            SqliteStore::open_with(&path, &settings.store).map_err(|error| match error {
                StoreError::Busy { .. } => OpenError::Busy { folder },
                error => OpenError::Store(error),
            })?;
        let saved = store.load().map_err(OpenError::Store)?;
        let (hub, step) =
            Hub::load(saved, Setup::default(), &mut System).map_err(OpenError::Load)?;
        store.commit(&step.commit).map_err(OpenError::Store)?;
        let event = hub.replica().event().unwrap_or(EventId([0; 32]));
        for damage in hub.status().damaged {
            error!(event.id = %event.short(), "Damaged: {damage}; kiosks bring back what is lost");
        }
        let mut owner = Self {
            hub: Loaded::Hub(Box::new(hub)),
            store,
            peers: Peers::default(),
            address: settings.public_address(settings.listen),
            settings: settings.clone(),
            event,
            clock: Clock::start(),
            random: System,
            tickets: 0,
            waiting: BTreeMap::new(),
            dropped: Vec::new(),
            full: false,
            health: watch::Sender::new(Health::default()),
        };
        owner.tell(0);
        Ok(owner)
    }

    /// Says where the server really listens; join links name that address.
    pub fn listens_at(&mut self, address: SocketAddr) {
        self.address = self.settings.public_address(address);
    }

    /// The address in join links.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> EventId {
        self.event
    }

    pub(super) fn watch(&self) -> watch::Receiver<Health> {
        self.health.subscribe()
    }

    pub(super) fn clock(&self) -> Clock {
        self.clock
    }

    /// Answers one question, for a command that opened the event itself.
    pub fn ask(&mut self, request: Request) -> Answer {
        let (reply, mut outcome) = oneshot::channel();
        self.turn(Input::Ask { request: Box::new(request), reply }, || None);
        match outcome.try_recv() {
            Ok(outcome) => outcome.answer(),
            Err(_) => refused("the question was not answered: ask again"),
        }
    }

    /// Takes an input and what arrived meanwhile, commits all of it at once, then does what
    /// follows. `false` when it was told to stop.
    pub fn turn(&mut self, first: Input, mut more: impl FnMut() -> Option<Input>) -> bool {
        let mut step = Step::default();
        let mut failure = None;
        let mut stop = false;
        for peer in std::mem::take(&mut self.dropped) {
            failure = failure.or(self.handle(HubInput::Closed { peer }, &mut step).err());
        }
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(input) = next
            && failure.is_none()
        {
            stop = matches!(input, Input::Stop);
            if let Some(input) = self.translate(input) {
                failure = self.handle(input, &mut step).err();
            }
            taken += 1;
            next = if stop || taken >= GROUP_COMMIT_INPUTS_MAX { None } else { more() };
        }
        let began_ms = self.clock.ms();
        let result = match failure {
            Some(error) => Err(error),
            None if step.commit.is_empty() => Ok(()),
            None => self.store.commit(&step.commit),
        };
        let took_ms = self.clock.ms().saturating_sub(began_ms);
        match result {
            Ok(()) => self.perform(step.effects),
            Err(error) => self.failed(&error),
        }
        if stop {
            self.goodbye();
        }
        self.tell(took_ms);
        !stop
    }

    fn handle(&mut self, input: HubInput, step: &mut Step<HubEffect>) -> Result<(), StoreError> {
        let Loaded::Hub(hub) = &mut self.hub else { return Ok(()) };
        let now = self.clock.now();
        step.merge(hub.handle(now, &mut self.random, &self.store, input)?);
        Ok(())
    }

    /// What the hub is to hear of an input.
    fn translate(&mut self, input: Input) -> Option<HubInput> {
        match input {
            Input::Opened { peer, outbox } => self.opened(peer, outbox),
            Input::Frame { peer, bytes } => self.frame(peer, bytes),
            Input::Closed { peer } => {
                self.peers.forget(peer);
                debug!(peer.id = peer, "Connection {peer} is gone");
                Some(HubInput::Closed { peer })
            }
            Input::Tick => {
                self.recover();
                Some(HubInput::Tick)
            }
            Input::Ask { request, reply } => self.asked(*request, reply),
            Input::Stop => None,
        }
    }

    fn opened(&mut self, peer: u64, outbox: Outbox) -> Option<HubInput> {
        self.peers.open(peer, outbox);
        debug!(peer.id = peer, "Connection {peer} is open");
        if matches!(self.hub, Loaded::Failed(_)) {
            self.peers.end(peer, Ending::Disk);
            return None;
        }
        Some(HubInput::Opened { peer })
    }

    fn frame(&mut self, peer: u64, bytes: Vec<u8>) -> Option<HubInput> {
        if !self.peers.has(peer) {
            return None;
        }
        match if self.full { full::measure(&bytes) } else { Measure::Take } {
            Measure::Take => Some(HubInput::Frame { peer, bytes }),
            Measure::Leave => None,
            Measure::Close => {
                self.peers.end(peer, Ending::Disk);
                Some(HubInput::Closed { peer })
            }
        }
    }

    fn asked(&mut self, request: Request, reply: oneshot::Sender<Outcome>) -> Option<HubInput> {
        match self.prepare(request) {
            Ok(Prepared::Outcome(outcome)) => {
                answer(reply, outcome);
                None
            }
            Ok(Prepared::Input(report, make)) => {
                self.tickets += 1;
                self.waiting.insert(self.tickets, Waiting { report, reply });
                Some(make(self.tickets))
            }
            Err(why) => {
                answer(reply, Outcome::Answer(Answer::Refused { why }));
                None
            }
        }
    }

    /// What a question needs of the hub, or its answer.
    fn prepare(&mut self, request: Request) -> Result<Prepared, String> {
        if matches!(request, Request::Check) {
            // Also works, and matters most, while there is no hub.
            let saved = self.store.load().map_err(|error| error.to_string())?;
            return Ok(Prepared::Outcome(Outcome::Saved(Box::new(saved))));
        }
        let writes = match &request {
            Request::Export | Request::Check => false,
            Request::Import { dry_run, .. } => !dry_run,
            Request::Invite { .. } | Request::Undo { .. } => true,
        };
        if self.full && writes {
            return Err(StoreError::Full.to_string());
        }
        match request {
            Request::Invite { role, root_words } => invite(&role, root_words),
            Request::Import { programme, dry_run } => self.import(&programme, dry_run),
            Request::Undo { set, keep_later_edits } => {
                let set: SetId =
                    set.trim().parse().map_err(|error| format!("the set {set:?} is {error}"))?;
                let command = Command::Undo { set, keep_later_edits };
                Ok(Prepared::Input(None, Box::new(|ticket| HubInput::Command { ticket, command })))
            }
            Request::Export | Request::Check => {
                let schedule = self.schedule()?;
                let programme = Box::new(export(&schedule));
                Ok(Prepared::Outcome(Outcome::Answer(Answer::Exported { programme })))
            }
        }
    }

    fn import(&mut self, programme: &Programme, dry_run: bool) -> Result<Prepared, String> {
        let schedule = self.schedule()?;
        let plan = plan(programme, &schedule, &mut self.random);
        match plan.command {
            Some(command) if !dry_run => Ok(Prepared::Input(
                Some(plan.report),
                Box::new(|ticket| HubInput::Command { ticket, command }),
            )),
            _ => {
                let answer = Answer::Imported { set: None, report: plan.report };
                Ok(Prepared::Outcome(Outcome::Answer(answer)))
            }
        }
    }

    fn schedule(&mut self) -> Result<std::sync::Arc<shared::schedule::Schedule>, String> {
        match &mut self.hub {
            Loaded::Hub(hub) => Ok(hub.schedule()),
            Loaded::Failed(why) => Err(why.clone()),
        }
    }

    fn perform(&mut self, effects: Vec<HubEffect>) {
        for effect in effects {
            match effect {
                HubEffect::Send { peer, frame } => {
                    if !self.peers.send(peer, frame) {
                        let why = Ending::TooSlow;
                        warn!(peer.id = peer, "Connection {peer} is dropped: {why}");
                        self.dropped.push(peer);
                    }
                }
                HubEffect::Ephemeral { peer, frame } => self.peers.send_if_idle(peer, frame),
                HubEffect::Close { peer, why } => {
                    info!(peer.id = peer, "Connection {peer} is closed: {why}");
                    self.peers.end(peer, Ending::Goodbye(why));
                }
                HubEffect::Done { ticket, result } => self.done(ticket, result),
                HubEffect::Invited { ticket, result } => self.invited(ticket, result),
                // Nobody asks for statements yet but by invites.
                HubEffect::Recorded { .. } => {}
                HubEffect::Changed => self.rename(),
            }
        }
    }

    fn done(&mut self, ticket: u64, result: Result<SetId, Refusal>) {
        let Some(Waiting { report, reply }) = self.waiting.remove(&ticket) else { return };
        let set = match result {
            Ok(set) => set.to_string(),
            Err(Refusal::ChangedSince { what }) => {
                let why = format!(
                    "{} values were changed since by somebody else: undo the rest with --keep-later-edits",
                    what.len()
                );
                return answer(reply, Outcome::Answer(Answer::Refused { why }));
            }
            Err(refusal) => return answer(reply, Outcome::Answer(refused(&refusal.to_string()))),
        };
        let done = match report {
            Some(report) => {
                info!(set.id = %set, "An import is done");
                Answer::Imported { set: Some(set), report }
            }
            None => {
                info!(set.id = %set, "An import is undone");
                Answer::Undone { set }
            }
        };
        answer(reply, Outcome::Answer(done));
    }

    fn invited(&mut self, ticket: u64, result: Result<[u8; 16], RecordRefusal>) {
        let Some(Waiting { reply, .. }) = self.waiting.remove(&ticket) else { return };
        let link = result.map_err(|refusal| refusal.to_string()).and_then(|secret| {
            let link = JoinLink::new(&self.address, self.event, secret);
            link.map(|link| link.text()).map_err(|error| error.to_string())
        });
        answer(
            reply,
            Outcome::Answer(match link {
                Ok(link) => Answer::Invited { link: Secret(link) },
                Err(why) => Answer::Refused { why },
            }),
        );
    }

    /// The disk did not take a commit: whoever waited hears of it, and everything begins again
    /// from what the disk has.
    fn failed(&mut self, error: &StoreError) {
        let event = self.event.short();
        error!(event.id = %event, error = error as &dyn std::error::Error, "The disk did not take a commit: {error}; devices keep their edits and send them again");
        for (_, waiting) in std::mem::take(&mut self.waiting) {
            answer(waiting.reply, Outcome::Answer(refused(&error.to_string())));
        }
        self.full = matches!(error, StoreError::Full);
        self.hub = Loaded::Failed(error.to_string());
        self.dropped.clear();
        self.peers.end_all(Ending::Disk);
        self.reload();
    }

    fn reload(&mut self) {
        let loaded = self.store.load().map_err(|error| error.to_string()).and_then(|saved| {
            let loaded = Hub::load(saved, Setup::default(), &mut System);
            let (hub, step) = loaded.map_err(|error| error.to_string())?;
            if !step.commit.is_empty() {
                self.store.commit(&step.commit).map_err(|error| error.to_string())?;
            }
            Ok(hub)
        });
        match loaded {
            Ok(hub) => self.hub = Loaded::Hub(Box::new(hub)),
            Err(why) => self.hub = Loaded::Failed(why),
        }
    }

    /// Once a second: whether the trouble is over.
    fn recover(&mut self) {
        if matches!(self.hub, Loaded::Failed(_)) {
            self.reload();
            if matches!(self.hub, Loaded::Hub(_)) {
                info!(event.id = %self.event.short(), "The event is loaded again");
            }
        }
        if self.full && full::probe(&mut self.store).is_ok() {
            self.full = false;
            info!(event.id = %self.event.short(), "The disk has space again: edits are taken");
        }
    }

    fn goodbye(&mut self) {
        if let Loaded::Hub(hub) = &mut self.hub {
            let step = hub.stop();
            self.perform(step.effects);
        }
        self.peers.end_all(Ending::Goodbye(Goodbye::Stopping));
    }

    fn rename(&mut self) {
        if let Loaded::Hub(hub) = &mut self.hub {
            let name = hub.schedule().event.name.value.clone();
            self.health.send_modify(|health| health.name = name);
        }
    }

    /// Publishes how the event stands.
    fn tell(&mut self, took_ms: u64) {
        if self.health.borrow().name.is_empty() {
            self.rename();
        }
        let (logs, peers, damaged, failure) = match &self.hub {
            Loaded::Hub(hub) => {
                let status = hub.status();
                (logs(hub), status.peers, status.damaged.len(), None)
            }
            Loaded::Failed(why) => (Vec::new(), 0, 0, Some(why.clone())),
        };
        let (status, disk) = match failure {
            _ if self.full => (Status::DiskFull, Some(StoreError::Full.to_string())),
            Some(why) => (Status::DiskFails, Some(why)),
            None => (Status::Ok, None),
        };
        let (event, connections) = (self.event.short(), self.peers.len());
        let at_ms = self.clock.ms();
        self.health.send_modify(|health| {
            let name = std::mem::take(&mut health.name);
            let last_commit_ms = if took_ms > 0 { took_ms } else { health.last_commit_ms };
            *health = Health {
                status,
                event,
                connections,
                peers,
                logs,
                last_commit_ms,
                disk,
                damaged,
                name,
                at_ms,
            };
        });
    }
}

/// What a question came to before the hub heard of it.
enum Prepared {
    Outcome(Outcome),
    /// A command for the hub, and the report of an import.
    Input(Option<Vec<String>>, Box<dyn FnOnce(u64) -> HubInput>),
}

fn invite(role: &str, root_words: Option<Secret>) -> Result<Prepared, String> {
    let role = Role::from_name(role).ok_or_else(|| {
        let names = Role::ALL.map(Role::name).join(", ");
        format!("{role:?} is no role: use one of {names}")
    })?;
    let root = root_words.map(|words| RootKey::from_words(&words.0)).transpose();
    let root = root.map_err(|error| error.to_string())?;
    Ok(Prepared::Input(None, Box::new(move |ticket| HubInput::Invite { ticket, role, root })))
}

fn logs(hub: &Hub) -> Vec<LogHealth> {
    let one = |kind: DocumentKind| {
        let log = hub.log_id(kind);
        LogHealth {
            document: kind.name(),
            log: log.short(),
            position: hub.replica().log(log, kind).map_or(0, |shown| shown.len()),
        }
    };
    DocumentKind::ALL.map(one).into()
}

fn refused(why: &str) -> Answer {
    Answer::Refused { why: why.to_owned() }
}

fn answer(reply: oneshot::Sender<Outcome>, outcome: Outcome) {
    // Whoever asked may have gone away.
    let _ = reply.send(outcome);
}
