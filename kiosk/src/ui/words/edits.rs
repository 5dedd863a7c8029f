//! Commands in words.

use super::{Value, Words};
use shared::{
    command::{Command, RegisterPath, Thing},
    ids::SessionId,
    schedule::{Placement, Schedule},
};

impl Words {
    fn of_thing(&self, schedule: &Schedule, key: &str, thing: Thing) -> String {
        self.with(key, &[("name", self.thing(schedule, thing).into())])
    }

    fn of_session(&self, schedule: &Schedule, key: &str, session: SessionId) -> String {
        self.with(key, &[("title", self.session(schedule, session).into())])
    }

    /// What a command does, as the tail of "Undo: …" or of "This edit was not accepted: …".
    #[must_use]
    pub fn command(&self, schedule: &Schedule, command: &Command) -> String {
        let put = |thing| self.of_thing(schedule, "did-put", thing);
        let session = |key, session: &SessionId| self.of_session(schedule, key, *session);
        match command {
            Command::SetEvent(_) => self.text("did-event"),
            Command::PutDay { day, .. } => put(Thing::Day(*day)),
            Command::PutStream { stream, .. } => put(Thing::Stream(*stream)),
            Command::PutRoom { room, .. } => put(Thing::Room(*room)),
            Command::PutSlot { slot, .. } => put(Thing::Slot(*slot)),
            Command::PutFixed { fixed, .. } => put(Thing::Fixed(*fixed)),
            Command::Remove(thing @ Thing::Announcement(_)) => {
                self.of_thing(schedule, "did-take-down", *thing)
            }
            Command::Remove(thing) => self.of_thing(schedule, "did-remove", *thing),
            Command::Restore(thing) => self.of_thing(schedule, "did-restore", *thing),
            Command::Pitch { session: id, .. } => session("did-pitch", id),
            Command::EditSession { session: id, .. } => session("did-edit", id),
            Command::Place { session: id, to } => match to {
                Placement::Shelf => session("did-shelve", id),
                Placement::At { .. } => session("did-move", id),
            },
            Command::Swap { a, b } => {
                let title = |id| Value::from(self.session(schedule, id));
                self.with("did-swap", &[("a", title(*a)), ("b", title(*b))])
            }
            Command::Cancel(id) => session("did-cancel", id),
            Command::Uncancel(id) => session("did-uncancel", id),
            Command::Withdraw(id) => session("did-withdraw", id),
            Command::Unwithdraw(id) => session("did-unwithdraw", id),
            Command::Dot(id) => session("did-dot", id),
            Command::Undot(id) => session("did-undot", id),
            Command::Settle { .. } => self.text("did-settle"),
            Command::Choose { register, .. } => {
                let name = self.register(schedule, register);
                self.with("did-choose", &[("name", name.into())])
            }
            Command::NoteSource { session: id, .. } => session("did-note-source", id),
            Command::Hide { session: id, hidden: true } => session("did-hide", id),
            Command::Hide { session: id, hidden: false } => session("did-show", id),
            Command::Announce { announcement, .. } => {
                self.of_thing(schedule, "did-announce", Thing::Announcement(*announcement))
            }
            Command::Pin { session: id, pinned: true } => session("did-pin", id),
            Command::Pin { session: id, pinned: false } => session("did-unpin", id),
            Command::Merge { session: id, into } => {
                let title = |id| Value::from(self.session(schedule, id));
                self.with("did-merge", &[("a", title(*id)), ("b", title(*into))])
            }
            Command::Unmerge(id) => session("did-unmerge", id),
            Command::CloseRoom { room, closed } => {
                let key = if *closed { "did-close-room" } else { "did-open-room" };
                self.of_thing(schedule, key, Thing::Room(*room))
            }
            Command::MarkFull { session: id, full: true } => session("did-mark-full", id),
            Command::MarkFull { session: id, full: false } => session("did-mark-free", id),
            Command::Together { commands, .. } => match commands.as_slice() {
                [only] => self.command(schedule, only),
                several => self.with("did-together", &[("n", several.len().into())]),
            },
            Command::Undo { .. } => self.text("did-undo"),
            Command::Rename { name, was, .. } => {
                let values = [("from", was.as_str().into()), ("to", name.as_str().into())];
                self.with("did-rename", &values)
            }
            Command::BringBack { values } => {
                self.with("did-bring-back", &[("n", values.len().into())])
            }
            Command::Import { commands, .. } => {
                self.with("did-import", &[("n", commands.len().into())])
            }
        }
    }

    /// A register, such as `the title of “Open data”`.
    #[must_use]
    pub fn register(&self, schedule: &Schedule, register: &RegisterPath) -> String {
        let name = self.named_by_key(schedule, &register.key);
        let field = match (&register.field, &name) {
            (Some(field), _) => field,
            (None, Some(_)) => &register.map,
            (None, None) => &register.key,
        };
        let field = self.field(field);
        match name {
            Some(name) => self.with("field-of", &[("field", field.into()), ("name", name.into())]),
            None => field,
        }
    }

    /// A field of something, such as `the title`, by its name in a document.
    #[must_use]
    pub fn field(&self, field: &str) -> String {
        // In Fluent files a name has no colon.
        self.with("field", &[("field", field.replace(':', "-").into())])
    }

    /// The name of what has this id, whatever kind it is of.
    #[must_use]
    pub fn named_by_key(&self, schedule: &Schedule, key: &str) -> Option<String> {
        if let Some(known) = key.parse().ok().and_then(|id| schedule.sessions.get(&id)) {
            return Some(self.title(known));
        }
        let room = key.parse().ok().filter(|id| schedule.rooms.contains_key(id));
        let slot = key.parse().ok().filter(|id| schedule.slots.contains_key(id));
        let day = key.parse().ok().filter(|id| schedule.days.contains_key(id));
        let stream = key.parse().ok().filter(|id| schedule.streams.contains_key(id));
        let fixed = key.parse().ok().filter(|id| schedule.fixed.contains_key(id));
        let said = key.parse().ok().filter(|id| schedule.announcements.contains_key(id));
        let person = key.parse().ok().and_then(|id| schedule.people.get(&id));
        room.map(Thing::Room)
            .or(slot.map(Thing::Slot))
            .or(day.map(Thing::Day))
            .or(stream.map(Thing::Stream))
            .or(fixed.map(Thing::Fixed))
            .or(said.map(Thing::Announcement))
            .map(|thing| self.thing(schedule, thing))
            .or_else(|| person.map(ToString::to_string))
    }
}
