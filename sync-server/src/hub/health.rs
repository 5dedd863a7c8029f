//! How an event stands, as its owner last said.

use serde::Serialize;

/// Whether the server does its work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It does.
    #[default]
    Ok,
    /// The disk is full: boards are served, edits wait on their devices.
    DiskFull,
    /// The disk fails: the server tries again every second.
    DiskFails,
    /// The event's owner has said nothing for long.
    Stuck,
}

/// What `/health` tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Whether the server does its work.
    pub status: Status,
    /// First digits of the event's id.
    pub event: String,
    /// Connections that are open.
    pub connections: usize,
    /// Devices that proved who they are.
    pub peers: usize,
    /// The logs.
    pub logs: Vec<LogHealth>,
    /// How long the last commit took.
    pub last_commit_ms: u64,
    /// What the disk said, when it is in trouble.
    pub disk: Option<String>,
    /// Rows that were found damaged at the start; `campboard-server check` names them.
    pub damaged: usize,
    /// Seconds since the last backup of which every row was read again; absent when there is none.
    pub backup_age_s: Option<u64>,
    /// Why the last attempt at a backup failed, if it did.
    pub backup_trouble: Option<String>,
    /// Bytes that are left on the disk of the data folder.
    pub disk_free_bytes: Option<u64>,
    /// Name of the event, for the page.
    #[serde(skip)]
    pub name: String,
    /// When this was said.
    #[serde(skip)]
    pub at_ms: u64,
}

/// One log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LogHealth {
    /// Its document.
    pub document: &'static str,
    /// First digits of its id: another one means that the log began anew.
    pub log: String,
    /// How many edits it has.
    pub position: u64,
}
