//! The days of a schedule, and on which of them a session is and when: on the wall clock of the
//! event's zone.

use crate::{At, What};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::limits::{DAY_MINUTES_MAX, MINUTES_DEFAULT};
use crate::raw::{Event, Schedule};
use crate::report::{Report, clip};
use crate::time::{self, Clocks, Moment, ThreeParts, Zone};

/// The days and what is needed to read times.
pub(crate) struct Calendar {
    pub zone: Zone,
    days: Vec<Day>,
    /// For each day of the file, its place in `days`.
    listed: Vec<Option<usize>>,
    style: ThreeParts,
}

struct Day {
    date: Date,
    /// When it starts and ends, if the file says so.
    start: Option<Timestamp>,
    end: Option<Timestamp>,
}

/// When a session is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Timed {
    pub day: String,
    pub start: u32,
    pub minutes: u32,
}

impl Calendar {
    /// Settles the zone and the days.
    pub fn new(raw: &Schedule, report: &mut Report) -> Self {
        let zone = settle_zone(raw, report);
        let lengths = events(raw).map(|event| event.duration.as_str());
        let style = time::three_parts(lengths);
        let mut calendar = Self { zone, days: Vec::new(), listed: Vec::new(), style };
        for day in &raw.days {
            let index = calendar.settle_day(day, report);
            calendar.listed.push(index);
        }
        calendar
    }

    /// Dates of the days, in order.
    pub fn dates(&self) -> Vec<Date> {
        let mut dates: Vec<Date> = self.days.iter().map(|day| day.date).collect();
        dates.sort();
        dates
    }

    fn settle_day(&mut self, day: &crate::raw::Day, report: &mut Report) -> Option<usize> {
        let rules = &self.zone.rules;
        let start = Moment::parse(&day.start).filter(|_| time::has_time(&day.start));
        let end = Moment::parse(&day.end).filter(|_| time::has_time(&day.end));
        let written = time::date(&day.date);
        if written.is_none() && !day.date.trim().is_empty() {
            report.add(&day.at, What::DayDateUnread { written: clip(&day.date) });
        }
        let started = start.map(|moment| moment.in_zone(rules).date());
        let earliest = || {
            let moments = day
                .rooms
                .iter()
                .flat_map(|(_, events)| events)
                .filter_map(|event| Moment::parse(&event.date));
            moments.map(|moment| moment.in_zone(rules).date()).min()
        };
        let Some(date) = started.or(written).or_else(earliest) else {
            report.add(&day.at, What::DayWithoutDate);
            return None;
        };
        match written {
            Some(written) if written != date => report.add(
                &day.at,
                What::DayMisdated {
                    written: written.to_string(),
                    date: date.to_string(),
                    zone: self.zone.name.clone(),
                },
            ),
            None => report.add(&day.at, What::DayDateTaken { date: date.to_string() }),
            Some(_) => {}
        }
        let start = start.and_then(|moment| moment.instant_in(rules));
        let end = end.and_then(|moment| moment.instant_in(rules));
        if let Some(index) = self.find(date) {
            report.add(&day.at, What::DayTwice { date: date.to_string() });
            if let Some(known) = self.days.get_mut(index) {
                known.end = known.end.max(end);
            }
            return Some(index);
        }
        self.days.push(Day { date, start, end });
        Some(self.days.len() - 1)
    }

    fn find(&self, date: Date) -> Option<usize> {
        self.days.iter().position(|day| day.date == date)
    }

    fn find_or_add(&mut self, date: Date) -> usize {
        self.find(date).unwrap_or_else(|| {
            self.days.push(Day { date, start: None, end: None });
            self.days.len() - 1
        })
    }

    /// When a session of the `listed`th day of the file is; `None` when the file does not say.
    pub fn place(&mut self, event: &Event, listed: usize, report: &mut Report) -> Option<Timed> {
        let day = self.listed.get(listed).copied().flatten();
        let moment = self.moment(event, day, report)?;
        let civil = moment.in_zone(&self.zone.rules);
        self.report_clock(event, moment, civil, report);
        let day = self.day_of(event, day, moment, civil, report);
        let date = self.days.get(day)?.date;
        let start = u32::try_from(time::wall_minutes(date, civil)?).ok()?;
        let minutes = self.minutes(event, moment, report);
        let longest = DAY_MINUTES_MAX.saturating_sub(start);
        if minutes > longest {
            report.add(&event.at, What::Shortened { minutes, most: longest });
        }
        Some(Timed { day: date.to_string(), start, minutes: minutes.min(longest) })
    }

    fn moment(&self, event: &Event, day: Option<usize>, report: &mut Report) -> Option<Moment> {
        let start = time::time_of_day(&event.start);
        let at = |date: Date, minutes: u32| {
            let midnight = date.to_datetime(jiff::civil::Time::midnight());
            midnight.checked_add(jiff::SignedDuration::from_mins(i64::from(minutes))).ok()
        };
        let floating = |civil: DateTime| Moment { civil, offset: None };
        if let Some(moment) = Moment::parse(&event.date) {
            if time::has_time(&event.date) {
                return Some(moment);
            }
            let Some(start) = start else {
                report.add(&event.at, What::NoTimeOfDay);
                return None;
            };
            return at(moment.civil.date(), start).map(floating);
        }
        if !event.date.trim().is_empty() {
            report.add(&event.at, What::DateUnread { written: clip(&event.date) });
        }
        let (Some(start), Some(day)) = (start, day.and_then(|index| self.days.get(index))) else {
            report.add(&event.at, What::NoDateAndTime);
            return None;
        };
        let opens = day.start.map_or(0, |instant| {
            let opens = self.zone.rules.to_datetime(instant);
            if opens.date() == day.date {
                u32::from(opens.hour().unsigned_abs()) * 60
                    + u32::from(opens.minute().unsigned_abs())
            } else {
                0
            }
        });
        let night = if start < opens { 1_440 } else { 0 };
        report.add(
            &event.at,
            What::DateTaken { start: clip(&event.start), date: day.date.to_string() },
        );
        at(day.date, start + night).map(floating)
    }

    fn report_clock(&self, event: &Event, moment: Moment, civil: DateTime, report: &mut Report) {
        let shown = format!("{:02}:{:02}", civil.hour(), civil.minute());
        if civil.second() != 0 || civil.subsec_nanosecond() != 0 {
            report.add(&event.at, What::WithinMinute { time: shown.clone() });
        }
        let minutes =
            civil.hour().unsigned_abs() as u32 * 60 + civil.minute().unsigned_abs() as u32;
        if time::time_of_day(&event.start).is_some_and(|start| start != minutes) {
            report.add(
                &event.at,
                What::StartDiffers {
                    start: clip(&event.start),
                    time: shown.clone(),
                    zone: self.zone.name.clone(),
                },
            );
        }
        match (time::clocks(&self.zone.rules, civil), moment.offset) {
            (Clocks::Once, _) => {}
            (Clocks::Twice, Some(_)) => report.add(&event.at, What::ClocksTwice { time: shown }),
            (Clocks::Twice, None) => report.add(&event.at, What::ClocksTwiceUnsaid { time: shown }),
            (Clocks::Never, _) => {
                report.add(&event.at, What::ClocksSkip { time: shown });
            }
        }
    }

    /// The day of the file, as long as the session starts on it or in the night after it.
    fn day_of(
        &mut self,
        event: &Event,
        listed: Option<usize>,
        moment: Moment,
        civil: DateTime,
        report: &mut Report,
    ) -> usize {
        let own = self.find(civil.date());
        let Some(index) = listed else {
            return self.find_or_add(civil.date());
        };
        let Some(day) = self.days.get(index) else {
            return self.find_or_add(civil.date());
        };
        let minutes = time::wall_minutes(day.date, civil).unwrap_or(-1);
        let fits = match minutes {
            0..1_440 => true,
            1_440..2_880 => {
                own.is_none() || belongs_to_night(day, moment, minutes, &self.zone.rules)
            }
            _ => false,
        };
        if fits {
            return index;
        }
        let (date, own_date) = (day.date, civil.date());
        report.add(
            &event.at,
            What::ListedElsewhere { listed: date.to_string(), date: own_date.to_string() },
        );
        self.find_or_add(own_date)
    }

    fn minutes(&self, event: &Event, moment: Moment, report: &mut Report) -> u32 {
        let end = Moment::parse(&event.end).filter(|_| time::has_time(&event.end));
        let until_end = end
            .and_then(|end| {
                time::minutes_between(
                    moment.instant_in(&self.zone.rules)?,
                    end.instant_in(&self.zone.rules)?,
                )
            })
            .filter(|minutes| *minutes > 0);
        let written = event.duration.trim();
        let length = time::length(written, self.style).filter(|length| length.minutes > 0);
        match (length, until_end) {
            (Some(length), until) => {
                if length.doubtful {
                    report.add(
                        &event.at,
                        What::LengthDoubtful { written: clip(written), minutes: length.minutes },
                    );
                }
                if let Some(until) = until.filter(|until| *until != length.minutes) {
                    report.add(&event.at, What::LengthCounts { minutes: length.minutes, until });
                }
                length.minutes
            }
            (None, Some(until)) => {
                if !written.is_empty() {
                    report.add(&event.at, What::EndTaken { written: clip(written) });
                }
                until
            }
            (None, None) => {
                let minutes = MINUTES_DEFAULT;
                let written = clip(written);
                let none = written.is_empty();
                let unread = What::LengthUnread { written, minutes };
                report.add(&event.at, if none { What::NoLength { minutes } } else { unread });
                MINUTES_DEFAULT
            }
        }
    }
}

/// Whether a session after midnight is still within the day before: until that day's end, or until
/// noon when the file gives no end.
fn belongs_to_night(day: &Day, moment: Moment, minutes: i64, rules: &TimeZone) -> bool {
    match (day.end, moment.instant_in(rules)) {
        (Some(end), Some(instant)) => instant < end,
        _ => minutes < 1_440 + 720,
    }
}

fn events(raw: &Schedule) -> impl Iterator<Item = &Event> {
    raw.days.iter().flat_map(|day| &day.rooms).flat_map(|(_, events)| events)
}

fn settle_zone(raw: &Schedule, report: &mut Report) -> Zone {
    let written = raw.zone.trim();
    if let Some(zone) = Zone::named(written) {
        return zone;
    }
    let dates = events(raw)
        .filter_map(|event| Moment::parse(&event.date))
        .filter(|moment| moment.offset.is_some());
    let mut moments: Vec<Moment> = dates.collect();
    if moments.is_empty() {
        moments = raw.days.iter().filter_map(|day| Moment::parse(&day.start)).collect();
    }
    let zone = time::zone_of_offsets(&moments);
    let fits = moments.iter().any(|moment| moment.offset.is_some());
    let (named, written) = (zone.name.clone(), clip(written));
    let what = if written.is_empty() {
        What::NoZone { zone: named, fits }
    } else {
        What::ZoneUnknown { written, zone: named, fits }
    };
    report.add(&At::Conference, what);
    zone
}
