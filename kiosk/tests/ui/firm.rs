//! What other devices do does not change what a touch does here.

use super::{
    edit,
    editing::{CYBER, center},
    history, made, made_past, says, screen, sent, spoken, tap,
};
use eframe::egui::{Event, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable as _;
use shared::{
    clash::{Answer, Clash, ClashKind, Meaning},
    command::Command,
    roster::Role,
    schedule::{Placement, Register, Version},
};
use std::sync::Arc;

const BINS: &str = "Bin collections as a service, Waiting";

fn button(screen: &mut super::Screen, at: Pos2, pressed: bool) {
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    screen.event(Event::PointerMoved(at));
    screen.event(Event::PointerButton { pos: at, button, pressed, modifiers });
    screen.step();
}

/// Another device places a session.
fn placed_elsewhere(screen: &mut super::Screen, n: usize, to: Placement) {
    screen.state_mut().engine().publish(|view| {
        edit(view, made::session(n), |session| session.placement = Register::from(to));
    });
}

fn room_small(n: usize) -> Clash {
    let (session, room) = (made::session(n), made::room(2));
    let to = Placement::Shelf;
    Clash {
        kind: ClashKind::RoomTooSmall { session, room, capacity: 3, dots: 9 },
        key: [u8::try_from(n).unwrap(); 32],
        answers: vec![Answer {
            meaning: Meaning::ToShelf(session),
            command: Command::Place { session, to },
        }],
    }
}

#[test]
fn a_question_about_a_session_that_was_moved_elsewhere_is_over() {
    let mut screen = screen(made::view(made::camp(), Role::Volunteer));
    tap(&mut screen, BINS);
    tap(&mut screen, "Place");
    tap(&mut screen, CYBER);
    assert!(says(&screen, "Take its place; it goes to the shelf"));
    placed_elsewhere(&mut screen, 61, made::slotted(made::slot(1), &[made::room(3)]));
    screen.run();
    assert!(says(&screen, "Somebody changed this at another device just now"));
    for gone in ["Take its place; it goes to the shelf", "Swap the two", "Place here too"] {
        assert!(!says(&screen, gone), "{gone}");
    }
    tap(&mut screen, "Look at the board");
    assert!(!says(&screen, "Somebody changed this at another device"));
    assert_eq!(sent(&mut screen), [], "nobody asked for anything that is done");
}

#[test]
fn a_finger_that_is_down_presses_nothing_that_came_under_it() {
    let mut screen = screen(made::view(made::camp(), Role::Volunteer));
    tap(&mut screen, BINS);
    tap(&mut screen, "Place");
    tap(&mut screen, CYBER);
    let at = center(&screen, "Take its place; it goes to the shelf");
    button(&mut screen, at, true);
    placed_elsewhere(&mut screen, 61, made::slotted(made::slot(1), &[made::room(3)]));
    screen.run();
    button(&mut screen, at, false);
    screen.run();
    assert_eq!(sent(&mut screen), []);
    assert!(says(&screen, "Somebody changed this at another device just now"), "it stays open");
}

#[test]
fn an_answer_that_moved_up_under_a_finger_is_not_given() {
    let mut view = made::view(made::camp(), Role::Volunteer);
    view.clashes = Arc::new(vec![room_small(1), room_small(5)]);
    let mut screen = screen(view);
    tap(&mut screen, "2 to look at");
    let first = "Move “Reorganisation without the chaos” to the shelf";
    let at = center(&screen, first);
    button(&mut screen, at, true);
    screen.state_mut().engine().publish(|view| {
        Arc::make_mut(&mut view.clashes).remove(0);
    });
    screen.run();
    button(&mut screen, at, false);
    screen.run();
    assert_eq!(sent(&mut screen), [], "{:?}", spoken(&screen));
    let second = "Move “Cyber drills that people enjoy” to the shelf";
    tap(&mut screen, second);
    let session = made::session(5);
    assert_eq!(sent(&mut screen), [Command::Place { session, to: Placement::Shelf }]);
}

#[test]
fn a_pin_that_is_asked_about_and_gone_is_asked_about_no_more() {
    let mut view = made::view(made::camp(), Role::Volunteer);
    edit(&mut view, made::session(5), |session| session.pinned = true);
    let mut screen = screen(view);
    tap(&mut screen, CYBER);
    tap(&mut screen, "Move");
    tap(&mut screen, "Place in Garden room at 10:30");
    assert!(says(&screen, "“Cyber drills that people enjoy” is pinned to its place"));
    placed_elsewhere(&mut screen, 5, Placement::Shelf);
    screen.run();
    assert!(says(&screen, "Somebody changed this at another device just now"));
    assert!(!says(&screen, "Move it all the same"));
}

#[test]
fn bringing_back_a_pinned_session_is_asked_about() {
    let mut view = made_past::view(Role::Organiser);
    edit(&mut view, made::session(5), |session| session.pinned = true);
    let mut screen = history::opened_with(view);
    history::back_to_good(&mut screen);
    tap(&mut screen, "Bring back…");
    history::answer_all(&mut screen);
    tap(&mut screen, "Bring it back");
    assert_eq!(sent(&mut screen), []);
    assert!(says(&screen, "“Cyber drills that people enjoy” is pinned to its place"));
    tap(&mut screen, "Move it all the same");
    assert_eq!(sent(&mut screen), [made_past::command()]);
}

#[test]
fn keeping_a_version_that_moves_a_pinned_session_is_asked_about() {
    let id = made::session(1);
    let mut view = made::view(made::camp(), Role::Volunteer);
    let (here, there) = (made::slotted(made::slot(0), &[made::room(0)]), Placement::Shelf);
    edit(&mut view, id, |session| {
        session.pinned = true;
        let version = |value: &Placement, n| Version { value: value.clone(), by: made::author(n) };
        let rivals = vec![version(&here, 1), version(&there, 2)];
        session.placement = Register { value: here.clone(), rivals };
    });
    view.clashes = Arc::new(shared::clash::clashes(&view.schedule));
    let mut screen = screen(view);
    tap(&mut screen, "to look at");
    let keeps = |name: &String| name.starts_with("Keep “") && !name.contains("10:30");
    let keep = spoken(&screen).into_iter().find(keeps).unwrap();
    screen.get_by_label(&keep).scroll_to_me();
    screen.run();
    tap(&mut screen, &keep);
    assert!(says(&screen, "“Reorganisation without the chaos” is pinned to its place"));
    assert_eq!(sent(&mut screen), []);
}

#[test]
fn a_number_that_changes_under_a_finger_does_not_take_its_touch() {
    let mut screen = screen(made::view(made::camp(), Role::Kiosk));
    tap(&mut screen, BINS);
    let node = screen.query_all_by_label_contains("I’m interested, ").next().unwrap();
    let at = node.rect().center();
    button(&mut screen, at, true);
    // Somebody dots the same session elsewhere.
    screen.state_mut().engine().publish(|view| {
        edit(view, made::session(61), |session| session.dots = 99);
    });
    screen.run();
    button(&mut screen, at, false);
    screen.run();
    assert!(matches!(sent(&mut screen)[..], [Command::Dot(_)]), "{:?}", sent(&mut screen));
}
