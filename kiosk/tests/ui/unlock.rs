//! The PIN: who may edit, and for how long.

use super::{Fake, made, says, screen, screen_of, sent, spoken, tap};
use eframe::egui::{Key, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use kiosk::{
    app::{App, Options},
    ask::{Answer, Ask, PinAnswer, Reply, Request},
    ui::{Home, Page, theme::Look},
    view::{Pin, View},
};
use shared::{command::Command, roster::Role, schedule::Placement};
use std::sync::Arc;

const CYBER: &str = "Cyber drills that people enjoy, Saturday 10:30";

fn locked() -> View {
    View { pin: Pin::Set, ..made::view(made::camp(), Role::Volunteer) }
}

fn asked(screen: &mut super::Screen) -> Vec<(u64, Ask)> {
    let ask = |request| match request {
        Request::Ask { ticket, ask } => Some((ticket, ask)),
        Request::Command { .. } | Request::Keep { .. } | Request::Presence(_) => None,
    };
    screen.state_mut().engine().asked.clone().into_iter().filter_map(ask).collect()
}

/// Answers the last question.
fn answer(screen: &mut super::Screen, answer: Answer) {
    let ticket = asked(screen).last().unwrap().0;
    screen.state_mut().engine().replies.push(Reply { ticket, answer });
    screen.run();
}

fn type_pin(screen: &mut super::Screen, pin: &str) {
    for digit in pin.chars() {
        tap(screen, &digit.to_string());
    }
    tap(screen, "OK");
}

#[test]
fn a_locked_board_is_only_read_until_the_pin_is_right() {
    let mut screen = screen(locked());
    tap(&mut screen, CYBER);
    assert!(says(&screen, "I’m interested"));
    for word in ["Move", "To the shelf", "Hide from every screen", "Choose several sessions"] {
        assert!(!spoken(&screen).contains(&word.to_owned()), "{word}");
    }
    screen.key_press(Key::Escape);
    screen.run();
    tap(&mut screen, "Unlock editing");
    type_pin(&mut screen, "2580");
    assert_eq!(asked(&mut screen).last().unwrap().1, Ask::CheckPin("2580".to_owned()));
    answer(&mut screen, Answer::Pin(PinAnswer::Wrong { tries_left: 2, wait_s: 0 }));
    assert!(says(&screen, "2 tries are left before a pause") && says(&screen, "No digit typed"));
    type_pin(&mut screen, "2581");
    answer(&mut screen, Answer::Pin(PinAnswer::Right));
    assert!(says(&screen, "Editing is unlocked") && !says(&screen, "PIN for editing"));
    tap(&mut screen, CYBER);
    tap(&mut screen, "To the shelf");
    let shelved = Command::Place { session: made::session(5), to: Placement::Shelf };
    assert_eq!(sent(&mut screen), [shelved]);
    tap(&mut screen, "Editing is unlocked");
    tap(&mut screen, "Lock editing");
    assert!(says(&screen, "Unlock editing") && !says(&screen, "Choose several sessions"));
}

#[test]
fn a_device_that_is_locked_shows_no_sheet_of_what_is_hidden() {
    let mut screen = screen(locked());
    tap(&mut screen, CYBER);
    assert!(says(&screen, "I’m interested"));
    screen
        .state_mut()
        .engine()
        .publish(|view| super::edit(view, made::session(5), |session| session.hidden = true));
    screen.run();
    assert!(!says(&screen, CYBER) && !says(&screen, "I’m interested"), "{:?}", spoken(&screen));
}

#[test]
fn a_device_that_never_goes_home_locks_itself_all_the_same() {
    let home = Home { page: Page::Board, after_s: None };
    let options = Options { clock: super::saturday(), home, ..Options::default() };
    // Five frames a second.
    let mut screen = Harness::builder()
        .with_size(vec2(1920.0, 1200.0))
        .with_step_dt(0.2)
        .with_max_steps(12)
        .build_eframe(|cc| App::new(&cc.egui_ctx, Fake::new(locked()), options));
    screen.run_steps(2);
    tap(&mut screen, "Unlock editing");
    type_pin(&mut screen, "2581");
    answer(&mut screen, Answer::Pin(PinAnswer::Right));
    screen.run_steps(160 * 5);
    assert!(says(&screen, "Editing is unlocked"), "somebody may still be thinking");
    screen.run_steps(30 * 5);
    assert!(says(&screen, "Unlock editing"), "{:?}", spoken(&screen));
    assert_eq!(screen.state().page(), Page::Board);
}

#[test]
fn too_many_tries_are_counted_down_in_words() {
    let mut screen = screen(locked());
    tap(&mut screen, "Unlock editing");
    type_pin(&mut screen, "1234");
    answer(&mut screen, Answer::Pin(PinAnswer::Wait { seconds: 3 }));
    assert!(says(&screen, "Too many tries: wait 3 seconds"));
    assert!(says(&screen, "Nothing that is typed until then counts"));
    let questions = asked(&mut screen).len();
    screen.event(eframe::egui::Event::Text("9".to_owned()));
    type_pin(&mut screen, "1234");
    assert!(says(&screen, "No digit typed"));
    assert_eq!(asked(&mut screen).len(), questions, "it is not even asked");
    screen.run_steps(60);
    assert!(says(&screen, "wait 2 seconds"), "{:?}", spoken(&screen));
    screen.run_steps(3 * 60);
    assert!(!says(&screen, "Too many tries"));
    assert!(says(&screen, "No digit typed"), "what was typed meanwhile is not there");
    type_pin(&mut screen, "1234");
    assert_eq!(asked(&mut screen).len(), questions + 1);
}

#[test]
fn the_last_free_try_says_how_long_to_wait_and_long_waits_are_said_in_minutes() {
    let mut screen = screen(locked());
    tap(&mut screen, "Unlock editing");
    type_pin(&mut screen, "1234");
    answer(&mut screen, Answer::Pin(PinAnswer::Wrong { tries_left: 1, wait_s: 0 }));
    assert!(says(&screen, "1 try is left before a pause"));
    type_pin(&mut screen, "1235");
    answer(&mut screen, Answer::Pin(PinAnswer::Wrong { tries_left: 0, wait_s: 290 }));
    assert!(says(&screen, "Too many tries: wait 5 minutes"), "{:?}", spoken(&screen));
}

#[test]
fn a_pitch_written_down_is_of_whoever_unlocked_the_device() {
    let mut screen = screen(locked());
    tap(&mut screen, "Unlock editing");
    let name = "Your name, shown beside your edits (optional)";
    screen.get_by_label(name).focus();
    screen.run();
    screen.get_by_label(name).type_text("Mair");
    type_pin(&mut screen, "2580");
    answer(&mut screen, Answer::Pin(PinAnswer::Right));
    tap(&mut screen, "Pitch a session");
    tap(&mut screen, "Scribe");
    screen.event(eframe::egui::Event::Text("Bins in small villages".to_owned()));
    screen.run();
    tap(&mut screen, "Next pitch");
    let Some((_, Ask::Pitch(pitch))) = asked(&mut screen).pop() else {
        panic!("{:?}", asked(&mut screen))
    };
    let scribe = pitch.people.iter().find(|one| one.name == "Mair").unwrap();
    assert_eq!(pitch.person, Some(scribe.person));
    assert_eq!(pitch.edit.hosts, None, "a scribe hosts nothing");
}

#[test]
fn the_pin_is_typed_on_a_keyboard_and_a_name_goes_beside_the_edits() {
    let mut screen = screen(locked());
    tap(&mut screen, "Unlock editing");
    for key in ["2", "5", "9", "0"] {
        screen.event(eframe::egui::Event::Text(key.to_owned()));
        screen.run();
    }
    assert!(says(&screen, "4 digits typed"));
    screen.key_press(Key::Backspace);
    screen.run();
    assert!(says(&screen, "3 digits typed"));
    screen.event(eframe::egui::Event::Text("1".to_owned()));
    screen.run();
    let name = "Your name, shown beside your edits (optional)";
    screen.get_by_label(name).focus();
    screen.run();
    screen.get_by_label(name).type_text("Mair 7");
    screen.run();
    assert!(says(&screen, "4 digits typed"), "what is typed as a name is no digit");
    tap(&mut screen, "OK");
    assert_eq!(asked(&mut screen).last().unwrap().1, Ask::CheckPin("2591".to_owned()));
    answer(&mut screen, Answer::Pin(PinAnswer::Right));
    assert!(says(&screen, "Editing is unlocked by Mair 7"));
    tap(&mut screen, CYBER);
    tap(&mut screen, "Cancel session");
    let [Command::Together { commands, people }] = &sent(&mut screen)[..] else {
        panic!("{:?}", sent(&mut screen))
    };
    assert_eq!(commands[..], [Command::Cancel(made::session(5))]);
    assert_eq!(people[0].name, "Mair 7");
    assert!(says(&screen, "Done: cancellation of “Cyber drills"));
}

#[test]
fn a_name_beside_a_wrong_pin_is_nobodys() {
    let mut screen = screen(locked());
    tap(&mut screen, "Unlock editing");
    let name = "Your name, shown beside your edits (optional)";
    super::start::type_into(&mut screen, name, "Mair 7");
    type_pin(&mut screen, "2580");
    answer(&mut screen, Answer::Pin(PinAnswer::Wrong { tries_left: 2, wait_s: 0 }));
    tap(&mut screen, "Cancel");
    tap(&mut screen, CYBER);
    tap(&mut screen, "I’m interested");
    assert_eq!(sent(&mut screen), [Command::Dot(made::session(5))], "nobody is named");
    screen.key_press(Key::Escape);
    screen.run();
    tap(&mut screen, "Unlock editing");
    type_pin(&mut screen, "2581");
    answer(&mut screen, Answer::Pin(PinAnswer::Right));
    assert!(!says(&screen, "Mair 7"));
}

#[test]
fn whoever_locks_the_device_leaves_no_import_behind() {
    let view = View { pin: Pin::Set, ..made::view(made::camp(), Role::Organiser) };
    let mut screen = screen(view);
    tap(&mut screen, "Unlock editing");
    type_pin(&mut screen, "2580");
    answer(&mut screen, Answer::Pin(PinAnswer::Right));
    tap(&mut screen, "Information");
    tap(&mut screen, "Import a programme…");
    assert!(says(&screen, "A file somewhere else"), "{:?}", spoken(&screen));
    tap(&mut screen, "Editing is unlocked");
    tap(&mut screen, "Lock editing");
    assert!(!says(&screen, "A file somewhere else"), "{:?}", spoken(&screen));
    assert!(says(&screen, "Unlock editing") && says(&screen, CYBER));
}

#[test]
fn a_pin_is_chosen_twice_changed_and_taken_away() {
    let mut screen = screen(made::view(made::camp(), Role::Organiser));
    tap(&mut screen, "Set a PIN for editing");
    assert!(says(&screen, "Four to eight digits"));
    type_pin(&mut screen, "123");
    assert!(says(&screen, "Choose a PIN"), "three digits are too few");
    tap(&mut screen, "4");
    tap(&mut screen, "OK");
    assert!(says(&screen, "The same PIN once more"));
    type_pin(&mut screen, "1235");
    assert!(says(&screen, "The two were not the same"));
    type_pin(&mut screen, "123456789");
    type_pin(&mut screen, "12345678");
    let last = asked(&mut screen).last().unwrap().1.clone();
    assert_eq!(last, Ask::SetPin(Some("12345678".to_owned())), "eight digits at the most");
    screen.state_mut().engine().publish(|view| view.pin = Pin::Set);
    answer(&mut screen, Answer::Done);
    tap(&mut screen, "Editing is unlocked");
    tap(&mut screen, "Change the PIN");
    assert!(says(&screen, "Choose a PIN"));
    tap(&mut screen, "Cancel");
    tap(&mut screen, "Editing is unlocked");
    tap(&mut screen, "Take the PIN away");
    assert_eq!(asked(&mut screen).last().unwrap().1, Ask::SetPin(None));
    screen.state_mut().engine().publish(|view| view.pin = Pin::NotWanted);
    answer(&mut screen, Answer::Done);
    assert!(says(&screen, "Set a PIN for editing"));
}

#[test]
fn everything_of_the_pin_is_in_sight_at_200_per_cent() {
    for size in [vec2(640.0, 400.0), vec2(1280.0, 800.0), vec2(1080.0, 1920.0)] {
        let mut screen = screen_of(locked(), Look::Light, size);
        tap(&mut screen, "Unlock editing");
        for key in ["1", "5", "9", "0", "OK", "Delete the last digit", "Cancel"] {
            let rect = screen.get_by_label(key).rect();
            assert!(rect.min.x >= 0.0 && rect.min.y >= 0.0, "{size:?} {key} {rect:?}");
            assert!(rect.max.x <= size.x && rect.max.y <= size.y, "{size:?} {key} {rect:?}");
            assert!(rect.width() >= 44.0 && rect.height() >= 44.0, "{size:?} {key} {rect:?}");
        }
    }
}

#[test]
fn editing_ends_when_nobody_is_there() {
    let mut screen = screen(locked());
    tap(&mut screen, "Unlock editing");
    type_pin(&mut screen, "2580");
    answer(&mut screen, Answer::Pin(PinAnswer::Right));
    tap(&mut screen, "Choose several sessions");
    tap(&mut screen, CYBER);
    assert!(says(&screen, "1 chosen"));
    screen.run_steps(46 * 60);
    assert!(!says(&screen, "Editing is unlocked") && !says(&screen, "1 chosen"));
}

/// A device that nobody has chosen a PIN for.
fn new_device(role: Role) -> View {
    View { pin: Pin::NotChosen, ..made::view(made::camp(), role) }
}

#[test]
fn a_device_without_a_pin_is_only_read_until_somebody_chooses_one() {
    let mut screen = screen(new_device(Role::Volunteer));
    assert!(!says(&screen, "Until somebody chooses a PIN here"), "nobody is asked who comes by");
    tap(&mut screen, CYBER);
    for word in ["Move", "To the shelf", "Cancel session"] {
        assert!(!spoken(&screen).contains(&word.to_owned()), "{word}");
    }
    screen.key_press(Key::Escape);
    screen.run();
    tap(&mut screen, "Choose a PIN to edit at this device");
    assert!(says(&screen, "Until somebody chooses a PIN here nobody can edit at it"));
    type_pin(&mut screen, "2580");
    type_pin(&mut screen, "2580");
    assert_eq!(asked(&mut screen).last().unwrap().1, Ask::SetPin(Some("2580".to_owned())));
    screen.state_mut().engine().publish(|view| view.pin = Pin::Set);
    answer(&mut screen, Answer::Done);
    assert!(says(&screen, "Editing is unlocked"));
    tap(&mut screen, CYBER);
    tap(&mut screen, "To the shelf");
    assert_eq!(sent(&mut screen).len(), 1);
}

#[test]
fn somebody_may_say_that_everybody_at_a_device_edits() {
    let mut screen = screen(new_device(Role::Organiser));
    tap(&mut screen, "Choose a PIN to edit at this device");
    tap(&mut screen, "No PIN: everybody here may edit");
    assert_eq!(asked(&mut screen).last().unwrap().1, Ask::SetPin(None));
    screen.state_mut().engine().publish(|view| view.pin = Pin::NotWanted);
    answer(&mut screen, Answer::Done);
    assert!(says(&screen, "Set a PIN for editing") && !says(&screen, "Choose a PIN"));
    tap(&mut screen, CYBER);
    assert!(says(&screen, "To the shelf"));
}

#[test]
fn whoever_brings_a_device_into_an_event_is_asked_for_its_pin_at_once() {
    for (role, is_asked) in [(Role::Volunteer, true), (Role::Organiser, true), (Role::Kiosk, false)]
    {
        let data = made::view(made::camp(), role).data;
        let mut screen = screen(View { data, ..View::default() });
        assert!(says(&screen, "This kiosk has not joined an event yet"));
        screen.state_mut().engine().publish(|view| *view = new_device(role));
        screen.run();
        assert_eq!(says(&screen, "Until somebody chooses a PIN here"), is_asked, "{role:?}");
        if is_asked {
            tap(&mut screen, "Cancel");
            assert!(says(&screen, "Choose a PIN to edit at this device"), "it stays closed");
        }
    }
}

#[test]
fn the_sample_is_open_to_whoever_tries_it() {
    let data = made::view(made::camp(), Role::Organiser).data;
    let mut screen = screen(View { data, ..View::default() });
    let sample = View { is_sample: true, ..new_device(Role::Organiser) };
    screen.state_mut().engine().publish(|view| *view = sample);
    screen.run();
    assert!(!says(&screen, "Until somebody chooses a PIN here"));
    tap(&mut screen, CYBER);
    assert!(says(&screen, "To the shelf"));
}

/// Somebody unlocks it and says a name.
pub(super) fn unlock_as(screen: &mut super::Screen, name: &str) {
    tap(screen, "Unlock editing");
    let field = "Your name, shown beside your edits (optional)";
    super::start::type_into(screen, field, name);
    type_pin(screen, "2580");
    answer(screen, Answer::Pin(PinAnswer::Right));
}

pub(super) fn lock(screen: &mut super::Screen) {
    tap(screen, "Editing is unlocked");
    tap(screen, "Lock editing");
}

#[test]
fn whoever_says_the_same_name_again_can_still_undo_and_others_cannot() {
    let mut screen = screen(locked());
    unlock_as(&mut screen, "Mair 7");
    tap(&mut screen, CYBER);
    tap(&mut screen, "Cancel session");
    let undo = "Undo: cancellation of “Cyber drills that people enjoy”";
    assert!(says(&screen, undo), "{:?}", spoken(&screen));
    for (next, is_offered) in [("Gwen", false), ("", false), ("mair 7 ", true), ("", false)] {
        lock(&mut screen);
        assert!(!says(&screen, undo), "nobody is here");
        unlock_as(&mut screen, next);
        assert_eq!(says(&screen, undo), is_offered, "{next}: {:?}", spoken(&screen));
    }
}

#[test]
fn nobody_is_known_again_by_a_name_that_was_erased() {
    let mut screen = screen(locked());
    unlock_as(&mut screen, "Mair 7");
    tap(&mut screen, CYBER);
    tap(&mut screen, "Cancel session");
    let undo = "Undo: cancellation of “Cyber drills that people enjoy”";
    let command = sent(&mut screen).pop();
    let Some(Command::Together { people, .. }) = command else { panic!("{command:?}") };
    let (person, name) = (people[0].person, people[0].name.clone());
    screen.state_mut().engine().publish(|view| {
        Arc::make_mut(&mut view.schedule).people.insert(person, name.into());
    });
    screen.run();
    lock(&mut screen);
    screen.state_mut().engine().publish(|view| {
        Arc::make_mut(&mut view.schedule).people.remove(&person);
    });
    screen.run();
    unlock_as(&mut screen, "Mair 7");
    assert!(!says(&screen, undo), "{:?}", spoken(&screen));
}

#[test]
fn whoever_changes_the_pin_stays_who_they_are() {
    let mut screen = screen(locked());
    unlock_as(&mut screen, "Mair 7");
    tap(&mut screen, CYBER);
    tap(&mut screen, "Cancel session");
    let undo = "Undo: cancellation of “Cyber drills that people enjoy”";
    assert!(says(&screen, undo));
    tap(&mut screen, "Editing is unlocked");
    tap(&mut screen, "Change the PIN");
    type_pin(&mut screen, "4711");
    type_pin(&mut screen, "4711");
    answer(&mut screen, Answer::Done);
    assert!(says(&screen, "Editing is unlocked"));
    assert!(says(&screen, undo), "{:?}", spoken(&screen));
}

#[test]
fn what_is_half_typed_waits_for_whoever_typed_it_and_for_nobody_else() {
    for (next, is_there) in [("Mair 7", true), ("Gwen", false), ("", false)] {
        let mut screen = screen(locked());
        unlock_as(&mut screen, "Mair 7");
        tap(&mut screen, CYBER);
        tap(&mut screen, "Edit the texts");
        super::start::type_into(&mut screen, "Title", "Half typed ");
        screen.key_press(Key::Escape);
        screen.run();
        lock(&mut screen);
        unlock_as(&mut screen, next);
        tap(&mut screen, CYBER);
        let typed = screen.query_all_by_label("Title").next().is_some();
        assert_eq!(typed, is_there, "{next}: {:?}", spoken(&screen));
    }
}

#[test]
fn a_page_that_asks_by_itself_keeps_nobody_here() {
    let view = View { pin: Pin::Set, ..made::view(made::camp(), Role::Organiser) };
    let mut screen = screen(view);
    unlock_as(&mut screen, "");
    tap(&mut screen, "Information");
    tap(&mut screen, "The server: ");
    tap(&mut screen, "Proof");
    let mut questions = 0;
    for _ in 0..50 {
        screen.run_steps(60);
        let open = asked(&mut screen);
        if questions < open.len() {
            questions = open.len();
            let ticket = open.last().unwrap().0;
            let proof = super::made_proof::proof(true, 0);
            let answer = Answer::Proof(Box::new(proof));
            screen.state_mut().engine().replies.push(Reply { ticket, answer });
        }
    }
    assert!(questions > 10, "it asked again and again: {questions}");
    assert!(says(&screen, "Unlock editing"), "{:?}", spoken(&screen));
}
