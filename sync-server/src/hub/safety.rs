//! What those who look after the board hear of backups and of the disk, through the hub.

use super::{backups::Backups, owner::Desk};
use crate::{
    backups::{self, Trouble, Why},
    clock::Clock,
    folder,
    limits::BACKUP_FIRST_MS,
};
use shared::{
    limits::{BACKUP_OLD_MS, BACKUPS_TOLD_MAX},
    sync::{
        HubInput, Safety,
        frame::{BackedUp, BackupTrouble, BackupWhy},
    },
};

/// Space is told in steps of so many bytes: each is news for all who listen.
const STEP_BYTES: u64 = 64 << 20;

impl Desk {
    /// What the hub is to tell.
    pub(super) fn safety(&mut self) -> HubInput {
        let is_full = self.full;
        HubInput::Safety(Safety { is_full, ..self.backups.safety(self.clock) })
    }
}

impl Backups {
    fn safety(&mut self, mut clock: Clock) -> Safety {
        let (now_ms, wall_ms) = (clock.ms(), clock.now().wall_ms);
        let free_bytes = self.free_bytes(now_ms).map(|bytes| bytes / STEP_BYTES * STEP_BYTES);
        // A server that has just come back makes one before anybody need hear of it.
        let is_new = now_ms < 2 * BACKUP_FIRST_MS;
        let is_old = |age_s: &u64| {
            i64::try_from(*age_s).is_ok_and(|age_s| age_s.saturating_mul(1_000) > BACKUP_OLD_MS)
        };
        Safety {
            age_s: self.age_s(wall_ms).filter(|age_s| !is_new || !is_old(age_s)),
            trouble: self.trouble.map(trouble),
            free_bytes,
            is_full: false,
            backups: self.listed().to_vec(),
            // The hub knows.
            erasing: None,
        }
    }

    /// The backups that there are, read again when one was made.
    fn listed(&mut self) -> &[BackedUp] {
        let folder = folder::backups(&self.data);
        self.listed.get_or_insert_with(|| {
            let one = |backup: backups::Backup| BackedUp {
                at_ms: backup.at_ms,
                why: told_why(backup.why),
                bytes: std::fs::metadata(&backup.path).map_or(0, |file| file.len()),
                damaged: (!backup.is_sound).then_some(true),
            };
            backups::list(&folder).into_iter().take(BACKUPS_TOLD_MAX).map(one).collect()
        })
    }
}

/// Why a backup was made, as devices are told.
pub(super) fn told_why(why: Why) -> BackupWhy {
    match why {
        Why::Hourly => BackupWhy::Hourly,
        Why::Import => BackupWhy::Import,
        Why::Restore => BackupWhy::Restore,
        Why::Asked => BackupWhy::Asked,
        Why::Upgrade => BackupWhy::Upgrade,
    }
}

fn trouble(trouble: Trouble) -> BackupTrouble {
    match trouble {
        Trouble::CannotWrite => BackupTrouble::CannotWrite,
        Trouble::Unsound => BackupTrouble::Unsound,
        Trouble::SecondCopy => BackupTrouble::SecondCopy,
        Trouble::NoRoom => BackupTrouble::NoRoom,
    }
}
