//! A venue on one machine: the real server, the real kiosks, each with a data folder of its own,
//! and wires between them that can be cut. Tests and the demo are told with these.

mod bins;
mod compare;
mod dice;
mod kiosk;
mod patience;
mod process;
mod screen;
mod server;
mod trouble;
mod wire;

pub use bins::{Bins, Program};
pub use compare::{differences, same};
pub use dice::Dice;
pub use kiosk::{Kiosk, Shape, line};
pub use patience::{PATIENCE, until};
pub use process::{Process, Ran};
pub use screen::VirtualScreen;
pub use server::{Born, Event, Server};
pub use trouble::Trouble;
pub use wire::Wire;

use serde_json::Value;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Digits of a log's id that a server says of itself.
const LOG_DIGITS: usize = 8;

/// A server with one event, the folders of its kiosks beside it.
#[derive(Debug)]
pub struct Venue {
    bins: Bins,
    folder: PathBuf,
    /// The server of the event.
    pub server: Server,
}

impl Venue {
    /// Makes an event in `folder`, which is made empty for it, and serves it.
    ///
    /// # Errors
    /// When the server cannot be started or refuses.
    pub fn open(bins: &Bins, folder: &Path, event: Event<'_>) -> Result<Self, Trouble> {
        let mut server = Server::create(bins, &folder.join("server"), event)?;
        server.serve()?;
        Ok(Self { bins: bins.clone(), folder: folder.to_owned(), server })
    }

    /// A server that is there already, in a folder beside it.
    #[must_use]
    pub fn of(bins: &Bins, folder: &Path, server: Server) -> Self {
        Self { bins: bins.clone(), folder: folder.to_owned(), server }
    }

    /// The folder of all data.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The programs that are run.
    #[must_use]
    pub fn bins(&self) -> &Bins {
        &self.bins
    }

    /// A kiosk with a wire and a data folder of its own, not started.
    ///
    /// # Errors
    /// When no wire can be laid.
    pub fn stranger(&self, name: &str) -> Result<Kiosk, Trouble> {
        let wire = Wire::to(self.server.address())?;
        Ok(Kiosk::new(&self.bins, name, &self.folder.join(name), wire))
    }

    /// Invites a kiosk by a link of this role, starts it and waits until it has everything.
    ///
    /// # Errors
    /// When any of this does not happen.
    pub fn kiosk(&self, name: &str, role: &str) -> Result<Kiosk, Trouble> {
        let mut kiosk = self.stranger(name)?;
        self.admit(&mut kiosk, role)?;
        Ok(kiosk)
    }

    /// Starts a kiosk, lets it join by a link of this role and waits until it has everything.
    ///
    /// # Errors
    /// When any of this does not happen.
    pub fn admit(&self, kiosk: &mut Kiosk, role: &str) -> Result<(), Trouble> {
        kiosk.start()?;
        let name = kiosk.name().to_owned();
        kiosk.ask(&line(&["join", &self.server.invite(role)?, &name]))?;
        kiosk.synced()
    }

    /// Waits until a kiosk has all that the server has at this moment, and the server all that the
    /// kiosk has. A kiosk alone cannot know of what the server is about to tell it.
    ///
    /// # Errors
    /// When it never has.
    pub fn caught_up(&self, kiosk: &mut Kiosk) -> Result<(), Trouble> {
        kiosk.synced()?;
        let of_server = positions(&self.server.health()?);
        let what = format!("{} was shown {of_server:?}", kiosk.name());
        kiosk.until(&what, |status| {
            let shown = positions(status);
            of_server.iter().all(|(document, position)| {
                shown.get(document).is_some_and(|shown| shown >= position)
            })
        })?;
        kiosk.synced()
    }

    /// Waits until the server and all kiosks have the same.
    ///
    /// # Errors
    /// When they do not come together in time.
    pub fn meet(&self, kiosks: &mut [&mut Kiosk]) -> Result<(), Trouble> {
        // All edits are on the server once each kiosk has caught up; then each is shown them.
        for kiosk in &mut *kiosks {
            self.caught_up(kiosk)?;
        }
        let mut seen = Vec::new();
        let met = until("all kiosks show the same", PATIENCE, || {
            seen.clear();
            for kiosk in &mut *kiosks {
                self.caught_up(kiosk)?;
                seen.push(kiosk.digest()?);
            }
            Ok(seen.windows(2).all(|pair| pair.first() == pair.last()).then_some(()))
        });
        match met {
            Err(Trouble::TimeUp { what, limit, .. }) => {
                let last_seen = seen.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
                Err(Trouble::TimeUp { what, limit, last_seen })
            }
            other => other,
        }
    }
}

/// How long each log is, by its document and its first digits, as a server or a kiosk says it. A
/// kiosk that met several servers knows several logs of a document.
#[must_use]
pub fn positions(said: &Value) -> BTreeMap<String, u64> {
    let logs = said.get("logs").and_then(Value::as_array).into_iter().flatten();
    logs.filter_map(|log| {
        let document = log.get("document")?.as_str()?;
        let id = log.get("log")?.as_str()?.get(..LOG_DIGITS)?;
        Some((format!("{document} {id}"), log.get("position")?.as_u64()?))
    })
    .collect()
}
