//! Finding clashes. One function for each kind; [`clashes`] sorts what they find.

mod merged;
mod overlaps;
mod rooms;

use super::{Answer, Clash, ClashKind, Meaning};
use crate::{
    command::{Command, RegisterPath, SessionEdit, Thing},
    documents::{parse_placement, placement_text},
    ids::{ChangeHash, DocumentKind, SessionId},
    schedule::{Author, Placement, Register, Removal, Schedule, Session, SourceValue, When},
};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// All clashes that nobody settled, sorted by kind and subjects. Same schedule, same list.
#[must_use]
pub fn clashes(schedule: &Schedule) -> Vec<Clash> {
    let mut found = Vec::new();
    overlaps::find(schedule, &mut found);
    twins(schedule, &mut found);
    merged::twins(schedule, &mut found);
    for (id, session) in &schedule.sessions {
        // What nobody may see is named nowhere, here neither.
        if !session.hidden {
            removed_session(*id, session, &mut found);
        }
        if session.is_seen() {
            merged::rivals(schedule, *id, session, &mut found);
            merged::changed(*id, session, &mut found);
        }
        if session.is_shown() {
            lost(schedule, *id, session, &mut found);
            placements(*id, session, &mut found);
            session_values(*id, session, &mut found);
            source(*id, session, &mut found);
            rooms::too_small(schedule, *id, session, &mut found);
            rooms::closed(schedule, *id, session, &mut found);
        }
    }
    plan_values(schedule, &mut found);
    board_values(schedule, &mut found);
    removed_things(schedule, &mut found);
    found.retain(|clash| !schedule.settled.contains_key(&clash.key));
    found.sort_by(|a, b| a.kind.cmp(&b.kind).then(a.key.cmp(&b.key)));
    found.dedup_by(|a, b| a.key == b.key);
    found
}

/// The key of a clash: SHA-256 of `campboard/clash/1`, the kind's number, the subjects and the
/// conflicting changes in sorted order, each part with its length before it.
fn key(kind: u8, subjects: &[&[u8]], changes: &[ChangeHash]) -> [u8; 32] {
    let mut changes = changes.to_vec();
    changes.sort_unstable();
    changes.dedup();
    let mut digest = Sha256::new();
    digest.update(b"campboard/clash/1");
    digest.update([kind]);
    let parts = subjects.iter().copied().chain(changes.iter().map(|change| change.0.as_slice()));
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

/// The change that placed a session.
fn placed(session: &Session) -> Vec<ChangeHash> {
    session.placed.iter().map(|author| author.change).collect()
}

fn to_shelf(session: SessionId) -> Answer {
    let command = Command::Place { session, to: Placement::Shelf };
    Answer { meaning: Meaning::ToShelf(session), command }
}

fn versions<T>(
    register: &Register<T>,
    path: &RegisterPath,
    text: impl Fn(&T) -> String,
) -> (Vec<(String, Author)>, Vec<Answer>, Vec<ChangeHash>) {
    let versions: Vec<_> =
        register.rivals.iter().map(|rival| (text(&rival.value), rival.by.clone())).collect();
    let answers = versions.iter().map(|(value, by)| Answer {
        meaning: Meaning::KeepVersion { value: value.clone(), by: by.clone() },
        command: Command::Choose { change: by.change, register: path.clone() },
    });
    let changes = register.rivals.iter().map(|rival| rival.by.change).collect();
    (versions.clone(), answers.collect(), changes)
}

fn placements(id: SessionId, session: &Session, found: &mut Vec<Clash>) {
    if session.placement.rivals.is_empty() {
        return;
    }
    let path = RegisterPath {
        document: DocumentKind::Board.number(),
        map: "placements".to_owned(),
        key: id.to_string(),
        field: None,
    };
    let (versions, answers, changes) = versions(&session.placement, &path, placement_text);
    let key = key(5, &[&id.0], &changes);
    found.push(Clash { kind: ClashKind::Placements { session: id, versions }, key, answers });
}

fn values<T>(
    register: &Register<T>,
    path: impl FnOnce() -> RegisterPath,
    text: impl Fn(&T) -> String,
    found: &mut Vec<Clash>,
) {
    // Nearly every register of an event says one thing: nothing is made for those.
    if register.rivals.is_empty() {
        return;
    }
    let path = path();
    let (versions, answers, changes) = versions(register, &path, text);
    let field = path.field.clone().unwrap_or_default();
    let key = key(6, &[path.map.as_bytes(), path.key.as_bytes(), field.as_bytes()], &changes);
    found.push(Clash { kind: ClashKind::Values { register: path, versions }, key, answers });
}

#[expect(clippy::ptr_arg, reason = "it reads registers, whose values are vectors")]
fn lines<T: ToString>(items: &Vec<T>) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn session_values(id: SessionId, session: &Session, found: &mut Vec<Clash>) {
    let path = |field: &str| RegisterPath {
        document: DocumentKind::Floor.number(),
        map: "sessions".to_owned(),
        key: id.to_string(),
        field: Some(field.to_owned()),
    };
    values(&session.title, || path("title"), String::clone, found);
    values(&session.text, || path("text"), String::clone, found);
    values(&session.format, || path("format"), String::clone, found);
    values(&session.language, || path("language"), String::clone, found);
    values(&session.hosts, || path("hosts"), lines, found);
    let stream = |stream: &Option<_>| {
        stream.map_or(String::new(), |id: crate::ids::StreamId| id.to_string())
    };
    values(&session.stream, || path("stream"), stream, found);
    let links = |links: &Vec<crate::schedule::Link>| {
        links.iter().map(|link| link.url.clone()).collect::<Vec<_>>().join("\n")
    };
    values(&session.links, || path("links"), links, found);
    values(&session.wishes, || path("wishes"), lines, found);
    values(&session.tags, || path("tags"), lines, found);
}

fn plan_values(schedule: &Schedule, found: &mut Vec<Clash>) {
    let path = |map: &str, key: String, field: Option<&str>| RegisterPath {
        document: DocumentKind::Plan.number(),
        map: map.to_owned(),
        key,
        field: field.map(str::to_owned),
    };
    let event = |name: &str| path("event", name.to_owned(), None);
    values(&schedule.event.name, || event("name"), String::clone, found);
    values(&schedule.event.zone, || event("zone"), String::clone, found);
    values(&schedule.event.venue, || event("venue"), String::clone, found);
    values(&schedule.event.info, || event("info"), String::clone, found);
    values(&schedule.event.info_cy, || event("info:cy"), String::clone, found);
    for (id, day) in &schedule.days {
        let day_path = |field| path("days", id.to_string(), Some(field));
        values(&day.date, || day_path("date"), String::clone, found);
        values(&day.name, || day_path("name"), String::clone, found);
        values(&day.name_cy, || day_path("name:cy"), String::clone, found);
    }
    for (id, stream) in &schedule.streams {
        let stream_path = |field| path("streams", id.to_string(), Some(field));
        values(&stream.name, || stream_path("name"), String::clone, found);
        values(&stream.name_cy, || stream_path("name:cy"), String::clone, found);
        values(&stream.days, || stream_path("days"), lines, found);
    }
    for (id, room) in &schedule.rooms {
        let room_path = |field| path("rooms", id.to_string(), Some(field));
        values(&room.name, || room_path("name"), String::clone, found);
        values(&room.name_cy, || room_path("name:cy"), String::clone, found);
        values(&room.capacity, || room_path("capacity"), u32::to_string, found);
        values(&room.way, || room_path("way"), String::clone, found);
        values(&room.way_cy, || room_path("way:cy"), String::clone, found);
        values(&room.marks, || room_path("marks"), lines, found);
        values(&room.streams, || room_path("streams"), lines, found);
        values(&room.days, || room_path("days"), lines, found);
    }
    for (id, slot) in &schedule.slots {
        let span =
            |span: &crate::schedule::Span| format!("{} {} {}", span.day, span.start, span.minutes);
        values(&slot.span, || path("slots", id.to_string(), Some("span")), span, found);
        values(&slot.streams, || path("slots", id.to_string(), Some("streams")), lines, found);
    }
}

fn board_values(schedule: &Schedule, found: &mut Vec<Clash>) {
    let path = |map: &str, key: String, field: &str| RegisterPath {
        document: DocumentKind::Board.number(),
        map: map.to_owned(),
        key,
        field: Some(field.to_owned()),
    };
    for (id, said) in &schedule.announcements {
        let said_path = |field| path("announcements", id.to_string(), field);
        values(&said.text, || said_path("text"), String::clone, found);
        values(&said.text_cy, || said_path("text:cy"), String::clone, found);
        values(&said.until_s, || said_path("until"), i64::to_string, found);
    }
    for (id, fixed) in &schedule.fixed {
        let fixed_path = |field| path("fixed", id.to_string(), field);
        values(&fixed.title, || fixed_path("title"), String::clone, found);
        values(&fixed.title_cy, || fixed_path("title:cy"), String::clone, found);
        values(&fixed.placement, || fixed_path("placement"), placement_text, found);
        values(&fixed.streams, || fixed_path("streams"), lines, found);
    }
}

fn lost(schedule: &Schedule, id: SessionId, session: &Session, found: &mut Vec<Clash>) {
    let Placement::At { when, rooms } = &session.placement.value else {
        return;
    };
    if session.cancelled.is_removed() {
        return;
    }
    let bring_back =
        |thing| Answer { meaning: Meaning::BringBack, command: Command::Restore(thing) };
    let changes = placed(session);
    if let When::Slot(slot) = when {
        let removed = schedule.slots.get(slot).map(|slot| slot.removal.is_removed());
        if removed != Some(false) {
            let mut answers = vec![to_shelf(id)];
            answers.extend(removed.map(|_| bring_back(Thing::Slot(*slot))));
            let removed = removed.is_some();
            let kind = ClashKind::LostSlot { session: id, slot: *slot, removed };
            found.push(Clash { kind, key: key(3, &[&id.0, &slot.0], &changes), answers });
        }
    }
    for room in rooms {
        let removed = schedule.rooms.get(room).map(|room| room.removal.is_removed());
        if removed != Some(false) {
            let mut answers = vec![to_shelf(id)];
            answers.extend(removed.map(|_| bring_back(Thing::Room(*room))));
            let removed = removed.is_some();
            let kind = ClashKind::LostRoom { session: id, room: *room, removed };
            found.push(Clash { kind, key: key(4, &[&id.0, &room.0], &changes), answers });
        }
    }
}

fn removed_session(id: SessionId, session: &Session, found: &mut Vec<Clash>) {
    let flags = [(&session.withdrawn, false), (&session.cancelled, true)];
    for (removal, cancelled) in flags {
        let Removal::Removed { by, edited_since: true } = removal else {
            continue;
        };
        let (subject, back) =
            if cancelled { ([1], Command::Uncancel(id)) } else { ([0], Command::Unwithdraw(id)) };
        let mut changes = placed(session);
        changes.push(by.change);
        let key = key(7, &[&id.0, &subject], &changes);
        let kind = ClashKind::EditedWhileRemoved { session: id, cancelled, by: by.clone() };
        let answers = vec![
            Answer { meaning: Meaning::StayRemoved, command: Command::Settle { clash: key } },
            Answer { meaning: Meaning::BringBack, command: back },
        ];
        found.push(Clash { kind, key, answers });
    }
}

fn removed_things(schedule: &Schedule, found: &mut Vec<Clash>) {
    let mut check = |what: &str, thing: Thing, id: String, removal: &Removal| {
        let Removal::Removed { by, edited_since: true } = removal else {
            return;
        };
        let key = key(8, &[what.as_bytes(), id.as_bytes()], &[by.change]);
        let kind = ClashKind::ThingEditedWhileRemoved { what: what.to_owned(), id, by: by.clone() };
        let answers = vec![
            Answer { meaning: Meaning::StayRemoved, command: Command::Settle { clash: key } },
            Answer { meaning: Meaning::BringBack, command: Command::Restore(thing) },
        ];
        found.push(Clash { kind, key, answers });
    };
    for (id, day) in &schedule.days {
        check("day", Thing::Day(*id), id.to_string(), &day.removal);
    }
    for (id, stream) in &schedule.streams {
        check("stream", Thing::Stream(*id), id.to_string(), &stream.removal);
    }
    for (id, room) in &schedule.rooms {
        check("room", Thing::Room(*id), id.to_string(), &room.removal);
    }
    for (id, slot) in &schedule.slots {
        check("slot", Thing::Slot(*id), id.to_string(), &slot.removal);
    }
    for (id, fixed) in &schedule.fixed {
        check("fixed", Thing::Fixed(*id), id.to_string(), &fixed.removal);
    }
    for (id, said) in &schedule.announcements {
        check("announcement", Thing::Announcement(*id), id.to_string(), &said.removal);
    }
}

fn twins(schedule: &Schedule, found: &mut Vec<Clash>) {
    let mut by_source: BTreeMap<&str, Vec<SessionId>> = BTreeMap::new();
    for (id, session) in schedule.shown_sessions() {
        if !session.source.is_empty() {
            by_source.entry(&session.source).or_default().push(id);
        }
    }
    for (source, sessions) in by_source.into_iter().filter(|(_, sessions)| sessions.len() > 1) {
        let answers = sessions.iter().map(|twin| Answer {
            meaning: Meaning::WithdrawTwin(*twin),
            command: Command::Withdraw(*twin),
        });
        let answers = answers.collect();
        let subjects: Vec<&[u8]> = sessions.iter().map(|id| id.0.as_slice()).collect();
        let key = key(9, &subjects, &[]);
        let kind = ClashKind::Twins { source: source.to_owned(), sessions };
        found.push(Clash { kind, key, answers });
    }
}

fn source(id: SessionId, session: &Session, found: &mut Vec<Clash>) {
    for (field, value) in &session.at_source {
        let Some(over) = &value.over else { continue };
        let here = match field.as_str() {
            "title" => Some(&session.title.value),
            "text" => Some(&session.text.value),
            "format" => Some(&session.format.value),
            "language" => Some(&session.language.value),
            _ => None,
        };
        let placement = placement_text(&session.placement.value);
        let here = if field == "placement" { Some(&placement) } else { here };
        // Edited again since: somebody has seen it.
        if here.is_some_and(|here| !SourceValue::is(over, here)) {
            continue;
        }
        let text = Some(value.there.clone());
        let edit = match field.as_str() {
            "title" => Some(SessionEdit { title: text, ..SessionEdit::default() }),
            "text" => Some(SessionEdit { text, ..SessionEdit::default() }),
            "format" => Some(SessionEdit { format: text, ..SessionEdit::default() }),
            "language" => Some(SessionEdit { language: text, ..SessionEdit::default() }),
            _ => None,
        };
        let command = match (edit, parse_placement(&value.there)) {
            (Some(edit), _) => Some(Command::EditSession { session: id, edit }),
            (None, Some(to)) if field == "placement" => Some(Command::Place { session: id, to }),
            (None, _) => None,
        };
        let meaning = Meaning::TakeSource { value: value.there.clone() };
        let answers = command.map(|command| Answer { meaning, command }).into_iter().collect();
        let key = key(10, &[&id.0, field.as_bytes(), value.there.as_bytes(), over.as_bytes()], &[]);
        let there = value.there.clone();
        let kind = ClashKind::SourceDiffers { session: id, field: field.clone(), there };
        found.push(Clash { kind, key, answers });
    }
}
