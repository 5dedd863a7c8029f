//! The main journey in the real window, by a real mouse and real keys: on a screen in memory, with a
//! real server behind it. Where to click is what a twin of the window says, and after each touch the
//! window must look like it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests fail by panicking, also in their helpers, and say why they were skipped"
)]

mod desk;
mod twin;

use desk::{Desk, find};
use eframe::egui::Key;
use shared::{
    ids::SessionId,
    schedule::{Placement, Schedule},
};

const REPAIRS: &str = "Housing repairs: fixed first time, or fixed on paper?";
const ELECTION: &str = "The night before a local election";
const MENDING: &str = "Mending laptops that councils throw away";
const HOST: &str = "Nerys Applegarth";

/// Where a session is, in words.
fn place(board: &Schedule, id: SessionId) -> String {
    let placement = &board.sessions[&id].placement.value;
    let Placement::At { rooms, .. } = placement else {
        return "waiting".to_owned();
    };
    let room = &board.rooms[&rooms[0]].name.value;
    let start = board.span(placement).unwrap().start;
    format!("{:02}:{:02} {room}", start / 60, start % 60)
}

#[test]
fn a_person_finds_pitches_places_drags_swaps_and_undoes_in_the_window() {
    let Some(mut desk) = Desk::open() else {
        return;
    };
    find_and_open(&mut desk);
    let mending = pitch(&mut desk);
    let election = find(&desk.board(), ELECTION).unwrap();
    let are = |board: &Schedule, one: &str, other: &str| {
        place(board, mending) == one && place(board, election) == other
    };

    // From the shelf by touching what and where.
    assert!(are(&desk.board(), "waiting", "11:30 Attic"));
    desk.click("Sort or filter what waits");
    desk.click("Only with this word");
    desk.types("mending");
    desk.click(&format!("{MENDING}, Waiting"));
    desk.click("Place");
    desk.click("Place in Quiet room at 11:30");
    desk.sees("it has a place", |board| place(board, mending) == "11:30 Quiet room");

    // By holding it and letting go.
    desk.lift(&format!("{MENDING}, Saturday 11:30"));
    desk.carry_to("Place in Attic at 10:30");
    desk.drop_it();
    desk.sees("it has another place", |board| place(board, mending) == "10:30 Attic");

    // Two change their places in one act, and in one act back.
    desk.click(&format!("{MENDING}, Saturday 10:30"));
    desk.click("Move");
    desk.click(&format!("{ELECTION}, Saturday 11:30"));
    desk.click("Swap the two");
    desk.sees("they have changed places", |board| are(board, "11:30 Attic", "10:30 Attic"));
    desk.click("Undo: swap of");
    desk.sees("they are back", |board| are(board, "10:30 Attic", "11:30 Attic"));

    // All of it is on the server: a kiosk that joins last has the same.
    let mut last = desk.venue.kiosk("last", "volunteer").unwrap();
    desk.venue.meet(&mut [&mut desk.kiosk, &mut last]).unwrap();
    let told = last.ask("view").unwrap();
    let board: Schedule = serde_json::from_value(told["schedule"].clone()).unwrap();
    assert_eq!(board.sessions, desk.board().sessions);
    assert!(are(&board, "10:30 Attic", "11:30 Attic"));
}

/// With a slip and two letters swapped; opens it and says that they are interested.
fn find_and_open(desk: &mut Desk) {
    let id = find(&desk.board(), REPAIRS).unwrap();
    let dots = desk.board().sessions[&id].dots;
    desk.click("Find a session or a person");
    desk.types("houisng repairs");
    desk.click(REPAIRS);
    assert!(desk.says("Ngozi Bellweather"));
    desk.click("I’m interested");
    desk.sees("one more is interested", |board| board.sessions[&id].dots == dots + 1);
    desk.click("Close");
}

fn pitch(desk: &mut Desk) -> SessionId {
    desk.click("Pitch a session");
    desk.types(MENDING);
    desk.press(Key::Enter);
    desk.types("Bring one that died");
    desk.press(Key::Tab);
    desk.types(HOST);
    desk.press(Key::Enter);
    let id = desk.sees_pitch(MENDING);
    let board = desk.board();
    assert_eq!(board.hosts(&board.sessions[&id]).collect::<Vec<_>>(), [Some(HOST)]);
    desk.click("I have it: to the board");
    id
}
