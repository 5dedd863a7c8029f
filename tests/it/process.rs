//! The real programs, killed, frozen, cut off, cheated and starved. Nothing here waits for a time:
//! states are waited for.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests fail by panicking, also in their helpers, and print what they met"
)]

mod demo;
mod devices;
mod disk;
mod doors;
mod drill;
mod erase;
mod history;
mod import;
mod kill;
mod outage;
mod paper;
mod served;
mod start;

use serde_json::Value;
use shared::schedule::Schedule;
use tempfile::TempDir;
use venue::{Bins, Event, Kiosk, PATIENCE, Server, Venue, differences, line, until};

/// A venue in a folder that goes with it.
struct Camp {
    // The processes end before their folder goes.
    venue: Venue,
    _folder: TempDir,
}

impl Camp {
    fn sample() -> Self {
        Self::of(Event::Sample)
    }

    fn of(event: Event<'_>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let venue = Venue::open(&Bins::find().unwrap(), folder.path(), event).unwrap();
        Self { venue, _folder: folder }
    }

    fn volunteer(&self, name: &str) -> Kiosk {
        self.venue.kiosk(name, "volunteer").unwrap()
    }

    fn organiser(&self, name: &str) -> Kiosk {
        let words = self.venue.folder().join("words.txt");
        std::fs::write(&words, &self.venue.server.born.words).unwrap();
        let words = words.display().to_string();
        let arguments = ["--role", "organiser", "--root-words-file", &words];
        let ran = self.venue.server.must("invite", &arguments).unwrap();
        let link = ran.stdout.split_whitespace().find(|word| word.starts_with("campboard://"));
        let mut kiosk = self.venue.stranger(name).unwrap();
        kiosk.start().unwrap();
        kiosk.ask(&line(&["join", link.unwrap(), name])).unwrap();
        kiosk.synced().unwrap();
        kiosk
    }

    fn server(&mut self) -> &mut Server {
        &mut self.venue.server
    }
}

/// The schedule that a kiosk shows.
fn board(kiosk: &mut Kiosk) -> Schedule {
    let view = kiosk.ask("view").unwrap();
    serde_json::from_value(view["schedule"].clone()).unwrap()
}

fn titles(board: &Schedule) -> Vec<&str> {
    board.shown_sessions().map(|(_, session)| session.title.value.as_str()).collect()
}

/// All kiosks and the server have the same board, field by field.
fn assert_same(venue: &Venue, kiosks: &mut [&mut Kiosk]) {
    venue.meet(kiosks).unwrap();
    let of_server = venue.server.export().unwrap();
    for kiosk in kiosks {
        let here = board(kiosk);
        let here = serde_json::json!(shared::programme::export::export(&here));
        let differing = differences(&here, &of_server);
        assert!(
            differing.is_empty(),
            "{} and the server differ:\n{}",
            kiosk.name(),
            differing.join("\n")
        );
    }
}

/// All kiosks come to have the same, and the present server has it too.
fn assert_kiosks_same(kiosks: &mut [&mut Kiosk]) {
    let mut seen = Vec::new();
    let outcome = until("all kiosks have the same", PATIENCE, || {
        seen.clear();
        for kiosk in &mut *kiosks {
            kiosk.synced()?;
            seen.push(kiosk.digest()?);
        }
        Ok(seen.windows(2).all(|two| two[0] == two[1]).then_some(()))
    });
    assert!(outcome.is_ok(), "{seen:?}");
}

/// Waits until a kiosk says that every device has just the same; gives how it says so.
fn proven(kiosk: &mut Kiosk) -> Value {
    let mut seen = Value::Null;
    let whole = until("every device has the same", PATIENCE, || {
        seen = kiosk.ask("proof")?;
        Ok((seen["whole"] == true).then(|| seen.clone()))
    });
    assert!(whole.is_ok(), "{seen}");
    seen
}

/// Waits until the server says this of itself.
fn server_is(server: &Server, status: &str) {
    let mut seen = Value::Null;
    let outcome = until(&format!("the server is {status}"), PATIENCE, || {
        seen = server.health()?;
        Ok((seen["status"] == status).then_some(()))
    });
    assert!(outcome.is_ok(), "{seen}");
}

/// Waits until a kiosk is away, for a reason that has these words.
fn away_because(kiosk: &mut Kiosk, words: &str) {
    kiosk
        .until(&format!("{} says {words:?}", kiosk.name().to_owned()), |status| {
            status["server_why"].as_str().is_some_and(|why| why.contains(words))
        })
        .unwrap();
}
