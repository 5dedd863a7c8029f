//! The play: what happens, in order.

use super::{
    Scene, answers,
    board::{self, Spot},
    ledger::{Deed, Field, Ledger},
    lose, verdict,
};
use crate::{Kiosk, PATIENCE, Trouble, line, until};
use shared::{clash::ClashKind, ids::SessionId, schedule::Schedule};

/// Clashes that are told; a real programme may bring dozens along.
const CLASHES_TOLD_MAX: usize = 12;

/// What the play is about.
struct Props {
    /// Placed twice at once.
    contested: SessionId,
    /// Written about twice at once.
    described: SessionId,
    /// Renamed by foyer alone.
    renamed: SessionId,
    /// Where things go.
    spots: [Spot; 4],
}

pub(super) fn run(scene: &mut Scene, lose_one: bool) -> Result<bool, Trouble> {
    let beginning = board::of(&mut scene.hall)?;
    scene.story.say(&format!(
        "The board has {} sessions in {} rooms.",
        beginning.sessions.len(),
        beginning.rooms.len()
    ));
    let mut ledger = Ledger::default();
    let props = together(scene, &mut ledger, &beginning)?;
    apart(scene, &mut ledger, &props)?;
    crash(scene, &ledger)?;
    if lose_one {
        throw_away(scene)?;
    }
    reunite(scene, &ledger)?;
    settle(scene, &mut ledger, &props)?;
    server_crash(scene, &mut ledger)?;
    scene.story.chapter("The verdict");
    verdict::judge(scene, &ledger, &beginning)
}

fn together(
    scene: &mut Scene,
    ledger: &mut Ledger,
    beginning: &Schedule,
) -> Result<Props, Trouble> {
    let Scene { venue, hall, foyer, story, shots } = scene;
    story.chapter("With the network, what one kiosk does the other shows");
    let props_of = |contested| props(beginning, contested);
    let contested = pitch(hall, ledger, "A repair café for council laptops", "Nerys Applegarth")?;
    let props = props_of(contested)?;
    story.say("Hall pitches \u{201c}A repair café for council laptops\u{201d}.");
    venue.meet(&mut [hall, foyer])?;
    let [first, ..] = &props.spots;
    place(foyer, ledger, contested, first)?;
    dot(hall, ledger, contested)?;
    story.say(&format!("Foyer sees it and places it in {}; hall gives it a dot.", first.words));
    venue.meet(&mut [hall, foyer])?;
    story.say("Both show the same, and all of it is on the server.");
    shots.take("together", story)?;
    Ok(props)
}

/// Chooses sessions and places of the board that there is.
fn props(beginning: &Schedule, contested: SessionId) -> Result<Props, Trouble> {
    let too_small = |what: &str| Trouble::NoSense {
        who: "the programme".to_owned(),
        said: format!("it has too few {what} to play with"),
    };
    let mut sessions = beginning.shown_sessions().map(|(id, _)| id);
    let (Some(described), Some(renamed)) = (sessions.next(), sessions.next()) else {
        return Err(too_small("sessions"));
    };
    let mut spots = board::free_spots(beginning).into_iter();
    let mut next = || spots.next().ok_or_else(|| too_small("rooms"));
    let spots = [next()?, next()?, next()?, next()?];
    Ok(Props { contested, described, renamed, spots })
}

fn apart(scene: &mut Scene, ledger: &mut Ledger, props: &Props) -> Result<(), Trouble> {
    let Scene { hall, foyer, story, shots, .. } = scene;
    story.chapter("The network is cut");
    for kiosk in [&mut *hall, &mut *foyer] {
        kiosk.wire.cut();
        kiosk.wait("offline")?;
    }
    story.say("Both kiosks noticed, say so, and go on.");

    story.chapter("Both go on being edited");
    let [_, second, third, fourth] = &props.spots;
    let bikes = pitch(hall, ledger, "Cargo bikes for meals on wheels", "Huw Brandreth")?;
    let noise = pitch(foyer, ledger, "A map of quiet streets", "Amina Thistlewood")?;
    write(foyer, ledger, props.renamed, Field::Title, "Renamed in the foyer")?;
    dot(foyer, ledger, props.contested)?;
    story.say("Different things: each pitches a session; foyer renames one and gives a dot.");
    place(hall, ledger, props.contested, second)?;
    place_too(ledger, foyer, props.contested, third)?;
    story.say(&format!(
        "The same thing: hall moves the repair café to {}, foyer to {}.",
        second.words, third.words
    ));
    write(hall, ledger, props.described, Field::Text, "Hall says: bring a chair.")?;
    write(foyer, ledger, props.described, Field::Text, "Foyer says: bring a friend.")?;
    story.say("The same text: each writes another one.");
    place(hall, ledger, bikes, fourth)?;
    place(foyer, ledger, noise, fourth)?;
    story.say(&format!("The same cell: each puts its own pitch into {}.", fourth.words));
    // The latest edit of foyer, on which nothing else depends.
    pitch(foyer, ledger, "What the night bus driver sees", "Osian Quill")?;
    for kiosk in [hall, foyer] {
        let status = kiosk.ask("status")?;
        let waiting = status.get("outbox").and_then(serde_json::Value::as_u64).unwrap_or(0);
        let name = kiosk.name();
        story.say(&format!("{name}: saved here; {waiting} edits wait for the server."));
    }
    shots.take("apart", story)
}

/// Foyer places what hall has placed too, and neither knows: both must be found.
fn place_too(
    ledger: &mut Ledger,
    foyer: &mut Kiosk,
    session: SessionId,
    spot: &Spot,
) -> Result<(), Trouble> {
    foyer.ask(&spot.line(session))?;
    ledger.note(foyer.name(), Deed::Place { session, to: spot.placement.clone() });
    Ok(())
}

fn crash(scene: &mut Scene, ledger: &Ledger) -> Result<(), Trouble> {
    let Scene { hall, foyer, story, shots, .. } = scene;
    story.chapter("Foyer is killed (SIGKILL) and started again, still without network");
    foyer.kill()?;
    foyer.start()?;
    foyer.wait("saved")?;
    let missing = ledger.missing(&board::of(foyer)?, Some("foyer"));
    if missing.is_empty() {
        let edits = ledger.count("foyer");
        story.say(&format!("Its board is back, with all of its {edits} edits."));
    }
    for edit in missing {
        story.say(&format!("Not there after the restart: {edit}"));
    }
    shots.arrange([hall, foyer])?;
    shots.take("after-the-kill", story)
}

fn throw_away(scene: &mut Scene) -> Result<(), Trouble> {
    let Scene { hall, foyer, story, shots, .. } = scene;
    story.chapter("One edit is thrown away on purpose (--lose-one)");
    foyer.stop()?;
    lose::latest(foyer)?;
    foyer.start()?;
    foyer.wait("saved")?;
    story.say("The latest edit of foyer was deleted from its disk. The verdict must notice.");
    shots.arrange([hall, foyer])
}

fn reunite(scene: &mut Scene, ledger: &Ledger) -> Result<(), Trouble> {
    let Scene { venue, hall, foyer, story, shots } = scene;
    story.chapter("The network is back");
    for kiosk in [&*hall, &*foyer] {
        kiosk.wire.heal();
    }
    venue.meet(&mut [hall, foyer])?;
    story.say("Both kiosks met the server, and show the same board.");
    for kiosk in [&mut *hall, &mut *foyer] {
        let missing = ledger.missing(&board::of(kiosk)?, None);
        let name = kiosk.name().to_owned();
        for edit in missing {
            story.say(&format!("Not on {name} after the merge: {edit}"));
        }
    }
    story.chapter("What needs a human");
    let schedule = board::of(hall)?;
    let clashes = answers::list(hall)?;
    for clash in clashes.iter().take(CLASHES_TOLD_MAX) {
        story.say(&format!("- {}", answers::spoken(&schedule, &clash.kind)));
    }
    if let Some(more @ 1..) = clashes.len().checked_sub(CLASHES_TOLD_MAX) {
        story.say(&format!("- and {more} more, most of them there from the start"));
    }
    shots.take("merged", story)
}

fn settle(scene: &mut Scene, ledger: &mut Ledger, props: &Props) -> Result<(), Trouble> {
    let Scene { venue, hall, foyer, story, shots } = scene;
    story.chapter("One clash is answered on hall");
    let ours = |kind: &ClashKind| matches!(kind, ClashKind::Placements { session, .. } if *session == props.contested);
    let clashes = answers::list(hall)?;
    let Some(clash) = clashes.iter().find(|clash| ours(&clash.kind) && clash.answers > 0) else {
        story.say("LOST: two placements of the repair café should both be there to choose from.");
        return Ok(());
    };
    hall.ask(&line(&["answer", &clash.key, "1"]))?;
    until("foyer shows the clash no more", PATIENCE, || {
        Ok(answers::list(foyer)?.iter().all(|other| other.key != clash.key).then_some(()))
    })?;
    venue.meet(&mut [hall, foyer])?;
    let schedule = board::of(hall)?;
    if let Some(session) = board::session(&schedule, props.contested) {
        let [_, second, third, _] = &props.spots;
        // What it is by now must be one of the two, or the ledger will miss it.
        for spot in [second, third] {
            if spot.placement == session.placement.value {
                ledger.chose_place(props.contested, &spot.placement);
            }
        }
        story.say(&format!(
            "The repair café stays in {}; the clash is gone from both kiosks.",
            board::spoken(&schedule, &session.placement.value)
        ));
    }
    shots.take("settled", story)
}

fn server_crash(scene: &mut Scene, ledger: &mut Ledger) -> Result<(), Trouble> {
    let Scene { venue, hall, foyer, story, shots } = scene;
    story.chapter("The server is killed (SIGKILL) and started again");
    venue.server.kill()?;
    hall.wait("offline")?;
    pitch(hall, ledger, "Pitched while there was no server", "Lowenna Carfax")?;
    story.say("Meanwhile hall pitches one more.");
    venue.server.serve()?;
    venue.meet(&mut [hall, foyer])?;
    story.say("The server is back with everything it had confirmed, and both kiosks met it.");
    shots.take("the-end", story)
}

fn pitch(
    kiosk: &mut Kiosk,
    ledger: &mut Ledger,
    title: &str,
    host: &str,
) -> Result<SessionId, Trouble> {
    let answer = kiosk.ask(&line(&["pitch", title, "host", host]))?;
    let id = answer.get("session").and_then(serde_json::Value::as_str);
    let session = id.and_then(|id| id.parse().ok()).ok_or_else(|| Trouble::NoSense {
        who: kiosk.name().to_owned(),
        said: answer.to_string(),
    })?;
    ledger.note(kiosk.name(), Deed::Pitch { session, title: title.to_owned() });
    Ok(session)
}

fn write(
    kiosk: &mut Kiosk,
    ledger: &mut Ledger,
    session: SessionId,
    field: Field,
    value: &str,
) -> Result<(), Trouble> {
    let name = match field {
        Field::Title => "title",
        Field::Text => "text",
    };
    kiosk.ask(&line(&["edit", &session.to_string(), name, value]))?;
    let value = value.to_owned();
    ledger.note(kiosk.name(), Deed::Write { session, field, value });
    Ok(())
}

/// Places a session whose place this kiosk knows: the old place is over.
fn place(
    kiosk: &mut Kiosk,
    ledger: &mut Ledger,
    session: SessionId,
    spot: &Spot,
) -> Result<(), Trouble> {
    kiosk.ask(&spot.line(session))?;
    ledger.moved(session);
    ledger.note(kiosk.name(), Deed::Place { session, to: spot.placement.clone() });
    Ok(())
}

fn dot(kiosk: &mut Kiosk, ledger: &mut Ledger, session: SessionId) -> Result<(), Trouble> {
    kiosk.ask(&line(&["dot", &session.to_string()]))?;
    ledger.note(kiosk.name(), Deed::Dot { session });
    Ok(())
}
