//! The facts of each kind of thing, in one order: what two moments are compared by.

use super::{Facts, Field, Presence, Value};
use crate::schedule::{
    Announcement, Day, EventFacts, Fixed, Register, Removal, Room, Session, Slot, Stream,
};

fn presence(removal: Option<&Removal>) -> (Field, Value) {
    let presence = match removal {
        None => Presence::NotYet,
        Some(removal) if removal.is_removed() => Presence::Removed,
        Some(_) => Presence::There,
    };
    (Field::Presence, Value::Presence(presence))
}

fn text(register: &Register<String>) -> Value {
    Value::Text(register.value.clone())
}

pub(super) fn event(event: &EventFacts) -> Facts {
    vec![
        (Field::Name, text(&event.name)),
        (Field::Zone, text(&event.zone)),
        (Field::Venue, text(&event.venue)),
        (Field::Info, text(&event.info)),
        (Field::InfoWelsh, text(&event.info_cy)),
    ]
}

pub(super) fn day(day: Option<&Day>) -> Facts {
    let mut facts = vec![presence(day.map(|day| &day.removal))];
    if let Some(day) = day {
        facts.push((Field::Date, text(&day.date)));
        facts.push((Field::Name, text(&day.name)));
        facts.push((Field::NameWelsh, text(&day.name_cy)));
    }
    facts
}

pub(super) fn stream(stream: Option<&Stream>) -> Facts {
    let mut facts = vec![presence(stream.map(|stream| &stream.removal))];
    if let Some(stream) = stream {
        facts.push((Field::Name, text(&stream.name)));
        facts.push((Field::NameWelsh, text(&stream.name_cy)));
        facts.push((Field::Days, Value::Days(stream.days.value.clone())));
        facts.push((Field::Order, Value::Text(stream.order.clone())));
    }
    facts
}

pub(super) fn room(room: Option<&Room>) -> Facts {
    let mut facts = vec![presence(room.map(|room| &room.removal))];
    if let Some(room) = room {
        facts.push((Field::Name, text(&room.name)));
        facts.push((Field::NameWelsh, text(&room.name_cy)));
        facts.push((Field::Capacity, Value::Number(room.capacity.value.into())));
        facts.push((Field::Marks, Value::Texts(room.marks.value.clone())));
        facts.push((Field::Way, text(&room.way)));
        facts.push((Field::WayWelsh, text(&room.way_cy)));
        facts.push((Field::Streams, Value::Streams(room.streams.value.clone())));
        facts.push((Field::Days, Value::Days(room.days.value.clone())));
        facts.push((Field::Order, Value::Text(room.order.clone())));
        facts.push((Field::Closed, Value::Yes(room.closed)));
    }
    facts
}

pub(super) fn slot(slot: Option<&Slot>) -> Facts {
    let mut facts = vec![presence(slot.map(|slot| &slot.removal))];
    if let Some(slot) = slot {
        facts.push((Field::Span, Value::Span(Some(slot.span.value))));
        facts.push((Field::Streams, Value::Streams(slot.streams.value.clone())));
    }
    facts
}

pub(super) fn fixed(fixed: Option<&Fixed>) -> Facts {
    let mut facts = vec![presence(fixed.map(|fixed| &fixed.removal))];
    if let Some(fixed) = fixed {
        facts.push((Field::Name, text(&fixed.title)));
        facts.push((Field::NameWelsh, text(&fixed.title_cy)));
        facts.push((Field::Placement, Value::Placement(fixed.placement.value.clone())));
        facts.push((Field::Streams, Value::Streams(fixed.streams.value.clone())));
    }
    facts
}

pub(super) fn announcement(announcement: Option<&Announcement>) -> Facts {
    let mut facts = vec![presence(announcement.map(|announcement| &announcement.removal))];
    if let Some(announcement) = announcement {
        facts.push((Field::Name, text(&announcement.text)));
        facts.push((Field::NameWelsh, text(&announcement.text_cy)));
        facts.push((Field::Until, Value::Number(announcement.until_s.value)));
    }
    facts
}

/// A session that nobody had pitched yet is compared as one on the shelf that nobody marked.
pub(super) fn session(session: Option<&Session>) -> Facts {
    let known = session.filter(|session| session.known);
    let mut facts = vec![presence(known.map(|session| &session.withdrawn))];
    let none = Session::default();
    let session = session.unwrap_or(&none);
    facts.push((Field::Placement, Value::Placement(session.placement.value.clone())));
    facts.push((Field::Cancelled, Value::Yes(session.cancelled.is_removed())));
    facts.push((Field::Part, Value::Session(session.merged_into.value)));
    facts.push((Field::Pinned, Value::Yes(session.pinned)));
    facts.push((Field::Hidden, Value::Yes(session.hidden)));
    facts.push((Field::Full, Value::Yes(session.full)));
    facts.push((Field::Interest, Value::Number(session.dots.into())));
    if known.is_some() {
        facts.push((Field::Name, text(&session.title)));
        facts.push((Field::Text, text(&session.text)));
        facts.push((Field::Format, text(&session.format)));
        facts.push((Field::Hosts, Value::People(session.hosts.value.clone())));
        facts.push((Field::Stream, Value::Stream(session.stream.value)));
        facts.push((Field::Language, text(&session.language)));
        facts.push((Field::Links, Value::Links(session.links.value.clone())));
        facts.push((Field::Wishes, Value::Texts(session.wishes.value.clone())));
        facts.push((Field::Tags, Value::Texts(session.tags.value.clone())));
    }
    facts
}
