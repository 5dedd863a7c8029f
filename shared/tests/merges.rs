//! Pitches that were made parts of others.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test says what it expects by failing; the desk has more than is used here"
)]

mod desk;

use desk::{Desk, merge, person};
use shared::{
    command::{Command, Refusal},
    ids::SessionId,
    schedule::Placement,
};

fn join(desk: &mut Desk, session: SessionId, into: SessionId) -> shared::ids::SetId {
    desk.run(Command::Merge { session, into }).unwrap()
}

fn shown(desk: &mut Desk) -> Vec<SessionId> {
    desk.schedule().shown_sessions().map(|(id, _)| id).collect()
}

#[test]
fn a_merged_pitch_brings_its_hosts_and_dots_and_gets_them_back() {
    let mut desk = Desk::with_grid(1);
    let (anna, bob) = (person(1), person(2));
    let bins = desk.pitch_by("Bins", anna);
    let waste = desk.pitch_by("Waste", bob);
    let more = desk.pitch_by("More waste", anna);
    desk.place(waste, 2, 2).unwrap();
    for session in [bins, waste, waste, more] {
        desk.run(Command::Dot(session)).unwrap();
    }
    let before = desk.schedule();
    join(&mut desk, more, bins);
    join(&mut desk, waste, bins);
    let schedule = desk.schedule();
    assert_eq!(schedule.parts[&bins], [waste, more], "in the order of pitching");
    assert_eq!(schedule.hosts_of(bins), [anna, bob]);
    assert_eq!(schedule.interest_of(bins), 4);
    assert_eq!(shown(&mut desk), [bins]);
    assert!(!schedule.is_shown(waste));
    assert!(matches!(desk.place(waste, 0, 0), Err(Refusal::Gone { .. })));
    assert!(matches!(
        desk.run(Command::Merge { session: bins, into: waste }),
        Err(Refusal::Gone { .. })
    ));
    assert!(matches!(
        desk.run(Command::Merge { session: bins, into: bins }),
        Err(Refusal::Invalid { .. })
    ));
    desk.run(Command::Unmerge(waste)).unwrap();
    desk.run(Command::Unmerge(more)).unwrap();
    let after = desk.schedule();
    assert_eq!(after.sessions, before.sessions);
    assert!(after.parts.is_empty());
    assert_eq!(desk.where_is(waste), desk.cell(2, 2));
}

#[test]
fn a_part_of_a_part_belongs_to_the_last() {
    let mut desk = Desk::with_grid(1);
    let (a, b, c) = (desk.pitch("A"), desk.pitch("B"), desk.pitch("C"));
    join(&mut desk, a, b);
    join(&mut desk, b, c);
    let schedule = desk.schedule();
    assert_eq!(schedule.parts.len(), 1);
    assert_eq!(schedule.parts[&c], [a, b]);
    desk.run(Command::Unmerge(b)).unwrap();
    assert_eq!(desk.schedule().parts[&b], [a]);
}

#[test]
fn two_who_merge_each_way_at_once_keep_one_and_it_is_the_same_everywhere() {
    let mut one = Desk::with_grid(1);
    let (a, b) = (one.pitch("A"), one.pitch("B"));
    let mut other = one.copy(2);
    join(&mut one, a, b);
    join(&mut other, b, a);
    merge(&mut one, &mut other);
    assert_eq!(one.schedule(), other.schedule());
    assert_eq!(shown(&mut one), [a.min(b)]);
    // The one that stands for both can be placed, and taking the other out shows both.
    one.place(a.min(b), 0, 0).unwrap();
    one.run(Command::Unmerge(a.max(b))).unwrap();
    let mut both = [a, b];
    both.sort();
    assert_eq!(shown(&mut one), both);
}

#[test]
fn when_the_whole_goes_its_parts_stand_for_themselves_and_come_back_with_it() {
    let mut one = Desk::with_grid(1);
    let (a, b) = (one.pitch("A"), one.pitch("B"));
    let mut other = one.copy(2);
    join(&mut one, a, b);
    other.run(Command::Withdraw(b)).unwrap();
    merge(&mut one, &mut other);
    assert_eq!(shown(&mut one), [a]);
    one.place(a, 1, 1).unwrap();
    other.run(Command::Unwithdraw(b)).unwrap();
    merge(&mut one, &mut other);
    assert_eq!(shown(&mut one), [b]);
    assert_eq!(one.schedule().sessions[&a].part_of, Some(b));
    // Placed while it stood for itself: that is not lost without a word.
    assert!(one.schedule().sessions[&a].changed_while_merged.is_some());
    let hidden = Command::Hide { session: b, hidden: true };
    one.run(hidden).unwrap();
    assert_eq!(shown(&mut one), [a]);
}

#[test]
fn a_withdrawn_or_hidden_part_counts_for_nothing() {
    let mut desk = Desk::with_grid(1);
    let (anna, bob) = (person(1), person(2));
    let (a, b) = (desk.pitch_by("A", anna), desk.pitch_by("B", bob));
    desk.run(Command::Dot(a)).unwrap();
    join(&mut desk, a, b);
    desk.run(Command::Hide { session: a, hidden: true }).unwrap();
    assert_eq!(desk.schedule().hosts_of(b), [bob]);
    assert_eq!(desk.schedule().interest_of(b), 0);
    desk.run(Command::Hide { session: a, hidden: false }).unwrap();
    assert_eq!(desk.schedule().interest_of(b), 1);
    desk.run(Command::Withdraw(a)).unwrap();
    assert_eq!(desk.schedule().interest_of(b), 0);
}

#[test]
fn a_part_taken_out_and_placed_is_one_act() {
    let mut desk = Desk::with_grid(1);
    let (a, b) = (desk.pitch("A"), desk.pitch("B"));
    join(&mut desk, a, b);
    let commands = vec![Command::Unmerge(a), Command::Place { session: a, to: desk.cell(1, 2) }];
    let set = desk.run(Command::Together { commands, people: Vec::new() }).unwrap();
    assert_eq!(desk.where_is(a), desk.cell(1, 2));
    desk.run(Command::Undo { set, keep_later_edits: false }).unwrap();
    assert_eq!(desk.where_is(a), Placement::Shelf);
    assert_eq!(desk.schedule().parts[&b], [a]);
    assert!(desk.schedule().sessions[&a].changed_while_merged.is_none());
}
