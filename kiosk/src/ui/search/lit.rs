//! What was found, on the board: it stays lit there while the rest dims.

use super::{super::Cx, State, within_name};
use shared::ids::{DayId, SessionId};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What is looked for, in words, and what was found.
pub(in super::super) struct Lit {
    pub(in super::super) typed: String,
    pub(in super::super) found: BTreeSet<SessionId>,
    /// How many of them are on each day.
    pub(in super::super) on_days: BTreeMap<DayId, usize>,
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
        let locale = cx.words.locale();
        if let Some((_, lit)) = self.lit.as_ref().filter(|(of, _)| *of == locale) {
            return Some(Arc::clone(lit));
        }
        let found: BTreeSet<_> = self.found.iter().map(|hit| hit.session).collect();
        let mut on_days = BTreeMap::new();
        for session in found.iter().filter_map(|id| cx.schedule.sessions.get(id)) {
            if let Some(span) = cx.schedule.span(&session.placement.value) {
                *on_days.entry(span.day).or_default() += 1;
            }
        }
        let lit = Arc::new(Lit { typed: self.wanted(cx), found, on_days });
        self.lit = Some((locale, Arc::clone(&lit)));
        Some(lit)
    }

    /// Looks for nothing more.
    pub(in super::super) fn clear(&mut self) {
        self.typed.clear();
        self.within = None;
    }
}
