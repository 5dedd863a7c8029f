//! A name is written, edited, backed up, damaged and erased: no file of the server holds a byte of it.

use super::{
    rescue::{back_up, flip_a_bit, reconnect, restore},
    *,
};
use crate::{ask::ErasedPage, folder};
use shared::{command::NewPerson, ids::PersonId, sync::Erasure};
use std::{
    fs,
    path::{Path, PathBuf},
};

const NAME: &str = "Gwenllian Unmistakable";
const OTHER: &str = "Ifor Unmistakable";
const PERSON: PersonId = PersonId([7; 16]);

fn name_people(kiosk: &mut Kiosk, owner: &mut Owner) {
    let session = SessionId(draw(&mut System));
    let edit = SessionEdit { title: Some("Bins".into()), ..SessionEdit::default() };
    let people = [(PERSON, NAME), (PersonId([8; 16]), OTHER)];
    let people = people.map(|(person, name)| NewPerson { person, name: name.into() }).to_vec();
    let commands = vec![Command::Pitch { session, edit }];
    let command = Command::Together { commands, people };
    kiosk.input(owner, DeviceInput::Command { ticket: 1, person: None, command });
    let (name, was) = (format!("{NAME}-Jones"), NAME.to_owned());
    let command = Command::Rename { person: PERSON, name, was };
    kiosk.input(owner, DeviceInput::Command { ticket: 2, person: None, command });
    kiosk.settle(owner);
}

/// Files below a folder that hold a text.
fn with(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(with(&path, text));
        } else if fs::read(&path).unwrap().windows(text.len()).any(|at| at == text.as_bytes()) {
            found.push(path);
        }
    }
    found
}

fn certificate(owner: &mut Owner) -> ErasedPage {
    let Answer::Erased { page } = owner.ask(Request::Erased) else { panic!("no certificate") };
    *page
}

/// The server itself, on its certificate.
fn here(page: &ErasedPage) -> (bool, bool) {
    let here = page.holders.iter().find(|one| one.device == "this server").unwrap();
    (here.gone_ms.is_some(), here.failed)
}

fn erased(answer: Answer) -> u64 {
    match answer {
        Answer::ToErase { names, .. } => names,
        other => panic!("{other:?}"),
    }
}

fn named() -> (TempDir, Settings, Owner, Kiosk) {
    let (folder, mut settings, _) = event();
    settings.backups = Some(folder.path().join("stick"));
    let mut owner = Owner::open(&settings).unwrap();
    let mut foyer = Kiosk::join(&mut owner, 1);
    name_people(&mut foyer, &mut owner);
    (folder, settings, owner, foyer)
}

#[test]
fn no_file_of_the_server_holds_an_erased_name() {
    let (folder, settings, mut owner, mut foyer) = named();
    for n in 0..30 {
        foyer.pitch(&mut owner, &format!("Pitch {n}"));
    }
    foyer.settle(&mut owner);
    let first = back_up(&mut owner);
    back_up(&mut owner);
    // A damaged file is set aside.
    owner.spoil_for_tests(|path| drop(flip_a_bit(path)));
    assert!(matches!(owner.ask(Request::BackUp), Answer::Refused { .. }));
    owner.turn(Input::Tick, || None);
    assert!(folder::store(&settings.data).with_extension("db.broken-1").exists());
    restore(&mut owner, &first);
    // What a kill left of a backup, of a rescue and of a command.
    let copy = fs::read(&first).unwrap();
    fs::write(folder::backups(&settings.data).join(".new"), &copy).unwrap();
    fs::write(folder::store(&settings.data).with_extension("db.rescued"), &copy).unwrap();
    let left = settings.data.join(format!("exchange-{}-1", u32::MAX));
    fs::create_dir(&left).unwrap();
    fs::write(left.join("kiosk.db"), &copy).unwrap();
    let stick = settings.backups.clone().unwrap();
    fs::write(stick.join(".new"), &copy).unwrap();
    assert!(with(&settings.data, NAME).len() > 5 && with(&stick, NAME).len() > 1);

    let person = || Whose::Person(format!("  {}-JONES ", NAME.to_uppercase()));
    let Answer::ToErase { names, damaged } = erase(&mut owner, person(), false) else { panic!() };
    // The file that was set aside.
    assert_eq!((names, damaged), (1, 1));
    assert!(!with(&settings.data, NAME).is_empty(), "nobody was sure");
    assert_eq!(erased(erase(&mut owner, person(), true)), 1);
    assert_eq!(with(folder.path(), NAME), Vec::<PathBuf>::new());
    assert!(with(&settings.data, OTHER).len() > 3, "the others stay");
    let page = certificate(&mut owner);
    assert_eq!((page.names, here(&page)), (1, (true, false)));
    assert!(!page.whole, "the kiosk has not said so");
    // Neither a backup nor a device that comes back gives it back.
    restore(&mut owner, &first);
    foyer.input(&mut owner, DeviceInput::Closed { connection: 1 });
    reconnect(&mut foyer, &mut owner, 2);
    assert_eq!(with(&settings.data, NAME), Vec::<PathBuf>::new());
    erase(&mut owner, Whose::All, true);
    assert_eq!((with(folder.path(), NAME), with(folder.path(), OTHER)), (vec![], vec![]));
    assert!(matches!(erase(&mut owner, Whose::All, false), Answer::Refused { .. }));
    // A backup that is made afterwards holds none, and the server starts again as it was.
    back_up(&mut owner);
    drop(owner);
    assert_eq!(with(folder.path(), OTHER), Vec::<PathBuf>::new());
    let mut owner = Owner::open(&settings).unwrap();
    assert_eq!(here(&certificate(&mut owner)), (true, false));
    assert!(titles(&mut owner).contains(&"Bins".to_owned()), "the session stays");
}

#[test]
fn what_could_not_be_deleted_is_said_and_taken_up_again_after_a_restart() {
    let (folder, settings, mut owner, _foyer) = named();
    back_up(&mut owner);
    let stick = settings.backups.clone().unwrap();
    let pulled = folder.path().join("pulled");
    fs::rename(&stick, &pulled).unwrap();
    erase(&mut owner, Whose::All, true);
    assert_eq!(here(&certificate(&mut owner)), (false, true), "the stick is not there");
    assert_eq!(with(&settings.data, NAME), Vec::<PathBuf>::new());
    assert!(!with(&pulled, NAME).is_empty());
    drop(owner);
    fs::rename(&pulled, &stick).unwrap();
    let mut owner = Owner::open(&settings).unwrap();
    assert_eq!(here(&certificate(&mut owner)), (false, false));
    owner.turn(Input::Tick, || None);
    owner.wait_for_erasing();
    assert_eq!(here(&certificate(&mut owner)), (true, false));
    assert_eq!(with(folder.path(), NAME), Vec::<PathBuf>::new());
}

#[test]
fn the_events_file_is_written_anew_once_while_a_folder_of_backups_is_away() {
    let (folder, settings, mut owner, _foyer) = named();
    back_up(&mut owner);
    fs::rename(settings.backups.clone().unwrap(), folder.path().join("pulled")).unwrap();
    // Of the schema: SQLite counts it up whenever the file is written anew.
    let times = || fs::read(folder::store(&settings.data)).unwrap()[40..44].to_vec();
    let before = times();
    erase(&mut owner, Whose::Person(PERSON.to_string()), true);
    let after = times();
    assert_ne!(after, before);
    for _ in 0..3 {
        owner.erase_again_for_tests();
        assert_eq!(here(&certificate(&mut owner)), (false, true), "the stick is still away");
    }
    assert_eq!(times(), after, "it wears out no disk");
    erase(&mut owner, Whose::Person(OTHER.into()), true);
    owner.erase_again_for_tests();
    assert_ne!(times(), after, "another name is another erasure");
}

#[test]
fn a_kill_right_after_the_erasure_leaves_it_to_the_next_start() {
    let (folder, settings, mut owner, _foyer) = named();
    back_up(&mut owner);
    let (reply, _outcome) = oneshot::channel();
    let request = Box::new(Request::Erase(EraseAct { whose: Whose::All, is_sure: true }));
    owner.turn(Input::Ask { request, reply }, || None);
    drop(owner);
    assert!(!with(&settings.data, NAME).is_empty(), "the backups hold it");
    let mut owner = Owner::open(&settings).unwrap();
    assert!(!certificate(&mut owner).whole);
    owner.turn(Input::Tick, || None);
    owner.wait_for_erasing();
    assert_eq!(with(folder.path(), NAME), Vec::<PathBuf>::new());
    assert_eq!(here(&certificate(&mut owner)), (true, false));
}

#[test]
fn a_data_folder_on_which_no_server_runs_is_rid_of_names() {
    let (folder, settings, mut owner, _foyer) = named();
    back_up(&mut owner);
    let erasure = Erasure::of([PERSON].into());
    assert!(erase_at_rest(&settings.data, &erasure).is_err(), "a server runs on it");
    drop(owner);
    erase_at_rest(&settings.data, &erasure).unwrap();
    assert_eq!(with(&settings.data, NAME), Vec::<PathBuf>::new());
    assert!(!with(&settings.data, OTHER).is_empty());
    erase_at_rest(folder.path(), &erasure).unwrap();
    // It says so only when it knows of the erasure itself.
    let mut owner = Owner::open(&settings).unwrap();
    assert_eq!(certificate(&mut owner), ErasedPage::default());
}

#[test]
fn whose_name_is_meant_has_to_be_clear() {
    let (_folder, _, mut owner, mut foyer) = named();
    let why = |answer: Answer| match answer {
        Answer::Refused { why } => why,
        other => panic!("{other:?}"),
    };
    let nobody = why(erase(&mut owner, Whose::Person("Nobody".into()), true));
    assert!(nobody.contains("nobody here is called"), "{nobody}");
    let session = SessionId(draw(&mut System));
    let edit = SessionEdit { title: Some("Again".into()), ..SessionEdit::default() };
    let people = vec![NewPerson { person: PersonId([9; 16]), name: OTHER.into() }];
    let commands = vec![Command::Pitch { session, edit }];
    let command = Command::Together { commands, people };
    foyer.input(&mut owner, DeviceInput::Command { ticket: 1, person: None, command });
    foyer.settle(&mut owner);
    let several = why(erase(&mut owner, Whose::Person(OTHER.into()), true));
    let id = PersonId([9; 16]).to_string();
    assert!(several.contains("2 people are called") && several.contains(&id), "{several}");
    assert_eq!(erased(erase(&mut owner, Whose::Person(id), true)), 1);
    assert_eq!(certificate(&mut owner).names, 1);
}
