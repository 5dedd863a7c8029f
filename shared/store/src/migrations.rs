//! The form of the file: which version wrote it, and how it is brought up to date. A copy of it as it
//! was is kept beside it before, and was read again; files that stay as they are, such as backups,
//! are read through a copy in memory.

use crate::aside::with_suffix;
use crate::error::failed;
use crate::keep::{Copied, copy_all};
use crate::load::read_from;
use crate::open::{corrupt, foreign, in_words};
use crate::rows::{TABLES, Tally};
use rusqlite::{Connection, TransactionBehavior};
use shared::persist::StoreError;
use std::io;
use std::path::{Path, PathBuf};

/// "CbrD" in the header of the file.
const APPLICATION_ID: i64 = 0x4362_7244;

/// Numbered from 1: `user_version` is how many of them a file has seen. Added, never edited.
#[derive(Debug, Clone, Copy)]
pub struct Migrations {
    all: &'static [&'static str],
    /// That of a later version, in tests.
    later: Option<&'static str>,
}

impl Default for Migrations {
    fn default() -> Self {
        Self { all: &[include_str!("migrations/0001_first.sql")], later: None }
    }
}

impl Migrations {
    /// Those of a later version. For tests.
    #[must_use]
    pub const fn and(self, later: &'static str) -> Self {
        Self { later: Some(later), ..self }
    }

    /// Newest version known.
    fn known(self) -> u32 {
        u32::try_from(self.all.len() + usize::from(self.later.is_some())).unwrap_or(u32::MAX)
    }

    fn is_older(self, found: u32) -> bool {
        (1..self.known()).contains(&found)
    }

    /// How many migrations a file has seen, if it is empty or ours and not too new.
    pub(crate) fn version(
        self,
        db: &Connection,
        path: &Path,
        in_words: impl Fn(rusqlite::Error) -> StoreError + Copy,
    ) -> Result<u32, StoreError> {
        let number = |name: &str| {
            db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(in_words)
        };
        let application = number("application_id")?;
        let version = number("user_version")?;
        let mut names: Vec<_> =
            definitions(db).map_err(in_words)?.into_iter().map(|(name, _)| name).collect();
        let blank = names.is_empty();
        names.retain(|name| TABLES.iter().any(|table| table.name == name));
        let known = self.known();
        match application {
            APPLICATION_ID => match u32::try_from(version) {
                Ok(version) if (1..=known).contains(&version) => Ok(version),
                Ok(found) if found > known => {
                    Err(StoreError::TooNew { path: path.display().to_string(), found, known })
                }
                _ => Err(corrupt(path, "its version is lost")),
            },
            0 if version == 0 && blank => Ok(0),
            _ if names.len() == TABLES.len() => {
                Err(corrupt(path, "its mark in the header is lost"))
            }
            _ => Err(foreign(path, "another program made this SQLite file")),
        }
    }

    /// A file that stays as it is, in the form of this version: itself, or a copy in memory where an
    /// older version wrote it. One that is damaged so much that it cannot be brought up to date is
    /// read as it is. The version that wrote it is given, too.
    pub(crate) fn read(self, db: Connection, path: &Path) -> Result<(Connection, u32), StoreError> {
        let found = self.version(&db, path, |cause| failed(path, "read the rows", cause))?;
        if !self.is_older(found) {
            return Ok((db, found));
        }
        let copy = || -> rusqlite::Result<Connection> {
            let mut copy = Connection::open_in_memory()?;
            copy_all(&db, &mut copy)?;
            self.migrate(&copy, found)?;
            Ok(copy)
        };
        Ok((copy().unwrap_or(db), found))
    }

    fn migrate(self, db: &Connection, found: u32) -> rusqlite::Result<()> {
        if found == self.known() {
            return Ok(());
        }
        for (number, migration) in (1..).zip(self.all.iter().chain(&self.later)) {
            if number > found {
                db.execute_batch(migration)?;
            }
        }
        if found == 0 {
            for table in TABLES {
                Tally::default().write(db, table)?;
            }
        }
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
        db.pragma_update(None, "user_version", self.known())
    }

    /// Definitions of a store that has just been made.
    fn expected(self) -> rusqlite::Result<Definitions> {
        let blank = Connection::open_in_memory()?;
        self.migrate(&blank, 0)?;
        definitions(&blank)
    }
}

/// Names and SQL.
type Definitions = Vec<(String, String)>;

/// Names and definitions of tables and indexes.
fn definitions(db: &Connection) -> rusqlite::Result<Definitions> {
    db.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")?
        .query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default()))
        })?
        .collect()
}

/// Makes the tables of a new file, or brings an older one up to date: in one transaction, so that a
/// file is either as it was or complete. Says where an older one is kept as it was.
pub(crate) fn bring_up_to_date(
    db: &mut Connection,
    path: &Path,
    migrations: Migrations,
) -> Result<Option<PathBuf>, StoreError> {
    let in_words = in_words(path);
    let found = {
        let behavior = TransactionBehavior::Immediate;
        let look = db.transaction_with_behavior(behavior).map_err(in_words)?;
        migrations.version(&look, path, in_words)?
    };
    // The lock is held from here on: nobody writes between the copy and the migration.
    let kept = match migrations.is_older(found) {
        true => {
            let mut copy = Copied::of(db, path, migrations)?;
            let place = free_place(path, found);
            let shown = || path.display().to_string();
            copy.put(path, place.map_err(|_| StoreError::ReadOnly { path: shown() })?)?;
            Some(copy)
        }
        false => None,
    };
    let transaction =
        db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(in_words)?;
    migrations.migrate(&transaction, found).map_err(in_words)?;
    let expected = migrations.expected();
    let expected = expected.map_err(|cause| failed(path, "read the definitions", cause))?;
    if definitions(&transaction).map_err(in_words)? != expected {
        return Err(corrupt(path, "its tables are not those that were made"));
    }
    if let Some(kept) = &kept
        && read_from(&transaction, path)? != kept.held
    {
        let step = format!("bring {} up to date: it would lose something", path.display());
        return Err(StoreError::Failed { step, source: "it is left as it was".into() });
    }
    transaction.commit().map_err(in_words)?;
    Ok(kept.map(Copied::stays))
}

/// `<name>.version-<found>`, or the next like it: what is there stays.
fn free_place(path: &Path, found: u32) -> io::Result<PathBuf> {
    let mut place = with_suffix(path, &format!(".version-{found}"));
    let mut n = 2_u32;
    while place.try_exists()? {
        place = with_suffix(path, &format!(".version-{found}-{n}"));
        n += 1;
    }
    Ok(place)
}
