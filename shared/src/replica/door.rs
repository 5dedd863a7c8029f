//! The door in front of the documents: what every envelope from elsewhere is checked for, cheapest
//! first, and how it is admitted. Who may write what is the server's to judge, before.

use super::{Held, Replica};
use crate::{
    documents::{Documents, Misfit},
    envelope::{BadEnvelope, Envelope},
    ids::{ChangeHash, DocumentKind},
    persist::{Put, Standing, Transaction},
    sync::RefusalCode,
};

/// An envelope from elsewhere with its bytes as they came.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    pub envelope: Envelope,
    pub bytes: Vec<u8>,
}

impl Incoming {
    /// Reads an envelope; `None` when it is none.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        Self::decode(bytes).ok()
    }

    /// Reads an envelope, or says why it is none.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, BadEnvelope> {
        Ok(Self { envelope: Envelope::decode(bytes)?, bytes: bytes.to_vec() })
    }

    pub(crate) fn hash(&self) -> ChangeHash {
        self.envelope.hash()
    }
}

impl Replica {
    /// Checks what can be checked without the documents.
    pub(crate) fn check(&self, kind: DocumentKind, incoming: &Incoming) -> Result<(), RefusalCode> {
        let envelope = &incoming.envelope;
        if Some(envelope.event()) != self.event || envelope.document() != kind {
            return Err(RefusalCode::Malformed);
        }
        if !envelope.verify(self.setup.verifier.as_ref()) {
            return Err(RefusalCode::Signature);
        }
        let facts = Documents::precheck(kind, envelope.change()).map_err(|misfit| code(&misfit))?;
        if facts.info.actor.0.first_chunk::<8>() != envelope.device().0.first_chunk::<8>() {
            return Err(RefusalCode::Actor);
        }
        Ok(())
    }

    /// Admits envelopes that passed [`check`](Self::check), in order; all good ones are kept.
    pub(crate) fn admit(
        &mut self,
        kind: DocumentKind,
        incoming: &[Incoming],
        commit: &mut Transaction,
    ) -> Vec<Result<ChangeHash, Misfit>> {
        let answers = self.admit_only(kind, incoming, commit);
        if answers.iter().any(Result::is_ok) && !self.orphans.is_empty() {
            self.admit_orphans(kind, commit);
        }
        answers
    }

    fn admit_only(
        &mut self,
        kind: DocumentKind,
        incoming: &[Incoming],
        commit: &mut Transaction,
    ) -> Vec<Result<ChangeHash, Misfit>> {
        let raw: Vec<&[u8]> = incoming.iter().map(|one| one.envelope.change()).collect();
        let answers = self.documents.admit(kind, &raw);
        for (one, answer) in incoming.iter().zip(&answers) {
            if answer.is_ok() {
                self.keep(one, commit);
            }
        }
        answers
    }

    /// Keeps an envelope whose change is part of the documents.
    pub(crate) fn keep(&mut self, one: &Incoming, commit: &mut Transaction) {
        let hash = one.hash();
        let document = one.envelope.document();
        self.fresh.keep(hash, &one.bytes);
        self.enter(hash, one);
        commit.puts.push(Put::Envelope {
            document,
            hash,
            bytes: one.bytes.clone(),
            standing: Standing::Admitted,
        });
    }

    /// Enters an admitted envelope that is on the disk, or will be.
    pub(crate) fn enter(&mut self, hash: ChangeHash, one: &Incoming) {
        self.arrivals += 1;
        let (document, arrival) = (one.envelope.document(), self.arrivals);
        let device = one.envelope.device();
        let held = Held { document, device, standing: Standing::Admitted, arrival };
        self.held.insert(hash, held);
        for (key, log) in &mut self.logs {
            if key.1 == document {
                log.admitted(hash, arrival);
            }
        }
        self.touch();
    }

    /// Enters an envelope that is on the disk and does not count.
    pub(super) fn enter_aside(&mut self, one: &Incoming) {
        let (document, device) = (one.envelope.document(), one.envelope.device());
        let held = Held { document, device, standing: Standing::SetAside, arrival: 0 };
        self.held.insert(one.hash(), held);
    }

    pub(crate) fn add_orphan(&mut self, one: Incoming) {
        self.orphans.insert(one.hash(), one);
    }

    /// Admits what waited for a cause that has come.
    fn admit_orphans(&mut self, kind: DocumentKind, commit: &mut Transaction) {
        loop {
            let waiting: Vec<Incoming> = self
                .orphans
                .values()
                .filter(|one| one.envelope.document() == kind)
                .cloned()
                .collect();
            if waiting.is_empty() {
                return;
            }
            let answers = self.admit_only(kind, &waiting, commit);
            let mut more = false;
            for (one, answer) in waiting.iter().zip(answers) {
                match answer {
                    Err(Misfit::NotYet(_)) => {}
                    Ok(_) => {
                        more = true;
                        self.orphans.remove(&one.hash());
                    }
                    Err(
                        Misfit::Known
                        | Misfit::Malformed(_)
                        | Misfit::Form(_)
                        | Misfit::SeqTaken
                        | Misfit::OutOfBounds(_),
                    ) => {
                        self.orphans.remove(&one.hash());
                    }
                }
            }
            if !more {
                return;
            }
        }
    }

    /// Changes that are kept but wait for a cause that this replica has lost.
    pub(crate) fn orphans(&self, kind: DocumentKind) -> Vec<ChangeHash> {
        let of_kind = |one: &&Incoming| one.envelope.document() == kind;
        self.orphans.values().filter(of_kind).map(Incoming::hash).collect()
    }

    pub(crate) fn is_orphan(&self, hash: &ChangeHash) -> bool {
        self.orphans.contains_key(hash)
    }

    /// Gives up an orphan: nobody has its cause.
    pub(super) fn drop_orphan(&mut self, hash: &ChangeHash) -> Option<Incoming> {
        self.orphans.remove(hash)
    }

    /// Causes that orphans wait for and that are not kept in any form.
    pub(crate) fn lost_causes(&self, kind: DocumentKind) -> Vec<ChangeHash> {
        let mut lost: Vec<ChangeHash> = self
            .orphans
            .values()
            .filter(|one| one.envelope.document() == kind)
            .filter_map(|one| Documents::precheck(kind, one.envelope.change()).ok())
            .flat_map(|facts| facts.info.deps)
            .filter(|dep| !self.documents.knows(dep) && !self.orphans.contains_key(dep))
            .collect();
        lost.sort_unstable();
        lost.dedup();
        lost
    }
}

/// What a peer is told about a change that does not fit.
pub(crate) fn code(misfit: &Misfit) -> RefusalCode {
    match misfit {
        Misfit::Malformed(_) | Misfit::Form(_) | Misfit::Known | Misfit::NotYet(_) => {
            RefusalCode::Malformed
        }
        Misfit::SeqTaken => RefusalCode::Sequence,
        Misfit::OutOfBounds(_) => RefusalCode::Limit,
    }
}
