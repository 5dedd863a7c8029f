//! What comes out of the printer, read back with a library of somebody else.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking"
)]

use lopdf::{Document, Object};
use paper::{Form, PerSheet, Said, Sentences};
use shared::{
    ids::{DayId, FixedId, PersonId, RoomId, SessionId, SlotId, StreamId},
    schedule::{Author, Day, Fixed, Placement, Removal, Room, Schedule, Session, Span, When},
};
use std::{collections::BTreeMap, sync::Arc};

const A3: (f32, f32) = (1190.55, 841.89);
const A4: (f32, f32) = (595.28, 841.89);
const DAY: DayId = DayId([1; 16]);

fn id(kind: u8, n: usize) -> [u8; 16] {
    let mut id = [0; 16];
    id[0] = kind;
    id[8..].copy_from_slice(&(n as u64).to_be_bytes());
    id
}

/// English enough for a test: the real ones are in the Fluent files.
fn say(key: &str, values: &[(&str, Said<'_>)]) -> String {
    let value = |name: &str| match values.iter().find(|(key, _)| *key == name) {
        Some((_, Said::Text(text))) => (*text).to_owned(),
        Some((_, Said::Number(n))) => n.to_string(),
        None => panic!("{key} is not given {name}"),
    };
    match key {
        "paper-as-of" => format!("as of {}, board {}", value("time"), value("board")),
        "paper-page" => format!("Page {} of {}", value("n"), value("of")),
        "date-long" => {
            format!("{} {} {} {}", value("weekday"), value("day"), value("month"), value("year"))
        }
        "weekday" => "Saturday".to_owned(),
        "month" => "June".to_owned(),
        other => other.trim_start_matches("paper-").to_owned(),
    }
}

fn sentences(schedule: &Schedule) -> Sentences {
    Sentences::of(schedule, false, ("11:42", "3f9a"), say)
}

struct Camp(Schedule);

impl Camp {
    fn new(rooms: usize, slots: usize) -> Self {
        let mut schedule = Schedule::default();
        let facts = Arc::make_mut(&mut schedule.event);
        facts.name = "Camp of towns".to_owned().into();
        let day = Day { date: "2026-06-20".to_owned().into(), ..Day::default() };
        schedule.days.insert(DAY, Arc::new(day));
        for n in 0..rooms {
            let name = format!("Room {n:03}").into();
            let room = Room { name, order: format!("{n:05}"), ..Room::default() };
            schedule.rooms.insert(RoomId(id(2, n)), Arc::new(room));
        }
        for n in 0..slots {
            let start = 540 + 60 * n as u32;
            let slot = shared::schedule::Slot {
                span: Span { day: DAY, start, minutes: 45 }.into(),
                streams: Vec::new().into(),
                source: String::new(),
                removal: Removal::Present,
            };
            schedule.slots.insert(SlotId(id(3, n)), Arc::new(slot));
        }
        Self(schedule)
    }

    fn session(&mut self, title: &str, placement: Placement) -> &mut Session {
        let n = self.0.sessions.len();
        let person = PersonId(id(5, n));
        self.0.people.insert(person, format!("Host {n:04}").into());
        let mut session = Session { known: true, ..Session::default() };
        session.title = title.to_owned().into();
        session.hosts = vec![person].into();
        session.placement = placement.into();
        session.pitched_order = (n as u64, String::new());
        let entry = self.0.sessions.entry(SessionId(id(4, n)));
        Arc::make_mut(entry.or_insert(Arc::new(session)))
    }

    fn at(room: usize, slot: usize) -> Placement {
        Placement::At { when: When::Slot(SlotId(id(3, slot))), rooms: vec![RoomId(id(2, room))] }
    }

    fn lunch(&mut self) {
        let when = When::Timed { day: DAY, start: 765, minutes: 15 };
        let placement = Placement::At { when, rooms: Vec::new() }.into();
        let lunch = Fixed { title: "Lunch".to_owned().into(), placement, ..Fixed::default() };
        self.0.fixed.insert(FixedId([9; 16]), Arc::new(lunch));
    }

    fn print(&self, form: Form) -> Print {
        let bytes = paper::print(&self.0, form, &[], &sentences(&self.0)).unwrap();
        Print(Document::load_mem(&bytes).unwrap())
    }
}

struct Print(Document);

impl Print {
    fn pages(&self) -> usize {
        self.0.get_pages().len()
    }

    fn sizes(&self) -> Vec<(f32, f32)> {
        let mut sizes = Vec::new();
        for page in self.0.get_pages().values() {
            let page = self.0.get_dictionary(*page).unwrap();
            let sides: Vec<f32> = page
                .get(b"MediaBox")
                .and_then(Object::as_array)
                .unwrap()
                .iter()
                .map(|side| side.as_float().unwrap())
                .collect();
            sizes.push((sides[2], sides[3]));
        }
        sizes
    }

    fn text_of(&self, page: usize) -> String {
        self.0
            .extract_text(&[page as u32])
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn text(&self) -> String {
        (1..=self.pages()).map(|page| self.text_of(page)).collect::<Vec<_>>().join("\n")
    }

    /// Sizes of letters on a page, in points.
    fn letters(&self, page: usize) -> Vec<f32> {
        let content = self.0.get_page_content(self.0.get_pages()[&(page as u32)]);
        let content = lopdf::content::Content::decode(&content).unwrap();
        let fonts = content.operations.into_iter().filter(|operation| operation.operator == "Tf");
        fonts.map(|font| font.operands[1].as_float().unwrap()).collect()
    }
}

fn all_are(sizes: &[(f32, f32)], size: (f32, f32)) {
    for (w, h) in sizes {
        assert!((w - size.0).abs() < 0.1 && (h - size.1).abs() < 0.1, "{w} x {h}");
    }
}

#[test]
fn the_grid_of_a_day_is_one_a3_with_everything_on_it() {
    let mut camp = Camp::new(4, 6);
    camp.lunch();
    camp.session("Potholes for beginners", Camp::at(0, 0));
    camp.session("Tai Tŷ’r Cymry", Camp::at(1, 2));
    let when = When::Timed { day: DAY, start: 555, minutes: 20 };
    camp.session("At its own time", Placement::At { when, rooms: vec![RoomId(id(2, 3))] });
    camp.session("Not placed", Placement::Shelf);
    let gone = camp.session("Not to be", Camp::at(2, 3));
    let by = Author {
        change: shared::ids::ChangeHash([0; 32]),
        device: shared::ids::DeviceTag([0; 8]),
        person: None,
        at_s: 0,
        doubtful: false,
    };
    gone.cancelled = Removal::Removed { by, edited_since: false };
    let print = camp.print(Form::Grid);
    assert_eq!(print.pages(), 1);
    all_are(&print.sizes(), A3);
    let text = print.text();
    for word in [
        "Camp of towns",
        "Saturday 20 June 2026",
        "as of 11:42, board 3f9a",
        "Potholes for beginners",
        "Tai Tŷ’r Cymry",
        "Host 0000",
        "09:15–09:35",
        "Lunch",
        "cancelled",
        "09:00",
        "–09:45",
        "Room 003",
    ] {
        assert!(text.contains(word), "{word} is not on the paper: {text}");
    }
    assert!(!text.contains("Not placed") && !text.contains("Page"), "{text}");
}

#[test]
fn a_blank_grid_has_rooms_times_and_breaks_and_no_session() {
    let mut camp = Camp::new(4, 6);
    camp.lunch();
    camp.session("Potholes", Camp::at(0, 0));
    let text = camp.print(Form::Blank).text();
    for word in ["Room 000", "Room 003", "09:00", "14:00", "Lunch"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert!(!text.contains("Potholes") && !text.contains("Host"), "{text}");
    let bare = Camp(Schedule::default()).print(Form::Blank);
    assert_eq!(bare.pages(), 1);
    assert!(bare.text().contains("as of 11:42"));
}

#[test]
fn rooms_of_a_large_event_go_on_on_the_next_sheet() {
    let mut camp = Camp::new(108, 13);
    for n in 0..1_351 {
        let title = format!("Session {n:04} about something that takes a line or two");
        camp.session(&title, Camp::at(n % 108, n / 108 % 13));
    }
    let grid = camp.print(Form::Grid);
    all_are(&grid.sizes(), A3);
    assert!(grid.pages() >= 11, "{}", grid.pages());
    let text = grid.text();
    let lacking: Vec<_> = (0..1_351)
        .filter(|n| {
            !text.contains(&format!("Session {n:04}")) || !text.contains(&format!("Host {n:04}"))
        })
        .collect();
    assert!(lacking.is_empty(), "not on the paper: {lacking:?}");
    let pages = grid.pages();
    assert!(grid.text_of(3).contains(&format!("Page 3 of {pages}")), "{}", grid.text_of(3));
    let doors = camp.print(Form::Doors);
    all_are(&doors.sizes(), A4);
    assert!(doors.pages() >= 108);
    assert!(doors.pages() < 400, "{}", doors.pages());
}

#[test]
fn door_sheets_can_be_read_from_two_metres() {
    const POINTS: f32 = 72.0 / 25.4;
    const CAP_HEIGHT: f32 = 0.668;
    let mut camp = Camp::new(2, 9);
    camp.lunch();
    for slot in 0..9 {
        camp.session(
            "What nobody tells you about bins and those who empty them",
            Camp::at(0, slot),
        );
    }
    let print = camp.print(Form::Doors);
    let footer = 4.01 * POINTS;
    for page in 1..=print.pages() {
        assert!(print.text_of(page).contains("as of 11:42, board 3f9a"));
        // All but the line at the foot.
        let letters: Vec<f32> =
            print.letters(page).into_iter().filter(|size| *size > footer).collect();
        let caps: Vec<f32> = letters.iter().map(|size| size * CAP_HEIGHT / POINTS).collect();
        assert!(caps.len() > 5, "{caps:?}");
        let least = caps.iter().copied().fold(f32::MAX, f32::min);
        assert!(least >= paper::HOSTS_CAP_MM_MIN * 0.999, "{least}");
        let large = caps.iter().filter(|cap| **cap >= paper::TITLE_CAP_MM_MIN * 0.999).count();
        assert!(large * 2 > caps.len(), "{caps:?}");
    }
    assert!(
        print.text_of(1).contains("Room 000") && print.text_of(print.pages()).contains("Room 001")
    );
    // The letters are as high as the fonts in the file say.
    let heights: Vec<f32> = print
        .0
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"CapHeight").ok()?.as_float().ok())
        .collect();
    assert!(!heights.is_empty() && heights.iter().all(|h| (h - 668.0).abs() < 1.0), "{heights:?}");
}

#[test]
fn a_title_of_two_hundred_letters_stays_within_its_bounds() {
    let title = format!("{} end", "seventeen letters ".repeat(12).trim_end());
    let mut camp = Camp::new(10, 8);
    camp.session(&title, Camp::at(4, 3));
    camp.session(&"Donaudampfschifffahrt".repeat(9), Camp::at(5, 3));
    let text = camp.print(Form::Grid).text();
    assert!(text.contains("end") || text.contains('…'), "{text}");
    let doors = camp.print(Form::Doors).text();
    assert!(doors.contains("seventeen letters") && doors.contains('…'), "{doors}");
    assert!(!doors.contains("lette…"), "cut within a word: {doors}");
    camp.session(&title, Placement::Shelf);
    let slips = camp.print(Form::Slips { per_sheet: PerSheet::Six });
    assert!(slips.text().contains("seventeen letters"));
}

#[test]
fn an_event_with_nothing_in_it_prints_that() {
    let empty = Camp(Schedule::default());
    for (form, size) in [
        (Form::Grid, A3),
        (Form::Blank, A3),
        (Form::Doors, A4),
        (Form::Slips { per_sheet: PerSheet::Four }, A4),
    ] {
        let print = empty.print(form);
        assert_eq!(print.pages(), 1, "{form:?}");
        all_are(&print.sizes(), size);
        assert!(print.text().contains("as of 11:42, board 3f9a"), "{form:?}: {}", print.text());
    }
    assert!(empty.print(Form::Grid).text().contains("nothing"));
}

#[test]
fn slips_are_four_or_six_to_a_sheet_and_some_are_empty() {
    let mut camp = Camp::new(2, 2);
    for n in 0..5 {
        let session = camp.session(&format!("Pitch {n}"), Placement::Shelf);
        session.text = "What I want to know".to_owned().into();
    }
    for (per_sheet, each, pages) in [(PerSheet::Four, 4, 3), (PerSheet::Six, 6, 2)] {
        let print = camp.print(Form::Slips { per_sheet });
        assert_eq!(print.pages(), pages, "{per_sheet:?}");
        for page in 1..=pages {
            let labels = print.text_of(page).matches("slip-host").count();
            assert_eq!(labels, each, "{}", print.text_of(page));
        }
        let text = print.text();
        for word in ["Pitch 0", "Pitch 4", "Host 0003", "What I want to know"] {
            assert!(text.contains(word), "{word}");
        }
    }
}

#[test]
fn rooms_of_a_stream_stand_together_and_a_day_can_be_chosen() {
    let mut camp = Camp::new(4, 3);
    let other = DayId([2; 16]);
    let sunday = Day { date: "2026-06-21".to_owned().into(), ..Day::default() };
    camp.0.days.insert(other, Arc::new(sunday));
    let stream = StreamId([7; 16]);
    let named = shared::schedule::Stream { name: "Data".to_owned().into(), ..Default::default() };
    camp.0.streams = BTreeMap::from([(stream, Arc::new(named))]);
    for n in [1, 3] {
        let room = camp.0.rooms.get_mut(&RoomId(id(2, n))).unwrap();
        Arc::make_mut(room).streams = vec![stream].into();
    }
    let said = sentences(&camp.0);
    let bytes = paper::print(&camp.0, Form::Grid, &[DAY], &said).unwrap();
    let print = Print(Document::load_mem(&bytes).unwrap());
    assert_eq!(print.pages(), 1);
    let text = print.text();
    let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word}: {text}"));
    assert!(at("Data") < at("Room 001") && at("Room 003") < at("Room 000"), "{text}");
    assert_eq!(text.matches("Data").count(), 1, "{text}");
    // The same schedule gives the same bytes.
    assert_eq!(paper::print(&camp.0, Form::Grid, &[DAY], &said).unwrap(), bytes);
}
