//! Writes into the documents, and the values of their registers.

use super::{
    Documents, LocalChange, Meta,
    history::ChangeInfo,
    shape::{self, ROOTS, Root, field},
};
use crate::{
    ids::{ChangeHash, DocumentKind, PersonId, SetId},
    limits,
};
use automerge::{
    Automerge, ObjId, ObjType, ReadDoc as _, ScalarValue, Value,
    transaction::{CommitOptions, Transactable as _},
};
use std::collections::BTreeMap;

/// One write of a command.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Write {
    /// Creates an entity with its fields.
    Create { root: Root, key: String, fields: Vec<(&'static str, ScalarValue)> },
    /// Sets a register.
    Put { register: Register, value: ScalarValue },
}

impl Write {
    /// Whose name was put right, or is as it was before that.
    pub(super) fn renamed(&self) -> Option<PersonId> {
        match self {
            Self::Put { register, .. } if register.root == shape::RENAMED => {
                register.key.parse().ok()
            }
            Self::Put { .. } | Self::Create { .. } => None,
        }
    }
}

/// A register of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Register {
    pub root: Root,
    pub key: String,
    pub field: Option<String>,
}

impl Register {
    pub(super) fn path(&self) -> crate::command::RegisterPath {
        crate::command::RegisterPath {
            document: self.root.document.number(),
            map: self.root.name.to_owned(),
            key: self.key.clone(),
            field: self.field.clone(),
        }
    }

    pub(super) fn of_path(path: &crate::command::RegisterPath) -> Option<Self> {
        let root = ROOTS.iter().find(|root| {
            root.document.number() == path.document
                && root.name == path.map
                && root.entities == path.field.is_some()
        })?;
        Some(Self { root: *root, key: path.key.clone(), field: path.field.clone() })
    }
}

/// One of the values of a register, with the operation that wrote it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    pub value: ScalarValue,
    /// Operation counter and actor: greater wins, on every replica.
    pub op: (u64, Vec<u8>),
    pub change: ChangeHash,
}

impl Documents {
    /// Objects of an entity: one, or several when two devices created it at once.
    pub(super) fn entity(&self, root: Root, key: &str) -> Vec<ObjId> {
        let Some(map) = self.objects.root(root) else {
            return Vec::new();
        };
        let found = self.document(root.document).get_all(map, key).unwrap_or_default();
        found.into_iter().filter(|(value, _)| value.is_object()).map(|(_, id)| id).collect()
    }

    /// All values of a register, the shown one first.
    pub(super) fn values(&self, register: &Register) -> Vec<Written> {
        let document = self.document(register.root.document);
        let mut values = Vec::new();
        match &register.field {
            None => {
                if let Some(map) = self.objects.root(register.root) {
                    collect(document, map, &register.key, &mut values);
                }
            }
            Some(field) => {
                for object in self.entity(register.root, &register.key) {
                    collect(document, &object, field, &mut values);
                }
            }
        }
        values.sort_by(|a, b| b.op.cmp(&a.op));
        values
    }

    /// The shown value of a register.
    pub(super) fn value(&self, register: &Register) -> Option<ScalarValue> {
        self.values(register).into_iter().next().map(|written| written.value)
    }

    /// Fields of an entity with their values, the shown one first.
    pub(super) fn fields(&self, root: Root, key: &str) -> BTreeMap<String, Vec<Written>> {
        let document = self.document(root.document);
        let mut fields: BTreeMap<String, Vec<Written>> = BTreeMap::new();
        for object in self.entity(root, key) {
            for item in document.map_range(&object, ..) {
                let values = fields.entry(item.key.clone().into_owned()).or_default();
                if item.conflict {
                    collect(document, &object, &item.key, values);
                } else if let automerge::ValueRef::Scalar(value) = &item.value {
                    let id = item.id();
                    values.extend(written(document, value.clone().into(), &id));
                }
            }
        }
        for values in fields.values_mut() {
            values.sort_by(|a, b| b.op.cmp(&a.op));
        }
        fields
    }

    /// Places of the entities of a root map among their kind.
    pub(super) fn orders(&self, root: Root) -> Vec<ScalarValue> {
        let Some(map) = self.objects.root(root) else {
            return Vec::new();
        };
        let document = self.document(root.document);
        let entities = document.map_range(map, ..).map(|item| item.id());
        let orders = entities.filter_map(|id| document.get(&id, field::ORDER).ok()?);
        orders.filter_map(|(value, _)| value.into_scalar().ok()).collect()
    }

    /// What a person sees of a thing when removing it, see [`shape::fingerprint`].
    pub(super) fn seen(&self, root: Root, key: &str) -> String {
        let fields = self.fields(root, key);
        let placement = Register { root: shape::PLACEMENTS, key: key.to_owned(), field: None };
        let placement = if root == shape::SESSIONS { self.value(&placement) } else { None };
        fingerprint_of(&fields, placement.as_ref())
    }

    /// Leaves out what changes nothing: a register that already has this one value.
    pub(super) fn needed(&self, writes: Vec<Write>) -> Vec<Write> {
        let needed = writes.into_iter().filter(|write| match write {
            Write::Create { .. } => true,
            Write::Put { register, value } => self.is_news(register, value),
        });
        needed.collect()
    }

    /// Of a thing that was made twice each one counts for itself, as each is written.
    fn is_news(&self, register: &Register, value: &ScalarValue) -> bool {
        let is_news = |values: &[Written]| {
            let same = values.iter().all(|written| written.value == *value);
            !(same && (values.len() == 1 || (values.is_empty() && *value == ScalarValue::Null)))
        };
        let objects = self.entity(register.root, &register.key);
        let Some(field) = register.field.as_ref().filter(|_| objects.len() > 1) else {
            return is_news(&self.values(register));
        };
        let document = self.document(register.root.document);
        objects.iter().any(|object| {
            let mut values = Vec::new();
            collect(document, object, field, &mut values);
            is_news(&values)
        })
    }

    /// Writes a set: as few changes as the limits allow, plan first, then floor, then board.
    pub(super) fn write(
        &mut self,
        writes: Vec<Write>,
        meta: &Meta,
        set: SetId,
        at_s: i64,
    ) -> Vec<LocalChange> {
        let mut parts: Vec<(DocumentKind, Vec<Write>)> = Vec::new();
        for kind in DocumentKind::ALL {
            let mut room = 0;
            for write in writes.iter().filter(|write| write.document() == kind) {
                let (bytes, operations) = write.size();
                let cost = bytes
                    .max(operations * (limits::CHANGE_BYTES_SPLIT / limits::CHANGE_OPERATIONS_MAX));
                match parts.last_mut() {
                    Some((last, part))
                        if *last == kind && room + cost <= limits::CHANGE_BYTES_SPLIT =>
                    {
                        room += cost;
                        part.push(write.clone());
                    }
                    Some(_) | None => {
                        room = cost;
                        parts.push((kind, vec![write.clone()]));
                    }
                }
            }
        }
        let of = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let mut changes = Vec::new();
        for (part, (kind, writes)) in (1..).zip(parts) {
            let meta = Meta { set: Some((set, part, of)), ..meta.clone() };
            changes.extend(self.write_part(kind, &writes, &meta, at_s));
        }
        changes
    }

    fn write_part(
        &mut self,
        kind: DocumentKind,
        writes: &[Write],
        meta: &Meta,
        at_s: i64,
    ) -> Option<LocalChange> {
        let plan: Vec<(&Write, Vec<ObjId>)> = writes
            .iter()
            .map(|write| match write {
                Write::Put { register: Register { root, key, field: Some(_) }, .. } => {
                    (write, self.entity(*root, key))
                }
                Write::Put { register, .. } => {
                    (write, self.objects.root(register.root).cloned().into_iter().collect())
                }
                Write::Create { root, .. } => {
                    (write, self.objects.root(*root).cloned().into_iter().collect())
                }
            })
            .collect();
        let mut transaction = self.document_mut(kind).transaction();
        let mut made: BTreeMap<(Root, &str), ObjId> = BTreeMap::new();
        for (write, objects) in plan {
            write.carry_out(&mut transaction, &objects, &mut made);
        }
        let options = CommitOptions::default().with_message(meta.to_string()).with_time(at_s);
        transaction.commit_with(options).0?;
        let change = self.document(kind).get_last_local_change()?;
        let info = ChangeInfo::of(kind, &change)?;
        self.take(kind, &change, info);
        let hash = ChangeHash(change.hash().0);
        Some(LocalChange { document: kind, hash, bytes: change.raw_bytes().to_vec() })
    }
}

impl Write {
    pub(super) fn document(&self) -> DocumentKind {
        match self {
            Self::Create { root, .. } => root.document,
            Self::Put { register, .. } => register.root.document,
        }
    }

    /// About how many bytes and operations it takes.
    fn size(&self) -> (usize, usize) {
        match self {
            Self::Create { key, fields, .. } => {
                let values: usize = fields.iter().map(|(_, value)| bytes_of(value) + 8).sum();
                (key.len() + values + 16, fields.len() + 2)
            }
            Self::Put { register, value } => (register.key.len() + bytes_of(value) + 16, 1),
        }
    }

    /// The library's errors here would be ours: a key of a map that exists takes any scalar.
    fn carry_out<'a>(
        &'a self,
        transaction: &mut automerge::transaction::Transaction<'_>,
        objects: &[ObjId],
        made: &mut BTreeMap<(Root, &'a str), ObjId>,
    ) {
        match self {
            Self::Create { root, key, fields } => {
                let Some(map) = objects.first() else { return };
                let Ok(object) = transaction.put_object(map, key.as_str(), ObjType::Map) else {
                    return;
                };
                for (field, value) in fields {
                    let _ = transaction.put(&object, *field, value.clone());
                }
                if *root == shape::SESSIONS {
                    let _ = transaction.put_object(&object, field::NOTES, ObjType::Text);
                }
                made.insert((*root, key), object);
            }
            Self::Put { register, value } => {
                let just_made = made.get(&(register.root, register.key.as_str()));
                let (objects, key) = match &register.field {
                    None => (objects, &register.key),
                    Some(field) => (just_made.map_or(objects, std::slice::from_ref), field),
                };
                for object in objects {
                    if repeats_a_rival(transaction, object, key, value) {
                        let _ = transaction.delete(object, key.as_str());
                    }
                    let _ = transaction.put(object, key.as_str(), value.clone());
                }
            }
        }
    }
}

/// The register has several values, and one of them is to be written again. Automerge makes of
/// this a deletion of the others when it is the shown one, and the choice would silently give way
/// to whatever somebody else writes meanwhile. Deleting all of them first makes it a write.
fn repeats_a_rival(
    transaction: &automerge::transaction::Transaction<'_>,
    object: &ObjId,
    key: &str,
    value: &ScalarValue,
) -> bool {
    let rivals = transaction.get_all(object, key).unwrap_or_default();
    rivals.len() > 1 && rivals.iter().any(|(rival, _)| rival.as_scalar() == Some(value))
}

/// Fingerprint of an entity from its fields.
pub(super) fn fingerprint_of(
    fields: &BTreeMap<String, Vec<Written>>,
    placement: Option<&ScalarValue>,
) -> String {
    let own = [field::FROM, field::OVER];
    let fields = fields.iter().filter(|(name, _)| {
        *name != field::REMOVED && !own.iter().any(|prefix| name.starts_with(prefix))
    });
    let shown = fields.filter_map(|(name, values)| Some((name.as_str(), &values.first()?.value)));
    shape::fingerprint(shown.chain(placement.map(|placement| ("placement", placement))))
}

fn bytes_of(value: &ScalarValue) -> usize {
    match value {
        ScalarValue::Str(text) => text.len(),
        ScalarValue::Bytes(bytes) => bytes.len(),
        ScalarValue::Unknown { bytes, .. } => bytes.len(),
        ScalarValue::Int(_)
        | ScalarValue::Uint(_)
        | ScalarValue::F64(_)
        | ScalarValue::Counter(_)
        | ScalarValue::Timestamp(_)
        | ScalarValue::Boolean(_)
        | ScalarValue::Null => 8,
    }
}

fn collect(document: &Automerge, object: &ObjId, key: &str, values: &mut Vec<Written>) {
    for (value, id) in document.get_all(object, key).unwrap_or_default() {
        if let Value::Scalar(value) = value {
            values.extend(written(document, value.into_owned(), &id));
        }
    }
}

pub(super) fn written(document: &Automerge, value: ScalarValue, id: &ObjId) -> Option<Written> {
    let ObjId::Id(counter, actor, _) = id else {
        return None;
    };
    let change = document.hash_for_opid(id)?;
    Some(Written { value, op: (*counter, actor.to_bytes().to_vec()), change: ChangeHash(change.0) })
}
