//! What a device keeps for itself, beside what it has of the event: a draft, how the screen looks,
//! the hash of its PIN, how often somebody tried. It stands in the same store as facts, and never
//! leaves it.

use super::secret::Tries;
use crate::{ask::Kept, view::Pin};
use shared::{
    ids::EventId,
    persist::{Put, Transaction},
    spare::Spare,
};
use std::{collections::BTreeMap, sync::Arc};

/// Longest value that is kept: the texts of a pitch at their limits.
const KEPT_BYTES_MAX: usize = 128 << 10;
const PIN: &str = "local/pin";
const OPEN: &str = "local/open";
const SAMPLE: &str = "local/sample";
const SERVER: &str = "local/server";

/// Whether this device is the server, or was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeptServer {
    pub is_on: bool,
    /// Of this event: another one has nothing to do with what its folder holds.
    pub event: EventId,
    /// Where it listened last; 0: nowhere yet.
    pub port: u16,
}

impl KeptServer {
    fn text(self) -> String {
        let word = if self.is_on { "on" } else { "off" };
        format!("{word} {} {}", self.event, self.port)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let is_on = words.next()? == "on";
        let (event, port) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some(Self { is_on, event, port })
    }
}

/// What tries are counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lock {
    Pin,
    Slip,
}

impl Lock {
    fn key(self) -> &'static str {
        match self {
            Self::Pin => "local/tries/pin",
            Self::Slip => "local/tries/slip",
        }
    }
}

/// All of it, as the store has it or is about to.
#[derive(Debug, Default)]
pub(super) struct Local {
    pub kept: Arc<BTreeMap<Kept, String>>,
    /// How often what was being typed was taken off the disk, because names were erased.
    pub drafts_erased: u32,
    pub pin: Option<String>,
    /// Somebody said that no PIN is wanted.
    is_open: bool,
    /// The event is the sample, made here to try things out.
    pub is_sample: bool,
    /// The key with which this device can become the server.
    pub spare: Option<Spare>,
    /// Whether this device is the server, or was.
    pub server: Option<KeptServer>,
    pin_tries: Tries,
    slip_tries: Tries,
}

impl Local {
    /// Takes what is ours out of the facts of a store.
    pub(super) fn take(facts: &mut BTreeMap<String, Vec<u8>>, now_ms: u64) -> Self {
        let mut text = |key: &str| {
            let value = facts.remove(key).filter(|value| !value.is_empty())?;
            String::from_utf8(value).ok()
        };
        let kept = Kept::ALL.into_iter().filter_map(|key| Some((key, text(key.key())?)));
        let kept = Arc::new(kept.collect());
        let (pin, is_open, is_sample) = (text(PIN), text(OPEN).is_some(), text(SAMPLE).is_some());
        let server = text(SERVER).and_then(|text| KeptServer::parse(&text));
        let mut tries = |lock: Lock| {
            let wrong = text(lock.key()).and_then(|wrong| wrong.parse().ok()).unwrap_or(0);
            Tries::found(wrong, now_ms)
        };
        let (pin_tries, slip_tries) = (tries(Lock::Pin), tries(Lock::Slip));
        let spare = facts.remove(Spare::FACT).and_then(|bytes| Spare::decode(&bytes));
        let drafts_erased = 0;
        Self { kept, drafts_erased, pin, is_open, is_sample, spare, server, pin_tries, slip_tries }
    }

    /// What is being typed goes with erased names: whoever types hears of it.
    pub(super) fn erase_drafts(&mut self) -> Vec<Put> {
        self.drafts_erased += 1;
        let drafts = [Kept::Draft, Kept::Paper].into_iter();
        drafts.filter_map(|draft| self.keep(draft, None)).collect()
    }

    /// Keeps a value or takes it away; `None`: it is too long.
    pub(super) fn keep(&mut self, key: Kept, value: Option<String>) -> Option<Put> {
        let value = value.filter(|value| !value.is_empty());
        if value.as_ref().is_some_and(|value| value.len() > KEPT_BYTES_MAX) {
            return None;
        }
        let put = put(key.key(), value.as_deref().unwrap_or_default());
        let kept = Arc::make_mut(&mut self.kept);
        match value {
            Some(value) => kept.insert(key, value),
            None => kept.remove(&key),
        };
        Some(put)
    }

    /// Another PIN; `None`: everybody who stands here may edit.
    pub(super) fn set_pin(&mut self, hash: Option<String>) -> [Put; 2] {
        self.is_open = hash.is_none();
        let open = put(OPEN, if self.is_open { "1" } else { "" });
        let pin = put(PIN, hash.as_deref().unwrap_or_default());
        self.pin = hash;
        [open, pin]
    }

    /// What locks editing.
    pub(super) fn lock(&self) -> Pin {
        match (&self.pin, self.is_open) {
            (Some(_), _) => Pin::Set,
            (None, true) => Pin::NotWanted,
            (None, false) => Pin::NotChosen,
        }
    }

    pub(super) fn mark_sample(&mut self) -> Put {
        self.is_sample = true;
        put(SAMPLE, "1")
    }

    pub(super) fn keep_spare(&mut self, spare: Spare) -> Put {
        let put = Put::Fact { key: Spare::FACT.to_owned(), value: spare.encode() };
        self.spare = Some(spare);
        put
    }

    /// The device has made one with its event.
    pub(super) fn found_spare(&mut self, made: &Transaction) {
        let spare = made.puts.iter().rev().find_map(|put| match put {
            Put::Fact { key, value } if key == Spare::FACT => Spare::decode(value),
            _ => None,
        });
        self.spare = spare.or(self.spare.take());
    }

    pub(super) fn keep_server(&mut self, kept: KeptServer) -> Put {
        self.server = Some(kept);
        put(SERVER, &kept.text())
    }

    /// Seconds until a try is taken.
    pub(super) fn wait_s(&self, lock: Lock, now_ms: u64) -> Option<u32> {
        self.tries(lock).wait_s(now_ms)
    }

    /// Tries that are taken before there is a pause.
    pub(super) fn tries_left(&self, lock: Lock, now_ms: u64) -> u32 {
        self.tries(lock).left_before_pause(now_ms)
    }

    /// Counts a try, before it is known whether it is right.
    pub(super) fn begin_try(&mut self, lock: Lock, now_ms: u64) -> Put {
        let tries = self.tries(lock).begin(now_ms);
        self.set_tries(lock, tries)
    }

    /// The try was right. Whoever knows the PIN has no need to try; a slip code is one of many, and
    /// its owner might try those of others.
    pub(super) fn end_try(&mut self, lock: Lock) -> Put {
        let tries = match lock {
            Lock::Pin => Tries::default(),
            Lock::Slip => self.tries(lock).take_back(),
        };
        self.set_tries(lock, tries)
    }

    fn tries(&self, lock: Lock) -> Tries {
        match lock {
            Lock::Pin => self.pin_tries,
            Lock::Slip => self.slip_tries,
        }
    }

    fn set_tries(&mut self, lock: Lock, tries: Tries) -> Put {
        match lock {
            Lock::Pin => self.pin_tries = tries,
            Lock::Slip => self.slip_tries = tries,
        }
        put(lock.key(), &tries.wrong.to_string())
    }
}

fn put(key: &str, value: &str) -> Put {
    Put::Fact { key: key.to_owned(), value: value.as_bytes().to_vec() }
}
