//! A cache that can be thrown away, in a small file of its own beside the store: it costs no
//! fsync, and it can be read before the store is open. Whatever is wrong with it, it is empty.

use crate::SqliteStore;
use crate::aside::with_suffix;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

const MAGIC: &[u8] = b"campboard cache 1\n";
/// A cache larger than this is not read: views are a few megabytes at the most.
const CACHE_BYTES_MAX: u64 = 256 << 20;
const CHECKSUM_BYTES: usize = 32;

impl SqliteStore {
    /// Keeps `bytes` under `key` in the cache. It may be lost or forgotten at any time.
    ///
    /// # Errors
    /// When the file beside the store cannot be written; the store is untouched.
    pub fn cache_put(&mut self, key: &str, bytes: &[u8]) -> io::Result<()> {
        let path = with_suffix(self.path(), ".cache");
        let mut entries = read_entries(&path);
        entries.insert(key.to_owned(), bytes.to_vec());
        let file = encode(&entries);
        if u64::try_from(file.len()).unwrap_or(u64::MAX) > CACHE_BYTES_MAX {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let draft = with_suffix(&path, ".new");
        std::fs::write(&draft, file)?;
        std::fs::rename(&draft, &path)
    }

    /// What the cache has under `key`; nothing when it is damaged or absent.
    #[must_use]
    pub fn cache_get(&self, key: &str) -> Option<Vec<u8>> {
        read_cache(self.path(), key)
    }
}

/// What the cache of the store at `path` has under `key`, without opening the store; nothing when
/// it is damaged or absent.
#[must_use]
pub fn read_cache(path: &Path, key: &str) -> Option<Vec<u8>> {
    read_entries(&with_suffix(path, ".cache")).remove(key)
}

/// Entries that are whole.
fn read_entries(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let small = std::fs::metadata(path).is_ok_and(|file| file.len() <= CACHE_BYTES_MAX);
    if !small {
        return BTreeMap::new();
    }
    std::fs::read(path).map_or_else(|_| BTreeMap::new(), |file| decode(&file))
}

fn encode(entries: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    for (key, bytes) in entries {
        file.extend(length(key.as_bytes()));
        file.extend(length(bytes));
        file.extend(checksum(key.as_bytes(), bytes));
        file.extend(key.as_bytes());
        file.extend(bytes);
    }
    file
}

fn decode(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut entries = BTreeMap::new();
    let Some(mut rest) = file.strip_prefix(MAGIC) else {
        return entries;
    };
    while let Some((entry, after)) = decode_entry(rest) {
        entries.extend(entry);
        rest = after;
    }
    entries
}

/// The next entry if it is whole, and what follows it.
type Decoded<'a> = (Option<(String, Vec<u8>)>, &'a [u8]);

fn decode_entry(rest: &[u8]) -> Option<Decoded<'_>> {
    let (key_bytes, rest) = take_length(rest)?;
    let (value_bytes, rest) = take_length(rest)?;
    let (sum, rest) = rest.split_at_checked(CHECKSUM_BYTES)?;
    let (key, rest) = rest.split_at_checked(key_bytes)?;
    let (value, rest) = rest.split_at_checked(value_bytes)?;
    let entry = std::str::from_utf8(key)
        .ok()
        .filter(|_| sum == checksum(key, value))
        .map(|key| (key.to_owned(), value.to_vec()));
    Some((entry, rest))
}

fn take_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    Some((usize::try_from(u64::from_le_bytes(*length)).ok()?, rest))
}

fn length(bytes: &[u8]) -> [u8; 8] {
    (bytes.len() as u64).to_le_bytes()
}

fn checksum(key: &[u8], value: &[u8]) -> [u8; CHECKSUM_BYTES] {
    Sha256::new()
        .chain_update(MAGIC)
        .chain_update(length(key))
        .chain_update(key)
        .chain_update(value)
        .finalize()
        .into()
}
