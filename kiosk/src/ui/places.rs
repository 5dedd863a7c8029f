//! Where a file is to be saved, and where it was.

use super::{
    Cx, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use crate::ask::FilePlace;
use eframe::egui::Ui;
use std::path::Path;

/// The places, a button each, as wide as `width` where that is given; the one that was chosen.
pub(super) fn choose(
    ui: &mut Ui,
    cx: &Cx<'_>,
    enabled: bool,
    width: Option<f32>,
) -> Option<FilePlace> {
    let places = [
        (FilePlace::Stick, "export-stick", icon::STICK),
        (FilePlace::Downloads, "export-downloads", icon::DOWNLOAD),
        (FilePlace::Data, "export-data", icon::FILE),
    ];
    let mut chosen = None;
    for (place, key, mark) in places {
        let name = cx.words.text(key);
        let mut press = Press::new(&name, Kind::Plain).icon(mark).enabled(enabled);
        if let Some(width) = width {
            press = press.at_left().width(width, width);
        }
        let response = press.show(ui, cx.t);
        cx.follow(ui, &response);
        if response.clicked() {
            chosen = Some(place);
        }
    }
    chosen
}

/// Says once, also aloud, where it is.
pub(super) fn saved(ui: &mut Ui, cx: &Cx<'_>, path: &Path) {
    let path = path.display().to_string();
    let said = cx.words.with("export-done", &[("path", path.into())]);
    let font = theme::semibold(size::BODY);
    widgets::announce(&widgets::text(ui, Some(icon::CHECK), &said, font, cx.t.ok));
}
