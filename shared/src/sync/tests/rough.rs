//! Rough weather: frames are lost, doubled and overtaken, machines restart, kiosks wander. In the
//! end everybody has the same, and nothing that was saved is lost.

use super::venue::{Venue, Weather, pitch, place, retitle};
use crate::{limits, roster::Role, sync::NotAccepted};

fn play(seed: u64) {
    let mut venue = Venue::with(seed, None);
    let devices: Vec<usize> = (0..3).map(|_| venue.kiosk(Role::Kiosk)).collect();
    let second = venue.server();
    let mut backup = venue.hubs[0].store.clone();
    venue.weather = Weather { lose: Some(12), double: Some(9), overtake: Some(5) };
    let mut pitched: Vec<u8> = Vec::new();
    for step in 0..120_u32 {
        let device = devices[venue.dice.below(devices.len())];
        match venue.dice.below(20) {
            0 => venue.cut(device),
            1..=3 => {
                let hub = if venue.dice.one_in(2) { second } else { 0 };
                venue.connect(device, hub);
            }
            4 => venue.restart_device(device),
            5 => {
                let store = venue.hubs[0].store.clone();
                venue.restart_hub(0, store);
            }
            6 if venue.dice.one_in(3) => venue.restart_hub(0, backup.clone()),
            7 => backup = venue.hubs[0].store.clone(),
            8..=12 => {
                if pitched.len() < 250 {
                    let id = pitched.len() as u8;
                    venue.ask(device, pitch(id, "new")).unwrap();
                    pitched.push(id);
                }
            }
            13..=14 => {
                if !pitched.is_empty() {
                    let id = pitched[venue.dice.below(pitched.len())];
                    // It may not be known on this device.
                    let _ = venue.ask(device, retitle(id, &format!("step {step}")));
                }
            }
            15 => venue.tick(limits::RETRY_MS + 1),
            _ => {
                for _ in 0..venue.dice.below(40) {
                    venue.deliver();
                }
            }
        }
    }
    venue.weather = Weather::default();
    for hub in [0, second, 0] {
        for device in &devices {
            venue.connect(*device, hub);
        }
        venue.settle();
    }
    venue.assert_same(0);
    assert_eq!(venue.titles(devices[0]).len(), pitched.len(), "seed {seed}");
    assert!(devices.iter().all(|device| venue.devices[*device].not_accepted.is_empty()));
}

/// Roles come and go while kiosks are offline. `steady` keeps its role throughout.
fn play_roles(seed: u64) {
    let mut venue = Venue::with(seed, None);
    venue.furnish();
    let steady = venue.kiosk(Role::Volunteer);
    let fickle: Vec<usize> = (0..3).map(|_| venue.kiosk(Role::Volunteer)).collect();
    let second = venue.server();
    let backup = venue.hubs[0].store.clone();
    let all = [steady, fickle[0], fickle[1], fickle[2]];
    let mut pitched = Vec::new();
    let mut next = 0_u8;
    for step in 0..100_u32 {
        let device = all[venue.dice.below(4)];
        let hub = if venue.dice.one_in(3) { second } else { 0 };
        match venue.dice.below(16) {
            0 => venue.cut(device),
            1..=3 => venue.connect(device, hub),
            4 => venue.restart_device(device),
            5 => {
                let who = fickle[venue.dice.below(3)];
                let role = [Role::Viewer, Role::Kiosk, Role::Volunteer][venue.dice.below(3)];
                venue.grant(hub, who, role);
            }
            6 if venue.dice.one_in(6) => venue.restart_hub(0, backup.clone()),
            7..=10 => {
                let id = next;
                if venue.ask(device, pitch(id, "new")).is_ok() && device == steady {
                    pitched.push(id);
                }
                next += 1;
            }
            11 => {
                let id = venue.dice.below(usize::from(next) + 1) as u8;
                let _ = venue.ask(device, retitle(id, &format!("step {step}")));
            }
            12 => {
                let id = venue.dice.below(usize::from(next) + 1) as u8;
                let _ = venue.ask(device, place(id));
            }
            _ => {
                for _ in 0..venue.dice.below(40) {
                    venue.deliver();
                }
            }
        }
    }
    // Who was shut out while a server did not know the others' statements comes back with them.
    for hub in [0, second, 0, second, 0] {
        for device in all {
            venue.connect(device, hub);
        }
        venue.settle();
    }
    venue.assert_same(0);
    let schedule = venue.devices[steady].device.schedule();
    for id in pitched {
        let session = schedule.sessions.get(&crate::ids::SessionId([id; 16]));
        assert!(session.is_some_and(|session| session.known), "seed {seed}: session {id}");
    }
    let refused = venue.devices[steady].not_accepted.iter();
    let mut refused = refused.filter(|(_, _, why)| matches!(why, NotAccepted::Refused(_)));
    assert_eq!(refused.next(), None, "seed {seed}");
}

/// Seeds to play: `CAMPBOARD_SEEDS` asks for more.
fn seeds(usual: u64) -> std::ops::Range<u64> {
    let more = std::env::var("CAMPBOARD_SEEDS").ok().and_then(|text| text.parse().ok());
    0..more.unwrap_or(usual)
}

#[test]
fn nothing_is_lost_in_rough_weather() {
    for seed in seeds(30) {
        play(seed);
    }
}

#[test]
fn roles_that_come_and_go_wedge_nobody() {
    for seed in seeds(30) {
        play_roles(seed);
    }
}
