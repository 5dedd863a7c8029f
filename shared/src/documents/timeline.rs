//! The one order in which everything happened, the same on every replica that has the same
//! changes: by the authors' clocks, but never an effect before its cause. A clock that stands in
//! 1970 is carried along by what its edits depend on.

use super::{Actor, ChangeInfo, Documents, OfDevice};
use crate::{
    ids::{ChangeHash, DeviceTag, DocumentKind, SetId},
    schedule::Author,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// A moment of an event's history. It names a change and not a number: what is merged later may
/// belong before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// Before anything was done.
    Start,
    /// Right after this change.
    After(ChangeHash),
    /// At a time, in seconds since 1970: after everything that was done until then.
    At(i64),
    /// After everything that is known.
    Now,
}

/// One act: what a person did at once, in however many changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Who did it and when, by the author's own clock. Its change is the last of the act, so that
    /// [`Moment::After`] it is the moment after the act.
    pub by: Author,
    /// Kind of the command, such as `place`, `import` or `undo`; empty when the change does not say.
    pub kind: String,
    /// The set, where the change names one.
    pub set: Option<SetId>,
    /// The set that it undoes.
    pub undoes: Option<SetId>,
    /// How many changes it is.
    pub changes: u32,
    /// Where it stands in time, in seconds since 1970: never before what it depends on.
    pub time_s: i64,
    /// With this act its device came together with others again.
    pub came: Option<Came>,
}

/// Edits that were made apart from others came together with theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Came {
    /// The device that was apart, or one of those that were.
    pub device: DeviceTag,
    /// Since when, in seconds since 1970.
    pub since_s: i64,
    /// Changes that it made meanwhile.
    pub edits: u32,
}

/// Apart for less than this is no outage, in seconds.
const APART_S_MIN: i64 = 120;

/// So much later than the present no change was made, in seconds: its author's clock was wrong.
const AHEAD_S_MAX: i64 = 24 * 3_600;

/// Every change of the three documents in order.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    steps: Vec<Step>,
    places: HashMap<ChangeHash, u32>,
    turns: Arc<Vec<Turn>>,
}

#[derive(Debug, Clone)]
struct Step {
    hash: ChangeHash,
    document: DocumentKind,
    time_s: i64,
    /// Places of what it depends on.
    deps: Vec<u32>,
}

/// Some heads of the documents, and for how long they were those of the whole event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stood {
    /// The moment from which on.
    pub moment: Moment,
    /// When that was, in seconds since 1970.
    pub from_s: i64,
    /// When the next change was made; `None`: none was.
    pub until_s: Option<i64>,
}

impl Documents {
    /// Moments at which the heads of the documents were wanted ones, the oldest first. The heads are
    /// given in one row, sorted within each document.
    #[must_use]
    pub fn moments_of(
        &self,
        timeline: &Timeline,
        mut wanted: impl FnMut(&[ChangeHash]) -> bool,
    ) -> Vec<Stood> {
        let mut heads =
            DocumentKind::ALL.map(|kind| (kind, BTreeSet::from([self.objects.genesis(kind)])));
        let mut found = Vec::new();
        let mut row = Vec::new();
        for (at, step) in timeline.steps.iter().enumerate() {
            let genesis = self.objects.genesis(step.document);
            for (_, heads) in heads.iter_mut().filter(|(kind, _)| *kind == step.document) {
                heads.remove(&genesis);
                for dep in &step.deps {
                    let dep = usize::try_from(*dep).ok().and_then(|dep| timeline.steps.get(dep));
                    dep.map(|dep| heads.remove(&dep.hash));
                }
                heads.insert(step.hash);
            }
            row.clear();
            row.extend(heads.iter().flat_map(|(_, heads)| heads));
            if wanted(&row) {
                let next = timeline.steps.get(at + 1);
                found.push(Stood {
                    moment: Moment::After(step.hash),
                    from_s: step.time_s,
                    until_s: next.map(|next| next.time_s),
                });
            }
        }
        found
    }
}

/// What decides the order of changes: time, operation counter, actor, document.
type Rank = (i64, u64, Actor, u8);

impl Timeline {
    pub(super) fn of(documents: &Documents, now_s: i64) -> Self {
        let times = times(documents, now_s);
        let mut ranked: Vec<(Rank, ChangeHash, &ChangeInfo)> = Vec::with_capacity(times.len());
        for (hash, time) in &times {
            if let Some(info) = documents.info(hash) {
                let rank = (*time, info.start_op, info.actor, info.document.number());
                ranked.push((rank, *hash, info));
            }
        }
        ranked.sort_unstable_by_key(|(rank, ..)| *rank);
        let numbered = (0..).zip(&ranked);
        let places: HashMap<ChangeHash, u32> =
            numbered.map(|(place, (_, hash, _))| (*hash, place)).collect();
        let steps = ranked.iter().map(|(rank, hash, info)| Step {
            hash: *hash,
            document: info.document,
            time_s: rank.0,
            deps: info.deps.iter().filter_map(|dep| places.get(dep).copied()).collect(),
        });
        let steps: Vec<Step> = steps.collect();
        let infos: Vec<&ChangeInfo> = ranked.iter().map(|(.., info)| *info).collect();
        let turns = Arc::new(turns(&steps, &infos));
        Self { steps, places, turns }
    }

    /// Acts, the oldest first.
    #[must_use]
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The same, shared with whoever keeps them.
    #[must_use]
    pub fn shared_turns(&self) -> Arc<Vec<Turn>> {
        Arc::clone(&self.turns)
    }

    /// Sets of the acts after a moment that are wanted, each with the device that made it; `None`
    /// when the moment's change is not known here.
    #[must_use]
    pub fn sets_since(
        &self,
        moment: Moment,
        wanted: impl Fn(&Turn) -> bool,
    ) -> Option<Vec<OfDevice>> {
        let from = self.place(moment)?;
        let later = |turn: &&Turn| {
            self.place(Moment::After(turn.by.change)).is_some_and(|place| place > from)
        };
        let turns = self.turns.iter().filter(later).filter(|turn| wanted(turn));
        Some(turns.filter_map(|turn| Some((turn.set?, turn.by.device))).collect())
    }

    /// How many changes lie before a moment; `None` when its change is not known here.
    #[must_use]
    pub fn place(&self, moment: Moment) -> Option<usize> {
        match moment {
            Moment::Start => Some(0),
            Moment::After(change) => {
                self.places.get(&change).and_then(|place| usize::try_from(*place + 1).ok())
            }
            Moment::At(time) => Some(self.steps.partition_point(|step| step.time_s <= time)),
            Moment::Now => Some(self.steps.len()),
        }
    }

    /// Every change in order, with its document.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = (DocumentKind, ChangeHash)> {
        self.steps.iter().map(|step| (step.document, step.hash))
    }

    /// When a moment is, in seconds since 1970; `None` before the first change.
    #[must_use]
    pub fn time_s(&self, moment: Moment) -> Option<i64> {
        let place = self.place(moment)?;
        self.steps.get(place.checked_sub(1)?).map(|step| step.time_s)
    }

    /// Heads of each document at a place: changes before it on which no other before it depends.
    pub(super) fn heads(&self, place: usize) -> BTreeMap<DocumentKind, Vec<ChangeHash>> {
        let before = self.steps.get(..place).unwrap_or(&self.steps);
        let mut has_children = vec![false; before.len()];
        for dep in before.iter().flat_map(|step| &step.deps) {
            if let Some(has) = usize::try_from(*dep).ok().and_then(|dep| has_children.get_mut(dep))
            {
                *has = true;
            }
        }
        let mut heads: BTreeMap<DocumentKind, Vec<ChangeHash>> = BTreeMap::new();
        for (step, has_children) in before.iter().zip(has_children) {
            if !has_children {
                heads.entry(step.document).or_default().push(step.hash);
            }
        }
        heads
    }
}

/// Times of changes that say to be of a later day than the present, for what follows them would all
/// stand there: that of the first change that builds on it, or the earliest that there is.
///
/// Where that is said of half of all changes it is the present that is wrong: there are none then.
fn ahead(documents: &Documents, now_s: i64) -> BTreeMap<ChangeHash, i64> {
    let until_s = now_s.saturating_add(AHEAD_S_MAX);
    let all = DocumentKind::ALL.iter().flat_map(|kind| documents.hashes(*kind));
    let all: Vec<_> = all.filter_map(|hash| Some((*hash, documents.info(hash)?))).collect();
    let is_ahead = |info: &ChangeInfo| info.at_s > until_s;
    let mut found: BTreeMap<ChangeHash, i64> =
        all.iter().filter(|(_, info)| is_ahead(info)).map(|(hash, _)| (*hash, i64::MAX)).collect();
    if found.is_empty() || found.len() * 2 >= all.len() {
        return BTreeMap::new();
    }
    for (hash, info) in all.iter().rev() {
        let time = found.get(hash).copied().unwrap_or(info.at_s.max(0));
        for dep in &info.deps {
            found.entry(*dep).and_modify(|earliest| *earliest = time.min(*earliest));
        }
    }
    for time in found.values_mut().filter(|time| **time == i64::MAX) {
        *time = i64::MIN;
    }
    found
}

/// Where each change stands in time: its author's clock, where that can be, but not before what it
/// depends on nor before the other parts of its set.
fn times(documents: &Documents, now_s: i64) -> BTreeMap<ChangeHash, i64> {
    let ahead = ahead(documents, now_s);
    let mut times = BTreeMap::new();
    // Of one device: nobody else's edit can take part in its sets.
    let mut of_sets: BTreeMap<OfDevice, i64> = BTreeMap::new();
    for _ in 0..2 {
        for hash in DocumentKind::ALL.iter().flat_map(|kind| documents.hashes(*kind)) {
            let Some(info) = documents.info(hash) else { continue };
            let causes = info.deps.iter().filter_map(|dep| times.get(dep)).copied().max();
            let set = info
                .meta
                .set
                .map(|(set, ..)| of_sets.entry((set, info.device())).or_insert(i64::MIN));
            let with_set = set.as_deref().copied().unwrap_or(i64::MIN);
            let own = ahead.get(hash).copied().unwrap_or(info.at_s.max(0));
            // What nothing follows and nothing is before was made at some time until now.
            let time = own.max(causes.unwrap_or(i64::MIN)).max(with_set);
            let time = if time == i64::MIN { now_s } else { time };
            if let Some(set) = set {
                *set = time;
            }
            times.insert(*hash, time);
        }
    }
    times
}

/// Changes of one set are one act, which ends with the last of them.
fn turns(steps: &[Step], infos: &[&ChangeInfo]) -> Vec<Turn> {
    let of = |info: &ChangeInfo| info.meta.set.map(|(set, ..)| (set, info.device()));
    let mut count: BTreeMap<OfDevice, u32> = BTreeMap::new();
    for set in infos.iter().filter_map(|info| of(info)) {
        *count.entry(set).or_default() += 1;
    }
    let mut left = count.clone();
    let apart = Apart::of(steps, infos);
    let mut turns = Vec::new();
    let mut came = None;
    for (place, (step, info)) in (0u32..).zip(steps.iter().zip(infos)) {
        came = apart.came(place, steps, infos).or(came);
        let set = of(info);
        if let Some(left) = set.and_then(|set| left.get_mut(&set)) {
            *left -= 1;
            if *left > 0 {
                continue;
            }
        }
        turns.push(Turn {
            by: Author::of(step.hash, Some(info)),
            kind: info.meta.kind.clone(),
            set: set.map(|(set, _)| set),
            undoes: info.meta.undoes.map(|(set, _)| set),
            changes: set.and_then(|set| count.get(&set).copied()).unwrap_or(1),
            time_s: step.time_s,
            came: came.take(),
        });
    }
    turns
}

/// For each change, where its device began to edit without hearing of others: the place of the
/// first change of the run of its own that ends with it, and how long that run is.
struct Apart {
    runs: Vec<(u32, u32)>,
}

impl Apart {
    fn of(steps: &[Step], infos: &[&ChangeInfo]) -> Self {
        let mut runs: Vec<(u32, u32)> = Vec::with_capacity(steps.len());
        for (place, (step, info)) in (0u32..).zip(steps.iter().zip(infos)) {
            let before = match step.deps.as_slice() {
                [dep] => usize::try_from(*dep).ok(),
                [] | [_, ..] => None,
            };
            let own = before.filter(|dep| {
                infos.get(*dep).is_some_and(|before| before.device() == info.device())
            });
            let run = own.and_then(|dep| runs.get(dep)).map(|(first, edits)| (*first, edits + 1));
            runs.push(run.unwrap_or((place, 1)));
        }
        Self { runs }
    }

    /// The change at this place joins edits of two devices of which one was apart for long.
    fn came(&self, place: u32, steps: &[Step], infos: &[&ChangeInfo]) -> Option<Came> {
        let step = steps.get(usize::try_from(place).ok()?)?;
        if step.deps.len() < 2 {
            return None;
        }
        let runs = step.deps.iter().filter_map(|dep| {
            let (first, edits) = *self.runs.get(usize::try_from(*dep).ok()?)?;
            let first = usize::try_from(first).ok()?;
            let known =
                steps.get(first)?.deps.iter().max().and_then(|dep| usize::try_from(*dep).ok());
            let since_s = known.and_then(|known| steps.get(known)).map(|known| known.time_s);
            let since_s = since_s.unwrap_or(steps.get(first)?.time_s);
            Some(Came { device: infos.get(first)?.device(), since_s, edits })
        });
        let longest = runs.min_by_key(|came| came.since_s)?;
        (step.time_s.saturating_sub(longest.since_s) >= APART_S_MIN).then_some(longest)
    }
}
