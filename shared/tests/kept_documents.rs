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
    command::{
        AnnouncementEdit, Back, Command, DayEdit, EventEdit, FixedEdit, NewPerson, Plain,
        RegisterPath, RoomEdit, SessionEdit, SourceNote, StreamEdit, Thing,
    },
    documents::Documents,
    ids::{AnnouncementId, DocumentKind, FixedId, RoomId, SessionId, StreamId},
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

/// Every command that came after the first ones, with rivals, a merge each way at once, a part
/// placed by somebody who did not know, and an undo.
fn later_story() -> Vec<Raw> {
    let mut a = Desk::with_grid(1);
    let text = |text: &str| Some(text.to_owned());
    let day = DayEdit { name_cy: text("Dydd Sadwrn"), ..DayEdit::default() };
    a.run(Command::PutDay { day: a.day(), edit: day }).unwrap();
    let edit = RoomEdit {
        name_cy: text("Hafren"),
        way_cy: text("I fyny’r grisiau"),
        ..RoomEdit::default()
    };
    a.run(Command::PutRoom { room: a.room(0), edit }).unwrap();
    let info = EventEdit { info_cy: text("Wifi: gwersyll"), ..EventEdit::default() };
    a.run(Command::SetEvent(info)).unwrap();
    let (bins, waste) = (a.pitch_by("Bins", person(1)), a.pitch_by("Waste", person(2)));
    let (parks, trees) = (a.pitch("Parks"), a.pitch("Trees"));
    let edit = SessionEdit {
        slip: text("salted:5a5a"),
        pitching: text("for-me"),
        wishes: Some(vec!["projector".to_owned(), "not-before-lunch".to_owned()]),
        tags: Some(vec!["green".to_owned()]),
        ..SessionEdit::default()
    };
    a.run(Command::EditSession { session: trees, edit }).unwrap();
    a.place(bins, 0, 0).unwrap();
    a.run(Command::Pin { session: bins, pinned: true }).unwrap();
    a.run(Command::MarkFull { session: bins, full: true }).unwrap();
    let mut b = a.copy(2);
    let join = |session, into| Command::Merge { session, into };
    a.run(join(waste, bins)).unwrap();
    b.place(waste, 1, 1).unwrap();
    a.run(join(parks, trees)).unwrap();
    b.run(join(trees, parks)).unwrap();
    merge(&mut a, &mut b);
    let announcement = AnnouncementId([0xa0; 16]);
    let edit = AnnouncementEdit {
        text: text("Lunch is ready"),
        text_cy: text("Mae cinio’n barod"),
        until_s: Some(1_781_960_400),
    };
    a.run(Command::Announce { announcement, edit }).unwrap();
    a.run(Command::CloseRoom { room: a.room(3), closed: true }).unwrap();
    let commands = vec![
        Command::Place { session: bins, to: a.cell(2, 2) },
        Command::CloseRoom { room: a.room(2), closed: true },
    ];
    let people = vec![NewPerson { person: person(3), name: "Siân Example".to_owned() }];
    a.run(Command::Together { commands, people }).unwrap();
    let opened = b.run(Command::CloseRoom { room: b.room(1), closed: true }).unwrap();
    b.run(Command::Undo { set: opened, keep_later_edits: false }).unwrap();
    merge(&mut a, &mut b);
    b.run(Command::Unmerge(waste)).unwrap();
    b.changes()
}

/// The kept schedule of kept changes, which both are written when they are missing.
fn check(name: &str, story: &[Raw]) -> Schedule {
    let (bytes, json) = (path(&format!("{name}.changes")), path(&format!("{name}.schedule.json")));
    if std::env::var_os("CAMPBOARD_WRITE_FIXTURES").is_some() && !bytes.exists() {
        std::fs::write(&bytes, write(story)).unwrap();
        let schedule = read(&std::fs::read(&bytes).unwrap()).schedule();
        std::fs::write(&json, serde_json::to_vec_pretty(&*schedule).unwrap()).unwrap();
    }
    let kept = std::fs::read(bytes).unwrap();
    assert!(kept == write(story), "{name}: the kept changes are made so");
    let schedule = read(&kept).schedule();
    // What happened is read from the changes, not kept in the picture.
    let picture = Schedule { moves: Arc::default(), ..Schedule::clone(&schedule) };
    let expected: Schedule = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
    assert_eq!(picture, expected);
    Arc::unwrap_or_clone(schedule)
}

#[test]
fn kept_changes_give_the_kept_schedule() {
    let open = clashes(&check("documents", &story()));
    assert!(
        matches!(open[..], [Clash { kind: ClashKind::EditedWhileRemoved { .. }, .. }]),
        "{open:#?}"
    );
}

#[test]
fn kept_changes_of_the_later_commands_give_the_kept_schedule() {
    let schedule = check("documents-2", &later_story());
    let kinds: Vec<_> = clashes(&schedule).into_iter().map(|clash| clash.kind).collect();
    assert!(matches!(kinds[..], [ClashKind::ClosedRoom { .. }]), "{kinds:#?}");
    // Of two that were merged each way the smaller id stands for both.
    assert_eq!(schedule.parts.len(), 1);
    assert!(schedule.moves.iter().any(|moved| moved.kind == "together"));
}

/// Commands of the numbers 24 to 30, as a store keeps them.
fn later_commands() -> Vec<Command> {
    let session = SessionId([5; 16]);
    let edit = AnnouncementEdit {
        text: Some("Lunch is ready".to_owned()),
        text_cy: Some("Mae cinio’n barod".to_owned()),
        until_s: Some(1_781_960_400),
    };
    let pin = Command::Pin { session, pinned: true };
    let person = NewPerson { person: person(3), name: "Siân Example".to_owned() };
    vec![
        Command::Announce { announcement: AnnouncementId([7; 16]), edit },
        pin.clone(),
        Command::Merge { session, into: SessionId([6; 16]) },
        Command::Unmerge(session),
        Command::Together { commands: vec![pin], people: vec![person] },
        Command::CloseRoom { room: RoomId([4; 16]), closed: true },
        Command::MarkFull { session, full: false },
        Command::Remove(Thing::Announcement(AnnouncementId([7; 16]))),
    ]
}

/// The command of the number 31.
fn bring_back() -> Vec<Command> {
    let value = |map: &str, field: Option<&str>, value| Back {
        register: RegisterPath {
            document: DocumentKind::Board.number(),
            map: map.to_owned(),
            key: SessionId([5; 16]).to_string(),
            field: field.map(str::to_owned),
        },
        value,
    };
    let values = vec![
        value("placements", None, Some(Plain::Text("-".to_owned()))),
        value("announcements", Some("until"), Some(Plain::Number(1_781_960_400))),
        value("pins", None, Some(Plain::Yes(true))),
        value("cancelled", None, None),
    ];
    vec![Command::BringBack { values }]
}

/// The command of the number 32.
fn rename() -> Vec<Command> {
    let (name, was) = ("Siân Example Jones".to_owned(), "Siân Example".to_owned());
    vec![Command::Rename { person: person(3), name, was }]
}

#[test]
fn kept_commands_are_read_and_written_as_ever() {
    check_commands("commands-2.cbor", &later_commands(), &[24, 25, 26, 27, 28, 29, 30, 6]);
    check_commands("commands-3.cbor", &bring_back(), &[31]);
    check_commands("commands-4.cbor", &rename(), &[32]);
}

fn check_commands(name: &str, commands: &[Command], numbers: &[u32]) {
    let made: Vec<u8> =
        commands.iter().flat_map(|command| minicbor::to_vec(command).unwrap()).collect();
    let path = path(name);
    if std::env::var_os("CAMPBOARD_WRITE_FIXTURES").is_some() && !path.exists() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read(path).unwrap();
    assert!(kept == made, "commands are not written as they were");
    let mut decoder = minicbor::Decoder::new(&kept);
    let read: Vec<Command> =
        std::iter::from_fn(|| (decoder.position() < kept.len()).then(|| decoder.decode().unwrap()))
            .collect();
    assert_eq!(read, commands);
    // Each begins with its number in a list of two.
    let number = |command: &Command| {
        let bytes = minicbor::to_vec(command).unwrap();
        let mut decoder = minicbor::Decoder::new(&bytes);
        decoder.array().unwrap();
        decoder.u32().unwrap()
    };
    assert_eq!(read.iter().map(number).collect::<Vec<_>>(), numbers);
}
