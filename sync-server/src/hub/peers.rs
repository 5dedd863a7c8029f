//! The connections, as the owner of the event sees them: a bounded queue of frames each.

use axum::body::Bytes;
use shared::{limits::PEER_QUEUE_FRAMES_MAX, sync::Goodbye};
use std::{collections::BTreeMap, sync::Arc};
use tokio::sync::{mpsc, oneshot};

/// Why a connection ends from this side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ending {
    /// After what is queued was sent.
    #[error("{0}")]
    Goodbye(Goodbye),
    /// At once: it did not take its frames. It comes back and catches up.
    #[error("it was too slow to take its frames; it will come back and catch up")]
    TooSlow,
    /// At once: the disk failed, and everybody comes back to what the disk has.
    #[error("the disk failed; it will come back")]
    Disk,
}

/// Where frames for one connection go. Dropping it lets what is queued be sent.
#[derive(Debug)]
pub struct Outbox {
    frames: mpsc::Sender<Bytes>,
    ending: oneshot::Sender<Ending>,
}

impl Outbox {
    /// An outbox, its queue, and how the connection is to end.
    #[must_use]
    pub fn new() -> (Self, mpsc::Receiver<Bytes>, oneshot::Receiver<Ending>) {
        let (frames, queue) = mpsc::channel(PEER_QUEUE_FRAMES_MAX);
        let (ending, end) = oneshot::channel();
        (Self { frames, ending }, queue, end)
    }
}

/// All connections by number.
#[derive(Debug, Default)]
pub struct Peers(BTreeMap<u64, Outbox>);

impl Peers {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn has(&self, peer: u64) -> bool {
        self.0.contains_key(&peer)
    }

    pub fn open(&mut self, peer: u64, outbox: Outbox) {
        self.0.insert(peer, outbox);
    }

    pub fn forget(&mut self, peer: u64) {
        self.0.remove(&peer);
    }

    /// Queues a frame: the bytes are shared, never copied. `false` when the peer did not take its
    /// frames and was dropped: a message is never dropped from a living connection.
    pub fn send(&mut self, peer: u64, frame: Arc<[u8]>) -> bool {
        let Some(outbox) = self.0.get(&peer) else { return true };
        match outbox.frames.try_send(Bytes::from_owner(frame)) {
            Ok(()) => true,
            // The connection has ended by itself and says so in its own time.
            Err(mpsc::error::TrySendError::Closed(_)) => true,
            Err(mpsc::error::TrySendError::Full(_)) => {
                self.end(peer, Ending::TooSlow);
                false
            }
        }
    }

    /// Queues a frame that nobody needs, where the queue is not half full.
    pub fn send_if_idle(&self, peer: u64, frame: Arc<[u8]>) {
        let Some(outbox) = self.0.get(&peer) else { return };
        if outbox.frames.capacity() > PEER_QUEUE_FRAMES_MAX / 2 {
            // There is room, or the connection has ended by itself.
            let _ = outbox.frames.try_send(Bytes::from_owner(frame));
        }
    }

    pub fn end(&mut self, peer: u64, ending: Ending) {
        if let Some(outbox) = self.0.remove(&peer) {
            // Nobody listens where the connection has ended by itself.
            let _ = outbox.ending.send(ending);
        }
    }

    pub fn end_all(&mut self, ending: Ending) {
        for (_, outbox) in std::mem::take(&mut self.0) {
            let _ = outbox.ending.send(ending);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_peer_is_dropped_and_the_others_stay() {
        let mut peers = Peers::default();
        let (slow, _slow_queue, mut slow_end) = Outbox::new();
        let (quick, mut quick_queue, mut quick_end) = Outbox::new();
        peers.open(1, slow);
        peers.open(2, quick);
        let frame: Arc<[u8]> = vec![7; 100].into();
        for sent in 0..=PEER_QUEUE_FRAMES_MAX {
            assert_eq!(peers.send(1, Arc::clone(&frame)), sent < PEER_QUEUE_FRAMES_MAX);
            assert!(peers.send(2, Arc::clone(&frame)));
            let taken = quick_queue.try_recv().unwrap();
            assert_eq!(taken.as_ptr(), frame.as_ptr(), "the same bytes, not a copy");
        }
        assert_eq!(slow_end.try_recv(), Ok(Ending::TooSlow));
        assert!(quick_end.try_recv().is_err());
        assert!(!peers.has(1) && peers.has(2));
    }

    #[test]
    fn what_nobody_needs_is_dropped_first() {
        let mut peers = Peers::default();
        let (outbox, mut queue, mut end) = Outbox::new();
        peers.open(1, outbox);
        let (needed, idle): (Arc<[u8]>, Arc<[u8]>) = (vec![7].into(), vec![8].into());
        for _ in 0..PEER_QUEUE_FRAMES_MAX {
            peers.send_if_idle(1, Arc::clone(&idle));
        }
        let half = PEER_QUEUE_FRAMES_MAX / 2;
        assert_eq!(queue.len(), half);
        for _ in half..PEER_QUEUE_FRAMES_MAX {
            assert!(peers.send(1, Arc::clone(&needed)));
        }
        peers.send_if_idle(1, Arc::clone(&idle));
        peers.send_if_idle(9, idle);
        assert!(end.try_recv().is_err(), "it is no reason to drop anybody");
        let mut taken = Vec::new();
        while let Ok(frame) = queue.try_recv() {
            taken.push(frame[0]);
        }
        assert_eq!(taken, [vec![8; half], vec![7; half]].concat());
    }

    #[test]
    fn what_is_queued_is_sent_before_a_goodbye() {
        let mut peers = Peers::default();
        let (outbox, mut queue, mut end) = Outbox::new();
        peers.open(1, outbox);
        peers.send(1, vec![1].into());
        peers.end(1, Ending::Goodbye(Goodbye::Stopping));
        assert_eq!(end.try_recv(), Ok(Ending::Goodbye(Goodbye::Stopping)));
        assert_eq!(queue.blocking_recv().as_deref(), Some(&[1][..]));
        assert_eq!(queue.blocking_recv(), None);
    }
}
