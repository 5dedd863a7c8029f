//! All tests of the venue, in one binary.

mod bench;
mod process;
mod tidy;
mod trace;
