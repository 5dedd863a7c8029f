//! What devices say of themselves: the last of each is kept, also over a restart, and passed on to
//! organisers.

use super::{Cx, Hub, Peer};
use crate::{
    ids::DeviceId,
    limits,
    roster::Role,
    sync::frame::{Frame, Report, Reports},
};
use std::collections::{BTreeMap, BTreeSet};

/// The last of each device.
#[derive(Default)]
pub(super) struct Kept {
    of: BTreeMap<DeviceId, Report>,
    /// What was told last, and to whom.
    told: BTreeMap<DeviceId, Report>,
    told_to: BTreeSet<u64>,
    /// As it was stored last.
    saved: Vec<u8>,
}

impl Kept {
    /// What was kept over a restart.
    pub(super) fn of_fact(bytes: Option<&Vec<u8>>) -> Self {
        // It is stored as many as there are, whatever fits a frame.
        let pages = bytes.and_then(|bytes| crate::bytes::from_cbor::<Reports>(bytes).ok());
        let reports = pages.map(|pages| pages.reports).unwrap_or_default();
        let of = reports.into_iter().filter_map(|one| Some((one.device?, one))).collect();
        Self { of, saved: bytes.cloned().unwrap_or_default(), ..Self::default() }
    }

    /// What is to be stored, if that is something else than what is.
    pub(super) fn news(&mut self) -> Option<Vec<u8>> {
        let reports = Reports { reports: self.of.values().cloned().collect() };
        let bytes = crate::bytes::to_cbor(&reports);
        let is_news = bytes != self.saved;
        is_news.then(|| {
            self.saved.clone_from(&bytes);
            bytes
        })
    }
}

impl Hub {
    /// A device says something of itself. What it says of others is not looked at.
    pub(super) fn reported(&mut self, cx: &Cx<'_>, peer: u64, reports: Reports) {
        let device = self.peers.get(&peer).and_then(Peer::device);
        let Some((device, mut report)) = device.zip(reports.reports.into_iter().next()) else {
            return;
        };
        let is_room = self.reports.of.len() < limits::STANDINGS_MAX;
        if !is_room && !self.reports.of.contains_key(&device) {
            return;
        }
        report.device = Some(device);
        report.at_ms = self.replica.clock.read(cx.now).0;
        if self.replica.role_of(&device) == Some(Role::Viewer) {
            // It names nobody.
            report.person = None;
        }
        self.reports.of.insert(device, report);
    }

    /// The last report of each device, ascending, with what the server knows beside it.
    #[must_use]
    pub fn reports(&self) -> Vec<Report> {
        let known = |(device, _): &(&DeviceId, &Report)| self.replica.role_of(device).is_some();
        let one = |(device, report): (&DeviceId, &Report)| Report {
            behind: self.behind(device),
            ..report.clone()
        };
        self.reports.of.iter().filter(known).map(one).collect()
    }

    /// Tells organisers what is new; who has just come hears everything.
    pub(super) fn tell_reports(&mut self, cx: &mut Cx<'_>) {
        let listeners = self.listeners(&[Role::Organiser]);
        if listeners.is_empty() {
            self.reports.told_to = listeners;
            return;
        }
        let all = self.reports();
        // When it was said is no news by itself.
        let is_news = |one: &&Report| {
            let told = one.device.and_then(|device| self.reports.told.get(&device));
            told.is_none_or(|told| Report { at_ms: told.at_ms, ..(*one).clone() } != *told)
        };
        let news: Vec<Report> = all.iter().filter(is_news).cloned().collect();
        let (old, new): (Vec<u64>, Vec<u64>) =
            listeners.iter().partition(|peer| self.reports.told_to.contains(peer));
        for (reports, to) in [(&news, old), (&all, new)] {
            for page in reports.chunks(limits::REPORTS_FRAME_MAX) {
                self.send_all(cx, &to, &Frame::Reports(Reports { reports: page.to_vec() }));
            }
        }
        self.reports.told_to = listeners;
        let told = all.into_iter().filter_map(|one| Some((one.device?, one)));
        self.reports.told = told.collect();
    }
}
