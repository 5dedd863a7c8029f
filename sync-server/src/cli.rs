//! The program: what can be typed and what is printed.

mod commands;
mod devices;
mod erase;
mod error;
mod exchange;
mod history;
mod new;
mod print;
mod proof;
mod rescue;
mod serve;
mod table;

use crate::{
    ask::{Answer, Request},
    folder,
    hub::Owner,
    settings::{BadSettings, DEFAULT_CONFIG, LogFormat, Partial, Settings},
};
use clap::{Args, Parser, Subcommand};
pub use error::CliError;
use std::{
    io::{self, Read as _, Write as _},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

/// Campboard's server: it merges what kiosks edited while they were apart.
#[derive(Debug, Parser)]
#[command(name = "campboard-server", version, after_help = EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
A first event, from nothing to a kiosk that has joined:
  campboard-server new --name 'LocalGovCamp' --date 2026-06-19 --zone Europe/London
      prints 24 words (write them down) and a join link for the first organiser
  campboard-server serve
  campboard-server invite --role volunteer
      in another window, while the server runs; prints a join link that works once

To look around first:
  campboard-server --data /tmp/try new --sample
  campboard-server --data /tmp/try serve

Settings: a flag wins over the environment (CAMPBOARD_LISTEN=…), that over --config FILE, that
over the defaults; `campboard-server default-config` explains each.";

#[derive(Debug, Args)]
struct Global {
    /// Folder with the event [default: campboard-data]
    #[arg(long, value_name = "DIR", env = "CAMPBOARD_DATA", global = true)]
    data: Option<PathBuf>,
    /// File with settings, see `default-config`
    #[arg(long, value_name = "FILE", env = "CAMPBOARD_CONFIG", global = true)]
    config: Option<PathBuf>,
    /// Where to listen [default: 0.0.0.0:7750]
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        env = "CAMPBOARD_LISTEN",
        global = true,
        value_parser = listen_address
    )]
    listen: Option<SocketAddr>,
    /// Name or address and port in join links [default: guessed]
    #[arg(long, value_name = "HOST:PORT", env = "CAMPBOARD_PUBLIC", global = true)]
    public: Option<String>,
    /// A second folder for backups, best on another disk
    #[arg(long, value_name = "DIR", env = "CAMPBOARD_BACKUPS", global = true)]
    backups: Option<PathBuf>,
    /// How logs are written [default: text]
    #[arg(long, value_enum, env = "CAMPBOARD_LOG_FORMAT", global = true)]
    log_format: Option<LogFormat>,
    /// What is logged: error, warn, info, debug or trace [default: info]
    #[arg(long, value_name = "LEVEL", env = "CAMPBOARD_LOG_LEVEL", global = true)]
    log_level: Option<String>,
    /// Pages of 4 KiB that the event's file may have: to try what a full disk does
    #[arg(
        long,
        value_name = "PAGES",
        env = "CAMPBOARD_STORE_PAGES_MAX",
        global = true,
        hide = true
    )]
    store_pages_max: Option<u32>,
}

fn listen_address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| {
        "an address of this machine and a port are needed, such as 0.0.0.0:7750 (every network) or \
         [::1]:7750"
    })
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Create an event in an empty data folder
    New(new::New),
    /// Serve the event until it is told to stop (Ctrl-C)
    #[command(after_help = "\
The address for kiosks is ws://ADDRESS:PORT/v1/sync; they learn it from their join link.
GET / says which event it is, GET /health how it stands, as JSON.

Examples:
  campboard-server serve
  campboard-server --data /srv/camp --listen 0.0.0.0:8000 --public board.example:8000 serve")]
    Serve,
    /// Print a join link, which lets one device join
    #[command(after_help = "\
Roles: organiser (the plan, the board and everything on it), volunteer (the board), kiosk (pitches
and dots), viewer (reads only). Only the root key invites organisers: its 24 words are read from
--root-words-file or asked for.

Examples:
  campboard-server invite --role volunteer --label 'Foyer kiosk'
  campboard-server invite --role organiser")]
    Invite(commands::Invite),
    /// Print a link that signs an organiser in to the page of devices, once
    #[command(after_help = "\
The page is at /devices of the running server: each device with its name, place, role, version, when
it was last heard of and what it may still hold; there devices are renamed, told what to show, and shown
out. A link works once, for a quarter of an hour; whoever uses it stays signed in for 12 hours.

Examples:
  campboard-server sign-in
  campboard-server sign-in --end-all")]
    SignIn(devices::SignIn),
    /// Print the devices: where each stands, when it was last heard of, what it may still hold
    Devices,
    /// Shut out a device or a server: one that was stolen, or lent
    #[command(after_help = "\
Only the root key revokes organisers and servers: its 24 words are read from --root-words-file or
asked for. A server that is revoked is followed by nobody who has heard of it; what it had taken, as far
as it is known here, still counts. Revoke it at another server, or at a kiosk that has become one. Revoke
its key once more to take what it may do as a device, too: whoever joined by its links must join again.

Examples:
  campboard-server revoke 'Foyer tablet' --root-words-file words.txt
  campboard-server revoke 3f9a51c2")]
    Revoke(devices::Revoke),
    /// Print the 24 words of a spare: a kiosk becomes the server with them when this one is gone
    #[command(after_help = "\
A spare is the key of a server that root certifies beforehand. Its words are shown once and kept
nowhere: give them to an organiser, in an envelope. On the day a kiosk of an organiser or a volunteer
takes them on its page \"The server\". They make no organisers, as the root key's words do; whoever
has them can still be a server of the event, so keep them as safe.

Example:
  campboard-server spare --root-words-file words.txt")]
    Spare(commands::Spare),
    /// Import a schedule (frab XML, frab or pretalx JSON, CSV, an export) as one undoable set
    #[command(after_help = "\
Importing a newer version of the same schedule changes only what changed there. What was edited
here since stays, and shows as a clash where the source changed it too. An export of this event can
be edited and imported again: only what was edited in the file changes.

Tables (CSV) have one row a session, or times in the first column and rooms in the first row. Known
headings are recognised in English and Welsh; others are told with --map. A row is the same session
as before by its id column, else by its title and day. Save workbooks as CSV first.

Examples:
  campboard-server import schedule.xml --dry-run
  campboard-server import schedule.xml
  campboard-server import grid.csv --day 2026-06-20 --dry-run
  campboard-server import pitches.csv --map 'Idea=title' --map C=hosts")]
    Import(commands::Import),
    /// Write the whole programme as JSON, or as a table for a spreadsheet
    #[command(after_help = "\
JSON holds everything that the board shows. --csv writes one row a session, which can be edited in a
spreadsheet and imported again; --csv with --grid writes a grid of times and rooms for each day,
without the shelf.

Examples:
  campboard-server export --out programme.json
  campboard-server export --csv sessions.csv
  campboard-server export --csv board.csv --grid")]
    Export(commands::Export),
    /// List the backups: when, how much, sound or not
    #[command(after_help = "\
A running server makes a backup every hour, and before every import, restore and upgrade; each
counts only when every row of it was read again. Kept are the last three hourly ones, the last of
each of seven days, and three of each other kind, in the folder `backups` of the data folder. With
`backups = ...` in the settings a copy of each goes to a second folder, best on another disk.

Examples:
  campboard-server backups
  campboard-server backups --now")]
    Backups(rescue::Backups),
    /// Go back to a backup, or begin again from what kiosks hold
    #[command(after_help = "\
With an event in the data folder: goes back to a backup, after one of the present state. The server
may run. Devices offer again what the backup lacks, so nothing of theirs is lost.

With an empty data folder: a new server, out of one or several files of any age: stores of kiosks
(kiosk.db in their data folder), carried boards, backups, also damaged ones. Every signature is
verified. A backup brings its server's key along; otherwise the new server is certified by the root
key's 24 words, read from --root-words-file or asked for.

Examples:
  campboard-server restore --from campboard-data/backups/2026-06-20T10-00-00.000Z-hourly.db
  campboard-server --data new restore --from foyer/kiosk.db hall/kiosk.db stick/board.campboard")]
    Restore(rescue::Restore),
    /// Write one file that carries the whole board, for a stick
    #[command(after_help = "\
Any kiosk and any server of the event reads it (`campboard-kiosk take FILE`, `campboard-server take
FILE`) and takes what it lacks, however old the file is.

Example:
  campboard-server carry board.campboard")]
    Carry(rescue::Carry),
    /// Take what a carried board, or a kiosk's store, holds and this server lacks
    Take(rescue::Take),
    /// Print the board on paper, as PDF: the grid of a day, door sheets, pitch slips, a blank grid
    #[command(after_help = "\
grid: A3, times down and rooms across. doors: one A4 for each room and day, read from two metres.
slips: A4 to be cut, one for each pitch without a place, and empty ones. blank: the grid without
its sessions, to write on. Every page says how old it is and of which board.

Examples:
  campboard-server print grid --out grid.pdf
  campboard-server print doors --day 2026-06-20 --language cy --out drysau.pdf
  campboard-server print slips --per-sheet 6 --out slips.pdf")]
    Print(printing::Print),
    /// Say what the server holds and which devices have just the same; exit with 1 unless all have
    #[command(after_help = "\
Run it while the server runs: devices say what they have a few seconds after they came to rest. A
device that has not been heard of may hold edits; it is named, with what it held when it was last
heard of.

Example:
  campboard-server proof")]
    Proof,
    /// Print who did what: when, on which device, who, what kind of edit, about what
    #[command(after_help = "\
The latest acts, the oldest of them first. Times are those of the devices that made the edits. The
kinds are those that a kiosk's history tells: pitch, edit, place, swap, cancel, import, undo, ...

Examples:
  campboard-server history
  campboard-server history --device 'Foyer kiosk' --since 2026-06-20T11:30
  campboard-server history --since 2h --csv > history.csv")]
    History(history::History),
    /// Erase a person's name, or all names, on every device, for ever
    #[command(after_help = "\
It cannot be undone. The server deletes the names from its disk and its backups, and so does every
device as soon as it hears of it, also one that comes back later. Out of reach are boards that were
carried away, exports, paper and copies elsewhere, and names typed into titles, texts and messages.

Examples:
  campboard-server erase --person 'Siân Example'
  campboard-server erase --all-names")]
    Erase(erase::Erase),
    /// Say which names-erasures there were, and which devices have done it; exit with 1 unless all have
    Erased,
    /// Verify every row, signature and chain on the disk; exit with 1 if something is damaged
    Check,
    /// Undo an import by the set that it printed
    Undo(commands::Undo),
    /// Print the settings with an explanation of each
    DefaultConfig,
}

/// Carries out what was typed.
///
/// # Errors
/// When it could not be done; the error says why and what to do.
pub fn run(cli: Cli) -> Result<ExitCode, CliError> {
    let settings = cli.global.settings()?;
    match cli.command {
        Command::DefaultConfig => print(DEFAULT_CONFIG)?,
        Command::New(new) => new.run(&settings)?,
        Command::Serve => serve::run(settings)?,
        Command::Invite(invite) => invite.run(&settings)?,
        Command::SignIn(typed) => devices::sign_in(&settings, &typed)?,
        Command::Revoke(revoke) => revoke.run(&settings)?,
        Command::Devices => devices::run(&settings)?,
        Command::Spare(spare) => spare.run(&settings)?,
        Command::Import(import) => import.run(&settings)?,
        Command::Export(export) => export.run(&settings)?,
        Command::Backups(backups) => backups.run(&settings)?,
        Command::Restore(restore) => restore.run(&settings)?,
        Command::Carry(carry) => carry.run(&settings)?,
        Command::Take(take) => take.run(&settings)?,
        Command::Print(typed) => print::run(&typed, &settings)?,
        Command::Proof => return proof::run(&settings),
        Command::History(history) => history.run(&settings)?,
        Command::Erase(erase) => erase.run(&settings)?,
        Command::Erased => return erase::certificate(&settings),
        Command::Check => return commands::check(&settings),
        Command::Undo(undo) => undo.run(&settings)?,
    }
    Ok(ExitCode::SUCCESS)
}

impl Global {
    fn settings(self) -> Result<Settings, BadSettings> {
        let file = self.config.as_deref().map(Partial::read).transpose()?.unwrap_or_default();
        let typed = Partial {
            data: self.data,
            listen: self.listen,
            public: self.public,
            backups: self.backups,
            log_format: self.log_format,
            log_level: self.log_level,
            store_pages_max: self.store_pages_max,
        };
        typed.or(file).settings()
    }
}

/// Asks the server that runs on the data folder; without one, opens the event itself.
fn ask(settings: &Settings, request: Request) -> Result<Answer, CliError> {
    if !folder::has_store(&settings.data) {
        return Err(crate::OpenError::NoEvent { folder: settings.data.clone() }.into());
    }
    let answer = match crate::admin::ask(&settings.data, &request)? {
        Some(answer) => answer,
        None => match Owner::open(settings) {
            Ok(mut owner) => owner.ask(request),
            // A server that has just started has the event and opens its socket next.
            Err(busy @ crate::OpenError::Busy { .. }) => {
                crate::admin::ask(&settings.data, &request)?.ok_or(busy)?
            }
            Err(error) => return Err(error.into()),
        },
    };
    match answer {
        Answer::Refused { why } => Err(CliError::Refused(why)),
        answer => Ok(answer),
    }
}

/// An answer to another question: the server is of another version.
fn unexpected() -> CliError {
    crate::admin::AdminError::NoAnswer.into()
}

fn print(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(CliError::Print)
}

fn print_lines<T: std::fmt::Display>(lines: impl IntoIterator<Item = T>) -> Result<(), CliError> {
    let text: String = lines.into_iter().map(|line| format!("{line}\n")).collect();
    print(&text)
}

/// Reads a schedule as far as it can be without more answers. A file that is too large for any
/// schedule is refused before it is read.
fn read_schedule(
    path: &std::path::Path,
    options: &import::Options,
) -> Result<import::Imported, CliError> {
    let failed = |source| CliError::File { step: "read", path: path.to_owned(), source };
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let file = std::fs::File::open(path).map_err(failed)?;
    import::check_size(file.metadata().map_err(failed)?.len(), &name)?;
    let mut bytes = Vec::new();
    let most = import::limits::FILE_BYTES_MAX as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(failed)?;
    match import::read_any(&bytes, &name, options)? {
        import::Read::Whole(imported) => Ok(*imported),
        import::Read::Asks(ask) => Err(CliError::Asks { name: name.into_owned(), ask }),
    }
}

/// What was put right in a schedule goes to standard error, a line each.
fn print_repairs(imported: &import::Imported) -> Result<(), CliError> {
    let mut err = io::stderr().lock();
    for repair in &imported.repairs {
        writeln!(err, "put right: {repair}").map_err(CliError::Print)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
        let help = Cli::command().render_long_help().to_string();
        for word in [
            "new",
            "serve",
            "invite",
            "import",
            "export",
            "print",
            "history",
            "check",
            "undo",
            "campboard-data",
        ] {
            assert!(help.contains(word), "{word}: {help}");
        }
        assert!(!help.contains("store-pages-max"));
    }

    #[test]
    fn a_flag_wins_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("camp.toml");
        std::fs::write(&file, "data = 'of-file'\nlisten = '127.0.0.1:1'\n").unwrap();
        let file = file.to_str().unwrap();
        let line = ["campboard-server", "--config", file, "--listen", "127.0.0.1:2", "serve"];
        let settings = Cli::try_parse_from(line).unwrap().global.settings().unwrap();
        assert_eq!(settings.listen.port(), 2);
        assert_eq!(settings.data, PathBuf::from("of-file"));
    }
}
