//! What an organiser's kiosk tells another one, by the real programs.

use super::{Camp, away_because, board, titles};
use venue::{Kiosk, PATIENCE, until};

/// The key of a device, once it is known at the desk.
fn key(desk: &mut Kiosk, name: &str) -> String {
    let mut seen = serde_json::Value::Null;
    until("the device is known and has said its version", PATIENCE, || {
        seen = desk.ask("devices")?;
        let all = seen["devices"].as_array().cloned().unwrap_or_default();
        let one = all.into_iter().find(|one| one["name"] == name && one["version"].is_string());
        Ok(one.and_then(|one| one["device"].as_str().map(str::to_owned)))
    })
    .unwrap()
}

#[test]
fn a_kiosk_shows_a_message_rehearses_over_a_restart_and_is_shown_out() {
    let camp = Camp::sample();
    let mut desk = camp.organiser("desk");
    let mut foyer = camp.volunteer("foyer");
    let device = key(&mut desk, "foyer");
    desk.ask(&format!("tell {device} message 30 \"Please close the door\"")).unwrap();
    desk.ask(&format!("tell {device} idle board")).unwrap();
    let shown = |status: &serde_json::Value| {
        status["message"] == "Please close the door" && status["idle"] == "board"
    };
    foyer.until("it shows the message", shown).unwrap();

    desk.ask(&format!("tell {device} rehearse 60")).unwrap();
    foyer.until("it rehearses", |status| status["rehearses_until_ms"].is_number()).unwrap();
    foyer.wait("offline").unwrap();
    foyer.pitch("Pitched in a rehearsal").unwrap();
    desk.pitch("Pitched beside it").unwrap();
    desk.synced().unwrap();
    foyer.kill().unwrap();
    foyer.start().unwrap();
    foyer.until("it goes on", |status| status["rehearses_until_ms"].is_number()).unwrap();
    assert!(!titles(&board(&mut foyer)).contains(&"Pitched beside it"));

    desk.ask(&format!("tell {device} end")).unwrap();
    let told = foyer.until("it has met the server", |status| {
        status["rehearsed"].as_str().is_some_and(|said| said.contains("merged afterwards"))
    });
    let told = told.unwrap();
    assert!(told["rehearses_until_ms"].is_null(), "{told}");
    foyer.synced().unwrap();
    assert!(titles(&board(&mut foyer)).contains(&"Pitched beside it"));
    let devices = camp.venue.server.must::<&str>("devices", &[]).unwrap().stdout;
    assert!(devices.lines().any(|line| line.starts_with("foyer (volunteer")), "{devices}");

    desk.ask(&format!("revoke {device}")).unwrap();
    away_because(&mut foyer, "was removed from the event");
}
