//! What the owner of an event does with its store: hub and peers, one turn after the other.

use super::{
    Health, Input, Outcome,
    asked::{Waiting, answer, refused},
    backups::Backups,
    erase::Erasing,
    full::{self, Measure},
    peers::{Ending, Outbox, Peers},
};
use crate::{
    clock::Clock,
    error::OpenError,
    folder,
    random::System,
    settings::Settings,
    sign_in::{self, SignIns},
};
use shared::{
    ids::{DeviceId, EventId},
    limits::GROUP_COMMIT_INPUTS_MAX,
    persist::{Put, Saved, Store as _, StoreError, Transaction},
    sync::{Goodbye, Hub, HubEffect, HubInput, Setup, Step},
};
use std::{collections::BTreeMap, net::SocketAddr};
use store::{Sound, SqliteStore};
use tokio::sync::watch;
use tracing::{debug, error, info, warn};

/// Name of the fact that says which version of the program served last.
const SERVED_BY: &str = "local/served-by";
/// This version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// That this version has made a store, or serves it.
pub(super) fn served_by() -> Put {
    Put::Fact { key: SERVED_BY.to_owned(), value: VERSION.into() }
}

/// The documents and the peers of one event.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) hub: Loaded,
    pub(super) peers: Peers,
    pub(super) settings: Settings,
    pub(super) event: EventId,
    pub(super) address: String,
    pub(super) clock: Clock,
    pub(super) random: System,
    pub(super) tickets: u64,
    pub(super) waiting: BTreeMap<u64, Waiting>,
    /// Peers dropped as too slow, of which the hub does not know yet.
    pub(super) dropped: Vec<u64>,
    /// What the hub hears in the next turn.
    pub(super) later: Vec<HubInput>,
    pub(super) full: bool,
    pub(super) health: watch::Sender<Health>,
    /// Backups that are to be made, and what waits for them.
    pub(super) backups: Backups,
    /// The store was found damaged while it was in use: it is to be closed and rescued.
    pub(super) damaged: bool,
    /// Who waits for a board to be taken, all of it.
    pub(super) taking: Option<u64>,
    /// Erased names that are being deleted on the disk.
    pub(super) erasing: Erasing,
    /// Who may see the page of devices.
    pub(super) sign_ins: SignIns,
    /// The version of the program that served this folder last.
    pub(super) served_by: Option<Vec<u8>>,
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
        if !store::is_there(&path) {
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
        if let Some(kept) = store.kept() {
            let kept = kept.display();
            info!("The event's file is brought up to date; as it was it is kept as {kept}");
        }
        let sign_ins = SignIns::read(saved.facts.get(sign_in::FACT));
        let served_by = saved.facts.get(SERVED_BY).cloned();
        let (hub, step) = Hub::load(saved, Setup::default(), &mut System)?;
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
            later: Vec::new(),
            full: false,
            health: watch::Sender::new(Health::default()),
            backups: Backups::new(settings),
            damaged: false,
            taking: None,
            erasing: Erasing::default(),
            sign_ins,
            served_by,
        };
        owner.tell(0);
        Ok((store, owner))
    }

    /// Another version of the program served this folder last.
    pub(super) fn is_upgrade(&self) -> bool {
        self.served_by.as_deref() != Some(VERSION.as_bytes())
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

    /// The server's key.
    pub(super) fn key(&self) -> DeviceId {
        match &self.hub {
            Loaded::Hub(hub) => hub.replica().id(),
            Loaded::Failed(_) => DeviceId([0; 32]),
        }
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
        if let Some(input) = self.erased_on_disk() {
            failure = failure.or(self.handle(store, input, &mut step).err());
        }
        let (mut stop, mut ticked) = (false, false);
        for peer in std::mem::take(&mut self.dropped) {
            failure = failure.or(self.handle(store, HubInput::Closed { peer }, &mut step).err());
        }
        for input in std::mem::take(&mut self.later) {
            failure = failure.or(self.handle(store, input, &mut step).err());
        }
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(input) = next
            && failure.is_none()
        {
            stop = matches!(input, Input::Stop);
            if matches!(input, Input::Tick) {
                ticked = true;
                let safety = self.safety();
                failure = self.handle(store, safety, &mut step).err();
            }
            if failure.is_none()
                && let Some(input) = self.translate(store, input)
            {
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
            Ok(()) => {
                self.perform(step.effects);
                if ticked && !stop {
                    self.begin_erasing(store);
                }
            }
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
                HubEffect::Recorded { ticket, result } => self.recorded(ticket, result),
                HubEffect::Erased { ticket, result } => self.erased(ticket, result),
                HubEffect::Took { ticket, took } => self.took(ticket, took),
                HubEffect::GoBack { peer, to } => self.go_back(peer, to),
                HubEffect::Changed => self.rename(),
            }
        }
    }

    /// The disk did not take a commit: whoever waited hears of it, and everything begins again
    /// from what the disk has.
    fn failed(&mut self, store: &SqliteStore, error: &StoreError) {
        let event = self.event.short();
        error!(event.id = %event, error = error as &dyn std::error::Error, "The disk did not take a commit: {error}; devices keep their edits and send them again");
        self.full = matches!(error, StoreError::Full);
        self.damaged |= matches!(error, StoreError::Corrupt { .. });
        self.begin_again(store, &error.to_string());
    }

    /// Everything begins again from what the disk has; whoever waits hears why.
    pub(super) fn begin_again(&mut self, store: &SqliteStore, why: &str) {
        self.drop_all(why);
        self.reload(store);
    }

    /// Likewise from what was read of the disk just now.
    pub(super) fn begin_with(&mut self, store: &SqliteStore, saved: Saved, why: &str) {
        self.drop_all(why);
        self.read(store, Ok(saved));
    }

    fn drop_all(&mut self, why: &str) {
        for (_, waiting) in std::mem::take(&mut self.waiting) {
            answer(waiting.reply, Outcome::Answer(refused(why)));
        }
        self.hub = Loaded::Failed(why.to_owned());
        self.dropped.clear();
        self.later.clear();
        self.peers.end_all(Ending::Disk);
        self.taking = None;
        self.erasing.begin_again();
    }

    /// There is no store any more: whether that is news.
    pub(super) fn lost(&mut self, why: &str) -> bool {
        let is_news = !matches!(&self.hub, Loaded::Failed(known) if known == why);
        self.drop_all(why);
        self.backups.give_up(why);
        is_news
    }

    /// What can be done without a store: to say so.
    pub(super) fn without_store(&mut self, input: Input) {
        let why = match &self.hub {
            Loaded::Failed(why) => why.clone(),
            Loaded::Hub(_) => String::new(),
        };
        match input {
            Input::Opened { peer, outbox } => {
                self.peers.open(peer, outbox);
                self.peers.end(peer, Ending::Disk);
            }
            Input::Closed { peer } => self.peers.forget(peer),
            Input::Ask { reply, .. } | Input::Take { reply, .. } => {
                answer(reply, Outcome::Answer(refused(&why)));
            }
            Input::Carry { reply, .. } => {
                // Whoever asked may have gone away.
                let _ = reply.send(Err(why));
            }
            Input::Stop => self.goodbye(),
            Input::Frame { .. } | Input::Tick | Input::More => {}
        }
        self.tell(0);
    }

    pub(super) fn reload(&mut self, store: &SqliteStore) {
        self.read(store, load(store));
    }

    fn read(&mut self, store: &SqliteStore, saved: Result<Saved, StoreError>) {
        let loaded = saved.map_err(|error| error.to_string()).and_then(|saved| {
            let loaded = Hub::load(saved, Setup::default(), &mut System);
            let (hub, step) = loaded.map_err(|error| OpenError::from(error).to_string())?;
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
}

/// A store that is being backed up is written all the same.
pub(super) fn commit(mut store: &SqliteStore, transaction: &Transaction) -> Result<(), StoreError> {
    store.commit(transaction)
}

pub(super) fn load(mut store: &SqliteStore) -> Result<Saved, StoreError> {
    store.load()
}
