//! The window opens always: what stands in the way is told, and tried again.

use crate::venue::{Kiosk, LONG};
use kiosk::{
    engine::{self, EngineHandle, Options},
    view::{Here, Notice, View},
    why::NotSaved,
};
use shared::{command::Command, roster::Role};
use std::{
    fs::{self, File},
    io::{Seek as _, SeekFrom, Write as _},
};

fn patient(kiosk: &Kiosk) -> EngineHandle {
    engine::start(Options { patient: true, ..kiosk.options() }).unwrap()
}

fn waits_for(engine: &EngineHandle, why: &NotSaved) {
    let told = |here: &Here| matches!(here, Here::NotSaved { why: told } if told == why);
    engine.remote().wait(LONG, |view| told(&view.data.here)).unwrap();
}

#[test]
fn a_second_window_says_so_and_takes_over_when_the_first_is_closed() {
    let kiosk = Kiosk::joined();
    let first = kiosk.start();
    first.remote().command(crate::pitch("Open data", "", 1), None).unwrap();
    let second = patient(&kiosk);
    waits_for(&second, &NotSaved::InUse);
    let refused = second.remote().command(Command::Dot(shared::ids::SessionId([1; 16])), None);
    assert!(refused.is_err());
    first.stop();
    let view = second.remote().wait(LONG, |view| view.data.here == Here::Saved).unwrap();
    assert_eq!(view.schedule.sessions.len(), 1);
    second.remote().command(crate::pitch("Bins", "", 2), None).unwrap();
}

#[test]
fn data_of_a_newer_version_is_named_and_left_alone() {
    let kiosk = Kiosk::joined();
    kiosk.start().stop();
    // SQLite keeps the version of a database at byte 60 of its file.
    let mut file = File::options().write(true).open(kiosk.path()).unwrap();
    file.seek(SeekFrom::Start(60)).unwrap();
    file.write_all(&999_u32.to_be_bytes()).unwrap();
    drop(file);
    let before = fs::read(kiosk.path()).unwrap();
    let engine = patient(&kiosk);
    waits_for(&engine, &NotSaved::TooNew);
    engine.stop();
    assert_eq!(fs::read(kiosk.path()).unwrap(), before);
    assert!(engine::start(kiosk.options()).is_err(), "without a window it ends");
}

#[test]
fn a_folder_that_cannot_be_made_is_named_until_it_can() {
    let kiosk = Kiosk::new();
    let folder = kiosk.path().parent().unwrap();
    fs::write(folder, "a file is in its place").unwrap();
    let engine = patient(&kiosk);
    waits_for(&engine, &NotSaved::NoFolder { path: folder.display().to_string() });
    fs::remove_file(folder).unwrap();
    engine.remote().wait(LONG, |view| view.data.here == Here::Saved).unwrap();
}

#[test]
fn an_event_named_at_the_start_is_joined_when_the_data_is_there() {
    let kiosk = Kiosk::joined();
    let first = kiosk.start();
    let join =
        |link| Options { patient: true, join: Some((link, "Stage".into())), ..kiosk.options() };
    let second = engine::start(join(Kiosk::other_link())).unwrap();
    waits_for(&second, &NotSaved::InUse);
    first.stop();
    // It belongs to another event: the board stays, and the screen says so.
    let view = second.remote().wait(LONG, |view| !view.notices.is_empty()).unwrap();
    let here = kiosk.link().event();
    assert_eq!(view.notices[..], [Notice::NotJoined { why: NotSaved::OtherEvent { here } }]);
    assert_eq!((view.event, view.role), (Some(here), Some(Role::Organiser)));
    second.stop();

    let new = Kiosk::new();
    let options =
        Options { patient: true, join: Some((kiosk.link(), "Stage".into())), ..new.options() };
    let engine = engine::start(options).unwrap();
    engine.remote().wait(LONG, |view| view.event == Some(here)).unwrap();
}

#[test]
fn data_of_an_older_version_is_brought_up_to_date_and_kept_as_it_was() {
    let kiosk = Kiosk::joined();
    let engine = kiosk.start();
    engine.remote().command(crate::pitch("Open data", "", 1), None).unwrap();
    engine.stop();
    let migrations = store::Migrations::default().and("CREATE TABLE later (n INTEGER) STRICT;");
    let store_settings = store::Settings { migrations, ..store::Settings::default() };
    let newer = Options { store_settings, ..kiosk.options() };
    let engine = engine::start(newer).unwrap();
    let shown = |view: &View| view.data.here == Here::Saved && view.schedule.sessions.len() == 1;
    engine.remote().wait(LONG, shown).unwrap();
    engine.stop();
    let kept = kiosk.path().with_extension("db.version-1");
    let held = store::inspect(&kept).expect("the older program can read what it wrote");
    assert!(!held.envelopes.is_empty() && held.damaged.is_empty());
}
