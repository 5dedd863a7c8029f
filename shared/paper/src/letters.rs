//! Letters: how wide a text is, where it is broken, how small it has to be.

use crate::sheet::{LEADING, Style};
use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use std::collections::BTreeMap;

/// Height of a capital letter of the bundled fonts, in sizes of the text.
pub(crate) const CAP_HEIGHT: f32 = 0.668;
/// From one size that is tried to the next.
const SMALLER: f32 = 0.95;
/// A letter at an end takes another room than between two others; by so much at the most, in sizes of
/// the text.
const SLACK: f32 = 2.0;
/// Texts beyond this have been cut long before.
const TEXT_CHARS_MAX: usize = 2_000;

const REGULAR: &[u8] =
    include_bytes!("../../../kiosk/assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf");
const SEMIBOLD: &[u8] =
    include_bytes!("../../../kiosk/assets/fonts/AtkinsonHyperlegibleNext-SemiBold.ttf");
const EXTRABOLD: &[u8] =
    include_bytes!("../../../kiosk/assets/fonts/AtkinsonHyperlegibleNext-ExtraBold.ttf");

/// One of the bundled fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Face {
    Regular,
    SemiBold,
    ExtraBold,
}

impl Face {
    pub(crate) const ALL: [Self; 3] = [Self::Regular, Self::SemiBold, Self::ExtraBold];

    pub(crate) fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::SemiBold => SEMIBOLD,
            Self::ExtraBold => EXTRABOLD,
        }
    }
}

/// A letter of a shaped text; lengths in sizes of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shaped {
    pub(crate) glyph: u32,
    pub(crate) advance: f32,
    pub(crate) offset: (f32, f32),
    pub(crate) of: std::ops::Range<usize>,
}

/// A text that was broken into lines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    pub(crate) size: f32,
    pub(crate) lines: Vec<String>,
}

struct Loaded {
    font: FontRef<'static>,
    data: ShaperData,
}

/// The fonts, and how wide the words are that were met.
pub(crate) struct Letters {
    faces: BTreeMap<Face, Loaded>,
    widths: BTreeMap<Face, BTreeMap<String, f32>>,
}

impl Letters {
    pub(crate) fn new() -> Option<Self> {
        let mut faces = BTreeMap::new();
        for face in Face::ALL {
            let font = FontRef::new(face.bytes()).ok()?;
            let data = ShaperData::new(&font);
            faces.insert(face, Loaded { font, data });
        }
        Some(Self { faces, widths: BTreeMap::new() })
    }

    /// The letters of a line from left to right.
    pub(crate) fn shape(&self, face: Face, text: &str) -> Vec<Shaped> {
        let Some(loaded) = self.faces.get(&face) else { return Vec::new() };
        let shaper = loaded.data.shaper(&loaded.font).build();
        let em = (shaper.units_per_em() as f32).max(1.0);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        let mut starts: Vec<usize> =
            shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let end = |start: usize| {
            let next = starts.partition_point(|at| *at <= start);
            starts.get(next).copied().unwrap_or(text.len())
        };
        let letters = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        letters
            .map(|(info, at)| {
                let start = info.cluster as usize;
                Shaped {
                    glyph: info.glyph_id,
                    advance: at.x_advance as f32 / em,
                    offset: (at.x_offset as f32 / em, at.y_offset as f32 / em),
                    of: start..end(start),
                }
            })
            .collect()
    }

    /// How wide a text is, in sizes of the text.
    pub(crate) fn width(&mut self, face: Face, text: &str) -> f32 {
        if let Some(width) = self.widths.get(&face).and_then(|known| known.get(text)) {
            return *width;
        }
        let width = self.advance(face, text);
        self.widths.entry(face).or_default().insert(text.to_owned(), width);
        width
    }

    /// The same of a text that is not met again.
    fn advance(&self, face: Face, text: &str) -> f32 {
        self.shape(face, text).iter().map(|letter| letter.advance).sum()
    }

    /// Breaks a text into lines that fill an area: as large as may be, and cut with an ellipsis
    /// where it is too long in the smallest size.
    pub(crate) fn fit(&mut self, text: &str, style: Style, (w, h): (f32, f32)) -> Block {
        let text: String = text.chars().take(TEXT_CHARS_MAX).collect();
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            return Block { size: style.most, lines: Vec::new() };
        }
        let mut size = style.most.min(h / LEADING).max(style.least);
        loop {
            let lines = self.wrap(&words, style.face, w / size);
            // A thousandth more, so that what just fits is not lost to rounding.
            let fits = lines.len() as f32 * size * LEADING <= h * 1.001;
            let whole = lines.iter().all(|line| self.width(style.face, line) <= w / size * 1.001);
            if fits && whole {
                return Block { size, lines };
            }
            if size <= style.least {
                break;
            }
            size = (size * SMALLER).max(style.least);
        }
        let rows = ((h * 1.001 / (size * LEADING)) as usize).max(1);
        let lines = self.cut(&words, style.face, w / size, rows);
        Block { size, lines }
    }

    /// Lines of whole words; a word that is too wide has a line of its own.
    fn wrap(&mut self, words: &[&str], face: Face, width: f32) -> Vec<String> {
        let space = self.width(face, " ");
        let mut lines: Vec<(String, f32)> = Vec::new();
        for word in words {
            let wide = self.width(face, word);
            match lines.last_mut() {
                Some((line, used)) if *used + space + wide <= width => {
                    line.push(' ');
                    line.push_str(word);
                    *used += space + wide;
                }
                _ => lines.push(((*word).to_owned(), wide)),
            }
        }
        lines.into_iter().map(|(line, _)| line).collect()
    }

    /// At most so many lines; what does not fit ends in an ellipsis, behind a whole word where there
    /// is one. A word that is wider than a line goes on in the next one behind a hyphen.
    fn cut(&mut self, words: &[&str], face: Face, width: f32, rows: usize) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        // Every part of a word that was parted fills a line: more of them than lines are not seen.
        let mut parted = 0;
        for word in words {
            let mut rest = *word;
            while parted <= rows && self.advance(face, rest) > width {
                let keep = self.chars_within(rest, face, width, "-");
                let (start, after) = split_after(rest, keep);
                if start.is_empty() || after.is_empty() {
                    break;
                }
                parts.push(format!("{start}-"));
                (rest, parted) = (after, parted + 1);
            }
            if parted > rows {
                parts.push(String::new());
                break;
            }
            parts.push(rest.to_owned());
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let mut lines = self.wrap(&parts, face, width);
        if lines.len() <= rows {
            return lines;
        }
        lines.truncate(rows);
        if let Some(last) = lines.pop() {
            lines.push(self.with_ellipsis(&last, face, width));
        }
        lines
    }

    fn with_ellipsis(&mut self, line: &str, face: Face, width: f32) -> String {
        let mut words: Vec<&str> = line.split(' ').collect();
        while words.len() > 1 {
            let tried = format!("{}…", words.join(" ").trim_end_matches(['-', ',', ':', ';']));
            if self.width(face, &tried) <= width {
                return tried;
            }
            words.pop();
        }
        let word = words.first().copied().unwrap_or_default().trim_end_matches('-');
        let keep = self.chars_within(word, face, width, "…");
        format!("{}…", split_after(word, keep).0)
    }

    /// Letters of a word that fit before `end`.
    fn chars_within(&self, word: &str, face: Face, width: f32, end: &str) -> usize {
        let fits = |keep: &usize| {
            let tried = split_after(word, *keep).0;
            self.advance(face, &format!("{tried}{end}")) <= width
        };
        (0..=self.chars_about(word, face, width + SLACK)).rev().find(fits).unwrap_or(0)
    }

    /// About so many letters of a word are so wide together.
    fn chars_about(&self, word: &str, face: Face, width: f32) -> usize {
        let shaped = self.shape(face, word);
        let mut letters: Vec<_> = shaped.iter().map(|one| (one.of.start, one.advance)).collect();
        letters.sort_by_key(|(start, _)| *start);
        let mut used = 0.0;
        let beyond = letters.into_iter().find_map(|(start, advance)| {
            used += advance;
            (used > width).then_some(start)
        });
        let within = beyond.and_then(|start| word.get(..start)).unwrap_or(word);
        within.chars().count()
    }
}

/// The first letters of a word, and the rest of it.
fn split_after(word: &str, chars: usize) -> (&str, &str) {
    let at = word.char_indices().nth(chars).map_or(word.len(), |(at, _)| at);
    word.split_at_checked(at).unwrap_or((word, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { face: Face::SemiBold, most: 10.0, least: 5.0 };

    #[test]
    fn every_letter_of_both_languages_has_a_form() {
        let letters = Letters::new().unwrap();
        let text = "AZaz09 ÂÊÎÔÛŴŶâêîôûŵŷ ÁÉÍÓÚáéíóú ÀÈÌÒÙẀỲàèìòùẁỳ ÄËÏÖÜŸäëïöüÿ “”‘’–…·-";
        for face in Face::ALL {
            let lacking: Vec<_> =
                letters.shape(face, text).into_iter().filter(|l| l.glyph == 0).collect();
            assert!(lacking.is_empty(), "{face:?}: {lacking:?}");
        }
    }

    #[test]
    fn a_short_text_is_large_and_a_long_one_small_or_on_several_lines() {
        let mut letters = Letters::new().unwrap();
        let short = letters.fit("Bins", STYLE, (100.0, 24.0));
        assert_eq!((short.size, short.lines), (10.0, vec!["Bins".to_owned()]));
        let title = "What nobody tells you about bins and the people who empty them";
        let long = letters.fit(title, STYLE, (100.0, 24.0));
        assert!(long.size < 10.0 && long.lines.len() > 1, "{long:?}");
        assert_eq!(long.lines.join(" "), title);
    }

    #[test]
    fn a_text_that_does_not_fit_is_cut_behind_a_word() {
        let mut letters = Letters::new().unwrap();
        let title = "word ".repeat(40);
        let cut = letters.fit(&title, STYLE, (60.0, 12.0));
        assert_eq!(cut.size, 5.0);
        assert_eq!(cut.lines.len(), 2);
        assert!(cut.lines.last().unwrap().ends_with("word…"), "{cut:?}");
        for line in &cut.lines {
            assert!(letters.width(Face::SemiBold, line) * 5.0 <= 60.0, "{line}");
        }
    }

    #[test]
    fn a_word_wider_than_a_line_goes_on_behind_a_hyphen() {
        let mut letters = Letters::new().unwrap();
        let name = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";
        let block = letters.fit(name, STYLE, (60.0, 30.0));
        assert_eq!(block.lines.join("").replace('-', ""), name, "{block:?}");
        let cut = letters.fit(name, STYLE, (60.0, 6.0));
        assert!(cut.lines.len() == 1 && cut.lines[0].ends_with('…'), "{cut:?}");
        assert!(name.starts_with(cut.lines[0].trim_end_matches('…')));
    }

    #[test]
    fn as_many_letters_are_kept_as_by_trying_all_of_them() {
        let letters = Letters::new().unwrap();
        let words = [
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
            "AVAVAVAVAVToToToWaWaWa.,.,fifflffi",
            "iiiiiiiiiiiiiiiiiiiiWWWWWWWWWWWWWWWWW",
            "e\u{301}e\u{301}e\u{301}e\u{301}ŵŷâ",
            "",
        ];
        for (face, word) in Face::ALL.into_iter().flat_map(|face| words.map(|word| (face, word))) {
            for (width, end) in (0..40).flat_map(|n| [(n as f32 * 0.7, "-"), (n as f32, "…")]) {
                let fits = |keep: &usize| {
                    let tried: String = word.chars().take(*keep).chain(end.chars()).collect();
                    letters.advance(face, &tried) <= width
                };
                let all = (0..=word.chars().count()).rev().find(fits).unwrap_or(0);
                assert_eq!(letters.chars_within(word, face, width, end), all, "{word} {width}");
            }
        }
    }

    #[test]
    fn a_word_without_an_end_is_cut_like_any_other() {
        let mut letters = Letters::new().unwrap();
        let word = "unconference".repeat(400);
        let block = letters.fit(&word, STYLE, (60.0, 18.0));
        assert_eq!(block.lines.len(), 3, "{block:?}");
        let seen: String =
            block.lines.iter().map(|line| line.trim_end_matches(['-', '…'])).collect();
        assert!(word.starts_with(&seen) && block.lines[2].ends_with('…'), "{block:?}");
    }
}
