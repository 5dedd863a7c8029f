//! Things that were made twice: a pitch that was set aside, made again, and then carried back in a
//! file. The product writes into both, and each counts for itself: where one says so already, only
//! the other is written, and what is shown is the greatest of all. With one list of values for both
//! the model took a field that only one had for a field of both, and two that said the same for
//! rivals, and had to guess which write was left out. So each write names the thing it goes into.

use super::{ANYHOW, Author, Knows, Model, ONCE, Op, Path, Size, Value, Write, translate};
use shared::{documents::Actor, ids::ChangeHash};

/// A thing as one change made it.
#[derive(Debug)]
pub(super) struct Made {
    pub change: ChangeHash,
    /// Operation that made it: the greater one is written last.
    pub op: (u64, Actor),
}

impl Model {
    /// The things of which a register is a field, as far as somebody knows them; a register that is
    /// no field stands on its own.
    fn things(&self, path: &Path, who: &dyn Knows) -> Vec<Option<ChangeHash>> {
        let made = path.field.and_then(|_| self.created.get(&(path.map, path.key.clone())));
        let mut known: Vec<&Made> =
            made.into_iter().flatten().filter(|made| who.knows(&made.change)).collect();
        known.sort_by_key(|made| made.op);
        let things: Vec<_> = known.into_iter().map(|made| Some(made.change)).collect();
        if things.is_empty() { vec![None] } else { things }
    }

    /// Alive writes of a register in one thing, by their place in the list, the shown one first.
    fn alive_in(&self, path: &Path, thing: Option<ChangeHash>, who: &dyn Knows) -> Vec<usize> {
        let writes = self.registers.get(path).map_or(&[][..], Vec::as_slice);
        let is_in = |place: &usize| writes.get(*place).is_some_and(|write| write.thing == thing);
        self.alive(path, who).into_iter().filter(is_in).collect()
    }

    fn values_in(&self, path: &Path, thing: Option<ChangeHash>, who: &dyn Knows) -> Vec<&Value> {
        let writes = self.registers.get(path).map_or(&[][..], Vec::as_slice);
        let alive = self.alive_in(path, thing, who).into_iter();
        alive.filter_map(|place| Some(&writes.get(place)?.value)).collect()
    }

    /// A write of the one value that a register has already, in each thing, is left out; else each
    /// is written.
    pub(super) fn needed(&self, author: &Author<'_>, op: Op) -> Option<Op> {
        let Op::Put(path, value, size) = op else { return Some(op) };
        let things = self.things(&path, author);
        let values: Vec<Vec<&Value>> =
            things.iter().map(|thing| self.values_in(&path, *thing, author)).collect();
        let says_so = |values: &Vec<&Value>| match values[..] {
            [] => value == Value::Null,
            [one] => *one == value,
            [..] => false,
        };
        let anyhow = size == ANYHOW;
        let sizes = || values.iter().map(|values| size_in_one(values, &value));
        let sure = sizes().map(|size| size.sure).sum();
        let size = Size { sure, most: sizes().map(|size| size.most).sum() };
        match (values.iter().all(says_so), anyhow) {
            (false, _) => Some(Op::Put(path, value, size)),
            (true, true) => Some(Op::Again(path, size)),
            (true, false) => None,
        }
    }

    /// Writes a register in each thing. `end` is the counter after the last of its operations.
    pub(super) fn write_in_each(
        &mut self,
        author: &Author<'_>,
        path: &Path,
        change: ChangeHash,
        (mut end, actor): (u64, Actor),
        value: &Value,
    ) {
        let was = self.alive(path, author).first().copied();
        for thing in self.things(path, author).into_iter().rev() {
            let overwrites = self.alive_in(path, thing, author);
            let took = size_in_one(&self.values_in(path, thing, author), value).most;
            if took == 0 {
                continue;
            }
            let op = (end - 1, actor);
            end -= took;
            let value = value.clone();
            let write = Write { change, thing, op, value, was, overwrites };
            self.registers.entry(path.clone()).or_default().push(write);
        }
    }
}

/// How many operations a write takes in one thing. What stands there already is not written again,
/// and one of several values is first taken away. At a removal what was seen may be another.
fn size_in_one(values: &[&Value], value: &Value) -> Size {
    let vague = u64::from(*value == Value::Text(translate::SEEN.to_owned()));
    match values {
        [one] if *one == value => Size { sure: 0, most: vague },
        [_, _, ..] if values.contains(&value) => Size { sure: 2 - vague, most: 2 },
        [..] => ONCE,
    }
}
