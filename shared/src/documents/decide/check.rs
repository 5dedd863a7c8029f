//! Bounds of what people type. Each refusal says what is wrong and what is allowed.

use super::super::shape;
use crate::{
    command::{Problem, Refusal, SessionEdit},
    limits,
};

fn invalid(field: &'static str, problem: Problem) -> Refusal {
    Refusal::Invalid { field, problem }
}

/// One line, not empty.
pub(super) fn line(field: &'static str, text: &str, bytes_max: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(invalid(field, Problem::Empty));
    }
    if text.chars().all(leaves_no_mark) {
        return Err(invalid(field, Problem::NoLetters));
    }
    one_line(field, text, bytes_max)
}

/// Spaces, and the characters that Unicode calls default-ignorable: whoever reads a line of only
/// these sees nothing.
fn leaves_no_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// One line that may be empty.
pub(super) fn optional_line(field: &'static str, text: Option<&str>) -> Result<(), Refusal> {
    text.map_or(Ok(()), |text| one_line(field, text, limits::TITLE_BYTES_MAX))
}

fn one_line(field: &'static str, text: &str, bytes_max: usize) -> Result<(), Refusal> {
    if text.chars().any(char::is_control) {
        return Err(invalid(field, Problem::NotOneLine));
    }
    if text.len() > bytes_max {
        let have = text.len();
        return Err(invalid(field, Problem::TooLong { have, limit: bytes_max }));
    }
    Ok(())
}

/// Text of several lines.
pub(super) fn text(field: &'static str, text: &str) -> Result<(), Refusal> {
    let odd = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.chars().any(odd) {
        return Err(invalid(field, Problem::Character));
    }
    let (have, limit) = (text.len(), limits::TEXT_BYTES_MAX);
    if have > limit {
        return Err(invalid(field, Problem::TooLong { have, limit }));
    }
    Ok(())
}

pub(super) fn date(date: &str) -> Result<(), Refusal> {
    let parsed = date.parse::<jiff::civil::Date>();
    if parsed.is_ok_and(|parsed| parsed.to_string() == date) {
        return Ok(());
    }
    Err(invalid("date", Problem::NoDate { text: date.to_owned() }))
}

pub(super) fn zone(zone: &str) -> Result<(), Refusal> {
    if jiff::tz::TimeZone::get(zone).is_ok() {
        return Ok(());
    }
    Err(invalid("zone", Problem::NoZone { text: zone.to_owned() }))
}

pub(super) fn time(start: u32, minutes: u32) -> Result<(), Refusal> {
    if shape::in_bounds(start, minutes) {
        return Ok(());
    }
    Err(invalid("time", Problem::NotInDay { hours: limits::DAY_MINUTES_MAX / 60 }))
}

pub(super) fn session(edit: &SessionEdit) -> Result<(), Refusal> {
    if let Some(title) = &edit.title {
        line("title", title, limits::TITLE_BYTES_MAX)?;
    }
    if let Some(body) = &edit.text {
        text("text", body)?;
    }
    optional_line("format", edit.format.as_deref())?;
    optional_line("language", edit.language.as_deref())?;
    optional_line("slip", edit.slip.as_deref())?;
    optional_line("pitching", edit.pitching.as_deref())?;
    for wish in edit.wishes.iter().flatten() {
        line("wish", wish, limits::NAME_BYTES_MAX)?;
    }
    for tag in edit.tags.iter().flatten() {
        line("tag", tag, limits::NAME_BYTES_MAX)?;
    }
    let lists = [
        ("hosts", edit.hosts.as_ref().map_or(0, Vec::len), limits::HOSTS_MAX),
        ("links", edit.links.as_ref().map_or(0, Vec::len), limits::LINKS_MAX),
        ("wishes", edit.wishes.as_ref().map_or(0, Vec::len), limits::TAGS_MAX),
        ("tags", edit.tags.as_ref().map_or(0, Vec::len), limits::TAGS_MAX),
    ];
    for (unit, have, limit) in lists {
        if have > limit {
            return Err(Refusal::TooLarge { unit, have, limit });
        }
    }
    for link in edit.links.iter().flatten() {
        one_line("link", &link.title, limits::TITLE_BYTES_MAX)?;
        one_line("link", &link.url, limits::TITLE_BYTES_MAX)?;
        let web = link.url.starts_with("https://") || link.url.starts_with("http://");
        if !web || link.url.contains(char::is_whitespace) {
            return Err(invalid("link", Problem::NoLink));
        }
    }
    Ok(())
}
