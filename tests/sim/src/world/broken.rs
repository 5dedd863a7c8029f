//! Files of which rows are damaged, and kiosks that come back last.

use super::{Event, NodeId, World};
use crate::{Planted, story::Trouble};
use shared::{
    ids::{ChangeHash, SetId},
    persist::Store as _,
    roster::Role,
    sync::Replica,
};
use std::collections::BTreeSet;

/// Files that are damaged in one run.
const BROKEN_MAX: u64 = 3;

impl World {
    /// Rows of a file are damaged while it is in use; what is whole is rescued, and peers bring the
    /// rest.
    pub(super) fn break_file(&mut self, kiosk: usize, server: usize) {
        if self.spoiled >= BROKEN_MAX || self.dice.chance(300) {
            return;
        }
        let drops_last = self.planted == Some(Planted::SalvageDropsLast);
        if self.dice.chance(700) {
            let shell = &mut self.kiosks[kiosk].shell;
            let Some(device) = &shell.machine else { return };
            if device.replica().role().is_none() {
                return;
            }
            let lost = shell.disk.spoil(&mut self.dice, drops_last);
            self.forgive(kiosk, &lost);
            self.kiosks[kiosk].spoiled = true;
            self.spoil(NodeId::Kiosk(kiosk), lost.len());
        } else {
            let of = &mut self.servers[server];
            let Some(hub) = &of.shell.machine else { return };
            let lost = of.shell.disk.spoil(&mut self.dice, drops_last);
            let gone = with_descendants(hub.replica(), lost.clone());
            of.acked.retain(|change| !gone.contains(change));
            of.rewound = true;
            self.spoil(NodeId::Server(server), lost.len());
        }
    }

    fn spoil(&mut self, node: NodeId, lost: usize) {
        self.tell(format!("the file of {node} is damaged: {lost} edits are gone from it"));
        self.spoiled += 1;
        self.read_erased(node);
        self.down(node, 2_000);
        self.story.meet(Trouble::FileBroken);
    }

    /// Of what a kiosk had saved, only that counts which is whole in its file with all its causes:
    /// others may have lost theirs, too.
    fn forgive(&mut self, number: usize, lost: &BTreeSet<ChangeHash>) {
        let kiosk = &mut self.kiosks[number];
        let Some(device) = &kiosk.shell.machine else { return };
        let mut gone = lost.clone();
        loop {
            gone = with_descendants(device.replica(), gone);
            let parts: BTreeSet<ChangeHash> = kiosk
                .made
                .values()
                .filter(|changes| changes.iter().any(|change| gone.contains(change)))
                .flatten()
                .copied()
                .collect();
            if parts.is_subset(&gone) {
                break;
            }
            gone.extend(parts);
        }
        let is_whole = |set: &SetId| {
            kiosk.made.get(set).is_some_and(|changes| changes.iter().all(|one| !gone.contains(one)))
        };
        kiosk.promised.retain(is_whole);
        // Without its command nobody is told what became of an edit.
        let kept: BTreeSet<SetId> = match kiosk.shell.disk.load() {
            Ok(saved) => {
                kiosk.shell.disk.damaged.clone_from(&saved.damaged);
                saved.commands.into_iter().map(|(set, _)| set).collect()
            }
            Err(_) => BTreeSet::new(),
        };
        kiosk.wordless.extend(kiosk.promised.iter().filter(|set| !kept.contains(set)));
    }

    /// A kiosk is cut off, edits alone for a while, and is then switched off until all others are
    /// back.
    pub(super) fn send_away(&mut self, number: usize) {
        let is_there = |kiosk: &super::nodes::Kiosk| kiosk.id().is_some() && !kiosk.revoked;
        let is_away = self.kiosks.iter().any(|kiosk| kiosk.away);
        if number == 0 || is_away || !is_there(&self.kiosks[number]) {
            return;
        }
        self.kiosks[number].away = true;
        let ms = self.dice.between(3_000, 8_000);
        self.tell(format!("kiosk {number} is cut off, to be switched off soon"));
        for server in 0..self.servers.len() {
            self.cut(number, server, ms + 1_000);
        }
        self.after(ms, Event::SwitchOff(number));
    }

    /// When all is the same, somebody takes a kiosk along, edits on the way, and switches it off: as
    /// long as that is away nobody says that all have the same. Whether anybody does so.
    pub(super) fn take_a_walk(&mut self) -> bool {
        if self.walked || !self.plan.has(Trouble::Away) {
            return false;
        }
        self.walked = true;
        let edits = |kiosk: &super::nodes::Kiosk| {
            let role = kiosk.shell.machine.as_ref().and_then(|device| device.replica().role());
            !kiosk.revoked && role.is_some_and(|role| role != Role::Viewer)
        };
        let able: Vec<usize> =
            (1..self.kiosks.len()).filter(|number| edits(&self.kiosks[*number])).collect();
        let Some(number) = self.dice.pick(&able).copied() else { return false };
        self.tell(format!("all is the same, and somebody takes kiosk {number} along"));
        for server in 0..self.servers.len() {
            self.cut(number, server, 4_000);
        }
        for _ in 0..12 {
            self.person_at(number);
        }
        self.after(2_500, Event::SwitchOff(number));
        true
    }

    pub(super) fn switch_off(&mut self, number: usize) {
        if self.kiosks[number].shell.machine.is_none() {
            return self.after(500, Event::SwitchOff(number));
        }
        self.tell(format!("kiosk {number} is switched off"));
        self.kiosks[number].shell.stop();
        self.kiosks[number].asked.clear();
        self.drop_connections(NodeId::Kiosk(number));
        self.story.meet(Trouble::Away);
        if self.healing() {
            self.bring_back(number);
        } else {
            self.kiosks[number].switched_off = true;
        }
    }

    /// Who was away comes back when all others have had time enough to be the same.
    pub(super) fn bring_back(&mut self, number: usize) {
        self.kiosks[number].switched_off = false;
        let pause = self.dice.between(20_000, 40_000);
        self.after(pause, Event::Start(NodeId::Kiosk(number)));
    }
}

/// Changes with all that is built on them.
fn with_descendants(replica: &Replica, mut gone: BTreeSet<ChangeHash>) -> BTreeSet<ChangeHash> {
    // Causes stand before effects.
    for kind in shared::ids::DocumentKind::ALL {
        for hash in replica.documents().hashes(kind) {
            let built = replica.documents().info(hash);
            if built.is_some_and(|info| info.deps.iter().any(|dep| gone.contains(dep))) {
                gone.insert(*hash);
            }
        }
    }
    gone
}
