//! One value at a time: from scalars to types, with rivals and issues.

use super::{
    super::{
        shape::{self, Root, field},
        write::{Register as Path, Written, fingerprint_of},
    },
    Source, author,
};
use crate::{
    ids::SessionId,
    limits,
    schedule::{Issue, Link, Placement, Register, Removal, Span, Version},
};
use automerge::ScalarValue;
use std::{cell::RefCell, collections::BTreeMap, str::FromStr};

/// The fields of one entity.
pub(super) struct Values<'a> {
    pub source: &'a dyn Source,
    root: Root,
    key: &'a str,
    pub fields: BTreeMap<String, Vec<Written>>,
    issues: RefCell<&'a mut Vec<Issue>>,
}

/// What a reader of a type makes of a scalar: `None` is an issue and the default.
pub(super) type Read<T> = fn(&ScalarValue) -> Option<T>;

impl<'a> Values<'a> {
    pub(super) fn of(
        source: &'a dyn Source,
        root: Root,
        key: &'a str,
        issues: &'a mut Vec<Issue>,
    ) -> Self {
        let fields = source.fields(root, key);
        Self { source, root, key, fields, issues: RefCell::new(issues) }
    }

    /// A field as a register.
    pub(super) fn register<T: Default + PartialEq>(
        &self,
        field: &str,
        read: Read<T>,
    ) -> Register<T> {
        let path = || format!("{}/{}/{}/{field}", self.root.document, self.root.name, self.key);
        let values = self.fields.get(field).map_or(&[][..], Vec::as_slice);
        let mut issues = self.issues.borrow_mut();
        register(self.source, values, read, path, &mut issues)
    }

    /// A field of which only the shown value counts.
    pub(super) fn plain<T: Default + PartialEq>(&self, field: &str, read: Read<T>) -> T {
        self.register(field, read).value
    }

    /// Whether the entity was removed.
    pub(super) fn removal(&self) -> Removal {
        let placement = Path { root: shape::PLACEMENTS, key: self.key.to_owned(), field: None };
        let placement =
            if self.root == shape::SESSIONS { self.source.value(&placement) } else { None };
        let seen = || fingerprint_of(&self.fields, placement.as_ref());
        let written = self.fields.get(field::REMOVED).and_then(|values| values.first());
        removal(self.source, written, seen)
    }
}

/// Whether a flag register says "removed", and whether what was seen then is still so.
pub(super) fn removal(
    source: &dyn Source,
    written: Option<&Written>,
    seen: impl FnOnce() -> String,
) -> Removal {
    match written {
        Some(written) if !super::super::decide::is_empty(&written.value) => Removal::Removed {
            by: author(source, written),
            edited_since: shape::scalar_text(&written.value) != seen(),
        },
        Some(_) | None => Removal::Present,
    }
}

/// A register of a map of registers.
pub(super) fn register_of<T: Default + PartialEq>(
    source: &dyn Source,
    root: Root,
    key: &str,
    read: Read<T>,
    issues: &mut Vec<Issue>,
) -> Register<T> {
    let values = source.values(&Path { root, key: key.to_owned(), field: None });
    let path = || format!("{}/{}/{key}", root.document, root.name);
    register(source, &values, read, path, issues)
}

fn register<T: Default + PartialEq>(
    source: &dyn Source,
    values: &[Written],
    read: Read<T>,
    path: impl Fn() -> String,
    issues: &mut Vec<Issue>,
) -> Register<T> {
    let mut parse = |written: &Written| match read(&written.value) {
        Some(value) => value,
        None if written.value == ScalarValue::Null => T::default(),
        None => {
            let expected = std::any::type_name::<T>().rsplit("::").next().unwrap_or_default();
            issues.push(Issue::BadValue { path: path(), expected: expected.to_owned() });
            T::default()
        }
    };
    let [shown, others @ ..] = values else {
        return Register::from(T::default());
    };
    let value = parse(shown);
    let mut rivals: Vec<Version<T>> = Vec::new();
    // Each is compared with those before it: somebody might write thousands at once.
    for written in others {
        if rivals.len() >= limits::RIVALS_MAX {
            break;
        }
        let rival = parse(written);
        if rival != value && rivals.iter().all(|known| known.value != rival) {
            rivals.push(Version { value: rival, by: author(source, written) });
        }
    }
    if !rivals.is_empty() {
        let again = parse(shown);
        rivals.insert(0, Version { value: again, by: author(source, shown) });
    }
    Register { value, rivals }
}

pub(super) fn text(value: &ScalarValue) -> Option<String> {
    match value {
        ScalarValue::Str(text) => Some(text.to_string()),
        _ => None,
    }
}

pub(super) fn number(value: &ScalarValue) -> Option<u32> {
    match value {
        ScalarValue::Int(number) => u32::try_from(*number).ok(),
        ScalarValue::Uint(number) => u32::try_from(*number).ok(),
        _ => None,
    }
}

/// Seconds since 1970.
pub(super) fn moment(value: &ScalarValue) -> Option<i64> {
    match value {
        ScalarValue::Int(number) => Some(*number),
        _ => None,
    }
}

pub(super) fn flag(value: &ScalarValue) -> Option<bool> {
    match value {
        ScalarValue::Boolean(flag) => Some(*flag),
        _ => None,
    }
}

pub(in crate::documents) fn list<T: FromStr>(value: &ScalarValue) -> Option<Vec<T>> {
    text(value).and_then(|text| shape::parse_list(&text))
}

pub(super) fn optional<T: FromStr>(value: &ScalarValue) -> Option<Option<T>> {
    let text = text(value)?;
    if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}

pub(super) fn links(value: &ScalarValue) -> Option<Vec<Link>> {
    text(value).and_then(|text| shape::parse_links(&text))
}

pub(in crate::documents) fn placement(value: &ScalarValue) -> Option<Placement> {
    text(value).and_then(|text| shape::parse_placement(&text))
}

pub(in crate::documents) fn span(value: &ScalarValue) -> Option<Option<Span>> {
    text(value).and_then(|text| shape::parse_span(&text)).map(Some)
}

/// Session that a session is part of.
pub(in super::super) fn merged(value: &ScalarValue) -> Option<Option<SessionId>> {
    optional(value)
}
