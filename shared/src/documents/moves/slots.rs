//! Slots that went to other times, told change by change as what happens to sessions is.

use super::{OpId, note_write};
use crate::{
    documents::{
        ChangeInfo,
        objects::Touched,
        read::values,
        shape::{self, field},
        write::Register,
    },
    ids::{ChangeHash, SlotId},
    limits,
    schedule::{Author, SlotMoved, Span},
};
use automerge::{
    ScalarValue,
    legacy::{Op, OpType},
};
use std::{collections::BTreeMap, sync::Arc};

/// The slot whose time an operation writes.
pub(super) fn slot_of(touched: &Touched) -> Option<SlotId> {
    let is_time = touched.root == shape::SLOTS && touched.field.as_deref() == Some(field::SPAN);
    touched.key.parse().ok().filter(|_| is_time)
}

/// What one change writes as the time of a slot.
#[derive(Debug)]
pub(super) struct Telling {
    slot: SlotId,
    /// Counter of the operation that wrote it.
    counter: u64,
    span: Option<Span>,
    /// The greatest of the operations whose values it replaces.
    seen: Option<OpId>,
}

impl Telling {
    pub(super) fn of(slot: SlotId, counter: u64, operation: &Op, seen: Option<OpId>) -> Self {
        let span = match &operation.action {
            OpType::Put(value) => span(value),
            OpType::Make(_)
            | OpType::Delete
            | OpType::Increment(_)
            | OpType::MarkBegin(_)
            | OpType::MarkEnd(_) => None,
        };
        Self { slot, counter, span, seen }
    }
}

fn span(value: &ScalarValue) -> Option<Span> {
    values::span(value).flatten()
}

/// A write that is kept.
#[derive(Debug)]
struct Step {
    to: Option<Span>,
    moved: Option<Arc<SlotMoved>>,
}

/// What happened to slots.
#[derive(Debug, Default)]
pub(in crate::documents) struct SlotMoves {
    /// Writes of each slot, ascending.
    of: BTreeMap<SlotId, Vec<OpId>>,
    steps: BTreeMap<OpId, Step>,
    list: Option<Arc<Vec<Arc<SlotMoved>>>>,
}

impl SlotMoves {
    /// Enters what a change tells. `value_before` reads a register as the change's author saw it.
    pub(super) fn take(
        &mut self,
        hash: ChangeHash,
        info: &ChangeInfo,
        tellings: Vec<Telling>,
        value_before: impl Fn(&Register) -> Option<ScalarValue>,
    ) {
        let mut last: BTreeMap<SlotId, Telling> = BTreeMap::new();
        for telling in tellings {
            let seen = last.get(&telling.slot).and_then(|first| first.seen);
            let seen = seen.max(telling.seen);
            last.insert(telling.slot, Telling { seen, ..telling });
        }
        for (slot, Telling { counter, span: to, seen, .. }) in last {
            let from = seen.and_then(|seen| match self.steps.get(&seen) {
                Some(step) => step.to,
                None => {
                    let field = Some(field::SPAN.to_owned());
                    let register = Register { root: shape::SLOTS, key: slot.to_string(), field };
                    value_before(&register).as_ref().and_then(span)
                }
            });
            let went = from.zip(to).filter(|(from, to)| from != to);
            let moved = went.map(|(from, to)| {
                let by = Author::of(hash, Some(info));
                Arc::new(SlotMoved { slot, by, from, to, kind: info.meta.kind.clone() })
            });
            self.write(slot, (counter, info.actor), Step { to, moved });
        }
    }

    fn write(&mut self, slot: SlotId, op: OpId, step: Step) {
        self.list = None;
        self.steps.insert(op, step);
        let writes = self.of.entry(slot).or_default();
        if let Some(oldest) = note_write(writes, op, limits::SLOT_MOVES_MAX) {
            self.steps.remove(&oldest);
        }
    }

    /// Slots that went to another time, the oldest first, by operation counter and actor.
    pub(in crate::documents) fn list(&mut self) -> Arc<Vec<Arc<SlotMoved>>> {
        let steps = &self.steps;
        let list = self.list.get_or_insert_with(|| {
            Arc::new(steps.values().filter_map(|step| step.moved.clone()).collect())
        });
        Arc::clone(list)
    }
}
