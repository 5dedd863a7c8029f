//! What was found, on the board: it stays lit there while the rest dims.

use super::{super::Cx, State, within_name};
use shared::{
    ids::{DayId, SessionId},
    schedule::Schedule,
};
use std::{collections::BTreeSet, sync::Arc};

/// What is looked for, in words, and what was found.
pub(in super::super) struct Lit {
    pub(in super::super) typed: String,
    pub(in super::super) found: BTreeSet<SessionId>,
}

impl Lit {
    /// How many of them are on this day.
    pub(in super::super) fn on_day(&self, schedule: &Schedule, day: DayId) -> usize {
        let on = |id: &&SessionId| {
            let session = schedule.sessions.get(*id);
            let span = session.and_then(|session| schedule.span(&session.placement.value));
            span.is_some_and(|span| span.day == day)
        };
        self.found.iter().filter(on).count()
    }
}

impl State {
    /// Somebody looks for something: a word, or all of a room or a stream.
    pub(in super::super) fn is_asked(&self) -> bool {
        !self.typed.trim().is_empty() || self.within.is_some()
    }

    /// What is looked for, in words.
    fn wanted(&self, cx: &Cx<'_>) -> String {
        let typed = Some(self.typed.trim().to_owned()).filter(|typed| !typed.is_empty());
        let within = self.within.map(|within| within_name(cx, within));
        typed.into_iter().chain(within).collect::<Vec<_>>().join(" · ")
    }

    /// What was found of it; nothing where nothing is looked for.
    pub(in super::super) fn lit(&mut self, cx: &Cx<'_>) -> Option<Arc<Lit>> {
        if !self.is_asked() {
            return None;
        }
        self.keep_up(cx);
        let found = self.found.iter().map(|hit| hit.session).collect();
        Some(Arc::new(Lit { typed: self.wanted(cx), found }))
    }

    /// Looks for nothing more.
    pub(in super::super) fn clear(&mut self) {
        self.typed.clear();
        self.within = None;
    }
}
