//! The page of the server: this device as the server, and the board by hand.

use crate::{
    Screen, made, made_proof, says, screen, spoken,
    start::{answer, asked, type_into},
    tap,
};
use kiosk::{
    ask::{Answer, Ask, CarryTo, Failure, FileFound, FilePlace},
    serving::{NotServing, Served, Serving},
    view::View,
};
use shared::{roster::Role, sync::Taken};

fn page(view: View) -> Screen {
    let mut screen = screen(view);
    tap(&mut screen, "Information");
    tap(&mut screen, "The server: make this kiosk the server");
    screen
}

fn view(role: Role) -> View {
    made::view(made::camp(), role)
}

#[test]
fn a_kiosk_becomes_the_server_by_the_words() {
    let mut screen = page(view(Role::Volunteer));
    assert!(says(&screen, "Every kiosk holds the whole board"));
    assert!(!says(&screen, "Prepare for later"), "that is for organisers");
    type_into(&mut screen, "The 24 words", "acorn anchor");
    tap(&mut screen, "Make this the server");
    assert_eq!(asked(&mut screen).1, Ask::Serve { words: Some("acorn anchor".to_owned()) });
    answer(&mut screen, Answer::Failed(Failure::Serve(NotServing::WordCount { found: 2 })));
    assert!(says(&screen, "There are 24 words, but 2 were typed"), "{:?}", spoken(&screen));
    tap(&mut screen, "Make this the server");
    asked(&mut screen);
    screen.state_mut().engine().publish(|view| view.serving = Serving::Starting);
    screen.run();
    assert!(says(&screen, "This kiosk is becoming the server"));
    answer(&mut screen, Answer::Done);
    let link = "campboard://192.0.2.17:7750/abc/def".to_owned();
    let served = Served { address: "192.0.2.17:7750".to_owned(), link, devices: 3 };
    screen.state_mut().engine().publish(|view| view.serving = Serving::On(served));
    screen.run();
    assert!(says(&screen, "This kiosk is the server: 3 other devices are connected"));
    assert!(says(&screen, "campboard://192.0.2.17:7750/abc/def"));
    tap(&mut screen, "Stop being the server");
    assert_eq!(asked(&mut screen).1, Ask::StopServing);
    answer(&mut screen, Answer::Done);
    screen.state_mut().engine().publish(|view| view.serving = Serving::Off);
    screen.run();
    assert!(!says(&screen, "acorn anchor"), "the words are on nobody's screen");
}

#[test]
fn a_kiosk_that_is_ready_needs_no_words() {
    let mut screen = page(view(Role::Organiser));
    type_into(&mut screen, "The 24 words", "acorn");
    tap(&mut screen, "Prepare for later");
    assert_eq!(asked(&mut screen).1, Ask::GetReady { words: "acorn".to_owned() });
    screen.state_mut().engine().publish(|view| view.has_spare = true);
    answer(&mut screen, Answer::Done);
    assert!(says(&screen, "from now on this kiosk can become the server"));
    assert!(!says(&screen, "The 24 words"));
    tap(&mut screen, "Make this the server");
    assert_eq!(asked(&mut screen).1, Ask::Serve { words: None });
}

#[test]
fn another_server_is_followed_by_its_link() {
    let mut screen = page(view(Role::Volunteer));
    type_into(&mut screen, "Link to the server", " campboard://hall ");
    tap(&mut screen, "Look for it there");
    let (_, ask) = asked(&mut screen);
    assert!(matches!(ask, Ask::Join { link, .. } if link == "campboard://hall"));
    answer(&mut screen, Answer::Failed(Failure::BadLink));
    assert!(says(&screen, "join link"), "{:?}", spoken(&screen));
}

#[test]
fn who_may_not_edit_sees_no_server() {
    let mut screen = screen(view(Role::Kiosk));
    tap(&mut screen, "Information");
    assert!(!says(&screen, "The server: make this kiosk"));
}

#[test]
fn the_board_is_carried_away_and_taken() {
    let mut screen = page(view(Role::Volunteer));
    tap(&mut screen, "Carry the board");
    assert_eq!(asked(&mut screen).1, Ask::ListBoards);
    let file = FileFound {
        name: "board.campboard".to_owned(),
        path: "/media/stick/board.campboard".into(),
        place: FilePlace::Stick,
        bytes: 1_024,
        modified_s: 0,
    };
    answer(&mut screen, Answer::Files(vec![file.clone()]));
    tap(&mut screen, "To the stick");
    let (ticket, ask) = asked(&mut screen);
    assert_eq!(ask, Ask::Carry { to: CarryTo::Place(FilePlace::Stick) });
    answer(&mut screen, Answer::Carrying { done: 256, of: 1_024 });
    assert!(says(&screen, "256 of 1,024 edits are packed"), "{ticket} {:?}", spoken(&screen));
    answer(&mut screen, Answer::CarriedAway { path: file.path.clone(), lost: 2 });
    assert!(says(&screen, "2 edits cannot be read from this disk"));
    assert!(says(&screen, "/media/stick/board.campboard"));
    tap(&mut screen, "board.campboard, Stick");
    assert_eq!(asked(&mut screen).1, Ask::Take { path: file.path });
    let taken = Taken { edits: 3, known: 9, ..Taken::default() };
    answer(&mut screen, Answer::Taken(Box::new(taken)));
    assert!(says(&screen, "3 edits are new here (9 were known)"), "{:?}", spoken(&screen));
}

#[test]
fn the_proof_says_who_has_the_same_and_what_the_others_may_hold() {
    let mut screen = page(view(Role::Organiser));
    tap(&mut screen, "Proof");
    assert_eq!(asked(&mut screen).1, Ask::Proof);
    assert!(says(&screen, "Asking what every device has"));
    answer(&mut screen, Answer::Proof(Box::new(made_proof::proof(true, 0))));
    assert!(says(&screen, "Not restored yet: 3 of 5 devices to go"), "{:?}", spoken(&screen));
    assert!(says(&screen, "to the network, or carry the board of each here"));
    assert!(says(&screen, "64 sessions, 1,260 edits"));
    assert!(says(&screen, "Hall (organiser), this device"), "{:?}", spoken(&screen));
    assert!(says(
        &screen,
        "Last heard of at 10:40 (58 minutes ago) with 3 edits not yet on the server"
    ));
    assert!(says(&screen, "Connected, with 1 edit not yet on the server"));
    assert!(says(&screen, "No server that is known here has heard of it"));
    assert!(!says(&screen, "Restored"));
}

#[test]
fn restored_is_said_only_when_every_device_has_the_same() {
    let mut proof = made_proof::proof(true, 0);
    proof.members.retain(|member| member.same);
    for (is_fresh, says_so) in [(true, true), (false, false)] {
        let mut screen = page(view(Role::Volunteer));
        tap(&mut screen, "Proof");
        proof.is_fresh = is_fresh;
        answer(&mut screen, Answer::Proof(Box::new(proof.clone())));
        assert_eq!(says(&screen, "Restored: both devices are identical"), says_so);
    }
}
