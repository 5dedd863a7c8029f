//! The board: what was found stays lit on it, and a session in several rooms is one.

use super::{Fake, Screen, made, says, screen, screen_of, spoken, tap};
use eframe::egui::{
    Event, Key, Rect, Shape,
    accesskit::{Role as Spoken, Toggled},
    vec2,
};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use kiosk::{
    app::{App, Options},
    ask::{Kept, Request},
    ui::{Page, theme::Look},
    view::View,
};
use shared::{roster::Role, schedule::Placement};
use std::sync::Arc;

fn texts(shape: &Shape, found: &mut Vec<String>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts(shape, found)),
        Shape::Text(text) => found.push(text.galley.text().to_owned()),
        _ => {}
    }
}

/// Everything that is painted as text.
fn painted(screen: &Screen) -> Vec<String> {
    let mut found = Vec::new();
    screen.output().shapes.iter().for_each(|clipped| texts(&clipped.shape, &mut found));
    found
}

/// "All of us", in two rooms side by side and in one at the other end.
fn joint() -> View {
    let mut schedule = made::camp();
    for session in schedule.sessions.values_mut() {
        if let Placement::At { rooms, .. } = &mut Arc::make_mut(session).placement.value
            && rooms.len() > 1
        {
            rooms.push(made::room(7));
        }
    }
    made::view(schedule, Role::Volunteer)
}

#[test]
fn a_session_in_rooms_apart_is_read_once_and_shows_where_else_it_is() {
    let screen = screen(joint());
    let title = "All of us: one design system for every council";
    let cards = screen.query_all_by_label_contains(title).count();
    assert_eq!(cards, 1, "{:?}", spoken(&screen));
    let painted = painted(&screen);
    assert_eq!(painted.iter().filter(|text| *text == title).count(), 2, "{painted:?}");
    for also in ["also in Rooftop", "also in 2 rooms"] {
        assert!(painted.iter().any(|text| text == also), "{also} in {painted:?}");
    }
}

#[test]
fn either_part_of_a_session_opens_it() {
    let mut screen = screen(joint());
    let lunch = screen.get_by_label_contains("Lunch").rect();
    // In the row below lunch, in the last column.
    let at = lunch.right_bottom() + vec2(-60.0, 40.0);
    for pressed in [true, false] {
        screen.event(Event::PointerMoved(at));
        screen.event(Event::PointerButton {
            pos: at,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Default::default(),
        });
        screen.step();
    }
    screen.run();
    assert!(says(&screen, "Close"), "{:?}", spoken(&screen));
}

#[test]
fn what_was_found_stays_lit_on_the_board_until_it_is_cleared() {
    let mut screen = screen(made::view(made::camp(), Role::Kiosk));
    tap(&mut screen, "Find a session or a person");
    screen.event(Event::Text("data".to_owned()));
    screen.run();
    tap(&mut screen, "Board");
    assert_eq!(screen.state().page(), Page::Board);
    assert!(says(&screen, "“data”: 13 found"), "{:?}", spoken(&screen));
    assert!(painted(&screen).contains(&"Saturday (9)".to_owned()), "{:?}", painted(&screen));
    tap(&mut screen, "“data”");
    assert_eq!(screen.state().page(), Page::Search, "a touch leads back to the list");
    tap(&mut screen, "Board");
    tap(&mut screen, "Clear the search");
    assert!(says(&screen, "Find a session or a person") && !says(&screen, "found"));
}

#[test]
fn all_of_a_room_stay_lit_on_the_board_too() {
    let mut screen = screen(made::view(made::camp(), Role::Kiosk));
    tap(&mut screen, "Find a session or a person");
    tap(&mut screen, "Main hall");
    assert!(says(&screen, "Only Main hall"), "{:?}", spoken(&screen));
    tap(&mut screen, "Board");
    assert!(says(&screen, "“Main hall”:"), "{:?}", spoken(&screen));
    screen.key_press(Key::Escape);
    screen.run();
    assert!(!says(&screen, "found"), "{:?}", spoken(&screen));
}

#[test]
fn escape_ends_the_search_on_the_board() {
    let mut screen = screen(made::view(made::camp(), Role::Kiosk));
    tap(&mut screen, "Find a session or a person");
    screen.event(Event::Text("data".to_owned()));
    screen.run();
    tap(&mut screen, "Board");
    screen.key_press(Key::Escape);
    screen.run();
    assert!(!says(&screen, "found"), "{:?}", spoken(&screen));
}

/// Columns to the right of the window, and back to the first in the next row.
#[test]
fn tab_goes_on_to_the_next_session_wherever_it_lies() {
    let view = made::view(made::conference(12, 150), Role::Kiosk);
    let mut screen = screen_of(view, Default::default(), vec2(1_280.0, 900.0));
    let titled = |screen: &Screen| {
        let focused = screen.query_all_by(|node| node.is_focused()).next()?;
        egui_kittest::kittest::NodeT::accesskit_node(&focused).label()
    };
    let mut rooms = Vec::new();
    for _ in 0..60 {
        screen.key_press(Key::Tab);
        screen.run();
        let said = titled(&screen).unwrap_or_default();
        if let Some(room) = said.split(" · ").nth(1).and_then(|rest| rest.split(',').next()) {
            rooms.push(room.to_owned());
        }
    }
    // To a room at the far end, and from there to the first, whose column has scrolled away.
    let far = rooms.iter().position(|room| room.ends_with(" 2")).expect("a far room");
    assert!(rooms[far..].iter().any(|room| room == "Main hall 1"), "{rooms:?}");
}

#[test]
fn large_type_on_the_wall_is_kept_over_a_restart() {
    let mut screen = super::screen_at(made::lively_camp(), Page::Wall);
    tap(&mut screen, "Large type");
    let kept = screen.state_mut().engine().asked.pop();
    let Some(Request::Keep { key: Kept::Looks, value: Some(value) }) = kept else {
        panic!("nothing is kept: {kept:?}");
    };
    let mut view = made::lively_camp();
    view.kept = Arc::new([(Kept::Looks, value)].into());
    let options = Options { page: Page::Wall, clock: super::saturday(), ..Options::default() };
    let mut screen = Harness::builder()
        .with_size(vec2(1920.0, 1080.0))
        .with_step_dt(0.2)
        .with_max_steps(3)
        .build_eframe(|cc| App::new(&cc.egui_ctx, Fake::new(view), options));
    screen.step();
    screen.step();
    assert!(says(&screen, "1 of 4"), "{:?}", spoken(&screen));
}

/// The tab of a day, and whether it is chosen.
fn day_tab(screen: &Screen, day: &str) -> (Rect, bool, String) {
    let tabs = screen.query_all_by_role(Spoken::Button).filter_map(|node| {
        let (chosen, name) = (node.accesskit_node().toggled()?, node.accesskit_node().label()?);
        let chosen = chosen == Toggled::True;
        name.starts_with(day).then(|| (node.rect(), chosen, name))
    });
    tabs.into_iter().next().unwrap()
}

#[test]
fn the_day_that_is_shown_is_in_sight_among_the_days() {
    for size in [vec2(960.0, 1080.0), vec2(1280.0, 800.0), vec2(1080.0, 1920.0), vec2(640.0, 400.0)]
    {
        let mut screen = screen_of(made::lively_camp(), Look::Dark, size);
        for day in ["Saturday", "Friday", "Saturday"] {
            let (_, chosen, name) = day_tab(&screen, day);
            if !chosen {
                tap(&mut screen, &name);
            }
            let (rect, chosen, _) = day_tab(&screen, day);
            assert!(chosen, "{size} {day}");
            assert!(rect.min.x >= 0.0 && rect.max.x <= size.x, "{size}: {day} at {rect}");
        }
    }
}

#[test]
fn a_session_past_midnight_stands_on_the_evening_on_which_it_begins() {
    let mut schedule = made::camp();
    let placement = made::timed(made::day(1), 23 * 60 + 30, 90, &[made::room(0)]);
    let late = made::session_at(400, "Stars over the roof", placement);
    schedule.sessions.insert(made::session(400), late.into());
    let mut screen = screen(made::view(schedule, Role::Volunteer));
    let card = screen.query_all_by_label_contains("Stars over the roof").next().unwrap();
    card.scroll_to_me();
    screen.run();
    tap(&mut screen, "Stars over the roof, Saturday 23:30");
    assert!(says(&screen, "Saturday 23:30 · Main hall"), "{:?}", spoken(&screen));
    screen.key_press(Key::Escape);
    screen.run();
    tap(&mut screen, "Friday 20 November 2026");
    assert!(!says(&screen, "Stars over the roof"));
}
