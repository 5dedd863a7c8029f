//! The reference model: what the merged schedule must be, in plain maps and without a CRDT.
//!
//! Each saved command is translated to writes of registers, together with the writes that its
//! author knew of. A write is alive until somebody who knew of it writes the register again. What
//! is shown is the alive write with the greatest (operation counter, actor).

mod expected;
mod names;
mod parts;
mod things;
mod translate;

use shared::{
    command::Command,
    documents::{Actor, Documents},
    ids::{ChangeHash, DocumentKind, PersonId},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

pub use expected::differences;

/// A value of a register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// The default.
    Null,
    /// Text.
    Text(String),
    /// A number.
    Number(i64),
}

impl Value {
    fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::Number(_) => false,
        }
    }

    /// As people see it: the default is empty.
    fn shown(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) if text == "-" || text == "false" => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(0) => String::new(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Names a register: document, map, key, and field of the entity there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path {
    document: DocumentKind,
    map: &'static str,
    key: String,
    field: Option<&'static str>,
}

/// One write of a register.
#[derive(Debug, Clone)]
struct Write {
    change: ChangeHash,
    /// The change that made the thing of which this is a field.
    thing: Option<ChangeHash>,
    /// Operation counter and actor: the greater one is shown.
    op: (u64, Actor),
    value: Value,
    /// What was shown before, to its author, by its place in the list.
    was: Option<usize>,
    /// Alive writes of the same register of the same thing that its author knew of, by their place
    /// in the list.
    overwrites: Vec<usize>,
}

/// What a change touched, in the order of its operations.
#[derive(Debug, Clone)]
enum Touched {
    Created(DocumentKind, &'static str, String),
    Wrote(Path),
}

/// A write to come.
#[derive(Debug, Clone)]
enum Op {
    Create {
        document: DocumentKind,
        map: &'static str,
        key: String,
        fields: Vec<(&'static str, Value)>,
    },
    Put(Path, Value, Size),
    /// That something was seen at a removal, where that may stand already.
    Again(Path, Size),
}

/// How many operations a write takes: writing one of several values again takes two. Some of them
/// may be missing, as the model does not know whether what was seen is seen again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    sure: u64,
    most: u64,
}

/// As a command means it.
const ONCE: Size = Size { sure: 1, most: 1 };
/// It is written whatever stands there. Two removals of which different things were seen are one
/// value to the model.
const ANYHOW: Size = Size { sure: 0, most: 0 };

impl Op {
    fn document(&self) -> DocumentKind {
        match self {
            Self::Create { document, .. } => *document,
            Self::Put(path, ..) | Self::Again(path, _) => path.document,
        }
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Self::Put(path, ..) | Self::Again(path, _) => Some(path),
            Self::Create { .. } => None,
        }
    }

    /// Whose name it puts right, or gives back.
    fn renamed(&self) -> Option<PersonId> {
        match self {
            Self::Put(path, ..) if path.document == DocumentKind::Floor && path.map == "x1" => {
                path.key.parse().ok()
            }
            Self::Put(..) | Self::Again(..) | Self::Create { .. } => None,
        }
    }

    /// Operations that it takes: a session also gets an empty text for its notes.
    fn operations(&self) -> u64 {
        match self {
            Self::Create { map, fields, .. } => {
                1 + fields.len() as u64 + u64::from(*map == "sessions")
            }
            Self::Put(_, _, size) | Self::Again(_, size) => size.most,
        }
    }

    /// How many of the operations may be missing.
    fn operations_vague(&self) -> u64 {
        match self {
            Self::Put(_, _, size) | Self::Again(_, size) => size.most - size.sure,
            Self::Create { .. } => 0,
        }
    }

    /// It may be that nothing of it is written.
    fn is_vague(&self) -> bool {
        self.operations_vague() == self.operations()
    }
}

/// Everything that was ever decided on any device.
#[derive(Debug, Default)]
pub struct Model {
    registers: BTreeMap<Path, Vec<Write>>,
    touched: BTreeMap<ChangeHash, Vec<Touched>>,
    created: BTreeMap<(&'static str, String), Vec<things::Made>>,
    people: names::People,
}

/// The changes that somebody knows of.
trait Knows {
    fn knows(&self, change: &ChangeHash) -> bool;
}

impl Knows for BTreeSet<ChangeHash> {
    fn knows(&self, change: &ChangeHash) -> bool {
        self.contains(change)
    }
}

/// A device at the moment of a command: its documents without what it made by it.
struct Author<'a> {
    documents: &'a Documents,
    later: &'a BTreeSet<ChangeHash>,
}

impl Knows for Author<'_> {
    fn knows(&self, change: &ChangeHash) -> bool {
        !self.later.contains(change) && self.documents.info(change).is_some()
    }
}

impl Model {
    /// The model has seen how this change was made.
    #[must_use]
    pub fn has(&self, change: &ChangeHash) -> bool {
        self.touched.contains_key(change)
    }

    /// Takes a command that became `changes`. `later` are these changes and all that the device
    /// made after them.
    ///
    /// # Errors
    /// When the product's changes are not what the model expects of the command.
    pub fn record(
        &mut self,
        command: &Command,
        changes: &[ChangeHash],
        documents: &Documents,
        later: &BTreeSet<ChangeHash>,
    ) -> Result<(), String> {
        let author = Author { documents, later };
        let actor = changes.first().and_then(|hash| documents.info(hash)).map(|info| info.actor);
        let actor = actor.ok_or_else(|| format!("{command:?} was saved without changes"))?;
        let ops = translate::translate(self, &author, actor, command);
        let ops: Vec<Op> = ops.into_iter().filter_map(|op| self.needed(&author, op)).collect();
        for hash in changes {
            let Some(info) = documents.info(hash) else {
                return Err(format!("change {hash} is not in the documents that made it"));
            };
            // What was seen at a removal is one value to the model and several to the product.
            let ops: Vec<&Op> = ops.iter().filter(|op| op.document() == info.document).collect();
            let count: u64 = ops.iter().map(|op| op.operations()).sum();
            let vague: u64 = ops.iter().map(|op| op.operations_vague()).sum();
            let made = info.max_op + 1 - info.start_op;
            if made > count || made + vague < count {
                return Err(format!(
                    "{command:?} wrote {made} operations into the {}, the model says {count}: {ops:?}",
                    info.document
                ));
            }
            let mut spare = count - made;
            let mut counter = info.start_op;
            let mut touched = Vec::new();
            for op in ops {
                let less = spare.min(op.operations_vague());
                spare -= less;
                counter += op.operations() - less;
                if less > 0 && less == op.operations() {
                    // Or another one was left out.
                    touched.extend(op.path().cloned().map(Touched::Wrote));
                    continue;
                }
                self.enter(&author, *hash, (counter, info.actor), op, &mut touched);
            }
            self.touched.insert(*hash, touched);
        }
        let is_sure = |op: &&Op| !op.is_vague();
        if let Some(other) = ops.iter().filter(is_sure).find(|op| {
            !changes
                .iter()
                .any(|hash| documents.info(hash).is_some_and(|i| i.document == op.document()))
        }) {
            return Err(format!("{command:?} did not write {other:?}"));
        }
        // Names go along with the change that makes people hosts, or puts their names right.
        let on_floor = |hash: &&ChangeHash| {
            documents.info(hash).is_some_and(|info| info.document == DocumentKind::Floor)
        };
        if let Some(floor) = changes.iter().find(on_floor) {
            let renamed = ops.iter().filter_map(Op::renamed).collect();
            self.people.take(command, &author, *floor, &renamed);
        }
        Ok(())
    }

    fn enter(
        &mut self,
        author: &Author<'_>,
        change: ChangeHash,
        (end, actor): (u64, Actor),
        op: &Op,
        touched: &mut Vec<Touched>,
    ) {
        match op {
            Op::Create { document, map, key, fields } => {
                let start = end - op.operations();
                let made = things::Made { change, op: (start, actor) };
                self.created.entry((map, key.clone())).or_default().push(made);
                touched.push(Touched::Created(*document, map, key.clone()));
                for (counter, (field, value)) in (start + 1..).zip(fields) {
                    let path =
                        Path { document: *document, map, key: key.clone(), field: Some(field) };
                    let (thing, op, value) = (Some(change), (counter, actor), value.clone());
                    let write =
                        Write { change, thing, op, value, was: None, overwrites: Vec::new() };
                    self.registers.entry(path).or_default().push(write);
                }
            }
            Op::Put(path, value, _) => {
                touched.push(Touched::Wrote(path.clone()));
                self.write_in_each(author, path, change, (end, actor), value);
            }
            Op::Again(path, _) => {
                touched.push(Touched::Wrote(path.clone()));
                let value = Value::Text(translate::SEEN.to_owned());
                self.write_in_each(author, path, change, (end, actor), &value);
            }
        }
    }

    /// Alive writes of a register, by their place in the list, the shown one first.
    fn alive(&self, path: &Path, who: &dyn Knows) -> Vec<usize> {
        let Some(writes) = self.registers.get(path) else { return Vec::new() };
        let known: Vec<(usize, &Write)> =
            writes.iter().enumerate().filter(|(_, write)| who.knows(&write.change)).collect();
        let dead: BTreeSet<usize> =
            known.iter().flat_map(|(_, write)| write.overwrites.iter().copied()).collect();
        let mut alive: Vec<_> =
            known.into_iter().filter(|(place, _)| !dead.contains(place)).collect();
        alive.sort_by_key(|(_, write)| Reverse(write.op));
        alive.into_iter().map(|(place, _)| place).collect()
    }

    fn alive_writes(&self, path: &Path, who: &dyn Knows) -> Vec<&Write> {
        let Some(writes) = self.registers.get(path) else { return Vec::new() };
        self.alive(path, who).into_iter().filter_map(|place| writes.get(place)).collect()
    }

    fn value(&self, path: &Path, who: &dyn Knows) -> Option<Value> {
        self.alive_writes(path, who).first().map(|write| write.value.clone())
    }

    fn exists(&self, map: &'static str, key: &str, who: &dyn Knows) -> bool {
        self.created
            .get(&(map, key.to_owned()))
            .is_some_and(|things| things.iter().any(|made| who.knows(&made.change)))
    }
}
