//! The model's schedule and the product's, brought to one form and compared.

use super::{Model, Path, Value};
use DocumentKind::{Board, Floor, Plan};
use shared::{
    documents::placement_text,
    ids::{ChangeHash, DocumentKind, PersonId, SessionId, hex},
    schedule::{Link, Register, Removal, Schedule, Span},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is shown of a register, and all values that were written at once.
type Shown = (String, BTreeSet<String>);

/// Registers that do not have their default, things that exist, and sums of dots.
#[derive(Debug, Default, PartialEq, Eq)]
struct Picture {
    registers: BTreeMap<Path, Shown>,
    things: BTreeSet<(&'static str, String)>,
    dots: BTreeMap<String, i64>,
    /// The names that a person may have.
    people: BTreeMap<String, BTreeSet<String>>,
    /// Parts of the pitches into which others were merged.
    parts: BTreeMap<String, BTreeSet<String>>,
}

/// What the schedule shows otherwise than the model, given the changes that count; empty when they
/// agree. Names are erased; others may be lacking where a file was damaged that alone had them.
#[must_use]
pub fn differences(
    model: &Model,
    counting: &BTreeSet<ChangeHash>,
    schedule: &Schedule,
    (erased, may_lack): (&BTreeSet<PersonId>, bool),
) -> Vec<String> {
    let strangers = counting.iter().filter(|change| !model.has(change));
    let mut found: Vec<String> =
        strangers.map(|change| format!("nobody made change {change}")).collect();
    let expected = expected(model, counting);
    let shown = shown(schedule);
    compare("", &expected.registers, &shown.registers, &mut found);
    compare("parts of ", &expected.parts, &shown.parts, &mut found);
    compare("dots of ", &expected.dots, &shown.dots, &mut found);
    let erased: BTreeSet<String> = erased.iter().map(PersonId::to_string).collect();
    let back = shown.people.keys().filter(|person| erased.contains(*person));
    found.extend(back.map(|person| format!("the erased name of {person} is back")));
    for (person, names) in expected.people.iter().filter(|(id, _)| !erased.contains(*id)) {
        let shown = shown.people.get(person);
        if shown.is_none() && may_lack {
            continue;
        }
        let shown = shown.into_iter().flatten();
        if shown.filter(|name| names.contains(*name)).count() != 1 {
            found.push(format!("the name of {person} is lost"));
        }
    }
    for (map, key) in expected.things.symmetric_difference(&shown.things) {
        found.push(format!("{map}/{key} exists only here or only there"));
    }
    found
}

fn compare<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    what: &str,
    expected: &BTreeMap<K, V>,
    shown: &BTreeMap<K, V>,
    found: &mut Vec<String>,
) {
    let keys: BTreeSet<&K> = expected.keys().chain(shown.keys()).collect();
    for key in keys {
        if expected.get(key) != shown.get(key) {
            let (model, product) = (expected.get(key), shown.get(key));
            found.push(format!("{what}{key:?} must be {model:?} and is {product:?}"));
        }
    }
}

fn expected(model: &Model, counting: &BTreeSet<ChangeHash>) -> Picture {
    let mut picture = Picture::default();
    for path in model.registers.keys() {
        let alive = model.alive_writes(path, counting);
        let Some(first) = alive.first() else { continue };
        let add = |picture: &mut Picture, session: &str, number: i64| {
            *picture.dots.entry(session.to_owned()).or_default() += number;
        };
        match (path.map, path.field, &first.value) {
            ("dots", None, Value::Number(number)) => {
                let session = path.key.split('/').next().unwrap_or_default();
                add(&mut picture, session, *number);
            }
            ("sessions", Some("interest"), Value::Number(number)) => {
                add(&mut picture, &path.key, *number);
            }
            (_, Some("order"), _) | ("x2", ..) => {}
            ("x1", ..) if path.document == Floor => {}
            (_, Some("removed" | "source" | "from:title" | "over:title"), _)
            | ("cancelled" | "settled" | "hidden" | "pins" | "full" | "x1", ..) => {
                let value = first.value.shown();
                picture.add(path.clone(), value.clone(), BTreeSet::from([value]));
            }
            _ => {
                let values = alive.iter().map(|write| write.value.shown()).collect();
                picture.add(path.clone(), first.value.shown(), values);
            }
        }
    }
    picture.dots.retain(|_, sum| *sum > 0);
    for ((map, key), made) in &model.created {
        if made.iter().any(|made| counting.contains(&made.change)) {
            picture.things.insert((map, key.clone()));
        }
    }
    // A room that counts nowhere is not shown, closed or not: who closed it may no longer plan.
    let things = &picture.things;
    let is_shown = |path: &Path| path.map != "x1" || things.contains(&("rooms", path.key.clone()));
    picture.registers.retain(|path, _| is_shown(path));
    picture.parts = model.parts(counting);
    picture.people = model.names(counting);
    picture
}

impl Picture {
    fn add(&mut self, path: Path, value: String, values: BTreeSet<String>) {
        if !value.is_empty() || values.len() > 1 {
            self.registers.insert(path, (value, values));
        }
    }
}

/// One thing of the product's schedule.
struct Thing<'a> {
    picture: &'a mut Picture,
    document: DocumentKind,
    map: &'static str,
    key: String,
}

impl Thing<'_> {
    fn path(&self, field: Option<&'static str>) -> Path {
        Path { document: self.document, map: self.map, key: self.key.clone(), field }
    }

    fn register<T>(
        &mut self,
        field: Option<&'static str>,
        register: &Register<T>,
        text: impl Fn(&T) -> String,
    ) {
        let shown =
            |value: &T| Some(text(value)).filter(|t| t != "-" && t != "0").unwrap_or_default();
        let value = shown(&register.value);
        let mut values: BTreeSet<String> =
            register.rivals.iter().map(|rival| shown(&rival.value)).collect();
        values.insert(value.clone());
        let path = self.path(field);
        self.picture.add(path, value, values);
    }

    fn plain(&mut self, field: Option<&'static str>, value: &str) {
        let path = self.path(field);
        self.picture.add(path, value.to_owned(), BTreeSet::from([value.to_owned()]));
    }

    fn exists(&mut self, source: &str, removal: &Removal) {
        self.picture.things.insert((self.map, self.key.clone()));
        self.plain(Some("source"), source);
        self.plain(Some("removed"), removed(removal));
    }
}

fn removed(removal: &Removal) -> &'static str {
    if removal.is_removed() { "removed" } else { "" }
}

fn shown(schedule: &Schedule) -> Picture {
    let mut picture = Picture::default();
    plan(schedule, &mut picture);
    let mut thing = |document, map, key: String, fill: &mut dyn FnMut(&mut Thing<'_>)| {
        fill(&mut Thing { picture: &mut picture, document, map, key });
    };
    for (id, fixed) in &schedule.fixed {
        thing(Board, "fixed", id.to_string(), &mut |thing| {
            thing.exists(&fixed.source, &fixed.removal);
            thing.register(Some("title"), &fixed.title, String::clone);
            thing.register(Some("placement"), &fixed.placement, placement_text);
            thing.register(Some("streams"), &fixed.streams, |items| lines(items));
        });
    }
    for (id, said) in &schedule.announcements {
        thing(Board, "announcements", id.to_string(), &mut |thing| {
            thing.exists("", &said.removal);
            thing.register(Some("text"), &said.text, String::clone);
            thing.register(Some("text:cy"), &said.text_cy, String::clone);
            thing.register(Some("until"), &said.until_s, i64::to_string);
        });
    }
    for (id, room) in &schedule.rooms {
        thing(Board, "x1", id.to_string(), &mut |thing| {
            thing.plain(None, if room.closed { "true" } else { "" });
        });
    }
    for clash in schedule.settled.keys() {
        thing(Board, "settled", hex(clash), &mut |thing| thing.plain(None, "fine"));
    }
    sessions(schedule, &mut picture);
    let ids = |parts: &Vec<SessionId>| parts.iter().map(SessionId::to_string).collect();
    let parts = schedule.parts.iter();
    picture.parts = parts.map(|(whole, parts)| (whole.to_string(), ids(parts))).collect();
    let dots = schedule.sessions.iter().filter(|(_, session)| session.dots > 0);
    picture.dots = dots.map(|(id, session)| (id.to_string(), session.dots.into())).collect();
    let people = schedule.people.iter();
    let people = people.map(|(id, name)| (id.to_string(), BTreeSet::from([name.to_string()])));
    picture.people = people.collect();
    picture
}

fn sessions(schedule: &Schedule, picture: &mut Picture) {
    let mut thing = |document, map, key: String, fill: &mut dyn FnMut(&mut Thing<'_>)| {
        fill(&mut Thing { picture, document, map, key });
    };
    for (id, session) in &schedule.sessions {
        thing(Floor, "sessions", id.to_string(), &mut |thing| {
            if session.known {
                thing.exists(&session.source, &session.withdrawn);
            }
            thing.register(Some("title"), &session.title, String::clone);
            thing.register(Some("text"), &session.text, String::clone);
            thing.register(Some("format"), &session.format, String::clone);
            thing.register(Some("hosts"), &session.hosts, |items| lines(items));
            thing.register(Some("stream"), &session.stream, |stream| {
                stream.map(|stream| stream.to_string()).unwrap_or_default()
            });
            thing.register(Some("language"), &session.language, String::clone);
            thing.register(Some("links"), &session.links, |links| links_text(links));
            thing.register(Some("tags"), &session.tags, |items| lines(items));
            if let Some(there) = session.at_source.get("title") {
                thing.plain(Some("from:title"), &there.there);
                thing.plain(Some("over:title"), there.over.as_deref().unwrap_or_default());
            }
        });
        for (document, map, yes) in [
            (Board, "pins", session.pinned),
            (Floor, "full", session.full),
            (Floor, "hidden", session.hidden),
        ] {
            thing(document, map, id.to_string(), &mut |thing| {
                thing.plain(None, if yes { "true" } else { "" });
            });
        }
        thing(Board, "merged", id.to_string(), &mut |thing| {
            thing.register(None, &session.merged_into, |into| {
                into.map(|into| into.to_string()).unwrap_or_default()
            });
        });
        thing(Board, "placements", id.to_string(), &mut |thing| {
            thing.register(None, &session.placement, placement_text);
        });
        thing(Board, "cancelled", id.to_string(), &mut |thing| {
            thing.plain(None, removed(&session.cancelled));
        });
    }
}

fn plan(schedule: &Schedule, picture: &mut Picture) {
    let mut thing = |map, key: String, fill: &mut dyn FnMut(&mut Thing<'_>)| {
        fill(&mut Thing { picture, document: Plan, map, key });
    };
    let event = &schedule.event;
    let facts = [
        ("name", &event.name),
        ("zone", &event.zone),
        ("venue", &event.venue),
        ("info", &event.info),
    ];
    for (key, fact) in facts {
        thing("event", key.to_owned(), &mut |thing| thing.register(None, fact, String::clone));
    }
    for (id, day) in &schedule.days {
        thing("days", id.to_string(), &mut |thing| {
            thing.exists(&day.source, &day.removal);
            thing.register(Some("date"), &day.date, String::clone);
            thing.register(Some("name"), &day.name, String::clone);
        });
    }
    for (id, stream) in &schedule.streams {
        thing("streams", id.to_string(), &mut |thing| {
            thing.exists(&stream.source, &stream.removal);
            thing.register(Some("name"), &stream.name, String::clone);
            thing.register(Some("days"), &stream.days, |items| lines(items));
        });
    }
    for (id, room) in &schedule.rooms {
        thing("rooms", id.to_string(), &mut |thing| {
            thing.exists(&room.source, &room.removal);
            thing.register(Some("name"), &room.name, String::clone);
            thing.register(Some("name:cy"), &room.name_cy, String::clone);
            thing.register(Some("capacity"), &room.capacity, u32::to_string);
            thing.register(Some("marks"), &room.marks, |items| lines(items));
            thing.register(Some("way"), &room.way, String::clone);
            thing.register(Some("streams"), &room.streams, |items| lines(items));
            thing.register(Some("days"), &room.days, |items| lines(items));
        });
    }
    for (id, slot) in &schedule.slots {
        thing("slots", id.to_string(), &mut |thing| {
            thing.exists(&slot.source, &slot.removal);
            thing.register(Some("span"), &slot.span, span_text);
            thing.register(Some("streams"), &slot.streams, |items| lines(items));
        });
    }
}

fn span_text(span: &Span) -> String {
    format!("{} {} {}", span.day, span.start, span.minutes)
}

fn lines<T: ToString>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join("\n")
}

fn links_text(links: &[Link]) -> String {
    links
        .iter()
        .map(|l| format!("{} {}", l.url, l.title).trim().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}
