//! The board on paper out of a kiosk's own file: while the kiosk runs, and without a server.

use super::Camp;
use lopdf::Document;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use venue::{Bins, Kiosk, Program};

fn print(kiosk: &Kiosk, line: &[&str], path: Option<&str>) -> Output {
    let program = Bins::find().unwrap().path(Program::Kiosk).unwrap();
    let mut command = Command::new(program);
    command.arg("--data").arg(kiosk.folder()).arg("print").args(line);
    if let Some(path) = path {
        command.env("PATH", path);
    }
    command.output().unwrap()
}

/// The four characters of a print.
fn board(pdf: &Path) -> String {
    let text = Document::load(pdf).unwrap().extract_text(&[1]).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, rest) = text.split_once(", board ").unwrap_or_else(|| panic!("{text}"));
    rest.chars().take(4).collect()
}

#[test]
fn a_kiosk_prints_while_it_runs_without_a_server_and_as_the_server_does() {
    let mut camp = Camp::sample();
    let mut foyer = camp.volunteer("foyer");
    foyer.pitch("Dry stone walls").unwrap();
    foyer.synced().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = |name: &str| folder.path().join(name);
    let of_server = out("server.pdf");
    let line = ["grid", "--out", of_server.to_str().unwrap()];
    camp.venue.server.must("print", &line).unwrap();
    let here = out("kiosk.pdf");
    let done = print(&foyer, &["grid", "--out", here.to_str().unwrap()], None);
    assert!(done.status.success(), "{done:?}");
    assert_eq!(board(&here), board(&of_server));

    assert!(camp.server().stop().unwrap().success());
    foyer.pitch("Hedges and ditches").unwrap();
    let later = out("later.pdf");
    let done = print(&foyer, &["grid", "--out", later.to_str().unwrap()], None);
    assert!(done.status.success(), "{done:?}");
    assert_ne!(board(&later), board(&here), "what was edited since is on it");
    foyer.pitch("The kiosk goes on").unwrap();

    let refused = print(&foyer, &["grid", "--day", "1999-01-01", "--out", "no.pdf"], None);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("1999-01-01 is no day"), "{said}");
    foyer.stop().unwrap();
    let alone =
        print(&foyer, &["slips", "--language", "cy", "--out", here.to_str().unwrap()], None);
    assert!(alone.status.success(), "{alone:?}");
}

#[cfg(unix)]
#[test]
fn a_kiosk_gives_a_print_to_a_printer_of_its_machine() {
    use std::os::unix::fs::PermissionsExt as _;
    let camp = Camp::sample();
    let foyer = camp.volunteer("foyer");
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().display();
    let lp = folder.path().join("lp");
    let script = |text: &str| {
        fs::write(&lp, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&lp, fs::Permissions::from_mode(0o755)).unwrap();
    };
    script(&format!("echo \"$@\" > {at}/line; cat > {at}/taken"));
    let path = format!("{at}:/usr/bin:/bin");
    let done = print(&foyer, &["doors", "--printer", "Hall"], Some(&path));
    assert!(done.status.success(), "{done:?}");
    assert!(fs::read(folder.path().join("taken")).unwrap().starts_with(b"%PDF-"));
    let line = fs::read_to_string(folder.path().join("line")).unwrap();
    assert!(line.starts_with("-d Hall ") && line.contains("media=A4"), "{line}");

    script("echo 'lp: The printer is not there.' >&2; exit 1");
    let refused = print(&foyer, &["grid", "--printer", "Attic"], Some(&path));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("print on Attic"), "{said}");
    assert!(said.contains("The printer is not there"), "{said}");
    let none = print(&foyer, &["grid", "--printer", "Attic"], Some("/nowhere"));
    let said = String::from_utf8_lossy(&none.stderr).into_owned();
    assert!(!none.status.success() && said.contains("CUPS is not installed"), "{said}");
}
