//! Everything is repaired, and then the run is judged.

use super::{
    CHAOS_MS_MAX, COMMANDS_MIN, Event, HEALING_MS_MAX, NodeId, World,
    erasing::erased_at,
    nodes::{Copy, Heads, short},
};
use crate::model;
use shared::{
    ids::{ChangeHash, DocumentKind, PersonId},
    replica::Replica,
    schedule::{Issue, Schedule},
    sync::Line,
};
use std::{collections::BTreeSet, sync::Arc};

/// How often everything is looked at.
const LOOK_MS: u64 = 500;
/// With two servers, how long kiosks stay at one of them.
const STAY_MS: u64 = 8_000;

pub(super) fn copy_of(replica: &Replica) -> Copy {
    (heads(replica), Some(replica.digests()))
}

pub(super) fn heads(replica: &Replica) -> Heads {
    DocumentKind::ALL.into_iter().map(|kind| replica.documents().heads(kind)).collect()
}

impl World {
    /// The network and all disks are repaired, if people have done enough.
    pub(super) fn heal(&mut self) {
        if self.commands < COMMANDS_MIN {
            if self.now_ms > CHAOS_MS_MAX {
                return self.fail(format!("people saw only {} edits saved", self.commands));
            }
            return self.after(500, Event::Heal);
        }
        self.healing_since = Some(self.now_ms);
        self.tell("everything is repaired");
        self.cut.clear();
        for kiosk in &mut self.kiosks {
            kiosk.shell.disk.full = false;
            kiosk.attempt = 0;
        }
        for server in &mut self.servers {
            server.shell.disk.full = false;
        }
        for number in 0..self.kiosks.len() {
            if self.kiosks[number].switched_off {
                self.bring_back(number);
            }
        }
        self.after(LOOK_MS, Event::Look);
    }

    /// Whether everything is the same everywhere; and if it is, whether it is right.
    pub(super) fn look(&mut self) {
        let since = self.healing_since.unwrap_or(self.now_ms);
        let passed = self.now_ms - since;
        if self.servers.len() > 1 && passed.is_multiple_of(STAY_MS) {
            let round = usize::try_from(passed / STAY_MS).unwrap_or(0);
            for number in 0..self.kiosks.len() {
                self.rehome(number, (number + round) % self.servers.len());
            }
        }
        self.check_proofs();
        match self.open_question() {
            None if self.take_a_walk() => self.after(LOOK_MS, Event::Look),
            None => self.judge(),
            Some(question) if passed > HEALING_MS_MAX => {
                self.fail(format!("after {} s without trouble {question}", passed / 1_000));
            }
            Some(_) => self.after(LOOK_MS, Event::Look),
        }
    }

    /// What is not yet as it must be.
    fn open_question(&self) -> Option<String> {
        let mut first: Option<Copy> = None;
        let mut agree = |node: NodeId, replica: &Replica| {
            let copy = copy_of(replica);
            let first = first.get_or_insert_with(|| copy.clone());
            (*first != copy).then(|| difference(node, first, &copy))
        };
        if let Some(number) = self.servers.iter().position(|server| server.revoked) {
            return Some(format!("server {number} is revoked"));
        }
        for (number, server) in self.servers.iter().enumerate() {
            let node = NodeId::Server(number);
            let Some(hub) = &server.shell.machine else { return Some(format!("{node} is down")) };
            if let Some(question) = agree(node, hub.replica()) {
                return Some(question);
            }
        }
        for (number, kiosk) in self.kiosks.iter().enumerate().filter(|(_, k)| !k.revoked) {
            let node = NodeId::Kiosk(number);
            let Some(device) = &kiosk.shell.machine else { return Some(format!("{node} is down")) };
            let status = kiosk.shell.status(device, self.now_ms);
            if status.role.is_none() {
                return Some(format!("{node} has no role ({:?})", status.goodbye));
            }
            if status.connection != Line::UpToDate {
                return Some(format!(
                    "{node} is {:?}, after {:?}",
                    status.connection, status.goodbye
                ));
            }
            if status.outbox > 0 {
                return Some(format!("{node} has {} changes that the log lacks", status.outbox));
            }
            if let Some(question) = agree(node, device.replica()) {
                return Some(question);
            }
        }
        None
    }

    /// All copies are the same: is it what people were promised, and what the model says?
    fn judge(&mut self) {
        self.tell("all copies are the same");
        let mut schedules: Vec<(NodeId, Arc<Schedule>)> = Vec::new();
        let mut counting: BTreeSet<ChangeHash> = BTreeSet::new();
        for (number, server) in self.servers.iter_mut().enumerate() {
            let Some(hub) = &mut server.shell.machine else { continue };
            schedules.push((NodeId::Server(number), hub.schedule()));
            for kind in DocumentKind::ALL {
                counting.extend(hub.replica().documents().hashes(kind));
            }
        }
        for (number, kiosk) in self.kiosks.iter_mut().enumerate().filter(|(_, k)| !k.revoked) {
            let Some(device) = &mut kiosk.shell.machine else { continue };
            schedules.push((NodeId::Kiosk(number), device.schedule()));
        }
        let Some((_, schedule)) = schedules.first().cloned() else { return };
        if let Some((node, _)) = schedules.iter().find(|(_, other)| **other != *schedule) {
            return self.fail(format!("the heads are the same, but {node} shows another schedule"));
        }
        for number in 0..self.kiosks.len() {
            self.check_kiosk(number);
            self.check_promises(number, &counting);
        }
        for number in 0..self.servers.len() {
            self.check_server(number);
        }
        self.check_issues(&schedule);
        let kiosks = self.kiosks.iter().filter(|kiosk| !kiosk.revoked);
        let at_kiosks = kiosks.flat_map(|kiosk| &kiosk.erased);
        let at_servers = self.servers.iter().flat_map(|server| &server.erased);
        let mut erased: BTreeSet<PersonId> = at_kiosks.chain(at_servers).copied().collect();
        if self.erasures > 0
            && let Some(hub) = self.servers.first().and_then(|one| one.shell.machine.as_ref())
        {
            erased.extend(erased_at(hub.replica()));
        }
        let names = (&erased, self.spoiled > 0);
        let differences = model::differences(&self.model, &counting, &schedule, names);
        if !differences.is_empty() {
            self.fail(format!("the model says otherwise: {}", differences.join("; ")));
        }
        self.note_end(&schedule, &counting);
        self.done = true;
    }

    /// What was saved at a kiosk counts, or its people were told that it does not.
    fn check_promises(&mut self, number: usize, counting: &BTreeSet<ChangeHash>) {
        let kiosk = &self.kiosks[number];
        if kiosk.revoked {
            return;
        }
        let set_aside: BTreeSet<_> = match &kiosk.shell.machine {
            Some(device) => kiosk
                .shell
                .status(device, self.now_ms)
                .set_aside
                .iter()
                .map(|(set, ..)| *set)
                .collect(),
            None => return,
        };
        let lost = kiosk.promised.iter().find(|set| {
            let counts = |changes: &Vec<ChangeHash>| changes.iter().all(|c| counting.contains(c));
            let told = kiosk.may_lose()
                && (set_aside.contains(set)
                    || kiosk.renamed.contains(set)
                    || kiosk.wordless.contains(set));
            !told && !kiosk.made.get(set).is_some_and(counts)
        });
        if let Some(set) = lost {
            let set = short(*set);
            return self.fail(format!("set {set} was saved at kiosk {number}, and is lost"));
        }
        let twice = kiosk.renamed.iter().find(|set| {
            let counts = |changes: &Vec<ChangeHash>| changes.iter().all(|c| counting.contains(c));
            kiosk.made.get(*set).is_some_and(counts)
        });
        if let Some(set) = twice.filter(|_| !self.judged && self.spoiled == 0) {
            let set = short(*set);
            return self
                .fail(format!("set {set} of kiosk {number} was issued again and counts twice"));
        }
        let held = !kiosk.may_lose();
        if held && let Some(set) = set_aside.first() {
            let set = short(*set);
            self.fail(format!("set {set} of kiosk {number} was set aside, whose role held"));
        }
    }

    /// Nothing is half there, unless its author's role or disk was lost.
    fn check_issues(&mut self, schedule: &Schedule) {
        let whole = |kiosk: &super::nodes::Kiosk| !kiosk.may_lose() && !kiosk.revoked;
        for issue in &schedule.issues {
            let fair = match issue {
                Issue::IncompleteSet { set, .. } => {
                    !self.kiosks.iter().any(|k| whole(k) && k.promised.contains(set))
                }
                Issue::PartOfUndoneSet { .. } => true,
                Issue::BadValue { .. } | Issue::BadKey { .. } | Issue::TooMany { .. } => false,
            };
            if !fair {
                return self.fail(format!("the schedule has an issue: {issue:?}"));
            }
        }
    }

    fn note_end(&mut self, schedule: &Schedule, counting: &BTreeSet<ChangeHash>) {
        for change in counting {
            self.story.note(&change.0);
        }
        let shown = format!("{schedule:?}");
        self.story.note(shown.as_bytes());
    }
}

fn difference(node: NodeId, first: &Copy, copy: &Copy) -> String {
    let mut what = Vec::new();
    for (kind, (a, b)) in DocumentKind::ALL.into_iter().zip(first.0.iter().zip(&copy.0)) {
        if a != b {
            what.push(format!("the heads of the {kind}"));
        }
    }
    let digests = |copy: &Copy| copy.1.map(|digests| (digests.statements, digests.names));
    if digests(first).map(|one| one.0) != digests(copy).map(|one| one.0) {
        what.push("the statements".to_owned());
    }
    if digests(first).map(|one| one.1) != digests(copy).map(|one| one.1) {
        what.push("the names".to_owned());
    }
    format!("{node} has not the same as server 0: {}", what.join(", "))
}
