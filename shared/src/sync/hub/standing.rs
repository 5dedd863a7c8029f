//! Who has been heard of, and whether they have what the server has: what the proof after an outage
//! stands on.

use super::{Cx, Hub, Peer};
use crate::{
    ids::DeviceId,
    limits,
    persist::{Put, Saved},
    replica::{fact, put_fact},
    roster::Role,
    sync::{
        Fault,
        frame::{Digests, Frame, Heartbeat, Holding, LogState, Standing, Standings},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What was last heard of a device.
struct Heard {
    /// By this machine's clock that only runs forward.
    ms: u64,
    /// As the time is known here.
    wall_ms: i64,
    logs: Vec<LogState>,
    records: Option<Digests>,
    waiting: Option<u64>,
}

/// Of all devices; when and with how many edits they were heard of outlives the process.
#[derive(Default)]
pub(super) struct Heards {
    of: BTreeMap<DeviceId, Heard>,
    /// Who was connected when it was stored last, and when that was.
    saved: (BTreeSet<DeviceId>, u64),
    /// What was told last, and to whom.
    told: Option<Standings>,
    told_to: BTreeSet<u64>,
}

impl Heards {
    /// What was kept over a restart.
    pub(super) fn of_fact(bytes: Option<&Vec<u8>>) -> Self {
        let devices = Standings::kept(bytes);
        let heard = |one: Standing| {
            let (wall_ms, waiting) = (one.heard_ms, one.waiting);
            (one.device, Heard { ms: 0, wall_ms, logs: Vec::new(), records: None, waiting })
        };
        Self { of: devices.into_iter().map(heard).collect(), ..Self::default() }
    }
}

impl Hub {
    /// How devices stood, as the store of a device or of a server has it.
    #[must_use]
    pub fn heard_in(saved: &Saved) -> Vec<Standing> {
        Standings::kept(saved.facts.get(fact::STANDINGS))
    }

    /// What a new server begins with beside [`Hub::begin`], of what stores say that it is made of: of
    /// each device what was heard last.
    #[must_use]
    pub fn heard_before(heard: impl IntoIterator<Item = Standing>) -> Put {
        let mut of: BTreeMap<DeviceId, Standing> = BTreeMap::new();
        for one in heard {
            let latest = of.entry(one.device).or_insert(one);
            if one.heard_ms > latest.heard_ms {
                *latest = one;
            }
        }
        let devices = of.into_values().take(limits::STANDINGS_MAX).map(Standing::gone).collect();
        put_fact(fact::STANDINGS, Frame::Standings(Standings { devices, held: None }).encode())
    }

    /// Something came from a device.
    pub(super) fn hear(&mut self, cx: &Cx<'_>, peer: u64, beat: Option<&Heartbeat>) {
        let Some(device) = self.peers.get(&peer).and_then(Peer::device) else { return };
        let (ms, (wall_ms, _)) = (cx.now.ms, self.replica.clock.read(cx.now));
        let blank = Heard { ms, wall_ms, logs: Vec::new(), records: None, waiting: None };
        let heard = self.heards.of.entry(device).or_insert(blank);
        (heard.ms, heard.wall_ms) = (ms, wall_ms);
        if let Some(beat) = beat {
            heard.logs.clone_from(&beat.logs);
            heard.records = Some(beat.records);
            heard.waiting = beat.waiting;
        }
    }

    /// A device has come anew: it may hold something else than the connection before said.
    pub(super) fn hear_anew(&mut self, device: &DeviceId) {
        if let Some(heard) = self.heards.of.get_mut(device) {
            heard.logs.clear();
            heard.records = None;
        }
    }

    /// How devices stand, ascending. `now_ms` is that of [`Now`](crate::sync::Now).
    #[must_use]
    pub fn standings(&self, now_ms: u64) -> Vec<Standing> {
        let connected: BTreeSet<DeviceId> = self.peers.values().filter_map(Peer::device).collect();
        let (logs, records) = (self.log_states(), self.replica.digests());
        let one = |(device, heard): (&DeviceId, &Heard)| {
            let connected = connected.contains(device);
            let is_fresh = now_ms.saturating_sub(heard.ms) <= limits::STANDING_MS;
            let has_all = logs.iter().all(|log| heard.logs.contains(log));
            let same = (connected && is_fresh || self.replica.has_fault(Fault::GoneIsSame))
                && has_all
                && heard.waiting == Some(0)
                && heard.records == Some(records);
            let (heard_ms, waiting) = (heard.wall_ms, heard.waiting);
            Standing { device: *device, heard_ms, waiting, connected, same }
        };
        let known = |(device, _): &(&DeviceId, &Heard)| self.replica.role_of(device).is_some();
        self.heards.of.iter().filter(known).take(limits::STANDINGS_MAX).map(one).collect()
    }

    /// How many edits the server has that a device had not when it last said what it has.
    pub(super) fn behind(&self, device: &DeviceId) -> Option<u64> {
        let heard = self.heards.of.get(device).filter(|heard| !heard.logs.is_empty())?;
        let behind = |state: &LogState| {
            let theirs = heard.logs.iter().find(|one| one.log == state.log);
            state.position.saturating_sub(theirs.map_or(0, |one| one.position))
        };
        Some(self.log_states().iter().map(behind).sum())
    }

    /// Stores what was heard: when somebody has gone, and now and then while they are connected.
    pub(super) fn keep_heard(&mut self, cx: &mut Cx<'_>) {
        if self.safety.now.as_ref().is_some_and(|safety| safety.is_full) {
            // It would take nothing, and edits come first.
            return;
        }
        let connected: BTreeSet<DeviceId> = self.peers.values().filter_map(Peer::device).collect();
        let (before, saved_ms) = &self.heards.saved;
        let is_late = cx.now.ms.saturating_sub(*saved_ms) >= limits::HEARD_SAVE_MS;
        let is_due = is_late && !connected.is_empty();
        if before.is_subset(&connected) && !is_due {
            self.heards.saved.0 = connected;
            return;
        }
        self.heards.saved = (connected, cx.now.ms);
        let devices = self.standings(cx.now.ms);
        let standings = Frame::Standings(Standings { devices, held: None }).encode();
        cx.step.commit.puts.push(put_fact(fact::STANDINGS, standings));
        if let Some(reports) = self.reports.news() {
            cx.step.commit.puts.push(put_fact(fact::REPORTS, reports));
        }
    }

    /// Tells them to those who look after the board, when there is news.
    pub(super) fn tell_standings(&mut self, cx: &mut Cx<'_>) {
        let listens = |peer: &Peer| {
            let role = peer.device().and_then(|device| self.replica.role_of(&device));
            matches!(role, Some(Role::Organiser | Role::Volunteer))
        };
        let listeners: BTreeSet<u64> =
            self.peers.iter().filter(|(_, peer)| listens(peer)).map(|(peer, _)| *peer).collect();
        if listeners.is_empty() {
            return;
        }
        let held = Holding::of(self.log_states(), self.replica.digests());
        let standings = Standings { devices: self.standings(cx.now.ms), held: Some(held) };
        let is_news = self.heards.told.as_ref().map(quiet) != Some(quiet(&standings));
        let to: Vec<u64> = listeners
            .iter()
            .copied()
            .filter(|peer| is_news || !self.heards.told_to.contains(peer))
            .collect();
        self.heards.told_to = listeners;
        self.send_all(cx, &to, &Frame::Standings(standings.clone()));
        self.heards.told = Some(standings);
    }
}

/// When somebody who is connected was heard of last is no news.
fn quiet(standings: &Standings) -> Standings {
    let quiet = |one: &Standing| Standing {
        heard_ms: if one.connected { 0 } else { one.heard_ms },
        ..*one
    };
    let devices = standings.devices.iter().map(quiet).collect();
    Standings { devices, held: standings.held.clone() }
}
