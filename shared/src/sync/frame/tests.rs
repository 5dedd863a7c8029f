//! Frames survive their bytes, and no bytes do harm.

use super::*;
use crate::{
    ids::{ChangeHash, DayId, DocumentKind, LogId, PersonId, RecordId, RoomId, SessionId},
    keys::Signature,
    log::Chain,
    persist::RecordKind,
    roster::Role,
    schedule::When,
};
use minicbor::bytes::ByteVec;
use proptest::prelude::*;
use std::path::PathBuf;

/// One frame of each kind, filled from a seed.
#[expect(clippy::too_many_lines, reason = "a flat list of all kinds")]
pub(crate) fn each(seed: u8, count: usize) -> Vec<Frame> {
    let byte = |salt: u8| seed.wrapping_mul(31).wrapping_add(salt);
    let document = DocumentKind::from_number(seed % 3).unwrap_or(DocumentKind::Plan);
    let log = LogId([byte(1); 16]);
    let hash = ChangeHash([byte(2); 32]);
    let chain = Chain([byte(3); 32]);
    let position = u64::from(seed) * 1_000;
    let ask = u64::from(byte(4));
    let hashes: Vec<ChangeHash> = (0..count).map(|i| ChangeHash([byte(i as u8); 32])).collect();
    let ids: Vec<RecordId> = (0..count).map(|i| RecordId([byte(i as u8); 32])).collect();
    let blob = |salt: u8| ByteVec::from(vec![byte(salt); 40]);
    let blobs: Vec<ByteVec> = (0..count).map(|i| blob(i as u8)).collect();
    let signature = Signature([byte(5); 64]);
    let time = WallTime { ms: 1_780_000_000_000 - i64::from(seed), sure: seed.is_multiple_of(2) };
    let records = Digests { statements: [byte(6); 32], names: [byte(7); 32] };
    let logs = vec![LogState { document, log, position, chain }];
    let nonce = [byte(8); 32];
    let (event, key) = (EventId([byte(9); 32]), DeviceId([byte(10); 32]));
    let kind = if seed.is_multiple_of(2) { RecordKind::Statement } else { RecordKind::Name };
    let role = Role::ALL[usize::from(seed) % 4];
    let code = Goodbye::from_number(u64::from(seed));
    let accepted = hashes.iter().map(|hash| Accepted { hash: *hash, position }).collect();
    let head = blob(11);
    vec![
        Frame::ClientHello(ClientHello {
            versions: vec![1, ask],
            event,
            device: key,
            nonce,
            process: [byte(12); 16],
        }),
        Frame::ServerHello(ServerHello {
            version: 1,
            event,
            server: key,
            nonce,
            statements: blobs.clone(),
            signature,
        }),
        Frame::Prove(Prove {
            signature,
            redeem: (seed.is_multiple_of(2)).then(|| blob(13)),
            statements: blobs.clone(),
        }),
        Frame::Welcome(Welcome { role, logs: logs.clone(), records, time }),
        Frame::Farewell(Farewell { code }),
        Frame::Notice(Notice { code: NoticeCode::from_number(u64::from(seed)) }),
        Frame::Heartbeat(Heartbeat { time, logs, records, waiting: None }),
        Frame::Have(Have { ask, kind, page: 0, pages: 1, ids: ids.clone() }),
        Frame::Need(Need { ask, kind, ids, sent: position }),
        Frame::Records(Records { kind, records: blobs.clone() }),
        Frame::Follow(Follow { document, log, position, chain }),
        Frame::Batch(Batch {
            document,
            log,
            first: position,
            before: chain,
            envelopes: blobs.clone(),
            head: head.clone(),
            length: position,
            names: Beside::default(),
        }),
        Frame::Mismatch(Mismatch { document, log, position, chain }),
        Frame::Walk(Walk { ask, document, log, position, chain }),
        Frame::HashBatch(HashBatch {
            ask,
            document,
            log,
            first: position,
            before: chain,
            hashes: hashes.clone(),
            head: head.clone(),
        }),
        Frame::Fetch(Fetch { ask, document, log, hashes: hashes.clone() }),
        Frame::Bodies(Bodies {
            ask,
            document,
            log,
            envelopes: blobs.clone(),
            lacking: hashes.clone(),
            names: Beside::default(),
        }),
        Frame::Push(Push { document, log, envelopes: blobs, names: Beside::default() }),
        Frame::Ack(Ack { document, log, accepted }),
        Frame::NotYet(NotYet { document, log, hash, missing: hashes.clone() }),
        Frame::Refused(Refused {
            document,
            log,
            hash,
            code: RefusalCode::from_number(u64::from(seed)),
        }),
        Frame::Offer(Offer { ask, document, log, hashes: hashes.clone() }),
        Frame::Known(Known { ask, document, log, hashes: hashes.clone() }),
        Frame::Hashes(Hashes { ask, document, log, hashes: hashes.clone() }),
        Frame::Want(Want { ask, document, log, hashes: hashes.clone() }),
        Frame::Proof(Proof { ask, document, log, head, first: position, hashes }),
        Frame::Proven(Proven { ask, document, log, good: seed.is_multiple_of(2) }),
        Frame::Presence(Presence { present: present(seed, key, count) }),
        Frame::Standings(Standings { devices: standings(seed, count), held: None }),
        Frame::Safety(safety(seed, count)),
        Frame::Reports(Reports { reports: reports(seed, count) }),
        Frame::GoBack(go_back(seed)),
        Frame::NotBack(NotBack {
            asked: go_back(seed),
            code: NotBackCode::from_number(u64::from(seed)),
        }),
    ]
}

fn go_back(seed: u8) -> GoBack {
    let at_ms = 1_780_000_000_000 + i64::from(seed);
    GoBack { at_ms, why: BackupWhy::from_number(u64::from(seed) % 5 + 1) }
}

fn standings(seed: u8, count: usize) -> Vec<Standing> {
    let one = |n: usize| Standing {
        device: DeviceId([seed.wrapping_add(n as u8); 32]),
        heard_ms: 1_780_000_000_000 + n as i64,
        waiting: n.is_multiple_of(2).then_some(n as u64),
        connected: n.is_multiple_of(3),
        same: n.is_multiple_of(6),
    };
    (0..count).map(one).collect()
}

fn safety(seed: u8, count: usize) -> Safety {
    let one = |n: usize| BackedUp {
        at_ms: 1_780_000_000_000 - n as i64,
        why: BackupWhy::from_number(n as u64 % 5 + 1),
        bytes: u64::from(seed) << 20,
        damaged: None,
    };
    Safety {
        age_s: (!seed.is_multiple_of(3)).then_some(u64::from(seed) * 60),
        trouble: (!seed.is_multiple_of(2)).then_some(BackupTrouble::from_number(u64::from(seed))),
        free_bytes: Some(u64::from(seed) << 30),
        is_full: seed.is_multiple_of(5),
        backups: (0..count).map(one).collect(),
        erasing: None,
    }
}

fn reports(seed: u8, count: usize) -> Vec<Report> {
    let rehearsed = Rehearsed {
        number: 2,
        from_ms: 1_780_000_000_000,
        to_ms: 1_780_000_600_000,
        edits: 4,
        merged: (!seed.is_multiple_of(3)).then_some(9),
        clashes: 1,
    };
    let one = |n: usize| Report {
        device: Some(DeviceId([seed.wrapping_add(n as u8); 32])),
        at_ms: 1_780_000_000_000 + n as i64,
        version: format!("0.1.{n}"),
        idle: n as u64 % 7,
        free_bytes: n.is_multiple_of(2).then_some(1 << 30),
        doubtful: n.is_multiple_of(3),
        person: n.is_multiple_of(2).then_some(PersonId([seed; 16])),
        behind: n.is_multiple_of(4).then_some(n as u64),
        rehearses_until_ms: n.is_multiple_of(5).then_some(1_780_000_900_000),
        rehearsed: n.is_multiple_of(2).then_some(rehearsed),
        serves: n.is_multiple_of(7),
        erasing: None,
        keeps: None,
    };
    (0..count).map(one).collect()
}

/// Presences of each kind.
fn present(seed: u8, device: DeviceId, count: usize) -> Vec<Present> {
    let session = SessionId([seed.wrapping_add(13); 16]);
    let room = RoomId([seed.wrapping_add(14); 16]);
    let when = When::Timed { day: DayId([seed; 16]), start: 600, minutes: 45 };
    let kinds = [
        Some(Doing::Viewing(session)),
        Some(Doing::Cell { when, room }),
        Some(Doing::Moving(session)),
        None,
    ];
    let person = (!seed.is_multiple_of(3)).then_some(PersonId([seed.wrapping_add(15); 16]));
    let one = |doing: &Option<Doing>| {
        let age_ms = u64::from(seed) * 100;
        Present { device: Some(device), age_ms, ..Present::of(*doing, person) }
    };
    kinds.iter().cycle().take(count).map(one).collect()
}

#[test]
fn a_presence_says_what_it_was_made_of() {
    for present in present(9, DeviceId([1; 32]), 4) {
        assert_eq!(Present::of(present.doing(), present.person).doing, present.doing);
    }
    let half = Present { room: None, ..present(9, DeviceId([1; 32]), 2).swap_remove(1) };
    assert_eq!(half.doing(), None, "a cell needs a room");
    let later = Present { doing: 77, ..half };
    assert_eq!(later.doing(), None);
    let frame = Frame::Presence(Presence { present: vec![later] });
    assert_eq!(Frame::decode(&frame.encode()), Ok(Some(frame)), "it is passed on as it came");
}

fn name(frame: &Frame) -> String {
    let text = format!("{frame:?}");
    let name = text.split('(').next().unwrap_or_default();
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push('-');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// A frame with names beside its envelopes; `None` for kinds that have none.
fn with_names(mut frame: Frame) -> Option<Frame> {
    let names = match &mut frame {
        Frame::Push(push) => &mut push.names,
        Frame::Batch(batch) => &mut batch.names,
        Frame::Bodies(bodies) => &mut bodies.names,
        _ => return None,
    };
    *names = Beside(vec![ByteVec::from(vec![42; 40]), ByteVec::from(vec![43; 40])]);
    Some(frame)
}

fn is_kept(frame: &Frame, file: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/v1");
    let path = folder.join(file);
    if std::env::var_os("CAMPBOARD_WRITE_FIXTURES").is_some() && !path.exists() {
        std::fs::write(&path, frame.encode()).unwrap();
    }
    let kept = std::fs::read(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    assert_eq!(Frame::decode(&kept), Ok(Some(frame.clone())), "{path:?}");
    assert_eq!(frame.encode(), kept, "{path:?}");
}

#[test]
fn kept_frames_of_each_kind_are_still_read_and_written() {
    let frames = each(7, 2);
    let kinds: Vec<u64> = frames.iter().map(Frame::kind).collect();
    assert_eq!(kinds, Frame::KINDS, "one of each kind");
    for frame in &frames {
        is_kept(frame, &format!("frame-{}.cbor", name(frame)));
    }
    let named: Vec<Frame> = frames.into_iter().filter_map(with_names).collect();
    assert_eq!(named.len(), 3);
    for frame in &named {
        is_kept(frame, &format!("frame-{}-2.cbor", name(frame)));
    }
    let Some(Frame::Heartbeat(beat)) =
        each(7, 2).into_iter().find(|frame| matches!(frame, Frame::Heartbeat(_)))
    else {
        panic!("no heartbeat")
    };
    let beat = Frame::Heartbeat(Heartbeat { waiting: Some(3), ..beat });
    is_kept(&beat, "frame-heartbeat-2.cbor");
    let Frame::Heartbeat(Heartbeat { logs, records, .. }) = beat else { panic!("no heartbeat") };
    let held = Some(Holding { logs, records });
    let standings = Frame::Standings(Standings { devices: standings(7, 2), held });
    is_kept(&standings, "frame-standings-2.cbor");
    let (at_ms, names) = (1_780_000_000_000, 12);
    let erasing = Some(Erasing { digest: [7; 32], names, at_ms, left: 3, failed: true });
    let mut said = reports(7, 2);
    said[0].erasing = erasing;
    is_kept(&Frame::Reports(Reports { reports: said.clone() }), "frame-reports-2.cbor");
    said[1].keeps = Some(DeviceId([9; 32]));
    is_kept(&Frame::Reports(Reports { reports: said }), "frame-reports-3.cbor");
    is_kept(&Frame::Safety(Safety { erasing, ..safety(7, 2) }), "frame-safety-2.cbor");
    let mut told = safety(7, 2);
    told.backups[1].damaged = Some(true);
    is_kept(&Frame::Safety(told), "frame-safety-3.cbor");
}

#[test]
fn what_a_later_version_adds_is_skipped() {
    let frame = Frame::Farewell(Farewell { code: Goodbye::Stopping });
    let bytes = frame.encode();
    assert_eq!(bytes, [0xa2, 0, 5, 1, 0xa1, 0, 13]);
    assert_eq!(Frame::decode(&[0xa2, 0, 5, 1, 0xa2, 0, 13, 9, 0x81, 1]), Ok(Some(frame.clone())));
    assert_eq!(Frame::decode(&[0xa3, 0, 5, 1, 0xa1, 0, 13, 7, 0xf6]), Ok(Some(frame)));
    assert_eq!(Frame::decode(&[0xa2, 0, 0x18, 99, 1, 0xa1, 0, 13]), Ok(None));
    let later = Frame::Farewell(Farewell { code: Goodbye::Unknown(77) });
    assert_eq!(Frame::decode(&later.encode()), Ok(Some(later)));
}

#[test]
fn what_is_beyond_a_limit_is_refused() {
    let large = vec![0; limits::FRAME_BYTES_MAX + 1];
    let too_large = Violation::TooLarge { bytes: limits::FRAME_BYTES_MAX + 1 };
    assert_eq!(Frame::decode(&large), Err(too_large));
    let kind = RecordKind::Name;
    let records = vec![ByteVec::from(vec![]); limits::FRAME_RECORDS_MAX + 1];
    let many = Frame::Records(Records { kind, records }).encode();
    assert_eq!(Frame::decode(&many), Err(Violation::TooMany { kind: 12 }));
    let present = vec![Present::of(None, None); limits::PRESENCE_FRAME_MAX + 1];
    let many = Frame::Presence(Presence { present }).encode();
    assert_eq!(Frame::decode(&many), Err(Violation::TooMany { kind: 40 }));
    let reports = vec![Report::default(); limits::REPORTS_FRAME_MAX + 1];
    let many = Frame::Reports(Reports { reports }).encode();
    assert_eq!(Frame::decode(&many), Err(Violation::TooMany { kind: 43 }));
    let version = "9".repeat(limits::VERSION_BYTES_MAX + 1);
    let reports = vec![Report { version, ..Report::default() }];
    let long = Frame::Reports(Reports { reports }).encode();
    assert_eq!(Frame::decode(&long), Err(Violation::TooMany { kind: 43 }));
    for wrong in
        [&[][..], &[0xa0], &[0xa1, 1, 0xa0], &[0xbf, 0xff], &[0xa2, 0, 5, 1, 0xa0], &[0xf6]]
    {
        assert!(matches!(Frame::decode(wrong), Err(Violation::Malformed(_))), "{wrong:?}");
    }
}

#[test]
fn the_largest_lists_fit_a_frame() {
    for frame in each(3, 64) {
        assert_eq!(Frame::decode(&frame.encode()), Ok(Some(frame)));
    }
    let hashes = vec![ChangeHash([9; 32]); limits::FRAME_HASHES_MAX];
    let (document, log, head) = (DocumentKind::Board, LogId([1; 16]), vec![7; 256].into());
    let proof = Frame::Proof(Proof { ask: u64::MAX, document, log, head, first: u64::MAX, hashes });
    assert!(Frame::decode(&proof.encode()).is_ok_and(|read| read == Some(proof)));
    // A batch is closed after the envelope that passes its limit.
    let largest = limits::BATCH_BYTES_SPLIT
        + limits::ENVELOPE_BYTES_MAX
        + limits::NAMES_BESIDE_BYTES_MAX
        + 8_192;
    assert!(largest <= limits::FRAME_BYTES_MAX, "{largest}");
}

#[test]
fn each_end_signs_something_of_its_own() {
    let (a, b) = (DeviceId([1; 32]), DeviceId([2; 32]));
    let event = EventId([3; 32]);
    let device = hello_message(event, (a, &[4; 32]), (b, &[5; 32]), Speaker::Device);
    let server = hello_message(event, (a, &[4; 32]), (b, &[5; 32]), Speaker::Server);
    assert_ne!(device, server);
    assert_ne!(device, hello_message(event, (b, &[5; 32]), (a, &[4; 32]), Speaker::Device));
    assert!(device.starts_with(b"campboard/hello/1\0"));
}

proptest! {
    #[test]
    fn frames_survive_their_bytes(seed: u8, count in 0..40_usize) {
        for frame in each(seed, count) {
            prop_assert_eq!(Frame::decode(&frame.encode()), Ok(Some(frame)));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>, kind in 0..50_u8) {
        let _ = Frame::decode(&bytes);
        let _ = Frame::decode(&[&[0xa2, 0, 0x18, kind, 1][..], &bytes].concat());
    }

    #[test]
    fn a_changed_or_cut_frame_is_read_or_refused(
        seed: u8, at: prop::sample::Index, flip in 1..=255_u8,
    ) {
        for frame in each(seed, 3) {
            let mut bytes = frame.encode();
            let at = at.index(bytes.len());
            prop_assert!(Frame::decode(&bytes[..at]).is_err());
            bytes[at] ^= flip;
            let _ = Frame::decode(&bytes);
        }
    }
}
