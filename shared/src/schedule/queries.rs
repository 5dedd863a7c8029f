//! Questions that every screen asks of a schedule.

use super::{
    Day, Happened, Moved, Placement, Removal, Room, Schedule, Session, Slot, Span, Stream, When,
};
use crate::ids::{DayId, PersonId, RoomId, SessionId, SlotId, StreamId};
use std::{collections::BTreeMap, sync::Arc};

impl Schedule {
    /// Days that were not removed, by date, then id.
    #[must_use]
    pub fn days_in_order(&self) -> Vec<(DayId, &Day)> {
        let mut days: Vec<_> = present(&self.days, |day| &day.removal);
        days.sort_by(|(a, x), (b, y)| x.date.value.cmp(&y.date.value).then(a.cmp(b)));
        days
    }

    /// Streams that were not removed and run on `day`, by order, then id.
    #[must_use]
    pub fn streams_of(&self, day: DayId) -> Vec<(StreamId, &Stream)> {
        let mut streams: Vec<_> = present(&self.streams, |stream| &stream.removal);
        streams
            .retain(|(_, stream)| stream.days.value.is_empty() || stream.days.value.contains(&day));
        streams.sort_by(|(a, x), (b, y)| x.order.cmp(&y.order).then(a.cmp(b)));
        streams
    }

    /// Rooms that were not removed, by order, then id.
    #[must_use]
    pub fn rooms_in_order(&self) -> Vec<(RoomId, &Room)> {
        let mut rooms: Vec<_> = present(&self.rooms, |room| &room.removal);
        rooms.sort_by(|(a, x), (b, y)| x.order.cmp(&y.order).then(a.cmp(b)));
        rooms
    }

    /// Slots of `day` that were not removed, by start, length, id.
    #[must_use]
    pub fn slots_of(&self, day: DayId) -> Vec<(SlotId, &Slot)> {
        let mut slots: Vec<_> = present(&self.slots, |slot| &slot.removal);
        slots.retain(|(_, slot)| slot.span.value.day == day);
        slots.sort_by_key(|(id, slot)| (slot.span.value.start, slot.span.value.minutes, *id));
        slots
    }

    /// When something placed so takes place; `None` on the shelf or in a slot not known here.
    #[must_use]
    pub fn span(&self, placement: &Placement) -> Option<Span> {
        match placement {
            Placement::Shelf => None,
            Placement::At { when: When::Slot(slot), .. } => {
                self.slots.get(slot).map(|slot| slot.span.value)
            }
            Placement::At { when: When::Timed { day, start, minutes }, .. } => {
                Some(Span { day: *day, start: *start, minutes: *minutes })
            }
        }
    }

    /// Sessions that the public sees: not withdrawn, not hidden, not merged into another.
    pub fn shown_sessions(&self) -> impl Iterator<Item = (SessionId, &Session)> {
        self.sessions.iter().filter(|(_, session)| session.is_shown()).map(|(id, s)| (*id, &**s))
    }

    /// Sessions that wait for a place, in the order of pitching.
    #[must_use]
    pub fn shelf(&self) -> Vec<(SessionId, &Session)> {
        let mut shelf: Vec<_> = self
            .shown_sessions()
            .filter(|(_, session)| session.placement.value == Placement::Shelf)
            .collect();
        shelf.sort_by(|(a, x), (b, y)| x.pitched_order.cmp(&y.pitched_order).then(a.cmp(b)));
        shelf
    }

    /// Names of a session's hosts; `None` for one whose name is not known or was erased.
    pub fn hosts<'a>(&'a self, session: &'a Session) -> impl Iterator<Item = Option<&'a str>> {
        session.hosts.value.iter().map(|person| self.people.get(person).map(|name| &**name))
    }

    /// The public sees this session as one of its own.
    #[must_use]
    pub fn is_shown(&self, session: SessionId) -> bool {
        self.sessions.get(&session).is_some_and(|session| session.is_shown())
    }

    /// Pitches that were made a part of this one, in the order of pitching.
    pub fn parts_of(&self, session: SessionId) -> impl Iterator<Item = (SessionId, &Session)> {
        let parts = self.parts.get(&session).into_iter().flatten();
        parts.filter_map(|id| Some((*id, &**self.sessions.get(id)?)))
    }

    /// Hosts of a session and of its parts, each once: its own first, then in the order of
    /// pitching.
    #[must_use]
    pub fn hosts_of(&self, session: SessionId) -> Vec<PersonId> {
        let own = self.sessions.get(&session).map(|session| &**session);
        let all = own.into_iter().chain(self.parts_of(session).map(|(_, part)| part));
        let mut hosts = Vec::new();
        for host in all.flat_map(|session| &session.hosts.value) {
            if !hosts.contains(host) {
                hosts.push(*host);
            }
        }
        hosts
    }

    /// Interest shown in a session and in its parts.
    #[must_use]
    pub fn interest_of(&self, session: SessionId) -> u32 {
        let own = self.sessions.get(&session).map_or(0, |session| session.dots);
        self.parts_of(session).fold(own, |sum, (_, part)| sum.saturating_add(part.dots))
    }

    /// What happened to a session, and what became a part of it, the oldest first.
    pub fn moves_of(&self, session: SessionId) -> impl DoubleEndedIterator<Item = &Moved> {
        let is_of = move |moved: &&Moved| {
            moved.session == session
                || matches!(
                    &moved.what,
                    Happened::Merged { into: whole } | Happened::Unmerged { from: whole }
                        if *whole == session
                )
        };
        self.moves.iter().map(|moved| &**moved).filter(is_of)
    }

    /// What happened to sessions that nobody hid, the oldest first.
    pub fn moves_shown(&self) -> impl DoubleEndedIterator<Item = &Moved> {
        let hidden = |id| self.sessions.get(&id).is_some_and(|session| session.hidden);
        self.moves.iter().map(|moved| &**moved).filter(move |moved| !hidden(moved.session))
    }
}

impl Session {
    /// The public sees it as a session of its own.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.is_seen() && self.part_of.is_none()
    }

    /// The public sees it, be it as a part of another.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        !self.withdrawn.is_removed() && !self.hidden
    }
}

fn present<K: Copy, V>(
    all: &BTreeMap<K, Arc<V>>,
    removal: impl Fn(&V) -> &Removal,
) -> Vec<(K, &V)> {
    all.iter().filter(|(_, v)| !removal(v).is_removed()).map(|(k, v)| (*k, &**v)).collect()
}
