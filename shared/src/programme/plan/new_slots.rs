//! Slots that an import creates, and those that it need not.

use super::Draft;
use crate::{
    command::Command,
    ids::SlotId,
    schedule::{Placement, When},
};
use std::collections::BTreeSet;

/// Slots that the import would create: a row of a grid is a slot to it, also where the board has the
/// same at times of its own.
#[derive(Default)]
pub(super) struct NewSlots {
    /// With something that stands here at the same time without the slot.
    stands: BTreeSet<SlotId>,
    /// With something that needs it.
    needed: BTreeSet<SlotId>,
}

impl NewSlots {
    /// A session of the file goes into this slot; it may be one that stands here.
    pub(super) fn note(&mut self, slot: Option<SlotId>, stands: bool) {
        let of = if stands { &mut self.stands } else { &mut self.needed };
        of.extend(slot);
    }

    /// Slots that would only hold what is here already are not created.
    pub(super) fn leave_out_what_stands(mut self, draft: &mut Draft) {
        for command in &draft.commands {
            if let Command::PutFixed { edit, .. } = command
                && let Some(Placement::At { when: When::Slot(slot), .. }) = &edit.placement
            {
                self.needed.insert(*slot);
            }
        }
        let before = draft.commands.len();
        let spare: BTreeSet<SlotId> = self.stands.difference(&self.needed).copied().collect();
        draft.commands.retain(
            |command| !matches!(command, Command::PutSlot { slot, .. } if spare.contains(slot)),
        );
        let left_out = u32::try_from(before - draft.commands.len()).unwrap_or(u32::MAX);
        draft.counts.slots = draft.counts.slots.saturating_sub(left_out);
    }
}
