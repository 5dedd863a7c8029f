//! `cargo xt demo`: builds the product, finds a screen, and lets `campboard-demo` play the outage.

use std::fmt::{self, Display};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use crate::Stop;
use crate::args::DemoFlags;
use crate::machine::{self, Screen, Step};
use crate::run::{Line, Workspace};

const BUILD: &str = "build --locked \
    -p sync-server --bin campboard-server \
    -p kiosk --bin campboard-kiosk \
    -p tests --bin campboard-demo";

/// Builds, plays, and passes on the verdict's exit code.
pub fn demo(workspace: &Workspace, flags: DemoFlags) -> Result<ExitCode, Stop> {
    let screen = Screen::from_env();
    let import = flags.import.as_deref().map(import_file).transpose();
    let import = import.map_err(Stop::Demo)?;
    if flags.interactive && screen == Screen::None {
        return Err(Stop::Demo(NoDemo::NobodyWatches));
    }
    machine::prepare(Step::Demo, screen)?;
    crate::build(workspace, BUILD)?;
    let line = player(workspace, &flags, import);
    match screen {
        Screen::X11 | Screen::Wayland => Ok(line.run(workspace)?.exit_code()),
        Screen::None => {
            let log = workspace.target().join("xvfb.log");
            let screen = VirtualScreen::start(&log).map_err(Stop::Demo)?;
            println!("No display here: playing on a screen in memory ({}).", screen.name());
            Ok(on(&screen, line).run(workspace)?.exit_code())
        }
    }
}

/// The file as seen from anywhere: the demo runs in another folder than the person who named it.
fn import_file(file: &Path) -> Result<PathBuf, NoDemo> {
    let absolute = std::path::absolute(file);
    absolute
        .and_then(|absolute| File::open(&absolute).map(|_| absolute))
        .map_err(|source| NoDemo::NoImport { file: file.to_path_buf(), source })
}

fn player(workspace: &Workspace, flags: &DemoFlags, import: Option<PathBuf>) -> Line {
    let mut line = Line::program(workspace.bin("debug", "campboard-demo"))
        .arg("--bin-dir")
        .arg(workspace.bin_dir("debug"))
        .arg("--out")
        .arg(workspace.target().join("demo"));
    if let Some(import) = import {
        line = line.arg("--import").arg(import);
    }
    if flags.lose_one {
        line = line.arg("--lose-one");
    }
    if flags.interactive {
        line = line.arg("--interactive");
    }
    line
}

/// The line, played on the virtual screen.
fn on(screen: &VirtualScreen, line: Line) -> Line {
    line.without_var("WAYLAND_DISPLAY")
        .without_var("WAYLAND_SOCKET")
        .var("DISPLAY", screen.name())
        .var("CAMPBOARD_DEMO_HEADLESS", "1")
        .var("LIBGL_ALWAYS_SOFTWARE", "1")
}

/// An Xvfb of our own. It ends with this value; and, where `setpriv` can arrange it, with this
/// process, however that ends. Ctrl-C reaches it as it reaches us.
#[derive(Debug)]
struct VirtualScreen {
    server: Child,
    /// Known when the server is ready.
    number: Option<u32>,
}

impl VirtualScreen {
    fn start(log: &Path) -> Result<Self, NoDemo> {
        let no_screen = |source| NoDemo::NoScreen { log: log.to_path_buf(), source };
        let errors = File::create(log).map_err(no_screen)?;
        let mut server = xvfb()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .map_err(no_screen)?;
        // Xvfb writes the number it chose when it is ready for windows.
        let mut answer = String::new();
        let read = match server.stdout.take() {
            Some(stdout) => BufReader::new(stdout).read_line(&mut answer),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        };
        let mut screen = Self { server, number: None };
        read.map_err(no_screen)?;
        screen.number = Some(number(&answer).map_err(no_screen)?);
        Ok(screen)
    }

    fn name(&self) -> String {
        self.number.map(|number| format!(":{number}")).unwrap_or_default()
    }

    fn socket(&self) -> Option<PathBuf> {
        let number = self.number?;
        Some(format!("/tmp/.X11-unix/X{number}").into())
    }
}

impl Drop for VirtualScreen {
    fn drop(&mut self) {
        // Killed, it cannot tidy up. Its number is ours only as long as it lives, so that the
        // socket goes first. There is nobody left to tell if any of this fails.
        if let (Ok(None), Some(socket)) = (self.server.try_wait(), self.socket()) {
            let _ = std::fs::remove_file(socket);
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn xvfb() -> Command {
    let setpriv = Path::new("/usr/bin/setpriv");
    let mut command = if setpriv.is_file() {
        let mut command = Command::new(setpriv);
        command.args(["--pdeathsig", "TERM", "--", "Xvfb"]);
        command
    } else {
        Command::new("Xvfb")
    };
    command
        .args(["-displayfd", "1"])
        .args(["-screen", "0", "1920x1080x24"])
        // Kept as it is when the last window closes: the next one may open at that moment.
        .args(["-nolisten", "tcp", "-noreset"]);
    command
}

fn number(answer: &str) -> io::Result<u32> {
    answer.trim().parse().map_err(|_| {
        let words = if answer.is_empty() {
            "Xvfb ended at once".to_owned()
        } else {
            format!("Xvfb answered {answer:?}, not a number")
        };
        io::Error::new(io::ErrorKind::InvalidData, words)
    })
}

/// Why the demo cannot begin.
#[derive(Debug)]
pub enum NoDemo {
    NoImport { file: PathBuf, source: io::Error },
    NoScreen { log: PathBuf, source: io::Error },
    NobodyWatches,
}

impl Display for NoDemo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoImport { file, source } => write!(
                f,
                "The programme to import cannot be read: {} ({source}). Check the name and run the command again.",
                file.display()
            ),
            Self::NoScreen { log, source } => write!(
                f,
                "Xvfb gave no screen ({source}). What it said is in {}; on a desktop the demo needs no Xvfb.",
                log.display()
            ),
            Self::NobodyWatches => write!(
                f,
                "There is no display, so nobody could use the windows of `--interactive`. Run it on a desktop, or without that flag: `cargo xt demo`."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_reach_the_player() {
        let workspace = Workspace::find().unwrap();
        let flags = DemoFlags { import: None, lose_one: true, interactive: false };
        let line = player(&workspace, &flags, Some("/srv/a b.xml".into())).to_string();
        assert!(line.contains("campboard-demo"), "{line}");
        assert!(line.contains(" --bin-dir "), "{line}");
        assert!(line.contains(" --out "), "{line}");
        assert!(line.ends_with(" --import '/srv/a b.xml' --lose-one"), "{line}");
    }

    #[test]
    fn the_file_to_import_is_named_from_anywhere_and_must_be_there() {
        let found = import_file(Path::new("Cargo.toml")).unwrap();
        assert!(found.is_absolute() && found.is_file());
        let words = import_file(Path::new("no-such.xml")).unwrap_err();
        assert!(
            words.to_string().starts_with("The programme to import cannot be read: no-such.xml (")
        );
    }

    #[test]
    fn xvfb_answers_with_the_number_of_its_screen() {
        assert_eq!(number("99\n").unwrap(), 99);
        let ended = number("").unwrap_err().to_string();
        assert_eq!(ended, "Xvfb ended at once");
        assert!(number("no\n").unwrap_err().to_string().contains("\"no\\n\""));
    }

    #[test]
    fn the_screen_and_its_traces_go_with_its_value() {
        let on_path = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
            .any(|dir| dir.join("Xvfb").is_file());
        if !on_path {
            println!("skipped: Xvfb is not installed");
            return;
        }
        let log = std::env::temp_dir().join(format!("xvfb-{}.log", std::process::id()));
        let screen = VirtualScreen::start(&log).unwrap();
        let socket = screen.socket().unwrap();
        let process = PathBuf::from(format!("/proc/{}", screen.server.id()));
        assert!(process.is_dir());
        drop(screen);
        assert!(!socket.exists() && !process.exists());
        std::fs::remove_file(log).unwrap();
    }
}
