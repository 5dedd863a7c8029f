//! The devices of an event, as an organiser wants to see them: what each is, where it stands, how it
//! stands with the server, what it says of itself, and what it was told.

use crate::{
    ids::DeviceId,
    proof::{Member, Proof},
    replica::Replica,
    roster::{Idle, Message, Rehearsal},
    schedule::Schedule,
    sync::frame::{Report, Standing},
};
use std::collections::BTreeMap;

/// A device of the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnWall {
    /// What it is, and how it stands with the server.
    pub member: Member,
    /// Where it stands.
    pub place: String,
    /// What it said of itself last; nothing: it was not heard of, or is of an older version.
    pub report: Option<Report>,
    /// What it is to show while nobody uses it.
    pub idle: Idle,
    /// What it is to show to everybody, while its time is not over.
    pub message: Option<Message>,
    /// What it is to rehearse, and the number of that order, while its time is not over.
    pub rehearsal: Option<(u64, Rehearsal)>,
}

impl OnWall {
    /// It was told to rehearse, and has neither begun nor ended that.
    #[must_use]
    pub fn is_to_rehearse(&self) -> bool {
        let done = self.report.as_ref().and_then(|report| report.rehearsed).map(|one| one.number);
        self.rehearsal.is_some_and(|(number, _)| done.is_none_or(|done| done < number))
    }
}

/// All devices, those first of which something may be missing. `now_ms` is milliseconds since 1970;
/// `stands` is that of [`Proof::of`].
#[must_use]
pub fn devices(
    replica: &Replica,
    schedule: &Schedule,
    standings: impl IntoIterator<Item = Standing>,
    reports: impl IntoIterator<Item = Report>,
    stands: (bool, u64),
    now_ms: i64,
) -> Vec<OnWall> {
    let proof = Proof::of(replica, schedule, standings, stands);
    let mut reports: BTreeMap<DeviceId, Report> =
        reports.into_iter().filter_map(|one| Some((one.device?, one))).collect();
    let roster = replica.roster();
    let one = |member: Member| {
        let device = member.device;
        let message = roster.message(&device).filter(|message| message.until_ms > now_ms);
        OnWall {
            place: roster.place(&device).unwrap_or_default().to_owned(),
            report: reports.remove(&device),
            idle: roster.idle(&device),
            message: message.cloned(),
            rehearsal: roster.rehearsal(&device).filter(|(_, one)| one.until_ms > now_ms),
            member,
        }
    };
    proof.members.into_iter().map(one).collect()
}
