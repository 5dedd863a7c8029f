//! Why something that was asked of the engine was not done.

use super::Words;
use crate::{
    ask::{BadBoard, Failure, PrinterTrouble},
    serving::NotServing,
};
use shared::{schedule::Schedule, sync::Taken};
use std::path::Path;

impl Words {
    /// Too many tries: how long to wait, in whole minutes where it is long.
    #[must_use]
    pub fn wait(&self, seconds: u32) -> String {
        match seconds {
            0..60 => self.with("tries-wait-seconds", &[("n", seconds.into())]),
            60.. => self.with("tries-wait-minutes", &[("n", seconds.div_ceil(60).into())]),
        }
    }

    /// Where a file was written.
    #[must_use]
    pub fn written(&self, path: &Path) -> String {
        self.with("export-done", &[("path", path.display().to_string().into())])
    }

    /// Where a carried board is, and whether it holds everything.
    #[must_use]
    pub fn carried_away(&self, path: &Path, lost: u64) -> String {
        let lost = u32::try_from(lost).unwrap_or(u32::MAX);
        let path = path.display().to_string();
        self.with("board-carried", &[("path", path.into()), ("lost", lost.into())])
    }

    /// What came of a board that was taken.
    #[must_use]
    pub fn taken(&self, taken: &Taken) -> String {
        let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX).into();
        let left = taken.refused + taken.waiting + taken.wrong + taken.unread;
        let (new, known, left) = (number(taken.edits), number(taken.known), number(left));
        self.with("board-taken", &[("new", new), ("known", known), ("left", left)])
    }

    /// Why this device is not the server, and what to do.
    #[must_use]
    pub fn not_serving(&self, why: &NotServing) -> String {
        match why {
            NotServing::Role => self.text("serve-not-role"),
            NotServing::NeedsWords => self.text("serve-not-words"),
            NotServing::WordCount { found } => {
                self.with("serve-not-count", &[("n", (*found).into())])
            }
            NotServing::WordUnknown { position, word } => self.with(
                "serve-not-word",
                &[("place", (*position).into()), ("word", word.as_str().into())],
            ),
            NotServing::WordsMixed => self.text("serve-not-mixed"),
            NotServing::OtherWords => self.text("serve-not-other"),
            NotServing::NotSaved => self.text("serve-not-saved"),
            NotServing::Broken => self.text("serve-not-broken"),
            NotServing::NoPort => self.text("serve-not-port"),
            NotServing::Rehearses => self.text("serve-not-rehearses"),
            NotServing::Ended => self.text("serve-not-ended"),
        }
    }

    /// What happened, and what to do.
    #[must_use]
    pub fn failure(&self, schedule: &Schedule, failure: &Failure) -> String {
        match failure {
            Failure::Refused(refusal) => self.refusal(schedule, refusal),
            Failure::NotSaved => self.text("failed-not-saved"),
            Failure::BadLink => self.text("failed-bad-link"),
            Failure::OtherEvent => self.text("failed-other-event"),
            Failure::NoFile { name } => {
                self.with("failed-no-file", &[("name", name.as_str().into())])
            }
            Failure::Unreadable(why) => self.unreadable(why),
            Failure::NotWritten => self.text("failed-not-written"),
            Failure::Board(why) => self.text(match why {
                BadBoard::Foreign => "board-file-foreign",
                BadBoard::TooNew => "board-file-too-new",
                BadBoard::CutShort => "board-file-cut-short",
                BadBoard::Altered => "board-file-altered",
                BadBoard::TooLarge => "board-file-too-large",
                BadBoard::OtherEvent => "board-file-other-event",
                BadBoard::NoEvent => "board-file-no-event",
                BadBoard::Busy => "board-file-busy",
            }),
            Failure::Printer(why) => self.text(match why {
                PrinterTrouble::Absent => "print-absent",
                PrinterTrouble::Slow => "print-slow",
                PrinterTrouble::Refused => "print-refused",
            }),
            Failure::Serve(why) => self.not_serving(why),
            Failure::TooMany { n, most } => {
                self.with("failed-too-many", &[("n", (*n).into()), ("most", (*most).into())])
            }
            Failure::Busy => self.text("failed-busy"),
        }
    }
}
