//! Who did what, for the command line: the same lines as a kiosk writes into its table.

use super::owner::{Desk, Loaded};
use crate::{ask::Answer, limits::HISTORY_LINES_MAX};
use jiff::{
    Span, Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use shared::{
    ids::{ChangeHash, DeviceTag},
    schedule::Schedule,
};
use std::collections::{BTreeMap, BTreeSet};

impl Desk {
    /// The latest acts, of one device and since a time where that is asked, under their headings.
    pub(super) fn history(
        &mut self,
        device: Option<&str>,
        since: Option<&str>,
        last: Option<usize>,
    ) -> Result<Answer, String> {
        let schedule = self.schedule()?;
        let Loaded::Hub(hub) = &self.hub else { return Err(String::new()) };
        let now = Timestamp::from_millisecond(self.clock.now().wall_ms).unwrap_or_default();
        let since = since.map(|since| moment_of(since, now, &schedule)).transpose()?;
        let documents = hub.replica().documents();
        let timeline = documents.timeline(now.as_second());
        let devices = timeline.turns().iter().map(|turn| turn.by.device).map(|tag| {
            (tag, schedule.devices.get(&tag).map_or_else(|| tag.short(), ToString::to_string))
        });
        let devices: Devices = devices.collect();
        let device = device.map(|name| device_of(name, &devices)).transpose()?;
        let fitting = timeline.turns().iter().rev().filter(|turn| {
            device.is_none_or(|device| turn.by.device == device)
                && since.is_none_or(|since| turn.time_s >= since)
        });
        let most = last.unwrap_or(HISTORY_LINES_MAX).min(HISTORY_LINES_MAX);
        let wanted: BTreeSet<ChangeHash> = fitting.map(|turn| turn.by.change).take(most).collect();
        let lines =
            documents.log_table(&timeline, &schedule, |turn| wanted.contains(&turn.by.change));
        Ok(Answer::History { lines })
    }
}

/// Devices that did something, with their names, or the first digits of their keys.
type Devices = BTreeMap<DeviceTag, String>;

/// A device by its name, or by the first digits of its key.
fn device_of(name: &str, devices: &Devices) -> Result<DeviceTag, String> {
    let wanted = name.trim().to_lowercase();
    let named = |known: &str| known.to_lowercase() == wanted;
    let mut fitting = devices
        .iter()
        .filter(|(tag, known)| named(known) || tag.short() == wanted)
        .map(|(tag, _)| *tag);
    match (fitting.next(), fitting.next()) {
        (Some(device), None) => Ok(device),
        (Some(_), Some(_)) => Err(format!(
            "several devices are called {name:?}: give the digits that stand in place of its name \
             on other screens, one of {}",
            devices
                .iter()
                .filter(|(_, known)| named(known))
                .map(|(tag, _)| tag.short())
                .collect::<Vec<_>>()
                .join(", ")
        )),
        (None, _) => {
            let known: Vec<_> = devices.values().map(String::as_str).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            Err(format!("no device is called {name:?}; known here: {known}"))
        }
    }
}

/// A time with its offset, a time or a day at the event, or how long ago.
fn moment_of(text: &str, now: Timestamp, schedule: &Schedule) -> Result<i64, String> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at.as_second());
    }
    let zone = TimeZone::get(&schedule.event.zone.value).unwrap_or(TimeZone::UTC);
    let local = text.parse::<DateTime>().ok();
    let local = local.or_else(|| text.parse::<Date>().ok().map(|day| day.at(0, 0, 0, 0)));
    let at = match (local, text.parse::<Span>()) {
        (Some(local), _) => local.to_zoned(zone).ok().map(|at| at.timestamp()),
        (None, Ok(ago)) => now.to_zoned(zone).checked_sub(ago.abs()).ok().map(|at| at.timestamp()),
        (None, Err(_)) => None,
    };
    at.map(Timestamp::as_second).ok_or_else(|| {
        format!(
            "{text:?} is no time: give one such as 2026-06-20T11:00 (at the event), 2026-06-20, \
             2026-06-20T11:00:00Z or 90m (ago)"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::schedule::Register;

    #[test]
    fn a_time_is_typed_in_several_ways() {
        let mut schedule = Schedule::default();
        let zone = Register { value: "Europe/London".to_owned(), ..Register::default() };
        std::sync::Arc::make_mut(&mut schedule.event).zone = zone;
        let now: Timestamp = "2026-06-20T12:00:00Z".parse().unwrap();
        for (typed, wanted) in [
            ("2026-06-20T11:00:00Z", "2026-06-20T11:00:00Z"),
            ("2026-06-20T11:00", "2026-06-20T10:00:00Z"),
            ("2026-06-20", "2026-06-19T23:00:00Z"),
            ("90m", "2026-06-20T10:30:00Z"),
            ("2h", "2026-06-20T10:00:00Z"),
        ] {
            let wanted: Timestamp = wanted.parse().unwrap();
            assert_eq!(moment_of(typed, now, &schedule), Ok(wanted.as_second()), "{typed}");
        }
        let refused = moment_of("lunch", now, &schedule).unwrap_err();
        assert!(refused.contains("2026-06-20T11:00"), "{refused}");
    }

    #[test]
    fn a_device_is_named_as_its_screens_do() {
        let devices = [(1, "Foyer"), (2, "Hall"), (3, "Hall")];
        let devices = devices.map(|(n, name)| (DeviceTag([n; 8]), name.to_owned())).into();
        assert_eq!(device_of("foyer", &devices), Ok(DeviceTag([1; 8])));
        assert_eq!(device_of(&DeviceTag([3; 8]).short(), &devices), Ok(DeviceTag([3; 8])));
        let twice = device_of("Hall", &devices).unwrap_err();
        assert!(twice.contains(&DeviceTag([2; 8]).short()), "{twice}");
        let unknown = device_of("Attic", &devices).unwrap_err();
        assert!(unknown.contains("known here: Foyer, Hall, Hall"), "{unknown}");
    }
}
