//! The reference model: what the merged schedule must be, in plain maps and without a CRDT.
//!
//! Each saved command is translated to writes of registers, together with the writes that its
//! author knew of. A write is alive until somebody who knew of it writes the register again. What
//! is shown is the alive write with the greatest (operation counter, actor).

mod expected;
mod names;
mod parts;
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
    /// Operation counter and actor: the greater one is shown.
    op: (u64, Actor),
    value: Value,
    /// What was shown before, to its author.
    before: Value,
    /// Alive writes of the same register that its author knew of, by their place in the list.
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
    /// The number is that of its operations: writing one of several values again takes two.
    Put(Path, Value, u64),
    /// That something was seen at a removal, where that may stand already.
    Again(Path, u64),
}

/// As the number of operations of a write: it is written whatever stands there. Two removals of
/// which different things were seen are one value to the model.
const ANYHOW: u64 = 0;

impl Op {
    fn document(&self) -> DocumentKind {
        match self {
            Self::Create { document, .. } => *document,
            Self::Put(path, ..) | Self::Again(path, _) => path.document,
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
            Self::Put(_, _, operations) | Self::Again(_, operations) => *operations,
        }
    }
}

impl Op {
    /// Operations of a write to a field of a thing.
    fn operations_of_field(&self) -> u64 {
        match self {
            Self::Put(Path { field: Some(_), .. }, _, operations)
            | Self::Again(Path { field: Some(_), .. }, operations) => *operations,
            Self::Put(..) | Self::Again(..) | Self::Create { .. } => 0,
        }
    }

    /// How many of the operations may be missing: whether what was seen is seen again is not known
    /// to the model. What a register says already is not written again.
    fn operations_vague(&self) -> u64 {
        match self {
            Self::Again(_, operations) => *operations,
            Self::Put(_, Value::Text(text), 2) if text == translate::SEEN => 1,
            Self::Put(..) | Self::Create { .. } => 0,
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
    created: BTreeMap<(&'static str, String), Vec<ChangeHash>>,
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
            // What was seen at a removal is one value to the model and several to the product. Of a
            // thing made twice, the one that says so already is not written.
            let fewer = |op: &Op| op.operations_vague().max(self.fewer_in_twins(&author, op));
            let ops = ops.iter().filter(|op| op.document() == info.document);
            let ops: Vec<(&Op, u64)> = ops.map(|op| (op, fewer(op))).collect();
            let count: u64 = ops.iter().map(|(op, _)| op.operations()).sum();
            let vague: u64 = ops.iter().map(|(_, fewer)| fewer).sum();
            let made = info.max_op + 1 - info.start_op;
            let twins: u64 = ops.iter().map(|(op, _)| self.in_twins(&author, op)).sum();
            if made > count + twins || made + vague < count {
                return Err(format!(
                    "{command:?} wrote {} operations into the {}, the model says {count}: {ops:?}",
                    info.max_op + 1 - info.start_op,
                    info.document
                ));
            }
            let mut spare = count.saturating_sub(info.max_op + 1 - info.start_op);
            let mut counter = info.start_op;
            let mut touched = Vec::new();
            for (op, fewer) in ops {
                let less = spare.min(fewer);
                spare -= less;
                counter += op.operations() - less;
                if less > 0 && less == op.operations() {
                    continue;
                }
                self.enter(&author, *hash, (counter, info.actor), op, &mut touched);
            }
            self.touched.insert(*hash, touched);
        }
        let is_sure = |op: &&Op| !op.is_vague() && self.twins(&author, op) == 0;
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

    /// Further operations of a write to a thing that was made twice: a pitch that was set aside, made
    /// again, and then carried back in a file. The product writes into both.
    fn in_twins(&self, author: &Author<'_>, op: &Op) -> u64 {
        op.operations_of_field() * self.twins(author, op)
    }

    /// How many operations fewer a write may take where one of two twins, or each, has the value
    /// already.
    fn fewer_in_twins(&self, author: &Author<'_>, op: &Op) -> u64 {
        if self.twins(author, op) > 0 { op.operations_of_field() } else { 0 }
    }

    /// How often the thing that is written was made again.
    fn twins(&self, author: &Author<'_>, op: &Op) -> u64 {
        match op {
            Op::Put(Path { map, key, field: Some(_), .. }, ..)
            | Op::Again(Path { map, key, field: Some(_), .. }, _) => {
                let made = self.created.get(&(*map, key.clone())).into_iter().flatten();
                let known = made.filter(|change| author.knows(change)).count() as u64;
                known.saturating_sub(1)
            }
            Op::Put(..) | Op::Again(..) | Op::Create { .. } => 0,
        }
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
                self.created.entry((map, key.clone())).or_default().push(change);
                touched.push(Touched::Created(*document, map, key.clone()));
                let start = end - op.operations();
                for (counter, (field, value)) in (start + 1..).zip(fields) {
                    let path =
                        Path { document: *document, map, key: key.clone(), field: Some(field) };
                    self.write(author, path, change, (counter, actor), value.clone());
                }
            }
            Op::Put(path, value, _) => {
                touched.push(Touched::Wrote(path.clone()));
                self.write(author, path.clone(), change, (end - 1, actor), value.clone());
            }
            Op::Again(path, _) => {
                touched.push(Touched::Wrote(path.clone()));
                let value = Value::Text(translate::SEEN.to_owned());
                self.write(author, path.clone(), change, (end - 1, actor), value);
            }
        }
    }

    fn write(
        &mut self,
        author: &Author<'_>,
        path: Path,
        change: ChangeHash,
        op: (u64, Actor),
        value: Value,
    ) {
        let overwrites = self.alive(&path, author);
        let writes = self.registers.entry(path).or_default();
        let before = overwrites.first().and_then(|shown| writes.get(*shown));
        let before = before.map_or(Value::Null, |write| write.value.clone());
        writes.push(Write { change, op, value, before, overwrites });
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

    /// A write of the one value that a register has already is left out.
    fn needed(&self, author: &Author<'_>, op: Op) -> Option<Op> {
        let Op::Put(path, value, operations) = op else { return Some(op) };
        let alive = self.alive_writes(&path, author);
        if operations == ANYHOW {
            let operations = if alive.len() > 1 { 2 } else { 1 };
            return Some(
                match alive.iter().all(|write| write.value == value) && alive.len() == 1 {
                    true => Op::Again(path, operations),
                    false => Op::Put(path, value, operations),
                },
            );
        }
        let same = alive.iter().all(|write| write.value == value);
        if same && (alive.len() == 1 || (alive.is_empty() && value == Value::Null)) {
            return None;
        }
        let again = alive.len() > 1 && alive.iter().any(|write| write.value == value);
        Some(Op::Put(path, value, if again { 2 } else { 1 }))
    }

    fn exists(&self, map: &'static str, key: &str, who: &dyn Knows) -> bool {
        self.created
            .get(&(map, key.to_owned()))
            .is_some_and(|changes| changes.iter().any(|change| who.knows(change)))
    }
}
