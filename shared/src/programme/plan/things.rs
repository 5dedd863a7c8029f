//! The event, its days, streams, rooms, slots and fixed items.

use super::{
    Draft,
    note::{Kind, NotPlaced, Note, Property},
};
use crate::{
    command::{Command, DayEdit, EventEdit, FixedEdit, RoomEdit, SlotEdit, StreamEdit},
    documents::placement_text,
    ids::{DayId, FixedId, Random, RoomId, SlotId, StreamId, draw},
    programme::{self, Programme},
    schedule::{self, Placement, Schedule, Span, When},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

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
    /// Slots for everybody that this import creates.
    new_slots: BTreeMap<Span, SlotId>,
}

/// The slot for everybody that takes exactly this time.
fn slot_at(schedule: &Schedule, span: Span) -> Option<SlotId> {
    let mut slots = schedule.slots.iter();
    let fits = |slot: &schedule::Slot| {
        slot.span.value == span && !slot.removal.is_removed() && slot.streams.value.is_empty()
    };
    slots.find(|(_, slot)| fits(slot)).map(|(id, _)| *id)
}

/// All the ways in which a document may hold this placement: as a slot, or as that slot's time.
pub(super) fn forms(schedule: &Schedule, placement: &Placement) -> Vec<String> {
    let mut forms = vec![placement_text(placement)];
    if let (Placement::At { when, rooms }, Some(span)) = (placement, schedule.span(placement)) {
        let whens = match when {
            When::Slot(_) => {
                vec![When::Timed { day: span.day, start: span.start, minutes: span.minutes }]
            }
            When::Timed { .. } => {
                let slots = schedule.slots.iter();
                let slots = slots.filter(|(_, slot)| slot.span.value == span);
                slots.map(|(id, _)| When::Slot(*id)).collect()
            }
        };
        let texts = whens
            .into_iter()
            .map(|when| placement_text(&Placement::At { when, rooms: rooms.clone() }));
        forms.extend(texts);
    }
    forms
}

/// Where the source has something.
pub(super) struct Wanted {
    /// As the source has it.
    pub placement: Placement,
    /// As it can be done here, or why it cannot.
    pub possible: Result<Placement, NotPlaced>,
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
        let nowhere = |why| Wanted { placement: Placement::Shelf, possible: Err(why) };
        let (when, removed) = match &placement.when {
            programme::When::Slot(key) => {
                let Some(slot) = self.slots.get(key) else {
                    return nowhere(NotPlaced::SlotUnknown);
                };
                (When::Slot(*slot), self.removed_slots.contains(slot))
            }
            programme::When::Timed { day, start, minutes } => {
                let Some(day) = self.days.get(day) else {
                    return nowhere(NotPlaced::DayUnknown);
                };
                let removed = self.removed_days.contains(day);
                (When::Timed { day: *day, start: *start, minutes: *minutes }, removed)
            }
        };
        let open: Vec<_> =
            rooms.iter().filter(|room| !self.removed_rooms.contains(room)).copied().collect();
        let possible = if removed {
            Err(NotPlaced::TimeRemoved)
        } else if open.is_empty() && !rooms.is_empty() {
            Err(NotPlaced::RoomRemoved)
        } else {
            Ok(Placement::At { when, rooms: open })
        };
        Wanted { placement: Placement::At { when, rooms }, possible }
    }

    /// A time that is exactly that of a slot for everybody means that slot.
    pub(super) fn in_slot(&self, wanted: Wanted, schedule: &Schedule) -> Wanted {
        let turn = |placement: &Placement| match placement {
            Placement::At { when: When::Timed { day, start, minutes }, rooms } => {
                let span = Span { day: *day, start: *start, minutes: *minutes };
                let slot =
                    slot_at(schedule, span).or_else(|| self.new_slots.get(&span).copied())?;
                Some(Placement::At { when: When::Slot(slot), rooms: rooms.clone() })
            }
            Placement::At { when: When::Slot(_), .. } | Placement::Shelf => None,
        };
        let Some(placement) = turn(&wanted.placement) else { return wanted };
        let possible = wanted.possible.map(|possible| turn(&possible).unwrap_or(possible));
        Wanted { placement, possible }
    }

    /// The slot of this import that a placement is in, and its time.
    pub(super) fn new_slot(&self, placement: &Placement) -> Option<(SlotId, Span)> {
        let Placement::At { when: When::Slot(slot), .. } = placement else { return None };
        let found = self.new_slots.iter().find(|(_, new)| *new == slot);
        found.map(|(span, slot)| (*slot, *span))
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
    let mut fill = |fact, here: &str, theirs: &str| {
        let theirs = theirs.trim();
        if theirs.is_empty() || here == theirs {
            return None;
        }
        if here.is_empty() {
            return Some(theirs.to_owned());
        }
        draft.say(Note::FactLeft { fact, there: theirs.to_owned() });
        None
    };
    let edit = EventEdit {
        name: fill(Property::Name, &here.name.value, &theirs.name),
        zone: fill(Property::Zone, &here.zone.value, &theirs.zone),
        venue: fill(Property::Venue, &here.venue.value, &theirs.venue),
        info: fill(Property::Info, &here.info.value, &theirs.info),
        info_cy: fill(Property::Info, &here.info_cy.value, &theirs.info_cy),
    };
    if edit != EventEdit::default() {
        draft.commands.push(Command::SetEvent(edit));
    }
}

/// Says that a thing differs and is left as it is.
fn differs(
    draft: &mut Draft,
    (kind, property): (Kind, Property),
    name: &str,
    here: &str,
    there: &str,
) {
    if !there.is_empty() && here != there {
        let [name, here, there] = [name, here, there].map(str::to_owned);
        draft.say(Note::Differs { kind, name, property, here, there });
    }
}

fn left_removed(draft: &mut Draft, kind: Kind, name: &str) {
    draft.say(Note::LeftRemoved { kind, name: name.to_owned() });
}

/// What an export of this very event names by its id.
fn by_id<'a, K: Copy + Ord + std::str::FromStr, V>(
    here: &'a BTreeMap<K, Arc<V>>,
    key: &str,
) -> Option<(&'a K, &'a Arc<V>)> {
    here.get_key_value(&key.parse().ok()?)
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
        let same_id = by_id(&schedule.days, &day.key);
        let by_source =
            same_id.or_else(|| schedule.days.iter().find(|(_, here)| here.source == source));
        let found = by_source.or_else(|| {
            let same = |here: &schedule::Day| here.date.value == date;
            schedule.days.iter().find(|(_, here)| !here.removal.is_removed() && same(here))
        });
        let id = if let Some((id, here)) = found {
            if here.removal.is_removed() {
                ids.removed_days.insert(*id);
                left_removed(draft, Kind::Day, date);
            } else {
                differs(draft, (Kind::Day, Property::Date), date, &here.date.value, date);
            }
            *id
        } else {
            let id = DayId(draw(random));
            let name = some(&day.name);
            let (date, name_cy) = (Some(date.to_owned()), some(&day.name_cy));
            let edit = DayEdit { date, name, source: Some(source), name_cy };
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
        let same_id = by_id(&schedule.streams, &stream.key);
        let by_source =
            same_id.or_else(|| schedule.streams.iter().find(|(_, here)| here.source == source));
        let found = by_source.or_else(|| {
            let mut present =
                schedule.streams.iter().filter(|(_, here)| !here.removal.is_removed());
            present.find(|(_, here)| same_name(&here.name.value, name))
        });
        let id = if let Some((id, here)) = found {
            if here.removal.is_removed() {
                left_removed(draft, Kind::Stream, name);
            } else {
                differs(draft, (Kind::Stream, Property::Name), name, &here.name.value, name);
            }
            *id
        } else {
            let id = StreamId(draw(random));
            let days = list(ids.day_list(&stream.days));
            let edit = StreamEdit {
                name: Some(name.to_owned()),
                days,
                source: Some(source),
                name_cy: some(&stream.name_cy),
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
        let same_id = by_id(&schedule.rooms, &room.key);
        let by_source =
            same_id.or_else(|| schedule.rooms.iter().find(|(_, here)| here.source == source));
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
                name_cy: some(&room.name_cy),
                way_cy: some(&room.way_cy),
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
    here: &schedule::Room,
    room: &programme::Room,
    draft: &mut Draft,
    ids: &mut Ids,
) {
    let name = or_key(&room.name, &room.key);
    if here.removal.is_removed() {
        ids.removed_rooms.insert(id);
        left_removed(draft, Kind::Room, name);
        return;
    }
    let mut edit = RoomEdit::default();
    if here.capacity.value == 0 && room.capacity > 0 {
        edit.capacity = Some(room.capacity);
    } else if room.capacity > 0 {
        let (ours, theirs) = (here.capacity.value.to_string(), room.capacity.to_string());
        differs(draft, (Kind::Room, Property::Capacity), name, &ours, &theirs);
    }
    for (here, theirs, to) in [
        (&here.way, &room.way, &mut edit.way),
        (&here.name_cy, &room.name_cy, &mut edit.name_cy),
        (&here.way_cy, &room.way_cy, &mut edit.way_cy),
    ] {
        if here.value.is_empty() {
            *to = some(theirs);
        }
    }
    differs(draft, (Kind::Room, Property::Name), name, &here.name.value, name);
    if edit != RoomEdit::default() {
        draft.say(Note::Filled { room: name.to_owned() });
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
            draft.say(Note::SlotLeftOut { start: slot.start, why: NotPlaced::DayUnknown });
            continue;
        };
        let source = draft.source(&slot.key);
        let span = Span { day, start: slot.start, minutes: slot.minutes };
        let same_id = by_id(&schedule.slots, &slot.key);
        let by_source =
            same_id.or_else(|| schedule.slots.iter().find(|(_, here)| here.source == source));
        let found = by_source.or_else(|| {
            let mut present = schedule.slots.iter().filter(|(_, here)| !here.removal.is_removed());
            present.find(|(_, here)| here.span.value == span)
        });
        if let Some((id, here)) = found {
            if here.removal.is_removed() {
                ids.removed_slots.insert(*id);
                draft.say(Note::SlotLeftRemoved { start: slot.start });
            } else if here.span.value != span {
                let (here, there) = (here.span.value.start, slot.start);
                draft.say(Note::SlotDiffers { here, there });
            }
            ids.slots.insert(slot.key.clone(), *id);
        } else if ids.removed_days.contains(&day) {
            draft.say(Note::SlotLeftOut { start: slot.start, why: NotPlaced::TimeRemoved });
        } else {
            let id = SlotId(draw(random));
            let streams = list(ids.stream_list(&slot.streams));
            if slot.streams.is_empty() {
                ids.new_slots.insert(span, id);
            }
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
        let same_id = by_id(&schedule.fixed, &item.key).map(|(_, here)| here);
        let by_source =
            same_id.or_else(|| schedule.fixed.values().find(|here| here.source == source));
        let found = by_source.or_else(|| {
            let mut present = schedule.fixed.values().filter(|here| !here.removal.is_removed());
            present.find(|here| {
                same_name(&here.title.value, title) && here.placement.value == wanted.placement
            })
        });
        if let Some(here) = found {
            if here.removal.is_removed() {
                left_removed(draft, Kind::Fixed, title);
                continue;
            }
            differs(draft, (Kind::Fixed, Property::Name), title, &here.title.value, title);
            if here.placement.value != wanted.placement {
                draft.say(Note::FixedElsewhere { title: title.to_owned() });
            }
            continue;
        }
        match wanted.possible {
            Err(why) => draft.say(Note::FixedLeftOut { title: title.to_owned(), why }),
            Ok(placement) => {
                let edit = FixedEdit {
                    title: Some(title.to_owned()),
                    placement: Some(placement),
                    streams: list(ids.stream_list(&item.streams)),
                    source: Some(source),
                    title_cy: some(&item.title_cy),
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
