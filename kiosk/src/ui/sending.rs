//! An edit that leaves a form: the form stays until it is done, and says beside its fields why it
//! was not.

use super::{
    Action, Cx, icon,
    theme::{self, size},
    tools::Tools,
    widgets,
};
use crate::ask::{Ask, Failure};
use eframe::egui::Ui;
use shared::command::{Command, Refusal};

/// What was sent, and why it was not done.
#[derive(Default)]
pub(super) struct Sending {
    waits: Option<u64>,
    failed: Option<Failure>,
}

impl Sending {
    pub(super) fn send(&mut self, tools: &mut Tools, command: Command, out: &mut Vec<Action>) {
        let ticket = self.ticket(tools);
        out.push(Action::Send { ticket, command });
    }

    /// The same for what is no edit of the board.
    pub(super) fn ask(&mut self, tools: &mut Tools, ask: Ask, out: &mut Vec<Action>) {
        let ticket = self.ticket(tools);
        out.push(Action::Ask { ticket, ask });
    }

    fn ticket(&mut self, tools: &mut Tools) -> u64 {
        let ticket = tools.ticket();
        (self.waits, self.failed) = (Some(ticket), None);
        ticket
    }

    /// The answer is still to come.
    pub(super) fn is_busy(&self) -> bool {
        self.waits.is_some()
    }

    /// It has just been done, or there was nothing to change.
    pub(super) fn is_done(&mut self, tools: &mut Tools) -> bool {
        let Some(answer) = self.waits.and_then(|ticket| tools.answer(ticket)) else {
            return false;
        };
        self.waits = None;
        self.failed = answer.done().err();
        matches!(self.failed, None | Some(Failure::Refused(Refusal::NothingToDo)))
    }

    /// It was not done.
    pub(super) fn has_failed(&self) -> bool {
        let nothing = |failure: &Failure| matches!(failure, Failure::Refused(Refusal::NothingToDo));
        self.failed.as_ref().is_some_and(|failure| !nothing(failure))
    }

    /// Why it was not done, in words.
    pub(super) fn said(&self, cx: &Cx<'_>) -> Option<String> {
        self.failed.as_ref().map(|failure| cx.words.failure(cx.schedule, failure))
    }

    /// What is wrong with a field, by its names in a document.
    pub(super) fn wrong(&self, cx: &Cx<'_>, fields: &[&str]) -> Option<String> {
        let refusal = self.refusal()?;
        let field = field_of(refusal)?;
        fields.contains(&field).then(|| cx.words.refusal(cx.schedule, refusal))
    }

    /// What is wrong with none of these fields.
    pub(super) fn show(&self, ui: &mut Ui, cx: &Cx<'_>, fields: &[&str]) {
        let Some(failure) = &self.failed else { return };
        let beside = self.refusal().and_then(field_of).is_some_and(|field| fields.contains(&field));
        if beside {
            return;
        }
        let said = cx.words.failure(cx.schedule, failure);
        let font = theme::semibold(size::BODY);
        widgets::announce(&widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn));
    }

    /// Somebody has changed what was sent.
    pub(super) fn changed(&mut self) {
        self.failed = None;
    }

    fn refusal(&self) -> Option<&Refusal> {
        match &self.failed {
            Some(Failure::Refused(refusal)) => Some(refusal),
            Some(_) | None => None,
        }
    }
}

fn field_of(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::Missing { field, .. } | Refusal::Invalid { field, .. } => Some(field),
        Refusal::NotAllowed { .. }
        | Refusal::Unknown { .. }
        | Refusal::Gone { .. }
        | Refusal::TooLarge { .. }
        | Refusal::RootOnly
        | Refusal::NotYours { .. }
        | Refusal::ChangedSince { .. }
        | Refusal::NothingToDo => None,
    }
}
