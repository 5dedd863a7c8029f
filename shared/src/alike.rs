//! Which sessions are about the same, by the words of their titles: without case and accents,
//! without the small words of English and Welsh, singular for plural, one slip a word forgiven.

use crate::{
    ids::SessionId,
    limits,
    schedule::{Placement, Schedule, Session},
};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Words that say nothing of what a session is about.
const SMALL_WORDS: [&str; 96] = [
    "a", "about", "ac", "after", "all", "am", "an", "and", "ar", "are", "as", "at", "be", "beth",
    "by", "can", "day", "dim", "do", "does", "doing", "ei", "eich", "ein", "er", "eu", "fel",
    "for", "from", "gan", "get", "getting", "gwneud", "gyda", "gyfer", "have", "heb", "how", "hyn",
    "i", "if", "in", "into", "is", "it", "let", "mae", "make", "making", "me", "mewn", "more",
    "my", "need", "neu", "new", "nid", "no", "not", "o", "oes", "of", "on", "or", "our", "out",
    "pam", "pitch", "pwy", "rhag", "session", "should", "sut", "sydd", "talk", "that", "the",
    "their", "this", "to", "trwy", "un", "up", "using", "we", "what", "when", "where", "who",
    "why", "will", "with", "wrth", "you", "your", "yr",
];
/// A word that more titles hold than this tells nothing of which are twins.
const COMMON_WORD_TITLES: usize = 64;
/// Of a hundred: how much of what is typed and of a title go together before it is offered.
const LIKE_ENOUGH: u32 = 45;
/// A word of the text says less than one of the title.
const TEXT_WORD_WEIGHT: f64 = 0.25;
/// Letters from which a word is long enough to have a slip.
const SLIP_LETTERS_MIN: usize = 5;
/// Letters from which the beginning of a word stands for it, while it is typed.
const BEGUN_LETTERS_MIN: usize = 4;

/// Gives the words of a text as they are compared.
fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut word = String::with_capacity(24);
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            singular(word);
            take(word);
            word.clear();
        }
    };
    let mut letter = |c: char, word: &mut String| {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '\u{2019}') && !is_combining_mark(c) {
            end(word);
        }
    };
    if text.is_ascii() {
        text.chars().for_each(|c| letter(c, &mut word));
    } else {
        text.nfd().for_each(|c| letter(c, &mut word));
    }
    letter(' ', &mut word);
}

fn singular(word: &mut String) {
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
}

fn is_small(word: &str) -> bool {
    SMALL_WORDS.binary_search(&word).is_ok()
}

/// The words of a title that say what it is about, each once; all, if none does.
fn words(title: &str) -> Vec<String> {
    let (mut telling, mut all) = (Vec::new(), Vec::new());
    each_word(title, |word| {
        let list = if is_small(word) { &mut all } else { &mut telling };
        if !list.iter().any(|known| known == word) {
            list.push(word.to_owned());
        }
    });
    if telling.is_empty() { all } else { telling }
}

/// The same word, or the same but for one slip.
fn same_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let long = a.len().min(b.len()) >= SLIP_LETTERS_MIN && a.len().abs_diff(b.len()) <= 1;
    let begin_alike = a.chars().next() == b.chars().next();
    let digits = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    long && begin_alike && one_slip(a.as_bytes(), b.as_bytes()) && !digits(a) && !digits(b)
}

/// One letter is missing, too many or another, or two beside each other are swapped. It is asked a
/// hundred thousand times a keystroke: an edit distance of a library, which fills a table, takes
/// too long for that.
fn one_slip(a: &[u8], b: &[u8]) -> bool {
    let alike = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(alike..).unwrap_or_default(), b.get(alike..).unwrap_or_default());
    let ends = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let middle = |word: &[u8]| word.len() - ends;
    match (middle(a), middle(b)) {
        (0 | 1, 0 | 1) => true,
        (2, 2) => a.first() == b.get(1) && a.get(1) == b.first(),
        (_, _) => false,
    }
}

/// A word that somebody types.
struct Typed {
    word: String,
    weight: f64,
    /// It may be the beginning of a longer one.
    begun: bool,
    /// Titles that hold it.
    titles: usize,
}

impl Typed {
    fn is(&self, word: &str) -> bool {
        let begun =
            self.begun && self.word.len() >= BEGUN_LETTERS_MIN && word.starts_with(&*self.word);
        begun || same_word(&self.word, word)
    }
}

fn typed(title: &str, text: &str) -> Vec<Typed> {
    let fresh = |word: String, weight| Typed { word, weight, begun: false, titles: 0 };
    let mut typed: Vec<_> = words(title).into_iter().map(|word| fresh(word, 1.0)).collect();
    if title.ends_with(char::is_alphanumeric)
        && let Some(last) = typed.last_mut()
    {
        last.begun = true;
    }
    each_word(text, |word| {
        let room = typed.len() < limits::ALIKE_WORDS_MAX;
        if room && !is_small(word) && !typed.iter().any(|known| known.word == word) {
            typed.push(fresh(word.to_owned(), TEXT_WORD_WEIGHT));
        }
    });
    typed.truncate(limits::ALIKE_WORDS_MAX);
    typed
}

/// Sessions that may be about the same as what somebody types, the likest first, each with how
/// much of a hundred; at most [`limits::ALIKE_MAX`]. A part of a merged pitch gives its whole.
#[must_use]
pub fn alike(schedule: &Schedule, title: &str, text: &str) -> Vec<(SessionId, u32)> {
    let mut typed = typed(title, text);
    if typed.is_empty() {
        return Vec::new();
    }
    let mut hits = Vec::new();
    let mut titles = 0_u32;
    for (id, session) in candidates(schedule) {
        let (mut count, mut hit) = (0_u32, BTreeSet::new());
        each_word(&session.title.value, |word| {
            if !is_small(word) {
                count += 1;
                hit.extend(typed.iter().position(|typed| typed.is(word)));
            }
        });
        titles += 1;
        for at in &hit {
            if let Some(typed) = typed.get_mut(*at) {
                typed.titles += 1;
            }
        }
        if !hit.is_empty() {
            hits.push((session.part_of.unwrap_or(id), count, hit));
        }
    }
    let rarity = |titles_with: usize| (1.0 + f64::from(titles) / titles_with.max(1) as f64).ln();
    let weights: Vec<f64> = typed.iter().map(|typed| typed.weight * rarity(typed.titles)).collect();
    // One common word alone is not what a pitch is about.
    let sure = typed.iter().zip(&weights).filter(|(typed, _)| typed.weight >= 1.0);
    let all = sure.map(|(_, weight)| weight).sum::<f64>().max(rarity(1));
    let mut best: BTreeMap<SessionId, u32> = BTreeMap::new();
    for (id, count, hit) in hits {
        let found: f64 = hit.iter().filter_map(|at| weights.get(*at)).sum();
        let of_typed = (found / all).min(1.0);
        let of_title = hit.len() as f64 / f64::from(count.max(1));
        let score = ((2.0 * of_typed + of_title) / 3.0 * 100.0).round() as u32;
        if score >= LIKE_ENOUGH {
            let known = best.entry(id).or_default();
            *known = score.max(*known);
        }
    }
    let mut best: Vec<_> = best.into_iter().collect();
    best.sort_by_key(|(id, score)| (std::cmp::Reverse(*score), *id));
    best.truncate(limits::ALIKE_MAX);
    best
}

fn candidates(schedule: &Schedule) -> impl Iterator<Item = (SessionId, &Session)> {
    let seen = schedule.sessions.iter().map(|(id, session)| (*id, &**session));
    seen.filter(|(_, session)| session.is_seen() && !session.cancelled.is_removed())
}

/// Pairs of sessions that are about the same beyond reasonable doubt, one of them pitched here: a
/// published programme knows its own. Sorted.
pub(crate) fn twins(schedule: &Schedule) -> Vec<[SessionId; 2]> {
    let all: Vec<_> = candidates(schedule).filter(|(_, session)| session.is_shown()).collect();
    if all.iter().all(|(_, session)| !session.source.is_empty()) {
        return Vec::new();
    }
    let all: Vec<_> = all
        .into_iter()
        .map(|(id, session)| (id, session.source.is_empty(), words(&session.title.value)))
        .collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (_, _, words)) in all.iter().enumerate() {
        for word in words {
            holders.entry(word).or_default().push(at);
        }
    }
    let mut found = BTreeSet::new();
    for (at, (id, _, words)) in all.iter().enumerate().filter(|(_, (_, here, _))| *here) {
        // Twins share nearly all of their words: one of the two rarest is among them.
        let mut lists: Vec<_> = words.iter().filter_map(|word| holders.get(&**word)).collect();
        lists.sort_by_key(|list| list.len());
        let lists = lists.into_iter().take(2).filter(|list| list.len() <= COMMON_WORD_TITLES);
        for other in lists.flatten().filter(|other| **other != at) {
            if let Some((other, _, theirs)) = all.get(*other)
                && are_twins(words, theirs)
            {
                found.insert(if id < other { [*id, *other] } else { [*other, *id] });
            }
        }
    }
    found.into_iter().collect()
}

/// All words of both go together but, in a long title, one; and that is no number or letter, by
/// which the parts of a series differ.
fn are_twins(a: &[String], b: &[String]) -> bool {
    let lone = |from: &[String], among: &[String]| {
        let lone = from.iter().filter(|word| !among.iter().any(|other| same_word(word, other)));
        lone.cloned().collect::<Vec<_>>()
    };
    let mut lone_words = lone(a, b);
    lone_words.extend(lone(b, a));
    match &lone_words[..] {
        [] => true,
        [word] => {
            let tells_apart = word.len() < 4 || word.bytes().any(|byte| byte.is_ascii_digit());
            a.len().max(b.len()) >= 6 && !tells_apart
        }
        [_, ..] => false,
    }
}

/// Which of two that are about the same stays: the one that has a place, else the first pitched.
pub(crate) fn stays(schedule: &Schedule, [a, b]: [SessionId; 2]) -> (SessionId, SessionId) {
    let rank = |id: SessionId| {
        let session = schedule.sessions.get(&id);
        let shelved = session.is_none_or(|session| session.placement.value == Placement::Shelf);
        (shelved, session.map(|session| session.pitched_order.clone()), id)
    };
    if rank(a) <= rank(b) { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn id(n: u16) -> SessionId {
        let mut bytes = [0; 16];
        bytes[14..].copy_from_slice(&n.to_be_bytes());
        SessionId(bytes)
    }

    fn schedule(titles: &[&str]) -> Schedule {
        let mut schedule = Schedule::default();
        for (n, title) in (0..).zip(titles) {
            let title = (*title).to_owned().into();
            let session = Session { title, known: true, ..Session::default() };
            schedule.sessions.insert(id(n), Arc::new(session));
        }
        schedule
    }

    #[test]
    fn small_words_are_found() {
        assert!(SMALL_WORDS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn one_slip_is_forgiven_and_no_more() {
        let slips = ["wsate", "aste", "wste", "wast", "wastes", "waste", "waxte", "watse"];
        assert!(slips.iter().all(|slip| one_slip(slip.as_bytes(), b"waste")));
        let others = ["wsaet", "taste!", "wte", "waists", "etsaw"];
        assert!(others.iter().all(|other| !one_slip(other.as_bytes(), b"waste")));
    }

    #[test]
    fn words_are_compared_without_case_accents_plurals_and_small_words() {
        assert_eq!(words("The Tŷ’s councils & CITIES"), ["tys", "council", "city"]);
        assert_eq!(words("What is it?"), ["what", "is", "it"]);
        assert!(words("…").is_empty());
    }

    #[test]
    fn what_is_typed_finds_what_is_about_the_same() {
        let schedule = schedule(&[
            "Why waste contracts fail",
            "Reducing food waste in schools",
            "Digital housing repairs",
            "Data standards for parish councils",
            "Open data, open doors",
            "Planning for the future",
        ]);
        let found = |title: &str| -> Vec<u8> {
            alike(&schedule, title, "").iter().map(|(id, _)| id.0[15]).collect()
        };
        assert_eq!(found("Waste"), [0, 1]);
        assert_eq!(found("Food wsate at school")[0], 1);
        assert_eq!(found("Housing repa"), [2]);
        assert_eq!(found("Houisng repairs")[0], 2);
        assert!(found("Cycling").is_empty());
        assert!(found("").is_empty());
        assert!(found("how to").is_empty());
        let by_text = alike(&schedule, "Bins", "Contracts for waste fail again and again");
        assert!(by_text.iter().any(|(found, _)| *found == id(0)), "{by_text:?}");
    }

    #[test]
    fn only_near_twins_are_twins() {
        let cases = [
            ("Open data for parish councils", "Open Data for Parish Councils!", true),
            ("Open data for parish councils", "Open data for parish counsils", true),
            ("Open data for parish councils", "Parish councils and open data", true),
            ("Open data for all parish councils in Wales", "Open data for parish councils", false),
            (
                "Open data beyond portals and parish councils",
                "Open data portals, parish councils",
                true,
            ),
            ("Bins", "bins?", true),
            ("Housing repairs", "Housing data", false),
            ("Lightning talks day 1", "Lightning talks day 2", false),
            ("Retro: what went well, part A", "Retro: what went well, part B", false),
            ("Bins", "Waste", false),
        ];
        for (a, b, expected) in cases {
            let found = !twins(&schedule(&[a, b])).is_empty();
            assert_eq!(found, expected, "{a:?} and {b:?}");
        }
    }

    #[test]
    fn a_published_programme_has_no_twins() {
        let mut schedule = schedule(&["Welcome", "Welcome"]);
        for session in schedule.sessions.values_mut() {
            Arc::make_mut(session).source = "congress/1".to_owned();
        }
        assert!(twins(&schedule).is_empty());
    }

    #[test]
    fn the_placed_one_stays_else_the_first() {
        let mut schedule = schedule(&["Bins", "Bins"]);
        assert_eq!(stays(&schedule, [id(1), id(0)]), (id(0), id(1)));
        let when = crate::schedule::When::Slot(crate::ids::SlotId([1; 16]));
        let placement = Placement::At { when, rooms: Vec::new() };
        let second = schedule.sessions.get_mut(&id(1)).unwrap();
        Arc::make_mut(second).placement = placement.into();
        assert_eq!(stays(&schedule, [id(0), id(1)]), (id(1), id(0)));
    }
}
