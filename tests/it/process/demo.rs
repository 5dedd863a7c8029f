//! The demo itself, without a display.

use std::process::Command;
use venue::{Bins, Process, Program, Ran};

fn play(arguments: &[&str]) -> Ran {
    let out = tempfile::tempdir().unwrap();
    let mut command = Command::new(Bins::find().unwrap().path(Program::Demo).unwrap());
    command.arg("--out").arg(out.path()).args(arguments);
    for variable in ["DISPLAY", "WAYLAND_DISPLAY", "CAMPBOARD_DEMO_HEADLESS"] {
        command.env_remove(variable);
    }
    Process::run("the demo", command).unwrap()
}

#[test]
fn the_demo_loses_nothing_and_tells_it_in_words() {
    let ran = play(&[]);
    assert!(ran.status.success(), "{}{}", ran.stdout, ran.stderr);
    for words in [
        "1. A server and two kiosks start",
        "was placed twice at once",
        "the clash is gone from both kiosks",
        "NOTHING WAS LOST",
    ] {
        assert!(ran.stdout.contains(words), "{words}:\n{}", ran.stdout);
    }
    assert!(!ran.stdout.contains("LOST:"), "{}", ran.stdout);
}

#[test]
fn the_demo_notices_an_edit_that_is_thrown_away() {
    let ran = play(&["--lose-one"]);
    assert_eq!(ran.status.code(), Some(1), "{}{}", ran.stdout, ran.stderr);
    let lost: Vec<&str> = ran.stdout.lines().filter(|line| line.contains("LOST on")).collect();
    assert!(
        lost.iter().any(|line| line.contains("What the night bus driver sees")),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    assert!(lost.iter().all(|line| line.contains("night bus")), "{lost:?}");
}
