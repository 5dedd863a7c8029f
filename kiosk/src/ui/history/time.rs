//! The whole event on one line: drawn to time, with long stretches in which nothing was done cut
//! short.

use shared::{
    documents::Turn,
    ids::{DeviceTag, PersonId},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A stretch in which nothing was done for longer is cut short, in seconds.
const QUIET_S: i64 = 2 * 3_600;
/// Share of the line that such a cut takes.
const CUT: f32 = 0.02;
/// At most so many cuts: beyond that the line would be nothing else.
const CUTS_MAX: usize = 16;

/// A stretch of time on the line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub from_s: i64,
    pub to_s: i64,
    /// Where it begins and ends, as shares of the line.
    pub left: f32,
    pub right: f32,
}

/// A big step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Big {
    Import,
    /// A device began to be apart from the others.
    Apart,
    Came,
    Undo,
    Back,
}

/// Bars that show how much was done when.
const BARS: usize = 160;

/// How much was done when, by those who are chosen.
pub(super) struct Bars {
    pub counts: [u32; BARS],
    turns: Arc<Vec<Turn>>,
    who: Who,
}

/// A device and a person, or all.
type Who = (Option<DeviceTag>, Option<PersonId>);

impl Bars {
    pub(super) fn of(
        turns: &Arc<Vec<Turn>>,
        scale: &Scale,
        who: Who,
        admits: impl Fn(&Turn) -> bool,
    ) -> Self {
        let mut counts = [0; BARS];
        for turn in turns.iter().filter(|turn| admits(turn)) {
            let bar = (scale.share(turn.time_s) * (BARS - 1) as f32) as usize;
            if let Some(count) = counts.get_mut(bar) {
                *count += 1;
            }
        }
        Self { counts, turns: Arc::clone(turns), who }
    }

    /// They count these acts of these.
    pub(super) fn is_of(
        &self,
        turns: &Arc<Vec<Turn>>,
        device: Option<DeviceTag>,
        person: Option<PersonId>,
    ) -> bool {
        Arc::ptr_eq(&self.turns, turns) && self.who == (device, person)
    }
}

/// The line of an event, and what is on it.
#[derive(Debug, Clone, Default)]
pub(super) struct Scale {
    pub stretches: Vec<Stretch>,
    /// Big steps with the acts before them.
    pub big: Vec<(usize, Big)>,
    /// Who did anything, those who did most first.
    pub devices: Vec<DeviceTag>,
    pub people: Vec<PersonId>,
    pub kinds: Vec<String>,
}

/// What makes an act a big step.
fn big_of(turn: &Turn) -> Option<Big> {
    if turn.came.is_some() {
        return Some(Big::Came);
    }
    match turn.kind.as_str() {
        "import" => Some(Big::Import),
        "undo" => Some(Big::Undo),
        "back" => Some(Big::Back),
        _ => None,
    }
}

/// The big steps in order, each once a moment: what ended an outage also says when it began.
fn big(turns: &[Turn]) -> Vec<(usize, Big)> {
    let own = turns.iter().enumerate();
    let own = own.filter_map(|(at, turn)| Some((at + 1, big_of(turn)?)));
    let mut all: Vec<_> = own.collect();
    let taken: BTreeSet<usize> = all.iter().map(|(at, _)| *at).collect();
    let began = turns.iter().filter_map(|turn| turn.came).map(|came| came.since_s);
    let began: BTreeSet<usize> =
        began.map(|since_s| turns.partition_point(|turn| turn.time_s <= since_s)).collect();
    let began = began.difference(&taken).filter(|at| **at > 0);
    all.extend(began.map(|at| (*at, Big::Apart)));
    all.sort_unstable_by_key(|(at, _)| *at);
    all
}

fn most_first<T: Clone + Ord>(counts: BTreeMap<T, usize>) -> Vec<T> {
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    all.into_iter().map(|(one, _)| one).collect()
}

impl Scale {
    pub(super) fn of(turns: &[Turn]) -> Self {
        let (mut devices, mut people) = (BTreeMap::new(), BTreeMap::new());
        let mut kinds = BTreeSet::new();
        for turn in turns {
            *devices.entry(turn.by.device).or_insert(0) += 1;
            if let Some(person) = turn.by.person {
                *people.entry(person).or_insert(0) += 1;
            }
            if !kinds.contains(&turn.kind) {
                kinds.insert(turn.kind.clone());
            }
        }
        Self {
            stretches: stretches(turns),
            big: big(turns),
            devices: most_first(devices),
            people: most_first(people),
            kinds: kinds.into_iter().collect(),
        }
    }

    /// Where a time is on the line, as a share of it.
    pub(super) fn share(&self, time_s: i64) -> f32 {
        let at = self.stretches.partition_point(|stretch| stretch.to_s < time_s);
        match self.stretches.get(at) {
            Some(in_it) => {
                let long = (in_it.to_s - in_it.from_s).max(1) as f32;
                let gone = (time_s - in_it.from_s).max(0) as f32 / long;
                in_it.left + (in_it.right - in_it.left) * gone
            }
            None => 1.0,
        }
    }

    /// Which time is there.
    pub(super) fn time_at(&self, share: f32) -> i64 {
        let at = self.stretches.partition_point(|stretch| stretch.right < share);
        let last = self.stretches.last().map_or(0, |last| last.to_s);
        self.stretches.get(at).map_or(last, |in_it| {
            let wide = (in_it.right - in_it.left).max(f32::EPSILON);
            let gone = ((share - in_it.left) / wide).clamp(0.0, 1.0);
            in_it.from_s + ((in_it.to_s - in_it.from_s) as f32 * gone) as i64
        })
    }
}

fn stretches(turns: &[Turn]) -> Vec<Stretch> {
    let mut gaps: Vec<i64> = turns
        .windows(2)
        .filter_map(|two| match two {
            [a, b] => Some(b.time_s.saturating_sub(a.time_s)),
            _ => None,
        })
        .filter(|gap| *gap > QUIET_S)
        .collect();
    gaps.sort_unstable_by(|a, b| b.cmp(a));
    let least = gaps.get(CUTS_MAX - 1).copied().unwrap_or(QUIET_S).max(QUIET_S);
    let mut found: Vec<(i64, i64)> = Vec::new();
    for turn in turns {
        match found.last_mut() {
            Some((_, to)) if turn.time_s.saturating_sub(*to) <= least => *to = turn.time_s.max(*to),
            Some(_) | None => found.push((turn.time_s, turn.time_s)),
        }
    }
    let cuts = found.len().saturating_sub(1) as f32;
    // Also a stretch of a moment has some room.
    let lengths: Vec<f32> =
        found.iter().map(|(from, to)| to.saturating_sub(*from).max(60) as f32).collect();
    let whole: f32 = lengths.iter().sum();
    let room = 1.0 - cuts * CUT;
    let mut left = 0.0;
    let stretch = |((from_s, to_s), length): (&(i64, i64), &f32)| {
        let right = left + room * length / whole;
        let stretch = Stretch { from_s: *from_s, to_s: *to_s, left, right };
        left = right + CUT;
        stretch
    };
    found.iter().zip(&lengths).map(stretch).collect()
}
