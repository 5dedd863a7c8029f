//! What the wall leaves out where there is little room, in a fixed order: nothing lies over anything
//! else, and the rooms come before all that is said around them.

use super::{
    BELOW_BANNER, Footer, State, announced_size, announcements, banner_font, moment_said, now::Now,
    rows,
};
use crate::ui::{Cx, announcements as band, theme, theme::size, widgets::text_height};
use eframe::egui::Ui;

/// Below this height (in points) only the rooms count.
const LOW: f32 = 420.0;

/// How much is left out: each with all before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fold {
    /// Everything is said in full.
    Nothing,
    /// How old all this is: the bar says it.
    Age,
    /// What is announced and what moved are a number each, beside the controls.
    Banners,
    /// What the present moment is, is written small.
    Headline,
    /// It is not said; the rooms have their times.
    Bare,
}

const ALL: [Fold; 5] = [Fold::Nothing, Fold::Age, Fold::Banners, Fold::Headline, Fold::Bare];

/// Little room is left below the bar.
pub(super) fn is_low(ui: &Ui) -> bool {
    ui.available_height() < LOW
}

impl Fold {
    /// The first with which the rooms have the room that they want; or else less.
    pub(super) fn of(ui: &Ui, cx: &Cx<'_>, state: &mut State, now: &Now) -> Self {
        let height = ui.available_height();
        for least in leasts(ui, cx, state, now) {
            for fold in ALL {
                let footer = Footer::of(ui, cx, state, fold).height;
                let taken = announced(ui, cx, fold) + headline(ui, cx, now, fold) + footer;
                if taken + least <= height {
                    return fold;
                }
            }
        }
        Self::Bare
    }
}

/// Heights for the rooms, from what they want to the least.
fn leasts(ui: &Ui, cx: &Cx<'_>, state: &State, now: &Now) -> Vec<f32> {
    if !now.rows.is_empty() {
        return rows::leasts(ui, now, state.large);
    }
    let said = moment_said(cx, now).unwrap_or_default();
    let font = theme::extrabold(size::HEADING);
    let least = text_height(ui, true, &said, font, ui.available_width());
    vec![least + 2.0 * ui.spacing().item_spacing.y]
}

fn announced(ui: &Ui, cx: &Cx<'_>, fold: Fold) -> f32 {
    if fold >= Fold::Banners {
        return 0.0;
    }
    let low = is_low(ui);
    let size = announced_size(ui, low);
    let (said, more) = announcements(cx, low);
    let gap = ui.spacing().item_spacing.y;
    let lines = said.iter().map(|said| band::line_height(ui, said, size) + gap).sum::<f32>();
    let more = more.map_or(0.0, |more| {
        let font = theme::semibold(size * 0.8);
        text_height(ui, true, &more, font, ui.available_width()) + gap
    });
    lines + more
}

fn headline(ui: &Ui, cx: &Cx<'_>, now: &Now, fold: Fold) -> f32 {
    if now.rows.is_empty() || fold >= Fold::Bare {
        return 0.0;
    }
    let Some(said) = moment_said(cx, now) else {
        return 0.0;
    };
    let font = banner_font(ui, false, fold);
    let text = text_height(ui, true, &said, font, ui.available_width());
    text + ui.spacing().item_spacing.y + BELOW_BANNER
}
