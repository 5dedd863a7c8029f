//! What a day looks like: nothing disappears, and all that share a cell are seen.

use super::made;
use kiosk::ui::{
    looks::Density,
    plan::{Block, Item, Plan, lost},
};
use shared::{
    ids::{FixedId, RoomId, SessionId, StreamId},
    schedule::{Day, Fixed, Placement, Schedule, Span},
};
use std::sync::Arc;

fn blocks(plan: &Plan, id: SessionId) -> Vec<&Block> {
    plan.blocks.iter().filter(|block| block.item == Item::Session(id)).collect()
}

fn put(schedule: &mut Schedule, n: usize, placement: Placement) -> SessionId {
    let session = made::session_at(n, "Added", placement);
    schedule.sessions.insert(made::session(n), Arc::new(session));
    made::session(n)
}

#[test]
fn neighbouring_rooms_make_one_card_and_others_one_for_each_run() {
    let mut schedule = made::camp();
    let rooms = [made::room(0), made::room(1), made::room(5)];
    let id = put(&mut schedule, 400, made::slotted(made::slot(4), &rooms));
    let plan = Plan::of(&schedule, made::day(1), None);
    let columns: Vec<_> = blocks(&plan, id).iter().map(|block| block.columns).collect();
    assert_eq!(columns, [(0, 1), (5, 5)]);
}

#[test]
fn sessions_in_one_cell_have_lanes_of_their_own() {
    let mut schedule = made::camp();
    for n in 400..403 {
        put(&mut schedule, n, made::slotted(made::slot(0), &[made::room(0)]));
    }
    let plan = Plan::of(&schedule, made::day(1), None);
    let mut lanes: Vec<_> = [0, 400, 401, 402]
        .into_iter()
        .flat_map(|n| blocks(&plan, made::session(n)))
        .map(|block| (block.lane, block.lanes))
        .collect();
    lanes.sort_unstable();
    assert_eq!(lanes, [((0, 1), 4), ((1, 2), 4), ((2, 3), 4), ((3, 4), 4)]);
}

#[test]
fn a_time_of_its_own_covers_the_slots_it_overlaps_or_makes_a_row() {
    let mut schedule = made::camp();
    let over = put(&mut schedule, 400, made::timed(made::day(1), 700, 120, &[made::room(5)]));
    let early = put(&mut schedule, 401, made::timed(made::day(1), 480, 30, &[made::room(5)]));
    let plan = Plan::of(&schedule, made::day(1), None);
    let rows = |id| {
        let block = blocks(&plan, id)[0];
        let starts = (plan.rows[block.rows.0].start, plan.rows[block.rows.1].start);
        (starts, block.own_time)
    };
    assert_eq!(rows(over), ((690, 810), true));
    assert_eq!(rows(early), ((480, 480), false));
}

#[test]
fn what_is_in_a_removed_or_unknown_place_is_still_shown() {
    let mut schedule = made::camp();
    let removed_slot = made::slot(2);
    let slot = schedule.slots.get_mut(&removed_slot).unwrap();
    Arc::make_mut(slot).removal = made::removed(1);
    let room = schedule.rooms.get_mut(&made::room(7)).unwrap();
    Arc::make_mut(room).removal = made::removed(1);
    let nowhere = put(&mut schedule, 400, made::slotted(made::slot(99), &[made::room(0)]));
    let roomless = put(&mut schedule, 401, made::slotted(made::slot(0), &[]));
    let unknown_room = put(&mut schedule, 402, made::slotted(made::slot(0), &[made::room(99)]));
    let plan = Plan::of(&schedule, made::day(1), None);
    assert!(plan.rows.iter().any(|row| row.removed && row.slots == [removed_slot]));
    assert!(plan.rooms.ends_with(&[made::room(7), made::room(99)]));
    assert_eq!(blocks(&plan, unknown_room).len(), 1);
    assert_eq!(lost(&schedule), [nowhere, roomless]);
    let row = plan.rows.iter().position(|row| row.removed).unwrap();
    assert_eq!(plan.slot_at(&schedule, row, 0), None, "nothing is placed in a removed slot");
}

/// A day without slots has the rooms that are in use or named for it; the others come to whoever
/// looks for a place.
#[test]
fn empty_rooms_of_other_days_stay_away_until_they_are_wanted() {
    let mut schedule = made::conference(3, 6);
    for n in 3..6 {
        schedule.rooms.insert(made::room(n), Arc::new(made::room_named(n, "Spare")));
    }
    let named = schedule.rooms.get_mut(&made::room(4)).unwrap();
    Arc::make_mut(named).days = vec![made::day(1)].into();
    let rooms: Vec<_> = [0, 1, 2, 4].into_iter().map(made::room).collect();
    assert_eq!(Plan::of(&schedule, made::day(1), None).rooms, rooms);
    assert_eq!(Plan::with_free_rooms(&schedule, made::day(1), None).rooms.len(), 6);
    schedule.sessions.clear();
    assert_eq!(Plan::of(&schedule, made::day(1), None).rooms.len(), 6, "or there is nothing else");
}

#[test]
fn what_runs_over_midnight_is_whole_on_the_day_on_which_it_begins() {
    let (late, long) = ((23 * 60 + 30, 120), (22 * 60, 150));
    for mut schedule in [made::camp(), made::conference(3, 6)] {
        let sunday = Day { date: "2026-11-22".to_owned().into(), ..Day::default() };
        schedule.days.insert(made::day(2), Arc::new(sunday));
        let at = |(start, minutes), room| made::timed(made::day(1), start, minutes, &[room]);
        let one = put(&mut schedule, 400, at(late, made::room(0)));
        let other = put(&mut schedule, 401, at(long, made::room(0)));
        let plan = Plan::of(&schedule, made::day(1), None);
        let [one, other] = [one, other].map(|id| {
            let [block] = blocks(&plan, id)[..] else { panic!("it is drawn once") };
            block
        });
        assert_eq!((one.span.start, one.span.end()), (1_410, 1_530));
        assert!(!collide(&plan, one, other), "both are seen: {one:?} {other:?}");
        if plan.is_timed() {
            assert!(plan.minutes.1 >= 1_530, "the scale goes on after midnight");
        } else {
            let last = plan.rows.last().unwrap();
            assert!(last.end() >= 1_530, "a row goes on after midnight: {last:?}");
            assert!((one.rows.0..=one.rows.1).contains(&(plan.rows.len() - 1)));
        }
        let next = Plan::of(&schedule, made::day(2), None);
        assert!(blocks(&next, made::session(400)).is_empty(), "and not on the next day");
    }
}

/// Every session of a day is on its board, whatever else is there.
#[test]
fn nothing_is_left_out() {
    for schedule in [made::camp(), made::conference(37, 500)] {
        for (day, _) in schedule.days_in_order() {
            let plan = Plan::of(&schedule, day, None);
            for (id, session) in schedule.shown_sessions() {
                let here = schedule.span(&session.placement.value).is_some_and(|s| s.day == day);
                assert_eq!(here, !blocks(&plan, id).is_empty(), "{}", session.title.value);
            }
            for (n, a) in plan.blocks.iter().enumerate() {
                for b in &plan.blocks[n + 1..] {
                    assert!(!collide(&plan, a, b), "{a:?} {b:?}");
                }
            }
        }
    }
}

fn collide(plan: &Plan, a: &Block, b: &Block) -> bool {
    let overlap = |a: (usize, usize), b: (usize, usize)| a.0 <= b.1 && b.0 <= a.1;
    let time = if plan.is_timed() { a.span.overlaps(&b.span) } else { overlap(a.rows, b.rows) };
    let lanes = a.lane.0 < b.lane.1 && b.lane.0 < a.lane.1;
    !a.behind && !b.behind && time && overlap(a.columns, b.columns) && lanes
}

#[test]
fn a_closed_room_stays_on_the_board_and_takes_nothing() {
    let mut schedule = made::camp();
    let rooftop = schedule.rooms.get_mut(&made::room(7)).unwrap();
    Arc::make_mut(rooftop).closed = true;
    let plan = Plan::of(&schedule, made::day(1), None);
    let column = plan.rooms.iter().position(|room| *room == made::room(7)).unwrap();
    let row = plan.rows.iter().position(|row| row.start == 630).unwrap();
    assert_eq!(plan.slot_at(&schedule, row, column), None);
    assert!(plan.slot_at(&schedule, row, column - 1).is_some());
    assert_eq!(blocks(&plan, made::session(7)).len(), 1, "what is in it is shown");
}

/// However close together the minutes are drawn, cards keep their height and never lie on each other.
#[test]
fn cards_of_a_timed_day_never_overlap_at_any_density() {
    let schedule = made::conference(12, 150);
    for density in Density::ALL {
        let plan = Plan::scaled(&schedule, made::day(1), None, false, density.minute());
        let tall = |block: &Block| {
            (block.span.minutes as f32 * plan.minute_height).max(kiosk::ui::plan::CARD_HEIGHT_MIN)
        };
        for (n, a) in plan.blocks.iter().enumerate() {
            for b in &plan.blocks[n + 1..] {
                let lanes = a.lane.0 < b.lane.1 && b.lane.0 < a.lane.1;
                let columns = a.columns.0 <= b.columns.1 && b.columns.0 <= a.columns.1;
                let (top, other) = if a.span.start <= b.span.start { (a, b) } else { (b, a) };
                let apart = (other.span.start - top.span.start) as f32 * plan.minute_height;
                assert!(!lanes || !columns || apart >= tall(top), "{density:?} {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn a_break_of_one_stream_covers_only_the_rooms_of_that_stream() {
    let mut schedule = made::camp();
    let (mine, other) = (StreamId(made::bytes(0)), StreamId(made::bytes(1)));
    for (n, stream) in [(0, mine), (4, other), (5, other)] {
        let room = Arc::make_mut(schedule.rooms.get_mut(&made::room(n)).unwrap());
        room.streams = vec![stream].into();
    }
    let id = FixedId(made::bytes(50));
    let lunch = Fixed {
        streams: vec![other].into(),
        placement: made::timed(made::day(0), 720, 30, &[]).into(),
        ..Fixed::default()
    };
    schedule.fixed.insert(id, Arc::new(lunch));
    let rooms = |schedule: &Schedule| -> Vec<RoomId> {
        let plan = Plan::of(schedule, made::day(0), None);
        let bands = plan.blocks.iter().filter(|block| block.item == Item::Fixed(id));
        bands.flat_map(|block| plan.rooms[block.columns.0..=block.columns.1].to_vec()).collect()
    };
    let covered = rooms(&schedule);
    assert!(!covered.contains(&made::room(0)), "the leaders have no lunch now");
    assert!(covered.contains(&made::room(4)) && covered.contains(&made::room(5)));
    // A break of a stream without rooms is still seen.
    let item = Arc::make_mut(schedule.fixed.get_mut(&id).unwrap());
    item.streams = vec![StreamId(made::bytes(77))].into();
    assert!(!rooms(&schedule).is_empty());
}

#[test]
fn no_empty_cell_is_offered_where_a_session_of_another_stream_is() {
    let mut schedule = made::camp();
    let [leaders, makers] = [0, 1].map(|n| StreamId(made::bytes(n)));
    // Joint: of the makers, in their slot, and in the hall of the leaders.
    let hall = Arc::make_mut(schedule.rooms.get_mut(&made::room(1)).unwrap());
    hall.streams = vec![leaders].into();
    let joint =
        put(&mut schedule, 400, made::slotted(made::slot(30), &[made::room(1), made::room(4)]));
    let session = Arc::make_mut(schedule.sessions.get_mut(&joint).unwrap());
    session.stream = Some(makers).into();
    let plan = Plan::of(&schedule, made::day(0), Some(leaders));
    let there = blocks(&plan, joint);
    assert!(!there.is_empty(), "{:?}", plan.blocks);
    assert!(plan.rows.iter().all(|row| !row.slots.contains(&made::slot(30))), "not its row");
    // At a time at which leaders have no slot it is nothing to them.
    let span = Span { day: made::day(0), start: 750, minutes: 50 };
    schedule.slots.insert(made::slot(40), Arc::new(made::slot_at(span, &[makers])));
    let apart = made::slotted(made::slot(40), &[made::room(1)]);
    let session = Arc::make_mut(schedule.sessions.get_mut(&joint).unwrap());
    session.placement = apart.into();
    let plan = Plan::of(&schedule, made::day(0), Some(leaders));
    assert!(blocks(&plan, joint).is_empty(), "{:?}", plan.rows);
}
