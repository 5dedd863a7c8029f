//! The proof after an outage: what is held here, and which devices hold the same.

use crate::{
    documents::{ChangeInfo, Documents},
    ids::{DeviceId, DeviceTag, DocumentKind},
    replica::Replica,
    roster::Role,
    schedule::Schedule,
    sync::{Fault, frame::Standing},
};
use std::{cmp::Reverse, collections::BTreeMap};

/// The edits that a device made, as far as they are known here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Edits {
    /// How many.
    pub count: usize,
    /// When it made the latest, seconds since 1970 by its clock.
    pub latest_s: i64,
    /// Its clock was not sure.
    pub doubtful: bool,
}

/// The edits of each device.
#[must_use]
pub fn edits_by_device(documents: &Documents) -> BTreeMap<DeviceTag, Edits> {
    let mut devices: BTreeMap<DeviceTag, Edits> = BTreeMap::new();
    for info in infos(documents) {
        let Some(tag) = info.actor.0.first_chunk::<8>() else { continue };
        let of = devices.entry(DeviceTag(*tag)).or_default();
        of.count += 1;
        if info.at_s >= of.latest_s {
            (of.latest_s, of.doubtful) = (info.at_s, info.meta.doubtful);
        }
    }
    devices
}

fn infos(documents: &Documents) -> impl Iterator<Item = &ChangeInfo> {
    let hashes = DocumentKind::ALL.into_iter().flat_map(|kind| documents.hashes(kind));
    hashes.filter_map(|hash| documents.info(hash))
}

/// A device of the event, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The device.
    pub device: DeviceId,
    /// Its name.
    pub label: String,
    /// What it may do.
    pub role: Role,
    /// It asks here.
    pub is_here: bool,
    /// Its edits; of a server, those that were typed there.
    pub edits: Edits,
    /// When a server heard of it last; nothing: none that is known here ever did.
    pub heard_ms: Option<i64>,
    /// Edits that it held then and no log had shown it.
    pub waiting: Option<u64>,
    /// It is connected to the present server.
    pub connected: bool,
    /// It has just what the present server has.
    pub same: bool,
}

/// What is held here, and who holds the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// Sessions on the board and on the shelf.
    pub sessions: usize,
    /// Edits of all documents.
    pub edits: usize,
    /// The devices of the event, without its servers: those that may hold more first, then the ones
    /// heard of last.
    pub members: Vec<Member>,
    /// A server said how all of this stands, and is connected.
    pub is_fresh: bool,
}

impl Proof {
    /// How a replica stands, and by what a server said also the others: whether that server is
    /// connected and up to date, and how many edits of this replica it lacks.
    #[must_use]
    pub fn of(
        replica: &Replica,
        schedule: &Schedule,
        standings: impl IntoIterator<Item = Standing>,
        (is_fresh, own_waiting): (bool, u64),
    ) -> Self {
        let standings: BTreeMap<DeviceId, Standing> =
            standings.into_iter().map(|one| (one.device, one)).collect();
        let edits = edits_by_device(replica.documents());
        let roster = replica.roster();
        let member = |(device, role): (DeviceId, Role)| {
            let standing = standings.get(&device);
            let is_here = device == replica.id();
            // What was edited here a moment ago is on no other device yet.
            let is_ahead = is_here && own_waiting > 0;
            let waiting = standing.and_then(|one| one.waiting);
            Member {
                device,
                label: roster.device_label(&device).unwrap_or_default().to_owned(),
                role,
                is_here,
                edits: edits.get(&device.tag()).copied().unwrap_or_default(),
                heard_ms: standing.map(|one| one.heard_ms),
                waiting: if is_here { Some(own_waiting) } else { waiting },
                connected: is_fresh && standing.is_some_and(|one| one.connected),
                same: is_fresh && !is_ahead && standing.is_some_and(|one| one.same),
            }
        };
        let is_device = |(device, _): &(DeviceId, Role)| {
            !roster.is_server(device) && roster.last_good(device).is_none()
        };
        let left_out = |member: &Member| {
            replica.has_fault(Fault::AwayLeftOut) && !member.is_here && !member.connected
        };
        let members = roster.devices().filter(is_device).map(member);
        let mut members: Vec<Member> = members.filter(|member| !left_out(member)).collect();
        members.sort_by_key(|one| (one.same, Reverse(one.heard_ms), one.device));
        let sessions = schedule.sessions.len();
        let count = edits.values().map(|of| of.count).sum();
        Self { sessions, edits: count, members, is_fresh }
    }

    /// Devices that have just what the present server has.
    #[must_use]
    pub fn same(&self) -> usize {
        self.members.iter().filter(|member| member.same).count()
    }

    /// Every device of the event has just what the present server has. Nothing less is called so.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_fresh && !self.members.is_empty() && self.same() == self.members.len()
    }

    /// Those who may hold something that is not here.
    pub fn missing(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| !member.same)
    }
}
