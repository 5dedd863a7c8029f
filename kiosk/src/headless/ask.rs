//! Typed lines that ask what a screen asks: the server, and the board by hand.

use super::english;
use crate::{
    ask::{Answer, Ask, CarryAnswer, CarryTo},
    serving::Serving,
};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};
use shared::{
    erased::{Certificate, Gone, Holder},
    proof::{Member, Proof},
};
use std::path::{Path, PathBuf};

/// The question of a line; `None`: it is not typed so.
pub(super) fn read(verb: &str, rest: &[&str]) -> Option<Ask> {
    match (verb, rest) {
        ("serve", []) => Some(Ask::Serve { words: None }),
        ("serve", ["stop"]) => Some(Ask::StopServing),
        ("serve", words) => Some(Ask::Serve { words: Some(words.join(" ")) }),
        ("get-ready", words) if !words.is_empty() => Some(Ask::GetReady { words: words.join(" ") }),
        ("proof", []) => Some(Ask::Proof),
        ("erase", people) if !people.is_empty() => {
            let people = people.iter().map(|person| person.parse().ok()).collect::<Option<_>>()?;
            Some(Ask::Erase { people })
        }
        ("erased", []) => Some(Ask::Certificate),
        ("carry", [file]) => Some(Ask::Carry { to: CarryTo::File(whole(file)) }),
        ("take", [file]) => Some(Ask::Take { path: whole(file) }),
        _ => None,
    }
}

fn whole(file: &str) -> PathBuf {
    std::path::absolute(file).unwrap_or_else(|_| Path::new(file).to_owned())
}

/// The answer as JSON, or in a sentence why it was not done.
pub(super) fn tell(answer: Answer) -> Result<Value, String> {
    if let Ok(found) = answer.clone().proof() {
        return Ok(proof(&found));
    }
    if let Ok(found) = answer.clone().certificate() {
        return Ok(certificate(&found));
    }
    if let Ok(devices) = answer.clone().wall() {
        return Ok(super::devices::tell(&devices));
    }
    match answer.clone().carried() {
        Ok(CarryAnswer::Written { path, lost }) => {
            Ok(json!({ "ok": true, "said": super::carried(&path, lost), "lost": lost }))
        }
        Ok(CarryAnswer::Taken(taken)) => Ok(json!({
            "ok": true,
            "said": super::taken(&taken),
            "new": taken.edits,
            "known": taken.known,
        })),
        Ok(CarryAnswer::Going { .. }) | Err(_) => match answer.done() {
            Ok(()) => Ok(json!({ "ok": true })),
            Err(why) => Err(super::failed(&why)),
        },
    }
}

/// Which names are erased, and who has done it.
fn certificate(certificate: &Certificate) -> Value {
    let holder = |one: &Holder| {
        json!({
            "device": one.device,
            "name": one.label,
            "server": one.is_server,
            "gone": matches!(one.gone, Gone::Since(_)),
            "failed": one.gone == Gone::Failed,
        })
    };
    json!({
        "ok": true,
        "names": certificate.names,
        "acts": certificate.acts.len(),
        "whole": certificate.is_whole(),
        "damaged": certificate.damaged,
        "holders": certificate.holders.iter().map(holder).collect::<Vec<_>>(),
    })
}

/// What is here, and who has the same.
fn proof(proof: &Proof) -> Value {
    let words = english();
    let now_s = Timestamp::now().as_second();
    let device = |one: &Member| {
        json!({
            "device": one.device,
            "name": one.label,
            "role": one.role.name(),
            "here": one.is_here,
            "edits": one.edits.count,
            "heard_ms": one.heard_ms,
            "waiting": one.waiting,
            "connected": one.connected,
            "same": one.same,
            "said": words.standing(one, &TimeZone::UTC, now_s),
        })
    };
    json!({
        "ok": true,
        "said": words.proven(proof),
        "whole": proof.is_whole(),
        "sessions": proof.sessions,
        "edits": proof.edits,
        "devices": proof.members.iter().map(device).collect::<Vec<_>>(),
    })
}

/// Whether this device is the server.
pub(super) fn serving(serving: &Serving) -> Value {
    match serving {
        Serving::Off => Value::Null,
        Serving::Starting => json!({ "starting": true }),
        Serving::On(on) => {
            json!({ "address": on.address, "link": on.link, "devices": on.devices })
        }
        Serving::Failed(why) => json!({ "error": english().not_serving(why) }),
    }
}
