//! The file of version 1 is kept, and no file, however broken, is taken for another.

use super::*;
use crate::{
    envelope::Envelope,
    ids::{ChangeHash, DocumentKind, LogId, PersonId},
    keys::{DeviceKey, RootKey, Strict},
    limits::{CARRY_EDITS_MAX, CARRY_LOGS_MAX, NAMES_MAX, STATEMENTS_MAX},
    log::{Chain, SignedHead},
    names::NameRecord,
    persist::{Bodies, StoreError},
    roster::{Action, Statement},
};

struct One(Vec<u8>);

impl Bodies for One {
    fn body(&self, _: &ChangeHash) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(Some(self.0.clone()))
    }
}

fn root() -> RootKey {
    RootKey::from_entropy(&std::array::from_fn(|i| i as u8))
}

/// A file with one of each kind in it, as version 1 writes it.
fn made() -> Vec<u8> {
    let (event, key) = (root().event(), DeviceKey::from_seed(&[2; 32]));
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/v1/");
    let change = std::fs::read(format!("{fixtures}change.automerge")).unwrap();
    let envelope = Envelope::sign(&key, event, DocumentKind::Floor, change).unwrap();
    let certify = Action::CertifyServer { key: key.id() };
    let statement = Statement::sign(root().signer(), event, 1, certify);
    let person = PersonId([8; 16]);
    let chain = Chain([5; 32]);
    let mut carry = Carry::new(key.clone(), event, 1_780_000_000_000);
    carry.statement(&statement.encode());
    carry.name(&NameRecord::sign(&key, event, person, 1, Some("Siân Example")).unwrap().encode());
    carry.name(&NameRecord::sign(&key, event, person, 2, None).unwrap().encode());
    let head = SignedHead::sign(&key, LogId([4; 16]), DocumentKind::Floor, 1, chain);
    carry.log(&head, &[envelope.hash()]);
    carry.edits([envelope.hash()]);
    assert!(!carry.fill(&One(envelope.encode()), 9).unwrap());
    assert_eq!((carry.progress(), carry.lost()), ((1, 1), 0));
    carry.pack()
}

#[test]
fn the_kept_file_is_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/v1/board.carry");
    if std::env::var_os("CAMPBOARD_WRITE_FIXTURES").is_some()
        && !std::path::Path::new(path).exists()
    {
        std::fs::write(path, made()).unwrap();
    }
    let kept = std::fs::read(path).unwrap();
    let carried = Carried::read(&kept, &Strict).unwrap();
    assert_eq!(carried.event(), root().event());
    assert_eq!(carried.at_ms(), Some(1_780_000_000_000));
    assert_eq!(carried.carrier(), Some(DeviceKey::from_seed(&[2; 32]).id()));
    let counts = (carried.statements.len(), carried.names.len(), carried.logs.len());
    assert_eq!((counts, carried.unread()), ((1, 2, 1), 0));
    // Its actor is another device's: the envelope is named as wrong, not taken.
    assert_eq!((carried.len(), carried.wrong()), (0, 1));
    // The packing may change with its library, what is packed may not.
    let (header, body) = open(&kept).unwrap();
    let (again, same) = open(&made()).unwrap();
    assert!(body == same, "the body is not what this version writes");
    assert_eq!(header.message(), again.message());
    assert_eq!(header.signature, again.signature);
}

#[test]
fn what_later_versions_add_is_skipped() {
    let key = DeviceKey::from_seed(&[2; 32]);
    let mut carry = Carry::new(key, root().event(), 0);
    carry.item_for_tests(99, b"of a later version");
    let carried = Carried::read(&carry.pack(), &Strict).unwrap();
    assert_eq!((carried.unread(), carried.wrong(), carried.is_empty()), (1, 0, true));
}

#[test]
fn a_file_with_more_of_a_kind_than_any_event_is_refused() {
    for (kind, most) in [
        (STATEMENT, STATEMENTS_MAX),
        (NAME, NAMES_MAX),
        (LOG, CARRY_LOGS_MAX),
        (ENVELOPE, CARRY_EDITS_MAX),
    ] {
        let filled = |count: usize| {
            let mut carry = Carry::new(DeviceKey::from_seed(&[2; 32]), root().event(), 0);
            for _ in 0..count {
                carry.item_for_tests(kind, b"");
            }
            Carried::read(&carry.pack(), &Strict).map(|_| ())
        };
        assert_eq!(filled(most), Ok(()), "kind {kind}");
        assert_eq!(filled(most + 1), Err(BadCarry::TooLarge), "kind {kind}");
    }
}

#[test]
fn a_board_that_nobody_would_read_is_not_written() {
    let mut carry = Carry::new(DeviceKey::from_seed(&[2; 32]), root().event(), 0);
    carry.edits((0..9).map(|n| ChangeHash([n; 32])));
    let bodies = One(vec![0; CARRY_BYTES_MAX / 8]);
    assert!(carry.fill(&bodies, 7).unwrap());
    assert!(matches!(carry.fill(&bodies, 7), Err(NotCarried::TooLarge)));
}
