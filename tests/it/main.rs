//! All tests of the venue, in one binary.

mod bench;
mod trace;
