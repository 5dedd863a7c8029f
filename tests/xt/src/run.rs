//! Runs other programs: from the workspace root, on our own screen, timed.

use std::ffi::{OsStr, OsString};
use std::fmt::{self, Display};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};
use std::time::{Duration, Instant};

/// Where the sources and the binaries are.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    /// The folder with one folder for each profile.
    target: PathBuf,
    cargo: OsString,
    /// Set when the folder of the binaries was named relative to where the person stands.
    target_var: Option<PathBuf>,
}

impl Workspace {
    /// Finds the workspace that this runner was built from.
    pub fn find() -> Result<Self, NotRun> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = root
            .canonicalize()
            .map_err(|source| NotRun::NoWorkspace { root: root.clone(), source })?;
        let own = std::env::current_exe().map_err(NotRun::NoTarget)?;
        // .../target/debug/xt; with a target triple .../target/TRIPLE/debug/xt, and then all
        // other binaries of this workspace are below TRIPLE too.
        let target = own
            .ancestors()
            .nth(2)
            .ok_or_else(|| NotRun::NoTarget(io::ErrorKind::NotFound.into()))?
            .to_path_buf();
        let target_var = std::env::var_os("CARGO_TARGET_DIR")
            .filter(|named| !named.is_empty() && Path::new(named).is_relative())
            .and_then(|named| std::path::absolute(named).ok());
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
        Ok(Self { root, target, cargo, target_var })
    }

    /// The folder that holds what is built and what the tasks leave behind.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The folder of the binaries of one profile: `debug`, `release`, `soak`.
    pub fn bin_dir(&self, profile: &str) -> PathBuf {
        self.target.join(profile)
    }

    /// One binary of one profile.
    pub fn bin(&self, profile: &str, name: &str) -> PathBuf {
        self.bin_dir(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }
}

/// A command line that can be shown and run.
#[derive(Debug)]
pub struct Line {
    vars: Vec<(&'static str, Option<OsString>)>,
    /// `None` is the cargo that started us.
    program: Option<OsString>,
    args: Vec<OsString>,
}

impl Line {
    /// A call of cargo with these words, split at spaces.
    pub fn cargo(words: &str) -> Self {
        Self {
            vars: Vec::new(),
            program: None,
            args: words.split_whitespace().map(OsString::from).collect(),
        }
    }

    /// A call of another program.
    pub fn program(program: impl Into<OsString>) -> Self {
        Self { vars: Vec::new(), program: Some(program.into()), args: Vec::new() }
    }

    /// With one word more.
    pub fn arg(mut self, word: impl Into<OsString>) -> Self {
        self.args.push(word.into());
        self
    }

    /// With an environment variable set.
    pub fn var(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.vars.push((name, Some(value.into())));
        self
    }

    /// With an environment variable taken away.
    pub fn without_var(mut self, name: &'static str) -> Self {
        self.vars.push((name, None));
        self
    }

    /// Runs it to its end, with our own standard input and output.
    pub fn run(&self, workspace: &Workspace) -> Result<Ended, NotRun> {
        let program = self.program.as_ref().unwrap_or(&workspace.cargo);
        let mut command = Command::new(program);
        command.args(&self.args).current_dir(&workspace.root);
        // What the outer `cargo run` says about this package is not true of what we build.
        for (name, _) in std::env::vars_os() {
            if speaks_of_the_runner(&name) {
                command.env_remove(name);
            }
        }
        if let Some(target) = &workspace.target_var {
            command.env("CARGO_TARGET_DIR", target);
        }
        for (name, value) in &self.vars {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let started = Instant::now();
        let status = command
            .status()
            .map_err(|source| NotRun::NotStarted { command: self.to_string(), source })?;
        Ok(Ended { status, took: started.elapsed() })
    }
}

/// The line as one would type it into a shell.
impl Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.vars {
            if let Some(value) = value {
                write!(f, "{name}={} ", quoted(value))?;
            }
        }
        match &self.program {
            None => f.write_str("cargo")?,
            Some(program) => f.write_str(&quoted(program))?,
        }
        for word in &self.args {
            write!(f, " {}", quoted(word))?;
        }
        Ok(())
    }
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "-_./:=+,@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.into_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn speaks_of_the_runner(name: &OsStr) -> bool {
    const PREFIXES: &[&str] = &["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];
    const NAMES: &[&str] = &[
        "CARGO_CRATE_NAME",
        "CARGO_PRIMARY_PACKAGE",
        "CARGO_TARGET_TMPDIR",
        "OUT_DIR",
        "RUST_RECURSION_COUNT",
    ];
    name.to_str().is_some_and(|name| {
        NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    })
}

/// How a program ended, and after what time.
#[derive(Debug)]
pub struct Ended {
    status: ExitStatus,
    took: Duration,
}

impl Ended {
    /// Did it exit with 0?
    pub fn success(&self) -> bool {
        self.status.success()
    }

    /// How long it ran.
    pub fn took(&self) -> Duration {
        self.took
    }

    /// Its exit code as ours; a signal as shells tell it.
    pub fn exit_code(&self) -> ExitCode {
        let code = self.status.code().or_else(|| Some(128 + signal(&self.status)?));
        let code = code.and_then(|code| u8::try_from(code).ok());
        ExitCode::from(code.unwrap_or(crate::FAILED))
    }
}

#[cfg(unix)]
fn signal(status: &ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(status)
}

#[cfg(not(unix))]
fn signal(_: &ExitStatus) -> Option<i32> {
    None
}

/// Why a program could not be run at all.
#[derive(Debug)]
pub enum NotRun {
    NoWorkspace { root: PathBuf, source: io::Error },
    NoTarget(io::Error),
    NotStarted { command: String, source: io::Error },
}

impl Display for NotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWorkspace { root, source } => write!(
                f,
                "The sources are not at {} ({source}). If they were moved, run `cargo xt` inside them.",
                root.display()
            ),
            Self::NoTarget(source) => write!(
                f,
                "The folder of the binaries was not found ({source}). Start the runner as `cargo xt`."
            ),
            Self::NotStarted { command, source } => {
                write!(f, "This could not be started ({source}):\n  {command}")
            }
        }
    }
}

/// A duration for people: `0.4 s`, `12.3 s`, `2 min 05 s`.
pub fn time(duration: Duration) -> String {
    let tenths = (duration.as_millis() + 50) / 100;
    if tenths < 600 {
        return format!("{}.{} s", tenths / 10, tenths % 10);
    }
    let seconds = (duration.as_millis() + 500) / 1000;
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_shown_as_one_would_type_it() {
        let line =
            Line::cargo("doc --no-deps").var("RUSTDOCFLAGS", "-D warnings").without_var("DISPLAY");
        assert_eq!(line.to_string(), "RUSTDOCFLAGS='-D warnings' cargo doc --no-deps");
        let line = Line::program("/bin/my demo").arg("it's").arg("");
        assert_eq!(line.to_string(), r"'/bin/my demo' 'it'\''s' ''");
    }

    #[test]
    fn only_what_speaks_of_the_runner_is_kept_from_nested_builds() {
        for name in [
            "CARGO_PKG_NAME",
            "CARGO_MANIFEST_DIR",
            "CARGO_MANIFEST_PATH",
            "CARGO_BIN_NAME",
            "OUT_DIR",
            "RUST_RECURSION_COUNT",
        ] {
            assert!(speaks_of_the_runner(OsStr::new(name)), "{name}");
        }
        for name in [
            "CARGO",
            "CARGO_HOME",
            "CARGO_TARGET_DIR",
            "CARGO_TERM_COLOR",
            "PATH",
            "RUSTFLAGS",
            "RUSTUP_TOOLCHAIN",
        ] {
            assert!(!speaks_of_the_runner(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn times_are_for_people() {
        let cases = [
            (0, "0.0 s"),
            (449, "0.4 s"),
            (12_340, "12.3 s"),
            (59_949, "59.9 s"),
            (59_950, "1 min 00 s"),
            (125_400, "2 min 05 s"),
        ];
        for (millis, words) in cases {
            assert_eq!(time(Duration::from_millis(millis)), words);
        }
    }

    #[test]
    fn programs_run_in_the_workspace_and_their_end_is_passed_on() {
        let workspace = Workspace::find().unwrap();
        let sh = |script: &str| {
            let line = Line::program("sh").arg("-c").arg(script);
            line.run(&workspace).unwrap()
        };
        assert!(sh("test -f Cargo.lock && test -d tests/xt").success());
        assert!(sh("test -z \"$CARGO_MANIFEST_DIR$CARGO_PKG_NAME\"").success());
        let code = |ended: &Ended| format!("{:?}", ended.exit_code());
        let expected = |code: u8| format!("{:?}", ExitCode::from(code));
        let seven = sh("exit 7");
        assert!(!seven.success());
        assert_eq!(code(&seven), expected(7));
        assert_eq!(code(&sh("kill -KILL $$")), expected(128 + 9));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let workspace = Workspace::find().unwrap();
        let line = Line::program("campboard-no-such-program").arg("--all");
        let words = line.run(&workspace).unwrap_err().to_string();
        assert!(words.contains("campboard-no-such-program --all"), "{words}");
    }
}
