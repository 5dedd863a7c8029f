//! Times, days, places and authors in words.

use super::Words;
use crate::clock::LocalTime;
use jiff::{Timestamp, civil, tz::TimeZone};
use shared::{
    ids::DayId,
    schedule::{Author, Placement, Schedule, Span},
};

impl Words {
    /// `10:30`, for minutes from local midnight.
    #[must_use]
    pub fn time(&self, minute: u32) -> String {
        format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
    }

    /// `10:30–11:15`.
    #[must_use]
    pub fn from_to(&self, start: u32, end: u32) -> String {
        let values = [("from", self.time(start).into()), ("to", self.time(end).into())];
        self.with("from-to", &values)
    }

    /// The time of a moment in the event's zone.
    #[must_use]
    pub fn moment(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.time(LocalTime::of(at, zone).minute)
    }

    pub(super) fn weekday(&self, date: civil::Date) -> String {
        self.with("weekday", &[("n", date.weekday().to_monday_one_offset().into())])
    }

    /// The name of a day: its own, or its weekday.
    #[must_use]
    pub fn day(&self, schedule: &Schedule, day: DayId) -> String {
        let Some(day) = schedule.days.get(&day) else {
            return self.text("day-unknown");
        };
        let name = self.either(&day.name.value, &day.name_cy.value);
        if !name.is_empty() {
            return name.to_owned();
        }
        match day.date.value.parse::<civil::Date>() {
            Ok(date) => self.weekday(date),
            Err(_) => day.date.value.clone(),
        }
    }

    /// The date of a day in full: `Saturday 21 November 2026`.
    #[must_use]
    pub fn date(&self, schedule: &Schedule, day: DayId) -> String {
        let Some(day) = schedule.days.get(&day) else {
            return self.text("day-unknown");
        };
        self.spoken_date(&day.date.value)
    }

    /// A date such as `2026-11-21` in full; as it is written where it is none.
    #[must_use]
    pub fn spoken_date(&self, written: &str) -> String {
        let Ok(date) = written.parse::<civil::Date>() else {
            return written.to_owned();
        };
        self.with(
            "date-long",
            &[
                ("weekday", self.weekday(date).into()),
                ("day", date.day().into()),
                ("month", self.with("month", &[("n", date.month().into())]).into()),
                ("year", date.year().to_string().into()),
            ],
        )
    }

    /// The name of a day and its date, without saying a weekday twice.
    #[must_use]
    pub fn day_and_date(&self, schedule: &Schedule, day: DayId) -> String {
        let date = self.date(schedule, day);
        let day = schedule.days.get(&day);
        match day.map(|day| self.either(&day.name.value, &day.name_cy.value)) {
            None => date,
            Some(name) if date.starts_with(name) => date,
            Some(name) => format!("{name} · {date}"),
        }
    }

    /// `Saturday 10:30`; what begins after midnight of the day says so.
    #[must_use]
    pub fn day_and_time(&self, schedule: &Schedule, span: Span) -> String {
        self.day_and(schedule, span, self.time(span.start))
    }

    fn day_and(&self, schedule: &Schedule, span: Span, time: String) -> String {
        let key = if span.start < 1_440 { "day-and-time" } else { "day-and-night" };
        self.with(key, &[("day", self.day(schedule, span.day).into()), ("time", time.into())])
    }

    /// When something placed so is: `Saturday 10:30`, or that it waits, or that its slot is not
    /// known here.
    #[must_use]
    pub fn when(&self, schedule: &Schedule, placement: &Placement) -> String {
        match (placement, schedule.span(placement)) {
            (Placement::Shelf, _) => self.text("place-shelf"),
            (Placement::At { .. }, Some(span)) => self.day_and_time(schedule, span),
            (Placement::At { .. }, None) => self.text("place-slot-unknown"),
        }
    }

    /// The names of the rooms of something placed so; empty when it names none.
    #[must_use]
    pub fn rooms(&self, schedule: &Schedule, placement: &Placement) -> String {
        let Placement::At { rooms, .. } = placement else {
            return String::new();
        };
        let names: Vec<_> = rooms.iter().map(|room| self.room(schedule, *room)).collect();
        self.list(&names)
    }

    /// `Saturday 10:30 · Severn`.
    #[must_use]
    pub fn place(&self, schedule: &Schedule, placement: &Placement) -> String {
        let when = self.when(schedule, placement);
        let rooms = self.rooms(schedule, placement);
        if rooms.is_empty() {
            return when;
        }
        self.with("place", &[("when", when.into()), ("rooms", rooms.into())])
    }

    /// `Saturday 10:30–11:15 · Severn`: with the end, for whoever plans around it.
    #[must_use]
    pub fn place_to_the_end(&self, schedule: &Schedule, placement: &Placement) -> String {
        let (rooms, span) = (self.rooms(schedule, placement), schedule.span(placement));
        let Some(span) = span.filter(|_| !rooms.is_empty()) else {
            return self.place(schedule, placement);
        };
        let time = self.from_to(span.start, span.start.saturating_add(span.minutes));
        let when = self.day_and(schedule, span, time);
        self.with("place", &[("when", when.into()), ("rooms", rooms.into())])
    }

    /// How long ago something was: `5 minutes ago`.
    #[must_use]
    pub fn ago(&self, minutes: u64) -> String {
        match (minutes, minutes / 60, minutes / 1_440) {
            (0, _, _) => self.text("ago-now"),
            (n, 0, _) => self.with("ago-minutes", &[("n", n.into())]),
            (n, hours @ (1 | 2), _) if n % 60 != 0 => {
                self.with("ago-hours-minutes", &[("hours", hours.into()), ("n", (n % 60).into())])
            }
            (_, n, 0) => self.with("ago-hours", &[("n", n.into())]),
            (_, _, n) => self.with("ago-days", &[("n", n.into())]),
        }
    }

    /// Who wrote something, and when by that device's clock: `by Dilys Pugh, 11:42`.
    #[must_use]
    pub fn author(&self, schedule: &Schedule, zone: &TimeZone, author: &Author) -> String {
        let person = author.person.and_then(|person| schedule.people.get(&person));
        let who = match person {
            Some(name) => name.to_string(),
            None => self.device(schedule, author.device),
        };
        let time = Timestamp::from_second(author.at_s)
            .map_or_else(|_| self.text("time-unknown"), |at| self.moment(at, zone));
        let values = [("who", who.into()), ("time", time.into())];
        if author.doubtful {
            self.with("author-doubtful", &values)
        } else {
            self.with("author", &values)
        }
    }
}
