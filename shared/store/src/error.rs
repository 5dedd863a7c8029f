//! From SQLite's codes to the errors that have an answer.

use rusqlite::{ErrorCode, ffi};
use shared::persist::StoreError;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

/// The error for `step` ("write a transaction") that failed at the store `path`.
pub(crate) fn failed(path: &Path, step: &str, cause: rusqlite::Error) -> StoreError {
    let shown = path.display().to_string();
    let Some(sqlite) = cause.sqlite_error() else {
        return other(path, step, cause);
    };
    match sqlite.code {
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::ReadOnly if sqlite.extended_code == ffi::SQLITE_READONLY_DBMOVED => {
            let step = format!("{step}: the file was moved or deleted while it was open");
            other(path, &step, cause)
        }
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            StoreError::ReadOnly { path: shown }
        }
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::FileLockingProtocolFailed => StoreError::Busy { path: shown },
        ErrorCode::DatabaseCorrupt => StoreError::Corrupt { path: shown, what: cause.to_string() },
        ErrorCode::NotADatabase => {
            StoreError::Foreign { path: shown, what: "it is no SQLite database".into() }
        }
        ErrorCode::SystemIoFailure => match write_beside(path) {
            Err(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => StoreError::Full,
            Err(ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied) => {
                StoreError::ReadOnly { path: shown }
            }
            Ok(()) | Err(_) => other(path, step, cause),
        },
        _ => other(path, step, cause),
    }
}

/// Whether SQLite says that what it read makes no sense, or that the disk cannot read it.
pub(crate) fn is_damage(cause: &rusqlite::Error) -> bool {
    match cause.sqlite_error() {
        Some(sqlite) => match sqlite.code {
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => true,
            ErrorCode::SystemIoFailure => matches!(
                sqlite.extended_code,
                ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS
            ),
            _ => false,
        },
        None => false,
    }
}

fn other(path: &Path, step: &str, cause: rusqlite::Error) -> StoreError {
    StoreError::Failed { step: format!("{step} of {}", path.display()), source: Box::new(cause) }
}

/// SQLite hides the system's error behind "disk I/O error": a disk that is full at the moment of
/// the fsync, or that the system has just made read-only, shows itself by writing a small file.
fn write_beside(path: &Path) -> Result<(), ErrorKind> {
    let probe = crate::aside::with_suffix(path, ".probe");
    let written = std::fs::File::create(&probe)
        .and_then(|mut file| file.write_all(&[0; 64 << 10]).and_then(|()| file.sync_all()));
    // The probe holds nothing: one that cannot be removed is overwritten by the next.
    let _ = std::fs::remove_file(&probe);
    written.map_err(|error| error.kind())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: i32, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        let cause = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        let error = format!("{:?}", failed(&path, "read", cause));
        assert!(error.starts_with(expected), "{code}: {error}");
    }

    #[test]
    fn each_code_of_sqlite_has_its_answer() {
        check(ffi::SQLITE_FULL, "Full");
        check(ffi::SQLITE_READONLY, "ReadOnly");
        check(ffi::SQLITE_READONLY_DBMOVED, "Failed");
        check(ffi::SQLITE_CANTOPEN, "ReadOnly");
        check(ffi::SQLITE_PERM, "ReadOnly");
        check(ffi::SQLITE_BUSY, "Busy");
        check(ffi::SQLITE_LOCKED, "Busy");
        check(ffi::SQLITE_CORRUPT, "Corrupt");
        check(ffi::SQLITE_NOTADB, "Foreign");
        check(ffi::SQLITE_IOERR_FSYNC, "Failed");
        check(ffi::SQLITE_NOMEM, "Failed");
    }
}
