//! What stands in one cell of a grid.

use super::people;
use crate::report::{Report, clip};
use crate::{At, What};

/// Breaks that stand in one cell for all rooms.
const BREAKS: &[&str] = &[
    "lunch",
    "break",
    "coffee",
    "tea",
    "coffee break",
    "tea break",
    "registration",
    "welcome",
    "closing",
    "close",
    "opening",
    "dinner",
    "breakfast",
    "cinio",
    "egwyl",
    "paned",
    "coffi",
    "te",
    "croeso",
    "cofrestru",
    "swper",
    "brecwast",
    "lunch break",
    "wrap up",
    "introduction",
    "pitching",
    "pitches",
];

/// Title, hosts and text of each session in a cell.
pub(super) fn parts(
    report: &mut Report,
    at: &At,
    cell: &str,
) -> Vec<(String, Vec<String>, Vec<String>)> {
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for line in cell.lines().map(str::trim) {
        let divides = line.is_empty()
            || (line.len() > 1 && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '_' | '=')));
        match parts.last_mut() {
            Some(last) if !divides => last.push(line),
            _ => parts.push(Vec::new()),
        }
    }
    let parts = parts.into_iter().filter_map(|lines| {
        let (title, rest) = lines.split_first()?;
        Some((*title, rest.to_vec()))
    });
    let parts: Vec<_> = parts.collect();
    let read = parts.into_iter().map(|(title, rest)| {
        let (mut hosts, mut text) = (Vec::new(), Vec::new());
        for line in rest {
            match hosts_of(line) {
                Some(found) if hosts.is_empty() => {
                    if found.doubtful {
                        report
                            .add(at, What::HostsGuessed { text: clip(line), n: found.names.len() });
                    }
                    hosts = found.names;
                }
                _ => text.push(line.to_owned()),
            }
        }
        let text = if text.is_empty() { Vec::new() } else { vec![text.join("\n")] };
        (title.to_owned(), hosts, text)
    });
    read.collect()
}

/// Whether this is a break for everybody.
pub(super) fn is_break(title: &str) -> bool {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    BREAKS.iter().any(|name| words == *name || words.starts_with(&format!("{name} ")))
}

/// Hosts, when a line says so or looks like names.
fn hosts_of(line: &str) -> Option<people::Hosts> {
    if let Some(inside) = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        let names = super::rows::parts(inside);
        return Some(if names.len() > 1 {
            people::Hosts { names, doubtful: false }
        } else {
            people::split(inside)
        });
    }
    let lower = line.to_lowercase();
    for word in [
        "with ",
        "by ",
        "hosted by ",
        "led by ",
        "host: ",
        "hosts: ",
        "gan ",
        "gyda ",
        "dan arweiniad ",
    ] {
        if lower.starts_with(word) {
            return line.get(word.len()..).map(people::split);
        }
    }
    let hosts = people::split(line);
    let names = line.len() <= 120 && hosts.names.iter().all(|name| people::is_name(name));
    names.then_some(hosts).filter(|hosts| !hosts.names.is_empty())
}
