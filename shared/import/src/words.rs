//! The words of one session: title, text, hosts, links, language; each repair goes into the report.

use crate::{At, Part, What};
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
        let title = self.line(&event.at, Part::Title, &event.title);
        if title.chars().count() > TITLE_CHARS {
            self.add(&event.at, What::TitleLong { n: title.chars().count() });
        }
        if !title.is_empty() {
            return title;
        }
        let others =
            [&event.subtitle, &event.slug].map(|other| self.line(&event.at, Part::Title, other));
        let title = others
            .into_iter()
            .find(|other| !other.is_empty())
            .unwrap_or_else(|| "Untitled session".to_owned());
        self.add(&event.at, What::NoTitle { title: clip(&title) });
        title
    }

    /// The subtitle, the abstract and the description where they differ, and the links in them.
    pub fn text(&mut self, event: &Event) -> (String, Vec<String>) {
        let mut parts: Vec<String> = Vec::new();
        let mut links = Vec::new();
        for (what, source) in [
            (Part::Subtitle, &event.subtitle),
            (Part::Abstract, &event.summary),
            (Part::Description, &event.description),
        ] {
            let source = self.cut(&event.at, what, source.clone(), SOURCE_BYTES_MAX);
            let plain = text::plain(&source);
            if plain.control {
                self.add(&event.at, What::ControlRemoved { part: what });
            }
            links.extend(plain.links);
            if !plain.text.is_empty() && !parts.contains(&plain.text) {
                parts.push(plain.text);
            }
        }
        let text = self.cut(&event.at, Part::Text, parts.join("\n\n"), TEXT_BYTES_MAX);
        (text, links)
    }

    pub fn hosts(&mut self, event: &Event) -> Vec<String> {
        let mut hosts: Vec<String> = Vec::new();
        for person in &event.persons {
            if hosts.len() == HOSTS_MAX {
                self.add(&event.at, What::ManyHosts { n: event.persons.len(), most: HOSTS_MAX });
                break;
            }
            let name = self.line(&event.at, Part::Hosts, person);
            let name = self.without_direction(&event.at, name);
            let name = self.cut(&event.at, Part::Host, name, NAME_BYTES_MAX);
            if !name.is_empty() && !hosts.contains(&name) {
                hosts.push(name);
            }
        }
        hosts
    }

    /// A name must not turn around what stands beside it: name records refuse such marks.
    fn without_direction(&mut self, at: &At, name: String) -> String {
        let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if !name.contains(turns) {
            return name;
        }
        self.add(at, What::DirectionRemoved);
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
            self.add(&event.at, What::LinkLong { link: clip(&url), bytes: url.len() });
            return;
        }
        if origin(&url).is_none() || url.contains(|c: char| c.is_whitespace() || c.is_control()) {
            self.add(&event.at, What::LinkBad { link: clip(written) });
            return;
        }
        if links.iter().any(|known| known.url == url) {
            return;
        }
        if links.len() == LINKS_MAX {
            self.add(&event.at, What::ManyLinks { link: clip(&url), most: LINKS_MAX });
            return;
        }
        let title = self.line(&event.at, Part::Links, &link.title);
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
            self.add(&event.at, What::LanguageUnread { language: clip(&written) });
            return String::new();
        };
        if tags.len() > 1 {
            self.add(
                &event.at,
                What::LanguageFirst { language: clip(&written), taken: tag.clone() },
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
            self.add(&event.at, What::SaysCancelled);
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
