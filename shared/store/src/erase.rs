//! Erased names leave the files. SQLite overwrites a row that is deleted, but leaves bytes of rows
//! that it moved in the gaps of its pages: a file is rid of them only when it is written anew.

use crate::aside::{COMPANIONS, sync_folder, with_suffix};
use crate::backup::connect_to_read;
use crate::commit::put_all;
use crate::error::failed;
use crate::keep;
use crate::load::scan;
use crate::open::{Settings, SqliteStore, connect, foreign};
use crate::rescue::{Copy, close, discard};
use crate::rows::{COMMAND, Cell, FACT, RECORD, RawRow, TABLES, Table, Tally};
use rusqlite::Connection;
use shared::ids::SetId;
use shared::persist::{Put, StoreError};
use shared::sync::Erasure;
use std::io;
use std::path::{Path, PathBuf};

/// Ends the name of a copy that is being made without the names.
const DRAFT: &str = ".erased";

impl SqliteStore {
    /// Writes the file anew, so that nothing is left of rows that were deleted, and empties its
    /// write-ahead log.
    ///
    /// # Errors
    /// When the disk fails or is full: then the store is as it was.
    pub fn write_anew(&self) -> Result<(), StoreError> {
        let failed = |cause| failed(&self.path, "write the file anew", cause);
        self.db.execute_batch("VACUUM").map_err(failed)?;
        self.erase();
        match self.erase_due.get() {
            false => Ok(()),
            true => Err(StoreError::Busy { path: self.path.display().to_string() }),
        }
    }
}

/// What became of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InCopy {
    /// The names were gone from it.
    Nothing,
    /// It was made anew without them.
    Anew,
    /// Nothing can be read of it, and nobody can say what it holds: it is deleted.
    Deleted,
}

/// Takes names out of a copy of a store that nobody has open, such as a backup, by making it anew
/// without them. What is damaged in it is left out.
///
/// # Errors
/// When a newer version wrote it, or the disk fails or is full: then it is as it was.
pub fn erase_in_copy(path: &Path, erasure: &Erasure) -> Result<InCopy, StoreError> {
    erase_in_copy_with(path, erasure, &Settings::default())
}

/// As [`erase_in_copy`], on a disk as the settings say.
///
/// # Errors
/// As [`erase_in_copy`].
pub fn erase_in_copy_with(
    path: &Path,
    erasure: &Erasure,
    settings: &Settings,
) -> Result<InCopy, StoreError> {
    let draft = with_suffix(path, DRAFT);
    let step = |cause| failed_step("erase names in", path, cause);
    // One that is complete was about to take the place of the file. While it has a log, any part of it
    // may be there alone.
    if has_log(&draft) || !has_mark(&draft, &|_| true) {
        discard(&draft).map_err(step)?;
        if is_erased(path, erasure) {
            return Ok(InCopy::Nothing);
        }
        match make_draft(path, &draft, erasure, settings) {
            Ok(()) => {}
            Err(error) if is_lost(&error) => {
                discard(&draft).map_err(step)?;
                remove_all(path).map_err(step)?;
                return Ok(InCopy::Deleted);
            }
            Err(error) => {
                // The disk may be full: what is left of it helps nobody.
                let _ = discard(&draft);
                return Err(error);
            }
        }
    }
    // A log of the old file must not be read into the new one.
    for companion in COMPANIONS {
        remove(&with_suffix(path, companion)).map_err(step)?;
    }
    std::fs::rename(&draft, path).and_then(|()| sync_folder(path)).map_err(step)?;
    // Names that were erased since the draft was made.
    match has_mark(path, &|fact| erasure.is_done(fact)) {
        true => Ok(InCopy::Anew),
        false => erase_in_copy_with(path, erasure, settings),
    }
}

/// A store that nobody has open says of itself that these names are gone from it and from all that
/// its owner keeps.
#[must_use]
pub fn is_erased(path: &Path, erasure: &Erasure) -> bool {
    !has_log(path) && has_mark(path, &|fact| erasure.is_done(fact))
}

/// Takes names out of all that a store has left beside itself: damaged ones that were set aside, copies
/// that are kept of before, a rescue that was cut off, the cache. The store itself is its owner's to
/// write anew; nobody may be rescuing it meanwhile. `deleted` hears of each damaged one of which
/// nothing could be read.
///
/// # Errors
/// When one of them could not be done; the others are.
pub fn erase_beside(
    path: &Path,
    erasure: &Erasure,
    deleted: &mut dyn FnMut(&Path),
) -> Result<(), StoreError> {
    let step = |cause| failed_step("erase names beside", path, cause);
    let mut trouble = None;
    if path.exists() {
        for draft in [".rescued", keep::DRAFT] {
            trouble = discard(&with_suffix(path, draft)).map_err(step).err().or(trouble);
        }
    }
    forget_cache(path).map_err(step)?;
    let mut all = Vec::new();
    for mark in [".broken-", ".version-", keep::BEFORE_IMPORT] {
        all.extend(beside(path, mark).map_err(step)?);
    }
    for broken in all {
        let done = match broken.exists() || with_suffix(&broken, DRAFT).exists() {
            true => erase_in_copy(&broken, erasure),
            false => remove_all(&broken).map_err(step).map(|()| InCopy::Deleted),
        };
        match done {
            Ok(InCopy::Deleted) => deleted(&broken),
            Ok(InCopy::Nothing | InCopy::Anew) => {}
            Err(error) => trouble = Some(error),
        }
    }
    trouble.map_or(Ok(()), Err)
}

/// Damaged files that were set aside beside the store at `path`: an erasure leaves of them only what
/// can be read.
///
/// # Errors
/// When the folder cannot be read.
pub fn damaged_beside(path: &Path) -> Result<u64, StoreError> {
    match beside(path, ".broken-") {
        Ok(found) => Ok(found.len() as u64),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(cause) => Err(failed_step("look for damaged files beside", path, cause)),
    }
}

/// Nothing of a copy can be read: an erasure deletes it.
#[must_use]
pub fn is_unreadable(path: &Path) -> bool {
    source(path, &Settings::default()).is_err_and(|error| is_lost(&error))
}

fn is_lost(error: &StoreError) -> bool {
    matches!(error, StoreError::Corrupt { .. } | StoreError::Foreign { .. })
}

/// Deletes the cache of the store at `path`.
///
/// # Errors
/// When the disk fails.
pub fn forget_cache(path: &Path) -> io::Result<()> {
    for suffix in [".cache", ".cache.new"] {
        remove(&with_suffix(path, suffix))?;
    }
    Ok(())
}

/// Stores that were kept beside this one under this mark and a number, also those of which only a
/// log is left.
pub(crate) fn beside(path: &Path, mark: &str) -> io::Result<Vec<PathBuf>> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let start = format!("{}{mark}", name.unwrap_or_default());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut found = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let Some(rest) = name.strip_prefix(&start) else { continue };
        let is_number = |c: &char| c.is_ascii_digit() || *c == '-';
        let number: String = rest.chars().take_while(is_number).collect();
        let number = number.trim_end_matches('-');
        if number.starts_with(|c: char| c.is_ascii_digit()) {
            found.insert(path.with_file_name(format!("{start}{number}")));
        }
    }
    Ok(found.into_iter().collect())
}

fn make_draft(
    path: &Path,
    draft: &Path,
    erasure: &Erasure,
    settings: &Settings,
) -> Result<(), StoreError> {
    let source = source(path, settings)?;
    let mut new = SqliteStore::open_with(draft, settings)?;
    copy_without(&source, path, &mut new, erasure)?;
    close(new, draft)
}

/// A copy, where it can be read at all.
fn source(path: &Path, settings: &Settings) -> Result<Connection, StoreError> {
    let unreadable = |cause| failed(path, "read the rows", cause);
    let source = match has_log(path) {
        // What was committed last may be in the log alone.
        true => connect(path, &Settings::default()),
        false => connect_to_read(path),
    };
    let source = source.map_err(unreadable)?;
    // Reads a file that is shorter than its header says.
    source.pragma_update(None, "writable_schema", true).map_err(unreadable)?;
    match settings.migrations.read(source, path)? {
        (_, 0) => Err(foreign(path, "it is empty")),
        (source, _) => Ok(source),
    }
}

/// Every whole row but the names, and the mark that they are gone.
fn copy_without(
    source: &Connection,
    path: &Path,
    new: &mut SqliteStore,
    erasure: &Erasure,
) -> Result<(), StoreError> {
    let unreadable = |cause| failed(path, "read the rows", cause);
    let to = new.path.clone();
    let unwritable = |cause| failed(&to, "write the rows without erased names", cause);
    let transaction = new.db.transaction().map_err(unwritable)?;
    let mut puts = vec![erasure.mark(0)];
    for table in TABLES {
        let mut copy = Copy { db: &transaction, table, tally: Tally::default(), failure: None };
        let mut take = |row: &RawRow<'_>, cells: &[Cell<'_>]| match left_out(table, cells, erasure)
        {
            LeftOut::No => copy.row(row, cells),
            LeftOut::Yes => Some(()),
            LeftOut::Instead(put) => {
                puts.push(put);
                Some(())
            }
        };
        // What is damaged was told when the file was set aside, or made.
        scan(source, table, &mut take).map_err(unreadable)?;
        if let Some(cause) = copy.failure {
            return Err(unwritable(cause));
        }
        copy.tally.write(&transaction, table).map_err(unwritable)?;
    }
    put_all(&transaction, &puts).map_err(unwritable)?;
    transaction.commit().map_err(unwritable)
}

/// Whether a row is left out of a copy.
enum LeftOut {
    No,
    Yes,
    Instead(Put),
}

fn left_out(table: &Table, cells: &[Cell<'_>], erasure: &Erasure) -> LeftOut {
    match cells {
        [Cell::Text(key), _] if table.name == FACT.name => {
            match *key == Erasure::FACT || Erasure::DRAFTS.contains(key) {
                true => LeftOut::Yes,
                false => LeftOut::No,
            }
        }
        [_, _, Cell::Bytes(record)] if table.name == RECORD.name && erasure.is_name(record) => {
            LeftOut::Yes
        }
        [Cell::Bytes(set), Cell::Bytes(bytes)] if table.name == COMMAND.name => {
            match (erasure.command_without(bytes), <[u8; 16]>::try_from(*set)) {
                (Some(bytes), Ok(set)) => {
                    LeftOut::Instead(Put::OwnCommand { set: SetId(set), bytes })
                }
                (None, _) | (_, Err(_)) => LeftOut::No,
            }
        }
        _ => LeftOut::No,
    }
}

/// A closed store says that names are gone from it.
fn has_mark(path: &Path, is_it: &dyn Fn(&[u8]) -> bool) -> bool {
    let read = || -> rusqlite::Result<Vec<u8>> {
        let db = connect_to_read(path)?;
        db.query_row("SELECT value FROM fact WHERE key = ?", [Erasure::FACT], |row| row.get(0))
    };
    path.exists() && read().is_ok_and(|fact| is_it(&fact))
}

fn has_log(path: &Path) -> bool {
    COMPANIONS.iter().any(|companion| with_suffix(path, companion).exists())
}

fn remove_all(path: &Path) -> io::Result<()> {
    remove(path)?;
    for companion in COMPANIONS {
        remove(&with_suffix(path, companion))?;
    }
    sync_folder(path)
}

fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn failed_step(step: &str, path: &Path, cause: io::Error) -> StoreError {
    let step = format!("{step} {}", path.display());
    match cause.kind() {
        io::ErrorKind::StorageFull => StoreError::Full,
        _ => StoreError::Failed { step, source: Box::new(cause) },
    }
}
