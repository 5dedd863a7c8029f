//! Limits of the server's shell; those of the protocol are in `shared::limits`.

use std::time::Duration;

/// Longest line that another command may send over the admin socket: an import of 100 MB of texts
/// is no schedule.
pub const ADMIN_LINE_BYTES_MAX: u64 = 64 << 20;
/// Largest form of a page: a message and what stands beside it.
pub const FORM_BYTES_MAX: usize = 16 << 10;
/// Commands that may ask at the same time.
pub const ADMIN_CONNECTIONS_MAX: usize = 8;
/// New connections waiting to be given a task.
pub const NEW_CONNECTIONS_MAX: usize = 64;
/// Time for a peer to take its last frames once its connection ends.
pub const CLOSE_TIME: Duration = Duration::from_secs(2);
/// Time between two ticks of the hub.
pub const TICK: Duration = Duration::from_secs(1);
/// Age from which the hub's last word about itself counts as silence: ticks come every second, and
/// a disk that takes so long for a commit is as good as none.
pub const HUB_SILENCE_MS: u64 = 15_000;
/// Read buffer of a WebSocket. The library clears it at every read, so a large one costs.
pub const READ_BUFFER_BYTES: usize = 8 << 10;
/// Time between two backups that the server makes by itself.
pub const BACKUP_MS: u64 = 60 * 60_000;
/// A server that has no backup yet makes its first one after this time.
pub const BACKUP_FIRST_MS: u64 = 30_000;
/// A backup that failed is tried again after this time.
pub const BACKUP_RETRY_MS: u64 = 5 * 60_000;
/// Hourly backups that are kept.
pub const BACKUPS_HOURLY: usize = 3;
/// Days of which the last backup is kept.
pub const BACKUPS_DAILY: usize = 7;
/// Backups of each other kind that are kept: before an import, before a restore, asked for.
pub const BACKUPS_BEFORE: usize = 3;
/// Acts in one answer about the past: the latest.
pub const HISTORY_LINES_MAX: usize = 10_000;
/// Acts that are printed where nobody says how many.
pub const HISTORY_SHOWN: usize = 50;
/// What a backup leaves free on its disk: edits come before backups.
pub const BACKUP_RESERVE_BYTES: u64 = 32 << 20;
/// Files that one process hands over to a running server at the same time.
pub const EXCHANGES_MAX: u32 = 64;
/// Size of the write that proves that a full disk has space again.
pub const PROBE_BYTES: usize = 64 << 10;
/// Erased names that could not be deleted on the disk are tried again after this time.
pub const ERASE_RETRY_MS: u64 = 60_000;
