//! Days as people write them in tables.

use jiff::civil::{Date, Weekday};

use crate::time::Moment;

/// A day as a cell gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// A date.
    Date(Date),
    /// A date with the month first, which the numbers show.
    MonthFirst(Date),
    /// Day and month.
    NoYear(i8, i8),
    /// A day of the week.
    Weekday(Weekday),
    /// `Day 2`.
    Number(i64),
}

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "ionawr", "ion"],
    &["february", "feb", "chwefror", "chwe", "chw"],
    &["march", "mar", "mawrth", "maw"],
    &["april", "apr", "ebrill", "ebr"],
    &["may", "mai"],
    &["june", "jun", "mehefin", "meh"],
    &["july", "jul", "gorffennaf", "gorff", "gor"],
    &["august", "aug", "awst"],
    &["september", "sept", "sep", "medi", "med"],
    &["october", "oct", "hydref", "hyd"],
    &["november", "nov", "tachwedd", "tach"],
    &["december", "dec", "rhagfyr", "rhag"],
];

const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Monday, &["monday", "mon", "llun"]),
    (Weekday::Tuesday, &["tuesday", "tue", "tues", "mawrth"]),
    (Weekday::Wednesday, &["wednesday", "wed", "mercher"]),
    (Weekday::Thursday, &["thursday", "thu", "thur", "thurs", "iau"]),
    (Weekday::Friday, &["friday", "fri", "gwener"]),
    (Weekday::Saturday, &["saturday", "sat", "sadwrn"]),
    (Weekday::Sunday, &["sunday", "sun", "sul"]),
];

/// Reads a day.
pub(super) fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    if text.as_bytes().get(4) == Some(&b'-')
        && let Some(moment) = Moment::parse(text)
    {
        return Some(Day::Date(moment.civil.date()));
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split([' ', ',', '/', '.', '-', '\n']).filter(|word| !word.is_empty()).collect();
    let (mut numbers, mut month, mut weekday, mut label) = (Vec::new(), None, None, false);
    for word in words {
        let bare = ["st", "nd", "rd", "th", "ain", "eg", "fed", "af"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending))
            .filter(|bare| bare.bytes().all(|b| b.is_ascii_digit()) && !bare.is_empty())
            .unwrap_or(word);
        if let Ok(number) = bare.parse::<i16>() {
            numbers.push((number, bare.len()));
        } else if matches!(word, "day" | "diwrnod" | "tag") {
            label = true;
        } else if matches!(word, "dydd" | "of" | "the" | "y") {
        } else if month.is_none()
            && let Some(found) = MONTHS.iter().position(|names| names.contains(&word))
        {
            month = i8::try_from(found + 1).ok();
            // `Mawrth` is March and Tuesday: a number beside it decides.
            weekday = weekday.or_else(|| weekday_of(word));
        } else if let Some(found) = weekday_of(word) {
            weekday = Some(found);
        } else {
            return None;
        }
    }
    match (numbers.as_slice(), month, weekday) {
        ([(number, _)], None, _) if label => Some(Day::Number(i64::from(*number))),
        ([], _, Some(weekday)) => Some(Day::Weekday(weekday)),
        ([(day, 1..=2)], Some(month), _) => {
            Date::new(2024, month, i8::try_from(*day).ok()?).ok()?;
            Some(Day::NoYear(month, i8::try_from(*day).ok()?))
        }
        ([(day, 1..=2), (year, length)], Some(month), _) => {
            date(century(*year, *length)?, i16::from(month), *day).map(Day::Date)
        }
        ([(first, length), (second, _), (third, last)], None, _) => {
            if *length == 4 {
                return date(*first, *second, *third).map(Day::Date);
            }
            let year = century(*third, *last)?;
            let day_first = date(year, *second, *first).map(Day::Date);
            day_first.or_else(|| date(year, *first, *second).map(Day::MonthFirst))
        }
        _ => None,
    }
}

fn weekday_of(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(_, names)| names.contains(&word)).map(|(weekday, _)| *weekday)
}

fn century(year: i16, digits: usize) -> Option<i16> {
    match digits {
        2 => Some(2_000 + year),
        4 => Some(year),
        _ => None,
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

impl Day {
    /// The date, with the event's first day where the cell does not say enough.
    pub fn resolve(self, first: Option<Date>) -> Option<Date> {
        match self {
            Self::Date(date) | Self::MonthFirst(date) => Some(date),
            Self::NoYear(month, day) => {
                let first = first?;
                let this = Date::new(first.year(), month, day).ok();
                let this = this.filter(|date| *date >= first);
                this.or_else(|| Date::new(first.year().checked_add(1)?, month, day).ok())
            }
            Self::Weekday(weekday) => {
                let first = first?;
                let ahead = first.weekday().until(weekday);
                first.checked_add(jiff::Span::new().days(i64::from(ahead))).ok()
            }
            Self::Number(number) => {
                let ahead = jiff::Span::new().try_days(number.checked_sub(1)?).ok()?;
                first?.checked_add(ahead).ok()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        let first = jiff::civil::date(2026, 6, 19);
        for (text, expected) in [
            ("2026-06-20", "2026-06-20"),
            ("2026-06-20T10:00:00Z", "2026-06-20"),
            ("20/06/2026", "2026-06-20"),
            ("20.6.26", "2026-06-20"),
            ("20-06-2026", "2026-06-20"),
            ("2026/06/20", "2026-06-20"),
            ("06/20/2026", "2026-06-20"),
            ("20 June 2026", "2026-06-20"),
            ("June 20, 2026", "2026-06-20"),
            ("Sat 20th June 2026", "2026-06-20"),
            ("Dydd Sadwrn 20 Mehefin 2026", "2026-06-20"),
            ("Saturday 20 June", "2026-06-20"),
            ("3 Mawrth", "2027-03-03"),
            ("Saturday", "2026-06-20"),
            ("Dydd Gwener", "2026-06-19"),
            ("Dydd Mawrth", "2026-06-23"),
            ("Day 2", "2026-06-20"),
        ] {
            let found = day(text).and_then(|day| day.resolve(Some(first)));
            assert_eq!(found.map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "soon", "31/02/2026", "Hall", "20", "99 June 2026", "1/2/3/4", "10:00"] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(day("Friday").unwrap().resolve(None), None);
        assert!(matches!(day("06/20/2026"), Some(Day::MonthFirst(_))));
    }
}
