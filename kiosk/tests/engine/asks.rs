//! Questions of the screens to the real engine: PIN, slip codes, the sample, what is kept.

use crate::venue::{Kiosk, LONG};
use kiosk::{
    app::Engine as _,
    ask::{Answer, Ask, Failure, Kept, NewPitch, PinAnswer, Request, SlipAnswer},
    engine::EngineHandle,
    view::{Pin, ServerState},
};
use shared::{
    command::{AnnouncementEdit, Command, NewPerson, Problem, Refusal, SessionEdit, Subject},
    ids::{AnnouncementId, PersonId, SessionId},
    keys::RootKey,
    roster::Role,
    sync::Saying,
};

/// Asks and waits for the answer to just that.
pub fn ask(engine: &mut EngineHandle, question: Ask) -> Answer {
    engine.send(Request::Ask { ticket: 5, ask: question });
    loop {
        let reply = engine.reply_within(LONG).unwrap();
        assert_eq!(reply.ticket, 5);
        // How far it is comes before what is answered.
        if !matches!(reply.answer, Answer::Importing(_) | Answer::Carrying { .. }) {
            return reply.answer;
        }
    }
}

/// An engine that has its device.
pub fn started(kiosk: &Kiosk) -> EngineHandle {
    let engine = kiosk.start();
    engine.remote().inspect().unwrap();
    engine
}

fn pin(engine: &mut EngineHandle, pin: &str) -> PinAnswer {
    let answer = ask(engine, Ask::CheckPin(pin.to_owned()));
    let Answer::Pin(answer) = answer else { panic!("{answer:?}") };
    answer
}

fn find(engine: &mut EngineHandle, code: &str) -> SlipAnswer {
    let answer = ask(engine, Ask::FindSlip(code.to_owned()));
    let Answer::Slip(answer) = answer else { panic!("{answer:?}") };
    answer
}

fn new_pitch(title: &str, n: u8) -> Ask {
    let person = PersonId([n; 16]);
    let edit = SessionEdit {
        title: Some(title.into()),
        hosts: Some(vec![person]),
        ..SessionEdit::default()
    };
    let people = vec![NewPerson { person, name: "Nia".into() }];
    Ask::Pitch(Box::new(NewPitch { session: SessionId([n; 16]), edit, people, person: None }))
}

#[test]
fn a_pin_locks_and_wrong_tries_are_slowed_also_after_a_restart() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    assert_eq!(pin(&mut engine, "1234"), PinAnswer::Right, "there is none yet");
    assert_eq!(engine.remote().inspect().unwrap().view.pin, Pin::NotChosen);
    assert_eq!(ask(&mut engine, Ask::SetPin(Some("4711".into()))), Answer::Done);
    engine.remote().wait(LONG, |view| view.pin == Pin::Set).unwrap();
    let wrong = |tries_left, wait_s| PinAnswer::Wrong { tries_left, wait_s };
    assert_eq!(pin(&mut engine, "1234"), wrong(2, 0));
    assert_eq!(pin(&mut engine, "4711"), PinAnswer::Right);
    // The right one makes the wrong ones forgotten.
    for (left, wait_s) in [(2, 0), (1, 0), (0, 5)] {
        assert_eq!(pin(&mut engine, "1234"), wrong(left, wait_s));
    }
    assert_eq!(pin(&mut engine, "4711"), PinAnswer::Wait { seconds: 5 });
    // Somebody pulls the plug.
    engine.abandon();
    let mut engine = started(&kiosk);
    assert!(engine.remote().inspect().unwrap().view.pin == Pin::Set);
    assert_eq!(pin(&mut engine, "4711"), PinAnswer::Wait { seconds: 5 });
    assert!(!kiosk.holds(b"4711"), "the PIN itself is nowhere");
    let empty = ask(&mut engine, Ask::SetPin(Some(String::new())));
    assert!(
        matches!(empty, Answer::Failed(Failure::Refused(Refusal::Invalid { .. }))),
        "{empty:?}"
    );
    assert_eq!(ask(&mut engine, Ask::SetPin(None)), Answer::Done);
    engine.remote().wait(LONG, |view| view.pin == Pin::NotWanted).unwrap();
    assert_eq!(pin(&mut engine, "anything"), PinAnswer::Right);
}

#[test]
fn a_try_counts_before_it_is_known_to_be_wrong() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    ask(&mut engine, Ask::SetPin(Some("4711".into())));
    // Three tries at once, and the plug is pulled before anything is said.
    for ticket in 0..3 {
        engine.send(Request::Ask { ticket, ask: Ask::CheckPin("0000".into()) });
    }
    engine.remote().inspect().unwrap();
    engine.abandon();
    let mut engine = started(&kiosk);
    assert_eq!(pin(&mut engine, "4711"), PinAnswer::Wait { seconds: 5 });
}

#[test]
fn a_pitch_gets_a_number_and_a_slip_that_finds_it_anywhere() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    let mut codes = Vec::new();
    for n in 1..=3 {
        let answer = ask(&mut engine, new_pitch(&format!("Session {n}"), n));
        let Answer::Pitched { session, code, number } = answer else { panic!("{answer:?}") };
        assert_eq!((session, number), (SessionId([n; 16]), u32::from(n)));
        codes.push(code);
    }
    let view = engine.remote().inspect().unwrap().view;
    let session = &view.schedule.sessions[&SessionId([2; 16])];
    assert!(session.slip.starts_with("$argon2id$"));
    assert!(!kiosk.holds(codes[1].as_bytes()), "the code is on the slip alone");
    assert_eq!(view.schedule.people[&PersonId([2; 16])].as_ref(), "Nia");
    assert!(matches!(view.undoable[0].command, Command::Together { .. }), "it is one act");
    engine.stop();

    let mut engine = started(&kiosk);
    let typed = codes[1].to_lowercase().replace('-', " ");
    assert_eq!(find(&mut engine, &typed), SlipAnswer::Found(SessionId([2; 16])));
    assert_eq!(find(&mut engine, "KX4"), SlipAnswer::Mistyped);
    // Any other symbol at the end is a slip of the finger, and costs no try.
    let other = if codes[1].ends_with('A') { "C" } else { "A" };
    let slipped = format!("{}{other}", &codes[1][..7]);
    for _ in 0..5 {
        assert_eq!(find(&mut engine, &slipped), SlipAnswer::Mistyped);
    }
}

#[test]
fn guessing_slips_is_slowed() {
    let (kiosk, elsewhere) = (Kiosk::joined(), Kiosk::joined());
    let mut engine = started(&kiosk);
    let mut other = started(&elsewhere);
    let Answer::Pitched { code, .. } = ask(&mut engine, new_pitch("Open data", 1)) else {
        panic!()
    };
    let Answer::Pitched { code: foreign, .. } = ask(&mut other, new_pitch("Bins", 9)) else {
        panic!()
    };
    for _ in 0..3 {
        // One's own code in between resets nothing.
        assert_eq!(find(&mut engine, &code), SlipAnswer::Found(SessionId([1; 16])));
        assert_eq!(find(&mut engine, &foreign), SlipAnswer::Unknown);
    }
    assert_eq!(find(&mut engine, &code), SlipAnswer::Wait { seconds: 5 });
}

#[test]
fn a_refused_pitch_says_why_and_leaves_nothing() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    let answer = ask(&mut engine, new_pitch("", 1));
    assert!(matches!(answer, Answer::Failed(Failure::Refused(_))), "{answer:?}");
    let nobody = Kiosk::new();
    let answer = ask(&mut started(&nobody), new_pitch("Open data", 1));
    assert!(matches!(answer, Answer::Failed(Failure::Refused(_))), "{answer:?}");
}

#[test]
fn a_draft_survives_a_sudden_end() {
    let kiosk = Kiosk::joined();
    let engine = &mut started(&kiosk);
    let keep = |engine: &mut EngineHandle, value: Option<&str>| {
        engine.send(Request::Keep { key: Kept::Draft, value: value.map(str::to_owned) });
    };
    keep(engine, Some("Half a pi"));
    keep(engine, Some("Half a pitch"));
    let draft = |view: &kiosk::view::View| view.kept.get(&Kept::Draft).cloned();
    engine.remote().wait(LONG, |view| draft(view).as_deref() == Some("Half a pitch")).unwrap();
    keep(engine, Some(&"x".repeat(200_000)));
    assert_eq!(draft(&engine.remote().inspect().unwrap().view).as_deref(), Some("Half a pitch"));
    std::mem::replace(engine, Kiosk::new().start()).abandon();
    let mut engine = started(&kiosk);
    assert_eq!(draft(&engine.remote().inspect().unwrap().view).as_deref(), Some("Half a pitch"));
    keep(&mut engine, None);
    engine.remote().wait(LONG, |view| draft(view).is_none()).unwrap();
    engine.stop();
    assert_eq!(draft(&started(&kiosk).remote().inspect().unwrap().view), None);
}

#[test]
fn the_sample_can_be_tried_and_left_for_a_real_event() {
    let kiosk = Kiosk::new();
    let mut engine = started(&kiosk);
    engine.send(Request::Keep { key: Kept::Looks, value: Some("dark".into()) });
    let Answer::Founded { words } = ask(&mut engine, Ask::TrySample) else { panic!() };
    let root = RootKey::from_words(&words.join(" ")).unwrap();
    let view = engine.remote().inspect().unwrap().view;
    assert_eq!((view.event, view.role), (Some(root.event()), Some(Role::Organiser)));
    assert!(view.is_sample && view.schedule.sessions.len() > 10);
    assert_eq!(view.undoable.len(), 1, "the import is one act");
    assert_eq!(view.schedule.devices.values().next().unwrap().as_ref(), "Foyer");
    for word in [words[3..6].join(" "), words.join(" ")] {
        assert!(!kiosk.holds(word.as_bytes()), "the words are kept nowhere");
    }
    // Nobody has a server of it, and none is looked for.
    engine.remote().wait(LONG, |view| view.data.server == ServerState::Sample).unwrap();
    assert_eq!(ask(&mut engine, Ask::TrySample), Answer::Failed(Failure::OtherEvent));
    engine.stop();

    let mut engine = started(&kiosk);
    assert!(engine.remote().inspect().unwrap().view.is_sample);
    let link = kiosk.link();
    let join = |text: String| Ask::Join { link: text, label: "Stage".into() };
    assert_eq!(ask(&mut engine, join("no link".into())), Answer::Failed(Failure::BadLink));
    assert_eq!(ask(&mut engine, join(link.text())), Answer::Done);
    let view = engine.remote().inspect().unwrap().view;
    assert_eq!(view.event, Some(link.event()));
    assert!(!view.is_sample && view.schedule.sessions.is_empty() && view.undoable.is_empty());
    assert_eq!(view.kept.get(&Kept::Looks).map(String::as_str), Some("dark"));
    assert!(matches!(view.data.server, ServerState::Away { .. }));
    // A real event is not left that way.
    let other = Kiosk::other_link().text();
    assert_eq!(ask(&mut engine, join(other)), Answer::Failed(Failure::OtherEvent));
    engine.stop();

    // The sample is kept, and can be opened where it lies.
    let aside = kiosk.path().with_file_name("kiosk.db.sample-1");
    let mut store = store::SqliteStore::open(&aside).unwrap();
    assert!(shared::persist::Store::load(&mut store).unwrap().envelopes.len() > 2);
    let view = started(&kiosk).remote().inspect().unwrap().view;
    assert_eq!((view.event, view.schedule.sessions.len()), (Some(link.event()), 0));
}

#[test]
fn nobody_is_left_without_an_answer() {
    let kiosk = Kiosk::joined();
    let mut engine = kiosk.start();
    // Asked before the store is read: answered, one way or the other.
    let answer = ask(&mut engine, Ask::CheckPin("1".into()));
    assert!(matches!(answer, Answer::Pin(_) | Answer::Failed(Failure::NotSaved)), "{answer:?}");
    // A disk that takes nothing more.
    let small = kiosk::engine::start(kiosk_with_full_disk().small_disk()).unwrap();
    let mut small = small;
    small.remote().inspect().unwrap();
    let mut failed = false;
    for n in 0..120 {
        let text = Some("x".repeat(40_000));
        let edit = SessionEdit { title: Some("Long".into()), text, ..SessionEdit::default() };
        let session = SessionId([n; 16]);
        let pitch = Ask::Pitch(Box::new(NewPitch { session, edit, people: vec![], person: None }));
        match ask(&mut small, pitch) {
            Answer::Pitched { .. } => {}
            Answer::Failed(Failure::NotSaved) => {
                failed = true;
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(failed, "the disk never was full");
    assert_eq!(ask(&mut small, Ask::CheckPin("1".into())), Answer::Failed(Failure::NotSaved));
}

fn kiosk_with_full_disk() -> Kiosk {
    Kiosk::joined()
}

#[test]
fn an_edit_of_a_form_is_answered_also_while_the_kiosk_is_on_its_own() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    let announcement = AnnouncementId([7; 16]);
    let say = |text: &str, until_s| Ask::Edit {
        command: Command::Announce {
            announcement,
            edit: AnnouncementEdit {
                text: Some(text.to_owned()),
                until_s: Some(until_s),
                ..AnnouncementEdit::default()
            },
        },
        person: Some(PersonId([3; 16])),
    };
    let empty = ask(&mut engine, say(" ", 0));
    let missing = Refusal::Missing { what: Subject::Announcement, field: "text" };
    assert_eq!(empty, Answer::Failed(Failure::Refused(missing)));
    let lines = ask(&mut engine, say("Two\nlines", 0));
    let problem = Problem::NotOneLine;
    let refused = Failure::Refused(Refusal::Invalid { field: "text", problem });
    assert_eq!(lines, Answer::Failed(refused));
    assert_eq!(ask(&mut engine, say("Lunch is ready", 1_795_261_080)), Answer::Done);
    let view = engine.remote().inspect().unwrap().view;
    let said = &view.schedule.announcements[&announcement];
    assert_eq!((said.text.value.as_str(), said.until_s.value), ("Lunch is ready", 1_795_261_080));
    assert_eq!(view.undoable[0].person, Some(PersonId([3; 16])));
    // Pulled out of the wall, it is there after the start.
    engine.abandon();
    let engine = started(&kiosk);
    let view = engine.remote().inspect().unwrap().view;
    assert!(view.schedule.announcements.contains_key(&announcement));
}

#[test]
fn an_organiser_s_kiosk_names_devices_and_shows_none_of_the_root_s_out() {
    let kiosk = Kiosk::joined();
    let mut engine = started(&kiosk);
    let view = engine.remote().inspect().unwrap().view;
    let [me] = view.members[..] else { panic!("{:?}", view.members) };
    assert!(me.is_me && me.role == Some(Role::Organiser) && !me.is_server);
    let say = |saying| Ask::Say { about: me.device, saying };
    assert_eq!(ask(&mut engine, say(Saying::Name("Desk".into()))), Answer::Done);
    let out = Answer::Failed(Failure::Refused(Refusal::RootOnly));
    assert_eq!(ask(&mut engine, say(Saying::Revoked)), out);
    engine.abandon();
    let engine = started(&kiosk);
    let view = engine.remote().inspect().unwrap().view;
    assert_eq!(view.schedule.devices[&me.device.tag()].as_ref(), "Desk");
    assert_eq!(view.role, Some(Role::Organiser));
}
