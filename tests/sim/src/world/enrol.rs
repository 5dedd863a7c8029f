//! How kiosks come to take part: invites, join links, and empty disks.

use super::{Event, NodeId, World};
use shared::{
    invite::JoinLink,
    roster::Role,
    sync::{DeviceInput, HubInput},
};

impl World {
    /// A kiosk without a role gets an invite, or starts anew if its invite was of no use.
    pub(super) fn enrol(&mut self, number: usize) {
        let home = self.kiosks[number].home;
        let kiosk = &mut self.kiosks[number];
        let running = kiosk.shell.machine.as_ref();
        let role = running.and_then(|device| device.replica().role());
        if role.is_some() || kiosk.revoked {
            kiosk.asks = false;
            return;
        }
        self.after(2_500, Event::Enrol(number));
        let kiosk = &mut self.kiosks[number];
        let Some(device) = &kiosk.shell.machine else { return };
        if kiosk.shell.status(device, self.now_ms).joined {
            let since = *kiosk.joined_ms.get_or_insert(self.now_ms);
            if self.now_ms - since > 25_000 {
                self.tell(format!("kiosk {number} was not let in; it starts anew"));
                self.wipe(number);
            }
            return;
        }
        if kiosk.invited_ms.is_some_and(|at| self.now_ms - at < 5_000) {
            return;
        }
        let server = &mut self.servers[home];
        if server.shell.machine.is_none() {
            return;
        }
        kiosk.invited_ms = Some(self.now_ms);
        let root = (kiosk.role == Role::Organiser).then(|| self.root.clone());
        let input = HubInput::Invite { ticket: number as u64, role: kiosk.role, root };
        server.shell.inbox.push_back(input);
        self.wake(NodeId::Server(home));
    }

    pub(super) fn give_link(&mut self, number: usize, secret: [u8; 16]) {
        let link = match JoinLink::new("hall.example:4040", self.root.event(), secret) {
            Ok(link) => link,
            Err(why) => return self.fail(why.to_string()),
        };
        let role = self.kiosks[number].role;
        let kiosk = &mut self.kiosks[number];
        let Some(device) = &kiosk.shell.machine else { return };
        if kiosk.shell.status(device, self.now_ms).joined {
            return;
        }
        kiosk.joined_ms = Some(self.now_ms);
        kiosk.shell.inbox.push_back(DeviceInput::Join(link, format!("Kiosk {number}")));
        self.tell(format!("kiosk {number} is given a join link as {role}"));
        self.wake(NodeId::Kiosk(number));
    }

    /// A kiosk gets an empty disk, and with it another key.
    pub(super) fn wipe(&mut self, number: usize) {
        let kiosk = &mut self.kiosks[number];
        kiosk.shell.disk = crate::disk::SimDisk::default();
        kiosk.promised.clear();
        kiosk.made.clear();
        kiosk.backup = None;
        kiosk.told_off.clear();
        kiosk.renamed.clear();
        (kiosk.demoted, kiosk.decided) = (false, false);
        (kiosk.joined_ms, kiosk.invited_ms) = (None, None);
        kiosk.wordless.clear();
        kiosk.spoiled = false;
        kiosk.erased.clear();
        kiosk.lives += 1;
        self.down(NodeId::Kiosk(number), 2_000);
    }
}
