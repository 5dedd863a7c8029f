//! `cargo xt check`: what CI runs, step by step.
//!
//! A step that fails does not hide the others: one run tells all that is wrong. Only a step that
//! needs the fruit of a failed one is left out.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use crate::run::{Line, NotRun, Workspace, time};

/// One thing to check.
struct Step {
    name: &'static str,
    line: Line,
    /// The step whose fruit this one needs.
    after: Option<&'static str>,
}

impl Step {
    fn new(name: &'static str, line: Line) -> Self {
        Self { name, line, after: None }
    }
}

/// How one step went.
struct Outcome {
    name: &'static str,
    result: Verdict,
}

enum Verdict {
    Passed(Duration),
    Failed(Duration),
    /// The step that it needs did not pass.
    LeftOut,
}

/// Runs the steps and says how they went: exit code 0 if all passed, else 1.
pub fn check(workspace: &Workspace, quick: bool) -> Result<ExitCode, NotRun> {
    let steps = if quick { quick_steps() } else { all_steps() };
    let mut outcomes: Vec<Outcome> = Vec::new();
    for step in &steps {
        let result = if step.after.is_some_and(|name| !passed(&outcomes, name)) {
            Verdict::LeftOut
        } else {
            take(workspace, step)?
        };
        outcomes.push(Outcome { name: step.name, result });
    }
    print!("\n{}", summary(&outcomes));
    print!("{}", again(&steps, &outcomes));
    let all = steps.iter().all(|step| passed(&outcomes, step.name));
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::from(crate::FAILED) })
}

fn take(workspace: &Workspace, step: &Step) -> Result<Verdict, NotRun> {
    println!("\n== {}: {}", step.name, step.line);
    let ended = step.line.run(workspace)?;
    let took = ended.took();
    if ended.success() {
        println!("== {}: ok in {}", step.name, time(took));
        return Ok(Verdict::Passed(took));
    }
    println!("== {}: FAILED after {}", step.name, time(took));
    Ok(Verdict::Failed(took))
}

fn all_steps() -> Vec<Step> {
    let binaries = Line::cargo("build --locked -p kiosk -p sync-server -p tests --bins");
    let docs = Line::cargo("doc --workspace --no-deps --locked").var("RUSTDOCFLAGS", "-D warnings");
    vec![
        fmt(),
        Step::new(
            "clippy",
            Line::cargo("clippy --workspace --all-targets --locked -- -D warnings"),
        ),
        Step::new("binaries", binaries),
        Step {
            name: "tests",
            line: Line::cargo("test --workspace --locked --no-fail-fast"),
            // The process tests start the binaries, and an old one would be an error.
            after: Some("binaries"),
        },
        Step::new("docs", docs),
    ]
}

fn quick_steps() -> Vec<Step> {
    vec![
        fmt(),
        Step::new("clippy", Line::cargo("clippy --workspace --locked -- -D warnings")),
        Step::new("tests", Line::cargo("test --workspace --lib --locked")),
    ]
}

fn fmt() -> Step {
    Step::new("fmt", Line::cargo("fmt --all --check"))
}

fn passed(outcomes: &[Outcome], name: &str) -> bool {
    outcomes
        .iter()
        .any(|outcome| outcome.name == name && matches!(outcome.result, Verdict::Passed(_)))
}

/// The table at the end: each step, how it went, its time.
fn summary(outcomes: &[Outcome]) -> String {
    let mut table = String::new();
    let mut total = Duration::ZERO;
    for outcome in outcomes {
        let (word, took) = match &outcome.result {
            Verdict::Passed(took) => ("ok", Some(*took)),
            Verdict::Failed(took) => ("FAILED", Some(*took)),
            Verdict::LeftOut => ("not run", None),
        };
        total += took.unwrap_or_default();
        row(&mut table, outcome.name, word, took);
    }
    row(&mut table, "all", "", Some(total));
    table
}

fn row(table: &mut String, name: &str, word: &str, took: Option<Duration>) {
    let took = took.map(time).unwrap_or_default();
    // Writing to a string cannot fail.
    let _ = writeln!(table, "{}", format!("{name:<10}{word:<9}{took:>12}").trim_end());
}

/// For each step that failed, the line that runs it again.
fn again(steps: &[Step], outcomes: &[Outcome]) -> String {
    let mut words = String::new();
    for (step, outcome) in steps.iter().zip(outcomes) {
        if matches!(outcome.result, Verdict::Failed(_)) {
            let _ =
                write!(words, "\n`{}` failed. Run it again with:\n  {}\n", step.name, step.line);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(results: [Verdict; 5]) -> Vec<Outcome> {
        all_steps()
            .iter()
            .zip(results)
            .map(|(step, result)| Outcome { name: step.name, result })
            .collect()
    }

    fn ok(millis: u64) -> Verdict {
        Verdict::Passed(Duration::from_millis(millis))
    }

    #[test]
    fn the_summary_shows_each_step_with_its_time() {
        let failed = Verdict::Failed(Duration::from_millis(72_000));
        let outcomes = outcomes([ok(420), ok(9_000), failed, Verdict::LeftOut, ok(3_000)]);
        let expected = "\
fmt       ok              0.4 s
clippy    ok              9.0 s
binaries  FAILED     1 min 12 s
tests     not run
docs      ok              3.0 s
all                  1 min 24 s
";
        assert_eq!(summary(&outcomes), expected);
        assert_eq!(
            again(&all_steps(), &outcomes),
            "\n`binaries` failed. Run it again with:\n  cargo build --locked -p kiosk -p sync-server -p tests --bins\n"
        );
    }

    #[test]
    fn nothing_is_to_be_run_again_when_all_went_well() {
        let outcomes = outcomes([ok(1), ok(1), ok(1), ok(1), ok(1)]);
        assert_eq!(again(&all_steps(), &outcomes), "");
    }

    #[test]
    fn a_step_comes_after_the_one_it_needs() {
        for steps in [all_steps(), quick_steps()] {
            for (at, step) in steps.iter().enumerate() {
                if let Some(needed) = step.after {
                    assert!(steps[..at].iter().any(|earlier| earlier.name == needed));
                }
            }
        }
    }

    #[test]
    fn the_line_to_run_docs_again_carries_its_flags() {
        let steps = all_steps();
        assert_eq!(
            steps[4].line.to_string(),
            "RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --locked"
        );
    }
}
