//! Screens of the server: making this device the server, and the board by hand.

use crate::{
    made, made_proof,
    screens::{Screen, page},
    stage::Stage,
};
use kiosk::{
    ask::{Answer, BadBoard, Failure, FileFound, FilePlace},
    serving::{NotServing, Served, Serving},
    ui::Page,
    view::{ServerState, View},
    why::{Away, NoLine},
};
use shared::{roster::Role, sync::Taken};

/// All of them.
pub(crate) const SCREENS: &[Screen] = &[
    page("server", Page::Server, organiser, enter),
    page("server-ready", Page::Server, ready, enter),
    page("server-volunteer", Page::Server, volunteer, enter),
    page("server-wrong-words", Page::Server, organiser, |stage| {
        enter(stage);
        stage.tap_word("serve-words", &[]);
        stage.type_text("acorn anchor aple");
        stage.tap_word("serve-do", &[]);
        let why = NotServing::WordUnknown { position: 3, word: "aple".to_owned() };
        stage.answer(Answer::Failed(Failure::Serve(why)));
    }),
    page("server-get-ready", Page::Server, organiser, |stage| {
        enter(stage);
        stage.tap_word("serve-words", &[]);
        stage.type_text("acorn anchor apple");
        stage.tap_word("serve-get-ready", &[]);
        stage.publish(|view| view.has_spare = true);
        stage.answer(Answer::Done);
    }),
    page("server-starting", Page::Server, starting, enter),
    page("server-on", Page::Server, on, enter),
    page("server-failed", Page::Server, failed, enter),
    page("server-follow", Page::Server, volunteer, |stage| {
        enter(stage);
        stage.tap_word("serve-follow-link", &[]);
        stage.type_text(LINK);
        stage.tap_word("serve-follow-do", &[]);
        stage.answer(Answer::Done);
    }),
    page("carry", Page::Server, organiser, |stage| {
        carry(stage);
        stage.answer(Answer::Files(files()));
    }),
    page("carry-none", Page::Server, organiser, |stage| {
        carry(stage);
        stage.answer(Answer::Files(Vec::new()));
    }),
    page("carry-going", Page::Server, organiser, |stage| {
        carry(stage);
        stage.answer(Answer::Files(files()));
        stage.tap_word("export-stick", &[]);
        stage.answer(Answer::Carrying { done: 4_096, of: 10_240 });
    }),
    page("carry-done", Page::Server, organiser, |stage| {
        carry(stage);
        stage.answer(Answer::Files(files()));
        stage.tap_word("export-stick", &[]);
        stage.answer(Answer::CarriedAway {
            path: "/media/stick/campboard-board.campboard".into(),
            lost: 0,
        });
    }),
    page("carry-taken", Page::Server, organiser, |stage| {
        carry(stage);
        stage.answer(Answer::Files(files()));
        stage.tap("campboard-board.campboard");
        let taken = Taken { edits: 212, known: 1_048, refused: 1, ..Taken::default() };
        stage.answer(Answer::Taken(Box::new(taken)));
    }),
    page("carry-refused", Page::Server, organiser, |stage| {
        carry(stage);
        stage.answer(Answer::Files(files()));
        stage.tap("campboard-board.campboard");
        stage.answer(Answer::Failed(Failure::Board(BadBoard::CutShort)));
    }),
    page("proof-looking", Page::Server, organiser, prove),
    page("proof", Page::Server, organiser, |stage| {
        prove(stage);
        stage.answer(Answer::Proof(Box::new(made_proof::proof(true, 0))));
    }),
    page("proof-whole", Page::Server, organiser, |stage| {
        prove(stage);
        let mut proof = made_proof::proof(true, 0);
        proof.members.retain(|member| member.same);
        stage.answer(Answer::Proof(Box::new(proof)));
    }),
    page("proof-away", Page::Server, gone, |stage| {
        prove(stage);
        stage.answer(Answer::Proof(Box::new(made_proof::proof(false, 0))));
    }),
    page("proof-many", Page::Server, organiser, |stage| {
        prove(stage);
        stage.answer(Answer::Proof(Box::new(made_proof::proof(true, 60))));
    }),
];

const LINK: &str = "campboard://192.0.2.17:7750/X7Gkq1F0m2bVwq3zQpTnC4sYb9hJr5LdE8uKxWvZtAo/Qm2bVwq3zQpTnC4sYb9hJr5L";

fn organiser() -> View {
    made::view(made::camp(), Role::Organiser)
}

fn volunteer() -> View {
    made::view(made::camp(), Role::Volunteer)
}

fn ready() -> View {
    View { has_spare: true, ..organiser() }
}

fn starting() -> View {
    View { serving: Serving::Starting, ..ready() }
}

fn on() -> View {
    let address = "192.0.2.17:7750".to_owned();
    let served = Served { address, link: LINK.to_owned(), devices: 3 };
    View { serving: Serving::On(served), ..ready() }
}

/// No server is connected.
fn gone() -> View {
    let mut view = ready();
    view.data.server = ServerState::Away { why: Away::NoLine(NoLine::Lost) };
    view.data.heard_ms = Some(1_795_260_600_000);
    view
}

fn failed() -> View {
    View { serving: Serving::Failed(NotServing::NoPort), ..gone() }
}

fn enter(stage: &mut Stage) {
    stage.tap_word("top-info", &[]);
    stage.tap_word("info-server", &[]);
}

fn carry(stage: &mut Stage) {
    enter(stage);
    stage.tap_word("carry-title", &[]);
}

fn prove(stage: &mut Stage) {
    enter(stage);
    stage.tap_word("proof-title", &[]);
}

fn files() -> Vec<FileFound> {
    let file = |name: &str, place, bytes, hours: u64| FileFound {
        name: name.to_owned(),
        path: format!("/media/stick/{name}").into(),
        place,
        bytes,
        modified_s: 1_795_261_080 - hours * 3_600,
    };
    vec![
        file("campboard-board.campboard", FilePlace::Stick, 412_000, 1),
        file("campboard-board-2.campboard", FilePlace::Downloads, 377_000, 26),
    ]
}
