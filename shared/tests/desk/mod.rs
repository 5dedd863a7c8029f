//! A device with its documents and nothing else: no disk, no network.

use automerge::{
    ActorId, Automerge, ObjType, ROOT, ReadDoc as _, ScalarValue, transaction::Transactable as _,
};
use shared::{
    command::{
        AnnouncementEdit, Command, DayEdit, Refusal, RoomEdit, SessionEdit, SlotEdit, Thing,
    },
    documents::{Act, Documents},
    ids::{
        AnnouncementId, ChangeHash, DayId, DeviceId, DeviceTag, DocumentKind, PersonId, RoomId,
        SessionId, SetId, SlotId,
    },
    roster::Role,
    schedule::{Placement, Schedule, When},
};
use std::sync::Arc;

/// One change: its document and its bytes.
pub type Raw = (DocumentKind, Vec<u8>);

pub struct Desk {
    pub documents: Documents,
    device: DeviceId,
    made: u32,
    /// What its clock is wrong by, and whether it knows.
    clock: (i64, bool),
    log: Vec<Raw>,
    base: Vec<Raw>,
}

fn bytes(tag: u8, n: u32) -> [u8; 16] {
    let mut bytes = [tag; 16];
    bytes[12..].copy_from_slice(&n.to_be_bytes());
    bytes
}

pub fn id(n: u32) -> SessionId {
    SessionId(bytes(0x5e, n))
}

pub fn set(n: u32) -> SetId {
    SetId(bytes(0x77, n))
}

pub fn person(n: u32) -> PersonId {
    PersonId(bytes(0x9e, n))
}

impl Desk {
    fn new(device: u8) -> Self {
        let mut documents = Documents::genesis();
        let device = DeviceId([device; 32]);
        documents.new_actor(&device, [device.0[0]; 8]);
        Self { documents, device, made: 0, clock: (0, false), log: Vec::new(), base: Vec::new() }
    }

    /// Four slots and four rooms that hold 10, 20, 30 and 40.
    pub fn with_grid(device: u8) -> Self {
        let mut desk = Self::new(device);
        let date = Some("2026-06-20".to_owned());
        let day = desk.day();
        desk.run(Command::PutDay { day, edit: DayEdit { date, ..DayEdit::default() } }).unwrap();
        for n in 0..4 {
            let edit = RoomEdit {
                name: Some(format!("Room {n}")),
                capacity: Some(10 + 10 * n),
                ..RoomEdit::default()
            };
            desk.run(Command::PutRoom { room: desk.room(n), edit }).unwrap();
            let span = Some((day, 600 + 60 * n, 45));
            let edit = SlotEdit { span, ..SlotEdit::default() };
            desk.run(Command::PutSlot { slot: desk.slot(n), edit }).unwrap();
        }
        desk
    }

    /// Another device that has everything this one has.
    pub fn copy(&self, device: u8) -> Self {
        let mut desk = Self::new(device);
        desk.take(&self.changes());
        desk
    }

    pub fn day(&self) -> DayId {
        DayId(bytes(0xda, 0))
    }

    pub fn room(&self, n: u32) -> RoomId {
        RoomId(bytes(0x40, n))
    }

    pub fn slot(&self, n: u32) -> SlotId {
        SlotId(bytes(0x51, n))
    }

    pub fn cell(&self, slot: u32, room: u32) -> Placement {
        Placement::At { when: When::Slot(self.slot(slot)), rooms: vec![self.room(room)] }
    }

    pub fn run(&mut self, command: Command) -> Result<SetId, Refusal> {
        self.run_as(Some(Role::Organiser), command)
    }

    pub fn run_as(&mut self, role: Option<Role>, command: Command) -> Result<SetId, Refusal> {
        self.made += 1;
        let set = SetId(bytes(self.device.0[0], self.made));
        self.run_in(set, role, command)
    }

    pub fn tag(&self) -> DeviceTag {
        self.device.tag()
    }

    /// As one that names its sets as it likes.
    pub fn run_in(
        &mut self,
        set: SetId,
        role: Option<Role>,
        command: Command,
    ) -> Result<SetId, Refusal> {
        let act = Act {
            device: self.device,
            person: None,
            role,
            at_s: 1_000 + i64::from(self.made) + self.clock.0,
            doubtful: self.clock.1,
            set,
        };
        let decided = self.documents.command(&command, &act)?;
        self.log.extend(decided.changes.into_iter().map(|change| (change.document, change.bytes)));
        Ok(set)
    }

    pub fn clock(&mut self, wrong_by_s: i64, doubtful: bool) {
        self.clock = (wrong_by_s, doubtful);
    }

    pub fn pitch(&mut self, title: &str) -> SessionId {
        self.pitch_in_set(title).0
    }

    pub fn pitch_in_set(&mut self, title: &str) -> (SessionId, SetId) {
        self.pitch_edit(SessionEdit { title: Some(title.to_owned()), ..SessionEdit::default() })
    }

    pub fn pitch_by(&mut self, title: &str, host: PersonId) -> SessionId {
        let title = Some(title.to_owned());
        self.pitch_edit(SessionEdit { title, hosts: Some(vec![host]), ..SessionEdit::default() }).0
    }

    fn pitch_edit(&mut self, edit: SessionEdit) -> (SessionId, SetId) {
        let session = id(u32::from(self.device.0[0]) * 1_000 + self.made);
        let set = self.run(Command::Pitch { session, edit }).unwrap();
        (session, set)
    }

    pub fn place(&mut self, session: SessionId, slot: u32, room: u32) -> Result<SetId, Refusal> {
        self.run(Command::Place { session, to: self.cell(slot, room) })
    }

    pub fn schedule(&mut self) -> Arc<Schedule> {
        self.documents.schedule()
    }

    pub fn where_is(&mut self, session: SessionId) -> Placement {
        self.schedule().sessions[&session].placement.value.clone()
    }

    pub fn heads(&self) -> Vec<Vec<ChangeHash>> {
        DocumentKind::ALL.map(|kind| self.documents.heads(kind)).to_vec()
    }

    /// Every change this desk has, causes before effects.
    pub fn changes(&self) -> Vec<Raw> {
        self.base.iter().chain(&self.log).cloned().collect()
    }

    /// Takes what it lacks, in any number of rounds.
    pub fn take(&mut self, changes: &[Raw]) {
        let mut rest: Vec<Raw> = changes.to_vec();
        loop {
            let before = rest.len();
            rest.retain(|(kind, raw)| {
                let taken = self.documents.admit(*kind, &[raw]).remove(0);
                if taken.is_ok() {
                    self.log.push((*kind, raw.clone()));
                }
                matches!(taken, Err(shared::documents::Misfit::NotYet(_)))
            });
            if rest.len() == before || rest.is_empty() {
                break;
            }
        }
    }

    pub fn same_actor_as(&mut self, other: &Self) {
        self.device = other.device;
        self.documents.new_actor(&other.device, [other.device.0[0]; 8]);
    }

    /// Something a person might do; refusals are fine.
    pub fn random_act(&mut self, what: u8, x: u8, y: u8) {
        let known: Vec<_> = self.schedule().sessions.keys().copied().collect();
        let pick = |n: u8| known.get(usize::from(n) % known.len().max(1)).copied();
        let (slot, room) = (u32::from(x % 4), u32::from(y % 4));
        let Some(session) = pick(x) else {
            self.pitch("First");
            return;
        };
        let title = |text: String| SessionEdit { title: Some(text), ..SessionEdit::default() };
        let command = match what {
            0 => {
                self.pitch(&format!("Pitch {x} {y}"));
                return;
            }
            1 | 2 => Command::Place { session, to: self.cell(slot, room) },
            3 => Command::EditSession { session, edit: title(format!("Title {y}")) },
            4 => Command::Swap { a: session, b: pick(y).unwrap_or(session) },
            5 => Command::Cancel(session),
            6 => Command::Uncancel(session),
            7 => Command::Withdraw(session),
            8 => Command::Unwithdraw(session),
            9 => Command::Dot(session),
            10 => Command::Remove(Thing::Slot(self.slot(slot))),
            11 | 12 => {
                let set = SetId(bytes(self.device.0[0], u32::from(y) % self.made.max(1)));
                Command::Undo { set, keep_later_edits: true }
            }
            13 | 14 => Command::Merge { session, into: pick(y).unwrap_or(session) },
            15 => Command::Unmerge(session),
            16 => Command::Hide { session, hidden: y.is_multiple_of(2) },
            17 => Command::Pin { session, pinned: y.is_multiple_of(2) },
            18 => Command::MarkFull { session, full: y.is_multiple_of(2) },
            19 => Command::CloseRoom { room: self.room(room), closed: x.is_multiple_of(2) },
            20 => {
                let edit =
                    AnnouncementEdit { text: Some(format!("Say {y}")), ..Default::default() };
                Command::Announce { announcement: AnnouncementId(bytes(0xa0, room)), edit }
            }
            21 => {
                let span = Some((self.day(), 600 + 60 * slot + u32::from(y % 3) * 20, 45));
                let edit = SlotEdit { span, ..SlotEdit::default() };
                Command::PutSlot { slot: self.slot(slot), edit }
            }
            _ => {
                let other = pick(y).unwrap_or(session);
                let place = Command::Place { session, to: self.cell(slot, room) };
                let commands = vec![place, Command::Swap { a: session, b: other }];
                Command::Together { commands, people: Vec::new() }
            }
        };
        let _ = self.run(command);
    }
}

/// Both get what the other has.
pub fn merge(a: &mut Desk, b: &mut Desk) {
    let (from_a, from_b) = (a.changes(), b.changes());
    a.take(&from_b);
    b.take(&from_a);
}

const MAPS: [&str; 20] = [
    "event",
    "days",
    "streams",
    "rooms",
    "slots",
    "placements",
    "cancelled",
    "merged",
    "pins",
    "fixed",
    "orders",
    "announcements",
    "settled",
    "sessions",
    "dots",
    "hidden",
    "actions",
    "x1",
    "x2",
    "full",
];
const FIELDS: [&str; 32] = [
    "title",
    "text",
    "format",
    "hosts",
    "stream",
    "language",
    "links",
    "interest",
    "notes",
    "source",
    "removed",
    "name",
    "zone",
    "venue",
    "info",
    "date",
    "days",
    "streams",
    "order",
    "capacity",
    "marks",
    "way",
    "span",
    "placement",
    "name:cy",
    "title:cy",
    "way:cy",
    "text:cy",
    "until",
    "pitching",
    "wishes",
    "tags",
];

/// Writes values of any type under any key of any root map, as a hostile device would.
pub fn garbage(into: &mut Documents, desk: &Desk, writes: &[(usize, u8, usize, u8)]) {
    for (kind, raw) in desk.changes() {
        into.admit(kind, &[&raw]);
    }
    for kind in DocumentKind::ALL {
        // One change a write: what the door refuses takes nothing else with it.
        for write in writes {
            let mut document = Automerge::load(&into.save(kind)).unwrap();
            document.set_actor(ActorId::from([0xee; 16]));
            let mut transaction = document.transaction();
            scribble(&mut transaction, desk, write);
            let _ = transaction.commit();
            if let Some(change) = document.get_last_local_change() {
                into.admit(kind, &[change.raw_bytes()]);
            }
        }
    }
}

fn scribble(
    transaction: &mut automerge::transaction::Transaction<'_>,
    desk: &Desk,
    (map, key, field, value): &(usize, u8, usize, u8),
) {
    let Ok(Some((_, object))) = transaction.get(ROOT, MAPS[*map]) else { return };
    let key = match key {
        0 => id(1_009).to_string(),
        1 => desk.slot(0).to_string(),
        2 => "no id".to_owned(),
        _ => FIELDS[*field].to_owned(),
    };
    let entity = transaction.get(&object, key.as_str()).ok().flatten();
    let Some(scalar) = odd_value(*value) else {
        // A thing without anything in it; where there is one, a list in its place.
        let made = if entity.is_some() { ObjType::List } else { ObjType::Map };
        let _ = transaction.put_object(&object, key.as_str(), made);
        return;
    };
    match entity {
        Some((found, entity)) if found.is_object() => {
            let _ = transaction.put(&entity, FIELDS[*field], scalar);
        }
        _ => {
            let _ = transaction.put(&object, key.as_str(), scalar);
        }
    }
}

/// Values that no reader expects; `None` stands for an object.
fn odd_value(which: u8) -> Option<ScalarValue> {
    Some(match which {
        0 => ScalarValue::Int(-7),
        1 => "garbage".into(),
        2 => ScalarValue::Null,
        3 => ScalarValue::Boolean(true),
        4 => ScalarValue::Bytes(vec![0xff; 9]),
        5 => ScalarValue::F64(f64::NAN),
        6 => "s 00 11".into(),
        7 => ScalarValue::counter(4),
        _ => return None,
    })
}
