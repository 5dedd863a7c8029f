//! Fields that a command sets. A field that is `None` stays as it is.

use crate::{
    ids::{DayId, PersonId, StreamId},
    schedule::{Link, Placement},
};
use minicbor::{Decode, Encode};

/// What the source of an imported session says of one field.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SourceNote {
    /// The field: `title`, `text`, `format`, `hosts`, `stream`, `language`, `links`, `placement`.
    #[n(0)]
    pub field: String,
    /// Its value at the source, see [`crate::schedule::SourceValue`].
    #[n(1)]
    pub there: String,
    /// The value shown here that it contradicts; `None` when there is no contradiction.
    #[n(2)]
    pub over: Option<String>,
}

/// Facts about the event to set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct EventEdit {
    /// Name.
    #[n(0)]
    pub name: Option<String>,
    /// IANA time zone.
    #[n(1)]
    pub zone: Option<String>,
    /// Venue.
    #[n(2)]
    pub venue: Option<String>,
    /// Information page.
    #[n(3)]
    pub info: Option<String>,
    /// Information page in Welsh.
    #[n(4)]
    pub info_cy: Option<String>,
}

/// Fields of a day to set; a new day needs a date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct DayEdit {
    /// Civil date `YYYY-MM-DD`.
    #[n(0)]
    pub date: Option<String>,
    /// Name.
    #[n(1)]
    pub name: Option<String>,
    /// Where it came from; only at creation.
    #[n(2)]
    pub source: Option<String>,
    /// Name in Welsh.
    #[n(3)]
    pub name_cy: Option<String>,
}

/// Fields of a stream to set; a new stream needs a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct StreamEdit {
    /// Name.
    #[n(0)]
    pub name: Option<String>,
    /// Days on which it runs.
    #[n(1)]
    pub days: Option<Vec<DayId>>,
    /// Its place among the streams: a fractional index.
    #[n(2)]
    pub order: Option<String>,
    /// Where it came from; only at creation.
    #[n(3)]
    pub source: Option<String>,
    /// Name in Welsh.
    #[n(4)]
    pub name_cy: Option<String>,
}

/// Fields of a room to set; a new room needs a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct RoomEdit {
    /// Name.
    #[n(0)]
    pub name: Option<String>,
    /// People it holds; 0 means unknown.
    #[n(1)]
    pub capacity: Option<u32>,
    /// Marks.
    #[n(2)]
    pub marks: Option<Vec<String>>,
    /// How to get there.
    #[n(3)]
    pub way: Option<String>,
    /// Streams that use it.
    #[n(4)]
    pub streams: Option<Vec<StreamId>>,
    /// Days on which it is open.
    #[n(5)]
    pub days: Option<Vec<DayId>>,
    /// Its place among the rooms: a fractional index.
    #[n(6)]
    pub order: Option<String>,
    /// Where it came from; only at creation.
    #[n(7)]
    pub source: Option<String>,
    /// Name in Welsh.
    #[n(8)]
    pub name_cy: Option<String>,
    /// How to get there, in Welsh.
    #[n(9)]
    pub way_cy: Option<String>,
}

/// Fields of a slot to set; a new slot needs a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct SlotEdit {
    /// Day, start in minutes from local midnight, length in minutes.
    #[n(0)]
    pub span: Option<(DayId, u32, u32)>,
    /// Streams that have it.
    #[n(1)]
    pub streams: Option<Vec<StreamId>>,
    /// Where it came from; only at creation.
    #[n(2)]
    pub source: Option<String>,
}

/// Fields of a fixed item to set; a new one needs a title and a placement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct FixedEdit {
    /// Title.
    #[n(0)]
    pub title: Option<String>,
    /// Where and when; no room means every room.
    #[n(1)]
    pub placement: Option<Placement>,
    /// Streams for which it is.
    #[n(2)]
    pub streams: Option<Vec<StreamId>>,
    /// Where it came from; only at creation.
    #[n(3)]
    pub source: Option<String>,
    /// Title in Welsh.
    #[n(4)]
    pub title_cy: Option<String>,
}

/// Fields of an announcement to set; a new one needs a text in one of the languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct AnnouncementEdit {
    /// What it says, one line.
    #[n(0)]
    pub text: Option<String>,
    /// The same in Welsh.
    #[n(1)]
    pub text_cy: Option<String>,
    /// Seconds since 1970 after which it is no longer shown; 0 means: until it is removed.
    #[n(2)]
    pub until_s: Option<i64>,
}

/// Texts of a session to set; a pitch needs a title.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct SessionEdit {
    /// Title.
    #[n(0)]
    pub title: Option<String>,
    /// Plain text.
    #[n(1)]
    pub text: Option<String>,
    /// Format.
    #[n(2)]
    pub format: Option<String>,
    /// Hosts in their order.
    #[n(3)]
    pub hosts: Option<Vec<PersonId>>,
    /// Stream; `Some(None)` takes it out of its stream.
    #[cbor(n(4), with = "cleared", has_nil)]
    pub stream: Option<Option<StreamId>>,
    /// Language tag.
    #[n(5)]
    pub language: Option<String>,
    /// Links.
    #[n(6)]
    pub links: Option<Vec<Link>>,
    /// Where it came from; only at creation.
    #[n(7)]
    pub source: Option<String>,
    /// Dots to begin with; only at creation, for an import.
    #[n(8)]
    pub dots: Option<u32>,
    /// Salted hash of the slip code that edits this pitch at any kiosk. It locks screens, not the
    /// document.
    #[n(9)]
    pub slip: Option<String>,
    /// Who speaks for it when sessions are pitched: see [`crate::schedule::Pitching`].
    #[n(10)]
    pub pitching: Option<String>,
    /// What its host asks for, such as `projector` or `not-before-lunch`.
    #[n(11)]
    pub wishes: Option<Vec<String>>,
    /// Subjects, a word or two each.
    #[n(12)]
    pub tags: Option<Vec<String>>,
}

/// A field that can be left as it is (null), cleared (an empty byte string) or set. CBOR has one
/// null only, and a stored command must still clear the field when it is issued again.
mod cleared {
    use crate::ids::StreamId;
    use minicbor::{
        Decoder, Encoder,
        data::Type,
        decode::Error as DecodeError,
        encode::{Error as EncodeError, Write},
    };

    type Field = Option<Option<StreamId>>;

    pub(super) fn encode<C, W: Write>(
        field: &Field,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        match field {
            None => e.null()?.ok(),
            Some(None) => e.bytes(&[])?.ok(),
            Some(Some(stream)) => e.encode(stream)?.ok(),
        }
    }

    pub(super) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Field, DecodeError> {
        if d.datatype()? == Type::Null {
            d.null()?;
            return Ok(None);
        }
        match d.probe().bytes() {
            Ok([]) => {
                d.bytes()?;
                Ok(Some(None))
            }
            Ok(_) | Err(_) => Ok(Some(Some(d.decode()?))),
        }
    }

    pub(super) fn nil() -> Option<Field> {
        Some(None)
    }

    pub(super) fn is_nil(field: &Field) -> bool {
        field.is_none()
    }
}
