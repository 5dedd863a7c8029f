//! Meeting a new log, or one that was rolled back: the device offers some of its hashes, learns
//! which the log holds, asks about the rest and pushes what is wanted. Only then it walks the log:
//! what another log vouched for stays here until the changes are safe.

use super::{Cx, Device, Stop, next_ask, pull::Stage};
use crate::{
    ids::{ChangeHash, DocumentKind},
    limits,
    sync::{
        Fault,
        frame::{Frame, Hashes, Known, Offer, Want},
    },
};
use std::collections::{BTreeSet, VecDeque};

impl Device {
    /// Begins to compare. `agreed` is the last position at which what this log showed before is
    /// what it holds.
    pub(super) fn offer(
        &mut self,
        cx: &mut Cx<'_>,
        kind: DocumentKind,
        agreed: u64,
    ) -> Result<(), Stop> {
        let candidates = self.candidates(kind);
        let again = !self.offered.insert(kind) && self.has_fault(Fault::OfferOnce);
        if candidates.is_empty() || again {
            return self.pushed(cx, kind, agreed);
        }
        if self.has_fault(Fault::OfferOnce) {
            self.given.extend(&candidates);
        }
        let mut hashes: Vec<ChangeHash> = Vec::new();
        let mut distance = 1;
        while let Some(hash) =
            candidates.len().checked_sub(distance).and_then(|index| candidates.get(index))
        {
            hashes.push(*hash);
            distance *= 2;
        }
        for head in self.replica.documents.heads(kind) {
            if hashes.len() < limits::FRAME_HASHES_MAX && self.replica.admitted(&head) {
                hashes.push(head);
            }
        }
        let Some(link) = &mut self.link else {
            return Ok(());
        };
        let ask = next_ask(link);
        let Some(document) = self.document(kind) else {
            return Ok(());
        };
        document.stage = Stage::Offering { agreed };
        let log = document.log;
        self.question(cx, kind, ask, Frame::Offer(Offer { ask, document: kind, log, hashes }));
        Ok(())
    }

    /// Changes that may be offered, causes before effects.
    fn candidates(&self, kind: DocumentKind) -> Vec<ChangeHash> {
        let hashes = self.replica.documents.hashes(kind).iter().copied();
        hashes.filter(|hash| self.may_push(hash)).collect()
    }

    pub(super) fn known(&mut self, cx: &mut Cx<'_>, known: &Known) -> Result<(), Stop> {
        let kind = known.document;
        if !self.answers(kind, known.log, known.ask) {
            return Ok(());
        }
        let Some(document) = self.document(kind) else {
            return Ok(());
        };
        let Stage::Offering { agreed } = document.stage else {
            return Ok(());
        };
        let held = self.with_ancestors(&known.hashes);
        let rest: Vec<ChangeHash> =
            self.candidates(kind).into_iter().filter(|hash| !held.contains(hash)).collect();
        let pages = rest.chunks(limits::FRAME_HASHES_MAX).map(<[_]>::to_vec).collect();
        self.ask_page(cx, kind, agreed, pages, BTreeSet::new())
    }

    /// Sets of changes are causally closed: whoever holds a change holds its ancestors.
    fn with_ancestors(&self, hashes: &[ChangeHash]) -> BTreeSet<ChangeHash> {
        let mut found = BTreeSet::new();
        let mut ways = hashes.to_vec();
        while let Some(hash) = ways.pop() {
            if let Some(info) = self.replica.documents.info(&hash)
                && found.insert(hash)
            {
                ways.extend(&info.deps);
            }
        }
        found
    }

    fn ask_page(
        &mut self,
        cx: &mut Cx<'_>,
        kind: DocumentKind,
        agreed: u64,
        pages: VecDeque<Vec<ChangeHash>>,
        wanted: BTreeSet<ChangeHash>,
    ) -> Result<(), Stop> {
        let Some(page) = pages.front().cloned() else {
            return self.push_wanted(cx, kind, agreed, wanted);
        };
        let Some(link) = &mut self.link else {
            return Ok(());
        };
        let ask = next_ask(link);
        let Some(document) = self.document(kind) else {
            return Ok(());
        };
        document.stage = Stage::Asking { agreed, pages, wanted };
        let (log, hashes) = (document.log, page);
        self.question(cx, kind, ask, Frame::Hashes(Hashes { ask, document: kind, log, hashes }));
        Ok(())
    }

    pub(super) fn want(&mut self, cx: &mut Cx<'_>, want: &Want) -> Result<(), Stop> {
        let kind = want.document;
        if !self.answers(kind, want.log, want.ask) {
            return Ok(());
        }
        let Some(document) = self.document(kind) else {
            return Ok(());
        };
        let Stage::Asking { agreed, pages, wanted } = &mut document.stage else {
            return Ok(());
        };
        let (agreed, mut pages) = (*agreed, std::mem::take(pages));
        let mut wanted = std::mem::take(wanted);
        wanted.extend(&want.hashes);
        pages.pop_front();
        self.ask_page(cx, kind, agreed, pages, wanted)
    }

    fn push_wanted(
        &mut self,
        cx: &mut Cx<'_>,
        kind: DocumentKind,
        agreed: u64,
        mut wanted: BTreeSet<ChangeHash>,
    ) -> Result<(), Stop> {
        wanted.retain(|hash| self.replica.admitted(hash));
        self.queue(&wanted);
        if let Some(document) = self.document(kind) {
            document.stage = Stage::Pushing { agreed, wanted };
        }
        self.check_pushed(cx, kind)
    }

    /// Goes on when everything that the log wanted was accepted or set aside.
    pub(super) fn check_pushed(&mut self, cx: &mut Cx<'_>, kind: DocumentKind) -> Result<(), Stop> {
        let Some(document) = self.document(kind) else {
            return Ok(());
        };
        let Stage::Pushing { agreed, wanted } = &document.stage else {
            return Ok(());
        };
        let (agreed, done) = (*agreed, wanted.is_empty());
        if done { self.pushed(cx, kind, agreed) } else { Ok(()) }
    }

    fn pushed(&mut self, cx: &mut Cx<'_>, kind: DocumentKind, agreed: u64) -> Result<(), Stop> {
        let Some(log) = self.document(kind).map(|document| document.log) else {
            return Ok(());
        };
        if self.replica.log_mut((log, kind)).len() > agreed {
            self.replica.forget_log_after((log, kind), agreed, &mut cx.step.commit);
        }
        self.walk(cx, kind);
        Ok(())
    }
}
