//! Changes that are well signed and do what none of ours does.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use automerge::{
    ActorId, Automerge, Change, ObjType, ROOT, ReadDoc as _, ScalarValue,
    transaction::{Transactable as _, Transaction},
};
use shared::{
    command::{Command, SessionEdit},
    documents::{Act, Documents, Misfit},
    ids::{ChangeHash, DeviceId, DocumentKind, SessionId, SetId},
    roster::Role,
};

const FLOOR: DocumentKind = DocumentKind::Floor;
const SESSION: SessionId = SessionId([5; 16]);

/// A schedule with one session.
fn documents() -> Documents {
    let mut documents = Documents::genesis();
    documents.new_actor(&DeviceId([1; 32]), [1; 8]);
    let edit = SessionEdit { title: Some("Open data".into()), ..SessionEdit::default() };
    let command = Command::Pitch { session: SESSION, edit };
    let act = Act {
        device: DeviceId([1; 32]),
        person: None,
        role: Some(Role::Kiosk),
        at_s: 0,
        doubtful: false,
        set: SetId([1; 16]),
    };
    documents.command(&command, &act).unwrap();
    documents
}

/// What the door says to a change that another device writes.
fn try_it(
    documents: &mut Documents,
    kind: DocumentKind,
    write: impl FnOnce(&mut Transaction<'_>),
) -> Result<ChangeHash, Misfit> {
    let mut automerge = Automerge::load(&documents.save(kind)).unwrap();
    automerge.set_actor(ActorId::from([0xee; 16]));
    let mut transaction = automerge.transaction();
    write(&mut transaction);
    transaction.commit();
    let change: Change = automerge.get_last_local_change().unwrap();
    documents.admit(kind, &[change.raw_bytes()]).remove(0)
}

#[track_caller]
fn refused(kind: DocumentKind, write: impl FnOnce(&mut Transaction<'_>)) {
    let mut documents = documents();
    let before = (documents.heads(kind), documents.schedule());
    let answer = try_it(&mut documents, kind, write);
    assert!(matches!(answer, Err(Misfit::Form(_))), "{answer:?}");
    assert_eq!((documents.heads(kind), documents.schedule()), before);
}

fn map(transaction: &Transaction<'_>, name: &str) -> automerge::ObjId {
    transaction.get(ROOT, name).unwrap().unwrap().1
}

fn session(transaction: &Transaction<'_>) -> automerge::ObjId {
    let sessions = map(transaction, "sessions");
    transaction.get(&sessions, SESSION.to_string()).unwrap().unwrap().1
}

#[test]
fn nobody_takes_the_root_maps_away() {
    refused(FLOOR, |t| t.delete(ROOT, "sessions").unwrap());
    refused(FLOOR, |t| t.put(ROOT, "sessions", "gone").unwrap());
    refused(FLOOR, |t| drop(t.put_object(ROOT, "sessions", ObjType::Map).unwrap()));
    refused(FLOOR, |t| t.put(ROOT, "more", 1).unwrap());
    refused(DocumentKind::Board, |t| t.delete(ROOT, "placements").unwrap());
    refused(DocumentKind::Plan, |t| t.delete(ROOT, "x1").unwrap());
}

#[test]
fn a_title_that_nobody_sees_is_still_read() {
    let mut documents = documents();
    let title = "\u{200b}\u{feff}";
    let answer = try_it(&mut documents, FLOOR, |t| t.put(session(t), "title", title).unwrap());
    assert!(answer.is_ok(), "{answer:?}");
    assert_eq!(documents.schedule().sessions[&SESSION].title.value, title);
    assert!(documents.schedule().issues.is_empty());
}

#[test]
fn nobody_deletes_or_replaces_a_thing() {
    let key = SESSION.to_string();
    refused(FLOOR, |t| t.delete(map(t, "sessions"), key.as_str()).unwrap());
    refused(FLOOR, |t| t.put(map(t, "sessions"), key.as_str(), "gone").unwrap());
    refused(FLOOR, |t| t.put(map(t, "sessions"), "new", 7).unwrap());
    refused(FLOOR, |t| {
        drop(t.put_object(map(t, "sessions"), key.as_str(), ObjType::Map).unwrap());
    });
    refused(FLOOR, |t| drop(t.put_object(map(t, "sessions"), "new", ObjType::List).unwrap()));
}

#[test]
fn a_register_takes_plain_values() {
    refused(FLOOR, |t| t.delete(session(t), "title").unwrap());
    refused(FLOOR, |t| drop(t.put_object(session(t), "title", ObjType::Text).unwrap()));
    refused(FLOOR, |t| drop(t.put_object(map(t, "hidden"), "x", ObjType::Map).unwrap()));
    refused(DocumentKind::Board, |t| {
        t.put(map(t, "placements"), "x", ScalarValue::counter(1)).unwrap();
        t.increment(map(t, "placements"), "x", 1).unwrap();
    });
}

/// What the first programs of version 1 let pass in each spare map, every program lets pass: also in
/// the maps that have got a meaning since. Else two programs would part for ever.
#[test]
fn what_later_versions_may_do_passes() {
    for kind in DocumentKind::ALL {
        for spare in ["x1", "x2", "x3", "x4", "x5", "x6"] {
            check_open(kind, spare);
        }
    }
    let mut documents = documents();
    let write = |t: &mut Transaction<'_>| {
        let notes = t.get(session(t), "notes").unwrap().unwrap().1;
        t.splice_text(&notes, 0, 0, "hello").unwrap();
        t.splice_text(&notes, 1, 3, "").unwrap();
        t.put(session(t), "later", 7).unwrap();
        drop(t.put_object(session(t), "more", ObjType::Map).unwrap());
    };
    assert!(try_it(&mut documents, FLOOR, write).is_ok());
    assert_eq!(documents.schedule().sessions[&SESSION].title.value, "Open data");
}

#[track_caller]
fn check_open(kind: DocumentKind, spare: &str) {
    let mut documents = documents();
    // Keys of sessions, rooms and people are all alike.
    let key = SESSION.to_string();
    let key = key.as_str();
    let later: [&dyn Fn(&mut Transaction<'_>); 8] = [
        &|t| {
            let list = t.put_object(map(t, spare), key, ObjType::List).unwrap();
            t.insert(&list, 0, "a").unwrap();
            t.delete(&list, 0).unwrap();
        },
        &|t| t.delete(map(t, spare), key).unwrap(),
        &|t| t.put(map(t, spare), key, ScalarValue::counter(3)).unwrap(),
        &|t| t.increment(map(t, spare), key, 4).unwrap(),
        &|t| drop(t.put_object(map(t, spare), key, ObjType::Text).unwrap()),
        &|t| drop(t.put_object(map(t, spare), key, ObjType::Map).unwrap()),
        &|t| t.put(map(t, spare), key, i64::MAX).unwrap(),
        &|t| t.put(map(t, spare), "no key of ours", true).unwrap(),
    ];
    for (step, write) in later.into_iter().enumerate() {
        assert!(try_it(&mut documents, kind, write).is_ok(), "{kind:?} {spare} step {step}");
        // Who learns it step by step and who loads it see the same.
        let mut loaded = Documents::genesis();
        for kind in DocumentKind::ALL {
            let automerge = Automerge::load(&documents.save(kind)).unwrap();
            let changes = automerge.get_changes(&[]);
            let raw: Vec<&[u8]> = changes.iter().skip(1).map(Change::raw_bytes).collect();
            assert!(loaded.admit(kind, &raw).iter().all(Result::is_ok), "{kind:?} {spare} {step}");
        }
        assert_eq!(documents.schedule(), loaded.schedule(), "{kind:?} {spare} step {step}");
    }
}

#[test]
fn odd_times_and_texts_are_read() {
    for (at_s, title) in
        [(i64::MIN, "\u{202e}desrever"), (i64::MAX, "a\u{200b}\u{200d}\u{feff}b"), (0, "\0\n\r\t")]
    {
        let mut documents = documents();
        let mut automerge = Automerge::load(&documents.save(FLOOR)).unwrap();
        automerge.set_actor(ActorId::from([0xee; 16]));
        let mut t = automerge.transaction();
        t.put(session(&t), "title", title).unwrap();
        let message = format!("1 edit - {} 4294967295/4294967295 u{0}:0", "07".repeat(16));
        let options = automerge::transaction::CommitOptions::default();
        t.commit_with(options.with_time(at_s).with_message(message));
        let change = automerge.get_last_local_change().unwrap();
        assert!(documents.admit(FLOOR, &[change.raw_bytes()])[0].is_ok());
        let schedule = documents.schedule();
        assert_eq!(schedule.sessions[&SESSION].title.value, title);
        let _ = shared::clash::clashes(&schedule);
    }
}

#[test]
fn a_thousand_values_at_once_do_not_stop_the_reader() {
    let mut documents = documents();
    let base = documents.save(FLOOR);
    let changes: Vec<Vec<u8>> = (0..1_000_u32)
        .map(|n| {
            let mut automerge = Automerge::load(&base).unwrap();
            automerge.set_actor(ActorId::from([&[7; 12], &n.to_be_bytes()[..]].concat()));
            let mut t = automerge.transaction();
            t.put(session(&t), "title", format!("Title {n}")).unwrap();
            let message = format!("1 edit - {} 1/1000", "07".repeat(16));
            t.commit_with(automerge::transaction::CommitOptions::default().with_message(message));
            automerge.get_last_local_change().unwrap().raw_bytes().to_vec()
        })
        .collect();
    let changes: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
    assert!(documents.admit(FLOOR, &changes).iter().all(Result::is_ok));
    let schedule = documents.schedule();
    let title = &schedule.sessions[&SESSION].title;
    // The shown value stands before the others.
    assert_eq!(title.value, "Title 999");
    assert_eq!(title.rivals.len(), shared::limits::RIVALS_MAX + 1);
    assert_eq!(title.rivals[1].value, "Title 998");
    assert!(schedule.issues.is_empty(), "{:?}", schedule.issues);
}
