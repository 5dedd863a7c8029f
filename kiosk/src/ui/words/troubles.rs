//! Why the server is away, why nothing is saved and why an edit does not count, in words: what
//! happened, and what to do.

use super::Words;
use crate::why::{Away, NoLine, NotSaved};
use shared::sync::{Goodbye, NotAccepted, RefusalCode};

impl Words {
    /// Why the server is away.
    #[must_use]
    pub fn away(&self, why: &Away) -> String {
        match why {
            Away::NoLine(why) => self.no_line(why),
            Away::Ended(why) => self.goodbye(*why),
        }
    }

    fn no_line(&self, why: &NoLine) -> String {
        let at = |key, address: &str| self.with(key, &[("address", address.into())]);
        match why {
            NoLine::NotYet => self.text("away-not-yet"),
            NoLine::NoSuchName { address } => at("away-no-such-name", address),
            NoLine::Refused { address } => at("away-refused", address),
            NoLine::Unreachable { address } => at("away-unreachable", address),
            NoLine::TimedOut { address } => at("away-timed-out", address),
            NoLine::WebPage => self.text("away-web-page"),
            NoLine::OtherStatus { address, status } => self.with(
                "away-other-status",
                &[("address", address.as_str().into()), ("status", (*status).into())],
            ),
            NoLine::NotAServer { address } => at("away-not-a-server", address),
            NoLine::BadAddress { address } => at("away-bad-address", address),
            NoLine::Lost => self.text("away-lost"),
            NoLine::TooSlow => self.text("away-too-slow"),
            NoLine::Stopped => self.text("away-stopped"),
        }
    }

    fn goodbye(&self, why: Goodbye) -> String {
        match why {
            Goodbye::Version => self.text("ended-version"),
            Goodbye::WrongEvent => self.text("ended-wrong-event"),
            Goodbye::UnknownDevice => self.text("ended-unknown-device"),
            Goodbye::Revoked => self.text("ended-revoked"),
            Goodbye::InviteUsed => self.text("ended-invite-used"),
            Goodbye::InviteUnknown => self.text("ended-invite-unknown"),
            Goodbye::Unproven => self.text("ended-unproven"),
            Goodbye::Uncertified => self.text("ended-uncertified"),
            Goodbye::Violation => self.text("ended-violation"),
            Goodbye::Silence => self.text("ended-silence"),
            Goodbye::Replaced => self.text("ended-replaced"),
            Goodbye::Full => self.text("ended-full"),
            Goodbye::Stopping => self.text("ended-stopping"),
            Goodbye::NotJoined => self.text("ended-not-joined"),
            Goodbye::Unknown(code) => {
                self.with("ended-unknown", &[("code", code.to_string().into())])
            }
        }
    }

    /// Why nothing can be saved, or why something was not taken.
    #[must_use]
    pub fn not_saved(&self, why: &NotSaved) -> String {
        let (why, detail) = self.not_saved_parts(why);
        match detail {
            Some(detail) => {
                let values = [("why", why.into()), ("detail", detail.into())];
                self.with("unsaved-detailed", &values)
            }
            None => why,
        }
    }

    /// The same for people, and what is only for whoever set the device up.
    #[must_use]
    pub fn not_saved_parts(&self, why: &NotSaved) -> (String, Option<String>) {
        let detail = match why {
            NotSaved::InUse => Some(self.text("unsaved-in-use-detail")),
            NotSaved::MovedAside { to } => {
                Some(self.with("unsaved-moved-aside-detail", &[("to", to.as_str().into())]))
            }
            NotSaved::OtherEvent { here } => {
                let values = [("event", here.short().into())];
                Some(self.with("unsaved-other-event-detail", &values))
            }
            NotSaved::NoFolder { path } => {
                Some(self.with("unsaved-no-folder-detail", &[("path", path.as_str().into())]))
            }
            NotSaved::Opening
            | NotSaved::DiskFull
            | NotSaved::WriteProtected
            | NotSaved::TooNew
            | NotSaved::Damaged
            | NotSaved::DiskFails
            | NotSaved::Gone
            | NotSaved::Unusable
            | NotSaved::TooBusy
            | NotSaved::Stopped
            | NotSaved::NoThread => None,
        };
        (self.why_not_saved(why), detail)
    }

    fn why_not_saved(&self, why: &NotSaved) -> String {
        match why {
            NotSaved::Opening => self.text("unsaved-opening"),
            NotSaved::DiskFull => self.text("unsaved-disk-full"),
            NotSaved::WriteProtected => self.text("unsaved-write-protected"),
            NotSaved::InUse => self.text("unsaved-in-use"),
            NotSaved::TooNew => self.text("unsaved-too-new"),
            NotSaved::Damaged => self.text("unsaved-damaged"),
            NotSaved::DiskFails => self.text("unsaved-disk-fails"),
            NotSaved::MovedAside { .. } => self.text("unsaved-moved-aside"),
            NotSaved::Gone => self.text("unsaved-gone"),
            NotSaved::Unusable => self.text("unsaved-unusable"),
            NotSaved::OtherEvent { .. } => self.text("unsaved-other-event"),
            NotSaved::TooBusy => self.text("unsaved-too-busy"),
            NotSaved::Stopped => self.text("unsaved-stopped"),
            NotSaved::NoFolder { .. } => self.text("unsaved-no-folder"),
            NotSaved::NoThread => self.text("unsaved-no-thread"),
        }
    }

    /// Why an edit that was saved here does not count.
    #[must_use]
    pub fn not_accepted(&self, why: &NotAccepted) -> String {
        match why {
            NotAccepted::Refused(code) => match code {
                RefusalCode::Role => self.text("lost-role"),
                RefusalCode::Malformed => self.text("lost-malformed"),
                RefusalCode::Limit => self.text("lost-limit"),
                RefusalCode::Signature => self.text("lost-signature"),
                RefusalCode::Actor => self.text("lost-actor"),
                RefusalCode::Sequence => self.text("lost-sequence"),
                RefusalCode::Unknown(code) => {
                    self.with("lost-unknown", &[("code", code.to_string().into())])
                }
            },
            // The stored reason is for logs: it has one language.
            NotAccepted::NotAgain(_) => self.text("lost-not-again"),
        }
    }
}
