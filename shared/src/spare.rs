//! A spare: the key of a server that root has certified beforehand, so that a device can become the
//! server when nobody has the root's words at hand. Whoever holds it can be a server of the event:
//! it stays on the device for which it was made.

use crate::{
    bytes::{BadCbor, format_of, from_cbor, to_cbor},
    ids::{DeviceId, EventId, Random, draw},
    keys::{BadWords, DeviceKey, RootKey},
    roster::{Action, Role, Roster, Statement},
};
use minicbor::{Decode, Encode, bytes::ByteVec};

/// The key of a server, and root's word for it.
///
/// Format 1: a CBOR map of 0 format, 1 event, 2 seed of the key, 3 array of statements; other
/// fields are skipped.
#[derive(Debug, Clone)]
pub struct Spare {
    key: DeviceKey,
    event: EventId,
    statements: Vec<Statement>,
}

/// Why words make no server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAServer {
    /// They are no words of a key.
    #[error("{0}")]
    Words(#[from] BadWords),
    /// They are the root key of another event, or a spare that root has not certified.
    #[error("these words are neither the root key of this event nor a spare of it")]
    OtherWords,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Wire {
    #[n(0)]
    format: u64,
    #[n(1)]
    event: EventId,
    #[cbor(n(2), with = "minicbor::bytes")]
    seed: [u8; 32],
    #[n(3)]
    statements: Vec<ByteVec>,
}

impl Spare {
    /// The number of its format.
    pub const FORMAT: u64 = 1;
    /// The name of the fact under which a device keeps its own.
    pub const FACT: &'static str = "local/spare";

    /// Makes a key, which root certifies as a server and makes an organiser, so that the server can
    /// import.
    #[must_use]
    pub fn sign(root: &RootKey, random: &mut dyn Random) -> Self {
        let key = DeviceKey::from_seed(&draw(random));
        let (event, server) = (root.event(), key.id());
        let actions = [
            Action::CertifyServer { key: server },
            Action::Grant { device: server, role: Role::Organiser },
        ];
        let sign = |action| Statement::sign(root.signer(), event, 1, action);
        Self { key, event, statements: actions.map(sign).into() }
    }

    /// A key that the roster of the event certifies already: what it says need not be carried.
    #[must_use]
    pub fn known(key: DeviceKey, event: EventId) -> Self {
        Self { key, event, statements: Vec::new() }
    }

    /// From 24 words: those of the root key sign a new one, those of a spare are its key.
    ///
    /// # Errors
    /// When they are neither.
    pub fn from_words(
        words: &str,
        roster: &Roster,
        random: &mut dyn Random,
    ) -> Result<Self, NotAServer> {
        let given = RootKey::from_words(words)?;
        if given.event() == roster.event() {
            return Ok(Self::sign(&given, random));
        }
        let key = given.signer().clone();
        if roster.is_server(&key.id()) {
            return Ok(Self::known(key, roster.event()));
        }
        Err(NotAServer::OtherWords)
    }

    /// The key as 24 words, for a device that has no spare. Root's word for it must have reached the
    /// roster.
    #[must_use]
    pub fn words(&self) -> String {
        RootKey::from_entropy(&self.key.seed()).words()
    }

    /// The server that it makes.
    #[must_use]
    pub fn server(&self) -> DeviceId {
        self.key.id()
    }

    /// Its key.
    #[must_use]
    pub fn key(&self) -> &DeviceKey {
        &self.key
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> EventId {
        self.event
    }

    /// Root's word for it.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// Its bytes on the disk of the device that keeps it.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let statements = self.statements.iter().map(|one| one.encode().into()).collect();
        let (event, seed) = (self.event, self.key.seed());
        to_cbor(&Wire { format: Self::FORMAT, event, seed, statements })
    }

    /// Reads what `encode` wrote; `None` for what is damaged, or of a later format.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        if format_of(bytes).ok()? != Self::FORMAT {
            return None;
        }
        let wire: Result<Wire, BadCbor> = from_cbor(bytes);
        let Wire { event, seed, statements, .. } = wire.ok()?;
        let statements: Result<Vec<_>, _> =
            statements.iter().map(|bytes| Statement::decode(bytes)).collect();
        let key = DeviceKey::from_seed(&seed);
        Some(Self { key, event, statements: statements.ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{keys::Strict, roster::Statements};

    struct Same(u8);

    impl Random for Same {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    fn root() -> RootKey {
        RootKey::from_entropy(&[7; 32])
    }

    fn roster(spare: Option<&Spare>) -> Roster {
        let mut statements = Statements::new(root().event());
        for one in spare.iter().flat_map(|spare| spare.statements()) {
            statements.insert_with(&one.encode(), &Strict).unwrap();
        }
        statements.roster()
    }

    #[test]
    fn a_spare_is_a_server_as_soon_as_its_statements_are_known() {
        let spare = Spare::sign(&root(), &mut Same(1));
        assert!(!roster(None).is_server(&spare.server()));
        assert!(roster(Some(&spare)).is_server(&spare.server()));
        let kept = Spare::decode(&spare.encode()).unwrap();
        assert_eq!((kept.server(), kept.event()), (spare.server(), root().event()));
        assert_eq!(kept.statements(), spare.statements());
        assert!(Spare::decode(&spare.encode()[1..]).is_none());
        let seed = format!("{:?}", spare.key().seed());
        assert!(!format!("{spare:?}").contains(seed.trim_matches(['[', ']'])));
    }

    #[test]
    fn the_kept_spare_is_still_read() {
        let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let path = folder.join("../tests/fixtures/v1/spare.cbor");
        let spare = Spare::sign(&root(), &mut Same(1));
        if std::env::var_os("CAMPBOARD_WRITE_FIXTURES").is_some() && !path.exists() {
            std::fs::write(&path, spare.encode()).unwrap();
        }
        let kept = std::fs::read(&path).unwrap();
        assert_eq!(Spare::decode(&kept).unwrap().encode(), kept);
        assert_eq!(spare.encode(), kept);
        // A field of a later version is skipped.
        let mut later = kept.clone();
        later[0] += 1;
        later.extend([9, 1]);
        assert_eq!(Spare::decode(&later).unwrap().server(), spare.server());
    }

    #[test]
    fn words_are_the_root_or_a_spare_or_nothing() {
        let spare = Spare::sign(&root(), &mut Same(1));
        let (before, after) = (roster(None), roster(Some(&spare)));
        let read = |words: &str, roster: &Roster| Spare::from_words(words, roster, &mut Same(5));
        let fresh = read(&root().words(), &before).unwrap();
        assert!(roster_with(&fresh).is_server(&fresh.server()));
        assert_ne!(fresh.server(), spare.server());
        assert_eq!(read(&spare.words(), &after).unwrap().server(), spare.server());
        assert_eq!(read(&spare.words(), &before).unwrap_err(), NotAServer::OtherWords);
        let short = read("abandon", &after).unwrap_err();
        assert_eq!(short, NotAServer::Words(BadWords::Count { found: 1 }));
    }

    fn roster_with(spare: &Spare) -> Roster {
        roster(Some(spare))
    }
}
