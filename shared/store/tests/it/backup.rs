//! Backups: made while the store is written, read without a trace, and put back.

use crate::{Folder, names};
use shared::persist::{Put, Saved, Store, StoreError, Transaction};
use store::contract::{sorted, transactions};
use store::{inspect, salvage};

fn fact(key: &str, value: &[u8]) -> Transaction {
    Transaction { puts: vec![Put::Fact { key: key.into(), value: value.into() }] }
}

#[test]
fn a_backup_holds_what_is_written_while_it_is_made() {
    let folder = Folder::new();
    folder.fill(&[fact("large", &vec![7; 2 << 20])]);
    let store = folder.open();
    let to = folder.folder.path().join("backup.db");
    let mut slices = 0_u32;
    let whole = store
        .back_up(&to, &mut || {
            slices += 1;
            (&store).commit(&fact("written meanwhile", &slices.to_be_bytes())).unwrap();
            true
        })
        .unwrap();
    assert!(whole && slices > 3, "{slices} slices");
    let held = sorted((&store).load().unwrap());
    assert_eq!(sorted(inspect(&to).unwrap()), held);
    assert_eq!(held.facts["written meanwhile"], slices.to_be_bytes());
    assert_eq!(
        names(folder.folder.path()),
        ["backup.db", "campboard.sqlite", "campboard.sqlite-wal"]
    );
}

#[test]
fn a_backup_can_be_given_up_in_the_middle() {
    let folder = Folder::new();
    folder.fill(&[fact("large", &vec![7; 2 << 20])]);
    let store = folder.open();
    let to = folder.folder.path().join("backup.db");
    assert!(!store.back_up(&to, &mut || false).unwrap());
    assert!((&store).commit(&fact("goes on", b"1")).is_ok());
    let nowhere = folder.folder.path().join("none").join("backup.db");
    assert!(store.back_up(&nowhere, &mut || true).is_err());
}

#[test]
fn a_backup_takes_the_place_of_everything_or_of_nothing() {
    let folder = Folder::new();
    let before = folder.fill(&transactions(3, 80));
    let mut store = folder.open();
    let to = folder.folder.path().join("backup.db");
    assert!(store.back_up(&to, &mut || true).unwrap());
    for transaction in transactions(4, 60) {
        store.commit(&transaction).unwrap();
    }
    assert_ne!(sorted(store.load().unwrap()), before);
    assert_eq!(store.replace_with(&to, &fact("restored", b"1")).unwrap(), Vec::<String>::new());
    let mut expected = before;
    expected.facts.insert("restored".into(), b"1".to_vec());
    assert_eq!(sorted(store.load().unwrap()), expected);

    std::fs::write(&to, b"a letter to the organisers").unwrap();
    assert!(store.replace_with(&to, &Transaction::default()).is_err());
    assert_eq!(sorted(store.load().unwrap()), expected, "nothing was touched");
    drop(store);
    assert_eq!(folder.load(), expected);
}

#[test]
fn a_damaged_backup_is_named() {
    let folder = Folder::new();
    folder.fill(&transactions(3, 80));
    folder.tamper("UPDATE fact SET value = x'00' WHERE key = 'step'");
    let found = inspect(&folder.path()).unwrap();
    assert_eq!(found.damaged, ["row 2 of fact does not match its checksum"]);
    folder.write(b"");
    assert!(matches!(inspect(&folder.path()), Err(StoreError::Foreign { .. })));
}

#[test]
fn a_store_in_use_is_read_from_a_copy_with_its_log() {
    let folder = Folder::new();
    let before = folder.fill(&transactions(1, 60));
    let mut store = folder.open();
    store.commit(&fact("only in the log", b"1")).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let saved = salvage(&folder.path(), scratch.path()).unwrap();
    assert_eq!(saved.facts["only in the log"], b"1");
    drop(store);
    assert_eq!(folder.load().envelopes, before.envelopes);

    let bytes = folder.bytes();
    folder.write(&bytes[..bytes.len() * 3 / 4]);
    let scratch = tempfile::tempdir().unwrap();
    let saved: Saved = salvage(&folder.path(), scratch.path()).unwrap();
    assert!(!saved.damaged.is_empty() && !saved.envelopes.is_empty());
    assert_eq!(folder.bytes().len(), bytes.len() * 3 / 4, "the broken one is untouched");
    folder.write(b"a letter to the organisers");
    let scratch = tempfile::tempdir().unwrap();
    assert!(matches!(salvage(&folder.path(), scratch.path()), Err(StoreError::Foreign { .. })));
}
