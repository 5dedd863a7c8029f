//! What stands in a form, from what is known to the command that changes it.

use super::{
    fields::{
        CAPACITY, DATE, INFO, INFO_CY, MARK, MINUTES, NAME, NAME_CY, START, VENUE, WAY, WAY_CY,
        ZONE, minutes_of, time_text,
    },
    form::Target,
};
use crate::ui::tools::Tools;
use shared::{
    command::{Command, DayEdit, EventEdit, FixedEdit, RoomEdit, SlotEdit, StreamEdit},
    ids::{DayId, FixedId, RoomId, SlotId, StreamId},
    schedule::{Placement, Schedule, Span, When},
};
use std::collections::{BTreeMap, BTreeSet};

/// First minute of the first slot of a day.
const FIRST: u32 = 10 * 60;
/// Length of the first slot of an event, and what lies between two.
const LENGTH: u32 = 45;
const BREAK: u32 = 15;

/// What stands in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Values {
    pub texts: BTreeMap<&'static str, String>,
    pub days: BTreeSet<DayId>,
    pub streams: BTreeSet<StreamId>,
    pub rooms: BTreeSet<RoomId>,
    pub marks: Vec<String>,
}

/// A line that cannot be read: its key, and the key of a sentence.
pub(super) type Wrong = (&'static str, &'static str);

impl Values {
    pub(super) fn of(schedule: &Schedule, target: Target) -> Self {
        match target {
            Target::Event => {
                let event = &schedule.event;
                Self::texts([
                    (NAME, event.name.value.clone()),
                    (VENUE, event.venue.value.clone()),
                    (ZONE, event.zone.value.clone()),
                    (INFO, event.info.value.clone()),
                    (INFO_CY, event.info_cy.value.clone()),
                ])
            }
            Target::Day(day) => of_day(schedule, day),
            Target::Stream(stream) => of_stream(schedule, stream),
            Target::Room(room) => of_room(schedule, room),
            Target::Slot(slot, day) => of_slot(schedule, slot, day),
            Target::Fixed(fixed, day) => of_fixed(schedule, fixed, day),
        }
    }

    fn texts<const N: usize>(texts: [(&'static str, String); N]) -> Self {
        Self { texts: texts.into(), ..Self::default() }
    }

    fn text(&self, key: &str) -> &str {
        self.texts.get(key).map(|text| text.trim()).unwrap_or_default()
    }

    /// A text that differs from what it was.
    fn new_text(&self, before: &Self, key: &str) -> Option<String> {
        let text = self.text(key);
        (text != before.text(key)).then(|| text.to_owned())
    }

    fn number(&self, key: &'static str, wrong: &'static str) -> Result<u32, Wrong> {
        self.text(key).parse().map_err(|_| (key, wrong))
    }

    /// First minute and length.
    fn time(&self) -> Result<(u32, u32), Wrong> {
        let start = minutes_of(self.text(START)).ok_or((START, "upkeep-wrong-time"))?;
        let minutes = self.number(MINUTES, "upkeep-wrong-minutes")?;
        if minutes == 0 {
            return Err((MINUTES, "upkeep-wrong-minutes"));
        }
        Ok((start, minutes))
    }
}

fn of_day(schedule: &Schedule, day: Option<DayId>) -> Values {
    if let Some(day) = day.and_then(|day| schedule.days.get(&day)) {
        return Values::texts([
            (DATE, day.date.value.clone()),
            (NAME, day.name.value.clone()),
            (NAME_CY, day.name_cy.value.clone()),
        ]);
    }
    let last = schedule.days_in_order().last().map(|(_, day)| day.date.value.clone());
    let last = last.and_then(|date| date.parse::<jiff::civil::Date>().ok());
    let next = last.and_then(|date| date.tomorrow().ok());
    Values::texts([(DATE, next.map(|date| date.to_string()).unwrap_or_default())])
}

fn of_stream(schedule: &Schedule, stream: Option<StreamId>) -> Values {
    let Some(stream) = stream.and_then(|stream| schedule.streams.get(&stream)) else {
        return Values::default();
    };
    let texts = [(NAME, stream.name.value.clone()), (NAME_CY, stream.name_cy.value.clone())];
    Values { days: stream.days.value.iter().copied().collect(), ..Values::texts(texts) }
}

fn of_room(schedule: &Schedule, room: Option<RoomId>) -> Values {
    let Some(room) = room.and_then(|room| schedule.rooms.get(&room)) else {
        return Values::default();
    };
    let capacity = match room.capacity.value {
        0 => String::new(),
        seats => seats.to_string(),
    };
    let texts = [
        (NAME, room.name.value.clone()),
        (NAME_CY, room.name_cy.value.clone()),
        (CAPACITY, capacity),
        (WAY, room.way.value.clone()),
        (WAY_CY, room.way_cy.value.clone()),
    ];
    Values {
        days: room.days.value.iter().copied().collect(),
        streams: room.streams.value.iter().copied().collect(),
        marks: room.marks.value.clone(),
        ..Values::texts(texts)
    }
}

fn times(span: Span) -> [(&'static str, String); 2] {
    [(START, time_text(span.start)), (MINUTES, span.minutes.to_string())]
}

fn of_slot(schedule: &Schedule, slot: Option<SlotId>, day: DayId) -> Values {
    if let Some(slot) = slot.and_then(|slot| schedule.slots.get(&slot)) {
        let streams = slot.streams.value.iter().copied().collect();
        return Values { streams, ..Values::texts(times(slot.span.value)) };
    }
    // Another one after the last, as long as that.
    let last = schedule.slots_of(day).last().map(|(_, slot)| slot.span.value);
    let last = last.map(|last| Span { start: last.end() + BREAK, ..last });
    Values::texts(times(last.unwrap_or(Span { day, start: FIRST, minutes: LENGTH })))
}

fn of_fixed(schedule: &Schedule, fixed: Option<FixedId>, day: DayId) -> Values {
    let Some(fixed) = fixed.and_then(|fixed| schedule.fixed.get(&fixed)) else {
        let last = schedule.slots_of(day).last().map(|(_, slot)| slot.span.value);
        let start = last.map_or(FIRST, |last| last.end());
        return Values::texts(times(Span { day, start, minutes: BREAK }));
    };
    let mut values =
        Values::texts([(NAME, fixed.title.value.clone()), (NAME_CY, fixed.title_cy.value.clone())]);
    if let Some(span) = schedule.span(&fixed.placement.value) {
        values.texts.extend(times(span));
    }
    if let Placement::At { rooms, .. } = &fixed.placement.value {
        values.rooms = rooms.iter().copied().collect();
    }
    values.streams = fixed.streams.value.iter().copied().collect();
    values
}

/// What is different in a form, as a command. Nothing when there are no ids at hand.
pub(super) struct Change<'a> {
    pub schedule: &'a Schedule,
    pub target: Target,
    pub before: &'a Values,
    pub now: &'a Values,
}

impl Change<'_> {
    pub(super) fn command(&self, tools: &mut Tools) -> Result<Option<Command>, Wrong> {
        let id = |tools: &mut Tools| tools.id();
        Ok(match self.target {
            Target::Event => Some(Command::SetEvent(EventEdit {
                name: self.text(NAME),
                zone: self.text(ZONE),
                venue: self.text(VENUE),
                info: self.text(INFO),
                info_cy: self.text(INFO_CY),
            })),
            Target::Day(day) => day.or_else(|| id(tools).map(DayId)).map(|day| {
                let (name, name_cy) = self.names();
                let edit = DayEdit { date: self.text(DATE), name, name_cy, ..DayEdit::default() };
                Command::PutDay { day, edit }
            }),
            Target::Stream(stream) => stream.or_else(|| id(tools).map(StreamId)).map(|stream| {
                let (name, name_cy) = self.names();
                let edit = StreamEdit { name, name_cy, days: self.days(), ..StreamEdit::default() };
                Command::PutStream { stream, edit }
            }),
            Target::Room(room) => {
                let edit = self.room()?;
                room.or_else(|| id(tools).map(RoomId)).map(|room| Command::PutRoom { room, edit })
            }
            Target::Slot(slot, day) => {
                let edit = self.slot(day)?;
                slot.or_else(|| id(tools).map(SlotId)).map(|slot| Command::PutSlot { slot, edit })
            }
            Target::Fixed(fixed, day) => {
                let edit = self.fixed(fixed, day)?;
                let fixed = fixed.or_else(|| id(tools).map(FixedId));
                fixed.map(|fixed| Command::PutFixed { fixed, edit })
            }
        })
    }

    fn is_new(&self) -> bool {
        match self.target {
            Target::Event => false,
            Target::Day(day) => day.is_none(),
            Target::Stream(stream) => stream.is_none(),
            Target::Room(room) => room.is_none(),
            Target::Slot(slot, _) => slot.is_none(),
            Target::Fixed(fixed, _) => fixed.is_none(),
        }
    }

    /// Of something new everything counts that is not empty.
    fn text(&self, key: &str) -> Option<String> {
        if self.is_new() {
            let text = self.now.text(key);
            return (!text.is_empty()).then(|| text.to_owned());
        }
        self.now.new_text(self.before, key)
    }

    fn names(&self) -> (Option<String>, Option<String>) {
        (self.text(NAME), self.text(NAME_CY))
    }

    fn days(&self) -> Option<Vec<DayId>> {
        let (now, before) = (&self.now.days, &self.before.days);
        (now != before).then(|| now.iter().copied().collect())
    }

    fn streams(&self) -> Option<Vec<StreamId>> {
        let (now, before) = (&self.now.streams, &self.before.streams);
        (now != before).then(|| now.iter().copied().collect())
    }

    fn room(&self) -> Result<RoomEdit, Wrong> {
        let capacity = match (self.text(CAPACITY), self.now.text(CAPACITY)) {
            (None, _) => None,
            (Some(_), "") => Some(0),
            (Some(_), _) => Some(self.now.number(CAPACITY, "upkeep-wrong-capacity")?),
        };
        let (name, name_cy) = self.names();
        let mut marks = self.now.marks.clone();
        let typed = self.now.text(MARK);
        if !typed.is_empty() && !marks.iter().any(|mark| mark == typed) {
            marks.push(typed.to_owned());
        }
        Ok(RoomEdit {
            name,
            name_cy,
            capacity,
            way: self.text(WAY),
            way_cy: self.text(WAY_CY),
            marks: (marks != self.before.marks).then_some(marks),
            streams: self.streams(),
            days: self.days(),
            ..RoomEdit::default()
        })
    }

    fn same_time(&self) -> bool {
        let same = |key| self.now.text(key) == self.before.text(key);
        !self.is_new() && same(START) && same(MINUTES)
    }

    fn slot(&self, day: DayId) -> Result<SlotEdit, Wrong> {
        let (start, minutes) = self.now.time()?;
        let span = (!self.same_time()).then_some((day, start, minutes));
        Ok(SlotEdit { span, streams: self.streams(), ..SlotEdit::default() })
    }

    fn fixed(&self, fixed: Option<FixedId>, day: DayId) -> Result<FixedEdit, Wrong> {
        let (start, minutes) = self.now.time()?;
        let same_rooms = !self.is_new() && self.now.rooms == self.before.rooms;
        // What is in a slot stays in it until it gets another time.
        let known = fixed.and_then(|fixed| self.schedule.fixed.get(&fixed));
        let when = match known.map(|known| &known.placement.value) {
            Some(Placement::At { when, .. }) if self.same_time() => *when,
            Some(Placement::At { .. } | Placement::Shelf) | None => {
                When::Timed { day, start, minutes }
            }
        };
        let rooms = self.now.rooms.iter().copied().collect();
        let placement = Placement::At { when, rooms };
        let (title, title_cy) = self.names();
        Ok(FixedEdit {
            title,
            title_cy,
            placement: (!self.same_time() || !same_rooms).then_some(placement),
            streams: self.streams(),
            ..FixedEdit::default()
        })
    }
}
