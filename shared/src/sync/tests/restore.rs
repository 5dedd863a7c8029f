//! Servers that lost something, servers that never had it, and kiosks that carry it.

use super::venue::{Venue, pitch, place, retitle};
use crate::{
    ids::DocumentKind,
    persist::{Put, Standing},
    roster::{Action, LastGood, Role},
    sync::{Fault, Line},
};

#[test]
fn a_blank_server_gets_everything_back_from_one_kiosk() {
    let mut venue = Venue::new();
    venue.furnish();
    let (foyer, hall) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    for i in 1..20 {
        venue.ask(foyer, pitch(i, "Open data")).unwrap();
        venue.ask(foyer, place(i)).unwrap();
    }
    venue.settle();
    let before = venue.devices[hall].device.schedule();
    venue.cut(foyer);
    let blank = venue.server();
    // The kiosk holds changes of the old server and of a device of another role.
    venue.connect(hall, blank);
    venue.settle();
    venue.assert_same(blank);
    assert_eq!(venue.hubs[blank].hub.schedule(), before);
    venue.connect(foyer, blank);
    venue.ask(foyer, pitch(99, "After the restore")).unwrap();
    venue.settle();
    venue.assert_same(blank);
}

#[test]
fn a_rolled_back_server_gets_back_what_it_forgot() {
    for fork in [false, true] {
        let mut venue = Venue::new();
        let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
        venue.ask(foyer, pitch(1, "before the copy")).unwrap();
        venue.settle();
        let old = venue.hubs[0].store.clone();
        for i in 2..8 {
            venue.ask(foyer, pitch(i, "after the copy")).unwrap();
        }
        venue.settle();
        venue.restart_hub(0, old);
        if fork {
            for i in 100..110 {
                venue.ask_hub(0, pitch(i, "by the rolled back server")).unwrap();
            }
        }
        venue.connect(hall, 0);
        venue.settle();
        venue.assert_same(0);
        venue.connect(foyer, 0);
        venue.settle();
        venue.assert_same(0);
        assert_eq!(venue.titles(foyer).len(), if fork { 17 } else { 7 });
    }
}

#[test]
fn without_comparing_chains_a_rolled_back_server_stays_behind() {
    let mut venue = Venue::with(1, Some(Fault::NoChainCheck));
    let foyer = venue.kiosk(Role::Kiosk);
    let old = venue.hubs[0].store.clone();
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    venue.settle();
    venue.restart_hub(0, old);
    venue.connect(foyer, 0);
    venue.settle();
    assert_ne!(venue.heads(foyer), venue.hub_heads(0));
}

#[test]
fn an_outbox_emptied_by_acks_loses_what_a_server_forgets() {
    let mut venue = Venue::with(1, Some(Fault::OutboxClearedOnAck));
    let foyer = venue.kiosk(Role::Kiosk);
    let old = venue.hubs[0].store.clone();
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    venue.settle();
    venue.restart_hub(0, old);
    venue.connect(foyer, 0);
    venue.settle();
    assert_ne!(venue.heads(foyer), venue.hub_heads(0));
}

#[test]
fn two_servers_merge_by_a_kiosk_that_wanders() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    let carrier = venue.kiosk(Role::Viewer);
    let second = venue.server();
    venue.connect(hall, second);
    for i in 1..10 {
        venue.ask(foyer, pitch(i, "at the first")).unwrap();
        venue.ask(hall, pitch(100 + i, "at the second")).unwrap();
    }
    venue.settle();
    for hub in [0, second, 0, second] {
        venue.connect(carrier, hub);
        venue.settle();
    }
    assert_eq!(venue.titles(foyer).len(), 18);
    assert_eq!(venue.hub_heads(0), venue.hub_heads(second));
    venue.assert_same(0);
    venue.assert_same(second);
}

#[test]
fn an_outbox_of_own_changes_carries_nothing() {
    let mut venue = Venue::with(1, Some(Fault::OutboxOfOwnOnly));
    let foyer = venue.kiosk(Role::Kiosk);
    let carrier = venue.kiosk(Role::Viewer);
    let second = venue.server();
    venue.ask(foyer, pitch(1, "at the first")).unwrap();
    venue.settle();
    venue.connect(carrier, second);
    venue.settle();
    assert_ne!(venue.hub_heads(0), venue.hub_heads(second));
}

#[test]
fn an_offer_made_only_once_is_not_enough() {
    let mut venue = Venue::with(1, Some(Fault::OfferOnce));
    let foyer = venue.kiosk(Role::Kiosk);
    venue.cut(foyer);
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    // The connection ends in the middle of the offer.
    venue.connect(foyer, 0);
    for _ in 0..12 {
        venue.deliver();
    }
    venue.restart_hub(0, venue.hubs[0].store.clone());
    venue.connect(foyer, 0);
    venue.settle();
    assert_ne!(venue.heads(foyer), venue.hub_heads(0));
}

/// A volunteer's history is carried to a blank server after it became a viewer or was revoked.
fn carried(fault: Option<Fault>, revoke: bool) -> Venue {
    let mut venue = Venue::with(1, fault);
    venue.furnish();
    let (foyer, hall) = (venue.kiosk(Role::Volunteer), venue.kiosk(Role::Viewer));
    for i in 1..10 {
        venue.ask(foyer, pitch(i, "Open data")).unwrap();
        venue.ask(foyer, place(i)).unwrap();
    }
    venue.settle();
    if revoke {
        let device = venue.devices[foyer].device.replica().id();
        venue.record(0, Action::Revoke { device });
    } else {
        venue.grant(0, foyer, Role::Viewer);
    }
    venue.settle();
    let blank = venue.server();
    venue.connect(hall, blank);
    venue.settle();
    venue
}

#[test]
fn history_is_not_judged_by_todays_roster() {
    for revoke in [false, true] {
        let mut venue = carried(None, revoke);
        venue.assert_same(1);
        assert_eq!(venue.hub_heads(1), venue.hub_heads(0));
        assert_eq!(venue.titles(1).len(), 9);
    }
    let venue = carried(Some(Fault::TodaysRoster), true);
    assert_ne!(venue.hub_heads(1), venue.hub_heads(0));
}

/// The last good position of every log of a server.
fn last_good(venue: &Venue, hub: usize) -> Vec<LastGood> {
    let replica = venue.hubs[hub].hub.replica();
    DocumentKind::ALL
        .into_iter()
        .filter_map(|document| {
            let log = venue.hubs[hub].hub.log_id(document);
            let shown = replica.log(log, document)?;
            Some(LastGood { document, log, position: shown.len(), chain: shown.chain() })
        })
        .collect()
}

#[test]
fn what_a_revoked_server_held_while_it_was_good_counts() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Viewer));
    venue.ask(foyer, pitch(1, "while it was good")).unwrap();
    venue.settle();
    let good = last_good(&venue, 0);
    venue.ask(foyer, pitch(2, "after that")).unwrap();
    venue.settle();
    venue.grant(0, foyer, Role::Viewer);
    venue.settle();
    let second = venue.server();
    let key = venue.hubs[0].hub.replica().id();
    venue.record(second, Action::RevokeServer { key, last_good: good });
    venue.connect(hall, second);
    venue.settle();
    venue.assert_same(second);
    assert_eq!(venue.titles(hall), ["while it was good"]);
}

#[test]
fn a_change_of_an_allowed_device_brings_what_it_depends_on() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    let second = venue.server();
    // Both work at the second server; the first does not hear of it.
    venue.connect(foyer, second);
    venue.connect(hall, second);
    venue.settle();
    venue.ask(foyer, pitch(1, "by the foyer")).unwrap();
    venue.ask(foyer, retitle(1, "by the foyer again")).unwrap();
    venue.settle();
    venue.ask(hall, retitle(1, "by the hall")).unwrap();
    venue.settle();
    venue.assert_same(second);
    // Then the second is revoked without a good word, and the foyer may not write any longer.
    let key = venue.hubs[second].hub.replica().id();
    venue.grant(0, foyer, Role::Viewer);
    venue.record(0, Action::RevokeServer { key, last_good: vec![] });
    venue.connect(hall, 0);
    venue.settle();
    venue.assert_same(0);
    assert_eq!(venue.titles(hall), ["by the hall"]);
    assert!(venue.devices[hall].not_accepted.is_empty());
}

#[test]
fn damaged_rows_are_filled_from_the_server() {
    let mut venue = Venue::new();
    let (foyer, hall) = (venue.kiosk(Role::Kiosk), venue.kiosk(Role::Kiosk));
    for i in 1..10 {
        venue.ask(foyer, pitch(i, "Open data")).unwrap();
    }
    venue.settle();
    venue.cut(hall);
    venue.ask(hall, pitch(50, "not yet sent")).unwrap();
    // A change in the middle is lost from the disk, and with it the place of what follows.
    let lost = venue.devices[hall].device.replica().documents().hashes(DocumentKind::Floor)[4];
    let saved = venue.devices[hall].store.saved();
    let mut store = crate::persist::memory::MemoryStore::new();
    for (key, value) in saved.facts {
        store.put(&Put::Fact { key, value });
    }
    for one in saved.envelopes.into_iter().filter(|one| one.hash != lost) {
        let (document, hash, bytes, standing) =
            (one.document, one.hash, one.bytes, Standing::Admitted);
        store.put(&Put::Envelope { document, hash, bytes, standing });
    }
    for entry in saved.log {
        let (log, document, position, hash) =
            (entry.log, entry.document, entry.position, entry.hash);
        store.put(&Put::LogEntry { log, document, position, hash });
    }
    for (kind, bytes) in saved.records {
        store.put(&Put::Record { kind, id: crate::bytes::sha256(&[&bytes]), bytes });
    }
    venue.devices[hall].store = store;
    venue.restart_device(hall);
    assert!(venue.titles(hall).len() < 10);
    venue.connect(hall, 0);
    venue.settle();
    venue.assert_same(0);
    assert_eq!(venue.titles(foyer).len(), 10);
    // The row that came back stands after those that build on it: nothing of them is lost when the
    // kiosk starts again, with no server near.
    let before = venue.heads(hall);
    venue.restart_device(hall);
    assert_eq!(venue.heads(hall), before);
    assert!(venue.devices[hall].device.status(venue.now()).damaged.is_empty());
}

#[test]
fn a_cause_that_nobody_has_is_given_up_and_the_edits_on_it_are_made_again() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    venue.cut(foyer);
    venue.ask(foyer, pitch(1, "lost by the disk")).unwrap();
    venue.ask(foyer, pitch(2, "kept")).unwrap();
    let lost = venue.devices[foyer].device.replica().documents().hashes(DocumentKind::Floor)[0];
    let saved = venue.devices[foyer].store.saved();
    let mut store = crate::persist::memory::MemoryStore::new();
    for (key, value) in saved.facts {
        store.put(&Put::Fact { key, value });
    }
    for one in saved.envelopes.into_iter().filter(|one| one.hash != lost) {
        let (document, hash, bytes, standing) = (one.document, one.hash, one.bytes, one.standing);
        store.put(&Put::Envelope { document, hash, bytes, standing });
    }
    for (set, bytes) in saved.commands {
        store.put(&Put::OwnCommand { set, bytes });
    }
    for (kind, bytes) in saved.records {
        store.put(&Put::Record { kind, id: crate::bytes::sha256(&[&bytes]), bytes });
    }
    venue.devices[foyer].store = store;
    venue.restart_device(foyer);
    venue.connect(foyer, 0);
    venue.settle();
    venue.assert_same(0);
    assert!(venue.titles(foyer).contains(&"kept".to_owned()));
}

#[test]
fn a_refusal_that_is_ignored_wedges_its_device() {
    let mut venue = Venue::with(1, Some(Fault::RefusalWedges));
    venue.furnish();
    let foyer = venue.kiosk(Role::Volunteer);
    venue.ask(foyer, pitch(1, "Open data")).unwrap();
    venue.settle();
    venue.cut(foyer);
    venue.ask(foyer, place(1)).unwrap();
    venue.grant(0, foyer, Role::Kiosk);
    venue.connect(foyer, 0);
    venue.settle();
    let status = venue.devices[foyer].device.status(venue.now());
    assert_eq!((status.outbox, status.connection), (1, Line::CatchingUp));
}

#[test]
fn an_actor_used_again_after_a_failed_commit_cannot_be_synced() {
    for fault in [None, Some(Fault::ActorReused)] {
        let mut venue = Venue::with(1, fault);
        let foyer = venue.kiosk(Role::Kiosk);
        let before = venue.devices[foyer].store.clone();
        venue.ask(foyer, pitch(1, "on a disk that is taken back")).unwrap();
        venue.settle();
        // The kiosk comes back from a copy of its disk and goes on.
        venue.devices[foyer].store = before;
        venue.restart_device(foyer);
        venue.ask(foyer, pitch(2, "after that")).unwrap();
        venue.connect(foyer, 0);
        venue.settle();
        venue.assert_same(0);
        assert_eq!(venue.devices[foyer].not_accepted.is_empty(), fault.is_none());
    }
}
