//! Opening: whose file it is, which version wrote it, and that nobody else has it.

use crate::aside::{sync_folder, with_suffix};
use crate::error::failed;
use crate::migrations::{self, Migrations};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use shared::ids::ChangeHash;
use shared::persist::{Bodies, Saved, Store, StoreError, Transaction};
use std::cell::Cell;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where SQLite keeps it in the file.
const APPLICATION_ID_OFFSET: usize = 68;
/// A process that has just been killed, or another that is just opening, gets this long to let go.
const LOCK_WAIT: Duration = Duration::from_millis(250);
/// Statements kept ready: about five for each of the seven tables.
const STATEMENTS_MAX: usize = 64;

/// How a store is opened. The default is the only setting for real data.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Pages of 4 KiB that the file may have; more is [`StoreError::Full`]. For tests of a full
    /// disk.
    pub max_pages: Option<u32>,
    /// Pages in the write-ahead log after which it is copied back; SQLite's 1,000 by default.
    #[doc(hidden)]
    pub checkpoint_pages: Option<u32>,
    /// The SQLite VFS to use. For tests of power cuts.
    #[doc(hidden)]
    pub vfs: Option<String>,
    /// How the form of the file is brought up to date. For tests of a later version.
    #[doc(hidden)]
    pub migrations: Migrations,
    /// Loses commits at a power cut. For the test that shows it.
    #[doc(hidden)]
    pub unsafe_sync_normal: bool,
}

/// The change store in one SQLite file.
///
/// Only one may have the file. SQLite's own exclusive lock sees to it (`locking_mode=EXCLUSIVE`,
/// and in the mode of the write-ahead log already the first look takes it): it ends with the
/// process however that dies, it keeps out readers with any other SQLite program as well, and
/// it also holds between two handles in one process. A lock file beside the store would do only
/// the first. The file must not be opened by other means in the same process while a store has
/// it: closing any handle on it would drop the lock (POSIX).
#[derive(Debug)]
pub struct SqliteStore {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
    /// Bytes of erased records may still be in the write-ahead log.
    pub(crate) erase_due: Cell<bool>,
    pub(crate) migrations: Migrations,
    kept: Option<PathBuf>,
}

impl SqliteStore {
    /// Opens the store at `path`, creates it when absent.
    ///
    /// # Errors
    /// When the file belongs to somebody else, is in use, damaged, from a newer version, or cannot
    /// be written.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, &Settings::default())
    }

    /// Opens the store at `path` with settings.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(path: &Path, settings: &Settings) -> Result<Self, StoreError> {
        finish_rescue(path)?;
        if path.is_dir() {
            return Err(foreign(path, "it is a folder"));
        }
        let opened = connect(path, settings)
            .map_err(|cause| failed(path, "open the file", cause))
            .and_then(|db| prepare(db, path, settings));
        match opened {
            // SQLite says so of any file without its header, also of ours with a damaged one. The
            // connection is closed here, and nobody else has a file that is no database.
            Err(StoreError::Foreign { path: shown, what }) if is_damaged_store(path) => {
                Err(StoreError::Corrupt { path: shown, what })
            }
            opened => opened,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the file is kept as an older version wrote it, if this opening brought it up to date.
    #[must_use]
    pub fn kept(&self) -> Option<&Path> {
        self.kept.as_deref()
    }
}

impl Bodies for SqliteStore {
    fn body(&self, hash: &ChangeHash) -> Result<Option<Vec<u8>>, StoreError> {
        self.read_body(hash)
    }
}

impl Store for SqliteStore {
    fn load(&mut self) -> Result<Saved, StoreError> {
        self.read_all()
    }

    fn commit(&mut self, transaction: &Transaction) -> Result<(), StoreError> {
        self.write(transaction)
    }
}

impl Bodies for &SqliteStore {
    fn body(&self, hash: &ChangeHash) -> Result<Option<Vec<u8>>, StoreError> {
        self.read_body(hash)
    }
}

/// For the owner of a store that is being backed up meanwhile: [`SqliteStore::back_up`].
impl Store for &SqliteStore {
    fn load(&mut self) -> Result<Saved, StoreError> {
        self.read_all()
    }

    fn commit(&mut self, transaction: &Transaction) -> Result<(), StoreError> {
        self.write(transaction)
    }
}

/// Connects without touching the file: what is not ours stays as it is.
pub(crate) fn connect(path: &Path, settings: &Settings) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = match &settings.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs.as_str()),
        None => Connection::open_with_flags(path, flags),
    }?;
    db.busy_timeout(LOCK_WAIT)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // Before the first look at the file: with a write-ahead log this needs no shared memory.
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    Ok(db)
}

fn prepare(
    mut db: Connection,
    path: &Path,
    settings: &Settings,
) -> Result<SqliteStore, StoreError> {
    // Until there is a write-ahead log. With FULL the rollback journal of its making is deleted but
    // may come back after a power cut, and would then undo what was written since.
    db.pragma_update(None, "synchronous", "EXTRA").map_err(in_words(path))?;
    let kept = migrations::bring_up_to_date(&mut db, path, settings.migrations)?;
    configure(&db, settings).map_err(|cause| failed(path, "prepare the file", cause))?;
    let (migrations, erase_due) = (settings.migrations, Cell::new(false));
    Ok(SqliteStore { db, path: path.to_owned(), erase_due, migrations, kept })
}

/// What SQLite says while a file is opened.
pub(crate) fn in_words(path: &Path) -> impl Fn(rusqlite::Error) -> StoreError + Copy {
    move |cause| match cause.sqlite_error_code() {
        // The schema that SQLite reads makes no sense to it.
        Some(ErrorCode::Unknown) => corrupt(path, &cause.to_string()),
        _ => failed(path, "read the file", cause),
    }
}

fn configure(db: &Connection, settings: &Settings) -> rusqlite::Result<()> {
    let mode =
        db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))?;
    if mode != "wal" {
        let words = "no write-ahead log can be kept here".to_owned();
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ERROR);
        return Err(rusqlite::Error::SqliteFailure(code, Some(words)));
    }
    let synchronous = if settings.unsafe_sync_normal { "NORMAL" } else { "FULL" };
    db.pragma_update(None, "synchronous", synchronous)?;
    // On a Mac an fsync alone leaves the data in the drive.
    db.pragma_update(None, "fullfsync", true)?;
    db.pragma_update(None, "checkpoint_fullfsync", true)?;
    // An erased name is overwritten, not only unlinked.
    db.pragma_update(None, "secure_delete", true)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    if let Some(pages) = settings.checkpoint_pages {
        db.pragma_update_and_check(None, "wal_autocheckpoint", pages, |_| Ok(()))?;
    }
    if let Some(pages) = settings.max_pages {
        db.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// Whether there is a store at `path`, or a rescued one that is put there when it is opened.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    path.exists() || with_suffix(path, ".rescued").exists()
}

/// A rescue that was cut between moving the old file aside and the new one into place.
pub(crate) fn finish_rescue(path: &Path) -> Result<(), StoreError> {
    let rescued = with_suffix(path, ".rescued");
    if path.exists() || !rescued.exists() {
        return Ok(());
    }
    std::fs::rename(&rescued, path).and_then(|()| sync_folder(path)).map_err(|cause| {
        StoreError::Failed {
            step: format!("put the rescued file in place of {}", path.display()),
            source: Box::new(cause),
        }
    })
}

/// Whether a file that SQLite does not recognise was once a store of ours.
fn is_damaged_store(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = std::fs::File::open(path)
        .and_then(|file| file.take(64 << 10).read_to_end(&mut start))
        .is_ok();
    let marked = start.get(APPLICATION_ID_OFFSET..).is_some_and(|rest| rest.starts_with(b"CbrD"));
    // Half of what a power cut leaves on a bad card is zeros.
    let empty = !start.is_empty() && start.iter().all(|byte| *byte == 0);
    let needle = b"CREATE TABLE envelope (";
    let named = start.windows(needle.len()).any(|window| window == needle);
    read && (marked || empty || named)
}

pub(crate) fn corrupt(path: &Path, what: &str) -> StoreError {
    StoreError::Corrupt { path: path.display().to_string(), what: what.into() }
}

pub(crate) fn foreign(path: &Path, what: &str) -> StoreError {
    StoreError::Foreign { path: path.display().to_string(), what: what.into() }
}
