//! From a marked card to what is the matter with it, to its place, and back.

use super::{made, says, screen, spoken, tap};
use egui_kittest::kittest::Queryable as _;
use kiosk::ui::Page;
use shared::{roster::Role, schedule::Placement};
use std::sync::Arc;

/// Number of a session, its clash, and where that is in the list.
const MARKED: [(usize, &str, &str); 3] = [
    (10, "share Severn on Saturday 11:30", "2 of 4"),
    (12, "at the same time", "3 of 4"),
    (7, "35 people are interested", "4 of 4"),
];

#[test]
fn a_marked_card_says_what_is_wrong_and_leads_to_its_clash_its_place_and_back() {
    for (n, told, number) in MARKED {
        let view = made::troubled_camp();
        let title = view.schedule.sessions[&made::session(n)].title.value.clone();
        let mut screen = screen(view);
        let card = format!("{title}, Saturday");
        tap(&mut screen, &card);
        assert!(says(&screen, told), "{told}: {:#?}", spoken(&screen));
        let in_list = |screen: &super::Screen| says(screen, "Nothing was lost");
        assert!(!in_list(&screen));
        tap(&mut screen, told);
        assert!(in_list(&screen), "{:#?}", spoken(&screen));
        let window = screen.ctx.content_rect();
        assert!(window.contains_rect(screen.get_by_label(number).rect()), "{number} is in sight");
        let before = spoken(&screen);
        assert!(!before.iter().any(|said| said.contains("Show it in the list")), "one sheet");
        tap(&mut screen, &format!("Show the place of “{title}”"));
        assert!(!in_list(&screen), "the list makes room for the board");
        assert_eq!(screen.state().page(), Page::Board);
        tap(&mut screen, &card);
        tap(&mut screen, told);
        assert!(in_list(&screen), "and back");
    }
}

#[test]
fn only_those_who_can_decide_are_told_on_the_sheet() {
    let mut view = made::troubled_camp();
    view.role = Some(Role::Kiosk);
    let mut screen = screen(view);
    tap(&mut screen, "The last fax machine, Saturday");
    assert!(says(&screen, "Hosted by") && !says(&screen, "share Severn"));
}

#[test]
fn the_pitch_that_was_hidden_last_is_found_among_hundreds_that_were_withdrawn() {
    let mut view = made::view(made::camp(), Role::Volunteer);
    let schedule = Arc::make_mut(&mut view.schedule);
    for n in 400..520 {
        let mut gone = made::session_at(n, &format!("Gone {n}"), Placement::Shelf);
        gone.withdrawn = made::removed(1);
        schedule.sessions.insert(made::session(n), gone.into());
    }
    let mut rude = made::session_at(600, "Rude words", Placement::Shelf);
    rude.hidden = true;
    schedule.sessions.insert(made::session(600), rude.into());
    let mut screen = screen(view);
    tap(&mut screen, "Nothing to look at");
    let read: Vec<_> =
        spoken(&screen).into_iter().filter(|said| said.starts_with("Read “")).collect();
    assert_eq!(read[..2], ["Read “Rude words”", "Read “Gone 519”"]);
    for _ in 0..40 {
        let last = screen.query_all_by_label_contains("Read “").last().unwrap();
        last.scroll_to_me();
        screen.run();
    }
    assert!(says(&screen, "Read “Gone 400”"), "the first of them too: {:?}", spoken(&screen));
}
