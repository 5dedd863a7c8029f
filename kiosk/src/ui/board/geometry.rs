//! Sizes of a day: where its columns, rows and blocks lie. Worked out once for a schedule and a
//! window, not per frame.

use super::super::{
    Cx, card,
    looks::Sizes,
    plan::{Block, CARD_HEIGHT_MIN, Item, Plan, Row, TIMED_GAP},
    theme,
};
use eframe::egui::{self, Pos2, Rect, Vec2, pos2, vec2};

const BAND_MIN: f32 = 48.0;
/// Lines of the title of each of several cards that stand below one another in a cell, at the most.
const LINES_STACKED: usize = 4;

/// Where everything lies, from the top left corner of the board.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui) struct Geometry {
    columns: Vec<f32>,
    vertical: Vertical,
}

#[derive(Debug, Clone, PartialEq)]
enum Vertical {
    /// Edges of rows. Sessions in one cell stand side by side where they have room, else one below
    /// the other.
    Rows { edges: Vec<f32>, beside: bool },
    /// A scale.
    Minutes { from: u32, to: u32, height: f32 },
}

impl Geometry {
    /// Sizes for a board of this size: it fits when it can, and is larger when it must.
    pub(in crate::ui) fn of(
        ctx: &egui::Context,
        cx: &Cx<'_>,
        plan: &Plan,
        columns: Vec<f32>,
        height: f32,
    ) -> Self {
        let vertical = if plan.is_timed() {
            let (from, to) = plan.minutes;
            Vertical::Minutes { from, to, height: plan.minute_height }
        } else {
            let beside = fits_beside(plan, &columns, cx.density.sizes().lane_min);
            Vertical::Rows { edges: row_edges(ctx, cx, plan, &columns, beside, height), beside }
        };
        Self { columns, vertical }
    }

    /// Size of the whole board.
    pub(in crate::ui) fn size(&self) -> Vec2 {
        let height = match &self.vertical {
            Vertical::Rows { edges, .. } => edges.last().copied().unwrap_or_default(),
            Vertical::Minutes { from, to, height } => (to - from) as f32 * height + theme::GAP,
        };
        vec2(self.columns.last().copied().unwrap_or_default(), height)
    }

    /// From where to where a column goes.
    pub(in crate::ui) fn column(&self, index: usize) -> (f32, f32) {
        edges(&self.columns, index, index)
    }

    /// From where to where a row goes; nothing on a day without slots.
    pub(in crate::ui) fn row(&self, index: usize) -> (f32, f32) {
        match &self.vertical {
            Vertical::Rows { edges: rows, .. } => edges(rows, index, index),
            Vertical::Minutes { .. } => (0.0, 0.0),
        }
    }

    /// Height of a minute of the day; `None` on a day with slots.
    pub(in crate::ui) fn minute(&self, minute: f32) -> Option<f32> {
        match &self.vertical {
            Vertical::Rows { .. } => None,
            Vertical::Minutes { from, height, .. } => Some((minute - *from as f32) * height),
        }
    }

    /// The minute at a height.
    pub(in crate::ui) fn minute_at(&self, y: f32) -> Option<f32> {
        match &self.vertical {
            Vertical::Rows { .. } => None,
            Vertical::Minutes { from, height, .. } => Some(*from as f32 + y / height),
        }
    }

    /// The cell of a row and a column.
    pub(in crate::ui) fn cell(&self, row: usize, column: usize) -> Rect {
        rect(self.column(column), self.row(row))
    }

    /// Where a block is drawn: one rectangle, or, where it shares cells with others, one for each of
    /// its rows (columns, on a day without slots).
    pub(in crate::ui) fn pieces(&self, block: &Block) -> Vec<Rect> {
        let ((r0, r1), (c0, c1)) = (block.rows, block.columns);
        let lanes = block.lanes.max(1) as f32;
        let part = |(from, to): (f32, f32)| {
            let lane = (to - from) / lanes;
            (from + lane * block.lane.0 as f32, from + lane * block.lane.1 as f32)
        };
        match &self.vertical {
            Vertical::Rows { edges: rows, .. } if block.lanes <= 1 => {
                vec![rect(edges(&self.columns, c0, c1), edges(rows, r0, r1))]
            }
            Vertical::Rows { edges: rows, beside: true } => (c0..=c1)
                .map(|column| rect(part(self.column(column)), edges(rows, r0, r1)))
                .collect(),
            Vertical::Rows { edges: rows, beside: false } => (r0..=r1)
                .map(|row| rect(edges(&self.columns, c0, c1), part(edges(rows, row, row))))
                .collect(),
            Vertical::Minutes { from, height, .. } => {
                let top = (block.span.start.saturating_sub(*from)) as f32 * height;
                let tall = (block.span.minutes as f32 * height).max(CARD_HEIGHT_MIN + TIMED_GAP);
                let y = (top, top + tall);
                if block.lanes <= 1 {
                    return vec![timed_rect(edges(&self.columns, c0, c1), y)];
                }
                (c0..=c1).map(|column| timed_rect(part(self.column(column)), y)).collect()
            }
        }
    }
}

fn edges(edges: &[f32], first: usize, last: usize) -> (f32, f32) {
    let at = |index: usize| edges.get(index).copied().unwrap_or_default();
    (at(first), at(last + 1))
}

fn rect(x: (f32, f32), y: (f32, f32)) -> Rect {
    Rect::from_min_max(pos2(x.0, y.0), pos2(x.1, y.1)).shrink2(Vec2::splat(theme::GAP / 2.0))
}

fn timed_rect(x: (f32, f32), y: (f32, f32)) -> Rect {
    let gap = vec2(theme::GAP, TIMED_GAP) / 2.0;
    Rect::from_min_max(pos2(x.0, y.0), pos2(x.1, y.1)).shrink2(gap)
}

/// All who share a cell have room for a readable card each, next to each other.
fn fits_beside(plan: &Plan, columns: &[f32], lane_min: f32) -> bool {
    plan.blocks.iter().filter(|block| block.lanes > 1).all(|block| {
        let (left, right) = edges(columns, block.columns.0, block.columns.0);
        block.columns.0 == block.columns.1 && right - left >= lane_min * block.lanes as f32
    })
}

fn running(sizes: impl IntoIterator<Item = f32>) -> Vec<f32> {
    let mut edge = 0.0;
    std::iter::once(0.0)
        .chain(sizes.into_iter().map(|size| {
            edge += size;
            edge
        }))
        .collect()
}

/// Columns share the width; on a day without slots a column grows with its lanes.
pub(super) fn column_edges(plan: &Plan, sizes: Sizes, width: f32) -> Vec<f32> {
    let n = plan.rooms.len().max(1);
    let share = (width / n as f32).floor();
    running((0..plan.rooms.len()).map(|column| {
        let lanes = plan
            .blocks
            .iter()
            .filter(|block| {
                plan.is_timed() && block.columns.0 <= column && column <= block.columns.1
            })
            .map(|block| block.lanes)
            .max()
            .unwrap_or(1);
        share.max(sizes.column_min).max(sizes.lane_min * lanes as f32)
    }))
}

/// Each row as high as its cards need; what is left over is shared out. Titles show fewer lines
/// where the whole day fits the screen by that.
fn row_edges(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    plan: &Plan,
    columns: &[f32],
    beside: bool,
    height: f32,
) -> Vec<f32> {
    let lines = title_lines(ctx, cx, plan, columns, beside);
    let fits = |needed: &Vec<f32>| needed.iter().sum::<f32>() <= height;
    let sizes = cx.density.sizes();
    let (least, most) = sizes.lines;
    let needed = (least..=most)
        .rev()
        .map(|most| rows_needed(plan, &lines, beside, most, sizes))
        .find(fits)
        .unwrap_or_else(|| rows_needed(plan, &lines, beside, most, sizes));
    let spare = (height - needed.iter().sum::<f32>()).max(0.0);
    let growing = plan.rows.iter().filter(|row| !row.slots.is_empty()).count().max(1);
    // Three lines more than a card needs is enough: a short day does not become a poster.
    let each = (spare / growing as f32).floor().min(72.0);
    running(
        plan.rows
            .iter()
            .zip(&needed)
            .map(|(row, needed)| needed + if row.slots.is_empty() { 0.0 } else { each }),
    )
}

/// Lines of a whole title.
#[derive(Clone, Copy)]
enum Lines {
    Card(usize),
    Band(usize),
}

/// Those of each block.
fn title_lines(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    plan: &Plan,
    columns: &[f32],
    beside: bool,
) -> Vec<Lines> {
    let lines = |block: &Block| {
        let (left, right) = edges(columns, block.columns.0, block.columns.1);
        let lanes = if beside { block.lanes.max(1) as f32 } else { 1.0 };
        let width = (right - left) / lanes - theme::GAP;
        match block.item {
            Item::Session(id) => Lines::Card(cx.schedule.sessions.get(&id).map_or(1, |session| {
                let title = cx.words.title(session);
                let title = card::lines_for(ctx, cx, (id, session), &title, width);
                // Where else it is takes a line of its own.
                title + usize::from(block.apart)
            })),
            Item::Fixed(id) => Lines::Band(super::bands::lines(ctx, cx, block, id, width)),
        }
    };
    plan.blocks.iter().map(lines).collect()
}

fn rows_needed(plan: &Plan, lines: &[Lines], beside: bool, most: usize, sizes: Sizes) -> Vec<f32> {
    let least = |row: &Row| if row.slots.is_empty() { BAND_MIN } else { sizes.row_min };
    let mut needed: Vec<f32> = plan.rows.iter().map(least).collect();
    for (block, lines) in plan.blocks.iter().zip(lines) {
        let stacked = if beside { 1 } else { block.lanes };
        let own = match lines {
            // Two in a cell do not make the whole row tall: each shows its title only.
            Lines::Card(lines) if stacked > 1 => {
                card::height_low(LINES_STACKED.min(most).min(*lines))
            }
            Lines::Card(lines) => card::height_of(most.min(*lines), sizes),
            Lines::Band(lines) => super::bands::height(*lines).max(BAND_MIN - theme::GAP),
        };
        let rows = (block.rows.1 - block.rows.0 + 1) as f32;
        let each = (own + theme::GAP) * stacked as f32 / rows;
        for row in block.rows.0..=block.rows.1 {
            if let Some(needed) = needed.get_mut(row) {
                *needed = needed.max(each.ceil());
            }
        }
    }
    needed
}

/// `rect` moved by the corner of the board.
pub(super) fn at(origin: Pos2, rect: Rect) -> Rect {
    rect.translate(origin.to_vec2())
}
