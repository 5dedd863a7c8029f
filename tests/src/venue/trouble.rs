//! What can go wrong on a venue in a box, in words for whoever reads a failed test.

use std::{io, path::PathBuf, process::ExitStatus, time::Duration};

/// Something at the venue did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A program is missing.
    #[error("{} is not there: run `{build}`", path.display())]
    NotBuilt {
        /// Where it was looked for.
        path: PathBuf,
        /// What builds it.
        build: &'static str,
    },
    /// A program is older than its source.
    #[error("{} is stale: {} was changed after it was built; run `{build}`", path.display(), newer.display())]
    Stale {
        /// The program.
        path: PathBuf,
        /// A source file that is newer.
        newer: PathBuf,
        /// What builds it.
        build: &'static str,
    },
    /// The system refused something.
    #[error("{step}: {source}")]
    Io {
        /// What was tried.
        step: String,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// A process ended that should run.
    #[error("{who} ended by itself ({status}); it said:\n{log}")]
    Ended {
        /// Whose process.
        who: String,
        /// How it ended.
        status: ExitStatus,
        /// The end of what it said on stderr.
        log: String,
    },
    /// A process is asked that does not run.
    #[error("{who} does not run")]
    NotRunning {
        /// Whose process.
        who: String,
    },
    /// Something was waited for in vain.
    #[error("waited {} s in vain until {what}{}", limit.as_secs(), last(last_seen))]
    TimeUp {
        /// What was waited for.
        what: String,
        /// How long.
        limit: Duration,
        /// How it stood at last.
        last_seen: String,
    },
    /// A kiosk answered that it did not do it.
    #[error("{who} was asked {asked:?} and refused: {sentence}")]
    Refused {
        /// Who.
        who: String,
        /// The line it was given.
        asked: String,
        /// Its sentence.
        sentence: String,
    },
    /// A command of the server failed.
    #[error("`campboard-server {asked}` failed ({status}): {said}")]
    Failed {
        /// Its arguments.
        asked: String,
        /// How it ended.
        status: ExitStatus,
        /// What it said.
        said: String,
    },
    /// An answer that is not what was agreed.
    #[error("{who} answered something else than was agreed: {said}")]
    NoSense {
        /// Who.
        who: String,
        /// What it said.
        said: String,
    },
}

fn last(seen: &str) -> String {
    if seen.is_empty() { String::new() } else { format!("; at last: {seen}") }
}

impl Trouble {
    /// Names the step that failed.
    pub(crate) fn at(step: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let step = step.into();
        move |source| Self::Io { step, source }
    }

    /// The sentence of a refusal; nothing for trouble of any other kind.
    #[must_use]
    pub fn refusal(&self) -> Option<&str> {
        match self {
            Self::Refused { sentence, .. } => Some(sentence),
            Self::NotBuilt { .. }
            | Self::Stale { .. }
            | Self::Io { .. }
            | Self::Ended { .. }
            | Self::NotRunning { .. }
            | Self::TimeUp { .. }
            | Self::Failed { .. }
            | Self::NoSense { .. } => None,
        }
    }
}
