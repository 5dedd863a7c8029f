//! The words of one session: title, text, hosts, links, language; each repair goes into the report.

use shared::programme::Link;

use crate::limits::{
    HOSTS_MAX, LINE_BYTES_MAX, LINKS_MAX, NAME_BYTES_MAX, SOURCE_BYTES_MAX, TEXT_BYTES_MAX,
    TITLE_CHARS,
};
use crate::raw::{self, Event};
use crate::report::{Report, clip};
use crate::text;

impl Report {
    pub fn title(&mut self, event: &Event) -> String {
        let title = self.line(&event.at, "title", &event.title);
        if title.chars().count() > TITLE_CHARS {
            self.add(
                &event.at,
                format!("its title has {} characters, and is cut on cards", title.chars().count()),
            );
        }
        if !title.is_empty() {
            return title;
        }
        let others =
            [&event.subtitle, &event.slug].map(|other| self.line(&event.at, "title", other));
        let title = others
            .into_iter()
            .find(|other| !other.is_empty())
            .unwrap_or_else(|| "Untitled session".to_owned());
        self.add(&event.at, format!("it has no title: {} was taken", clip(&title)));
        title
    }

    /// The subtitle, the abstract and the description where they differ, and the links in them.
    pub fn text(&mut self, event: &Event) -> (String, Vec<String>) {
        let mut parts: Vec<String> = Vec::new();
        let mut links = Vec::new();
        for (what, source) in [
            ("subtitle", &event.subtitle),
            ("abstract", &event.summary),
            ("description", &event.description),
        ] {
            let source = self.cut(&event.at, what, source.clone(), SOURCE_BYTES_MAX);
            let plain = text::plain(&source);
            if plain.control {
                self.add(&event.at, format!("control characters were removed from its {what}"));
            }
            links.extend(plain.links);
            if !plain.text.is_empty() && !parts.contains(&plain.text) {
                parts.push(plain.text);
            }
        }
        let text = self.cut(&event.at, "text", parts.join("\n\n"), TEXT_BYTES_MAX);
        (text, links)
    }

    pub fn hosts(&mut self, event: &Event) -> Vec<String> {
        let mut hosts: Vec<String> = Vec::new();
        for person in &event.persons {
            if hosts.len() == HOSTS_MAX {
                let persons = event.persons.len();
                self.add(
                    &event.at,
                    format!("it lists {persons} persons: the first {HOSTS_MAX} were taken"),
                );
                break;
            }
            let name = self.line(&event.at, "list of hosts", person);
            let name = self.without_direction(&event.at, name);
            let name = self.cut(&event.at, "host's name", name, NAME_BYTES_MAX);
            if !name.is_empty() && !hosts.contains(&name) {
                hosts.push(name);
            }
        }
        hosts
    }

    /// A name must not turn around what stands beside it: name records refuse such marks.
    fn without_direction(&mut self, at: &str, name: String) -> String {
        let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if !name.contains(turns) {
            return name;
        }
        self.add(
            at,
            "marks for the direction of writing were removed from a host's name".to_owned(),
        );
        name.replace(turns, "").trim().to_owned()
    }

    pub fn link(&mut self, base_url: &str, event: &Event, link: &raw::Link, links: &mut Vec<Link>) {
        let written = link.url.trim();
        if written.is_empty() {
            return;
        }
        let url = if written.starts_with('/') && !written.starts_with("//") {
            origin(base_url)
                .map_or_else(|| written.to_owned(), |origin| format!("{origin}{written}"))
        } else {
            written.to_owned()
        };
        let url = lower_scheme(url);
        if url.len() > LINE_BYTES_MAX {
            self.add(
                &event.at,
                format!("its link {} has {} bytes, and was left out", clip(&url), url.len()),
            );
            return;
        }
        if origin(&url).is_none() || url.contains(|c: char| c.is_whitespace() || c.is_control()) {
            self.add(
                &event.at,
                format!(
                    "its link `{}` is no http or https address, and was left out",
                    clip(written)
                ),
            );
            return;
        }
        if links.iter().any(|known| known.url == url) {
            return;
        }
        if links.len() == LINKS_MAX {
            self.add(
                &event.at,
                format!("it has more than {LINKS_MAX} links: {} was left out", clip(&url)),
            );
            return;
        }
        let title = self.line(&event.at, "links", &link.title);
        links.push(Link { title: if title == url { String::new() } else { title }, url });
    }

    pub fn language(&mut self, event: &Event) -> String {
        let written = text::line(&event.language).text;
        let tags: Vec<&str> =
            written.split([',', ';', '/', ' ']).filter(|tag| !tag.is_empty()).collect();
        let Some(first) = tags.first() else {
            return String::new();
        };
        let Some(tag) = language_tag(first) else {
            self.add(
                &event.at,
                format!("its language `{}` is no language tag, and was left out", clip(&written)),
            );
            return String::new();
        };
        if tags.len() > 1 {
            self.add(
                &event.at,
                format!("its language is `{}`: the first, {tag}, was taken", clip(&written)),
            );
        }
        tag
    }

    pub fn cancelled(&mut self, event: &Event, title: &str) -> bool {
        let status = event.status.trim().to_ascii_lowercase();
        if matches!(status.as_str(), "cancelled" | "canceled") {
            return true;
        }
        let bare = title.trim_start_matches(['[', '(', '*', ' ']);
        let rest = bare.strip_prefix("CANCELLED").or_else(|| bare.strip_prefix("CANCELED"));
        let says = rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        if says {
            self.add(&event.at, "its title says that it is cancelled: it was marked so");
        }
        says
    }
}

/// A language tag in its usual writing; names of languages that schedules use instead of tags.
fn language_tag(written: &str) -> Option<String> {
    let lower = written.to_lowercase();
    let named = match lower.as_str() {
        "english" => "en",
        "welsh" | "cymraeg" => "cy",
        "german" | "deutsch" => "de",
        "french" | "français" => "fr",
        _ => "",
    };
    if !named.is_empty() {
        return Some(named.to_owned());
    }
    let mut parts = written.split(['-', '_']);
    let main = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&main.len()) || !main.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    if written.len() > 35 {
        return None;
    }
    let mut tag = main;
    for part in parts {
        if !(1..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        tag.push_str(&if part.len() == 2 { part.to_ascii_uppercase() } else { part.to_owned() });
    }
    Some(tag)
}

/// The address with its scheme in lower case, as the core wants it.
fn lower_scheme(url: String) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => format!("{}://{rest}", scheme.to_ascii_lowercase()),
        None => url,
    }
}

/// `https://example.org` of an http or https address.
fn origin(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    url.get(..scheme.len() + 3 + host.len())
}
