//! The report of an import: one line for everything that was put right.

use crate::Repair;

/// Gathers the repairs.
#[derive(Debug, Default)]
pub(crate) struct Report(pub Vec<Repair>);

impl Report {
    /// Adds one line.
    pub fn add(&mut self, at: &str, what: impl Into<String>) {
        self.0.push(Repair {
            at: at.to_owned(),
            what: what.into(),
        });
    }
}

/// The beginning of a text of the file, for a sentence.
pub(crate) fn clip(text: &str) -> String {
    let short: String = text.trim().chars().take(60).collect();
    if short.len() < text.trim().len() {
        format!("{short}…")
    } else {
        short
    }
}
