//! The first start, an import at the kiosk, and what a reconnect merged.

use super::{Screen, made, says, screen, spoken, tap};
use eframe::egui::{accesskit, vec2};
use egui_kittest::{
    Node,
    kittest::{NodeT as _, Queryable as _},
};
use import::table::{self, Column, Means, Question, Shape, Table};
use kiosk::{
    ask::{
        Answer, Ask, Failure, FileFound, FilePlace, Preview, PrintTo, PrinterTrouble, Reply,
        Request, Stage,
    },
    ui::Page,
    view::{DataState, Here, MergeReport, View},
};
use shared::{programme::plan::Counts, roster::Role};

fn fresh() -> Screen {
    let saved = DataState { here: Here::Saved, ..DataState::default() };
    screen(View { data: saved, ..View::default() })
}

/// The last question, and its ticket.
#[track_caller]
pub(crate) fn asked(screen: &mut Screen) -> (u64, Ask) {
    let asked = screen.state_mut().engine().asked.iter().rev().find_map(|request| match request {
        Request::Ask { ticket, ask } => Some((*ticket, ask.clone())),
        Request::Command { .. } | Request::Keep { .. } | Request::Presence(_) => None,
    });
    asked.expect("nothing was asked")
}

pub(crate) fn answer(screen: &mut Screen, answer: Answer) {
    let (ticket, _) = asked(screen);
    screen.state_mut().engine().replies.push(Reply { ticket, answer });
    screen.run();
}

#[track_caller]
pub(super) fn type_into(screen: &mut Screen, name: &str, text: &str) {
    use accesskit::Role::{MultilineTextInput, TextInput};
    let is_field =
        |node: &Node<'_>| matches!(node.accesskit_node().role(), TextInput | MultilineTextInput);
    screen.query_all_by_label(name).find(is_field).expect(name).click();
    screen.run();
    screen.query_all_by_label(name).find(is_field).expect(name).type_text(text);
    screen.run();
}

#[test]
fn the_first_start_offers_three_ways_in() {
    let screen = fresh();
    for words in ["Welcome to Campboard", "Join an event", "Try the sample", "Open a programme"] {
        assert!(says(&screen, words), "{words}: {:?}", spoken(&screen));
    }
}

#[test]
fn a_link_that_is_none_is_said_beside_its_field_and_stays_there() {
    let mut screen = fresh();
    type_into(&mut screen, "Join link", "hall.example");
    type_into(&mut screen, "Name of this device", "Foyer");
    tap(&mut screen, "Join");
    let link = Ask::Join { link: "hall.example".to_owned(), label: "Foyer".to_owned() };
    assert_eq!(asked(&mut screen).1, link);
    answer(&mut screen, Answer::Failed(Failure::BadLink));
    assert!(says(&screen, "This is not a join link"));
    tap(&mut screen, "Join");
    assert_eq!(asked(&mut screen).1, link, "what was typed is still there");
}

#[test]
fn the_sample_is_one_touch() {
    let mut screen = fresh();
    tap(&mut screen, "Try it");
    assert_eq!(asked(&mut screen).1, Ask::TrySample);
    assert_eq!(screen.state().page(), Page::Board);
}

fn found() -> FileFound {
    FileFound {
        name: "camp.csv".to_owned(),
        path: "/media/stick/camp.csv".into(),
        place: FilePlace::Stick,
        bytes: 4_000,
        modified_s: 1_795_261_000,
    }
}

fn preview() -> Preview {
    Preview {
        name: "camp.csv".to_owned(),
        event: "Camp".to_owned(),
        import: import::Preview {
            format: import::Format::CsvRows,
            counts: Counts { sessions: 45, rooms: 7, ..Counts::default() },
            repairs: import::Lines {
                first: vec![import::Repair {
                    at: import::At::Place("B12".to_owned()),
                    what: import::What::MonthFirst {
                        written: "06/20/26".to_owned(),
                        date: "2026-06-20".to_owned(),
                    },
                }],
                more: 3,
            },
            notes: import::Lines { first: Vec::new(), more: 0 },
            differences: import::Lines { first: Vec::new(), more: 0 },
            command: None,
        },
        is_something: true,
        first_day: Some("2026-06-19".parse().unwrap()),
        is_like: false,
        table: None,
    }
}

fn column(letter: &str, heading: &str, means: Option<Means>) -> Column {
    Column {
        letter: letter.to_owned(),
        heading: heading.to_owned(),
        samples: vec!["Potholes".to_owned()],
        means,
    }
}

#[test]
fn another_event_begins_like_the_one_in_the_file_on_the_same_weekday() {
    let mut screen = fresh();
    tap(&mut screen, "Choose a file");
    answer(&mut screen, Answer::Files(vec![found()]));
    tap(&mut screen, "camp.csv, Stick");
    answer(&mut screen, Answer::Preview(Box::new(preview())));
    assert!(says(&screen, "Begin another event like this one"));
    let first = screen.query_all_by_label("First day of the new event");
    let value = first.filter_map(|node| node.accesskit_node().value()).next();
    assert_eq!(value.as_deref(), Some("2027-06-18"), "the next Friday of that week");
    tap(&mut screen, "Only what a new event needs");
    let Ask::ReadLike { path, first, .. } = asked(&mut screen).1 else { panic!("it is not read") };
    assert_eq!((path.to_str(), first.to_string().as_str()), (found().path.to_str(), "2027-06-18"));
    let like = Preview { is_like: true, ..preview() };
    answer(&mut screen, Answer::Preview(Box::new(like)));
    tap(&mut screen, "Everything in the file");
    assert!(matches!(asked(&mut screen).1, Ask::ReadImport { .. }));
    answer(&mut screen, Answer::Preview(Box::new(preview())));
    type_into(&mut screen, "First day of the new event", "x");
    let questions = asked(&mut screen).0;
    tap(&mut screen, "Only what a new event needs");
    assert!(says(&screen, "This is not a date"), "{:?}", spoken(&screen));
    assert_eq!(asked(&mut screen).0, questions);
}

#[test]
fn a_programme_becomes_an_event_whose_words_are_shown_once() {
    let mut screen = fresh();
    tap(&mut screen, "Choose a file");
    assert_eq!(asked(&mut screen).1, Ask::ListFiles);
    answer(&mut screen, Answer::Files(vec![found()]));
    tap(&mut screen, "camp.csv, Stick");
    let read = Ask::ReadImport { path: found().path, options: import::Options::default() };
    assert_eq!(asked(&mut screen).1, read);
    answer(&mut screen, Answer::Preview(Box::new(preview())));
    assert!(says(&screen, "45 new sessions") && says(&screen, "7 rooms"), "{:?}", spoken(&screen));
    assert!(says(&screen, "4 things were put right while reading"));
    assert!(says(&screen, "B12: “06/20/26” was read as 2026-06-20, with the month first"));
    tap(&mut screen, "Import it");
    assert_eq!(asked(&mut screen).1, Ask::DoImport { person: None });
    let words: Vec<_> = (1..=24).map(|n| format!("word{n}")).collect();
    answer(&mut screen, Answer::Founded { words });
    screen.state_mut().engine().publish(|view| *view = made::view(made::camp(), Role::Organiser));
    screen.run();
    assert!(says(&screen, "Write these 24 words down") && says(&screen, "24  word24"));
    screen.key_press(eframe::egui::Key::Escape);
    screen.run();
    assert!(says(&screen, "Write these 24 words down"), "only its button closes it");
    tap(&mut screen, "I have written them down");
    assert!(!says(&screen, "word24"));
}

#[test]
fn words_that_do_not_fit_say_that_there_are_more() {
    let mut screen = fresh();
    tap(&mut screen, "Choose a file");
    answer(&mut screen, Answer::Files(vec![found()]));
    tap(&mut screen, "camp.csv, Stick");
    answer(&mut screen, Answer::Preview(Box::new(preview())));
    tap(&mut screen, "Import it");
    let words: Vec<_> = (1..=24).map(|n| format!("word{n}")).collect();
    answer(&mut screen, Answer::Founded { words });
    screen.state_mut().engine().publish(|view| *view = made::view(made::camp(), Role::Viewer));
    screen.run();
    assert!(!says(&screen, "More words below"), "{:?}", spoken(&screen));
    screen.set_size(vec2(640.0, 400.0));
    screen.run();
    assert!(says(&screen, "More words below"), "{:?}", spoken(&screen));
    screen.get_by_label("I have written them down").scroll_to_me();
    screen.run();
    assert!(!says(&screen, "More words below"), "the end is in sight");
}

#[test]
fn a_table_that_nobody_can_guess_is_asked_about() {
    let mut screen = fresh();
    tap(&mut screen, "Choose a file");
    answer(&mut screen, Answer::Files(vec![found()]));
    tap(&mut screen, "camp.csv, Stick");
    let table = Table {
        shape: Shape::Rows,
        columns: vec![column("A", "What", None), column("B", "Where", Some(Means::Room))],
        rows: 12,
    };
    let questions = vec![Question::Columns, Question::Day];
    answer(&mut screen, Answer::TableAsks(Box::new(table::Ask { table, questions })));
    assert!(says(&screen, "Column A: What. It holds: Nothing to read"));
    tap(&mut screen, "Column A: What. It holds");
    tap(&mut screen, "Title");
    type_into(&mut screen, "Which day?", "20 June");
    assert!(says(&screen, "This is not a date") && says(&screen, "The day of the times is needed"));
    for _ in 0.."20 June".len() {
        screen.key_press(eframe::egui::Key::Backspace);
    }
    type_into(&mut screen, "Which day?", "2026-06-20");
    tap(&mut screen, "Go on");
    let (_, ask) = asked(&mut screen);
    let Ask::ReadImport { options, .. } = ask else { panic!("{ask:?}") };
    let columns = [("A".to_owned(), Means::Title), ("B".to_owned(), Means::Room)];
    assert_eq!((options.columns, options.day), (columns.to_vec(), "2026-06-20".parse().ok()));
}

#[test]
fn columns_that_were_not_read_are_looked_at_from_the_preview_and_back() {
    let mut screen = fresh();
    tap(&mut screen, "Choose a file");
    answer(&mut screen, Answer::Files(vec![found()]));
    tap(&mut screen, "camp.csv, Stick");
    answer(&mut screen, Answer::Preview(Box::new(preview())));
    assert!(!says(&screen, "What the columns hold"), "what is no table has no columns");
    let columns = vec![column("A", "Title", Some(Means::Title)), column("B", "Venue-ish", None)];
    let table = Some(Table { shape: Shape::Rows, columns, rows: 12 });
    let table = Preview { table, ..preview() };
    tap(&mut screen, "Another file");
    answer(&mut screen, Answer::Done);
    tap(&mut screen, "camp.csv, Stick");
    answer(&mut screen, Answer::Preview(Box::new(table)));
    let questions = asked(&mut screen).0;
    tap(&mut screen, "What the columns hold…");
    assert!(says(&screen, "Column B: Venue-ish. It holds: Nothing to read"));
    tap(&mut screen, "Back to the preview");
    assert!(says(&screen, "Import it"), "{:?}", spoken(&screen));
    assert_eq!(asked(&mut screen).0, questions, "nothing was read anew");
    tap(&mut screen, "What the columns hold…");
    tap(&mut screen, "Column B: Venue-ish. It holds");
    tap(&mut screen, "Room");
    type_into(&mut screen, "Which day?", "2026-06-20");
    tap(&mut screen, "Go on");
    let (_, ask) = asked(&mut screen);
    let Ask::ReadImport { options, .. } = ask else { panic!("{ask:?}") };
    let columns = [("A".to_owned(), Means::Title), ("B".to_owned(), Means::Room)];
    assert_eq!((options.columns, options.day), (columns.to_vec(), "2026-06-20".parse().ok()));
}

#[test]
fn a_large_import_shows_how_far_it_is_and_can_be_stopped() {
    let mut screen = fresh();
    tap(&mut screen, "Choose a file");
    answer(&mut screen, Answer::Files(vec![found()]));
    tap(&mut screen, "camp.csv, Stick");
    let (reading, _) = asked(&mut screen);
    assert!(says(&screen, "Reading camp.csv"), "{:?}", spoken(&screen));
    let stage = Stage::Reading { bytes: 2 << 20, of: 5 << 20 };
    answer(&mut screen, Answer::Importing(stage));
    assert!(says(&screen, "2,048 of 5,120 KiB"), "{:?}", spoken(&screen));
    answer(&mut screen, Answer::Importing(Stage::Comparing { sessions: 1_351 }));
    assert!(says(&screen, "Comparing 1,351 sessions with the board"));
    tap(&mut screen, "Stop");
    let (stopping, ask) = asked(&mut screen);
    assert_eq!(ask, Ask::DropImport);
    assert_ne!(stopping, reading);
    answer(&mut screen, Answer::Done);
    assert!(says(&screen, "camp.csv, Stick"), "the files are there again: {:?}", spoken(&screen));
    tap(&mut screen, "camp.csv, Stick");
    answer(&mut screen, Answer::Preview(Box::new(preview())));
    tap(&mut screen, "Import it");
    assert!(says(&screen, "Importing") && !says(&screen, "Stop"), "{:?}", spoken(&screen));
    answer(&mut screen, Answer::Done);
    assert!(says(&screen, "The programme is on the board"));
}

#[test]
fn a_file_that_is_no_schedule_is_said_so_and_another_can_be_chosen() {
    let mut screen = fresh();
    tap(&mut screen, "Choose a file");
    answer(&mut screen, Answer::Files(vec![found()]));
    tap(&mut screen, "camp.csv, Stick");
    let (name, kind) = ("camp.csv".to_owned(), "Excel".to_owned());
    let why = Box::new(import::Unreadable::Workbook { name, kind });
    answer(&mut screen, Answer::Failed(Failure::Unreadable(why)));
    assert!(says(&screen, "save the sheet with the sessions as CSV"));
    assert!(says(&screen, "camp.csv, Stick"));
}

fn merged(role: Role) -> Screen {
    let mut view = made::troubled_camp();
    view.role = Some(role);
    view.merged = Some(MergeReport { id: 1, edits: 14, devices: 3 });
    screen(view)
}

#[test]
fn a_reconnect_is_told_once_and_only_editors_hear_what_needs_them() {
    let mut volunteer = merged(Role::Volunteer);
    let n = made::troubled_camp().clashes.len();
    let words = format!("Merged 14 edits from 3 devices; {n} need you");
    assert!(says(&volunteer, &words), "{:?}", spoken(&volunteer));
    tap(&mut volunteer, "Look at them");
    assert!(says(&volunteer, "To look at") && !says(&volunteer, "Merged 14"));

    let mut kiosk = merged(Role::Kiosk);
    assert!(says(&kiosk, "Merged 14 edits from 3 devices"));
    assert!(!says(&kiosk, "need you"));
    tap(&mut kiosk, "Dismiss this message");
    assert!(!says(&kiosk, "Merged 14"));
    let again = Some(MergeReport { id: 2, edits: 1, devices: 1 });
    kiosk.state_mut().engine().publish(|view| view.merged = again);
    kiosk.run();
    assert!(says(&kiosk, "Merged 1 edit from 1 device"));
}

#[test]
fn those_who_look_after_the_board_print_it() {
    let mut kiosk = screen(made::view(made::camp(), Role::Kiosk));
    tap(&mut kiosk, "Information");
    assert!(!says(&kiosk, "Print…"), "nobody else prints: {:?}", spoken(&kiosk));
    let mut screen = screen(made::view(made::camp(), Role::Volunteer));
    tap(&mut screen, "Information");
    tap(&mut screen, "Print…");
    assert_eq!(asked(&mut screen).1, Ask::Printers);
    let printer = |name: &str, is_default| printing::Printer { name: name.to_owned(), is_default };
    answer(&mut screen, Answer::Printers(vec![printer("Hall", true), printer("Foyer", false)]));
    tap(&mut screen, "Door sheets: A4 for each room");
    tap(&mut screen, "To the stick");
    let (_, ask) = asked(&mut screen);
    let Ask::Print { form, days, to, sentences } = ask else { panic!("{ask:?}") };
    let stick = PrintTo::Place(FilePlace::Stick);
    assert_eq!((form, days.len(), to), (paper::Form::Doors, 1, stick));
    assert!(sentences.as_of.contains(", board {board}"), "{sentences:?}");
    answer(&mut screen, Answer::Failed(Failure::NotWritten));
    assert!(!says(&screen, "Saved as"), "{:?}", spoken(&screen));
    tap(&mut screen, "To the data folder");
    answer(&mut screen, Answer::Exported { path: "data/campboard-doors.pdf".into() });
    assert!(says(&screen, "Saved as data/campboard-doors.pdf"), "{:?}", spoken(&screen));
    tap(&mut screen, "On the printer Foyer");
    let (_, ask) = asked(&mut screen);
    let Ask::Print { to, .. } = ask else { panic!("{ask:?}") };
    assert_eq!(to, PrintTo::Printer("Foyer".to_owned()));
    answer(&mut screen, Answer::Failed(Failure::Printer(PrinterTrouble::Refused)));
    assert!(says(&screen, "The printer did not take it"), "{:?}", spoken(&screen));
    tap(&mut screen, "On the printer Hall");
    answer(&mut screen, Answer::Sent { printer: "Hall".to_owned() });
    assert!(says(&screen, "The printer Hall has it"), "{:?}", spoken(&screen));
}

#[test]
fn a_machine_without_a_printer_says_so_and_still_saves() {
    let mut screen = screen(made::view(made::camp(), Role::Volunteer));
    tap(&mut screen, "Information");
    tap(&mut screen, "Print…");
    answer(&mut screen, Answer::Printers(Vec::new()));
    assert!(says(&screen, "No printer is set up on this machine"), "{:?}", spoken(&screen));
    tap(&mut screen, "To the data folder");
    assert!(matches!(asked(&mut screen).1, Ask::Print { .. }));
}

#[test]
fn a_pdf_is_saved_while_printers_are_looked_for() {
    let mut screen = screen(made::view(made::camp(), Role::Volunteer));
    tap(&mut screen, "Information");
    tap(&mut screen, "Print…");
    let (printers, _) = asked(&mut screen);
    assert!(says(&screen, "Looking for the printers"), "{:?}", spoken(&screen));
    tap(&mut screen, "To the data folder");
    assert!(matches!(asked(&mut screen).1, Ask::Print { .. }), "it waits for no printer");
    let none = Answer::Printers(Vec::new());
    screen.state_mut().engine().replies.push(Reply { ticket: printers, answer: none });
    screen.run();
    assert!(says(&screen, "No printer is set up on this machine"), "{:?}", spoken(&screen));
    answer(&mut screen, Answer::Exported { path: "data/campboard-grid.pdf".into() });
    assert!(says(&screen, "Saved as data/campboard-grid.pdf"), "{:?}", spoken(&screen));
}
