//! Erased names: not a byte of them is left in any file.

use crate::{
    Folder, names,
    vfs::{Disk, Fault},
};
use shared::{
    ids::{EventId, PersonId},
    keys::DeviceKey,
    names::NameRecord,
    persist::{Put, RecordKind, Store, StoreError, Transaction},
    sync::Erasure,
};
use std::{collections::BTreeSet, fs, path::Path};
use store::{
    InCopy, Settings, SqliteStore, contract::sorted, damaged_beside, erase_beside, erase_in_copy,
    erase_in_copy_with, inspect, is_unreadable, set_aside,
};

pub const GONE: &str = "Erasure Example";
const STAYS: &str = "Staying Example";

fn record(person: u8, name: &str) -> Put {
    let (event, person) = (EventId([1; 32]), PersonId([person; 16]));
    let record =
        NameRecord::sign(&DeviceKey::from_seed(&[2; 32]), event, person, 1, Some(name)).unwrap();
    Put::Record { kind: RecordKind::Name, id: record.id().0, bytes: record.encode() }
}

fn record_id(person: u8) -> [u8; 32] {
    match record(person, GONE) {
        Put::Record { id, .. } => id,
        other => panic!("{other:?}"),
    }
}

fn fact(key: &str, bytes: &[u8]) -> Put {
    Put::Fact { key: key.to_owned(), value: bytes.to_vec() }
}

pub fn erasure() -> Erasure {
    Erasure::of(BTreeSet::from([PersonId([1; 16]), PersonId([9; 16])]))
}

pub fn two_names() -> Transaction {
    let draft = fact(Erasure::DRAFTS[0], GONE.as_bytes());
    Transaction { puts: vec![record(1, GONE), record(2, STAYS), draft, fact("event", b"camp")] }
}

/// The name is deleted, and what was being typed.
pub fn gone() -> Transaction {
    let name = Put::DeleteRecord { kind: RecordKind::Name, id: record_id(1) };
    Transaction { puts: vec![name, fact(Erasure::DRAFTS[0], b"")] }
}

/// Files of a folder in which a name stands.
pub fn with(folder: &Path, name: &str) -> Vec<String> {
    let mut found = names(folder);
    found.retain(|file| {
        let bytes = fs::read(folder.join(file)).unwrap();
        bytes.windows(name.len()).any(|part| part == name.as_bytes())
    });
    found
}

#[test]
fn an_erased_name_leaves_a_backup_to_its_last_byte() {
    let folder = Folder::new();
    folder.fill(&[two_names()]);
    let all = folder.folder.path();
    assert_eq!((with(all, GONE).len(), with(all, STAYS).len()), (1, 1));
    assert_eq!(erase_in_copy(&folder.path(), &erasure()).unwrap(), InCopy::Anew);
    assert_eq!((with(all, GONE).len(), with(all, STAYS).len()), (0, 1));
    let held = inspect(&folder.path()).unwrap();
    assert_eq!((held.damaged.len(), held.records.len()), (0, 1));
    assert_eq!(held.facts["event"], b"camp");
    assert_eq!(names(all), ["campboard.sqlite"]);
    assert_eq!(erase_in_copy(&folder.path(), &erasure()).unwrap(), InCopy::Nothing);
    // Another erasure makes it anew once more.
    let more = Erasure::of(BTreeSet::from([PersonId([2; 16])]));
    assert_eq!(erase_in_copy(&folder.path(), &more).unwrap(), InCopy::Anew);
    assert!(with(all, STAYS).is_empty());
}

#[test]
fn not_a_byte_is_left_in_the_gaps_of_pages() {
    let folder = Folder::new();
    let mut store = folder.open();
    // Rows that grow and shrink are moved from page to page.
    for round in 0..6_usize {
        let puts = (0..200_u8).map(|n| {
            let text = format!("{GONE} {n} ").repeat(1 + (usize::from(n) * 7 + round * 13) % 40);
            fact(&format!("moved/{n}"), text.as_bytes())
        });
        store.commit(&Transaction { puts: puts.collect() }).unwrap();
    }
    let puts = (0..200_u8).map(|n| fact(&format!("moved/{n}"), b"")).collect();
    store.commit(&Transaction { puts }).unwrap();
    store.write_anew().unwrap();
    let all = folder.folder.path();
    assert_eq!(with(all, GONE), Vec::<String>::new(), "while the store is open");
    store.commit(&Transaction { puts: vec![fact("goes on", b"1")] }).unwrap();
    drop(store);
    assert_eq!(with(all, GONE), Vec::<String>::new());
    assert_eq!(folder.load().facts["goes on"], b"1");
}

#[test]
fn what_was_set_aside_keeps_all_but_the_names() {
    let folder = Folder::new();
    let (all, path) = (folder.folder.path(), folder.path());
    // One with a name that is in its log alone.
    folder.fill(&[Transaction { puts: vec![fact("event", b"camp")] }]);
    let mut store = folder.open();
    store.commit(&two_names()).unwrap();
    let log = fs::read(path.with_extension("sqlite-wal")).unwrap();
    drop(store);
    fs::write(path.with_extension("sqlite-wal"), log).unwrap();
    let logged = set_aside(&path).unwrap();
    // One that is cut short, one of which nothing can be read, a log without its file, a rescue that
    // was cut off, and a cache.
    folder.fill(&[two_names(), Transaction { puts: vec![fact("large", &[7; 90_000])] }]);
    let bytes = folder.bytes();
    fs::write(&path, &bytes[..bytes.len() * 3 / 4]).unwrap();
    let short = set_aside(&path).unwrap();
    fs::write(&path, GONE).unwrap();
    let unread = set_aside(&path).unwrap();
    fs::write(path.with_extension("sqlite.broken-7-wal"), GONE).unwrap();
    folder.fill(&[]);
    fs::write(path.with_extension("sqlite.rescued"), &bytes).unwrap();
    let mut store = folder.open();
    store.cache_put("view", GONE.as_bytes()).unwrap();
    // A copy that a kill has cut off in the middle.
    fs::write(short.with_extension("broken-2.erased"), &bytes[..8_192]).unwrap();
    assert!(with(all, GONE).len() > 5);
    assert_eq!(damaged_beside(&path).unwrap(), 4);
    assert!(is_unreadable(&unread) && !is_unreadable(&short) && !is_unreadable(&logged));
    let mut deleted = Vec::new();
    erase_beside(&path, &erasure(), &mut |path| deleted.push(path.to_owned())).unwrap();
    assert_eq!(deleted, [unread.clone(), path.with_extension("sqlite.broken-7")]);
    assert_eq!(with(all, GONE), Vec::<String>::new());
    for kept in [&logged, &short] {
        let held = inspect(kept).unwrap();
        assert_eq!((held.damaged.len(), held.records.len()), (0, 1), "{}", kept.display());
        assert_eq!(held.facts["event"], b"camp");
    }
    assert!(!unread.exists());
    drop(store);
    assert_eq!(folder.load().damaged, Vec::<String>::new());
}

#[test]
fn what_a_kill_cut_off_is_taken_up_again() {
    let folder = Folder::new();
    folder.fill(&[two_names()]);
    let (all, path) = (folder.folder.path(), folder.path());
    let draft = path.with_extension("sqlite.erased");
    // The copy was complete, and about to take the place of the file.
    fs::copy(&path, &draft).unwrap();
    assert_eq!(erase_in_copy(&draft, &erasure()).unwrap(), InCopy::Anew);
    assert_eq!(erase_in_copy(&path, &erasure()).unwrap(), InCopy::Anew);
    assert_eq!((names(all), with(all, GONE)), (vec!["campboard.sqlite".to_owned()], vec![]));
    // A complete one of an erasure of before.
    fs::copy(&path, &draft).unwrap();
    let more = Erasure::of(BTreeSet::from([PersonId([2; 16])]));
    assert_eq!(erase_in_copy(&path, &more).unwrap(), InCopy::Anew);
    assert!(with(all, STAYS).is_empty() && !draft.exists());
}

#[test]
fn a_copy_that_a_kill_left_half_written_takes_the_place_of_nothing() {
    let folder = Folder::new();
    let (all, path) = (folder.folder.path(), folder.path());
    let draft = path.with_extension("sqlite.erased");
    // The mark is in the file already, and other rows only in the log.
    folder.fill(&[]);
    fs::rename(&path, &draft).unwrap();
    assert_eq!(erase_in_copy(&draft, &erasure()).unwrap(), InCopy::Anew);
    folder.fill(&[two_names()]);
    fs::write(path.with_extension("sqlite.erased-wal"), GONE).unwrap();
    assert_eq!(erase_in_copy(&path, &erasure()).unwrap(), InCopy::Anew);
    let held = inspect(&path).unwrap();
    assert_eq!((held.damaged.len(), held.records.len()), (0, 1));
    assert_eq!(held.facts["event"], b"camp");
    assert_eq!((names(all), with(all, GONE)), (vec!["campboard.sqlite".to_owned()], vec![]));
}

#[test]
fn a_full_disk_leaves_a_copy_as_it_was_and_nothing_beside_it() {
    let folder = Folder::new();
    folder.fill(&[two_names(), Transaction { puts: vec![fact("large", &[7; 400_000])] }]);
    let (all, path, before) = (folder.folder.path(), folder.path(), folder.bytes());
    let settings = Settings { max_pages: Some(40), ..Settings::default() };
    let full = erase_in_copy_with(&path, &erasure(), &settings);
    assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
    assert_eq!((names(all), folder.bytes()), (vec!["campboard.sqlite".to_owned()], before));
    // Somebody has made room.
    assert_eq!(erase_in_copy(&path, &erasure()).unwrap(), InCopy::Anew);
    assert!(with(all, GONE).is_empty());
    assert_eq!(inspect(&path).unwrap().facts["large"], [7; 400_000]);
}

#[test]
fn a_store_that_is_written_anew_is_whole_at_every_moment() {
    let path = Path::new("campboard.sqlite");
    let open = |disk: &Disk| {
        let settings = Settings { vfs: Some(disk.vfs()), ..Settings::default() };
        SqliteStore::open_with(path, &settings).unwrap()
    };
    let fill = |disk: &Disk| {
        let mut store = open(disk);
        store.commit(&two_names()).unwrap();
        let deleted = Put::DeleteRecord { kind: RecordKind::Name, id: record_id(1) };
        let gone = fact(Erasure::DRAFTS[0], b"");
        let large = fact("large", &[7; 60_000]);
        store.commit(&Transaction { puts: vec![deleted, gone, large] }).unwrap();
        store
    };
    let disk = Disk::new(1);
    let mut store = fill(&disk);
    let (begun, whole) = (disk.operations(), sorted(store.load().unwrap()));
    store.write_anew().unwrap();
    let operations = disk.operations() - begun;
    assert!(operations > 10, "{operations}");
    drop(store);
    for fault in [Fault::Full, Fault::Fails, Fault::SyncFailsLate, Fault::PowerCut] {
        let mut failed = 0;
        for at in 0..operations {
            let disk = Disk::new(at);
            let mut store = fill(&disk);
            disk.fault_after(at, fault);
            failed += u32::from(store.write_anew().is_err());
            if fault == Fault::PowerCut {
                drop(store);
                disk.power_on();
                store = open(&disk);
            }
            disk.mend();
            assert!(sorted(store.load().unwrap()) == whole, "{fault:?} at {at}");
            store.write_anew().unwrap();
            assert!(sorted(store.load().unwrap()) == whole, "{fault:?} at {at}, again");
            drop(store);
            assert!(!disk.holds(GONE.as_bytes()), "{fault:?} at {at}");
        }
        println!("{fault:?}: it failed at {failed} of {operations} operations");
        assert!(failed > 5, "{fault:?}: {failed}");
    }
}

#[test]
fn a_file_from_the_future_is_left_and_said() {
    let folder = Folder::new();
    folder.fill(&[two_names()]);
    folder.tamper("UPDATE fact SET key = 'erased' WHERE key = 'event'");
    let db = rusqlite::Connection::open(folder.path()).unwrap();
    db.pragma_update(None, "user_version", 9).unwrap();
    drop(db);
    let before = folder.bytes();
    let refused = erase_in_copy(&folder.path(), &erasure());
    assert!(matches!(refused, Err(StoreError::TooNew { .. })), "{refused:?}");
    assert_eq!(folder.bytes(), before);
    assert!(SqliteStore::open(&folder.path()).is_err());
}
