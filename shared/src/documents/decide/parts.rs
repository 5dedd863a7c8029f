//! Pitches that are made parts of others, and who may be moved.

use super::{Plan, is_empty};
use crate::{
    command::{Problem, Refusal, Subject},
    documents::{
        Documents,
        read::values,
        shape::{self, Root, field},
        write::{Register, fingerprint_of},
    },
    ids::SessionId,
    schedule::stand_ins,
};
use automerge::ScalarValue;
use std::collections::BTreeMap;

impl Documents {
    /// A merge moves nothing: the part keeps its place among the registers, and is shown again
    /// as it was when it is taken out. What was seen of that place is kept, so that somebody who
    /// places the part without knowing of the merge is noticed.
    pub(super) fn merge(
        &self,
        session: SessionId,
        into: SessionId,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        self.must_be_movable(session, plan)?;
        self.must_be_movable(into, plan)?;
        if session == into {
            return Err(Refusal::Invalid { field: "session", problem: Problem::OfItself });
        }
        let key = session.to_string();
        let seen = self.planned(&register(shape::PLACEMENTS, session), plan);
        let seen = seen.and_then(|value| values::placement(&value)).unwrap_or_default();
        plan.put(shape::MERGED, key.clone(), into.to_string());
        plan.put(shape::MERGE_SEEN, key, shape::placement_text(&seen));
        Ok(())
    }

    /// Takes a part out. When two devices made two pitches part of each other, the one that stood
    /// for both still stands.
    pub(super) fn unmerge(&self, session: SessionId, plan: &mut Plan) -> Result<(), Refusal> {
        let key = self.known_session(session, plan)?;
        let stood = self.stands_for(session, plan);
        plan.put(shape::MERGED, key, ScalarValue::Null);
        if let Some(stood) = stood.filter(|stood| self.is_part(*stood, plan)) {
            plan.put(shape::MERGED, stood.to_string(), ScalarValue::Null);
        }
        Ok(())
    }

    /// What a person sees of a session's place, see [`shape::fingerprint`].
    pub(super) fn seen_place(&self, key: &str, plan: &Plan) -> String {
        let register = Register { root: shape::PLACEMENTS, key: key.to_owned(), field: None };
        fingerprint_of(&BTreeMap::new(), self.planned(&register, plan).as_ref())
    }

    /// Refuses to move what was withdrawn or cancelled, or is shown as a part of another.
    pub(super) fn must_be_movable(&self, session: SessionId, plan: &Plan) -> Result<(), Refusal> {
        let key = session.to_string();
        self.must_exist(shape::SESSIONS, &key, Subject::Session, plan)?;
        let cancelled = self.planned(&register(shape::CANCELLED, session), plan);
        let gone = self.is_withdrawn(session, plan)
            || cancelled.is_some_and(|value| !is_empty(&value))
            || self.is_part(session, plan);
        if gone {
            return Err(Refusal::Gone { what: Subject::Session });
        }
        Ok(())
    }

    /// The value of a register when what was decided so far is written.
    pub(super) fn planned(&self, register: &Register, plan: &Plan) -> Option<ScalarValue> {
        plan.written.get(register).cloned().or_else(|| self.value(register))
    }

    fn is_withdrawn(&self, session: SessionId, plan: &Plan) -> bool {
        let field = Some(field::REMOVED.to_owned());
        let register = Register { field, ..register(shape::SESSIONS, session) };
        self.planned(&register, plan).is_some_and(|value| !is_empty(&value))
    }

    /// Another session stands for it, as in [`crate::schedule::Session::part_of`].
    fn is_part(&self, session: SessionId, plan: &Plan) -> bool {
        self.stands_for(session, plan).is_some_and(|stands| stands != session)
    }

    /// The session that stands for one that was merged.
    fn stands_for(&self, session: SessionId, plan: &Plan) -> Option<SessionId> {
        let mut merges = BTreeMap::new();
        let mut at = session;
        while let Some(ScalarValue::Str(into)) = self.planned(&register(shape::MERGED, at), plan) {
            let Ok(into) = into.parse() else { break };
            if merges.insert(at, into).is_some() {
                break;
            }
            at = into;
        }
        stand_ins(&merges, |id| self.is_seen(id, plan)).remove(&session).flatten()
    }

    /// People see it, as in [`crate::schedule::Session::is_seen`].
    fn is_seen(&self, session: SessionId, plan: &Plan) -> bool {
        let hidden = self.planned(&register(shape::HIDDEN, session), plan);
        let key = session.to_string();
        self.must_exist(shape::SESSIONS, &key, Subject::Session, plan).is_ok()
            && hidden != Some(ScalarValue::Boolean(true))
            && !self.is_withdrawn(session, plan)
    }
}

fn register(root: Root, session: SessionId) -> Register {
    Register { root, key: session.to_string(), field: None }
}
