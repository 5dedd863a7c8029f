//! What organisers see of the server and of devices, and what devices are told by them.

use super::venue::{Venue, pitch};
use crate::{
    command::{Refusal, Subject},
    ids::{DeviceId, PersonId},
    persist::{Store as _, memory::MemoryStore},
    proof::Proof,
    roster::{Action, Idle, Message, Order, Role},
    sync::{
        About, DeviceInput, HubInput, Safety, Saying,
        frame::{
            BackedUp, BackupTrouble, BackupWhy, Frame, GoBack, NotBack, NotBackCode, Report,
            Reports,
        },
    },
    wall::{self, OnWall},
};

/// Some seconds pass.
fn rest(venue: &mut Venue, seconds: u64) {
    for _ in 0..seconds {
        venue.tick(1_000);
        venue.pump();
    }
}

fn id(venue: &Venue, device: usize) -> DeviceId {
    venue.devices[device].device.replica().id()
}

fn report(venue: &Venue, at: usize, of: usize) -> Option<Report> {
    let of = id(venue, of);
    venue.devices[at].device.reports().find(|one| one.device == Some(of)).cloned()
}

fn about(venue: &mut Venue, device: usize, version: &str) {
    let about = About {
        version: version.to_owned(),
        idle: Idle::Board,
        free_bytes: Some(3 << 30),
        person: Some(PersonId([5; 16])),
        serves: false,
        keeps: None,
    };
    venue.device(device, DeviceInput::About(about));
}

fn tell(venue: &mut Venue, at: usize, of: usize, order: Order) -> Result<(), Refusal> {
    venue.say(at, of, Saying::Tell(order))
}

fn on_wall(venue: &mut Venue, at: usize, of: usize) -> OnWall {
    let (of, now) = (id(venue, of), venue.now());
    let device = &mut venue.devices[at].device;
    let (schedule, now_ms) = (device.schedule(), device.time(now).0);
    let standings: Vec<_> = device.standings().collect();
    let reports: Vec<_> = device.reports().cloned().collect();
    let on = wall::devices(device.replica(), &schedule, standings, reports, (true, 0), now_ms);
    on.into_iter().find(|one| one.member.device == of).unwrap()
}

#[test]
fn those_who_look_after_the_board_hear_how_safe_it_is_and_nobody_else() {
    let mut venue = Venue::new();
    let (desk, hall, foyer) =
        (venue.kiosk(Role::Organiser), venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    let backup = BackedUp { at_ms: 1, why: BackupWhy::Hourly, bytes: 4_096, damaged: None };
    let safety = Safety {
        age_s: Some(600),
        trouble: Some(BackupTrouble::NoRoom),
        free_bytes: Some(1 << 20),
        is_full: false,
        backups: vec![backup],
        erasing: None,
    };
    venue.hub(0, HubInput::Safety(safety.clone()));
    rest(&mut venue, 1);
    let told_ms = venue.devices[desk].device.time(venue.now()).0;
    for device in [desk, hall] {
        let seen = venue.devices[device].device.server_safety().unwrap().clone();
        assert_eq!(seen.newest_ms, Some(told_ms - 600_000));
        assert!(seen.is_filling() && !seen.is_old(told_ms));
        assert!(seen.is_old(told_ms + 61 * 60_000));
        assert_eq!(seen.told.trouble, Some(BackupTrouble::NoRoom));
        assert_eq!(seen.told.backups, [backup]);
    }
    assert_eq!(venue.devices[foyer].device.server_safety(), None);

    // That a second has passed is no news; who comes later hears it, too.
    venue.hub(0, HubInput::Safety(Safety { age_s: Some(900), ..safety }));
    rest(&mut venue, 1);
    let kept = venue.devices[hall].device.server_safety().unwrap().newest_ms;
    assert_eq!(kept, Some(told_ms - 600_000));
    venue.cut(hall);
    assert_eq!(venue.devices[hall].device.server_safety(), None, "nobody vouches for it");
    venue.connect(hall, 0);
    rest(&mut venue, 2);
    assert!(venue.devices[hall].device.server_safety().is_some());
}

#[test]
fn an_organiser_asks_the_server_to_go_back_and_hears_why_it_did_not() {
    let mut venue = Venue::new();
    let (desk, hall) = (venue.kiosk(Role::Organiser), venue.kiosk(Role::Volunteer));
    let backup = BackedUp { at_ms: 1, why: BackupWhy::Hourly, bytes: 4_096, damaged: None };
    venue.hub(0, HubInput::Safety(Safety { backups: vec![backup], ..Safety::default() }));
    rest(&mut venue, 1);
    let to = GoBack { at_ms: 1, why: BackupWhy::Hourly };
    let not_back = |venue: &Venue, device: usize| {
        venue.devices[device].device.server_safety().unwrap().not_back.map(|not| not.code)
    };
    for device in [desk, hall] {
        venue.device(device, DeviceInput::GoBack(to));
    }
    rest(&mut venue, 1);
    let [(peer, asked)] = venue.hubs[0].back[..] else { panic!("{:?}", venue.hubs[0].back) };
    assert_eq!(asked, to, "only the organiser's comes through");
    assert_eq!(not_back(&venue, hall), Some(NotBackCode::NotAllowed));
    assert_eq!(not_back(&venue, desk), None);
    let not = NotBack { asked: to, code: NotBackCode::NotThere };
    venue.hub(0, HubInput::NotBack { peer, not });
    venue.hub(0, HubInput::NotBack { peer: 999, not });
    rest(&mut venue, 1);
    assert_eq!(not_back(&venue, desk), Some(NotBackCode::NotThere));
    venue.device(desk, DeviceInput::GoBack(to));
    assert_eq!(not_back(&venue, desk), None, "what is asked again is not refused yet");
}

#[test]
fn organisers_hear_what_devices_say_of_themselves_and_nobody_says_it_of_others() {
    let mut venue = Venue::new();
    let (desk, hall, foyer) =
        (venue.kiosk(Role::Organiser), venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    about(&mut venue, foyer, "0.1.0");
    rest(&mut venue, 12);
    let told = report(&venue, desk, foyer).unwrap();
    assert_eq!((told.version.as_str(), told.idle()), ("0.1.0", Some(Idle::Board)));
    assert_eq!((told.free_bytes, told.person), (Some(3 << 30), Some(PersonId([5; 16]))));
    assert_eq!((told.behind, told.doubtful), (Some(0), false));
    assert!(venue.devices[hall].device.reports().next().is_none(), "that is for organisers");

    // A change is told after a while, not at once.
    about(&mut venue, foyer, "0.2.0");
    rest(&mut venue, 1);
    assert_eq!(report(&venue, desk, foyer).unwrap().version, "0.1.0");
    rest(&mut venue, 12);
    assert_eq!(report(&venue, desk, foyer).unwrap().version, "0.2.0");

    let forged = Report { device: Some(id(&venue, foyer)), ..Report::default() };
    let bytes = Frame::Reports(Reports { reports: vec![forged] }).encode();
    let (peer, _) = venue.devices[hall].line.unwrap();
    venue.hub(0, HubInput::Frame { peer, bytes });
    rest(&mut venue, 2);
    assert_eq!(report(&venue, desk, foyer).unwrap().version, "0.2.0");
    assert_eq!(report(&venue, desk, hall).unwrap().version, "", "it said that of itself");
}

#[test]
fn who_was_heard_of_last_and_with_what_survives_a_restart_of_the_server() {
    let mut venue = Venue::new();
    let (desk, foyer) = (venue.kiosk(Role::Organiser), venue.kiosk(Role::Kiosk));
    about(&mut venue, foyer, "0.1.0");
    rest(&mut venue, 12);
    venue.ask(foyer, pitch(1, "Bins")).unwrap();
    // Its pushes are lost, but it is heard of.
    venue.wires.clear();
    rest(&mut venue, 3);
    venue.cut(foyer);
    rest(&mut venue, 2);
    let heard = on_wall(&mut venue, desk, foyer).member;
    assert_eq!((heard.waiting, heard.connected), (Some(1), false));

    let store = std::mem::take(&mut venue.hubs[0].store);
    venue.restart_hub(0, store);
    let now = venue.now();
    let hub = &mut venue.hubs[0].hub;
    let schedule = hub.schedule();
    let proof = Proof::of(hub.replica(), &schedule, hub.standings(now.ms), (true, 0));
    let kept = proof.members.iter().find(|one| one.device == heard.device).unwrap();
    assert_eq!((kept.heard_ms, kept.waiting, kept.same), (heard.heard_ms, Some(1), false));
    assert!(!proof.is_whole(), "nobody vouches for what was before");
    assert_eq!(
        hub.reports().iter().find(|r| r.device == Some(heard.device)).unwrap().version,
        "0.1.0"
    );
    venue.connect(desk, 0);
    venue.connect(foyer, 0);
    rest(&mut venue, 8);
    assert_eq!(on_wall(&mut venue, desk, foyer).member.waiting, Some(0));
}

#[test]
fn what_a_device_is_told_reaches_it_when_it_comes_back_and_outlives_the_server() {
    let mut venue = Venue::new();
    let (desk, foyer) = (venue.kiosk(Role::Organiser), venue.kiosk(Role::Kiosk));
    venue.cut(foyer);
    let until_ms = venue.devices[desk].device.time(venue.now()).0 + 600_000;
    let message = Message::new("Please bring the\nladder", "Dewch â’r ysgol", until_ms);
    assert_eq!(message.text, "Please bring theladder");
    for order in [
        Order::place("Foyer, left of the door"),
        Order::Idle(Idle::LargeWall),
        Order::Message(Some(message.clone())),
    ] {
        assert_eq!(tell(&mut venue, desk, foyer, order.clone()), Ok(()));
        assert_eq!(tell(&mut venue, desk, foyer, order), Err(Refusal::NothingToDo));
    }
    rest(&mut venue, 2);
    let roster = |venue: &Venue| venue.devices[foyer].device.replica().roster().clone();
    let me = id(&venue, foyer);
    assert_eq!(roster(&venue).message(&me), None, "it is away");
    // The server is lost, and another one knows of it from the organiser's device.
    let new = venue.server();
    venue.connect(desk, new);
    venue.connect(foyer, new);
    venue.settle();
    let there = roster(&venue);
    assert_eq!(there.place(&me), Some("Foyer, left of the door"));
    assert_eq!(there.idle(&me), Idle::LargeWall);
    assert_eq!(there.message(&me), Some(&message));
    assert_eq!(there.role(&me), Some(Role::Kiosk), "it says nothing of its role");
    let on = on_wall(&mut venue, desk, foyer);
    assert_eq!((on.place.as_str(), on.message), ("Foyer, left of the door", Some(message)));

    assert_eq!(tell(&mut venue, desk, foyer, Order::Message(None)), Ok(()));
    venue.settle();
    assert_eq!(roster(&venue).message(&me), None);
    venue.restart_device(foyer);
    assert_eq!(roster(&venue).idle(&me), Idle::LargeWall);
}

#[test]
fn only_organisers_and_the_server_tell_devices_what_to_do() {
    let mut venue = Venue::new();
    let (desk, hall, foyer) =
        (venue.kiosk(Role::Organiser), venue.kiosk(Role::Volunteer), venue.kiosk(Role::Kiosk));
    let refused = tell(&mut venue, hall, foyer, Order::Idle(Idle::Board));
    assert!(matches!(refused, Err(Refusal::NotAllowed { role: Some(Role::Volunteer), .. })));
    let empty = Order::Message(Some(Message::new(" \u{202e}", "", 9)));
    let missing = Refusal::Missing { what: Subject::Device, field: "text" };
    assert_eq!(tell(&mut venue, desk, foyer, empty), Err(missing));
    for nothing in [Order::place(" "), Order::Idle(Idle::AsStarted), Order::Message(None)] {
        assert_eq!(tell(&mut venue, desk, foyer, nothing), Err(Refusal::NothingToDo));
    }
    // What a volunteer's program signs all the same counts nowhere.
    let key = venue.devices[hall].device.replica().key.clone();
    let action = Action::Tell { device: id(&venue, foyer), order: Order::Idle(Idle::Board) };
    let event = venue.event();
    let forged = crate::roster::Statement::sign(&key, event, 9, action).encode();
    let records = crate::sync::frame::Records {
        kind: crate::persist::RecordKind::Statement,
        records: vec![forged.into()],
    };
    let (peer, _) = venue.devices[hall].line.unwrap();
    venue.hub(0, HubInput::Frame { peer, bytes: Frame::Records(records).encode() });
    venue.settle();
    let idle =
        |venue: &Venue| venue.devices[foyer].device.replica().roster().idle(&id(venue, foyer));
    assert_eq!(idle(&venue), Idle::AsStarted);
    let action = Action::Tell { device: id(&venue, foyer), order: Order::Idle(Idle::Moved) };
    venue.hub(0, HubInput::Record { ticket: 7, action, root: None });
    venue.settle();
    assert_eq!(idle(&venue), Idle::Moved, "the server is an organiser, too");
}

#[test]
fn what_is_stored_of_devices_is_read_again_and_nothing_else_is() {
    let mut venue = Venue::new();
    let foyer = venue.kiosk(Role::Kiosk);
    about(&mut venue, foyer, "0.1.0");
    rest(&mut venue, 61);
    let mut store = MemoryStore::new();
    let saved = venue.hubs[0].store.load().unwrap();
    assert!(saved.facts.contains_key("reports") && saved.facts.contains_key("standings"));
    let puts = [
        crate::replica::put_fact("reports", vec![1, 2, 3]),
        crate::replica::put_fact("standings", vec![0xff]),
    ];
    std::mem::swap(&mut store, &mut venue.hubs[0].store);
    store.commit(&crate::persist::Transaction { puts: puts.to_vec() }).unwrap();
    venue.restart_hub(0, store);
    assert_eq!(venue.hubs[0].hub.reports(), []);
    assert_eq!(venue.hubs[0].hub.standings(0), []);
}
