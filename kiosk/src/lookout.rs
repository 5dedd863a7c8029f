//! Looks for servers of the event in the network, by multicast DNS. What is found is only a place to
//! try: whoever is there must prove that root certifies it.

use mdns_sd::{Receiver, ResolvedService, ServiceDaemon, ServiceEvent};
use shared::{
    announce::{EVENT, INSTANCE, SERVICE},
    ids::EventId,
};
use std::net::SocketAddr;

/// Somebody who looks; nobody does any more when it is dropped.
pub(crate) struct Lookout {
    daemon: ServiceDaemon,
    events: Receiver<ServiceEvent>,
}

impl Lookout {
    /// Begins to look. `None`: the network allows no multicast.
    pub(crate) fn start() -> Option<Self> {
        let look = || {
            let daemon = ServiceDaemon::new()?;
            let events = daemon.browse(SERVICE)?;
            Ok(Self { daemon, events })
        };
        let begun: mdns_sd::Result<Self> = look();
        begun
            .inspect_err(
                |error| tracing::info!(%error, "Servers are not looked for in the network"),
            )
            .ok()
    }

    /// Places of servers but this device's own that were found since the last call.
    pub(crate) fn found(&self, event: EventId, own: Option<&str>) -> Vec<String> {
        let mut found = Vec::new();
        while let Ok(news) = self.events.try_recv() {
            if let ServiceEvent::ServiceResolved(service) = news {
                found.extend(places(&service, event, own));
            }
        }
        found
    }
}

/// Addresses of a server of this event, those of the older kind first: they need no scope.
fn places(service: &ResolvedService, event: EventId, own: Option<&str>) -> Vec<String> {
    let is =
        |name: &str, value: &str| service.txt_properties.get_property_val_str(name) == Some(value);
    if !is(EVENT, &event.to_string()) || own.is_some_and(|own| is(INSTANCE, own)) {
        return Vec::new();
    }
    let mut addresses: Vec<SocketAddr> = service
        .addresses
        .iter()
        .map(|ip| SocketAddr::new(ip.to_ip_addr(), service.port))
        .filter(|address| is_usable(*address))
        .collect();
    addresses.sort_by_key(|address| (address.is_ipv6(), *address));
    addresses.iter().map(SocketAddr::to_string).collect()
}

/// An address of one link needs to be told which.
fn is_usable(address: SocketAddr) -> bool {
    match address {
        SocketAddr::V4(_) => true,
        SocketAddr::V6(v6) => !v6.ip().is_unicast_link_local(),
    }
}

impl Drop for Lookout {
    fn drop(&mut self) {
        // It ends with the process at the latest.
        let _ = self.daemon.shutdown();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mdns_sd::ServiceInfo;
    use shared::{announce::KEY, ids::DeviceId};
    use std::time::{Duration, Instant};

    const EVENT_ID: EventId = EventId([7; 32]);
    const SERVER: DeviceId = DeviceId([9; 32]);

    fn announced(event: EventId, name: &str) -> mdns_sd::Result<ServiceDaemon> {
        let daemon = ServiceDaemon::new()?;
        let (event, key) = (event.to_string(), SERVER.to_string());
        let told = [(EVENT, event.as_str()), (KEY, key.as_str()), (INSTANCE, name)];
        let host = format!("{name}.local.");
        let service = ServiceInfo::new(SERVICE, name, &host, "", 7750, &told[..])?;
        daemon.register(service.enable_addr_auto())?;
        Ok(daemon)
    }

    /// Everything that is resolved until one of `event` is, or time is up.
    fn resolved(lookout: &Lookout, event: EventId) -> Vec<ResolvedService> {
        let until = Instant::now() + Duration::from_secs(8);
        let mut all = Vec::new();
        while let Ok(news) = lookout.events.recv_deadline(until) {
            if let ServiceEvent::ServiceResolved(service) = news {
                let is_last = !places(&service, event, None).is_empty();
                all.push(*service);
                if is_last {
                    break;
                }
            }
        }
        all
    }

    #[test]
    fn a_server_of_the_event_is_found_where_the_network_allows_it() {
        let other = announced(EventId([8; 32]), "campboard-test-other");
        let (Some(lookout), Ok(other), Ok(own)) =
            (Lookout::start(), other, announced(EVENT_ID, "campboard-test-own"))
        else {
            eprintln!("skipped: no multicast here");
            return;
        };
        let all = resolved(&lookout, EVENT_ID);
        let found = |own| all.iter().flat_map(|one| places(one, EVENT_ID, own)).collect::<Vec<_>>();
        if found(None).is_empty() {
            eprintln!("skipped: nothing comes through by multicast here");
            return;
        }
        assert!(found(None).iter().all(|address| address.ends_with(":7750")), "{:?}", found(None));
        assert!(found(Some("campboard-test-own")).is_empty(), "it is this device's own");
        // One that was made elsewhere from the same words has the same key.
        assert_eq!(found(Some("campboard-test-elsewhere")), found(None));
        for daemon in [other, own] {
            let _ = daemon.shutdown();
        }
    }
}
