//! Sessions: field by field, what the source says against what it said and what is shown here.

use super::{
    Difference, Draft, Field, NotPlaced, Note, Outcome, Shown,
    new_slots::NewSlots,
    people::{People, tidy_name},
    standing::{Known, Standing},
    things::{self, Ids, Wanted},
};
use crate::{
    command::{Command, SessionEdit, SourceNote},
    documents::placement_text,
    ids::{Random, SessionId, SlotId, draw},
    programme::{
        self, Programme,
        export::export,
        fields::{Lookup, Mark},
    },
    schedule::{Link, Placement, Schedule, Session, SourceValue},
};
use std::collections::{BTreeMap, BTreeSet};

/// A field of a session as the text by which an import compares it: hosts by their names, a line
/// each; the stream as its id; links as lines of address and title; the placement as in its
/// register; `cancelled` as `yes` or nothing.
#[must_use]
pub fn field_text(schedule: &Schedule, session: &Session, field: Field) -> String {
    match field {
        Field::Title => session.title.value.clone(),
        Field::Text => session.text.value.clone(),
        Field::Format => session.format.value.clone(),
        Field::Language => session.language.value.clone(),
        Field::Stream => session.stream.value.map_or_else(String::new, |id| id.to_string()),
        Field::Links => links_text(&session.links.value),
        Field::Hosts => {
            let names: Vec<_> = schedule.hosts(session).map(Option::unwrap_or_default).collect();
            names.join("\n")
        }
        Field::Tags => session.tags.value.join("\n"),
        Field::Placement => placement_text(&session.placement.value),
        Field::Cancelled => yes(session.cancelled.is_removed()),
    }
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
    let shown = export(schedule);
    let sides = Sides { schedule, ids, there: Lookup::new(programme), here: Here::new(&shown) };
    let mut people = People::of(schedule, programme);
    let named = programme.sessions.iter().flat_map(|session| {
        let mark = Mark::parse(&session.mark).map(|mark| mark.session);
        mark.into_iter().chain(here.get(draft.source(&session.key).as_str()).map(|(id, _)| *id))
    });
    let standing = Standing::of(schedule, &named.collect());
    let (mut seen, mut met) = (BTreeSet::new(), BTreeSet::new());
    let mut slots = NewSlots::default();
    for session in &programme.sessions {
        let source = draft.source(&session.key);
        if !seen.insert(source.clone()) {
            draft.say(Note::SecondKey { key: session.key.clone() });
            continue;
        }
        let mark = Mark::parse(&session.mark);
        let marked = mark.as_ref().and_then(|mark| {
            schedule.sessions.get_key_value(&mark.session).filter(|_| met.insert(mark.session))
        });
        let theirs = Theirs::new(session, &sides, mark.filter(|_| marked.is_some()));
        if theirs.tidied {
            draft.say(Note::NameTidied { title: theirs.title().to_owned() });
        }
        let marked = marked.map(|(id, session)| (*id, &**session));
        match marked.or_else(|| here.get(source.as_str()).copied()) {
            None => {
                let stands = theirs.stands(&sides, &standing);
                slots.note(theirs.new_slot(ids), stands.is_some());
                match stands {
                    Some(Known::Session(id)) if met.insert(id) => draft.counts.unchanged += 1,
                    Some(Known::Session(_) | Known::Fixed) => {}
                    None => create(&theirs, source, &mut people, random, draft),
                }
            }
            Some((id, ours)) => {
                met.insert(id);
                slots.note(theirs.new_slot(ids), false);
                let ours = Ours { id, session: ours };
                update(&sides, &ours, &theirs, &mut people, random, draft);
            }
        }
    }
    slots.leave_out_what_stands(draft);
    for (id, session) in here.values() {
        if !met.contains(id) && session.is_shown() {
            draft.counts.gone += 1;
            draft.say(Note::Gone { title: session.title.value.clone() });
        }
    }
}

/// Both sides of an import.
struct Sides<'a> {
    schedule: &'a Schedule,
    ids: &'a Ids,
    there: Lookup<'a>,
    here: Here<'a>,
}

/// What is shown here, in the same form as the file.
struct Here<'a> {
    lookup: Lookup<'a>,
    sessions: BTreeMap<SessionId, &'a programme::Session>,
}

impl<'a> Here<'a> {
    fn new(shown: &'a Programme) -> Self {
        let sessions = shown.sessions.iter();
        let sessions = sessions.filter_map(|s| Some((Mark::parse(&s.mark)?.session, s)));
        Self { lookup: Lookup::new(shown), sessions: sessions.collect() }
    }

    /// `None` for a session that is not shown.
    fn shown(&self, id: SessionId, field: Field) -> Option<Shown> {
        Some(self.lookup.shown(self.sessions.get(&id)?, field))
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
    /// What it was when it was exported from this very event.
    mark: Option<Mark>,
}

impl<'a> Theirs<'a> {
    fn new(session: &'a programme::Session, sides: &Sides<'_>, mark: Option<Mark>) -> Self {
        let ids = sides.ids;
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
                let mut wanted = ids.in_slot(ids.place(placement), sides.schedule);
                if matches!(&wanted.possible, Ok(Placement::At { rooms, .. }) if rooms.is_empty()) {
                    wanted.possible = Err(NotPlaced::NoRoom);
                }
                wanted
            }
            None => Wanted { placement: Placement::Shelf, possible: Ok(Placement::Shelf) },
        };
        Self { session, hosts, tidied, links, stream: ids.stream(&session.stream), wanted, mark }
    }

    /// The slot of this import that it goes into.
    fn new_slot(&self, ids: &Ids) -> Option<SlotId> {
        ids.new_slot(self.wanted.possible.as_ref().ok()?).map(|(slot, _)| slot)
    }

    /// What of the board it is, though it does not say so.
    fn stands(&self, sides: &Sides<'_>, standing: &Standing<'_>) -> Option<Known> {
        let placement = self.wanted.possible.as_ref().ok()?;
        let span = sides.schedule.span(placement);
        let span = span.or_else(|| sides.ids.new_slot(placement).map(|(_, span)| span))?;
        standing.find(self.title(), placement, span)
    }

    fn title(&self) -> &str {
        let title = self.session.title.trim();
        if title.is_empty() { &self.session.key } else { title }
    }

    fn text(&self, field: Field) -> String {
        match field {
            Field::Title => self.title().to_owned(),
            Field::Text => self.session.text.trim().to_owned(),
            Field::Format => self.session.format.trim().to_owned(),
            Field::Language => self.session.language.trim().to_owned(),
            Field::Stream => self.stream.map_or_else(String::new, |id| id.to_string()),
            Field::Links => links_text(&self.links),
            Field::Hosts => self.hosts.join("\n"),
            Field::Tags => words(&self.session.tags).join("\n"),
            Field::Placement => placement_text(&self.wanted.placement),
            Field::Cancelled => yes(self.session.cancelled),
        }
    }

    /// Puts one field into an edit.
    fn put(
        &self,
        field: Field,
        edit: &mut SessionEdit,
        people: &mut People,
        random: &mut dyn Random,
        draft: &mut Draft,
    ) {
        match field {
            Field::Title => edit.title = Some(self.text(field)),
            Field::Text => edit.text = Some(self.text(field)),
            Field::Format => edit.format = Some(self.text(field)),
            Field::Language => edit.language = Some(self.text(field)),
            Field::Stream => edit.stream = Some(self.stream),
            Field::Links => edit.links = Some(self.links.clone()),
            Field::Hosts => edit.hosts = Some(people.ids(&self.hosts, random, draft)),
            Field::Tags => edit.tags = Some(words(&self.session.tags)),
            Field::Placement | Field::Cancelled => {}
        }
    }
}

/// A session as it is here.
struct Ours<'a> {
    id: SessionId,
    session: &'a Session,
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
    let wishes = words(&theirs.session.wishes);
    let mut edit = SessionEdit {
        source: Some(source),
        dots: (dots > 0).then_some(dots),
        wishes: (!wishes.is_empty()).then_some(wishes),
        ..SessionEdit::default()
    };
    let mut notes = Vec::new();
    for field in Field::ALL {
        let there = theirs.text(field);
        if there == blank(field) {
            continue;
        }
        theirs.put(field, &mut edit, people, random, draft);
        if field != Field::Placement || theirs.wanted.possible.is_ok() {
            notes.push(note(field, SourceValue::digest(&there), None));
        }
    }
    draft.commands.push(Command::Pitch { session, edit });
    match &theirs.wanted.possible {
        Ok(Placement::Shelf) => {}
        Ok(to) => draft.commands.push(Command::Place { session, to: to.clone() }),
        Err(why) => {
            draft.say(Note::OnShelf { title: theirs.title().to_owned(), why: *why });
        }
    }
    if theirs.session.cancelled {
        draft.commands.push(Command::Cancel(session));
    }
    draft.commands.push(Command::NoteSource { session, notes });
    draft.counts.sessions += 1;
    draft.say(Note::New { title: theirs.title().to_owned(), again: draft.again });
}

fn update(
    sides: &Sides<'_>,
    ours: &Ours<'_>,
    theirs: &Theirs<'_>,
    people: &mut People,
    random: &mut dyn Random,
    draft: &mut Draft,
) {
    let title = &ours.session.title.value;
    if ours.session.withdrawn.is_removed() {
        draft.counts.unchanged += 1;
        if Field::ALL.iter().any(|field| verdict(sides, ours, theirs, *field) != Verdict::Same) {
            draft.say(Note::LeftWithdrawn { title: title.clone() });
        }
        return;
    }
    let mut edit = SessionEdit::default();
    let mut after = Vec::new();
    let (mut notes, mut changed, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for field in Field::ALL {
        let there = theirs.text(field);
        let outcome = match verdict(sides, ours, theirs, field) {
            Verdict::Same => continue,
            Verdict::Note => {
                notes.push(note(field, SourceValue::digest(&there), None));
                continue;
            }
            Verdict::Keep => {
                let here = field_text(sides.schedule, ours.session, field);
                notes.push(note(field, there, Some(SourceValue::digest(&here))));
                kept.push(field);
                Outcome::Kept
            }
            Verdict::Write => match written(ours, theirs, field) {
                Err(why) => {
                    draft.say(Note::FieldLeft { title: title.clone(), field, why });
                    Outcome::Left(why)
                }
                Ok(command) => {
                    after.extend(command);
                    if field == Field::Hosts {
                        let hosts = &ours.session.hosts.value;
                        people.respell(sides.schedule, hosts, &theirs.hosts, draft);
                    }
                    theirs.put(field, &mut edit, people, random, draft);
                    // What an export of this event said is nothing that another source said.
                    if theirs.mark.is_none() {
                        notes.push(note(field, SourceValue::digest(&there), None));
                    }
                    changed.push(field);
                    Outcome::Written
                }
            },
        };
        let there = sides.there.shown(theirs.session, field);
        let here = sides.here.shown(ours.id, field);
        let (title, here) = (title.clone(), here.unwrap_or_else(|| there.clone()));
        draft.differences.push(Difference { session: ours.id, title, field, here, there, outcome });
    }
    match (changed.is_empty(), kept.is_empty()) {
        (true, true) => draft.counts.unchanged += 1,
        (false, true) => draft.counts.changed += 1,
        (_, false) => draft.counts.kept += 1,
    }
    if !changed.is_empty() {
        draft.say(Note::Changed { title: title.clone(), fields: changed });
    }
    for field in kept {
        let there = sides.there.shown(theirs.session, field);
        draft.say(Note::Kept { title: title.clone(), field, there });
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

fn verdict(sides: &Sides<'_>, ours: &Ours<'_>, theirs: &Theirs<'_>, field: Field) -> Verdict {
    if let Some(mark) = &theirs.mark {
        return verdict_of_export(mark, sides, ours, theirs, field);
    }
    let there = match field {
        Field::Placement => things::forms(sides.schedule, &theirs.wanted.placement),
        _ => vec![theirs.text(field)],
    };
    let is_there = |kept: &str| there.iter().any(|there| SourceValue::is(kept, there));
    let before = ours.session.at_source.get(field.word());
    let before = before.map_or(blank(field), |value| &value.there);
    if is_there(before) {
        return Verdict::Same;
    }
    let here = field_text(sides.schedule, ours.session, field);
    if there.contains(&here) {
        Verdict::Note
    } else if SourceValue::is(before, &here) {
        Verdict::Write
    } else {
        Verdict::Keep
    }
}

/// The same with the value at the export in place of what the source said before.
fn verdict_of_export(
    mark: &Mark,
    sides: &Sides<'_>,
    ours: &Ours<'_>,
    theirs: &Theirs<'_>,
    field: Field,
) -> Verdict {
    let there = sides.there.shown(theirs.session, field);
    let Some(here) = sides.here.shown(ours.id, field) else {
        return Verdict::Same;
    };
    match (mark.had(field, &there), mark.had(field, &here)) {
        // Made before there was this field.
        (None, _) | (_, None) | (Some(true), Some(_)) => Verdict::Same,
        (Some(false), Some(_)) if here == there => Verdict::Same,
        (Some(false), Some(true)) => Verdict::Write,
        (Some(false), Some(false)) => {
            let text = theirs.text(field);
            let said = ours.session.at_source.get(field.word());
            let said = said.is_some_and(|value| value.over.is_some() && value.there == text);
            if said { Verdict::Same } else { Verdict::Keep }
        }
    }
}

/// The command with which a field outside the texts is written, or why it cannot be.
fn written(
    ours: &Ours<'_>,
    theirs: &Theirs<'_>,
    field: Field,
) -> Result<Option<Command>, NotPlaced> {
    let session = ours.id;
    let merged = ours.session.merged_into.value.is_some();
    match field {
        // A cancelled or merged session cannot be moved, nor one whose cancellation is taken back
        // in the same import: the next import moves it.
        Field::Placement if ours.session.cancelled.is_removed() || merged => {
            Err(NotPlaced::CancelledOrMerged)
        }
        Field::Placement => {
            let to = theirs.wanted.possible.clone()?;
            Ok(Some(Command::Place { session, to }))
        }
        Field::Cancelled if merged => Err(NotPlaced::Merged),
        Field::Cancelled if theirs.session.cancelled => Ok(Some(Command::Cancel(session))),
        Field::Cancelled => Ok(Some(Command::Uncancel(session))),
        Field::Title
        | Field::Text
        | Field::Format
        | Field::Language
        | Field::Stream
        | Field::Links
        | Field::Hosts
        | Field::Tags => Ok(None),
    }
}

/// Tags or wishes without spaces around them, each once.
fn words(words: &[String]) -> Vec<String> {
    let mut tidy: Vec<String> = Vec::with_capacity(words.len());
    for word in words.iter().map(|word| word.trim()) {
        if !word.is_empty() && !tidy.iter().any(|known| known == word) {
            tidy.push(word.to_owned());
        }
    }
    tidy
}

fn note(field: Field, there: String, over: Option<String>) -> SourceNote {
    SourceNote { field: field.word().to_owned(), there, over }
}

/// What a field is taken to be at the source as long as nothing was noted.
fn blank(field: Field) -> &'static str {
    if field == Field::Placement { "-" } else { "" }
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
