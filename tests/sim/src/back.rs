//! An organiser who brings back what was.

use crate::dice::Dice;
use shared::{
    command::Command,
    compare::Scope,
    documents::{Documents, Moment, OfDevice},
    schedule::Schedule,
};

/// A command that brings back a moment, or takes back what one device did; `None` where there is
/// nothing yet.
pub fn command(dice: &mut Dice, documents: &Documents, now: &Schedule) -> Option<Command> {
    let timeline = documents.timeline(i64::MAX);
    let turns = timeline.turns();
    let turn = turns.get(dice.index(turns.len()))?;
    if dice.chance(400) {
        let own = turns.iter().filter(|other| other.by.device == turn.by.device);
        let latest =
            own.rev().filter_map(|turn| Some((turn.set?, turn.by.device))).take(dice.index(12) + 1);
        return Some(documents.without_sets(&latest.collect::<Vec<OfDevice>>()));
    }
    let sessions: Vec<_> = now.sessions.keys().collect();
    let scope = match sessions.get(dice.index(sessions.len().max(1))) {
        Some(session) if dice.chance(600) => Scope::Session(**session),
        Some(_) | None => Scope::Everything,
    };
    documents.back_to(&timeline, Moment::After(turn.by.change), scope, now)
}
