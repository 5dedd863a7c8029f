//! Several sessions chosen together, and what is done with all of them as one act.

use super::{
    editing::{BINS, CYBER, REORGANISATION, center, drag, together},
    journeys::camp,
    made, says, screen_of, sent, spoken, tap,
};
use eframe::egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use kiosk::ui::theme::Look;
use shared::{command::Command, ids::SetId, roster::Role, schedule::Placement};

#[test]
fn several_are_chosen_and_go_one_slot_later_in_one_act() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, "Choose several sessions");
    tap(&mut screen, REORGANISATION);
    tap(&mut screen, CYBER);
    assert!(says(&screen, "2 chosen") && !says(&screen, "Hosted by"));
    tap(&mut screen, "One slot later");
    let later = |n, room| Command::Place {
        session: made::session(n),
        to: made::slotted(made::slot(1), &[made::room(room)]),
    };
    assert_eq!(sent(&mut screen), [together(vec![later(1, 1), later(5, 5)])]);
    assert!(says(&screen, "Done: 2 edits at once"), "{:?}", spoken(&screen));
    tap(&mut screen, "Take this back");
    assert_eq!(
        sent(&mut screen)[1],
        Command::Undo { set: SetId(made::bytes(1)), keep_later_edits: false }
    );
    screen.key_press(Key::Escape);
    screen.run();
    assert!(!says(&screen, "2 chosen"), "escape ends choosing");
}

#[test]
fn what_is_chosen_is_shelved_pinned_cancelled_and_given_a_stream() {
    let mut screen = camp(Role::Volunteer);
    let ids = [made::session(1), made::session(5)];
    let all = |command: &dyn Fn(shared::ids::SessionId) -> Command| {
        together(ids.iter().map(|id| command(*id)).collect())
    };
    tap(&mut screen, "Choose several sessions");
    tap(&mut screen, REORGANISATION);
    tap(&mut screen, CYBER);
    tap(&mut screen, "Pin");
    tap(&mut screen, "Cancel them");
    tap(&mut screen, "They take place after all");
    tap(&mut screen, "Stream…");
    tap(&mut screen, "No stream");
    assert_eq!(sent(&mut screen)[0], all(&|session| Command::Pin { session, pinned: true }));
    assert_eq!(sent(&mut screen)[1], all(&Command::Cancel));
    assert_eq!(sent(&mut screen)[2], all(&Command::Uncancel));
    let Command::EditSession { session, edit } = &sent(&mut screen)[3] else {
        panic!("{:?}", sent(&mut screen))
    };
    assert_eq!((*session, edit.stream), (ids[0], Some(None)), "the other has none");
    tap(&mut screen, "To the shelf");
    assert!(says(&screen, "is pinned to its place"), "both are pinned by now");
    tap(&mut screen, "Move it all the same");
    let shelve = all(&|session| Command::Place { session, to: Placement::Shelf });
    assert_eq!(sent(&mut screen)[4], shelve);
    assert!(says(&screen, "9 waiting"));
}

fn place(n: usize, slot: usize, room: usize) -> Command {
    let to = made::slotted(made::slot(slot), &[made::room(room)]);
    Command::Place { session: made::session(n), to }
}

/// Two of the first row and a pitch.
fn three_chosen() -> super::Screen {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, "Choose several sessions");
    tap(&mut screen, CYBER);
    assert!(says(&screen, "Move it…"), "{:?}", spoken(&screen));
    for name in [BINS, REORGANISATION] {
        tap(&mut screen, name);
    }
    assert!(says(&screen, "3 chosen"));
    screen
}

#[test]
fn several_go_to_the_free_places_from_the_one_that_is_tapped() {
    let mut screen = three_chosen();
    tap(&mut screen, "Move them…");
    assert!(says(&screen, "Choose where the first goes: all 3 go to the free places"));
    tap(&mut screen, "Place in Garden room at 10:30");
    // In the order of the board, what waits last; what they leave is free for them.
    let moved = together(vec![place(1, 0, 3), place(5, 0, 4), place(61, 0, 5)]);
    assert_eq!(sent(&mut screen), [moved]);
    assert!(!says(&screen, "3 chosen") && !says(&screen, "Choose where"), "all have a place");
    assert!(says(&screen, "Done: 3 edits at once"));
}

#[test]
fn one_of_several_is_dragged_and_all_of_them_go() {
    let to = center(&camp(Role::Volunteer), "Workshop 1, ");
    let mut screen = three_chosen();
    // The bar over what is chosen has moved the board down.
    let to = Pos2::new(to.x, center(&screen, REORGANISATION).y);
    let from = center(&screen, BINS);
    drag(&mut screen, from, to);
    let moved = together(vec![place(1, 0, 4), place(5, 0, 5), place(61, 1, 5)]);
    assert_eq!(sent(&mut screen), [moved]);
}

#[test]
fn several_that_meet_a_session_go_past_it_and_what_finds_no_place_stays_chosen() {
    let mut screen = three_chosen();
    tap(&mut screen, "Move them…");
    tap(&mut screen, "Data ethics in ten minutes, Saturday 15:30");
    assert!(sent(&mut screen).is_empty() && says(&screen, "all 3 go"), "no place is free after it");
    tap(&mut screen, "Open planning data, one year on, Saturday 15:30");
    assert!(!says(&screen, "Swap"), "of several none is swapped");
    assert_eq!(sent(&mut screen), [together(vec![place(1, 4, 1), place(5, 4, 2)])]);
    assert!(says(&screen, "1 chosen"), "{:?}", spoken(&screen));
}

#[test]
fn a_joint_session_among_several_takes_no_place_twice() {
    let mut screen = camp(Role::Volunteer);
    tap(&mut screen, "Choose several sessions");
    tap(&mut screen, CYBER);
    tap(&mut screen, "All of us: one design system");
    tap(&mut screen, "Move them…");
    tap(&mut screen, "Place in Main hall at 14:30");
    let sent = sent(&mut screen);
    let [Command::Together { commands, .. }] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!(commands[0], place(5, 3, 0));
    // The rooms where it was are not free together after that, but the next one is.
    let Command::Place { to, .. } = &commands[1] else { panic!("{commands:?}") };
    assert_eq!(*to, made::slotted(made::slot(4), &[made::room(2)]));
}

#[test]
fn several_go_to_the_shelf_together() {
    let mut screen = three_chosen();
    tap(&mut screen, "Move them…");
    tap(&mut screen, "Put it on the shelf");
    let shelve = |n| Command::Place { session: made::session(n), to: Placement::Shelf };
    assert_eq!(sent(&mut screen), [together(vec![shelve(1), shelve(5)])]);
}

#[test]
fn on_a_low_screen_what_does_not_fit_into_the_bar_is_a_touch_away() {
    let view = made::view(made::camp(), Role::Volunteer);
    let mut screen = screen_of(view, Look::Dark, vec2(640.0, 400.0));
    let name = "How do we stop losing our best people?, Saturday 11:30";
    let card = screen.query_all_by_label_contains(name).next().unwrap();
    card.click_modifiers(Modifiers::COMMAND);
    screen.run();
    assert!(says(&screen, "1 chosen"), "{:?}", spoken(&screen));
    assert!(!says(&screen, "Stream…"));
    tap(&mut screen, "More…");
    assert!(says(&screen, "Stream…") && says(&screen, "One slot later"));
    screen.get_by_label("Pin").scroll_to_me();
    screen.run();
    tap(&mut screen, "Pin");
    let Some(Command::Pin { pinned: true, .. }) = sent(&mut screen).pop() else {
        panic!("{:?}", sent(&mut screen))
    };
    assert!(says(&screen, "1 chosen") && !says(&screen, "Stream…"));
}

#[test]
fn ctrl_and_a_click_choose_without_a_mode() {
    let mut screen = camp(Role::Volunteer);
    let card = screen.query_all_by_label_contains(CYBER).next().unwrap();
    card.click_modifiers(Modifiers::COMMAND);
    screen.run();
    assert!(says(&screen, "1 chosen") && !says(&screen, "Hosted by"));
    let mut reader = camp(Role::Kiosk);
    assert!(!says(&reader, "Choose several sessions"));
    let card = reader.query_all_by_label_contains(CYBER).next().unwrap();
    card.click_modifiers(Modifiers::COMMAND);
    reader.run();
    assert!(!says(&reader, "1 chosen") && says(&reader, "Hosted by"));
}
