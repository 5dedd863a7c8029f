//! The wire to the server: one connection at a time, opened again and again. It sees bytes only;
//! what they mean is the engine's business.

use crate::{random::SystemRandom, why::NoLine};
use futures_util::{SinkExt as _, StreamExt as _};
use shared::{limits, sync::backoff};
use std::{future::Future, io, sync::Arc, thread::JoinHandle, time::Duration};
use tokio::{
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch},
    time::{sleep, timeout},
};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{
        self, Message, error::ProtocolError, handshake::client::Response, http::header,
        protocol::WebSocketConfig,
    },
};

/// Where the server takes connections.
const PATH: &str = "/v1/sync";
/// A read buffer is zeroed at every read: a large one costs more than it saves.
const READ_BUFFER_BYTES: usize = 8 << 10;
/// Time to send what waits before a connection is closed.
const FAREWELL: Duration = Duration::from_millis(300);
/// Frames received that the engine has not taken yet; then nothing more is read from the wire.
const RECEIVED_FRAMES_MAX: usize = 256;
/// Frames of one connection that wait to be sent; then it is closed, and begins again.
const SENDING_FRAMES_MAX: usize = limits::PEER_QUEUE_FRAMES_MAX;

/// What the wire tells.
#[derive(Debug)]
pub enum News {
    /// A connection is open.
    Opened {
        /// Its number: one higher than that of the one before.
        connection: u64,
        /// Where it leads.
        address: String,
    },
    /// A frame came.
    Frame {
        /// On this connection.
        connection: u64,
        /// Its bytes.
        bytes: Vec<u8>,
        /// Makes room for another frame when it is dropped.
        room: OwnedSemaphorePermit,
    },
    /// A connection that was open has ended.
    Closed {
        /// Which one.
        connection: u64,
        /// Why.
        why: NoLine,
    },
    /// There is no connection, after another attempt.
    Away {
        /// Where there is none.
        address: String,
        /// Why.
        why: NoLine,
    },
}

/// What the engine wants, all of which is a state and not a message: it is never lost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Wish {
    /// Where a server may be, tried one after the other; none: connect to nobody.
    addresses: Vec<String>,
    /// How often somebody asked to connect: each time it begins anew, and at once.
    calls: u64,
    /// Connections up to this one are to be closed.
    close: u64,
    /// The last connection that worked: after it there is no long pause.
    worked: u64,
    /// End.
    stop: bool,
}

/// The engine's end of the wire. Nothing here ever waits.
pub(crate) struct Net {
    wish: watch::Sender<Wish>,
    frames: mpsc::Sender<(u64, Vec<u8>)>,
    thread: Option<JoinHandle<()>>,
}

/// Too many frames wait to be sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct QueueFull;

impl Net {
    /// Starts the thread `net`. `tell` hands news to the engine; it gives them back when there is
    /// no room, and is asked again a little later.
    pub(crate) fn start(
        tell: impl FnMut(News) -> Result<(), Undelivered> + Send + 'static,
    ) -> io::Result<Self> {
        let (wish, wishes) = watch::channel(Wish::default());
        let (frames, outgoing) = mpsc::channel(SENDING_FRAMES_MAX);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let wire = Wire { wishes, outgoing, tell: Box::new(tell), connection: 0 };
        let thread = std::thread::Builder::new().name("net".to_owned()).spawn(move || {
            runtime.block_on(wire.run());
            // A name that is being looked up must not hold up the end.
            runtime.shutdown_background();
        })?;
        Ok(Self { wish, frames, thread: Some(thread) })
    }

    /// Connects to a server at one of these addresses from here on, at once, the first one first;
    /// none: to nobody. A connection that is open is closed before.
    pub(crate) fn connect_to(&self, addresses: Vec<String>) {
        self.change(|wish| {
            wish.addresses = addresses;
            wish.calls += 1;
        });
    }

    /// Other addresses to try when the present connection is lost, or does not come about.
    pub(crate) fn also_try(&self, addresses: Vec<String>) {
        self.change(|wish| wish.addresses = addresses);
    }

    /// Sends a frame.
    pub(crate) fn send(&self, connection: u64, frame: Vec<u8>) -> Result<(), QueueFull> {
        match self.frames.try_send((connection, frame)) {
            Ok(()) => Ok(()),
            Err(_) => {
                self.close(connection);
                Err(QueueFull)
            }
        }
    }

    /// Sends a frame that nobody needs, unless much waits to be sent.
    pub(crate) fn send_if_idle(&self, connection: u64, frame: Vec<u8>) {
        if self.frames.capacity() > SENDING_FRAMES_MAX / 2 {
            // There is room, or this end is stopping.
            let _ = self.frames.try_send((connection, frame));
        }
    }

    /// Closes a connection; another one is opened after a pause.
    pub(crate) fn close(&self, connection: u64) {
        self.change(|wish| wish.close = wish.close.max(connection));
    }

    /// The connection turned out to be good: if it is lost, the next attempt comes soon.
    pub(crate) fn worked(&self, connection: u64) {
        self.change(|wish| wish.worked = wish.worked.max(connection));
    }

    fn change(&self, change: impl FnOnce(&mut Wish)) {
        self.wish.send_if_modified(|wish| {
            let before = wish.clone();
            change(wish);
            *wish != before
        });
    }
}

impl Drop for Net {
    fn drop(&mut self) {
        self.change(|wish| wish.stop = true);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("The thread of the network ended by a fault of its own");
        }
    }
}

/// News that could not be handed over.
#[derive(Debug)]
pub(crate) enum Undelivered {
    /// There was no room.
    Later(News),
    /// Nobody listens any more.
    Never,
}

struct Wire {
    wishes: watch::Receiver<Wish>,
    outgoing: mpsc::Receiver<(u64, Vec<u8>)>,
    tell: Box<dyn FnMut(News) -> Result<(), Undelivered> + Send>,
    connection: u64,
}

type Socket = WebSocketStream<TcpStream>;

impl Wire {
    async fn run(mut self) {
        let mut attempt = 0;
        let mut worked = 0;
        let mut place = 0;
        let mut calls = 0;
        let mut wishes = self.wishes.clone();
        loop {
            until(&mut wishes, &|wish| wish.stop || !wish.addresses.is_empty()).await;
            let wish = wishes.borrow().clone();
            if wish.stop {
                return;
            }
            if std::mem::replace(&mut calls, wish.calls) != wish.calls {
                place = 0;
            }
            let places = wish.addresses.len();
            let Some(address) = wish.addresses.into_iter().nth(place % places) else {
                return;
            };
            let elsewhere = move |now: &Wish| now.stop || now.calls != wish.calls;
            let opened = tokio::select! {
                opened = connect(&address) => opened,
                () = until(&mut wishes, &elsewhere) => continue,
            };
            match opened {
                Ok(socket) => self.serve(socket, address, &elsewhere).await,
                Err(why) => self.tell(News::Away { address, why }).await,
            }
            let latest = wishes.borrow().worked;
            if latest > worked {
                attempt = 0;
            } else {
                attempt += 1;
                place += 1;
            }
            worked = latest;
            // All of them are tried before the pause grows.
            let round = attempt / u32::try_from(places).unwrap_or(1).max(1);
            let pause = Duration::from_millis(backoff::pause_ms(round, &mut SystemRandom));
            tokio::select! {
                () = sleep(pause) => {}
                () = until(&mut wishes, &elsewhere) => attempt = 0,
            }
        }
    }

    async fn serve(
        &mut self,
        socket: Socket,
        address: String,
        elsewhere: &(dyn Fn(&Wish) -> bool + Sync),
    ) {
        self.connection += 1;
        let connection = self.connection;
        while self.outgoing.try_recv().is_ok() {
            // Frames of a connection before this one are late.
        }
        self.tell(News::Opened { connection, address }).await;
        let mut wishes = self.wishes.clone();
        let (mut sink, mut stream) = socket.split();
        let Self { outgoing, tell, .. } = self;
        let send = async {
            while let Some((of, frame)) = outgoing.recv().await {
                if of == connection && sink.send(Message::Binary(frame.into())).await.is_err() {
                    return NoLine::Lost;
                }
            }
            NoLine::Stopped
        };
        let receive = async {
            let rooms = Arc::new(Semaphore::new(RECEIVED_FRAMES_MAX));
            loop {
                let Ok(room) = Arc::clone(&rooms).acquire_owned().await else {
                    return NoLine::Stopped;
                };
                let bytes = match stream.next().await {
                    Some(Ok(Message::Binary(bytes))) => bytes,
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => continue,
                    Some(Ok(Message::Text(_) | Message::Close(_)) | Err(_)) | None => {
                        return NoLine::Lost;
                    }
                };
                hand_over(tell, News::Frame { connection, bytes: bytes.into(), room }).await;
            }
        };
        let close = async {
            let ended = |wish: &Wish| elsewhere(wish) || wish.close >= connection;
            until(&mut wishes, &ended).await;
            if wishes.borrow().stop { NoLine::Stopped } else { NoLine::Lost }
        };
        let why = tokio::select! { why = send => why, why = receive => why, why = close => why };
        // What was to be sent before the end, a farewell perhaps, goes if the wire takes it at once.
        let last = async {
            while let Ok((of, frame)) = outgoing.try_recv() {
                if of == connection && sink.send(Message::Binary(frame.into())).await.is_err() {
                    return;
                }
            }
            // The other end learns it by the end of the stream as well.
            let _ = sink.close().await;
        };
        let _ = timeout(FAREWELL, last).await;
        self.tell(News::Closed { connection, why }).await;
    }

    async fn tell(&mut self, news: News) {
        hand_over(&mut self.tell, news).await;
    }
}

/// Returns when the wish is so, or nobody wishes anything any more.
async fn until(wishes: &mut watch::Receiver<Wish>, so: &(dyn Fn(&Wish) -> bool + Sync)) {
    // What `wait_for` gives is a lock, and goes at once.
    let _ = wishes.wait_for(|wish| so(wish)).await;
}

/// Hands news to the engine, however long it takes to have room.
async fn hand_over(
    tell: &mut (impl FnMut(News) -> Result<(), Undelivered> + ?Sized),
    mut news: News,
) {
    /// Between two attempts: the engine empties its whole queue in about this time.
    const PAUSE: Duration = Duration::from_millis(5);
    while let Err(Undelivered::Later(back)) = tell(news) {
        news = back;
        sleep(PAUSE).await;
    }
}

async fn connect(address: &str) -> Result<Socket, NoLine> {
    let timed_out = || NoLine::TimedOut { address: address.to_owned() };
    let limit = Duration::from_millis(limits::HANDSHAKE_MS_MAX);
    within(limit, timed_out, async {
        let tcp = TcpStream::connect(address).await.map_err(|error| of_tcp(address, &error))?;
        // Edits are small, and people wait for them.
        if let Err(error) = tcp.set_nodelay(true) {
            tracing::debug!(%error, "Small frames may be sent late");
        }
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .max_message_size(Some(limits::FRAME_BYTES_MAX))
            .max_frame_size(Some(limits::FRAME_BYTES_MAX));
        let url = format!("ws://{address}{PATH}");
        let (socket, _) = client_async_with_config(url, tcp, Some(config))
            .await
            .map_err(|error| of_handshake(address, &error))?;
        Ok(socket)
    })
    .await
}

async fn within<T>(
    limit: Duration,
    timed_out: impl FnOnce() -> NoLine,
    work: impl Future<Output = Result<T, NoLine>>,
) -> Result<T, NoLine> {
    timeout(limit, work).await.unwrap_or_else(|_| Err(timed_out()))
}

fn of_tcp(address: &str, error: &io::Error) -> NoLine {
    let address = address.to_owned();
    match error.kind() {
        io::ErrorKind::ConnectionRefused => NoLine::Refused { address },
        io::ErrorKind::TimedOut => NoLine::TimedOut { address },
        io::ErrorKind::InvalidInput => NoLine::BadAddress { address },
        io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable => NoLine::Unreachable { address },
        // A name that cannot be looked up has no kind of its own, and no number of the system.
        _ if error.raw_os_error().is_none() => NoLine::NoSuchName { address },
        _ => NoLine::Unreachable { address },
    }
}

fn of_handshake(address: &str, error: &tungstenite::Error) -> NoLine {
    let address = address.to_owned();
    match error {
        tungstenite::Error::Http(response) if is_web_page(response) => NoLine::WebPage,
        tungstenite::Error::Http(response) => {
            NoLine::OtherStatus { address, status: response.status().as_u16() }
        }
        // Accepted and closed without a word: the line is down, or whoever forwards it is.
        tungstenite::Error::Io(_)
        | tungstenite::Error::ConnectionClosed
        | tungstenite::Error::Protocol(ProtocolError::HandshakeIncomplete) => NoLine::Lost,
        tungstenite::Error::Url(_) => NoLine::BadAddress { address },
        _ => NoLine::NotAServer { address },
    }
}

/// A page to sign in on, or the way to one.
fn is_web_page(response: &Response) -> bool {
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
    let html = html || response.body().as_ref().is_some_and(|body| body.starts_with(b"<"));
    let status = response.status();
    status.is_redirection() || (html && (status.is_success() || status.as_u16() == 511))
}
