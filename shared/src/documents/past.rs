//! The documents as they were at a moment: one walk over each document, whatever the length of
//! its history, and then the same reader that reads the present.

use super::{
    ChangeInfo, Documents,
    objects::Place,
    read::{self, Source, of_session},
    shape::{self, Root},
    timeline::{Moment, Timeline},
    write::{Register, Written, written},
};
use crate::{
    ids::{ChangeHash, DocumentKind},
    schedule::Schedule,
};
use automerge::{
    Automerge, ObjId, ROOT, ReadDoc as _, ScalarValue, Value, ValueRef, iter::DocItem,
};
use std::{collections::BTreeMap, sync::Arc};

/// Fields of entities by root map and key; a key that is a register itself has one field without a
/// name.
type Registers = BTreeMap<(Root, String), BTreeMap<String, Vec<Written>>>;

/// All values at a moment.
pub(super) struct Past<'a> {
    documents: &'a Documents,
    registers: Registers,
}

impl Documents {
    /// Everything that was done until now, in seconds since 1970, in order. What says to be of a
    /// later day than that stands before what builds on it.
    #[must_use]
    pub fn timeline(&self, now_s: i64) -> Timeline {
        Timeline::of(self, now_s)
    }

    /// The schedule as it was, with what had happened to sessions until then, but without people,
    /// devices and issues. `None` when the moment's change is not known here.
    #[must_use]
    pub fn schedule_at(&mut self, timeline: &Timeline, moment: Moment) -> Option<Schedule> {
        let (moves, slot_moves) = (self.moves.list(), self.moves.slots.list());
        let now = Schedule { moves, slot_moves, ..Schedule::default() };
        self.board_at(timeline, moment, &now)
    }

    /// The schedule as it was, with what had happened to sessions until then, and with the people
    /// and devices that are known now. `None` when the moment's change is not known here.
    #[must_use]
    pub fn board_at(
        &self,
        timeline: &Timeline,
        moment: Moment,
        now: &Schedule,
    ) -> Option<Schedule> {
        let place = timeline.place(moment)?;
        let mut schedule = Past::at(self, timeline, moment)?.schedule();
        let until = |change| timeline.place(Moment::After(change)).is_some_and(|at| at <= place);
        let moves = now.moves.iter().filter(|moved| until(moved.by.change)).cloned();
        schedule.moves = Arc::new(moves.collect());
        let moves = now.slot_moves.iter().filter(|moved| until(moved.by.change)).cloned();
        schedule.slot_moves = Arc::new(moves.collect());
        schedule.people = now.people.clone();
        schedule.devices = now.devices.clone();
        Some(schedule)
    }

    /// Enters all values of a document at these heads; at none it is as it began.
    fn collect_at(&self, kind: DocumentKind, heads: &[ChangeHash], registers: &mut Registers) {
        let document = self.document(kind);
        let mut heads: Vec<_> = heads.iter().map(|head| automerge::ChangeHash(head.0)).collect();
        if heads.is_empty() {
            heads.push(automerge::ChangeHash(self.objects.genesis(kind).0));
        }
        for item in document.iter_at(ROOT, Some(&heads)) {
            let DocItem::Map(field) = item.item else { continue };
            let Some((root, entity)) = self.objects.place(kind, &item.obj).map(Place::of) else {
                continue;
            };
            let (key, name) = match entity {
                Some(entity) => (entity, field.key.as_ref()),
                None => (field.key.as_ref(), ""),
            };
            let values = registers.entry((root, key.to_owned())).or_default();
            match (&field.value, field.conflict) {
                (ValueRef::Scalar(value), false) => {
                    let value = written(document, value.clone().into(), &field.id());
                    values.entry(name.to_owned()).or_default().extend(value);
                }
                (_, true) => {
                    collect_rivals(document, &item.obj, &field.key, name, &heads, values);
                }
                (ValueRef::Object(_), false) => {}
            }
        }
        for values in registers.values_mut().flat_map(BTreeMap::values_mut) {
            values.sort_by(|a, b| b.op.cmp(&a.op));
        }
    }
}

/// Enters several values that were written at once. Of an entity that two devices created at once,
/// the walk shows one: the fields of the others are read here.
fn collect_rivals(
    document: &Automerge,
    object: &ObjId,
    key: &str,
    name: &str,
    heads: &[automerge::ChangeHash],
    values: &mut BTreeMap<String, Vec<Written>>,
) {
    let shown = document.get_at(object, key, heads).ok().flatten().map(|(_, id)| id);
    for (value, id) in document.get_all_at(object, key, heads).unwrap_or_default() {
        match value {
            Value::Scalar(value) => {
                let value = written(document, value.into_owned(), &id);
                values.entry(name.to_owned()).or_default().extend(value);
            }
            Value::Object(_) if Some(&id) != shown.as_ref() => {
                for field in document.map_range_at(&id, .., heads) {
                    if let ValueRef::Scalar(value) = &field.value {
                        let value = written(document, value.clone().into(), &field.id());
                        values.entry(field.key.into_owned()).or_default().extend(value);
                    }
                }
            }
            Value::Object(_) => {}
        }
    }
}

impl<'a> Past<'a> {
    /// All values at a moment; `None` when its change is not known here.
    pub(super) fn at(
        documents: &'a Documents,
        timeline: &Timeline,
        moment: Moment,
    ) -> Option<Self> {
        let heads = timeline.heads(timeline.place(moment)?);
        let mut registers = Registers::new();
        for kind in DocumentKind::ALL {
            let heads = heads.get(&kind).map_or(&[][..], Vec::as_slice);
            documents.collect_at(kind, heads, &mut registers);
        }
        Some(Self { documents, registers })
    }

    /// The schedule without people, devices, issues and what happened to sessions.
    pub(super) fn schedule(&self) -> Schedule {
        read::read_all(self)
    }
}

impl Source for Past<'_> {
    fn keys(&self, root: Root) -> Vec<String> {
        let all = self.registers.range((root, String::new())..);
        all.take_while(|((of, _), _)| *of == root).map(|((_, key), _)| key.clone()).collect()
    }

    fn values(&self, register: &Register) -> Vec<Written> {
        let field = register.field.as_deref().unwrap_or_default();
        let fields = self.registers.get(&(register.root, register.key.clone()));
        fields.and_then(|fields| fields.get(field)).cloned().unwrap_or_default()
    }

    fn fields(&self, root: Root, key: &str) -> BTreeMap<String, Vec<Written>> {
        self.registers.get(&(root, key.to_owned())).cloned().unwrap_or_default()
    }

    fn dots(&self, session: &str) -> i64 {
        let keys = of_session(session);
        let dots = self.registers.range((shape::DOTS, keys.start)..(shape::DOTS, keys.end));
        let numbers = dots.filter_map(|(_, fields)| Some(&fields.get("")?.first()?.value));
        numbers.fold(0, |sum: i64, value| match value {
            ScalarValue::Int(number) => sum.saturating_add(*number),
            _ => sum,
        })
    }

    fn info(&self, change: &ChangeHash) -> Option<&ChangeInfo> {
        self.documents.info(change)
    }
}
