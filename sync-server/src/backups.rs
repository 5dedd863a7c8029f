//! Backups as files: their names, which are kept, and what is in them.
//!
//! The rule: the last three hourly ones; of each of the last seven days the last of the day; and the
//! last three of each other kind (before an import, before a restore, asked for). The one that was
//! made last is never deleted. What a backup holds of a name that was erased since is deleted.

mod erased;

pub use erased::{damaged, erase};

use crate::{
    folder,
    limits::{BACKUP_RESERVE_BYTES, BACKUPS_BEFORE, BACKUPS_DAILY, BACKUPS_HOURLY},
};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde::Serialize;
use shared::{
    documents::Documents,
    ids::DocumentKind,
    persist::{Saved, Standing, StoreError},
    sync::Erasure,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// An hour had passed.
    Hourly,
    /// An import was about to be done.
    Import,
    /// The server was about to go back to an earlier backup.
    Restore,
    /// Somebody asked for it.
    Asked,
    /// Another version of the program was about to serve.
    Upgrade,
}

impl Why {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Hourly, Self::Import, Self::Restore, Self::Asked, Self::Upgrade];

    /// As it stands in the name of a file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hourly => "hourly",
            Self::Import => "before-import",
            Self::Restore => "before-restore",
            Self::Asked => "asked",
            Self::Upgrade => "before-upgrade",
        }
    }
}

/// A backup, by the name of its file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backup {
    /// When it was made, milliseconds since 1970 by the server's clock.
    pub at_ms: i64,
    /// Why it was made.
    pub why: Why,
    /// It was whole when it was made: one of a damaged state is kept as it is, but is no backup to
    /// rely on.
    pub is_sound: bool,
    /// The file.
    pub path: PathBuf,
}

/// What is in a backup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Sessions.
    pub sessions: usize,
    /// Edits.
    pub edits: usize,
    /// What is damaged, in words.
    pub damage: Vec<String>,
}

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum NoBackup {
    /// The folder or a file in it cannot be written.
    #[error("a backup could not be written to {}: {source}", .path.display())]
    Write {
        /// The folder or the file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The disk failed.
    #[error("a backup could not be made: {0}")]
    Store(#[from] StoreError),
    /// A mistake of ours.
    #[error("a backup ended by a fault: the log says more")]
    Fault,
    /// It was written, and reads otherwise.
    #[error("a backup was written and could not be read again as it was: {0}")]
    Unsound(String),
    /// There is too little space for it.
    #[error(
        "a backup needs {} MiB in {}, and {} MiB are free: free some space",
        .needed.div_ceil(1 << 20), .folder.display(), .free >> 20
    )]
    NoRoom {
        /// The folder.
        folder: PathBuf,
        /// Bytes that it takes, and that must stay free.
        needed: u64,
        /// Bytes that are free.
        free: u64,
    },
}

/// What everybody may hear of a backup that failed; the log says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// Its folder or its file cannot be written.
    CannotWrite,
    /// It did not read as it was written, or the event's file is damaged.
    Unsound,
    /// There is one, but none in the second folder.
    SecondCopy,
    /// There is too little space for it.
    NoRoom,
}

impl From<&NoBackup> for Trouble {
    fn from(why: &NoBackup) -> Self {
        match why {
            NoBackup::Unsound(_)
            | NoBackup::Store(StoreError::Corrupt { .. } | StoreError::Foreign { .. }) => {
                Self::Unsound
            }
            NoBackup::NoRoom { .. } | NoBackup::Store(StoreError::Full) => Self::NoRoom,
            NoBackup::Write { .. }
            | NoBackup::Fault
            | NoBackup::Store(
                StoreError::ReadOnly { .. }
                | StoreError::Busy { .. }
                | StoreError::TooNew { .. }
                | StoreError::Failed { .. },
            ) => Self::CannotWrite,
        }
    }
}

/// A backup that was made.
#[derive(Debug)]
pub struct Made {
    /// The file.
    pub path: PathBuf,
    /// What is damaged in it: only of a state that is about to be left is such a one kept.
    pub unsound: Option<String>,
    /// Why there is no second copy.
    pub second: Option<NoBackup>,
}

/// Where a backup goes, and what happens to the earlier ones.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Folder of the backups.
    pub folder: PathBuf,
    /// A second folder, on another disk.
    pub second: Option<PathBuf>,
    /// When it is made.
    pub at_ms: i64,
    /// Why.
    pub why: Why,
    /// Names that were erased.
    pub erased: Option<Erasure>,
    /// One that is about to be gone back to: it stays, by its name, in both folders.
    pub spare: Option<PathBuf>,
}

const ENDING: &str = ".db";
/// Ends the name of one that was made of a damaged state.
const DAMAGED: &str = "-damaged";
const TIME: &str = "%Y-%m-%dT%H-%M-%S";

/// The name of a backup's file: names in order are in order of time.
#[must_use]
pub fn name(at_ms: i64, why: Why, is_sound: bool) -> String {
    let time = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let ms = at_ms.rem_euclid(1_000);
    let damaged = if is_sound { "" } else { DAMAGED };
    format!("{}.{ms:03}Z-{}{damaged}{ENDING}", time.strftime(TIME), why.word())
}

fn parse(path: &Path) -> Option<Backup> {
    let name = path.file_name()?.to_str()?.strip_suffix(ENDING)?;
    let (time, why) = name.split_once("Z-")?;
    let (why, is_sound) = why.strip_suffix(DAMAGED).map_or((why, true), |why| (why, false));
    let why = Why::ALL.into_iter().find(|known| known.word() == why)?;
    let (time, ms) = time.split_once('.')?;
    let time = DateTime::strptime(TIME, time).ok()?.to_zoned(TimeZone::UTC).ok()?;
    let at_ms = time.timestamp().as_millisecond() + ms.parse::<i64>().ok()?;
    Some(Backup { at_ms, why, is_sound, path: path.to_owned() })
}

/// The backups of a folder, the latest first.
#[must_use]
pub fn list(folder: &Path) -> Vec<Backup> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<Backup> = files.filter_map(|file| parse(&file.path())).collect();
    found.sort_unstable();
    found.reverse();
    found
}

/// Those of `backups`, the latest first, that the rule does not keep. One that is named by a time
/// that has not come was made by a clock that was wrong: it takes the place of no other.
#[must_use]
pub fn surplus(backups: &[Backup], now_ms: i64) -> Vec<PathBuf> {
    let mut counts: BTreeMap<(Why, bool, bool), usize> = BTreeMap::new();
    let mut days: [BTreeSet<i64>; 2] = Default::default();
    let mut surplus = Vec::new();
    for backup in backups {
        let is_future = backup.at_ms > now_ms;
        let count = counts.entry((backup.why, backup.is_sound, is_future)).or_default();
        *count += 1;
        let most = if backup.why == Why::Hourly { BACKUPS_HOURLY } else { BACKUPS_BEFORE };
        let day = backup.at_ms.div_euclid(24 * 3_600_000);
        // The clock that is wrong may be the present one: those of each side keep their days.
        let [past, future] = &mut days;
        let days = if is_future { future } else { past };
        let is_last_of_day = backup.is_sound && days.len() < BACKUPS_DAILY && days.insert(day);
        if *count > most && !is_last_of_day {
            surplus.push(backup.path.clone());
        }
    }
    surplus
}

/// Reads every row of a backup.
///
/// # Errors
/// When it cannot be read at all.
pub fn look(path: &Path) -> Result<Contents, StoreError> {
    Ok(contents(store::inspect(path)?))
}

fn contents(saved: Saved) -> Contents {
    let mut documents = Documents::genesis();
    let mut edits = 0;
    for kind in DocumentKind::ALL {
        let of_kind = saved.envelopes.iter().filter(|row| row.document == kind);
        let counting = of_kind.filter(|row| row.standing == Standing::Admitted);
        let envelopes: Vec<_> = counting
            .filter_map(|row| shared::envelope::Envelope::decode(&row.bytes).ok())
            .collect();
        let raw: Vec<&[u8]> = envelopes.iter().map(|envelope| envelope.change()).collect();
        edits += documents.admit(kind, &raw).iter().filter(|answer| answer.is_ok()).count();
    }
    Contents { sessions: documents.schedule().sessions.len(), edits, damage: saved.damaged }
}

/// Makes the folder, and gives the path under which a backup of so many bytes is begun in it.
///
/// # Errors
/// When the folder cannot be written, or there is too little space: edits come before backups.
pub fn begin(folder: &Path, bytes: u64) -> Result<PathBuf, NoBackup> {
    begin_in(folder, folder::prepare(folder), bytes)
}

fn begin_in(folder: &Path, prepared: io::Result<()>, bytes: u64) -> Result<PathBuf, NoBackup> {
    let draft = folder.join(".new");
    let failed = |source| NoBackup::Write { path: folder.to_owned(), source };
    // One that was cut off is of no use.
    prepared.and_then(|()| remove(&draft)).map_err(failed)?;
    let needed = bytes.saturating_add(BACKUP_RESERVE_BYTES);
    match store::free_bytes(folder) {
        Some(free) if free < needed => {
            Err(NoBackup::NoRoom { folder: folder.to_owned(), needed, free })
        }
        Some(_) | None => Ok(draft),
    }
}

fn remove(draft: &Path) -> io::Result<()> {
    let mut journal = draft.as_os_str().to_owned();
    journal.push("-journal");
    for left in [draft, Path::new(&journal)] {
        match fs::remove_file(left) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Deletes what is left of a backup that failed: the edits need the space.
pub fn discard(draft: &Path) {
    if let Err(error) = remove(draft) {
        tracing::warn!(%error, "What is left of a backup was not deleted: {}", draft.display());
    }
}

/// Makes a backup of what was copied: it is synced, every row of it is read again, and only then it
/// gets its name.
///
/// # Errors
/// When it is not sound, or cannot be written: then nothing is left of it.
pub fn finish(draft: &Path, plan: &Plan) -> Result<Made, NoBackup> {
    // What is wrong with a state is no reason to stay in it.
    let keep = plan.why == Why::Restore;
    let (path, unsound) = settle(draft, &plan.folder, plan, keep)?;
    let copy = |folder: &PathBuf| copy(&path, folder, plan, unsound.is_some());
    let second = plan.second.as_ref().map(copy).and_then(Result::err);
    for folder in [Some(&plan.folder), plan.second.as_ref()].into_iter().flatten() {
        tidy(folder, &path, plan);
    }
    Ok(Made { path, unsound, second })
}

fn copy(from: &Path, folder: &Path, plan: &Plan, keep: bool) -> Result<(), NoBackup> {
    let bytes = fs::metadata(from).map_or(0, |facts| facts.len());
    let draft = begin_in(folder, folder::prepare_other(folder), bytes)?;
    let copied = fs::copy(from, &draft);
    copied.map_err(|source| {
        discard(&draft);
        NoBackup::Write { path: draft.clone(), source }
    })?;
    settle(&draft, folder, plan, keep).map(|_| ())
}

fn settle(
    draft: &Path,
    folder: &Path,
    plan: &Plan,
    keep: bool,
) -> Result<(PathBuf, Option<String>), NoBackup> {
    let settled = place(draft, folder, plan, keep);
    if settled.is_err() {
        discard(draft);
    }
    settled
}

/// Gives the file, and what is damaged in it, which only one that is kept all the same may have.
fn place(
    draft: &Path,
    folder: &Path,
    plan: &Plan,
    keep: bool,
) -> Result<(PathBuf, Option<String>), NoBackup> {
    let written = |source| NoBackup::Write { path: draft.to_owned(), source };
    // A stick may have no owners: then its folder is as private as it gets.
    let _ = folder::close(draft, 0o600);
    fs::File::open(draft).and_then(|file| file.sync_all()).map_err(written)?;
    let damage = match store::inspect(draft) {
        Ok(found) => found.damaged.into_iter().next(),
        Err(error) if keep => Some(error.to_string()),
        Err(error) => return Err(error.into()),
    };
    if let Some(damage) = damage.clone().filter(|_| !keep) {
        return Err(NoBackup::Unsound(damage));
    }
    let path = folder.join(name(plan.at_ms, plan.why, damage.is_none()));
    fs::rename(draft, &path).map_err(written)?;
    if cfg!(unix) {
        fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(written)?;
    }
    Ok((path, damage))
}

/// Deletes what the rule does not keep, and erased names from what it keeps.
fn tidy(folder: &Path, made: &Path, plan: &Plan) {
    let backups = list(folder);
    let stays = [made.file_name(), plan.spare.as_deref().and_then(Path::file_name)];
    let mut surplus = surplus(&backups, plan.at_ms);
    surplus.retain(|path| !stays.contains(&path.file_name()));
    for path in &surplus {
        if let Err(error) = fs::remove_file(path) {
            tracing::warn!(%error, "An old backup was not deleted: {}", path.display());
        }
    }
    let Some(erasure) = &plan.erased else { return };
    if let Err(error) = erase(folder, erasure) {
        tracing::error!(%error, "Erased names are still in older backups");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_MS: i64 = 3_600_000;

    #[test]
    fn a_name_says_when_and_why() {
        let at_ms = 1_782_045_012_345;
        for why in Why::ALL {
            for is_sound in [true, false] {
                let path = Path::new("backups").join(name(at_ms, why, is_sound));
                assert_eq!(parse(&path), Some(Backup { at_ms, why, is_sound, path }));
            }
        }
        assert_eq!(name(at_ms, Why::Hourly, true), "2026-06-21T12-30-12.345Z-hourly.db");
        for other in ["holiday.db", "2026-06-21T12-30-12.345Z-never.db", ".new"] {
            assert_eq!(parse(Path::new(other)), None, "{other}");
        }
    }

    #[test]
    fn a_backup_that_has_no_room_is_not_begun_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".new"), "cut off").unwrap();
        let refused = begin(folder.path(), 1 << 60).unwrap_err();
        assert!(refused.to_string().contains("free some space"), "{refused}");
        assert_eq!(Trouble::from(&refused), Trouble::NoRoom);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(begin(folder.path(), 1).is_ok());
    }

    #[test]
    fn a_backup_that_fails_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("first"), folder.path().join("second"));
        let plan = |why| Plan {
            folder: first.clone(),
            second: Some(second.clone()),
            at_ms: 1_782_045_012_345,
            why,
            erased: None,
            spare: None,
        };
        let left = |folder: &Path| {
            let found = fs::read_dir(folder).into_iter().flatten().flatten();
            found.map(|file| file.file_name().into_string().unwrap()).collect::<Vec<_>>()
        };
        let draft = begin(&first, 1).unwrap();
        fs::write(&draft, "no store").unwrap();
        assert!(finish(&draft, &plan(Why::Hourly)).is_err());
        assert_eq!(left(&first), Vec::<String>::new());
        // Of a state that is about to be left, even what cannot be read is kept, and said.
        fs::write(&draft, "no store").unwrap();
        let made = finish(&draft, &plan(Why::Restore)).unwrap();
        assert!(made.unsound.is_some() && made.second.is_none(), "{made:?}");
        assert_eq!(left(&first), left(&second));
        fs::remove_file(&made.path).unwrap();
        // Something else has its name in the second folder.
        let taken = second.join(name(1_782_045_012_345, Why::Asked, true));
        fs::create_dir(&taken).unwrap();
        drop(store::SqliteStore::open(&draft).unwrap());
        let made = finish(&draft, &plan(Why::Asked)).unwrap();
        assert!(made.unsound.is_none() && made.second.is_some(), "{made:?}");
        assert!(!second.join(".new").exists());
    }

    #[test]
    fn three_hours_and_the_last_of_each_day_are_kept() {
        let start = 1_782_000_000_000 - 1_782_000_000_000 % (24 * HOUR_MS);
        let at = |hour: i64, why| {
            let at_ms = start + hour * HOUR_MS;
            Backup { at_ms, why, is_sound: true, path: name(at_ms, why, true).into() }
        };
        let mut all: Vec<Backup> = (0..240).map(|hour| at(hour, Why::Hourly)).collect();
        all.extend((100..105).map(|hour| at(hour, Why::Import)));
        // The last of its day, but of a damaged state: it takes the place of no other.
        let damaged = at(239, Why::Restore);
        all.push(Backup { at_ms: damaged.at_ms + 1, is_sound: false, ..damaged });
        all.sort_unstable();
        all.reverse();
        let surplus = surplus(&all, start + 240 * HOUR_MS);
        assert_eq!(super::surplus(&all, 0), surplus, "a clock in 1970 takes none of them away");
        let mut kept: Vec<i64> = all
            .iter()
            .filter(|backup| !surplus.contains(&backup.path))
            .map(|backup| (backup.at_ms - start) / HOUR_MS)
            .collect();
        kept.sort_unstable();
        // The last hours of seven days, three imports, and the last three hours.
        assert_eq!(kept, [95, 102, 103, 104, 119, 143, 167, 191, 215, 237, 238, 239, 239]);
    }

    #[test]
    fn backups_of_a_clock_that_ran_ahead_push_out_no_others() {
        let now_ms = 1_782_000_000_000;
        let at = |hours: i64| {
            let at_ms = now_ms + hours * HOUR_MS;
            let path = name(at_ms, Why::Hourly, true).into();
            Backup { at_ms, why: Why::Hourly, is_sound: true, path }
        };
        let all: Vec<Backup> = [900, 899, 898, 897, 0, -1, -2].map(at).into();
        assert_eq!(surplus(&all, now_ms), [at(897).path]);
    }
}
