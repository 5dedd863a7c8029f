//! `history`: who did what, for people to read or for a spreadsheet.

use super::{CliError, ask, print, print_lines, unexpected};
use crate::{
    ask::{Answer, Request},
    limits::HISTORY_SHOWN,
    settings::Settings,
};
use clap::Args;

/// `history`
#[derive(Debug, Args)]
pub struct History {
    /// Only what this device did: its name, or the digits that stand in its place
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
    /// Only what was done since then: a time or a day at the event, or how long ago
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    since: Option<String>,
    /// How many of the latest [default: 50; as a table all, at most 10,000]
    #[arg(long, value_name = "COUNT")]
    last: Option<usize>,
    /// Print a table for spreadsheets
    #[arg(long)]
    csv: bool,
}

impl History {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let last = self.last.or((!self.csv).then_some(HISTORY_SHOWN));
        let request = Request::History { device: self.device, since: self.since, last };
        let Answer::History { lines } = ask(settings, request)? else { return Err(unexpected()) };
        if self.csv {
            return print(&import::table::write_table(&lines));
        }
        match lines.get(1..) {
            Some(acts) if !acts.is_empty() => print_lines(acts.iter().map(|act| line(act))),
            Some(_) | None => print("nothing was done that fits\n"),
        }
    }
}

/// One act: `2026-06-20T10:31:00Z  Foyer, Ann Example: place Open data (set 5b1c…)`.
fn line(act: &[String]) -> String {
    let [time, doubt, device, person, kind, about, changes, set] = act else {
        return act.join(" ");
    };
    let doubt = if doubt.is_empty() { "" } else { " (its clock is in doubt)" };
    let person = if person.is_empty() { String::new() } else { format!(", {person}") };
    let about = if about.is_empty() { String::new() } else { format!(" {about}") };
    let changes = if changes == "1" { String::new() } else { format!(", {changes} changes") };
    let set = if set.is_empty() { String::new() } else { format!(", set {set}") };
    let tail = format!("{changes}{set}");
    let tail = tail.strip_prefix(", ").map(|tail| format!(" ({tail})")).unwrap_or_default();
    format!("{time}{doubt}  {device}{person}: {kind}{about}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_a_line() {
        let act = |fields: [&str; 8]| line(&fields.map(str::to_owned));
        assert_eq!(
            act(["2026-06-20T10:31:00Z", "", "Foyer", "Ann", "place", "Open data", "1", "5b1c"]),
            "2026-06-20T10:31:00Z  Foyer, Ann: place Open data (set 5b1c)"
        );
        assert_eq!(
            act(["2026-06-20T10:31:00Z", "yes", "Foyer", "", "import", "", "3", ""]),
            "2026-06-20T10:31:00Z (its clock is in doubt)  Foyer: import (3 changes)"
        );
    }
}
