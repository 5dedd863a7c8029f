//! Undo and redo, of each person.

use super::venue::{ROOM, Venue, pitch, place, retitle};
use crate::{
    command::{Command, Refusal},
    ids::{PersonId, SessionId, SetId},
    limits,
    roster::Role,
    sync::OwnActs,
};

const ANN: Option<PersonId> = Some(PersonId([1; 16]));
const BEN: Option<PersonId> = Some(PersonId([2; 16]));

fn undo(set: SetId) -> Command {
    Command::Undo { set, keep_later_edits: false }
}

fn sets(acts: &OwnActs) -> Vec<SetId> {
    acts.iter().map(|act| act.set).collect()
}

fn undoable(venue: &mut Venue) -> Vec<SetId> {
    sets(&venue.devices[0].device.undoable())
}

fn redoable(venue: &mut Venue) -> Vec<SetId> {
    sets(&venue.devices[0].device.redoable())
}

fn title(venue: &mut Venue) -> String {
    venue.titles(0).concat()
}

#[test]
fn undo_and_redo_walk_to_and_fro() {
    let mut venue = Venue::new();
    venue.kiosk(Role::Kiosk);
    let a = venue.ask_as(0, ANN, pitch(1, "a")).unwrap();
    let b = venue.ask_as(0, ANN, retitle(1, "b")).unwrap();
    let c = venue.ask_as(0, ANN, retitle(1, "c")).unwrap();
    let undo_c = venue.ask_as(0, ANN, undo(c)).unwrap();
    let undo_b = venue.ask_as(0, ANN, undo(b)).unwrap();
    assert_eq!(title(&mut venue), "a");
    assert_eq!((undoable(&mut venue), redoable(&mut venue)), (vec![a], vec![undo_b, undo_c]));
    let redone = venue.devices[0].device.redoable();
    assert_eq!((&*redone[0].command, redone[0].person), (&retitle(1, "b"), ANN));

    let redo_b = venue.ask_as(0, ANN, undo(undo_b)).unwrap();
    assert_eq!(title(&mut venue), "b");
    assert_eq!((undoable(&mut venue), redoable(&mut venue)), (vec![redo_b, a], vec![undo_c]));
    assert_eq!(*venue.devices[0].device.undoable()[0].command, retitle(1, "b"));
    let redo_c = venue.ask_as(0, ANN, undo(undo_c)).unwrap();
    assert_eq!(title(&mut venue), "c");
    assert_eq!((undoable(&mut venue), redoable(&mut venue)), (vec![redo_c, redo_b, a], vec![]));
    // The redone edit is undone by undoing its redo.
    let again = venue.ask_as(0, ANN, undo(redo_c)).unwrap();
    assert_eq!(title(&mut venue), "b");
    assert_eq!((undoable(&mut venue), redoable(&mut venue)), (vec![redo_b, a], vec![again]));

    // All of it is so after a restart, and the others have the same.
    venue.restart_device(0);
    assert_eq!((undoable(&mut venue), redoable(&mut venue)), (vec![redo_b, a], vec![again]));
    venue.connect(0, 0);
    venue.settle();
    venue.assert_same(0);
}

#[test]
fn something_new_ends_the_redoing_of_whoever_did_it() {
    let mut venue = Venue::new();
    venue.kiosk(Role::Kiosk);
    let ann = venue.ask_as(0, ANN, pitch(1, "of Ann")).unwrap();
    let ben = venue.ask_as(0, BEN, pitch(2, "of Ben")).unwrap();
    let ann_undone = venue.ask_as(0, ANN, undo(ann)).unwrap();
    let ben_undone = venue.ask_as(0, BEN, undo(ben)).unwrap();
    assert_eq!(redoable(&mut venue), [ben_undone, ann_undone]);
    let new = venue.ask_as(0, BEN, pitch(3, "new")).unwrap();
    assert_eq!((undoable(&mut venue), redoable(&mut venue)), (vec![new], vec![ann_undone]));
    let persons: Vec<_> = venue.devices[0].device.undoable().iter().map(|act| act.person).collect();
    assert_eq!(persons, [BEN]);
}

#[test]
fn a_redo_asks_where_somebody_wrote_since() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    venue.ask(foyer, pitch(1, "a")).unwrap();
    let b = venue.ask(foyer, retitle(1, "b")).unwrap();
    let undone = venue.ask(foyer, undo(b)).unwrap();
    venue.settle();
    venue.ask(hall, retitle(1, "of the hall")).unwrap();
    venue.settle();
    let refused = venue.ask(foyer, undo(undone)).unwrap_err();
    assert!(matches!(refused, Refusal::ChangedSince { .. }), "{refused}");
    assert_eq!(title(&mut venue), "of the hall");
    assert_eq!(redoable(&mut venue), [undone]);
}

#[test]
fn what_does_not_count_is_neither_undone_nor_redone() {
    let mut venue = Venue::new();
    venue.furnish();
    let foyer = venue.kiosk(Role::Volunteer);
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    venue.settle();
    venue.cut(foyer);
    venue.grant(0, foyer, Role::Kiosk);
    let placed = venue.ask(foyer, place(1)).unwrap();
    assert_eq!(undoable(&mut venue)[0], placed);
    venue.connect(foyer, 0);
    venue.settle();
    assert_eq!(venue.devices[foyer].not_accepted.len(), 1);
    assert_eq!(undoable(&mut venue).len(), 1);
    assert_eq!(venue.devices[foyer].device.status(venue.now()).set_aside.len(), 1);
    let session = SessionId([1; 16]);
    let schedule = venue.devices[foyer].device.schedule();
    assert!(
        !format!("{:?}", schedule.sessions[&session].placement.value).contains(&ROOM.to_string())
    );
}

#[test]
fn the_lists_are_bounded_and_made_once() {
    let mut venue = Venue::new();
    venue.kiosk(Role::Kiosk);
    for n in 0..150 {
        venue.ask(0, pitch(n, "many")).unwrap();
    }
    assert_eq!(undoable(&mut venue).len(), limits::UNDOABLE_MAX);
    let device = &mut venue.devices[0].device;
    let (one, two) = (device.undoable(), device.undoable());
    assert!(OwnActs::ptr_eq(&one, &two), "nothing happened: it is the same list");
}
