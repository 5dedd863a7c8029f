//! A kiosk that becomes the server, at the real engine and the real server.

use crate::{
    asks::{ask, started},
    pitch,
    venue::{Kiosk, LONG, root_words},
};
use kiosk::{
    ask::{Answer, Ask, Failure},
    engine::{self, EngineHandle},
    serving::{NotServing, Served, Serving},
    view::{ServerState, View},
};
use shared::{
    ids::DeviceId,
    invite::JoinLink,
    keys::RootKey,
    persist::{Put, Store as _, Transaction},
    roster::{Action, Role},
};
use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::Path,
    sync::mpsc::{Receiver, channel},
};
use store::SqliteStore;

fn words(text: &str) -> Ask {
    Ask::Serve { words: Some(text.to_owned()) }
}

fn served(view: &View) -> Option<&Served> {
    if let Serving::On(served) = &view.serving { Some(served) } else { None }
}

/// Waits until it is the server and its own device has everything there.
fn serves(engine: &EngineHandle) -> Served {
    let at_home = |view: &View| {
        served(view).is_some() && view.data.server == ServerState::UpToDate && view.data.outbox == 0
    };
    let view = engine.remote().wait(LONG, at_home).unwrap();
    served(&view).unwrap().clone()
}

fn refused(engine: &mut EngineHandle, asked: Ask) -> NotServing {
    match ask(engine, asked) {
        Answer::Failed(Failure::Serve(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_kiosk_becomes_the_server_by_the_roots_words_and_goes_on_after_a_restart() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    for n in 1..=5 {
        engine.remote().command(pitch(&format!("Pitch {n}"), "", n), None).unwrap();
    }
    assert_eq!(refused(&mut engine, Ask::Serve { words: None }), NotServing::NeedsWords);
    assert_eq!(refused(&mut engine, words("abandon")), NotServing::WordCount { found: 1 });
    let other = RootKey::from_entropy(&[9; 32]).words();
    assert_eq!(refused(&mut engine, words(&other)), NotServing::OtherWords);
    assert_eq!(ask(&mut engine, words(&root_words())), Answer::Done);
    let first = serves(&engine);
    assert!(first.link.starts_with("campboard://"), "{first:?}");
    assert_eq!(first.devices, 0, "its own device is not another one");
    let before = engine.remote().inspect().unwrap();
    engine.stop();

    let mut engine = started(&kiosk);
    let again = serves(&engine);
    assert_eq!(again.address, first.address, "others find it where it was");
    engine.remote().command(pitch("Pitch 6", "", 6), None).unwrap();
    engine.remote().wait(LONG, |view| view.data.outbox == 0).unwrap();
    let after = engine.remote().inspect().unwrap();
    let logs = |all: &engine::Inspection| all.logs.iter().map(|log| log.log).collect::<Vec<_>>();
    assert_eq!(logs(&after), logs(&before), "it goes on with its logs");

    assert_eq!(ask(&mut engine, Ask::StopServing), Answer::Done);
    engine.remote().wait(LONG, |view| view.serving == Serving::Off).unwrap();
    engine.stop();
    let mut engine = started(&kiosk);
    assert_eq!(engine.remote().inspect().unwrap().view.serving, Serving::Off);
    // What it held is there: nobody needs the words again.
    assert_eq!(ask(&mut engine, Ask::Serve { words: None }), Answer::Done);
    serves(&engine);
}

#[test]
fn a_spare_needs_no_words_and_survives_a_server_folder_that_is_gone() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    assert!(!engine.remote().inspect().unwrap().view.has_spare);
    let ready = |words: &str| Ask::GetReady { words: words.to_owned() };
    assert_eq!(refused(&mut engine, ready("one two")), NotServing::WordCount { found: 2 });
    assert_eq!(ask(&mut engine, ready(&root_words())), Answer::Done);
    engine.remote().wait(LONG, |view| view.has_spare).unwrap();
    engine.stop();
    let mut engine = started(&kiosk);
    engine.remote().command(pitch("Open data", "", 1), None).unwrap();
    assert_eq!(ask(&mut engine, Ask::Serve { words: None }), Answer::Done);
    serves(&engine);
    engine.stop();
    fs::remove_dir_all(kiosk.path().with_file_name("server")).unwrap();
    let engine = started(&kiosk);
    serves(&engine);
    assert_eq!(engine.remote().inspect().unwrap().view.schedule.sessions.len(), 1);
}

#[test]
fn another_kiosk_follows_the_link_and_both_end_on_one_board() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    engine.remote().command(pitch("Open data", "", 1), None).unwrap();
    assert_eq!(ask(&mut engine, words(&root_words())), Answer::Done);
    let link = serves(&engine).link;

    // A new kiosk joins by the link, once.
    let new = Kiosk::new();
    let mut joining = started(&new);
    let join = |link: &str| Ask::Join { link: link.to_owned(), label: "Stage".to_owned() };
    assert_eq!(ask(&mut joining, join(&link)), Answer::Done);
    let view = joining
        .remote()
        .wait(LONG, |view| view.role == Some(Role::Kiosk) && view.schedule.sessions.len() == 1);
    assert!(view.is_ok());
    assert_eq!(refused(&mut joining, Ask::Serve { words: None }), NotServing::Role);
    engine.remote().wait(LONG, |view| served(view).is_some_and(|on| on.devices == 1)).unwrap();
    joining.remote().command(pitch("Bins", "", 2), None).unwrap();
    engine.remote().wait(LONG, |view| view.schedule.sessions.len() == 2).unwrap();

    // It looks there again by itself after a restart, and after the server's.
    joining.stop();
    engine.stop();
    let (engine, joining) = (started(&kiosk), started(&new));
    serves(&engine);
    engine.remote().command(pitch("Rivers", "", 3), None).unwrap();
    joining.remote().wait(LONG, |view| view.schedule.sessions.len() == 3).unwrap();
}

pub fn put(path: &Path, put: Put) {
    let mut store = SqliteStore::open(path).unwrap();
    store.commit(&Transaction { puts: vec![put] }).unwrap();
}

fn servers(engine: &EngineHandle) -> Vec<DeviceId> {
    let view = engine.remote().inspect().unwrap().view;
    view.members.iter().filter(|one| one.is_server).map(|one| one.device).collect()
}

#[test]
fn a_server_whose_file_cannot_be_read_begins_anew_by_itself_and_keeps_the_damaged_one() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    engine.remote().command(pitch("Open data", "", 1), None).unwrap();
    assert_eq!(ask(&mut engine, words(&root_words())), Answer::Done);
    let first = serves(&engine);
    let server = servers(&engine);
    engine.stop();
    let file = sync_server::store_path(&kiosk.path().with_file_name("server"));
    let lost = || put(&file, Put::Fact { key: "key".to_owned(), value: b"?".to_vec() });
    let letter = || fs::write(&file, "a letter to the organisers").unwrap();
    let spoils: [&dyn Fn(); 2] = [&lost, &letter];
    for (n, spoil) in spoils.into_iter().enumerate() {
        spoil();
        let engine = started(&kiosk);
        let again = serves(&engine);
        assert_eq!((&again.address, servers(&engine)), (&first.address, server.clone()));
        assert_eq!(engine.remote().inspect().unwrap().view.schedule.sessions.len(), 1);
        engine.stop();
        let kept = file.with_extension(format!("db.broken-{}", n + 1));
        assert!(kept.exists(), "{}", kept.display());
    }
}

#[test]
fn a_server_that_could_not_start_is_tried_again_by_itself() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    let folder = kiosk.path().with_file_name("server");
    fs::write(&folder, "no folder").unwrap();
    assert_eq!(refused(&mut engine, words(&root_words())), NotServing::NotSaved);
    let failed = |view: &View| view.serving == Serving::Failed(NotServing::NotSaved);
    engine.remote().wait(LONG, failed).unwrap();
    fs::remove_file(&folder).unwrap();
    serves(&engine);
}

#[test]
fn a_server_whose_key_was_revoked_needs_words_that_are_right() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    assert_eq!(ask(&mut engine, words(&root_words())), Answer::Done);
    serves(&engine);
    let old = servers(&engine);
    assert_eq!(ask(&mut engine, Ask::StopServing), Answer::Done);
    engine.remote().wait(LONG, |view| view.serving == Serving::Off).unwrap();
    // Its folder is there: words are checked all the same.
    assert_eq!(refused(&mut engine, words("abandon")), NotServing::WordCount { found: 1 });
    engine.stop();
    let revoke = Action::RevokeServer { key: old[0], last_good: Vec::new() };
    put(kiosk.path(), kiosk.said_by_root(9, revoke));
    let mut engine = started(&kiosk);
    assert_eq!(refused(&mut engine, Ask::Serve { words: None }), NotServing::NeedsWords);
    assert_eq!(ask(&mut engine, words(&root_words())), Answer::Done);
    serves(&engine);
    let new = servers(&engine);
    assert!(new.len() == 1 && new != old, "it has another key: {new:?}");
}

/// Listens, and closes whatever connects. Rings for each request; somebody who only looks whether
/// anybody listens makes none.
fn closing() -> (String, Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (ring, rung) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut line = String::new();
            let read = BufReader::new(stream).read_line(&mut line);
            if read.is_ok_and(|read| read > 0) && ring.send(()).is_err() {
                break;
            }
        }
    });
    (address, rung)
}

#[test]
fn a_server_visits_a_place_where_no_server_is_once_and_goes_home() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    assert_eq!(ask(&mut engine, words(&root_words())), Answer::Done);
    serves(&engine);
    let (address, visits) = closing();
    let link = JoinLink::new(&address, kiosk.link().event(), [5; 16]).unwrap();
    engine.remote().join(link, "Foyer".to_owned()).unwrap();
    visits.recv_timeout(LONG).unwrap();
    engine.remote().command(pitch("Open data", "", 1), None).unwrap();
    let home = |view: &View| {
        let is_up_to_date = view.data.server == ServerState::UpToDate && view.data.outbox == 0;
        is_up_to_date && view.schedule.sessions.len() == 1
    };
    engine.remote().wait(LONG, home).unwrap();
    assert!(visits.try_recv().is_err(), "it does not knock again and again");
}
