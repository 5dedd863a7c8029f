//! This device as the server: when it becomes one, goes on as one after a restart, and ends.

use super::{Input, asks::After, batch::Batch, local::KeptServer, run::Engine};
use crate::{
    ask::{Answer, Failure},
    random::SystemRandom,
    server::{Begin, First, Server, Told, is_there},
    serving::{NotServing, Served, Serving},
};
use shared::{
    ids::{DeviceId, EventId},
    persist::{Put, Store as _, Transaction},
    roster::Role,
    spare::Spare,
};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::mpsc::SyncSender,
};

/// A server that did not start, or has ended, is tried again after this time, each time later.
const AGAIN_MS: u64 = 10_000;
/// But not later than this: each try may leave something on the disk.
const AGAIN_MS_MAX: u64 = 640_000;

/// The server, if this device is one.
pub(super) struct Host {
    server: Option<Server>,
    pub(super) state: Serving,
    /// Its port on this device, while it serves.
    port: Option<u16>,
    /// Who waits until it serves.
    waits: Option<u64>,
    listen: SocketAddr,
    pub(super) bell: SyncSender<Input>,
    /// When a server that is to be, and is not, is tried again.
    again_ms: u64,
    /// The pause before that.
    pause_ms: u64,
    broken: Broken,
}

/// Whether the file of the server can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Broken {
    /// As far as is known.
    #[default]
    No,
    /// It could not be: the next start begins anew.
    Yes,
    /// It was begun anew since it served last: once is enough.
    BegunAnew,
}

impl Host {
    pub(super) fn new(listen: SocketAddr, bell: SyncSender<Input>) -> Self {
        let state = Serving::Off;
        Self {
            server: None,
            state,
            port: None,
            waits: None,
            listen,
            bell,
            again_ms: 0,
            pause_ms: AGAIN_MS,
            broken: Broken::No,
        }
    }

    /// Where this device reaches its own server.
    pub(super) fn own_address(&self) -> Option<String> {
        let loopback = |port| SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port).to_string();
        self.port.map(loopback)
    }

    /// The number of the run of its own server.
    pub(super) fn instance(&self) -> Option<&str> {
        self.server.as_ref().and_then(Server::instance)
    }

    /// Its program runs, and has its folder.
    pub(super) fn has_folder(&self) -> bool {
        self.server.is_some()
    }

    /// It serves at this address.
    pub(super) fn is_at(&self, address: &str) -> bool {
        let public = matches!(&self.state, Serving::On(served) if served.address == address);
        public || self.own_address().as_deref() == Some(address)
    }

    fn start(&mut self, data: PathBuf, port: Option<u16>, first: Option<First>) {
        let listen = port.map_or(self.listen, |port| SocketAddr::new(self.listen.ip(), port));
        let bell = self.bell.clone();
        // An engine with a full queue is awake, and looks by itself.
        let rung = move || drop(bell.try_send(Input::Worked));
        match Server::start(Begin { data, listen, first }, rung) {
            Ok(server) => {
                self.server = Some(server);
                self.state = Serving::Starting;
            }
            Err(error) => {
                tracing::error!(%error, "No server was started on this device");
                self.state = Serving::Failed(NotServing::Ended);
            }
        }
    }
}

impl Engine {
    /// Its folder, beside the store of the kiosk.
    pub(super) fn server_folder(&self) -> PathBuf {
        self.ground.folder().join("server")
    }

    /// The event, where this device may be its server.
    fn may_serve(&mut self) -> Result<EventId, NotServing> {
        let now = self.clock.now();
        let Some(device) = self.ground.device() else { return Err(NotServing::NotSaved) };
        match (device.replica().event(), device.status(now).role) {
            (Some(event), Some(Role::Organiser | Role::Volunteer)) => Ok(event),
            (_, Some(Role::Organiser | Role::Volunteer | Role::Kiosk | Role::Viewer) | None) => {
                Err(NotServing::Role)
            }
        }
    }

    /// Makes this device the server.
    pub(super) fn serve(&mut self, batch: &mut Batch, ticket: u64, words: Option<&str>) {
        if self.host.server.is_some() {
            match (&self.host.state, self.host.waits) {
                (Serving::On(_), _) | (_, Some(_)) => {
                    batch.after.push(After::answer(ticket, Answer::Done));
                }
                // It is being tried by itself just then.
                (Serving::Off | Serving::Starting | Serving::Failed(_), None) => {
                    self.host.waits = Some(ticket);
                }
            }
            return;
        }
        let now = self.clock.now();
        let rehearsal = self.ground.device().and_then(|device| device.rehearsal(now));
        if rehearsal.is_some_and(|rehearsal| rehearsal.away) {
            batch.after.push(After::failed(ticket, Failure::Serve(NotServing::Rehearses)));
            return;
        }
        match self.begin_to_serve(batch, words) {
            Ok(()) => self.host.waits = Some(ticket),
            Err(why) => batch.after.push(After::failed(ticket, Failure::Serve(why))),
        }
    }

    fn begin_to_serve(&mut self, batch: &mut Batch, words: Option<&str>) -> Result<(), NotServing> {
        let event = self.may_serve()?;
        let before = self.ground.local.server.filter(|kept| kept.event == event);
        let folder = self.server_folder();
        // Words that are typed are checked also where none are needed.
        let given = words.map(|words| self.spare_of(words)).transpose()?;
        let key = self.ground.local.spare.as_ref().map(Spare::server);
        let is_revoked = key.is_some_and(|key| self.is_revoked(&key));
        let is_of_use = is_there(&folder) && self.host.broken != Broken::Yes && !is_revoked;
        let goes_on = before.is_some() && is_of_use;
        let first = if goes_on { None } else { Some(self.first(event, given, batch)?) };
        if self.host.broken == Broken::Yes {
            self.host.broken = Broken::BegunAnew;
        }
        let port = before.map_or(0, |kept| kept.port);
        let kept = KeptServer { is_on: true, event, port };
        batch.step.commit.puts.push(self.ground.local.keep_server(kept));
        self.host.start(folder, Some(port).filter(|port| *port > 0), first);
        Ok(())
    }

    /// What a new server begins with. Its key is kept as the spare of this device: it may begin anew.
    fn first(
        &mut self,
        event: EventId,
        given: Option<Spare>,
        batch: &mut Batch,
    ) -> Result<First, NotServing> {
        let kept = self.ground.local.spare.clone();
        let kept = kept.filter(|spare| spare.event() == event && !self.is_revoked(&spare.server()));
        let spare = given.or(kept).ok_or(NotServing::NeedsWords)?;
        let saved = self.ground.store().map(|store| store.load());
        let Some(Ok(saved)) = saved else { return Err(NotServing::NotSaved) };
        batch.step.commit.puts.push(self.ground.local.keep_spare(spare.clone()));
        Ok(First { spare, saved: Box::new(saved) })
    }

    /// Root has taken its word for this key back: nobody follows a server with it.
    fn is_revoked(&mut self, key: &DeviceId) -> bool {
        let device = self.ground.device();
        device.is_some_and(|device| device.replica().roster().last_good(key).is_some())
    }

    fn spare_of(&mut self, words: &str) -> Result<Spare, NotServing> {
        let Some(device) = self.ground.device() else { return Err(NotServing::NotSaved) };
        let roster = device.replica().roster();
        Ok(Spare::from_words(words, roster, &mut SystemRandom)?)
    }

    /// Keeps a spare, so that no words are needed on the day.
    pub(super) fn get_ready(&mut self, batch: &mut Batch, ticket: u64, words: &str) {
        let made = self.may_serve().and_then(|_| self.spare_of(words));
        batch.after.push(match made {
            Ok(spare) => {
                batch.step.commit.puts.push(self.ground.local.keep_spare(spare));
                After::answer(ticket, Answer::Done)
            }
            Err(why) => After::failed(ticket, Failure::Serve(why)),
        });
    }

    /// It is a kiosk again. What its server holds stays, and so does the mark of a spare.
    pub(super) fn stop_serving(&mut self, batch: &mut Batch, ticket: u64) {
        if let Some(kept) = self.ground.local.server {
            let kept = KeptServer { is_on: false, ..kept };
            batch.step.commit.puts.push(self.ground.local.keep_server(kept));
        }
        match &mut self.host.server {
            Some(server) => server.end(),
            None => self.host.state = Serving::Off,
        }
        batch.after.push(After::answer(ticket, Answer::Done));
    }

    /// The event is left: its server ends, at once.
    pub(super) fn drop_server(&mut self) {
        self.host.server = None;
        (self.host.port, self.host.state) = (None, Serving::Off);
    }

    /// Goes on as the server: after a restart, and after it failed.
    pub(super) fn resume_serving(&mut self) {
        let now_ms = self.now_ms();
        if self.host.server.is_some() || now_ms < self.host.again_ms {
            return;
        }
        let event = self.ground.device().and_then(|device| device.replica().event());
        let kept = self.ground.local.server.filter(|kept| kept.is_on);
        if kept.is_none() || kept.map(|kept| kept.event) != event {
            return;
        }
        self.host.again_ms = now_ms + self.host.pause_ms;
        let before = self.host.state.clone();
        let mut batch = Batch::default();
        match self.begin_to_serve(&mut batch, None) {
            Ok(()) => {
                // What it begins with is on the disk already; what is kept is kept again.
                let _ = self.ground.commit(&batch.step.commit);
                // Why it failed stands until it serves.
                if let (Serving::Starting, Serving::Failed(_)) = (&self.host.state, &before) {
                    self.host.state = before;
                }
            }
            Err(why) => self.not_serving(Some(why)),
        }
    }

    /// What the server has told, and how many are connected to it.
    pub(super) fn hear_server(&mut self) {
        while let Some(told) = self.host.server.as_ref().and_then(Server::told) {
            match told {
                Told::Serving { port, served } => self.serves(port, served),
                Told::Ended(why) => self.served(why),
            }
        }
        let (Some(server), Serving::On(served)) = (&self.host.server, &mut self.host.state) else {
            return;
        };
        let own = u32::from(self.at_own_server && self.connection.is_some());
        served.devices = server.devices().saturating_sub(own);
    }

    fn serves(&mut self, port: u16, served: Served) {
        tracing::info!(address = %served.address, "This device is the server");
        self.host.port = Some(port);
        (self.host.broken, self.host.pause_ms) = (Broken::No, AGAIN_MS);
        self.host.state = Serving::On(served);
        if let Some(kept) = self.ground.local.server.filter(|kept| kept.port != port) {
            let put: Put = self.ground.local.keep_server(KeptServer { port, ..kept });
            // At worst it listens elsewhere after a restart.
            let _ = self.ground.commit(&Transaction { puts: vec![put] });
        }
        if let Some(ticket) = self.host.waits.take() {
            self.reply(ticket, Answer::Done);
        }
        self.seek();
    }

    fn served(&mut self, why: Option<NotServing>) {
        self.host.server = None;
        self.host.port = None;
        self.host.again_ms = self.now_ms() + self.host.pause_ms;
        self.host.pause_ms = (self.host.pause_ms * 2).min(AGAIN_MS_MAX);
        if why == Some(NotServing::Broken) && self.host.broken == Broken::No {
            tracing::error!(
                "The server's file cannot be read: it begins anew from what is held here"
            );
            self.host.broken = Broken::Yes;
            (self.host.state, self.host.again_ms) = (Serving::Starting, 0);
            return;
        }
        tracing::info!("This device is not the server any more");
        self.not_serving(why);
        self.seek();
    }

    fn not_serving(&mut self, why: Option<NotServing>) {
        if let Some(ticket) = self.host.waits.take() {
            let why = why.clone().unwrap_or(NotServing::Ended);
            self.reply(ticket, Answer::Failed(Failure::Serve(why)));
        }
        self.host.state = why.map_or(Serving::Off, Serving::Failed);
    }
}
