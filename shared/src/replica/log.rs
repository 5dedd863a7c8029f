//! What a log has shown: hashes by position, chains, and what it lacks of the changes held here.

use crate::{
    ids::{ChangeHash, DocumentKind, LogId},
    log::{Chain, SignedHead},
};
use std::collections::{BTreeMap, HashMap};

/// The log of one document as far as it was shown. Positions count from 1.
#[derive(Debug, Clone)]
pub struct ShownLog {
    start: Chain,
    entries: Vec<(ChangeHash, Chain)>,
    positions: HashMap<ChangeHash, u64>,
    lacking: BTreeMap<u64, ChangeHash>,
    head: Option<SignedHead>,
}

impl ShownLog {
    /// An empty log; `lacking` are all admitted changes of the document by their arrival.
    pub(crate) fn new(start: Chain, lacking: BTreeMap<u64, ChangeHash>) -> Self {
        Self { start, entries: Vec::new(), positions: HashMap::new(), lacking, head: None }
    }

    /// Last position.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.entries.len() as u64
    }

    /// Whether it has shown nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Chain at the last position.
    #[must_use]
    pub fn chain(&self) -> Chain {
        self.entries.last().map_or(self.start, |(_, chain)| *chain)
    }

    /// Chain at a position; 0 is the start.
    #[must_use]
    pub fn chain_at(&self, position: u64) -> Option<Chain> {
        match usize::try_from(position).ok()?.checked_sub(1) {
            None => Some(self.start),
            Some(index) => self.entries.get(index).map(|(_, chain)| *chain),
        }
    }

    /// Where a change is.
    #[must_use]
    pub fn position(&self, hash: &ChangeHash) -> Option<u64> {
        self.positions.get(hash).copied()
    }

    /// The log has shown this change.
    #[must_use]
    pub fn has(&self, hash: &ChangeHash) -> bool {
        self.positions.contains_key(hash)
    }

    /// Hashes from `first` on, at most `count`.
    #[must_use]
    pub fn hashes(&self, first: u64, count: usize) -> Vec<ChangeHash> {
        let skip = usize::try_from(first.saturating_sub(1)).unwrap_or(usize::MAX);
        self.entries.iter().skip(skip).take(count).map(|(hash, _)| *hash).collect()
    }

    /// What of the admitted changes it has not shown, causes before effects.
    pub fn lacking(&self) -> impl Iterator<Item = (u64, ChangeHash)> + '_ {
        self.lacking.iter().map(|(arrival, hash)| (*arrival, *hash))
    }

    /// How many admitted changes it has not shown.
    #[must_use]
    pub fn lacking_count(&self) -> usize {
        self.lacking.len()
    }

    /// The latest signed head that is held.
    #[must_use]
    pub fn head(&self) -> Option<&SignedHead> {
        self.head.as_ref()
    }

    pub(crate) fn set_head(&mut self, head: SignedHead) {
        self.head = Some(head);
    }

    /// Enters the next hash; `arrival` is that of the change if it is admitted here.
    pub(crate) fn push(&mut self, hash: ChangeHash, arrival: Option<u64>) -> u64 {
        let chain = self.chain().next(hash);
        self.entries.push((hash, chain));
        let position = self.len();
        self.positions.insert(hash, position);
        if let Some(arrival) = arrival {
            self.lacking.remove(&arrival);
        }
        position
    }

    /// A change was admitted here.
    pub(crate) fn admitted(&mut self, hash: ChangeHash, arrival: u64) {
        if !self.has(&hash) {
            self.lacking.insert(arrival, hash);
        }
    }

    /// A change does not count any longer, or is not to be pushed again.
    pub(crate) fn drop_lacking(&mut self, arrival: u64) {
        self.lacking.remove(&arrival);
    }

    /// Forgets what follows a position and returns it.
    pub(crate) fn truncate(&mut self, position: u64) -> Vec<ChangeHash> {
        let keep = usize::try_from(position).unwrap_or(usize::MAX).min(self.entries.len());
        let gone: Vec<_> = self.entries.drain(keep..).map(|(hash, _)| hash).collect();
        for hash in &gone {
            self.positions.remove(hash);
        }
        if self.head.is_some_and(|head| head.position > position) {
            self.head = None;
        }
        gone
    }
}

/// A log of one document.
pub(crate) type LogKey = (LogId, DocumentKind);
