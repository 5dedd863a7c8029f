//! From the device to the [`View`] that screens draw.

use super::{cache::Picture, ground::Ground, words};
use crate::{
    net::Why,
    view::{DataState, Here, Notice, ServerState, UndoableSet, View},
};
use shared::{
    clash::{self, Clash},
    schedule::Schedule,
    sync::{Device, DeviceStatus, Line, Now},
};
use std::sync::Arc;

/// How the wire stands, beside what the device knows of it.
pub(super) struct Wire {
    /// Why there was no connection at the last attempt.
    pub why: Why,
    /// A connection was open at the last attempt: if an end of it said why it ended, that counts.
    pub was_open: bool,
}

/// What is shown before the store is read: the last picture.
pub(super) fn first(picture: Option<&Picture>) -> View {
    let Some(picture) = picture else {
        return View::default();
    };
    View {
        clashes: Arc::new(clash::clashes(&picture.schedule)),
        schedule: Arc::clone(&picture.schedule),
        event: Some(picture.event),
        data: DataState {
            server: ServerState::Away { why: words::away(&Why::NotYet) },
            ..DataState::default()
        },
        ..View::default()
    }
}

/// The view of how things stand; `last` is the one before it, from which the rest is taken.
pub(super) fn view(
    ground: &mut Ground,
    now: Now,
    wire: &Wire,
    refusals: &[Notice],
    last: &View,
) -> View {
    let (problem, lost, damaged) = (ground.problem.clone(), ground.lost.clone(), ground.damaged);
    let Some(device) = ground.device() else {
        let mut view = last.clone();
        if let Some(why) = problem {
            view.data.here = Here::NotSaved { why };
        }
        if let ServerState::CatchingUp | ServerState::UpToDate = view.data.server {
            view.data.server = ServerState::Away { why: words::away(&Why::Lost) };
        }
        return view;
    };
    let status = device.status(now);
    let lost = lost.filter(|_| !status.joined);
    // The last good board stays while there is nothing better.
    let schedule = if lost.is_some() { Arc::clone(&last.schedule) } else { device.schedule() };
    View {
        clashes: clashes(&schedule, last),
        schedule,
        role: status.role,
        event: device.replica().event(),
        undoable: undoable(device),
        notices: notices(&status, refusals, damaged),
        data: DataState {
            here: lost.map_or(Here::Saved, |why| Here::NotSaved { why }),
            server: server(&status, wire),
            outbox: u32::try_from(status.outbox).unwrap_or(u32::MAX),
            heard_ms: status.heard_wall_ms,
            clock_doubtful: status.clock_doubtful,
        },
        redoable: Vec::new(),
        presence: Vec::new(),
        merged: None,
        kept: Arc::clone(&last.kept),
        pin_set: last.pin_set,
        revision: last.revision,
    }
}

/// Nothing that a screen shows differs. When the server was heard of last is shown only while it
/// is away, so that it alone is no news: heartbeats draw no frames.
pub(super) fn same(a: &View, b: &View) -> bool {
    let quiet = |view: &View| DataState { heard_ms: None, ..view.data.clone() };
    (Arc::ptr_eq(&a.schedule, &b.schedule) || a.schedule == b.schedule)
        && quiet(a) == quiet(b)
        && a.role == b.role
        && a.event == b.event
        && a.undoable == b.undoable
        && a.notices == b.notices
}

fn clashes(schedule: &Arc<Schedule>, last: &View) -> Arc<Vec<Clash>> {
    if Arc::ptr_eq(schedule, &last.schedule) {
        Arc::clone(&last.clashes)
    } else {
        Arc::new(clash::clashes(schedule))
    }
}

fn undoable(device: &Device) -> Vec<UndoableSet> {
    let sets = device.undoable();
    sets.into_iter().map(|(set, command)| UndoableSet { set, command, person: None }).collect()
}

/// The latest first: what a person did last, then what a server did, then what was found at the
/// start.
fn notices(status: &DeviceStatus, refusals: &[Notice], damaged: usize) -> Vec<Notice> {
    let mut notices = refusals.to_vec();
    notices.extend(status.set_aside.iter().rev().map(|(_, command, why)| Notice::NotAccepted {
        command: command.clone(),
        why: why.to_string(),
    }));
    if let Ok(rows @ 1..) = u32::try_from(damaged) {
        notices.push(Notice::Repaired { rows });
    }
    notices
}

fn server(status: &DeviceStatus, wire: &Wire) -> ServerState {
    if !status.joined {
        return ServerState::NotJoined;
    }
    match status.connection {
        Line::CatchingUp => ServerState::CatchingUp,
        Line::UpToDate => ServerState::UpToDate,
        // An end that has not proved itself is nobody yet.
        Line::None | Line::Shaking => {
            let goodbye = status.goodbye.filter(|_| wire.was_open);
            let why = goodbye.map_or_else(|| words::away(&wire.why), words::goodbye);
            ServerState::Away { why }
        }
    }
}
