//! The words of a print, out of the kiosk's Fluent files.

use crate::Language;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use jiff::Timestamp;
use paper::{Said, Sentences};
use shared::schedule::Schedule;
use std::borrow::Cow;
use unic_langid::langid;

/// `11:42` on the clocks of the venue.
#[must_use]
pub fn time(schedule: &Schedule, at: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::get(&schedule.event.zone.value);
    let at = at.to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC));
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// Everything that a print says by itself. `as_of` is its time at the venue and the short digest of
/// the board.
#[must_use]
pub fn sentences(schedule: &Schedule, language: Language, as_of: (&str, &str)) -> Sentences {
    let (id, files) = match language {
        Language::En => (
            langid!("en-GB"),
            [
                include_str!("../../../kiosk/locales/en/board.ftl"),
                include_str!("../../../kiosk/locales/en/paper.ftl"),
            ],
        ),
        Language::Cy => (
            langid!("cy-GB"),
            [
                include_str!("../../../kiosk/locales/cy/board.ftl"),
                include_str!("../../../kiosk/locales/cy/paper.ftl"),
            ],
        ),
    };
    let mut bundle = FluentBundle::new(vec![id]);
    bundle.set_use_isolating(false);
    for file in files {
        let parsed = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(whole, _)| whole);
        bundle.add_resource_overriding(parsed);
    }
    let say = |key: &str, values: &[(&str, Said<'_>)]| {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            let value = match value {
                Said::Text(text) => FluentValue::from(*text),
                Said::Number(n) => FluentValue::from(*n),
            };
            args.set(*name, value);
        }
        let pattern = bundle.get_message(key).and_then(|message| message.value());
        let said = pattern.map(|said| bundle.format_pattern(said, Some(&args), &mut Vec::new()));
        said.map_or_else(|| key.to_owned(), Cow::into_owned)
    };
    Sentences::of(schedule, language == Language::Cy, as_of, say)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::ids::DayId;
    use std::sync::Arc;

    #[test]
    fn every_word_of_a_print_is_said_in_both_languages() {
        let mut schedule = Schedule::default();
        Arc::make_mut(&mut schedule.event).name = "Camp".to_owned().into();
        let date = "2026-06-20".to_owned().into();
        let day = shared::schedule::Day { date, ..Default::default() };
        schedule.days.insert(DayId([1; 16]), Arc::new(day));
        let of = |language| sentences(&schedule, language, ("11:42", "3f9a"));
        let (english, welsh) = (of(Language::En), of(Language::Cy));
        assert_eq!(english.as_of, "as of 11:42, board 3f9a");
        assert_eq!(english.page, "Page {n} of {of}");
        assert_eq!(english.days[&DayId([1; 16])], "Saturday 20 June 2026");
        assert!(welsh.days[&DayId([1; 16])].contains("Mehefin"), "{welsh:?}");
        for said in [&english, &welsh].map(|said| format!("{said:?}")) {
            for key in ["paper-", "session-", "room-unnamed", "name-withdrawn", "date-long"] {
                assert!(!said.contains(key), "{key}: {said}");
            }
        }
        assert_eq!(time(&schedule, Timestamp::UNIX_EPOCH), "00:00");
    }
}
