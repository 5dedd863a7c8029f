//! Typed lines about the devices of the event: what they are told, and how they stand.

use super::english;
use crate::ask::Ask;
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};
use shared::{
    ids::DeviceId,
    roster::{Idle, Message, Order, Rehearsal},
    sync::Saying,
    wall::OnWall,
};

/// The question of a line; `None`: it is not typed so.
pub(super) fn read(verb: &str, rest: &[&str]) -> Option<Ask> {
    let about = |device: &str| device.parse::<DeviceId>().ok();
    match (verb, rest) {
        ("devices", []) => Some(Ask::Wall),
        ("end-rehearsal", []) => Some(Ask::EndRehearsal),
        ("revoke", [device]) => Some(Ask::Say { about: about(device)?, saying: Saying::Revoked }),
        ("tell", [device, what @ ..]) => {
            let saying = Saying::Tell(order(what)?);
            Some(Ask::Say { about: about(device)?, saying })
        }
        _ => None,
    }
}

fn order(what: &[&str]) -> Option<Order> {
    let from_ms = Timestamp::now().as_millisecond();
    let until = |minutes: &str| Some(from_ms + i64::from(minutes.parse::<u32>().ok()?) * 60_000);
    Some(match what {
        ["place", words @ ..] => Order::place(&words.join(" ")),
        ["idle", name] => Order::Idle(Idle::ALL.into_iter().find(|idle| idle.name() == *name)?),
        ["message", minutes, words @ ..] if !words.is_empty() => {
            let message = Message::new(&words.join(" "), "", until(minutes)?);
            Order::Message(Some(message))
        }
        ["quiet"] => Order::Message(None),
        ["rehearse", minutes] => {
            let until_ms = until(minutes)?;
            Order::Rehearse(Some(Rehearsal { away: true, from_ms, until_ms, clock_ms: None }))
        }
        ["end"] => Order::Rehearse(None),
        _ => return None,
    })
}

/// The devices as JSON.
pub(super) fn tell(devices: &[OnWall]) -> Value {
    let (words, zone) = (english(), TimeZone::UTC);
    let now_s = Timestamp::now().as_second();
    let device = |on: &OnWall| {
        let report = on.report.as_ref();
        json!({
            "device": on.member.device,
            "name": on.member.label,
            "role": on.member.role.name(),
            "here": on.member.is_here,
            "connected": on.member.connected,
            "waiting": on.member.waiting,
            "place": on.place,
            "idle": on.idle.name(),
            "version": report.map(|report| report.version.as_str()),
            "behind": report.and_then(|report| report.behind),
            "free_bytes": report.and_then(|report| report.free_bytes),
            "rehearses_until_ms": report.and_then(|report| report.rehearses_until_ms),
            "rehearsal": words.rehearsal_of(on, &zone),
            "said": words.standing(&on.member, &zone, now_s),
        })
    };
    json!({ "ok": true, "devices": devices.iter().map(device).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_about_devices_are_read_and_others_are_not() {
        let id = DeviceId([7; 32]);
        let key = id.to_string();
        let told = |line: &[&str]| match read("tell", &[&[key.as_str()], line].concat()) {
            Some(Ask::Say { about, saying: Saying::Tell(order) }) if about == id => Some(order),
            _ => None,
        };
        assert_eq!(told(&["place", "by", "the", "door"]), Some(Order::place("by the door")));
        assert_eq!(told(&["idle", "large-wall"]), Some(Order::Idle(Idle::LargeWall)));
        assert_eq!(told(&["quiet"]), Some(Order::Message(None)));
        assert_eq!(told(&["end"]), Some(Order::Rehearse(None)));
        let Some(Order::Message(Some(message))) = told(&["message", "5", "Lunch"]) else {
            panic!()
        };
        assert_eq!(message.text, "Lunch");
        let Some(Order::Rehearse(Some(rehearsal))) = told(&["rehearse", "30"]) else { panic!() };
        assert!(rehearsal.away && rehearsal.lasts_ms() == 1_800_000);
        for line in [&["idle", "sideways"][..], &["message", "5"], &["rehearse", "soon"], &[]] {
            assert_eq!(told(line), None, "{line:?}");
        }
        assert_eq!(read("revoke", &["me"]), None);
        assert_eq!(read("devices", &[]), Some(Ask::Wall));
    }
}
