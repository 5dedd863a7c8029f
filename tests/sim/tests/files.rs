//! Carried boards and backups that were damaged on their way. `cargo xt soak 500` reads a million of
//! each.

#[test]
fn a_broken_copy_of_a_carried_board_is_never_taken_for_another() {
    for seed in 0..10 {
        assert_eq!(sim::files::read_broken_copies(seed, sim::files::COPIES_A_SEED), Ok(()));
    }
}

#[test]
fn a_broken_backup_is_never_taken_for_another_and_lacks_nothing_in_silence() {
    assert_eq!(sim::files::read_broken_backups(0, 300), Ok(()));
}
