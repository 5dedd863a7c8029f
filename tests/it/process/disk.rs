//! Full disks.

use super::{Camp, assert_same, board, server_is, titles};
use serde_json::Value;
use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};
use venue::{Kiosk, line};

/// Pitches with long texts until one is refused; returns what was saved, and the sentence.
fn fill(kiosk: &mut Kiosk) -> (Vec<String>, String) {
    let long = "Long. ".repeat(8_000);
    let mut saved = Vec::new();
    for number in 0..1_000 {
        let title = format!("Long story {number}");
        let answer = kiosk.answer(&line(&["pitch", &title])).unwrap();
        let Some(session) = answer["session"].as_str() else {
            return (saved, answer["error"].as_str().unwrap().to_owned());
        };
        saved.push(title);
        let written = kiosk.answer(&line(&["edit", session, "text", &long])).unwrap();
        if written["ok"] != true {
            return (saved, written["error"].as_str().unwrap().to_owned());
        }
    }
    panic!("the disk was never full");
}

#[test]
fn a_server_with_a_full_disk_keeps_what_it_has_and_takes_the_rest_later() {
    let mut camp = Camp::sample();
    let mut hall = camp.volunteer("hall");
    let mut foyer = camp.volunteer("foyer");
    let pages =
        fs::metadata(camp.venue.server.folder().join("campboard.db")).unwrap().len() / 4_096;
    camp.server().kill().unwrap();
    camp.server().variable("CAMPBOARD_STORE_PAGES_MAX", &(pages + 60).to_string());
    camp.server().serve().unwrap();
    hall.synced().unwrap();
    let long = "Long. ".repeat(8_000);
    let mut pitched = Vec::new();
    for number in 0..20 {
        let title = format!("Too much for the server {number}");
        let session = hall.pitch(&title).unwrap();
        hall.ask(&line(&["edit", &session, "text", &long])).unwrap();
        pitched.push(title);
    }
    server_is(&camp.venue.server, "disk-full");
    // The kiosk has all of it, and says that the server has not.
    let status = hall.ask("status").unwrap();
    assert_eq!(status["here"], "saved");
    assert!(status["outbox"].as_u64().unwrap() > 0, "{status}");

    camp.server().kill().unwrap();
    camp.server().variable("CAMPBOARD_STORE_PAGES_MAX", "100000");
    camp.server().serve().unwrap();
    server_is(&camp.venue.server, "ok");
    assert_same(&camp.venue, &mut [&mut hall, &mut foyer]);
    let board = board(&mut foyer);
    for title in &pitched {
        assert!(titles(&board).contains(&title.as_str()), "{title}");
    }
}

/// A small disk in memory, gone with its value.
pub(super) struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Nothing where the system does not let us.
    pub(super) fn mount(at: &Path, size: &str) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(at)
            .output()
            .ok()?;
        mounted.status.success().then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
fn a_kiosk_with_a_full_disk_stops_editing_and_goes_on_by_itself() {
    let camp = Camp::sample();
    let mut hall = camp.venue.stranger("hall").unwrap();
    let Some(disk) = SmallDisk::mount(hall.folder(), "12m") else {
        println!("skipped: only root may mount a small disk");
        return;
    };
    // What somebody else left there, to be deleted later.
    let ballast = disk.0.join("holiday.mov");
    File::create(&ballast).unwrap().write_all(&vec![7; 6 << 20]).unwrap();
    camp.venue.admit(&mut hall, "volunteer").unwrap();
    let (saved, sentence) = fill(&mut hall);
    assert!(sentence.contains("disk of this kiosk is full"), "{sentence}");
    let status = hall.ask("status").unwrap();
    assert_eq!(status["here"], "not-saved", "{status}");
    for title in &saved {
        assert!(titles(&board(&mut hall)).contains(&title.as_str()), "the board stays: {title}");
    }
    fs::remove_file(ballast).unwrap();
    hall.wait("saved").unwrap();
    hall.pitch("There is room again").unwrap();
    hall.synced().unwrap();
    let all = board(&mut hall);
    for title in saved.iter().map(String::as_str).chain(["There is room again"]) {
        assert!(titles(&all).contains(&title), "{title}");
    }
    let export: Value = camp.venue.server.export().unwrap();
    assert_eq!(export["sessions"].as_array().unwrap().len(), all.shown_sessions().count());
    hall.stop().unwrap();
    drop(disk);
}
