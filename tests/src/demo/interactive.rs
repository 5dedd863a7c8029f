//! A venue to try out by hand.

use super::Scene;
use crate::{Kiosk, Trouble};
use std::{io::BufRead as _, thread::sleep, time::Duration};

/// How often to look whether the windows are still open.
const LOOK: Duration = Duration::from_millis(200);

/// Lets a person play until they have enough.
pub(super) fn run(scene: &mut Scene) -> Result<(), Trouble> {
    scene.story.chapter("The venue is yours");
    for line in [
        "Two kiosks are open. Move a session on one of them and look at the other.",
        "Press Enter here to cut the network; press it again to bring it back.",
        "While it is cut, move one session to different places on both kiosks: afterwards each",
        "shows what needs a human.",
        "kill foyer, kill server: pulls the plug; start foyer, start server: puts it back.",
        "quit ends it all; so does Ctrl-C, or closing both windows.",
    ] {
        scene.story.say(line);
    }
    let mut is_cut = false;
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        if open(scene)? == 0 {
            return Ok(());
        }
        match line.trim() {
            "" => {
                is_cut = !is_cut;
                toggle(scene, is_cut);
            }
            "quit" | "q" => return Ok(()),
            other => obey(scene, other),
        }
    }
    if scene.shots.has_windows() { stay_open(scene) } else { Ok(()) }
}

fn toggle(scene: &mut Scene, cut: bool) {
    for kiosk in [&scene.hall, &scene.foyer] {
        if cut { kiosk.wire.cut() } else { kiosk.wire.heal() }
    }
    scene.story.say(if cut {
        "The network is cut: both kiosks go on alone. Enter brings it back."
    } else {
        "The network is back: the kiosks meet. Enter cuts it again."
    });
}

fn obey(scene: &mut Scene, line: &str) {
    let done = match line {
        "kill foyer" => scene.foyer.kill(),
        "start foyer" => scene.foyer.start(),
        "kill server" => scene.venue.server.kill(),
        "start server" => scene.venue.server.serve(),
        _ => {
            return scene
                .story
                .say("Enter, kill foyer, start foyer, kill server, start server or quit.");
        }
    };
    match done {
        Ok(()) => scene.story.say("Done."),
        Err(trouble) => scene.story.say(&format!("That did not work: {trouble}.")),
    }
}

/// Waits until a person has closed both windows.
pub(super) fn stay_open(scene: &mut Scene) -> Result<(), Trouble> {
    scene.story.say("Close both windows, or press Ctrl-C, to end.");
    while open(scene)? > 0 {
        sleep(LOOK);
    }
    Ok(())
}

fn open(scene: &mut Scene) -> Result<usize, Trouble> {
    let mut open = 0;
    for kiosk in [&mut scene.hall, &mut scene.foyer] {
        open += usize::from(is_open(kiosk)?);
    }
    Ok(open)
}

fn is_open(kiosk: &mut Kiosk) -> Result<bool, Trouble> {
    match kiosk.ended() {
        Ok(status) => Ok(status.is_none()),
        // It was killed by hand, and may be started again.
        Err(Trouble::NotRunning { .. }) => Ok(true),
        Err(other) => Err(other),
    }
}
