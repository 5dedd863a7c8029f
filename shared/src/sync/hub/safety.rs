//! Telling those who look after the board how safe it is here.

use super::{Cx, Hub, Peer};
use crate::{
    roster::Role,
    sync::{
        HubEffect,
        frame::{Frame, GoBack, NotBack, NotBackCode, Safety},
    },
};
use std::collections::BTreeSet;

/// How safe it is, and who was told what.
#[derive(Default)]
pub(super) struct Told {
    /// As the shell said last.
    pub(super) now: Option<Safety>,
    told: Option<Safety>,
    told_to: BTreeSet<u64>,
}

impl Hub {
    pub(super) fn tell_safety(&mut self, cx: &mut Cx<'_>) {
        let Some(mut safety) = self.safety.now.clone() else { return };
        safety.erasing = self.replica.erasing();
        let listeners = self.listeners(&[Role::Organiser, Role::Volunteer]);
        let is_news = self.safety.told.as_ref().map(Safety::quiet) != Some(safety.quiet());
        let to: Vec<u64> = listeners
            .iter()
            .copied()
            .filter(|peer| is_news || !self.safety.told_to.contains(peer))
            .collect();
        self.safety.told_to = listeners;
        self.send_all(cx, &to, &Frame::Safety(safety.clone()));
        self.safety.told = Some(safety);
    }

    /// Somebody asks to go back to a backup: that is for organisers.
    pub(super) fn go_back(&mut self, cx: &mut Cx<'_>, peer: u64, to: GoBack) {
        if self.listeners(&[Role::Organiser]).contains(&peer) {
            cx.step.effects.push(HubEffect::GoBack { peer, to });
        } else {
            self.not_back(cx, peer, NotBack { asked: to, code: NotBackCode::NotAllowed });
        }
    }

    /// Whoever asked hears why the server did not go back.
    pub(super) fn not_back(&self, cx: &mut Cx<'_>, peer: u64, not: NotBack) {
        if self.peers.contains_key(&peer) {
            self.send(cx, peer, &Frame::NotBack(not));
        }
    }

    /// Peers that were let in with one of these roles.
    pub(super) fn listeners(&self, roles: &[Role]) -> BTreeSet<u64> {
        let listens = |peer: &Peer| {
            let role = peer.device().and_then(|device| self.replica.role_of(&device));
            role.is_some_and(|role| roles.contains(&role))
        };
        self.peers.iter().filter(|(_, peer)| listens(peer)).map(|(peer, _)| *peer).collect()
    }
}
