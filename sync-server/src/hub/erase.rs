//! Erased names leave the server's disk: the event's file, what was set aside beside it, and the
//! backups in both folders. What a kill or a full disk cuts off is taken up again.

use super::{
    asked::{Waiting, answer, refused},
    finishing::Finishing,
    owner::{Desk, Loaded},
};
use crate::{
    ask::{Answer, EraseAct, ErasedPage, Holder, Whose},
    backups, folder,
    limits::ERASE_RETRY_MS,
};
use shared::{
    command::Refusal,
    erased::{Act, Certificate, Gone},
    ids::PersonId,
    names::NameRecord,
    persist::{Put, RecordKind, Store as _, StoreError, Transaction},
    proof::Proof,
    roster::Role,
    sync::{Erasure, HubInput},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, Sender, channel},
};
use store::{Sound, SqliteStore};
use tracing::{error, info, warn};

/// What is to be erased.
pub(super) enum ToErase {
    /// So many names, if somebody is sure, and damaged files.
    Counted { names: u64, damaged: u64 },
    /// Somebody is.
    Sure(BTreeSet<PersonId>),
}

/// Names that are being deleted on the disk.
#[derive(Debug)]
pub(super) struct Erasing {
    at_work: bool,
    /// Of the state of the store: another one may hold names again.
    generation: u64,
    again_ms: u64,
    /// What the event's file is rid of already, and of which state of it, while a backup is not.
    store_done: Option<(Erasure, u64)>,
    tell: Sender<Finished>,
    told: Receiver<Finished>,
    finished: Option<Finished>,
}

type Finished = (Erasure, u64, Result<(), StoreError>);

impl Default for Erasing {
    fn default() -> Self {
        let (tell, told) = channel();
        let (at_work, generation, again_ms, finished) = (false, 0, 0, None);
        let store_done = None;
        Self { at_work, generation, again_ms, store_done, tell, told, finished }
    }
}

impl Erasing {
    pub(super) fn is_at_work(&self) -> bool {
        self.at_work
    }

    #[cfg(test)]
    pub(super) fn sooner_for_tests(&mut self) {
        self.again_ms = 0;
    }

    /// The store holds something else than before.
    pub(super) fn begin_again(&mut self) {
        self.generation += 1;
    }

    /// Waits until what is at work is done.
    pub(super) fn wait(&mut self) {
        if self.at_work && self.finished.is_none() {
            self.finished = self.told.recv().ok();
        }
    }
}

impl Desk {
    /// The names that were erased, if any were.
    pub(super) fn erased_names(&self) -> Option<Erasure> {
        let Loaded::Hub(hub) = &self.hub else { return None };
        let people = hub.replica().erased_people();
        (!people.is_empty()).then(|| Erasure::of(people))
    }

    /// Deletes on the disk what was erased, where that is not done: the event's file at once, the
    /// backups on a thread of their own. None is made meanwhile.
    pub(super) fn begin_erasing(&mut self, store: &SqliteStore) {
        let now_ms = self.clock.ms();
        let Loaded::Hub(hub) = &self.hub else { return };
        if self.erasing.at_work || now_ms < self.erasing.again_ms || self.backups.is_pending() {
            return;
        }
        let Some(erasure) = hub.replica().erasure_due() else { return };
        self.erasing.at_work = true;
        let generation = self.erasing.generation;
        folder::clear_left_exchanges(&self.backups.data);
        // Once is enough for the event's file, though a folder of backups should be away for days.
        let is_due = self.erasing.store_done.as_ref() != Some(&(erasure.clone(), generation));
        let here = match is_due {
            true => store
                .write_anew()
                .and_then(|()| store::erase_beside(store.path(), &erasure, &mut lost)),
            false => Ok(()),
        };
        if here.is_ok() {
            self.erasing.store_done = Some((erasure.clone(), generation));
        }
        let folders = (folder::backups(&self.backups.data), self.backups.second.clone());
        let (tell, bell) = (self.erasing.tell.clone(), self.backups.bell.clone());
        let finishing = Finishing::new((erasure.clone(), generation, Err(fault())), tell, bell);
        let run = move || {
            finishing.with(|| {
                let result = here.and(erase_backups(&folders.0, folders.1, &erasure));
                (erasure, generation, result)
            });
        };
        if let Err(error) = std::thread::Builder::new().name("erase".to_owned()).spawn(run) {
            error!(%error, "Erased names are still on the disk: it is tried again");
            self.erasing.at_work = false;
            self.erasing.again_ms = now_ms + ERASE_RETRY_MS;
        }
    }

    /// What the hub is to hear of what was at work.
    pub(super) fn erased_on_disk(&mut self) -> Option<HubInput> {
        let finished = self.erasing.finished.take().or_else(|| self.erasing.told.try_recv().ok());
        let (erasure, generation, result) = finished?;
        self.erasing.at_work = false;
        self.backups.listed = None;
        let is_done = result.is_ok() && generation == self.erasing.generation;
        match result {
            Ok(()) => info!("Erased names are gone from the server's disk and its backups"),
            Err(error) => {
                self.erasing.again_ms = self.clock.ms() + ERASE_RETRY_MS;
                error!(
                    error = &error as &dyn std::error::Error,
                    "Erased names may still be on the disk: {error}; it is tried again"
                );
            }
        }
        Some(HubInput::DiskErased { erasure, is_done })
    }

    /// Whose names are to be erased, and how many they are.
    pub(super) fn erase(&mut self, act: &EraseAct) -> Result<ToErase, String> {
        let schedule = self.schedule()?;
        let people: BTreeSet<PersonId> = match &act.whose {
            Whose::All => schedule.people.keys().copied().collect(),
            Whose::Person(name) => {
                let known = schedule.people.iter().map(|(person, name)| (*person, &**name));
                [person(name, known)?].into()
            }
        };
        if people.is_empty() {
            return Err("no name is known here: nothing is left to be erased".to_owned());
        }
        let names = people.len() as u64;
        if !act.is_sure {
            let damaged = self.damaged()?;
            return Ok(ToErase::Counted { names, damaged });
        }
        info!(names, "Names are erased");
        Ok(ToErase::Sure(people))
    }

    fn damaged(&self) -> Result<u64, String> {
        let found = damaged_files(&self.backups.data, self.backups.second.as_deref());
        found.map_err(|error| error.to_string())
    }

    pub(super) fn erased(&mut self, ticket: u64, result: Result<u64, Refusal>) {
        let Some(Waiting { reply, .. }) = self.waiting.remove(&ticket) else { return };
        let told = match result {
            Ok(names) => Answer::ToErase { names, damaged: 0 },
            Err(refusal) => refused(&refusal.to_string()),
        };
        answer(reply, super::Outcome::Answer(told));
    }

    /// Which names are erased, and which devices have done it.
    pub(super) fn certificate(&mut self) -> Result<ErasedPage, String> {
        let schedule = self.schedule()?;
        let now_ms = self.clock.now().ms;
        let Loaded::Hub(hub) = &self.hub else { return Err("the disk fails".to_owned()) };
        let replica = hub.replica();
        let members = Proof::of(replica, &schedule, hub.standings(now_ms), (true, 0)).members;
        let certificate = Certificate::of(replica, &members, hub.reports(), None, None);
        let called = |device: shared::ids::DeviceId, label: &str| match label {
            "" if device == replica.id() => "this server".to_owned(),
            "" => device.short(),
            label => label.to_owned(),
        };
        let act = |act: &Act| (called(act.by, &act.label), act.at_ms, act.names);
        let holders = certificate.holders.iter().map(|one| Holder {
            device: called(one.device, &one.label),
            role: match (one.role, one.is_server) {
                (_, true) => "server".to_owned(),
                (role, false) => role.map(Role::name).unwrap_or_default().to_owned(),
            },
            gone_ms: match one.gone {
                Gone::Since(at_ms) => Some(at_ms),
                Gone::Failed | Gone::NotYet | Gone::ShownOut => None,
            },
            failed: one.gone == Gone::Failed,
            heard_ms: one.heard_ms,
        });
        Ok(ErasedPage {
            names: certificate.names,
            acts: certificate.acts.iter().map(act).collect(),
            holders: holders.collect(),
            whole: certificate.is_whole(),
        })
    }
}

/// The person of this name, or with this id.
fn person<'a>(
    name: &str,
    known: impl Iterator<Item = (PersonId, &'a str)>,
) -> Result<PersonId, String> {
    let (name, id) = (name.trim(), name.trim().parse::<PersonId>().ok());
    let is_it = |(person, known): &(PersonId, &str)| {
        id == Some(*person) || known.to_lowercase() == name.to_lowercase()
    };
    let found: Vec<(PersonId, &str)> = known.filter(is_it).collect();
    match found.as_slice() {
        [] => Err(format!("nobody here is called {name:?}: nothing was erased")),
        [(person, _)] => Ok(*person),
        several => {
            let ids: Vec<String> = several.iter().map(|(person, _)| person.to_string()).collect();
            let ids = ids.join(" or ");
            Err(format!(
                "{} people are called {name:?}: say which with --person {ids}",
                several.len()
            ))
        }
    }
}

/// Takes erased names out of a data folder on which no server runs, where it has an event.
///
/// # Errors
/// When a server runs on it after all, or the disk fails.
pub fn erase_at_rest(data: &Path, erasure: &Erasure) -> Result<(), StoreError> {
    let path = folder::store(data);
    if !store::is_there(&path) || store::is_erased(&path, erasure) {
        return Ok(());
    }
    let Sound { mut store, saved, .. } =
        SqliteStore::open_sound(&path, &store::Settings::default())?;
    let names = saved.records.iter().filter(|(kind, _)| *kind == RecordKind::Name);
    let names = names.filter(|(_, bytes)| erasure.is_name(bytes));
    let names = names.filter_map(|(_, bytes)| NameRecord::decode(bytes).ok());
    let delete = |name: NameRecord| Put::DeleteRecord { kind: RecordKind::Name, id: name.id().0 };
    store.commit(&Transaction { puts: names.map(delete).collect() })?;
    store.write_anew()?;
    // It stays locked until all is done: no server may start on the folder meanwhile.
    store::erase_beside(&path, erasure, &mut lost)?;
    folder::clear_left_exchanges(data);
    erase_backups(&folder::backups(data), None, erasure)?;
    // It counts for this file as it is: a server that knows of other erasures does it again.
    store.commit(&Transaction { puts: vec![erasure.mark(0)] })
}

/// Damaged files of a server, set aside or among its backups. An erasure leaves of them only what can
/// be read; somebody should know before.
///
/// # Errors
/// When a folder cannot be read.
pub fn damaged_files(data: &Path, second: Option<&Path>) -> Result<u64, StoreError> {
    let beside = store::damaged_beside(&folder::store(data))?;
    let first = backups::damaged(&folder::backups(data));
    Ok(beside + first + second.map_or(0, backups::damaged))
}

/// Says that a damaged file went with the names.
pub fn lost(path: &Path) {
    let path = path.display();
    warn!("The damaged file {path} cannot be read and may hold erased names: it is deleted");
}

/// It ended in the middle: backups are made again meanwhile, and it is tried again.
fn fault() -> StoreError {
    let step = "erase names in the backups".to_owned();
    StoreError::Failed { step, source: "a fault of this program".into() }
}

fn erase_backups(
    first: &Path,
    second: Option<PathBuf>,
    erasure: &Erasure,
) -> Result<(), StoreError> {
    let of_first = match first.exists() {
        true => backups::erase(first, erasure),
        false => Ok(()),
    };
    // A second folder that is not there may be a stick that somebody has pulled.
    let of_second = second.map_or(Ok(()), |second| backups::erase(&second, erasure));
    of_first.and(of_second)
}
