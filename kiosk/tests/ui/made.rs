//! Made-up events, for tests and for looking at the screens.
#![expect(clippy::indexing_slicing, reason = "made-up data: a wrong index is a broken test")]

use kiosk::view::{DataState, Here, Pin, ServerState, View};
use shared::{
    clash::{Answer, Clash, ClashKind, Meaning},
    command::Command,
    ids::{
        AnnouncementId, ChangeHash, DayId, DeviceId, DeviceTag, EventId, FixedId, PersonId, RoomId,
        SessionId, SlotId, StreamId,
    },
    roster::Role,
    schedule::{
        Announcement, Author, Day, EventFacts, Fixed, Happened, Link, Moved, Pitching, Placement,
        Register, Removal, Room, Schedule, Session, Slot, Span, Stream, Version, When,
    },
};
use std::sync::Arc;

/// An id of any kind from a small number.
pub fn bytes<const N: usize>(n: usize) -> [u8; N] {
    let mut bytes = [0; N];
    bytes[..8].copy_from_slice(&(n as u64).to_be_bytes());
    bytes[N - 1] = 1;
    bytes
}

pub fn room(n: usize) -> RoomId {
    RoomId(bytes(n))
}

pub fn session(n: usize) -> SessionId {
    SessionId(bytes(n))
}

pub fn slot(n: usize) -> SlotId {
    SlotId(bytes(n))
}

pub fn day(n: usize) -> DayId {
    DayId(bytes(n))
}

const TITLES: [&str; 20] = [
    "AI in adult social care: what actually helped?",
    "Bin collections as a service",
    "Dŵr glân: rivers data for Welsh councils",
    "How do we stop losing our best people?",
    "Open planning data, one year on",
    "Designing forms nobody hates",
    "Net zero on a district budget",
    "Reorganisation without the chaos",
    "Service patterns: steal ours",
    "Tŷ agored: opening up housing repairs",
    "The last fax machine",
    "Mapping every dropped kerb",
    "Digital inclusion after the library closes",
    "Retiring a 30 year old system",
    "User research with no budget",
    "Cyber drills that people enjoy",
    "Local democracy in plain words",
    "Heat pumps and hard‑to‑treat homes",
    "Council tax letters that work",
    "Data ethics in ten minutes",
];
const PEOPLE: [&str; 10] = [
    "Siân Prŷs",
    "Amara Okafor",
    "Tom Whitfield",
    "Ŵyn Hughes",
    "Priya Nair",
    "Łukasz Nowak",
    "Zoë Grant",
    "Éilis Byrne",
    "Jo Carter",
    "Dilys Pugh",
];
const ROOMS: [&str; 8] = [
    "Main hall",
    "Chamberlain",
    "Severn",
    "Garden room",
    "Workshop 1",
    "Workshop 2",
    "Library",
    "Rooftop",
];

/// Somebody who wrote something at 11:36.
pub fn author(n: usize) -> Author {
    Author {
        change: ChangeHash(bytes(n)),
        device: DeviceTag(bytes(n)),
        person: Some(PersonId(bytes(n))),
        at_s: 1_795_260_960,
        doubtful: n % 2 == 1,
    }
}

pub fn slotted(slot: SlotId, rooms: &[RoomId]) -> Placement {
    Placement::At { when: When::Slot(slot), rooms: rooms.to_vec() }
}

pub fn timed(day: DayId, start: u32, minutes: u32, rooms: &[RoomId]) -> Placement {
    Placement::At { when: When::Timed { day, start, minutes }, rooms: rooms.to_vec() }
}

pub fn removed(n: usize) -> Removal {
    Removal::Removed { by: author(n), edited_since: true }
}

/// A session at a place.
pub fn session_at(n: usize, title: &str, placement: Placement) -> Session {
    Session {
        title: title.to_owned().into(),
        format: Register::from("discussion".to_owned()),
        hosts: Register::from(vec![PersonId(bytes(n % PEOPLE.len()))]),
        language: Register::from("en".to_owned()),
        pitched: Some(author(n)),
        pitched_order: (n as u64, String::new()),
        placement: placement.into(),
        dots: (n as u32 * 7) % 48,
        known: true,
        ..Session::default()
    }
}

pub fn room_named(n: usize, name: &str) -> Room {
    let marks: &[&str] = match n % 4 {
        0 => &["step-free", "hearing-loop"],
        2 => &["quiet"],
        _ => &[],
    };
    Room {
        name: name.to_owned().into(),
        capacity: (20 + (n as u32 * 17) % 90).into(),
        marks: Register::from(marks.iter().map(|mark| (*mark).to_owned()).collect::<Vec<_>>()),
        way: Register::from("Up the stairs, second door on the left".to_owned()),
        order: format!("{n:04}"),
        ..Room::default()
    }
}

pub fn slot_at(span: Span, streams: &[StreamId]) -> Slot {
    Slot {
        span: span.into(),
        streams: streams.to_vec().into(),
        source: String::new(),
        removal: Removal::Present,
    }
}

fn fixed(title: &str, welsh: &str, placement: Placement) -> Arc<Fixed> {
    Arc::new(Fixed {
        title: title.to_owned().into(),
        title_cy: welsh.to_owned().into(),
        placement: placement.into(),
        ..Fixed::default()
    })
}

fn facts(schedule: &mut Schedule, name: &str) {
    schedule.event = Arc::new(EventFacts {
        name: name.to_owned().into(),
        zone: Register::from("Europe/London".to_owned()),
        ..EventFacts::default()
    });
    for (n, name) in PEOPLE.iter().enumerate() {
        schedule.people.insert(PersonId(bytes(n)), Arc::from(*name));
        schedule.devices.insert(DeviceId(bytes(n)).tag(), Arc::from(format!("Kiosk {n}")));
    }
}

fn add_day(schedule: &mut Schedule, n: usize, date: &str, name: &str) {
    let day_n =
        Day { date: date.to_owned().into(), name: name.to_owned().into(), ..Day::default() };
    schedule.days.insert(day(n), Arc::new(day_n));
}

/// An unconference: Friday with two streams, Saturday with eight rooms and five slots.
pub fn camp() -> Schedule {
    let mut schedule = Schedule::default();
    facts(&mut schedule, "LocalGovCamp");
    add_day(&mut schedule, 0, "2026-11-20", "");
    add_day(&mut schedule, 1, "2026-11-21", "");
    for (n, name) in ["Leaders", "Makers"].into_iter().enumerate() {
        let stream = Stream {
            name: name.to_owned().into(),
            days: Register::from(vec![day(0)]),
            order: n.to_string(),
            ..Stream::default()
        };
        schedule.streams.insert(StreamId(bytes(n)), Arc::new(stream));
    }
    for (n, name) in ["People", "Data", "Services", "Places"].into_iter().enumerate() {
        let stream = Stream {
            name: name.to_owned().into(),
            days: Register::from(vec![day(1)]),
            order: (n + 2).to_string(),
            ..Stream::default()
        };
        schedule.streams.insert(StreamId(bytes(n + 2)), Arc::new(stream));
    }
    for (n, name) in ROOMS.into_iter().enumerate() {
        schedule.rooms.insert(room(n), Arc::new(room_named(n, name)));
    }
    saturday(&mut schedule);
    friday(&mut schedule);
    for n in 60..67 {
        let mut pitch = session_at(n, TITLES[n % TITLES.len()], Placement::Shelf);
        pitch.stream = Register::from((n % 5 > 0).then(|| StreamId(bytes(n % 5 + 1))));
        schedule.sessions.insert(session(n), Arc::new(pitch));
    }
    schedule
}

fn saturday(schedule: &mut Schedule) {
    for (n, start) in [630, 690, 810, 870, 930].into_iter().enumerate() {
        let span = Span { day: day(1), start, minutes: 45 };
        schedule.slots.insert(slot(n), Arc::new(slot_at(span, &[])));
    }
    for n in 0..40 {
        let (row, column) = (n / 8, n % 8);
        if (n * 31 + 7) % 10 < 2 {
            continue;
        }
        let title = TITLES[(n * 7) % TITLES.len()];
        let mut placed = session_at(n, title, slotted(slot(row), &[room(column)]));
        placed.stream = Register::from((n % 5 > 0).then(|| StreamId(bytes(n % 5 + 1))));
        schedule.sessions.insert(session(n), Arc::new(placed));
    }
    let bands = [
        ("Registration and coffee", "Cofrestru a choffi", timed(day(1), 540, 45, &[])),
        ("Welcome and pitching", "Croeso", timed(day(1), 585, 40, &[room(0)])),
        ("Lunch", "Cinio", timed(day(1), 735, 60, &[])),
        ("Closing: what happens next?", "Cloi: beth nesaf?", timed(day(1), 980, 30, &[])),
    ];
    for (n, (title, welsh, placement)) in bands.into_iter().enumerate() {
        schedule.fixed.insert(FixedId(bytes(n)), fixed(title, welsh, placement));
    }
    let both = session_at(
        41,
        "All of us: one design system for every council",
        slotted(slot(2), &[room(0), room(1)]),
    );
    schedule.sessions.remove(&session(16));
    schedule.sessions.remove(&session(17));
    schedule.sessions.insert(session(41), Arc::new(both));
    let double = session_at(
        42,
        "Two in one room: the pitch that nobody moved",
        slotted(slot(1), &[room(2)]),
    );
    schedule.sessions.insert(session(42), Arc::new(double));
    let mut off =
        session_at(43, "Councillors and digital: an honest chat", slotted(slot(3), &[room(5)]));
    off.cancelled = removed(2);
    schedule.sessions.remove(&session(29));
    schedule.sessions.insert(session(43), Arc::new(off));
}

fn friday(schedule: &mut Schedule) {
    let leaders = [600, 645, 690, 840, 885];
    let makers = [600, 720, 840];
    for (n, start) in leaders.into_iter().enumerate() {
        let span = Span { day: day(0), start, minutes: 40 };
        schedule.slots.insert(slot(20 + n), Arc::new(slot_at(span, &[StreamId(bytes(0))])));
        let mut talk = session_at(80 + n, TITLES[n + 3], slotted(slot(20 + n), &[room(0)]));
        talk.stream = Register::from(Some(StreamId(bytes(0))));
        schedule.sessions.insert(session(80 + n), Arc::new(talk));
    }
    for (n, start) in makers.into_iter().enumerate() {
        let span = Span { day: day(0), start, minutes: 90 };
        schedule.slots.insert(slot(30 + n), Arc::new(slot_at(span, &[StreamId(bytes(1))])));
        for column in 4..6 {
            let id = 90 + n * 2 + column;
            let mut hack = session_at(
                id,
                TITLES[(n * 2 + column) % 20],
                slotted(slot(30 + n), &[room(column)]),
            );
            hack.stream = Register::from(Some(StreamId(bytes(1))));
            schedule.sessions.insert(session(id), Arc::new(hack));
        }
    }
    let closing = timed(day(0), 960, 60, &[]);
    schedule.fixed.insert(FixedId(bytes(10)), fixed("Show and tell, both streams", "", closing));
}

/// A conference without slots: sessions at times of their own in many rooms.
pub fn conference(rooms: usize, sessions: usize) -> Schedule {
    let mut schedule = Schedule::default();
    facts(&mut schedule, "Big conference");
    add_day(&mut schedule, 1, "2026-11-21", "Day 1");
    for n in 0..rooms {
        let name = format!("{} {}", ROOMS[n % ROOMS.len()], n / ROOMS.len() + 1);
        schedule.rooms.insert(room(n), Arc::new(room_named(n, &name)));
    }
    let mut next = vec![540_u32; rooms];
    for n in 0..sessions {
        let column = n % rooms;
        let minutes = [25, 50, 20, 45, 30, 5][(n * 13 + n / rooms) % 6];
        let start = next[column];
        next[column] = start + minutes + [0, 5, 10, 35][(n * 7) % 4];
        let title = TITLES[(n * 7 + n / rooms) % TITLES.len()];
        let talk = session_at(n, title, timed(day(1), start, minutes, &[room(column)]));
        schedule.sessions.insert(session(n), Arc::new(talk));
    }
    schedule
}

/// A view of a schedule on a device with this role, saved and up to date.
pub fn view(schedule: Schedule, role: Role) -> View {
    View {
        schedule: Arc::new(schedule),
        data: DataState {
            here: Here::Saved,
            server: ServerState::UpToDate,
            ..DataState::default()
        },
        role: Some(role),
        event: Some(EventId(bytes(1))),
        pin: Pin::NotWanted,
        revision: 1,
        ..View::default()
    }
}

/// The camp in the middle of its Saturday: announcements, moves of the last hours, ways to the
/// rooms, a full room, Welsh names.
pub fn lively_camp() -> View {
    let mut schedule = camp();
    let event = Arc::make_mut(&mut schedule.event);
    event.venue = "Y Neuadd, Cathedral Road".to_owned().into();
    event.info = "# Wifi\nNetwork: camp, password: open-space\n\n# First aid\nAsk anyone with a \
                  green lanyard, or ring 0300 555 0199.\n\n# Code of conduct\nBe kind. Ask before \
                  you photograph. Tell the desk in the foyer if something is not right."
        .to_owned()
        .into();
    let welsh = [
        "Y brif neuadd",
        "Siambr",
        "Hafren",
        "Ystafell yr ardd",
        "Gweithdy 1",
        "Gweithdy 2",
        "Llyfrgell",
        "To",
    ];
    for (n, name_cy) in welsh.into_iter().enumerate() {
        if let Some(room) = schedule.rooms.get_mut(&room(n)).map(Arc::make_mut) {
            room.name_cy = name_cy.to_owned().into();
            room.way = format!("Up the stairs by the desk, door {} on the left", n + 1).into();
        }
    }
    if let Some(session) = schedule.sessions.get_mut(&session(10)).map(Arc::make_mut) {
        session.full = true;
    }
    let announcement = Announcement {
        text: "Lunch is in the foyer today: the garden is too wet".to_owned().into(),
        text_cy: "Mae cinio yn y cyntedd heddiw: mae’r ardd yn rhy wlyb".to_owned().into(),
        by: Some(author(1)),
        ..Announcement::default()
    };
    schedule.announcements.insert(AnnouncementId(bytes(1)), Arc::new(announcement));
    let now: i64 = 1_795_261_080; // 11:38 that day
    let moved = |n: usize, minutes: i64, what: Happened| Moved {
        session: session(n),
        by: Author { at_s: now - minutes * 60, ..author(n) },
        what,
        kind: "place".to_owned(),
    };
    let here = |n: usize| schedule.sessions[&session(n)].placement.value.clone();
    let moves = vec![
        moved(60, 100, Happened::Pitched),
        moved(18, 40, Happened::Placed { from: slotted(slot(4), &[room(6)]), to: here(18) }),
        moved(12, 9, Happened::Placed { from: slotted(slot(2), &[room(2)]), to: here(12) }),
    ];
    schedule.moves = Arc::new(moves.into_iter().map(Arc::new).collect());
    view(schedule, Role::Volunteer)
}

/// Four sessions moved in the last minutes.
pub fn busy_camp() -> View {
    let mut view = lively_camp();
    let moved = |n: usize| Moved {
        session: session(n),
        by: Author { at_s: 1_795_261_000, ..author(n) },
        what: Happened::Placed { from: slotted(slot(4), &[room(6)]), to: Placement::Shelf },
        kind: "place".to_owned(),
    };
    let schedule = Arc::make_mut(&mut view.schedule);
    Arc::make_mut(&mut schedule.moves).extend([0, 1, 5].map(|n| Arc::new(moved(n))));
    view
}

/// A clash of each of the kinds that the camp can show.
pub fn clashes() -> Vec<Clash> {
    let span = Span { day: day(1), start: 690, minutes: 45 };
    let same = ClashKind::SameRoom { room: room(2), span, sessions: [session(10), session(42)] };
    let versions = vec![
        (format!("s {} {}", slot(0), room(3)), author(1)),
        (format!("s {} {}", slot(4), room(6)), author(2)),
    ];
    let placements = ClashKind::Placements { session: session(5), versions: versions.clone() };
    let keep = |(value, by): &(String, Author)| Answer {
        meaning: Meaning::KeepVersion { value: value.clone(), by: by.clone() },
        command: Command::Choose {
            change: by.change,
            register: shared::command::RegisterPath {
                document: 1,
                map: "placements".to_owned(),
                key: session(5).to_string(),
                field: None,
            },
        },
    };
    let shelve = |id| Answer {
        meaning: Meaning::ToShelf(id),
        command: Command::Place { session: id, to: Placement::Shelf },
    };
    let small =
        ClashKind::RoomTooSmall { session: session(7), room: room(5), capacity: 15, dots: 35 };
    let twice = ClashKind::HostTwice {
        person: PersonId(bytes(3)),
        span,
        sessions: [session(12), session(8)],
    };
    vec![
        Clash { kind: placements, key: [1; 32], answers: versions.iter().map(keep).collect() },
        Clash { kind: same, key: [2; 32], answers: vec![shelve(session(10)), shelve(session(42))] },
        Clash { kind: twice, key: [3; 32], answers: vec![shelve(session(12))] },
        Clash { kind: small, key: [4; 32], answers: Vec::new() },
    ]
}

/// The camp with everything that needs a look.
pub fn troubled_camp() -> View {
    let mut schedule = camp();
    if let Some(one) = schedule.sessions.get_mut(&session(5)) {
        let one = Arc::make_mut(one);
        let version =
            |n, at: usize| Version { value: slotted(slot(at), &[room(3)]), by: author(n) };
        one.placement.rivals = vec![version(1, 0), version(2, 4)];
        one.text = Register::from(
            "People leave for better pay, and for work that feels useful. Bring what you have tried, \
             what failed, and what you would try with ten thousand pounds.\n\n\
             We end with a list of things that anybody can start on Monday."
                .to_owned(),
        );
        one.links = Register::from(vec![Link {
            title: "Notes".to_owned(),
            url: "https://notes.example/people".to_owned(),
        }]);
    }
    let mut view = view(schedule, Role::Volunteer);
    view.clashes = Arc::new(clashes());
    view
}

fn happened(n: usize, what: Happened) -> Arc<Moved> {
    Arc::new(Moved { session: session(5), by: author(n), what, kind: "place".to_owned() })
}

/// The camp, in which session 5 has everything that a session can have.
pub fn rich_camp() -> Schedule {
    let mut schedule = camp();
    let there = |at: usize, n: usize| slotted(slot(at), &[room(n)]);
    let shelf = Placement::Shelf;
    schedule.moves = Arc::new(vec![
        happened(1, Happened::Pitched),
        happened(1, Happened::Pinned),
        happened(2, Happened::Placed { from: shelf.clone(), to: there(1, 2) }),
        happened(3, Happened::Placed { from: there(1, 2), to: there(0, 5) }),
        happened(4, Happened::Cancelled),
        happened(5, Happened::Uncancelled),
        happened(6, Happened::Placed { from: there(0, 5), to: shelf.clone() }),
        happened(7, Happened::Placed { from: shelf, to: there(0, 5) }),
    ]);
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    if let Some(one) = schedule.sessions.get_mut(&session(5)) {
        let one = Arc::make_mut(one);
        one.text.value = "First paragraph.\r\n\r\nSecond <b>paragraph</b>.".to_owned();
        one.tags = words(&["security"]).into();
        one.wishes = words(&["projector", "a long table"]).into();
        one.pitching = Pitching::ForMe;
        let link = |title: &str, url: &str| Link { title: title.to_owned(), url: url.to_owned() };
        one.links = Register::from(vec![
            link("Notes", "https://notes.example/cyber"),
            link("", "https://slides.example/5"),
        ]);
    }
    if let Some(room) = schedule.rooms.get_mut(&room(5)) {
        let room = Arc::make_mut(room);
        room.marks = words(&["step-free", "bsl", "organ"]).into();
        room.capacity = Register::from(30);
    }
    schedule
}
