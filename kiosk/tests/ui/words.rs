//! What is said: of times and names, and of each variant of what can happen.

use super::made;
use kiosk::{
    clock,
    ui::words::{Locale, Words},
    why::{Away, NoLine, NotSaved},
};
use shared::{
    clash::{ClashKind, Meaning},
    command::{Command, NotYours, Problem, Refusal, RegisterPath, Subject, Thing},
    compare::{Difference, Field, Item, Value},
    ids::{AnnouncementId, DocumentKind, EventId, PersonId, SetId, StreamId},
    roster::Role,
    schedule::{Announcement, Issue, Placement, Register, Span},
    sync::{Goodbye, NotAccepted, RefusalCode},
};
use std::{collections::BTreeSet, sync::Arc};

#[test]
fn times_and_numbers_read_well_in_both_languages() {
    let [english, welsh] = Locale::ALL.map(Words::of);
    for (minutes, in_english, in_welsh) in [
        (0, "just now", "nawr"),
        (1, "1 minute ago", "1 munud yn ôl"),
        (2, "2 minutes ago", "2 funud yn ôl"),
        (59, "59 minutes ago", "59 munud yn ôl"),
        (60, "1 hour ago", "1 awr yn ôl"),
        (95, "1 hour 35 minutes ago", "1 awr a 35 munud yn ôl"),
        (121, "2 hours 1 minute ago", "2 awr ac 1 munud yn ôl"),
        (1_439, "23 hours ago", "23 awr yn ôl"),
        (2 * 1_440, "2 days ago", "2 ddiwrnod yn ôl"),
        (1_351 * 1_440, "1,351 days ago", "1,351 diwrnod yn ôl"),
    ] {
        assert_eq!(
            (english.ago(minutes), welsh.ago(minutes)),
            (in_english.into(), in_welsh.into())
        );
    }
    let schedule = made::camp();
    assert_eq!(english.date(&schedule, made::day(1)), "Saturday 21 November 2026");
    assert_eq!(welsh.date(&schedule, made::day(1)), "Dydd Sadwrn 21 Tachwedd 2026");
}

fn says_names(sentence: &str) {
    let hex = |word: &str| word.len() >= 32 && word.chars().all(|c| c.is_ascii_hexdigit());
    let ids = sentence.split(|c: char| !c.is_ascii_alphanumeric()).any(hex);
    assert!(!ids && sentence.len() > 3, "{sentence:?}");
}

#[test]
fn what_is_kept_as_a_code_is_told_in_words() {
    let [english, welsh] = Locale::ALL.map(Words::of);
    let mut schedule = made::camp();
    let id = AnnouncementId([9; 16]);
    let drill = Announcement { text: "Fire drill".to_owned().into(), ..Default::default() };
    schedule.announcements.insert(id, Arc::new(drill));
    let differs = |item, field, before, after| Difference { item, field, before, after };
    let until = Value::Number(1_795_261_080);
    let until = differs(Item::Announcement(id), Field::Until, Value::Number(0), until);
    let said = english.difference(&schedule, &schedule, &until);
    assert!(said.contains("until it is taken down") && said.contains("11:38"), "{said}");
    let texts = |one: &str| Value::Texts(vec![one.to_owned()]);
    let marks = differs(Item::Room(made::room(2)), Field::Marks, texts("quiet"), texts("bsl"));
    let said = english.difference(&schedule, &schedule, &marks);
    assert!(said.contains("Quiet") && said.contains("BSL"), "{said}");
    let text = |one: &str| Value::Text(one.to_owned());
    let format = Field::Format;
    let format = differs(Item::Session(made::session(5)), format, text("talk"), text("workshop"));
    let said = welsh.difference(&schedule, &schedule, &format);
    assert!(!said.contains("talk") && !said.contains("workshop"), "{said}");
    let date = differs(Item::Day(made::day(1)), Field::Date, text("2026-11-20"), text(""));
    let said = english.difference(&schedule, &schedule, &date);
    assert!(said.contains("Friday 20 November 2026"), "{said}");
}

#[test]
fn every_clash_is_told_with_names() {
    let (words, zone) = (Words::of(Locale::English), clock::zone("Europe/London"));
    let schedule = made::camp();
    let (session, room, slot) = (made::session(5), made::room(2), made::slot(1));
    let span = Span { day: made::day(1), start: 690, minutes: 45 };
    let sessions = [session, made::session(42)];
    let versions =
        || vec![(format!("s {slot} {room}"), made::author(1)), (String::new(), made::author(2))];
    let register = RegisterPath {
        document: 2,
        map: "sessions".to_owned(),
        key: session.to_string(),
        field: Some("title".to_owned()),
    };
    let by = made::author(2);
    let edited =
        |cancelled| ClashKind::EditedWhileRemoved { session, cancelled, by: made::author(2) };
    let lost_slot = |removed| ClashKind::LostSlot { session, slot, removed };
    let lost_room = |removed| ClashKind::LostRoom { session, room, removed };
    let kinds = [
        ClashKind::SameRoom { room, span, sessions },
        ClashKind::HostTwice { person: PersonId(made::bytes(3)), span, sessions },
        lost_slot(true),
        lost_slot(false),
        lost_room(true),
        lost_room(false),
        ClashKind::Placements { session, versions: versions() },
        ClashKind::Values { register, versions: versions() },
        edited(true),
        edited(false),
        ClashKind::ThingEditedWhileRemoved { what: "room".to_owned(), id: room.to_string(), by },
        ClashKind::Twins { source: "camp-2025/7".to_owned(), sessions: sessions.to_vec() },
        ClashKind::SourceDiffers { session, field: "title".to_owned(), there: "Other".to_owned() },
        ClashKind::RoomTooSmall { session, room, capacity: 12, dots: 35 },
        ClashKind::ClosedRoom { session, room, by: made::author(1) },
        ClashKind::Alike { sessions },
        ClashKind::Merges { session, versions: versions() },
        ClashKind::ChangedWhileMerged { session, into: made::session(42), by: made::author(1) },
    ];
    let told: BTreeSet<_> = kinds
        .iter()
        .map(|kind| {
            let told = words.clash(&schedule, &zone, kind);
            told.details.iter().for_each(|line| says_names(line));
            told.versions.iter().for_each(|version| says_names(&version.by));
            says_names(&told.sentence);
            told.sentence
        })
        .collect();
    assert_eq!(told.len(), kinds.len(), "each is told differently");
}

#[test]
fn every_issue_is_told() {
    let words = Words::of(Locale::English);
    let set = SetId(made::bytes(1));
    let path = || "floor/sessions/3f9a…/title".to_owned();
    let issues = [
        Issue::BadValue { path: path(), expected: "text".to_owned() },
        Issue::BadKey { path: path() },
        Issue::IncompleteSet { set, have: 1, of: 3 },
        Issue::PartOfUndoneSet { set, late: 1 },
        Issue::PartOfUndoneSet { set, late: 2 },
        Issue::TooMany { path: path(), limit: 1_000 },
    ];
    let told: BTreeSet<_> = issues.iter().map(|issue| words.issue(issue)).collect();
    told.iter().for_each(|sentence| says_names(sentence));
    assert_eq!(told.len(), issues.len());
    let mut schedule = made::camp();
    schedule.issues = issues.to_vec();
    let mut screen = super::screen(made::view(schedule, Role::Volunteer));
    super::tap(&mut screen, "Nothing to look at");
    for sentence in told {
        assert!(super::says(&screen, &sentence), "{sentence}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one of each kind, in a row")]
fn every_answer_command_and_refusal_is_told() {
    let (words, zone) = (Words::of(Locale::English), clock::zone("Europe/London"));
    let schedule = made::camp();
    let (session, room) = (made::session(5), made::room(2));
    let meanings = [
        Meaning::KeepVersion { value: session.to_string(), by: made::author(1) },
        Meaning::KeepVersion { value: String::new(), by: made::author(1) },
        Meaning::ToShelf(session),
        Meaning::StayRemoved,
        Meaning::BringBack,
        Meaning::WithdrawTwin(session),
        Meaning::MoveToRoom { session, room },
        Meaning::TakeSource { value: "Other".to_owned() },
        Meaning::TakeSource { value: String::new() },
        Meaning::OpenRoom(room),
        Meaning::MergeInto { session, into: made::session(42) },
        Meaning::TheyDiffer,
        Meaning::TakeOut(session),
        Meaning::StayMerged,
    ];
    for meaning in &meanings {
        says_names(&words.meaning(&schedule, &zone, meaning));
    }
    let place = |to| Command::Place { session, to };
    let commands = [
        Command::Remove(Thing::Room(room)),
        Command::Restore(Thing::Stream(StreamId(made::bytes(0)))),
        place(Placement::Shelf),
        place(made::slotted(made::slot(1), &[room])),
        Command::Swap { a: session, b: made::session(42) },
        Command::Cancel(session),
        Command::Withdraw(session),
        Command::Unwithdraw(session),
        Command::Hide { session, hidden: true },
        Command::Hide { session, hidden: false },
        Command::NoteSource { session, notes: Vec::new() },
        Command::Dot(session),
        Command::Settle { clash: [0; 32] },
        Command::Undo { set: SetId(made::bytes(1)), keep_later_edits: true },
        Command::Rename {
            person: PersonId(made::bytes(1)),
            name: "Mair Prys Jones".to_owned(),
            was: "Mair Prys".to_owned(),
        },
        Command::Import { commands: vec![Command::Dot(session)], people: Vec::new() },
    ];
    for command in &commands {
        says_names(&words.command(&schedule, command));
    }
    let path = RegisterPath {
        document: 1,
        map: "placements".to_owned(),
        key: session.to_string(),
        field: None,
    };
    let not_allowed = |document, role| Refusal::NotAllowed { document, role };
    let invalid = |problem| Refusal::Invalid { field: "title", problem };
    let mut refusals = vec![
        not_allowed(DocumentKind::Plan, Some(Role::Kiosk)),
        not_allowed(DocumentKind::Board, Some(Role::Kiosk)),
        not_allowed(DocumentKind::Floor, Some(Role::Viewer)),
        not_allowed(DocumentKind::Floor, None),
        Refusal::Missing { what: Subject::Session, field: "title" },
        invalid(Problem::Empty),
        invalid(Problem::NoLetters),
        invalid(Problem::NotOneLine),
        invalid(Problem::Character),
        invalid(Problem::TooLong { have: 401, limit: 400 }),
        invalid(Problem::NoDate { text: "soon".to_owned() }),
        invalid(Problem::NoZone { text: "here".to_owned() }),
        invalid(Problem::NotInDay { hours: 72 }),
        invalid(Problem::NoLink),
        invalid(Problem::IdTaken),
        invalid(Problem::OfItself),
        invalid(Problem::Nested),
        Refusal::TooLarge { unit: "hosts", have: 70, limit: 64 },
        Refusal::RootOnly,
        Refusal::NotYours { why: NotYours::Unknown },
        Refusal::NotYours { why: NotYours::OtherDevice },
        Refusal::ChangedSince { what: vec![path] },
        Refusal::NothingToDo,
    ];
    for what in Subject::ALL {
        refusals.extend([Refusal::Unknown { what }, Refusal::Gone { what }]);
    }
    let told: BTreeSet<_> = refusals.iter().map(|r| words.refusal(&schedule, r)).collect();
    told.iter().for_each(|sentence| says_names(sentence));
    assert_eq!(told.len(), refusals.len());
    assert!(told.iter().any(|told| told.contains("the place of “Cyber drills that people enjoy”")));
}

#[test]
fn a_title_that_looks_like_markup_is_just_a_title() {
    let words = Words::of(Locale::English);
    let said = words.with("did-move", &[("title", "{ $title } { -x } \"quoted\"".into())]);
    assert_eq!(said, "move of “{ $title } { -x } \"quoted\"”");
}

#[test]
fn names_are_said_in_the_language_or_else_in_the_other() {
    let mut schedule = made::camp();
    let both = |english: &str, welsh: &str| {
        (Register::from(english.to_owned()), Register::from(welsh.to_owned()))
    };
    let room = Arc::make_mut(schedule.rooms.get_mut(&made::room(2)).unwrap());
    (room.name, room.name_cy) = both("Severn", "Hafren");
    (room.way, room.way_cy) = both("", "I fyny’r grisiau");
    let room = room.clone();
    let [english, welsh] = Locale::ALL.map(Words::of);
    let rooms = |words: &Words| words.room(&schedule, made::room(2));
    assert_eq!((rooms(&english), rooms(&welsh)), ("Severn".to_owned(), "Hafren".to_owned()));
    assert_eq!((english.way(&room), welsh.way(&room)), ("I fyny’r grisiau", "I fyny’r grisiau"));
    let other = |words: &Words| words.room(&schedule, made::room(1));
    assert_eq!(other(&english), other(&welsh), "it has one name");
}

#[test]
fn every_trouble_is_told_differently_in_both_languages() {
    let address = || "hall.example:7750".to_owned();
    let lines = [
        NoLine::NotYet,
        NoLine::NoSuchName { address: address() },
        NoLine::Refused { address: address() },
        NoLine::Unreachable { address: address() },
        NoLine::TimedOut { address: address() },
        NoLine::WebPage,
        NoLine::OtherStatus { address: address(), status: 404 },
        NoLine::NotAServer { address: address() },
        NoLine::BadAddress { address: address() },
        NoLine::Lost,
        NoLine::TooSlow,
        NoLine::Stopped,
    ];
    let away: Vec<_> = lines
        .into_iter()
        .map(Away::NoLine)
        .chain(Goodbye::ALL.iter().copied().chain([Goodbye::Unknown(99)]).map(Away::Ended))
        .collect();
    let unsaved = [
        NotSaved::Opening,
        NotSaved::DiskFull,
        NotSaved::WriteProtected,
        NotSaved::InUse,
        NotSaved::TooNew,
        NotSaved::Damaged,
        NotSaved::DiskFails,
        NotSaved::MovedAside { to: "kiosk.db.broken-1".to_owned() },
        NotSaved::Gone,
        NotSaved::Unusable,
        NotSaved::OtherEvent { here: EventId([1; 32]) },
        NotSaved::TooBusy,
        NotSaved::Stopped,
        NotSaved::NoFolder { path: "data".to_owned() },
        NotSaved::NoThread,
    ];
    let codes = RefusalCode::ALL.iter().copied().chain([RefusalCode::Unknown(99)]);
    let lost: Vec<_> = codes
        .map(NotAccepted::Refused)
        .chain([NotAccepted::NotAgain("the room was removed".to_owned())])
        .collect();
    let mut told = BTreeSet::new();
    for words in Locale::ALL.map(Words::of) {
        told.extend(away.iter().map(|why| words.away(why)));
        told.extend(unsaved.iter().map(|why| words.not_saved(why)));
        told.extend(lost.iter().map(|why| words.not_accepted(why)));
    }
    told.iter().for_each(|sentence| says_names(sentence));
    assert_eq!(told.len(), 2 * (away.len() + unsaved.len() + lost.len()));
}

#[test]
fn one_touch_changes_the_language_and_one_changes_it_back() {
    let mut screen = super::screen(made::view(made::camp(), Role::Kiosk));
    assert!(super::says(&screen, "Up to date"));
    super::tap(&mut screen, "Cymraeg");
    assert!(super::says(&screen, "Yn gyfredol") && !super::says(&screen, "Up to date"));
    assert!(super::says(&screen, "Dydd Sadwrn 21 Tachwedd 2026"));
    assert!(super::says(&screen, "Cyber drills that people enjoy"), "pitches stay as typed");
    super::tap(&mut screen, "English");
    assert!(super::says(&screen, "Up to date"));
}
