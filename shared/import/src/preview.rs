//! What an import would do, for somebody to look at before it is done.

use shared::command::Command;
use shared::ids::Random;
use shared::programme::plan::{Counts, Difference, Note, plan};
use shared::schedule::Schedule;

use crate::limits::{PREVIEW_DIFFERENCES_MAX, PREVIEW_NOTES_MAX, PREVIEW_REPAIRS_MAX};
use crate::{Format, Imported, Repair};

/// The first lines of a list, and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines<T> {
    /// The first ones.
    pub first: Vec<T>,
    /// How many more there are.
    pub more: usize,
}

impl<T> Lines<T> {
    fn new(mut all: Vec<T>, most: usize) -> Self {
        let more = all.len().saturating_sub(most);
        all.truncate(most);
        Self { first: all, more }
    }

    /// All of them.
    #[must_use]
    pub fn count(&self) -> usize {
        self.first.len() + self.more
    }
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What the file was.
    pub format: Format,
    /// The import in numbers.
    pub counts: Counts,
    /// What was put right while reading.
    pub repairs: Lines<Repair>,
    /// What is created, changed, kept and left out.
    pub notes: Lines<Note>,
    /// Each field of a session here that differs in the file.
    pub differences: Lines<Difference>,
    /// All of it as one undoable set; `None` when there is nothing to do.
    pub command: Option<Command>,
}

/// Says what importing a file into an event would do. New ids are drawn from `random`.
///
/// ```
/// # struct Counting(u8);
/// # impl shared::ids::Random for Counting {
/// #     fn fill(&mut self, bytes: &mut [u8]) { self.0 += 1; bytes.fill(self.0) }
/// # }
/// let imported = import::read(b"Title,Host\nPotholes,Asha Rees\nBins,\n", "pitches.csv")?;
/// let preview = import::preview(&imported, &Default::default(), &mut Counting(0));
/// assert_eq!((preview.counts.sessions, preview.counts.people), (2, 1));
/// assert!(preview.command.is_some());
/// # Ok::<(), import::Unreadable>(())
/// ```
pub fn preview(imported: &Imported, schedule: &Schedule, random: &mut dyn Random) -> Preview {
    let plan = plan(&imported.programme, schedule, random);
    Preview {
        format: imported.format,
        counts: plan.counts,
        repairs: Lines::new(imported.repairs.clone(), PREVIEW_REPAIRS_MAX),
        notes: Lines::new(plan.notes, PREVIEW_NOTES_MAX),
        differences: Lines::new(plan.differences, PREVIEW_DIFFERENCES_MAX),
        command: plan.command,
    }
}
