//! What the owner of an event does with its store: hub and peers, one turn after the other.

// tidy: long because it is all that the one owner of an event does, in the order in which it happens.

use super::{
    Health, Input, LogHealth, Outcome, Status,
    backups::Backups,
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
    persist::{Saved, Store as _, StoreError, Transaction},
    programme::{Programme, export::export, plan::plan},
    roster::Role,
    sync::{Goodbye, Hub, HubEffect, HubInput, RecordRefusal, Setup, Step},
};
use std::{collections::BTreeMap, net::SocketAddr};
use store::{Sound, SqliteStore};
use tokio::sync::{oneshot, watch};
use tracing::{debug, error, info, warn};

/// Who waits for what a ticket brings.
#[derive(Debug)]
pub(super) struct Waiting {
    /// Of an import: what it changes.
    pub(super) report: Option<Vec<String>>,
    pub(super) reply: oneshot::Sender<Outcome>,
}

/// The documents and the peers of one event.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) hub: Loaded,
    pub(super) peers: Peers,
    pub(super) settings: Settings,
    pub(super) event: EventId,
    address: String,
    pub(super) clock: Clock,
    pub(super) random: System,
    pub(super) tickets: u64,
    pub(super) waiting: BTreeMap<u64, Waiting>,
    /// Peers dropped as too slow, of which the hub does not know yet.
    pub(super) dropped: Vec<u64>,
    pub(super) full: bool,
    health: watch::Sender<Health>,
    /// Backups that are to be made, and what waits for them.
    pub(super) backups: Backups,
    /// The store was found damaged while it was in use: it is to be closed and rescued.
    pub(super) damaged: bool,
    /// Who waits for a board to be taken, all of it.
    pub(super) taking: Option<u64>,
}

/// The hub, or why there is none just now.
pub(super) enum Loaded {
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

impl Desk {
    /// Opens the event of a data folder.
    ///
    /// # Errors
    /// When there is none, it is in use, or the disk fails.
    pub(super) fn open(settings: &Settings) -> Result<(SqliteStore, Self), OpenError> {
        let folder = settings.data.clone();
        let path = folder::store(&folder);
        if !path.exists() {
            return Err(OpenError::NoEvent { folder });
        }
        folder::prepare(&folder)
            .map_err(|source| OpenError::Folder { folder: folder.clone(), source })?;
        let sound = SqliteStore::open_sound(&path, &settings.store);
        let Sound { mut store, saved, broken } = sound.map_err(|error| match error {
            StoreError::Busy { .. } => OpenError::Busy { folder },
            error => OpenError::Store(error),
        })?;
        if let Some(broken) = broken {
            let kept = broken.display();
            error!(
                "The event's file was damaged: what was whole is rescued, the damaged one is kept as {kept}"
            );
        }
        let (hub, step) =
            Hub::load(saved, Setup::default(), &mut System).map_err(OpenError::Load)?;
        store.commit(&step.commit).map_err(OpenError::Store)?;
        let event = hub.replica().event().unwrap_or(EventId([0; 32]));
        for damage in hub.status().damaged {
            error!(event.id = %event.short(), "Damaged: {damage}; kiosks bring back what is lost");
        }
        let mut owner = Self {
            hub: Loaded::Hub(Box::new(hub)),
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
            backups: Backups::new(settings),
            damaged: false,
            taking: None,
        };
        owner.tell(0);
        Ok((store, owner))
    }

    /// Says where the server really listens; join links name that address.
    pub(super) fn listens_at(&mut self, address: SocketAddr) {
        self.address = self.settings.public_address(address);
    }

    /// The address in join links.
    #[must_use]
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// The event.
    #[must_use]
    pub(super) fn event(&self) -> EventId {
        self.event
    }

    pub(super) fn watch(&self) -> watch::Receiver<Health> {
        self.health.subscribe()
    }

    pub(super) fn clock(&self) -> Clock {
        self.clock
    }

    /// Takes an input and what arrived meanwhile, commits all of it at once, then does what
    /// follows. `false` when it was told to stop.
    pub(super) fn turn(
        &mut self,
        store: &SqliteStore,
        first: Input,
        more: &mut dyn FnMut() -> Option<Input>,
    ) -> bool {
        let mut step = Step::default();
        let mut failure = None;
        if let Some(input) = self.backed_up(store) {
            failure = failure.or(self.handle(store, input, &mut step).err());
        }
        let mut stop = false;
        for peer in std::mem::take(&mut self.dropped) {
            failure = failure.or(self.handle(store, HubInput::Closed { peer }, &mut step).err());
        }
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(input) = next
            && failure.is_none()
        {
            stop = matches!(input, Input::Stop);
            if let Some(input) = self.translate(store, input) {
                failure = self.handle(store, input, &mut step).err();
            }
            taken += 1;
            next = if stop || taken >= GROUP_COMMIT_INPUTS_MAX { None } else { more() };
        }
        let began_ms = self.clock.ms();
        let result = match failure {
            Some(error) => Err(error),
            None if step.commit.is_empty() => Ok(()),
            None => commit(store, &step.commit),
        };
        let took_ms = self.clock.ms().saturating_sub(began_ms);
        match result {
            Ok(()) => self.perform(step.effects),
            Err(error) => self.failed(store, &error),
        }
        if stop {
            self.goodbye();
        }
        self.tell(took_ms);
        !stop
    }

    fn handle(
        &mut self,
        store: &SqliteStore,
        input: HubInput,
        step: &mut Step<HubEffect>,
    ) -> Result<(), StoreError> {
        let Loaded::Hub(hub) = &mut self.hub else { return Ok(()) };
        let now = self.clock.now();
        step.merge(hub.handle(now, &mut self.random, store, input)?);
        Ok(())
    }

    /// What the hub is to hear of an input.
    fn translate(&mut self, store: &SqliteStore, input: Input) -> Option<HubInput> {
        match input {
            Input::Opened { peer, outbox } => self.opened(peer, outbox),
            Input::Frame { peer, bytes } => self.frame(peer, bytes),
            Input::Closed { peer } => {
                self.peers.forget(peer);
                debug!(peer.id = peer, "Connection {peer} is gone");
                Some(HubInput::Closed { peer })
            }
            Input::Tick => {
                self.recover(store);
                self.backups.tick(self.clock.ms(), self.has_edits());
                Some(HubInput::Tick)
            }
            Input::Ask { request, reply } => self.asked(store, *request, reply),
            Input::Take { board, reply } => self.take(board, reply),
            Input::Carry { carry, reply } => {
                let filled = self.carry(store, carry);
                // Whoever asked may have gone away.
                let _ = reply.send(filled);
                None
            }
            Input::More => self.taking.map(|_| HubInput::TakeMore),
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

    fn asked(
        &mut self,
        store: &SqliteStore,
        request: Request,
        reply: oneshot::Sender<Outcome>,
    ) -> Option<HubInput> {
        match self.wait_for_backup(request, reply) {
            Some((request, reply)) => self.answer(store, request, reply),
            None => None,
        }
    }

    pub(super) fn answer(
        &mut self,
        store: &SqliteStore,
        request: Request,
        reply: oneshot::Sender<Outcome>,
    ) -> Option<HubInput> {
        match self.prepare(store, request) {
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
    fn prepare(&mut self, store: &SqliteStore, request: Request) -> Result<Prepared, String> {
        if matches!(request, Request::Check) {
            // Also works, and matters most, while there is no hub.
            let saved = load(store).map_err(|error| error.to_string())?;
            return Ok(Prepared::Outcome(Outcome::Saved(Box::new(saved))));
        }
        let writes = match &request {
            Request::Export | Request::Board | Request::Check => false,
            Request::Import { dry_run, .. } => !dry_run,
            Request::Invite { .. } | Request::Undo { .. } => true,
            Request::BackUp
            | Request::Restore { .. }
            | Request::Take { .. }
            | Request::Carry { .. } => false,
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
            Request::BackUp
            | Request::Restore { .. }
            | Request::Take { .. }
            | Request::Carry { .. } => Err("this is done another way: ask again".to_owned()),
            Request::Board => Ok(Prepared::Outcome(Outcome::Answer(self.board()?))),
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

    fn board(&mut self) -> Result<Answer, String> {
        let schedule = Box::new((*self.schedule()?).clone());
        let Loaded::Hub(hub) = &self.hub else { return Err(String::new()) };
        let documents = hub.replica().documents();
        let board =
            paper::board(DocumentKind::ALL.into_iter().flat_map(|kind| documents.heads(kind)));
        Ok(Answer::Board { schedule, board })
    }

    pub(super) fn schedule(
        &mut self,
    ) -> Result<std::sync::Arc<shared::schedule::Schedule>, String> {
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
                HubEffect::Took { ticket, took } => self.took(ticket, took),
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
    fn failed(&mut self, store: &SqliteStore, error: &StoreError) {
        let event = self.event.short();
        error!(event.id = %event, error = error as &dyn std::error::Error, "The disk did not take a commit: {error}; devices keep their edits and send them again");
        for (_, waiting) in std::mem::take(&mut self.waiting) {
            answer(waiting.reply, Outcome::Answer(refused(&error.to_string())));
        }
        self.full = matches!(error, StoreError::Full);
        self.damaged |= matches!(error, StoreError::Corrupt { .. });
        self.hub = Loaded::Failed(error.to_string());
        self.dropped.clear();
        self.peers.end_all(Ending::Disk);
        self.taking = None;
        self.reload(store);
    }

    pub(super) fn reload(&mut self, store: &SqliteStore) {
        let loaded = load(store).map_err(|error| error.to_string()).and_then(|saved| {
            let loaded = Hub::load(saved, Setup::default(), &mut System);
            let (hub, step) = loaded.map_err(|error| error.to_string())?;
            if !step.commit.is_empty() {
                commit(store, &step.commit).map_err(|error| error.to_string())?;
            }
            Ok(hub)
        });
        match loaded {
            Ok(hub) => self.hub = Loaded::Hub(Box::new(hub)),
            Err(why) => self.hub = Loaded::Failed(why),
        }
    }

    /// Once a second: whether the trouble is over.
    fn recover(&mut self, store: &SqliteStore) {
        if matches!(self.hub, Loaded::Failed(_)) {
            self.reload(store);
            if matches!(self.hub, Loaded::Hub(_)) {
                info!(event.id = %self.event.short(), "The event is loaded again");
            }
        }
        if self.full && full::probe(&mut { store }).is_ok() {
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
        let backup_age_s = self.backups.age_s(self.clock.now().wall_ms);
        let backup_trouble = self.backups.trouble.clone();
        let disk_free_bytes = self.backups.free_bytes(at_ms);
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
                backup_age_s,
                backup_trouble,
                disk_free_bytes,
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

/// A store that is being backed up is written all the same.
pub(super) fn commit(mut store: &SqliteStore, transaction: &Transaction) -> Result<(), StoreError> {
    store.commit(transaction)
}

pub(super) fn load(mut store: &SqliteStore) -> Result<Saved, StoreError> {
    store.load()
}

pub(super) fn refused(why: &str) -> Answer {
    Answer::Refused { why: why.to_owned() }
}

pub(super) fn answer(reply: oneshot::Sender<Outcome>, outcome: Outcome) {
    // Whoever asked may have gone away.
    let _ = reply.send(outcome);
}
