//! Tables as spreadsheets read them: UTF-8 with a mark at the start, lines that end with CR and LF,
//! and no cell that could run as a formula.

use std::collections::BTreeMap;

use shared::programme::fields::{Lookup, clock};
use shared::programme::{Placement, Programme, Session};

use super::guard;

/// A byte order mark: without it spreadsheets take UTF-8 for something older.
const MARK: &str = "\u{feff}";

const HEADINGS: [&str; 18] = [
    "Day",
    "Start",
    "End",
    "Room",
    "Title",
    "Hosts",
    "Text",
    "Format",
    "Stream",
    "Tags",
    "Language",
    "Links",
    "Wishes",
    "Dots",
    "Cancelled",
    "Kind",
    "Id",
    "Campboard mark",
];

/// A programme as a table with one row a session and one a fixed item. Read back, it holds the same
/// sessions; empty slots, rooms without sessions and what is said of rooms are not in it.
#[must_use]
pub fn rows(programme: &Programme) -> String {
    let lookup = Lookup::new(programme);
    let mut lines = vec![HEADINGS.map(str::to_owned).to_vec()];
    let mut sessions: Vec<_> = programme
        .sessions
        .iter()
        .map(|session| (place(&lookup, session.placement.as_ref()), session))
        .collect();
    // Placed ones in the order of the day, then the shelf as it stands.
    sessions.sort_by_key(|(place, _)| match place {
        Some(place) => (false, Some(place.clone())),
        None => (true, None),
    });
    for (place, session) in sessions {
        let links: Vec<String> = session
            .links
            .iter()
            .map(|link| format!("{} {}", link.url, link.title).trim().to_owned())
            .collect();
        let mut line = place_cells(place);
        line.extend([
            session.title.clone(),
            list(&session.hosts),
            session.text.clone(),
            session.format.clone(),
            lookup.stream(&session.stream).to_owned(),
            list(&session.tags),
            session.language.clone(),
            links.join("\n"),
            list(&session.wishes),
            if session.dots > 0 { session.dots.to_string() } else { String::new() },
            if session.cancelled { "yes".to_owned() } else { String::new() },
            String::new(),
            source_id(programme, &session.key),
            session.mark.clone(),
        ]);
        lines.push(line);
    }
    for item in &programme.fixed {
        let mut line = place_cells(place(&lookup, Some(&item.placement)));
        line.resize(HEADINGS.len(), String::new());
        let streams: Vec<String> =
            item.streams.iter().map(|key| lookup.stream(key).to_owned()).collect();
        for (heading, cell) in HEADINGS.iter().zip(&mut line) {
            match *heading {
                "Title" => cell.clone_from(&item.title),
                "Stream" => *cell = list(&streams),
                "Kind" => *cell = "fixed".to_owned(),
                "Id" => *cell = source_id(programme, &item.key),
                _ => {}
            }
        }
        lines.push(line);
    }
    table(&lines)
}

/// A programme as grids, one a day below the other: its date, its rooms, then a row for each time
/// with title and hosts. What waits on the shelf, texts and links are not in it.
#[must_use]
pub fn grid(programme: &Programme) -> String {
    let lookup = Lookup::new(programme);
    let mut lines = Vec::new();
    let mut days: Vec<_> = programme.days.iter().collect();
    days.sort_by(|a, b| a.date.cmp(&b.date));
    for day in days {
        let rooms: Vec<_> = programme
            .rooms
            .iter()
            .filter(|room| room.days.is_empty() || room.days.contains(&day.key))
            .collect();
        let mut times: BTreeMap<(u32, u32), BTreeMap<&str, Vec<String>>> = BTreeMap::new();
        for slot in programme.slots.iter().filter(|slot| slot.day == day.key) {
            times.entry((slot.start, slot.minutes)).or_default();
        }
        let placed = programme
            .sessions
            .iter()
            .filter_map(|session| Some((session, session.placement.as_ref()?)));
        for (session, placement) in placed {
            let Some((_, start, minutes)) =
                lookup.span(&placement.when).filter(|span| span.0 == day.key)
            else {
                continue;
            };
            for room in &placement.rooms {
                times
                    .entry((start, minutes))
                    .or_default()
                    .entry(room)
                    .or_default()
                    .push(cell(session));
            }
        }
        for item in &programme.fixed {
            let Some((_, start, minutes)) =
                lookup.span(&item.placement.when).filter(|span| span.0 == day.key)
            else {
                continue;
            };
            let everywhere = item.placement.rooms.is_empty();
            let in_rooms =
                rooms.iter().filter(|room| everywhere || item.placement.rooms.contains(&room.key));
            let cells = times.entry((start, minutes)).or_default();
            for room in in_rooms {
                cells.entry(&room.key).or_default().push(item.title.clone());
            }
        }
        if !lines.is_empty() {
            lines.push(vec![String::new()]);
        }
        lines.push(vec![day.date.clone()]);
        lines.push(
            std::iter::once("Time".to_owned())
                .chain(rooms.iter().map(|room| room.name.clone()))
                .collect(),
        );
        for ((start, minutes), cells) in times {
            let time = format!("{}-{}", clock(start), clock(start.saturating_add(minutes)));
            let rooms = rooms
                .iter()
                .map(|room| cells.get(&*room.key).map_or_else(String::new, |all| all.join("\n\n")));
            lines.push(std::iter::once(time).chain(rooms).collect());
        }
    }
    table(&lines)
}

/// Day, start, length and rooms of something that is placed.
type Place = (String, u32, u32, Vec<String>);

fn place<'a>(lookup: &Lookup<'a>, placement: Option<&'a Placement>) -> Option<Place> {
    let placement = placement?;
    let (day, start, minutes) = lookup.span(&placement.when)?;
    let rooms = placement.rooms.iter().map(|room| lookup.room(room).to_owned()).collect();
    Some((lookup.date(day).to_owned(), start, minutes, rooms))
}

fn place_cells(place: Option<Place>) -> Vec<String> {
    let Some((day, start, minutes, rooms)) = place else {
        return vec![String::new(); 4];
    };
    vec![day, clock(start), clock(start.saturating_add(minutes)), list(&rooms)]
}

fn source_id(programme: &Programme, key: &str) -> String {
    let is_id = key.len() == 32 && key.bytes().all(|b| b.is_ascii_hexdigit());
    let source = programme.event.source.trim();
    if is_id || source.is_empty() { key.to_owned() } else { format!("{source}/{key}") }
}

/// Names in one cell: divided by `;`, or a line each and a last line of `;` where a name has one.
fn list(items: &[String]) -> String {
    let items: Vec<&str> =
        items.iter().map(|item| item.trim()).filter(|item| !item.is_empty()).collect();
    if items.iter().any(|item| item.contains(';')) {
        return format!("{}\n;", items.join("\n"));
    }
    items.join("; ")
}

/// A session in a cell of the grid.
fn cell(session: &Session) -> String {
    let title = session.title.trim();
    if session.hosts.is_empty() {
        title.to_owned()
    } else {
        format!("{title}\n({})", session.hosts.join("; "))
    }
}

/// Lines as a table that a spreadsheet reads and does not run.
#[must_use]
pub fn table(lines: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for line in lines {
        // Writing into memory cannot fail.
        let _ = writer.write_record(line.iter().map(|cell| guard::put_on(cell)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("{MARK}{}", String::from_utf8_lossy(&bytes))
}
