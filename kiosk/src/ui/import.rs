//! Importing a programme at the kiosk: choose a file, answer what only a person knows, look at what
//! it would do, then do it as one act that can be undone.

mod columns;
mod preview;

use super::{
    Action, Cx,
    field::{self, Field},
    icon,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use crate::ask::{Answer, Ask, ExportFormat, Failure, FileFound, FilePlace, Preview};
use eframe::egui::{
    CornerRadius, Id, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};
use std::path::PathBuf;

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {
    step: Step,
    waits: Option<u64>,
    files: Vec<FileFound>,
    path: String,
    failed: Option<Failure>,
    /// The file that is being read, and what a person answered about it.
    file: PathBuf,
    answers: columns::Answers,
    /// In which form an export is written, and where the last one is.
    form: Option<ExportFormat>,
    exported: Option<PathBuf>,
    /// The root key of an event that was made of an import: to be written down now or never.
    pub(super) words: Vec<String>,
}

/// How far it is.
#[derive(Default)]
enum Step {
    /// Nothing was asked yet.
    #[default]
    Fresh,
    /// Files to choose from.
    Files,
    /// A table that needs answers.
    Asks(Box<::import::table::Ask>),
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
    answered(state, tools);
    dropped(ui, state, tools, out);
    let title = cx.words.text("import-title");
    widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
    if let Some(failure) = &state.failed {
        let said = cx.words.failure(cx.schedule, failure);
        widgets::text(ui, Some(icon::WARN), &said, theme::semibold(size::LEAD), cx.t.warn);
    }
    if state.waits.is_some() {
        let said = cx.words.text("import-reading");
        widgets::text(ui, Some(icon::SYNCING), &said, theme::regular(size::LEAD), cx.t.dim);
    }
    match std::mem::take(&mut state.step) {
        Step::Fresh => {
            ask(state, tools, Ask::ListFiles, out);
            state.step = Step::Files;
        }
        Step::Files => {
            state.step = Step::Files;
            files(ui, cx, state, tools, out);
        }
        Step::Asks(asked) => match columns::show(ui, cx, &asked, &mut state.answers) {
            columns::Choice::Wait => state.step = Step::Asks(asked),
            columns::Choice::Back => state.step = Step::Files,
            columns::Choice::Read => {
                read(state, tools, out);
                state.step = Step::Asks(asked);
            }
        },
        Step::Preview(found) => match preview::show(ui, cx, &found) {
            preview::Choice::Wait => state.step = Step::Preview(found),
            preview::Choice::Back => {
                ask(state, tools, Ask::DropImport, out);
                state.step = Step::Files;
            }
            preview::Choice::Do => {
                ask(state, tools, Ask::DoImport, out);
                state.step = Step::Preview(found);
            }
        },
        Step::Done => done(ui, cx, state, out),
    }
}

fn ask(state: &mut State, tools: &mut Tools, ask: Ask, out: &mut Vec<Action>) {
    if state.waits.is_some() {
        return;
    }
    let ticket = tools.ticket();
    state.failed = None;
    state.waits = Some(ticket);
    out.push(Action::Ask { ticket, ask });
}

fn read(state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let options = state.answers.options();
    ask(state, tools, Ask::ReadImport { path: state.file.clone(), options }, out);
}

fn answered(state: &mut State, tools: &mut Tools) {
    let Some(answer) = state.waits.and_then(|ticket| tools.answer(ticket)) else {
        return;
    };
    state.waits = None;
    match answer {
        Answer::Files(files) => state.files = files,
        Answer::TableAsks(asked) => {
            state.answers.of(&asked);
            state.step = Step::Asks(asked);
        }
        Answer::Preview(preview) => state.step = Step::Preview(preview),
        Answer::Founded { words } => {
            state.words = words;
            state.step = Step::Done;
        }
        Answer::Done => {
            // A dropped import is answered so, too.
            if let Step::Preview(_) = state.step {
                state.step = Step::Done;
            }
        }
        Answer::Failed(failure) => state.failed = Some(failure),
        Answer::Exported { path } => state.exported = Some(path),
        Answer::Pin(_) | Answer::Pitched { .. } | Answer::Slip(_) => {}
    }
}

/// A file that was dropped onto the window.
fn dropped(ui: &Ui, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let file = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    if let Some(path) = file {
        begin(state, tools, path, out);
    }
}

fn begin(state: &mut State, tools: &mut Tools, path: PathBuf, out: &mut Vec<Action>) {
    state.file = path;
    state.answers = columns::Answers::default();
    read(state, tools, out);
}

fn files(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    if cx.view.event.is_some() {
        export(ui, cx, state, tools, out);
    }
    let lead = cx.words.text("import-lead");
    widgets::text(ui, None, &lead, theme::regular(size::BODY), cx.t.dim);
    ui.add_space(4.0);
    let name = cx.words.text("import-path");
    let hint = cx.words.text("import-path-hint");
    let typed = Field::new(Id::unique("import-path"), &name).hint(&hint);
    let typed = typed.show(ui, cx, &mut state.path);
    ui.horizontal_wrapped(|ui| {
        let open = cx.words.text("import-open");
        let ready = !state.path.trim().is_empty() && state.waits.is_none();
        let press = Press::new(&open, Kind::Primary).enabled(ready);
        if press.show(ui, cx.t).clicked() || (ready && field::entered(ui, &typed)) {
            let path = PathBuf::from(state.path.trim());
            begin(state, tools, path, out);
        }
        let again = cx.words.text("import-look-again");
        let press = Press::new(&again, Kind::Plain).enabled(state.waits.is_none());
        if press.show(ui, cx.t).clicked() {
            ask(state, tools, Ask::ListFiles, out);
        }
    });
    ui.add_space(4.0);
    if state.files.is_empty() && state.waits.is_none() {
        let none = cx.words.text("import-none");
        widgets::text(ui, Some(icon::STICK), &none, theme::regular(size::LEAD), cx.t.dim);
        return;
    }
    let mut chosen = None;
    let scroll = ScrollArea::vertical().id_salt("files").auto_shrink(false);
    scroll.show_rows(ui, ROW, state.files.len(), |ui, range| {
        for file in state.files.get(range).unwrap_or_default() {
            if file_ui(ui, cx, file) {
                chosen = Some(file.path.clone());
            }
        }
    });
    if let Some(path) = chosen {
        begin(state, tools, path, out);
    }
}

/// Taking the programme along: in which form, then where to.
fn export(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for (form, key) in [
            (ExportFormat::Rows, "export-rows"),
            (ExportFormat::Grid, "export-grid"),
            (ExportFormat::Json, "export-whole"),
        ] {
            let name = cx.words.text(key);
            let press = Press::new(&name, Kind::Tab(state.form == Some(form))).icon(icon::DOWNLOAD);
            if press.show(ui, cx.t).clicked() {
                state.form = Some(form).filter(|form| state.form != Some(*form));
            }
        }
    });
    if let Some(form) = state.form {
        ui.horizontal_wrapped(|ui| {
            for (place, key) in [
                (FilePlace::Stick, "export-stick"),
                (FilePlace::Downloads, "export-downloads"),
                (FilePlace::Data, "export-data"),
            ] {
                let name = cx.words.text(key);
                let press = Press::new(&name, Kind::Plain).enabled(state.waits.is_none());
                if press.show(ui, cx.t).clicked() {
                    state.exported = None;
                    ask(state, tools, Ask::Export { place, format: form }, out);
                }
            }
        });
    }
    if let Some(path) = &state.exported {
        let path = path.display().to_string();
        let said = cx.words.with("export-done", &[("path", path.into())]);
        widgets::text(ui, Some(icon::CHECK), &said, theme::semibold(size::BODY), cx.t.ok);
    }
    ui.add_space(6.0);
}

const ROW: f32 = 68.0;

fn file_ui(ui: &mut Ui, cx: &Cx<'_>, file: &FileFound) -> bool {
    let t = cx.t;
    let size = vec2(ui.available_width() - 8.0, ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let (mark, key) = match file.place {
        FilePlace::Data => (icon::FILE, "import-place-data"),
        FilePlace::Downloads => (icon::DOWNLOAD, "import-place-downloads"),
        FilePlace::Desktop => (icon::MONITOR, "import-place-desktop"),
        FilePlace::Stick => (icon::STICK, "import-place-stick"),
    };
    let age = (cx.now_s - i64::try_from(file.modified_s).unwrap_or(0)).max(0) / 60;
    let about = cx.words.with(
        "import-file",
        &[
            ("place", cx.words.text(key).into()),
            ("kib", file.bytes.div_ceil(1_024).into()),
            ("ago", cx.words.ago(u64::try_from(age).unwrap_or(0)).into()),
        ],
    );
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}, {about}", file.name)));
    cx.follow(ui, &response);
    if ui.is_rect_visible(rect) {
        let fill =
            if response.hovered() { theme::mix(t.surface, t.accent, 0.12) } else { t.surface };
        let radius = CornerRadius::same(theme::RADIUS);
        ui.painter().rect(rect, radius, fill, Stroke::new(1.0, t.line), StrokeKind::Inside);
        let left = rect.min.x + 58.0;
        let width = rect.max.x - left - 16.0;
        let font = theme::regular(size::ICON);
        let glyph = ui.painter().layout_no_wrap(mark.to_owned(), font, t.dim);
        let y = rect.center().y;
        ui.painter().galley(pos2(rect.min.x + 20.0, y - glyph.size().y / 2.0), glyph, t.dim);
        let name = widgets::galley(ui, &file.name, theme::semibold(size::LEAD), t.text, width, 1);
        let about = widgets::galley(ui, &about, theme::regular(size::SMALL), t.dim, width, 1);
        let top = y - (name.size().y + about.size().y + 2.0) / 2.0;
        let below = top + name.size().y + 2.0;
        ui.painter().galley(pos2(left, top), name, t.text);
        ui.painter().galley(pos2(left, below), about, t.dim);
        widgets::focus_ring(ui, &response, rect.shrink(2.0), t);
    }
    response.clicked()
}

fn done(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    let said = cx.words.text("import-done");
    widgets::text(ui, Some(icon::CHECK), &said, theme::semibold(size::LEAD), cx.t.ok);
    let board = cx.words.text("import-to-board");
    if Press::new(&board, Kind::Primary).show(ui, cx.t).clicked() {
        let words = std::mem::take(&mut state.words);
        *state = State { words, ..State::default() };
        out.push(Action::Go(super::Page::Board));
        return;
    }
    state.step = Step::Done;
}
