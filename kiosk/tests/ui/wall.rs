//! The wall, as somebody reads it who passes by.

use super::{
    Screen, made,
    pages::{at, wait},
    says, spoken, tap,
};
use eframe::egui::vec2;
use egui_kittest::kittest::Queryable as _;
use kiosk::ui::Page;
use shared::{
    ids::{FixedId, RoomId},
    roster::Role,
    schedule::{Day, Placement, Schedule},
    sync::Rehearsing,
};
use std::sync::Arc;

fn put(schedule: &mut Schedule, title: &str, placement: Placement) {
    let one = made::session_at(400, title, placement);
    schedule.sessions.insert(made::session(400), Arc::new(one));
}

fn lunch_at(schedule: &mut Schedule, start: u32, rooms: &[RoomId]) {
    let lunch = schedule.fixed.get_mut(&FixedId(made::bytes(2))).unwrap();
    Arc::make_mut(lunch).placement = made::timed(made::day(1), start, 60, rooms).into();
}

fn wall(schedule: Schedule, moment: &str) -> Screen {
    let view = made::view(schedule, Role::Kiosk);
    at(view, Page::Wall, moment, vec2(1920.0, 1080.0))
}

/// The pretended time goes on by so many minutes.
fn later(screen: &mut Screen, minutes: i64) {
    let rehearsal = Rehearsing { away: false, until_ms: i64::MAX, ahead_ms: minutes * 60_000 };
    screen.state_mut().engine().publish(|view| view.rehearsal = Some(rehearsal));
    wait(screen, 1);
}

#[test]
fn a_long_night_in_one_room_does_not_hide_the_morning() {
    let mut schedule = made::camp();
    let sunday = Day { date: "2026-11-22".to_owned().into(), ..Day::default() };
    schedule.days.insert(made::day(2), Arc::new(sunday));
    let night = made::timed(made::day(1), 1_320, 720, &[made::room(7)]);
    put(&mut schedule, "Overnight hack space", night);
    let talk =
        made::session_at(401, "Sunday talk", made::timed(made::day(2), 600, 45, &[made::room(1)]));
    schedule.sessions.insert(made::session(401), Arc::new(talk));
    let mut screen = wall(schedule, "2026-11-22T09:15:00Z");
    for words in ["Starts at 10:00", "Next in Chamberlain: Sunday talk", "Overnight hack space"] {
        assert!(says(&screen, words), "{words}: {:?}", spoken(&screen));
    }
    tap(&mut screen, "Board");
    assert!(says(&screen, "Sunday talk"), "{:?}", spoken(&screen));
}

#[test]
fn a_workshop_that_runs_through_the_break_leaves_no_column_of_free_rooms() {
    for size in [vec2(1920.0, 1080.0), vec2(1080.0, 1920.0)] {
        let mut schedule = made::camp();
        let double = made::timed(made::day(1), 630, 105, &[made::room(3)]);
        put(&mut schedule, "Two slots long", double);
        let view = made::view(schedule, Role::Kiosk);
        let screen = at(view, Page::Wall, "2026-11-21T11:20:00Z", size);
        assert!(says(&screen, "Next sessions at 11:30"), "{size}: {:?}", spoken(&screen));
        assert!(says(&screen, "Now in Garden room: Two slots long"));
        assert!(!says(&screen, "Free"), "{size}: {:?}", spoken(&screen));
    }
}

#[test]
fn lunch_that_comes_first_is_told_before_the_sessions_after_it() {
    let mut schedule = made::camp();
    lunch_at(&mut schedule, 750, &[]);
    let screen = wall(schedule, "2026-11-21T12:20:00Z");
    assert!(says(&screen, "Lunch at 12:30") && !says(&screen, "Next sessions"));
}

#[test]
fn a_room_is_free_until_lunch() {
    let screen = wall(made::camp(), "2026-11-21T11:38:00Z");
    assert!(says(&screen, "Now in Workshop 2: Free until 12:15"), "{:?}", spoken(&screen));
}

#[test]
fn a_page_stays_while_somebody_is_at_one_of_its_rooms() {
    let mut screen = wall(made::conference(108, 1_351), "2026-11-21T09:38:00Z");
    assert!(says(&screen, "1 of 9"));
    screen.get_by_label_contains("Now in Main hall 1:").focus();
    wait(&mut screen, 30);
    assert!(says(&screen, "1 of 9"), "{:?}", spoken(&screen));
    wait(&mut screen, 20);
    assert!(!says(&screen, "1 of 9"), "nobody is here any more");
}

#[test]
fn since_lunch_is_not_since_coffee_nor_since_the_break_of_one_room() {
    let mut schedule = made::lively_camp();
    let all = Arc::make_mut(&mut schedule.schedule);
    let coffee = made::timed(made::day(1), 675, 30, &[]);
    Arc::make_mut(all.fixed.get_mut(&FixedId(made::bytes(0))).unwrap()).placement = coffee.into();
    let quiet = made::timed(made::day(1), 760, 45, &[made::room(0)]);
    Arc::make_mut(all.fixed.get_mut(&FixedId(made::bytes(1))).unwrap()).placement = quiet.into();
    let size = vec2(1920.0, 1080.0);
    let mut screen = at(schedule, Page::Moved, "2026-11-21T12:10:00Z", size);
    assert!(!says(&screen, "Since lunch"), "{:?}", spoken(&screen));
    later(&mut screen, 10);
    assert!(says(&screen, "Since lunch"));
}

#[test]
fn in_a_rehearsal_since_lunch_is_since_the_pretended_lunch() {
    let size = vec2(1920.0, 1080.0);
    let mut screen = at(made::lively_camp(), Page::Moved, "2026-11-21T11:38:00Z", size);
    // 12:35 on the next day but three: twenty minutes after its lunch by the clock that is shown.
    later(&mut screen, 57);
    tap(&mut screen, "Since lunch");
    assert!(says(&screen, "Open planning data, one year on"), "{:?}", spoken(&screen));
    assert!(!says(&screen, "“Service patterns"), "forty minutes ago is before it");
}

#[test]
fn an_idle_board_goes_on_with_the_day_unless_somebody_looks_elsewhere() {
    let size = vec2(1280.0, 620.0);
    let first = |screen: &Screen| {
        let row = screen.query_all_by_label_contains("10:30 to 11:15").next();
        row.map_or(f32::MIN, |row| row.rect().max.y)
    };
    let mut view = made::view(made::camp(), Role::Kiosk);
    view.idle = shared::roster::Idle::Board;
    let opened = || {
        let mut screen = at(view.clone(), Page::Board, "2026-11-21T08:00:00Z", size);
        later(&mut screen, 1);
        screen
    };
    let mut screen = opened();
    let top = first(&screen);
    assert!(top > 0.0, "it begins at the top: {:?}", spoken(&screen));
    wait(&mut screen, 50);
    later(&mut screen, 8 * 60);
    assert!(first(&screen) < top - 100.0, "four o’clock: the morning has gone up");
    let mut used = opened();
    used.key_press(eframe::egui::Key::Space);
    wait(&mut used, 10);
    later(&mut used, 8 * 60);
    assert!((first(&used) - top).abs() < 1.0, "somebody is here: {} {top}", first(&used));
}
