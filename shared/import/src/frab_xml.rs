//! Reads frab XML: `<schedule>/<day>/<room>/<event>`.

use roxmltree::{Document, Error, Node, ParsingOptions};

use crate::error::Unreadable;
use crate::limits::{DEPTH_MAX, NODES_MAX};
use crate::raw::{Day, Event, Link, Room, Schedule, Track};
use crate::{At, Cause, Repair, What};

/// Reads a file that is known to be XML.
pub(crate) fn read(
    source: &str,
    name: &str,
    repairs: &mut Vec<Repair>,
) -> Result<Schedule, Unreadable> {
    let clean = without_forbidden(source, repairs);
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    check_depth(&clean, name)?;
    let document =
        Document::parse_with_options(&clean, options).map_err(|error| refuse(error, name))?;
    let root = document.root_element();
    if !named(root, "schedule") {
        return Err(not_frab(name, root, String::new()));
    }
    let lines = Lines::of(&clean);
    let days: Vec<Node> = children(root, "day").collect();
    if days.is_empty() && child(root, "conference").is_none() {
        let holds = root.first_element_child().map(|node| node.tag_name().name().to_owned());
        return Err(not_frab(name, root, holds.unwrap_or_default()));
    }
    if let Some(foreign) = foreign_child(&days) {
        return Err(not_frab(name, root, foreign));
    }
    Ok(schedule(root, &days, &lines))
}

fn refuse(source: Error, name: &str) -> Unreadable {
    let name = name.to_owned();
    match source {
        Error::DtdDetected => Unreadable::XmlEntities { name },
        Error::NodesLimitReached
        | Error::AttributesLimitReached
        | Error::NamespacesLimitReached => Unreadable::TooManyParts { name },
        other => {
            Unreadable::BrokenXml { line: other.pos().row, name, source: Cause(other.to_string()) }
        }
    }
}

fn not_frab(name: &str, root: Node, holds: String) -> Unreadable {
    let root = root.tag_name().name().chars().take(60).collect();
    Unreadable::OtherXml { name: name.to_owned(), root, holds: holds.chars().take(60).collect() }
}

/// What the days hold, if none of them holds a room.
fn foreign_child(days: &[Node]) -> Option<String> {
    let mut inside = days.iter().filter_map(Node::first_element_child).peekable();
    let first = inside.peek()?.tag_name().name().to_owned();
    let rooms =
        days.iter().any(|day| child(*day, "room").is_some() || child(*day, "event").is_some());
    (!rooms).then_some(first)
}

fn schedule(root: Node, days: &[Node], lines: &Lines) -> Schedule {
    let about = child(root, "conference").unwrap_or(root);
    let listed = child(root, "tracks").into_iter().flat_map(|node| children(node, "track"));
    let inside = child(about, "tracks").into_iter().flat_map(|node| children(node, "track"));
    Schedule {
        title: text(about, "title"),
        acronym: text(about, "acronym"),
        venue: text(about, "venue"),
        city: text(about, "city"),
        zone: text(about, "time_zone_name"),
        base_url: text(about, "base_url"),
        rooms: children(about, "room").map(room).collect(),
        tracks: children(about, "track").chain(inside).chain(listed).map(track).collect(),
        days: days.iter().map(|day| read_day(*day, lines)).collect(),
    }
}

fn read_day(node: Node, lines: &Lines) -> Day {
    let within =
        |parent| children(parent, "event").map(|found| event(found, lines)).collect::<Vec<_>>();
    let loose = within(node);
    let mut rooms: Vec<(Room, Vec<Event>)> =
        children(node, "room").map(|found| (room(found), within(found))).collect();
    if !loose.is_empty() {
        rooms.push((Room::default(), loose));
    }
    Day {
        at: lines.at(node),
        date: attribute(node, "date"),
        start: attribute(node, "start"),
        end: attribute(node, "end"),
        rooms,
    }
}

fn room(node: Node) -> Room {
    let way = [attribute(node, "description"), text(node, "description")]
        .into_iter()
        .find(|way| !way.is_empty());
    Room {
        name: attribute(node, "name"),
        capacity: attribute(node, "capacity").trim().parse().unwrap_or(0),
        way: way.unwrap_or_default(),
    }
}

fn track(node: Node) -> Track {
    let name = attribute(node, "name");
    let name = if name.is_empty() { all_text(node) } else { name };
    Track { name, slug: attribute(node, "slug") }
}

fn event(node: Node, lines: &Lines) -> Event {
    let links = child(node, "links").into_iter().flat_map(|list| children(list, "link"));
    let attached =
        child(node, "attachments").into_iter().flat_map(|list| children(list, "attachment"));
    let persons = child(node, "persons").into_iter().flat_map(|list| children(list, "person"));
    let status = [attribute(node, "status"), text(node, "status")]
        .into_iter()
        .find(|status| !status.is_empty());
    let cancelled = ["cancelled", "canceled"]
        .iter()
        .any(|tag| text(node, tag).trim().eq_ignore_ascii_case("true"));
    Event {
        at: lines.at(node),
        guid: attribute(node, "guid"),
        id: attribute(node, "id"),
        slug: text(node, "slug"),
        url: text(node, "url"),
        title: text(node, "title"),
        subtitle: text(node, "subtitle"),
        summary: text(node, "abstract"),
        description: text(node, "description"),
        date: text(node, "date"),
        start: text(node, "start"),
        end: text(node, "end"),
        duration: text(node, "duration"),
        room: text(node, "room"),
        track: text(node, "track"),
        format: text(node, "type"),
        language: text(node, "language"),
        status: if cancelled { "cancelled".to_owned() } else { status.unwrap_or_default() },
        persons: persons.map(person).collect(),
        links: links.chain(attached).map(link).collect(),
    }
}

fn person(node: Node) -> String {
    let name = all_text(node);
    if name.trim().is_empty() { attribute(node, "name") } else { name }
}

fn link(node: Node) -> Link {
    let title = all_text(node);
    let url = attribute(node, "href");
    if url.is_empty() { Link { title: String::new(), url: title } } else { Link { title, url } }
}

fn named(node: Node, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| named(*child, name))
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

fn text(node: Node, name: &'static str) -> String {
    child(node, name).map(all_text).unwrap_or_default()
}

/// Everything written inside an element; unescaped HTML in it loses its tags only.
fn all_text(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

fn attribute(node: Node, name: &str) -> String {
    node.attribute(name).unwrap_or_default().to_owned()
}

/// Where lines begin: the parser counts from the top each time it is asked for a position.
struct Lines(Vec<usize>);

impl Lines {
    fn of(source: &str) -> Self {
        Self(source.match_indices('\n').map(|(at, _)| at).collect())
    }

    fn at(&self, node: Node) -> At {
        let start = node.range().start;
        At::Line(self.0.partition_point(|end| *end < start) + 1)
    }
}

/// Counts elements inside one another before the parser builds them.
fn check_depth(source: &str, name: &str) -> Result<(), Unreadable> {
    let mut depth = 0_usize;
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        let from = rest.get(at..).unwrap_or_default();
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")]
            .into_iter()
            .find(|(open, _)| from.starts_with(open));
        if let Some((_, close)) = skipped {
            rest =
                from.find(close).and_then(|end| from.get(end + close.len()..)).unwrap_or_default();
            continue;
        }
        let end = from.find('>').unwrap_or(from.len() - 1);
        if from.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !from.get(..end).is_some_and(|tag| tag.ends_with('/')) {
            depth += 1;
        }
        if depth > DEPTH_MAX {
            return Err(Unreadable::TooManyParts { name: name.to_owned() });
        }
        rest = from.get(end + 1..).unwrap_or_default();
    }
    Ok(())
}

/// Removes characters, written out or as `&#11;`, that XML does not allow and that some systems
/// publish all the same; one line of report for each line of the file.
fn without_forbidden(source: &str, repairs: &mut Vec<Repair>) -> String {
    let mut out = String::with_capacity(source.len());
    for (index, line) in source.split_inclusive('\n').enumerate() {
        let before = out.len();
        let mut rest = line;
        while let Some(at) = rest.find(|c| c == '&' || forbidden(c)) {
            let (keep, from) = rest.split_at(at);
            out.push_str(keep);
            let length =
                reference(from).unwrap_or_else(|| from.chars().next().map_or(1, char::len_utf8));
            if reference(from).is_none() && from.starts_with('&') {
                out.push('&');
            }
            rest = from.get(length..).unwrap_or_default();
        }
        out.push_str(rest);
        if out.len() - before != line.len() {
            repairs.push(Repair { at: At::Line(index + 1), what: What::XmlControl });
        }
    }
    out
}

fn forbidden(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The length of a numeric reference to a forbidden character at the start of the text.
fn reference(from: &str) -> Option<usize> {
    let digits = from.strip_prefix("&#")?;
    let end = digits.bytes().take(10).position(|b| b == b';')?;
    let digits = digits.get(..end)?;
    let code = match digits.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).is_none_or(forbidden).then_some(end + 3)
}
