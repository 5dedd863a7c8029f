//! What a person may set: options, then the environment, then the defaults.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  campboard-kiosk join campboard://hall.example:7750/…/… --label \"Foyer kiosk\"
      joins an event with the link that `campboard-server invite` printed, and opens the board
  campboard-kiosk
      opens the board again, with or without a network
  campboard-kiosk --data stage-data --fullscreen --text-size 160
      a second kiosk on the same machine has a data folder of its own
  campboard-kiosk carry /media/stick/board.campboard
      takes the whole board along, to be read with `take` by any device of the event
  campboard-kiosk print grid --out grid.pdf
      the board on paper, as this kiosk has it, also while it runs
  campboard-kiosk headless
      no window: one command a line on stdin, one line of JSON for each on stdout
";

const PRINTS: &str = "\
grid: A3, times down and rooms across. doors: one A4 for each room and day, read from two metres.
slips: A4 to be cut, one for each pitch without a place, and empty ones. blank: the grid without
its sessions, to write on. Every page says how old it is and of which board.

Examples:
  campboard-kiosk print grid --out grid.pdf
  campboard-kiosk print doors --day 2026-06-20 --language cy --out drysau.pdf
  campboard-kiosk print grid --printer Hall
";

/// Campboard at the venue: the board on a screen, on its own disk.
///
/// The whole schedule is on this device. It can be read and edited without a network; what was
/// edited is on the disk before the screen says so, and goes to the server when that is in reach.
#[derive(Debug, Clone, Parser)]
#[command(name = "campboard-kiosk", version, after_help = EXAMPLES)]
pub struct Cli {
    /// What is true of every way to start.
    #[command(flatten)]
    pub settings: Settings,
    /// How to start; without one the board opens in a window.
    #[command(subcommand)]
    pub start: Option<Start>,
}

/// How to start.
#[derive(Debug, Clone, Subcommand)]
pub enum Start {
    /// Joins an event by its link and opens the board; needed once.
    Join {
        /// The link that `campboard-server invite` printed: campboard://HOST:PORT/EVENT/SECRET.
        link: String,
    },
    /// Writes the whole board into one file, for a stick; no window opens.
    Carry {
        /// The file.
        file: PathBuf,
    },
    /// Prints the board on paper: a PDF, or on a printer of this machine; no window opens.
    ///
    /// It is the board as this kiosk has it, also while the kiosk runs, and without a server.
    #[command(after_help = PRINTS)]
    Print(printing::Print),
    /// Takes what a carried board holds and this kiosk lacks; no window opens.
    Take {
        /// The file that `carry` wrote, here or on another device of the event.
        file: PathBuf,
    },
    /// Runs without a window: typed commands on stdin, answers in lines of JSON on stdout.
    #[command(after_long_help = crate::headless::HELP)]
    Headless,
}

/// What can be set.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Folder of this kiosk's data [default: a folder of the person who starts it].
    #[arg(long, global = true, value_name = "DIR", env = "CAMPBOARD_KIOSK_DATA")]
    pub data: Option<PathBuf>,
    /// Address of the server, HOST:PORT [default: the one in the join link].
    #[arg(long, global = true, value_name = "HOST:PORT", env = "CAMPBOARD_KIOSK_SERVER")]
    pub server: Option<String>,
    /// Where this kiosk listens when it is made the server from its screen; any port if that one is
    /// taken.
    #[arg(
        long,
        global = true,
        value_name = "ADDRESS:PORT",
        env = "CAMPBOARD_KIOSK_SERVE_AT",
        default_value = "0.0.0.0:7750"
    )]
    pub serve_at: std::net::SocketAddr,
    /// Joins an event by this link first; nothing happens if this kiosk is in that event already.
    #[arg(
        long,
        global = true,
        value_name = "LINK",
        env = "CAMPBOARD_KIOSK_JOIN",
        hide_env_values = true
    )]
    pub join: Option<String>,
    /// Name of this device, as others see it beside its edits; used when it joins.
    #[arg(
        long,
        global = true,
        value_name = "TEXT",
        env = "CAMPBOARD_KIOSK_LABEL",
        default_value = "Kiosk"
    )]
    pub label: String,
    /// Colours of the board.
    #[arg(long, global = true, value_enum, env = "CAMPBOARD_KIOSK_LOOK", default_value_t = Look::Dark)]
    pub look: Look,
    /// Size of all text, in per cent.
    #[arg(long, global = true, value_name = "PERCENT", env = "CAMPBOARD_KIOSK_TEXT_SIZE", default_value_t = TextSize::P100, value_enum)]
    pub text_size: TextSize,
    /// When the on-screen keyboard comes up.
    #[arg(long, global = true, value_enum, env = "CAMPBOARD_KIOSK_KEYBOARD", default_value_t = Keyboard::Touch)]
    pub keyboard: Keyboard,
    /// Fills the screen.
    #[arg(long, global = true, env = "CAMPBOARD_KIOSK_FULLSCREEN")]
    pub fullscreen: bool,
    /// Size of the window in pixels, such as 1280x800.
    #[arg(long, global = true, value_name = "WIDTHxHEIGHT", env = "CAMPBOARD_KIOSK_WINDOW", default_value = "1280x800", value_parser = window_size)]
    pub window: WindowSize,
    /// Also takes the commands of `headless` on stdin while the window is open.
    #[arg(long, global = true, env = "CAMPBOARD_KIOSK_REMOTE")]
    pub remote: bool,
    /// Page to which an idle kiosk returns.
    #[arg(long, global = true, value_enum, env = "CAMPBOARD_KIOSK_HOME", default_value_t = HomePage::Wall)]
    pub home: HomePage,
    /// Seconds without a touch after which a kiosk returns there and forgets who was here; 0: never.
    #[arg(
        long,
        global = true,
        value_name = "SECONDS",
        env = "CAMPBOARD_KIOSK_IDLE",
        default_value_t = 45
    )]
    pub idle: u32,
    /// On a device of a volunteer or an organiser everybody may edit until somebody chooses a PIN: for
    /// a laptop of one's own. Without this nobody may.
    #[arg(long, global = true, env = "CAMPBOARD_KIOSK_OPEN")]
    pub open: bool,
    /// Shows the board as of this moment, such as 2026-06-20T09:40:00Z: the clock stands still.
    #[arg(long, global = true, value_name = "TIME", env = "CAMPBOARD_KIOSK_CLOCK", value_parser = moment)]
    pub clock: Option<jiff::Timestamp>,
}

/// A page that can be left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HomePage {
    /// What is on now and next, readable from afar.
    Wall,
    /// The grid of a day.
    Board,
}

/// Colours of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Look {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper, for dim halls.
    Dark,
    /// The strongest contrast.
    HighContrast,
}

/// When the on-screen keyboard comes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Keyboard {
    /// Under a finger that has touched a text field.
    Touch,
    /// In every text field.
    Always,
    /// Never: there is a keyboard on a cable.
    Never,
}

/// Size of all text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextSize {
    /// As designed.
    #[value(name = "100")]
    P100,
    /// A third larger.
    #[value(name = "130")]
    P130,
    /// Larger still.
    #[value(name = "160")]
    P160,
    /// Twice the size.
    #[value(name = "200")]
    P200,
}

/// Size of the window in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowSize {
    /// From left to right.
    pub width: u16,
    /// From top to bottom.
    pub height: u16,
}

fn moment(text: &str) -> Result<jiff::Timestamp, String> {
    text.parse().map_err(|_| {
        "a moment has a date, a time and an offset, such as 2026-06-20T09:40:00Z or \
         2026-06-20T10:40:00+01:00"
            .to_owned()
    })
}

fn window_size(text: &str) -> Result<WindowSize, String> {
    let parsed = text.split_once('x').and_then(|(width, height)| {
        Some(WindowSize { width: width.parse().ok()?, height: height.parse().ok()? })
    });
    parsed
        .filter(|size| size.width >= 320 && size.height >= 240)
        .ok_or_else(|| "a size looks like 1280x800, and is at least 320x240".to_owned())
}

impl Cli {
    /// The link to join with, whichever way it was given.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        match &self.start {
            Some(Start::Join { link }) => Some(link),
            Some(Start::Headless | Start::Carry { .. } | Start::Take { .. } | Start::Print(_))
            | None => self.settings.join.as_deref(),
        }
    }

    /// Whether to run without a window.
    #[must_use]
    pub fn is_headless(&self) -> bool {
        matches!(self.start, Some(Start::Headless))
    }
}

/// Where data goes that a person did not choose a folder for; `None` where the system says nothing
/// about the person's home.
#[must_use]
pub fn default_data_folder(variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let folder = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if cfg!(windows) {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join("campboard-kiosk"))
}

/// The store in a data folder.
#[must_use]
pub fn store_path(folder: &Path) -> PathBuf {
    folder.join("kiosk.db")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    fn parse(line: &str) -> Cli {
        Cli::try_parse_from(line.split(' ')).unwrap()
    }

    #[test]
    fn the_options_are_consistent_and_taught() {
        Cli::command().debug_assert();
        let help = Cli::command().render_long_help().to_string();
        for word in ["--data", "--server", "headless", "join", "Examples:", "CAMPBOARD_KIOSK_DATA"]
        {
            assert!(help.contains(word), "{word} is not in the help");
        }
    }

    #[test]
    fn a_link_comes_by_either_way() {
        assert_eq!(parse("campboard-kiosk join L --label Foyer").link(), Some("L"));
        assert_eq!(parse("campboard-kiosk --join L headless").link(), Some("L"));
        assert_eq!(parse("campboard-kiosk headless --join L").settings.label, "Kiosk");
        assert!(parse("campboard-kiosk headless").is_headless());
        assert_eq!(parse("campboard-kiosk").link(), None);
    }

    #[test]
    fn a_moment_that_is_none_is_told_how_one_is_written() {
        let parse = |clock: &str| Cli::try_parse_from(["campboard-kiosk", "--clock", clock]);
        for clock in ["yesterday", "2026-06-20", "10:40", ""] {
            let said = parse(clock).unwrap_err().to_string();
            assert!(said.contains("such as 2026-06-20T09:40:00Z or"), "{clock}: {said}");
        }
        let [a, b] = ["2026-06-20T09:40:00Z", "2026-06-20T10:40:00+01:00"].map(parse);
        assert_eq!(a.unwrap().settings.clock, b.unwrap().settings.clock);
    }

    #[test]
    fn sizes_are_checked() {
        let cli = parse("campboard-kiosk --window 1920x1080 --text-size 200 --look high-contrast");
        assert_eq!(cli.settings.window, WindowSize { width: 1920, height: 1080 });
        assert_eq!(cli.settings.text_size, TextSize::P200);
        assert_eq!(cli.settings.look, Look::HighContrast);
        for size in ["1280", "1x1", "x", "1280 x 800", "99999x800"] {
            assert!(window_size(size).unwrap_err().contains("1280x800"), "{size}");
        }
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn data_goes_where_the_desktop_keeps_it() {
        let folder = |vars: &[(&str, &str)]| {
            default_data_folder(|name| {
                vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(folder(&[]), None);
        assert_eq!(folder(&[("XDG_DATA_HOME", "not/absolute")]), None);
        assert_eq!(
            folder(&[("HOME", "/home/ann")]),
            Some("/home/ann/.local/share/campboard-kiosk".into())
        );
        assert_eq!(
            folder(&[("HOME", "/home/ann"), ("XDG_DATA_HOME", "/data")]),
            Some("/data/campboard-kiosk".into())
        );
    }
}
