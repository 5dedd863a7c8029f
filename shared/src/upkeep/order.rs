//! One place up or down. Only what moves is written where there is room between its neighbours, so
//! that two people who sort at once do not undo one another.

use crate::{
    command::{Command, RoomEdit, StreamEdit},
    ids::{RoomId, StreamId},
    schedule::Schedule,
};

/// Between two things that were put one after the other.
const STEP: u64 = 1_000;

/// A room one place on, or back. Nothing at the end.
#[must_use]
pub fn one_room_along(schedule: &Schedule, room: RoomId, back: bool) -> Option<Command> {
    let rooms = schedule.rooms_in_order();
    let all: Vec<_> = rooms.iter().map(|(id, room)| (*id, room.order.as_str())).collect();
    act(along(&all, room, back)?, |(room, order)| {
        let edit = RoomEdit { order: Some(order), ..RoomEdit::default() };
        Command::PutRoom { room, edit }
    })
}

/// A stream one place on, or back. Nothing at the end.
#[must_use]
pub fn one_stream_along(schedule: &Schedule, stream: StreamId, back: bool) -> Option<Command> {
    let mut streams: Vec<_> =
        schedule.streams.iter().filter(|(_, stream)| !stream.removal.is_removed()).collect();
    streams.sort_by(|(a, x), (b, y)| x.order.cmp(&y.order).then(a.cmp(b)));
    let all: Vec<_> = streams.iter().map(|(id, stream)| (**id, stream.order.as_str())).collect();
    act(along(&all, stream, back)?, |(stream, order)| {
        let edit = StreamEdit { order: Some(order), ..StreamEdit::default() };
        Command::PutStream { stream, edit }
    })
}

fn act<T>(orders: Vec<T>, command: impl Fn(T) -> Command) -> Option<Command> {
    let mut commands: Vec<_> = orders.into_iter().map(command).collect();
    match commands.len() {
        0 | 1 => commands.pop(),
        _ => Some(Command::Together { commands, people: Vec::new() }),
    }
}

/// The number in an order that this program made.
fn number(order: &str) -> Option<u64> {
    order.get(..8)?.parse().ok()
}

fn order_of(id: impl ToString, number: u64) -> String {
    let tail: String = id.to_string().chars().take(4).collect();
    format!("{number:08}{tail}")
}

/// The orders to write, so that `id` changes places with the one before or after it.
fn along<I: Copy + Eq + ToString>(
    all: &[(I, &str)],
    id: I,
    back: bool,
) -> Option<Vec<(I, String)>> {
    let at = all.iter().position(|(other, _)| *other == id)?;
    let to = if back { at.checked_sub(1)? } else { at + 1 };
    all.get(to)?;
    // Between which two it goes.
    let (before, after) =
        if back { (to.checked_sub(1), Some(to)) } else { (Some(to), Some(to + 1)) };
    let of = |place: Option<usize>| place.and_then(|place| all.get(place));
    let low = of(before).map_or(Some(0), |(_, order)| number(order));
    let high = match (of(after), low) {
        (Some((_, order)), _) => number(order),
        (None, Some(low)) => Some(low + 2 * STEP),
        (None, None) => None,
    };
    if let (Some(low), Some(high)) = (low, high)
        && high.saturating_sub(low) >= 2
    {
        return Some(vec![(id, order_of(id, low + (high - low) / 2))]);
    }
    let mut ids: Vec<I> = all.iter().map(|(id, _)| *id).collect();
    ids.swap(at, to);
    let fresh = ids.into_iter().zip(1_u64..).map(|(id, n)| (id, order_of(id, n * STEP)));
    Some(fresh.collect())
}
