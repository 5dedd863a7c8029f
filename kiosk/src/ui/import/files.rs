//! Files to choose from, and taking the programme along.

use super::{State, Waiting, ask, begin, column, failure, scrolled};
use crate::{
    ask::{Ask, ExportFormat, FileFound, FilePlace},
    ui::{
        Action, Cx,
        field::{self, Field},
        icon, places,
        theme::{self, size},
        tools::Tools,
        widgets::{self, Kind, Press},
    },
};
use eframe::egui::{
    CornerRadius, Id, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};
use std::path::PathBuf;

/// Widest column of a page: longer lines are hard to read.
const WIDTH: f32 = 980.0;
/// Width of the choices of an export.
const EXPORT: f32 = 560.0;

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    scrolled(ui, "files", |ui| {
        if cx.view.event.is_some() {
            ui.horizontal_wrapped(|ui| {
                for (exports, key, mark) in
                    [(false, "import-title", icon::UPLOAD), (true, "export-title", icon::DOWNLOAD)]
                {
                    let name = cx.words.text(key);
                    let press = Press::new(&name, Kind::Tab(state.exports == exports)).icon(mark);
                    if press.show(ui, cx.t).clicked() {
                        state.exports = exports;
                        state.failed = None;
                    }
                }
            });
            ui.add_space(8.0);
        }
        let width = ui.available_width().min(WIDTH);
        column(ui, width, |ui| {
            if state.exports && cx.view.event.is_some() {
                export(ui, cx, state, tools, out);
            } else {
                import(ui, cx, state, tools, out);
            }
        });
    });
}

fn import(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    if cx.view.event.is_none() {
        let title = cx.words.text("import-title");
        widgets::text(ui, None, &title, theme::extrabold(size::SHEET_TITLE), cx.t.text);
    }
    let lead = cx.words.text("import-lead");
    widgets::text(ui, None, &lead, theme::regular(size::LEAD), cx.t.dim);
    ui.add_space(6.0);
    failure(ui, cx, state);
    let name = cx.words.text("import-found-files");
    widgets::text(ui, None, &name, theme::extrabold(size::TIME), cx.t.text);
    if state.files.is_empty() {
        let key = if state.waits.is_some() { "import-looking" } else { "import-none" };
        let said = cx.words.text(key);
        widgets::text(ui, Some(icon::STICK), &said, theme::regular(size::LEAD), cx.t.dim);
    }
    let chosen =
        state.files.iter().filter(|file| file_ui(ui, cx, file)).map(|file| file.path.clone());
    if let Some(path) = chosen.last() {
        begin(state, tools, &path, out);
    }
    let again = cx.words.text("import-look-again");
    let press = Press::new(&again, Kind::Plain).icon(icon::SYNCING).enabled(state.waits.is_none());
    if press.show(ui, cx.t).clicked() {
        ask(state, tools, Ask::ListFiles, Waiting::Little, out);
    }
    ui.add_space(12.0);
    typed(ui, cx, state, tools, out);
}

/// A file that is somewhere else.
fn typed(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let name = cx.words.text("import-path");
    let hint = cx.words.text("import-path-hint");
    let typed = Field::new(Id::unique("import-path"), &name).hint(&hint);
    let typed = typed.show(ui, cx, &mut state.path);
    let open = cx.words.text("import-open");
    let ready = !state.path.trim().is_empty() && state.waits.is_none();
    let press = Press::new(&open, Kind::Primary).enabled(ready);
    if press.show(ui, cx.t).clicked() || (ready && field::entered(ui, &typed)) {
        let path = PathBuf::from(state.path.trim());
        begin(state, tools, &path, out);
    }
}

/// Taking the programme along: in which form, then where to.
fn export(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let about = cx.words.text("export-about");
    widgets::text(ui, None, &about, theme::regular(size::LEAD), cx.t.dim);
    ui.add_space(6.0);
    let width = ui.available_width().min(EXPORT);
    for (form, key) in [
        (ExportFormat::Rows, "export-rows"),
        (ExportFormat::Grid, "export-grid"),
        (ExportFormat::Json, "export-whole"),
    ] {
        let name = cx.words.text(key);
        let press = Press::new(&name, Kind::Tab(state.form == form)).at_left().wrap();
        if press.width(width, width).show(ui, cx.t).clicked() {
            state.form = form;
        }
    }
    ui.add_space(6.0);
    let to = cx.words.text("export-to");
    widgets::text(ui, None, &to, theme::semibold(size::BODY), cx.t.text);
    if let Some(place) = places::choose(ui, cx, state.waits.is_none(), Some(width)) {
        state.exported = None;
        let format = state.form;
        ask(state, tools, Ask::Export { place, format }, Waiting::Little, out);
    }
    let told = ui.scope(|ui| {
        failure(ui, cx, state);
        if let Some(path) = &state.exported {
            places::saved(ui, cx, path);
        }
    });
    if std::mem::take(&mut state.news) {
        widgets::into_sight(ui, told.response.rect);
    }
}

/// Least height of a file; a long name makes it higher.
const ROW: f32 = 68.0;
/// Where its name begins.
const INSET: f32 = 58.0;

pub(in crate::ui) fn file_ui(ui: &mut Ui, cx: &Cx<'_>, file: &FileFound) -> bool {
    let t = cx.t;
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
    let spoken = format!("{}, {about}", file.name);
    let width = ui.available_width() - INSET - 16.0;
    let lead = theme::semibold(size::LEAD);
    let name = widgets::galley(ui, &file.name, lead, t.text, width, usize::MAX);
    let small = theme::regular(size::SMALL);
    let about = widgets::galley(ui, &about, small, t.dim, width, usize::MAX);
    let height = name.size().y + about.size().y + 2.0;
    let size = vec2(ui.available_width(), ROW.max(height + 20.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    cx.follow(ui, &response);
    if ui.is_rect_visible(rect) {
        let fill =
            if response.hovered() { theme::mix(t.surface, t.accent, 0.12) } else { t.surface };
        let radius = CornerRadius::same(theme::RADIUS);
        ui.painter().rect(rect, radius, fill, Stroke::new(1.0, t.line), StrokeKind::Inside);
        let left = rect.min.x + INSET;
        let font = theme::regular(size::ICON);
        let glyph = ui.painter().layout_no_wrap(mark.to_owned(), font, t.dim);
        let y = rect.center().y;
        ui.painter().galley(pos2(rect.min.x + 20.0, y - glyph.size().y / 2.0), glyph, t.dim);
        let top = y - height / 2.0;
        let below = top + name.size().y + 2.0;
        ui.painter().galley(pos2(left, top), name, t.text);
        ui.painter().galley(pos2(left, below), about, t.dim);
        widgets::focus_ring(ui, &response, rect.shrink(2.0), t);
    }
    response.clicked()
}
