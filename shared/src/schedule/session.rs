//! A session as pitched, and where it stands.

use super::{Author, Placement, Register, Removal};
use crate::ids::{PersonId, SessionId, StreamId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A link of a session.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
pub struct Link {
    /// What it leads to, in words; empty means: show the address.
    #[n(0)]
    pub title: String,
    /// `http` or `https` address.
    #[n(1)]
    pub url: String,
}

/// A session as pitched, and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Title, one line.
    pub title: Register<String>,
    /// Plain text.
    pub text: Register<String>,
    /// Such as `talk`, `discussion`, `workshop`.
    pub format: Register<String>,
    /// Hosts in their order; names are in [`crate::schedule::Schedule::people`].
    pub hosts: Register<Vec<PersonId>>,
    /// Its stream.
    pub stream: Register<Option<StreamId>>,
    /// BCP 47 language tag; empty means unknown.
    pub language: Register<String>,
    /// Links.
    pub links: Register<Vec<Link>>,
    /// `source/guid` of an imported session; empty for one pitched here.
    pub source: String,
    /// What the source said at the last import, by field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub at_source: BTreeMap<String, SourceValue>,
    /// Who pitched it; `None` when its creation is not known here.
    pub pitched: Option<Author>,
    /// Place of its creation among all: (operation counter, actor in hex), as automerge orders.
    pub pitched_order: (u64, String),
    /// Its host withdrew it.
    pub withdrawn: Removal,
    /// Hidden everywhere by a volunteer, kept for the organisers.
    pub hidden: bool,
    /// Where it is.
    pub placement: Register<Placement>,
    /// Who put it there; `None` when nobody placed it yet.
    pub placed: Option<Author>,
    /// It does not take place, and stays on the board to say so.
    pub cancelled: Removal,
    /// Made a part of another pitch, as written; see [`Session::part_of`] for what follows.
    pub merged_into: Register<Option<SessionId>>,
    /// The pitch as a part of which it is shown: the last one of the chain of merges that is
    /// neither withdrawn nor hidden. `None`: it stands for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<SessionId>,
    /// Somebody placed or cancelled it without knowing that it was made a part of another; who
    /// made it one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_while_merged: Option<Author>,
    /// Not to be moved without a question.
    pub pinned: bool,
    /// Somebody said at the door that no more people fit in.
    #[serde(default)]
    pub full: bool,
    /// Salted hash of the slip code, see [`crate::command::SessionEdit::slip`]; empty without one.
    #[serde(default)]
    pub slip: String,
    /// Who speaks for it when sessions are pitched.
    #[serde(default)]
    pub pitching: Pitching,
    /// What its host asks for, as entered.
    #[serde(default)]
    pub wishes: Register<Vec<String>>,
    /// Subjects.
    #[serde(default)]
    pub tags: Register<Vec<String>>,
    /// Interest shown: the sum of all dots, never below 0.
    pub dots: u32,
    /// `false` when the board speaks of a session whose pitch this replica has not heard of.
    pub known: bool,
}

/// Who speaks for a pitch when sessions are pitched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pitching {
    /// Its host.
    #[default]
    Host,
    /// Somebody else, for a host who would rather not stand before everybody.
    ForMe,
    /// Nobody: it is just put up.
    PutUp,
}

impl Pitching {
    /// Its word in a document.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::ForMe => "for-me",
            Self::PutUp => "put-up",
        }
    }

    /// Reads the word; an unknown one is the default.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            "for-me" => Self::ForMe,
            "put-up" => Self::PutUp,
            _ => Self::Host,
        }
    }
}

/// What the source of an imported session said of a field at the last import. Long values are
/// kept as [`SourceValue::digest`], so that texts are not held twice, unless they contradict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceValue {
    /// The value there.
    pub there: String,
    /// The value that was shown here when the source changed to a different one.
    pub over: Option<String>,
}

impl SourceValue {
    /// Values longer than this are kept as a digest.
    pub const PLAIN_BYTES_MAX: usize = 200;

    /// A value as it is kept: itself, or `#` and 32 hexadecimal digits of its SHA-256.
    #[must_use]
    pub fn digest(value: &str) -> String {
        use sha2::{Digest as _, Sha256};
        if value.len() <= Self::PLAIN_BYTES_MAX {
            return value.to_owned();
        }
        let digest = Sha256::digest(value);
        format!("#{}", crate::ids::hex(digest.first_chunk::<16>().map_or(&[], |half| half)))
    }

    /// The kept value is that of `value`.
    #[must_use]
    pub fn is(kept: &str, value: &str) -> bool {
        kept == value || kept == Self::digest(value)
    }
}
