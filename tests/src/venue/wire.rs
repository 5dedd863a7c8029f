//! A wire between a kiosk and a server that can be cut: a proxy on the loopback address.

use crate::Trouble;
use std::{
    io::{self, Read as _, Write as _},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{Builder, JoinHandle},
};

/// What is carried at a time.
const CHUNK_BYTES: usize = 16 << 10;

/// The kiosk's end is [`address`](Self::address); the other end is the server.
#[derive(Debug)]
pub struct Wire {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    condition: Condition,
    /// Bytes that still pass towards the server before the wire breaks by itself.
    passes: Option<usize>,
    target: Option<SocketAddr>,
    /// Both ends of each connection, to be shut when the wire is cut.
    open: Vec<TcpStream>,
    carrying: Vec<JoinHandle<()>>,
    /// Bytes carried so far, both ways.
    carried: u64,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Condition {
    #[default]
    Whole,
    /// Connections are closed at once.
    Cut,
    /// Bytes go in and do not come out, as behind an access point that has lost its uplink.
    Dark,
    /// The handle is gone.
    Ended,
}

impl Wire {
    /// Lays a wire to a server.
    ///
    /// # Errors
    /// When the system has no port or no thread.
    pub fn to(server: SocketAddr) -> Result<Self, Trouble> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .map_err(Trouble::at("open a port for a wire"))?;
        let address = listener.local_addr().map_err(Trouble::at("name the port of a wire"))?;
        let shared = Arc::new(Shared::default());
        shared.lock().target = Some(server);
        let carrier = Arc::clone(&shared);
        let accepting = Builder::new()
            .name("wire".to_owned())
            .spawn(move || accept(&listener, &carrier))
            .map_err(Trouble::at("start a wire"))?;
        Ok(Self { address, shared, accepting: Some(accepting) })
    }

    /// Where a kiosk reaches the server through this wire.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Closes all connections, and each new one at once, until it is healed.
    pub fn cut(&self) {
        self.set(Condition::Cut);
    }

    /// Carries nothing and closes nothing, until it is healed or cut.
    pub fn darken(&self) {
        self.set(Condition::Dark);
    }

    /// Carries again; what waited in the dark goes on.
    pub fn heal(&self) {
        self.shared.lock().passes = None;
        self.set(Condition::Whole);
    }

    /// Cuts itself after so many further bytes from the kiosk: in the middle of a frame if the
    /// frame is longer.
    pub fn cut_after(&self, bytes: usize) {
        self.shared.lock().passes = Some(bytes);
    }

    /// Whether it was cut, by hand or by itself.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.shared.lock().condition == Condition::Cut
    }

    /// Leads new connections to another server.
    pub fn lead_to(&self, server: SocketAddr) {
        self.shared.lock().target = Some(server);
    }

    /// Bytes carried so far, both ways.
    #[must_use]
    pub fn carried(&self) -> u64 {
        self.shared.lock().carried
    }

    fn set(&self, condition: Condition) {
        self.shared.set(condition);
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.set(Condition::Ended);
        // Wakes the thread that accepts, which then sees that it is over.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
        let carrying = std::mem::take(&mut self.shared.lock().carrying);
        for thread in carrying {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, condition: Condition) {
        let mut state = self.lock();
        state.condition = condition;
        if matches!(condition, Condition::Cut | Condition::Ended) {
            for stream in state.open.drain(..) {
                // The other end may have closed it already.
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
        drop(state);
        self.changed.notify_all();
    }

    /// How many of these bytes may pass, once anything may; nothing when the wire is cut.
    fn pass(&self, bytes: usize, towards_server: bool) -> Option<usize> {
        let mut state = self.lock();
        while state.condition == Condition::Dark {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.condition != Condition::Whole {
            return None;
        }
        let allowed = match state.passes {
            Some(passes) if towards_server => {
                let allowed = bytes.min(passes);
                state.passes = Some(passes - allowed);
                allowed
            }
            Some(_) | None => bytes,
        };
        state.carried += allowed as u64;
        Some(allowed)
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    loop {
        let accepted = listener.accept();
        let (condition, target) = {
            let state = shared.lock();
            (state.condition, state.target)
        };
        match (condition, accepted, target) {
            (Condition::Ended, ..) => return,
            (Condition::Whole | Condition::Dark, Ok((kiosk, _)), Some(target)) => {
                // Nobody answers there: the kiosk's connection closes, as it would without a wire.
                let _ = connect(kiosk, target, shared);
            }
            (Condition::Cut, ..) | (_, Err(_), _) | (.., None) => {}
        }
    }
}

fn connect(kiosk: TcpStream, target: SocketAddr, shared: &Arc<Shared>) -> io::Result<()> {
    let server = TcpStream::connect(target)?;
    for stream in [&kiosk, &server] {
        stream.set_nodelay(true)?;
    }
    let (kiosk_too, server_too) = (kiosk.try_clone()?, server.try_clone()?);
    let mut state = shared.lock();
    if !matches!(state.condition, Condition::Whole | Condition::Dark) {
        return Ok(());
    }
    state.open.extend([kiosk.try_clone()?, server.try_clone()?]);
    let up = Arc::clone(shared);
    let up =
        Builder::new().name("wire-up".to_owned()).spawn(move || carry(kiosk, server, &up, true))?;
    let down = Arc::clone(shared);
    let down = Builder::new()
        .name("wire-down".to_owned())
        .spawn(move || carry(server_too, kiosk_too, &down, false))?;
    state.carrying.retain(|thread| !thread.is_finished());
    state.carrying.extend([up, down]);
    Ok(())
}

/// Carries bytes one way until either end closes or the wire is cut; then closes both.
fn carry(mut from: TcpStream, mut to: TcpStream, shared: &Shared, towards_server: bool) {
    let mut chunk = vec![0; CHUNK_BYTES];
    while let Ok(length @ 1..) = from.read(&mut chunk) {
        let Some(allowed) = shared.pass(length, towards_server) else { break };
        let Some(bytes) = chunk.get(..allowed) else { break };
        if to.write_all(bytes).is_err() {
            break;
        }
        if allowed < length {
            shared.set(Condition::Cut);
            break;
        }
    }
    for stream in [from, to] {
        // The other end may have closed it already.
        let _ = stream.shutdown(Shutdown::Both);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufRead as _;
    use std::io::BufReader;

    /// A server that answers each line with itself.
    fn echo() -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                std::thread::spawn(move || {
                    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                    for line in lines.map_while(Result::ok) {
                        if writeln!(stream, "{line}").is_err() {
                            break;
                        }
                    }
                });
            }
        });
        address
    }

    fn said(stream: &TcpStream) -> io::Result<String> {
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).map(|_| line)
    }

    #[test]
    fn a_wire_carries_until_it_is_cut_and_again_when_healed() {
        let wire = Wire::to(echo()).unwrap();
        let mut first = TcpStream::connect(wire.address()).unwrap();
        writeln!(first, "one").unwrap();
        assert_eq!(said(&first).unwrap(), "one\n");
        assert_eq!(wire.carried(), 8);

        wire.cut();
        assert_eq!(said(&first).unwrap_or_default(), "");
        let second = TcpStream::connect(wire.address()).unwrap();
        assert_eq!(said(&second).unwrap_or_default(), "");

        wire.heal();
        let mut third = TcpStream::connect(wire.address()).unwrap();
        writeln!(third, "three").unwrap();
        assert_eq!(said(&third).unwrap(), "three\n");
    }

    #[test]
    fn what_waits_in_the_dark_arrives_in_the_light() {
        let wire = Wire::to(echo()).unwrap();
        let mut stream = TcpStream::connect(wire.address()).unwrap();
        writeln!(stream, "one").unwrap();
        assert_eq!(said(&stream).unwrap(), "one\n");
        wire.darken();
        writeln!(stream, "two").unwrap();
        stream.set_nonblocking(true).unwrap();
        assert_eq!(stream.read(&mut [0; 8]).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        stream.set_nonblocking(false).unwrap();
        assert_eq!(wire.carried(), 8);
        wire.heal();
        assert_eq!(said(&stream).unwrap(), "two\n");
    }

    #[test]
    fn a_wire_breaks_inside_what_it_carries() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let wire = Wire::to(listener.local_addr().unwrap()).unwrap();
        wire.cut_after(3);
        let mut kiosk = TcpStream::connect(wire.address()).unwrap();
        let (mut server, _) = listener.accept().unwrap();
        kiosk.write_all(b"frame").unwrap();
        let mut got = Vec::new();
        server.read_to_end(&mut got).unwrap();
        assert_eq!(got, b"fra");
        assert!(wire.is_cut());
    }
}
