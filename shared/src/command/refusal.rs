//! Why a command is not carried out.

use super::RegisterPath;

/// Why a command was not carried out. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The device's role does not allow it.
    #[error("this device may not change the {document}: its role is {role}")]
    NotAllowed {
        /// The document.
        document: crate::ids::DocumentKind,
        /// The role, in words.
        role: String,
    },
    /// The command speaks of something that this replica does not know.
    #[error("{what} is not known on this device")]
    Unknown {
        /// What it is, with its id.
        what: String,
    },
    /// It was removed, withdrawn, cancelled or merged: bring it back first.
    #[error("{what} was removed: bring it back first")]
    Gone {
        /// What it is.
        what: String,
    },
    /// A new thing lacks a field that it needs.
    #[error("{what} needs {field}")]
    Missing {
        /// What it is.
        what: String,
        /// The field.
        field: &'static str,
    },
    /// A field is out of its bounds.
    #[error("{field} {problem}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// What is wrong with it and what is allowed.
        problem: String,
    },
    /// A set holds more than fits.
    #[error("this is too much for one act: {have} {unit}, at most {limit}")]
    TooLarge {
        /// What is counted.
        unit: &'static str,
        /// How many there are.
        have: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// Undo: the set was made by somebody else, or is not known here.
    #[error("this edit cannot be undone here: {why}")]
    NotYours {
        /// Why.
        why: String,
    },
    /// Undo: somebody changed it since. Ask, then undo the rest.
    #[error("somebody changed this since: {what:?}")]
    ChangedSince {
        /// What was changed since.
        what: Vec<RegisterPath>,
    },
    /// It is already so.
    #[error("nothing to change: it is already so")]
    NothingToDo,
}
