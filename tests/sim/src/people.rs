//! What people at the venue ask for, at random: everything that a role could try.

mod words;

pub use words::words;

use crate::dice::Dice;
use shared::{
    command::{
        AnnouncementEdit, Command, DayEdit, EventEdit, FixedEdit, NewPerson, RegisterPath,
        RoomEdit, SessionEdit, SlotEdit, SourceNote, StreamEdit, Thing,
    },
    ids::{
        AnnouncementId, ChangeHash, DayId, DocumentKind, FixedId, PersonId, RoomId, SessionId,
        SetId, SlotId, StreamId,
    },
    roster::Role,
    schedule::{Link, Placement, Register, Schedule, When},
};

const TITLES: [&str; 12] = [
    "Open data",
    "Potholes",
    "Cynllunio",
    "Bins",
    "Libraries",
    "Council tax",
    "Digital inclusion",
    "Planning",
    "Buses",
    "Trees",
    "Service design",
    "Dim mwy o PDF",
];
const TEXTS: [&str; 4] =
    ["Bring examples.", "What worked, what did not.\nAnd why.", "", "Trafodaeth"];

/// A person's choice of what to do.
pub struct People<'a> {
    /// Chance.
    pub dice: &'a mut Dice,
    /// What the person sees.
    pub schedule: &'a Schedule,
    /// What the device may do.
    pub role: Role,
    /// What can be undone.
    pub undoable: Vec<SetId>,
}

impl People<'_> {
    /// Something to do; `None` when what came to mind makes no sense here.
    pub fn command(&mut self) -> Option<Command> {
        let floor = |people: &mut Self| people.on_floor();
        match self.role {
            Role::Organiser if self.schedule.rooms.is_empty() => Some(self.programme()),
            Role::Organiser => match self.dice.below(10) {
                0..=2 => self.on_plan(),
                3..=6 => self.on_board(),
                _ => floor(self),
            },
            Role::Volunteer if self.dice.chance(600) => self.on_board(),
            Role::Volunteer | Role::Kiosk => floor(self),
            Role::Viewer => None,
        }
    }

    fn on_floor(&mut self) -> Option<Command> {
        if self.schedule.sessions.len() < 4 {
            return Some(self.pitch());
        }
        Some(match self.dice.below(20) {
            0 | 1 if self.schedule.sessions.len() < 24 => self.pitch(),
            0..=7 => {
                let session = self.session()?;
                Command::EditSession { session, edit: self.texts() }
            }
            8..=12 => Command::Dot(self.session()?),
            13 => Command::Undot(self.session()?),
            14 if self.dice.chance(300) => {
                Command::MarkFull { session: self.session()?, full: self.dice.chance(700) }
            }
            14 if self.dice.chance(200) => self.note_source()?,
            14 if self.dice.chance(300) => {
                Command::Hide { session: self.session()?, hidden: self.dice.chance(500) }
            }
            14 => Command::Withdraw(self.session()?),
            15 => Command::Unwithdraw(self.withdrawn()?),
            16 => self.choose()?,
            _ => self.undo()?,
        })
    }

    fn on_board(&mut self) -> Option<Command> {
        Some(match self.dice.below(29) {
            20..=28 => self.on_board_later()?,
            0..=8 => Command::Place { session: self.session()?, to: self.placement()? },
            9 | 10 => {
                let (a, b) = (self.session()?, self.session()?);
                if a == b {
                    return None;
                }
                Command::Swap { a, b }
            }
            11 => Command::Place { session: self.session()?, to: Placement::Shelf },
            12 => Command::Cancel(self.session()?),
            13 => Command::Uncancel(self.session()?),
            14 => {
                let mut clash = [7; 32];
                clash[0] = u8::try_from(self.dice.below(4)).unwrap_or(0);
                Command::Settle { clash }
            }
            15 => self.choose()?,
            16 | 17 => self.fixed()?,
            _ => self.undo()?,
        })
    }

    fn on_board_later(&mut self) -> Option<Command> {
        Some(match self.dice.below(9) {
            0..=2 => Command::Merge { session: self.session()?, into: self.session()? },
            3 => Command::Unmerge(self.part()?),
            4 => Command::Pin { session: self.session()?, pinned: self.dice.chance(600) },
            5 | 6 => self.announce()?,
            7 => Command::CloseRoom { room: self.room()?, closed: self.dice.chance(600) },
            _ => {
                let (session, to) = (SessionId(self.dice.bytes()), self.placement()?);
                let person = PersonId(self.dice.bytes());
                let title = Some(self.title());
                let hosts = Some(vec![person]);
                let edit = SessionEdit { title, hosts, ..SessionEdit::default() };
                let commands = vec![
                    Command::Pitch { session, edit },
                    Command::Place { session, to },
                    Command::Pin { session: self.session()?, pinned: self.dice.chance(500) },
                ];
                let name = format!("Host {}", self.dice.below(1_000));
                Command::Together { commands, people: vec![NewPerson { person, name }] }
            }
        })
    }

    fn part(&mut self) -> Option<SessionId> {
        let parts: Vec<_> = self.schedule.parts.values().flatten().copied().collect();
        self.dice.pick(&parts).copied()
    }

    fn announce(&mut self) -> Option<Command> {
        let known: Vec<_> = self.schedule.announcements.keys().copied().collect();
        let fresh = known.len() < 3 && self.dice.chance(500);
        let announcement =
            if fresh { AnnouncementId(self.dice.bytes()) } else { *self.dice.pick(&known)? };
        if !fresh && self.dice.chance(300) {
            let thing = Thing::Announcement(announcement);
            let bring_back = self.dice.chance(500);
            return Some(if bring_back { Command::Restore(thing) } else { Command::Remove(thing) });
        }
        let edit = AnnouncementEdit {
            text: Some(self.title()),
            text_cy: self.dice.chance(300).then(|| self.title()),
            until_s: self.dice.chance(300).then(|| i64::try_from(self.dice.below(9)).unwrap_or(0)),
        };
        Some(Command::Announce { announcement, edit })
    }

    fn note_source(&mut self) -> Option<Command> {
        let session = self.session()?;
        let over = self.dice.chance(500).then(|| self.title());
        let note = SourceNote { field: "title".to_owned(), there: self.title(), over };
        Some(Command::NoteSource { session, notes: vec![note] })
    }

    fn on_plan(&mut self) -> Option<Command> {
        Some(match self.dice.below(14) {
            0 => Command::SetEvent(EventEdit {
                name: Some(format!("Camp {}", self.dice.below(3))),
                venue: self.dice.chance(500).then(|| self.title()),
                ..EventEdit::default()
            }),
            1 | 2 => {
                let fresh = self.schedule.rooms.len() < 6 && self.dice.chance(300);
                let room = if fresh { RoomId(self.dice.bytes()) } else { self.room()? };
                Command::PutRoom { room, edit: self.room_edit(fresh) }
            }
            3 | 4 => {
                let fresh = self.schedule.slots.len() < 8 && self.dice.chance(300);
                let slot = if fresh { SlotId(self.dice.bytes()) } else { self.slot()? };
                let span = (self.day()?, u32::try_from(540 + 60 * self.dice.below(6)).ok()?, 45);
                Command::PutSlot {
                    slot,
                    edit: SlotEdit { span: Some(span), ..SlotEdit::default() },
                }
            }
            5 => {
                let stream = if self.schedule.streams.len() < 3 {
                    StreamId(self.dice.bytes())
                } else {
                    *self.dice.pick(&self.schedule.streams.keys().copied().collect::<Vec<_>>())?
                };
                let edit = StreamEdit { name: Some(self.title()), ..StreamEdit::default() };
                Command::PutStream { stream, edit }
            }
            6 => {
                let day = self.day()?;
                let edit = DayEdit { name: Some(self.title()), ..DayEdit::default() };
                Command::PutDay { day, edit }
            }
            7 => Command::Remove(self.thing()?),
            8 | 9 => Command::Restore(self.thing()?),
            10 => self.import()?,
            11 => self.undo()?,
            _ => self.choose()?,
        })
    }

    /// The event as its organiser sets it up, in one act.
    fn programme(&mut self) -> Command {
        let day = DayId(self.dice.bytes());
        let date = Some("2026-06-20".to_owned());
        let mut commands =
            vec![Command::PutDay { day, edit: DayEdit { date, ..DayEdit::default() } }];
        for _ in 0..4 {
            let room = RoomId(self.dice.bytes());
            commands.push(Command::PutRoom { room, edit: self.room_edit(true) });
        }
        for number in 0..5 {
            let edit = SlotEdit { span: Some((day, 600 + 60 * number, 45)), ..SlotEdit::default() };
            commands.push(Command::PutSlot { slot: SlotId(self.dice.bytes()), edit });
        }
        Command::Import { commands, people: Vec::new() }
    }

    /// A small programme from elsewhere: sessions with hosts and places.
    fn import(&mut self) -> Option<Command> {
        if self.schedule.sessions.len() > 24 {
            return None;
        }
        let (mut commands, mut people) = (Vec::new(), Vec::new());
        for number in 0..self.dice.between(2, 4) {
            let (session, person) = (SessionId(self.dice.bytes()), PersonId(self.dice.bytes()));
            people.push(NewPerson { person, name: format!("Guest {}", self.dice.below(1_000)) });
            let edit = SessionEdit {
                title: Some(self.title()),
                hosts: Some(vec![person]),
                source: Some(format!("frab/{number}")),
                dots: Some(u32::try_from(self.dice.below(4)).unwrap_or(0)),
                ..SessionEdit::default()
            };
            commands.push(Command::Pitch { session, edit });
            commands.push(Command::Place { session, to: self.placement()? });
        }
        if self.dice.chance(500) {
            let room = RoomId(self.dice.bytes());
            commands.push(Command::PutRoom { room, edit: self.room_edit(true) });
        }
        Some(Command::Import { commands, people })
    }

    fn pitch(&mut self) -> Command {
        let title = Some(self.title());
        let edit = SessionEdit { title, ..self.texts() };
        Command::Pitch { session: SessionId(self.dice.bytes()), edit }
    }

    fn texts(&mut self) -> SessionEdit {
        let mut edit = SessionEdit::default();
        match self.dice.below(6) {
            0..=2 => edit.title = Some(self.title()),
            3 if self.dice.chance(300) => edit.tags = Some(vec![self.title()]),
            3 => edit.text = self.dice.pick(&TEXTS).map(|text| (*text).to_owned()),
            4 => {
                edit.title = Some(self.title());
                edit.format = Some("talk".to_owned());
                edit.language = Some(if self.dice.chance(500) { "cy" } else { "en" }.to_owned());
            }
            _ => {
                let streams: Vec<_> = self.schedule.streams.keys().copied().collect();
                edit.stream = Some(self.dice.pick(&streams).copied());
                let links = self.dice.below(2);
                let link =
                    Link { title: "Slides".to_owned(), url: "https://example.org/".to_owned() };
                edit.links = Some((0..links).map(|_| link.clone()).collect());
            }
        }
        edit
    }

    fn room_edit(&mut self, fresh: bool) -> RoomEdit {
        let mut edit = RoomEdit::default();
        if fresh || self.dice.chance(500) {
            edit.name = Some(format!("Room {}", self.dice.below(9)));
        }
        if self.dice.chance(600) || edit.name.is_none() {
            edit.capacity = u32::try_from(self.dice.below(4) * 20).ok();
            edit.marks = Some(vec!["step-free".to_owned()]);
            edit.name_cy =
                self.dice.chance(300).then(|| format!("Ystafell {}", self.dice.below(9)));
        }
        edit
    }

    fn fixed(&mut self) -> Option<Command> {
        let known: Vec<_> = self.schedule.fixed.keys().copied().collect();
        let fresh = known.len() < 3 && self.dice.chance(500);
        let fixed = if fresh { FixedId(self.dice.bytes()) } else { *self.dice.pick(&known)? };
        if !fresh && self.dice.chance(300) {
            let thing = Thing::Fixed(fixed);
            let bring_back = self.dice.chance(500);
            return Some(if bring_back { Command::Restore(thing) } else { Command::Remove(thing) });
        }
        let day = self.day()?;
        let start = u32::try_from(self.dice.below(1_000)).ok()?;
        let placement =
            Placement::At { when: When::Timed { day, start, minutes: 30 }, rooms: Vec::new() };
        let edit = FixedEdit {
            title: Some(self.title()),
            placement: Some(placement),
            ..FixedEdit::default()
        };
        Some(Command::PutFixed { fixed, edit })
    }

    /// Settles a value that several people wrote at once.
    fn choose(&mut self) -> Option<Command> {
        let mut open: Vec<(ChangeHash, RegisterPath)> = Vec::new();
        for (id, session) in &self.schedule.sessions {
            let key = id.to_string();
            let titles = path(DocumentKind::Floor, "sessions", &key, Some("title"));
            add(&mut open, &session.title, titles);
            let merged = path(DocumentKind::Board, "merged", &key, None);
            add(&mut open, &session.merged_into, merged);
            add(&mut open, &session.placement, path(DocumentKind::Board, "placements", &key, None));
        }
        for (id, said) in &self.schedule.announcements {
            let key = id.to_string();
            let texts = path(DocumentKind::Board, "announcements", &key, Some("text"));
            add(&mut open, &said.text, texts);
        }
        for (id, room) in &self.schedule.rooms {
            let names = path(DocumentKind::Plan, "rooms", &id.to_string(), Some("name"));
            add(&mut open, &room.name, names);
        }
        let (change, register) = self.dice.pick(&open)?.clone();
        Some(Command::Choose { change, register })
    }

    fn undo(&mut self) -> Option<Command> {
        let recent = self.undoable.iter().take(6).copied().collect::<Vec<_>>();
        let set = *self.dice.pick(&recent)?;
        Some(Command::Undo { set, keep_later_edits: self.dice.chance(600) })
    }

    fn placement(&mut self) -> Option<Placement> {
        let when = if self.dice.chance(850) {
            When::Slot(self.slot()?)
        } else {
            let start = u32::try_from(self.dice.below(20) * 45).ok()?;
            When::Timed { day: self.day()?, start, minutes: 45 }
        };
        let mut rooms = vec![self.room()?];
        if self.dice.chance(150) {
            rooms.push(self.room()?);
        }
        rooms.sort_unstable();
        rooms.dedup();
        Some(Placement::At { when, rooms })
    }

    fn thing(&mut self) -> Option<Thing> {
        Some(if self.dice.chance(500) {
            Thing::Room(self.room()?)
        } else {
            Thing::Slot(self.slot()?)
        })
    }

    fn title(&mut self) -> String {
        self.dice.pick(&TITLES).map(|title| (*title).to_owned()).unwrap_or_default()
    }

    fn session(&mut self) -> Option<SessionId> {
        let sessions: Vec<_> = self.schedule.sessions.keys().copied().collect();
        self.dice.pick(&sessions).copied()
    }

    fn withdrawn(&mut self) -> Option<SessionId> {
        let sessions = self.schedule.sessions.iter();
        let withdrawn: Vec<_> =
            sessions.filter(|(_, s)| s.withdrawn.is_removed()).map(|(id, _)| *id).collect();
        self.dice.pick(&withdrawn).copied()
    }

    fn room(&mut self) -> Option<RoomId> {
        let rooms: Vec<_> = self.schedule.rooms.keys().copied().collect();
        self.dice.pick(&rooms).copied()
    }

    fn slot(&mut self) -> Option<SlotId> {
        let slots: Vec<_> = self.schedule.slots.keys().copied().collect();
        self.dice.pick(&slots).copied()
    }

    fn day(&mut self) -> Option<DayId> {
        let days: Vec<_> = self.schedule.days.keys().copied().collect();
        self.dice.pick(&days).copied()
    }
}

fn path(document: DocumentKind, map: &str, key: &str, field: Option<&str>) -> RegisterPath {
    RegisterPath {
        document: document.number(),
        map: map.to_owned(),
        key: key.to_owned(),
        field: field.map(str::to_owned),
    }
}

fn add<T>(open: &mut Vec<(ChangeHash, RegisterPath)>, register: &Register<T>, path: RegisterPath) {
    open.extend(register.rivals.iter().map(|rival| (rival.by.change, path.clone())));
}
