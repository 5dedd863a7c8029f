//! `sign-in`, `devices` and `revoke`.

use super::{
    CliError, ask,
    commands::{ask_for_words, read_words},
    print, print_lines, rescue, unexpected,
};
use crate::{
    ask::{Answer, OnPage, Request},
    settings::Settings,
};
use clap::Args;
use std::path::PathBuf;

/// `sign-in`
#[derive(Debug, Args)]
pub struct SignIn {
    /// Sign everybody out, and let no link that was printed before work any longer
    #[arg(long)]
    end_all: bool,
}

/// Prints the link that signs somebody in, or signs everybody out.
pub(super) fn sign_in(settings: &Settings, typed: &SignIn) -> Result<(), CliError> {
    if typed.end_all {
        let Answer::Certified = ask(settings, Request::EndSignIns)? else {
            return Err(unexpected());
        };
        return print_lines(["everybody is signed out, and links that were not used are void"]);
    }
    let Answer::SignIn { link } = ask(settings, Request::SignIn)? else { return Err(unexpected()) };
    print(&format!("{}\n", link.0))
}

/// `revoke`
#[derive(Debug, Args)]
pub struct Revoke {
    /// Its name as `devices` prints it, or the first digits of its key
    who: String,
    /// File with the root key's 24 words
    #[arg(long, value_name = "FILE")]
    root_words_file: Option<PathBuf>,
}

impl Revoke {
    pub(super) fn run(self, settings: &Settings) -> Result<(), CliError> {
        let root_words = match &self.root_words_file {
            Some(path) => read_words(path)?,
            None => ask_for_words()?,
        };
        let Self { who, .. } = self;
        let said = format!("{who} takes part no longer: whoever hears of it shuts it out at once");
        let Answer::Certified = ask(settings, Request::Revoke { who, root_words })? else {
            return Err(unexpected());
        };
        print_lines([said])
    }
}

/// Prints the devices.
pub(super) fn run(settings: &Settings) -> Result<(), CliError> {
    let Answer::Wall { page } = ask(settings, Request::Wall)? else { return Err(unexpected()) };
    print_lines(page.devices.iter().map(line))
}

fn line(device: &OnPage) -> String {
    let place = match device.place.as_str() {
        "" => String::new(),
        place => format!(", {place}"),
    };
    let waiting = match device.waiting {
        None => String::new(),
        Some(1) => ", with 1 edit not yet on the server".to_owned(),
        Some(n) => format!(", with {n} edits not yet on the server"),
    };
    let stands = match (device.same, device.connected, device.heard_ms) {
        (true, _, _) => "has everything".to_owned(),
        (false, true, _) => format!("connected{waiting}"),
        (false, false, Some(at_ms)) => {
            format!("last heard of at {}{waiting}", rescue::time(at_ms.div_euclid(1_000)))
        }
        (false, false, None) => "not heard of yet".to_owned(),
    };
    format!("{} ({}{place}): {stands}", device.name, device.role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_one_line() {
        let (name, role) = ("Foyer tablet".to_owned(), "kiosk".to_owned());
        let waiting = Some(3);
        let device = OnPage { name, role, connected: true, waiting, ..OnPage::default() };
        let said = line(&device);
        assert_eq!(said, "Foyer tablet (kiosk): connected, with 3 edits not yet on the server");
        let placed = OnPage { place: "by the door".to_owned(), same: true, ..device };
        assert_eq!(line(&placed), "Foyer tablet (kiosk, by the door): has everything");
    }
}
