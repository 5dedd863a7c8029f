//! The runner: demo, check, soak, bench.
fn main() {}
