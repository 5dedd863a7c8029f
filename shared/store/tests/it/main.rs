//! The store as a kiosk or a server meets it: on a good disk, a bad one, and in a power cut.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests fail by panicking, also in their helpers, and print what they met"
)]

mod aside;
mod backup;
mod cache;
mod damage;
mod erase;
mod errors;
mod kept;
mod older;
mod power;
mod repair;
mod vfs;

use shared::persist::{Saved, Store, Transaction};
use std::path::{Path, PathBuf};
use store::SqliteStore;
use store::contract::{self, Model, sorted};
use tempfile::TempDir;

/// A folder with a store in it.
struct Folder {
    folder: TempDir,
}

impl Folder {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("campboard.sqlite")
    }

    fn open(&self) -> SqliteStore {
        SqliteStore::open(&self.path()).unwrap()
    }

    /// Commits all and closes; gives what the store then holds.
    fn fill(&self, transactions: &[Transaction]) -> Saved {
        let mut store = self.open();
        let mut model = Model::default();
        for transaction in transactions {
            store.commit(transaction).unwrap();
            model.apply(transaction);
        }
        model.saved()
    }

    fn load(&self) -> Saved {
        sorted(self.open().load().unwrap())
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.path()).unwrap()
    }

    fn write(&self, bytes: &[u8]) {
        std::fs::write(self.path(), bytes).unwrap();
    }

    /// Changes rows behind the back of the store.
    fn tamper(&self, sql: &str) {
        let db = rusqlite::Connection::open(self.path()).unwrap();
        assert!(db.execute(sql, []).unwrap() > 0, "{sql}");
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_store_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let mut n = 0;
    contract::check(
        || {
            n += 1;
            SqliteStore::open(&folder.path().join(format!("store {n}"))).unwrap()
        },
        |store| {
            let path = store.path().to_owned();
            drop(store);
            SqliteStore::open(&path).unwrap()
        },
    );
}

/// The simulator trusts it to behave as the real one does.
#[test]
fn the_store_in_memory_keeps_the_same_contract() {
    contract::check(shared::persist::memory::MemoryStore::new, |store| store);
}

#[test]
fn a_closed_store_is_one_file() {
    let folder = Folder::new();
    folder.fill(&contract::transactions(1, 20));
    assert_eq!(names(folder.folder.path()), ["campboard.sqlite"]);
}
