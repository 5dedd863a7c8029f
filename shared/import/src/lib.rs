//! Reads published schedules (frab XML, frab and pretalx JSON) into a programme.
//!
//! [`read`] takes the bytes of a file and gives a [`Programme`] with one [`Repair`] for everything
//! that was not as it should be, or says in a sentence what the file is instead. It does no IO.
//! Turning HTML into plain text and tidying spaces is no repair. [`sample`] and [`template`] are
//! programmes of our own.

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
mod raw;
mod report;
mod text;
mod time;
mod words;

use std::fmt;

use shared::programme::Programme;

pub use error::Unreadable;
pub use ours::{sample, template};

/// A schedule that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What it holds.
    pub programme: Programme,
    /// What the file was.
    pub format: Format,
    /// What was put right, in the order of the file.
    pub repairs: Vec<Repair>,
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
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Self::FrabXml => "frab XML",
            Self::FrabJson => "frab JSON",
            Self::PretalxJson => "pretalx JSON",
        })
    }
}

/// One thing that was put right while reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Where in the file: a line, or a path in JSON.
    pub at: String,
    /// What was wrong and what was done about it, in one sentence.
    pub what: String,
}

impl fmt::Display for Repair {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let one_line = |text: &str| text::line(text).text;
        write!(out, "{}: {}", one_line(&self.at), one_line(&self.what))
    }
}

/// Reads the bytes of a published schedule. The name of the file is used in sentences only.
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
/// Says what the file is when it is no schedule that can be read.
pub fn read(bytes: &[u8], name: &str) -> Result<Imported, Unreadable> {
    let name = text::line(name).text;
    let mut repairs = Vec::new();
    let (raw, format) = match detect::detect(bytes, &name)? {
        detect::Text::Xml(text) => (frab_xml::read(text, &name, &mut repairs)?, Format::FrabXml),
        detect::Text::Json(text) => {
            frab_json::read(text, &name, &mut repairs).map_err(|error| match error {
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
    let (programme, repairs) = build::build(raw, &name, repairs);
    Ok(Imported { programme, format, repairs })
}
