//! The pause before connecting again.

use crate::{
    ids::{Random, draw},
    limits::{RECONNECT_MS_MAX, RECONNECT_MS_MIN},
};

/// A random pause with full jitter: anything from nothing to a bound that doubles with every
/// attempt. After an outage fifty kiosks come back spread out instead of all at once.
/// `attempt` counts from 0.
pub fn pause_ms(attempt: u32, random: &mut dyn Random) -> u64 {
    let doubled = RECONNECT_MS_MIN.saturating_mul(1_u64 << attempt.min(16));
    let bound = doubled.min(RECONNECT_MS_MAX);
    u64::from_be_bytes(draw(random)) % (bound + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Always(u8);

    impl Random for Always {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn a_pause_stays_within_its_bound() {
        for attempt in 0..100 {
            let bound = (RECONNECT_MS_MIN << attempt.min(16)).min(RECONNECT_MS_MAX);
            for byte in 0..=255 {
                assert!(pause_ms(attempt, &mut Always(byte)) <= bound);
            }
        }
        assert_eq!(pause_ms(3, &mut Always(0)), 0);
    }
}
