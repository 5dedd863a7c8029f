//! The formats of version 1, as bytes that are kept in `tests/fixtures/v1`: every later version
//! must read them and write the very same bytes.
//!
//! The files are never written again. A new format gets a new folder: with
//! `CAMPBOARD_WRITE_FIXTURES=1` a test writes those that are missing.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use automerge::transaction::{CommitOptions, Transactable as _};
use automerge::{ActorId, AutoCommit, ROOT};
use shared::envelope::{Envelope, parse_chunk};
use shared::ids::{ChangeHash, DeviceId, DocumentKind, EventId, LogId, PersonId};
use shared::invite::{JoinLink, invite_key};
use shared::keys::{DeviceKey, RootKey, Strict};
use shared::log::{Chain, SignedHead};
use shared::names::{NameRecord, Names};
use shared::roster::{
    Action, Idle, LastGood, Message, Order, Rehearsal, Role, Roster, Statement, Statements,
};
use std::path::PathBuf;

fn root() -> RootKey {
    RootKey::from_entropy(&std::array::from_fn(|i| i as u8))
}

fn key(seed: u8) -> DeviceKey {
    DeviceKey::from_seed(&[seed; 32])
}

/// The bytes of a kept file, which must be those that this version makes.
fn kept(name: &str, made: &[u8]) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/v1");
    let path = folder.join(name);
    if std::env::var_os("CAMPBOARD_WRITE_FIXTURES").is_some() && !path.exists() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, made).unwrap();
    }
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(bytes == made, "{name} is not what this version writes");
    bytes
}

fn made_change() -> Vec<u8> {
    let mut document = AutoCommit::new().with_actor(ActorId::from([7; 16]));
    document.put(ROOT, "title", "Open data for parish councils").unwrap();
    let when = CommitOptions::default().with_message("pitch").with_time(1_780_000_000);
    document.commit_with(when);
    document.get_last_local_change().unwrap().raw_bytes().to_vec()
}

#[test]
fn root_words() {
    let words = format!("{}\n{}\n", root().words(), root().event());
    let kept = String::from_utf8(kept("root-words.txt", words.as_bytes())).unwrap();
    let (words, event) = kept.trim().split_once('\n').unwrap();
    let read = RootKey::from_words(words).unwrap();
    assert_eq!(read.signer().seed(), root().signer().seed());
    assert_eq!(read.event(), event.parse::<EventId>().unwrap());
}

#[test]
fn join_link() {
    let made = JoinLink::new("hall.example:4040", root().event(), [9; 16]).unwrap();
    let public = DeviceId(made.invite_key().public());
    let kept = kept("join-link.txt", format!("{}\n{public}\n", made.text()).as_bytes());
    let kept = String::from_utf8(kept).unwrap();
    let (link, public) = kept.trim().split_once('\n').unwrap();
    let read = JoinLink::parse(link).unwrap();
    assert_eq!(read, made);
    assert_eq!(DeviceId(read.invite_key().public()).to_string(), public);
}

#[test]
fn envelope() {
    let change = kept("change.automerge", &made_change());
    let made =
        Envelope::sign(&key(2), root().event(), DocumentKind::Floor, change.clone()).unwrap();
    let read = Envelope::decode(&kept("envelope.cbor", &made.encode())).unwrap();
    assert_eq!(read.encode(), made.encode());
    assert!(read.verify(&Strict));
    assert_eq!(read.event(), root().event());
    assert_eq!(read.document(), DocumentKind::Floor);
    assert_eq!(read.device(), key(2).id());
    assert_eq!(read.change(), change);
    let automerges = automerge::Change::from_bytes(change.clone()).unwrap().hash();
    assert_eq!(read.hash().0, automerges.0);
    assert_eq!(parse_chunk(&change).unwrap().hash, read.hash());
}

#[test]
fn head() {
    let log = LogId([4; 16]);
    let genesis = ChangeHash([5; 32]);
    let chain = Chain::start(root().event(), DocumentKind::Board, log, genesis);
    let chain = chain.next(ChangeHash([6; 32])).next(ChangeHash([7; 32]));
    let made = SignedHead::sign(&key(3), log, DocumentKind::Board, 2, chain);
    let read = SignedHead::decode(&kept("head.cbor", &made.encode())).unwrap();
    assert_eq!(read, made);
    assert!(read.verify(&Strict));
}

#[test]
fn names() {
    let person = PersonId([8; 16]);
    let event = root().event();
    let named = NameRecord::sign(&key(2), event, person, 1, Some("Siân Example")).unwrap();
    let erased = NameRecord::sign(&key(3), event, person, 1, None).unwrap();
    let mut names = Names::new(event);
    names.insert(&kept("name.cbor", &named.encode())).unwrap();
    assert_eq!(names.get(&person), Some("Siân Example"));
    names.insert(&kept("name-erased.cbor", &erased.encode())).unwrap();
    assert!(names.erased(&person));
    for (record, file) in [(named, "name.cbor"), (erased, "name-erased.cbor")] {
        let read = NameRecord::decode(&kept(file, &record.encode())).unwrap();
        assert_eq!(read.encode(), record.encode());
        assert_eq!(read, record);
    }
}

fn made_statements() -> Vec<(&'static str, Statement)> {
    let event = root().event();
    let by_root = |number, action| Statement::sign(root().signer(), event, number, action);
    let server = key(3).id();
    let invite = invite_key(event, &[9; 16]);
    let last_good = vec![LastGood {
        document: DocumentKind::Board,
        log: LogId([4; 16]),
        position: 1_000_000,
        chain: Chain([5; 32]),
    }];
    let old = key(4).id();
    let kiosk = Action::Invite { key: invite.public(), role: Role::Kiosk };
    let later = Action::Unknown { kind: 99, body: vec![0xa1, 0x18, 0x2a, 0x63, b'n', b'e', b'w'] };
    let redeemed = Action::redeem(event, &invite, &key(5), "Foyer kiosk");
    vec![
        ("certify-server", by_root(1, Action::CertifyServer { key: server })),
        ("revoke-server", by_root(300, Action::RevokeServer { key: old, last_good })),
        ("grant", by_root(2, Action::Grant { device: server, role: Role::Organiser })),
        ("revoke", by_root(3, Action::Revoke { device: key(6).id() })),
        ("invite", Statement::sign(&key(3), event, 4, kiosk)),
        ("redeem", Statement::sign(&invite, event, 0, redeemed)),
        ("later", by_root(5, later)),
    ]
}

#[test]
fn statements() {
    let mut held = Statements::new(root().event());
    for (name, made) in made_statements() {
        let bytes = kept(&format!("statement-{name}.cbor"), &made.encode());
        let read = Statement::decode(&bytes).unwrap();
        assert_eq!(read.encode(), bytes, "{name}");
        assert_eq!(read, made, "{name}");
        held.insert(&bytes).unwrap();
    }
    let roster: Roster = held.roster();
    assert!(roster.is_server(&key(3).id()));
    assert!(roster.last_good(&key(4).id()).is_some_and(|good| good.len() == 1));
    assert_eq!(roster.role(&key(3).id()), Some(Role::Organiser));
    assert_eq!(roster.role(&key(5).id()), Some(Role::Kiosk));
    assert_eq!(roster.role(&key(6).id()), None);
    assert_eq!(roster.device_label(&key(5).id()), Some("Foyer kiosk"));
    let ids: Vec<String> = held.ids().map(|id| format!("{id}\n")).collect();
    kept("statement-ids.txt", ids.concat().as_bytes());
}

#[test]
fn the_name_that_an_organiser_gives_a_device() {
    let (event, organiser, kiosk) = (root().event(), key(3), key(5));
    let invite = invite_key(event, &[9; 16]);
    let by_root = |number, action| Statement::sign(root().signer(), event, number, action);
    let grant = Action::Grant { device: organiser.id(), role: Role::Organiser };
    let invited = Action::Invite { key: invite.public(), role: Role::Kiosk };
    let redeemed = Action::redeem(event, &invite, &kiosk, "Tablet 3");
    let label = Action::label(kiosk.id(), "Neuadd\u{202e} – the hall");
    let made = Statement::sign(&organiser, event, 1, label);
    let bytes = kept("statement-label.cbor", &made.encode());
    let read = Statement::decode(&bytes).unwrap();
    assert_eq!((read.encode(), &read), (bytes.clone(), &made));
    let mut held = Statements::new(event);
    held.insert(&bytes).unwrap();
    held.insert(&by_root(1, invited).encode()).unwrap();
    held.insert(&Statement::sign(&invite, event, 0, redeemed).encode()).unwrap();
    let called = |held: &Statements| held.roster().device_label(&kiosk.id()).map(str::to_owned);
    assert_eq!(called(&held).as_deref(), Some("Tablet 3"), "nobody with the right said otherwise");
    held.insert(&by_root(1, grant).encode()).unwrap();
    assert_eq!(called(&held).as_deref(), Some("Neuadd – the hall"));
    assert_eq!(held.roster().role(&kiosk.id()), Some(Role::Kiosk), "it says nothing of its role");
    assert_eq!(held.roster().next_label_number(&kiosk.id()), 2);
}

#[test]
fn that_names_were_erased() {
    let (event, action) = (root().event(), Action::Erased { at_ms: 1_780_000_000_000, names: 12 });
    let made = Statement::sign(&key(3), event, 0, action);
    let bytes = kept("statement-erased.cbor", &made.encode());
    let read = Statement::decode(&bytes).unwrap();
    assert_eq!((read.encode(), &read), (bytes.clone(), &made));
    let mut held = Statements::new(event);
    held.insert(&bytes).unwrap();
    assert_eq!(held.roster().role(&key(3).id()), None, "it gives nobody a right");
}

#[test]
fn what_an_organiser_tells_a_device() {
    let (event, organiser, kiosk) = (root().event(), key(3), key(5).id());
    let by_root = |number, action| Statement::sign(root().signer(), event, number, action);
    let grant = Action::Grant { device: organiser.id(), role: Role::Organiser };
    let seat = Action::Grant { device: kiosk, role: Role::Kiosk };
    let message = Message::new("Bring the ladder", "Dewch â’r ysgol", 1_780_000_600_000);
    let rehearsal = Rehearsal {
        away: true,
        from_ms: 1_780_000_000_000,
        until_ms: 1_780_000_900_000,
        clock_ms: Some(1_780_050_000_000),
    };
    let orders = [
        ("place", Order::place("Foyer, left of the door")),
        ("idle", Order::Idle(Idle::LargeWall)),
        ("message", Order::Message(Some(message.clone()))),
        ("message-over", Order::Message(None)),
        ("rehearse", Order::Rehearse(Some(rehearsal))),
        ("rehearse-over", Order::Rehearse(None)),
    ];
    let mut held = Statements::new(event);
    held.insert(&by_root(1, grant).encode()).unwrap();
    held.insert(&by_root(1, seat).encode()).unwrap();
    for (number, (name, order)) in (1..).zip(orders) {
        let action = Action::Tell { device: kiosk, order };
        let made = Statement::sign(&organiser, event, number, action);
        let bytes = kept(&format!("statement-tell-{name}.cbor"), &made.encode());
        let read = Statement::decode(&bytes).unwrap();
        assert_eq!((read.encode(), &read), (bytes.clone(), &made), "{name}");
        held.insert(&bytes).unwrap();
        let roster = held.roster();
        match name {
            "place" => assert_eq!(roster.place(&kiosk), Some("Foyer, left of the door")),
            "idle" => assert_eq!(roster.idle(&kiosk), Idle::LargeWall),
            "message" => assert_eq!(roster.message(&kiosk), Some(&message)),
            "message-over" => assert_eq!(roster.message(&kiosk), None),
            "rehearse" => assert_eq!(roster.rehearsal(&kiosk), Some((5, rehearsal))),
            _ => assert_eq!(roster.rehearsal(&kiosk), None),
        }
    }
    assert_eq!(held.roster().role(&kiosk), Some(Role::Kiosk), "it says nothing of its role");
}
