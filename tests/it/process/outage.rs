//! Servers and wires that are there and say nothing.

use super::{Camp, assert_same, board, titles};

#[test]
fn a_frozen_server_and_a_dark_wire_stop_nobody() {
    let mut camp = Camp::sample();
    let mut hall = camp.volunteer("hall");
    let mut foyer = camp.volunteer("foyer");
    foyer.wire.darken();
    camp.server().freeze().unwrap();
    hall.pitch("Pitched to a frozen server").unwrap();
    foyer.pitch("Pitched in the dark").unwrap();
    for kiosk in [&mut hall, &mut foyer] {
        kiosk.wait("saved").unwrap();
        // Nothing is closed: each notices by the silence.
        kiosk.wait("offline").unwrap();
        let status = kiosk.ask("status").unwrap();
        assert_eq!(status["here"], "saved");
        assert!(status["outbox"].as_u64().unwrap() > 0, "{status}");
    }
    camp.server().thaw().unwrap();
    hall.synced().unwrap();
    let here = board(&mut foyer);
    assert!(!titles(&here).contains(&"Pitched to a frozen server"));
    foyer.wire.heal();
    assert_same(&camp.venue, &mut [&mut hall, &mut foyer]);
    let both = board(&mut hall);
    for title in ["Pitched to a frozen server", "Pitched in the dark"] {
        assert!(titles(&both).contains(&title), "{title}");
    }
}

#[test]
fn a_server_told_to_stop_ends_in_order() {
    let mut camp = Camp::sample();
    let mut hall = camp.volunteer("hall");
    hall.pitch("Before the end").unwrap();
    hall.synced().unwrap();
    assert!(camp.server().stop().unwrap().success());
    hall.wait("offline").unwrap();
    assert!(!camp.venue.server.folder().join("admin.sock").exists());
    // Its other commands open the event themselves.
    let export = camp.venue.server.export().unwrap();
    let sessions = export["sessions"].as_array().unwrap();
    assert!(sessions.iter().any(|session| session["title"] == "Before the end"));
    camp.server().serve().unwrap();
    hall.synced().unwrap();
}
