//! A made-up proof after an outage.

use crate::made::bytes;
use shared::{
    ids::DeviceId,
    proof::{Edits, Member, Proof},
    roster::Role,
};

/// A proof of five devices and `more`: this one, one that has all, one that catches up, one that is
/// away and one that was never heard of.
pub fn proof(is_fresh: bool, more: usize) -> Proof {
    let at_s = 1_795_261_080;
    let member = |n: usize, label: &str, role, same, connected, heard_min: Option<i64>, waiting| {
        let edits = Edits { count: 12 * n, latest_s: at_s - 600, doubtful: n == 3 };
        Member {
            device: DeviceId(bytes(n + 1)),
            label: label.to_owned(),
            role,
            is_here: n == 0,
            edits,
            heard_ms: heard_min.map(|minutes| (at_s - minutes * 60) * 1_000),
            waiting,
            connected: connected && is_fresh,
            same: same && is_fresh,
        }
    };
    let mut members = vec![
        member(4, "Rooftop", Role::Kiosk, false, false, None, None),
        member(3, "Foyer tablet", Role::Volunteer, false, false, Some(58), Some(3)),
        member(2, "Stage", Role::Kiosk, false, true, Some(0), Some(1)),
        member(0, "Hall", Role::Organiser, true, true, Some(0), Some(0)),
        member(1, "Welcome desk", Role::Volunteer, true, true, Some(0), Some(0)),
    ];
    let label = |n| format!("Door {n}");
    members.extend(
        (0..more).map(|n| member(n + 5, &label(n), Role::Viewer, false, false, Some(5), Some(0))),
    );
    Proof { sessions: 64, edits: 1_260, members, is_fresh }
}
