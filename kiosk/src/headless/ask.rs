//! Typed lines that ask what a screen asks: the server, and the board by hand.

use super::english;
use crate::{
    ask::{Answer, Ask, CarryAnswer, CarryTo},
    serving::Serving,
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The question of a line; `None`: it is not typed so.
pub(super) fn read(verb: &str, rest: &[&str]) -> Option<Ask> {
    match (verb, rest) {
        ("serve", []) => Some(Ask::Serve { words: None }),
        ("serve", ["stop"]) => Some(Ask::StopServing),
        ("serve", words) => Some(Ask::Serve { words: Some(words.join(" ")) }),
        ("get-ready", words) if !words.is_empty() => Some(Ask::GetReady { words: words.join(" ") }),
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
    match answer.clone().carried() {
        Ok(CarryAnswer::Written(path)) => Ok(json!({ "ok": true, "said": super::carried(&path) })),
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
