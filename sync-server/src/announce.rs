//! The server tells the network where it is, by multicast DNS: kiosks that have lost theirs look for it.
//! What is told gives no right: a kiosk follows only a server whose key root certifies.

use mdns_sd::{ServiceDaemon, ServiceInfo};
use shared::{
    announce::{EVENT, INSTANCE, KEY, SERVICE},
    ids::{DeviceId, EventId},
};
use std::net::SocketAddr;
use tracing::warn;

/// An announcement; it is taken back when this is dropped.
pub struct Announcement {
    daemon: ServiceDaemon,
    name: String,
}

impl Announcement {
    /// Tells the network. Without one, or where it allows no multicast, the server serves all the same.
    pub fn start(event: EventId, key: DeviceId, instance: &str, at: SocketAddr) -> Option<Self> {
        // Nobody else reaches it there.
        if at.ip().is_loopback() {
            return None;
        }
        match Self::register(event, key, instance, at) {
            Ok(announcement) => Some(announcement),
            Err(error) => {
                warn!(%error, "The server cannot tell the network where it is: kiosks find it by its address or a link");
                None
            }
        }
    }

    fn register(
        event: EventId,
        key: DeviceId,
        instance: &str,
        at: SocketAddr,
    ) -> mdns_sd::Result<Self> {
        let daemon = ServiceDaemon::new()?;
        // Two that have one name would be taken for one by those who listen.
        let name = format!("{}-{instance}", key.letters().to_lowercase());
        let host = format!("campboard-{name}.local.");
        let (event, key) = (event.to_string(), key.to_string());
        let told = [(EVENT, event.as_str()), (KEY, key.as_str()), (INSTANCE, instance)];
        let named = ServiceInfo::new(SERVICE, &name, &host, "", at.port(), &told[..]);
        let service = if at.ip().is_unspecified() {
            named?.enable_addr_auto()
        } else {
            let ip = at.ip().to_string();
            ServiceInfo::new(SERVICE, &name, &host, ip.as_str(), at.port(), &told[..])?
        };
        let name = service.get_fullname().to_owned();
        daemon.register(service)?;
        Ok(Self { daemon, name })
    }
}

impl Drop for Announcement {
    fn drop(&mut self) {
        // The goodbye goes out if the network still takes it; what is cached elsewhere runs out anyway.
        let _ = self.daemon.unregister(&self.name);
        let _ = self.daemon.shutdown();
    }
}
