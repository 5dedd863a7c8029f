//! Names by which the parts of one programme refer to one another: the same file always gives the
//! same.

use std::collections::BTreeMap;

use crate::text;

/// Keys made of names: the same name gets the same key, different names get different ones.
pub(crate) struct Keys {
    kind: &'static str,
    by_name: BTreeMap<String, String>,
    taken: Taken,
}

impl Keys {
    /// No names yet; `kind` is for names without a letter.
    pub fn new(kind: &'static str) -> Self {
        Self { kind, by_name: BTreeMap::new(), taken: Taken::new() }
    }

    /// The key of a name, and whether it is new.
    pub fn of(&mut self, name: &str, preferred: &str) -> (String, bool) {
        if let Some(key) = self.by_name.get(name) {
            return (key.clone(), false);
        }
        let preferred = text::slug(if preferred.is_empty() { name } else { preferred });
        let preferred = if preferred.is_empty() {
            format!("{}-{}", self.kind, self.taken.len() + 1)
        } else {
            preferred
        };
        let key = unique(&mut self.taken, preferred);
        self.by_name.insert(name.to_owned(), key.clone());
        (key, true)
    }
}

/// Keys in use, each with the number to try next when it is wished for again.
pub(crate) type Taken = BTreeMap<String, u32>;

/// The wished key, with a number behind it if it is taken.
pub(crate) fn unique(taken: &mut Taken, wished: String) -> String {
    let mut key = wished.clone();
    let mut number = taken.get(&wished).copied().unwrap_or(1);
    while taken.contains_key(&key) {
        number += 1;
        key = format!("{wished}-{number}");
    }
    taken.insert(wished, number);
    taken.entry(key.clone()).or_insert(1);
    key
}

/// FNV-1a, 64 bits: the same on every machine, and guids need no secrecy.
pub(crate) fn fingerprint(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
