//! A device is let in: it proves its key, and redeems its invite when it has one.

use super::{
    Cx, Hub,
    peer::{Peer, Stage},
};
use crate::{
    ids::{DeviceId, draw},
    limits,
    persist::RecordKind,
    roster::{Action, Role, Statement},
    sync::frame::{
        ClientHello, Frame, Goodbye, Prove, ServerHello, Speaker, VERSION, Welcome, hello_message,
    },
};

impl Hub {
    pub(super) fn client_hello(&mut self, cx: &mut Cx<'_>, peer: u64, hello: &ClientHello) {
        let Some(Peer { stage: Stage::New, .. }) = self.peers.get(&peer) else {
            return;
        };
        let Some(event) = self.replica.event().filter(|event| *event == hello.event) else {
            self.close(cx, peer, Goodbye::WrongEvent);
            return;
        };
        if !hello.versions.contains(&VERSION) {
            self.close(cx, peer, Goodbye::Version);
            return;
        }
        let nonce = draw(cx.random);
        let server = self.replica.id();
        let theirs = (hello.device, &hello.nonce);
        let message = hello_message(event, theirs, (server, &nonce), Speaker::Server);
        let statements = self.replica.credentials(server, limits::CREDENTIALS_MAX);
        let answer = ServerHello {
            version: VERSION,
            event,
            server,
            nonce,
            statements: statements.into_iter().map(Into::into).collect(),
            signature: self.replica.key.sign(&message),
        };
        if let Some(known) = self.peers.get_mut(&peer) {
            let (device, device_nonce, process) = (hello.device, hello.nonce, hello.process);
            known.stage = Stage::Proving { device, device_nonce, nonce, process };
        }
        self.send(cx, peer, &Frame::ServerHello(answer));
    }

    pub(super) fn prove(&mut self, cx: &mut Cx<'_>, peer: u64, prove: &Prove) {
        let Some(known) = self.peers.get(&peer) else {
            return;
        };
        let Stage::Proving { device, device_nonce, nonce, process } = known.stage else {
            return;
        };
        let Some(event) = self.replica.event() else {
            return;
        };
        let ours = (self.replica.id(), &nonce);
        let message = hello_message(event, (device, &device_nonce), ours, Speaker::Device);
        if !self.replica.setup.verifier.verify(&device.0, &message, &prove.signature.0) {
            self.close(cx, peer, Goodbye::Unproven);
            return;
        }
        let statements: Vec<&[u8]> = prove.statements.iter().map(|bytes| &bytes[..]).collect();
        self.take_records(cx, RecordKind::Statement, &statements, Some(peer));
        match self.admit_device(cx, peer, device, prove) {
            Ok(role) => self.welcome(cx, peer, (device, process), role),
            Err(why) => self.close(cx, peer, why),
        }
    }

    fn admit_device(
        &mut self,
        cx: &mut Cx<'_>,
        peer: u64,
        device: DeviceId,
        prove: &Prove,
    ) -> Result<Role, Goodbye> {
        let redeemed = match &prove.redeem {
            Some(bytes) => self.redeem(cx, peer, device, bytes),
            None => Ok(()),
        };
        match self.replica.role_of(&device) {
            Some(role) => Ok(role),
            None if self.replica.was_removed(&device) => Err(Goodbye::Revoked),
            None => Err(redeemed.err().unwrap_or(Goodbye::UnknownDevice)),
        }
    }

    /// Redeems an invite, once.
    fn redeem(
        &mut self,
        cx: &mut Cx<'_>,
        peer: u64,
        device: DeviceId,
        bytes: &[u8],
    ) -> Result<(), Goodbye> {
        let statement = Statement::decode(bytes).map_err(|_| Goodbye::InviteUnknown)?;
        let invite = statement.issuer();
        let of_device =
            matches!(statement.action(), Action::Redeem { device: named, .. } if *named == device);
        if !of_device || self.replica.roster.invite_role(&invite).is_none() {
            return Err(Goodbye::InviteUnknown);
        }
        match self.replica.roster.redeemed_by(&invite) {
            Some(other) if other != device => Err(Goodbye::InviteUsed),
            Some(_) => Ok(()),
            None => {
                self.take_records(cx, RecordKind::Statement, &[bytes], Some(peer));
                Ok(())
            }
        }
    }

    fn welcome(
        &mut self,
        cx: &mut Cx<'_>,
        peer: u64,
        (device, process): (DeviceId, [u8; 16]),
        role: Role,
    ) {
        self.meet_others(cx, peer, device, process);
        self.hear_anew(&device);
        if let Some(known) = self.peers.get_mut(&peer) {
            known.stage = Stage::Open { device, process };
        }
        let (time, logs) = (self.wall_time(cx), self.log_states());
        let records = self.replica.digests();
        self.send(cx, peer, &Frame::Welcome(Welcome { role, logs, records, time }));
    }

    /// Other connections with the same key: of the same process they are dead; of another one they
    /// are either dead too, or a copied disk, which shows when something comes from them.
    fn meet_others(&mut self, cx: &mut Cx<'_>, peer: u64, device: DeviceId, process: [u8; 16]) {
        let mut replaced = Vec::new();
        for (number, other) in self.peers.iter_mut().filter(|(number, _)| **number != peer) {
            let Stage::Open { device: theirs, process: their_process } = other.stage else {
                continue;
            };
            if theirs != device {
                continue;
            }
            if their_process == process {
                replaced.push(*number);
            } else {
                other.rival = Some(peer);
            }
        }
        for number in replaced {
            self.close(cx, number, Goodbye::Replaced);
        }
    }
}
