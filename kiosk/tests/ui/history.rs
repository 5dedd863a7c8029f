//! The past on the screen: the scrubber, the board as it was, bringing back, and who did what.

use super::{Screen, made, made_past, says, screen_of, sent, spoken, tap};
use eframe::egui::{Key, vec2};
use kiosk::{
    ask::{Answer, Ask, BackTo, BackWhat, Failure, FilePlace, PastAsk, Reply, Request},
    ui::theme::Look,
    view::View,
};
use shared::{
    command::{Command, Refusal},
    compare::Scope,
    documents::Moment,
    ids::ChangeHash,
    roster::Role,
};

/// What was asked last, and its ticket.
fn asked(screen: &mut Screen) -> (u64, Ask) {
    let requests = &screen.state_mut().engine().asked;
    let ask = |request: &Request| match request {
        Request::Ask { ticket, ask } => Some((*ticket, ask.clone())),
        Request::Command { .. } | Request::Keep { .. } | Request::Presence(_) => None,
    };
    requests.iter().rev().find_map(ask).unwrap()
}

fn answer(screen: &mut Screen, answer: Answer) {
    let (ticket, _) = asked(screen);
    screen.state_mut().engine().replies.push(Reply { ticket, answer });
    screen.run();
}

/// Answers what is asked about the past until nothing is asked any more.
pub(super) fn answer_all(screen: &mut Screen) {
    let mut last = 0;
    loop {
        let (ticket, ask) = asked(screen);
        let Ask::Past(ask) = ask else { return };
        if ticket == last {
            return;
        }
        last = ticket;
        let now = std::sync::Arc::clone(&screen.state_mut().engine().view.schedule);
        answer(
            screen,
            match ask {
                PastAsk::Turns => made_past::turns(),
                PastAsk::Board { at, against } => made_past::board(&now, at, against),
                PastAsk::Parts(_) => made_past::parts(),
                PastAsk::Find(filter) => made_past::found(filter),
                PastAsk::Preview(back) => made_past::preview(&now, back),
                PastAsk::Print(of) => made_past::printed(&now, of),
            },
        );
    }
}

fn opened() -> Screen {
    opened_with(made_past::view(Role::Volunteer))
}

pub(super) fn opened_with(view: View) -> Screen {
    let mut screen = screen_of(view, Look::Dark, vec2(1920.0, 1200.0));
    tap(&mut screen, "Information");
    tap(&mut screen, "History");
    answer_all(&mut screen);
    screen
}

fn press(screen: &mut Screen, key: Key) {
    screen.key_press(key);
    screen.run();
    answer_all(screen);
}

pub(super) fn back_to_good(screen: &mut Screen) {
    tap(screen, "Through the past");
    press(screen, Key::End);
    for _ in 0..4 {
        press(screen, Key::ArrowLeft);
    }
}

fn board_asked(screen: &mut Screen) -> (Moment, Moment) {
    match asked(screen).1 {
        Ask::Past(PastAsk::Board { at, against }) => (at, against),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_past_opens_at_the_present_and_arrows_go_through_it() {
    let mut screen = opened();
    assert!(says(&screen, "As it was at 11:35 on Saturday 21 November"), "{:?}", spoken(&screen));
    assert!(says(&screen, "Nothing differs from now"));
    back_to_good(&mut screen);
    assert_eq!(board_asked(&mut screen), (made_past::good(), Moment::Now));
    assert!(says(&screen, "As it was at 10:58 on Saturday 21 November"));
    assert!(says(&screen, "things are different now"));
    assert!(says(&screen, "New: “"), "{:?}", spoken(&screen));
    assert!(says(&screen, "became"), "another title: {:?}", spoken(&screen));
    assert!(says(&screen, "different at the other moment"), "marked on its card");
    press(&mut screen, Key::Home);
    assert_eq!(board_asked(&mut screen), (Moment::Start, Moment::Now));
    assert!(says(&screen, "As it was before anything was done"));
    press(&mut screen, Key::PageUp);
    assert_eq!(board_asked(&mut screen).0, Moment::After(ChangeHash(made::bytes(10))));
    press(&mut screen, Key::PageDown);
    assert_eq!(board_asked(&mut screen).0, Moment::Start);
}

#[test]
fn big_steps_and_filters_are_stopped_at() {
    let mut screen = opened();
    tap(&mut screen, "The big step before");
    answer_all(&mut screen);
    assert!(says(&screen, "Brought back, by Dilys Pugh, Hall laptop"), "{:?}", spoken(&screen));
    tap(&mut screen, "The big step before");
    tap(&mut screen, "The big step before");
    answer_all(&mut screen);
    assert!(says(&screen, "Garden kiosk came back with 12 edits"));
    tap(&mut screen, "All devices");
    tap(&mut screen, "Hall laptop");
    tap(&mut screen, "The next edit");
    answer_all(&mut screen);
    assert_eq!(board_asked(&mut screen).0, Moment::After(ChangeHash(made::bytes(32))));
}

#[test]
fn the_beginning_of_an_outage_is_a_big_step() {
    let mut screen = opened();
    assert!(says(&screen, "A device went on alone"), "{:?}", spoken(&screen));
    for _ in 0..4 {
        tap(&mut screen, "The big step before");
    }
    answer_all(&mut screen);
    let before = Moment::After(ChangeHash(made::bytes(29)));
    assert_eq!(board_asked(&mut screen).0, before, "the last board that all had");
}

#[test]
fn two_moments_of_the_past_are_compared() {
    let mut screen = opened();
    back_to_good(&mut screen);
    tap(&mut screen, "Compare with this moment");
    press(&mut screen, Key::End);
    answer_all(&mut screen);
    tap(&mut screen, "Through the past");
    press(&mut screen, Key::End);
    assert_eq!(board_asked(&mut screen), (made_past::last(), made_past::good()));
    assert!(says(&screen, "From 10:58 on Saturday 21 November to "), "{:?}", spoken(&screen));
    tap(&mut screen, "Compare with now");
    answer_all(&mut screen);
    assert_eq!(board_asked(&mut screen), (made_past::last(), Moment::Now));
}

#[test]
fn bringing_back_is_previewed_and_done_as_one_edit_that_can_be_undone() {
    let mut screen = opened();
    back_to_good(&mut screen);
    tap(&mut screen, "Bring back…");
    answer_all(&mut screen);
    assert!(says(&screen, "things would change"), "{:?}", spoken(&screen));
    assert!(says(&screen, "Nothing is lost: this is an edit that you can undo"));
    for (name, what) in [
        ("One room", BackWhat::Scope(Scope::Room(made::room(0)))),
        ("What one device did since", BackWhat::Device(made_past::device(2))),
    ] {
        tap(&mut screen, name);
        let Ask::Past(PastAsk::Preview(back)) = asked(&mut screen).1 else { panic!("{name}") };
        match (back.what, what) {
            (BackWhat::Scope(Scope::Room(_)), BackWhat::Scope(Scope::Room(_)))
            | (BackWhat::Device(_), BackWhat::Device(_)) => {}
            (other, _) => panic!("{name}: {other:?}"),
        }
        assert_eq!(back.moment, made_past::good());
        answer_all(&mut screen);
    }
    tap(&mut screen, "Everything");
    answer_all(&mut screen);
    tap(&mut screen, "Bring it back");
    let bring = |command: &Command| matches!(command, Command::BringBack { .. });
    assert!(sent(&mut screen).last().is_some_and(bring), "{:?}", sent(&mut screen));
    assert!(says(&screen, "Undo"), "{:?}", spoken(&screen));
}

#[test]
fn an_edit_meanwhile_is_looked_at_before_anything_is_brought_back() {
    let mut screen = opened();
    back_to_good(&mut screen);
    tap(&mut screen, "Bring back…");
    answer_all(&mut screen);
    let first = asked(&mut screen).0;
    screen.state_mut().engine().publish(|view| {
        view.schedule = std::sync::Arc::new((*view.schedule).clone());
    });
    screen.run();
    let (ticket, ask) = asked(&mut screen);
    assert!(ticket > first && matches!(ask, Ask::Past(PastAsk::Preview(_))), "{ask:?}");
    tap(&mut screen, "Bring it back");
    assert!(sent(&mut screen).is_empty(), "it would not be what was shown");
    answer_all(&mut screen);
    tap(&mut screen, "Bring it back");
    assert_eq!(sent(&mut screen).len(), 1);
}

#[test]
fn a_question_that_failed_is_asked_again_by_a_touch() {
    let mut screen = opened();
    back_to_good(&mut screen);
    screen.key_press(Key::ArrowLeft);
    screen.run();
    let (ticket, _) = asked(&mut screen);
    answer(&mut screen, Answer::Failed(Failure::Busy));
    tap(&mut screen, "Try again");
    assert!(asked(&mut screen).0 > ticket);
    answer_all(&mut screen);
    assert!(!says(&screen, "Try again"));
}

#[test]
fn nothing_to_bring_back_is_said_so() {
    let mut screen = opened();
    back_to_good(&mut screen);
    tap(&mut screen, "Bring back…");
    answer(&mut screen, Answer::Failed(Failure::Refused(Refusal::NothingToDo)));
    assert!(says(&screen, "There is nothing to bring back: it is as it was"));
    tap(&mut screen, "Cancel");
    assert!(sent(&mut screen).is_empty());
}

#[test]
fn a_touch_on_a_session_of_the_past_asks_to_bring_it_back() {
    let mut screen = opened();
    back_to_good(&mut screen);
    tap(&mut screen, "Cyber drills that people enjoy, ");
    let Ask::Past(PastAsk::Preview(back)) = asked(&mut screen).1 else { panic!("no preview") };
    assert_eq!(back.moment, made_past::good());
    assert!(matches!(back.what, BackWhat::Scope(Scope::Session(_))));
}

#[test]
fn the_log_says_who_did_what_and_leads_to_the_board_right_after() {
    let mut screen = opened();
    tap(&mut screen, "Who did what");
    answer_all(&mut screen);
    assert!(says(&screen, "34 edits"), "{:?}", spoken(&screen));
    let row = "about 11:10 on Saturday 21 November (its clock is in doubt), Garden kiosk";
    assert!(says(&screen, row), "{:?}", spoken(&screen));
    assert!(says(&screen, "Moved: “"), "{:?}", spoken(&screen));
    tap(&mut screen, "Every kind of edit");
    tap(&mut screen, "Undone");
    answer_all(&mut screen);
    assert!(says(&screen, "1 edit"));
    tap(&mut screen, "Undone: ");
    answer_all(&mut screen);
    assert_eq!(board_asked(&mut screen).0, Moment::After(ChangeHash(made::bytes(32))));
}

#[test]
fn what_a_device_did_from_an_act_on_is_taken_back() {
    let mut screen = opened();
    tap(&mut screen, "Who did what");
    answer_all(&mut screen);
    tap(&mut screen, "Take back everything that Foyer tablet did from edit 34 on…");
    let Ask::Past(PastAsk::Preview(back)) = asked(&mut screen).1 else { panic!("no preview") };
    let before = Moment::After(ChangeHash(made::bytes(33)));
    let what = BackWhat::Device(made_past::device(1));
    assert_eq!(back, BackTo { moment: before, what });
    answer_all(&mut screen);
    tap(&mut screen, "Bring it back");
    assert_eq!(sent(&mut screen).len(), 1);
}

#[test]
fn the_log_is_saved_as_a_table() {
    let mut screen = opened();
    tap(&mut screen, "Who did what");
    answer_all(&mut screen);
    tap(&mut screen, "Save as a table…");
    tap(&mut screen, "To the stick");
    let (_, ask) = asked(&mut screen);
    assert!(matches!(ask, Ask::ExportLog { place: FilePlace::Stick, .. }), "{ask:?}");
    answer(&mut screen, Answer::Exported { path: "/media/stick/campboard-history.csv".into() });
    assert!(says(&screen, "Saved as /media/stick/campboard-history.csv"));
}

#[test]
fn a_kiosk_for_everybody_has_no_past() {
    let view = made_past::view(Role::Kiosk);
    let mut screen = screen_of(view, Look::Dark, vec2(1920.0, 1200.0));
    tap(&mut screen, "Information");
    assert!(!says(&screen, "History"));
}

#[test]
fn a_long_table_says_how_far_it_is_and_can_be_stopped() {
    let mut screen = opened();
    tap(&mut screen, "Who did what");
    answer_all(&mut screen);
    tap(&mut screen, "Save as a table…");
    tap(&mut screen, "To the stick");
    let (ticket, _) = asked(&mut screen);
    answer(&mut screen, Answer::Carrying { done: 500, of: 2_000 });
    assert!(says(&screen, "Writing: 500 of 2,000 edits"), "{:?}", spoken(&screen));
    tap(&mut screen, "Stop writing it");
    assert_eq!(asked(&mut screen).1, Ask::StopLog);
    assert!(!says(&screen, "Writing:"));
    let path = "/media/stick/log.csv".into();
    let late = Reply { ticket, answer: Answer::Exported { path } };
    screen.state_mut().engine().replies.push(late);
    screen.run();
    assert!(!says(&screen, "log.csv"), "it was stopped");
}

#[test]
fn more_than_can_be_taken_back_at_once_is_said_so() {
    let mut screen = opened();
    back_to_good(&mut screen);
    tap(&mut screen, "Bring back…");
    answer(&mut screen, Answer::Failed(Failure::TooMany { n: 9_000, most: 5_000 }));
    assert!(says(&screen, "and 5,000 at once are the most"), "{:?}", spoken(&screen));
}
