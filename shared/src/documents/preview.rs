//! The schedule as it would be after a command, to show to whoever is about to give it.

use super::{
    Act, ChangeInfo, Documents,
    read::{self, Source},
    shape::{self, Root},
    write::{Register, Write, Written},
};
use crate::{
    command::{Command, Refusal},
    ids::ChangeHash,
    schedule::Schedule,
};
use automerge::ScalarValue;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The documents with writes that were only decided.
struct Decided<'a> {
    documents: &'a Documents,
    writes: BTreeMap<(Root, String), BTreeMap<Option<String>, ScalarValue>>,
    by: ChangeHash,
}

impl Documents {
    /// The schedule as it would be after a command; nothing is written. People and devices are as
    /// in `now`, and so is what happened to sessions.
    ///
    /// # Errors
    /// The refusal that the command would meet.
    pub fn preview(
        &self,
        now: &Schedule,
        command: &Command,
        act: &Act,
    ) -> Result<Arc<Schedule>, Refusal> {
        let writes = self.decided(command, act)?;
        let mut decided =
            Decided { documents: self, writes: BTreeMap::new(), by: ChangeHash([0; 32]) };
        for write in writes {
            match write {
                Write::Create { root, key, fields } => {
                    let entity = decided.writes.entry((root, key)).or_default();
                    entity.extend(fields.into_iter().map(|(f, v)| (Some(f.to_owned()), v)));
                }
                Write::Put { register: Register { root, key, field }, value } => {
                    decided.writes.entry((root, key)).or_default().insert(field, value);
                }
            }
        }
        let things: BTreeSet<_> =
            decided.writes.keys().map(|(root, key)| read::home(*root, key)).collect();
        let mut then = now.clone();
        read::read_again(&decided, things, &mut then);
        Ok(Arc::new(then))
    }
}

impl Decided<'_> {
    fn written(&self, value: &ScalarValue) -> Written {
        Written { value: value.clone(), op: (u64::MAX, Vec::new()), change: self.by }
    }
}

impl Source for Decided<'_> {
    fn keys(&self, root: Root) -> Vec<String> {
        let fresh = self.writes.range((root, String::new())..);
        let fresh = fresh.take_while(|((of, _), _)| *of == root).map(|((_, key), _)| key.clone());
        let all: BTreeSet<_> =
            Source::keys(self.documents, root).into_iter().chain(fresh).collect();
        all.into_iter().collect()
    }

    fn values(&self, register: &Register) -> Vec<Written> {
        let fields = self.writes.get(&(register.root, register.key.clone()));
        match fields.and_then(|fields| fields.get(&register.field)) {
            Some(value) => vec![self.written(value)],
            None => self.documents.values(register),
        }
    }

    fn fields(&self, root: Root, key: &str) -> BTreeMap<String, Vec<Written>> {
        let mut fields = self.documents.fields(root, key);
        for (field, value) in self.writes.get(&(root, key.to_owned())).into_iter().flatten() {
            if let Some(field) = field {
                fields.insert(field.clone(), vec![self.written(value)]);
            }
        }
        fields
    }

    fn dots(&self, session: &str) -> i64 {
        let keys = read::of_session(session);
        let planned = self.writes.range((shape::DOTS, keys.start)..(shape::DOTS, keys.end));
        planned.fold(self.documents.dots(session), |sum, ((root, key), fields)| {
            let register = Register { root: *root, key: key.clone(), field: None };
            let number = |value: Option<&ScalarValue>| match value {
                Some(ScalarValue::Int(number)) => *number,
                _ => 0,
            };
            let before = self.documents.value(&register);
            sum.saturating_add(number(fields.get(&None)).saturating_sub(number(before.as_ref())))
        })
    }

    fn info(&self, change: &ChangeHash) -> Option<&ChangeInfo> {
        self.documents.info(change)
    }
}
