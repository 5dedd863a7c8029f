//! An offline kiosk: its documents and nothing else.

use super::published::What;
use shared::{
    command::{Command, NewPerson, Refusal, SessionEdit},
    documents::{Act, Documents, LocalChange, Misfit},
    ids::{DayId, DeviceId, DocumentKind, PersonId, Random, RoomId, SessionId, SetId, StreamId},
    programme::{self, Programme, plan::plan},
    roster::Role,
    schedule::{Placement, Schedule, When},
};
use std::{collections::BTreeMap, sync::Arc};

/// Ids by what the source calls things.
#[derive(Default, Clone)]
pub struct Ids {
    pub sessions: BTreeMap<String, SessionId>,
    pub people: BTreeMap<String, PersonId>,
    days: BTreeMap<String, DayId>,
    rooms: BTreeMap<String, RoomId>,
    streams: BTreeMap<String, StreamId>,
}

/// Counts ids up: the same in every run, and different in the first bytes, which are printed.
struct Counter(u64);

impl Random for Counter {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        for (to, from) in bytes.iter_mut().zip(self.0.to_le_bytes().into_iter().chain([0x1d; 24])) {
            *to = from;
        }
    }
}

impl Ids {
    /// Ids of all that is in the schedule, by the part of the source behind its first slash.
    fn of(schedule: &Schedule, people: &[NewPerson]) -> Self {
        let key = |source: &str| source.split_once('/').unwrap().1.to_owned();
        Self {
            sessions: schedule.sessions.iter().map(|(id, x)| (key(&x.source), *id)).collect(),
            people: people.iter().map(|new| (new.name.clone(), new.person)).collect(),
            days: schedule.days.iter().map(|(id, x)| (key(&x.source), *id)).collect(),
            rooms: schedule.rooms.iter().map(|(id, x)| (key(&x.source), *id)).collect(),
            streams: schedule.streams.iter().map(|(id, x)| (key(&x.source), *id)).collect(),
        }
    }

    /// Gives an id to whoever has none yet, before anybody goes offline.
    pub fn learn<'a>(&mut self, guids: impl IntoIterator<Item = &'a str>, names: &[String]) {
        let mut counter = Counter(1 << 24);
        for guid in guids {
            self.sessions
                .entry(guid.to_owned())
                .or_insert_with(|| SessionId(shared::ids::draw(&mut counter)));
        }
        for name in names {
            self.people
                .entry(name.clone())
                .or_insert_with(|| PersonId(shared::ids::draw(&mut counter)));
        }
    }

    pub fn hosts(&self, names: &[String]) -> Vec<PersonId> {
        names.iter().map(|name| self.people[name]).collect()
    }

    pub fn stream(&self, key: &str) -> Option<StreamId> {
        (!key.is_empty()).then(|| self.streams[key])
    }

    pub fn placement(&self, placement: Option<&programme::Placement>) -> Placement {
        let Some(placement) = placement else {
            return Placement::Shelf;
        };
        let programme::When::Timed { day, start, minutes } = &placement.when else {
            panic!("a published session has a time of its own");
        };
        Placement::At {
            when: When::Timed { day: self.days[day], start: *start, minutes: *minutes },
            rooms: placement.rooms.iter().map(|room| self.rooms[room]).collect(),
        }
    }

    /// A new session with all it has, as one set.
    pub fn pitch(&self, session: &programme::Session) -> Command {
        let id = self.sessions[&session.key];
        let links = session.links.iter().map(|link| shared::schedule::Link {
            title: link.title.clone(),
            url: link.url.clone(),
        });
        let edit = SessionEdit {
            title: Some(session.title.clone()),
            text: Some(session.text.clone()),
            format: Some(session.format.clone()),
            hosts: Some(self.hosts(&session.hosts)),
            stream: Some(self.stream(&session.stream)),
            language: Some(session.language.clone()),
            links: Some(links.collect()),
            source: Some(format!("added/{}", session.key)),
            ..SessionEdit::default()
        };
        let place = Command::Place { session: id, to: self.placement(session.placement.as_ref()) };
        Command::Import {
            commands: vec![Command::Pitch { session: id, edit }, place],
            people: Vec::new(),
        }
    }

    /// The command for an edit, by somebody who sees `shown` as the present place.
    pub fn command(&self, guid: &str, what: &What, shown: &Placement) -> Command {
        let session = self.sessions[guid];
        let edit = |edit| Command::EditSession { session, edit };
        let none = SessionEdit::default;
        let place = |change: &dyn Fn(&mut When, &mut Vec<RoomId>)| {
            let Placement::At { when, rooms } = shown else {
                panic!("a session without a place cannot be moved a little");
            };
            let (mut when, mut rooms) = (*when, rooms.clone());
            change(&mut when, &mut rooms);
            Command::Place { session, to: Placement::At { when, rooms } }
        };
        match what {
            What::Added(session) => self.pitch(session),
            What::Title(title) => edit(SessionEdit { title: Some(title.clone()), ..none() }),
            What::Text(text) => edit(SessionEdit { text: Some(text.clone()), ..none() }),
            What::Hosts(names) => edit(SessionEdit { hosts: Some(self.hosts(names)), ..none() }),
            What::Stream(key) => edit(SessionEdit { stream: Some(self.stream(key)), ..none() }),
            What::Start(to_day, to_start) => place(&|when, _| {
                if let When::Timed { day, start, .. } = when {
                    (*day, *start) = (self.days[to_day], *to_start);
                }
            }),
            What::Minutes(length) => place(&|when, _| {
                if let When::Timed { minutes, .. } = when {
                    *minutes = *length;
                }
            }),
            What::Room(key) => place(&|_, rooms| *rooms = vec![self.rooms[key]]),
            What::Cancelled => Command::Cancel(session),
            What::Removed => Command::Withdraw(session),
        }
    }
}

/// One device.
pub struct Kiosk {
    pub documents: Documents,
    device: DeviceId,
    made: u32,
    /// Changes made or taken after the common start, causes before effects.
    pub log: Vec<LocalChange>,
}

impl Kiosk {
    fn new(device: u8) -> Self {
        let device = DeviceId([device; 32]);
        let mut documents = Documents::genesis();
        documents.new_actor(&device, [device.0[0]; 8]);
        Self { documents, device, made: 0, log: Vec::new() }
    }

    /// The office, where the programme is imported.
    pub fn office(programme: &Programme) -> (Self, Ids) {
        let mut office = Self::new(0xf0);
        let plan = plan(programme, &Schedule::default(), &mut Counter(0));
        let command = plan.command.unwrap();
        let Command::Import { people, .. } = &command else {
            panic!("an import is one set");
        };
        let people = people.clone();
        office.run_as(Role::Organiser, &command).unwrap();
        let ids = Ids::of(&office.schedule(), &people);
        (office, ids)
    }

    /// Four kiosks that have all that the office has, and go offline.
    pub fn four(office: &Self) -> Vec<Self> {
        (1..=4)
            .map(|device| {
                let mut kiosk = Self::new(device);
                kiosk.take(&office.log);
                kiosk.log.clear();
                kiosk
            })
            .collect()
    }

    pub fn schedule(&mut self) -> Arc<Schedule> {
        self.documents.schedule()
    }

    /// Carries out what a volunteer asks for; gives the changes that it became.
    pub fn run(&mut self, command: &Command) -> Result<Vec<LocalChange>, Refusal> {
        self.run_as(Role::Volunteer, command)
    }

    pub fn run_as(&mut self, role: Role, command: &Command) -> Result<Vec<LocalChange>, Refusal> {
        self.made += 1;
        let mut set = [self.device.0[0]; 16];
        set[..4].copy_from_slice(&self.made.to_be_bytes());
        let act = Act {
            device: self.device,
            person: None,
            role: Some(role),
            at_s: 1_000 + i64::from(self.made),
            doubtful: false,
            set: SetId(set),
        };
        let changes = self.documents.command(command, &act)?.changes;
        self.log.extend(changes.iter().cloned());
        Ok(changes)
    }

    /// Takes what it lacks; everything it depends on must be there or among it, in order.
    pub fn take(&mut self, changes: &[LocalChange]) {
        for kind in DocumentKind::ALL {
            let ours: Vec<&LocalChange> =
                changes.iter().filter(|change| change.document == kind).collect();
            let bytes: Vec<&[u8]> = ours.iter().map(|change| change.bytes.as_slice()).collect();
            for (change, taken) in ours.iter().zip(self.documents.admit(kind, &bytes)) {
                match taken {
                    Ok(_) => self.log.push((*change).clone()),
                    Err(Misfit::Known) => {}
                    Err(other) => panic!("a change of a kiosk is not taken: {other}"),
                }
            }
        }
    }

    /// All of them get what the others have.
    pub fn merge(kiosks: &mut [Self]) {
        let logs: Vec<Vec<LocalChange>> = kiosks.iter().map(|kiosk| kiosk.log.clone()).collect();
        for (own, kiosk) in kiosks.iter_mut().enumerate() {
            // Each hears of the others in an order of its own.
            for other in 1..logs.len() {
                kiosk.take(&logs[(own + other) % logs.len()]);
            }
        }
    }
}
