//! The server: the real program, and its other commands.

use super::process::dies_with_us;
use crate::{Bins, PATIENCE, Process, Program, Ran, Trouble, until};
use serde_json::Value;
use std::{
    ffi::OsStr,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
};

/// What an event is made from.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// The bundled sample.
    Sample,
    /// Eight empty rooms.
    Template {
        /// Its name.
        name: &'a str,
    },
    /// A published schedule.
    Import(&'a Path),
}

/// What `new` printed.
#[derive(Debug, Clone)]
pub struct Born {
    /// The event's id.
    pub event: String,
    /// The root key's words.
    pub words: String,
    /// The first organiser's join link.
    pub join: String,
}

/// A server with a data folder of its own.
#[derive(Debug)]
pub struct Server {
    bins: Bins,
    folder: PathBuf,
    address: SocketAddr,
    more: Vec<(String, String)>,
    process: Option<Process>,
    /// What it was born with.
    pub born: Born,
}

impl Server {
    /// Makes an event in an empty folder.
    ///
    /// # Errors
    /// When the program refuses.
    pub fn create(bins: &Bins, folder: &Path, event: Event<'_>) -> Result<Self, Trouble> {
        let mut server = Self {
            bins: bins.clone(),
            folder: folder.to_owned(),
            address: free_port()?,
            more: Vec::new(),
            process: None,
            born: Born { event: String::new(), words: String::new(), join: String::new() },
        };
        let ran = match event {
            Event::Sample => server.must("new", &["--json", "--sample"])?,
            Event::Template { name } => {
                let day = ["--date", "2026-06-19", "--zone", "Europe/London"];
                server.must("new", &[&["--json", "--name", name][..], &day].concat())?
            }
            Event::Import(file) => {
                server.must("new", &["--json".as_ref(), "--import".as_ref(), file.as_os_str()])?
            }
        };
        let said: Value =
            serde_json::from_str(&ran.stdout).map_err(|_| server.no_sense(&ran.stdout))?;
        let text = |key: &str| match said.get(key) {
            Some(Value::String(text)) => Ok(text.clone()),
            _ => Err(server.no_sense(&ran.stdout)),
        };
        let born = Born { event: text("event")?, words: text("words")?, join: text("join")? };
        server.born = born;
        Ok(server)
    }

    /// A server that begins in an empty folder with what files hold; and what that said.
    ///
    /// # Errors
    /// When the program refuses.
    pub fn restored(
        bins: &Bins,
        folder: &Path,
        words: &str,
        from: &[&Path],
    ) -> Result<(Self, String), Trouble> {
        let (event, join) = (String::new(), String::new());
        let server = Self {
            bins: bins.clone(),
            folder: folder.to_owned(),
            address: free_port()?,
            more: Vec::new(),
            process: None,
            born: Born { event, words: words.to_owned(), join },
        };
        let said = server.restore(from)?;
        Ok((server, said))
    }

    /// Goes back to a backup, or begins again in an empty folder with what files hold. Gives what
    /// was said.
    ///
    /// # Errors
    /// When the program refuses.
    pub fn restore(&self, from: &[&Path]) -> Result<String, Trouble> {
        let words = self.folder.with_extension("words");
        std::fs::write(&words, &self.born.words).map_err(Trouble::at("write the root's words"))?;
        let mut arguments: Vec<&OsStr> = vec!["--root-words-file".as_ref(), words.as_ref()];
        arguments.push("--from".as_ref());
        arguments.extend(from.iter().map(|path| path.as_os_str()));
        Ok(self.must("restore", &arguments)?.stdout)
    }

    fn no_sense(&self, said: &str) -> Trouble {
        Trouble::NoSense {
            who: format!("the server in {}", self.folder.display()),
            said: said.to_owned(),
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A variable of its environment from its next start on.
    pub fn variable(&mut self, name: &str, value: &str) {
        self.more.retain(|(known, _)| known != name);
        self.more.push((name.to_owned(), value.to_owned()));
    }

    /// Takes the address of another server that does not run any more.
    pub fn take_address(&mut self, address: SocketAddr) {
        self.address = address;
    }

    /// Starts it and waits until it answers.
    ///
    /// # Errors
    /// When it does not start.
    pub fn serve(&mut self) -> Result<(), Trouble> {
        let mut command = dies_with_us(&self.bins.path(Program::Server)?);
        command.arg("--data").arg(&self.folder).arg("serve");
        command.args(["--listen", &self.address.to_string()]);
        command.envs(self.more.iter().map(|(name, value)| (name, value)));
        let log = self.folder.with_extension("log");
        let mut process = Process::start("the server", command, &log)?;
        until("the server answers", PATIENCE, || {
            process.must_run()?;
            Ok(health(self.address))
        })?;
        self.process = Some(process);
        Ok(())
    }

    /// What `/health` says.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn health(&self) -> Result<Value, Trouble> {
        health(self.address).ok_or_else(|| Trouble::NotRunning { who: "the server".to_owned() })
    }

    fn process(&self) -> Result<&Process, Trouble> {
        self.process.as_ref().ok_or_else(|| Trouble::NotRunning { who: "the server".to_owned() })
    }

    /// SIGKILL: no chance to finish anything.
    ///
    /// # Errors
    /// When it does not run or the system refuses.
    pub fn kill(&mut self) -> Result<(), Trouble> {
        self.process()?;
        self.process.take().map_or(Ok(()), Process::kill)
    }

    /// SIGTERM, and waits for its end.
    ///
    /// # Errors
    /// When it does not end.
    pub fn stop(&mut self) -> Result<std::process::ExitStatus, Trouble> {
        self.process()?.signal("TERM")?;
        let status = match &mut self.process {
            Some(process) => process.end(),
            None => Err(Trouble::NotRunning { who: "the server".to_owned() }),
        }?;
        self.process = None;
        Ok(status)
    }

    /// SIGSTOP: it keeps its connections and answers nothing.
    ///
    /// # Errors
    /// When it does not run or the system refuses.
    pub fn freeze(&self) -> Result<(), Trouble> {
        self.process()?.signal("STOP")
    }

    /// SIGCONT.
    ///
    /// # Errors
    /// When it does not run or the system refuses.
    pub fn thaw(&self) -> Result<(), Trouble> {
        self.process()?.signal("CONT")
    }

    /// What it said on stderr.
    #[must_use]
    pub fn said(&self) -> String {
        self.process.as_ref().map(Process::said).unwrap_or_default()
    }

    /// Runs another command of the program on its folder.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn command<S: AsRef<OsStr>>(&self, name: &str, arguments: &[S]) -> Result<Ran, Trouble> {
        let mut command = dies_with_us(&self.bins.path(Program::Server)?);
        command.arg("--data").arg(&self.folder).arg(name);
        command.env("CAMPBOARD_LISTEN", self.address.to_string());
        command.envs(self.more.iter().map(|(name, value)| (name, value)));
        command.args(arguments);
        Process::run(name, command)
    }

    /// Runs a command that must succeed.
    ///
    /// # Errors
    /// When it fails.
    pub fn must<S: AsRef<OsStr>>(&self, name: &str, arguments: &[S]) -> Result<Ran, Trouble> {
        let ran = self.command(name, arguments)?;
        if ran.status.success() {
            return Ok(ran);
        }
        let said = format!("{}{}", ran.stdout, ran.stderr);
        Err(Trouble::Failed { asked: name.to_owned(), status: ran.status, said })
    }

    /// A join link for a role.
    ///
    /// # Errors
    /// When it is refused.
    pub fn invite(&self, role: &str) -> Result<String, Trouble> {
        let ran = self.must("invite", &["--role", role])?;
        ran.stdout
            .split_whitespace()
            .find(|word| word.starts_with("campboard://"))
            .map(str::to_owned)
            .ok_or_else(|| self.no_sense(&ran.stdout))
    }

    /// The whole programme as it has it.
    ///
    /// # Errors
    /// When it is refused.
    pub fn export(&self) -> Result<Value, Trouble> {
        let ran = self.must::<&str>("export", &[])?;
        serde_json::from_str(&ran.stdout).map_err(|_| self.no_sense(&ran.stdout))
    }
}

/// A port that nobody has at this moment. The server keeps it over restarts, as links name it.
fn free_port() -> Result<SocketAddr, Trouble> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(Trouble::at("find a free port"))
}

/// Asks `/health` as any program would; nothing while there is no answer.
fn health(address: SocketAddr) -> Option<Value> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let request = format!("GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (_, body) = answer.split_once("\r\n\r\n")?;
    serde_json::from_str(body).ok()
}
