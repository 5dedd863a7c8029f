//! The certificate of an erasure: whose word it was, which disks the names have left, by what each
//! device says of itself, and which may still hold them.

use crate::{
    ids::DeviceId,
    proof::Member,
    replica::{Erasure, Replica},
    roster::{Action, Role},
    sync::frame::{Erasing, Report},
};
use std::{cmp::Reverse, collections::BTreeMap};

/// Names were erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// At which device.
    pub by: DeviceId,
    /// Its name.
    pub label: String,
    /// When, milliseconds since 1970 by its clock; nothing, where only the erasures themselves came.
    pub at_ms: Option<i64>,
    /// How many.
    pub names: u64,
}

/// How far the names have left a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gone {
    /// It was not all deleted: it is tried again.
    Failed,
    /// It has not said that it has done it.
    NotYet,
    /// It was shown out, and hears of nothing.
    ShownOut,
    /// They are gone, since then; milliseconds since 1970 by its clock.
    Since(i64),
}

/// A device that may hold names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The device.
    pub device: DeviceId,
    /// Its name.
    pub label: String,
    /// What it may do; nothing for a server, and for a device that was shown out.
    pub role: Option<Role>,
    /// It is a server.
    pub is_server: bool,
    /// How far it is.
    pub gone: Gone,
    /// When it was heard of last, milliseconds since 1970.
    pub heard_ms: Option<i64>,
}

/// The certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Names that are erased, as is known here.
    pub names: u64,
    /// Whose word that was, the latest first.
    pub acts: Vec<Act>,
    /// Who has done it and who has not, those first who have not.
    pub holders: Vec<Holder>,
    /// Damaged files of the device that shows it: an erasure leaves only what can be read in them.
    pub damaged: u64,
}

impl Certificate {
    /// What is known at a replica. `server` is what the present server says of itself, and `members`
    /// are the devices of the event, as [`Proof::of`](crate::proof::Proof::of) gives them. `keeps` is the
    /// server that this device was or can become.
    #[must_use]
    pub fn of(
        replica: &Replica,
        members: &[Member],
        reports: impl IntoIterator<Item = Report>,
        server: Option<(DeviceId, Option<Erasing>)>,
        keeps: Option<DeviceId>,
    ) -> Self {
        let people = replica.erased_people();
        let names = people.len() as u64;
        if names == 0 {
            return Self::default();
        }
        let erasure = Erasure::of(people);
        let reports: BTreeMap<DeviceId, Report> =
            reports.into_iter().filter_map(|one| Some((one.device?, one))).collect();
        let said = |device: DeviceId| match device == replica.id() {
            true => replica.erasing(),
            false => match server.filter(|(of, _)| *of == device) {
                Some((_, said)) => said,
                None => reports.get(&device).and_then(|report| report.erasing),
            },
        };
        let roster = replica.roster();
        let label = |device| roster.device_label(&device).unwrap_or_default().to_owned();
        let mut holders: Vec<Holder> = Vec::new();
        for (device, role) in roster.all_devices() {
            let member = members.iter().find(|member| member.device == device);
            let is_server = roster.is_server(&device) || roster.last_good(&device).is_some();
            if is_server {
                continue;
            }
            let gone = match (gone(&erasure, said(device)), role) {
                (gone @ Gone::Since(_), _) | (gone, Some(_)) => gone,
                (_, None) => Gone::ShownOut,
            };
            let heard_ms = member.and_then(|member| member.heard_ms);
            let heard_ms = heard_ms.max(reports.get(&device).map(|report| report.at_ms));
            holders.push(Holder { device, label: label(device), role, is_server, gone, heard_ms });
        }
        // A server that has ended says nothing any more: the devices that keep its disk do.
        let kept = |device: DeviceId| {
            let mine = (keeps == Some(device)).then(|| replica.id());
            let may = |by: &DeviceId| roster.role(by).is_some_and(may_serve);
            let others = reports.values().filter(|report| report.keeps == Some(device));
            let others = others.filter_map(|report| report.device).filter(|by| *by != replica.id());
            let by = mine.into_iter().chain(others.filter(may));
            by.map(|by| gone(&erasure, said(by))).min()
        };
        for device in roster.servers() {
            let speaks = device == replica.id() || server.is_some_and(|(of, _)| of == device);
            let gone = match gone(&erasure, said(device)) {
                own @ Gone::Since(_) => own,
                own @ (Gone::Failed | Gone::NotYet | Gone::ShownOut) if speaks => own,
                own @ (Gone::Failed | Gone::NotYet | Gone::ShownOut) => kept(device).unwrap_or(own),
            };
            let (role, is_server, heard_ms) = (None, true, None);
            holders.push(Holder { device, label: label(device), role, is_server, gone, heard_ms });
        }
        for device in roster.revoked_servers() {
            let gone = match gone(&erasure, said(device)) {
                gone @ Gone::Since(_) => gone,
                Gone::Failed | Gone::NotYet | Gone::ShownOut => match kept(device) {
                    Some(gone @ Gone::Since(_)) => gone,
                    Some(Gone::Failed | Gone::NotYet | Gone::ShownOut) | None => Gone::ShownOut,
                },
            };
            let (role, is_server, heard_ms) = (None, true, None);
            holders.push(Holder { device, label: label(device), role, is_server, gone, heard_ms });
        }
        holders.sort_by_key(|one| {
            (one.gone, Reverse(one.is_server), Reverse(one.heard_ms), one.device)
        });
        Self { names, acts: acts(replica), holders, damaged: 0 }
    }

    /// Every device and every server of the event has said that the names are gone.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.names > 0 && self.holders.iter().all(|one| matches!(one.gone, Gone::Since(_)))
    }
}

/// A device that can be a server.
fn may_serve(role: Role) -> bool {
    match role {
        Role::Organiser | Role::Volunteer => true,
        Role::Kiosk | Role::Viewer => false,
    }
}

fn gone(erasure: &Erasure, said: Option<Erasing>) -> Gone {
    match said {
        Some(said) if said.left == 0 && erasure.is(&said) => Gone::Since(said.at_ms),
        Some(said) if said.failed => Gone::Failed,
        Some(_) | None => Gone::NotYet,
    }
}

/// What was said of erasures, and of the rest at which device they were signed.
fn acts(replica: &Replica) -> Vec<Act> {
    let roster = replica.roster();
    let label = |by| roster.device_label(&by).unwrap_or_default().to_owned();
    let mut signed: BTreeMap<DeviceId, u64> = BTreeMap::new();
    let erased = replica.names().records().filter(|record| record.name().is_none());
    for record in erased {
        *signed.entry(record.device()).or_default() += 1;
    }
    let mut acts = Vec::new();
    for statement in replica.statements().statements() {
        let by = DeviceId(statement.issuer());
        if let Action::Erased { at_ms, names } = *statement.action()
            && let Some(left) = signed.get_mut(&by)
        {
            *left = left.saturating_sub(names);
            acts.push(Act { by, label: label(by), at_ms: Some(at_ms), names });
        }
    }
    acts.sort_by_key(|act| (Reverse(act.at_ms), act.by));
    let rest = signed.into_iter().filter(|(_, names)| *names > 0);
    acts.extend(rest.map(|(by, names)| Act { by, label: label(by), at_ms: None, names }));
    acts
}
