//! The texts of a session while somebody edits them: only what was changed is written, so that an
//! edit from elsewhere of the rest stays.

use super::super::{Cx, tools::Tools};
use shared::{
    command::{Command, NewPerson, SessionEdit},
    ids::{PersonId, SessionId, StreamId},
    limits, names,
    schedule::Session,
};

/// Texts as typed, and as they were.
#[derive(Clone)]
pub(in super::super) struct Texts {
    pub(in super::super) session: SessionId,
    pub(in super::super) now: Typed,
    before: Typed,
}

/// What can be typed.
#[derive(Clone, Default, PartialEq)]
pub(in super::super) struct Typed {
    pub(in super::super) title: String,
    pub(in super::super) text: String,
    pub(in super::super) format: String,
    pub(in super::super) stream: Option<StreamId>,
    pub(in super::super) hosts: Vec<Host>,
    /// Separated by commas.
    pub(in super::super) tags: String,
}

/// A host as typed; `None`: somebody new, or whose name is not known.
#[derive(Clone, Default, PartialEq)]
pub(in super::super) struct Host {
    person: Option<PersonId>,
    /// The name was withdrawn: it stays so, and the host stays a host.
    erased: bool,
    pub(in super::super) name: String,
    /// The name of the person, as it was.
    was: String,
    /// Whether another name is the same person's, where somebody has said so.
    same: Option<bool>,
}

impl Host {
    /// A known person whose name was changed: who it is, and whether still the same. Until somebody
    /// says so, a name that is alike is the same person's.
    pub(in super::super) fn changed(&self) -> Option<(PersonId, bool)> {
        let (person, name) = (self.person?, self.name.trim());
        let changed = !self.was.is_empty() && !name.is_empty() && name != self.was;
        changed.then(|| (person, self.same.unwrap_or_else(|| names::is_alike(name, &self.was))))
    }

    pub(in super::super) fn say(&mut self, same: bool) {
        self.same = Some(same);
    }

    /// What is typed is written.
    fn settle(&mut self, person: PersonId) {
        self.person = Some(person);
        self.was = self.name.trim().to_owned();
        self.same = None;
    }

    pub(in super::super) fn is_erased(&self) -> bool {
        self.erased
    }
}

impl Texts {
    pub(in super::super) fn of(cx: &Cx<'_>, id: SessionId, session: &Session) -> Self {
        let host = |person: &PersonId| match cx.schedule.people.get(person) {
            Some(name) => Host {
                person: Some(*person),
                name: name.to_string(),
                was: name.trim().to_owned(),
                ..Host::default()
            },
            None => Host { person: Some(*person), erased: true, ..Host::default() },
        };
        let now = Typed {
            title: session.title.value.clone(),
            text: session.text.value.clone(),
            format: session.format.value.clone(),
            stream: session.stream.value,
            hosts: session.hosts.value.iter().map(host).collect(),
            tags: session.tags.value.join(", "),
        };
        Self { session: id, before: now.clone(), now }
    }

    pub(in super::super) fn is_changed(&self) -> bool {
        self.now != self.before
    }

    /// A session without a title cannot be found.
    pub(in super::super) fn lacks_title(&self) -> bool {
        self.now.title.trim().is_empty()
    }

    /// The edit as one act, after which what is typed counts as written; `None` when nothing
    /// changed, or the ids of this frame are used up.
    pub(in super::super) fn command(&mut self, tools: &mut Tools) -> Option<Command> {
        let hosts = self.hosts(tools)?;
        let command = self.edit(hosts);
        self.before = self.now.clone();
        command
    }

    /// What was sent, as it was typed then, was not written after all: it is still to be.
    pub(in super::super) fn take_back(&mut self, sent: Self) {
        for (host, sent) in self.now.hosts.iter_mut().zip(sent.now.hosts) {
            *host = Host { name: std::mem::take(&mut host.name), ..sent };
        }
        self.before = sent.before;
    }

    fn edit(&self, Hosts { ids, people, renames }: Hosts) -> Option<Command> {
        let (now, before) = (&self.now, &self.before);
        let text =
            |now: &str, before: &str| (now.trim() != before.trim()).then(|| now.trim().to_owned());
        let edit = SessionEdit {
            title: text(&now.title, &before.title),
            text: text(&now.text, &before.text),
            format: text(&now.format, &before.format),
            stream: (now.stream != before.stream).then_some(now.stream),
            hosts: ids,
            tags: (now.tags != before.tags).then(|| tags(&now.tags)),
            ..SessionEdit::default()
        };
        let session = self.session;
        let edited = edit != SessionEdit::default();
        let edit = edited.then_some(Command::EditSession { session, edit });
        let commands: Vec<Command> = edit.into_iter().chain(renames).collect();
        match commands.as_slice() {
            [] => None,
            [only] if people.is_empty() => Some(only.clone()),
            [_, ..] => Some(Command::Together { commands, people }),
        }
    }

    fn host_ids(&self) -> Vec<PersonId> {
        self.before.hosts.iter().filter_map(|host| host.person).collect()
    }

    /// The hosts, if they are others than before, the names of new ones, and names put right.
    fn hosts(&mut self, tools: &mut Tools) -> Option<Hosts> {
        let (mut ids, mut people, mut renames) = (Vec::new(), Vec::new(), Vec::new());
        for host in &mut self.now.hosts {
            let name = host.name.trim().to_owned();
            match (host.person, host.changed()) {
                (Some(person), None) if host.erased || !name.is_empty() => ids.push(person),
                (Some(_) | None, None) if name.is_empty() => {}
                (_, Some((person, true))) => {
                    ids.push(person);
                    let was = host.was.clone();
                    renames.push(Command::Rename { person, name, was });
                    host.settle(person);
                }
                (Some(_) | None, Some((_, false)) | None) => {
                    let person = PersonId(tools.id()?);
                    ids.push(person);
                    people.push(NewPerson { person, name });
                    host.settle(person);
                }
            }
        }
        let changed = ids != self.host_ids();
        Some(Hosts { ids: changed.then_some(ids), people, renames })
    }
}

/// What becomes of the hosts.
struct Hosts {
    ids: Option<Vec<PersonId>>,
    people: Vec<NewPerson>,
    renames: Vec<Command>,
}

fn tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) && tags.len() < limits::TAGS_MAX {
            tags.push(tag.to_owned());
        }
    }
    tags
}
