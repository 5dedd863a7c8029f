//! Clashes of rooms that were closed, of pitches about the same, and of parts of others.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test says what it expects by failing; the desk has more than is used here"
)]

mod desk;

use desk::{Desk, merge, person};
use shared::{
    clash::{Clash, ClashKind, Meaning, clashes},
    command::{Command, EventEdit},
    ids::SessionId,
};

fn close(desk: &mut Desk, room: u32) {
    let room = desk.room(room);
    desk.run(Command::CloseRoom { room, closed: true }).unwrap();
}

fn join(desk: &mut Desk, session: SessionId, into: SessionId) {
    desk.run(Command::Merge { session, into }).unwrap();
}

/// The only clash there is, which both devices see.
#[track_caller]
fn only(desk: &mut Desk) -> Clash {
    let found = clashes(&desk.schedule());
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().unwrap()
}

#[track_caller]
fn none(desk: &mut Desk) {
    assert_eq!(clashes(&desk.schedule()), []);
}

fn meanings(clash: &Clash) -> Vec<&Meaning> {
    clash.answers.iter().map(|answer| &answer.meaning).collect()
}

#[test]
fn a_session_in_a_closed_room_moves_goes_to_the_shelf_or_opens_it() {
    for answer in 0..3 {
        let mut desk = Desk::with_grid(1);
        let (bins, data) = (desk.pitch("Bins"), desk.pitch("Data"));
        desk.place(bins, 0, 0).unwrap();
        // The next room of its size is taken, the one after it closed too.
        desk.place(data, 0, 1).unwrap();
        close(&mut desk, 2);
        none(&mut desk);
        close(&mut desk, 0);
        let clash = only(&mut desk);
        let (here, free) = (desk.room(0), desk.room(3));
        assert!(matches!(clash.kind, ClashKind::ClosedRoom { room, .. } if room == here));
        let expected = [
            &Meaning::MoveToRoom { session: bins, room: free },
            &Meaning::ToShelf(bins),
            &Meaning::OpenRoom(here),
        ];
        assert_eq!(meanings(&clash), expected);
        desk.run(clash.answers[answer].command.clone()).unwrap();
        none(&mut desk);
    }
}

#[test]
fn a_session_that_was_over_before_its_room_was_closed_is_no_clash() {
    let mut desk = Desk::with_grid(1);
    let zone = Some("Europe/London".to_owned());
    desk.run(Command::SetEvent(EventEdit { zone, ..EventEdit::default() })).unwrap();
    let bins = desk.pitch("Bins");
    desk.place(bins, 0, 0).unwrap();
    // The slot ends at 10:45 in summer time.
    let end = "2026-06-20T09:45:00Z".parse::<jiff::Timestamp>().unwrap().as_second();
    desk.clock(end, false);
    close(&mut desk, 0);
    none(&mut desk);
    desk.run(Command::CloseRoom { room: desk.room(0), closed: false }).unwrap();
    // A clock that is in doubt says nothing of what is over.
    desk.clock(end, true);
    close(&mut desk, 0);
    only(&mut desk);
    desk.clock(end - 60_000, false);
    desk.run(Command::CloseRoom { room: desk.room(0), closed: false }).unwrap();
    close(&mut desk, 0);
    only(&mut desk);
    // Long after the event somebody tries it out: then its sessions are yet to come.
    desk.clock(end + 90 * 86_400, false);
    desk.run(Command::CloseRoom { room: desk.room(0), closed: false }).unwrap();
    close(&mut desk, 0);
    only(&mut desk);
}

#[test]
fn the_same_pitch_typed_on_two_kiosks_is_merged_or_kept_by_one_touch() {
    for answer in 0..2 {
        let mut a = Desk::with_grid(1);
        let mut b = a.copy(2);
        let (first, second) =
            (a.pitch("Who pays for social care?"), b.pitch("Who pays for social care"));
        merge(&mut a, &mut b);
        let clash = only(&mut a);
        assert_eq!(clash, only(&mut b));
        let ClashKind::Alike { sessions } = &clash.kind else { panic!("{clash:?}") };
        let mut both = [first, second];
        both.sort();
        assert_eq!(*sessions, both);
        b.run(clash.answers[answer].command.clone()).unwrap();
        merge(&mut a, &mut b);
        none(&mut a);
        none(&mut b);
        let shown = a.schedule().shown_sessions().count();
        assert_eq!(shown, if answer == 0 { 1 } else { 2 });
    }
}

#[test]
fn one_pitch_merged_into_two_is_a_choice_and_the_choice_counts_everywhere() {
    let mut a = Desk::with_grid(1);
    let (bins, waste, parks) = (a.pitch("Bins"), a.pitch("Waste"), a.pitch("Parks"));
    let mut b = a.copy(2);
    join(&mut a, bins, waste);
    join(&mut b, bins, parks);
    merge(&mut a, &mut b);
    let clash = only(&mut a);
    let ClashKind::Merges { session, versions } = &clash.kind else { panic!("{clash:?}") };
    assert_eq!((*session, versions.len()), (bins, 2));
    // Until then it is a part of one of them, and nothing is lost.
    assert_eq!(a.schedule().sessions[&bins].part_of.unwrap().to_string(), versions[0].0);
    a.run(clash.answers[1].command.clone()).unwrap();
    merge(&mut a, &mut b);
    for desk in [&mut a, &mut b] {
        none(desk);
        assert_eq!(desk.schedule().sessions[&bins].part_of.unwrap().to_string(), versions[1].0);
    }
}

#[test]
fn who_places_or_cancels_a_part_without_knowing_is_not_lost() {
    for cancelled in [false, true] {
        let mut a = Desk::with_grid(1);
        let (bins, waste) = (a.pitch("Bins"), a.pitch("Waste"));
        a.place(bins, 0, 0).unwrap();
        let mut b = a.copy(2);
        join(&mut a, bins, waste);
        if cancelled {
            b.run(Command::Cancel(bins)).unwrap();
        } else {
            b.place(bins, 1, 1).unwrap();
        }
        merge(&mut a, &mut b);
        let clash = only(&mut a);
        assert_eq!(clash, only(&mut b));
        assert!(
            matches!(clash.kind, ClashKind::ChangedWhileMerged { session, into, .. } if session == bins && into == waste)
        );
        assert_eq!(meanings(&clash), [&Meaning::TakeOut(bins), &Meaning::StayMerged]);
        let mut c = a.copy(3);
        c.run(clash.answers[1].command.clone()).unwrap();
        none(&mut c);
        a.run(clash.answers[0].command.clone()).unwrap();
        none(&mut a);
        assert!(a.schedule().is_shown(bins));
        assert_eq!(a.schedule().sessions[&bins].cancelled.is_removed(), cancelled);
        let place = if cancelled { a.cell(0, 0) } else { a.cell(1, 1) };
        assert_eq!(a.where_is(bins), place);
    }
}

#[test]
fn hosts_and_interest_of_parts_count_for_the_whole() {
    let mut desk = Desk::with_grid(1);
    let host = person(1);
    let (bins, waste, parks) =
        (desk.pitch("Bins"), desk.pitch_by("Waste", host), desk.pitch_by("Parks", host));
    for _ in 0..8 {
        desk.run(Command::Dot(bins)).unwrap();
        desk.run(Command::Dot(waste)).unwrap();
    }
    desk.place(bins, 0, 0).unwrap();
    desk.place(parks, 0, 1).unwrap();
    none(&mut desk);
    join(&mut desk, waste, bins);
    let found = clashes(&desk.schedule());
    assert!(matches!(found[0].kind, ClashKind::HostTwice { person, .. } if person == host));
    assert!(matches!(found[1].kind, ClashKind::RoomTooSmall { capacity: 10, dots: 16, .. }));
    // At the door they know.
    desk.run(Command::MarkFull { session: bins, full: true }).unwrap();
    assert_eq!(clashes(&desk.schedule()).len(), 1);
}

#[test]
fn what_two_people_say_at_once_is_a_choice() {
    use shared::{command::AnnouncementEdit, ids::AnnouncementId};
    let mut a = Desk::with_grid(1);
    let announcement = AnnouncementId([7; 16]);
    let say = |text: &str| Command::Announce {
        announcement,
        edit: AnnouncementEdit { text: Some(text.to_owned()), ..AnnouncementEdit::default() },
    };
    a.run(say("Lunch")).unwrap();
    let mut b = a.copy(2);
    a.run(say("Lunch is at one")).unwrap();
    b.run(say("Lunch is late")).unwrap();
    merge(&mut a, &mut b);
    let clash = only(&mut a);
    assert!(
        matches!(&clash.kind, ClashKind::Values { register, .. } if register.map == "announcements")
    );
    b.run(clash.answers[1].command.clone()).unwrap();
    none(&mut b);
    merge(&mut a, &mut b);
    b.run(Command::Remove(shared::command::Thing::Announcement(announcement))).unwrap();
    a.run(say("Lunch is over")).unwrap();
    merge(&mut a, &mut b);
    let found = clashes(&a.schedule());
    assert!(
        found.iter().any(|clash| matches!(&clash.kind, ClashKind::ThingEditedWhileRemoved { what, .. } if what == "announcement")),
        "{found:#?}"
    );
}
