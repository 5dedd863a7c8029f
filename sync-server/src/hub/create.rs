//! A new event in an empty data folder.

use super::{Owner, owner::served_by};
use crate::{
    ask::{Answer, Request, Secret},
    error::OpenError,
    folder,
    settings::Settings,
};
use shared::{
    carry::Carried,
    ids::{EventId, Random, draw},
    keys::RootKey,
    persist::{Store as _, StoreError, Transaction},
    programme::Programme,
    roster::Role,
    sync::Hub,
};
use std::path::PathBuf;
use store::SqliteStore;

/// A new event. The words exist nowhere else.
#[derive(Debug)]
pub struct Created {
    /// The event.
    pub event: EventId,
    /// The root key as words.
    pub words: Secret,
    /// The first organiser's join link.
    pub join: Secret,
}

/// Why no event was created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The folder has one.
    #[error("there is an event in {} already: choose another --data for a new one", .folder.display())]
    Exists {
        /// The data folder.
        folder: PathBuf,
    },
    /// The folder is used for something else; it would be closed to everybody but its owner.
    #[error(
        "there is something else in {} ({found}): choose an empty folder, or a new one, with --data",
        .folder.display()
    )]
    NotEmpty {
        /// The data folder.
        folder: PathBuf,
        /// Something in it.
        found: String,
    },
    /// The folder cannot be made.
    #[error("the data folder {} cannot be used: choose another with --data", .folder.display())]
    Folder {
        /// The data folder.
        folder: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// The disk failed.
    #[error("write the new event")]
    Store(#[source] StoreError),
    /// The event cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The programme was refused.
    #[error("fill the new event: {0}")]
    Refused(String),
}

/// Creates an event with a programme and invites its first organiser. What is left of an attempt
/// that failed is moved aside, so that the next one finds the folder empty.
///
/// # Errors
/// When the folder has an event already, the disk fails, or the programme is refused.
pub fn create(
    settings: &Settings,
    programme: Programme,
    random: &mut dyn Random,
) -> Result<Created, CreateError> {
    let path = prepared(settings)?;
    fill(settings, programme, random).inspect_err(|_| {
        // The first error is the one to tell.
        let _ = store::set_aside(&path);
    })
}

/// A server that begins with what others hold of an event, in an empty data folder: its first
/// content (see [`Hub::begin`]), then what was read of their files. What is left of an attempt that
/// failed is moved aside.
///
/// # Errors
/// When the folder has an event already or cannot be used, or the disk fails.
pub fn begin(
    settings: &Settings,
    begun: &Transaction,
    board: Carried,
) -> Result<Answer, CreateError> {
    let path = prepared(settings)?;
    let begin = || {
        let opened = SqliteStore::open_with(&path, &settings.store);
        opened
            .and_then(|mut store| {
                store.commit(begun)?;
                store.commit(&Transaction { puts: vec![served_by()] })
            })
            .map_err(CreateError::Store)?;
        Ok(Owner::open(settings)?.take(board))
    };
    let begun = begin();
    if matches!(begun, Err(_) | Ok(Answer::Refused { .. })) {
        // The first error is the one to tell.
        let _ = store::set_aside(&path);
    }
    begun
}

/// An empty folder, and the path of the event's file in it.
fn prepared(settings: &Settings) -> Result<PathBuf, CreateError> {
    let folder = settings.data.clone();
    let path = folder::store(&folder);
    if store::is_there(&path) {
        return Err(CreateError::Exists { folder });
    }
    if let Some(found) = folder::stranger(&folder) {
        return Err(CreateError::NotEmpty { folder, found });
    }
    folder::prepare(&folder).map_err(|source| CreateError::Folder { folder, source })?;
    Ok(path)
}

fn fill(
    settings: &Settings,
    programme: Programme,
    random: &mut dyn Random,
) -> Result<Created, CreateError> {
    let path = folder::store(&settings.data);
    let root = RootKey::from_entropy(&draw(random));
    let mut store = SqliteStore::open_with(&path, &settings.store).map_err(CreateError::Store)?;
    let mut made = Hub::create(&root, random);
    made.puts.push(served_by());
    store.commit(&made).map_err(CreateError::Store)?;
    drop(store);
    let mut owner = Owner::open(settings)?;
    let programme = Box::new(programme);
    let refused = |answer| match answer {
        Answer::Refused { why } => why,
        other => format!("an unexpected answer: {other:?}"),
    };
    match owner.ask(Request::Import { programme, dry_run: false }) {
        Answer::Imported { .. } => {}
        other => return Err(CreateError::Refused(refused(other))),
    }
    let words = Secret(root.words());
    let role = Role::Organiser.name().to_owned();
    let join = match owner.ask(Request::Invite { role, root_words: Some(words.clone()) }) {
        Answer::Invited { link } => link,
        other => return Err(CreateError::Refused(refused(other))),
    };
    Ok(Created { event: root.event(), words, join })
}
