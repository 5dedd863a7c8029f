//! A file that somebody brought: a carried board, or the store of a kiosk or of a server, whole or
//! damaged. It is only read.

use crate::random::System;
use shared::{
    carry::{BadCarry, Carried, is_carried},
    ids::{draw, hex},
    keys::{DeviceKey, Strict},
    limits::CARRY_FILE_BYTES_MAX,
    persist::StoreError,
    sync::{Hub, frame::Standing},
};
use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

/// What was read.
pub struct Brought {
    /// Everything in it that is truly signed.
    pub board: Carried,
    /// The key of the server whose store it is.
    pub key: Option<DeviceKey>,
    /// How devices stood, as it was heard there.
    pub heard: Vec<Standing>,
    /// What is damaged in it, in words.
    pub damaged: Vec<String>,
}

/// Why a file is of no use.
#[derive(Debug, thiserror::Error)]
pub enum BadFile {
    /// It cannot be read.
    #[error("read {}: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// It is not a whole carried board.
    #[error("{}: {cause}", .path.display())]
    Carry {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        cause: BadCarry,
    },
    /// It is no store, or nothing in it can be read.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// It is a store that takes part in no event.
    #[error("{} takes part in no event", .path.display())]
    NoEvent {
        /// The file.
        path: PathBuf,
    },
}

/// Reads a file.
///
/// # Errors
/// When nothing in it is of use.
pub fn read(path: &Path) -> Result<Brought, BadFile> {
    let unread = |source| BadFile::Read { path: path.to_owned(), source };
    let mut start = Vec::new();
    let file = fs::File::open(path).map_err(unread)?;
    file.take(16).read_to_end(&mut start).map_err(unread)?;
    if is_carried(&start) {
        let carry = |cause| BadFile::Carry { path: path.to_owned(), cause };
        let mut bytes = Vec::new();
        let file = fs::File::open(path).map_err(unread)?;
        let most = CARRY_FILE_BYTES_MAX as u64;
        file.take(most + 1).read_to_end(&mut bytes).map_err(unread)?;
        if bytes.len() as u64 > most {
            return Err(carry(BadCarry::TooLarge));
        }
        let board = Carried::read(&bytes, &Strict).map_err(carry)?;
        return Ok(Brought { board, key: None, heard: Vec::new(), damaged: Vec::new() });
    }
    let scratch = Scratch::new().map_err(unread)?;
    let saved = store::salvage(path, &scratch.0)?;
    let board = Carried::of_store(&saved, &Strict)
        .ok_or_else(|| BadFile::NoEvent { path: path.to_owned() })?;
    let (key, heard) = (Hub::key_of(&saved), Hub::heard_in(&saved));
    Ok(Brought { board, key, heard, damaged: saved.damaged })
}

/// A folder of nobody else's, for a copy with a key in it.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> io::Result<Self> {
        let name = format!("campboard-{}", hex(&draw::<8>(&mut System)));
        let path = std::env::temp_dir().join(name);
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "A copy was not deleted: {}", self.0.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_larger_than_any_board_is_not_read_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("board.campboard");
        fs::write(&path, shared::carry::MAGIC).unwrap();
        // A hole takes no room on the disk.
        let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(CARRY_FILE_BYTES_MAX as u64 + 1).unwrap();
        let refused = read(&path).err().map(|error| error.to_string()).unwrap();
        assert!(refused.contains("larger than any event"), "{refused}");
    }
}
