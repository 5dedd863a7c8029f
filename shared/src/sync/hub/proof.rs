//! Proofs: what a certified server's log held is admitted from whoever carries it, whatever its
//! authors may do today.

use super::{Cx, Hub, Stop};
use crate::{
    documents::Documents,
    ids::{ChangeHash, DocumentKind},
    limits,
    log::{Chain, SignedHead},
    roster::LastGood,
    sync::{
        Fault,
        frame::{Frame, Proof, Proven, Violation},
    },
};

/// A proof of which not all pages have come.
pub(super) struct Run {
    ask: u64,
    head: SignedHead,
    chain: Chain,
    hashes: Vec<ChangeHash>,
    /// How many of the hashes are vouched for by what root said of a revoked server.
    good: usize,
}

impl Hub {
    pub(super) fn proof(&mut self, cx: &mut Cx<'_>, peer: u64, proof: &Proof) -> Result<(), Stop> {
        let kind = proof.document;
        let head = SignedHead::decode(&proof.head)
            .map_err(|error| Violation::Malformed(error.to_string()))?;
        let Some(event) = self.replica.event() else {
            return Ok(());
        };
        let last_good = self.last_good(&head, kind);
        let Some(known) = self.peers.get_mut(&peer) else {
            return Ok(());
        };
        if proof.first == 1 {
            let genesis = Documents::genesis_hash(kind);
            let chain = Chain::start(event, kind, head.log, genesis);
            known.proof = Some(Run { ask: proof.ask, head, chain, hashes: Vec::new(), good: 0 });
        }
        let Some(run) = &mut known.proof else {
            return Ok(());
        };
        let next = run.hashes.len() as u64 + 1;
        if run.ask != proof.ask || run.head != head || proof.first != next {
            return Ok(());
        }
        for hash in &proof.hashes {
            run.chain = run.chain.next(*hash);
            run.hashes.push(*hash);
            let position = run.hashes.len() as u64;
            if last_good.iter().any(|g| (g.position, g.chain) == (position, run.chain)) {
                run.good = run.hashes.len();
            }
        }
        let too_long = run.hashes.len() > limits::VOUCHED_MAX;
        if (run.hashes.len() as u64) < head.position && !too_long && !proof.hashes.is_empty() {
            return Ok(());
        }
        if let Some(run) = known.proof.take() {
            let good = !too_long && self.believe(peer, kind, run);
            let (ask, log) = (proof.ask, proof.log);
            self.send(cx, peer, &Frame::Proven(Proven { ask, document: kind, log, good }));
        }
        Ok(())
    }

    /// What root said of this log when it revoked the log's server.
    fn last_good(&self, head: &SignedHead, kind: DocumentKind) -> Vec<LastGood> {
        let good = self.replica.roster.last_good(&head.server).into_iter().flatten();
        good.filter(|good| (good.document, good.log) == (kind, head.log)).cloned().collect()
    }

    /// Notes the changes that a whole proof vouches for.
    fn believe(&mut self, peer: u64, kind: DocumentKind, run: Run) -> bool {
        if self.replica.has_fault(Fault::TodaysRoster) {
            return false;
        }
        let Run { head, chain, hashes, good, .. } = run;
        let signed = head.document == kind
            && hashes.len() as u64 == head.position
            && chain == head.chain
            && self.replica.certifies(head.server)
            && head.verify(self.replica.setup.verifier.as_ref());
        let count = if signed { hashes.len() } else { good };
        let Some(known) = self.peers.get_mut(&peer) else {
            return false;
        };
        let room = limits::VOUCHED_MAX.saturating_sub(known.vouched.len());
        let hashes = hashes.into_iter().take(count.min(room));
        known.vouched.extend(hashes.map(|hash| (kind, hash)));
        count > 0 && count <= room
    }
}
