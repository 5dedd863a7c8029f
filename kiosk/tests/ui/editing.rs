//! What volunteers do beside moving one session at a time.

use super::{journeys::camp, made, says, screen, sent, spoken, tap};
use eframe::egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kiosk::{
    ask::{Doing, Kept, Request},
    view::{Presence, View},
};
use shared::{
    command::Command,
    ids::{DeviceTag, SetId},
    roster::Role,
    schedule::{Placement, When},
};
use std::sync::Arc;

pub(super) const REORGANISATION: &str = "Reorganisation without the chaos, Saturday 10:30";
pub(super) const CYBER: &str = "Cyber drills that people enjoy, Saturday 10:30";
pub(super) const BINS: &str = "Bin collections as a service, Waiting";

fn change(view: &mut View, n: usize, change: impl FnOnce(&mut shared::schedule::Session)) {
    super::edit(view, made::session(n), change);
}

pub(super) fn together(commands: Vec<Command>) -> Command {
    Command::Together { commands, people: Vec::new() }
}

pub(super) fn center(screen: &super::Screen, name: &str) -> Pos2 {
    screen.query_all_by_label_contains(name).next().unwrap().rect().center()
}

pub(super) fn drag(screen: &mut super::Screen, from: Pos2, to: Pos2) {
    screen.drag_at(from);
    screen.step();
    for n in 1..=4 {
        screen.hover_at(from + (to - from) * (n as f32 / 4.0));
        screen.step();
    }
    screen.drop_at(to);
    screen.run();
}

fn focused(screen: &super::Screen) -> String {
    let node = screen.query_all_by(|node| node.is_focused()).next();
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

#[test]
fn a_waiting_pitch_is_merged_from_its_sheet() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, BINS);
    tap(&mut screen, "Merge into…");
    assert!(says(&screen, "Merge “Bin collections as a service” into which pitch?"));
    tap(&mut screen, "Designing forms nobody hates · ");
    assert!(says(&screen, "Make one pitch of the two?"));
    tap(&mut screen, "Keep the title “Designing forms nobody hates”");
    let Some(Command::Merge { session, into }) = sent(&mut screen).pop() else {
        panic!("{:?}", sent(&mut screen))
    };
    assert_eq!(session, made::session(61));
    let view = made::view(made::camp(), Role::Volunteer);
    assert_eq!(view.schedule.sessions[&into].placement.value, Placement::Shelf);
    let mut placed = camp(Role::Volunteer);
    tap(&mut placed, CYBER);
    assert!(!says(&placed, "Merge into…"), "what has a place is moved, not merged away");
}

#[test]
fn an_empty_cell_asks_what_goes_there() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, "Nothing in Library at 11:30");
    assert!(says(&screen, "What goes here? Saturday 11:30 · Library"));
    tap(&mut screen, "Bin collections as a service · ");
    let there = made::slotted(made::slot(1), &[made::room(6)]);
    let placed = Command::Place { session: made::session(61), to: there.clone() };
    assert_eq!(sent(&mut screen), [placed]);
    assert!(says(&screen, "Moved “Bin collections as a service” to Saturday 11:30 · Library"));
}

#[test]
fn a_new_session_is_made_in_an_empty_cell() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, "Nothing in Library at 11:30");
    screen.get_by_label("Title of a new session").focus();
    screen.run();
    screen.get_by_label("Title of a new session").type_text("Quiet hour");
    screen.run();
    tap(&mut screen, "New here");
    let [Command::Together { commands, .. }] = &sent(&mut screen)[..] else {
        panic!("{:?}", sent(&mut screen))
    };
    let [Command::Pitch { session, edit }, Command::Place { session: placed, to }] = &commands[..]
    else {
        panic!("{commands:?}")
    };
    assert_eq!((session, edit.title.as_deref()), (placed, Some("Quiet hour")));
    assert_eq!(*to, made::slotted(made::slot(1), &[made::room(6)]));
}

#[test]
fn those_who_only_read_are_offered_no_cell() {
    let screen = camp(Role::Kiosk);
    assert!(!says(&screen, "Nothing in Garden room"));
}

#[test]
fn a_pinned_session_moves_only_after_a_yes() {
    let mut view = made::view(made::camp(), Role::Volunteer);
    change(&mut view, 5, |session| session.pinned = true);
    let mut screen = screen(view);
    assert!(says(&screen, "35 interested, pinned"), "{:?}", spoken(&screen));
    tap(&mut screen, CYBER);
    tap(&mut screen, "Move");
    tap(&mut screen, "Place in Garden room at 10:30");
    assert!(says(&screen, "“Cyber drills that people enjoy” is pinned to its place"));
    assert_eq!(sent(&mut screen), []);
    tap(&mut screen, "Cancel");
    assert_eq!(sent(&mut screen), []);
    tap(&mut screen, CYBER);
    tap(&mut screen, "Move");
    tap(&mut screen, "Place in Garden room at 10:30");
    tap(&mut screen, "Move it all the same");
    let to = made::slotted(made::slot(0), &[made::room(3)]);
    assert_eq!(sent(&mut screen), [Command::Place { session: made::session(5), to }]);
}

#[test]
fn a_place_is_taken_and_its_session_goes_to_the_shelf() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, REORGANISATION);
    tap(&mut screen, "Move");
    tap(&mut screen, CYBER);
    tap(&mut screen, "Take its place; it goes to the shelf");
    let place = |n, to| Command::Place { session: made::session(n), to };
    let to = made::slotted(made::slot(0), &[made::room(5)]);
    assert_eq!(sent(&mut screen), [together(vec![place(5, Placement::Shelf), place(1, to)])]);
    assert!(says(&screen, "8 waiting"));
}

#[test]
fn one_pitch_laid_on_another_offers_to_make_one_of_two() {
    let mut screen = camp(Role::Volunteer);
    let (a, b) =
        (center(&screen, BINS), center(&screen, "How do we stop losing our best people?, Waiting"));
    drag(&mut screen, a, b);
    assert!(says(&screen, "Make one pitch of the two?"));
    tap(&mut screen, "Keep the title “How do we stop losing our best people?”");
    let merged = Command::Merge { session: made::session(61), into: made::session(63) };
    assert_eq!(sent(&mut screen), [merged]);
    assert!(!says(&screen, BINS), "it is part of the other");
    assert!(says(&screen, "with 1 more pitch in it"));
    tap(&mut screen, "How do we stop losing our best people?, Waiting");
    tap(&mut screen, "Make “Bin collections as a service” a pitch of its own again");
    assert_eq!(sent(&mut screen)[1], Command::Unmerge(made::session(61)));
    assert!(says(&screen, BINS));
}

#[test]
fn a_card_from_the_board_is_dropped_anywhere_on_the_shelf() {
    let mut screen = camp(Role::Volunteer);
    let to = center(&screen, BINS);
    let from = center(&screen, REORGANISATION);
    drag(&mut screen, from, to);
    let shelved = Command::Place { session: made::session(1), to: Placement::Shelf };
    assert_eq!(sent(&mut screen), [shelved]);
}

#[test]
fn a_card_held_over_a_day_is_put_down_there() {
    let mut screen = camp(Role::Volunteer);
    let from = center(&screen, BINS);
    let tab = center(&screen, "Friday 20 November 2026");
    screen.drag_at(from);
    screen.step();
    screen.hover_at(tab);
    screen.run_steps(50);
    assert!(says(&screen, "Place in Library at 10:45"), "{:?}", spoken(&screen));
    let to = center(&screen, "Place in Library at 10:00");
    screen.hover_at(to);
    screen.step();
    screen.drop_at(to);
    screen.run();
    let [Command::Place { session, to: Placement::At { when: When::Slot(slot), rooms } }] =
        &sent(&mut screen)[..]
    else {
        panic!("{:?}", sent(&mut screen))
    };
    assert_eq!((*session, rooms.as_slice()), (made::session(61), &[made::room(6)][..]));
    assert!([made::slot(20), made::slot(30)].contains(slot));
}

#[test]
fn m_lifts_a_card_arrows_choose_and_the_focus_stays_with_it() {
    let mut screen = camp(Role::Volunteer);
    screen.query_all_by_label_contains(REORGANISATION).next().unwrap().focus();
    screen.run();
    screen.key_press(Key::M);
    screen.run();
    assert!(says(&screen, "Choose a place for"));
    for _ in 0..10 {
        if focused(&screen).contains("Place in Garden room at 10:30") {
            break;
        }
        screen.key_press(Key::ArrowRight);
        screen.run();
    }
    screen.key_press(Key::Enter);
    screen.run();
    let to = made::slotted(made::slot(0), &[made::room(3)]);
    assert_eq!(sent(&mut screen), [Command::Place { session: made::session(1), to }]);
    assert!(focused(&screen).contains("Reorganisation without the chaos"), "{}", focused(&screen));
}

#[test]
fn undo_and_redo_by_keyboard_and_in_words() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, CYBER);
    tap(&mut screen, "To the shelf");
    assert!(says(&screen, "Put “Cyber drills that people enjoy” on the shelf"));
    screen.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    screen.run();
    assert!(says(&screen, CYBER));
    assert!(
        says(&screen, "Undone: “Cyber drills that people enjoy” to the shelf"),
        "{:?}",
        spoken(&screen)
    );
    screen.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    screen.run();
    assert!(!says(&screen, CYBER));
    let undo = |n| Command::Undo { set: SetId(made::bytes(n)), keep_later_edits: false };
    assert_eq!(sent(&mut screen)[1..], [undo(1), undo(2)]);
}

#[test]
fn the_line_that_says_what_was_done_goes_by_itself() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, CYBER);
    tap(&mut screen, "Cancel session");
    assert!(says(&screen, "Done: cancellation of"));
    screen.run_steps(9 * 60);
    assert!(!says(&screen, "Done: cancellation of"));
}

#[test]
fn a_room_is_closed_and_its_sessions_find_another() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, "Workshop 2, ");
    assert!(says(&screen, "still to come here"), "{:?}", spoken(&screen));
    tap(&mut screen, "Close this room for everybody");
    let room = made::room(5);
    assert_eq!(sent(&mut screen), [Command::CloseRoom { room, closed: true }]);
    assert!(says(&screen, "Closed: nothing can be put here"));
    let offer = spoken(&screen).into_iter().find(|name| name.starts_with("Move “")).unwrap();
    tap(&mut screen, &offer);
    let Command::Place { to: Placement::At { rooms, .. }, .. } = &sent(&mut screen)[1] else {
        panic!("{:?}", sent(&mut screen))
    };
    assert!(!rooms.contains(&room));
    screen.key_press(Key::Escape);
    screen.run();
    assert!(says(&screen, "Workshop 2, 105 people, closed") || says(&screen, "people, closed"));
    tap(&mut screen, REORGANISATION);
    tap(&mut screen, "Move");
    assert!(says(&screen, "Place in Garden room at") && !says(&screen, "Place in Workshop 2 at"));
}

#[test]
fn a_session_is_stretched_over_two_slots_and_two_rooms() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, REORGANISATION);
    tap(&mut screen, "Time and rooms…");
    tap(&mut screen, "2 slots · 10:30–12:15");
    tap(&mut screen, "Severn");
    tap(&mut screen, "Save");
    let to = made::timed(made::day(1), 630, 105, &[made::room(1), made::room(2)]);
    assert_eq!(sent(&mut screen), [Command::Place { session: made::session(1), to }]);
}

#[test]
fn a_timed_session_is_made_longer_by_five_minutes() {
    let mut screen = screen(made::view(made::conference(4, 8), Role::Volunteer));
    let session = Arc::clone(&screen.state().view().schedule).sessions[&made::session(0)].clone();
    let Placement::At { when: When::Timed { day, start, minutes }, rooms } =
        &session.placement.value
    else {
        panic!("{session:?}")
    };
    tap(&mut screen, &format!("{}, Day 1 09:00", session.title.value));
    tap(&mut screen, "Time and rooms…");
    tap(&mut screen, "5 minutes longer");
    tap(&mut screen, "Save");
    let to = made::timed(*day, *start, minutes + 5, rooms);
    assert_eq!(sent(&mut screen), [Command::Place { session: made::session(0), to }]);
}

#[test]
fn the_shelf_is_sorted_and_filtered() {
    let mut screen = camp(Role::Volunteer);
    let waiting = |screen: &super::Screen| -> Vec<String> {
        let mut cards: Vec<_> = screen
            .query_all_by_label_contains("Waiting for a place")
            .map(|node| (node.rect().min.x, node.accesskit_node().label().unwrap()))
            .collect();
        cards.sort_by(|a, b| a.0.total_cmp(&b.0));
        cards.into_iter().map(|(_, name)| name).collect()
    };
    let first = waiting(&screen);
    tap(&mut screen, "Sort or filter what waits");
    tap(&mut screen, "In order of pitching");
    let dots = waiting(&screen);
    assert_ne!(first, dots);
    let n = |name: &String| -> u32 {
        let before = name.split(" interested").next().unwrap();
        before.rsplit(", ").next().unwrap().parse().unwrap()
    };
    assert!(dots.windows(2).all(|two| n(&two[0]) >= n(&two[1])), "{dots:?}");
    tap(&mut screen, "Waiting: only Data");
    assert!(
        !waiting(&screen).is_empty() && waiting(&screen).iter().all(|name| name.contains("Data"))
    );
    tap(&mut screen, "Waiting: only Data");
    screen.get_by_label("Only with this word").focus();
    screen.run();
    screen.get_by_label("Only with this word").type_text("bin coll");
    screen.run();
    assert_eq!(waiting(&screen).len(), 1);
    screen.get_by_label("Only with this word").type_text("xyz");
    screen.run();
    assert!(says(&screen, "Nothing that waits fits these filters"));
    tap(&mut screen, "Show all that wait");
    assert_eq!(waiting(&screen).len(), dots.len());
}

#[test]
fn a_stream_that_was_removed_is_no_filter_of_the_shelf() {
    let mut schedule = made::camp();
    let data = schedule.streams.values_mut().find(|one| one.name.value == "Data").unwrap();
    Arc::make_mut(data).removal = made::removed(1);
    let mut screen = screen(made::view(schedule, Role::Volunteer));
    tap(&mut screen, "Sort or filter what waits");
    assert!(says(&screen, "Waiting: only People") && !says(&screen, "Waiting: only Data"));
}

#[test]
fn what_others_do_is_shown_and_what_is_done_here_is_told() {
    let mut view = made::view(made::camp(), Role::Volunteer);
    let there = |n: usize, who: &str, doing| Presence {
        device: DeviceTag(made::bytes(n)),
        who: who.to_owned(),
        doing,
    };
    let filling = Doing::Filling { when: When::Slot(made::slot(1)), room: made::room(6) };
    view.presence = vec![
        there(1, "Foyer tablet", Doing::Moving(made::session(5))),
        there(2, "Hall laptop", filling),
    ];
    let mut screen = screen(view);
    assert!(says(&screen, "Foyer tablet is moving this"));
    assert!(says(&screen, "put something there. Hall laptop is here"));
    let told = |screen: &mut super::Screen| -> Vec<Option<Doing>> {
        let asked = screen.state_mut().engine().asked.clone();
        let doing = |request| match request {
            Request::Presence(doing) => Some(doing),
            _ => None,
        };
        asked.into_iter().filter_map(doing).collect()
    };
    assert_eq!(told(&mut screen), []);
    tap(&mut screen, REORGANISATION);
    let looking = Some(Doing::Looking(made::session(1)));
    assert_eq!(told(&mut screen), [looking]);
    screen.run_steps(5 * 60);
    let n = told(&mut screen).len();
    assert!((2..=4).contains(&n), "{n} times in five seconds");
    screen.key_press(Key::Escape);
    screen.run();
    assert_eq!(told(&mut screen).last(), Some(&None));
    let n = told(&mut screen).len();
    screen.run_steps(5 * 60);
    assert_eq!(told(&mut screen).len(), n, "nothing is said while nothing is done");
}

#[test]
fn looks_are_kept_on_this_device_and_come_back() {
    let mut screen = camp(Role::Kiosk);
    tap(&mut screen, "How close together: normal");
    tap(&mut screen, "Cymraeg");
    let kept = screen.state_mut().engine().asked.clone();
    let Some(Request::Keep { key: Kept::Looks, value: Some(value) }) = kept.last() else {
        panic!("{kept:?}")
    };
    assert_eq!(value, "dark 100 cy large");
    let mut view = made::view(made::camp(), Role::Kiosk);
    view.kept = Arc::new([(Kept::Looks, "light 130 cy compact".to_owned())].into());
    let screen = super::screen(view);
    assert!(says(&screen, "Pa mor agos at ei gilydd: cryno"));
    assert!((screen.ctx.zoom_factor() - 1.3).abs() < 0.001);
}

#[test]
fn a_session_over_two_slots_keeps_its_length_where_it_is_moved() {
    let mut view = made::view(made::camp(), Role::Volunteer);
    let long = made::timed(made::day(1), 630, 105, &[made::room(1)]);
    super::place(&mut view, made::session(1), long);
    let title = view.schedule.sessions[&made::session(1)].title.value.clone();
    let mut screen = screen(view);
    tap(&mut screen, &format!("{title}, Saturday 10:30"));
    tap(&mut screen, "Move");
    tap(&mut screen, "Place in Workshop 2 at 11:30");
    let to = made::timed(made::day(1), 690, 105, &[made::room(5)]);
    assert_eq!(sent(&mut screen), [Command::Place { session: made::session(1), to }]);
}

#[test]
fn an_empty_cell_says_when_only_the_filters_hide_what_waits() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, "Sort or filter what waits");
    screen.get_by_label("Only with this word").focus();
    screen.run();
    screen.get_by_label("Only with this word").type_text("xyz");
    screen.run();
    tap(&mut screen, "Nothing in Workshop 2 at 11:30");
    assert!(says(&screen, "Nothing that waits fits these filters"), "{:?}", spoken(&screen));
    let all = screen.query_all_by_label("Show all that wait").last().unwrap();
    all.click();
    screen.run();
    assert!(says(&screen, "Bin collections as a service · "), "{:?}", spoken(&screen));
}
