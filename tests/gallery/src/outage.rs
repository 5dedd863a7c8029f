//! Screens of an outage and of getting ready for one: backups, the wall of devices, rehearsals.

use crate::{
    made, made_wall,
    screens::{Screen, page},
    stage::Stage,
};
use kiosk::{
    ask::{Answer, Ask, Failure},
    ui::Page,
    view::{ServerState, View},
    why::{Away, NoLine},
};
use shared::{
    command::{Refusal, Subject},
    roster::{Message, Role},
    sync::{Rehearsing, ServerSafety, frame::BackupTrouble},
};
use std::sync::Arc;

/// All of them.
pub(crate) const SCREENS: &[Screen] = &[
    page("backups", Page::Server, well, backups),
    page("backups-back", Page::Server, well, back_to),
    page("backups-old", Page::Server, unsafe_server, backups),
    page("backups-untold", Page::Server, || away(organiser()), backups),
    page("backups-warned", Page::Board, unsafe_server, |_| {}),
    page("wall-devices", Page::Upkeep, with_devices, devices),
    page("wall-device", Page::Upkeep, with_devices, |stage| change(stage, "Stage")),
    page("wall-device-told", Page::Upkeep, with_devices, |stage| {
        change(stage, "Foyer tablet");
        stage.tap_word("devices-message-show", &[]);
        let refusal = Refusal::Missing { what: Subject::Device, field: "text" };
        stage.answer_to(
            |ask| matches!(ask, Ask::Say { .. }),
            Answer::Failed(Failure::Refused(refusal)),
        );
    }),
    page("wall-rehearse", Page::Upkeep, with_devices, |stage| {
        devices(stage);
        stage.tap_word("rehearse-open", &[]);
        let foyer = stage.words("rehearse-on", &[("name", "Foyer tablet".into())]);
        stage.tap(&foyer);
    }),
    page("wall-rehearse-clock", Page::Upkeep, with_devices, |stage| {
        devices(stage);
        stage.tap_word("rehearse-open", &[]);
        stage.tap_word("rehearse-clock", &[]);
    }),
    page("message", Page::Board, messaged, |_| {}),
    page("message-wall", Page::Wall, messaged, |stage| stage.tap_word("top-wall", &[])),
    page("rehearsal", Page::Board, rehearsing, |_| {}),
    page("rehearsal-wall", Page::Wall, both, |stage| stage.tap_word("top-wall", &[])),
    page("rehearsal-over", Page::Board, rehearsed, |_| {}),
];

fn organiser() -> View {
    made::view(made::camp(), Role::Organiser)
}

fn kiosk() -> View {
    made::view(made::camp(), Role::Kiosk)
}

fn with(safety: ServerSafety) -> View {
    View { safety: Some(Arc::new(safety)), ..organiser() }
}

fn well() -> View {
    with(made_wall::safety(22, 48_000_000_000, None))
}

fn unsafe_server() -> View {
    with(made_wall::safety(95, 310_000_000, Some(BackupTrouble::NoRoom)))
}

fn with_devices() -> View {
    made_wall::with_devices(organiser())
}

fn messaged() -> View {
    let until_ms = made_wall::NOW_MS + 600_000;
    let text = "This screen moves to the foyer at lunch: the next one is beside the stairs";
    let welsh = "Mae’r sgrin hon yn symud i’r cyntedd dros ginio: mae’r nesaf wrth y grisiau";
    View { message: Some(Message::new(text, welsh, until_ms)), ..kiosk() }
}

fn rehearsing() -> View {
    let until_ms = made_wall::NOW_MS + 1_200_000;
    let rehearsal = Rehearsing { away: true, until_ms, ahead_ms: 0 };
    View { rehearsal: Some(rehearsal), ..away(organiser()) }
}

/// As if the server were gone.
fn away(mut view: View) -> View {
    view.data.server = ServerState::Away { why: Away::NoLine(NoLine::Lost) };
    view.data.heard_ms = Some(made_wall::NOW_MS - 480_000);
    view
}

fn both() -> View {
    let until_ms = made_wall::NOW_MS + 1_200_000;
    let rehearsal = Rehearsing { away: true, until_ms, ahead_ms: 5_400_000 };
    View { rehearsal: Some(rehearsal), ..away(messaged()) }
}

fn rehearsed() -> View {
    View { rehearsed: Some(made_wall::rehearsed()), ..organiser() }
}

fn backups(stage: &mut Stage) {
    stage.tap_word("top-info", &[]);
    stage.tap_word("info-server", &[]);
    stage.tap_word("safety-title", &[]);
}

fn back_to(stage: &mut Stage) {
    backups(stage);
    // Each is named by its time: the first.
    let name = stage.words("back-to-spoken", &[("which", "|".into())]);
    stage.tap(name.split('|').next().unwrap_or_default());
}

fn devices(stage: &mut Stage) {
    stage.tap_word("top-info", &[]);
    stage.tap_word("info-upkeep", &[]);
    stage.tap_word("devices-tab", &[]);
    let known = Answer::Wall(Box::new(made_wall::devices()));
    stage.answer_to(|ask| matches!(ask, Ask::Wall), known);
}

fn change(stage: &mut Stage, name: &str) {
    devices(stage);
    let label = stage.words("devices-change-spoken", &[("name", name.into())]);
    stage.tap(&label);
}
