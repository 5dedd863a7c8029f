//! An event that was made on a kiosk, and what becomes of it when there is a server.

use super::venue::{Venue, pitch, retitle};
use crate::{
    command::{Command, NewPerson, Refusal},
    ids::PersonId,
    keys::RootKey,
    persist::Store as _,
    roster::Role,
    sync::{DeviceInput, RootWords},
};

fn found(venue: &mut Venue, device: usize, command: Option<Command>) -> Result<RootWords, Refusal> {
    venue.device(device, DeviceInput::Found { ticket: 3, label: "Foyer".into(), command });
    venue.devices[device].founded.take().unwrap()
}

fn import() -> Command {
    let people = vec![NewPerson { person: PersonId([9; 16]), name: "Nia".into() }];
    Command::Import { commands: vec![pitch(1, "Open data"), pitch(2, "Bins")], people }
}

#[test]
fn an_event_is_made_with_its_first_edit_as_one_act() {
    let mut venue = Venue::new();
    let foyer = venue.new_device();
    let words = found(&mut venue, foyer, Some(import())).unwrap();
    assert_eq!(words.text().split(' ').count(), 24);
    assert_eq!(format!("{words:?}"), "RootWords(…)");
    for _ in 0..2 {
        let status = venue.devices[foyer].device.status(venue.now());
        assert_eq!((status.joined, status.role), (true, Some(Role::Organiser)));
        assert_eq!(venue.titles(foyer), ["Open data", "Bins"]);
        let device = &mut venue.devices[foyer].device;
        assert_eq!(device.schedule().devices.values().map(|l| &**l).collect::<Vec<_>>(), ["Foyer"]);
        assert_eq!(device.undoable().len(), 1);
        assert_eq!(device.replica().names().get(&PersonId([9; 16])), Some("Nia"));
        venue.restart_device(foyer);
    }
    let root = RootKey::from_words(words.text()).unwrap();
    assert_eq!(venue.devices[foyer].device.replica().event(), Some(root.event()));
    let kept = format!("{:?}", venue.devices[foyer].store.load().unwrap());
    let seed = format!("{:?}", root.signer().seed()).replace(['[', ']'], "");
    assert!(!kept.contains(&seed), "the root key is nowhere on the disk");
    // There is one event a device.
    assert_eq!(found(&mut venue, foyer, None), Err(Refusal::NothingToDo));
}

#[test]
fn an_event_whose_first_edit_is_refused_is_not_made() {
    let mut venue = Venue::new();
    let foyer = venue.new_device();
    let before = venue.devices[foyer].store.clone();
    let bad = Command::Import { commands: vec![retitle(1, "of what?")], people: vec![] };
    assert!(found(&mut venue, foyer, Some(bad)).is_err());
    assert_eq!(venue.devices[foyer].store, before);
    assert!(!venue.devices[foyer].device.status(venue.now()).joined);
    found(&mut venue, foyer, Some(import())).unwrap();
    assert_eq!(venue.titles(foyer).len(), 2);
}

#[test]
fn a_server_made_with_the_words_takes_the_event_from_the_kiosk() {
    let mut venue = Venue::new();
    let foyer = venue.new_device();
    let words = found(&mut venue, foyer, Some(import())).unwrap();
    venue.ask(foyer, retitle(1, "Open data for all")).unwrap();
    venue.root = RootKey::from_words(words.text()).unwrap();
    let server = venue.server();
    venue.connect(foyer, server);
    venue.settle();
    venue.assert_same(server);
    // Another kiosk joins by that server's link.
    let link = venue.link(server, Role::Kiosk);
    let hall = venue.new_device();
    venue.device(hall, DeviceInput::Join(link, "Hall".into()));
    venue.connect(hall, server);
    venue.settle();
    assert_eq!(venue.titles(hall), ["Open data for all", "Bins"]);
    venue.assert_same(server);
}
