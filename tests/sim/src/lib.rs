//! The venue in a box: the product's own [`Device`](shared::sync::Device) and
//! [`Hub`](shared::sync::Hub) on simulated networks, clocks and disks that fail.
//!
//! [`run`] plays one seed: kiosks and servers, people who edit, and a plan of troubles drawn from
//! the seed. Then everything heals, and the run is judged: by what was promised to people, by what
//! the copies hold, and by a reference model of plain maps ([`model`]). The same seed always gives
//! the same run, to the last byte on the wire.
//!
//! | module | what |
//! |---|---|
//! | [`world`] | time, events, the whole run |
//! | [`shell`] | a node: input, commit, effects |
//! | [`disk`] | commits and power cuts |
//! | [`files`] | carried boards, damaged on their way |
//! | [`people`] | what people ask for |
//! | [`model`] | what the schedule must be |
//! | [`story`] | what happened, in words |

pub mod back;
pub mod dice;
pub mod disk;
pub mod files;
pub mod memo;
pub mod model;
pub mod people;
pub mod shell;
pub mod story;
pub mod world;

use shared::sync::Fault;
use std::{collections::BTreeSet, fmt};
use story::Trouble;

/// A bug that the simulator plants, to prove that it finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    /// In the product's state machines.
    Sync(Fault),
    /// In the shell: effects before the commit.
    AckBeforeFsync,
    /// In the shell: what a log showed is committed before the changes, and the device does not
    /// look for what it should hold ([`Fault::CursorBelieved`]).
    CursorBeforeChanges,
    /// In the disk: what is rescued of a damaged file lacks the last row that was whole.
    SalvageDropsLast,
    /// In the disk: an image lacks the last commit before it was made.
    BackupLate,
}

/// How a run ended.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its seed.
    pub seed: u64,
    /// A digest of everything that happened.
    pub digest: u64,
    /// Troubles that it met.
    pub met: BTreeSet<Trouble>,
    /// Commands that people saw saved.
    pub commands: u64,
    /// Simulated time, in milliseconds.
    pub ended_ms: u64,
    /// What went wrong, if anything did.
    pub broken: Option<Broken>,
}

/// A promise that was broken, with the story of how.
#[derive(Debug, Clone)]
pub struct Broken {
    /// The seed.
    pub seed: u64,
    /// What went wrong.
    pub what: String,
    /// What happened before, one line each.
    pub story: Vec<String>,
}

/// Lines of a story that are told.
const STORY_LINES: usize = 60;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let skipped = self.story.len().saturating_sub(STORY_LINES);
        if skipped > 0 {
            writeln!(f, "({skipped} earlier lines)")?;
        }
        for line in self.story.iter().skip(skipped) {
            writeln!(f, "{line}")?;
        }
        writeln!(f, "\nSeed {}: {}", self.seed, self.what)?;
        write!(f, "Replay: cargo xt soak 1 --seed {}", self.seed)
    }
}

/// Plays one seed.
#[must_use]
pub fn run(seed: u64, planted: Option<Planted>) -> Outcome {
    world::World::new(seed, planted).run()
}
