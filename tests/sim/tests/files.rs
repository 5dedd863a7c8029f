//! Carried boards that were damaged on their way. `cargo xt soak 500` reads a million of them.

#[test]
fn a_broken_copy_of_a_carried_board_is_never_taken_for_another() {
    for seed in 0..10 {
        assert_eq!(sim::files::read_broken_copies(seed, sim::files::COPIES_A_SEED), Ok(()));
    }
}
