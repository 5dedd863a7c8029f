//! Changes from elsewhere: checked without trust, applied together.

use super::{
    Actor, ChangeInfo, Documents, columns,
    moves::Tale,
    objects::{MapId, Objects, Place, Survey},
};
use crate::{
    ids::{ChangeHash, DocumentKind},
    limits,
};
use automerge::{Change, ReadDoc as _};
use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Why a change is not part of the documents.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// No automerge change, or one that contradicts itself.
    #[error("not a sound change: {0}")]
    Malformed(String),
    /// It is part of the documents already.
    #[error("known already")]
    Known,
    /// It depends on changes that are not known here: send them first.
    #[error("depends on {} changes that are not known here", .0.len())]
    NotYet(Vec<ChangeHash>),
    /// Its actor has already used its number for another change: a cloned disk, or a copy that was
    /// restored without a new actor.
    #[error("its actor has used its number before")]
    SeqTaken,
    /// It does what no change of this version does, such as deleting a root map.
    #[error("not a change of this format: {0}")]
    Form(&'static str),
    /// It is beyond a limit.
    #[error("{0}")]
    OutOfBounds(String),
}

/// What a change says of itself, read without any document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeFacts {
    /// Its name.
    pub hash: ChangeHash,
    /// Everything else; the document is the one asked for.
    pub info: ChangeInfo,
}

impl Documents {
    /// Reads a change without any document.
    ///
    /// # Errors
    /// [`Misfit::Malformed`] and [`Misfit::OutOfBounds`].
    pub fn precheck(kind: DocumentKind, raw: &[u8]) -> Result<ChangeFacts, Misfit> {
        let (change, info) = parse(kind, raw)?;
        Ok(ChangeFacts { hash: ChangeHash(change.hash().0), info })
    }

    /// Takes changes of one document, in order. Each is checked against what is known, those
    /// before it in the list included; all good ones are applied at once. Whatever comes in, the
    /// documents stay as they were or take whole changes.
    pub fn admit(&mut self, kind: DocumentKind, raw: &[&[u8]]) -> Vec<Result<ChangeHash, Misfit>> {
        let mut batch = Batch::default();
        let mut answers: Vec<_> = raw.iter().map(|raw| self.check(kind, raw, &mut batch)).collect();
        if self.apply(kind, batch.changes.clone()) {
            let infos = batch.infos.into_iter().zip(batch.surveys);
            for (change, (info, survey)) in batch.changes.into_iter().zip(infos) {
                self.take_surveyed(&change, info, survey);
            }
        } else {
            // Very rare: a change that parses but does not apply. Find it one by one.
            let infos = batch.infos.into_iter().zip(batch.surveys);
            let mut changes = batch.changes.into_iter().zip(infos);
            for answer in answers.iter_mut().filter(|answer| answer.is_ok()) {
                let Some((change, (info, survey))) = changes.next() else {
                    break;
                };
                if info.deps.iter().all(|dep| self.knows(dep))
                    && self.apply(kind, vec![change.clone()])
                {
                    self.take_surveyed(&change, info, survey);
                } else {
                    *answer = Err(Misfit::Malformed("it does not apply".to_owned()));
                }
            }
        }
        answers
    }

    fn check(
        &self,
        kind: DocumentKind,
        raw: &[u8],
        batch: &mut Batch,
    ) -> Result<ChangeHash, Misfit> {
        let (change, info) = parse(kind, raw)?;
        let hash = ChangeHash(change.hash().0);
        if self.knows(&hash) || batch.hashes.contains_key(&hash) {
            return Err(Misfit::Known);
        }
        if info.deps.is_empty() {
            return Err(Misfit::Malformed("it does not begin from the common start".to_owned()));
        }
        let mut max_op = 0;
        let mut missing = Vec::new();
        for dep in &info.deps {
            let known = batch.hashes.get(dep).copied().or_else(|| self.max_op(kind, dep));
            match known {
                Some(op) => max_op = max_op.max(op),
                None => missing.push(*dep),
            }
        }
        if !missing.is_empty() {
            return Err(Misfit::NotYet(missing));
        }
        if info.start_op != max_op + 1 {
            return Err(Misfit::Malformed("its operation counter does not follow".to_owned()));
        }
        let last = batch.sequences.get(&info.actor).copied();
        let last = last.or_else(|| self.history.last_of(kind, info.actor).map(|(seq, _)| seq));
        let next = last.unwrap_or(0) + 1;
        if info.seq < next {
            return Err(Misfit::SeqTaken);
        }
        if info.seq > next {
            return Err(Misfit::Malformed("a change of its actor before it is missing".to_owned()));
        }
        let survey = self.objects.survey(kind, &change, &batch.fresh).map_err(Misfit::Form)?;
        batch.fresh.extend(survey.fresh.clone());
        batch.surveys.push(survey);
        batch.sequences.insert(info.actor, info.seq);
        batch.hashes.insert(hash, info.max_op);
        batch.changes.push(change);
        batch.infos.push(info);
        Ok(hash)
    }

    /// Counter of the last operation of a known change of this document, the frozen first included.
    fn max_op(&self, kind: DocumentKind, hash: &ChangeHash) -> Option<u64> {
        if self.objects.genesis(kind) == *hash {
            return Some(self.objects.genesis_max_op(kind));
        }
        self.history.info(hash).filter(|info| info.document == kind).map(|info| info.max_op)
    }

    /// Applies changes; `false` when automerge refuses them, and then nothing has changed.
    fn apply(&mut self, kind: DocumentKind, changes: Vec<Change>) -> bool {
        if changes.is_empty() {
            return true;
        }
        // A crafted change may make the library panic: what it leaves behind is thrown away.
        let document = self.document_mut(kind);
        let applied = catch_unwind(AssertUnwindSafe(|| document.apply_changes(changes).is_ok()));
        if matches!(applied, Ok(true)) {
            return true;
        }
        self.reload(kind);
        false
    }

    /// Builds a document again from the changes that were admitted.
    fn reload(&mut self, kind: DocumentKind) {
        let known: Vec<Change> = self
            .history
            .order(kind)
            .iter()
            .filter_map(|hash| {
                self.document(kind).get_change_by_hash(&automerge::ChangeHash(hash.0))
            })
            .collect();
        let mut fresh = super::genesis::document(kind);
        fresh.set_actor(automerge::ActorId::from(self.actor.0));
        // These changes applied before, in this order.
        let _ = fresh.apply_changes(known);
        *self.document_mut(kind) = fresh;
        self.objects = Objects::of_all(self);
        self.reader = super::read::Reader::default();
    }

    fn take_surveyed(&mut self, change: &Change, info: ChangeInfo, survey: Survey) {
        let (touched, tale) = self.objects.adopt(survey);
        for touched in touched {
            self.reader.touch(touched);
        }
        self.enter(ChangeHash(change.hash().0), info, tale);
    }

    /// Enters a change made here into the history, the table of objects and what is to be read.
    pub(super) fn take(&mut self, kind: DocumentKind, change: &Change, info: ChangeInfo) {
        let (touched, tale) = self.objects.learn(kind, change);
        for touched in touched {
            self.reader.touch(touched);
        }
        self.enter(ChangeHash(change.hash().0), info, tale);
    }

    fn enter(&mut self, hash: ChangeHash, info: ChangeInfo, mut tale: Tale) {
        self.history.note_hosts(hash, std::mem::take(&mut tale.hosts));
        let mut moves = std::mem::take(&mut self.moves);
        moves.take(hash, &info, tale, |register| self.value_at(register, &info.deps));
        self.moves = moves;
        self.history.add(hash, info);
    }
}

#[derive(Default)]
struct Batch {
    changes: Vec<Change>,
    infos: Vec<ChangeInfo>,
    surveys: Vec<Survey>,
    /// Maps that they make.
    fresh: BTreeMap<MapId, Place>,
    hashes: BTreeMap<ChangeHash, u64>,
    sequences: BTreeMap<Actor, u64>,
}

fn parse(kind: DocumentKind, raw: &[u8]) -> Result<(Change, ChangeInfo), Misfit> {
    if raw.len() > limits::CHANGE_BYTES_MAX {
        let limit = limits::CHANGE_BYTES_MAX;
        return Err(Misfit::OutOfBounds(format!(
            "a change of {} bytes, at most {limit}",
            raw.len()
        )));
    }
    columns::check(raw)?;
    let parsed = catch_unwind(|| Change::from_bytes(raw.to_vec()));
    let Ok(Ok(change)) = parsed else {
        return Err(Misfit::Malformed("its bytes cannot be read".to_owned()));
    };
    if change.raw_bytes() != raw {
        return Err(Misfit::Malformed("it is not in its plain form".to_owned()));
    }
    if change.len() > limits::CHANGE_OPERATIONS_MAX {
        let limit = limits::CHANGE_OPERATIONS_MAX;
        let have = change.len();
        return Err(Misfit::OutOfBounds(format!("{have} operations in a change, at most {limit}")));
    }
    let info = ChangeInfo::of(kind, &change)
        .ok_or_else(|| Misfit::Malformed("its actor is not 16 bytes".to_owned()))?;
    let mut seen = BTreeSet::new();
    if change.is_empty() || !info.deps.iter().all(|dep| seen.insert(*dep)) {
        return Err(Misfit::Malformed("it is empty or repeats itself".to_owned()));
    }
    Ok((change, info))
}
