//! Refusals. Before a change is set aside, everything that could vouch for it is tried: a signed
//! head of another certified log, then a change that depends on it and whose author may write.

use super::{Cx, Device, Stop, pull::Stage, push::Place};
use crate::{
    ids::{ChangeHash, DocumentKind},
    replica::Aside,
    sync::{DeviceEffect, Fault, RefusalCode, frame::Refused},
};
use std::collections::BTreeSet;

/// A change that was refused on this connection and not yet given up.
#[derive(Debug)]
pub(super) struct RefusedHere {
    pub code: RefusalCode,
    /// Dependents that were sent to ask for it.
    pub nudged: BTreeSet<ChangeHash>,
}

impl Device {
    /// With the planted bug nothing is done about a refusal.
    pub(super) fn is_wedged(&self, hash: &ChangeHash) -> bool {
        let refused = self.link.as_ref().map(|link| &link.pusher.refused);
        self.has_fault(Fault::RefusalWedges)
            && refused.is_some_and(|refused| refused.contains_key(hash))
    }

    pub(super) fn refused(&mut self, cx: &mut Cx<'_>, refused: &Refused) -> Result<(), Stop> {
        let (kind, hash, code) = (refused.document, refused.hash, refused.code);
        if self.document_of(kind, refused.log).is_none() {
            return Ok(());
        }
        if !self.replica.admitted(&hash) || self.is_shown(kind, &hash) {
            return Ok(());
        }
        let Some(link) = &mut self.link else {
            return Ok(());
        };
        if link.pusher.in_flight.remove(&hash).is_none() {
            // The same refusal again, while something is being done about it.
            return Ok(());
        }
        let entry = link.pusher.refused.entry(hash);
        entry.or_insert_with(|| RefusedHere { code, nudged: BTreeSet::new() }).code = code;
        if self.has_fault(Fault::RefusalWedges) {
            return Ok(());
        }
        self.decide(cx, kind, hash)?;
        self.decide_nudgers(cx, &BTreeSet::from([hash]))
    }

    /// Up to where the present log still holds what it showed before, while that is compared.
    fn agreed(&self, kind: DocumentKind) -> u64 {
        let document =
            self.link.as_ref().and_then(|link| link.documents.get(usize::from(kind.number())));
        match document.map(|document| &document.stage) {
            Some(
                Stage::Offering { agreed }
                | Stage::Asking { agreed, .. }
                | Stage::Pushing { agreed, .. },
            ) => *agreed,
            Some(
                Stage::Waiting | Stage::Filling { .. } | Stage::Walking { .. } | Stage::Following,
            )
            | None => u64::MAX,
        }
    }

    /// The present log holds the change.
    pub(super) fn is_shown(&self, kind: DocumentKind, hash: &ChangeHash) -> bool {
        let log = self.present_log(kind).and_then(|log| self.replica.log(log, kind));
        let position = log.and_then(|log| log.position(hash));
        position.is_some_and(|position| position <= self.agreed(kind))
    }

    /// What is to be tried next for a refused change; nothing left: it is set aside.
    pub(super) fn decide(
        &mut self,
        cx: &mut Cx<'_>,
        kind: DocumentKind,
        hash: ChangeHash,
    ) -> Result<(), Stop> {
        let refused = self.link.as_ref().and_then(|link| link.pusher.refused.get(&hash));
        let Some(code) = refused.map(|refused| refused.code) else {
            return Ok(());
        };
        if code == RefusalCode::Role && (self.prove(cx, kind, hash) || self.nudge(kind, hash)) {
            return Ok(());
        }
        let Some(present) = self.present else {
            return Ok(());
        };
        let agreed = self.agreed(kind);
        let commit = &mut cx.step.commit;
        if let Some(log) = self.present_log(kind)
            && self.replica.log_mut((log, kind)).len() > agreed
        {
            // All that it vouched for was tried.
            self.replica.forget_log_after((log, kind), agreed, commit);
        }
        let aside = self.replica.set_refused_aside(hash, code, &present, cx.random, commit);
        self.set_aside(cx, aside)
    }

    /// Own edits that this device may not make any longer are set aside before anything is pushed,
    /// whole sets at once: a server sees one document at a time and would take the allowed half.
    pub(super) fn withdraw_unlawful(&mut self, cx: &mut Cx<'_>) -> Result<(), Stop> {
        let Some(present) = self.present else { return Ok(()) };
        if self.has_fault(Fault::RefusalWedges) {
            return Ok(());
        }
        let me = self.replica.id();
        for kind in DocumentKind::ALL {
            let Some(log) = self.present_log(kind) else { continue };
            if self.replica.roster.may_write(&me, kind) {
                continue;
            }
            for hash in self.replica.outbox(log, kind) {
                let own = self.replica.held(&hash).is_some_and(|held| held.device == me);
                if !own
                    || !self.replica.admitted(&hash)
                    || !self.vouching_logs(kind, &hash).is_empty()
                    || self.vouching_dependents(kind, hash).next().is_some()
                {
                    continue;
                }
                let (code, commit) = (RefusalCode::Role, &mut cx.step.commit);
                let aside = self.replica.set_refused_aside(hash, code, &present, cx.random, commit);
                self.set_aside(cx, aside)?;
            }
        }
        Ok(())
    }

    /// Changes that depend on this one, are not in the log, and whose authors may write.
    fn vouching_dependents(
        &self,
        kind: DocumentKind,
        hash: ChangeHash,
    ) -> impl Iterator<Item = ChangeHash> + '_ {
        let dependents = self.replica.with_descendants(hash).into_iter();
        dependents.filter(move |dependent| {
            *dependent != hash
                && !self.is_shown(kind, dependent)
                && self
                    .replica
                    .held(dependent)
                    .is_some_and(|held| self.replica.roster.may_write(&held.device, kind))
        })
    }

    /// Sends a dependent whose author may write, so that the server asks for this change. As long as
    /// one that was sent is under way, the server may still ask.
    fn nudge(&mut self, kind: DocumentKind, hash: ChangeHash) -> bool {
        let dependents = self.vouching_dependents(kind, hash);
        let dependents: Vec<Place> = dependents.filter_map(|hash| self.place(&hash)).collect();
        let Some(link) = &mut self.link else {
            return false;
        };
        let Some(refused) = link.pusher.refused.get_mut(&hash) else {
            return false;
        };
        let untried = dependents.iter().filter(|(.., hash)| !refused.nudged.contains(hash));
        let Some((.., dependent)) = untried.min().copied() else {
            return dependents.iter().any(|place| link.pusher.is_under_way(place));
        };
        refused.nudged.insert(dependent);
        self.queue_if_idle(&[dependent]);
        true
    }

    /// Changes that had been sent on behalf of others were refused or set aside: these are decided
    /// anew.
    fn decide_nudgers(&mut self, cx: &mut Cx<'_>, gone: &BTreeSet<ChangeHash>) -> Result<(), Stop> {
        let Some(link) = &self.link else {
            return Ok(());
        };
        let refused = link.pusher.refused.iter();
        let waiting: Vec<ChangeHash> = refused
            .filter(|(_, refused)| !refused.nudged.is_disjoint(gone))
            .map(|(hash, _)| *hash)
            .collect();
        for hash in waiting {
            if let Some(kind) = self.replica.held(&hash).map(|held| held.document) {
                self.decide(cx, kind, hash)?;
            }
        }
        Ok(())
    }

    /// Tells about what was set aside and pushes what was made in its place.
    pub(super) fn set_aside(&mut self, cx: &mut Cx<'_>, aside: Aside) -> Result<(), Stop> {
        let Aside { changes, made, names, not_accepted } = aside;
        if changes.is_empty() {
            return Ok(());
        }
        if let Some(link) = &mut self.link {
            link.pusher.queue.retain(|place| !changes.contains(&place.2));
            link.pusher.in_flight.retain(|hash, _| !changes.contains(hash));
            link.pusher.waiting.retain(|hash, _| !changes.contains(hash));
            link.pusher.refused.retain(|hash, _| !changes.contains(hash));
            for document in &mut link.documents {
                if let Stage::Pushing { wanted, .. } | Stage::Asking { wanted, .. } =
                    &mut document.stage
                {
                    wanted.retain(|hash| !changes.contains(hash));
                }
            }
        }
        self.decide_nudgers(cx, &changes)?;
        for (set, command, why) in not_accepted {
            cx.step.effects.push(DeviceEffect::NotAccepted { set, command, why });
        }
        cx.step.effects.push(DeviceEffect::Changed);
        self.made(cx, &made, &names);
        for kind in DocumentKind::ALL {
            self.check_pushed(cx, kind)?;
        }
        Ok(())
    }
}
