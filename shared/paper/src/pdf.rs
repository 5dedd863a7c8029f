//! Writes sheets as PDF. The same sheets give the same bytes.

use crate::{
    NotPrinted, Sentences,
    letters::{Face, Letters},
    sheet::{Area, Mark, Sheet},
};
use krilla::{
    Document,
    color::luma,
    geom::{Path, PathBuilder, Point, Rect},
    metadata::Metadata,
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, Stroke, StrokeDash},
    surface::Surface,
    text::{Font, GlyphId, KrillaGlyph},
};
use std::collections::BTreeMap;

/// Points of a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// The one shade: seen, and letters stay readable on it.
const SHADE: u8 = 228;

pub(crate) fn write(
    sheets: &[Sheet],
    sentences: &Sentences,
    letters: &mut Letters,
) -> Result<Vec<u8>, NotPrinted> {
    let mut fonts = BTreeMap::new();
    for face in Face::ALL {
        fonts.insert(face, Font::new(face.bytes().into(), 0).ok_or(NotPrinted::Fonts)?);
    }
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(format!("{}, {}", sentences.event, sentences.as_of))
            .language(sentences.language.clone())
            .creator("Campboard".to_owned()),
    );
    for sheet in sheets {
        let (w, h) = sheet.size;
        let settings = PageSettings::from_wh(w * POINTS, h * POINTS)
            .ok_or_else(|| NotPrinted::Pdf("a page without a size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in &sheet.marks {
            draw(&mut surface, mark, &fonts, letters);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| NotPrinted::Pdf(format!("{error:?}")))
}

fn draw(
    surface: &mut Surface<'_>,
    mark: &Mark,
    fonts: &BTreeMap<Face, Font>,
    letters: &mut Letters,
) {
    match mark {
        Mark::Text { x, y, size, face, text } => {
            let Some(font) = fonts.get(face) else { return };
            let glyphs: Vec<_> = letters
                .shape(*face, text)
                .into_iter()
                .map(|letter| {
                    let (id, (dx, dy)) = (GlyphId::new(letter.glyph), letter.offset);
                    KrillaGlyph::new(id, letter.advance, dx, dy, 0.0, letter.of, None)
                })
                .collect();
            surface.set_stroke(None);
            surface.set_fill(Some(fill(0)));
            let at = Point::from_xy(x * POINTS, y * POINTS);
            surface.draw_glyphs(at, &glyphs, font.clone(), text, size * POINTS, false);
        }
        Mark::Line { from, to, width, dashed } => {
            surface.set_fill(None);
            let dash = dashed.then(|| StrokeDash { array: vec![4.0, 4.0], offset: 0.0 });
            let width = width * POINTS;
            let paint = luma::Color::black().into();
            surface.set_stroke(Some(Stroke { paint, width, dash, ..Stroke::default() }));
            if let Some(path) = line(*from, *to) {
                surface.draw_path(&path);
            }
        }
        Mark::Shade(area) => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(SHADE)));
            if let Some(path) = rectangle(*area) {
                surface.draw_path(&path);
            }
        }
    }
}

fn fill(lightness: u8) -> Fill {
    let paint = luma::Color::new(lightness).into();
    Fill { paint, opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn line(from: (f32, f32), to: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from.0 * POINTS, from.1 * POINTS);
    path.line_to(to.0 * POINTS, to.1 * POINTS);
    path.finish()
}

fn rectangle(area: Area) -> Option<Path> {
    let Area { x, y, w, h } = area;
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x * POINTS, y * POINTS, w * POINTS, h * POINTS)?);
    path.finish()
}
