//! What everybody at the venue should know: above every page, read out, gone when its time is over.

use super::{
    Action, Cx, Page, icon, keyboard,
    theme::{self, size},
    widgets,
};
use eframe::egui::{
    CornerRadius, Frame, Margin, Response, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};
use shared::{ids::AnnouncementId, schedule::Announcement};

/// Lines of a band: the page below it stays in sight, and the information page has all of it.
const BAND_ROWS: usize = 2;
const PADDING: f32 = 18.0;

/// Those that hold at this moment, the latest first.
pub(super) fn current<'a>(cx: &Cx<'a>) -> Vec<(AnnouncementId, &'a Announcement)> {
    let holds = |announcement: &Announcement| {
        let until = announcement.until_s.value;
        !announcement.removal.is_removed() && (until == 0 || until > cx.now_s)
    };
    let all = cx.schedule.announcements.iter().map(|(id, said)| (*id, &**said));
    let mut current: Vec<_> = all.filter(|(_, announcement)| holds(announcement)).collect();
    let made = |announcement: &Announcement| announcement.by.as_ref().map(|by| by.at_s);
    current.sort_by(|(a, x), (b, y)| made(y).cmp(&made(x)).then(a.cmp(b)));
    current
}

/// Left and right, above and below one of them as the wall has it.
fn margins(size: f32) -> (i8, i8) {
    (22, if size > size::BODY { 12 } else { 6 })
}

/// Height of [`line`].
pub(super) fn line_height(ui: &Ui, said: &str, size: f32) -> f32 {
    let (beside, above) = margins(size);
    let width = ui.available_width() - 2.0 * f32::from(beside);
    widgets::text_height(ui, true, said, theme::extrabold(size), width) + 2.0 * f32::from(above)
}

/// One of them in full, as the wall has it.
pub(super) fn line(ui: &mut Ui, cx: &Cx<'_>, said: &str, size: f32) -> Response {
    let (beside, above) = margins(size);
    let frame = Frame::new()
        .fill(cx.t.now)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(beside, above));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            widgets::text(ui, Some(icon::MEGAPHONE), said, theme::extrabold(size), cx.t.on_now)
        })
        .inner
}

/// The latest, above every page that does not show them all; a touch shows them all.
pub(super) fn band(ui: &mut Ui, cx: &Cx<'_>, page: Page, out: &mut Vec<Action>) {
    let short = ui.ctx().content_rect().height() < theme::LOW_SCREEN;
    let typing = short && keyboard::is_up(ui.ctx());
    if matches!(page, Page::Wall | Page::Info) || cx.view.event.is_none() || typing {
        return;
    }
    let all = current(cx);
    let Some((_, latest)) = all.first() else { return };
    let text = cx.words.announcement(latest);
    let said = match all.len() {
        1 => text.to_owned(),
        n => {
            let values = [("text", text.into()), ("n", (n - 1).into())];
            cx.words.with("announce-band", &values)
        }
    };
    let response = painted(ui, cx, &said);
    widgets::announce(&response);
    if response.clicked() {
        out.push(Action::Go(Page::Info));
    }
    ui.add_space(4.0);
}

fn painted(ui: &mut Ui, cx: &Cx<'_>, said: &str) -> Response {
    let t = cx.t;
    let indent = size::ICON + 12.0;
    let width = ui.available_width();
    let font = theme::semibold(size::BODY);
    let room = (width - indent - 2.0 * PADDING).max(60.0);
    let text = widgets::galley(ui, said, font, t.on_now, room, BAND_ROWS);
    let height = (text.size().y + 16.0).max(theme::TOUCH_MIN);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, said));
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(theme::RADIUS), t.now);
    let glyph =
        painter.layout_no_wrap(icon::MEGAPHONE.to_owned(), theme::regular(size::ICON), t.on_now);
    let left = rect.min.x + PADDING;
    painter.galley(pos2(left, rect.center().y - glyph.size().y / 2.0), glyph, t.on_now);
    let at = pos2(left + indent, rect.center().y - text.size().y / 2.0);
    painter.galley(at, text, t.on_now);
    widgets::focus_ring(ui, &response, rect, t);
    response
}
