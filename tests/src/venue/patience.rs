//! Waiting for a state, never for a time.

use crate::Trouble;
use std::{
    thread::sleep,
    time::{Duration, Instant},
};

/// How long anything at a venue may take before a test gives up. Far more than it takes: a busy
/// machine is no failure.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How often to look.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Looks until there is something to see.
///
/// # Errors
/// When the look fails, or there is nothing to see within the limit.
pub fn until<T>(
    what: &str,
    limit: Duration,
    mut look: impl FnMut() -> Result<Option<T>, Trouble>,
) -> Result<T, Trouble> {
    let start = Instant::now();
    loop {
        if let Some(seen) = look()? {
            return Ok(seen);
        }
        if start.elapsed() > limit {
            let what = what.to_owned();
            return Err(Trouble::TimeUp { what, limit, last_seen: String::new() });
        }
        sleep(LOOK_AGAIN);
    }
}
