//! Made-up devices as an organiser sees them, and a server with backups.

use crate::{
    made::{self, bytes},
    made_proof,
};
use kiosk::{
    ask::Answer,
    view::{Member, View},
};
use shared::{
    erased::{Act, Certificate, Gone, Holder},
    ids::{DeviceId, PersonId},
    roster::{Idle, Message, Rehearsal, Role},
    schedule::{Author, SlotMoved, Span},
    sync::{
        Safety, ServerSafety,
        frame::{BackedUp, BackupTrouble, BackupWhy, Rehearsed, Report},
    },
    wall::OnWall,
};
use std::sync::Arc;

/// 11:38 on the camp's Saturday, milliseconds since 1970.
pub const NOW_MS: i64 = 1_795_261_080_000;
const MINUTE: i64 = 60_000;

/// A server whose last backup is so many minutes old.
pub fn safety(minutes: i64, free_bytes: u64, trouble: Option<BackupTrouble>) -> ServerSafety {
    let at_ms = |hours: i64| NOW_MS - minutes * MINUTE - hours * 60 * MINUTE;
    let whys = [BackupWhy::Hourly, BackupWhy::Import, BackupWhy::Hourly, BackupWhy::Asked];
    let backups = (0..).zip(whys).map(|(n, why)| BackedUp {
        at_ms: at_ms(n),
        why,
        bytes: 4_812_000 + n as u64 * 64_000,
        damaged: None,
    });
    let told = Safety {
        age_s: Some(0),
        trouble,
        free_bytes: Some(free_bytes),
        is_full: false,
        backups: backups.collect(),
        erasing: None,
    };
    ServerSafety { newest_ms: Some(at_ms(0)), told, not_back: None }
}

/// What came of a rehearsal.
pub fn rehearsed() -> Rehearsed {
    Rehearsed {
        number: 1,
        from_ms: NOW_MS - 42 * MINUTE,
        to_ms: NOW_MS - 12 * MINUTE,
        edits: 3,
        merged: Some(14),
        clashes: 2,
    }
}

/// The five devices of the proof, each with something of its own.
pub fn devices() -> Vec<OnWall> {
    let report = |n: usize| Report {
        device: Some(DeviceId(bytes(n))),
        at_ms: NOW_MS,
        version: "0.1.0".to_owned(),
        free_bytes: Some(21_000_000_000),
        behind: Some(0),
        ..Report::default()
    };
    let on = |member| OnWall {
        member,
        place: String::new(),
        report: None,
        idle: Idle::AsStarted,
        message: None,
        rehearsal: None,
    };
    let mut devices: Vec<OnWall> = made_proof::proof(true, 0).members.into_iter().map(on).collect();
    let order = Rehearsal {
        away: true,
        from_ms: NOW_MS - 10 * MINUTE,
        until_ms: NOW_MS + 20 * MINUTE,
        clock_ms: None,
    };
    for on in &mut devices {
        match on.member.label.as_str() {
            "Hall" => {
                let person = Some(PersonId(bytes(3)));
                on.report = Some(Report { person, serves: true, ..report(1) });
                on.place = "Main hall, beside the stage".to_owned();
            }
            "Welcome desk" => {
                on.report = Some(Report { rehearsed: Some(rehearsed()), ..report(2) });
                on.idle = Idle::Board;
            }
            "Stage" => {
                on.idle = Idle::LargeWall;
                on.report = Some(Report {
                    behind: Some(4),
                    free_bytes: Some(312_000_000),
                    doubtful: true,
                    idle: Idle::LargeWall.number(),
                    rehearses_until_ms: Some(order.until_ms),
                    ..report(3)
                });
                on.rehearsal = Some((2, order));
                let until_ms = NOW_MS + 22 * MINUTE;
                on.message = Some(Message::new("Please close the door", "Caewch y drws", until_ms));
            }
            "Foyer tablet" => on.report = Some(report(4)),
            _ => {}
        }
    }
    devices
}

/// The same devices in a view, by the names that they have.
pub fn with_devices(mut view: View) -> View {
    let schedule = Arc::make_mut(&mut view.schedule);
    let devices = devices();
    for on in &devices {
        let name = Arc::from(on.member.label.as_str());
        schedule.devices.insert(on.member.device.tag(), name);
    }
    let member = |on: &OnWall| Member {
        device: on.member.device,
        role: Some(on.member.role),
        is_server: false,
        is_me: on.member.is_here,
    };
    let mut members: Vec<Member> = devices.iter().map(member).collect();
    let server = Member { device: DeviceId(bytes(40)), role: None, is_server: true, is_me: false };
    members.push(server);
    View { role: Some(Role::Organiser), members: Arc::new(members), ..view }
}

/// What became of two names that were erased.
pub fn certificate() -> Answer {
    let heard_ms = Some(NOW_MS - 58 * MINUTE);
    let holder = |n: usize, role, gone| Holder {
        device: DeviceId(bytes(n)),
        label: String::new(),
        role,
        is_server: n == 6,
        gone,
        heard_ms: heard_ms.filter(|_| n != 6),
    };
    let act = Act {
        by: DeviceId(bytes(1)),
        label: String::new(),
        at_ms: Some(NOW_MS - 20 * MINUTE),
        names: 2,
    };
    Answer::Certificate(Box::new(Certificate {
        names: 2,
        acts: vec![act],
        holders: vec![
            holder(3, Some(Role::Kiosk), Gone::Failed),
            holder(2, Some(Role::Volunteer), Gone::NotYet),
            holder(5, None, Gone::ShownOut),
            holder(6, None, Gone::Since(NOW_MS - 19 * MINUTE)),
            holder(1, Some(Role::Organiser), Gone::Since(NOW_MS - 20 * MINUTE)),
        ],
        damaged: 2,
    }))
}

/// No name was erased yet; this device has two damaged files.
pub fn nothing_erased() -> Answer {
    Answer::Certificate(Box::new(Certificate { damaged: 2, ..Certificate::default() }))
}

/// Five minutes ago the slots from 13:30 on went by twenty minutes.
pub fn late(slots: &[usize]) -> View {
    let mut view = made::lively_camp();
    let schedule = Arc::make_mut(&mut view.schedule);
    let by = Author { at_s: NOW_MS / 1000 - 300, ..made::author(2) };
    let mut told = Vec::new();
    for n in slots {
        let slot = Arc::make_mut(schedule.slots.get_mut(&made::slot(*n)).unwrap());
        let from = slot.span.value;
        let to = Span { start: from.start + 20, ..from };
        slot.span = to.into();
        let kind = "together".to_owned();
        told.push(Arc::new(SlotMoved { slot: made::slot(*n), by: by.clone(), from, to, kind }));
    }
    schedule.slot_moves = Arc::new(told);
    view
}

/// The whole afternoon ran late.
pub fn ran_late() -> View {
    late(&[2, 3, 4])
}
