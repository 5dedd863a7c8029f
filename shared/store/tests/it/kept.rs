//! A store of version 1 that every later version must open.

use super::{Folder, contract};
use std::path::PathBuf;

#[test]
fn a_kept_store_opens_with_all_it_had() {
    let kept =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/v1/store.sqlite");
    let made = Folder::new();
    let expected = made.fill(&contract::transactions(1, 40));
    if std::env::var_os("CAMPBOARD_WRITE_FIXTURES").is_some() && !kept.exists() {
        std::fs::write(&kept, made.bytes()).unwrap();
    }
    let opened = Folder::new();
    opened.write(&std::fs::read(kept).unwrap());
    let saved = opened.load();
    assert_eq!(saved, expected);
    assert!(!saved.envelopes.is_empty() && !saved.records.is_empty() && saved.damaged.is_empty());
}
