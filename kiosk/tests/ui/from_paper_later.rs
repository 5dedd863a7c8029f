//! What is typed back in from paper, while the board goes on: in several goes, after a power cut, and
//! while others edit.

use super::{
    Screen,
    from_paper::{PRINTED_S, at, begun, enter, kept, place, press, put_in, volunteer, walk},
    made, made_past, says, screen_at, sent, spoken,
    start::{answer, asked, type_into},
    tap,
};
use eframe::egui::{Key, Modifiers};
use kiosk::{
    ask::{Answer, Ask, Failure, Kept, OfPrint, PastAnswer, PastAsk, PrintFound, Printed},
    ui::Page,
    view::View,
};
use shared::{
    command::Command,
    roster::Role,
    schedule::{Placement, Schedule, When},
};
use std::sync::Arc;

const CYBER: &str = "Cyber drills that people enjoy";

fn json(value: impl serde::Serialize) -> String {
    serde_json::to_string(&value).unwrap()
}

fn set(schedule: &mut Schedule, session: usize, to: Placement) {
    let session = schedule.sessions.get_mut(&made::session(session)).unwrap();
    Arc::make_mut(session).placement = to.into();
}

/// With this typed before.
fn drafted(view: View, rest: &str) -> View {
    let draft = format!(r#"{{"begun_s":1795260000,"day":{},{rest}}}"#, json(made::day(1)));
    View { kept: Arc::new([(Kept::Paper, draft)].into_iter().collect()), ..view }
}

fn key(room: usize) -> String {
    let (when, room) = (json(When::Slot(made::slot(0))), json(made::room(room)));
    format!(r#"{{"when":{when},"room":{room}}}"#)
}

fn print_of(screen: &mut Screen) -> OfPrint {
    match asked(screen).1 {
        Ask::Past(PastAsk::Print(of)) => of,
        other => panic!("{other:?}"),
    }
}

/// It is answered that the print shows this board.
fn found(screen: &mut Screen, found: PrintFound, then: &Schedule) {
    let (of, then) = (print_of(screen), Arc::new(then.clone()));
    let print = Printed { of, found, then };
    answer(screen, Answer::Past(PastAnswer::Printed(Box::new(print))));
}

fn line(screen: &Screen, begins: &str) -> String {
    let line = spoken(screen).into_iter().find(|line| line.starts_with(begins));
    line.unwrap_or_else(|| panic!("{begins} is not on {:?}", spoken(screen)))
}

#[test]
fn what_the_board_moved_to_another_day_is_not_pulled_back_unasked() {
    let then = made::camp();
    let mut now = made::camp();
    let friday = made::timed(made::day(0), 600, 45, &[made::room(0)]);
    set(&mut now, 5, friday);
    let view = made::view(now, Role::Volunteer);
    let mut screen = begun(view.clone(), Some(then.clone()));
    assert!(says(&screen, "1 cell needs you first"), "where it was: {:?}", spoken(&screen));
    walk(&mut screen, 3);
    enter(&mut screen, CYBER);
    assert!(says(&screen, "2 cells need you first"), "{:?}", spoken(&screen));
    assert!(
        says(&screen, "The board moved “Cyber drills that people enjoy” since the print"),
        "{:?}",
        spoken(&screen)
    );
    tap(&mut screen, "Keep what the board says");
    assert!(line(&screen, "Garden room, 10:30").contains("The board stays"));
    tap(&mut screen, "1 cell needs you first");
    press(&mut screen, Key::Enter);
    tap(&mut screen, "See what changes");
    assert!(says(&screen, "Nothing changes"), "{:?}", spoken(&screen));

    let mut screen = begun(view, Some(then));
    walk(&mut screen, 3);
    enter(&mut screen, CYBER);
    tap(&mut screen, "Take what the paper says");
    tap(&mut screen, "1 cell needs you first");
    press(&mut screen, Key::Enter);
    tap(&mut screen, "See what changes");
    assert_eq!(put_in(&mut screen), [place(5, at(0, &[3]))]);
}

#[test]
fn what_was_pitched_since_the_print_and_has_no_place_is_put_where_the_paper_says() {
    let mut then = made::camp();
    let mut now = made::camp();
    set(&mut now, 5, Placement::Shelf);
    then.sessions.remove(&made::session(5));
    let mut screen = begun(made::view(now, Role::Volunteer), Some(then));
    walk(&mut screen, 3);
    enter(&mut screen, CYBER);
    assert!(!says(&screen, "needs you first"), "{:?}", spoken(&screen));
    tap(&mut screen, "See what changes");
    assert_eq!(put_in(&mut screen), [place(5, at(0, &[3]))]);
}

#[test]
fn a_decision_is_about_the_board_that_somebody_saw() {
    let mut then = made::camp();
    set(&mut then, 2, Placement::Shelf);
    let mut screen = begun(volunteer(), Some(then));
    tap(&mut screen, "Severn, 10:30");
    enter(&mut screen, "-");
    press(&mut screen, Key::Enter);
    assert!(!says(&screen, "needs you first"), "{:?}", spoken(&screen));
    screen.state_mut().engine().publish(|view| {
        super::place(view, made::session(2), Placement::Shelf);
        super::place(view, made::session(9), at(0, &[2]));
    });
    screen.run();
    tap(&mut screen, "See what changes");
    // Where the other came from, and where it is.
    assert!(says(&screen, "2 cells need you first"), "{:?}", spoken(&screen));
    tap(&mut screen, "Done");
    assert!(!says(&screen, "Done: nothing changed"), "nobody has seen that board");
    tap(&mut screen, "2 cells need you first");
    // Enter alone does not take what was decided about another board.
    press(&mut screen, Key::Enter);
    assert!(says(&screen, "2 cells need you first"), "{:?}", spoken(&screen));
    tap(&mut screen, "Keep what the board says");
    assert!(says(&screen, "1 cell needs you first"), "{:?}", spoken(&screen));
}

#[test]
fn a_draft_of_an_unknown_print_marks_what_changed_since_it_was_begun() {
    let cells = format!(r#""cells":[[{},{{"title":"Dry stone walls","choice":"New"}}]]"#, key(3));
    let mut screen = screen_at(drafted(volunteer(), &cells), Page::FromPaper);
    tap(&mut screen, "Go on typing");
    let of = OfPrint { board: String::new(), at_s: Some(1_795_260_000) };
    assert_eq!(print_of(&mut screen), of);
    let mut then = made::camp();
    set(&mut then, 2, Placement::Shelf);
    found(&mut screen, PrintFound::Time { at_s: 1_795_260_000 }, &then);
    assert!(says(&screen, "Cells that changed since typing in began, at"), "{:?}", spoken(&screen));
    assert!(says(&screen, "1 cell needs you first"));
}

#[test]
fn a_look_up_that_failed_is_told_and_tried_again() {
    let cells = format!(r#""board":"3f9a","at_s":5,"cells":[[{},{{"title":"-"}}]]"#, key(0));
    let mut screen = screen_at(drafted(volunteer(), &cells), Page::FromPaper);
    tap(&mut screen, "Go on typing");
    assert_eq!(print_of(&mut screen).at_s, Some(5));
    answer(&mut screen, Answer::Failed(Failure::Busy));
    assert!(says(&screen, "could not be looked for"), "{:?}", spoken(&screen));
    assert!(!says(&screen, "no cell is marked"));
    tap(&mut screen, "See what changes");
    tap(&mut screen, "Put it in");
    assert_eq!(sent(&mut screen), [], "nobody knows what the board did");
    tap(&mut screen, "Look again");
    found(&mut screen, PrintFound::Same, &made::camp());
    assert!(!says(&screen, "could not be looked for"));
    assert_eq!(put_in(&mut screen), [place(0, Placement::Shelf)]);
}

#[test]
fn nothing_can_be_typed_while_it_is_put_in() {
    let mut screen = begun(volunteer(), None);
    enter(&mut screen, "Dry stone walls");
    enter(&mut screen, "");
    tap(&mut screen, "See what changes");
    for _ in 0..2 {
        screen.run_steps(60);
    }
    screen.state_mut().engine().slow = true;
    tap(&mut screen, "Put it in");
    assert!(says(&screen, "It is being put in"), "{:?}", spoken(&screen));
    tap(&mut screen, "Go on typing");
    assert!(!says(&screen, "On the board: "), "{:?}", spoken(&screen));
    assert!(!says(&screen, "first"), "what it put in needs nobody: {:?}", spoken(&screen));

    // Whoever goes away meanwhile finds nothing that was put in offered again.
    tap(&mut screen, "Information");
    let text = kept(&mut screen).flatten().unwrap();
    assert!(text.contains("Dry stone walls"), "it is not known to be saved");
    let engine = screen.state_mut().engine();
    let held = std::mem::take(&mut engine.held);
    engine.replies.extend(held);
    screen.run();
    let text = kept(&mut screen).flatten().unwrap();
    assert!(!text.contains("Dry stone walls"), "{text}");
    tap(&mut screen, "Type in what is on paper…");
    assert!(says(&screen, "Put in: "), "{:?}", spoken(&screen));
}

#[test]
fn the_same_sheet_is_typed_in_two_goes() {
    let then = made::camp();
    let mut screen = begun(volunteer(), Some(then.clone()));
    enter(&mut screen, "Dry stone walls");
    enter(&mut screen, "");
    walk(&mut screen, 2);
    enter(&mut screen, CYBER);
    tap(&mut screen, "See what changes");
    put_in(&mut screen);
    // Somebody else goes on meanwhile, elsewhere.
    screen.state_mut().engine().publish(|view| {
        super::place(view, made::session(2), Placement::Shelf);
    });
    screen.run();
    let board = PrintFound::Board { since_s: PRINTED_S - 60 };
    tap(&mut screen, "Another print");
    type_into(&mut screen, "Board on the print", "3f9a");
    type_into(&mut screen, "As of", "11:30");
    tap(&mut screen, "Begin");
    found(&mut screen, board, &then);
    assert!(says(&screen, "1 cell needs you first"), "{:?}", spoken(&screen));
    assert!(line(&screen, "Severn, 10:30").contains("The board moved on here"));
    assert!(!line(&screen, "Workshop 2, 10:30").contains("The board moved on here"));

    // What was typed wrongly is typed again, without a question.
    enter(&mut screen, "Dry stone walls and hedges");
    enter(&mut screen, "");
    assert!(says(&screen, "1 cell needs you first"), "{:?}", spoken(&screen));
    tap(&mut screen, "1 cell needs you first");
    press(&mut screen, Key::Enter);
    tap(&mut screen, "See what changes");
    put_in(&mut screen);
    tap(&mut screen, "More of the same print");
    assert_eq!(print_of(&mut screen).board, "3f9a");
    found(&mut screen, board, &then);
    assert!(!says(&screen, "needs you first"), "{:?}", spoken(&screen));
    // Nor is what was put in taken for somebody else's, when it goes elsewhere.
    tap(&mut screen, "Rooftop, 10:30");
    enter(&mut screen, "Dry stone walls");
    assert!(!says(&screen, "needs you first"), "{:?}", spoken(&screen));
}

#[test]
fn enter_goes_on_however_many_cells_were_looked_at() {
    let many = (0..400).map(|n| {
        let (when, room) = (json(When::Slot(made::slot(0))), json(made::room(1_000 + n)));
        format!(r#"[{{"when":{when},"room":{room}}},{{"seen":true,"decided":1}}]"#)
    });
    let cells = format!(r#""board":"3f9a","cells":[{}]"#, many.collect::<Vec<_>>().join(","));
    let mut screen = screen_at(drafted(volunteer(), &cells), Page::FromPaper);
    tap(&mut screen, "Go on typing");
    found(&mut screen, PrintFound::Same, &made::camp());
    assert!(!says(&screen, "as much as fits"), "{:?}", spoken(&screen));
    enter(&mut screen, "");
    assert!(says(&screen, "On the board: Reorganisation"), "Chamberlain is open");

    // Where it is full of texts nothing more is taken, and Enter goes on.
    let long = "a".repeat(200);
    let many = (0..250).map(|n| {
        let (when, room) = (json(When::Slot(made::slot(0))), json(made::room(1_000 + n)));
        format!(r#"[{{"when":{when},"room":{room}}},{{"title":"{long}"}}]"#)
    });
    let cells = format!(r#""board":"3f9a","cells":[{}]"#, many.collect::<Vec<_>>().join(","));
    let mut screen = screen_at(drafted(volunteer(), &cells), Page::FromPaper);
    tap(&mut screen, "Go on typing");
    found(&mut screen, PrintFound::Same, &made::camp());
    enter(&mut screen, "Too much");
    assert!(says(&screen, "This is as much as fits at once"), "{:?}", spoken(&screen));
    assert!(says(&screen, "On the board: Reorganisation"), "Chamberlain is open");
    assert!(!says(&screen, "Too much"));
}

#[test]
fn digits_of_another_board_need_their_time() {
    let mut screen = screen_at(volunteer(), Page::FromPaper);
    type_into(&mut screen, "Board on the print", "3F9A");
    tap(&mut screen, "Begin");
    assert_eq!(print_of(&mut screen), OfPrint { board: "3f9a".to_owned(), at_s: None });
    found(&mut screen, PrintFound::NeedsTime, &made::camp());
    assert!(says(&screen, "Board on the print"), "{:?}", spoken(&screen));
    assert!(says(&screen, "type the time of the print too"), "{:?}", spoken(&screen));
    // The digits are there still, and the time has the focus.
    enter(&mut screen, "11:30");
    let of = OfPrint { board: "3f9a".to_owned(), at_s: Some(PRINTED_S) };
    assert_eq!(print_of(&mut screen), of);
    found(&mut screen, PrintFound::Board { since_s: PRINTED_S }, &made::camp());
    assert!(says(&screen, "The print shows the board of"), "{:?}", spoken(&screen));
}

#[test]
fn what_is_typed_of_digits_that_need_their_time_waits_for_it() {
    let cells = format!(r#""board":"3f9a","cells":[[{},{{"title":"-"}}]]"#, key(0));
    let mut screen = screen_at(drafted(volunteer(), &cells), Page::FromPaper);
    tap(&mut screen, "Go on typing");
    assert_eq!(print_of(&mut screen).at_s, None);
    found(&mut screen, PrintFound::NeedsTime, &made::camp());
    assert!(says(&screen, "type the time of the print too"), "{:?}", spoken(&screen));
    enter(&mut screen, "11:30");
    let of = OfPrint { board: "3f9a".to_owned(), at_s: Some(PRINTED_S) };
    assert_eq!(print_of(&mut screen), of);
    found(&mut screen, PrintFound::Board { since_s: PRINTED_S }, &made::camp());
    tap(&mut screen, "See what changes");
    assert_eq!(put_in(&mut screen), [place(0, Placement::Shelf)]);
}

#[test]
fn the_present_board_is_found_again_when_it_is_a_past_one() {
    let mut screen = screen_at(volunteer(), Page::FromPaper);
    type_into(&mut screen, "Board on the print", "3f9a");
    tap(&mut screen, "Begin");
    found(&mut screen, PrintFound::Same, &made::camp());
    enter(&mut screen, "Dry stone walls");
    for _ in 0..2 {
        screen.run_steps(60);
    }
    let text = kept(&mut screen).flatten().unwrap();
    let kept = [(Kept::Paper, text)].into_iter().collect();
    let view = View { kept: Arc::new(kept), ..volunteer() };
    let mut screen = screen_at(view, Page::FromPaper);
    tap(&mut screen, "Go on typing");
    assert!(print_of(&mut screen).at_s.is_some(), "it stood when typing began");
}

#[test]
fn what_left_its_time_on_a_day_without_slots_is_marked_where_the_print_has_it() {
    let then = made::conference(3, 6);
    let mut now = then.clone();
    set(&mut now, 0, made::timed(made::day(0), 600, 45, &[made::room(0)]));
    let mut screen = begun(made::view(now, Role::Volunteer), Some(then.clone()));
    let title = then.sessions[&made::session(0)].title.value.clone();
    let marked = format!("The board moved on here. On the print: {title}");
    assert!(says(&screen, &marked), "{:?}", spoken(&screen));
    tap(&mut screen, "1 cell needs you first");
    enter(&mut screen, &title);
    tap(&mut screen, "Take what the paper says");
    tap(&mut screen, "See what changes");
    let back = then.sessions[&made::session(0)].placement.value.clone();
    assert_eq!(put_in(&mut screen), [place(0, back)]);
}

#[test]
fn a_day_without_slots_takes_what_is_not_on_it_with_its_time() {
    let schedule = made::conference(12, 150);
    let room = |n: usize| made::room(n);
    let length = match schedule.sessions[&made::session(7)].placement.value {
        Placement::At { when: When::Timed { minutes, .. }, .. } => minutes,
        _ => panic!("it is timed"),
    };
    let title = schedule.sessions[&made::session(7)].title.value.clone();
    let mut screen = begun(made::view(schedule, Role::Volunteer), None);
    tap(&mut screen, "Something that is not in this list…");
    enter(&mut screen, "half past two");
    enter(&mut screen, "Severn");
    assert!(says(&screen, "A time looks like 14:30"), "{:?}", spoken(&screen));
    type_into(&mut screen, "Time", "");
    screen.key_press_modifiers(Modifiers::COMMAND, Key::A);
    enter(&mut screen, "21:31-22:15");
    assert!(says(&screen, "On the board: Nothing"), "{:?}", spoken(&screen));
    enter(&mut screen, "Dry stone walls");
    enter(&mut screen, "Nia Rhys");
    // The next is added at once, in the same room.
    enter(&mut screen, "22:31");
    enter(&mut screen, &title);
    screen.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    screen.run();
    let line = "New: “Dry stone walls” with Nia Rhys, Day 1 21:31 · Severn 1";
    assert!(says(&screen, line), "{:?}", spoken(&screen));
    let commands = put_in(&mut screen);
    let moved = made::timed(made::day(1), 22 * 60 + 31, length, &[room(2)]);
    assert!(commands.contains(&place(7, moved)), "as long as it is: {commands:?}");
    let added = made::timed(made::day(1), 21 * 60 + 31, 44, &[room(2)]);
    let is_new = |command: &Command| matches!(command, Command::Place { to, .. } if *to == added);
    assert!(commands.iter().any(is_new), "{commands:?}");
}

#[test]
fn a_day_with_nothing_on_it_takes_what_is_on_paper() {
    let mut screen = begun(made::view(made::conference(3, 0), Role::Volunteer), None);
    tap(&mut screen, "Something that is not in this list…");
    enter(&mut screen, "14:30");
    enter(&mut screen, "Chamb");
    enter(&mut screen, "Dry stone walls");
    enter(&mut screen, "");
    tap(&mut screen, "Close");
    tap(&mut screen, "See what changes");
    let commands = put_in(&mut screen);
    let at = made::timed(made::day(1), 870, 45, &[made::room(1)]);
    assert!(matches!(&commands[1], Command::Place { to, .. } if *to == at), "{commands:?}");
    // What was there on the print is none of it.
    let now = Arc::clone(&screen.state_mut().engine().view.schedule);
    tap(&mut screen, "More of the same print");
    let of = print_of(&mut screen);
    answer(&mut screen, made_past::printed(&now, of));
    assert!(says(&screen, "On the board: Dry stone walls"), "{:?}", spoken(&screen));
}

#[test]
fn names_that_others_typed_from_paper_do_not_come_back_after_an_erasure() {
    let mut screen = begun(volunteer(), None);
    enter(&mut screen, "Dry stone walls");
    enter(&mut screen, "Nia");
    screen.run_steps(120);
    let text = kept(&mut screen).flatten().unwrap();
    assert!(text.contains("Nia"), "{text}");
    // The kiosk starts again, and somebody goes on.
    let kept_of = |text: String| Arc::new([(Kept::Paper, text)].into_iter().collect());
    let erase = |screen: &mut Screen| {
        screen.state_mut().engine().asked.clear();
        screen.state_mut().engine().publish(|view| {
            view.drafts_erased += 1;
            view.kept = Arc::default();
        });
        screen.run();
    };
    let view = View { kept: kept_of(text), ..volunteer() };
    let mut screen = screen_at(view.clone(), Page::FromPaper);
    tap(&mut screen, "Go on typing");
    let Ask::Past(PastAsk::Print(of)) = asked(&mut screen).1 else {
        panic!("no print is asked for")
    };
    let now = Arc::clone(&screen.state_mut().engine().view.schedule);
    answer(&mut screen, made_past::printed(&now, of));
    enter(&mut screen, "");
    enter(&mut screen, "");
    enter(&mut screen, "Hedges");
    enter(&mut screen, "Owain");
    screen.run_steps(120);
    erase(&mut screen);
    let text =
        kept(&mut screen).flatten().expect("what is typed at this minute is lost by a power cut");
    assert!(text.contains("Owain") && !text.contains("Nia"), "{text}");
    assert!(text.contains("Dry stone walls") && text.contains("Hedges"), "{text}");
    assert!(
        says(&screen, "1 name that was typed here before went with them"),
        "{:?}",
        spoken(&screen)
    );
    // Nobody has looked at it since the start.
    let mut screen = screen_at(view, Page::Board);
    erase(&mut screen);
    let text = kept(&mut screen).flatten().expect("the titles are lost");
    assert!(text.contains("Dry stone walls") && !text.contains("Nia"), "{text}");
}
