//! Names are erased by the real programs, which are killed in the middle of it, on a disk that is full.

use super::{Camp, assert_same, disk::SmallDisk};
use serde_json::Value;
use std::{
    fs::{self, File},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};
use venue::{Dice, Kiosk, PATIENCE, line, until};

const NAME: &str = "Gwenllian Unmistakable";
const KILLS: u32 = 12;
/// Questions that a server or a kiosk answers before it is killed, at the most.
const WAIT_MAX: u64 = 8;

/// Files below a folder in which the name stands.
fn with(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(with(&path));
        }
        // Not what is no file, such as a socket.
        if !path.is_file() {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        if bytes.windows(NAME.len()).any(|at| at == NAME.as_bytes()) {
            found.push(path);
        }
    }
    found
}

/// The name, with texts and backups that take a while to be written anew.
fn fill(camp: &Camp, kiosk: &mut Kiosk) {
    kiosk.ask(&line(&["pitch", "Bins", "host", NAME])).unwrap();
    let long = "Long. ".repeat(8_000);
    for number in 0..4 {
        let session = kiosk.pitch(&format!("Long story {number}")).unwrap();
        kiosk.ask(&line(&["edit", &session, "text", &long])).unwrap();
    }
    kiosk.synced().unwrap();
    for _ in 0..3 {
        camp.venue.server.must("backups", &["--now"]).unwrap();
    }
}

fn backups(camp: &Camp) -> PathBuf {
    camp.venue.server.folder().join("backups")
}

/// Copies that are being made without the names, and are not yet in the place of a file.
fn left_half(folder: &Path) -> usize {
    let files = fs::read_dir(folder).unwrap();
    files
        .filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|e| e == "erased"))
        .count()
}

fn certificate(camp: &Camp) -> (bool, String) {
    let ran = camp.venue.server.command::<&str>("erased", &[]).unwrap();
    (ran.status.success(), ran.stdout)
}

fn all_sound(camp: &Camp) {
    let listed = camp.venue.server.must::<&str>("backups", &[]).unwrap().stdout;
    assert!(listed.contains(" sound, ") && !listed.contains("NOT SOUND"), "{listed}");
    let checked = camp.venue.server.must::<&str>("check", &[]).unwrap();
    assert!(checked.stdout.contains("nothing is damaged"), "{}", checked.stdout);
}

#[test]
fn an_erasure_goes_on_after_every_kill_until_no_disk_holds_a_name() {
    let mut dice = Dice::of("an_erasure_goes_on_after_every_kill_until_no_disk_holds_a_name");
    let mut camp = Camp::sample();
    let mut hall = camp.volunteer("hall");
    fill(&camp, &mut hall);
    // What a rescue has set aside.
    let aside = camp.venue.server.folder().join("campboard.db.broken-1");
    let a_backup = fs::read_dir(backups(&camp)).unwrap().next().unwrap().unwrap().path();
    fs::copy(a_backup, aside).unwrap();
    assert!(with(camp.venue.server.folder()).len() >= 5);
    assert!(!with(hall.folder()).is_empty());

    camp.venue.server.must("erase", &["--all-names", "--yes"]).unwrap();
    let mut half = 0;
    for _ in 0..KILLS {
        for _ in 0..dice.below(WAIT_MAX) {
            camp.venue.server.health().unwrap();
        }
        camp.server().kill().unwrap();
        half += left_half(&backups(&camp));
        camp.server().serve().unwrap();
        for _ in 0..dice.below(WAIT_MAX) {
            hall.ask("status").unwrap();
        }
        hall.kill().unwrap();
        hall.start().unwrap();
    }
    println!("killed with {half} copies half written");
    let mut said = String::new();
    let outcome = until("all devices have done it", PATIENCE, || {
        let (is_whole, told) = certificate(&camp);
        said = told;
        Ok(is_whole.then_some(()))
    });
    assert!(outcome.is_ok(), "{said}");
    assert!(said.contains("2 of 2 devices and servers say that the names are gone"), "{said}");
    assert_eq!(with(camp.venue.server.folder()), Vec::<PathBuf>::new());
    assert_eq!(with(hall.folder()), Vec::<PathBuf>::new());
    all_sound(&camp);
    assert_same(&camp.venue, &mut [&mut hall]);
}

#[test]
fn a_full_disk_is_said_and_the_erasure_goes_on_when_there_is_room() {
    let mut camp = Camp::sample();
    let mut hall = camp.volunteer("hall");
    let Some(disk) = SmallDisk::mount(&backups(&camp), "64m") else {
        println!("skipped: only root may mount a small disk");
        return;
    };
    fill(&camp, &mut hall);
    let before = with(&backups(&camp));
    assert!(before.len() >= 3);
    let ballast = backups(&camp).join("holiday.mov");
    let mut film = File::create(&ballast).unwrap();
    let piece = vec![7; 4_096];
    let full = std::iter::repeat_with(|| film.write_all(&piece)).find_map(Result::err).unwrap();
    assert_eq!(full.kind(), ErrorKind::StorageFull);
    drop(film);
    camp.venue.server.must("erase", &["--all-names", "--yes"]).unwrap();
    let mut said = String::new();
    let not_gone = "(server): NOT GONE: its disk did not let it";
    let outcome = until("the server says that its disk is full", PATIENCE, || {
        said = certificate(&camp).1;
        Ok(said.contains(not_gone).then_some(()))
    });
    assert!(outcome.is_ok(), "{said}");
    assert_eq!(with(&backups(&camp)), before, "each is as it was");
    all_sound(&camp);

    fs::remove_file(&ballast).unwrap();
    camp.server().kill().unwrap();
    camp.server().serve().unwrap();
    let outcome = until("the server has done it", PATIENCE, || {
        said = certificate(&camp).1;
        Ok(said.lines().any(|line| line.contains("(server): gone")).then_some(()))
    });
    assert!(outcome.is_ok(), "{said}");
    assert_eq!(with(camp.venue.server.folder()), Vec::<PathBuf>::new());
    all_sound(&camp);
    let export: Value = camp.venue.server.export().unwrap();
    assert!(!export["sessions"].as_array().unwrap().is_empty());
    camp.server().stop().unwrap();
    drop(disk);
}
