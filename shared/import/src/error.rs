//! Why a file was not read: sentences for the organiser who chose it.

use serde::{Deserialize, Serialize};
use strum::VariantNames;
use thiserror::Error;

/// What a parser said, for the log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Cause(pub(crate) String);

/// JSON that holds sessions in a form that cannot be read, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Dialect {
    /// schedule2 of the c3voc hub.
    Schedule2,
    /// Of the EMF website.
    Emf,
    /// Of an SRCCON schedule.
    Srccon,
    /// Of BarCamp Bangalore.
    Bangalore,
    /// Of pretalx's schedule widget.
    Widget,
    /// Of pretalx's API.
    Page,
    /// Sessions without days.
    Sessions,
    /// A list of something else.
    List,
    /// An object of something else.
    Object,
    /// An empty object, or a number or text.
    Empty,
}

impl Dialect {
    fn in_words(self) -> &'static str {
        match self {
            Self::Schedule2 => "schedule2, the format of the c3voc hub with its events in one list",
            Self::Emf => "the list of sessions that the EMF website publishes, without days",
            Self::Srccon => "the list of sessions of an SRCCON schedule, without dates",
            Self::Bangalore => "a BarCamp Bangalore grid of slots and tracks, without dates",
            Self::Widget => "the data of pretalx's schedule widget",
            Self::Page => "one page of an answer of pretalx's API",
            Self::Sessions => "a list of sessions without days",
            Self::List => "a list without sessions",
            Self::Object => "an object with ",
            Self::Empty => "without any member",
        }
    }
}

/// Says what a file is instead of a schedule that can be read, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize, VariantNames)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Unreadable {
    /// Nothing in it.
    #[error("{name} is empty; export the schedule again and choose the new file")]
    Empty {
        /// File name.
        name: String,
    },
    /// More bytes than a schedule can have.
    #[error(
        "{name} has {bytes} bytes, more than the {max} that a schedule may have; nothing of it was read; check that it is the right file"
    )]
    TooLarge {
        /// File name.
        name: String,
        /// Its bytes.
        bytes: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// More elements, or deeper ones, than a schedule can have.
    #[error(
        "{name} holds more parts, or parts deeper inside one another, than any schedule; nothing of it was read; check that it is the right file"
    )]
    TooManyParts {
        /// File name.
        name: String,
    },
    /// More sessions than an event may have.
    #[error(
        "{name} holds {sessions} sessions, more than the {max} that an event may have; export a part of it"
    )]
    TooManySessions {
        /// File name.
        name: String,
        /// Its sessions.
        sessions: usize,
        /// Sessions allowed.
        max: usize,
    },
    /// A picture.
    #[error(
        "{name} is a picture ({kind}), not a schedule; choose the frab XML, JSON or CSV file of the schedule"
    )]
    Picture {
        /// File name.
        name: String,
        /// Such as PNG.
        kind: String,
    },
    /// A document such as a PDF.
    #[error(
        "{name} is a document ({kind}), not a schedule; choose the frab XML, JSON or CSV file of the schedule"
    )]
    Document {
        /// File name.
        name: String,
        /// Such as PDF.
        kind: String,
    },
    /// Compressed.
    #[error("{name} is compressed ({kind}); decompress it first and choose the file inside")]
    Compressed {
        /// File name.
        name: String,
        /// Such as gzip.
        kind: String,
    },
    /// Not UTF-8.
    #[error(
        "{name} is not UTF-8 text (the first foreign byte is in line {line}); save it as UTF-8 and try again"
    )]
    NotUtf8 {
        /// File name.
        name: String,
        /// Line of the first byte that is not UTF-8.
        line: usize,
    },
    /// A merge in git was left unfinished.
    #[error(
        "{name} holds an unresolved git conflict: the first marker is in line {line}; resolve it or take a committed state of the file; nothing was changed"
    )]
    ConflictMarkers {
        /// File name.
        name: String,
        /// Line of the first marker.
        line: usize,
    },
    /// A quotation mark opens a cell of a table, and none closes it.
    #[error(
        "{name} has a quotation mark that is never closed: everything after row {row} would be one cell; put a second mark at the end of that cell, or take the first one away; nothing was changed"
    )]
    OpenQuote {
        /// File name.
        name: String,
        /// Row in which it opens.
        row: usize,
    },
    /// A calendar.
    #[error(
        "{name} is an iCalendar file, which has no rooms and guids to rely on; export the schedule as frab XML, JSON or CSV"
    )]
    ICalendar {
        /// File name.
        name: String,
    },
    /// YAML.
    #[error("{name} is YAML; export the schedule as frab XML, JSON or CSV")]
    Yaml {
        /// File name.
        name: String,
    },
    /// A file of a spreadsheet program.
    #[error(
        "{name} is a workbook ({kind}); open it, save the sheet with the sessions as CSV, and choose that file"
    )]
    Workbook {
        /// File name.
        name: String,
        /// Such as Excel.
        kind: String,
    },
    /// An answer names a column that is not there.
    #[error("{name} has no column {column}; its headings are: {known}")]
    NoColumn {
        /// File name.
        name: String,
        /// As it was asked for.
        column: String,
        /// The headings that are there.
        known: String,
    },
    /// A table where nobody can be asked.
    #[error("{name} is a table (CSV) that needs to be told more: {asks}")]
    TableAsks {
        /// File name.
        name: String,
        /// What it needs.
        asks: String,
    },
    /// An export of another version.
    #[error(
        "{name} is an export of another version of this program, with a mistake in line {line}; export it again, or update this program"
    )]
    OtherExport {
        /// File name.
        name: String,
        /// Line of the first part that is not known.
        line: usize,
        /// What the parser says.
        #[serde(skip)]
        source: Cause,
    },
    /// A page of a web site, often a login page.
    #[error(
        "{name} is a web page (HTML), perhaps a login page that was saved; download the schedule's frab XML or JSON file itself"
    )]
    Html {
        /// File name.
        name: String,
    },
    /// Text of no known kind.
    #[error(
        "{name} is neither XML nor JSON nor a table; choose the frab XML, JSON or CSV file of the schedule"
    )]
    Unknown {
        /// File name.
        name: String,
    },
    /// XML with a document type, which may define entities.
    #[error(
        "{name} is XML with its own document type (DTD); those can define entities that fill the memory, so it was refused before anything was expanded; export it without <!DOCTYPE …>"
    )]
    XmlEntities {
        /// File name.
        name: String,
    },
    /// XML of another kind.
    #[error("{name} is XML, but not frab: its root element is <{root}>{}; export the schedule as frab XML", holding(.holds))]
    OtherXml {
        /// File name.
        name: String,
        /// Name of the root element.
        root: String,
        /// What it holds where frab has rooms; may be empty.
        holds: String,
    },
    /// XML with a mistake.
    #[error("{name} is XML with a mistake in line {line}; export it again, or correct that line")]
    BrokenXml {
        /// File name.
        name: String,
        /// Line of the mistake.
        line: u32,
        /// What the parser says.
        #[serde(skip)]
        source: Cause,
    },
    /// JSON of another kind.
    #[error(
        "{name} is JSON, but not a frab or pretalx schedule: it is {}{keys}; export the schedule as frab XML or JSON",
        .dialect.in_words()
    )]
    OtherJson {
        /// File name.
        name: String,
        /// What it is.
        dialect: Dialect,
        /// Its first members where it is of no known kind; may be empty.
        keys: String,
    },
    /// JSON with a mistake.
    #[error("{name} is JSON with a mistake in line {line}; export it again, or correct that line")]
    BrokenJson {
        /// File name.
        name: String,
        /// Line of the mistake.
        line: usize,
        /// What the parser says.
        #[serde(skip)]
        source: Cause,
    },
}

impl Unreadable {
    /// The name of every kind, as it is written out.
    pub const KINDS: &'static [&'static str] = <Self as VariantNames>::VARIANTS;
}

fn holding(holds: &str) -> String {
    if holds.is_empty() {
        String::new()
    } else {
        format!(", which holds <{holds}> where frab has rooms")
    }
}
