//! Looking around for servers: for another one while there is none, and, as a server, for those that
//! came to life meanwhile. This device visits them, and so brings both together.

use super::{Input, run::Engine};
use crate::{
    lookout::Lookout,
    view::{ServerState, View},
};
use shared::{documents::Documents, ids::DocumentKind};
use std::{
    net::{TcpStream, ToSocketAddrs as _},
    time::Duration,
};

/// Away for so long, a kiosk looks around: a server that was restarted is back before.
const AWAY_MS: u64 = 3_000;
/// Where the network allowed no multicast, it is tried again after this time.
const AGAIN_MS: u64 = 60_000;
/// A server looks for others so long after a visit that brought something.
const VISIT_MS: u64 = 10_000;
/// After each that brought nothing it waits twice as long, up to this.
const VISIT_MS_LATEST: u64 = 160_000;
/// A visit is over after this time, whatever came of it.
const VISIT_MS_MAX: u64 = 20_000;
/// A place where somebody listens who is no server of the event is left alone for this time.
const LEFT_MS: u64 = 120_000;
/// Time in which a machine at the venue answers.
const PROBE: Duration = Duration::from_secs(2);

/// What is known of what is around.
#[derive(Default)]
pub(super) struct Around {
    lookout: Option<Lookout>,
    /// When looking around may begin again.
    again_ms: u64,
    away_since_ms: Option<u64>,
    /// When the next visit is due, and how many there were.
    due_ms: u64,
    turn: usize,
    /// How long the last pause was, and how many edits were held when it began.
    pause_ms: u64,
    edits: usize,
    visit: Option<Visit>,
    /// Places that are left alone, and until when.
    left: Vec<(String, u64)>,
}

/// A visit to another server.
struct Visit {
    address: String,
    /// The connection to it, once there is one.
    connection: Option<u64>,
    until_ms: u64,
}

impl Engine {
    /// Once a second.
    pub(super) fn look_around(&mut self) {
        let now_ms = self.now_ms();
        let is_away = misses_server(self.out.latest());
        let since = is_away.then(|| self.around.away_since_ms.unwrap_or(now_ms));
        self.around.away_since_ms = since;
        let is_lost = since.is_some_and(|since| now_ms.saturating_sub(since) >= AWAY_MS);
        let serves = self.host.own_address().is_some();
        // Who was told where the server is looks nowhere else by itself.
        self.look_out((is_lost && self.places.fixed.is_none()) || serves, now_ms);
        if serves {
            self.visit_others(now_ms);
        }
    }

    fn look_out(&mut self, wanted: bool, now_ms: u64) {
        let event = self.ground.device().and_then(|device| device.replica().event());
        let Some(event) = event.filter(|_| wanted && !self.is_alone()) else {
            self.around.lookout = None;
            return;
        };
        if self.around.lookout.is_none() && now_ms >= self.around.again_ms {
            self.around.again_ms = now_ms + AGAIN_MS;
            self.around.lookout = Lookout::start();
        }
        let own = self.host.instance();
        let found = self.around.lookout.as_ref().map(|lookout| lookout.found(event, own));
        for address in found.unwrap_or_default() {
            let is_known = self.places.all(&self.ground.addresses).contains(&address);
            if !is_known && !self.host.is_at(&address) {
                tracing::info!(address, "A server of this event was found in the network");
                self.places.see(&address);
                self.seek_also();
            }
        }
    }

    /// Others are visited in turn, if somebody listens there.
    fn visit_others(&mut self, now_ms: u64) {
        if self.leave_if(|visit| now_ms > visit.until_ms) {
            return;
        }
        if self.around.visit.is_some() || now_ms < self.around.due_ms {
            return;
        }
        self.around.due_ms = now_ms + VISIT_MS;
        self.around.left.retain(|(_, until)| now_ms < *until);
        let mut others = self.places.all(&self.ground.addresses);
        let left = &self.around.left;
        others.retain(|one| !self.host.is_at(one) && left.iter().all(|(at, _)| at != one));
        let count = others.len().max(1);
        self.around.turn += 1;
        let Some(address) = others.into_iter().nth(self.around.turn % count) else { return };
        let bell = self.host.bell.clone();
        let probe = move || {
            if is_there(&address) {
                // An engine with a full queue has better things to do.
                let _ = bell.try_send(Input::Probed { address });
            }
        };
        if let Err(error) = std::thread::Builder::new().name("probe".to_owned()).spawn(probe) {
            tracing::warn!(%error, "No other server was looked for");
        }
    }

    /// Somebody listens there.
    pub(super) fn probed(&mut self, address: String) {
        if self.host.own_address().is_some() && self.around.visit.is_none() {
            let until_ms = self.now_ms() + VISIT_MS_MAX;
            self.net.connect_to(vec![address.clone()]);
            self.around.visit = Some(Visit { address, connection: None, until_ms });
        }
    }

    /// A connection is open.
    pub(super) fn visits(&mut self, connection: u64, address: &str) {
        let visit = self.around.visit.as_mut().filter(|visit| visit.address == address);
        visit.map(|visit| visit.connection.insert(connection));
    }

    /// There is no connection to a place: nobody is visited there.
    pub(super) fn visit_failed(&mut self, address: &str) {
        self.leave_if(|visit| visit.address == address);
    }

    /// A connection is about to end. A server of the event is met again; anybody else is not: while
    /// this device is there, its own server hears nothing of it.
    pub(super) fn visit_broke(&mut self, connection: u64) {
        if self.ground.device().is_none_or(|device| device.server().is_none()) {
            self.leave_if(|visit| visit.connection == Some(connection));
        }
    }

    /// Ends a visit that came to nothing, and leaves that place alone.
    fn leave_if(&mut self, leave: impl FnOnce(&Visit) -> bool) -> bool {
        let Some(visit) = self.around.visit.take_if(|visit| leave(visit)) else { return false };
        let until_ms = self.now_ms() + LEFT_MS;
        self.around.left.push((visit.address, until_ms));
        self.visited();
        true
    }

    /// A visit is over: this device goes back to its own server, and waits before the next one. The
    /// others see it away during a visit, so that visits for nothing are made seldom.
    fn visited(&mut self) {
        let edits = self.edits();
        self.around.pause_ms = match edits == self.around.edits {
            true => (self.around.pause_ms * 2).clamp(VISIT_MS, VISIT_MS_LATEST),
            false => VISIT_MS,
        };
        self.around.edits = edits;
        self.around.due_ms = self.now_ms() + self.around.pause_ms;
        self.seek();
    }

    fn edits(&mut self) -> usize {
        let documents = self.ground.device().map(|device| device.replica().documents());
        let count = |documents: &Documents| {
            DocumentKind::ALL.iter().map(|kind| documents.hashes(*kind).len()).sum()
        };
        documents.map_or(0, count)
    }

    /// The server that this device is connected to has told everything; and has heard everything.
    pub(super) fn arrived(&mut self, is_done: bool) {
        let Some(address) = self.connected_to.take() else { return };
        self.found_at(&address);
        if !is_done {
            self.connected_to = Some(address);
        } else if self.around.visit.take_if(|visit| visit.address == address).is_some() {
            self.visited();
        }
    }
}

/// A server that is only said to be gone is not looked for.
fn misses_server(view: &View) -> bool {
    view.rehearsal.is_none_or(|rehearsal| !rehearsal.away)
        && matches!(view.data.server, ServerState::Away { .. })
}

/// Whether a machine answers there.
fn is_there(address: &str) -> bool {
    let found = address.to_socket_addrs();
    found.is_ok_and(|mut found| found.any(|at| TcpStream::connect_timeout(&at, PROBE).is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{view::DataState, why::Away, why::NoLine};
    use shared::sync::Rehearsing;

    #[test]
    fn a_pretended_clock_keeps_nobody_from_looking_for_a_server_that_is_gone() {
        let server = ServerState::Away { why: Away::NoLine(NoLine::NotYet) };
        let data = DataState { server, ..DataState::default() };
        let view = |rehearsal| View { data: data.clone(), rehearsal, ..View::default() };
        let rehearsing = |away| Some(Rehearsing { away, until_ms: 9, ahead_ms: 5 });
        assert!(misses_server(&view(None)));
        assert!(misses_server(&view(rehearsing(false))));
        assert!(!misses_server(&view(rehearsing(true))), "it is only said to be gone");
        assert!(!misses_server(&View::default()), "there is none to miss");
    }
}
