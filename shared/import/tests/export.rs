//! What is written can be read again: texts, times and rooms are the same, and nothing in a table
//! can run as a formula.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use import::table::{write_grid, write_rows};
use import::{Format, Options, Read, read_any, sample};
use proptest::prelude::*;
use shared::programme::fields::{Field, Lookup, Shown};
use shared::programme::{Day, Fixed, Link, Placement, Programme, Room, Session, Stream, When};

fn read(text: &str) -> import::Imported {
    let read = read_any(text.as_bytes(), "export.csv", &Options::default());
    match read.unwrap_or_else(|error| panic!("{error}: {text}")) {
        Read::Whole(imported) => *imported,
        Read::Asks(ask) => panic!("asks: {ask}: {text}"),
    }
}

fn fields(programme: &Programme) -> Vec<(String, Vec<Shown>, u32)> {
    let lookup = Lookup::new(programme);
    let mut all: Vec<_> = programme
        .sessions
        .iter()
        .map(|session| {
            let shown = Field::ALL.map(|field| lookup.shown(session, field)).to_vec();
            (session.mark.clone(), shown, session.dots)
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

fn marked(mut programme: Programme) -> Programme {
    for (number, session) in programme.sessions.iter_mut().enumerate() {
        session.mark = format!("{number:032x}");
    }
    programme
}

fn fixed(programme: &Programme) -> Vec<(&str, &str, u32, u32)> {
    let lookup = Lookup::new(programme);
    let mut all: Vec<_> = programme
        .fixed
        .iter()
        .map(|item| {
            let (day, start, minutes) = lookup.span(&item.placement.when).unwrap();
            (item.title.as_str(), lookup.date(day), start, minutes)
        })
        .collect();
    all.sort_unstable();
    all
}

fn cells(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader
        .records()
        .flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn begins_like_a_formula(cell: &str) -> bool {
    let seen =
        cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    let marks = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    seen.starts_with(marks) || cell.starts_with(marks)
}

#[test]
fn the_sample_survives_a_table() {
    let sample = marked(sample());
    let text = write_rows(&sample);
    assert!(text.starts_with("\u{feff}Day,Start,End,Room,Title,") && text.contains("\r\n"));
    let imported = read(&text);
    assert_eq!(imported.format, Format::CsvRows);
    assert_eq!(imported.repairs, []);
    assert_eq!(fields(&imported.programme), fields(&sample));
    assert_eq!(fixed(&imported.programme), fixed(&sample));
    assert_eq!(imported.programme.event.source, sample.event.source);
    let keys = |programme: &Programme| {
        let mut keys: Vec<_> =
            programme.sessions.iter().map(|session| session.key.clone()).collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&imported.programme), keys(&sample));
}

#[test]
fn a_spreadsheet_may_save_the_table_in_its_own_way() {
    let sample = marked(sample());
    let text = write_rows(&sample);
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    writer.write_record(reader.headers().unwrap()).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let cells = record.iter().enumerate().map(|(column, cell)| {
            match (column, cell.split('-').collect::<Vec<_>>().as_slice()) {
                (0, [year, month, day]) => format!("{day}/{month}/{year}"),
                (1 | 2, _) if !cell.is_empty() => format!("{cell}:00"),
                _ => cell.to_owned(),
            }
        });
        writer.write_record(cells).unwrap();
    }
    let saved = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    assert_eq!(fields(&read(&saved).programme), fields(&sample));
}

#[test]
fn the_sample_survives_a_grid() {
    let sample = sample();
    let imported = read(&write_grid(&sample));
    assert_eq!(imported.format, Format::CsvGrid);
    let placed = |programme: &Programme| {
        let lookup = Lookup::new(programme);
        let mut all: Vec<_> = programme
            .sessions
            .iter()
            .filter(|session| session.placement.is_some())
            .map(|session| {
                let shown = [Field::Title, Field::Hosts, Field::Placement]
                    .map(|field| lookup.shown(session, field));
                format!("{} | {} | {}", shown[0], shown[1], shown[2])
            })
            .collect();
        all.sort();
        all
    };
    assert_eq!(placed(&imported.programme), placed(&sample));
    assert!(fixed(&sample).iter().all(|item| fixed(&imported.programme).contains(item)));
    assert!(sample.slots.iter().all(|slot| {
        imported
            .programme
            .slots
            .iter()
            .any(|read| (read.start, read.minutes) == (slot.start, slot.minutes))
    }));
}

#[test]
fn our_own_json_is_read_back_whole() {
    let sample = marked(sample());
    let text = serde_json::to_string_pretty(&sample).unwrap();
    let Read::Whole(imported) =
        read_any(text.as_bytes(), "programme.json", &Options::default()).unwrap()
    else {
        panic!("asks")
    };
    assert_eq!(imported.format, Format::Export);
    assert_eq!(imported.programme, sample);
    assert_eq!(imported.repairs, []);
    let newer = text.replacen("\"sessions\"", "\"moons\": [], \"sessions\"", 1);
    let refused =
        read_any(newer.as_bytes(), "programme.json", &Options::default()).unwrap_err().to_string();
    assert!(refused.contains("another version of this program"), "{refused}");
}

#[test]
fn a_link_that_no_document_takes_is_left_out_with_a_line() {
    let mut programme = marked(Programme {
        sessions: vec![Session { title: "A".into(), ..Session::default() }],
        ..Programme::default()
    });
    programme.sessions[0].links = vec![Link { title: "x".into(), url: "example.org".into() }];
    let imported = read(&write_rows(&programme));
    assert_eq!(imported.programme.sessions[0].links, []);
    assert!(
        imported.repairs[0].to_string().contains("no http or https address"),
        "{:?}",
        imported.repairs
    );
}

/// Any text that a document takes.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "=",
            "+",
            "-",
            "@",
            "'",
            "\"",
            ",",
            ";",
            "&amp;",
            "<b>",
            " ",
            "\u{a0}",
            "＝",
            "sep=;",
            "(",
            ")",
            "10:00",
            "ŵ",
            "<<<<<<< a"
        ])
        .prop_map(str::to_owned),
        "[^\\p{Cc}]{0,4}",
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(line(), 0..4).prop_map(|lines| lines.join("\n"))
}

fn named() -> impl Strategy<Value = String> {
    line().prop_filter("a name", |name| !name.trim().is_empty())
}

fn a_session() -> impl Strategy<Value = Session> {
    let words = || prop::collection::btree_set(named(), 0..3);
    let place = prop::option::of((0_u32..1_600, 1_u32..200, 0_usize..3));
    (named(), text(), words(), words(), (line(), any::<bool>(), 0_u32..9), place).prop_map(
        |(title, text, hosts, tags, (format, cancelled, dots), place)| Session {
            title,
            text,
            hosts: hosts.into_iter().map(|name| name.trim().to_owned()).collect(),
            tags: tags.into_iter().map(|name| name.trim().to_owned()).collect(),
            links: vec![Link {
                title: format.trim().to_owned(),
                url: "https://example.org/a;b".into(),
            }],
            format,
            cancelled,
            dots,
            stream: if dots > 4 { "s".into() } else { String::new() },
            placement: place.map(|(start, minutes, room)| Placement {
                when: When::Timed { day: "d".into(), start, minutes },
                rooms: vec![format!("r{room}")],
            }),
            ..Session::default()
        },
    )
}

fn a_programme() -> impl Strategy<Value = Programme> {
    (prop::collection::vec(a_session(), 1..6), [named(), named(), named()], named()).prop_map(
        |(sessions, rooms, stream)| {
            let rooms = rooms.into_iter().enumerate().map(|(number, name)| Room {
                key: format!("r{number}"),
                name: format!("{name} {number}").split_whitespace().collect::<Vec<_>>().join(" "),
                ..Room::default()
            });
            let lunch = Placement {
                when: When::Timed { day: "d".into(), start: 720, minutes: 60 },
                rooms: Vec::new(),
            };
            let fixed = Fixed {
                key: "lunch".into(),
                title: "=Lunch".into(),
                title_cy: String::new(),
                placement: lunch,
                streams: Vec::new(),
            };
            let mut programme = Programme {
                days: vec![Day { key: "d".into(), date: "2026-06-20".into(), ..Day::default() }],
                rooms: rooms.collect(),
                streams: vec![Stream { key: "s".into(), name: stream, ..Stream::default() }],
                sessions,
                fixed: vec![fixed],
                ..Programme::default()
            };
            programme.event.source = "camp".into();
            for (number, session) in programme.sessions.iter_mut().enumerate() {
                session.key = format!("k{number}");
            }
            marked(programme)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_survives_a_table(programme in a_programme()) {
        let text = write_rows(&programme);
        for cell in cells(&text) {
            prop_assert!(!begins_like_a_formula(&cell), "{cell:?}");
        }
        let imported = read(&text);
        prop_assert_eq!(fields(&imported.programme), fields(&programme), "{}", text);
        prop_assert_eq!(fixed(&imported.programme), fixed(&programme));
    }

    #[test]
    fn no_cell_of_a_grid_is_a_formula(programme in a_programme()) {
        let text = write_grid(&programme);
        for cell in cells(&text) {
            prop_assert!(!begins_like_a_formula(&cell), "{cell:?}");
        }
        prop_assert!(read_any(text.as_bytes(), "grid.csv", &Options::default()).is_ok());
    }
}
