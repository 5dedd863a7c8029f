//! The venue in a box: simulator, process tests, demo and figures.

pub mod bench;
pub mod demo;
mod venue;

pub use venue::*;
