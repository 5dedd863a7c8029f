//! What happened to sessions, told change by change as changes come: nothing is read from the
//! history but the rare value that is no longer kept here. The same changes give the same list, in
//! whatever order they come.

mod slots;

use super::{
    Actor, ChangeInfo,
    objects::Touched,
    read::values,
    shape::{self, Root, field},
    write::Register,
};
use crate::{
    ids::{ChangeHash, DocumentKind, PersonId, SessionId},
    limits,
    schedule::{Author, Happened, Moved, Placement},
};
use automerge::{
    ScalarValue,
    legacy::{Op, OpType},
};
use std::{collections::BTreeMap, sync::Arc};

/// Place of an operation in its document: counter and actor.
type OpId = (u64, Actor);

/// A register of a session that tells what happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Teller {
    Placement,
    Cancelled,
    Withdrawn,
    Pinned,
    Merged,
}

impl Teller {
    fn of(touched: &Touched) -> Option<Self> {
        match &touched.field {
            None if touched.root == shape::PLACEMENTS => Some(Self::Placement),
            None if touched.root == shape::CANCELLED => Some(Self::Cancelled),
            None if touched.root == shape::PINS => Some(Self::Pinned),
            None if touched.root == shape::MERGED => Some(Self::Merged),
            Some(name) if touched.root == shape::SESSIONS && name == field::REMOVED => {
                Some(Self::Withdrawn)
            }
            None | Some(_) => None,
        }
    }

    fn root(self) -> Root {
        match self {
            Self::Placement => shape::PLACEMENTS,
            Self::Cancelled => shape::CANCELLED,
            Self::Withdrawn => shape::SESSIONS,
            Self::Pinned => shape::PINS,
            Self::Merged => shape::MERGED,
        }
    }

    fn register(self, session: SessionId) -> Register {
        let field = match self {
            Self::Placement | Self::Cancelled | Self::Pinned | Self::Merged => None,
            Self::Withdrawn => Some(field::REMOVED.to_owned()),
        };
        Register { root: self.root(), key: session.to_string(), field }
    }

    fn state(self, value: &ScalarValue) -> State {
        match self {
            Self::Placement => State::Placed(values::placement(value).unwrap_or_default()),
            Self::Cancelled | Self::Withdrawn => State::Flag(!super::decide::is_empty(value)),
            Self::Pinned => State::Flag(*value == ScalarValue::Boolean(true)),
            Self::Merged => State::Part(values::merged(value).unwrap_or_default()),
        }
    }

    /// What it means that the register went from one value to another; or the latter, when it means
    /// nothing.
    fn happened(self, from: State, to: State) -> Result<Happened, State> {
        match (from, to) {
            (from, to) if from == to => Err(to),
            (State::Placed(from), State::Placed(to)) => Ok(Happened::Placed { from, to }),
            (_, State::Flag(true)) if self == Self::Cancelled => Ok(Happened::Cancelled),
            (_, State::Flag(false)) if self == Self::Cancelled => Ok(Happened::Uncancelled),
            (_, State::Flag(true)) if self == Self::Pinned => Ok(Happened::Pinned),
            (_, State::Flag(false)) if self == Self::Pinned => Ok(Happened::Unpinned),
            (_, State::Flag(true)) => Ok(Happened::Withdrawn),
            (_, State::Flag(false)) => Ok(Happened::Unwithdrawn),
            (_, State::Part(Some(into))) => Ok(Happened::Merged { into }),
            (State::Part(Some(from)), State::Part(None)) => Ok(Happened::Unmerged { from }),
            (_, to @ (State::Placed(_) | State::Part(None))) => Err(to),
        }
    }
}

/// What a telling register says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Placed(Placement),
    Flag(bool),
    /// Of which session it is a part.
    Part(Option<SessionId>),
}

/// What one change writes into registers that tell, and which sessions it creates. Lists: nearly
/// every change writes one register, and all of a log come by when a process starts.
#[derive(Debug, Default)]
pub(super) struct Tale {
    writes: Vec<Telling>,
    created: Vec<(SessionId, u64)>,
    /// Whom it names as hosts, and whose names it puts right.
    pub hosts: Vec<PersonId>,
    /// Times of slots.
    slots: Vec<slots::Telling>,
}

#[derive(Debug)]
struct Telling {
    session: SessionId,
    teller: Teller,
    /// Counter of the operation that wrote the value.
    counter: u64,
    /// What was written; `None` when a value was taken away.
    value: Option<ScalarValue>,
    /// The greatest of the operations whose values it replaces: what its author saw.
    seen: Option<OpId>,
}

impl Tale {
    /// Notes one operation of a change by `actor` that begins at `start`.
    pub(super) fn note(&mut self, touched: &Touched, counter: u64, operation: &Op, start: u64) {
        let session = || touched.key.parse::<SessionId>().ok();
        if touched.created && touched.root == shape::SESSIONS {
            if let Some(session) = session() {
                self.created.push((session, counter));
            }
            return;
        }
        if touched.root == shape::SESSIONS && touched.field.as_deref() == Some(field::HOSTS) {
            if let OpType::Put(value) = &operation.action {
                self.hosts.extend(values::list::<PersonId>(value).unwrap_or_default());
            }
            return;
        }
        if touched.root == shape::RENAMED {
            self.hosts.extend(touched.key.parse::<PersonId>().ok());
            return;
        }
        let slot = slots::slot_of(touched);
        let told = Teller::of(touched).zip(session());
        if slot.is_none() && told.is_none() {
            return;
        }
        // What the change itself wrote before has a counter from its start on, and everything that
        // it knew of has a lower one.
        let before = operation.pred.iter().filter(|id| id.counter() < start);
        let before = before
            .filter_map(|id| Some((id.counter(), Actor(id.actor().to_bytes().try_into().ok()?))));
        if let Some(slot) = slot {
            self.slots.push(slots::Telling::of(slot, counter, operation, before.max()));
            return;
        }
        let Some((teller, session)) = told else { return };
        let value = match &operation.action {
            OpType::Put(value) => Some(value.clone()),
            OpType::Make(_)
            | OpType::Delete
            | OpType::Increment(_)
            | OpType::MarkBegin(_)
            | OpType::MarkEnd(_) => None,
        };
        self.writes.push(Telling { session, teller, counter, value, seen: before.max() });
    }

    /// What is written into each register, in the end.
    fn written(&mut self) -> std::vec::Drain<'_, Telling> {
        self.writes.sort_by_key(|telling| (telling.session, telling.teller));
        self.writes.dedup_by(|later, first| {
            let same = (later.session, later.teller) == (first.session, first.teller);
            if same {
                first.seen = first.seen.max(later.seen);
                if let Some(value) = later.value.take() {
                    (first.counter, first.value) = (later.counter, Some(value));
                }
            }
            same
        });
        self.writes.drain(..)
    }

    fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.created.is_empty() && self.slots.is_empty()
    }
}

/// A write that is kept.
#[derive(Debug, Clone)]
struct Step {
    /// Index of its session.
    session: usize,
    /// What the register says from then on, where `moved` does not.
    to: Option<State>,
    /// What happened by it, if anything did.
    moved: Option<Arc<Moved>>,
}

impl Step {
    /// What the register says from then on; `None` for a creation.
    fn says(&self) -> Option<State> {
        match self.moved.as_ref().map(|moved| &moved.what) {
            None => self.to.clone(),
            Some(Happened::Pitched) => None,
            Some(Happened::Placed { to, .. }) => Some(State::Placed(to.clone())),
            Some(Happened::Cancelled | Happened::Withdrawn | Happened::Pinned) => {
                Some(State::Flag(true))
            }
            Some(Happened::Uncancelled | Happened::Unwithdrawn | Happened::Unpinned) => {
                Some(State::Flag(false))
            }
            Some(Happened::Merged { into }) => Some(State::Part(Some(*into))),
            Some(Happened::Unmerged { .. }) => Some(State::Part(None)),
        }
    }
}

#[derive(Debug, Default)]
struct Kept {
    /// Its creation; the first one, should there be several.
    created: Option<OpId>,
    /// Its writes by teller, ascending.
    writes: [Vec<OpId>; 5],
}

/// What happened to sessions.
#[derive(Debug, Default)]
pub(super) struct Moves {
    index: BTreeMap<SessionId, usize>,
    sessions: Vec<Kept>,
    floor: BTreeMap<OpId, Step>,
    board: BTreeMap<OpId, Step>,
    list: Option<Arc<Vec<Arc<Moved>>>>,
    /// What happened to the slots in which they are.
    pub slots: slots::SlotMoves,
}

impl Moves {
    /// Enters what a change tells. `value_before` reads a register as the change's author saw it.
    pub(super) fn take(
        &mut self,
        hash: ChangeHash,
        info: &ChangeInfo,
        mut tale: Tale,
        value_before: impl Fn(&Register) -> Option<ScalarValue>,
    ) {
        if tale.is_empty() {
            return;
        }
        self.slots.take(hash, info, std::mem::take(&mut tale.slots), &value_before);
        if tale.is_empty() {
            return;
        }
        self.list = None;
        let moved = |session, what| {
            let by = Author::of(hash, Some(info));
            Arc::new(Moved { session, by, what, kind: info.meta.kind.clone() })
        };
        for (session, counter) in std::mem::take(&mut tale.created) {
            let step = moved(session, Happened::Pitched);
            self.create(session, (counter, info.actor), step);
        }
        for Telling { session, teller, counter, value, seen } in tale.written() {
            let from = match seen {
                None => teller.state(&ScalarValue::Null),
                Some(seen) => {
                    let step = self.line(teller.root().document).get(&seen);
                    step.and_then(Step::says).unwrap_or_else(|| {
                        let before = value_before(&teller.register(session));
                        teller.state(&before.unwrap_or(ScalarValue::Null))
                    })
                }
            };
            let to = teller.state(&value.unwrap_or(ScalarValue::Null));
            let (to, moved) = match teller.happened(from, to) {
                Ok(what) => (None, Some(moved(session, what))),
                Err(to) => (Some(to), None),
            };
            self.write(session, teller, (counter, info.actor), to, moved);
        }
    }

    fn line(&mut self, document: DocumentKind) -> &mut BTreeMap<OpId, Step> {
        match document {
            DocumentKind::Board => &mut self.board,
            DocumentKind::Floor | DocumentKind::Plan => &mut self.floor,
        }
    }

    fn kept(&mut self, session: SessionId) -> (usize, Option<&mut Kept>) {
        let next = self.sessions.len();
        let index = *self.index.entry(session).or_insert(next);
        if index == next {
            self.sessions.push(Kept::default());
        }
        (index, self.sessions.get_mut(index))
    }

    fn create(&mut self, session: SessionId, op: OpId, moved: Arc<Moved>) {
        let (index, Some(kept)) = self.kept(session) else { return };
        let first = kept.created.is_none_or(|known| op < known);
        if first {
            let known = kept.created.replace(op);
            if let Some(known) = known {
                self.floor.remove(&known);
            }
            self.floor.insert(op, Step { session: index, to: None, moved: Some(moved) });
        }
    }

    fn write(
        &mut self,
        session: SessionId,
        teller: Teller,
        op: OpId,
        to: Option<State>,
        moved: Option<Arc<Moved>>,
    ) {
        let (index, Some(kept)) = self.kept(session) else { return };
        let Some(writes) = kept.writes.get_mut(teller as usize) else { return };
        let oldest = note_write(writes, op, limits::SESSION_MOVES_MAX);
        let line = self.line(teller.root().document);
        line.insert(op, Step { session: index, to, moved });
        if let Some(oldest) = oldest {
            line.remove(&oldest);
        }
    }

    /// What happened, the oldest first. Within a document by operation counter and actor. Nothing
    /// but the clocks of the authors says how board and floor go together, so they are joined by
    /// those that are not in doubt; a session is always pitched first.
    pub(super) fn list(&mut self) -> Arc<Vec<Arc<Moved>>> {
        if let Some(list) = &self.list {
            return Arc::clone(list);
        }
        let mut list = Vec::with_capacity(self.floor.len() + self.board.len());
        let mut floor = Line::of(&self.floor);
        for (step, time) in Line::of(&self.board) {
            let pitched = self.sessions.get(step.session).and_then(|kept| kept.created);
            while floor.next_op().is_some_and(|op| pitched.is_some_and(|pitched| op <= pitched))
                || floor.next_time().is_some_and(|before| before <= time)
            {
                list.extend(floor.next().and_then(|(step, _)| step.moved.clone()));
            }
            list.extend(step.moved.clone());
        }
        list.extend(floor.filter_map(|(step, _)| step.moved.clone()));
        let list = Arc::new(list);
        self.list = Some(Arc::clone(&list));
        list
    }
}

/// Enters a write in its order; gives the one that is too many.
fn note_write(writes: &mut Vec<OpId>, op: OpId, most: usize) -> Option<OpId> {
    if let Err(place) = writes.binary_search(&op) {
        writes.insert(place, op);
    }
    (writes.len() > most).then(|| writes.remove(0))
}

/// The steps of one document, each with a time: that of the one before it when its own is in
/// doubt.
struct Line<'a> {
    steps: std::iter::Peekable<std::collections::btree_map::Iter<'a, OpId, Step>>,
    time: i64,
}

impl<'a> Line<'a> {
    fn of(steps: &'a BTreeMap<OpId, Step>) -> Self {
        Self { steps: steps.iter().peekable(), time: i64::MIN }
    }

    fn next_op(&mut self) -> Option<OpId> {
        self.steps.peek().map(|(op, _)| **op)
    }

    fn next_time(&mut self) -> Option<i64> {
        let (_, step) = self.steps.peek()?;
        let sure = step.moved.as_ref().filter(|moved| !moved.by.doubtful);
        Some(sure.map_or(self.time, |moved| moved.by.at_s))
    }
}

impl<'a> Iterator for Line<'a> {
    type Item = (&'a Step, i64);

    fn next(&mut self) -> Option<Self::Item> {
        self.time = self.next_time()?;
        let (_, step) = self.steps.next()?;
        Some((step, self.time))
    }
}
