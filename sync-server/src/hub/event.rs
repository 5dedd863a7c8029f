//! The owner of an event: its store, and the desk at which everything else is done. A backup reads
//! the store while the desk goes on.

use super::{
    Gone, Health, Input, Outcome,
    asked::{answer, refused},
    owner::{Desk, commit, served_by},
};
use crate::{
    ask::{Answer, Request},
    backups::Why,
    brought,
    clock::Clock,
    error::OpenError,
    folder,
    random::System,
    settings::Settings,
};
use shared::{
    carry::Carry,
    ids::{DeviceId, EventId},
    persist::{Saved, Transaction},
    sync::{Hub, Setup},
};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{Rescued, SqliteStore};
use tokio::sync::{mpsc, oneshot, watch};
use tracing::{error, info};

/// The documents, the store and the peers of one event.
#[derive(Debug)]
pub struct Owner {
    /// None only while a damaged one is rescued, and that failed.
    store: Option<SqliteStore>,
    desk: Desk,
    path: PathBuf,
    settings: store::Settings,
}

impl Owner {
    /// Opens the event of a data folder.
    ///
    /// # Errors
    /// When there is none, it is in use, or the disk fails.
    pub fn open(settings: &Settings) -> Result<Self, OpenError> {
        let (store, desk) = Desk::open(settings)?;
        let (path, settings) = (folder::store(&settings.data), settings.store.clone());
        Ok(Self { store: Some(store), desk, path, settings })
    }

    /// It is about to serve. What another version of the program left is kept as it is, in a backup.
    pub fn begins_to_serve(&mut self) {
        if !self.desk.is_upgrade() {
            return;
        }
        if self.desk.has_edits() {
            let (reply, mut outcome) = oneshot::channel();
            self.desk.backups.want(Why::Upgrade, reply);
            self.settle();
            match outcome.try_recv() {
                Ok(Outcome::Answer(Answer::BackedUp { file })) => {
                    info!(file = %file.display(), "The state before the upgrade is kept");
                }
                // The next start tries it again: edits come before backups.
                Ok(_) | Err(_) => {
                    return error!("There is no backup of the state before the upgrade");
                }
            }
        }
        let Some(store) = &self.store else { return };
        if let Err(error) = commit(store, &Transaction { puts: vec![served_by()] }) {
            error!(%error, "It was not noted which version serves");
        }
    }

    /// Says where the server really listens; join links name that address.
    pub fn listens_at(&mut self, address: SocketAddr) {
        self.desk.listens_at(address);
    }

    /// The address in join links.
    #[must_use]
    pub fn address(&self) -> &str {
        self.desk.address()
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> EventId {
        self.desk.event()
    }

    /// The server's key.
    #[must_use]
    pub fn key(&self) -> DeviceId {
        self.desk.key()
    }

    pub(super) fn watch(&self) -> watch::Receiver<Health> {
        self.desk.watch()
    }

    pub(super) fn clock(&self) -> Clock {
        self.desk.clock()
    }

    /// Where a backup that is finished is told of.
    pub(super) fn wake_with(&mut self, inputs: mpsc::WeakSender<Input>) {
        self.desk.backups.bell = Some(inputs);
    }

    /// Something takes long, and [`Input::More`] goes on with it.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.desk.taking.is_some()
    }

    /// Takes an input and what arrived meanwhile, commits all of it at once, then does what
    /// follows. `false` when it was told to stop.
    pub fn turn(&mut self, first: Input, mut more: impl FnMut() -> Option<Input>) -> bool {
        // One that failed is tried again once a second.
        if self.desk.damaged && (self.store.is_some() || matches!(first, Input::Tick)) {
            self.rescue();
        }
        match &self.store {
            Some(store) => self.desk.turn(store, first, &mut more),
            None => self.turn_without_store(first),
        }
    }

    fn turn_without_store(&mut self, first: Input) -> bool {
        let stop = matches!(first, Input::Stop);
        match first {
            Input::Ask { request, reply } => match *request {
                Request::Restore { backup } => {
                    let told = self.begin_from(&backup).unwrap_or_else(|why| refused(&why));
                    answer(reply, Outcome::Answer(told));
                }
                request => {
                    let request = Box::new(request);
                    self.desk.without_store(Input::Ask { request, reply });
                }
            },
            first => self.desk.without_store(first),
        }
        !stop
    }

    /// The store was found damaged while it was in use: what is whole moves into a new one.
    fn rescue(&mut self) {
        // It must be closed first.
        self.store = None;
        let opened = match store::is_there(&self.path) {
            true => SqliteStore::open_sound(&self.path, &self.settings)
                .map_err(|error| error.to_string()),
            // Opening would make an empty one.
            false => Err(format!("{} is gone", self.path.display())),
        };
        match opened {
            Ok(sound) => {
                let why = "the event's file was damaged: what was whole is rescued, and kiosks bring \
                           the rest";
                error!("{why}");
                self.desk.damaged = false;
                self.desk.begin_with(&sound.store, sound.saved, why);
                self.store = Some(sound.store);
            }
            Err(error) => {
                let why = format!(
                    "the event's file is damaged and cannot be rescued: go back to a backup with \
                     `campboard-server restore` ({error})"
                );
                if self.desk.lost(&why) {
                    error!("{why}");
                }
            }
        }
    }

    /// Goes back to a backup where nothing can be read of the present state.
    fn begin_from(&mut self, backup: &Path) -> Result<Answer, String> {
        let held = self.desk.read_backup(backup)?;
        let also = Hub::begin_from(&held, &Saved::default(), &Setup::default(), &mut System);
        let made = SqliteStore::replace_broken(&self.path, backup, &also);
        let Rescued { store, broken, damaged } = made.map_err(|error| error.to_string())?;
        drop(store);
        let store = SqliteStore::open_with(&self.path, &self.settings);
        let store = store.map_err(|error| error.to_string())?;
        self.desk.damaged = false;
        let lost = "nothing could be read of it".to_owned();
        let told = self.desk.went_back((broken, Some(lost)), damaged, &store);
        self.store = Some(store);
        told
    }

    /// Makes the backup that is due, if one is: slice by slice, and between the slices the inputs
    /// that wait are taken. `false` when it was told to stop.
    pub fn back_up(&mut self, more: &mut dyn FnMut() -> Option<Input>) -> bool {
        let Self { store: Some(store), desk, .. } = self else { return true };
        let Some(draft) = desk.begin_backup() else { return true };
        let mut goes_on = true;
        let copied = store.back_up(&draft, &mut || {
            while let Some(first) = more() {
                goes_on = desk.turn(store, first, more);
                if !goes_on {
                    return false;
                }
            }
            true
        });
        desk.copied(&draft, copied);
        goes_on
    }

    /// Answers one question, for a command that opened the event itself.
    pub fn ask(&mut self, request: Request) -> Answer {
        let (reply, mut outcome) = oneshot::channel();
        let erases = matches!(&request, Request::Erase(act) if act.is_sure);
        let input = match request {
            Request::Take { file } => match brought::read(&file) {
                Ok(brought) => Input::Take { board: Arc::new(brought.board), reply },
                Err(error) => return refused(&error.to_string()),
            },
            Request::Carry { file } => return self.carry(&file),
            request => Input::Ask { request: Box::new(request), reply },
        };
        self.turn(input, || None);
        self.settle();
        if erases {
            self.erase_on_disk();
        }
        match outcome.try_recv() {
            Ok(outcome) => outcome.answer(),
            Err(_) => refused("the question was not answered: ask again"),
        }
    }

    /// Goes on until nothing is under way.
    fn settle(&mut self) {
        while self.store.is_some() && (self.is_busy() || self.desk.backups.is_pending()) {
            // None is begun while erased names leave the others.
            self.desk.erasing.wait();
            self.back_up(&mut || None);
            self.desk.backups.wait();
            self.turn(Input::More, || None);
        }
    }

    /// Deletes on the disk what was erased, and waits until that is done or has failed.
    fn erase_on_disk(&mut self) {
        self.turn(Input::Tick, || None);
        while self.store.is_some() && self.desk.backups.is_pending() {
            self.back_up(&mut || None);
            self.desk.backups.wait();
            // What the backup held back begins.
            self.turn(Input::Tick, || None);
        }
        self.desk.erasing.wait();
        self.turn(Input::More, || None);
    }

    /// Takes what was read of files, for a server that begins with it.
    pub fn take(&mut self, board: shared::carry::Carried) -> Answer {
        let (reply, mut outcome) = oneshot::channel();
        self.turn(Input::Take { board: Arc::new(board), reply }, || None);
        while self.is_busy() {
            self.turn(Input::More, || None);
        }
        outcome.try_recv().map_or_else(|_| refused(&Gone.to_string()), Outcome::answer)
    }

    fn carry(&mut self, file: &Path) -> Answer {
        let mut filled = None;
        loop {
            let Some(store) = &self.store else { return refused(&Gone.to_string()) };
            match self.desk.carry(store, filled.take()) {
                Ok((carry, true)) => return write_carried(*carry, file),
                Ok((carry, false)) => filled = Some(carry),
                Err(why) => return refused(&why),
            }
        }
    }
}

#[cfg(test)]
impl Owner {
    /// Waits until what is being deleted on the disk is gone.
    pub(super) fn wait_for_erasing(&mut self) {
        self.desk.erasing.wait();
        self.turn(Input::More, || None);
    }

    pub(super) fn erase_again_for_tests(&mut self) {
        self.desk.erasing.sooner_for_tests();
        self.turn(Input::Tick, || None);
        self.wait_for_erasing();
    }

    pub(super) fn due_for_tests(&mut self, ms: u64) {
        self.desk.backups.sooner_for_tests(ms);
    }

    /// Something happens to the file, as if while it is in use.
    pub(super) fn spoil_for_tests(&mut self, spoil: impl FnOnce(&Path)) {
        self.store = None;
        spoil(&self.path);
        self.store = SqliteStore::open_with(&self.path, &self.settings).ok();
        self.desk.damaged = self.store.is_none();
    }

    pub(super) fn record_for_tests(
        &mut self,
        action: shared::roster::Action,
        root: shared::keys::RootKey,
    ) {
        let (Some(store), super::owner::Loaded::Hub(hub)) = (&self.store, &mut self.desk.hub)
        else {
            return;
        };
        let input = shared::sync::HubInput::Record { ticket: 0, action, root: Some(root) };
        let now = Clock::start().now();
        let step = hub.handle(now, &mut System, store, input).unwrap();
        commit(store, &step.commit).unwrap();
    }

    pub(super) fn is_server_for_tests(&self, key: &DeviceId) -> bool {
        match &self.desk.hub {
            super::owner::Loaded::Hub(hub) => hub.replica().roster().is_server(key),
            super::owner::Loaded::Failed(_) => false,
        }
    }

    pub(super) fn role_for_tests(&self, device: &DeviceId) -> Option<shared::roster::Role> {
        match &self.desk.hub {
            super::owner::Loaded::Hub(hub) => hub.replica().roster().role(device),
            super::owner::Loaded::Failed(_) => None,
        }
    }
}

/// Packs a carried board and writes its file: it is there whole or not at all.
pub fn write_carried(carry: Carry, file: &Path) -> Answer {
    let ((edits, _), lost) = (carry.progress(), carry.lost());
    match store::write_whole(file, &carry.pack()) {
        Ok(()) => Answer::Carried { edits, lost },
        Err(error) => refused(&format!("the board was not written to {}: {error}", file.display())),
    }
}
