//! Breaks and lunches: bands over their rooms.

use super::super::{Cx, plan::Block, theme, widgets};
use eframe::egui::{
    Context, CornerRadius, Id, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role,
    pos2,
};
use shared::{ids::FixedId, schedule::Fixed};

const LEFT: f32 = 17.0;
const RIGHT: f32 = 12.0;
const LINE: f32 = 22.0;
/// Above and below its title, together.
const AROUND: f32 = 12.0;
/// Lines of a title for which a row grows.
const LINES_MAX: usize = 6;

/// Its title, with its time where the rows do not say it.
fn title(cx: &Cx<'_>, block: &Block, item: &Fixed) -> String {
    let title = cx.words.fixed(item);
    if !block.own_time && !block.behind {
        return title.to_owned();
    }
    let when = cx.words.from_to(block.span.start, block.span.end());
    format!("{title}  ·  {when}")
}

/// Lines of the whole title in a band of this width.
pub(super) fn lines(ctx: &Context, cx: &Cx<'_>, block: &Block, id: FixedId, width: f32) -> usize {
    let Some(item) = cx.schedule.fixed.get(&id) else {
        return 1;
    };
    let width = (width - LEFT - RIGHT).max(20.0);
    let font = theme::semibold(theme::size::CARD);
    let said = title(cx, block, item);
    let job = widgets::job(ctx, &said, font, cx.t.text, width, LINES_MAX, Stroke::NONE);
    ctx.fonts_mut(|fonts| fonts.layout_job(job)).rows.len()
}

/// Height of a band with so many lines.
pub(super) fn height(lines: usize) -> f32 {
    AROUND + lines as f32 * LINE
}

/// A band over its rooms. Its title stays in sight when the board is scrolled sideways.
pub(super) fn show(ui: &Ui, cx: &Cx<'_>, block: &Block, id: FixedId, rect: Rect, widget: Id) {
    let Some(item) = cx.schedule.fixed.get(&id) else {
        return;
    };
    let t = cx.t;
    let response = ui.interact(rect, widget, Sense::hover());
    let title = cx.words.fixed(item);
    response.widget_info(|| {
        let when = cx.words.from_to(block.span.start, block.span.end());
        let rooms = cx.words.rooms(cx.schedule, &item.placement.value);
        let mut values = vec![("title", title.into()), ("when", when.into())];
        let name = if rooms.is_empty() {
            cx.words.with("fixed-name", &values)
        } else {
            values.push(("rooms", rooms.as_str().into()));
            cx.words.with("fixed-name-rooms", &values)
        };
        WidgetInfo::labeled(Role::Label, true, name)
    });
    if !ui.is_rect_visible(rect) {
        return;
    }
    let fill = t.band(block.behind);
    let line = Stroke::new(1.0, theme::mix(t.background, t.line, 0.9));
    ui.painter().rect(rect, CornerRadius::same(theme::RADIUS), fill, line, StrokeKind::Inside);
    let left = rect.min.x.max(ui.clip_rect().min.x) + LEFT;
    let width = (rect.max.x.min(ui.clip_rect().max.x) - left - RIGHT).max(20.0);
    let said = self::title(cx, block, item);
    let rows = ((rect.height() - AROUND + 2.0) / LINE).floor().max(1.0) as usize;
    let galley =
        widgets::galley(ui, &said, theme::semibold(theme::size::CARD), t.text, width, rows);
    let tall = rect.height() > 140.0;
    // The title of a long band stays in sight while the band is.
    let last = (rect.max.y - galley.size().y - 11.0).max(rect.min.y + 11.0);
    let sticky = (ui.clip_rect().min.y + 11.0).clamp(rect.min.y + 11.0, last);
    let y = if tall { sticky } else { rect.center().y - galley.size().y / 2.0 };
    ui.painter().galley(pos2(left, y), galley, t.text);
}
