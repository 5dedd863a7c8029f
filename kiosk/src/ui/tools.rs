//! What pages use beside what is known: random ids for new things, and answers of the engine.

use crate::ask::{Answer, Reply};
use std::collections::BTreeMap;

/// Ids that are ready: more than one frame can use up.
const IDS: usize = 16;
/// Answers that nobody took, because the page that asked is gone.
const ANSWERS_MAX: usize = 64;

/// Ids and answers.
#[derive(Default)]
pub(super) struct Tools {
    ids: Vec<[u8; 16]>,
    last_ticket: u64,
    answers: BTreeMap<u64, Answer>,
}

impl Tools {
    pub(super) fn take_ids(&mut self, mut draw: impl FnMut() -> [u8; 16]) {
        while self.ids.len() < IDS {
            self.ids.push(draw());
        }
    }

    pub(super) fn take_replies(&mut self, replies: Vec<Reply>) {
        self.answers.extend(replies.into_iter().map(|reply| (reply.ticket, reply.answer)));
        while self.answers.len() > ANSWERS_MAX {
            self.answers.pop_first();
        }
    }

    /// A random id; `None` when this frame has used all: try again in the next.
    pub(super) fn id(&mut self) -> Option<[u8; 16]> {
        self.ids.pop()
    }

    /// A ticket for a question.
    pub(super) fn ticket(&mut self) -> u64 {
        self.last_ticket += 1;
        self.last_ticket
    }

    /// The answer to a question, once.
    pub(super) fn answer(&mut self, ticket: u64) -> Option<Answer> {
        self.answers.remove(&ticket)
    }
}
