//! `new`.

use super::{CliError, print, print_repairs, read_schedule, table::Table};
use crate::{clock::local_zone, hub, random::System, settings::Settings};
use clap::Args;
use jiff::{civil::Date, tz::TimeZone};
use std::path::PathBuf;

/// Create an event in an empty data folder
#[derive(Debug, Args)]
#[command(after_help = "\
The template has a fringe day with two streams and no slots, then a main day of 8 rooms and 5 slots
of 45 minutes with 15 to change rooms. All of it can be changed on a kiosk of an organiser.

The 24 words that are printed are the root key. They are shown once and kept nowhere: write them
down. Whoever has them can invite organisers and certify another server.

Examples:
  campboard-server new --name 'LocalGovCamp' --date 2026-06-19 --zone Europe/London
  campboard-server new --sample
  campboard-server new --import schedule.xml
  campboard-server new --like last-year.json --date 2027-06-18 --name 'LocalGovCamp 2027'
  campboard-server new --import grid.csv --day 2026-06-20 --zone Europe/London
  campboard-server new --import pitches.csv --map 'Idea=title' --map C=hosts")]
pub struct New {
    /// Fill it with a made-up LocalGovCamp, to look around
    #[arg(long, conflicts_with_all = ["import", "like", "name", "date", "zone"])]
    sample: bool,
    /// Fill it with a schedule (frab XML, frab or pretalx JSON, CSV, an export)
    #[arg(long, value_name = "FILE", conflicts_with = "date")]
    import: Option<PathBuf>,
    /// Begin like an event that was: its days from --date on, streams, rooms, slots and breaks, but
    /// no sessions and no people. Look at the information page, which comes along
    #[arg(long, value_name = "FILE", conflicts_with = "import", requires = "date")]
    like: Option<PathBuf>,
    #[command(flatten)]
    table: Table,
    /// Name of the event [default with --import and --like: that of the file]
    #[arg(
        long,
        required_unless_present_any = ["sample", "import", "like"],
        value_parser = event_name
    )]
    name: Option<String>,
    /// First day, the fringe day; the main day follows
    #[arg(
        long,
        value_name = "YYYY-MM-DD",
        required_unless_present_any = ["sample", "import"],
        value_parser = first_day
    )]
    date: Option<Date>,
    /// Time zone, such as Europe/London [default: that of the file, or of this machine]
    #[arg(long, value_parser = time_zone)]
    zone: Option<String>,
    /// Print one JSON object (event, words, join) for a script
    #[arg(long)]
    json: bool,
}

impl New {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let mut programme = if self.sample {
            import::sample()
        } else if let Some(file) = self.import.as_ref().or(self.like.as_ref()) {
            let options = self.table.options(self.zone.clone().unwrap_or_else(local_zone));
            let imported = read_schedule(file, &options)?;
            print_repairs(&imported)?;
            let mut programme = match self.date.filter(|_| self.like.is_some()) {
                Some(first) => imported.programme.like(first),
                None => imported.programme,
            };
            if let Some(name) = self.name {
                programme.event.name = name;
            }
            if let Some(zone) = self.zone {
                programme.event.zone = zone;
            }
            let file = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
            import::settle(&mut programme, &file, &local_zone());
            programme
        } else {
            let name = self.name.unwrap_or_default();
            let date = self.date.map(|date| date.to_string()).unwrap_or_default();
            import::template(&name, &date, &self.zone.unwrap_or_else(local_zone))
        };
        if programme.event.source.is_empty() {
            programme.event.source = "template".to_owned();
        }
        let created = hub::create(settings, programme, &mut System)?;
        let (words, join) = (&created.words.0, &created.join.0);
        let text = if self.json {
            let event = created.event.to_string();
            format!("{}\n", serde_json::json!({ "event": event, "words": words, "join": join }))
        } else {
            let folder = settings.data.display();
            format!(
                "Event {} is in {folder}.\n\n{}\n\n\
                 These 24 words are the root key: they are shown this once and kept nowhere, so write \
                 them down and lock them away; whoever has them can invite organisers.\n\n\
                 The first organiser joins with this link, which works once, while the server runs \
                 (campboard-server serve):\n{join}\n",
                created.event.short(),
                numbered(words),
            )
        };
        print(&text).inspect_err(|_| {
            // Nobody has seen the words: the event would be without organisers for ever. The first
            // error is the one to tell.
            let _ = store::set_aside(&crate::folder::store(&settings.data));
        })
    }
}

fn event_name(text: &str) -> Result<String, &'static str> {
    let name = text.trim();
    if name.is_empty() { Err("an event needs a name") } else { Ok(name.to_owned()) }
}

pub(super) fn first_day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "a day that exists is needed, as year-month-day: 2026-06-19")
}

fn time_zone(text: &str) -> Result<String, &'static str> {
    let known = TimeZone::get(text).is_ok();
    let wanted = "a time zone is named by a place, such as Europe/London, or Etc/UTC";
    if known { Ok(text.to_owned()) } else { Err(wanted) }
}

/// The words in lines of six with their places, easy to copy by hand.
fn numbered(words: &str) -> String {
    let words: Vec<_> = words.split(' ').zip(1..).collect();
    let line = |line: &[(&str, u32)]| {
        line.iter().map(|(word, place)| format!("{place:>4} {word:<9}")).collect::<String>()
    };
    let lines: Vec<_> = words.chunks(6).map(|six| line(six).trim_end().to_owned()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ask::{Answer, Request},
        cli::{Cli, Command, ask},
    };
    use clap::Parser as _;

    #[test]
    fn what_an_event_cannot_have_is_refused() {
        for day in ["19.06.2026", "2026-13-19", "2026-02-30", ""] {
            assert!(first_day(day).unwrap_err().contains("2026-06-19"), "{day}");
        }
        assert!(event_name(" ").is_err());
        assert_eq!(event_name(" LocalGovCamp ").unwrap(), "LocalGovCamp");
        for zone in ["Europe/Londn", "BST+1", "../../etc/passwd", ""] {
            assert!(time_zone(zone).is_err(), "{zone}");
        }
        assert!(time_zone("Europe/London").is_ok() && time_zone("Etc/UTC").is_ok());
    }

    #[test]
    fn a_table_becomes_an_event_with_what_only_a_person_knows() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("camp.csv");
        std::fs::write(&file, "Thing,Spot,From\nPotholes,Hall,10:30\nBins,Hall,11:30\n").unwrap();
        let settings = Settings { data: folder.path().join("data"), ..Settings::default() };
        let run = |typed: &[&str]| {
            let line = ["campboard-server", "new", "--json", "--import", file.to_str().unwrap()];
            let cli = Cli::try_parse_from(line.iter().chain(typed)).unwrap();
            let Command::New(new) = cli.command else { panic!("{typed:?}") };
            new.run(&settings)
        };
        let titles = run(&[]).unwrap_err().to_string();
        assert!(titles.contains("--map 'A=") && titles.contains("Thing"), "{titles}");
        let map = ["--map", "Thing=title", "--map", "Spot=room", "--map", "From=start"];
        let day = run(&map).unwrap_err().to_string();
        assert!(day.contains("--day 2026-06-20"), "{day}");
        let all = [&map[..], &["--day", "2026-06-20", "--zone", "Europe/London", "--name", "Camp"]];
        run(&all.concat()).unwrap();
        let exported = ask(&settings, Request::Export).unwrap();
        let Answer::Exported { programme } = exported else { panic!("no export") };
        assert_eq!((programme.sessions.len(), programme.rooms.len()), (2, 1));
        assert_eq!(programme.days[0].date, "2026-06-20");
        assert_eq!(
            (programme.event.name, programme.event.zone),
            ("Camp".into(), "Europe/London".into())
        );
    }

    #[test]
    fn an_event_begins_like_last_year_s_without_its_people() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("last-year.json");
        let mut last = import::sample();
        last.event.source = "camp-2025".to_owned();
        std::fs::write(&file, serde_json::to_vec(&last).unwrap()).unwrap();
        let settings = Settings { data: folder.path().join("data"), ..Settings::default() };
        let line = ["campboard-server", "new", "--json", "--like", file.to_str().unwrap()];
        let undated = Cli::try_parse_from(line).unwrap_err().to_string();
        assert!(undated.contains("--date"), "{undated}");
        let more = ["--date", "2027-06-18", "--name", "Camp 2027"];
        let cli = Cli::try_parse_from(line.iter().chain(&more)).unwrap();
        let Command::New(new) = cli.command else { panic!("new") };
        new.run(&settings).unwrap();
        let exported = ask(&settings, Request::Export).unwrap();
        let Answer::Exported { programme } = exported else { panic!("no export") };
        assert!(programme.sessions.is_empty());
        assert_eq!(programme.first_day(), Some("2027-06-18".parse().unwrap()));
        let counts = |of: &shared::programme::Programme| {
            (of.days.len(), of.rooms.len(), of.slots.len(), of.streams.len(), of.fixed.len())
        };
        assert_eq!(counts(&programme), counts(&last));
        assert_eq!(programme.event.name, "Camp 2027");
        let bytes = std::fs::read(crate::folder::store(&settings.data)).unwrap();
        let host = last.sessions.iter().flat_map(|session| &session.hosts).next().unwrap();
        assert!(!bytes.windows(host.len()).any(|window| window == host.as_bytes()), "{host}");
    }

    #[test]
    fn the_words_are_in_order() {
        let words: Vec<_> = (1..=24).map(|n| format!("word{n}")).collect();
        let text = numbered(&words.join(" "));
        assert_eq!(text.lines().count(), 4);
        let read: Vec<_> = text.split_whitespace().skip(1).step_by(2).collect();
        assert_eq!(read, words);
    }
}
