//! Another event like one that was: its days, streams, rooms, slots and breaks, without its sessions
//! and whoever was in them.

use super::Programme;
use jiff::{ToSpan as _, civil::Date};

/// Weeks from one year's event to the next, on the same days of the week.
const WEEKS: i64 = 52;
/// Where what comes along says that it came from.
const SOURCE: &str = "like";

impl Programme {
    /// The first of its days, where one has a date.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        self.days.iter().filter_map(|day| day.date.parse().ok()).min()
    }

    /// The frame of another event like this one, whose days begin with `first`.
    ///
    /// ```
    /// use shared::programme::{Day, Programme, Session};
    /// let day = |date: &str| Day { key: date.into(), date: date.into(), ..Day::default() };
    /// let last = Programme {
    ///     days: vec![day("2026-06-19"), day("2026-06-20")],
    ///     sessions: vec![Session::default()],
    ///     ..Programme::default()
    /// };
    /// let next = last.like("2027-06-18".parse().unwrap());
    /// assert_eq!((next.days[1].date.as_str(), next.sessions.len()), ("2027-06-19", 0));
    /// ```
    #[must_use]
    pub fn like(mut self, first: Date) -> Self {
        let before = self.first_day();
        for day in &mut self.days {
            let date = day.date.parse::<Date>().ok();
            let days = before.zip(date).and_then(|(before, date)| before.until(date).ok());
            let shifted = days.and_then(|days| first.checked_add(days).ok());
            if let Some(shifted) = shifted {
                day.date = shifted.to_string();
            }
        }
        self.sessions.clear();
        // What is imported from the old event later is not taken for the same things.
        SOURCE.clone_into(&mut self.event.source);
        self
    }
}

/// When an event that began on `last` begins again: on the same day of the week, not before `today`.
#[must_use]
pub fn next_time(last: Date, today: Date) -> Date {
    let mut next = last;
    for _ in 0..WEEKS {
        match next.checked_add(WEEKS.weeks()) {
            Ok(later) => next = later,
            Err(_) => return next,
        }
        if next >= today {
            break;
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{Day, Fixed, Placement, Room, Session, Slot, When};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn last_year() -> Programme {
        let day = |key: &str, date: &str| Day {
            key: key.to_owned(),
            date: date.to_owned(),
            ..Day::default()
        };
        let lunch = Fixed {
            key: "lunch".to_owned(),
            title: "Lunch".to_owned(),
            title_cy: "Cinio".to_owned(),
            placement: Placement {
                when: When::Timed { day: "main".to_owned(), start: 720, minutes: 60 },
                rooms: Vec::new(),
            },
            streams: Vec::new(),
        };
        let session = Session {
            key: "a".to_owned(),
            title: "Bins".to_owned(),
            hosts: vec!["Mair Example".to_owned()],
            ..Session::default()
        };
        let slot = Slot { key: "s".to_owned(), day: "main".to_owned(), ..Slot::default() };
        Programme {
            days: vec![day("main", "2024-12-31"), day("fringe", "2024-12-30"), day("odd", "soon")],
            rooms: vec![Room { key: "r".to_owned(), capacity: 80, ..Room::default() }],
            slots: vec![slot],
            fixed: vec![lunch],
            sessions: vec![session],
            ..Programme::default()
        }
    }

    #[test]
    fn days_keep_their_distance_and_nobody_comes_along() {
        let last = last_year();
        let next = last.clone().like(date("2027-02-28"));
        let dates: Vec<_> = next.days.iter().map(|day| day.date.as_str()).collect();
        assert_eq!(dates, ["2027-03-01", "2027-02-28", "soon"]);
        assert!(next.sessions.is_empty());
        let json = serde_json::to_string(&next).unwrap();
        assert!(!json.contains("Mair Example") && !json.contains("Bins"));
        assert_eq!((next.rooms, next.slots, next.fixed), (last.rooms, last.slots, last.fixed));
    }

    #[test]
    fn the_next_time_is_the_same_day_of_the_week_and_not_over() {
        let first = date("2026-06-19");
        assert_eq!(next_time(first, date("2026-11-01")), date("2027-06-18"));
        assert_eq!(next_time(first, date("2027-06-18")), date("2027-06-18"));
        assert_eq!(next_time(first, date("2027-06-19")), date("2028-06-16"));
        assert_eq!(next_time(first, date("2026-06-01")), date("2027-06-18"));
        assert_eq!(next_time(Date::MAX, Date::MAX), Date::MAX);
        for year in 0..6 {
            let today = date(&format!("20{}-03-01", 30 + year));
            assert_eq!(next_time(first, today).weekday(), first.weekday());
        }
    }

    #[test]
    fn an_event_without_dates_stays_without() {
        let undated = Programme { days: Vec::new(), ..last_year() };
        assert_eq!(undated.first_day(), None);
        assert_eq!(undated.clone().like(date("2027-01-01")).days, Vec::new());
    }
}
