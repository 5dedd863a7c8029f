//! Why the server cannot start or go on.

use shared::{persist::StoreError, sync::LoadError};
use std::path::PathBuf;

/// Why the event in a data folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing was created there.
    #[error("there is no event in {}: make one with `campboard-server new`", .folder.display())]
    NoEvent {
        /// The data folder.
        folder: PathBuf,
    },
    /// The folder cannot be prepared.
    #[error("the data folder {} cannot be used: choose another with --data", .folder.display())]
    Folder {
        /// The data folder.
        folder: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// Another process has it.
    #[error("{} is in use by another process: stop that one, or use another --data", .folder.display())]
    Busy {
        /// The data folder.
        folder: PathBuf,
    },
    /// The disk, or the file on it.
    #[error(
        "the event's file cannot be opened (if it is damaged, `campboard-server restore --from FILE` \
         begins again from a backup, a carried board or a kiosk's file, and keeps the damaged one)"
    )]
    Store(#[source] StoreError),
    /// What makes it a server is gone from the file.
    #[error(
        "the event's file is damaged: what this server was is lost from it. `campboard-server restore \
         --from FILE` begins again from a backup, a carried board or a kiosk's file, and keeps the \
         damaged one"
    )]
    Lost(#[source] LoadError),
    /// The file holds something that a server cannot start from.
    #[error("the event's file is not one of a server: {0}")]
    Load(LoadError),
    /// The thread that owns the event did not start.
    #[error("start the thread that owns the event")]
    Thread(#[source] std::io::Error),
}

impl From<LoadError> for OpenError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::KeyLost { .. } | LoadError::NoEvent => Self::Lost(error),
            LoadError::OtherNode { .. } => Self::Load(error),
        }
    }
}

impl OpenError {
    /// Nothing can be read of the event's file: what helps is a backup, or what others hold.
    #[must_use]
    pub fn is_beyond_help(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Corrupt { .. } | StoreError::Foreign { .. }) | Self::Lost(_)
        )
    }
}

/// Why the server ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The event could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The listening socket failed.
    #[error("accept connections")]
    Listen(#[source] std::io::Error),
    /// The thread that owns the event ended by itself: a mistake of ours.
    #[error(
        "the thread that owns the event ended: what was acknowledged is on the disk; start the server again"
    )]
    HubEnded,
}
