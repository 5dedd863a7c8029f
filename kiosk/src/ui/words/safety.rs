//! How safe the board is on the server, in words, with what to do.

use super::Words;
use jiff::{Timestamp, tz::TimeZone};
use shared::sync::{
    ServerSafety,
    frame::{BackedUp, BackupTrouble, BackupWhy, NotBack, NotBackCode},
};

/// A size from which it is told in thousands of millions of bytes.
const LARGE: u64 = 10_000_000_000;

impl Words {
    /// What those who look after the board are to do, the worst first; nothing: all is well.
    #[must_use]
    pub fn unsafe_because(
        &self,
        safety: &ServerSafety,
        zone: &TimeZone,
        now_s: i64,
    ) -> Vec<String> {
        let mut said = Vec::new();
        if safety.told.is_full {
            said.push(self.text("safety-full"));
        }
        if let Some(trouble) = safety.told.trouble {
            said.push(self.text(match trouble {
                BackupTrouble::CannotWrite => "safety-cannot-write",
                BackupTrouble::Unsound => "safety-unsound",
                BackupTrouble::SecondCopy => "safety-second",
                BackupTrouble::NoRoom => "safety-no-room",
                BackupTrouble::Unknown(_) => "safety-unknown",
            }));
        }
        if let Some(at_ms) = safety.newest_ms.filter(|_| safety.is_old(now_s * 1_000)) {
            said.push(self.backed_up("safety-old", at_ms, zone, now_s));
        }
        if let Some(bytes) = safety.told.free_bytes.filter(|_| safety.is_filling())
            && !safety.told.is_full
        {
            said.push(self.with("safety-filling", &[("size", self.size(bytes).into())]));
        }
        said
    }

    /// When the last backup was made.
    #[must_use]
    pub fn last_backup(&self, safety: &ServerSafety, zone: &TimeZone, now_s: i64) -> String {
        match safety.newest_ms {
            Some(at_ms) => self.backed_up("safety-well", at_ms, zone, now_s),
            None => self.text("safety-none"),
        }
    }

    fn backed_up(&self, key: &str, at_ms: i64, zone: &TimeZone, now_s: i64) -> String {
        let at_s = at_ms.div_euclid(1_000);
        let minutes = u64::try_from((now_s - at_s).div_euclid(60)).unwrap_or(0);
        let at = Timestamp::from_second(at_s).unwrap_or_default();
        let values = [("time", self.moment(at, zone).into()), ("ago", self.ago(minutes).into())];
        self.with(key, &values)
    }

    /// Why a backup was made.
    #[must_use]
    pub fn backup_why(&self, why: BackupWhy) -> String {
        let why = match why {
            BackupWhy::Hourly => "hourly",
            BackupWhy::Import => "import",
            BackupWhy::Restore => "restore",
            BackupWhy::Asked => "asked",
            BackupWhy::Upgrade => "upgrade",
            BackupWhy::Unknown(_) => "other",
        };
        self.with("safety-listed", &[("why", why.into())])
    }

    /// When a backup was made, and its size.
    #[must_use]
    pub fn backup(&self, backup: &BackedUp, zone: &TimeZone) -> String {
        let at = Timestamp::from_millisecond(backup.at_ms).unwrap_or_default();
        let date = zone.to_datetime(at).date();
        let values = [
            ("date", self.spoken_date(&date.to_string()).into()),
            ("time", self.moment(at, zone).into()),
            ("size", self.size(backup.bytes).into()),
        ];
        self.with("safety-backup", &values)
    }

    /// The day and time of a backup.
    #[must_use]
    pub fn backup_time(&self, at_ms: i64, zone: &TimeZone) -> String {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
        let date = self.spoken_date(&zone.to_datetime(at).date().to_string());
        let values = [("date", date.into()), ("time", self.moment(at, zone).into())];
        self.with("safety-time", &values)
    }

    /// Why the server did not go back to a backup.
    #[must_use]
    pub fn not_back(&self, not: &NotBack, zone: &TimeZone) -> String {
        let key = match not.code {
            NotBackCode::NotAllowed => "back-not-allowed",
            NotBackCode::NotThere => "back-not-there",
            NotBackCode::Busy => "back-busy",
            NotBackCode::Failed | NotBackCode::Unknown(_) => "back-failed",
        };
        self.with(key, &[("which", self.backup_time(not.asked.at_ms, zone).into())])
    }

    /// How much is free on the server's disk.
    #[must_use]
    pub fn space(&self, bytes: u64) -> String {
        self.with("safety-space", &[("size", self.size(bytes).into())])
    }

    /// So many bytes.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        let (unit, n) = if bytes >= LARGE {
            ("gb", bytes / 1_000_000_000)
        } else {
            ("mb", bytes.div_ceil(1_000_000))
        };
        self.with("safety-size", &[("unit", unit.into()), ("n", n.into())])
    }
}
