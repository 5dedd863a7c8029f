//! Carried boards that were damaged on their way, in every manner that a generator thinks of.

use crate::dice::Dice;
use shared::{carry::Carried, keys::Strict};

/// The kept file of version 1.
const KEPT: &[u8] = include_bytes!("../../fixtures/v1/board.carry");
/// Broken copies that are read beside each seed of a soak: 500 seeds are a million.
pub const COPIES_A_SEED: u64 = 2_000;

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
        match Carried::read(&broken(&mut dice), &Strict) {
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

fn broken(dice: &mut Dice) -> Vec<u8> {
    let mut file = KEPT.to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.index(file.len().max(1));
        match dice.below(4) {
            0 => {
                let bit = dice.below(8);
                file.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << bit);
            }
            1 => {
                let [new] = dice.bytes();
                file.iter_mut().skip(at).take(1).for_each(|byte| *byte = new);
            }
            2 => file.truncate(at.max(1)),
            _ => drop(file.splice(at..at, [0; 4])),
        }
    }
    file
}
