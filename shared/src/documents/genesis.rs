//! The first change of each document: frozen bytes that every device starts from.
//!
//! Two devices that each create a root map hide one another's content, so all root maps (and some
//! spare ones) come from here. The bytes are never made anew: this file reads them from
//! `genesis/*.bin`, and a test shows how they were made.

use crate::ids::{ChangeHash, DocumentKind};
use automerge::{Automerge, Change};

const PLAN: &[u8] = include_bytes!("genesis/plan.bin");
const BOARD: &[u8] = include_bytes!("genesis/board.bin");
const FLOOR: &[u8] = include_bytes!("genesis/floor.bin");

/// The frozen first change of a document.
#[must_use]
pub fn bytes(kind: DocumentKind) -> &'static [u8] {
    match kind {
        DocumentKind::Plan => PLAN,
        DocumentKind::Board => BOARD,
        DocumentKind::Floor => FLOOR,
    }
}

/// The first change of a document, parsed.
#[expect(clippy::expect_used, reason = "constant bytes of this file, held by a test")]
pub(super) fn change(kind: DocumentKind) -> Change {
    Change::from_bytes(bytes(kind).to_vec()).expect("the frozen first change parses")
}

/// Name of the first change of a document.
#[must_use]
pub fn hash(kind: DocumentKind) -> ChangeHash {
    ChangeHash(change(kind).hash().0)
}

/// A document with its first change.
#[expect(clippy::expect_used, reason = "constant bytes of this file, held by a test")]
pub(super) fn document(kind: DocumentKind) -> Automerge {
    let mut document = Automerge::new();
    document.apply_changes([change(kind)]).expect("the frozen first change applies");
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::shape::{ROOTS, SPARE_ROOTS};
    use automerge::{
        ActorId, ObjType, ROOT,
        transaction::{CommitOptions, Transactable as _},
    };

    /// How the frozen bytes were made.
    fn make(kind: DocumentKind) -> Vec<u8> {
        let mut actor = [0; 16];
        actor[15] = kind.number();
        let mut document = Automerge::new().with_actor(ActorId::from(actor));
        let mut transaction = document.transaction();
        let roots = ROOTS.iter().filter(|root| root.document == kind).map(|root| root.name);
        // Spare maps that have come into use stay where they were.
        let roots = roots.filter(|name| !SPARE_ROOTS.contains(name));
        for name in roots.chain(SPARE_ROOTS) {
            transaction.put_object(ROOT, name, ObjType::Map).unwrap();
        }
        let options = CommitOptions::default().with_message("campboard 1").with_time(0);
        transaction.commit_with(options).0.unwrap();
        document.get_last_local_change().unwrap().raw_bytes().to_vec()
    }

    #[test]
    fn the_frozen_bytes_are_made_so() {
        for kind in DocumentKind::ALL {
            if std::env::var_os("CAMPBOARD_WRITE_FIXTURES").is_some() {
                let path =
                    format!("{}/src/documents/genesis/{kind}.bin", env!("CARGO_MANIFEST_DIR"));
                if std::fs::read(&path).is_ok_and(|bytes| bytes.is_empty()) {
                    std::fs::write(path, make(kind)).unwrap();
                    continue;
                }
            }
            assert_eq!(bytes(kind), make(kind), "{kind}");
        }
    }

    #[test]
    fn the_frozen_hashes_never_change() {
        let hashes = DocumentKind::ALL.map(|kind| hash(kind).short());
        assert_eq!(hashes, ["4e5cf724", "f13dc56f", "33e4299a"]);
    }
}
