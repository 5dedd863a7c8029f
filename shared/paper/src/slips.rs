//! Pitch slips: A4 to be cut. One for each pitch that waits for a place, to be pinned on a wall; and
//! empty ones, at least a sheet of them.

use crate::{
    PerSheet, Sentences,
    letters::{Face, Letters},
    sheet::{A4, Area, LEADING, Sheet, Style},
};
use shared::schedule::Schedule;

const INSET: f32 = 9.0;
const LABEL: Style = Style { face: Face::Regular, most: 3.6, least: 3.0 };
const HOST: Style = Style { face: Face::SemiBold, most: 5.2, least: 3.4 };
const WHAT: Style = Style { face: Face::Regular, most: 4.2, least: 3.2 };
/// Between lines to write on.
const RULE: f32 = 8.5;

/// What is printed on a slip.
#[derive(Default)]
struct Slip {
    title: String,
    host: String,
    what: String,
}

pub(crate) fn sheets(
    schedule: &Schedule,
    per_sheet: PerSheet,
    sentences: &Sentences,
    letters: &mut Letters,
) -> Vec<Sheet> {
    let (across, down) = match per_sheet {
        PerSheet::Four => (2, 2),
        PerSheet::Six => (2, 3),
    };
    let mut slips: Vec<Slip> = schedule
        .shelf()
        .into_iter()
        .map(|(_, session)| Slip {
            title: sentences.title(session),
            host: sentences.hosts(schedule, session),
            what: session.text.value.clone(),
        })
        .collect();
    let each = across * down;
    // Those that fill up the last sheet, and one sheet more.
    let empty = (each - slips.len() % each) % each + each;
    slips.extend((0..empty).map(|_| Slip::default()));
    let (w, h) = (A4.0 / across as f32, A4.1 / down as f32);
    let of = slips.len() / each;
    let mut sheets = Vec::new();
    for (number, page) in slips.chunks(each).enumerate() {
        let mut sheet = Sheet::new(A4);
        for n in 1..across {
            sheet.cut((w * n as f32, 0.0), (w * n as f32, A4.1));
        }
        for n in 1..down {
            sheet.cut((0.0, h * n as f32), (A4.0, h * n as f32));
        }
        for (n, slip) in page.iter().enumerate() {
            let (x, y) = (w * (n % across) as f32, h * (n / across) as f32);
            let foot = format!("{}, {}", sentences.as_of, sentences.page(number + 1, of));
            draw(&mut sheet, letters, slip, Area { x, y, w, h }.inset(INSET), sentences, &foot);
        }
        sheets.push(sheet);
    }
    sheets
}

fn draw(
    sheet: &mut Sheet,
    letters: &mut Letters,
    slip: &Slip,
    area: Area,
    sentences: &Sentences,
    foot: &str,
) {
    let line = |style: Style| style.most * LEADING;
    let number = Area { x: area.x + area.w - 26.0, w: 26.0, h: 17.0, ..area };
    sheet.frame(number, 0.4);
    let label = Area { h: line(LABEL), ..number.inset(1.4) };
    sheet.write(letters, &sentences.slip_number, LABEL, label);
    let event = Style { face: Face::SemiBold, ..LABEL };
    let left = Area { w: area.w - 29.0, h: line(event) * 2.0, ..area };
    sheet.write(letters, &sentences.event, event, left);
    let mut y = area.y + 12.0;
    sheet.write(letters, &sentences.slip_title, LABEL, Area { y, h: line(LABEL), ..left });
    y = area.y + 18.0;
    // The largest thing on a slip: read by whoever stands before the wall.
    let high = (area.h * 0.27).max(2.0 * RULE);
    let title = Style { face: Face::ExtraBold, most: 8.4, least: 4.4 };
    field(sheet, letters, &slip.title, title, Area { y, h: high, ..area });
    y += high + 2.0;
    sheet.write(letters, &sentences.slip_host, LABEL, Area { y, h: line(LABEL), ..area });
    y += line(LABEL);
    field(sheet, letters, &slip.host, HOST, Area { y, h: RULE, ..area });
    y += RULE + 2.0;
    sheet.write(letters, &sentences.slip_what, LABEL, Area { y, h: line(LABEL), ..area });
    y += line(LABEL);
    let end = area.y + area.h - line(LABEL) - 1.0;
    field(sheet, letters, &slip.what, WHAT, Area { y, h: end - y, ..area });
    let last = Area { y: area.y + area.h - line(LABEL) + 2.0, h: line(LABEL), ..area };
    let small = Style { most: 3.0, least: 2.4, ..LABEL };
    sheet.write(letters, foot, small, last);
}

/// What is there, or lines to write on.
fn field(sheet: &mut Sheet, letters: &mut Letters, text: &str, style: Style, area: Area) {
    if text.trim().is_empty() {
        let rows = (area.h / RULE) as usize;
        for n in 1..=rows {
            let y = area.y + RULE * n as f32;
            sheet.line((area.x, y), (area.x + area.w, y), 0.2);
        }
        return;
    }
    sheet.write(letters, text, style, area);
}
