//! Rescue: what is whole in a damaged store moves into a new one; the old one is kept.

use crate::aside::{set_aside, sync_folder, with_suffix};
use crate::error::failed;
use crate::load::scan;
use crate::open::{Settings, SqliteStore, connect};
use crate::rows::{Cell, RawRow, TABLES, Table, Tally};
use rusqlite::{Connection, params_from_iter};
use shared::persist::{Saved, StoreError, Transaction};
use std::io;
use std::path::{Path, PathBuf};

/// What a rescue came to.
#[derive(Debug)]
pub struct Rescued {
    /// The new store, with every row that was whole.
    pub store: SqliteStore,
    /// Where the damaged one is.
    pub broken: PathBuf,
    /// What was lost, in words.
    pub damaged: Vec<String>,
}

/// A store of which every row is whole.
#[derive(Debug)]
pub struct Sound {
    /// The store.
    pub store: SqliteStore,
    /// What it holds, and in words what was damaged before.
    pub saved: Saved,
    /// Where the damaged one is, if it was.
    pub broken: Option<PathBuf>,
}

impl SqliteStore {
    /// Opens the store at `path` and reads everything. A damaged one is rescued first: what goes on
    /// being written is never a damaged file.
    ///
    /// # Errors
    /// As [`open`](Self::open) and [`rescue`](Self::rescue).
    pub fn open_sound(path: &Path, settings: &Settings) -> Result<Sound, StoreError> {
        let found = Self::open_with(path, settings)
            .and_then(|store| store.read_all().map(|saved| (store, saved)));
        let damaged = match found {
            Ok((store, saved)) if saved.damaged.is_empty() => {
                return Ok(Sound { store, saved, broken: None });
            }
            Ok((store, saved)) => {
                // It must be closed to be rescued.
                drop(store);
                saved.damaged
            }
            Err(StoreError::Corrupt { what, .. }) => vec![what],
            // Such a file may be one of ours without its header.
            Err(error @ StoreError::Foreign { .. }) => match path.is_file() {
                true => vec![error.to_string()],
                false => return Err(error),
            },
            Err(error) => return Err(error),
        };
        let plain = Settings { migrations: settings.migrations, ..Settings::default() };
        let Rescued { store, broken, damaged: lost } = Self::rescue_with(path, &plain)?;
        drop(store);
        let store = Self::open_with(path, settings)?;
        let mut saved = store.read_all()?;
        saved.damaged = if lost.is_empty() { damaged } else { lost };
        Ok(Sound { store, saved, broken: Some(broken) })
    }

    /// Copies every whole row of the damaged store at `path` into a new store in its place and
    /// moves the damaged one to `<name>.broken-<n>`. The store must be closed. A power cut at any
    /// moment leaves the damaged store in place, or the complete new one.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] or [`StoreError::Foreign`] when SQLite can read nothing at all: then
    /// [`set_aside`] it and begin with an empty one. Otherwise when the disk fails. The damaged
    /// store is untouched.
    pub fn rescue(path: &Path) -> Result<Rescued, StoreError> {
        Self::rescue_with(path, &Settings::default())
    }

    /// As [`rescue`](Self::rescue), with settings.
    ///
    /// # Errors
    /// As [`rescue`](Self::rescue).
    pub fn rescue_with(path: &Path, settings: &Settings) -> Result<Rescued, StoreError> {
        let draft = draft_of(path)?;
        let damaged = copy_whole_rows(path, &draft, settings)?;
        put_in_place_of(path, (&draft, settings), damaged)
    }

    /// Likewise for a store of which nothing can be read: everything of the store at `from` moves
    /// into a new one in its place, with `also`.
    ///
    /// # Errors
    /// When `from` cannot be read at all, or the disk fails. The damaged store is untouched.
    pub fn replace_broken(
        path: &Path,
        from: &Path,
        also: &Transaction,
    ) -> Result<Rescued, StoreError> {
        let draft = draft_of(path)?;
        let new = Self::open(&draft)?;
        let damaged = new.replace_with(from, also)?;
        close(new, &draft)?;
        put_in_place_of(path, (&draft, &Settings::default()), damaged)
    }
}

/// Our step on a file failed.
fn step(step: &str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let step = format!("{step} {}", path.display());
    |cause| StoreError::Failed { step, source: Box::new(cause) }
}

/// Where a new store is made for the one at `path`.
fn draft_of(path: &Path) -> Result<PathBuf, StoreError> {
    if !path.try_exists().map_err(step("find", path))? {
        return Err(step("find", path)(io::ErrorKind::NotFound.into()));
    }
    let draft = with_suffix(path, ".rescued");
    discard(&draft).map_err(step("discard an unfinished rescue of", path))?;
    Ok(draft)
}

fn put_in_place_of(
    path: &Path,
    (draft, settings): (&Path, &Settings),
    damaged: Vec<String>,
) -> Result<Rescued, StoreError> {
    let broken = set_aside(path).map_err(step("move aside", path))?;
    std::fs::rename(draft, path)
        .and_then(|()| sync_folder(path))
        .map_err(step("put the rescued file in place of", path))?;
    Ok(Rescued { store: SqliteStore::open_with(path, settings)?, broken, damaged })
}

/// Closing copies the write-ahead log back: one file is left to rename.
pub(crate) fn close(new: SqliteStore, draft: &Path) -> Result<(), StoreError> {
    let unwritable = |cause| failed(draft, "write the rescued rows", cause);
    new.db.close().map_err(|(_, cause)| unwritable(cause))?;
    let file = std::fs::File::open(draft).and_then(|file| file.sync_all());
    file.map_err(step("write", draft))
}

fn copy_whole_rows(
    path: &Path,
    draft: &Path,
    settings: &Settings,
) -> Result<Vec<String>, StoreError> {
    let unreadable = |cause| failed(path, "read the rows", cause);
    let broken = connect(path, &Settings::default()).map_err(unreadable)?;
    // Reads a file that is shorter than its header says.
    broken.pragma_update(None, "writable_schema", true).map_err(unreadable)?;
    let (broken, _) = settings.migrations.read(broken, path)?;
    let mut new = SqliteStore::open_with(draft, settings)?;
    let unwritable = |cause| failed(draft, "write the rescued rows", cause);
    let transaction = new.db.transaction().map_err(unwritable)?;
    let mut damaged = Vec::new();
    for table in TABLES {
        let mut copy = Copy { db: &transaction, table, tally: Tally::default(), failure: None };
        let read = scan(&broken, table, &mut |row, cells| copy.row(row, cells));
        damaged.extend(read.map_err(unreadable)?);
        if let Some(cause) = copy.failure {
            return Err(unwritable(cause));
        }
        copy.tally.write(&transaction, table).map_err(unwritable)?;
    }
    transaction.commit().map_err(unwritable)?;
    close(new, draft)?;
    Ok(damaged)
}

/// Copies whole rows into a table of another store.
pub(crate) struct Copy<'a> {
    pub db: &'a Connection,
    pub table: &'static Table,
    pub tally: Tally,
    pub failure: Option<rusqlite::Error>,
}

impl Copy<'_> {
    /// Nothing if a row with this number or key is there already.
    pub(crate) fn row(&mut self, row: &RawRow<'_>, cells: &[Cell<'_>]) -> Option<()> {
        let marks = vec!["?"; cells.len() + 2].join(", ");
        let sql = format!(
            "INSERT OR IGNORE INTO {} (number, {}, checksum) VALUES ({marks})",
            self.table.name,
            self.table.columns(),
        );
        let values = std::iter::once(Cell::Number(row.number))
            .chain(cells.iter().copied())
            .chain([Cell::Bytes(row.checksum)]);
        let inserted = self
            .db
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.execute(params_from_iter(values)));
        match inserted {
            Ok(0) => None,
            Ok(_) => {
                self.tally.add(row.checksum);
                Some(())
            }
            Err(cause) => {
                self.failure.get_or_insert(cause);
                Some(())
            }
        }
    }
}

/// An unfinished rescue holds only copies.
pub(crate) fn discard(draft: &Path) -> io::Result<()> {
    for suffix in ["", "-wal", "-journal"] {
        match std::fs::remove_file(with_suffix(draft, suffix)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => removed?,
        }
    }
    Ok(())
}
