//! The three automerge documents of an event, and the only code that touches automerge.
//!
//! [`Documents::admit`] takes changes from elsewhere, [`Documents::command`] makes changes from
//! what a person asked for (decided in `decide`, written in `write`), and
//! [`Documents::schedule`] reads what the screens show (in `read`).

mod admit;
mod back;
mod columns;
mod decide;
mod genesis;
mod history;
mod log;
mod moves;
mod objects;
mod past;
mod preview;
mod read;
mod shape;
mod timeline;
mod undo;
mod write;

pub use admit::{ChangeFacts, Misfit};
pub use decide::{Act, Decided, LocalChange};
pub use history::{Actor, ChangeInfo, History, Meta, OfDevice};
pub use log::{Part, Parts};
pub use shape::{parse_placement, placement_text};
pub use timeline::{Came, Moment, Stood, Timeline, Turn};

use crate::{
    ids::{ChangeHash, DeviceId, DocumentKind, PersonId},
    schedule::Schedule,
};
use automerge::{ActorId, Automerge, ReadDoc as _};
use std::{collections::BTreeSet, sync::Arc};

/// The documents of one event on one replica.
pub struct Documents {
    plan: Automerge,
    board: Automerge,
    floor: Automerge,
    actor: Actor,
    history: History,
    objects: objects::Objects,
    reader: read::Reader,
    moves: moves::Moves,
}

impl Documents {
    /// The documents as every device starts them.
    #[must_use]
    pub fn genesis() -> Self {
        let mut documents = Self {
            plan: genesis::document(DocumentKind::Plan),
            board: genesis::document(DocumentKind::Board),
            floor: genesis::document(DocumentKind::Floor),
            actor: Actor([0; 16]),
            history: History::default(),
            objects: objects::Objects::default(),
            reader: read::Reader::default(),
            moves: moves::Moves::default(),
        };
        documents.objects = objects::Objects::of_roots(&documents);
        documents
    }

    /// Name of the frozen first change of a document: where the chain of a log begins.
    #[must_use]
    pub fn genesis_hash(kind: DocumentKind) -> ChangeHash {
        genesis::hash(kind)
    }

    /// The change, or frozen first change, is part of the documents.
    #[must_use]
    pub fn knows(&self, hash: &ChangeHash) -> bool {
        self.history.info(hash).is_some()
            || DocumentKind::ALL.into_iter().any(|kind| self.objects.genesis(kind) == *hash)
    }

    /// Heads of a document, sorted.
    #[must_use]
    pub fn heads(&self, kind: DocumentKind) -> Vec<ChangeHash> {
        let mut heads: Vec<_> =
            self.document(kind).get_heads().into_iter().map(|head| ChangeHash(head.0)).collect();
        heads.sort_unstable();
        heads
    }

    /// What is known of a change.
    #[must_use]
    pub fn info(&self, hash: &ChangeHash) -> Option<&ChangeInfo> {
        self.history.info(hash)
    }

    /// All that is known of the changes.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The people whom a change names as hosts of a session, or whose names it puts right.
    #[must_use]
    pub fn hosts_in(&self, hash: &ChangeHash) -> &[PersonId] {
        self.history.hosts_in(hash)
    }

    /// Changes of a document, causes before effects, without its genesis.
    #[must_use]
    pub fn hashes(&self, kind: DocumentKind) -> &[ChangeHash] {
        self.history.order(kind)
    }

    /// Begins a new actor. Every start of a process does, and every restore: an actor used again
    /// from an old copy can never be synced.
    pub fn new_actor(&mut self, device: &DeviceId, tail: [u8; 8]) {
        let mut actor = [0; 16];
        for (to, from) in actor.iter_mut().zip(device.0.iter().take(8).chain(&tail)) {
            *to = *from;
        }
        self.actor = Actor(actor);
        for kind in DocumentKind::ALL {
            self.document_mut(kind).set_actor(ActorId::from(actor));
        }
    }

    /// The actor of the changes made here.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The schedule without what is not in the documents (people, devices). It shares all that did
    /// not change with the one before.
    pub fn schedule(&mut self) -> Arc<Schedule> {
        let mut reader = std::mem::take(&mut self.reader);
        let moves = (self.moves.list(), self.moves.slots.list());
        let schedule = reader.schedule(self, moves);
        self.reader = reader;
        schedule
    }

    /// Rebuilds the documents from their changes minus `aside`, which must hold all descendants of
    /// its members.
    #[must_use]
    pub fn without(&self, aside: &BTreeSet<ChangeHash>) -> Self {
        let mut rest = Self::genesis();
        for kind in DocumentKind::ALL {
            let changes: Vec<Vec<u8>> = self
                .hashes(kind)
                .iter()
                .filter(|hash| !aside.contains(hash))
                .filter_map(|hash| self.raw(kind, hash))
                .collect();
            let changes: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
            rest.admit(kind, &changes);
        }
        rest.actor = self.actor;
        for kind in DocumentKind::ALL {
            rest.document_mut(kind).set_actor(ActorId::from(self.actor.0));
        }
        rest
    }

    /// A document in automerge's own form, for readers of that format.
    #[must_use]
    pub fn save(&self, kind: DocumentKind) -> Vec<u8> {
        self.document(kind).save()
    }

    fn raw(&self, kind: DocumentKind, hash: &ChangeHash) -> Option<Vec<u8>> {
        let change = self.document(kind).get_change_by_hash(&automerge::ChangeHash(hash.0))?;
        Some(change.raw_bytes().to_vec())
    }

    fn document(&self, kind: DocumentKind) -> &Automerge {
        match kind {
            DocumentKind::Plan => &self.plan,
            DocumentKind::Board => &self.board,
            DocumentKind::Floor => &self.floor,
        }
    }

    fn document_mut(&mut self, kind: DocumentKind) -> &mut Automerge {
        match kind {
            DocumentKind::Plan => &mut self.plan,
            DocumentKind::Board => &mut self.board,
            DocumentKind::Floor => &mut self.floor,
        }
    }
}
