//! Campboard at the venue: the board on a screen, on its own disk.

pub mod app;
pub mod ask;
pub mod clock;
pub mod engine;
pub mod headless;
mod lookout;
pub mod net;
pub mod printed;
pub mod random;
pub mod search;
mod server;
pub mod serving;
pub mod settings;
pub mod ui;
pub mod view;
pub mod why;
