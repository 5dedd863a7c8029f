//! A full disk: boards are served, and edits wait on the devices that have them.

use shared::{
    persist::{Put, Store, StoreError, Transaction},
    sync::frame::Frame,
};

use crate::limits::PROBE_BYTES;

/// What to do with a frame while the disk is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// It writes nothing.
    Take,
    /// It would be written. The device sends it again until it is acknowledged.
    Leave,
    /// It would let a new device in, which must be written: the device has to come back.
    Close,
}

/// Looks at a frame. What is not a frame is for the hub to judge.
pub fn measure(bytes: &[u8]) -> Measure {
    match Frame::decode(bytes) {
        Ok(Some(Frame::Push(_) | Frame::Records(_))) => Measure::Leave,
        Ok(Some(Frame::Prove(prove))) if prove.redeem.is_some() => Measure::Close,
        Ok(_) | Err(_) => Measure::Take,
    }
}

/// Writes and deletes some bytes: whether the disk has space again.
pub fn probe(store: &mut impl Store) -> Result<(), StoreError> {
    let put = |value: Vec<u8>| Put::Fact { key: "probe".to_owned(), value };
    let puts = vec![put(vec![0; PROBE_BYTES])];
    store.commit(&Transaction { puts })?;
    store.commit(&Transaction { puts: vec![put(Vec::new())] })
}
