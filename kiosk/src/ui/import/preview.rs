//! What an import would do: in numbers, with every repair and every difference.

use crate::{
    ask::Preview,
    ui::{
        Cx, icon,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
};
use eframe::egui::{ScrollArea, Ui};

/// What a person did.
pub(super) enum Choice {
    Wait,
    Back,
    Do,
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, found: &Preview) -> Choice {
    let mut choice = Choice::Wait;
    let named = [("name", found.name.as_str().into()), ("event", found.event.as_str().into())];
    let said = cx.words.with("import-found", &named);
    widgets::text(ui, Some(icon::FILE), &said, theme::semibold(size::LEAD), cx.t.text);
    widgets::text(ui, None, &counts(cx, found), theme::regular(size::LEAD), cx.t.text);
    ui.horizontal_wrapped(|ui| {
        let word = cx.words.text("import-do");
        let press = Press::new(&word, Kind::Primary).enabled(found.is_something);
        if press.show(ui, cx.t).clicked() {
            choice = Choice::Do;
        }
        let back = cx.words.text("import-other-file");
        if Press::new(&back, Kind::Plain).show(ui, cx.t).clicked() {
            choice = Choice::Back;
        }
    });
    let about = cx.words.text(if found.is_something { "import-undoable" } else { "import-nothing" });
    widgets::text(ui, None, &about, theme::regular(size::BODY), cx.t.dim);
    ScrollArea::vertical().id_salt("preview").auto_shrink(false).show(ui, |ui| {
        lines(ui, cx, "import-repairs", &found.repairs, found.more_repairs);
        lines(ui, cx, "import-changes", &found.changes, found.more_changes);
    });
    choice
}

fn counts(cx: &Cx<'_>, found: &Preview) -> String {
    let counts = &found.counts;
    let all = [
        ("import-n-sessions", counts.sessions),
        ("import-n-changed", counts.changed),
        ("import-n-kept", counts.kept),
        ("import-n-unchanged", counts.unchanged),
        ("import-n-gone", counts.gone),
        ("import-n-days", counts.days),
        ("import-n-rooms", counts.rooms),
        ("import-n-slots", counts.slots),
        ("import-n-fixed", counts.fixed),
        ("import-n-people", counts.people),
    ];
    let said = all.into_iter().filter(|(_, n)| *n > 0);
    let said: Vec<_> = said.map(|(key, n)| cx.words.with(key, &[("n", n.into())])).collect();
    cx.words.and_list(&said)
}

fn lines(ui: &mut Ui, cx: &Cx<'_>, key: &str, lines: &[String], more: usize) {
    if lines.is_empty() {
        return;
    }
    ui.add_space(8.0);
    let title = cx.words.with(key, &[("n", (lines.len() + more).into())]);
    widgets::text(ui, None, &title, theme::semibold(size::LEAD), cx.t.text);
    for line in lines {
        widgets::text(ui, None, line, theme::regular(size::BODY), cx.t.dim);
    }
    if more > 0 {
        let said = cx.words.with("more", &[("n", more.into())]);
        widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
    }
}
