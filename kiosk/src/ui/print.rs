//! Paper at a kiosk: what to print, then where to save it. It opens on the information page.

use super::{
    Action, Cx, icon, places,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use crate::ask::{Ask, Failure};
use eframe::egui::Ui;
use paper::{Form, PerSheet, Said, Sentences};
use std::path::PathBuf;

/// What is remembered between frames.
#[derive(Default)]
pub(super) struct State {
    open: bool,
    form: Option<Form>,
    waits: Option<u64>,
    saved: Option<PathBuf>,
    failed: Option<Failure>,
}

/// Widest button.
const WIDE: f32 = 560.0;

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    answered(state, tools);
    let Some(day) = cx.day else { return };
    let word = cx.words.text("print-open");
    let opens = Press::new(&word, Kind::Tab(state.open)).icon(icon::FILE).show(ui, cx.t);
    cx.follow(ui, &opens);
    if opens.clicked() {
        *state = State { open: !state.open, ..State::default() };
    }
    if !state.open {
        return;
    }
    let day = cx.words.day_and_date(cx.schedule, day);
    let about = cx.words.with("print-about", &[("day", day.into())]);
    widgets::text(ui, None, &about, theme::regular(size::LEAD), cx.t.dim);
    let width = ui.available_width().min(WIDE);
    let chosen = state.form.unwrap_or(Form::Grid);
    for (form, key) in [
        (Form::Grid, "print-grid"),
        (Form::Doors, "print-doors"),
        (Form::Slips { per_sheet: PerSheet::Four }, "print-slips"),
        (Form::Blank, "print-blank"),
    ] {
        let name = cx.words.text(key);
        let press = Press::new(&name, Kind::Tab(chosen == form)).at_left().wrap();
        let response = press.width(width, width).show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            state.form = Some(form);
        }
    }
    ui.add_space(6.0);
    let to = cx.words.text("export-to");
    widgets::text(ui, None, &to, theme::semibold(size::BODY), cx.t.text);
    if let Some(place) = places::choose(ui, cx, state.waits.is_none(), Some(width)) {
        let ticket = tools.ticket();
        state.waits = Some(ticket);
        (state.saved, state.failed) = (None, None);
        let (days, sentences) = (cx.day.into_iter().collect(), Box::new(sentences(cx)));
        let ask = Ask::Print { form: chosen, days, place, sentences };
        out.push(Action::Ask { ticket, ask });
    }
    told(ui, cx, state);
    ui.add_space(12.0);
}

fn answered(state: &mut State, tools: &mut Tools) {
    let Some(answer) = state.waits.and_then(|ticket| tools.answer(ticket)) else { return };
    state.waits = None;
    match answer.exported() {
        Ok(path) => state.saved = Some(path),
        Err(failure) => state.failed = Some(failure),
    }
}

fn told(ui: &mut Ui, cx: &Cx<'_>, state: &State) {
    if let Some(path) = &state.saved {
        places::saved(ui, cx, path);
    }
    if let Some(failure) = &state.failed {
        let said = cx.words.failure(cx.schedule, failure);
        let font = theme::semibold(size::BODY);
        widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
    }
}

/// The engine alone knows which board it is: it puts that in.
fn sentences(cx: &Cx<'_>) -> Sentences {
    let time = cx.words.time(cx.now.minute);
    let welsh = cx.words.locale() == super::words::Locale::Welsh;
    Sentences::of(cx.schedule, welsh, (&time, "{board}"), |key, values| {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| match value {
                Said::Text(text) => (*name, (*text).into()),
                Said::Number(n) => (*name, (*n).into()),
            })
            .collect();
        cx.words.with(key, &values)
    })
}
