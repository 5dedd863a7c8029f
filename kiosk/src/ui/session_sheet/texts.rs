//! The texts of a session while somebody edits them: only what was changed is written, so that an
//! edit from elsewhere of the rest stays.

use super::super::{Cx, tools::Tools};
use shared::{
    command::{Command, NewPerson, SessionEdit},
    ids::{PersonId, SessionId, StreamId},
    limits,
    schedule::Session,
};

/// Texts as typed, and as they were.
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
}

impl Host {
    pub(in super::super) fn is_erased(&self) -> bool {
        self.erased
    }
}

impl Texts {
    pub(in super::super) fn of(cx: &Cx<'_>, id: SessionId, session: &Session) -> Self {
        let host = |person: &PersonId| match cx.schedule.people.get(person) {
            Some(name) => Host { person: Some(*person), erased: false, name: name.to_string() },
            None => Host { person: Some(*person), erased: true, name: String::new() },
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
        let (hosts, people) = self.hosts(tools)?;
        let command = self.edit(hosts, people);
        self.before = self.now.clone();
        command
    }

    fn edit(&self, hosts: Option<Vec<PersonId>>, people: Vec<NewPerson>) -> Option<Command> {
        let (now, before) = (&self.now, &self.before);
        let text =
            |now: &str, before: &str| (now.trim() != before.trim()).then(|| now.trim().to_owned());
        let edit = SessionEdit {
            title: text(&now.title, &before.title),
            text: text(&now.text, &before.text),
            format: text(&now.format, &before.format),
            stream: (now.stream != before.stream).then_some(now.stream),
            hosts,
            tags: (now.tags != before.tags).then(|| tags(&now.tags)),
            ..SessionEdit::default()
        };
        let session = self.session;
        if edit == SessionEdit::default() {
            return None;
        }
        let edit = Command::EditSession { session, edit };
        Some(match people.is_empty() {
            true => edit,
            false => Command::Together { commands: vec![edit], people },
        })
    }

    fn host_ids(&self) -> Vec<PersonId> {
        self.before.hosts.iter().filter_map(|host| host.person).collect()
    }

    /// The hosts, if they are others than before, and the names of new ones. A changed name is
    /// another person: the one before may stand at other sessions.
    fn hosts(&mut self, tools: &mut Tools) -> Option<(Option<Vec<PersonId>>, Vec<NewPerson>)> {
        let (mut ids, mut people) = (Vec::new(), Vec::new());
        for host in &mut self.now.hosts {
            let name = host.name.trim().to_owned();
            let same = self.before.hosts.iter().any(|before| before == host);
            match host.person {
                Some(person) if same => ids.push(person),
                Some(_) | None if name.is_empty() => {}
                Some(_) | None => {
                    let person = PersonId(tools.id()?);
                    host.person = Some(person);
                    ids.push(person);
                    people.push(NewPerson { person, name });
                }
            }
        }
        let changed = ids != self.host_ids();
        Some((changed.then_some(ids), people))
    }
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
