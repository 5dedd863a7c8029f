//! What this device has is told to its server, and how all devices stand is heard from it.

use super::{Cx, Device, Stage};
use crate::{
    ids::{DeviceId, DocumentKind, LogId},
    limits,
    replica::{fact, put_fact},
    sync::{
        DeviceEffect,
        frame::{Frame, Heartbeat, Holding, LogState, Standing, Standings, WallTime},
    },
};
use std::collections::BTreeMap;

/// What is told: positions of the present logs, and what they have not shown.
type Told = (Vec<(LogId, u64)>, u64);

/// How devices stand, as servers said.
#[derive(Default)]
pub(super) struct Heards {
    of: BTreeMap<DeviceId, Standing>,
    /// What the server had when it said so.
    by: Option<Holding>,
    /// What was told last on this connection, and what was found a tick ago.
    told: Option<Told>,
    found: Option<Told>,
    /// What is on the disk, and when it was stored.
    kept: Vec<Standing>,
    kept_ms: Option<u64>,
}

impl Heards {
    /// What was kept over a restart.
    pub(super) fn of_fact(bytes: Option<&Vec<u8>>) -> Self {
        let of: BTreeMap<DeviceId, Standing> =
            Standings::kept(bytes).into_iter().map(|one| (one.device, one.gone())).collect();
        Self { kept: of.values().copied().collect(), of, ..Self::default() }
    }
}

impl Device {
    /// How devices stand, as the server said last. Of those that it does not know, what servers of
    /// before said. Nobody is the same as long as this device holds something else than the server
    /// did when it said so.
    pub fn standings(&self) -> impl Iterator<Item = Standing> + '_ {
        let logs = DocumentKind::ALL.into_iter().filter_map(|kind| self.held(kind)).collect();
        let mine = Holding::of(logs, self.replica.digests());
        let is_mine = self.heards.by.as_ref() == Some(&mine);
        self.heards.of.values().map(move |one| Standing { same: one.same && is_mine, ..*one })
    }

    pub(super) fn hear_standings(&mut self, cx: &mut Cx<'_>, standings: Standings) {
        if self.rehearsing.is_away() {
            return;
        }
        let before = (self.heards.of.clone(), self.heards.by.take());
        self.heards.by = standings.held;
        for one in self.heards.of.values_mut() {
            *one = one.gone();
        }
        for one in standings.devices {
            let held = self.heards.of.entry(one.device).or_insert(one);
            // A new server has not heard yet what an old one had.
            let latest = if one.heard_ms >= held.heard_ms { one } else { *held };
            let waiting = one.waiting.or(latest.waiting);
            *held = Standing { waiting, connected: one.connected, same: one.same, ..latest };
        }
        if (&before.0, &before.1) != (&self.heards.of, &self.heards.by) {
            cx.step.effects.push(DeviceEffect::Changed);
        }
    }

    /// The connection is gone, and with it whoever vouched for the others.
    pub(super) fn forget_standings(&mut self, cx: &mut Cx<'_>) {
        (self.heards.told, self.heards.found, self.heards.by) = (None, None, None);
        for one in self.heards.of.values_mut() {
            *one = one.gone();
        }
        if !self.heards.of.is_empty() {
            let devices = self.heards.of.values().copied().collect();
            self.store_standings(cx, devices);
        }
    }

    /// Stores how devices stand, now and then where that has changed: a power cut says no goodbye.
    pub(super) fn keep_standings(&mut self, cx: &mut Cx<'_>) {
        let passed = |at: u64| cx.now.ms.saturating_sub(at);
        if self.heards.kept_ms.is_some_and(|at| passed(at) < limits::HEARD_SAVE_MS) {
            return;
        }
        let devices: Vec<Standing> = self.heards.of.values().map(|one| one.gone()).collect();
        if devices != self.heards.kept {
            self.store_standings(cx, devices);
        }
    }

    fn store_standings(&mut self, cx: &mut Cx<'_>, devices: Vec<Standing>) {
        let standings = Standings { devices, held: None };
        let bytes = Frame::Standings(standings.clone()).encode();
        cx.step.commit.puts.push(put_fact(fact::STANDINGS, bytes));
        (self.heards.kept, self.heards.kept_ms) = (standings.devices, Some(cx.now.ms));
    }

    /// A heartbeat: the time, and what this device has.
    pub(super) fn beat(&mut self, cx: &mut Cx<'_>) {
        let (ms, doubtful) = self.replica.clock.read(cx.now);
        let time = WallTime { ms, sure: !doubtful };
        let records = self.replica.digests();
        let logs = DocumentKind::ALL.into_iter().filter_map(|kind| self.held(kind)).collect();
        self.heards.told = Some(self.holding());
        let waiting = Some(self.outbox() as u64);
        self.send(cx, &Frame::Heartbeat(Heartbeat { time, logs, records, waiting }));
    }

    /// What this device has of the present log; nothing as long as it fetches what it lacks.
    fn held(&self, document: DocumentKind) -> Option<LogState> {
        let log = self.present_log(document)?;
        let of = self.link.as_ref()?.documents.get(usize::from(document.number()))?;
        if of.log != log || !self.is_up_to_date(of) {
            return None;
        }
        let (position, chain) = match self.replica.log(log, document) {
            Some(shown) => (shown.len(), shown.chain()),
            None => {
                let empty = self.replica.empty_log(log, document);
                (empty.len(), empty.chain())
            }
        };
        Some(LogState { document, log, position, chain })
    }

    fn holding(&self) -> Told {
        let of = |kind| self.held(kind).map(|state| (state.log, state.position));
        (DocumentKind::ALL.into_iter().filter_map(of).collect(), self.outbox() as u64)
    }

    /// It has come to rest with something else than the server heard last.
    pub(super) fn has_news(&mut self) -> bool {
        let is_open =
            self.link.as_ref().is_some_and(|link| matches!(link.stage, Stage::Open { .. }));
        if !is_open {
            return false;
        }
        let found = self.holding();
        let rests = self.heards.found.as_ref() == Some(&found);
        let is_told = self.heards.told.as_ref() == Some(&found);
        self.heards.found = Some(found);
        rests && !is_told
    }
}
