//! The event, its days, streams, rooms, slots and fixed items.

use super::Draft;
use crate::{
    command::{Command, DayEdit, EventEdit, FixedEdit, RoomEdit, SlotEdit, StreamEdit},
    ids::{DayId, FixedId, Random, RoomId, SlotId, StreamId, draw},
    programme::{self, Programme},
    schedule::{Placement, Schedule, Span, When},
};
use std::collections::{BTreeMap, BTreeSet};

/// Ids by the keys of the programme, and which of them nothing can be put into.
#[derive(Default)]
pub(super) struct Ids {
    days: BTreeMap<String, DayId>,
    streams: BTreeMap<String, StreamId>,
    rooms: BTreeMap<String, RoomId>,
    slots: BTreeMap<String, SlotId>,
    removed_days: BTreeSet<DayId>,
    removed_rooms: BTreeSet<RoomId>,
    removed_slots: BTreeSet<SlotId>,
}

/// Where the source has something.
pub(super) struct Wanted {
    /// As the source has it.
    pub placement: Placement,
    /// As it can be done here, or why it cannot.
    pub possible: Result<Placement, String>,
}

impl Ids {
    pub(super) fn stream(&self, key: &str) -> Option<StreamId> {
        self.streams.get(key).copied()
    }

    /// Turns a placement of the programme into one of the schedule.
    pub(super) fn place(&self, placement: &programme::Placement) -> Wanted {
        let mut rooms: Vec<_> =
            placement.rooms.iter().filter_map(|key| self.rooms.get(key)).copied().collect();
        rooms.sort_unstable();
        rooms.dedup();
        let nowhere =
            |why: &str| Wanted { placement: Placement::Shelf, possible: Err(why.to_owned()) };
        let (when, removed) = match &placement.when {
            programme::When::Slot(key) => {
                let Some(slot) = self.slots.get(key) else {
                    return nowhere("its slot is not in the file");
                };
                (When::Slot(*slot), self.removed_slots.contains(slot))
            }
            programme::When::Timed { day, start, minutes } => {
                let Some(day) = self.days.get(day) else {
                    return nowhere("its day is not in the file");
                };
                let removed = self.removed_days.contains(day);
                (When::Timed { day: *day, start: *start, minutes: *minutes }, removed)
            }
        };
        let open: Vec<_> =
            rooms.iter().filter(|room| !self.removed_rooms.contains(room)).copied().collect();
        let possible = if removed {
            Err("its day or slot was removed here".to_owned())
        } else if open.is_empty() && !rooms.is_empty() {
            Err("its room was removed here".to_owned())
        } else {
            Ok(Placement::At { when, rooms: open })
        };
        Wanted { placement: Placement::At { when, rooms }, possible }
    }

    fn stream_list(&self, keys: &[String]) -> Vec<StreamId> {
        keys.iter().filter_map(|key| self.streams.get(key)).copied().collect()
    }

    fn day_list(&self, keys: &[String]) -> Vec<DayId> {
        keys.iter().filter_map(|key| self.days.get(key)).copied().collect()
    }
}

pub(super) fn plan(
    programme: &Programme,
    schedule: &Schedule,
    random: &mut dyn Random,
    draft: &mut Draft,
) -> Ids {
    let mut ids = Ids::default();
    event(&programme.event, schedule, draft);
    days(programme, schedule, random, draft, &mut ids);
    streams(programme, schedule, random, draft, &mut ids);
    rooms(programme, schedule, random, draft, &mut ids);
    slots(programme, schedule, random, draft, &mut ids);
    fixed(programme, schedule, random, draft, &ids);
    ids
}

/// A fact that is empty here is filled; one that differs is reported.
fn event(theirs: &programme::EventFacts, schedule: &Schedule, draft: &mut Draft) {
    let here = &schedule.event;
    let mut fill = |what: &str, here: &str, theirs: &str| {
        let theirs = theirs.trim();
        if theirs.is_empty() || here == theirs {
            return None;
        }
        if here.is_empty() {
            return Some(theirs.to_owned());
        }
        let theirs = if what == "information page" { "another text" } else { theirs };
        draft.say(format!("left as it is: the event's {what} (the file has {theirs})"));
        None
    };
    let edit = EventEdit {
        name: fill("name", &here.name.value, &theirs.name),
        zone: fill("time zone", &here.zone.value, &theirs.zone),
        venue: fill("venue", &here.venue.value, &theirs.venue),
        info: fill("information page", &here.info.value, &theirs.info),
        info_cy: None,
    };
    if edit != EventEdit::default() {
        draft.commands.push(Command::SetEvent(edit));
    }
}

/// Says that a thing differs and is left as it is.
fn differs(draft: &mut Draft, what: &str, name: &str, field: &str, here: &str, theirs: &str) {
    if !theirs.is_empty() && here != theirs {
        draft.say(format!(
            "left as it is: {what} “{name}” has {field} {here} here (the file has {theirs})"
        ));
    }
}

fn days(
    programme: &Programme,
    schedule: &Schedule,
    random: &mut dyn Random,
    draft: &mut Draft,
    ids: &mut Ids,
) {
    for day in &programme.days {
        let source = draft.source(&day.key);
        let date = day.date.trim();
        let by_source = schedule.days.iter().find(|(_, here)| here.source == source);
        let found = by_source.or_else(|| {
            let same = |here: &crate::schedule::Day| here.date.value == date;
            schedule.days.iter().find(|(_, here)| !here.removal.is_removed() && same(here))
        });
        let id = if let Some((id, here)) = found {
            if here.removal.is_removed() {
                ids.removed_days.insert(*id);
                draft.say(format!("left removed: the day {date}"));
            } else {
                differs(draft, "the day", date, "the date", &here.date.value, date);
            }
            *id
        } else {
            let id = DayId(draw(random));
            let name = some(&day.name);
            let edit =
                DayEdit { date: Some(date.to_owned()), name, source: Some(source), name_cy: None };
            draft.commands.push(Command::PutDay { day: id, edit });
            draft.counts.days += 1;
            id
        };
        ids.days.insert(day.key.clone(), id);
    }
}

fn streams(
    programme: &Programme,
    schedule: &Schedule,
    random: &mut dyn Random,
    draft: &mut Draft,
    ids: &mut Ids,
) {
    for stream in &programme.streams {
        let source = draft.source(&stream.key);
        let name = or_key(&stream.name, &stream.key);
        let by_source = schedule.streams.iter().find(|(_, here)| here.source == source);
        let found = by_source.or_else(|| {
            let mut present =
                schedule.streams.iter().filter(|(_, here)| !here.removal.is_removed());
            present.find(|(_, here)| same_name(&here.name.value, name))
        });
        let id = if let Some((id, here)) = found {
            if here.removal.is_removed() {
                draft.say(format!("left removed: the stream “{name}”"));
            } else {
                differs(draft, "the stream", name, "the name", &here.name.value, name);
            }
            *id
        } else {
            let id = StreamId(draw(random));
            let days = list(ids.day_list(&stream.days));
            let edit = StreamEdit {
                name: Some(name.to_owned()),
                days,
                source: Some(source),
                ..StreamEdit::default()
            };
            draft.commands.push(Command::PutStream { stream: id, edit });
            draft.counts.streams += 1;
            id
        };
        ids.streams.insert(stream.key.clone(), id);
    }
}

fn rooms(
    programme: &Programme,
    schedule: &Schedule,
    random: &mut dyn Random,
    draft: &mut Draft,
    ids: &mut Ids,
) {
    for room in &programme.rooms {
        let source = draft.source(&room.key);
        let name = or_key(&room.name, &room.key);
        let by_source = schedule.rooms.iter().find(|(_, here)| here.source == source);
        let found = by_source.or_else(|| {
            let mut present = schedule.rooms.iter().filter(|(_, here)| !here.removal.is_removed());
            present.find(|(_, here)| same_name(&here.name.value, name))
        });
        let id = if let Some((id, here)) = found {
            old_room(*id, here, room, draft, ids);
            *id
        } else {
            let id = RoomId(draw(random));
            let edit = RoomEdit {
                name: Some(name.to_owned()),
                capacity: (room.capacity > 0).then_some(room.capacity),
                marks: list(room.marks.clone()),
                way: some(&room.way),
                streams: list(ids.stream_list(&room.streams)),
                days: list(ids.day_list(&room.days)),
                order: None,
                source: Some(source),
                name_cy: None,
                way_cy: None,
            };
            draft.commands.push(Command::PutRoom { room: id, edit });
            draft.counts.rooms += 1;
            id
        };
        ids.rooms.insert(room.key.clone(), id);
    }
}

/// A room that is here: what it lacks is filled, what differs is reported.
fn old_room(
    id: RoomId,
    here: &crate::schedule::Room,
    room: &programme::Room,
    draft: &mut Draft,
    ids: &mut Ids,
) {
    let name = or_key(&room.name, &room.key);
    if here.removal.is_removed() {
        ids.removed_rooms.insert(id);
        draft.say(format!("left removed: the room “{name}”"));
        return;
    }
    let mut edit = RoomEdit::default();
    if here.capacity.value == 0 && room.capacity > 0 {
        edit.capacity = Some(room.capacity);
    } else if room.capacity > 0 {
        let (ours, theirs) = (here.capacity.value.to_string(), room.capacity.to_string());
        differs(draft, "the room", name, "the capacity", &ours, &theirs);
    }
    if here.way.value.is_empty() {
        edit.way = some(&room.way);
    }
    differs(draft, "the room", name, "the name", &here.name.value, name);
    if edit != RoomEdit::default() {
        draft.say(format!("filled in: what was empty of the room “{name}”"));
        draft.commands.push(Command::PutRoom { room: id, edit });
    }
}

fn slots(
    programme: &Programme,
    schedule: &Schedule,
    random: &mut dyn Random,
    draft: &mut Draft,
    ids: &mut Ids,
) {
    for slot in &programme.slots {
        let Some(day) = ids.days.get(&slot.day).copied() else {
            draft.say(format!("left out: the slot {}, whose day is not in the file", slot.key));
            continue;
        };
        let source = draft.source(&slot.key);
        let span = Span { day, start: slot.start, minutes: slot.minutes };
        let by_source = schedule.slots.iter().find(|(_, here)| here.source == source);
        let found = by_source.or_else(|| {
            let mut present = schedule.slots.iter().filter(|(_, here)| !here.removal.is_removed());
            present.find(|(_, here)| here.span.value == span)
        });
        if let Some((id, here)) = found {
            if here.removal.is_removed() {
                ids.removed_slots.insert(*id);
                draft.say(format!("left removed: the slot at {}", clock(slot.start)));
            } else if here.span.value != span {
                let here = clock(here.span.value.start);
                let theirs = clock(slot.start);
                draft.say(format!("left as it is: the slot at {here} (the file has {theirs})"));
            }
            ids.slots.insert(slot.key.clone(), *id);
        } else if ids.removed_days.contains(&day) {
            draft.say(format!("left out: the slot at {}, on a removed day", clock(slot.start)));
        } else {
            let id = SlotId(draw(random));
            let streams = list(ids.stream_list(&slot.streams));
            let span = Some((day, slot.start, slot.minutes));
            let edit = SlotEdit { span, streams, source: Some(source) };
            draft.commands.push(Command::PutSlot { slot: id, edit });
            draft.counts.slots += 1;
            ids.slots.insert(slot.key.clone(), id);
        }
    }
}

fn fixed(
    programme: &Programme,
    schedule: &Schedule,
    random: &mut dyn Random,
    draft: &mut Draft,
    ids: &Ids,
) {
    for item in &programme.fixed {
        let source = draft.source(&item.key);
        let title = or_key(&item.title, &item.key);
        let wanted = ids.place(&item.placement);
        let by_source = schedule.fixed.values().find(|here| here.source == source);
        let found = by_source.or_else(|| {
            let mut present = schedule.fixed.values().filter(|here| !here.removal.is_removed());
            present.find(|here| {
                same_name(&here.title.value, title) && here.placement.value == wanted.placement
            })
        });
        if let Some(here) = found {
            if here.removal.is_removed() {
                draft.say(format!("left removed: “{title}”"));
                continue;
            }
            differs(draft, "the fixed item", title, "the title", &here.title.value, title);
            if here.placement.value != wanted.placement {
                draft.say(format!(
                    "left as it is: the time or place of “{title}” differs in the file"
                ));
            }
            continue;
        }
        match wanted.possible {
            Err(why) => draft.say(format!("left out: “{title}”, because {why}")),
            Ok(placement) => {
                let edit = FixedEdit {
                    title: Some(title.to_owned()),
                    placement: Some(placement),
                    streams: list(ids.stream_list(&item.streams)),
                    source: Some(source),
                    title_cy: None,
                };
                draft.commands.push(Command::PutFixed { fixed: FixedId(draw(random)), edit });
                draft.counts.fixed += 1;
            }
        }
    }
}

fn or_key<'a>(name: &'a str, key: &'a str) -> &'a str {
    let name = name.trim();
    if name.is_empty() { key } else { name }
}

fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn list<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}

/// Minutes from midnight as a time of day.
fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
