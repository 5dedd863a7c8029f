//! kill -9 at random points, and connections that break inside a frame.

use super::{Camp, assert_same, board, titles};
use serde_json::Value;
use std::collections::BTreeSet;
use venue::{Dice, Kiosk, PATIENCE, Trouble, line, until};

const KILLS: u32 = 50;
/// Edits that are under way when somebody is killed, at the most.
const BURST_MAX: u64 = 6;

/// Somebody who pitches and keeps a list of what was answered as saved.
struct Editor {
    kiosk: Kiosk,
    pitched: u32,
    told: Vec<String>,
    saved: BTreeSet<String>,
}

impl Editor {
    fn new(kiosk: Kiosk) -> Self {
        Self { kiosk, pitched: 0, told: Vec::new(), saved: BTreeSet::new() }
    }

    /// Types a pitch and does not wait.
    fn tell(&mut self) {
        self.pitched += 1;
        let title = format!("{} {}", self.kiosk.name(), self.pitched);
        self.kiosk.tell(&line(&["pitch", &title])).unwrap();
        self.told.push(title);
    }

    fn hear(&mut self, answers: u64) {
        for _ in 0..answers.min(self.told.len() as u64) {
            let answer = self.kiosk.hear().unwrap();
            let title = self.told.remove(0);
            self.note(title, &answer);
        }
    }

    fn note(&mut self, title: String, answer: &Value) {
        assert_eq!(answer["ok"], true, "{answer}");
        self.saved.insert(title);
    }

    fn kill(&mut self) {
        let told = std::mem::take(&mut self.told);
        let heard = self.kiosk.kill_and_hear().unwrap();
        for (title, answer) in told.into_iter().zip(heard) {
            self.note(title, &answer);
        }
        self.kiosk.start().unwrap();
    }
}

#[test]
fn nothing_saved_is_lost_by_fifty_kills() {
    let mut dice = Dice::of("nothing_saved_is_lost_by_fifty_kills");
    let mut camp = Camp::sample();
    let mut editors = ["hall", "foyer"].map(|name| Editor::new(camp.volunteer(name)));
    let mut killed = [0; 3];
    for _ in 0..KILLS {
        for editor in &mut editors {
            for _ in 0..=dice.below(BURST_MAX) {
                editor.tell();
            }
            let hear = dice.below(BURST_MAX + 1);
            editor.hear(hear);
        }
        let victim = usize::try_from(dice.below(3)).unwrap();
        killed[victim] += 1;
        match editors.get_mut(victim) {
            Some(editor) => editor.kill(),
            None => kill_server(&mut camp, &mut editors),
        }
    }
    println!("killed hall, foyer and server {killed:?} times");
    for editor in &mut editors {
        editor.hear(u64::MAX);
        editor.kiosk.wait("saved").unwrap();
    }
    let [hall, foyer] = &mut editors;
    assert_same(&camp.venue, &mut [&mut hall.kiosk, &mut foyer.kiosk]);
    let everywhere = board(&mut hall.kiosk);
    let everywhere: BTreeSet<&str> = titles(&everywhere).into_iter().collect();
    for editor in [&*hall, &*foyer] {
        let lost: Vec<_> =
            editor.saved.iter().filter(|title| !everywhere.contains(title.as_str())).collect();
        assert!(lost.is_empty(), "lost: {lost:?}");
        assert!(!editor.saved.is_empty());
    }
    let checked = camp.server().must::<&str>("check", &[]).unwrap();
    assert!(checked.stdout.contains("nothing is damaged"), "{}", checked.stdout);
}

/// What the server has shown to anyone, it still has after it was killed.
fn kill_server(camp: &mut Camp, editors: &mut [Editor]) {
    let mut shown = Vec::new();
    for editor in editors {
        editor.hear(u64::MAX);
        shown.extend(logs(&editor.kiosk.ask("status").unwrap()));
    }
    camp.server().kill().unwrap();
    camp.server().serve().unwrap();
    let kept = logs(&camp.server().health().unwrap());
    for (document, log, position) in shown {
        let has = kept.iter().any(|(kept_document, kept_log, kept_position)| {
            *kept_document == document
                && log.starts_with(kept_log.as_str())
                && *kept_position >= position
        });
        assert!(has, "the server had shown {position} edits of {document}, and has {kept:?}");
    }
}

fn logs(said: &Value) -> Vec<(String, String, u64)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    said["logs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|log| (text(&log["document"]), text(&log["log"]), log["position"].as_u64().unwrap()))
        .collect()
}

#[test]
fn a_connection_that_breaks_inside_a_frame_loses_nothing() {
    let mut dice = Dice::of("a_connection_that_breaks_inside_a_frame_loses_nothing");
    let camp = Camp::sample();
    let mut hall = camp.volunteer("hall");
    let mut foyer = camp.volunteer("foyer");
    let mut pitched = Vec::new();
    for round in 0..10 {
        hall.wire.cut_after(usize::try_from(1 + dice.below(2_000)).unwrap());
        let broken = until("the wire breaks", PATIENCE, || {
            let title = format!("Round {round}, pitch {}", pitched.len());
            hall.pitch(&title)?;
            pitched.push(title);
            Ok(hall.wire.is_cut().then_some(()))
        });
        broken.unwrap();
        hall.wait("offline").unwrap();
        hall.wire.heal();
        hall.synced().unwrap();
    }
    assert_same(&camp.venue, &mut [&mut hall, &mut foyer]);
    let board = board(&mut foyer);
    let there = titles(&board);
    let lost: Vec<_> = pitched.iter().filter(|title| !there.contains(&title.as_str())).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
}

#[test]
fn a_second_process_on_the_same_data_is_told_so() {
    let camp = Camp::sample();
    let hall = camp.volunteer("hall");
    let mut second = camp.venue.stranger("hall").unwrap();
    let Err(Trouble::Ended { status, log, .. }) = second.start() else {
        panic!("two kiosks had the same data");
    };
    assert_eq!(status.code(), Some(3), "{log}");
    assert!(log.contains("Another Campboard is open on this device"), "{log}");
    drop(hall);
    second.start().unwrap();

    let other = camp.venue.server.command("serve", &["--listen", "127.0.0.1:0"]).unwrap();
    assert!(!other.status.success());
    assert!(other.stderr.contains("is in use by another process"), "{}", other.stderr);
}
