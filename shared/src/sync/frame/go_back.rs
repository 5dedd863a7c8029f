//! Going back to a backup of the server, asked for from a screen.

use super::code::{BackupWhy, NotBackCode};
use minicbor::{Decode, Encode};

/// An organiser's device asks the server to go back to one of the backups that it told of. That it
/// did is seen in the backups that it tells of next: it makes one of what it has before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct GoBack {
    /// When the backup was made, milliseconds since 1970 by the server's clock.
    #[n(0)]
    pub at_ms: i64,
    /// Why it was made.
    #[n(1)]
    pub why: BackupWhy,
}

/// The server did not go back, and nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct NotBack {
    /// What was asked for.
    #[n(0)]
    pub asked: GoBack,
    /// Why not.
    #[n(1)]
    pub code: NotBackCode,
}

impl GoBack {
    pub(super) fn within_limits(&self) -> bool {
        true
    }
}

impl NotBack {
    pub(super) fn within_limits(&self) -> bool {
        true
    }
}
