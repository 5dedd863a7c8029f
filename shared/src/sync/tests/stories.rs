//! Joining, editing, being refused.

use super::venue::{HubNode, Venue, pitch, place, retitle};
use crate::{
    command::{Command, NewPerson, Refusal},
    ids::{DocumentKind, PersonId, SessionId},
    persist::{Standing, Store as _, memory::MemoryStore},
    replica::LoadError,
    roster::{Action, Role},
    schedule::Placement,
    sync::{
        Device, DeviceInput, Goodbye, Hub, HubEffect, HubInput, Line, NotAccepted, RefusalCode,
        frame::{Follow, Frame},
    },
};

#[test]
fn an_edit_reaches_the_other_kiosk() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    assert_eq!(venue.devices[foyer].device.status(venue.now()).outbox, 1);
    venue.pump();
    assert_eq!(venue.titles(hall), ["Open data"]);
    venue.assert_same(0);
    let labels: Vec<_> = venue.devices[hall].device.schedule().devices.values().cloned().collect();
    assert_eq!(labels.len(), 2);
}

#[test]
fn edits_made_apart_merge() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    venue.cut(foyer);
    venue.cut(hall);
    for i in 0..5 {
        venue.ask(foyer, pitch(i, "from the foyer")).unwrap();
        venue.ask(hall, pitch(100 + i, "from the hall")).unwrap();
    }
    venue.restart_device(foyer);
    assert_eq!(venue.titles(foyer).len(), 5, "they are saved here");
    venue.connect(foyer, 0);
    venue.connect(hall, 0);
    venue.settle();
    assert_eq!(venue.titles(foyer).len(), 10);
    venue.assert_same(0);
}

#[test]
fn a_long_history_comes_in_pages() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    venue.cut(foyer);
    for i in 0..200_u8 {
        venue.ask(foyer, pitch(i, "first")).unwrap();
        venue.ask(foyer, retitle(i, "second")).unwrap();
        venue.ask(foyer, retitle(i, "third")).unwrap();
    }
    venue.connect(foyer, 0);
    venue.settle();
    let late = venue.kiosk(Role::Viewer);
    assert_eq!(venue.titles(late).len(), 200);
    venue.assert_same(0);
}

#[test]
fn names_travel_beside_the_documents() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Organiser);
    let hall = venue.kiosk(Role::Viewer);
    let person = PersonId([9; 16]);
    let people = vec![NewPerson { person, name: "Nia".into() }];
    let commands = vec![pitch(1, "Open data")];
    venue.ask(foyer, Command::Import { commands, people }).unwrap();
    venue.pump();
    assert_eq!(venue.devices[hall].device.replica().names().get(&person), Some("Nia"));
    let people = vec![NewPerson { person, name: "  ".into() }];
    let commands = vec![pitch(2, "Maps")];
    let refused = venue.ask(foyer, Command::Import { commands, people }).unwrap_err();
    assert!(matches!(refused, Refusal::Invalid { field: "name", .. }), "{refused}");
    assert_eq!(venue.titles(foyer).len(), 1, "nothing was changed");
}

#[test]
fn an_invite_serves_one_device() {
    let mut venue = Venue::new();
    let link = venue.link(0, Role::Kiosk);
    let (first, second) = (venue.new_device(), venue.new_device());
    for device in [first, second] {
        venue.device(device, DeviceInput::Join(link.clone(), "Kiosk".into()));
        venue.connect(device, 0);
        venue.settle();
    }
    venue.assert_up_to_date(first);
    assert_eq!(venue.devices[second].device.status(venue.now()).goodbye, Some(Goodbye::InviteUsed));
    // The first may use it again: its welcome may have been lost.
    venue.device(first, DeviceInput::Join(link, "Kiosk".into()));
    venue.connect(first, 0);
    venue.settle();
    venue.assert_up_to_date(first);
}

#[test]
fn who_has_no_place_here_is_told_why() {
    let mut venue = Venue::new();
    let stranger = venue.new_device();
    venue.connect(stranger, 0);
    assert_eq!(venue.devices[stranger].closed, [Goodbye::NotJoined]);
    let elsewhere = Venue::with(2, None).link(0, Role::Kiosk);
    venue.device(stranger, DeviceInput::Join(elsewhere, "Kiosk".into()));
    venue.connect(stranger, 0);
    venue.pump();
    let status = venue.devices[stranger].device.status(venue.now());
    assert_eq!(status.goodbye, Some(Goodbye::WrongEvent));
    // An invite that nobody made.
    let other = venue.new_device();
    let link = crate::invite::JoinLink::new("hall:1", venue.event(), [5; 16]).unwrap();
    venue.device(other, DeviceInput::Join(link, "Kiosk".into()));
    venue.connect(other, 0);
    venue.pump();
    let status = venue.devices[other].device.status(venue.now());
    assert_eq!((status.goodbye, status.connection), (Some(Goodbye::InviteUnknown), Line::None));
    let kiosk = venue.kiosk(Role::Kiosk);
    let device = venue.devices[kiosk].device.replica().id();
    venue.record(0, Action::Revoke { device });
    assert_eq!(venue.devices[kiosk].device.status(venue.now()).goodbye, Some(Goodbye::Revoked));
    venue.connect(kiosk, 0);
    venue.pump();
    assert_eq!(venue.devices[kiosk].device.status(venue.now()).goodbye, Some(Goodbye::Revoked));
}

#[test]
fn a_server_without_a_certificate_is_not_followed() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    let server = venue.hubs[0].hub.replica().id();
    venue.cut(foyer);
    // The device hears of the revocation at another server.
    let second = venue.server();
    venue.record(second, Action::RevokeServer { key: server, last_good: vec![] });
    venue.connect(foyer, second);
    venue.settle();
    venue.connect(foyer, 0);
    venue.settle();
    let status = venue.devices[foyer].device.status(venue.now());
    assert_eq!(status.goodbye, Some(Goodbye::Uncertified));
}

#[test]
fn a_copied_disk_is_noticed() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    let copy = venue.new_device();
    venue.devices[copy].store = venue.devices[foyer].store.clone();
    venue.restart_device(copy);
    venue.connect(copy, 0);
    venue.settle();
    for device in [foyer, copy] {
        assert!(venue.devices[device].device.status(venue.now()).cloned);
        venue.ask(device, pitch(device as u8 + 1, "both go on")).unwrap();
    }
    venue.settle();
    venue.assert_same(0);
    // A restart is no copy: what the old process had is dead.
    let hall = venue.kiosk(Role::Kiosk);
    venue.restart_device(hall);
    venue.connect(hall, 0);
    venue.settle();
    assert!(!venue.devices[hall].device.status(venue.now()).cloned);
}

#[test]
fn a_viewer_reads_and_does_not_write() {
    let mut venue = Venue::new();
    let viewer = venue.kiosk(Role::Viewer);
    let refused = venue.ask(viewer, pitch(1, "Open data")).unwrap_err();
    assert!(matches!(refused, Refusal::NotAllowed { .. }));
    let fresh = venue.new_device();
    let refused = venue.ask(fresh, pitch(1, "Open data")).unwrap_err();
    assert!(matches!(refused, Refusal::Unknown { .. }));
}

#[test]
fn what_a_lost_role_forbids_is_set_aside_and_the_rest_is_made_again() {
    let mut venue = Venue::new();
    venue.furnish();
    let foyer = venue.kiosk(Role::Organiser);
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    venue.settle();
    venue.cut(foyer);
    // One act over two documents, then edits that depend on its allowed half.
    let people = vec![];
    let commands = vec![pitch(2, "Maps"), place(2)];
    let import = venue.ask(foyer, Command::Import { commands, people }).unwrap();
    venue.ask(foyer, pitch(3, "Buses")).unwrap();
    venue.ask(foyer, retitle(2, "Maps of bins")).unwrap();
    venue.grant(0, foyer, Role::Kiosk);
    venue.connect(foyer, 0);
    venue.settle();
    venue.assert_same(0);
    assert_eq!(venue.titles(foyer), ["Open data", "Buses"]);
    let told = &venue.devices[foyer].not_accepted;
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0].0, import);
    assert_eq!(told[0].2, NotAccepted::Refused(RefusalCode::Role));
    assert!(matches!(told[1].2, NotAccepted::NotAgain(_)));
    // It stays so after a restart, and the device goes on.
    venue.restart_device(foyer);
    assert_eq!(venue.devices[foyer].device.status(venue.now()).set_aside.len(), 2);
    let aside = venue.devices[foyer].device.replica().envelopes();
    assert!(aside.into_iter().any(|(_, standing)| standing == Standing::SetAside));
    venue.connect(foyer, 0);
    venue.ask(foyer, pitch(4, "Parks")).unwrap();
    venue.settle();
    venue.assert_same(0);
    assert_eq!(venue.titles(foyer), ["Open data", "Buses", "Parks"]);
}

#[test]
fn own_edits_can_be_undone() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    let set = venue.ask(foyer, retitle(1, "Open daat")).unwrap();
    assert_eq!(venue.devices[foyer].device.undoable()[0].set, set);
    venue.ask(foyer, Command::Undo { set, keep_later_edits: false }).unwrap();
    assert_eq!(venue.titles(foyer), ["Open data"]);
    assert_eq!(venue.devices[foyer].device.undoable().len(), 1);
    venue.settle();
    venue.assert_same(0);
}

#[test]
fn a_server_edits_too() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Volunteer);
    venue.furnish();
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    venue.ask(foyer, place(1)).unwrap();
    venue.settle();
    venue.assert_same(0);
    let shelf = Command::Place { session: SessionId([1; 16]), to: Placement::Shelf };
    venue.ask_hub(0, shelf).unwrap();
    venue.settle();
    venue.assert_same(0);
    let schedule = venue.devices[foyer].device.schedule();
    assert_eq!(schedule.shelf().len(), 1);
    let store = venue.hubs[0].store.clone();
    venue.restart_hub(0, store);
    assert_eq!(venue.hubs[0].hub.schedule(), schedule, "it is all on the server's disk");
}

#[test]
fn silence_ends_a_connection() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    venue.weather.lose = Some(1);
    for _ in 0..10 {
        venue.tick(5_000);
        venue.pump();
    }
    assert_eq!(venue.devices[foyer].closed.last(), Some(&Goodbye::Silence));
    assert_eq!(venue.hubs[0].hub.status().peers, 0);
    venue.weather.lose = None;
    venue.connect(foyer, 0);
    venue.settle();
    venue.assert_same(0);
}

#[test]
fn a_server_that_stops_says_so() {
    let mut venue = Venue::new();
    venue.kiosk(Role::Kiosk);
    let step = venue.hubs[0].hub.stop();
    assert_eq!(step.effects.len(), 2);
    assert_eq!(venue.hubs[0].hub.status().peers, 0);
}

#[test]
fn what_waits_for_a_commit_is_already_served() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    let (peer, _) = venue.devices[foyer].line.unwrap();
    let now = venue.now();
    let event = venue.event();
    let Venue { hubs, dice, .. } = &mut venue;
    let HubNode { hub, store, .. } = &mut hubs[0];
    let command = HubInput::Command { ticket: 1, command: pitch(1, "Open data") };
    let mut step = hub.handle(now, dice, store, command).unwrap();
    // The next input comes before the commit and asks for what the first one made.
    let (document, log) = (DocumentKind::Floor, hub.log_id(DocumentKind::Floor));
    let genesis = crate::documents::Documents::genesis_hash(document);
    let chain = crate::log::Chain::start(event, document, log, genesis);
    let follow = Frame::Follow(Follow { document, log, position: 0, chain });
    let input = HubInput::Frame { peer, bytes: follow.encode() };
    step.merge(hub.handle(now, dice, store, input).unwrap());
    let batches = step.effects.iter().filter(|effect| match effect {
        HubEffect::Send { frame, .. } => {
            let read = Frame::decode(frame).unwrap();
            matches!(read, Some(Frame::Batch(batch)) if batch.envelopes.len() == 1)
        }
        _ => false,
    });
    assert_eq!(batches.count(), 2, "one live, one asked for");
    store.commit(&step.commit).unwrap();
    assert!(!step.is_empty());
}

#[test]
fn a_failed_commit_that_reached_the_disk_is_found_again() {
    for reached in [false, true] {
        let mut venue = Venue::new();
        let foyer = venue.kiosk(Role::Kiosk);
        let now = venue.now();
        let Venue { devices, dice, .. } = &mut venue;
        let node = &mut devices[foyer];
        let command = pitch(1, "Open data");
        let input = DeviceInput::Command { ticket: 1, person: None, command };
        let step = node.device.handle(now, dice, &node.store, input).unwrap();
        if reached {
            node.store.commit(&step.commit).unwrap();
        }
        // None of its effects happens; the device is loaded again and goes on.
        venue.restart_device(foyer);
        assert_eq!(venue.titles(foyer).len(), usize::from(reached));
        venue.ask(foyer, pitch(2, "Maps")).unwrap();
        venue.connect(foyer, 0);
        venue.settle();
        venue.assert_same(0);
        assert_eq!(venue.titles(foyer).len(), 1 + usize::from(reached));
    }
}

#[test]
fn a_store_of_the_other_end_is_refused() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    let saved = venue.devices[foyer].store.load().unwrap();
    let setup = venue.setup.clone();
    let error = Hub::load(saved.clone(), setup.clone(), &mut venue.dice).err();
    assert!(matches!(error, Some(LoadError::OtherNode { wanted: "server", .. })), "{error:?}");
    let mut lost = saved;
    lost.facts.remove("key");
    let error = Device::load(lost, setup.clone(), &mut venue.dice).err();
    assert_eq!(error, Some(LoadError::KeyLost { node: "device" }));
    let empty = MemoryStore::new().load().unwrap();
    let error = Hub::load(empty, setup, &mut venue.dice).err();
    assert_eq!(error, Some(LoadError::NoEvent));
}

#[test]
fn nonsense_from_a_peer_ends_its_connection_and_nothing_else() {
    let mut venue = Venue::with(1, Some(crate::sync::Fault::OfferOnce));
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    let (peer, _) = venue.devices[foyer].line.unwrap();
    venue.hub(0, HubInput::Frame { peer, bytes: vec![0xff, 1, 2] });
    assert_eq!(venue.devices[foyer].closed.last(), Some(&Goodbye::Violation));
    venue.ask(hall, pitch(1, "Open data")).unwrap();
    venue.settle();
    venue.assert_same(0);
    let floor = DocumentKind::Floor;
    assert_eq!(venue.hubs[0].hub.status().logs[usize::from(floor.number())].1, 1);
}
