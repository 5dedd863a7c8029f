//! The moments of a day, from before the first to after the last.

use super::*;
use shared::schedule::{Day, Fixed, Session, When};
use std::sync::Arc;

const ROOMS: [RoomId; 2] = [RoomId([1; 16]), RoomId([2; 16])];
const LUNCH: FixedId = FixedId([9; 16]);

fn day(n: u8) -> DayId {
    DayId([n; 16])
}

fn session(n: u8) -> SessionId {
    SessionId([n; 16])
}

fn at(day: DayId, start: u32, minutes: u32, rooms: &[RoomId]) -> Placement {
    Placement::At { when: When::Timed { day, start, minutes }, rooms: rooms.to_vec() }
}

/// Saturday: 10:00 in both rooms, lunch for all at 12:00, 13:00 in the second room, and 23:30 until
/// 00:30 in the first. Sunday: 10:00.
fn schedule() -> Schedule {
    let mut schedule = Schedule::default();
    for (n, date) in [(1, "2026-06-20"), (2, "2026-06-21")] {
        let day_of = Day { date: date.to_owned().into(), ..Day::default() };
        schedule.days.insert(day(n), Arc::new(day_of));
    }
    for room in ROOMS {
        schedule.rooms.insert(room, Arc::default());
    }
    let places = [
        at(day(1), 600, 60, &ROOMS[..1]),
        at(day(1), 600, 60, &ROOMS[1..]),
        at(day(1), 780, 60, &ROOMS[1..]),
        at(day(1), 1_410, 60, &ROOMS[..1]),
        at(day(2), 600, 60, &ROOMS[..1]),
    ];
    for (n, placement) in (1..).zip(places) {
        let one = Session { placement: placement.into(), known: true, ..Session::default() };
        schedule.sessions.insert(session(n), Arc::new(one));
    }
    let lunch = Fixed { placement: at(day(1), 720, 60, &[]).into(), ..Fixed::default() };
    schedule.fixed.insert(LUNCH, Arc::new(lunch));
    schedule
}

fn now(date: &str, minute: u32) -> Now {
    now_of(&schedule(), date, minute)
}

fn now_of(schedule: &Schedule, date: &str, minute: u32) -> Now {
    Now::of(schedule, LocalTime { date: date.parse().unwrap(), minute })
}

#[test]
fn each_moment_of_the_event_is_named() {
    let cases = [
        ("2026-06-18", 600, Moment::Before { start: 600, days: 2 }),
        ("2026-06-19", 1_380, Moment::Before { start: 600, days: 1 }),
        ("2026-06-20", 599, Moment::Before { start: 600, days: 0 }),
        ("2026-06-20", 600, Moment::On),
        ("2026-06-20", 659, Moment::On),
        ("2026-06-20", 660, Moment::Ahead { fixed: LUNCH, at: 720 }),
        ("2026-06-20", 720, Moment::Break { fixed: LUNCH, until: 780 }),
        ("2026-06-20", 780, Moment::On),
        ("2026-06-20", 900, Moment::Gap { until: 1_410 }),
        ("2026-06-21", 10, Moment::On),
        ("2026-06-21", 30, Moment::Before { start: 600, days: 0 }),
        ("2026-06-21", 660, Moment::Over),
        ("2026-07-01", 0, Moment::Over),
    ];
    for (date, minute, moment) in cases {
        assert_eq!(now(date, minute).moment, moment, "{date} {minute}");
    }
    assert_eq!(now_of(&Schedule::default(), "2026-06-20", 600).moment, Moment::Nothing);
}

#[test]
fn a_room_says_what_is_on_and_what_follows() {
    let on = now("2026-06-20", 610);
    assert_eq!((on.now, on.next), (Some((600, 660)), None), "two begin at two times");
    let what = |part: Option<Part>| part.map(|part| part.what);
    let rooms: Vec<_> = on.rows.iter().map(|row| (what(row.now), what(row.next))).collect();
    let of = |n| Some(What::Session(session(n)));
    assert_eq!(rooms, [(of(1), of(4)), (of(2), of(3))]);
}

#[test]
fn a_room_without_anything_left_has_no_row() {
    let late = now("2026-06-20", 900);
    assert_eq!(late.rows.iter().map(|row| row.room).collect::<Vec<_>>(), [ROOMS[0]]);
}

#[test]
fn what_does_not_take_place_is_not_on() {
    let mut schedule = schedule();
    for n in [1, 2] {
        let one = Arc::make_mut(schedule.sessions.get_mut(&session(n)).unwrap());
        one.hidden = true;
    }
    let moment = now_of(&schedule, "2026-06-20", 610).moment;
    assert_eq!(moment, Moment::Before { start: 720, days: 0 });
}

#[test]
fn two_in_one_room_are_one_and_another() {
    let mut schedule = schedule();
    let one = Arc::make_mut(schedule.sessions.get_mut(&session(2)).unwrap());
    one.placement = at(day(1), 600, 60, &ROOMS[..1]).into();
    let on = now_of(&schedule, "2026-06-20", 610);
    assert_eq!(on.rows.first().and_then(|row| row.now).map(|part| part.others), Some(1));
}

fn cancelled(schedule: &mut Schedule, n: u8) {
    let author = shared::schedule::Author {
        change: shared::ids::ChangeHash([1; 32]),
        device: shared::ids::DeviceTag([1; 8]),
        person: None,
        at_s: 0,
        doubtful: false,
    };
    let one = Arc::make_mut(schedule.sessions.get_mut(&session(n)).unwrap());
    one.cancelled = shared::schedule::Removal::Removed { by: author, edited_since: false };
}

#[test]
fn a_cancelled_session_is_told_of_in_its_room_until_its_end() {
    let what = |part: Option<Part>| part.map(|part| part.what);
    let mut schedule = schedule();
    cancelled(&mut schedule, 2);
    cancelled(&mut schedule, 3);
    let on = now_of(&schedule, "2026-06-20", 610);
    let rooms: Vec<_> = on.rows.iter().map(|row| (what(row.now), what(row.next))).collect();
    let (first, last) = (What::Session(session(1)), What::Session(session(4)));
    let gone = [2, 3].map(|n| Some(What::Cancelled(session(n))));
    assert_eq!(rooms, [(Some(first), Some(last)), (gone[0], gone[1])]);
    assert_eq!((on.moment, on.now), (Moment::On, Some((600, 660))));
    // After its end the room says no more of it, and what does not take place is nothing to wait for.
    let after = now_of(&schedule, "2026-06-20", 660);
    assert_eq!(after.moment, Moment::Ahead { fixed: LUNCH, at: 720 });
    assert_eq!(after.rows.iter().map(|row| what(row.now)).collect::<Vec<_>>(), [None, None]);
    cancelled(&mut schedule, 1);
    let both = now_of(&schedule, "2026-06-20", 610);
    assert_eq!(both.moment, Moment::Before { start: 720, days: 0 });
    assert!(both.rows.iter().all(|row| matches!(what(row.now), Some(What::Cancelled(_)))));
    for n in [4, 5] {
        cancelled(&mut schedule, n);
    }
    assert_eq!(now_of(&schedule, "2026-06-21", 610).moment, Moment::On, "each room says it");
    assert_eq!(now_of(&schedule, "2026-06-21", 660).moment, Moment::Over);
}

#[test]
fn one_session_at_lunchtime_or_an_item_of_one_room_does_not_hide_lunch() {
    let mut schedule = schedule();
    schedule.rooms.insert(RoomId([3; 16]), Arc::default());
    let what =
        |now: &Now| -> Vec<_> { now.rows.iter().map(|row| row.now.map(|p| p.what)).collect() };
    let one = |schedule: &mut Schedule, n, placement: Placement| {
        let one = Session { placement: placement.into(), known: true, ..Session::default() };
        schedule.sessions.insert(session(n), Arc::new(one));
    };
    one(&mut schedule, 6, at(day(1), 800, 30, &[RoomId([3; 16])]));
    // A quiet room all day is nobody's session.
    let quiet = Fixed { placement: at(day(1), 540, 400, &ROOMS[1..]).into(), ..Fixed::default() };
    schedule.fixed.insert(FixedId([8; 16]), Arc::new(quiet));
    let gap = now_of(&schedule, "2026-06-20", 665);
    assert_eq!(gap.moment, Moment::Ahead { fixed: LUNCH, at: 720 });
    let lunch = now_of(&schedule, "2026-06-20", 730);
    assert_eq!(lunch.moment, Moment::Break { fixed: LUNCH, until: 780 });
    // One session over lunch: the others say what they are at, and none is "free".
    one(&mut schedule, 7, at(day(1), 725, 30, &ROOMS[1..]));
    let lunch = now_of(&schedule, "2026-06-20", 730);
    let at_lunch = Some(What::Fixed(LUNCH));
    assert_eq!(what(&lunch), [at_lunch, Some(What::Session(session(7))), at_lunch]);
    assert_eq!(lunch.moment, Moment::Break { fixed: LUNCH, until: 780 });
    // Two of three: sessions are on.
    one(&mut schedule, 8, at(day(1), 725, 30, &ROOMS[..1]));
    let busy = now_of(&schedule, "2026-06-20", 730);
    assert_eq!(busy.moment, Moment::On);
    assert_eq!(what(&busy)[2], at_lunch);
}

#[test]
fn a_break_of_one_stream_is_at_its_rooms() {
    let mut schedule = schedule();
    let stream = shared::ids::StreamId([1; 16]);
    let other = shared::ids::StreamId([2; 16]);
    for (room, stream) in ROOMS.into_iter().zip([stream, other]) {
        Arc::make_mut(schedule.rooms.get_mut(&room).unwrap()).streams = vec![stream].into();
    }
    Arc::make_mut(schedule.fixed.get_mut(&LUNCH).unwrap()).streams = vec![stream].into();
    let now = now_of(&schedule, "2026-06-20", 730);
    let what: Vec<_> = now.rows.iter().map(|row| row.now.map(|part| part.what)).collect();
    assert_eq!(what, [Some(What::Fixed(LUNCH)), None]);
}

fn put(schedule: &mut Schedule, n: u8, placement: Placement) {
    let one = Session { placement: placement.into(), known: true, ..Session::default() };
    schedule.sessions.insert(session(n), Arc::new(one));
}

#[test]
fn one_long_night_holds_no_day_up_and_goes_on_in_its_room() {
    let mut schedule = schedule();
    let attic = RoomId([3; 16]);
    schedule.rooms.insert(attic, Arc::default());
    put(&mut schedule, 9, at(day(1), 1_320, 720, &[attic]));
    let night = now_of(&schedule, "2026-06-21", 4 * 60);
    assert_eq!((night.day, night.moment), (Some(day(1)), Moment::On));
    let morning = now_of(&schedule, "2026-06-21", 9 * 60 + 15);
    assert_eq!((morning.day, morning.now), (Some(day(2)), None));
    assert_eq!(morning.moment, Moment::Before { start: 600, days: 0 });
    let rooms: Vec<_> = morning.rows.iter().map(|row| row.room).collect();
    assert_eq!(rooms, [ROOMS[0], attic]);
    let still = morning.rows[1].now.unwrap();
    assert_eq!((still.what, still.span.end()), (What::Session(session(9)), 600));
    // Early birds: the new day has begun, whatever the hour.
    put(&mut schedule, 8, at(day(2), 4 * 60, 30, &ROOMS[1..]));
    assert_eq!(now_of(&schedule, "2026-06-21", 4 * 60).day, Some(day(2)));
    assert_eq!(now_of(&schedule, "2026-06-21", 3 * 60).day, Some(day(1)));
    // What does not take place holds no night.
    cancelled(&mut schedule, 9);
    assert_eq!(now_of(&schedule, "2026-06-21", 3 * 60).day, Some(day(2)));
}

#[test]
fn a_session_that_runs_through_a_gap_makes_nobody_else_free() {
    let mut schedule = schedule();
    let attic = RoomId([3; 16]);
    schedule.rooms.insert(attic, Arc::default());
    schedule.fixed.clear();
    put(&mut schedule, 9, at(day(1), 600, 160, &[attic]));
    put(&mut schedule, 8, at(day(1), 780, 60, &ROOMS[..1]));
    let gap = now_of(&schedule, "2026-06-20", 700);
    assert_eq!(gap.moment, Moment::Gap { until: 780 });
    assert_eq!(gap.rows[2].now.map(|part| part.what), Some(What::Session(session(9))));
    // In a slot the other rooms are free indeed.
    let span = Span { day: day(1), start: 690, minutes: 45 };
    let slot = shared::schedule::Slot {
        span: span.into(),
        streams: Vec::new().into(),
        source: String::new(),
        removal: shared::schedule::Removal::Present,
    };
    schedule.slots.insert(shared::ids::SlotId([1; 16]), Arc::new(slot));
    assert_eq!(now_of(&schedule, "2026-06-20", 700).moment, Moment::On);
}

#[test]
fn a_room_is_free_until_something_takes_place_in_it() {
    let mut schedule = schedule();
    put(&mut schedule, 9, at(day(1), 700, 15, &ROOMS[..1]));
    cancelled(&mut schedule, 9);
    let taken = |schedule: &Schedule| now_of(schedule, "2026-06-20", 665).rows[0].taken;
    assert_eq!(taken(&schedule), Some(720), "lunch is for all, what was cancelled for nobody");
    schedule.fixed.clear();
    assert_eq!(taken(&schedule), Some(1_410));
}
