//! A kiosk: the real program, asked by the lines of its headless mode.

use super::process::dies_with_us;
use crate::{Bins, PATIENCE, Process, Program, Trouble, Wire};
use serde_json::Value;
use std::{
    fmt::Write as _,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{ChildStdin, ExitStatus},
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    thread::Builder,
};

/// Answers that may wait to be read. More are never asked for at once.
const ANSWERS_MAX: usize = 4_096;

/// How a kiosk is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Without a window.
    Headless,
    /// In a window of this size, which takes the same lines.
    Window {
        /// From left to right.
        width: u16,
        /// From top to bottom.
        height: u16,
    },
}

/// A kiosk with a data folder and a wire of its own.
#[derive(Debug)]
pub struct Kiosk {
    name: String,
    bins: Bins,
    folder: PathBuf,
    shape: Shape,
    more: Vec<(String, String)>,
    /// Its wire to the server.
    pub wire: Wire,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    process: Process,
    input: ChildStdin,
    answers: Receiver<String>,
    /// What it said of itself at its start.
    ready: Value,
}

impl Kiosk {
    /// A kiosk that is not started.
    #[must_use]
    pub fn new(bins: &Bins, name: &str, folder: &Path, wire: Wire) -> Self {
        Self {
            name: name.to_owned(),
            bins: bins.clone(),
            folder: folder.to_owned(),
            shape: Shape::Headless,
            more: Vec::new(),
            wire,
            running: None,
        }
    }

    /// How it is run from its next start on.
    pub fn shape(&mut self, shape: Shape) {
        self.shape = shape;
    }

    /// A variable of its environment from its next start on.
    pub fn variable(&mut self, name: &str, value: &str) {
        self.more.push((name.to_owned(), value.to_owned()));
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its store.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.folder.join("kiosk.db")
    }

    /// Its process in the system, while it runs.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.running.as_ref().map(|running| running.process.id())
    }

    /// Starts it and waits for its first line.
    ///
    /// # Errors
    /// When it does not start; [`Trouble::Ended`] when it ends without that line.
    pub fn start(&mut self) -> Result<(), Trouble> {
        let mut command = dies_with_us(&self.bins.path(Program::Kiosk)?);
        command
            .arg("--data")
            .arg(&self.folder)
            .args(["--server", &self.wire.address().to_string()])
            .args(["--label", &self.name]);
        match self.shape {
            Shape::Headless => command.arg("headless"),
            Shape::Window { width, height } => {
                command.args(["--remote", "--window", &format!("{width}x{height}")])
            }
        };
        command.envs(self.more.iter().map(|(name, value)| (name, value)));
        let log = self.folder.with_extension("log");
        let mut process = Process::start(&self.name, command, &log)?;
        let (Some(input), Some(output)) = process.pipes() else {
            return Err(Trouble::NotRunning { who: self.name.clone() });
        };
        let (teller, answers) = sync_channel(ANSWERS_MAX);
        Builder::new()
            .name(format!("ears-{}", self.name))
            .spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    if teller.send(line).is_err() {
                        break;
                    }
                }
            })
            .map_err(Trouble::at("start a thread that reads answers"))?;
        let ready = Value::Null;
        self.running = Some(Running { process, input, answers, ready });
        let ready = self.hear()?;
        if let Some(running) = &mut self.running {
            running.ready = ready;
        }
        Ok(())
    }

    /// What it said of itself at its start.
    #[must_use]
    pub fn ready(&self) -> &Value {
        self.running.as_ref().map_or(&Value::Null, |running| &running.ready)
    }

    fn running(&mut self) -> Result<&mut Running, Trouble> {
        self.running.as_mut().ok_or_else(|| Trouble::NotRunning { who: self.name.clone() })
    }

    /// Gives it a line and does not wait for the answer, which [`hear`](Self::hear) gives.
    ///
    /// # Errors
    /// When it has ended.
    pub fn tell(&mut self, line: &str) -> Result<(), Trouble> {
        let step = format!("tell {} {line:?}", self.name);
        let running = self.running()?;
        let told = writeln!(running.input, "{line}").and_then(|()| running.input.flush());
        match told {
            Ok(()) => Ok(()),
            Err(source) => Err(self.why_silent().unwrap_or(Trouble::Io { step, source })),
        }
    }

    /// Its next answer, whatever it says.
    ///
    /// # Errors
    /// When it has ended, or does not answer.
    pub fn hear(&mut self) -> Result<Value, Trouble> {
        let heard = self.running()?.answers.recv_timeout(PATIENCE);
        match heard {
            Ok(said) => serde_json::from_str(&said)
                .map_err(|_| Trouble::NoSense { who: self.name.clone(), said }),
            Err(RecvTimeoutError::Disconnected) => Err(self
                .why_silent()
                .unwrap_or_else(|| Trouble::NotRunning { who: self.name.clone() })),
            Err(RecvTimeoutError::Timeout) => Err(Trouble::TimeUp {
                what: format!("{} answers", self.name),
                limit: PATIENCE,
                last_seen: self.running()?.process.said(),
            }),
        }
    }

    fn why_silent(&mut self) -> Option<Trouble> {
        let process = &mut self.running.as_mut()?.process;
        // Its pipes are closed, so that it is about to end.
        let status = process.end().ok()?;
        Some(Trouble::Ended { who: self.name.clone(), status, log: process.said() })
    }

    /// Gives it a line and returns its answer, also a refusal.
    ///
    /// # Errors
    /// When it has ended, or does not answer.
    pub fn answer(&mut self, line: &str) -> Result<Value, Trouble> {
        self.tell(line)?;
        self.hear()
    }

    /// Gives it a line that it must carry out.
    ///
    /// # Errors
    /// When it refuses, has ended, or does not answer.
    pub fn ask(&mut self, line: &str) -> Result<Value, Trouble> {
        let answer = self.answer(line)?;
        match answer.get("ok").and_then(Value::as_bool) {
            Some(true) => Ok(answer),
            Some(false) => Err(Trouble::Refused {
                who: self.name.clone(),
                asked: line.to_owned(),
                sentence: text(&answer, "error"),
            }),
            None => Err(Trouble::NoSense { who: self.name.clone(), said: answer.to_string() }),
        }
    }

    /// Pitches a session and returns its id.
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub fn pitch(&mut self, title: &str) -> Result<String, Trouble> {
        Ok(text(&self.ask(&line(&["pitch", title]))?, "session"))
    }

    /// Waits until it and the server have everything of one another.
    ///
    /// # Errors
    /// When they never do.
    pub fn synced(&mut self) -> Result<(), Trouble> {
        self.wait("synced")
    }

    /// Waits for a state by its name.
    ///
    /// # Errors
    /// When it never comes.
    pub fn wait(&mut self, state: &str) -> Result<(), Trouble> {
        // Its own limit is shorter than ours, so that it tells how things stand.
        let seconds = PATIENCE.as_secs() * 3 / 4;
        self.ask(&format!("wait {state} {seconds}")).map(drop)
    }

    /// Waits until its status is as wanted.
    ///
    /// # Errors
    /// When it never is.
    pub fn until(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Result<Value, Trouble> {
        let mut seen = Value::Null;
        let outcome = crate::until(what, PATIENCE, || {
            seen = self.ask("status")?;
            Ok(wanted(&seen).then(|| seen.clone()))
        });
        match outcome {
            Err(Trouble::TimeUp { what, limit, .. }) => {
                Err(Trouble::TimeUp { what, limit, last_seen: seen.to_string() })
            }
            other => other,
        }
    }

    /// Heads, digests of the records and of the view.
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub fn digest(&mut self) -> Result<Value, Trouble> {
        self.ask("digest")
    }

    /// What needs a human.
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub fn clashes(&mut self) -> Result<Vec<Value>, Trouble> {
        let answer = self.ask("clashes")?;
        Ok(answer.get("clashes").and_then(Value::as_array).cloned().unwrap_or_default())
    }

    /// SIGKILL, as if somebody pulled the plug of the program.
    ///
    /// # Errors
    /// When it does not run or the system refuses.
    pub fn kill(&mut self) -> Result<(), Trouble> {
        let running =
            self.running.take().ok_or_else(|| Trouble::NotRunning { who: self.name.clone() })?;
        running.process.kill()
    }

    /// Kills it and returns what it still answered.
    ///
    /// # Errors
    /// When it does not run or the system refuses.
    pub fn kill_and_hear(&mut self) -> Result<Vec<Value>, Trouble> {
        let Running { process, answers, .. } =
            self.running.take().ok_or_else(|| Trouble::NotRunning { who: self.name.clone() })?;
        process.kill()?;
        // A last line that was cut is no answer.
        Ok(answers.iter().filter_map(|line| serde_json::from_str(&line).ok()).collect())
    }

    /// Types `quit` and waits for its end.
    ///
    /// # Errors
    /// When it does not end.
    pub fn stop(&mut self) -> Result<ExitStatus, Trouble> {
        self.tell("quit")?;
        self.end()
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// When it does not.
    pub fn end(&mut self) -> Result<ExitStatus, Trouble> {
        let status = self.running()?.process.end()?;
        self.running = None;
        Ok(status)
    }

    /// How it ended, if it has: a window may be closed by a person.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>, Trouble> {
        match &mut self.running {
            Some(running) => running.process.ended(),
            None => Err(Trouble::NotRunning { who: self.name.clone() }),
        }
    }
}

/// A line of these words, quoted where it is needed.
#[must_use]
pub fn line(words: &[&str]) -> String {
    let mut line = String::new();
    for word in words {
        if !line.is_empty() {
            line.push(' ');
        }
        let plain = |c: char| !c.is_whitespace() && c != '"' && c != '\\';
        if !word.is_empty() && word.chars().all(plain) {
            line.push_str(word);
            continue;
        }
        let quoted = word.replace('\\', r"\\").replace('"', "\\\"").replace('\n', r"\n");
        // A String takes everything.
        let _ = write!(line, "\"{quoted}\"");
    }
    line
}

/// A text in an answer, or nothing.
fn text(answer: &Value, key: &str) -> String {
    answer.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_it_is_needed() {
        assert_eq!(line(&["pitch", "Bins"]), "pitch Bins");
        assert_eq!(line(&["pitch", "Open data", "host", ""]), r#"pitch "Open data" host """#);
        assert_eq!(line(&["edit", "a\"b\\c\nd"]), r#"edit "a\"b\\c\nd""#);
    }
}
