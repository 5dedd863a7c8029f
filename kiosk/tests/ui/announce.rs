//! What is announced: written by whoever looks after the board, on every page, until it ends.

use super::{made, says, screen, screen_at, sent, spoken, start::type_into, tap};
use eframe::egui::accesskit::{Live, Role as Kind};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kiosk::{
    ui::Page,
    view::{ServerState, View},
    why::{Away, NoLine},
};
use shared::{
    command::{AnnouncementEdit, Command, Problem, Refusal, Thing},
    ids::AnnouncementId,
    roster::Role,
    schedule::Announcement,
};
use std::sync::Arc;

const LUNCH: &str = "Lunch is in the foyer today: the garden is too wet";
/// 11:38 on the camp's Saturday.
const NOW_S: i64 = 1_795_261_080;

fn with_announcement(mut view: View, until_s: i64) -> View {
    let one = Announcement {
        text: LUNCH.to_owned().into(),
        until_s: until_s.into(),
        ..Default::default()
    };
    let schedule = Arc::make_mut(&mut view.schedule);
    schedule.announcements.insert(AnnouncementId([9; 16]), Arc::new(one));
    view
}

fn announced(screen: &mut super::Screen) -> (AnnouncementId, AnnouncementEdit) {
    match sent(screen).pop() {
        Some(Command::Announce { announcement, edit }) => (announcement, edit),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_volunteer_announces_in_both_languages_and_takes_it_back() {
    let mut screen = screen(made::view(made::camp(), Role::Volunteer));
    tap(&mut screen, "Announcements");
    assert!(says(&screen, "Nothing is announced at the moment"));
    type_into(&mut screen, "In English", " Fire drill at 12:15 ");
    type_into(&mut screen, "In Welsh", "Dril tân am 12:15");
    let shown = spoken(&screen);
    assert!(shown.contains(&"Fire drill at 12:15".to_owned()), "the preview: {shown:?}");
    tap(&mut screen, "For 15 minutes");
    tap(&mut screen, "Put it on every screen");
    let (_, edit) = announced(&mut screen);
    let said = |text: &str| Some(text.to_owned());
    assert_eq!(edit.text, said("Fire drill at 12:15"));
    assert_eq!(edit.text_cy, said("Dril tân am 12:15"));
    assert_eq!(edit.until_s, Some(NOW_S + 15 * 60));
    assert!(!says(&screen, "For 15 minutes"), "the sheet is closed");
    assert!(says(&screen, "Done: announcement “Fire drill at 12:15”"));
    let band = screen.get_by_role_and_label(Kind::Button, "Fire drill at 12:15");
    assert_eq!(band.accesskit_node().data().live(), Some(Live::Polite), "it is read out");
    tap(&mut screen, "Take this back: Done: announcement");
    assert!(matches!(sent(&mut screen).last(), Some(Command::Undo { .. })));
    assert!(screen.query_by_role_and_label(Kind::Button, "Fire drill at 12:15").is_none());
}

#[test]
fn every_page_shows_it_in_the_language_of_the_screen() {
    for page in Page::ALL {
        if page == Page::Import {
            continue;
        }
        let view = made::lively_camp();
        let mut screen = screen_at(View { role: Some(Role::Organiser), ..view }, page);
        assert!(says(&screen, LUNCH), "{page:?}: {:?}", spoken(&screen));
        tap(&mut screen, "Cymraeg");
        assert!(says(&screen, "Mae cinio yn y cyntedd heddiw"), "{page:?}");
    }
}

#[test]
fn it_ends_by_itself_and_nobody_sees_it_afterwards() {
    let kiosk = || made::view(made::camp(), Role::Kiosk);
    assert!(says(&screen(with_announcement(kiosk(), NOW_S + 1)), LUNCH));
    assert!(says(&screen(with_announcement(kiosk(), 0)), LUNCH), "until it is taken down");
    let over = screen(with_announcement(kiosk(), NOW_S));
    assert!(!says(&over, LUNCH));
    assert!(!says(&over, "Announcements"), "only who looks after the board writes them");
}

#[test]
fn the_end_of_the_slot_is_offered_while_one_is_on() {
    let mut screen = screen(made::view(made::camp(), Role::Volunteer));
    tap(&mut screen, "Announcements");
    type_into(&mut screen, "In English", "Come to the hall");
    tap(&mut screen, "To the end of this slot, until 12:15");
    tap(&mut screen, "Put it on every screen");
    assert_eq!(announced(&mut screen).1.until_s, Some(NOW_S + 37 * 60));
}

#[test]
fn one_that_is_up_is_changed_and_taken_down() {
    let view = made::view(made::camp(), Role::Organiser);
    let mut screen = screen(with_announcement(view, 0));
    tap(&mut screen, "Announcements");
    assert!(says(&screen, "until it is taken down"));
    tap(&mut screen, &format!("Change “{LUNCH}”"));
    type_into(&mut screen, "In Welsh", "Cinio yn y cyntedd");
    tap(&mut screen, "Save the change");
    let (id, edit) = announced(&mut screen);
    assert_eq!(id, AnnouncementId([9; 16]));
    assert_eq!(edit.text_cy.as_deref(), Some("Cinio yn y cyntedd"));
    assert_eq!((edit.text, edit.until_s), (None, None), "what others change meanwhile stays");
    tap(&mut screen, "Announcements");
    tap(&mut screen, &format!("Take down “{LUNCH}”"));
    let down = Command::Remove(Thing::Announcement(id));
    assert_eq!(sent(&mut screen).last(), Some(&down));
    assert!(says(&screen, "Nothing is announced at the moment"));
}

#[test]
fn one_that_ended_while_it_was_changed_becomes_a_new_one() {
    let view = made::view(made::camp(), Role::Organiser);
    let mut screen = screen(with_announcement(view, NOW_S + 120));
    tap(&mut screen, "Announcements");
    tap(&mut screen, &format!("Change “{LUNCH}”"));
    assert!(says(&screen, "Change this announcement"));
    screen.state_mut().engine().publish(|view| *view = with_announcement(view.clone(), NOW_S - 60));
    screen.run();
    assert!(says(&screen, "A new announcement"), "{:?}", spoken(&screen));
    tap(&mut screen, "Put it on every screen");
    let (id, edit) = announced(&mut screen);
    assert_ne!(id, AnnouncementId([9; 16]));
    assert_eq!((edit.text.as_deref(), edit.until_s), (Some(LUNCH), Some(NOW_S + 30 * 60)));
}

#[test]
fn what_is_wrong_is_said_beside_the_field_and_nothing_is_lost() {
    let mut screen = screen(made::view(made::camp(), Role::Volunteer));
    tap(&mut screen, "Announcements");
    tap(&mut screen, "Put it on every screen");
    assert!(says(&screen, "Write what everybody should know"));
    assert_eq!(sent(&mut screen), []);
    type_into(&mut screen, "In English", "Fire drill");
    let problem = Problem::NotOneLine;
    screen.state_mut().engine().refusal = Some(Refusal::Invalid { field: "text", problem });
    tap(&mut screen, "Put it on every screen");
    assert!(says(&screen, "Write it in one line"), "{:?}", spoken(&screen));
    assert_eq!(sent(&mut screen), []);
    tap(&mut screen, "Put it on every screen");
    assert_eq!(announced(&mut screen).1.text.as_deref(), Some("Fire drill"));
}

#[test]
fn a_kiosk_on_its_own_says_when_others_will_see_it() {
    let mut view = made::view(made::camp(), Role::Volunteer);
    view.data.server = ServerState::Away { why: Away::NoLine(NoLine::Lost) };
    let mut screen = screen(view);
    tap(&mut screen, "Announcements");
    type_into(&mut screen, "In English", "Fire drill");
    assert!(says(&screen, "other screens show it as soon as it is connected again"));
}

#[test]
fn a_new_one_that_is_half_written_waits_while_another_is_changed() {
    let view = made::view(made::camp(), Role::Organiser);
    let mut screen = screen(with_announcement(view, 0));
    tap(&mut screen, "Announcements");
    type_into(&mut screen, "In English", "The last bus goes at six");
    tap(&mut screen, &format!("Change “{LUNCH}”"));
    assert!(!says(&screen, "The last bus goes at six"));
    tap(&mut screen, "Go on with the new one");
    assert!(says(&screen, "The last bus goes at six") && says(&screen, "A new announcement"));
    tap(&mut screen, &format!("Change “{LUNCH}”"));
    type_into(&mut screen, "In Welsh", "Cinio yn y cyntedd");
    tap(&mut screen, "Save the change");
    tap(&mut screen, "Announcements");
    assert!(says(&screen, "The last bus goes at six"), "{:?}", spoken(&screen));
    tap(&mut screen, "Put it on every screen");
    let (id, edit) = announced(&mut screen);
    assert_ne!(id, AnnouncementId([9; 16]));
    assert_eq!(edit.text.as_deref(), Some("The last bus goes at six"));
}
