//! Walking a log by hash, with bodies only where they are missing; and filling gaps in what a log
//! showed before.

use super::{Cx, Device, Stop, next_ask, pull::Stage};
use crate::{
    documents::Misfit,
    ids::{ChangeHash, DocumentKind, LogId},
    limits,
    persist::Standing,
    replica::Incoming,
    sync::{
        DeviceEffect,
        frame::{Bodies, Fetch, Frame, HashBatch, Violation, Walk},
    },
};
use std::collections::VecDeque;

impl Device {
    /// Asks for the hashes after the cursor.
    pub(super) fn walk(&mut self, cx: &mut Cx<'_>, kind: DocumentKind) {
        let Some(link) = &mut self.link else { return };
        let ask = next_ask(link);
        let Some(document) = self.document(kind) else {
            return;
        };
        document.stage = Stage::Walking { page: VecDeque::new(), head: None };
        let log = document.log;
        let shown = self.replica.log_mut((log, kind));
        let (position, chain) = (shown.len(), shown.chain());
        let walk = Walk { ask, document: kind, log, position, chain };
        self.question(cx, kind, ask, Frame::Walk(walk));
    }

    pub(super) fn hash_batch(&mut self, cx: &mut Cx<'_>, batch: HashBatch) -> Result<(), Stop> {
        let kind = batch.document;
        if !self.answers(kind, batch.log, batch.ask) {
            return Ok(());
        }
        let Some(document) = self.document(kind) else {
            return Ok(());
        };
        if !matches!(document.stage, Stage::Walking { .. }) {
            return Ok(());
        }
        let shown = self.replica.log_mut((batch.log, kind));
        if batch.first != shown.len() + 1 || batch.before != shown.chain() {
            return Err(Violation::OutOfPlace("hashes of another position").into());
        }
        if batch.hashes.is_empty() {
            self.follow(cx, kind);
            return Ok(());
        }
        let head = self.read_head(kind, batch.log, &batch.head)?;
        if let Some(document) = self.document(kind) {
            document.stage = Stage::Walking { page: batch.hashes.into(), head: Some(head) };
        }
        self.take_hashes(cx, kind)
    }

    /// Moves the cursor over what is held, and fetches what is not.
    fn take_hashes(&mut self, cx: &mut Cx<'_>, kind: DocumentKind) -> Result<(), Stop> {
        let Some(document) = self.document(kind) else {
            return Ok(());
        };
        let log = document.log;
        let Stage::Walking { page, head } = &mut document.stage else {
            return Ok(());
        };
        let (mut page, head) = (std::mem::take(page), head.take());
        let mut shown = Vec::new();
        while let Some(hash) = page.front().copied() {
            if !self.replica.admitted(&hash) && !self.admit_again(cx, hash)? {
                break;
            }
            shown.push(hash);
            page.pop_front();
        }
        let done = page.is_empty();
        self.shown(&shown);
        let signed = if done { head } else { None };
        self.replica.show((log, kind), &shown, signed, &mut cx.step.commit);
        if !shown.is_empty() {
            cx.step.effects.push(DeviceEffect::Changed);
        }
        if done {
            self.walk(cx, kind);
            return Ok(());
        }
        let missing: Vec<ChangeHash> = page
            .iter()
            .filter(|hash| !self.replica.admitted(hash))
            .take(limits::BATCH_ENVELOPES_MAX)
            .copied()
            .collect();
        if let Some(document) = self.document(kind) {
            document.stage = Stage::Walking { page, head };
        }
        self.fetch(cx, kind, missing);
        Ok(())
    }

    fn fetch(&mut self, cx: &mut Cx<'_>, kind: DocumentKind, hashes: Vec<ChangeHash>) {
        let Some(link) = &mut self.link else { return };
        let ask = next_ask(link);
        let Some(log) = self.document(kind).map(|document| document.log) else {
            return;
        };
        self.question(cx, kind, ask, Frame::Fetch(Fetch { ask, document: kind, log, hashes }));
    }

    pub(super) fn bodies(&mut self, cx: &mut Cx<'_>, bodies: Bodies) -> Result<(), Stop> {
        let kind = bodies.document;
        if !self.answers(kind, bodies.log, bodies.ask) {
            return Ok(());
        }
        let incoming = self.read_envelopes(kind, &bodies.envelopes)?;
        self.take_names(cx, &bodies.names);
        let answers = self.replica.admit(kind, &incoming, &mut cx.step.commit);
        let Some(document) = self.document(kind) else {
            return Ok(());
        };
        match &mut document.stage {
            Stage::Walking { .. } => {
                let taken: Vec<ChangeHash> =
                    answers.iter().filter_map(|answer| answer.as_ref().ok()).copied().collect();
                let bad = answers.into_iter().find_map(|answer| match answer {
                    Ok(_) | Err(Misfit::Known) => None,
                    Err(misfit) => Some(misfit.to_string()),
                });
                let lacking = "it lacks a body of its own".to_owned();
                let bad = bad.or_else(|| (!bodies.lacking.is_empty()).then_some(lacking));
                if let Some(bad) = bad.or_else(|| incoming.is_empty().then(|| "no body".to_owned()))
                {
                    return Err(Violation::BadLog(bad).into());
                }
                self.taken(&taken);
                self.take_hashes(cx, kind)
            }
            Stage::Filling { lacking } => {
                lacking.extend(&bodies.lacking);
                for (one, answer) in incoming.into_iter().zip(answers) {
                    if matches!(answer, Err(Misfit::NotYet(_))) {
                        self.replica.add_orphan(one);
                    }
                }
                cx.step.effects.push(DeviceEffect::Changed);
                self.fill(cx, kind)
            }
            Stage::Waiting
            | Stage::Offering { .. }
            | Stage::Asking { .. }
            | Stage::Pushing { .. }
            | Stage::Following => Ok(()),
        }
    }

    /// Changes that are needed and not held: rows of the store were damaged.
    pub(super) fn lost(&mut self, kind: DocumentKind, log: LogId) -> Vec<ChangeHash> {
        let shown = self.replica.log_mut((log, kind)).hashes(1, usize::MAX);
        let mut lost: Vec<ChangeHash> = shown
            .into_iter()
            .filter(|hash| !self.replica.admitted(hash) && !self.replica.is_orphan(hash))
            .collect();
        lost.extend(self.replica.lost_causes(kind));
        lost
    }

    /// Fetches what was lost; what the server lacks too is given up.
    pub(super) fn fill(&mut self, cx: &mut Cx<'_>, kind: DocumentKind) -> Result<(), Stop> {
        let Some(document) = self.document(kind) else {
            return Ok(());
        };
        let log = document.log;
        let Stage::Filling { lacking } = &document.stage else {
            return Ok(());
        };
        let lacking = lacking.clone();
        let mut lost = self.lost(kind, log);
        lost.retain(|hash| !lacking.contains(hash));
        lost.truncate(limits::BATCH_ENVELOPES_MAX);
        if !lost.is_empty() {
            self.fetch(cx, kind, lost);
            return Ok(());
        }
        if !self.replica.orphans(kind).is_empty()
            && let Some(present) = self.present
        {
            let commit = &mut cx.step.commit;
            let aside = self.replica.give_up_orphans(kind, &present, cx.random, commit);
            self.set_aside(cx, aside)?;
        }
        if self.link.is_none() {
            return Ok(());
        }
        // Something that this log had shown is not in it any longer.
        if lacking.iter().any(|hash| self.replica.log_mut((log, kind)).has(hash)) {
            return self.offer(cx, kind, 0);
        }
        self.meet_or_follow(cx, kind)
    }

    /// Changes that were set aside and that this log has shown count again.
    pub(super) fn take_back(
        &mut self,
        cx: &mut Cx<'_>,
        kind: DocumentKind,
        log: LogId,
    ) -> Result<(), Stop> {
        for hash in self.replica.log_mut((log, kind)).hashes(1, usize::MAX) {
            if self.replica.standing(&hash) == Some(Standing::SetAside) {
                self.admit_again(cx, hash)?;
            }
        }
        Ok(())
    }

    /// Admits a change that was set aside, because a log holds it; `false` when it is not held or
    /// its causes are not.
    fn admit_again(&mut self, cx: &mut Cx<'_>, hash: ChangeHash) -> Result<bool, Stop> {
        let Some(held) = self.replica.held(&hash).copied() else {
            return Ok(false);
        };
        let Some(bytes) = self.replica.body(&hash, cx.bodies)? else {
            return Ok(false);
        };
        let Some(one) = Incoming::read(&bytes) else {
            return Ok(false);
        };
        let answers = self.replica.admit(held.document, &[one], &mut cx.step.commit);
        Ok(answers.iter().all(Result::is_ok))
    }
}
