use super::*;
use crate::view::UndoableSet;
use shared::{
    clash::{Answer, Clash, ClashKind, Meaning},
    command::{AnnouncementEdit, DayEdit, RoomEdit, SlotEdit, StreamEdit},
    ids::{AnnouncementId, DayId, RoomId, SetId, SlotId, StreamId},
    schedule::{Author, Day, Register, Removal, Room, Session, Slot, Span, Stream},
};
use std::sync::Arc;

const DAY: DayId = DayId([0xda; 16]);
const SUNDAY: DayId = DayId([0xdb; 16]);
const SLOT: SlotId = SlotId([0x51; 16]);
const GONE_SLOT: SlotId = SlotId([0x52; 16]);
const HALL: RoomId = RoomId([0x61; 16]);
const COMMA: RoomId = RoomId([0x62; 16]);
const GONE_ROOM: RoomId = RoomId([0x63; 16]);
const STREAM: StreamId = StreamId([0x71; 16]);
const OPEN: SessionId = SessionId([0xa1; 16]);
const TWIN_A: SessionId = SessionId([0xa2; 16]);
const TWIN_B: SessionId = SessionId([0xa3; 16]);
const WITHDRAWN: SessionId = SessionId([0xa4; 16]);
const ANN: PersonId = PersonId([0xb1; 16]);
const SET: SetId = SetId([0xc1; 16]);

/// Draws 1, 1, 1… then 2, 2, 2…
struct Count(u8);

impl Random for Count {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        bytes.fill(self.0);
    }
}

fn text(value: &str) -> Register<String> {
    value.to_owned().into()
}

fn session(title: &str) -> Session {
    Session { title: text(title), known: true, ..Session::default() }
}

fn removed() -> Removal {
    let by = Author {
        change: shared::ids::ChangeHash([1; 32]),
        device: shared::ids::DeviceId([1; 32]).tag(),
        person: None,
        at_s: 0,
        doubtful: false,
    };
    Removal::Removed { by, edited_since: false }
}

fn slot(start: u32, removal: Removal) -> Arc<Slot> {
    let span = Span { day: DAY, start, minutes: 45 };
    Arc::new(Slot { span: span.into(), streams: Vec::new().into(), source: String::new(), removal })
}

fn room(name: &str, removal: Removal) -> Arc<Room> {
    Arc::new(Room { name: text(name), removal, ..Room::default() })
}

fn view() -> View {
    let mut all = Schedule::default();
    all.days.insert(DAY, Arc::new(Day { date: text("2026-06-20"), ..Day::default() }));
    let sunday = Day { date: text("2026-06-21"), name: text("Last day"), ..Day::default() };
    all.days.insert(SUNDAY, Arc::new(sunday));
    all.slots.insert(SLOT, slot(630, Removal::Present));
    all.slots.insert(GONE_SLOT, slot(690, removed()));
    all.rooms.insert(HALL, room("Hall", Removal::Present));
    all.rooms.insert(COMMA, room("Café, back", Removal::Present));
    all.rooms.insert(GONE_ROOM, room("Attic", removed()));
    all.streams.insert(STREAM, Arc::new(Stream { name: text("Makers"), ..Stream::default() }));
    for (id, title) in [(OPEN, "Open data"), (TWIN_A, "Twin"), (TWIN_B, "twin")] {
        all.sessions.insert(id, Arc::new(session(title)));
    }
    let withdrawn = Session { withdrawn: removed(), ..session("Taken back") };
    all.sessions.insert(WITHDRAWN, Arc::new(withdrawn));
    all.people.insert(ANN, "Ann".into());
    let clash = Clash {
        kind: ClashKind::LostRoom { session: OPEN, room: GONE_ROOM, removed: true },
        key: [0xcc; 32],
        answers: vec![Answer {
            meaning: Meaning::ToShelf(OPEN),
            command: Command::Place { session: OPEN, to: Placement::Shelf },
        }],
    };
    View {
        schedule: Arc::new(all),
        clashes: Arc::new(vec![clash]),
        undoable: Arc::new(vec![UndoableSet {
            set: SET,
            command: Command::Dot(OPEN),
            person: None,
        }]),
        ..View::default()
    }
}

fn typed(line: &str) -> Result<Act, String> {
    let words = super::super::line::words(line)?;
    read(&words, &view(), &mut Count(0))
}

fn check(line: &str, command: Command) {
    match typed(line) {
        Ok(Act::Do { command: read, .. }) => assert_eq!(read, command, "{line}"),
        other => panic!("{line}: {other:?}"),
    }
}

fn place(session: SessionId, when: When, rooms: Vec<RoomId>) -> Command {
    Command::Place { session, to: Placement::At { when, rooms } }
}

#[test]
fn sessions_are_edited_by_title_or_id() {
    for word in ["\"Open data\"", "\"OPEN DATA\"", "a1a1", "A1A1A1"] {
        check(&format!("cancel {word}"), Command::Cancel(OPEN));
    }
    check("uncancel a1a1", Command::Uncancel(OPEN));
    check("withdraw a1a1", Command::Withdraw(OPEN));
    check("unwithdraw \"Taken back\"", Command::Unwithdraw(WITHDRAWN));
    check("hide a1a1", Command::Hide { session: OPEN, hidden: true });
    check("show a1a1", Command::Hide { session: OPEN, hidden: false });
    check("dot a3a3", Command::Dot(TWIN_B));
    check("undot a1a1", Command::Undot(OPEN));
    check("shelf a1a1", Command::Place { session: OPEN, to: Placement::Shelf });
    check("swap a1a1 a2a2", Command::Swap { a: OPEN, b: TWIN_A });
    let with = |edit| Command::EditSession { session: OPEN, edit };
    let none = SessionEdit::default;
    let value = || Some("x y".to_owned());
    check("edit a1a1 title \"x y\"", with(SessionEdit { title: value(), ..none() }));
    check("edit a1a1 text \"x y\"", with(SessionEdit { text: value(), ..none() }));
    check("edit a1a1 format \"x y\"", with(SessionEdit { format: value(), ..none() }));
    check("edit a1a1 language \"x y\"", with(SessionEdit { language: value(), ..none() }));
    check("edit a1a1 stream makers", with(SessionEdit { stream: Some(Some(STREAM)), ..none() }));
    check("edit a1a1 stream none", with(SessionEdit { stream: Some(None), ..none() }));
    check("edit a1a1 hosts Ann", with(SessionEdit { hosts: Some(vec![ANN]), ..none() }));
    check("edit a1a1 hosts \"\"", with(SessionEdit { hosts: Some(Vec::new()), ..none() }));
    let links = Some(vec![link("https://a.example/"), link("https://b.example/")]);
    let line = "edit a1a1 links \"https://a.example/ https://b.example/\"";
    check(line, with(SessionEdit { links, ..none() }));
}

#[test]
fn the_board_is_announced_on_merged_pinned_closed_and_full() {
    check("pin a1a1", Command::Pin { session: OPEN, pinned: true });
    check("unpin a1a1", Command::Pin { session: OPEN, pinned: false });
    check("merge a2a2 \"Open data\"", Command::Merge { session: TWIN_A, into: OPEN });
    check("unmerge a2a2", Command::Unmerge(TWIN_A));
    check("full a1a1", Command::MarkFull { session: OPEN, full: true });
    check("free a1a1", Command::MarkFull { session: OPEN, full: false });
    check("close-room hall", Command::CloseRoom { room: HALL, closed: true });
    check("open-room Hall", Command::CloseRoom { room: HALL, closed: false });
    let announcement = AnnouncementId([1; 16]);
    let said = |welsh: Option<&str>| AnnouncementEdit {
        text: Some("Lunch is ready".into()),
        text_cy: welsh.map(Into::into),
        until_s: None,
    };
    let edit = said(None);
    check("announce \"Lunch is ready\"", Command::Announce { announcement, edit });
    let edit = said(Some("Cinio"));
    check("announce \"Lunch is ready\" Cinio", Command::Announce { announcement, edit });
    assert!(typed("merge a2a2").is_err());
    assert!(typed("close-room nowhere").is_err());
}

#[test]
fn the_rest_of_a_day_is_shifted() {
    let Ok(Act::Do { command: Command::Together { commands, .. }, .. }) =
        typed("shift Saturday 10:30 15")
    else {
        panic!("no shift")
    };
    let slots = commands.iter().all(|command| matches!(command, Command::PutSlot { .. }));
    assert!(slots && !commands.is_empty(), "{commands:?}");
    for wrong in ["shift Saturday 10:30", "shift Saturday 10:30 soon", "shift Monday 10:30 15"] {
        assert!(typed(wrong).is_err(), "{wrong}");
    }
    assert!(typed("shift Saturday 10:30 -6000").is_err());
    assert!(typed("shift Saturday 23:59 15").is_err(), "nothing begins so late");
}

#[test]
fn a_pitch_brings_the_names_of_its_hosts() {
    let session = SessionId([1; 16]);
    let edit = SessionEdit { title: Some("Bins".into()), ..SessionEdit::default() };
    check("pitch Bins", Command::Pitch { session, edit: edit.clone() });
    let bob = PersonId([2; 16]);
    let edit = SessionEdit { hosts: Some(vec![ANN, bob]), ..edit };
    check(
        "pitch Bins host Ann host Bob",
        Command::Import {
            commands: vec![Command::Pitch { session, edit }],
            people: vec![NewPerson { person: bob, name: "Bob".into() }],
        },
    );
    let Ok(Act::Do { made, .. }) = typed("pitch Bins") else { panic!("not a pitch") };
    assert_eq!(made, [("session", session.to_string())]);
}

#[test]
fn places_are_slots_or_times() {
    for slot in ["\"Saturday 10:30\"", "\"saturday 10:30\"", "\"2026-06-20 10:30\"", "5151"] {
        let expected = place(OPEN, When::Slot(SLOT), vec![HALL]);
        check(&format!("place a1a1 {slot} hall"), expected);
    }
    let both = place(OPEN, When::Slot(SLOT), vec![HALL, COMMA]);
    check("place a1a1 5151 \"Hall, 6262\"", both);
    check("place a1a1 5151 \"café, back\"", place(OPEN, When::Slot(SLOT), vec![COMMA]));
    let timed = When::Timed { day: SUNDAY, start: 24 * 60 + 5, minutes: 30 };
    check("place a1a1 \"last day\" 24:05 30 Hall", place(OPEN, timed, vec![HALL]));
    check("place a1a1 Sunday 24:05 30 Hall", place(OPEN, timed, vec![HALL]));
}

#[test]
fn clashes_are_answered_and_edits_undone() {
    let shelf = Command::Place { session: OPEN, to: Placement::Shelf };
    check("answer cccc 1", shelf);
    check("settle cccccc", Command::Settle { clash: [0xcc; 32] });
    let undo = |keep_later_edits| Command::Undo { set: SET, keep_later_edits };
    for line in ["undo", "undo c1c1"] {
        check(line, undo(false));
    }
    for line in ["undo keep", "undo c1c1 keep"] {
        check(line, undo(true));
    }
}

#[test]
fn the_plan_is_kept() {
    let name = |name: &str| EventEdit { name: Some(name.into()), ..EventEdit::default() };
    check("event name Camp", Command::SetEvent(name("Camp")));
    for field in ["zone", "venue", "info"] {
        assert!(matches!(typed(&format!("event {field} x")), Ok(Act::Do { .. })), "{field}");
    }
    let date = Some("2026-06-22".to_owned());
    let edit = DayEdit { date: date.clone(), ..DayEdit::default() };
    check("day add 2026-06-22", Command::PutDay { day: DayId([1; 16]), edit });
    let edit = DayEdit { date, name: Some("Fringe".into()), ..DayEdit::default() };
    check("day add 2026-06-22 Fringe", Command::PutDay { day: DayId([1; 16]), edit });
    let edit = StreamEdit { name: Some("Leaders".into()), ..StreamEdit::default() };
    check("stream add Leaders", Command::PutStream { stream: StreamId([1; 16]), edit });
    let edit = SlotEdit { span: Some((DAY, 600, 45)), ..SlotEdit::default() };
    check("slot add Saturday 10:00 45", Command::PutSlot { slot: SlotId([1; 16]), edit });
    check("slot 5151 remove", Command::Remove(Thing::Slot(SLOT)));
    check("slot \"Saturday 11:30\" restore", Command::Restore(Thing::Slot(GONE_SLOT)));
    let edit = RoomEdit { name: Some("Barn".into()), capacity: Some(40), ..RoomEdit::default() };
    check("room add Barn 40", Command::PutRoom { room: RoomId([1; 16]), edit });
    let put = |edit| Command::PutRoom { room: HALL, edit };
    check("room Hall way Up", put(RoomEdit { way: Some("Up".into()), ..RoomEdit::default() }));
    check("room Hall name Big", put(RoomEdit { name: Some("Big".into()), ..RoomEdit::default() }));
    check("room Hall capacity 9", put(RoomEdit { capacity: Some(9), ..RoomEdit::default() }));
    let marks = Some(vec!["quiet".to_owned(), "bsl".to_owned()]);
    check("room Hall marks \"quiet, bsl\"", put(RoomEdit { marks, ..RoomEdit::default() }));
    check("room Hall remove", Command::Remove(Thing::Room(HALL)));
    check("room Attic restore", Command::Restore(Thing::Room(GONE_ROOM)));
}

#[test]
fn questions_and_the_rest() {
    for (line, question) in [
        ("status", Question::Status),
        ("view", Question::View),
        ("digest", Question::Digest),
        ("sessions", Question::Sessions),
        ("rooms", Question::Rooms),
        ("slots", Question::Slots),
        ("days", Question::Days),
        ("shelf", Question::Shelf),
        ("clashes", Question::Clashes),
        ("moves", Question::Moves),
        ("help", Question::Help),
    ] {
        assert_eq!(typed(line), Ok(Act::Tell(question)), "{line}");
    }
    assert_eq!(typed("quit"), Ok(Act::Quit));
    assert_eq!(typed("person \"Ann Lee\""), Ok(Act::Person("Ann Lee".into())));
    let wait = |state, seconds| Act::Wait { state, limit: Duration::from_secs(seconds) };
    assert_eq!(typed("wait saved"), Ok(wait(State::Saved, 30)));
    assert_eq!(typed("wait connected 5"), Ok(wait(State::Connected, 5)));
    assert_eq!(typed("wait synced 60"), Ok(wait(State::Synced, 60)));
    assert_eq!(typed("wait offline 0"), Ok(wait(State::Offline, 0)));
    let link = JoinLink::new("h:1", shared::ids::EventId([1; 32]), [2; 16]).unwrap();
    let join = |label: &str| Act::Join { link: link.clone(), label: label.into() };
    assert_eq!(typed(&format!("join {}", link.text())), Ok(join("Kiosk")));
    assert_eq!(typed(&format!("join {} \"Foyer kiosk\"", link.text())), Ok(join("Foyer kiosk")));
}

#[test]
fn what_is_not_known_is_said() {
    for (line, sentence) in [
        ("dance", "there is no command \"dance\": type help"),
        ("cancel Nothing", "no session \"Nothing\" is known on this device"),
        ("cancel a1a", "no session \"a1a\" is known on this device"),
        ("cancel Twin", "2 sessions are called \"Twin\": give the first digits of an id"),
        ("place a1a1 5151 Attic", "no room \"Attic\" is known on this device"),
        (
            "place a1a1 \"Saturday 11:30\" Hall",
            "no slot \"Saturday 11:30\" is known on this device",
        ),
        ("place a1a1 noon Hall", "\"noon\" is not a slot: it looks like \"Saturday 10:30\""),
        ("place a1a1 \"Saturday 10.30\" Hall", "\"10.30\" is not a time: it looks like 10:30"),
        ("place a1a1 Saturday 10:60 5 Hall", "\"10:60\" is not a time: it looks like 10:30"),
        ("place a1a1 \"Monday 10:30\" Hall", "no day \"Monday\" is known on this device"),
        ("edit a1a1 stream Poets", "no stream \"Poets\" is known on this device"),
        ("answer dddd 1", "no clash \"dddd\" is known on this device"),
        ("answer cccc 2", "this clash has 1 answers: see clashes"),
        ("answer cccc 0", "this clash has 1 answers: see clashes"),
        ("undo dddd", "no own edit \"dddd\" is known on this device"),
        ("join nowhere", "this is not a join link: a join link starts with campboard://"),
    ] {
        assert_eq!(typed(line), Err(sentence.to_owned()), "{line}");
    }
    let empty = read(&["undo".to_owned()], &View::default(), &mut Count(0));
    assert_eq!(empty, Err("there is nothing to undo".to_owned()));
}

#[test]
fn what_is_typed_wrongly_is_shown_rightly() {
    for line in [
        "quit now",
        "status please",
        "view 1",
        "digest 1",
        "sessions 1",
        "rooms 1",
        "slots 1",
        "days 1",
        "clashes 1",
        "help me",
        "wait",
        "wait rain",
        "wait saved soon",
        "wait saved 9999",
        "join",
        "join a b c",
        "person",
        "person \" \"",
        "pitch",
        "pitch a host",
        "pitch a by b",
        "edit a1a1 title",
        "edit a1a1 colour red",
        "place a1a1",
        "place a1a1 Saturday 10:00 long Hall",
        "shelf a1a1 b",
        "swap a1a1",
        "cancel",
        "uncancel",
        "withdraw",
        "unwithdraw",
        "hide",
        "show",
        "dot",
        "undot",
        "undo a b",
        "answer cccc",
        "answer cccc one",
        "settle",
        "event name",
        "event weather x",
        "day add",
        "stream add",
        "slot add Saturday 10:00",
        "slot 5151 paint",
        "room add",
        "room add a b",
        "room Hall paint red",
        "room Hall capacity many",
    ] {
        let sentence = typed(line).unwrap_err();
        let verb = line.split(' ').next().unwrap();
        assert!(sentence.starts_with(&format!("it is typed so: {verb}")), "{line}: {sentence}");
    }
}

#[test]
fn the_help_teaches_every_command() {
    for (verb, shape) in SHAPES {
        assert!(shape.starts_with(verb), "{shape}");
        let taught = super::super::HELP
            .lines()
            .filter(|line| line.starts_with("  "))
            .any(|line| line.split([' ', ',']).any(|word| word == *verb));
        assert!(taught, "{verb} is not in the help");
    }
}
