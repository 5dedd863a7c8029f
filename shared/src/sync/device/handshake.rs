//! Both ends prove who they are.

use super::{Cx, Device, Link, Stage, Stop, pull::Document, push::Pusher, records::RecordSync};
use crate::{
    ids::draw,
    limits,
    replica::{KINDS, fact, put_fact},
    sync::{
        DeviceEffect, Fault,
        frame::{
            ClientHello, Frame, Goodbye, Prove, ServerHello, Speaker, VERSION, Violation, Welcome,
            hello_message,
        },
    },
};

impl Device {
    pub(super) fn opened(&mut self, cx: &mut Cx<'_>, connection: u64) {
        let Some(event) = self.replica.event() else {
            let why = Goodbye::NotJoined;
            cx.step.effects.push(DeviceEffect::Close { connection, why });
            return;
        };
        let nonce = draw(cx.random);
        self.presence.line_lost();
        self.begin_merging(cx.now);
        self.replica.clock.closed();
        self.link = Some(Link {
            connection,
            opened_ms: cx.now.ms,
            heard_ms: cx.now.ms,
            sent_ms: cx.now.ms,
            ask: 0,
            stage: Stage::Hello { nonce },
            records: RecordSync::default(),
            documents: KINDS.map(Document::new),
            pusher: Pusher::default(),
        });
        let (device, process) = (self.replica.id(), self.process);
        let versions = vec![VERSION];
        let hello = ClientHello { versions, event, device, nonce, process };
        self.send(cx, &Frame::ClientHello(hello));
        cx.step.effects.push(DeviceEffect::Changed);
    }

    pub(super) fn server_hello(&mut self, cx: &mut Cx<'_>, hello: &ServerHello) {
        let Some(Link { stage: Stage::Hello { nonce }, .. }) = self.link else {
            return;
        };
        if let Err(why) = self.check_server(cx, hello, &nonce) {
            self.close(cx, why);
            return;
        }
        let device = self.replica.id();
        let ours = (device, &nonce);
        let message =
            hello_message(hello.event, ours, (hello.server, &hello.nonce), Speaker::Device);
        let statements = self.replica.credentials(device, limits::CREDENTIALS_MAX);
        let prove = Prove {
            signature: self.replica.key.sign(&message),
            redeem: self.redeem.clone().map(Into::into),
            statements: statements.into_iter().map(Into::into).collect(),
        };
        if let Some(link) = &mut self.link {
            link.stage = Stage::Proving { server: hello.server };
        }
        self.send(cx, &Frame::Prove(prove));
    }

    fn check_server(
        &mut self,
        cx: &mut Cx<'_>,
        hello: &ServerHello,
        nonce: &[u8; 32],
    ) -> Result<(), Goodbye> {
        if hello.version != VERSION {
            return Err(Goodbye::Version);
        }
        if Some(hello.event) != self.replica.event() {
            return Err(Goodbye::WrongEvent);
        }
        let ours = (self.replica.id(), nonce);
        let message =
            hello_message(hello.event, ours, (hello.server, &hello.nonce), Speaker::Server);
        let verifier = &self.replica.setup.verifier;
        if !verifier.verify(&hello.server.0, &message, &hello.signature.0) {
            return Err(Goodbye::Unproven);
        }
        let statements: Vec<&[u8]> = hello.statements.iter().map(|bytes| &bytes[..]).collect();
        self.take_statements(cx, &statements);
        let certified = self.replica.certifies(hello.server)
            || self.has_fault(Fault::RevokedFollowed)
                && self.replica.roster.last_good(&hello.server).is_some();
        if certified { Ok(()) } else { Err(Goodbye::Uncertified) }
    }

    pub(super) fn welcome(&mut self, cx: &mut Cx<'_>, welcome: &Welcome) -> Result<(), Stop> {
        let Some(Link { stage: Stage::Proving { server }, .. }) = self.link else {
            return Ok(());
        };
        let log = |kind| welcome.logs.iter().find(|state| state.document == kind).copied();
        let [Some(plan), Some(board), Some(floor)] = KINDS.map(log) else {
            return Err(Violation::OutOfPlace("a welcome without all logs").into());
        };
        let present = [plan.log, board.log, floor.log];
        let is_new = self.present.is_some_and(|before| before != present);
        if self.present != Some(present) {
            self.present = Some(present);
            let bytes = present.iter().flat_map(|log| log.0).collect();
            cx.step.commit.puts.push(put_fact(fact::LOGS, bytes));
        }
        if self.redeem.take().is_some() {
            cx.step.commit.puts.push(put_fact(fact::REDEEM, Vec::new()));
        }
        self.goodbye = None;
        self.cloned = false;
        self.replica.clock.heard(cx.now, welcome.time.ms, welcome.time.sure);
        if is_new && self.has_fault(Fault::IssuedAgain) {
            let commit = &mut cx.step.commit;
            let aside = self.replica.issue_again(&present, cx.random, commit);
            self.set_aside(cx, aside)?;
        }
        let Some(link) = &mut self.link else {
            return Ok(());
        };
        link.stage = Stage::Records { server };
        link.records.theirs = Some(welcome.records);
        for (document, state) in link.documents.iter_mut().zip([plan, board, floor]) {
            document.log = state.log;
            document.length = state.position;
        }
        cx.step.effects.push(DeviceEffect::Changed);
        self.compare_records(cx)
    }
}
