//! Files that are there whole or as they were, and that only their owner reads.

use crate::aside::sync_folder;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Drafts of one name that a process may have, or has left, beside a file.
const DRAFTS_MAX: u32 = 64;

/// A file that is being written beside its place. One that was never placed is deleted.
#[derive(Debug)]
pub struct Draft {
    file: File,
    path: PathBuf,
    placed: bool,
}

impl Draft {
    /// Begins one beside `path`: a new file, whatever stands under its name or is linked from there.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn beside(path: &Path) -> io::Result<Self> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let mut number = 0;
        loop {
            let mut own = OsString::from(".");
            own.push(name);
            own.push(format!(".{}-{number}.new", std::process::id()));
            let draft = path.with_file_name(own);
            match create(&draft) {
                Err(error)
                    if error.kind() == io::ErrorKind::AlreadyExists && number < DRAFTS_MAX =>
                {
                    number += 1;
                }
                created => return Ok(Self { file: created?, path: draft, placed: false }),
            }
        }
    }

    /// Puts it in its place, where it is after a power cut too. What stood there is gone.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn place(mut self, path: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, path)?;
        self.placed = true;
        match sync_folder(path) {
            // Some sticks' file systems know no such thing.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
                ) =>
            {
                Ok(())
            }
            synced => synced,
        }
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.placed {
            // The first error was told; there is nothing else to be done about this one.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Writes a file: it is there whole, or as it was.
///
/// # Errors
/// When the folder cannot be written, or the disk fails.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = Draft::beside(path)?;
    draft.write_all(bytes)?;
    draft.place(path)
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_takes_the_place_of_another_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("board");
        for bytes in [b"first".as_slice(), b"the second"] {
            write_whole(&path, bytes).unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_under_the_name_of_the_draft_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (path, precious) = (folder.path().join("board"), folder.path().join("precious"));
        fs::write(&precious, "precious").unwrap();
        let trap = Draft::beside(&path).unwrap();
        fs::remove_file(&trap.path).unwrap();
        std::os::unix::fs::symlink(&precious, &trap.path).unwrap();
        write_whole(&path, b"board").unwrap();
        assert_eq!(fs::read(&precious).unwrap(), b"precious");
        assert_eq!(fs::read(&path).unwrap(), b"board");
    }

    #[test]
    fn what_cannot_be_placed_leaves_no_draft() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("board");
        fs::create_dir(&path).unwrap();
        assert!(write_whole(&path, b"board").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_whole(&folder.path().join("gone/board"), b"board").is_err());
    }
}
