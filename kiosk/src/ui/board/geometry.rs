//! Sizes of a day: where its columns, rows and blocks lie. Worked out once for a schedule and a
//! window, not per frame.

use super::super::{
    Cx, card,
    plan::{Block, CARD_HEIGHT_MIN, Item, Plan},
    theme,
};
use eframe::egui::{self, Pos2, Rect, Vec2, pos2, vec2};

const COLUMN_MIN: f32 = 168.0;
const LANE_MIN: f32 = 132.0;
const ROW_MIN: f32 = 92.0;
const BAND_MIN: f32 = 54.0;

/// Where everything lies, from the top left corner of the board.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui) struct Geometry {
    columns: Vec<f32>,
    vertical: Vertical,
}

#[derive(Debug, Clone, PartialEq)]
enum Vertical {
    /// Edges of rows.
    Rows(Vec<f32>),
    /// A scale.
    Minutes { from: u32, to: u32, height: f32 },
}

impl Geometry {
    /// Sizes for a board of this size: it fits when it can, and is larger when it must.
    pub(in crate::ui) fn of(ctx: &egui::Context, cx: &Cx<'_>, plan: &Plan, space: Vec2) -> Self {
        let columns = column_edges(plan, space.x);
        let vertical = if plan.is_timed() {
            let (from, to) = plan.minutes;
            Vertical::Minutes { from, to, height: plan.minute_height }
        } else {
            Vertical::Rows(row_edges(ctx, cx, plan, &columns, space.y))
        };
        Self { columns, vertical }
    }

    /// Size of the whole board.
    pub(in crate::ui) fn size(&self) -> Vec2 {
        let height = match &self.vertical {
            Vertical::Rows(edges) => edges.last().copied().unwrap_or_default(),
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
            Vertical::Rows(rows) => edges(rows, index, index),
            Vertical::Minutes { .. } => (0.0, 0.0),
        }
    }

    /// Height of a minute of the day; `None` on a day with slots.
    pub(in crate::ui) fn minute(&self, minute: f32) -> Option<f32> {
        match &self.vertical {
            Vertical::Rows(_) => None,
            Vertical::Minutes { from, height, .. } => Some((minute - *from as f32) * height),
        }
    }

    /// The minute at a height.
    pub(in crate::ui) fn minute_at(&self, y: f32) -> Option<f32> {
        match &self.vertical {
            Vertical::Rows(_) => None,
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
            Vertical::Rows(rows) if block.lanes <= 1 => {
                vec![rect(edges(&self.columns, c0, c1), edges(rows, r0, r1))]
            }
            Vertical::Rows(rows) => (r0..=r1)
                .map(|row| rect(edges(&self.columns, c0, c1), part(edges(rows, row, row))))
                .collect(),
            Vertical::Minutes { from, height, .. } => {
                let top = (block.span.start.saturating_sub(*from)) as f32 * height;
                let tall = (block.span.minutes as f32 * height).max(CARD_HEIGHT_MIN + theme::GAP);
                let y = (top, top + tall);
                if block.lanes <= 1 {
                    return vec![rect(edges(&self.columns, c0, c1), y)];
                }
                (c0..=c1).map(|column| rect(part(self.column(column)), y)).collect()
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
fn column_edges(plan: &Plan, width: f32) -> Vec<f32> {
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
        share.max(COLUMN_MIN).max(LANE_MIN * lanes as f32)
    }))
}

/// Each row as high as its cards need; what is left over is shared out.
fn row_edges(
    ctx: &egui::Context,
    cx: &Cx<'_>,
    plan: &Plan,
    columns: &[f32],
    height: f32,
) -> Vec<f32> {
    let mut needed: Vec<f32> =
        plan.rows.iter().map(|row| if row.slots.is_empty() { BAND_MIN } else { ROW_MIN }).collect();
    for block in &plan.blocks {
        let (left, right) = edges(columns, block.columns.0, block.columns.1);
        let own = match block.item {
            Item::Session(id) => cx.schedule.sessions.get(&id).map_or(ROW_MIN, |session| {
                let title = cx.words.title(session);
                let marked = cx.needs_look(id, session);
                card::height_for(ctx, &title, marked, right - left - theme::GAP)
            }),
            Item::Fixed(_) => BAND_MIN - theme::GAP,
        };
        let rows = (block.rows.1 - block.rows.0 + 1) as f32;
        let each = (own + theme::GAP) * block.lanes as f32 / rows;
        for row in block.rows.0..=block.rows.1 {
            if let Some(needed) = needed.get_mut(row) {
                *needed = needed.max(each.ceil());
            }
        }
    }
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

/// `rect` moved by the corner of the board.
pub(super) fn at(origin: Pos2, rect: Rect) -> Rect {
    rect.translate(origin.to_vec2())
}
