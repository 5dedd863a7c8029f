//! Tables as camps keep them: read in both shapes, with a line for each repair.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use import::table::{Means, Question, Shape};
use import::{Format, Imported, Options, Read, read_any};
use jiff::civil::date;
use shared::programme::{Placement, Programme, Session, When};

fn options() -> Options {
    let day = Some(date(2026, 6, 20));
    Options { day, zone: "Europe/London".into(), ..Options::default() }
}

fn any(text: &str, options: &Options) -> Read {
    read_any(text.as_bytes(), "camp.csv", options).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn whole(text: &str) -> Imported {
    match any(text, &options()) {
        Read::Whole(imported) => *imported,
        Read::Asks(ask) => panic!("asks: {ask}"),
    }
}

fn session<'a>(programme: &'a Programme, title: &str) -> &'a Session {
    let mut found = programme.sessions.iter().filter(|session| session.title == title);
    let one =
        found.next().unwrap_or_else(|| panic!("no session {title}: {:#?}", programme.sessions));
    assert!(found.next().is_none(), "{title} twice");
    one
}

/// `2026-06-20 600+45 Hall, Attic`, or `shelf`.
fn at(programme: &Programme, placement: Option<&Placement>) -> String {
    let Some(placement) = placement else { return "shelf".into() };
    let (day, start, minutes) = match &placement.when {
        When::Slot(key) => {
            let slot = programme.slots.iter().find(|slot| slot.key == *key).unwrap();
            (&slot.day, slot.start, slot.minutes)
        }
        When::Timed { day, start, minutes } => (day, *start, *minutes),
    };
    let day = &programme.days.iter().find(|known| known.key == *day).unwrap().date;
    let rooms = placement.rooms.iter();
    let rooms = rooms
        .map(|key| programme.rooms.iter().find(|room| room.key == *key).unwrap().name.as_str());
    format!("{day} {start}+{minutes} {}", rooms.collect::<Vec<_>>().join(", "))
        .trim_end()
        .to_owned()
}

fn check(text: &str, expected: &[(&str, &str)]) -> Imported {
    let imported = whole(text);
    let programme = &imported.programme;
    let found: Vec<(&str, String)> = programme
        .sessions
        .iter()
        .map(|s| (s.title.as_str(), at(programme, s.placement.as_ref())))
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(title, at)| (*title, at.as_str())).collect();
    assert_eq!(found, expected, "{text}\n{:#?}", imported.repairs);
    imported
}

fn repaired(imported: &Imported, parts: &[&str]) {
    let found: Vec<String> = imported.repairs.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), parts.len(), "{found:#?}");
    for (found, part) in found.iter().zip(parts) {
        assert!(found.contains(part), "{found} lacks {part}");
    }
}

#[test]
fn one_row_a_session() {
    let imported = check(
        "Title,Host,Room,Date,Start,End,Track,Tags,Language,Link,Description\r\n\
         Potholes,\"Asha Rees, Tom Ivey\",Hall,20/06/2026,10:00,10:45,Roads,\"#roads, data\",English,https://example.org/a,<b>Fix</b> them\r\n\
         Bins,Siân Môn,Attic,20/06/2026,10:00,10:45,,,cy,,\r\n\
         Trees,,,,,,,,,,\r\n",
        &[
            ("Potholes", "2026-06-20 600+45 Hall"),
            ("Bins", "2026-06-20 600+45 Attic"),
            ("Trees", "shelf"),
        ],
    );
    repaired(&imported, &[]);
    let potholes = session(&imported.programme, "Potholes");
    assert_eq!(potholes.hosts, ["Asha Rees", "Tom Ivey"]);
    assert_eq!(potholes.tags, ["roads", "data"]);
    assert_eq!((potholes.text.as_str(), potholes.language.as_str()), ("Fix them", "en"));
    assert_eq!(potholes.links[0].url, "https://example.org/a");
    assert_eq!(imported.programme.streams[0].name, "Roads");
    assert_eq!(
        (imported.format, imported.programme.event.source.as_str()),
        (Format::CsvRows, "csv")
    );
    assert!(
        matches!(potholes.placement.as_ref().unwrap().when, When::Slot(_)),
        "two sessions share a time: a grid"
    );
}

#[test]
fn dividers_marks_and_encodings() {
    let comma = "Teitl,Siaradwr,Ystafell,Amser\nTŷ bach,Siân Môn,Neuadd,10:00-10:45\n";
    let expected = whole(comma).programme;
    assert_eq!(session(&expected, "Tŷ bach").hosts, ["Siân Môn"]);
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        let units = comma.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    for bytes in [
        comma.replace(',', ";").into_bytes(),
        comma.replace(',', "\t").into_bytes(),
        format!("\u{feff}{comma}").into_bytes(),
        comma.replace('\n', "\r\n").into_bytes(),
        format!("sep=;\r\n{}", comma.replace(',', ";")).into_bytes(),
        utf16([0xff, 0xfe], u16::to_le_bytes),
        utf16([0xfe, 0xff], u16::to_be_bytes),
    ] {
        let Read::Whole(imported) = read_any(&bytes, "camp.csv", &options()).unwrap() else {
            panic!("asks")
        };
        assert_eq!(imported.programme, expected);
        assert_eq!(imported.repairs, []);
    }
    let older = b"Title,Host\nCaf\xe9 \x96 open,Si\xe2n M\xf4n\n";
    let Read::Whole(imported) = read_any(older, "camp.csv", &options()).unwrap() else {
        panic!("asks")
    };
    assert_eq!(session(&imported.programme, "Café – open").hosts, ["Siân Môn"]);
    repaired(&imported, &["Windows-1252"]);
}

#[test]
fn headings_of_known_programs() {
    for heading in [
        "Session Id,Title,Description,Owner,Room,Scheduled At,Scheduled Duration",
        "ID,Proposal title,Abstract,Speaker names,Room,Start,Duration",
        "guid,title,abstract,persons,room,start time,duration",
    ] {
        let table = format!("{heading}\n7,Potholes,Why,Asha Rees,Hall,2026-06-20 10:00:00,45\n");
        let imported = check(&table, &[("Potholes", "2026-06-20 600+45 Hall")]);
        repaired(&imported, &[]);
        let potholes = session(&imported.programme, "Potholes");
        assert_eq!((potholes.key.as_str(), potholes.text.as_str()), ("id-7", "Why"));
    }
}

#[test]
fn a_title_is_no_heading() {
    let text = "Idea,Why,40\nSession 1,because,50\nEvent,because,60\n";
    let Read::Asks(ask) = any(text, &options()) else { panic!("read without asking") };
    assert_eq!((ask.table.rows, ask.table.columns[0].heading.as_str()), (2, "Idea"));
    let two = "Title,Speaker 1,Speaker 2\nBins,Asha Rees,Tom Ivey\n";
    assert_eq!(whole(two).programme.sessions[0].hosts, ["Asha Rees", "Tom Ivey"]);
}

#[test]
fn a_grid() {
    let imported = check(
        "A made-up camp 2026,,,\n\
         Saturday 20 June 2026,,,\n\
         Time,Hall,Attic,Snug\n\
         10.00,\"Potholes\nAsha Rees\",Bins,\n\
         10.45,Coffee,,\n\
         11:00 - 11:45,Trees,\"Maps\n\nGraphs\",\"Libraries\nwith Tom Ivey & Siân Môn\nBring a card\"\n\
         ,Late addition,,\n\
         1145,Lunch,Lunch,Lunch\n\
         1.00pm,Plenary,Plenary,Other\n",
        &[
            ("Potholes", "2026-06-20 600+45 Hall"),
            ("Bins", "2026-06-20 600+45 Attic"),
            ("Trees", "2026-06-20 660+45 Hall"),
            ("Maps", "2026-06-20 660+45 Attic"),
            ("Graphs", "2026-06-20 660+45 Attic"),
            ("Libraries", "2026-06-20 660+45 Snug"),
            ("Late addition", "2026-06-20 660+45 Hall"),
            ("Plenary", "2026-06-20 780+45 Hall, Attic"),
            ("Other", "2026-06-20 780+45 Snug"),
        ],
    );
    repaired(
        &imported,
        &[
            "A: 4 times have no end",
            "B5: “Coffee” stands alone in its row, and was taken for all rooms",
            "C6: 2 sessions stand in this cell",
            "B9: “Plenary” stands in 2 rooms at once",
        ],
    );
    let programme = &imported.programme;
    assert_eq!(imported.format, Format::CsvGrid);
    assert_eq!(session(programme, "Potholes").hosts, ["Asha Rees"]);
    let libraries = session(programme, "Libraries");
    assert_eq!(libraries.hosts, ["Tom Ivey", "Siân Môn"]);
    assert_eq!(libraries.text, "Bring a card");
    let fixed: Vec<_> = programme
        .fixed
        .iter()
        .map(|item| (item.title.as_str(), at(programme, Some(&item.placement))))
        .collect();
    assert_eq!(
        fixed,
        [("Coffee", "2026-06-20 645+15".into()), ("Lunch", "2026-06-20 705+75".into())]
    );
    let rooms: Vec<_> = programme.rooms.iter().map(|room| room.name.as_str()).collect();
    assert_eq!(rooms, ["Hall", "Attic", "Snug"]);
    let slots: Vec<_> = programme.slots.iter().map(|slot| (slot.start, slot.minutes)).collect();
    assert_eq!(slots, [(600, 45), (660, 45), (780, 45)]);
}

#[test]
fn afternoons_without_pm_and_nights() {
    let imported = check(
        "Time,Hall,Attic\n9.30,A,B\n11.30,C,\n12.30-1.15,D,\n1.30,E,\n2.30-3.15,F,\n",
        &[
            ("A", "2026-06-20 570+120 Hall"),
            ("B", "2026-06-20 570+120 Attic"),
            ("C", "2026-06-20 690+60 Hall"),
            ("D", "2026-06-20 750+45 Hall"),
            ("E", "2026-06-20 810+60 Hall"),
            ("F", "2026-06-20 870+45 Hall"),
        ],
    );
    assert!(imported.repairs[0].to_string().contains("afternoon"), "{:?}", imported.repairs);
    check(
        "Time,Hall,Attic\n22:00-23:00,A,\n23:30-00:30,B,\n00:45-01:15,C,\n",
        &[
            ("A", "2026-06-20 1320+60 Hall"),
            ("B", "2026-06-20 1410+60 Hall"),
            ("C", "2026-06-20 1485+30 Hall"),
        ],
    );
}

#[test]
fn several_days_in_one_grid() {
    let text = "2026-06-19\nTime,Hall,Attic\n10:00-10:45,A,\n\nSaturday\nTime,Hall,Snug\n10:00-10:45,B,C\n";
    check(
        text,
        &[
            ("A", "2026-06-19 600+45 Hall"),
            ("B", "2026-06-20 600+45 Hall"),
            ("C", "2026-06-20 600+45 Snug"),
        ],
    );
    check(
        "Day,Start,End,Hall,Attic\nFri 19 June 2026,10:00,10:45,A,\n,11:00,11:45,B,\nSat 20 June 2026,10:00,10:45,,C\n",
        &[
            ("A", "2026-06-19 600+45 Hall"),
            ("B", "2026-06-19 660+45 Hall"),
            ("C", "2026-06-20 600+45 Attic"),
        ],
    );
}

#[test]
fn what_cannot_be_used_is_said_with_its_place() {
    let imported = check(
        "Title,Room,Date,Start,Length,Votes,Level\n\
         A,Hall,20/06/2026,soonish,45,3,1\n\
         ,Hall,20/06/2026,10:00,45,,\n\
         B,,20/06/2026,10:00,long,many,\n\
         C,Hall,some day,10:00,45,,\n",
        &[("A", "shelf"), ("B", "2026-06-20 600+45 Room not given"), ("C", "shelf")],
    );
    repaired(
        &imported,
        &[
            "G2: the column “Level” is not read",
            "D2: the time “soonish” cannot be read: write it as 10:30",
            "A3: row 3 has no title: give it one",
            "E4: the length “long” cannot be read",
            "F4: “many” is no number of dots",
            "C5: the day “some day” cannot be read",
            "length: 1 session has no end and no length",
            "A4: it has no room",
        ],
    );
    assert_eq!(session(&imported.programme, "A").dots, 3);
}

#[test]
fn unknown_headings_are_asked_for() {
    let text = "Thing,Thinker,Wann,Wo\nPotholes and more,Asha Rees,10:00,Hall\nBins or not,Tom Ivey,10:00,Attic\n\
                Trees at last,Siân Môn,11:00,Hall\nMaps for all,Asha Rees,11:00,Attic\n";
    let Read::Asks(ask) = any(text, &options()) else { panic!("read without asking") };
    assert_eq!(ask.questions, [Question::Columns]);
    assert_eq!((ask.table.shape, ask.table.rows), (Shape::Rows, 4));
    let guessed: Vec<_> = ask.table.columns.iter().map(|column| column.means).collect();
    assert_eq!(
        guessed,
        [Some(Means::Title), Some(Means::Hosts), Some(Means::Start), Some(Means::Room)]
    );
    assert_eq!(ask.table.columns[1].samples, ["Asha Rees", "Tom Ivey", "Siân Môn"]);
    assert!(ask.to_string().contains("A Thing (such as “Potholes and more”)"), "{ask}");

    let columns =
        [("Thing", Means::Title), ("B", Means::Hosts), ("wann", Means::Start), ("WO", Means::Room)];
    let columns = columns.map(|(column, means)| (column.to_owned(), means)).to_vec();
    let answered = Options { columns, ..options() };
    let Read::Whole(imported) = any(text, &answered) else { panic!("asks again") };
    let maps = session(&imported.programme, "Maps for all");
    assert_eq!(at(&imported.programme, maps.placement.as_ref()), "2026-06-20 660+45 Attic");
    assert_eq!(maps.hosts, ["Asha Rees"]);

    let wrong = Options { columns: vec![("Titel".into(), Means::Title)], ..options() };
    let refused = read_any(text.as_bytes(), "camp.csv", &wrong).unwrap_err().to_string();
    assert!(refused.contains("no column Titel; its headings are: Thing, Thinker"), "{refused}");
}

#[test]
fn a_missing_day_is_asked_for() {
    for text in [
        "Title,Time\nPotholes,10:00\n",
        "Time,Hall,Attic\n10:00,A,B\n",
        "Title,Day,Time\nPotholes,Saturday,10:00\n",
    ] {
        let Read::Asks(ask) = any(text, &Options::default()) else { panic!("{text}") };
        assert_eq!(ask.questions, [Question::Day], "{text}");
        whole(text);
    }
    let Read::Whole(pitches) = any("Title,Host\nPotholes,Asha Rees\n", &Options::default()) else {
        panic!("pitches need no day")
    };
    assert_eq!(pitches.programme.days, []);
}

#[test]
fn the_same_row_has_the_same_key() {
    let keys = |text: &str| -> Vec<String> {
        whole(text).programme.sessions.into_iter().map(|session| session.key).collect()
    };
    let first = keys("Title,Room,Time\nPotholes,Hall,10:00\nBins,Attic,10:00\nBins,Hall,11:00\n");
    let moved =
        keys("Room,Time,Title\nAttic,12:00,\"potholes \"\nAttic,10:00,Bins!\nHall,11:00,Bins\n");
    assert_eq!(first, moved, "a change of time or room is no other session");
    assert!(
        first[1] != first[2] && first[2].starts_with(&first[1]),
        "a second one of a title is numbered"
    );
    let other_day = keys("Title,Date,Time\nPotholes,2026-06-21,10:00\n");
    assert_ne!(first[0], other_day[0]);
}

#[test]
fn the_signage_of_a_festival() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.join("../../../shared/data/small/mozfest2017-shed-signage.csv");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let zone = Options { zone: "Europe/London".into(), ..Options::default() };
    let Read::Whole(imported) = read_any(&bytes, "signage.csv", &zone).unwrap() else {
        panic!("asks")
    };
    let programme = &imported.programme;
    assert_eq!((programme.sessions.len(), programme.rooms.len(), programme.days.len()), (45, 7, 2));
    assert!(programme.sessions.iter().all(|session| session.placement.is_some()));
    assert_eq!(imported.repairs, []);
    let first = at(programme, programme.sessions[0].placement.as_ref());
    assert_eq!(
        first, "2017-10-28 660+60 shed1",
        "10:00 UTC is 11:00 on the last day of summer time"
    );
    assert!(
        at(programme, programme.sessions[26].placement.as_ref()).starts_with("2017-10-29 660+60")
    );
}

#[test]
fn an_end_before_the_start_is_no_session_of_a_day_and_a_night() {
    let text = "Title,Day,Start,End,Room\n\
                One,2026-06-20,10:45,10:00,Hall\n\
                Late,2026-06-20,22:00,01:30,Hall\n";
    let imported =
        check(text, &[("One", "2026-06-20 645+45 Hall"), ("Late", "2026-06-20 1320+210 Hall")]);
    repaired(&imported, &["is not after the start", "1 session has no end"]);
}
