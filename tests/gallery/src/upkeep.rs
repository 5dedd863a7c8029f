//! Screens of the event itself: its facts, days, slots, rooms, streams, and their forms.

use crate::{
    made, made_past, made_wall,
    screens::{Screen, page},
    stage::Stage,
};
use kiosk::{
    ask::{Answer, Ask, Failure, PastAsk},
    ui::Page,
    view::{Member, View},
};
use shared::{
    command::{Problem, Refusal},
    ids::DeviceId,
    roster::Role,
    schedule::Schedule,
};
use std::sync::Arc;

/// All of them.
pub(crate) const SCREENS: &[Screen] = &[
    page("upkeep", Page::Upkeep, organiser, enter),
    page("upkeep-days", Page::Upkeep, organiser, |stage| tab(stage, "upkeep-days")),
    page("upkeep-slots", Page::Upkeep, organiser, slots),
    page("upkeep-rooms", Page::Upkeep, organiser, |stage| tab(stage, "upkeep-rooms")),
    page("upkeep-streams", Page::Upkeep, organiser, |stage| tab(stage, "upkeep-streams")),
    page("upkeep-nothing", Page::Upkeep, empty, |stage| {
        stage.tap_word("upkeep-begin", &[]);
        stage.tap_word("upkeep-rooms", &[]);
    }),
    page("upkeep-form-event", Page::Upkeep, organiser, |stage| {
        enter(stage);
        stage.tap_word("upkeep-change-facts", &[]);
    }),
    page("upkeep-form-room", Page::Upkeep, organiser, |stage| {
        tab(stage, "upkeep-rooms");
        stage.tap_word("upkeep-add-room", &[]);
        stage.type_text("Attic");
        stage.fill("upkeep-capacity", "many");
        stage.tap_word("upkeep-save", &[]);
    }),
    page("upkeep-form-slot", Page::Upkeep, organiser, |stage| {
        slots(stage);
        stage.tap_word("upkeep-add-slot", &[]);
    }),
    page("upkeep-form-fixed", Page::Upkeep, organiser, |stage| {
        slots(stage);
        stage.tap_word("upkeep-add-fixed", &[]);
    }),
    page("upkeep-form-day", Page::Upkeep, organiser, |stage| {
        tab(stage, "upkeep-days");
        stage.tap_word("upkeep-add-day", &[]);
        stage.fill("upkeep-date", "Sunday");
        stage.tap_word("upkeep-save", &[]);
        let problem = Problem::NoDate { text: "Sunday".to_owned() };
        let refusal = Refusal::Invalid { field: "date", problem };
        stage.answer(Answer::Failed(Failure::Refused(refusal)));
    }),
    page("upkeep-form-stream", Page::Upkeep, organiser, |stage| {
        tab(stage, "upkeep-streams");
        stage.tap_word("upkeep-add-stream", &[]);
    }),
    page("upkeep-remove", Page::Upkeep, organiser, |stage| {
        tab(stage, "upkeep-rooms");
        let severn = stage.words("upkeep-remove-spoken", &[("name", room(stage).into())]);
        stage.tap(&severn);
    }),
    page("devices", Page::Upkeep, organiser, devices),
    page("devices-change", Page::Upkeep, organiser, |stage| {
        devices(stage);
        change(stage, "Kiosk 2");
    }),
    page("devices-out", Page::Upkeep, organiser, |stage| {
        devices(stage);
        change(stage, "Kiosk 2");
        stage.tap_word("devices-revoke", &[]);
    }),
    page("devices-organiser", Page::Upkeep, organiser, |stage| {
        devices(stage);
        change(stage, "Kiosk 1");
    }),
    page("names", Page::Upkeep, erased, |stage| tab(stage, "people-tab")),
    page("names-erased", Page::Upkeep, erased, |stage| {
        tab(stage, "people-tab");
        stage.answer_to(|ask| matches!(ask, Ask::Certificate), made_wall::certificate());
    }),
    page("names-erase", Page::Upkeep, erased, |stage| {
        tab(stage, "people-tab");
        stage.answer_to(|ask| matches!(ask, Ask::Certificate), made_wall::nothing_erased());
        let name = stage.words("people-erase-spoken", &[("name", "Amara Okafor".into())]);
        stage.tap(&name);
    }),
    page("names-erase-all", Page::Upkeep, erased, |stage| {
        tab(stage, "people-tab");
        stage.answer_to(|ask| matches!(ask, Ask::Certificate), made_wall::nothing_erased());
        stage.tap_word("people-all", &[]);
    }),
    page("upkeep-shift", Page::Upkeep, organiser, |stage| {
        slots(stage);
        stage.tap_word("upkeep-shift", &[]);
    }),
];

/// What the third room is called in the language of the screen.
fn room(stage: &Stage) -> String {
    let schedule = Arc::clone(&stage.harness().state().view().schedule);
    let words = kiosk::ui::words::Words::of(stage.variant().locale);
    words.room(&schedule, made::room(2))
}

/// The lively camp; one room is closed, one was removed.
fn organiser() -> View {
    let mut view = made::lively_camp();
    let schedule = Arc::make_mut(&mut view.schedule);
    if let Some(library) = schedule.rooms.get_mut(&made::room(6)) {
        Arc::make_mut(library).closed = true;
    }
    if let Some(rooftop) = schedule.rooms.get_mut(&made::room(7)) {
        Arc::make_mut(rooftop).removal = made::removed(1);
    }
    for n in 1..5_usize {
        let tag = DeviceId(made::bytes(n)).tag();
        schedule.devices.insert(tag, Arc::from(format!("Kiosk {n}")));
    }
    View { role: Some(Role::Organiser), members: Arc::new(members()), ..view }
}

fn devices(stage: &mut Stage) {
    tab(stage, "devices-tab");
    stage.answer_to(|ask| matches!(ask, Ask::Past(PastAsk::Turns)), made_past::turns());
}

fn change(stage: &mut Stage, name: &str) {
    let label = stage.words("devices-change-spoken", &[("name", name.into())]);
    stage.tap(&label);
}

fn members() -> Vec<Member> {
    let roles =
        [Some(Role::Organiser), Some(Role::Volunteer), Some(Role::Kiosk), Some(Role::Viewer), None];
    let member = |(n, role)| Member {
        device: DeviceId(made::bytes(n)),
        role,
        is_server: n == 6,
        is_me: n == 1,
    };
    (1..).zip(roles).chain([(6, None)]).map(member).collect()
}

/// A name stands in a text, too.
fn erased() -> View {
    let mut view = organiser();
    let schedule = Arc::make_mut(&mut view.schedule);
    if let Some(session) = schedule.sessions.get_mut(&made::session(5)) {
        Arc::make_mut(session).text = "Amara Okafor has the key".to_owned().into();
    }
    view
}

fn empty() -> View {
    made::view(Schedule::default(), Role::Organiser)
}

fn enter(stage: &mut Stage) {
    stage.tap_word("top-info", &[]);
    stage.tap_word("info-upkeep", &[]);
}

fn tab(stage: &mut Stage, key: &str) {
    enter(stage);
    stage.tap_word(key, &[]);
}

fn slots(stage: &mut Stage) {
    tab(stage, "upkeep-slots");
    stage.tap(&stage.day(1));
}
