//! The statements that a replica holds, each verified once, and what another one lacks of them.

use super::{BadStatement, Roster, Statement};
use crate::bytes::digest;
use crate::ids::{EventId, RecordId};
use crate::keys::{Strict, Verifier};
use crate::limits::STATEMENTS_MAX;
use std::collections::{BTreeMap, BTreeSet};

/// What became of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It was not here; store it, and read the roster anew.
    New,
    /// It was here already.
    Known,
}

/// The statements of an event, by id.
///
/// It takes in every statement that is properly signed, also of issuers without a right. A door
/// asks `Roster::knows_issuer` first.
#[derive(Debug, Clone)]
pub struct Statements {
    event: EventId,
    statements: BTreeMap<RecordId, Statement>,
}

impl Statements {
    /// No statements.
    #[must_use]
    pub fn new(event: EventId) -> Self {
        Self { event, statements: BTreeMap::new() }
    }

    /// Takes in a statement from outside, after checking its event and its signatures.
    pub fn insert(&mut self, bytes: &[u8]) -> Result<Inserted, BadStatement> {
        self.insert_with(bytes, &Strict)
    }

    /// As `insert`, with signatures checked by `verifier`.
    pub fn insert_with(
        &mut self,
        bytes: &[u8],
        verifier: &dyn Verifier,
    ) -> Result<Inserted, BadStatement> {
        let statement = Statement::decode(bytes)?;
        if statement.event() != self.event {
            return Err(BadStatement::WrongEvent);
        }
        if self.statements.contains_key(&statement.id()) {
            return Ok(Inserted::Known);
        }
        if self.statements.len() >= STATEMENTS_MAX {
            return Err(BadStatement::TooMany);
        }
        statement.verify(verifier)?;
        self.statements.insert(statement.id(), statement);
        Ok(Inserted::New)
    }

    /// The roster that they make.
    #[must_use]
    pub fn roster(&self) -> Roster {
        Roster::from_statements(self.event, self.statements())
    }

    /// All of them, by ascending id.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.statements.values()
    }

    /// The statement with this id.
    #[must_use]
    pub fn get(&self, id: &RecordId) -> Option<&Statement> {
        self.statements.get(id)
    }

    /// Their ids, ascending.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.statements.keys().copied()
    }

    /// SHA-256 over the sorted ids: equal here and there if the statements are.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        digest(self.statements.keys())
    }

    /// What is here and missing from `theirs`, ascending: to be sent.
    #[must_use]
    pub fn missing_from(&self, theirs: &[RecordId]) -> Vec<RecordId> {
        let theirs: BTreeSet<&RecordId> = theirs.iter().collect();
        self.statements.keys().filter(|id| !theirs.contains(id)).copied().collect()
    }

    /// What of `theirs` is missing here, in their order: to be asked for.
    #[must_use]
    pub fn missing_here(&self, theirs: &[RecordId]) -> Vec<RecordId> {
        theirs.iter().filter(|id| !self.statements.contains_key(id)).copied().collect()
    }
}
