//! Campboard at the venue: the board on a screen, on its own disk.
fn main() {}
