//! Passing on what people are doing just now: under the name of the device that said it, to
//! whoever is connected, a few times a second. Nothing of it is kept.

use super::{Cx, Hub, Peer};
use crate::{
    ids::{DeviceId, DocumentKind},
    limits,
    roster::Role,
    sync::{
        HubEffect,
        frame::{Frame, Presence, Present},
    },
};
use std::{collections::BTreeMap, sync::Arc};

/// What was said since it was last passed on; a device's last word replaces the one before.
#[derive(Default)]
pub(super) struct Waiting {
    said: BTreeMap<DeviceId, (u64, Present)>,
    passed_ms: Option<u64>,
}

impl Hub {
    /// A device says what is being done at it. What it says of others is not looked at.
    pub(super) fn present(&mut self, cx: &Cx<'_>, peer: u64, presence: Presence) {
        let device = self.peers.get(&peer).and_then(Peer::device);
        let Some((device, mut present)) = device.zip(presence.present.into_iter().next()) else {
            return;
        };
        let roster = &self.replica.roster;
        if !present.only_looks() && !roster.may_write(&device, DocumentKind::Board) {
            return;
        }
        present.device = Some(device);
        if roster.role(&device) == Some(Role::Viewer) {
            // It names nobody.
            present.person = None;
        }
        self.presence.said.insert(device, (cx.now.ms, present));
    }

    /// Passes on what waits, if enough time has passed since it was last done.
    pub(super) fn pass_presence(&mut self, cx: &mut Cx<'_>) {
        let waits = &mut self.presence;
        let now_ms = cx.now.ms;
        let early = |at_ms: u64| now_ms.saturating_sub(at_ms) < limits::PRESENCE_GAP_MS;
        if waits.said.is_empty() || waits.passed_ms.is_some_and(early) {
            return;
        }
        waits.passed_ms = Some(now_ms);
        let said = std::mem::take(&mut waits.said);
        // Whoever alone has said something knows it.
        let alone = said.keys().next().copied().filter(|_| said.len() == 1);
        let present: Vec<Present> = said
            .into_values()
            .map(|(at_ms, present)| Present { age_ms: now_ms.saturating_sub(at_ms), ..present })
            .filter(|present| present.age_ms < limits::PRESENCE_MS)
            .collect();
        let open = self.peers.iter().filter_map(|(number, peer)| Some((*number, peer.device()?)));
        let peers: Vec<u64> =
            open.filter(|(_, device)| Some(*device) != alone).map(|(number, _)| number).collect();
        for page in present.chunks(limits::PRESENCE_FRAME_MAX) {
            let frame = Frame::Presence(Presence { present: page.to_vec() }).encode();
            let frame: Arc<[u8]> = frame.into();
            cx.step.effects.extend(
                peers
                    .iter()
                    .map(|peer| HubEffect::Ephemeral { peer: *peer, frame: Arc::clone(&frame) }),
            );
        }
    }
}
