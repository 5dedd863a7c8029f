//! Moving a broken store aside, and rescuing what is whole in it.

use crate::{Folder, names};
use shared::persist::{Store as _, StoreError};
use store::contract::transactions;
use store::{SqliteStore, set_aside, set_sample_aside};

#[test]
fn a_sample_moves_aside_with_its_picture() {
    let folder = Folder::new();
    for suffix in ["", "-wal", ".cache"] {
        let name = format!("campboard.sqlite{suffix}");
        std::fs::write(folder.folder.path().join(name), suffix).unwrap();
    }
    set_sample_aside(&folder.path()).unwrap();
    let name = "campboard.sqlite.sample-1";
    let all = [name.to_owned(), format!("{name}-wal"), format!("{name}.cache")];
    assert_eq!(names(folder.folder.path()), all);
}

#[test]
fn a_store_moves_aside_with_its_log_and_nothing_is_deleted() {
    let folder = Folder::new();
    assert!(set_aside(&folder.path()).is_err(), "there is no file yet");
    for (suffix, text) in [("", "one"), ("-wal", "two"), ("-shm", "three")] {
        let name = format!("campboard.sqlite{suffix}");
        std::fs::write(folder.folder.path().join(name), text).unwrap();
    }
    let aside = set_aside(&folder.path()).unwrap();
    assert_eq!(aside.file_name().unwrap(), "campboard.sqlite.broken-1");
    assert_eq!(std::fs::read_to_string(&aside).unwrap(), "one");
    folder.write(b"four");
    set_aside(&folder.path()).unwrap();
    assert_eq!(
        names(folder.folder.path()),
        [
            "campboard.sqlite.broken-1",
            "campboard.sqlite.broken-1-shm",
            "campboard.sqlite.broken-1-wal",
            "campboard.sqlite.broken-2",
        ]
    );
}

#[test]
fn a_rescue_keeps_every_whole_row_and_the_broken_file() {
    let folder = Folder::new();
    let before = folder.fill(&transactions(1, 60));
    folder.tamper("UPDATE fact SET value = x'00' WHERE key = 'step'");
    let broken = folder.bytes();

    let mut rescued = SqliteStore::rescue(&folder.path()).unwrap();
    assert_eq!(rescued.damaged.len(), 1, "{:?}", rescued.damaged);
    assert_eq!(std::fs::read(&rescued.broken).unwrap(), broken);
    let mut expected = before;
    expected.facts.remove("step");
    assert_eq!(store::contract::sorted(rescued.store.load().unwrap()), expected);
    drop(rescued.store);
    // The look into the broken one has left it an empty log.
    assert_eq!(
        names(folder.folder.path()),
        ["campboard.sqlite", "campboard.sqlite.broken-1", "campboard.sqlite.broken-1-wal"]
    );
}

#[test]
fn a_rescue_saves_what_is_left_of_a_file_cut_short() {
    let folder = Folder::new();
    let before = folder.fill(&transactions(2, 200));
    let bytes = folder.bytes();
    folder.write(&bytes[..bytes.len() * 3 / 4]);
    let refused = SqliteStore::open(&folder.path());
    assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "{refused:?}");

    let mut rescued = SqliteStore::rescue(&folder.path()).unwrap();
    assert_ne!(rescued.damaged, Vec::<String>::new());
    let saved = rescued.store.load().unwrap();
    assert_eq!(saved.damaged, Vec::<String>::new());
    let left = saved.envelopes.len();
    assert!(left > before.envelopes.len() / 4, "{left} envelopes are left");
    assert!(saved.envelopes.iter().all(|row| before.envelopes.contains(row)));
}

#[test]
fn a_rescue_that_was_cut_before_its_last_step_is_finished() {
    let folder = Folder::new();
    let before = folder.fill(&transactions(3, 20));
    let draft = folder.folder.path().join("campboard.sqlite.rescued");
    std::fs::rename(folder.path(), draft).unwrap();
    assert_eq!(folder.load(), before);
}

#[test]
fn a_rescue_refuses_what_it_cannot_read_and_leaves_it() {
    let folder = Folder::new();
    let absent = SqliteStore::rescue(&folder.path());
    assert!(matches!(absent, Err(StoreError::Failed { .. })), "{absent:?}");
    folder.write(b"a letter to the organisers");
    let foreign = SqliteStore::rescue(&folder.path());
    assert!(matches!(foreign, Err(StoreError::Foreign { .. })), "{foreign:?}");
    assert_eq!(folder.bytes(), b"a letter to the organisers");
    assert_eq!(names(folder.folder.path()), ["campboard.sqlite"]);
}
