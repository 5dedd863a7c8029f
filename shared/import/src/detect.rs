//! Tells what a file is from its first bytes, and from its name only where its content could be
//! two things.

use crate::error::Unreadable;
use crate::limits::FILE_BYTES_MAX;
use crate::report::Report;
use crate::table;

/// A text that may be a schedule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Text<'a> {
    Xml(&'a str),
    Json(&'a str),
    /// Decoded, as tables come in several encodings.
    Table(String),
}

/// Looks at the bytes; refuses everything that is neither XML nor JSON nor a table.
pub(crate) fn detect<'a>(
    bytes: &'a [u8],
    file: &str,
    report: &mut Report,
) -> Result<Text<'a>, Unreadable> {
    let name = file.to_owned();
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Unreadable::TooLarge { name, bytes: bytes.len(), max: FILE_BYTES_MAX });
    }
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(Unreadable::Empty { name });
    }
    binary(bytes, file)?;
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|b| **b == b'\n').count() + 1;
            return foreign_table(bytes, file, report).ok_or(Unreadable::NotUtf8 { name, line });
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if is_table(text, file) {
        return Ok(Text::Table(text.to_owned()));
    }
    if let Some(line) = conflict_line(text) {
        return Err(Unreadable::ConflictMarkers { name, line });
    }
    let start = text.trim_start();
    if is_html(start) {
        return Err(Unreadable::Html { name });
    }
    if start.starts_with('<') {
        return Ok(Text::Xml(start_of_xml(text, start)));
    }
    if start.starts_with(['{', '[']) {
        return Ok(Text::Json(text));
    }
    Err(other_text(start, file))
}

/// XML allows nothing before its declaration, but blank lines there are common and harmless. Lines
/// then count from the declaration.
fn start_of_xml<'a>(text: &'a str, start: &'a str) -> &'a str {
    if start.starts_with("<?xml") { start } else { text }
}

/// A table in another encoding than UTF-8.
fn foreign_table(bytes: &[u8], file: &str, report: &mut Report) -> Option<Text<'static>> {
    let mut found = Report::default();
    let text = table::decode(bytes, &mut found);
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(odd) || !is_table(&text, file) {
        return None;
    }
    report.0.append(&mut found.0);
    Some(Text::Table(text))
}

/// By its name, or by its first lines when it begins like nothing else.
fn is_table(text: &str, file: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    let named = [".csv", ".tsv", ".tab"].iter().any(|end| lower.ends_with(end));
    let start = text.trim_start();
    let other = start.starts_with(['<', '{', '[']) || start.starts_with("---");
    let calendar = start.get(..15).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    !is_html(start)
        && !calendar
        && (named || (!other && !is_yaml_name(file) && table::looks_like_table(text)))
}

fn binary(bytes: &[u8], file: &str) -> Result<(), Unreadable> {
    let name = file.to_owned();
    let inside =
        |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    let picture = [
        (&b"\x89PNG"[..], "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"\0\0\x01\0", "ICO"),
    ];
    if let Some((_, kind)) = picture.into_iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Unreadable::Picture { name, kind: kind.to_owned() });
    }
    if inside(0, b"RIFF") && inside(8, b"WEBP") {
        return Err(Unreadable::Picture { name, kind: "WebP".to_owned() });
    }
    if inside(4, b"ftypavif") || inside(4, b"ftyphei") {
        return Err(Unreadable::Picture { name, kind: "AVIF or HEIC".to_owned() });
    }
    if inside(0, b"BM") && std::str::from_utf8(bytes).is_err() {
        return Err(Unreadable::Picture { name, kind: "BMP".to_owned() });
    }
    let head = bytes.get(..4_096).unwrap_or(bytes);
    let holds = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    if inside(0, b"\xd0\xcf\x11\xe0") {
        return Err(Unreadable::Workbook { name, kind: "Excel 97".to_owned() });
    }
    if inside(0, b"PK\x03\x04") {
        let lower = file.to_ascii_lowercase();
        if holds(b"opendocument.spreadsheet") || lower.ends_with(".ods") {
            return Err(Unreadable::Workbook { name, kind: "OpenDocument".to_owned() });
        }
        if holds(b"xl/") || lower.ends_with(".xlsx") || lower.ends_with(".xlsm") {
            return Err(Unreadable::Workbook { name, kind: "Excel".to_owned() });
        }
        if lower.ends_with(".numbers") {
            return Err(Unreadable::Workbook { name, kind: "Numbers".to_owned() });
        }
    }
    let compressed = [
        (&b"\x1f\x8b"[..], "gzip"),
        (b"\xfd7zXZ\0", "xz"),
        (b"PK\x03\x04", "zip"),
        (b"BZh", "bzip2"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"7z\xbc\xaf", "7z"),
    ];
    if let Some((_, kind)) = compressed.into_iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Unreadable::Compressed { name, kind: kind.to_owned() });
    }
    // Calendars with a broken character somewhere are common: their first line tells enough.
    let calendar = bytes
        .trim_ascii_start()
        .get(..15)
        .is_some_and(|head| head.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"));
    if calendar || inside(3, b"BEGIN:VCALENDAR") {
        return Err(Unreadable::ICalendar { name });
    }
    if inside(0, b"%PDF") {
        return Err(Unreadable::Document { name, kind: "PDF".to_owned() });
    }
    if inside(0, b"SQLite format 3") {
        return Err(Unreadable::Document { name, kind: "SQLite database".to_owned() });
    }
    Ok(())
}

/// The line of the first conflict marker. Only whole marker lines at the left edge count.
fn conflict_line(text: &str) -> Option<usize> {
    let marker = |line: &str, mark: &str| {
        line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r']))
    };
    let mut divided = false;
    for (index, line) in text.lines().enumerate() {
        divided = divided || line == "=======";
        if marker(line, "<<<<<<<") || (divided && marker(line, ">>>>>>>")) {
            return Some(index + 1);
        }
    }
    None
}

/// An HTML page, also behind an XML declaration and comments.
fn is_html(start: &str) -> bool {
    let mut rest = start;
    loop {
        rest = rest.trim_start();
        let skipped = if rest.starts_with("<?") {
            rest.split_once("?>")
        } else if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else {
            None
        };
        let Some((_, after)) = skipped else { break };
        rest = after;
    }
    let head: String = rest.chars().take(40).collect::<String>().to_ascii_lowercase();
    let words: Vec<&str> = head.split_whitespace().collect();
    let doctype = words.first() == Some(&"<!doctype")
        && words.get(1).is_some_and(|word| word.starts_with("html"));
    let tag = |name: &str| {
        head.strip_prefix(name)
            .is_some_and(|after| after.starts_with(|c: char| c == '>' || c.is_whitespace()))
    };
    doctype || tag("<html") || tag("<head") || tag("<body")
}

fn other_text(start: &str, file: &str) -> Unreadable {
    let name = file.to_owned();
    if start.get(..15).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Unreadable::ICalendar { name };
    }
    if is_yaml_name(file) || start.starts_with("---") || start.starts_with("%YAML") {
        return Unreadable::Yaml { name };
    }
    let first = start.lines().next().unwrap_or_default();
    let key = first.trim_start_matches("- ").split(':').next().unwrap_or_default();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\'');
    let after = first.trim_start_matches("- ").get(key.len()..).unwrap_or_default();
    if !key.is_empty() && key.chars().all(plain) && (after == ":" || after.starts_with(": ")) {
        return Unreadable::Yaml { name };
    }
    Unreadable::Unknown { name }
}

/// Whether a name says YAML. JSON is YAML too, so this only tells how to name a refusal.
pub(crate) fn is_yaml_name(file: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    lower.ends_with(".yml") || lower.ends_with(".yaml")
}
