//! Who did what: what each act wrote to, for a log in words.

use super::{
    Documents,
    back::item,
    shape::{self, field},
    timeline::{Timeline, Turn},
};
use crate::{
    compare::Item,
    ids::{AnnouncementId, SessionId},
    schedule::Schedule,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// A thing that an act wrote to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The thing.
    pub item: Item,
    /// The act made it.
    pub made: bool,
    /// Names of what it wrote there: fields as they are called in the documents, or root maps.
    pub fields: Vec<String>,
}

/// Things that an act wrote to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// Some of them.
    pub some: Vec<Part>,
    /// How many more there are.
    pub more: usize,
}

/// Things that are named in a line of a table.
const NAMED_MAX: usize = 50;

impl Documents {
    /// What an act wrote to; of many things the first `most`.
    #[must_use]
    pub fn parts_of(&self, turn: &Turn, most: usize) -> Parts {
        let of_set = turn.set.map(|set| self.history().set(&set, turn.by.device));
        let of_set = of_set.unwrap_or_default();
        let own = [turn.by.change];
        let changes = if of_set.is_empty() { &own[..] } else { of_set };
        let mut parts: BTreeMap<Item, (bool, BTreeSet<String>)> = BTreeMap::new();
        for touched in changes.iter().flat_map(|change| self.touched(change)) {
            let Some(item) = thing(touched.root, &touched.key) else { continue };
            let part = parts.entry(item).or_default();
            part.0 |= touched.created;
            if touched.created || touched.field.as_deref() == Some(field::NOTES) {
                continue;
            }
            let name = touched.field.unwrap_or_else(|| match item {
                Item::Event => touched.key,
                Item::Day(_)
                | Item::Stream(_)
                | Item::Room(_)
                | Item::Slot(_)
                | Item::Fixed(_)
                | Item::Announcement(_)
                | Item::Session(_) => touched.root.name.to_owned(),
                Item::Person(_) => field::NAME.to_owned(),
            });
            part.1.insert(name);
        }
        let more = parts.len().saturating_sub(most);
        let part = |(item, (made, fields)): (_, (_, BTreeSet<_>))| Part {
            item,
            made,
            fields: fields.into_iter().collect(),
        };
        Parts { some: parts.into_iter().take(most).map(part).collect(), more }
    }

    /// A table of acts, the oldest first, under its headings: time, whether the clock was in
    /// doubt, device, person, kind, what it was about, how many changes, set.
    #[must_use]
    pub fn log_table(
        &self,
        timeline: &Timeline,
        now: &Schedule,
        wanted: impl Fn(&Turn) -> bool,
    ) -> Vec<Vec<String>> {
        let mut lines = vec![Self::log_headings()];
        let turns = timeline.turns().iter().filter(|turn| wanted(turn));
        lines.extend(turns.map(|turn| self.log_line(turn, now)));
        lines
    }

    /// The headings of that table.
    #[must_use]
    pub fn log_headings() -> Vec<String> {
        HEADINGS.map(str::to_owned).to_vec()
    }

    /// The line of an act in that table.
    #[must_use]
    pub fn log_line(&self, turn: &Turn, now: &Schedule) -> Vec<String> {
        let parts = self.parts_of(turn, NAMED_MAX);
        let mut about: Vec<String> =
            parts.some.iter().filter_map(|part| name(now, part.item)).collect();
        if parts.more > 0 {
            about.push(format!("+{}", parts.more));
        }
        let device = now.devices.get(&turn.by.device);
        let person = turn.by.person.and_then(|person| now.people.get(&person));
        let time = Timestamp::from_second(turn.by.at_s);
        vec![
            time.map_or_else(|_| turn.by.at_s.to_string(), |time| time.to_string()),
            if turn.by.doubtful { "yes".to_owned() } else { String::new() },
            device.map_or_else(|| turn.by.device.short(), ToString::to_string),
            person.map(ToString::to_string).unwrap_or_default(),
            turn.kind.clone(),
            about.join("; "),
            turn.changes.to_string(),
            turn.set.map(|set| set.to_string()).unwrap_or_default(),
        ]
    }
}

const HEADINGS: [&str; 8] =
    ["Time", "Clock in doubt", "Device", "Person", "Kind", "About", "Changes", "Set"];

/// The thing that a person would name for a key of a root map.
fn thing(root: shape::Root, key: &str) -> Option<Item> {
    if root == shape::ANNOUNCEMENTS {
        return key.parse::<AnnouncementId>().ok().map(Item::Announcement);
    }
    item(root, key)
}

/// What a thing is called now; a thing without a name has none.
fn name(now: &Schedule, item: Item) -> Option<String> {
    let session = |id: &SessionId| now.sessions.get(id).map(|known| known.title.value.clone());
    let name = match item {
        Item::Event => Some(now.event.name.value.clone()),
        Item::Day(id) => now.days.get(&id).map(|day| day.date.value.clone()),
        Item::Stream(id) => now.streams.get(&id).map(|stream| stream.name.value.clone()),
        Item::Room(id) => now.rooms.get(&id).map(|room| room.name.value.clone()),
        Item::Slot(id) => now.slots.get(&id).and_then(|slot| {
            let (span, day) = (slot.span.value, now.days.get(&slot.span.value.day)?);
            Some(format!("{} {:02}:{:02}", day.date.value, span.start / 60, span.start % 60))
        }),
        Item::Fixed(id) => now.fixed.get(&id).map(|fixed| fixed.title.value.clone()),
        Item::Announcement(id) => now.announcements.get(&id).map(|said| said.text.value.clone()),
        Item::Session(id) => session(&id),
        Item::Person(id) => now.people.get(&id).map(ToString::to_string),
    };
    name.filter(|name| !name.is_empty())
}
