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
    schedule::{Placement, Register, When},
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
    page("typed-print-time", Page::FromPaper, volunteer, |stage| {
        begin(stage, PrintFound::NeedsTime);
    }),
    page("typed-offer", Page::FromPaper, drafted, enter),
    page("typed-throw", Page::FromPaper, typed, |stage| {
        enter(stage);
        stage.tap_word("typed-offer-away", &[]);
    }),
    page("typed-unfound", Page::FromPaper, typed, |stage| {
        enter(stage);
        stage.tap_word("typed-offer-go-on", &[]);
        stage.answer(Answer::Failed(Failure::Busy));
    }),
    page("typed-since-begun", Page::FromPaper, typed, |stage| {
        enter(stage);
        stage.tap_word("typed-offer-go-on", &[]);
        found(stage, PrintFound::Time { at_s: 1_795_260_000 });
    }),
    page("typed-elsewhere", Page::FromPaper, elsewhere, |stage| {
        begin(stage, PrintFound::Board { since_s: 1_795_260_000 });
        go_on(stage, "Cyber drills that people enjoy");
    }),
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
    page("typed-timed-moved", Page::FromPaper, timed, |stage| {
        begin(stage, PrintFound::Board { since_s: 1_795_260_000 });
        stage.tap_word("typed-needs", &[("n", 2.into())]);
    }),
    page("typed-add", Page::FromPaper, timed, |stage| {
        begin(stage, PrintFound::Same);
        stage.tap_word("typed-add", &[]);
        go_on(stage, "14:30");
        stage.type_text("Severn");
    }),
    page("typed-added", Page::FromPaper, timed, |stage| {
        begin(stage, PrintFound::Same);
        stage.tap_word("typed-add", &[]);
        for text in ["14:31-15:15", "Severn", "Dry stone walls"] {
            go_on(stage, text);
        }
    }),
    page("typed-preview", Page::FromPaper, volunteer, preview),
    page("typed-saving", Page::FromPaper, volunteer, |stage| {
        preview(stage);
        stage.tap_word("typed-put-in", &[]);
    }),
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

fn json(value: impl serde::Serialize) -> String {
    serde_json::to_string(&value).unwrap()
}

/// Somebody typed until the power was cut.
fn drafted() -> View {
    let day = serde_json::to_string(&made::day(1)).unwrap();
    let draft = format!(r#"{{"begun_s":1795260000,"day":{day},"board":"3f9a"}}"#);
    View { kept: Arc::new([(Kept::Paper, draft)].into_iter().collect()), ..volunteer() }
}

/// And two cells had a text.
fn typed() -> View {
    let cell = |room: usize, title: &str| {
        let (slot, room) = (json(When::Slot(made::slot(0))), json(made::room(room)));
        format!(r#"[{{"when":{slot},"room":{room}}},{{"title":"{title}","choice":"New"}}]"#)
    };
    let cells = format!("{},{}", cell(0, "Dry stone walls"), cell(1, "Hedges"));
    let day = json(made::day(1));
    let draft = format!(r#"{{"begun_s":1795260000,"day":{day},"cells":[{cells}]}}"#);
    View { kept: Arc::new([(Kept::Paper, draft)].into_iter().collect()), ..volunteer() }
}

/// What was in Workshop 2 when the print was made is on another day.
fn elsewhere() -> View {
    let mut schedule = made::camp();
    let friday = made::timed(made::day(0), 600, 45, &[made::room(0)]);
    if let Some(session) = schedule.sessions.get_mut(&made::session(5)) {
        Arc::make_mut(session).placement = Register::from(friday);
    }
    made::view(schedule, Role::Volunteer)
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
fn begin(stage: &mut Stage, found_so: PrintFound) {
    enter(stage);
    stage.fill("typed-board", "3f9a");
    stage.fill("typed-time", "11:20");
    stage.tap_word("typed-begin", &[]);
    found(stage, found_so);
}

/// What is answered to who looks for the board of a print.
fn found(stage: &mut Stage, found: PrintFound) {
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
        PrintFound::Nothing | PrintFound::NeedsTime => {
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
