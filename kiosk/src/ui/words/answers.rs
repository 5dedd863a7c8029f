//! Why something that was asked of the engine was not done.

use super::Words;
use crate::ask::{BadBoard, Failure};
use shared::schedule::Schedule;

impl Words {
    /// Too many tries: how long to wait, in whole minutes where it is long.
    #[must_use]
    pub fn wait(&self, seconds: u32) -> String {
        match seconds {
            0..60 => self.with("tries-wait-seconds", &[("n", seconds.into())]),
            60.. => self.with("tries-wait-minutes", &[("n", seconds.div_ceil(60).into())]),
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
            Failure::Busy => self.text("failed-busy"),
        }
    }
}
