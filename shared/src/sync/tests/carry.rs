//! Boards that people carry in files, from device to device and to servers.

use super::venue::{Venue, pitch, place, retitle};
use crate::{
    carry::{BadCarry, Carried, VERSION, is_carried},
    keys::Strict,
    limits::TAKE_EDITS,
    persist::Store as _,
    roster::Role,
    sync::{Fault, NotTaken},
};

/// A venue with a plan, an organiser's device that has 20 pitches, and a kiosk that has not.
fn parted() -> (Venue, usize, usize) {
    parted_with(None)
}

fn parted_with(fault: Option<Fault>) -> (Venue, usize, usize) {
    let mut venue = Venue::with(1, fault);
    venue.furnish();
    let (carrier, kiosk) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    venue.settle();
    venue.cut(kiosk);
    for i in 1..=20 {
        venue.ask(carrier, pitch(i, "Open data")).unwrap();
        venue.ask(carrier, place(i)).unwrap();
    }
    (venue, carrier, kiosk)
}

#[test]
fn a_carried_board_brings_every_edit_once() {
    let (mut venue, carrier, kiosk) = parted();
    venue.settle();
    let file = venue.carry(carrier);
    assert!(is_carried(&file));
    let taken = venue.take(kiosk, &file).unwrap();
    assert_eq!((taken.edits, taken.refused, taken.waiting, taken.wrong), (40, 0, 0, 0));
    assert_eq!(taken.carrier, Some(venue.devices[carrier].device.replica().id()));
    assert_eq!(venue.heads(kiosk), venue.heads(carrier));
    let again = venue.take(kiosk, &file).unwrap();
    assert_eq!((again.edits, again.known), (0, taken.known + 40));
    // What was taken is on the disk.
    venue.restart_device(kiosk);
    assert_eq!(venue.heads(kiosk), venue.heads(carrier));
}

#[test]
fn both_ways_merge_and_an_old_file_takes_nothing_back() {
    let (mut venue, carrier, kiosk) = parted();
    venue.cut(carrier);
    let old = venue.carry(carrier);
    venue.ask(carrier, retitle(1, "Open data, again")).unwrap();
    venue.ask(kiosk, pitch(99, "Pitched in the outage")).unwrap();
    let (there, back) = (venue.carry(carrier), venue.carry(kiosk));
    venue.take(kiosk, &there).unwrap();
    venue.take(carrier, &back).unwrap();
    assert_eq!(venue.heads(kiosk), venue.heads(carrier));
    venue.take(kiosk, &old).unwrap();
    assert_eq!(venue.heads(kiosk), venue.heads(carrier));
    assert!(venue.titles(kiosk).contains(&"Open data, again".to_owned()));
    // With a server again, everything reaches it, once.
    venue.connect(kiosk, 0);
    venue.settle();
    venue.connect(carrier, 0);
    venue.settle();
    venue.assert_same(0);
    assert_eq!(venue.titles(carrier).len(), 21);
}

#[test]
fn what_came_in_a_file_goes_on_to_the_server() {
    for fault in [None, Some(Fault::CarriedCounts)] {
        let (mut venue, carrier, kiosk) = parted_with(fault);
        venue.settle();
        venue.connect(kiosk, 0);
        venue.settle();
        venue.cut(kiosk);
        venue.cut(carrier);
        venue.ask(carrier, pitch(50, "Only on this device")).unwrap();
        let file = venue.carry(carrier);
        venue.take(kiosk, &file).unwrap();
        venue.connect(kiosk, 0);
        venue.settle();
        assert_eq!(venue.heads(kiosk) == venue.hub_heads(0), fault.is_none(), "{fault:?}");
    }
}

#[test]
fn a_device_that_is_connected_takes_a_file_too() {
    let (mut venue, carrier, kiosk) = parted();
    venue.cut(carrier);
    venue.ask(carrier, pitch(50, "Only on this device")).unwrap();
    let file = venue.carry(carrier);
    venue.connect(kiosk, 0);
    venue.settle();
    venue.take(kiosk, &file).unwrap();
    if venue.devices[kiosk].line.is_none() {
        venue.connect(kiosk, 0);
    }
    venue.settle();
    venue.assert_same(0);
    assert_eq!(venue.heads(kiosk), venue.hub_heads(0));
    assert_eq!(venue.hub_heads(0), venue.heads(carrier));
}

#[test]
fn a_blank_server_takes_files_of_several_kiosks_in_any_order() {
    let (mut venue, carrier, kiosk) = parted();
    venue.settle();
    venue.ask(kiosk, pitch(99, "Pitched in the outage")).unwrap();
    // The author of all the placements may not make them any longer: signed heads vouch for them.
    venue.grant(0, carrier, Role::Viewer);
    venue.settle();
    let (new, old) = (venue.carry(carrier), venue.carry(kiosk));
    let read = |file: &[u8]| Carried::read(file, &Strict).unwrap();
    for files in [[&new, &old], [&old, &new]] {
        let blank = venue.server();
        for file in files {
            let taken = venue.take_at_hub(blank, read(file)).unwrap();
            assert_eq!((taken.refused, taken.waiting), (0, 0), "{taken:?}");
        }
        venue.connect(kiosk, blank);
        venue.settle();
        venue.assert_same(blank);
        assert_eq!(venue.titles(kiosk).len(), 21);
        venue.cut(kiosk);
    }
    let mut both = read(&old);
    assert!(both.join(read(&new)));
    let blank = venue.server();
    venue.take_at_hub(blank, both).unwrap();
    venue.connect(carrier, blank);
    venue.settle();
    venue.assert_same(blank);
}

#[test]
fn a_damaged_store_gives_what_it_has_and_another_the_rest() {
    let (mut venue, carrier, kiosk) = parted();
    venue.connect(kiosk, 0);
    venue.settle();
    let mut saved = |device: usize| venue.devices[device].store.load().unwrap();
    let (mut one, mut other) = (saved(carrier), saved(kiosk));
    // Each has lost every third row, and not the same.
    let third = |n: usize| move |place: usize| place % 3 == n;
    for (saved, lost) in [(&mut one, third(0)), (&mut other, third(1))] {
        let mut place = 0;
        saved.envelopes.retain(|_| {
            place += 1;
            !lost(place)
        });
    }
    let mut board = Carried::of_store(&one, &Strict).unwrap();
    assert!(board.join(Carried::of_store(&other, &Strict).unwrap()));
    let blank = venue.server();
    let taken = venue.take_at_hub(blank, board).unwrap();
    assert_eq!((taken.waiting, taken.refused), (0, 0), "{taken:?}");
    assert_eq!(venue.hub_heads(blank), venue.heads(carrier));
}

#[test]
fn a_stranger_cannot_bring_edits_in_a_file() {
    let (mut venue, carrier, kiosk) = parted();
    venue.settle();
    // A device that may only look by now brings what it wrote since: it is left out.
    let viewer = venue.kiosk(Role::Kiosk);
    venue.cut(viewer);
    venue.ask(viewer, pitch(77, "Made after it was revoked")).unwrap();
    venue.grant(0, viewer, Role::Viewer);
    venue.settle();
    let file = venue.carry(viewer);
    let taken = venue.take(carrier, &file).unwrap();
    assert_eq!((taken.edits, taken.refused), (0, 1), "{taken:?}");
    // A kiosk that has not heard of it yet takes the edit, and the server judges.
    let taken = venue.take(kiosk, &file).unwrap();
    assert_eq!(taken.refused, 0);
}

#[test]
fn files_of_others_and_broken_ones_are_told_apart() {
    let (mut venue, carrier, kiosk) = parted();
    let file = venue.carry(carrier);
    let mut elsewhere = Venue::with(2, None);
    let stranger = elsewhere.kiosk(Role::Kiosk);
    assert_eq!(venue.take(kiosk, &elsewhere.carry(stranger)), Err(NotTaken::WrongEvent));
    let blank = venue.new_device();
    assert_eq!(venue.take(blank, &file), Err(NotTaken::NoEvent));

    let read = |bytes: &[u8]| Carried::read(bytes, &Strict).map(|carried| carried.len());
    assert_eq!(read(b""), Err(BadCarry::Foreign));
    assert_eq!(read(b"PK\x03\x04 a holiday"), Err(BadCarry::Foreign));
    assert_eq!(read(&file[..10]), Err(BadCarry::CutShort));
    assert_eq!(read(&file[..file.len() - 1]), Err(BadCarry::CutShort));
    assert_eq!(read(&[&file[..], b"more"].concat()), Err(BadCarry::Altered));
    let mut future = file.clone();
    future[19] = 2;
    assert_eq!(read(&future), Err(BadCarry::TooNew { found: VERSION + 1 }));
    let mut altered = file.clone();
    let last = altered.len() - 9;
    altered[last] ^= 1;
    assert_eq!(read(&altered), Err(BadCarry::Altered));
    assert!(read(&file).is_ok());
}

#[test]
fn a_large_board_is_taken_piece_by_piece() {
    let mut venue = Venue::new();
    let (carrier, kiosk) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    venue.cut(kiosk);
    for n in 0..TAKE_EDITS + 9 {
        venue.ask(carrier, pitch((n % 250) as u8, &format!("Pitch {n}"))).ok();
        venue.ask(carrier, retitle((n % 250) as u8, &format!("Title {n}"))).unwrap();
    }
    let taken = venue.take(kiosk, &venue.carry(carrier)).unwrap();
    assert!(taken.edits > TAKE_EDITS as u64 * 3 / 2);
    assert_eq!(venue.heads(kiosk), venue.heads(carrier));
}

#[test]
fn what_stands_in_several_files_is_counted_once() {
    let (mut venue, carrier, _) = parted();
    venue.settle();
    let file = venue.carry(carrier);
    let read = || Carried::read(&file, venue.setup.verifier.as_ref()).unwrap();
    let (one, mut three) = (read(), read());
    assert!(three.join(read()) && three.join(read()));
    let known = venue.take_at_hub(0, one).unwrap().known;
    assert!(known >= 40);
    assert_eq!(venue.take_at_hub(0, three).unwrap().known, known);
}
