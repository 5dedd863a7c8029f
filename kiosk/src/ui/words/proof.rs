//! The proof after an outage in words: nothing is called the same that is not.

use super::Words;
use jiff::{Timestamp, tz::TimeZone};
use shared::proof::{Member, Proof};

/// Devices that are named in one sentence.
const NAMED_MAX: usize = 4;

impl Words {
    /// What is proven, in one sentence.
    #[must_use]
    pub fn proven(&self, proof: &Proof) -> String {
        let of = proof.members.len();
        let left = of.saturating_sub(proof.same()).into();
        let of = of.into();
        match (proof.is_fresh, proof.is_whole()) {
            (false, _) => self.text("proof-no-server"),
            (true, true) => self.with("proof-whole", &[("of", of)]),
            (true, false) => self.with("proof-part", &[("left", left), ("of", of)]),
        }
    }

    /// What to do next where it is not whole; nothing: those that lack something are connected.
    #[must_use]
    pub fn proof_next(&self, proof: &Proof) -> Option<String> {
        let away = |member: &&Member| !member.same && !member.connected && !member.is_here;
        let away: Vec<_> = proof.members.iter().filter(away).collect();
        let named = |member: &&Member| match member.label.as_str() {
            "" => self.unnamed_device(member.device.tag()),
            name => name.to_owned(),
        };
        let mut names: Vec<_> = away.iter().take(NAMED_MAX).map(named).collect();
        let more = away.len().saturating_sub(NAMED_MAX);
        if more > 0 {
            names.push(self.with("history-more", &[("n", more.into())]));
        }
        let is_some = proof.is_fresh && !names.is_empty();
        is_some.then(|| self.with("proof-next", &[("names", self.and_list(&names).into())]))
    }

    /// How much there is.
    #[must_use]
    pub fn proof_counts(&self, proof: &Proof) -> String {
        let values = [("sessions", proof.sessions.into()), ("edits", proof.edits.into())];
        self.with("proof-counts", &values)
    }

    /// What a device is called: by its name, or by the first digits of its key.
    #[must_use]
    pub fn member(&self, member: &Member) -> String {
        let name = match member.label.as_str() {
            "" => self.unnamed_device(member.device.tag()),
            name => name.to_owned(),
        };
        let key = if member.is_here { "proof-member-here" } else { "proof-member" };
        self.with(key, &[("name", name.into()), ("role", self.role(member.role).into())])
    }

    /// Whether a device has all of it, and what it may still hold.
    #[must_use]
    pub fn standing(&self, member: &Member, zone: &TimeZone, now_s: i64) -> String {
        if member.same {
            return self.text("proof-same");
        }
        let waiting = member.waiting.unwrap_or(0);
        if member.is_here && !member.connected && waiting == 0 {
            return self.text("proof-here");
        }
        if member.connected && member.waiting.is_none() {
            return self.text("proof-silent");
        }
        if member.connected {
            return self.with("proof-differs", &[("n", waiting.into())]);
        }
        let heard = member.heard_ms.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let Some(heard) = heard else { return self.text("proof-never") };
        let minutes = u64::try_from((now_s - heard.as_second()) / 60).unwrap_or(0);
        let values = [
            ("time", self.moment(heard, zone).into()),
            ("ago", self.ago(minutes).into()),
            ("n", waiting.into()),
            ("known", if member.waiting.is_some() { "yes" } else { "no" }.into()),
        ];
        self.with("proof-heard", &values)
    }

    /// The edits of a device.
    #[must_use]
    pub fn edits_of(&self, member: &Member, zone: &TimeZone) -> String {
        let edits = member.edits;
        let at = Timestamp::from_second(edits.latest_s).unwrap_or_default();
        let values = [
            ("n", edits.count.into()),
            ("time", self.moment(at, zone).into()),
            ("doubt", if edits.doubtful { "yes" } else { "no" }.into()),
        ];
        self.with("proof-edits", &values)
    }
}
