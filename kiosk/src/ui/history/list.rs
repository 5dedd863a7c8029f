//! What differs between two moments, in words, a line each.

use super::{
    super::{
        Cx, card, icon,
        theme::{self, size},
        widgets,
    },
    Shown,
};
use eframe::egui::{
    CornerRadius, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};
use shared::{
    compare::{Difference, Field, Item, Presence, Value},
    schedule::Schedule,
};
use std::collections::BTreeSet;

/// Height of a line in a narrow list, and where it is wider than that; it wraps up to so many rows.
const ROW: f32 = 74.0;
const ROW_WIDE: f32 = 54.0;
const WIDE: f32 = 560.0;
const ROWS: usize = 3;
const ROWS_WIDE: usize = 2;

/// Sentences of differences. What is new is one line: its other facts are new with it.
pub(super) fn lines(
    cx: &Cx<'_>,
    before: &Schedule,
    after: &Schedule,
    differences: &[Difference],
) -> Vec<String> {
    told(cx, differences, |found| cx.words.difference(before, after, found))
}

/// Sentences of what bringing back would change.
pub(super) fn would(
    cx: &Cx<'_>,
    now: &Schedule,
    then: &Schedule,
    differences: &[Difference],
) -> Vec<String> {
    told(cx, differences, |found| cx.words.would_differ(now, then, found))
}

fn told(
    cx: &Cx<'_>,
    differences: &[Difference],
    sentence: impl Fn(&Difference) -> String,
) -> Vec<String> {
    let not_yet = Value::Presence(Presence::NotYet);
    let fresh: BTreeSet<Item> = differences
        .iter()
        .filter(|found| found.field == Field::Presence)
        .filter(|found| found.before == not_yet || found.after == not_yet)
        .map(|found| found.item)
        .collect();
    let told = |found: &&Difference| {
        let first = matches!(found.field, Field::Presence | Field::Placement);
        found.field != Field::Order && (first || !fresh.contains(&found.item))
    };
    let mut lines: Vec<_> = differences.iter().filter(told).map(sentence).collect();
    if lines.is_empty() && !differences.is_empty() {
        lines.push(cx.words.text("history-order-only"));
    }
    lines
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, shown: &Shown) {
    rows(ui, cx, "history-differences", &shown.lines);
}

/// Lines of which only those in sight are drawn.
pub(super) fn rows(ui: &mut Ui, cx: &Cx<'_>, id: &str, lines: &[String]) {
    if lines.is_empty() {
        let said = cx.words.text("history-same");
        widgets::text(ui, Some(icon::CHECK), &said, theme::semibold(size::BODY), cx.t.ok);
        return;
    }
    let wide = ui.available_width() > WIDE;
    let (height, rows) = if wide { (ROW_WIDE, ROWS_WIDE) } else { (ROW, ROWS) };
    let source = card::scroll_source(ui.ctx());
    let scroll = ScrollArea::vertical().id_salt(id).auto_shrink(false).scroll_source(source);
    scroll.show_rows(ui, height, lines.len(), |ui, range| {
        for said in lines.get(range).unwrap_or_default() {
            let size = vec2(ui.available_width() - 8.0, height);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
            let (round, edge) = (CornerRadius::same(theme::RADIUS), Stroke::new(1.0, cx.t.line));
            ui.painter().rect(rect, round, cx.t.surface, edge, StrokeKind::Inside);
            let font = theme::regular(size::SMALL + 1.0);
            let text = widgets::galley(ui, said, font, cx.t.text, rect.width() - 24.0, rows);
            let y = rect.center().y - text.size().y / 2.0;
            if text.elided {
                response.clone().on_hover_text(said);
            }
            ui.painter().galley(pos2(rect.min.x + 12.0, y), text, cx.t.text);
        }
    });
}
