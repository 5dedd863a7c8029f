//! Schedules with everything that goes wrong in published ones: read, with a line for each repair.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "helpers of tests")]

use import::{Format, Imported, read};
use shared::programme::{Session, When};

fn xml(zone: &str, day: &str, events: &str) -> Imported {
    let zone = if zone.is_empty() {
        String::new()
    } else {
        format!("<time_zone_name>{zone}</time_zone_name>")
    };
    let file = format!(
        "<schedule><conference><acronym>camp</acronym><title>Camp</title>{zone}<base_url>https://example.org/s/</base_url>\
         </conference>{day}<room name='Hall'>{events}</room></day></schedule>"
    );
    read(file.as_bytes(), "camp.xml").unwrap_or_else(|error| panic!("{error}: {file}"))
}

const JUNE: &str = "<day date='2026-06-20'>";
const OCTOBER: &str =
    "<day date='2026-10-24' start='2026-10-24T09:00:00+01:00' end='2026-10-25T04:00:00+00:00'>";

fn event(fields: &str) -> String {
    format!(
        "<event guid='g'><title>T</title><date>2026-06-20T10:00:00+01:00</date><duration>0:30</duration>{fields}</event>"
    )
}

fn only(imported: &Imported) -> &Session {
    assert_eq!(imported.programme.sessions.len(), 1);
    &imported.programme.sessions[0]
}

fn timed(session: &Session) -> (&str, u32, u32) {
    match &session.placement.as_ref().expect("placed").when {
        When::Timed { day, start, minutes } => (day, *start, *minutes),
        When::Slot(slot) => panic!("in slot {slot}"),
    }
}

/// The repairs are exactly these, each known by a part of its sentence.
fn repaired(imported: &Imported, parts: &[&str]) {
    let found = &imported.repairs;
    assert_eq!(found.len(), parts.len(), "{found:#?}");
    for (repair, part) in found.iter().zip(parts) {
        assert!(repair.to_string().contains(part), "{repair} lacks {part}");
        assert!(!repair.to_string().contains('\n'));
    }
}

#[test]
fn a_clean_schedule_needs_no_repair() {
    let imported = xml(
        "Europe/London",
        JUNE,
        &event(
            "<room>Hall</room><start>10:00</start><subtitle>Sub</subtitle><abstract>&lt;p&gt;One&lt;/p&gt;</abstract>\
         <description>Two</description><type>talk</type><language>en_GB</language><track>Open data</track>\
         <persons><person id='1'>Ann</person><person>Bob</person><person>Ann</person></persons>\
         <url>https://example.org/t</url><links><link href='https://example.org/a'>A &amp;amp; B</link></links>\
         <attachments><attachment href='/files/x.pdf'>Slides</attachment></attachments>",
        ),
    );
    repaired(&imported, &[]);
    assert_eq!(imported.format, Format::FrabXml);
    let session = only(&imported);
    assert_eq!((session.key.as_str(), session.text.as_str()), ("g", "Sub\n\nOne\n\nTwo"));
    assert_eq!(timed(session), ("2026-06-20", 600, 30));
    assert_eq!(session.hosts, ["Ann", "Bob"]);
    assert_eq!((session.format.as_str(), session.language.as_str()), ("talk", "en-GB"));
    let links: Vec<_> =
        session.links.iter().map(|link| (link.title.as_str(), link.url.as_str())).collect();
    let expected = [
        ("", "https://example.org/t"),
        ("A & B", "https://example.org/a"),
        ("Slides", "https://example.org/files/x.pdf"),
    ];
    assert_eq!(links, expected);
    assert_eq!(
        (imported.programme.streams[0].key.as_str(), session.stream.as_str()),
        ("open-data", "open-data")
    );
    assert_eq!(imported.programme.event.source, "camp");
}

#[test]
fn titles_ids_and_texts() {
    let long = "x".repeat(201);
    for (event, key, title, parts) in [
        (
            "<event id='7'><title>A &amp;amp; B</title></event>",
            "id-7",
            "A & B",
            &["no guid: id-7", "no date and time"][..],
        ),
        ("<event><slug>a-b</slug></event>", "slug-a-b", "a-b", &["no guid", "no title", "shelf"]),
        (
            "<event guid='g'><title>a\u{b}b&#2;</title></event>",
            "g",
            "ab",
            &["line 1: control characters", "shelf"],
        ),
        (
            &format!("<event guid='g'><title>{long}</title></event>"),
            "g",
            &long,
            &["201 characters", "shelf"],
        ),
        (
            "<event guid='g'><title>[CANCELLED] x</title></event>",
            "g",
            "[CANCELLED] x",
            &["shelf", "it is cancelled"],
        ),
    ] {
        let imported = xml("Europe/London", JUNE, event);
        repaired(&imported, parts);
        assert_eq!((only(&imported).key.as_str(), only(&imported).title.as_str()), (key, title));
        assert!(only(&imported).placement.is_none());
    }
    let endless = format!("<event guid='g'><title>{}</title></event>", "ŵ".repeat(600));
    let imported = xml("Europe/London", JUNE, &endless);
    repaired(
        &imported,
        &["its title has 1200 bytes, and was cut to 1000", "500 characters", "shelf"],
    );
    assert_eq!(only(&imported).title, "ŵ".repeat(500));
    let twice = xml("Europe/London", JUNE, &event("").repeat(2));
    repaired(&twice, &["its guid g is also that of another session: made-"]);
    assert_ne!(twice.programme.sessions[0].key, twice.programme.sessions[1].key);
    assert_eq!(
        twice,
        xml("Europe/London", JUNE, &event("").repeat(2)),
        "the same file gives the same keys"
    );
    assert!(only(&xml("Europe/London", JUNE, &event("<status>canceled</status>"))).cancelled);
}

#[test]
fn lengths_rooms_links_and_languages() {
    for (fields, part) in [
        (
            "<links><link href='www.example.org'>x</link></links>",
            "its link `www.example.org` is no http",
        ),
        (
            "<links><link href='javascript:alert(1)'>x</link></links>",
            "its link `javascript:alert(1)`",
        ),
        ("<room>Attic</room>", "listed in the room Hall, but names Attic"),
        ("<language>de, en</language>", "the first, de, was taken"),
        ("<language>Klingonese</language>", "no language tag"),
        ("<start>11:00</start>", "its date is 10:00 in Europe/London: the date counts"),
        ("<end>2026-06-20T11:00:00+01:00</end>", "its end says 60: the length counts"),
    ] {
        let imported = xml("Europe/London", JUNE, &event(fields));
        repaired(&imported, &[part]);
        assert_eq!(timed(only(&imported)), ("2026-06-20", 600, 30));
        assert!(only(&imported).links.is_empty());
    }
    for (duration, minutes, parts) in [
        ("<duration>00:30</duration>", 30, &[][..]),
        ("<duration>30</duration>", 30, &[]),
        ("<duration>1:30:00</duration>", 90, &[]),
        ("<end>2026-06-20T11:15:00+01:00</end>", 75, &[]),
        ("", 30, &["it has no length: 30 minutes were taken"]),
        ("<duration>soon</duration>", 30, &["its length `soon` cannot be read"]),
        ("<duration>0:00</duration>", 30, &["its length `0:00` cannot be read"]),
        ("<duration>900:00</duration>", 3_720, &["54000 minutes long, and was shortened"]),
    ] {
        let event = format!(
            "<event guid='g'><title>T</title><date>2026-06-20T10:00:00+01:00</date>{duration}</event>"
        );
        let imported = xml("Europe/London", JUNE, &event);
        repaired(&imported, parts);
        assert_eq!(timed(only(&imported)).2, minutes, "{duration}");
    }
    let homeless = "<schedule><conference><title>C</title><time_zone_name>UTC</time_zone_name></conference>\
        <day date='2026-06-20'><event guid='g'><title>T</title><date>2026-06-20T10:00:00Z</date>\
        <duration>1:00</duration></event></day></schedule>";
    let imported = read(homeless.as_bytes(), "c.xml").unwrap();
    repaired(&imported, &["it has no room"]);
    assert_eq!(imported.programme.rooms[0].name, "Room not given");
}

#[test]
fn what_is_too_much_is_cut_and_reported() {
    let persons: String = (0..70).map(|number| format!("<person>P{number}</person>")).collect();
    let links: String =
        (0..70).map(|number| format!("<link href='https://example.org/{number}'/>")).collect();
    let name = "n".repeat(130);
    let fields = format!(
        "<abstract>{}</abstract><persons><person>{name}</person>{persons}</persons><links>{links}</links>",
        "word ".repeat(20_000)
    );
    let imported = xml("Europe/London", JUNE, &event(&fields));
    let session = only(&imported);
    assert_eq!(session.text.len(), import::limits::TEXT_BYTES_MAX);
    assert_eq!((session.hosts.len(), session.links.len()), (64, 64));
    assert_eq!(session.hosts[0].len(), 120);
    assert_eq!(imported.repairs.len(), 1 + 6 + 2, "{:#?}", imported.repairs);
    // Many sessions with one guid: each gets its own, quickly.
    let same = xml("Europe/London", JUNE, &event("").repeat(3_000));
    let keys: std::collections::BTreeSet<_> =
        same.programme.sessions.iter().map(|session| &session.key).collect();
    assert_eq!((keys.len(), same.repairs.len()), (3_000, 2_999));
}

#[test]
fn the_night_on_which_london_goes_back() {
    // 01:30 comes twice: both are shown as 01:30 of the night of Saturday, and the report says so.
    for (date, start) in [
        ("2026-10-24T23:30:00+01:00", 1_410),
        ("2026-10-25T00:30:00+01:00", 1_470),
        ("2026-10-25T01:30:00+01:00", 1_530),
        ("2026-10-25T01:30:00+00:00", 1_530),
        ("2026-10-25T00:30:00Z", 1_530),
        ("2026-10-25T02:30:00+00:00", 1_590),
    ] {
        let event = format!(
            "<event guid='g'><title>T</title><date>{date}</date><duration>0:30</duration></event>"
        );
        let imported = xml("Europe/London", OCTOBER, &event);
        let twice: &[&str] =
            if start == 1_530 { &["the clocks show 01:30 twice that night"] } else { &[] };
        repaired(&imported, twice);
        assert_eq!(timed(only(&imported)), ("2026-10-24", start, 30), "{date}");
    }
    // A session over the change keeps its real length: from 00:30 to 02:30 it takes three hours.
    let over = "<event guid='g'><title>T</title><date>2026-10-25T00:30:00+01:00</date><end>2026-10-25T02:30:00+00:00</end></event>";
    let imported = xml("Europe/London", OCTOBER, over);
    repaired(&imported, &[]);
    assert_eq!(timed(only(&imported)), ("2026-10-24", 1_470, 180));
}

#[test]
fn berlin_in_october_and_march() {
    let day =
        "<day date='2026-10-25' start='2026-10-25T00:00:00+02:00' end='2026-10-26T00:00:00+01:00'>";
    for (date, start, parts) in [
        ("2026-10-25T01:30:00+02:00", 90, &[][..]),
        ("2026-10-25T02:30:00+02:00", 150, &["twice"]),
        ("2026-10-25T02:30:00+01:00", 150, &["twice"]),
        ("2026-10-25T02:30:00", 150, &["does not say which"]),
        ("2026-10-25T09:00:00Z", 600, &[]),
        ("2026-10-25T10:00:00+01:00", 600, &[]),
        ("2026-10-25T10:00:00", 600, &[]),
    ] {
        let event = format!(
            "<event guid='g'><title>T</title><date>{date}</date><duration>1:00</duration></event>"
        );
        let imported = xml("Europe/Berlin", day, &event);
        repaired(&imported, parts);
        assert_eq!(timed(only(&imported)), ("2026-10-25", start, 60), "{date}");
    }
    let spring = "<event guid='g'><title>T</title><date>2026-03-29T02:30:00</date><duration>1:00</duration></event>";
    let imported = xml("Europe/Berlin", "<day date='2026-03-29'>", spring);
    repaired(&imported, &["the clocks skip 02:30"]);
    assert_eq!(timed(only(&imported)).1, 150);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a flat table of cases")]
fn days_and_zones() {
    let at = |date: &str| {
        format!(
            "<event guid='g'><title>T</title><date>{date}</date><start>09:00</start><duration>1:00</duration></event>"
        )
    };
    for (zone, day, date, place, parts) in [
        (
            "",
            JUNE,
            "2026-06-20T09:00:00+01:00",
            ("2026-06-20", 540, 60),
            &["names no time zone: Etc/GMT-1 was taken"][..],
        ),
        (
            "Mars/Dome",
            JUNE,
            "2026-06-20T09:00:00+05:30",
            ("2026-06-20", 540, 60),
            &["`Mars/Dome` is not known: Asia/Kolkata"],
        ),
        (
            "",
            JUNE,
            "2026-06-20T09:00:00",
            ("2026-06-20", 540, 60),
            &["UTC was taken, as its dates have no offset"],
        ),
        (
            "Europe/London",
            JUNE,
            "",
            ("2026-06-20", 540, 60),
            &["it has no date: 09:00 of the day 2026-06-20"],
        ),
        ("Europe/London", JUNE, "2026-06-20", ("2026-06-20", 540, 60), &[]),
        (
            "Europe/London",
            JUNE,
            "soon",
            ("2026-06-20", 540, 60),
            &["`soon` cannot be read", "it has no date"],
        ),
        (
            "Europe/London",
            JUNE,
            "2026-06-27T09:00:00",
            ("2026-06-27", 540, 60),
            &["it was put there"],
        ),
        (
            "Europe/London",
            "<day>",
            "2026-06-20T09:00:00",
            ("2026-06-20", 540, 60),
            &["no date of its own"],
        ),
        (
            "Europe/London",
            "<day date='x'>",
            "2026-06-20T09:00:00",
            ("2026-06-20", 540, 60),
            &["`x` of the day", "no date of its own"],
        ),
        (
            "Asia/Kolkata",
            "<day date='2026-06-19' start='2026-06-19T21:30:00Z'>",
            "2026-06-20T03:30:00+00:00",
            ("2026-06-20", 540, 60),
            &["is dated 2026-06-19, but starts on 2026-06-20"],
        ),
    ] {
        let imported = xml(zone, day, &at(date));
        repaired(&imported, parts);
        assert_eq!(timed(only(&imported)), place, "{date}");
    }
    let night =
        "<event guid='g'><title>T</title><start>01:00</start><duration>1:00</duration></event>";
    let imported = xml("Europe/London", OCTOBER, night);
    assert_eq!(
        timed(only(&imported)),
        ("2026-10-24", 1_500, 60),
        "a night without a date belongs to the day before"
    );
}

#[test]
fn json_keeps_the_order_of_rooms() {
    let json = r#"{"schedule": {"base_url": "https://example.org/", "conference": {"title": "Camp", "acronym": "camp",
        "time_zone_name": "Europe/London", "rooms": [{"name": "Attic", "capacity": 18, "description": "Up"}],
        "tracks": [{"name": "Data", "slug": "d"}], "days": [{"date": "2026-06-20", "rooms": {
            "Zoo": [{"guid": "a", "title": {"cy": "Tŷ", "en": "House"}, "date": "2026-06-20T10:00:00+01:00", "duration": 30,
                "persons": [{"public_name": "Ann"}, "Bob"], "links": [{"url": "https://example.org/x", "title": "X"}, "https://example.org/y"],
                "track": "Data"}, null],
            "Attic": []}}]}}}"#;
    let imported = read(json.as_bytes(), "camp.json").unwrap();
    assert_eq!(imported.format, Format::FrabJson);
    repaired(&imported, &["days[0].rooms[Zoo][1]: this is no session"]);
    let rooms: Vec<_> = imported
        .programme
        .rooms
        .iter()
        .map(|room| (room.name.as_str(), room.capacity, room.way.as_str()))
        .collect();
    assert_eq!(rooms, [("Zoo", 0, ""), ("Attic", 18, "Up")]);
    let session = only(&imported);
    assert_eq!((session.title.as_str(), session.stream.as_str()), ("House", "d"));
    assert_eq!(session.hosts, ["Ann", "Bob"]);
    assert_eq!(session.links.len(), 2);
    assert_eq!(timed(session), ("2026-06-20", 600, 30));
    let pretalx =
        json.replace("{\"public_name\": \"Ann\"}", "{\"code\": \"X\", \"name\": \"Ann\"}");
    assert_eq!(read(pretalx.as_bytes(), "camp.json").unwrap().format, Format::PretalxJson);
}

#[test]
fn marks_for_the_direction_of_writing_leave_a_name() {
    let fields = event("<persons><person>Ann\u{2069} \u{202e}Lee</person></persons>");
    let imported = xml("Europe/London", JUNE, &fields);
    assert_eq!(only(&imported).hosts, ["Ann Lee"]);
    repaired(&imported, &["marks for the direction of writing were removed"]);
}
