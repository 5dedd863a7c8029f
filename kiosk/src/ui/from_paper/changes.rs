//! From what the paper says to what changes on the board: one act, or what must be settled before.

use super::{
    cells::{Cell, Key},
    draft::{Choice, Draft, Side, Typed},
    mark::{Boards, Mark},
    meaning::{Meaning, folded},
};
use crate::ui::tools::Tools;
use shared::{
    command::{Command, NewPerson, SessionEdit},
    ids::{PersonId, RoomId, SessionId, StreamId},
    schedule::{Placement, Schedule, When},
};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    Moved { session: SessionId, to: Placement },
    Cancelled(SessionId),
    Uncancelled(SessionId),
    Host { session: SessionId, host: String },
    New { title: String, host: String, to: Placement, stream: Option<StreamId> },
}

/// Why a cell keeps everything waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// The board moved on, and nobody said what counts.
    Undecided,
    /// The session is on paper at another time too.
    Twice,
    /// There is no such cell any more.
    Gone,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub(super) all: Vec<Change>,
    pub(super) problems: BTreeMap<Key, Problem>,
}

/// What is gathered on the way.
#[derive(Default)]
struct Gathered {
    /// When sessions are on paper, and in which cells.
    claims: BTreeMap<SessionId, Vec<(When, Key)>>,
    /// Where the board's side was taken.
    kept: BTreeMap<SessionId, Key>,
    /// Rooms that sessions leave.
    leaves: BTreeMap<SessionId, BTreeSet<RoomId>>,
    /// New sessions: one in several rooms is one.
    new: Vec<New>,
    hosts: BTreeMap<SessionId, String>,
    /// Sessions that are crossed out, in which room.
    cancelled: BTreeSet<(SessionId, RoomId)>,
    uncancelled: BTreeSet<SessionId>,
}

/// A session that the board has not.
struct New {
    title: String,
    host: String,
    when: When,
    rooms: BTreeSet<RoomId>,
}

impl New {
    /// The same session in one more room; two hosts of one title have each their own.
    fn is(&self, other: &Self) -> bool {
        let hosts = [&self.host, &other.host];
        self.when == other.when
            && folded(&self.title) == folded(&other.title)
            && (hosts.iter().any(|host| host.is_empty())
                || folded(&self.host) == folded(&other.host))
    }
}

impl Changes {
    pub(super) fn of(boards: Boards<'_>, cells: &[Cell], draft: &Draft) -> Self {
        let (mut changes, mut gathered) = (Self::default(), Gathered::default());
        for cell in cells {
            let typed = draft.of(cell.key);
            let meaning = Meaning::of(boards.now, cell, &typed);
            let mark = Mark::of(boards, cells, draft, (cell, meaning));
            if let Some(problem) = problem(cell, meaning, &typed, mark.as_ref()) {
                changes.problems.insert(cell.key, problem);
                continue;
            }
            let keeps = typed.side_at(mark.as_ref()) == Some(Side::Board);
            if mark.is_some() && (keeps || meaning == Meaning::Same) {
                gathered.kept.extend(cell.here.iter().map(|id| (*id, cell.key)));
            }
            if !keeps {
                gathered.take(boards.now, cell, meaning, &typed);
            }
        }
        changes.fill(boards.now, gathered);
        changes
    }

    fn fill(&mut self, schedule: &Schedule, gathered: Gathered) {
        let Gathered { claims, kept, mut leaves, new, hosts, cancelled, uncancelled } = gathered;
        // What was cancelled takes place again before it can go anywhere.
        self.all.extend(uncancelled.into_iter().map(Change::Uncancelled));
        // Crossed out here and written there is a move by hand.
        let mut struck = BTreeSet::new();
        for (session, room) in cancelled {
            match claims.contains_key(&session) {
                true => drop(leaves.entry(session).or_default().insert(room)),
                false => drop(struck.insert(session)),
            }
        }
        for (session, keys) in claims {
            let Some((when, _)) = keys.first().copied() else { continue };
            let elsewhere = |key: &Key| kept.get(&session).is_some_and(|kept| kept != key);
            for (_, key) in keys.iter().filter(|(at, key)| *at != when || elsewhere(key)) {
                self.problems.insert(*key, Problem::Twice);
            }
            let left = leaves.remove(&session).unwrap_or_default();
            let mut rooms = rooms_at(schedule, session, Some(when));
            // A session of one room goes to the other; one of several comes to one more.
            if rooms.len() < 2 {
                rooms.clear();
            }
            rooms.retain(|room| !left.contains(room));
            rooms.extend(keys.iter().filter(|(at, _)| *at == when).map(|(_, key)| key.room));
            self.moved(schedule, session, placement(when, rooms));
        }
        for (session, left) in leaves {
            let mut rooms = rooms_at(schedule, session, None);
            rooms.retain(|room| !left.contains(room));
            let when = schedule.sessions.get(&session).map(|it| it.placement.value.clone());
            let to = match when {
                Some(Placement::At { when, .. }) if !rooms.is_empty() => placement(when, rooms),
                Some(_) | None => Placement::Shelf,
            };
            self.moved(schedule, session, to);
        }
        self.all.extend(struck.into_iter().map(Change::Cancelled));
        let hosts = hosts.into_iter().map(|(session, host)| Change::Host { session, host });
        self.all.extend(hosts);
        for New { title, host, when, rooms } in new {
            let stream = stream_of(schedule, when);
            let to = placement(when, rooms);
            self.all.push(Change::New { title, host, to, stream });
        }
    }

    fn moved(&mut self, schedule: &Schedule, session: SessionId, to: Placement) {
        let at = schedule.sessions.get(&session).map(|session| &session.placement.value);
        if at != Some(&to) {
            self.all.push(Change::Moved { session, to });
        }
    }

    /// Where a session goes that the board has in this cell.
    pub(super) fn leaves(&self, cell: &Cell) -> Option<&Placement> {
        self.all.iter().find_map(|change| {
            let Change::Moved { session, to } = change else { return None };
            let stays = matches!(to, Placement::At { when, rooms }
                if *when == cell.key.when && rooms.contains(&cell.key.room));
            (cell.here.contains(session) && !stays).then_some(to)
        })
    }

    /// The act; `None` while there are not enough ids for what is new in it.
    pub(super) fn command(&self, ids: &mut Ids, tools: &mut Tools) -> Option<Command> {
        let (mut commands, mut people) = (Vec::new(), BTreeMap::new());
        for change in &self.all {
            match change {
                Change::Moved { session, to } => {
                    commands.push(Command::Place { session: *session, to: to.clone() });
                }
                Change::Cancelled(session) => commands.push(Command::Cancel(*session)),
                Change::Uncancelled(session) => commands.push(Command::Uncancel(*session)),
                Change::Host { session, host } => {
                    let hosts = Some(vec![ids.person(host, &mut people, tools)?]);
                    let edit = SessionEdit { hosts, ..SessionEdit::default() };
                    commands.push(Command::EditSession { session: *session, edit });
                }
                Change::New { title, host, to, stream } => {
                    let session = SessionId(ids.of(&format!("{title}\n{to:?}"), tools)?);
                    let hosts = match host.as_str() {
                        "" => None,
                        host => Some(vec![ids.person(host, &mut people, tools)?]),
                    };
                    let (title, stream) = (Some(title.clone()), stream.map(Some));
                    let edit = SessionEdit { title, hosts, stream, ..SessionEdit::default() };
                    commands.push(Command::Pitch { session, edit });
                    commands.push(Command::Place { session, to: to.clone() });
                }
            }
        }
        let people = people.into_iter().map(|(person, name)| NewPerson { person, name });
        Some(Command::Together { commands, people: people.collect() })
    }
}

/// Ids of what is new, the same however often the act is put together.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<String, [u8; 16]>);

impl Ids {
    fn of(&mut self, what: &str, tools: &mut Tools) -> Option<[u8; 16]> {
        if let Some(known) = self.0.get(what) {
            return Some(*known);
        }
        let id = tools.id()?;
        self.0.insert(what.to_owned(), id);
        Some(id)
    }

    fn person(
        &mut self,
        name: &str,
        people: &mut BTreeMap<PersonId, String>,
        tools: &mut Tools,
    ) -> Option<PersonId> {
        let person = PersonId(self.of(&format!("person\n{}", folded(name)), tools)?);
        people.insert(person, name.to_owned());
        Some(person)
    }
}

impl Gathered {
    fn take(&mut self, schedule: &Schedule, cell: &Cell, meaning: Meaning, typed: &Typed) {
        let (title, host) = (&typed.title, &typed.host);
        let session = |id: &SessionId| schedule.sessions.get(id);
        let is_cancelled =
            |id: &SessionId| session(id).is_some_and(|session| session.cancelled.is_removed());
        let stays = match meaning {
            // Typed although it is there: it stays there, also when it comes to another room.
            Meaning::Same => {
                if let Some(Choice::Session(id)) = typed.choice.filter(|_| Meaning::is_title(title))
                    && cell.here.contains(&id)
                {
                    // At its own time, which need not be that of the cell's slot.
                    let at = session(&id).map(|session| &session.placement.value);
                    if let Some(Placement::At { when, .. }) = at {
                        self.claims.entry(id).or_default().push((*when, cell.key));
                    }
                }
                return;
            }
            Meaning::CrossedOut => {
                let all = cell.here.iter().filter(|id| !is_cancelled(id));
                self.cancelled.extend(all.map(|id| (*id, cell.key.room)));
                return;
            }
            Meaning::Empty => None,
            Meaning::Here(id) => {
                let when = match typed.open_end {
                    true => as_long(schedule, id, cell.key.when),
                    false => cell.key.when,
                };
                self.claims.entry(id).or_default().push((when, cell.key));
                self.uncancelled.extend(Some(id).filter(is_cancelled));
                let hostless = session(&id).is_some_and(|session| session.hosts.value.is_empty());
                if hostless && !host.trim().is_empty() {
                    self.hosts.insert(id, host.trim().to_owned());
                }
                Some(id)
            }
            Meaning::New => {
                let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
                let rooms = BTreeSet::from([cell.key.room]);
                let new = New { title, host: host.trim().to_owned(), when: cell.key.when, rooms };
                match self.new.iter_mut().find(|known| known.is(&new)) {
                    Some(known) => {
                        known.rooms.extend(new.rooms);
                        if known.host.is_empty() {
                            known.host = new.host;
                        }
                    }
                    None => self.new.push(new),
                }
                None
            }
        };
        // What is cancelled stays as a note of it: nothing has to go for what stands there instead.
        let goes = |id: &&SessionId| Some(**id) != stays && !is_cancelled(id);
        for id in cell.here.iter().filter(goes) {
            self.leaves.entry(*id).or_default().insert(cell.key.room);
        }
    }
}

/// What keeps everything waiting at a cell.
pub(super) fn problem(
    cell: &Cell,
    meaning: Meaning,
    typed: &Typed,
    mark: Option<&Mark>,
) -> Option<Problem> {
    if cell.gone {
        return Some(Problem::Gone).filter(|_| meaning != Meaning::Same);
    }
    let seen = typed.decided == Some(mark?.stands);
    let decided = typed.side_at(mark).is_some() || (meaning == Meaning::Same && seen);
    (!decided).then_some(Problem::Undecided)
}

/// Where nobody typed an end, a session stays as long as it is.
fn as_long(schedule: &Schedule, session: SessionId, when: When) -> When {
    let session = schedule.sessions.get(&session);
    let span = session.and_then(|session| schedule.span(&session.placement.value));
    match (when, span) {
        (When::Timed { day, start, .. }, Some(span)) => {
            When::Timed { day, start, minutes: span.minutes }
        }
        (When::Timed { .. } | When::Slot(_), _) => when,
    }
}

/// Rooms in which a session is, if it is there at this time.
fn rooms_at(schedule: &Schedule, session: SessionId, at: Option<When>) -> BTreeSet<RoomId> {
    match schedule.sessions.get(&session).map(|session| &session.placement.value) {
        Some(Placement::At { when, rooms }) if at.is_none_or(|at| at == *when) => {
            rooms.iter().copied().collect()
        }
        Some(Placement::At { .. } | Placement::Shelf) | None => BTreeSet::new(),
    }
}

fn placement(when: When, rooms: BTreeSet<RoomId>) -> Placement {
    Placement::At { when, rooms: rooms.into_iter().collect() }
}

/// What stands in a slot of one stream is of that stream.
fn stream_of(schedule: &Schedule, when: When) -> Option<StreamId> {
    let When::Slot(slot) = when else { return None };
    match schedule.slots.get(&slot)?.streams.value.as_slice() {
        [one] => Some(*one),
        [] | [_, ..] => None,
    }
}
