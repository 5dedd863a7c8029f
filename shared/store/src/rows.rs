//! Tables and their rows: columns, checksums, tallies, and the two ways to write a row.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params_from_iter};
use sha2::{Digest as _, Sha256};

/// Starts every checksum of a row, so that no other format has the same.
const DOMAIN: &[u8] = b"campboard store row 1";
/// Half a SHA-256 is enough against chance, and chance is what it is for.
pub(crate) const CHECKSUM_BYTES: usize = 16;

/// A table: `number`, the key (unique by the index `<name>_key`), the rest, `checksum`.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    key: &'static [&'static str],
    rest: &'static [&'static str],
}

const fn table(
    name: &'static str,
    key: &'static [&'static str],
    rest: &'static [&'static str],
) -> Table {
    Table { name, key, rest }
}

pub(crate) static FACT: Table = table("fact", &["key"], &["value"]);
pub(crate) static ENVELOPE: Table =
    table("envelope", &["hash"], &["document", "standing", "bytes"]);
pub(crate) static COMMAND: Table = table("command", &["set_id"], &["bytes"]);
pub(crate) static LOG: Table = table("log", &["log", "document", "position"], &["hash"]);
pub(crate) static HEAD: Table = table("head", &["log", "document"], &["bytes"]);
pub(crate) static RECORD: Table = table("record", &["kind", "id"], &["bytes"]);
pub(crate) static TALLY: Table = table("tally", &["name"], &["row_count", "checksum_sum"]);

/// All tables that hold what was committed.
pub(crate) static TABLES: [&Table; 6] = [&FACT, &ENVELOPE, &COMMAND, &LOG, &HEAD, &RECORD];

impl Table {
    /// Key columns, then the rest, as SQL has them.
    pub(crate) fn columns(&self) -> String {
        [self.key, self.rest].concat().join(", ")
    }

    /// Key columns as SQL has them.
    pub(crate) fn key_columns(&self) -> String {
        self.key.join(", ")
    }

    /// How many columns lie between the number and the checksum.
    pub(crate) fn width(&self) -> usize {
        self.key.len() + self.rest.len()
    }

    pub(crate) fn key_width(&self) -> usize {
        self.key.len()
    }
}

/// A value in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    Number(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl<'a> Cell<'a> {
    /// Nothing for what no column of ours holds.
    pub(crate) fn read(value: ValueRef<'a>) -> Option<Self> {
        match value {
            ValueRef::Integer(number) => Some(Self::Number(number)),
            ValueRef::Text(text) => std::str::from_utf8(text).ok().map(Self::Text),
            ValueRef::Blob(bytes) => Some(Self::Bytes(bytes)),
            ValueRef::Null | ValueRef::Real(_) => None,
        }
    }

    fn feed(self, hasher: &mut Sha256) {
        let (tag, bytes): (u8, &[u8]) = match self {
            Self::Number(number) => {
                hasher.update([0]);
                return hasher.update(number.to_le_bytes());
            }
            Self::Text(text) => (1, text.as_bytes()),
            Self::Bytes(bytes) => (2, bytes),
        };
        hasher.update([tag]);
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// The checksum of a row: over its table, its number and all its columns.
pub(crate) fn checksum<'a>(
    table: &Table,
    number: i64,
    cells: impl IntoIterator<Item = Cell<'a>>,
) -> [u8; CHECKSUM_BYTES] {
    let mut hasher = Sha256::new_with_prefix(DOMAIN);
    Cell::Text(table.name).feed(&mut hasher);
    Cell::Number(number).feed(&mut hasher);
    for cell in cells {
        cell.feed(&mut hasher);
    }
    let whole: [u8; 32] = hasher.finalize().into();
    let mut half = [0; CHECKSUM_BYTES];
    half.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
    half
}

/// A row as SQLite hands it out: `number, columns…, checksum`.
pub(crate) struct RawRow<'a> {
    pub(crate) number: i64,
    /// Nothing if a value has a type that its column never has.
    pub(crate) cells: Option<Vec<Cell<'a>>>,
    pub(crate) checksum: &'a [u8],
}

impl<'a> RawRow<'a> {
    pub(crate) fn read(table: &Table, row: &'a Row<'_>) -> rusqlite::Result<Self> {
        let mut cells = Some(Vec::with_capacity(table.width()));
        for column in 1..=table.width() {
            match (Cell::read(row.get_ref(column)?), &mut cells) {
                (Some(cell), Some(cells)) => cells.push(cell),
                (None, cells) => *cells = None,
                (Some(_), None) => {}
            }
        }
        Ok(Self {
            number: row.get(0)?,
            cells,
            checksum: row.get_ref(table.width() + 1)?.as_blob().unwrap_or(&[]),
        })
    }

    /// The values, if the checksum matches them.
    pub(crate) fn whole(&self, table: &Table) -> Option<&[Cell<'a>]> {
        let cells = self.cells.as_deref()?;
        let expected = checksum(table, self.number, cells.iter().copied());
        (self.checksum == expected).then_some(cells)
    }
}

/// How many rows a table has, and the sum of their checksums.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) rows: i64,
    pub(crate) sum: u128,
}

impl Tally {
    pub(crate) fn add(&mut self, checksum: &[u8]) {
        self.rows = self.rows.wrapping_add(1);
        self.sum = self.sum.wrapping_add(as_number(checksum));
    }

    fn remove(&mut self, checksum: &[u8]) {
        self.rows = self.rows.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(as_number(checksum));
    }

    /// The tally kept for `table`; nothing if it is absent or damaged.
    pub(crate) fn read(db: &Connection, table: &Table) -> rusqlite::Result<Option<Self>> {
        let found = find(db, &TALLY, &[Cell::Text(table.name)])?;
        Ok(found.filter(|row| row.whole).and_then(|row| match row.rest.as_slice() {
            [Value::Integer(rows), Value::Blob(sum)] => {
                Some(Self { rows: *rows, sum: as_number(sum) })
            }
            _ => None,
        }))
    }

    /// Keeps the tally of `table`.
    pub(crate) fn write(self, db: &Connection, table: &Table) -> rusqlite::Result<()> {
        let sum = self.sum.to_le_bytes();
        let rest = [Cell::Number(self.rows), Cell::Bytes(&sum)];
        keep(db, &mut Self::default(), &TALLY, &[Cell::Text(table.name)], &rest)
    }
}

fn as_number(checksum: &[u8]) -> u128 {
    checksum.first_chunk().map_or(0, |bytes| u128::from_le_bytes(*bytes))
}

/// A row found by its key.
pub(crate) struct Found {
    pub(crate) number: i64,
    pub(crate) rest: Vec<Value>,
    checksum: Vec<u8>,
    /// Whether its checksum matches.
    pub(crate) whole: bool,
}

/// The row of `table` with this key.
pub(crate) fn find(
    db: &Connection,
    table: &Table,
    key: &[Cell<'_>],
) -> rusqlite::Result<Option<Found>> {
    let sql = format!(
        "SELECT number, {}, checksum FROM {} WHERE {}",
        table.columns(),
        table.name,
        assignments(table.key, 1, " AND "),
    );
    db.prepare_cached(&sql)?
        .query_row(params_from_iter(key), |row| {
            let raw = RawRow::read(table, row)?;
            let rest = (table.key.len() + 1..=table.width())
                .map(|column| row.get(column))
                .collect::<rusqlite::Result<_>>()?;
            Ok(Found {
                number: raw.number,
                rest,
                checksum: raw.checksum.to_vec(),
                whole: raw.whole(table).is_some(),
            })
        })
        .optional()
}

/// Inserts a row, or gives the one with this key the values in `rest`.
pub(crate) fn keep(
    db: &Connection,
    tally: &mut Tally,
    table: &Table,
    key: &[Cell<'_>],
    rest: &[Cell<'_>],
) -> rusqlite::Result<()> {
    match find(db, table, key)? {
        Some(found) => change(db, tally, table, key, rest, &found),
        None => {
            let sql = format!("SELECT max(number) FROM {}", table.name);
            let last: Option<i64> = db.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
            let number = last.unwrap_or(0).checked_add(1).ok_or_else(corrupt)?;
            let cells = [key, rest].concat();
            let sum = checksum(table, number, cells.iter().copied());
            insert(db, table, number, &cells, &sum)?;
            tally.add(&sum);
            Ok(())
        }
    }
}

/// Gives a row that was found other values; a whole row that has them already is not written.
pub(crate) fn change(
    db: &Connection,
    tally: &mut Tally,
    table: &Table,
    key: &[Cell<'_>],
    rest: &[Cell<'_>],
    found: &Found,
) -> rusqlite::Result<()> {
    let same = found.rest.len() == rest.len()
        && found
            .rest
            .iter()
            .zip(rest)
            .all(|(old, new)| Cell::read(ValueRef::from(old)) == Some(*new));
    if found.whole && same {
        return Ok(());
    }
    let sum = checksum(table, found.number, key.iter().chain(rest).copied());
    let sql = format!(
        "UPDATE {} SET {}, checksum = ?{} WHERE number = ?{}",
        table.name,
        assignments(table.rest, 1, ", "),
        rest.len() + 1,
        rest.len() + 2,
    );
    let last = [Cell::Bytes(&sum), Cell::Number(found.number)];
    db.prepare_cached(&sql)?.execute(params_from_iter(rest.iter().chain(&last)))?;
    tally.remove(&found.checksum);
    tally.add(&sum);
    if !found.whole && !is_whole(db, table, found.number)? {
        // Its key is damaged too, and SQLite found it by the index: it would be left out.
        return Err(corrupt());
    }
    Ok(())
}

/// Inserts a row that is known to be absent.
pub(crate) fn insert(
    db: &Connection,
    table: &Table,
    number: i64,
    cells: &[Cell<'_>],
    sum: &[u8],
) -> rusqlite::Result<()> {
    let marks = vec!["?"; cells.len() + 2].join(", ");
    let sql = format!(
        "INSERT INTO {} (number, {}, checksum) VALUES ({marks})",
        table.name,
        table.columns(),
    );
    let row = std::iter::once(Cell::Number(number))
        .chain(cells.iter().copied())
        .chain([Cell::Bytes(sum)]);
    db.prepare_cached(&sql)?.execute(params_from_iter(row))?;
    Ok(())
}

/// Deletes the rows that meet `condition` and says how many they were.
pub(crate) fn remove(
    db: &Connection,
    tally: &mut Tally,
    table: &Table,
    condition: &str,
    values: &[Cell<'_>],
) -> rusqlite::Result<usize> {
    let sql = format!("DELETE FROM {} WHERE {condition} RETURNING checksum", table.name);
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut removed = 0;
    while let Some(row) = rows.next()? {
        tally.remove(row.get_ref(0)?.as_blob().unwrap_or(&[]));
        removed += 1;
    }
    Ok(removed)
}

fn is_whole(db: &Connection, table: &Table, number: i64) -> rusqlite::Result<bool> {
    let sql = format!(
        "SELECT number, {}, checksum FROM {} NOT INDEXED WHERE number = ?",
        table.columns(),
        table.name,
    );
    db.prepare_cached(&sql)?
        .query_row([number], |row| Ok(RawRow::read(table, row)?.whole(table).is_some()))
}

/// `a = ?1, b = ?2` from `first` on.
fn assignments(columns: &[&str], first: usize, between: &str) -> String {
    columns
        .iter()
        .zip(first..)
        .map(|(column, n)| format!("{column} = ?{n}"))
        .collect::<Vec<_>>()
        .join(between)
}

fn corrupt() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), None)
}
