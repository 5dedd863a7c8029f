//! Paper at a kiosk: what to print, then where to save it. It opens on the information page.

use super::{
    Action, Cx, icon, places,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use crate::ask::{Ask, Failure, PrintAnswer, PrintTo};
use eframe::egui::Ui;
use paper::{Form, PerSheet, Said, Sentences};
use printing::Printer;
use std::path::PathBuf;

/// What is remembered between frames.
#[derive(Default)]
pub(super) struct State {
    open: bool,
    form: Option<Form>,
    /// Printers are looked for: nothing waits for that.
    looks: Option<u64>,
    waits: Option<u64>,
    /// What was touched last: what became of it is told below it.
    to: Option<PrintTo>,
    /// That was not in sight yet.
    news: bool,
    printers: Option<Vec<Printer>>,
    done: Option<Done>,
    failed: Option<Failure>,
}

/// What became of the last print.
enum Done {
    Saved(PathBuf),
    Sent(String),
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
    let opens = Press::new(&word, Kind::Tab(state.open)).icon(icon::PRINTER).show(ui, cx.t);
    cx.follow(ui, &opens);
    if opens.clicked() {
        *state = State { open: !state.open, ..State::default() };
        if state.open {
            let ticket = tools.ticket();
            state.looks = Some(ticket);
            out.push(Action::Ask { ticket, ask: Ask::Printers });
        }
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
    let printer = printers(ui, cx, state, width).map(PrintTo::Printer);
    if matches!(state.to, Some(PrintTo::Printer(_))) {
        told(ui, cx, state);
    }
    let to = cx.words.text("export-to");
    widgets::text(ui, None, &to, theme::semibold(size::BODY), cx.t.text);
    let place = places::choose(ui, cx, state.waits.is_none(), Some(width)).map(PrintTo::Place);
    if matches!(state.to, Some(PrintTo::Place(_))) {
        told(ui, cx, state);
    }
    if let Some(to) = printer.or(place) {
        (state.to, state.news) = (Some(to.clone()), true);
        let (days, sentences) = (cx.day.into_iter().collect(), Box::new(sentences(cx)));
        ask(state, tools, Ask::Print { form: chosen, days, to, sentences }, out);
    }
    ui.add_space(12.0);
}

fn ask(state: &mut State, tools: &mut Tools, ask: Ask, out: &mut Vec<Action>) {
    let ticket = tools.ticket();
    state.waits = Some(ticket);
    (state.done, state.failed) = (None, None);
    out.push(Action::Ask { ticket, ask });
}

/// The printers of this machine; the one that was chosen.
fn printers(ui: &mut Ui, cx: &Cx<'_>, state: &State, width: f32) -> Option<String> {
    if state.looks.is_some() {
        let looks = cx.words.text("print-looking");
        widgets::text(ui, Some(icon::CLOCK), &looks, theme::regular(size::BODY), cx.t.dim);
    }
    let printers = state.printers.as_ref()?;
    if printers.is_empty() {
        let none = cx.words.text("print-none");
        widgets::text(ui, Some(icon::INFO), &none, theme::regular(size::BODY), cx.t.dim);
        return None;
    }
    let mut chosen = None;
    for printer in printers {
        let name = cx.words.with("print-on", &[("printer", printer.name.as_str().into())]);
        let kind = if printer.is_default { Kind::Primary } else { Kind::Plain };
        let press = Press::new(&name, kind).icon(icon::PRINTER).enabled(state.waits.is_none());
        let response = press.at_left().wrap().width(width, width).show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            chosen = Some(printer.name.clone());
        }
    }
    chosen
}

fn answered(state: &mut State, tools: &mut Tools) {
    for waits in [&mut state.looks, &mut state.waits] {
        let Some(answer) = waits.and_then(|ticket| tools.answer(ticket)) else { continue };
        *waits = None;
        match answer.printed() {
            Ok(PrintAnswer::Printers(printers)) => state.printers = Some(printers),
            Ok(PrintAnswer::Sent(printer)) => state.done = Some(Done::Sent(printer)),
            Ok(PrintAnswer::Saved(path)) => state.done = Some(Done::Saved(path)),
            Err(failure) => state.failed = Some(failure),
        }
        state.news = true;
    }
}

/// What becomes of what was touched, below it and in sight.
fn told(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    let said = ui.scope(|ui| became(ui, cx, state)).response;
    if std::mem::take(&mut state.news) {
        widgets::into_sight(ui, said.rect);
    }
}

fn became(ui: &mut Ui, cx: &Cx<'_>, state: &State) {
    if state.waits.is_some() {
        let said = cx.words.text("print-making");
        let font = theme::semibold(size::BODY);
        widgets::announce(&widgets::text(ui, Some(icon::CLOCK), &said, font, cx.t.text));
    }
    match &state.done {
        Some(Done::Saved(path)) => places::saved(ui, cx, path),
        Some(Done::Sent(printer)) => {
            let said = cx.words.with("print-sent", &[("printer", printer.as_str().into())]);
            let font = theme::semibold(size::BODY);
            widgets::announce(&widgets::text(ui, Some(icon::CHECK), &said, font, cx.t.ok));
        }
        None => {}
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
