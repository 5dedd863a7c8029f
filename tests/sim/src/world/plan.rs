//! What a seed has in store: how many nodes, which troubles and how often.

use crate::{Planted, dice::Dice, disk::Fate, shell::Fates, story::Trouble};
use shared::{roster::Role, sync::Fault};
use std::collections::BTreeSet;

/// It takes two servers to follow the wrong one.
const FOLLOWED: Planted = Planted::Sync(Fault::RevokedFollowed);
/// Troubles that make good much of what others do.
const OF_OUTAGES: [Trouble; 6] = [
    Trouble::Reborn,
    Trouble::FileBroken,
    Trouble::Erased,
    Trouble::OldVersion,
    Trouble::ServerRevoked,
    Trouble::Away,
];
/// When troubles begin.
pub const CHAOS_FROM_MS: u64 = 3_000;

/// What is planned for a kiosk.
#[derive(Debug, Clone)]
pub struct KioskPlan {
    /// The role of its invite.
    pub role: Role,
    /// When it is switched on.
    pub start_ms: u64,
    /// How far its clock is off, and whether it was set.
    pub clock: (i64, bool),
    /// The first frame kind that it does not know.
    pub knows_below: u8,
}

/// What a seed has in store.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How many servers.
    pub servers: usize,
    /// Of each server the first frame kind that it does not know.
    pub servers_know_below: Vec<u8>,
    /// The kiosks.
    pub kiosks: Vec<KioskPlan>,
    /// What can happen.
    pub troubles: BTreeSet<Trouble>,
    /// Troubles that are to happen more often.
    pub wanted: Vec<Trouble>,
    /// What can become of a commit.
    pub fates: Fates,
    /// Mean time between acts of people.
    pub person_ms: u64,
    /// When things begin to heal, if people have done enough.
    pub chaos_ms: u64,
}

impl Plan {
    /// Draws the plan of a seed.
    pub fn draw(dice: &mut Dice, planted: Option<Planted>) -> Self {
        // What a planted bug needs is not drowned by other troubles.
        let wanted = wanted(planted);
        let drowns = |trouble: &Trouble| planted.is_some() && OF_OUTAGES.contains(trouble);
        let mut troubles: BTreeSet<Trouble> =
            Trouble::ALL.iter().copied().filter(|_| dice.chance(500)).collect();
        troubles.retain(|trouble| !drowns(trouble));
        troubles.extend(&wanted);
        let late = dice.chance(450);
        // From two to eight, small venues more often: what goes wrong there is easier to read.
        let count = usize::try_from(2 + dice.below(7).min(dice.below(7))).unwrap_or(2);
        let old = troubles.contains(&Trouble::OldVersion);
        let kiosks = (0..count)
            .map(|number| KioskPlan {
                role: role(dice, number),
                start_ms: if number > 1 && late && dice.chance(500) {
                    dice.between(10_000, 40_000)
                } else {
                    200 * number as u64
                },
                clock: clock(dice, troubles.contains(&Trouble::ClockWrong)),
                knows_below: knows_below(dice, old && number > 0),
            })
            .collect();
        let wander = troubles.contains(&Trouble::Wandered) && dice.chance(300);
        let two = dice.chance(450) || wander || planted == Some(FOLLOWED);
        let servers = if two { 2 } else { 1 };
        let rate = dice.between(8, 30);
        let fates = [
            (Fate::CrashBeforeWrite, Trouble::CrashBeforeWrite),
            (Fate::CrashUnsyncedLost, Trouble::CrashUnsyncedLost),
            (Fate::CrashUnsyncedKept, Trouble::CrashUnsyncedKept),
            (Fate::CrashAfterSync, Trouble::CrashAfterSync),
            (Fate::FailedLost, Trouble::FailedLost),
            (Fate::FailedKept, Trouble::FailedKept),
        ];
        let fates = fates.into_iter().filter(|(_, trouble)| troubles.contains(trouble));
        Self {
            servers,
            servers_know_below: (0..servers).map(|_| knows_below(dice, old)).collect(),
            kiosks,
            fates: Fates(fates.map(|(fate, _)| (fate, rate)).collect()),
            troubles,
            wanted,
            person_ms: dice.between(120, 240),
            chaos_ms: dice.between(40_000, 55_000),
        }
    }

    /// Whether a trouble may happen.
    #[must_use]
    pub fn has(&self, trouble: Trouble) -> bool {
        self.troubles.contains(&trouble)
    }
}

/// Troubles without which a planted bug does no harm.
fn wanted(planted: Option<Planted>) -> Vec<Trouble> {
    match planted {
        None => Vec::new(),
        Some(Planted::AckBeforeFsync) => vec![Trouble::CrashBeforeWrite],
        Some(Planted::CursorBeforeChanges) => vec![Trouble::CrashBeforeWrite],
        Some(Planted::SalvageDropsLast) => vec![Trouble::FileBroken],
        Some(Planted::BackupLate) => vec![Trouble::RolledBack],
        Some(Planted::Sync(fault)) => match fault {
            Fault::ActorReused => vec![Trouble::KioskRestored],
            Fault::OutboxClearedOnAck | Fault::OfferOnce => {
                vec![Trouble::RolledBack, Trouble::Replaced]
            }
            Fault::OutboxOfOwnOnly => vec![Trouble::Replaced, Trouble::DiskLost],
            Fault::NoChainCheck => vec![Trouble::RolledBack],
            Fault::TodaysRoster => vec![Trouble::RoleChanged, Trouble::Replaced],
            Fault::RefusalWedges => vec![Trouble::RoleChanged],
            Fault::CursorBelieved => vec![Trouble::CrashBeforeWrite],
            // A name that got lost is asked for again within seconds, unless the line is cut.
            Fault::NamesApart => vec![Trouble::Loss, Trouble::DiskLost, Trouble::Partition],
            Fault::CarriedCounts => vec![Trouble::Carried, Trouble::Partition],
            Fault::LogsKept => vec![Trouble::BackupRestored],
            Fault::CarriedBare => vec![Trouble::Carried, Trouble::Partition],
            Fault::ErasuresForgotten => vec![Trouble::BackupRestored, Trouble::Erased],
            Fault::IssuedAgain => vec![Trouble::Reborn, Trouble::Wandered],
            Fault::GoneIsSame | Fault::AwayLeftOut => vec![Trouble::Away],
            Fault::RevokedFollowed => vec![Trouble::ServerRevoked, Trouble::Wandered],
        },
    }
}

/// The first kiosk is an organiser's, the second a volunteer's.
fn role(dice: &mut Dice, number: usize) -> Role {
    match (number, dice.below(20)) {
        (0, _) | (_, 0..=2) => Role::Organiser,
        (1, _) | (_, 3..=10) => Role::Volunteer,
        (_, 11..=17) => Role::Kiosk,
        (..) => Role::Viewer,
    }
}

fn clock(dice: &mut Dice, wrong: bool) -> (i64, bool) {
    if !wrong || dice.chance(500) {
        return (0, true);
    }
    let skew = i64::try_from(dice.below(40 * 365 * 86_400)).unwrap_or(0) - 20 * 365 * 86_400;
    let small = dice.chance(500);
    (if small { skew / 10_000_000 * 1_000 + 1 } else { skew * 1_000 + 1 }, dice.chance(300))
}

/// The first kind of frame that a program does not know: the present one knows all.
fn knows_below(dice: &mut Dice, old: bool) -> u8 {
    match (old, dice.below(6)) {
        (true, 0) => 40,
        (true, 1) => 42,
        (true | false, _) => u8::MAX,
    }
}
