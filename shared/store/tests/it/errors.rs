//! Every error of the store, made to happen.

use crate::Folder;
use rusqlite::Connection;
use shared::persist::{Put, Store, StoreError, Transaction};
use std::path::Path;
use std::process::Command;
use store::contract::{sorted, transactions};
use store::{Settings, SqliteStore};

/// Tells the test binary, started by itself, which store to look at.
const BUSY_PATH: &str = "CAMPBOARD_TEST_BUSY_PATH";

fn fact(key: &str, value: &[u8]) -> Transaction {
    Transaction { puts: vec![Put::Fact { key: key.into(), value: value.to_vec() }] }
}

#[track_caller]
fn check_refused(path: &Path, expected: &str) {
    let refused = SqliteStore::open(path).map(|_| ()).unwrap_err();
    assert!(format!("{refused:?}").starts_with(expected), "{refused:?}");
}

#[test]
fn a_second_handle_in_the_process_finds_the_store_busy() {
    let folder = Folder::new();
    let mut store = folder.open();
    check_refused(&folder.path(), "Busy");
    // Its refusal took nothing from the first, and its lock still holds.
    store.commit(&fact("a", b"1")).unwrap();
    check_refused(&folder.path(), "Busy");
    drop(store);
    assert_eq!(folder.load().facts["a"], b"1");
}

#[test]
fn a_second_process_finds_the_store_busy() {
    let folder = Folder::new();
    let _store = folder.open();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "errors::in_a_second_process", "--nocapture"])
        .env(BUSY_PATH, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{said}");
    assert!(said.contains("store: busy"), "{said}");
    assert!(said.contains("reader: busy"), "{said}");
}

/// Does something only as the second process of the test above.
#[test]
fn in_a_second_process() {
    let Some(path) = std::env::var_os(BUSY_PATH) else {
        return;
    };
    check_refused(Path::new(&path), "Busy");
    println!("store: busy");
    let reader = Connection::open(&path).unwrap();
    reader.busy_timeout(std::time::Duration::ZERO).unwrap();
    let read = reader.query_row("SELECT count(*) FROM fact", [], |row| row.get::<_, i64>(0));
    assert_eq!(read.unwrap_err().sqlite_error_code(), Some(rusqlite::ErrorCode::DatabaseBusy));
    println!("reader: busy");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = Folder::new();
    let absent = folder.folder.path().join("absent").join("store");
    check_refused(&absent, "ReadOnly");
    if cfg!(target_os = "linux") {
        check_refused(Path::new("/proc/campboard.sqlite"), "ReadOnly");
    }
    let closed = folder.folder.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    let mut permissions = std::fs::metadata(&closed).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&closed, permissions).unwrap();
    if std::fs::write(closed.join("probe"), "").is_ok() {
        println!("skipped a folder without write permission: root may write everywhere");
    } else {
        check_refused(&closed.join("store"), "ReadOnly");
    }
}

#[test]
fn a_newer_file_is_refused_and_left_alone() {
    let folder = Folder::new();
    folder.fill(&transactions(1, 5));
    let db = Connection::open(folder.path()).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    db.close().unwrap();
    let before = folder.bytes();
    let refused = SqliteStore::open(&folder.path()).map(|_| ()).unwrap_err();
    assert!(matches!(refused, StoreError::TooNew { found: 99, known: 1, .. }), "{refused:?}");
    let rescue = SqliteStore::rescue(&folder.path());
    assert!(matches!(rescue, Err(StoreError::TooNew { .. })), "{rescue:?}");
    assert_eq!(folder.bytes(), before);
}

#[test]
fn what_is_no_store_is_refused_and_left_alone() {
    let folder = Folder::new();
    folder.write("Dear organisers, ".repeat(1_000).as_bytes());
    check_refused(&folder.path(), "Foreign");
    let text = folder.bytes();
    check_refused(folder.folder.path(), "Foreign");
    assert_eq!(text, folder.bytes());

    for marked in [false, true] {
        let folder = Folder::new();
        let db = Connection::open(folder.path()).unwrap();
        db.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE recipe (name TEXT);").unwrap();
        if marked {
            db.pragma_update(None, "application_id", 7).unwrap();
        }
        db.close().unwrap();
        let before = folder.bytes();
        check_refused(&folder.path(), "Foreign");
        assert_eq!(folder.bytes(), before);
    }
}

#[test]
fn an_empty_file_becomes_a_store() {
    let folder = Folder::new();
    folder.write(b"");
    assert_eq!(folder.load(), shared::persist::Saved::default());
}

#[test]
fn a_full_disk_writes_nothing_and_the_store_goes_on() {
    let folder = Folder::new();
    let settings = Settings { max_pages: Some(40), ..Settings::default() };
    let mut store = SqliteStore::open_with(&folder.path(), &settings).unwrap();
    store.commit(&fact("small", b"1")).unwrap();
    let before = store.load().unwrap();
    let mut large = fact("small", b"2");
    large.append(fact("large", &[1; 400_000]));
    let refused = store.commit(&large).unwrap_err();
    assert!(matches!(refused, StoreError::Full), "{refused:?}");
    assert_eq!(store.load().unwrap(), before);
    store.commit(&fact("small", b"3")).unwrap();
    drop(store);
    assert_eq!(folder.load().facts["small"], b"3");
    assert_eq!(folder.load().facts.len(), 1);
}

#[test]
fn damage_that_sqlite_cannot_open_is_named() {
    let folder = Folder::new();
    folder.fill(&transactions(1, 40));
    let whole = folder.bytes();

    folder.write(&whole[..whole.len() / 2]);
    check_refused(&folder.path(), "Corrupt");
    folder.write(&whole[..50]);
    check_refused(&folder.path(), "Corrupt");

    let mut zeroed = whole.clone();
    zeroed[..100].fill(0);
    folder.write(&zeroed);
    check_refused(&folder.path(), "Corrupt");
    folder.write(&vec![0; whole.len()]);
    check_refused(&folder.path(), "Corrupt");

    let mut renamed = whole.clone();
    let at = whole.windows(14).position(|bytes| bytes == b"envelope (hash").unwrap();
    renamed[at] ^= 2;
    folder.write(&renamed);
    check_refused(&folder.path(), "Corrupt");
}

#[test]
fn a_position_beyond_what_sqlite_counts_is_refused_whole() {
    let folder = Folder::new();
    let mut store = folder.open();
    let mut transaction = fact("a", b"1");
    transaction.puts.push(Put::LogEntry {
        log: shared::ids::LogId([1; 16]),
        document: shared::ids::DocumentKind::Plan,
        position: u64::MAX,
        hash: store::contract::hash(1),
    });
    let refused = store.commit(&transaction).unwrap_err();
    assert!(matches!(refused, StoreError::Failed { .. }), "{refused:?}");
    assert_eq!(sorted(store.load().unwrap()), shared::persist::Saved::default());
}
