//! Headings that need no explanation.

use super::Means;

/// Headings as spreadsheets, pretalx, Sessionize and frab have them, and in Welsh; without case
/// and punctuation.
const KNOWN: &[(Means, &[&str])] = &[
    (Means::Mark, &["campboard mark"]),
    (
        Means::Title,
        &[
            "title",
            "session title",
            "session",
            "session name",
            "talk",
            "talk title",
            "name",
            "proposal title",
            "proposal",
            "topic",
            "pitch",
            "what",
            "subject",
            "event",
            "event title",
            "teitl",
            "teitl y sesiwn",
            "sesiwn",
            "enw r sesiwn",
            "pwnc",
            "beth",
        ],
    ),
    (
        Means::Text,
        &[
            "description",
            "abstract",
            "summary",
            "text",
            "details",
            "about",
            "session description",
            "session abstract",
            "subtitle",
            "blurb",
            "outline",
            "disgrifiad",
            "crynodeb",
            "testun",
            "manylion",
        ],
    ),
    (
        Means::Hosts,
        &[
            "host",
            "hosts",
            "speaker",
            "speakers",
            "speaker name",
            "speaker names",
            "presenter",
            "presenters",
            "facilitator",
            "facilitators",
            "led by",
            "leader",
            "lead",
            "leads",
            "who",
            "pitcher",
            "pitched by",
            "owner",
            "person",
            "persons",
            "people",
            "host name",
            "host names",
            "presented by",
            "hosted by",
            "siaradwr",
            "siaradwyr",
            "gwesteiwr",
            "cyflwynydd",
            "cyflwynwyr",
            "arweinydd",
            "pwy",
        ],
    ),
    (
        Means::Room,
        &[
            "room",
            "rooms",
            "space",
            "venue",
            "location",
            "place",
            "where",
            "room name",
            "ystafell",
            "ystafelloedd",
            "lle",
            "lleoliad",
            "ble",
            "gofod",
        ],
    ),
    (Means::Day, &["date", "day", "start date", "session date", "dyddiad", "diwrnod", "dydd"]),
    (
        Means::Start,
        &[
            "start",
            "start time",
            "starts",
            "starts at",
            "time",
            "times",
            "begin",
            "begins",
            "from",
            "scheduled at",
            "slot",
            "timeslot",
            "time slot",
            "when",
            "starttime",
            "start at",
            "amser",
            "amseroedd",
            "dechrau",
            "amser dechrau",
            "pryd",
            "o",
        ],
    ),
    (
        Means::End,
        &[
            "end",
            "end time",
            "ends",
            "ends at",
            "finish",
            "finishes",
            "until",
            "to",
            "endtime",
            "diwedd",
            "amser gorffen",
            "gorffen",
            "hyd at",
        ],
    ),
    (
        Means::Length,
        &[
            "duration",
            "length",
            "minutes",
            "mins",
            "scheduled duration",
            "duration minutes",
            "duration mins",
            "hyd",
            "munudau",
        ],
    ),
    (Means::Stream, &["stream", "track", "theme", "strand", "ffrwd", "llif", "thema", "trac"]),
    (
        Means::Format,
        &["format", "type", "session type", "session format", "event type", "fformat", "math"],
    ),
    (Means::Tags, &["tag", "tags", "keywords", "labels", "topics", "tagiau", "allweddeiriau"]),
    (Means::Language, &["language", "lang", "languages", "iaith"]),
    (
        Means::Links,
        &[
            "link",
            "links",
            "url",
            "urls",
            "website",
            "slides",
            "resources",
            "dolen",
            "dolenni",
            "gwefan",
        ],
    ),
    (
        Means::Id,
        &[
            "id",
            "guid",
            "uuid",
            "session id",
            "proposal id",
            "code",
            "session code",
            "key",
            "dynodydd",
        ],
    ),
    (
        Means::State,
        &[
            "status",
            "state",
            "proposal state",
            "cancelled",
            "canceled",
            "cyflwr",
            "canslwyd",
            "wedi i ganslo",
        ],
    ),
    (Means::Dots, &["dots", "votes", "interest", "dotiau", "pleidleisiau"]),
    (Means::Wishes, &["wishes", "wants", "dymuniadau"]),
    (Means::Kind, &["kind", "item", "campboard kind"]),
];

/// A heading without case and punctuation.
pub(super) fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    words.join(" ")
}

/// What a heading says, if it is known.
pub(super) fn known(heading: &str) -> Option<Means> {
    // `startTime` as programs write it.
    let mut spaced = String::with_capacity(heading.len() + 4);
    let mut small = false;
    for c in heading.trim().chars().take(80) {
        if small && c.is_uppercase() {
            spaced.push(' ');
        }
        small = c.is_lowercase();
        spaced.push(c);
    }
    let heading = plain(&spaced);
    let find = |heading: &str| {
        KNOWN.iter().find(|(_, words)| words.contains(&heading)).map(|(means, _)| *means)
    };
    // `Speaker 2` is a heading, `Session 2` is somebody's title.
    let numbered = heading.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    find(&heading).or_else(|| {
        find(numbered).filter(|means| {
            matches!(means, Means::Text | Means::Hosts | Means::Links | Means::Tags)
        })
    })
}
