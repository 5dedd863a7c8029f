//! Importing a file at a kiosk, and writing an export.

use crate::{
    asks::{ask, started},
    venue::{Kiosk, LONG},
};
use import::table::{Means, Options, Question};
use kiosk::{
    app::Engine as _,
    ask::{Answer, Ask, ExportFormat, Failure, FilePlace, PrintTo, Request, Stage},
    engine::EngineHandle,
};
use shared::command::{Command, EventEdit, Refusal};
use std::{fs, path::PathBuf};

const XML: &str = r#"<schedule><conference><title>Camp of tests</title>
    <time_zone_name>Europe/London</time_zone_name></conference>
    <day date="2026-06-20"><room name="Hall">
        <event guid="a1"><title>Potholes</title><date>2026-06-20T10:30:00+01:00</date><duration>00:45</duration></event>
        <event guid="a2"><title>Bins</title><date>2026-06-20T11:30:00+01:00</date><duration>00:45</duration></event>
    </room></day></schedule>"#;

#[test]
fn a_file_is_looked_at_then_imported_as_one_act() {
    let kiosk = Kiosk::joined();
    let folder = kiosk.path().parent().unwrap();
    fs::write(folder.join("camp.xml"), XML).unwrap();
    fs::write(folder.join("notes.doc"), "nothing").unwrap();
    let mut engine = started(&kiosk);
    let Answer::Files(files) = ask(&mut engine, Ask::ListFiles) else { panic!() };
    let mut own = files.into_iter().filter(|file| file.place == FilePlace::Data);
    let file = own.next().unwrap();
    assert_eq!((file.name.as_str(), own.next()), ("camp.xml", None));
    let Answer::Preview(preview) = ask(&mut engine, read(file.path.clone())) else { panic!() };
    assert_eq!((preview.event.as_str(), preview.import.counts.sessions), ("Camp of tests", 2));
    assert!(preview.is_something && preview.import.notes.count() > 0);
    assert!(engine.remote().inspect().unwrap().view.schedule.sessions.is_empty());
    assert_eq!(ask(&mut engine, Ask::DoImport { person: None }), Answer::Done);
    let view = engine.remote().inspect().unwrap().view;
    assert_eq!((view.schedule.sessions.len(), view.undoable.len()), (2, 1));
    // It was read for one import.
    let again = Answer::Failed(Failure::Refused(Refusal::NothingToDo));
    assert_eq!(ask(&mut engine, Ask::DoImport { person: None }), again);
    let Answer::Preview(preview) = ask(&mut engine, read(file.path)) else { panic!() };
    assert!(!preview.is_something, "{preview:?}");
    let gone = ask(&mut engine, read(folder.join("gone.xml")));
    assert_eq!(gone, Answer::Failed(Failure::NoFile { name: "gone.xml".into() }));
}

#[test]
fn what_there_was_before_an_import_is_kept_or_nothing_is_imported() {
    let kiosk = Kiosk::joined();
    let path = kiosk.path().with_file_name("camp.xml");
    fs::write(&path, XML).unwrap();
    let mut engine = started(&kiosk);
    engine.remote().command(crate::pitch("Open data", "", 1), None).unwrap();
    assert!(matches!(ask(&mut engine, read(path)), Answer::Preview(_)));
    // Something is in its way.
    let draft = kiosk.path().with_extension("db.keep-new");
    fs::create_dir(&draft).unwrap();
    let refused = ask(&mut engine, Ask::DoImport { person: None });
    assert_eq!(refused, Answer::Failed(Failure::NotSaved));
    assert_eq!(engine.remote().inspect().unwrap().view.schedule.sessions.len(), 1);
    fs::remove_dir(&draft).unwrap();
    assert_eq!(ask(&mut engine, Ask::DoImport { person: None }), Answer::Done, "it is still read");
    assert_eq!(engine.remote().inspect().unwrap().view.schedule.sessions.len(), 3);
    engine.stop();
    let held = store::inspect(&kiosk.path().with_extension("db.before-import-1")).unwrap();
    let after = store::inspect(kiosk.path()).unwrap();
    assert!(!held.envelopes.is_empty() && held.envelopes.len() < after.envelopes.len());
}

#[test]
fn a_large_file_tells_how_far_it_is_and_can_be_stopped() {
    let kiosk = Kiosk::joined();
    let path = kiosk.path().with_file_name("large.csv");
    let rows: String = (0..1_351).map(|n| format!("Talk {n},{}\n", "words ".repeat(200))).collect();
    fs::write(&path, format!("Title,Text\n{rows}")).unwrap();
    let mut engine = started(&kiosk);
    let answers = |engine: &mut EngineHandle, ticket: u64, ask: Ask| {
        engine.send(Request::Ask { ticket, ask });
        let mut told = Vec::new();
        loop {
            let reply = engine.reply_within(LONG).unwrap();
            let Answer::Importing(stage) = reply.answer else { return (reply, told) };
            assert_eq!(reply.ticket, ticket);
            told.push(stage);
        }
    };
    let (reply, told) = answers(&mut engine, 7, read(path.clone()));
    assert!(matches!(reply.answer, Answer::Preview(_)), "{reply:?}");
    assert!(matches!(told.first(), Some(Stage::Reading { bytes: 0, of: 1_000_000.. })), "{told:?}");
    // Asked to stop while it is read: nothing of it is kept, and nobody hears of it again.
    engine.send(Request::Ask { ticket: 8, ask: read(path.clone()) });
    let (reply, _) = answers(&mut engine, 9, Ask::DropImport);
    assert_eq!((reply.ticket, reply.answer), (9, Answer::Done));
    let (reply, _) = answers(&mut engine, 10, Ask::DoImport { person: None });
    assert_eq!(reply.ticket, 10, "what was stopped does not answer");
    assert!(matches!(reply.answer, Answer::Failed(Failure::Refused(Refusal::NothingToDo))));
    assert!(engine.remote().inspect().unwrap().view.schedule.sessions.is_empty());
    assert!(matches!(ask(&mut engine, read(path)), Answer::Preview(_)));
    let (reply, told) = answers(&mut engine, 12, Ask::DoImport { person: None });
    assert_eq!((reply.answer, told), (Answer::Done, vec![Stage::Saving]));
    assert_eq!(engine.remote().inspect().unwrap().view.schedule.sessions.len(), 1_351);
}

fn read(path: PathBuf) -> Ask {
    Ask::ReadImport { path, options: Options::default() }
}

#[test]
fn a_table_with_unknown_headings_asks_and_is_read_with_the_answer() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    let path = kiosk.path().with_file_name("pitches.csv");
    fs::write(&path, "Thing,Who\nPotholes,Asha\nBins,\n").unwrap();
    let Answer::TableAsks(asks) = ask(&mut engine, read(path.clone())) else { panic!() };
    assert_eq!(asks.questions, [Question::Columns]);
    let columns = vec![("A".to_owned(), Means::Title), ("B".to_owned(), Means::Hosts)];
    let options = Options { columns, ..Options::default() };
    let answer = ask(&mut engine, Ask::ReadImport { path, options });
    let Answer::Preview(preview) = answer else { panic!("{answer:?}") };
    assert_eq!(preview.import.counts.sessions, 2);
    assert_eq!(ask(&mut engine, Ask::DoImport { person: None }), Answer::Done);
    assert_eq!(engine.remote().inspect().unwrap().view.schedule.shelf().len(), 2);
}

#[test]
fn a_table_says_how_it_was_understood_and_is_read_otherwise() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    let path = kiosk.path().with_file_name("odd.csv");
    fs::write(&path, "Title,Venue-ish,Zeit\nPotholes,Hall,2026-06-20 10:30-11:15\n").unwrap();
    let Answer::Preview(preview) = ask(&mut engine, read(path.clone())) else { panic!() };
    let understood = preview.table.unwrap();
    let unread = understood.columns.iter().filter(|column| column.means.is_none());
    let unread: Vec<_> = unread.map(|column| column.heading.as_str()).collect();
    assert_eq!((unread, preview.import.counts.rooms), (vec!["Venue-ish", "Zeit"], 0));
    let columns = [("A", Means::Title), ("B", Means::Room), ("C", Means::Start)];
    let columns = columns.map(|(letter, means)| (letter.to_owned(), means)).to_vec();
    let options = Options { columns, ..Options::default() };
    let Answer::Preview(preview) = ask(&mut engine, Ask::ReadImport { path, options }) else {
        panic!("no preview")
    };
    assert_eq!((preview.import.counts.rooms, preview.import.counts.days), (1, 1));
}

#[test]
fn times_of_a_table_are_those_of_the_event_s_clocks() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    let edit = EventEdit { zone: Some("Europe/London".to_owned()), ..EventEdit::default() };
    let command = Ask::Edit { command: Command::SetEvent(edit), person: None };
    assert!(matches!(ask(&mut engine, command), Answer::Done));
    let path = kiosk.path().with_file_name("festival.csv");
    let rows = "Potholes,Hall,2026-06-20T09:30:00Z,45\n";
    fs::write(&path, format!("Title,Room,Start,Length\n{rows}")).unwrap();
    assert!(matches!(ask(&mut engine, read(path)), Answer::Preview(_)));
    assert_eq!(ask(&mut engine, Ask::DoImport { person: None }), Answer::Done);
    let view = engine.remote().inspect().unwrap().view;
    let session = view.schedule.sessions.values().next().unwrap();
    let span = view.schedule.span(&session.placement.value).unwrap();
    assert_eq!((span.start, span.minutes), (10 * 60 + 30, 45), "summer time in London");
}

#[test]
fn an_event_that_is_made_of_a_table_is_where_the_machine_is() {
    let kiosk = Kiosk::new();
    let mut engine = started(&kiosk);
    let path = kiosk.path().with_file_name("Camp of tests.csv");
    fs::write(&path, "Title\nPotholes\n").unwrap();
    assert!(matches!(ask(&mut engine, read(path)), Answer::Preview(_)));
    let founded = ask(&mut engine, Ask::DoImport { person: None });
    assert!(matches!(founded, Answer::Founded { .. }), "{founded:?}");
    let event = engine.remote().inspect().unwrap().view.schedule.event.clone();
    assert_eq!(event.zone.value, sync_server::local_zone());
    assert!(!event.zone.value.is_empty());
    assert_eq!(event.name.value, "Camp of tests");
}

#[test]
fn a_new_kiosk_makes_an_event_of_a_file() {
    let kiosk = Kiosk::new();
    let mut engine = started(&kiosk);
    let file = kiosk.path().with_file_name("camp.xml");
    fs::write(&file, XML).unwrap();
    assert!(matches!(ask(&mut engine, read(file.clone())), Answer::Preview(_)));
    assert_eq!(ask(&mut engine, Ask::DropImport), Answer::Done);
    assert!(matches!(ask(&mut engine, Ask::DoImport { person: None }), Answer::Failed(_)));
    ask(&mut engine, read(file));
    let Answer::Founded { words } = ask(&mut engine, Ask::DoImport { person: None }) else {
        panic!()
    };
    assert_eq!(words.len(), 24);
    let view = engine.remote().inspect().unwrap().view;
    assert_eq!(view.schedule.event.name.value, "Camp of tests");
    assert!(!view.is_sample && view.event.is_some());
    // It can be printed, and every print says of which board it is.
    let sentences = paper::Sentences {
        as_of: "as of 11:42, board {board}".to_owned(),
        ..paper::Sentences::default()
    };
    let slips = paper::Form::Slips { per_sheet: paper::PerSheet::Four };
    for (form, name) in
        [(paper::Form::Doors, "campboard-doors.pdf"), (slips, "campboard-slips.pdf")]
    {
        let (days, sentences) = (Vec::new(), Box::new(sentences.clone()));
        let to = PrintTo::Place(FilePlace::Data);
        let print = Ask::Print { form, days, to, sentences };
        let Answer::Exported { path } = ask(&mut engine, print) else { panic!("{form:?}") };
        assert!(path.ends_with(name), "{path:?}");
        assert!(fs::read(&path).unwrap().starts_with(b"%PDF-"), "{form:?}");
    }
    // What is exported can be taken along, and is known again.
    for format in [ExportFormat::Json, ExportFormat::Rows, ExportFormat::Grid] {
        let export = Ask::Export { format, place: FilePlace::Data };
        let Answer::Exported { path } = ask(&mut engine, export) else { panic!("{format:?}") };
        assert!(fs::read_to_string(&path).unwrap().contains("Potholes"), "{format:?}");
        let Answer::Preview(preview) = ask(&mut engine, read(path)) else { panic!("{format:?}") };
        let counts = preview.import.counts;
        assert_eq!((counts.sessions, counts.changed, counts.unchanged), (0, 0, 2), "{format:?}");
        assert!(!preview.is_something, "{format:?}: {counts:?}");
    }
}

#[test]
fn a_new_kiosk_begins_an_event_like_last_year_s_without_its_people() {
    let kiosk = Kiosk::new();
    let mut engine = started(&kiosk);
    let path = kiosk.path().with_file_name("last-year.json");
    let last = import::sample();
    fs::write(&path, serde_json::to_vec(&last).unwrap()).unwrap();
    let first = "2027-06-18".parse().unwrap();
    let like = Ask::ReadLike { path, options: Options::default(), first };
    let Answer::Preview(preview) = ask(&mut engine, like) else { panic!("no preview") };
    assert_eq!((preview.is_like, preview.first_day), (true, last.first_day()));
    let counts = preview.import.counts;
    assert_eq!((counts.sessions, counts.people), (0, 0));
    let of_last = [last.rooms.len(), last.slots.len()].map(|n| u32::try_from(n).unwrap());
    assert_eq!([counts.rooms, counts.slots], of_last);
    let Answer::Founded { .. } = ask(&mut engine, Ask::DoImport { person: None }) else {
        panic!("no event")
    };
    let view = engine.remote().inspect().unwrap().view;
    let schedule = &view.schedule;
    assert!(schedule.sessions.is_empty() && schedule.people.is_empty());
    assert_eq!(schedule.days_in_order()[0].1.date.value, "2027-06-18");
    assert_eq!(schedule.rooms.len(), last.rooms.len());
    let host = last.sessions.iter().flat_map(|session| &session.hosts).next().unwrap();
    engine.stop();
    fs::remove_file(kiosk.path().with_file_name("last-year.json")).unwrap();
    assert!(!kiosk.holds(host.as_bytes()), "{host} is nowhere on its disk");
}
