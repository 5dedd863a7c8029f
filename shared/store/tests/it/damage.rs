//! Bits that flip and pages that are lost: what is damaged is named, never handed out.

use crate::Folder;
use crate::vfs::Disk;
use shared::persist::{Bodies, Put, RecordKind, Saved, Standing, Store, StoreError, Transaction};
use std::path::Path;
use store::contract::{Numbers, hash, sorted, transactions};
use store::{Settings, SqliteStore};

const NAME: &str = "campboard.sqlite";
const PAGE_BYTES: usize = 4_096;
/// The first byte of a page with rows in it.
const LEAF: u8 = 13;

/// What is in `some` and not in `all`, and whether anything of `all` is missing.
fn compare(some: &Saved, all: &Saved) -> (bool, bool) {
    let foreign = some.facts.iter().any(|(key, value)| all.facts.get(key) != Some(value))
        || some.envelopes.iter().any(|row| !all.envelopes.contains(row))
        || some.commands.iter().any(|row| !all.commands.contains(row))
        || some.log.iter().any(|row| !all.log.contains(row))
        || some.heads.iter().any(|row| !all.heads.contains(row))
        || some.records.iter().any(|row| !all.records.contains(row));
    let whole = Saved { damaged: Vec::new(), ..some.clone() };
    (foreign, whole != *all)
}

/// Opens the image on a disk in memory.
fn open(disk: &Disk, image: Vec<u8>) -> Result<SqliteStore, StoreError> {
    disk.put(NAME, image);
    let settings = Settings { vfs: Some(disk.vfs()), ..Settings::default() };
    SqliteStore::open_with(Path::new(NAME), &settings)
}

#[derive(Debug, Default)]
struct Flips {
    refused: u32,
    named: u32,
    lost: u32,
    harmless: u32,
}

impl Flips {
    fn check(&mut self, disk: &Disk, before: &Saved, image: &[u8], bit: usize) {
        let mut flipped = image.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let Ok(mut store) = open(disk, flipped) else {
            self.refused += 1;
            return;
        };
        let saved = sorted(store.load().unwrap());
        let (foreign, missing) = compare(&saved, before);
        assert!(!foreign, "bit {bit}: data that nobody wrote");
        assert!(
            !missing || !saved.damaged.is_empty(),
            "bit {bit}: something is missing and not named"
        );
        for envelope in &before.envelopes {
            match store.body(&envelope.hash) {
                Ok(Some(bytes)) => assert_eq!(bytes, envelope.bytes, "bit {bit}"),
                Ok(None) => assert!(!saved.damaged.is_empty(), "bit {bit}: hidden in silence"),
                Err(error) => assert!(!saved.damaged.is_empty(), "bit {bit}: {error}"),
            }
        }
        match (saved.damaged.is_empty(), missing) {
            (true, _) => self.harmless += 1,
            (false, true) => self.lost += 1,
            (false, false) => self.named += 1,
        }
    }
}

#[test]
fn a_flipped_bit_is_never_handed_out() {
    let folder = Folder::new();
    let before = folder.fill(&transactions(5, 120));
    let image = folder.bytes();
    let disk = Disk::new(0);
    let mut numbers = Numbers(1);
    let rows: Vec<usize> =
        (1..image.len() / PAGE_BYTES).filter(|page| image[page * PAGE_BYTES] == LEAF).collect();
    let mut in_rows = Flips::default();
    for _ in 0..1_000 {
        let page = rows[numbers.below(rows.len() as u64) as usize];
        let bit = page * PAGE_BYTES * 8 + numbers.below(PAGE_BYTES as u64 * 8) as usize;
        in_rows.check(&disk, &before, &image, bit);
    }
    println!("in pages of rows: {in_rows:?}");
    assert!(in_rows.lost > 300, "{in_rows:?}");

    let mut anywhere = Flips::default();
    for _ in 0..300 {
        let bit = numbers.below(image.len() as u64 * 8) as usize;
        anywhere.check(&disk, &before, &image, bit);
    }
    println!("anywhere: {anywhere:?}");
    let mut header = Flips::default();
    (0..800).step_by(3).for_each(|bit| header.check(&disk, &before, &image, bit));
    println!("in the header: {header:?}");
    assert!(header.refused > 40, "{header:?}");
}

#[test]
fn every_bit_of_an_envelope_counts() {
    let folder = Folder::new();
    let bytes = b"an envelope that is easy to find".to_vec();
    let envelope = Put::Envelope {
        document: shared::ids::DocumentKind::Floor,
        hash: hash(1),
        bytes: bytes.clone(),
        standing: Standing::Admitted,
    };
    let before = folder.fill(&[Transaction { puts: vec![envelope] }]);
    let image = folder.bytes();
    let at = image.windows(bytes.len()).position(|window| window == bytes).unwrap();
    let disk = Disk::new(0);
    let mut flips = Flips::default();
    for bit in at * 8..(at + bytes.len()) * 8 {
        flips.check(&disk, &before, &image, bit);
    }
    assert_eq!(flips.lost as usize, bytes.len() * 8, "{flips:?}");
}

#[test]
fn rows_around_lost_pages_are_found() {
    let folder = Folder::new();
    let puts = (0..3_000)
        .map(|n| Put::Envelope {
            document: shared::ids::DocumentKind::Floor,
            hash: hash(n),
            bytes: Numbers(n).bytes(150),
            standing: Standing::Admitted,
        })
        .collect();
    let before = folder.fill(&[Transaction { puts }]);
    let image = folder.bytes();
    // Pages of envelopes lie after the small tables; the longest run of leaves is theirs.
    let leaves: Vec<usize> = (1..image.len() / PAGE_BYTES)
        .filter(|page| {
            let page = &image[page * PAGE_BYTES..(page + 1) * PAGE_BYTES];
            page[0] == LEAF && u16::from_be_bytes([page[3], page[4]]) > 12
        })
        .collect();
    let disk = Disk::new(0);
    let mut numbers = Numbers(3);
    for lost in [1, 2, 5] {
        let mut damaged = image.clone();
        for _ in 0..lost {
            let page = leaves[numbers.below(leaves.len() as u64) as usize];
            damaged[page * PAGE_BYTES..(page + 1) * PAGE_BYTES].fill(0);
        }
        let saved = sorted(open(&disk, damaged).unwrap().load().unwrap());
        let (foreign, missing) = compare(&saved, &before);
        assert!(!foreign && missing, "{lost} pages");
        println!("{lost} pages: {:?}", saved.damaged);
        assert!(saved.damaged.iter().any(|words| words.contains("cannot be read")));
        assert!(
            saved.envelopes.len() >= before.envelopes.len() - lost * 30,
            "{lost} pages: only {} are left",
            saved.envelopes.len()
        );
    }
}

#[test]
fn rows_that_vanish_or_come_back_are_missed() {
    let transactions = transactions(7, 60);
    let folder = Folder::new();
    folder.fill(&transactions);
    folder.tamper("DELETE FROM log WHERE number = (SELECT min(number) FROM log)");
    let damaged = folder.load().damaged;
    assert!(damaged[0].ends_with("rows of log are missing"), "{damaged:?}");

    let folder = Folder::new();
    folder.fill(&transactions);
    folder.tamper("UPDATE tally SET row_count = row_count + 1 WHERE name = 'fact'");
    let damaged = folder.load().damaged;
    assert!(damaged[0].starts_with("the tally of fact is damaged"), "{damaged:?}");
}

#[test]
fn a_new_standing_does_not_hide_damage_and_a_new_copy_mends_it() {
    let folder = Folder::new();
    let envelope = |bytes: &[u8], standing| Put::Envelope {
        document: shared::ids::DocumentKind::Floor,
        hash: hash(1),
        bytes: bytes.to_vec(),
        standing,
    };
    let first = Transaction { puts: vec![envelope(b"whole", Standing::Admitted)] };
    let before = folder.fill(std::slice::from_ref(&first));
    folder.tamper("UPDATE envelope SET bytes = x'00'");

    let mut store = folder.open();
    let standing = Put::Standing { hash: hash(1), standing: Standing::SetAside };
    store.commit(&Transaction { puts: vec![standing] }).unwrap();
    let saved = store.load().unwrap();
    assert_eq!(saved.envelopes, []);
    assert_eq!(saved.damaged, ["row 1 of envelope does not match its checksum"]);
    let body = store.body(&hash(1));
    assert!(matches!(body, Err(StoreError::Corrupt { .. })), "{body:?}");

    store.commit(&first).unwrap();
    assert_eq!(store.load().unwrap(), before);
    assert_eq!(store.body(&hash(1)).unwrap().as_deref(), Some(&b"whole"[..]));
}

#[test]
fn an_erased_name_is_nowhere_in_the_files() {
    let folder = Folder::new();
    let name = b"Gwenllian of the Makers";
    let record = |id: u8, bytes: &[u8]| Put::Record {
        kind: RecordKind::Name,
        id: [id; 32],
        bytes: bytes.to_vec(),
    };
    let there = || {
        ["", "-wal"].into_iter().any(|suffix| {
            let file = folder.folder.path().join(format!("{NAME}{suffix}"));
            let bytes = std::fs::read(file).unwrap_or_default();
            bytes.windows(name.len()).any(|window| window == name)
        })
    };
    let mut store = folder.open();
    let puts = vec![record(1, name), record(2, b"another")];
    store.commit(&Transaction { puts }).unwrap();
    assert!(there(), "it was written");
    let puts = vec![Put::DeleteRecord { kind: RecordKind::Name, id: [1; 32] }];
    store.commit(&Transaction { puts }).unwrap();
    assert!(!there(), "it is still there while the store is open");
    drop(store);
    assert!(!there(), "it is still there when the store is closed");
    assert_eq!(folder.load().records, [(RecordKind::Name, b"another".to_vec())]);
}
