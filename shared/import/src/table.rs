//! Schedules in tables (CSV), in the two shapes that camps keep: one row a session, or a grid with
//! times in the first column and rooms in the first row.
//!
//! Known headings are recognised, in English, Welsh and as pretalx, Sessionize and frab write them.
//! Where no column is the title, or a day is missing, the reader asks: it gives its [`Table`] with
//! samples and guesses, and takes the answers in [`Options`].
//!
//! The source id of a row is that of its id column, else a hash of its title and day (spaces, case
//! and punctuation do not count). So a row whose title is changed without an id column is a new
//! session, and the old one is reported as gone; a row whose time or room is changed is a move.

mod cells;
mod clock;
mod dates;
mod decode;
mod grid;
mod grid_cell;
mod guard;
mod headings;
mod known;
mod make;
mod people;
mod rows;
mod write;

use std::fmt;

use jiff::civil::Date;

use crate::error::Unreadable;
use crate::report::Report;
use crate::{Format, Imported, limits};
use cells::Sheet;

pub(crate) use cells::looks_like_table;
pub(crate) use decode::decode;
pub use write::{grid as write_grid, rows as write_rows, table as write_table};

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Means {
    /// Title of the session.
    Title,
    /// What it is about; several columns are joined.
    Text,
    /// Hosts; several columns are joined.
    Hosts,
    /// Room or rooms.
    Room,
    /// Day or date.
    Day,
    /// Start, or start and end, or date and start.
    Start,
    /// End.
    End,
    /// Length.
    Length,
    /// Stream or track.
    Stream,
    /// Format.
    Format,
    /// Tags.
    Tags,
    /// Language.
    Language,
    /// Links; several columns are joined.
    Links,
    /// What the source calls the session.
    Id,
    /// State, such as confirmed or cancelled.
    State,
    /// Interest shown.
    Dots,
    /// What its host asks for.
    Wishes,
    /// Whether it is a session or a fixed item.
    Kind,
    /// What an export of ours says of the session.
    Mark,
    /// Nothing that is read.
    Skip,
}

impl Means {
    /// What people can choose from.
    pub const CHOICES: [Self; 18] = [
        Self::Title,
        Self::Text,
        Self::Hosts,
        Self::Room,
        Self::Day,
        Self::Start,
        Self::End,
        Self::Length,
        Self::Stream,
        Self::Format,
        Self::Tags,
        Self::Language,
        Self::Links,
        Self::Id,
        Self::State,
        Self::Dots,
        Self::Wishes,
        Self::Skip,
    ];

    /// Its word on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
            Self::Hosts => "hosts",
            Self::Room => "room",
            Self::Day => "day",
            Self::Start => "start",
            Self::End => "end",
            Self::Length => "length",
            Self::Stream => "stream",
            Self::Format => "format",
            Self::Tags => "tags",
            Self::Language => "language",
            Self::Links => "links",
            Self::Id => "id",
            Self::State => "state",
            Self::Dots => "dots",
            Self::Wishes => "wishes",
            Self::Kind => "kind",
            Self::Mark => "mark",
            Self::Skip => "skip",
        }
    }

    /// The meaning with this word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        Self::CHOICES.into_iter().find(|means| means.word() == word)
    }
}

impl fmt::Display for Means {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(self.word())
    }
}

/// The two shapes of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One row a session.
    Rows,
    /// Times in the first column, rooms in the first row.
    Grid,
}

/// What a person answers before a table is read. Other formats need none of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The day of times without a date, and the first day of `Day 1` or `Friday`.
    pub day: Option<Date>,
    /// What columns hold, by their heading or letter.
    pub columns: Vec<(String, Means)>,
    /// The shape, where the guess is wrong.
    pub shape: Option<Shape>,
    /// The event's time zone, for times that have an offset; empty means unknown.
    pub zone: String,
    /// Name under which the sessions are known at a later import; empty means `csv`. Two tables
    /// with ids of their own need different names.
    pub source: String,
}

/// What a table holds, as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its shape.
    pub shape: Shape,
    /// Its columns from the left.
    pub columns: Vec<Column>,
    /// Rows with anything in them below the headings.
    pub rows: usize,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its letter in a spreadsheet.
    pub letter: String,
    /// Its heading; may be empty.
    pub heading: String,
    /// The first different cells of it, shortened.
    pub samples: Vec<String>,
    /// What it is taken for; in a grid a column without a meaning is a room.
    pub means: Option<Means>,
}

/// What must be answered before a table can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Which column holds the titles, and what the others are.
    Columns,
    /// On which day the times are.
    Day,
}

/// A table that cannot be read without answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// What is in it.
    pub table: Table,
    /// What to answer, at least one.
    pub questions: Vec<Question>,
}

impl fmt::Display for Ask {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let asks = self.questions.iter().map(|question| match question {
            Question::Columns => {
                let columns = self.table.columns.iter().map(|column| {
                    let sample = column.samples.first().map_or("empty", |sample| sample.as_str());
                    format!("{} {} (such as “{sample}”)", column.letter, column.heading)
                });
                let columns: Vec<_> = columns.collect();
                format!(
                    "which column holds the titles, and what the others are: {}",
                    columns.join("; ")
                )
            }
            Question::Day => "on which day its times are".to_owned(),
        });
        out.write_str(&asks.collect::<Vec<_>>().join(", and "))
    }
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// It was read.
    Whole(Box<Imported>),
    /// It is a table that needs answers.
    Asks(Ask),
}

/// Reads a table whose bytes were decoded.
pub(crate) fn read(
    text: &str,
    name: &str,
    options: &Options,
    mut report: Report,
) -> Result<Read, Unreadable> {
    let sheet = Sheet::parse(text, name)?;
    let plan = headings::understand(&sheet, name, options)?;
    let table = plan.table(&sheet);
    if plan.shape == Shape::Rows && plan.column(Means::Title).is_none() {
        return Ok(Read::Asks(Ask { table, questions: vec![Question::Columns] }));
    }
    let found = match plan.shape {
        Shape::Rows => rows::read(&sheet, &plan, options, &mut report),
        Shape::Grid => grid::read(&sheet, &plan, options, &mut report),
    };
    if found.needs_day {
        return Ok(Read::Asks(Ask { table, questions: vec![Question::Day] }));
    }
    if found.items.len() > limits::SESSIONS_MAX {
        let (sessions, max) = (found.items.len(), limits::SESSIONS_MAX);
        return Err(Unreadable::TooManySessions { name: name.to_owned(), sessions, max });
    }
    let programme = make::programme(found, options, &mut report)
        .ok_or_else(|| Unreadable::TooManyParts { name: name.to_owned() })?;
    let format = match plan.shape {
        Shape::Rows => Format::CsvRows,
        Shape::Grid => Format::CsvGrid,
    };
    let repairs = report.0;
    Ok(Read::Whole(Box::new(Imported { programme, format, repairs, table: Some(table) })))
}
