//! Keys: a device signs with an Ed25519 key, the event hangs on a root key that is written down as
//! words, and whoever checks signatures does it through `Verifier`.

use crate::bytes::{crockford, sha256};
use crate::ids::{DeviceId, EventId, hex};
use bip39::{Language, Mnemonic};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use minicbor::{Decode, Encode};
use std::fmt;

/// An Ed25519 signature. In CBOR a byte string.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Signature(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 64]);

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({})", hex(self.0.first_chunk::<4>().map_or(&[][..], |four| four)))
    }
}

/// Whoever checks signatures: `Strict` in the product; a simulator may remember earlier answers.
pub trait Verifier {
    /// Whether `signature` over `message` was made with the secret half of `key`.
    fn verify(&self, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool;
}

/// Ed25519 as RFC 8032 has it, with weak keys and every second form of a signature refused.
#[derive(Debug, Clone, Copy, Default)]
pub struct Strict;

impl Verifier for Strict {
    fn verify(&self, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
        let Ok(key) = VerifyingKey::from_bytes(key) else {
            return false;
        };
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        key.verify_strict(message, &signature).is_ok()
    }
}

impl DeviceId {
    /// Whether this device made `signature` over `message`.
    #[must_use]
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        Strict.verify(&self.0, message, &signature.0)
    }

    /// Eight letters and digits by which people tell devices apart: enough for that, and never a
    /// proof of anything.
    #[must_use]
    pub fn letters(&self) -> String {
        self.0.first_chunk::<5>().map_or_else(String::new, |five| crockford(*five))
    }
}

/// A signing key: of a device, a server, an invite, or inside the root key. Its secret is wiped
/// from memory when it is dropped, and `Debug` shows the public half only.
#[derive(Clone)]
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// The key that belongs to a seed of 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The seed, to be stored where only this device can read it.
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The public half, as the name of the device.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        DeviceId(self.public())
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs. The same message always gives the same signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKey({})", self.id().letters())
    }
}

/// Words that are not a root key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadWords {
    /// Too few or too many words.
    #[error("a root key has 24 words, but {found} were given")]
    Count {
        /// How many words there were.
        found: usize,
    },
    /// A word that is not in the list.
    #[error("word {position}, {word:?}, is not one of the words of a root key: check its spelling")]
    Unknown {
        /// Its place, counted from 1.
        position: usize,
        /// The word as it was given.
        word: String,
    },
    /// Every word exists, but these 24 in this order were never given out.
    #[error(
        "these 24 words do not belong together: one is mistaken for another, or two are swapped"
    )]
    Checksum,
}

/// The key of a whole event. It certifies servers and names organisers; it is shown once as 24
/// words and kept on no server.
#[derive(Clone)]
pub struct RootKey(DeviceKey);

impl RootKey {
    /// How many words a root key has.
    pub const WORDS: usize = 24;

    /// The root key that belongs to 32 random bytes.
    #[must_use]
    pub fn from_entropy(entropy: &[u8; 32]) -> Self {
        Self(DeviceKey::from_seed(entropy))
    }

    /// Reads the words that `words` gave, in either case and with any space between them.
    pub fn from_words(text: &str) -> Result<Self, BadWords> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        if words.len() != Self::WORDS {
            return Err(BadWords::Count { found: words.len() });
        }
        let unknown = words.iter().position(|word| Language::English.find_word(word).is_none());
        if let Some((index, word)) = unknown.and_then(|index| Some((index, words.get(index)?))) {
            return Err(BadWords::Unknown { position: index + 1, word: word.clone() });
        }
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &words.join(" "))
            .map_err(|_| BadWords::Checksum)?;
        let entropy: [u8; 32] = mnemonic.to_entropy().try_into().map_err(|_| BadWords::Checksum)?;
        Ok(Self::from_entropy(&entropy))
    }

    /// The key as 24 English words of the BIP 39 list, with one space between them.
    #[must_use]
    pub fn words(&self) -> String {
        match Mnemonic::from_entropy_in(Language::English, &self.0.seed()) {
            Ok(mnemonic) => mnemonic.words().collect::<Vec<_>>().join(" "),
            Err(error) => unreachable!("32 bytes are always 24 words: {error}"),
        }
    }

    /// The event that hangs on this key.
    #[must_use]
    pub fn event(&self) -> EventId {
        event_of(&self.0.public())
    }

    /// The key with which root statements are signed.
    #[must_use]
    pub fn signer(&self) -> &DeviceKey {
        &self.0
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RootKey(of {:?})", self.event())
    }
}

/// The event whose root key has this public half: its SHA-256.
#[must_use]
pub fn event_of(root_public: &[u8; 32]) -> EventId {
    EventId(sha256(&[root_public]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_device_signs_and_others_check() {
        let key = DeviceKey::from_seed(&[7; 32]);
        let signature = key.sign(b"board");
        assert!(key.id().verify(b"board", &signature));
        assert!(!key.id().verify(b"plan", &signature));
        assert!(!DeviceKey::from_seed(&[8; 32]).id().verify(b"board", &signature));
        assert!(DeviceKey::from_seed(&key.seed()).id() == key.id());
    }

    #[test]
    fn weak_keys_and_second_forms_of_a_signature_are_refused() {
        // The neutral element as key and as R, with s = 0, satisfies the plain equation.
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let mut signature = [0; 64];
        signature[0] = 1;
        assert!(!Strict.verify(&neutral, b"anything", &signature));
        assert!(!Strict.verify(&[255; 32], b"anything", &signature));
        let key = DeviceKey::from_seed(&[7; 32]);
        let mut second = key.sign(b"board").0;
        // s + L is the same number modulo the order of the group.
        let order: [u8; 32] =
            crate::ids::unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
                .unwrap();
        let mut carry = 0_u16;
        for (byte, add) in second[32..].iter_mut().zip(order) {
            carry += u16::from(*byte) + u16::from(add);
            *byte = carry.to_le_bytes()[0];
            carry >>= 8;
        }
        assert!(!Strict.verify(&key.public(), b"board", &second));
    }

    #[test]
    fn secrets_stay_out_of_debug() {
        let key = DeviceKey::from_seed(&[7; 32]);
        let text = format!("{key:?} {:?}", RootKey::from_entropy(&[7; 32]));
        assert!(!text.contains("0707"), "{text}");
        assert_eq!(key.id().letters().len(), 8);
        assert!(text.contains(&key.id().letters()));
    }

    #[test]
    fn wrong_words_say_what_is_wrong() {
        let words = RootKey::from_entropy(&[3; 32]).words();
        let mut list: Vec<&str> = words.split(' ').collect();
        let refused = |list: &[&str]| RootKey::from_words(&list.join(" ")).unwrap_err();
        assert_eq!(refused(&list[..23]), BadWords::Count { found: 23 });
        assert_eq!(refused(&[]), BadWords::Count { found: 0 });
        list.swap(0, 1);
        assert_ne!(list[0], list[1]);
        assert_eq!(refused(&list), BadWords::Checksum);
        list.swap(0, 1);
        list[4] = "Campbord";
        let unknown = refused(&list);
        assert_eq!(unknown, BadWords::Unknown { position: 5, word: "campbord".into() });
        assert!(unknown.to_string().contains("word 5"));
    }

    #[test]
    fn words_are_those_of_the_standard() {
        // The published example of BIP 39 for 32 zero bytes.
        let root = RootKey::from_entropy(&[0; 32]);
        assert_eq!(root.words(), format!("{}art", "abandon ".repeat(23)));
    }

    proptest! {
        #[test]
        fn words_give_the_key_back(entropy: [u8; 32]) {
            let root = RootKey::from_entropy(&entropy);
            let text = root.words().to_uppercase().replace(' ', " \n\t");
            let again = RootKey::from_words(&text).unwrap();
            prop_assert_eq!(again.signer().seed(), entropy);
            prop_assert_eq!(again.event(), event_of(&root.signer().public()));
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            prop_assert!(RootKey::from_words(&text).is_err());
        }

        #[test]
        fn no_bytes_are_a_signature_by_chance(key: [u8; 32], one: [u8; 32], two: [u8; 32]) {
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(&one);
            signature[32..].copy_from_slice(&two);
            prop_assert!(!Strict.verify(&key, b"board", &signature));
        }
    }
}
