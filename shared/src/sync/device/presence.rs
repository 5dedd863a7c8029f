//! What people are doing just now, here and elsewhere: told while it lasts, forgotten soon.

use super::{Cx, Device, Stage};
use crate::{
    ids::{DeviceId, PersonId},
    limits,
    sync::{
        DeviceEffect, Now, Seen,
        frame::{Doing, Frame, Presence, Present},
    },
};
use std::collections::BTreeMap;

type Own = Option<(Doing, Option<PersonId>)>;

/// What is being done here, and what others were last seen to do.
#[derive(Default)]
pub(super) struct Presences {
    own: Own,
    /// What was last told on this connection, and when.
    told: Option<(u64, Own)>,
    others: BTreeMap<DeviceId, Other>,
}

struct Other {
    doing: Doing,
    person: Option<PersonId>,
    until_ms: u64,
}

impl Presences {
    pub(super) fn set(&mut self, doing: Option<Doing>, person: Option<PersonId>) {
        self.own = doing.map(|doing| (doing, person));
    }

    /// Nobody has heard anything on the next connection, and nothing more is heard on this one.
    pub(super) fn line_lost(&mut self) {
        self.told = None;
        self.others.clear();
    }

    /// What is to be told now, if anything is.
    fn due(&mut self, now_ms: u64) -> Option<Present> {
        let (at_ms, told) = self.told.map_or((None, None), |(at_ms, told)| (Some(at_ms), told));
        let wait_ms = match (told == self.own, self.own) {
            (true, None) => return None,
            (true, Some(_)) => limits::PRESENCE_REPEAT_MS,
            (false, _) => limits::PRESENCE_GAP_MS,
        };
        if at_ms.is_some_and(|at_ms| now_ms.saturating_sub(at_ms) < wait_ms) {
            return None;
        }
        self.told = Some((now_ms, self.own));
        let (doing, person) = self.own.unzip();
        Some(Present::of(doing, person.flatten()))
    }

    fn see(&mut self, device: DeviceId, present: &Present, now_ms: u64) {
        let Some(doing) = present.doing() else {
            self.others.remove(&device);
            return;
        };
        if self.others.len() >= limits::PRESENCES_MAX && !self.others.contains_key(&device) {
            let oldest = self.others.iter().min_by_key(|(_, other)| other.until_ms);
            if let Some(oldest) = oldest.map(|(device, _)| *device) {
                self.others.remove(&oldest);
            }
        }
        let left_ms = limits::PRESENCE_MS.saturating_sub(present.age_ms);
        let until_ms = now_ms.saturating_add(left_ms);
        self.others.insert(device, Other { doing, person: present.person, until_ms });
    }
}

impl Device {
    /// What people at other devices are doing just now.
    #[must_use]
    pub fn presence(&self, now: Now) -> Vec<Seen> {
        let others = self.presence.others.iter().filter(|(_, other)| other.until_ms > now.ms);
        others
            .map(|(device, other)| Seen {
                device: *device,
                person: other.person,
                doing: other.doing,
            })
            .collect()
    }

    /// Tells what is being done here, no more often than is of use. It is no sign of life: it may
    /// be left out on the way.
    pub(super) fn tell_presence(&mut self, cx: &mut Cx<'_>) {
        let Some(link) = self.link.as_ref().filter(|_| !self.rehearsing.is_away()) else { return };
        match link.stage {
            Stage::Hello { .. } | Stage::Proving { .. } => return,
            Stage::Records { .. } | Stage::Open { .. } => {}
        }
        let connection = link.connection;
        if let Some(present) = self.presence.due(cx.now.ms) {
            let frame = Frame::Presence(Presence { present: vec![present] }).encode();
            cx.step.effects.push(DeviceEffect::Ephemeral { connection, frame });
        }
    }

    /// What the server says that others do.
    pub(super) fn see(&mut self, cx: &mut Cx<'_>, presence: &Presence) {
        if self.rehearsing.is_away() {
            return;
        }
        let me = self.replica.id();
        self.presence.others.retain(|_, other| other.until_ms > cx.now.ms);
        for present in &presence.present {
            if let Some(device) = present.device.filter(|device| *device != me) {
                self.presence.see(device, present, cx.now.ms);
            }
        }
        cx.step.effects.push(DeviceEffect::Changed);
    }
}
