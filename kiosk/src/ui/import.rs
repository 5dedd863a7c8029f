//! Importing a programme at the kiosk: choose a file, answer what only a person knows, look at what
//! it would do, then do it as one act that can be undone.

mod columns;
mod files;
mod preview;
mod progress;

pub(super) use files::file_ui;
pub(super) use progress::bar;

use super::{
    Action, Cx, card, icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use crate::ask::{Ask, ExportFormat, Failure, FileFound, ImportAnswer, Preview, Stage};
use eframe::egui::{Align, CornerRadius, Frame, Layout, Margin, ScrollArea, Stroke, Ui, vec2};
use jiff::civil::Date;
use shared::programme::like::next_time;
use std::path::{Path, PathBuf};

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {
    step: Step,
    waits: Option<Waits>,
    files: Vec<FileFound>,
    path: String,
    failed: Option<Failure>,
    /// The file that is read after what is under way.
    next: Option<PathBuf>,
    /// The file that is being read, and what a person answered about it.
    file: PathBuf,
    answers: columns::Answers,
    /// The first day of another event like the one in the file, as typed.
    first: String,
    /// What was typed is no date.
    first_wrong: bool,
    /// How much of a preview is listed.
    listed: preview::Listed,
    /// The export is shown in place of the files.
    exports: bool,
    /// In which form an export is written, and where the last one is.
    form: ExportFormat,
    exported: Option<PathBuf>,
    /// What came of it was not in sight yet.
    news: bool,
    /// The root key of an event that was made of an import: to be written down now or never.
    pub(super) words: Vec<String>,
}

impl State {
    /// Somebody comes to import something: what was exported before is over.
    pub(super) fn begin(&mut self) {
        self.exports = false;
        self.exported = None;
    }

    /// A stranger comes next: what was read is forgotten, but never the words of a root key, nor an
    /// import that is just being saved.
    pub(super) fn end_visit(&mut self) {
        let saving = |waits: &Waits| waits.what == Waiting::Import(Stage::Saving);
        if !self.waits.as_ref().is_some_and(saving) {
            *self = Self { words: std::mem::take(&mut self.words), ..Self::default() };
        }
    }
}

/// Widest panel that stands alone.
const ALONE: f32 = 760.0;

/// A question that has no answer yet.
struct Waits {
    ticket: u64,
    what: Waiting,
}

/// What is being done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    /// Files are looked for, one is written, or something is put away: it is over at once.
    Little,
    /// A file is read; it may be stopped.
    Import(Stage),
}

/// How far it is.
#[derive(Default)]
enum Step {
    /// Nothing was asked yet.
    #[default]
    Fresh,
    /// Files to choose from.
    Files,
    /// A table that needs answers, or another look: then with what it would do as it is.
    Asks(Box<::import::table::Ask>, Option<Box<Preview>>),
    /// What it would do.
    Preview(Box<Preview>),
    /// It is done.
    Done,
}

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    answered(state, tools, cx.now.date);
    dropped(ui, state, tools, out);
    if let Some(path) = state.next.take() {
        begin(state, tools, &path, out);
    }
    let reads = state.waits.as_ref().map(|waits| waits.what);
    if let Some(Waiting::Import(stage)) = reads {
        let name = state.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if progress::show(ui, cx, &name, stage) {
            stop(state, tools, out);
        }
        return;
    }
    match std::mem::take(&mut state.step) {
        Step::Fresh => {
            ask(state, tools, Ask::ListFiles, Waiting::Little, out);
            state.step = Step::Files;
        }
        Step::Files => {
            state.step = Step::Files;
            files::show(ui, cx, state, tools, out);
        }
        Step::Asks(asked, before) => {
            failure(ui, cx, state);
            asks(ui, cx, state, (asked, before), tools, out);
        }
        Step::Preview(found) => {
            failure(ui, cx, state);
            let mut like = preview::Like {
                first: &mut state.first,
                wrong: state.first_wrong,
                offered: cx.schedule.days_in_order().is_empty(),
            };
            match preview::show(ui, cx, &found, &mut state.listed, &mut like) {
                preview::Choice::Wait => state.step = Step::Preview(found),
                preview::Choice::Back => {
                    ask(state, tools, Ask::DropImport, Waiting::Little, out);
                    state.step = Step::Files;
                }
                preview::Choice::Columns => state.step = look(&mut state.answers, found),
                preview::Choice::Whole => {
                    state.step = Step::Preview(found);
                    read(state, tools, out);
                }
                preview::Choice::Like => {
                    state.step = Step::Preview(found);
                    read_like(state, tools, out);
                }
                preview::Choice::Do => {
                    state.step = Step::Preview(found);
                    let import = Ask::DoImport { person: cx.person };
                    ask(state, tools, import, Waiting::Import(Stage::Saving), out);
                }
            }
        }
        Step::Done => done(ui, cx, state, out),
    }
}

fn asks(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    (asked, before): (Box<::import::table::Ask>, Option<Box<Preview>>),
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    match columns::show(ui, cx, &asked, before.is_some(), &mut state.answers) {
        columns::Choice::Wait => state.step = Step::Asks(asked, before),
        columns::Choice::Back => state.step = before.map_or(Step::Files, Step::Preview),
        columns::Choice::Read => {
            // What was read before is forgotten: it cannot be done any more.
            state.step = Step::Asks(asked, None);
            read(state, tools, out);
        }
    }
}

/// Another look at what the columns of a table hold.
fn look(answers: &mut columns::Answers, found: Box<Preview>) -> Step {
    let Some(table) = found.table.clone() else { return Step::Preview(found) };
    let asked = Box::new(::import::table::Ask { table, questions: Vec::new() });
    answers.of(&asked);
    Step::Asks(asked, Some(found))
}

/// What went wrong, and what to do.
fn failure(ui: &mut Ui, cx: &Cx<'_>, state: &State) {
    let Some(failure) = &state.failed else { return };
    failure_line(ui, cx, &cx.words.failure(cx.schedule, failure));
}

/// What went wrong, read out.
pub(super) fn failure_line(ui: &mut Ui, cx: &Cx<'_>, said: &str) {
    let frame = Frame::new()
        .fill(theme::mix(cx.t.surface, cx.t.warn, 0.10))
        .stroke(Stroke::new(1.0, cx.t.warn))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(18, 14));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let font = theme::semibold(size::LEAD);
        let said = widgets::text(ui, Some(icon::WARN), said, font, cx.t.text);
        widgets::announce(&said);
    });
    ui.add_space(6.0);
}

fn ask(state: &mut State, tools: &mut Tools, ask: Ask, what: Waiting, out: &mut Vec<Action>) {
    if state.waits.is_some() {
        return;
    }
    let ticket = tools.ticket();
    state.failed = None;
    state.waits = Some(Waits { ticket, what });
    out.push(Action::Ask { ticket, ask });
}

fn read(state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let options = state.answers.options();
    let (path, begins) = (state.file.clone(), Stage::Reading { bytes: 0, of: 0 });
    ask(state, tools, Ask::ReadImport { path, options }, Waiting::Import(begins), out);
}

/// Reads the file once more, for another event like it.
fn read_like(state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let Ok(first) = state.first.trim().parse() else {
        state.first_wrong = true;
        return;
    };
    state.first_wrong = false;
    let options = state.answers.options();
    let (path, begins) = (state.file.clone(), Stage::Reading { bytes: 0, of: 0 });
    let like = Ask::ReadLike { path, options, first };
    ask(state, tools, like, Waiting::Import(begins), out);
}

/// Nothing was changed yet; what is answered now is nobody's.
fn stop(state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    state.waits = None;
    ask(state, tools, Ask::DropImport, Waiting::Little, out);
    state.step = Step::Files;
}

fn answered(state: &mut State, tools: &mut Tools, today: Date) {
    while let Some(waits) = state.waits.take() {
        let Some(answer) = tools.answer(waits.ticket) else {
            state.waits = Some(waits);
            return;
        };
        match answer.import() {
            Ok(ImportAnswer::Stage(stage)) => {
                state.waits = Some(Waits { what: Waiting::Import(stage), ..waits });
            }
            Ok(ImportAnswer::Files(files)) => state.files = files,
            Ok(ImportAnswer::Asks(asked)) => {
                state.answers.of(&asked);
                state.step = Step::Asks(asked, None);
            }
            Ok(ImportAnswer::Preview(preview)) => {
                state.listed = preview::Listed::default();
                if !preview.is_like {
                    let next = preview.first_day.map(|day| next_time(day, today));
                    state.first = next.map(|day| day.to_string()).unwrap_or_default();
                    state.first_wrong = false;
                }
                state.step = Step::Preview(preview);
            }
            Ok(ImportAnswer::Done(Some(words))) => {
                state.words = words;
                state.step = Step::Done;
            }
            Ok(ImportAnswer::Done(None)) => {
                // A dropped import is answered so, too.
                if let Step::Preview(_) = state.step {
                    state.step = Step::Done;
                }
            }
            Ok(ImportAnswer::Exported(path)) => {
                (state.exported, state.news) = (Some(path), true);
            }
            Err(failure) => {
                (state.failed, state.news) = (Some(failure), true);
                // What was not done is read again before it is tried again.
                if waits.what == Waiting::Import(Stage::Saving) {
                    state.step = Step::Files;
                }
            }
        }
    }
}

/// A file that was dropped onto the window.
fn dropped(ui: &Ui, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let file = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    if let Some(path) = file {
        begin(state, tools, &path, out);
    }
}

/// A file that is chosen while something else is under way is read after that.
fn begin(state: &mut State, tools: &mut Tools, path: &Path, out: &mut Vec<Action>) {
    if state.waits.is_some() {
        state.next = Some(path.to_owned());
        return;
    }
    state.file = path.to_owned();
    state.answers = columns::Answers::default();
    read(state, tools, out);
}

/// A surface with a heading.
pub(super) fn panel(ui: &mut Ui, cx: &Cx<'_>, mark: &str, title: &str, draw: impl FnOnce(&mut Ui)) {
    let frame = Frame::new()
        .fill(cx.t.surface)
        .stroke(Stroke::new(1.0, cx.t.line))
        .corner_radius(CornerRadius::same(theme::SHEET_RADIUS))
        .inner_margin(Margin::same(26));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        widgets::text(ui, Some(mark), title, theme::extrabold(size::TIME), cx.t.text);
        draw(ui);
    });
}

/// A column of a page that scrolls as a whole.
pub(super) fn column(ui: &mut Ui, width: f32, draw: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 10.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        draw(ui);
    });
}

/// A panel alone on its page, in the middle.
fn alone(ui: &mut Ui, cx: &Cx<'_>, mark: &str, title: &str, draw: impl FnOnce(&mut Ui)) {
    ui.add_space((ui.available_height() * 0.08).min(80.0));
    let width = ui.available_width().min(ALONE);
    let side = (ui.available_width() - width) / 2.0;
    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        ui.add_space(side);
        column(ui, width, |ui| panel(ui, cx, mark, title, draw));
    });
}

/// All of a step scrolls: at large text nothing is out of reach.
pub(super) fn scrolled(ui: &mut Ui, id: &str, draw: impl FnOnce(&mut Ui)) {
    let source = card::scroll_source(ui.ctx());
    let scroll = ScrollArea::vertical().id_salt(id).auto_shrink(false).scroll_source(source);
    scroll.show(ui, |ui| {
        ui.set_width(ui.available_width() - theme::GAP);
        draw(ui);
    });
}

fn done(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    state.step = Step::Done;
    alone(ui, cx, icon::CHECK_CIRCLE, &cx.words.text("import-done"), |ui| {
        let about = cx.words.text("import-done-about");
        let said = widgets::text(ui, None, &about, theme::regular(size::LEAD), cx.t.dim);
        widgets::announce(&said);
        ui.add_space(8.0);
        let board = cx.words.text("import-to-board");
        if Press::new(&board, Kind::Primary).icon(icon::GRID).show(ui, cx.t).clicked() {
            let words = std::mem::take(&mut state.words);
            *state = State { words, ..State::default() };
            out.push(Action::Go(super::Page::Board));
        }
    });
}
