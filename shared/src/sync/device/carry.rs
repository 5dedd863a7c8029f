//! A board that a person carried here in a file.

use super::{Cx, Device};
use crate::{
    carry::{Carried, Carry},
    ids::DocumentKind,
    limits::TAKE_EDITS,
    replica::NotTaken,
    sync::{DeviceEffect, Now, Took, frame::Goodbye},
};
use std::sync::Arc;

impl Device {
    /// Everything of the event, to be written into a file; nothing while it takes part in none.
    /// The bodies are added by [`Carry::fill`].
    #[must_use]
    pub fn carry(&self, now: Now) -> Option<Carry> {
        self.replica.carry(self.time(now).0, &[])
    }

    pub(super) fn take_board(&mut self, cx: &mut Cx<'_>, ticket: u64, board: Arc<Carried>) {
        let begun = match &self.taking {
            Some(_) => Err(NotTaken::Busy),
            None => self.replica.begin_taking(board, &mut cx.step.commit),
        };
        match begun {
            Ok((taking, [statements, names])) => {
                if !statements.is_empty() && self.link.is_some() {
                    // A server must hear who somebody is before it judges what they wrote: on a new
                    // connection records come first.
                    self.close(cx, Goodbye::Replaced);
                }
                self.made(cx, &[], &names);
                self.taking = Some((ticket, taking));
                cx.step.effects.push(DeviceEffect::Changed);
                self.take_more(cx);
            }
            Err(why) => cx.step.effects.push(DeviceEffect::Took { ticket, took: Took::Not(why) }),
        }
    }

    /// Takes the next piece of the board that is being taken.
    pub(super) fn take_more(&mut self, cx: &mut Cx<'_>) {
        let Some((ticket, mut taking)) = self.taking.take() else { return };
        let commit = &mut cx.step.commit;
        let took = match self.replica.take_more(&mut taking, TAKE_EDITS, commit) {
            Some(new) => {
                self.made(cx, &new, &[]);
                let (done, of) = taking.progress();
                self.taking = Some((ticket, taking));
                Took::More { done, of }
            }
            None => {
                let kept = self.replica.keep_carried_logs(&taking, &mut cx.step.commit);
                let present = DocumentKind::ALL.map(|kind| self.present_log(kind));
                if self.link.is_some() && kept.iter().any(|log| present.contains(&Some(*log))) {
                    // The cursor has moved on: both ends begin again from where it is.
                    self.close(cx, Goodbye::Replaced);
                }
                Took::All(taking.finish())
            }
        };
        cx.step.effects.push(DeviceEffect::Changed);
        cx.step.effects.push(DeviceEffect::Took { ticket, took });
    }
}
