//! Typed commands on stdin, answers in lines of JSON on stdout: for demos, tests and people's own
//! scripts. A window can be driven by the same commands.

mod act;
mod answer;
mod ask;
mod backups;
mod devices;
mod find;
mod help;
mod line;
mod past;

pub use help::HELP;

use crate::{
    ask::Failure,
    engine::{Inspection, NotDone, Remote, WaitEnd},
    random::SystemRandom,
    ui::words::{Locale, Words},
    view::{Here, ServerState, View},
    why::NotSaved,
};
use act::{Act, Question, State};
use serde_json::{Value, json};
use shared::{
    command::{Command, NewPerson},
    ids::PersonId,
    schedule::Schedule,
    sync::Taken,
};
use std::{
    io::{self, BufRead, Read as _, Write},
    path::Path,
    sync::LazyLock,
    time::Duration,
};

/// A longer line is refused: the longest text of a session fits twice.
const LINE_BYTES_MAX: u64 = 256 << 10;

/// Why the commands ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// `quit` was typed.
    Quit,
    /// There was no further line, or nobody reads the answers any more.
    NoMore,
}

/// The sentences of this mode and of what is printed to a terminal: one language, as in a log.
#[must_use]
pub fn english() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(Locale::English));
    &WORDS
}

/// Why a command was not carried out, in a sentence.
#[must_use]
pub fn not_done(schedule: &Schedule, why: &NotDone) -> String {
    match why {
        NotDone::Refused(refusal) => english().refusal(schedule, refusal),
        NotDone::NotSaved(why) => english().not_saved(why),
    }
}

/// Why something was not done, in a sentence.
#[must_use]
pub fn failed(failure: &Failure) -> String {
    english().failure(&Schedule::default(), failure)
}

/// Where a board that was carried away is, in a sentence.
#[must_use]
pub fn carried(path: &Path, lost: u64) -> String {
    english().carried_away(path, lost)
}

/// What came of a board that was taken, in a sentence.
#[must_use]
pub fn taken(taken: &Taken) -> String {
    english().taken(taken)
}

/// Reads commands and answers each, until there are no more.
///
/// # Errors
/// When input or output fail.
pub fn run(remote: &Remote, mut input: impl BufRead, mut output: impl Write) -> io::Result<Ending> {
    let mut talk = Talk { remote, person: None };
    let ready = match remote.inspect() {
        Ok(all) => answer::ready(&all),
        Err(error) => answer::error(&not_done(&Schedule::default(), &error)),
    };
    if !say(&mut output, &ready)? {
        return Ok(Ending::NoMore);
    }
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut input).take(LINE_BYTES_MAX).read_until(b'\n', &mut line)? == 0 {
            return Ok(Ending::NoMore);
        }
        let said = match std::str::from_utf8(&line) {
            Ok(_) if line.len() as u64 == LINE_BYTES_MAX && line.last() != Some(&b'\n') => {
                input.skip_until(b'\n')?;
                Ok(answer::error("this line is too long"))
            }
            Ok(text) => talk.line(text),
            Err(_) => Ok(answer::error("this line is not UTF-8 text")),
        };
        let (value, ending) = match said {
            Ok(Value::Null) => continue,
            Ok(value) => (value, None),
            Err(Quit) => (json!({ "ok": true }), Some(Ending::Quit)),
        };
        let heard = say(&mut output, &value)?;
        if let Some(ending) = ending.or((!heard).then_some(Ending::NoMore)) {
            return Ok(ending);
        }
    }
}

/// Writes one answer. `false`: nobody reads them any more.
fn say(output: &mut impl Write, value: &Value) -> io::Result<bool> {
    match writeln!(output, "{value}").and_then(|()| output.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(error),
    }
}

/// `quit` was typed.
struct Quit;

struct Talk<'a> {
    remote: &'a Remote,
    person: Option<Person>,
}

/// Who types, if they said so.
struct Person {
    id: PersonId,
    /// The name, until it has gone along with a first edit.
    name: Option<String>,
}

impl Talk<'_> {
    fn line(&mut self, text: &str) -> Result<Value, Quit> {
        let outcome = self.answer(text);
        match outcome {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Err(Quit),
            Err(sentence) => Ok(answer::error(&sentence)),
        }
    }

    /// The answer; none for `quit`.
    fn answer(&mut self, text: &str) -> Result<Option<Value>, String> {
        let words = line::words(text)?;
        if words.is_empty() {
            return Ok(Some(Value::Null));
        }
        let all = self.remote.inspect().map_err(|why| not_done(&Schedule::default(), &why))?;
        let act = act::read(&words, &all.view, &mut SystemRandom)?;
        Ok(Some(match act {
            Act::Tell(question) => tell(question, &all),
            Act::Do { command, made } => {
                self.carry_out(command, &made).map_err(|why| not_done(&all.view.schedule, &why))?
            }
            Act::Join { link, label } => {
                self.remote.join(link, label).map_err(|why| not_done(&all.view.schedule, &why))?;
                json!({ "ok": true })
            }
            Act::Person(name) => {
                let id = PersonId(shared::ids::draw(&mut SystemRandom));
                self.person = Some(Person { id, name: Some(name) });
                json!({ "ok": true, "person": id })
            }
            Act::Wait { state, limit } => self.wait(state, limit)?,
            Act::Past(past) => self.past(past, &all.view)?,
            Act::Ask(asked) => {
                let answer = self.remote.put(asked);
                let answer = answer.map_err(|why| not_done(&all.view.schedule, &why))?;
                ask::tell(answer)?
            }
            Act::Quit => return Ok(None),
        }))
    }

    fn carry_out(&mut self, command: Command, made: &[(&str, String)]) -> Result<Value, NotDone> {
        let person = self.person.as_ref().map(|person| person.id);
        let command = match &self.person {
            Some(Person { id, name: Some(name) }) => with_person(command, *id, name),
            Some(Person { name: None, .. }) | None => command,
        };
        let taught = matches!(command, Command::Import { .. });
        let set = self.remote.command(command, person)?;
        if let Some(person) = self.person.as_mut().filter(|_| taught) {
            person.name = None;
        }
        let mut value = json!({ "ok": true, "set": set });
        if let Some(fields) = value.as_object_mut() {
            fields.extend(made.iter().map(|(key, id)| ((*key).to_owned(), json!(id))));
        }
        Ok(value)
    }

    fn wait(&self, state: State, limit: Duration) -> Result<Value, String> {
        match self.remote.wait(limit, |view| holds(state, view)) {
            Ok(view) => Ok(answer::data(&view)),
            Err(WaitEnd::TimeUp(view)) => Err(format!(
                "it is not {} after {} seconds: {}",
                state.name(),
                limit.as_secs(),
                answer::in_a_word(&view)
            )),
            Err(WaitEnd::Ended) => Err(english().not_saved(&NotSaved::Stopped)),
        }
    }
}

/// A name travels with a set: an edit of a person who is new takes the name along.
fn with_person(command: Command, person: PersonId, name: &str) -> Command {
    let one = NewPerson { person, name: name.to_owned() };
    match command {
        Command::Undo { .. } => command,
        Command::Import { commands, mut people } => {
            people.push(one);
            Command::Import { commands, people }
        }
        other => Command::Import { commands: vec![other], people: vec![one] },
    }
}

fn holds(state: State, view: &View) -> bool {
    let saved = view.data.here == Here::Saved;
    match state {
        State::Saved => saved,
        State::Connected => {
            matches!(view.data.server, ServerState::CatchingUp | ServerState::UpToDate)
        }
        State::Synced => {
            saved && view.data.server == ServerState::UpToDate && view.data.outbox == 0
        }
        State::Offline => {
            matches!(
                view.data.server,
                ServerState::Away { .. } | ServerState::Sample | ServerState::NotJoined
            )
        }
    }
}

fn tell(question: Question, all: &Inspection) -> Value {
    let view = &all.view;
    match question {
        Question::Status => answer::status(all),
        Question::View => answer::view(view),
        Question::Digest => answer::digest(all),
        Question::Sessions => answer::sessions(view),
        Question::Rooms => answer::rooms(view),
        Question::Slots => answer::slots(view),
        Question::Days => answer::days(view),
        Question::Shelf => answer::shelf(view),
        Question::Clashes => answer::clash_list(view),
        Question::Moves => json!({ "ok": true, "moves": &*view.schedule.moves }),
        Question::Backups => backups::tell(view),
        Question::Help => json!({ "ok": true, "help": HELP.lines().collect::<Vec<_>>() }),
    }
}
