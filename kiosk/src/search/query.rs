//! What a person typed, ready to be compared with many words.

use super::fold;
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use std::ops::Range;

/// More words than this are not looked at.
const WORDS_MAX: usize = 8;
/// More characters than this are not looked at.
const CHARS_MAX: usize = 120;
/// Shorter words are found as they are typed: of three letters one slip leaves too little.
const SLIP_LEN_MIN: usize = 4;
/// Longer ones too: nobody types them.
const SLIP_LEN_MAX: usize = 32;
/// From this length on the beginning of a word may hold the slip.
const SLIP_PREFIX_LEN_MIN: usize = 5;

/// How well a word fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It is the word.
    Exact,
    /// It begins so.
    Prefix,
    /// One letter is wrong, missing, or too many, or two neighbours are swapped.
    Slip,
    /// It begins so, but for a slip.
    SlipPrefix,
}

/// What a person typed.
#[derive(Default)]
pub struct Query {
    terms: Vec<Term>,
}

/// One of the things typed; all must be found.
pub(super) struct Term {
    /// Its words; all must be found.
    pub words: Vec<Word>,
    /// It may be a time instead: as [`super::entry::time_words`] writes times.
    pub time: Option<String>,
}

/// A word, and the words that are one slip away.
pub(super) struct Word {
    text: String,
    slips: Option<Slips>,
}

struct Slips {
    whole: DFA,
    prefix: Option<DFA>,
}

impl Query {
    /// Reads what was typed.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let end = typed.char_indices().nth(CHARS_MAX).map_or(typed.len(), |(at, _)| at);
        let chunks = chunks(typed.get(..end).unwrap_or_default());
        let builder = LevenshteinAutomatonBuilder::new(1, true);
        let mut terms = Vec::new();
        for chunk in chunks {
            let words = fold::words(&chunk).into_iter().map(|word| Word::of(word, &builder));
            // A picture of digits (a domino) is no time: no text holds its words.
            match time_of(&chunk).filter(|_| words.len() > 0) {
                Some(time) => terms.push(Term { words: words.collect(), time: Some(time) }),
                None => terms.extend(words.map(|word| Term { words: vec![word], time: None })),
            }
        }
        terms.truncate(WORDS_MAX);
        Self { terms }
    }

    /// Nothing was typed that could be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The parts of `text` that were typed, in order and apart from each other.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        fold::each_word(text, |word, range| {
            let words = self.terms.iter().flat_map(|term| &term.words);
            let end = words.filter_map(|typed| typed.mark(word, text, &range)).max();
            marks.extend(end.map(|end| range.start..end));
        });
        marks
    }
}

impl Word {
    fn of(text: String, builder: &LevenshteinAutomatonBuilder) -> Self {
        let letters = text.chars().all(|c| !c.is_ascii_digit());
        let length = text.chars().count();
        let slips = (letters && (SLIP_LEN_MIN..=SLIP_LEN_MAX).contains(&length)).then(|| Slips {
            whole: builder.build_dfa(&text),
            prefix: (length >= SLIP_PREFIX_LEN_MIN).then(|| builder.build_prefix_dfa(&text)),
        });
        Self { text, slips }
    }

    /// How `word` fits, if it does.
    pub(super) fn fit(&self, word: &str) -> Option<Fit> {
        if let Some(rest) = word.strip_prefix(self.text.as_str()) {
            return Some(if rest.is_empty() { Fit::Exact } else { Fit::Prefix });
        }
        let slips = self.slips.as_ref()?;
        if accepts(&slips.whole, word) {
            return Some(Fit::Slip);
        }
        slips.prefix.as_ref().filter(|prefix| accepts(prefix, word)).map(|_| Fit::SlipPrefix)
    }

    /// Up to where the word at `range` of `text` is marked.
    fn mark(&self, word: &str, text: &str, range: &Range<usize>) -> Option<usize> {
        match self.fit(word)? {
            Fit::Prefix => Some(fold::end_of(text, range, self.text.len())),
            Fit::Exact | Fit::Slip | Fit::SlipPrefix => Some(range.end),
        }
    }
}

fn accepts(automaton: &DFA, word: &str) -> bool {
    let mut state = automaton.initial_state();
    for byte in word.bytes() {
        state = automaton.transition(state, byte);
        if state == SINK_STATE {
            return false;
        }
    }
    matches!(automaton.distance(state), Distance::Exact(_))
}

/// What stands between spaces; "2.30 pm" is one.
fn chunks(typed: &str) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    for chunk in typed.split_whitespace() {
        let half = fold::words(chunk);
        let half = half.first().filter(|word| half.len() == 1 && is_half(word));
        match (half, chunks.last_mut()) {
            (Some(half), Some(last)) if time_of(&format!("{last}{half}")).is_some() => {
                last.push_str(half);
            }
            (Some(_) | None, _) => chunks.push(chunk.to_owned()),
        }
    }
    chunks
}

fn is_half(word: &str) -> bool {
    matches!(word, "am" | "pm" | "yb" | "yp")
}

/// "14:30", "1430", "14.3", "2.30pm" and "2pm" as digits and a half of the day; Welsh halves are
/// "yb" and "yp".
fn time_of(chunk: &str) -> Option<String> {
    let mut plain = String::new();
    for c in chunk.chars() {
        plain.push_str(deunicode::deunicode_char(c).unwrap_or("?"));
    }
    let plain = plain.to_ascii_lowercase();
    let cut = plain.find(|c: char| !matches!(c, '0'..='9' | ':' | '.' | 'h'));
    let (digits, half) = plain.split_at(cut.unwrap_or(plain.len()));
    let half = match half {
        "" => "",
        "am" | "a" | "yb" | "a.m." => "am",
        "pm" | "p" | "yp" | "p.m." => "pm",
        _ => return None,
    };
    let mut parts = digits.split([':', '.', 'h']);
    let (hour, minute) = (parts.next()?, parts.next());
    let whole = parts.next().is_none() && !hour.is_empty();
    let fits = match minute {
        Some(minute) => hour.len() <= 2 && minute.len() <= 2,
        // One digit alone is a number, such as that of a room.
        None => hour.len() <= 4 && (hour.len() >= 2 || !half.is_empty()),
    };
    (whole && fits).then(|| format!("{hour}{}{half}", minute.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        let check = |typed: &str, expected: Option<&str>| {
            assert_eq!(time_of(typed).as_deref(), expected, "{typed}");
        };
        check("14:30", Some("1430"));
        check("14.3", Some("143"));
        check("1430", Some("1430"));
        check("14h30", Some("1430"));
        check("2.30PM", Some("230pm"));
        check("９:３０", Some("930"));
        check("9", None);
        check("9am", Some("9am"));
        check("9:", Some("9"));
        check("20267", None);
        check("1.2.3", None);
        check(":30", None);
        check("2nd", None);
        assert_eq!(chunks("waste 2.30 pm Am"), ["waste", "2.30pm", "Am"]);
        assert!(Query::of("🀱").is_empty(), "a domino");
    }

    #[test]
    fn what_was_typed_is_marked() {
        let marked = |typed: &str, text: &str| -> Vec<String> {
            let marks = Query::of(typed).marks(text);
            marks.into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(marked("hous", "Tŷ agored: opening up Housing"), ["Hous"]);
        assert_eq!(marked("ty houisng", "Tŷ agored: opening up housing"), ["Tŷ", "housing"]);
        assert_eq!(marked("w", "w\u{302}yn"), ["w\u{302}"]);
        assert!(marked("", "anything").is_empty());
    }

    #[test]
    fn short_words_and_numbers_allow_no_slip() {
        let fit = |typed: &str, word: &str| {
            Query::of(typed).terms().first().and_then(|term| term.words.first()?.fit(word))
        };
        assert_eq!(fit("bin", "ban"), None);
        assert_eq!(fit("2024x", "2025x"), None);
        assert_eq!(fit("bin", "bins"), Some(Fit::Prefix));
        assert_eq!(fit("wsate", "waste"), Some(Fit::Slip));
        assert_eq!(fit("houis", "housing"), Some(Fit::SlipPrefix));
        assert_eq!(fit("wsat", "wastes"), None);
    }
}
