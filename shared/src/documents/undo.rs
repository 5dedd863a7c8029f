//! Undo of a set: every register it wrote goes back to what it was before, where nobody has
//! written it since.

use super::{
    Documents,
    decide::{Act, Plan},
    objects::Touched,
    shape::{self, Root, field},
    write::{Register, Write, fingerprint_of},
};
use crate::{
    command::{NotYours, Refusal},
    ids::{ChangeHash, SetId},
};
use automerge::{Change, ObjId, ReadDoc as _, ScalarValue, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The set to undo.
struct Set {
    changes: BTreeSet<ChangeHash>,
    created: BTreeSet<(Root, String)>,
}

impl Documents {
    /// Decides the undo of a set made on this device.
    pub(super) fn undo(
        &self,
        set: SetId,
        keep_later_edits: bool,
        act: &Act,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        let changes = self.history().set(&set, act.device.tag()).to_vec();
        if changes.is_empty() {
            let known = self.history().has_set(set);
            let why = if known { NotYours::OtherDevice } else { NotYours::Unknown };
            return Err(Refusal::NotYours { why });
        }
        let parts: Vec<_> = changes.iter().map(|hash| (hash, self.touched(hash))).collect();
        let set_of = Set {
            changes: changes.iter().copied().collect(),
            created: parts
                .iter()
                .flat_map(|(_, touched)| touched)
                .filter(|touched| touched.created)
                .map(|touched| (touched.root, touched.key.clone()))
                .collect(),
        };
        let mut later = Vec::new();
        let mut done = BTreeSet::new();
        for (hash, touched) in &parts {
            for touched in touched {
                let register = touched.register();
                if done.insert(register.clone())
                    && !self.undo_one(touched, register.clone(), hash, &set_of, plan)
                    // It goes with the merge, of which a person is asked already.
                    && register.root != shape::MERGE_SEEN
                {
                    later.push(register.path());
                }
            }
        }
        if !later.is_empty() && !keep_later_edits {
            return Err(Refusal::ChangedSince { what: later });
        }
        self.note_what_is_seen(plan);
        plan.undoes = Some((set, u32::try_from(changes.len()).unwrap_or(u32::MAX)));
        Ok(())
    }

    /// A session that is removed together with its place is seen without it from then on, or it
    /// would look as if somebody had moved it since.
    fn note_what_is_seen(&self, plan: &mut Plan) {
        let put = |write: &Write| match write {
            Write::Put { register, value } if register.root == shape::PLACEMENTS => {
                Some((register.key.clone(), value.clone()))
            }
            Write::Put { .. } | Write::Create { .. } => None,
        };
        let places: BTreeMap<String, ScalarValue> = plan.writes.iter().filter_map(put).collect();
        for write in &mut plan.writes {
            if let Write::Put { register: Register { root, key, field: Some(name) }, value } = write
                && *root == shape::SESSIONS
                && name == field::REMOVED
                && !super::decide::is_empty(value)
                && let Some(place) = places.get(key)
            {
                *value = fingerprint_of(&self.fields(*root, key), Some(place)).into();
            }
        }
    }

    /// Writes one register back; `false` when somebody wrote it since.
    fn undo_one(
        &self,
        touched: &Touched,
        register: Register,
        hash: &ChangeHash,
        set: &Set,
        plan: &mut Plan,
    ) -> bool {
        if touched.created {
            return self.undo_creation(touched, set, plan);
        }
        if touched.root == shape::DOTS {
            return self.undo_dot(register, hash, plan);
        }
        // Fields of an entity that the set created go away with it.
        if set.created.contains(&(touched.root, touched.key.clone())) {
            return true;
        }
        if touched.field.as_deref() == Some(field::NOTES) {
            return true;
        }
        let values = self.values(&register);
        if !values.iter().all(|written| self.is_of(written.change, &register, set)) {
            return false;
        }
        let value = self.before(&register, hash);
        plan.writes.push(Write::Put { register, value });
        true
    }

    /// An entity that the set created is removed, unless somebody wrote into it since.
    fn undo_creation(&self, touched: &Touched, set: &Set, plan: &mut Plan) -> bool {
        let fields = self.fields(touched.root, &touched.key);
        let all_of_set = fields.into_iter().all(|(field, values)| {
            let (root, key) = (touched.root, touched.key.clone());
            let register = Register { root, key, field: Some(field) };
            values.iter().all(|written| self.is_of(written.change, &register, set))
        });
        if !all_of_set {
            return false;
        }
        let seen = self.seen(touched.root, &touched.key);
        plan.put_field(touched.root, touched.key.clone(), field::REMOVED, seen.into());
        true
    }

    /// Dots add up, so undoing one subtracts it, whoever added more since.
    fn undo_dot(&self, register: Register, hash: &ChangeHash, plan: &mut Plan) -> bool {
        let number = |value: Option<ScalarValue>| match value {
            Some(ScalarValue::Int(number)) => number,
            _ => 0,
        };
        let before = number(Some(self.before(&register, hash)));
        let after = number(self.value_at(&register, &[*hash]));
        let Some((session, _)) = register.key.split_once('/') else {
            return true;
        };
        let key = shape::dots_key(session, &self.actor().to_string());
        let own = Register { key: key.clone(), ..register.clone() };
        let own = number(self.value(&own));
        plan.put(shape::DOTS, key, own.saturating_sub(after.saturating_sub(before)));
        true
    }

    /// A value is of a set when the set wrote it, and also when undoing what came later brought it
    /// back: otherwise only the last of several edits of one register could be undone.
    fn is_of(&self, change: ChangeHash, register: &Register, set: &Set) -> bool {
        let mut change = change;
        for _ in 0..crate::limits::UNDO_CHAIN_MAX {
            if set.changes.contains(&change) {
                return true;
            }
            let undone = self.info(&change).and_then(|info| Some((info.meta.undoes?, info)));
            let Some(((undone, _), info)) = undone else { return false };
            let wrote = |hash: &&ChangeHash| {
                self.touched(hash).iter().any(|touched| touched.register() == *register)
            };
            let before = self.history().set(&undone, info.device()).iter().find(wrote);
            let Some(writer) = before.and_then(|hash| self.writer_before(register, hash)) else {
                return false;
            };
            change = writer;
        }
        false
    }

    /// Who wrote the value that a register had just before a change.
    pub(super) fn writer_before(
        &self,
        register: &Register,
        hash: &ChangeHash,
    ) -> Option<ChangeHash> {
        let deps = self.info(hash)?.deps.clone();
        let (_, operation) = self.shown_at(register, &deps)?;
        let writer = self.document(register.root.document).hash_for_opid(&operation)?;
        Some(ChangeHash(writer.0))
    }

    /// The shown value of a register just before a change; `Null` when there was none.
    pub(super) fn before(&self, register: &Register, hash: &ChangeHash) -> ScalarValue {
        let deps = self.info(hash).map(|info| info.deps.clone()).unwrap_or_default();
        self.value_at(register, &deps).unwrap_or(ScalarValue::Null)
    }

    pub(super) fn value_at(
        &self,
        register: &Register,
        heads: &[ChangeHash],
    ) -> Option<ScalarValue> {
        self.shown_at(register, heads).map(|(value, _)| value)
    }

    /// What a register showed at these heads, with the operation that wrote it: of a thing that was
    /// made twice the greatest in all of them, as it is read.
    fn shown_at(&self, register: &Register, heads: &[ChangeHash]) -> Option<(ScalarValue, ObjId)> {
        let heads: Vec<_> = heads.iter().map(|head| automerge::ChangeHash(head.0)).collect();
        let document = self.document(register.root.document);
        let (objects, key) = match &register.field {
            None => (vec![self.objects.root(register.root)?.clone()], &register.key),
            Some(field) => (self.entity(register.root, &register.key), field),
        };
        let shown = objects.into_iter().filter_map(|object| {
            match document.get_at(object, key.as_str(), &heads).ok()?? {
                (Value::Scalar(value), operation) => Some((value.into_owned(), operation)),
                (Value::Object(_), _) => None,
            }
        });
        shown.max_by_key(|(_, operation)| match operation {
            ObjId::Root => None,
            ObjId::Id(counter, actor, _) => Some((*counter, actor.to_bytes().to_vec())),
        })
    }

    /// What a known change touched.
    pub(super) fn touched(&self, hash: &ChangeHash) -> Vec<Touched> {
        let Some(info) = self.info(hash) else {
            return Vec::new();
        };
        let Some(raw) = self.raw(info.document, hash) else {
            return Vec::new();
        };
        let Ok(change) = Change::from_bytes(raw) else {
            return Vec::new();
        };
        self.objects.touched_by(info.document, &change).touched
    }
}
