//! What the other commands ask of an event, whether a server runs on it or not. Over the admin
//! socket a request and its answer are one line of JSON each.

use crate::check::Findings;
use serde::{Deserialize, Serialize};
use shared::programme::Programme;
use std::fmt;

/// A text that must not be shown by accident.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What can be asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Request {
    /// A join link.
    Invite {
        /// Name of the role.
        role: String,
        /// The root key's words, which alone invite organisers.
        root_words: Option<Secret>,
    },
    /// An import of what was read from a file.
    Import {
        /// What was read.
        programme: Box<Programme>,
        /// Only say what would change.
        dry_run: bool,
    },
    /// The whole programme.
    Export,
    /// Whether everything on the disk is as it was written.
    Check,
    /// Undoing an import.
    Undo {
        /// The set that the import printed.
        set: String,
        /// Leave what somebody changed since, and undo the rest.
        keep_later_edits: bool,
    },
}

/// What is answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// The join link.
    Invited {
        /// As text.
        link: Secret,
    },
    /// An import was done, or would be.
    Imported {
        /// Its set; `None` when there was nothing to do or it was only tried.
        set: Option<String>,
        /// What was or would be created, changed and left.
        report: Vec<String>,
    },
    /// The programme.
    Exported {
        /// All of it.
        programme: Box<Programme>,
    },
    /// What a check found.
    Checked(Findings),
    /// An import was undone.
    Undone {
        /// The set that undoes it.
        set: String,
    },
    /// It was not done, and why in a sentence.
    Refused {
        /// The sentence.
        why: String,
    },
}
