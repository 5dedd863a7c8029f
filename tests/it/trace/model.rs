//! What the merged schedule must be, said without any CRDT: of a register those values are alive
//! that nobody overwrote who knew of them, and the one with the greatest operation is shown.

use shared::{
    documents::{Actor, LocalChange},
    ids::{ChangeHash, SessionId},
    schedule::{Register, Session},
};
use std::collections::{BTreeMap, BTreeSet};

/// A register of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Title,
    Text,
    Hosts,
    Stream,
    Placement,
    Withdrawn,
}

impl Field {
    /// What a person who removes a session sees of it.
    const TEXTS: [Self; 5] = [Self::Title, Self::Text, Self::Hosts, Self::Stream, Self::Placement];
}

/// A value, in words that two equal values share.
fn words<T: std::fmt::Debug>(value: &T) -> String {
    format!("{value:?}")
}

/// Values of a register as the product shows them: the shown one, then all rivals.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    pub value: String,
    rivals: Vec<(String, ChangeHash)>,
}

impl Shown {
    pub fn of(session: &Session, field: Field) -> Self {
        fn read<T: std::fmt::Debug>(register: &Register<T>) -> Shown {
            let rivals = register.rivals.iter();
            Shown {
                value: words(&register.value),
                rivals: rivals.map(|rival| (words(&rival.value), rival.by.change)).collect(),
            }
        }
        match field {
            Field::Title => read(&session.title),
            Field::Text => read(&session.text),
            Field::Hosts => read(&session.hosts),
            Field::Stream => read(&session.stream),
            Field::Placement => read(&session.placement),
            Field::Withdrawn => {
                Self { value: words(&session.withdrawn.is_removed()), rivals: Vec::new() }
            }
        }
    }

    /// This value is shown, and it is the only one.
    pub fn is_only(&self, value: &str) -> bool {
        self.value == value && self.rivals.is_empty()
    }

    /// More than one value is alive.
    pub fn is_contested(&self) -> bool {
        !self.rivals.is_empty()
    }
}

struct Write {
    value: String,
    /// Operation counter, then actor: as automerge orders.
    op: (u64, Actor),
    change: ChangeHash,
    /// Writes of this register that its author knew of.
    over: Knowledge,
    /// All writes that its author knew of.
    knew: Knowledge,
}

/// All writes since the common start.
#[derive(Default)]
pub struct Model {
    writes: Vec<Write>,
    /// Indices into `writes`.
    registers: BTreeMap<(SessionId, Field), Vec<usize>>,
}

/// What somebody has heard of: indices of writes.
pub type Knowledge = BTreeSet<usize>;

impl Model {
    /// Writes that are alive for somebody who knows `known`, the greatest operation first.
    fn alive<'a>(&'a self, at: (SessionId, Field), known: &Knowledge) -> Vec<&'a Write> {
        let heard: Vec<usize> = self
            .registers
            .get(&at)
            .into_iter()
            .flatten()
            .filter(|index| known.contains(index))
            .copied()
            .collect();
        let over =
            |index: &usize| heard.iter().any(|other| self.writes[*other].over.contains(index));
        let alive = heard.iter().filter(|index| !over(index));
        let mut alive: Vec<&Write> = alive.map(|index| &self.writes[*index]).collect();
        alive.sort_by_key(|write| std::cmp::Reverse(write.op));
        alive
    }

    fn everything(&self) -> Knowledge {
        (0..self.writes.len()).collect()
    }

    /// Notes a write of somebody who knows `known`, and that he now knows it.
    pub fn write(
        &mut self,
        at: (SessionId, Field),
        value: String,
        op: (u64, Actor),
        change: &LocalChange,
        known: &mut Knowledge,
    ) {
        let register = self.registers.entry(at).or_default();
        let over = register.iter().filter(|index| known.contains(index));
        self.writes.push(Write {
            value,
            op,
            change: change.hash,
            over: over.copied().collect(),
            knew: known.clone(),
        });
        register.push(self.writes.len() - 1);
        known.insert(self.writes.len() - 1);
    }

    /// Registers that were written.
    pub fn written(&self) -> impl Iterator<Item = (SessionId, Field)> {
        self.registers.keys().copied()
    }

    /// What everybody must see once all have heard of everything.
    pub fn shown(&self, at: (SessionId, Field)) -> Shown {
        let alive = self.alive(at, &self.everything());
        let mut rivals: Vec<(String, ChangeHash)> = Vec::new();
        for write in &alive {
            if rivals.iter().all(|(value, _)| *value != write.value) {
                rivals.push((write.value.clone(), write.change));
            }
        }
        let value = alive[0].value.clone();
        if rivals.len() == 1 {
            rivals.clear();
        }
        Shown { value, rivals }
    }

    /// Somebody wrote it.
    pub fn was_written(&self, at: (SessionId, Field)) -> bool {
        self.registers.contains_key(&at)
    }

    /// How many writes a kiosk sees as alive.
    pub fn alive_count(&self, at: (SessionId, Field), known: &Knowledge) -> usize {
        self.alive(at, known).len()
    }

    /// The kiosk knows a write that it sees as alive.
    pub fn is_alive(&self, at: (SessionId, Field), known: &Knowledge) -> bool {
        self.alive_count(at, known) > 0
    }

    /// After the removal of a session that is shown, it is not as its remover saw it. `start` says
    /// what a register was before all writes.
    pub fn edited_beside_removal(
        &self,
        session: SessionId,
        start: impl Fn(Field) -> String,
    ) -> bool {
        let all = self.everything();
        let removals = self.alive((session, Field::Withdrawn), &all);
        let Some(removal) = removals.first() else {
            return false;
        };
        let shown = |field, known: &Knowledge| {
            let alive = self.alive((session, field), known);
            alive.first().map_or_else(|| start(field), |write| write.value.clone())
        };
        Field::TEXTS.into_iter().any(|field| shown(field, &removal.knew) != shown(field, &all))
    }
}
