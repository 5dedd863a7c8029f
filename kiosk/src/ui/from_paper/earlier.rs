//! What was put in of a print before: when more of the same sheet is typed in another go, it is no
//! disagreement.

use super::{
    cells::{Cell, Key},
    draft::{Draft, Typed},
    mark::{Shown, Stands},
};
use serde::{Deserialize, Serialize};
use shared::{
    command::Command,
    ids::{DayId, SessionId},
    schedule::{Placement, Schedule},
};
use std::collections::{BTreeMap, BTreeSet};

/// So many prints and days are remembered.
const EARLIER_MAX: usize = 8;

/// What was put in of a day of a print.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Earlier {
    pub(super) day: Option<DayId>,
    pub(super) board: String,
    pub(super) at_s: Option<i64>,
    pub(super) begun_s: i64,
    /// What cells have by it.
    pub(super) put: Vec<(Key, Stands)>,
    /// Where sessions are by it.
    pub(super) placed: Vec<(SessionId, Stands)>,
    /// What the board had in cells where it moved on, and somebody looked.
    pub(super) seen: Vec<(Key, Stands)>,
}

impl Earlier {
    /// It is of the print of which this is typed. Four characters of one day are enough: a time is
    /// only asked for where they are not those of the present board.
    fn is_of(&self, draft: &Draft) -> bool {
        let same_print = match (self.board.as_str(), self.at_s) {
            ("", None) => draft.at_s.is_none() && self.begun_s == draft.begun_s,
            ("", Some(_)) => self.at_s == draft.at_s,
            (_, _) => true,
        };
        self.day == draft.day && self.board == draft.board && same_print
    }

    /// Another go at the same print.
    pub(super) fn again(&self, all: Vec<Self>) -> Draft {
        Draft {
            begun_s: self.begun_s,
            day: self.day,
            board: self.board.clone(),
            at_s: self.at_s,
            cells: Vec::new(),
            earlier: all,
        }
        .taken_up()
    }
}

impl Draft {
    /// What was put in of its print before.
    pub(super) fn earlier(&self) -> Option<&Earlier> {
        self.earlier.iter().find(|earlier| earlier.is_of(self))
    }

    /// With what was looked at in earlier goes.
    pub(super) fn taken_up(mut self) -> Self {
        let seen = self.earlier().map(|earlier| earlier.seen.clone()).unwrap_or_default();
        for (key, stands) in seen {
            let typed = self.of(key);
            if typed == Typed::default() {
                self.put(key, Typed { decided: Some(stands), ..typed });
            }
        }
        self
    }

    /// What remains of it when it is put in, by these commands.
    pub(super) fn put_in(&self, schedule: &Schedule, cells: &[Cell], commands: &[Command]) -> Self {
        let (mut put, placed) = after(schedule, cells, commands);
        let known = self.earlier();
        let mut all_placed: BTreeMap<_, _> = placed.into_iter().collect();
        for (key, stands) in known.into_iter().flat_map(|known| &known.put) {
            put.entry(*key).or_insert(*stands);
        }
        for (session, stands) in known.into_iter().flat_map(|known| &known.placed) {
            all_placed.entry(*session).or_insert(*stands);
        }
        let looked = cells.iter().filter(|cell| cell.was.is_some() && !put.contains_key(&cell.key));
        let own = Earlier {
            day: self.day,
            board: self.board.clone(),
            at_s: self.at_s,
            begun_s: self.begun_s,
            seen: looked.map(|cell| (cell.key, cell.stands)).collect(),
            put: put.into_iter().collect(),
            placed: all_placed.into_iter().collect(),
        };
        let others = self.earlier.iter().filter(|earlier| !earlier.is_of(self)).cloned();
        let earlier = std::iter::once(own).chain(others).take(EARLIER_MAX).collect();
        Self { earlier, ..Self::default() }
    }

    /// Without what is typed.
    pub(super) fn thrown_away(&self) -> Self {
        Self { earlier: self.earlier.clone(), ..Self::default() }
    }
}

/// Cells that these commands change, with what they have then, and where sessions are.
fn after(
    schedule: &Schedule,
    cells: &[Cell],
    commands: &[Command],
) -> (BTreeMap<Key, Stands>, Vec<(SessionId, Stands)>) {
    let mut here: BTreeMap<Key, BTreeSet<SessionId>> =
        cells.iter().map(|cell| (cell.key, cell.here.iter().copied().collect())).collect();
    let mut titles: BTreeMap<SessionId, (&str, bool)> = schedule
        .sessions
        .iter()
        .map(|(id, session)| (*id, (&*session.title.value, session.cancelled.is_removed())))
        .collect();
    let mut placed = BTreeMap::new();
    for command in commands {
        // Hosts stand in no cell.
        if let Command::Pitch { session, edit } = command {
            titles.insert(*session, (edit.title.as_deref().unwrap_or_default(), false));
        } else if let Command::Cancel(session) = command {
            titles.entry(*session).and_modify(|(_, cancelled)| *cancelled = true);
        } else if let Command::Uncancel(session) = command {
            titles.entry(*session).and_modify(|(_, cancelled)| *cancelled = false);
        } else if let Command::Place { session, to } = command {
            put(&mut here, *session, to);
            placed.insert(*session, to.clone());
        }
    }
    let shown = |here: &BTreeSet<SessionId>| -> Shown<'_> {
        let of = |id: &SessionId| titles.get(id).map(|(title, off)| (*id, *title, *off));
        here.iter().filter_map(of).collect()
    };
    let changed = cells.iter().filter_map(|cell| {
        let stands = Stands::in_cell(&shown(here.get(&cell.key)?));
        (stands != cell.stands).then_some((cell.key, stands))
    });
    let is_off = |id: &SessionId| titles.get(id).is_some_and(|(_, off)| *off);
    let placed = placed.into_iter().map(|(id, to)| (id, Stands::placed(&(to, is_off(&id)))));
    (changed.collect(), placed.collect())
}

/// A session leaves where it was, and comes into the cells of its new place.
fn put(here: &mut BTreeMap<Key, BTreeSet<SessionId>>, session: SessionId, to: &Placement) {
    for sessions in here.values_mut() {
        sessions.remove(&session);
    }
    let Placement::At { when, rooms } = to else { return };
    for room in rooms {
        if let Some(sessions) = here.get_mut(&Key { when: *when, room: *room }) {
            sessions.insert(session);
        }
    }
}
