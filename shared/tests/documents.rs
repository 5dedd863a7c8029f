//! What people ask for, what becomes of it, and what everyone sees after a merge.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    dead_code,
    reason = "a test says what it expects by failing"
)]

mod desk;

use desk::{Desk, id, merge, person};
use proptest::prelude::*;
use shared::{
    clash::{Clash, ClashKind, clashes},
    command::{Command, EventEdit, Refusal, RoomEdit, SessionEdit, SlotEdit, Thing},
    documents::{Documents, Misfit},
    ids::{DocumentKind, RoomId, SlotId},
    roster::Role,
    schedule::{Issue, Placement, When},
};

#[test]
fn a_pitch_is_placed_moved_swapped_and_shelved() {
    let mut desk = Desk::with_grid(1);
    let (bins, data) = (desk.pitch("Bins"), desk.pitch("Open data"));
    desk.place(bins, 0, 0).unwrap();
    desk.place(data, 1, 1).unwrap();
    desk.run(Command::Swap { a: bins, b: data }).unwrap();
    assert_eq!(desk.where_is(bins), desk.cell(1, 1));
    assert_eq!(desk.where_is(data), desk.cell(0, 0));
    desk.run(Command::Place { session: bins, to: Placement::Shelf }).unwrap();
    assert_eq!(desk.schedule().shelf().first().map(|(id, _)| *id), Some(bins));
    assert_eq!(
        desk.run(Command::Place { session: bins, to: Placement::Shelf }),
        Err(Refusal::NothingToDo)
    );
}

#[test]
fn every_refusal_says_why_and_changes_nothing() {
    let mut desk = Desk::with_grid(1);
    let bins = desk.pitch("Bins");
    desk.place(bins, 0, 0).unwrap();
    let heads = desk.heads();
    let edit =
        |title: &str| SessionEdit { title: Some(title.to_owned()), ..SessionEdit::default() };
    let nowhere = Placement::At { when: When::Slot(SlotId([9; 16])), rooms: vec![RoomId([1; 16])] };
    let cases = [
        (
            Command::Pitch { session: id(900), edit: SessionEdit::default() },
            "the session needs a title",
        ),
        (Command::Pitch { session: id(900), edit: edit(" ") }, "title is empty"),
        (Command::Pitch { session: id(900), edit: edit("two\nlines") }, "title holds a line end"),
        (Command::Pitch { session: id(900), edit: edit(&"x".repeat(1_001)) }, "title is too long"),
        (Command::Pitch { session: bins, edit: edit("Bins") }, "session has the id of another"),
        (Command::EditSession { session: id(901), edit: edit("x") }, "the session is not known"),
        (Command::Place { session: bins, to: nowhere }, "the slot is not known"),
        (Command::Remove(Thing::Room(RoomId([7; 16]))), "the room is not known"),
        (
            Command::SetEvent(EventEdit {
                zone: Some("Mars/Base".to_owned()),
                ..EventEdit::default()
            }),
            "zone \"Mars/Base\" is not a time zone such as Europe/London",
        ),
        (
            Command::PutSlot {
                slot: SlotId([5; 16]),
                edit: SlotEdit { span: Some((desk.day(), 600, 0)), ..SlotEdit::default() },
            },
            "time is out of bounds",
        ),
        (Command::Undo { set: desk::set(999), keep_later_edits: false }, "cannot be undone here"),
    ];
    for (command, words) in cases {
        let refusal = desk.run(command.clone()).unwrap_err().to_string();
        assert!(refusal.contains(words), "{command:?}: {refusal}");
    }
    assert_eq!(desk.heads(), heads);
}

#[test]
fn a_role_writes_only_its_documents() {
    let mut desk = Desk::with_grid(1);
    let bins = desk.pitch("Bins");
    let room = Command::PutRoom {
        room: RoomId([1; 16]),
        edit: RoomEdit { name: Some("New".into()), ..RoomEdit::default() },
    };
    let place = Command::Place { session: bins, to: desk.cell(0, 0) };
    let dot = Command::Dot(bins);
    let allowed = |role: Option<Role>, desk: &mut Desk, command: &Command| {
        !matches!(desk.run_as(role, command.clone()), Err(Refusal::NotAllowed { .. }))
    };
    let table = [
        (None, [false, false, false]),
        (Some(Role::Viewer), [false, false, false]),
        (Some(Role::Kiosk), [false, false, true]),
        (Some(Role::Volunteer), [false, true, true]),
        (Some(Role::Organiser), [true, true, true]),
    ];
    for (role, expected) in table {
        let mut fresh = desk.copy(2);
        let got = [&room, &place, &dot].map(|command| allowed(role, &mut fresh, command));
        assert_eq!(got, expected, "{role:?}");
    }
}

#[test]
fn placements_made_at_once_keep_both_and_one_touch_settles_them_everywhere() {
    let mut a = Desk::with_grid(1);
    let bins = a.pitch("Bins");
    let mut b = a.copy(2);
    a.place(bins, 0, 0).unwrap();
    b.place(bins, 3, 2).unwrap();
    merge(&mut a, &mut b);
    assert_eq!(a.schedule(), b.schedule());
    let found = clashes(&a.schedule());
    assert_eq!(found, clashes(&b.schedule()));
    let clash =
        found.iter().find(|clash| matches!(clash.kind, ClashKind::Placements { .. })).unwrap();
    let ClashKind::Placements { versions, .. } = &clash.kind else { unreachable!() };
    assert_eq!(versions.len(), 2);
    assert_ne!(versions[0].1.device, versions[1].1.device);
    // The other version than the one that is shown.
    a.run(clash.answers[1].command.clone()).unwrap();
    merge(&mut a, &mut b);
    for desk in [&mut a, &mut b] {
        assert_eq!(shared::documents::placement_text(&desk.where_is(bins)), versions[1].0);
        assert!(clashes(&desk.schedule()).is_empty());
    }
}

#[test]
fn the_same_placement_made_twice_is_no_clash() {
    let mut a = Desk::with_grid(1);
    let bins = a.pitch("Bins");
    let mut b = a.copy(2);
    a.place(bins, 0, 0).unwrap();
    b.place(bins, 0, 0).unwrap();
    merge(&mut a, &mut b);
    assert!(clashes(&a.schedule()).is_empty());
}

#[test]
fn two_sessions_in_one_room_and_a_host_in_two_are_listed_until_settled() {
    let mut a = Desk::with_grid(1);
    let host = person(1);
    let (bins, data, waste) =
        (a.pitch_by("Bins", host), a.pitch_by("Data", host), a.pitch("Waste"));
    a.place(bins, 0, 0).unwrap();
    a.place(data, 0, 1).unwrap();
    a.place(waste, 0, 0).unwrap();
    let kinds: Vec<_> = clashes(&a.schedule()).into_iter().map(|clash| clash.kind).collect();
    assert!(matches!(kinds[0], ClashKind::SameRoom { .. }), "{kinds:?}");
    assert!(matches!(kinds[1], ClashKind::HostTwice { person, .. } if person == host));
    assert_eq!(kinds.len(), 2);
    let same_room = clashes(&a.schedule())[0].clone();
    a.run(Command::Settle { clash: same_room.key }).unwrap();
    assert_eq!(clashes(&a.schedule()).len(), 1);
    // Moved away and back: the changes are others, so the clash is open again.
    a.place(waste, 2, 2).unwrap();
    a.place(waste, 0, 0).unwrap();
    assert_eq!(clashes(&a.schedule()).len(), 2);
    a.run(same_room.answers[0].command.clone()).unwrap();
    assert_eq!(clashes(&a.schedule()).len(), 1);
}

#[test]
fn a_slot_removed_while_a_session_moves_into_it_is_shown() {
    let mut a = Desk::with_grid(1);
    let bins = a.pitch("Bins");
    let mut b = a.copy(2);
    a.run(Command::Remove(Thing::Slot(a.slot(2)))).unwrap();
    b.place(bins, 2, 0).unwrap();
    merge(&mut a, &mut b);
    let found = clashes(&a.schedule());
    assert!(matches!(found[0].kind, ClashKind::LostSlot { removed: true, .. }), "{found:?}");
    let restore = clashes(&b.schedule())[0].answers[1].command.clone();
    b.run(restore).unwrap();
    merge(&mut a, &mut b);
    assert!(clashes(&a.schedule()).is_empty());
}

#[test]
fn an_edit_beside_a_withdrawal_or_a_cancellation_is_shown() {
    let mut a = Desk::with_grid(1);
    let (bins, data) = (a.pitch("Bins"), a.pitch("Data"));
    a.place(data, 0, 0).unwrap();
    let mut b = a.copy(2);
    a.run(Command::Withdraw(bins)).unwrap();
    a.run(Command::Cancel(data)).unwrap();
    let title = Some("Bins, better".to_owned());
    let edit = SessionEdit { title, ..SessionEdit::default() };
    b.run(Command::EditSession { session: bins, edit }).unwrap();
    b.place(data, 3, 3).unwrap();
    merge(&mut a, &mut b);
    let of_bins = |desk: &mut Desk| {
        let is_of_bins = |clash: &Clash| matches!(clash.kind, ClashKind::EditedWhileRemoved { session, .. } if session == bins);
        clashes(&desk.schedule()).iter().any(is_of_bins)
    };
    a.run(Command::Hide { session: bins, hidden: true }).unwrap();
    assert!(!of_bins(&mut a), "what is hidden is named to nobody");
    a.run(Command::Hide { session: bins, hidden: false }).unwrap();
    assert!(of_bins(&mut a));
    let found = clashes(&a.schedule());
    let removed: Vec<_> = found
        .iter()
        .filter_map(|clash| match clash.kind {
            ClashKind::EditedWhileRemoved { session, cancelled, .. } => Some((session, cancelled)),
            _ => None,
        })
        .collect();
    let mut expected = vec![(bins, false), (data, true)];
    expected.sort();
    assert_eq!(removed, expected);
    assert!(matches!(a.place(data, 1, 1), Err(Refusal::Gone { .. })));
    for clash in found {
        a.run(clash.answers[0].command.clone()).unwrap();
    }
    assert!(clashes(&a.schedule()).is_empty());
    assert!(!a.schedule().sessions[&bins].is_shown());
}

#[test]
fn a_room_too_small_offers_the_smallest_free_one_that_fits() {
    let mut a = Desk::with_grid(1);
    let bins = a.pitch("Bins");
    a.place(bins, 0, 0).unwrap();
    // Rooms of the grid hold 10, 20, 30, 40.
    for _ in 0..25 {
        a.run(Command::Dot(bins)).unwrap();
    }
    let found = clashes(&a.schedule());
    assert!(matches!(found[0].kind, ClashKind::RoomTooSmall { capacity: 10, dots: 25, .. }));
    a.run(found[0].answers[0].command.clone()).unwrap();
    assert_eq!(a.where_is(bins), a.cell(0, 2));
    assert!(clashes(&a.schedule()).is_empty());
}

#[test]
fn dots_of_many_devices_add_up() {
    let mut a = Desk::with_grid(1);
    let bins = a.pitch("Bins");
    let mut b = a.copy(2);
    for _ in 0..5 {
        a.run(Command::Dot(bins)).unwrap();
    }
    for _ in 0..3 {
        b.run(Command::Dot(bins)).unwrap();
    }
    b.run(Command::Undot(bins)).unwrap();
    merge(&mut a, &mut b);
    assert_eq!(a.schedule().sessions[&bins].dots, 7);
}

#[test]
fn undo_writes_back_only_what_nobody_changed_since() {
    let mut a = Desk::with_grid(1);
    let (bins, data) = (a.pitch("Bins"), a.pitch("Data"));
    a.place(bins, 0, 0).unwrap();
    a.place(data, 1, 1).unwrap();
    let swap = a.run(Command::Swap { a: bins, b: data }).unwrap();
    let mut b = a.copy(2);
    b.place(data, 3, 3).unwrap();
    merge(&mut a, &mut b);
    let undo = |keep_later_edits| Command::Undo { set: swap, keep_later_edits };
    let Err(Refusal::ChangedSince { what }) = a.run(undo(false)) else { panic!("asks first") };
    assert_eq!(what.len(), 1);
    let undone = a.run(undo(true)).unwrap();
    assert_eq!(a.where_is(bins), a.cell(0, 0));
    assert_eq!(a.where_is(data), a.cell(3, 3));
    assert!(matches!(b.run(undo(true)), Err(Refusal::NotYours { .. })));
    // The undo is an edit like any other: undoing it swaps again.
    a.run(Command::Undo { set: undone, keep_later_edits: false }).unwrap();
    assert_eq!(a.where_is(bins), a.cell(1, 1));
}

#[test]
fn undo_of_a_pitch_withdraws_it_and_undo_of_a_dot_takes_one_away() {
    let mut a = Desk::with_grid(1);
    let (bins, pitched) = a.pitch_in_set("Bins");
    let dotted = a.run(Command::Dot(bins)).unwrap();
    a.run(Command::Dot(bins)).unwrap();
    a.run(Command::Undo { set: dotted, keep_later_edits: false }).unwrap();
    assert_eq!(a.schedule().sessions[&bins].dots, 1);
    a.run(Command::Undo { set: pitched, keep_later_edits: false }).unwrap();
    assert!(!a.schedule().sessions[&bins].is_shown());
    assert!(clashes(&a.schedule()).is_empty());
}

#[test]
fn an_import_is_one_set_of_several_changes_never_half() {
    let mut a = Desk::with_grid(1);
    let heads = a.heads();
    let big = |n: u32| Command::Pitch {
        session: id(5_000 + n),
        edit: SessionEdit {
            title: Some(format!("Session {n}")),
            text: Some("word ".repeat(800)),
            ..SessionEdit::default()
        },
    };
    let mut commands: Vec<_> = (0..300).map(big).collect();
    let to = a.cell(0, 0);
    commands.push(Command::Place { session: id(5_000), to });
    let mut broken = commands.clone();
    broken.push(Command::Dot(id(1)));
    let import = |commands| Command::Import { commands, people: Vec::new() };
    assert!(a.run(import(broken)).is_err());
    assert_eq!(a.heads(), heads, "a refused import leaves nothing");
    let set = a.run(import(commands)).unwrap();
    let parts = a.documents.history().set(&set, a.tag()).len();
    assert!(parts > 5, "{parts}");
    let mut late = Desk::with_grid(1).copy(3);
    // All but the last part arrive.
    let all = a.changes();
    let (last, most) = all.split_last().unwrap();
    late.take(most);
    let incomplete = |desk: &mut Desk| {
        desk.schedule().issues.iter().any(|issue| matches!(issue, Issue::IncompleteSet { .. }))
    };
    assert!(incomplete(&mut late));
    late.take(std::slice::from_ref(last));
    assert!(!incomplete(&mut late));
    a.run(Command::Undo { set, keep_later_edits: false }).unwrap();
    assert_eq!(a.schedule().shown_sessions().count(), 0);
}

#[test]
fn a_change_that_does_not_fit_is_refused_by_its_name() {
    let mut a = Desk::with_grid(1);
    let mut b = a.copy(2);
    let bins = a.pitch("Bins");
    a.run(Command::Dot(bins)).unwrap();
    let changes = a.changes();
    let [.., pitch, dot] = changes.as_slice() else { unreachable!() };
    let floor = DocumentKind::Floor;
    let admit = |desk: &mut Desk, raw: &[u8]| desk.documents.admit(floor, &[raw]).remove(0);
    assert!(matches!(admit(&mut b, &dot.1), Err(Misfit::NotYet(missing)) if missing.len() == 1));
    assert!(matches!(admit(&mut b, b"\x85\x6f\x4a\x83nonsense"), Err(Misfit::Malformed(_))));
    assert!(matches!(admit(&mut b, &[0; 300 << 10]), Err(Misfit::OutOfBounds(_))));
    assert!(admit(&mut b, &pitch.1).is_ok());
    assert_eq!(admit(&mut b, &pitch.1), Err(Misfit::Known));
    // A copy of the disk goes on under the same actor: its next number is taken.
    let mut clone = Desk::with_grid(1).copy(2);
    clone.take(&changes[..changes.len() - 1]);
    clone.same_actor_as(&a);
    clone.run(Command::Undot(bins)).unwrap();
    b.take(std::slice::from_ref(dot));
    let forged = clone.changes().pop().unwrap();
    assert_eq!(admit(&mut b, &forged.1), Err(Misfit::SeqTaken));
}

#[test]
fn what_automerge_gives_back_is_what_was_written() {
    let mut a = Desk::with_grid(1);
    let bins = a.pitch("Bins");
    a.place(bins, 0, 0).unwrap();
    let rebuilt = a.documents.without(&std::collections::BTreeSet::new());
    for kind in DocumentKind::ALL {
        assert_eq!(rebuilt.heads(kind), a.documents.heads(kind));
    }
}

fn act() -> impl Strategy<Value = (u8, u8, u8, u8)> {
    (0..4u8, 0..23u8, any::<u8>(), any::<u8>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Three desks edit, merge in any order, and see the same; reading only what was touched gives
    /// the same as reading everything.
    #[test]
    fn replicas_with_the_same_changes_see_the_same(acts in prop::collection::vec(act(), 1..60)) {
        let base = Desk::with_grid(1);
        let mut desks = [base.copy(2), base.copy(3), base.copy(4)];
        for (who, what, x, y) in acts {
            if who == 3 {
                let (from, to) = (usize::from(x % 3), usize::from(y % 3));
                if from != to {
                    let changes = desks[from].changes();
                    desks[to].take(&changes);
                }
                continue;
            }
            desks[usize::from(who)].random_act(what, x, y);
            let desk = &mut desks[usize::from(who)];
            let full = desk.documents.without(&Default::default()).schedule();
            prop_assert_eq!(desk.schedule(), full);
        }
        let all: Vec<_> = desks.iter().flat_map(Desk::changes).collect();
        for desk in &mut desks {
            desk.take(&all);
        }
        let [a, b, c] = &mut desks;
        prop_assert_eq!(a.schedule(), b.schedule());
        prop_assert_eq!(a.schedule(), c.schedule());
        prop_assert_eq!(clashes(&a.schedule()), clashes(&c.schedule()));
    }

    /// Whatever stands in a document, reading gives a schedule.
    #[test]
    fn garbage_in_any_field_is_an_issue_never_a_panic(
        writes in prop::collection::vec((0..20usize, 0..4u8, 0..32usize, 0..9u8), 1..40),
    ) {
        let mut desk = Desk::with_grid(1);
        let bins = desk.pitch("Bins");
        let _ = desk.place(bins, 0, 0);
        let mut garbage = Documents::genesis();
        desk::garbage(&mut garbage, &desk, &writes);
        let _ = clashes(&garbage.schedule());
    }
}
