//! What was written on paper is typed back in.

use super::{
    Screen, made, made_past,
    pages::{at as at_moment, wait},
    says, screen_at, sent, spoken,
    start::{answer, asked, type_into},
    tap,
};
use eframe::egui::{Event, Key, Modifiers, vec2};
use kiosk::{
    ask::{Answer, Ask, Kept, OfPrint, PastAnswer, PastAsk, PrintFound, Printed, Request},
    ui::Page,
    view::{Pin, View},
};
use shared::{
    command::{Command, Refusal, SessionEdit},
    ids::{PersonId, SessionId},
    roster::Role,
    schedule::{Placement, Schedule},
};
use std::sync::Arc;

/// 11:30 on the camp's Saturday.
pub(super) const PRINTED_S: i64 = 1_795_261_080 - 8 * 60;

pub(super) fn press(screen: &mut Screen, key: Key) {
    screen.key_press(key);
    screen.run();
}

/// Types a text into whatever has the focus, and goes on.
pub(super) fn enter(screen: &mut Screen, text: &str) {
    if !text.is_empty() {
        screen.event(Event::Text(text.to_owned()));
        screen.run();
    }
    press(screen, Key::Enter);
}

/// Goes so many cells further, from the first.
pub(super) fn walk(screen: &mut Screen, cells: usize) {
    for _ in 0..cells {
        press(screen, Key::ArrowDown);
    }
}

/// The page, of a print that shows the board as `then` was.
pub(super) fn begun(view: View, then: Option<Schedule>) -> Screen {
    let mut screen = screen_at(view, Page::FromPaper);
    type_into(&mut screen, "Board on the print", "3F9A");
    type_into(&mut screen, "As of", "11:30");
    tap(&mut screen, "Begin");
    let of = OfPrint { board: "3f9a".to_owned(), at_s: Some(PRINTED_S) };
    assert_eq!(asked(&mut screen).1, Ask::Past(PastAsk::Print(of.clone())));
    let now = Arc::clone(&screen.state_mut().engine().view.schedule);
    let said = match then {
        None => made_past::printed(&now, of),
        Some(then) => {
            let found = PrintFound::Board { since_s: PRINTED_S - 60 };
            let print = Printed { of, found, then: Arc::new(then) };
            Answer::Past(PastAnswer::Printed(Box::new(print)))
        }
    };
    answer(&mut screen, said);
    screen
}

pub(super) fn volunteer() -> View {
    made::view(made::camp(), Role::Volunteer)
}

pub(super) fn at(slot: usize, rooms: &[usize]) -> Placement {
    let rooms: Vec<_> = rooms.iter().map(|room| made::room(*room)).collect();
    made::slotted(made::slot(slot), &rooms)
}

pub(super) fn place(session: usize, to: Placement) -> Command {
    Command::Place { session: made::session(session), to }
}

/// What was put in, as one act.
#[track_caller]
pub(super) fn put_in(screen: &mut Screen) -> Vec<Command> {
    tap(screen, "Put it in");
    match sent(screen).pop() {
        Some(Command::Together { commands, .. }) => commands,
        other => panic!("{other:?} on {:?}", spoken(screen)),
    }
}

/// What was last kept on this device.
pub(super) fn kept(screen: &mut Screen) -> Option<Option<String>> {
    let asked = &screen.state_mut().engine().asked;
    asked.iter().rev().find_map(|request| match request {
        Request::Keep { key: Kept::Paper, value } => Some(value.clone()),
        Request::Keep { .. }
        | Request::Command { .. }
        | Request::Ask { .. }
        | Request::Presence(_) => None,
    })
}

#[test]
fn a_row_of_the_grid_is_typed_by_keyboard_alone_and_is_one_act() {
    let mut screen = begun(volunteer(), None);
    assert!(says(&screen, "The print shows the board as it was when you began"));
    enter(&mut screen, "");
    assert!(says(&screen, "On the board: Reorganisation"), "Chamberlain is open");
    enter(&mut screen, "-");
    enter(&mut screen, "cyber drills  that people enjoy");
    enter(&mut screen, "Dry stone walls");
    enter(&mut screen, "Nia Rhys");
    enter(&mut screen, "");
    enter(&mut screen, "");
    enter(&mut screen, "x");
    let room = ["Severn, 10:30", "Garden room, 10:30", "Workshop 2, 10:30"];
    let means = [
        "On paper: Cyber drills",
        "On paper: New: Dry stone walls, with Nia Rhys",
        "On paper: Goes to: Saturday 10:30 · Severn",
    ];
    for (room, means) in room.iter().zip(means) {
        let line = spoken(&screen).into_iter().find(|line| line.starts_with(room)).unwrap();
        assert!(line.contains(means), "{line}");
    }
    tap(&mut screen, "See what changes");
    for line in [
        "5 things change",
        "“Cyber drills that people enjoy” goes from Saturday 10:30 · Workshop 2 to Saturday 10:30 · Severn",
        "“Reorganisation without the chaos” leaves Saturday 10:30 · Chamberlain and waits for a place",
        "“User research with no budget” leaves",
        "“Dŵr glân: rivers data for Welsh councils” is cancelled",
        "New: “Dry stone walls” with Nia Rhys, Saturday 10:30 · Garden room",
    ] {
        assert!(says(&screen, line), "{line}: {:?}", spoken(&screen));
    }
    let commands = put_in(&mut screen);
    let Some(Command::Pitch { session, edit }) = commands.get(4).cloned() else {
        panic!("{commands:?}")
    };
    let Some(Command::Together { people, .. }) = sent(&mut screen).pop() else { panic!() };
    assert_eq!(people.iter().map(|one| &*one.name).collect::<Vec<_>>(), ["Nia Rhys"]);
    let host: PersonId = people[0].person;
    let title = Some("Dry stone walls".to_owned());
    assert_eq!(edit, SessionEdit { title, hosts: Some(vec![host]), ..SessionEdit::default() });
    let expected = [
        place(5, at(0, &[2])),
        place(1, Placement::Shelf),
        place(2, Placement::Shelf),
        Command::Cancel(made::session(6)),
        Command::Pitch { session, edit },
        Command::Place { session, to: at(0, &[3]) },
    ];
    assert_eq!(commands, expected);
    assert!(says(&screen, "Put in: 5 things changed"), "{:?}", spoken(&screen));
    let text = kept(&mut screen).flatten().unwrap_or_default();
    assert!(!text.contains("Dry stone walls") && !text.contains("Nia"), "it is done with: {text}");
    tap(&mut screen, "Undo");
    assert!(matches!(sent(&mut screen).pop(), Some(Command::Undo { .. })));
}

#[test]
fn a_session_about_the_same_is_chosen_with_the_arrows() {
    let mut screen = begun(volunteer(), None);
    screen.event(Event::Text("Bin collec".to_owned()));
    screen.run();
    assert!(says(&screen, "New session: Bin collec"));
    press(&mut screen, Key::ArrowDown);
    press(&mut screen, Key::Enter);
    let line = spoken(&screen).into_iter().find(|line| line.starts_with("Main hall, 10:30"));
    let line = line.unwrap();
    assert!(line.contains("On paper: Bin collections as a service"), "{line}");
    // It is seen by keyboard alone, and left again.
    screen.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    screen.run();
    assert!(says(&screen, "“Bin collections as a service” gets a place: Saturday 10:30"));
    tap(&mut screen, "Go on typing");
    // Without a title the arrows go to the cell above and below.
    press(&mut screen, Key::ArrowDown);
    assert!(says(&screen, "On the board: User research"), "{:?}", spoken(&screen));
    press(&mut screen, Key::ArrowUp);
    assert!(says(&screen, "On the board: Reorganisation"));
    tap(&mut screen, "See what changes");
    let moved = put_in(&mut screen);
    assert!(matches!(&moved[0], Command::Place { to, .. } if *to == at(0, &[0])), "{moved:?}");
}

#[test]
fn of_a_joint_session_one_room_can_be_taken_and_another_added() {
    let mut screen = begun(volunteer(), None);
    walk(&mut screen, 17);
    enter(&mut screen, "-");
    tap(&mut screen, "See what changes");
    assert_eq!(put_in(&mut screen), [place(41, at(2, &[0]))]);

    let mut screen = begun(volunteer(), None);
    walk(&mut screen, 18);
    enter(&mut screen, "All of us: one design system for every council");
    tap(&mut screen, "See what changes");
    let commands = put_in(&mut screen);
    assert_eq!(commands[0], place(41, at(2, &[0, 1, 2])));

    // One that was in one room alone is in two, where it is typed in both.
    let mut screen = begun(volunteer(), None);
    walk(&mut screen, 4);
    enter(&mut screen, "Cyber drills that people enjoy");
    enter(&mut screen, "Cyber drills that people enjoy");
    tap(&mut screen, "See what changes");
    assert_eq!(put_in(&mut screen), [place(5, at(0, &[4, 5]))]);
}

#[test]
fn what_is_cancelled_on_the_board_and_stands_on_paper_takes_place() {
    let mut screen = begun(volunteer(), None);
    walk(&mut screen, 29);
    assert!(says(&screen, "an honest chat (cancelled)"));
    enter(&mut screen, "Councillors and digital: an honest chat");
    tap(&mut screen, "See what changes");
    assert!(says(&screen, "takes place after all"));
    assert_eq!(put_in(&mut screen), [Command::Uncancel(made::session(43))]);
}

#[test]
fn what_is_cancelled_stays_where_it_was_and_something_else_may_stand_there() {
    let mut screen = begun(volunteer(), None);
    walk(&mut screen, 29);
    assert!(says(&screen, "an honest chat (cancelled)"));
    enter(&mut screen, "A session of which nobody has heard");
    tap(&mut screen, "See what changes");
    let commands = put_in(&mut screen);
    let of_cancelled = |command: &&Command| matches!(command, Command::Place { session, .. } if *session == made::session(43));
    assert_eq!(commands.iter().filter(of_cancelled).count(), 0, "no kiosk could do that");
    assert!(
        matches!(&commands[..], [Command::Pitch { .. }, Command::Place { .. }]),
        "{commands:?}"
    );

    // It takes place before it goes anywhere.
    let mut screen = begun(volunteer(), None);
    walk(&mut screen, 3);
    enter(&mut screen, "Councillors and digital: an honest chat");
    tap(&mut screen, "See what changes");
    let commands = put_in(&mut screen);
    let moved = place(43, at(0, &[3]));
    assert_eq!(commands[..2], [Command::Uncancel(made::session(43)), moved]);
}

#[test]
fn crossed_out_here_and_written_there_is_a_move() {
    let mut screen = begun(volunteer(), None);
    walk(&mut screen, 3);
    enter(&mut screen, "Cyber drills that people enjoy");
    walk(&mut screen, 1);
    enter(&mut screen, "x");
    tap(&mut screen, "See what changes");
    let commands = put_in(&mut screen);
    assert!(commands.contains(&place(5, at(0, &[3]))), "{commands:?}");
    assert!(!commands.contains(&Command::Cancel(made::session(5))), "{commands:?}");
}

#[test]
fn where_the_board_moved_on_somebody_decides() {
    let mut then = made::camp();
    let moved = |schedule: &mut Schedule, n: usize| {
        let session = schedule.sessions.get_mut(&made::session(n)).unwrap();
        Arc::make_mut(session).placement = Placement::Shelf.into();
    };
    moved(&mut then, 2);
    moved(&mut then, 5);
    let mut screen = begun(volunteer(), Some(then));
    assert!(says(&screen, "Cells that changed since are marked"));
    assert!(says(&screen, "2 cells need you first"));
    tap(&mut screen, "2 cells need you first");
    assert!(says(&screen, "On the board: User research"), "Severn is open");
    assert!(says(&screen, "The board moved on here. On the print: Nothing"));
    // Both are needed: what the paper says, and that it counts.
    enter(&mut screen, "-");
    assert!(says(&screen, "2 cells need you first"));
    press(&mut screen, Key::Enter);
    assert!(says(&screen, "1 cell needs you first"), "{:?}", spoken(&screen));
    tap(&mut screen, "See what changes");
    tap(&mut screen, "1 cell needs you first");
    assert!(says(&screen, "On the board: Cyber drills"), "Workshop 2 is open");
    // Nothing was written there: the board stays.
    press(&mut screen, Key::Enter);
    assert!(!says(&screen, "needs you first"), "{:?}", spoken(&screen));
    tap(&mut screen, "See what changes");
    assert_eq!(put_in(&mut screen), [place(2, Placement::Shelf)]);
}

#[test]
fn the_board_can_be_kept_where_it_moved_on() {
    let mut then = made::camp();
    let session = then.sessions.get_mut(&made::session(2)).unwrap();
    Arc::make_mut(session).placement = Placement::Shelf.into();
    let mut screen = begun(volunteer(), Some(then));
    tap(&mut screen, "Severn, 10:30");
    enter(&mut screen, "-");
    tap(&mut screen, "Keep what the board says");
    let line = spoken(&screen).into_iter().find(|line| line.starts_with("Severn, 10:30"));
    assert!(line.unwrap().contains("The board stays"));
    tap(&mut screen, "See what changes");
    assert!(says(&screen, "Nothing changes"), "{:?}", spoken(&screen));
    tap(&mut screen, "Done");
    assert_eq!(sent(&mut screen), []);
}

#[test]
fn a_session_that_is_on_paper_at_two_times_keeps_all_waiting() {
    let mut screen = begun(volunteer(), None);
    walk(&mut screen, 3);
    enter(&mut screen, "Cyber drills that people enjoy");
    walk(&mut screen, 4);
    enter(&mut screen, "Cyber drills that people enjoy");
    assert!(says(&screen, "On paper this session is at another time too"));
    tap(&mut screen, "See what changes");
    tap(&mut screen, "Put it in");
    assert_eq!(sent(&mut screen), [], "it cannot be put in");
    tap(&mut screen, "1 cell needs you first");
    tap(&mut screen, "As on the board");
    tap(&mut screen, "See what changes");
    assert_eq!(put_in(&mut screen)[0], place(5, at(0, &[3])));
}

#[test]
fn what_others_do_while_somebody_types_is_marked_too() {
    let mut screen = begun(volunteer(), None);
    screen.state_mut().engine().publish(|view| {
        super::place(view, made::session(2), Placement::Shelf);
    });
    screen.run();
    assert!(says(&screen, "1 cell needs you first"), "{:?}", spoken(&screen));
    assert!(says(&screen, "On the print: User research with no budget"));
}

#[test]
fn what_is_typed_survives_a_power_cut_and_is_offered_again() {
    let mut screen = begun(volunteer(), None);
    enter(&mut screen, "Dry stone walls");
    screen.event(Event::Text("Nia".to_owned()));
    for _ in 0..4 {
        screen.run_steps(60);
    }
    let text = kept(&mut screen).flatten().unwrap();
    assert!(text.contains("Dry stone walls") && text.contains("Nia"), "{text}");

    let with = |view: View| {
        let kept = [(Kept::Paper, text.clone())].into_iter().collect();
        View { kept: Arc::new(kept), ..view }
    };
    let mut screen = screen_at(with(volunteer()), Page::FromPaper);
    assert!(says(&screen, "1 cell is typed, and nothing is put in yet"), "{:?}", spoken(&screen));
    tap(&mut screen, "Go on typing");
    let (_, ask) = asked(&mut screen);
    let Ask::Past(PastAsk::Print(of)) = ask else { panic!("{ask:?}") };
    assert_eq!(of.board, "3f9a", "the print is looked for again");
    let now = Arc::clone(&screen.state_mut().engine().view.schedule);
    answer(&mut screen, made_past::printed(&now, of));
    tap(&mut screen, "See what changes");
    assert!(says(&screen, "New: “Dry stone walls” with Nia"), "{:?}", spoken(&screen));
    put_in(&mut screen);

    let mut screen = screen_at(with(volunteer()), Page::FromPaper);
    tap(&mut screen, "Throw it away");
    assert!(says(&screen, "Throw away the 1 cell that is typed?"), "{:?}", spoken(&screen));
    tap(&mut screen, "Keep it");
    assert_eq!(kept(&mut screen), None, "one touch throws nothing away");
    tap(&mut screen, "Throw it away");
    tap(&mut screen, "Yes, throw it away");
    assert_eq!(kept(&mut screen), Some(None));
    assert!(says(&screen, "Begin"));
    let locked = View { pin: Pin::Set, ..with(volunteer()) };
    let screen = screen_at(locked, Page::FromPaper);
    assert_eq!(screen.state().page(), Page::Board, "a stranger does not see it");
}

#[test]
fn what_is_typed_outlives_an_idle_kiosk_and_a_lock() {
    let moment = "2026-11-21T11:38:00Z";
    let mut screen = at_moment(volunteer(), Page::FromPaper, moment, vec2(1920.0, 1080.0));
    tap(&mut screen, "Begin");
    let now = Arc::clone(&screen.state_mut().engine().view.schedule);
    answer(&mut screen, made_past::printed(&now, OfPrint::default()));
    enter(&mut screen, "Dry stone walls");
    wait(&mut screen, 50);
    assert_eq!(screen.state().page(), Page::Wall, "whoever typed has gone");
    let text = kept(&mut screen).flatten().unwrap();
    assert!(text.contains("Dry stone walls"), "{text}");
    screen.state_mut().engine().publish(|view| view.pin = Pin::Set);
    wait(&mut screen, 1);
    tap(&mut screen, "Information");
    assert!(!says(&screen, "Type in what is on paper"), "a stranger does not see it");
    screen.state_mut().engine().publish(|view| view.pin = Pin::NotWanted);
    wait(&mut screen, 1);
    tap(&mut screen, "Type in what is on paper…");
    assert!(says(&screen, "1 cell is typed, and nothing is put in yet"), "{:?}", spoken(&screen));
    tap(&mut screen, "Go on typing");
    assert!(says(&screen, "Dry stone walls"));
}

#[test]
fn what_was_put_in_before_a_power_cut_is_not_put_in_twice() {
    let mut screen = begun(volunteer(), None);
    enter(&mut screen, "Dry stone walls");
    enter(&mut screen, "");
    tap(&mut screen, "See what changes");
    let commands = put_in(&mut screen);
    let pitched = commands.iter().find_map(|command| match command {
        Command::Pitch { session, .. } => Some(*session),
        _ => None,
    });
    let session = pitched.unwrap();
    let mut view = (*screen.state_mut().engine().view).clone();
    assert_eq!(view.schedule.sessions[&session].placement.value, at(0, &[0]));
    let draft =
        r#"{"begun_s":1,"day":DAY,"cells":[[KEY,{"title":"Dry stone walls","choice":"New"}]]}"#;
    let key = format!(
        r#"{{"when":{},"room":{}}}"#,
        serde_json::to_string(&shared::schedule::When::Slot(made::slot(0))).unwrap(),
        serde_json::to_string(&made::room(0)).unwrap(),
    );
    let day = serde_json::to_string(&made::day(1)).unwrap();
    let draft = draft.replace("DAY", &day).replace("KEY", &key);
    view.kept = Arc::new([(Kept::Paper, draft)].into_iter().collect());
    let mut screen = screen_at(view, Page::FromPaper);
    tap(&mut screen, "Go on typing");
    let now = Arc::clone(&screen.state_mut().engine().view.schedule);
    answer(&mut screen, made_past::printed(&now, OfPrint::default()));
    tap(&mut screen, "See what changes");
    assert!(says(&screen, "Nothing changes"), "{:?}", spoken(&screen));
}

#[test]
fn a_refusal_is_said_and_nothing_typed_is_lost() {
    let mut screen = begun(volunteer(), None);
    enter(&mut screen, "-");
    tap(&mut screen, "See what changes");
    screen.state_mut().engine().refusal = Some(Refusal::NothingToDo);
    tap(&mut screen, "Put it in");
    assert_eq!(sent(&mut screen), []);
    assert!(says(&screen, "1 thing changes"), "{:?}", spoken(&screen));
    assert_eq!(put_in(&mut screen), [place(0, Placement::Shelf)]);
}

#[test]
fn the_way_leads_through_the_information_page_and_on_to_slips() {
    let mut screen = screen_at(volunteer(), Page::Info);
    tap(&mut screen, "Type in what is on paper…");
    assert_eq!(screen.state().page(), Page::FromPaper);
    type_into(&mut screen, "Board on the print", "zzzz");
    tap(&mut screen, "Begin");
    assert!(says(&screen, "Four characters, each a digit or a letter from a to f"));
    tap(&mut screen, "Pitch slips: type in one after the other");
    assert_eq!(screen.state().page(), Page::Pitch);
    enter(&mut screen, "Hedges");
    press(&mut screen, Key::Tab);
    let fields = spoken(&screen);
    assert!(fields.iter().any(|name| name == "One line about it"), "{fields:?}");
    let kiosk = screen_at(made::view(made::camp(), Role::Kiosk), Page::Info);
    assert!(!says(&kiosk, "Type in what is on paper"), "nobody else types it in");
}

#[test]
fn a_day_without_slots_lists_what_is_on_it() {
    let mut screen = begun(made::view(made::conference(12, 150), Role::Volunteer), None);
    let first =
        spoken(&screen).into_iter().find(|line| line.starts_with("On the board: ")).unwrap();
    assert_ne!(first, "On the board: Nothing");
    enter(&mut screen, "-");
    tap(&mut screen, "See what changes");
    let commands = put_in(&mut screen);
    assert!(
        matches!(commands[..], [Command::Place { session: SessionId(_), to: Placement::Shelf }]),
        "{commands:?}"
    );
}
