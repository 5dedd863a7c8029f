//! Bringing back what was: registers get the values again that they had at a moment, or before
//! certain sets wrote them. Values are taken as they stood, so that what belongs together (a
//! removal and what was seen when removing) still does.

use super::{
    Documents,
    decide::Plan,
    history::OfDevice,
    past::Past,
    read::{Source as _, home},
    shape::{self, Root, field},
    timeline::{Moment, Timeline},
    write::{Register, fingerprint_of},
};
use crate::{
    command::{Back, Command, Plain, Problem, Refusal, Subject},
    compare::{Item, Scope},
    ids::ChangeHash,
    limits,
    schedule::Schedule,
};
use automerge::ScalarValue;
use std::collections::{BTreeMap, BTreeSet};

/// What stays as it is when an earlier board is brought back: people's interest, what was hidden
/// from everybody, what was announced, clashes that were settled, who found a room full, and names of
/// people.
const STAYS: [Root; 6] =
    [shape::DOTS, shape::HIDDEN, shape::ANNOUNCEMENTS, shape::SETTLED, shape::FULL, shape::RENAMED];

impl Documents {
    /// The command that brings back what falls into `scope` as it was at a moment; nothing is
    /// pitched away: a session that was pitched since goes to the shelf, a room or slot that was
    /// made since is removed. `None` when the moment's change is not known here. `now` is the
    /// present schedule.
    #[must_use]
    pub fn back_to(
        &self,
        timeline: &Timeline,
        moment: Moment,
        scope: Scope,
        now: &Schedule,
    ) -> Option<Command> {
        let past = Past::at(self, timeline, moment)?;
        let then = past.schedule();
        let mut values = Vec::new();
        for root in shape::ROOTS.iter().filter(|root| !STAYS.contains(root)) {
            let keys: BTreeSet<String> =
                past.keys(*root).into_iter().chain(self.keys(*root)).collect();
            for key in keys {
                let of_scope = item(*root, &key)
                    .is_some_and(|item| scope.holds(item, &then) || scope.holds(item, now));
                if of_scope {
                    self.back_one(*root, &key, &past, &mut values);
                }
            }
        }
        Some(Command::BringBack { values })
    }

    /// Adds what differs of one key of a root map.
    fn back_one(&self, root: Root, key: &str, past: &Past<'_>, values: &mut Vec<Back>) {
        let register = |field: Option<&str>| Register {
            root,
            key: key.to_owned(),
            field: field.map(str::to_owned),
        };
        let shown = |values: Vec<super::write::Written>| values.into_iter().next();
        let mut back = |field: Option<&str>, was: Option<ScalarValue>, is: Option<ScalarValue>| {
            let none = |value: &Option<ScalarValue>| {
                value.as_ref().is_none_or(|value| *value == ScalarValue::Null)
            };
            // What a later version wrote is not known here, and stays as it is.
            let known = none(&was) || plain(was.as_ref()).is_some();
            if known && was != is && !(none(&was) && none(&is)) {
                values.push(Back { register: register(field).path(), value: plain(was.as_ref()) });
            }
        };
        if !root.entities {
            let was = shown(past.values(&register(None))).map(|written| written.value);
            back(None, was, self.value(&register(None)));
            return;
        }
        let (was, is) = (past.fields(root, key), self.fields(root, key));
        if was.is_empty() {
            // Nobody had made it: a thing is removed, a pitch stays.
            let present = is.get(field::REMOVED).and_then(|values| values.first());
            let present = present.is_none_or(|written| super::decide::is_empty(&written.value));
            if root != shape::SESSIONS && present {
                back(Some(field::REMOVED), Some(self.seen(root, key).into()), None);
            }
            return;
        }
        let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        for name in names {
            let [was, is] = [&was, &is].map(|fields| {
                let first = fields.get(name).and_then(|values| values.first());
                first.map(|written| written.value.clone())
            });
            // A slip code that was given since still opens its pitch.
            if name != field::NOTES && name != field::SLIP {
                back(Some(name), was, is);
            }
        }
    }

    /// The command that takes back what these sets of devices wrote and nobody wrote since; things that they
    /// made are removed, dots stay.
    #[must_use]
    pub fn without_sets(&self, sets: &[OfDevice]) -> Command {
        let of_set = |(set, device): &OfDevice| self.history().set(set, *device);
        let changes: BTreeSet<ChangeHash> = sets.iter().flat_map(of_set).copied().collect();
        let mut registers: BTreeMap<Register, bool> = BTreeMap::new();
        for touched in changes.iter().flat_map(|change| self.touched(change)) {
            let register = if touched.created {
                Register { field: Some(field::REMOVED.to_owned()), ..touched.register() }
            } else {
                touched.register()
            };
            *registers.entry(register).or_default() |= touched.created;
        }
        let made = registers.iter().filter(|(_, made)| **made);
        let made: BTreeSet<(Root, String)> =
            made.map(|(register, _)| (register.root, register.key.clone())).collect();
        let mut values = Vec::new();
        for register in registers.into_keys() {
            let of_entity = made.contains(&(register.root, register.key.clone()));
            let value = if register.root == shape::DOTS
                || register.root == shape::RENAMED
                || register.field.as_deref() == Some(field::NOTES)
                || !self.values(&register).iter().all(|written| changes.contains(&written.change))
            {
                continue;
            } else if of_entity && register.field.as_deref() == Some(field::REMOVED) {
                if !self.is_only_of(&register, &changes) {
                    continue;
                }
                Some(self.seen_without(&register, &changes).into())
            } else if of_entity {
                continue;
            } else {
                self.value_without(&register, &changes)
            };
            let is = self.value(&register);
            let removed = of_entity && is.as_ref().is_some_and(|is| !super::decide::is_empty(is));
            if value != is && !removed {
                values.push(Back { register: register.path(), value: plain(value.as_ref()) });
            }
        }
        Command::BringBack { values }
    }

    /// Nobody else wrote into the entity of a register.
    fn is_only_of(&self, register: &Register, changes: &BTreeSet<ChangeHash>) -> bool {
        let fields = self.fields(register.root, &register.key);
        fields.values().flatten().all(|written| changes.contains(&written.change))
    }

    /// What is seen of an entity that is removed together with the place that these changes gave
    /// it.
    fn seen_without(&self, register: &Register, changes: &BTreeSet<ChangeHash>) -> String {
        let (root, key) = (register.root, register.key.clone());
        let place = Register { root: shape::PLACEMENTS, key, field: None };
        let values = self.values(&place);
        let goes = values.iter().all(|written| changes.contains(&written.change));
        if root != shape::SESSIONS || values.is_empty() || !goes {
            return self.seen(root, &register.key);
        }
        let place = self.value_without(&place, changes);
        fingerprint_of(&self.fields(root, &register.key), place.as_ref())
    }

    /// The value that a register had before the last run of these changes wrote it.
    fn value_without(
        &self,
        register: &Register,
        changes: &BTreeSet<ChangeHash>,
    ) -> Option<ScalarValue> {
        let mut writer = self.values(register).first()?.change;
        for _ in 0..limits::UNDO_CHAIN_MAX {
            match self.writer_before(register, &writer) {
                Some(before) if changes.contains(&before) => writer = before,
                Some(_) | None => break,
            }
        }
        Some(self.before(register, &writer))
    }

    /// Decides a [`Command::BringBack`].
    pub(super) fn bring_back(&self, values: &[Back], plan: &mut Plan) -> Result<(), Refusal> {
        for back in values {
            let unknown = || Refusal::Unknown { what: Subject::Version };
            let register = Register::of_path(&back.register).ok_or_else(unknown)?;
            if register.field.is_some() && self.entity(register.root, &register.key).is_empty() {
                return Err(unknown());
            }
            let value = match &back.value {
                Some(Plain::Text(text)) if text.len() > limits::TEXT_BYTES_MAX => {
                    let (have, limit) = (text.len(), limits::TEXT_BYTES_MAX);
                    let problem = Problem::TooLong { have, limit };
                    return Err(Refusal::Invalid { field: "text", problem });
                }
                Some(Plain::Text(text)) => text.as_str().into(),
                Some(Plain::Number(number)) => (*number).into(),
                Some(Plain::Yes(yes)) => (*yes).into(),
                None => ScalarValue::Null,
            };
            plan.write(register, value);
        }
        Ok(())
    }
}

/// The thing to which a key of a root map belongs.
pub(super) fn item(root: Root, key: &str) -> Option<Item> {
    let (root, key) = home(root, key);
    match root {
        shape::EVENT => Some(Item::Event),
        shape::DAYS => key.parse().ok().map(Item::Day),
        shape::STREAMS => key.parse().ok().map(Item::Stream),
        shape::ROOMS => key.parse().ok().map(Item::Room),
        shape::SLOTS => key.parse().ok().map(Item::Slot),
        shape::FIXED => key.parse().ok().map(Item::Fixed),
        shape::SESSIONS => key.parse().ok().map(Item::Session),
        shape::RENAMED => key.parse().ok().map(Item::Person),
        _ => None,
    }
}

/// A value as a command holds it; what this version writes is one of these.
fn plain(value: Option<&ScalarValue>) -> Option<Plain> {
    match value? {
        ScalarValue::Str(text) => Some(Plain::Text(text.to_string())),
        ScalarValue::Int(number) => Some(Plain::Number(*number)),
        ScalarValue::Uint(number) => i64::try_from(*number).ok().map(Plain::Number),
        ScalarValue::Boolean(yes) => Some(Plain::Yes(*yes)),
        _ => None,
    }
}
