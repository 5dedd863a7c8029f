//! At the right of the bar: who may edit, how things are shown, how safe the data is, what time.

use super::super::{
    Action, Cx, Screen, icon,
    theme::{self, Look, size},
    widgets::{self, Kind, Press},
};
use crate::view::{Here, Pin, ServerState};
use eframe::egui::{Color32, Sense, Ui, WidgetInfo, accesskit::Role};
use shared::roster::Role as Member;

/// From this width on the language is called by its whole name.
const ROOMY: f32 = 1_600.0;
/// Below this width of the bar the state of the data is said in the fewest words.
const TERSE: f32 = 1_150.0;

/// Lock, language, colours, size, state of the data, clock.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    screen: &Screen,
    (width, tiny): (f32, bool),
    out: &mut Vec<Action>,
) {
    lock(ui, cx, screen, tiny, out);
    shown_as(ui, cx, screen, out);
    let (mark, ink) = data_mark(cx);
    let text = cx.words.data_chip(&cx.view.data, cx.facts.zone());
    let spoken = cx.words.with("chip-spoken", &[("text", text.as_str().into())]);
    let shown = match (tiny, width < TERSE) {
        (true, _) => String::new(),
        (false, true) => cx.words.data_chip_short(&cx.view.data),
        (false, false) => text,
    };
    let chip = Press::new(&shown, Kind::Chip(ink))
        .icon(mark)
        .spoken(spoken)
        .width(0.0, 340.0)
        .does("data");
    let chip = chip.show(ui, cx.t);
    widgets::announce(&chip);
    if chip.clicked() {
        out.push(Action::ShowData);
    }
    clock(ui, cx, tiny);
}

/// Language, colours and size.
fn shown_as(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, out: &mut Vec<Action>) {
    let language = cx.words.text("top-language");
    let short = cx.words.text("top-language-short");
    let press = if ui.ctx().content_rect().width() < ROOMY {
        Press::new(&short, Kind::Plain)
    } else {
        Press::new(&language, Kind::Plain).icon(icon::TRANSLATE)
    };
    if press.spoken(language.clone()).show(ui, cx.t).clicked() {
        out.push(Action::NextLocale);
    }
    let glyph = match cx.t.look {
        Look::Dark => icon::MOON,
        Look::Light => icon::SUN,
        Look::HighContrast => icon::CONTRAST,
    };
    if Press::icon_only(glyph, cx.words.text("board-look")).show(ui, cx.t).clicked() {
        out.push(Action::NextLook);
    }
    let percent = u32::from(screen.text_size.percent());
    let spoken = cx.words.with("board-text-size", &[("percent", percent.into())]);
    if Press::icon_only(icon::TEXT_SIZE, spoken).show(ui, cx.t).clicked() {
        out.push(Action::NextTextSize);
    }
}

/// Who may edit the board unlocks this device first, where a PIN is set. While it is unlocked, that
/// can be seen from afar.
fn lock(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, tiny: bool, out: &mut Vec<Action>) {
    if !matches!(cx.view.role, Some(Member::Organiser | Member::Volunteer)) {
        return;
    }
    let clicked = if cx.unlocked.is_some() {
        let name = screen.unlock.name();
        let named = if name.is_empty() { "no" } else { "yes" };
        let values = [("named", named.into()), ("who", name.into())];
        let said = cx.words.with("unlock-editing", &values);
        let spoken = cx.words.with("unlock-editing-spoken", &values);
        let shown = if tiny { "" } else { said.as_str() };
        let chip = Press::new(shown, Kind::Chip(cx.t.accent)).icon(icon::LOCK_OPEN).spoken(spoken);
        chip.width(0.0, 240.0).show(ui, cx.t).clicked()
    } else {
        let (mark, key) = match cx.view.pin {
            Pin::Set => (icon::LOCK, "top-unlock"),
            Pin::NotChosen if !cx.open => (icon::LOCK, "top-choose-pin"),
            Pin::NotChosen | Pin::NotWanted => (icon::LOCK_OPEN, "top-set-pin"),
        };
        Press::icon_only(mark, cx.words.text(key)).show(ui, cx.t).clicked()
    };
    if clicked {
        out.push(Action::ShowUnlock);
    }
}

fn clock(ui: &mut Ui, cx: &Cx<'_>, tiny: bool) {
    let time = cx.words.time(cx.now.minute);
    let font = theme::extrabold(if tiny { size::HEADING } else { size::CLOCK });
    let galley = ui.painter().layout_no_wrap(time.clone(), font, cx.t.text);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    let spoken = cx.words.with("board-clock", &[("time", time.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    ui.painter().galley(rect.min, galley, cx.t.text);
}

fn data_mark(cx: &Cx<'_>) -> (&'static str, Color32) {
    match (&cx.view.data.here, &cx.view.data.server) {
        (Here::NotSaved { .. }, _) => (icon::WARN, cx.t.warn),
        (Here::Opening, _) | (Here::Saved, ServerState::CatchingUp) => (icon::SYNCING, cx.t.accent),
        (Here::Saved, ServerState::NotJoined | ServerState::Away { .. }) => {
            (icon::WIFI_OFF, cx.t.warn)
        }
        (Here::Saved, ServerState::Sample) => (icon::PLAY, cx.t.accent),
        (Here::Saved, ServerState::UpToDate) => (icon::SYNCED, cx.t.ok),
    }
}
