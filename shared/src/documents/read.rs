//! From the documents to the schedule. Reading never fails: what is not as expected gives a
//! default and an [`Issue`]. After a change only the entities that it touched are read again; the
//! rest of the schedule is shared with the one before.

mod entities;
mod source;
pub(super) mod values;

pub(super) use source::{Source, of_session};

use super::{
    ChangeInfo, Documents,
    objects::Touched,
    shape::{self, Root},
    write::Written,
};
use crate::{
    ids::{ChangeHash, DeviceTag, SessionId},
    limits,
    schedule::{Author, EventFacts, Issue, Moved, Schedule, Session, SlotMoved},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
    sync::Arc,
};
use values::Values;

/// What was read, and what is to be read again.
#[derive(Default)]
pub(super) struct Reader {
    schedule: Option<Arc<Schedule>>,
    issues: BTreeMap<(Root, String), Vec<Issue>>,
    touched: BTreeSet<(Root, String)>,
    /// Merges as written.
    merges: BTreeMap<SessionId, SessionId>,
}

/// What happened to sessions, and to slots.
type Told = (Arc<Vec<Arc<Moved>>>, Arc<Vec<Arc<SlotMoved>>>);

impl Reader {
    /// Notes that an entity or register must be read again.
    pub(super) fn touch(&mut self, touched: Touched) {
        self.touched.insert(home(touched.root, &touched.key));
    }

    /// The schedule of the documents.
    pub(super) fn schedule(
        &mut self,
        documents: &Documents,
        (moves, slot_moves): Told,
    ) -> Arc<Schedule> {
        let touched = match &self.schedule {
            Some(schedule) if self.touched.is_empty() => return Arc::clone(schedule),
            Some(_) => std::mem::take(&mut self.touched),
            None => all(documents),
        };
        let mut schedule =
            self.schedule.take().map_or_else(Schedule::default, Arc::unwrap_or_clone);
        for (root, key) in touched {
            let mut issues = Vec::new();
            read_one(documents, root, &key, &mut schedule, &mut issues);
            if root == shape::SESSIONS {
                self.note_merge(&key, &schedule);
            }
            if issues.is_empty() {
                self.issues.remove(&(root, key));
            } else {
                self.issues.insert((root, key), issues);
            }
        }
        if !self.merges.is_empty() || !schedule.parts.is_empty() {
            schedule.join_parts(&self.merges);
        }
        schedule.moves = moves;
        schedule.slot_moves = slot_moves;
        schedule.issues = self.issues.values().flatten().cloned().collect();
        schedule.issues.extend(documents.history().issues());
        schedule.issues.sort();
        self.touched.clear();
        let schedule = Arc::new(schedule);
        self.schedule = Some(Arc::clone(&schedule));
        schedule
    }

    fn note_merge(&mut self, key: &str, schedule: &Schedule) {
        let Ok(id) = key.parse::<SessionId>() else { return };
        match schedule.sessions.get(&id).and_then(|session| session.merged_into.value) {
            Some(into) => self.merges.insert(id, into),
            None => self.merges.remove(&id),
        };
    }
}

/// The thing of the schedule that a register belongs to: what the board says of a session belongs
/// to the session.
pub(super) fn home(root: Root, key: &str) -> (Root, String) {
    let session = [
        shape::PLACEMENTS,
        shape::CANCELLED,
        shape::MERGED,
        shape::PINS,
        shape::HIDDEN,
        shape::FULL,
        shape::MERGE_SEEN,
    ];
    if session.contains(&root) {
        (shape::SESSIONS, key.to_owned())
    } else if root == shape::CLOSED {
        (shape::ROOMS, key.to_owned())
    } else if root == shape::DOTS {
        let session = key.split_once('/').map_or(key, |(session, _)| session);
        (shape::SESSIONS, session.to_owned())
    } else if root == shape::EVENT {
        (shape::EVENT, String::new())
    } else {
        (root, key.to_owned())
    }
}

fn all(source: &dyn Source) -> BTreeSet<(Root, String)> {
    let mut keys = BTreeSet::from([(shape::EVENT, String::new())]);
    for root in shape::ROOTS {
        keys.extend(source.keys(*root).iter().map(|key| home(*root, key)));
    }
    keys
}

/// The whole schedule of a source: without people and devices, moves and issues.
pub(super) fn read_all(source: &dyn Source) -> Schedule {
    let mut schedule = Schedule::default();
    read_again(source, all(source), &mut schedule);
    schedule
}

/// Reads these things again into a schedule.
pub(super) fn read_again(
    source: &dyn Source,
    things: BTreeSet<(Root, String)>,
    schedule: &mut Schedule,
) {
    let mut issues = Vec::new();
    for (root, key) in things {
        read_one(source, root, &key, schedule, &mut issues);
    }
    let merged = |session: &Session| session.merged_into.value;
    let merges = schedule.sessions.iter().filter_map(|(id, session)| Some((*id, merged(session)?)));
    let merges: BTreeMap<_, _> = merges.collect();
    if !merges.is_empty() || !schedule.parts.is_empty() {
        schedule.join_parts(&merges);
    }
}

fn read_one(
    source: &dyn Source,
    root: Root,
    key: &str,
    schedule: &mut Schedule,
    issues: &mut Vec<Issue>,
) {
    match root {
        shape::EVENT => schedule.event = Arc::new(event(source, issues)),
        shape::DAYS => put(&mut schedule.days, root, key, issues, |issues| {
            entities::day(&Values::of(source, root, key, issues))
        }),
        shape::STREAMS => put(&mut schedule.streams, root, key, issues, |issues| {
            entities::stream(&Values::of(source, root, key, issues))
        }),
        shape::ROOMS => put(&mut schedule.rooms, root, key, issues, |issues| {
            entities::room(source, key, issues)
        }),
        shape::SLOTS => put(&mut schedule.slots, root, key, issues, |issues| {
            entities::slot(&Values::of(source, root, key, issues))
        }),
        shape::FIXED => put(&mut schedule.fixed, root, key, issues, |issues| {
            entities::fixed(&Values::of(source, root, key, issues))
        }),
        shape::SESSIONS => put(&mut schedule.sessions, root, key, issues, |issues| {
            entities::session(source, key, issues)
        }),
        shape::ANNOUNCEMENTS => put(&mut schedule.announcements, root, key, issues, |issues| {
            entities::announcement(&Values::of(source, root, key, issues))
        }),
        shape::SETTLED => settled(source, key, schedule, issues),
        _ => {}
    }
}

/// Enters what was read; a key that is no id, or one too many, is an issue.
fn put<K: FromStr + Ord + Copy, V>(
    map: &mut BTreeMap<K, Arc<V>>,
    root: Root,
    key: &str,
    issues: &mut Vec<Issue>,
    read: impl FnOnce(&mut Vec<Issue>) -> Option<V>,
) {
    let path = || format!("{}/{}/{key}", root.document, root.name);
    let Ok(id) = key.parse::<K>() else {
        issues.push(Issue::BadKey { path: path() });
        return;
    };
    if map.len() >= limits::ENTITIES_MAX && !map.contains_key(&id) {
        let limit = u32::try_from(limits::ENTITIES_MAX).unwrap_or(u32::MAX);
        issues.push(Issue::TooMany { path: path(), limit });
        return;
    }
    match read(issues) {
        Some(value) => {
            map.insert(id, Arc::new(value));
        }
        None => {
            map.remove(&id);
        }
    }
}

fn event(source: &dyn Source, issues: &mut Vec<Issue>) -> EventFacts {
    let register = |name: &'static str, issues: &mut Vec<Issue>| {
        values::register_of(source, shape::EVENT, name, values::text, issues)
    };
    EventFacts {
        name: register(shape::field::NAME, issues),
        zone: register(shape::field::ZONE, issues),
        venue: register(shape::field::VENUE, issues),
        info: register(shape::field::INFO, issues),
        info_cy: register(shape::field::INFO_CY, issues),
    }
}

fn settled(source: &dyn Source, key: &str, schedule: &mut Schedule, issues: &mut Vec<Issue>) {
    let Some(clash) = crate::ids::unhex::<32>(key) else {
        let path = format!("board/settled/{key}");
        issues.push(Issue::BadKey { path });
        return;
    };
    let register =
        super::write::Register { root: shape::SETTLED, key: key.to_owned(), field: None };
    let shown = source.values(&register).into_iter().next();
    match shown.filter(|written| !super::decide::is_empty(&written.value)) {
        Some(written) => {
            schedule.settled.insert(clash, author(source, &written));
        }
        None => {
            schedule.settled.remove(&clash);
        }
    }
}

/// Who wrote a value.
fn author(source: &dyn Source, written: &Written) -> Author {
    Author::of(written.change, source.info(&written.change))
}

impl Author {
    /// The author of a change, by what is known of it.
    pub(super) fn of(change: ChangeHash, info: Option<&ChangeInfo>) -> Self {
        let tag = info.and_then(|info| info.actor.0.first_chunk().copied());
        Self {
            change,
            device: DeviceTag(tag.unwrap_or_default()),
            person: info.and_then(|info| info.meta.person),
            at_s: info.map_or(0, |info| info.at_s),
            doubtful: info.is_some_and(|info| info.meta.doubtful),
        }
    }
}

/// Dots of a session: those it began with, and those that were added.
fn dots(source: &dyn Source, session: SessionId, interest: u32) -> u32 {
    let sum = source.dots(&session.to_string()).saturating_add(i64::from(interest));
    u32::try_from(sum.max(0)).unwrap_or(u32::MAX)
}

/// What a person sees of a session's place when cancelling it, see [`shape::fingerprint`].
fn seen_placement(source: &dyn Source, key: &str) -> String {
    let root = shape::PLACEMENTS;
    let placement =
        source.value(&super::write::Register { root, key: key.to_owned(), field: None });
    super::write::fingerprint_of(&BTreeMap::new(), placement.as_ref())
}
