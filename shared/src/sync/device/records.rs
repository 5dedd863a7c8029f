//! Records before documents: roster statements, then names, are made equal at both ends.

use super::{Cx, Device, Link, RECORD_KINDS, Stage, Stop, next_ask};
use crate::{
    limits,
    persist::RecordKind,
    replica::Source,
    sync::{
        DeviceEffect,
        frame::{Beside, Digests, Frame, Goodbye, Have, Heartbeat, Need, Records},
    },
};

/// The comparison of records on one connection.
#[derive(Default)]
pub(super) struct RecordSync {
    /// The server's digests, as it last said.
    pub theirs: Option<Digests>,
    exchange: Option<Exchange>,
    /// Digests (ours, theirs) of each kind at which nothing more could be done.
    settled: [Option<([u8; 32], [u8; 32])>; 2],
}

struct Exchange {
    kind: RecordKind,
    ask: u64,
    /// Ours when the question was asked: what is made meanwhile is not part of it.
    ours: [u8; 32],
    at_ms: u64,
    round: u32,
}

fn index(kind: RecordKind) -> usize {
    match kind {
        RecordKind::Statement => 0,
        RecordKind::Name => 1,
    }
}

impl Device {
    /// Starts the next comparison; when there is none left, the documents begin.
    pub(super) fn compare_records(&mut self, cx: &mut Cx<'_>) -> Result<(), Stop> {
        let Some(link) = &self.link else {
            return Ok(());
        };
        if link.records.exchange.is_some() {
            return Ok(());
        }
        let different = RECORD_KINDS.into_iter().find(|kind| {
            let ours = self.replica.digest(*kind);
            let theirs = link.records.theirs.map(|theirs| theirs.of(*kind));
            let settled = link.records.settled.get(index(*kind)).copied().flatten();
            theirs.is_some_and(|theirs| theirs != ours && settled != Some((ours, theirs)))
        });
        match different {
            Some(kind) => {
                self.ask_records(cx, kind, 0);
                Ok(())
            }
            None => self.records_done(cx),
        }
    }

    fn records_done(&mut self, cx: &mut Cx<'_>) -> Result<(), Stop> {
        let Some(link) = &mut self.link else {
            return Ok(());
        };
        let Stage::Records { server } = link.stage else {
            return Ok(());
        };
        if self.rehearsing.is_away() {
            return Ok(());
        }
        link.stage = Stage::Open { server };
        self.begin_documents(cx)
    }

    fn ask_records(&mut self, cx: &mut Cx<'_>, kind: RecordKind, round: u32) {
        let (ids, ours) = (self.replica.record_ids(kind), self.replica.digest(kind));
        let Some(link) = &mut self.link else { return };
        let ask = next_ask(link);
        link.records.exchange = Some(Exchange { kind, ask, ours, at_ms: cx.now.ms, round });
        let pages = ids.len().div_ceil(limits::FRAME_HASHES_MAX).max(1) as u64;
        for page in 0..pages {
            let skip = page as usize * limits::FRAME_HASHES_MAX;
            let ids = ids.iter().skip(skip).take(limits::FRAME_HASHES_MAX).copied().collect();
            self.send(cx, &Frame::Have(Have { ask, kind, page, pages, ids }));
        }
    }

    /// The server has compared: it gets what it lacks, and both compare again until neither does.
    pub(super) fn need(&mut self, cx: &mut Cx<'_>, need: &Need) -> Result<(), Stop> {
        let Some(link) = &mut self.link else {
            return Ok(());
        };
        let Some(exchange) = link.records.exchange.take_if(|e| e.ask == need.ask) else {
            return Ok(());
        };
        let kind = exchange.kind;
        let records: Vec<Vec<u8>> =
            need.ids.iter().filter_map(|id| self.replica.record(kind, id)).collect();
        self.send_records(cx, kind, records);
        let equal = need.ids.is_empty() && need.sent == 0;
        // The same need again may also mean that what was sent got lost, and without its roster a
        // server would refuse what its devices may well do.
        if equal || exchange.round >= limits::RECORD_ROUNDS_MAX {
            self.settle(kind, exchange.ours, equal);
            return self.compare_records(cx);
        }
        self.ask_records(cx, kind, exchange.round + 1);
        Ok(())
    }

    fn settle(&mut self, kind: RecordKind, ours: [u8; 32], equal: bool) {
        let Some(Link { records, .. }) = &mut self.link else {
            return;
        };
        let Some(theirs) = &mut records.theirs else {
            return;
        };
        let theirs = match kind {
            RecordKind::Statement => &mut theirs.statements,
            RecordKind::Name => &mut theirs.names,
        };
        if equal {
            *theirs = ours;
        }
        if let Some(settled) = records.settled.get_mut(index(kind)) {
            *settled = Some((ours, *theirs));
        }
    }

    /// Sends records in as many frames as they need.
    pub(super) fn send_records(
        &mut self,
        cx: &mut Cx<'_>,
        kind: RecordKind,
        records: Vec<Vec<u8>>,
    ) {
        for frame in record_frames(kind, records) {
            self.send(cx, &frame);
        }
    }

    pub(super) fn records(&mut self, cx: &mut Cx<'_>, frame: &Records) {
        let records: Vec<&[u8]> = frame.records.iter().map(|bytes| &bytes[..]).collect();
        self.take_records(cx, frame.kind, &records);
    }

    /// Takes in the names that came along with envelopes.
    pub(super) fn take_names(&mut self, cx: &mut Cx<'_>, names: &Beside) {
        if !names.is_empty() {
            self.take_records(cx, RecordKind::Name, &names.records());
        }
    }

    fn take_records(&mut self, cx: &mut Cx<'_>, kind: RecordKind, records: &[&[u8]]) {
        let commit = &mut cx.step.commit;
        let new = self.replica.take_records(kind, records, Source::Server, commit);
        if new.is_empty() {
            return;
        }
        cx.step.effects.push(DeviceEffect::Changed);
        let server = match self.link.as_ref().map(|link| &link.stage) {
            Some(Stage::Records { server } | Stage::Open { server }) => *server,
            Some(Stage::Hello { .. } | Stage::Proving { .. }) | None => return,
        };
        if !self.replica.certifies(server) {
            self.close(cx, Goodbye::Uncertified);
        }
    }

    /// Statements that the other end shows before it has proved anything: only those count whose
    /// issuer is known.
    pub(super) fn take_statements(&mut self, cx: &mut Cx<'_>, statements: &[&[u8]]) {
        let kind = RecordKind::Statement;
        self.replica.take_records(kind, statements, Source::Device, &mut cx.step.commit);
    }

    pub(super) fn heartbeat(&mut self, cx: &mut Cx<'_>, beat: &Heartbeat) -> Result<(), Stop> {
        self.replica.clock.heard(cx.now, beat.time.ms, beat.time.sure);
        if let Some(link) = &mut self.link {
            link.records.theirs = Some(beat.records);
        }
        cx.step.effects.push(DeviceEffect::Changed);
        self.compare_records(cx)?;
        for state in &beat.logs {
            self.log_state(cx, state);
        }
        Ok(())
    }

    pub(super) fn retry_records(&mut self, cx: &mut Cx<'_>) {
        let Some(link) = &mut self.link else { return };
        let late = |e: &mut Exchange| cx.now.ms.saturating_sub(e.at_ms) >= limits::RETRY_MS;
        if let Some(exchange) = link.records.exchange.take_if(late) {
            self.ask_records(cx, exchange.kind, exchange.round);
        }
    }
}

/// Frames that hold these records, each within its limits.
pub(in crate::sync) fn record_frames(kind: RecordKind, records: Vec<Vec<u8>>) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut page = Vec::new();
    let mut bytes = 0;
    for record in records {
        if page.len() >= limits::FRAME_RECORDS_MAX || bytes > limits::BATCH_BYTES_SPLIT {
            let records = std::mem::take(&mut page);
            frames.push(Frame::Records(Records { kind, records }));
            bytes = 0;
        }
        bytes += record.len();
        page.push(record.into());
    }
    if !page.is_empty() {
        frames.push(Frame::Records(Records { kind, records: page }));
    }
    frames
}
