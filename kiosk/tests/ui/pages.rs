//! The pages for people who pass by: what is on, what moved, information, and the way home.

use super::{Fake, Screen, made, says, screen, tap};
use eframe::egui::{self, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use kiosk::{
    app::{App, Options},
    ask::{Kept, Request},
    clock::Clock,
    ui::{Home, Page, theme::Look},
    view::{MergeReport, Notice, View},
};
use shared::{command::Refusal, roster::Role, sync::Rehearsing};

pub(super) fn at(view: View, page: Page, moment: &str, size: egui::Vec2) -> Screen {
    let options = Options {
        look: Look::Dark,
        clock: Clock::Fixed(moment.parse().unwrap()),
        page,
        ..Options::default()
    };
    let mut screen = Harness::builder()
        .with_size(size)
        .with_step_dt(0.2)
        .with_max_steps(3)
        .build_eframe(|cc| App::new(&cc.egui_ctx, Fake::new(view), options));
    wait(&mut screen, 1);
    screen
}

/// Lets seconds go by.
pub(super) fn wait(screen: &mut Screen, seconds: usize) {
    for _ in 0..seconds * 5 {
        screen.step();
    }
}

fn wall(view: View, moment: &str) -> Screen {
    at(view, Page::Wall, moment, vec2(1920.0, 1080.0))
}

#[test]
fn the_wall_says_what_is_on_and_what_follows_in_each_room() {
    let screen = wall(made::lively_camp(), "2026-11-21T11:38:00Z");
    assert!(says(&screen, "Now 11:30–12:15"));
    assert!(says(&screen, "Now in Chamberlain: How do we stop losing our best people?"));
    assert!(says(&screen, "Next in Severn: Net zero on a district budget"));
    assert!(says(&screen, "Now in Severn: The last fax machine, and 1 more here, Full"));
    assert!(says(&screen, "Lunch is in the foyer today"));
    assert!(says(&screen, "Moved: “Open planning data, one year on”, from 13:30 · Severn"));
    assert!(says(&screen, "Connected to the server now"));
}

#[test]
fn between_sessions_the_wall_says_so() {
    let cases = [
        ("2026-11-19T18:00:00Z", "Starts tomorrow"),
        ("2026-11-21T12:20:00Z", "Lunch until 13:15"),
        ("2026-11-23T10:00:00Z", "That was the last session"),
    ];
    for (moment, words) in cases {
        let screen = wall(made::lively_camp(), moment);
        assert!(says(&screen, words), "{words} at {moment}: {:?}", super::spoken(&screen));
        assert!(!says(&screen, "Free"), "{moment}");
    }
}

#[test]
fn more_rooms_than_fit_are_shown_page_by_page() {
    let mut screen =
        wall(made::view(made::conference(108, 1_351), Role::Kiosk), "2026-11-21T09:38:00Z");
    assert!(says(&screen, "1 of 9"));
    assert!(says(&screen, "Now in Main hall 1:"));
    wait(&mut screen, 13);
    assert!(says(&screen, "2 of 9") && !says(&screen, "Now in Main hall 1:"));
    screen.get_by_label("Previous rooms").click();
    wait(&mut screen, 1);
    assert!(says(&screen, "1 of 9"));
}

#[test]
fn larger_type_shows_fewer_rooms() {
    let mut screen = wall(made::lively_camp(), "2026-11-21T11:38:00Z");
    screen.get_by_label("Large type").click();
    wait(&mut screen, 1);
    assert!(says(&screen, "1 of 4"), "{:?}", super::spoken(&screen));
}

#[test]
fn what_moved_is_listed_since_the_chosen_moment() {
    let mut screen = screen(made::lively_camp());
    tap(&mut screen, "What moved");
    let row = "Moved: “Open planning data, one year on”, from 13:30 · Severn to 11:30 · Workshop 1";
    assert!(says(&screen, row));
    assert!(!says(&screen, "New: “"));
    tap(&mut screen, "Since yesterday");
    assert!(says(&screen, "New: “") && says(&screen, row));
    tap(&mut screen, row);
    assert!(says(&screen, "Close"), "a touch opens the session");
}

#[test]
fn since_lunch_is_a_choice_only_after_lunch() {
    let since = |moment: &str| {
        let size = vec2(1920.0, 1080.0);
        let screen = at(made::lively_camp(), Page::Moved, moment, size);
        (says(&screen, "Since lunch"), says(&screen, "Since yesterday"))
    };
    assert_eq!(since("2026-11-21T11:38:00Z"), (false, true));
    assert_eq!(since("2026-11-21T14:38:00Z"), (true, true));
}

#[test]
fn the_wall_counts_the_moves_that_it_has_no_room_for() {
    let mut screen = wall(made::busy_camp(), "2026-11-21T11:38:00Z");
    assert!(says(&screen, "and 2 more"), "{:?}", super::spoken(&screen));
    tap(&mut screen, "and 2 more");
    assert_eq!(screen.state().page(), Page::Moved);
    let low = at(made::busy_camp(), Page::Wall, "2026-11-21T11:38:00Z", vec2(1280.0, 440.0));
    assert!(says(&low, "4 moved lately") && !says(&low, "Moved: “"));
    let few = wall(made::lively_camp(), "2026-11-21T11:38:00Z");
    assert!(!super::spoken(&few).iter().any(|said| said.starts_with("and ")));
}

#[test]
fn nothing_moved_is_said_so() {
    let mut screen = screen(made::view(made::camp(), Role::Kiosk));
    tap(&mut screen, "What moved");
    assert!(says(&screen, "everything is where it was"));
}

#[test]
fn the_information_page_shows_what_the_organisers_wrote() {
    let mut screen = screen(made::lively_camp());
    tap(&mut screen, "Information");
    for words in ["Wifi", "password: open-space", "First aid", "Up the stairs by the desk"] {
        assert!(says(&screen, words), "{words}");
    }
    tap(&mut screen, "Cymraeg");
    assert!(says(&screen, "Hafren"), "rooms have their Welsh names");
}

#[test]
fn an_idle_kiosk_counts_down_and_goes_home() {
    let moment = "2026-11-21T11:38:00Z";
    let mut screen = at(made::lively_camp(), Page::Info, moment, vec2(1920.0, 1080.0));
    wait(&mut screen, 36);
    assert!(says(&screen, "goes back to the start"));
    screen.key_press(egui::Key::Space);
    wait(&mut screen, 1);
    assert!(!says(&screen, "goes back to the start"), "a touch or a key extends it");
    wait(&mut screen, 46);
    assert_eq!(screen.state().page(), Page::Wall);
    wait(&mut screen, 60);
    assert!(!says(&screen, "goes back to the start"), "at home it stays");
}

#[test]
fn a_pitch_that_is_not_finished_ends_with_its_person() {
    let moment = "2026-11-21T11:38:00Z";
    let mut screen = at(made::lively_camp(), Page::Board, moment, vec2(1920.0, 1080.0));
    tap(&mut screen, "Pitch a session");
    screen.event(egui::Event::Text("Reuse shops".to_owned()));
    screen.step();
    wait(&mut screen, 50);
    assert_eq!(screen.state().page(), Page::Wall);
    let last = screen.state_mut().engine().asked.pop();
    assert_eq!(last, Some(Request::Keep { key: Kept::Draft, value: None }));
    tap(&mut screen, "Pitch a session");
    assert!(!says(&screen, "Reuse shops"), "the next person begins anew");
}

#[test]
fn a_kiosk_that_is_told_to_stay_stays() {
    let options = Options {
        clock: super::saturday(),
        home: Home { after_s: None, ..Home::default() },
        ..Options::default()
    };
    let view = made::lively_camp();
    let mut screen = Harness::builder()
        .with_size(vec2(1920.0, 1080.0))
        .with_step_dt(10.0)
        .with_max_steps(3)
        .build_eframe(|cc| App::new(&cc.egui_ctx, Fake::new(view), options));
    wait(&mut screen, 40);
    assert_eq!(screen.state().page(), Page::Board);
}

/// Another moment at the same screen.
fn later(screen: &mut Screen, minutes: i64) {
    let rehearsal = Rehearsing { away: false, until_ms: i64::MAX, ahead_ms: minutes * 60_000 };
    screen.state_mut().engine().publish(|view| view.rehearsal = Some(rehearsal));
    wait(screen, 1);
}

#[test]
fn a_screen_that_nobody_touched_over_night_shows_the_new_day() {
    let friday = "2026-11-20T20:00:00Z";
    let mut screen = at(made::lively_camp(), Page::Wall, friday, vec2(1920.0, 1080.0));
    assert!(says(&screen, "Friday 20 November"), "{:?}", super::spoken(&screen));
    later(&mut screen, 13 * 60);
    assert!(says(&screen, "Saturday 21 November") && !says(&screen, "Friday 20 November"));
    tap(&mut screen, "Board");
    assert!(says(&screen, "Registration and coffee"), "{:?}", super::spoken(&screen));
    // A day that somebody chose stays as long as they do, whatever the clock says.
    tap(&mut screen, "Friday 20 November 2026");
    later(&mut screen, 13 * 60 + 1);
    assert!(
        says(&screen, "LocalGovCamp · Friday 20 November 2026"),
        "{:?}",
        super::spoken(&screen)
    );
    wait(&mut screen, 46);
    assert_eq!(screen.state().page(), Page::Wall);
    assert!(says(&screen, "Saturday 21 November"));
}

#[test]
fn what_runs_over_midnight_is_of_the_day_on_which_it_began() {
    let mut schedule = made::camp();
    let late = made::timed(made::day(0), 1_380, 120, &[made::room(0)]);
    let ceilidh = made::session_at(400, "Ceilidh of the makers", late);
    schedule.sessions.insert(made::session(400), std::sync::Arc::new(ceilidh));
    let view = made::view(schedule, Role::Kiosk);
    let mut screen = at(view, Page::Board, "2026-11-20T20:00:00Z", vec2(1920.0, 1080.0));
    later(&mut screen, 4 * 60 + 30);
    assert!(says(&screen, "Ceilidh of the makers"), "at half past midnight");
    later(&mut screen, 5 * 60);
    assert!(!says(&screen, "Ceilidh of the makers") && says(&screen, "Registration and coffee"));
}

#[test]
fn whoever_goes_to_now_and_next_leaves_nothing_behind_for_a_stranger() {
    let moment = "2026-11-21T11:38:00Z";
    let mut screen = at(made::lively_camp(), Page::Board, moment, vec2(1920.0, 1080.0));
    tap(&mut screen, "Pitch a session");
    screen.event(egui::Event::Text("Reuse shops".to_owned()));
    screen.step();
    tap(&mut screen, "Now and next");
    wait(&mut screen, 36);
    assert!(says(&screen, "goes back to the start"), "there is something to end");
    wait(&mut screen, 10);
    assert!(!says(&screen, "goes back to the start"));
    tap(&mut screen, "Pitch a session");
    assert!(!says(&screen, "Reuse shops"), "the next person begins anew");
}

#[test]
fn a_merge_is_told_for_some_time_where_nobody_looks_after_the_board() {
    let mut view = made::view(made::camp(), Role::Kiosk);
    view.merged = Some(MergeReport { id: 1, edits: 14, devices: 3 });
    let moment = "2026-11-21T11:38:00Z";
    let mut screen = at(view, Page::Wall, moment, vec2(1920.0, 1080.0));
    assert!(says(&screen, "Merged 14 edits from 3 devices"), "{:?}", super::spoken(&screen));
    wait(&mut screen, 121);
    assert!(!says(&screen, "Merged 14 edits"));
}

#[test]
fn what_was_refused_to_one_person_is_not_told_to_the_next() {
    let moment = "2026-11-21T11:38:00Z";
    let mut screen = at(made::lively_camp(), Page::Info, moment, vec2(1920.0, 1080.0));
    let refused = Notice::Refused { refusal: Refusal::NothingToDo };
    let damaged = Notice::Repaired { rows: 3 };
    screen.state_mut().engine().publish(|view| view.notices = vec![refused, damaged]);
    wait(&mut screen, 1);
    let all = super::spoken(&screen);
    let refusal = screen.query_all_by_label_contains("Nothing to change").count();
    assert!(refusal > 0, "{all:?}");
    wait(&mut screen, 46);
    assert_eq!(
        screen.query_all_by_label_contains("Nothing to change").count(),
        0,
        "gone with them"
    );
    assert!(
        says(&screen, "3 damaged rows"),
        "{:?}: the disk is everybody's",
        super::spoken(&screen)
    );
}
