//! Times of slots as they were: whoever is told of a place that was hears the time that it had then.

use super::{Happened, Placement, Schedule, SlotMoved, Span, When};
use crate::ids::{SessionId, SlotId};

impl Schedule {
    /// A place as it was at a time, in seconds since 1970: where its slot has gone to another time
    /// since, at the slot's time of then.
    #[must_use]
    pub fn as_then(&self, placement: &Placement, at_s: i64) -> Placement {
        let Placement::At { when: When::Slot(slot), rooms } = placement else {
            return placement.clone();
        };
        match self.slot_then(*slot, at_s) {
            None => placement.clone(),
            Some(Span { day, start, minutes }) => {
                Placement::At { when: When::Timed { day, start, minutes }, rooms: rooms.clone() }
            }
        }
    }

    /// The time that a slot had, where it has another one by now.
    fn slot_then(&self, slot: SlotId, at_s: i64) -> Option<Span> {
        let since = self.slot_moves.iter().find(|moved| moved.slot == slot && moved.by.at_s > at_s);
        let then = since?.from;
        let now = self.slots.get(&slot).map(|slot| slot.span.value);
        (now != Some(then)).then_some(then)
    }

    /// The slots that went to another time while a session was in them, the oldest first.
    #[must_use]
    pub fn slot_moves_of(&self, session: SessionId) -> Vec<&SlotMoved> {
        let mut places = Vec::new();
        for moved in self.moves_of(session).filter(|moved| moved.session == session) {
            if let Happened::Placed { from, to } = &moved.what {
                if places.is_empty() {
                    places.push((i64::MIN, from));
                }
                places.push((moved.by.at_s, to));
            }
        }
        if let Some(of_now) = self.sessions.get(&session).filter(|_| places.is_empty()) {
            places.push((i64::MIN, &of_now.placement.value));
        }
        let was_in = |moved: &SlotMoved| {
            let then = places.iter().rev().find(|(since_s, _)| *since_s <= moved.by.at_s);
            matches!(
                then,
                Some((_, Placement::At { when: When::Slot(slot), .. })) if *slot == moved.slot
            )
        };
        self.slot_moves.iter().map(|moved| &**moved).filter(|moved| was_in(moved)).collect()
    }
}
