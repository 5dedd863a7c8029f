//! Backups, going back to one, beginning again from what kiosks hold, and carrying the board.

use super::{
    CliError, ask,
    commands::{ask_for_words, read_words},
    exchange::{Exchange, failed, whole},
    print_lines, unexpected,
};
use crate::{
    ask::{Answer, Counts, Proof, Request},
    backups,
    brought::{self, Brought},
    folder,
    random::System,
    settings::Settings,
};
use clap::Args;
use jiff::Timestamp;
use shared::{carry::Carried, keys::DeviceKey, persist::Transaction, spare::Spare, sync::Hub};
use std::path::PathBuf;
use store::Draft;

/// `backups`
#[derive(Debug, Args)]
pub struct Backups {
    /// Make one at once, before they are listed
    #[arg(long)]
    now: bool,
}

impl Backups {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        if self.now {
            let Answer::BackedUp { .. } = ask(settings, Request::BackUp)? else {
                return Err(unexpected());
            };
        }
        let first = folder::backups(&settings.data);
        let folders = [Some(&first), settings.backups.as_ref()];
        let mut lines = Vec::new();
        for backup in folders.into_iter().flatten().flat_map(|folder| backups::list(folder)) {
            let bytes = std::fs::metadata(&backup.path).map_or(0, |facts| facts.len());
            let state = match backups::look(&backup.path) {
                Err(error) => format!("NOT SOUND: {error}"),
                Ok(found) => {
                    let counts = format!("{} sessions, {} edits", found.sessions, found.edits);
                    match found.damage.first() {
                        None => format!("sound, {counts}"),
                        Some(damage) => format!("NOT SOUND: {damage}; {counts}"),
                    }
                }
            };
            let (why, path) = (backup.why.word(), backup.path.display());
            lines.push(format!(
                "{}  {why:<14}  {:>8} KiB  {state}\n    {path}",
                time(backup.at_ms.div_euclid(1_000)),
                bytes.div_ceil(1_024),
            ));
        }
        if lines.is_empty() {
            lines.push("there is no backup yet: `campboard-server backups --now` makes one".into());
        }
        print_lines(lines)
    }
}

/// `restore`
#[derive(Debug, Args)]
pub struct Restore {
    /// A backup; or one or several carried boards, stores of kiosks (kiosk.db) and backups, also
    /// damaged ones, for a server that begins again in an empty data folder
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub(super) from: Vec<PathBuf>,
    /// File with the root key's 24 words, which certify a new server
    #[arg(long, value_name = "FILE")]
    pub(super) root_words_file: Option<PathBuf>,
}

impl Restore {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let store = folder::store(&settings.data);
        if store::is_there(&store) {
            match self.go_back(settings) {
                Err(CliError::Open(error)) if error.is_beyond_help() => {
                    print_lines(["nothing can be read of the event's file: beginning again"])?;
                }
                done => return done,
            }
        }
        let mut sources = Vec::new();
        for path in &self.from {
            // Of several files one may be beyond help.
            match brought::read(path) {
                Ok(source) => {
                    let (edits, shown) = (source.board.len(), path.display());
                    let damaged = source.damaged.iter().map(|what| format!("    damaged: {what}"));
                    let counted = format!("{shown}: {edits} edits with true signatures");
                    print_lines(std::iter::once(counted).chain(damaged))?;
                    sources.push((source, path.clone()));
                }
                Err(why) if self.from.len() == 1 => return Err(refuse(why)),
                Err(why) => print_lines([format!("NOT USED: {why}")])?,
            }
        }
        let heard: Vec<_> = sources.iter_mut().flat_map(|(one, _)| one.heard.drain(..)).collect();
        let (board, keys) = union(sources)?;
        let mut begun = self.begin(&board, keys)?;
        begun.puts.push(Hub::heard_before(heard));
        if store::is_there(&store) {
            let kept =
                store::set_aside(&store).map_err(|source| failed("move aside", &store, source))?;
            print_lines([format!("the damaged file is kept as {}", kept.display())])?;
        }
        let (taken, proof) = fill(settings, &begun, board)?;
        print_lines(told(&taken).into_iter().chain(proven(&proof)))?;
        print_lines([
            "restored; start it with `campboard-server serve`: kiosks bring what is still missing",
        ])
    }

    /// A server that is there goes back to a backup.
    fn go_back(&self, settings: &Settings) -> Result<(), CliError> {
        let [backup] = &self.from[..] else {
            // Several files are for an event that cannot be opened.
            ask(settings, Request::Board)?;
            return Err(CliError::Refused(format!(
                "there is an event in {} already: add what a file holds with `campboard-server take \
                 FILE`, go back to one backup, or begin again with another --data",
                settings.data.display()
            )));
        };
        // A running server sees what is in its own folder.
        let backup = whole(backup)?;
        let exchange = match backup.starts_with(folder::backups(&whole(&settings.data)?)) {
            true => None,
            false => Some(Exchange::new(settings)?),
        };
        let brought = exchange.as_ref().map(|exchange| exchange.bring(&backup)).transpose()?;
        let request = Request::Restore { backup: brought.unwrap_or(backup) };
        let Answer::Restored { before, trouble, damaged, proof } = ask(settings, request)? else {
            return Err(unexpected());
        };
        let damaged = damaged.into_iter().map(|line| format!("damaged in the backup: {line}"));
        let trouble = trouble.map(|line| format!("damaged in the state before: {line}"));
        print_lines(damaged.chain(trouble).chain(proven(&proof)))?;
        print_lines([
            format!("restored; the state before is kept in {}", before.display()),
            "devices offer again what this backup lacks: nothing of theirs is lost".to_owned(),
        ])
    }

    /// The first content of a new store: with the key of the server whose backup it is, where root
    /// certifies that; otherwise with a new key, which the root's words certify.
    fn begin(&self, board: &Carried, keys: Vec<DeviceKey>) -> Result<Transaction, CliError> {
        let roster = board.roster();
        if let Some(key) = keys.iter().find(|key| roster.is_server(&key.id())) {
            return Ok(Hub::begin(&Spare::known(key.clone(), board.event()), &mut System));
        }
        let words = match &self.root_words_file {
            Some(path) => read_words(path)?.0,
            None => ask_for_words()?.0,
        };
        let spare = Spare::from_words(&words, &roster, &mut System).map_err(refuse)?;
        Ok(Hub::begin(&spare, &mut System))
    }
}

/// All of it as one, and the keys of servers among it.
fn union(sources: Vec<(Brought, PathBuf)>) -> Result<(Carried, Vec<DeviceKey>), CliError> {
    let mut keys = Vec::new();
    let mut board: Option<Carried> = None;
    for (source, path) in sources {
        keys.extend(source.key);
        match &mut board {
            None => board = Some(source.board),
            Some(board) => {
                if !board.join(source.board) {
                    let path = path.display();
                    return Err(CliError::Refused(format!("{path} is of another event")));
                }
            }
        }
    }
    let board =
        board.ok_or_else(|| CliError::Refused("none of these files can be used".to_owned()))?;
    Ok((board, keys))
}

/// A new event in an empty folder.
fn fill(
    settings: &Settings,
    begun: &Transaction,
    board: Carried,
) -> Result<(Counts, Proof), CliError> {
    match crate::begin(settings, begun, board)? {
        Answer::Taken { taken, proof } => Ok((taken, proof)),
        Answer::Refused { why } => Err(CliError::Refused(why)),
        _ => Err(unexpected()),
    }
}

/// `take`
#[derive(Debug, Args)]
pub struct Take {
    /// A carried board, or the store of a kiosk (kiosk.db) or a server
    pub(super) file: PathBuf,
}

impl Take {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let exchange = Exchange::new(settings)?;
        let request = Request::Take { file: exchange.bring(&self.file)? };
        let Answer::Taken { taken, proof } = ask(settings, request)? else {
            return Err(unexpected());
        };
        print_lines(told(&taken).into_iter().chain(proven(&proof)))
    }
}

/// `carry`
#[derive(Debug, Args)]
pub struct Carry {
    /// The file to write
    pub(super) file: PathBuf,
}

impl Carry {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let exchange = Exchange::new(settings)?;
        let draft =
            Draft::beside(&self.file).map_err(|source| failed("write", &self.file, source))?;
        let request = Request::Carry { file: exchange.place()? };
        let Answer::Carried { edits, lost } = ask(settings, request)? else {
            return Err(unexpected());
        };
        exchange.hand_over(draft, &self.file)?;
        let path = self.file.display();
        let lost = (lost > 0).then(|| format!("{lost} edits are damaged here and not in it"));
        print_lines(
            [
                format!("{edits} edits are in {path}: any kiosk or server of the event takes them"),
                "it holds every name and text of the board: keep it as you keep a list of names"
                    .into(),
            ]
            .into_iter()
            .chain(lost),
        )
    }
}

/// What came of a file, in lines.
fn told(taken: &Counts) -> Vec<String> {
    let Counts { edits, known, names, statements, refused, waiting, wrong, unread } = taken;
    let mut lines = vec![format!(
        "{edits} edits are new here, {known} were known; {names} names or erasures and {statements} \
         statements are new"
    )];
    let odd = [
        (refused, "edits were left out: their devices may not make them"),
        (waiting, "edits wait for others that nobody has brought: bring more kiosks' files"),
        (wrong, "parts have a wrong signature and were left out"),
        (unread, "parts are for a newer version: update this program, then take the file again"),
    ];
    lines.extend(odd.into_iter().filter(|(n, _)| **n > 0).map(|(n, words)| format!("{n} {words}")));
    lines
}

/// What the server holds, in lines.
pub(super) fn proven(proof: &Proof) -> Vec<String> {
    let mut lines =
        vec![format!("the server holds {} sessions, {} edits", proof.sessions, proof.edits)];
    let edited = proof.devices.iter().filter(|latest| latest.edits > 0);
    lines.extend(edited.map(|latest| {
        let doubt = if latest.doubtful { " (its clock was not sure)" } else { "" };
        let (edits, at) = (latest.edits, time(latest.at_s));
        format!("    {}: {edits} edits, the latest at {at}{doubt}", latest.device)
    }));
    lines
}

pub(super) fn time(at_s: i64) -> String {
    let time = Timestamp::from_second(at_s).unwrap_or(Timestamp::UNIX_EPOCH);
    time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

fn refuse(error: impl std::fmt::Display) -> CliError {
    CliError::Refused(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hub;
    use shared::persist::{Put, Store as _};
    use std::path::Path;

    fn event(folder: &Path) -> (Settings, String) {
        let settings = Settings { data: folder.join("camp"), ..Settings::default() };
        let created = hub::create(&settings, import::sample(), &mut System).unwrap();
        (settings, created.words.0)
    }

    fn titles(settings: &Settings) -> Vec<String> {
        let Answer::Exported { programme } = ask(settings, Request::Export).unwrap() else {
            panic!("no export")
        };
        programme.sessions.into_iter().map(|session| session.title).collect()
    }

    fn restore(settings: &Settings, from: &[&Path], words: Option<&Path>) -> Result<(), CliError> {
        let from = from.iter().map(|path| path.to_path_buf()).collect();
        Restore { from, root_words_file: words.map(Path::to_path_buf) }.run(settings)
    }

    #[test]
    fn a_new_server_begins_from_a_carried_board_and_the_words() {
        let folder = tempfile::tempdir().unwrap();
        let (first, words) = event(folder.path());
        let board = folder.path().join("board.campboard");
        Carry { file: board.clone() }.run(&first).unwrap();
        let file = folder.path().join("words.txt");
        let new = Settings { data: folder.path().join("new"), ..Settings::default() };
        for (words, why) in [("abandon", "word"), (&other_words(), "neither the root key")] {
            std::fs::write(&file, words).unwrap();
            let refused = restore(&new, &[&board], Some(&file)).unwrap_err().to_string();
            assert!(refused.contains(why), "{refused}");
        }
        std::fs::write(&file, &words).unwrap();
        restore(&new, &[&board], Some(&file)).unwrap();
        assert_eq!(titles(&new), titles(&first));
        // There is an event by now: several files are for `take`.
        let refused = restore(&new, &[&board, &board], None).unwrap_err().to_string();
        assert!(refused.contains("take"), "{refused}");
        Take { file: board }.run(&new).unwrap();
        assert_eq!(titles(&new), titles(&first));
    }

    fn other_words() -> String {
        shared::keys::RootKey::from_entropy(&[9; 32]).words()
    }

    fn sound(settings: &Settings) -> Vec<String> {
        match ask(settings, Request::Check).unwrap() {
            Answer::Checked(findings) => findings.damage,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_event_of_which_nothing_can_be_read_begins_again_and_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (settings, _) = event(folder.path());
        let before = titles(&settings);
        Backups { now: true }.run(&settings).unwrap();
        let backup = backups::list(&folder::backups(&settings.data)).remove(0).path;
        let copy = folder.path().join("copy.db");
        std::fs::copy(&backup, &copy).unwrap();
        let store = folder::store(&settings.data);
        for (n, from) in
            [vec![backup.as_path()], vec![&copy], vec![&copy, &backup]].iter().enumerate()
        {
            std::fs::write(&store, "a letter to the organisers").unwrap();
            let refused = ask(&settings, Request::Export).unwrap_err().to_string();
            assert!(refused.contains("restore --from"), "{refused}");
            // What is of no use leaves everything as it was.
            assert!(restore(&settings, &[&folder.path().join("gone.db")], None).is_err());
            restore(&settings, from, None).unwrap();
            assert_eq!(titles(&settings), before);
            let kept = store.with_extension(format!("db.broken-{}", n + 1));
            assert_eq!(std::fs::read_to_string(kept).unwrap(), "a letter to the organisers");
        }
    }

    #[test]
    fn a_server_that_lost_its_key_or_its_event_goes_back_to_a_backup() {
        let folder = tempfile::tempdir().unwrap();
        let (settings, _) = event(folder.path());
        let before = titles(&settings);
        Backups { now: true }.run(&settings).unwrap();
        let backup = backups::list(&folder::backups(&settings.data)).remove(0).path;
        let store = folder::store(&settings.data);
        for (n, fact) in ["key", "event"].into_iter().enumerate() {
            let mut open = store::SqliteStore::open(&store).unwrap();
            let put = Put::Fact { key: fact.to_owned(), value: b"?".to_vec() };
            open.commit(&Transaction { puts: vec![put] }).unwrap();
            drop(open);
            let refused = ask(&settings, Request::Export).unwrap_err().to_string();
            assert!(refused.contains("restore --from"), "{fact}: {refused}");
            restore(&settings, &[&backup], None).unwrap();
            assert_eq!(titles(&settings), before);
            assert!(store.with_extension(format!("db.broken-{}", n + 1)).exists());
        }
    }

    #[test]
    fn a_new_server_begins_from_damaged_files_and_keeps_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let (first, _) = event(folder.path());
        Backups { now: true }.run(&first).unwrap();
        let backup = backups::list(&folder::backups(&first.data)).remove(0).path;
        let damaged = folder.path().join("damaged.db");
        let mut bytes = std::fs::read(&backup).unwrap();
        // Half of it is lost.
        let middle = bytes.len() / 2;
        bytes.truncate(middle);
        std::fs::write(&damaged, bytes).unwrap();
        let new = Settings { data: folder.path().join("new"), ..Settings::default() };
        restore(&new, &[&damaged, &backup], None).unwrap();
        assert_eq!(titles(&new), titles(&first));
        assert_eq!(sound(&new), Vec::<String>::new());
        // Going back to a backup that is of the same event works there too.
        restore(&new, &[&backup], None).unwrap();
        assert_eq!(titles(&new), titles(&first));
    }
}
