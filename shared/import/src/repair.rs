//! What was put right while reading, and where: values that a screen says in its language, and an
//! English line for the command line.

use serde::{Deserialize, Serialize};
use std::fmt;
use strum::{Display, VariantNames};
use thiserror::Error;

use crate::text;

/// One thing that was put right while reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Where in the file.
    pub at: At,
    /// What was wrong and what was done about it.
    pub what: What,
}

impl fmt::Display for Repair {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let one_line = |text: &str| text::line(text).text;
        write!(out, "{}: {}", one_line(&self.at.to_string()), one_line(&self.what.to_string()))
    }
}

/// Where in a file something stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum At {
    /// Nowhere in particular.
    #[default]
    File,
    /// A line, from 1.
    Line(usize),
    /// A path in JSON, or a cell of a table such as `B4`.
    Place(String),
    /// The facts about the event.
    Conference,
    /// The list of rooms.
    Rooms,
    /// The days of a table.
    Day,
    /// The starts of a table.
    Start,
    /// The lengths of a table.
    Length,
}

impl fmt::Display for At {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::File => out.write_str("file"),
            Self::Line(line) => write!(out, "line {line}"),
            Self::Place(place) => out.write_str(place),
            Self::Conference => out.write_str("conference"),
            Self::Rooms => out.write_str("rooms"),
            Self::Day => out.write_str("day"),
            Self::Start => out.write_str("start"),
            Self::Length => out.write_str("length"),
        }
    }
}

/// A text of a session, a room or the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Display, VariantNames)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "each is what its name says")]
pub enum Part {
    Title,
    Subtitle,
    Abstract,
    Description,
    Text,
    Format,
    Language,
    Hosts,
    #[strum(to_string = "host's name")]
    Host,
    Tags,
    Wishes,
    Links,
    Name,
    Acronym,
    Venue,
    Track,
    Stream,
    Room,
}

/// What was wrong, and what was done about it. Values are as the file has them, shortened; dates
/// are like 2026-06-20 and times like 10:30.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize, VariantNames)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "the sentence of each kind says what it is and holds its values")]
pub enum What {
    // Texts.
    #[error("control characters were removed from its {part}")]
    ControlRemoved { part: Part },
    #[error("its {part} has {bytes} bytes, and was cut to {most}")]
    Cut { part: Part, bytes: usize, most: usize },
    #[error("control characters, which XML does not allow, were removed")]
    XmlControl,
    #[error("its title has {}, and is cut on cards", counted(*.n, "character"))]
    TitleLong { n: usize },
    #[error("it has no title: {title} was taken")]
    NoTitle { title: String },
    #[error("its title says that it is cancelled: it was marked so")]
    SaysCancelled,
    #[error("it lists {}: the first {most} were taken", counted(*.n, "person"))]
    ManyHosts { n: usize, most: usize },
    #[error("it has {n} {part}: the first {most} were taken")]
    Many { part: Part, n: usize, most: usize },
    #[error("marks for the direction of writing were removed from a host's name")]
    DirectionRemoved,
    #[error("its link {link} has {bytes} bytes, and was left out")]
    LinkLong { link: String, bytes: usize },
    #[error("its link `{link}` is no http or https address, and was left out")]
    LinkBad { link: String },
    #[error("it has more than {most} links: {link} was left out")]
    ManyLinks { link: String, most: usize },
    #[error("its language `{language}` is no language tag, and was left out")]
    LanguageUnread { language: String },
    #[error("its language is `{language}`: the first, {taken}, was taken")]
    LanguageFirst { language: String, taken: String },
    #[error("“{text}” was read as {}", counted(*.n, "host"))]
    HostsGuessed { text: String, n: usize },
    // The event and its parts.
    #[error("the conference has no title: the file's name, {file}, was taken")]
    NoEventTitle { file: String },
    #[error("the file names no time zone: {zone} was taken, {}; set the event's time zone if it is another", basis(*.fits))]
    NoZone { zone: String, fits: bool },
    #[error("the time zone `{written}` is not known: {zone} was taken, {}; set the event's time zone if it is another", basis(*.fits))]
    ZoneUnknown { written: String, zone: String, fits: bool },
    #[error(
        "its rooms are a list where an object with their names was expected, and were left out"
    )]
    RoomsAreList,
    #[error("this is no session, and was left out")]
    NoSession,
    #[error("it is listed in the room {listed}, but names {own}: the first counts")]
    RoomDiffers { listed: String, own: String },
    #[error("it has no room: it was put in a room called Room not given")]
    NoRoom,
    #[error("it has no guid: {key} was taken")]
    NoGuid { key: String },
    #[error("its guid is too long: {key} was taken")]
    GuidLong { key: String },
    #[error("its guid {id} is also that of another session: {key} was taken")]
    GuidTwice { id: String, key: String },
    // Days and times.
    #[error("the date `{written}` of the day cannot be read")]
    DayDateUnread { written: String },
    #[error("the day has no date, and its sessions wait on the shelf unless they have one")]
    DayWithoutDate,
    #[error("the day is dated {written}, but starts on {date} in {zone}: it was read as {date}")]
    DayMisdated { written: String, date: String, zone: String },
    #[error("the day has no date of its own: it was read as {date}")]
    DayDateTaken { date: String },
    #[error("the file has {date} twice: both were read as one day")]
    DayTwice { date: String },
    #[error("it is {} long, and was shortened to {most}", counted(*.minutes, "minute"))]
    Shortened { minutes: u32, most: u32 },
    #[error("it has a date but no time of day, and waits on the shelf")]
    NoTimeOfDay,
    #[error("its date `{written}` cannot be read")]
    DateUnread { written: String },
    #[error("it has no date and time, and waits on the shelf")]
    NoDateAndTime,
    #[error("it has no date: {start} of the day {date} was taken")]
    DateTaken { start: String, date: String },
    #[error("it starts within a minute: {time} was taken")]
    WithinMinute { time: String },
    #[error("it says start {start}, but its date is {time} in {zone}: the date counts")]
    StartDiffers { start: String, time: String, zone: String },
    #[error(
        "the clocks show {time} twice that night; the board shows it without saying which is meant"
    )]
    ClocksTwice { time: String },
    #[error("the clocks show {time} twice that night and the file does not say which is meant")]
    ClocksTwiceUnsaid { time: String },
    #[error("the clocks skip {time} that night; the board shows it as written")]
    ClocksSkip { time: String },
    #[error("the file lists it on {listed}, but its date is {date}: it was put there")]
    ListedElsewhere { listed: String, date: String },
    #[error("its length `{written}` was read as {} (days:hours:minutes)", counted(*.minutes, "minute"))]
    LengthDoubtful { written: String, minutes: u32 },
    #[error("its length is {}, but its end says {until}: the length counts", counted(*.minutes, "minute"))]
    LengthCounts { minutes: u32, until: u32 },
    #[error("its length `{written}` cannot be read: its end was taken")]
    EndTaken { written: String },
    #[error("its length `{written}` cannot be read: {} taken", were(*.minutes, "minute"))]
    LengthUnread { written: String, minutes: u32 },
    #[error("it has no length: {} taken", were(*.minutes, "minute"))]
    NoLength { minutes: u32 },
    // Tables.
    #[error(
        "it is {encoding} with broken characters: each is shown as \u{fffd}; save the file again as UTF-8"
    )]
    BrokenCharacters { encoding: String },
    #[error(
        "it is not UTF-8, and was read as Windows-1252: look whether names with accents are right, or save the file as UTF-8"
    )]
    ReadAsWindows,
    #[error("the column “{heading}” is not read: say what it holds if it matters")]
    ColumnUnread { heading: String },
    #[error("the column without a heading is not read: say what it holds if it matters")]
    NamelessUnread,
    #[error(
        "the column {column} has no room above it: write its name there; its cells were left out"
    )]
    NoRoomAbove { column: String },
    #[error("row {row} has no title: give it one; it was left out")]
    RowWithoutTitle { row: usize },
    #[error("“{title}” is {state}: it was left out")]
    LeftOut { title: String, state: String },
    #[error("“{text}” is no number of dots: none were taken")]
    DotsUnread { text: String },
    #[error("“{title}” has no time, and a fixed item needs one: give it one; it was left out")]
    FixedWithoutTime { title: String },
    #[error(
        "its id {id} is also that of another row: {key} was taken; give each row an id of its own"
    )]
    IdTwice { id: String, key: String },
    #[error("{}", rows_above(*.n))]
    DayAbove { n: usize },
    #[error("“{written}” was read as {date}, with the month first")]
    MonthFirst { written: String, date: String },
    #[error("the day “{written}” cannot be read: write it as 2026-06-20")]
    DayUnread { written: String },
    #[error(
        "the day “{written}” cannot be read: write it as 2026-06-20; the session waits on the shelf"
    )]
    DayUnreadShelf { written: String },
    #[error("“{text}” is no time and nothing stands beside it: it was left out")]
    AloneAndNoTime { text: String },
    #[error("the row has no time: write it as 10:30-11:15; its sessions wait on the shelf")]
    RowWithoutTime,
    #[error("“{written}” is no time: write it as 10:30-11:15; its sessions wait on the shelf")]
    RowTimeUnread { written: String },
    #[error(
        "the time “{written}” cannot be read: write it as 10:30; the session waits on the shelf"
    )]
    TimeUnread { written: String },
    #[error("the end “{written}” is not after the start: it was left out")]
    EndNotAfter { written: String },
    #[error("the end “{written}” cannot be read: write it as 11:15")]
    EndUnread { written: String },
    #[error("the length “{written}” cannot be read: write it as minutes, such as 45")]
    MinutesUnread { written: String },
    #[error(
        "its time has an offset, and the event's time zone is not known: the time was taken as written"
    )]
    OffsetIgnored,
    #[error("times from 1 to 7 were read as afternoon: none says a.m. or p.m.")]
    Afternoons,
    #[error("the time goes back: the afternoon was taken")]
    BackToAfternoon,
    #[error("the time goes back: the night after the day was taken")]
    BackToNight,
    #[error("its end is before its start: the afternoon was taken")]
    EndInAfternoon,
    #[error("it starts too late for its day: give its date; it waits on the shelf")]
    StartsTooLate,
    #[error(
        "{} until the next time of its day, or {}; write 10:30-11:15 if that is wrong",
        lasts(*.n, "time", "no end"),
        counted(*.minutes, "minute")
    )]
    TimesWithoutEnd { n: usize, minutes: u32 },
    #[error(
        "{} until the next start of its day, or {}; give lengths if that is wrong",
        lasts(*.n, "session", "no end and no length"),
        counted(*.minutes, "minute")
    )]
    SessionsWithoutEnd { n: usize, minutes: u32 },
    #[error("“{title}” stands alone in its row, and was taken for all rooms")]
    ForAllRooms { title: String },
    #[error("“{title}” stands in {} at once: one session in all of them", counted(*.n, "room"))]
    InSeveralRooms { title: String, n: usize },
    #[error("{n} sessions stand in this cell: all are in this room at this time")]
    SeveralInCell { n: usize },
}

impl What {
    /// The name of every kind, as it is written out.
    pub const KINDS: &'static [&'static str] = <Self as VariantNames>::VARIANTS;
}

/// `1 row`, `2 rows`.
fn counted(n: impl TryInto<u64>, one: &str) -> String {
    match n.try_into().unwrap_or(u64::MAX) {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    }
}

/// `1 minute was`, `2 minutes were`.
fn were(n: u32, one: &str) -> String {
    let verb = if n == 1 { "was" } else { "were" };
    format!("{} {verb}", counted(n, one))
}

/// `1 time has no end: it lasts`, `2 times have no end: each lasts`.
fn lasts(n: usize, one: &str, without: &str) -> String {
    match n {
        1 => format!("1 {one} has {without}: it lasts"),
        n => format!("{n} {one}s have {without}: each lasts"),
    }
}

fn rows_above(n: usize) -> String {
    match n {
        1 => "1 row without a day counts to the day above it".to_owned(),
        n => format!("{n} rows without a day count to the day above them"),
    }
}

fn basis(fits: bool) -> &'static str {
    if fits { "which fits its dates" } else { "as its dates have no offset either" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_two_are_two() {
        let cases = [
            (
                What::SessionsWithoutEnd { n: 1, minutes: 1 },
                "1 session has no end and no length: it lasts until the next start of its day, or 1 minute;",
            ),
            (
                What::SessionsWithoutEnd { n: 2, minutes: 45 },
                "2 sessions have no end and no length: each lasts until the next start of its day, or 45 minutes;",
            ),
            (What::TimesWithoutEnd { n: 1, minutes: 30 }, "1 time has no end: it lasts"),
            (What::TimesWithoutEnd { n: 3, minutes: 30 }, "3 times have no end: each lasts"),
            (What::DayAbove { n: 1 }, "1 row without a day counts to the day above it"),
            (What::DayAbove { n: 2 }, "2 rows without a day count to the day above them"),
            (What::NoLength { minutes: 1 }, "it has no length: 1 minute was taken"),
            (What::NoLength { minutes: 30 }, "it has no length: 30 minutes were taken"),
        ];
        for (what, said) in cases {
            assert!(what.to_string().starts_with(said), "{what}");
        }
    }
}
