//! The seam: a server from settings, a listener and a future that ends it.

use crate::{
    announce::Announcement,
    error::{OpenError, ServeError},
    http::{App, Connections, router},
    hub::{self, Handle, Input, Owner},
    limits::{CLOSE_TIME, TICK},
    settings::Settings,
};
use axum::serve::ListenerExt as _;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle, time};
use tracing::{error, info, warn};

/// Serves the event of a data folder until `shutdown` resolves: then it takes no new connections,
/// finishes its commits, says goodbye to every peer and returns.
///
/// # Errors
/// When the event cannot be opened, or the listener fails.
pub async fn serve(
    settings: Settings,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    serve_with(settings, listener, |_| {}, shutdown).await
}

/// Likewise; `ready` gets the way to the event's owner as soon as there is one, to ask it while it
/// serves.
///
/// # Errors
/// When the event cannot be opened, or the listener fails.
pub async fn serve_with(
    settings: Settings,
    listener: TcpListener,
    ready: impl FnOnce(Handle) + Send,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let address = listener.local_addr().map_err(ServeError::Listen)?;
    let opening = settings.clone();
    let owner = tokio::task::spawn_blocking(move || {
        let mut owner = Owner::open(&opening)?;
        owner.begins_to_serve();
        Ok::<_, OpenError>(owner)
    });
    let mut owner = owner.await.map_err(|_| ServeError::HubEnded)??;
    crate::folder::clear_exchanges(&settings.data);
    owner.listens_at(address);
    let (owned, key) = (owner.event(), owner.key());
    let (event, public) = (owned.short(), owner.address().to_owned());
    let (hub, thread, mut hub_end) = hub::spawn(owner)?;
    let health = hub.health();
    let positions: Vec<String> =
        health.logs.iter().map(|log| format!("{} {}", log.document, log.position)).collect();
    info!(
        event.id = %event,
        address = %address,
        public = %public,
        folder = %settings.data.display(),
        positions = %positions.join(", "),
        "Serving event {event} at {address}"
    );

    ready(hub.clone());
    let announcement = Announcement::start(owned, key, hub.instance(), address);
    let admin = Background::admin(&settings, &hub);
    let (connections, door) = Connections::new(hub.clone());
    let connections = Background::start(|end| connections.run(end));
    let ticks = Background::start(|end| tick(hub.clone(), end));
    let (stop, stopped) = oneshot::channel::<()>();
    let app = router(App { hub: hub.clone(), connections: door });
    let listener = listener.tap_io(|socket| {
        // Small frames must not wait for larger ones; a socket that refuses is about to close.
        let _ = socket.set_nodelay(true);
    });
    let http = axum::serve(listener, app).with_graceful_shutdown(async {
        let _ = stopped.await;
    });
    let mut http = tokio::spawn(http.into_future());

    let result = tokio::select! {
        () = shutdown => Ok(()),
        _ = &mut hub_end => Err(ServeError::HubEnded),
        ended = &mut http => Err(ServeError::Listen(match ended {
            Ok(Err(error)) => error,
            Ok(Ok(())) | Err(_) => std::io::Error::other("the task that accepts connections ended"),
        })),
    };
    match &result {
        Ok(()) => info!(event.id = %event, "Stopping: finishing what is under way"),
        Err(error) => error!(event.id = %event, "{error}"),
    }
    drop(announcement);
    drop(stop);
    // Fails when the owner has ended already.
    let _ = hub.send(Input::Stop).await;
    let _ = tokio::task::spawn_blocking(|| thread.join()).await;
    ticks.end().await;
    connections.end().await;
    if let Some(admin) = admin {
        admin.end().await;
    }
    if !http.is_finished() && time::timeout(CLOSE_TIME, &mut http).await.is_err() {
        http.abort();
    }
    info!(event.id = %event, "Stopped: all that was acknowledged is on the disk");
    result
}

/// A task with an owner that ends it.
struct Background {
    task: JoinHandle<()>,
    end: oneshot::Sender<()>,
}

impl Background {
    fn start<F>(run: impl FnOnce(oneshot::Receiver<()>) -> F) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (end, ended) = oneshot::channel();
        Self { task: tokio::spawn(run(ended)), end }
    }

    #[cfg(unix)]
    fn admin(settings: &Settings, hub: &Handle) -> Option<Self> {
        match crate::admin::Admin::bind(&settings.data) {
            Ok(admin) => Some(Self::start(|end| admin.run(hub.clone(), end))),
            Err(error) => {
                let folder = settings.data.display();
                warn!(%error, "No admin socket in {folder}: invite, import, export, check and undo work only while the server is stopped");
                None
            }
        }
    }

    #[cfg(not(unix))]
    fn admin(_: &Settings, _: &Handle) -> Option<Self> {
        warn!(
            "This system has no admin socket: invite, import, export, check and undo work only while the server is stopped"
        );
        None
    }

    async fn end(self) {
        // The task may have ended by itself.
        let _ = self.end.send(());
        let _ = self.task.await;
    }
}

async fn tick(hub: Handle, mut end: oneshot::Receiver<()>) {
    let mut ticks = time::interval(TICK);
    ticks.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => hub.tick(),
            _ = &mut end => return,
        }
    }
}
