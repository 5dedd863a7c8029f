//! What happened to sessions: the same list on every device, whatever order changes come in.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test says what it expects by failing; the desk has more than is used here"
)]

mod desk;

use desk::{Desk, Raw, merge};
use proptest::prelude::*;
use shared::{
    command::{Command, SessionEdit},
    documents::Documents,
    ids::SessionId,
    limits,
    schedule::{Happened, Placement},
};
use std::collections::{BTreeMap, BTreeSet};

/// What happened to a session, in words.
fn story(desk: &mut Desk, session: SessionId) -> Vec<String> {
    let place = |desk: &Desk, placement: &Placement| {
        let cells = (0..16).map(|n| (n / 4, n % 4));
        let cell = cells.clone().find(|(slot, room)| desk.cell(*slot, *room) == *placement);
        cell.map_or("shelf".to_owned(), |(slot, room)| format!("{slot}/{room}"))
    };
    let schedule = desk.schedule();
    let told = schedule.moves_of(session).map(|moved| {
        let what = match &moved.what {
            Happened::Pitched => "pitched".to_owned(),
            Happened::Placed { from, to } => {
                format!("{} to {}", place(desk, from), place(desk, to))
            }
            Happened::Cancelled => "cancelled".to_owned(),
            Happened::Uncancelled => "uncancelled".to_owned(),
            Happened::Withdrawn => "withdrawn".to_owned(),
            Happened::Unwithdrawn => "unwithdrawn".to_owned(),
            Happened::Pinned => "pinned".to_owned(),
            Happened::Unpinned => "unpinned".to_owned(),
            Happened::Merged { .. } => "merged".to_owned(),
            Happened::Unmerged { .. } => "unmerged".to_owned(),
        };
        format!("{}: {what}", moved.kind)
    });
    told.collect()
}

#[test]
fn every_kind_of_act_is_told_with_where_it_came_from() {
    let mut desk = Desk::with_grid(1);
    let (bins, data) = (desk.pitch("Bins"), desk.pitch("Data"));
    desk.place(bins, 0, 0).unwrap();
    desk.place(data, 1, 1).unwrap();
    let swapped = desk.run(Command::Swap { a: bins, b: data }).unwrap();
    desk.run(Command::Undo { set: swapped, keep_later_edits: false }).unwrap();
    desk.run(Command::Cancel(bins)).unwrap();
    desk.run(Command::Uncancel(bins)).unwrap();
    desk.run(Command::Place { session: bins, to: Placement::Shelf }).unwrap();
    desk.run(Command::Withdraw(bins)).unwrap();
    desk.run(Command::Unwithdraw(bins)).unwrap();
    desk.run(Command::Dot(bins)).unwrap();
    let told = [
        "pitch: pitched",
        "place: shelf to 0/0",
        "swap: 0/0 to 1/1",
        "undo: 1/1 to 0/0",
        "cancel: cancelled",
        "uncancel: uncancelled",
        "place: 0/0 to shelf",
        "withdraw: withdrawn",
        "unwithdraw: unwithdrawn",
    ];
    assert_eq!(story(&mut desk, bins), told);
    let by = &desk.schedule().moves[0].by;
    assert_eq!((by.at_s, by.doubtful), (1_000 + 10, false));
}

#[test]
fn who_pins_a_session_is_told_and_a_pin_that_stays_is_not() {
    let mut desk = Desk::with_grid(1);
    let bins = desk.pitch("Bins");
    desk.place(bins, 0, 0).unwrap();
    let pin = |pinned| Command::Pin { session: bins, pinned };
    desk.run(pin(true)).unwrap();
    assert!(desk.run(pin(true)).is_err(), "there is nothing to do");
    let freed = desk.run(pin(false)).unwrap();
    desk.run(Command::Undo { set: freed, keep_later_edits: false }).unwrap();
    let told = story(&mut desk, bins);
    assert_eq!(told[2..], ["pin: pinned", "pin: unpinned", "undo: pinned"]);
}

#[test]
fn an_import_is_told_once_a_session() {
    let mut desk = Desk::with_grid(1);
    let session = desk::id(77);
    let edit = SessionEdit { title: Some("Parks".into()), ..SessionEdit::default() };
    let place = |n| Command::Place { session, to: desk.cell(n, n) };
    let commands = vec![Command::Pitch { session, edit }, place(0), place(1)];
    desk.run(Command::Import { commands, people: Vec::new() }).unwrap();
    assert_eq!(story(&mut desk, session), ["import: pitched", "import: shelf to 1/1"]);
}

#[test]
fn two_who_move_at_once_are_both_told_as_each_saw_it_and_so_is_the_choice() {
    let mut a = Desk::with_grid(1);
    let bins = a.pitch("Bins");
    a.place(bins, 0, 0).unwrap();
    let mut b = a.copy(2);
    a.place(bins, 1, 1).unwrap();
    b.place(bins, 2, 2).unwrap();
    merge(&mut a, &mut b);
    let answers = shared::clash::clashes(&a.schedule())[0].answers.clone();
    // The second device's is shown: choosing it moves nothing, choosing the other one does.
    a.run(answers[0].command.clone()).unwrap();
    let both = ["place: 0/0 to 1/1", "place: 0/0 to 2/2"];
    assert_eq!(story(&mut a, bins)[2..], both);
    b.run(answers[1].command.clone()).unwrap();
    assert_eq!(story(&mut b, bins)[2..], [&both[..], &["choose: 2/2 to 1/1"]].concat());
}

#[test]
fn the_oldest_moves_are_let_go_and_what_is_left_still_says_from_where() {
    let mut desk = Desk::with_grid(1);
    let bins = desk.pitch("Bins");
    let mut slow = desk.copy(2);
    // Made beside everything that follows, and kept to the end: it replaces nothing.
    slow.place(bins, 3, 3).unwrap();
    for n in 0..=limits::SESSION_MOVES_MAX as u32 {
        desk.place(bins, n % 2, 0).unwrap();
    }
    let told = story(&mut desk, bins);
    assert_eq!(told.len(), limits::SESSION_MOVES_MAX + 1);
    assert_eq!(told[..2], ["pitch: pitched", "place: 0/0 to 1/0"]);
    merge(&mut desk, &mut slow);
    assert_eq!(story(&mut desk, bins), told);
    assert_eq!(desk.schedule().moves, slow.schedule().moves);
}

#[test]
fn a_clock_in_doubt_does_not_say_what_came_first() {
    let mut desk = Desk::with_grid(1);
    let bins = desk.pitch("Bins");
    desk.place(bins, 0, 0).unwrap();
    let mut old = desk.copy(2);
    old.clock(-5_000, true);
    old.place(bins, 1, 1).unwrap();
    old.run(Command::Withdraw(bins)).unwrap();
    let told = ["pitched", "shelf to 0/0", "0/0 to 1/1"];
    let all = story(&mut old, bins).join("; ");
    let places: Vec<_> = told.iter().map(|words| all.find(words).unwrap()).collect();
    assert!(places.is_sorted(), "{all}");
    assert!(all.contains("withdrawn"), "{all}");
}

#[test]
fn the_moves_of_a_hidden_session_are_kept_and_not_shown() {
    let mut desk = Desk::with_grid(1);
    let (bins, data) = (desk.pitch("Bins"), desk.pitch("Data"));
    desk.run(Command::Hide { session: bins, hidden: true }).unwrap();
    let schedule = desk.schedule();
    assert_eq!(schedule.moves.len(), 2);
    let shown: Vec<_> = schedule.moves_shown().map(|moved| moved.session).collect();
    assert_eq!(shown, [data]);
}

/// The changes in an order that a number gives.
fn shuffled(changes: &[Raw], seed: u64) -> Vec<Raw> {
    let keyed = changes.iter().enumerate().map(|(n, change)| {
        let mixed = (seed ^ n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed.rotate_left(23).wrapping_mul(0xd134_2543_de82_ef95), change.clone())
    });
    keyed.collect::<BTreeMap<_, _>>().into_values().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_the_same_changes_gives_the_same_moves(
        acts in prop::collection::vec((0..3usize, 0..23u8, any::<u8>(), any::<u8>()), 1..60),
        meets in prop::collection::vec((0..3usize, 0..3usize), 1..12),
        seed: u64,
    ) {
        let base = Desk::with_grid(1);
        let mut desks = [base.copy(2), base.copy(3), base.copy(4)];
        for (n, (who, what, x, y)) in acts.iter().enumerate() {
            desks[*who].random_act(*what, *x, *y);
            if let Some((from, to)) = meets.get(n / 5).filter(|(from, to)| n % 5 == 0 && from != to) {
                let changes = desks[*from].changes();
                desks[*to].take(&changes);
            }
        }
        let all: Vec<_> = desks.iter().flat_map(Desk::changes).collect();
        for desk in &mut desks {
            desk.take(&all);
        }
        let moves = desks[0].schedule().moves.clone();
        let slot_moves = desks[0].schedule().slot_moves.clone();
        let mut late = base.copy(9);
        late.take(&shuffled(&all, seed));
        prop_assert_eq!(&late.schedule().moves, &moves);
        prop_assert_eq!(&late.schedule().slot_moves, &slot_moves);
        let mut again = late.documents.without(&BTreeSet::new());
        prop_assert_eq!(&again.schedule().moves, &moves);
        prop_assert_eq!(&again.schedule().slot_moves, &slot_moves);
        // All at once, as from a disk.
        let mut loaded = Documents::genesis();
        for kind in shared::ids::DocumentKind::ALL {
            let changes = late.changes();
            let of_kind = changes.iter().filter(|(other, _)| *other == kind);
            let raw: Vec<&[u8]> = of_kind.map(|(_, raw)| raw.as_slice()).collect();
            loaded.admit(kind, &raw);
        }
        prop_assert_eq!(&loaded.schedule().moves, &moves);
        prop_assert_eq!(&loaded.schedule().slot_moves, &slot_moves);
        for moved in slot_moves.iter() {
            prop_assert_ne!(moved.from, moved.to);
        }
        for moved in moves.iter() {
            if let Happened::Placed { from, to } = &moved.what {
                prop_assert_ne!(from, to);
            }
        }
    }
}

#[test]
fn merging_and_parting_is_told_of_both() {
    let mut desk = Desk::with_grid(1);
    let (bins, waste) = (desk.pitch("Bins"), desk.pitch("Waste"));
    let merged = desk.run(Command::Merge { session: bins, into: waste }).unwrap();
    desk.run(Command::Unmerge(bins)).unwrap();
    desk.run(Command::Merge { session: bins, into: waste }).unwrap();
    let told = ["pitch: pitched", "merge: merged", "unmerge: unmerged", "merge: merged"];
    assert_eq!(story(&mut desk, bins), told);
    assert_eq!(story(&mut desk, waste), told, "who is looked for under the other finds both");
    let into: Vec<_> = desk.schedule().moves.iter().map(|moved| moved.what.clone()).collect();
    assert!(into.contains(&Happened::Merged { into: waste }), "{into:?}");
    assert!(desk.run(Command::Undo { set: merged, keep_later_edits: false }).is_err());
}

fn starts(desk: &mut Desk) -> Vec<(u32, u32)> {
    let moves = &desk.schedule().slot_moves;
    moves.iter().map(|moved| (moved.from.start, moved.to.start)).collect()
}

fn shift(desk: &mut Desk, from: u32, by: i32) -> shared::ids::SetId {
    let asked = shared::upkeep::Shift { day: desk.day(), from, by };
    let (_, command) = shared::upkeep::shift(&desk.schedule(), asked).unwrap();
    desk.run(command).unwrap()
}

#[test]
fn slots_that_go_are_told_with_the_time_they_had_and_so_is_the_way_back() {
    let mut desk = Desk::with_grid(1);
    assert_eq!(starts(&mut desk), [], "that a slot was made moves nothing");
    let shifted = shift(&mut desk, 700, 20);
    assert_eq!(starts(&mut desk), [(720, 740), (780, 800)]);
    desk.run(Command::Undo { set: shifted, keep_later_edits: false }).unwrap();
    assert_eq!(starts(&mut desk), [(720, 740), (780, 800), (740, 720), (800, 780)]);
    let kinds: Vec<_> = desk.schedule().slot_moves.iter().map(|moved| moved.kind.clone()).collect();
    assert_eq!(kinds, ["together", "together", "undo", "undo"]);
}

#[test]
fn a_place_that_was_left_keeps_the_time_that_it_had_then() {
    let mut desk = Desk::with_grid(1);
    let (bins, data) = (desk.pitch("Bins"), desk.pitch("Data"));
    desk.place(bins, 2, 0).unwrap();
    desk.place(data, 3, 0).unwrap();
    desk.place(bins, 3, 1).unwrap();
    let before_s = desk.schedule().moves.last().unwrap().by.at_s;
    shift(&mut desk, 700, 20);
    let schedule = desk.schedule();
    let start = |at_s| schedule.span(&schedule.as_then(&desk.cell(2, 0), at_s)).unwrap().start;
    assert_eq!((start(before_s), start(i64::MAX)), (720, 740));
    let told = |id| schedule.slot_moves_of(id).iter().map(|m| m.to.start).collect::<Vec<_>>();
    assert_eq!((told(bins), told(data)), (vec![800], vec![800]), "those that were in it then");
}

#[test]
fn the_oldest_moves_of_a_slot_are_let_go() {
    let mut desk = Desk::with_grid(1);
    for n in 0..40 {
        shift(&mut desk, 780, if n % 2 == 0 { 5 } else { -5 });
    }
    let told = starts(&mut desk);
    assert_eq!(told.len(), limits::SLOT_MOVES_MAX);
    assert_eq!(told[0], (780, 785));
}
