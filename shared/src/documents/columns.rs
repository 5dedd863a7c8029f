//! How much a change unfolds to, before anything unfolds it.
//!
//! The columns of a change are run-length coded: twenty bytes may stand for 2^60 operations, and
//! automerge reads them all before it says how many there are. The same columns are counted here
//! without being unfolded.

use super::Misfit;
use crate::limits;

/// Reads numbers and stretches of bytes from the front.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(count).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    /// The bytes of one number, seven bits a byte, lowest first.
    fn number_bytes(&mut self) -> Option<&'a [u8]> {
        let last = self.0.iter().take(10).position(|byte| byte & 0x80 == 0)?;
        self.take(last as u64 + 1)
    }

    fn unsigned(&mut self) -> Option<u64> {
        let bytes = self.number_bytes()?;
        let low = |number: u64, byte: &u8| number << 7 | u64::from(byte & 0x7f);
        let fits = bytes.len() < 10 || bytes.last().is_some_and(|last| *last <= 1);
        fits.then(|| bytes.iter().rev().fold(0, low))
    }

    fn signed(&mut self) -> Option<i64> {
        let bytes = self.number_bytes()?;
        let minus = bytes.last().is_some_and(|last| last & 0x40 != 0);
        let low = |number: i64, byte: &u8| number << 7 | i64::from(byte & 0x7f);
        Some(bytes.iter().rev().fold(if minus { -1 } else { 0 }, low))
    }
}

/// Kinds of columns, the lowest three bits of their number.
mod column {
    pub const GROUP: u64 = 0;
    pub const BOOLEAN: u64 = 4;
    pub const STRING: u64 = 5;
    pub const RAW: u64 = 7;
}

/// Checks that no column of a change stands for more values than a change may have operations,
/// and no key is longer than a key may be.
pub(super) fn check(raw: &[u8]) -> Result<(), Misfit> {
    let unreadable = || Misfit::Malformed("its bytes cannot be read".to_owned());
    let columns = columns(raw).ok_or_else(unreadable)?;
    for (spec, data) in columns {
        let values = match spec & 7 {
            column::BOOLEAN => count_booleans(data),
            column::RAW => Some(0),
            kind => count_runs(kind, data),
        };
        if values.ok_or_else(unreadable)? > limits::CHANGE_COLUMN_VALUES_MAX {
            return Err(Misfit::OutOfBounds(
                "it unfolds to more than a change may hold".to_owned(),
            ));
        }
    }
    Ok(())
}

/// The columns of a change: their numbers and their bytes.
fn columns(raw: &[u8]) -> Option<Vec<(u64, &[u8])>> {
    // Magic, checksum and type.
    let mut reader = Reader(raw.get(9..)?);
    reader.unsigned()?;
    let deps = reader.unsigned()?;
    reader.take(deps.checked_mul(32)?)?;
    let actor = reader.unsigned()?;
    reader.take(actor)?;
    for _ in ["number of the change", "first operation", "time"] {
        reader.number_bytes()?;
    }
    let message = reader.unsigned()?;
    reader.take(message)?;
    for _ in 0..reader.unsigned()? {
        let actor = reader.unsigned()?;
        reader.take(actor)?;
    }
    let mut lengths = Vec::new();
    for _ in 0..reader.unsigned()? {
        lengths.push((reader.unsigned()?, reader.unsigned()?));
    }
    lengths.into_iter().map(|(spec, length)| Some((spec, reader.take(length)?))).collect()
}

fn count_booleans(data: &[u8]) -> Option<u64> {
    let mut reader = Reader(data);
    let mut count = 0_u64;
    while !reader.0.is_empty() {
        count = count.saturating_add(reader.unsigned()?);
    }
    Some(count)
}

/// Values of a column of runs; for a group, what the values add up to as well.
fn count_runs(kind: u64, data: &[u8]) -> Option<u64> {
    let mut reader = Reader(data);
    let mut count = 0_u64;
    while !reader.0.is_empty() {
        let run = reader.signed()?;
        // A run of one value, a run of nothing, or so many values one by one.
        let (times, values) = match run {
            1.. => (run.unsigned_abs(), 1),
            0 => (reader.unsigned()?, 0),
            _ => (1, run.unsigned_abs()),
        };
        count = count.saturating_add(times.saturating_mul(values.max(1)));
        if count > limits::CHANGE_COLUMN_VALUES_MAX {
            break;
        }
        for _ in 0..values {
            let members = value(kind, &mut reader)?;
            count = count.saturating_add(times.saturating_mul(members));
        }
    }
    Some(count)
}

/// Passes over a value; for a group, how many members it says it has.
fn value(kind: u64, reader: &mut Reader<'_>) -> Option<u64> {
    match kind {
        column::GROUP => reader.unsigned(),
        column::STRING => {
            let length = reader.unsigned()?;
            reader.take(length)?;
            (length <= limits::KEY_BYTES_MAX).then_some(0)
        }
        _ => reader.number_bytes().map(|_| 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bytes::sha256, documents::Documents, ids::DocumentKind};

    fn number(mut number: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        while number > 0x7f {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
        bytes
    }

    fn signed(mut number: i64) -> Vec<u8> {
        let mut bytes = Vec::new();
        while !(-64..64).contains(&number) {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8 & 0x7f);
        bytes
    }

    /// A change of so many equal operations, in a few dozen bytes.
    fn folded(operations: i64, key: &[u8]) -> Vec<u8> {
        let run = |value: &[u8]| [signed(operations), value.to_vec()].concat();
        let columns: [(u64, Vec<u8>); 5] = [
            (0x15, run(&[number(key.len() as u64), key.to_vec()].concat())),
            (0x34, number(operations.unsigned_abs())),
            (0x42, run(&[1])),
            (0x56, run(&[0])),
            (0x70, run(&[0])),
        ];
        let mut contents = vec![1];
        contents.extend(Documents::genesis_hash(DocumentKind::Floor).0);
        contents.push(16);
        contents.extend([5; 16]);
        contents.extend([1, 17, 0, 0, 0, 5]);
        for (spec, data) in &columns {
            contents.extend([number(*spec), number(data.len() as u64)].concat());
        }
        contents.extend(columns.iter().flat_map(|(_, data)| data.clone()));
        let hashed = [vec![1], number(contents.len() as u64), contents].concat();
        let hash = sha256(&[&hashed]);
        [&[0x85, 0x6f, 0x4a, 0x83], &hash[..4], &hashed].concat()
    }

    #[test]
    fn a_small_change_cannot_unfold_to_a_large_one() {
        let small = folded(3, b"k");
        assert_eq!(automerge::Change::from_bytes(small.clone()).unwrap().len(), 3);
        assert_eq!(check(&small), Ok(()));
        for operations in [limits::CHANGE_COLUMN_VALUES_MAX as i64 + 1, 1 << 40, i64::MAX] {
            let change = folded(operations, b"k");
            assert!(change.len() < 200);
            let refused = Documents::precheck(DocumentKind::Floor, &change);
            assert!(matches!(refused, Err(Misfit::OutOfBounds(_))), "{operations}: {refused:?}");
        }
        let long = folded(3, &[b'k'; limits::KEY_BYTES_MAX as usize + 1]);
        assert!(check(&long).is_err());
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for n in [0, 1, 127, 128, 1 << 40, u64::MAX] {
            assert_eq!(Reader(&number(n)).unsigned(), Some(n));
        }
        for n in [0, 1, -1, 63, 64, -64, -65, i64::MAX, i64::MIN] {
            assert_eq!(Reader(&signed(n)).signed(), Some(n), "{n}");
        }
        for wrong in [
            &[][..],
            &[0x80],
            &[0xff; 11],
            &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2],
        ] {
            assert_eq!(Reader(wrong).unsigned(), None);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_counted_without_a_panic(bytes: Vec<u8>, kind in 0..8_u64) {
            let _ = (check(&bytes), count_runs(kind, &bytes), count_booleans(&bytes));
            let _ = check(&[&[0; 10][..], &bytes].concat());
        }
    }
}
