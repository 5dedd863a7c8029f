//! The commands that also work while the server runs.

use super::{
    CliError, ask, print, print_lines, print_repairs, read_schedule, table::Table, unexpected,
};
use crate::{
    ask::{Answer, Request, Secret},
    random::System,
    settings::Settings,
};
use clap::{Args, ValueEnum};
use import::table::{write_grid, write_rows};
use shared::{
    ids::draw,
    keys::{DeviceKey, RootKey},
};
use std::{
    io::{self, IsTerminal as _, Read as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Roles that can be had by a join link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Role {
    Organiser,
    Volunteer,
    Kiosk,
    Viewer,
}

impl Role {
    fn role(self) -> shared::roster::Role {
        match self {
            Self::Organiser => shared::roster::Role::Organiser,
            Self::Volunteer => shared::roster::Role::Volunteer,
            Self::Kiosk => shared::roster::Role::Kiosk,
            Self::Viewer => shared::roster::Role::Viewer,
        }
    }
}

/// `invite`
#[derive(Debug, Args)]
pub struct Invite {
    /// What the device may do
    #[arg(long, value_enum)]
    role: Role,
    /// Whom the link is for: printed before it, to tell several apart
    #[arg(long)]
    label: Option<String>,
    /// File with the root key's 24 words; only for an organiser
    #[arg(long, value_name = "FILE")]
    root_words_file: Option<PathBuf>,
}

impl Invite {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let root_words = match (&self.root_words_file, self.role) {
            (Some(path), _) => Some(read_words(path)?),
            (None, Role::Organiser) => Some(ask_for_words()?),
            (None, Role::Volunteer | Role::Kiosk | Role::Viewer) => None,
        };
        let role = self.role.role().name().to_owned();
        let Answer::Invited { link } = ask(settings, Request::Invite { role, root_words })? else {
            return Err(unexpected());
        };
        match self.label {
            Some(label) => print(&format!("{label}: {}\n", link.0)),
            None => print(&format!("{}\n", link.0)),
        }
    }
}

/// `spare`
#[derive(Debug, Args)]
pub struct Spare {
    /// File with the root key's 24 words
    #[arg(long, value_name = "FILE")]
    root_words_file: Option<PathBuf>,
}

impl Spare {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let root_words = match &self.root_words_file {
            Some(path) => read_words(path)?,
            None => ask_for_words()?,
        };
        let key = DeviceKey::from_seed(&draw(&mut System));
        let request = Request::Certify { key: key.id().to_string(), root_words };
        let Answer::Certified = ask(settings, request)? else { return Err(unexpected()) };
        // A spare's words are those of its seed, in the same list.
        print(&format!("{}\n", RootKey::from_entropy(&key.seed()).words()))
    }
}

/// The root key's words, or a spare's, out of a file.
pub(super) fn read_words(path: &Path) -> Result<Secret, CliError> {
    let words = std::fs::read_to_string(path).map_err(|source| CliError::File {
        step: "read the root key's words from",
        path: path.to_owned(),
        source,
    })?;
    Ok(Secret(words))
}

pub(super) fn ask_for_words() -> Result<Secret, CliError> {
    let mut input = io::stdin().lock();
    if input.is_terminal() {
        let mut err = io::stderr().lock();
        writeln!(err, "The root key's 24 words (end with Ctrl-D on an empty line):")
            .map_err(CliError::Print)?;
    }
    let mut words = String::new();
    input.read_to_string(&mut words).map_err(|source| CliError::File {
        step: "read the root key's words from",
        path: PathBuf::from("standard input"),
        source,
    })?;
    checked(words)
}

/// Words that are a key, or what to do.
fn checked(words: String) -> Result<Secret, CliError> {
    let how = "type the 24 words, or name the file that holds them: --root-words-file FILE";
    if words.trim().is_empty() {
        return Err(CliError::Refused(format!("the root key's words are needed: {how}")));
    }
    match RootKey::from_words(&words) {
        Ok(_) => Ok(Secret(words)),
        Err(error) => Err(CliError::Refused(format!("{error}: {how}"))),
    }
}

/// `import`
#[derive(Debug, Args)]
pub struct Import {
    /// The schedule
    file: PathBuf,
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    table: Table,
}

impl Import {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let mut options = self.table.options(String::new());
        let mut imported = read_schedule(&self.file, &options)?;
        if imported.table.is_some() {
            // Times with an offset are those of the event's clocks.
            let Answer::Exported { programme } = ask(settings, Request::Export)? else {
                return Err(unexpected());
            };
            options.zone = programme.event.zone;
            imported = read_schedule(&self.file, &options)?;
        }
        print_repairs(&imported)?;
        let programme = Box::new(imported.programme);
        let dry_run = self.dry_run;
        let Answer::Imported { set, report } =
            ask(settings, Request::Import { programme, dry_run })?
        else {
            return Err(unexpected());
        };
        let end = match (set, dry_run) {
            (_, true) => "nothing was changed: this was a dry run".to_owned(),
            (None, false) => "nothing was changed: there was nothing to do".to_owned(),
            (Some(set), false) => {
                format!("imported as one set; to undo it: campboard-server undo {set}")
            }
        };
        print_lines(std::iter::once(imported.format.to_string()).chain(report).chain([end]))
    }
}

/// Formats of an export.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// Campboard's own: everything that the board shows.
    #[default]
    Json,
}

/// `export`
#[derive(Debug, Args)]
pub struct Export {
    /// Form of the file
    #[arg(long, value_enum, default_value_t)]
    format: ExportFormat,
    /// File to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write a table for spreadsheets into this file, one row a session
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "out"])]
    csv: Option<PathBuf>,
    /// In the table, times in the first column and rooms in the first row, one grid a day
    #[arg(long, requires = "csv")]
    grid: bool,
}

impl Export {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let Answer::Exported { programme } = ask(settings, Request::Export)? else {
            return Err(unexpected());
        };
        let (text, out) = match (self.csv, self.grid, self.format) {
            (Some(path), true, _) => (write_grid(&programme), Some(path)),
            (Some(path), false, _) => (write_rows(&programme), Some(path)),
            (None, _, ExportFormat::Json) => {
                let text = serde_json::to_string_pretty(&programme)
                    .map_err(|error| CliError::Print(io::Error::other(error)))?;
                (format!("{text}\n"), self.out)
            }
        };
        match out {
            None => print(&text),
            Some(path) => std::fs::write(&path, text).map_err(|source| CliError::File {
                step: "write",
                path,
                source,
            }),
        }
    }
}

/// `undo`
#[derive(Debug, Args)]
pub struct Undo {
    /// The set that the import printed
    set: String,
    /// Leave what somebody changed since, and undo the rest
    #[arg(long)]
    keep_later_edits: bool,
}

impl Undo {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let request = Request::Undo { set: self.set, keep_later_edits: self.keep_later_edits };
        let Answer::Undone { set } = ask(settings, request)? else { return Err(unexpected()) };
        print(&format!("undone; to take that back: campboard-server undo {set}\n"))
    }
}

/// `check`
pub(super) fn check(settings: &Settings) -> Result<ExitCode, CliError> {
    let Answer::Checked(findings) = ask(settings, Request::Check)? else {
        return Err(unexpected());
    };
    print_lines(findings.sound)?;
    if findings.damage.is_empty() {
        print("nothing is damaged\n")?;
        return Ok(ExitCode::SUCCESS);
    }
    print_lines(findings.damage.iter().map(|line| format!("DAMAGED: {line}")))?;
    print("start the server all the same: kiosks bring back what is lost; then check again\n")?;
    Ok(ExitCode::FAILURE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{hub, random::System};

    fn import(settings: &Settings, file: &Path) -> Result<(), CliError> {
        Import { file: file.to_owned(), dry_run: false, table: Table::default() }.run(settings)
    }

    #[test]
    fn an_export_is_edited_and_brought_back() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { data: folder.path().join("data"), ..Settings::default() };
        hub::create(&settings, ::import::sample(), &mut System).unwrap();
        let programme = |settings: &Settings| {
            let Answer::Exported { programme } = ask(settings, Request::Export).unwrap() else {
                panic!("no export")
            };
            *programme
        };
        let before = programme(&settings);
        for (name, grid) in [("sessions.csv", false), ("board.csv", true)] {
            let csv = Some(folder.path().join(name));
            Export { format: ExportFormat::Json, out: None, csv, grid }.run(&settings).unwrap();
        }
        let file = folder.path().join("sessions.csv");
        import(&settings, &file).unwrap();
        assert_eq!(programme(&settings), before, "nothing was edited");
        let text = std::fs::read_to_string(&file).unwrap();
        let title = &before.sessions[0].title;
        std::fs::write(&file, text.replacen(title.as_str(), "Renamed in a spreadsheet", 1))
            .unwrap();
        import(&settings, &file).unwrap();
        let after = programme(&settings);
        assert_eq!(after.sessions.len(), before.sessions.len());
        assert_eq!(after.sessions[0].title, "Renamed in a spreadsheet");
        assert_eq!(after.sessions[1..], before.sessions[1..]);
        assert!(
            std::fs::read_to_string(folder.path().join("board.csv")).unwrap().contains("Time,")
        );
    }

    #[test]
    fn a_table_says_what_it_needs() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { data: folder.path().join("data"), ..Settings::default() };
        let file = folder.path().join("camp.csv");
        for (text, need) in [
            ("Title,Time\nPotholes,10:00\n", "--day 2026-06-20"),
            ("Idea,Why\nPotholes,Many\n", "--map 'A=title'"),
        ] {
            std::fs::write(&file, text).unwrap();
            let refused = import(&settings, &file).unwrap_err().to_string();
            assert!(refused.contains(need), "{refused}");
        }
    }
}
