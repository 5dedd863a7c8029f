//! What goes wrong at the venue, beside frames and commits.

use super::{Event, NodeId, World, plan};
use crate::story::Trouble;
use shared::{
    roster::{Action, Role},
    sync::HubInput,
};

/// Images of a server's disk that are kept.
const IMAGES_MAX: usize = 3;
/// Disks that kiosks lose in one run.
const LOST_MAX: u64 = 2;

const KINDS: [Trouble; 21] = [
    Trouble::Cut,
    Trouble::Cut,
    Trouble::Partition,
    Trouble::Reset,
    Trouble::Reset,
    Trouble::DiskFull,
    Trouble::DiskLost,
    Trouble::KioskRestored,
    Trouble::RolledBack,
    Trouble::Replaced,
    Trouble::Wandered,
    Trouble::RoleChanged,
    Trouble::Carried,
    Trouble::Carried,
    Trouble::BackupRestored,
    Trouble::Reborn,
    Trouble::FileBroken,
    Trouble::FileBroken,
    Trouble::Erased,
    Trouble::ServerRevoked,
    Trouble::Away,
];

impl World {
    /// Something goes wrong.
    pub(super) fn mischief(&mut self) {
        if self.healing() {
            return;
        }
        let pause = self.dice.between(400, 1_900);
        self.after(pause, Event::Mischief);
        let mut kinds: Vec<Trouble> =
            KINDS.into_iter().filter(|kind| self.plan.has(*kind)).collect();
        for _ in 0..2 {
            kinds.extend(self.plan.wanted.iter().filter(|kind| KINDS.contains(kind)));
        }
        if self.plan.has(Trouble::Revoked) {
            kinds.push(Trouble::Revoked);
        }
        let saved = self.dice.index(self.kiosks.len());
        self.back_up(saved);
        let Some(kind) = self.dice.pick(&kinds).copied() else { return };
        let kiosk = self.dice.index(self.kiosks.len());
        let server = self.dice.index(self.servers.len());
        match kind {
            Trouble::Cut => {
                let ms = self.dice.between(1_000, 15_000);
                self.tell(format!("the link of kiosk {kiosk} to server {server} is cut"));
                self.cut(kiosk, server, ms);
                self.story.meet(kind);
            }
            Trouble::Partition => self.partition(),
            Trouble::Reset => self.reset(),
            Trouble::DiskFull => self.fill_disk(kiosk, server),
            Trouble::DiskLost => self.lose_disk(kiosk),
            Trouble::KioskRestored => self.restore(kiosk),
            Trouble::RolledBack => self.roll_back(server),
            Trouble::Replaced => self.replace(server),
            Trouble::Wandered => self.wander(kiosk),
            Trouble::RoleChanged => self.change_role(kiosk, server, false),
            Trouble::Revoked => self.change_role(kiosk, server, true),
            Trouble::Carried => self.carry(kiosk),
            Trouble::BackupRestored => self.begin_from_backup(server),
            Trouble::Reborn => self.be_reborn(kiosk, server),
            Trouble::FileBroken => self.break_file(kiosk, server),
            Trouble::Erased => self.erase(kiosk, server),
            Trouble::ServerRevoked => self.revoke_server(server),
            Trouble::Away => self.send_away(kiosk),
            Trouble::Loss
            | Trouble::Duplicate
            | Trouble::Reorder
            | Trouble::Delay
            | Trouble::CrashBeforeWrite
            | Trouble::CrashUnsyncedLost
            | Trouble::CrashUnsyncedKept
            | Trouble::CrashAfterSync
            | Trouble::FailedLost
            | Trouble::FailedKept
            | Trouble::EnrolledLate
            | Trouble::OldVersion
            | Trouble::ClockWrong => {}
        }
    }

    fn partition(&mut self) {
        if self.dice.chance(500) {
            return;
        }
        let ms = self.dice.between(3_000, 20_000);
        let apart: Vec<usize> = (0..self.kiosks.len()).filter(|_| self.dice.chance(500)).collect();
        if apart.len() < 2 {
            return;
        }
        self.tell(format!("kiosks {apart:?} are cut off"));
        for kiosk in apart {
            for server in 0..self.servers.len() {
                self.cut(kiosk, server, ms);
            }
        }
        self.story.meet(Trouble::Partition);
    }

    fn reset(&mut self) {
        let live: Vec<u64> = self.connections.keys().copied().collect();
        let Some(id) = self.dice.pick(&live).copied() else { return };
        let kiosk = self.connections[&id].kiosk;
        self.tell(format!("a connection of kiosk {kiosk} breaks"));
        self.break_off(id, 300);
        self.story.meet(Trouble::Reset);
    }

    fn fill_disk(&mut self, kiosk: usize, server: usize) {
        let at_kiosk = self.dice.chance(600);
        let node = if at_kiosk { NodeId::Kiosk(kiosk) } else { NodeId::Server(server) };
        if at_kiosk {
            self.kiosks[kiosk].shell.disk.full = true;
        } else {
            self.servers[server].shell.disk.full = true;
        }
        self.tell(format!("the disk of {node} is full"));
        let ms = self.dice.between(1_000, 6_000);
        self.after(ms, Event::Space(node));
    }

    pub(super) fn space(&mut self, node: NodeId) {
        match node {
            NodeId::Kiosk(number) => self.kiosks[number].shell.disk.full = false,
            NodeId::Server(number) => self.servers[number].shell.disk.full = false,
        }
        self.tell(format!("the disk of {node} has space"));
    }

    fn lose_disk(&mut self, number: usize) {
        let lives: u64 = self.kiosks.iter().map(|kiosk| kiosk.lives).sum();
        let most = if self.plan.wanted.contains(&Trouble::DiskLost) { 8 } else { LOST_MAX };
        let kiosk = &self.kiosks[number];
        if kiosk.revoked || kiosk.shell.machine.is_none() || lives >= most {
            return;
        }
        self.tell(format!("kiosk {number} loses its disk"));
        self.wipe(number);
        self.after(1_500, Event::Enrol(number));
        self.story.meet(Trouble::DiskLost);
    }

    /// A backup of a kiosk's disk is made, now and then.
    fn back_up(&mut self, number: usize) {
        let kiosk = &mut self.kiosks[number];
        let device = kiosk.shell.machine.as_ref();
        if device.is_some_and(|device| device.replica().role().is_some()) && self.dice.chance(300) {
            kiosk.backup = Some((kiosk.shell.disk.clone(), kiosk.promised.clone()));
        }
    }

    /// A kiosk comes back from its backup. What it saved since counts only where it was sent.
    fn restore(&mut self, number: usize) {
        let kiosk = &mut self.kiosks[number];
        let (Some((disk, promised)), Some(_)) = (&kiosk.backup, &kiosk.shell.machine) else {
            return;
        };
        kiosk.shell.disk = disk.clone();
        kiosk.shell.disk.full = false;
        kiosk.promised.clone_from(promised);
        self.tell(format!("kiosk {number} is restored from a backup"));
        self.read_erased(NodeId::Kiosk(number));
        self.down(NodeId::Kiosk(number), 2_000);
        self.story.meet(Trouble::KioskRestored);
    }

    /// An image of a server's disk is made.
    pub(super) fn image(&mut self, number: usize) {
        if self.healing() {
            return;
        }
        let server = &mut self.servers[number];
        server.images.push((server.shell.disk.image(), server.acked.clone()));
        if server.images.len() > IMAGES_MAX {
            // Some are kept for long.
            let oldest = self.dice.index(IMAGES_MAX);
            self.servers[number].images.remove(oldest);
        }
        let pause = self.dice.between(5_000, 12_000);
        self.after(pause, Event::Image(number));
    }

    fn roll_back(&mut self, number: usize) {
        let server = &self.servers[number];
        if server.shell.machine.is_none() || self.dice.chance(500) {
            return;
        }
        let Some((mut disk, acked)) = self.dice.pick(&server.images).cloned() else { return };
        disk.full = false;
        self.tell(format!("server {number} is rolled back to an image of its disk"));
        let server = &mut self.servers[number];
        server.shell.disk = disk;
        server.acked = acked;
        server.rewound = true;
        server.brought = None;
        self.read_erased(NodeId::Server(number));
        self.down(NodeId::Server(number), 2_000);
        self.story.meet(Trouble::RolledBack);
    }

    fn replace(&mut self, number: usize) {
        if self.servers[number].shell.machine.is_none() || self.dice.chance(600) {
            return;
        }
        self.put_empty(number);
        self.story.meet(Trouble::Replaced);
    }

    fn wander(&mut self, number: usize) {
        if self.servers.len() < 2 {
            return;
        }
        self.rehome(number, 1 - self.kiosks[number].home);
        self.story.meet(Trouble::Wandered);
    }

    /// A kiosk goes to another server.
    pub(super) fn rehome(&mut self, number: usize, home: usize) {
        if self.kiosks[number].home == home {
            return;
        }
        self.tell(format!("kiosk {number} wanders to server {home}"));
        self.kiosks[number].home = home;
        if let Some(id) = self.kiosks[number].connection {
            self.break_off(id, 50);
        }
    }

    /// A kiosk is cut off, and meanwhile somebody decides about it.
    fn change_role(&mut self, number: usize, server: usize, revoke: bool) {
        let others = self.kiosks.iter().filter(|kiosk| !kiosk.revoked).count();
        let kiosk = &mut self.kiosks[number];
        if number == 0 || kiosk.decided || kiosk.id().is_none() || revoke && others < 3 {
            return;
        }
        let Some(role) = kiosk.shell.machine.as_ref().and_then(|device| device.replica().role())
        else {
            return;
        };
        if revoke && self.dice.chance(700) {
            return;
        }
        let next = self.next_role(role);
        self.judged |= revoke || next > role;
        let kiosk = &mut self.kiosks[number];
        kiosk.demoted |= revoke || next > role;
        kiosk.revoked |= revoke;
        kiosk.decided = true;
        kiosk.role = next;
        let ms = self.dice.between(4_000, 12_000);
        for server in 0..self.servers.len() {
            self.cut(number, server, ms);
        }
        let what = if revoke { "revoked".to_owned() } else { format!("made a {next}") };
        self.tell(format!("kiosk {number} ({role}) is cut off and {what} at server {server}"));
        self.story.meet(if revoke { Trouble::Revoked } else { Trouble::RoleChanged });
        self.decide(number, server);
    }

    fn next_role(&mut self, role: Role) -> Role {
        let others: Vec<Role> = Role::ALL.into_iter().filter(|other| *other != role).collect();
        self.dice.pick(&others).copied().unwrap_or(role)
    }

    /// What was decided about a kiosk is entered at a server, as soon as that runs.
    pub(super) fn decide(&mut self, number: usize, server: usize) {
        let kiosk = &self.kiosks[number];
        let hub = &mut self.servers[server].shell;
        let (Some(device), Some(_)) = (kiosk.id(), &hub.machine) else {
            return self.after(700, Event::Decide(number, server));
        };
        let action = if kiosk.revoked {
            Action::Revoke { device }
        } else {
            Action::Grant { device, role: kiosk.role }
        };
        let root = Some(self.root.clone());
        hub.inbox.push_back(HubInput::Record { ticket: number as u64, action, root });
        self.wake(NodeId::Server(server));
    }

    /// Whether troubles are still to come.
    #[must_use]
    pub fn troubled(&self) -> bool {
        !self.healing() && self.now_ms >= plan::CHAOS_FROM_MS
    }
}
