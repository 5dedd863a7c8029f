//! Which pitch stands for one that was made a part of another.

use super::Schedule;
use crate::ids::SessionId;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Follows the merges: for every session that was made a part of another, the one that stands for
/// it, which is the last of its chain of merges that people see (`seen`). `None`: nobody in its
/// chain is seen, itself neither. Two devices may at once make two pitches part of each other:
/// of such a ring the smallest id is the end.
///
/// Whoever stands for somebody stands for itself, so nothing that is seen gets lost.
pub(crate) fn stand_ins(
    merges: &BTreeMap<SessionId, SessionId>,
    seen: impl Fn(SessionId) -> bool,
) -> BTreeMap<SessionId, Option<SessionId>> {
    let ends = ring_ends(merges);
    let next = |id: SessionId| merges.get(&id).copied().filter(|_| !ends.contains(&id));
    let mut known: BTreeMap<SessionId, Option<SessionId>> = BTreeMap::new();
    for start in merges.keys() {
        let mut path = Vec::new();
        let mut at = Some(*start);
        let mut stands = None;
        while let Some(id) = at {
            if let Some(found) = known.get(&id) {
                stands = *found;
                break;
            }
            path.push(id);
            at = next(id);
        }
        for id in path.into_iter().rev() {
            stands = stands.or_else(|| seen(id).then_some(id));
            known.insert(id, stands);
        }
    }
    known.retain(|id, _| merges.contains_key(id));
    known
}

/// The smallest id of every ring.
fn ring_ends(merges: &BTreeMap<SessionId, SessionId>) -> BTreeSet<SessionId> {
    let mut ends = BTreeSet::new();
    let mut walked: BTreeMap<SessionId, SessionId> = BTreeMap::new();
    for start in merges.keys() {
        let mut at = Some(*start);
        while let Some(id) = at {
            match walked.get(&id) {
                Some(walk) if walk == start => {
                    ends.extend(smallest_of_ring(merges, id));
                    break;
                }
                Some(_) => break,
                None => {
                    walked.insert(id, *start);
                    at = merges.get(&id).copied();
                }
            }
        }
    }
    ends
}

fn smallest_of_ring(
    merges: &BTreeMap<SessionId, SessionId>,
    member: SessionId,
) -> Option<SessionId> {
    let ring = std::iter::successors(merges.get(&member), |id| {
        if **id == member { None } else { merges.get(id) }
    });
    ring.min().copied()
}

impl Schedule {
    /// Settles who is a part of whom, by what was written and by who is seen.
    pub(crate) fn join_parts(&mut self, merges: &BTreeMap<SessionId, SessionId>) {
        let seen = |id: SessionId| self.sessions.get(&id).is_some_and(|session| session.is_seen());
        let stand_ins = stand_ins(merges, seen);
        let before = std::mem::take(&mut self.parts);
        let ids: BTreeSet<_> =
            before.into_values().flatten().chain(merges.keys().copied()).collect();
        for id in ids {
            let Some(session) = self.sessions.get_mut(&id) else { continue };
            let stands = stand_ins.get(&id).copied().flatten();
            let part_of = stands.filter(|other| *other != id && session.is_seen());
            if session.part_of != part_of {
                Arc::make_mut(session).part_of = part_of;
            }
            if let Some(whole) = part_of {
                self.parts.entry(whole).or_default().push(id);
            }
        }
        for parts in self.parts.values_mut() {
            parts.sort_by_cached_key(|id| {
                (self.sessions.get(id).map(|session| session.pitched_order.clone()), *id)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(n: u8) -> SessionId {
        SessionId([n; 16])
    }

    fn chain(pairs: &[(u8, u8)]) -> BTreeMap<SessionId, SessionId> {
        pairs.iter().map(|(from, to)| (id(*from), id(*to))).collect()
    }

    #[test]
    fn a_chain_ends_at_its_last_and_a_ring_at_its_smallest() {
        let all = |_| true;
        let stands = stand_ins(&chain(&[(5, 6), (6, 7)]), all);
        assert_eq!(stands, BTreeMap::from([(id(5), Some(id(7))), (id(6), Some(id(7)))]));
        let stands = stand_ins(&chain(&[(3, 9), (9, 4), (4, 3), (8, 9), (2, 2)]), all);
        for n in [3, 9, 4, 8] {
            assert_eq!(stands[&id(n)], Some(id(3)), "{n}");
        }
        assert_eq!(stands[&id(2)], Some(id(2)));
    }

    #[test]
    fn whoever_is_not_seen_stands_for_nobody() {
        let stands = stand_ins(&chain(&[(5, 6), (6, 7)]), |session| session != id(7));
        assert_eq!(stands[&id(5)], Some(id(6)));
        assert_eq!(stands[&id(6)], Some(id(6)));
        let stands = stand_ins(&chain(&[(5, 6), (6, 7)]), |session| session != id(6));
        assert_eq!(stands[&id(5)], Some(id(7)));
    }

    proptest! {
        #[test]
        fn nothing_that_is_seen_gets_lost(
            merges in prop::collection::btree_map(0..24u8, 0..24u8, 0..24),
            hidden in prop::collection::btree_set(0..24u8, 0..8),
        ) {
            let merges: BTreeMap<_, _> =
                merges.into_iter().map(|(from, to)| (id(from), id(to))).collect();
            let seen = |session: SessionId| !hidden.contains(&session.0[0]);
            let stands = stand_ins(&merges, seen);
            prop_assert!(stands.keys().eq(merges.keys()));
            for (session, stands_for) in &stands {
                match stands_for {
                    Some(other) => {
                        prop_assert!(seen(*other));
                        prop_assert_eq!(stands.get(other).copied().unwrap_or(Some(*other)), Some(*other));
                    }
                    None => prop_assert!(!seen(*session)),
                }
            }
        }
    }
}
