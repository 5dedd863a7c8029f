//! Devices that are in the venue and mean harm.

use super::venue::{Venue, pitch};
use crate::{
    documents::Documents,
    envelope::Envelope,
    ids::{DeviceId, DocumentKind, PersonId},
    invite::invite_key,
    keys::DeviceKey,
    names::NameRecord,
    persist::RecordKind,
    roster::{Action, Role, Statement},
    sync::{
        DeviceInput, HubInput,
        frame::{Beside, Frame, Push, Records},
    },
};
use automerge::{
    ActorId, Automerge, Change, ExpandedChange, ROOT, ReadDoc as _, transaction::Transactable as _,
};

/// A frame of a hostile device, over the connection that it has.
fn send(venue: &mut Venue, device: usize, frame: &Frame) {
    let (peer, hub) = venue.devices[device].line.unwrap();
    venue.hub(hub, HubInput::Frame { peer, bytes: frame.encode() });
}

fn push(venue: &mut Venue, device: usize, document: DocumentKind, change: &Change) {
    let key = &venue.devices[device].device.replica().key;
    let bytes = change.raw_bytes().to_vec();
    let envelope = Envelope::sign(key, venue.event(), document, bytes).unwrap();
    let (log, envelopes) = (venue.hubs[0].hub.log_id(document), vec![envelope.encode().into()]);
    send(venue, device, &Frame::Push(Push { document, log, envelopes, names: Beside::default() }));
}

fn records(venue: &mut Venue, device: usize, kind: RecordKind, records: Vec<Vec<u8>>) {
    let records = records.into_iter().map(Into::into).collect();
    send(venue, device, &Frame::Records(Records { kind, records }));
}

/// A change of a device that writes one value into a root map.
fn change(device: DeviceId, document: DocumentKind, map: &str) -> Change {
    let mut automerge = Automerge::load(&Documents::genesis().save(document)).unwrap();
    let actor = [&device.0[..8], &[9; 8]].concat();
    automerge.set_actor(ActorId::from(actor));
    let mut transaction = automerge.transaction();
    let (_, map) = transaction.get(ROOT, map).unwrap().unwrap();
    transaction.put(&map, "5e".repeat(16), "-").unwrap();
    transaction.commit();
    automerge.get_last_local_change().unwrap()
}

#[test]
fn who_may_write_the_floor_vouches_for_nothing_on_the_board() {
    let mut venue = Venue::new();
    let kiosk = venue.kiosk(Role::Kiosk);
    let id = venue.devices[kiosk].device.replica().id();
    let before = venue.hub_heads(0);
    let forbidden = change(id, DocumentKind::Board, "placements");
    // A change of the floor, which the kiosk may write, names the other one as its cause.
    let mut pretext: ExpandedChange = change(id, DocumentKind::Floor, "hidden").decode();
    pretext.deps.push(forbidden.hash());
    let pretext = Change::from(pretext);
    push(&mut venue, kiosk, DocumentKind::Floor, &pretext);
    push(&mut venue, kiosk, DocumentKind::Board, &forbidden);
    assert_eq!(venue.hub_heads(0), before);
}

/// A device that was let in with a link which others have seen, and the key of that link.
fn with_known_link(venue: &mut Venue) -> (usize, DeviceKey) {
    let link = venue.link(0, Role::Volunteer);
    let device = venue.new_device();
    venue.device(device, DeviceInput::Join(link.clone(), "Foyer".into()));
    venue.connect(device, 0);
    venue.settle();
    (device, invite_key(venue.event(), &link.secret()))
}

#[test]
fn a_used_link_is_not_taken_over() {
    let mut venue = Venue::new();
    let (foyer, invite) = with_known_link(&mut venue);
    let viewer = venue.kiosk(Role::Viewer);
    let thief = DeviceKey::from_seed(&[66; 32]);
    let forge = |n: u32| {
        let action = Action::redeem(venue.event(), &invite, &thief, &format!("Foyer {n}"));
        Statement::sign(&invite, venue.event(), 0, action)
    };
    // Among a few tries there is one whose id comes before that of the true redemption.
    let first = (0..40).map(forge).min_by_key(Statement::id).unwrap();
    records(&mut venue, viewer, RecordKind::Statement, vec![first.encode()]);
    let id = venue.devices[foyer].device.replica().id();
    let roster = venue.hubs[0].hub.replica().roster();
    assert_eq!(roster.role(&id), Some(Role::Volunteer));
    assert_eq!(roster.role(&thief.id()), None);
    // The true one is known and stays.
    venue.restart_device(foyer);
    venue.connect(foyer, 0);
    venue.settle();
    venue.assert_same(0);
}

#[test]
fn the_key_of_a_link_does_not_fill_the_roster() {
    let mut venue = Venue::new();
    let (foyer, invite) = with_known_link(&mut venue);
    let held = venue.hubs[0].hub.replica().statements().ids().count();
    let event = venue.event();
    let flood = |n: u64| {
        let device = DeviceKey::from_seed(&[n as u8; 32]);
        let redeem = Action::redeem(event, &invite, &device, "x");
        let grant = Action::Grant { device: device.id(), role: Role::Kiosk };
        let action = if n.is_multiple_of(2) { redeem } else { grant };
        Statement::sign(&invite, event, n, action).encode()
    };
    records(&mut venue, foyer, RecordKind::Statement, (0..40).map(flood).collect());
    assert_eq!(venue.hubs[0].hub.replica().statements().ids().count(), held);
}

#[test]
fn a_viewer_names_nobody_and_erases_nobody() {
    let mut venue = Venue::new();
    let (viewer, kiosk) = (venue.kiosk(Role::Viewer), venue.kiosk(Role::Kiosk));
    let (event, person) = (venue.event(), PersonId([1; 16]));
    let mut say = |device: usize, number, name| {
        let key = &venue.devices[device].device.replica().key;
        let record = NameRecord::sign(key, event, person, number, name).unwrap();
        // Whoever carries it, it counts as said by the one who signed it.
        for by in [viewer, kiosk] {
            records(&mut venue, by, RecordKind::Name, vec![record.encode()]);
        }
        venue.hubs[0].hub.replica().names().get(&person).map(str::to_owned)
    };
    assert_eq!(say(kiosk, 1, Some("Gwen")), Some("Gwen".into()));
    assert_eq!(say(viewer, 2, Some("Nobody")), Some("Gwen".into()));
    assert_eq!(say(viewer, 3, None), Some("Gwen".into()));
    assert_eq!(say(kiosk, 2, Some("Gwenllian")), Some("Gwenllian".into()));
}

#[test]
fn one_bad_change_takes_nothing_with_it() {
    let mut venue = Venue::new();
    let (kiosk, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    venue.ask(hall, pitch(1, "Open data")).unwrap();
    venue.settle();
    let before = venue.hub_heads(0);
    let id = venue.devices[kiosk].device.replica().id();
    let mut bad: ExpandedChange = change(id, DocumentKind::Floor, "hidden").decode();
    bad.operations[0].obj = automerge::legacy::ObjectId::Root;
    let bad = Change::from(bad);
    push(&mut venue, kiosk, DocumentKind::Floor, &bad);
    assert_eq!(venue.hub_heads(0), before);
    venue.ask(kiosk, pitch(2, "Bins")).unwrap();
    venue.settle();
    venue.assert_same(0);
    assert_eq!(venue.titles(hall).len(), 2);
}
