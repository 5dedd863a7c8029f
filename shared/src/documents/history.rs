//! What is known of each change without opening it: who, when, which set, what it depends on.

use crate::{
    ids::{ChangeHash, DeviceTag, DocumentKind, PersonId, SetId},
    schedule::Issue,
};
use automerge::Change;
use std::{collections::BTreeMap, fmt, str::FromStr};

/// An automerge actor of ours: the first 8 bytes of the device's id, then 8 random bytes drawn at
/// each start of the process.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor(pub [u8; 16]);

impl Actor {
    /// The device of which it is one.
    #[must_use]
    pub fn device(&self) -> DeviceTag {
        DeviceTag(self.0.first_chunk().copied().unwrap_or_default())
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::ids::hex(&self.0))
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Actor({self})")
    }
}

/// What a change says of itself in its message: `1 KIND PERSON SET PART/OF [uSET:SEEN] [~]`.
/// A message of another form gives the default: reading never fails.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// Kind of the command, such as `place`.
    pub kind: String,
    /// Who asked for it.
    pub person: Option<PersonId>,
    /// The set it belongs to, with its part (from 1) and the number of parts.
    pub set: Option<(SetId, u32, u32)>,
    /// The set that it undoes, and how many parts of it the undo knew of.
    pub undoes: Option<(SetId, u32)>,
    /// The author's device was not sure of its clock.
    pub doubtful: bool,
}

impl fmt::Display for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1 {} ", self.kind)?;
        match &self.person {
            Some(person) => write!(f, "{person}")?,
            None => f.write_str("-")?,
        }
        if let Some((set, part, of)) = &self.set {
            write!(f, " {set} {part}/{of}")?;
        }
        if let Some((set, seen)) = &self.undoes {
            write!(f, " u{set}:{seen}")?;
        }
        if self.doubtful {
            f.write_str(" ~")?;
        }
        Ok(())
    }
}

impl Meta {
    /// Reads a message; anything unknown is passed over.
    #[must_use]
    pub fn parse(message: &str) -> Self {
        let mut words = message.split(' ');
        if words.next() != Some("1") {
            return Self::default();
        }
        let kind = words.next().unwrap_or_default().to_owned();
        let person = words.next().and_then(|word| PersonId::from_str(word).ok());
        let mut meta = Self { kind, person, ..Self::default() };
        let mut set = None;
        for word in words {
            if word == "~" {
                meta.doubtful = true;
            } else if let Some((id, seen)) = word.strip_prefix('u').and_then(|u| u.split_once(':'))
            {
                meta.undoes = id.parse().ok().zip(seen.parse().ok());
            } else if let Some((part, of)) = word.split_once('/') {
                let parts = part.parse().ok().zip(of.parse().ok());
                meta.set = set.zip(parts).map(|(set, (part, of))| (set, part, of));
            } else {
                set = word.parse().ok();
            }
        }
        meta
    }
}

/// What is known of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeInfo {
    /// Its document.
    pub document: DocumentKind,
    /// Its actor.
    pub actor: Actor,
    /// Its number among the changes of the actor, from 1.
    pub seq: u64,
    /// Counter of its first operation.
    pub start_op: u64,
    /// Counter of its last operation.
    pub max_op: u64,
    /// What it depends on directly.
    pub deps: Vec<ChangeHash>,
    /// Seconds since 1970 by its author's clock.
    pub at_s: i64,
    /// What it says of itself.
    pub meta: Meta,
}

impl ChangeInfo {
    /// The device that made it.
    #[must_use]
    pub fn device(&self) -> DeviceTag {
        self.actor.device()
    }

    /// Reads it from a change; `None` when the actor is not one of ours.
    pub(super) fn of(document: DocumentKind, change: &Change) -> Option<Self> {
        Some(Self {
            document,
            actor: Actor(change.actor_id().to_bytes().try_into().ok()?),
            seq: change.seq(),
            start_op: change.start_op().get(),
            max_op: (change.start_op().get() + change.len() as u64).saturating_sub(1),
            deps: change.deps().iter().map(|dep| ChangeHash(dep.0)).collect(),
            at_s: change.timestamp(),
            meta: change.message().map(Meta::parse).unwrap_or_default(),
        })
    }
}

/// A set of a device: an edit of another one that names the same set takes no part in it.
pub type OfDevice = (SetId, DeviceTag);

/// All admitted changes.
#[derive(Debug, Clone, Default)]
pub struct History {
    infos: BTreeMap<ChangeHash, ChangeInfo>,
    order: [Vec<ChangeHash>; 3],
    sequences: BTreeMap<(DocumentKind, Actor), (u64, ChangeHash)>,
    sets: BTreeMap<OfDevice, Vec<ChangeHash>>,
    /// How many parts each set has, as the greatest of its changes says.
    parts: BTreeMap<OfDevice, u32>,
    undone: BTreeMap<OfDevice, u32>,
    issues: BTreeMap<OfDevice, Vec<Issue>>,
    /// Whom a change names as hosts, or whose name it puts right; nobody, in most.
    hosts: BTreeMap<ChangeHash, Box<[PersonId]>>,
}

impl History {
    pub(super) fn add(&mut self, hash: ChangeHash, info: ChangeInfo) {
        if let Some(order) = self.order.get_mut(usize::from(info.document.number())) {
            order.push(hash);
        }
        self.sequences.insert((info.document, info.actor), (info.seq, hash));
        let (part, undoes, device) = (info.meta.set, info.meta.undoes, info.device());
        self.infos.insert(hash, info);
        if let Some((set, _, of)) = part {
            let set = (set, device);
            self.sets.entry(set).or_default().push(hash);
            let parts = self.parts.entry(set).or_default();
            *parts = of.max(*parts);
            self.judge(set);
        }
        if let Some((set, seen)) = undoes {
            let set = (set, device);
            let most = self.undone.entry(set).or_default();
            *most = seen.max(*most);
            self.judge(set);
        }
    }

    pub(super) fn note_hosts(&mut self, hash: ChangeHash, hosts: Vec<PersonId>) {
        if !hosts.is_empty() {
            self.hosts.insert(hash, hosts.into());
        }
    }

    pub(super) fn hosts_in(&self, hash: &ChangeHash) -> &[PersonId] {
        self.hosts.get(hash).map_or(&[], |hosts| hosts)
    }

    /// What is known of a change.
    #[must_use]
    pub fn info(&self, hash: &ChangeHash) -> Option<&ChangeInfo> {
        self.infos.get(hash)
    }

    /// Changes of a document, causes before effects, without its genesis.
    #[must_use]
    pub fn order(&self, kind: DocumentKind) -> &[ChangeHash] {
        self.order.get(usize::from(kind.number())).map_or(&[], Vec::as_slice)
    }

    /// Last number that an actor used in a document, and the change that has it.
    #[must_use]
    pub fn last_of(&self, kind: DocumentKind, actor: Actor) -> Option<(u64, ChangeHash)> {
        self.sequences.get(&(kind, actor)).copied()
    }

    /// Known changes of a set of a device, in the order of arrival.
    #[must_use]
    pub fn set(&self, set: &SetId, of: DeviceTag) -> &[ChangeHash] {
        self.sets.get(&(*set, of)).map_or(&[], Vec::as_slice)
    }

    /// Known sets.
    pub fn sets(&self) -> impl Iterator<Item = (&OfDevice, &[ChangeHash])> {
        self.sets.iter().map(|(set, changes)| (set, changes.as_slice()))
    }

    /// Some device has a set of this name.
    pub(super) fn has_set(&self, set: SetId) -> bool {
        let (first, last) = (DeviceTag([0; 8]), DeviceTag([u8::MAX; 8]));
        self.sets.range((set, first)..=(set, last)).next().is_some()
    }

    /// The set of a device was undone, by that device.
    #[must_use]
    pub fn is_undone(&self, set: &SetId, of: DeviceTag) -> bool {
        self.undone.contains_key(&(*set, of))
    }

    /// Issues with sets: incomplete, or completed after they were undone.
    pub(super) fn issues(&self) -> impl Iterator<Item = Issue> {
        self.issues.values().flatten().cloned()
    }

    /// Looks at a set again after a change of it, or an undo of it, was added.
    fn judge(&mut self, key: OfDevice) {
        let (set, _) = key;
        let changes = self.sets.get(&key).map_or(&[][..], Vec::as_slice);
        let have = u32::try_from(changes.len()).unwrap_or(u32::MAX);
        let of = self.parts.get(&key).copied().unwrap_or(have);
        let mut issues = Vec::new();
        if have < of {
            issues.push(Issue::IncompleteSet { set, have, of });
        }
        if let Some(seen) = self.undone.get(&key)
            && have > *seen
        {
            issues.push(Issue::PartOfUndoneSet { set, late: have - seen });
        }
        if issues.is_empty() {
            self.issues.remove(&key);
        } else {
            self.issues.insert(key, issues);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_message_survives_its_text(
            person in proptest::option::of(any::<[u8; 16]>()),
            set in any::<[u8; 16]>(),
            part in 1..9u32,
            undoes in proptest::option::of((any::<[u8; 16]>(), 0..9u32)),
            doubtful: bool,
        ) {
            let meta = Meta {
                kind: "place".to_owned(),
                person: person.map(PersonId),
                set: Some((SetId(set), part, 9)),
                undoes: undoes.map(|(set, seen)| (SetId(set), seen)),
                doubtful,
            };
            prop_assert_eq!(Meta::parse(&meta.to_string()), meta);
        }

        #[test]
        fn any_message_is_read(text in ".{0,120}") {
            let _ = Meta::parse(&text);
        }
    }
}
