//! A file that is found damaged while the server runs, at a server without sockets.

use super::{
    rescue::{back_up, flip_a_bit, reconnect, restore},
    *,
};
use crate::{backups::look, folder};
use std::{fs, path::Path};

const LETTER: &str = "a letter to the organisers";

/// A server with a kiosk and thirty pitches.
fn thirty() -> (TempDir, Settings, Owner, Kiosk) {
    let (folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let mut foyer = Kiosk::join(&mut owner, 1);
    for n in 0..30 {
        foyer.pitch(&mut owner, &format!("Pitch {n}"));
    }
    foyer.settle(&mut owner);
    (folder, settings, owner, foyer)
}

fn status(owner: &Owner) -> Status {
    owner.watch().borrow().status
}

fn left_in(folder: &Path) -> Vec<String> {
    let found = fs::read_dir(folder).unwrap().flatten();
    found.map(|file| file.file_name().into_string().unwrap()).collect()
}

#[test]
fn a_backup_finds_the_damage_and_the_event_is_rescued_while_it_runs() {
    let (_folder, settings, mut owner, mut foyer) = thirty();
    let all = titles(&mut owner);
    owner.spoil_for_tests(|path| drop(flip_a_bit(path)));
    let answer = owner.ask(Request::BackUp);
    assert!(matches!(answer, Answer::Refused { .. }), "{answer:?}");
    assert_eq!(left_in(&folder::backups(&settings.data)), Vec::<String>::new());
    owner.turn(Input::Tick, || None);
    let health = owner.watch().borrow().clone();
    assert_eq!((health.status, health.damaged, health.peers), (Status::Ok, 1, 0));
    assert!(folder::store(&settings.data).with_extension("db.broken-1").exists());
    // What was lost comes back with the kiosk, which is told to come again.
    assert_eq!(foyer.end.try_recv(), Ok(Ending::Disk));
    foyer.input(&mut owner, DeviceInput::Closed { connection: 1 });
    reconnect(&mut foyer, &mut owner, 2);
    assert_eq!(titles(&mut owner), all);
    let backup = back_up(&mut owner);
    assert_eq!(look(&backup).unwrap().damage, Vec::<String>::new());
}

#[test]
fn a_sound_backup_is_gone_back_to_although_the_present_state_is_damaged() {
    let (_folder, _, mut owner, mut foyer) = thirty();
    let all = titles(&mut owner);
    let backup = back_up(&mut owner);
    owner.spoil_for_tests(|path| drop(flip_a_bit(path)));
    match owner.ask(Request::Restore { backup }) {
        Answer::Restored { before, trouble: Some(_), damaged, .. } => {
            assert_eq!(damaged, Vec::<String>::new());
            assert_eq!(look(&before).unwrap().damage.len(), 1);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(titles(&mut owner), all);
    // What is kept of the damaged state is told as such.
    foyer.input(&mut owner, DeviceInput::Closed { connection: 1 });
    reconnect(&mut foyer, &mut owner, 2);
    owner.turn(Input::Tick, || None);
    foyer.settle(&mut owner);
    let told = &foyer.device.server_safety().unwrap().told.backups;
    let damaged: Vec<bool> = told.iter().map(|backup| backup.is_damaged()).collect();
    assert_eq!(damaged, [true, false]);
}

#[test]
fn what_cannot_be_rescued_is_said_and_tried_again_once_a_second() {
    let (folder, settings, mut owner, _foyer) = thirty();
    let all = titles(&mut owner);
    let sound = folder.path().join("sound.db");
    let path = folder::store(&settings.data);
    owner.spoil_for_tests(|path| {
        fs::rename(path, &sound).unwrap();
        fs::write(path, LETTER).unwrap();
    });
    owner.turn(Input::Tick, || None);
    let health = owner.watch().borrow().clone();
    assert_eq!(health.status, Status::DiskFails);
    assert!(!health.disk.unwrap().contains("campboard.db"));
    for request in [Request::Export, Request::BackUp, Request::Check] {
        let Answer::Refused { why } = owner.ask(request) else { panic!("not refused") };
        assert!(why.contains("campboard-server restore"), "{why}");
    }
    let (outbox, _queue, mut end) = Outbox::new();
    owner.turn(Input::Opened { peer: 2, outbox }, || None);
    assert_eq!(end.try_recv(), Ok(Ending::Disk));
    assert_eq!(fs::read_to_string(&path).unwrap(), LETTER);

    // Somebody puts a copy in its place: the next second finds it, not the next question.
    fs::rename(&sound, &path).unwrap();
    assert!(matches!(owner.ask(Request::Export), Answer::Refused { .. }));
    assert_eq!(status(&owner), Status::DiskFails);
    owner.turn(Input::Tick, || None);
    assert_eq!(status(&owner), Status::Ok);
    assert_eq!(titles(&mut owner), all);
}

#[test]
fn a_running_server_without_a_store_goes_back_to_a_backup() {
    let (_folder, settings, mut owner, mut foyer) = thirty();
    let all = titles(&mut owner);
    let backup = back_up(&mut owner);
    owner.spoil_for_tests(|path| fs::write(path, LETTER).unwrap());
    owner.turn(Input::Tick, || None);
    let gone = Request::Restore { backup: settings.data.join("gone.db") };
    assert!(matches!(owner.ask(gone), Answer::Refused { .. }));
    match owner.ask(Request::Restore { backup: backup.clone() }) {
        Answer::Restored { before, trouble: Some(_), .. } => {
            assert_eq!(fs::read_to_string(before).unwrap(), LETTER);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!((titles(&mut owner), status(&owner)), (all.clone(), Status::Ok));
    foyer.input(&mut owner, DeviceInput::Closed { connection: 1 });
    reconnect(&mut foyer, &mut owner, 2);
    foyer.pitch(&mut owner, "After the restore");
    foyer.settle(&mut owner);
    assert_eq!(foyer.status().outbox, 0);
    drop(owner);
    let mut owner = Owner::open(&settings).unwrap();
    assert_eq!(titles(&mut owner).len(), all.len() + 1);
    restore(&mut owner, &backup);
}

#[test]
fn a_file_without_its_log_gets_everything_back_from_whoever_lives() {
    let (_folder, settings, _) = event();
    let path = folder::store(&settings.data);
    let mut owner = Owner::open(&settings).unwrap();
    let mut foyer = Kiosk::join(&mut owner, 1);
    let mut hall = Kiosk::join(&mut owner, 2);
    for n in 0..20 {
        foyer.pitch(&mut owner, &format!("Pitch {n}"));
        hall.settle(&mut owner);
    }
    foyer.settle(&mut owner);
    let all = titles(&mut owner);
    // As it is without the log that SQLite keeps beside it: whole, and of before.
    let without_log = fs::read(&path).unwrap();
    assert!(path.with_extension("db-wal").exists());
    drop(owner);
    fs::write(&path, without_log).unwrap();
    let mut owner = Owner::open(&settings).unwrap();
    assert!(titles(&mut owner).len() < all.len(), "nothing of it can be seen by the file alone");
    assert_eq!(owner.watch().borrow().damaged, 0);
    // One that was away pitches, and comes first: the same places in the logs are used again.
    hall.input(&mut owner, DeviceInput::Closed { connection: 2 });
    hall.pitch(&mut owner, "Meanwhile");
    reconnect(&mut hall, &mut owner, 3);
    foyer.input(&mut owner, DeviceInput::Closed { connection: 1 });
    reconnect(&mut foyer, &mut owner, 4);
    for _ in 0..4 {
        owner.turn(Input::Tick, || None);
        hall.settle(&mut owner);
        foyer.settle(&mut owner);
    }
    let mut after = titles(&mut owner);
    assert!(after.contains(&"Meanwhile".to_owned()));
    after.retain(|title| title != "Meanwhile");
    after.sort();
    let mut all = all;
    all.sort();
    assert_eq!(after, all, "once each");
    for kiosk in [&mut foyer, &mut hall] {
        assert_eq!((kiosk.status().outbox, kiosk.status().connection), (0, Line::UpToDate));
        assert_eq!(kiosk.device.schedule().sessions.len(), all.len() + 1);
    }
}
