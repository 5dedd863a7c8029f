//! What happened to sessions, told change by change as changes come: nothing is read from the
//! history but the rare value that is no longer kept here. The same changes give the same list, in
//! whatever order they come.

use super::{
    Actor, ChangeInfo,
    objects::Touched,
    read::values,
    shape::{self, Root, field},
    write::Register,
};
use crate::{
    ids::{ChangeHash, DocumentKind, SessionId},
    limits,
    schedule::{Author, Happened, Moved, Placement},
};
use automerge::{
    ScalarValue,
    legacy::{Op, OpType},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Place of an operation in its document: counter and actor.
type OpId = (u64, Actor);

/// A register of a session that tells what happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Teller {
    Placement,
    Cancelled,
    Withdrawn,
}

impl Teller {
    fn of(touched: &Touched) -> Option<Self> {
        match &touched.field {
            None if touched.root == shape::PLACEMENTS => Some(Self::Placement),
            None if touched.root == shape::CANCELLED => Some(Self::Cancelled),
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
        }
    }

    fn register(self, session: SessionId) -> Register {
        let field = match self {
            Self::Placement | Self::Cancelled => None,
            Self::Withdrawn => Some(field::REMOVED.to_owned()),
        };
        Register { root: self.root(), key: session.to_string(), field }
    }

    fn state(self, value: &ScalarValue) -> State {
        match self {
            Self::Placement => State::Placed(values::placement(value).unwrap_or_default()),
            Self::Cancelled | Self::Withdrawn => State::Flag(!super::decide::is_empty(value)),
        }
    }

    /// What it means that the register went from one value to another.
    fn happened(self, from: State, to: &State) -> Option<Happened> {
        match (from, to) {
            (from, to) if from == *to => None,
            (State::Placed(from), State::Placed(to)) => {
                Some(Happened::Placed { from, to: to.clone() })
            }
            (_, State::Flag(true)) if self == Self::Cancelled => Some(Happened::Cancelled),
            (_, State::Flag(false)) if self == Self::Cancelled => Some(Happened::Uncancelled),
            (_, State::Flag(true)) => Some(Happened::Withdrawn),
            (_, State::Flag(false)) => Some(Happened::Unwithdrawn),
            (State::Flag(_), State::Placed(_)) => None,
        }
    }
}

/// What a telling register says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Placed(Placement),
    Flag(bool),
}

/// What one change writes into registers that tell, and which sessions it creates.
#[derive(Debug, Default)]
pub(super) struct Tale {
    writes: BTreeMap<(SessionId, Teller), Telling>,
    created: BTreeMap<SessionId, u64>,
}

#[derive(Debug)]
struct Telling {
    /// Counter of the operation that wrote the value.
    counter: u64,
    value: ScalarValue,
    /// The greatest of the operations whose values it replaces: what its author saw.
    seen: Option<OpId>,
}

impl Tale {
    /// Notes one operation of a change by `actor` that begins at `start`.
    pub(super) fn note(&mut self, touched: &Touched, counter: u64, operation: &Op, start: u64) {
        let session = || touched.key.parse::<SessionId>().ok();
        if touched.created && touched.root == shape::SESSIONS {
            if let Some(session) = session() {
                self.created.entry(session).or_insert(counter);
            }
            return;
        }
        let Some((teller, session)) = Teller::of(touched).zip(session()) else {
            return;
        };
        let fresh = || Telling { counter, value: ScalarValue::Null, seen: None };
        let telling = self.writes.entry((session, teller)).or_insert_with(fresh);
        // What the change itself wrote before has a counter from its start on, and everything that
        // it knew of has a lower one.
        let before = operation.pred.iter().filter(|id| id.counter() < start);
        let before = before
            .filter_map(|id| Some((id.counter(), Actor(id.actor().to_bytes().try_into().ok()?))));
        telling.seen = telling.seen.max(before.max());
        if let OpType::Put(value) = &operation.action {
            telling.counter = counter;
            telling.value = value.clone();
        }
    }

    fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.created.is_empty()
    }
}

/// A write that is kept.
#[derive(Debug, Clone)]
struct Step {
    /// Index of its session.
    session: usize,
    /// What the register says from then on; `None` for a creation.
    to: Option<State>,
    /// What happened by it, if anything did.
    moved: Option<Arc<Moved>>,
}

#[derive(Debug, Default)]
struct Kept {
    /// Its creation; the first one, should there be several.
    created: Option<OpId>,
    writes: BTreeMap<Teller, BTreeSet<OpId>>,
}

/// What happened to sessions.
#[derive(Debug, Default)]
pub(super) struct Moves {
    index: BTreeMap<SessionId, usize>,
    sessions: Vec<Kept>,
    floor: BTreeMap<OpId, Step>,
    board: BTreeMap<OpId, Step>,
    list: Option<Arc<Vec<Arc<Moved>>>>,
}

impl Moves {
    /// Enters what a change tells. `value_before` reads a register as the change's author saw it.
    pub(super) fn take(
        &mut self,
        hash: ChangeHash,
        info: &ChangeInfo,
        tale: Tale,
        value_before: impl Fn(&Register) -> Option<ScalarValue>,
    ) {
        if tale.is_empty() {
            return;
        }
        self.list = None;
        let moved = |session, what| {
            let by = Author::of(hash, Some(info));
            Arc::new(Moved { session, by, what, kind: info.meta.kind.clone() })
        };
        for (session, counter) in tale.created {
            let step = moved(session, Happened::Pitched);
            self.create(session, (counter, info.actor), step);
        }
        for ((session, teller), telling) in tale.writes {
            let to = teller.state(&telling.value);
            let from = match telling.seen {
                None => teller.state(&ScalarValue::Null),
                Some(seen) => match self.line(teller.root().document).get(&seen) {
                    Some(Step { to: Some(seen), .. }) => seen.clone(),
                    Some(_) | None => {
                        let before = value_before(&teller.register(session));
                        teller.state(&before.unwrap_or(ScalarValue::Null))
                    }
                },
            };
            let moved = teller.happened(from, &to).map(|what| moved(session, what));
            self.write(session, teller, (telling.counter, info.actor), to, moved);
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
        to: State,
        moved: Option<Arc<Moved>>,
    ) {
        let (index, Some(kept)) = self.kept(session) else { return };
        let writes = kept.writes.entry(teller).or_default();
        writes.insert(op);
        let oldest =
            if writes.len() > limits::SESSION_MOVES_MAX { writes.pop_first() } else { None };
        let line = self.line(teller.root().document);
        line.insert(op, Step { session: index, to: Some(to), moved });
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
