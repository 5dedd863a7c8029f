//! All tests of the venue, in one binary.

mod bench;
mod journey;
mod process;
mod tidy;
mod trace;
mod window;
