//! Shares out cells that several blocks want, so that all of them are seen.

use super::Block;

/// Gives each block a lane of its own among those that it shares a cell with. `reach` says from
/// where to where a block lies along the time (rows or minutes, both ends included).
pub(super) fn spread(blocks: &mut [Block], reach: impl Fn(&Block) -> (usize, usize)) {
    blocks.sort_by_key(|block| (reach(block), block.columns, block.item));
    let areas: Vec<_> = blocks
        .iter()
        .map(|block| Area { along: reach(block), across: block.columns, behind: block.behind })
        .collect();
    let mut lanes: Vec<usize> = Vec::with_capacity(areas.len());
    let mut groups = Groups::new(areas.len());
    // Sorted by their beginning: whatever ended before this one begins cannot meet a later one.
    let mut open: Vec<usize> = Vec::new();
    for (index, area) in areas.iter().enumerate() {
        open.retain(|other| areas.get(*other).is_some_and(|o| o.along.1 >= area.along.0));
        let meets = |other: &&usize| areas.get(**other).is_some_and(|o| o.meets(area));
        let taken: Vec<_> = open.iter().filter(meets).copied().collect();
        let used = |lane: usize| taken.iter().any(|other| lanes.get(*other) == Some(&lane));
        let lane = (0..).find(|lane| !used(*lane)).unwrap_or_default();
        lanes.push(lane);
        for other in &taken {
            groups.join(index, *other);
        }
        open.push(index);
    }
    let depth = groups.depths(&lanes);
    for (index, block) in blocks.iter_mut().enumerate() {
        let lane = lanes.get(index).copied().unwrap_or_default();
        block.lanes = depth.get(index).copied().unwrap_or(1);
        let Some(area) = areas.get(index) else {
            continue;
        };
        // Grows into lanes that nobody beside it uses.
        let next = areas
            .iter()
            .zip(&lanes)
            .filter(|(other, other_lane)| **other_lane > lane && other.meets(area))
            .map(|(_, other_lane)| *other_lane)
            .min();
        block.lane = (lane, next.unwrap_or(block.lanes));
    }
}

struct Area {
    along: (usize, usize),
    across: (usize, usize),
    behind: bool,
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        let overlap = |a: (usize, usize), b: (usize, usize)| a.0 <= b.1 && b.0 <= a.1;
        !self.behind
            && !other.behind
            && overlap(self.along, other.along)
            && overlap(self.across, other.across)
    }
}

/// Blocks that meet, directly or over others, have the same number of lanes.
struct Groups(Vec<usize>);

impl Groups {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn root(&self, mut index: usize) -> usize {
        while let Some(parent) = self.0.get(index).filter(|parent| **parent != index) {
            index = *parent;
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(parent) = self.0.get_mut(a.max(b)) {
            *parent = a.min(b);
        }
    }

    fn depths(&self, lanes: &[usize]) -> Vec<usize> {
        let mut depth = vec![1; lanes.len()];
        for (index, lane) in lanes.iter().enumerate() {
            if let Some(depth) = depth.get_mut(self.root(index)) {
                *depth = (*depth).max(lane + 1);
            }
        }
        (0..lanes.len()).map(|i| depth.get(self.root(i)).copied().unwrap_or(1)).collect()
    }
}
