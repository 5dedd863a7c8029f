mod respelt;
mod slots;

use super::*;
use crate::{
    clash::{ClashKind, clashes},
    command::{Refusal, SessionEdit, Thing},
    documents::{Act, Documents},
    ids::{DeviceId, PersonId, SessionId, SetId},
    programme::{
        Day, EventFacts, Fixed, Link, Placement, Room, Session, Slot, Stream, When, export::export,
    },
    roster::Role,
    schedule,
};
use proptest::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

/// Counts up: every id differs, and a test can be repeated.
struct Counting(u64);

impl Random for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        for (to, from) in bytes.iter_mut().zip(self.0.to_be_bytes()) {
            *to = from;
        }
    }
}

/// One organiser's board.
struct Board {
    documents: Documents,
    people: BTreeMap<PersonId, Arc<str>>,
    random: Counting,
}

impl Board {
    fn new() -> Self {
        let mut documents = Documents::genesis();
        documents.new_actor(&DeviceId([7; 32]), [1; 8]);
        Self { documents, people: BTreeMap::new(), random: Counting(0) }
    }

    fn schedule(&mut self) -> Schedule {
        let mut schedule = (*self.documents.schedule()).clone();
        schedule.people = self.people.clone();
        schedule
    }

    fn act(&mut self, command: &Command) -> Result<(), Refusal> {
        let act = Act {
            device: DeviceId([7; 32]),
            person: None,
            role: Some(Role::Organiser),
            at_s: 1_782_000_000,
            doubtful: false,
            set: SetId(crate::ids::draw(&mut self.random)),
        };
        let decided = self.documents.command(command, &act)?;
        let people = decided.people.into_iter();
        self.people.extend(people.map(|new| (new.person, new.name.into())));
        Ok(())
    }

    fn plan(&mut self, programme: &Programme) -> ImportPlan {
        let schedule = self.schedule();
        plan(programme, &schedule, &mut self.random)
    }

    fn import(&mut self, programme: &Programme) -> ImportPlan {
        let plan = self.plan(programme);
        if let Some(command) = &plan.command {
            self.act(command).unwrap();
        }
        plan
    }

    fn session(&mut self, title: &str) -> (SessionId, schedule::Session) {
        let schedule = self.schedule();
        let mut found = schedule.sessions.iter().filter(|(_, s)| s.title.value == title);
        let (id, session) = found.next().unwrap_or_else(|| panic!("no session {title}"));
        (*id, (**session).clone())
    }

    fn edit(&mut self, title: &str, edit: SessionEdit) {
        let session = self.session(title).0;
        self.act(&Command::EditSession { session, edit }).unwrap();
    }
}

/// An export without what it says of this event's ids.
fn unmarked(schedule: &Schedule) -> Programme {
    let mut programme = export(schedule);
    for session in &mut programme.sessions {
        assert!(crate::programme::fields::Mark::parse(&session.mark).is_some());
        session.mark.clear();
    }
    programme
}

fn session(key: &str, title: &str, hosts: &[&str], slot: Option<&str>) -> Session {
    Session {
        key: key.into(),
        title: title.into(),
        text: format!("All about {title}. {}end.", "Words. ".repeat(60)),
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
        links: vec![Link { title: "notes".into(), url: "https://example.org/a".into() }],
        placement: slot
            .map(|slot| Placement { when: When::Slot(slot.into()), rooms: vec!["hall".into()] }),
        ..Session::default()
    }
}

fn camp() -> Programme {
    Programme {
        event: EventFacts {
            name: "Camp".into(),
            zone: "Europe/London".into(),
            source: "camp".into(),
            ..EventFacts::default()
        },
        days: vec![Day { key: "d1".into(), date: "2026-06-20".into(), ..Day::default() }],
        streams: vec![Stream { key: "makers".into(), name: "Makers".into(), ..Stream::default() }],
        rooms: ["hall", "attic"]
            .map(|key| Room { key: key.into(), name: key.to_uppercase(), ..Room::default() })
            .into(),
        slots: [("s1", 630), ("s2", 690)]
            .map(|(key, start)| Slot {
                key: key.into(),
                day: "d1".into(),
                start,
                minutes: 45,
                streams: vec![],
            })
            .into(),
        sessions: vec![
            session("a", "Potholes", &["Asha Rees", "Tom Ivey"], Some("s1")),
            session("b", "Bins", &["Asha Rees"], Some("s2")),
            session("c", "Libraries", &[], None),
        ],
        fixed: vec![Fixed {
            key: "lunch".into(),
            title: "Lunch".into(),
            title_cy: String::new(),
            placement: Placement {
                when: When::Timed { day: "d1".into(), start: 735, minutes: 60 },
                rooms: vec![],
            },
            streams: vec![],
        }],
    }
}

#[test]
fn the_first_import_creates_everything_and_the_second_nothing() {
    let mut board = Board::new();
    let first = board.import(&camp());
    assert_eq!(first.counts.sessions, 3);
    assert_eq!(first.counts.people, 2, "one person hosts two sessions");
    assert_eq!(
        first.report,
        [
            "3 new sessions, 2 new rooms, 1 new day, 1 new stream, 2 new slots, 1 new fixed item, 2 new people"
        ]
    );
    assert_eq!(unmarked(&board.schedule()), camp());
    let second = board.import(&camp());
    assert_eq!(second.command, None);
    assert_eq!(second.report, ["3 sessions as before"]);
    assert_eq!(clashes(&board.schedule()), []);
}

#[test]
fn a_later_edit_stays_and_shows_as_a_clash() {
    let mut board = Board::new();
    board.import(&camp());
    let title = SessionEdit { title: Some("Potholes!".into()), ..SessionEdit::default() };
    board.edit("Potholes", title);
    assert_eq!(board.import(&camp()).command, None, "the source did not change");

    let mut newer = camp();
    newer.sessions[0].title = "Potholes and bridges".into();
    newer.sessions[0].text = "Another text".into();
    let plan = board.import(&newer);
    assert_eq!((plan.counts.kept, plan.counts.unchanged), (1, 2));
    assert!(plan.report.iter().any(|line| line.starts_with("changed text:")), "{plan:?}");
    let kept = plan.report.iter().find(|line| line.starts_with("kept: title")).unwrap();
    assert!(kept.contains("theirs: “Potholes and bridges”"), "{kept}");
    let (_, session) = board.session("Potholes!");
    assert_eq!(session.text.value, "Another text");
    let found = clashes(&board.schedule());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(!matches!(found[0].kind, ClashKind::Twins { .. }));
    assert_eq!(board.import(&newer).command, None, "said once");
}

#[test]
fn both_ends_writing_the_same_is_no_clash() {
    let mut board = Board::new();
    board.import(&camp());
    board.edit("Bins", SessionEdit { title: Some("Bin days".into()), ..SessionEdit::default() });
    let mut newer = camp();
    newer.sessions[1].title = "Bin days".into();
    let plan = board.import(&newer);
    assert_eq!(plan.counts.unchanged, 3);
    assert_eq!(clashes(&board.schedule()), []);
    newer.sessions[1].title = "Bin nights".into();
    board.import(&newer);
    board.session("Bin nights");
}

#[test]
fn a_move_here_stays_against_a_move_there() {
    let mut board = Board::new();
    board.import(&camp());
    let (id, _) = board.session("Bins");
    board.act(&Command::Place { session: id, to: schedule::Placement::Shelf }).unwrap();
    let mut newer = camp();
    newer.sessions[1].placement.as_mut().unwrap().rooms = vec!["attic".into()];
    newer.sessions[0].placement.as_mut().unwrap().rooms = vec!["attic".into()];
    let plan = board.import(&newer);
    assert_eq!((plan.counts.kept, plan.counts.changed), (1, 1));
    assert_eq!(board.session("Bins").1.placement.value, schedule::Placement::Shelf);
    assert_eq!(clashes(&board.schedule()).len(), 1);
    let (_, moved) = board.session("Potholes");
    let schedule::Placement::At { rooms, .. } = &moved.placement.value else { panic!("placed") };
    assert_eq!(board.schedule().rooms[&rooms[0]].name.value, "ATTIC");
}

#[test]
fn what_vanished_at_the_source_stays_and_is_reported() {
    let mut board = Board::new();
    board.import(&camp());
    let mut newer = camp();
    newer.sessions.remove(2);
    let plan = board.import(&newer);
    assert_eq!((plan.command, plan.counts.gone), (None, 1));
    assert!(plan.report.contains(&"no longer at the source, left as it is: “Libraries”".into()));
}

#[test]
fn a_session_withdrawn_here_stays_withdrawn() {
    let mut board = Board::new();
    board.import(&camp());
    let (id, _) = board.session("Libraries");
    board.act(&Command::Withdraw(id)).unwrap();
    let mut newer = camp();
    newer.sessions[2].title = "Libraries again".into();
    let plan = board.import(&newer);
    assert_eq!(plan.command, None);
    assert!(plan.report.iter().any(|line| line.starts_with("left withdrawn")), "{plan:?}");
    board.act(&Command::Unwithdraw(id)).unwrap();
    assert_eq!(board.import(&newer).counts.changed, 1, "the next import catches up");
}

#[test]
fn a_removed_room_keeps_its_sessions_out() {
    let mut board = Board::new();
    board.import(&camp());
    let hall = *board.schedule().rooms.iter().find(|(_, r)| r.name.value == "HALL").unwrap().0;
    board.act(&Command::Remove(Thing::Room(hall))).unwrap();
    let mut newer = camp();
    newer.sessions.push(session("d", "Trees", &[], Some("s2")));
    let plan = board.import(&newer);
    assert!(plan.report.contains(&"left removed: the room “HALL”".into()), "{plan:?}");
    let line = "on the shelf, because its room was removed here: “Trees”";
    assert!(plan.report.contains(&line.into()), "{plan:?}");
    board.act(&Command::Restore(Thing::Room(hall))).unwrap();
    assert_eq!(board.import(&newer).counts.changed, 1, "then it is placed");
}

#[test]
fn a_cancellation_travels_both_ways() {
    let mut board = Board::new();
    let mut cancelled = camp();
    cancelled.sessions[0].cancelled = true;
    board.import(&cancelled);
    assert!(board.session("Potholes").1.cancelled.is_removed());
    assert_eq!(clashes(&board.schedule()), [], "a cancelled session that is placed is no clash");
    assert_eq!(board.import(&cancelled).command, None);
    board.import(&camp());
    assert!(!board.session("Potholes").1.cancelled.is_removed());
    assert_eq!(unmarked(&board.schedule()), camp());
}

#[test]
fn a_second_source_uses_the_rooms_that_are_there() {
    let mut board = Board::new();
    board.import(&camp());
    let mut other = camp();
    other.event.source = "fringe".into();
    other.sessions.iter_mut().for_each(|session| session.title += " too");
    other.rooms[0].name = " Hall ".into();
    other.rooms[0].capacity = 90;
    let plan = board.import(&other);
    let expected = Counts { sessions: 3, ..Counts::default() };
    assert_eq!(plan.counts, expected, "{:?}", plan.report);
    let hall = board.schedule();
    let hall = hall.rooms.values().find(|room| room.name.value == "HALL").unwrap();
    assert_eq!(hall.capacity.value, 90, "what was empty is filled");
}

#[test]
fn what_differs_in_the_plan_is_said_and_left() {
    let mut board = Board::new();
    board.import(&camp());
    let mut newer = camp();
    newer.event.zone = "Europe/Berlin".into();
    newer.rooms[0].name = "Great hall".into();
    newer.slots[0].start = 640;
    newer.fixed[0].title = "Dinner".into();
    let plan = board.import(&newer);
    assert_eq!(plan.command, None, "{:?}", plan.report);
    for part in ["time zone", "Great hall", "10:30", "Dinner"] {
        assert!(plan.report.iter().any(|line| line.contains(part)), "{part}: {:?}", plan.report);
    }
}

#[test]
fn a_name_that_cannot_stay_as_it_is_is_put_right() {
    let mut board = Board::new();
    let mut odd = camp();
    let long = "ŵ".repeat(crate::limits::NAME_BYTES_MAX);
    odd.sessions[0].hosts =
        vec!["Asha\u{202e}\nRees".into(), "Asha Rees".into(), long, "\u{7}".into()];
    let plan = board.import(&odd);
    assert!(plan.report.iter().any(|line| line.starts_with("put right")), "{plan:?}");
    assert_eq!(board.people.len(), 2, "Asha Rees and the long one");
    for name in board.people.values() {
        assert_eq!(crate::names::check_name(name), Ok(()));
    }
    assert_eq!(board.import(&odd).command, None);
}

#[test]
fn undoing_an_import_leaves_nothing_on_the_board() {
    let mut board = Board::new();
    board.import(&camp());
    let (set, _) = *board.documents.history().sets().next().unwrap().0;
    board.act(&Command::Undo { set, keep_later_edits: false }).unwrap();
    let left = export(&board.schedule());
    assert_eq!(left.sessions, []);
    assert_eq!(left.rooms, []);
}

#[test]
fn an_export_of_this_event_changes_only_what_was_edited_in_it() {
    let mut board = Board::new();
    board.import(&camp());
    let pitched = SessionId([9; 16]);
    let edit = SessionEdit { title: Some("Trees".into()), ..SessionEdit::default() };
    board.act(&Command::Pitch { session: pitched, edit }).unwrap();
    let exported = export(&board.schedule());
    let again = board.plan(&exported);
    assert_eq!((again.command, again.counts.unchanged), (None, 4), "{:?}", again.report);

    // Meanwhile somebody renames a session and a room; the file keeps what it had.
    board.edit("Bins", SessionEdit { title: Some("Bin days".into()), ..SessionEdit::default() });
    let hall = *board.schedule().rooms.iter().find(|(_, r)| r.name.value == "HALL").unwrap().0;
    let edit = crate::command::RoomEdit { name: Some("Severn".into()), ..Default::default() };
    board.act(&Command::PutRoom { room: hall, edit }).unwrap();
    let older = board.plan(&exported);
    assert_eq!(older.command, None, "an old export takes nothing back: {:?}", older.report);

    // Then the file is edited: one session that nobody touched here, and the renamed one.
    let mut edited = exported.clone();
    let session = |edited: &Programme, title: &str| {
        edited.sessions.iter().position(|session| session.title == title).unwrap()
    };
    let (trees, bins) = (session(&edited, "Trees"), session(&edited, "Bins"));
    edited.sessions[trees].text = "Where to plant them".into();
    edited.sessions[bins].title = "Waste".into();
    let plan = board.import(&edited);
    assert_eq!((plan.counts.changed, plan.counts.kept, plan.counts.sessions), (1, 1, 0));
    assert_eq!(board.session("Trees").1.text.value, "Where to plant them");
    let outcomes: Vec<_> = plan.differences.iter().map(|d| (d.field, d.outcome)).collect();
    let expected = [(Field::Title, Outcome::Kept), (Field::Text, Outcome::Written)];
    assert_eq!(outcomes, expected);
    let kept = &plan.differences[0];
    assert_eq!(kept.here, Shown::Text("Bin days".into()));
    assert_eq!(kept.there, Shown::Text("Waste".into()));
    assert_eq!(clashes(&board.schedule()).len(), 1, "the rename on both sides asks a person");
    assert_eq!(board.import(&edited).command, None, "said once");
}

#[test]
fn an_export_makes_the_same_programme_in_another_event() {
    let mut board = Board::new();
    let mut whole = camp();
    whole.event.info_cy = "Gwybodaeth".into();
    whole.days[0].name_cy = "Sadwrn".into();
    whole.streams[0].name_cy = "Gwneuthurwyr".into();
    whole.rooms[0].name_cy = "Neuadd".into();
    whole.rooms[0].way_cy = "I fyny'r grisiau".into();
    whole.fixed[0].title_cy = "Cinio".into();
    whole.sessions[0].tags = vec!["roads".into(), "data".into()];
    whole.sessions[0].wishes = vec!["projector".into()];
    board.import(&whole);
    let exported = export(&board.schedule());
    let mut other = Board::new();
    other.random = Counting(1 << 32);
    other.import(&exported);
    assert_eq!(unmarked(&other.schedule()), whole);
    let mut newer = whole.clone();
    newer.sessions[0].tags = vec!["roads".into()];
    board.import(&newer);
    let plan = other.import(&export(&board.schedule()));
    assert_eq!(plan.counts.changed, 1, "in another event an export is a source like others");
    assert_eq!(other.session("Potholes").1.tags.value, ["roads"]);
}

fn a_programme() -> impl Strategy<Value = Programme> {
    let place = prop_oneof![
        Just(None),
        (0..4_usize, proptest::collection::vec(0..3_usize, 0..3)).prop_map(Some),
    ];
    let one = (0..6_u8, "[a-d]{0,2}", 0..3_usize, place, any::<bool>(), 0..9_u32);
    proptest::collection::vec(one, 0..8).prop_map(|sessions| {
        let mut programme = camp();
        let rooms = ["hall", "attic", "nowhere"];
        let whens = [
            When::Slot("s1".into()),
            When::Slot("gone".into()),
            When::Timed { day: "d1".into(), start: 1_500, minutes: 30 },
            When::Timed { day: "d9".into(), start: 10, minutes: 30 },
        ];
        programme.sessions = sessions
            .into_iter()
            .map(|(key, title, hosts, place, cancelled, dots)| Session {
                key: key.to_string(),
                title: format!(" {title} "),
                hosts: ["Asha", "Tom ", "Asha"][..hosts].iter().map(ToString::to_string).collect(),
                stream: if dots > 4 { "makers".into() } else { String::new() },
                placement: place.map(|(when, at)| Placement {
                    when: whens[when].clone(),
                    rooms: at.into_iter().map(|room| rooms[room].to_owned()).collect(),
                }),
                cancelled,
                dots,
                ..Session::default()
            })
            .collect();
        programme
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn importing_twice_is_importing_once(first in a_programme(), second in a_programme()) {
        let mut board = Board::new();
        board.import(&first);
        prop_assert_eq!(board.plan(&first).command, None);
        let again = board.import(&second);
        let settled = board.plan(&second);
        // A session whose cancellation was taken back is moved by the import after.
        if !again.report.iter().any(|line| line.contains("is not moved")) {
            prop_assert_eq!(settled.command, None);
        }
    }

    #[test]
    fn the_same_file_gives_the_same_plan(programme in a_programme()) {
        let schedule = Schedule::default();
        let plan_of = || plan(&programme, &schedule, &mut Counting(0));
        prop_assert_eq!(plan_of(), plan_of());
    }
}
