//! A table as rows of cells, each with its place as spreadsheets name it.

use crate::At;
use csv::{ReaderBuilder, StringRecord};

use super::{guard, known};
use crate::error::Unreadable;
use crate::limits::{CELL_BYTES_MAX, TABLE_CELLS_MAX, TABLE_COLUMNS_MAX, TABLE_ROWS_MAX};

/// A row with its number as a spreadsheet shows it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub number: usize,
    pub cells: Vec<String>,
}

impl Row {
    /// A cell without spaces around it; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// `B4`.
    pub fn at(&self, column: usize) -> At {
        At::Place(format!("{}{}", letter(column), self.number))
    }
}

/// A whole table.
#[derive(Debug)]
pub(super) struct Sheet {
    pub rows: Vec<Row>,
    pub columns: usize,
}

/// `A`, `B`, … `Z`, `AA`.
pub(super) fn letter(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

impl Sheet {
    pub fn parse(text: &str, name: &str) -> Result<Self, Unreadable> {
        // Spreadsheets may write which mark divides the cells: `sep=;`.
        let (text, said, skipped) = match text.get(..5) {
            Some(start) if start.starts_with("sep=") && start.is_ascii() => {
                let rest = text.get(5..).unwrap_or("");
                let rest = rest.strip_prefix('\r').unwrap_or(rest);
                (rest.strip_prefix('\n').unwrap_or(rest), start.bytes().last(), 1)
            }
            _ => (text, None, 0),
        };
        let mark = said.unwrap_or_else(|| delimiter(text));
        let too_large = || Unreadable::TooManyParts { name: name.to_owned() };
        let mut reader = reader(text, mark);
        let mut rows: Vec<Row> = Vec::new();
        let (mut number, mut columns, mut cells) = (skipped, 0, 0);
        let (mut record, mut last) = (StringRecord::new(), 0);
        // The text is UTF-8 already and rows may have any length: nothing else can go wrong.
        while let Ok(true) = reader.read_record(&mut record) {
            let start = record.position().map_or(0, |position| position.byte());
            number += 1 + blank_lines(text, usize::try_from(start).unwrap_or(0));
            if record.len() > TABLE_COLUMNS_MAX || rows.len() >= TABLE_ROWS_MAX {
                return Err(too_large());
            }
            cells += record.len();
            if cells > TABLE_CELLS_MAX || record.iter().any(|cell| cell.len() > CELL_BYTES_MAX) {
                return Err(too_large());
            }
            let cell = |cell: &str| {
                let cell = cell.replace("\r\n", "\n").replace('\r', "\n");
                guard::take_off(&cell).to_owned()
            };
            let cells: Vec<String> = record.iter().map(cell).collect();
            if cells.first().is_some_and(|cell| cell.starts_with("<<<<<<< ")) {
                return Err(Unreadable::ConflictMarkers { name: name.to_owned(), line: number });
            }
            last = usize::try_from(start).unwrap_or(0);
            columns = columns.max(cells.len());
            rows.push(Row { number, cells });
        }
        if is_quote_open(text.get(last..).unwrap_or(""), mark) {
            return Err(Unreadable::OpenQuote { name: name.to_owned(), row: number });
        }
        if rows.iter().all(Row::is_blank) {
            return Err(Unreadable::Empty { name: name.to_owned() });
        }
        Ok(Self { rows, columns })
    }
}

fn reader(text: &str, mark: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(mark)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// Whether a record, the last one, is still in a quoted cell at the end of the text.
fn is_quote_open(record: &str, mark: u8) -> bool {
    let (mut quoted, mut begins, mut closed) = (false, true, false);
    for byte in record.bytes() {
        // A cell may begin with a mark; two of them in a row are a letter of it.
        if byte == b'"' && (quoted || begins || closed) {
            (quoted, begins, closed) = (!quoted, false, quoted);
        } else {
            begins = !quoted && (byte == mark || byte == b'\n' || byte == b'\r');
            closed = false;
        }
    }
    quoted
}

/// The parser steps over blank lines; a spreadsheet counts them.
fn blank_lines(text: &str, start: usize) -> usize {
    let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let rest = if before.ends_with('\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
    let ends = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let ends = rest.get(..ends).unwrap_or("");
    ends.replace("\r\n", "\n").len()
}

/// The mark that shows the most known headings, or else divides the first rows most evenly.
fn delimiter(text: &str) -> u8 {
    const LOOKED_AT: usize = 60;
    let score = |mark: u8| {
        let mut widths = std::collections::BTreeMap::<usize, usize>::new();
        let mut known = 0;
        let records = reader(text, mark).into_records().take(LOOKED_AT);
        for record in records.map_while(Result::ok) {
            let headings = record.iter().filter(|cell| known::known(cell).is_some()).count();
            known = known.max(headings);
            *widths.entry(record.len()).or_default() += 1;
        }
        widths.remove(&1);
        let (width, rows) = widths.into_iter().max_by_key(|(_, rows)| *rows).unwrap_or((1, 0));
        (known, rows, width)
    };
    // Of equals the last one wins: a comma.
    [b'\t', b';', b','].into_iter().max_by_key(|mark| score(*mark)).unwrap_or(b',')
}

/// Whether a text that is nothing else can be a table: two lines with as many marks.
pub(crate) fn looks_like_table(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().take(2).collect();
    let columns =
        |mark: char| lines.iter().map(|line| line.matches(mark).count()).min().unwrap_or(0);
    text.starts_with("sep=")
        || (lines.len() == 2 && [',', ';', '\t'].into_iter().any(|mark| columns(mark) >= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(letter(column), name);
        }
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_does() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "", "\"c\nd\",e", "", "", "f,g"].join(end);
            let sheet = Sheet::parse(&text, "x").unwrap();
            let numbers: Vec<_> = sheet.rows.iter().map(|row| row.number).collect();
            assert_eq!(numbers, [1, 3, 6], "{text:?}");
        }
    }

    #[test]
    fn the_mark_that_divides() {
        for (text, mark) in [
            ("a,b\nc,d\n", b','),
            ("a;b\n\"c,x\";d, e\n", b';'),
            ("a\tb\nc, x\td\n", b'\t'),
            ("title\nA, b\nC\n", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter(text), mark, "{text:?}");
        }
    }
}
