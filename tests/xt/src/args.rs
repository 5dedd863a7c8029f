//! From the words typed to one [`Task`], or a sentence that says what is wrong with them.

use std::ffi::{OsStr, OsString};
use std::fmt::{self, Display};
use std::path::PathBuf;

/// What `cargo xt` and `cargo xt --help` print: every command, on one screen.
pub const HELP: &str = "\
cargo xt COMMAND: everything that Campboard's builders run, each with its own set-up

  check [--quick]       What CI runs: fmt, clippy, the binaries, all tests, docs
      --quick           fmt, clippy and the libraries' tests: for the inner loop

  demo                  Build, start a server and two kiosks, play an outage, compare the boards
      --import FILE     with this programme (frab XML or JSON), not the bundled sample
      --interactive     no play: the windows are yours until you close them
      --lose-one        throw one change away on purpose; this must end in failure

  soak N [--seed S]     Simulate N seeds (from S on) of networks, disks and people that fail
  bench [ID...]         Measure, all or only the named figures: target/bench/bench.json
  gallery [WORD...]     Paint every screen, or those with these words: target/gallery/index.html
      --all             in every size, text size, colour and language together
  deb                   Build the Debian packages of server and kiosk: target/deb

  help                  This page

A Debian package that is missing is installed when you are root or CI is set;
otherwise the line to type is printed. Without a display the demo runs under Xvfb.

Exit codes: 0 all well, 1 a step failed, 2 it could not start; demo, soak and bench pass
on those of the program they run.
";

const COMMANDS: &[&str] = &["check", "demo", "soak", "bench", "gallery", "deb", "help"];
const CHECK_FLAGS: &[&str] = &["--quick", "--help"];
const DEMO_FLAGS: &[&str] = &["--import", "--lose-one", "--interactive", "--help"];
const SOAK_FLAGS: &[&str] = &["--seed", "--help"];
const BENCH_FLAGS: &[&str] = &["--help"];
const DEB_FLAGS: &[&str] = &["--help"];
const GALLERY_FLAGS: &[&str] = &["--all", "--help"];
/// A known word at most this many letters away from an unknown one is offered in its place.
const TYPO_LETTERS_MAX: usize = 2;

/// What a person asked the runner to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Help,
    Check { quick: bool },
    Demo(DemoFlags),
    Soak { seeds: u64, first: Option<u64> },
    Bench { ids: Vec<OsString> },
    Gallery { filter: Vec<OsString>, all: bool },
    Deb,
}

/// What `cargo xt demo` was given.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct DemoFlags {
    pub import: Option<PathBuf>,
    pub lose_one: bool,
    pub interactive: bool,
}

/// Why the words typed are no task.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    UnknownCommand { word: String, near: Option<&'static str> },
    UnknownFlag { command: &'static str, flag: String, near: Option<&'static str> },
    Surplus { command: &'static str, word: String },
    NoValue { flag: &'static str, what: &'static str },
    UnwantedValue { flag: String },
    NoCount,
    NotANumber { what: &'static str, word: String },
    NothingToLose,
}

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCommand { word, near } => {
                write!(f, "There is no command `{word}`.")?;
                offer(f, *near)?;
            }
            Self::UnknownFlag { command, flag, near } => {
                write!(f, "`cargo xt {command}` has no flag `{flag}`.")?;
                offer(f, *near)?;
            }
            Self::Surplus { command, word } => {
                write!(f, "`cargo xt {command}` takes no `{word}`.")?;
            }
            Self::NoValue { flag, what } => write!(f, "`{flag}` needs {what} after it.")?,
            Self::UnwantedValue { flag } => write!(f, "`{flag}` takes no value.")?,
            Self::NoCount => write!(f, "Say how many seeds: `cargo xt soak 500`.")?,
            Self::NotANumber { what, word } => {
                write!(f, "`{word}` is not {what}.")?;
            }
            Self::NothingToLose => write!(
                f,
                "`--lose-one` throws a change away during the play, and `--interactive` skips the play: choose one."
            )?,
        }
        write!(f, " `cargo xt --help` shows all commands.")
    }
}

fn offer(f: &mut fmt::Formatter<'_>, near: Option<&str>) -> fmt::Result {
    match near {
        Some(near) => write!(f, " Did you mean `{near}`?"),
        None => Ok(()),
    }
}

/// Reads the words that follow `cargo xt`.
pub fn parse(words: Vec<OsString>) -> Result<Task, Refused> {
    let mut words = Words::new(words);
    let Some(command) = words.next() else {
        return Ok(Task::Help);
    };
    if asks_for_help(&command) {
        return Ok(Task::Help);
    }
    match command.to_str() {
        Some("help") => Ok(Task::Help),
        Some("check") => check(words),
        Some("demo") => demo(words),
        Some("soak") => soak(words),
        Some("bench") => bench(words),
        Some("gallery") => gallery(words),
        Some("deb") => deb(words),
        Some(_) | None => {
            let word = shown(&command);
            let near = nearest(&word, COMMANDS);
            Err(Refused::UnknownCommand { word, near })
        }
    }
}

fn check(mut words: Words) -> Result<Task, Refused> {
    let mut quick = false;
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--quick") => quick = words.no_value("--quick").map(|()| true)?,
            _ if asks_for_help(&word) => return Ok(Task::Help),
            _ => return Err(stranger("check", CHECK_FLAGS, &word)),
        }
    }
    Ok(Task::Check { quick })
}

fn demo(mut words: Words) -> Result<Task, Refused> {
    let mut flags = DemoFlags::default();
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--import") => {
                flags.import = Some(words.value("--import", "a file")?.into());
            }
            Some("--lose-one") => flags.lose_one = words.no_value("--lose-one").map(|()| true)?,
            Some("--interactive") => {
                flags.interactive = words.no_value("--interactive").map(|()| true)?;
            }
            _ if asks_for_help(&word) => return Ok(Task::Help),
            _ => return Err(stranger("demo", DEMO_FLAGS, &word)),
        }
    }
    if flags.lose_one && flags.interactive {
        return Err(Refused::NothingToLose);
    }
    Ok(Task::Demo(flags))
}

fn soak(mut words: Words) -> Result<Task, Refused> {
    let mut seeds = None;
    let mut first = None;
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--seed") => {
                let seed = words.value("--seed", "a number")?;
                first = Some(number("a number that `--seed` can take", 0, &seed)?);
            }
            _ if asks_for_help(&word) => return Ok(Task::Help),
            _ if seeds.is_none() && !is_flag(&word) => {
                seeds = Some(number("a count of seeds, one or more", 1, &word)?);
            }
            _ => return Err(stranger("soak", SOAK_FLAGS, &word)),
        }
    }
    let seeds = seeds.ok_or(Refused::NoCount)?;
    Ok(Task::Soak { seeds, first })
}

fn bench(mut words: Words) -> Result<Task, Refused> {
    let mut ids = Vec::new();
    while let Some(word) = words.next() {
        if asks_for_help(&word) {
            return Ok(Task::Help);
        }
        if is_flag(&word) {
            return Err(stranger("bench", BENCH_FLAGS, &word));
        }
        ids.push(word);
    }
    Ok(Task::Bench { ids })
}

fn gallery(mut words: Words) -> Result<Task, Refused> {
    let (mut filter, mut all) = (Vec::new(), false);
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--all") => all = words.no_value("--all").map(|()| true)?,
            _ if asks_for_help(&word) => return Ok(Task::Help),
            _ if is_flag(&word) => return Err(stranger("gallery", GALLERY_FLAGS, &word)),
            _ => filter.push(word),
        }
    }
    Ok(Task::Gallery { filter, all })
}

fn deb(mut words: Words) -> Result<Task, Refused> {
    match words.next() {
        None => Ok(Task::Deb),
        Some(word) if asks_for_help(&word) => Ok(Task::Help),
        Some(word) => Err(stranger("deb", DEB_FLAGS, &word)),
    }
}

/// The words not yet read. `--flag=value` is read as two of them.
struct Words {
    rest: std::vec::IntoIter<OsString>,
    /// The part behind `=` of the flag read last.
    attached: Option<OsString>,
}

impl Words {
    fn new(words: Vec<OsString>) -> Self {
        Self { rest: words.into_iter(), attached: None }
    }

    fn next(&mut self) -> Option<OsString> {
        let word = self.rest.next()?;
        self.attached = None;
        let split = word
            .to_str()
            .filter(|word| word.starts_with("--"))
            .and_then(|word| word.split_once('='))
            .map(|(flag, value)| (OsString::from(flag), OsString::from(value)));
        let Some((flag, value)) = split else {
            return Some(word);
        };
        self.attached = Some(value);
        Some(flag)
    }

    fn value(&mut self, flag: &'static str, what: &'static str) -> Result<OsString, Refused> {
        let value = self.attached.take().or_else(|| {
            let is_value = self.rest.as_slice().first().is_some_and(|word| !is_flag(word));
            if is_value { self.rest.next() } else { None }
        });
        value.filter(|value| !value.is_empty()).ok_or(Refused::NoValue { flag, what })
    }

    fn no_value(&mut self, flag: &str) -> Result<(), Refused> {
        match self.attached.take() {
            None => Ok(()),
            Some(_) => Err(Refused::UnwantedValue { flag: flag.to_owned() }),
        }
    }
}

fn asks_for_help(word: &OsStr) -> bool {
    word == "--help" || word == "-h"
}

fn is_flag(word: &OsStr) -> bool {
    word.as_encoded_bytes().starts_with(b"-")
}

fn stranger(command: &'static str, flags: &[&'static str], word: &OsStr) -> Refused {
    let flag = shown(word);
    if !is_flag(word) {
        return Refused::Surplus { command, word: flag };
    }
    let near = nearest(&flag, flags);
    Refused::UnknownFlag { command, flag, near }
}

fn number(what: &'static str, least: u64, word: &OsStr) -> Result<u64, Refused> {
    word.to_str()
        .and_then(|word| word.parse().ok())
        .filter(|number| *number >= least)
        .ok_or_else(|| Refused::NotANumber { what, word: shown(word) })
}

fn shown(word: &OsStr) -> String {
    word.to_string_lossy().into_owned()
}

fn nearest(word: &str, known: &[&'static str]) -> Option<&'static str> {
    known
        .iter()
        .map(|candidate| (letters_apart(word, candidate), *candidate))
        .filter(|(apart, _)| *apart <= TYPO_LETTERS_MAX)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must be added, removed or replaced to turn one word into the other.
fn letters_apart(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.chars().enumerate() {
        let mut left = row + 1;
        let mut line = vec![left];
        for (pair, against) in above.windows(2).zip(&other) {
            let &[diagonal, up] = pair else { continue };
            let replaced = diagonal + usize::from(letter != *against);
            left = replaced.min(up + 1).min(left + 1);
            line.push(left);
        }
        above = line;
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Result<Task, Refused> {
        parse(line.split_whitespace().map(OsString::from).collect())
    }

    fn sentence(line: &str) -> String {
        typed(line).unwrap_err().to_string()
    }

    fn demo_with(change: impl FnOnce(&mut DemoFlags)) -> Result<Task, Refused> {
        let mut flags = DemoFlags::default();
        change(&mut flags);
        Ok(Task::Demo(flags))
    }

    #[test]
    fn help_is_one_word_away_from_everywhere() {
        let lines = [
            "",
            "help",
            "--help",
            "-h",
            "check --help",
            "demo --lose-one -h",
            "soak -h",
            "bench --help",
        ];
        for line in lines {
            assert_eq!(typed(line), Ok(Task::Help), "{line}");
        }
    }

    #[test]
    fn help_names_every_command_and_flag_and_fits_one_screen() {
        let words = [COMMANDS, CHECK_FLAGS, DEMO_FLAGS, SOAK_FLAGS, GALLERY_FLAGS].concat();
        for word in words.into_iter().filter(|word| *word != "--help") {
            assert!(HELP.contains(word), "{word}");
        }
        assert!(HELP.lines().count() <= 24);
        assert!(HELP.lines().all(|line| line.chars().count() <= 100));
    }

    #[test]
    fn each_command_becomes_its_task() {
        assert_eq!(typed("check"), Ok(Task::Check { quick: false }));
        assert_eq!(typed("check --quick"), Ok(Task::Check { quick: true }));
        assert_eq!(typed("demo"), demo_with(|_| ()));
        assert_eq!(typed("demo --lose-one"), demo_with(|flags| flags.lose_one = true));
        let imported = demo_with(|flags| {
            flags.import = Some("a.xml".into());
            flags.interactive = true;
        });
        assert_eq!(typed("demo --import a.xml --interactive"), imported);
        assert_eq!(typed("demo --interactive --import=a.xml"), imported);
        let soak = |seeds, first| Ok(Task::Soak { seeds, first });
        assert_eq!(typed("soak 500"), soak(500, None));
        assert_eq!(typed("soak 1 --seed 0"), soak(1, Some(0)));
        assert_eq!(typed("soak --seed=7 20"), soak(20, Some(7)));
        assert_eq!(typed("bench"), Ok(Task::Bench { ids: Vec::new() }));
        let ids = vec!["frame_us".into(), "fdatasync_ms".into()];
        assert_eq!(typed("bench frame_us fdatasync_ms"), Ok(Task::Bench { ids }));
        let filter = vec!["board".into(), "light".into()];
        assert_eq!(typed("gallery board light"), Ok(Task::Gallery { filter, all: false }));
        assert_eq!(typed("deb"), Ok(Task::Deb));
        assert!(sentence("deb all").starts_with("`cargo xt deb` takes no `all`."));
        let everything = Task::Gallery { filter: Vec::new(), all: true };
        assert_eq!(typed("gallery --all"), Ok(everything));
    }

    #[test]
    fn an_unknown_word_is_named_and_the_nearest_offered() {
        assert_eq!(
            sentence("chekc"),
            "There is no command `chekc`. Did you mean `check`? `cargo xt --help` shows all commands."
        );
        assert_eq!(
            sentence("pictures"),
            "There is no command `pictures`. `cargo xt --help` shows all commands."
        );
        assert_eq!(
            sentence("check --quik"),
            "`cargo xt check` has no flag `--quik`. Did you mean `--quick`? `cargo xt --help` shows all commands."
        );
        assert!(sentence("demo --quick").starts_with("`cargo xt demo` has no flag `--quick`. `"));
        assert!(sentence("demo --lost-one").contains("Did you mean `--lose-one`?"));
        assert!(sentence("bench -x").starts_with("`cargo xt bench` has no flag `-x`."));
        assert!(sentence("gallery --al").contains("Did you mean `--all`?"));
        assert!(sentence("check all").starts_with("`cargo xt check` takes no `all`."));
        assert!(sentence("soak 5 6").starts_with("`cargo xt soak` takes no `6`."));
    }

    #[test]
    fn a_value_that_is_missing_wrong_or_unwanted_is_refused() {
        assert!(sentence("demo --import").starts_with("`--import` needs a file after it."));
        assert!(sentence("demo --import --lose-one").starts_with("`--import` needs a file"));
        assert!(sentence("demo --import=").starts_with("`--import` needs a file"));
        assert!(sentence("check --quick=yes").starts_with("`--quick` takes no value."));
        assert!(sentence("soak").starts_with("Say how many seeds"));
        assert!(sentence("soak many").starts_with("`many` is not a count of seeds"));
        assert!(sentence("soak 0").starts_with("`0` is not a count of seeds"));
        assert!(sentence("soak 5 --seed x").starts_with("`x` is not a number"));
        assert!(sentence("soak 5 --seed").starts_with("`--seed` needs a number"));
        assert!(sentence("demo --lose-one --interactive").contains("choose one"));
    }

    #[test]
    fn letters_apart_counts_edits() {
        let cases = [
            ("", "demo", 4),
            ("demo", "", 4),
            ("demo", "demo", 0),
            ("dmeo", "demo", 2),
            ("kitten", "sitting", 3),
            ("soak", "soaks", 1),
        ];
        for (one, other, apart) in cases {
            assert_eq!(letters_apart(one, other), apart, "{one} {other}");
        }
    }
}
