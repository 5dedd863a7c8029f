//! The past: one order on every replica, every moment as it was, and what brings it back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test says what it expects by failing; the desk has more than is used here"
)]

mod desk;

use desk::{Desk, merge};
use proptest::prelude::*;
use shared::{
    command::{Command, NotYours, Refusal, SessionEdit, Thing},
    compare::{Difference, Field, Item, Presence, Scope, Value, compare, within},
    documents::{Act, Documents, Moment, OfDevice, Timeline},
    ids::{DeviceId, DocumentKind, SetId},
    roster::Role,
    schedule::{Placement, Schedule},
};

/// Later than all that is done here, in seconds since 1970.
const NOW_S: i64 = 100_000;

/// Acts of two devices that meet now and then, each with a clock of its own.
type Acts = Vec<(bool, u8, u8, u8, bool)>;

fn acts() -> impl Strategy<Value = Acts> {
    let act = (any::<bool>(), 0..23u8, 0..8u8, 0..8u8, prop::bool::weighted(0.2));
    prop::collection::vec(act, 1..40)
}

fn played(acts: &Acts, wrong_by_s: i64) -> (Desk, Desk) {
    let mut a = Desk::with_grid(1);
    let mut b = a.copy(2);
    b.clock(wrong_by_s, false);
    for (first, what, x, y, meet) in acts {
        let desk = if *first { &mut a } else { &mut b };
        desk.random_act(*what, *x, *y);
        if *meet {
            merge(&mut a, &mut b);
        }
    }
    merge(&mut a, &mut b);
    (a, b)
}

/// A device that has heard of the first changes of a timeline only.
fn heard(desk: &Desk, timeline: &Timeline, place: usize) -> Documents {
    let mut documents = Documents::genesis();
    let all = desk.changes();
    for (kind, hash) in timeline.changes().take(place) {
        let mut taken = false;
        for (_, raw) in all.iter().filter(|(of, _)| *of == kind) {
            let change = automerge::Change::from_bytes(raw.clone()).unwrap();
            if change.hash().0 == hash.0 {
                documents.admit(kind, &[raw]).remove(0).unwrap();
                taken = true;
            }
        }
        assert!(taken, "a change of the timeline is one of the desk's");
    }
    documents
}

fn plain(schedule: &Schedule) -> Schedule {
    Schedule { moves: Default::default(), issues: Vec::new(), ..schedule.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_moment_reads_as_it_would_to_who_heard_no_more(
        acts in acts(),
        wrong_by_s in prop_oneof![Just(0), Just(-1_000_000i64), Just(4_000)],
        share in 0..=100usize,
    ) {
        let (mut a, b) = played(&acts, wrong_by_s);
        let timeline = a.documents.timeline(NOW_S);
        prop_assert_eq!(
            timeline.changes().collect::<Vec<_>>(),
            b.documents.timeline(NOW_S).changes().collect::<Vec<_>>()
        );
        let all: Vec<_> = timeline.changes().collect();
        let place = all.len() * share / 100;
        let moment = match place.checked_sub(1) {
            Some(last) => Moment::After(all[last].1),
            None => Moment::Start,
        };
        let past = a.documents.schedule_at(&timeline, moment).unwrap();
        let mut heard_by = heard(&a, &timeline, place);
        let heard = heard_by.schedule();
        prop_assert_eq!(plain(&past), plain(&heard));
        let heads: Vec<_> =
            DocumentKind::ALL.into_iter().flat_map(|kind| heard_by.heads(kind)).collect();
        let stood = a.documents.moments_of(&timeline, |row| row == heads);
        let expected: Vec<_> = (place > 0).then_some(moment).into_iter().collect();
        prop_assert_eq!(stood.iter().map(|one| one.moment).collect::<Vec<_>>(), expected);
        let last = stood.last().is_none_or(|one| one.until_s.is_some() == (place < all.len()));
        prop_assert!(last, "{stood:?}");
        let now = a.documents.schedule_at(&timeline, Moment::Now).unwrap();
        prop_assert_eq!(plain(&now), plain(&a.schedule()));
        prop_assert_eq!(&now.moves, &a.schedule().moves);
    }

    #[test]
    fn what_is_brought_back_is_as_it_was_and_can_be_undone(acts in acts(), share in 0..=100usize) {
        let (mut a, _) = played(&acts, 0);
        let timeline = a.documents.timeline(NOW_S);
        let turns = timeline.turns();
        let moment = match (turns.len() * share / 100).checked_sub(1) {
            Some(last) => Moment::After(turns[last].by.change),
            None => Moment::Start,
        };
        let past = a.documents.schedule_at(&timeline, moment).unwrap();
        let now = a.schedule();
        let back = a.documents.back_to(&timeline, moment, Scope::Everything, &now).unwrap();
        let expected = match a.documents.preview(&now, &back, &act()) {
            Err(refusal) => {
                prop_assert_eq!(refusal, Refusal::NothingToDo);
                now.clone()
            }
            Ok(then) => {
                let set = a.run(back).unwrap();
                prop_assert_eq!(compare(&then, &a.schedule()), vec![]);
                let then = a.schedule();
                a.run(Command::Undo { set, keep_later_edits: false }).unwrap();
                prop_assert_eq!(compare(&now, &a.schedule()), vec![]);
                then
            }
        };
        for difference in compare(&past, &expected) {
            prop_assert!(may_stay(&difference), "{difference:?}");
        }
    }
}

/// What bringing back leaves alone: interest, what is hidden, full or announced, and what was
/// pitched or made since, which goes to the shelf or is removed.
fn may_stay(difference: &Difference) -> bool {
    let made = difference.before == Value::Presence(Presence::NotYet);
    let interest = matches!(difference.field, Field::Interest | Field::Hidden | Field::Full);
    made || interest || matches!(difference.item, Item::Announcement(_))
}

fn act() -> Act {
    Act {
        device: DeviceId([1; 32]),
        person: None,
        role: Some(Role::Organiser),
        at_s: 9_000,
        doubtful: false,
        set: SetId([9; 16]),
    }
}

/// A desk on which a volunteer at another device made a mess after the last good moment.
fn messed() -> (Desk, Moment, [shared::ids::SessionId; 3], Vec<OfDevice>) {
    let mut a = Desk::with_grid(1);
    let (bins, waste) = (a.pitch("Bins"), a.pitch("Waste"));
    a.place(bins, 0, 0).unwrap();
    a.place(waste, 1, 1).unwrap();
    let good = Moment::After(a.documents.timeline(NOW_S).turns().last().unwrap().by.change);
    let mut b = a.copy(2);
    b.clock(60, false);
    let mut mess = vec![
        b.place(bins, 2, 2).unwrap(),
        b.place(bins, 3, 3).unwrap(),
        b.run(Command::Cancel(waste)).unwrap(),
        b.run(Command::Remove(Thing::Room(b.room(0)))).unwrap(),
    ];
    let (late, set) = b.pitch_in_set("Late");
    mess.extend([set, b.place(late, 0, 1).unwrap()]);
    merge(&mut a, &mut b);
    let mess = mess.into_iter().map(|set| (set, b.tag())).collect();
    (a, good, [bins, waste, late], mess)
}

#[test]
fn a_day_a_room_or_a_session_comes_back_alone() {
    let (mut desk, good, [bins, waste, late], _) = messed();
    let timeline = desk.documents.timeline(NOW_S);
    let now = desk.schedule();
    let back = |desk: &Desk, scope| desk.documents.back_to(&timeline, good, scope, &now).unwrap();
    let only = back(&desk, Scope::Session(bins));
    desk.run(only).unwrap();
    assert_eq!(desk.where_is(bins), desk.cell(0, 0));
    assert!(desk.schedule().sessions[&waste].cancelled.is_removed());
    assert_eq!(desk.where_is(late), desk.cell(0, 1));

    let room = desk.room(0);
    let of_room = back(&desk, Scope::Room(room));
    desk.run(of_room).unwrap();
    assert!(!desk.schedule().rooms[&room].removal.is_removed());
    assert!(desk.schedule().sessions[&waste].cancelled.is_removed());

    let day = back(&desk, Scope::Day(desk.day()));
    desk.run(day).unwrap();
    assert!(!desk.schedule().sessions[&waste].cancelled.is_removed());
    assert_eq!(desk.where_is(late), Placement::Shelf, "pitched since: nobody's pitch goes away");
    assert!(desk.schedule().is_shown(late));
}

#[test]
fn all_that_one_device_did_is_taken_back_but_what_others_wrote_since() {
    let (mut desk, _, [bins, waste, late], mess) = messed();
    let edit = SessionEdit { title: Some("Late, with tea".to_owned()), ..SessionEdit::default() };
    desk.run(Command::EditSession { session: late, edit }).unwrap();
    let command = desk.documents.without_sets(&mess);
    let set = desk.run(command).unwrap();
    assert_eq!(desk.where_is(bins), desk.cell(0, 0), "before both moves of the device");
    assert!(!desk.schedule().sessions[&waste].cancelled.is_removed());
    assert!(!desk.schedule().rooms[&desk.room(0)].removal.is_removed());
    assert!(desk.schedule().is_shown(late), "somebody else wrote into it");
    assert_eq!(desk.where_is(late), Placement::Shelf);
    desk.run(Command::Undo { set, keep_later_edits: false }).unwrap();
    assert_eq!(desk.where_is(bins), desk.cell(3, 3));
}

#[test]
fn what_was_pitched_and_placed_at_once_goes_without_a_clash() {
    let mut desk = Desk::with_grid(1);
    let session = desk::id(77);
    let edit = SessionEdit { title: Some("Trees".to_owned()), ..SessionEdit::default() };
    let place = Command::Place { session, to: desk.cell(1, 1) };
    let commands = vec![Command::Pitch { session, edit }, place];
    let both = Command::Together { commands, people: Vec::new() };
    let set = desk.run(both).unwrap();
    let mut other = desk.copy(2);
    desk.run(Command::Undo { set, keep_later_edits: false }).unwrap();
    let back = other.documents.without_sets(&[(set, desk.tag())]);
    other.run(back).unwrap();
    for desk in [&mut desk, &mut other] {
        let schedule = desk.schedule();
        assert!(schedule.sessions[&session].withdrawn.is_removed());
        assert_eq!(shared::clash::clashes(&schedule), vec![]);
    }
}

#[test]
fn two_moments_are_compared_in_words_that_a_screen_can_say() {
    let (mut desk, good, [bins, waste, late], _) = messed();
    let timeline = desk.documents.timeline(NOW_S);
    let (then, now) = (desk.documents.schedule_at(&timeline, good).unwrap(), desk.schedule());
    let found = compare(&then, &now);
    let placed = Difference {
        item: Item::Session(bins),
        field: Field::Placement,
        before: Value::Placement(desk.cell(0, 0)),
        after: Value::Placement(desk.cell(3, 3)),
    };
    assert!(found.contains(&placed), "{found:?}");
    assert_eq!(within(&found, Scope::Session(bins), &then, &now), vec![placed]);
    let of = |item| found.iter().filter(move |difference| difference.item == item);
    assert_eq!(of(Item::Session(waste)).next().unwrap().field, Field::Cancelled);
    let first = of(Item::Session(late)).next().unwrap();
    assert_eq!(first.before, Value::Presence(Presence::NotYet));
    assert_eq!(of(Item::Room(desk.room(0))).next().unwrap().field, Field::Presence);
    assert_eq!(compare(&now, &now), vec![]);
}

#[test]
fn an_outage_stands_in_the_timeline_where_the_device_came_back() {
    let mut a = Desk::with_grid(1);
    let bins = a.pitch("Bins");
    let mut b = a.copy(2);
    for n in 0..3 {
        a.place(bins, n, 0).unwrap();
        b.clock(300, false);
        b.pitch("Alone");
        b.place(bins, n, 1).unwrap();
    }
    merge(&mut a, &mut b);
    a.clock(400, false);
    a.place(bins, 3, 3).unwrap();
    let timeline = a.documents.timeline(NOW_S);
    let came: Vec<_> = timeline.turns().iter().filter_map(|turn| turn.came).collect();
    assert_eq!(came.len(), 1, "{:?}", timeline.turns());
    assert_eq!(came[0].edits, 3);
}

#[test]
fn a_clock_of_another_century_moves_nobody_elses_edits() {
    let mut a = Desk::with_grid(1);
    let bins = a.pitch("Bins");
    let mut b = a.copy(2);
    b.clock(4_000_000_000, false);
    let ahead = b.place(bins, 1, 1).unwrap();
    merge(&mut a, &mut b);
    let after = a.place(bins, 2, 2).unwrap();
    let last = b.run(Command::Cancel(bins)).unwrap();
    merge(&mut a, &mut b);
    let timeline = a.documents.timeline(NOW_S);
    let time = |set| {
        timeline.turns().iter().find(|turn| turn.set == Some(set)).map(|turn| turn.time_s).unwrap()
    };
    assert_eq!(time(ahead), time(after), "it was done before what builds on it");
    assert!(time(after) < 2_000, "{}", time(after));
    assert!(time(last) < 2_000, "what nothing builds on is not drawn alone in another century");
    assert!(timeline.turns().is_sorted_by_key(|turn| turn.time_s));
    assert_eq!(timeline.changes().count(), a.documents.timeline(i64::MAX).changes().count());

    let wrong = a.documents.timeline(-1_000_000);
    assert!(
        wrong.turns().iter().all(|turn| turn.time_s >= 1_000),
        "a wrong present changes nothing"
    );
}

#[test]
fn a_moment_of_a_change_that_is_not_known_here_is_none() {
    let (mut desk, ..) = messed();
    let timeline = desk.documents.timeline(NOW_S);
    let unknown = Moment::After(shared::ids::ChangeHash([7; 32]));
    assert!(desk.documents.schedule_at(&timeline, unknown).is_none());
    let start = desk.documents.schedule_at(&timeline, Moment::Start).unwrap();
    assert!(start.sessions.is_empty() && start.rooms.is_empty());
}

#[test]
fn nobody_elses_edit_takes_part_in_an_act_that_names_the_same_set() {
    let mut desk = Desk::with_grid(1);
    let (bins, waste) = (desk.pitch("Bins"), desk.pitch("Waste"));
    let moment = Moment::After(desk.documents.timeline(NOW_S).turns().last().unwrap().by.change);
    let mut other = desk.copy(2);
    let set = desk.place(bins, 0, 0).unwrap();
    // By a fault, or on purpose.
    let place = Command::Place { session: waste, to: other.cell(1, 1) };
    other.run_in(set, Some(Role::Organiser), place).unwrap();
    merge(&mut desk, &mut other);
    let timeline = desk.documents.timeline(NOW_S);
    let device = desk.tag();
    let sets = timeline.sets_since(moment, |turn| turn.by.device == device).unwrap();
    assert_eq!(sets, [(set, device)]);
    let back = desk.documents.without_sets(&sets);
    let mut third = desk.copy(3);
    third.run(back).unwrap();
    assert_eq!(third.where_is(bins), Placement::Shelf);
    assert_eq!(third.where_is(waste), desk.cell(1, 1), "another device put it there");
    // It keeps nobody from an undo of their own, and goes with it no more than that.
    desk.run(Command::Undo { set, keep_later_edits: false }).unwrap();
    assert_eq!(desk.where_is(bins), Placement::Shelf);
    assert_eq!(desk.where_is(waste), desk.cell(1, 1));
    let others = Refusal::NotYours { why: NotYours::OtherDevice };
    assert_eq!(third.run(Command::Undo { set, keep_later_edits: false }), Err(others));
}

#[test]
fn an_undo_brings_back_what_was_shown_of_a_session_that_was_made_twice() {
    let mut a = Desk::with_grid(1);
    let mut b = a.copy(2);
    let title =
        |title: &str| SessionEdit { title: Some(title.to_owned()), ..SessionEdit::default() };
    let session = desk::id(500);
    a.pitch("Waste");
    a.run(Command::Pitch { session, edit: title("Bins of a") }).unwrap();
    b.run(Command::Pitch { session, edit: title("Bins of b") }).unwrap();
    for n in 0..20 {
        b.run(Command::EditSession { session, edit: title(&format!("Bins of b, {n}")) }).unwrap();
    }
    merge(&mut a, &mut b);
    for desk in [&mut a, &mut b] {
        let shown = |desk: &mut Desk| desk.schedule().sessions[&session].title.value.clone();
        assert_eq!(shown(desk), "Bins of b, 19");
        let first = desk.run(Command::EditSession { session, edit: title("Bins") }).unwrap();
        let second = desk.run(Command::EditSession { session, edit: title("Boxes") }).unwrap();
        desk.run(Command::Undo { set: second, keep_later_edits: false }).unwrap();
        assert_eq!(shown(desk), "Bins");
        desk.run(Command::Undo { set: first, keep_later_edits: false }).unwrap();
        assert_eq!(shown(desk), "Bins of b, 19");
    }
}

#[test]
fn nobody_elses_clock_moves_an_act_by_naming_its_set() {
    let mut desk = Desk::with_grid(1);
    let (bins, waste) = (desk.pitch("Bins"), desk.pitch("Waste"));
    let mut other = desk.copy(2);
    other.clock(5_000, false);
    let set = desk.place(bins, 0, 0).unwrap();
    let place = Command::Place { session: waste, to: other.cell(1, 1) };
    other.run_in(set, Some(Role::Organiser), place).unwrap();
    merge(&mut desk, &mut other);
    let timeline = desk.documents.timeline(NOW_S);
    let time = |by| {
        let turns = timeline.turns().iter();
        let mut turns = turns.filter(|turn| turn.set == Some(set) && turn.by.device == by);
        turns.next().map(|turn| (turn.time_s, turn.changes)).unwrap()
    };
    let (own, others) = (time(desk.tag()), time(other.tag()));
    assert!(own.0 < 2_000 && others.0 > 5_000, "{own:?} {others:?}");
    assert_eq!((own.1, others.1), (1, 1), "two acts of one change each");
}

#[test]
fn a_clock_of_before_1970_stands_at_its_beginning() {
    let mut desk = Desk::with_grid(1);
    desk.clock(-50_000, false);
    let (_, set) = desk.pitch_in_set("Bins");
    let timeline = desk.documents.timeline(NOW_S);
    let turn = timeline.turns().iter().find(|turn| turn.set == Some(set)).unwrap();
    assert_eq!(turn.time_s, 0);
    assert!(timeline.time_s(Moment::After(turn.by.change)) == Some(0));
}
