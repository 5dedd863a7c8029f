//! Moving a broken store out of the way. Nothing here deletes a byte.

use crate::open::finish_rescue;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// What SQLite keeps beside a database.
pub(crate) const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Moves a broken store to `<name>.broken-<n>`, with what SQLite keeps beside it, and says where.
/// The store must be closed.
///
/// # Errors
/// When there is no such file or the folder cannot be written.
pub fn set_aside(path: &Path) -> io::Result<PathBuf> {
    finish_rescue(path).map_err(io::Error::other)?;
    move_aside(path, "broken", &COMPANIONS)
}

/// Moves the store of a sample event to `<name>.sample-<n>`, with its cache and what SQLite keeps
/// beside it, and says where. The store must be closed.
///
/// # Errors
/// When there is no such file or the folder cannot be written.
pub fn set_sample_aside(path: &Path) -> io::Result<PathBuf> {
    let [wal, shm, journal] = COMPANIONS;
    move_aside(path, "sample", &[wal, shm, journal, ".cache"])
}

fn move_aside(path: &Path, why: &str, companions: &[&str]) -> io::Result<PathBuf> {
    if !path.try_exists()? {
        return Err(io::Error::from(io::ErrorKind::NotFound));
    }
    let mut n = 1_u32;
    let aside = loop {
        let aside = with_suffix(path, &format!(".{why}-{n}"));
        if !taken(&aside)? {
            break aside;
        }
        n += 1;
    };
    // The database goes last: SQLite deletes a log whose database is absent, so after a crash in
    // between the log must not be what has stayed.
    for companion in companions {
        match std::fs::rename(with_suffix(path, companion), with_suffix(&aside, companion)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            moved => moved?,
        }
    }
    std::fs::rename(path, &aside)?;
    sync_folder(path)?;
    Ok(aside)
}

fn taken(aside: &Path) -> io::Result<bool> {
    for suffix in [""].into_iter().chain(COMPANIONS) {
        if with_suffix(aside, suffix).try_exists()? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `path` with `suffix` after its name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Makes renames in the folder of `path` survive a power cut.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
