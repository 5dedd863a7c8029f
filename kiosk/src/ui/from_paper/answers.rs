//! What is waited for: the board of the print, and that what was put in is saved.

use super::{Draft, Focus, Ids, State, Step, print, rows};
use crate::{
    ask::{Ask, OfPrint, PastAnswer, PastAsk, PrintFound, Printed},
    ui::{Action, Cx, tools::Tools},
};
use shared::command::Command;

/// What is waited for.
pub(super) enum Waits {
    Print(u64),
    /// So many changes, and what remains of the draft when they are saved.
    Saved {
        ticket: u64,
        changes: usize,
        then: Box<Draft>,
    },
}

impl State {
    /// It is being put in: nothing can be typed that would be lost with what is.
    pub(super) fn is_saving(&self) -> bool {
        matches!(self.waits, Some(Waits::Saved { .. }))
    }

    /// The board of the print is not known yet.
    pub(super) fn is_finding(&self) -> bool {
        matches!(self.waits, Some(Waits::Print(_)))
    }

    /// Asks for the board of the print. Who goes on with something asks `again`: where neither time nor
    /// characters are known, the print is as old as the draft. Characters alone were never found.
    pub(super) fn ask(&mut self, tools: &mut Tools, again: bool, out: &mut Vec<Action>) {
        let ticket = tools.ticket();
        (self.waits, self.unfound) = (Some(Waits::Print(ticket)), false);
        let unknown = again && self.draft.board.is_empty();
        let at_s = self.draft.at_s.or_else(|| unknown.then_some(self.draft.begun_s));
        let of = OfPrint { board: self.draft.board.clone(), at_s };
        out.push(Action::Ask { ticket, ask: Ask::Past(PastAsk::Print(of)) });
    }

    /// Puts it in.
    pub(super) fn send(
        &mut self,
        cx: &Cx<'_>,
        (command, changes): (Command, usize),
        tools: &mut Tools,
        out: &mut Vec<Action>,
    ) {
        let ticket = tools.ticket();
        let commands: &[Command] =
            if let Command::Together { commands, .. } = &command { commands } else { &[] };
        let then = Box::new(self.draft.put_in(cx.schedule, &self.listed.cells, commands));
        (self.waits, self.failed) = (Some(Waits::Saved { ticket, changes, then }), None);
        out.push(Action::Send { ticket, command });
    }

    /// Takes what was answered, whatever page is shown.
    pub(super) fn answered(&mut self, cx: &Cx<'_>, tools: &mut Tools) {
        let (Some(Waits::Print(ticket)) | Some(Waits::Saved { ticket, .. })) = &self.waits else {
            return;
        };
        let Some(answer) = tools.answer(*ticket) else { return };
        match self.waits.take() {
            Some(Waits::Print(_)) => {
                if let Ok(PastAnswer::Printed(print)) = answer.past() {
                    self.found(cx, print);
                } else {
                    self.unfound = true;
                }
            }
            Some(Waits::Saved { changes, then, .. }) => match answer.done() {
                Ok(()) => self.is_in(changes, *then),
                Err(failure) => self.failed = Some(failure),
            },
            None => {}
        }
    }

    fn found(&mut self, cx: &Cx<'_>, print: Box<Printed>) {
        match print.found {
            PrintFound::NeedsTime => {
                // What is typed waits for it.
                (self.form, self.step) = (print::Form::for_time(&self.draft), Step::Begin);
                return;
            }
            // It is found again by this when the board has gone on.
            PrintFound::Same if !self.draft.board.is_empty() => {
                self.draft.at_s.get_or_insert(self.draft.begun_s);
            }
            PrintFound::Same
            | PrintFound::Board { .. }
            | PrintFound::Time { .. }
            | PrintFound::Nothing => {}
        }
        self.print = Some(print);
        self.keep_up(cx);
        if self.step == Step::Cells {
            let first = self.listed.order.first().copied();
            self.go_to(cx, self.at.or(first));
        }
    }

    /// What is typed stands on the board.
    pub(super) fn is_in(&mut self, changes: usize, then: Draft) {
        (self.draft, self.print, self.ids) = (then, None, Ids::default());
        self.list_anew();
        if self.step == Step::Preview {
            self.step = Step::Done(changes);
        }
    }

    /// After an added cell comes the next to be added.
    pub(super) fn go_to_added(&mut self) {
        (self.at, self.focus) = (None, Some(Focus::Added));
        self.heights.want(None::<rows::Entry>);
    }
}
