//! Answers as JSON.

use super::find;
use crate::{
    engine::Inspection,
    view::{DataState, Here, Notice, ServerState, UndoableSet, View},
};
use serde_json::{Map, Value, json};
use shared::{
    bytes::sha256,
    clash::Clash,
    command::Command,
    ids::{SessionId, hex},
    schedule::{Placement, Schedule, Session, When},
};

pub(super) fn error(sentence: &str) -> Value {
    json!({ "ok": false, "error": sentence })
}

pub(super) fn ready(all: &Inspection) -> Value {
    let mut value = status(all);
    if let Some(fields) = value.as_object_mut() {
        fields.remove("ok");
        fields.insert("ready".to_owned(), json!(true));
        fields.insert("version".to_owned(), json!(env!("CARGO_PKG_VERSION")));
    }
    value
}

fn extended(mut value: Value, more: Map<String, Value>) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.extend(more);
    }
    value
}

/// The state of the data.
pub(super) fn data(view: &View) -> Value {
    extended(json!({ "ok": true }), data_fields(&view.data))
}

fn data_fields(data: &DataState) -> Map<String, Value> {
    let words = super::english();
    let (here, here_why) = match &data.here {
        Here::Opening => ("opening", None),
        Here::Saved => ("saved", None),
        Here::NotSaved { why } => ("not-saved", Some(words.not_saved(why))),
    };
    let (server, server_why) = match &data.server {
        ServerState::NotJoined => ("not-joined", None),
        ServerState::Sample => ("sample", None),
        ServerState::Away { why } => ("away", Some(words.away(why))),
        ServerState::CatchingUp => ("catching-up", None),
        ServerState::UpToDate => ("up-to-date", None),
    };
    let mut fields = Map::new();
    for (key, value) in [
        ("here", json!(here)),
        ("here_why", json!(here_why)),
        ("server", json!(server)),
        ("server_why", json!(server_why)),
        ("outbox", json!(data.outbox)),
        ("heard_ms", json!(data.heard_ms)),
        ("clock_doubtful", json!(data.clock_doubtful)),
    ] {
        fields.insert(key.to_owned(), value);
    }
    fields
}

/// The state of the data in three sentences.
pub(super) fn in_a_word(view: &View) -> String {
    let (words, data) = (super::english(), &view.data);
    let line = match &data.server {
        ServerState::Away { why } => words.away(why),
        ServerState::NotJoined
        | ServerState::Sample
        | ServerState::CatchingUp
        | ServerState::UpToDate => {
            words.last_heard(data, &crate::clock::zone(&view.schedule.event.zone.value))
        }
    };
    format!("{}; {line}; {}", words.saved_here(&data.here), words.on_server(data))
}

pub(super) fn status(all: &Inspection) -> Value {
    let view = &all.view;
    let logs: Vec<_> = all
        .logs
        .iter()
        .map(|log| {
            json!({ "log": log.log, "document": log.document.name(), "position": log.position })
        })
        .collect();
    let acts = |acts: &[UndoableSet]| -> Vec<Value> {
        let act =
            |one: &UndoableSet| json!({ "set": one.set, "command": command_name(&one.command) });
        acts.iter().map(act).collect()
    };
    let notices: Vec<_> = view.notices.iter().map(|one| notice(&view.schedule, one)).collect();
    let value = json!({
        "ok": true,
        "device": all.device,
        "event": view.event,
        "role": view.role.map(shared::roster::Role::name),
        "revision": view.revision,
        "clashes": view.clashes.len(),
        "sessions": view.schedule.sessions.len(),
        "heads": heads(all),
        "records": records(all),
        "logs": logs,
        "undoable": acts(&view.undoable),
        "redoable": acts(&view.redoable),
        "merged": view.merged.map(|one| json!({ "edits": one.edits, "devices": one.devices })),
        "notices": notices,
        "serving": super::ask::serving(&view.serving),
        "spare": view.has_spare,
        "idle": view.idle.name(),
        "message": view.message.as_ref().map(|message| message.text.as_str()),
        "rehearses_until_ms": view.rehearsal.map(|rehearsal| rehearsal.until_ms),
        "rehearsed": view.rehearsed.map(|result| super::english().rehearsed(&result)),
    });
    extended(value, data_fields(&view.data))
}

fn notice(schedule: &Schedule, notice: &Notice) -> Value {
    let words = super::english();
    match notice {
        Notice::Refused { refusal } => {
            json!({ "notice": "refused", "why": words.refusal(schedule, refusal) })
        }
        Notice::NotAccepted { command, why } => {
            let why = words.not_accepted(why);
            json!({ "notice": "not-accepted", "command": command_name(command), "why": why })
        }
        Notice::NotJoined { why } => {
            json!({ "notice": "not-joined", "why": super::english().not_saved(why) })
        }
        Notice::Repaired { rows } => json!({ "notice": "repaired", "rows": rows }),
    }
}

fn heads(all: &Inspection) -> Value {
    let of = |(kind, heads): &(shared::ids::DocumentKind, Vec<_>)| {
        (kind.name().to_owned(), json!(heads))
    };
    Value::Object(all.heads.iter().map(of).collect())
}

fn records(all: &Inspection) -> Value {
    match &all.records {
        Some(records) => {
            json!({ "statements": hex(&records.statements), "names": hex(&records.names) })
        }
        None => Value::Null,
    }
}

pub(super) fn view(view: &View) -> Value {
    json!({
        "ok": true,
        "schedule": &*view.schedule,
        "clashes": clashes(view),
        "event": view.event,
        "role": view.role.map(shared::roster::Role::name),
    })
}

pub(super) fn digest(all: &Inspection) -> Value {
    let clashes: Vec<_> = all.view.clashes.iter().map(|clash| hex(&clash.key)).collect();
    let Ok(canonical) = serde_json::to_vec(&(&*all.view.schedule, clashes)) else {
        return error("the view has no form as JSON");
    };
    json!({
        "ok": true,
        "heads": heads(all),
        "records": records(all),
        "view": hex(&sha256(&[&canonical])),
    })
}

pub(super) fn sessions(view: &View) -> Value {
    let schedule = &view.schedule;
    let all = schedule.sessions.iter().map(|(id, one)| session(*id, one, schedule));
    json!({ "ok": true, "sessions": all.collect::<Vec<_>>() })
}

pub(super) fn shelf(view: &View) -> Value {
    let schedule = &view.schedule;
    let all = schedule.shelf().into_iter().map(|(id, one)| session(id, one, schedule));
    json!({ "ok": true, "sessions": all.collect::<Vec<_>>() })
}

fn session(id: SessionId, one: &Session, schedule: &Schedule) -> Value {
    let value = json!({
        "id": id,
        "title": one.title.value,
        "hosts": schedule.hosts(one).collect::<Vec<_>>(),
        "format": one.format.value,
        "language": one.language.value,
        "stream": one.stream.value.map(|id| {
            schedule.streams.get(&id).map_or_else(|| id.to_string(), |s| s.name.value.clone())
        }),
        "dots": one.dots,
        "cancelled": one.cancelled.is_removed(),
        "withdrawn": one.withdrawn.is_removed(),
        "rivals": one.placement.rivals.len() + one.title.rivals.len() + one.text.rivals.len(),
    });
    extended(value, place(&one.placement.value, schedule))
}

fn place(placement: &Placement, schedule: &Schedule) -> Map<String, Value> {
    let Placement::At { when, rooms } = placement else {
        return Map::from_iter([("placed".to_owned(), json!(false))]);
    };
    let rooms: Vec<_> = rooms
        .iter()
        .map(|id| schedule.rooms.get(id).map_or_else(|| id.to_string(), |r| r.name.value.clone()))
        .collect();
    let mut fields =
        Map::from_iter([("placed".to_owned(), json!(true)), ("rooms".to_owned(), json!(rooms))]);
    if let When::Slot(slot) = when {
        fields.insert("slot".to_owned(), json!(slot));
    }
    if let Some(span) = schedule.span(placement) {
        let day = schedule.days.get(&span.day);
        let day_name = day.map_or_else(|| span.day.to_string(), |day| find::day_name(day));
        fields.insert("when".to_owned(), json!(format!("{day_name} {}", find::clock(span.start))));
        fields.insert("date".to_owned(), json!(day.map(|day| &day.date.value)));
        fields.insert("start".to_owned(), json!(span.start));
        fields.insert("minutes".to_owned(), json!(span.minutes));
    }
    fields
}

pub(super) fn rooms(view: &View) -> Value {
    let rooms = view.schedule.rooms_in_order().into_iter().map(|(id, room)| {
        json!({
            "id": id,
            "name": room.name.value,
            "capacity": room.capacity.value,
            "marks": room.marks.value,
            "way": room.way.value,
        })
    });
    json!({ "ok": true, "rooms": rooms.collect::<Vec<_>>() })
}

pub(super) fn slots(view: &View) -> Value {
    let schedule = &view.schedule;
    let days = schedule.days_in_order();
    let slots = days.iter().flat_map(|(day, _)| schedule.slots_of(*day)).map(|(id, slot)| {
        let span = slot.span.value;
        json!({
            "id": id,
            "name": find::slot_name(slot, schedule),
            "day": span.day,
            "start": span.start,
            "minutes": span.minutes,
        })
    });
    json!({ "ok": true, "slots": slots.collect::<Vec<_>>() })
}

pub(super) fn days(view: &View) -> Value {
    let days =
        view.schedule.days_in_order().into_iter().map(
            |(id, day)| json!({ "id": id, "date": day.date.value, "name": find::day_name(day) }),
        );
    json!({ "ok": true, "days": days.collect::<Vec<_>>() })
}

pub(super) fn clash_list(view: &View) -> Value {
    json!({ "ok": true, "clashes": clashes(view) })
}

fn clashes(view: &View) -> Vec<Value> {
    view.clashes.iter().map(clash).collect()
}

fn clash(clash: &Clash) -> Value {
    let answers = (1_usize..).zip(&clash.answers).map(|(number, answer)| {
        json!({
            "number": number,
            "meaning": answer.meaning,
            "command": command_name(&answer.command),
        })
    });
    json!({
        "key": hex(&clash.key),
        "kind": clash.kind,
        "answers": answers.collect::<Vec<_>>(),
    })
}

/// What kind of command it is, in the word that is typed for it where there is one.
fn command_name(command: &Command) -> &'static str {
    match command {
        Command::Hide { hidden: false, .. } => "show",
        Command::Import { commands, .. } if commands.len() == 1 => {
            commands.first().map_or("import", command_name)
        }
        other => other.kind(),
    }
}
