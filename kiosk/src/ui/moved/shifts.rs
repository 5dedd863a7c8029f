//! The day ran late: slots, and sessions at times of their own, that one act moved by as many minutes
//! are one change, however many they are.

use super::net::{About, Change, Kind, Since};
use shared::{
    ids::{DayId, DeviceTag, SlotId},
    schedule::{Author, Placement, Schedule, Session, Span, When},
};
use std::collections::BTreeMap;

/// Sessions at times of their own that go together: fewer are moves like others.
const TOGETHER: usize = 3;

/// What went together.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Shift {
    /// The first of it: when it was, and when it is.
    pub from: Span,
    pub to: Span,
    /// Slots, and sessions at times of their own.
    pub things: usize,
    /// Sessions that went with it.
    pub sessions: usize,
    /// Everything from there on went.
    pub rest: bool,
}

impl Shift {
    /// Minutes later, or earlier where it is negative.
    pub fn minutes(&self) -> i64 {
        i64::from(self.to.start) - i64::from(self.from.start)
    }
}

/// Device and time of one act.
type Act = (DeviceTag, i64);
/// Day, minutes and act; and the slot, where it changed in another way and stands alone.
type Key = (DayId, i64, Act, Option<SlotId>);

/// One of those that went.
struct Went {
    from: Span,
    to: Span,
    sessions: usize,
    by: Author,
    at_s: i64,
    is_slot: bool,
}

fn act(by: &Author) -> Act {
    (by.device, by.at_s)
}

/// What was shifted since a moment; sessions that went with it leave `changes`.
pub(super) fn shifts(
    schedule: &Schedule,
    since: Since,
    changes: &mut Vec<(i64, Change)>,
) -> Vec<(i64, Change)> {
    let mut groups = slots(schedule, since);
    let mut timed: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (at, (_, change)) in changes.iter().enumerate() {
        if let Some((from, to)) = in_time_only(change) {
            let key = (from.day, minutes(&from, &to), act(&change.by), None);
            timed.entry(key).or_default().push(at);
        }
    }
    timed.retain(|key, all| groups.contains_key(key) || all.len() >= TOGETHER);
    let mut taken: Vec<usize> = Vec::new();
    for (key, all) in timed {
        for at in all {
            let Some((at_s, change)) = changes.get(at) else { continue };
            let Some((from, to)) = in_time_only(change) else { continue };
            let by = change.by.clone();
            let went = Went { from, to, sessions: 1, by, at_s: *at_s, is_slot: false };
            groups.entry(key).or_default().push(went);
            taken.push(at);
        }
    }
    let mut at = 0;
    changes.retain(|_| {
        at += 1;
        !taken.contains(&(at - 1))
    });
    groups.into_values().filter_map(|went| shift(schedule, &went)).collect()
}

fn minutes(from: &Span, to: &Span) -> i64 {
    i64::from(to.start) - i64::from(from.start)
}

/// Slots that have another time than they had, by how and by whom.
fn slots(schedule: &Schedule, mut since: Since) -> BTreeMap<Key, Vec<Went>> {
    let mut net: BTreeMap<SlotId, (Span, Author, i64, bool)> = BTreeMap::new();
    for moved in schedule.slot_moves.iter() {
        let at_s = since.judge(&moved.by);
        if at_s < since.since_s {
            continue;
        }
        let first = (moved.from, moved.by.clone(), at_s, true);
        let known = net.entry(moved.slot).or_insert(first);
        (known.1, known.2) = (moved.by.clone(), at_s);
        known.3 &= moved.kind == "import";
    }
    let mut groups: BTreeMap<Key, Vec<Went>> = BTreeMap::new();
    for (id, (from, by, at_s, imported)) in net {
        let slot = schedule.slots.get(&id).filter(|slot| !slot.removal.is_removed());
        let Some(to) = slot.map(|slot| slot.span.value) else { continue };
        if imported || to == from {
            continue;
        }
        let alike = to.day == from.day && to.minutes == from.minutes;
        let key = (from.day, minutes(&from, &to), act(&by), (!alike).then_some(id));
        let is_in = |session: &&Session| matches!(&session.placement.value, Placement::At { when: When::Slot(slot), .. } if *slot == id);
        let sessions = taking_place(schedule).filter(is_in).count();
        let went = Went { from, to, sessions, by, at_s, is_slot: true };
        groups.entry(key).or_default().push(went);
    }
    groups
}

fn taking_place(schedule: &Schedule) -> impl Iterator<Item = &Session> {
    let shown = schedule.shown_sessions().map(|(_, session)| session);
    shown.filter(|session| !session.cancelled.is_removed())
}

/// A session at a time of its own that is at another one in the same rooms.
fn in_time_only(change: &Change) -> Option<(Span, Span)> {
    let Kind::Moved { from, to } = &change.kind else { return None };
    let (
        Placement::At { when: When::Timed { day, start, minutes }, rooms },
        Placement::At { when: When::Timed { day: to_day, start: to_start, minutes: long }, .. },
    ) = (from, to)
    else {
        return None;
    };
    let same_rooms = matches!(to, Placement::At { rooms: to, .. } if to == rooms);
    let same = same_rooms && day == to_day && minutes == long;
    let at = |start| Span { day: *day, start, minutes: *minutes };
    same.then(|| (at(*start), at(*to_start)))
}

/// What went together as one change; nothing where no session went with it.
fn shift(schedule: &Schedule, went: &[Went]) -> Option<(i64, Change)> {
    let first = went.iter().min_by_key(|one| (one.from.start, one.from.minutes))?;
    let sessions = went.iter().map(|one| one.sessions).sum();
    if sessions == 0 {
        return None;
    }
    let (day, from, to) = (first.from.day, first.from, first.to);
    let is_left = |span: Span| {
        let has_gone = went.iter().any(|one| one.to == span);
        span.day == day && span.start >= from.start.min(to.start) && !has_gone
    };
    let rest = if went.iter().any(|one| one.is_slot) {
        !schedule.slots_of(day).iter().any(|(_, slot)| is_left(slot.span.value))
    } else {
        let mut spans = taking_place(schedule).filter_map(|s| schedule.span(&s.placement.value));
        !spans.any(is_left)
    };
    let shift = Shift { from, to, things: went.len(), sessions, rest };
    let (about, kind) = (About::Day(day), Kind::Shifted(shift));
    let change = Change { about, kind, by: first.by.clone(), imported: false };
    Some((first.at_s, change))
}
