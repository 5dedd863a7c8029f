//! What the newer commands refuse, and who may give them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test says what it expects by failing; the desk has more than is used here"
)]

mod desk;

use desk::Desk;
use shared::{
    command::{
        AnnouncementEdit, Command, DayEdit, EventEdit, FixedEdit, RoomEdit, SessionEdit,
        StreamEdit, Thing,
    },
    ids::{AnnouncementId, FixedId, RoomId, StreamId},
    limits,
    roster::Role,
    schedule::{Placement, When},
};
use std::collections::BTreeSet;

fn long(bytes: usize) -> String {
    "x".repeat(bytes)
}

fn session_edits() -> Vec<(SessionEdit, &'static str)> {
    let some = |text: &str| Some(text.to_owned());
    let many = || Some(vec!["word".to_owned(); limits::TAGS_MAX + 1]);
    let one = |text: String| Some(vec![text]);
    let edit = SessionEdit::default;
    vec![
        (SessionEdit { slip: some("a\nb"), ..edit() }, "slip holds a line end"),
        (SessionEdit { slip: Some(long(1_001)), ..edit() }, "slip is too long"),
        (SessionEdit { pitching: some("a\tb"), ..edit() }, "pitching holds a line end"),
        (SessionEdit { pitching: Some(long(1_001)), ..edit() }, "pitching is too long"),
        (SessionEdit { wishes: one(" ".to_owned()), ..edit() }, "wish is empty"),
        (SessionEdit { wishes: one("a\nb".to_owned()), ..edit() }, "wish holds a line end"),
        (SessionEdit { wishes: one(long(121)), ..edit() }, "wish is too long"),
        (SessionEdit { wishes: many(), ..edit() }, "33 wishes, at most 32"),
        (SessionEdit { tags: one(String::new()), ..edit() }, "tag is empty"),
        (SessionEdit { tags: one("\u{200b}".to_owned()), ..edit() }, "tag has no letters"),
        (SessionEdit { tags: one("a\nb".to_owned()), ..edit() }, "tag holds a line end"),
        (SessionEdit { tags: one(long(121)), ..edit() }, "tag is too long"),
        (SessionEdit { tags: many(), ..edit() }, "33 tags, at most 32"),
        (
            SessionEdit { title: some("\u{200b}\u{feff} \u{2060}"), ..edit() },
            "title has no letters",
        ),
        (SessionEdit { title: some("\u{2800}\u{ad}"), ..edit() }, "title has no letters"),
    ]
}

fn announcements() -> Vec<(AnnouncementEdit, &'static str)> {
    let some = |text: &str| Some(text.to_owned());
    let edit = AnnouncementEdit::default;
    vec![
        (edit(), "announcement needs a text"),
        (AnnouncementEdit { text: some("  "), until_s: Some(5), ..edit() }, "needs a text"),
        (AnnouncementEdit { text: some("a\nb"), ..edit() }, "text holds a line end"),
        (AnnouncementEdit { text: Some(long(1_001)), ..edit() }, "text is too long"),
        (AnnouncementEdit { text_cy: some("a\nb"), ..edit() }, "text holds a line end"),
        (AnnouncementEdit { text_cy: Some(long(1_001)), ..edit() }, "text is too long"),
    ]
}

#[test]
fn every_bound_of_the_newer_fields_is_refused_in_words() {
    let mut desk = Desk::with_grid(1);
    let bins = desk.pitch("Bins");
    let heads = desk.heads();
    let two = || Some("a\nb".to_owned());
    let name = || Some("Garden".to_owned());
    let when = When::Timed { day: desk.day(), start: 740, minutes: 60 };
    let placement = Some(Placement::At { when, rooms: Vec::new() });
    let mut cases: Vec<(Command, &str)> = session_edits()
        .into_iter()
        .map(|(edit, words)| (Command::EditSession { session: bins, edit }, words))
        .collect();
    let announcement = AnnouncementId([1; 16]);
    cases.extend(
        announcements()
            .into_iter()
            .map(|(edit, words)| (Command::Announce { announcement, edit }, words)),
    );
    let day = DayEdit { name_cy: two(), ..DayEdit::default() };
    let stream = StreamEdit { name: name(), name_cy: two(), ..StreamEdit::default() };
    let room = RoomEdit { name: name(), name_cy: two(), ..RoomEdit::default() };
    let way = RoomEdit { name: name(), way_cy: two(), ..RoomEdit::default() };
    let fixed = FixedEdit { title: name(), title_cy: two(), placement, ..FixedEdit::default() };
    let info =
        EventEdit { info_cy: Some(long(limits::TEXT_BYTES_MAX + 1)), ..EventEdit::default() };
    cases.extend([
        (Command::PutDay { day: desk.day(), edit: day }, "holds a line end"),
        (Command::PutStream { stream: StreamId([1; 16]), edit: stream }, "holds a line end"),
        (Command::PutRoom { room: RoomId([1; 16]), edit: room }, "holds a line end"),
        (Command::PutRoom { room: RoomId([1; 16]), edit: way }, "holds a line end"),
        (Command::PutFixed { fixed: FixedId([1; 16]), edit: fixed }, "holds a line end"),
        (Command::SetEvent(info), "is too long"),
        (Command::Pin { session: desk::id(9), pinned: true }, "is not known"),
        (Command::MarkFull { session: desk::id(9), full: true }, "is not known"),
        (Command::Merge { session: bins, into: desk::id(9) }, "is not known"),
        (Command::Merge { session: desk::id(9), into: bins }, "is not known"),
        (Command::Merge { session: bins, into: bins }, "a part of itself"),
        (Command::Unmerge(desk::id(9)), "is not known"),
        (Command::Unmerge(bins), "already so"),
        (Command::CloseRoom { room: RoomId([9; 16]), closed: true }, "is not known"),
        (Command::Remove(Thing::Announcement(announcement)), "is not known"),
        (
            Command::Together {
                commands: vec![Command::Together { commands: Vec::new(), people: Vec::new() }],
                people: Vec::new(),
            },
            "cannot hold another",
        ),
    ]);
    for (command, words) in cases {
        let refusal = desk.run(command.clone()).unwrap_err().to_string();
        assert!(refusal.contains(words), "{command:?}: {refusal}");
    }
    assert_eq!(desk.heads(), heads, "a refusal changes nothing");
}

#[test]
fn a_title_of_any_script_or_sign_is_a_title() {
    let mut desk = Desk::with_grid(1);
    for title in ["Dŵr", "水", "???", "🐝", "a\u{200d}b", "e\u{301}"] {
        let session = desk.pitch(title);
        assert_eq!(desk.schedule().sessions[&session].title.value, title);
    }
}

#[test]
fn each_role_may_do_what_its_documents_allow_and_no_more() {
    let mut first = Desk::with_grid(1);
    let (bins, waste) = (first.pitch("Bins"), first.pitch("Waste"));
    let edit = AnnouncementEdit { text: Some("Lunch".to_owned()), ..AnnouncementEdit::default() };
    let announcement = AnnouncementId([1; 16]);
    let tags = SessionEdit {
        tags: Some(vec!["bins".to_owned()]),
        slip: Some("5a".to_owned()),
        ..SessionEdit::default()
    };
    let title = Some("Trees".to_owned());
    let pitch = Command::Pitch {
        session: desk::id(5),
        edit: SessionEdit {
            title,
            wishes: Some(vec!["quiet".to_owned()]),
            ..SessionEdit::default()
        },
    };
    let together = |commands| Command::Together { commands, people: Vec::new() };
    let pin = Command::Pin { session: bins, pinned: true };
    // What the volunteers' document holds, and what every kiosk may write.
    let board = [
        Command::Announce { announcement, edit },
        pin.clone(),
        Command::Merge { session: bins, into: waste },
        Command::CloseRoom { room: first.room(0), closed: true },
        together(vec![pitch.clone(), pin]),
    ];
    let floor = [
        Command::MarkFull { session: bins, full: true },
        Command::EditSession { session: bins, edit: tags },
        together(vec![pitch]),
    ];
    let commands = board.iter().map(|c| (c, true)).chain(floor.iter().map(|c| (c, false)));
    for (command, on_board) in commands {
        for role in [
            None,
            Some(Role::Viewer),
            Some(Role::Kiosk),
            Some(Role::Volunteer),
            Some(Role::Organiser),
        ] {
            let mut desk = first.copy(2);
            let before = desk.changes().len();
            let allowed = match role {
                None | Some(Role::Viewer) => false,
                Some(Role::Kiosk) => !on_board,
                Some(Role::Volunteer | Role::Organiser) => true,
            };
            let done = desk.run_as(role, command.clone());
            assert_eq!(done.is_ok(), allowed, "{role:?} {command:?}: {done:?}");
            // A peer takes it, and sees the same; documents are what a role is checked by.
            let mut peer = first.copy(3);
            peer.take(&desk.changes());
            assert_eq!(peer.schedule(), desk.schedule(), "{command:?}");
            let made: BTreeSet<_> =
                desk.changes()[before..].iter().map(|(document, _)| *document).collect();
            let may = |role: Role| made.iter().all(|document| role.may_write(*document));
            if allowed {
                assert_eq!(may(Role::Kiosk), !on_board, "{command:?}");
                assert!(may(Role::Volunteer) && !may(Role::Viewer), "{command:?}");
            }
        }
    }
}
