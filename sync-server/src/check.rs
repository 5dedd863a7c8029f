//! `check`: every row, every signature and every chain of what is on the disk.

use serde::{Deserialize, Serialize};
use shared::{
    documents::{Documents, Misfit},
    envelope::Envelope,
    ids::{ChangeHash, DocumentKind, EventId, LogId},
    keys::Strict,
    log::{Chain, SignedHead},
    names::NameRecord,
    persist::{RecordKind, Saved, SavedLogEntry, Standing},
    roster::Statement,
};
use std::collections::{BTreeMap, BTreeSet};

/// Name of the fact that holds the event's id.
const EVENT: &str = "event";

/// What a check found, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// What was looked at.
    pub sound: Vec<String>,
    /// What is damaged; nothing when all is well.
    pub damage: Vec<String>,
}

/// Checks what a store holds.
#[must_use]
pub fn check(saved: &Saved) -> Findings {
    let mut findings = Findings { sound: Vec::new(), damage: saved.damaged.clone() };
    let rows = saved.facts.len()
        + saved.envelopes.len()
        + saved.commands.len()
        + saved.log.len()
        + saved.heads.len()
        + saved.records.len();
    findings.sound.push(format!("{rows} rows have the checksum that they were written with"));
    let event = saved.facts.get(EVENT).and_then(|bytes| bytes.as_slice().try_into().ok());
    let Some(event) = event.map(EventId) else {
        findings.damage.push("the id of the event is missing".to_owned());
        return findings;
    };
    records(saved, event, &mut findings);
    let changes = envelopes(saved, event, &mut findings);
    documents(&changes, &mut findings);
    logs(saved, event, &mut findings);
    findings
}

fn records(saved: &Saved, event: EventId, findings: &mut Findings) {
    let before = findings.damage.len();
    for (kind, bytes) in &saved.records {
        let problem = match kind {
            RecordKind::Statement => match Statement::decode(bytes) {
                Err(error) => Some(error.to_string()),
                Ok(statement) if statement.event() != event => Some("is of another event".into()),
                Ok(statement) => statement.verify(&Strict).err().map(|error| error.to_string()),
            },
            RecordKind::Name => match NameRecord::decode(bytes) {
                Err(error) => Some(error.to_string()),
                Ok(name) if name.event() != event => Some("is of another event".to_owned()),
                Ok(name) => (!name.verify(&Strict)).then(|| "has a wrong signature".to_owned()),
            },
        };
        let what = match kind {
            RecordKind::Statement => "a roster statement",
            RecordKind::Name => "a name record",
        };
        findings.damage.extend(problem.map(|problem| format!("{what}: {problem}")));
    }
    let sound = saved.records.len() - (findings.damage.len() - before);
    findings.sound.push(format!("{sound} roster statements and names have true signatures"));
}

/// The changes that count, by document in their order.
type Changes = BTreeMap<u8, Vec<(ChangeHash, Vec<u8>)>>;

fn envelopes(saved: &Saved, event: EventId, findings: &mut Findings) -> Changes {
    let mut changes = Changes::new();
    let mut sound = 0_usize;
    for row in &saved.envelopes {
        let name = row.hash.short();
        let problem = match Envelope::decode(&row.bytes) {
            Err(error) => error.to_string(),
            Ok(envelope) if envelope.hash() != row.hash => "holds another change".to_owned(),
            Ok(envelope) if envelope.document() != row.document => {
                "is of another document".to_owned()
            }
            Ok(envelope) if envelope.event() != event => "is of another event".to_owned(),
            Ok(envelope) if !envelope.verify(&Strict) => "has a wrong signature".to_owned(),
            Ok(envelope) => {
                sound += 1;
                if row.standing == Standing::Admitted {
                    let of = changes.entry(row.document.number()).or_default();
                    of.push((row.hash, envelope.change().to_vec()));
                }
                continue;
            }
        };
        findings.damage.push(format!("the edit {name} of the {}: {problem}", row.document));
    }
    findings.sound.push(format!("{sound} edits have true signatures"));
    changes
}

fn documents(changes: &Changes, findings: &mut Findings) {
    let mut documents = Documents::genesis();
    for kind in DocumentKind::ALL {
        let Some(changes) = changes.get(&kind.number()) else { continue };
        let raw: Vec<&[u8]> = changes.iter().map(|(_, raw)| raw.as_slice()).collect();
        let results = documents.admit(kind, &raw);
        for ((hash, _), result) in changes.iter().zip(results) {
            let problem = match result {
                Ok(_) => continue,
                Err(Misfit::NotYet(missing)) => {
                    format!("{} edits that it builds on are missing", missing.len())
                }
                Err(misfit) => misfit.to_string(),
            };
            findings.damage.push(format!("the edit {} of the {kind}: {problem}", hash.short()));
        }
        let taken = documents.hashes(kind).len();
        findings.sound.push(format!("the {kind} is whole: {taken} edits"));
    }
}

fn logs(saved: &Saved, event: EventId, findings: &mut Findings) {
    let held: BTreeSet<ChangeHash> = saved.envelopes.iter().map(|row| row.hash).collect();
    let mut logs: BTreeMap<(LogId, u8), Vec<&SavedLogEntry>> = BTreeMap::new();
    for entry in &saved.log {
        logs.entry((entry.log, entry.document.number())).or_default().push(entry);
    }
    let mut chains = BTreeMap::new();
    for ((log, number), mut entries) in logs {
        let Some(kind) = DocumentKind::from_number(number) else { continue };
        entries.sort_by_key(|entry| entry.position);
        let mut chain = Chain::start(event, kind, log, Documents::genesis_hash(kind));
        let name = format!("the log {} of the {kind}", log.short());
        let mut whole = true;
        for (entry, expected) in entries.iter().zip(1_u64..) {
            if entry.position != expected {
                findings.damage.push(format!("{name}: position {expected} is missing"));
                whole = false;
                break;
            }
            if !held.contains(&entry.hash) {
                let what = format!("{name}: the edit at position {expected} is missing");
                findings.damage.push(what);
                whole = false;
            }
            chain = chain.next(entry.hash);
            chains.insert((log, number, entry.position), chain);
        }
        if whole {
            findings.sound.push(format!("{name} is whole: {} positions", entries.len()));
        }
    }
    heads(saved, &chains, findings);
}

fn heads(saved: &Saved, chains: &BTreeMap<(LogId, u8, u64), Chain>, findings: &mut Findings) {
    let mut sound = 0_usize;
    for bytes in &saved.heads {
        let problem = match SignedHead::decode(bytes) {
            Err(error) => Some(error.to_string()),
            Ok(head) if !head.verify(&Strict) => Some("has a wrong signature".to_owned()),
            Ok(head) => {
                let key = (head.log, head.document.number(), head.position);
                let fits = head.position == 0 || chains.get(&key) == Some(&head.chain);
                (!fits).then(|| {
                    let log = head.log.short();
                    format!("of the log {log} does not fit what the log holds")
                })
            }
        };
        match problem {
            Some(problem) => findings.damage.push(format!("a signed position {problem}")),
            None => sound += 1,
        }
    }
    if sound > 0 {
        findings.sound.push(format!("{sound} signed positions fit the chains of their logs"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::System;
    use shared::{
        keys::RootKey,
        persist::{Put, Store as _, Transaction},
        sync::Hub,
    };
    use store::SqliteStore;

    fn saved() -> Saved {
        let folder = tempfile::tempdir().unwrap();
        let settings = crate::Settings { data: folder.path().to_owned(), ..Default::default() };
        let programme = import::sample();
        crate::hub::create(&settings, programme, &mut System).unwrap();
        // A second edit of every document, which builds on the first.
        let mut second = import::template("", "2026-07-01", "");
        second.event.source = "second".into();
        second.sessions =
            vec![shared::programme::Session { title: "Bin days".into(), ..Default::default() }];
        let programme = Box::new(second);
        let request = crate::Request::Import { programme, dry_run: false };
        crate::hub::Owner::open(&settings).unwrap().ask(request);
        SqliteStore::open(&crate::folder::store(folder.path())).unwrap().load().unwrap()
    }

    #[test]
    fn a_new_event_is_sound() {
        let findings = check(&saved());
        assert_eq!(findings.damage, Vec::<String>::new());
        assert!(findings.sound.iter().any(|line| line.starts_with("the board is whole")));
    }

    /// A position that was truly signed, but of a log that went another way.
    fn a_head(saved: &Saved) -> Vec<u8> {
        let entry = saved.log[0];
        let key = shared::keys::DeviceKey::from_seed(&[7; 32]);
        SignedHead::sign(&key, entry.log, entry.document, entry.position, Chain([7; 32])).encode()
    }

    #[test]
    fn every_kind_of_damage_is_named() {
        let names = |damage: fn(&mut Saved), words: &str| {
            let mut saved = saved();
            damage(&mut saved);
            let found = check(&saved).damage;
            assert!(found.iter().any(|line| line.contains(words)), "{words}: {found:?}");
        };
        names(|saved| saved.damaged.push("row 7 of envelope".into()), "row 7");
        names(|saved| drop(saved.facts.remove(EVENT)), "id of the event");
        names(|saved| *saved.envelopes[0].bytes.last_mut().unwrap() ^= 1, "the edit");
        names(|saved| saved.envelopes.reverse(), "builds on");
        names(|saved| drop(saved.envelopes.remove(0)), "position 1 is missing");
        names(|saved| saved.heads.push(vec![7]), "a signed position");
        names(|saved| saved.heads.push(a_head(saved)), "does not fit");
        names(|saved| saved.log.retain(|entry| entry.position != 1), "position 1 is missing");
        names(|saved| saved.records[0].1.reverse(), "a roster statement");
        let swap = |saved: &mut Saved| {
            let hash = saved.envelopes[0].hash;
            for row in &mut saved.envelopes[1..] {
                row.hash = hash;
            }
        };
        names(swap, "another change");
    }

    #[test]
    fn an_empty_store_has_no_event() {
        let empty = check(&Saved::default());
        assert_eq!(empty.damage, ["the id of the event is missing"]);
        let root = RootKey::from_entropy(&[3; 32]);
        let Transaction { puts } = Hub::create(&root, &mut System);
        assert!(puts.iter().any(|put| matches!(put, Put::Fact { key, .. } if key == EVENT)));
    }
}
