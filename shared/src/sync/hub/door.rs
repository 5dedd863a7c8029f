//! The server's door: what every pushed envelope is checked for, cheapest first. What passes is on
//! the disk before it is acked.

use super::{Cx, Hub, Stop};
use crate::{
    documents::Misfit,
    ids::{ChangeHash, DocumentKind},
    limits,
    persist::RecordKind,
    replica::{Incoming, code},
    sync::{
        Fault, RefusalCode,
        frame::{Accepted, Ack, Frame, NotYet, Push, Refused, Violation},
    },
};

impl Hub {
    pub(super) fn push(&mut self, cx: &mut Cx<'_>, peer: u64, push: &Push) -> Result<(), Stop> {
        let (kind, log) = (push.document, push.log);
        if log != self.log_id(kind) {
            // It was meant for a log that this server does not have any longer.
            return Ok(());
        }
        let mut known = Vec::new();
        let mut incoming = Vec::new();
        for bytes in &push.envelopes {
            let one = Incoming::read(bytes)
                .ok_or_else(|| Violation::Malformed("what was pushed is no envelope".to_owned()))?;
            if self.has(kind, &one.hash()) {
                known.push(one.hash());
                continue;
            }
            match self.look_at(peer, kind, &one) {
                Ok(()) => incoming.push(one),
                Err(code) => self.refuse(cx, peer, kind, one.hash(), code),
            }
        }
        if !push.names.is_empty() {
            self.take_records(cx, RecordKind::Name, &push.names.records(), Some(peer));
        }
        let answers = self.replica.admit(kind, &incoming, &mut cx.step.commit);
        self.append(kind, &mut cx.step.commit);
        for (one, answer) in incoming.iter().zip(answers) {
            let hash = one.hash();
            match answer {
                Ok(_) | Err(Misfit::Known) => known.push(hash),
                Err(Misfit::NotYet(missing)) => self.ask_for(cx, peer, kind, hash, missing),
                Err(misfit) => self.refuse(cx, peer, kind, hash, code(&misfit)),
            }
        }
        let shown = self.shown(kind);
        let accepted: Vec<Accepted> = known
            .into_iter()
            .filter_map(|hash| Some(Accepted { hash, position: shown.position(&hash)? }))
            .collect();
        if !accepted.is_empty() {
            self.send(cx, peer, &Frame::Ack(Ack { document: kind, log, accepted }));
        }
        Ok(())
    }

    fn look_at(&self, peer: u64, kind: DocumentKind, one: &Incoming) -> Result<(), RefusalCode> {
        let name = (kind, one.hash());
        let vouched = self.peers.get(&peer).is_some_and(|peer| peer.vouched.contains(&name));
        if !vouched && !self.replica.roster.may_write(&one.envelope.device(), kind) {
            return Err(RefusalCode::Role);
        }
        self.replica.check(kind, one)
    }

    fn refuse(
        &self,
        cx: &mut Cx<'_>,
        peer: u64,
        document: DocumentKind,
        hash: ChangeHash,
        code: RefusalCode,
    ) {
        let log = self.log_id(document);
        self.send(cx, peer, &Frame::Refused(Refused { document, log, hash, code }));
    }

    /// Asks for what an admissible change depends on; whoever made that, it is admitted when it
    /// comes: nobody is wedged by what became of another's role. It vouches for its own document
    /// only: who may write the floor has no say about the board.
    fn ask_for(
        &mut self,
        cx: &mut Cx<'_>,
        peer: u64,
        document: DocumentKind,
        hash: ChangeHash,
        missing: Vec<ChangeHash>,
    ) {
        if !self.replica.has_fault(Fault::TodaysRoster)
            && let Some(known) = self.peers.get_mut(&peer)
            && known.vouched.len() + missing.len() <= limits::VOUCHED_MAX
        {
            known.vouched.extend(missing.iter().map(|hash| (document, *hash)));
        }
        let log = self.log_id(document);
        self.send(cx, peer, &Frame::NotYet(NotYet { document, log, hash, missing }));
    }
}
