//! How the keyboard and a screen reader go through the board: to the next place in the order of
//! reading, wherever it lies, and to each session once.

use super::{
    Drawn,
    cells::{Scene, spot_id},
    free,
    spots::{Kind, Spot},
};
use eframe::egui::{Id, Rect};
use shared::ids::SessionId;
use std::collections::BTreeMap;

/// Of each session with several parts the one that is read out and takes the focus, and whether it
/// is seen: the first that is.
pub(super) type Mains = BTreeMap<SessionId, (usize, bool)>;

pub(super) fn mains(drawn: &Drawn, near: Rect) -> Mains {
    let mut mains = Mains::new();
    if drawn.parted.is_empty() {
        return mains;
    }
    for (index, spot) in drawn.spots.iter().enumerate() {
        let Some(id) = spot.session(&drawn.plan).filter(|id| drawn.parted.contains(id)) else {
            continue;
        };
        let seen = spot.rect.intersects(near);
        let main = mains.entry(id).or_insert((index, seen));
        if seen && !main.1 {
            *main = (index, true);
        }
    }
    mains
}

pub(super) fn is_main(mains: &Mains, session: Option<SessionId>, index: usize) -> bool {
    session.and_then(|id| mains.get(&id)).is_none_or(|(main, _)| *main == index)
}

/// What has the focus, with those between which it stands in the order of the keyboard.
pub(super) fn around(
    scene: &Scene<'_, '_>,
    scope: Id,
    focused: Option<Id>,
    mains: &Mains,
) -> Option<[Option<usize>; 3]> {
    let (focused, plan, spots) = (focused?, &scene.drawn.plan, &scene.drawn.spots);
    let main = |index: usize, spot: &Spot| is_main(mains, spot.session(plan), index);
    let has_focus = |(index, spot): (usize, &Spot)| {
        main(index, spot) && spot_id(scope, scene.drawn, spot, true) == focused
    };
    let index = spots.iter().enumerate().position(has_focus)?;
    let takes = |(index, spot): &(usize, &Spot)| match &spot.kind {
        Kind::Block { .. } => spot.session(plan).is_some() && main(*index, spot),
        Kind::Cell { row, busy, .. } => {
            plan.rows.get(*row).is_some_and(|row| free::takes_focus(scene, row.end(), *busy))
        }
        Kind::Stretch { to, .. } => free::takes_focus(scene, *to, None),
    };
    let before = spots.iter().enumerate().take(index).rev().find(takes);
    let after = spots.iter().enumerate().skip(index + 1).find(takes);
    Some([before.map(|(at, _)| at), Some(index), after.map(|(at, _)| at)])
}
