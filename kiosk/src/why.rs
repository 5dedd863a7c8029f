//! Why something is not as people want it, as plain data: found by the engine and the wire, said in
//! words by the screens and the headless mode.

use shared::{ids::EventId, sync::Goodbye};

/// Why the server is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Away {
    /// There is no line to it.
    NoLine(NoLine),
    /// An end of the line said why it ended.
    Ended(Goodbye),
}

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoLine {
    /// The first attempt is still under way.
    NotYet,
    /// The address has a name that no name server knows.
    NoSuchName {
        /// Where the server was looked for.
        address: String,
    },
    /// A machine answers that nothing listens there.
    Refused {
        /// Where the server was looked for.
        address: String,
    },
    /// There is no way to that machine.
    Unreachable {
        /// Where the server was looked for.
        address: String,
    },
    /// Nothing answered in time.
    TimedOut {
        /// Where the server was looked for.
        address: String,
    },
    /// A web page came where the server should be: a network that wants a person to sign in first.
    WebPage,
    /// HTTP, but not what a server of ours answers.
    OtherStatus {
        /// Where the server was looked for.
        address: String,
        /// What it answered.
        status: u16,
    },
    /// Not even HTTP.
    NotAServer {
        /// Where the server was looked for.
        address: String,
    },
    /// The address cannot be one.
    BadAddress {
        /// What was given.
        address: String,
    },
    /// An open connection ended.
    Lost,
    /// An open connection was ended here, because too much waited to be sent.
    TooSlow,
    /// This end was stopped.
    Stopped,
}

/// Why nothing can be saved, or why something was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSaved {
    /// The saved board is still being checked.
    Opening,
    /// The disk is full.
    DiskFull,
    /// The disk cannot be written.
    WriteProtected,
    /// Another process has the data.
    InUse,
    /// A newer version wrote the data.
    TooNew,
    /// The data is damaged, and what is whole is being rescued.
    Damaged,
    /// The disk does not work as it should.
    DiskFails,
    /// The store could not be read at all and was moved aside.
    MovedAside {
        /// Where to.
        to: String,
    },
    /// There is a last board, but what it was made from is gone.
    Gone,
    /// The documents could not be loaded from a store that can be read.
    Unusable,
    /// A link to another event than this kiosk's.
    OtherEvent {
        /// The event of this kiosk.
        here: EventId,
    },
    /// The engine has more to do than it can.
    TooBusy,
    /// Nobody takes commands any more.
    Stopped,
    /// The folder of the data cannot be made.
    NoFolder {
        /// The folder.
        path: String,
    },
    /// The system gives no thread.
    NoThread,
}
