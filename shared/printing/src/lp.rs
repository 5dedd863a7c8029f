//! The printers of this machine, through the commands of CUPS: `lpstat` names them, `lp` takes a
//! print. Neither may keep anybody waiting: what does not end in time is ended.

use paper::Form;
use std::{
    ffi::OsString,
    fs::File,
    io::{self, Read as _, Seek as _, Write as _},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A spooler that does not answer by then is not there.
const LIST_WAIT: Duration = Duration::from_secs(5);
/// So long a print may take to reach the spooler.
const SEND_WAIT: Duration = Duration::from_secs(20);
/// How often it is looked whether a command has ended.
const LOOK: Duration = Duration::from_millis(20);
/// What is read of what a command says.
const SAID_BYTES_MAX: u64 = 16 << 10;
/// Printers that are offered.
const PRINTERS_MAX: usize = 12;

/// A printer of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printer {
    /// Its name.
    pub name: String,
    /// It is the one that is used when none is named.
    pub is_default: bool,
}

/// Why a print was not sent.
#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    /// This machine has no `lp`.
    #[error("CUPS is not installed on this machine: `lp` was not found")]
    NoLp,
    /// It did not answer in time.
    #[error("the print system did not answer")]
    Slow,
    /// `lp` refused it.
    #[error("{said}")]
    Refused {
        /// What it said.
        said: String,
    },
    /// It could not be started, or given the print.
    #[error("run `lp`")]
    Failed(#[from] io::Error),
}

/// The commands of CUPS.
#[derive(Debug, Clone, Default)]
pub struct Lp {
    path: Option<OsString>,
}

impl Lp {
    /// Commands that are found in these folders alone, which are written as in `PATH`.
    #[must_use]
    pub fn within(path: impl Into<OsString>) -> Self {
        Self { path: Some(path.into()) }
    }

    /// Printers that are set up, the usual one first.
    ///
    /// # Errors
    /// When there is no print system, or it does not answer.
    pub fn printers(&self) -> Result<Vec<Printer>, NotSent> {
        let (ended, names, said) = self.run("lpstat", &["-e"], None, LIST_WAIT)?;
        if !ended.success() {
            return Err(NotSent::Refused { said });
        }
        let usual = match self.run("lpstat", &["-d"], None, LIST_WAIT) {
            // "system default destination: NAME"
            Ok((_, said, _)) => said.rsplit(": ").next().unwrap_or_default().trim().to_owned(),
            Err(_) => String::new(),
        };
        let names = names.lines().map(str::trim).filter(|name| !name.is_empty());
        let mut printers: Vec<Printer> = names
            .map(|name| Printer { name: name.to_owned(), is_default: name == usual })
            .collect();
        printers.sort_by_key(|printer| !printer.is_default);
        printers.truncate(PRINTERS_MAX);
        Ok(printers)
    }

    /// Gives a print to a printer.
    ///
    /// # Errors
    /// When there is no `lp`, or it refuses the print or does not end.
    pub fn send(&self, printer: &str, form: Form, pdf: &[u8]) -> Result<(), NotSent> {
        let mut file = tempfile::tempfile()?;
        file.write_all(pdf)?;
        file.rewind()?;
        let media = match form {
            Form::Grid | Form::Blank => "media=A3",
            Form::Doors | Form::Slips { .. } => "media=A4",
        };
        let line = ["-d", printer, "-t", "Campboard", "-o", media, "-o", "fit-to-page"];
        let (ended, _, said) = self.run("lp", &line, Some(file), SEND_WAIT)?;
        if ended.success() { Ok(()) } else { Err(NotSent::Refused { said }) }
    }

    /// How a command ended, and what it said on its output and its errors. Files take what it says,
    /// and give what it is given: with a pipe it could wait for us, and we for it.
    fn run(
        &self,
        program: &str,
        line: &[&str],
        given: Option<File>,
        wait: Duration,
    ) -> Result<(ExitStatus, String, String), NotSent> {
        let (mut output, mut errors) = (tempfile::tempfile()?, tempfile::tempfile()?);
        let mut command = Command::new(program);
        command.args(line).env("LC_ALL", "C");
        if let Some(path) = &self.path {
            command.env("PATH", path);
        }
        command.stdin(given.map_or_else(Stdio::null, Stdio::from));
        command.stdout(output.try_clone()?).stderr(errors.try_clone()?);
        let child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => NotSent::NoLp,
            _ => NotSent::Failed(error),
        })?;
        let ended = end_of(child, wait)?;
        let read = |file: &mut File| -> io::Result<String> {
            file.rewind()?;
            let mut bytes = Vec::new();
            file.take(SAID_BYTES_MAX).read_to_end(&mut bytes)?;
            Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
        };
        Ok((ended, read(&mut output)?, read(&mut errors)?))
    }
}

/// Waits for its end; what does not end in time is ended.
fn end_of(mut child: Child, wait: Duration) -> Result<ExitStatus, NotSent> {
    let until = Instant::now() + wait;
    loop {
        if let Some(ended) = child.try_wait()? {
            return Ok(ended);
        }
        if Instant::now() >= until {
            child.kill()?;
            child.wait()?;
            return Err(NotSent::Slow);
        }
        thread::sleep(LOOK);
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

    fn script(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn lp(folder: &Path) -> Lp {
        Lp::within(format!("{}:/usr/bin:/bin", folder.display()))
    }

    #[test]
    fn printers_are_named_and_take_a_print() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().display();
        script(
            folder.path(),
            "lpstat",
            "case $1 in -e) echo Foyer; echo Hall_A3;; -d) echo 'system default destination: Hall_A3';; esac",
        );
        script(folder.path(), "lp", &format!("echo \"$@\" > {at}/line; cat > {at}/taken"));
        let lp = lp(folder.path());
        let found = lp.printers().unwrap();
        let names: Vec<_> = found.iter().map(|one| (&*one.name, one.is_default)).collect();
        assert_eq!(names, [("Hall_A3", true), ("Foyer", false)]);
        // More than a pipe holds.
        let pdf = vec![b'x'; 300_000];
        lp.send("Hall_A3", Form::Grid, &pdf).unwrap();
        assert_eq!(fs::read(folder.path().join("taken")).unwrap(), pdf);
        let line = fs::read_to_string(folder.path().join("line")).unwrap();
        assert_eq!(line.trim(), "-d Hall_A3 -t Campboard -o media=A3 -o fit-to-page");
        lp.send("Hall_A3", Form::Doors, b"x").unwrap();
        assert!(fs::read_to_string(folder.path().join("line")).unwrap().contains("media=A4"));
    }

    #[test]
    fn what_lp_says_against_it_is_told() {
        let folder = tempfile::tempdir().unwrap();
        script(folder.path(), "lp", "echo 'lp: The printer is not there.' >&2; exit 1");
        script(folder.path(), "lpstat", "echo 'lpstat: No destinations added.' >&2; exit 1");
        let lp = lp(folder.path());
        let said = lp.send("Attic", Form::Grid, b"x").unwrap_err().to_string();
        assert_eq!(said, "lp: The printer is not there.");
        assert!(matches!(lp.printers(), Err(NotSent::Refused { .. })));
    }

    #[test]
    fn a_machine_without_cups_says_so_and_one_that_hangs_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let bare = Lp::within(folder.path());
        assert!(matches!(bare.printers(), Err(NotSent::NoLp)));
        assert!(matches!(bare.send("Hall", Form::Grid, b"x"), Err(NotSent::NoLp)));
        let mut command = Command::new("sleep");
        let child = command.arg("600").spawn().unwrap();
        assert!(matches!(end_of(child, Duration::ZERO), Err(NotSent::Slow)));
    }
}
