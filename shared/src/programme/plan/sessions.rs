//! Sessions: field by field, what the source says against what it said and what is shown here.

use super::{
    Draft,
    things::{Ids, Wanted},
};
use crate::{
    command::{Command, NewPerson, SessionEdit, SourceNote},
    documents::placement_text,
    ids::{PersonId, Random, SessionId, draw},
    limits::NAME_BYTES_MAX,
    names::check_name,
    programme::{self, Programme},
    schedule::{Link, Placement, Schedule, Session, SourceValue},
};
use std::collections::{BTreeMap, BTreeSet};

const TITLE: &str = "title";
const TEXT: &str = "text";
const FORMAT: &str = "format";
const LANGUAGE: &str = "language";
const STREAM: &str = "stream";
const LINKS: &str = "links";
const HOSTS: &str = "hosts";
const PLACEMENT: &str = "placement";
const CANCELLED: &str = "cancelled";
const FIELDS: [&str; 9] =
    [TITLE, TEXT, FORMAT, LANGUAGE, STREAM, LINKS, HOSTS, PLACEMENT, CANCELLED];

/// A field of a session as the text by which an import compares it: hosts by their names, a line
/// each; the stream as its id; links as lines of address and title; the placement as in its
/// register; `cancelled` as `yes` or nothing. `None` for another field.
#[must_use]
pub fn field_text(schedule: &Schedule, session: &Session, field: &str) -> Option<String> {
    Some(match field {
        TITLE => session.title.value.clone(),
        TEXT => session.text.value.clone(),
        FORMAT => session.format.value.clone(),
        LANGUAGE => session.language.value.clone(),
        STREAM => session.stream.value.map_or_else(String::new, |id| id.to_string()),
        LINKS => links_text(&session.links.value),
        HOSTS => {
            let names: Vec<_> = schedule.hosts(session).map(Option::unwrap_or_default).collect();
            names.join("\n")
        }
        PLACEMENT => placement_text(&session.placement.value),
        CANCELLED => yes(session.cancelled.is_removed()),
        _ => return None,
    })
}

pub(super) fn plan(
    programme: &Programme,
    schedule: &Schedule,
    ids: &Ids,
    random: &mut dyn Random,
    draft: &mut Draft,
) {
    let mut here = BTreeMap::new();
    for (id, session) in &schedule.sessions {
        if session.source.starts_with(&draft.prefix) {
            here.entry(session.source.as_str()).or_insert((*id, &**session));
        }
    }
    let mut people = People::of(schedule);
    let mut seen = BTreeSet::new();
    for session in &programme.sessions {
        let source = draft.source(&session.key);
        if !seen.insert(source.clone()) {
            draft.say(format!("left out: a second session with the key {}", session.key));
            continue;
        }
        let theirs = Theirs::new(session, ids);
        if theirs.tidied {
            draft.say(format!(
                "put right: a host's name of “{}” was too long or had characters that are not shown",
                theirs.title()
            ));
        }
        match here.get(source.as_str()) {
            None => create(&theirs, source, &mut people, random, draft),
            Some((id, ours)) => {
                let ours = Ours { id: *id, session: ours, schedule };
                update(&ours, &theirs, &mut people, random, draft);
            }
        }
    }
    for (source, (_, session)) in &here {
        if !seen.contains(*source) && session.is_shown() {
            draft.counts.gone += 1;
            let title = &session.title.value;
            draft.say(format!("no longer at the source, left as it is: “{title}”"));
        }
    }
}

/// Ids of people by the name under which imported sessions have them.
struct People(BTreeMap<String, PersonId>);

impl People {
    fn of(schedule: &Schedule) -> Self {
        let mut known = BTreeMap::new();
        let imported = schedule.sessions.values().filter(|session| !session.source.is_empty());
        for person in imported.flat_map(|session| &session.hosts.value) {
            if let Some(name) = schedule.people.get(person) {
                known.entry(name.trim().to_owned()).or_insert(*person);
            }
        }
        Self(known)
    }

    fn ids(
        &mut self,
        names: &[String],
        random: &mut dyn Random,
        draft: &mut Draft,
    ) -> Vec<PersonId> {
        let mut ids = Vec::with_capacity(names.len());
        for name in names {
            let id = *self.0.entry(name.clone()).or_insert_with(|| {
                let person = PersonId(draw(random));
                draft.people.push(NewPerson { person, name: name.clone() });
                draft.counts.people += 1;
                person
            });
            ids.push(id);
        }
        ids
    }
}

/// A session as the source has it.
struct Theirs<'a> {
    session: &'a programme::Session,
    hosts: Vec<String>,
    /// A name could not stay as it was.
    tidied: bool,
    links: Vec<Link>,
    stream: Option<crate::ids::StreamId>,
    wanted: Wanted,
}

impl<'a> Theirs<'a> {
    fn new(session: &'a programme::Session, ids: &Ids) -> Self {
        let mut hosts: Vec<String> = Vec::with_capacity(session.hosts.len());
        let mut tidied = false;
        for name in &session.hosts {
            let tidy = tidy_name(name);
            tidied |= tidy != name.trim();
            if !tidy.is_empty() && !hosts.contains(&tidy) {
                hosts.push(tidy);
            }
        }
        let links = session.links.iter();
        let links = links
            .map(|link| Link {
                title: link.title.trim().to_owned(),
                url: link.url.trim().to_owned(),
            })
            .collect();
        let wanted = match &session.placement {
            Some(placement) => {
                let mut wanted = ids.place(placement);
                if matches!(&wanted.possible, Ok(Placement::At { rooms, .. }) if rooms.is_empty()) {
                    wanted.possible = Err("it has no room".to_owned());
                }
                wanted
            }
            None => Wanted { placement: Placement::Shelf, possible: Ok(Placement::Shelf) },
        };
        Self { session, hosts, tidied, links, stream: ids.stream(&session.stream), wanted }
    }

    fn title(&self) -> &str {
        let title = self.session.title.trim();
        if title.is_empty() { &self.session.key } else { title }
    }

    fn text(&self, field: &str) -> String {
        match field {
            TITLE => self.title().to_owned(),
            TEXT => self.session.text.trim().to_owned(),
            FORMAT => self.session.format.trim().to_owned(),
            LANGUAGE => self.session.language.trim().to_owned(),
            STREAM => self.stream.map_or_else(String::new, |id| id.to_string()),
            LINKS => links_text(&self.links),
            HOSTS => self.hosts.join("\n"),
            PLACEMENT => placement_text(&self.wanted.placement),
            _ => yes(self.session.cancelled),
        }
    }

    /// Puts one field into an edit.
    fn put(
        &self,
        field: &str,
        edit: &mut SessionEdit,
        people: &mut People,
        random: &mut dyn Random,
        draft: &mut Draft,
    ) {
        match field {
            TITLE => edit.title = Some(self.text(TITLE)),
            TEXT => edit.text = Some(self.text(TEXT)),
            FORMAT => edit.format = Some(self.text(FORMAT)),
            LANGUAGE => edit.language = Some(self.text(LANGUAGE)),
            STREAM => edit.stream = Some(self.stream),
            LINKS => edit.links = Some(self.links.clone()),
            HOSTS => edit.hosts = Some(people.ids(&self.hosts, random, draft)),
            _ => {}
        }
    }
}

/// A session as it is here.
struct Ours<'a> {
    id: SessionId,
    session: &'a Session,
    schedule: &'a Schedule,
}

fn create(
    theirs: &Theirs<'_>,
    source: String,
    people: &mut People,
    random: &mut dyn Random,
    draft: &mut Draft,
) {
    let session = SessionId(draw(random));
    let dots = theirs.session.dots;
    let mut edit = SessionEdit {
        source: Some(source),
        dots: (dots > 0).then_some(dots),
        ..SessionEdit::default()
    };
    let mut notes = Vec::new();
    for field in FIELDS {
        let there = theirs.text(field);
        if there == blank(field) {
            continue;
        }
        theirs.put(field, &mut edit, people, random, draft);
        if field != PLACEMENT || theirs.wanted.possible.is_ok() {
            notes.push(note(field, SourceValue::digest(&there), None));
        }
    }
    draft.commands.push(Command::Pitch { session, edit });
    match &theirs.wanted.possible {
        Ok(Placement::Shelf) => {}
        Ok(to) => draft.commands.push(Command::Place { session, to: to.clone() }),
        Err(why) => {
            draft.say(format!("on the shelf, because {why}: “{}”", theirs.title()));
        }
    }
    if theirs.session.cancelled {
        draft.commands.push(Command::Cancel(session));
    }
    draft.commands.push(Command::NoteSource { session, notes });
    draft.counts.sessions += 1;
    if draft.again {
        draft.say(format!("new: “{}”", theirs.title()));
    }
}

fn update(
    ours: &Ours<'_>,
    theirs: &Theirs<'_>,
    people: &mut People,
    random: &mut dyn Random,
    draft: &mut Draft,
) {
    let title = &ours.session.title.value;
    if ours.session.withdrawn.is_removed() {
        draft.counts.unchanged += 1;
        if FIELDS.into_iter().any(|field| verdict(ours, theirs, field) != Verdict::Same) {
            draft.say(format!("left withdrawn, though the source changed it: “{title}”"));
        }
        return;
    }
    let mut edit = SessionEdit::default();
    let mut after = Vec::new();
    let (mut notes, mut changed, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for field in FIELDS {
        let there = theirs.text(field);
        match verdict(ours, theirs, field) {
            Verdict::Same => {}
            Verdict::Note => notes.push(note(field, SourceValue::digest(&there), None)),
            Verdict::Keep => {
                let here = field_text(ours.schedule, ours.session, field).unwrap_or_default();
                notes.push(note(field, there, Some(SourceValue::digest(&here))));
                kept.push(field);
            }
            Verdict::Write => match written(ours, theirs, field) {
                Err(why) => draft.say(format!("its {field} is left, because {why}: “{title}”")),
                Ok(command) => {
                    after.extend(command);
                    theirs.put(field, &mut edit, people, random, draft);
                    notes.push(note(field, SourceValue::digest(&there), None));
                    changed.push(field);
                }
            },
        }
    }
    match (changed.is_empty(), kept.is_empty()) {
        (true, true) => draft.counts.unchanged += 1,
        (false, true) => draft.counts.changed += 1,
        (_, false) => draft.counts.kept += 1,
    }
    if !changed.is_empty() {
        draft.say(format!("changed {}: “{title}”", changed.join(", ")));
    }
    for field in kept {
        let theirs = match field {
            PLACEMENT => "another time or room".to_owned(),
            STREAM => "another stream".to_owned(),
            CANCELLED => "the contrary".to_owned(),
            _ => shown(&theirs.text(field)),
        };
        draft.say(format!(
            "kept: {field} of “{title}” was edited here since the last import (theirs: {theirs})"
        ));
    }
    let session = ours.id;
    if edit != SessionEdit::default() {
        draft.commands.push(Command::EditSession { session, edit });
    }
    draft.commands.extend(after);
    if !notes.is_empty() {
        draft.commands.push(Command::NoteSource { session, notes });
    }
}

/// What becomes of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The source did not change.
    Same,
    /// It changed to what is shown here.
    Note,
    /// It changed, and nobody edited the field here.
    Write,
    /// Both changed.
    Keep,
}

fn verdict(ours: &Ours<'_>, theirs: &Theirs<'_>, field: &str) -> Verdict {
    let there = theirs.text(field);
    let before = ours.session.at_source.get(field).map_or(blank(field), |value| &value.there);
    if SourceValue::is(before, &there) {
        return Verdict::Same;
    }
    let here = field_text(ours.schedule, ours.session, field).unwrap_or_default();
    if here == there {
        Verdict::Note
    } else if SourceValue::is(before, &here) {
        Verdict::Write
    } else {
        Verdict::Keep
    }
}

/// The command with which a field outside the texts is written, or why it cannot be.
fn written(ours: &Ours<'_>, theirs: &Theirs<'_>, field: &str) -> Result<Option<Command>, String> {
    let session = ours.id;
    match field {
        PLACEMENT => {
            // A cancelled or merged session cannot be moved, nor one whose cancellation is taken
            // back in the same import: the next import moves it.
            if ours.session.cancelled.is_removed() || ours.session.merged_into.value.is_some() {
                return Err("a cancelled or merged session is not moved".to_owned());
            }
            let to = theirs.wanted.possible.clone()?;
            Ok(Some(Command::Place { session, to }))
        }
        CANCELLED if ours.session.merged_into.value.is_some() => {
            Err("it is part of another session here".to_owned())
        }
        CANCELLED if theirs.session.cancelled => Ok(Some(Command::Cancel(session))),
        CANCELLED => Ok(Some(Command::Uncancel(session))),
        _ => Ok(None),
    }
}

fn note(field: &str, there: String, over: Option<String>) -> SourceNote {
    SourceNote { field: field.to_owned(), there, over }
}

/// What a field is taken to be at the source as long as nothing was noted.
fn blank(field: &str) -> &'static str {
    if field == PLACEMENT { "-" } else { "" }
}

/// A name as a name record takes it: one line of characters that are shown, not too long.
fn tidy_name(name: &str) -> String {
    let mut tidy = String::with_capacity(name.len());
    for c in name.trim().chars() {
        let shown = check_name(c.encode_utf8(&mut [0; 4])).is_ok() || c == ' ';
        if tidy.len() + c.len_utf8() > NAME_BYTES_MAX {
            break;
        }
        if shown {
            tidy.push(c);
        } else if c.is_whitespace() && !tidy.ends_with(' ') {
            tidy.push(' ');
        }
    }
    tidy.trim_end().to_owned()
}

fn yes(yes: bool) -> String {
    if yes { "yes".to_owned() } else { String::new() }
}

/// As the register of links has them: an address and a title a line.
fn links_text(links: &[Link]) -> String {
    let lines: Vec<_> =
        links.iter().map(|link| format!("{} {}", link.url, link.title).trim().to_owned()).collect();
    lines.join("\n")
}

/// The beginning of a value, for a line of the report.
fn shown(value: &str) -> String {
    const CHARS: usize = 80;
    let line = value.replace('\n', " / ");
    if line.chars().count() <= CHARS {
        return format!("“{line}”");
    }
    format!("“{}…”", line.chars().take(CHARS).collect::<String>())
}
