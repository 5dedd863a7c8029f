//! The wires of a venue: what the ends send, and how bad the network is.

use super::Venue;
use crate::{
    limits,
    persist::Store as _,
    sync::{DeviceEffect, DeviceInput, HubEffect, HubInput, Step},
};

#[derive(Clone)]
pub enum Wire {
    ToHub { hub: usize, peer: u64, bytes: Vec<u8> },
    ToDevice { device: usize, connection: u64, bytes: Vec<u8> },
}

/// How bad the network is: one frame in so many is lost, doubled, or overtaken.
#[derive(Clone, Copy, Default)]
pub struct Weather {
    pub lose: Option<usize>,
    pub double: Option<usize>,
    pub overtake: Option<usize>,
}

impl Venue {
    pub fn device(&mut self, device: usize, input: DeviceInput) {
        let now = self.now();
        let node = &mut self.devices[device];
        let step = node.device.handle(now, &mut self.dice, &node.store, input).unwrap();
        if let Some(violation) = node.device.take_violation() {
            assert!(self.setup.fault.is_some(), "a server broke the protocol: {violation}");
        }
        self.perform_device(device, step);
    }

    fn perform_device(&mut self, device: usize, step: Step<DeviceEffect>) {
        let node = &mut self.devices[device];
        node.store.commit(&step.commit).unwrap();
        for effect in step.effects {
            let node = &mut self.devices[device];
            match effect {
                DeviceEffect::Send { connection, frame } => {
                    assert!(frame.len() <= limits::FRAME_BYTES_MAX);
                    if let Some((_, hub)) = node.line.filter(|line| line.0 == connection) {
                        self.wire(Wire::ToHub { hub, peer: connection, bytes: frame });
                    }
                }
                DeviceEffect::Ephemeral { connection, frame } => {
                    if let Some((_, hub)) = node.line.filter(|line| line.0 == connection) {
                        self.ephemeral += 1;
                        self.wire(Wire::ToHub { hub, peer: connection, bytes: frame });
                    }
                }
                DeviceEffect::Close { connection, why } => {
                    node.closed.push(why);
                    if let Some((_, hub)) = node.line.take_if(|line| line.0 == connection) {
                        self.hub(hub, HubInput::Closed { peer: connection });
                    }
                }
                DeviceEffect::Done { result, .. } => node.done = Some(result),
                DeviceEffect::NotAccepted { set, command, why } => {
                    node.not_accepted.push((set, command, why));
                }
                DeviceEffect::Founded { result, .. } => node.founded = Some(result),
                DeviceEffect::Took { took, .. } => node.took = Some(took),
                DeviceEffect::Said { result, .. } => node.said = Some(result),
                DeviceEffect::Changed => {}
            }
        }
    }

    pub fn hub(&mut self, hub: usize, input: HubInput) {
        let now = self.now();
        let node = &mut self.hubs[hub];
        let step = node.hub.handle(now, &mut self.dice, &node.store, input).unwrap();
        if let Some((_, violation)) = node.hub.take_violation() {
            assert!(self.setup.fault.is_some(), "a device broke the protocol: {violation}");
        }
        node.store.commit(&step.commit).unwrap();
        for effect in step.effects {
            match effect {
                HubEffect::Send { peer, frame } | HubEffect::Ephemeral { peer, frame } => {
                    assert!(frame.len() <= limits::FRAME_BYTES_MAX);
                    let device =
                        self.devices.iter().position(|node| node.line == Some((peer, hub)));
                    if let Some(device) = device {
                        let bytes = frame.to_vec();
                        self.wire(Wire::ToDevice { device, connection: peer, bytes });
                    }
                }
                HubEffect::Close { peer, why } => {
                    // What was sent before still arrives.
                    self.pump_to(peer);
                    let device =
                        self.devices.iter().position(|node| node.line == Some((peer, hub)));
                    if let Some(device) = device {
                        self.devices[device].closed.push(why);
                        self.devices[device].line = None;
                        self.device(device, DeviceInput::Closed { connection: peer });
                    }
                }
                HubEffect::Done { result, .. } => self.hubs[hub].done = Some(result),
                HubEffect::Invited { result, .. } => self.hubs[hub].invited = Some(result),
                HubEffect::Recorded { result, .. } => self.hubs[hub].recorded = Some(result),
                HubEffect::Took { took, .. } => self.hubs[hub].took = Some(took),
                HubEffect::GoBack { peer, to } => self.hubs[hub].back.push((peer, to)),
                HubEffect::Erased { .. } | HubEffect::Changed => {}
            }
        }
    }

    fn pump_to(&mut self, peer: u64) {
        let waiting = std::mem::take(&mut self.wires);
        for wire in waiting {
            match wire {
                Wire::ToDevice { device, connection, bytes } if connection == peer => {
                    self.device(device, DeviceInput::Frame { connection, bytes });
                }
                other => self.wires.push_back(other),
            }
        }
    }

    fn wire(&mut self, wire: Wire) {
        show(self.ms, &wire);
        let Weather { lose, double, overtake } = self.weather;
        if lose.is_some_and(|n| self.dice.one_in(n)) {
            return;
        }
        if double.is_some_and(|n| self.dice.one_in(n)) {
            self.wires.push_back(wire.clone());
        }
        let at = match overtake {
            Some(n) if self.dice.one_in(n) => self.dice.below(self.wires.len() + 1),
            _ => self.wires.len(),
        };
        self.wires.insert(at, wire);
    }

    /// Delivers one frame; `false` when there is none.
    pub fn deliver(&mut self) -> bool {
        let Some(wire) = self.wires.pop_front() else { return false };
        match wire {
            Wire::ToHub { hub, peer, bytes } => self.hub(hub, HubInput::Frame { peer, bytes }),
            Wire::ToDevice { device, connection, bytes } => {
                self.device(device, DeviceInput::Frame { connection, bytes });
            }
        }
        true
    }

    /// Delivers everything that is on its way, and what follows.
    pub fn pump(&mut self) {
        for _ in 0..200_000 {
            if !self.deliver() {
                return;
            }
        }
        panic!("the ends never stop talking");
    }
}

/// With `CAMPBOARD_FRAMES` set, a test tells what is on its wires.
#[expect(clippy::print_stdout, reason = "for whoever reads a failing test")]
fn show(ms: u64, wire: &Wire) {
    if std::env::var_os("CAMPBOARD_FRAMES").is_none() {
        return;
    }
    let (way, bytes) = match wire {
        Wire::ToHub { hub, peer, bytes } => (format!("{peer} -> server {hub}"), bytes),
        Wire::ToDevice { device, bytes, .. } => (format!("-> device {device}"), bytes),
    };
    let frame = format!("{:?}", crate::sync::frame::Frame::decode(bytes));
    println!("{ms} {way}: {}", frame.chars().take(300).collect::<String>());
}
