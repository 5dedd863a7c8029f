//! A name is typed, put right, drafted, carried, exported, damaged and erased, at the real engine: no
//! file of the kiosk holds a byte of it.

use crate::{
    asks::{ask, started},
    venue::{Kiosk, LONG, root_words},
};
use kiosk::{
    app::Engine as _,
    ask::{Answer, Ask, CarryTo, ExportFormat, Failure, FilePlace, Kept, NewPitch, Request},
    engine::EngineHandle,
    serving::Serving,
    view::{ServerState, View},
};
use shared::{
    command::{Command, NewPerson, Refusal, SessionEdit},
    erased::{Certificate, Gone},
    ids::{PersonId, SessionId},
};
use std::{fs, path::Path};

const NAME: &str = "Mair Example-Unmistakable";
const PERSON: PersonId = PersonId([8; 16]);
const SESSION: SessionId = SessionId([8; 16]);

fn pitch(engine: &mut EngineHandle) {
    let hosts = Some(vec![PERSON]);
    let edit = SessionEdit { title: Some("Bins".into()), hosts, ..SessionEdit::default() };
    let people = vec![NewPerson { person: PERSON, name: NAME.into() }];
    let pitch = NewPitch { session: SESSION, edit, people, person: None };
    assert!(matches!(ask(engine, Ask::Pitch(Box::new(pitch))), Answer::Pitched { .. }));
    let (name, was) = (format!("{NAME}-Jones"), NAME.to_owned());
    engine.remote().command(Command::Rename { person: PERSON, name, was }, None).unwrap();
}

fn erase() -> Ask {
    Ask::Erase { people: [PERSON].into() }
}

/// Waits until this device says that its disk is done.
fn certificate(engine: &mut EngineHandle) -> Certificate {
    loop {
        let Answer::Certificate(found) = ask(engine, Ask::Certificate) else { panic!() };
        if found.is_whole() {
            return *found;
        }
        // A second passes for the engine when nothing else happens to it.
        std::thread::yield_now();
    }
}

#[test]
fn an_erased_name_is_nowhere_on_the_disk_of_the_kiosk_at_which_it_was_typed() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    pitch(&mut engine);
    let data = kiosk.path().parent().unwrap().to_owned();
    let draft = Some(format!("pitch by {NAME}"));
    engine.send(Request::Keep { key: Kept::Draft, value: draft });
    let board = data.join("camp.campboard");
    let carry = Ask::Carry { to: CarryTo::File(board.clone()) };
    assert!(matches!(ask(&mut engine, carry), Answer::CarriedAway { .. }));
    let export = Ask::Export { format: ExportFormat::Rows, place: FilePlace::Data };
    assert!(matches!(ask(&mut engine, export), Answer::Exported { .. }));
    // The picture is kept at the end.
    engine.stop();
    // A damaged one that was set aside, and what others put into the folder.
    fs::copy(kiosk.path(), data.join("kiosk.db.broken-1")).unwrap();
    fs::write(data.join("kiosk.db.broken-2"), NAME).unwrap();
    fs::write(data.join("shopping.csv"), "Milk").unwrap();
    let holding = fs::read_dir(&data).unwrap().filter(|file| {
        let bytes = fs::read(file.as_ref().unwrap().path()).unwrap();
        bytes.windows(NAME.len()).any(|window| window == NAME.as_bytes())
    });
    assert!(holding.count() >= 5);

    let mut engine = started(&kiosk);
    assert_eq!(ask(&mut engine, erase()), Answer::Done);
    let again = Answer::Failed(Failure::Refused(Refusal::NothingToDo));
    assert_eq!(ask(&mut engine, erase()), again);
    let found = certificate(&mut engine);
    let view = engine.remote().inspect().unwrap().view;
    assert!(view.drafts_erased == 1 && view.kept.is_empty(), "whoever types hears of it");
    assert_eq!((found.names, found.acts.len(), found.holders.len()), (1, 1, 1));
    assert!(matches!(found.holders[0].gone, Gone::Since(_)));
    assert!(!kiosk.holds(NAME.as_bytes()), "while it runs");
    assert!(data.join("shopping.csv").exists() && !board.exists());
    let view = engine.remote().inspect().unwrap().view;
    assert!(view.schedule.people.is_empty() && view.schedule.sessions.contains_key(&SESSION));
    assert!(!view.undoable.is_empty(), "the pitch itself can still be undone");
    engine.stop();
    assert!(!kiosk.holds(NAME.as_bytes()));
}

#[test]
fn a_kill_right_after_the_erasure_leaves_it_to_the_next_start() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    pitch(&mut engine);
    engine.stop();
    fs::copy(kiosk.path(), kiosk.path().with_extension("db.broken-1")).unwrap();
    let mut engine = started(&kiosk);
    assert_eq!(ask(&mut engine, erase()), Answer::Done);
    engine.abandon();
    let mut engine = started(&kiosk);
    engine.remote().wait(LONG, |view| view.schedule.people.is_empty()).unwrap();
    certificate(&mut engine);
    assert!(!kiosk.holds(NAME.as_bytes()));
}

#[test]
fn a_board_that_brings_edits_is_not_deleted_and_said_to_be_left() {
    let kiosk = Kiosk::joined();
    started(&kiosk).stop();
    let before = fs::read(kiosk.path()).unwrap();
    let mut engine = started(&kiosk);
    pitch(&mut engine);
    let board = kiosk.path().with_file_name("camp.campboard");
    let carry = Ask::Carry { to: CarryTo::File(board.clone()) };
    assert!(matches!(ask(&mut engine, carry), Answer::CarriedAway { .. }));
    engine.stop();
    // A device that lacks what is in the file.
    for file in fs::read_dir(kiosk.path().parent().unwrap()).unwrap() {
        let file = file.unwrap().path();
        if file != board {
            fs::remove_file(file).unwrap();
        }
    }
    fs::write(kiosk.path(), before).unwrap();
    let mut engine = started(&kiosk);
    assert_eq!(ask(&mut engine, erase()), Answer::Done);
    loop {
        let Answer::Certificate(found) = ask(&mut engine, Ask::Certificate) else { panic!() };
        if found.holders[0].gone == Gone::Failed {
            break;
        }
        std::thread::yield_now();
    }
    assert!(board.exists());
    let Answer::Taken(taken) = ask(&mut engine, Ask::Take { path: board }) else { panic!() };
    assert!(taken.edits > 0 && taken.names == 0);
}

/// A file in a folder, or below it, holds a text.
fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|file| {
        let path = file.unwrap().path();
        match path.is_dir() {
            true => holds(&path, text),
            false => fs::read(&path).unwrap().windows(text.len()).any(|at| at == text.as_bytes()),
        }
    })
}

#[test]
fn a_server_that_this_kiosk_was_is_rid_of_each_name_and_keeps_no_certificate_open() {
    const OTHER: &str = "Owain Unmistakable";
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    pitch(&mut engine);
    let other = PersonId([9; 16]);
    let people = vec![NewPerson { person: other, name: OTHER.into() }];
    let edit = SessionEdit { title: Some("Rivers".into()), ..SessionEdit::default() };
    let commands = vec![Command::Pitch { session: SessionId([9; 16]), edit }];
    engine.remote().command(Command::Together { commands, people }, None).unwrap();
    assert_eq!(ask(&mut engine, Ask::Serve { words: Some(root_words()) }), Answer::Done);
    let there = |view: &View| view.data.server == ServerState::UpToDate && view.data.outbox == 0;
    engine.remote().wait(LONG, there).unwrap();
    assert_eq!(ask(&mut engine, Ask::StopServing), Answer::Done);
    engine.remote().wait(LONG, |view| view.serving == Serving::Off).unwrap();
    let server = kiosk.path().with_file_name("server");
    let data = kiosk.path().parent().unwrap();
    assert!(holds(&server, NAME) && holds(&server, OTHER), "what it held as the server stays");
    // One after the other: the second goes like the first.
    for (person, name) in [(PERSON, NAME), (other, OTHER)] {
        assert_eq!(ask(&mut engine, Ask::Erase { people: [person].into() }), Answer::Done);
        let found = certificate(&mut engine);
        assert_eq!(found.holders.iter().filter(|one| one.is_server).count(), 1);
        assert!(!holds(data, name), "{name}");
    }
}

#[test]
fn a_file_that_cannot_go_keeps_no_other() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    pitch(&mut engine);
    let data = kiosk.path().parent().unwrap().to_owned();
    // Of a later version: nobody here can say what is in it.
    let later = data.join("later.campboard");
    let carry = Ask::Carry { to: CarryTo::File(later.clone()) };
    assert!(matches!(ask(&mut engine, carry), Answer::CarriedAway { .. }));
    let mut bytes = fs::read(&later).unwrap();
    bytes[19] = 9;
    fs::write(&later, bytes).unwrap();
    let grids: Vec<_> = (2..14).map(|n| data.join(format!("campboard-grid-{n}.csv"))).collect();
    for grid in &grids {
        fs::write(grid, NAME).unwrap();
    }
    assert_eq!(ask(&mut engine, erase()), Answer::Done);
    loop {
        let Answer::Certificate(found) = ask(&mut engine, Ask::Certificate) else { panic!() };
        if found.holders[0].gone == Gone::Failed {
            break;
        }
        std::thread::yield_now();
    }
    assert!(later.exists() && grids.iter().all(|grid| !grid.exists()));
}
