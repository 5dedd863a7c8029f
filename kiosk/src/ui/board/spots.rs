//! Everything on a board that can be seen, in the order in which the keyboard walks through it: row
//! by row, from left to right.

use super::{
    super::plan::{Block, CARD_HEIGHT_MIN, Item, Plan},
    geometry::Geometry,
};
use eframe::egui::Rect;
use shared::{
    ids::{SessionId, SlotId},
    schedule::Schedule,
};
use std::collections::BTreeSet;

/// A place on the board.
pub(super) struct Spot {
    pub(super) rect: Rect,
    pub(super) kind: Kind,
}

/// What is there.
pub(super) enum Kind {
    /// Part of a block.
    Block {
        /// Its place among the blocks of the plan.
        block: usize,
        /// Which of its pieces.
        piece: usize,
    },
    /// A free cell of a slot.
    Cell {
        row: usize,
        column: usize,
        slot: SlotId,
        /// Something in the same room, in a row of another stream, goes on until then.
        busy: Option<u32>,
    },
    /// A free stretch of a day without slots.
    Stretch { column: usize, from: u32, to: u32 },
}

impl Spot {
    /// The session of which it shows a part.
    pub(super) fn session(&self, plan: &Plan) -> Option<SessionId> {
        let Kind::Block { block, .. } = self.kind else {
            return None;
        };
        match plan.blocks.get(block)?.item {
            Item::Session(session) => Some(session),
            Item::Fixed(_) => None,
        }
    }
}

/// Sessions of which there is more than one part: in rooms that do not stand side by side, or beside
/// others in its cells.
pub(super) fn parted(plan: &Plan, spots: &[Spot]) -> BTreeSet<SessionId> {
    let mut seen = BTreeSet::new();
    spots.iter().filter_map(|spot| spot.session(plan)).filter(|id| !seen.insert(*id)).collect()
}

type Order = (bool, usize, usize, usize);

/// All of them.
pub(super) fn of(schedule: &Schedule, plan: &Plan, geometry: &Geometry) -> Vec<Spot> {
    let mut spots: Vec<(Order, Spot)> = Vec::new();
    for (index, block) in plan.blocks.iter().enumerate() {
        let along = if plan.is_timed() { block.span.start as usize } else { block.rows.0 };
        for (piece, rect) in geometry.pieces(block).into_iter().enumerate() {
            let order = (!block.behind, along, block.columns.0, block.lane.0);
            spots.push((order, Spot { rect, kind: Kind::Block { block: index, piece } }));
        }
    }
    if plan.is_timed() {
        stretches(schedule, plan, geometry, &mut spots);
    } else {
        cells(schedule, plan, geometry, &mut spots);
    }
    spots.sort_by_key(|(order, _)| *order);
    spots.into_iter().map(|(_, spot)| spot).collect()
}

fn cells(schedule: &Schedule, plan: &Plan, geometry: &Geometry, spots: &mut Vec<(Order, Spot)>) {
    let columns = plan.rooms.len();
    let mut taken = vec![false; plan.rows.len() * columns];
    for block in &plan.blocks {
        for row in block.rows.0..=block.rows.1 {
            for column in block.columns.0..=block.columns.1 {
                if let Some(taken) = taken.get_mut(row * columns + column) {
                    *taken = true;
                }
            }
        }
    }
    let busy = busy(plan);
    for row in 0..plan.rows.len() {
        for column in 0..columns {
            if taken.get(row * columns + column) != Some(&false) {
                continue;
            }
            if let Some(slot) = plan.slot_at(schedule, row, column) {
                let rect = geometry.cell(row, column);
                let busy = busy.get(column).and_then(|spans| plan.rows.get(row)?.within(spans));
                let kind = Kind::Cell { row, column, slot, busy };
                spots.push(((true, row, column, 0), Spot { rect, kind }));
            }
        }
    }
}

/// When each room has something, from and to.
fn busy(plan: &Plan) -> Vec<Vec<(u32, u32)>> {
    let mut busy = vec![Vec::new(); plan.rooms.len()];
    for block in plan.blocks.iter().filter(|block| !block.behind) {
        for column in block.columns.0..=block.columns.1 {
            if let Some(spans) = busy.get_mut(column) {
                spans.push((block.span.start, block.span.end()));
            }
        }
    }
    busy
}

/// Free stretches of each room, about half an hour each, so that the keyboard can choose a time.
fn stretches(
    schedule: &Schedule,
    plan: &Plan,
    geometry: &Geometry,
    spots: &mut Vec<(Order, Spot)>,
) {
    let least = (CARD_HEIGHT_MIN / plan.minute_height).ceil() as u32;
    let open = |room| {
        schedule.rooms.get(room).is_none_or(|room| !room.closed && !room.removal.is_removed())
    };
    for (column, _) in plan.rooms.iter().enumerate().filter(|(_, room)| open(*room)) {
        let covers = |block: &&Block| {
            !block.behind && block.columns.0 <= column && column <= block.columns.1
        };
        let mut taken: Vec<_> = plan
            .blocks
            .iter()
            .filter(covers)
            .map(|block| (block.span.start, block.span.start + block.span.minutes.max(least)))
            .collect();
        taken.sort_unstable();
        taken.push((plan.minutes.1, plan.minutes.1));
        let mut free = plan.minutes.0;
        for (start, end) in taken {
            for (from, to) in half_hours(free, start, least) {
                let (left, right) = geometry.column(column);
                let (Some(top), Some(bottom)) =
                    (geometry.minute(from as f32), geometry.minute(to as f32))
                else {
                    continue;
                };
                let rect =
                    Rect::from_x_y_ranges(left + 4.0..=right - 4.0, top + 1.0..=bottom - 1.0);
                let kind = Kind::Stretch { column, from, to };
                spots.push(((true, from as usize, column, 0), Spot { rect, kind }));
            }
            free = free.max(end);
        }
    }
}

/// Parts of a stretch that begin on half hours where they can, none shorter than `least`.
fn half_hours(from: u32, to: u32, least: u32) -> Vec<(u32, u32)> {
    let mut parts = Vec::new();
    let mut start = from;
    // Two points for the gap between stretches.
    let least = least + 1;
    while start + least <= to {
        let mut end = (start / 30 + 1) * 30;
        while end - start < least {
            end += 30;
        }
        if end + least > to {
            end = to;
        }
        parts.push((start, end));
        start = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::half_hours;

    #[test]
    fn a_free_stretch_is_offered_in_half_hours() {
        assert_eq!(half_hours(610, 720, 12), [(610, 630), (630, 660), (660, 690), (690, 720)]);
        assert_eq!(half_hours(620, 660, 12), [(620, 660)]);
        assert_eq!(half_hours(600, 610, 12), []);
    }
}
