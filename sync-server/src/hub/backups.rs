//! Backups that the owner makes: when one is due, what waits for one, and going back to one.

use super::{
    Input, Outcome,
    asked::{answer, refused},
    finishing::Finishing,
    owner::{Desk, Loaded, load},
    safety::told_why,
};
use crate::{
    ask::{Answer, Request},
    backups::{self, Made, NoBackup, Plan, Trouble, Why},
    folder,
    limits::{BACKUP_FIRST_MS, BACKUP_MS, BACKUP_RETRY_MS},
    random::System,
    settings::Settings,
};
use shared::{
    ids::DocumentKind,
    limits::BACKUP_OLD_MS,
    persist::{Saved, StoreError},
    sync::{
        GoBack, Hub, HubInput, NotBack, Setup,
        frame::{BackedUp, NotBackCode},
    },
};
use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, Sender, channel},
    time::{SystemTime, UNIX_EPOCH},
};
use store::SqliteStore;
use tokio::sync::{mpsc, oneshot};
use tracing::{error, info, warn};

/// A clock may be set back so far without anybody being told.
const CLOCK_STEP_MS: i64 = 60_000;
/// Space is asked for so often.
const FREE_MS: u64 = 60_000;

type Finished = Result<Made, NoBackup>;

/// A backup that is to be made, and what then happens.
#[derive(Debug)]
struct Wanted {
    why: Why,
    then: Then,
}

#[derive(Debug)]
enum Then {
    Nothing,
    Tell(oneshot::Sender<Outcome>),
    Ask(Request, oneshot::Sender<Outcome>),
    Restore(PathBuf, oneshot::Sender<Outcome>),
    GoBack { peer: u64, to: GoBack, backup: PathBuf },
}

/// Backups that are to be made.
#[derive(Debug)]
pub(super) struct Backups {
    pub(super) data: PathBuf,
    pub(super) second: Option<PathBuf>,
    due_ms: u64,
    last_good_ms: Option<i64>,
    wanted: VecDeque<Wanted>,
    at_work: Option<(Wanted, i64)>,
    /// Why the last attempt failed.
    pub(super) trouble: Option<Trouble>,
    /// Rung when one is finished.
    pub(super) bell: Option<mpsc::WeakSender<Input>>,
    tell: Sender<Finished>,
    told: Receiver<Finished>,
    finished: Option<Finished>,
    /// Those that there are, where that was read since the last one was made.
    pub(super) listed: Option<Vec<BackedUp>>,
    free: Option<(u64, Option<u64>)>,
}

impl Backups {
    pub(super) fn new(settings: &Settings) -> Self {
        let all = backups::list(&folder::backups(&settings.data));
        let last = all.into_iter().find(|backup| backup.is_sound);
        let last_good_ms = last.map(|backup| backup.at_ms);
        let due_ms = match last_good_ms {
            None => BACKUP_FIRST_MS,
            Some(at_ms) => {
                let age = age_ms(at_ms, wall_ms());
                BACKUP_MS.saturating_sub(age).max(BACKUP_FIRST_MS)
            }
        };
        let (tell, told) = channel();
        Self {
            data: settings.data.clone(),
            second: settings.backups.clone(),
            due_ms,
            last_good_ms,
            wanted: VecDeque::new(),
            at_work: None,
            trouble: None,
            bell: None,
            tell,
            told,
            finished: None,
            listed: None,
            free: None,
        }
    }

    /// Time has passed.
    pub(super) fn tick(&mut self, now_ms: u64, has_edits: bool) {
        if has_edits && now_ms >= self.due_ms && !self.is_pending() {
            self.due_ms = now_ms + BACKUP_MS;
            self.wanted.push_back(Wanted { why: Why::Hourly, then: Then::Nothing });
        }
    }

    /// One is to be made at once, and somebody waits for it.
    pub(super) fn want(&mut self, why: Why, reply: oneshot::Sender<Outcome>) {
        self.wanted.push_back(Wanted { why, then: Then::Tell(reply) });
    }

    #[cfg(test)]
    pub(super) fn sooner_for_tests(&mut self, ms: u64) {
        self.due_ms = self.due_ms.saturating_sub(ms);
    }

    /// One is to be made, or is being made.
    pub(super) fn is_pending(&self) -> bool {
        !self.wanted.is_empty() || self.at_work.is_some()
    }

    /// Waits until the one that is being made is finished.
    pub(super) fn wait(&mut self) {
        if self.at_work.is_some() && self.finished.is_none() {
            self.finished = self.told.recv().ok();
        }
    }

    /// None can be made: whoever waits for one hears why.
    pub(super) fn give_up(&mut self, why: &str) {
        for wanted in std::mem::take(&mut self.wanted) {
            match wanted.then {
                // Whoever asked from afar is gone with the connection.
                Then::Nothing | Then::GoBack { .. } => {}
                Then::Tell(reply) | Then::Ask(_, reply) | Then::Restore(_, reply) => {
                    answer(reply, Outcome::Answer(refused(why)));
                }
            }
        }
    }

    pub(super) fn age_s(&self, now_ms: i64) -> Option<u64> {
        Some(age_ms(self.last_good_ms?, now_ms) / 1_000)
    }

    /// Bytes that are left on the disk of the data.
    pub(super) fn free_bytes(&mut self, now_ms: u64) -> Option<u64> {
        match self.free {
            Some((at_ms, bytes)) if now_ms.saturating_sub(at_ms) < FREE_MS => bytes,
            _ => {
                let bytes = store::free_bytes(&self.data);
                self.free = Some((now_ms, bytes));
                bytes
            }
        }
    }
}

impl Desk {
    /// The event holds something.
    pub(super) fn has_edits(&self) -> bool {
        match &self.hub {
            Loaded::Hub(hub) => DocumentKind::ALL
                .iter()
                .any(|kind| !hub.replica().documents().hashes(*kind).is_empty()),
            Loaded::Failed(_) => false,
        }
    }

    /// What must not be done without a backup waits for one; the rest comes back.
    pub(super) fn wait_for_backup(
        &mut self,
        request: Request,
        reply: oneshot::Sender<Outcome>,
    ) -> Option<(Request, oneshot::Sender<Outcome>)> {
        let wanted = match request {
            Request::BackUp => Wanted { why: Why::Asked, then: Then::Tell(reply) },
            Request::Restore { backup } => {
                Wanted { why: Why::Restore, then: Then::Restore(backup, reply) }
            }
            Request::Import { dry_run: false, .. } if self.has_edits() && !self.full => {
                Wanted { why: Why::Import, then: Then::Ask(request, reply) }
            }
            request => return Some((request, reply)),
        };
        self.backups.wanted.push_back(wanted);
        None
    }

    /// Begins the next backup that is wanted: where it is to be copied to.
    pub(super) fn begin_backup(&mut self) -> Option<PathBuf> {
        if self.backups.at_work.is_some() || self.erasing.is_at_work() {
            return None;
        }
        let wanted = self.backups.wanted.pop_front()?;
        self.backups.at_work = Some((wanted, self.clock.now().wall_ms));
        let data = &self.backups.data;
        match backups::begin(&folder::backups(data), folder::store_bytes(data)) {
            Ok(draft) => Some(draft),
            Err(error) => {
                self.end_backup(Err(error));
                None
            }
        }
    }

    /// A backup was copied. It is finished on a thread of its own: reading it again takes a while.
    pub(super) fn copied(&mut self, draft: &Path, copied: Result<bool, StoreError>) {
        match copied {
            Err(error) => {
                backups::discard(draft);
                return self.end_backup(Err(error.into()));
            }
            // The server is stopping.
            Ok(false) => {
                backups::discard(draft);
                self.backups.at_work = None;
                return;
            }
            Ok(true) => {}
        }
        let Some((wanted, at_ms)) = &self.backups.at_work else { return };
        let spare = match &wanted.then {
            Then::Restore(backup, _) | Then::GoBack { backup, .. } => Some(backup.clone()),
            Then::Nothing | Then::Tell(_) | Then::Ask(..) => None,
        };
        let plan = Plan {
            folder: folder::backups(&self.backups.data),
            second: self.backups.second.clone(),
            at_ms: *at_ms,
            why: wanted.why,
            erased: self.erased_names(),
            spare,
        };
        let (tell, bell) = (self.backups.tell.clone(), self.backups.bell.clone());
        let copy = draft.to_owned();
        let finishing = Finishing::new(Err(NoBackup::Fault), tell, bell);
        let run = move || finishing.with(|| backups::finish(&copy, &plan));
        let thread = std::thread::Builder::new().name("backup".to_owned()).spawn(run);
        if let Err(source) = thread {
            let path = self.backups.data.clone();
            backups::discard(draft);
            self.end_backup(Err(NoBackup::Write { path, source }));
        }
    }

    fn end_backup(&mut self, finished: Finished) {
        self.backups.finished = Some(finished);
        if let Some(inputs) = self.backups.bell.as_ref().and_then(mpsc::WeakSender::upgrade) {
            // A full queue turns by itself.
            let _ = inputs.try_send(Input::More);
        }
    }

    /// What waited for a backup that is finished.
    pub(super) fn backed_up(&mut self, store: &SqliteStore) -> Option<HubInput> {
        let finished =
            self.backups.finished.take().or_else(|| self.backups.told.try_recv().ok())?;
        let (wanted, at_ms) = self.backups.at_work.take()?;
        self.backups.listed = None;
        let made = match finished {
            Ok(made) => {
                self.made(&made, at_ms);
                Ok(made)
            }
            Err(error) => {
                error!(%error, "There is no backup: it is tried again in some minutes");
                self.backups.trouble = Some(Trouble::from(&error));
                self.backups.due_ms = self.clock.ms() + BACKUP_RETRY_MS;
                self.damaged |= is_damaged(store, &error);
                Err(error.to_string())
            }
        };
        match (wanted.then, made) {
            (Then::Nothing, _) => None,
            (Then::Tell(reply), made) => {
                let told = match made {
                    Ok(made) => Answer::BackedUp { file: made.path },
                    Err(why) => refused(&why),
                };
                answer(reply, Outcome::Answer(told));
                None
            }
            (Then::Ask(request, reply), Ok(_)) => self.answer(store, request, reply),
            (Then::Restore(backup, reply), Ok(before)) => {
                let told = self.restore(store, &backup, before);
                answer(reply, Outcome::Answer(told.unwrap_or_else(|why| refused(&why))));
                None
            }
            (Then::GoBack { peer, to, backup }, made) => {
                let why = match made.map(|before| self.restore(store, &backup, before)) {
                    // The device meets the server again, and sees that it did.
                    Ok(Ok(_)) => return None,
                    Ok(Err(why)) | Err(why) => why,
                };
                error!("The server did not go back to a backup as an organiser asked: {why}");
                Some(not_back(peer, to, NotBackCode::Failed))
            }
            (Then::Ask(_, reply) | Then::Restore(_, reply), Err(why)) => {
                let why = format!("nothing was changed, because {why}");
                answer(reply, Outcome::Answer(refused(&why)));
                None
            }
        }
    }

    /// An organiser asks on a screen to go back to a backup: after one of the present state.
    pub(super) fn go_back(&mut self, peer: u64, to: GoBack) {
        let goes = |wanted: &Wanted| matches!(wanted.then, Then::Restore(..) | Then::GoBack { .. });
        let at_work = self.backups.at_work.as_ref().map(|(wanted, _)| wanted);
        if at_work.into_iter().chain(&self.backups.wanted).any(goes) {
            self.later.push(not_back(peer, to, NotBackCode::Busy));
            return;
        }
        let all = backups::list(&folder::backups(&self.backups.data));
        let fits = |backup: &backups::Backup| {
            backup.is_sound && (backup.at_ms, told_why(backup.why)) == (to.at_ms, to.why)
        };
        match all.into_iter().find(fits) {
            Some(backup) => {
                let file = backup.path.display();
                warn!(peer.id = peer, %file, "An organiser goes back to a backup from a screen");
                let then = Then::GoBack { peer, to, backup: backup.path };
                self.backups.wanted.push_back(Wanted { why: Why::Restore, then });
            }
            None => self.later.push(not_back(peer, to, NotBackCode::NotThere)),
        }
    }

    fn made(&mut self, made: &Made, at_ms: i64) {
        let file = made.path.display();
        if let Some(damage) = &made.unsound {
            warn!("The state that is left is damaged, and kept as it is in {file}: {damage}");
            self.backups.trouble = Some(Trouble::Unsound);
            return;
        }
        info!(file = %file, "A backup is made, and was read again");
        if let Some(error) = &made.second {
            error!(%error, "The second copy of a backup failed");
        }
        self.backups.last_good_ms = Some(at_ms);
        self.backups.trouble = made.second.as_ref().map(|_| Trouble::SecondCopy);
    }

    /// Reads a backup that the server is to go back to.
    pub(super) fn read_backup(&self, backup: &Path) -> Result<Saved, String> {
        let held = store::inspect(backup).map_err(|error| error.to_string())?;
        let is_event = held.facts.get("event").is_some_and(|event| event[..] == self.event.0);
        if Hub::key_of(&held).is_none() {
            let path = backup.display();
            return Err(format!("{path} is no backup of a server: add what it holds with `take`"));
        }
        if !is_event {
            return Err(format!("{} is a backup of another event", backup.display()));
        }
        Ok(held)
    }

    /// Goes back to a backup: its rows take the place of the present ones, in one transaction, and
    /// new logs begin, so that devices offer again what it lacks.
    fn restore(
        &mut self,
        store: &SqliteStore,
        backup: &Path,
        before: Made,
    ) -> Result<Answer, String> {
        let words = |error: StoreError| error.to_string();
        let held = self.read_backup(backup)?;
        let present = load(store).map_err(words)?;
        let also = Hub::begin_from(&held, &present, &Setup::default(), &mut System);
        let damaged = store.replace_with(backup, &also).map_err(words)?;
        self.went_back((before.path, before.unsound), damaged, store)
    }

    /// The store holds what a backup held: everything begins again from there.
    pub(super) fn went_back(
        &mut self,
        (before, trouble): (PathBuf, Option<String>),
        damaged: Vec<String>,
        store: &SqliteStore,
    ) -> Result<Answer, String> {
        warn!(event.id = %self.event.short(), "The server went back to a backup, and begins new logs");
        self.begin_again(store, "the server went back to a backup");
        let proof = self.proof()?;
        Ok(Answer::Restored { before, trouble, damaged, proof })
    }
}

fn not_back(peer: u64, asked: GoBack, code: NotBackCode) -> HubInput {
    HubInput::NotBack { peer, not: NotBack { asked, code } }
}

/// Whether a backup failed because the event's file, from which it was copied, is damaged.
fn is_damaged(store: &SqliteStore, error: &NoBackup) -> bool {
    match error {
        NoBackup::Unsound(_)
        | NoBackup::Store(StoreError::Corrupt { .. } | StoreError::Foreign { .. }) => {
            match load(store) {
                Ok(saved) => !saved.damaged.is_empty(),
                Err(error) => {
                    matches!(error, StoreError::Corrupt { .. } | StoreError::Foreign { .. })
                }
            }
        }
        NoBackup::Store(_) | NoBackup::Write { .. } | NoBackup::NoRoom { .. } | NoBackup::Fault => {
            false
        }
    }
}

/// One that is named by a time that has not come is older than anybody knows: a clock was wrong.
fn age_ms(at_ms: i64, now_ms: i64) -> u64 {
    let age_ms = now_ms.saturating_sub(at_ms);
    match u64::try_from(age_ms) {
        Ok(age_ms) => age_ms,
        Err(_) if age_ms > -CLOCK_STEP_MS => 0,
        Err(_) => age_ms.unsigned_abs().max(BACKUP_OLD_MS.unsigned_abs() + 1_000),
    }
}

fn wall_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_from_the_future_is_an_old_one() {
        let now_ms = 1_782_000_000_000;
        assert_eq!(age_ms(now_ms - 5, now_ms), 5);
        assert_eq!(age_ms(now_ms + 500, now_ms), 0, "a clock was put right by a breath");
        let far = i64::try_from(age_ms(now_ms + 600_000, now_ms)).unwrap();
        assert!(far > BACKUP_OLD_MS, "whoever looks after the board is warned");
    }
}
