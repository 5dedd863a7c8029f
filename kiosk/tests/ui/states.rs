//! The state of the data, notices, empty screens: always in words, never blank.

use super::{made, says, screen, sent, spoken, tap};
use kiosk::{
    view::{DataState, Here, Notice, Pin, ServerState, View},
    why::{Away, NoLine, NotSaved},
};
use shared::{
    command::{Command, Refusal, RegisterPath},
    ids::{DocumentKind, SetId},
    roster::Role,
};

fn with_data(data: DataState) -> View {
    View { data, ..made::view(made::camp(), Role::Volunteer) }
}

fn away(outbox: u32, heard_ms: Option<i64>) -> DataState {
    DataState {
        here: Here::Saved,
        server: ServerState::Away { why: Away::NoLine(NoLine::Lost) },
        outbox,
        heard_ms,
        clock_doubtful: false,
    }
}

#[test]
fn the_chip_always_says_how_safe_the_data_is() {
    let at_11_42 = Some(1_795_261_320_000);
    let up =
        |server, outbox| DataState { here: Here::Saved, server, outbox, ..DataState::default() };
    let cases = [
        (DataState::default(), "Checking the saved board…"),
        (away(3, at_11_42), "On its own · 3 edits saved here"),
        (away(1, None), "On its own · 1 edit saved here"),
        (away(0, at_11_42), "On its own since 11:42"),
        (away(0, None), "Working on its own"),
        (up(ServerState::CatchingUp, 2), "Sending 2 edits"),
        (up(ServerState::CatchingUp, 0), "Catching up"),
        (up(ServerState::UpToDate, 0), "Up to date"),
        (up(ServerState::NotJoined, 0), "Not joined"),
        (up(ServerState::Sample, 3), "Sample, on this device only"),
    ];
    for (data, words) in cases {
        let screen = screen(with_data(data.clone()));
        assert!(says(&screen, &format!("State of the data: {words}")), "{data:?}");
    }
}

#[test]
fn three_lines_answer_whether_everything_is_safe() {
    let mut screen = screen(with_data(away(3, Some(1_795_261_320_000))));
    tap(&mut screen, "State of the data");
    for line in [
        "Saved on this device",
        "3 edits are not yet on the server",
        "Server last heard of at 11:42: this board may differ from other screens. The connection was lost",
    ] {
        assert!(says(&screen, line), "{line} in {:?}", spoken(&screen));
    }
}

#[test]
fn a_disk_that_refuses_stops_editing_and_says_so() {
    let why = NotSaved::DiskFull;
    let mut screen = screen(with_data(DataState { here: Here::NotSaved { why }, ..away(0, None) }));
    assert!(says(&screen, "Not saved on this device: The disk of this kiosk is full"));
    tap(&mut screen, "Cyber drills that people enjoy, Saturday 10:30");
    assert!(says(&screen, "Hosted by"), "the board stays");
    assert!(!says(&screen, "I’m interested,") && !spoken(&screen).contains(&"Move".to_owned()));
    assert_eq!(sent(&mut screen), []);
}

#[test]
fn data_that_cannot_be_opened_is_said_so_and_nothing_is_begun_in_vain() {
    let without_event = |why| {
        let data = DataState { here: Here::NotSaved { why }, ..away(0, None) };
        screen(View { data, ..View::default() })
    };
    for (why, what_to_do) in [
        (NotSaved::TooNew, "A newer version of this program wrote the board of this kiosk: update"),
        (
            NotSaved::InUse,
            "Another Campboard is open on this device and uses its board: close that one",
        ),
    ] {
        let screen = without_event(why);
        assert!(says(&screen, what_to_do), "{:?}", spoken(&screen));
        assert!(says(&screen, "The board of this device cannot be opened"));
        assert!(!says(&screen, "Join link"));
    }
    let aside = without_event(NotSaved::MovedAside { to: "kiosk.db.broken-1".to_owned() });
    assert!(says(&aside, "ask an organiser for a new join link") && says(&aside, "Join link"));
}

#[test]
fn a_notice_is_told_dismissed_and_the_next_one_told() {
    let mut screen = screen(made::view(made::camp(), Role::Kiosk));
    let refused = Notice::Refused {
        refusal: Refusal::NotAllowed { document: DocumentKind::Board, role: Some(Role::Kiosk) },
    };
    screen.state_mut().engine().publish(|view| view.notices = vec![refused.clone()]);
    screen.run();
    let said = "a volunteer’s or an organiser’s device may move sessions, and this one is a kiosk";
    assert!(says(&screen, said));
    tap(&mut screen, "Dismiss this message");
    assert!(!says(&screen, said));
    screen
        .state_mut()
        .engine()
        .publish(|view| view.notices.insert(0, Notice::Repaired { rows: 2 }));
    screen.run();
    assert!(says(&screen, "2 damaged rows were set aside") && !says(&screen, said));
}

#[test]
fn a_screen_without_a_board_says_why() {
    let joined = |schedule| made::view(schedule, Role::Kiosk);
    let saved = DataState { here: Here::Saved, ..DataState::default() };
    let not_joined = View { data: saved, ..View::default() };
    let mut no_sessions = made::camp();
    no_sessions.sessions.clear();
    no_sessions.slots.clear();
    no_sessions.fixed.clear();
    let cases = [
        (View::default(), "Checking the saved board…"),
        (not_joined, "Welcome to Campboard"),
        (joined(shared::schedule::Schedule::default()), "No days yet"),
        (joined(no_sessions), "Nothing on this day yet"),
    ];
    for (view, words) in cases {
        let screen = screen(view);
        assert!(says(&screen, words), "{words} in {:?}", spoken(&screen));
    }
}

#[test]
fn an_event_without_days_can_be_filled() {
    let mut screen = screen(made::view(shared::schedule::Schedule::default(), Role::Organiser));
    tap(&mut screen, "Information");
    tap(&mut screen, "Import a programme…");
    assert!(says(&screen, "Files on this device"), "{:?}", spoken(&screen));
    tap(&mut screen, "Pitch a session");
    assert!(says(&screen, "One line about it"), "{:?}", spoken(&screen));
}

#[test]
fn an_undo_that_would_hit_later_edits_asks_first() {
    let mut screen = screen(made::view(made::camp(), Role::Volunteer));
    let id = made::session(5);
    tap(&mut screen, "Cyber drills that people enjoy, Saturday 10:30");
    tap(&mut screen, "Cancel session");
    tap(&mut screen, "Undo: cancellation of “Cyber drills that people enjoy”");
    let path = RegisterPath {
        document: 1,
        map: "placements".to_owned(),
        key: id.to_string(),
        field: Some("cancelled".to_owned()),
    };
    let notice = Notice::Refused { refusal: Refusal::ChangedSince { what: vec![path] } };
    screen.state_mut().engine().past.push(std::sync::Arc::default());
    screen.state_mut().engine().publish(|view| view.notices = vec![notice]);
    screen.run();
    let said = "somebody has changed the cancellation of “Cyber drills that people enjoy” since";
    assert!(says(&screen, said), "{:?}", spoken(&screen));
    tap(&mut screen, "Undo the rest");
    let set = SetId(made::bytes(1));
    let undo = |keep_later_edits| Command::Undo { set, keep_later_edits };
    assert_eq!(sent(&mut screen), [Command::Cancel(id), undo(false), undo(true)]);
}

#[test]
fn whoever_locks_the_device_takes_along_what_could_be_undone() {
    let mut screen = screen(View { pin: Pin::Set, ..made::view(made::camp(), Role::Volunteer) });
    super::unlock::unlock_as(&mut screen, "");
    tap(&mut screen, "Cyber drills that people enjoy, Saturday 10:30");
    tap(&mut screen, "Cancel session");
    tap(&mut screen, "Undo: cancellation of “Cyber drills that people enjoy”");
    let path = RegisterPath {
        document: 1,
        map: "placements".to_owned(),
        key: made::session(5).to_string(),
        field: Some("cancelled".to_owned()),
    };
    let notice = Notice::Refused { refusal: Refusal::ChangedSince { what: vec![path] } };
    screen.state_mut().engine().publish(|view| view.notices = vec![notice]);
    screen.run();
    assert!(says(&screen, "Undo the rest"));
    super::unlock::lock(&mut screen);
    assert!(!says(&screen, "Undo the rest"), "{:?}", spoken(&screen));
}
