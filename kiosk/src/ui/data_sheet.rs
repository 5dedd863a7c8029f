//! How safe the data is, in three lines.

use super::{
    Action, Cx, Screen, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use crate::view::{Here, ServerState};
use eframe::egui::{self, Color32, Ui};

pub(super) fn show(ctx: &egui::Context, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let modal = widgets::sheet("data sheet", cx.words.text("data-title"), cx.t).show(ctx, |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 100.0).min(640.0));
        let title = cx.words.text("data-title");
        widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
        lines(ui, cx);
        ui.add_space(8.0);
        let close = Press::new(&cx.words.text("data-close"), Kind::Primary).show(ui, cx.t);
        screen.focus_first(&close);
        if close.clicked() {
            out.push(Action::CloseSheet);
        }
    });
    if modal.should_close() {
        out.push(Action::CloseSheet);
    }
}

fn lines(ui: &mut Ui, cx: &Cx<'_>) {
    let (t, data) = (cx.t, &cx.view.data);
    let here = match data.here {
        Here::Saved => (icon::SYNCED, t.ok),
        Here::Opening => (icon::SYNCING, t.accent),
        Here::NotSaved { .. } => (icon::WARN, t.warn),
    };
    let server = match (&data.server, data.outbox) {
        (ServerState::NotJoined, _) => (icon::WIFI_OFF, t.warn),
        (ServerState::Sample, _) => (icon::PLAY, t.accent),
        (ServerState::CatchingUp, _) => (icon::SYNCING, t.accent),
        (ServerState::Away { .. } | ServerState::UpToDate, 0) => (icon::SYNCED, t.ok),
        (ServerState::Away { .. } | ServerState::UpToDate, _) => (icon::SYNCING, t.warn),
    };
    let heard = match data.server {
        ServerState::UpToDate | ServerState::CatchingUp => (icon::CLOCK, t.ok),
        ServerState::Sample => (icon::PLAY, t.accent),
        ServerState::Away { .. } | ServerState::NotJoined => (icon::WIFI_OFF, t.warn),
    };
    one(ui, cx, "data-here", here, &cx.words.saved_here(&data.here));
    one(ui, cx, "data-server", server, &cx.words.on_server(data));
    one(ui, cx, "data-heard", heard, &cx.words.last_heard(data, cx.facts.zone()));
    if data.clock_doubtful {
        let said = cx.words.text("clock-doubtful");
        widgets::text(ui, Some(icon::WARN), &said, theme::regular(size::BODY), t.warn);
    }
}

fn one(ui: &mut Ui, cx: &Cx<'_>, key: &str, (mark, ink): (&str, Color32), said: &str) {
    ui.add_space(4.0);
    widgets::text(ui, Some(mark), &cx.words.text(key), theme::semibold(size::SMALL), ink);
    widgets::text(ui, None, said, theme::regular(size::LEAD), cx.t.text);
}
