//! Following a log: everything after the cursor, page by page, then each batch as it commits.

use super::{Cx, Device, Stop};
use crate::{
    documents::Misfit,
    ids::{ChangeHash, DocumentKind, LogId},
    limits,
    log::SignedHead,
    replica::Incoming,
    sync::{
        DeviceEffect, Fault,
        frame::{Batch, Follow, Frame, LogState, Mismatch, Violation},
    },
};
use minicbor::bytes::ByteVec;
use std::collections::{BTreeSet, VecDeque};

/// Where a document stands on this connection.
pub(super) enum Stage {
    /// Records come first.
    Waiting,
    /// Bodies that this device has lost are fetched.
    Filling { lacking: BTreeSet<ChangeHash> },
    /// Some of the hashes held here were offered.
    Offering { agreed: u64 },
    /// Hashes that the log may lack are asked about.
    Asking { agreed: u64, pages: VecDeque<Vec<ChangeHash>>, wanted: BTreeSet<ChangeHash> },
    /// What the log lacks is pushed.
    Pushing { agreed: u64, wanted: BTreeSet<ChangeHash> },
    /// The log is walked by hash.
    Walking { page: VecDeque<ChangeHash>, head: Option<SignedHead> },
    /// The log is followed.
    Following,
}

/// A question that is asked again until it is answered.
pub(super) struct Question {
    pub ask: u64,
    pub frame: Frame,
    pub at_ms: u64,
}

/// A document on this connection.
pub(super) struct Document {
    pub kind: DocumentKind,
    pub log: LogId,
    /// How long the log is, as last heard.
    pub length: u64,
    pub stage: Stage,
    pub question: Option<Question>,
}

impl Document {
    pub(super) fn new(kind: DocumentKind) -> Self {
        let (log, stage) = (LogId([0; 16]), Stage::Waiting);
        Self { kind, log, length: 0, stage, question: None }
    }

    /// Changes may be pushed to the log.
    pub(super) fn takes_pushes(&self) -> bool {
        matches!(self.stage, Stage::Pushing { .. } | Stage::Following)
    }
}

impl Device {
    pub(super) fn document(&mut self, kind: DocumentKind) -> Option<&mut Document> {
        self.link.as_mut()?.documents.get_mut(usize::from(kind.number()))
    }

    /// The document, if a frame about this log of it is about the present one.
    pub(super) fn document_of(&mut self, kind: DocumentKind, log: LogId) -> Option<&mut Document> {
        self.document(kind).filter(|document| document.log == log)
    }

    pub(super) fn is_up_to_date(&self, document: &Document) -> bool {
        let shown = self.replica.log(document.log, document.kind).map_or(0, |log| log.len());
        matches!(document.stage, Stage::Following)
            && document.question.is_none()
            && shown >= document.length
    }

    /// Asks, and asks again until the answer comes.
    pub(super) fn question(&mut self, cx: &mut Cx<'_>, kind: DocumentKind, ask: u64, frame: Frame) {
        self.send(cx, &frame);
        let at_ms = cx.now.ms;
        if let Some(document) = self.document(kind) {
            document.question = Some(Question { ask, frame, at_ms });
        }
    }

    /// Whether this is the answer to the question that is open; then it is no longer.
    pub(super) fn answers(&mut self, kind: DocumentKind, log: LogId, ask: u64) -> bool {
        let document = self.document_of(kind, log);
        document.is_some_and(|d| d.question.take_if(|question| question.ask == ask).is_some())
    }

    pub(super) fn retry_documents(&mut self, cx: &mut Cx<'_>) {
        for kind in DocumentKind::ALL {
            let Some(document) = self.document(kind) else {
                return;
            };
            let Some(question) = &mut document.question else {
                continue;
            };
            if cx.now.ms.saturating_sub(question.at_ms) >= limits::RETRY_MS {
                question.at_ms = cx.now.ms;
                let frame = question.frame.clone();
                self.send(cx, &frame);
            }
        }
    }

    pub(super) fn begin_documents(&mut self, cx: &mut Cx<'_>) -> Result<(), Stop> {
        self.withdraw_unlawful(cx)?;
        for kind in DocumentKind::ALL {
            self.begin_document(cx, kind)?;
        }
        Ok(())
    }

    /// Meets the log: first fills gaps in what it showed before, then follows it or, when it is
    /// new, compares.
    pub(super) fn begin_document(
        &mut self,
        cx: &mut Cx<'_>,
        kind: DocumentKind,
    ) -> Result<(), Stop> {
        let Some(log) = self.document(kind).map(|document| document.log) else {
            return Ok(());
        };
        self.take_back(cx, kind, log)?;
        if !self.has_fault(Fault::CursorBelieved) && !self.lost(kind, log).is_empty() {
            if let Some(document) = self.document(kind) {
                document.stage = Stage::Filling { lacking: BTreeSet::new() };
            }
            return self.fill(cx, kind);
        }
        self.meet_or_follow(cx, kind)
    }

    pub(super) fn meet_or_follow(
        &mut self,
        cx: &mut Cx<'_>,
        kind: DocumentKind,
    ) -> Result<(), Stop> {
        let Some(log) = self.document(kind).map(|document| document.log) else {
            return Ok(());
        };
        let unmet = self.replica.log_mut((log, kind)).is_empty();
        if unmet && !self.replica.documents.hashes(kind).is_empty() {
            return self.offer(cx, kind, 0);
        }
        self.follow(cx, kind);
        Ok(())
    }

    /// Follows the log from the cursor.
    pub(super) fn follow(&mut self, cx: &mut Cx<'_>, kind: DocumentKind) {
        let Some(document) = self.document(kind) else {
            return;
        };
        document.stage = Stage::Following;
        let log = document.log;
        let shown = self.replica.log_mut((log, kind));
        let (position, chain) = (shown.len(), shown.chain());
        let follow = Follow { document: kind, log, position, chain };
        self.question(cx, kind, 0, Frame::Follow(follow));
        self.queue_outbox(kind);
    }

    /// The server said how long a log is.
    pub(super) fn log_state(&mut self, cx: &mut Cx<'_>, state: &LogState) {
        let kind = state.document;
        let Some(document) = self.document_of(kind, state.log) else {
            return;
        };
        document.length = document.length.max(state.position);
        if !matches!(document.stage, Stage::Following) || document.question.is_some() {
            return;
        }
        let blind = self.has_fault(Fault::NoChainCheck);
        let shown = self.replica.log_mut((state.log, kind));
        let same = shown.len() == state.position && (blind || shown.chain() == state.chain);
        if !same {
            self.follow(cx, kind);
        }
    }

    pub(super) fn batch(&mut self, cx: &mut Cx<'_>, batch: Batch) -> Result<(), Stop> {
        let kind = batch.document;
        let blind = self.has_fault(Fault::NoChainCheck);
        let Some(document) = self.document_of(kind, batch.log) else {
            return Ok(());
        };
        document.length = document.length.max(batch.length);
        if !matches!(document.stage, Stage::Following) {
            return Ok(());
        }
        let asked = document.question.is_some();
        let key = (batch.log, kind);
        let shown = self.replica.log_mut(key);
        let (next, chain) = (shown.len() + 1, shown.chain());
        if batch.first != next && !blind {
            // One that came before, or one after a gap.
            let after_gap = batch.first > next;
            if after_gap && !asked {
                self.follow(cx, kind);
            }
            return Ok(());
        }
        if batch.before != chain && !blind {
            if !asked {
                self.follow(cx, kind);
            }
            return Ok(());
        }
        if let Some(document) = self.document(kind) {
            document.question = None;
        }
        if batch.envelopes.is_empty() {
            cx.step.effects.push(DeviceEffect::Changed);
            return Ok(());
        }
        let head = self.read_head(kind, batch.log, &batch.head)?;
        self.take_names(cx, &batch.names);
        if !self.take_page(cx, kind, &batch.envelopes, head)? {
            return Ok(());
        }
        // A page that was asked for may not be the last; one that came by itself is.
        if asked {
            self.follow(cx, kind);
        }
        Ok(())
    }

    /// Checks and admits a page of the log and moves the cursor; `false` when the document has to
    /// be compared anew.
    fn take_page(
        &mut self,
        cx: &mut Cx<'_>,
        kind: DocumentKind,
        envelopes: &[ByteVec],
        head: SignedHead,
    ) -> Result<bool, Stop> {
        let incoming = self.read_envelopes(kind, envelopes)?;
        let answers = self.replica.admit(kind, &incoming, &mut cx.step.commit);
        let mut shown = Vec::with_capacity(incoming.len());
        let mut taken = Vec::new();
        let mut stop = None;
        for (one, answer) in incoming.iter().zip(answers) {
            match answer {
                Ok(hash) => {
                    taken.push(hash);
                    shown.push(hash);
                }
                Err(Misfit::Known) => shown.push(one.hash()),
                Err(misfit) => {
                    stop = Some(misfit);
                    break;
                }
            }
        }
        let key = (head.log, kind);
        self.taken(&taken);
        self.shown(&shown);
        self.replica.show(key, &shown, Some(head), &mut cx.step.commit);
        cx.step.effects.push(DeviceEffect::Changed);
        match stop {
            None => Ok(true),
            Some(Misfit::NotYet(_)) => {
                if !self.has_fault(Fault::NoChainCheck) {
                    // Something that the log showed before is missing here: compare everything.
                    self.offer(cx, kind, 0)?;
                }
                Ok(false)
            }
            Some(misfit) => Err(Violation::BadLog(misfit.to_string()).into()),
        }
    }

    /// Reads envelopes that a log holds and checks those that are not known yet.
    pub(super) fn read_envelopes(
        &self,
        kind: DocumentKind,
        envelopes: &[ByteVec],
    ) -> Result<Vec<Incoming>, Stop> {
        let mut incoming = Vec::with_capacity(envelopes.len());
        for bytes in envelopes {
            let one = Incoming::read(bytes)
                .ok_or_else(|| Violation::BadLog("not an envelope".to_owned()))?;
            if !self.replica.admitted(&one.hash()) {
                self.replica
                    .check(kind, &one)
                    .map_err(|code| Violation::BadLog(code.to_string()))?;
            }
            incoming.push(one);
        }
        Ok(incoming)
    }

    /// Reads a head and checks who signed it.
    pub(super) fn read_head(
        &self,
        kind: DocumentKind,
        log: LogId,
        bytes: &[u8],
    ) -> Result<SignedHead, Stop> {
        let head =
            SignedHead::decode(bytes).map_err(|error| Violation::Malformed(error.to_string()))?;
        let signed = head.log == log
            && head.document == kind
            && self.replica.certifies(head.server)
            && head.verify(self.replica.setup.verifier.as_ref());
        if signed { Ok(head) } else { Err(Violation::BadLog("a wrong head".to_owned()).into()) }
    }

    pub(super) fn mismatch(&mut self, cx: &mut Cx<'_>, mismatch: &Mismatch) -> Result<(), Stop> {
        let kind = mismatch.document;
        let Some(document) = self.document(kind) else {
            return Ok(());
        };
        let (Stage::Following | Stage::Walking { .. }) = document.stage else {
            return Ok(());
        };
        if document.question.take().is_none() {
            return Ok(());
        }
        document.log = mismatch.log;
        document.length = mismatch.position;
        let shown = self.replica.log_mut((mismatch.log, kind));
        let agrees = shown.chain_at(mismatch.position) == Some(mismatch.chain);
        self.offer(cx, kind, if agrees { mismatch.position } else { 0 })
    }
}
