//! From the device to the [`View`] that screens draw.

use super::{cache::Picture, ground::Ground};
use crate::{
    serving::Serving,
    view::{
        DataState, Here, Member, MergeReport, Notice, Presence, ServerState, UndoableSet, View,
    },
    why::{Away, NoLine},
};
use shared::{
    clash::{self, Clash},
    schedule::Schedule,
    sync::{Device, DeviceStatus, Line, Merged, Now, OwnAct, OwnActs, Seen, ServerSafety},
};
use std::sync::Arc;

/// Time is told in minutes: how far a clock is wrong is news from here on.
const CLOCK_NEWS_MS: u64 = 2_000;

/// How the wire stands, beside what the device knows of it.
pub(super) struct Wire {
    /// Why there was no connection at the last attempt.
    pub why: NoLine,
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
            server: ServerState::Away { why: Away::NoLine(NoLine::NotYet) },
            ..DataState::default()
        },
        ..View::default()
    }
}

/// What the last view was made of, where comparing that is quicker than making it again.
#[derive(Default)]
pub(super) struct Memo {
    undoable: OwnActs,
    redoable: OwnActs,
}

/// The view of how things stand; `last` is the one before it, from which the rest is taken.
pub(super) fn view(
    ground: &mut Ground,
    now: Now,
    wire: &Wire,
    refusals: &[Notice],
    memo: &mut Memo,
    last: &View,
) -> View {
    let (problem, lost, damaged) = (ground.problem.clone(), ground.lost.clone(), ground.damaged);
    let (kept, pin) = (Arc::clone(&ground.local.kept), ground.local.lock());
    let (is_sample, drafts_erased) = (ground.local.is_sample, ground.local.drafts_erased);
    let has_spare = ground.local.spare.is_some();
    let Some(device) = ground.device() else {
        let mut view = last.clone();
        if let Some(why) = problem {
            view.data.here = Here::NotSaved { why };
        }
        if let ServerState::CatchingUp | ServerState::UpToDate = view.data.server {
            view.data.server = ServerState::Away { why: Away::NoLine(NoLine::Lost) };
        }
        return view;
    };
    let status = device.status(now);
    let me = device.replica().id();
    let lost = lost.filter(|_| !status.joined);
    // The last good board stays while there is nothing better.
    let schedule = if lost.is_some() { Arc::clone(&last.schedule) } else { device.schedule() };
    let (undoable, redoable) = (device.undoable(), device.redoable());
    View {
        clashes: clashes(&schedule, last),
        undoable: acts(undoable, &mut memo.undoable, &last.undoable),
        redoable: acts(redoable, &mut memo.redoable, &last.redoable),
        members: members(device, last),
        presence: presence(device, now, &schedule),
        merged: status.merged.map(merged),
        schedule,
        role: status.role,
        event: device.replica().event(),
        notices: notices(&status, refusals, damaged),
        data: DataState {
            here: lost.map_or(Here::Saved, |why| Here::NotSaved { why }),
            server: server(&status, wire, is_sample && matches!(last.serving, Serving::Off)),
            outbox: u32::try_from(status.outbox).unwrap_or(u32::MAX),
            heard_ms: status.heard_wall_ms,
            clock_doubtful: status.clock_doubtful,
        },
        kept,
        drafts_erased,
        is_sample,
        pin,
        has_spare,
        serving: last.serving.clone(),
        safety: safety(device, last),
        idle: device.replica().roster().idle(&me),
        message: device.replica().roster().message(&me).cloned(),
        rehearsal: device.rehearsal(now),
        rehearsed: device.rehearsed(),
        clock_ahead_ms: clock_ahead_ms(device.time(now), now, last.clock_ahead_ms),
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
        && same_acts(&a.undoable, &b.undoable)
        && same_acts(&a.redoable, &b.redoable)
        && a.members == b.members
        && a.presence == b.presence
        && a.merged == b.merged
        && (a.pin, a.is_sample, a.has_spare) == (b.pin, b.is_sample, b.has_spare)
        && a.serving == b.serving
        && a.safety == b.safety
        && (a.idle, &a.message) == (b.idle, &b.message)
        && (a.rehearsal, a.rehearsed) == (b.rehearsal, b.rehearsed)
        && a.clock_ahead_ms == b.clock_ahead_ms
        && (&a.kept, a.drafts_erased) == (&b.kept, b.drafts_erased)
        && a.notices == b.notices
}

/// How far the true time is ahead of the machine's. A clock that somebody has set is believed: that it
/// was later once may have been the fault. Of one that nobody has set, what was said last as long as it is right but
/// for a breath, so that it alone is no news. A time that is only known not to be earlier stands
/// still: on the screens it goes on.
fn clock_ahead_ms((ms, doubtful): (i64, bool), now: Now, said_ms: i64) -> i64 {
    if now.wall_sure {
        return 0;
    }
    let found_ms = ms.saturating_sub(now.wall_ms);
    let stands = doubtful && (1..said_ms).contains(&found_ms);
    if stands || found_ms.abs_diff(said_ms) < CLOCK_NEWS_MS { said_ms } else { found_ms }
}

fn clashes(schedule: &Arc<Schedule>, last: &View) -> Arc<Vec<Clash>> {
    if Arc::ptr_eq(schedule, &last.schedule) {
        Arc::clone(&last.clashes)
    } else {
        Arc::new(clash::clashes(schedule))
    }
}

fn same_acts(a: &Arc<Vec<UndoableSet>>, b: &Arc<Vec<UndoableSet>>) -> bool {
    Arc::ptr_eq(a, b) || a == b
}

/// The list of a view, made again only where the device made its own again.
fn acts(acts: OwnActs, memo: &mut OwnActs, last: &Arc<Vec<UndoableSet>>) -> Arc<Vec<UndoableSet>> {
    if Arc::ptr_eq(&acts, memo) {
        return Arc::clone(last);
    }
    let one = |act: &OwnAct| UndoableSet {
        set: act.set,
        command: (*act.command).clone(),
        person: act.person,
    };
    let list = Arc::new(acts.iter().map(one).collect());
    *memo = acts;
    list
}

/// The devices and servers of the event; the list of the last view while it is the same.
fn members(device: &Device, last: &View) -> Arc<Vec<Member>> {
    let (roster, me) = (device.replica().roster(), device.replica().id());
    let devices = roster.all_devices().map(|(id, role)| (id, role, false));
    let servers = roster.servers().map(|id| (id, None, true));
    let member =
        |(device, role, is_server)| Member { device, role, is_server, is_me: device == me };
    let members: Vec<_> = devices.chain(servers).map(member).collect();
    if members == *last.members { Arc::clone(&last.members) } else { Arc::new(members) }
}

/// What the server said last; that of the last view while it is the same.
fn safety(device: &Device, last: &View) -> Option<Arc<ServerSafety>> {
    let now = device.server_safety()?;
    match &last.safety {
        Some(before) if **before == *now => Some(Arc::clone(before)),
        Some(_) | None => Some(Arc::new(now.clone())),
    }
}

/// Others, by the names that the records have for them. Who has none is not shown.
fn presence(device: &Device, now: Now, schedule: &Schedule) -> Vec<Presence> {
    let one = |seen: Seen| {
        let tag = seen.device.tag();
        let person = seen.person.and_then(|person| schedule.people.get(&person));
        let who = person.or_else(|| schedule.devices.get(&tag))?.to_string();
        Some(Presence { device: tag, who, doing: seen.doing.into() })
    };
    device.presence(now).into_iter().filter_map(one).collect()
}

fn merged(merged: Merged) -> MergeReport {
    MergeReport { id: merged.id, edits: merged.edits, devices: merged.devices }
}

/// The latest first: what a person did last, then what a server did, then what was found at the
/// start.
fn notices(status: &DeviceStatus, refusals: &[Notice], damaged: usize) -> Vec<Notice> {
    let mut notices = refusals.to_vec();
    notices.extend(status.set_aside.iter().rev().map(|(_, command, why)| Notice::NotAccepted {
        command: command.clone(),
        why: why.clone(),
    }));
    if let Ok(rows @ 1..) = u32::try_from(damaged) {
        notices.push(Notice::Repaired { rows });
    }
    notices
}

/// `is_alone`: it is the sample, and nobody is to be met with it.
fn server(status: &DeviceStatus, wire: &Wire, is_alone: bool) -> ServerState {
    if !status.joined {
        return ServerState::NotJoined;
    }
    match status.connection {
        Line::CatchingUp => ServerState::CatchingUp,
        Line::UpToDate => ServerState::UpToDate,
        Line::None | Line::Shaking if is_alone => ServerState::Sample,
        // An end that has not proved itself is nobody yet.
        Line::None | Line::Shaking => {
            let goodbye = status.goodbye.filter(|_| wire.was_open);
            let why = goodbye.map_or_else(|| Away::NoLine(wire.why.clone()), Away::Ended);
            ServerState::Away { why }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_a_clock_is_wrong_is_no_news_by_itself() {
        let unset = Now { ms: 0, wall_ms: 5, wall_sure: false };
        let ahead = |found: i64, doubtful, said| clock_ahead_ms((5 + found, doubtful), unset, said);
        assert_eq!(ahead(3, false, 0), 0);
        assert_eq!(ahead(-1_999, false, 0), 0);
        assert_eq!(ahead(7_200_000, false, 0), 7_200_000);
        assert_eq!(ahead(7_200_900, false, 7_200_000), 7_200_000);
        assert_eq!(ahead(3_600_000, false, 7_200_000), 3_600_000);
        assert_eq!(ahead(3_600_000, true, 7_200_000), 7_200_000, "it is later by now");
        assert_eq!(ahead(0, true, 7_200_000), 0, "the machine's clock was put right");
    }
}
