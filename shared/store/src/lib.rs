//! Campboard's change store: one SQLite file that both ends use.
//!
//! A commit is one SQLite transaction in a write-ahead log with `synchronous=FULL`: when
//! [`commit`](shared::persist::Store::commit) returns, the writes are on the disk, all of them.
//! Every row has a checksum over all its columns and every table a tally of its rows, because
//! SQLite does not notice a flipped bit inside a value. What does not match is left out and named
//! in [`Saved::damaged`](shared::persist::Saved::damaged).
//!
//! ```
//! use shared::persist::{Put, Store, StoreError, Transaction};
//! use store::SqliteStore;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("campboard.sqlite");
//!
//! let mut store = SqliteStore::open(&path)?;
//! store.commit(&Transaction {
//!     puts: vec![Put::Fact { key: "event".into(), value: b"LocalGovCamp".to_vec() }],
//! })?;
//! // Only one may have the file, also within one process.
//! assert!(matches!(SqliteStore::open(&path), Err(StoreError::Busy { .. })));
//! drop(store);
//!
//! let saved = SqliteStore::open(&path)?.load()?;
//! assert_eq!(saved.facts["event"], b"LocalGovCamp");
//! assert_eq!(saved.damaged, Vec::<String>::new());
//! # Ok(())
//! # }
//! ```
//!
//! When a store is broken there are two ways on, and neither deletes a byte:
//! [`SqliteStore::rescue`] copies what is whole into a new file and moves the old one aside;
//! [`set_aside`] only moves it. A store that an older version wrote is kept beside itself as it was
//! (`<name>.version-<n>`) before it is brought up to date. Erased names leave what was set aside, and backups, when these are
//! made anew without them: [`erase_beside`], [`erase_in_copy`].

mod aside;
mod backup;
mod cache;
mod commit;
pub mod contract;
mod erase;
mod error;
mod keep;
mod load;
mod migrations;
mod open;
mod rescue;
mod rows;
mod space;
mod whole;

pub use aside::{set_aside, set_sample_aside};
pub use backup::{inspect, inspect_with, salvage};
pub use cache::read_cache;
pub use erase::{
    InCopy, damaged_beside, erase_beside, erase_in_copy, erase_in_copy_with, forget_cache,
    is_erased, is_unreadable,
};
pub use migrations::Migrations;
pub use open::{Settings, SqliteStore, is_there};
pub use rescue::{Rescued, Sound};
pub use space::free_bytes;
pub use whole::{Draft, write_whole};
