//! The board on paper, as PDF: the grid of a day, door sheets, pitch slips, and a blank grid to write
//! on.
//!
//! A [`Schedule`] goes in, the bytes of a PDF come out. It knows no screen, disk or clock, and no
//! sentences: those come with [`Sentences`]. Everything is black on white, and nothing is told by a
//! shade alone. `day` says what stands where; `grid`, `doors` and `slips` lay it out on sheets in
//! millimetres; `pdf` writes them.

mod day;
mod doors;
mod grid;
mod letters;
mod pdf;
mod sentences;
mod sheet;
mod slips;

use sha2::{Digest as _, Sha256};
use shared::{
    documents::Documents,
    ids::{ChangeHash, DayId, DocumentKind, hex},
    schedule::Schedule,
};

pub use doors::{HOSTS_CAP_MM_MIN, TITLE_CAP_MM_MIN};
pub use sentences::{Said, Sentences};

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The grid of a day on A3.
    Grid,
    /// One A4 for each room and day, to be read from two metres.
    Doors,
    /// A4 to be cut: a slip for each pitch that waits for a place, and empty ones.
    Slips {
        /// Slips on a sheet.
        per_sheet: PerSheet,
    },
    /// The grid of a day on A3 without its sessions, to write on.
    Blank,
}

/// Slips on a sheet of A4.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PerSheet {
    /// Four: A6 each.
    #[default]
    Four,
    /// Six.
    Six,
}

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum NotPrinted {
    /// The bundled fonts could not be used.
    #[error("read the bundled fonts")]
    Fonts,
    /// The PDF could not be put together.
    #[error("put the PDF together: {0}")]
    Pdf(String),
}

/// Four digits that tell two boards apart, but for chance: of the same heads they are the same.
///
/// ```
/// use shared::ids::ChangeHash;
/// let board = paper::board([ChangeHash([1; 32])]);
/// assert_eq!(board.len(), 4);
/// assert_ne!(board, paper::board([ChangeHash([2; 32])]));
/// ```
#[must_use]
pub fn board(heads: impl IntoIterator<Item = ChangeHash>) -> String {
    let mut digest = Sha256::new();
    for head in heads {
        digest.update(head.0);
    }
    hex(digest.finalize().get(..2).unwrap_or_default())
}

/// The four digits of these documents.
#[must_use]
pub fn board_of(documents: &Documents) -> String {
    board(DocumentKind::ALL.into_iter().flat_map(|kind| documents.heads(kind)))
}

/// Prints days of a schedule; none means all of them.
///
/// # Errors
/// When the PDF could not be put together, which is our mistake.
pub fn print(
    schedule: &Schedule,
    form: Form,
    days: &[DayId],
    sentences: &Sentences,
) -> Result<Vec<u8>, NotPrinted> {
    let mut letters = letters::Letters::new().ok_or(NotPrinted::Fonts)?;
    let all: Vec<DayId> = schedule.days_in_order().into_iter().map(|(id, _)| id).collect();
    let days: Vec<DayId> =
        all.into_iter().filter(|day| days.is_empty() || days.contains(day)).collect();
    let sheets = match form {
        Form::Grid => grid::sheets(schedule, &days, sentences, &mut letters, grid::Filled::Yes),
        Form::Blank => grid::sheets(schedule, &days, sentences, &mut letters, grid::Filled::No),
        Form::Doors => doors::sheets(schedule, &days, sentences, &mut letters),
        Form::Slips { per_sheet } => slips::sheets(schedule, per_sheet, sentences, &mut letters),
    };
    pdf::write(&sheets, sentences, &mut letters)
}
