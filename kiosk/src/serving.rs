//! Whether this device is the server of its event, as plain data.

use shared::{keys::BadWords, spare::NotAServer};

/// How this device stands as a server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Serving {
    /// It is a kiosk and nothing else.
    #[default]
    Off,
    /// What it holds is being checked and filled in.
    Starting,
    /// It is the server.
    On(Served),
    /// It was to be, and is not.
    Failed(NotServing),
}

/// A server that runs on this device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Served {
    /// Where others reach it.
    pub address: String,
    /// A link that leads there; it also lets one new kiosk join.
    pub link: String,
    /// Devices that are connected, without this one.
    pub devices: u32,
}

/// Why this device is not the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotServing {
    /// Only organisers' and volunteers' devices may be.
    Role,
    /// Words that certify it are needed: it has no spare.
    NeedsWords,
    /// So many words were given.
    WordCount {
        /// How many.
        found: usize,
    },
    /// A word that is not in the list.
    WordUnknown {
        /// Its place, from 1.
        position: usize,
        /// As it was typed.
        word: String,
    },
    /// The words do not belong together.
    WordsMixed,
    /// They are of another event, or of a spare that is not of this one.
    OtherWords,
    /// Nothing can be saved in its folder.
    NotSaved,
    /// What it held cannot be read any longer.
    Broken,
    /// The network gives it no place to listen.
    NoPort,
    /// It ended by a fault.
    Ended,
    /// The server is not gone: that is rehearsed.
    Rehearses,
}

impl From<NotAServer> for NotServing {
    fn from(why: NotAServer) -> Self {
        match why {
            NotAServer::Words(BadWords::Count { found }) => Self::WordCount { found },
            NotAServer::Words(BadWords::Unknown { position, word }) => {
                Self::WordUnknown { position, word }
            }
            NotAServer::Words(BadWords::Checksum) => Self::WordsMixed,
            NotAServer::OtherWords => Self::OtherWords,
        }
    }
}
