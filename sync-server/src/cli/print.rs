//! `print`: the board on paper. The words come from the Fluent files of the kiosk, which are the
//! only home of sentences in two languages.

use super::{CliError, ask, unexpected};
use crate::{
    ask::{Answer, Request},
    clock::Clock,
    settings::Settings,
};
use clap::{Args, ValueEnum};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use paper::{PerSheet, Said, Sentences};
use shared::{ids::DayId, schedule::Schedule};
use std::path::PathBuf;
use unic_langid::langid;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The grid of a day on A3.
    Grid,
    /// One A4 for each room and day.
    Doors,
    /// Pitch slips on A4.
    Slips,
    /// The grid without its sessions.
    Blank,
}

/// The language of a print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Language {
    /// English.
    #[default]
    En,
    /// Welsh.
    Cy,
}

/// Slips on a sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Slips {
    /// Two by two.
    #[default]
    #[value(name = "4")]
    Four,
    /// Two by three.
    #[value(name = "6")]
    Six,
}

/// `print`
#[derive(Debug, Args)]
pub struct Print {
    /// What to print
    #[arg(value_enum)]
    form: Form,
    /// Day to print, by its date; may be given more than once [default: every day]
    #[arg(long = "day", value_name = "DATE")]
    days: Vec<String>,
    /// PDF to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Language of its words, and of names that are there in both
    #[arg(long, value_enum, default_value_t)]
    language: Language,
    /// Slips on a sheet
    #[arg(long, value_enum, default_value_t)]
    per_sheet: Slips,
}

impl Print {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let Answer::Board { schedule, board } = ask(settings, Request::Board)? else {
            return Err(unexpected());
        };
        let days = self.days.iter().map(|date| day(&schedule, date)).collect::<Result<Vec<_>, _>>();
        let time = time(&schedule, Clock::start().now().wall_ms);
        let sentences = sentences(&schedule, self.language, (&time, &board))?;
        let per_sheet = match self.per_sheet {
            Slips::Four => PerSheet::Four,
            Slips::Six => PerSheet::Six,
        };
        let form = match self.form {
            Form::Grid => paper::Form::Grid,
            Form::Doors => paper::Form::Doors,
            Form::Slips => paper::Form::Slips { per_sheet },
            Form::Blank => paper::Form::Blank,
        };
        let pdf = paper::print(&schedule, form, &days?, &sentences)?;
        let path = self.out;
        std::fs::write(&path, pdf).map_err(|source| CliError::File { step: "write", path, source })
    }
}

fn day(schedule: &Schedule, date: &str) -> Result<DayId, CliError> {
    let days = schedule.days_in_order();
    let found = days.iter().find(|(_, day)| day.date.value == date).map(|(id, _)| *id);
    found.ok_or_else(|| {
        let known: Vec<_> = days.iter().map(|(_, day)| day.date.value.as_str()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        CliError::Refused(format!("{date} is no day of this event; its days: {known}"))
    })
}

/// `11:42` on the clocks of the venue.
fn time(schedule: &Schedule, wall_ms: i64) -> String {
    let zone = jiff::tz::TimeZone::get(&schedule.event.zone.value);
    let zone = zone.unwrap_or(jiff::tz::TimeZone::UTC);
    let at = jiff::Timestamp::from_millisecond(wall_ms).unwrap_or_default().to_zoned(zone);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn sentences(
    schedule: &Schedule,
    language: Language,
    as_of: (&str, &str),
) -> Result<Sentences, CliError> {
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
        said.map_or_else(|| key.to_owned(), std::borrow::Cow::into_owned)
    };
    Ok(Sentences::of(schedule, language == Language::Cy, as_of, say))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{hub, random::System};

    #[test]
    fn the_sample_is_printed_in_every_form_and_both_languages() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { data: folder.path().join("data"), ..Settings::default() };
        let mut sample = import::sample();
        let date = sample.days[0].date.clone();
        let other = "2031-01-02".to_owned();
        sample.days.truncate(1);
        sample.days.push(shared::programme::Day { date: other.clone(), ..sample.days[0].clone() });
        hub::create(&settings, sample, &mut System).unwrap();
        let print = |form, language, days: &[&str]| {
            let out = folder.path().join("out.pdf");
            let days = days.iter().map(|date| (*date).to_owned()).collect();
            Print { form, days, out: out.clone(), language, per_sheet: Slips::Six }
                .run(&settings)?;
            Ok::<_, CliError>(std::fs::read(out).unwrap())
        };
        for form in [Form::Grid, Form::Doors, Form::Slips, Form::Blank] {
            let pdfs = [Language::En, Language::Cy].map(|language| print(form, language, &[]));
            let [english, welsh] = pdfs.map(Result::unwrap);
            assert!(english.starts_with(b"%PDF-") && welsh.starts_with(b"%PDF-"), "{form:?}");
            assert_ne!(english, welsh, "{form:?}");
        }
        let pages = |days: &[&str]| {
            let pdf = print(Form::Doors, Language::En, days).unwrap();
            lopdf::Document::load_mem(&pdf).unwrap().get_pages().len()
        };
        let (first, second) = (pages(&[&date]), pages(&[&other]));
        assert!(first > 0 && second > 0, "{first} and {second}");
        assert_eq!(pages(&[]), first + second);
        let refused = print(Form::Grid, Language::En, &["1999-01-01"]).unwrap_err().to_string();
        assert!(refused.contains("1999-01-01 is no day") && refused.contains(&date), "{refused}");
    }

    #[test]
    fn a_sheet_has_four_slips_or_six() {
        use clap::Parser as _;
        let typed = |n: &str| {
            let line = ["campboard-server", "print", "slips", "--out", "a.pdf", "--per-sheet", n];
            super::super::Cli::try_parse_from(line).is_ok()
        };
        assert_eq!(["3", "4", "5", "6", "7"].map(typed), [false, true, false, true, false]);
    }

    #[test]
    fn every_word_of_a_print_is_said_in_both_languages() {
        let programme = import::sample();
        let mut schedule = Schedule::default();
        std::sync::Arc::make_mut(&mut schedule.event).name = programme.event.name.into();
        let date = "2026-06-20".to_owned().into();
        let day = shared::schedule::Day { date, ..Default::default() };
        schedule.days.insert(DayId([1; 16]), std::sync::Arc::new(day));
        let of = |language| sentences(&schedule, language, ("11:42", "3f9a")).unwrap();
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
        assert_eq!(time(&schedule, 0), "00:00");
    }
}
