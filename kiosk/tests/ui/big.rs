//! Large events, long titles: what is not seen is not drawn, and nothing is cut that could grow.

use super::{made, screen, tap};
use eframe::egui::accesskit::Role as Spoken;
use egui_kittest::kittest::Queryable as _;
use shared::roster::Role;

#[test]
fn of_1351_sessions_in_108_rooms_only_what_is_seen_is_drawn() {
    let mut screen = screen(made::view(made::conference(108, 1_351), Role::Volunteer));
    let buttons = screen.query_all_by_role(Spoken::Button).count();
    assert!((10..200).contains(&buttons), "{buttons} buttons");
    let rooms = screen.query_all_by_role(Spoken::ColumnHeader).count();
    assert!((5..20).contains(&rooms), "{rooms} rooms");
    let card = screen
        .query_all_by_label_contains("Saturday 1")
        .chain(screen.query_all_by_label_contains("Day 1 1"))
        .next();
    assert!(card.is_some(), "cards are there");
    tap(&mut screen, "Day 1 11:");
    tap(&mut screen, "Move");
    let buttons = screen.query_all_by_role(Spoken::Button).count();
    assert!(buttons < 400, "{buttons} buttons while moving");
}

#[test]
fn a_row_grows_with_the_longest_title() {
    let height = |title: &str| {
        let mut schedule = made::camp();
        let long = made::session_at(300, title, made::slotted(made::slot(4), &[made::room(1)]));
        schedule.sessions.insert(made::session(300), long.into());
        let screen = screen(made::view(schedule, Role::Kiosk));
        let card = screen.query_all_by_label_contains(title).next().unwrap();
        card.rect().height()
    };
    let long = "Reorganisation ".repeat(14);
    let long = long.trim();
    assert!(long.len() >= 200);
    assert!(height(long) > height("Short") + 60.0);
}
