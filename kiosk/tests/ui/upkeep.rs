//! The event itself: organisers change its days, slots, rooms and streams by touch and typing.

use super::{made, says, screen_at, sent, spoken, start::type_into};
use eframe::egui::{Key, accesskit::Role as Kind};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kiosk::{
    ask::{Answer, Ask, Failure, Reply, Request},
    ui::Page,
    view::{Member, View},
};
use shared::{
    command::{
        Command, DayEdit, EventEdit, FixedEdit, Problem, Refusal, RoomEdit, SlotEdit, StreamEdit,
        Subject, Thing,
    },
    ids::{DeviceId, FixedId, StreamId},
    roster::Role,
    schedule::{Placement, When},
    sync::Saying,
};
use std::sync::Arc;

fn organiser() -> View {
    made::view(made::camp(), Role::Organiser)
}

fn upkeep() -> super::Screen {
    screen_at(organiser(), Page::Upkeep)
}

#[track_caller]
fn last(screen: &mut super::Screen) -> Command {
    sent(screen).pop().expect("something was sent")
}

/// Scrolls to what has this name, and taps it.
#[track_caller]
pub(crate) fn tap(screen: &mut super::Screen, name: &str) {
    let nodes = || screen.query_all_by_label(name).chain(screen.query_all_by_label_contains(name));
    if let Some(node) = nodes().next() {
        node.scroll_to_me();
    }
    screen.run();
    super::tap(screen, name);
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(crate) fn retype(screen: &mut super::Screen, name: &str, text: &str) {
    type_into(screen, name, "");
    screen.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    screen.run();
    type_into_focused(screen, text);
}

fn type_into_focused(screen: &mut super::Screen, text: &str) {
    screen.event(eframe::egui::Event::Text(text.to_owned()));
    screen.run();
}

#[test]
fn the_information_page_leads_organisers_there_and_nobody_else() {
    let mut screen = screen_at(organiser(), Page::Info);
    tap(&mut screen, "The event: days, slots, rooms, streams…");
    assert_eq!(screen.state().page(), Page::Upkeep);
    let volunteer = screen_at(made::view(made::camp(), Role::Volunteer), Page::Info);
    assert!(!says(&volunteer, "The event: days"));
    let there = screen_at(made::view(made::camp(), Role::Volunteer), Page::Upkeep);
    assert_eq!(there.state().page(), Page::Board);
}

#[test]
fn only_the_facts_that_changed_are_written() {
    let mut screen = upkeep();
    assert!(says(&screen, "Europe/London") && says(&screen, "LocalGovCamp"));
    tap(&mut screen, "Change the facts");
    retype(&mut screen, "Venue", "Y Neuadd");
    type_into(&mut screen, "Information page in Welsh", "Wifi: gwersyll");
    tap(&mut screen, "Save");
    let edit = EventEdit {
        venue: some("Y Neuadd"),
        info_cy: some("Wifi: gwersyll"),
        ..EventEdit::default()
    };
    assert_eq!(last(&mut screen), Command::SetEvent(edit));
    assert!(!says(&screen, "Facts about the event"), "the sheet is closed");
    assert!(says(&screen, "Done: facts about the event"));
    tap(&mut screen, "Take this back: Done: facts");
    assert!(matches!(last(&mut screen), Command::Undo { .. }));
}

#[test]
fn a_day_is_added_after_the_last_and_a_wrong_date_is_said_beside_it() {
    let mut screen = upkeep();
    tap(&mut screen, "Days");
    assert!(says(&screen, "Saturday 21 November 2026"), "{:?}", spoken(&screen));
    tap(&mut screen, "Add a day");
    let refusal = Refusal::Invalid { field: "date", problem: Problem::NoDate { text: "x".into() } };
    screen.state_mut().engine().refusal = Some(refusal);
    tap(&mut screen, "Save");
    assert!(says(&screen, "is not a date such as 2026-06-20"));
    assert_eq!(sent(&mut screen), []);
    tap(&mut screen, "Save");
    let Command::PutDay { edit, .. } = last(&mut screen) else { panic!("{:?}", sent(&mut screen)) };
    assert_eq!(edit, DayEdit { date: some("2026-11-22"), ..DayEdit::default() });
}

#[test]
fn a_room_is_made_with_all_that_belongs_to_it() {
    let mut screen = upkeep();
    tap(&mut screen, "Rooms");
    tap(&mut screen, "Add a room");
    type_into(&mut screen, "Name", "Attic");
    type_into(&mut screen, "Name in Welsh", "Atig");
    type_into(&mut screen, "Seats", "many");
    tap(&mut screen, "Save");
    assert!(says(&screen, "Write a number, or nothing"));
    assert_eq!(sent(&mut screen), []);
    retype(&mut screen, "Seats", "24");
    type_into(&mut screen, "How to get there", "Up all the stairs");
    tap(&mut screen, "Quiet");
    type_into(&mut screen, "Another mark", "piano");
    tap(&mut screen, "Makers");
    tap(&mut screen, "Save");
    let Command::PutRoom { edit, .. } = last(&mut screen) else {
        panic!("{:?}", sent(&mut screen))
    };
    let expected = RoomEdit {
        name: some("Attic"),
        name_cy: some("Atig"),
        capacity: Some(24),
        way: some("Up all the stairs"),
        marks: Some(vec!["quiet".to_owned(), "piano".to_owned()]),
        streams: Some(vec![StreamId(made::bytes(1))]),
        ..RoomEdit::default()
    };
    assert_eq!(edit, expected);
}

#[test]
fn a_room_goes_up_is_closed_and_what_hangs_on_it_is_said_before_it_goes() {
    let mut screen = upkeep();
    tap(&mut screen, "Rooms");
    tap(&mut screen, "Move Chamberlain up");
    let moved = last(&mut screen);
    let is_order = |command: &Command| matches!(command, Command::PutRoom { edit, .. } if edit.order.is_some());
    let all = match &moved {
        Command::Together { commands, .. } => commands.iter().all(is_order),
        one => is_order(one),
    };
    assert!(all, "{moved:?}");
    tap(&mut screen, "Close Severn for everybody");
    let room = made::room(2);
    assert_eq!(last(&mut screen), Command::CloseRoom { room, closed: true });
    assert!(says(&screen, "Open Severn again"));
    tap(&mut screen, "Remove Severn");
    assert!(says(&screen, "sessions are placed there"), "{:?}", spoken(&screen));
    let before = sent(&mut screen).len();
    tap(&mut screen, "Cancel");
    assert_eq!(sent(&mut screen).len(), before);
    tap(&mut screen, "Remove Severn");
    tap(&mut screen, "Remove it all the same");
    assert_eq!(last(&mut screen), Command::Remove(Thing::Room(room)));
    assert!(says(&screen, "Bring Severn (removed) back"), "{:?}", spoken(&screen));
    tap(&mut screen, "Bring Severn (removed) back");
    assert_eq!(last(&mut screen), Command::Restore(Thing::Room(room)));
}

#[test]
fn slots_and_breaks_are_made_and_changed_by_time() {
    let mut screen = upkeep();
    tap(&mut screen, "Slots and breaks");
    tap(&mut screen, "Saturday 21 November 2026");
    tap(&mut screen, "Change 10:30–11:15");
    retype(&mut screen, "Begins at", "half ten");
    tap(&mut screen, "Save");
    assert!(says(&screen, "Write a time such as 10:30"));
    retype(&mut screen, "Begins at", "1035");
    tap(&mut screen, "Save");
    let edit = SlotEdit { span: Some((made::day(1), 635, 45)), ..SlotEdit::default() };
    assert_eq!(last(&mut screen), Command::PutSlot { slot: made::slot(0), edit });
    tap(&mut screen, "Add a break");
    type_into(&mut screen, "What it is", "Cake");
    retype(&mut screen, "Begins at", "16:00");
    retype(&mut screen, "Minutes", "20");
    tap(&mut screen, "Garden room");
    tap(&mut screen, "Save");
    let Command::PutFixed { edit, .. } = last(&mut screen) else {
        panic!("{:?}", sent(&mut screen))
    };
    let when = When::Timed { day: made::day(1), start: 960, minutes: 20 };
    let placement = Some(Placement::At { when, rooms: vec![made::room(3)] });
    assert_eq!(edit, FixedEdit { title: some("Cake"), placement, ..FixedEdit::default() });
}

#[test]
fn a_title_alone_leaves_a_break_in_its_place() {
    let mut screen = upkeep();
    tap(&mut screen, "Slots and breaks");
    tap(&mut screen, "Friday 20 November 2026");
    tap(&mut screen, "Change 16:00–17:00 · Show and tell, both streams");
    retype(&mut screen, "What it is", "Closing");
    tap(&mut screen, "Save");
    let edit = FixedEdit { title: some("Closing"), ..FixedEdit::default() };
    assert_eq!(last(&mut screen), Command::PutFixed { fixed: FixedId(made::bytes(10)), edit });
}

#[test]
fn the_rest_of_the_day_is_shifted_as_one_act_after_a_look() {
    let mut screen = upkeep();
    tap(&mut screen, "Slots and breaks");
    tap(&mut screen, "Saturday 21 November 2026");
    tap(&mut screen, "Shift the rest of the day…");
    assert!(says(&screen, "15 minutes later"));
    let moves = spoken(&screen);
    let lunch = "12:30–13:30 instead of 12:15–13:15: Lunch";
    assert!(moves.iter().any(|said| said == lunch), "{moves:?}");
    tap(&mut screen, "Shift it");
    let Command::Together { commands, .. } = last(&mut screen) else {
        panic!("{:?}", sent(&mut screen))
    };
    let slot = |command: &Command| match command {
        Command::PutSlot { slot, edit } => edit.span.map(|(_, start, _)| (*slot, start)),
        _ => None,
    };
    let shifted: Vec<_> = commands.iter().filter_map(slot).collect();
    let view = organiser();
    let ahead = view.schedule.slots_of(made::day(1)).into_iter();
    let ahead = ahead.filter(|(_, slot)| slot.span.value.start >= 11 * 60 + 38);
    let expected: Vec<_> = ahead.map(|(id, slot)| (id, slot.span.value.start + 15)).collect();
    assert!(expected.len() > 1);
    assert_eq!(shifted, expected, "what is on stays, the rest goes");
}

#[test]
fn a_stream_needs_a_name_and_says_so_at_the_field() {
    let mut screen = upkeep();
    tap(&mut screen, "Streams");
    tap(&mut screen, "Add a stream");
    let refusal = Refusal::Missing { what: Subject::Stream, field: "name" };
    screen.state_mut().engine().refusal = Some(refusal);
    tap(&mut screen, "Save");
    assert!(says(&screen, "the name of the stream is missing"));
    type_into(&mut screen, "Name", "Newcomers");
    tap(&mut screen, "Friday 20 November 2026");
    tap(&mut screen, "Save");
    let Command::PutStream { edit, .. } = last(&mut screen) else { panic!() };
    let days = Some(vec![made::day(0)]);
    assert_eq!(edit, StreamEdit { name: some("Newcomers"), days, ..StreamEdit::default() });
}

#[test]
fn an_event_without_days_leads_its_organisers_to_the_page() {
    let empty = || shared::schedule::Schedule::default();
    let mut screen = screen_at(made::view(empty(), Role::Organiser), Page::Board);
    tap(&mut screen, "Set up days, slots and rooms");
    assert_eq!(screen.state().page(), Page::Upkeep);
    let kiosk = screen_at(made::view(empty(), Role::Kiosk), Page::Board);
    assert!(!says(&kiosk, "Set up days"));
}

#[test]
fn the_form_is_filled_by_keyboard_alone() {
    let mut screen = upkeep();
    tap(&mut screen, "Streams");
    tap(&mut screen, "Add a stream");
    type_into_focused(&mut screen, "Newcomers");
    screen.key_press(Key::Enter);
    screen.run();
    type_into_focused(&mut screen, "Newydd");
    screen.key_press(Key::Enter);
    screen.run();
    let Command::PutStream { edit, .. } = last(&mut screen) else { panic!() };
    assert_eq!((edit.name, edit.name_cy), (some("Newcomers"), some("Newydd")));
}

#[test]
fn a_long_list_of_rooms_draws_what_is_seen() {
    let view = made::view(made::conference(108, 300), Role::Organiser);
    let mut screen = screen_at(view, Page::Upkeep);
    tap(&mut screen, "Rooms");
    screen.run();
    let drawn = screen.query_all_by_role(Kind::Button).filter(|node| {
        node.accesskit_node().label().is_some_and(|name| name.starts_with("Remove "))
    });
    let drawn = drawn.count();
    assert!((5..60).contains(&drawn), "{drawn} of 108");
}

#[test]
fn what_somebody_else_renames_meanwhile_is_not_undone_by_a_form() {
    let mut screen = upkeep();
    tap(&mut screen, "Rooms");
    tap(&mut screen, "Change Severn");
    screen.state_mut().engine().publish(|view| {
        let rooms = &mut Arc::make_mut(&mut view.schedule).rooms;
        Arc::make_mut(rooms.get_mut(&made::room(2)).unwrap()).name = "Hafren".to_owned().into();
    });
    screen.run();
    tap(&mut screen, "Step-free");
    tap(&mut screen, "Save");
    let Command::PutRoom { edit, .. } = last(&mut screen) else { panic!() };
    assert_eq!(edit.name, None, "only what was changed here is written");
    assert!(edit.marks.is_some());
}

#[test]
fn devices_are_listed_renamed_and_given_another_role() {
    let mut view = organiser();
    let member = |n: u8, role, is_server| Member {
        device: DeviceId([n; 32]),
        role,
        is_server,
        is_me: n == 1,
    };
    view.members = Arc::new(vec![
        member(1, Some(Role::Organiser), false),
        member(2, Some(Role::Kiosk), false),
        member(3, None, true),
    ]);
    let tag = |n: u8| DeviceId([n; 32]).tag();
    let devices = &mut Arc::make_mut(&mut view.schedule).devices;
    devices.insert(tag(1), Arc::from("Desk"));
    devices.insert(tag(2), Arc::from("Tablet 3"));
    let mut screen = screen_at(view, Page::Upkeep);
    tap(&mut screen, "Devices");
    let said = spoken(&screen);
    for words in ["3 devices of this event", "organiser · this one", "server", "Tablet 3"] {
        assert!(said.iter().any(|line| line.contains(words)), "{words}: {said:?}");
    }
    assert!(!said.iter().any(|line| line.starts_with("Change 0303")), "a server is the root's");
    tap(&mut screen, "Change Tablet 3");
    retype(&mut screen, "Name of this device", "Foyer tablet");
    tap(&mut screen, "Save the name");
    let name = Saying::Name("Foyer tablet".to_owned());
    assert_eq!(said_last(&mut screen), (DeviceId([2; 32]), name));
    answer(&mut screen, Answer::Done);
    assert!(!says(&screen, "Save the name"), "the sheet is closed");
    tap(&mut screen, "Change Tablet 3");
    tap(&mut screen, "Volunteer: moves sessions");
    assert_eq!(said_last(&mut screen).1, Saying::Role(Role::Volunteer));
    answer(&mut screen, Answer::Failed(Failure::Refused(Refusal::RootOnly)));
    assert!(says(&screen, "only the root words of the event decide"));
    tap(&mut screen, "Shut it out…");
    assert!(says(&screen, "A server shuts it out as soon as it hears of this"));
    tap(&mut screen, "Leave it in");
    tap(&mut screen, "Shut it out…");
    tap(&mut screen, "Shut it out now");
    assert_eq!(said_last(&mut screen).1, Saying::Revoked);
    answer(&mut screen, Answer::Done);
    tap(&mut screen, "Change Desk");
    assert!(says(&screen, "An organiser’s device: only the root words"));
    assert!(!says(&screen, "Shut it out"));
}

fn said_last(screen: &mut super::Screen) -> (DeviceId, Saying) {
    let asked = screen.state_mut().engine().asked.clone();
    let said = asked.into_iter().rev().find_map(|request| match request {
        Request::Ask { ask: Ask::Say { about, saying }, .. } => Some((about, saying)),
        _ => None,
    });
    said.unwrap()
}

/// Answers what was said last about a device.
fn answer(screen: &mut super::Screen, answer: Answer) {
    let asked = screen.state_mut().engine().asked.clone();
    let ticket = asked.into_iter().rev().find_map(|request| match request {
        Request::Ask { ticket, ask: Ask::Say { .. } } => Some(ticket),
        _ => None,
    });
    let reply = Reply { ticket: ticket.unwrap(), answer };
    screen.state_mut().engine().replies.push(reply);
    screen.run();
}
