//! Reads schedules (frab XML, frab and pretalx JSON, tables in CSV, our own exports) into a
//! programme, and writes tables.
//!
//! [`read_any`] takes the bytes of a file and gives a [`Programme`] with one [`Repair`] for
//! everything that was not as it should be, or says in a sentence what the file is instead. A table
//! may need answers first, see [`table`]. [`preview`](fn@preview) says what an import would do. It
//! does no IO. Turning HTML into plain text and tidying spaces is no repair. [`sample`] and
//! [`template`] are programmes of our own.

mod build;
mod calendar;
mod detect;
mod error;
mod frab_json;
mod frab_xml;
mod json;
mod keys;
pub mod limits;
mod ours;
mod preview;
mod raw;
mod repair;
mod report;
pub mod table;
mod text;
mod tidy;
mod time;
mod words;

use std::fmt;

use shared::programme::Programme;

pub use error::{Cause, Dialect, Unreadable};
pub use ours::{sample, settle, template};
pub use preview::{Lines, Preview, preview};
pub use repair::{At, Part, Repair, What};
pub use table::{Options, Read};

use report::Report;

/// The room of what has a time and no room, in both languages.
const NO_ROOM: (&str, &str) = ("Room not given", "Heb ystafell");

/// Only the room that is made here has a Welsh name in a file without languages.
fn welsh_of_room(name: &str) -> String {
    if name == NO_ROOM.0 { NO_ROOM.1.to_owned() } else { String::new() }
}

/// A schedule that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What it holds.
    pub programme: Programme,
    /// What the file was.
    pub format: Format,
    /// What was put right, in the order of the file.
    pub repairs: Vec<Repair>,
    /// How a table was understood.
    pub table: Option<table::Table>,
}

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `<schedule>/<day>/<room>/<event>`.
    FrabXml,
    /// The same as JSON.
    FrabJson,
    /// The same as JSON, written by pretalx.
    PretalxJson,
    /// Our own export.
    Export,
    /// A table with one row a session.
    CsvRows,
    /// A table with times in the first column and rooms in the first row.
    CsvGrid,
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Self::FrabXml => "frab XML",
            Self::FrabJson => "frab JSON",
            Self::PretalxJson => "pretalx JSON",
            Self::Export => "an export of this program",
            Self::CsvRows => "a table with one row a session",
            Self::CsvGrid => "a grid of times and rooms",
        })
    }
}

/// Refuses a file that is too large before it is read.
///
/// # Errors
/// Says how large a schedule may be.
pub fn check_size(bytes: u64, name: &str) -> Result<(), Unreadable> {
    let max = limits::FILE_BYTES_MAX;
    if usize::try_from(bytes).is_ok_and(|bytes| bytes <= max) {
        return Ok(());
    }
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    Err(Unreadable::TooLarge { name: text::line(name).text, bytes, max })
}

/// Reads the bytes of a schedule where nobody can be asked. The name of the file is used in
/// sentences, and tells tables from other texts.
///
/// ```
/// let xml = br#"<schedule><conference><title>Camp</title><time_zone_name>Europe/London</time_zone_name>
///     </conference><day date="2026-06-20"><room name="Hall"><event guid="a1"><title>Potholes</title>
///     <date>2026-06-20T10:30:00+01:00</date><duration>00:45</duration></event></room></day></schedule>"#;
/// let imported = import::read(xml, "camp.xml")?;
/// assert_eq!(imported.programme.sessions[0].title, "Potholes");
/// assert!(imported.repairs.is_empty());
/// # Ok::<(), import::Unreadable>(())
/// ```
///
/// # Errors
/// Says what the file is when it is no schedule that can be read, and what a table needs.
pub fn read(bytes: &[u8], name: &str) -> Result<Imported, Unreadable> {
    match read_any(bytes, name, &Options::default())? {
        Read::Whole(imported) => Ok(*imported),
        Read::Asks(ask) => {
            let name = text::line(name).text;
            Err(Unreadable::TableAsks { name, asks: ask.to_string() })
        }
    }
}

/// Reads the bytes of a schedule in any format. A table gives a question when it needs an answer;
/// the same bytes with the answers in `options` are then read.
///
/// # Errors
/// Says what the file is when it is no schedule that can be read.
pub fn read_any(bytes: &[u8], name: &str, options: &Options) -> Result<Read, Unreadable> {
    let name = text::line(name).text;
    let mut report = Report::default();
    let (raw, format) = match detect::detect(bytes, &name, &mut report)? {
        detect::Text::Table(text) => return table::read(&text, &name, options, report),
        detect::Text::Xml(text) => (frab_xml::read(text, &name, &mut report.0)?, Format::FrabXml),
        detect::Text::Json(text) => {
            if let Some(export) = ours::read(text, &name, &mut report) {
                let (format, repairs) = (Format::Export, report.0);
                let imported = Imported { programme: export?, format, repairs, table: None };
                return Ok(Read::Whole(Box::new(imported)));
            }
            frab_json::read(text, &name, &mut report.0).map_err(|error| match error {
                Unreadable::OtherJson { name, .. } | Unreadable::BrokenJson { name, .. }
                    if detect::is_yaml_name(&name) =>
                {
                    Unreadable::Yaml { name }
                }
                other => other,
            })?
        }
    };
    let rooms = raw.days.iter().map(|day| day.rooms.len()).sum::<usize>() + raw.rooms.len();
    if raw.days.len() > limits::DAYS_MAX || rooms.max(raw.tracks.len()) > limits::ROOMS_MAX {
        return Err(Unreadable::TooManyParts { name });
    }
    let sessions = raw.days.iter().flat_map(|day| &day.rooms).map(|(_, events)| events.len()).sum();
    if sessions > limits::SESSIONS_MAX {
        return Err(Unreadable::TooManySessions { name, sessions, max: limits::SESSIONS_MAX });
    }
    let (programme, repairs) = build::build(raw, &name, report.0);
    Ok(Read::Whole(Box::new(Imported { programme, format, repairs, table: None })))
}
