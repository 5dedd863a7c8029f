//! What people do, step by step.

use super::{made, says, screen, sent, spoken, tap};
use eframe::egui::{Key, Pos2, accesskit::Role as Spoken};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use shared::{
    command::Command,
    ids::SetId,
    roster::Role,
    schedule::{Placement, When},
};

pub(super) fn camp(role: Role) -> super::Screen {
    screen(made::view(made::camp(), role))
}

fn picked(screen: &super::Screen) -> bool {
    says(screen, "Choose a place for")
}

#[test]
fn a_tap_opens_the_session_and_escape_closes_it() {
    let mut screen = camp(Role::Kiosk);
    tap(&mut screen, "Cyber drills that people enjoy, Saturday 10:30 · Workshop 2");
    assert!(says(&screen, "Hosted by Łukasz Nowak"), "{:?}", spoken(&screen));
    assert!(says(&screen, "Up the stairs, second door on the left"));
    assert!(!says(&screen, "To the shelf"), "a kiosk does not move sessions");
    screen.key_press(Key::Escape);
    screen.run();
    assert!(!says(&screen, "Hosted by"));
    assert_eq!(sent(&mut screen), []);
}

#[test]
fn interest_is_shown_and_taken_back() {
    let mut screen = camp(Role::Kiosk);
    tap(&mut screen, "Cyber drills that people enjoy, Saturday 10:30");
    tap(&mut screen, "I’m interested, 35 interested");
    tap(&mut screen, "Take my interest back, 36 interested");
    let id = made::session(5);
    assert_eq!(sent(&mut screen), [Command::Dot(id), Command::Undot(id)]);
}

#[test]
fn a_viewer_only_reads() {
    let mut screen = camp(Role::Viewer);
    tap(&mut screen, "Cyber drills that people enjoy, Saturday 10:30");
    for word in ["I’m interested", "Move", "To the shelf", "Cancel session"] {
        assert!(!spoken(&screen).iter().any(|name| name.starts_with(word)), "{word}");
    }
    assert!(says(&screen, "cannot change it"));
}

#[test]
fn tap_and_tap_moves_a_pitch_from_the_shelf() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, "Bin collections as a service, Waiting for a place");
    tap(&mut screen, "Place");
    assert!(picked(&screen));
    tap(&mut screen, "Place in Garden room at 10:30");
    let to = made::slotted(made::slot(0), &[made::room(3)]);
    assert_eq!(sent(&mut screen), [Command::Place { session: made::session(61), to }]);
    assert!(!picked(&screen));
    assert!(says(&screen, "Bin collections as a service, Saturday 10:30 · Garden room"));
}

#[test]
fn a_session_in_two_rooms_keeps_them_when_only_its_time_changes() {
    let mut screen = camp(Role::Organiser);
    tap(&mut screen, "All of us: one design system");
    tap(&mut screen, "Move");
    tap(&mut screen, "Place in Main hall at 14:30");
    let to = made::slotted(made::slot(3), &[made::room(0), made::room(1)]);
    assert_eq!(sent(&mut screen), [Command::Place { session: made::session(41), to }]);
}

#[test]
fn a_taken_cell_offers_to_swap_or_to_share() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, "Reorganisation without the chaos, Saturday 10:30");
    tap(&mut screen, "Move");
    tap(&mut screen, "Cyber drills that people enjoy, Saturday 10:30");
    assert!(says(&screen, "“Cyber drills that people enjoy” is here already"));
    tap(&mut screen, "Swap the two");
    let (a, b) = (made::session(1), made::session(5));
    assert_eq!(sent(&mut screen), [Command::Swap { a, b }]);
    assert!(!picked(&screen));
    tap(&mut screen, "Bin collections as a service, Waiting");
    tap(&mut screen, "Place");
    tap(&mut screen, "Cyber drills that people enjoy, Saturday 10:30");
    assert!(says(&screen, "Take its place; it goes to the shelf"));
    tap(&mut screen, "Place here too");
    let to = made::slotted(made::slot(0), &[made::room(1)]);
    let shared = Command::Place { session: made::session(61), to };
    assert_eq!(sent(&mut screen).last(), Some(&shared));
}

#[test]
fn a_move_is_cancelled_by_its_button_by_escape_and_by_tapping_the_card_again() {
    let mut screen = camp(Role::Volunteer);
    for end in 0..3 {
        tap(&mut screen, "Reorganisation without the chaos, Saturday 10:30");
        tap(&mut screen, "Move");
        assert!(picked(&screen));
        match end {
            0 => tap(&mut screen, "Cancel the move"),
            1 => {
                screen.key_press(Key::Escape);
                screen.run();
            }
            _ => tap(&mut screen, "Reorganisation without the chaos, Saturday 10:30"),
        }
        assert!(!picked(&screen), "way {end}");
    }
    assert_eq!(sent(&mut screen), []);
}

#[test]
fn a_session_goes_to_the_shelf_is_cancelled_and_undone() {
    let mut screen = camp(Role::Volunteer);
    let id = made::session(5);
    tap(&mut screen, "Cyber drills that people enjoy, Saturday 10:30");
    tap(&mut screen, "Cancel session");
    assert!(says(&screen, "35 interested, cancelled"), "{:?}", spoken(&screen));
    tap(&mut screen, "Undo: cancellation of “Cyber drills that people enjoy”");
    assert!(!says(&screen, "35 interested, cancelled"));
    tap(&mut screen, "Cyber drills that people enjoy, Saturday 10:30");
    tap(&mut screen, "To the shelf");
    assert!(says(&screen, "8 waiting"));
    let undo = Command::Undo { set: SetId(made::bytes(1)), keep_later_edits: false };
    let shelve = Command::Place { session: id, to: Placement::Shelf };
    assert_eq!(sent(&mut screen), [Command::Cancel(id), undo, shelve]);
}

#[test]
fn a_clash_is_answered_settled_and_its_session_read() {
    let mut screen = screen(made::troubled_camp());
    tap(&mut screen, "4 to look at");
    assert!(says(&screen, "by Amara Okafor, 11:36, clock doubtful"));
    let versions = ["Saturday 10:30 · Garden room", "Saturday 15:30 · Library"];
    let [left, right] = versions.map(|place| screen.get_by_label(place).rect());
    assert!(left.max.x < right.min.x && left.min.y == right.min.y, "side by side");
    assert!(says(&screen, "share Severn on Saturday 11:30"));
    tap(&mut screen, "Keep “Saturday 15:30 · Library” by Tom Whitfield, 11:36");
    let answer = made::clashes()[0].answers[1].command.clone();
    assert_eq!(sent(&mut screen), [answer]);
    tap(&mut screen, "Leave it as it is");
    assert_eq!(sent(&mut screen)[1], Command::Settle { clash: [1; 32] });
    assert!(says(&screen, "1 of 3"));
    tap(&mut screen, "Read “The last fax machine”");
    assert!(says(&screen, "Hosted by"));
    screen.key_press(Key::Escape);
    screen.run();
    assert!(!says(&screen, "Hosted by") && says(&screen, "1 of 3"), "one sheet at a time");
    tap(&mut screen, "Close the list");
    assert!(!says(&screen, "1 of 3"));
}

#[test]
fn days_and_streams_switch() {
    let mut screen = camp(Role::Kiosk);
    assert!(says(&screen, "11:30 to 12:15, now"), "it begins on today");
    tap(&mut screen, "Friday 20 November 2026");
    assert!(says(&screen, "10:00 to 11:30") && says(&screen, "Friday 10:00 · Workshop 1"));
    tap(&mut screen, "Leaders");
    assert!(!says(&screen, "10:00 to 11:30"), "slots of makers are not shown to leaders");
    assert!(says(&screen, "Friday 10:45 · Main hall"));
    tap(&mut screen, "Saturday 21 November 2026");
    assert!(says(&screen, "11:30 to 12:15, now"));
}

#[test]
fn a_pitch_is_withdrawn_hidden_and_brought_back_by_those_who_may() {
    let id = made::session(5);
    let title = "Cyber drills that people enjoy, Saturday 10:30";
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, title);
    tap(&mut screen, "Withdraw the pitch");
    tap(&mut screen, "Bin collections as a service, Waiting");
    tap(&mut screen, "Hide from every screen");
    let hidden = made::session(61);
    let gone = [Command::Withdraw(id), Command::Hide { session: hidden, hidden: true }];
    assert_eq!(sent(&mut screen), gone);
    assert!(!says(&screen, title) && !says(&screen, "Bin collections as a service, Waiting"));
    tap(&mut screen, "Nothing to look at");
    assert!(says(&screen, "Not on any screen: hidden or withdrawn"));
    tap(&mut screen, "Read “Cyber drills that people enjoy”");
    assert!(says(&screen, "Withdrawn: its host does not offer it"));
    assert!(!spoken(&screen).contains(&"Move".to_owned()));
    tap(&mut screen, "Bring the pitch back");
    tap(&mut screen, "Read “Bin collections as a service”");
    assert!(says(&screen, "Hidden: no screen shows it"));
    tap(&mut screen, "Show on every screen again");
    let back = [Command::Unwithdraw(id), Command::Hide { session: hidden, hidden: false }];
    assert_eq!(sent(&mut screen)[2..], back);
    screen.key_press(Key::Escape);
    screen.run();
    assert!(says(&screen, title) && says(&screen, "Bin collections as a service, Waiting"));
}

#[test]
fn a_kiosk_withdraws_nothing_and_never_sees_what_is_hidden() {
    let mut screen = screen(made::view(made::camp(), Role::Kiosk));
    tap(&mut screen, "Bin collections as a service, Waiting");
    for word in ["Withdraw the pitch", "Hide from every screen"] {
        assert!(!says(&screen, word), "{word}: its host does it with the slip code");
    }
    screen
        .state_mut()
        .engine()
        .publish(|view| super::edit(view, made::session(61), |s| s.hidden = true));
    screen.run();
    assert!(!says(&screen, "Bin collections as a service, Waiting"));
    assert!(!says(&screen, "Bin collections as a service"), "the sheet is closed too");
}

/// Escape closes what is on top, and nothing else.
#[test]
fn escape_closes_one_thing_at_a_time() {
    let mut screen = screen(made::troubled_camp());
    let open = |screen: &super::Screen| {
        let sheet = says(screen, "Hosted by");
        (picked(screen), says(screen, "1 of 4"), sheet)
    };
    let escape = |screen: &mut super::Screen| {
        screen.key_press(Key::Escape);
        screen.run();
    };
    tap(&mut screen, "Reorganisation without the chaos, Saturday 10:30");
    tap(&mut screen, "Move");
    tap(&mut screen, "4 to look at");
    tap(&mut screen, "Read “The last fax machine”");
    assert_eq!(open(&screen), (true, true, true));
    escape(&mut screen);
    assert_eq!(open(&screen), (true, true, false));
    escape(&mut screen);
    assert_eq!(open(&screen), (true, false, false));
    escape(&mut screen);
    assert_eq!(open(&screen), (false, false, false));
    assert_eq!(sent(&mut screen), []);
}

/// The main journey: another day and back, a session read and moved, undone, a clash answered.
#[test]
fn the_keyboard_alone_does_everything_of_a_day() {
    let mut screen = screen(made::troubled_camp());
    let focused = |screen: &super::Screen| {
        screen
            .query_all_by(|node| node.is_focused())
            .filter_map(|node| node.accesskit_node().label())
            .next()
            .unwrap_or_default()
    };
    let go = |screen: &mut super::Screen, until: &str| {
        let mut seen = Vec::new();
        while !focused(screen).contains(until) {
            assert!(seen.len() < 150, "{until:?} was not reached: {seen:#?}");
            screen.key_press(Key::Tab);
            screen.run();
            seen.push(focused(screen));
        }
        screen.key_press(Key::Enter);
        screen.run();
    };
    go(&mut screen, "Friday 20 November 2026");
    assert!(says(&screen, "Friday 10:00 · Workshop 1"));
    go(&mut screen, "Saturday 21 November 2026");
    go(&mut screen, "Reorganisation without the chaos, Saturday 10:30");
    go(&mut screen, "Move");
    go(&mut screen, "Place in Garden room at 10:30");
    go(&mut screen, "Undo: move of “Reorganisation without the chaos”");
    assert!(says(&screen, "Reorganisation without the chaos, Saturday 10:30 · Chamberlain"));
    go(&mut screen, "4 to look at");
    go(&mut screen, "Keep “Saturday 15:30 · Library”");
    let to = made::slotted(made::slot(0), &[made::room(3)]);
    let undo = Command::Undo { set: SetId(made::bytes(1)), keep_later_edits: false };
    let answer = made::clashes()[0].answers[1].command.clone();
    let moved = Command::Place { session: made::session(1), to };
    assert_eq!(sent(&mut screen), [moved, undo, answer]);
    go(&mut screen, "Read “The last fax machine”");
    assert!(says(&screen, "Hosted by"));
    for back in ["Read “The last fax machine”", "4 to look at"] {
        screen.key_press(Key::Escape);
        screen.run();
        assert!(focused(&screen).contains(back), "{back:?} has the focus again");
    }
}

/// Tab and arrows reach everything; the mouse is never used.
#[test]
fn the_keyboard_alone_moves_a_session() {
    let mut screen = camp(Role::Volunteer);
    let focused = |screen: &super::Screen| {
        screen
            .query_all_by(|node| node.is_focused())
            .filter_map(|node| node.accesskit_node().label())
            .next()
            .unwrap_or_default()
    };
    let walk = |screen: &mut super::Screen, key: Key, until: &str| {
        let mut seen = Vec::new();
        for _ in 0..120 {
            if focused(screen).contains(until) {
                return;
            }
            screen.key_press(key);
            screen.run();
            seen.push(focused(screen));
        }
        panic!("{until:?} was not reached: {seen:#?}");
    };
    walk(&mut screen, Key::Tab, "Reorganisation without the chaos, Saturday 10:30");
    screen.key_press(Key::Enter);
    screen.run();
    assert!(focused(&screen).contains("I’m interested"), "{}", focused(&screen));
    walk(&mut screen, Key::Tab, "Move");
    screen.key_press(Key::Enter);
    screen.run();
    assert!(picked(&screen));
    assert!(focused(&screen).contains("Reorganisation without the chaos"), "{}", focused(&screen));
    walk(&mut screen, Key::ArrowRight, "Place in Garden room at 10:30");
    screen.key_press(Key::Space);
    screen.run();
    let to = made::slotted(made::slot(0), &[made::room(3)]);
    assert_eq!(sent(&mut screen), [Command::Place { session: made::session(1), to }]);
    walk(&mut screen, Key::Tab, "Dŵr glân: rivers data for Welsh councils, Waiting");
}

#[test]
fn a_card_is_dragged_by_mouse() {
    let mut screen = camp(Role::Volunteer);
    let center = |screen: &super::Screen, name: &str| -> Pos2 {
        screen.query_all_by_label_contains(name).next().unwrap().rect().center()
    };
    let from = center(&screen, "Reorganisation without the chaos, Saturday 10:30");
    let row = center(&screen, "10:30 to 11:15").y;
    let to = Pos2::new(center(&screen, "Garden room, ").x, row);
    screen.drag_at(from);
    screen.step();
    screen.hover_at(from + (to - from) * 0.5);
    screen.step();
    screen.hover_at(to);
    screen.step();
    screen.drop_at(to);
    screen.run();
    let to = made::slotted(made::slot(0), &[made::room(3)]);
    assert_eq!(sent(&mut screen), [Command::Place { session: made::session(1), to }]);
}

#[test]
fn a_free_stretch_of_a_timed_day_takes_a_session_at_five_minutes() {
    let mut schedule = made::conference(4, 8);
    let pitch = made::session_at(90, "A pitch for the afternoon", Placement::Shelf);
    let late = made::timed(made::day(1), 900, 30, &[made::room(0)]);
    let late = made::session_at(91, "The last one", late);
    schedule.sessions.insert(made::session(90), pitch.into());
    schedule.sessions.insert(made::session(91), late.into());
    let mut screen = screen(made::view(schedule, Role::Volunteer));
    tap(&mut screen, "A pitch for the afternoon, Waiting");
    tap(&mut screen, "Place");
    let stretch = screen.get_by_label("Place in Severn 1 at 12:00").rect();
    let per_minute = stretch.height() / 30.0;
    let at = stretch.left_top() + eframe::egui::vec2(40.0, per_minute * 13.0);
    screen.drag_at(at);
    screen.drop_at(at);
    screen.run();
    let [Command::Place { session, to: Placement::At { when, rooms } }] = &sent(&mut screen)[..]
    else {
        panic!("{:?}", sent(&mut screen))
    };
    assert_eq!((*session, rooms.clone()), (made::session(90), vec![made::room(2)]));
    let when_at = |start| When::Timed { day: made::day(1), start, minutes: 30 };
    assert!([when_at(730), when_at(735)].contains(when), "{when:?}");
}

#[test]
fn look_and_text_size_change_by_a_touch() {
    let mut screen = camp(Role::Kiosk);
    tap(&mut screen, "Text size 100 %");
    assert!(says(&screen, "Text size 130 %"));
    assert!((screen.ctx.zoom_factor() - 1.3).abs() < 0.001);
    let before = screen.ctx.global_style().visuals.panel_fill;
    tap(&mut screen, "Change colours");
    assert_ne!(screen.ctx.global_style().visuals.panel_fill, before);
}

/// The board follows the keyboard to what was out of sight.
#[test]
fn arrows_scroll_to_cells_beyond_the_edge() {
    let mut screen = screen(made::view(made::conference(30, 400), Role::Kiosk));
    let rooms = |screen: &super::Screen| -> Vec<String> {
        screen
            .query_all_by_role(Spoken::ColumnHeader)
            .filter_map(|node| node.accesskit_node().label())
            .collect()
    };
    let first = rooms(&screen);
    let card = screen.query_all_by_label_contains("Day 1 1").next().unwrap();
    card.focus();
    screen.run();
    for _ in 0..20 {
        screen.key_press(Key::ArrowRight);
        screen.run();
    }
    let last = rooms(&screen);
    assert!(!last.contains(&first[0]), "{last:?}");
    let seen = screen.query_all_by(|node| node.is_focused()).next().unwrap().rect();
    assert!(seen.center().x > 100.0 && seen.center().x < 1900.0, "{seen:?}");
}
