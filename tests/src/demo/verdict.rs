//! Whether anything was lost: every deed, every session of the beginning, heads, records, and every
//! field of what the kiosks and the server show.

use super::{Scene, board, ledger::Ledger};
use crate::{Trouble, differences, positions};
use serde_json::{Value, json};
use shared::{programme::export::export, schedule::Schedule};

/// Differences that are worth printing; more say no more.
const LINES_MAX: usize = 20;

/// Judges, and tells the losses; none: all was kept.
pub(super) fn judge(
    scene: &mut Scene,
    ledger: &Ledger,
    beginning: &Schedule,
) -> Result<bool, Trouble> {
    let mut losses = Vec::new();
    let (hall, foyer) = (scene.hall.digest()?, scene.foyer.digest()?);
    for (what, key) in [
        ("heads of the documents", "heads"),
        ("records of roster and names", "records"),
        ("view", "view"),
    ] {
        let (hall, foyer) = (hall.get(key), foyer.get(key));
        if hall != foyer || hall.is_none_or(Value::is_null) {
            losses.push(format!("The {what} of hall and foyer differ."));
        }
    }
    let boards = [("hall", board::of(&mut scene.hall)?), ("foyer", board::of(&mut scene.foyer)?)];
    let [(_, of_hall), (_, of_foyer)] = &boards;
    let mut fields = differences(&json!(of_hall), &json!(of_foyer));
    losses.extend(fields.drain(..).map(|line| format!("Hall and foyer differ in {line}.")));
    let of_server = scene.venue.server.export()?;
    for (name, board) in &boards {
        let here = json!(export(board));
        let differing = differences(&here, &of_server).into_iter();
        losses.extend(differing.map(|line| format!("{name} and the server differ in {line}.")));
        let lost = ledger.missing(board, None).into_iter();
        losses.extend(lost.map(|deed| format!("LOST on {name}: {deed}")));
        let gone = beginning.sessions.keys().filter(|id| board::session(board, **id).is_none());
        let gone = gone.map(|id| board::title(beginning, *id));
        losses.extend(gone.map(|title| format!("LOST on {name}: {title}, there from the start.")));
    }
    logs(scene, &mut losses)?;
    tell(scene, ledger, of_hall, &losses);
    Ok(losses.is_empty())
}

/// The server's logs have exactly what the kiosks were shown of them.
fn logs(scene: &mut Scene, losses: &mut Vec<String>) -> Result<(), Trouble> {
    let health = scene.venue.server.health()?;
    let of_server = positions(&health);
    for kiosk in [&mut scene.hall, &mut scene.foyer] {
        let shown = positions(&kiosk.ask("status")?);
        for (document, position) in &of_server {
            if shown.get(document) != Some(position) {
                losses.push(format!(
                    "{} has not been shown all {position} edits of the server's {document}.",
                    kiosk.name()
                ));
            }
        }
    }
    if of_server.is_empty() {
        losses.push("The server does not say how long its logs are.".to_owned());
    }
    Ok(())
}

fn tell(scene: &mut Scene, ledger: &Ledger, board: &Schedule, losses: &[String]) {
    if losses.is_empty() {
        for line in [
            format!(
                "All {} edits of the play and all {} sessions are on both kiosks and the server.",
                ledger.done(),
                board.sessions.len()
            ),
            "Heads, records and every field of the boards are the same.".to_owned(),
            "NOTHING WAS LOST.".to_owned(),
        ] {
            scene.story.say(&line);
        }
        return;
    }
    for loss in losses.iter().take(LINES_MAX) {
        scene.story.say(loss);
    }
    if let Some(more @ 1..) = losses.len().checked_sub(LINES_MAX) {
        scene.story.say(&format!("… and {more} more."));
    }
    scene.story.say("SOMETHING WAS LOST.");
}
