//! What needs a human: each clash in words, with its answers as buttons.

use super::{
    Action, Cx, Screen, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::{
    self, Align, CornerRadius, Frame, Layout, Margin, ScrollArea, Stroke, Ui, vec2,
};
use shared::{clash::Clash, command::Command};

const WIDTH: f32 = 700.0;

pub(super) fn show(ctx: &egui::Context, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let modal =
        widgets::sheet("clash list", cx.words.text("clashes-title"), cx.t).show(ctx, |ui| {
            let window = ui.ctx().content_rect().size();
            ui.set_width(WIDTH.min(window.x - 100.0));
            head(ui, cx, screen, out);
            if cx.view.clashes.is_empty() {
                let none = cx.words.text("clashes-none");
                widgets::text(ui, Some(icon::SYNCED), &none, theme::regular(size::LEAD), cx.t.ok);
                return;
            }
            let lead =
                cx.words.text(if cx.may_board { "clashes-lead" } else { "clashes-read-only" });
            widgets::text(ui, None, &lead, theme::regular(size::BODY), cx.t.dim);
            let most = (window.y - 240.0).max(160.0);
            ScrollArea::vertical()
                .id_salt("clashes")
                .max_height(most)
                .min_scrolled_height(most)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    for (index, clash) in cx.view.clashes.iter().enumerate() {
                        let id = ui.scope_id().with(clash.key);
                        ui.push_id(id, |ui| one(ui, cx, index, clash, out));
                    }
                });
        });
    if modal.should_close() && screen.sheet.is_none() {
        out.push(Action::ShowClashes(false));
    }
}

fn head(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let width = ui.available_width();
    ui.allocate_ui_with_layout(
        vec2(width, theme::TOUCH_MIN),
        Layout::right_to_left(Align::Center),
        |ui| {
            let close = Press::icon_only(icon::X, cx.words.text("clashes-close")).show(ui, cx.t);
            screen.focus_first(&close);
            if close.clicked() {
                out.push(Action::ShowClashes(false));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = cx.words.text("clashes-title");
                widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
            });
        },
    );
}

fn one(ui: &mut Ui, cx: &Cx<'_>, index: usize, clash: &Clash, out: &mut Vec<Action>) {
    let t = cx.t;
    let said = cx.words.clash(cx.schedule, cx.facts.zone(), &clash.kind);
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::same(18));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        let values = [("n", (index + 1).into()), ("of", cx.view.clashes.len().into())];
        let number = cx.words.with("clashes-number", &values);
        widgets::text(ui, Some(icon::WARN), &number, theme::semibold(size::SMALL), t.warn);
        widgets::text(ui, None, &said.sentence, theme::semibold(size::LEAD - 1.0), t.text);
        for line in &said.details {
            widgets::text(ui, None, line, theme::regular(size::BODY), t.dim);
        }
        for session in &said.sessions {
            let title = cx.words.session(cx.schedule, *session);
            let label = cx.words.with("clashes-open", &[("title", title.into())]);
            let press = Press::new(&label, Kind::Tab(false)).wrap();
            if cx.schedule.sessions.contains_key(session) && press.show(ui, t).clicked() {
                out.push(Action::Open(*session));
            }
        }
        if cx.may_board {
            answers(ui, cx, clash, out);
        }
    });
    ui.add_space(4.0);
}

fn answers(ui: &mut Ui, cx: &Cx<'_>, clash: &Clash, out: &mut Vec<Action>) {
    for answer in &clash.answers {
        let label = cx.words.meaning(cx.schedule, cx.facts.zone(), &answer.meaning);
        if Press::new(&label, Kind::Plain).wrap().show(ui, cx.t).clicked() {
            out.push(Action::Do(answer.command.clone()));
        }
    }
    let fine = cx.words.text("answer-fine");
    if Press::new(&fine, Kind::Plain).show(ui, cx.t).clicked() {
        out.push(Action::Do(Command::Settle { clash: clash.key }));
    }
}
