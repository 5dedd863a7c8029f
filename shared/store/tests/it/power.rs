//! Power cuts and failing disks at every kind of moment, under the real store.

use crate::vfs::{Disk, Fault};
use shared::persist::{Saved, Store, StoreError, Transaction};
use std::path::Path;
use store::contract::{Model, Numbers, sorted, transactions};
use store::{Settings, SqliteStore};

const PATH: &str = "campboard.sqlite";
const STEPS: u64 = 30;
/// The store is closed and opened again after so many commits.
const REOPEN_STEPS: usize = 11;

/// What a seeded run writes, and what the store must hold after each step.
struct Story {
    transactions: Vec<Transaction>,
    models: Vec<Model>,
    settings: Settings,
}

impl Story {
    fn new(seed: u64, unsafe_sync_normal: bool) -> Self {
        let transactions = transactions(seed, STEPS);
        let mut models = vec![Model::default()];
        for transaction in &transactions {
            let mut model = models.last().unwrap().clone();
            model.apply(transaction);
            models.push(model);
        }
        // The real settings copy the log back after 1,000 pages, which is beyond a short run:
        // other seeds copy sooner.
        let checkpoint_pages = [None, Some(10), Some(40)][seed as usize % 3];
        Self {
            transactions,
            models,
            settings: Settings { checkpoint_pages, unsafe_sync_normal, ..Settings::default() },
        }
    }

    fn open(&self, disk: &Disk) -> Result<SqliteStore, StoreError> {
        let settings = Settings { vfs: Some(disk.vfs()), ..self.settings.clone() };
        SqliteStore::open_with(Path::new(PATH), &settings)
    }

    /// Commits what comes after step `from` until an error; says which step was the last that
    /// was reported as safe.
    fn play(&self, disk: &Disk, from: usize) -> usize {
        let mut safe = from;
        for run in self.transactions[from..].chunks(REOPEN_STEPS) {
            let Ok(mut store) = self.open(disk) else {
                return safe;
            };
            for transaction in run {
                if store.commit(transaction).is_err() {
                    return safe;
                }
                safe += 1;
            }
        }
        safe
    }

    /// The step that the store holds: complete, and nothing of the next.
    fn step(&self, saved: Saved) -> usize {
        let saved = sorted(saved);
        let step = saved
            .facts
            .get("step")
            .map_or(0, |bytes| u64::from_le_bytes(bytes.as_slice().try_into().unwrap()) as usize);
        assert_eq!(saved.damaged, Vec::<String>::new(), "step {step}");
        // Not `assert_eq`: the bytes of all envelopes say nothing to a reader.
        assert!(saved == self.models[step].saved(), "step {step} is half there");
        step
    }

    fn operations(&self, seed: u64) -> u64 {
        let disk = Disk::new(seed);
        assert_eq!(self.play(&disk, 0), self.transactions.len());
        disk.operations()
    }
}

/// Commits lost in three power cuts of one disk.
fn lost_in_cuts(seed: u64, unsafe_sync_normal: bool) -> usize {
    let story = Story::new(seed, unsafe_sync_normal);
    let operations = story.operations(seed);
    let mut numbers = Numbers(!seed);
    let disk = Disk::new(seed);
    let mut from = 0;
    let mut lost = 0;
    for cut in 0..3 {
        disk.fault_after(numbers.below(operations), Fault::PowerCut);
        let safe = story.play(&disk, from);
        disk.power_on();
        let mut store =
            story.open(&disk).unwrap_or_else(|error| panic!("seed {seed}, cut {cut}: {error}"));
        let there = story.step(store.load().unwrap());
        assert!(there <= safe + 1, "seed {seed}, cut {cut}: from nowhere");
        lost += safe.saturating_sub(there);
        from = there;
    }
    lost
}

#[test]
fn no_commit_is_lost_in_300_power_cuts() {
    for seed in 0..100 {
        assert_eq!(lost_in_cuts(seed, false), 0, "seed {seed}");
    }
}

#[test]
fn the_same_cuts_lose_commits_with_synchronous_normal() {
    let losing = (0..30).filter(|seed| lost_in_cuts(*seed, true) > 0).count();
    println!("synchronous=NORMAL lost commits in {losing} of 30 runs");
    assert!(losing > 0);
}

/// After an operation failed the store holds the state before the commit or after it, and goes on.
fn goes_on_after(seed: u64, fault: Fault) -> bool {
    let story = Story::new(seed, false);
    let operations = story.operations(seed);
    let disk = Disk::new(seed);
    let mut store = story.open(&disk).unwrap();
    disk.fault_after(Numbers(!seed).below(operations), fault);
    let mut step = 0;
    let mut failed = false;
    while let Some(transaction) = story.transactions.get(step) {
        match store.commit(transaction) {
            Ok(()) => step += 1,
            Err(error) => {
                failed = true;
                assert_eq!(
                    matches!(error, StoreError::Full),
                    fault == Fault::Full,
                    "seed {seed}: {error:?}"
                );
                let there = story.step(store.load().unwrap());
                assert!(there == step || there == step + 1, "seed {seed}");
                step = there;
                disk.mend();
            }
        }
    }
    assert_eq!(story.step(store.load().unwrap()), step, "seed {seed}");
    drop(store);
    disk.power_on();
    let mut store = story.open(&disk).unwrap();
    assert_eq!(story.step(store.load().unwrap()), step, "seed {seed}");
    failed
}

#[test]
fn a_failed_commit_leaves_the_store_usable_and_nothing_half() {
    for fault in [Fault::Full, Fault::Fails, Fault::SyncFailsLate] {
        let failed = (0..25).filter(|seed| goes_on_after(*seed, fault)).count();
        println!("{fault:?}: a commit failed in {failed} of 25 runs");
        assert!(failed > 5, "{fault:?}: {failed}");
    }
}

#[test]
fn a_failed_sync_may_have_reached_the_disk_and_then_the_power_goes() {
    let mut there_after_all = 0;
    for seed in 0..40 {
        let story = Story::new(seed, false);
        let operations = story.operations(seed);
        let disk = Disk::new(seed);
        disk.fault_after(Numbers(!seed).below(operations), Fault::SyncFailsLate);
        let safe = story.play(&disk, 0);
        disk.power_on();
        let mut store = story.open(&disk).unwrap();
        let there = story.step(store.load().unwrap());
        assert!(there == safe || there == safe + 1, "seed {seed}");
        there_after_all += there - safe;
    }
    assert!(there_after_all > 0);
}

#[test]
fn a_read_only_disk_is_named() {
    let story = Story::new(0, false);
    let disk = Disk::new(0);
    story.play(&disk, 0);
    disk.set_read_only();
    let refused = story.open(&disk);
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
}
