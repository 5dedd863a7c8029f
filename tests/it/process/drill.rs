//! The drill: the server's folder is deleted, and what kiosks hold brings everything back, proven;
//! and the same with backups.

use super::{Camp, assert_kiosks_same, assert_same, board, proven, served::serve, titles};
use serde_json::Value;
use shared::schedule::Schedule;
use std::path::PathBuf;
use venue::{Bins, Kiosk, PATIENCE, Server, Venue, bench, until};

/// Edits that are brought back.
const EDITS: usize = 10_000;

fn assert_once(board: &Schedule, title: &str) {
    assert_eq!(titles(board).iter().filter(|one| **one == title).count(), 1, "{title}");
}

fn pitch_at(kiosk: &mut Kiosk, when: &str) {
    kiosk.pitch(&format!("{when}, at the {}", kiosk.name().to_owned())).unwrap();
}

/// A camp of three kiosks that begins with ten thousand edits. The first one may be the server.
fn large_camp(folder: &std::path::Path) -> (Venue, [Kiosk; 3]) {
    let (bins, store) = (Bins::find().unwrap(), folder.join("hall").join("kiosk.db"));
    let words = bench::made_kiosk(&store, EDITS).unwrap();
    let began = Server::restored(&bins, &folder.join("server"), &words, &[&store]);
    let (server, said) = began.unwrap();
    assert!(said.contains(" edits with true signatures"), "{said}");
    let mut venue = Venue::of(&bins, folder, server);
    venue.server.serve().unwrap();
    let mut hall = venue.stranger("hall").unwrap();
    hall.variable("CAMPBOARD_KIOSK_SERVE_AT", "127.0.0.1:0");
    hall.start().unwrap();
    hall.synced().unwrap();
    let others = ["foyer", "stage"].map(|name| venue.kiosk(name, "volunteer").unwrap());
    let [foyer, stage] = others;
    (venue, [hall, foyer, stage])
}

#[test]
fn three_kiosks_bring_ten_thousand_edits_back_to_a_proven_restore() {
    let folder = tempfile::tempdir().unwrap();
    let (mut venue, [mut hall, mut foyer, mut stage]) = large_camp(folder.path());
    for kiosk in [&mut hall, &mut foyer, &mut stage] {
        pitch_at(kiosk, "Before");
        kiosk.synced().unwrap();
    }
    venue.meet(&mut [&mut hall, &mut foyer, &mut stage]).unwrap();
    let before = proven(&mut hall);
    assert!(before["edits"].as_u64().unwrap() >= EDITS as u64, "{before}");

    venue.server.kill().unwrap();
    std::fs::remove_dir_all(venue.server.folder()).unwrap();
    for kiosk in [&mut hall, &mut foyer, &mut stage] {
        kiosk.wait("offline").unwrap();
        pitch_at(kiosk, "Meanwhile");
    }
    stage.kill().unwrap();
    let link = serve(&mut hall, &venue.server.born.words);
    foyer.ask(&format!("join {link}")).unwrap();
    // Nothing is called restored while one of them may hold more.
    let mut seen = Value::Null;
    let part = until("two of three are identical", PATIENCE, || {
        seen = hall.ask("proof")?;
        assert_eq!(seen["whole"], false, "{seen}");
        Ok((seen["said"] == "Not restored yet: 1 of 3 devices to go").then_some(()))
    });
    assert!(part.is_ok(), "{seen}");
    let devices = seen["devices"].as_array().unwrap();
    let missing: Vec<_> = devices.iter().filter(|one| one["same"] == false).collect();
    assert_eq!(missing.len(), 1, "{seen}");
    assert_eq!(missing[0]["name"], "stage", "{seen}");

    stage.start().unwrap();
    stage.ask(&format!("join {link}")).unwrap();
    assert_kiosks_same(&mut [&mut hall, &mut foyer, &mut stage]);
    let proof = proven(&mut hall);
    assert_eq!(proof["said"], "Restored: all 3 devices are identical");
    for counted in ["edits", "sessions"] {
        let [was, is] = [&before, &proof].map(|proof| proof[counted].as_u64().unwrap());
        assert_eq!(is, was + 3, "{counted}: {proof}");
    }
    let here = board(&mut stage);
    for when in ["Before", "Meanwhile"] {
        for at in ["hall", "foyer", "stage"] {
            assert_once(&here, &format!("{when}, at the {at}"));
        }
    }
}

#[test]
fn a_new_server_begins_with_the_files_of_three_kiosks() {
    let mut camp = Camp::sample();
    let mut kiosks = ["hall", "foyer", "stage"].map(|name| camp.volunteer(name));
    camp.server().kill().unwrap();
    std::fs::remove_dir_all(camp.venue.server.folder()).unwrap();
    for kiosk in &mut kiosks {
        kiosk.wait("offline").unwrap();
        pitch_at(kiosk, "Meanwhile");
    }
    let stores = kiosks.each_ref().map(Kiosk::store);
    let said = camp.venue.server.restore(&stores.each_ref().map(PathBuf::as_path)).unwrap();
    assert!(said.contains("restored; start it with"), "{said}");
    // It has all of it before any kiosk has come back.
    let export = camp.venue.server.export().unwrap();
    let sessions = export["sessions"].as_array().unwrap();
    for at in ["hall", "foyer", "stage"] {
        let title = format!("Meanwhile, at the {at}");
        assert_eq!(sessions.iter().filter(|one| one["title"] == title).count(), 1, "{title}");
    }
    camp.server().serve().unwrap();
    let [hall, foyer, stage] = &mut kiosks;
    assert_same(&camp.venue, &mut [hall, foyer, stage]);
    assert_eq!(proven(hall)["said"], "Restored: all 3 devices are identical");
    let mut said = String::new();
    let whole = until("the server says that it is restored", PATIENCE, || {
        let ran = camp.venue.server.command::<&str>("proof", &[])?;
        said = ran.stdout;
        Ok(ran.status.success().then_some(()))
    });
    assert!(whole.is_ok(), "{said}");
    assert!(said.contains("restored: all 3 devices have just what the server has"), "{said}");
}

/// The latest backup of a server, made at this moment.
fn backup_of(server: &Server) -> PathBuf {
    let listed = server.must("backups", &["--now"]).unwrap().stdout;
    let path = listed.lines().find_map(|line| line.strip_prefix("    "));
    PathBuf::from(path.unwrap_or_else(|| panic!("{listed}")))
}

const AFTER: [&str; 3] =
    ["Before the backup", "After the backup, in the hall", "After the backup, in the foyer"];

/// Two kiosks that edited before a backup was made, and after it. Gives the backup.
fn edited_since(camp: &Camp, hall: &mut Kiosk, foyer: &mut Kiosk) -> PathBuf {
    let [before, in_hall, in_foyer] = AFTER;
    hall.pitch(before).unwrap();
    hall.synced().unwrap();
    let backup = backup_of(&camp.venue.server);
    hall.pitch(in_hall).unwrap();
    foyer.pitch(in_foyer).unwrap();
    assert_same(&camp.venue, &mut [hall, foyer]);
    backup
}

fn assert_nothing_lost(camp: &Camp, hall: &mut Kiosk, foyer: &mut Kiosk) {
    assert_same(&camp.venue, &mut [hall, foyer]);
    let here = board(foyer);
    AFTER.iter().for_each(|title| assert_once(&here, title));
    assert_eq!(proven(hall)["said"], "Restored: both devices are identical");
}

#[test]
fn a_backup_that_is_restored_by_mistake_loses_nothing() {
    let camp = Camp::sample();
    let (mut hall, mut foyer) = (camp.volunteer("hall"), camp.volunteer("foyer"));
    let backup = edited_since(&camp, &mut hall, &mut foyer);
    let said = camp.venue.server.restore(&[&backup]).unwrap();
    assert!(said.contains("devices offer again what this backup lacks"), "{said}");
    assert_nothing_lost(&camp, &mut hall, &mut foyer);
}

#[test]
fn an_organiser_goes_back_to_a_backup_from_a_kiosk_and_loses_nothing() {
    let camp = Camp::sample();
    let (mut desk, mut foyer) = (camp.organiser("desk"), camp.volunteer("foyer"));
    edited_since(&camp, &mut desk, &mut foyer);
    let listed = |kiosk: &mut Kiosk, why: &str| {
        let mut seen = Value::Null;
        let found = until(&format!("a backup is told of: {why}"), PATIENCE, || {
            // None is told of before the server has said so.
            seen = kiosk.answer("backups")?;
            let all = seen["backups"].as_array().cloned().unwrap_or_default();
            Ok(all.into_iter().find(|one| one["why"] == why))
        });
        found.unwrap_or_else(|_| panic!("{seen}"))
    };
    let backup = listed(&mut desk, "asked");
    let back = format!("go-back {}", backup["at_ms"]);

    // A volunteer's kiosk sees the backups, and the server does not listen to it.
    listed(&mut foyer, "asked");
    foyer.ask(&back).unwrap();
    let mut seen = Value::Null;
    let refused = until("the server refuses it", PATIENCE, || {
        seen = foyer.answer("backups")?;
        Ok(seen["not_back"].as_str().map(str::to_owned))
    });
    let refused = refused.unwrap_or_else(|_| panic!("{seen}"));
    assert!(refused.contains("organiser"), "{refused}");
    let none = desk.answer("go-back 17").unwrap();
    assert!(none["error"].as_str().unwrap().contains("no backup of that time"), "{none}");

    desk.ask(&back).unwrap();
    // It keeps what it has first, and tells of that when it has gone back.
    listed(&mut desk, "restore");
    assert_nothing_lost(&camp, &mut desk, &mut foyer);
    assert!(desk.answer("backups").unwrap()["not_back"].is_null());
    let kept = camp.venue.server.must::<&str>("backups", &[]).unwrap().stdout;
    assert!(kept.contains("before-restore"), "{kept}");
}

#[test]
fn a_backup_kept_elsewhere_begins_the_server_again() {
    let mut camp = Camp::sample();
    let (mut hall, mut foyer) = (camp.volunteer("hall"), camp.volunteer("foyer"));
    let backup = edited_since(&camp, &mut hall, &mut foyer);
    let elsewhere = camp.venue.folder().join("kept.db");
    std::fs::copy(backup, &elsewhere).unwrap();
    camp.server().kill().unwrap();
    std::fs::remove_dir_all(camp.venue.server.folder()).unwrap();
    hall.wait("offline").unwrap();
    hall.pitch("While there was no server").unwrap();

    let said = camp.venue.server.restore(&[&elsewhere]).unwrap();
    assert!(said.contains("restored; start it with"), "{said}");
    camp.server().serve().unwrap();
    assert_nothing_lost(&camp, &mut hall, &mut foyer);
    assert_once(&board(&mut foyer), "While there was no server");
}
