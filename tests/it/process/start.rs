//! A kiosk that starts alone.

use super::Camp;

#[test]
fn without_any_network_the_last_board_is_back() {
    let mut camp = Camp::sample();
    let mut hall = camp.volunteer("hall");
    hall.pitch("Seen before the night").unwrap();
    hall.synced().unwrap();
    assert!(hall.stop().unwrap().success());
    // From here on there is nothing at the other end.
    camp.server().kill().unwrap();
    let mut before = None;
    for kill in [false, true, true] {
        if kill {
            hall.kill().unwrap();
        }
        hall.start().unwrap();
        let sessions = hall.ready()["sessions"].as_u64();
        assert!(sessions.is_some_and(|sessions| sessions > 60), "{}", hall.ready());
        hall.wait("saved").unwrap();
        let now = hall.digest().unwrap();
        assert!(before.is_none_or(|before| before == now), "{now}");
        hall.wait("offline").unwrap();
        hall.pitch("Pitched alone").unwrap();
        before = Some(hall.digest().unwrap());
    }
}
