//! Days, streams, slots and rooms.

use super::{Act, Reader, Typed, find, flag, just};
use shared::{
    command::{Command, DayEdit, RoomEdit, SlotEdit, StreamEdit, Thing},
    ids::{DayId, RoomId, SlotId, StreamId, draw},
    upkeep::{self, Shift},
};

impl Reader<'_> {
    pub(super) fn day(&mut self, rest: &[&str]) -> Typed {
        let (date, name) = match rest {
            ["add", date] => (date, None),
            ["add", date, name] => (date, Some((*name).to_owned())),
            _ => return None,
        };
        let day = DayId(draw(self.random));
        let edit = DayEdit { date: Some((*date).to_owned()), name, ..DayEdit::default() };
        let made = vec![("day", day.to_string())];
        Some(Ok(Act::Do { command: Command::PutDay { day, edit }, made }))
    }

    pub(super) fn stream(&mut self, rest: &[&str]) -> Typed {
        let ["add", name] = rest else { return None };
        let stream = StreamId(draw(self.random));
        let edit = StreamEdit { name: Some((*name).to_owned()), ..StreamEdit::default() };
        let made = vec![("stream", stream.to_string())];
        Some(Ok(Act::Do { command: Command::PutStream { stream, edit }, made }))
    }

    pub(super) fn slot(&mut self, rest: &[&str]) -> Typed {
        match rest {
            ["add", day, time, length] => {
                let length = length.parse().ok()?;
                let slot = SlotId(draw(self.random));
                let span = find::day(day, self.schedule)
                    .and_then(|day| Ok((day, find::minutes(time)?, length)));
                Some(span.map(|span| {
                    let edit = SlotEdit { span: Some(span), ..SlotEdit::default() };
                    let made = vec![("slot", slot.to_string())];
                    Act::Do { command: Command::PutSlot { slot, edit }, made }
                }))
            }
            [slot, verb @ ("remove" | "restore")] => {
                let slot = find::any_slot(slot, self.schedule);
                Some(slot.map(|slot| just(flag(verb, Thing::Slot(slot)))))
            }
            _ => None,
        }
    }

    /// The rest of a day goes by so many minutes, as one act.
    pub(super) fn shift(&self, rest: &[&str]) -> Typed {
        let [day, time, minutes] = rest else { return None };
        let by = minutes.parse().ok()?;
        let asked = find::day(day, self.schedule)
            .and_then(|day| Ok(Shift { day, from: find::minutes(time)?, by }));
        let found = asked.and_then(|asked| {
            upkeep::shift(self.schedule, asked).map_err(|refusal| refusal.to_string())
        });
        Some(found.map(|(_, command)| just(command)))
    }

    pub(super) fn room(&mut self, rest: &[&str]) -> Typed {
        let text = |value: &str| Some(value.to_owned());
        let mut edit = RoomEdit::default();
        match rest {
            ["add", name, capacity @ ..] => {
                edit.name = text(name);
                edit.capacity = match capacity {
                    [] => None,
                    [capacity] => Some(capacity.parse().ok()?),
                    _ => return None,
                };
                let room = RoomId(draw(self.random));
                let made = vec![("room", room.to_string())];
                return Some(Ok(Act::Do { command: Command::PutRoom { room, edit }, made }));
            }
            [room, verb @ ("remove" | "restore")] => {
                let room = find::any_room(room, self.schedule);
                return Some(room.map(|room| just(flag(verb, Thing::Room(room)))));
            }
            [_, "name", value] => edit.name = text(value),
            [_, "way", value] => edit.way = text(value),
            [_, "capacity", value] => edit.capacity = Some(value.parse().ok()?),
            [_, "marks", value] => {
                edit.marks = Some(value.split(',').map(|mark| mark.trim().to_owned()).collect());
            }
            _ => return None,
        }
        let room = find::room(rest.first()?, self.schedule);
        Some(room.map(|room| just(Command::PutRoom { room, edit })))
    }
}
