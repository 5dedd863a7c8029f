//! What moved: the day that ran late, moves of the last minutes, clocks that are wrong.

use super::{
    Screen, made,
    made_wall::{late, ran_late},
    pages::{at, wait},
    says, spoken, tap,
};
use eframe::egui::vec2;
use kiosk::{ui::Page, view::View};
use shared::{
    roster::Role,
    schedule::{Author, Happened, Moved, Placement, SlotMoved, When},
};
use std::sync::Arc;

/// 11:38 on the camp's Saturday.
const NOW_S: i64 = 1_795_261_080;

fn by(minutes_ago: i64) -> Author {
    Author { at_s: NOW_S - minutes_ago * 60, ..made::author(2) }
}

fn moved(n: usize, by: Author, what: Happened) -> Arc<Moved> {
    Arc::new(Moved { session: made::session(n), by, what, kind: "place".to_owned() })
}

fn cell(slot: usize, room: usize) -> Placement {
    made::slotted(made::slot(slot), &[made::room(room)])
}

fn on(view: View, page: Page) -> Screen {
    at(view, page, "2026-11-21T11:38:00Z", vec2(1920.0, 1080.0))
}

#[test]
fn a_shift_of_the_day_is_told_once_on_the_wall_and_among_what_moved() {
    let said = "From 13:30 on everything is 20 minutes later";
    let wall = on(ran_late(), Page::Wall);
    assert!(says(&wall, said), "{:?}", spoken(&wall));
    let mut page = on(ran_late(), Page::Moved);
    let rows = spoken(&page).into_iter().filter(|row| row.contains("20 minutes later"));
    assert_eq!(rows.count(), 1, "{:?}", spoken(&page));
    // The place that a session had left before has the time that it had then.
    assert!(says(&page, "from 13:30 · Severn to 11:30 · Workshop 1"), "{:?}", spoken(&page));
    tap(&mut page, said);
    assert_eq!(page.state().page(), Page::Board, "a touch leads to the day");
}

#[test]
fn one_slot_and_a_part_of_the_day_are_told_as_what_they_are() {
    let one = on(late(&[2]), Page::Wall);
    assert!(says(&one, "13:30–14:15 is now 13:50–14:35"), "{:?}", spoken(&one));
    let some = on(late(&[2, 3]), Page::Wall);
    assert!(says(&some, "From 13:30 on some things are 20 minutes later"), "{:?}", spoken(&some));
}

#[test]
fn slots_in_which_nothing_is_and_a_shift_that_was_taken_back_are_no_news() {
    let mut view = ran_late();
    Arc::make_mut(&mut view.schedule).sessions.clear();
    assert!(!says(&on(view, Page::Wall), "minutes later"));
    let mut view = ran_late();
    let schedule = Arc::make_mut(&mut view.schedule);
    let back: Vec<_> = schedule
        .slot_moves
        .iter()
        .map(|moved| SlotMoved { by: by(1), from: moved.to, to: moved.from, ..(**moved).clone() })
        .collect();
    for moved in back {
        Arc::make_mut(schedule.slots.get_mut(&moved.slot).unwrap()).span = moved.to.into();
        Arc::make_mut(&mut schedule.slot_moves).push(Arc::new(moved));
    }
    assert!(!says(&on(view, Page::Wall), "minutes later"));
}

#[test]
fn a_day_without_slots_that_ran_late_is_one_line_and_not_forty() {
    let mut view = made::view(made::conference(4, 24), Role::Kiosk);
    let schedule = Arc::make_mut(&mut view.schedule);
    let mut moves = Vec::new();
    for (n, id) in schedule.sessions.keys().copied().collect::<Vec<_>>().into_iter().enumerate() {
        let session = Arc::make_mut(schedule.sessions.get_mut(&id).unwrap());
        let from = session.placement.value.clone();
        let Placement::At { when: When::Timed { day, start, minutes }, rooms } = &from else {
            continue;
        };
        if *start >= 11 * 60 + 38 {
            let to = made::timed(*day, start + 15, *minutes, rooms);
            session.placement = to.clone().into();
            moves.push(moved(n, by(5), Happened::Placed { from, to }));
        }
    }
    assert!(moves.len() > 3);
    schedule.moves = Arc::new(moves);
    let screen = on(view, Page::Moved);
    assert!(says(&screen, "on everything is 15 minutes later"), "{:?}", spoken(&screen));
    assert!(!says(&screen, "Moved: “"));
}

#[test]
fn the_sheet_of_a_session_tells_that_its_slot_went() {
    let mut screen = super::screen(late(&[2, 3, 4]));
    tap(&mut screen, "All of us: one design system for every council");
    let said = "Its slot went from Saturday 13:30 to 13:50";
    assert!(says(&screen, said), "{:?}", spoken(&screen));
    let mut other = super::screen(late(&[2, 3, 4]));
    tap(&mut other, "Open planning data, one year on, Saturday 11:30");
    assert!(says(&other, "Was Saturday 13:30 · Severn"), "{:?}", spoken(&other));
    assert!(!says(&other, "Its slot went"), "it had left it");
}

#[test]
fn a_session_that_was_just_pitched_and_placed_is_told_when_it_moves_on() {
    let mut view = made::lively_camp();
    let schedule = Arc::make_mut(&mut view.schedule);
    let here = schedule.sessions[&made::session(5)].placement.value.clone();
    schedule.moves = Arc::new(vec![
        moved(5, by(12), Happened::Pitched),
        moved(5, by(10), Happened::Placed { from: Placement::Shelf, to: cell(3, 1) }),
        moved(5, by(2), Happened::Placed { from: cell(3, 1), to: here }),
    ]);
    let screen = on(view, Page::Wall);
    assert!(says(&screen, "Moved: “Cyber drills that people enjoy”, from 14:30 · Chamberlain"));
}

#[test]
fn a_clock_that_is_a_day_ahead_does_not_keep_its_moves_new_for_a_day() {
    let mut view = made::lively_camp();
    let schedule = Arc::make_mut(&mut view.schedule);
    let here = |n: usize| schedule.sessions[&made::session(n)].placement.value.clone();
    let ahead = |what| moved(12, by(-24 * 60), what);
    let from = cell(2, 2);
    let old = moved(18, by(60), Happened::Placed { from: cell(4, 6), to: here(18) });
    let wrong = ahead(Happened::Placed { from, to: here(12) });
    schedule.moves = Arc::new(vec![old, wrong]);
    let mut screen = on(view.clone(), Page::Wall);
    assert!(!says(&screen, "Moved: “"), "{:?}", spoken(&screen));
    tap(&mut screen, "What moved");
    tap(&mut screen, "Since yesterday");
    assert!(
        says(&screen, "Moved: “Open planning data, one year on”"),
        "it is told with the others"
    );
    // A clock that stands in 1970 and says so: what was done before counts.
    let schedule = Arc::make_mut(&mut view.schedule);
    let told = Arc::make_mut(&mut schedule.moves);
    let sure = Arc::make_mut(&mut told[0]);
    sure.by = by(3);
    Arc::make_mut(&mut told[1]).by = Author { at_s: 12, doubtful: true, ..made::author(1) };
    assert!(says(&on(view, Page::Wall), "Moved: “Open planning data, one year on”"));
}

#[test]
fn what_begins_after_midnight_is_told_with_its_night() {
    let mut view = made::lively_camp();
    let schedule = Arc::make_mut(&mut view.schedule);
    let placement = made::timed(made::day(1), 1_470, 60, &[made::room(0)]);
    let late = made::session_at(400, "Stars over the roof", placement);
    schedule.sessions.insert(made::session(400), late.into());
    let look = |moment: &str| {
        let mut screen = at(view.clone(), Page::Search, moment, vec2(1920.0, 1080.0));
        screen.event(eframe::egui::Event::Text("stars over".to_owned()));
        wait(&mut screen, 1);
        spoken(&screen).into_iter().find(|said| said.starts_with("Stars over the roof, ")).unwrap()
    };
    let evening = look("2026-11-21T23:30:00Z");
    assert!(evening.contains("Saturday after midnight, 00:30 · Main hall"), "{evening}");
    let night = look("2026-11-22T00:10:00Z");
    assert!(night.starts_with("Stars over the roof, 00:30 · Main hall"), "{night}");
}
