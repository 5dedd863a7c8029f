//! Whatever the bytes are: an answer, never a panic, and the same answer again.

use import::{Options, Read, read, read_any};
use proptest::prelude::*;

const XML: &str = "<?xml version='1.0'?><schedule><conference><title>Camp</title><time_zone_name>Europe/London</time_zone_name>\
    </conference><day date='2026-10-24' start='2026-10-24T09:00:00+01:00'><room name='Hall'><event guid='a' id='1'><title>T &amp; U</title>\
    <date>2026-10-25T01:30:00+01:00</date><start>01:30</start><duration>1:30:00</duration><abstract>&lt;ol start='9'&gt;&lt;li&gt;x&lt;table&gt;\
    &lt;td colspan=9&gt;y</abstract><persons><person>Ann</person></persons><links><link href='https://example.org'>x</link></links>\
    <track>Data</track><language>en</language></event></room></day></schedule>";

const JSON: &str = r#"{"schedule": {"conference": {"title": "Camp", "time_zone_name": "Europe/Berlin", "days": [{"date": "2026-10-25",
    "day_start": "2026-10-25T00:00:00+02:00", "rooms": {"Hall": [{"guid": "a", "id": 1, "title": "T", "date": "2026-10-25T02:30:00+01:00",
    "duration": "00:30", "end": "2026-10-25T03:00:00+01:00", "abstract": "<p>x</p>", "persons": [{"public_name": "Ann"}], "links": []}]}}]}}}"#;

/// Pieces that matter to a reader of schedules.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "<",
            ">",
            "</",
            "/>",
            "&",
            ";",
            "&#0;",
            "&#x1f;",
            "]]>",
            "<![CDATA[",
            "<!--",
            "<!",
            "<?",
            "\"",
            "'",
            "=",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\\u0000",
            "-",
            "0",
            "9999999999",
            "-262144-01-01T00:00:00Z",
            "9999-12-31T23:59:59+25:59",
            "2026-10-25T01:30:00",
            "-009999-01-01T00:00:00+00:00",
            "PT1H",
            "P9999999Y",
            "4294967295:59",
            "99:99:99",
            "\u{0}",
            "\u{fffe}",
            "\u{301}",
            "\u{85}",
            "\u{1f468}\u{200d}",
            "ŵ",
            "\n",
            "\r",
            "\t",
        ])
        .prop_map(str::to_owned),
        ".{0,6}",
    ]
}

fn html_piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "<table>",
            "<tr>",
            "<td>",
            "</td>",
            "</table>",
            "<tbody>",
            "<ol start=-9223372036854775808>",
            "<ul>",
            "<li>",
            "</li>",
            "</ul>",
            "<dl>",
            "<dt>",
            "<dd>",
            "<p>",
            "</p>",
            "<br/>",
            "<hr>",
            "<pre>",
            "</pre>",
            "<h1>",
            "<blockquote>",
            "</blockquote>",
            "<sup>",
            "<a href='https://example.org/'>",
            "<a href=",
            "<img alt=x>",
            "<svg>",
            "<math>",
            "<template>",
            "<select>",
            "<script>",
            "</script>",
            "<!-- ",
            "-->",
            "<b>",
            "</b>",
            "&nbsp;",
            "&#7;",
            "&#x9f;",
            "&#133;",
            "&#127;",
            "&#x0",
            "&eacute;",
            "&#128512;",
            "word",
            " ",
            "\n",
            "\t",
            "\u{ad}",
            "\u{200b}",
            "漢字",
        ])
        .prop_map(str::to_owned),
        ".{0,4}",
    ]
}

fn mutate(source: &str, cuts: &[(prop::sample::Index, usize, String)]) -> String {
    let mut chars: Vec<char> = source.chars().collect();
    for (at, remove, insert) in cuts {
        let at = at.index(chars.len() + 1);
        let end = (at + remove).min(chars.len());
        chars.splice(at..end, insert.chars());
    }
    chars.into_iter().collect()
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    match (read(bytes, "any"), read(bytes, "any")) {
        (Ok(one), Ok(other)) => {
            let control = |c: char| c.is_control() && c != '\n';
            prop_assert!(
                one.programme.sessions.iter().all(|session| !session.text.contains(control))
            );
            prop_assert!(
                one.programme
                    .sessions
                    .iter()
                    .all(|session| !session.title.contains(char::is_control))
            );
            prop_assert!(
                one.programme
                    .sessions
                    .iter()
                    .all(|session| !session.title.is_empty() && !session.key.is_empty())
            );
            prop_assert_eq!(one, other);
        }
        (Err(one), Err(other)) => prop_assert_eq!(one.to_string(), other.to_string()),
        (one, other) => prop_assert!(false, "{:?} and {:?}", one, other),
    }
    Ok(())
}

const ROWS: &str = "Title,Host,Room,Date,Start,End,Length,Tags,Link\nPotholes,Asha Rees & Tom Ivey,Hall,20/06/2026,10:00,10:45,45,\"a, b\",https://example.org\n";
const GRID: &str = "Saturday 20 June 2026\nTime,Hall,Attic\n10.00-10.45,\"Potholes\nAsha Rees\",Bins\n,More,\n11:00,Lunch,Lunch\n";

/// Pieces that matter to a reader of tables.
fn cell_piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "Title",
            "Room",
            "Time",
            "Start",
            "End",
            "Date",
            "Length",
            "Campboard mark",
            "Kind",
            "fixed",
            "Hall",
            "10:00",
            "10.00-9.00",
            "23:59",
            "71:59",
            "9am",
            "12.30-1.15",
            "1.30",
            "2026-06-20",
            "31/12/9999",
            "9999-12-31",
            "-9999-01-01",
            "Day 99999",
            "Day -1",
            "Saturday",
            "Mawrth",
            "2026-06-20T10:00:00+25:00",
            "9999-12-31T23:59:59Z",
            "4294967295",
            "99999h",
            "=1",
            "'=1",
            "\"",
            "\"\"",
            "\n",
            "\r\n",
            "\r",
            "",
            " ",
            "\u{feff}",
            "sep=;",
            "Lunch",
            "(a; b)",
            "with ",
            "ŵ",
            "\u{0}",
            "-----",
            "00000000000000000000000000000007-a",
        ])
        .prop_map(str::to_owned),
        ".{0,4}",
    ]
}

fn check_table(bytes: &[u8]) -> Result<(), TestCaseError> {
    for day in [None, Some(jiff::civil::date(2026, 6, 20)), Some(jiff::civil::Date::MAX)] {
        let options = Options { day, zone: "Europe/London".into(), ..Options::default() };
        let one = read_any(bytes, "any.csv", &options);
        if let Ok(Read::Whole(imported)) = &one {
            for session in &imported.programme.sessions {
                prop_assert!(!session.title.contains(char::is_control) && !session.key.is_empty());
            }
            let starts = imported.programme.slots.iter().map(|slot| slot.start + slot.minutes);
            prop_assert!(starts.into_iter().all(|end| end <= import::limits::DAY_MINUTES_MAX));
        }
        match (one, read_any(bytes, "any.csv", &options)) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one, other),
            (Err(one), Err(other)) => prop_assert_eq!(one.to_string(), other.to_string()),
            (one, other) => prop_assert!(false, "{:?} and {:?}", one, other),
        }
    }
    Ok(())
}

/// Found by `of_any_values`: the hours overflowed before they were compared.
#[test]
fn a_start_of_four_billion_hours() {
    let json = JSON.replace("\"duration\"", "\"start\": \"4294967295:59\", \"duration\"");
    assert_eq!(read(json.as_bytes(), "any").unwrap().programme.sessions.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes)?;
    }

    #[test]
    fn of_any_pieces(start in prop::sample::select(vec!["<", "{", "[", ""]), pieces in prop::collection::vec(piece(), 0..40)) {
        check(format!("{start}{}", pieces.concat()).as_bytes())?;
    }

    #[test]
    fn of_damaged_schedules(
        xml in any::<bool>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, piece()), 1..6),
    ) {
        check(mutate(if xml { XML } else { JSON }, &cuts).as_bytes())?;
    }

    #[test]
    fn of_any_values(pieces in prop::collection::vec(piece(), 8)) {
        let safe: Vec<String> = pieces.iter().map(|piece| piece.replace(['<', '>', '&', '"', '\'', '\\'], "")).collect();
        let [a, b, c, d, e, f, g, h] = safe.as_slice() else { unreachable!() };
        let xml = format!(
            "<schedule><conference><title>{a}</title><time_zone_name>{b}</time_zone_name></conference><day date='{c}' end='{d}'>\
             <room name='{e}'><event guid='{f}'><title>{h}</title><date>{c}</date><start>{g}</start><duration>{d}</duration><end>{g}</end>\
             <language>{a}</language><track>{b}</track><url>{h}</url></event></room></day></schedule>"
        );
        check(xml.as_bytes())?;
    }

    #[test]
    fn of_any_bytes_in_a_table(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check_table(&bytes)?;
    }

    #[test]
    fn of_any_cells(rows in prop::collection::vec(prop::collection::vec(cell_piece(), 0..6), 0..12), mark in prop::sample::select(vec![",", ";", "\t"])) {
        let text: Vec<String> = rows.iter().map(|row| row.join(mark)).collect();
        check_table(text.join("\n").as_bytes())?;
    }

    #[test]
    fn of_damaged_tables(
        grid in any::<bool>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, cell_piece()), 1..6),
    ) {
        check_table(mutate(if grid { GRID } else { ROWS }, &cuts).as_bytes())?;
    }

    #[test]
    fn of_any_html(pieces in prop::collection::vec(html_piece(), 0..40)) {
        let text = pieces.concat().replace('&', "&amp;").replace('<', "&lt;");
        let xml = format!("<schedule><day date='2026-06-20'><room name='x'><event guid='a'><abstract>{text}</abstract></event></room></day></schedule>");
        check(xml.as_bytes())?;
    }
}
