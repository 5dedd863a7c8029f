//! Links of a session: a kiosk opens no browser, a phone reads the code.

use super::super::{
    Cx, icon, qr,
    theme::{self, size},
    widgets::{self, Press},
};
use super::State;
use eframe::egui::Ui;
use shared::schedule::{Link, Session};

/// Width of the code of a link.
const CODE: f32 = 200.0;

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, session: &Session) {
    for (at, link) in session.links.value.iter().enumerate() {
        one(ui, cx, state, at, link);
    }
}

fn one(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, at: usize, link: &Link) {
    let named = !link.title.trim().is_empty();
    let name = if named { link.title.trim() } else { link.url.as_str() };
    let open = state.link == Some(at);
    ui.horizontal_wrapped(|ui| {
        let key = if open { "sheet-link-hide" } else { "sheet-link" };
        let spoken = cx.words.with(key, &[("name", name.into())]);
        let press = Press::icon_only(icon::QR, spoken);
        let response = press.show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            state.link = (!open).then_some(at);
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            widgets::text(ui, None, name, theme::semibold(size::BODY), cx.t.text);
            if named {
                widgets::text(ui, None, &link.url, theme::regular(size::SMALL), cx.t.dim);
            }
        });
    });
    if open {
        let spoken = cx.words.with("sheet-link-code", &[("name", name.into())]);
        if qr::show(ui, &link.url, &spoken, CODE).is_none() {
            let said = cx.words.text("sheet-link-long");
            widgets::text(ui, Some(icon::WARN), &said, theme::regular(size::BODY), cx.t.warn);
        }
    }
}
