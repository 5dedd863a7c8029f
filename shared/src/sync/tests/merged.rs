//! What a reconnect brought together is counted and told once.

use super::venue::{Venue, pitch, place, retitle};
use crate::{
    command::Command,
    ids::SessionId,
    roster::Role,
    sync::{Line, Merged},
};

fn report(venue: &Venue, device: usize) -> Option<Merged> {
    venue.devices[device].device.status(venue.now()).merged
}

#[test]
fn a_reconnect_says_what_it_brought_together() {
    let mut venue = Venue::new();
    let kiosks: Vec<usize> = (0..3).map(|_| venue.kiosk(Role::Kiosk)).collect();
    let [foyer, hall, stage] = kiosks[..] else { unreachable!() };
    assert_eq!(report(&venue, foyer), None, "joining is no merge");
    for kiosk in &kiosks {
        venue.cut(*kiosk);
    }
    for n in 0..5 {
        venue.ask(foyer, pitch(n, "from the foyer")).unwrap();
    }
    venue.ask(hall, pitch(10, "from the hall")).unwrap();
    let two = vec![pitch(11, "one act"), pitch(12, "of two pitches")];
    venue.ask(hall, Command::Together { commands: two, people: vec![] }).unwrap();
    venue.tick(3_000);
    for kiosk in [hall, foyer] {
        venue.connect(kiosk, 0);
        venue.settle();
    }
    let merged = report(&venue, foyer).unwrap();
    assert_eq!((merged.id, merged.edits, merged.devices), (1, 7, 2));
    // The hall was back first, and hears of the rest a moment later: it is one report.
    let of_hall = report(&venue, hall).unwrap();
    assert_eq!((of_hall.id, of_hall.edits, of_hall.devices), (1, 7, 2));
    // Everyday edits on a living connection are no merge, and the report stays.
    for n in 20..40 {
        venue.ask(hall, pitch(n, "live")).unwrap();
    }
    venue.settle();
    assert_eq!(report(&venue, foyer), Some(merged));
    venue.connect(stage, 0);
    venue.settle();
    assert_eq!(report(&venue, stage).map(|merged| (merged.edits, merged.devices)), Some((27, 2)));
    // A reconnect without news is no merge either.
    venue.connect(foyer, 0);
    venue.settle();
    assert_eq!(report(&venue, foyer), Some(merged));
    venue.cut(foyer);
    venue.ask(foyer, retitle(1, "after all")).unwrap();
    venue.connect(foyer, 0);
    venue.settle();
    let next = report(&venue, foyer).unwrap();
    assert_eq!((next.id, next.edits, next.devices), (2, 1, 1));
    assert!(next.at_ms > merged.at_ms);
}

#[test]
fn all_that_come_back_at_once_say_the_same_of_all_documents() {
    let mut venue = Venue::new();
    venue.furnish();
    let (foyer, hall) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Volunteer));
    for n in 0..4 {
        venue.ask(foyer, pitch(n, "there before")).unwrap();
    }
    venue.settle();
    venue.cut(foyer);
    venue.cut(hall);
    // A name, a place, both as one act; a pitch with its place; a cancellation and its undoing.
    let both = vec![retitle(1, "another name"), place(1)];
    let pitched = vec![pitch(9, "new"), place(9)];
    venue.ask(foyer, retitle(0, "a better name")).unwrap();
    venue.ask(foyer, place(0)).unwrap();
    venue.ask(foyer, Command::Together { commands: both, people: vec![] }).unwrap();
    venue.ask(hall, Command::Together { commands: pitched, people: vec![] }).unwrap();
    venue.ask(hall, place(2)).unwrap();
    let set = venue.ask(hall, Command::Cancel(SessionId([3; 16]))).unwrap();
    venue.ask(hall, Command::Undo { set, keep_later_edits: false }).unwrap();
    venue.tick(3_000);
    venue.connect(foyer, 0);
    venue.connect(hall, 0);
    venue.settle();
    venue.assert_same(0);
    for kiosk in [foyer, hall] {
        let merged = report(&venue, kiosk).unwrap();
        assert_eq!((merged.id, merged.edits, merged.devices), (1, 7, 2), "{kiosk}");
    }
    // What is done then is everyday, and what comes much later a story of its own.
    venue.ask(hall, retitle(2, "everyday")).unwrap();
    venue.settle();
    assert_eq!(report(&venue, foyer).map(|merged| merged.edits), Some(7));
}

#[test]
fn a_line_that_breaks_again_is_part_of_the_same_story() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    venue.cut(foyer);
    for n in 0..200 {
        venue.ask(hall, pitch(n, "from the hall")).unwrap();
        venue.ask(hall, retitle(n, "better")).unwrap();
    }
    venue.settle();
    venue.ask(foyer, pitch(250, "from the foyer")).unwrap();
    venue.connect(foyer, 0);
    while venue.titles(foyer).len() < 50 {
        assert!(venue.deliver());
    }
    let status = venue.devices[foyer].device.status(venue.now());
    assert_eq!((status.connection, status.merged), (Line::CatchingUp, None));
    venue.cut(foyer);
    venue.pump();
    venue.connect(foyer, 0);
    venue.settle();
    let merged = report(&venue, foyer).unwrap();
    assert_eq!((merged.edits, merged.devices), (401, 2));
}

#[test]
fn a_kiosk_that_was_off_hears_it_too_and_a_new_server_is_no_merge() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    for n in 0..30 {
        venue.ask(foyer, pitch(n, "before")).unwrap();
    }
    venue.settle();
    venue.restart_device(hall);
    venue.ask(foyer, pitch(100, "meanwhile")).unwrap();
    venue.settle();
    venue.connect(hall, 0);
    venue.settle();
    assert_eq!(report(&venue, hall).map(|merged| (merged.edits, merged.devices)), Some((1, 1)));
    // A blank server gets everything back: nobody edited anything meanwhile.
    let second = venue.server();
    venue.connect(foyer, second);
    venue.settle();
    venue.assert_same(second);
    assert_eq!(report(&venue, foyer), None);
}
