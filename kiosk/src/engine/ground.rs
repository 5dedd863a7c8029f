//! What the engine stands on: the store and the device that was loaded from it, both or neither.
//! A commit that fails takes the device away: it is loaded again from what is on the disk.

use super::{StartError, local::Local, not_saved, places::put_first};
use crate::{ask::Kept, random::SystemRandom, why::NotSaved};
use shared::{
    persist::{Put, Store as _, StoreError, Transaction},
    sync::{Device, DeviceEffect, DeviceInput, LoadError, Now, Setup, Step},
};
use std::path::PathBuf;
use store::{Sound, SqliteStore};

/// Where the server is, as a join link said: kept beside the device's own facts.
const ADDRESS: &str = "address";
/// That one and those of before, the latest first, a line each.
const ADDRESSES: &str = "local/addresses";
/// Written to find out whether the disk takes writes again.
const PROBE: &str = "probe";

/// The store, and the device while it can be relied on.
pub(super) struct Ground {
    path: PathBuf,
    settings: store::Settings,
    store: Option<SqliteStore>,
    device: Option<Device>,
    /// Why there is no device.
    pub problem: Option<NotSaved>,
    /// Where servers were, the latest first.
    pub addresses: Vec<String>,
    /// Rows that were found damaged since the start.
    pub damaged: usize,
    /// The store could not be read at all, and this device has not joined since.
    pub lost: Option<NotSaved>,
    /// What this device keeps for itself.
    pub local: Local,
}

impl Ground {
    /// Nothing is opened yet.
    pub(super) fn new(path: PathBuf, settings: store::Settings) -> Self {
        Self {
            path,
            settings,
            store: None,
            device: None,
            problem: None,
            addresses: Vec::new(),
            damaged: 0,
            lost: None,
            local: Local::default(),
        }
    }

    /// Opens the store. What this process cannot mend is an error; it is tried again all the same,
    /// for whoever waits.
    pub(super) fn open(&mut self) -> Result<(), StartError> {
        self.make_folder()?;
        match SqliteStore::open_with(&self.path, &self.settings) {
            Ok(store) => self.store = Some(store),
            Err(error) => {
                self.fail(&error);
                if let StoreError::Busy { .. } | StoreError::TooNew { .. } = error {
                    return Err(StartError::Store(error));
                }
            }
        }
        Ok(())
    }

    fn make_folder(&mut self) -> Result<(), StartError> {
        let Some(folder) = self.path.parent() else { return Ok(()) };
        let path = folder.display().to_string();
        std::fs::create_dir_all(folder).map_err(|source| {
            self.problem = Some(NotSaved::NoFolder { path: path.clone() });
            StartError::Folder { path, source }
        })
    }

    pub(super) fn device(&mut self) -> Option<&mut Device> {
        self.device.as_mut()
    }

    /// The folder of the store.
    pub(super) fn folder(&self) -> PathBuf {
        self.path.parent().map(PathBuf::from).unwrap_or_default()
    }

    pub(super) fn store(&mut self) -> Option<&mut SqliteStore> {
        self.store.as_mut()
    }

    /// Tries to have a device. What it wants done is given back, after its commit.
    pub(super) fn mend(&mut self, now_ms: u64) -> Option<Vec<DeviceEffect>> {
        if self.device.is_some() {
            return None;
        }
        match self.load(now_ms) {
            Ok(effects) => {
                self.problem = None;
                Some(effects)
            }
            Err(Unloaded::Store(error)) => {
                self.fail(&error);
                None
            }
            Err(Unloaded::Device(error)) => {
                self.unusable(&error);
                None
            }
            // The reason is told already.
            Err(Unloaded::Folder) => None,
            // A rescued store is whole; the next second tries again.
            Err(Unloaded::Damaged) => None,
        }
    }

    /// A store without the key of its device is as good as none: it is kept, and another begun.
    fn unusable(&mut self, error: &LoadError) {
        tracing::error!(%error, "The data of this kiosk cannot be used");
        self.problem = Some(NotSaved::Unusable);
        match error {
            LoadError::KeyLost { .. } => {
                self.store = None;
                if let Err(error) = self.begin_anew() {
                    self.fail(&error);
                }
            }
            LoadError::OtherNode { .. } | LoadError::NoEvent => {}
        }
    }

    /// Moves the store aside and begins with an empty one.
    fn begin_anew(&mut self) -> Result<(), StoreError> {
        let to = store::set_aside(&self.path).map_err(|cause| StoreError::Failed {
            step: format!("move {} aside", self.path.display()),
            source: Box::new(cause),
        })?;
        tracing::error!(kept = %to.display(), "The data of this kiosk is of no use: beginning anew");
        self.lost = Some(NotSaved::MovedAside { to: to.display().to_string() });
        self.damaged += 1;
        self.store = Some(SqliteStore::open_with(&self.path, &self.settings)?);
        Ok(())
    }

    /// Takes one input into a step. `None`: there is no device, or the disk failed.
    pub(super) fn handle(
        &mut self,
        now: Now,
        input: DeviceInput,
        onto: &mut Step<DeviceEffect>,
    ) -> Option<()> {
        let (Some(device), Some(store)) = (&mut self.device, &self.store) else {
            return None;
        };
        match device.handle(now, &mut SystemRandom, store, input) {
            Ok(step) => {
                onto.merge(step);
                Some(())
            }
            Err(error) => {
                self.fail(&error);
                None
            }
        }
    }

    /// Keeps the server's address with the step's commit.
    pub(super) fn keep_address(&mut self, address: &str, onto: &mut Transaction) {
        put_first(&mut self.addresses, address);
        let all = self.addresses.join("\n");
        for (key, value) in [(ADDRESS, address), (ADDRESSES, &all)] {
            let value = value.as_bytes().to_vec();
            onto.puts.push(Put::Fact { key: key.to_owned(), value });
        }
    }

    /// Commits a step's writes. `None`: none of its effects may happen.
    pub(super) fn commit(&mut self, transaction: &Transaction) -> Option<()> {
        if transaction.is_empty() {
            return Some(());
        }
        match self.store.as_mut()?.commit(transaction) {
            Ok(()) => Some(()),
            Err(error) => {
                self.fail(&error);
                None
            }
        }
    }

    /// Leaves the sample event: its store is moved aside, and an empty one begun. How the screen
    /// looks stays.
    pub(super) fn leave_sample(&mut self, now_ms: u64) -> Option<Vec<DeviceEffect>> {
        (self.device, self.store, self.addresses) = (None, None, Vec::new());
        match store::set_sample_aside(&self.path) {
            Ok(to) => tracing::info!(kept = %to.display(), "The sample is set aside"),
            Err(cause) => {
                let step = format!("move {} aside", self.path.display());
                self.fail(&StoreError::Failed { step, source: Box::new(cause) });
                return None;
            }
        }
        let looks = self.local.kept.get(&Kept::Looks).cloned();
        let effects = self.mend(now_ms)?;
        let put = looks.and_then(|looks| self.local.keep(Kept::Looks, Some(looks)));
        self.commit(&Transaction { puts: put.into_iter().collect() })?;
        Some(effects)
    }

    fn load(&mut self, now_ms: u64) -> Result<Vec<DeviceEffect>, Unloaded> {
        let after_failure = self.problem.is_some();
        if self.store.is_none() {
            self.make_folder().map_err(|_| Unloaded::Folder)?;
            self.open_or_rescue()?;
        }
        let Some(mut store) = self.store.take() else {
            return Ok(Vec::new());
        };
        let mut loaded = self.load_from(&mut store, after_failure, now_ms);
        if matches!(loaded, Err(Unloaded::Damaged)) {
            // It must be closed to be rescued.
            drop(store);
            self.open_or_rescue()?;
            let Some(rescued) = self.store.take() else {
                return Ok(Vec::new());
            };
            store = rescued;
            loaded = self.load_from(&mut store, after_failure, now_ms);
        }
        // It stays open also when this failed: the next attempt begins with it.
        self.store = Some(store);
        let (device, effects) = loaded?;
        self.device = Some(device);
        Ok(effects)
    }

    fn load_from(
        &mut self,
        store: &mut SqliteStore,
        after_failure: bool,
        now_ms: u64,
    ) -> Result<(Device, Vec<DeviceEffect>), Unloaded> {
        if after_failure {
            // A disk that is still full says so here, before everything is read again.
            let probe = Put::Fact { key: PROBE.to_owned(), value: vec![0; 16] };
            store.commit(&Transaction { puts: vec![probe] })?;
        }
        let mut saved = store.load()?;
        for damage in &saved.damaged {
            tracing::warn!("A damaged row is left out: {damage}");
        }
        if !saved.damaged.is_empty() {
            return Err(Unloaded::Damaged);
        }
        saved.facts.remove(PROBE);
        let drafts_erased = self.local.drafts_erased;
        self.local = Local::take(&mut saved.facts, now_ms);
        self.local.drafts_erased = drafts_erased;
        let mut lines = |key| {
            let text = saved.facts.remove(key).and_then(|bytes| String::from_utf8(bytes).ok());
            text.map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        };
        let (all, latest) = (lines(ADDRESSES), lines(ADDRESS));
        self.addresses = all.unwrap_or_default();
        // A program of before keeps the latest one alone.
        if let Some(latest) = latest.and_then(|lines| lines.into_iter().next()) {
            put_first(&mut self.addresses, &latest);
        }
        let (device, step) =
            Device::load(saved, Setup::default(), &mut SystemRandom).map_err(Unloaded::Device)?;
        store.commit(&step.commit)?;
        Ok((device, step.effects))
    }

    /// Opens the store; one that is damaged is rescued, or moved aside when it cannot be read.
    fn open_or_rescue(&mut self) -> Result<(), StoreError> {
        match SqliteStore::open_sound(&self.path, &self.settings) {
            Ok(Sound { store, saved, broken }) => {
                if let Some(broken) = broken {
                    tracing::error!("The data of this kiosk was damaged");
                    tracing::warn!(kept = %broken.display(), "What was whole was rescued");
                    self.damaged += saved.damaged.len().max(1);
                }
                if let Some(kept) = store.kept() {
                    tracing::info!(kept = %kept.display(), "The data is brought up to date, and kept as it was");
                }
                self.store = Some(store);
                Ok(())
            }
            Err(error @ (StoreError::Corrupt { .. } | StoreError::Foreign { .. })) => {
                tracing::error!(%error, "The data of this kiosk cannot be read");
                self.begin_anew()
            }
            Err(error) => Err(error),
        }
    }

    fn fail(&mut self, error: &StoreError) {
        let why = not_saved(error);
        if self.problem.as_ref() != Some(&why) {
            let cause = std::error::Error::source(error).map(ToString::to_string);
            tracing::error!(%error, cause, "Nothing can be saved here: edits are refused");
        }
        self.problem = Some(why);
        self.device = None;
        // A damaged file is opened again, to be rescued.
        if !matches!(error, StoreError::Full) {
            self.store = None;
        }
    }
}

/// Why there is no device.
enum Unloaded {
    Store(StoreError),
    Device(LoadError),
    Folder,
    /// Rows do not match their checksums: the store is to be rescued first.
    Damaged,
}

impl From<StoreError> for Unloaded {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{ids::EventId, invite::JoinLink};

    fn now() -> Now {
        crate::clock::Machine::default().now()
    }

    /// Takes an input and commits it. `None`: it does not count.
    fn step(ground: &mut Ground, input: DeviceInput) -> Option<()> {
        let mut step = Step::default();
        ground.handle(now(), input, &mut step)?;
        ground.commit(&step.commit)
    }

    fn join(label: &str) -> DeviceInput {
        let link = JoinLink::new("hall.example:1", EventId([1; 32]), [2; 16]).unwrap();
        DeviceInput::Join(link, label.to_owned())
    }

    #[test]
    fn editing_goes_on_by_itself_when_the_disk_has_room_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.db");
        let small = store::Settings { max_pages: Some(1), ..store::Settings::default() };
        let mut ground = Ground::new(path, store::Settings::default());
        ground.open().unwrap();
        assert!(ground.mend(0).is_some());
        let key = ground.device().unwrap().replica().id();
        assert_eq!(step(&mut ground, join("Foyer")), Some(()));

        // SQLite never shrinks what is there: the limit is the present size.
        (ground.store, ground.device) = (None, None);
        ground.settings = small;
        assert!(ground.mend(0).is_some());
        let mut full = false;
        for _ in 0..200 {
            full = full || step(&mut ground, join(&"x".repeat(100))).is_none();
            let big = Put::Fact { key: "big".to_owned(), value: vec![0; 100_000] };
            full = full || ground.commit(&Transaction { puts: vec![big] }).is_none();
        }
        assert!(full);
        assert_eq!(ground.problem, Some(NotSaved::DiskFull));
        assert!(ground.device().is_none());
        assert!(ground.mend(0).is_some(), "a small probe still fits");
        assert_eq!(ground.problem, None);

        ground.settings = store::Settings::default();
        (ground.store, ground.device) = (None, None);
        assert!(ground.mend(0).is_some());
        assert_eq!(step(&mut ground, join("Stage")), Some(()));
        let device = ground.device().unwrap();
        assert_eq!(device.replica().id(), key, "it is the same device");
        assert_eq!(device.replica().event(), Some(EventId([1; 32])));
    }

    #[test]
    fn a_store_without_its_key_is_kept_and_another_begun() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.db");
        let mut ground = Ground::new(path.clone(), store::Settings::default());
        ground.open().unwrap();
        let fact = Put::Fact { key: "event".to_owned(), value: vec![1; 32] };
        ground.commit(&Transaction { puts: vec![fact] }).unwrap();
        assert!(ground.mend(0).is_none());
        assert!(ground.problem.is_some());
        assert!(ground.mend(0).is_some());
        assert!(
            matches!(&ground.lost, Some(NotSaved::MovedAside { to }) if to.ends_with("broken-1"))
        );
        assert!(folder.path().join("kiosk.db.broken-1").exists());
        assert_eq!(ground.device().unwrap().replica().event(), None);
    }

    #[test]
    fn what_only_the_next_start_can_mend_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.db");
        let mut first = Ground::new(path.clone(), store::Settings::default());
        first.open().unwrap();
        let mut second = Ground::new(path, store::Settings::default());
        let busy = second.open();
        assert!(matches!(busy, Err(StartError::Store(StoreError::Busy { .. }))));
        assert_eq!((second.mend(0), second.problem.clone()), (None, Some(NotSaved::InUse)));
        drop(first);
        assert!(second.mend(0).is_some(), "it takes over");
    }
}
