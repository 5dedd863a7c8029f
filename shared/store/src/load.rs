//! Reading: every row is checked, what does not match is left out and named. Where SQLite itself
//! cannot read on, the rows before and after the damaged page are found by their numbers.

use crate::SqliteStore;
use crate::commit::{record_kind_number, standing_number};
use crate::error::{failed, is_damage};
use crate::rows::{Cell, ENVELOPE, RawRow, TABLES, Table, Tally, find};
use rusqlite::Connection;
use rusqlite::types::Value;
use shared::ids::{ChangeHash, DocumentKind, LogId, SetId};
use shared::persist::{RecordKind, Saved, SavedEnvelope, SavedLogEntry, Standing, StoreError};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

/// Searches for readable rows that one table may cost: about a second on a slow machine.
const SEARCHES_MAX: u32 = 20_000;

impl SqliteStore {
    pub(crate) fn read_all(&self) -> Result<Saved, StoreError> {
        read_from(&self.db, &self.path)
    }

    pub(crate) fn read_body(&self, hash: &ChangeHash) -> Result<Option<Vec<u8>>, StoreError> {
        let found = find(&self.db, &ENVELOPE, &[Cell::Bytes(&hash.0)])
            .map_err(|cause| failed(&self.path, "read an envelope", cause))?;
        let Some(mut found) = found else {
            return Ok(None);
        };
        match (found.whole, found.rest.pop()) {
            (true, Some(Value::Blob(bytes))) => Ok(Some(bytes)),
            (true | false, _) => Err(StoreError::Corrupt {
                path: self.path.display().to_string(),
                what: format!("row {} of envelope does not match its checksum", found.number),
            }),
        }
    }
}

/// Reads everything that is whole.
pub(crate) fn read_from(db: &Connection, path: &Path) -> Result<Saved, StoreError> {
    let mut collected = Collected::default();
    let mut damaged = Vec::new();
    for table in TABLES {
        let read = scan(db, table, &mut |row, cells| collected.take(table, row.number, cells));
        damaged.extend(read.map_err(|cause| failed(path, "read everything", cause))?);
    }
    Ok(collected.finish(damaged))
}

/// Rows as they come, with their numbers where the order counts.
#[derive(Default)]
struct Collected {
    saved: Saved,
    envelopes: BTreeMap<i64, SavedEnvelope>,
    heads: BTreeMap<(LogId, DocumentKind), Vec<u8>>,
    records: BTreeMap<(RecordKind, [u8; 32]), Vec<u8>>,
    commands: BTreeMap<SetId, Vec<u8>>,
}

impl Collected {
    /// Nothing if a value has no meaning here.
    fn take(&mut self, table: &Table, number: i64, cells: &[Cell<'_>]) -> Option<()> {
        match (table.name, cells) {
            ("fact", [Cell::Text(key), Cell::Bytes(value)]) => {
                self.saved.facts.insert((*key).to_owned(), value.to_vec());
            }
            (
                "envelope",
                [
                    Cell::Bytes(hash),
                    Cell::Number(document),
                    Cell::Number(standing),
                    Cell::Bytes(bytes),
                ],
            ) => {
                let envelope = SavedEnvelope {
                    document: document_kind(*document)?,
                    hash: ChangeHash((*hash).try_into().ok()?),
                    bytes: bytes.to_vec(),
                    standing: [Standing::Admitted, Standing::SetAside]
                        .into_iter()
                        .find(|known| standing_number(*known) == *standing)?,
                };
                self.envelopes.insert(number, envelope);
            }
            ("command", [Cell::Bytes(set), Cell::Bytes(bytes)]) => {
                let set = SetId((*set).try_into().ok()?);
                self.commands.insert(set, bytes.to_vec());
            }
            (
                "log",
                [
                    Cell::Bytes(log),
                    Cell::Number(document),
                    Cell::Number(position),
                    Cell::Bytes(hash),
                ],
            ) => self.saved.log.push(SavedLogEntry {
                log: LogId((*log).try_into().ok()?),
                document: document_kind(*document)?,
                position: u64::try_from(*position).ok()?,
                hash: ChangeHash((*hash).try_into().ok()?),
            }),
            ("head", [Cell::Bytes(log), Cell::Number(document), Cell::Bytes(bytes)]) => {
                let key = (LogId((*log).try_into().ok()?), document_kind(*document)?);
                self.heads.insert(key, bytes.to_vec());
            }
            ("record", [Cell::Number(kind), Cell::Bytes(id), Cell::Bytes(bytes)]) => {
                let kind = [RecordKind::Statement, RecordKind::Name]
                    .into_iter()
                    .find(|known| record_kind_number(*known) == *kind)?;
                let key = (kind, (*id).try_into().ok()?);
                self.records.insert(key, bytes.to_vec());
            }
            _ => return None,
        }
        Some(())
    }

    fn finish(self, damaged: Vec<String>) -> Saved {
        let mut saved = self.saved;
        saved.log.sort_unstable();
        saved.envelopes = self.envelopes.into_values().collect();
        saved.commands = self.commands.into_iter().collect();
        saved.heads = self.heads.into_values().collect();
        saved.records = self.records.into_iter().map(|((kind, _), bytes)| (kind, bytes)).collect();
        saved.damaged = damaged;
        saved
    }
}

fn document_kind(number: i64) -> Option<DocumentKind> {
    DocumentKind::from_number(u8::try_from(number).ok()?)
}

/// Takes a whole row; nothing if it has no meaning.
pub(crate) type Take<'a> = dyn FnMut(&RawRow<'_>, &[Cell<'_>]) -> Option<()> + 'a;

/// Hands every whole row of `table` to `take` and says in words what is damaged.
pub(crate) fn scan(
    db: &Connection,
    table: &Table,
    take: &mut Take<'_>,
) -> rusqlite::Result<Vec<String>> {
    let mut scan = Scan {
        db,
        table,
        take,
        searches: SEARCHES_MAX,
        seen: Tally::default(),
        keys: 0,
        gaps: Vec::new(),
        damaged: Vec::new(),
    };
    match scan.read_span(i64::MIN, i64::MAX, Direction::Up)? {
        Span::Read => {}
        Span::Broken { last } => scan.salvage(last.map_or(1, |last| last.saturating_add(1)))?,
    }
    scan.name_gaps();
    let rows_whole = scan.damaged.is_empty();
    scan.compare_tally()?;
    if rows_whole {
        scan.compare_index()?;
    }
    Ok(scan.damaged)
}

struct Scan<'a, 'b> {
    db: &'a Connection,
    table: &'a Table,
    take: &'a mut Take<'b>,
    /// Searches left.
    searches: u32,
    seen: Tally,
    /// A sum over number and key of all rows, to compare with the index.
    keys: u64,
    /// First and last number of what cannot be read.
    gaps: Vec<(i64, i64)>,
    damaged: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

enum Span {
    /// To its end.
    Read,
    /// Until after the row `last`; nothing if no row was read.
    Broken { last: Option<i64> },
}

impl Scan<'_, '_> {
    /// Reads the rows numbered from `low` to `high` until SQLite cannot go on.
    fn read_span(&mut self, low: i64, high: i64, direction: Direction) -> rusqlite::Result<Span> {
        let mut last = None;
        match self.try_span(low, high, direction, &mut last) {
            Ok(true) => Ok(Span::Read),
            Ok(false) => Ok(Span::Broken { last }),
            Err(cause) if is_damage(&cause) => Ok(Span::Broken { last }),
            Err(cause) => Err(cause),
        }
    }

    /// Whether the end was reached with all numbers in order.
    fn try_span(
        &mut self,
        low: i64,
        high: i64,
        direction: Direction,
        last: &mut Option<i64>,
    ) -> rusqlite::Result<bool> {
        let sql = format!(
            "SELECT number, {}, checksum FROM {} NOT INDEXED \
             WHERE number BETWEEN ?1 AND ?2 ORDER BY number {}",
            self.table.columns(),
            self.table.name,
            match direction {
                Direction::Up => "ASC",
                Direction::Down => "DESC",
            }
        );
        let db = self.db;
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query([low, high])?;
        while let Some(row) = rows.next()? {
            let raw = RawRow::read(self.table, row)?;
            // In a damaged tree the same page can come again: numbers must go on.
            let goes_on = last.is_none_or(|last| match direction {
                Direction::Up => raw.number > last,
                Direction::Down => raw.number < last,
            });
            if !goes_on || raw.number < low || raw.number > high {
                return Ok(false);
            }
            *last = Some(raw.number);
            self.row(&raw);
        }
        Ok(true)
    }

    fn row(&mut self, raw: &RawRow<'_>) {
        self.seen.add(raw.checksum);
        let table = self.table.name;
        let Some(cells) = raw.whole(self.table) else {
            self.damaged.push(format!("row {} of {table} does not match its checksum", raw.number));
            return;
        };
        let key = cells.iter().take(self.table.key_width()).copied();
        self.keys = self.keys.wrapping_add(fingerprint(raw.number, key));
        if (self.take)(raw, cells).is_none() {
            self.damaged.push(format!(
                "row {} of {table} holds what this version does not know",
                raw.number
            ));
        }
    }

    /// Reads what can be read from the row `from` on, nearest first.
    fn salvage(&mut self, from: i64) -> rusqlite::Result<()> {
        let mut spans = vec![(from, i64::MAX)];
        while let Some((mut low, mut high)) = spans.pop() {
            if self.searches == 0 {
                self.gaps.push((low, high));
                continue;
            }
            self.searches -= 1;
            match self.read_span(low, high, Direction::Up)? {
                Span::Read => continue,
                Span::Broken { last: Some(last) } => low = last.saturating_add(1),
                Span::Broken { last: None } => {}
            }
            match self.read_span(low, high, Direction::Down)? {
                Span::Read => continue,
                Span::Broken { last: Some(last) } => high = last.saturating_sub(1),
                Span::Broken { last: None } => {}
            }
            if low >= high {
                self.gaps.push((low, high.max(low)));
                continue;
            }
            let middle = low.midpoint(high);
            spans.push((middle.saturating_add(1), high));
            spans.push((low, middle));
        }
        Ok(())
    }

    fn name_gaps(&mut self) {
        self.gaps.sort_unstable();
        let mut merged: Vec<(i64, i64)> = Vec::new();
        for (low, high) in self.gaps.drain(..) {
            match merged.last_mut() {
                Some(before) if before.1.saturating_add(1) >= low => before.1 = before.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        let table = self.table.name;
        self.damaged.extend(merged.into_iter().map(|(low, high)| {
            if high == i64::MAX {
                format!("{table} cannot be read from row {low} on")
            } else if low == high {
                format!("row {low} of {table} cannot be read")
            } else {
                format!("rows {low} to {high} of {table} cannot be read")
            }
        }));
    }

    /// A row can vanish as a whole: a flipped bit in the count of a page is enough.
    fn compare_tally(&mut self) -> rusqlite::Result<()> {
        let table = self.table.name;
        let kept = match Tally::read(self.db, self.table) {
            Ok(kept) => kept,
            Err(cause) if is_damage(&cause) => None,
            Err(cause) => return Err(cause),
        };
        let Some(kept) = kept else {
            self.damaged.push(format!(
                "the tally of {table} is damaged: whether rows are missing is unknown"
            ));
            return Ok(());
        };
        let missing = kept.rows.saturating_sub(self.seen.rows);
        if missing > 0 {
            self.damaged.push(format!("{missing} of {} rows of {table} are missing", kept.rows));
        } else if kept != self.seen && self.damaged.is_empty() {
            self.damaged.push(format!("the rows of {table} are not those that were written last"));
        }
        Ok(())
    }

    /// Rows are looked up by the index: one that disagrees would hide them.
    fn compare_index(&mut self) -> rusqlite::Result<()> {
        let agrees = match self.index_fingerprint() {
            Ok(index) => index == self.keys,
            Err(cause) if is_damage(&cause) => false,
            Err(cause) => return Err(cause),
        };
        if !agrees {
            let table = self.table.name;
            self.damaged.push(format!("the index of {table} does not agree with its rows"));
        }
        Ok(())
    }

    fn index_fingerprint(&self) -> rusqlite::Result<u64> {
        let name = self.table.name;
        let columns = self.table.key_columns();
        let sql = format!(
            "SELECT number, {columns} FROM {name} INDEXED BY {name}_key ORDER BY {columns}"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut sum = 0_u64;
        let mut count = 0_i64;
        while let Some(row) = rows.next()? {
            let mut key = Vec::with_capacity(self.table.key_width());
            for column in 1..=self.table.key_width() {
                key.extend(Cell::read(row.get_ref(column)?));
            }
            sum = sum.wrapping_add(fingerprint(row.get(0)?, key.into_iter()));
            count += 1;
            if count > self.seen.rows {
                break;
            }
        }
        Ok(sum)
    }
}

fn fingerprint<'a>(number: i64, key: impl Iterator<Item = Cell<'a>>) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    for cell in key {
        match cell {
            Cell::Number(number) => number.hash(&mut hasher),
            Cell::Text(text) => text.hash(&mut hasher),
            Cell::Bytes(bytes) => bytes.hash(&mut hasher),
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::{COMMAND, FACT, HEAD, LOG, RECORD};

    #[test]
    fn each_table_is_known_to_the_reader() {
        // A table that `take` forgets would be called damaged.
        let zeros = [0; 32];
        let id = Cell::Bytes(&zeros[..16]);
        let hash = Cell::Bytes(&zeros);
        let zero = Cell::Number(0);
        let cells: [&[Cell<'_>]; 6] = [
            &[Cell::Text("event"), hash],
            &[hash, zero, zero, hash],
            &[id, hash],
            &[id, zero, zero, hash],
            &[id, zero, hash],
            &[zero, hash, hash],
        ];
        for (table, cells) in
            [&FACT, &ENVELOPE, &COMMAND, &LOG, &HEAD, &RECORD].into_iter().zip(cells)
        {
            assert_eq!(table.width(), cells.len(), "{}", table.name);
            let taken = Collected::default().take(table, 1, cells);
            assert!(taken.is_some(), "{}", table.name);
        }
    }
}
