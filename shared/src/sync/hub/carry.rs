//! A board that a person carried to the server in a file, and one that is carried away.

use super::{Cx, Hub};
use crate::{
    carry::{Carried, Carry},
    ids::DocumentKind,
    limits::TAKE_EDITS,
    persist::RecordKind,
    replica::NotTaken,
    sync::{HubEffect, Now, Took},
};
use std::sync::Arc;

impl Hub {
    /// Everything of the event, to be written into a file. The bodies are added by [`Carry::fill`].
    #[must_use]
    pub fn carry(&self, now: Now) -> Option<Carry> {
        let signed = |kind| self.sign_head(kind, self.shown(kind).len());
        let heads: Vec<_> = DocumentKind::ALL.into_iter().filter_map(signed).collect();
        self.replica.carry(self.replica.clock.read(now).0, &heads)
    }

    pub(super) fn take_board(&mut self, cx: &mut Cx<'_>, ticket: u64, board: Arc<Carried>) {
        let begun = match &self.taking {
            Some(_) => Err(NotTaken::Busy),
            None => self.replica.begin_taking(board, &mut cx.step.commit),
        };
        match begun {
            Ok((taking, [statements, names])) => {
                self.pass_on(cx, RecordKind::Statement, statements, None);
                self.pass_on(cx, RecordKind::Name, names, None);
                self.taking = Some((ticket, taking));
                self.take_more(cx);
            }
            Err(why) => cx.step.effects.push(HubEffect::Took { ticket, took: Took::Not(why) }),
        }
    }

    /// Takes the next piece of the board that is being taken.
    pub(super) fn take_more(&mut self, cx: &mut Cx<'_>) {
        let Some((ticket, mut taking)) = self.taking.take() else { return };
        let commit = &mut cx.step.commit;
        let took = match self.replica.take_more(&mut taking, TAKE_EDITS, commit) {
            Some(_) => {
                for kind in DocumentKind::ALL {
                    self.append(kind, &mut cx.step.commit);
                }
                let (done, of) = taking.progress();
                self.taking = Some((ticket, taking));
                Took::More { done, of }
            }
            None => Took::All(taking.finish()),
        };
        cx.step.effects.push(HubEffect::Took { ticket, took });
    }
}
