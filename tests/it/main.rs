//! All tests of the venue, in one binary.
