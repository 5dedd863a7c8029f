//! The bar over what is chosen: how many, what can be done with them, and the way out. What does not
//! fit into its rows waits behind "More…".

use super::{
    super::{
        Action, Cx, Page, Screen,
        editing::{EditSheet, Editing},
        icon,
        screen::Sheet,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
    Act, acts,
};
use eframe::egui::{self, Align, Layout, Ui, vec2};

const GAP: f32 = 8.0;
/// Beside the text of a button.
const PADDING: f32 = 34.0;

/// How many are chosen, and what can be done with them.
pub(in super::super) fn show(ui: &mut Ui, cx: &Cx<'_>, screen: &Screen, out: &mut Vec<Action>) {
    if !cx.may_board || !cx.selection.on || screen.page != Page::Board {
        return;
    }
    ui.add_space(4.0);
    let frame = egui::Frame::new()
        .fill(theme::mix(cx.t.bar, cx.t.accent, 0.16))
        .corner_radius(f32::from(theme::RADIUS))
        .inner_margin(egui::Margin::symmetric(16, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(GAP, 6.0);
        let said = cx.words.with("select-count", &[("n", cx.selection.chosen.len().into())]);
        let mut acts = acts(cx);
        let rest = hide_rest(ui, cx, &said, &mut acts);
        for (n, row) in rows(ui, cx, &said, acts, rest).into_iter().enumerate() {
            let size = vec2(ui.available_width(), theme::TOUCH_MIN);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                if n == 0 {
                    count(ui, cx, &said);
                }
                for piece in row {
                    piece_ui(ui, cx, piece, out);
                }
            });
        }
    });
}

fn count(ui: &mut Ui, cx: &Cx<'_>, said: &str) {
    let font = theme::semibold(size::BODY);
    widgets::announce(&widgets::text(ui, Some(icon::CHECKED), said, font, cx.t.text));
    ui.add_space(4.0);
}

/// What stands in a row.
enum Piece {
    Act(Box<Act>),
    More,
    /// The way out, so far from what is before it.
    Done(f32),
}

fn word(piece: &Piece) -> &'static str {
    match piece {
        Piece::Act(act) => act.key,
        Piece::More => "select-more",
        Piece::Done(_) => "select-done",
    }
}

fn width(ui: &Ui, cx: &Cx<'_>, key: &str) -> f32 {
    let label = super::word(cx, key);
    let font = theme::semibold(size::BODY);
    let text = widgets::galley(ui, &label, font, cx.t.text, f32::INFINITY, 1);
    text.size().x + PADDING
}

/// The count, its mark, and the gap after it.
fn count_width(ui: &Ui, cx: &Cx<'_>, said: &str) -> f32 {
    let font = theme::semibold(size::BODY);
    let text = widgets::galley(ui, said, font, cx.t.text, f32::INFINITY, 1);
    text.size().x + size::BODY + 30.0
}

/// Rows that the bar may have: on a low screen the board has the rest.
fn rows_max(ui: &Ui) -> usize {
    if ui.ctx().content_rect().height() < theme::LOW_SCREEN { 1 } else { 2 }
}

/// Takes away what does not fit; says whether something was taken.
fn hide_rest(ui: &Ui, cx: &Cx<'_>, said: &str, acts: &mut Vec<Act>) -> bool {
    let full = ui.available_width();
    let (first, done) = (count_width(ui, cx, said), width(ui, cx, "select-done"));
    let more = width(ui, cx, "select-more");
    let fit = |acts: &[Act], more: Option<f32>| {
        let widths = acts.iter().map(|act| width(ui, cx, act.key)).chain(more).chain([done]);
        let (mut rows, mut x) = (1, first);
        for width in widths {
            if x + width > full {
                (rows, x) = (rows + 1, 0.0);
            }
            x += width + GAP;
        }
        rows <= rows_max(ui)
    };
    if fit(acts, None) {
        return false;
    }
    while !acts.is_empty() && !fit(acts, Some(more)) {
        acts.pop();
    }
    true
}

/// Row by row, the way out at the end of the last.
fn rows(ui: &Ui, cx: &Cx<'_>, said: &str, acts: Vec<Act>, rest: bool) -> Vec<Vec<Piece>> {
    let full = ui.available_width();
    let mut x = count_width(ui, cx, said);
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    let pieces =
        acts.into_iter().map(|act| Piece::Act(Box::new(act))).chain(rest.then_some(Piece::More));
    for mut piece in pieces.chain([Piece::Done(0.0)]) {
        let width = width(ui, cx, word(&piece));
        if x + width > full {
            rows.push(std::mem::take(&mut row));
            x = 0.0;
        }
        if let Piece::Done(before) = &mut piece {
            *before = (full - x - width - GAP).max(0.0);
        }
        x += width + GAP;
        row.push(piece);
    }
    rows.push(row);
    rows
}

fn piece_ui(ui: &mut Ui, cx: &Cx<'_>, piece: Piece, out: &mut Vec<Action>) {
    if let Piece::Done(before) = &piece {
        ui.add_space(*before);
    }
    let label = super::word(cx, word(&piece));
    let (kind, action) = match piece {
        Piece::Act(act) => (Kind::Plain, act.action),
        Piece::More => {
            let sheet = Sheet::Edit(EditSheet::Acts);
            (Kind::Plain, Some(Action::Editing(Editing::Open(sheet))))
        }
        Piece::Done(_) => (Kind::Primary, Some(Action::Editing(Editing::Select(false)))),
    };
    let press = Press::new(&label, kind).scrolled().enabled(action.is_some());
    let clicked = press.show(ui, cx.t).clicked();
    out.extend(action.filter(|_| clicked));
}
