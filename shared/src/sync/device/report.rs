//! What this device says of itself, and what the server says of the others and of itself.

use super::{Cx, Device, Stage};
use crate::{
    ids::DeviceId,
    limits,
    sync::{
        About, DeviceEffect, ServerSafety,
        frame::{Frame, GoBack, NotBack, Report, Reports, Safety},
    },
};
use std::collections::BTreeMap;

/// Own reports, and those of others.
#[derive(Default)]
pub(super) struct Telling {
    about: About,
    /// What was last told on this connection, and when.
    told: Option<(u64, Report)>,
    others: BTreeMap<DeviceId, Report>,
    safety: Option<ServerSafety>,
}

impl Telling {
    pub(super) fn set(&mut self, mut about: About) {
        about.version.truncate(limits::VERSION_BYTES_MAX);
        self.about = about;
    }

    /// What is heard on the next connection comes from its beginning.
    pub(super) fn line_lost(&mut self) {
        (self.told, self.safety) = (None, None);
    }
}

impl Device {
    /// What devices last said of themselves, as servers told.
    pub fn reports(&self) -> impl Iterator<Item = &Report> {
        self.telling.others.values()
    }

    /// The server that has proved its key on the present connection.
    #[must_use]
    pub fn server(&self) -> Option<DeviceId> {
        match &self.link.as_ref()?.stage {
            Stage::Records { server } | Stage::Open { server } => Some(*server),
            Stage::Hello { .. } | Stage::Proving { .. } => None,
        }
    }

    /// How safe the board is on the server, while it is connected.
    #[must_use]
    pub fn server_safety(&self) -> Option<&ServerSafety> {
        self.telling.safety.as_ref()
    }

    /// The server that this device was or can become, as its shell says.
    #[must_use]
    pub fn keeps(&self) -> Option<DeviceId> {
        self.telling.about.keeps
    }

    fn report(&self, cx: &Cx<'_>) -> Report {
        let About { version, idle, free_bytes, person, serves, keeps } = self.telling.about.clone();
        Report {
            version,
            idle: idle.number(),
            free_bytes: free_bytes.map(|bytes| bytes >> 24 << 24),
            doubtful: self.replica.clock.read(cx.now).1,
            person,
            rehearses_until_ms: self.rehearsing.until_ms(),
            rehearsed: self.rehearsing.result(),
            serves,
            erasing: self.replica.erasing(),
            keeps,
            ..Report::default()
        }
    }

    /// Tells what has changed here, no more often than is of use. It may be left out on the way.
    pub(super) fn tell_report(&mut self, cx: &mut Cx<'_>) {
        let Some(link) = &self.link else { return };
        match link.stage {
            Stage::Hello { .. } | Stage::Proving { .. } => return,
            Stage::Records { .. } | Stage::Open { .. } => {}
        }
        let connection = link.connection;
        let report = self.report(cx);
        if let Some((at_ms, told)) = &self.telling.told {
            let wait_ms = match *told == report {
                true => limits::REPORT_REPEAT_MS,
                false => limits::REPORT_GAP_MS,
            };
            if cx.now.ms.saturating_sub(*at_ms) < wait_ms {
                return;
            }
        }
        self.telling.told = Some((cx.now.ms, report.clone()));
        let frame = Frame::Reports(Reports { reports: vec![report] }).encode();
        cx.step.effects.push(DeviceEffect::Ephemeral { connection, frame });
    }

    pub(super) fn hear_reports(&mut self, cx: &mut Cx<'_>, reports: Reports) {
        if self.rehearsing.is_away() {
            return;
        }
        for report in reports.reports {
            let Some(device) = report.device else { continue };
            let is_room = self.telling.others.len() < limits::STANDINGS_MAX;
            if is_room || self.telling.others.contains_key(&device) {
                self.telling.others.insert(device, report);
            }
        }
        cx.step.effects.push(DeviceEffect::Changed);
    }

    pub(super) fn hear_safety(&mut self, cx: &mut Cx<'_>, safety: Safety) {
        if self.rehearsing.is_away() {
            return;
        }
        let now_ms = self.replica.clock.read(cx.now).0;
        let age_ms = |age_s: u64| i64::try_from(age_s).unwrap_or(i64::MAX).saturating_mul(1_000);
        let newest_ms = safety.age_s.map(|age_s| now_ms.saturating_sub(age_ms(age_s)));
        let not_back = self.telling.safety.as_ref().and_then(|before| before.not_back);
        self.telling.safety = Some(ServerSafety { newest_ms, told: safety.quiet(), not_back });
        cx.step.effects.push(DeviceEffect::Changed);
    }

    /// Asks the server to go back to one of the backups that it told of. That it did is seen in those
    /// that it tells of next.
    pub(super) fn go_back(&mut self, cx: &mut Cx<'_>, to: GoBack) {
        let Some(safety) = self.telling.safety.as_mut().filter(|_| !self.rehearsing.is_away())
        else {
            return;
        };
        safety.not_back = None;
        self.send(cx, &Frame::GoBack(to));
        cx.step.effects.push(DeviceEffect::Changed);
    }

    pub(super) fn hear_not_back(&mut self, cx: &mut Cx<'_>, not: NotBack) {
        if let Some(safety) = &mut self.telling.safety {
            safety.not_back = Some(not);
        }
        cx.step.effects.push(DeviceEffect::Changed);
    }
}
