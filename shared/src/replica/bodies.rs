//! Bodies of envelopes that the store may not have yet.

use crate::{
    ids::ChangeHash,
    limits,
    persist::{Bodies, StoreError},
};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

/// Bodies of the last inputs: their steps may still wait for the commit.
#[derive(Debug, Default)]
pub(crate) struct Fresh {
    input: u64,
    bodies: BTreeMap<ChangeHash, Arc<[u8]>>,
    order: VecDeque<(u64, ChangeHash)>,
}

impl Fresh {
    /// The next input begins: bodies that must be on the disk by now are dropped.
    pub(crate) fn begin_input(&mut self) {
        self.input += 1;
        let oldest = self.input.saturating_sub(limits::GROUP_COMMIT_INPUTS_MAX as u64 + 1);
        while self.order.front().is_some_and(|(input, _)| *input < oldest) {
            if let Some((_, hash)) = self.order.pop_front() {
                self.bodies.remove(&hash);
            }
        }
    }

    pub(crate) fn keep(&mut self, hash: ChangeHash, bytes: &[u8]) {
        if self.bodies.insert(hash, Arc::from(bytes)).is_none() {
            self.order.push_back((self.input, hash));
        }
    }

    pub(crate) fn body(
        &self,
        hash: &ChangeHash,
        bodies: &dyn Bodies,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        match self.bodies.get(hash) {
            Some(bytes) => Ok(Some(bytes.to_vec())),
            None => bodies.body(hash),
        }
    }
}
