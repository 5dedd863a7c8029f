//! What stands here as a file has it, though the file cannot say so: a grid has no room for ids.

use crate::{
    ids::SessionId,
    schedule::{Placement, Schedule, Span},
};
use std::collections::{BTreeMap, BTreeSet};

/// Sessions and fixed items of the board by their titles.
pub(super) struct Standing<'a> {
    schedule: &'a Schedule,
    titles: BTreeMap<&'a str, Vec<(Option<SessionId>, &'a Placement)>>,
}

/// What a session of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// This session.
    Session(SessionId),
    /// A fixed item, which a grid shows as it shows sessions.
    Fixed,
}

impl<'a> Standing<'a> {
    /// All but the sessions that the file names by their ids.
    pub(super) fn of(schedule: &'a Schedule, named: &BTreeSet<SessionId>) -> Self {
        let sessions = schedule.sessions.iter();
        let sessions = sessions.filter(|(id, session)| session.is_shown() && !named.contains(id));
        let sessions = sessions.map(|(id, session)| {
            (session.title.value.trim(), (Some(*id), &session.placement.value))
        });
        let fixed = schedule.fixed.values().filter(|fixed| !fixed.removal.is_removed());
        let fixed = fixed.map(|fixed| (fixed.title.value.trim(), (None, &fixed.placement.value)));
        let mut titles: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (title, one) in sessions.chain(fixed) {
            titles.entry(title).or_default().push(one);
        }
        Self { schedule, titles }
    }

    /// What has this title at this time in these rooms. Something in several rooms stands in a cell
    /// of each. `span` is the time of `placement`, which may be that of a slot that is not here yet.
    pub(super) fn find(&self, title: &str, placement: &Placement, span: Span) -> Option<Known> {
        let Placement::At { rooms, .. } = placement else { return None };
        let same = |there: &Placement, everywhere: bool| {
            let in_rooms = match there {
                Placement::Shelf => false,
                Placement::At { rooms: there, .. } => {
                    (everywhere && there.is_empty())
                        || rooms.iter().all(|room| there.contains(room))
                }
            };
            in_rooms && self.schedule.span(there) == Some(span)
        };
        let found = self.titles.get(title)?.iter();
        let mut found = found.filter(|(session, there)| same(there, session.is_none()));
        found.next().map(|(session, _)| session.map_or(Known::Fixed, Known::Session))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{DayId, RoomId},
        schedule::{Register, Session, When},
    };
    use std::sync::Arc;

    fn find(standing: &Standing<'_>, title: &str, placement: &Placement) -> Option<Known> {
        let span = Span { day: DayId([1; 16]), start: 600, minutes: 45 };
        let span = standing.schedule.span(placement).unwrap_or(span);
        standing.find(title, placement, span)
    }

    fn at(start: u32, rooms: &[u8]) -> Placement {
        let when = When::Timed { day: DayId([1; 16]), start, minutes: 45 };
        Placement::At { when, rooms: rooms.iter().map(|room| RoomId([*room; 16])).collect() }
    }

    #[test]
    fn only_the_same_title_at_the_same_time_in_the_same_room_is_known() {
        let session = Session {
            known: true,
            title: Register { value: "Potholes".to_owned(), ..Register::default() },
            placement: Register { value: at(600, &[1, 2]), ..Register::default() },
            ..Session::default()
        };
        let mut schedule = Schedule::default();
        schedule.sessions.insert(SessionId([7; 16]), Arc::new(session));
        let standing = Standing::of(&schedule, &BTreeSet::new());
        let known = Some(Known::Session(SessionId([7; 16])));
        assert_eq!(find(&standing, "Potholes", &at(600, &[2])), known, "in a cell of each room");
        assert_eq!(find(&standing, "Potholes", &at(600, &[1, 2])), known);
        assert_eq!(find(&standing, "Potholes", &at(660, &[1])), None);
        assert_eq!(find(&standing, "Potholes", &at(600, &[3])), None);
        assert_eq!(find(&standing, "Bins", &at(600, &[1])), None);
        assert_eq!(find(&standing, "Potholes", &Placement::Shelf), None);
        let named = Standing::of(&schedule, &BTreeSet::from([SessionId([7; 16])]));
        assert_eq!(find(&named, "Potholes", &at(600, &[1])), None, "another row is that one");
    }
}
