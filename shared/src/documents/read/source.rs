//! Where values are read from: the documents as they are, as they were, or as they would be.

use super::super::{
    ChangeInfo, Documents,
    shape::{self, Root},
    write::{Register, Written},
};
use crate::ids::ChangeHash;
use automerge::{ReadDoc as _, ScalarValue};
use std::collections::BTreeMap;

/// Values of registers, at one moment.
pub(in crate::documents) trait Source {
    /// Keys of a root map.
    fn keys(&self, root: Root) -> Vec<String>;

    /// All values of a register that is a key of a root map, the shown one first.
    fn values(&self, register: &Register) -> Vec<Written>;

    /// Fields of an entity with their values, the shown one first.
    fn fields(&self, root: Root, key: &str) -> BTreeMap<String, Vec<Written>>;

    /// Sum of the dots of a session, by its key.
    fn dots(&self, session: &str) -> i64;

    /// What is known of a change.
    fn info(&self, change: &ChangeHash) -> Option<&ChangeInfo>;

    /// The shown value of a register that is a key of a root map.
    fn value(&self, register: &Register) -> Option<ScalarValue> {
        self.values(register).into_iter().next().map(|written| written.value)
    }
}

impl Source for Documents {
    fn keys(&self, root: Root) -> Vec<String> {
        let Some(map) = self.objects.root(root) else {
            return Vec::new();
        };
        let items = self.document(root.document).map_range(map, ..);
        items.map(|item| item.key.into_owned()).collect()
    }

    fn values(&self, register: &Register) -> Vec<Written> {
        Self::values(self, register)
    }

    fn fields(&self, root: Root, key: &str) -> BTreeMap<String, Vec<Written>> {
        Self::fields(self, root, key)
    }

    fn dots(&self, session: &str) -> i64 {
        let Some(map) = self.objects.root(shape::DOTS) else {
            return 0;
        };
        let numbers = self.document(shape::DOTS.document).map_range(map, of_session(session));
        numbers.fold(0, |sum: i64, item| match item.value {
            automerge::ValueRef::Scalar(automerge::ScalarValueRef::Int(number)) => {
                sum.saturating_add(number)
            }
            _ => sum,
        })
    }

    fn info(&self, change: &ChangeHash) -> Option<&ChangeInfo> {
        Self::info(self, change)
    }
}

/// The keys of a session's dots: `SESSION/ACTOR`.
pub(in crate::documents) fn of_session(session: &str) -> std::ops::Range<String> {
    format!("{session}/")..format!("{session}0")
}
