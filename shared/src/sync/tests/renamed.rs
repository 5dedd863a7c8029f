//! A name that is put right: the person stays the same, everywhere, and it can be undone.

use super::venue::{Venue, pitch};
use crate::{
    command::{Command, NewPerson, Refusal, SessionEdit, Subject},
    ids::{PersonId, SessionId},
    roster::Role,
};

const MAIR: PersonId = PersonId([9; 16]);

fn hosted(id: u8) -> Command {
    let hosts = Some(vec![MAIR]);
    let edit = SessionEdit { title: Some("Open data".into()), hosts, ..SessionEdit::default() };
    let people = vec![NewPerson { person: MAIR, name: "Mair Prys".into() }];
    let commands = vec![Command::Pitch { session: SessionId([id; 16]), edit }];
    Command::Together { commands, people }
}

fn rename(name: &str, was: &str) -> Command {
    Command::Rename { person: MAIR, name: name.into(), was: was.into() }
}

/// The name at a device, and the moves of its log that put one right.
#[track_caller]
fn assert_called(venue: &mut Venue, devices: &[usize], name: &str) {
    for device in devices {
        let schedule = venue.devices[*device].device.schedule();
        assert_eq!(schedule.people.get(&MAIR).map(|name| &**name), Some(name), "at {device}");
    }
}

#[test]
fn all_sessions_of_a_person_show_the_new_name_and_the_old_one_again_after_an_undo() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Volunteer));
    venue.ask(foyer, hosted(1)).unwrap();
    venue.ask(foyer, pitch(2, "Maps")).unwrap();
    venue.settle();
    let set = venue.ask(hall, rename("Mair Prys Jones", "Mair Prys")).unwrap();
    venue.settle();
    assert_called(&mut venue, &[foyer, hall], "Mair Prys Jones");
    venue.assert_same(0);

    // Undone after a restart, redone, and undone again.
    venue.restart_device(hall);
    let undo = |set| Command::Undo { set, keep_later_edits: false };
    let undone = venue.ask(hall, undo(set)).unwrap();
    venue.connect(hall, 0);
    venue.settle();
    assert_called(&mut venue, &[foyer, hall], "Mair Prys");
    let redone = venue.ask(hall, undo(undone)).unwrap();
    venue.settle();
    assert_called(&mut venue, &[foyer, hall], "Mair Prys Jones");
    venue.ask(hall, undo(redone)).unwrap();
    venue.settle();
    assert_called(&mut venue, &[foyer, hall], "Mair Prys");
    venue.assert_same(0);
}

#[test]
fn whoever_put_it_right_later_is_asked_about() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Volunteer));
    venue.ask(foyer, hosted(1)).unwrap();
    venue.settle();
    let set = venue.ask(foyer, rename("Mair Rees", "Mair Prys")).unwrap();
    venue.settle();
    venue.ask(hall, rename("Mair Prys Rees", "Mair Rees")).unwrap();
    venue.settle();
    let undo = |keep_later_edits| Command::Undo { set, keep_later_edits };
    let refused = venue.ask(foyer, undo(false)).unwrap_err();
    assert!(matches!(&refused, Refusal::ChangedSince { what } if what.len() == 1), "{refused}");
    assert_eq!(venue.ask(foyer, undo(true)).unwrap_err(), Refusal::NothingToDo);
    assert_called(&mut venue, &[foyer, hall], "Mair Prys Rees");
}

#[test]
fn an_undo_gives_back_what_others_had_corrected_meanwhile() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Volunteer));
    venue.ask(foyer, hosted(1)).unwrap();
    venue.settle();
    // The form at the hall was opened before the foyer corrected the name.
    venue.ask(foyer, rename("Mair Rees", "Mair Prys")).unwrap();
    venue.settle();
    let set = venue.ask(hall, rename("Mair Jones", "Mair Prys")).unwrap();
    venue.settle();
    venue.ask(hall, Command::Undo { set, keep_later_edits: false }).unwrap();
    venue.settle();
    assert_called(&mut venue, &[foyer, hall], "Mair Rees");
}

#[test]
fn names_put_right_apart_end_on_one() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Volunteer));
    venue.ask(foyer, hosted(1)).unwrap();
    venue.settle();
    venue.cut(foyer);
    venue.cut(hall);
    venue.ask(foyer, rename("Mair Rees", "Mair Prys")).unwrap();
    venue.ask(hall, rename("Mair Jones", "Mair Prys")).unwrap();
    venue.connect(foyer, 0);
    venue.connect(hall, 0);
    venue.settle();
    let name = venue.devices[foyer].device.schedule().people[&MAIR].to_string();
    assert!(["Mair Rees", "Mair Jones"].contains(&&*name), "{name}");
    assert_called(&mut venue, &[foyer, hall], &name);
    venue.assert_same(0);
}

#[test]
fn a_name_that_is_not_known_or_none_is_refused() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    let unknown = venue.ask(foyer, rename("Mair Rees", "Mair Prys")).unwrap_err();
    assert_eq!(unknown, Refusal::Unknown { what: Subject::Person });
    venue.ask(foyer, hosted(1)).unwrap();
    let empty = venue.ask(foyer, rename(" ", "Mair Prys")).unwrap_err();
    assert!(matches!(empty, Refusal::Invalid { field: "name", .. }), "{empty}");
    let same = venue.ask(foyer, rename("Mair Prys", "Mair Prys")).unwrap_err();
    assert_eq!(same, Refusal::NothingToDo);
}
