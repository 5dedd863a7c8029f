//! Why a command was not carried out, in words.

use super::Words;
use shared::{
    command::{NotYours, Problem, Refusal, Subject},
    ids::DocumentKind,
    roster::Role,
    schedule::Schedule,
};

impl Words {
    /// Why a command was not carried out, and what to do.
    #[must_use]
    pub fn refusal(&self, schedule: &Schedule, refusal: &Refusal) -> String {
        match refusal {
            Refusal::NotAllowed { role: None, .. } => self.text("refused-not-enrolled"),
            Refusal::NotAllowed { document, role: Some(role) } => {
                let role = [("role", self.role(*role).into())];
                match document {
                    DocumentKind::Plan => self.with("refused-plan", &role),
                    DocumentKind::Board => self.with("refused-board", &role),
                    DocumentKind::Floor => self.with("refused-floor", &role),
                }
            }
            Refusal::Unknown { what } => {
                self.with("refused-unknown", &[("what", self.subject(*what).into())])
            }
            Refusal::Gone { what } => {
                self.with("refused-gone", &[("what", self.subject(*what).into())])
            }
            Refusal::Missing { what, field } => self.with(
                "refused-missing",
                &[("what", self.subject(*what).into()), ("field", self.field(field).into())],
            ),
            Refusal::Invalid { field, problem } => {
                self.with("refused-invalid", &[("problem", self.problem(field, problem).into())])
            }
            Refusal::TooLarge { unit, have, limit } => self.with(
                "refused-too-large",
                &[
                    ("field", self.field(unit).into()),
                    ("have", (*have).into()),
                    ("limit", (*limit).into()),
                ],
            ),
            Refusal::NotYours { why: NotYours::Unknown } => self.text("refused-undo-unknown"),
            Refusal::NotYours { why: NotYours::OtherDevice } => self.text("refused-undo-other"),
            Refusal::ChangedSince { what } => {
                let names: Vec<_> = what.iter().map(|path| self.register(schedule, path)).collect();
                self.with("refused-changed-since", &[("what", self.and_list(&names).into())])
            }
            Refusal::RootOnly => self.text("refused-root-only"),
            Refusal::NothingToDo => self.text("refused-nothing"),
        }
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn problem(&self, field: &str, problem: &Problem) -> String {
        let field = [("field", self.field(field).into())];
        match problem {
            Problem::Empty => self.with("problem-empty", &field),
            Problem::NoLetters => self.with("problem-no-letters", &field),
            Problem::NotOneLine => self.with("problem-one-line", &field),
            Problem::Character => self.with("problem-character", &field),
            Problem::TooLong { have, limit } => {
                let [field] = field;
                let over = have.saturating_sub(*limit);
                self.with("problem-too-long", &[field, ("over", over.into())])
            }
            Problem::NoDate { text } => {
                self.with("problem-date", &[("text", text.as_str().into())])
            }
            Problem::NoZone { text } => {
                self.with("problem-zone", &[("text", text.as_str().into())])
            }
            Problem::NotInDay { hours } => self.with("problem-time", &[("hours", (*hours).into())]),
            Problem::NoLink => self.text("problem-link"),
            Problem::IdTaken => self.text("problem-id-taken"),
            Problem::OfItself => self.text("problem-of-itself"),
            Problem::Nested => self.text("problem-nested"),
        }
    }

    /// What a device may do, in one word.
    #[must_use]
    pub fn role(&self, role: Role) -> String {
        self.with("role", &[("role", role.name().into())])
    }

    fn subject(&self, subject: Subject) -> String {
        self.with("subject", &[("what", subject.name().into())])
    }
}
