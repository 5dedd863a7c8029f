//! Sentences that the engine gives a person: what happened, and what to do. Screens show them as
//! they are; everything else is said in `ui::words`.

use crate::net::Why;
use shared::{ids::EventId, persist::StoreError, sync::Goodbye};
use std::path::Path;

/// Why there is no connection.
pub(crate) fn away(why: &Why) -> String {
    match why {
        Why::NotYet => "It is being looked for".to_owned(),
        Why::NoSuchName { address } => format!(
            "The address {address} is not known in this network: check the network, or the address with an organiser"
        ),
        Why::Refused { address } => format!(
            "Nothing answers at {address}: the server may not be running, ask an organiser"
        ),
        Why::Unreachable { address } => {
            format!("{address} cannot be reached: check that this device is in the venue's network")
        }
        Why::TimedOut { address } => {
            format!("{address} does not answer: check that this device is in the venue's network")
        }
        Why::WebPage => "The network here answers with a web page instead of the server: sign in to the wifi on another device or ask an organiser".to_owned(),
        Why::OtherStatus { address, status } => format!(
            "What answers at {address} is not a Campboard server, or another version of it (status {status}): check the address with an organiser"
        ),
        Why::NotAServer { address } => format!(
            "What answers at {address} is not a Campboard server: check the address with an organiser"
        ),
        Why::BadAddress { address } => {
            format!("{address} is not the address of a server: it looks like hall.example:7750")
        }
        Why::Lost => "The connection was lost".to_owned(),
        Why::TooSlow => "The connection was too slow for what was to be sent, and was closed to begin again".to_owned(),
        Why::Stopped => "This kiosk is stopping".to_owned(),
    }
}

/// Why an end closed the connection.
pub(crate) fn goodbye(why: Goodbye) -> String {
    match why {
        Goodbye::Version => "The server and this kiosk are of different versions: update the older one",
        Goodbye::WrongEvent => "The server at this address has another event: check the address with an organiser",
        Goodbye::UnknownDevice => "The server does not know this kiosk: ask an organiser for a join link",
        Goodbye::Revoked => "This kiosk was removed from the event: ask an organiser",
        Goodbye::InviteUsed => "This join link was used by another device already: ask an organiser for a new one",
        Goodbye::InviteUnknown => "The server does not know this join link: ask an organiser for a new one",
        Goodbye::Unproven => "The server could not prove who it is: ask an organiser",
        Goodbye::Uncertified => "What answers is not a server of this event: ask an organiser, and do not give it a join link",
        Goodbye::Violation => "The server and this kiosk did not understand one another: update both",
        Goodbye::Silence => "The server has not been heard of for a while",
        Goodbye::Replaced => "Another connection took the place of this one",
        Goodbye::Full => "The server has no room for another device: ask an organiser",
        Goodbye::Stopping => "The server was stopped",
        Goodbye::NotJoined => "This kiosk has not joined an event: give it a join link",
        Goodbye::Unknown(code) => return format!("The server ended the connection for a reason that this version does not know ({code}): update this kiosk"),
    }
    .to_owned()
}

/// Why nothing can be saved.
pub(crate) fn not_saved(error: &StoreError) -> String {
    match error {
        StoreError::Full => "The disk of this kiosk is full: free some space, and editing goes on by itself".to_owned(),
        StoreError::ReadOnly { .. } => "The disk of this kiosk cannot be written: check who owns the data folder and how the disk is mounted; editing goes on by itself".to_owned(),
        StoreError::Busy { .. } => "Another Campboard has this kiosk's data: close it, or give this one a data folder of its own (--data)".to_owned(),
        StoreError::TooNew { .. } => "The data of this kiosk was written by a newer version: update this program".to_owned(),
        StoreError::Foreign { .. } | StoreError::Corrupt { .. } => "The data of this kiosk is damaged: what is whole is being rescued".to_owned(),
        StoreError::Failed { .. } => "The disk of this kiosk does not work as it should: restart the device; if that does not help, use another".to_owned(),
    }
}

/// The store could not be read at all and was moved aside.
pub(crate) fn moved_aside(to: &Path) -> String {
    format!(
        "The data of this kiosk could not be read and was moved to {}: the last board is shown; ask an organiser for a new join link",
        to.display()
    )
}

/// There is a last board, but what it was made from is gone.
pub(crate) fn gone() -> String {
    "The data of this kiosk is gone: the last board is shown; ask an organiser for a new join link"
        .to_owned()
}

/// The documents could not be loaded from a store that can be read.
pub(crate) fn not_loaded(error: &dyn std::error::Error) -> String {
    format!(
        "The data of this kiosk cannot be used ({error}): give it another data folder and a new join link"
    )
}

/// A link to another event than this kiosk's.
pub(crate) fn other_event(here: EventId) -> String {
    format!(
        "This kiosk belongs to another event ({}): use another data folder for the new one",
        here.short()
    )
}

/// The engine has more to do than it can.
pub(crate) fn too_busy() -> String {
    "This kiosk cannot keep up with its disk: the last edit was not taken, wait a little and do it again".to_owned()
}

/// Nobody takes commands any more.
pub(crate) fn stopped() -> String {
    "This kiosk is stopping: the edit was not taken".to_owned()
}

/// Before the store is read.
pub(crate) fn opening() -> String {
    "The saved board is still being checked: try again in a moment".to_owned()
}
