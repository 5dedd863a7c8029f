//! From a command to the writes that it means.

mod undo;

use super::{ANYHOW, Author, Model, ONCE, Op, Path, Value};
use DocumentKind::{Board, Floor, Plan};
use shared::{
    command::{Back, Command, Plain, RegisterPath, Thing},
    documents::{Actor, placement_text},
    ids::{ChangeHash, DocumentKind, SessionId, hex},
    schedule::{Link, Placement},
};

/// What was seen of a thing when it was removed; the model does not say what.
pub(super) const SEEN: &str = "removed";
const MAPS: [&str; 17] = [
    "event",
    "days",
    "streams",
    "rooms",
    "slots",
    "placements",
    "cancelled",
    "fixed",
    "settled",
    "sessions",
    "merged",
    "announcements",
    "pins",
    "x1",
    "x2",
    "full",
    "hidden",
];
const FIELDS: [&str; 34] = [
    "title",
    "text",
    "format",
    "hosts",
    "stream",
    "language",
    "links",
    "source",
    "removed",
    "name",
    "zone",
    "venue",
    "info",
    "date",
    "days",
    "streams",
    "order",
    "capacity",
    "marks",
    "way",
    "span",
    "placement",
    "title:cy",
    "name:cy",
    "way:cy",
    "info:cy",
    "text:cy",
    "until",
    "pitching",
    "wishes",
    "tags",
    "interest",
    "from:title",
    "over:title",
];

pub(super) fn translate(
    model: &Model,
    author: &Author<'_>,
    actor: Actor,
    command: &Command,
) -> Vec<Op> {
    let mut translator = Translator { model, author, actor, ops: Vec::new() };
    translator.command(command);
    translator.ops
}

struct Translator<'a> {
    model: &'a Model,
    author: &'a Author<'a>,
    actor: Actor,
    ops: Vec<Op>,
}

type Fields = Vec<(&'static str, Option<Value>)>;

impl Translator<'_> {
    #[expect(clippy::too_many_lines, reason = "a flat table: one arm a command")]
    fn command(&mut self, command: &Command) {
        match command {
            Command::SetEvent(edit) => {
                let facts = [
                    ("name", &edit.name),
                    ("zone", &edit.zone),
                    ("venue", &edit.venue),
                    ("info", &edit.info),
                    ("info:cy", &edit.info_cy),
                ];
                for (key, value) in facts {
                    if let Some(value) = value {
                        self.put(Plan, "event", key, None, Value::Text(value.clone()));
                    }
                }
            }
            Command::PutDay { day, edit } => {
                let fields = vec![
                    ("date", text(&edit.date)),
                    ("name", text(&edit.name)),
                    ("name:cy", text(&edit.name_cy)),
                ];
                self.entity(Plan, "days", &day.to_string(), fields, &edit.source);
            }
            Command::PutStream { stream, edit } => {
                let key = stream.to_string();
                let order = self.order("streams", &key, &edit.order);
                let fields = vec![
                    ("name", text(&edit.name)),
                    ("name:cy", text(&edit.name_cy)),
                    ("days", list(&edit.days)),
                    ("order", order),
                ];
                self.entity(Plan, "streams", &key, fields, &edit.source);
            }
            Command::PutRoom { room, edit } => {
                let key = room.to_string();
                let order = self.order("rooms", &key, &edit.order);
                let capacity = edit.capacity.map(|people| Value::Number(people.into()));
                let fields = vec![
                    ("name", text(&edit.name)),
                    ("capacity", capacity),
                    ("marks", list(&edit.marks)),
                    ("way", text(&edit.way)),
                    ("name:cy", text(&edit.name_cy)),
                    ("way:cy", text(&edit.way_cy)),
                    ("streams", list(&edit.streams)),
                    ("days", list(&edit.days)),
                    ("order", order),
                ];
                self.entity(Plan, "rooms", &key, fields, &edit.source);
            }
            Command::PutSlot { slot, edit } => {
                let span = edit
                    .span
                    .map(|(day, start, minutes)| Value::Text(format!("{day} {start} {minutes}")));
                let fields = vec![("span", span), ("streams", list(&edit.streams))];
                self.entity(Plan, "slots", &slot.to_string(), fields, &edit.source);
            }
            Command::PutFixed { fixed, edit } => {
                let placement = edit.placement.as_ref().map(|to| Value::Text(placement_text(to)));
                let fields = vec![
                    ("title", text(&edit.title)),
                    ("title:cy", text(&edit.title_cy)),
                    ("placement", placement),
                    ("streams", list(&edit.streams)),
                ];
                self.entity(Board, "fixed", &fixed.to_string(), fields, &edit.source);
            }
            Command::Remove(thing) => self.flag(*thing, Value::Text(SEEN.to_owned())),
            Command::Restore(thing) => self.flag(*thing, Value::Null),
            Command::Pitch { session, edit } | Command::EditSession { session, edit } => {
                let stream = edit.stream.map(|stream| {
                    stream.map_or(Value::Null, |stream| Value::Text(stream.to_string()))
                });
                let mut fields = vec![
                    ("title", text(&edit.title)),
                    ("text", text(&edit.text)),
                    ("format", text(&edit.format)),
                    ("hosts", list(&edit.hosts)),
                    ("stream", stream),
                    ("language", text(&edit.language)),
                    ("links", edit.links.as_ref().map(|links| Value::Text(links_text(links)))),
                    ("slip", text(&edit.slip)),
                    ("pitching", text(&edit.pitching)),
                    ("wishes", list(&edit.wishes)),
                    ("tags", list(&edit.tags)),
                ];
                let key = session.to_string();
                if !self.model.exists("sessions", &key, self.author) {
                    fields.push(("interest", edit.dots.map(|dots| Value::Number(dots.into()))));
                }
                self.entity(Floor, "sessions", &key, fields, &edit.source);
            }
            Command::Place { session, to } => {
                self.place(*session, Value::Text(placement_text(to)));
            }
            Command::Swap { a, b } => {
                let (of_a, of_b) = (self.placement(*a), self.placement(*b));
                self.place(*a, of_b);
                self.place(*b, of_a);
            }
            Command::Cancel(session) => self.cancel(*session, Value::Text(SEEN.to_owned())),
            Command::Uncancel(session) => self.cancel(*session, Value::Null),
            Command::Withdraw(session) => self.withdraw(*session, Value::Text(SEEN.to_owned())),
            Command::Unwithdraw(session) => self.withdraw(*session, Value::Null),
            Command::Dot(session) => self.dot(&session.to_string(), 1),
            Command::Undot(session) => self.dot(&session.to_string(), -1),
            Command::Settle { clash } => {
                self.put(Board, "settled", &hex(clash), None, Value::Text("fine".to_owned()));
            }
            Command::Choose { change, register } => self.choose(change, register),
            Command::Rename { person, .. } => self.rename(&person.to_string()),
            Command::BringBack { values } => values.iter().for_each(|back| self.bring_back(back)),
            Command::Hide { session, hidden } => {
                self.put(Floor, "hidden", &session.to_string(), None, yes(*hidden));
            }
            Command::Announce { announcement, edit } => {
                let fields = vec![
                    ("text", text(&edit.text)),
                    ("text:cy", text(&edit.text_cy)),
                    ("until", edit.until_s.map(Value::Number)),
                ];
                self.entity(Board, "announcements", &announcement.to_string(), fields, &None);
            }
            Command::Pin { session, pinned } => {
                self.put(Board, "pins", &session.to_string(), None, yes(*pinned));
            }
            Command::Merge { session, into } => {
                let (key, into) = (session.to_string(), Value::Text(into.to_string()));
                let seen = Some(self.placement(*session)).filter(|seen| !seen.is_empty());
                let shelf = || Value::Text(placement_text(&Placement::Shelf));
                self.put(Board, "merged", &key, None, into);
                self.put(Board, "x2", &key, None, seen.unwrap_or_else(shelf));
            }
            Command::Unmerge(session) => self.unmerge(&session.to_string()),
            Command::CloseRoom { room, closed } => {
                self.put(Board, "x1", &room.to_string(), None, yes(*closed));
            }
            Command::MarkFull { session, full } => {
                self.put(Floor, "full", &session.to_string(), None, yes(*full));
            }
            Command::NoteSource { session, notes } => {
                let key = session.to_string();
                for note in notes.iter().filter(|note| note.field == "title") {
                    let over = note.over.clone().map_or(Value::Null, Value::Text);
                    let there = Value::Text(note.there.clone());
                    self.put(Floor, "sessions", &key, Some("from:title"), there);
                    self.put(Floor, "sessions", &key, Some("over:title"), over);
                }
            }
            Command::Undo { set, .. } => self.undo(*set),
            Command::Import { commands, .. } | Command::Together { commands, .. } => {
                commands.iter().for_each(|command| self.command(command));
            }
        }
    }

    /// Only that it was done stands in a document.
    fn rename(&mut self, person: &str) {
        let path = Path { document: Floor, map: "x1", key: person.to_owned(), field: None };
        let times = number(self.model.value(&path, self.author));
        self.put(Floor, "x1", person, None, Value::Number(times + 1));
    }

    fn put(
        &mut self,
        document: DocumentKind,
        map: &'static str,
        key: &str,
        field: Option<&'static str>,
        value: Value,
    ) {
        let path = Path { document, map, key: key.to_owned(), field };
        self.ops.push(Op::Put(path, value, ONCE));
    }

    fn entity(
        &mut self,
        document: DocumentKind,
        map: &'static str,
        key: &str,
        fields: Fields,
        source: &Option<String>,
    ) {
        let fields = fields.into_iter().filter_map(|(field, value)| Some((field, value?)));
        if self.model.exists(map, key, self.author) {
            for (field, value) in fields {
                self.put(document, map, key, Some(field), value);
            }
            return;
        }
        let mut fields: Vec<_> = fields.filter(|(_, value)| !value.is_empty()).collect();
        fields.extend(source.clone().map(|source| ("source", Value::Text(source))));
        self.ops.push(Op::Create { document, map, key: key.to_owned(), fields });
    }

    /// Places among their kind are not compared, only that one is written at creation.
    fn order(&self, map: &'static str, key: &str, asked: &Option<String>) -> Option<Value> {
        let fresh = !self.model.exists(map, key, self.author);
        asked.clone().or_else(|| fresh.then(|| "last".to_owned())).map(Value::Text)
    }

    fn flag(&mut self, thing: Thing, value: Value) {
        let (document, map, key) = match thing {
            Thing::Day(id) => (Plan, "days", id.to_string()),
            Thing::Stream(id) => (Plan, "streams", id.to_string()),
            Thing::Room(id) => (Plan, "rooms", id.to_string()),
            Thing::Slot(id) => (Plan, "slots", id.to_string()),
            Thing::Fixed(id) => (Board, "fixed", id.to_string()),
            Thing::Announcement(id) => (Board, "announcements", id.to_string()),
        };
        self.put(document, map, &key, Some("removed"), value);
    }

    fn place(&mut self, session: SessionId, to: Value) {
        self.put(Board, "placements", &session.to_string(), None, to);
    }

    fn placement(&self, session: SessionId) -> Value {
        let key = session.to_string();
        let path = Path { document: Board, map: "placements", key, field: None };
        let shelf = || Value::Text(placement_text(&Placement::Shelf));
        self.model.value(&path, self.author).unwrap_or_else(shelf)
    }

    /// Whoever stood for both still stands, when they were made parts of each other.
    fn unmerge(&mut self, session: &str) {
        let stood = self.model.stands_for(session, self.author);
        self.put(Board, "merged", session, None, Value::Null);
        let Some(stood) = stood.filter(|stood| stood != session) else { return };
        if self.model.stands_without(&stood, session, self.author) != Some(stood.clone()) {
            self.put(Board, "merged", &stood, None, Value::Null);
        }
    }

    fn cancel(&mut self, session: SessionId, value: Value) {
        self.put(Board, "cancelled", &session.to_string(), None, value);
    }

    fn withdraw(&mut self, session: SessionId, value: Value) {
        self.put(Floor, "sessions", &session.to_string(), Some("removed"), value);
    }

    fn dot(&mut self, session: &str, by: i64) {
        let key = format!("{session}/{}", self.actor);
        let path = Path { document: Floor, map: "dots", key, field: None };
        let own = number(self.model.value(&path, self.author));
        self.ops.push(Op::Put(path, Value::Number(own + by), ONCE));
    }

    /// A value as it was; of what was seen at a removal the model says only that it was seen.
    fn bring_back(&mut self, back: &Back) {
        let Some(path) = path_of(&back.register) else { return };
        let seen = path.map == "cancelled" || path.field == Some("removed");
        let value = match &back.value {
            None => Value::Null,
            Some(Plain::Text(text)) if seen && !text.is_empty() => Value::Text(SEEN.to_owned()),
            Some(Plain::Text(text)) => Value::Text(text.clone()),
            Some(Plain::Number(number)) => Value::Number(*number),
            Some(Plain::Yes(flag)) => yes(*flag),
        };
        let anyhow = seen && value != Value::Null;
        self.ops.push(Op::Put(path, value, if anyhow { ANYHOW } else { ONCE }));
    }

    fn choose(&mut self, change: &ChangeHash, register: &RegisterPath) {
        let Some(path) = path_of(register) else { return };
        let alive = self.model.alive_writes(&path, self.author);
        if let Some(write) = alive.into_iter().find(|write| write.change == *change) {
            self.ops.push(Op::Put(path, write.value.clone(), ONCE));
        }
    }
}

fn number(value: Option<Value>) -> i64 {
    match value {
        Some(Value::Number(number)) => number,
        Some(Value::Null | Value::Text(_)) | None => 0,
    }
}

/// The register that a command names.
fn path_of(register: &RegisterPath) -> Option<Path> {
    let map = MAPS.into_iter().find(|map| *map == register.map)?;
    let field = match register.field.as_deref() {
        None => None,
        Some(name) => Some(FIELDS.into_iter().find(|field| *field == name)?),
    };
    let document = DocumentKind::from_number(register.document)?;
    Some(Path { document, map, key: register.key.clone(), field })
}

fn yes(flag: bool) -> Value {
    Value::Text(if flag { "true" } else { "false" }.to_owned())
}

fn text(value: &Option<String>) -> Option<Value> {
    value.as_ref().map(|text| Value::Text(text.trim().to_owned()))
}

fn list<T: ToString>(items: &Option<Vec<T>>) -> Option<Value> {
    let lines = |items: &Vec<T>| items.iter().map(T::to_string).collect::<Vec<_>>().join("\n");
    items.as_ref().map(|items| Value::Text(lines(items)))
}

fn links_text(links: &[Link]) -> String {
    let lines: Vec<_> =
        links.iter().map(|link| format!("{} {}", link.url, link.title).trim().to_owned()).collect();
    lines.join("\n")
}
