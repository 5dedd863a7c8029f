//! From a schedule back to a programme: what an export writes.

use super::{
    Day, EventFacts, Fixed, Link, Placement, Programme, Room, Session, Slot, Stream, When,
    fields::{Lookup, Mark},
};
use crate::schedule::{self, Schedule};
use std::collections::{BTreeMap, BTreeSet};

/// Names in a programme whose parts were all made here.
const OWN_SOURCE: &str = "campboard";

/// The programme that a schedule shows: without what was removed, withdrawn, hidden or merged.
///
/// Parts imported from the source of most sessions keep their keys, so that the export and the
/// source can be compared; the keys of the others are their ids. Each session has its
/// [mark](Mark), so that the file can be edited elsewhere and read back.
#[must_use]
pub fn export(schedule: &Schedule) -> Programme {
    let keys = Keys::of(schedule);
    let days = schedule.days_in_order();
    let rooms = schedule.rooms_in_order();
    let mut streams: Vec<_> =
        schedule.streams.iter().filter(|(_, stream)| !stream.removal.is_removed()).collect();
    streams.sort_by(|(a, x), (b, y)| x.order.cmp(&y.order).then(a.cmp(b)));
    let mut sessions: Vec<_> = schedule.shown_sessions().filter(|(_, s)| s.known).collect();
    sessions.sort_by(|(a, x), (b, y)| x.pitched_order.cmp(&y.pitched_order).then(a.cmp(b)));
    let mut fixed: Vec<_> =
        schedule.fixed.iter().filter(|(_, item)| !item.removal.is_removed()).collect();
    fixed.sort_by_key(|(id, item)| (schedule.span(&item.placement.value), **id));
    let mut programme = Programme {
        event: EventFacts {
            name: schedule.event.name.value.clone(),
            zone: schedule.event.zone.value.clone(),
            venue: schedule.event.venue.value.clone(),
            source: keys.source.clone(),
            info: schedule.event.info.value.clone(),
            info_cy: schedule.event.info_cy.value.clone(),
        },
        days: days.iter().map(|(id, day)| keys.day(*id, day)).collect(),
        streams: streams.iter().map(|(id, stream)| keys.stream(**id, stream)).collect(),
        rooms: rooms.iter().map(|(id, room)| keys.room(*id, room)).collect(),
        slots: days
            .iter()
            .flat_map(|(day, _)| schedule.slots_of(*day))
            .map(|(id, slot)| keys.slot(id, slot))
            .collect(),
        sessions: sessions.iter().map(|(id, s)| keys.session(schedule, *id, s)).collect(),
        fixed: fixed.iter().filter_map(|(id, item)| keys.fixed(**id, item)).collect(),
    };
    let lookup = Lookup::new(&programme);
    let marks = sessions.iter().zip(&programme.sessions);
    let marks: Vec<_> =
        marks.map(|((id, _), session)| Mark::new(*id, session, &lookup).to_string()).collect();
    for (session, mark) in programme.sessions.iter_mut().zip(marks) {
        session.mark = mark;
    }
    programme
}

/// Keys by ids, both as text.
struct Keys {
    source: String,
    keys: BTreeMap<String, String>,
}

impl Keys {
    fn of(schedule: &Schedule) -> Self {
        let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, session) in schedule.shown_sessions() {
            if let Some((source, _)) = session.source.split_once('/') {
                *sources.entry(source).or_default() += 1;
            }
        }
        let most = sources.into_iter().max_by_key(|(_, sessions)| *sessions);
        let source = most.map_or(OWN_SOURCE, |(source, _)| source).to_owned();
        let mut keys = Self { source, keys: BTreeMap::new() };
        let text = |id: &dyn ToString| id.to_string();
        keys.add(schedule.days.iter().map(|(id, x)| (text(id), x.source.as_str())));
        keys.add(schedule.streams.iter().map(|(id, x)| (text(id), x.source.as_str())));
        keys.add(schedule.rooms.iter().map(|(id, x)| (text(id), x.source.as_str())));
        keys.add(schedule.slots.iter().map(|(id, x)| (text(id), x.source.as_str())));
        keys.add(schedule.sessions.iter().map(|(id, x)| (text(id), x.source.as_str())));
        keys.add(schedule.fixed.iter().map(|(id, x)| (text(id), x.source.as_str())));
        keys
    }

    /// Of two things with one source the second keeps its id as key.
    fn add<'a>(&mut self, things: impl Iterator<Item = (String, &'a str)>) {
        let mut taken = BTreeSet::new();
        for (id, source) in things {
            let own = source.split_once('/').filter(|(prefix, _)| *prefix == self.source);
            let key = own.map(|(_, key)| key.to_owned()).filter(|key| taken.insert(key.clone()));
            self.keys.insert(id.clone(), key.unwrap_or(id));
        }
    }

    fn key(&self, id: impl ToString) -> String {
        let id = id.to_string();
        self.keys.get(&id).cloned().unwrap_or(id)
    }

    fn list<T: ToString>(&self, ids: &[T]) -> Vec<String> {
        ids.iter().map(|id| self.key(id.to_string())).collect()
    }

    fn placement(&self, placement: &schedule::Placement) -> Option<Placement> {
        let schedule::Placement::At { when, rooms } = placement else {
            return None;
        };
        let when = match when {
            schedule::When::Slot(slot) => When::Slot(self.key(slot)),
            schedule::When::Timed { day, start, minutes } => {
                When::Timed { day: self.key(day), start: *start, minutes: *minutes }
            }
        };
        Some(Placement { when, rooms: self.list(rooms) })
    }

    fn day(&self, id: crate::ids::DayId, day: &schedule::Day) -> Day {
        Day {
            key: self.key(id),
            date: day.date.value.clone(),
            name: day.name.value.clone(),
            name_cy: day.name_cy.value.clone(),
        }
    }

    fn stream(&self, id: crate::ids::StreamId, stream: &schedule::Stream) -> Stream {
        Stream {
            key: self.key(id),
            name: stream.name.value.clone(),
            name_cy: stream.name_cy.value.clone(),
            days: self.list(&stream.days.value),
        }
    }

    fn room(&self, id: crate::ids::RoomId, room: &schedule::Room) -> Room {
        Room {
            key: self.key(id),
            name: room.name.value.clone(),
            name_cy: room.name_cy.value.clone(),
            capacity: room.capacity.value,
            marks: room.marks.value.clone(),
            way: room.way.value.clone(),
            way_cy: room.way_cy.value.clone(),
            streams: self.list(&room.streams.value),
            days: self.list(&room.days.value),
        }
    }

    fn slot(&self, id: crate::ids::SlotId, slot: &schedule::Slot) -> Slot {
        Slot {
            key: self.key(id),
            day: self.key(slot.span.value.day),
            start: slot.span.value.start,
            minutes: slot.span.value.minutes,
            streams: self.list(&slot.streams.value),
        }
    }

    fn session(
        &self,
        schedule: &Schedule,
        id: crate::ids::SessionId,
        session: &schedule::Session,
    ) -> Session {
        let links = session.links.value.iter();
        Session {
            key: self.key(id),
            title: session.title.value.clone(),
            text: session.text.value.clone(),
            format: session.format.value.clone(),
            hosts: schedule.hosts(session).flatten().map(str::to_owned).collect(),
            stream: session.stream.value.map_or_else(String::new, |stream| self.key(stream)),
            language: session.language.value.clone(),
            links: links
                .map(|link| Link { title: link.title.clone(), url: link.url.clone() })
                .collect(),
            placement: self.placement(&session.placement.value),
            cancelled: session.cancelled.is_removed(),
            tags: session.tags.value.clone(),
            wishes: session.wishes.value.clone(),
            dots: session.dots,
            mark: String::new(),
        }
    }

    fn fixed(&self, id: crate::ids::FixedId, item: &schedule::Fixed) -> Option<Fixed> {
        Some(Fixed {
            key: self.key(id),
            title: item.title.value.clone(),
            title_cy: item.title_cy.value.clone(),
            placement: self.placement(&item.placement.value)?,
            streams: self.list(&item.streams.value),
        })
    }
}
