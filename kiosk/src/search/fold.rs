//! Words as they are compared: without case, accents and apostrophes, in plain letters and digits.
//! "Tŷ agored" and "ty agored" are the same words, as are "Łódź" and "lodz", "ß" and "ss".

use std::ops::Range;

/// What a character is to a word.
enum Part {
    /// Letters of it, or nothing that is compared.
    Inside,
    /// An accent of its own, or what is invisible: it belongs to the letter before it.
    Mark,
    /// Letters of it, and the word ends: scripts that write no spaces.
    Last,
    /// No part of any word.
    Outside,
}

/// Appends what is compared of `c`.
fn fold(c: char, word: &mut String) -> Part {
    match c {
        'a'..='z' | '0'..='9' => word.push(c),
        'A'..='Z' => word.push(c.to_ascii_lowercase()),
        '\'' => {}
        c if c.is_ascii() => return Part::Outside,
        c => return fold_foreign(c, word),
    }
    Part::Inside
}

fn fold_foreign(c: char, word: &mut String) -> Part {
    match deunicode::deunicode_char(c) {
        Some("") => Part::Mark,
        Some("'" | "`") => Part::Inside,
        Some(plain) if c.is_alphanumeric() => {
            let letters = plain.chars().filter(char::is_ascii_alphanumeric);
            word.extend(letters.map(|letter| letter.to_ascii_lowercase()));
            if plain.ends_with(' ') { Part::Last } else { Part::Inside }
        }
        None if c.is_alphanumeric() => {
            word.extend(c.to_lowercase());
            Part::Inside
        }
        Some(_) | None => Part::Outside,
    }
}

/// Gives each word of `text` as it is compared, and where it stands.
pub(super) fn each_word(text: &str, mut take: impl FnMut(&str, Range<usize>)) {
    let mut word = String::with_capacity(24);
    let mut start = None;
    let (mut at, mut end) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if start.is_none() {
            let plain = plain_word(rest);
            if !plain.is_empty() {
                take(plain, at..at + plain.len());
                at += plain.len();
                continue;
            }
        }
        let Some(c) = rest.chars().next() else { break };
        let before = word.len();
        let part = fold(c, &mut word);
        let after = at + c.len_utf8();
        if word.len() > before {
            start.get_or_insert(at);
            end = after;
        } else if start.is_some() && matches!(part, Part::Mark) {
            end = after;
        }
        if matches!(part, Part::Last | Part::Outside)
            && let Some(from) = start.take()
        {
            take(&word, from..end);
            word.clear();
        }
        at = after;
    }
    if let Some(from) = start {
        take(&word, from..end);
    }
}

/// The word with which a text begins, where it stands there as it is compared: most words do.
fn plain_word(text: &str) -> &str {
    let is_plain = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9');
    let bytes = text.as_bytes();
    let long = bytes.iter().take_while(|byte| is_plain(byte)).count();
    let ends = bytes
        .get(long)
        .is_none_or(|next| next.is_ascii() && !next.is_ascii_uppercase() && *next != b'\'');
    text.get(..long).filter(|_| ends).unwrap_or_default()
}

/// The words of `text`.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_word(text, |word, _| found.push(word.to_owned()));
    found
}

/// Where, in the word of `text` that stands at `range`, its first `count` compared letters end.
pub(super) fn end_of(text: &str, range: &Range<usize>, count: usize) -> usize {
    let mut word = String::new();
    let mut end = range.start;
    for (at, c) in text.get(range.clone()).unwrap_or_default().char_indices() {
        // What adds nothing (an accent, an apostrophe inside) goes with the letter before it.
        let before = word.len();
        fold(c, &mut word);
        if before >= count && word.len() > before {
            break;
        }
        end = range.start + at + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_apostrophes_do_not_count() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected, "{text}");
        check("Tŷ Agored: Ŵyn’s DŴR", &["ty", "agored", "wyns", "dwr"]);
        check("Łukasz, Søren & Straße", &["lukasz", "soren", "strasse"]);
        check("w\u{302}yn y\u{302}", &["wyn", "y"]);
        check("Ｆｕｌｌ　ｗｉｄｔｈ １４", &["full", "width", "14"]);
        check("hard\u{2011}to-treat/AI_data", &["hard", "to", "treat", "ai", "data"]);
        check("日本語", &["ri", "ben", "yu"]);
        check("Київ Ελλάδα", &["kiyiv", "ellada"]);
        check("🎉 ' – \u{200B}", &[]);
        check(
            "plain words, 14:30 aBc d'e fŷ g\u{302}h.i",
            &["plain", "words", "14", "30", "abc", "de", "fy", "gh", "i"],
        );
    }

    #[test]
    fn a_word_is_where_it_stands() {
        let text = "«Tŷ» a’r w\u{302}y";
        let mut found = Vec::new();
        each_word(text, |_, range| found.push(&text[range]));
        assert_eq!(found, ["Tŷ", "a’r", "w\u{302}y"]);
        let whole = 0.."Straßenbahn".len();
        assert_eq!(&"Straßenbahn"[..end_of("Straßenbahn", &whole, 4)], "Stra");
        assert_eq!(&"Straßenbahn"[..end_of("Straßenbahn", &whole, 6)], "Straß");
    }
}
