//! The report of an import: one line for everything that was put right.

use crate::Repair;
use crate::limits::LINE_BYTES_MAX;
use crate::text;

/// Gathers the repairs.
#[derive(Debug, Default)]
pub(crate) struct Report(pub Vec<Repair>);

impl Report {
    /// Adds one line.
    pub fn add(&mut self, at: &str, what: impl Into<String>) {
        self.0.push(Repair { at: at.to_owned(), what: what.into() });
    }

    /// A text of one line, without control characters and short enough for the core, which would
    /// refuse a whole import for one line that is too long.
    pub fn line(&mut self, at: &str, what: &str, source: &str) -> String {
        let line = text::line(source);
        if line.control {
            self.add(at, format!("control characters were removed from its {what}"));
        }
        self.cut(at, what, line.text, LINE_BYTES_MAX)
    }

    /// The text, cut to a number of bytes.
    pub fn cut(&mut self, at: &str, what: &str, mut text: String, bytes_max: usize) -> String {
        if text.len() > bytes_max {
            let bytes = text.len();
            self.add(at, format!("its {what} has {bytes} bytes, and was cut to {bytes_max}"));
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
