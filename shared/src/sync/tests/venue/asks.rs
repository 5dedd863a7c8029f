//! What people ask of a venue, and what they carry through it.

use super::{DAY, ROOM, SLOT, Venue};
use crate::{
    carry::Carried,
    command::{Command, DayEdit, Refusal, RoomEdit, SessionEdit, SlotEdit},
    ids::{PersonId, SessionId, SetId},
    roster::{Action, Role},
    schedule::{Placement, When},
    sync::{DeviceInput, HubInput, NotTaken, Saying, Taken, Took},
};
use std::sync::Arc;

impl Venue {
    pub fn ask(&mut self, device: usize, command: Command) -> Result<SetId, Refusal> {
        self.ask_as(device, None, command)
    }

    pub fn ask_as(
        &mut self,
        device: usize,
        person: Option<PersonId>,
        command: Command,
    ) -> Result<SetId, Refusal> {
        self.device(device, DeviceInput::Command { ticket: 7, person, command });
        self.devices[device].done.take().unwrap()
    }

    pub fn ask_hub(&mut self, hub: usize, command: Command) -> Result<SetId, Refusal> {
        self.hub(hub, HubInput::Command { ticket: 7, command });
        self.hubs[hub].done.take().unwrap()
    }

    pub fn record(&mut self, hub: usize, action: Action) {
        let root = Some(self.root.clone());
        self.hub(hub, HubInput::Record { ticket: 7, action, root });
        self.hubs[hub].recorded.take().unwrap().unwrap();
    }

    pub fn grant(&mut self, hub: usize, device: usize, role: Role) {
        let device = self.devices[device].device.replica().id();
        self.record(hub, Action::Grant { device, role });
    }

    /// Somebody at one device says something about another.
    pub fn say(&mut self, device: usize, about: usize, saying: Saying) -> Result<(), Refusal> {
        let about = self.devices[about].device.replica().id();
        self.device(device, DeviceInput::Say { ticket: 7, about, saying });
        self.devices[device].said.take().unwrap()
    }

    /// Somebody at a device erases names.
    pub fn erase(&mut self, device: usize, people: &[PersonId]) -> Result<(), Refusal> {
        let people = people.iter().copied().collect();
        self.device(device, DeviceInput::Erase { ticket: 7, people });
        self.devices[device].said.take().unwrap()
    }

    /// The file that a device writes for somebody to carry.
    pub fn carry(&self, device: usize) -> Vec<u8> {
        let node = &self.devices[device];
        let mut carry = node.device.carry(self.now()).unwrap();
        while carry.fill(&node.store, 3).unwrap() {}
        carry.pack()
    }

    /// A device takes a file that was carried to it.
    pub fn take(&mut self, device: usize, file: &[u8]) -> Result<Taken, NotTaken> {
        let board = Arc::new(Carried::read(file, self.setup.verifier.as_ref()).unwrap());
        self.device(device, DeviceInput::Take { ticket: 7, board });
        loop {
            match self.devices[device].took.take().unwrap() {
                Took::More { .. } => self.device(device, DeviceInput::TakeMore),
                Took::All(taken) => return Ok(taken),
                Took::Not(why) => return Err(why),
            }
        }
    }

    /// A server takes a file that was carried to it.
    pub fn take_at_hub(&mut self, hub: usize, board: Carried) -> Result<Taken, NotTaken> {
        let board = Arc::new(board);
        self.hub(hub, HubInput::Take { ticket: 7, board });
        loop {
            match self.hubs[hub].took.take().unwrap() {
                Took::More { .. } => self.hub(hub, HubInput::TakeMore),
                Took::All(taken) => return Ok(taken),
                Took::Not(why) => return Err(why),
            }
        }
    }

    /// A day with one slot and a room.
    pub fn furnish(&mut self) {
        let day = DayEdit { date: Some("2026-06-13".into()), ..DayEdit::default() };
        let room = RoomEdit { name: Some("Hall".into()), ..RoomEdit::default() };
        let slot = SlotEdit { span: Some((DAY, 600, 45)), ..SlotEdit::default() };
        self.ask_hub(0, Command::PutDay { day: DAY, edit: day }).unwrap();
        self.ask_hub(0, Command::PutRoom { room: ROOM, edit: room }).unwrap();
        self.ask_hub(0, Command::PutSlot { slot: SLOT, edit: slot }).unwrap();
        self.settle();
    }
}

pub fn pitch(id: u8, title: &str) -> Command {
    let edit = SessionEdit { title: Some(title.into()), ..SessionEdit::default() };
    Command::Pitch { session: SessionId([id; 16]), edit }
}

pub fn retitle(id: u8, title: &str) -> Command {
    let edit = SessionEdit { title: Some(title.into()), ..SessionEdit::default() };
    Command::EditSession { session: SessionId([id; 16]), edit }
}

pub fn place(id: u8) -> Command {
    let to = Placement::At { when: When::Slot(SLOT), rooms: vec![ROOM] };
    Command::Place { session: SessionId([id; 16]), to }
}
