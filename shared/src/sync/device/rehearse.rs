//! Rehearsals: for some time this device does as if its server were gone, or as if it were another
//! hour. Statements of the roster go on arriving, so that an organiser can end it from elsewhere.
//!
//! It ends at its time, or when it has lasted for as long as it may, whichever comes first: what is
//! left of it is counted by the clock that only runs forward and stored, so that neither a clock set
//! back nor any number of starts makes it longer.

use super::{Cx, Device, Line};
use crate::{
    bytes::{from_cbor, to_cbor},
    clash, limits,
    persist::Put,
    proof::edits_by_device,
    replica::{fact, put_fact},
    roster::Rehearsal,
    sync::{DeviceEffect, Goodbye, Now, Rehearsing, frame::Rehearsed},
};
use minicbor::{Decode, Encode};

/// One that goes on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct Going {
    #[n(0)]
    number: u64,
    #[n(1)]
    away: bool,
    #[n(2)]
    from_ms: i64,
    #[n(3)]
    until_ms: i64,
    #[n(4)]
    left_ms: u64,
    #[n(5)]
    ahead_ms: i64,
    /// Edits of this device, and what needed a person, when it began.
    #[n(6)]
    edits: u64,
    #[n(7)]
    clashes: u64,
}

/// All of it, as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct State {
    #[n(0)]
    going: Option<Going>,
    /// What came of the last one.
    #[n(1)]
    result: Option<Rehearsed>,
    /// Orders up to this number are done with.
    #[n(2)]
    done: u64,
    /// What needed a person when the last one began.
    #[n(3)]
    clashes: u64,
    /// What came of it was read here.
    #[n(4)]
    seen: bool,
}

/// The rehearsal of this device.
#[derive(Default)]
pub(super) struct Rehearsals {
    state: State,
    /// Time was last taken off at this moment.
    counted_ms: Option<u64>,
    saved_ms: u64,
    /// The last report of a merge before it was over.
    merged_before: Option<u64>,
}

impl Rehearsals {
    /// What was kept over a restart. The time since it was stored counts in full.
    pub(super) fn of_fact(bytes: Option<&Vec<u8>>) -> Self {
        let state = bytes.and_then(|bytes| from_cbor::<State>(bytes).ok());
        let mut state = state.unwrap_or_default();
        if let Some(going) = &mut state.going {
            going.left_ms = going.left_ms.saturating_sub(limits::REHEARSAL_SAVE_MS);
        }
        Self { state, ..Self::default() }
    }

    /// What is to be stored at once at a start.
    pub(super) fn at_start(&self) -> Option<Put> {
        self.state.going.as_ref().map(|_| self.put())
    }

    fn put(&self) -> Put {
        put_fact(fact::REHEARSAL, to_cbor(&self.state))
    }

    /// It does as if the server were gone.
    pub(super) fn is_away(&self) -> bool {
        self.state.going.as_ref().is_some_and(|going| going.away)
    }

    pub(super) fn until_ms(&self) -> Option<i64> {
        self.state.going.as_ref().map(|going| going.until_ms)
    }

    pub(super) fn result(&self) -> Option<Rehearsed> {
        self.state.result
    }

    /// What is rehearsed, for the screen.
    pub(super) fn shown(&self) -> Option<Rehearsing> {
        let going = self.state.going.as_ref()?;
        let (away, until_ms, ahead_ms) = (going.away, going.until_ms, going.ahead_ms);
        Some(Rehearsing { away, until_ms, ahead_ms })
    }

    /// What came of the last one, until it was read.
    pub(super) fn news(&self) -> Option<Rehearsed> {
        self.state.result.filter(|_| !self.state.seen && self.state.going.is_none())
    }
}

impl Device {
    /// Begins, counts and ends, as the roster and the clocks say.
    pub(super) fn rehearse(&mut self, cx: &mut Cx<'_>) {
        let me = self.replica.id();
        let ordered = self.replica.roster.rehearsal(&me);
        let (now_ms, _) = self.replica.clock.read(cx.now);
        if self.rehearsing.state.going.is_some() {
            let passed = self.rehearsing.counted_ms.map_or(0, |at| cx.now.ms.saturating_sub(at));
            self.rehearsing.counted_ms = Some(cx.now.ms);
            let Some(going) = &mut self.rehearsing.state.going else { return };
            going.left_ms = going.left_ms.saturating_sub(passed);
            let is_ordered = ordered.is_some_and(|(number, _)| number == going.number);
            if !is_ordered || going.left_ms == 0 || now_ms >= going.until_ms {
                self.end_rehearsal(cx);
            } else if cx.now.ms.saturating_sub(self.rehearsing.saved_ms)
                >= limits::REHEARSAL_SAVE_MS
            {
                self.save_rehearsal(cx);
            }
        }
        if self.rehearsing.state.going.is_none()
            && let Some((number, order)) = ordered.filter(|(n, _)| *n > self.rehearsing.state.done)
        {
            self.begin_rehearsal(cx, number, order, now_ms);
        }
        self.look_for_result(cx);
    }

    fn begin_rehearsal(&mut self, cx: &mut Cx<'_>, number: u64, order: Rehearsal, now_ms: i64) {
        let left = u64::try_from(order.until_ms.saturating_sub(now_ms)).unwrap_or(0);
        let left_ms = left.min(order.lasts_ms());
        if left_ms == 0 {
            // It was over before this device heard of it.
            self.rehearsing.state.done = number;
            self.save_rehearsal(cx);
            return;
        }
        self.rehearsing.state.going = Some(Going {
            number,
            away: order.away,
            from_ms: now_ms,
            until_ms: order.until_ms,
            left_ms,
            ahead_ms: order.ahead_ms(),
            edits: self.own_edits(),
            clashes: self.clashes(),
        });
        self.rehearsing.counted_ms = Some(cx.now.ms);
        self.save_rehearsal(cx);
        if order.away {
            self.begin_line_anew(cx);
        }
        cx.step.effects.push(DeviceEffect::Changed);
    }

    /// It is over: at its time, by an organiser's word, or by a touch here.
    pub(super) fn end_rehearsal(&mut self, cx: &mut Cx<'_>) {
        let edits = self.own_edits();
        let Some(going) = self.rehearsing.state.going.take() else { return };
        let to_ms = self.replica.clock.read(cx.now).0.max(going.from_ms);
        let state = &mut self.rehearsing.state;
        (state.done, state.clashes, state.seen) = (going.number, going.clashes, false);
        state.result = Some(Rehearsed {
            number: going.number,
            from_ms: going.from_ms,
            to_ms,
            edits: edits.saturating_sub(going.edits),
            // Where nothing was parted there is nothing to bring together.
            merged: (!going.away).then_some(0),
            clashes: 0,
        });
        self.rehearsing.merged_before = self.merging.report().map(|report| report.id);
        self.save_rehearsal(cx);
        if going.away {
            self.begin_line_anew(cx);
        }
        cx.step.effects.push(DeviceEffect::Changed);
    }

    /// What came of it was read here.
    pub(super) fn rehearsal_seen(&mut self, cx: &mut Cx<'_>) {
        self.rehearsing.state.seen = true;
        self.save_rehearsal(cx);
        cx.step.effects.push(DeviceEffect::Changed);
    }

    /// What was merged after it, as soon as everything is here.
    fn look_for_result(&mut self, cx: &mut Cx<'_>) {
        let Some(result) = self.rehearsing.state.result.filter(|one| one.merged.is_none()) else {
            return;
        };
        if self.line() != Line::UpToDate || self.merging.is_counting() {
            return;
        }
        let before = self.rehearsing.merged_before;
        let merged = self.merging.report().filter(|report| Some(report.id) > before);
        let edits = merged.map_or(0, |report| u64::from(report.edits));
        let clashes = self.clashes().saturating_sub(self.rehearsing.state.clashes);
        self.rehearsing.state.result = Some(Rehearsed { merged: Some(edits), clashes, ..result });
        self.save_rehearsal(cx);
        cx.step.effects.push(DeviceEffect::Changed);
    }

    /// The connection ends without a word, and is opened again by the shell.
    fn begin_line_anew(&mut self, cx: &mut Cx<'_>) {
        let Some(connection) = self.link.as_ref().map(|link| link.connection) else { return };
        cx.step.effects.push(DeviceEffect::Close { connection, why: Goodbye::Replaced });
        self.drop_link(cx);
    }

    fn save_rehearsal(&mut self, cx: &mut Cx<'_>) {
        self.rehearsing.saved_ms = cx.now.ms;
        cx.step.commit.puts.push(self.rehearsing.put());
    }

    fn own_edits(&self) -> u64 {
        let edits = edits_by_device(self.replica.documents());
        edits.get(&self.replica.id().tag()).map_or(0, |of| of.count as u64)
    }

    fn clashes(&mut self) -> u64 {
        clash::clashes(&self.replica.schedule()).len() as u64
    }

    /// What this device rehearses.
    #[must_use]
    pub fn rehearsal(&self, now: Now) -> Option<Rehearsing> {
        let shown = self.rehearsing.shown()?;
        (self.replica.clock.read(now).0 < shown.until_ms).then_some(shown)
    }

    /// What came of the last rehearsal here, until it was read.
    #[must_use]
    pub fn rehearsed(&self) -> Option<Rehearsed> {
        self.rehearsing.news()
    }
}
