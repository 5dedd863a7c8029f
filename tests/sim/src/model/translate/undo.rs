//! What an undo writes: every register that nobody has written since.

use super::{SEEN, Translator, number};
use crate::model::{ANYHOW, Knows as _, ONCE, Op, Path, Touched, Value, Write};
use shared::{
    ids::{ChangeHash, DocumentKind, SetId},
    limits,
};
use std::collections::BTreeSet;

impl Translator<'_> {
    /// Every register of the set goes back to what it was, where nobody has written it since.
    pub(super) fn undo(&mut self, set: SetId) {
        let changes = self.author.documents.history().set(&set, self.actor.device()).to_vec();
        let changes: Vec<_> = changes.into_iter().filter(|hash| self.author.knows(hash)).collect();
        let members: BTreeSet<ChangeHash> = changes.iter().copied().collect();
        let parts: Vec<(ChangeHash, Touched)> = changes
            .iter()
            .flat_map(|hash| {
                self.model.touched.get(hash).into_iter().flatten().map(|t| (*hash, t.clone()))
            })
            .collect();
        let mut done = BTreeSet::new();
        for (hash, touched) in parts {
            match touched {
                Touched::Created(document, map, key) => {
                    self.undo_creation(document, map, &key, &members);
                }
                Touched::Wrote(path) if done.insert(path.clone()) => {
                    self.undo_write(path, hash, &members);
                }
                Touched::Wrote(_) => {}
            }
        }
    }

    fn undo_creation(
        &mut self,
        document: DocumentKind,
        map: &'static str,
        key: &str,
        members: &BTreeSet<ChangeHash>,
    ) {
        let mut fields = self.model.registers.keys().filter(|path| {
            path.document == document && path.map == map && path.key == key && path.field.is_some()
        });
        if fields.all(|path| self.all_of(path, members)) {
            self.put(document, map, key, Some("removed"), Value::Text(SEEN.to_owned()));
        }
    }

    fn undo_write(&mut self, path: Path, hash: ChangeHash, members: &BTreeSet<ChangeHash>) {
        let writes = self.model.registers.get(&path).into_iter().flatten();
        let Some(write) = writes.into_iter().find(|write| write.change == hash) else {
            return self.undo_seen(path);
        };
        let before = self.before(&path, write).map_or(Value::Null, |before| before.value.clone());
        if path.map == "dots" {
            let added = number(Some(write.value.clone())) - number(Some(before));
            let session = path.key.split('/').next().unwrap_or_default().to_owned();
            self.dot(&session, -added);
            return;
        }
        if self.all_of(&path, members) {
            // What was seen before is another text, though one value to the model.
            let anyhow = before == write.value && before == Value::Text(SEEN.to_owned());
            self.ops.push(Op::Put(path, before, if anyhow { ANYHOW } else { ONCE }));
        }
    }

    /// Of a removal that may have been written again nobody knows here whether an undo writes it.
    fn undo_seen(&mut self, path: Path) {
        let seen = Value::Text(SEEN.to_owned());
        if self.model.value(&path, self.author).as_ref() == Some(&seen) {
            self.ops.push(Op::Put(path, seen, ANYHOW));
        }
    }

    /// All that a register says was written by these changes, or was brought back to what they
    /// wrote by an undo of what came later.
    fn all_of(&self, path: &Path, members: &BTreeSet<ChangeHash>) -> bool {
        let alive = self.model.alive_writes(path, self.author);
        alive.into_iter().all(|write| self.is_of(write.change, path, members))
    }

    /// What was shown before a write, to its author.
    fn before(&self, path: &Path, write: &Write) -> Option<&Write> {
        self.model.registers.get(path)?.get(write.was?)
    }

    fn is_of(&self, change: ChangeHash, path: &Path, members: &BTreeSet<ChangeHash>) -> bool {
        let documents = self.author.documents;
        let writes = self.model.registers.get(path).map_or(&[][..], Vec::as_slice);
        let mut change = change;
        for _ in 0..limits::UNDO_CHAIN_MAX {
            if members.contains(&change) {
                return true;
            }
            let undone = documents.info(&change).and_then(|info| Some((info.meta.undoes?, info)));
            let set = undone.map_or(&[][..], |((undone, _), info)| {
                documents.history().set(&undone, info.device())
            });
            let of_set = set.iter().find_map(|hash| writes.iter().find(|w| w.change == *hash));
            let before = of_set.and_then(|write| self.before(path, write));
            let Some(before) = before else { return false };
            change = before.change;
        }
        false
    }
}
