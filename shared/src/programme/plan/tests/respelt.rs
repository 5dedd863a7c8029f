//! A host whose name the source spells otherwise than before.

use super::*;

/// Who hosts a session, by id and by name.
fn hosts(board: &mut Board, title: &str) -> Vec<(PersonId, String)> {
    let session = board.session(title).1;
    let people = board.people.clone();
    session.hosts.value.iter().map(|id| (*id, people[id].to_string())).collect()
}

fn hosted(first: &[&str], second: &[&str]) -> Programme {
    let mut programme = camp();
    programme.sessions =
        vec![session("a", "Potholes", first, None), session("b", "Bins", second, None)];
    programme
}

#[test]
fn a_person_stays_the_same_under_a_new_spelling() {
    let mut board = Board::new();
    board.import(&hosted(&["Mair Prys", "Tom Ade"], &["Mair Prys"]));
    let before = hosts(&mut board, "Potholes");
    let plan = board.import(&hosted(&["Mair Prys Jones", "Tom Ade"], &["Mair Prys Jones"]));
    assert_eq!((plan.counts.people, plan.counts.changed), (0, 2), "{:?}", plan.report);
    let after = hosts(&mut board, "Potholes");
    assert_eq!(after[0], (before[0].0, "Mair Prys Jones".to_owned()));
    assert_eq!(after[1], before[1]);
    assert_eq!(hosts(&mut board, "Bins"), after[..1]);
    let again = board.plan(&hosted(&["Mair Prys Jones", "Tom Ade"], &["Mair Prys Jones"]));
    assert!(again.command.is_none(), "{:?}", again.report);
}

#[test]
fn another_person_is_another() {
    let mut board = Board::new();
    board.import(&hosted(&["Mair Prys"], &["Mair Prys"]));
    let mair = hosts(&mut board, "Potholes")[0].clone();
    // She still hosts the other one, so that this is somebody else whose name is like hers.
    let plan = board.import(&hosted(&["Mair Prys Jones"], &["Mair Prys"]));
    assert_eq!(plan.counts.people, 1);
    assert_ne!(hosts(&mut board, "Potholes")[0].0, mair.0);
    assert_eq!(hosts(&mut board, "Bins"), [mair]);
    let plan = board.import(&hosted(&["Idris Vaughan"], &["Idris Vaughan"]));
    assert_eq!(plan.counts.people, 1, "nobody's name becomes another's");
}
