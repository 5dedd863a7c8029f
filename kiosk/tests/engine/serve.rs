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
use shared::{keys::RootKey, roster::Role};
use std::fs;

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
