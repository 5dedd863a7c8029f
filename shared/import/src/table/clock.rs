//! Times of day and lengths as people write them in tables.

use crate::time::{self, ThreeParts};

/// Hours that a table may count after the midnight at which a day began: the night after next.
const HOURS_MAX: u32 = 72;

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub minutes: u32,
    /// It says a.m. or p.m., has a zero before its hour, or an hour past noon: no doubt.
    pub sure: bool,
}

/// A start, perhaps with its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub start: Clock,
    pub end: Option<Clock>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// Reads `10:00`, `10.00`, `1000`, `10:00:00`, `9am`, `2.15 p.m.`, `noon`.
pub(super) fn time(text: &str) -> Option<Clock> {
    let (minutes, half, sure) = parse(text)?;
    let minutes = half.map_or(Some(minutes), |half| in_half(minutes, half))?;
    Some(Clock { minutes, sure: sure || half.is_some() })
}

fn in_half(minutes: u32, half: Half) -> Option<u32> {
    if !(60..780).contains(&minutes) {
        return None;
    }
    Some(minutes % 720 + if half == Half::Afternoon { 720 } else { 0 })
}

/// Minutes, which half of the day is said, and whether the hour is beyond doubt.
fn parse(text: &str) -> Option<(u32, Option<Half>, bool)> {
    let lower = text.trim().to_lowercase();
    match lower.as_str() {
        "noon" | "midday" | "hanner dydd" => return Some((720, None, true)),
        "midnight" | "hanner nos" => return Some((0, None, true)),
        _ => {}
    }
    let halves = [
        (Half::Morning, &["a.m.", "a.m", "am", "y.b.", "yb", "y bore"][..]),
        (
            Half::Afternoon,
            &["p.m.", "p.m", "pm", "y.p.", "yp", "y prynhawn", "y.h.", "yh", "yr hwyr"],
        ),
    ];
    let said = halves.into_iter().find_map(|(half, endings)| {
        endings.iter().find_map(|ending| Some((lower.strip_suffix(ending)?.trim(), half)))
    });
    let (rest, half) = said.map_or((lower.as_str(), None), |(rest, half)| (rest, Some(half)));
    let rest = rest.strip_suffix(['h', 'u']).unwrap_or(rest).trim();
    let parts: Vec<&str> = rest.split([':', '.', 'h', '٫']).collect();
    let digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        let fits = lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (hours, minutes) = match *parts.as_slice() {
        [one] if half.is_some() && one.len() <= 2 => (digits(one, 1..=2)?, 0),
        [one] => {
            digits(one, 3..=4)?;
            let (hours, minutes) = one.split_at(one.len() - 2);
            (digits(hours, 1..=2)?, digits(minutes, 2..=2)?)
        }
        [hours, minutes] => (digits(hours, 1..=2)?, digits(minutes, 2..=2)?),
        [hours, minutes, seconds, ..] if parts.len() <= 4 => {
            digits(seconds, 2..=2).filter(|seconds| *seconds < 60)?;
            (digits(hours, 1..=2)?, digits(minutes, 2..=2)?)
        }
        _ => return None,
    };
    if hours >= HOURS_MAX || minutes > 59 || (half.is_some() && !(1..=12).contains(&hours)) {
        return None;
    }
    Some((hours * 60 + minutes, half, rest.starts_with('0') || hours > 12))
}

/// Reads a time or two: `10:00-10:45`, `9 – 10.30am`, `1.30 to 2.15pm`.
pub(super) fn span(text: &str) -> Option<Span> {
    if let Some(start) = time(text) {
        return Some(Span { start, end: None });
    }
    let unified = text.replace(['–', '—', '−', '‑', '‒', '~', '→'], "-");
    let spaced = format!(" {} ", unified.trim().to_lowercase());
    let joined = [" to ", " until ", " till ", " til ", " tan ", " hyd ", " i "]
        .iter()
        .fold(spaced, |text, word| text.replacen(word, "-", 1));
    let (from, to) = joined.split_once('-')?;
    let (from, to) = (from.trim(), to.trim());
    if to.is_empty() {
        return Some(Span { start: time(from)?, end: None });
    }
    let end = time(to)?;
    let (_, said, _) = parse(to)?;
    let start = time(from).or_else(|| time(&format!("{from}:00")))?;
    let Some(half) = said.filter(|_| !start.sure) else {
        return Some(Span { start, end: Some(end) });
    };
    // `11-12.30pm` starts in the morning, `1.30-2.15pm` does not.
    let minutes = [half, Half::Morning]
        .into_iter()
        .find_map(|half| in_half(start.minutes, half).filter(|minutes| *minutes < end.minutes));
    let minutes = minutes.unwrap_or(start.minutes);
    Some(Span { start: Clock { minutes, sure: true }, end: Some(end) })
}

/// The same in a label: `Session 1: 10:00-10:45`.
pub(super) fn span_in(text: &str) -> Option<Span> {
    if let Some(span) = span(text) {
        return Some(span);
    }
    let words: Vec<&str> = text.split_whitespace().take(10).collect();
    let clear = |part: &str| part.contains([':', '.']) || part.ends_with(['m', 'M']);
    for from in 0..words.len() {
        for to in (from + 1..=words.len()).rev() {
            let part = words.get(from..to).unwrap_or(&[]).join(" ");
            let part = part.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ',' | ';'));
            if let Some(span) = span(part).filter(|_| clear(part)) {
                return Some(span);
            }
        }
    }
    None
}

/// Length in minutes: `45`, `45 min`, `0:45`, `1h 30`, `1.5 hours`, `PT45M`.
pub(super) fn length(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Some(length) = time::length(text, ThreeParts::HoursMinutesSeconds) {
        return Some(length.minutes).filter(|minutes| *minutes > 0);
    }
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    let mut minutes = 0.0;
    let mut hours_said = false;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let number: f64 = number.parse().ok()?;
        let after = after.trim_start();
        let letters = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        minutes += match unit {
            "h" | "hr" | "hrs" | "hour" | "hours" | "awr" | "std" => {
                hours_said = true;
                number * 60.0
            }
            "m" | "min" | "mins" | "minute" | "minutes" | "munud" | "'" | "minuten" => number,
            "" if hours_said => number,
            _ => return None,
        };
        rest = after.trim_start_matches([' ', '.', ',']);
    }
    let whole = minutes.round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in bounds")]
    (1.0..1_000_000.0).contains(&whole).then_some(whole as u32)
}

/// Whether a table writes the afternoon as 1.30 without saying p.m.: it has hours from 8 to 12 and
/// from 1 to 7, and no time that says which half of the day it means.
pub(super) fn is_twelve_hours(spans: &[Span]) -> bool {
    let clocks = || spans.iter().flat_map(|span| std::iter::once(span.start).chain(span.end));
    let early = |clock: Clock| (60..480).contains(&clock.minutes);
    let late = |clock: Clock| (480..780).contains(&clock.minutes);
    clocks().all(|clock| !clock.sure && (early(clock) || late(clock)))
        && clocks().any(early)
        && clocks().any(late)
}

/// In such a table 1 to 7 is the afternoon.
pub(super) fn in_afternoon(clock: Clock) -> Clock {
    let minutes = if clock.minutes < 480 { clock.minutes + 720 } else { clock.minutes };
    Clock { minutes, sure: true }
}

/// Length of a span whose end may be on the other side of noon or midnight; and whether it was.
pub(super) fn minutes_until(start: u32, end: u32) -> (u32, bool) {
    if end > start {
        return (end - start, false);
    }
    let noon = end + 720;
    if start < 780 && noon > start && noon - start <= 480 {
        return (noon - start, true);
    }
    (end + 1_440 - start.min(end + 1_440), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_write_them() {
        for (text, minutes) in [
            ("10:00", 600),
            ("10.00", 600),
            ("1000", 600),
            ("930", 570),
            ("9:30", 570),
            ("10:00:00", 600),
            ("10:00:00.000", 600),
            ("9am", 540),
            ("9 AM", 540),
            ("12pm", 720),
            ("12am", 0),
            ("2.15pm", 855),
            ("2:15 p.m.", 855),
            ("14h30", 870),
            ("9.30yb", 570),
            ("noon", 720),
            ("25:30", 1_530),
        ] {
            assert_eq!(time(text).map(|clock| clock.minutes), Some(minutes), "{text}");
        }
        for text in [
            "", "9", "14", "soon", "10:60", "13pm", "0am", "99:00", "10:0", "10:00:99", "12345",
            "Room 1",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn two_times() {
        for (text, start, end) in [
            ("10:00-10:45", 600, 645),
            ("10:00 - 10:45", 600, 645),
            ("10.00–10.45", 600, 645),
            ("1000-1045", 600, 645),
            ("9-10am", 540, 600),
            ("11-12.30pm", 660, 750),
            ("1.30 to 2.15pm", 810, 855),
            ("9:30am – 10:15am", 570, 615),
            ("Session 1: 10:00-10:45", 600, 645),
            ("10:00 - 10:45 (45 mins)", 600, 645),
        ] {
            let found = span_in(text).map(|span| (span.start.minutes, span.end.map(|e| e.minutes)));
            assert_eq!(found, Some((start, Some(end))), "{text}");
        }
        for text in ["Hall", "Slot 1", "Lunch", "2026-06-20", "1", "1-2"] {
            assert_eq!(span_in(text), None, "{text}");
        }
    }

    #[test]
    fn lengths_as_people_write_them() {
        for (text, minutes) in [
            ("45", 45),
            ("45 min", 45),
            ("45 mins", 45),
            ("45m", 45),
            ("0:45", 45),
            ("1h", 60),
            ("1h 30m", 90),
            ("1 hour 30 minutes", 90),
            ("1h30", 90),
            ("1.5 hours", 90),
            ("PT45M", 45),
            ("45 munud", 45),
        ] {
            assert_eq!(length(text), Some(minutes), "{text}");
        }
        for text in ["", "0", "long", "45 apples", "-5"] {
            assert_eq!(length(text), None, "{text}");
        }
    }

    #[test]
    fn ends_across_noon_and_midnight() {
        assert_eq!(minutes_until(600, 645), (45, false));
        assert_eq!(minutes_until(750, 75), (45, true), "12.30-1.15");
        assert_eq!(minutes_until(1_410, 30), (60, false), "23:30-00:30");
    }
}
