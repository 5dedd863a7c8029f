//! Kiosks and a server over real sockets.

use crate::{
    pitch,
    server::Server,
    venue::{Kiosk, LONG},
};
use kiosk::{
    engine::{EngineHandle, Inspection, NotDone},
    view::{ServerState, View},
    why::Away,
};
use shared::{command::Refusal, roster::Role, sync::Goodbye};

fn synced(view: &View) -> bool {
    view.data.server == ServerState::UpToDate && view.data.outbox == 0
}

fn away(view: &View) -> bool {
    matches!(view.data.server, ServerState::Away { .. })
}

pub fn join(kiosk: &Kiosk, server: &Server, label: &str) -> EngineHandle {
    let engine = kiosk.start();
    engine.remote().join(server.invite(), label.into()).unwrap();
    let view = engine.remote().wait(LONG, |view| synced(view) && view.role.is_some()).unwrap();
    assert_eq!(view.role, Some(Role::Organiser));
    engine
}

fn titles(view: &View) -> Vec<&str> {
    view.schedule.shelf().into_iter().map(|(_, session)| session.title.value.as_str()).collect()
}

fn all(engine: &EngineHandle) -> Inspection {
    engine.remote().inspect().unwrap()
}

#[test]
fn edits_of_an_outage_reach_the_other_kiosk() {
    let server = Server::new();
    let (foyer, stage) = (Kiosk::new(), Kiosk::new());
    let a = join(&foyer, &server, "Foyer");
    let b = join(&stage, &server, "Stage");
    a.remote().command(pitch("Open data", "", 1), None).unwrap();
    b.remote().wait(LONG, |view| titles(view) == ["Open data"]).unwrap();

    let address = server.address.clone();
    let store = server.stop();
    for engine in [&a, &b] {
        engine.remote().wait(LONG, away).unwrap();
    }
    a.remote().command(pitch("Bins", "", 2), None).unwrap();
    b.remote().command(pitch("Bikes", "", 3), None).unwrap();
    assert_eq!(all(&a).view.data.outbox, 1);
    // One of them loses its power meanwhile.
    b.abandon();
    let b = stage.start();
    assert_eq!(all(&b).view.data.outbox, 1);

    let server = Server::start(store, &address);
    for engine in [&a, &b] {
        let done = |view: &View| titles(view).len() == 3 && synced(view);
        engine.remote().wait(LONG, done).unwrap();
    }
    let (x, y) = (all(&a), all(&b));
    assert_eq!(x.view.schedule, y.view.schedule);
    assert_eq!(x.heads, y.heads);
    assert_eq!(x.records, y.records);
    server.stop();
}

#[test]
fn a_used_link_is_refused_in_words() {
    let server = Server::new();
    let link = server.invite();
    let first = Kiosk::new();
    let engine = first.start();
    engine.remote().join(link.clone(), "Foyer".into()).unwrap();
    engine.remote().wait(LONG, synced).unwrap();

    let second = Kiosk::new();
    let late = second.start();
    late.remote().join(link, "Stage".into()).unwrap();
    let says = |view: &View| matches!(&view.data.server, ServerState::Away { why } if *why == Away::Ended(Goodbye::InviteUsed));
    late.remote().wait(LONG, says).unwrap();
    assert!(matches!(
        late.remote().command(pitch("Bins", "", 1), None),
        Err(NotDone::Refused(Refusal::NotAllowed { .. }))
    ));
    // With a link of its own it comes in.
    late.remote().join(server.invite(), "Stage".into()).unwrap();
    late.remote().wait(LONG, |view| synced(view) && view.role.is_some()).unwrap();
    server.stop();
}
