//! How an event stands, as its owner last said.

use super::owner::{Desk, Loaded};
use crate::backups::Trouble;
use serde::Serialize;
use shared::{ids::DocumentKind, persist::StoreError, sync::Hub};

/// What everybody may hear of a disk that fails.
const DISK_FAILS: &str = "the event's file cannot be used: the server's log says why";

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
    /// Why the last attempt at a backup failed, if it did; the log says more.
    pub backup_trouble: Option<Trouble>,
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

impl Desk {
    pub(super) fn rename(&mut self) {
        if let Loaded::Hub(hub) = &mut self.hub {
            let name = hub.schedule().event.name.value.clone();
            self.health.send_modify(|health| health.name = name);
        }
    }

    /// Publishes how the event stands.
    pub(super) fn tell(&mut self, took_ms: u64) {
        if self.health.borrow().name.is_empty() {
            self.rename();
        }
        let (logs, peers, damaged, failure) = match &self.hub {
            Loaded::Hub(hub) => {
                let status = hub.status();
                (logs(hub), status.peers, status.damaged.len(), None)
            }
            Loaded::Failed(_) => (Vec::new(), 0, 0, Some(())),
        };
        let (status, disk) = match failure {
            _ if self.full => (Status::DiskFull, Some(StoreError::Full.to_string())),
            // What it said names files: that is for the log.
            Some(_) => (Status::DiskFails, Some(DISK_FAILS.to_owned())),
            None => (Status::Ok, None),
        };
        let (event, connections) = (self.event.short(), self.peers.len());
        let at_ms = self.clock.ms();
        let backup_age_s = self.backups.age_s(self.clock.now().wall_ms);
        let backup_trouble = self.backups.trouble;
        let disk_free_bytes = self.backups.free_bytes(at_ms);
        self.health.send_modify(|health| {
            let name = std::mem::take(&mut health.name);
            let last_commit_ms = if took_ms > 0 { took_ms } else { health.last_commit_ms };
            *health = Health {
                status,
                event,
                connections,
                peers,
                logs,
                last_commit_ms,
                disk,
                damaged,
                backup_age_s,
                backup_trouble,
                disk_free_bytes,
                name,
                at_ms,
            };
        });
    }
}

fn logs(hub: &Hub) -> Vec<LogHealth> {
    let one = |kind: DocumentKind| {
        let log = hub.log_id(kind);
        LogHealth {
            document: kind.name(),
            log: log.short(),
            position: hub.replica().log(log, kind).map_or(0, |shown| shown.len()),
        }
    };
    DocumentKind::ALL.map(one).into()
}
