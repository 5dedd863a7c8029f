//! The first start: join an event by its link, try the sample, or open an import. It needs no
//! terminal, and nothing that is done here is lost when the wrong thing was chosen.

use super::{
    Action, Cx, Page, empty,
    field::{self, Field},
    icon, import,
    theme::{self, size},
    tools::Tools,
    widgets::{self, Kind, Press},
};
use crate::ask::{Ask, Failure};
use eframe::egui::{
    Align, Context, CornerRadius, Frame, Grid, Id, Layout, Margin, Rect, ScrollArea, Sense, Stroke,
    Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};
use shared::limits;

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {
    link: String,
    label: String,
    waits: Option<u64>,
    failed: Option<Failure>,
    /// The list of files is shown in place of the choices.
    import: bool,
    /// Where the buttons of choices side by side stand: below the longest of them.
    foot: f32,
}

/// About the height of the page.
const CONTENT: f32 = 430.0;
/// Least width of one of three choices side by side.
const CHOICE: f32 = 380.0;

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    imports: &mut import::State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) {
    answered(state, tools);
    if state.import {
        let back = cx.words.text("start-back");
        if Press::new(&back, Kind::Plain).icon(icon::ARROW_LEFT).show(ui, cx.t).clicked() {
            state.import = false;
        }
        import::show(ui, cx, imports, tools, out);
        return;
    }
    ScrollArea::vertical().id_salt("start").auto_shrink(false).show(ui, |ui| {
        // The scroll bar keeps its room.
        ui.set_width(ui.available_width() - theme::BAR);
        let title = cx.words.text("start-title");
        // Where there is room for all of it, it stands a little above the middle.
        ui.add_space(((ui.available_height() - CONTENT) * 0.4).max(18.0));
        widgets::text(ui, None, &title, theme::extrabold(size::SHEET_TITLE), cx.t.text);
        let lead = cx.words.text("start-lead");
        widgets::text(ui, None, &lead, theme::regular(size::LEAD), cx.t.dim);
        if empty::is_outside(cx) && state.waits.is_none() {
            // The link was taken, and its server has not let this device in.
            ui.add_space(8.0);
            let why = cx.words.last_heard(&cx.view.data, cx.facts.zone());
            import::failure_line(ui, cx, &why);
        }
        ui.add_space(18.0);
        choices(ui, cx, state, tools, out);
    });
}

fn answered(state: &mut State, tools: &mut Tools) {
    let Some(answer) = state.waits.and_then(|ticket| tools.answer(ticket)) else {
        return;
    };
    state.waits = None;
    state.failed = answer.done().err();
}

fn choices(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, tools: &mut Tools, out: &mut Vec<Action>) {
    let gap = ui.spacing().item_spacing.x;
    let width = ui.available_width() - 8.0;
    if width < 3.0 * CHOICE + 2.0 * gap {
        state.foot = 0.0;
        join(ui, cx, state, tools, out);
        sample(ui, cx, state, tools, out);
        file(ui, cx, state);
        return;
    }
    let third = (width - 2.0 * gap) / 3.0;
    let mut foot: f32 = 0.0;
    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        for n in 0..3 {
            let size = vec2(third, 10.0);
            ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                ui.set_width(third);
                let own = match n {
                    0 => join(ui, cx, state, tools, out),
                    1 => sample(ui, cx, state, tools, out),
                    _ => file(ui, cx, state),
                };
                foot = foot.max(own);
            });
        }
    });
    if (state.foot - foot).abs() > 0.5 {
        state.foot = foot;
        ui.ctx().request_repaint();
    }
}

/// A card with a mark, a title and a sentence; its button stands at `foot` or below what is above
/// it, whose height it gives.
fn choice(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (mark, foot): (&str, f32),
    keys: (&str, &str),
    above: impl FnOnce(&mut Ui),
    button: impl FnOnce(&mut Ui),
) -> f32 {
    let frame = Frame::new()
        .fill(cx.t.surface)
        .stroke(Stroke::new(1.0, cx.t.line))
        .corner_radius(CornerRadius::same(theme::SHEET_RADIUS))
        .inner_margin(Margin::same(26));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let top = ui.cursor().min.y;
        let title = cx.words.text(keys.0);
        widgets::text(ui, Some(mark), &title, theme::extrabold(size::TIME), cx.t.text);
        let about = cx.words.text(keys.1);
        widgets::text(ui, None, &about, theme::regular(size::BODY), cx.t.dim);
        ui.add_space(8.0);
        above(ui);
        let own = ui.cursor().min.y - top;
        ui.add_space((foot - own).max(0.0));
        button(ui);
        own
    });
    ui.add_space(4.0);
    shown.inner
}

fn join(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) -> f32 {
    let State { link, label, failed, foot, waits, .. } = state;
    let ready = !link.trim().is_empty() && waits.is_none();
    let mut entered = false;
    let fields = |ui: &mut Ui| {
        let name = cx.words.text("start-link");
        let hint = cx.words.text("start-link-hint");
        let wrong = failed.as_ref().map(|failure| cx.words.failure(cx.schedule, failure));
        let typed = Field::new(Id::unique("start-link"), &name)
            .hint(&hint)
            .wrong(wrong.as_deref())
            .limits(usize::MAX, limits::JOIN_LINK_BYTES_MAX)
            .show(ui, cx, link);
        if typed.changed() {
            *failed = None;
        }
        // A reader of codes ends a link so.
        let read = field::entered(ui, &typed);
        let name = cx.words.text("start-label");
        let hint = cx.words.text("start-label-hint");
        let typed = Field::new(Id::unique("start-label"), &name)
            .hint(&hint)
            .limits(usize::MAX, limits::LABEL_BYTES_MAX)
            .show(ui, cx, label);
        entered = field::entered(ui, &typed) || (read && !label.trim().is_empty());
        if read && !entered {
            typed.request_focus();
        }
    };
    let mut pressed = false;
    let button = |ui: &mut Ui| {
        let key = if waits.is_some() { "start-joining" } else { "start-join-do" };
        let word = cx.words.text(key);
        let press = Press::new(&word, Kind::Primary).icon(icon::LINK).enabled(ready);
        pressed = press.show(ui, cx.t).clicked();
    };
    let keys = ("start-join", "start-join-about");
    let height = choice(ui, cx, (icon::LINK, *foot), keys, fields, button);
    if ready && (pressed || entered) {
        let label = match state.label.trim() {
            "" => cx.words.text("start-label-none"),
            label => label.to_owned(),
        };
        let ask = Ask::Join { link: state.link.trim().to_owned(), label };
        state.waits = Some(ask_it(tools, ask, out));
    }
    height
}

fn sample(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut State,
    tools: &mut Tools,
    out: &mut Vec<Action>,
) -> f32 {
    let keys = ["start-sample", "start-sample-about", "start-sample-do"];
    let (height, pressed) = plain(ui, cx, (icon::PLAY, state.foot), keys, state.waits.is_none());
    if pressed {
        state.waits = Some(ask_it(tools, Ask::TrySample, out));
        out.push(Action::Go(Page::Board));
    }
    height
}

fn file(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) -> f32 {
    let keys = ["start-import", "start-import-about", "start-import-do"];
    let (height, pressed) = plain(ui, cx, (icon::FILE, state.foot), keys, true);
    state.import |= pressed;
    height
}

/// A choice that is only a button: its height, and whether it was pressed.
fn plain(
    ui: &mut Ui,
    cx: &Cx<'_>,
    place: (&str, f32),
    [title, about, word]: [&str; 3],
    enabled: bool,
) -> (f32, bool) {
    let mut pressed = false;
    let button = |ui: &mut Ui| {
        let word = cx.words.text(word);
        let press = Press::new(&word, Kind::Plain).enabled(enabled);
        pressed = press.show(ui, cx.t).clicked();
    };
    let height = choice(ui, cx, place, (title, about), |_| {}, button);
    (height, pressed)
}

fn ask_it(tools: &mut Tools, ask: Ask, out: &mut Vec<Action>) -> u64 {
    let ticket = tools.ticket();
    out.push(Action::Ask { ticket, ask });
    ticket
}

/// The root key of a new event: it stays until somebody says that it is written down. It closes
/// by nothing else, because it is shown once.
pub(super) fn words_sheet(ctx: &Context, cx: &Cx<'_>, words: &[String], out: &mut Vec<Action>) {
    let title = cx.words.text("words-title");
    widgets::sheet("root-words", title.clone(), cx.t).show(ctx, |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 100.0).min(820.0));
        // All of it scrolls, and the button comes last: nobody has written down what they could
        // not see.
        let height = ui.ctx().content_rect().height() - 90.0;
        let source = super::card::scroll_source(ui.ctx());
        let scroll = ScrollArea::vertical().id_salt("words").max_height(height);
        let scroll = scroll.min_scrolled_height(height);
        let shown = scroll.scroll_source(source).show(ui, |ui| {
            widgets::text(ui, Some(icon::KEY), &title, theme::extrabold(size::HEADING), cx.t.text);
            let lead = cx.words.text("words-lead");
            widgets::text(ui, None, &lead, theme::regular(size::BODY), cx.t.text);
            ui.add_space(6.0);
            word_grid(ui, cx, words);
            ui.add_space(14.0);
            let done = cx.words.text("words-done");
            if Press::new(&done, Kind::Primary).icon(icon::CHECK).show(ui, cx.t).clicked() {
                out.push(Action::WordsDone);
            }
        });
        let below =
            shown.content_size.y - shown.state.clamped_offset().y - shown.inner_rect.height();
        if below > 8.0 {
            more_below(ui, cx, shown.inner_rect);
        }
    });
}

/// Over the lower end of what scrolls: that there is more.
fn more_below(ui: &mut Ui, cx: &Cx<'_>, area: Rect) {
    let said = cx.words.text("words-more");
    let shown = format!("{} {said}", icon::ARROW_DOWN);
    let font = theme::semibold(size::BODY);
    let line = widgets::icon_lines(ui, &shown, font, cx.t.accent, area.width(), 1);
    let top = area.max.y - line.size().y - 12.0;
    let strip = Rect::from_min_max(pos2(area.min.x, top), area.max);
    let response = ui.interact(strip, ui.scope_id().with("words-more"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    let painter = ui.painter().with_clip_rect(area);
    painter.rect_filled(strip, CornerRadius::ZERO, cx.t.raised);
    painter.galley(strip.center() - line.size() / 2.0, line, cx.t.accent);
}

fn word_grid(ui: &mut Ui, cx: &Cx<'_>, words: &[String]) {
    let columns = (ui.available_width() / 180.0).floor().clamp(1.0, 4.0) as usize;
    let grid = Grid::new("words").num_columns(columns).spacing(vec2(26.0, 8.0));
    grid.min_row_height(0.0).min_col_width(150.0).show(ui, |ui| {
        for (n, word) in words.iter().enumerate() {
            let said = format!("{:2}  {word}", n + 1);
            let font = theme::semibold(size::LEAD);
            let line = widgets::galley(ui, &said, font, cx.t.text, 170.0, 1);
            let (rect, response) = ui.allocate_exact_size(line.size(), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
            ui.painter().galley(rect.min, line, cx.t.text);
            if (n + 1) % columns == 0 {
                ui.end_row();
            }
        }
    });
}
