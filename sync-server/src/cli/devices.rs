//! `sign-in` and `devices`.

use super::{CliError, ask, print, print_lines, rescue, unexpected};
use crate::{
    ask::{Answer, OnPage, Request},
    settings::Settings,
};

/// Prints the link that signs somebody in.
pub(super) fn sign_in(settings: &Settings) -> Result<(), CliError> {
    let Answer::SignIn { link } = ask(settings, Request::SignIn)? else { return Err(unexpected()) };
    print(&format!("{}\n", link.0))
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
