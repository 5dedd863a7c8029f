//! Finding a session: as somebody types, by touch or by keyboard alone.

use super::{Fake, made, saturday, says, screen, screen_of, spoken, tap};
use eframe::egui::{
    Event, Key, Modifiers,
    accesskit::{Live, Role as Spoken},
    vec2,
};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use kiosk::{
    app::{App, Options},
    ui::{theme::Look, words::Locale},
    view::View,
};
use shared::{ids::StreamId, roster::Role, schedule::Register};
use std::sync::Arc;

fn camp() -> View {
    made::view(made::camp(), Role::Kiosk)
}

fn opened(view: View) -> super::Screen {
    let mut screen = screen(view);
    tap(&mut screen, "Find a session or a person");
    screen
}

/// One keystroke after the other.
fn type_in(screen: &mut super::Screen, text: &str) {
    for letter in text.chars() {
        screen.event(Event::Text(letter.to_string()));
        screen.run();
    }
}

fn press(screen: &mut super::Screen, key: Key) {
    screen.key_press(key);
    screen.run();
}

/// What was found, from top to bottom.
fn found(screen: &super::Screen) -> Vec<String> {
    let results = screen.query_all_by_role(Spoken::Button).filter_map(|node| {
        let label = node.accesskit_node().label()?;
        let place =
            ["On now", "Over ·", "Waiting for", "11:", "12:", "13:", "14:", "15:", "Friday"];
        let is_result = place.iter().any(|place| label.contains(&format!(", {place}")));
        is_result.then(|| (node.rect().min.y, label))
    });
    let mut results: Vec<_> = results.collect();
    results.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    results.into_iter().map(|(_, label)| label).collect()
}

fn field(screen: &super::Screen) -> String {
    screen.get_by_label("Find a session").accesskit_node().value().unwrap_or_default()
}

#[test]
fn two_touches_and_a_word_lead_to_a_session() {
    let mut screen = opened(camp());
    type_in(&mut screen, "fax");
    assert!(says(&screen, "The last fax machine, 14:30 · Library"), "{:?}", found(&screen));
    tap(&mut screen, "The last fax machine, 14:30");
    assert!(says(&screen, "Hosted by"));
}

#[test]
fn a_slip_of_the_finger_is_forgiven() {
    let mut screen = opened(camp());
    for typed in ["houisng", "agroed hosing", "TY AGORED", "repiars"] {
        type_in(&mut screen, typed);
        let first = found(&screen).into_iter().next();
        let first = first.unwrap_or_default();
        assert!(first.starts_with("Tŷ agored: opening up housing repairs"), "{typed}: {first}");
        press(&mut screen, Key::Escape);
    }
}

#[test]
fn what_is_over_comes_last_and_is_called_so() {
    let mut screen = opened(camp());
    type_in(&mut screen, "severn");
    let found = found(&screen);
    let over: Vec<bool> = found.iter().map(|name| name.contains("Over · ")).collect();
    assert!(over.is_sorted() && over.contains(&true) && over.contains(&false), "{found:?}");
    assert!(found[0].contains("On now · Severn"), "{found:?}");
    assert!(screen.query_by_role_and_label(Spoken::Heading, "Over").is_some());
}

#[test]
fn times_hosts_streams_and_cancelled_sessions_are_found() {
    let mut screen = opened(camp());
    for (typed, expected) in [
        ("14.30", "14:30"),
        ("2.30pm fax", "The last fax machine, 14:30"),
        ("sian prys", "Siân Prŷs"),
        ("services", "Services"),
        ("friday leaders", "Friday"),
        ("honest chat", "cancelled"),
        ("gwener", "Friday"),
    ] {
        type_in(&mut screen, typed);
        let found = found(&screen);
        assert!(!found.is_empty() && found[0].contains(expected), "{typed}: {found:?}");
        press(&mut screen, Key::Escape);
    }
}

#[test]
fn the_keyboard_alone_finds_chooses_opens_and_comes_back() {
    let mut screen = screen(camp());
    screen.event(Event::Text("/".to_owned()));
    screen.run();
    assert_eq!(field(&screen), "");
    type_in(&mut screen, "data");
    let found = found(&screen);
    assert!(found.len() > 2, "{found:?}");
    let chosen = |screen: &super::Screen| -> String {
        let chosen = screen
            .query_all_by_role(Spoken::Button)
            .filter(|node| node.accesskit_node().is_selected() == Some(true))
            .filter_map(|node| node.accesskit_node().label())
            .find(|label| found.contains(label));
        chosen.unwrap()
    };
    assert_eq!(chosen(&screen), found[0]);
    press(&mut screen, Key::ArrowDown);
    press(&mut screen, Key::ArrowDown);
    press(&mut screen, Key::ArrowUp);
    assert_eq!(chosen(&screen), found[1]);
    press(&mut screen, Key::Enter);
    assert!(says(&screen, "Hosted by"));
    press(&mut screen, Key::Escape);
    assert!(!says(&screen, "Hosted by"));
    // The focus is in the field again, with what was typed.
    screen.run();
    type_in(&mut screen, "x");
    assert_eq!(field(&screen), "datax");
    press(&mut screen, Key::Escape);
    assert_eq!(field(&screen), "");
    press(&mut screen, Key::Escape);
    assert!(screen.query_by_label("Find a session").is_none(), "the board is back");
    screen.key_press_modifiers(Modifiers::COMMAND, Key::F);
    screen.run();
    type_in(&mut screen, "bins");
    assert_eq!(field(&screen), "bins");
}

#[test]
fn a_slash_in_a_word_is_just_a_slash() {
    let mut screen = opened(camp());
    type_in(&mut screen, "a/b");
    assert_eq!(field(&screen), "a/b");
}

#[test]
fn before_a_word_is_typed_there_is_what_is_on_and_rooms_to_touch() {
    let mut screen = opened(camp());
    assert!(screen.query_by_role_and_label(Spoken::Heading, "On now").is_some());
    assert!(screen.query_by_role_and_label(Spoken::Heading, "Next: 13:30").is_some());
    tap(&mut screen, "Severn");
    let found = found(&screen);
    assert!(!found.is_empty() && found.iter().all(|name| name.contains("Severn")), "{found:?}");
    tap(&mut screen, "Only Severn: search everywhere again");
    assert!(screen.query_by_role_and_label(Spoken::Heading, "On now").is_some());
}

#[test]
fn nothing_found_says_what_to_try_and_the_count_is_announced() {
    let mut screen = opened(camp());
    type_in(&mut screen, "zzzz");
    assert!(says(&screen, "Nothing found for “zzzz”") && says(&screen, "such as 14:30"));
    tap(&mut screen, "Clear the search");
    type_in(&mut screen, "fax");
    let count = screen.get_by_label("2 sessions");
    assert_eq!(count.accesskit_node().live(), Live::Polite);
}

#[test]
fn results_keep_up_with_the_schedule() {
    let mut screen = opened(camp());
    type_in(&mut screen, "fax");
    assert!(says(&screen, "14:30 · Library"));
    screen.state_mut().engine().publish(|view| {
        let to = made::slotted(made::slot(4), &[made::room(7)]);
        let fax = |title: &str| title == "The last fax machine";
        let schedule = Arc::make_mut(&mut view.schedule);
        for session in schedule.sessions.values_mut().filter(|s| fax(&s.title.value)) {
            let session = Arc::make_mut(session);
            session.placement = Register::from(to.clone());
            session.stream = Register::from(Some(StreamId(made::bytes(3))));
        }
    });
    screen.run();
    assert!(says(&screen, "The last fax machine, 15:30 · Rooftop"), "{:?}", found(&screen));
}

#[test]
fn of_a_thousand_results_only_those_in_sight_are_drawn() {
    let mut screen = opened(made::view(made::conference(108, 1_351), Role::Kiosk));
    // Every title of this conference has one of these letters at the beginning of a word.
    type_in(&mut screen, "d");
    let count: usize = spoken(&screen)
        .iter()
        .find_map(|name| name.strip_suffix(" sessions").map(|n| n.replace(',', "")))
        .and_then(|n| n.parse().ok())
        .unwrap();
    assert!(count > 300, "{count}");
    let drawn = screen.query_all_by_role(Spoken::Button).count();
    assert!(drawn < 60, "{drawn} buttons");
    press(&mut screen, Key::Escape);
    type_in(&mut screen, "fax");
    for _ in 0..30 {
        press(&mut screen, Key::PageDown);
    }
    let labels = found(&screen);
    assert!(labels.iter().any(|name| name.contains("Over ·")), "the end is in sight: {labels:?}");
}

#[test]
fn it_speaks_welsh() {
    let options = Options { locale: Locale::Welsh, clock: saturday(), ..Options::default() };
    let mut screen: super::Screen = Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(12)
        .build_eframe(|cc| App::new(&cc.egui_ctx, Fake::new(camp()), options));
    screen.run();
    tap(&mut screen, "Chwilio am sesiwn neu berson");
    assert!(says(&screen, "Ymlaen nawr"));
    type_in(&mut screen, "severn");
    assert!(says(&screen, "Ymlaen nawr · Severn") && says(&screen, "Wedi gorffen · "));
    press(&mut screen, Key::Escape);
    type_in(&mut screen, "saturday fax");
    assert!(says(&screen, "The last fax machine"), "English names of days are found too");
}

#[test]
fn everybody_can_use_it() {
    for (look, size) in [
        (Look::Dark, vec2(1920.0, 1080.0)),
        (Look::Light, vec2(640.0, 400.0)),
        (Look::HighContrast, vec2(540.0, 960.0)),
    ] {
        for typed in ["", "data", "zzzz"] {
            let mut screen = screen_of(camp(), look, size);
            tap(&mut screen, "Find a session or a person");
            type_in(&mut screen, typed);
            screen.check_accessibility();
            let small = screen
                .query_all_by_role(Spoken::Button)
                .map(|node| node.rect())
                .filter(|rect| rect.width() < 44.0 || rect.height() < 44.0)
                .count();
            assert_eq!(small, 0, "{look:?} {typed}");
            let outside = screen
                .query_all_by_role(Spoken::Button)
                .filter(|node| node.accesskit_node().label().is_some_and(|l| l.contains(", 1")))
                .filter(|node| node.rect().max.x > size.x)
                .count();
            assert_eq!(outside, 0, "{look:?} {typed}");
            assert_eq!(screen.run(), 1, "{look:?} {typed} asks to be drawn again");
        }
    }
}

#[test]
fn find_on_the_page_itself_goes_back_to_the_field() {
    let mut screen = opened(camp());
    type_in(&mut screen, "fax");
    screen.get_by_label_contains("The last fax machine, 14:30").focus();
    screen.run();
    tap(&mut screen, "Find a session or a person");
    type_in(&mut screen, "es");
    assert_eq!(field(&screen), "faxes");
}

#[test]
fn what_was_cancelled_is_not_on_now() {
    let mut view = camp();
    let title = "Two in one room: the pitch that nobody moved";
    super::edit(&mut view, made::session(42), |session| session.cancelled = made::removed(1));
    let mut screen = opened(view);
    assert!(!says(&screen, title), "not among what is on: {:?}", spoken(&screen));
    type_in(&mut screen, "nobody moved");
    let said = found(&screen).into_iter().next().unwrap();
    assert!(
        said.starts_with(&format!("{title}, 11:30 · Severn")) && said.contains("cancelled"),
        "{said}"
    );
}
