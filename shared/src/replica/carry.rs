//! The board leaves in a file and comes in from one. What comes in is judged like what a device
//! pushes: by today's roster, by what certified servers have signed, and by what builds on it.

use super::{Incoming, Replica, Source};
use crate::{
    carry::{Carried, CarriedLog, Carry},
    documents::{Documents, Misfit},
    ids::{ChangeHash, DeviceId, DocumentKind, LogId},
    log::{Chain, SignedHead},
    persist::{RecordKind, Transaction},
    sync::Fault,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What came of a carried board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Edits that are new here.
    pub edits: u64,
    /// Edits that were here.
    pub known: u64,
    /// Roster statements that are new here.
    pub statements: u64,
    /// Names and erasures that are new here.
    pub names: u64,
    /// Edits of devices that may not make them, and that nothing vouches for.
    pub refused: u64,
    /// Edits that build on some that are neither in the file nor here.
    pub waiting: u64,
    /// Parts with a wrong signature.
    pub wrong: u64,
    /// Parts that only a later version reads.
    pub unread: u64,
    /// The device that wrote the file.
    pub carrier: Option<DeviceId>,
    /// When it did, milliseconds since 1970 by its clock.
    pub at_ms: Option<i64>,
}

/// How far a carried board is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Took {
    /// There is more: ask for it.
    More {
        /// Edits that were looked at.
        done: u64,
        /// Edits of the board.
        of: u64,
    },
    /// All that could be taken is saved here.
    All(Taken),
    /// Nothing was taken.
    Not(NotTaken),
}

/// Why a carried board was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It is of another event.
    #[error("this carried board is of another event: nothing of it was taken")]
    WrongEvent,
    /// This device takes part in no event.
    #[error("join the event first: then this carried board can be taken")]
    NoEvent,
    /// Another one is being taken.
    #[error("another carried board is being taken: wait until that is done")]
    Busy,
}

/// Statements, then names, that are new here.
pub(crate) type NewRecords = [Vec<Vec<u8>>; 2];

/// A carried board of which not all was taken yet.
pub(crate) struct Taking {
    board: Arc<Carried>,
    /// Places in the board of what is to be taken.
    next: Vec<usize>,
    done: usize,
    /// What waited for a cause in this round.
    later: Vec<usize>,
    progressed: bool,
    taken: Taken,
}

impl Taking {
    /// How many edits were looked at, and of how many.
    pub(crate) fn progress(&self) -> (u64, u64) {
        let of = self.board.len() as u64;
        (of.saturating_sub((self.next.len() - self.done) as u64), of)
    }
}

impl Replica {
    /// Everything that leaves in a file, but for the bodies. `fresh` are heads of own logs.
    pub(crate) fn carry(&self, at_ms: i64, fresh: &[SignedHead]) -> Option<Carry> {
        let mut carry = Carry::new(self.key.clone(), self.event?, at_ms);
        for statement in self.statements.statements() {
            carry.statement(&statement.encode());
        }
        for record in self.names.records() {
            carry.name(&record.encode());
        }
        for (head, hashes) in self.vouching(fresh) {
            carry.log(&head, &hashes);
        }
        for kind in DocumentKind::ALL {
            carry.edits(self.documents.hashes(kind).iter().copied());
            // Their causes are lost here: somebody else's file may have them.
            for orphan in self.orphans(kind) {
                carry.edits([orphan]);
            }
        }
        Some(carry)
    }

    /// Signed stretches of logs that together cover as much as all of them do.
    fn vouching(&self, fresh: &[SignedHead]) -> Vec<(SignedHead, Vec<ChangeHash>)> {
        let held = self.logs.values().filter_map(|log| log.head().copied());
        let mut heads: Vec<SignedHead> = fresh.iter().copied().chain(held).collect();
        heads.sort_by_key(|head| std::cmp::Reverse((head.position, head.log)));
        let mut covered: BTreeSet<ChangeHash> = BTreeSet::new();
        let mut found = Vec::new();
        for head in heads {
            let Some(log) = self.logs.get(&(head.log, head.document)) else { continue };
            let count = usize::try_from(head.position).unwrap_or(usize::MAX);
            let hashes = log.hashes(1, count);
            let before = covered.len();
            covered.extend(hashes.iter().copied());
            if covered.len() > before {
                found.push((head, hashes));
            }
        }
        found
    }

    /// Takes the records of a carried board and judges its edits. Gives what is new of each kind
    /// of record, to be passed on.
    pub(crate) fn begin_taking(
        &mut self,
        board: Arc<Carried>,
        commit: &mut Transaction,
    ) -> Result<(Taking, NewRecords), NotTaken> {
        let event = self.event.ok_or(NotTaken::NoEvent)?;
        if board.event() != event {
            return Err(NotTaken::WrongEvent);
        }
        let bare = self.has_fault(Fault::CarriedBare);
        let mut take = |kind, records: &[Vec<u8>]| {
            let records: Vec<&[u8]> = records.iter().map(Vec::as_slice).collect();
            self.take_records(kind, &records, Source::Device, commit)
        };
        let (statements, names) = match bare {
            false => {
                let statements = take(RecordKind::Statement, &board.statements);
                (statements, take(RecordKind::Name, &board.names))
            }
            true => (Vec::new(), Vec::new()),
        };
        let (next, refused, known) = self.judge(&board);
        let taken = Taken {
            statements: statements.len() as u64,
            names: names.len() as u64,
            known,
            refused,
            wrong: board.wrong(),
            unread: board.unread(),
            carrier: board.carrier(),
            at_ms: board.at_ms(),
            ..Taken::default()
        };
        let (later, progressed) = (Vec::new(), false);
        let taking = Taking { board, next, done: 0, later, progressed, taken };
        Ok((taking, [statements, names]))
    }

    /// Places of the edits that are new and may be taken, how many may not, and how many are known.
    /// What stands in several files counts once.
    fn judge(&self, board: &Carried) -> (Vec<usize>, u64, u64) {
        let mut places: BTreeMap<ChangeHash, usize> = BTreeMap::new();
        let mut known: BTreeSet<ChangeHash> = BTreeSet::new();
        for (place, edit) in board.edits.iter().enumerate() {
            let hash = edit.incoming.hash();
            if self.admitted(&hash) {
                known.insert(hash);
            } else {
                places.entry(hash).or_insert(place);
            }
        }
        let vouched: BTreeSet<ChangeHash> =
            board.logs.iter().flat_map(|log| self.vouched(log)).collect();
        let mut lawful: BTreeSet<usize> = BTreeSet::new();
        let mut ways: Vec<usize> = Vec::new();
        for (hash, place) in &places {
            let Some(edit) = board.edits.get(*place) else { continue };
            let envelope = &edit.incoming.envelope;
            let may = self.roster.may_write(&envelope.device(), envelope.document());
            if may || vouched.contains(hash) {
                ways.push(*place);
            }
        }
        // What a lawful edit builds on is lawful.
        while let Some(place) = ways.pop() {
            if lawful.insert(place)
                && let Some(edit) = board.edits.get(place)
            {
                ways.extend(edit.deps.iter().filter_map(|dep| places.get(dep)));
            }
        }
        let refused = (places.len() - lawful.len()) as u64;
        (lawful.into_iter().collect(), refused, known.len() as u64)
    }

    /// What a stretch of a log vouches for: all of it when its server is certified, else what root
    /// called good when it revoked that server.
    fn vouched(&self, log: &CarriedLog) -> Vec<ChangeHash> {
        let Some(event) = self.event else { return Vec::new() };
        let CarriedLog { head, hashes } = log;
        let kind = head.document;
        let good = self.roster.last_good(&head.server).into_iter().flatten();
        let good: Vec<_> =
            good.filter(|good| (good.document, good.log) == (kind, head.log)).collect();
        let mut chain = Chain::start(event, kind, head.log, Documents::genesis_hash(kind));
        let mut count = 0;
        for (hash, position) in hashes.iter().zip(1_u64..) {
            chain = chain.next(*hash);
            let signed = (position, chain) == (head.position, head.chain)
                && self.roster.is_server(&head.server);
            if signed || good.iter().any(|good| (good.position, good.chain) == (position, chain)) {
                count = hashes.len().min(usize::try_from(position).unwrap_or(usize::MAX));
            }
        }
        hashes.get(..count).unwrap_or_default().to_vec()
    }

    /// Takes the next `count` edits; gives those that are new. `None`: that was all.
    pub(crate) fn take_more(
        &mut self,
        taking: &mut Taking,
        count: usize,
        commit: &mut Transaction,
    ) -> Option<Vec<ChangeHash>> {
        if taking.done >= taking.next.len() {
            if !taking.progressed || taking.later.is_empty() {
                return None;
            }
            // Of several files one may hold the causes of what stands before it in another.
            taking.next = std::mem::take(&mut taking.later);
            (taking.done, taking.progressed) = (0, false);
        }
        let board = Arc::clone(&taking.board);
        let end = (taking.done + count).min(taking.next.len());
        let places = taking.next.get(taking.done..end).unwrap_or_default().to_vec();
        taking.done = end;
        let mut new = Vec::new();
        for kind in DocumentKind::ALL {
            let of_kind: Vec<(usize, Incoming)> = places
                .iter()
                .filter_map(|place| Some((*place, board.edits.get(*place)?.incoming.clone())))
                .filter(|(_, one)| one.envelope.document() == kind)
                .collect();
            let incoming: Vec<Incoming> = of_kind.iter().map(|(_, one)| one.clone()).collect();
            let answers = self.admit(kind, &incoming, commit);
            for ((place, _), answer) in of_kind.iter().zip(answers) {
                match answer {
                    Ok(hash) => new.push(hash),
                    Err(Misfit::Known) => taking.taken.known += 1,
                    Err(Misfit::NotYet(_)) => taking.later.push(*place),
                    Err(
                        Misfit::Malformed(_)
                        | Misfit::Form(_)
                        | Misfit::SeqTaken
                        | Misfit::OutOfBounds(_),
                    ) => taking.taken.refused += 1,
                }
            }
        }
        taking.taken.edits += new.len() as u64;
        taking.progressed |= !new.is_empty();
        if self.has_fault(Fault::CarriedCounts) {
            self.count_as_shown(&new);
        }
        Some(new)
    }

    /// Keeps what certified servers have signed, so that this device can prove it to others: also to
    /// the present server, which may have begun new logs. Gives the logs that were kept.
    pub(crate) fn keep_carried_logs(
        &mut self,
        taking: &Taking,
        commit: &mut Transaction,
    ) -> Vec<LogId> {
        let mut kept = Vec::new();
        for log in &taking.board.logs {
            let CarriedLog { head, hashes } = log;
            let key = (head.log, head.document);
            let proven = self.roster.is_server(&head.server)
                && hashes.len() as u64 == head.position
                && self.vouched(log).len() == hashes.len();
            let all_here = || hashes.iter().all(|hash| self.admitted(hash));
            if !proven || !all_here() {
                continue;
            }
            let (have, chain) = match self.log(key.0, key.1) {
                Some(shown) => (shown.len(), Some(shown.chain())),
                None => (0, None),
            };
            let skip = usize::try_from(have).unwrap_or(usize::MAX);
            let Some(new) = hashes.get(skip..).filter(|new| !new.is_empty()) else { continue };
            let start = self.empty_log(key.0, key.1).chain();
            let here = hashes.iter().take(skip).fold(start, |chain, hash| chain.next(*hash));
            if chain.is_none_or(|chain| chain == here) {
                self.show(key, new, Some(*head), commit);
                kept.push(head.log);
            }
        }
        kept
    }

    /// For a planted bug: what came in a file counts as shown by the logs.
    fn count_as_shown(&mut self, new: &[ChangeHash]) {
        let keys: Vec<_> = self.logs.keys().copied().collect();
        for hash in new {
            let document = self.held(hash).map(|held| held.document);
            for key in keys.iter().filter(|key| document == Some(key.1)) {
                self.drop_lacking(*key, hash);
            }
        }
    }
}

impl Taking {
    /// What came of it.
    pub(crate) fn finish(self) -> Taken {
        Taken { waiting: self.later.len() as u64, ..self.taken }
    }
}
