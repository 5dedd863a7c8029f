//! From what was found in a table to a programme.

use crate::{At, NO_ROOM, Part, What};
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use shared::limits::{NAME_BYTES_MAX, TAGS_MAX};
use shared::programme::{
    Day, EventFacts, Fixed, Link, Placement, Programme, Room, Session, Slot, Stream, When,
};

use super::Options;
use crate::keys::{Keys, Taken, fingerprint, unique};
use crate::limits::{DAYS_MAX, KEY_CHARS_MAX, LINE_BYTES_MAX, ROOMS_MAX, TEXT_BYTES_MAX};
use crate::raw::{self, Event};
use crate::report::{Report, clip};
use crate::text;
use crate::tidy::as_typed;

/// Name of a source that has none.
const SOURCE: &str = "csv";

/// A day, a start and a length in minutes.
pub(super) type Time = (Date, u32, u32);

/// A session or a fixed item as a table has it.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// Where its title stands.
    pub at: At,
    pub id: String,
    pub mark: String,
    pub title: String,
    pub text: Vec<String>,
    pub hosts: Vec<String>,
    /// None for a fixed item means every room.
    pub rooms: Vec<String>,
    pub day: Option<Date>,
    pub when: Option<Time>,
    pub stream: String,
    pub format: String,
    pub tags: Vec<String>,
    pub language: String,
    pub links: Vec<raw::Link>,
    pub wishes: Vec<String>,
    pub cancelled: bool,
    pub dots: u32,
    pub fixed: bool,
}

/// What a table holds.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub items: Vec<Item>,
    /// Rooms in the order of a grid, empty ones too.
    pub rooms: Vec<String>,
    /// Slots of a grid, empty ones too.
    pub slots: BTreeSet<Time>,
    /// A time has no date.
    pub needs_day: bool,
    /// It is an export of ours: texts are as people typed them.
    pub own: bool,
}

struct Maker<'a> {
    programme: Programme,
    report: &'a mut Report,
    own: bool,
    rooms: Keys,
    streams: Keys,
    slots: BTreeMap<Time, String>,
    taken: Taken,
    taken_fixed: Taken,
    prefix: String,
}

/// Makes the programme, without the event's name and zone; `None` when it has more days or rooms than any event.
pub(super) fn programme(found: Found, options: &Options, report: &mut Report) -> Option<Programme> {
    let mut maker = Maker {
        programme: Programme::default(),
        report,
        own: found.own,
        rooms: Keys::new("room"),
        streams: Keys::new("stream"),
        slots: BTreeMap::new(),
        taken: Taken::new(),
        taken_fixed: Taken::new(),
        prefix: source_of(&found, options),
    };
    let days = found.items.iter().filter_map(|item| item.when.map(|at| at.0).or(item.day));
    let days: BTreeSet<Date> = days.chain(found.slots.iter().map(|at| at.0)).collect();
    let slots = if found.slots.is_empty() { slots_of(&found.items) } else { found.slots };
    maker.days_and_slots(&days, &slots);
    for room in &found.rooms {
        maker.room(room);
    }
    for item in found.items {
        if item.fixed { maker.fixed(item) } else { maker.session(item) }
    }
    let mut programme = maker.programme;
    if days.len() > DAYS_MAX || programme.rooms.len().max(programme.streams.len()) > ROOMS_MAX {
        return None;
    }
    programme.event = EventFacts { source: maker.prefix, ..EventFacts::default() };
    Some(programme)
}

/// The name of the source: as somebody says, or as our export says in its ids.
fn source_of(found: &Found, options: &Options) -> String {
    let said = options.source.trim();
    if !said.is_empty() {
        return said.to_owned();
    }
    let own = found.items.iter().filter(|_| found.own).find_map(|item| item.id.split_once('/'));
    own.map_or(SOURCE, |(source, _)| source).to_owned()
}

/// Days whose times do not cross one another and are shared by several sessions are a grid.
fn slots_of(items: &[Item]) -> BTreeSet<Time> {
    let mut times: BTreeMap<Time, usize> = BTreeMap::new();
    for at in items.iter().filter(|item| !item.fixed).filter_map(|item| item.when) {
        *times.entry(at).or_default() += 1;
    }
    let days: BTreeSet<Date> = times.keys().map(|at| at.0).collect();
    let is_grid = |day: Date| {
        let of_day: Vec<_> = times.iter().filter(|(at, _)| at.0 == day).collect();
        let apart = of_day.windows(2).all(|two| match two {
            [(one, _), (next, _)] => one.1.saturating_add(one.2) <= next.1,
            _ => true,
        });
        apart && of_day.iter().any(|(_, sessions)| **sessions > 1)
    };
    let grids: BTreeSet<Date> = days.into_iter().filter(|day| is_grid(*day)).collect();
    times.into_keys().filter(|at| grids.contains(&at.0)).collect()
}

impl Maker<'_> {
    fn days_and_slots(&mut self, days: &BTreeSet<Date>, slots: &BTreeSet<Time>) {
        for date in days {
            let date = date.to_string();
            self.programme.days.push(Day { key: date.clone(), date, ..Day::default() });
        }
        for at in slots {
            let (day, start, minutes) = (at.0.to_string(), at.1, at.2);
            let key = format!("{day}-{start}-{minutes}");
            self.slots.insert(*at, key.clone());
            self.programme.slots.push(Slot { key, day, start, minutes, streams: Vec::new() });
        }
    }

    fn room(&mut self, name: &str) -> String {
        let (key, new) = self.rooms.of(&name.to_lowercase(), name);
        if new {
            let (key, name_cy) = (key.clone(), crate::welsh_of_room(name));
            let name = name.to_owned();
            self.programme.rooms.push(Room { key, name, name_cy, ..Room::default() });
        }
        key
    }

    fn stream(&mut self, at: &At, name: &str) -> String {
        let name = self.line(at, Part::Stream, name);
        if name.is_empty() {
            return String::new();
        }
        let (key, new) = self.streams.of(&name.to_lowercase(), &name);
        if new {
            let key = key.clone();
            self.programme.streams.push(Stream { key, name, ..Stream::default() });
        }
        key
    }

    fn line(&mut self, at: &At, what: Part, source: &str) -> String {
        if !self.own {
            return self.report.line(at, what, source);
        }
        self.report.cut(at, what, as_typed(source, false), LINE_BYTES_MAX)
    }

    fn placement(&mut self, at: Time, rooms: &[String]) -> Placement {
        let timed = || When::Timed { day: at.0.to_string(), start: at.1, minutes: at.2 };
        let when = self.slots.get(&at).map_or_else(timed, |key| When::Slot(key.clone()));
        let mut keys = Vec::new();
        for room in rooms {
            let key = self.room(room);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        Placement { when, rooms: keys }
    }

    fn fixed(&mut self, item: Item) {
        let title = self.line(&item.at, Part::Title, &item.title);
        let Some(at) = item.when else {
            self.report.add(&item.at, What::FixedWithoutTime { title: clip(&title) });
            return;
        };
        let wished = if item.id.is_empty() {
            format!("fixed-{}-{}-{}", text::slug(&title), at.0, at.1)
        } else {
            self.own_key(&item.id)
        };
        let key = unique(&mut self.taken_fixed, wished);
        let mut streams = Vec::new();
        for stream in super::rows::parts(&item.stream) {
            streams.push(self.stream(&item.at, &stream));
        }
        streams.retain(|stream| !stream.is_empty());
        let placement = self.placement(at, &item.rooms);
        self.programme.fixed.push(Fixed {
            key,
            title,
            title_cy: String::new(),
            placement,
            streams,
        });
    }

    fn session(&mut self, mut item: Item) {
        let title = self.line(&item.at, Part::Title, &item.title);
        let key = self.key(&mut item, &title);
        let event = Event {
            at: item.at.clone(),
            language: item.language,
            persons: item.hosts,
            ..Event::default()
        };
        let (text, linked) = self.text(&event.at, &item.text);
        let mut links: Vec<Link> = Vec::new();
        for url in linked {
            item.links.push(raw::Link { title: String::new(), url });
        }
        for link in &item.links {
            if self.own {
                links.push(Link { title: link.title.clone(), url: link.url.clone() });
            } else {
                self.report.link("", &event, link, &mut links);
            }
        }
        let placement = item.when.map(|at| {
            if item.rooms.is_empty() {
                self.report.add(&event.at, What::NoRoom);
                item.rooms.push(NO_ROOM.0.to_owned());
            }
            self.placement(at, &item.rooms)
        });
        let mut session = Session {
            key,
            cancelled: item.cancelled || (!self.own && self.report.cancelled(&event, &title)),
            text,
            format: self.line(&event.at, Part::Format, &item.format),
            hosts: if self.own { event.persons.clone() } else { self.report.hosts(&event) },
            stream: self.stream(&event.at, &item.stream),
            language: if self.own { event.language.clone() } else { self.report.language(&event) },
            links,
            tags: self.words(&event.at, Part::Tags, item.tags),
            wishes: self.words(&event.at, Part::Wishes, item.wishes),
            placement,
            dots: item.dots,
            mark: item.mark,
            title,
        };
        if self.own {
            self.report.tidy(&event.at, &mut session);
        }
        self.programme.sessions.push(session);
    }

    fn text(&mut self, at: &At, sources: &[String]) -> (String, Vec<String>) {
        if self.own {
            return (sources.join("\n\n"), Vec::new());
        }
        let mut event = Event { at: at.clone(), ..Event::default() };
        let (mut parts, mut links): (Vec<String>, _) = (Vec::new(), Vec::new());
        for source in sources {
            event.summary.clone_from(source);
            let (part, more) = self.report.text(&event);
            links.extend(more);
            if !part.is_empty() && !parts.contains(&part) {
                parts.push(part);
            }
        }
        (self.report.cut(at, Part::Text, parts.join("\n\n"), TEXT_BYTES_MAX), links)
    }

    fn words(&mut self, at: &At, what: Part, words: Vec<String>) -> Vec<String> {
        if self.own {
            return words;
        }
        let mut tidy: Vec<String> = Vec::new();
        for word in words {
            let word = self.line(at, what, &word);
            let word = self.report.cut(at, what, word, NAME_BYTES_MAX);
            if !word.is_empty() && !tidy.contains(&word) {
                tidy.push(word);
            }
        }
        if tidy.len() > TAGS_MAX {
            self.report.add(at, What::Many { part: what, n: tidy.len(), most: TAGS_MAX });
            tidy.truncate(TAGS_MAX);
        }
        tidy
    }

    /// A key of our export without the name of its source.
    fn own_key(&self, id: &str) -> String {
        let own = if self.own { id.split_once('/') } else { None };
        let key = own.filter(|(source, _)| *source == self.prefix).map_or(id, |(_, key)| key);
        key.chars().take(KEY_CHARS_MAX).collect()
    }

    /// The name of a session at its source, see the module's page.
    fn key(&mut self, item: &mut Item, title: &str) -> String {
        let id = text::line(&item.id).text;
        let wished = if id.is_empty() {
            let words: Vec<String> = title
                .to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            let day = item.when.map(|at| at.0).or(item.day);
            let day = day.map_or_else(String::new, |date| date.to_string());
            format!("row-{:016x}", fingerprint(&[&words.join(" "), &day]))
        } else if self.own {
            self.own_key(&id)
        } else {
            let id: String = id.chars().take(KEY_CHARS_MAX).collect();
            format!("id-{id}")
        };
        let key = unique(&mut self.taken, wished.clone());
        if key != wished && !id.is_empty() {
            self.report.add(&item.at, What::IdTwice { id: clip(&id), key: clip(&key) });
            item.mark.clear();
        }
        key
    }
}
