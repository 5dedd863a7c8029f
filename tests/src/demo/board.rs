//! The board as a kiosk shows it, and places that the play may use.

use crate::{Kiosk, Trouble, line};
use shared::{
    ids::SessionId,
    schedule::{Placement, Schedule, Session, When},
};

/// Minutes of a place on a day without slots.
const MINUTES: u32 = 45;
/// Late in the evening and in the night, when few have a session.
const EVENING: [u32; 4] = [22 * 60, 23 * 60, 26 * 60, 27 * 60];

/// The schedule that a kiosk shows.
pub(super) fn of(kiosk: &mut Kiosk) -> Result<Schedule, Trouble> {
    let mut answer = kiosk.ask("view")?;
    let schedule = answer.get_mut("schedule").map(serde_json::Value::take).unwrap_or_default();
    serde_json::from_value(schedule).map_err(|error| Trouble::NoSense {
        who: kiosk.name().to_owned(),
        said: format!("a view that is no schedule ({error})"),
    })
}

/// A place for a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) placement: Placement,
    /// As people say it.
    pub(super) words: String,
    typed: Vec<String>,
}

impl Spot {
    /// The line that places a session here.
    pub(super) fn line(&self, session: SessionId) -> String {
        let session = session.to_string();
        let words = ["place", &session].into_iter().chain(self.typed.iter().map(String::as_str));
        line(&words.collect::<Vec<_>>())
    }
}

/// Free places: cells of the grid where there is one, else times late in the evening.
pub(super) fn free_spots(schedule: &Schedule) -> Vec<Spot> {
    let taken: Vec<&Placement> =
        schedule.shown_sessions().map(|(_, session)| &session.placement.value).collect();
    let is_free = |spot: &Spot| match (&spot.placement, schedule.span(&spot.placement)) {
        (Placement::At { rooms, .. }, Some(span)) => !taken.iter().any(|other| match other {
            Placement::At { rooms: others, .. } => {
                others.iter().any(|room| rooms.contains(room))
                    && schedule.span(other).is_some_and(|other| other.overlaps(&span))
            }
            Placement::Shelf => false,
        }),
        _ => false,
    };
    let mut spots = slot_spots(schedule);
    spots.extend(evening_spots(schedule));
    spots.retain(is_free);
    spots
}

fn slot_spots(schedule: &Schedule) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (day, _) in schedule.days_in_order() {
        for (slot, _) in schedule.slots_of(day) {
            for (room, _) in schedule.rooms_in_order() {
                let placement = Placement::At { when: When::Slot(slot), rooms: vec![room] };
                let words = spoken(schedule, &placement);
                let typed = vec![slot.to_string(), room.to_string()];
                spots.push(Spot { placement, words, typed });
            }
        }
    }
    spots
}

fn evening_spots(schedule: &Schedule) -> Vec<Spot> {
    let mut spots = Vec::new();
    let days = schedule.days_in_order();
    for (day, facts) in days.iter().rev().take(1) {
        for start in EVENING {
            for (room, _) in schedule.rooms_in_order().into_iter().take(4) {
                let when = When::Timed { day: *day, start, minutes: MINUTES };
                let placement = Placement::At { when, rooms: vec![room] };
                let words = spoken(schedule, &placement);
                let typed = vec![
                    facts.date.value.clone(),
                    clock(start),
                    MINUTES.to_string(),
                    room.to_string(),
                ];
                spots.push(Spot { placement, words, typed });
            }
        }
    }
    spots
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A placement in words.
pub(super) fn spoken(schedule: &Schedule, placement: &Placement) -> String {
    let Placement::At { rooms, .. } = placement else { return "the shelf".to_owned() };
    let rooms: Vec<&str> = rooms
        .iter()
        .map(|room| schedule.rooms.get(room).map_or("an unknown room", |room| &room.name.value))
        .collect();
    let when = schedule.span(placement).map_or_else(
        || "an unknown time".to_owned(),
        |span| {
            let day = schedule.days.get(&span.day).map_or("an unknown day", |day| {
                if day.name.value.is_empty() { &day.date.value } else { &day.name.value }
            });
            format!("{day} {}", clock(span.start))
        },
    );
    format!("{when}, {}", rooms.join(" and "))
}

/// A session's title in quotes.
pub(super) fn title(schedule: &Schedule, session: SessionId) -> String {
    let title = schedule.sessions.get(&session).map_or("a session", |one| &one.title.value);
    format!("\u{201c}{title}\u{201d}")
}

/// A session that is there, or trouble.
pub(super) fn session(schedule: &Schedule, id: SessionId) -> Option<&Session> {
    schedule.sessions.get(&id).filter(|session| session.known).map(|session| &**session)
}
