//! Bits flip in the rows of a kiosk or of a server, and what they lost comes back from the other.

use crate::Folder;
use crate::vfs::Disk;
use shared::command::{Command, SessionEdit};
use shared::ids::{ChangeHash, DocumentKind, Random, SessionId};
use shared::invite::JoinLink;
use shared::keys::RootKey;
use shared::persist::{Bodies, Saved, Store};
use shared::roster::Role;
use shared::sync::{
    Device, DeviceEffect, DeviceInput, Hub, HubEffect, HubInput, LoadError, Now, Setup, Step,
};
use std::path::Path;
use store::contract::Numbers;
use store::{Settings, SqliteStore};

const NAME: &str = "campboard.sqlite";
const PAGE_BYTES: usize = 4_096;
/// The first byte of a page with rows in it.
const LEAF: u8 = 13;
const EDITS: u8 = 60;

struct Dice(Numbers);

impl Random for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        let drawn = self.0.bytes(bytes.len() as u64);
        bytes.copy_from_slice(&drawn);
    }
}

/// A server and a kiosk with a wire between them.
struct Pair<H: Store, D: Store> {
    hub: Hub,
    hub_store: H,
    device: Device,
    device_store: D,
    dice: Dice,
    ms: u64,
    connection: u64,
}

fn loaded_hub(mut store: impl Store, dice: &mut Dice) -> Result<Hub, LoadError> {
    let saved: Saved = store.load().unwrap();
    let (hub, step) = Hub::load(saved, Setup::default(), dice)?;
    store.commit(&step.commit).unwrap();
    Ok(hub)
}

fn loaded_device(mut store: impl Store, dice: &mut Dice) -> Result<Device, LoadError> {
    let (device, step) = Device::load(store.load().unwrap(), Setup::default(), dice)?;
    store.commit(&step.commit).unwrap();
    Ok(device)
}

impl<H: Store, D: Store> Pair<H, D> {
    fn now(&self) -> Now {
        Now { ms: self.ms, wall_ms: 1_780_000_000_000 + self.ms as i64, wall_sure: true }
    }

    fn tell_hub(&mut self, input: HubInput) -> Vec<HubEffect> {
        let (now, store) = (self.now(), &self.hub_store as &dyn Bodies);
        let Step { commit, effects } = self.hub.handle(now, &mut self.dice, store, input).unwrap();
        self.hub_store.commit(&commit).unwrap();
        effects
    }

    fn tell_device(&mut self, input: DeviceInput) -> Vec<DeviceEffect> {
        let (now, store) = (self.now(), &self.device_store as &dyn Bodies);
        let Step { commit, effects } =
            self.device.handle(now, &mut self.dice, store, input).unwrap();
        self.device_store.commit(&commit).unwrap();
        effects
    }

    /// Connects, and lets both talk until they have nothing more to say for a while.
    fn meet(&mut self) {
        self.connection += 1;
        let peer = self.connection;
        let mut at_hub = self.tell_hub(HubInput::Opened { peer });
        let mut at_device = self.tell_device(DeviceInput::Opened { connection: peer });
        for _ in 0..6 {
            while !at_hub.is_empty() || !at_device.is_empty() {
                for effect in std::mem::take(&mut at_device) {
                    if let DeviceEffect::Send { frame, .. } = effect {
                        at_hub.extend(self.tell_hub(HubInput::Frame { peer, bytes: frame }));
                    }
                }
                for effect in std::mem::take(&mut at_hub) {
                    if let HubEffect::Send { peer: to, frame } = effect
                        && to == peer
                    {
                        let bytes = frame.to_vec();
                        let frame = DeviceInput::Frame { connection: peer, bytes };
                        at_device.extend(self.tell_device(frame));
                    }
                }
            }
            self.ms += 5_000;
            at_hub.extend(self.tell_hub(HubInput::Tick));
            at_device.extend(self.tell_device(DeviceInput::Tick));
        }
    }

    fn join(&mut self, root: &RootKey) {
        let effects = self.tell_hub(HubInput::Invite { ticket: 1, role: Role::Kiosk, root: None });
        let secret = effects.into_iter().find_map(|effect| match effect {
            HubEffect::Invited { result, .. } => result.ok(),
            _ => None,
        });
        let link = JoinLink::new("hall.example:1", root.event(), secret.unwrap()).unwrap();
        self.tell_device(DeviceInput::Join(link, "Foyer".to_owned()));
    }

    fn heads(&self) -> (Heads, Heads) {
        let of = |replica: &shared::sync::Replica| {
            DocumentKind::ALL.map(|kind| replica.documents().heads(kind))
        };
        (of(self.hub.replica()), of(self.device.replica()))
    }
}

type Heads = [Vec<ChangeHash>; 3];

/// A server and a kiosk that hold the same edits, on files.
fn event(hub: &Folder, device: &Folder) -> (RootKey, Heads) {
    let mut dice = Dice(Numbers(7));
    let root = RootKey::from_entropy(&[5; 32]);
    let (mut hub_store, device_store) = (hub.open(), device.open());
    hub_store.commit(&Hub::create(&root, &mut dice)).unwrap();
    let mut pair = Pair {
        hub: loaded_hub(&hub_store, &mut dice).unwrap(),
        device: loaded_device(&device_store, &mut dice).unwrap(),
        hub_store,
        device_store,
        dice,
        ms: 1,
        connection: 0,
    };
    pair.join(&root);
    pair.meet();
    for n in 0..EDITS {
        let edit = SessionEdit { title: Some(format!("Pitch {n}")), ..SessionEdit::default() };
        let command = Command::Pitch { session: SessionId([n; 16]), edit };
        match n % 3 {
            0 => drop(pair.tell_hub(HubInput::Command { ticket: 1, command })),
            _ => {
                let person = None;
                pair.tell_device(DeviceInput::Command { ticket: 1, person, command });
            }
        }
    }
    pair.meet();
    let (at_hub, at_device) = pair.heads();
    assert_eq!(at_hub, at_device);
    (root, at_hub)
}

fn flipped(image: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let rows: Vec<usize> =
        (1..image.len() / PAGE_BYTES).filter(|page| image[page * PAGE_BYTES] == LEAF).collect();
    let page = rows[numbers.below(rows.len() as u64) as usize];
    let bit = page * PAGE_BYTES * 8 + numbers.below(PAGE_BYTES as u64 * 8) as usize;
    let mut flipped = image.to_vec();
    flipped[bit / 8] ^= 1 << (bit % 8);
    flipped
}

/// Opens the image on a disk in memory; `None` when it is refused, and must be rescued on a disk.
fn open(disk: &Disk, image: Vec<u8>) -> Option<SqliteStore> {
    disk.put(NAME, image);
    let settings = Settings { vfs: Some(disk.vfs()), ..Settings::default() };
    SqliteStore::open_with(Path::new(NAME), &settings).ok()
}

/// A folder in memory, where there is one: a thousand rescues sync a lot.
fn scratch() -> Folder {
    let memory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    Folder { folder: memory.unwrap() }
}

/// Opens as the product does: what is damaged is rescued. Says whether it was.
fn open_sound(disk: &Disk, folder: &Folder, image: Vec<u8>) -> (SqliteStore, bool) {
    if let Some(mut store) = open(disk, image.clone())
        && store.load().unwrap().damaged.is_empty()
    {
        return (store, false);
    }
    folder.write(&image);
    let sound = SqliteStore::open_sound(&folder.path(), &Settings::default()).unwrap();
    assert!(!sound.saved.damaged.is_empty(), "it is not said what was damaged");
    let broken = sound.broken.unwrap();
    assert_eq!(std::fs::read(broken).unwrap(), image, "the damaged one is kept as it was");
    (sound.store, true)
}

#[derive(Debug, Default)]
struct Counts {
    damaged: u32,
    key_lost: u32,
}

#[test]
fn a_thousand_flipped_bits_of_a_kiosk_are_repaired_by_its_server() {
    let (at_hub, at_device) = (Folder::new(), Folder::new());
    let (root, heads) = event(&at_hub, &at_device);
    let (hub_image, image) = (at_hub.bytes(), at_device.bytes());
    let (hub_disk, disk) = (Disk::new(0), Disk::new(0));
    let (mut numbers, mut counts) = (Numbers(1), Counts::default());
    for flip in 0..1_000_u64 {
        let mut dice = Dice(Numbers(1_000 + flip));
        let folder = scratch();
        let hub_store = open(&hub_disk, hub_image.clone()).unwrap();
        let (store, damaged) = open_sound(&disk, &folder, flipped(&image, &mut numbers));
        counts.damaged += u32::from(damaged);
        let empty = scratch();
        let (device, device_store, key_lost) = match loaded_device(&store, &mut dice) {
            Ok(device) => (device, store, false),
            // As the kiosk does: it is set aside, and an empty one begun, which joins again.
            Err(LoadError::KeyLost { .. }) => {
                let fresh = empty.open();
                (loaded_device(&fresh, &mut dice).unwrap(), fresh, true)
            }
            Err(error) => panic!("flip {flip}: {error}"),
        };
        assert!(damaged || !key_lost, "flip {flip}: the key is lost in silence");
        counts.key_lost += u32::from(key_lost);
        let hub = loaded_hub(&hub_store, &mut dice).unwrap();
        let mut pair = Pair { hub, hub_store, device, device_store, dice, ms: 1, connection: 0 };
        if pair.device.replica().event().is_none() {
            pair.join(&root);
        }
        pair.meet();
        assert_eq!(pair.heads(), (heads.clone(), heads.clone()), "flip {flip}");
    }
    println!("{counts:?}");
    assert!(counts.damaged > 300 && counts.key_lost > 0, "{counts:?}");
}

#[test]
fn a_thousand_flipped_bits_of_a_server_are_repaired_by_its_kiosk_or_a_backup() {
    let (at_hub, at_device) = (Folder::new(), Folder::new());
    let (_, heads) = event(&at_hub, &at_device);
    let (image, device_image) = (at_hub.bytes(), at_device.bytes());
    let backup = Folder::new();
    backup.write(&image);
    let (disk, device_disk) = (Disk::new(0), Disk::new(0));
    let (mut numbers, mut counts) = (Numbers(2), Counts::default());
    for flip in 0..1_000_u64 {
        let mut dice = Dice(Numbers(5_000 + flip));
        let folder = scratch();
        let device_store = open(&device_disk, device_image.clone()).unwrap();
        let (hub_store, damaged) = open_sound(&disk, &folder, flipped(&image, &mut numbers));
        counts.damaged += u32::from(damaged);
        let (hub, hub_store) = match loaded_hub(&hub_store, &mut dice) {
            Ok(hub) => (hub, hub_store),
            // As `restore --from` does: a backup takes its place, and it is set aside.
            Err(LoadError::KeyLost { .. } | LoadError::NoEvent) => {
                assert!(damaged, "flip {flip}: lost in silence");
                counts.key_lost += 1;
                drop(hub_store);
                let (held, none) = (backup.load(), Saved::default());
                let also = Hub::begin_from(&held, &none, &Setup::default(), &mut dice);
                let made = SqliteStore::replace_broken(&folder.path(), &backup.path(), &also);
                let store = made.unwrap().store;
                (loaded_hub(&store, &mut dice).unwrap(), store)
            }
            Err(error) => panic!("flip {flip}: {error}"),
        };
        let device = loaded_device(&device_store, &mut dice).unwrap();
        let mut pair = Pair { hub, hub_store, device, device_store, dice, ms: 1, connection: 0 };
        pair.meet();
        pair.connection += 1;
        pair.meet();
        assert_eq!(pair.heads(), (heads.clone(), heads.clone()), "flip {flip}");
    }
    println!("{counts:?}");
    assert!(counts.damaged > 300 && counts.key_lost > 0, "{counts:?}");
}
