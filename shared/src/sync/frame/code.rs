//! Codes: what a peer is told, and nothing about our insides. An unknown code is kept as it came.

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $number:literal $variant:ident: $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
        pub enum $name {
            $($(#[$variant_doc])* #[error($text)] $variant,)*
            /// A code of a later version.
            #[error("for a reason that this version does not know ({0})")]
            Unknown(u64),
        }

        impl $name {
            /// All that this version knows.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its number on the wire.
            #[must_use]
            pub fn number(self) -> u64 {
                match self { $(Self::$variant => $number,)* Self::Unknown(number) => number }
            }

            /// The code with this number.
            #[must_use]
            pub fn from_number(number: u64) -> Self {
                match number { $($number => Self::$variant,)* number => Self::Unknown(number) }
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.u64(self.number())?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                Ok(Self::from_number(d.u64()?))
            }
        }
    };
}

codes! {
    /// Why a connection ends.
    Goodbye {
        /// No version in common.
        1 Version: "the other end speaks another version: update the older one",
        /// Another event.
        2 WrongEvent: "this server has another event",
        /// The roster does not know the device.
        3 UnknownDevice: "this device has not joined the event: it needs a join link",
        /// The device's role was taken away.
        4 Revoked: "this device was removed from the event",
        /// The invite was redeemed by another device.
        5 InviteUsed: "this join link was used already: ask for a new one",
        /// Nobody with the right to it made this invite.
        6 InviteUnknown: "this join link is not known to the server: ask for a new one",
        /// A signature of the handshake is wrong.
        7 Unproven: "the other end could not prove who it is",
        /// The event's root key does not certify the server.
        8 Uncertified: "this server is not certified for the event",
        /// The protocol was broken.
        9 Violation: "the other end did not keep to the protocol",
        /// Nothing was heard for too long.
        10 Silence: "nothing was heard for too long",
        /// Another connection of the same process took its place.
        11 Replaced: "another connection took its place",
        /// The server has as many connections as it may have.
        12 Full: "the server has no room for another connection",
        /// The server is stopping.
        13 Stopping: "the server is stopping",
        /// No join link was given to this device.
        14 NotJoined: "this device has not joined an event: give it a join link",
    }
}

codes! {
    /// Why a change was not accepted.
    RefusalCode {
        /// Its author may not write the document.
        1 Role: "the device may not change this",
        /// It is not one sound change of this document.
        2 Malformed: "it is damaged",
        /// It is beyond a limit.
        3 Limit: "it is too large",
        /// Its author did not sign it.
        4 Signature: "its signature is wrong",
        /// Its actor does not belong to its author.
        5 Actor: "it was made in another device's name",
        /// Its actor used its number for another change.
        6 Sequence: "it contradicts an earlier edit of the same device",
    }
}

codes! {
    /// Something to tell people.
    NoticeCode {
        /// Two devices with one key are connected.
        1 Cloned: "another device has the key of this one: a disk was copied",
    }
}

codes! {
    /// Why a backup was made.
    BackupWhy {
        /// An hour had passed.
        1 Hourly: "an hour had passed",
        /// An import was about to be done.
        2 Import: "before an import",
        /// The server was about to go back to an earlier one.
        3 Restore: "before going back to an earlier one",
        /// Somebody asked for it.
        4 Asked: "somebody asked for it",
        /// A newer program was about to serve for the first time.
        5 Upgrade: "before an upgrade",
    }
}

codes! {
    /// Why the server did not go back to a backup.
    NotBackCode {
        /// The device is no organiser's.
        1 NotAllowed: "only an organiser's device may ask for it",
        /// There is no such backup, or it is not whole.
        2 NotThere: "the server has no such backup that is whole",
        /// One is being made, or it goes back to one already.
        3 Busy: "the server goes back to a backup already",
        /// What it has could not be kept first, or the backup could not be read.
        4 Failed: "its disk took no backup of what it has, or the backup cannot be read",
    }
}

codes! {
    /// Why a backup failed.
    BackupTrouble {
        /// Its folder or its file cannot be written.
        1 CannotWrite: "its folder cannot be written",
        /// It did not read as it was written, or the event's file is damaged.
        2 Unsound: "it did not read as it was written",
        /// There is one, but none in the second folder.
        3 SecondCopy: "the second folder got none",
        /// There is too little space for it.
        4 NoRoom: "there is too little space",
    }
}
