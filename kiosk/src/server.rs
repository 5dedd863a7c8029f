//! This device as the server of its event: the one way from the kiosk to the server's program, on
//! threads of its own (docs/adr/0014).

use crate::{
    random::SystemRandom,
    serving::{NotServing, Served},
};
use shared::{
    carry::Carried,
    keys::Strict,
    persist::{Saved, StoreError},
    roster::Role,
    spare::Spare,
    sync::{Erasure, Hub},
};
use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
};
pub(crate) use sync_server::local_zone;
use sync_server::{Answer, Request, ServeError, Settings, hub::Handle};
use tokio::{net::TcpListener, sync::oneshot};

/// Threads that pass frames on: the owner of the event has one of its own.
const THREADS: usize = 2;

/// What a server is started with.
pub(crate) struct Begin {
    /// Its folder.
    pub data: PathBuf,
    /// Where it listens; at any port if that one is taken.
    pub listen: SocketAddr,
    /// What it begins with where its folder holds nothing of this event.
    pub first: Option<First>,
}

/// The key of a new server, and all that this device holds.
pub(crate) struct First {
    pub spare: Spare,
    pub saved: Box<Saved>,
}

/// What a server tells.
pub(crate) enum Told {
    /// Devices can connect.
    Serving {
        /// Its port on this device.
        port: u16,
        /// For the screen.
        served: Served,
    },
    /// It has ended: as it was asked to, or why.
    Ended(Option<NotServing>),
}

/// Takes erased names out of what a server keeps in its folder that does not run.
pub(crate) fn erase_at_rest(data: &Path, erasure: &Erasure) -> Result<(), StoreError> {
    sync_server::erase_at_rest(data, erasure)
}

/// Says that a damaged file went with the names.
pub(crate) fn lost(path: &Path) {
    sync_server::lost(path);
}

/// Damaged files in such a folder, of which an erasure leaves only what can be read.
pub(crate) fn damaged_files(data: &Path) -> Result<u64, StoreError> {
    sync_server::damaged_files(data, None)
}

/// A server that runs. It ends with this.
pub(crate) struct Server {
    told: Receiver<Told>,
    end: Option<oneshot::Sender<()>>,
    handle: Arc<OnceLock<Handle>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts it. `bell` is rung whenever it tells something.
    pub(crate) fn start(begin: Begin, bell: impl Fn() + Send + 'static) -> io::Result<Self> {
        let (tell, told) = channel();
        let (end, ended) = oneshot::channel();
        let handle = Arc::<OnceLock<Handle>>::default();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(THREADS)
            .enable_all()
            .thread_name("server")
            .build()?;
        let run = Run { tell, bell: Box::new(bell), handle: Arc::clone(&handle) };
        let thread = std::thread::Builder::new().name("server".to_owned()).spawn(move || {
            let why = runtime.block_on(run.serve(begin, ended)).err();
            run.told(Told::Ended(why));
        })?;
        Ok(Self { told, end: Some(end), handle, thread: Some(thread) })
    }

    /// What it has told since the last call.
    pub(crate) fn told(&self) -> Option<Told> {
        self.told.try_recv().ok()
    }

    /// Devices that are connected to it.
    pub(crate) fn devices(&self) -> u32 {
        let peers = self.handle.get().map_or(0, |handle| handle.health().peers);
        u32::try_from(peers).unwrap_or(u32::MAX)
    }

    /// The number of its run, by which its announcement is known.
    pub(crate) fn instance(&self) -> Option<&str> {
        self.handle.get().map(Handle::instance)
    }

    /// Asks it to end; it tells when it has.
    pub(crate) fn end(&mut self) {
        if let Some(end) = self.end.take() {
            // It may have ended by itself.
            let _ = end.send(());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("The server on this device ended by a fault of its own");
        }
    }
}

struct Run {
    tell: Sender<Told>,
    bell: Box<dyn Fn() + Send>,
    handle: Arc<OnceLock<Handle>>,
}

impl Run {
    fn told(&self, told: Told) {
        // Nobody listens once its owner has gone.
        let _ = self.tell.send(told);
        (self.bell)();
    }

    async fn serve(&self, begin: Begin, ended: oneshot::Receiver<()>) -> Result<(), NotServing> {
        let Begin { data, listen, first } = begin;
        let settings = Settings { data, listen, ..Settings::default() };
        if let Some(first) = first {
            let settings = settings.clone();
            let filled = tokio::task::spawn_blocking(move || fill(&settings, first)).await;
            filled.unwrap_or(Err(NotServing::Ended))?;
        }
        let listener = listener(listen).await.map_err(|error| {
            tracing::error!(%error, "No place to listen for a server on this device");
            NotServing::NoPort
        })?;
        let at = listener.local_addr().map_err(|_| NotServing::NoPort)?;
        let public = settings.public_address(at);
        let (ready, handle) = oneshot::channel();
        let ready = |handle| {
            // It is waited for until the server has ended.
            let _ = ready.send(handle);
        };
        let shutdown = async {
            let _ = ended.await;
        };
        let serving = sync_server::serve_with(settings, listener, ready, shutdown);
        let telling = async {
            let Ok(handle) = handle.await else { return };
            let link = invite(&handle).await;
            let _ = self.handle.set(handle);
            let served = Served { address: public, link, devices: 0 };
            self.told(Told::Serving { port: at.port(), served });
        };
        let (served, ()) = futures_util::future::join(serving, telling).await;
        served.map_err(|error| {
            tracing::error!(%error, "The server on this device has ended");
            match error {
                ServeError::Open(why) if why.is_beyond_help() => NotServing::Broken,
                ServeError::Open(_) => NotServing::NotSaved,
                ServeError::Listen(_) => NotServing::NoPort,
                ServeError::HubEnded => NotServing::Ended,
            }
        })
    }
}

/// A link that lets a new kiosk join; one that only leads here where none can be made.
async fn invite(handle: &Handle) -> String {
    let role = Role::Kiosk.name().to_owned();
    match handle.ask(Request::Invite { role, root_words: None }).await {
        Ok(Answer::Invited { link }) => link.0,
        Ok(_) | Err(_) => String::new(),
    }
}

/// At the wanted port, or at any where that is taken.
async fn listener(listen: SocketAddr) -> io::Result<TcpListener> {
    match TcpListener::bind(listen).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            TcpListener::bind(SocketAddr::new(listen.ip(), 0)).await
        }
        bound => bound,
    }
}

/// Makes the event's file from what this device holds. A file of before is kept beside it.
fn fill(settings: &Settings, first: First) -> Result<(), NotServing> {
    let failed = |error: &(dyn std::error::Error + 'static)| {
        tracing::error!(error, "A server on this device could not be filled");
        NotServing::NotSaved
    };
    set_aside(&settings.data).map_err(|error| failed(&error))?;
    let board = Carried::of_store(&first.saved, &Strict).ok_or(NotServing::NotSaved)?;
    let mut begun = Hub::begin(&first.spare, &mut SystemRandom);
    begun.puts.push(Hub::heard_before(Hub::heard_in(&first.saved)));
    match sync_server::begin(settings, &begun, board) {
        Ok(Answer::Taken { taken, .. }) => {
            tracing::info!(taken.edits, "This device holds what a server needs");
            Ok(())
        }
        Ok(answer) => {
            tracing::error!(?answer, "A server on this device could not be filled");
            Err(NotServing::NotSaved)
        }
        Err(error) => Err(failed(&error)),
    }
}

fn set_aside(data: &Path) -> io::Result<()> {
    match store::set_aside(&sync_server::store_path(data)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(kept) => {
            tracing::warn!(kept = %kept.display(), "What a server of before held is kept");
            Ok(())
        }
    }
}

/// A server of this device has something in its folder.
pub(crate) fn is_there(data: &Path) -> bool {
    sync_server::has_store(data)
}
