//! Proofs: history is not judged by today's roster. What a certified server's signed head covers
//! is shown to a server that would refuse it, hash by hash from the first.

use super::{Cx, Device, Stop, next_ask};
use crate::{
    ids::{ChangeHash, DocumentKind, LogId},
    limits,
    sync::frame::{Frame, Proof, Proven},
};
use std::collections::BTreeMap;

/// Proofs tried on one connection, by document and the log that vouches.
pub(super) type Proofs = BTreeMap<(DocumentKind, LogId), Trial>;

/// How a proof stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trial {
    Asked { ask: u64, at_ms: u64 },
    Good,
    Bad,
}

impl Device {
    /// Tries to prove a refused change; `false` when there is nothing (more) to try.
    pub(super) fn prove(&mut self, cx: &mut Cx<'_>, kind: DocumentKind, hash: ChangeHash) -> bool {
        for log in self.vouching_logs(kind, &hash) {
            let Some(link) = &self.link else { return false };
            match link.pusher.proofs.get(&(kind, log)) {
                None => {
                    self.send_proof(cx, kind, log);
                    return true;
                }
                Some(Trial::Asked { .. }) => return true,
                // It was good and the change was refused all the same.
                Some(Trial::Good | Trial::Bad) => {}
            }
        }
        false
    }

    /// Logs whose signed heads cover a change, for a server that knows the same roster.
    pub(super) fn vouching_logs(&self, kind: DocumentKind, hash: &ChangeHash) -> Vec<LogId> {
        let covers = |(log, document, shown): (LogId, DocumentKind, &crate::replica::ShownLog)| {
            let head = shown.head().filter(|_| document == kind)?;
            let position = shown.position(hash).filter(|position| *position <= head.position)?;
            let good = self.replica.roster.last_good(&head.server);
            let vouched = good.into_iter().flatten().any(|good| {
                (good.document, good.log) == (kind, log)
                    && position <= good.position
                    && shown.chain_at(good.position) == Some(good.chain)
            });
            (vouched || self.replica.certifies(head.server)).then_some(log)
        };
        self.replica.logs().filter_map(covers).collect()
    }

    fn send_proof(&mut self, cx: &mut Cx<'_>, kind: DocumentKind, from: LogId) {
        let Some(shown) = self.replica.log(from, kind) else {
            return;
        };
        let Some(head) = shown.head().copied() else {
            return;
        };
        let count = usize::try_from(head.position).unwrap_or(usize::MAX);
        let hashes = shown.hashes(1, count);
        let Some(link) = &mut self.link else { return };
        let ask = next_ask(link);
        let trial = Trial::Asked { ask, at_ms: cx.now.ms };
        link.pusher.proofs.insert((kind, from), trial);
        let Some(log) = self.document(kind).map(|document| document.log) else {
            return;
        };
        let mut first = 1;
        for page in hashes.chunks(limits::FRAME_HASHES_MAX) {
            let (head, hashes) = (head.encode().into(), page.to_vec());
            self.send(cx, &Frame::Proof(Proof { ask, document: kind, log, head, first, hashes }));
            first += page.len() as u64;
        }
    }

    pub(super) fn proven(&mut self, cx: &mut Cx<'_>, proven: &Proven) -> Result<(), Stop> {
        let kind = proven.document;
        let Some(link) = &mut self.link else {
            return Ok(());
        };
        let mut found = false;
        for trial in link.pusher.proofs.values_mut() {
            if matches!(trial, Trial::Asked { ask, .. } if *ask == proven.ask) {
                *trial = if proven.good { Trial::Good } else { Trial::Bad };
                found = true;
            }
        }
        if !found {
            return Ok(());
        }
        let waiting: Vec<ChangeHash> = link.pusher.refused.keys().copied().collect();
        for hash in waiting {
            if self.replica.held(&hash).is_none_or(|held| held.document != kind) {
                continue;
            }
            if proven.good {
                self.queue(&[hash]);
            } else {
                self.decide(cx, kind, hash)?;
            }
        }
        Ok(())
    }

    pub(super) fn retry_proofs(&mut self, cx: &mut Cx<'_>) {
        let Some(link) = &self.link else { return };
        let late: Vec<(DocumentKind, LogId)> = link
            .pusher
            .proofs
            .iter()
            .filter(|(_, trial)| match trial {
                Trial::Asked { at_ms, .. } => cx.now.ms.saturating_sub(*at_ms) >= limits::RETRY_MS,
                Trial::Good | Trial::Bad => false,
            })
            .map(|(key, _)| *key)
            .collect();
        for (kind, log) in late {
            self.send_proof(cx, kind, log);
        }
    }
}
