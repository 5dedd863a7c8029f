//! The on-screen keyboard: for fingers only, and never in the way.

use super::{Fake, made, saturday, says, screen_of, touch::finger};
use eframe::egui::{Event, Key, Pos2, TouchPhase, Vec2, accesskit::Role as Spoken, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use kiosk::{
    app::{App, Options},
    ui::{Keyboard, theme::Look},
};
use shared::roster::Role;

/// A screen on which somebody has touched the search.
fn touched(size: Vec2) -> super::Screen {
    let mut screen = screen_of(made::view(made::camp(), Role::Kiosk), Look::Dark, size);
    touch(&mut screen, "Find a session or a person");
    screen
}

fn center(screen: &super::Screen, name: &str) -> Pos2 {
    screen.get_by_label(name).rect().center()
}

fn touch(screen: &mut super::Screen, name: &str) {
    let at = center(screen, name);
    touch_at(screen, at);
}

fn touch_at(screen: &mut super::Screen, at: Pos2) {
    finger(screen, TouchPhase::Start, at);
    finger(screen, TouchPhase::End, at);
    screen.run();
}

fn write(screen: &mut super::Screen, text: &str) {
    for letter in text.chars() {
        let name = if letter == ' ' { "space".to_owned() } else { letter.to_string() };
        touch(screen, &name);
    }
}

fn field(screen: &super::Screen) -> String {
    screen.get_by_label("Find a session").accesskit_node().value().unwrap_or_default()
}

fn is_up(screen: &super::Screen) -> bool {
    screen.query_by_label("Hide the keyboard").is_some()
}

#[test]
fn a_finger_writes_and_finds() {
    let mut screen = touched(vec2(1920.0, 1080.0));
    assert!(is_up(&screen));
    write(&mut screen, "last fax");
    assert_eq!(field(&screen), "last fax");
    assert!(says(&screen, "The last fax machine, 14:30"));
    touch(&mut screen, "Delete the letter before");
    assert_eq!(field(&screen), "last fa");
    touch(&mut screen, "Enter");
    assert!(says(&screen, "Hosted by"), "Enter opens the first");
}

#[test]
fn it_goes_when_it_is_done_and_when_something_else_is_touched() {
    let mut screen = touched(vec2(1920.0, 1080.0));
    touch(&mut screen, "Hide the keyboard");
    assert!(!is_up(&screen));
    touch(&mut screen, "Find a session");
    assert!(is_up(&screen));
    touch(&mut screen, "The time is 11:38");
    assert!(!is_up(&screen));
}

#[test]
fn a_mouse_and_a_keyboard_need_none() {
    let mut screen =
        screen_of(made::view(made::camp(), Role::Kiosk), Look::Dark, vec2(1280.0, 800.0));
    super::tap(&mut screen, "Find a session or a person");
    assert!(!is_up(&screen));
    screen.event(Event::Text("f".to_owned()));
    screen.run();
    assert_eq!(field(&screen), "f");
    // A finger on the field brings it, a click takes it away again.
    touch(&mut screen, "Find a session");
    assert!(is_up(&screen));
    super::tap(&mut screen, "Find a session");
    assert!(!is_up(&screen));
}

#[test]
fn it_comes_always_or_never_where_that_is_set() {
    for (keyboard, expected) in [(Keyboard::Always, true), (Keyboard::Never, false)] {
        let options = Options { clock: saturday(), keyboard, ..Options::default() };
        let view = made::view(made::camp(), Role::Kiosk);
        let mut screen: super::Screen = Harness::builder()
            .with_size(vec2(1280.0, 800.0))
            .with_max_steps(12)
            .build_eframe(|cc| App::new(&cc.egui_ctx, Fake::new(view), options));
        screen.run();
        super::tap(&mut screen, "Find a session or a person");
        assert_eq!(is_up(&screen), expected);
        touch(&mut screen, "Find a session");
        assert_eq!(is_up(&screen), expected);
    }
}

#[test]
fn a_keyboard_on_a_cable_writes_while_it_is_up() {
    let mut screen = touched(vec2(1280.0, 800.0));
    write(&mut screen, "f");
    screen.event(Event::Text("a".to_owned()));
    screen.run();
    write(&mut screen, "x");
    screen.key_press(Key::Backspace);
    screen.run();
    assert_eq!(field(&screen), "fa");
    assert!(is_up(&screen));
}

#[test]
fn capitals_accents_numbers_and_signs() {
    let mut screen = touched(vec2(1280.0, 800.0));
    touch(&mut screen, "Capital letter");
    write(&mut screen, "T");
    touch(&mut screen, "Letters with accents");
    write(&mut screen, "ŷ");
    touch(&mut screen, "Capital letter");
    touch(&mut screen, "Capital letter");
    write(&mut screen, "ŴÂ");
    touch(&mut screen, "Numbers and signs");
    write(&mut screen, "4:30");
    touch(&mut screen, "Letters");
    touch(&mut screen, "Capital letters, locked");
    touch(&mut screen, "One letter back");
    write(&mut screen, "q");
    assert_eq!(field(&screen), "TŷŴÂ4:3q0");
}

/// Keeps a finger on a key for so many frames of a sixtieth of a second.
fn hold(screen: &mut super::Screen, name: &str, frames: usize) -> Pos2 {
    let at = center(screen, name);
    finger(screen, TouchPhase::Start, at);
    screen.run_steps(frames);
    at
}

#[test]
fn a_long_press_offers_accents_to_touch_or_to_slide_to() {
    let mut screen = touched(vec2(1280.0, 800.0));
    let at = hold(&mut screen, "w", 40);
    finger(&mut screen, TouchPhase::End, at);
    screen.run();
    assert_eq!(field(&screen), "", "holding types nothing");
    touch(&mut screen, "ŵ");
    assert_eq!(field(&screen), "ŵ");
    assert!(screen.query_by_label("ŵ").is_none(), "the offer is gone");
    hold(&mut screen, "o", 40);
    let to = center(&screen, "ô");
    finger(&mut screen, TouchPhase::Move, to);
    finger(&mut screen, TouchPhase::End, to);
    screen.run();
    assert_eq!(field(&screen), "ŵô");
    // A touch elsewhere takes none of them.
    let at = hold(&mut screen, "e", 40);
    finger(&mut screen, TouchPhase::End, at);
    touch(&mut screen, "t");
    assert_eq!(field(&screen), "ŵôt");
    assert!(screen.query_by_label("ê").is_none());
}

#[test]
fn a_finger_that_rests_on_a_key_without_accents_still_types() {
    let mut screen = touched(vec2(1280.0, 800.0));
    let at = hold(&mut screen, "k", 60);
    finger(&mut screen, TouchPhase::End, at);
    screen.run();
    assert_eq!(field(&screen), "k");
}

#[test]
fn deleting_repeats_while_it_is_held() {
    let mut screen = touched(vec2(1280.0, 800.0));
    write(&mut screen, "housing");
    let at = hold(&mut screen, "Delete the letter before", 50);
    finger(&mut screen, TouchPhase::End, at);
    screen.run();
    let left = field(&screen);
    assert!(left.len() < 5 && "housing".starts_with(&left), "{left:?}");
}

#[test]
fn the_page_ends_above_it_on_every_screen() {
    for size in [
        vec2(1920.0, 1080.0),
        vec2(1280.0, 800.0),
        vec2(640.0, 400.0),
        vec2(1080.0, 1920.0),
        vec2(540.0, 960.0),
    ] {
        let mut screen = touched(size);
        write(&mut screen, "data");
        let keys: Vec<_> = ["q", "p", "Delete the letter before", "Hide the keyboard", "space"]
            .iter()
            .map(|name| screen.get_by_label(name).rect())
            .collect();
        for key in &keys {
            assert!(key.width() >= 48.0 && key.height() >= 48.0, "{size}: {key}");
            assert!(
                key.min.x >= 0.0 && key.max.x <= size.x + 0.1 && key.max.y <= size.y,
                "{size}: {key}"
            );
        }
        let top = keys[0].min.y;
        let field = screen.get_by_label("Find a session").rect();
        assert!(field.max.y <= top, "{size}: {field} above {top}");
        let results = screen.query_all_by_label_contains("On now · ").map(|node| node.rect());
        let in_sight = results.filter(|rect| rect.max.y <= top).count();
        assert!(in_sight > 0, "{size}: a result is in sight");
        for _ in 0..6 {
            screen.key_press(Key::ArrowDown);
            screen.run();
        }
        let chosen = screen
            .query_all_by_role(Spoken::Button)
            .find(|node| node.accesskit_node().is_selected() == Some(true))
            .map(|node| node.rect())
            .unwrap();
        assert!(chosen.min.y >= field.max.y && chosen.max.y <= top, "{size}: {chosen}");
        screen.check_accessibility();
        assert_eq!(screen.run(), 1, "{size}: at rest");
        let all = screen.ctx.content_rect();
        touch(&mut screen, "Hide the keyboard");
        assert!(all.height() < size.y && screen.ctx.content_rect().height() == size.y);
    }
}
