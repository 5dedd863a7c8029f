//! What kiosks see of one another through a server: presence, merges, bursts.

use crate::{
    outage::join,
    pitch,
    server::Server,
    venue::{Kiosk, LONG},
};
use kiosk::{
    app::Engine as _,
    ask::{Doing, Request},
    view::{ServerState, View},
};
use shared::ids::SessionId;

const TALK: SessionId = SessionId([1; 16]);

fn away(view: &View) -> bool {
    matches!(view.data.server, ServerState::Away { .. })
}

#[test]
fn people_see_what_others_do_and_it_goes_away() {
    let server = Server::new();
    let (foyer, stage) = (Kiosk::new(), Kiosk::new());
    let mut a = join(&foyer, &server, "Foyer");
    let b = join(&stage, &server, "Stage");
    // The label comes with the roster.
    a.remote().wait(LONG, |view| view.schedule.devices.len() == 2).unwrap();
    b.remote().wait(LONG, |view| view.schedule.devices.len() == 2).unwrap();
    a.send(Request::Presence(Some(Doing::Moving(TALK))));
    let view = b.remote().wait(LONG, |view| !view.presence.is_empty()).unwrap();
    assert_eq!(
        (view.presence[0].who.as_str(), view.presence[0].doing),
        ("Foyer", Doing::Moving(TALK))
    );
    assert!(a.remote().inspect().unwrap().view.presence.is_empty());
    a.send(Request::Presence(None));
    b.remote().wait(LONG, |view| view.presence.is_empty()).unwrap();
    server.stop();
}

#[test]
fn a_reconnect_tells_what_was_merged_and_a_burst_is_drawn_together() {
    let server = Server::new();
    let (foyer, stage) = (Kiosk::new(), Kiosk::new());
    let a = join(&foyer, &server, "Foyer");
    let b = join(&stage, &server, "Stage");
    assert_eq!(a.remote().inspect().unwrap().view.merged, None);
    let address = server.address.clone();
    let store = server.stop();
    a.remote().wait(LONG, away).unwrap();
    b.remote().wait(LONG, away).unwrap();
    for n in 0..1_000_u32 {
        let mut id = [9; 16];
        id[..4].copy_from_slice(&n.to_be_bytes());
        let shared::command::Command::Pitch { edit, .. } = pitch("Many", "", 1) else { panic!() };
        let command = shared::command::Command::Pitch { session: SessionId(id), edit };
        b.remote().command(command, None).unwrap();
    }
    a.remote().command(pitch("One", "", 1), None).unwrap();
    let before = a.remote().inspect().unwrap().view.revision;
    let server = Server::start(store, &address);
    let done = |view: &View| view.schedule.sessions.len() == 1_001 && view.merged.is_some();
    let view = a.remote().wait(LONG, done).unwrap();
    assert!(view.revision - before < 1_000, "they are drawn together");
    let merged = view.merged.unwrap();
    assert!(merged.edits > 0 && merged.devices <= 2, "{merged:?}");
    server.stop();
}
