//! Files of the person who typed a command, handed over to a server that may not see them: its unit
//! shuts it out of everything but its data folder, and gives it another `/tmp`. The command opens,
//! reads and writes what the person named; the server only ever hears of paths in its own folder.

use super::CliError;
use crate::{OpenError, folder, limits::EXCHANGES_MAX, settings::Settings};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use store::Draft;

/// A folder in the data folder, for the time of one command.
pub(super) struct Exchange {
    data: PathBuf,
    folder: PathBuf,
}

impl Exchange {
    pub(super) fn new(settings: &Settings) -> Result<Self, CliError> {
        if !folder::has_store(&settings.data) {
            return Err(OpenError::NoEvent { folder: settings.data.clone() }.into());
        }
        let data = whole(&settings.data)?;
        let mut number = 0;
        loop {
            let folder = folder::exchange(&data, number);
            match private_folder(&folder) {
                Err(error)
                    if error.kind() == io::ErrorKind::AlreadyExists && number < EXCHANGES_MAX =>
                {
                    number += 1;
                }
                made => {
                    made.map_err(|source| failed("write", &folder, source))?;
                    return Ok(Self { data, folder });
                }
            }
        }
    }

    /// Copies a file in, with the log that SQLite has beside a store, and gives its path there.
    pub(super) fn bring(&self, file: &Path) -> Result<PathBuf, CliError> {
        let read = |source| failed("read", file, source);
        let name = file.file_name().ok_or_else(|| read(io::ErrorKind::InvalidInput.into()))?;
        let here = self.folder.join(name);
        let (log, log_here) = (beside(file), beside(&here));
        for (from, to) in [(file, here.as_path()), (log.as_path(), log_here.as_path())] {
            match self.copy(from, to) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && from == log => {}
                copied => copied.map_err(read)?,
            }
        }
        self.give()?;
        Ok(here)
    }

    /// A new file, which is the server's when it is whole. Whoever types the command may write
    /// anywhere, so nothing that stands there already is followed.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut read = fs::File::open(from)?;
        let mut written = fs::OpenOptions::new().write(true).create_new(true).open(to)?;
        io::copy(&mut read, &mut written)?;
        give_to_owner_of(&self.data, &written)
    }

    /// The folder is the server's from here on.
    fn give(&self) -> Result<(), CliError> {
        let given =
            fs::File::open(&self.folder).and_then(|folder| give_to_owner_of(&self.data, &folder));
        given.map_err(|source| failed("hand over", &self.folder, source))
    }

    /// Where the server writes a file.
    pub(super) fn place(&self) -> Result<PathBuf, CliError> {
        self.give()?;
        Ok(self.written())
    }

    fn written(&self) -> PathBuf {
        self.folder.join("board")
    }

    /// Moves what the server wrote to where the person wants it.
    pub(super) fn hand_over(&self, mut draft: Draft, to: &Path) -> Result<(), CliError> {
        let mut written = open_as_it_is(&self.written())
            .map_err(|source| failed("read what the server wrote to", &self.written(), source))?;
        let copied = io::copy(&mut written, &mut draft).and_then(|_| draft.place(to));
        copied.map_err(|source| failed("write", to, source))
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::warn!(%error, "A copy was not deleted: {}", self.folder.display());
        }
    }
}

/// A path that is the same in another working folder.
pub(super) fn whole(path: &Path) -> Result<PathBuf, CliError> {
    std::path::absolute(path).map_err(|source| failed("find", path, source))
}

pub(super) fn failed(step: &'static str, path: &Path, source: io::Error) -> CliError {
    CliError::File { step, path: path.to_owned(), source }
}

fn beside(file: &Path) -> PathBuf {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The administrator may type a command for a server that is another user's.
#[cfg(unix)]
fn give_to_owner_of(of: &Path, given: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let (owner, present) = (fs::metadata(of)?, given.metadata()?);
    if (owner.uid(), owner.gid()) == (present.uid(), present.gid()) {
        return Ok(());
    }
    std::os::unix::fs::fchown(given, Some(owner.uid()), Some(owner.gid()))
}

#[cfg(not(unix))]
fn give_to_owner_of(_: &Path, _: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Opens a file to read it, but follows no link: the server must not choose what is read.
#[cfg(unix)]
fn open_as_it_is(path: &Path) -> io::Result<fs::File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(open(path, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open_as_it_is(path: &Path) -> io::Result<fs::File> {
    fs::File::open(path)
}

#[cfg(all(test, unix))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "helpers of tests")]

    use super::super::rescue::{Carry, Restore, Take};
    use super::*;
    use crate::ask::{Answer, Counts, Proof, Request};
    use std::{
        io::{BufRead as _, BufReader, Write as _},
        os::unix::net::UnixListener,
        thread,
    };

    /// A server that sees nothing but its data folder: it answers as many questions, and gives what
    /// it read of the files that it was told of.
    fn shut_in(data: &Path, questions: usize) -> thread::JoinHandle<Vec<String>> {
        let listener = UnixListener::bind(folder::socket(data)).unwrap();
        let data = data.to_owned();
        thread::spawn(move || (0..questions).map(|_| one(&listener, &data)).collect())
    }

    fn one(listener: &UnixListener, data: &Path) -> String {
        let (stream, _) = listener.accept().unwrap();
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).unwrap();
        let own = |file: &Path| assert!(file.starts_with(data), "outside: {}", file.display());
        let (answer, read) = match serde_json::from_str(&line).unwrap() {
            Request::Carry { file } => {
                own(&file);
                fs::write(&file, "the board").unwrap();
                (Answer::Carried { edits: 1, lost: 0 }, String::new())
            }
            Request::Take { file } => {
                own(&file);
                let answer = Answer::Taken { taken: Counts::default(), proof: Proof::default() };
                (answer, fs::read_to_string(beside(&file)).unwrap())
            }
            Request::Restore { backup } => {
                own(&backup);
                let (before, damaged, proof) = (PathBuf::new(), vec![], Proof::default());
                let answer = Answer::Restored { before, trouble: None, damaged, proof };
                (answer, fs::read_to_string(&backup).unwrap())
            }
            other => panic!("{other:?}"),
        };
        writeln!(&stream, "{}", serde_json::to_string(&answer).unwrap()).unwrap();
        read
    }

    #[test]
    fn a_server_in_a_box_carries_takes_and_restores_files_outside_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("camp");
        fs::create_dir(&data).unwrap();
        fs::write(folder::store(&data), "").unwrap();
        let settings = Settings { data: data.clone(), ..Settings::default() };
        let server = shut_in(&data, 3);
        let [board, kiosk, backup] =
            ["board.campboard", "kiosk.db", "old.db"].map(|name| folder.path().join(name));
        Carry { file: board.clone() }.run(&settings).unwrap();
        assert_eq!(fs::read_to_string(&board).unwrap(), "the board");
        fs::write(&kiosk, "rows").unwrap();
        fs::write(beside(&kiosk), "the latest rows").unwrap();
        Take { file: kiosk }.run(&settings).unwrap();
        fs::write(&backup, "old rows").unwrap();
        Restore { from: vec![backup], root_words_file: None }.run(&settings).unwrap();
        assert_eq!(server.join().unwrap(), ["", "the latest rows", "old rows"]);
        let left = |folder: &Path| fs::read_dir(folder).unwrap().count();
        assert_eq!((left(&data), left(folder.path())), (2, 5), "no draft is left");
    }

    #[test]
    fn a_file_that_cannot_be_read_or_written_is_said_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { data: folder.path().to_owned(), ..Settings::default() };
        let refused = Take { file: folder.path().join("gone.db") }.run(&settings).unwrap_err();
        assert!(refused.to_string().contains("there is no event"), "{refused}");
        fs::write(folder::store(folder.path()), "").unwrap();
        for refused in [
            Take { file: folder.path().join("gone.db") }.run(&settings),
            Carry { file: folder.path().join("gone/board") }.run(&settings),
        ] {
            let refused = refused.unwrap_err().to_string();
            assert!(refused.contains("gone"), "{refused}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
