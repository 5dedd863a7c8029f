//! `proof`.

use super::{CliError, ask, print_lines, rescue, unexpected};
use crate::{
    ask::{Answer, LatestEdit, Proof, Request},
    settings::Settings,
};
use std::process::ExitCode;

/// Says what the server holds and which devices have just the same; exit code 1 unless all do.
pub(super) fn run(settings: &Settings) -> Result<ExitCode, CliError> {
    let Answer::Proven { proof } = ask(settings, Request::Proof)? else { return Err(unexpected()) };
    print_lines(rescue::proven(&proof))?;
    print_lines([verdict(&proof)])?;
    print_lines(proof.devices.iter().filter_map(missing))?;
    Ok(if proof.whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn verdict(proof: &Proof) -> String {
    let of = proof.devices.iter().filter(|device| device.is_member).count();
    let same = proof.devices.iter().filter(|device| device.same).count();
    match (proof.whole, of) {
        (_, 0) => "no device has joined the event yet".to_owned(),
        (true, _) => format!("restored: all {of} devices have just what the server has"),
        (false, _) => format!("{same} of {of} devices have just what the server has"),
    }
}

/// Who may hold something that the server lacks.
fn missing(device: &LatestEdit) -> Option<String> {
    if device.same || !device.is_member {
        return None;
    }
    let waiting = match device.waiting {
        Some(0) if device.connected => "and still catching up".to_owned(),
        Some(0) => "with nothing waiting then".to_owned(),
        Some(1) => "with 1 edit not yet on the server".to_owned(),
        Some(n) => format!("with {n} edits not yet on the server"),
        None => "and did not say what it holds".to_owned(),
    };
    let name = &device.device;
    Some(match (device.connected, device.heard_s) {
        (true, _) => format!("    {name} is connected, {waiting}"),
        (false, Some(at_s)) => {
            format!("    {name} was last heard of at {}, {waiting}", rescue::time(at_s))
        }
        (false, None) => {
            format!("    {name} has not been heard of since this server started: it may hold edits")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(same: bool, heard_s: Option<i64>, waiting: Option<u64>) -> LatestEdit {
        let device = "Foyer".to_owned();
        LatestEdit { device, is_member: true, same, heard_s, waiting, ..LatestEdit::default() }
    }

    #[test]
    fn nothing_is_called_restored_that_is_not() {
        let same = device(true, Some(0), Some(0));
        let proof = |whole, devices| Proof { whole, devices, ..Proof::default() };
        let told = verdict(&proof(true, vec![same.clone(), same.clone()]));
        assert_eq!(told, "restored: all 2 devices have just what the server has");
        let away = device(false, Some(1_781_948_400), Some(3));
        let told = verdict(&proof(false, vec![same.clone(), away.clone()]));
        assert_eq!(told, "1 of 2 devices have just what the server has");
        assert_eq!(
            missing(&away).unwrap(),
            "    Foyer was last heard of at 2026-06-20 09:40:00 UTC, with 3 edits not yet on the server"
        );
        assert!(missing(&device(false, None, None)).unwrap().contains("not been heard of"));
        assert_eq!(missing(&same), None);
    }
}
