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

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{
        FallbackRequest, FontData, FontDefinitions, FontFamily, FontInsert, FontPriority,
        InsertFontFamily,
    };
    use std::sync::Arc;

    fn cleaned(ctx: &egui::Context, text: &str) -> String {
        let mut clean = String::new();
        let mut run = |ui: &mut egui::Ui| clean = line(ui.ctx(), text).into_owned();
        ctx.run_ui(egui::RawInput::default(), &mut run).drop_without_applying_deltas();
        clean
    }

    #[test]
    fn what_no_font_has_becomes_a_stand_in() {
        let ctx = egui::Context::default();
        theme::install_fonts(&ctx);
        let title = "Λέξη, слово, 🎉🎉 and Siân\u{2011}Prŷs";
        assert_eq!(cleaned(&ctx, title), "¤, ¤, ¤ and Siân-Prŷs");
    }

    /// As eframe offers the fonts of the system: here one that has `ł`, and nothing for `λ`.
    #[test]
    fn what_a_font_of_the_system_has_stays() {
        let ctx = egui::Context::default();
        let mut fonts = FontDefinitions::empty();
        let icons = include_bytes!("../../assets/fonts/PhosphorBold-subset.ttf");
        fonts.font_data.insert("icons".into(), Arc::new(FontData::from_static(icons)));
        let family = theme::semibold(1.0).family;
        for family in [family, FontFamily::Proportional, FontFamily::Monospace] {
            fonts.families.insert(family, vec!["icons".to_owned()]);
        }
        ctx.set_fonts(fonts);
        assert_eq!(cleaned(&ctx, "ł λ"), "¤ ¤");
        let regular = include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf");
        ctx.add_font_provider(Arc::new(move |request: &FallbackRequest<'_>| {
            let priority = FontPriority::Lowest;
            let family = InsertFontFamily { family: request.family.clone(), priority };
            (request.cluster == "ł").then(|| FontInsert {
                name: "of the system".to_owned(),
                data: FontData::from_static(regular),
                families: vec![family],
            })
        }));
        assert_eq!(cleaned(&ctx, "ł λ"), "ł ¤");
    }
}
