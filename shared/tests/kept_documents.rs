//! Changes of version 1 that every later version must read to the same schedule.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test says what it expects by failing; the desk has more than is used here"
)]

mod desk;

use desk::{Desk, Raw, merge, person};
use shared::{
    clash::{Clash, ClashKind, clashes},
    command::{Command, EventEdit, FixedEdit, SessionEdit, SourceNote, StreamEdit, Thing},
    documents::Documents,
    ids::{DocumentKind, FixedId, StreamId},
    schedule::{Link, Placement, Schedule, When},
};
use std::{path::PathBuf, sync::Arc};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/v1").join(name)
}

/// Every kind of command, on two desks, with rivals, a removal beside an edit, and an undo.
fn story() -> Vec<Raw> {
    let mut a = Desk::with_grid(1);
    let text = |text: &str| Some(text.to_owned());
    a.run(Command::SetEvent(EventEdit {
        info_cy: None,
        name: text("Gŵyl Fach"),
        zone: text("Europe/London"),
        venue: text("The Old Library"),
        info: text("Wifi: camp\nFirst aid: desk"),
    }))
    .unwrap();
    let stream = StreamId([0x57; 16]);
    let edit =
        StreamEdit { name: text("Makers"), days: Some(vec![a.day()]), ..StreamEdit::default() };
    a.run(Command::PutStream { stream, edit }).unwrap();
    let lunch = Placement::At {
        when: When::Timed { day: a.day(), start: 740, minutes: 60 },
        rooms: Vec::new(),
    };
    let edit = FixedEdit { title: text("Lunch"), placement: Some(lunch), ..FixedEdit::default() };
    a.run(Command::PutFixed { fixed: FixedId([0xf1; 16]), edit }).unwrap();
    let (bins, data) = (a.pitch_by("Bins", person(1)), a.pitch("Data"));
    let link = Link { title: "Notes".to_owned(), url: "https://example.org/notes".to_owned() };
    let edit = SessionEdit {
        text: text("Two lines\nof text"),
        format: text("talk"),
        stream: Some(Some(stream)),
        language: text("cy"),
        links: Some(vec![link]),
        ..SessionEdit::default()
    };
    a.run(Command::EditSession { session: data, edit }).unwrap();
    let note =
        SourceNote { field: "title".to_owned(), there: "Data!".to_owned(), over: text("Data") };
    a.run(Command::NoteSource { session: data, notes: vec![note] }).unwrap();
    a.place(bins, 0, 0).unwrap();
    a.run(Command::Dot(bins)).unwrap();
    let mut b = a.copy(2);
    a.place(bins, 1, 1).unwrap();
    b.place(bins, 2, 2).unwrap();
    a.run(Command::Withdraw(data)).unwrap();
    let edit = SessionEdit { title: text("Open data"), ..SessionEdit::default() };
    b.run(Command::EditSession { session: data, edit }).unwrap();
    a.run(Command::Remove(Thing::Slot(a.slot(2)))).unwrap();
    let dotted = b.run(Command::Dot(bins)).unwrap();
    b.run(Command::Undo { set: dotted, keep_later_edits: false }).unwrap();
    merge(&mut a, &mut b);
    b.run(Command::Cancel(bins)).unwrap();
    let clash = clashes(&b.schedule())[0].key;
    b.run(Command::Settle { clash }).unwrap();
    b.changes()
}

/// Kept bytes: for each change its document's number, its length in four bytes, its plain bytes.
fn write(changes: &[Raw]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (kind, raw) in changes {
        bytes.push(kind.number());
        bytes.extend(u32::try_from(raw.len()).unwrap().to_be_bytes());
        bytes.extend(raw);
    }
    bytes
}

fn read(mut bytes: &[u8]) -> Documents {
    let mut documents = Documents::genesis();
    while let [kind, rest @ ..] = bytes {
        let (length, rest) = rest.split_first_chunk::<4>().unwrap();
        let (raw, rest) = rest.split_at(u32::from_be_bytes(*length) as usize);
        let kind = DocumentKind::from_number(*kind).unwrap();
        documents.admit(kind, &[raw]).remove(0).unwrap();
        bytes = rest;
    }
    documents
}

#[test]
fn kept_changes_give_the_kept_schedule() {
    let (bytes, json) = (path("documents.changes"), path("documents.schedule.json"));
    if std::env::var_os("CAMPBOARD_WRITE_FIXTURES").is_some() && !bytes.exists() {
        std::fs::write(&bytes, write(&story())).unwrap();
        let schedule = read(&std::fs::read(&bytes).unwrap()).schedule();
        std::fs::write(&json, serde_json::to_vec_pretty(&*schedule).unwrap()).unwrap();
    }
    let kept = std::fs::read(bytes).unwrap();
    let schedule = read(&kept).schedule();
    // What happened is read from the changes, not kept in the picture.
    let schedule = Schedule { moves: Arc::default(), ..Arc::unwrap_or_clone(schedule) };
    let expected: Schedule = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
    assert_eq!(schedule, expected);
    let open = clashes(&schedule);
    assert!(
        matches!(open[..], [Clash { kind: ClashKind::EditedWhileRemoved { .. }, .. }]),
        "{open:#?}"
    );
}

#[test]
fn the_kept_changes_are_made_so() {
    assert_eq!(std::fs::read(path("documents.changes")).unwrap(), write(&story()));
}
