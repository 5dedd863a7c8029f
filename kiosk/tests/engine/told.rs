//! What an organiser tells another kiosk through a server: what to show, a message, a rehearsal.

use crate::{
    outage::join,
    pitch,
    serve::put,
    server::Server,
    venue::{Kiosk, LONG},
};
use kiosk::{
    ask::{Answer, Ask},
    engine::EngineHandle,
    view::{Here, ServerState, View},
};
use shared::{
    ids::DeviceId,
    persist::Put,
    roster::{Idle, Message, Order, Rehearsal},
    sync::Saying,
};

fn id(engine: &EngineHandle) -> DeviceId {
    engine.remote().inspect().unwrap().device.unwrap()
}

fn tell(engine: &EngineHandle, about: DeviceId, order: Order) {
    let said = engine.remote().put(Ask::Say { about, saying: Saying::Tell(order) }).unwrap();
    assert!(matches!(said, Answer::Done), "{said:?}");
}

fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

fn gone_for(ms: i64) -> Order {
    let from_ms = now_ms();
    let rehearsal = Rehearsal { away: true, from_ms, until_ms: from_ms + ms, clock_ms: None };
    Order::Rehearse(Some(rehearsal))
}

fn synced(view: &View) -> bool {
    view.data.server == ServerState::UpToDate && view.data.outbox == 0
}

fn rehearses(view: &View) -> bool {
    view.rehearsal.is_some() && matches!(view.data.server, ServerState::Away { .. })
}

/// A server, a kiosk of an organiser at the desk and one in the foyer, which is told to rehearse.
fn rehearsing() -> (Server, [Kiosk; 2], [EngineHandle; 2], DeviceId) {
    let server = Server::new();
    let (desk, foyer) = (Kiosk::new(), Kiosk::new());
    let a = join(&desk, &server, "Desk");
    let b = join(&foyer, &server, "Foyer");
    let device = id(&b);
    tell(&a, device, gone_for(3_600_000));
    b.remote().wait(LONG, rehearses).unwrap();
    (server, [desk, foyer], [a, b], device)
}

#[test]
fn a_message_and_a_screen_reach_another_kiosk_also_after_it_was_away() {
    let server = Server::new();
    let (desk, foyer) = (Kiosk::new(), Kiosk::new());
    let a = join(&desk, &server, "Desk");
    let b = join(&foyer, &server, "Foyer");
    let device = id(&b);
    let message = Message::new("Please close the door", "", now_ms() + 3_600_000);
    tell(&a, device, Order::Message(Some(message.clone())));
    b.remote().wait(LONG, |view| view.message.as_ref() == Some(&message)).unwrap();
    b.stop();
    tell(&a, device, Order::Idle(Idle::Board));
    tell(&a, device, Order::Message(None));
    let b = foyer.start();
    let done = |view: &View| view.idle == Idle::Board && view.message.is_none();
    b.remote().wait(LONG, done).unwrap();

    // What it says of itself is seen at the desk.
    let seen = || match a.remote().put(Ask::Wall).unwrap() {
        Answer::Wall(devices) => devices.into_iter().find(|on| on.member.device == device),
        other => panic!("{other:?}"),
    };
    let told = |on: shared::wall::OnWall| {
        on.report.is_some_and(|report| report.version == env!("CARGO_PKG_VERSION"))
    };
    // The desk's view changes with each report.
    a.remote().wait(LONG, |_| seen().is_some_and(told)).unwrap();
    server.stop();
}

#[test]
fn a_rehearsal_parts_a_kiosk_goes_on_after_a_restart_and_an_organiser_ends_it() {
    let (server, [_desk, foyer], [a, b], device) = rehearsing();
    a.remote().command(pitch("Open data", "", 1), None).unwrap();
    b.remote().command(pitch("Bins", "", 2), None).unwrap();
    a.remote().wait(LONG, synced).unwrap();
    b.abandon();
    let b = foyer.start();
    b.remote().wait(LONG, rehearses).unwrap();
    let view = b.remote().inspect().unwrap().view;
    assert_eq!((view.schedule.sessions.len(), view.data.outbox), (1, 1));

    tell(&a, device, Order::Rehearse(None));
    let over = |view: &View| {
        let merged = view.rehearsed.is_some_and(|result| result.merged.is_some());
        synced(view) && view.schedule.sessions.len() == 2 && merged
    };
    let view = b.remote().wait(LONG, over).unwrap();
    let result = view.rehearsed.unwrap();
    assert_eq!((result.edits, view.rehearsal), (1, None));
    b.remote().put(Ask::RehearsalSeen).unwrap();
    b.remote().wait(LONG, |view| view.rehearsed.is_none()).unwrap();
    server.stop();
}

#[test]
fn a_rehearsal_ends_by_itself_after_a_restart_and_by_a_touch() {
    let (server, [_desk, foyer], [a, b], device) = rehearsing();
    assert!(matches!(b.remote().put(Ask::EndRehearsal).unwrap(), Answer::Done));
    b.remote().wait(LONG, |view| synced(view) && view.rehearsal.is_none()).unwrap();

    // A start takes a minute off what is left of the next one: nothing is.
    tell(&a, device, gone_for(45_000));
    b.remote().wait(LONG, rehearses).unwrap();
    b.abandon();
    let b = foyer.start();
    b.remote().wait(LONG, |view| synced(view) && view.rehearsal.is_none()).unwrap();
    server.stop();
}

#[test]
fn a_clock_that_somebody_set_is_believed_on_the_screens() {
    let kiosk = Kiosk::joined();
    let ahead_ms = 2 * 3_600_000;
    let seen = (now_ms() + ahead_ms).to_be_bytes().to_vec();
    put(kiosk.path(), Put::Fact { key: "clock".to_owned(), value: seen });
    let engine = kiosk.start();
    // It was two hours ahead once: whoever put it right shall not see tomorrow's board.
    let view = engine.remote().wait(LONG, |view| view.data.here == Here::Saved).unwrap();
    assert_eq!(view.clock_ahead_ms, 0);
}
