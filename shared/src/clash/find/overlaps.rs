//! Clashes of time and space: two sessions in one room, a host in two places.

use super::{Answer, Clash, ClashKind, key, placed, to_shelf};
use crate::{
    ids::{DayId, RoomId, SessionId},
    limits,
    schedule::{Placement, Schedule, Session, Span},
};
use std::collections::BTreeMap;

/// Something that takes place.
#[derive(Clone, Copy)]
struct Happening<'a> {
    span: Span,
    id: SessionId,
    session: &'a Session,
    rooms: &'a [RoomId],
}

fn happenings(schedule: &Schedule) -> Vec<Happening<'_>> {
    let placed = schedule.shown_sessions().filter(|(_, session)| !session.cancelled.is_removed());
    let happenings = placed.filter_map(|(id, session)| {
        let Placement::At { rooms, .. } = &session.placement.value else {
            return None;
        };
        let span = schedule.span(&session.placement.value)?;
        Some(Happening { span, id, session, rooms })
    });
    let mut happenings: Vec<_> = happenings.collect();
    happenings.sort_by_key(|happening| (happening.span, happening.id));
    happenings
}

/// Pairs that share time, among those that `group` puts together.
fn pairs<'a, K: Ord + Copy>(
    happenings: &[Happening<'a>],
    group: impl Fn(&Happening<'a>) -> Vec<K>,
    mut found: impl FnMut(K, Happening<'a>, Happening<'a>),
) {
    let mut open: BTreeMap<(K, DayId), Vec<Happening<'a>>> = BTreeMap::new();
    for happening in happenings {
        for member in group(happening) {
            let open = open.entry((member, happening.span.day)).or_default();
            open.retain(|earlier| earlier.span.end() > happening.span.start);
            for earlier in open.iter().filter(|earlier| earlier.id != happening.id) {
                found(member, *earlier, *happening);
            }
            // A board on which one cell holds more than this says so with the first of them.
            if open.len() < limits::HOSTS_MAX {
                open.push(*happening);
            }
        }
    }
}

/// Sessions that share a room, and hosts who are in two places.
pub(super) fn find(schedule: &Schedule, found: &mut Vec<Clash>) {
    let happenings = happenings(schedule);
    pairs(
        &happenings,
        |happening| happening.rooms.to_vec(),
        |room: RoomId, a, b| {
            let (sessions, span, changes, answers) = shared(a, b);
            let [x, y] = &sessions;
            let key = key(1, &[&room.0, &x.0, &y.0], &changes);
            found.push(Clash { kind: ClashKind::SameRoom { room, span, sessions }, key, answers });
        },
    );
    pairs(
        &happenings,
        |happening| schedule.hosts_of(happening.id),
        |person, a, b| {
            let (sessions, span, changes, answers) = shared(a, b);
            let [x, y] = &sessions;
            let key = key(2, &[&person.0, &x.0, &y.0], &changes);
            found.push(Clash {
                kind: ClashKind::HostTwice { person, span, sessions },
                key,
                answers,
            });
        },
    );
}

type Shared = ([SessionId; 2], Span, Vec<crate::ids::ChangeHash>, Vec<Answer>);

fn shared(a: Happening<'_>, b: Happening<'_>) -> Shared {
    let mut sessions = [a.id, b.id];
    sessions.sort_unstable();
    let start = a.span.start.max(b.span.start);
    let minutes = a.span.end().min(b.span.end()).saturating_sub(start);
    let span = Span { day: a.span.day, start, minutes };
    let mut changes = placed(a.session);
    changes.extend(placed(b.session));
    // Whoever was placed last makes way most easily.
    let when = |happening: &Happening<'_>| happening.session.placed.as_ref().map(|by| by.at_s);
    let mut answers = [(when(&a), a.id), (when(&b), b.id)];
    answers.sort_by(|x, y| y.cmp(x));
    (sessions, span, changes, answers.map(|(_, id)| to_shelf(id)).to_vec())
}
