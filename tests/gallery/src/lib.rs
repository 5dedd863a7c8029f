//! Every screen of the kiosk, driven as a person drives it and painted without a window.
//!
//! `screens` is the one table of what there is to see and how to get there, `imports` its part about
//! the first start and files, `others` that about other people and devices, `past` that about the
//! past, `paper` that about paper, `server` that about the server,
//! `upkeep` that about the event itself; `variant` says in which
//! sizes, colours and languages; `stage` holds the real app on a made-up event; `paint` makes the
//! pictures, and `album` the page on which a person looks through them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "made-up events and steps that lead nowhere are broken tests"
)]

pub mod album;
mod imports;
#[path = "../../../kiosk/tests/ui/made.rs"]
#[allow(missing_docs, dead_code, reason = "not all that the kiosk's tests need is needed here")]
pub mod made;
#[path = "../../../kiosk/tests/ui/made_past.rs"]
#[allow(missing_docs, dead_code, reason = "not all that the kiosk's tests need is needed here")]
pub mod made_past;
#[path = "../../../kiosk/tests/ui/made_proof.rs"]
#[allow(missing_docs, dead_code, reason = "not all that the kiosk's tests need is needed here")]
pub mod made_proof;
#[path = "../../../kiosk/tests/ui/made_wall.rs"]
#[allow(missing_docs, dead_code, reason = "not all that the kiosk's tests need is needed here")]
pub mod made_wall;
mod others;
mod outage;
mod paint;
mod paper;
mod past;
pub mod screens;
mod server;
pub mod stage;
mod troubles;
mod upkeep;
pub mod variant;

pub use paint::Picture;
