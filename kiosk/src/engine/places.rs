//! Where a server may be: at its own one first, then where a person said, then where one was.

use super::run::Engine;
use shared::persist::Transaction;

/// Addresses that are remembered.
const PLACES_MAX: usize = 8;
/// Addresses that anybody in the network may have named.
const SEEN_MAX: usize = 4;

/// What is known since the start of the process; what was known before is kept with the store.
#[derive(Default)]
pub(super) struct Places {
    /// The one that was named at the start: nothing that is stored takes its place.
    pub(super) fixed: Option<String>,
    /// Those that were heard of since, the latest first.
    learned: Vec<String>,
    /// Those that were seen in the network, the latest first. Anybody may name one.
    seen: Vec<String>,
}

/// Puts an address first; the ones that were not used for longest are forgotten.
pub(super) fn put_first(addresses: &mut Vec<String>, address: &str) {
    addresses.retain(|known| known != address);
    addresses.insert(0, address.to_owned());
    addresses.truncate(PLACES_MAX);
}

impl Places {
    pub(super) fn new(fixed: Option<String>) -> Self {
        Self { fixed, ..Self::default() }
    }

    /// A person, or another server, said where one is.
    pub(super) fn learn(&mut self, address: &str) {
        put_first(&mut self.learned, address);
    }

    /// One was seen in the network. It takes no place of those that are known, and is tried after
    /// the one that was there last: whoever names places that are none delays little by it.
    pub(super) fn see(&mut self, address: &str) {
        put_first(&mut self.seen, address);
        self.seen.truncate(SEEN_MAX);
    }

    /// All of them, in the order in which they are tried.
    pub(super) fn all(&self, kept: &[String]) -> Vec<String> {
        let mut all = self.learned.clone();
        let (last, older) = match &self.fixed {
            Some(fixed) => (Some(fixed), Default::default()),
            None => (kept.first(), kept.get(1..).unwrap_or_default()),
        };
        all.extend(last.cloned());
        all.extend_from_slice(&self.seen);
        all.extend_from_slice(older);
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|address| seen.insert(address.clone()));
        all
    }
}

impl Engine {
    /// Looks for a server from here on, beginning with the best place. Nobody has one of a sample,
    /// but a device that was made its server.
    pub(super) fn seek(&mut self) {
        let joined = self.ground.device().is_some_and(|device| device.replica().event().is_some());
        let wanted = joined && !self.is_alone();
        let addresses = if wanted { self.addresses() } else { Vec::new() };
        self.net.connect_to(addresses);
    }

    /// It is the sample, on this device only.
    pub(super) fn is_alone(&self) -> bool {
        self.ground.local.is_sample && self.host.own_address().is_none()
    }

    /// Other places count when the present one does not answer.
    pub(super) fn seek_also(&mut self) {
        self.net.also_try(self.addresses());
    }

    fn addresses(&self) -> Vec<String> {
        match self.host.own_address() {
            Some(own) => vec![own],
            None => self.places.all(&self.ground.addresses),
        }
    }

    /// The server at this address has proved itself: it is where to look first, also after a restart.
    pub(super) fn found_at(&mut self, address: &str) {
        let is_own = self.host.own_address().as_deref() == Some(address);
        let is_known = self.ground.addresses.first().is_some_and(|first| first == address);
        if is_own || is_known || self.places.fixed.as_deref() == Some(address) {
            return;
        }
        let mut puts = Transaction::default();
        self.ground.keep_address(address, &mut puts);
        // At worst it is looked for elsewhere first.
        let _ = self.ground.commit(&puts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(addresses: &[&str]) -> Vec<String> {
        addresses.iter().map(|one| (*one).to_owned()).collect()
    }

    #[test]
    fn what_was_said_last_is_tried_first_and_each_once() {
        let mut places = Places::default();
        let kept = texts(&["old:1", "older:1"]);
        assert_eq!(places.all(&kept), kept);
        places.learn("new:1");
        places.learn("older:1");
        assert_eq!(places.all(&kept), texts(&["older:1", "new:1", "old:1"]));
        places.fixed = Some("set:1".to_owned());
        assert_eq!(places.all(&kept), texts(&["older:1", "new:1", "set:1"]));
        for n in 0..20 {
            places.learn(&format!("n:{n}"));
        }
        assert_eq!(places.all(&[]).len(), PLACES_MAX + 1);
    }

    #[test]
    fn what_the_network_says_comes_after_the_place_that_was_there_last() {
        let mut places = Places::default();
        let kept = texts(&["hall:1", "old:1"]);
        for n in 0..20 {
            places.see(&format!("n:{n}"));
        }
        let order = texts(&["hall:1", "n:19", "n:18", "n:17", "n:16", "old:1"]);
        assert_eq!(places.all(&kept), order);
        places.learn("said:1");
        assert_eq!(places.all(&kept).first().map(String::as_str), Some("said:1"));
    }
}
