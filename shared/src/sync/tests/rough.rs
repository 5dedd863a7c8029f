//! Rough weather: frames are lost, doubled and overtaken, machines restart, kiosks wander. In the
//! end everybody has the same, and nothing that was saved is lost.

use super::venue::{Venue, Weather, pitch, retitle};
use crate::{limits, roster::Role};

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

#[test]
fn nothing_is_lost_in_rough_weather() {
    for seed in 0..40 {
        play(seed);
    }
}
