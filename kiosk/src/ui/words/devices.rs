//! What is known of a device, what it was told, and rehearsals, in words.

use super::Words;
use jiff::{Timestamp, tz::TimeZone};
use shared::{
    limits,
    roster::{Idle, Message},
    schedule::Schedule,
    sync::{
        Rehearsing,
        frame::{Rehearsed, Report},
    },
    wall::OnWall,
};

impl Words {
    /// What this device rehearses, and until when.
    #[must_use]
    pub fn rehearsing(&self, rehearsal: &Rehearsing, zone: &TimeZone) -> String {
        let what = match (rehearsal.away, rehearsal.ahead_ms != 0) {
            (true, true) => "both",
            (true, false) => "gone",
            (false, _) => "clock",
        };
        // By the clock that the screen shows.
        let until = self.time_of(rehearsal.until_ms.saturating_add(rehearsal.ahead_ms), zone);
        self.with("rehearse-band", &[("what", what.into()), ("until", until.into())])
    }

    /// What came of a rehearsal.
    #[must_use]
    pub fn rehearsed(&self, result: &Rehearsed) -> String {
        let minutes = result.to_ms.saturating_sub(result.from_ms).div_euclid(60_000);
        let mut parts = vec![
            self.with("rehearse-lasted", &[("n", minutes.into())]),
            self.with("rehearse-edits", &[("n", result.edits.into())]),
        ];
        match result.merged {
            None => parts.push(self.text("rehearse-not-merged")),
            Some(n) => {
                parts.push(self.with("rehearse-merged", &[("n", n.into())]));
                parts.push(self.with("rehearse-clashes", &[("n", result.clashes.into())]));
            }
        }
        parts.join(". ")
    }

    /// What a device shows while nobody uses it.
    #[must_use]
    pub fn idle(&self, idle: Idle) -> String {
        self.with("devices-idle-at", &[("idle", idle.name().into())])
    }

    /// A message with its end.
    #[must_use]
    pub fn message_until(&self, message: &Message, zone: &TimeZone) -> String {
        let text = self.either(&message.text, &message.text_cy);
        let until = self.time_of(message.until_ms, zone);
        self.with("devices-message-on", &[("text", text.into()), ("until", until.into())])
    }

    /// Where a device stands, what it shows, and what it says of itself.
    #[must_use]
    pub fn on_wall(&self, schedule: &Schedule, on: &OnWall) -> String {
        let mut parts = Vec::new();
        if !on.place.is_empty() {
            parts.push(self.with("devices-place-at", &[("place", on.place.as_str().into())]));
        }
        parts.push(self.idle(on.idle));
        match &on.report {
            Some(report) => self.report(schedule, report, &mut parts),
            None => parts.push(self.text("devices-no-report")),
        }
        parts.join(" · ")
    }

    fn report(&self, schedule: &Schedule, report: &Report, parts: &mut Vec<String>) {
        parts.push(self.with("devices-version", &[("version", report.version.as_str().into())]));
        if let Some(bytes) = report.free_bytes.filter(|bytes| *bytes >= limits::DISK_LOW_BYTES) {
            parts.push(self.free(bytes));
        }
        let person = report.person.and_then(|person| schedule.people.get(&person));
        if let Some(who) = person {
            parts.push(self.with("devices-editing", &[("who", who.to_string().into())]));
        }
        if report.serves {
            parts.push(self.text("devices-serves"));
        }
    }

    fn free(&self, bytes: u64) -> String {
        let low = if bytes < limits::DISK_LOW_BYTES { "yes" } else { "no" };
        let values = [("size", self.size(bytes).into()), ("low", low.into())];
        self.with("devices-free", &values)
    }

    /// What a device says of itself that somebody should look at, a line each.
    #[must_use]
    pub fn warnings_of(&self, on: &OnWall) -> Vec<String> {
        let Some(report) = &on.report else { return Vec::new() };
        let behind = report.behind.filter(|n| *n > 0);
        let behind = behind.map(|n| self.with("devices-behind", &[("n", n.into())]));
        let low = report.free_bytes.filter(|bytes| *bytes < limits::DISK_LOW_BYTES);
        let low = low.map(|bytes| self.free(bytes));
        let clock = report.doubtful.then(|| self.text("devices-clock"));
        [behind, low, clock].into_iter().flatten().collect()
    }

    /// What a device rehearses, is to rehearse, or has rehearsed; nothing: none of it.
    #[must_use]
    pub fn rehearsal_of(&self, on: &OnWall, zone: &TimeZone) -> Option<String> {
        let report = on.report.as_ref();
        if let Some(until_ms) = report.and_then(|report| report.rehearses_until_ms) {
            let until = self.time_of(until_ms, zone);
            return Some(self.with("rehearse-going", &[("until", until.into())]));
        }
        if let Some((_, ordered)) = on.rehearsal.filter(|_| on.is_to_rehearse()) {
            let until = self.time_of(ordered.until_ms, zone);
            return Some(self.with("rehearse-ordered", &[("until", until.into())]));
        }
        let result = report.and_then(|report| report.rehearsed)?;
        Some(self.rehearsed(&result))
    }

    fn time_of(&self, ms: i64, zone: &TimeZone) -> String {
        self.moment(Timestamp::from_millisecond(ms).unwrap_or_default(), zone)
    }
}
