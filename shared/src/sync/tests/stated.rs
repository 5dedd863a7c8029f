//! What an organiser says about other devices.

use super::venue::{Venue, pitch, place};
use crate::{
    command::{Refusal, Subject},
    ids::DeviceId,
    roster::Role,
    sync::{DeviceInput, Goodbye, Saying},
};

/// An organiser and a volunteer at one server.
fn two() -> (Venue, usize, usize) {
    let mut venue = Venue::new();
    venue.furnish();
    let organiser = venue.kiosk(Role::Organiser);
    let other = venue.kiosk(Role::Volunteer);
    venue.settle();
    (venue, organiser, other)
}

fn name(venue: &Venue, at: usize, of: usize) -> Option<String> {
    let of = venue.devices[of].device.replica().id();
    venue.devices[at].device.replica().roster().device_label(&of).map(str::to_owned)
}

fn role(venue: &Venue, device: usize) -> Option<Role> {
    venue.devices[device].device.status(venue.now()).role
}

fn named(name: &str) -> Saying {
    Saying::Name(name.to_owned())
}

#[test]
fn a_revoked_device_is_shown_out_at_once_and_let_in_again_with_another_role() {
    let (mut venue, organiser, other) = two();
    venue.ask(other, pitch(1, "Kept")).unwrap();
    venue.pump();
    assert_eq!(venue.say(organiser, other, Saying::Revoked), Ok(()));
    // No time has passed.
    venue.pump();
    let status = venue.devices[other].device.status(venue.now());
    assert_eq!(status.goodbye, Some(Goodbye::Revoked));
    assert_eq!(venue.titles(organiser), ["Kept"], "what it did stays");
    venue.connect(other, 0);
    venue.settle();
    assert_eq!(venue.devices[other].line, None);
    assert_eq!(venue.say(organiser, other, Saying::Revoked), Err(Refusal::NothingToDo));

    assert_eq!(venue.say(organiser, other, Saying::Role(Role::Kiosk)), Ok(()));
    venue.settle();
    venue.connect(other, 0);
    venue.settle();
    assert_eq!(role(&venue, other), Some(Role::Kiosk));
    assert!(matches!(venue.ask(other, place(1)), Err(Refusal::NotAllowed { .. })));
    venue.assert_same(0);
}

#[test]
fn a_name_goes_to_everybody_and_the_latest_counts() {
    let (mut venue, organiser, other) = two();
    assert_eq!(venue.say(organiser, other, named(" Foyer\u{202e} tablet ")), Ok(()));
    venue.settle();
    for at in [organiser, other] {
        assert_eq!(name(&venue, at, other).as_deref(), Some("Foyer tablet"));
    }
    assert_eq!(venue.say(organiser, other, named("Foyer tablet")), Err(Refusal::NothingToDo));
    assert_eq!(venue.say(organiser, other, named("Door")), Ok(()));
    assert_eq!(venue.say(organiser, organiser, named("Desk")), Ok(()), "its own, too");
    venue.restart_device(organiser);
    assert_eq!(name(&venue, organiser, other).as_deref(), Some("Door"));
    venue.connect(organiser, 0);
    venue.settle();
    assert_eq!(name(&venue, other, organiser).as_deref(), Some("Desk"));
    let tag = venue.devices[other].device.replica().id().tag();
    assert_eq!(&*venue.devices[other].device.schedule().devices[&tag], "Door");
    venue.assert_same(0);
}

#[test]
fn what_was_said_without_a_line_counts_when_it_is_back() {
    let (mut venue, organiser, other) = two();
    venue.cut(organiser);
    assert_eq!(venue.say(organiser, other, Saying::Role(Role::Viewer)), Ok(()));
    assert_eq!(role(&venue, other), Some(Role::Volunteer), "it has not heard of it");
    venue.connect(organiser, 0);
    venue.settle();
    assert_eq!(role(&venue, other), Some(Role::Viewer));
}

#[test]
fn nobody_says_what_is_not_theirs_to_say() {
    let (mut venue, organiser, other) = two();
    let second = venue.kiosk(Role::Organiser);
    venue.settle();
    let refused = venue.say(other, organiser, Saying::Revoked);
    assert!(matches!(refused, Err(Refusal::NotAllowed { role: Some(Role::Volunteer), .. })));
    for saying in [Saying::Revoked, Saying::Role(Role::Kiosk)] {
        assert_eq!(venue.say(organiser, second, saying.clone()), Err(Refusal::RootOnly));
        assert_eq!(venue.say(organiser, organiser, saying), Err(Refusal::RootOnly));
    }
    let up = Saying::Role(Role::Organiser);
    assert_eq!(venue.say(organiser, other, up), Err(Refusal::RootOnly));
    let same = Saying::Role(Role::Volunteer);
    assert_eq!(venue.say(organiser, other, same), Err(Refusal::NothingToDo));
    let empty = Refusal::Missing { what: Subject::Device, field: "name" };
    assert_eq!(venue.say(organiser, other, named(" \u{202e} ")), Err(empty));
    let stranger =
        DeviceInput::Say { ticket: 7, about: DeviceId([9; 32]), saying: Saying::Revoked };
    venue.device(organiser, stranger);
    let unknown = Refusal::Unknown { what: Subject::Device };
    assert_eq!(venue.devices[organiser].said.take(), Some(Err(unknown)));
    venue.assert_same(0);
}
