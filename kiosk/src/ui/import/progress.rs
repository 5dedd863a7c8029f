//! How far an import is, with a way out of it as long as nothing was changed.

use super::alone;
use crate::{
    ask::Stage,
    ui::{
        Cx, icon,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
};
use eframe::egui::{CornerRadius, Rect, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

/// Height of the bar.
const BAR: f32 = 14.0;

/// Says whether a person stopped it.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, name: &str, stage: Stage) -> bool {
    let mut stops = false;
    let (title, said) = match stage {
        Stage::Reading { .. } | Stage::Understanding | Stage::Comparing { .. } => (
            cx.words.with("import-reading", &[("name", name.into())]),
            cx.words.text("import-reading-about"),
        ),
        Stage::Saving => (cx.words.text("import-saving"), cx.words.text("import-saving-about")),
    };
    alone(ui, cx, icon::FILE, &title, |ui| {
        ui.add_space(6.0);
        bar(ui, cx, &title, share(stage));
        let now = stage_words(cx, stage);
        let now = widgets::text(ui, None, &now, theme::semibold(size::LEAD), cx.t.text);
        widgets::announce(&now);
        widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
        ui.add_space(8.0);
        if stage != Stage::Saving {
            let word = cx.words.text("import-stop");
            stops = Press::new(&word, Kind::Plain).show(ui, cx.t).clicked();
        }
    });
    stops
}

fn stage_words(cx: &Cx<'_>, stage: Stage) -> String {
    match stage {
        Stage::Reading { bytes, of } => cx.words.with(
            "import-stage-reading",
            &[("kib", bytes.div_ceil(1_024).into()), ("of", of.div_ceil(1_024).into())],
        ),
        Stage::Understanding => cx.words.text("import-stage-understanding"),
        Stage::Comparing { sessions } => {
            cx.words.with("import-stage-comparing", &[("n", sessions.into())])
        }
        Stage::Saving => cx.words.text("import-stage-saving"),
    }
}

/// How much of it is behind us: a third for each stage before the preview.
fn share(stage: Stage) -> f32 {
    match stage {
        Stage::Reading { of: 0, .. } => 0.0,
        Stage::Reading { bytes, of } => (bytes as f32 / of as f32).min(1.0) / 3.0,
        Stage::Understanding => 1.0 / 3.0,
        Stage::Comparing { .. } => 2.0 / 3.0,
        Stage::Saving => 1.0,
    }
}

/// A bar of which this share is filled, under the name `name`.
pub(in crate::ui) fn bar(ui: &mut Ui, cx: &Cx<'_>, name: &str, share: f32) {
    let size = vec2(ui.available_width(), BAR);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, name);
        info.value = Some(f64::from(share));
        info
    });
    let radius = CornerRadius::same(theme::RADIUS / 2);
    ui.painter().rect_filled(rect, radius, theme::mix(cx.t.surface, cx.t.text, 0.14));
    let filled = vec2((rect.width() * share).max(BAR), BAR);
    ui.painter().rect_filled(Rect::from_min_size(rect.min, filled), radius, cx.t.accent);
}
