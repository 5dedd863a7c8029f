//! Figures of the core alone: no disk, no network, no screen.

use super::{
    BenchError, Figure, Scale,
    made::{self, Seeded},
    ms, step, timed_ms,
};
use shared::{
    command::Command,
    documents::{Act, Documents, LocalChange},
    ids::{DeviceId, DocumentKind, SessionId, SetId, draw},
    programme::{Programme, plan::plan},
    roster::Role,
    schedule::{Placement, Schedule, When},
};
use std::{collections::BTreeSet, path::Path, time::Instant};

/// Documents of one device, and its chance.
pub(super) struct Desk {
    pub documents: Documents,
    random: Seeded,
    sessions: Vec<SessionId>,
}

impl Desk {
    /// A device on which a programme was imported.
    pub(super) fn of(programme: &Programme) -> Result<Self, BenchError> {
        let mut desk =
            Self { documents: Documents::genesis(), random: Seeded::new(1), sessions: Vec::new() };
        desk.documents.new_actor(&DEVICE, [1; 8]);
        let command = plan(programme, &Schedule::default(), &mut desk.random).command;
        let command =
            command.ok_or_else(|| BenchError::Missing("an empty programme".to_owned()))?;
        desk.run(&command)?;
        desk.sessions = desk.documents.schedule().sessions.keys().copied().collect();
        Ok(desk)
    }

    pub(super) fn run(&mut self, command: &Command) -> Result<Vec<LocalChange>, BenchError> {
        let act = Act {
            device: DEVICE,
            person: None,
            role: Some(Role::Organiser),
            at_s: 1_800_000_000,
            doubtful: false,
            set: SetId(draw(&mut self.random)),
        };
        let decided = self.documents.command(command, &act).map_err(step("carry a command out"))?;
        Ok(decided.changes)
    }

    /// A move that changes something.
    pub(super) fn next_move(&mut self, n: usize) -> Option<Command> {
        let session = *self.sessions.get(n % self.sessions.len().max(1))?;
        let schedule = self.documents.schedule();
        move_of(&schedule, session)
    }

    /// The documents read anew, as at the start of a process.
    fn fresh(&self) -> Documents {
        self.documents.without(&BTreeSet::new())
    }
}

const DEVICE: DeviceId = DeviceId([7; 32]);

/// Moves a session five minutes on, or from its slot to the shelf and back to a time.
pub(super) fn move_of(schedule: &Schedule, session: SessionId) -> Option<Command> {
    let placed = &schedule.sessions.get(&session)?.placement.value;
    let to = match placed {
        Placement::At { when: When::Timed { day, start, minutes }, rooms } => Placement::At {
            when: When::Timed { day: *day, start: (start + 5) % 1_200, minutes: *minutes },
            rooms: rooms.clone(),
        },
        Placement::At { when: When::Slot(_), .. } => Placement::Shelf,
        Placement::Shelf => Placement::At {
            when: When::Timed { day: *schedule.days.keys().next()?, start: 600, minutes: 25 },
            rooms: schedule.rooms.keys().take(1).copied().collect(),
        },
    };
    Some(Command::Place { session, to })
}

/// The largest event we prepare for.
fn large(scale: Scale) -> (u32, u32) {
    scale.of((1_351, 108), (30, 4))
}

pub(super) fn read_schedule(_: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (sessions, rooms) = large(scale);
    let mut desk = Desk::of(&made::conference(sessions, rooms))?;
    let mut whole = Vec::new();
    for _ in 0..scale.of(20, 2) {
        let mut fresh = desk.fresh();
        whole.push(timed_ms(|| fresh.schedule()).0);
    }
    let mut after_edit = Vec::new();
    for n in 0..scale.of(300, 3) {
        let Some(command) = desk.next_move(n) else { break };
        // The screens hold the schedule that is shown, as in the product.
        let shown = desk.documents.schedule();
        desk.run(&command)?;
        after_edit.push(timed_ms(|| desk.documents.schedule()).0);
        drop(shown);
    }
    let figure = |what: &str, runs| {
        let params =
            [("sessions", sessions.into()), ("rooms", rooms.into()), ("reads", what.into())];
        Figure::new("read_schedule_ms", params, runs)
    };
    Ok(vec![figure("all", whole), figure("what one edit touched", after_edit)])
}

pub(super) fn command(_: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (sessions, rooms) = large(scale);
    let mut desk = Desk::of(&made::conference(sessions, rooms))?;
    let mut runs = Vec::new();
    for n in 0..scale.of(500, 3) {
        let Some(command) = desk.next_move(n) else { break };
        let (ms, done) = timed_ms(|| desk.run(&command));
        done?;
        runs.push(ms);
    }
    let params = [("sessions", sessions.into()), ("until", "decided, in memory".into())];
    Ok(vec![Figure::new("command_ms", params, runs)])
}

/// Changes from elsewhere, checked and applied, per change.
pub(super) fn admit(_: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (sessions, rooms) = large(scale);
    let mut desk = Desk::of(&made::conference(sessions, rooms))?;
    let changes = scale.of(4_096, 12);
    let base = desk.fresh();
    let mut made = Vec::new();
    for n in 0..changes {
        let Some(command) = desk.next_move(n) else { break };
        made.extend(desk.run(&command)?);
    }
    let bytes: Vec<&[u8]> = made
        .iter()
        .filter(|change| change.document == DocumentKind::Board)
        .map(|change| change.bytes.as_slice())
        .collect();
    let mut figures = Vec::new();
    for batch in [1, 256] {
        let mut other = base.without(&BTreeSet::new());
        let mut runs = Vec::new();
        for part in bytes.chunks(batch) {
            let start = Instant::now();
            let answers = other.admit(DocumentKind::Board, part);
            let took = ms(start.elapsed());
            if let Some(Err(misfit)) = answers.into_iter().find(Result::is_err) {
                return Err(step("admit a change")(misfit));
            }
            runs.push(took * 1_000.0 / part.len() as f64);
        }
        let params = [("sessions", sessions.into()), ("changes in a batch", batch.into())];
        figures.push(Figure::new("admit_us", params, runs));
    }
    Ok(figures)
}

pub(super) fn formats(_: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (sessions, rooms) = large(scale);
    let programme = made::conference(sessions, rooms);
    let xml = made::frab_xml(&programme);
    let runs = scale.of(20, 2);
    let (mut reads, mut plans) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let (ms, imported) = timed_ms(|| import::read(xml.as_bytes(), "made-up.xml"));
        let imported = imported.map_err(step("read a schedule"))?;
        reads.push(ms);
        let (ms, desk) = timed_ms(|| Desk::of(&imported.programme));
        desk?;
        plans.push(ms);
    }
    let schedule = Desk::of(&programme)?.documents.schedule();
    let (mut writes, mut parses) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let (ms, json) = timed_ms(|| serde_json::to_vec(&*schedule));
        let json = json.map_err(step("write a schedule as JSON"))?;
        writes.push(ms);
        let (ms, read) = timed_ms(|| serde_json::from_slice::<Schedule>(&json));
        read.map_err(step("read a schedule from JSON"))?;
        parses.push(ms);
    }
    let figure = |id, what: &str, runs| {
        Figure::new(id, [("sessions", sessions.into()), ("step", what.into())], runs)
    };
    Ok(vec![
        figure("json_cache_ms", "write", writes),
        figure("json_cache_ms", "read", parses),
        figure("import_ms", "read frab XML", reads),
        figure("import_ms", "into empty documents", plans),
    ])
}
