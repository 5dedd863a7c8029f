//! A server of one event in this process, without a disk: the real hub behind a real socket.

use futures_util::{SinkExt as _, StreamExt as _};
use kiosk::{clock::Machine, random::SystemRandom};
use shared::{
    invite::JoinLink,
    keys::RootKey,
    persist::{Store as _, memory::MemoryStore},
    roster::Role,
    sync::{Hub, HubEffect, HubInput, Setup},
};
use std::{collections::BTreeMap, thread::JoinHandle, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{mpsc, oneshot},
};
use tokio_tungstenite::{accept_async, tungstenite::Message};

pub struct Server {
    pub address: String,
    ask: mpsc::UnboundedSender<Ask>,
    thread: JoinHandle<MemoryStore>,
}

enum Ask {
    Invite(oneshot::Sender<[u8; 16]>),
    Stop,
}

fn root() -> RootKey {
    RootKey::from_entropy(&[7; 32])
}

impl Server {
    /// A server of a new event.
    pub fn new() -> Self {
        let mut store = MemoryStore::new();
        store.commit(&Hub::create(&root(), &mut SystemRandom)).unwrap();
        Self::start(store, "127.0.0.1:0")
    }

    /// The same server again, at the same address.
    pub fn start(store: MemoryStore, address: &str) -> Self {
        let listener = std::net::TcpListener::bind(address).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (ask, asked) = mpsc::unbounded_channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                Run::new(store).run(&listener, asked).await
            })
        });
        Self { address, ask, thread }
    }

    pub fn invite(&self) -> JoinLink {
        let (answer, answered) = oneshot::channel();
        self.ask.send(Ask::Invite(answer)).ok().unwrap();
        let secret = answered.blocking_recv().unwrap();
        JoinLink::new(&self.address, root().event(), secret).unwrap()
    }

    /// Ends it; what it held comes back.
    pub fn stop(self) -> MemoryStore {
        let _ = self.ask.send(Ask::Stop);
        self.thread.join().unwrap()
    }
}

struct Run {
    store: MemoryStore,
    hub: Hub,
    clock: Machine,
    peers: BTreeMap<u64, mpsc::UnboundedSender<Vec<u8>>>,
    invites: BTreeMap<u64, oneshot::Sender<[u8; 16]>>,
    next: u64,
}

impl Run {
    fn new(mut store: MemoryStore) -> Self {
        let saved = store.load().unwrap();
        let (hub, step) = Hub::load(saved, Setup::default(), &mut SystemRandom).unwrap();
        store.commit(&step.commit).unwrap();
        let (peers, invites) = Default::default();
        Self { store, hub, clock: Machine::default(), peers, invites, next: 0 }
    }

    async fn run(
        mut self,
        listener: &TcpListener,
        mut asked: mpsc::UnboundedReceiver<Ask>,
    ) -> MemoryStore {
        let (tell, mut told) = mpsc::unbounded_channel();
        let mut tick = tokio::time::interval(Duration::from_millis(200));
        loop {
            tokio::select! {
                accepted = listener.accept() => {
                    self.next += 1;
                    let (send, frames) = mpsc::unbounded_channel();
                    self.peers.insert(self.next, send);
                    tokio::spawn(serve(self.next, accepted.unwrap().0, frames, tell.clone()));
                }
                Some(input) = told.recv() => self.handle(input),
                _ = tick.tick() => self.handle(HubInput::Tick),
                ask = asked.recv() => match ask {
                    Some(Ask::Invite(answer)) => {
                        self.next += 1;
                        self.invites.insert(self.next, answer);
                        let (role, root) = (Role::Organiser, Some(root()));
                        self.handle(HubInput::Invite { ticket: self.next, role, root });
                    }
                    Some(Ask::Stop) | None => return self.store,
                },
            }
        }
    }

    fn handle(&mut self, input: HubInput) {
        let now = self.clock.now();
        let step = self.hub.handle(now, &mut SystemRandom, &self.store, input).unwrap();
        self.store.commit(&step.commit).unwrap();
        for effect in step.effects {
            match effect {
                HubEffect::Send { peer, frame } | HubEffect::Ephemeral { peer, frame } => {
                    if let Some(send) = self.peers.get(&peer) {
                        let _ = send.send(frame.to_vec());
                    }
                }
                HubEffect::Close { peer, .. } => {
                    self.peers.remove(&peer);
                }
                HubEffect::Invited { ticket, result } => {
                    let _ = self.invites.remove(&ticket).unwrap().send(result.unwrap());
                }
                _ => {}
            }
        }
    }
}

async fn serve(
    peer: u64,
    tcp: TcpStream,
    mut frames: mpsc::UnboundedReceiver<Vec<u8>>,
    tell: mpsc::UnboundedSender<HubInput>,
) {
    let Ok(socket) = accept_async(tcp).await else { return };
    let (mut sink, mut stream) = socket.split();
    let _ = tell.send(HubInput::Opened { peer });
    loop {
        tokio::select! {
            frame = frames.recv() => match frame {
                Some(frame) => if sink.send(Message::Binary(frame.into())).await.is_err() { break },
                None => break,
            },
            message = stream.next() => match message {
                Some(Ok(Message::Binary(bytes))) => {
                    let _ = tell.send(HubInput::Frame { peer, bytes: bytes.into() });
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            },
        }
    }
    let _ = sink.close().await;
    let _ = tell.send(HubInput::Closed { peer });
}
