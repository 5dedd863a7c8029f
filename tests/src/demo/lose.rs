//! Throws one edit away, as a broken disk would.

use crate::{Kiosk, Trouble};
use rusqlite::Connection;
use std::io;

/// Deletes the latest envelope of a kiosk that does not run, and the command that made it.
pub(super) fn latest(kiosk: &Kiosk) -> Result<(), Trouble> {
    let step = format!("throw away the latest edit of {}", kiosk.name());
    delete(kiosk).map_err(|error| Trouble::at(step)(io::Error::other(error)))
}

fn delete(kiosk: &Kiosk) -> rusqlite::Result<()> {
    let db = Connection::open(kiosk.store())?;
    for table in ["envelope", "command"] {
        let latest = format!("number = (SELECT max(number) FROM {table})");
        db.execute(&format!("DELETE FROM {table} WHERE {latest}"), [])?;
    }
    db.close().map_err(|(_, error)| error)
}
