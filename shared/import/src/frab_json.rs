//! Reads frab and pretalx JSON: `{"schedule": {"conference": {"days": [{"rooms": {…}}]}}}`; names
//! the other dialects.

use crate::error::Unreadable;
use crate::json::{Fault, Json};
use crate::raw::{Day, Event, Link, Room, Schedule, Track};
use crate::{At, Cause, Dialect, Format, Repair, What};

/// Reads a file that is known to be JSON.
pub(crate) fn read(
    source: &str,
    name: &str,
    repairs: &mut Vec<Repair>,
) -> Result<(Schedule, Format), Unreadable> {
    let json = Json::parse(source).map_err(|fault| match fault {
        Fault::TooMany => Unreadable::TooManyParts { name: name.to_owned() },
        Fault::Syntax(source) => Unreadable::BrokenJson {
            name: name.to_owned(),
            line: source.line(),
            source: Cause(source.to_string()),
        },
    })?;
    let inner = json.get("schedule");
    let about = inner.get("conference");
    let days = about.get("days").items();
    let rooms = days.is_empty() || days.iter().any(|day| day.has("rooms"));
    if !about.has("days") || !rooms || inner.has("events") {
        let (dialect, keys) = dialect(&json);
        return Err(Unreadable::OtherJson { name: name.to_owned(), dialect, keys });
    }
    let schedule = schedule(inner, about, days, repairs);
    let format = if is_pretalx(&json, days) { Format::PretalxJson } else { Format::FrabJson };
    Ok((schedule, format))
}

/// What a JSON file is when it is no frab or pretalx schedule; the first members of an unknown one.
fn dialect(json: &Json) -> (Dialect, String) {
    let first = json.items().first();
    let has = |keys: &[&str]| first.is_some_and(|item| keys.iter().all(|key| item.has(key)));
    let dialect = if json.get("schedule").has("events") {
        Dialect::Schedule2
    } else if has(&["start_date", "end_date", "venue"]) {
        Dialect::Emf
    } else if has(&["facilitators", "timeblock"]) {
        Dialect::Srccon
    } else if json.has("slots") && json.has("tracks") {
        Dialect::Bangalore
    } else if json.has("talks") && (json.has("rooms") || json.has("speakers")) {
        Dialect::Widget
    } else if json.has("results") && json.has("count") {
        Dialect::Page
    } else if has(&["title"]) || has(&["name"]) {
        Dialect::Sessions
    } else if first.is_some() {
        Dialect::List
    } else {
        let members = json.members().iter().take(5);
        let keys =
            members.map(|(key, _)| format!("`{}`", key.chars().take(30).collect::<String>()));
        let keys = keys.collect::<Vec<_>>().join(", ");
        let dialect = if keys.is_empty() { Dialect::Empty } else { Dialect::Object };
        return (dialect, keys);
    };
    (dialect, String::new())
}

fn is_pretalx(json: &Json, days: &[Json]) -> bool {
    let generators = [json.get("generator"), json.get("schedule").get("generator")];
    if generators
        .iter()
        .any(|generator| generator.get("name").text().to_lowercase().contains("pretalx"))
    {
        return true;
    }
    let rooms = days.iter().flat_map(|day| day.get("rooms").members());
    let mut events = rooms.flat_map(|(_, events)| events.items());
    events.any(|event| {
        event.has("answers") || event.get("persons").items().iter().any(|person| person.has("code"))
    })
}

fn schedule(inner: &Json, about: &Json, days: &[Json], repairs: &mut Vec<Repair>) -> Schedule {
    let either = |key: &str| {
        [about.get(key), inner.get(key)].map(Json::text).into_iter().find(|text| !text.is_empty())
    };
    Schedule {
        title: about.get("title").text(),
        acronym: about.get("acronym").text(),
        venue: about.get("venue").text(),
        city: about.get("city").text(),
        zone: either("time_zone_name").unwrap_or_default(),
        base_url: either("base_url").unwrap_or_default(),
        rooms: about.get("rooms").items().iter().map(room).collect(),
        tracks: about.get("tracks").items().iter().map(track).collect(),
        days: days.iter().enumerate().map(|(index, json)| day(json, index, repairs)).collect(),
    }
}

fn room(json: &Json) -> Room {
    Room {
        name: json.get("name").text(),
        capacity: json.get("capacity").text().parse().unwrap_or(0),
        way: json.get("description").text(),
    }
}

fn track(json: &Json) -> Track {
    let name = if json.has("name") { json.get("name").text() } else { json.text() };
    Track { name, slug: json.get("slug").text() }
}

fn day(json: &Json, index: usize, repairs: &mut Vec<Repair>) -> Day {
    let at = format!("days[{index}]");
    let either = |one: &str, other: &str| {
        if json.has(one) { json.get(one).text() } else { json.get(other).text() }
    };
    let rooms = json.get("rooms");
    if rooms.members().is_empty() && !rooms.items().is_empty() {
        repairs.push(Repair { at: At::Place(at.clone()), what: What::RoomsAreList });
    }
    let rooms = rooms.members().iter().map(|(name, events)| {
        let path = format!("{at}.rooms[{name}]");
        (Room { name: name.clone(), ..Room::default() }, read_events(events, &path, repairs))
    });
    Day {
        date: json.get("date").text(),
        start: either("day_start", "start"),
        end: either("day_end", "end"),
        rooms: rooms.collect(),
        at: At::Place(at),
    }
}

fn read_events(json: &Json, path: &str, repairs: &mut Vec<Repair>) -> Vec<Event> {
    let mut events = Vec::new();
    for (index, item) in json.items().iter().enumerate() {
        let at = At::Place(format!("{path}[{index}]"));
        if item.members().is_empty() {
            repairs.push(Repair { at, what: What::NoSession });
        } else {
            events.push(event(item, at));
        }
    }
    events
}

fn event(json: &Json, at: At) -> Event {
    let text = |key: &str| json.get(key).text();
    let cancelled = ["cancelled", "canceled"].iter().any(|key| *json.get(key) == Json::Bool(true));
    let state = if json.has("status") { text("status") } else { text("state") };
    let id = if json.has("id") { text("id") } else { text("code") };
    let lists = [json.get("links").items(), json.get("attachments").items()];
    let persons = json.get("persons").items().iter().chain(json.get("speakers").items());
    Event {
        at,
        guid: text("guid"),
        id,
        slug: text("slug"),
        url: text("url"),
        title: text("title"),
        subtitle: text("subtitle"),
        summary: text("abstract"),
        description: text("description"),
        date: text("date"),
        start: text("start"),
        end: text("end"),
        duration: text("duration"),
        room: text("room"),
        track: if json.get("track").has("name") {
            json.get("track").get("name").text()
        } else {
            text("track")
        },
        format: text("type"),
        language: text("language"),
        status: if cancelled { "cancelled".to_owned() } else { state },
        persons: persons.map(person).collect(),
        links: lists.into_iter().flatten().map(link).collect(),
    }
}

fn person(json: &Json) -> String {
    let named = ["public_name", "name", "full_public_name"].map(|key| json.get(key).text());
    named.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| match json {
        Json::Text(name) => name.clone(),
        _ => String::new(),
    })
}

fn link(json: &Json) -> Link {
    let url =
        ["url", "href"].map(|key| json.get(key).text()).into_iter().find(|url| !url.is_empty());
    match json {
        Json::Text(url) => Link { title: String::new(), url: url.clone() },
        _ => Link { title: json.get("title").text(), url: url.unwrap_or_default() },
    }
}
