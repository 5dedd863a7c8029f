//! The names of hosts go along with the changes that name them: one is nowhere without the other.

use super::venue::{Venue, Wire};
use crate::{
    command::{Command, NewPerson, SessionEdit},
    ids::{PersonId, SessionId},
    limits,
    roster::Role,
    sync::{Fault, frame::Frame},
};

/// Kind of the frames that hold records and nothing else.
const RECORDS: u64 = 12;

fn person(n: u8) -> PersonId {
    PersonId([n; 16])
}

fn hosted(id: u8, hosts: std::ops::Range<u8>, name: &str) -> Command {
    let edit = SessionEdit {
        title: Some("Slow roads".to_owned()),
        hosts: Some(hosts.clone().map(person).collect()),
        ..SessionEdit::default()
    };
    let people = hosts.map(|n| NewPerson { person: person(n), name: format!("{name} {n}") });
    let commands = vec![Command::Pitch { session: SessionId([id; 16]), edit }];
    Command::Together { commands, people: people.collect() }
}

/// Delivers everything but frames of records, all of which are lost.
fn pump_without_records(venue: &mut Venue) {
    loop {
        venue.wires.retain(|wire| {
            let (Wire::ToHub { bytes, .. } | Wire::ToDevice { bytes, .. }) = wire;
            Frame::decode(bytes).unwrap().is_none_or(|frame| frame.kind() != RECORDS)
        });
        if !venue.deliver() {
            return;
        }
    }
}

/// A kiosk pitches for somebody, all frames of records are lost, and then so is the kiosk.
fn names_at_the_others(fault: Option<Fault>) -> (Option<String>, Option<String>) {
    let mut venue = Venue::with(1, fault);
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    venue.ask(foyer, hosted(1, 1..2, "Nia")).unwrap();
    pump_without_records(&mut venue);
    venue.cut(foyer);
    venue.settle();
    assert_eq!(venue.titles(hall), ["Slow roads"]);
    let at_hub = venue.hubs[0].hub.schedule().people.get(&person(1)).map(ToString::to_string);
    let there = venue.devices[hall].device.schedule();
    (at_hub, there.people.get(&person(1)).map(ToString::to_string))
}

#[test]
fn a_name_outlives_its_frame_and_its_kiosk() {
    let nia = || Some("Nia 1".to_owned());
    assert_eq!(names_at_the_others(None), (nia(), nia()));
    assert_eq!(names_at_the_others(Some(Fault::NamesApart)), (None, None));
}

#[test]
fn names_that_do_not_fit_beside_their_changes_go_before_them() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    venue.cut(foyer);
    venue.cut(hall);
    let long = "n".repeat(limits::NAME_BYTES_MAX - 8);
    for n in 0..3 {
        let first = n * 64;
        venue.ask(foyer, hosted(n, first..first + 64, &long)).unwrap();
    }
    let changes: Vec<_> = venue.devices[foyer]
        .device
        .replica()
        .documents()
        .hashes(crate::ids::DocumentKind::Floor)
        .to_vec();
    let (beside, before) = venue.devices[foyer].device.replica().names_beside(&changes);
    let bytes: usize = beside.records().iter().map(|record| record.len()).sum();
    assert!(bytes <= limits::NAMES_BESIDE_BYTES_MAX && beside.len() > 64);
    assert_eq!(beside.len() + before.len(), 192);
    venue.connect(foyer, 0);
    venue.connect(hall, 0);
    venue.settle();
    assert_eq!(venue.devices[hall].device.schedule().people.len(), 192);
    venue.assert_same(0);
}
