//! Campboard's server: it merges what kiosks edited while they were apart.
//!
//! One data folder holds one event in one SQLite file. [`serve`] is the seam: settings, a listener
//! and a future that ends it; a kiosk that becomes the server goes through it, too. Inside, [`hub`] owns the documents on a thread of its own and is fed
//! by one queue; [`http`] speaks HTTP and WebSocket and sees bytes only; [`admin`] lets the other
//! commands of the program ask a running server; [`cli`] is the program.

pub mod admin;
mod announce;
mod ask;
pub mod backups;
mod brought;
mod check;
pub mod cli;
mod clock;
mod error;
mod folder;
pub mod http;
pub mod hub;
mod limits;
mod logging;
mod random;
mod serve;
mod settings;
mod sign_in;

pub use ask::{
    Answer, Counts, DeviceAct, EraseAct, ErasedPage, Holder, LatestEdit, OnPage, Proof, Request,
    Secret, ServerOnPage, ServerState, WallPage, Whose,
};
pub use check::{Findings, check};
pub use clock::local_zone;
pub use error::{OpenError, ServeError};
pub use folder::{has_store, store as store_path};
pub use hub::{begin, damaged_files, erase_at_rest, lost};
pub use random::System;
pub use serve::{serve, serve_with};
pub use settings::{BadSettings, LogFormat, Settings};
