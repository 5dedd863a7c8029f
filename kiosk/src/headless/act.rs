//! What a typed line asks for, by the view that the person has.

mod board;
mod plan;

use super::{
    ask, backups, devices, find,
    past::{self, Past},
};
use crate::{ask::Ask, view::View};
use shared::{
    command::{Command, EventEdit, NewPerson, SessionEdit, Thing},
    ids::{PersonId, Random, SessionId, draw},
    invite::JoinLink,
    schedule::{Link, Placement, Schedule, When},
};
use std::time::Duration;

/// Seconds that `wait` waits if nothing else was typed.
const WAIT_S: u64 = 30;
/// Seconds that it may wait.
const WAIT_S_MAX: u64 = 3_600;

/// What a line asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Act {
    Tell(Question),
    Do {
        command: Command,
        /// Ids of what it makes, for the answer.
        made: Vec<(&'static str, String)>,
    },
    Join {
        link: JoinLink,
        label: String,
    },
    Person(String),
    /// About the past.
    Past(Past),
    /// What a screen asks, too.
    Ask(Ask),
    Wait {
        state: State,
        limit: Duration,
    },
    Quit,
}

/// What can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    Status,
    View,
    Digest,
    Sessions,
    Rooms,
    Slots,
    Days,
    Shelf,
    Clashes,
    Moves,
    Backups,
    Help,
}

/// What can be waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Saved,
    Connected,
    Synced,
    Offline,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Connected => "connected",
            Self::Synced => "synced",
            Self::Offline => "offline",
        }
    }
}

/// How each command is typed; shown when it was typed otherwise.
const SHAPES: &[(&str, &str)] = &[
    ("join", "join LINK [LABEL]"),
    ("person", "person NAME"),
    ("pitch", "pitch TITLE [host NAME]…"),
    ("edit", "edit SESSION title|text|format|language|stream|hosts|links VALUE"),
    ("place", "place SESSION SLOT ROOM[,ROOM…] or place SESSION DAY HH:MM MINUTES ROOM[,ROOM…]"),
    ("shelf", "shelf, or shelf SESSION"),
    ("swap", "swap SESSION SESSION"),
    ("cancel", "cancel SESSION"),
    ("uncancel", "uncancel SESSION"),
    ("withdraw", "withdraw SESSION"),
    ("unwithdraw", "unwithdraw SESSION"),
    ("pin", "pin SESSION"),
    ("unpin", "unpin SESSION"),
    ("merge", "merge SESSION SESSION"),
    ("unmerge", "unmerge SESSION"),
    ("full", "full SESSION"),
    ("free", "free SESSION"),
    ("announce", "announce TEXT [WELSH]"),
    ("close-room", "close-room ROOM"),
    ("open-room", "open-room ROOM"),
    ("hide", "hide SESSION"),
    ("show", "show SESSION"),
    ("dot", "dot SESSION"),
    ("undot", "undot SESSION"),
    ("undo", "undo [SET] [keep]"),
    ("answer", "answer CLASH NUMBER"),
    ("settle", "settle CLASH"),
    ("event", "event name|zone|venue|info VALUE"),
    ("day", "day add DATE [NAME]"),
    ("stream", "stream add NAME"),
    ("shift", "shift DAY HH:MM MINUTES"),
    ("slot", "slot add DAY HH:MM MINUTES or slot SLOT remove|restore"),
    (
        "room",
        "room add NAME [CAPACITY], room ROOM name|way|marks|capacity VALUE or room ROOM remove|restore",
    ),
    ("wait", "wait saved|connected|synced|offline [SECONDS]"),
    ("status", "status"),
    ("view", "view"),
    ("digest", "digest"),
    ("sessions", "sessions"),
    ("rooms", "rooms"),
    ("slots", "slots"),
    ("days", "days"),
    ("clashes", "clashes"),
    ("moves", "moves"),
    ("history", "history [COUNT]"),
    ("board-at", "board-at TIME|EDIT"),
    (
        "back-to",
        "back-to TIME|EDIT [day DAY|room ROOM|session SESSION|person NAME|device NAME] [preview]",
    ),
    ("serve", "serve [WORDS…], or serve stop"),
    ("get-ready", "get-ready WORDS…"),
    ("carry", "carry FILE"),
    ("take", "take FILE"),
    ("proof", "proof"),
    ("backups", "backups"),
    ("go-back", "go-back BACKUP"),
    ("devices", "devices"),
    ("tell", "tell DEVICE place|idle|message|quiet|rehearse|end …"),
    ("revoke", "revoke DEVICE"),
    ("end-rehearsal", "end-rehearsal"),
    ("help", "help"),
    ("quit", "quit"),
];

/// Reads the words of a line, of which there is at least one.
pub(super) fn read(words: &[String], view: &View, random: &mut dyn Random) -> Result<Act, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let [verb, rest @ ..] = &words[..] else {
        return Err(String::new());
    };
    let Some((_, shape)) = SHAPES.iter().find(|(name, _)| name == verb) else {
        return Err(format!("there is no command {verb:?}: type help"));
    };
    let mut reader = Reader { view, schedule: &view.schedule, random };
    match reader.act(verb, rest) {
        Some(read) => read,
        None => Err(format!("it is typed so: {shape}")),
    }
}

struct Reader<'a> {
    view: &'a View,
    schedule: &'a Schedule,
    random: &'a mut dyn Random,
}

/// `None`: the words are not as the command is typed.
type Typed = Option<Result<Act, String>>;

impl Reader<'_> {
    fn act(&mut self, verb: &str, rest: &[&str]) -> Typed {
        if let ([], Some(question)) = (rest, question(verb)) {
            return Some(Ok(Act::Tell(question)));
        }
        match verb {
            "quit" => rest.is_empty().then_some(Ok(Act::Quit)),
            "wait" => wait(rest),
            "join" => join(rest),
            "person" => match rest {
                [name] if !name.trim().is_empty() => Some(Ok(Act::Person((*name).to_owned()))),
                _ => None,
            },
            "serve" | "get-ready" | "carry" | "take" | "proof" => {
                ask::read(verb, rest).map(|ask| Ok(Act::Ask(ask)))
            }
            "go-back" => match rest {
                [backup] => Some(backups::go_back(backup, self.view)?.map(Act::Ask)),
                _ => None,
            },
            "devices" | "tell" | "revoke" | "end-rehearsal" => {
                devices::read(verb, rest).map(|ask| Ok(Act::Ask(ask)))
            }
            "history" | "board-at" | "back-to" => {
                past::read(verb, rest).map(|past| Ok(Act::Past(past)))
            }
            "event" => event(rest),
            "day" => self.day(rest),
            "stream" => self.stream(rest),
            "slot" => self.slot(rest),
            "room" => self.room(rest),
            "shift" => self.shift(rest),
            "answer" | "settle" => self.clash(verb, rest),
            "undo" => self.undo(rest),
            "announce" => self.announce(rest),
            "merge" => self.merge(rest),
            "close-room" | "open-room" => self.close_room(verb, rest),
            "pitch" => self.pitch(rest),
            "edit" => self.edit(rest),
            "rename" => match rest {
                [was, name] => Some(self.rename(was, name)),
                _ => None,
            },
            "place" => self.place(rest),
            "swap" => match rest {
                [a, b] => Some(self.swap(a, b)),
                _ => None,
            },
            _ => match rest {
                [session] => self.of_session(verb, session),
                _ => None,
            },
        }
    }

    /// Commands about one session, without more.
    fn of_session(&self, verb: &str, word: &str) -> Typed {
        let command: fn(SessionId) -> Command = match verb {
            "shelf" => |session| Command::Place { session, to: Placement::Shelf },
            "cancel" => Command::Cancel,
            "uncancel" => Command::Uncancel,
            "withdraw" => Command::Withdraw,
            "unwithdraw" => Command::Unwithdraw,
            "hide" => |session| Command::Hide { session, hidden: true },
            "show" => |session| Command::Hide { session, hidden: false },
            "pin" => |session| Command::Pin { session, pinned: true },
            "unpin" => |session| Command::Pin { session, pinned: false },
            "unmerge" => Command::Unmerge,
            "full" => |session| Command::MarkFull { session, full: true },
            "free" => |session| Command::MarkFull { session, full: false },
            "dot" => Command::Dot,
            "undot" => Command::Undot,
            _ => return None,
        };
        Some(self.session(word).map(|session| just(command(session))))
    }

    fn session(&self, word: &str) -> Result<SessionId, String> {
        find::session(word, self.schedule)
    }

    fn rename(&self, was: &str, name: &str) -> Result<Act, String> {
        let person = find::person(was, self.schedule)?;
        let (name, was) = (name.trim().to_owned(), was.trim().to_owned());
        Ok(just(Command::Rename { person, name, was }))
    }

    fn swap(&self, a: &str, b: &str) -> Result<Act, String> {
        Ok(just(Command::Swap { a: self.session(a)?, b: self.session(b)? }))
    }

    fn pitch(&mut self, rest: &[&str]) -> Typed {
        let [title, hosts @ ..] = rest else {
            return None;
        };
        let mut names = Vec::new();
        for pair in hosts.chunks(2) {
            let ["host", name] = pair else { return None };
            names.push(*name);
        }
        let session = SessionId(draw(self.random));
        let (hosts, people) = self.people(&names);
        let edit = SessionEdit {
            title: Some((*title).to_owned()),
            hosts: (!hosts.is_empty()).then_some(hosts),
            ..SessionEdit::default()
        };
        let command = with_people(Command::Pitch { session, edit }, people);
        Some(Ok(Act::Do { command, made: vec![("session", session.to_string())] }))
    }

    /// People by their names: one who is known by it alone, or somebody new.
    fn people(&mut self, names: &[&str]) -> (Vec<PersonId>, Vec<NewPerson>) {
        let mut hosts = Vec::new();
        let mut new = Vec::new();
        for name in names {
            let known = self.schedule.people.iter().filter(|(_, known)| ***known == **name);
            let mut known = known.map(|(person, _)| *person);
            let person = match (known.next(), known.next()) {
                (Some(person), None) => person,
                (None, _) | (Some(_), Some(_)) => {
                    let person = PersonId(draw(self.random));
                    new.push(NewPerson { person, name: (*name).to_owned() });
                    person
                }
            };
            hosts.push(person);
        }
        (hosts, new)
    }

    fn edit(&mut self, rest: &[&str]) -> Typed {
        let [session, field, value] = rest else {
            return None;
        };
        let mut edit = SessionEdit::default();
        let mut people = Vec::new();
        let text = || Some((*value).to_owned());
        match *field {
            "title" => edit.title = text(),
            "text" => edit.text = text(),
            "format" => edit.format = text(),
            "language" => edit.language = text(),
            "stream" if *value == "none" => edit.stream = Some(None),
            "stream" => match find::stream(value, self.schedule) {
                Ok(stream) => edit.stream = Some(Some(stream)),
                Err(sentence) => return Some(Err(sentence)),
            },
            "hosts" => {
                let names: Vec<_> =
                    value.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
                let (hosts, new) = self.people(&names);
                (edit.hosts, people) = (Some(hosts), new);
            }
            "links" => edit.links = Some(value.split_whitespace().map(link).collect()),
            _ => return None,
        }
        Some(
            self.session(session)
                .map(|session| just(with_people(Command::EditSession { session, edit }, people))),
        )
    }

    fn place(&self, rest: &[&str]) -> Typed {
        let placed = |when: Result<When, String>, session: &str, rooms: &str| {
            let session = self.session(session)?;
            let to = Placement::At { when: when?, rooms: find::rooms(rooms, self.schedule)? };
            Ok(just(Command::Place { session, to }))
        };
        match rest {
            [session, slot, rooms] => {
                Some(placed(find::slot(slot, self.schedule).map(When::Slot), session, rooms))
            }
            [session, day, time, length, rooms] => {
                let length = length.parse().ok()?;
                let when = find::day(day, self.schedule).and_then(|day| {
                    Ok(When::Timed { day, start: find::minutes(time)?, minutes: length })
                });
                Some(placed(when, session, rooms))
            }
            _ => None,
        }
    }

    fn undo(&self, rest: &[&str]) -> Typed {
        let (set, keep_later_edits) = match rest {
            [] => (None, false),
            ["keep"] => (None, true),
            [set] => (Some(set), false),
            [set, "keep"] => (Some(set), true),
            _ => return None,
        };
        let found = match set {
            Some(set) => find::set(set, self.view),
            None => self.view.undoable.first().ok_or_else(|| "there is nothing to undo".to_owned()),
        };
        Some(found.map(|one| just(Command::Undo { set: one.set, keep_later_edits })))
    }

    fn clash(&self, verb: &str, rest: &[&str]) -> Typed {
        let (clash, number) = match (verb, rest) {
            ("answer", [clash, number]) => (clash, Some(number.parse::<usize>().ok()?)),
            ("settle", [clash]) => (clash, None),
            _ => return None,
        };
        Some(find::clash(clash, self.view).and_then(|clash| {
            let Some(number) = number else {
                return Ok(just(Command::Settle { clash: clash.key }));
            };
            let answer = number.checked_sub(1).and_then(|index| clash.answers.get(index));
            answer.map(|answer| just(answer.command.clone())).ok_or_else(|| {
                format!("this clash has {} answers: see clashes", clash.answers.len())
            })
        }))
    }
}

fn question(verb: &str) -> Option<Question> {
    Some(match verb {
        "status" => Question::Status,
        "view" => Question::View,
        "digest" => Question::Digest,
        "sessions" => Question::Sessions,
        "rooms" => Question::Rooms,
        "slots" => Question::Slots,
        "days" => Question::Days,
        "shelf" => Question::Shelf,
        "clashes" => Question::Clashes,
        "moves" => Question::Moves,
        "backups" => Question::Backups,
        "help" => Question::Help,
        _ => return None,
    })
}

fn just(command: Command) -> Act {
    Act::Do { command, made: Vec::new() }
}

fn flag(verb: &str, thing: Thing) -> Command {
    if verb == "remove" { Command::Remove(thing) } else { Command::Restore(thing) }
}

fn with_people(command: Command, people: Vec<NewPerson>) -> Command {
    if people.is_empty() { command } else { Command::Import { commands: vec![command], people } }
}

fn link(url: &str) -> Link {
    Link { title: String::new(), url: url.to_owned() }
}

fn event(rest: &[&str]) -> Typed {
    let [field, value] = rest else { return None };
    let mut edit = EventEdit::default();
    let place = match *field {
        "name" => &mut edit.name,
        "zone" => &mut edit.zone,
        "venue" => &mut edit.venue,
        "info" => &mut edit.info,
        _ => return None,
    };
    *place = Some((*value).to_owned());
    Some(Ok(just(Command::SetEvent(edit))))
}

fn join(rest: &[&str]) -> Typed {
    let (link, label) = match rest {
        [link] => (link, "Kiosk"),
        [link, label] => (link, *label),
        _ => return None,
    };
    let link = JoinLink::parse(link).map_err(|error| error.to_string());
    Some(link.map(|link| Act::Join { link, label: label.to_owned() }))
}

fn wait(rest: &[&str]) -> Typed {
    let (state, seconds) = match rest {
        [state] => (state, WAIT_S),
        [state, seconds] => (state, seconds.parse().ok().filter(|s| *s <= WAIT_S_MAX)?),
        _ => return None,
    };
    let all = [State::Saved, State::Connected, State::Synced, State::Offline];
    let state = all.into_iter().find(|one| one.name() == *state)?;
    Some(Ok(Act::Wait { state, limit: Duration::from_secs(seconds) }))
}

#[cfg(test)]
mod tests;
