//! What people are doing is seen by the others for a while, and is nowhere kept.

use super::venue::{ROOM, SLOT, Venue, pitch};
use crate::{
    ids::{DeviceId, PersonId, SessionId},
    limits,
    roster::Role,
    schedule::When,
    sync::{
        DeviceInput, Doing, HubInput, Seen,
        frame::{Frame, Presence, Present},
    },
};

const TALK: SessionId = SessionId([1; 16]);
const ANN: PersonId = PersonId([9; 16]);

fn does(venue: &mut Venue, device: usize, doing: Option<Doing>) {
    venue.device(device, DeviceInput::Presence { person: Some(ANN), doing });
}

fn seen(venue: &Venue, device: usize) -> Vec<Seen> {
    venue.devices[device].device.presence(venue.now())
}

fn id(venue: &Venue, device: usize) -> DeviceId {
    venue.devices[device].device.replica().id()
}

#[test]
fn others_see_what_somebody_does_and_from_whom_it_is() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Viewer));
    let before = (venue.hubs[0].store.clone(), venue.devices[hall].store.clone());
    let cell = Doing::Cell { when: When::Slot(SLOT), room: ROOM };
    for doing in [Doing::Viewing(TALK), Doing::Moving(TALK), cell] {
        venue.ms += limits::PRESENCE_GAP_MS;
        does(&mut venue, foyer, Some(doing));
        venue.pump();
        let expected = Seen { device: id(&venue, foyer), person: Some(ANN), doing };
        assert_eq!(seen(&venue, hall), [expected]);
        assert_eq!(seen(&venue, foyer), [], "nobody sees themselves");
    }
    venue.ms += limits::PRESENCE_GAP_MS;
    does(&mut venue, foyer, None);
    venue.pump();
    assert_eq!(seen(&venue, hall), [], "it ends at once");
    assert_eq!(venue.hubs[0].store, before.0, "the server keeps nothing of it");
    assert_eq!(venue.devices[hall].store, before.1, "nor does a device");
}

#[test]
fn what_is_not_heard_of_again_is_forgotten() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    does(&mut venue, foyer, Some(Doing::Viewing(TALK)));
    venue.pump();
    for _ in 0..20 {
        venue.tick(1_000);
        venue.pump();
        assert_eq!(seen(&venue, hall).len(), 1, "it is told again while it lasts");
    }
    let peer = venue.devices[foyer].line.take().unwrap();
    venue.hub(0, HubInput::Closed { peer: peer.0 });
    venue.ms += limits::PRESENCE_MS;
    assert_eq!(seen(&venue, hall), [], "it was not told again");
}

#[test]
fn whoever_connects_later_sees_what_lasts_and_a_lost_line_sees_nothing() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    does(&mut venue, foyer, Some(Doing::Viewing(TALK)));
    let hall = venue.kiosk(Role::Kiosk);
    venue.tick(limits::PRESENCE_REPEAT_MS);
    venue.pump();
    assert_eq!(seen(&venue, hall).len(), 1);
    venue.cut(hall);
    assert_eq!(seen(&venue, hall), []);
    // It was asked for without a line, and is told when there is one.
    venue.cut(foyer);
    does(&mut venue, foyer, Some(Doing::Viewing(SessionId([2; 16]))));
    venue.connect(hall, 0);
    venue.settle();
    venue.connect(foyer, 0);
    venue.pump();
    assert_eq!(seen(&venue, hall)[0].doing, Doing::Viewing(SessionId([2; 16])));
}

#[test]
fn many_movements_are_few_frames_and_the_last_one_counts() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    let before = venue.ephemeral;
    for n in 0..200 {
        venue.ms += 10;
        does(&mut venue, foyer, Some(Doing::Moving(SessionId([n; 16]))));
        venue.pump();
    }
    assert!(venue.ephemeral - before <= 5, "at most two a second");
    venue.tick(1_000);
    venue.pump();
    assert_eq!(seen(&venue, hall)[0].doing, Doing::Moving(SessionId([199; 16])));
}

/// A frame that a hostile device sends over the connection that it has.
fn send(venue: &mut Venue, device: usize, present: Vec<Present>) {
    let (peer, hub) = venue.devices[device].line.unwrap();
    let bytes = Frame::Presence(Presence { present }).encode();
    venue.hub(hub, HubInput::Frame { peer, bytes });
}

#[test]
fn a_viewer_speaks_for_itself_only_and_moves_nothing() {
    let mut venue = Venue::new();
    let (foyer, viewer) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Viewer));
    let hall = venue.kiosk(Role::Kiosk);
    let forged = |venue: &Venue, doing| Present {
        device: Some(id(venue, foyer)),
        ..Present::of(Some(doing), Some(ANN))
    };
    let moving = forged(&venue, Doing::Moving(TALK));
    send(&mut venue, viewer, vec![moving]);
    venue.tick(1_000);
    venue.pump();
    assert_eq!(seen(&venue, hall), [], "who cannot move a session does not say so");
    let viewing = forged(&venue, Doing::Viewing(TALK));
    send(&mut venue, viewer, vec![viewing.clone(), viewing]);
    venue.tick(1_000);
    venue.pump();
    let expected = Seen { device: id(&venue, viewer), person: None, doing: Doing::Viewing(TALK) };
    assert_eq!(seen(&venue, hall), [expected]);
}

#[test]
fn a_hostile_device_fills_nothing() {
    let mut venue = Venue::new();
    let (hostile, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    // A server that is no friend either: names of devices that there are not.
    let present = |n: u64| {
        let mut device = [7; 32];
        device[..8].copy_from_slice(&n.to_be_bytes());
        let viewing = Some(Doing::Viewing(TALK));
        Present { device: Some(DeviceId(device)), ..Present::of(viewing, None) }
    };
    let (connection, _) = venue.devices[hall].line.unwrap();
    for page in 0..40 {
        let present = (0..limits::PRESENCE_FRAME_MAX as u64).map(|n| present(page * 1_000 + n));
        let bytes = Frame::Presence(Presence { present: present.collect() }).encode();
        venue.device(hall, DeviceInput::Frame { connection, bytes });
    }
    assert_eq!(seen(&venue, hall).len(), limits::PRESENCES_MAX);
    let age_ms = u64::MAX;
    let old = Present { age_ms, ..present(99_999) };
    let bytes = Frame::Presence(Presence { present: vec![old] }).encode();
    venue.device(hall, DeviceInput::Frame { connection, bytes });
    assert!(seen(&venue, hall).iter().all(|seen| seen.device != DeviceId([7; 32])));
    venue.ms += limits::PRESENCE_MS;
    assert_eq!(seen(&venue, hall), []);
    // Too many in one frame end the connection, and nothing else happens.
    send(&mut venue, hostile, Vec::new());
    venue.ask(hostile, pitch(1, "Open data")).unwrap();
    venue.settle();
    venue.assert_same(0);
}
