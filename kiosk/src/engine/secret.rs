//! What locks a screen: the PIN of a device and the slip code of a pitch. Only hashes are kept, and
//! tries are slowed, so that nobody gets in by trying.
//!
//! Both are short. Whoever has the disk of a device can try them all: 18 bits of a slip code take
//! an hour or two of one processor, a PIN of six digits some hours. They lock screens, not documents.

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
};
use shared::ids::{Random, draw};

/// Memory of one hash. With [`ROUNDS`] it is what OWASP names as the least for Argon2id. Measured: 23
/// to 29 ms of one core of a virtual server. A person does not feel it, a guess costs as much, and a
/// small kiosk has the memory.
const MEMORY_KIB: u32 = 19 * 1_024;
/// Times that the memory is gone through.
const ROUNDS: u32 = 2;

/// Tries without a pause.
const FREE_TRIES: u32 = 3;
/// The first pause; it doubles with each try.
const PAUSE_MS: u64 = 5_000;
/// The longest pause.
const PAUSE_MS_MAX: u64 = 300_000;
/// Wrong tries that are counted: more change nothing, and each takes a pause to be forgotten.
const WRONG_MAX: u32 = 12;

/// The hash to keep, with its salt and parameters, as a PHC string. `None`: there is not enough
/// memory.
pub(super) fn hash(secret: &str, random: &mut dyn Random) -> Option<String> {
    let params = Params::new(MEMORY_KIB, ROUNDS, 1, None).ok()?;
    let salt: [u8; 16] = draw(random);
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Some(argon.hash_password_with_salt(secret.as_bytes(), &salt).ok()?.to_string())
}

/// Whether this is the secret of a kept hash. A hash that asks for more memory or work than ours
/// came from elsewhere and is not tried: it could hold up the device.
pub(super) fn is_right(secret: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    let Ok(params) = Params::try_from(&hash) else { return false };
    let dear = params.m_cost() > 4 * MEMORY_KIB || params.t_cost() > 4 * ROUNDS;
    !dear && Argon2::default().verify_password(secret.as_bytes(), &hash).is_ok()
}

/// How many wrong tries there were since the last right one, and since when none is taken.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tries {
    pub wrong: u32,
    since_ms: u64,
}

impl Tries {
    /// As they are found at the start: the pause begins again, so that pulling the plug shortens it
    /// for nobody.
    pub(super) fn found(wrong: u32, now_ms: u64) -> Self {
        Self { wrong, since_ms: now_ms }
    }

    /// Seconds until a try is taken.
    pub(super) fn wait_s(self, now_ms: u64) -> Option<u32> {
        let doublings = self.left(now_ms).checked_sub(FREE_TRIES)?.min(16);
        let pause_ms = (PAUSE_MS << doublings).min(PAUSE_MS_MAX);
        let left_ms = pause_ms.saturating_sub(now_ms.saturating_sub(self.since_ms));
        u32::try_from(left_ms.div_ceil(1_000)).ok().filter(|seconds| *seconds > 0)
    }

    /// Tries that are taken before there is a pause.
    pub(super) fn left_before_pause(self, now_ms: u64) -> u32 {
        FREE_TRIES.saturating_sub(self.left(now_ms))
    }

    /// A try counts as wrong until it has turned out right.
    pub(super) fn begin(self, now_ms: u64) -> Self {
        Self { wrong: self.left(now_ms).saturating_add(1), since_ms: now_ms }
    }

    /// The last try was right. Those before it stay: it may have been made to be rid of them.
    pub(super) fn take_back(self) -> Self {
        Self { wrong: self.wrong.saturating_sub(1), ..self }
    }

    /// After each of the longest pauses without a try one is forgotten.
    fn left(self, now_ms: u64) -> u32 {
        let pauses = now_ms.saturating_sub(self.since_ms) / PAUSE_MS_MAX;
        self.wrong.min(WRONG_MAX).saturating_sub(u32::try_from(pauses).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    #[test]
    fn the_right_secret_opens_and_no_other() {
        let kept = hash("4711", &mut SystemRandom).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_right("4711", &kept));
        assert!(!is_right("4712", &kept) && !is_right("", &kept) && !is_right("4711 ", &kept));
        assert_ne!(hash("4711", &mut SystemRandom).unwrap(), kept, "each has a salt of its own");
    }

    #[test]
    fn a_hash_from_elsewhere_does_no_harm() {
        let dear = "$argon2id$v=19$m=4194304,t=100,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";
        for kept in ["", "x", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$", dear] {
            assert!(!is_right("4711", kept), "{kept}");
        }
    }

    #[test]
    fn tries_are_slowed_and_a_restart_shortens_nothing() {
        let mut tries = Tries::default();
        let mut now_ms = 1_000;
        let mut waits = Vec::new();
        for _ in 0..11 {
            let wait = tries.wait_s(now_ms);
            waits.push(wait.unwrap_or(0));
            now_ms += u64::from(wait.unwrap_or(0)) * 1_000;
            assert_eq!(tries.wait_s(now_ms), None);
            tries = tries.begin(now_ms);
        }
        assert_eq!(waits, [0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300]);
        assert_eq!(Tries::found(tries.wrong, 7).wait_s(7), Some(300));
        assert_eq!(Tries::found(u32::MAX, 7).begin(8).wait_s(8), Some(300));
        assert_eq!(Tries::found(2, 7).wait_s(7), None);
        let rested = Tries::found(12, 0);
        assert_eq!(rested.begin(10 * PAUSE_MS_MAX).wrong, 3, "people have free tries again");
        assert_eq!(rested.begin(1).take_back().wrong, 12, "one's own code resets nothing");
    }
}
