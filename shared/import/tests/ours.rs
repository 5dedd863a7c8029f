//! The sample event and the template hang together.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;

use import::{sample, template};
use shared::programme::{Placement, Programme, When};

fn keys<'a>(all: impl Iterator<Item = &'a String>, what: &str) -> BTreeSet<&'a str> {
    let mut known = BTreeSet::new();
    for key in all {
        assert!(!key.is_empty() && known.insert(key.as_str()), "{what} {key} twice or empty");
    }
    known
}

/// Where and when a placement is: day, start, end, rooms.
fn place<'a>(
    programme: &'a Programme,
    placement: &'a Placement,
) -> (&'a str, u32, u32, &'a [String]) {
    match &placement.when {
        When::Slot(key) => {
            let slot = programme.slots.iter().find(|slot| slot.key == *key).unwrap();
            (&slot.day, slot.start, slot.start + slot.minutes, &placement.rooms)
        }
        When::Timed { day, start, minutes } => (day, *start, start + minutes, &placement.rooms),
    }
}

fn check_references(programme: &Programme) {
    let days = keys(programme.days.iter().map(|day| &day.key), "day");
    let streams = keys(programme.streams.iter().map(|stream| &stream.key), "stream");
    let rooms = keys(programme.rooms.iter().map(|room| &room.key), "room");
    let slots = keys(programme.slots.iter().map(|slot| &slot.key), "slot");
    keys(programme.sessions.iter().map(|session| &session.key), "session");
    keys(programme.fixed.iter().map(|fixed| &fixed.key), "fixed item");
    let streams_named = programme.rooms.iter().flat_map(|room| &room.streams);
    let streams_named = streams_named.chain(programme.slots.iter().flat_map(|slot| &slot.streams));
    let streams_named =
        streams_named.chain(programme.fixed.iter().flat_map(|fixed| &fixed.streams));
    assert!(streams_named.into_iter().all(|key| streams.contains(key.as_str())));
    let days_named = programme.slots.iter().map(|slot| &slot.day);
    let days_named = days_named.chain(programme.streams.iter().flat_map(|stream| &stream.days));
    let days_named = days_named.chain(programme.rooms.iter().flat_map(|room| &room.days));
    assert!(days_named.into_iter().all(|key| days.contains(key.as_str())));
    let placed = programme.sessions.iter().filter_map(|session| session.placement.as_ref());
    for placement in placed.clone().chain(programme.fixed.iter().map(|fixed| &fixed.placement)) {
        match &placement.when {
            When::Slot(slot) => assert!(slots.contains(slot.as_str()), "slot {slot}"),
            When::Timed { day, minutes, .. } => {
                assert!(days.contains(day.as_str()) && *minutes > 0, "day {day}")
            }
        }
        assert!(
            placement.rooms.iter().all(|room| rooms.contains(room.as_str())),
            "{:?}",
            placement.rooms
        );
    }
    assert!(placed.into_iter().all(|placement| !placement.rooms.is_empty()));
    for session in &programme.sessions {
        assert!(
            session.stream.is_empty() || streams.contains(session.stream.as_str()),
            "{}",
            session.key
        );
    }
}

/// No room is used twice at a time, and nobody hosts two sessions at a time.
fn check_no_clash(programme: &Programme) {
    let sessions: Vec<_> = programme.sessions.iter().filter(|session| !session.cancelled).collect();
    let placed: Vec<_> = sessions
        .iter()
        .filter_map(|session| Some((session, place(programme, session.placement.as_ref()?))))
        .collect();
    for (index, (one, (day, start, end, rooms))) in placed.iter().enumerate() {
        for (other, (other_day, other_start, other_end, other_rooms)) in
            placed.iter().skip(index + 1)
        {
            if day != other_day || other_start >= end || start >= other_end {
                continue;
            }
            assert!(
                !rooms.iter().any(|room| other_rooms.contains(room)),
                "{} and {}",
                one.title,
                other.title
            );
            assert!(
                !one.hosts.iter().any(|host| other.hosts.contains(host)),
                "{} and {}",
                one.title,
                other.title
            );
        }
        for fixed in &programme.fixed {
            let (fixed_day, fixed_start, fixed_end, fixed_rooms) =
                place(programme, &fixed.placement);
            let same_room =
                fixed_rooms.is_empty() || fixed_rooms.iter().any(|room| rooms.contains(room));
            let same_stream = fixed.streams.is_empty() || fixed.streams.contains(&one.stream);
            let overlap = fixed_day == *day && fixed_start < *end && *start < fixed_end;
            assert!(!(same_room && same_stream && overlap), "{} and {}", one.title, fixed.title);
        }
    }
}

#[test]
fn the_sample_is_a_local_gov_camp() {
    let sample = sample();
    check_references(&sample);
    check_no_clash(&sample);
    assert_eq!(sample.event.zone, "Europe/London");
    assert_eq!(
        sample.days.iter().map(|day| day.date.as_str()).collect::<Vec<_>>(),
        ["2026-06-19", "2026-06-20"]
    );
    assert_eq!((sample.rooms.len(), sample.slots.len(), sample.streams.len()), (8, 5, 7));
    let friday = &sample.days[0].key;
    assert!(sample.slots.iter().all(|slot| slot.day != *friday && slot.minutes == 45));
    let on_grid = |session: &&shared::programme::Session| {
        session.placement.as_ref().is_some_and(|placement| matches!(placement.when, When::Slot(_)))
    };
    let grid = sample.sessions.iter().filter(on_grid).count();
    let shelf = sample.sessions.iter().filter(|session| session.placement.is_none()).count();
    assert!(
        (31..=34).contains(&grid) && (9..=12).contains(&shelf),
        "{grid} on the grid, {shelf} on the shelf"
    );
    assert_eq!(sample.sessions.iter().filter(|session| session.cancelled).count(), 1);
}

#[test]
fn the_fringe_of_the_sample_joins_at_its_end() {
    let sample = sample();
    let lightning: Vec<_> =
        sample.sessions.iter().filter(|session| session.format == "lightning").collect();
    assert_eq!(lightning.len(), 6);
    let starts: Vec<u32> = lightning
        .iter()
        .map(|session| place(&sample, session.placement.as_ref().unwrap()).1)
        .collect();
    assert!(starts.windows(2).all(|pair| pair[1] == pair[0] + 10), "one after another: {starts:?}");
    let joint: Vec<_> = sample
        .sessions
        .iter()
        .filter(|session| {
            session.placement.as_ref().is_some_and(|placement| placement.rooms.len() == 2)
        })
        .collect();
    assert!(matches!(joint.as_slice(), [one] if one.stream.is_empty()), "one joint session");
}

#[test]
fn the_sample_has_texts_of_every_kind() {
    let sample = sample();
    assert!(sample.sessions.iter().filter(|session| session.language == "cy").count() >= 6);
    assert!(sample.sessions.iter().any(|session| session.title.chars().count() >= 115));
    for session in &sample.sessions {
        assert!(
            !session.title.is_empty() && !session.text.is_empty() && !session.hosts.is_empty(),
            "{}",
            session.key
        );
        assert!(session.dots <= 40 && session.title.chars().count() <= 125, "{}", session.key);
    }
    assert!(sample.rooms.iter().all(|room| room.capacity > 0 && !room.way.is_empty()));
    assert!(sample.event.info.len() > 200);
}

#[test]
fn the_template_has_eight_rooms_and_five_slots() {
    let template = template("Our camp", "2026-10-23", "Europe/London");
    check_references(&template);
    assert_eq!(template.event.name, "Our camp");
    assert_eq!((template.rooms.len(), template.slots.len(), template.sessions.len()), (8, 5, 0));
    assert_eq!(
        template.days.iter().map(|day| day.date.as_str()).collect::<Vec<_>>(),
        ["2026-10-23", "2026-10-24"]
    );
    assert!(template.streams.iter().all(|stream| stream.days == [template.days[0].key.clone()]));
    assert!(template.rooms.iter().all(|room| room.capacity == 30));
    let lunch = template
        .fixed
        .iter()
        .find(|fixed| place(&template, &fixed.placement).0 == template.days[1].key)
        .unwrap();
    let (day, start, end, rooms) = place(&template, &lunch.placement);
    assert!(rooms.is_empty());
    let mut last = 0;
    for slot in &template.slots {
        assert!(
            slot.day == day && slot.minutes == 45 && slot.start >= last,
            "15 minutes to change rooms"
        );
        assert!(slot.start >= end || slot.start + slot.minutes <= start, "not during lunch");
        last = slot.start + slot.minutes;
    }
}

#[test]
fn a_template_without_a_date_has_no_days() {
    let template = template("Our camp", "next Friday", "Europe/London");
    check_references(&template);
    assert!(template.days.is_empty() && template.rooms.len() == 8);
}
