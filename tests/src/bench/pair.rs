//! A server in memory and a kiosk on the disk that exchange frames without a network: makes the
//! store of a kiosk that has joined, has a programme, and was edited while it was offline.

use super::{BenchError, core::move_of, made::Seeded, step};
use shared::{
    command::Command,
    ids::draw,
    invite::JoinLink,
    keys::RootKey,
    limits,
    persist::{Store as _, Transaction, memory::MemoryStore},
    programme::{Programme, plan::plan},
    roster::Role,
    schedule::Schedule,
    sync::{Device, DeviceEffect, DeviceInput, Hub, HubEffect, HubInput, Line, Now, Setup, Step},
};
use std::{collections::VecDeque, fs, path::Path};
use store::SqliteStore;

/// Exchanges that a join and the fetching of a programme never need.
const FRAMES_MAX: usize = 100_000;

/// Makes the store of a kiosk at `path` that holds a made-up camp of an event of its own, with so
/// many edits. Gives the words of the root key.
///
/// # Errors
/// When it cannot be written.
pub fn made_kiosk(path: &Path, edits: usize) -> Result<String, BenchError> {
    kiosk_store(path, &super::made::conference(120, 8), edits)
}

struct Pair {
    hub: Hub,
    memory: MemoryStore,
    device: Device,
    disk: SqliteStore,
    random: Seeded,
    ms: u64,
}

/// Makes the store at `path`: the programme from a server, then so many moves made offline. Gives
/// the words of the root key.
pub(super) fn kiosk_store(
    path: &Path,
    programme: &Programme,
    edits: usize,
) -> Result<String, BenchError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(step("make a kiosk's folder"))?;
    }
    let mut random = Seeded::new(2);
    let root = RootKey::from_entropy(&draw(&mut random));
    let mut memory = MemoryStore::new();
    memory.commit(&Hub::create(&root, &mut random)).map_err(step("write the new event"))?;
    let saved = memory.load().map_err(step("read the new event"))?;
    let (hub, of_hub) =
        Hub::load(saved, Setup::default(), &mut random).map_err(step("open the new event"))?;
    memory.commit(&of_hub.commit).map_err(step("write the server's start"))?;
    let mut disk = SqliteStore::open(path).map_err(step("make a kiosk's store"))?;
    let saved = disk.load().map_err(step("read a kiosk's store"))?;
    let (device, of_device) =
        Device::load(saved, Setup::default(), &mut random).map_err(step("start a kiosk"))?;
    disk.commit(&of_device.commit).map_err(step("write the kiosk's key"))?;
    let mut pair = Pair { hub, memory, device, disk, random, ms: 0 };
    pair.import(programme)?;
    pair.join(&root)?;
    pair.edit_offline(edits)?;
    Ok(root.words())
}

impl Pair {
    fn now(&mut self) -> Now {
        self.ms += 1;
        let wall_ms = 1_800_000_000_000 + i64::try_from(self.ms).unwrap_or(0);
        Now { ms: self.ms, wall_ms, wall_sure: true }
    }

    fn server(&mut self, input: HubInput) -> Result<Vec<HubEffect>, BenchError> {
        let now = self.now();
        let step_made = self
            .hub
            .handle(now, &mut self.random, &self.memory, input)
            .map_err(step("let the server take an input"))?;
        self.memory.commit(&step_made.commit).map_err(step("write what the server keeps"))?;
        Ok(step_made.effects)
    }

    fn kiosk(&mut self, input: DeviceInput) -> Result<Step<DeviceEffect>, BenchError> {
        let now = self.now();
        self.device
            .handle(now, &mut self.random, &self.disk, input)
            .map_err(step("let the kiosk take an input"))
    }

    fn saved(&mut self, input: DeviceInput) -> Result<Vec<DeviceEffect>, BenchError> {
        let made = self.kiosk(input)?;
        self.save(&made.commit)?;
        Ok(made.effects)
    }

    fn save(&mut self, commit: &Transaction) -> Result<(), BenchError> {
        if commit.is_empty() {
            return Ok(());
        }
        self.disk.commit(commit).map_err(step("write what the kiosk keeps"))
    }

    fn import(&mut self, programme: &Programme) -> Result<(), BenchError> {
        let made = plan(programme, &Schedule::default(), &mut self.random);
        let Some(command) = made.command else {
            return Ok(());
        };
        for effect in self.server(HubInput::Command { ticket: 1, command })? {
            if let HubEffect::Done { result, .. } = effect {
                result.map_err(step("import the programme"))?;
            }
        }
        Ok(())
    }

    fn join(&mut self, root: &RootKey) -> Result<(), BenchError> {
        let invite = HubInput::Invite { ticket: 2, role: Role::Volunteer, root: None };
        let secret = self.server(invite)?.into_iter().find_map(|effect| match effect {
            HubEffect::Invited { result, .. } => Some(result),
            _ => None,
        });
        let secret = secret.ok_or_else(|| missing("the server gave no invite"))?;
        let secret = secret.map_err(step("invite a kiosk"))?;
        let link = JoinLink::new("127.0.0.1:9", root.event(), secret)
            .map_err(step("write a join link"))?;
        self.saved(DeviceInput::Join(link, "Hall".to_owned()))?;
        let mut to_kiosk = VecDeque::from(self.server(HubInput::Opened { peer: 1 })?);
        let mut to_server = VecDeque::from(self.saved(DeviceInput::Opened { connection: 1 })?);
        for _ in 0..FRAMES_MAX {
            if let Some(effect) = to_server.pop_front() {
                if let DeviceEffect::Send { frame, .. } = effect {
                    to_kiosk.extend(self.server(HubInput::Frame { peer: 1, bytes: frame })?);
                }
            } else if let Some(effect) = to_kiosk.pop_front() {
                if let HubEffect::Send { frame, .. } = effect {
                    let input = DeviceInput::Frame { connection: 1, bytes: frame.to_vec() };
                    to_server.extend(self.saved(input)?);
                }
            } else {
                let now = self.now();
                let status = self.device.status(now);
                if status.connection == Line::UpToDate && status.outbox == 0 {
                    self.saved(DeviceInput::Closed { connection: 1 })?;
                    return Ok(());
                }
                self.ms += 1_000;
                to_kiosk.extend(self.server(HubInput::Tick)?);
                to_server.extend(self.saved(DeviceInput::Tick)?);
            }
        }
        Err(missing("the kiosk never had everything that the server has"))
    }

    fn edit_offline(&mut self, edits: usize) -> Result<(), BenchError> {
        let sessions: Vec<_> = self.device.schedule().sessions.keys().copied().collect();
        let mut group = Transaction::default();
        for (n, session) in sessions.iter().cycle().take(edits).enumerate() {
            let Some(command) = move_of(&self.device.schedule(), *session) else {
                continue;
            };
            let made = self.command(n, command)?;
            group.append(made);
            if n % limits::GROUP_COMMIT_INPUTS_MAX == 0 {
                self.save(&std::mem::take(&mut group))?;
            }
        }
        self.save(&group)
    }

    fn command(&mut self, n: usize, command: Command) -> Result<Transaction, BenchError> {
        let ticket = u64::try_from(n).unwrap_or(u64::MAX);
        let made = self.kiosk(DeviceInput::Command { ticket, person: None, command })?;
        for effect in made.effects {
            if let DeviceEffect::Done { result, .. } = effect {
                result.map_err(step("edit offline"))?;
            }
        }
        Ok(made.commit)
    }
}

fn missing(what: &str) -> BenchError {
    BenchError::Missing(what.to_owned())
}
