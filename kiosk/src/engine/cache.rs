//! The picture that is shown at once at the next start, while the store is read and checked. It is
//! beside the store, has a checksum, and can be thrown away.

use shared::{ids::EventId, schedule::Schedule};
use std::{path::Path, sync::Arc};

const KEY: &str = "view";
/// Changes with the shape of what is kept; another version is not read.
const VERSION: u32 = 1;

/// What is kept of a view.
#[derive(Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Picture {
    version: u32,
    pub event: EventId,
    pub schedule: Arc<Schedule>,
}

impl Picture {
    pub(crate) fn new(event: EventId, schedule: Arc<Schedule>) -> Self {
        Self { version: VERSION, event, schedule }
    }

    /// The picture beside the store at `path`; nothing when there is none that is whole.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        let bytes = store::read_cache(path, KEY)?;
        let picture: Self = serde_json::from_slice(&bytes).ok()?;
        (picture.version == VERSION).then_some(picture)
    }

    /// Keeps the picture beside the store.
    pub(crate) fn write(&self, store: &mut store::SqliteStore) -> std::io::Result<()> {
        store.cache_put(KEY, &serde_json::to_vec(self)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{
        ids::{ChangeHash, DeviceId, SessionId},
        schedule::Author,
    };

    /// A schedule with every kind of key that JSON has to hold as text.
    fn schedule() -> Arc<Schedule> {
        let mut schedule = Schedule::default();
        let by = Author {
            change: ChangeHash([1; 32]),
            device: DeviceId([2; 32]).tag(),
            person: None,
            at_s: 3,
            doubtful: false,
        };
        schedule.settled.insert([7; 32], by);
        schedule.devices.insert(DeviceId([2; 32]).tag(), "Foyer".into());
        schedule.people.insert(shared::ids::PersonId([4; 16]), "Ann".into());
        schedule
            .issues
            .push(shared::schedule::Issue::BadKey { path: SessionId([5; 16]).to_string() });
        Arc::new(schedule)
    }

    #[test]
    fn a_picture_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.db");
        assert_eq!(Picture::read(&path), None);
        let mut store = store::SqliteStore::open(&path).unwrap();
        let picture = Picture::new(EventId([9; 32]), schedule());
        picture.write(&mut store).unwrap();
        assert_eq!(Picture::read(&path), Some(picture));
    }

    #[test]
    fn a_picture_of_another_version_is_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.db");
        let mut store = store::SqliteStore::open(&path).unwrap();
        let mut picture = Picture::new(EventId([9; 32]), schedule());
        picture.version += 1;
        picture.write(&mut store).unwrap();
        assert_eq!(Picture::read(&path), None);
        store.cache_put(KEY, b"no JSON").unwrap();
        assert_eq!(Picture::read(&path), None);
    }
}
