//! Pitching, and coming back with the slip code.

use super::{Screen, made, says, screen, screen_at, screen_of, sent, spoken, tap};
use eframe::egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kiosk::{
    ask::{Answer, Ask, Failure, Kept, NewPitch, Reply, Request, SlipAnswer},
    ui::{Page, theme::Look},
    view::View,
};
use shared::{
    command::{Command, Problem, Refusal, SessionEdit},
    ids::SessionId,
    roster::Role,
    schedule::Register,
};
use std::{collections::BTreeMap, sync::Arc};

/// Types into what has the focus.
fn write(screen: &mut Screen, text: &str) {
    screen.event(eframe::egui::Event::Text(text.to_owned()));
    screen.run();
}

fn press(screen: &mut Screen, key: Key) {
    screen.key_press(key);
    screen.run();
}

/// The last question that was asked.
fn asked(screen: &mut Screen) -> (u64, Ask) {
    let ask = |request: &Request| match request {
        Request::Ask { ticket, ask } => Some((*ticket, ask.clone())),
        _ => None,
    };
    screen.state_mut().engine().asked.iter().rev().find_map(ask).unwrap()
}

fn questions(screen: &mut Screen) -> usize {
    let asks = |request: &&Request| matches!(request, Request::Ask { .. });
    screen.state_mut().engine().asked.iter().filter(asks).count()
}

fn pitched(screen: &mut Screen) -> NewPitch {
    match asked(screen).1 {
        Ask::Pitch(pitch) => *pitch,
        other => panic!("{other:?}"),
    }
}

fn reply(screen: &mut Screen, answer: Answer) {
    let (ticket, _) = asked(screen);
    screen.state_mut().engine().replies.push(Reply { ticket, answer });
    screen.run();
}

/// What was kept last as the draft.
fn kept(screen: &mut Screen) -> Option<Option<String>> {
    let keep = |request: &Request| match request {
        Request::Keep { key: Kept::Draft, value } => Some(value.clone()),
        _ => None,
    };
    screen.state_mut().engine().asked.iter().rev().find_map(keep)
}

fn form(role: Role) -> Screen {
    let mut screen = screen(made::view(made::camp(), role));
    tap(&mut screen, "Pitch a session");
    screen
}

fn done(number: u32) -> Answer {
    Answer::Pitched { session: made::session(900), code: "KX4-T9RM".to_owned(), number }
}

#[test]
fn three_fields_and_enter_make_a_pitch_with_number_and_slip_code() {
    let mut screen = form(Role::Kiosk);
    assert!(says(&screen, "Shown with your session on these screens"), "what happens to the name");
    write(&mut screen, "Reuse shops");
    press(&mut screen, Key::Enter);
    write(&mut screen, "Who runs one?");
    press(&mut screen, Key::Tab);
    write(&mut screen, "Mair Elis");
    press(&mut screen, Key::Enter);
    let pitch = pitched(&mut screen);
    let [person] = pitch.people.as_slice() else { panic!("{pitch:?}") };
    assert_eq!(person.name, "Mair Elis");
    let edit = SessionEdit {
        title: Some("Reuse shops".to_owned()),
        text: Some("Who runs one?".to_owned()),
        hosts: Some(vec![person.person]),
        pitching: Some("host".to_owned()),
        ..SessionEdit::default()
    };
    assert_eq!(pitch.edit, edit);
    reply(&mut screen, done(12));
    for said in ["12", "KX4-T9RM", "Reuse shops"] {
        assert!(says(&screen, said) || said == "KX4-T9RM", "{said}: {:?}", spoken(&screen));
    }
    assert!(says(&screen, "Your slip code: K X 4 - T 9 R M"), "letter by letter");
    assert_eq!(kept(&mut screen), Some(None), "the draft ends with the pitch");
    tap(&mut screen, "Pitch another");
    assert!(!says(&screen, "Reuse shops"));
    write(&mut screen, "Second");
    assert_eq!(screen.get_by_label("Title").value().as_deref(), Some("Second"));
}

#[test]
fn what_is_missing_is_said_beside_its_field_and_nothing_is_lost() {
    let mut screen = form(Role::Kiosk);
    tap(&mut screen, "Pitch it");
    assert!(says(&screen, "A title is needed"));
    write(&mut screen, "Reuse shops");
    assert!(!says(&screen, "A title is needed"), "it is being typed");
    tap(&mut screen, "Pitch it");
    assert!(says(&screen, "A name is needed, so that you can be called"));
    assert_eq!(questions(&mut screen), 0);
    tap(&mut screen, "Just put it up");
    tap(&mut screen, "Pitch it");
    let pitch = pitched(&mut screen);
    assert_eq!((pitch.people.len(), pitch.edit.pitching.as_deref()), (0, Some("put-up")));
    let refusal = Refusal::Invalid {
        field: "title",
        problem: Problem::TooLong { have: 1_001, limit: 1_000 },
    };
    reply(&mut screen, Answer::Failed(Failure::Refused(refusal)));
    assert!(says(&screen, "too long"), "{:?}", spoken(&screen));
    assert_eq!(screen.get_by_label("Title").value().as_deref(), Some("Reuse shops"));
    tap(&mut screen, "Pitch it");
    reply(&mut screen, Answer::Failed(Failure::NotSaved));
    assert!(says(&screen, "Nothing that you typed is lost"));
    assert_eq!(screen.get_by_label("Title").value().as_deref(), Some("Reuse shops"));
}

#[test]
fn wishes_and_stream_go_with_the_pitch() {
    let mut screen = form(Role::Kiosk);
    assert!(!says(&screen, "Projector"), "folded away");
    write(&mut screen, "Reuse shops");
    tap(&mut screen, "Pitch it for me");
    tap(&mut screen, "Wishes: room, time, projector");
    tap(&mut screen, "Projector");
    tap(&mut screen, "Not before lunch");
    tap(&mut screen, "Projector");
    tap(&mut screen, "Quiet room");
    assert!(says(&screen, "2 wishes"));
    tap(&mut screen, "Services");
    screen.get_by_label("Your name, as it is shown").focus();
    screen.run();
    write(&mut screen, "Mair Elis");
    tap(&mut screen, "Pitch it");
    let edit = pitched(&mut screen).edit;
    assert_eq!(edit.wishes, Some(vec!["not-before-lunch".to_owned(), "quiet-room".to_owned()]));
    assert_eq!(edit.pitching.as_deref(), Some("for-me"));
    assert_eq!(edit.stream, Some(Some(shared::ids::StreamId(made::bytes(4)))));
}

#[test]
fn a_long_title_is_counted_before_it_is_full() {
    let mut screen = form(Role::Kiosk);
    write(&mut screen, &"x".repeat(159));
    assert!(!says(&screen, "characters left"));
    write(&mut screen, "ŵy");
    assert!(says(&screen, "39 characters left"));
    write(&mut screen, &"z".repeat(80));
    assert!(says(&screen, "That is all that fits"));
    let typed = screen.get_by_label("Title").value().unwrap();
    assert_eq!(typed.chars().count(), 200);
}

fn with_draft(at_s: i64) -> View {
    let draft = format!(
        r#"{{"at_s":{at_s},"draft":{{"title":"Reuse shops","line":"","name":"Mair Elis"}}}}"#
    );
    let mut view = made::view(made::camp(), Role::Kiosk);
    view.kept = Arc::new(BTreeMap::from([(Kept::Draft, draft)]));
    view
}

/// 11:38 on the camp's Saturday.
const NOW_S: i64 = 1_795_261_080;

#[test]
fn what_is_typed_is_kept_on_the_disk_and_offered_after_a_power_cut() {
    let mut first = form(Role::Kiosk);
    write(&mut first, "Reuse shops");
    let text = kept(&mut first).unwrap().unwrap();
    assert!(text.contains("Reuse shops"));
    write(&mut first, " for all");
    for _ in 0..60 {
        first.step();
    }
    assert!(kept(&mut first).unwrap().unwrap().contains("Reuse shops for all"), "within a second");

    let mut again = screen(with_draft(NOW_S - 60));
    tap(&mut again, "Pitch a session");
    assert!(says(&again, "A pitch was being typed here"));
    tap(&mut again, "Go on with your pitch");
    assert_eq!(again.get_by_label("Title").value().as_deref(), Some("Reuse shops"));
    assert_eq!(
        again.get_by_label("Your name, as it is shown").value().as_deref(),
        Some("Mair Elis")
    );

    let mut away = screen(with_draft(NOW_S - 60));
    tap(&mut away, "Pitch a session");
    tap(&mut away, "Throw it away");
    assert_eq!(kept(&mut away), Some(None));
    assert!(!says(&away, "Reuse shops"));
}

#[test]
fn a_draft_of_somebody_who_left_is_shown_to_nobody() {
    let mut old = screen(with_draft(NOW_S - 3_600));
    tap(&mut old, "Pitch a session");
    assert!(!says(&old, "A pitch was being typed here"), "an hour old");

    let mut screen = form(Role::Kiosk);
    write(&mut screen, "Reuse shops");
    tap(&mut screen, "Cancel: throw away what is typed");
    assert_eq!(kept(&mut screen), Some(None));
    tap(&mut screen, "Pitch a session");
    assert!(!says(&screen, "Reuse shops"));
}

#[test]
fn a_similar_pitch_is_joined_instead_of_pitched_again() {
    let mut screen = form(Role::Kiosk);
    write(&mut screen, "Bin collections in villages");
    let join = "Join “Bin collections as a service” as a host";
    assert!(says(&screen, "talk") && says(&screen, join), "{:?}", spoken(&screen));
    tap(&mut screen, join);
    assert!(says(&screen, "Type your name first, then join"));
    write(&mut screen, "Mair Elis");
    tap(&mut screen, join);
    let commands = sent(&mut screen);
    let [Command::Together { commands, people }] = commands.as_slice() else {
        panic!("{commands:?}");
    };
    let [Command::EditSession { session, edit }] = commands.as_slice() else {
        panic!("{commands:?}");
    };
    let before = made::camp().sessions[session].hosts.value.clone();
    let after = [before, vec![people[0].person]].concat();
    assert_eq!((edit.hosts.as_ref(), people[0].name.as_str()), (Some(&after), "Mair Elis"));
    assert!(says(&screen, "You are a host of “Bin collections as a service”"));
    assert_eq!(questions(&mut screen), 0, "no twin was pitched");
}

#[test]
fn who_may_not_pitch_is_told_why() {
    let view = made::view(made::camp(), Role::Viewer);
    let mut screen = screen_at(view, Page::Pitch);
    assert!(says(&screen, "This device shows the board and cannot take pitches"));
    assert!(!says(&screen, "Pitch it"));
    screen.state_mut().engine().publish(|view| view.role = Some(Role::Kiosk));
    screen.run();
    assert!(says(&screen, "Pitch it"));
}

#[test]
fn a_scribe_writes_one_pitch_after_the_other() {
    let mut screen = form(Role::Kiosk);
    assert!(!says(&screen, "Scribe"), "for those who look after the board");
    screen.state_mut().engine().publish(|view| view.role = Some(Role::Volunteer));
    screen.run();
    tap(&mut screen, "Scribe");
    for (n, (title, name)) in
        [("Reuse shops", "Mair Elis"), ("Paper forms", "")].into_iter().enumerate()
    {
        write(&mut screen, title);
        press(&mut screen, Key::Tab);
        write(&mut screen, name);
        press(&mut screen, Key::Enter);
        assert_eq!(
            screen.get_by_label("Title").value().unwrap_or_default(),
            "",
            "the next at once"
        );
        assert_eq!(questions(&mut screen), n + 1);
        reply(&mut screen, done(20 + n as u32));
    }
    assert!(says(&screen, "20 · Reuse shops · Mair Elis · slip code KX4-T9RM"));
    assert!(says(&screen, "21 · Paper forms · slip code KX4-T9RM"), "{:?}", spoken(&screen));
    write(&mut screen, "Third");
    press(&mut screen, Key::Enter);
    press(&mut screen, Key::Enter);
    write(&mut screen, "Fourth");
    reply(&mut screen, Answer::Failed(Failure::NotSaved));
    assert!(says(&screen, "Not saved: “Third”"));
    tap(&mut screen, "Put it back into the form");
    assert_eq!(screen.get_by_label("Title").value().as_deref(), Some("Third"));
}

#[test]
fn the_form_fits_a_small_screen_and_large_text() {
    for (size, zoom) in
        [(vec2(1280.0, 800.0), 1.0), (vec2(1080.0, 1920.0), 1.0), (vec2(1280.0, 800.0), 2.0)]
    {
        let view = made::view(made::camp(), Role::Kiosk);
        let mut screen = screen_of(view, Look::Dark, size / zoom);
        tap(&mut screen, "Pitch a session");
        let field = screen.get_by_label("Title").rect();
        assert!(field.height() >= 48.0 && field.max.y < size.y / zoom, "{field:?}");
        for _ in 0..40 {
            if screen.get_by_label("Pitch it").accesskit_node().is_focused() {
                break;
            }
            press(&mut screen, Key::Tab);
        }
        let go = screen.get_by_label("Pitch it").rect();
        assert!(go.max.y <= size.y / zoom && go.min.y >= 0.0, "reached by keyboard: {go:?}");
    }
}

fn slip(role: Role, change: impl FnOnce(&mut shared::schedule::Session)) -> (Screen, SessionId) {
    let mut schedule = made::camp();
    let id = made::session(61);
    change(Arc::make_mut(schedule.sessions.get_mut(&id).unwrap()));
    let mut screen = screen(made::view(schedule, role));
    tap(&mut screen, "Pitch a session");
    tap(&mut screen, "I have a slip code");
    (screen, id)
}

#[test]
fn a_slip_code_edits_withdraws_and_brings_back_at_any_kiosk() {
    let (mut screen, id) = slip(Role::Kiosk, |_| {});
    write(&mut screen, "kx4 t9rm");
    let (_, ask) = asked(&mut screen);
    assert_eq!(ask, Ask::FindSlip("kx4 t9rm".to_owned()), "asked at its last letter");
    reply(&mut screen, Answer::Slip(SlipAnswer::Found(id)));
    assert!(says(&screen, "Waiting for a place"));
    let title = "Bin collections as a service";
    assert_eq!(screen.get_all_by_label("Title").last().unwrap().value().as_deref(), Some(title));
    screen.get_all_by_label("Title").last().unwrap().focus();
    screen.run();
    write(&mut screen, ", again");
    screen.get_all_by_label("Your name, as it is shown").last().unwrap().focus();
    screen.run();
    write(&mut screen, " MBE");
    tap(&mut screen, "Save");
    let [Command::Together { commands, people }] = &sent(&mut screen)[..] else {
        panic!("{:?}", sent(&mut screen));
    };
    let [Command::EditSession { session, edit }, Command::Rename { name, was, .. }] =
        commands.as_slice()
    else {
        panic!("{commands:?}")
    };
    assert_eq!(
        (*session, edit.title.as_deref()),
        (id, Some("Bin collections as a service, again"))
    );
    assert_eq!((edit.text.as_ref(), edit.hosts.as_ref()), (None, None));
    assert_eq!((name.as_str(), was.as_str()), ("Amara Okafor MBE", "Amara Okafor"));
    assert!(people.is_empty(), "the name stays the same person's");
    assert!(says(&screen, "Saved"));
    tap(&mut screen, "Withdraw the pitch");
    assert!(says(&screen, "Withdrawn: its host does not offer it"));
    tap(&mut screen, "Bring the pitch back");
    let after = &sent(&mut screen)[1..];
    assert_eq!(after, [Command::Withdraw(id), Command::Unwithdraw(id)]);
    tap(&mut screen, "Close");
    tap(&mut screen, "I have a slip code");
    assert!(!says(&screen, "Waiting for a place"), "the next person starts anew");
}

#[test]
fn a_slip_says_saved_when_it_is_and_keeps_what_is_typed_when_it_is_not() {
    let (mut screen, id) = slip(Role::Kiosk, |_| {});
    write(&mut screen, "kx4 t9rm");
    reply(&mut screen, Answer::Slip(SlipAnswer::Found(id)));
    screen.get_all_by_label("Your name, as it is shown").last().unwrap().focus();
    screen.run();
    write(&mut screen, " MBE");
    screen.state_mut().engine().refusal =
        Some(Refusal::TooLarge { unit: "people", have: 9, limit: 8 });
    tap(&mut screen, "Save");
    assert!(!says(&screen, "Saved"), "{:?}", spoken(&screen));
    assert!(says(&screen, "Nothing was changed"), "{:?}", spoken(&screen));
    screen.state_mut().engine().slow = true;
    tap(&mut screen, "Save");
    assert!(says(&screen, "Saving…") && !says(&screen, "Saved"), "{:?}", spoken(&screen));
    press(&mut screen, Key::Escape);
    assert!(says(&screen, "Saving…"), "it waits for its answer");
    let held = std::mem::take(&mut screen.state_mut().engine().held);
    screen.state_mut().engine().replies.extend(held);
    screen.run();
    assert!(says(&screen, "Saved") && !says(&screen, "Saving…"), "{:?}", spoken(&screen));
    let [Command::Rename { name, .. }] = &sent(&mut screen)[..] else {
        panic!("{:?}", sent(&mut screen));
    };
    assert_eq!(name, "Amara Okafor MBE");
}

#[test]
fn what_is_being_typed_goes_back_to_the_disk_when_names_were_erased() {
    let mut screen = form(Role::Kiosk);
    write(&mut screen, "Reuse shops");
    assert!(kept(&mut screen).unwrap().unwrap().contains("Reuse shops"));
    screen.state_mut().engine().asked.clear();
    screen.state_mut().engine().publish(|view| view.revision += 1);
    screen.run();
    assert_eq!(kept(&mut screen), None, "nothing has happened");
    screen.state_mut().engine().publish(|view| view.drafts_erased += 1);
    screen.run();
    let text = kept(&mut screen).expect("a power cut would lose it").unwrap();
    assert!(text.contains("Reuse shops"), "{text}");
    let mut left = super::screen(with_draft(NOW_S - 60));
    left.state_mut().engine().publish(|view| {
        view.drafts_erased += 1;
        view.kept = Arc::default();
    });
    left.run();
    tap(&mut left, "Pitch a session");
    assert!(!says(&left, "A pitch was being typed here"), "it is gone with the names");
    assert_eq!(kept(&mut left), None);
}

#[test]
fn what_was_changed_with_a_slip_is_not_thrown_away_by_a_touch_beside_it() {
    for leave in ["escape", "Close"] {
        let (mut screen, id) = slip(Role::Kiosk, |_| {});
        write(&mut screen, "kx4 t9rm");
        reply(&mut screen, Answer::Slip(SlipAnswer::Found(id)));
        screen.get_all_by_label("Title").last().unwrap().focus();
        screen.run();
        write(&mut screen, ", again");
        let out = |screen: &mut Screen| match leave {
            "escape" => press(screen, Key::Escape),
            _ => tap(screen, leave),
        };
        out(&mut screen);
        assert!(says(&screen, "Throw away what you changed here?"), "{:?}", spoken(&screen));
        tap(&mut screen, "Go on writing");
        let title = screen.get_all_by_label("Title").last().unwrap().value();
        assert_eq!(title.as_deref(), Some("Bin collections as a service, again"));
        out(&mut screen);
        tap(&mut screen, "Throw it away");
        assert!(!says(&screen, "Waiting for a place"), "{:?}", spoken(&screen));
        assert_eq!(sent(&mut screen), []);
    }
}

#[test]
fn a_wrong_code_says_what_is_wrong_and_when_to_try_again() {
    let (mut screen, id) = slip(Role::Kiosk, |_| {});
    write(&mut screen, "KX4-T9RN");
    reply(&mut screen, Answer::Slip(SlipAnswer::Mistyped));
    assert!(says(&screen, "Mistyped: a letter is wrong, or two are swapped"));
    tap(&mut screen, "Find my pitch");
    reply(&mut screen, Answer::Slip(SlipAnswer::Unknown));
    assert!(says(&screen, "No pitch with this code has reached this kiosk"));
    tap(&mut screen, "Find my pitch");
    reply(&mut screen, Answer::Slip(SlipAnswer::Wait { seconds: 2 }));
    assert!(says(&screen, "Too many tries: wait 2 seconds"));
    let before = questions(&mut screen);
    tap(&mut screen, "Find my pitch");
    assert_eq!(questions(&mut screen), before, "not while it waits");
    for _ in 0..70 {
        screen.step();
    }
    assert!(says(&screen, "Too many tries: wait 1 second"));
    for _ in 0..70 {
        screen.step();
    }
    tap(&mut screen, "Find my pitch");
    reply(&mut screen, Answer::Slip(SlipAnswer::Found(id)));
    assert!(says(&screen, "Waiting for a place"));
}

#[test]
fn a_hidden_pitch_is_not_edited_with_its_slip() {
    let (mut screen, id) = slip(Role::Kiosk, |session| {
        session.hidden = true;
        session.tags = Register::default();
    });
    write(&mut screen, "KX4T9RM");
    reply(&mut screen, Answer::Slip(SlipAnswer::Found(id)));
    assert!(says(&screen, "A volunteer has hidden this pitch. Ask an organiser"));
    assert!(!says(&screen, "Save") && !says(&screen, "Withdraw the pitch"));
}
