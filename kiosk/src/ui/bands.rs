//! What nobody may overlook, above every page: that this device rehearses, and a message for this
//! screen. And what came of a rehearsal, for those who look after the board.

use super::{
    Action, Cx, Screen, icon,
    sending::Sending,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use crate::ask::Ask;
use eframe::egui::{
    Align, Color32, CornerRadius, Frame, Layout, Margin, Panel, Stroke, Ui, accesskit::Live, vec2,
};

/// Above and below what stands in a band; on a low screen.
const PADDING: i8 = 10;
const PADDING_LOW: i8 = 4;

/// A low screen needs its lines for the page.
fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < theme::LOW_SCREEN
}

fn frame(ui: &Ui, fill: Color32) -> Frame {
    let padding = if is_low(ui) { PADDING_LOW } else { PADDING };
    Frame::new().fill(fill).inner_margin(Margin::symmetric(theme::MARGIN as i8, padding))
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    rehearsal(ui, cx, screen, out);
    message(ui, cx);
}

fn rehearsal(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    // Whether it is over is decided where its clock is: what holds edits back is always seen.
    let Some(rehearsal) = cx.view.rehearsal else { return };
    let (ends, tools) = (&mut screen.rehearsal_ends, &mut screen.tools);
    ends.is_done(tools);
    let mut said = cx.words.rehearsing(&rehearsal, cx.facts.zone());
    if let Some(why) = ends.said(cx) {
        said = format!("{said} · {why}");
    }
    let t = cx.t;
    let frame = frame(ui, t.warn);
    let points = if is_low(ui) { size::BODY } else { size::LEAD };
    let panel = Panel::top("rehearsal").frame(frame).show_separator_line(false).resizable(false);
    panel.show(ui, |ui| {
        let size = vec2(ui.available_width(), theme::TOUCH_MIN);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            let label = cx.words.text("rehearse-end");
            let press = Press::new(&label, Kind::Plain).icon(icon::X);
            if press.enabled(!ends.is_busy()).show(ui, t).clicked() {
                ends.ask(tools, Ask::EndRehearsal, out);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let font = theme::extrabold(points);
                let line = widgets::text(ui, Some(icon::WARN), &said, font, t.background);
                ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(Live::Polite));
            });
        });
    });
}

/// What an organiser says to whoever stands before this screen.
fn message(ui: &mut Ui, cx: &Cx<'_>) {
    let message = cx.view.message.as_ref();
    let Some(message) = message.filter(|message| message.until_ms > cx.now_s * 1_000) else {
        return;
    };
    let t = cx.t;
    let frame = frame(ui, t.now);
    let points = if is_low(ui) { size::LEAD } else { size::HEADING };
    let panel = Panel::top("message").frame(frame).show_separator_line(false).resizable(false);
    panel.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let said = cx.words.either(&message.text, &message.text_cy);
        let font = theme::extrabold(points);
        let line = widgets::text(ui, Some(icon::CHAT), said, font, t.on_now);
        widgets::announce(&line);
    });
}

/// What came of the last rehearsal here.
pub(super) fn rehearsed(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    if cx.view.rehearsal.is_none() {
        screen.rehearsal_ends = Sending::default();
    }
    let Some(result) = cx.view.rehearsed.filter(|_| cx.may_board) else { return };
    let t = cx.t;
    let frame = Frame::new()
        .fill(theme::mix(t.background, t.accent, 0.12))
        .stroke(Stroke::new(1.0, theme::mix(t.background, t.accent, 0.4)))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(16, 6));
    frame.show(ui, |ui| {
        let size = vec2(ui.available_width(), theme::TOUCH_MIN);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            let name = cx.words.text("rehearse-seen");
            if Press::icon_only(icon::X, name).show(ui, t).clicked() {
                let ticket = screen.tools.ticket();
                out.push(Action::Ask { ticket, ask: Ask::RehearsalSeen });
            }
            let look = cx.words.text("merged-look");
            if result.clashes > 0 && Press::new(&look, Kind::Plain).show(ui, t).clicked() {
                out.push(Action::ShowClashes(true));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let said = cx.words.rehearsed(&result);
                let font = theme::semibold(size::BODY);
                let line = widgets::text(ui, Some(icon::SYNCED), &said, font, t.text);
                ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(Live::Polite));
            });
        });
    });
    ui.add_space(2.0);
}
