//! Fingers: a swipe scrolls, a long press lifts.

use super::{journeys::camp, made, says, screen, sent};
use eframe::egui::{Event, Modifiers, PointerButton, Pos2, TouchDeviceId, TouchId, TouchPhase};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use shared::{command::Command, roster::Role};

/// What a window sends for a finger: a touch, and the pointer that it stands for.
pub(super) fn finger(screen: &mut super::Screen, phase: TouchPhase, pos: Pos2) {
    let button = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    screen.event(Event::Touch {
        device_id: TouchDeviceId(1),
        id: TouchId(1),
        phase,
        pos,
        force: None,
    });
    screen.event(Event::PointerMoved(pos));
    match phase {
        TouchPhase::Start => screen.event(button(true)),
        TouchPhase::End => {
            screen.event(button(false));
            screen.event(Event::PointerGone);
        }
        TouchPhase::Move | TouchPhase::Cancel => {}
    }
    screen.step();
}

fn conference_by_touch() -> (super::Screen, String, Pos2) {
    let mut screen = screen(made::view(made::conference(30, 400), Role::Volunteer));
    // The first touch ever is what tells that there is a touch screen.
    for phase in [TouchPhase::Start, TouchPhase::End] {
        finger(&mut screen, phase, Pos2::new(40.0, 60.0));
    }
    screen.run();
    let card = screen
        .query_all_by_label_contains("Day 1 1")
        .find(|card| card.rect().center().y > 500.0 && card.rect().width() > 150.0)
        .unwrap();
    let (name, at) = (card.accesskit_node().label().unwrap(), card.rect().center());
    (screen, name, at)
}

#[test]
fn a_swipe_over_cards_scrolls_and_moves_nothing() {
    let (mut screen, name, at) = conference_by_touch();
    finger(&mut screen, TouchPhase::Start, at);
    for n in 1..=12 {
        let to = at - eframe::egui::vec2(0.0, 20.0 * n as f32);
        finger(&mut screen, TouchPhase::Move, to);
    }
    finger(&mut screen, TouchPhase::End, at - eframe::egui::vec2(0.0, 240.0));
    screen.run_steps(200);
    let y = screen.query_by_label(&name).map(|card| card.rect().center().y);
    assert!(y.is_none_or(|y| y < at.y - 150.0), "{y:?} from {at:?}");
    assert!(sent(&mut screen).is_empty() && !says(&screen, "Hosted by"));
}

#[test]
fn a_long_press_lifts_a_card_and_the_board_stays() {
    let mut screen = camp(Role::Volunteer);
    for phase in [TouchPhase::Start, TouchPhase::End] {
        finger(&mut screen, phase, Pos2::new(40.0, 400.0));
    }
    screen.run();
    let center = |screen: &super::Screen, name: &str| -> Pos2 {
        screen.query_all_by_label_contains(name).next().unwrap().rect().center()
    };
    let from = center(&screen, "Reorganisation without the chaos, Saturday 10:30");
    let row = center(&screen, "10:30 to 11:15").y;
    let to = Pos2::new(center(&screen, "Garden room, ").x, row);
    finger(&mut screen, TouchPhase::Start, from);
    screen.run_steps(40);
    for n in 1..=10 {
        finger(&mut screen, TouchPhase::Move, from + (to - from) * (n as f32 / 10.0));
    }
    finger(&mut screen, TouchPhase::End, to);
    screen.run();
    let to = made::slotted(made::slot(0), &[made::room(3)]);
    assert_eq!(sent(&mut screen), [Command::Place { session: made::session(1), to }]);
    assert!(!says(&screen, "Hosted by"));
}
