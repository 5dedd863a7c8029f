//! The server is gone for good, and a kiosk takes its place.

use super::{Camp, assert_kiosks_same, board, proven, titles};
use venue::Kiosk;

/// A kiosk that may become the server at an address of this machine alone.
fn ready(camp: &Camp, name: &str) -> Kiosk {
    let mut kiosk = camp.volunteer(name);
    kiosk.variable("CAMPBOARD_KIOSK_SERVE_AT", "127.0.0.1:0");
    kiosk.stop().unwrap();
    kiosk.start().unwrap();
    kiosk.synced().unwrap();
    kiosk
}

/// Makes it the server, and gives the link to it.
pub(super) fn serve(kiosk: &mut Kiosk, words: &str) -> String {
    kiosk.ask(&format!("serve {words}")).unwrap();
    let status = kiosk.until("it serves", |status| status["serving"]["link"].is_string()).unwrap();
    status["serving"]["link"].as_str().unwrap().to_owned()
}

#[test]
fn the_servers_folder_is_deleted_and_three_kiosks_end_on_one_board() {
    let mut camp = Camp::sample();
    let mut hall = ready(&camp, "hall");
    let mut foyer = camp.volunteer("foyer");
    let mut stage = camp.volunteer("stage");
    for kiosk in [&mut hall, &mut foyer, &mut stage] {
        kiosk.pitch(&format!("Before, at the {}", kiosk.name().to_owned())).unwrap();
        kiosk.synced().unwrap();
    }
    camp.server().kill().unwrap();
    std::fs::remove_dir_all(camp.venue.server.folder()).unwrap();
    for kiosk in [&mut hall, &mut foyer, &mut stage] {
        kiosk.wait("offline").unwrap();
        kiosk.pitch(&format!("Meanwhile, at the {}", kiosk.name().to_owned())).unwrap();
    }

    let words = camp.venue.server.born.words.clone();
    let refused = hall.answer("serve abandon").unwrap();
    assert!(refused["error"].as_str().unwrap().contains("24 words"), "{refused}");
    let link = serve(&mut hall, &words);
    for kiosk in [&mut foyer, &mut stage] {
        kiosk.ask(&format!("join {link}")).unwrap();
    }
    assert_kiosks_same(&mut [&mut hall, &mut foyer, &mut stage]);
    let here = board(&mut stage);
    for when in ["Before", "Meanwhile"] {
        for at in ["hall", "foyer", "stage"] {
            let title = format!("{when}, at the {at}");
            assert_eq!(titles(&here).iter().filter(|one| **one == title).count(), 1, "{title}");
        }
    }
    let status = hall.until("two others are there", |status| status["serving"]["devices"] == 2);
    assert_eq!(status.unwrap()["spare"], true, "it may begin anew without the words");

    // Nothing is called restored before every device has said that it has the same.
    let proof = proven(&mut hall);
    let members = proof["devices"].as_array().unwrap();
    assert_eq!(members.iter().filter(|one| one["same"] == true).count(), 3, "{proof}");

    // It is killed, and goes on as the server; the others find it again.
    hall.kill().unwrap();
    foyer.pitch("While the hall was dark").unwrap();
    hall.start().unwrap();
    assert_kiosks_same(&mut [&mut hall, &mut foyer, &mut stage]);
    assert!(titles(&board(&mut stage)).contains(&"While the hall was dark"));
}

#[test]
fn a_board_is_carried_by_hand_between_two_kiosks_that_no_network_joins() {
    let mut camp = Camp::sample();
    let (mut hall, mut foyer) = (camp.volunteer("hall"), camp.volunteer("foyer"));
    camp.server().kill().unwrap();
    hall.pitch("Pitched in the hall").unwrap();
    foyer.pitch("Pitched in the foyer").unwrap();
    let file = camp.venue.server.folder().with_file_name("board.campboard");
    let path = file.display();
    hall.ask(&format!("carry {path}")).unwrap();
    assert_eq!(foyer.ask(&format!("take {path}")).unwrap()["new"], 1);
    assert_eq!(foyer.ask(&format!("take {path}")).unwrap()["new"], 0, "nothing comes twice");
    foyer.ask(&format!("carry {path}")).unwrap();
    assert_eq!(hall.ask(&format!("take {path}")).unwrap()["new"], 1);
    assert_eq!(board(&mut hall), board(&mut foyer));
    let refused = hall.answer("take /nowhere/board.campboard").unwrap();
    assert!(refused["error"].as_str().unwrap().contains("board.campboard"), "{refused}");
}

#[test]
fn a_volunteers_kiosk_becomes_the_server_by_the_words_of_a_spare() {
    let mut camp = Camp::sample();
    let mut hall = ready(&camp, "hall");
    let root = camp.venue.server.folder().with_file_name("root-words");
    std::fs::write(&root, &camp.venue.server.born.words).unwrap();
    let file = root.as_os_str();
    let statements = |status: &serde_json::Value| status["records"]["statements"].clone();
    let before = statements(&hall.ask("status").unwrap());
    let spare = camp.venue.server.must("spare", &["--root-words-file".as_ref(), file]).unwrap();
    let words = spare.stdout.trim().to_owned();
    assert_eq!(words.split(' ').count(), 24);
    assert_ne!(words, camp.venue.server.born.words);
    hall.until("root's word for it has come", |status| statements(status) != before).unwrap();
    camp.server().kill().unwrap();
    hall.wait("offline").unwrap();
    serve(&mut hall, &words);
    hall.synced().unwrap();
}

#[test]
fn two_servers_that_came_to_life_meanwhile_end_on_one_board() {
    let mut camp = Camp::sample();
    let (mut hall, mut foyer) = (ready(&camp, "hall"), ready(&camp, "foyer"));
    let (mut stage, mut door) = (camp.volunteer("stage"), camp.volunteer("door"));
    camp.server().kill().unwrap();
    std::fs::remove_dir_all(camp.venue.server.folder()).unwrap();
    let words = camp.venue.server.born.words.clone();
    let (in_hall, in_foyer) = (serve(&mut hall, &words), serve(&mut foyer, &words));
    stage.ask(&format!("join {in_hall}")).unwrap();
    door.ask(&format!("join {in_foyer}")).unwrap();
    for kiosk in [&mut hall, &mut foyer, &mut stage, &mut door] {
        kiosk.pitch(&format!("Apart, at the {}", kiosk.name().to_owned())).unwrap();
        kiosk.synced().unwrap();
    }
    assert!(!titles(&board(&mut stage)).contains(&"Apart, at the door"));

    // One of them hears of the other, and visits it.
    hall.ask(&format!("join {in_foyer}")).unwrap();
    assert_kiosks_same(&mut [&mut hall, &mut foyer, &mut stage, &mut door]);
    stage.pitch("Together, at the stage").unwrap();
    door.pitch("Together, at the door").unwrap();
    assert_kiosks_same(&mut [&mut hall, &mut foyer, &mut stage, &mut door]);
    let here = board(&mut door);
    let titles = titles(&here);
    for title in ["Apart, at the stage", "Together, at the stage", "Together, at the door"] {
        assert_eq!(titles.iter().filter(|one| **one == title).count(), 1, "{title}");
    }
}
