//! What differs between two moments of a schedule, fact by fact.

mod fields;

use crate::{
    ids::{AnnouncementId, DayId, FixedId, PersonId, RoomId, SessionId, SlotId, StreamId},
    schedule::{Link, Placement, Schedule, Span},
};
use std::{collections::BTreeMap, sync::Arc};

/// What a difference is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// Facts about the event.
    Event,
    /// A day.
    Day(DayId),
    /// A stream.
    Stream(StreamId),
    /// A room.
    Room(RoomId),
    /// A slot.
    Slot(SlotId),
    /// A fixed item.
    Fixed(FixedId),
    /// An announcement.
    Announcement(AnnouncementId),
    /// A session.
    Session(SessionId),
    /// A person, by name: an act may speak of one, a difference never does.
    Person(PersonId),
}

/// Which fact differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Whether it is there: see [`Presence`].
    Presence,
    /// Name of an event, a day, a stream or a room; title; text of an announcement.
    Name,
    /// The same in Welsh.
    NameWelsh,
    /// Time zone.
    Zone,
    /// Venue.
    Venue,
    /// Information page.
    Info,
    /// Information page in Welsh.
    InfoWelsh,
    /// Civil date of a day.
    Date,
    /// Place among its kind.
    Order,
    /// Days on which it is.
    Days,
    /// Streams for which it is.
    Streams,
    /// People that a room holds.
    Capacity,
    /// Marks of a room.
    Marks,
    /// How to get to a room.
    Way,
    /// The same in Welsh.
    WayWelsh,
    /// A room is closed.
    Closed,
    /// When a slot is.
    Span,
    /// When an announcement ends.
    Until,
    /// Text of a session.
    Text,
    /// Format of a session.
    Format,
    /// Hosts of a session.
    Hosts,
    /// Stream of a session.
    Stream,
    /// Language of a session.
    Language,
    /// Links of a session.
    Links,
    /// Wishes of a session.
    Wishes,
    /// Subjects of a session.
    Tags,
    /// Where and when a session or a fixed item is.
    Placement,
    /// A session is cancelled.
    Cancelled,
    /// The pitch of which a session is a part.
    Part,
    /// A session is pinned.
    Pinned,
    /// A session is hidden.
    Hidden,
    /// A session is full.
    Full,
    /// Interest shown in a session.
    Interest,
}

/// Whether a thing is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// Nobody had made it yet.
    NotYet,
    /// It is there.
    There,
    /// It was removed, or withdrawn.
    Removed,
}

/// A value on one side of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Whether it is there.
    Presence(Presence),
    /// A text.
    Text(String),
    /// Texts.
    Texts(Vec<String>),
    /// A number: people, or seconds since 1970.
    Number(i64),
    /// Yes or no.
    Yes(bool),
    /// Days.
    Days(Vec<DayId>),
    /// Streams.
    Streams(Vec<StreamId>),
    /// One stream or none.
    Stream(Option<StreamId>),
    /// People.
    People(Vec<PersonId>),
    /// Links.
    Links(Vec<Link>),
    /// A stretch of time.
    Span(Option<Span>),
    /// A place.
    Placement(Placement),
    /// Another session.
    Session(Option<SessionId>),
}

/// One fact that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub item: Item,
    /// Which fact.
    pub field: Field,
    /// What was so before.
    pub before: Value,
    /// What is so after.
    pub after: Value,
}

/// The part of a board that is looked at or brought back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All of it.
    Everything,
    /// A day with its slots and fixed items, and the sessions that are or were on it.
    Day(DayId),
    /// A room, and the sessions that are or were in it.
    Room(RoomId),
    /// A session.
    Session(SessionId),
}

/// Everything that differs from `before` to `after`, by kind of thing, then by id.
#[must_use]
pub fn compare(before: &Schedule, after: &Schedule) -> Vec<Difference> {
    let mut found = Vec::new();
    if before.event != after.event {
        let pair = [&before.event, &after.event].map(|event| fields::event(event));
        note(Item::Event, pair, &mut found);
    }
    all(&before.days, &after.days, Item::Day, fields::day, &mut found);
    all(&before.streams, &after.streams, Item::Stream, fields::stream, &mut found);
    all(&before.rooms, &after.rooms, Item::Room, fields::room, &mut found);
    all(&before.slots, &after.slots, Item::Slot, fields::slot, &mut found);
    all(&before.fixed, &after.fixed, Item::Fixed, fields::fixed, &mut found);
    all(
        &before.announcements,
        &after.announcements,
        Item::Announcement,
        fields::announcement,
        &mut found,
    );
    all(&before.sessions, &after.sessions, Item::Session, fields::session, &mut found);
    found
}

/// Differences that fall into a scope. `before` and `after` are what was compared.
#[must_use]
pub fn within(
    differences: &[Difference],
    scope: Scope,
    before: &Schedule,
    after: &Schedule,
) -> Vec<Difference> {
    let sides = [before, after];
    let holds = |difference: &&Difference| sides.iter().any(|s| scope.holds(difference.item, s));
    differences.iter().filter(holds).cloned().collect()
}

impl Scope {
    /// A thing falls into it, as it stands in this schedule.
    #[must_use]
    pub fn holds(self, item: Item, schedule: &Schedule) -> bool {
        match self {
            Self::Everything => true,
            Self::Day(day) => match item {
                Item::Day(id) => id == day,
                Item::Slot(id) => {
                    schedule.slots.get(&id).is_some_and(|slot| slot.span.value.day == day)
                }
                Item::Fixed(_) | Item::Session(_) => {
                    let span = placement(item, schedule).and_then(|at| schedule.span(at));
                    span.is_some_and(|span| span.day == day)
                }
                Item::Event
                | Item::Stream(_)
                | Item::Room(_)
                | Item::Announcement(_)
                | Item::Person(_) => false,
            },
            Self::Room(room) => match item {
                Item::Room(id) => id == room,
                Item::Fixed(_) | Item::Session(_) => match placement(item, schedule) {
                    Some(Placement::At { rooms, .. }) => rooms.contains(&room),
                    Some(Placement::Shelf) | None => false,
                },
                Item::Event
                | Item::Day(_)
                | Item::Stream(_)
                | Item::Slot(_)
                | Item::Announcement(_)
                | Item::Person(_) => false,
            },
            Self::Session(session) => item == Item::Session(session),
        }
    }
}

fn placement(item: Item, schedule: &Schedule) -> Option<&Placement> {
    match item {
        Item::Fixed(id) => schedule.fixed.get(&id).map(|fixed| &fixed.placement.value),
        Item::Session(id) => schedule.sessions.get(&id).map(|session| &session.placement.value),
        Item::Event
        | Item::Day(_)
        | Item::Stream(_)
        | Item::Room(_)
        | Item::Slot(_)
        | Item::Announcement(_)
        | Item::Person(_) => None,
    }
}

type Facts = Vec<(Field, Value)>;

/// Compares all things of a kind; those that both sides share are passed over.
fn all<K: Copy + Ord, V>(
    before: &BTreeMap<K, Arc<V>>,
    after: &BTreeMap<K, Arc<V>>,
    item: fn(K) -> Item,
    facts: fn(Option<&V>) -> Facts,
    found: &mut Vec<Difference>,
) {
    let mut keys: Vec<K> = before.keys().chain(after.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let sides = [before.get(&key), after.get(&key)];
        if let [Some(a), Some(b)] = sides
            && Arc::ptr_eq(a, b)
        {
            continue;
        }
        note(item(key), sides.map(|side| facts(side.map(|side| &**side))), found);
    }
}

/// Notes the facts that differ; both sides list them in the same order.
fn note(item: Item, [before, after]: [Facts; 2], found: &mut Vec<Difference>) {
    for ((field, before), (_, after)) in before.into_iter().zip(after) {
        if before != after {
            found.push(Difference { item, field, before, after });
        }
    }
}
