//! Erased names leave the disk of this device: its store, what was set aside beside it, the picture
//! for the next start, the draft, carried boards, exports and prints in its own folder, and a server
//! that it once was. What a kill or a full disk cuts off is taken up again.

use super::{batch::Batch, run::Engine, worker::Job};
use crate::{
    ask::{Answer, Failure},
    server,
};
use shared::{
    carry::{BadCarry, Carried},
    erased::Certificate,
    ids::{ChangeHash, DeviceId, EventId},
    keys::Strict,
    persist::{StoreError, Transaction},
    proof::Proof,
    sync::{DeviceInput, Erasure},
};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// What could not be deleted is tried again after this time.
const AGAIN_MS: u64 = 60_000;
/// What this program writes for people, as their names begin and end.
const OURS: [&str; 8] =
    ["board", "programme", "sessions", "grid", "history", "doors", "slips", "blank"];
const ENDINGS: [&str; 4] = [super::files::BOARD_ENDING, "json", "csv", "pdf"];

/// Names that are being deleted on the disk.
#[derive(Default)]
pub(super) struct Erasing {
    at_work: bool,
    again_ms: u64,
    /// What the store is rid of already, while a file is not: it is not written anew at each try, and
    /// what somebody is typing is not taken away again.
    store_done: Option<Erasure>,
    /// What the folder of a server that this device was is rid of.
    server_done: Option<Erasure>,
}

impl Erasing {
    /// Another store may have been opened.
    pub(super) fn begin_again(&mut self) {
        self.store_done = None;
    }
}

impl Engine {
    /// Once a second, when everything is committed: deletes on the disk what was erased.
    pub(super) fn erase_on(&mut self) {
        let now_ms = self.now_ms();
        // A board that is being packed may still have the names: it is written first.
        let busy = self.erasing.at_work || self.carrying.writing.is_some();
        if busy || now_ms < self.erasing.again_ms {
            return;
        }
        let Some(device) = self.ground.device() else { return };
        let replica = device.replica();
        let Some(event) = replica.event().filter(|_| replica.erasing().is_some()) else { return };
        let erasure = Erasure::of(replica.erased_people());
        let known =
            replica.erasure_due().map(|_| replica.envelopes().map(|(hash, _)| hash).collect());
        let server = self.server_at_rest(&erasure);
        // It may have been ended before it had done its own.
        if known.is_none() && server.is_none() {
            return;
        }
        // Should it be cut short here, it begins again later.
        self.erasing.again_ms = now_ms + AGAIN_MS;
        let is_due = known.is_some() && self.erasing.store_done.as_ref() != Some(&erasure);
        let here = if is_due { self.erase_store(&erasure) } else { Ok(()) };
        if is_due && here.is_ok() {
            self.erasing.store_done = Some(erasure.clone());
        }
        if let Err(error) = &here {
            not_gone(error);
        }
        let is_done = here.is_ok();
        let files = known.map(|known| Files { data: self.ground.folder(), event, known });
        let work = Work { server, files, erasure, is_done };
        let ticket = self.next_ticket();
        self.erasing.at_work = self.worker.give(ticket, Job::Erase(Box::new(work))).is_ok();
    }

    /// The folder of a server that this device was and is not, where that may hold names.
    fn server_at_rest(&mut self, erasure: &Erasure) -> Option<PathBuf> {
        if self.host.has_folder() {
            self.erasing.server_done = None;
        }
        let folder = self.server_folder();
        let is_done = self.erasing.server_done.as_ref() == Some(erasure);
        (!self.host.has_folder() && !is_done && server::is_there(&folder)).then_some(folder)
    }

    /// The server that this device was or can become, once nothing of erased names can be left in the
    /// folder of that. While it serves, the server speaks for itself.
    pub(super) fn keeps_server(&mut self) -> Option<DeviceId> {
        let (folder, serves) = (self.server_folder(), self.host.has_folder());
        let replica = self.ground.device()?.replica();
        let event = replica.event()?;
        let erasure = replica.erasing().is_some().then(|| Erasure::of(replica.erased_people()));
        let is_done = erasure.is_none() || self.erasing.server_done == erasure;
        let spare = self.ground.local.spare.as_ref().filter(|spare| spare.event() == event)?;
        (!serves && (is_done || !server::is_there(&folder))).then(|| spare.server())
    }

    /// The store, and what is beside it. The picture is made again of what is shown without the names.
    fn erase_store(&mut self, erasure: &Erasure) -> Result<(), StoreError> {
        let puts = self.ground.local.erase_drafts();
        self.ground.commit(&Transaction { puts });
        let Some(store) = self.ground.store() else { return Err(StoreError::Full) };
        let path = store.path().to_owned();
        store.write_anew()?;
        self.out.forget_picture();
        let beside = store::erase_beside(&path, erasure, &mut server::lost);
        self.out.keep_picture(&mut self.ground);
        beside
    }

    /// The worker has been through the files.
    pub(super) fn files_erased(&mut self, batch: &mut Batch, erasure: Erasure, is_done: bool) {
        self.erasing.at_work = false;
        if is_done {
            self.erasing.store_done = None;
            // More may have been erased meanwhile.
            self.erasing.again_ms = 0;
            self.erasing.server_done = Some(erasure.clone()).filter(|_| !self.host.has_folder());
            tracing::info!("Erased names are gone from the disk of this device");
        }
        self.take_device(batch, DeviceInput::DiskErased { erasure, is_done });
    }

    /// Damaged files of this device, and of a server that it is or was.
    fn damaged_files(&mut self) -> Result<u64, StoreError> {
        let of_server = server::damaged_files(&self.server_folder())?;
        let Some(store) = self.ground.store() else { return Ok(of_server) };
        Ok(of_server + store::damaged_beside(store.path())?)
    }

    /// Which names are erased, and which devices have done it.
    pub(super) fn certificate(&mut self) -> Answer {
        let Some(device) = self.ground.device() else {
            return Answer::Failed(Failure::NotSaved);
        };
        let schedule = device.schedule();
        let standings: Vec<_> = device.standings().collect();
        let replica = device.replica();
        let members = Proof::of(replica, &schedule, standings, (true, 0)).members;
        let said = device.server_safety().and_then(|safety| safety.told.erasing);
        let server = device.server().map(|server| (server, said));
        let reports = device.reports().cloned();
        let certificate = Certificate::of(replica, &members, reports, server, device.keeps());
        match self.damaged_files() {
            Ok(damaged) => Answer::Certificate(Box::new(Certificate { damaged, ..certificate })),
            Err(error) => {
                let cause = &error as &dyn std::error::Error;
                tracing::warn!(error = cause, "Damaged files could not be counted: {error}");
                Answer::Failed(Failure::NotSaved)
            }
        }
    }
}

/// What the worker does.
pub(super) struct Work {
    /// A server that this device was, and is not at present.
    server: Option<PathBuf>,
    files: Option<Files>,
    pub erasure: Erasure,
    /// The store is rid of the names.
    is_done: bool,
}

impl Work {
    /// Whether they are gone everywhere.
    pub(super) fn erase(&self) -> bool {
        let of_server = self.server.as_deref().map(|of| server::erase_at_rest(of, &self.erasure));
        let of_server = of_server.unwrap_or(Ok(()));
        if let Err(error) = &of_server {
            not_gone(error);
        }
        let of_files = self.files.as_ref().map_or(Ok(()), Files::erase);
        if let Err(error) = &of_files {
            tracing::error!(%error, "Erased names may still be in a file of this device");
        }
        self.is_done && of_server.is_ok() && of_files.is_ok()
    }
}

/// Files of this device that may hold erased names.
struct Files {
    data: PathBuf,
    event: EventId,
    /// Every edit that is on this device's disk.
    known: BTreeSet<ChangeHash>,
}

impl Files {
    /// What this program wrote into its own folder for people, where it may hold names.
    fn erase(&self) -> io::Result<()> {
        let mut trouble = Ok(());
        for file in fs::read_dir(&self.data)? {
            let path = file?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let name = name.unwrap_or_default();
            let is_board = path.extension().is_some_and(|end| end == super::files::BOARD_ENDING);
            let may_go = match is_board {
                true if path.is_file() => self.may_go(&path),
                true => Ok(false),
                false => Ok(path.is_file() && is_ours(&name)),
            };
            let gone = may_go
                .and_then(|may| if may { fs::remove_file(&path) } else { Ok(()) }.map(|()| may));
            match gone {
                Ok(true) => {
                    tracing::info!("A file that may hold erased names is deleted: {name}");
                }
                Ok(false) => {}
                // The others go all the same.
                Err(error) => trouble = Err(error),
            }
        }
        trouble
    }

    /// A carried board of this event of which every edit is here. One that brings edits has to be
    /// taken first.
    fn may_go(&self, path: &Path) -> io::Result<bool> {
        let board = match Carried::read(&fs::read(path)?, &Strict) {
            Ok(board) if board.event() == self.event => board,
            Ok(_) | Err(BadCarry::Foreign) => return Ok(false),
            // Nobody can take anything out of it.
            Err(BadCarry::CutShort | BadCarry::Altered) => return Ok(true),
            Err(why @ (BadCarry::TooLarge | BadCarry::TooNew { .. })) => {
                return Err(io::Error::other(format!("{}: {why}", path.display())));
            }
        };
        match board.hashes().all(|hash| self.known.contains(&hash)) {
            true => Ok(true),
            false => {
                Err(io::Error::other(format!("{} holds edits: take it first", path.display())))
            }
        }
    }
}

/// An export, a print, or one that was cut off while it was being written.
fn is_ours(name: &str) -> bool {
    if name.starts_with('.') && name.ends_with(".new") {
        return ENDINGS.iter().any(|ending| name.contains(&format!(".{ending}.")));
    }
    let Some((name, ending)) = name.strip_prefix("campboard-").and_then(|n| n.split_once('.'))
    else {
        return false;
    };
    let number = |rest: &str| {
        rest.is_empty() || rest.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok())
    };
    ENDINGS.contains(&ending) && OURS.iter().any(|ours| name.strip_prefix(ours).is_some_and(number))
}

fn not_gone(error: &StoreError) {
    let cause = error as &dyn std::error::Error;
    tracing::error!(error = cause, "Erased names may still be on the disk of this device: {error}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_program_wrote_for_people_is_deleted() {
        for ours in [
            "campboard-programme.json",
            "campboard-grid-2.csv",
            "campboard-grid-12.pdf",
            ".campboard-board.campboard.312-0.new",
        ] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "campboard-kiosk",
            "campboard-server",
            "campboard-kiosk.db",
            "campboard-grid-mine.csv",
            "kiosk.db",
            "notes.json",
            ".notes.txt.new",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
