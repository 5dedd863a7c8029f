//! Figures of the past: a board of any moment of a long history, and what differs between two.

use super::{
    BenchError, Figure, Scale,
    memory::{PEAK, Peak},
    start, step, timed_ms,
};
use kiosk::{
    ask::{PastAnswer, PastAsk, PastBoard},
    engine::Remote,
};
use serde_json::Value;
use shared::{
    compare::compare,
    documents::{Moment, Turn},
};
use std::{path::Path, sync::Arc};

/// A step of the scrubber within this follows the finger.
const GOAL: &str = "100 ms";

/// Takes them at a kiosk whose store is in the folder.
pub(super) fn figures(
    folder: &Path,
    scale: Scale,
    edits: usize,
) -> Result<Vec<Figure>, BenchError> {
    let engine = start::open(folder, Box::new(|| ()))?;
    start::loaded(&engine)?;
    let remote = engine.remote();
    let memory = Peak::begin();
    let (order_ms, turns) = timed_ms(|| turns(&remote));
    let turns = turns?;
    let count = scale.of(60, 3);
    // No two of these are the same, so that no board was kept from before.
    let moment = |n: usize| {
        let turn = turns.get(n * turns.len().saturating_sub(1) / (3 * count));
        turn.map_or(Moment::Start, |turn| Moment::After(turn.by.change))
    };
    let (mut one, mut two, mut compared) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..count {
        let (ms, asked) = timed_ms(|| board(&remote, moment(3 * n), Moment::Now));
        asked?;
        one.push(ms);
        let (ms, both) = timed_ms(|| board(&remote, moment(3 * n + 1), moment(3 * n + 2)));
        two.push(ms);
        let both = both?;
        let (ms, differences) = timed_ms(|| compare(&both.then, &both.other));
        compared.push(ms);
        if differences != *both.differences {
            return Err(BenchError::Missing("two comparisons differ".to_owned()));
        }
    }
    let peak = memory.mib();
    engine.stop();
    let figure = |asked: &str, goal: Value, runs| {
        let params = [
            ("edits", edits.into()),
            ("asked", asked.into()),
            ("goal", goal),
            (PEAK, peak.clone()),
        ];
        Figure::new("past_ms", params, runs)
    };
    Ok(vec![
        figure("the order of all acts, once", Value::Null, vec![order_ms]),
        figure("the board of a moment, and what differs from the present", GOAL.into(), one),
        figure("the boards of two moments, and what differs", Value::Null, two),
        figure("what differs between two boards, alone", Value::Null, compared),
    ])
}

fn past(remote: &Remote, ask: PastAsk) -> Result<PastAnswer, BenchError> {
    let answer = remote.past(ask).map_err(step("ask for the past"))?;
    answer.past().map_err(|failure| BenchError::Missing(format!("no past: {failure:?}")))
}

fn turns(remote: &Remote) -> Result<Arc<Vec<Turn>>, BenchError> {
    match past(remote, PastAsk::Turns)? {
        PastAnswer::Turns(turns) => Ok(turns),
        other => Err(BenchError::Missing(format!("no acts: {other:?}"))),
    }
}

fn board(remote: &Remote, at: Moment, against: Moment) -> Result<Box<PastBoard>, BenchError> {
    match past(remote, PastAsk::Board { at, against })? {
        PastAnswer::Board(board) => Ok(board),
        other => Err(BenchError::Missing(format!("no board of that moment: {other:?}"))),
    }
}
