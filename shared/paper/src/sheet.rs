//! A sheet of paper: its size and what is on it, in millimetres from its upper left corner.

use crate::letters::{Face, Letters};

/// Width and height of A4 upright; A3 is the other way round and twice as large.
pub(crate) const A4: (f32, f32) = (210.0, 297.0);
/// A3 on its side.
pub(crate) const A3: (f32, f32) = (420.0, 297.0);
/// What printers leave white.
pub(crate) const MARGIN: f32 = 12.0;
/// From one line of text to the next, in sizes of the text.
pub(crate) const LEADING: f32 = 1.16;
/// From the upper edge of a line to where its letters stand.
const ASCENT: f32 = 0.86;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) w: f32,
    pub(crate) h: f32,
}

impl Area {
    pub(crate) fn inset(self, by: f32) -> Self {
        let (w, h) = ((self.w - 2.0 * by).max(0.0), (self.h - 2.0 * by).max(0.0));
        Self { x: self.x + by, y: self.y + by, w, h }
    }
}

/// Something on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    /// One line of text that stands on `y`.
    Text { x: f32, y: f32, size: f32, face: Face, text: String },
    /// A line.
    Line { from: (f32, f32), to: (f32, f32), width: f32, dashed: bool },
    /// A rectangle filled with a light grey: where nothing can be.
    Shade(Area),
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sheet {
    pub(crate) size: (f32, f32),
    pub(crate) marks: Vec<Mark>,
}

/// How a text fills an area.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) face: Face,
    /// Largest size that is tried.
    pub(crate) most: f32,
    /// Below this it is cut instead.
    pub(crate) least: f32,
}

impl Sheet {
    pub(crate) fn new(size: (f32, f32)) -> Self {
        Self { size, marks: Vec::new() }
    }

    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        self.marks.push(Mark::Line { from, to, width, dashed: false });
    }

    /// Where to cut.
    pub(crate) fn cut(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.marks.push(Mark::Line { from, to, width: 0.25, dashed: true });
    }

    pub(crate) fn frame(&mut self, area: Area, width: f32) {
        let Area { x, y, w, h } = area;
        let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
        for (from, to) in corners.into_iter().zip(corners.into_iter().cycle().skip(1)) {
            self.line(from, to, width);
        }
    }

    pub(crate) fn shade(&mut self, area: Area) {
        self.marks.push(Mark::Shade(area));
    }

    /// Writes from the top of an area; gives the height that was used.
    pub(crate) fn write(
        &mut self,
        letters: &mut Letters,
        text: &str,
        style: Style,
        area: Area,
    ) -> f32 {
        let block = letters.fit(text, style, (area.w, area.h));
        let step = block.size * LEADING;
        let mut y = area.y + block.size * ASCENT;
        let used = step * block.lines.len() as f32;
        for line in block.lines {
            let (x, size, face) = (area.x, block.size, style.face);
            self.marks.push(Mark::Text { x, y, size, face, text: line });
            y += step;
        }
        used
    }

    /// Writes one line that ends at the right edge of an area.
    pub(crate) fn write_right(
        &mut self,
        letters: &mut Letters,
        text: &str,
        style: Style,
        area: Area,
    ) -> f32 {
        let block = letters.fit(text, style, (area.w, style.most * LEADING));
        let Some(line) = block.lines.into_iter().next() else { return 0.0 };
        let (size, face) = (block.size, style.face);
        let x = area.x + area.w - letters.width(face, &line) * size;
        let y = area.y + size * ASCENT;
        self.marks.push(Mark::Text { x, y, size, face, text: line });
        size * LEADING
    }
}
