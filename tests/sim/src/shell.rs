//! The shell around a node, which does what the product's shells do and nothing else: it takes
//! inputs, commits what they become, and then performs the effects.

use crate::{
    Planted,
    dice::Dice,
    disk::{Fate, SimDisk},
};
use shared::{
    ids::Random,
    limits,
    persist::{Bodies, Put, Saved, Store as _, StoreError, Transaction},
    replica::Replica,
    sync::{
        Device, DeviceEffect, DeviceInput, DeviceStatus, Hub, HubEffect, HubInput, LoadError, Now,
        Setup, Step,
    },
};
use std::collections::VecDeque;

/// One of the two state machines of the product.
pub trait Machine: Sized {
    /// What can happen to it.
    type Input;
    /// What it wants done.
    type Effect;

    /// Reads it from its store.
    ///
    /// # Errors
    /// When the store does not hold one.
    fn load(
        saved: Saved,
        setup: Setup,
        random: &mut dyn Random,
    ) -> Result<(Self, Step<Self::Effect>), LoadError>;

    /// Takes one input.
    ///
    /// # Errors
    /// When the disk fails.
    fn handle(
        &mut self,
        now: Now,
        random: &mut dyn Random,
        bodies: &dyn Bodies,
        input: Self::Input,
    ) -> Result<Step<Self::Effect>, StoreError>;

    /// Its copy of the event.
    fn replica(&self) -> &Replica;
}

macro_rules! machine {
    ($machine:ident, $input:ident, $effect:ident) => {
        impl Machine for $machine {
            type Input = $input;
            type Effect = $effect;

            fn load(
                saved: Saved,
                setup: Setup,
                random: &mut dyn Random,
            ) -> Result<(Self, Step<$effect>), LoadError> {
                $machine::load(saved, setup, random)
            }

            fn handle(
                &mut self,
                now: Now,
                random: &mut dyn Random,
                bodies: &dyn Bodies,
                input: $input,
            ) -> Result<Step<$effect>, StoreError> {
                $machine::handle(self, now, random, bodies, input)
            }

            fn replica(&self) -> &Replica {
                $machine::replica(self)
            }
        }
    };
}

machine!(Device, DeviceInput, DeviceEffect);
machine!(Hub, HubInput, HubEffect);

/// How a piece of work ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// All is well.
    Fine,
    /// The commit ended otherwise: the node is gone, and must be loaded again.
    Gone(Fate),
    /// Something that must never happen.
    Broken(String),
}

/// What came of a piece of work.
pub struct Worked<E> {
    /// To be performed in order.
    pub effects: Vec<E>,
    /// How it ended.
    pub end: End,
}

/// A node with its disk.
pub struct Shell<M: Machine> {
    /// Its disk.
    pub disk: SimDisk,
    /// The node, when it runs.
    pub machine: Option<M>,
    /// What waits to be handled.
    pub inbox: VecDeque<M::Input>,
    /// Number of its process: what belongs to an earlier one is void.
    pub process: u64,
    /// Work is scheduled.
    pub awake: bool,
    /// Its clock's distance from the simulated time.
    pub skew_ms: i64,
    /// Its clock was set.
    pub sure: bool,
    dice: Dice,
}

/// Chances of what can become of a commit, of ten thousand.
#[derive(Debug, Clone, Default)]
pub struct Fates(pub Vec<(Fate, u64)>);

impl Fates {
    /// Draws one. The weight makes a failure likelier.
    pub fn draw(&self, dice: &mut Dice, weight: u64) -> Fate {
        let drawn = dice.below(10_000);
        let mut end = 0;
        for (fate, chance) in &self.0 {
            end += chance * weight;
            if drawn < end {
                return *fate;
            }
        }
        Fate::Good
    }
}

impl<M: Machine> Shell<M> {
    /// A node that does not run yet.
    #[must_use]
    pub fn new(disk: SimDisk, dice: Dice) -> Self {
        Self {
            disk,
            machine: None,
            inbox: VecDeque::new(),
            process: 0,
            awake: false,
            skew_ms: 0,
            sure: true,
            dice,
        }
    }

    /// What time it is, by its clocks.
    #[must_use]
    pub fn time(&self, now_ms: u64) -> Now {
        let wall = 1_780_000_000_000 + i64::try_from(now_ms).unwrap_or(0) + self.skew_ms;
        Now { ms: now_ms, wall_ms: wall, wall_sure: self.sure }
    }

    /// Ends the process.
    pub fn stop(&mut self) {
        self.machine = None;
        self.inbox.clear();
        self.process += 1;
    }

    /// Starts the process from what is on the disk.
    pub fn start(
        &mut self,
        setup: &Setup,
        fate: Fate,
        watch: &mut dyn FnMut(&M, &Transaction) -> Result<(), String>,
    ) -> Worked<M::Effect> {
        self.stop();
        let loaded = self.disk.load().map_err(|error| error.to_string());
        let loaded = loaded.and_then(|saved| {
            M::load(saved, setup.clone(), &mut self.dice).map_err(|error| error.to_string())
        });
        let (machine, step) = match loaded {
            Ok(loaded) => loaded,
            Err(why) => return Worked { effects: Vec::new(), end: End::Broken(why) },
        };
        let seen = watch(&machine, &step.commit);
        self.machine = Some(machine);
        let worked = self.settle(step, [fate, Fate::Good], None);
        match seen {
            Ok(()) => worked,
            Err(why) => Worked { effects: Vec::new(), end: End::Broken(why) },
        }
    }

    /// Handles what waits, at most `count` inputs, in one commit.
    pub fn work(
        &mut self,
        now_ms: u64,
        count: usize,
        fates: [Fate; 2],
        planted: Option<Planted>,
        watch: &mut dyn FnMut(&M, &Transaction) -> Result<(), String>,
    ) -> Worked<M::Effect> {
        let now = self.time(now_ms);
        let mut step = Step::default();
        for _ in 0..count.min(limits::GROUP_COMMIT_INPUTS_MAX) {
            let (Some(machine), Some(input)) = (&mut self.machine, self.inbox.pop_front()) else {
                break;
            };
            let handled = machine.handle(now, &mut self.dice, &self.disk, input);
            let next = handled.map_err(|error| error.to_string()).and_then(|next| {
                watch(machine, &next.commit)?;
                Ok(next)
            });
            match next {
                Ok(next) => step.merge(next),
                Err(why) => return Worked { effects: Vec::new(), end: End::Broken(why) },
            }
        }
        self.settle(step, fates, planted)
    }

    fn settle(
        &mut self,
        step: Step<M::Effect>,
        fates: [Fate; 2],
        planted: Option<Planted>,
    ) -> Worked<M::Effect> {
        let Step { commit, effects } = step;
        if commit.is_empty() {
            return Worked { effects, end: End::Fine };
        }
        let parts = if planted == Some(Planted::CursorBeforeChanges) {
            cursor_first(commit)
        } else {
            vec![commit]
        };
        for (part, fate) in parts.iter().zip(fates) {
            self.disk.next = fate;
            let fate = if self.disk.full { Fate::Full } else { fate };
            if self.disk.commit(part).is_err() {
                self.stop();
                let early = planted == Some(Planted::AckBeforeFsync);
                let effects = if early { effects } else { Vec::new() };
                return Worked { effects, end: End::Gone(fate) };
            }
        }
        Worked { effects, end: End::Fine }
    }
}

impl Shell<Device> {
    /// How a device stands at a simulated time.
    #[must_use]
    pub fn status(&self, device: &Device, now_ms: u64) -> DeviceStatus {
        device.status(self.time(now_ms))
    }
}

/// The planted bug: what a log showed is committed on its own, before the changes.
fn cursor_first(commit: Transaction) -> Vec<Transaction> {
    let is_cursor = |put: &Put| matches!(put, Put::LogEntry { .. } | Put::SignedHead { .. });
    let (cursor, rest): (Vec<Put>, Vec<Put>) = commit.puts.into_iter().partition(is_cursor);
    let parts = [cursor, rest].into_iter().filter(|puts| !puts.is_empty());
    parts.map(|puts| Transaction { puts }).collect()
}
