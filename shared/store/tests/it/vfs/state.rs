//! What is on the disk, what of it is safe, and what goes wrong with it.

use rusqlite::ffi;
use std::collections::BTreeMap;
use std::ffi::c_int;
use store::contract::Numbers;

pub const SECTOR_BYTES: usize = 512;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The power goes: from here on nothing is done.
    PowerCut,
    /// No space is left, until [`Disk::mend`].
    Full,
    /// One operation fails; what it wrote is not there.
    Fails,
    /// One sync fails; what it should have made safe is safe all the same.
    SyncFailsLate,
}

enum Piece {
    Write { offset: usize, bytes: Vec<u8> },
    Truncate { length: usize },
}

impl Piece {
    fn apply(&self, image: &mut Vec<u8>) {
        match self {
            Self::Write { offset, bytes } => {
                let end = offset + bytes.len();
                if image.len() < end {
                    image.resize(end, 0);
                }
                image[*offset..end].copy_from_slice(bytes);
            }
            Self::Truncate { length } => image.truncate(*length),
        }
    }
}

#[derive(Default)]
struct File {
    current: Vec<u8>,
    /// Nothing if the file itself may be gone after a power cut.
    safe: Option<Vec<u8>>,
    pending: Vec<Piece>,
    deleted: bool,
}

impl File {
    fn change(&mut self, piece: Piece) {
        piece.apply(&mut self.current);
        self.pending.push(piece);
    }

    fn sync(&mut self) {
        let safe = self.safe.get_or_insert_default();
        self.pending.drain(..).for_each(|piece| piece.apply(safe));
    }
}

pub struct State {
    files: BTreeMap<String, File>,
    pub operations: u64,
    fault: Option<(u64, Fault)>,
    /// A fault that lasts.
    lasting: Option<Fault>,
    pub read_only: bool,
    numbers: Numbers,
}

impl State {
    pub fn new(seed: u64) -> Self {
        Self {
            files: BTreeMap::new(),
            operations: 0,
            fault: None,
            lasting: None,
            read_only: false,
            numbers: Numbers(seed),
        }
    }

    /// Lets the operation that comes after `operations` others go wrong.
    pub fn fault_after(&mut self, operations: u64, fault: Fault) {
        self.fault = Some((self.operations + operations + 1, fault));
    }

    /// Nothing goes wrong any more.
    pub fn mend(&mut self) {
        self.lasting = None;
        self.fault = None;
    }

    /// A byte of the disk's own dice.
    pub fn draw(&mut self) -> u8 {
        self.numbers.draw() as u8
    }

    /// What is read of a file.
    pub fn image(&mut self, name: &str) -> &[u8] {
        &self.file(name).current
    }

    /// A file that is there has these bytes somewhere.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        let there = self.files.values().filter(|file| !file.deleted);
        there.into_iter().any(|file| file.current.windows(bytes.len()).any(|at| at == bytes))
    }

    /// Sees to it that a file is there.
    pub fn create(&mut self, name: &str) {
        if !self.exists(name) {
            self.files.insert(name.to_owned(), File::default());
        }
    }

    pub fn clear(&mut self) {
        self.files.clear();
    }

    /// Counts an operation and says what goes wrong with it.
    fn operation(&mut self) -> Option<Fault> {
        if self.lasting.is_some() {
            return self.lasting;
        }
        self.operations += 1;
        let (_, fault) = self.fault.take_if(|(at, _)| *at == self.operations)?;
        if matches!(fault, Fault::PowerCut | Fault::Full) {
            self.lasting = Some(fault);
        }
        Some(fault)
    }

    pub fn is_off(&self) -> bool {
        self.lasting == Some(Fault::PowerCut)
    }

    fn file(&mut self, name: &str) -> &mut File {
        self.files.entry(name.to_owned()).or_default()
    }

    pub fn write(&mut self, name: &str, mut offset: usize, mut bytes: &[u8]) -> c_int {
        let was_off = self.is_off();
        let fault = self.operation();
        if was_off || matches!(fault, Some(Fault::Fails | Fault::SyncFailsLate)) {
            return ffi::SQLITE_IOERR_WRITE;
        }
        if fault == Some(Fault::Full) {
            return ffi::SQLITE_FULL;
        }
        while !bytes.is_empty() {
            let room = SECTOR_BYTES - offset % SECTOR_BYTES;
            let (piece, rest) = bytes.split_at(room.min(bytes.len()));
            self.file(name).change(Piece::Write { offset, bytes: piece.to_vec() });
            offset += piece.len();
            bytes = rest;
        }
        // A write that the cut falls into may have reached the disk.
        match fault {
            Some(_) => ffi::SQLITE_IOERR_WRITE,
            None => ffi::SQLITE_OK,
        }
    }

    pub fn sync(&mut self, name: &str) -> c_int {
        match self.operation() {
            None => self.file(name).sync(),
            Some(Fault::SyncFailsLate) => {
                self.file(name).sync();
                return ffi::SQLITE_IOERR_FSYNC;
            }
            // A full disk has room for what was written before.
            Some(Fault::Full) => self.file(name).sync(),
            Some(Fault::PowerCut | Fault::Fails) => return ffi::SQLITE_IOERR_FSYNC,
        }
        ffi::SQLITE_OK
    }

    pub fn truncate(&mut self, name: &str, length: usize) -> c_int {
        match self.operation() {
            None | Some(Fault::Full) => {
                self.file(name).change(Piece::Truncate { length });
                ffi::SQLITE_OK
            }
            Some(_) => ffi::SQLITE_IOERR_TRUNCATE,
        }
    }

    pub fn delete(&mut self, name: &str, safely: bool) -> c_int {
        if !self.exists(name) {
            return ffi::SQLITE_IOERR_DELETE_NOENT;
        }
        match self.operation() {
            None | Some(Fault::Full) if safely => {
                self.files.remove(name);
                ffi::SQLITE_OK
            }
            None | Some(Fault::Full) => {
                self.file(name).deleted = true;
                ffi::SQLITE_OK
            }
            Some(_) => ffi::SQLITE_IOERR_DELETE,
        }
    }

    pub fn exists(&self, name: &str) -> bool {
        self.files.get(name).is_some_and(|file| !file.deleted)
    }

    /// What a power cut leaves: of each file any of the pieces that were not synced.
    pub fn survive(&mut self) {
        let kept_of_16 = [0, 4, 8, 15, 16][self.numbers.below(5) as usize];
        let numbers = &mut self.numbers;
        let mut keeps = || numbers.below(16) < kept_of_16;
        let mut survivors = BTreeMap::new();
        for (name, file) in std::mem::take(&mut self.files) {
            if file.safe.is_none() && !keeps() || file.deleted && keeps() {
                continue;
            }
            let mut image = file.safe.unwrap_or_default();
            file.pending.iter().filter(|_| keeps()).for_each(|piece| piece.apply(&mut image));
            survivors.insert(name, image);
        }
        for (name, image) in survivors {
            self.put(&name, image);
        }
    }

    pub fn put(&mut self, name: &str, image: Vec<u8>) {
        let file = File { safe: Some(image.clone()), current: image, ..File::default() };
        self.files.insert(name.to_owned(), file);
    }
}
