//! What an import put right, why it could not read a file, and what it does, in words.

use super::{Value, Words};
use import::{At, Repair, Unreadable};
use serde::Serialize;
use shared::programme::{
    fields::Shown,
    plan::{Kind, NotPlaced, Note, Property},
};

/// Letters of a text that tell which one it is.
const CHARS: usize = 90;

impl Words {
    /// Where it was, and what was done about it.
    #[must_use]
    pub fn repair(&self, repair: &Repair) -> String {
        let (at, line) = match &repair.at {
            At::File => ("file", 0),
            At::Line(line) => ("line", *line),
            At::Place(place) => (place.as_str(), 0),
            At::Conference => ("conference", 0),
            At::Rooms => ("rooms", 0),
            At::Day => ("day", 0),
            At::Start => ("start", 0),
            At::Length => ("length", 0),
        };
        let at = self.with("repair-at", &[("at", at.into()), ("line", line.into())]);
        let what = self.told("repair", &repair.what);
        self.with("repair", &[("at", at.into()), ("what", what.into())])
    }

    /// What a file is that is no schedule, and what to do.
    #[must_use]
    pub fn unreadable(&self, why: &Unreadable) -> String {
        self.told("unreadable", why)
    }

    /// The sentence of a kind of a family, which names its values as the kind does.
    fn told(&self, family: &str, kind: &impl Serialize) -> String {
        let Ok(serde_json::Value::Object(mut values)) = serde_json::to_value(kind) else {
            debug_assert!(false, "a kind of {family} has no name");
            return String::new();
        };
        let what = values.remove("what");
        let what = what.as_ref().and_then(|what| what.as_str()).unwrap_or_default();
        let values: Vec<_> =
            values.into_iter().map(|(name, value)| self.of_kind(name, value)).collect();
        let values: Vec<_> =
            values.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        self.with(&[family, what].join("-"), &values)
    }

    fn of_kind(&self, name: String, value: serde_json::Value) -> (String, Value<'static>) {
        let value = match value {
            serde_json::Value::String(part) if name == "part" => {
                self.with("repair-part", &[("part", part.into())]).into()
            }
            serde_json::Value::String(text) => text.into(),
            serde_json::Value::Number(number) => number.as_u64().unwrap_or_default().into(),
            serde_json::Value::Bool(yes) => yes.to_string().into(),
            serde_json::Value::Null
            | serde_json::Value::Array(_)
            | serde_json::Value::Object(_) => Value::None,
        };
        (name, value)
    }

    /// One line of what an import does, keeps or leaves out.
    #[must_use]
    pub fn import_note(&self, note: &Note) -> String {
        let named = |key: &str, title: &str| self.with(key, &[("title", title.into())]);
        match note {
            Note::FactLeft { fact: Property::Info, .. } => self.text("note-info-left"),
            Note::FactLeft { fact, there } => self.with(
                "note-fact-left",
                &[("property", self.property(*fact).into()), ("there", there.as_str().into())],
            ),
            Note::Differs { name, property, here, there, .. } => self.with(
                "note-differs",
                &[
                    ("name", name.as_str().into()),
                    ("property", self.property(*property).into()),
                    ("here", here.as_str().into()),
                    ("there", there.as_str().into()),
                ],
            ),
            Note::LeftRemoved { kind, name } => match kind {
                Kind::Day | Kind::Stream | Kind::Room | Kind::Fixed => {
                    self.with("note-left-removed", &[("name", name.as_str().into())])
                }
            },
            Note::SlotLeftRemoved { start } => {
                self.with("note-slot-left-removed", &[("time", self.time(*start).into())])
            }
            Note::Filled { room } => self.with("note-filled", &[("name", room.as_str().into())]),
            Note::SlotLeftOut { start, why } => self.with(
                "note-slot-left-out",
                &[("time", self.time(*start).into()), ("why", self.not_placed(*why).into())],
            ),
            Note::SlotDiffers { here, there } => self.with(
                "note-slot-differs",
                &[("here", self.time(*here).into()), ("there", self.time(*there).into())],
            ),
            Note::FixedElsewhere { title } => named("note-fixed-elsewhere", title),
            Note::FixedLeftOut { title, why } => self.because("note-left-out", title, *why),
            Note::SecondKey { key } => {
                self.with("note-second-key", &[("key", key.as_str().into())])
            }
            Note::NameTidied { title } => named("note-name-tidied", title),
            Note::New { title, .. } => named("note-new", title),
            Note::OnShelf { title, why } => self.because("note-on-shelf", title, *why),
            Note::Changed { title, fields } => {
                let fields: Vec<_> = fields.iter().map(|field| self.field(field.word())).collect();
                let values =
                    [("title", title.as_str().into()), ("fields", self.and_list(&fields).into())];
                self.with("note-changed", &values)
            }
            Note::Kept { title, field, there } => self.with(
                "note-kept",
                &[
                    ("title", title.as_str().into()),
                    ("field", self.field(field.word()).into()),
                    ("there", self.import_value(there).into()),
                ],
            ),
            Note::FieldLeft { title, field, why } => self.with(
                "note-field-left",
                &[
                    ("title", title.as_str().into()),
                    ("field", self.field(field.word()).into()),
                    ("why", self.not_placed(*why).into()),
                ],
            ),
            Note::LeftWithdrawn { title } => named("note-left-withdrawn", title),
            Note::Gone { title } => named("note-gone", title),
        }
    }

    /// The value of a field, short enough for a line.
    #[must_use]
    pub fn import_value(&self, shown: &Shown) -> String {
        match shown {
            Shown::Text(text) if text.is_empty() => self.text("import-empty"),
            Shown::Text(text) if text.chars().nth(CHARS).is_none() => text.replace('\n', " "),
            Shown::Text(text) => {
                let begins = text.chars().take(CHARS).chain(std::iter::once('…'));
                begins.collect::<String>().replace('\n', " ")
            }
            Shown::List(items) if items.is_empty() => self.text("import-empty"),
            Shown::List(items) => self.list(items),
            Shown::Place { date, start, minutes, rooms } => {
                let when = self.from_to(*start, start.saturating_add(*minutes));
                let when = self
                    .with("import-when", &[("date", date.as_str().into()), ("time", when.into())]);
                self.with("place", &[("when", when.into()), ("rooms", self.list(rooms).into())])
            }
            Shown::Shelf => self.text("place-shelf"),
            Shown::Flag(true) => self.text("import-yes"),
            Shown::Flag(false) => self.text("import-no"),
        }
    }

    fn because(&self, key: &str, title: &str, why: NotPlaced) -> String {
        self.with(key, &[("title", title.into()), ("why", self.not_placed(why).into())])
    }

    fn property(&self, property: Property) -> String {
        let word = match property {
            Property::Name => "name",
            Property::Zone => "zone",
            Property::Venue => "venue",
            Property::Info => "info",
            Property::Date => "date",
            Property::Capacity => "capacity",
        };
        self.with("note-property", &[("property", word.into())])
    }

    fn not_placed(&self, why: NotPlaced) -> String {
        let word = match why {
            NotPlaced::SlotUnknown => "slot-unknown",
            NotPlaced::DayUnknown => "day-unknown",
            NotPlaced::TimeRemoved => "time-removed",
            NotPlaced::RoomRemoved => "room-removed",
            NotPlaced::NoRoom => "no-room",
            NotPlaced::CancelledOrMerged => "cancelled-or-merged",
            NotPlaced::Merged => "merged",
        };
        self.with("note-why", &[("why", word.into())])
    }
}
