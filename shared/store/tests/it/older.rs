//! A file that an older version wrote is brought up to date, and kept as it was.

use crate::{Folder, names};
use shared::persist::{Put, Store as _, StoreError, Transaction};
use std::fs;
use store::contract::{sorted, transactions};
use store::{Migrations, Settings, SqliteStore, erase_beside, inspect, inspect_with};

const LATER: &str = "CREATE TABLE later (number INTEGER PRIMARY KEY) STRICT;";

/// As a later version opens files.
fn later(migration: &'static str) -> Settings {
    Settings { migrations: Migrations::default().and(migration), ..Settings::default() }
}

const FILE: &str = "campboard.sqlite";

#[test]
fn a_store_of_before_is_brought_up_to_date_and_kept_as_it_was() {
    let folder = Folder::new();
    let all = folder.fill(&transactions(5, 60));
    // What a kill left of an earlier try.
    fs::write(folder.path().with_extension("sqlite.keep-new"), "half").unwrap();
    let mut store = SqliteStore::open_with(&folder.path(), &later(LATER)).unwrap();
    let kept = folder.path().with_extension("sqlite.version-1");
    assert_eq!(store.kept(), Some(&*kept));
    assert_eq!(sorted(store.load().unwrap()), all);
    store
        .commit(&Transaction { puts: vec![Put::Fact { key: "x".into(), value: vec![1] }] })
        .unwrap();
    drop(store);
    assert_eq!(names(folder.folder.path()), [FILE, "campboard.sqlite.version-1"]);
    // The older program goes on with what it wrote.
    assert_eq!(sorted(inspect(&kept).unwrap()), all);
    let refused = SqliteStore::open(&folder.path()).map(drop);
    assert!(matches!(refused, Err(StoreError::TooNew { found: 2, known: 1, .. })), "{refused:?}");
    let again = SqliteStore::open_with(&folder.path(), &later(LATER)).unwrap();
    assert_eq!(again.kept(), None, "once");
    drop(again);
    fs::copy(&kept, folder.path()).unwrap();
    assert_eq!(folder.load(), all);
    // And another upgrade later: what was kept before stays.
    drop(SqliteStore::open_with(&folder.path(), &later(LATER)).unwrap());
    let both = [FILE, "campboard.sqlite.version-1", "campboard.sqlite.version-1-2"];
    assert_eq!(names(folder.folder.path()), both);
}

#[test]
fn a_new_store_and_a_present_one_leave_nothing_beside_them() {
    let folder = Folder::new();
    for _ in 0..2 {
        let store = SqliteStore::open_with(&folder.path(), &later(LATER)).unwrap();
        assert_eq!(store.kept(), None);
    }
    assert_eq!(names(folder.folder.path()), [FILE]);
}

#[test]
fn a_migration_that_fails_or_loses_something_leaves_the_file_as_it_was() {
    for bad in ["CREATE TABLE fact (number INTEGER PRIMARY KEY);", "DELETE FROM record;"] {
        let folder = Folder::new();
        let all = folder.fill(&transactions(6, 60));
        assert!(!all.records.is_empty());
        let before = folder.bytes();
        let refused = SqliteStore::open_with(&folder.path(), &later(bad)).map(drop);
        assert!(refused.is_err(), "{bad}");
        assert!(folder.bytes() == before, "{bad}");
        let beside = names(folder.folder.path());
        let left = |name: &String| name.contains("version") || name.contains("keep");
        assert!(!beside.iter().any(left), "{bad}: {beside:?}");
        assert_eq!(folder.load(), all, "{bad}");
    }
}

#[test]
fn a_backup_of_before_is_read_and_gone_back_to_as_it_is() {
    let folder = Folder::new();
    let all = folder.fill(&transactions(7, 60));
    let backup = folder.folder.path().join("backup.db");
    assert!(folder.open().back_up(&backup, &mut || true).unwrap());
    let bytes = fs::read(&backup).unwrap();
    assert_eq!(sorted(inspect_with(&backup, &later(LATER)).unwrap()), all);
    let other = Folder::new();
    let mut store = SqliteStore::open_with(&other.path(), &later(LATER)).unwrap();
    let nothing = Transaction::default();
    assert_eq!(store.replace_with(&backup, &nothing).unwrap(), Vec::<String>::new());
    assert_eq!(sorted(store.load().unwrap()), all);
    assert!(fs::read(&backup).unwrap() == bytes, "a backup stays as it is");
}

#[test]
fn a_damaged_store_of_before_is_rescued_into_the_present_form() {
    let folder = Folder::new();
    let all = folder.fill(&transactions(8, 60));
    folder
        .tamper("UPDATE record SET bytes = x'00' WHERE number = (SELECT min(number) FROM record)");
    let before = folder.bytes();
    let made = SqliteStore::rescue_with(&folder.path(), &later(LATER)).unwrap();
    let (mut store, broken) = (made.store, made.broken);
    assert_eq!(made.damaged.len(), 1, "{:?}", made.damaged);
    let saved = sorted(store.load().unwrap());
    assert_eq!(saved.records.len() + 1, all.records.len());
    assert_eq!(saved.envelopes, all.envelopes);
    assert!(fs::read(&broken).unwrap() == before);
    // Opened as a whole: kept as it was, brought up to date, and what is whole goes on.
    let folder = Folder::new();
    folder.write(&before);
    let sound = SqliteStore::open_sound(&folder.path(), &later(LATER)).unwrap();
    assert!(sound.broken.is_some());
    assert_eq!(sorted(sound.saved).records, saved.records);
    let kept = folder.path().with_extension("sqlite.version-1");
    assert_eq!(inspect(&kept).unwrap().damaged.len(), 1);
}

#[test]
fn erased_names_leave_what_was_kept_of_before() {
    let folder = Folder::new();
    let name = crate::erase::two_names();
    folder.fill(&[name]);
    let erasure = crate::erase::erasure();
    folder.open().keep_before_import().unwrap();
    let mut store = SqliteStore::open_with(&folder.path(), &later(LATER)).unwrap();
    store.commit(&crate::erase::gone()).unwrap();
    store.write_anew().unwrap();
    assert_eq!(crate::erase::with(folder.folder.path(), crate::erase::GONE).len(), 2);
    erase_beside(&folder.path(), &erasure, &mut |path| panic!("{path:?} is lost")).unwrap();
    assert_eq!(crate::erase::with(folder.folder.path(), crate::erase::GONE), Vec::<String>::new());
    let kept = inspect(&folder.path().with_extension("sqlite.version-1")).unwrap();
    assert_eq!(kept.facts.get("event").map(Vec::as_slice), Some(&b"camp"[..]), "the rest stays");
}

#[test]
fn the_last_three_of_before_imports_stay_and_each_holds_what_there_was() {
    let folder = Folder::new();
    let mut store = folder.open();
    let mut held = Vec::new();
    for n in 1..=11_u8 {
        let fact = Put::Fact { key: "n".into(), value: vec![n] };
        store.commit(&Transaction { puts: vec![fact] }).unwrap();
        let kept = store.keep_before_import().unwrap();
        assert_eq!(inspect(&kept).unwrap().facts["n"], [n]);
        held.push(kept);
    }
    let there: Vec<bool> = held.iter().map(|kept| kept.exists()).collect();
    assert_eq!(there, [vec![false; 8], vec![true; 3]].concat());
    // One that cannot be made leaves nothing behind, and the others.
    fs::create_dir(folder.path().with_extension("sqlite.keep-new")).unwrap();
    assert!(store.keep_before_import().is_err());
    assert!(held[8..].iter().all(|kept| kept.exists()));
}
