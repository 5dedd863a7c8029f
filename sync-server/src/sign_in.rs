//! Signing in to the page of devices: a link that works once, then a cookie. Only their hashes are
//! kept, each with its end.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use shared::ids::{Random, draw};

/// A link is used within this time.
pub const LINK_MS: i64 = 15 * 60_000;
/// A cookie lasts a day at the venue.
pub const COOKIE_MS: i64 = 12 * 60 * 60_000;
/// Links and cookies that are kept; the oldest go first.
const KEPT_MAX: usize = 64;
/// Name of the fact in the server's store.
pub const FACT: &str = "local/sign-ins";

/// What a secret is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Link,
    Cookie,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    kind: Kind,
    hash: String,
    until_ms: i64,
}

/// Links that were not used yet, and cookies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SignIns(Vec<Kept>);

impl SignIns {
    /// As they were stored; what cannot be read is none.
    #[must_use]
    pub fn read(bytes: Option<&Vec<u8>>) -> Self {
        bytes.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default()
    }

    /// As they are stored.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The secret of a new link.
    pub fn link(&mut self, now_ms: i64, random: &mut dyn Random) -> String {
        self.issue(Kind::Link, now_ms, random)
    }

    /// Uses a link up: the cookie for whoever has it. `None` when it was used, is over, or never was.
    pub fn enter(&mut self, link: &str, now_ms: i64, random: &mut dyn Random) -> Option<String> {
        let at = self.find(Kind::Link, link, now_ms)?;
        self.0.remove(at);
        Some(self.issue(Kind::Cookie, now_ms, random))
    }

    /// Whoever has this cookie has signed in.
    #[must_use]
    pub fn knows(&self, cookie: &str, now_ms: i64) -> bool {
        self.find(Kind::Cookie, cookie, now_ms).is_some()
    }

    /// Signs everybody out, and no link works any longer.
    pub fn end_all(&mut self) {
        self.0.clear();
    }

    /// Signs out.
    pub fn leave(&mut self, cookie: &str) {
        let hash = hash(cookie);
        self.0.retain(|kept| kept.hash != hash);
    }

    fn find(&self, kind: Kind, secret: &str, now_ms: i64) -> Option<usize> {
        let hash = hash(secret);
        let is_it = |kept: &Kept| kept.kind == kind && kept.hash == hash && now_ms < kept.until_ms;
        self.0.iter().position(is_it)
    }

    fn issue(&mut self, kind: Kind, now_ms: i64, random: &mut dyn Random) -> String {
        let secret = hex(&draw::<32>(random));
        let lasts_ms = match kind {
            Kind::Link => LINK_MS,
            Kind::Cookie => COOKIE_MS,
        };
        self.0.retain(|kept| now_ms < kept.until_ms);
        let surplus = (self.0.len() + 1).saturating_sub(KEPT_MAX);
        self.0.drain(..surplus);
        self.0.push(Kept { kind, hash: hash(&secret), until_ms: now_ms + lasts_ms });
        secret
    }
}

fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::System;

    #[test]
    fn a_link_works_once_and_not_for_ever() {
        let mut held = SignIns::default();
        let link = held.link(0, &mut System);
        assert_eq!(held.enter(&link, LINK_MS, &mut System), None, "it is over");
        let cookie = held.enter(&link, LINK_MS - 1, &mut System).unwrap();
        assert_eq!(held.enter(&link, 1, &mut System), None, "it was used");
        assert!(!held.knows(&link, 1) && held.knows(&cookie, 1));
        assert!(!held.knows(&cookie, LINK_MS - 1 + COOKIE_MS));
        assert_eq!(held.enter(&cookie, 1, &mut System), None, "a cookie is no link");
        held.leave(&cookie);
        assert!(!held.knows(&cookie, 1));
        let (link, other) = (held.link(1, &mut System), held.link(1, &mut System));
        let cookie = held.enter(&other, 2, &mut System).unwrap();
        held.end_all();
        assert!(!held.knows(&cookie, 2) && held.enter(&link, 2, &mut System).is_none());
    }

    #[test]
    fn what_is_stored_lets_nobody_in() {
        let mut held = SignIns::default();
        let link = held.link(0, &mut System);
        let stored = held.bytes();
        assert!(!String::from_utf8_lossy(&stored).contains(&link));
        let mut read = SignIns::read(Some(&stored));
        assert_eq!(read, held);
        assert!(read.enter(&link, 1, &mut System).is_some(), "it goes on after a restart");
        assert_eq!(SignIns::read(Some(&vec![1, 2])), SignIns::default());
    }

    #[test]
    fn the_oldest_go_first() {
        let mut held = SignIns::default();
        let first = held.link(0, &mut System);
        for _ in 0..KEPT_MAX {
            held.link(1, &mut System);
        }
        assert_eq!(held.0.len(), KEPT_MAX);
        assert_eq!(held.enter(&first, 2, &mut System), None);
    }
}
