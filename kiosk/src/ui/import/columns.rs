//! What only a person knows of a table: what its columns hold, and on which day its times are.

use super::scrolled;
use crate::ui::{
    Cx,
    field::Field,
    icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use ::import::table::{Ask, Column, Means, Options, Question, Shape};
use eframe::egui::{CornerRadius, Frame, Id, Margin, Stroke, Ui};

/// What was answered.
#[derive(Default)]
pub(super) struct Answers {
    day: String,
    shape: Option<Shape>,
    /// The chosen meaning of each column, by its letter.
    columns: Vec<(String, Means)>,
    /// The column whose meanings are listed.
    open: Option<String>,
}

/// What a person did.
pub(super) enum Choice {
    Wait,
    Back,
    Read,
}

/// Meanings that a person can choose, the usual ones first.
const MEANINGS: [Means; 17] = [
    Means::Skip,
    Means::Title,
    Means::Text,
    Means::Hosts,
    Means::Room,
    Means::Day,
    Means::Start,
    Means::End,
    Means::Length,
    Means::Stream,
    Means::Format,
    Means::Tags,
    Means::Language,
    Means::Links,
    Means::Id,
    Means::State,
    Means::Wishes,
];

impl Answers {
    /// Begins with what the reader guessed.
    pub(super) fn of(&mut self, asked: &Ask) {
        self.shape = Some(asked.table.shape);
        for column in &asked.table.columns {
            if !self.columns.iter().any(|(letter, _)| *letter == column.letter) {
                let means = column.means.unwrap_or(Means::Skip);
                self.columns.push((column.letter.clone(), means));
            }
        }
    }

    /// As the reader takes them.
    pub(super) fn options(&self) -> Options {
        let rows = self.shape != Some(Shape::Grid);
        Options {
            day: self.day.trim().parse().ok(),
            shape: self.shape,
            columns: if rows { self.columns.clone() } else { Vec::new() },
            ..Options::default()
        }
    }

    /// What must be answered before it can be read.
    fn missing(&self, asked: &Ask) -> Option<&'static str> {
        let titles = self.columns.iter().any(|(_, means)| *means == Means::Title);
        if self.shape == Some(Shape::Rows) && !titles {
            Some("import-needs-title")
        } else if asked.questions.contains(&Question::Day) && self.options().day.is_none() {
            Some("import-needs-day")
        } else {
            None
        }
    }

    fn means(&self, column: &Column) -> Means {
        let chosen = self.columns.iter().find(|(letter, _)| *letter == column.letter);
        chosen.map_or(Means::Skip, |(_, means)| *means)
    }

    fn set(&mut self, letter: &str, means: Means) {
        for (of, chosen) in &mut self.columns {
            if of == letter {
                *chosen = means;
            }
        }
        self.open = None;
    }
}

/// Nothing is asked where somebody only looks at what was understood.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    asked: &Ask,
    has_preview: bool,
    answers: &mut Answers,
) -> Choice {
    let mut choice = Choice::Wait;
    scrolled(ui, "columns", |ui| {
        let looks = asked.questions.is_empty();
        let lead = cx.words.text(if looks { "import-look-lead" } else { "import-asks" });
        widgets::text(ui, None, &lead, theme::extrabold(size::HEADING), cx.t.text);
        shape(ui, cx, answers);
        if looks || asked.questions.contains(&Question::Day) {
            ui.add_space(8.0);
            day(ui, cx, if looks { "import-day-other" } else { "import-day-hint" }, answers);
        }
        let rows = answers.shape == Some(Shape::Rows);
        if rows {
            ui.add_space(8.0);
            let title = cx.words.text("import-columns");
            widgets::text(ui, None, &title, theme::extrabold(size::TIME), cx.t.text);
            let about = cx.words.text("import-columns-about");
            widgets::text(ui, None, &about, theme::regular(size::BODY), cx.t.dim);
            for column in &asked.table.columns {
                column_ui(ui, cx, column, answers);
            }
        }
        ui.add_space(8.0);
        let missing = answers.missing(asked);
        if let Some(key) = missing {
            let said = cx.words.text(key);
            widgets::text(ui, Some(icon::INFO), &said, theme::regular(size::BODY), cx.t.dim);
        }
        ui.horizontal_wrapped(|ui| {
            let read = cx.words.text("import-read");
            let press = Press::new(&read, Kind::Primary).icon(icon::ARROW_RIGHT);
            if press.enabled(missing.is_none()).show(ui, cx.t).clicked() {
                choice = Choice::Read;
            }
            let back = if has_preview { "import-look-back" } else { "import-other-file" };
            let back = cx.words.text(back);
            if Press::new(&back, Kind::Plain).show(ui, cx.t).clicked() {
                choice = Choice::Back;
            }
        });
    });
    choice
}

fn day(ui: &mut Ui, cx: &Cx<'_>, hint: &str, answers: &mut Answers) {
    let name = cx.words.text("import-day");
    let hint = cx.words.text(hint);
    let typed = answers.day.trim();
    let bad = !typed.is_empty() && typed.parse::<jiff::civil::Date>().is_err();
    let wrong = bad.then(|| cx.words.text("import-day-wrong"));
    Field::new(Id::unique("import-day"), &name).hint(&hint).wrong(wrong.as_deref()).show(
        ui,
        cx,
        &mut answers.day,
    );
    let days = cx.schedule.days_in_order();
    ui.horizontal_wrapped(|ui| {
        for (id, day) in days {
            let name = cx.words.day_and_date(cx.schedule, id);
            let chosen = Kind::Tab(answers.day == day.date.value);
            if Press::new(&name, chosen).show(ui, cx.t).clicked() {
                answers.day.clone_from(&day.date.value);
            }
        }
    });
}

/// One row a session, or a grid.
fn shape(ui: &mut Ui, cx: &Cx<'_>, answers: &mut Answers) {
    ui.horizontal_wrapped(|ui| {
        for (shape, key) in [(Shape::Rows, "import-rows"), (Shape::Grid, "import-grid")] {
            let name = cx.words.text(key);
            let chosen = Kind::Tab(answers.shape == Some(shape));
            if Press::new(&name, chosen).show(ui, cx.t).clicked() {
                answers.shape = Some(shape);
            }
        }
    });
}

fn column_ui(ui: &mut Ui, cx: &Cx<'_>, column: &Column, answers: &mut Answers) {
    let frame = Frame::new()
        .fill(cx.t.surface)
        .stroke(Stroke::new(1.0, cx.t.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(18, 10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let means = answers.means(column);
        let said = cx.words.with(
            "import-column",
            &[
                ("letter", column.letter.as_str().into()),
                ("heading", column.heading.as_str().into()),
            ],
        );
        widgets::text(ui, None, &said, theme::semibold(size::BODY), cx.t.text);
        let samples = column.samples.join(" · ");
        widgets::text(ui, None, &samples, theme::regular(size::SMALL), cx.t.dim);
        if answers.open.as_deref() == Some(column.letter.as_str()) {
            ui.horizontal_wrapped(|ui| {
                for choice in MEANINGS {
                    let name = meaning(cx, choice);
                    let press = Press::new(&name, Kind::Tab(choice == means));
                    if press.show(ui, cx.t).clicked() {
                        answers.set(&column.letter, choice);
                    }
                }
            });
            return;
        }
        let name = meaning(cx, means);
        let spoken = cx.words.with(
            "import-column-means",
            &[("column", said.into()), ("means", name.as_str().into())],
        );
        let press = Press::new(&name, Kind::Plain).icon(icon::CARET_DOWN).spoken(spoken);
        if press.show(ui, cx.t).clicked() {
            answers.open = Some(column.letter.clone());
        }
    });
}

fn meaning(cx: &Cx<'_>, means: Means) -> String {
    cx.words.with("import-means", &[("means", means.word().into())])
}
