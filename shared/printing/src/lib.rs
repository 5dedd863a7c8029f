//! Printing as a command of both ends: `campboard-server print` and `campboard-kiosk print`.
//!
//! What is typed is one [`Print`] at both. The words of a print come from the Fluent files of the
//! kiosk, which are the only home of sentences in two languages. It ends in a file, or with a
//! printer of this machine through CUPS's [`Lp`].

mod lp;
mod said;

pub use lp::{Lp, NotSent, Printer};
pub use said::{sentences, time};

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use paper::PerSheet;
use shared::{ids::DayId, schedule::Schedule};
use std::{io, path::PathBuf};

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
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
pub enum Language {
    /// English.
    #[default]
    En,
    /// Welsh.
    Cy,
}

/// Slips on a sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Slips {
    /// Two by two.
    #[default]
    #[value(name = "4")]
    Four,
    /// Two by three.
    #[value(name = "6")]
    Six,
}

/// `print`
#[derive(Debug, Clone, Args)]
pub struct Print {
    /// What to print.
    #[arg(value_enum)]
    pub form: Form,
    /// Day to print, by its date; may be given more than once [default: every day].
    #[arg(long = "day", value_name = "DATE")]
    pub days: Vec<String>,
    /// PDF to write.
    #[arg(long, value_name = "FILE", required_unless_present = "printer")]
    pub out: Option<PathBuf>,
    /// Printer of this machine to send it to, as `lpstat -e` names it.
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
    /// Language of its words, and of names that are there in both.
    #[arg(long, value_enum, default_value_t)]
    pub language: Language,
    /// Slips on a sheet.
    #[arg(long, value_enum, default_value_t)]
    pub per_sheet: Slips,
}

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum NotPrinted {
    /// The event has no such day.
    #[error("{date} is no day of this event; its days: {known}")]
    NoDay {
        /// What was typed.
        date: String,
        /// The days that there are.
        known: String,
    },
    /// The PDF was not made.
    #[error(transparent)]
    Paper(#[from] paper::NotPrinted),
    /// The file was not written.
    #[error("write {}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The printer did not take it.
    #[error("print on {printer}")]
    Printer {
        /// The printer.
        printer: String,
        /// The cause.
        #[source]
        source: NotSent,
    },
}

impl Print {
    /// Prints a schedule as it is at this time. `board` is its short digest.
    ///
    /// # Errors
    /// When there is no such day, or when nothing could be written or sent.
    pub fn run(&self, schedule: &Schedule, board: &str, at: Timestamp) -> Result<(), NotPrinted> {
        let pdf = self.pdf(schedule, board, at)?;
        if let Some(path) = &self.out {
            std::fs::write(path, &pdf)
                .map_err(|source| NotPrinted::File { path: path.clone(), source })?;
        }
        if let Some(printer) = &self.printer {
            Lp::default()
                .send(printer, self.form(), &pdf)
                .map_err(|source| NotPrinted::Printer { printer: printer.clone(), source })?;
        }
        Ok(())
    }

    /// The bytes of the PDF.
    ///
    /// # Errors
    /// When there is no such day.
    pub fn pdf(
        &self,
        schedule: &Schedule,
        board: &str,
        at: Timestamp,
    ) -> Result<Vec<u8>, NotPrinted> {
        let days = self.days.iter().map(|date| day(schedule, date)).collect::<Result<Vec<_>, _>>();
        let time = time(schedule, at);
        let sentences = sentences(schedule, self.language, (&time, board));
        Ok(paper::print(schedule, self.form(), &days?, &sentences)?)
    }

    fn form(&self) -> paper::Form {
        match self.form {
            Form::Grid => paper::Form::Grid,
            Form::Doors => paper::Form::Doors,
            Form::Slips => paper::Form::Slips {
                per_sheet: match self.per_sheet {
                    Slips::Four => PerSheet::Four,
                    Slips::Six => PerSheet::Six,
                },
            },
            Form::Blank => paper::Form::Blank,
        }
    }
}

fn day(schedule: &Schedule, date: &str) -> Result<DayId, NotPrinted> {
    let days = schedule.days_in_order();
    let found = days.iter().find(|(_, day)| day.date.value == date).map(|(id, _)| *id);
    found.ok_or_else(|| {
        let known: Vec<_> = days.iter().map(|(_, day)| day.date.value.as_str()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        NotPrinted::NoDay { date: date.to_owned(), known }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use std::sync::Arc;

    #[derive(Debug, Parser)]
    struct Typed {
        #[command(flatten)]
        print: Print,
    }

    fn typed(line: &str) -> Result<Print, clap::Error> {
        Typed::try_parse_from(["print"].into_iter().chain(line.split(' '))).map(|it| it.print)
    }

    /// Two days of the sample's rooms.
    fn schedule() -> Schedule {
        let mut schedule = Schedule::default();
        for (n, date) in [(1, "2026-06-20"), (2, "2031-01-02")] {
            let date = date.to_owned().into();
            let day = shared::schedule::Day { date, ..Default::default() };
            schedule.days.insert(DayId([n; 16]), Arc::new(day));
        }
        for (n, room) in (1..).zip(import::sample().rooms) {
            let room = shared::schedule::Room { name: room.name.into(), ..Default::default() };
            schedule.rooms.insert(shared::ids::RoomId([n; 16]), Arc::new(room));
        }
        schedule
    }

    #[test]
    fn every_form_is_printed_in_both_languages_and_for_the_chosen_days() {
        let schedule = schedule();
        let print = |line: &str| typed(line).unwrap().pdf(&schedule, "3f9a", Timestamp::UNIX_EPOCH);
        for form in ["grid", "doors", "slips", "blank"] {
            let english = print(&format!("{form} --out a.pdf")).unwrap();
            let welsh = print(&format!("{form} --out a.pdf --language cy --per-sheet 6")).unwrap();
            assert!(english.starts_with(b"%PDF-") && welsh.starts_with(b"%PDF-"), "{form:?}");
            assert_ne!(english, welsh, "{form:?}");
        }
        let pages = |days: &str| {
            let pdf = print(&format!("doors --out a.pdf{days}")).unwrap();
            lopdf::Document::load_mem(&pdf).unwrap().get_pages().len()
        };
        let (first, second) = (pages(" --day 2026-06-20"), pages(" --day 2031-01-02"));
        assert!(first > 0 && second > 0, "{first} and {second}");
        assert_eq!(pages(""), first + second);
        let refused = print("grid --out a.pdf --day 1999-01-01").unwrap_err().to_string();
        assert!(refused.contains("1999-01-01 is no day"), "{refused}");
        assert!(refused.contains("2026-06-20, 2031-01-02"), "{refused}");
    }

    #[test]
    fn a_sheet_has_four_slips_or_six() {
        let sheet = |n: &str| typed(&format!("slips --out a.pdf --per-sheet {n}")).is_ok();
        assert_eq!(["3", "4", "5", "6", "7"].map(sheet), [false, true, false, true, false]);
    }

    #[test]
    fn a_print_goes_somewhere() {
        assert!(typed("grid --printer hall").is_ok());
        assert!(typed("grid --language cy").is_err());
    }
}
