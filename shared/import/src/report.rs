//! The report of an import: one line for everything that was put right.

use crate::limits::LINE_BYTES_MAX;
use crate::text;
use crate::{At, Part, Repair, What};

/// Gathers the repairs.
#[derive(Debug, Default)]
pub(crate) struct Report(pub Vec<Repair>);

impl Report {
    /// Adds one line.
    pub fn add(&mut self, at: &At, what: What) {
        self.0.push(Repair { at: at.clone(), what });
    }

    /// A text of one line, without control characters and short enough for the core, which would
    /// refuse a whole import for one line that is too long.
    pub fn line(&mut self, at: &At, what: Part, source: &str) -> String {
        let line = text::line(source);
        if line.control {
            self.add(at, What::ControlRemoved { part: what });
        }
        self.cut(at, what, line.text, LINE_BYTES_MAX)
    }

    /// The text, cut to a number of bytes.
    pub fn cut(&mut self, at: &At, what: Part, mut text: String, bytes_max: usize) -> String {
        if text.len() > bytes_max {
            let bytes = text.len();
            self.add(at, What::Cut { part: what, bytes, most: bytes_max });
            text.truncate(text.floor_char_boundary(bytes_max));
            text.truncate(text.trim_end().len());
        }
        text
    }
}

/// The beginning of a text of the file, for a sentence.
pub(crate) fn clip(text: &str) -> String {
    let short: String = text.trim().chars().take(60).collect();
    if short.len() < text.trim().len() { format!("{short}…") } else { short }
}
