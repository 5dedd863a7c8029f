//! Screens of a device that cannot use its data, or was given a link to no use.

use crate::screens::{Screen, away, screen, stay};
use kiosk::{
    view::{DataState, Here, Notice, View},
    why::NotSaved,
};
use shared::ids::EventId;

/// All of them.
pub(crate) const SCREENS: &[Screen] = &[
    screen("disk-full", || last_board(NotSaved::DiskFull), stay),
    screen("data-too-new", || no_board(NotSaved::TooNew), stay),
    screen("data-too-new-board", || last_board(NotSaved::TooNew), stay),
    screen("data-in-use", || no_board(NotSaved::InUse), stay),
    screen("data-moved-aside", || no_board(moved_aside()), stay),
    screen("data-moved-aside-board", || last_board(moved_aside()), stay),
    screen("other-event", other_event, stay),
];

fn moved_aside() -> NotSaved {
    NotSaved::MovedAside { to: "/home/ann/campboard-data/kiosk.db.broken-1".to_owned() }
}

/// The board is still there to be read.
fn last_board(why: NotSaved) -> View {
    let mut view = away();
    view.data.here = Here::NotSaved { why };
    view
}

/// Nothing could be read.
fn no_board(why: NotSaved) -> View {
    let data = DataState { here: Here::NotSaved { why }, ..DataState::default() };
    View { data, ..View::default() }
}

/// It was started with the link of another event.
fn other_event() -> View {
    let here = EventId([0x3f; 32]);
    let why = NotSaved::OtherEvent { here };
    View { event: Some(here), notices: vec![Notice::NotJoined { why }], ..away() }
}
