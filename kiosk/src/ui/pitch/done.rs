//! The last step: the number in the queue and the slip code, until somebody touches on.

use super::super::{
    Action, Cx, icon, qr,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use super::{Pitched, column};
use eframe::egui::{Align, Layout, Ui, vec2};
use shared::ids::SessionId;

/// Where to go from here.
#[derive(Clone, Copy)]
pub(super) enum Next {
    Leave,
    Another,
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, pitched: &Pitched) -> Option<Next> {
    let (t, words) = (cx.t, cx.words);
    let mut next = None;
    column(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        let done = words.text("pitch-done");
        widgets::text(ui, Some(icon::CHECK_CIRCLE), &done, theme::semibold(size::LEAD), t.ok);
        let title = &pitched.title;
        widgets::text(ui, None, title, theme::extrabold(size::HEADING), t.text);
        let wide = ui.available_width() > 640.0;
        let layout =
            if wide { Layout::left_to_right(Align::Min) } else { Layout::top_down(Align::Min) };
        ui.with_layout(layout, |ui| {
            ui.vertical(|ui| {
                let most =
                    if wide { ui.available_width() - CODE - 40.0 } else { ui.available_width() };
                ui.set_width(most);
                ui.spacing_mut().item_spacing.y = 8.0;
                // What is shown only now comes first.
                code(ui, cx, &pitched.code);
                number(ui, cx, pitched.number);
            });
            ui.vertical(|ui| {
                let spoken = words.text("pitch-code-qr");
                ui.set_width(CODE);
                qr::show(ui, &pitched.code, &spoken, CODE);
                let scan = words.text("pitch-code-scan");
                widgets::text(ui, None, &scan, theme::regular(size::SMALL), t.dim);
            });
        });
        ui.add_space(6.0);
        next = buttons(ui, cx);
    });
    next
}

/// Width of the code that a phone reads.
const CODE: f32 = 210.0;

fn number(ui: &mut Ui, cx: &Cx<'_>, number: u32) {
    let label = cx.words.text("pitch-number");
    widgets::text(ui, None, &label, theme::semibold(size::BODY), cx.t.dim);
    let shown = cx.words.with("pitch-number-n", &[("n", number.into())]);
    let large = if is_low(ui) { size::SHEET_TITLE } else { 72.0 };
    widgets::text(ui, None, &shown, theme::extrabold(large), cx.t.accent);
}

/// There is room for little.
fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < theme::LOW_SCREEN
}

/// The slip code, and what it is for.
fn code(ui: &mut Ui, cx: &Cx<'_>, code: &str) {
    let label = cx.words.text("pitch-code");
    widgets::text(ui, None, &label, theme::semibold(size::BODY), cx.t.dim);
    let font = theme::extrabold(if is_low(ui) { 40.0 } else { 56.0 });
    let shown = widgets::galley(ui, code, font, cx.t.text, ui.available_width(), 1);
    // The whole line is its own, however wide its letters are.
    let line = vec2(ui.available_width(), shown.size().y);
    let (rect, response) = ui.allocate_exact_size(line, eframe::egui::Sense::hover());
    // Read letter by letter: as a word it is of no use.
    let letters: Vec<_> = code.chars().map(String::from).collect();
    let spoken = cx.words.with("pitch-code-spoken", &[("code", letters.join(" ").into())]);
    response.widget_info(|| {
        eframe::egui::WidgetInfo::labeled(eframe::egui::accesskit::Role::Label, true, &spoken)
    });
    ui.painter().galley(rect.min, shown, cx.t.text);
    let why = cx.words.text("pitch-code-why");
    widgets::text(ui, None, &why, theme::regular(size::BODY), cx.t.text);
}

fn buttons(ui: &mut Ui, cx: &Cx<'_>) -> Option<Next> {
    let mut next = None;
    ui.horizontal_wrapped(|ui| {
        let label = cx.words.text("pitch-noted");
        let press = Press::new(&label, Kind::Primary).size(size::LEAD).width(200.0, 460.0);
        if super::button(ui, cx, press) {
            next = Some(Next::Leave);
        }
        let label = cx.words.text("pitch-another");
        let press = Press::new(&label, Kind::Plain).icon(icon::PLUS).size(size::LEAD);
        if super::button(ui, cx, press) {
            next = Some(Next::Another);
        }
    });
    next
}

/// After joining somebody.
pub(super) fn joined(
    ui: &mut Ui,
    cx: &Cx<'_>,
    session: SessionId,
    out: &mut Vec<Action>,
) -> Option<Next> {
    let mut next = None;
    column(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        let title = cx.words.session(cx.schedule, session);
        let said = cx.words.with("pitch-joined", &[("title", title.as_str().into())]);
        let font = theme::extrabold(size::HEADING);
        widgets::text(ui, Some(icon::CHECK_CIRCLE), &said, font, cx.t.text);
        let how = cx.words.text("pitch-joined-how");
        widgets::text(ui, None, &how, theme::regular(size::LEAD), cx.t.dim);
        ui.horizontal_wrapped(|ui| {
            let label = cx.words.text("pitch-joined-read");
            if super::button(ui, cx, Press::new(&label, Kind::Plain).size(size::LEAD)) {
                out.push(Action::Open(session));
            }
        });
        next = buttons(ui, cx);
    });
    next
}
