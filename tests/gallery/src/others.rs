//! Screens of who may edit at a device, and of what others have done meanwhile.

use crate::{
    made,
    screens::{Screen, page, screen},
};
use kiosk::{
    ask::{Answer, PinAnswer},
    ui::Page,
    view::{DataState, Pin, ServerState, View},
};
use shared::{
    ids::SessionId,
    roster::Role,
    schedule::{Happened, Moved, Placement, Register, When},
};
use std::sync::Arc;

/// All of them.
pub(crate) const SCREENS: &[Screen] = &[
    screen("first-pin", new_device, |stage| stage.tap_word("top-choose-pin", &[])),
    screen("board-new-device", new_device, |_| {}),
    screen("pin-wait", locked, |stage| {
        stage.tap_word("top-unlock", &[]);
        for digit in "2580".chars() {
            stage.tap(&digit.to_string());
        }
        stage.tap_word("unlock-ok", &[]);
        stage.answer(Answer::Pin(PinAnswer::Wrong { tries_left: 0, wait_s: 40 }));
    }),
    screen("question-over", volunteer, |stage| {
        stage.find("Reorganisation without the chaos, ");
        stage.tap("Reorganisation without the chaos, ");
        stage.tap_word("sheet-move", &[]);
        stage.find("Cyber drills that people enjoy, ");
        stage.tap("Cyber drills that people enjoy, ");
        stage.publish(|view| {
            let to = made::slotted(made::slot(2), &[made::room(3)]);
            session(view, made::session(1)).placement = Register::from(to);
        });
        stage.settle();
    }),
    screen("board-sample", sample, |_| {}),
    screen("data-sample", sample, |stage| {
        let chip = stage.words("chip-sample", &[]);
        stage.tap_word("chip-spoken", &[("text", chip.as_str().into())]);
    }),
    page("wall-cancelled", Page::Wall, cancelled, |stage| stage.tap_word("top-wall", &[])),
    page("moved-merged", Page::Moved, merged, |stage| {
        stage.tap_word("top-moved", &[]);
        stage.tap_word("moved-all", &[]);
    }),
];

fn volunteer() -> View {
    made::view(made::camp(), Role::Volunteer)
}

fn new_device() -> View {
    View { pin: Pin::NotChosen, ..volunteer() }
}

fn locked() -> View {
    View { pin: Pin::Set, ..volunteer() }
}

fn sample() -> View {
    let view = made::view(made::camp(), Role::Organiser);
    let data = DataState { server: ServerState::Sample, ..view.data.clone() };
    View { is_sample: true, pin: Pin::NotChosen, data, ..view }
}

fn session(view: &mut View, id: SessionId) -> &mut shared::schedule::Session {
    let schedule = Arc::make_mut(&mut view.schedule);
    Arc::make_mut(schedule.sessions.get_mut(&id).expect("a session of the camp"))
}

/// What is on in two rooms, and what follows in two, was cancelled.
fn cancelled() -> View {
    let mut view = made::lively_camp();
    for slot in [1, 2] {
        let is_then = |placement: &Placement| matches!(placement, Placement::At { when: When::Slot(at), .. } if *at == made::slot(slot));
        let sessions = view.schedule.sessions.iter();
        let then = sessions.filter(|(_, session)| is_then(&session.placement.value));
        let then: Vec<_> = then.map(|(id, _)| *id).take(2).collect();
        for id in then {
            session(&mut view, id).cancelled = made::removed(1);
        }
    }
    view
}

/// A pitch became a part of another, and one is on its own again.
fn merged() -> View {
    let mut view = made::lively_camp();
    let (bins, forms, net_zero) = (made::session(61), made::session(62), made::session(63));
    session(&mut view, bins).part_of = Some(forms);
    let moved = |session, n, what| {
        let kind = "merge".to_owned();
        Arc::new(Moved { session, by: made::author(n), what, kind })
    };
    let schedule = Arc::make_mut(&mut view.schedule);
    let moves = Arc::make_mut(&mut schedule.moves);
    moves.push(moved(bins, 2, Happened::Merged { into: forms }));
    moves.push(moved(net_zero, 4, Happened::Unmerged { from: forms }));
    view
}
