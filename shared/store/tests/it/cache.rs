//! The cache: quick to read, and worth nothing when anything is wrong with it.

use crate::Folder;
use store::read_cache;

#[test]
fn the_cache_is_read_before_and_after_the_store_is_open() {
    let folder = Folder::new();
    assert_eq!(read_cache(&folder.path(), "view"), None);
    let mut store = folder.open();
    store.cache_put("view", b"old").unwrap();
    store.cache_put("documents", &[7; 100_000]).unwrap();
    store.cache_put("view", b"new").unwrap();
    store.cache_put("nothing", b"").unwrap();
    assert_eq!(store.cache_get("view").as_deref(), Some(&b"new"[..]));
    assert_eq!(read_cache(&folder.path(), "view").as_deref(), Some(&b"new"[..]));
    drop(store);
    assert_eq!(read_cache(&folder.path(), "documents"), Some(vec![7; 100_000]));
    assert_eq!(read_cache(&folder.path(), "nothing"), Some(Vec::new()));
    assert_eq!(read_cache(&folder.path(), "other"), None);
}

#[test]
fn a_damaged_cache_is_empty_never_wrong() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.cache_put("documents", b"documents").unwrap();
    store.cache_put("view", b"a view").unwrap();
    let file = folder.folder.path().join("campboard.sqlite.cache");
    let whole = std::fs::read(&file).unwrap();
    for bit in 0..whole.len() * 8 {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(&file, &flipped).unwrap();
        let read = (store.cache_get("documents"), store.cache_get("view"));
        assert!(read.0.is_none_or(|bytes| bytes == b"documents"), "bit {bit}");
        assert!(read.1.is_none_or(|bytes| bytes == b"a view"), "bit {bit}");
    }
    for length in 0..whole.len() {
        std::fs::write(&file, &whole[..length]).unwrap();
        assert_eq!(store.cache_get("view"), None, "{length} bytes");
    }
    // It is simply written again.
    store.cache_put("view", b"again").unwrap();
    assert_eq!(store.cache_get("view").as_deref(), Some(&b"again"[..]));
}

#[test]
fn a_cache_that_cannot_be_written_leaves_the_store_usable() {
    let folder = Folder::new();
    let mut store = folder.open();
    std::fs::create_dir(folder.folder.path().join("campboard.sqlite.cache")).unwrap();
    assert!(store.cache_put("view", b"a view").is_err());
    assert_eq!(store.cache_get("view"), None);
    drop(store);
    folder.fill(&store::contract::transactions(1, 3));
}
