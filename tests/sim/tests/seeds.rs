//! Every promise holds in every seed, and the seeds meet every kind of trouble.
#![expect(clippy::print_stdout, reason = "how often each trouble was met is worth a look")]

use sim::{Outcome, story::Trouble};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

const SEEDS: u64 = 500;

#[test]
fn every_promise_holds_and_every_trouble_is_met() {
    let next = AtomicU64::new(0);
    let play = || {
        let mut outcomes: Vec<Outcome> = Vec::new();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= SEEDS {
                return outcomes;
            }
            let outcome = sim::run(seed, None);
            if let Some(broken) = &outcome.broken {
                panic!("\n{broken}\n");
            }
            outcomes.push(outcome);
        }
    };
    let outcomes: Vec<Outcome> = thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(play)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let mut met: BTreeMap<Trouble, u64> = BTreeMap::new();
    for outcome in &outcomes {
        let (seed, commands) = (outcome.seed, outcome.commands);
        assert!(commands >= sim::world::COMMANDS_MIN, "seed {seed} had only {commands} edits");
        for trouble in &outcome.met {
            *met.entry(*trouble).or_default() += 1;
        }
    }
    for trouble in Trouble::ALL {
        let seeds = met.get(trouble).copied().unwrap_or(0);
        println!("{seeds:>5} of {SEEDS} seeds met {trouble}");
        assert!(seeds >= SEEDS / 10, "only {seeds} of {SEEDS} seeds met {trouble}");
    }
}

#[test]
fn the_same_seed_is_the_same_run() {
    for seed in 0..6 {
        let (one, two) = (sim::run(seed, None), sim::run(seed, None));
        assert_eq!(one.digest, two.digest, "seed {seed}");
        assert_eq!((one.commands, one.ended_ms), (two.commands, two.ended_ms), "seed {seed}");
    }
    assert_ne!(sim::run(0, None).digest, sim::run(1, None).digest);
}
