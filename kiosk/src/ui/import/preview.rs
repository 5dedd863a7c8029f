//! What an import would do: in numbers, with every repair and every difference.

use super::{panel, scrolled};
use crate::{
    ask::Preview,
    ui::{
        Cx,
        field::{self, Field},
        icon,
        theme::{self, size},
        widgets::{self, Kind, Press},
    },
};
use eframe::egui::{Id, Ui};
use shared::programme::plan::{Difference, Note, Outcome};
use std::collections::BTreeMap;

/// What a person did.
pub(super) enum Choice {
    Wait,
    Back,
    Do,
    /// Another look at what the columns of the table hold.
    Columns,
    /// Not only the frame of it, but everything.
    Whole,
    /// Only the frame of it, for another event.
    Like,
}

/// Another event like the one in the file.
pub(super) struct Like<'a> {
    /// Its first day, as typed.
    pub first: &'a mut String,
    pub wrong: bool,
    /// It would come onto an empty board.
    pub offered: bool,
}

/// How many lines of each list are shown.
#[derive(Default)]
pub(super) struct Listed {
    repairs: usize,
    differences: usize,
    notes: usize,
}

/// Lines of a list at first, and with each touch more.
const FIRST: usize = 8;
const MORE: usize = 40;

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    found: &Preview,
    listed: &mut Listed,
    like: &mut Like<'_>,
) -> Choice {
    let mut choice = Choice::Wait;
    scrolled(ui, "preview", |ui| {
        let named = [("name", found.name.as_str().into()), ("event", found.event.as_str().into())];
        let key = if found.event.is_empty() { "import-found-bare" } else { "import-found" };
        let said = cx.words.with(key, &named);
        widgets::text(ui, None, &said, theme::extrabold(size::HEADING), cx.t.text);
        counts(ui, cx, found);
        ui.add_space(4.0);
        let key = if found.is_something { "import-undoable" } else { "import-nothing" };
        let about = cx.words.text(key);
        let mark = if found.is_something { icon::UNDO } else { icon::CHECK_CIRCLE };
        let about = widgets::text(ui, Some(mark), &about, theme::regular(size::LEAD), cx.t.dim);
        widgets::announce(&about);
        ui.add_space(4.0);
        if like.offered && found.first_day.is_some() {
            if let Some(chosen) = another(ui, cx, found, like) {
                choice = chosen;
            }
            ui.add_space(8.0);
        }
        ui.horizontal_wrapped(|ui| {
            let word = cx.words.text("import-do");
            let press = Press::new(&word, Kind::Primary).icon(icon::CHECK);
            if press.enabled(found.is_something).show(ui, cx.t).clicked() {
                choice = Choice::Do;
            }
            let back = cx.words.text("import-other-file");
            if Press::new(&back, Kind::Plain).show(ui, cx.t).clicked() {
                choice = Choice::Back;
            }
            let look = cx.words.text("import-look");
            let press = Press::new(&look, Kind::Plain).icon(icon::LIST);
            if found.table.is_some() && press.show(ui, cx.t).clicked() {
                choice = Choice::Columns;
            }
        });
        ui.add_space(8.0);
        let import = &found.import;
        let list = List::new("import-changes", icon::CHANGES, import.differences.more);
        let same = together(import.differences.first.iter().map(|one| difference(cx, one)));
        let said = |cx: &Cx<'_>, (said, n): &(String, usize)| match n {
            1 => said.clone(),
            n => cx
                .words
                .with("import-so-often", &[("said", said.as_str().into()), ("n", (*n).into())]),
        };
        list.counted(import.differences.first.len()).show(
            ui,
            cx,
            &same,
            &mut listed.differences,
            said,
        );
        let list = List::new("import-repairs", icon::EDIT, import.repairs.more);
        let said = |cx: &Cx<'_>, repair: &_| cx.words.repair(repair);
        list.show(ui, cx, &import.repairs.first, &mut listed.repairs, said);
        let list = List::new("import-notes", icon::LIST, import.notes.more);
        let said = |cx: &Cx<'_>, note: &&Note| cx.words.import_note(note);
        // Differences say more of what is changed and kept.
        let told = |note: &&Note| {
            !matches!(note, Note::Changed { .. } | Note::Kept { .. } | Note::FieldLeft { .. })
        };
        let notes: Vec<&Note> = import.notes.first.iter().filter(told).collect();
        list.show(ui, cx, &notes, &mut listed.notes, said);
    });
    choice
}

/// Another event like this one: when it begins.
fn another(ui: &mut Ui, cx: &Cx<'_>, found: &Preview, like: &mut Like<'_>) -> Option<Choice> {
    let mut choice = None;
    let title = cx.words.text("import-like");
    panel(ui, cx, icon::CALENDAR, &title, |ui| {
        let about = cx.words.text("import-like-about");
        widgets::text(ui, None, &about, theme::regular(size::BODY), cx.t.dim);
        let label = cx.words.text("import-like-first");
        let wrong = like.wrong.then(|| cx.words.text("import-day-wrong"));
        let field = Field::new(Id::unique("import-like"), &label).limits(12, 12);
        let field = field.wrong(wrong.as_deref()).show(ui, cx, like.first);
        let entered = field::entered(ui, &field);
        ui.horizontal_wrapped(|ui| {
            let word = cx.words.text("import-like-do");
            let kind = Kind::Tab(found.is_like);
            let press = Press::new(&word, kind).icon(icon::CALENDAR).wrap();
            if press.show(ui, cx.t).clicked() || entered {
                choice = Some(Choice::Like);
            }
            let word = cx.words.text("import-like-not");
            let press = Press::new(&word, Kind::Tab(!found.is_like)).icon(icon::LIST).wrap();
            if press.show(ui, cx.t).clicked() && found.is_like {
                choice = Some(Choice::Whole);
            }
        });
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
            ("here", cx.words.import_value(&one.here).into()),
            ("there", cx.words.import_value(&one.there).into()),
            ("outcome", outcome.into()),
        ],
    )
}

/// The import in numbers, a chip each.
fn counts(ui: &mut Ui, cx: &Cx<'_>, found: &Preview) {
    let (counts, t) = (&found.import.counts, cx.t);
    let all = [
        ("import-n-sessions", counts.sessions, icon::PLUS, t.ok),
        ("import-n-changed", counts.changed, icon::CHANGES, t.accent),
        ("import-n-kept", counts.kept, icon::WARN, t.warn),
        ("import-n-unchanged", counts.unchanged, icon::CHECK, t.dim),
        ("import-n-gone", counts.gone, icon::WARN, t.warn),
        ("import-n-days", counts.days, icon::CALENDAR, t.text),
        ("import-n-rooms", counts.rooms, icon::DOOR_OPEN, t.text),
        ("import-n-slots", counts.slots, icon::CLOCK, t.text),
        ("import-n-fixed", counts.fixed, icon::PUSH_PIN, t.text),
        ("import-n-people", counts.people, icon::PERSON, t.text),
    ];
    ui.horizontal_wrapped(|ui| {
        for (key, n, mark, ink) in all.into_iter().filter(|(_, n, ..)| *n > 0) {
            widgets::tag(ui, Some(mark), &cx.words.with(key, &[("n", n.into())]), ink, t);
        }
    });
}

/// A list of lines that may be long.
struct List {
    key: &'static str,
    mark: &'static str,
    more: usize,
    /// How many there are, where several are told in one line.
    count: Option<usize>,
}

/// Lines that say the same are one, with how many they are, where the first of them stood.
fn together(lines: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut together: Vec<(String, usize)> = Vec::new();
    for line in lines {
        match at.get(&line).and_then(|at| together.get_mut(*at)) {
            Some((_, n)) => *n += 1,
            None => {
                at.insert(line.clone(), together.len());
                together.push((line, 1));
            }
        }
    }
    together
}

impl List {
    fn new(key: &'static str, mark: &'static str, more: usize) -> Self {
        Self { key, mark, more, count: None }
    }

    fn counted(self, count: usize) -> Self {
        Self { count: Some(count), ..self }
    }

    fn show<T>(
        self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        all: &[T],
        listed: &mut usize,
        said: impl Fn(&Cx<'_>, &T) -> String,
    ) {
        if all.is_empty() {
            return;
        }
        let title =
            cx.words.with(self.key, &[("n", (self.count.unwrap_or(all.len()) + self.more).into())]);
        panel(ui, cx, self.mark, &title, |ui| {
            let shown = (FIRST + *listed).min(all.len());
            for line in all.iter().take(shown) {
                widgets::text(ui, None, &said(cx, line), theme::regular(size::BODY), cx.t.text);
            }
            let rest = all.len() - shown;
            if rest > 0 {
                let word = cx.words.with("import-more", &[("n", rest.min(MORE).into())]);
                let spoken = cx.words.with(
                    "import-more-spoken",
                    &[("title", title.as_str().into()), ("more", word.as_str().into())],
                );
                let press = Press::new(&word, Kind::Quiet).icon(icon::CARET_DOWN).spoken(spoken);
                if press.show(ui, cx.t).clicked() {
                    *listed += MORE;
                }
            } else if self.more > 0 {
                let said = cx.words.with("more", &[("n", self.more.into())]);
                widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
            }
        });
        ui.add_space(6.0);
    }
}
