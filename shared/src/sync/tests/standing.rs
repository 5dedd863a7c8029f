//! Who has been heard of, and who has just what the server has.

use super::venue::{Venue, pitch};
use crate::{
    limits,
    persist::{Store as _, Transaction},
    proof::{Member, Proof},
    roster::Role,
    sync::{Hub, HubInput, Line, frame::Standing},
};

fn proof(venue: &mut Venue, device: usize) -> Proof {
    let now = venue.now();
    let device = &mut venue.devices[device].device;
    let (schedule, status) = (device.schedule(), device.status(now));
    let standings: Vec<_> = device.standings().collect();
    let stands = (status.connection == Line::UpToDate, status.outbox as u64);
    Proof::of(device.replica(), &schedule, standings, stands)
}

fn member(venue: &mut Venue, device: usize, of: usize) -> Member {
    let id = venue.devices[of].device.replica().id();
    let proof = proof(venue, device);
    proof.members.into_iter().find(|member| member.device == id).unwrap()
}

/// A few seconds pass.
fn rest(venue: &mut Venue, seconds: u64) {
    for _ in 0..seconds {
        venue.tick(1_000);
        venue.pump();
    }
}

#[test]
fn all_devices_that_are_at_rest_have_the_same_and_a_device_that_is_away_is_named() {
    let mut venue = Venue::new();
    let (hall, foyer) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    rest(&mut venue, 6);
    let whole = proof(&mut venue, hall);
    assert!(whole.is_whole(), "{whole:?}");
    assert_eq!((whole.sessions, whole.edits, whole.same()), (1, 1, 2));
    assert_eq!(member(&mut venue, hall, foyer).edits.count, 1);
    assert!(venue.devices[foyer].device.standings().next().is_none(), "a kiosk is told nothing");

    // Its pushes are lost, but it is heard of.
    venue.ask(foyer, pitch(2, "Bins")).unwrap();
    venue.wires.clear();
    rest(&mut venue, 3);
    let ahead = member(&mut venue, hall, foyer);
    assert_eq!((ahead.waiting, ahead.connected, ahead.same), (Some(1), true, false));
    venue.cut(foyer);
    rest(&mut venue, 2);
    let away = member(&mut venue, hall, foyer);
    assert_eq!((away.waiting, away.connected, away.same), (Some(1), false, false));
    assert!(away.heard_ms.is_some());
    assert_eq!(proof(&mut venue, hall).missing().count(), 1);

    // What is known outlives the connection and a restart, but vouches for nothing.
    venue.cut(hall);
    venue.restart_device(hall);
    let kept = proof(&mut venue, hall);
    assert!(!kept.is_fresh && !kept.is_whole() && kept.same() == 0, "{kept:?}");
    assert_eq!(member(&mut venue, hall, foyer).waiting, Some(1));

    venue.connect(hall, 0);
    venue.connect(foyer, 0);
    rest(&mut venue, 8);
    assert!(proof(&mut venue, hall).is_whole());
}

#[test]
fn an_edit_that_was_made_here_a_moment_ago_is_not_called_the_same() {
    let mut venue = Venue::new();
    let hall = venue.kiosk(Role::Volunteer);
    rest(&mut venue, 6);
    assert!(proof(&mut venue, hall).is_whole());
    venue.ask(hall, pitch(1, "Open data")).unwrap();
    assert!(!proof(&mut venue, hall).is_whole());
}

#[test]
fn what_the_server_said_before_an_edit_does_not_vouch_for_what_came_after() {
    let mut venue = Venue::new();
    let (hall, foyer) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    rest(&mut venue, 6);
    assert!(proof(&mut venue, hall).is_whole());
    // Nothing reaches the foyer any longer, and nobody has noticed; the edit here is acked.
    let line = venue.devices[foyer].line.take();
    venue.ask(hall, pitch(1, "Open data")).unwrap();
    venue.pump();
    venue.devices[foyer].line = line;
    let now = venue.now();
    assert_eq!(venue.devices[hall].device.status(now).outbox, 0);
    assert_eq!(proof(&mut venue, hall).same(), 0);
}

#[test]
fn who_comes_back_with_edits_is_not_called_the_same_by_what_it_said_before() {
    let mut venue = Venue::new();
    let (hall, foyer) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    rest(&mut venue, 6);
    assert!(proof(&mut venue, hall).is_whole());
    venue.cut(foyer);
    rest(&mut venue, 2);
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    venue.connect(foyer, 0);
    // Frame by frame, and the server says after each how all stand.
    let mut apart = 0;
    while venue.deliver() {
        venue.hub(0, HubInput::Tick);
        if venue.heads(foyer) != venue.hub_heads(0) {
            apart += usize::from(member(&mut venue, hall, foyer).connected);
            assert!(!proof(&mut venue, hall).is_whole());
        }
    }
    assert!(apart > 3, "{apart}: the server has seen it and not yet its pitch");
    rest(&mut venue, 6);
    assert!(proof(&mut venue, hall).is_whole());
}

#[test]
fn a_new_server_knows_nothing_and_says_so() {
    let mut venue = Venue::new();
    let (hall, foyer) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    rest(&mut venue, 6);
    let heard = member(&mut venue, hall, foyer).heard_ms;
    let new = venue.server();
    venue.connect(hall, new);
    rest(&mut venue, 8);
    let at_new = proof(&mut venue, hall);
    assert!(at_new.is_fresh && !at_new.is_whole());
    let away = member(&mut venue, hall, foyer);
    assert_eq!((away.connected, away.same, away.heard_ms), (false, false, heard));
    assert!(member(&mut venue, hall, hall).same);
}

/// Whatever happens on the wires: once nobody has edited for a while, nothing is called whole that
/// differs, and in the end it is called so.
#[test]
fn the_proof_never_says_the_same_when_it_is_not() {
    for seed in 1..=60 {
        let mut venue = Venue::with(seed, None);
        let devices: Vec<usize> = (0..3).map(|_| venue.kiosk(Role::Volunteer)).collect();
        for n in 0..12 {
            let device = devices[venue.dice.below(3)];
            match venue.dice.below(4) {
                0 => venue.cut(device),
                1 => venue.connect(device, 0),
                _ => drop(venue.ask(device, pitch(n, &format!("Pitch {n}")))),
            }
            if venue.dice.one_in(3) {
                venue.wires.clear();
            }
            rest(&mut venue, 1);
        }
        let quiet_from = venue.ms;
        for step in 0..40 {
            let device = devices[venue.dice.below(3)];
            match venue.dice.below(12) {
                0 => venue.cut(device),
                _ if step > 20 && venue.devices[device].line.is_none() => venue.connect(device, 0),
                _ => {}
            }
            if venue.dice.one_in(4) {
                venue.wires.clear();
            }
            rest(&mut venue, 1);
            if venue.ms - quiet_from <= limits::STANDING_MS {
                continue;
            }
            for device in &devices {
                if proof(&mut venue, *device).is_whole() {
                    let heads: Vec<_> = devices.iter().map(|one| venue.heads(*one)).collect();
                    assert!(heads.iter().all(|one| *one == venue.hub_heads(0)), "seed {seed}");
                }
            }
        }
        for device in &devices {
            venue.connect(*device, 0);
        }
        venue.settle();
        rest(&mut venue, 4);
        let told = proof(&mut venue, devices[0]);
        assert!(told.is_whole(), "seed {seed}: {told:?}");
    }
}

#[test]
fn a_power_cut_while_connected_leaves_what_was_heard_of_the_others() {
    let mut venue = Venue::new();
    let (hall, foyer) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    rest(&mut venue, 6);
    venue.cut(foyer);
    rest(&mut venue, 70);
    let before = member(&mut venue, hall, foyer).heard_ms;
    assert!(before.is_some());
    // Nothing is told to it before: it is loaded from what is on its disk.
    let store = &mut venue.devices[hall].store;
    let saved = store.load().unwrap();
    let heard = Hub::heard_in(&saved);
    let id = venue.devices[foyer].device.replica().id();
    let kept = heard.iter().find(|one| one.device == id).unwrap();
    assert_eq!((Some(kept.heard_ms), kept.connected, kept.same), (before, false, false));
}

#[test]
fn a_new_server_knows_of_each_device_what_was_heard_last() {
    let mut venue = Venue::new();
    let (hall, foyer) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    let ids = [hall, foyer].map(|of| venue.devices[of].device.replica().id());
    let one = |of: usize, heard_ms, waiting| Standing {
        device: ids[of],
        heard_ms,
        waiting: Some(waiting),
        connected: true,
        same: true,
    };
    let heard = [one(1, 40, 3), one(0, 10, 0), one(1, 20, 9), one(0, 30, 1)];
    let store = &mut venue.hubs[0].store;
    store.commit(&Transaction { puts: vec![Hub::heard_before(heard)] }).unwrap();
    let store = store.clone();
    venue.restart_hub(0, store);
    let said = venue.hubs[0].hub.standings(0);
    let mut said: Vec<_> =
        said.iter().map(|one| (one.device, one.heard_ms, one.waiting, one.same)).collect();
    said.sort_by_key(|one| one.1);
    assert_eq!(said, [(ids[0], 30, Some(1), false), (ids[1], 40, Some(3), false)]);
}
