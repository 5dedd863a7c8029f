//! Screens of paper: printing, and typing in what was written on it meanwhile.

use crate::{
    made, made_past,
    screens::{Screen, page},
    stage::Stage,
};
use eframe::egui::Key;
use kiosk::{
    ask::{
        Answer, Ask, Failure, Kept, OfPrint, PastAnswer, PastAsk, PrintFound, Printed,
        PrinterTrouble,
    },
    ui::Page,
    view::View,
};
use printing::Printer;
use shared::{
    roster::Role,
    schedule::{Placement, Register},
};
use std::sync::Arc;

/// All of them.
pub(crate) const SCREENS: &[Screen] = &[
    page("print-printers", Page::Info, volunteer, |stage| {
        print(stage, vec![printer("Hall-A3", true), printer("Foyer", false)]);
        stage.tap_word("print-on", &[("printer", "Foyer".into())]);
        stage.answer(Answer::Failed(Failure::Printer(PrinterTrouble::Refused)));
    }),
    page("print-none", Page::Info, volunteer, |stage| print(stage, Vec::new())),
    page("typed-print", Page::FromPaper, volunteer, enter),
    page("typed-print-wrong", Page::FromPaper, volunteer, |stage| {
        enter(stage);
        stage.fill("typed-board", "noon");
        stage.fill("typed-time", "1:99");
        stage.tap_word("typed-begin", &[]);
    }),
    page("typed-offer", Page::FromPaper, drafted, enter),
    page("typed-cells", Page::FromPaper, volunteer, |stage| begin(stage, PrintFound::Same)),
    page("typed-title", Page::FromPaper, volunteer, |stage| {
        begin(stage, PrintFound::Same);
        go_on(stage, "");
        stage.type_text("Bin collec");
    }),
    page("typed-host", Page::FromPaper, volunteer, |stage| {
        begin(stage, PrintFound::Same);
        go_on(stage, "-");
        go_on(stage, "Cyber drills that people enjoy");
        go_on(stage, "Dry stone walls, and who still builds them");
    }),
    page("typed-moved", Page::FromPaper, volunteer, |stage| {
        begin(stage, PrintFound::Board { since_s: 1_795_260_000 });
        go_on(stage, "");
        go_on(stage, "");
        go_on(stage, "-");
    }),
    page("typed-marked", Page::FromPaper, volunteer, |stage| {
        begin(stage, PrintFound::Time { at_s: 1_795_260_000 });
        go_on(stage, "x");
        go_on(stage, "Council tax letters that work");
    }),
    page("typed-unknown", Page::FromPaper, volunteer, |stage| begin(stage, PrintFound::Nothing)),
    page("typed-timed", Page::FromPaper, timed, |stage| begin(stage, PrintFound::Same)),
    page("typed-preview", Page::FromPaper, volunteer, preview),
    page("typed-refused", Page::FromPaper, volunteer, |stage| {
        preview(stage);
        stage.tap_word("typed-put-in", &[]);
        stage.answer(Answer::Failed(Failure::NotSaved));
    }),
    page("typed-done", Page::FromPaper, volunteer, |stage| {
        preview(stage);
        stage.tap_word("typed-put-in", &[]);
        stage.answer(Answer::Done);
    }),
];

fn volunteer() -> View {
    made::view(made::camp(), Role::Volunteer)
}

fn timed() -> View {
    made::view(made::conference(12, 150), Role::Volunteer)
}

/// Somebody typed until the power was cut.
fn drafted() -> View {
    let day = serde_json::to_string(&made::day(1)).unwrap();
    let draft = format!(r#"{{"begun_s":1795260000,"day":{day},"board":"3f9a"}}"#);
    View { kept: Arc::new([(Kept::Paper, draft)].into_iter().collect()), ..volunteer() }
}

fn printer(name: &str, is_default: bool) -> Printer {
    Printer { name: name.to_owned(), is_default }
}

fn print(stage: &mut Stage, printers: Vec<Printer>) {
    stage.tap_word("top-info", &[]);
    stage.tap_word("print-open", &[]);
    stage.answer_to(|ask| *ask == Ask::Printers, Answer::Printers(printers));
}

fn enter(stage: &mut Stage) {
    stage.tap_word("top-info", &[]);
    stage.tap_word("typed-open", &[]);
}

/// Of a print that was found so; since then two sessions came to their places.
fn begin(stage: &mut Stage, found: PrintFound) {
    enter(stage);
    stage.fill("typed-board", "3f9a");
    stage.fill("typed-time", "11:20");
    stage.tap_word("typed-begin", &[]);
    let now = Arc::clone(&stage.harness().state().view().schedule);
    let of = OfPrint { board: "3f9a".to_owned(), at_s: None };
    let is_print = |ask: &Ask| matches!(ask, Ask::Past(PastAsk::Print(_)));
    let mut then = (*now).clone();
    for n in [2, 5] {
        if let Some(session) = then.sessions.get_mut(&made::session(n)) {
            Arc::make_mut(session).placement = Register::from(Placement::Shelf);
        }
    }
    let said = match found {
        PrintFound::Same => made_past::printed(&now, of),
        PrintFound::Nothing => {
            Answer::Past(PastAnswer::Printed(Box::new(Printed { of, found, then: now })))
        }
        PrintFound::Board { .. } | PrintFound::Time { .. } => {
            let then = Arc::new(then);
            Answer::Past(PastAnswer::Printed(Box::new(Printed { of, found, then })))
        }
    };
    stage.answer_to(is_print, said);
}

/// Types into the open cell, and goes on.
fn go_on(stage: &mut Stage, text: &str) {
    if !text.is_empty() {
        stage.type_text(text);
    }
    stage.press(Key::Enter);
}

fn preview(stage: &mut Stage) {
    begin(stage, PrintFound::Same);
    for text in ["", "-", "Cyber drills that people enjoy", "Dry stone walls", "Nia Rhys"] {
        go_on(stage, text);
    }
    for text in ["", "", "x"] {
        go_on(stage, text);
    }
    stage.tap_word("typed-preview", &[]);
}
