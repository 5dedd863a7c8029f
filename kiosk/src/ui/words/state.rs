//! The state of the data and notices in words.

use super::Words;
use crate::view::{DataState, Here, Notice, ServerState};
use jiff::{Timestamp, tz::TimeZone};
use shared::schedule::Schedule;

impl Words {
    /// The state of the data in the fewest words.
    #[must_use]
    pub fn data_chip(&self, data: &DataState, zone: &TimeZone) -> String {
        match (&data.here, &data.server) {
            (Here::Opening, _) => self.text("chip-opening"),
            (Here::NotSaved { .. }, _) => self.text("chip-not-saved"),
            (Here::Saved, ServerState::NotJoined) => self.text("chip-not-joined"),
            (Here::Saved, ServerState::Sample) => self.text("chip-sample"),
            (Here::Saved, ServerState::Away { .. }) if data.outbox > 0 => {
                self.with("chip-away-outbox", &[("n", data.outbox.into())])
            }
            (Here::Saved, ServerState::Away { .. }) => match heard(self, data, zone) {
                Some(time) => self.with("chip-away-since", &[("time", time.into())]),
                None => self.text("chip-away"),
            },
            (Here::Saved, ServerState::CatchingUp | ServerState::UpToDate) if data.outbox > 0 => {
                self.with("chip-sending", &[("n", data.outbox.into())])
            }
            (Here::Saved, ServerState::CatchingUp) => self.text("chip-catching-up"),
            (Here::Saved, ServerState::UpToDate) => self.text("chip-up-to-date"),
        }
    }

    /// The same in two or three words, for a narrow bar.
    #[must_use]
    pub fn data_chip_short(&self, data: &DataState) -> String {
        let n = || [("n", data.outbox.into())];
        match (&data.here, &data.server) {
            (Here::Opening, _) => self.text("chip-opening-short"),
            (Here::NotSaved { .. }, _) => self.text("chip-not-saved-short"),
            (Here::Saved, ServerState::NotJoined) => self.text("chip-not-joined"),
            (Here::Saved, ServerState::Sample) => self.text("chip-sample-short"),
            (Here::Saved, ServerState::Away { .. }) if data.outbox > 0 => {
                self.with("chip-away-outbox-short", &n())
            }
            (Here::Saved, ServerState::Away { .. }) => self.text("chip-away-short"),
            (Here::Saved, ServerState::CatchingUp | ServerState::UpToDate) if data.outbox > 0 => {
                self.with("chip-sending", &n())
            }
            (Here::Saved, ServerState::CatchingUp) => self.text("chip-catching-up"),
            (Here::Saved, ServerState::UpToDate) => self.text("chip-up-to-date"),
        }
    }

    /// Whether everything is on this device's disk.
    #[must_use]
    pub fn saved_here(&self, here: &Here) -> String {
        match here {
            Here::Opening => self.text("here-opening"),
            Here::Saved => self.text("here-saved"),
            Here::NotSaved { why } => {
                self.with("here-not-saved", &[("why", self.not_saved(why).into())])
            }
        }
    }

    /// Whether everything is on the server.
    #[must_use]
    pub fn on_server(&self, data: &DataState) -> String {
        match (&data.server, data.outbox) {
            (ServerState::NotJoined, _) => self.text("server-not-joined"),
            (ServerState::Sample, _) => self.text("server-sample"),
            (ServerState::CatchingUp, 0) => self.text("server-catching-up"),
            // Nothing of it is there, but nothing was ever said to it either.
            (ServerState::Away { .. }, 0) if data.heard_ms.is_none() => self.text("server-never"),
            (ServerState::Away { .. } | ServerState::UpToDate, 0) => self.text("server-has-all"),
            (ServerState::Away { .. } | ServerState::CatchingUp | ServerState::UpToDate, n) => {
                self.with("server-outbox", &[("n", n.into())])
            }
        }
    }

    /// When the server was last heard of, and what that means for this board.
    #[must_use]
    pub fn last_heard(&self, data: &DataState, zone: &TimeZone) -> String {
        match (&data.server, heard(self, data, zone)) {
            (ServerState::UpToDate | ServerState::CatchingUp, _) => self.text("heard-connected"),
            (ServerState::NotJoined, _) => self.text("heard-not-joined"),
            (ServerState::Sample, _) => self.text("heard-sample"),
            (ServerState::Away { why }, Some(time)) => {
                self.with("heard-away", &[("time", time.into()), ("why", self.away(why).into())])
            }
            (ServerState::Away { why }, None) => {
                self.with("heard-never", &[("why", self.away(why).into())])
            }
        }
    }

    /// The same in the fewest words.
    #[must_use]
    pub fn last_heard_short(&self, data: &DataState, zone: &TimeZone) -> String {
        match (&data.server, heard(self, data, zone)) {
            (ServerState::UpToDate | ServerState::CatchingUp, _) => self.text("heard-now-short"),
            (ServerState::Away { .. }, Some(time)) => {
                self.with("heard-away-short", &[("time", time.into())])
            }
            (ServerState::Sample, _) => self.text("heard-sample"),
            (ServerState::Away { .. } | ServerState::NotJoined, _) => {
                self.text("heard-never-short")
            }
        }
    }

    /// A notice.
    #[must_use]
    pub fn notice(&self, schedule: &Schedule, notice: &Notice) -> String {
        match notice {
            Notice::Refused { refusal } => self.refusal(schedule, refusal),
            Notice::NotAccepted { command, why } => self.with(
                "notice-not-accepted",
                &[
                    ("what", self.command(schedule, command).into()),
                    ("why", self.not_accepted(why).into()),
                ],
            ),
            Notice::NotJoined { why } => self.not_saved(why),
            Notice::Repaired { rows } => self.with("notice-repaired", &[("n", (*rows).into())]),
        }
    }
}

fn heard(words: &Words, data: &DataState, zone: &TimeZone) -> Option<String> {
    let at = Timestamp::from_millisecond(data.heard_ms?).ok()?;
    Some(words.moment(at, zone))
}
