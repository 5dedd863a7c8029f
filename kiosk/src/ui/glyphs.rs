//! Makes any text drawable: titles come from everywhere, the bundled fonts do not have everything.

use super::theme;
use eframe::egui;
use std::borrow::Cow;

/// Shown in place of a character that no font on this device has.
pub(crate) const STAND_IN: char = '¤';

/// `text` as the fonts can draw it, on one line: hyphens that the fonts lack become hyphens, other
/// spaces become spaces, invisible controls go, and what no font has becomes [`STAND_IN`].
pub(crate) fn line<'a>(ctx: &egui::Context, text: &'a str) -> Cow<'a, str> {
    clean(ctx, text, false)
}

/// The same for a text of several lines.
pub(crate) fn lines<'a>(ctx: &egui::Context, text: &'a str) -> Cow<'a, str> {
    clean(ctx, text, true)
}

fn clean<'a>(ctx: &egui::Context, text: &'a str, breaks: bool) -> Cow<'a, str> {
    if text.chars().all(|c| is_plain(c) || (breaks && c == '\n')) {
        return Cow::Borrowed(text);
    }
    let font = theme::semibold(theme::size::CARD);
    let drawable = |c: char| ctx.fonts_mut(|fonts| fonts.has_glyph(&font, c));
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' if breaks => clean.push('\n'),
            '\r' => {}
            '\u{2010}' | '\u{2011}' => clean.push('-'),
            c if c.is_control() || c.is_whitespace() => clean.push(' '),
            c if is_invisible(c) => {}
            // Our icons live in the private use area: a title must not show one.
            '\u{E000}'..='\u{F8FF}' => clean.push(STAND_IN),
            c if is_plain(c) || is_combining(c) || drawable(c) => clean.push(c),
            // One stand-in says enough for an emoji of several characters.
            _ if clean.ends_with(STAND_IN) => {}
            _ => clean.push(STAND_IN),
        }
    }
    Cow::Owned(clean)
}

/// Surely in the bundled fonts.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{C0}'..='\u{FF}' | 'ŵ' | 'ŷ' | 'Ŵ' | 'Ŷ' | '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '·')
}

/// Controls of direction, joining and emoji variants.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// Accents that follow their letter: the fonts join the two.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{304}' | '\u{306}'..='\u{30C}' | '\u{327}' | '\u{328}')
}
