//! What happened in a run: in words, and as a tally of troubles.

use std::{collections::BTreeSet, fmt};

macro_rules! troubles {
    ($($(#[$doc:meta])* $name:ident $words:literal),* $(,)?) => {
        /// A kind of trouble that a run can meet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Trouble {
            $($(#[$doc])* $name,)*
        }

        impl Trouble {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }

        impl fmt::Display for Trouble {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$name => $words,)* })
            }
        }
    };
}

troubles! {
    /// A frame got lost.
    Loss "a frame lost",
    /// A frame came twice.
    Duplicate "a frame doubled",
    /// A frame overtook another.
    Reorder "frames out of order",
    /// A frame took seconds.
    Delay "a frame delayed",
    /// A link was cut.
    Cut "a link cut",
    /// Several kiosks were cut off at once.
    Partition "the network parted",
    /// A connection broke with frames under way.
    Reset "a connection reset",
    /// See [`Fate`](crate::disk::Fate).
    CrashBeforeWrite "a crash before a write",
    /// See [`Fate`](crate::disk::Fate).
    CrashUnsyncedLost "a crash before an fsync, the write lost",
    /// See [`Fate`](crate::disk::Fate).
    CrashUnsyncedKept "a crash before an fsync, the write kept",
    /// See [`Fate`](crate::disk::Fate).
    CrashAfterSync "a crash after an fsync",
    /// See [`Fate`](crate::disk::Fate).
    FailedLost "a commit failed",
    /// See [`Fate`](crate::disk::Fate).
    FailedKept "a commit failed that reached the disk",
    /// No space for a while.
    DiskFull "a full disk",
    /// A kiosk came back with an empty disk.
    DiskLost "a kiosk's disk lost",
    /// A kiosk came back with an older image of its disk.
    KioskRestored "a kiosk restored from a backup",
    /// A server came back with an older image of its disk.
    RolledBack "a server rolled back",
    /// An empty server took a server's place.
    Replaced "a server replaced by an empty one",
    /// A board was carried in a file.
    Carried "a board carried in a file",
    /// A server began again from a backup, with new logs.
    BackupRestored "a server restored from a backup",
    /// A kiosk went from one server to the other.
    Wandered "a kiosk between two servers",
    /// A device's role was changed while it was cut off.
    RoleChanged "a role changed while offline",
    /// A device was revoked while it was cut off.
    Revoked "a device revoked while offline",
    /// A device joined in the middle.
    EnrolledLate "a device enrolled in the middle",
    /// A server was made of what a kiosk held.
    Reborn "a server reborn from a kiosk",
    /// Rows of a file were damaged, and the rest was rescued.
    FileBroken "a damaged file rescued",
    /// Somebody's name was erased.
    Erased "a name erased",
    /// One end did not know the frames of the other.
    OldVersion "an older version beside a newer one",
    /// Root took back the certificate of a server that went on.
    ServerRevoked "a server revoked that went on",
    /// A kiosk was switched off, and came back long after everything else.
    Away "a kiosk away when all others were back",
    /// A clock was wrong or not set.
    ClockWrong "a clock wrong or unsure",
}

/// What happened, in words.
#[derive(Debug, Default)]
pub struct Story {
    /// One line each.
    pub lines: Vec<String>,
    /// Troubles met.
    pub met: BTreeSet<Trouble>,
    digest: u64,
}

impl Story {
    /// Tells one more thing.
    pub fn tell(&mut self, now_ms: u64, what: impl fmt::Display) {
        let line = format!("{:>5}.{:03}s {what}", now_ms / 1_000, now_ms % 1_000);
        self.note(line.as_bytes());
        self.lines.push(line);
    }

    /// A trouble was met.
    pub fn meet(&mut self, trouble: Trouble) {
        self.met.insert(trouble);
    }

    /// Enters bytes into the digest of the run.
    pub fn note(&mut self, bytes: &[u8]) {
        const PRIME: u64 = 0x0000_0100_0000_01b3;
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let word = chunk.try_into().map_or(0, u64::from_le_bytes);
            self.digest = (self.digest ^ word).wrapping_mul(PRIME).rotate_left(29);
        }
        for byte in chunks.remainder() {
            self.digest = (self.digest ^ u64::from(*byte)).wrapping_mul(PRIME);
        }
    }

    /// The digest of everything noted.
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.digest
    }
}
