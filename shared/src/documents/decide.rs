//! Where a command is decided: allowed or refused, and which registers it writes. Nothing is
//! written before everything is decided, so a refusal leaves the documents as they were.

mod check;
mod parts;
mod things;

use super::{
    Documents, Meta,
    shape::{self, Root, field},
    write::{Register, Write},
};
use crate::{
    command::{Command, NewPerson, Problem, Refusal, SourceNote, Subject, Thing},
    ids::{ChangeHash, DeviceId, DocumentKind, PersonId, SessionId, SetId},
    limits,
    roster::Role,
    schedule::{Placement, When},
};
use automerge::ScalarValue;
use std::collections::{BTreeMap, BTreeSet};

/// Who asks, and what the new changes say of themselves.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// The device.
    pub device: DeviceId,
    /// The person, where one is known.
    pub person: Option<PersonId>,
    /// The device's role; `None` may change nothing.
    pub role: Option<Role>,
    /// Seconds since 1970 by the device's clock.
    pub at_s: i64,
    /// The device is not sure of its clock.
    pub doubtful: bool,
    /// The set that the command becomes: random.
    pub set: SetId,
}

/// A change made here, already part of the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalChange {
    /// Its document.
    pub document: DocumentKind,
    /// Its name.
    pub hash: ChangeHash,
    /// Its plain bytes.
    pub bytes: Vec<u8>,
}

/// What a command became.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// Its changes: plan, floor, board.
    pub changes: Vec<LocalChange>,
    /// Names that go into name records.
    pub people: Vec<NewPerson>,
    /// Whose names are to be as they were before, or after, a set that is undone.
    pub undone_names: Vec<PersonId>,
}

/// Writes decided so far.
#[derive(Default)]
pub(super) struct Plan {
    pub writes: Vec<Write>,
    pub undoes: Option<(SetId, u32)>,
    people: Vec<NewPerson>,
    /// Entities that the command creates, for the commands after it in an import.
    created: BTreeSet<(Root, String)>,
    /// What the writes give registers, for the commands after them in the same act.
    written: BTreeMap<Register, ScalarValue>,
}

impl Plan {
    pub(super) fn put(&mut self, root: Root, key: String, value: impl Into<ScalarValue>) {
        self.write(Register { root, key, field: None }, value.into());
    }

    pub(super) fn put_field(&mut self, root: Root, key: String, field: &str, value: ScalarValue) {
        self.write(Register { root, key, field: Some(field.to_owned()) }, value);
    }

    pub(super) fn write(&mut self, register: Register, value: ScalarValue) {
        self.written.insert(register.clone(), value.clone());
        self.writes.push(Write::Put { register, value });
    }
}

impl Documents {
    /// Carries out a command: its changes are part of the documents when this returns, and the
    /// caller must store them before anybody hears of them.
    ///
    /// # Errors
    /// A [`Refusal`]; then nothing has changed.
    pub fn command(&mut self, command: &Command, act: &Act) -> Result<Decided, Refusal> {
        let plan = self.plan(command, act)?;
        let meta = Meta {
            kind: command.kind().to_owned(),
            person: act.person,
            set: None,
            undoes: plan.undoes,
            doubtful: act.doubtful,
        };
        let renamed = plan.writes.iter().filter_map(Write::renamed);
        let undone_names = if plan.undoes.is_some() { renamed.collect() } else { Vec::new() };
        let changes = self.write(plan.writes, &meta, act.set, act.at_s);
        Ok(Decided { changes, people: plan.people, undone_names })
    }

    /// What a command would write.
    pub(super) fn decided(&self, command: &Command, act: &Act) -> Result<Vec<Write>, Refusal> {
        self.plan(command, act).map(|plan| plan.writes)
    }

    /// Decides a command: what it writes, without what changes nothing.
    fn plan(&self, command: &Command, act: &Act) -> Result<Plan, Refusal> {
        let mut plan = Plan::default();
        self.decide(command, act, &mut plan)?;
        plan.writes = self.needed(plan.writes);
        for write in &plan.writes {
            may_write(act.role, write.document())?;
        }
        if plan.writes.is_empty() {
            return Err(Refusal::NothingToDo);
        }
        Ok(plan)
    }

    #[expect(clippy::too_many_lines, reason = "a flat table: one arm a command")]
    fn decide(&self, command: &Command, act: &Act, plan: &mut Plan) -> Result<(), Refusal> {
        match command {
            Command::SetEvent(edit) => things::set_event(edit, plan),
            Command::PutDay { day, edit } => self.put_day(day.to_string(), edit, plan),
            Command::PutStream { stream, edit } => self.put_stream(stream.to_string(), edit, plan),
            Command::PutRoom { room, edit } => self.put_room(room.to_string(), edit, plan),
            Command::PutSlot { slot, edit } => self.put_slot(slot.to_string(), edit, plan),
            Command::PutFixed { fixed, edit } => self.put_fixed(fixed.to_string(), edit, plan),
            Command::Remove(thing) => self.remove(*thing, plan),
            Command::Restore(thing) => {
                let (root, key, what) = place_of(*thing);
                self.must_exist(root, &key, what, plan)?;
                plan.put_field(root, key, field::REMOVED, ScalarValue::Null);
                Ok(())
            }
            Command::Pitch { session, edit } => {
                let key = session.to_string();
                if self.exists(shape::SESSIONS, &key, plan) {
                    return Err(Refusal::Invalid { field: "session", problem: Problem::IdTaken });
                }
                self.put_session(key, edit, plan)
            }
            Command::EditSession { session, edit } => {
                let key = session.to_string();
                self.must_exist(shape::SESSIONS, &key, Subject::Session, plan)?;
                self.put_session(key, edit, plan)
            }
            Command::Place { session, to } => {
                self.must_be_movable(*session, plan)?;
                self.check_placement(to, plan)?;
                plan.put(shape::PLACEMENTS, session.to_string(), shape::placement_text(to));
                Ok(())
            }
            Command::Swap { a, b } => self.swap(*a, *b, plan),
            Command::Cancel(session) => {
                self.must_be_movable(*session, plan)?;
                let key = session.to_string();
                let seen = self.seen_place(&key, plan);
                plan.put(shape::CANCELLED, key, seen);
                Ok(())
            }
            Command::Uncancel(session) => {
                let key = self.known_session(*session, plan)?;
                plan.put(shape::CANCELLED, key, ScalarValue::Null);
                Ok(())
            }
            Command::Withdraw(session) => self.withdraw(*session, plan),
            Command::Unwithdraw(session) => {
                let key = self.known_session(*session, plan)?;
                plan.put_field(shape::SESSIONS, key, field::REMOVED, ScalarValue::Null);
                Ok(())
            }
            Command::Dot(session) => self.dot(*session, 1, plan),
            Command::Undot(session) => self.dot(*session, -1, plan),
            Command::Settle { clash } => {
                plan.put(shape::SETTLED, crate::ids::hex(clash), "fine");
                Ok(())
            }
            Command::Choose { change, register } => self.choose(change, register, plan),
            Command::NoteSource { session, notes } => self.note_source(*session, notes, plan),
            Command::Hide { session, hidden } => {
                let key = self.known_session(*session, plan)?;
                plan.put(shape::HIDDEN, key, *hidden);
                Ok(())
            }
            Command::Undo { set, keep_later_edits } => {
                self.undo(*set, *keep_later_edits, act, plan)
            }
            Command::Import { commands, people } | Command::Together { commands, people } => {
                self.together(commands, people, act, plan)
            }
            Command::Announce { announcement, edit } => {
                self.put_announcement(announcement.to_string(), edit, plan)
            }
            Command::Pin { session, pinned } => {
                let key = self.known_session(*session, plan)?;
                plan.put(shape::PINS, key, *pinned);
                Ok(())
            }
            Command::BringBack { values } => self.bring_back(values, plan),
            Command::Rename { person, name, was } => self.rename(*person, name, was, plan),
            Command::Merge { session, into } => self.merge(*session, *into, plan),
            Command::Unmerge(session) => self.unmerge(*session, plan),
            Command::CloseRoom { room, closed } => {
                let key = room.to_string();
                self.must_be_there(shape::ROOMS, &key, Subject::Room, plan)?;
                plan.put(shape::CLOSED, key, *closed);
                Ok(())
            }
            Command::MarkFull { session, full } => {
                let key = self.known_session(*session, plan)?;
                plan.put(shape::FULL, key, *full);
                Ok(())
            }
        }
    }

    fn known_session(&self, session: SessionId, plan: &Plan) -> Result<String, Refusal> {
        let key = session.to_string();
        self.must_exist(shape::SESSIONS, &key, Subject::Session, plan)?;
        Ok(key)
    }

    fn withdraw(&self, session: SessionId, plan: &mut Plan) -> Result<(), Refusal> {
        let key = session.to_string();
        self.must_be_there(shape::SESSIONS, &key, Subject::Session, plan)?;
        let seen = self.seen(shape::SESSIONS, &key);
        plan.put_field(shape::SESSIONS, key, field::REMOVED, seen.into());
        Ok(())
    }

    fn note_source(
        &self,
        session: SessionId,
        notes: &[SourceNote],
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        let key = self.known_session(session, plan)?;
        for note in notes {
            check::text("source", &note.there)?;
            let name = |prefix| format!("{prefix}{}", note.field);
            let over = note.over.as_deref().map_or(ScalarValue::Null, ScalarValue::from);
            let there = note.there.as_str().into();
            plan.put_field(shape::SESSIONS, key.clone(), &name(field::FROM), there);
            plan.put_field(shape::SESSIONS, key.clone(), &name(field::OVER), over);
        }
        Ok(())
    }

    fn together(
        &self,
        commands: &[Command],
        people: &[NewPerson],
        act: &Act,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        for person in people {
            check::line("name", &person.name, limits::NAME_BYTES_MAX)?;
        }
        plan.people.extend_from_slice(people);
        for command in commands {
            if matches!(
                command,
                Command::Import { .. } | Command::Together { .. } | Command::Undo { .. }
            ) {
                return Err(Refusal::Invalid { field: "import", problem: Problem::Nested });
            }
            self.decide(command, act, plan)?;
        }
        Ok(())
    }

    fn rename(
        &self,
        person: PersonId,
        name: &str,
        was: &str,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        check::line("name", name, limits::NAME_BYTES_MAX)?;
        if name == was {
            return Ok(());
        }
        let key = person.to_string();
        let times = Register { root: shape::RENAMED, key: key.clone(), field: None };
        let times = match self.planned(&times, plan) {
            Some(ScalarValue::Int(times)) => times,
            _ => 0,
        };
        plan.put(shape::RENAMED, key, times.saturating_add(1));
        plan.people.push(NewPerson { person, name: name.to_owned() });
        Ok(())
    }

    fn swap(&self, a: SessionId, b: SessionId, plan: &mut Plan) -> Result<(), Refusal> {
        let place = |session: SessionId| {
            let key = session.to_string();
            self.planned(&Register { root: shape::PLACEMENTS, key, field: None }, plan)
                .unwrap_or_else(|| shape::placement_text(&Placement::Shelf).into())
        };
        self.must_be_movable(a, plan)?;
        self.must_be_movable(b, plan)?;
        let (to, from) = (place(b), place(a));
        plan.put(shape::PLACEMENTS, a.to_string(), to);
        plan.put(shape::PLACEMENTS, b.to_string(), from);
        Ok(())
    }

    fn dot(&self, session: SessionId, by: i64, plan: &mut Plan) -> Result<(), Refusal> {
        let key = session.to_string();
        self.must_be_there(shape::SESSIONS, &key, Subject::Session, plan)?;
        let key = shape::dots_key(&key, &self.actor().to_string());
        let own = Register { root: shape::DOTS, key: key.clone(), field: None };
        let own = match self.planned(&own, plan) {
            Some(ScalarValue::Int(own)) => own,
            _ => 0,
        };
        plan.put(shape::DOTS, key, own.saturating_add(by));
        Ok(())
    }

    fn choose(
        &self,
        change: &ChangeHash,
        path: &crate::command::RegisterPath,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        let unknown = || Refusal::Unknown { what: Subject::Version };
        let register = Register::of_path(path).ok_or_else(unknown)?;
        let values = self.values(&register);
        let chosen = values.into_iter().find(|written| written.change == *change);
        let value = chosen.ok_or_else(unknown)?.value;
        plan.write(register, value);
        Ok(())
    }

    fn check_placement(&self, to: &Placement, plan: &Plan) -> Result<(), Refusal> {
        let Placement::At { when, rooms } = to else {
            return Ok(());
        };
        self.check_when(when, plan)?;
        if rooms.is_empty() {
            return Err(Refusal::Missing { what: Subject::Placement, field: "room" });
        }
        if rooms.len() > limits::PLACEMENT_ROOMS_MAX {
            let limit = limits::PLACEMENT_ROOMS_MAX;
            return Err(Refusal::TooLarge { unit: "rooms", have: rooms.len(), limit });
        }
        for room in rooms {
            self.must_be_there(shape::ROOMS, &room.to_string(), Subject::Room, plan)?;
        }
        Ok(())
    }

    fn check_when(&self, when: &When, plan: &Plan) -> Result<(), Refusal> {
        match when {
            When::Slot(slot) => {
                self.must_be_there(shape::SLOTS, &slot.to_string(), Subject::Slot, plan)
            }
            When::Timed { day, start, minutes } => {
                check::time(*start, *minutes)?;
                self.must_be_there(shape::DAYS, &day.to_string(), Subject::Day, plan)
            }
        }
    }

    fn exists(&self, root: Root, key: &str, plan: &Plan) -> bool {
        plan.created.contains(&(root, key.to_owned())) || !self.entity(root, key).is_empty()
    }

    /// Refuses what is not known here.
    fn must_exist(&self, root: Root, key: &str, what: Subject, plan: &Plan) -> Result<(), Refusal> {
        if self.exists(root, key, plan) {
            return Ok(());
        }
        Err(Refusal::Unknown { what })
    }

    /// Refuses what is not known here and what was removed: so an edit of a removed thing always
    /// means that its author did not know of the removal.
    fn must_be_there(
        &self,
        root: Root,
        key: &str,
        what: Subject,
        plan: &Plan,
    ) -> Result<(), Refusal> {
        self.must_exist(root, key, what, plan)?;
        let field = Some(field::REMOVED.to_owned());
        let removed = self.planned(&Register { root, key: key.to_owned(), field }, plan);
        if removed.is_some_and(|removed| !is_empty(&removed)) {
            return Err(Refusal::Gone { what });
        }
        Ok(())
    }
}

pub(super) fn may_write(role: Option<Role>, document: DocumentKind) -> Result<(), Refusal> {
    if role.is_some_and(|role| role.may_write(document)) {
        return Ok(());
    }
    Err(Refusal::NotAllowed { document, role })
}

/// Where a thing is, and its name in a refusal.
pub(super) fn place_of(thing: Thing) -> (Root, String, Subject) {
    match thing {
        Thing::Day(id) => (shape::DAYS, id.to_string(), Subject::Day),
        Thing::Stream(id) => (shape::STREAMS, id.to_string(), Subject::Stream),
        Thing::Room(id) => (shape::ROOMS, id.to_string(), Subject::Room),
        Thing::Slot(id) => (shape::SLOTS, id.to_string(), Subject::Slot),
        Thing::Fixed(id) => (shape::FIXED, id.to_string(), Subject::Fixed),
        Thing::Announcement(id) => (shape::ANNOUNCEMENTS, id.to_string(), Subject::Announcement),
    }
}

pub(super) fn is_empty(value: &ScalarValue) -> bool {
    match value {
        ScalarValue::Null => true,
        ScalarValue::Str(text) => text.is_empty(),
        _ => false,
    }
}
