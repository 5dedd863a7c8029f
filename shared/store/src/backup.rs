//! Backups: a copy of the whole store, made in slices while its owner goes on, and the ways back
//! from one.

use crate::aside::with_suffix;
use crate::commit::put_all;
use crate::error::failed;
use crate::load::scan;
use crate::open::{Settings, SqliteStore, foreign};
use crate::rescue::Copy;
use crate::rows::{TABLES, Tally};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use shared::persist::{Saved, Store as _, StoreError, Transaction};
use std::path::{Path, PathBuf};

/// Pages of 4 KiB that are copied at once: about a millisecond, for which an edit may wait.
const SLICE_PAGES: i32 = 64;

impl SqliteStore {
    /// Copies the whole store into a new file, slice by slice. After each slice `between` may read
    /// and write this store; what it writes is in the copy too. It says whether to go on; `false`
    /// is given back when it did not. The copy is not yet safe on the disk, and nobody has read it:
    /// [`inspect`] does.
    ///
    /// # Errors
    /// When the copy cannot be written, or the store cannot be read. What is left of the copy can be
    /// deleted.
    pub fn back_up(
        &self,
        to: &Path,
        between: &mut dyn FnMut() -> bool,
    ) -> Result<bool, StoreError> {
        let failed = |cause| failed(to, "write a backup", cause);
        let mut copy = Connection::open(to).map_err(failed)?;
        // It is synced as a whole when it is complete, and thrown away when it is not.
        copy.pragma_update(None, "synchronous", "OFF").map_err(failed)?;
        copy.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(())).map_err(failed)?;
        let backup = Backup::new(&self.db, &mut copy).map_err(failed)?;
        loop {
            match backup.step(SLICE_PAGES).map_err(failed)? {
                StepResult::Done => return Ok(true),
                // Nobody else has either file: a busy one is a passing fault of the disk.
                _ => {
                    if !between() {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// Takes the place of everything in this store by the whole rows of the store at `from`, and
    /// writes `also`: all of it or nothing. Says in words what was damaged there and left out.
    ///
    /// # Errors
    /// When `from` cannot be read at all, or the disk fails: then this store is as it was.
    pub fn replace_with(&self, from: &Path, also: &Transaction) -> Result<Vec<String>, StoreError> {
        let unreadable = |cause| failed(from, "read the rows", cause);
        let source = connect_to_read(from).map_err(unreadable)?;
        let (source, _) = self.migrations.read(source, from)?;
        let unwritable = |cause| failed(&self.path, "write what was restored", cause);
        let behavior = TransactionBehavior::Immediate;
        let transaction =
            rusqlite::Transaction::new_unchecked(&self.db, behavior).map_err(unwritable)?;
        let mut damaged = Vec::new();
        for table in TABLES {
            let delete = format!("DELETE FROM {}", table.name);
            transaction.execute(&delete, []).map_err(unwritable)?;
            let mut copy = Copy { db: &transaction, table, tally: Tally::default(), failure: None };
            let read = scan(&source, table, &mut |row, cells| copy.row(row, cells));
            damaged.extend(read.map_err(unreadable)?);
            if let Some(cause) = copy.failure {
                return Err(unwritable(cause));
            }
            copy.tally.write(&transaction, table).map_err(unwritable)?;
        }
        put_all(&transaction, &also.puts).map_err(unwritable)?;
        transaction.commit().map_err(unwritable)?;
        self.erase();
        Ok(damaged)
    }
}

/// Reads every row of a store that nobody has open, and changes nothing, not even beside it. A
/// write-ahead log beside it is not read: a backup has none.
///
/// # Errors
/// When it is no store, or cannot be read at all.
pub fn inspect(path: &Path) -> Result<Saved, StoreError> {
    inspect_with(path, &Settings::default())
}

/// As [`inspect`], with settings.
///
/// # Errors
/// As [`inspect`].
pub fn inspect_with(path: &Path, settings: &Settings) -> Result<Saved, StoreError> {
    let db = connect_to_read(path).map_err(|cause| failed(path, "read the rows", cause))?;
    match settings.migrations.read(db, path)? {
        (_, 0) => Err(foreign(path, "it is empty")),
        (db, _) => crate::load::read_from(&db, path),
    }
}

/// Reads what can be read of a store that somebody else may have open, damaged or not: from a copy
/// in the folder `scratch`, with its write-ahead log. The store itself is not touched.
///
/// # Errors
/// When nothing of it can be read, or the copy cannot be written.
pub fn salvage(path: &Path, scratch: &Path) -> Result<Saved, StoreError> {
    let step = |step: &str, cause: std::io::Error| StoreError::Failed {
        step: format!("{step} {}", path.display()),
        source: Box::new(cause),
    };
    let copy = scratch.join("salvaged.db");
    std::fs::copy(path, &copy).map_err(|cause| step("copy", cause))?;
    match std::fs::copy(with_suffix(path, "-wal"), with_suffix(&copy, "-wal")) {
        Ok(_) => {}
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {}
        Err(cause) => return Err(step("copy the log of", cause)),
    }
    match SqliteStore::open(&copy).and_then(|mut store| store.load()) {
        Err(StoreError::Corrupt { .. }) => {
            let rescued = SqliteStore::rescue(&copy)?;
            let (mut store, mut damaged) = (rescued.store, rescued.damaged);
            let mut saved = store.load()?;
            saved.damaged.append(&mut damaged);
            Ok(saved)
        }
        opened => opened,
    }
}

/// Connects without a lock, a log or a byte written: the file is as it will stay.
pub(crate) fn connect_to_read(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let whole = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let mut uri = String::from("file://");
    for byte in whole.as_os_str().as_encoded_bytes() {
        match plain(*byte) {
            true => uri.push(char::from(*byte)),
            false => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Connection::open_with_flags(format!("{uri}?immutable=1"), flags)
}
