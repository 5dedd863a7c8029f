//! A name that was erased stays erased, whoever comes back with it.

use super::venue::{Venue, pitch};
use crate::{
    carry::Carried,
    command::{Command, NewPerson, Refusal},
    erased::{Certificate, Gone},
    ids::{DeviceId, PersonId},
    limits,
    names::NameRecord,
    persist::{RecordKind, Store as _, memory::MemoryStore},
    proof::Proof,
    roster::{Action, Role},
    sync::{
        About, DeviceInput, Erasure, Hub, HubInput, Replica, Saying,
        frame::{Frame, Records},
    },
};
use std::collections::BTreeSet;

const MAIR: PersonId = PersonId([7; 16]);
const NAME: &str = "Mair Example";

/// An organiser and a volunteer at one server.
fn two() -> (Venue, usize, usize) {
    let mut venue = Venue::new();
    venue.furnish();
    let organiser = venue.kiosk(Role::Organiser);
    let other = venue.kiosk(Role::Volunteer);
    venue.settle();
    (venue, organiser, other)
}

fn with_name(n: u8) -> Command {
    let people = vec![NewPerson { person: MAIR, name: NAME.to_owned() }];
    Command::Together { commands: vec![pitch(n, "Bins")], people }
}

/// It stands somewhere in what is kept.
fn keeps(store: &mut MemoryStore, text: &str) -> bool {
    let saved = format!("{:?}", store.load().unwrap());
    let bytes: Vec<String> = text.bytes().map(|byte| byte.to_string()).collect();
    saved.contains(&bytes.join(", "))
}

fn holds(venue: &mut Venue, device: usize) -> bool {
    keeps(&mut venue.devices[device].store, NAME)
}

fn named(venue: &mut Venue, at: usize) -> bool {
    venue.devices[at].device.schedule().people.contains_key(&MAIR)
}

/// As its shell does when every file is rid of them.
fn disk_erased(venue: &mut Venue, device: usize, is_done: bool) {
    let erasure = venue.devices[device].device.replica().erasure_due().expect("something is due");
    venue.device(device, DeviceInput::DiskErased { erasure, is_done });
}

fn certificate(venue: &mut Venue, at: usize) -> Certificate {
    let device = &mut venue.devices[at].device;
    let schedule = device.schedule();
    let standings: Vec<_> = device.standings().collect();
    let members = Proof::of(device.replica(), &schedule, standings, (true, 0)).members;
    let said = device.server_safety().and_then(|safety| safety.told.erasing);
    let server = device.server().map(|server| (server, said));
    let keeps = device.keeps();
    Certificate::of(device.replica(), &members, device.reports().cloned(), server, keeps)
}

fn gone(certificate: &Certificate, of: &Replica) -> Gone {
    certificate.holders.iter().find(|one| one.device == of.id()).unwrap().gone
}

#[test]
fn an_erased_name_goes_everywhere_and_out_of_own_commands_and_never_comes_back() {
    let (mut venue, organiser, other) = two();
    venue.ask(other, with_name(1)).unwrap();
    venue.settle();
    assert!(named(&mut venue, organiser) && holds(&mut venue, other));
    // Nobody but an organiser erases, and not twice.
    assert!(matches!(venue.erase(other, &[MAIR]), Err(Refusal::NotAllowed { .. })));
    let before = venue.devices[other].store.clone();
    let carried = venue.carry(other);
    venue.cut(other);
    assert_eq!(venue.erase(organiser, &[MAIR]), Ok(()));
    assert_eq!(venue.erase(organiser, &[MAIR]), Err(Refusal::NothingToDo));
    venue.settle();
    assert!(!named(&mut venue, organiser) && named(&mut venue, other), "it was away");
    venue.connect(other, 0);
    venue.settle();
    for device in [organiser, other] {
        assert!(!named(&mut venue, device) && !holds(&mut venue, device), "device {device}");
    }
    // The edit itself stays, is undone and done again, and names nobody.
    let acts = venue.devices[other].device.undoable();
    assert!(matches!(&*acts[0].command, Command::Together { people, .. } if people.is_empty()));
    venue.restart_device(other);
    venue.connect(other, 0);
    venue.ask(other, with_name(2)).unwrap();
    venue.settle();
    assert!(!named(&mut venue, other) && !named(&mut venue, organiser));
    assert!(!holds(&mut venue, other), "an own command that came after the erasure");
    // A board that was carried away before it, and a disk of before.
    for device in [organiser, other] {
        let taken = venue.take(device, &carried).unwrap();
        assert_eq!(taken.names, 0);
    }
    let verifier = venue.setup.verifier.clone();
    let board = Carried::read(&carried, verifier.as_ref()).unwrap();
    assert_eq!(venue.take_at_hub(0, board).unwrap().names, 0);
    venue.devices[other].store = before;
    venue.restart_device(other);
    assert!(named(&mut venue, other));
    venue.connect(other, 0);
    venue.settle();
    assert!(!named(&mut venue, other) && !holds(&mut venue, other));
    venue.assert_same(0);
}

#[test]
fn a_server_that_goes_back_to_a_backup_gives_no_name_back() {
    let (mut venue, organiser, other) = two();
    venue.ask(other, with_name(1)).unwrap();
    venue.settle();
    let mut backup = venue.hubs[0].store.clone();
    assert!(keeps(&mut backup, NAME));
    assert_eq!(venue.erase(organiser, &[MAIR]), Ok(()));
    venue.settle();
    // Goes back to it in one act.
    let (held, present) = (backup.load().unwrap(), venue.hubs[0].store.load().unwrap());
    let setup = venue.setup.clone();
    let also = Hub::begin_from(&held, &present, &setup, &mut venue.dice);
    let mut restored = backup.clone();
    restored.commit(&also).unwrap();
    assert!(!keeps(&mut restored, NAME));
    // A server that begins from the backup alone hears of it from the first device that knows.
    for store in [restored, backup] {
        venue.restart_hub(0, store);
        venue.connect(organiser, 0);
        venue.connect(other, 0);
        venue.settle();
        assert!(!keeps(&mut venue.hubs[0].store, NAME));
        assert!(!named(&mut venue, organiser) && !named(&mut venue, other));
        venue.assert_same(0);
    }
}

#[test]
fn an_erasure_that_comes_before_the_name_keeps_it_out() {
    let (mut venue, organiser, other) = two();
    venue.cut(other);
    venue.ask(other, with_name(1)).unwrap();
    assert_eq!(venue.erase(organiser, &[MAIR]), Ok(()), "nobody here knows the name");
    venue.settle();
    venue.connect(other, 0);
    venue.settle();
    assert!(!named(&mut venue, other) && !named(&mut venue, organiser));
    assert!(!holds(&mut venue, other) && !keeps(&mut venue.hubs[0].store, NAME));
    venue.assert_same(0);
}

#[test]
fn erasures_of_those_who_may_not_are_left_at_the_door() {
    let (mut venue, organiser, other) = two();
    venue.ask(other, with_name(1)).unwrap();
    venue.settle();
    let event = venue.event();
    let key = venue.devices[other].device.replica().key.clone();
    let record = NameRecord::sign(&key, event, MAIR, 9, None).unwrap().encode();
    let hub = |venue: &mut Venue, by: usize| {
        let (connection, _) = venue.devices[by].line.unwrap();
        let frame = Frame::Records(Records {
            kind: RecordKind::Name,
            records: vec![record.clone().into()],
        })
        .encode();
        venue.hub(0, HubInput::Frame { peer: connection, bytes: frame });
    };
    // Whoever carries it.
    for by in [other, organiser] {
        hub(&mut venue, by);
    }
    venue.settle();
    assert!(named(&mut venue, organiser) && named(&mut venue, other));
    // What an organiser erased counts, also after the device was shown out.
    let second = venue.kiosk(Role::Organiser);
    assert_eq!(venue.erase(second, &[MAIR]), Ok(()));
    venue.settle();
    assert!(!named(&mut venue, organiser) && !named(&mut venue, other));
    venue.assert_same(0);
}

#[test]
fn the_certificate_says_who_has_done_it_and_who_has_not() {
    let (mut venue, organiser, other) = two();
    venue.ask(other, with_name(1)).unwrap();
    venue.settle();
    assert_eq!(certificate(&mut venue, organiser), Certificate::default());
    venue.cut(other);
    venue.erase(organiser, &[MAIR]).unwrap();
    venue.settle();
    let of = |venue: &mut Venue, device: usize| {
        let certificate = certificate(venue, organiser);
        gone(&certificate, venue.devices[device].device.replica())
    };
    let told = certificate(&mut venue, organiser);
    assert_eq!((told.names, told.acts.len(), told.acts[0].names), (1, 1, 1));
    assert!(told.acts[0].at_ms.is_some() && !told.is_whole());
    assert!(told.holders.iter().all(|one| one.gone == Gone::NotYet), "{told:?}");
    disk_erased(&mut venue, organiser, true);
    assert!(matches!(of(&mut venue, organiser), Gone::Since(_)));
    // The server says so of itself; a disk that failed does not.
    let erasure = venue.hubs[0].hub.replica().erasure_due().unwrap();
    for is_done in [false, true] {
        let erasure = erasure.clone();
        venue.hub(0, HubInput::DiskErased { erasure, is_done });
        venue.hub(0, HubInput::Safety(crate::sync::Safety::default()));
        venue.settle();
        let told = certificate(&mut venue, organiser);
        let server = gone(&told, venue.hubs[0].hub.replica());
        assert_eq!(server == Gone::Failed, !is_done, "{told:?}");
        assert_eq!(matches!(server, Gone::Since(_)), is_done, "{told:?}");
    }
    assert_eq!(of(&mut venue, other), Gone::NotYet);
    // It comes back, hears of it, and does it by itself.
    venue.connect(other, 0);
    venue.settle();
    assert_eq!(of(&mut venue, other), Gone::NotYet);
    disk_erased(&mut venue, other, false);
    venue.settle();
    assert_eq!(of(&mut venue, other), Gone::Failed);
    disk_erased(&mut venue, other, true);
    venue.settle();
    assert!(certificate(&mut venue, organiser).is_whole());
    // Another name: everybody has to do it again, also over a restart.
    venue.erase(organiser, &[PersonId([8; 16])]).unwrap();
    venue.settle();
    venue.restart_device(organiser);
    venue.connect(organiser, 0);
    venue.settle();
    assert!(certificate(&mut venue, organiser).holders.iter().all(|one| one.gone == Gone::NotYet));
    venue.say(organiser, other, Saying::Revoked).unwrap();
    venue.settle();
    assert_eq!(of(&mut venue, other), Gone::ShownOut);
}

#[test]
fn a_disk_is_not_called_clean_for_what_was_said_of_another() {
    let (mut venue, organiser, other) = two();
    venue.ask(other, with_name(1)).unwrap();
    venue.settle();
    let mut old = venue.devices[other].store.clone();
    venue.erase(organiser, &[MAIR]).unwrap();
    venue.settle();
    disk_erased(&mut venue, other, true);
    assert_eq!(venue.devices[other].device.replica().erasure_due(), None);
    venue.restart_device(other);
    assert_eq!(venue.devices[other].device.replica().erasure_due(), None, "it is kept");
    // A copy of before, marked as if it were done: the mark counts for nothing.
    let mark = Erasure::of(BTreeSet::from([MAIR])).mark(1);
    old.commit(&crate::persist::Transaction { puts: vec![mark] }).unwrap();
    venue.devices[other].store = old;
    venue.restart_device(other);
    assert_eq!(venue.devices[other].device.replica().erasure_due(), None, "it knows of nothing");
    venue.connect(other, 0);
    venue.settle();
    assert!(venue.devices[other].device.replica().erasure_due().is_some());
}

#[test]
fn a_server_that_has_ended_is_told_of_by_the_device_that_keeps_its_disk() {
    let (mut venue, organiser, other) = two();
    // The volunteer's tablet was the server for an hour.
    let second = venue.server();
    let ended = venue.hubs[second].hub.replica().id();
    for hub in [second, 0] {
        venue.connect(other, hub);
        venue.settle();
    }
    venue.erase(organiser, &[MAIR]).unwrap();
    venue.settle();
    let erasure = venue.hubs[0].hub.replica().erasure_due().unwrap();
    venue.hub(0, HubInput::DiskErased { erasure, is_done: true });
    venue.hub(0, HubInput::Safety(crate::sync::Safety::default()));
    disk_erased(&mut venue, organiser, true);
    venue.settle();
    let of = |venue: &mut Venue| {
        let told = certificate(venue, organiser);
        told.holders.iter().find(|one| one.device == ended).unwrap().gone
    };
    let keeps = |venue: &mut Venue, device: usize, keeps: Option<DeviceId>| {
        venue.device(device, DeviceInput::About(About { keeps, ..About::default() }));
        venue.tick(limits::REPORT_GAP_MS);
        venue.settle();
    };
    assert_eq!(of(&mut venue), Gone::NotYet, "nobody knows where its disk is");
    keeps(&mut venue, other, Some(ended));
    assert_eq!(of(&mut venue), Gone::NotYet, "the tablet has not done it");
    disk_erased(&mut venue, other, true);
    keeps(&mut venue, other, Some(ended));
    assert!(matches!(of(&mut venue), Gone::Since(_)));
    assert!(certificate(&mut venue, organiser).is_whole());
    // While it serves, the server speaks for itself.
    keeps(&mut venue, other, None);
    assert_eq!(of(&mut venue), Gone::NotYet);
    // What a tablet for pitches says of servers counts for nothing.
    let kiosk = venue.kiosk(Role::Kiosk);
    venue.settle();
    disk_erased(&mut venue, kiosk, true);
    keeps(&mut venue, kiosk, Some(ended));
    assert_eq!(of(&mut venue), Gone::NotYet);
    // Nor of the server that is here, and speaks.
    let present = venue.hubs[0].hub.replica().id();
    venue.erase(organiser, &[PersonId([9; 16])]).unwrap();
    venue.settle();
    disk_erased(&mut venue, other, true);
    keeps(&mut venue, other, Some(present));
    let told = certificate(&mut venue, organiser);
    assert_eq!(gone(&told, venue.hubs[0].hub.replica()), Gone::NotYet);
}

#[test]
fn a_server_that_was_shut_out_stays_on_the_certificate_until_its_disk_is_told_of() {
    let (mut venue, organiser, other) = two();
    let second = venue.server();
    let out = venue.hubs[second].hub.replica().id();
    for hub in [second, 0] {
        venue.connect(other, hub);
        venue.settle();
    }
    venue.record(0, Action::RevokeServer { key: out, last_good: Vec::new() });
    venue.settle();
    venue.erase(organiser, &[MAIR]).unwrap();
    venue.settle();
    let erasure = venue.hubs[0].hub.replica().erasure_due().unwrap();
    venue.hub(0, HubInput::DiskErased { erasure, is_done: true });
    venue.hub(0, HubInput::Safety(crate::sync::Safety::default()));
    for device in [organiser, other] {
        disk_erased(&mut venue, device, true);
    }
    venue.settle();
    let of = |venue: &mut Venue| {
        let told = certificate(venue, organiser);
        let holder = told.holders.iter().find(|one| one.device == out).unwrap();
        (holder.gone == Gone::ShownOut, holder.is_server, told.is_whole())
    };
    assert_eq!(of(&mut venue), (true, true, false), "what it holds is out of reach");
    let keeps = Some(out);
    venue.device(other, DeviceInput::About(About { keeps, ..About::default() }));
    venue.tick(limits::REPORT_GAP_MS);
    venue.settle();
    assert_eq!(of(&mut venue), (false, true, true));
}

#[test]
fn what_a_backup_says_of_its_own_file_does_not_count_after_going_back_to_it() {
    let (mut venue, organiser, other) = two();
    venue.ask(other, with_name(1)).unwrap();
    venue.erase(organiser, &[MAIR]).unwrap();
    venue.settle();
    let erasure = venue.hubs[0].hub.replica().erasure_due().unwrap();
    venue.hub(0, HubInput::DiskErased { erasure, is_done: true });
    assert_eq!(venue.hubs[0].hub.replica().erasure_due(), None);
    let mut backup = venue.hubs[0].store.clone();
    let (held, present) = (backup.load().unwrap(), venue.hubs[0].store.load().unwrap());
    let setup = venue.setup.clone();
    let also = Hub::begin_from(&held, &present, &setup, &mut venue.dice);
    backup.commit(&also).unwrap();
    venue.restart_hub(0, backup);
    assert!(venue.hubs[0].hub.replica().erasure_due().is_some(), "other backups may hold names");
}
