//! Campboard at the venue: the board on a screen, on its own disk.

pub mod app;
pub mod clock;
pub mod ui;
pub mod view;
