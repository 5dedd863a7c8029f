//! `erase` and `erased`.

use super::{CliError, ask, print_lines, rescue, unexpected};
use crate::{
    ask::{Answer, EraseAct, ErasedPage, Holder, Request, Whose},
    settings::Settings,
};
use clap::Args;
use std::{
    io::{self, Write as _},
    process::ExitCode,
};

/// `erase`
#[derive(Debug, Args)]
pub struct Erase {
    /// The name of one person, or the id that is told where several are called so
    #[arg(long, value_name = "NAME", required_unless_present = "all_names")]
    person: Option<String>,
    /// Everybody's
    #[arg(long, conflicts_with = "person")]
    all_names: bool,
    /// Do not ask: it cannot be undone
    #[arg(long)]
    yes: bool,
}

impl Erase {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let whose = self.person.map_or(Whose::All, Whose::Person);
        let (names, damaged) = to_erase(settings, whose.clone(), false)?;
        if !self.yes && !is_sure(names, damaged)? {
            return Err(CliError::Refused("nothing was erased".to_owned()));
        }
        let (names, _) = to_erase(settings, whose, true)?;
        let done = format!("{}, for ever", erased(names));
        let next = "`campboard-server erased` says which devices have deleted them".to_owned();
        print_lines([done, next].into_iter().chain(BEYOND.map(str::to_owned)))
    }
}

const BEYOND: [&str; 2] = [
    "out of reach: carried boards and exports, paper, copies elsewhere, and what somebody wrote down",
    "names that were typed into titles, texts, messages and names of devices stay until somebody changes them",
];

fn to_erase(settings: &Settings, whose: Whose, is_sure: bool) -> Result<(u64, u64), CliError> {
    match ask(settings, Request::Erase(EraseAct { whose, is_sure }))? {
        Answer::ToErase { names, damaged } => Ok((names, damaged)),
        _ => Err(unexpected()),
    }
}

fn is_sure(names: u64, damaged: u64) -> Result<bool, CliError> {
    let mut err = io::stderr().lock();
    write!(err, "{}", question(names, damaged))
        .and_then(|()| err.flush())
        .map_err(CliError::Print)?;
    let mut typed = String::new();
    io::stdin().read_line(&mut typed).map_err(CliError::Print)?;
    Ok(typed.trim() == "erase")
}

fn question(names: u64, damaged: u64) -> String {
    let what = if names == 1 { "1 name".to_owned() } else { format!("{names} names") };
    let files = match damaged {
        0 => "Damaged files on other devices keep only what can be read in them.".to_owned(),
        1 => {
            "1 damaged file of this server keeps only what can be read in it, as on other devices."
                .to_owned()
        }
        n => format!(
            "{n} damaged files of this server keep only what can be read in them, as on other devices."
        ),
    };
    format!("{files}\nErase {what} on every device, for ever? This cannot be undone. Type erase: ")
}

/// Prints the certificate; exit code 1 while a device may still hold names.
pub(super) fn certificate(settings: &Settings) -> Result<ExitCode, CliError> {
    let Answer::Erased { page } = ask(settings, Request::Erased)? else { return Err(unexpected()) };
    print_lines(lines(&page))?;
    Ok(if page.whole || page.names == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn erased(names: u64) -> String {
    match names {
        1 => "1 name is erased".to_owned(),
        n => format!("{n} names are erased"),
    }
}

fn time(at_ms: i64) -> String {
    rescue::time(at_ms.div_euclid(1_000))
}

fn lines(page: &ErasedPage) -> Vec<String> {
    if page.names == 0 {
        return vec!["no name is erased".to_owned()];
    }
    let mut lines = vec![erased(page.names)];
    for (by, at_ms, names) in &page.acts {
        let when = at_ms.map(|at_ms| format!(", {}", time(at_ms))).unwrap_or_default();
        lines.push(format!("    {names} at {by}{when}"));
    }
    let gone = page.holders.iter().filter(|one| one.gone_ms.is_some()).count();
    lines.push(format!(
        "{gone} of {} devices and servers say that the names are gone from their disks",
        page.holders.len()
    ));
    lines.extend(page.holders.iter().map(line));
    lines.extend(BEYOND.map(str::to_owned));
    lines
}

fn line(one: &Holder) -> String {
    let role = if one.role.is_empty() { "shown out" } else { &one.role };
    let heard = match one.heard_ms {
        Some(at_ms) => format!("last heard of at {}", time(at_ms)),
        None if one.role == "server" => "it says so when it meets this one".to_owned(),
        None => "not heard of yet".to_owned(),
    };
    let state = match (one.gone_ms, one.failed) {
        (Some(0), _) => "gone".to_owned(),
        (Some(at_ms), _) => format!("gone since {}", time(at_ms)),
        (None, true) => format!("NOT GONE: its disk did not let it, it tries again; {heard}"),
        (None, false) => format!("NOT YET: {heard}"),
    };
    format!("    {} ({role}): {state}", one.device)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_with_the_names_is_said_before() {
        assert!(question(1, 0).contains("Erase 1 name on every device, for ever?"));
        assert!(question(2, 1).starts_with("1 damaged file of this server keeps only"));
        let said = question(2, 3);
        assert!(
            said.starts_with("3 damaged files of this server keep only")
                && said.contains("2 names")
        );
    }

    #[test]
    fn a_certificate_names_who_has_done_it_and_who_has_not() {
        let holder = |device: &str, role: &str| Holder {
            device: device.to_owned(),
            role: role.to_owned(),
            ..Holder::default()
        };
        let at_ms = Some(1_781_948_400_000);
        let page = ErasedPage {
            names: 2,
            acts: vec![("Office laptop".to_owned(), at_ms, 2)],
            holders: vec![
                Holder { failed: true, heard_ms: at_ms, ..holder("Hall tablet", "kiosk") },
                holder("Lent phone", ""),
                Holder { gone_ms: at_ms, ..holder("this server", "server") },
            ],
            whole: false,
        };
        let said = lines(&page).join("\n");
        for part in [
            "2 names are erased\n    2 at Office laptop, 2026-06-20 09:40:00 UTC\n1 of 3 devices",
            "Hall tablet (kiosk): NOT GONE: its disk did not let it",
            "Lent phone (shown out): NOT YET: not heard of yet",
            "this server (server): gone since 2026-06-20 09:40:00 UTC\nout of reach: carried boards",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert_eq!(lines(&ErasedPage::default()), ["no name is erased"]);
    }
}
