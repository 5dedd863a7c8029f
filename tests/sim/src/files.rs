//! Carried boards and backups that were damaged on their way, in every manner that a generator
//! thinks of.

use crate::dice::Dice;
use shared::{
    carry::Carried,
    keys::Strict,
    persist::{RecordKind, Saved, Standing},
};
use std::{collections::BTreeSet, fs};

/// The kept file of version 1.
const KEPT: &[u8] = include_bytes!("../../fixtures/v1/board.carry");
/// The kept store of version 1, as a backup.
const BACKUP: &[u8] = include_bytes!("../../fixtures/v1/store.sqlite");
/// Broken copies that are read beside each seed of a soak: 500 seeds are a million.
pub const COPIES_A_SEED: u64 = 2_000;
/// Likewise of backups.
pub const BACKUPS_A_SEED: u64 = 2_000;

/// Reads so many broken copies of the kept file. Each is refused, or read as what was written.
///
/// # Errors
/// In words, when something else was read.
pub fn read_broken_copies(seed: u64, count: u64) -> Result<(), String> {
    let mut dice = Dice::new(seed, 900);
    let whole = Carried::read(KEPT, &Strict).map_err(|error| error.to_string())?;
    let facts = |board: &Carried| {
        (board.event(), board.carrier(), board.at_ms(), board.len(), board.wrong(), board.unread())
    };
    let mut refused = 0;
    for number in 0..count {
        match Carried::read(&broken(KEPT, &mut dice), &Strict) {
            Ok(board) if facts(&board) == facts(&whole) => {}
            Ok(_) => return Err(format!("copy {number} of seed {seed} was read as another board")),
            Err(_) => refused += 1,
        }
    }
    if refused * 10 < count * 9 {
        return Err(format!("only {refused} of {count} broken copies were refused (seed {seed})"));
    }
    Ok(())
}

/// Reads so many broken copies of the kept store, as a backup is read and as a damaged file is
/// rescued. What comes of it is a part of what was written, and whatever lacks is told.
///
/// # Errors
/// In words, when something else was read, or something was lost in silence.
pub fn read_broken_backups(seed: u64, count: u64) -> Result<(), String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let mut dice = Dice::new(seed, 901);
    let folder = tempfile::tempdir().map_err(|error| told(&error))?;
    let path = folder.path().join("backup.db");
    fs::write(&path, BACKUP).map_err(|error| told(&error))?;
    let whole = rows(&store::inspect(&path).map_err(|error| told(&error))?);
    for number in 0..count {
        fs::write(&path, broken(BACKUP, &mut dice)).map_err(|error| told(&error))?;
        let rescues = number % 16 == 0;
        let read = match rescues {
            true => {
                let scratch = tempfile::tempdir_in(&folder).map_err(|error| told(&error))?;
                store::salvage(&path, scratch.path())
            }
            false => store::inspect(&path),
        };
        // What is no store any longer is refused.
        let Ok(saved) = read else { continue };
        let found = rows(&saved);
        if !found.is_subset(&whole) {
            return Err(format!("backup {number} of seed {seed} was read as another one"));
        }
        if saved.damaged.is_empty() && found != whole {
            return Err(format!("backup {number} of seed {seed} lost something in silence"));
        }
    }
    Ok(())
}

/// Everything that stands in a store, each with its kind.
fn rows(saved: &Saved) -> BTreeSet<Vec<u8>> {
    let Saved { facts, envelopes, commands, log, heads, records, damaged: _ } = saved;
    let facts = facts.iter().map(|(key, value)| [b"fact ", key.as_bytes(), b"\0", value].concat());
    let envelopes = envelopes.iter().map(|row| {
        let kinds = [row.document.number(), u8::from(row.standing == Standing::Admitted)];
        [&b"envelope"[..], &kinds, &row.hash.0, &row.bytes].concat()
    });
    let commands = commands.iter().map(|(set, bytes)| [&b"command"[..], &set.0, bytes].concat());
    let log = log.iter().map(|row| {
        let place = row.position.to_be_bytes();
        [&b"log"[..], &[row.document.number()], &row.log.0, &place, &row.hash.0].concat()
    });
    let heads = heads.iter().map(|bytes| [&b"head"[..], bytes].concat());
    let records = records.iter().map(|(kind, bytes)| {
        [&b"record"[..], &[u8::from(*kind == RecordKind::Name)], bytes].concat()
    });
    facts.chain(envelopes).chain(commands).chain(log).chain(heads).chain(records).collect()
}

fn broken(whole: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut file = whole.to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.index(file.len().max(1));
        match dice.below(6) {
            0 | 1 => {
                let bit = dice.below(8);
                file.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << bit);
            }
            2 => {
                let [new] = dice.bytes();
                file.iter_mut().skip(at).take(1).for_each(|byte| *byte = new);
            }
            3 => file.truncate(at.max(1)),
            // A page that the disk has lost.
            4 => file.iter_mut().skip(at / 4_096 * 4_096).take(4_096).for_each(|byte| *byte = 0),
            _ => drop(file.splice(at..at, [0; 4])),
        }
    }
    file
}
