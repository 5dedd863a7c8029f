//! The tasks of the connections, and their owner, which stops them.

use super::error::HttpError;
use crate::{
    hub::{Ending, Handle, Input, Outbox},
    limits::{CLOSE_TIME, NEW_CONNECTIONS_MAX},
};
use axum::{
    body::Bytes,
    extract::ws::{Message, WebSocket},
};
use futures_util::{
    SinkExt as _, StreamExt as _,
    stream::{SplitSink, SplitStream},
};
use shared::limits::PEERS_MAX;
use std::sync::Arc;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot},
    task::JoinSet,
    time::timeout,
};
use tracing::{Instrument as _, debug_span};

/// A connection with its place among those that there may be.
#[derive(Debug)]
struct New {
    socket: WebSocket,
    place: OwnedSemaphorePermit,
}

/// The way in.
#[derive(Debug, Clone)]
pub struct Door {
    places: Arc<Semaphore>,
    new: mpsc::Sender<New>,
}

/// A place for one connection.
#[derive(Debug)]
pub struct Seat {
    place: OwnedSemaphorePermit,
    new: mpsc::Sender<New>,
}

impl Door {
    /// A place, if there is one.
    pub fn seat(&self) -> Result<Seat, HttpError> {
        if self.new.is_closed() {
            return Err(HttpError::Stopping);
        }
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| HttpError::Full)?;
        Ok(Seat { place, new: self.new.clone() })
    }
}

impl Seat {
    /// Hands the connection to its owner.
    pub async fn take(self, socket: WebSocket) {
        let new = New { socket, place: self.place };
        // When the owner has ended the server is stopping, and the socket closes as it is dropped.
        let _ = self.new.send(new).await;
    }
}

/// Owns the task of every connection.
#[derive(Debug)]
pub struct Connections {
    new: mpsc::Receiver<New>,
    tasks: JoinSet<()>,
    hub: Handle,
    opened: u64,
}

impl Connections {
    /// The owner, and the way in.
    #[must_use]
    pub fn new(hub: Handle) -> (Self, Door) {
        let (sender, new) = mpsc::channel(NEW_CONNECTIONS_MAX);
        let door = Door { places: Arc::new(Semaphore::new(PEERS_MAX)), new: sender };
        (Self { new, tasks: JoinSet::new(), hub, opened: 0 }, door)
    }

    /// Gives each new connection its task, until the hub has said goodbye to all (`end` resolves);
    /// then waits for what is still being sent.
    pub async fn run(mut self, end: oneshot::Receiver<()>) {
        let mut end = end;
        loop {
            tokio::select! {
                Some(new) = self.new.recv() => self.start(new),
                Some(_) = self.tasks.join_next() => {}
                _ = &mut end => break,
                else => break,
            }
        }
        self.new.close();
        let rest = async { while self.tasks.join_next().await.is_some() {} };
        if timeout(CLOSE_TIME, rest).await.is_err() {
            self.tasks.shutdown().await;
        }
    }

    fn start(&mut self, new: New) {
        self.opened += 1;
        let peer = self.opened;
        let span = debug_span!("connection", peer.id = peer);
        let hub = self.hub.clone();
        self.tasks.spawn(
            async move {
                connection(peer, new.socket, &hub).await;
                drop(new.place);
            }
            .instrument(span),
        );
    }
}

/// One connection: it reads and writes at the same time, and both end together.
async fn connection(peer: u64, socket: WebSocket, hub: &Handle) {
    let (outbox, frames, ending) = Outbox::new();
    if hub.send(Input::Opened { peer, outbox }).await.is_err() {
        return;
    }
    let (sink, mut stream) = socket.split();
    let mut reading = std::pin::pin!(read(peer, &mut stream, hub));
    let mut writing = std::pin::pin!(write(sink, frames));
    let ended = tokio::select! {
        () = &mut reading => None,
        () = &mut writing => None,
        ending = ending => ending.ok(),
    };
    match ended {
        // The hub knows; what is queued is sent, and the peer has a moment to close its end.
        Some(Ending::Goodbye(_)) => {
            let rest = async {
                tokio::select! {
                    () = &mut writing => {}
                    () = &mut reading => return,
                }
                reading.await;
            };
            // A peer that does not listen gets no more time.
            let _ = timeout(CLOSE_TIME, rest).await;
        }
        Some(Ending::TooSlow | Ending::Disk) => {}
        None => {
            // The hub has ended when this fails, and with it all connections.
            let _ = hub.send(Input::Closed { peer }).await;
        }
    }
}

/// Passes frames on until the peer closes, breaks the WebSocket or sends a text.
async fn read(peer: u64, stream: &mut SplitStream<WebSocket>, hub: &Handle) {
    while let Some(Ok(message)) = stream.next().await {
        let bytes = match message {
            Message::Binary(bytes) => bytes,
            Message::Ping(_) | Message::Pong(_) => continue,
            Message::Text(_) | Message::Close(_) => return,
        };
        if hub.send(Input::Frame { peer, bytes: bytes.into() }).await.is_err() {
            return;
        }
    }
}

/// Sends what is queued, several frames at a time; closes when the hub has let go of the queue.
async fn write(mut sink: SplitSink<WebSocket, Message>, mut frames: mpsc::Receiver<Bytes>) {
    while let Some(frame) = frames.recv().await {
        let mut next = Some(frame);
        while let Some(frame) = next {
            if sink.feed(Message::Binary(frame)).await.is_err() {
                return;
            }
            next = frames.try_recv().ok();
        }
        if sink.flush().await.is_err() {
            return;
        }
    }
    // A peer that has gone needs no goodbye.
    let _ = sink.close().await;
}
