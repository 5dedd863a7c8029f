//! Parts of a card that take some thought.

use super::super::{glyphs, icon, theme, widgets};
use eframe::egui::{self, Align2, Color32, Painter, Pos2, Stroke, pos2};

/// Least part of the size of a title at which its longest word may be made to fit.
const WORD_MIN: f32 = 0.82;

/// The size of a title in this width: a little smaller where a long word would break.
pub(super) fn words_whole(ctx: &egui::Context, title: &str, size: f32, width: f32) -> f32 {
    let clean = glyphs::line(ctx, title);
    let words = clean.split(|c: char| c.is_whitespace() || c == '-');
    let Some(longest) = words.max_by_key(|word| word.chars().count()) else {
        return size;
    };
    let (font, ink) = (theme::semibold(size), Color32::WHITE);
    let wide =
        ctx.fonts_mut(|fonts| fonts.layout_no_wrap(format!("{longest} "), font, ink)).size().x;
    if wide > width { size * ((width - 1.0) / wide).max(WORD_MIN) } else { size }
}

/// Where else it is.
pub(super) fn also(
    p: &Painter,
    (left, width): (Pos2, f32),
    said: [&str; 2],
    (ink, size): (Color32, f32),
) {
    let mark = p.text(left, Align2::LEFT_CENTER, icon::LINK, theme::regular(size + 2.0), ink);
    let room = (width - (mark.width() + 5.0)).max(20.0);
    let set = |said: &str| {
        let font = theme::semibold(size);
        p.layout_job(widgets::job(p.ctx(), said, font, ink, room, 1, Stroke::NONE))
    };
    let [whole, short] = said;
    let whole = set(whole);
    let galley = if whole.elided { set(short) } else { whole };
    p.galley(pos2(mark.max.x + 5.0, mark.center().y - galley.size().y / 2.0), galley, ink);
}
