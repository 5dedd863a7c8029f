//! The owner of the documents and of the store, on a thread of its own. Commands and frames go in
//! through one bounded queue; an immutable [`View`] comes out after each step. What a view shows
//! as saved is on the disk.

mod about;
mod around;
mod asks;
mod batch;
mod cache;
mod carry;
mod erase;
mod files;
mod ground;
mod handle;
mod host;
mod joining;
mod listing;
mod local;
mod of_print;
mod out;
mod past;
mod picture;
mod places;
mod proof;
mod run;
mod secret;
mod slip;
mod slot;
mod worker;

pub use handle::{EngineHandle, Inspection, NotDone, Remote, Shown, WaitEnd};

use crate::{
    ask::{self, Ask, Doing, Kept, PastAsk},
    clock::Machine,
    net::News,
    view::View,
    why::NotSaved,
};
use shared::{
    command::Command,
    ids::{PersonId, SetId},
    invite::JoinLink,
    limits,
    persist::StoreError,
};
use slot::Slot;
use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{SyncSender, sync_channel},
    },
};

/// Everything that can happen to the engine. Time passing is what happens when nothing else does.
enum Input {
    /// A person asked for something.
    Command { command: Command, person: Option<PersonId>, answer: Option<Answer> },
    /// A person gave a join link.
    Join { link: JoinLink, label: String, answer: SyncSender<Result<(), NotDone>> },
    /// A screen has a question. The answer goes the way of all replies.
    Ask { ticket: u64, ask: Ask },
    /// Somebody who waits has a question such as a screen has.
    Put { ask: Ask, answer: SyncSender<ask::Answer> },
    /// Somebody who waits has a question about the past.
    Past { ask: PastAsk, answer: SyncSender<ask::Answer> },
    /// Something to be kept on this device.
    Keep { key: Kept, value: Option<String> },
    /// What the person at this device is doing.
    Presence(Option<Doing>),
    /// Somebody listens at this address, where a server may be.
    Probed { address: String },
    /// The worker has done something.
    Worked,
    /// The wire tells something.
    Net(News),
    /// Somebody wants to know how everything stands.
    Inspect(SyncSender<Inspection>),
    /// The end.
    Stop {
        /// Takes what waits and keeps the picture for the next start. Without it the engine ends as
        /// it stands, as after a power cut.
        tidy: bool,
    },
}

/// Answers that wait for the screen: it takes them with each frame, and asks few things at a time.
const REPLIES_MAX: usize = 256;

/// Who waits for the outcome of a command.
type Answer = SyncSender<Result<SetId, NotDone>>;

/// What an engine is started with.
pub struct Options {
    /// The store.
    pub store: PathBuf,
    /// How it is opened.
    pub store_settings: store::Settings,
    /// Where the server is; `None`: where the join link said, or where it was last.
    pub server: Option<String>,
    /// Where this device listens if it becomes the server.
    pub serve_at: SocketAddr,
    /// Name of this device in an event that is made on it.
    pub label: String,
    /// What stands in the way of the data is told on the screen, and tried again, where otherwise
    /// there would be no engine: another process has it, a newer version wrote it, its folder
    /// cannot be made.
    pub patient: bool,
    /// An event to be joined as soon as the data is there, and the name of this device in it.
    pub join: Option<(JoinLink, String)>,
    /// Called after each published view: asks the screen to look.
    pub wake: Box<dyn Fn() + Send>,
}

/// Why an engine was not started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store cannot be used by this process: another one has it, or a newer version wrote it.
    #[error("{0}")]
    Store(#[source] StoreError),
    /// The folder of the store cannot be made.
    #[error("make the data folder {path}")]
    Folder {
        /// The folder.
        path: String,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// The system gives no thread.
    #[error("start the thread `{name}`")]
    Thread {
        /// Its name.
        name: &'static str,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
}

impl StartError {
    /// Another process has the store.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Store(StoreError::Busy { .. }))
    }

    /// Why, for whoever tells a person.
    #[must_use]
    pub fn why(&self) -> NotSaved {
        match self {
            Self::Store(error) => not_saved(error),
            Self::Folder { path, .. } => NotSaved::NoFolder { path: path.clone() },
            Self::Thread { .. } => NotSaved::NoThread,
        }
    }
}

/// What an error of the store means to a person.
fn not_saved(error: &StoreError) -> NotSaved {
    match error {
        StoreError::Full => NotSaved::DiskFull,
        StoreError::ReadOnly { .. } => NotSaved::WriteProtected,
        StoreError::Busy { .. } => NotSaved::InUse,
        StoreError::TooNew { .. } => NotSaved::TooNew,
        StoreError::Foreign { .. } | StoreError::Corrupt { .. } => NotSaved::Damaged,
        StoreError::Failed { .. } => NotSaved::DiskFails,
    }
}

/// Starts the engine. The last board is in the handle when this returns; the store is read and
/// checked behind it.
///
/// # Errors
/// When the store cannot be this process's at all, and nobody is patient. A full, broken or write-protected disk is no
/// error here: the last board is shown, with a sentence.
pub fn start(options: Options) -> Result<EngineHandle, StartError> {
    let Options { store: path, store_settings, server, serve_at, label, patient, join, wake } =
        options;
    let picture = cache::Picture::read(&path);
    let first = Arc::new(picture::first(picture.as_ref()));
    let mut ground = ground::Ground::new(path, store_settings);
    match ground.open() {
        Ok(()) => {}
        Err(_) if patient => {}
        Err(error) => return Err(error),
    }
    let slot = Arc::new(Slot::new(Arc::clone(&first)));
    let (queue, inputs) = sync_channel(limits::INPUT_QUEUE_MAX);
    let net = crate::net::Net::start(to_queue(queue.clone()))
        .map_err(|source| StartError::Thread { name: "net", source })?;
    let worker = worker::Worker::start(&queue)
        .map_err(|source| StartError::Thread { name: "worker", source })?;
    let (replies, answered) = sync_channel(REPLIES_MAX);
    let host = host::Host::new(serve_at, queue.clone());
    let places = places::Places::new(server);
    let engine = run::Engine::new(
        run::Parts { ground, net, worker, replies, places, host, label, join },
        out::Out::new(Arc::clone(&slot), wake, first, picture),
        Machine::default(),
    );
    let ending = Arc::clone(&slot);
    let thread = std::thread::Builder::new()
        .name("engine".to_owned())
        .spawn(move || {
            // Also when it ends by a fault of its own, nobody may wait for it for ever.
            let _end = End(ending);
            engine.run(&inputs);
        })
        .map_err(|source| StartError::Thread { name: "engine", source })?;
    Ok(EngineHandle::new(Remote::new(queue, slot), answered, thread))
}

struct End(Arc<Slot>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.end();
    }
}

fn to_queue(
    queue: SyncSender<Input>,
) -> impl FnMut(News) -> Result<(), crate::net::Undelivered> + Send {
    use crate::net::Undelivered;
    use std::sync::mpsc::TrySendError;
    move |news| match queue.try_send(Input::Net(news)) {
        Ok(()) => Ok(()),
        Err(TrySendError::Full(Input::Net(news))) => Err(Undelivered::Later(news)),
        Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => Err(Undelivered::Never),
    }
}

/// A view that tells a person at this device only about itself.
fn with_problem(view: &View, why: NotSaved) -> View {
    let mut view = view.clone();
    view.data.here = crate::view::Here::NotSaved { why };
    view
}
