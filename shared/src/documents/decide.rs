//! Where a command is decided: allowed or refused, and which registers it writes. Nothing is
//! written before everything is decided, so a refusal leaves the documents as they were.

mod check;

use super::{
    Documents, Meta,
    shape::{self, Root, field},
    write::{Register, Write, fingerprint_of},
};
use crate::{
    command::{
        Command, DayEdit, EventEdit, FixedEdit, NewPerson, Refusal, RoomEdit, SessionEdit,
        SlotEdit, StreamEdit, Thing,
    },
    ids::{ChangeHash, DeviceId, DocumentKind, PersonId, SessionId, SetId},
    limits,
    roster::Role,
    schedule::{Placement, Span, When},
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
}

/// Writes decided so far.
#[derive(Default)]
pub(super) struct Plan {
    pub writes: Vec<Write>,
    pub undoes: Option<(SetId, u32)>,
    people: Vec<NewPerson>,
    /// Entities that the command creates, for the commands after it in an import.
    created: BTreeSet<(Root, String)>,
}

impl Plan {
    /// The placement that an earlier command of the same import gives a session.
    fn placement(&self, session: &str) -> Option<&ScalarValue> {
        self.writes.iter().rev().find_map(|write| match write {
            Write::Put { register, value }
                if register.root == shape::PLACEMENTS && register.key == session =>
            {
                Some(value)
            }
            Write::Put { .. } | Write::Create { .. } => None,
        })
    }

    pub(super) fn put(&mut self, root: Root, key: String, value: impl Into<ScalarValue>) {
        let register = Register {
            root,
            key,
            field: None,
        };
        self.writes.push(Write::Put {
            register,
            value: value.into(),
        });
    }

    pub(super) fn put_field(&mut self, root: Root, key: String, field: &str, value: ScalarValue) {
        let register = Register {
            root,
            key,
            field: Some(field.to_owned()),
        };
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
        let mut plan = Plan::default();
        self.decide(command, act, &mut plan)?;
        let people = std::mem::take(&mut plan.people);
        let writes = self.needed(plan.writes);
        for write in &writes {
            may_write(act.role, write.document())?;
        }
        if writes.is_empty() {
            return Err(Refusal::NothingToDo);
        }
        let meta = Meta {
            kind: name(command).to_owned(),
            person: act.person,
            set: None,
            undoes: plan.undoes,
            doubtful: act.doubtful,
        };
        let changes = self.write(writes, &meta, act.set, act.at_s);
        Ok(Decided { changes, people })
    }

    fn decide(&self, command: &Command, act: &Act, plan: &mut Plan) -> Result<(), Refusal> {
        match command {
            Command::SetEvent(edit) => set_event(edit, plan),
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
                    let problem = "has the id of another session".to_owned();
                    return Err(Refusal::Invalid {
                        field: "session",
                        problem,
                    });
                }
                self.put_session(key, edit, plan)
            }
            Command::EditSession { session, edit } => {
                let key = session.to_string();
                self.must_exist(shape::SESSIONS, &key, "the session", plan)?;
                self.put_session(key, edit, plan)
            }
            Command::Place { session, to } => {
                self.must_be_movable(*session, plan)?;
                self.check_placement(to, plan)?;
                plan.put(
                    shape::PLACEMENTS,
                    session.to_string(),
                    shape::placement_text(to),
                );
                Ok(())
            }
            Command::Swap { a, b } => self.swap(*a, *b, plan),
            Command::Cancel(session) => {
                self.must_be_movable(*session, plan)?;
                let key = session.to_string();
                let seen = match plan.placement(&key) {
                    Some(placement) => fingerprint_of(&BTreeMap::new(), Some(placement)),
                    None => self.seen_placement(&key),
                };
                plan.put(shape::CANCELLED, key, seen);
                Ok(())
            }
            Command::Uncancel(session) => {
                let key = session.to_string();
                self.must_exist(shape::SESSIONS, &key, "the session", plan)?;
                plan.put(shape::CANCELLED, key, ScalarValue::Null);
                Ok(())
            }
            Command::Withdraw(session) => {
                let key = session.to_string();
                self.must_be_there(shape::SESSIONS, &key, "the session", plan)?;
                let seen = self.seen(shape::SESSIONS, &key);
                plan.put_field(shape::SESSIONS, key, field::REMOVED, seen.into());
                Ok(())
            }
            Command::Unwithdraw(session) => {
                let key = session.to_string();
                self.must_exist(shape::SESSIONS, &key, "the session", plan)?;
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
            Command::Undo {
                set,
                keep_later_edits,
            } => self.undo(*set, *keep_later_edits, act, plan),
            Command::NoteSource { session, notes } => {
                let key = session.to_string();
                self.must_exist(shape::SESSIONS, &key, "the session", plan)?;
                for note in notes {
                    check::text("source", &note.there)?;
                    let name = |prefix| format!("{prefix}{}", note.field);
                    let over = note
                        .over
                        .as_deref()
                        .map_or(ScalarValue::Null, ScalarValue::from);
                    let there = note.there.as_str().into();
                    plan.put_field(shape::SESSIONS, key.clone(), &name(field::FROM), there);
                    plan.put_field(shape::SESSIONS, key.clone(), &name(field::OVER), over);
                }
                Ok(())
            }
            Command::Hide { session, hidden } => {
                let key = session.to_string();
                self.must_exist(shape::SESSIONS, &key, "the session", plan)?;
                plan.put(shape::HIDDEN, key, *hidden);
                Ok(())
            }
            Command::Import { commands, people } => self.import(commands, people, act, plan),
        }
    }

    fn import(
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
            if matches!(command, Command::Import { .. } | Command::Undo { .. }) {
                let problem = "cannot hold another import or an undo".to_owned();
                return Err(Refusal::Invalid {
                    field: "import",
                    problem,
                });
            }
            self.decide(command, act, plan)?;
        }
        Ok(())
    }

    fn put_day(&self, key: String, edit: &DayEdit, plan: &mut Plan) -> Result<(), Refusal> {
        if let Some(date) = &edit.date {
            check::date(date)?;
        }
        check::optional_line("name", edit.name.as_deref())?;
        let fields = vec![
            (field::DATE, text(&edit.date)),
            (field::NAME, text(&edit.name)),
        ];
        self.put_entity(
            shape::DAYS,
            key,
            "a day",
            fields,
            edit.source.as_deref(),
            &[field::DATE],
            plan,
        )
    }

    fn put_stream(&self, key: String, edit: &StreamEdit, plan: &mut Plan) -> Result<(), Refusal> {
        if let Some(name) = &edit.name {
            check::line("name", name, limits::TITLE_BYTES_MAX)?;
        }
        let order = self.order(shape::STREAMS, &key, edit.order.as_deref(), plan);
        let fields = vec![
            (field::NAME, text(&edit.name)),
            (field::DAYS, list(&edit.days)),
            (field::ORDER, order),
        ];
        let source = edit.source.as_deref();
        self.put_entity(
            shape::STREAMS,
            key,
            "a stream",
            fields,
            source,
            &[field::NAME],
            plan,
        )
    }

    fn put_room(&self, key: String, edit: &RoomEdit, plan: &mut Plan) -> Result<(), Refusal> {
        if let Some(name) = &edit.name {
            check::line("name", name, limits::TITLE_BYTES_MAX)?;
        }
        if let Some(marks) = &edit.marks {
            for mark in marks {
                check::line("mark", mark, limits::TITLE_BYTES_MAX)?;
            }
        }
        check::optional_line("way", edit.way.as_deref())?;
        let order = self.order(shape::ROOMS, &key, edit.order.as_deref(), plan);
        let fields = vec![
            (field::NAME, text(&edit.name)),
            (
                field::CAPACITY,
                edit.capacity.map(|people| ScalarValue::Int(people.into())),
            ),
            (field::MARKS, list(&edit.marks)),
            (field::WAY, text(&edit.way)),
            (field::STREAMS, list(&edit.streams)),
            (field::DAYS, list(&edit.days)),
            (field::ORDER, order),
        ];
        let source = edit.source.as_deref();
        self.put_entity(
            shape::ROOMS,
            key,
            "a room",
            fields,
            source,
            &[field::NAME],
            plan,
        )
    }

    fn put_slot(&self, key: String, edit: &SlotEdit, plan: &mut Plan) -> Result<(), Refusal> {
        let mut span = None;
        if let Some((day, start, minutes)) = edit.span {
            check::time(start, minutes)?;
            self.must_be_there(shape::DAYS, &day.to_string(), "the day", plan)?;
            span = Some(
                shape::span_text(&Span {
                    day,
                    start,
                    minutes,
                })
                .into(),
            );
        }
        let fields = vec![(field::SPAN, span), (field::STREAMS, list(&edit.streams))];
        let source = edit.source.as_deref();
        self.put_entity(
            shape::SLOTS,
            key,
            "a slot",
            fields,
            source,
            &[field::SPAN],
            plan,
        )
    }

    fn put_fixed(&self, key: String, edit: &FixedEdit, plan: &mut Plan) -> Result<(), Refusal> {
        if let Some(title) = &edit.title {
            check::line("title", title, limits::TITLE_BYTES_MAX)?;
        }
        let mut placement = None;
        if let Some(to) = &edit.placement {
            let Placement::At { when, .. } = to else {
                return Err(Refusal::Missing {
                    what: "a fixed item".to_owned(),
                    field: "a time",
                });
            };
            self.check_when(when, plan)?;
            placement = Some(shape::placement_text(to).into());
        }
        let fields = vec![
            (field::TITLE, text(&edit.title)),
            (field::PLACEMENT, placement),
            (field::STREAMS, list(&edit.streams)),
        ];
        let needs = [field::TITLE, field::PLACEMENT];
        let source = edit.source.as_deref();
        self.put_entity(
            shape::FIXED,
            key,
            "a fixed item",
            fields,
            source,
            &needs,
            plan,
        )
    }

    fn put_session(&self, key: String, edit: &SessionEdit, plan: &mut Plan) -> Result<(), Refusal> {
        check::session(edit)?;
        let fields = vec![
            (field::TITLE, text(&edit.title)),
            (field::TEXT, text(&edit.text)),
            (field::FORMAT, text(&edit.format)),
            (field::HOSTS, list(&edit.hosts)),
            (
                field::STREAM,
                edit.stream
                    .map(|stream| stream.map_or(ScalarValue::Null, |id| id.to_string().into())),
            ),
            (field::LANGUAGE, text(&edit.language)),
            (
                field::LINKS,
                edit.links
                    .as_ref()
                    .map(|links| shape::links_text(links).into()),
            ),
        ];
        let fresh = !self.exists(shape::SESSIONS, &key, plan);
        let mut fields = fields;
        if fresh && let Some(dots) = edit.dots {
            fields.push((field::INTEREST, Some(ScalarValue::Int(dots.into()))));
        }
        let source = edit.source.as_deref();
        self.put_entity(
            shape::SESSIONS,
            key,
            "a session",
            fields,
            source,
            &[field::TITLE],
            plan,
        )
    }

    /// Creates an entity or sets fields of it. A list of empty values is left out at creation.
    #[expect(
        clippy::too_many_arguments,
        reason = "six columns of a table, called from six rows"
    )]
    fn put_entity(
        &self,
        root: Root,
        key: String,
        what: &str,
        fields: Vec<(&'static str, Option<ScalarValue>)>,
        source: Option<&str>,
        needs: &[&'static str],
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        let fields = fields
            .into_iter()
            .filter_map(|(field, value)| Some((field, value?)));
        if self.exists(root, &key, plan) {
            self.must_be_there(root, &key, what, plan)?;
            for (field, value) in fields {
                plan.put_field(root, key.clone(), field, value);
            }
            return Ok(());
        }
        let mut fields: Vec<_> = fields.filter(|(_, value)| !is_empty(value)).collect();
        fields.extend(source.map(|source| (field::SOURCE, source.into())));
        for need in needs {
            if !fields.iter().any(|(field, _)| field == need) {
                return Err(Refusal::Missing {
                    what: what.to_owned(),
                    field: need,
                });
            }
        }
        plan.created.insert((root, key.clone()));
        plan.writes.push(Write::Create { root, key, fields });
        Ok(())
    }

    fn remove(&self, thing: Thing, plan: &mut Plan) -> Result<(), Refusal> {
        let (root, key, what) = place_of(thing);
        self.must_be_there(root, &key, what, plan)?;
        let seen = self.seen(root, &key);
        plan.put_field(root, key, field::REMOVED, seen.into());
        Ok(())
    }

    fn swap(&self, a: SessionId, b: SessionId, plan: &mut Plan) -> Result<(), Refusal> {
        let place = |session: SessionId| {
            let key = session.to_string();
            self.value(&Register {
                root: shape::PLACEMENTS,
                key,
                field: None,
            })
            .unwrap_or_else(|| shape::placement_text(&Placement::Shelf).into())
        };
        self.must_be_movable(a, plan)?;
        self.must_be_movable(b, plan)?;
        plan.put(shape::PLACEMENTS, a.to_string(), place(b));
        plan.put(shape::PLACEMENTS, b.to_string(), place(a));
        Ok(())
    }

    fn dot(&self, session: SessionId, by: i64, plan: &mut Plan) -> Result<(), Refusal> {
        let key = session.to_string();
        self.must_be_there(shape::SESSIONS, &key, "the session", plan)?;
        let key = shape::dots_key(&key, &self.actor().to_string());
        let own = Register {
            root: shape::DOTS,
            key: key.clone(),
            field: None,
        };
        let own = match self.value(&own) {
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
        let unknown = || Refusal::Unknown {
            what: "this version".to_owned(),
        };
        let register = Register::of_path(path).ok_or_else(unknown)?;
        let values = self.values(&register);
        let chosen = values.into_iter().find(|written| written.change == *change);
        let value = chosen.ok_or_else(unknown)?.value;
        plan.writes.push(Write::Put { register, value });
        Ok(())
    }

    fn check_placement(&self, to: &Placement, plan: &Plan) -> Result<(), Refusal> {
        let Placement::At { when, rooms } = to else {
            return Ok(());
        };
        self.check_when(when, plan)?;
        if rooms.is_empty() {
            return Err(Refusal::Missing {
                what: "a placement".to_owned(),
                field: "a room",
            });
        }
        if rooms.len() > limits::PLACEMENT_ROOMS_MAX {
            let limit = limits::PLACEMENT_ROOMS_MAX;
            return Err(Refusal::TooLarge {
                unit: "rooms",
                have: rooms.len(),
                limit,
            });
        }
        for room in rooms {
            self.must_be_there(shape::ROOMS, &room.to_string(), "the room", plan)?;
        }
        Ok(())
    }

    fn check_when(&self, when: &When, plan: &Plan) -> Result<(), Refusal> {
        match when {
            When::Slot(slot) => {
                self.must_be_there(shape::SLOTS, &slot.to_string(), "the slot", plan)
            }
            When::Timed {
                day,
                start,
                minutes,
            } => {
                check::time(*start, *minutes)?;
                self.must_be_there(shape::DAYS, &day.to_string(), "the day", plan)
            }
        }
    }

    fn exists(&self, root: Root, key: &str, plan: &Plan) -> bool {
        plan.created.contains(&(root, key.to_owned())) || !self.entity(root, key).is_empty()
    }

    /// Refuses what is not known here.
    fn must_exist(&self, root: Root, key: &str, what: &str, plan: &Plan) -> Result<(), Refusal> {
        if self.exists(root, key, plan) {
            return Ok(());
        }
        Err(Refusal::Unknown {
            what: what.to_owned(),
        })
    }

    /// Refuses what is not known here and what was removed: so an edit of a removed thing always
    /// means that its author did not know of the removal.
    fn must_be_there(&self, root: Root, key: &str, what: &str, plan: &Plan) -> Result<(), Refusal> {
        self.must_exist(root, key, what, plan)?;
        let field = Some(field::REMOVED.to_owned());
        let removed = self.value(&Register {
            root,
            key: key.to_owned(),
            field,
        });
        if removed.is_some_and(|removed| !is_empty(&removed)) {
            return Err(Refusal::Gone {
                what: what.to_owned(),
            });
        }
        Ok(())
    }

    fn must_be_movable(&self, session: SessionId, plan: &Plan) -> Result<(), Refusal> {
        let key = session.to_string();
        self.must_exist(shape::SESSIONS, &key, "the session", plan)?;
        if plan.created.contains(&(shape::SESSIONS, key.clone())) {
            return Ok(());
        }
        let flags = [
            Register {
                root: shape::SESSIONS,
                key: key.clone(),
                field: Some(field::REMOVED.to_owned()),
            },
            Register {
                root: shape::CANCELLED,
                key: key.clone(),
                field: None,
            },
            Register {
                root: shape::MERGED,
                key,
                field: None,
            },
        ];
        if flags
            .iter()
            .any(|flag| self.value(flag).is_some_and(|value| !is_empty(&value)))
        {
            return Err(Refusal::Gone {
                what: "the session".to_owned(),
            });
        }
        Ok(())
    }

    /// Place of a new entity among its kind: after the last, with a tail of its own so that two
    /// made at once never share one.
    fn order(
        &self,
        root: Root,
        key: &str,
        asked: Option<&str>,
        plan: &Plan,
    ) -> Option<ScalarValue> {
        if let Some(asked) = asked {
            return Some(asked.into());
        }
        if self.exists(root, key, plan) {
            return None;
        }
        let pending = plan.writes.iter().filter_map(|write| match write {
            Write::Create {
                root: other,
                fields,
                ..
            } if *other == root => fields
                .iter()
                .find(|(name, _)| *name == field::ORDER)
                .map(|(_, value)| value.clone()),
            Write::Create { .. } | Write::Put { .. } => None,
        });
        let last = self.orders(root).into_iter().chain(pending);
        let last = last
            .map(|order| shape::scalar_text(&order))
            .max()
            .unwrap_or_default();
        let number: u64 = last
            .get(..8)
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(0);
        let tail = key.get(..4).unwrap_or_default();
        Some(format!("{:08}{tail}", number + 1_000).into())
    }
}

fn set_event(edit: &EventEdit, plan: &mut Plan) -> Result<(), Refusal> {
    if let Some(name) = &edit.name {
        check::line("name", name, limits::TITLE_BYTES_MAX)?;
    }
    if let Some(zone) = &edit.zone {
        check::zone(zone)?;
    }
    check::optional_line("venue", edit.venue.as_deref())?;
    if let Some(info) = &edit.info {
        check::text("info", info)?;
    }
    let facts = [
        (field::NAME, &edit.name),
        (field::ZONE, &edit.zone),
        (field::VENUE, &edit.venue),
        (field::INFO, &edit.info),
    ];
    for (key, value) in facts {
        if let Some(value) = value {
            plan.put(shape::EVENT, key.to_owned(), value.as_str());
        }
    }
    Ok(())
}

pub(super) fn may_write(role: Option<Role>, document: DocumentKind) -> Result<(), Refusal> {
    if role.is_some_and(|role| role.may_write(document)) {
        return Ok(());
    }
    let role = role.map_or("not enrolled", Role::name).to_owned();
    Err(Refusal::NotAllowed { document, role })
}

/// Where a thing is, and its name in a refusal.
pub(super) fn place_of(thing: Thing) -> (Root, String, &'static str) {
    match thing {
        Thing::Day(id) => (shape::DAYS, id.to_string(), "the day"),
        Thing::Stream(id) => (shape::STREAMS, id.to_string(), "the stream"),
        Thing::Room(id) => (shape::ROOMS, id.to_string(), "the room"),
        Thing::Slot(id) => (shape::SLOTS, id.to_string(), "the slot"),
        Thing::Fixed(id) => (shape::FIXED, id.to_string(), "the fixed item"),
    }
}

/// Name of a command's kind in the message of its changes.
fn name(command: &Command) -> &'static str {
    match command {
        Command::SetEvent(_) => "event",
        Command::PutDay { .. } => "day",
        Command::PutStream { .. } => "stream",
        Command::PutRoom { .. } => "room",
        Command::PutSlot { .. } => "slot",
        Command::PutFixed { .. } => "fixed",
        Command::Remove(_) => "remove",
        Command::Restore(_) => "restore",
        Command::Pitch { .. } => "pitch",
        Command::EditSession { .. } => "edit",
        Command::Place { .. } => "place",
        Command::Swap { .. } => "swap",
        Command::Cancel(_) => "cancel",
        Command::Uncancel(_) => "uncancel",
        Command::Withdraw(_) => "withdraw",
        Command::Unwithdraw(_) => "unwithdraw",
        Command::Dot(_) => "dot",
        Command::Undot(_) => "undot",
        Command::Settle { .. } => "settle",
        Command::Choose { .. } => "choose",
        Command::Undo { .. } => "undo",
        Command::Import { .. } => "import",
        Command::NoteSource { .. } => "source",
        Command::Hide { .. } => "hide",
    }
}

pub(super) fn is_empty(value: &ScalarValue) -> bool {
    match value {
        ScalarValue::Null => true,
        ScalarValue::Str(text) => text.is_empty(),
        _ => false,
    }
}

fn text(value: &Option<String>) -> Option<ScalarValue> {
    value.as_ref().map(|text| text.trim().into())
}

fn list<T: ToString>(items: &Option<Vec<T>>) -> Option<ScalarValue> {
    items.as_ref().map(|items| shape::list_text(items).into())
}
