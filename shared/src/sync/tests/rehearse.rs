//! A rehearsal does as if the server were gone, and always ends.

use super::venue::{Venue, pitch};
use crate::{
    limits,
    roster::{Order, Rehearsal, Role},
    sync::{DeviceInput, Line, Rehearsing, Saying, frame::Rehearsed},
};

const MINUTE: i64 = 60_000;

/// Some seconds pass; whoever lost the line opens another.
fn rest(venue: &mut Venue, seconds: u64) {
    for _ in 0..seconds {
        venue.tick(1_000);
        venue.pump();
        for device in 0..venue.devices.len() {
            if venue.devices[device].line.is_none() {
                venue.connect(device, 0);
                venue.pump();
            }
        }
    }
}

fn time(venue: &Venue, device: usize) -> i64 {
    venue.devices[device].device.time(venue.now()).0
}

fn gone(venue: &Venue, minutes: i64) -> Rehearsal {
    let from_ms = time(venue, 0);
    Rehearsal { away: true, from_ms, until_ms: from_ms + minutes * MINUTE, clock_ms: None }
}

fn order(venue: &mut Venue, desk: usize, of: usize, rehearsal: Option<Rehearsal>) {
    venue.say(desk, of, Saying::Tell(Order::Rehearse(rehearsal))).unwrap();
    rest(venue, 3);
}

fn line(venue: &Venue, device: usize) -> Line {
    venue.devices[device].device.status(venue.now()).connection
}

fn rehearsing(venue: &Venue, device: usize) -> Option<Rehearsing> {
    venue.devices[device].device.rehearsal(venue.now())
}

fn result(venue: &Venue, device: usize) -> Rehearsed {
    venue.devices[device].device.rehearsed().expect("a result")
}

fn two() -> (Venue, usize, usize) {
    let mut venue = Venue::new();
    let (desk, foyer) = (venue.kiosk(Role::Organiser), venue.kiosk(Role::Kiosk));
    (venue, desk, foyer)
}

#[test]
fn while_it_goes_on_no_edit_crosses_and_afterwards_all_of_them_do() {
    let (mut venue, desk, foyer) = two();
    let rehearsal = gone(&venue, 10);
    order(&mut venue, desk, foyer, Some(rehearsal));
    assert_eq!(line(&venue, foyer), Line::None, "to whoever looks on, the server is gone");
    let shown = Rehearsing { away: true, until_ms: rehearsal.until_ms, ahead_ms: 0 };
    assert_eq!(rehearsing(&venue, foyer), Some(shown));
    assert_eq!(rehearsing(&venue, desk), None);
    let heard = venue.devices[foyer].device.status(venue.now()).heard_wall_ms;
    venue.ask(foyer, pitch(1, "Made there")).unwrap();
    venue.ask(desk, pitch(2, "Made here")).unwrap();
    venue.ask(desk, pitch(3, "Here, too")).unwrap();
    rest(&mut venue, 30);
    assert_eq!(venue.titles(foyer), ["Made there"]);
    assert_eq!(venue.titles(desk), ["Made here", "Here, too"]);
    let status = venue.devices[foyer].device.status(venue.now());
    assert_eq!((status.outbox, status.heard_wall_ms), (1, heard));

    // An organiser's word reaches it all the same.
    order(&mut venue, desk, foyer, None);
    rest(&mut venue, 20);
    assert_eq!(rehearsing(&venue, foyer), None);
    assert_eq!(venue.titles(foyer), ["Made there", "Made here", "Here, too"]);
    venue.assert_same(0);
    let told = result(&venue, foyer);
    assert_eq!((told.edits, told.merged, told.clashes), (1, Some(3), 0));
    assert!(told.to_ms - told.from_ms >= 30_000, "{told:?}");
    let reports: Vec<_> = venue.devices[desk].device.reports().collect();
    assert!(reports.iter().any(|one| one.rehearsed == Some(told)), "{reports:?}");

    venue.device(foyer, DeviceInput::RehearsalSeen);
    assert_eq!(venue.devices[foyer].device.rehearsed(), None);
    venue.restart_device(foyer);
    assert_eq!(venue.devices[foyer].device.rehearsed(), None, "it was read");
}

#[test]
fn it_ends_by_itself_at_its_time() {
    let (mut venue, desk, foyer) = two();
    let rehearsal = gone(&venue, 2);
    order(&mut venue, desk, foyer, Some(rehearsal));
    rest(&mut venue, 100);
    assert!(rehearsing(&venue, foyer).is_some());
    rest(&mut venue, 30);
    assert_eq!((rehearsing(&venue, foyer), line(&venue, foyer)), (None, Line::UpToDate));
    assert_eq!(result(&venue, foyer).merged, Some(0));
    // It is not begun again by the same order.
    venue.restart_device(foyer);
    rest(&mut venue, 5);
    assert_eq!(line(&venue, foyer), Line::UpToDate);
}

#[test]
fn a_touch_at_the_device_ends_it() {
    let (mut venue, desk, foyer) = two();
    let rehearsal = gone(&venue, 10);
    order(&mut venue, desk, foyer, Some(rehearsal));
    venue.device(foyer, DeviceInput::EndRehearsal);
    rest(&mut venue, 5);
    assert_eq!((rehearsing(&venue, foyer), line(&venue, foyer)), (None, Line::UpToDate));
    // With nothing to end nothing happens.
    venue.device(foyer, DeviceInput::EndRehearsal);
    assert_eq!(result(&venue, foyer).number, 1);
}

#[test]
fn it_goes_on_after_a_restart_and_ends_then() {
    let (mut venue, desk, foyer) = two();
    let rehearsal = gone(&venue, 5);
    order(&mut venue, desk, foyer, Some(rehearsal));
    rest(&mut venue, 60);
    venue.restart_device(foyer);
    rest(&mut venue, 5);
    assert_eq!(line(&venue, foyer), Line::None);
    assert!(rehearsing(&venue, foyer).is_some());
    // It was switched off until long after its end.
    venue.cut(foyer);
    venue.ms += 20 * 60_000;
    venue.restart_device(foyer);
    rest(&mut venue, 5);
    assert_eq!((rehearsing(&venue, foyer), line(&venue, foyer)), (None, Line::UpToDate));
}

#[test]
fn a_clock_that_is_set_back_does_not_make_it_longer() {
    let (mut venue, desk, foyer) = two();
    let rehearsal = gone(&venue, 5);
    order(&mut venue, desk, foyer, Some(rehearsal));
    venue.wall_off_ms = -30 * 24 * 60 * MINUTE;
    rest(&mut venue, 5 * 60);
    assert_eq!((rehearsing(&venue, foyer), line(&venue, foyer)), (None, Line::UpToDate));
}

#[test]
fn a_clock_set_back_and_a_start_every_few_seconds_do_not_make_it_longer() {
    let (mut venue, desk, foyer) = two();
    let rehearsal = gone(&venue, 10);
    order(&mut venue, desk, foyer, Some(rehearsal));
    for start in 0..20 {
        venue.wall_off_ms = -30 * 24 * 60 * MINUTE;
        venue.restart_device(foyer);
        rest(&mut venue, 3);
        if rehearsing(&venue, foyer).is_none() {
            assert!(start > 5, "it was cut short: start {start}");
            return;
        }
    }
    panic!("it goes on and on");
}

#[test]
fn an_order_that_is_heard_too_late_begins_nothing_and_none_is_longer_than_it_may() {
    let (mut venue, desk, foyer) = two();
    venue.cut(foyer);
    let rehearsal = gone(&venue, 1);
    venue.say(desk, foyer, Saying::Tell(Order::Rehearse(Some(rehearsal)))).unwrap();
    venue.tick(120_000);
    rest(&mut venue, 5);
    assert_eq!((rehearsing(&venue, foyer), line(&venue, foyer)), (None, Line::UpToDate));
    assert_eq!(venue.devices[foyer].device.rehearsed(), None);
    let endless = Rehearsal { from_ms: 0, ..gone(&venue, 60 * 24 * 365) };
    assert_eq!(endless.lasts_ms(), limits::REHEARSAL_MS_MAX);
}

#[test]
fn a_pretend_clock_parts_nobody() {
    let (mut venue, desk, foyer) = two();
    let real = gone(&venue, 10);
    let clock_ms = Some(real.from_ms + 90 * MINUTE);
    order(&mut venue, desk, foyer, Some(Rehearsal { away: false, clock_ms, ..real }));
    let shown = rehearsing(&venue, foyer).unwrap();
    assert_eq!((shown.away, shown.ahead_ms), (false, 90 * MINUTE));
    assert_eq!(line(&venue, foyer), Line::UpToDate);
    venue.ask(desk, pitch(1, "Seen at once")).unwrap();
    venue.settle();
    assert_eq!(venue.titles(foyer), ["Seen at once"]);
    venue.device(foyer, DeviceInput::EndRehearsal);
    assert_eq!(result(&venue, foyer).merged, Some(0));
}
