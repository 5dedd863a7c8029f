//! What one input is handled with, at either end, and what stops it.

use super::{Now, Step, frame::Violation};
use crate::{
    ids::Random,
    persist::{Bodies, StoreError},
};

/// What stops the handling of a frame.
#[derive(Debug)]
pub(super) enum Stop {
    /// The peer broke the protocol: the connection ends.
    Violation(Violation),
    /// The disk failed: the shell loads again.
    Store(StoreError),
}

impl From<Violation> for Stop {
    fn from(violation: Violation) -> Self {
        Self::Violation(violation)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What one input is handled with; `step` grows while it is.
pub(super) struct Cx<'a, E> {
    pub now: Now,
    pub random: &'a mut dyn Random,
    pub bodies: &'a dyn Bodies,
    pub step: Step<E>,
}
