//! What organisers do to the frame of an event: the rest of a day, the order of rooms, what hangs.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test says what it expects by failing; the desk has more than is used here"
)]

mod desk;

use desk::Desk;
use shared::{
    command::{Command, FixedEdit, Refusal, RoomEdit, StreamEdit, Thing},
    ids::{FixedId, RoomId, SessionId, StreamId},
    schedule::{Placement, Schedule, When},
    upkeep::{Hanging, Shift, Timed, hanging, one_room_along, one_stream_along, shift},
};

const LUNCH: FixedId = FixedId([3; 16]);

fn timed(desk: &Desk, start: u32, rooms: &[u32]) -> Placement {
    let rooms = rooms.iter().map(|n| desk.room(*n)).collect();
    Placement::At { when: When::Timed { day: desk.day(), start, minutes: 30 }, rooms }
}

/// Lunch at 12:00, a session in the third slot, one at 11:20, one cancelled at 12:10.
fn busy() -> (Desk, [SessionId; 3]) {
    let mut desk = Desk::with_grid(1);
    let edit = FixedEdit {
        title: Some("Lunch".to_owned()),
        placement: Some(timed(&desk, 720, &[])),
        ..FixedEdit::default()
    };
    desk.run(Command::PutFixed { fixed: LUNCH, edit }).unwrap();
    let [a, b, c] = ["In a slot", "At its own time", "Cancelled"].map(|title| desk.pitch(title));
    desk.place(a, 2, 0).unwrap();
    desk.run(Command::Place { session: b, to: timed(&desk, 680, &[1]) }).unwrap();
    desk.run(Command::Place { session: c, to: timed(&desk, 730, &[2]) }).unwrap();
    desk.run(Command::Cancel(c)).unwrap();
    (desk, [a, b, c])
}

fn starts(schedule: &Schedule, own_time: SessionId) -> Vec<u32> {
    let session = &schedule.sessions[&own_time].placement;
    let placements = [&schedule.fixed[&LUNCH].placement, session];
    let slots = schedule.slots.values().map(|slot| slot.span.value.start);
    let others = placements.map(|at| schedule.span(&at.value).unwrap().start);
    slots.chain(others).collect()
}

#[test]
fn the_rest_of_the_day_goes_as_one_act_that_is_undone_as_one() {
    let (mut desk, [a, b, _]) = busy();
    let before = desk.schedule();
    let asked = Shift { day: desk.day(), from: 680, by: 15 };
    let (moved, command) = shift(&before, asked).unwrap();
    let told: Vec<_> = moved.iter().map(|one| (one.what, one.from.start, one.to)).collect();
    let expected = vec![
        (Timed::Session(b), 680, 695),
        (Timed::Slot(desk.slot(2)), 720, 735),
        (Timed::Fixed(LUNCH), 720, 735),
        (Timed::Slot(desk.slot(3)), 780, 795),
    ];
    let mut sorted = told.clone();
    sorted.sort();
    let mut wanted = expected;
    wanted.sort();
    assert_eq!(sorted, wanted);
    assert!(told.is_sorted_by_key(|(_, from, _)| *from), "in the order of time");
    let set = desk.run(command).unwrap();
    let after = desk.schedule();
    assert_eq!(starts(&after, b), [600, 660, 735, 795, 735, 695]);
    let places = |schedule: &Schedule| schedule.sessions[&a].placement.value.clone();
    assert_eq!(places(&after), places(&before), "it stays in its slot");
    assert_eq!(after.span(&places(&after)).unwrap().start, 735);
    desk.run(Command::Undo { set, keep_later_edits: false }).unwrap();
    assert_eq!(starts(&desk.schedule(), b), starts(&before, b));
}

#[test]
fn a_day_is_not_shifted_out_of_itself_nor_by_nothing() {
    let (mut desk, _) = busy();
    let schedule = desk.schedule();
    let try_it = |from, by| shift(&schedule, Shift { day: desk.day(), from, by });
    let out = try_it(0, -601);
    assert!(matches!(out, Err(Refusal::Invalid { field: "time", .. })), "{out:?}");
    let out = try_it(780, 3_600);
    assert!(matches!(out, Err(Refusal::Invalid { field: "time", .. })), "{out:?}");
    assert_eq!(try_it(600, 0), Err(Refusal::NothingToDo));
    assert_eq!(try_it(1_200, 15), Err(Refusal::NothingToDo), "nothing begins so late");
}

#[test]
fn what_was_removed_stays_where_it_was() {
    let (mut desk, [_, b, _]) = busy();
    desk.run(Command::Remove(Thing::Slot(desk.slot(3)))).unwrap();
    desk.run(Command::Remove(Thing::Room(desk.room(1)))).unwrap();
    let asked = Shift { day: desk.day(), from: 600, by: 5 };
    let (_, command) = shift(&desk.schedule(), asked).unwrap();
    desk.run(command).unwrap();
    assert_eq!(starts(&desk.schedule(), b), [605, 665, 725, 780, 725, 680]);
}

fn names(desk: &mut Desk) -> Vec<String> {
    let schedule = desk.schedule();
    let rooms = schedule.rooms_in_order().into_iter();
    rooms.map(|(_, room)| room.name.value.replace("Room ", "")).collect()
}

fn go(desk: &mut Desk, n: u32, back: bool) -> bool {
    let command = one_room_along(&desk.schedule(), desk.room(n), back);
    let there = command.is_some();
    command.into_iter().for_each(|command| {
        desk.run(command).unwrap();
    });
    there
}

#[test]
fn rooms_go_up_and_down_one_place_at_a_time() {
    let mut desk = Desk::with_grid(1);
    assert_eq!(names(&mut desk), ["0", "1", "2", "3"]);
    assert!(go(&mut desk, 3, true));
    assert_eq!(names(&mut desk), ["0", "1", "3", "2"]);
    assert!(go(&mut desk, 0, false));
    assert_eq!(names(&mut desk), ["1", "0", "3", "2"]);
    assert!(!go(&mut desk, 1, true) && !go(&mut desk, 2, false), "the ends are ends");
    // Again and again between the same two there is no room left: all are numbered anew.
    for _ in 0..40 {
        assert!(go(&mut desk, 3, true));
        assert!(go(&mut desk, 3, false));
    }
    assert_eq!(names(&mut desk), ["1", "0", "3", "2"]);
    for n in [2, 2, 2] {
        assert!(go(&mut desk, n, true));
    }
    assert_eq!(names(&mut desk), ["2", "1", "0", "3"]);
}

#[test]
fn an_order_that_another_program_made_is_numbered_anew() {
    let mut desk = Desk::with_grid(1);
    for n in 0..4 {
        let edit = RoomEdit { order: Some("a".to_owned()), ..RoomEdit::default() };
        desk.run(Command::PutRoom { room: desk.room(n), edit }).unwrap();
    }
    let before = names(&mut desk);
    let first: u32 = before[0].parse().unwrap();
    assert!(go(&mut desk, first, false));
    assert_eq!(
        names(&mut desk),
        [&before[1], &before[0], &before[2], &before[3]].map(String::as_str)
    );
}

#[test]
fn streams_go_up_and_down_too() {
    let mut desk = Desk::with_grid(1);
    for n in 1..=3 {
        let edit = StreamEdit { name: Some(format!("Stream {n}")), ..StreamEdit::default() };
        desk.run(Command::PutStream { stream: StreamId([n; 16]), edit }).unwrap();
    }
    let command = one_stream_along(&desk.schedule(), StreamId([3; 16]), true).unwrap();
    assert!(matches!(command, Command::PutStream { .. }), "only what moves is written");
    desk.run(command).unwrap();
    let schedule = desk.schedule();
    let order: Vec<_> = schedule.streams_of(desk.day()).iter().map(|(id, _)| id.0[0]).collect();
    assert_eq!(order, [1, 3, 2]);
    assert_eq!(one_stream_along(&schedule, StreamId([9; 16]), true), None);
}

#[test]
fn what_hangs_on_a_thing_is_counted() {
    let (mut desk, _) = busy();
    let schedule = desk.schedule();
    let all = |sessions, fixed, slots| Hanging { sessions, fixed, slots, rooms: 0 };
    assert_eq!(hanging(&schedule, Thing::Day(desk.day())), all(2, 1, 4));
    assert_eq!(hanging(&schedule, Thing::Slot(desk.slot(2))), all(1, 0, 0));
    assert_eq!(hanging(&schedule, Thing::Room(desk.room(1))), all(1, 0, 0));
    assert!(hanging(&schedule, Thing::Room(desk.room(2))).is_nothing(), "it was cancelled");
    assert!(hanging(&schedule, Thing::Slot(desk.slot(0))).is_nothing());
    assert!(hanging(&schedule, Thing::Fixed(LUNCH)).is_nothing());
    let stream = StreamId([1; 16]);
    let edit = StreamEdit { name: Some("Makers".to_owned()), ..StreamEdit::default() };
    desk.run(Command::PutStream { stream, edit }).unwrap();
    let edit = RoomEdit { streams: Some(vec![stream]), ..RoomEdit::default() };
    desk.run(Command::PutRoom { room: desk.room(0), edit }).unwrap();
    let of_stream = hanging(&desk.schedule(), Thing::Stream(stream));
    assert_eq!(of_stream, Hanging { rooms: 1, ..Hanging::default() });
    assert!(hanging(&desk.schedule(), Thing::Room(RoomId([0; 16]))).is_nothing());
}
