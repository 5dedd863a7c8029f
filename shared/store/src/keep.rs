//! Copies of a store that are kept beside it: of before it is brought up to date, and of before an
//! import. Each is on the disk, and was read again, before it counts.

use crate::aside::{sync_folder, with_suffix};
use crate::backup::connect_to_read;
use crate::erase::beside;
use crate::error::failed;
use crate::load::read_from;
use crate::migrations::Migrations;
use crate::open::SqliteStore;
use crate::rescue::discard;
use crate::space::free_bytes;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use shared::persist::{Saved, StoreError};
use std::io;
use std::path::{Path, PathBuf};

/// Ends the name of one that is being made.
pub(crate) const DRAFT: &str = ".keep-new";
/// Stands in the name of one of before an import, before its number.
pub(crate) const BEFORE_IMPORT: &str = ".before-import-";
/// So many of before an import stay.
const BEFORE_IMPORT_MAX: usize = 3;
/// None is begun that would leave less than this: edits come before copies.
const RESERVE_BYTES: u64 = 32 << 20;

impl SqliteStore {
    /// Keeps a copy of the store beside it, as `<name>.before-import-<n>`; the last three stay.
    ///
    /// # Errors
    /// When there is no room for it, the disk fails, or it does not read as the store does: then
    /// nothing is left of it.
    pub fn keep_before_import(&self) -> Result<PathBuf, StoreError> {
        let step = |cause| failed_step(&self.path, cause);
        let size = std::fs::metadata(&self.path).map_or(0, |file| file.len());
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let free = free_bytes(folder.unwrap_or(Path::new(".")));
        if free.is_some_and(|free| free < size.saturating_add(RESERVE_BYTES)) {
            return Err(StoreError::Full);
        }
        let mut copy = Copied::of(&self.db, &self.path, self.migrations)?;
        if copy.held != self.read_all()? {
            let step = format!("keep a copy of {} that reads as it does", self.path.display());
            return Err(StoreError::Failed { step, source: "the disk may be failing".into() });
        }
        let mut kept = before_import(&self.path).map_err(step)?;
        let number = kept.last().map_or(1, |(number, _)| number + 1);
        let place = with_suffix(&self.path, &format!("{BEFORE_IMPORT}{number}"));
        copy.put(&self.path, place.clone())?;
        copy.stays();
        kept.push((number, place.clone()));
        let surplus = kept.len().saturating_sub(BEFORE_IMPORT_MAX);
        for (_, old) in kept.into_iter().take(surplus) {
            discard(&old).map_err(step)?;
        }
        Ok(place)
    }
}

/// Those of before imports, with their numbers, the earliest first.
fn before_import(path: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let number = |path: PathBuf| {
        let name = path.file_name()?.to_str()?;
        let (_, number) = name.rsplit_once(BEFORE_IMPORT)?;
        Some((number.parse().ok()?, path.clone()))
    };
    let mut found: Vec<_> = beside(path, BEFORE_IMPORT)?.into_iter().filter_map(number).collect();
    found.sort_unstable();
    Ok(found)
}

/// A copy of a store. It goes again unless it is to stay.
pub(crate) struct Copied {
    path: PathBuf,
    /// What it holds.
    pub(crate) held: Saved,
    stays: bool,
}

impl Copied {
    /// Copies everything, and reads it again: as it is where its columns are those of today, else as
    /// it will be.
    pub(crate) fn of(
        db: &Connection,
        path: &Path,
        migrations: Migrations,
    ) -> Result<Self, StoreError> {
        let draft = with_suffix(path, DRAFT);
        discard(&draft).map_err(|cause| failed_step(path, cause))?;
        let unwritable = |cause| failed(&draft, "write a copy", cause);
        let made = Connection::open(&draft).and_then(|mut copy| {
            // It is synced as a whole, and thrown away when it is not complete.
            copy.pragma_update(None, "synchronous", "OFF")?;
            copy.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
            copy_all(db, &mut copy)?;
            copy.close().map_err(|(_, cause)| cause)
        });
        let mut copied = Self { path: draft.clone(), held: Saved::default(), stays: false };
        made.map_err(unwritable)?;
        let synced = std::fs::File::open(&draft).and_then(|file| file.sync_all());
        synced.map_err(|cause| failed_step(path, cause))?;
        let source = connect_to_read(&draft).map_err(unwritable)?;
        copied.held = match read_from(&source, &draft) {
            Ok(held) => held,
            Err(_) => read_from(&migrations.read(source, &draft)?.0, &draft)?,
        };
        Ok(copied)
    }

    /// Gives it its name, of a copy of the store at `path`.
    pub(crate) fn put(&mut self, path: &Path, place: PathBuf) -> Result<(), StoreError> {
        let put = std::fs::rename(&self.path, &place).and_then(|()| sync_folder(path));
        put.map_err(|cause| failed_step(path, cause))?;
        self.path = place;
        Ok(())
    }

    pub(crate) fn stays(mut self) -> PathBuf {
        self.stays = true;
        std::mem::take(&mut self.path)
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        if !self.stays {
            // The first error was told; the store itself is as it was.
            let _ = discard(&self.path);
        }
    }
}

/// Copies every page.
pub(crate) fn copy_all(from: &Connection, to: &mut Connection) -> rusqlite::Result<()> {
    match Backup::new(from, to)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => {
            let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
            Err(rusqlite::Error::SqliteFailure(busy, None))
        }
    }
}

fn failed_step(path: &Path, cause: io::Error) -> StoreError {
    match cause.kind() {
        io::ErrorKind::StorageFull => StoreError::Full,
        _ => {
            let step = format!("keep a copy of {} beside it", path.display());
            StoreError::Failed { step, source: Box::new(cause) }
        }
    }
}
