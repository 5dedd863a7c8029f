//! Rules that no compiler holds: who knows whom, how long a file is, what text must not be in it.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking, also in their helpers")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use venue::{Bins, Process, Program};

/// Lines of a file that a person can keep in mind. A longer one says why it is.
const LINES_MAX: usize = 500;
const LONG_BECAUSE: &str = "// tidy: long because ";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// All files of the project with this ending below a folder, by their path in the project.
fn files(below: &str, ending: &str) -> Vec<(String, String)> {
    let root = root();
    let mut found = Vec::new();
    let mut folders = vec![root.join(below)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            if entry.file_type().unwrap().is_dir() {
                if !["target", ".git"].contains(&&*name) {
                    folders.push(path);
                }
            } else if name.ends_with(ending) {
                let shown = path.strip_prefix(&root).unwrap().display().to_string();
                found.push((shown, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no {ending} below {below:?}");
    found
}

fn must_be_none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}\n{}", broken.join("\n"));
}

/// Every line in which one of these words stands.
fn lines_with(files: &[(String, String)], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files {
        for (number, line) in (1..).zip(text.lines()) {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{path}:{number}: {}", line.trim()));
            }
        }
    }
    found
}

/// Names of the dependencies of a package, without those of its tests.
fn dependencies(package: &str) -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join(package).join("Cargo.toml")).unwrap();
    let mut names = BTreeSet::new();
    let mut counts = false;
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            counts = section.trim_end_matches(']').ends_with("dependencies")
                && !section.contains("dev-dependencies");
        } else if let Some((name, _)) = line.split_once(['.', '=', ' ']).filter(|_| counts) {
            names.insert(name.to_owned());
        }
    }
    assert!(!names.is_empty(), "{package} has no dependencies");
    names
}

#[test]
fn packages_know_only_whom_they_may() {
    let screens = ["eframe", "egui", "kiosk"];
    let wires = ["tokio", "axum", "tokio-tungstenite", "sync-server"];
    let disks = ["rusqlite", "store"];
    let mut broken = Vec::new();
    for (package, strangers) in [
        ("shared", [&screens[..], &wires, &disks, &["import", "getrandom", "tracing"]].concat()),
        ("shared/store", [&screens[..], &wires].concat()),
        ("shared/import", [&screens[..], &wires, &disks].concat()),
        ("shared/paper", [&screens[..], &wires, &disks, &["import", "getrandom"]].concat()),
        ("shared/printing", [&screens[..], &wires, &disks, &["import", "getrandom"]].concat()),
        ("sync-server", screens.to_vec()),
        ("kiosk", vec!["axum", "rusqlite", "automerge"]),
    ] {
        let known = dependencies(package);
        let met = strangers.iter().filter(|name| known.contains(**name));
        broken.extend(met.map(|name| format!("{package} depends on {name}")));
    }
    must_be_none("A package knows one that it must not know (see ARCHITECTURE.md).", &broken);
}

#[test]
fn what_draws_knows_no_store_no_wire_and_no_document() {
    let mut files = files("kiosk/src/ui", ".rs");
    let mut top = self::files("kiosk/src", "ui.rs");
    top.retain(|(path, _)| path == "kiosk/src/ui.rs");
    assert_eq!(top.len(), 1);
    files.append(&mut top);
    let words = ["rusqlite", "tokio", "automerge", "engine::", "std::net", "std::fs"];
    must_be_none("The drawing code must only know the view.", &lines_with(&files, &words));
}

#[test]
fn one_room_of_the_kiosk_knows_the_server() {
    let mut files = files("kiosk/src", ".rs");
    files.retain(|(path, _)| path != "kiosk/src/server.rs");
    must_be_none(
        "A kiosk becomes the server in kiosk/src/server.rs alone (docs/adr/0014).",
        &lines_with(&files, &["sync_server::"]),
    );
}

#[test]
fn only_the_documents_know_automerge() {
    let mut all = Vec::new();
    for folder in
        ["shared/src", "shared/store/src", "shared/import/src", "kiosk/src", "sync-server/src"]
    {
        all.extend(files(folder, ".rs"));
    }
    let is_test = |path: &str| path.contains("/tests/") || path.ends_with("/tests.rs");
    all.retain(|(path, _)| !path.starts_with("shared/src/documents") && !is_test(path));
    for (_, text) in &mut all {
        // Tests may look behind the scenes.
        let product = text.split("#[cfg(test)]\nmod tests {").next();
        *text = product.unwrap_or_default().to_owned();
    }
    let met = lines_with(&all, &["automerge::", "extern crate automerge"]);
    must_be_none("Documents are opened in shared/src/documents alone.", &met);
}

#[test]
fn a_long_file_says_why() {
    let long = files("", ".rs").into_iter().filter(|(_, text)| {
        text.lines().count() > LINES_MAX && !text.lines().any(|line| line.starts_with(LONG_BECAUSE))
    });
    let long: Vec<_> =
        long.map(|(path, text)| format!("{path}: {}", text.lines().count())).collect();
    must_be_none("Divide these files, or say `// tidy: long because …` in them.", &long);
}

#[test]
fn nothing_is_left_for_later() {
    // In two parts, so that this file does not hold what it bans.
    let words =
        [("TO", "DO"), ("to", "do!"), ("unimple", "mented!"), ("#[ig", "nore"), ("FIX", "ME")];
    let words = words.map(|(one, two)| format!("{one}{two}"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    must_be_none("Finish it, or take it out.", &lines_with(&files("", ".rs"), &words));
}

#[test]
fn nothing_names_this_machine_or_where_packages_come_from() {
    let mut all = Vec::new();
    for ending in [".rs", ".md", ".toml", ".ftl", ".json", ".sql"] {
        all.extend(files("", ending));
    }
    all.retain(|(path, _)| path != "tests/it/tidy.rs");
    // In two parts, so that this file does not hold what it bans.
    let words = [("/ho", "me/"), ("/ro", "ot/"), ("/wo", "rk/"), ("crates", ".io"), ("npm", "js")];
    let words = words.map(|(start, end)| format!("{start}{end}"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut met = lines_with(&all, &words);
    // A person in examples.
    met.retain(|line| !line.contains(concat!("/ho", "me/ann")));
    must_be_none("What is true of one machine does not belong here.", &met);
}

#[test]
fn links_in_documents_lead_somewhere() {
    let root = root();
    let mut broken = Vec::new();
    for (path, text) in files("", ".md") {
        let folder = root.join(&path);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let is_elsewhere = target.contains("://") || target.starts_with("mailto:");
            if !target.is_empty() && !is_elsewhere && !folder.with_file_name(target).exists() {
                broken.push(format!("{path}: {target}"));
            }
        }
    }
    must_be_none("These links lead nowhere.", &broken);
}

/// The first word after each mention of a program, where it can be a command of it.
fn commands_after(text: &str, program: &str) -> BTreeSet<String> {
    let mention = format!("{program} ");
    text.split(&mention)
        .skip(1)
        .filter_map(|rest| rest.split_whitespace().next())
        .filter(|word| {
            word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-')
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_help_of_each_program_has_every_command_of_the_readme() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let bins = Bins::find().unwrap();
    // Only what is typed counts, not what is told about a program.
    let typed: String = readme
        .split('`')
        .filter(|part| part.trim_start().starts_with("campboard-") || part.contains("\ncampboard-"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut broken = Vec::new();
    for (program, name) in
        [(Program::Server, "campboard-server"), (Program::Kiosk, "campboard-kiosk")]
    {
        let mut command = std::process::Command::new(bins.path(program).unwrap());
        command.arg("--help");
        let help = Process::run(name, command).unwrap().stdout;
        let commands = commands_after(&typed, name);
        assert!(!commands.is_empty(), "the README shows no command of {name}");
        let taught =
            |word: &String| help.lines().any(|line| line.trim_start().starts_with(word.as_str()));
        broken.extend(
            commands.iter().filter(|word| !taught(word)).map(|word| format!("{name} {word}")),
        );
    }
    must_be_none("These commands of the README are not in --help.", &broken);
}

#[test]
fn the_guide_to_the_headless_kiosk_has_every_command() {
    let guide = fs::read_to_string(root().join("docs/headless.md")).unwrap();
    let source = fs::read_to_string(root().join("kiosk/src/headless/act.rs")).unwrap();
    let (_, table) = source.split_once("const SHAPES").unwrap();
    let (table, _) = table.split_once("];").unwrap();
    // Every other string of the table is a command, the one after it how it is typed.
    let strings: Vec<&str> = table.split('"').skip(1).step_by(2).collect();
    let commands: Vec<&str> = strings.iter().step_by(2).copied().collect();
    assert!(commands.len() > 20, "{commands:?}");
    let words: BTreeSet<&str> = guide
        .split(|c: char| !c.is_ascii_lowercase() && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let missing: Vec<String> = commands
        .iter()
        .filter(|word| !words.contains(**word))
        .map(|word| (*word).to_owned())
        .collect();
    must_be_none("docs/headless.md does not list these commands.", &missing);
    // A command that is typed as it is listed is not unknown.
    for (command, shape) in strings.iter().step_by(2).zip(strings.iter().skip(1).step_by(2)) {
        assert!(shape.contains(command), "{command} is typed as {shape}");
    }
}
