//! The board in a file, at the real engine.

use crate::{
    asks::{ask, started},
    venue::{Kiosk, LONG},
};
use kiosk::{
    app::Engine as _,
    ask::{Answer, Ask, BadBoard, CarryTo, Failure, Request},
    engine::{self, Options},
};
use shared::{command::Command, ids::SessionId};
use std::fs;

#[test]
fn a_board_is_carried_to_a_kiosk_that_was_away() {
    let kiosk = Kiosk::joined();
    started(&kiosk).stop();
    // As it stands, it is also what the other one has.
    let folder = tempfile::tempdir().unwrap();
    let away = folder.path().join("kiosk.db");
    fs::copy(kiosk.path(), &away).unwrap();
    let mut engine = started(&kiosk);
    for n in 1..=20 {
        engine.remote().command(crate::pitch(&format!("Pitch {n}"), "", n), None).unwrap();
    }
    let file = folder.path().join("board.campboard");
    let carried = ask(&mut engine, Ask::Carry { to: CarryTo::File(file.clone()) });
    assert_eq!(carried, Answer::CarriedAway { path: file.clone(), lost: 0 });
    let Answer::Taken(again) = ask(&mut engine, Ask::Take { path: file.clone() }) else {
        panic!("it was not taken")
    };
    assert_eq!((again.edits, again.refused), (0, 0));

    let mut other = engine::start(Options { store: away, ..kiosk.options() }).unwrap();
    other.remote().inspect().unwrap();
    let Answer::Taken(taken) = ask(&mut other, Ask::Take { path: file.clone() }) else {
        panic!("it was not taken")
    };
    assert_eq!((taken.edits, taken.known, taken.waiting), (20, again.known - 20, 0));
    let view = other.remote().wait(LONG, |view| view.schedule.sessions.len() == 20).unwrap();
    assert_eq!(view.schedule, engine.remote().inspect().unwrap().view.schedule);
    assert!(other.news().is_some());
}

#[test]
fn what_cannot_be_taken_is_said() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("board.campboard");
    let carry = Ask::Carry { to: CarryTo::File(file.clone()) };
    assert!(matches!(ask(&mut engine, carry), Answer::CarriedAway { lost: 0, .. }));
    let nowhere = CarryTo::File(folder.path().join("none").join("board"));
    let carry = Ask::Carry { to: nowhere };
    assert_eq!(ask(&mut engine, carry), Answer::Failed(Failure::NotWritten));
    let bytes = fs::read(&file).unwrap();
    let mut future = bytes.clone();
    future[19] = 9;
    let cases: [(&[u8], BadBoard); 3] = [
        (&bytes[..bytes.len() - 1], BadBoard::CutShort),
        (&future, BadBoard::TooNew),
        (b"a holiday", BadBoard::Foreign),
    ];
    for (bytes, why) in cases {
        let path = folder.path().join("broken");
        fs::write(&path, bytes).unwrap();
        let said = ask(&mut engine, Ask::Take { path });
        assert_eq!(said, Answer::Failed(Failure::Board(why)));
    }
    let blank = Kiosk::new();
    let mut blank = started(&blank);
    let said = ask(&mut blank, Ask::Take { path: file });
    assert_eq!(said, Answer::Failed(Failure::Board(BadBoard::NoEvent)));
    let gone = ask(&mut blank, Ask::Take { path: folder.path().join("gone") });
    assert_eq!(gone, Answer::Failed(Failure::NoFile { name: "gone".into() }));
}

#[test]
fn who_asks_while_a_board_is_being_taken_is_told_and_the_first_is_answered() {
    let kiosk = Kiosk::joined();
    started(&kiosk).stop();
    let folder = tempfile::tempdir().unwrap();
    let away = folder.path().join("kiosk.db");
    fs::copy(kiosk.path(), &away).unwrap();
    let mut engine = started(&kiosk);
    for n in 0..600_u32 {
        let mut id = [9; 16];
        id[..4].copy_from_slice(&n.to_be_bytes());
        let Command::Pitch { edit, .. } = crate::pitch("Many", "", 1) else { panic!() };
        let pitch = Command::Pitch { session: SessionId(id), edit };
        engine.remote().command(pitch, None).unwrap();
    }
    let file = folder.path().join("board.campboard");
    ask(&mut engine, Ask::Carry { to: CarryTo::File(file.clone()) });
    engine.stop();

    let mut other = engine::start(Options { store: away, ..kiosk.options() }).unwrap();
    other.remote().inspect().unwrap();
    for ticket in [1, 2] {
        other.send(Request::Ask { ticket, ask: Ask::Take { path: file.clone() } });
    }
    let mut answers = Vec::new();
    while answers.len() < 2 {
        let reply = other.reply_within(LONG).unwrap();
        if !matches!(reply.answer, Answer::Carrying { .. }) {
            answers.push((reply.ticket, reply.answer));
        }
    }
    let first = answers.iter().find(|(ticket, _)| *ticket == 1).map(|(_, answer)| answer);
    assert!(matches!(first, Some(Answer::Taken(taken)) if taken.edits == 600), "{answers:?}");
}
