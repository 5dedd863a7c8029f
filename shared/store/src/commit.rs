//! Writing: one commit is one SQLite transaction.

use crate::SqliteStore;
use crate::error::failed;
use crate::rows::{
    COMMAND, Cell, ENVELOPE, FACT, HEAD, LOG, RECORD, Table, Tally, change, find, keep, remove,
};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, TransactionBehavior};
use shared::log::SignedHead;
use shared::persist::{Put, RecordKind, Standing, StoreError, Transaction};
use std::collections::BTreeMap;

impl SqliteStore {
    pub(crate) fn write(&self, transaction: &Transaction) -> Result<(), StoreError> {
        if transaction.is_empty() {
            return Ok(());
        }
        let erased = self
            .write_puts(&transaction.puts)
            .map_err(|cause| failed(&self.path, "write a transaction", cause))?;
        self.erase_due.set(self.erase_due.get() || erased);
        if self.erase_due.get() {
            self.erase();
        }
        Ok(())
    }

    /// Whether a record was deleted.
    fn write_puts(&self, puts: &[Put]) -> rusqlite::Result<bool> {
        // A store is never lent to two that write: a backup reads it while its owner goes on.
        let behavior = TransactionBehavior::Immediate;
        let sqlite = rusqlite::Transaction::new_unchecked(&self.db, behavior)?;
        let erased = put_all(&sqlite, puts)?;
        sqlite.commit()?;
        Ok(erased)
    }

    /// An erased record is overwritten in the database (`secure_delete`), but its bytes stay in
    /// the write-ahead log until that is emptied. The erasure is committed already: if the log
    /// cannot be emptied, the next commit tries again, and so does closing the store.
    pub(crate) fn erase(&self) {
        let emptied =
            self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        self.erase_due.set(emptied != Ok(0));
    }
}

/// Writes within a transaction; whether a record was deleted.
pub(crate) fn put_all(db: &Connection, puts: &[Put]) -> rusqlite::Result<bool> {
    let mut writer = Writer { db, tallies: BTreeMap::new(), erased: false };
    for put in puts {
        writer.put(put)?;
    }
    writer.write_tallies()?;
    Ok(writer.erased)
}

pub(crate) fn standing_number(standing: Standing) -> i64 {
    match standing {
        Standing::Admitted => 0,
        Standing::SetAside => 1,
    }
}

pub(crate) fn record_kind_number(kind: RecordKind) -> i64 {
    match kind {
        RecordKind::Statement => 0,
        RecordKind::Name => 1,
    }
}

struct Writer<'a> {
    db: &'a Connection,
    tallies: BTreeMap<&'static str, (&'static Table, Kept)>,
    erased: bool,
}

/// The tally of a table that this transaction touches.
struct Kept {
    tally: Tally,
    /// A damaged tally stays as it is: a new one would hide that rows may be missing.
    whole: bool,
}

impl Writer<'_> {
    fn put(&mut self, put: &Put) -> rusqlite::Result<()> {
        match put {
            Put::Envelope { document, hash, bytes, standing } => {
                self.envelope(i64::from(document.number()), &hash.0, bytes, *standing)
            }
            Put::Standing { hash, standing } => self.standing(&hash.0, *standing),
            Put::OwnCommand { set, bytes } => {
                self.keep(&COMMAND, &[Cell::Bytes(&set.0)], &[Cell::Bytes(bytes)])
            }
            Put::ForgetCommand { set } => {
                self.remove(&COMMAND, "set_id = ?", &[Cell::Bytes(&set.0)]).map(|_| ())
            }
            Put::LogEntry { log, document, position, hash } => {
                let key = [
                    Cell::Bytes(&log.0),
                    Cell::Number(i64::from(document.number())),
                    Cell::Number(position_number(*position)?),
                ];
                self.keep(&LOG, &key, &[Cell::Bytes(&hash.0)])
            }
            Put::SignedHead { log, document, bytes } => {
                let key = [Cell::Bytes(&log.0), Cell::Number(i64::from(document.number()))];
                self.keep(&HEAD, &key, &[Cell::Bytes(bytes)])
            }
            Put::ForgetLogAfter { log, document, position } => {
                // No entry lies beyond the largest number that SQLite holds.
                let Ok(position) = i64::try_from(*position) else {
                    return Ok(());
                };
                let values = [
                    Cell::Bytes(&log.0),
                    Cell::Number(i64::from(document.number())),
                    Cell::Number(position),
                ];
                let condition = "log = ? AND document = ? AND position > ?";
                self.remove(&LOG, condition, &values)?;
                let [log, document, _] = values;
                self.forget_head_after(&[log, document], position)
            }
            Put::Record { kind, id, bytes } => {
                let key = [Cell::Number(record_kind_number(*kind)), Cell::Bytes(id)];
                self.keep(&RECORD, &key, &[Cell::Bytes(bytes)])
            }
            Put::DeleteRecord { kind, id } => {
                let key = [Cell::Number(record_kind_number(*kind)), Cell::Bytes(id)];
                let removed = self.remove(&RECORD, "kind = ? AND id = ?", &key)?;
                self.erased |= removed > 0;
                Ok(())
            }
            Put::Fact { key, value } => self.keep(&FACT, &[Cell::Text(key)], &[Cell::Bytes(value)]),
        }
    }

    /// A known envelope keeps its document and bytes; a damaged one is replaced.
    fn envelope(
        &mut self,
        document: i64,
        hash: &[u8],
        bytes: &[u8],
        standing: Standing,
    ) -> rusqlite::Result<()> {
        let key = [Cell::Bytes(hash)];
        if find(self.db, &ENVELOPE, &key)?.is_some_and(|found| found.whole) {
            return self.standing(hash, standing);
        }
        let rest =
            [Cell::Number(document), Cell::Number(standing_number(standing)), Cell::Bytes(bytes)];
        self.keep(&ENVELOPE, &key, &rest)
    }

    /// A damaged envelope stays as it is: a new checksum would hide the damage.
    fn standing(&mut self, hash: &[u8], standing: Standing) -> rusqlite::Result<()> {
        let key = [Cell::Bytes(hash)];
        let Some(found) = find(self.db, &ENVELOPE, &key)?.filter(|found| found.whole) else {
            return Ok(());
        };
        let [Value::Integer(document), _, bytes] = found.rest.as_slice() else {
            return Ok(());
        };
        let Some(bytes) = Cell::read(ValueRef::from(bytes)) else {
            return Ok(());
        };
        let rest = [Cell::Number(*document), Cell::Number(standing_number(standing)), bytes];
        let db = self.db;
        change(db, self.tally(&ENVELOPE)?, &ENVELOPE, &key, &rest, &found)
    }

    /// A signed head beyond the last position that stays goes too: no entry shows what it signs.
    fn forget_head_after(&mut self, key: &[Cell<'_>; 2], position: i64) -> rusqlite::Result<()> {
        let kept = find(self.db, &HEAD, key)?.filter(|found| found.whole);
        let beyond = kept.is_some_and(|found| match found.rest.as_slice() {
            [Value::Blob(bytes)] => SignedHead::decode(bytes)
                .is_ok_and(|head| i64::try_from(head.position).map_or(true, |at| at > position)),
            _ => false,
        });
        if beyond {
            self.remove(&HEAD, "log = ? AND document = ?", key)?;
        }
        Ok(())
    }

    fn keep(
        &mut self,
        table: &'static Table,
        key: &[Cell<'_>],
        rest: &[Cell<'_>],
    ) -> rusqlite::Result<()> {
        let db = self.db;
        keep(db, self.tally(table)?, table, key, rest)
    }

    fn remove(
        &mut self,
        table: &'static Table,
        condition: &str,
        values: &[Cell<'_>],
    ) -> rusqlite::Result<usize> {
        let db = self.db;
        remove(db, self.tally(table)?, table, condition, values)
    }

    fn tally(&mut self, table: &'static Table) -> rusqlite::Result<&mut Tally> {
        let kept = match self.tallies.entry(table.name) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(unknown) => {
                let read = Tally::read(self.db, table)?;
                let kept = Kept { tally: read.unwrap_or_default(), whole: read.is_some() };
                unknown.insert((table, kept))
            }
        };
        Ok(&mut kept.1.tally)
    }

    fn write_tallies(&self) -> rusqlite::Result<()> {
        for (table, kept) in self.tallies.values() {
            if kept.whole {
                kept.tally.write(self.db, table)?;
            }
        }
        Ok(())
    }
}

fn position_number(position: u64) -> rusqlite::Result<i64> {
    i64::try_from(position).map_err(|cause| rusqlite::Error::ToSqlConversionFailure(cause.into()))
}
