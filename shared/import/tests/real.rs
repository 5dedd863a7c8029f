//! Published schedules of real events, read where they are at hand; skipped with a line elsewhere.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests"
)]

use std::path::PathBuf;
use std::process::{Command, Stdio};

use import::{Format, Imported, Unreadable, read};
use shared::programme::{Session, When};

/// Bytes of a published file, or `None` with a printed line.
fn published(path: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let bytes = std::fs::read(folder.join(path)).ok();
    if bytes.is_none() {
        println!("skipped: {path} is not here");
    }
    bytes
}

fn check(
    path: &str,
    format: Format,
    counts: (usize, usize, usize),
    zone: &str,
) -> Option<Imported> {
    let imported = read(&published(path)?, path).unwrap_or_else(|error| panic!("{error}"));
    let programme = &imported.programme;
    let found = (programme.sessions.len(), programme.rooms.len(), programme.days.len());
    assert_eq!(found, counts, "sessions, rooms, days of {path}");
    assert_eq!(imported.format, format);
    assert_eq!(programme.event.zone, zone, "{path}");
    check_references(&imported);
    Some(imported)
}

fn check_references(imported: &Imported) {
    let programme = &imported.programme;
    let mut keys: Vec<&str> =
        programme.sessions.iter().map(|session| session.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), programme.sessions.len(), "every key once");
    assert!(programme.slots.is_empty());
    assert!(programme.days.is_sorted_by(|a, b| a.date < b.date));
    for session in &programme.sessions {
        assert!(!session.title.is_empty());
        assert!(
            session.stream.is_empty()
                || programme.streams.iter().any(|stream| stream.key == session.stream)
        );
        for text in [&session.title, &session.text] {
            assert!(
                !text.contains(['\r', '\t']) && !text.contains("<p>") && !text.contains("</"),
                "{}",
                session.key
            );
        }
        let Some(placement) = &session.placement else {
            continue;
        };
        let When::Timed { day, start, minutes } = &placement.when else {
            panic!("{} is in a slot", session.key)
        };
        assert!(programme.days.iter().any(|known| known.key == *day), "{}", session.key);
        assert!(
            *start < 2_880 && *minutes > 0 && start + minutes <= import::limits::DAY_MINUTES_MAX
        );
        assert_eq!(placement.rooms.len(), 1);
        assert!(
            programme.rooms.iter().any(|room| room.key == placement.rooms[0]),
            "{}",
            session.key
        );
    }
}

fn start_of(session: &Session) -> (String, u32, u32) {
    match &session.placement.as_ref().unwrap().when {
        When::Timed { day, start, minutes } => (day.clone(), *start, *minutes),
        When::Slot(_) => unreachable!(),
    }
}

fn all_placed(imported: &Imported) {
    assert!(
        imported.programme.sessions.iter().all(|session| session.placement.is_some()),
        "nothing was lost"
    );
}

#[test]
fn debconf23() {
    // Its days are dated in UTC, one day too early, and its sessions too.
    let Some(imported) =
        check("medium/debconf23.xml", Format::FrabXml, (117, 5, 8), "Asia/Kolkata")
    else {
        return;
    };
    all_placed(&imported);
    assert_eq!(start_of(&imported.programme.sessions[0]), ("2023-09-10".into(), 630, 20));
    assert_eq!(imported.repairs.len(), 8, "one for each day, {:#?}", imported.repairs);
}

#[test]
fn chaos_congress_2014() {
    let Some(imported) =
        check("medium/31c3-schedule.xml", Format::FrabXml, (138, 4, 4), "Etc/GMT-1")
    else {
        return;
    };
    all_placed(&imported);
    assert_eq!(start_of(&imported.programme.sessions[2]), ("2014-12-27".into(), 765, 60));
    assert_eq!(
        imported
            .repairs
            .iter()
            .filter(|repair| repair.what.to_string().contains("is no http"))
            .count(),
        5
    );
    assert!(
        imported
            .repairs
            .iter()
            .any(|repair| repair.what.to_string().contains("names no time zone"))
    );
}

#[test]
fn emf_2024() {
    let Some(imported) =
        check("medium/emf2024-frab.xml", Format::FrabXml, (482, 44, 4), "Etc/GMT-1")
    else {
        return;
    };
    all_placed(&imported);
    let longest = imported.programme.sessions.iter().map(|session| start_of(session).2).max();
    assert_eq!(longest, Some(2 * 1_440 + 6 * 60));
    assert_eq!(imported.programme.sessions.iter().filter(|session| session.cancelled).count(), 1);
}

#[test]
fn fosdem_2026() {
    let Some(imported) =
        check("large/fosdem_2026.xml", Format::FrabXml, (1079, 37, 2), "Europe/Brussels")
    else {
        return;
    };
    all_placed(&imported);
    assert!(
        !imported.programme.event.source.is_empty()
            && imported.programme.event.venue.contains(", ")
    );
    let links: usize = imported.programme.sessions.iter().map(|session| session.links.len()).sum();
    assert!(links > 7_000, "{links} links");
    assert_eq!(imported.programme.sessions.iter().filter(|session| session.cancelled).count(), 1);
}

#[test]
fn chaos_congress_2024() {
    let Some(imported) =
        check("large/38c3-20251206.xml", Format::FrabXml, (1007, 72, 4), "Europe/Berlin")
    else {
        return;
    };
    all_placed(&imported);
    let over = imported.programme.sessions.iter().map(start_of);
    let (after, crossing): (Vec<_>, Vec<_>) = over
        .filter(|(_, start, minutes)| start + minutes > 1_440)
        .partition(|(_, start, _)| *start >= 1_440);
    assert_eq!((after.len(), crossing.len()), (58, 26), "after midnight, across midnight");
}

#[test]
fn camp_2019() {
    let Some(imported) =
        check("json/ccc-camp2019-frab.json", Format::FrabJson, (79, 2, 5), "Europe/Berlin")
    else {
        return;
    };
    all_placed(&imported);
}

#[test]
fn rc3_channels() {
    let Some(imported) =
        check("json/rc3-channels-pretalx.json", Format::PretalxJson, (48, 5, 4), "Etc/GMT-1")
    else {
        return;
    };
    all_placed(&imported);
    let file = String::from_utf8(published("json/rc3-channels-pretalx.json").unwrap()).unwrap();
    let names = imported.programme.rooms.iter().filter(|room| room.name.is_ascii());
    let places: Vec<usize> =
        names.filter_map(|room| file.find(&format!("\"{}\":", room.name))).collect();
    assert!(places.len() > 2, "{places:?}");
    assert!(places.is_sorted(), "rooms in the order of the file");
}

#[test]
fn democon() {
    let Some(imported) = check("json/pretalx-democon.json", Format::PretalxJson, (36, 2, 3), "UTC")
    else {
        return;
    };
    all_placed(&imported);
    // Its dates are in +01:00 and its zone is UTC: the dates count, and the report says so.
    assert_eq!(start_of(&imported.programme.sessions[0]), ("2020-12-14".into(), 480, 30));
    assert!(
        imported.repairs.iter().any(|repair| repair.what.to_string().contains("the date counts"))
    );
}

#[test]
fn every_other_file_is_refused_by_its_name() {
    for (path, sentence) in [
        (
            "medium/europython2014-schedule.xml",
            "not frab: its root element is <schedule>, which holds <entry>",
        ),
        ("json/hub-schedule2-example.json", "schedule2"),
        ("medium/emf2024-schedule.json", "EMF website"),
        ("small/barcamp-bangalore-bcb.json", "BarCamp Bangalore"),
        ("small/srccon-sessions.json", "SRCCON"),
        ("small/srccon2026-proposals.yml", "is YAML"),
        (
            "small/schellingboard-votes-vs-attendance-2025.csv",
            "needs to be told more: which column holds the titles",
        ),
        ("small/kielux_2020.ics", "is an iCalendar file"),
        ("medium/jres_2022.ics", "is an iCalendar file"),
        ("medium/emf2024.ics", "is an iCalendar file"),
        ("history/fosdem2026-conflict-markers.xml.xz", "is compressed (xz); decompress it first"),
        ("schema/validator_xsd_schedule.xml.xsd", "its root element is <schema>"),
    ] {
        let Some(bytes) = published(path) else {
            continue;
        };
        let error = read(&bytes, path).unwrap_err().to_string();
        assert!(error.contains(sentence), "{error}");
    }
}

#[test]
fn conflict_markers_of_a_real_file() {
    let path = "history/fosdem2026-conflict-markers.xml.xz";
    if published(path).is_none() {
        return;
    }
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let unpacked =
        Command::new("xz").args(["-d", "-c"]).arg(folder.join(path)).stderr(Stdio::null()).output();
    let Ok(unpacked) = unpacked else {
        println!("skipped: there is no xz command here");
        return;
    };
    let error = read(&unpacked.stdout, "schedule.xml").unwrap_err();
    assert!(matches!(error, Unreadable::ConflictMarkers { line: 4_053, .. }), "{error}");
}
