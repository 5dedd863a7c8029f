//! `campboard-soak N [--seed S]`: plays N seeds from S on, until one breaks a promise.
#![expect(clippy::print_stdout, reason = "a command line program talks on standard output")]

use sim::story::Trouble;
use std::{
    collections::BTreeMap,
    process::ExitCode,
    time::{Duration, Instant},
};

const USAGE: &str = "campboard-soak N [--seed S]: plays N seeds from S (0 unless told) on";
/// How often it says how far it is.
const PROGRESS: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((count, first)) = parse(&words) else {
        println!("{USAGE}");
        return ExitCode::from(2);
    };
    let mut met: BTreeMap<Trouble, u64> = BTreeMap::new();
    let (start, mut told, mut commands) = (Instant::now(), Instant::now(), 0);
    for seed in first..first.saturating_add(count) {
        let read = sim::files::read_broken_copies(seed, sim::files::COPIES_A_SEED)
            .and_then(|()| sim::files::read_broken_backups(seed, sim::files::BACKUPS_A_SEED));
        if let Err(what) = read {
            println!("{what}");
            return ExitCode::FAILURE;
        }
        let outcome = sim::run(seed, None);
        if let Some(broken) = outcome.broken {
            println!("{broken}");
            return ExitCode::FAILURE;
        }
        commands += outcome.commands;
        for trouble in outcome.met {
            *met.entry(trouble).or_default() += 1;
        }
        if told.elapsed() > PROGRESS {
            told = Instant::now();
            println!("seed {seed}: {} of {count} done", seed + 1 - first);
        }
    }
    println!(
        "{count} seeds, {commands} edits, {:.1} s. Troubles met, in so many seeds:",
        start.elapsed().as_secs_f32()
    );
    for trouble in Trouble::ALL {
        println!("{:>7}  {trouble}", met.get(trouble).copied().unwrap_or(0));
    }
    ExitCode::SUCCESS
}

fn parse(words: &[String]) -> Option<(u64, u64)> {
    match words {
        [count] => Some((count.parse().ok()?, 0)),
        [count, flag, seed] if flag == "--seed" => Some((count.parse().ok()?, seed.parse().ok()?)),
        [flag, seed, count] if flag == "--seed" => Some((count.parse().ok()?, seed.parse().ok()?)),
        _ => None,
    }
}
