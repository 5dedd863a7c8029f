use super::*;
use crate::clock::{self, LocalTime};
use proptest::prelude::*;
use shared::{
    ids::{PersonId, SlotId},
    schedule::{Day, Removal, Room, Session, Slot, Span, Stream, When},
};

/// English and Welsh, as far as these tests speak.
struct Both;

impl Names for Both {
    fn day(&self, schedule: &Schedule, day: DayId) -> Vec<String> {
        let name = schedule.days.get(&day).map(|day| day.name.value.clone());
        name.into_iter().chain(["Dydd Sadwrn".to_owned()]).collect()
    }

    fn format(&self, format: &str) -> Vec<String> {
        vec![format.to_owned(), "Gweithdy".to_owned()]
    }
}

fn id<const N: usize>(n: usize) -> [u8; N] {
    let mut id = [0; N];
    id[..8].copy_from_slice(&(n as u64).to_be_bytes());
    id
}

/// A day, two rooms, a stream, two people and five slots from 10:00 on.
fn ground() -> Schedule {
    let mut schedule = Schedule::default();
    let day = Day {
        date: "2026-11-21".to_owned().into(),
        name: "Saturday".to_owned().into(),
        ..Day::default()
    };
    schedule.days.insert(DayId(id(0)), day.into());
    for (n, (name, name_cy)) in
        [("Severn", "Hafren"), ("Workshop 1", "Gweithdy 1")].into_iter().enumerate()
    {
        let room = Room {
            name: name.to_owned().into(),
            name_cy: name_cy.to_owned().into(),
            ..Room::default()
        };
        schedule.rooms.insert(RoomId(id(n)), room.into());
    }
    let stream = Stream { name: "Makers".to_owned().into(), ..Stream::default() };
    schedule.streams.insert(StreamId(id(0)), stream.into());
    for (n, name) in ["Łukasz Nowak", "Siân Prŷs"].into_iter().enumerate() {
        schedule.people.insert(PersonId(id(n)), name.into());
    }
    for n in 0..5 {
        let start = 600 + 45 * u32::try_from(n).unwrap();
        let slot = Slot {
            span: Span { day: DayId(id(0)), start, minutes: 40 }.into(),
            streams: Vec::new().into(),
            source: String::new(),
            removal: Removal::Present,
        };
        schedule.slots.insert(SlotId(id(n)), slot.into());
    }
    schedule
}

fn at(slot: usize, room: usize) -> Placement {
    Placement::At { when: When::Slot(SlotId(id(slot))), rooms: vec![RoomId(id(room))] }
}

fn session(title: &str, placement: Placement) -> Session {
    Session { title: title.to_owned().into(), placement: placement.into(), ..Session::default() }
}

fn with(mut schedule: Schedule, sessions: Vec<Session>) -> Schedule {
    for (n, session) in sessions.into_iter().enumerate() {
        schedule.sessions.insert(SessionId(id(n)), session.into());
    }
    schedule
}

/// Slot 2 is on.
fn now() -> LocalTime {
    LocalTime::of("2026-11-21T11:40:00Z".parse().unwrap(), &clock::zone("Europe/London"))
}

fn index(schedule: &Schedule) -> Index {
    let mut index = Index::default();
    index.update(schedule, &Both);
    index
}

fn titles(schedule: &Schedule, typed: &str) -> Vec<String> {
    let found = index(schedule).find(&Query::of(typed), None, now());
    found.iter().map(|hit| schedule.sessions[&hit.session].title.value.clone()).collect()
}

#[track_caller]
fn check(schedule: &Schedule, typed: &str, expected: &[&str]) {
    assert_eq!(titles(schedule, typed), expected, "{typed:?}");
}

#[test]
fn the_title_before_the_host_before_the_room_before_the_text() {
    let mut hosted = session("Alpha", at(3, 1));
    hosted.hosts = vec![PersonId(id(0))].into();
    let placed = session("Beta", at(3, 0));
    let mut texted = session("Gamma", at(2, 1));
    texted.text = "The severn, and what nowak said of a garden".to_owned().into();
    let titled = session("Nowak, Severn and Garden", at(4, 1));
    let longer = session("Severnside", at(3, 1));
    let schedule = with(ground(), vec![hosted, placed, texted, titled, longer]);
    check(&schedule, "nowak", &["Nowak, Severn and Garden", "Alpha", "Gamma"]);
    check(&schedule, "severn", &["Nowak, Severn and Garden", "Severnside", "Beta", "Gamma"]);
    check(&schedule, "gar", &["Nowak, Severn and Garden", "Gamma"]);
}

#[test]
fn one_slip_is_forgiven_after_what_was_typed() {
    let schedule = with(
        ground(),
        vec![
            session("Taste the bins", at(3, 0)),
            session("Waste in winter", at(4, 0)),
            session("Housing repairs", at(3, 1)),
            session("Planning for bins", at(2, 1)),
        ],
    );
    check(&schedule, "waste", &["Waste in winter", "Taste the bins"]);
    check(&schedule, "wsate", &["Waste in winter"]);
    check(&schedule, "houisng", &["Housing repairs"]);
    check(&schedule, "housin", &["Housing repairs"]);
    check(&schedule, "ohusi", &["Housing repairs"]);
    check(&schedule, "plannig", &["Planning for bins"]);
    check(&schedule, "bnis", &["Planning for bins", "Taste the bins"]);
    check(&schedule, "bni", &[]);
    check(&schedule, "bins plannig", &["Planning for bins"]);
    check(&schedule, "bins repairs", &[]);
}

#[test]
fn slips_in_texts_are_forgiven_only_where_the_word_stands_nowhere() {
    let mut texted = session("Alpha", at(3, 0));
    texted.text = "All about allotments".to_owned().into();
    let schedule = with(ground(), vec![texted.clone()]);
    check(&schedule, "allotmnets", &["Alpha"]);
    let schedule = with(ground(), vec![texted, session("Allotmnets", at(3, 1))]);
    check(&schedule, "allotmnets", &["Allotmnets"]);
}

#[test]
fn times_days_rooms_streams_tags_and_formats_are_found_in_both_languages() {
    let mut session = session("Alpha", at(1, 0));
    session.stream = Some(StreamId(id(0))).into();
    session.format = "workshop".to_owned().into();
    session.tags = vec!["Climate".to_owned()].into();
    let other = self::session("Beta 10", at(4, 1));
    let schedule = with(ground(), vec![session, other]);
    for typed in [
        "10:45",
        "1045",
        "10.45",
        "10:4",
        "10.45am",
        "10:45 am",
        "10h45",
        "sev",
        "hafren",
        "maker",
        "workshop alpha",
        "climate",
        "alpha gweithdy",
        "alpha sadwrn",
        "alpha saturday",
    ] {
        check(&schedule, typed, &["Alpha"]);
    }
    check(&schedule, "10", &["Beta 10", "Alpha"]);
    check(&schedule, "1pm", &["Beta 10"]);
    check(&schedule, "1yp", &["Beta 10"]);
    check(&schedule, "10:55", &[]);
}

#[test]
fn what_is_on_comes_first_and_what_is_over_last() {
    let mut off = session("Data, off", at(4, 0));
    off.cancelled = Removal::Removed {
        by: shared::schedule::Author {
            change: shared::ids::ChangeHash([0; 32]),
            device: shared::ids::DeviceTag(id(0)),
            person: None,
            at_s: 0,
            doubtful: false,
        },
        edited_since: false,
    };
    let mut hidden = session("Data, hidden", at(2, 0));
    hidden.hidden = true;
    let schedule = with(
        ground(),
        vec![
            session("Data first", at(0, 0)),
            session("Data second", at(1, 0)),
            session("Data waiting", Placement::Shelf),
            off,
            session("Data later", at(3, 1)),
            session("Data now", at(2, 1)),
            session("Databases", at(3, 0)),
            hidden,
        ],
    );
    let order = [
        "Data now",
        "Data later",
        "Data, off",
        "Data waiting",
        "Databases",
        "Data second",
        "Data first",
    ];
    check(&schedule, "data", &order);
    let found = index(&schedule).find(&Query::of(""), None, now());
    let phases: Vec<_> = found.iter().map(|hit| hit.phase).collect();
    use Phase::{Coming, Now, Over, Waiting};
    assert_eq!(phases, [Now, Coming, Coming, Coming, Waiting, Over, Over]);
}

#[test]
fn only_what_is_there() {
    let mut streamed = session("Alpha", Placement::Shelf);
    streamed.stream = Some(StreamId(id(0))).into();
    let schedule = with(ground(), vec![streamed, session("Beta", at(3, 1))]);
    let index = index(&schedule);
    let found = |typed: &str, within| index.find(&Query::of(typed), Some(within), now()).len();
    assert_eq!(found("", Within::Room(RoomId(id(1)))), 1);
    assert_eq!(found("", Within::Room(RoomId(id(0)))), 0);
    assert_eq!(found("al", Within::Stream(StreamId(id(0)))), 1);
    assert_eq!(found("be", Within::Stream(StreamId(id(0)))), 0);
}

#[test]
fn a_merged_pitch_is_found_by_its_parts() {
    let mut part = session("Compost", Placement::Shelf);
    part.hosts = vec![PersonId(id(1))].into();
    part.merged_into = Some(SessionId(id(0))).into();
    part.part_of = Some(SessionId(id(0)));
    let mut schedule = with(ground(), vec![session("Waste", at(3, 0)), part]);
    schedule.parts.insert(SessionId(id(0)), vec![SessionId(id(1))]);
    check(&schedule, "compost", &["Waste"]);
    check(&schedule, "sian prys", &["Waste"]);
}

const WORD: &str = "[a-zA-ZŵŷâêîôûáéíóúäëïöüłøçñŴŶÉŁ]{5,12}";

/// One letter dropped, doubled, or swapped with the next.
fn slipped(word: &str, at: usize, how: u8) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = at % letters.len();
    match how {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        // The last is swapped with the one before it.
        _ => {
            let at = at.min(letters.len() - 2);
            letters.swap(at, at + 1);
        }
    }
    letters.into_iter().collect()
}

proptest! {
    #[test]
    fn any_input_is_read(typed in any::<String>(), title in any::<String>(), text in any::<String>()) {
        let mut one = session(&title, at(3, 0));
        one.text = text.into();
        let schedule = with(ground(), vec![one, session("Tŷ agored", Placement::Shelf)]);
        let query = Query::of(&typed);
        let found = index(&schedule).find(&query, None, now());
        prop_assert!(found.len() <= 2);
        for mark in query.marks(&title) {
            prop_assert!(title.get(mark).is_some_and(|marked| !marked.is_empty()));
        }
        // Whatever can be typed at all is found where it stands.
        let itself = Query::of(&title);
        prop_assert!(!index(&schedule).find(&itself, None, now()).is_empty(), "{title:?}");
    }

    #[test]
    fn a_session_is_found_by_any_word_of_its_title_with_a_slip(
        words in prop::collection::vec(WORD, 1..6),
        others in prop::collection::vec(WORD, 0..12),
        which in any::<prop::sample::Index>(),
        at_letter in 0_usize..12,
        how in 0_u8..3,
    ) {
        let mut sessions = vec![session(&words.join(" "), at(3, 0))];
        sessions.extend(others.iter().map(|title| session(title, at(2, 1))));
        let schedule = with(ground(), sessions);
        let index = index(&schedule);
        let word = which.get(&words);
        let beginning: String = word.chars().take(3).collect();
        for typed in [word.clone(), slipped(word, at_letter, how), word.to_uppercase(), beginning] {
            let found = index.find(&Query::of(&typed), None, now());
            prop_assert!(found.iter().any(|hit| hit.session == SessionId(id(0))), "{typed} of {word}");
        }
    }

    #[test]
    fn the_same_view_gives_the_same_results_whatever_was_there_before(
        first in prop::collection::vec(WORD, 1..8),
        then in prop::collection::vec(WORD, 1..8),
        typed in WORD,
    ) {
        let made = |titles: &[String]| {
            let sessions = titles.iter().enumerate();
            with(ground(), sessions.map(|(n, title)| session(title, at(n % 5, n % 2))).collect())
        };
        let (before, after) = (made(&first), made(&then));
        let mut kept = index(&before);
        kept.update(&after, &Both);
        kept.update(&after, &Both);
        for typed in then.iter().chain(&first).chain([&typed]) {
            let query = Query::of(typed);
            prop_assert_eq!(
                kept.find(&query, None, now()),
                index(&after).find(&query, None, now())
            );
        }
    }
}
