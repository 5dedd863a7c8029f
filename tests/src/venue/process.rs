//! A child process that ends with its handle, whatever happens.

use crate::{PATIENCE, Trouble, until};
use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
};

/// How much of what a process said is worth repeating.
const LOG_TAIL_BYTES: usize = 4_000;

/// A running child. Dropped, it is killed.
#[derive(Debug)]
pub struct Process {
    who: String,
    child: Child,
    log: PathBuf,
}

/// What a command that ended by itself has said.
#[derive(Debug, Clone)]
pub struct Ran {
    /// How it ended.
    pub status: ExitStatus,
    /// On stdout.
    pub stdout: String,
    /// On stderr.
    pub stderr: String,
}

impl Process {
    /// Starts a program with pipes for stdin and stdout; stderr is added to the file `log`.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(who: &str, mut command: Command, log: &Path) -> Result<Self, Trouble> {
        let step = |what: &str| Trouble::at(format!("{what} of {who}"));
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder).map_err(step("make the folder"))?;
        }
        let errors = append(log).map_err(step("open the log"))?;
        let child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .map_err(step("start the process"))?;
        Ok(Self { who: who.to_owned(), child, log: log.to_owned() })
    }

    /// Runs a program to its end, with nothing on stdin.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn run(who: &str, mut command: Command) -> Result<Ran, Trouble> {
        let output =
            command.stdin(Stdio::null()).output().map_err(Trouble::at(format!("run {who}")))?;
        Ok(Ran {
            status: output.status,
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// Its number in the system.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The end of what it said on stderr.
    #[must_use]
    pub fn said(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        let from = text.len().saturating_sub(LOG_TAIL_BYTES);
        String::from_utf8_lossy(text.get(from..).unwrap_or_default()).into_owned()
    }

    pub(crate) fn pipes(&mut self) -> (Option<ChildStdin>, Option<ChildStdout>) {
        (self.child.stdin.take(), self.child.stdout.take())
    }

    /// How it ended, if it has.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>, Trouble> {
        self.child.try_wait().map_err(Trouble::at(format!("look after {}", self.who)))
    }

    /// Trouble if it has ended.
    ///
    /// # Errors
    /// When it has.
    pub fn must_run(&mut self) -> Result<(), Trouble> {
        match self.ended()? {
            None => Ok(()),
            Some(status) => Err(Trouble::Ended { who: self.who.clone(), status, log: self.said() }),
        }
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// When it does not.
    pub fn end(&mut self) -> Result<ExitStatus, Trouble> {
        let what = format!("{} ends", self.who);
        until(&what, PATIENCE, || self.ended())
    }

    /// SIGKILL: no chance to finish anything.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn kill(mut self) -> Result<(), Trouble> {
        let step = format!("kill {}", self.who);
        self.child.kill().and_then(|()| self.child.wait()).map_err(Trouble::at(step))?;
        Ok(())
    }

    /// Sends a signal by name, such as `STOP`.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn signal(&self, name: &str) -> Result<(), Trouble> {
        let step = || Trouble::at(format!("send SIG{name} to {}", self.who));
        let status = Command::new("kill")
            .args(["-s", name, &self.id().to_string()])
            .status()
            .map_err(step())?;
        if status.success() {
            return Ok(());
        }
        Err(step()(io::Error::other(status.to_string())))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program that is killed when the one that started it dies, where the system can arrange it.
pub(crate) fn dies_with_us(program: &Path) -> Command {
    let setpriv = Path::new("/usr/bin/setpriv");
    if !setpriv.is_file() {
        return Command::new(program);
    }
    let mut command = Command::new(setpriv);
    command.args(["--pdeathsig", "KILL", "--"]).arg(program);
    command
}

fn append(log: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).open(log)
}
