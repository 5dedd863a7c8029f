//! Published schedules, taken in by a server while it serves. Skipped with a line where the files
//! are not at hand.

use super::{Camp, board};
use std::path::{Path, PathBuf};
use venue::{Event, Kiosk, PATIENCE, Venue, until};

/// Files that are read, with the sessions that the server says it would create.
const READ: [(&str, u32); 8] = [
    ("medium/debconf23.xml", 117),
    ("medium/31c3-schedule.xml", 138),
    ("medium/emf2024-frab.xml", 482),
    ("large/38c3-20251206.xml", 1_007),
    ("json/ccc-camp2019-frab.json", 79),
    ("json/rc3-channels-pretalx.json", 48),
    ("json/pretalx-democon.json", 36),
    ("large/fosdem_2026.xml", 1_079),
];

/// Files that are no schedule of a kind that is read.
const REFUSED: [&str; 6] = [
    "medium/europython2014-schedule.xml",
    "json/hub-schedule2-example.json",
    "medium/emf2024.ics",
    "small/srccon2026-proposals.yml",
    "small/barcamp-bangalore-bcb.json",
    "medium/emf2024-schedule.json",
];

fn data() -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    if data.is_dir() {
        return Some(data);
    }
    println!("skipped: {} is not there", data.display());
    None
}

#[test]
fn a_running_server_imports_what_is_published() {
    let Some(data) = data() else { return };
    let camp = Camp::of(Event::Template { name: "A camp that grows" });
    let server = &camp.venue.server;
    let empty = server.export().unwrap();
    for (name, sessions) in READ {
        let ran =
            server.must("import", &[data.join(name).as_os_str(), "--dry-run".as_ref()]).unwrap();
        assert!(
            ran.stdout.contains(&format!("{sessions} new sessions")),
            "{name}: {}",
            summary(&ran.stdout)
        );
    }
    for name in REFUSED {
        let ran = server.command("import", &[data.join(name)]).unwrap();
        assert!(!ran.status.success(), "{name} was taken");
        assert!(!ran.stderr.trim().is_empty(), "{name} was refused without a word");
    }
    assert_eq!(server.export().unwrap(), empty, "a dry run or a refusal changed something");
}

#[test]
fn an_import_reaches_the_kiosks_once_and_is_undone_as_one() {
    let Some(data) = data() else { return };
    let camp = Camp::of(Event::Template { name: "A camp that grows" });
    let mut hall = camp.volunteer("hall");
    let before = board(&mut hall);
    let file = data.join("large/fosdem_2026.xml");
    let server = &camp.venue.server;
    let ran = server.must("import", &[&file]).unwrap();
    let set = ran.stdout.rsplit("undo ").next().unwrap().trim().to_owned();
    shows_what_the_server_has(&camp.venue, &mut hall);
    let after = board(&mut hall);
    assert_eq!(after.shown_sessions().count() - before.shown_sessions().count(), 1_079);
    assert_eq!(after.rooms_in_order().len() - before.rooms_in_order().len(), 37);
    assert!(after.issues.is_empty(), "{:?}", after.issues.first());

    let again = server.must("import", &[&file]).unwrap();
    assert!(again.stdout.contains("there was nothing to do"), "{}", summary(&again.stdout));
    shows_what_the_server_has(&camp.venue, &mut hall);
    assert_eq!(board(&mut hall), after);

    server.must("undo", &[&set]).unwrap();
    shows_what_the_server_has(&camp.venue, &mut hall);
    let undone = board(&mut hall);
    assert_eq!(undone.shown_sessions().count(), before.shown_sessions().count());
    assert_eq!(undone.rooms_in_order().len(), before.rooms_in_order().len());
}

/// The server made these edits itself, so that only its own word tells what is to be shown.
fn shows_what_the_server_has(venue: &Venue, kiosk: &mut Kiosk) {
    let wanted = venue.server.export().unwrap();
    let shown = until("the kiosk shows what the server has", PATIENCE, || {
        let here = serde_json::json!(shared::programme::export::export(&board(kiosk)));
        Ok((here == wanted).then_some(()))
    });
    shown.unwrap();
}

/// The beginning of a long text: what a file holds is not printed.
fn summary(text: &str) -> String {
    text.lines().take(3).collect::<Vec<_>>().join("\n")
}
