//! The scale of minutes of a day without slots.

use super::{Block, CARD_HEIGHT_MIN, Item, TIMED_GAP};

/// Half of the sessions show two lines of title and their hosts, nine in ten at least a title.
pub(super) fn minute_height(blocks: &[Block]) -> f32 {
    let mut lengths: Vec<_> = blocks
        .iter()
        .filter(|block| matches!(block.item, Item::Session(_)))
        .map(|block| block.span.minutes.max(1))
        .collect();
    lengths.sort_unstable();
    let at = |tenths: usize| lengths.get(lengths.len() * tenths / 10).copied().unwrap_or(60) as f32;
    (96.0 / at(5)).max((CARD_HEIGHT_MIN + TIMED_GAP) / at(1)).clamp(1.6, 4.8)
}

/// First and last minute of anything, on full half hours.
pub(super) fn minutes(blocks: &[Block]) -> (u32, u32) {
    let first = blocks.iter().map(|block| block.span.start).min().unwrap_or(9 * 60);
    let last = blocks.iter().map(|block| block.span.end()).max().unwrap_or(17 * 60);
    (first / 30 * 30, last.div_ceil(30) * 30)
}
