//! One entity at a time.

use super::{
    super::{
        decide::is_empty,
        shape::{self, field},
        write::Register as Path,
    },
    Source, author, dots, seen_placement,
    values::{
        self, Values, flag, links, list, merged, moment, number, optional, placement, span, text,
    },
};
use crate::{
    ids::SessionId,
    schedule::{
        Announcement, Author, Day, Fixed, Issue, Pitching, Register, Room, Session, Slot,
        SourceValue, Stream, Version,
    },
};
use std::collections::BTreeMap;

pub(super) fn day(values: &Values<'_>) -> Option<Day> {
    exists(values).then(|| Day {
        date: values.register(field::DATE, text),
        name: values.register(field::NAME, text),
        name_cy: values.register(field::NAME_CY, text),
        source: values.plain(field::SOURCE, text),
        removal: values.removal(),
    })
}

pub(super) fn stream(values: &Values<'_>) -> Option<Stream> {
    exists(values).then(|| Stream {
        name: values.register(field::NAME, text),
        name_cy: values.register(field::NAME_CY, text),
        days: values.register(field::DAYS, list),
        order: values.plain(field::ORDER, text),
        source: values.plain(field::SOURCE, text),
        removal: values.removal(),
    })
}

pub(super) fn room(source: &dyn Source, key: &str, issues: &mut Vec<Issue>) -> Option<Room> {
    let closed = values::register_of(source, shape::CLOSED, key, flag, issues).value;
    let register = Path { root: shape::CLOSED, key: key.to_owned(), field: None };
    let closed_by = source.values(&register).into_iter().next().filter(|_| closed);
    let values = &Values::of(source, shape::ROOMS, key, issues);
    exists(values).then(|| Room {
        name: values.register(field::NAME, text),
        name_cy: values.register(field::NAME_CY, text),
        closed,
        closed_by: closed_by.map(|written| author(source, &written)),
        capacity: values.register(field::CAPACITY, number),
        marks: values.register(field::MARKS, list),
        way: values.register(field::WAY, text),
        way_cy: values.register(field::WAY_CY, text),
        streams: values.register(field::STREAMS, list),
        days: values.register(field::DAYS, list),
        order: values.plain(field::ORDER, text),
        source: values.plain(field::SOURCE, text),
        removal: values.removal(),
    })
}

/// A slot without a sound time is no slot: who is placed in it is in a slot not known here.
pub(super) fn slot(values: &Values<'_>) -> Option<Slot> {
    let read = values.register(field::SPAN, span);
    let rivals = read.rivals.into_iter();
    let rivals = rivals.filter_map(|rival| Some(Version { value: rival.value?, by: rival.by }));
    Some(Slot {
        span: Register { value: read.value?, rivals: rivals.collect() },
        streams: values.register(field::STREAMS, list),
        source: values.plain(field::SOURCE, text),
        removal: values.removal(),
    })
}

pub(super) fn fixed(values: &Values<'_>) -> Option<Fixed> {
    exists(values).then(|| Fixed {
        title: values.register(field::TITLE, text),
        title_cy: values.register(field::TITLE_CY, text),
        placement: values.register(field::PLACEMENT, placement),
        streams: values.register(field::STREAMS, list),
        source: values.plain(field::SOURCE, text),
        removal: values.removal(),
    })
}

pub(super) fn announcement(values: &Values<'_>) -> Option<Announcement> {
    let first = values.fields.values().flatten().min_by(|a, b| a.op.cmp(&b.op));
    exists(values).then(|| Announcement {
        text: values.register(field::TEXT, text),
        text_cy: values.register(field::TEXT_CY, text),
        until_s: values.register(field::UNTIL, moment),
        by: first.map(|written| author(values.source, written)),
        removal: values.removal(),
    })
}

pub(super) fn session(source: &dyn Source, key: &str, issues: &mut Vec<Issue>) -> Option<Session> {
    let id: SessionId = key.parse().ok()?;
    let placement = values::register_of(source, shape::PLACEMENTS, key, placement, issues);
    let placed = Path { root: shape::PLACEMENTS, key: key.to_owned(), field: None };
    let placed = source.values(&placed).first().map(|written| author(source, written));
    let merged_into = values::register_of(source, shape::MERGED, key, merged, issues);
    let changed_while_merged = changed_while_merged(source, key);
    let pinned = values::register_of(source, shape::PINS, key, flag, issues).value;
    let hidden = values::register_of(source, shape::HIDDEN, key, flag, issues).value;
    let full = values::register_of(source, shape::FULL, key, flag, issues).value;
    let cancelled = Path { root: shape::CANCELLED, key: key.to_owned(), field: None };
    let cancelled = source.values(&cancelled);
    let cancelled = values::removal(source, cancelled.first(), || seen_placement(source, key));
    let values = Values::of(source, shape::SESSIONS, key, issues);
    let first = values.fields.values().flatten().min_by(|a, b| a.op.cmp(&b.op));
    let known = exists(&values);
    let interest = values.fields.get(field::INTEREST).and_then(|values| values.first());
    let interest = interest.filter(|written| !is_empty(&written.value));
    let interest = interest.and_then(|written| number(&written.value)).unwrap_or(0);
    Some(Session {
        title: values.register(field::TITLE, text),
        text: values.register(field::TEXT, text),
        format: values.register(field::FORMAT, text),
        hosts: values.register(field::HOSTS, list),
        stream: values.register(field::STREAM, optional),
        language: values.register(field::LANGUAGE, text),
        links: values.register(field::LINKS, links),
        source: values.plain(field::SOURCE, text),
        at_source: at_source(&values),
        pitched: first.map(|written| author(source, written)),
        pitched_order: first
            .map(|written| (written.op.0, crate::ids::hex(&written.op.1)))
            .unwrap_or_default(),
        withdrawn: values.removal(),
        hidden,
        placement,
        placed,
        cancelled,
        merged_into,
        part_of: None,
        changed_while_merged,
        pinned,
        full,
        slip: values.plain(field::SLIP, text),
        pitching: Pitching::of(&values.plain(field::PITCHING, text)),
        wishes: values.register(field::WISHES, list),
        tags: values.register(field::TAGS, list),
        dots: dots(source, id, interest),
        known,
    })
}

/// Who made it a part of another, if somebody has placed or cancelled it without knowing of that:
/// a part is neither placed nor cancelled by those who know.
fn changed_while_merged(source: &dyn Source, key: &str) -> Option<Author> {
    let register = |root| Path { root, key: key.to_owned(), field: None };
    let merged = source.values(&register(shape::MERGED)).into_iter().next()?;
    if is_empty(&merged.value) {
        return None;
    }
    let seen = source.value(&register(shape::MERGE_SEEN))?;
    let cancelled = source.value(&register(shape::CANCELLED));
    let cancelled = cancelled.is_some_and(|value| !is_empty(&value));
    let placed = source.value(&register(shape::PLACEMENTS));
    let placed = placed.and_then(|value| placement(&value)).unwrap_or_default();
    let changed = cancelled || shape::scalar_text(&seen) != shape::placement_text(&placed);
    changed.then(|| author(source, &merged))
}

fn at_source(values: &Values<'_>) -> BTreeMap<String, SourceValue> {
    let names = values.fields.keys().filter_map(|name| name.strip_prefix(field::FROM));
    let kept = names.map(|name| {
        let there = values.plain(&format!("{}{name}", field::FROM), text);
        let over = values.plain(&format!("{}{name}", field::OVER), text);
        let over = (!over.is_empty()).then_some(over);
        (name.to_owned(), SourceValue { there, over })
    });
    kept.collect()
}

/// The document holds a map for it.
fn exists(values: &Values<'_>) -> bool {
    !values.fields.is_empty()
}
