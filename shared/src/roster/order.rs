//! What an organiser tells one device: where it stands, what it shows while nobody uses it, a message
//! on its screen, and to rehearse an outage.

use super::cut;
use crate::{
    ids::DeviceId,
    limits::{LABEL_BYTES_MAX, REHEARSAL_MS_MAX, TITLE_BYTES_MAX},
};
use minicbor::{Decode, Encode};

/// What a device shows while nobody uses it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Idle {
    /// As it was started.
    #[default]
    #[n(0)]
    AsStarted,
    /// What is on now and next.
    #[n(1)]
    Wall,
    /// The same in larger type.
    #[n(2)]
    LargeWall,
    /// The grid of a day.
    #[n(3)]
    Board,
    /// What was pitched, moved and cancelled lately.
    #[n(4)]
    Moved,
}

impl Idle {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::AsStarted, Self::Wall, Self::LargeWall, Self::Board, Self::Moved];

    /// Its number in reports.
    #[must_use]
    pub fn number(self) -> u64 {
        match self {
            Self::AsStarted => 0,
            Self::Wall => 1,
            Self::LargeWall => 2,
            Self::Board => 3,
            Self::Moved => 4,
        }
    }

    /// What has this number.
    #[must_use]
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|idle| idle.number() == number)
    }

    /// Its name in sentences, options and logs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AsStarted => "as-started",
            Self::Wall => "wall",
            Self::LargeWall => "large-wall",
            Self::Board => "board",
            Self::Moved => "moved",
        }
    }
}

/// Something that one screen shows until its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The words.
    pub text: String,
    /// The words in Welsh; empty: there are none.
    pub text_cy: String,
    /// When its time is over, milliseconds since 1970.
    pub until_ms: i64,
}

impl Message {
    /// A message, its words made fit to be shown.
    #[must_use]
    pub fn new(text: &str, text_cy: &str, until_ms: i64) -> Self {
        let (text, text_cy) = (cut(text, TITLE_BYTES_MAX), cut(text_cy, TITLE_BYTES_MAX));
        Self { text, text_cy, until_ms }
    }
}

/// A rehearsal: for some time a device does as if something were so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rehearsal {
    /// The server is gone.
    pub away: bool,
    /// When it was ordered, milliseconds since 1970.
    pub from_ms: i64,
    /// When it is over.
    pub until_ms: i64,
    /// What the clock shows at `from_ms`; nothing: the real time.
    pub clock_ms: Option<i64>,
}

impl Rehearsal {
    /// How long it lasts at the most, whatever any clock says.
    #[must_use]
    pub fn lasts_ms(&self) -> u64 {
        let lasts = u64::try_from(self.until_ms.saturating_sub(self.from_ms)).unwrap_or(0);
        lasts.min(REHEARSAL_MS_MAX)
    }

    /// How far its clock is ahead of the real one.
    #[must_use]
    pub fn ahead_ms(&self) -> i64 {
        self.clock_ms.map_or(0, |clock| clock.saturating_sub(self.from_ms))
    }
}

/// What an organiser tells one device. Of each kind the latest counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// 1: where it stands. Field 2: the words; none: nowhere in particular.
    Place(String),
    /// 2: what it shows while nobody uses it. Field 4: its number.
    Idle(Idle),
    /// 3: what it shows to everybody. Fields 2 words, 3 words in Welsh, 6 end; without words: nothing.
    Message(Option<Message>),
    /// 4: what it rehearses. Fields 5 beginning, 6 end, 7 clock, 8 the server is gone; without an end:
    /// nothing.
    Rehearse(Option<Rehearsal>),
}

impl Order {
    /// Where a device stands; a text too long to be stored is cut.
    #[must_use]
    pub fn place(text: &str) -> Self {
        Self::Place(cut(text, LABEL_BYTES_MAX))
    }

    /// The number of its kind: of each one the latest counts.
    #[must_use]
    pub fn kind(&self) -> u64 {
        match self {
            Self::Place(_) => 1,
            Self::Idle(_) => 2,
            Self::Message(_) => 3,
            Self::Rehearse(_) => 4,
        }
    }

    /// It says what is so where nothing was ever said.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Place(place) => place.is_empty(),
            Self::Idle(idle) => *idle == Idle::AsStarted,
            Self::Message(message) => message.is_none(),
            Self::Rehearse(rehearsal) => rehearsal.is_none(),
        }
    }
}

/// The body of the action.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
pub(super) struct OrderBody<'a> {
    #[n(0)]
    device: Option<DeviceId>,
    #[n(1)]
    kind: u64,
    #[b(2)]
    text: Option<&'a str>,
    #[b(3)]
    text_cy: Option<&'a str>,
    #[n(4)]
    idle: Option<Idle>,
    #[n(5)]
    from_ms: Option<i64>,
    #[n(6)]
    until_ms: Option<i64>,
    #[n(7)]
    clock_ms: Option<i64>,
    #[n(8)]
    away: Option<bool>,
}

impl<'a> OrderBody<'a> {
    pub(super) fn of(device: DeviceId, order: &'a Order) -> Self {
        let blank = Self { device: Some(device), kind: order.kind(), ..Self::default() };
        match order {
            Order::Place(place) => Self { text: some(place), ..blank },
            Order::Idle(idle) => Self { idle: Some(*idle), ..blank },
            Order::Message(None) | Order::Rehearse(None) => blank,
            Order::Message(Some(message)) => Self {
                text: some(&message.text),
                text_cy: some(&message.text_cy),
                until_ms: Some(message.until_ms),
                ..blank
            },
            Order::Rehearse(Some(rehearsal)) => Self {
                from_ms: Some(rehearsal.from_ms),
                until_ms: Some(rehearsal.until_ms),
                clock_ms: rehearsal.clock_ms,
                away: Some(rehearsal.away),
                ..blank
            },
        }
    }

    /// What it says; `None` for a kind that only a later version knows.
    pub(super) fn read(&self) -> Option<(DeviceId, Order)> {
        let text = |text: Option<&str>| cut(text.unwrap_or_default(), TITLE_BYTES_MAX);
        let order = match self.kind {
            1 => Order::Place(text(self.text)),
            2 => Order::Idle(self.idle?),
            3 => Order::Message(self.text.map(|words| Message {
                text: text(Some(words)),
                text_cy: text(self.text_cy),
                until_ms: self.until_ms.unwrap_or(0),
            })),
            4 => Order::Rehearse(self.until_ms.map(|until_ms| Rehearsal {
                away: self.away.unwrap_or(false),
                from_ms: self.from_ms.unwrap_or(until_ms),
                until_ms,
                clock_ms: self.clock_ms,
            })),
            _ => return None,
        };
        Some((self.device?, order))
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
