//! Slip codes: seven letters and digits on a slip of paper that edit or withdraw a pitch at any
//! kiosk, such as `KX4-T9RM`.
//!
//! Two of them find the pitch (they follow from its id), four are random, the last one checks the
//! others: it finds any one wrong symbol and any two that changed places. The alphabet has 23
//! symbols, none of which looks like another, so that four of them are 18 bits; a kiosk takes three
//! tries and then one every five minutes.

use sha2::{Digest as _, Sha256};
use shared::ids::{Random, SessionId, draw};

/// Symbols. A prime number of them: only then the check finds every exchange.
const SYMBOLS: &[u8; 23] = b"ACDEFGHJKMNPRTVWXY34679";
const COUNT: u32 = SYMBOLS.len() as u32;
/// Symbols of a code.
const LENGTH: usize = 7;
/// After so many symbols there is a dash.
const DASH_AFTER: usize = 3;

/// A code with a right check symbol.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Slip([u8; LENGTH]);

impl Slip {
    /// A new code for a pitch.
    pub(super) fn new(session: SessionId, random: &mut dyn Random) -> Self {
        let [a, b] = locator(session);
        let [mut c, mut d, mut e, mut f] = [0; 4];
        for symbol in [&mut c, &mut d, &mut e, &mut f] {
            *symbol = draw_symbol(random);
        }
        let last = (0..SYMBOLS.len() as u8)
            .find(|last| is_sound(&[a, b, c, d, e, f, *last]))
            .unwrap_or_default();
        Self([a, b, c, d, e, f, last])
    }

    /// Reads what was typed, however it is spaced and written. `None`: a symbol is wrong, missing
    /// or too much, or two have changed places.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_gap = |c: &char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—' | '.');
        let symbols = text.chars().filter(|c| !is_gap(c)).map(symbol).take(LENGTH + 1);
        let symbols: Vec<u8> = symbols.collect::<Option<_>>()?;
        let symbols: [u8; LENGTH] = symbols.try_into().ok()?;
        is_sound(&symbols).then_some(Self(symbols))
    }

    /// As it is written on the slip.
    pub(super) fn text(self) -> String {
        let mut text = String::with_capacity(LENGTH + 1);
        for (place, symbol) in self.0.iter().enumerate() {
            if place == DASH_AFTER {
                text.push('-');
            }
            text.extend(SYMBOLS.get(usize::from(*symbol)).map(|byte| char::from(*byte)));
        }
        text
    }

    /// It may be the code of this pitch.
    pub(super) fn may_be_of(self, session: SessionId) -> bool {
        let [a, b, ..] = self.0;
        locator(session) == [a, b]
    }
}

/// The two symbols that find a pitch. They are no secret.
fn locator(session: SessionId) -> [u8; 2] {
    let digest = Sha256::digest(session.0);
    let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let symbol = |number: u64| (number % u64::from(COUNT)) as u8;
    [symbol(number), symbol(number / u64::from(COUNT))]
}

/// Every symbol is as likely as every other.
fn draw_symbol(random: &mut dyn Random) -> u8 {
    let count = SYMBOLS.len() as u8;
    loop {
        let [byte] = draw::<1>(random);
        if byte < u8::MAX / count * count {
            return byte % count;
        }
    }
}

/// The places weigh differently, and no weight is a multiple of the prime: one wrong symbol, or two
/// that have changed places, never add up to a multiple.
fn is_sound(symbols: &[u8; LENGTH]) -> bool {
    let weighed = (1..).zip(symbols).map(|(weight, symbol)| weight * u32::from(*symbol));
    weighed.sum::<u32>().is_multiple_of(COUNT)
}

/// A symbol as people write it: in small letters too, and what looks like a symbol is taken for it.
fn symbol(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        '0' | 'O' | 'Q' => 'D',
        'U' => 'V',
        c => c,
    };
    let place = SYMBOLS.iter().position(|symbol| char::from(*symbol) == c)?;
    u8::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{engine::secret, random::SystemRandom};
    use std::collections::BTreeSet;

    fn slip(n: u8) -> Slip {
        Slip::new(SessionId([n; 16]), &mut SystemRandom)
    }

    #[test]
    fn a_code_is_read_however_it_is_written() {
        for n in 0..200 {
            let slip = slip(n);
            let text = slip.text();
            assert_eq!((text.len(), text.as_bytes()[3]), (8, b'-'));
            let bare = text.replace('-', "");
            for written in [
                text.clone(),
                bare.to_lowercase(),
                format!("  {} {} ", &bare[..2], &bare[2..]),
                text.replace('-', "–").replace('D', "0"),
            ] {
                assert!(Slip::parse(&written) == Some(slip), "{written} of {text}");
            }
            assert!(slip.may_be_of(SessionId([n; 16])));
        }
    }

    #[test]
    fn one_wrong_symbol_and_two_swapped_ones_are_found() {
        for n in 0..20 {
            let Slip(right) = slip(n);
            for place in 0..LENGTH {
                for other in 0..SYMBOLS.len() as u8 {
                    let mut wrong = right;
                    wrong[place] = other;
                    assert_eq!(is_sound(&wrong), other == right[place]);
                }
                for with in 0..LENGTH {
                    let mut swapped = right;
                    swapped.swap(place, with);
                    assert_eq!(is_sound(&swapped), swapped == right);
                }
            }
        }
        let text = slip(1).text();
        let short = &text[..7];
        for wrong in ["", "KX4", "KX4-T9RMA", "KX4-T5R1", "ŵŵŵ-ŵŵŵŵ", short] {
            assert!(Slip::parse(wrong).is_none(), "{wrong}");
        }
        assert!(Slip::parse(&format!("{text}A")).is_none());
    }

    /// Always draws the same.
    struct Fixed;

    impl Random for Fixed {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(77);
        }
    }

    #[test]
    fn a_slip_of_the_first_version_still_opens() {
        let slip = Slip::new(SessionId([1; 16]), &mut Fixed);
        assert_eq!(slip.text(), "A6K-KKKA");
        let kept = "$argon2id$v=19$m=19456,t=2,p=1$TU1NTU1NTU1NTU1NTU1NTQ$TWDRjZ8CP+3yNHzXGjLxnZUvexPT2WbwOAaYfDDkbeE";
        let made = secret::hash(&slip.text(), &mut Fixed).unwrap();
        assert_eq!(made, kept);
        assert!(secret::is_right("A6K-KKKA", kept));
    }

    #[test]
    fn codes_differ_and_find_few_pitches() {
        let codes: BTreeSet<_> = (0..100).map(|_| slip(1).text()).collect();
        assert!(codes.len() > 95, "{codes:?}");
        let alike = (0..=255_u8).filter(|n| slip(1).may_be_of(SessionId([*n; 16])));
        assert!(alike.count() < 8);
    }
}
