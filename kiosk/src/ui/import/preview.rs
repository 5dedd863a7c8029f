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
use shared::programme::{
    fields::Shown,
    plan::{Difference, Outcome},
};

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
    let about =
        cx.words.text(if found.is_something { "import-undoable" } else { "import-nothing" });
    widgets::text(ui, None, &about, theme::regular(size::BODY), cx.t.dim);
    ScrollArea::vertical().id_salt("preview").auto_shrink(false).show(ui, |ui| {
        let import = &found.import;
        let repairs: Vec<_> = import.repairs.first.iter().map(ToString::to_string).collect();
        lines(ui, cx, "import-repairs", &repairs, import.repairs.more);
        let differences = import.differences.first.iter().map(|one| difference(cx, one));
        let differences: Vec<_> = differences.collect();
        lines(ui, cx, "import-changes", &differences, import.differences.more);
        let notes: Vec<_> = import.notes.first.iter().map(ToString::to_string).collect();
        lines(ui, cx, "import-notes", &notes, import.notes.more);
    });
    choice
}

/// `“Open data”, the place: 10:30 in Severn here, 11:30 in Library in the file`.
fn difference(cx: &Cx<'_>, one: &Difference) -> String {
    let outcome = match one.outcome {
        Outcome::Written => "written",
        Outcome::Kept => "kept",
        Outcome::Left(_) => "left",
    };
    cx.words.with(
        "import-difference",
        &[
            ("title", one.title.as_str().into()),
            ("field", cx.words.with("field", &[("field", one.field.word().into())]).into()),
            ("here", shown(cx, &one.here).into()),
            ("there", shown(cx, &one.there).into()),
            ("outcome", outcome.into()),
        ],
    )
}

fn shown(cx: &Cx<'_>, shown: &Shown) -> String {
    match shown {
        Shown::Text(text) if text.is_empty() => cx.words.text("import-empty"),
        Shown::Text(text) => text.chars().take(CHARS).collect(),
        Shown::List(items) if items.is_empty() => cx.words.text("import-empty"),
        Shown::List(items) => cx.words.list(items),
        Shown::Place { date, start, minutes, rooms } => {
            let when = cx.words.from_to(*start, start.saturating_add(*minutes));
            let values =
                [("when", format!("{date} {when}").into()), ("rooms", cx.words.list(rooms).into())];
            cx.words.with("place", &values)
        }
        Shown::Shelf => cx.words.text("place-shelf"),
        Shown::Flag(true) => cx.words.text("import-yes"),
        Shown::Flag(false) => cx.words.text("import-no"),
    }
}

/// Letters of a text that tell which one it is.
const CHARS: usize = 90;

fn counts(cx: &Cx<'_>, found: &Preview) -> String {
    let counts = &found.import.counts;
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
