//! The past in words: moments, what differs between two of them, and acts.

use super::{Value as Arg, Words};
use crate::clock::{self, LocalTime};
use jiff::{Timestamp, tz::TimeZone};
use shared::{
    compare::{Difference, Field, Item, Presence, Value},
    documents::{Parts, Turn},
    schedule::{Happened, Moved, Schedule},
};

/// How a code is said.
type Name = fn(&Words, &str) -> String;

/// Longer texts are not quoted.
const QUOTED_CHARS_MAX: usize = 60;

impl Words {
    /// `11:32 on Saturday 21 November`.
    #[must_use]
    pub fn past_moment(&self, at_s: i64, zone: &TimeZone) -> String {
        let Ok(at) = Timestamp::from_second(at_s) else {
            return self.text("time-unknown");
        };
        let local = LocalTime::of(at, zone);
        let (time, weekday) = (self.time(local.minute), self.weekday(local.date));
        let month = self.with("month", &[("n", local.date.month().into())]);
        self.with(
            "history-moment",
            &[
                ("time", time.into()),
                ("weekday", weekday.into()),
                ("day", local.date.day().into()),
                ("month", month.into()),
            ],
        )
    }

    /// Who did something: the device, and the person where one is known.
    #[must_use]
    pub fn doer(&self, schedule: &Schedule, turn: &Turn) -> String {
        let device = self.device(schedule, turn.by.device);
        match turn.by.person.and_then(|person| schedule.people.get(&person)) {
            Some(person) => {
                let values = [("person", person.to_string().into()), ("device", device.into())];
                self.with("history-person-at", &values)
            }
            None => device,
        }
    }

    /// The name of a device.
    #[must_use]
    pub fn device(&self, schedule: &Schedule, device: shared::ids::DeviceTag) -> String {
        match schedule.devices.get(&device) {
            Some(name) => name.to_string(),
            None => self.unnamed_device(device),
        }
    }

    /// A device whose name is not known, by the first digits of its key.
    pub(super) fn unnamed_device(&self, device: shared::ids::DeviceTag) -> String {
        let digits: String = device.short().chars().take(4).collect();
        self.with("author-unknown", &[("device", digits.into())])
    }

    /// What kind of act it was: `Moved`.
    #[must_use]
    pub fn act_kind(&self, kind: &str) -> String {
        self.with("history-kind", &[("kind", kind.into())])
    }

    /// What was done: `Moved: “Open data”, from 10:30 to 11:30`.
    #[must_use]
    pub fn act(
        &self,
        schedule: &Schedule,
        turn: &Turn,
        parts: Option<&Parts>,
        moved: Option<&Moved>,
    ) -> String {
        let kind = self.act_kind(&turn.kind);
        let mut about: Vec<String> = Vec::new();
        for part in parts.map(|parts| &parts.some[..]).unwrap_or_default() {
            let name = self.item(schedule, part.item);
            if !about.contains(&name) {
                about.push(name);
            }
        }
        if about.is_empty() {
            return kind;
        }
        let more = parts.map_or(0, |parts| parts.more);
        if more > 0 {
            about.push(self.with("history-more", &[("n", more.into())]));
        }
        let about = self.and_list(&about);
        if let Some(Happened::Merged { into }) = moved.map(|moved| &moved.what) {
            let into = self.session(schedule, *into);
            let values = [("kind", kind.into()), ("about", about.into()), ("into", into.into())];
            return self.with("history-act-merged", &values);
        }
        if let Some((Happened::Placed { from, to }, by)) = moved.map(|one| (&one.what, &one.by)) {
            let then = |at| self.place(schedule, &schedule.as_then(at, by.at_s));
            let (from, to) = (then(from), then(to));
            return self.with(
                "history-act-placed",
                &[
                    ("kind", kind.into()),
                    ("about", about.into()),
                    ("from", from.into()),
                    ("to", to.into()),
                ],
            );
        }
        self.with("history-act", &[("kind", kind.into()), ("about", about.into())])
    }

    /// What a difference is about, as it is named in a sentence.
    #[must_use]
    pub fn item(&self, schedule: &Schedule, item: Item) -> String {
        let quoted = |name: String| self.with("history-quoted", &[("name", name.into())]);
        match item {
            Item::Event => self.text("history-event"),
            Item::Day(id) => self.day(schedule, id),
            Item::Stream(id) => self.stream(schedule, id),
            Item::Room(id) => self.room(schedule, id),
            Item::Slot(id) => self.slot(schedule, id),
            Item::Fixed(id) => match schedule.fixed.get(&id) {
                Some(fixed) => quoted(self.fixed(fixed).to_owned()),
                None => self.text("fixed-unknown"),
            },
            Item::Announcement(id) => match schedule.announcements.get(&id) {
                Some(said) => quoted(self.announcement(said).to_owned()),
                None => self.text("announcement-unknown"),
            },
            Item::Session(id) => quoted(self.session(schedule, id)),
            Item::Person(id) => self.person(schedule, id),
        }
    }

    /// A difference in one sentence. The thing is named as it is called where it is.
    #[must_use]
    pub fn difference(&self, before: &Schedule, after: &Schedule, found: &Difference) -> String {
        self.differs(before, after, found, "history-not-yet")
    }

    /// The same of what bringing back would change.
    #[must_use]
    pub fn would_differ(&self, now: &Schedule, then: &Schedule, found: &Difference) -> String {
        self.differs(now, then, found, "history-would-go")
    }

    fn differs(
        &self,
        before: &Schedule,
        after: &Schedule,
        found: &Difference,
        not_yet: &str,
    ) -> String {
        let there = is_there(after, found.item);
        let name = self.item(if there { after } else { before }, found.item);
        let name = ("name", Arg::from(name));
        match (&found.before, &found.after) {
            (Value::Presence(was), Value::Presence(is)) => {
                let key = match (was, is) {
                    (Presence::Removed, Presence::There) => "history-there-again",
                    (_, Presence::There) => "history-new",
                    (_, Presence::Removed) => "history-removed",
                    (_, Presence::NotYet) => not_yet,
                };
                self.with(key, &[name])
            }
            (Value::Yes(_), Value::Yes(yes)) => {
                let yes = if *yes { "yes" } else { "no" };
                let field = word_of(found.field);
                self.with("history-state", &[name, ("field", field.into()), ("yes", yes.into())])
            }
            (was, is) => {
                let sides =
                    [self.fact(before, found.field, was), self.fact(after, found.field, is)];
                let field = match found.field {
                    Field::Placement => None,
                    other => Some(self.with("field", &[("field", word_of(other).into())])),
                };
                let short = |side: &Option<String>| {
                    side.as_ref().is_some_and(|text| text.chars().count() <= QUOTED_CHARS_MAX)
                };
                match (sides, field) {
                    ([Some(from), Some(to)], None) => self
                        .with("history-moved", &[name, ("from", from.into()), ("to", to.into())]),
                    ([Some(from), to], Some(field))
                        if short(&to) && from == self.text("history-nothing") =>
                    {
                        let to = ("to", to.unwrap_or_default().into());
                        if found.item == Item::Event {
                            let code = ("code", word_of(found.field).into());
                            return self.with("history-event-set-to", &[code, to]);
                        }
                        self.with("history-set-to", &[name, ("field", field.into()), to])
                    }
                    ([from, to], Some(field)) if short(&from) && short(&to) => self.with(
                        "history-changed-to",
                        &[
                            name,
                            ("field", field.into()),
                            ("from", from.unwrap_or_default().into()),
                            ("to", to.unwrap_or_default().into()),
                        ],
                    ),
                    (_, field) => {
                        let field = field.unwrap_or_else(|| {
                            self.with("field", &[("field", "placement".into())])
                        });
                        self.with("history-changed", &[name, ("field", field.into())])
                    }
                }
            }
        }
    }

    /// A text as people say it: dates, formats, languages, marks and wishes are kept as codes.
    fn spoken(&self, field: Field, text: &str) -> String {
        let names: [(Field, Name); 5] = [
            (Field::Date, Self::spoken_date),
            (Field::Format, Self::format),
            (Field::Language, Self::language),
            (Field::Marks, Self::mark),
            (Field::Wishes, Self::wish),
        ];
        let name = names.iter().find(|(of, _)| *of == field && !text.is_empty());
        name.map_or_else(|| text.to_owned(), |(_, name)| name(self, text))
    }

    /// A value; nothing where it has no short words.
    fn fact(&self, schedule: &Schedule, field: Field, value: &Value) -> Option<String> {
        let nothing = |text: String| {
            if text.trim().is_empty() { self.text("history-nothing") } else { text }
        };
        match value {
            Value::Text(text) => Some(nothing(self.spoken(field, text))),
            Value::Texts(texts) => {
                let texts: Vec<_> = texts.iter().map(|text| self.spoken(field, text)).collect();
                Some(nothing(self.list(&texts)))
            }
            Value::Number(0) if field == Field::Until => Some(self.text("announce-until-removed")),
            Value::Number(at_s) if field == Field::Until => {
                Some(self.past_moment(*at_s, &clock::zone(&schedule.event.zone.value)))
            }
            Value::Number(number) => Some(number.to_string()),
            Value::Days(days) => {
                let days: Vec<_> = days.iter().map(|day| self.day(schedule, *day)).collect();
                Some(nothing(self.list(&days)))
            }
            Value::Streams(streams) => {
                let names: Vec<_> = streams.iter().map(|id| self.stream(schedule, *id)).collect();
                Some(nothing(self.list(&names)))
            }
            Value::Stream(stream) => {
                Some(nothing(stream.map(|id| self.stream(schedule, id)).unwrap_or_default()))
            }
            Value::People(people) => {
                let names: Vec<_> = people.iter().map(|id| self.person(schedule, *id)).collect();
                Some(nothing(self.list(&names)))
            }
            Value::Span(Some(span)) => {
                let day = self.day(schedule, span.day);
                let time = self.from_to(span.start, span.end());
                Some(self.with("day-and-time", &[("day", day.into()), ("time", time.into())]))
            }
            Value::Span(None) => Some(self.text("history-nothing")),
            Value::Placement(placement) => Some(self.place(schedule, placement)),
            Value::Session(session) => {
                Some(nothing(session.map(|id| self.session(schedule, id)).unwrap_or_default()))
            }
            Value::Links(_) | Value::Presence(_) | Value::Yes(_) => None,
        }
    }
}

fn is_there(schedule: &Schedule, item: Item) -> bool {
    match item {
        Item::Event => true,
        Item::Day(id) => schedule.days.contains_key(&id),
        Item::Stream(id) => schedule.streams.contains_key(&id),
        Item::Room(id) => schedule.rooms.contains_key(&id),
        Item::Slot(id) => schedule.slots.contains_key(&id),
        Item::Fixed(id) => schedule.fixed.contains_key(&id),
        Item::Announcement(id) => schedule.announcements.contains_key(&id),
        Item::Session(id) => schedule.sessions.contains_key(&id),
        Item::Person(id) => schedule.people.contains_key(&id),
    }
}

/// The word by which the Fluent files know a fact.
fn word_of(field: Field) -> &'static str {
    match field {
        Field::Presence => "session",
        Field::Name => "name",
        Field::NameWelsh => "name-cy",
        Field::Zone => "zone",
        Field::Venue => "venue",
        Field::Info => "info",
        Field::InfoWelsh => "info-cy",
        Field::Date => "date",
        Field::Order => "order",
        Field::Days => "days",
        Field::Streams => "streams",
        Field::Capacity => "capacity",
        Field::Marks => "marks",
        Field::Way => "way",
        Field::WayWelsh => "way-cy",
        Field::Closed => "closed",
        Field::Span => "span",
        Field::Until => "until",
        Field::Text => "text",
        Field::Format => "format",
        Field::Hosts => "hosts",
        Field::Stream => "stream",
        Field::Language => "language",
        Field::Links => "links",
        Field::Wishes => "wishes",
        Field::Tags => "tags",
        Field::Placement => "placement",
        Field::Cancelled => "cancelled",
        Field::Part => "merged",
        Field::Pinned => "pinned",
        Field::Hidden => "hidden",
        Field::Full => "full",
        Field::Interest => "interest",
    }
}
