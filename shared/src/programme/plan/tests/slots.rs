//! Times and slots that are the same.

use super::*;

/// The camp without its slots: its sessions stand at the same times.
fn timed_camp() -> Programme {
    let mut timed = camp();
    for session in &mut timed.sessions {
        if let Some(placement) = &mut session.placement {
            let start = if placement.when == When::Slot("s1".into()) { 630 } else { 690 };
            placement.when = When::Timed { day: "d1".into(), start, minutes: 45 };
        }
    }
    timed.slots.clear();
    timed
}

#[test]
fn a_time_that_is_a_slot_is_that_slot() {
    let mut board = Board::new();
    board.import(&camp());
    let mut timed = timed_camp();
    assert_eq!(board.plan(&timed).command, None);
    timed.event.source = "table".into();
    assert_eq!(board.plan(&timed).counts.unchanged, 2, "what stands there is known");
    timed.sessions.iter_mut().for_each(|session| session.title += " again");
    board.import(&timed);
    let schedule = board.schedule();
    let placed = schedule.sessions.values().filter(|s| s.source == "table/a");
    let when = placed.map(|s| s.placement.value.clone()).next().unwrap();
    let schedule::Placement::At { when: schedule::When::Slot(_), .. } = when else {
        panic!("in a slot: {when:?}")
    };
}

#[test]
fn a_row_of_a_grid_makes_no_slot_where_all_of_it_stands_at_a_time_of_its_own() {
    let mut board = Board::new();
    let mut timed = timed_camp();
    timed.fixed.clear();
    board.import(&timed);
    let mut grid = camp();
    grid.event.source = "table".into();
    grid.fixed.clear();
    grid.sessions.retain(|session| session.placement.is_some());
    let plan = board.plan(&grid);
    assert_eq!((plan.counts.sessions, plan.counts.unchanged, plan.counts.slots), (0, 2, 0));
    assert_eq!(plan.command, None);
    // What is new in a row needs its slot.
    grid.sessions[0].title += " again";
    assert_eq!((board.plan(&grid).counts.sessions, board.plan(&grid).counts.slots), (1, 1));
}
