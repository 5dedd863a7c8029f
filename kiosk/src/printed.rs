//! `print`: the board on paper, out of this kiosk's own file. The file is only read, as a copy, so that
//! the kiosk may go on meanwhile.

use crate::{clock::Clock, random::SystemRandom};
use printing::Print;
use shared::{
    persist::{Saved, StoreError},
    sync::{Device, LoadError, Setup},
};
use std::{
    io,
    path::{Path, PathBuf},
};

/// A kiosk that writes while its file is copied spoils the copy: so many are made.
const COPIES_MAX: usize = 4;

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum NotPrinted {
    /// There is no kiosk's file.
    #[error("there is no kiosk's data at {}: name its folder with --data", .path.display())]
    NoStore {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is no place for the copy.
    #[error("make a folder for a copy of the board")]
    NoFolder(#[source] io::Error),
    /// The copy could not be made, or read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What it holds is no kiosk's.
    #[error(transparent)]
    Device(#[from] LoadError),
    /// The kiosk takes part in no event.
    #[error("this kiosk takes part in no event yet")]
    NoEvent,
    /// The print itself failed.
    #[error(transparent)]
    Print(#[from] printing::NotPrinted),
}

/// Prints the board that the kiosk with this file has; how many rows of it are damaged and left out,
/// so that the print may lack edits.
///
/// # Errors
/// When there is no such file, no board in it, or nothing could be written or sent.
pub fn print(store: &Path, typed: &Print) -> Result<usize, NotPrinted> {
    if !store::is_there(store) {
        return Err(NotPrinted::NoStore { path: store.to_owned() });
    }
    let saved = read(store)?;
    let damaged = saved.damaged.len();
    let (mut device, _) = Device::load(saved, Setup::default(), &mut SystemRandom)?;
    if device.replica().event().is_none() {
        return Err(NotPrinted::NoEvent);
    }
    let board = paper::board_of(device.replica().documents());
    typed.run(&device.schedule(), &board, Clock::System.now())?;
    Ok(damaged)
}

/// Reads a copy in a folder of nobody else's: there is a key in it.
fn read(store: &Path) -> Result<Saved, NotPrinted> {
    let mut copies = 1;
    loop {
        let folder = tempfile::Builder::new().prefix("campboard-").tempdir();
        let folder = folder.map_err(NotPrinted::NoFolder)?;
        match store::salvage(store, folder.path()) {
            Ok(saved) if saved.damaged.is_empty() || copies == COPIES_MAX => return Ok(saved),
            Err(error) if copies == COPIES_MAX => return Err(error.into()),
            Ok(_) | Err(_) => copies += 1,
        }
    }
}
