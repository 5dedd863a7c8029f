//! Real edits: 856 of them, made to a published programme over three months, split over kiosks
//! that are offline, and merged. Skipped with a line where the published files are not at hand.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests fail by panicking, also in their helpers, and print what they skip"
)]

mod kiosk;
mod model;
mod published;
mod split;

use kiosk::{Ids, Kiosk};
use published::{Edit, Published, What};
use shared::{
    programme::{Programme, When},
    schedule::{self, Placement, Removal, Schedule},
};
use std::collections::BTreeMap;

/// A programme, session by session and field by field, in words.
type Fields = BTreeMap<(String, &'static str), String>;

#[test]
fn a_quarter_of_the_sessions_on_each_kiosk_merges_to_the_published_end() {
    let Some(trace) = published::read() else {
        return;
    };
    let (office, ids) = beginning(&trace, &trace.start);
    let mut kiosks = Kiosk::four(&office);
    for Edit { guid, what } in &trace.edits {
        let turn = guid.bytes().map(usize::from).sum::<usize>() % kiosks.len();
        let kiosk = &mut kiosks[turn];
        let shown = kiosk
            .schedule()
            .sessions
            .get(&ids.sessions[guid])
            .map_or(Placement::Shelf, |session| session.placement.value.clone());
        let done = kiosk.run(&ids.command(guid, what, &shown));
        assert!(done.is_ok(), "{:?}: {guid}", done.err());
    }
    assert!(kiosks.iter().all(|kiosk| kiosk.log.len() > 100));
    Kiosk::merge(&mut kiosks);
    let merged = same_everywhere(&mut kiosks);
    let names = ids.people.iter().map(|(name, person)| (*person, name.as_str())).collect();
    assert_same(&of_programme(&trace.end), &of_schedule(&merged, &ids, &names));
    // Nobody touched what another kiosk touched: there is nothing to choose.
    for session in merged.sessions.values() {
        assert_eq!(rivals(session), 0);
        assert!(!matches!(session.withdrawn, Removal::Removed { edited_since: true, .. }));
    }
    assert_eq!(merged.issues, []);
}

#[test]
fn the_start_differs_from_the_end_by_every_edit() {
    let Some(trace) = published::read() else {
        return;
    };
    let (start, end) = (of_programme(&trace.start), of_programme(&trace.end));
    let mut touched: BTreeMap<&str, Vec<&What>> = BTreeMap::new();
    for edit in &trace.edits {
        touched.entry(&edit.guid).or_default().push(&edit.what);
    }
    for session in trace.start.sessions.iter().chain(&trace.end.sessions) {
        let of = |fields: &Fields| -> Vec<(&'static str, String)> {
            let own = fields.iter().filter(|((guid, _), _)| *guid == session.key);
            own.map(|((_, field), value)| (*field, value.clone())).collect()
        };
        let same = of(&start) == of(&end);
        assert_eq!(same, !touched.contains_key(session.key.as_str()), "{}", session.key);
    }
    let count =
        |wanted: fn(&What) -> bool| trace.edits.iter().filter(|edit| wanted(&edit.what)).count();
    let added = count(|what| matches!(what, What::Added(_)));
    let removed = count(|what| matches!(what, What::Removed));
    assert_eq!((added, removed), (275, 24));
    assert_eq!(trace.start.sessions.len() + added - removed, trace.end.sessions.len());
}

/// Everybody ever named, and the programme in the documents of the office.
fn beginning(trace: &Published, start: &Programme) -> (Kiosk, Ids) {
    let (office, mut ids) = Kiosk::office(start);
    let guids = trace.edits.iter().map(|edit| edit.guid.as_str());
    let mut names: Vec<String> = Vec::new();
    for edit in &trace.edits {
        match &edit.what {
            What::Hosts(hosts) => names.extend_from_slice(hosts),
            What::Added(session) => names.extend_from_slice(&session.hosts),
            What::Title(_)
            | What::Text(_)
            | What::Stream(_)
            | What::Start(..)
            | What::Minutes(_)
            | What::Room(_)
            | What::Cancelled
            | What::Removed => {}
        }
    }
    ids.learn(guids, &names);
    (office, ids)
}

/// The schedule that all of them show.
fn same_everywhere(kiosks: &mut [Kiosk]) -> Schedule {
    let (first, others) = kiosks.split_first_mut().unwrap();
    let schedule = first.schedule();
    for other in others {
        for kind in shared::ids::DocumentKind::ALL {
            assert_eq!(first.documents.heads(kind), other.documents.heads(kind));
        }
        assert!(*schedule == *other.schedule(), "the same heads show two schedules");
    }
    Schedule::clone(&schedule)
}

fn rivals(session: &schedule::Session) -> usize {
    session.title.rivals.len()
        + session.text.rivals.len()
        + session.hosts.rivals.len()
        + session.stream.rivals.len()
        + session.placement.rivals.len()
}

fn of_programme(programme: &Programme) -> Fields {
    let rooms: BTreeMap<_, _> =
        programme.rooms.iter().map(|room| (&room.key, &room.name)).collect();
    let streams: BTreeMap<_, _> =
        programme.streams.iter().map(|stream| (&stream.key, &stream.name)).collect();
    let mut fields = Fields::new();
    for session in &programme.sessions {
        let mut put = |field, value| fields.insert((session.key.clone(), field), value);
        put("cancelled", session.cancelled.to_string());
        put("title", session.title.clone());
        put("text", session.text.clone());
        put("format", session.format.clone());
        put("language", session.language.clone());
        put("hosts", session.hosts.join("\n"));
        put("stream", streams.get(&session.stream).map_or(String::new(), |name| (*name).clone()));
        let links = session.links.iter().map(|link| format!("{} {}", link.title, link.url));
        put("links", links.collect::<Vec<_>>().join("\n"));
        let Some(placement) = &session.placement else {
            put("room", String::new());
            continue;
        };
        let mut names: Vec<_> = placement.rooms.iter().map(|room| rooms[room].as_str()).collect();
        names.sort_unstable();
        put("room", names.join("\n"));
        let When::Timed { day, start, minutes } = &placement.when else {
            panic!("a published session has a time of its own");
        };
        put("start", format!("{day} {start}"));
        put("minutes", minutes.to_string());
    }
    fields
}

fn of_schedule(
    schedule: &Schedule,
    ids: &Ids,
    names: &BTreeMap<shared::ids::PersonId, &str>,
) -> Fields {
    let guids: BTreeMap<_, _> = ids.sessions.iter().map(|(guid, id)| (*id, guid)).collect();
    let mut fields = Fields::new();
    for (id, session) in schedule.shown_sessions() {
        let mut put = |field, value| fields.insert((guids[&id].clone(), field), value);
        put("cancelled", session.cancelled.is_removed().to_string());
        put("title", session.title.value.clone());
        put("text", session.text.value.clone());
        put("format", session.format.value.clone());
        put("language", session.language.value.clone());
        let hosts = session.hosts.value.iter().map(|person| names[person]);
        put("hosts", hosts.collect::<Vec<_>>().join("\n"));
        let stream =
            session.stream.value.map(|stream| schedule.streams[&stream].name.value.clone());
        put("stream", stream.unwrap_or_default());
        let links = session.links.value.iter().map(|link| format!("{} {}", link.title, link.url));
        put("links", links.collect::<Vec<_>>().join("\n"));
        let Placement::At { when, rooms } = &session.placement.value else {
            put("room", String::new());
            continue;
        };
        let mut rooms: Vec<_> =
            rooms.iter().map(|room| schedule.rooms[room].name.value.as_str()).collect();
        rooms.sort_unstable();
        put("room", rooms.join("\n"));
        let schedule::When::Timed { day, start, minutes } = when else {
            panic!("nothing was placed in a slot");
        };
        put("start", format!("{} {start}", schedule.days[day].date.value));
        put("minutes", minutes.to_string());
    }
    fields
}

/// Names what differs, without printing what it says.
fn assert_same(expected: &Fields, found: &Fields) {
    let differing: Vec<_> = expected
        .keys()
        .chain(found.keys())
        .filter(|key| expected.get(*key) != found.get(*key))
        .collect();
    assert!(differing.is_empty(), "{} fields differ: {differing:?}", differing.len());
}
