//! Names of people, outside the documents because a document's history cannot forget: one signed
//! record per person is kept, and an erasure wins for ever.

mod alike;

pub use alike::is_alike;

use crate::bytes::{BadCbor, Parts, digest, format_of, from_cbor, sha256, to_cbor};
use crate::ids::{DeviceId, EventId, PersonId, RecordId};
use crate::keys::{DeviceKey, Signature, Strict, Verifier};
use crate::limits::{NAME_BYTES_MAX, NAME_RECORD_BYTES_MAX, NAMES_MAX};
use minicbor::{Decode, Encode};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A name record that is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Larger than a record may be.
    #[error("the name record has {bytes} bytes, more than the {NAME_RECORD_BYTES_MAX} allowed")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// A format that this version does not know.
    #[error("the name record has format {found}, this version reads format 1")]
    Format {
        /// Its number.
        found: u64,
    },
    /// Not the expected CBOR.
    #[error("the name record is damaged")]
    Cbor(#[from] BadCbor),
    /// A name without anything to read.
    #[error("the name is empty")]
    Empty,
    /// A name longer than a name may be.
    #[error("the name has {bytes} bytes, more than the {NAME_BYTES_MAX} allowed")]
    TooLong {
        /// Its size.
        bytes: usize,
    },
    /// A line break, another control character, or one that reverses the text after it.
    #[error("the name has a line break or another character that is not shown")]
    Character,
    /// A record of another event.
    #[error("the name record belongs to another event")]
    WrongEvent,
    /// Not signed by the device that it names.
    #[error("the signature of the name record is wrong")]
    Signature,
    /// The person's name was erased, for ever.
    #[error("the name of this person was erased")]
    Erased,
    /// The event has as many names as it may have.
    #[error("the event has {NAMES_MAX} names already")]
    TooMany,
}

/// What a person is called, or that the name is erased, as one device says.
///
/// Format 1: a CBOR map of 0 format, 1 event, 2 person, 3 number, 4 device, 5 name (absent:
/// erased), 6 signature; other fields are skipped. The signature is over `campboard/name/1\0` and
/// the parts event, person, number (eight bytes), device, and name, each preceded by its length as
/// four bytes, most significant first; the part of a name is a byte 1 and its UTF-8, the part of an
/// erasure is empty. The record's id is the SHA-256 of the signed bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct NameRecord {
    event: EventId,
    person: PersonId,
    number: u64,
    device: DeviceId,
    name: Option<String>,
    signature: Signature,
    id: RecordId,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Wire<'a> {
    #[n(0)]
    format: u64,
    #[n(1)]
    event: EventId,
    #[n(2)]
    person: PersonId,
    #[n(3)]
    number: u64,
    #[n(4)]
    device: DeviceId,
    #[b(5)]
    name: Option<&'a str>,
    #[n(6)]
    signature: Signature,
}

impl NameRecord {
    /// The number of its format.
    pub const FORMAT: u64 = 1;

    /// Signs a name, or with `None` its erasure.
    pub fn sign(
        key: &DeviceKey,
        event: EventId,
        person: PersonId,
        number: u64,
        name: Option<&str>,
    ) -> Result<Self, BadName> {
        name.map_or(Ok(()), check_name)?;
        let message = name_message(event, person, number, key.id(), name);
        Ok(Self {
            event,
            person,
            number,
            device: key.id(),
            name: name.map(str::to_owned),
            signature: key.sign(&message),
            id: RecordId(sha256(&[&message])),
        })
    }

    /// Whether its device signed it. Whether that device is paired is the roster's to say.
    #[must_use]
    pub fn verify(&self, verifier: &dyn Verifier) -> bool {
        let name = self.name.as_deref();
        let message = name_message(self.event, self.person, self.number, self.device, name);
        verifier.verify(&self.device.0, &message, &self.signature.0)
    }

    /// Its bytes on the wire and on disk.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        to_cbor(&Wire {
            format: Self::FORMAT,
            event: self.event,
            person: self.person,
            number: self.number,
            device: self.device,
            name: self.name.as_deref(),
            signature: self.signature,
        })
    }

    /// Reads what `encode` wrote. It does not check the signature.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadName> {
        if bytes.len() > NAME_RECORD_BYTES_MAX {
            return Err(BadName::TooLarge { bytes: bytes.len() });
        }
        match format_of(bytes)? {
            Self::FORMAT => {}
            found => return Err(BadName::Format { found }),
        }
        let wire: Wire<'_> = from_cbor(bytes)?;
        wire.name.map_or(Ok(()), check_name)?;
        let message = name_message(wire.event, wire.person, wire.number, wire.device, wire.name);
        Ok(Self {
            event: wire.event,
            person: wire.person,
            number: wire.number,
            device: wire.device,
            name: wire.name.map(str::to_owned),
            signature: wire.signature,
            id: RecordId(sha256(&[&message])),
        })
    }

    /// Its id: the SHA-256 of what is signed.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> EventId {
        self.event
    }

    /// The person.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// Its number: the higher one wins.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Who signed.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The name; `None` means erased.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Which of two records of one person wins: an erasure over a name, then (number, device). The
    /// id decides when a restored device used a number twice.
    fn rank(&self) -> (bool, u64, DeviceId, RecordId) {
        (self.name.is_none(), self.number, self.device, self.id)
    }
}

impl fmt::Debug for NameRecord {
    /// Without the name: names stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NameRecord")
            .field("id", &self.id)
            .field("person", &self.person)
            .field("number", &self.number)
            .field("device", &self.device)
            .field("erased", &self.name.is_none())
            .finish_non_exhaustive()
    }
}

/// Whether this can be a person's display name.
pub fn check_name(name: &str) -> Result<(), BadName> {
    if name.trim().is_empty() {
        return Err(BadName::Empty);
    }
    if name.len() > NAME_BYTES_MAX {
        return Err(BadName::TooLong { bytes: name.len() });
    }
    // Line and paragraph separators, and the marks that override or embed a direction.
    let hidden = |c: char| matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if name.chars().any(|c| c.is_control() || hidden(c)) {
        return Err(BadName::Character);
    }
    Ok(())
}

fn name_message(
    event: EventId,
    person: PersonId,
    number: u64,
    device: DeviceId,
    name: Option<&str>,
) -> Vec<u8> {
    let name = name.map_or_else(Vec::new, |name| [&[1], name.as_bytes()].concat());
    Parts::named(b"campboard/name/1\0")
        .part(&event.0)
        .part(&person.0)
        .number(number)
        .part(&device.0)
        .part(&name)
        .bytes()
}

/// What became of a name record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsertedName {
    /// It is the person's record; store it, and delete `replaces` in the same transaction.
    New {
        /// The record that it takes the place of; its body is gone from here.
        replaces: Option<RecordId>,
    },
    /// It was here already.
    Known,
    /// A later name of the same person is here; do not store it.
    Older,
}

/// The names of an event: for each person the one record that wins, whatever the order in which
/// records arrive.
///
/// Whether the signing device is paired is for the caller to ask the roster, before `insert`.
#[derive(Debug, Clone)]
pub struct Names {
    event: EventId,
    people: BTreeMap<PersonId, NameRecord>,
    ids: BTreeMap<RecordId, PersonId>,
}

impl Names {
    /// No names.
    #[must_use]
    pub fn new(event: EventId) -> Self {
        Self { event, people: BTreeMap::new(), ids: BTreeMap::new() }
    }

    /// Takes in a record from outside, after checking everything about it but the roster.
    pub fn insert(&mut self, bytes: &[u8]) -> Result<InsertedName, BadName> {
        self.insert_with(bytes, &Strict)
    }

    /// As `insert`, with signatures checked by `verifier`.
    pub fn insert_with(
        &mut self,
        bytes: &[u8],
        verifier: &dyn Verifier,
    ) -> Result<InsertedName, BadName> {
        let record = NameRecord::decode(bytes)?;
        if record.event != self.event {
            return Err(BadName::WrongEvent);
        }
        let held = self.people.get(&record.person);
        if held.is_none() && self.people.len() >= NAMES_MAX {
            return Err(BadName::TooMany);
        }
        match held.map_or(Ordering::Greater, |held| record.rank().cmp(&held.rank())) {
            Ordering::Equal => return Ok(InsertedName::Known),
            Ordering::Less if held.is_some_and(|held| held.name.is_none()) => {
                return Err(BadName::Erased);
            }
            Ordering::Less => return Ok(InsertedName::Older),
            Ordering::Greater => {}
        }
        if !record.verify(verifier) {
            return Err(BadName::Signature);
        }
        self.ids.insert(record.id, record.person);
        let replaces = self.people.insert(record.person, record).map(|replaced| replaced.id);
        if let Some(replaced) = replaces {
            self.ids.remove(&replaced);
        }
        Ok(InsertedName::New { replaces })
    }

    /// What a person is called, if that is known and not erased.
    #[must_use]
    pub fn get(&self, person: &PersonId) -> Option<&str> {
        self.people.get(person)?.name()
    }

    /// The record of a person that counts.
    #[must_use]
    pub fn of(&self, person: &PersonId) -> Option<&NameRecord> {
        self.people.get(person)
    }

    /// Whether a person's name was erased.
    #[must_use]
    pub fn erased(&self, person: &PersonId) -> bool {
        self.people.get(person).is_some_and(|record| record.name.is_none())
    }

    /// The number with which the next record of a person wins over all that are here.
    #[must_use]
    pub fn next_number(&self, person: &PersonId) -> u64 {
        self.people.get(person).map_or(1, |record| record.number.saturating_add(1))
    }

    /// The record with this id, if it is the one that counts.
    #[must_use]
    pub fn record(&self, id: &RecordId) -> Option<&NameRecord> {
        self.people.get(self.ids.get(id)?)
    }

    /// The records that count, one a person, by person.
    pub fn records(&self) -> impl Iterator<Item = &NameRecord> {
        self.people.values()
    }

    /// The ids of the records that count, ascending.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.ids.keys().copied()
    }

    /// SHA-256 over the sorted ids: equal here and there if the names are.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        digest(self.ids.keys())
    }

    /// What is here and missing from `theirs`, ascending: to be sent.
    #[must_use]
    pub fn missing_from(&self, theirs: &[RecordId]) -> Vec<RecordId> {
        let theirs: BTreeSet<&RecordId> = theirs.iter().collect();
        self.ids.keys().filter(|id| !theirs.contains(id)).copied().collect()
    }

    /// What of `theirs` is missing here, in their order: to be asked for.
    #[must_use]
    pub fn missing_here(&self, theirs: &[RecordId]) -> Vec<RecordId> {
        theirs.iter().filter(|id| !self.ids.contains_key(id)).copied().collect()
    }
}

#[cfg(test)]
mod tests;
