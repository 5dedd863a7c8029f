//! The shape of the three documents, version 1: root maps, fields, and how values are written.
//!
//! Every root map is created by the frozen genesis ([`super::genesis`]). A map of *entities* holds
//! one map per random id; a map of *registers* holds one scalar per key. Lists are one scalar each,
//! a line an item, so that a list is always chosen as a whole. `Null` means: the default.
//!
//! | document | map | key | what |
//! |---|---|---|---|
//! | plan | `event` | `name` `zone` `venue` `info` | registers |
//! | plan | `days` `streams` `rooms` `slots` | id | entities |
//! | board | `placements` | session | `-`, `s SLOT ROOM,ROOM` or `t DAY START MINUTES ROOM,ROOM` |
//! | board | `cancelled` | session | empty, or what was seen ([`fingerprint`]) when it was cancelled |
//! | board | `merged` | session | empty, or the session it is part of |
//! | board | `pins` | session | boolean |
//! | board | `fixed` | id | entities |
//! | board | `announcements` | id | entities |
//! | board | `x1` | room | boolean: closed |
//! | board | `x2` | session | its place, as seen by who merged it: as in `placements` |
//! | board | `orders` | | kept for running orders |
//! | board | `settled` | hash of a clash | `fine` |
//! | floor | `sessions` | id | entities, each with a text object `notes` |
//! | floor | `dots` | `SESSION/ACTOR` | number of that actor's dots |
//! | floor | `hidden` | session | boolean |
//! | floor | `full` | session | boolean: no more people fit in |
//! | floor | `x1` | person | number: how often the name was put right; names are not in documents |
//! | floor | `actions` | | kept for actions |

use crate::{
    ids::{DayId, DocumentKind, RoomId},
    limits,
    schedule::{Link, Placement, Span, When},
};
use automerge::ScalarValue;
use sha2::{Digest, Sha256};
use std::str::FromStr;

/// A root map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Root {
    /// Its document.
    pub document: DocumentKind,
    /// Its key.
    pub name: &'static str,
    /// Whether its keys hold maps (entities) or scalars (registers).
    pub entities: bool,
}

macro_rules! roots {
    ($($(#[$doc:meta])* $constant:ident = $document:ident $name:literal $entities:literal;)*) => {
        $($(#[$doc])* pub const $constant: Root =
            Root { document: DocumentKind::$document, name: $name, entities: $entities };)*

        /// All root maps of version 1, without the spare ones.
        pub const ROOTS: &[Root] = &[$($constant),*];
    };
}

roots! {
    /// Facts about the event.
    EVENT = Plan "event" false;
    /// Days.
    DAYS = Plan "days" true;
    /// Streams.
    STREAMS = Plan "streams" true;
    /// Rooms.
    ROOMS = Plan "rooms" true;
    /// Slots.
    SLOTS = Plan "slots" true;
    /// Placement of each session.
    PLACEMENTS = Board "placements" false;
    /// Cancellation of each session.
    CANCELLED = Board "cancelled" false;
    /// Pitch of which each session is a part.
    MERGED = Board "merged" false;
    /// Pinned sessions.
    PINS = Board "pins" false;
    /// Fixed items.
    FIXED = Board "fixed" true;
    /// Running orders.
    ORDERS = Board "orders" false;
    /// Announcements.
    ANNOUNCEMENTS = Board "announcements" true;
    /// Settled clashes.
    SETTLED = Board "settled" false;
    /// Sessions as pitched.
    SESSIONS = Floor "sessions" true;
    /// Dots by session and actor.
    DOTS = Floor "dots" false;
    /// Hidden sessions.
    HIDDEN = Floor "hidden" false;
    /// Actions.
    ACTIONS = Floor "actions" true;
    /// Rooms that are full.
    FULL = Floor "full" false;
    /// Rooms that are closed: the first of the spare maps.
    CLOSED = Board "x1" false;
    /// Place of each merged session, as seen by who merged it.
    MERGE_SEEN = Board "x2" false;
    /// How often the name of each person was put right.
    RENAMED = Floor "x1" false;
}

/// Root maps that were spare in the first programs of version 1 and have got a meaning since. Their
/// door stays as open as it was: what one program admits, every program admits, or the two would
/// part for ever. Whoever reads them passes over what is no value of theirs.
pub const ADDED: [Root; 3] = [CLOSED, MERGE_SEEN, RENAMED];

/// Spare root maps of every document, for later versions.
#[cfg(test)]
pub const SPARE_ROOTS: [&str; 6] = ["x1", "x2", "x3", "x4", "x5", "x6"];

/// Fields of entities.
pub mod field {
    /// Session, fixed item.
    pub const TITLE: &str = "title";
    /// Session.
    pub const TEXT: &str = "text";
    /// Session.
    pub const FORMAT: &str = "format";
    /// Session.
    pub const HOSTS: &str = "hosts";
    /// Session.
    pub const STREAM: &str = "stream";
    /// Session.
    pub const LANGUAGE: &str = "language";
    /// Session.
    pub const LINKS: &str = "links";
    /// Session: dots to begin with.
    pub const INTEREST: &str = "interest";
    /// Session: a text object, made at its creation.
    pub const NOTES: &str = "notes";
    /// Every entity: where it came from.
    pub const SOURCE: &str = "source";
    /// Imported session: begins the field that keeps what the source says of a field.
    pub const FROM: &str = "from:";
    /// Imported session: begins the field that keeps the value here that the source contradicts.
    pub const OVER: &str = "over:";
    /// Every entity: empty, or what was seen when it was removed.
    pub const REMOVED: &str = "removed";
    /// Day, stream, room, event.
    pub const NAME: &str = "name";
    /// Event.
    pub const ZONE: &str = "zone";
    /// Event.
    pub const VENUE: &str = "venue";
    /// Event.
    pub const INFO: &str = "info";
    /// Day.
    pub const DATE: &str = "date";
    /// Stream, room: days on which it runs.
    pub const DAYS: &str = "days";
    /// Room, slot, fixed item: streams for which it is.
    pub const STREAMS: &str = "streams";
    /// Stream, room: a fractional index.
    pub const ORDER: &str = "order";
    /// Room.
    pub const CAPACITY: &str = "capacity";
    /// Room.
    pub const MARKS: &str = "marks";
    /// Room.
    pub const WAY: &str = "way";
    /// Slot: `DAY START MINUTES`.
    pub const SPAN: &str = "span";
    /// Fixed item.
    pub const PLACEMENT: &str = "placement";
    /// Day, stream, room: the name in Welsh.
    pub const NAME_CY: &str = "name:cy";
    /// Fixed item: the title in Welsh.
    pub const TITLE_CY: &str = "title:cy";
    /// Room: how to get there, in Welsh.
    pub const WAY_CY: &str = "way:cy";
    /// Event: the information page in Welsh.
    pub const INFO_CY: &str = "info:cy";
    /// Announcement: what it says in Welsh.
    pub const TEXT_CY: &str = "text:cy";
    /// Announcement: seconds since 1970 after which it is not shown.
    pub const UNTIL: &str = "until";
    /// Session: salted hash of its slip code.
    pub const SLIP: &str = "slip";
    /// Session: who speaks for it.
    pub const PITCHING: &str = "pitching";
    /// Session: what its host asks for.
    pub const WISHES: &str = "wishes";
    /// Session: subjects.
    pub const TAGS: &str = "tags";
}

/// Writes a placement as the text of its register.
#[must_use]
pub fn placement_text(placement: &Placement) -> String {
    let Placement::At { when, rooms } = placement else {
        return "-".to_owned();
    };
    let rooms = rooms.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    match when {
        When::Slot(slot) => format!("s {slot} {rooms}"),
        When::Timed { day, start, minutes } => format!("t {day} {start} {minutes} {rooms}"),
    }
}

/// Reads the text of a placement register.
#[must_use]
pub fn parse_placement(text: &str) -> Option<Placement> {
    let mut words = text.split(' ');
    let when = match words.next()? {
        "-" => return words.next().is_none().then_some(Placement::Shelf),
        "s" => When::Slot(words.next()?.parse().ok()?),
        "t" => {
            let day = words.next()?.parse().ok()?;
            let start = words.next()?.parse().ok()?;
            let minutes = words.next()?.parse().ok()?;
            in_bounds(start, minutes).then_some(When::Timed { day, start, minutes })?
        }
        _ => return None,
    };
    let rooms = words.next()?;
    if words.next().is_some() {
        return None;
    }
    let rooms: Option<Vec<RoomId>> =
        rooms.split(',').filter(|room| !room.is_empty()).map(|room| room.parse().ok()).collect();
    let mut rooms = rooms?;
    rooms.sort_unstable();
    rooms.dedup();
    (rooms.len() <= limits::PLACEMENT_ROOMS_MAX).then_some(Placement::At { when, rooms })
}

/// A start and a length that a day can hold.
#[must_use]
pub fn in_bounds(start: u32, minutes: u32) -> bool {
    minutes > 0 && start < limits::DAY_MINUTES_MAX && minutes <= limits::DAY_MINUTES_MAX
}

/// Writes a stretch of time.
#[must_use]
pub fn span_text(span: &Span) -> String {
    format!("{} {} {}", span.day, span.start, span.minutes)
}

/// Reads a stretch of time.
#[must_use]
pub fn parse_span(text: &str) -> Option<Span> {
    let mut words = text.split(' ');
    let day: DayId = words.next()?.parse().ok()?;
    let start = words.next()?.parse().ok()?;
    let minutes = words.next()?.parse().ok()?;
    (words.next().is_none() && in_bounds(start, minutes)).then_some(Span { day, start, minutes })
}

/// Writes a list, a line an item. Items hold no line ends.
#[must_use]
pub fn list_text<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Reads a list of items that parse.
#[must_use]
pub fn parse_list<T: FromStr>(text: &str) -> Option<Vec<T>> {
    text.lines().filter(|line| !line.is_empty()).map(|line| line.parse().ok()).collect()
}

/// Writes links: address, a space, title.
#[must_use]
pub fn links_text(links: &[Link]) -> String {
    let lines: Vec<_> =
        links.iter().map(|link| format!("{} {}", link.url, link.title).trim().to_owned()).collect();
    lines.join("\n")
}

/// Reads links.
#[must_use]
pub fn parse_links(text: &str) -> Option<Vec<Link>> {
    let links = text.lines().filter(|line| !line.is_empty()).map(|line| {
        let (url, title) = line.split_once(' ').unwrap_or((line, ""));
        let web = url.starts_with("https://") || url.starts_with("http://");
        web.then(|| Link { title: title.to_owned(), url: url.to_owned() })
    });
    links.collect()
}

/// Key of a session's dots by one actor.
#[must_use]
pub fn dots_key(session: &str, actor: &str) -> String {
    format!("{session}/{actor}")
}

/// What a person saw of a thing when removing it: the first 16 hexadecimal digits of the SHA-256
/// over its fields and, for a session, its placement. If the thing differs from what was seen,
/// somebody edited it without knowing of the removal. Unlike a question to the history, the answer
/// depends on nothing but the present values.
#[must_use]
pub fn fingerprint<'a>(values: impl IntoIterator<Item = (&'a str, &'a ScalarValue)>) -> String {
    let mut digest = Sha256::new();
    for (name, value) in values {
        let value = scalar_text(value);
        for part in [name, &value] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
    }
    let digest = digest.finalize();
    crate::ids::hex(digest.first_chunk::<8>().map_or(&[], |eight| eight))
}

/// A scalar as text, the same on every replica.
#[must_use]
pub fn scalar_text(value: &ScalarValue) -> String {
    match value {
        ScalarValue::Str(text) => text.to_string(),
        ScalarValue::Int(number) | ScalarValue::Timestamp(number) => number.to_string(),
        ScalarValue::Uint(number) => number.to_string(),
        ScalarValue::Boolean(yes) => yes.to_string(),
        ScalarValue::F64(number) => number.to_string(),
        ScalarValue::Bytes(bytes) => crate::ids::hex(bytes),
        ScalarValue::Counter(counter) => i64::from(counter).to_string(),
        ScalarValue::Unknown { type_code, bytes } => {
            format!("{type_code}:{}", crate::ids::hex(bytes))
        }
        ScalarValue::Null => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SlotId;
    use proptest::prelude::*;

    fn placement() -> impl Strategy<Value = Placement> {
        let when = prop_oneof![
            any::<[u8; 16]>().prop_map(|id| When::Slot(SlotId(id))),
            (any::<[u8; 16]>(), 0..limits::DAY_MINUTES_MAX, 1..2_000u32)
                .prop_map(|(day, start, minutes)| When::Timed { day: DayId(day), start, minutes }),
        ];
        let rooms = prop::collection::btree_set(any::<[u8; 16]>(), 0..4);
        prop_oneof![
            Just(Placement::Shelf),
            (when, rooms).prop_map(|(when, rooms)| Placement::At {
                when,
                rooms: rooms.into_iter().map(RoomId).collect(),
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_placement_survives_its_text(placement in placement()) {
            prop_assert_eq!(parse_placement(&placement_text(&placement)), Some(placement));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,80}") {
            let _ = (parse_placement(&text), parse_span(&text), parse_links(&text));
        }
    }

    #[test]
    fn a_placement_of_another_form_is_no_placement() {
        for text in
            ["", "x", "- -", "s", "s zz ", "t 00 1 2 ", "s 00000000000000000000000000000000"]
        {
            assert_eq!(parse_placement(text), None, "{text:?}");
        }
    }
}
