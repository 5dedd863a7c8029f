//! The kiosk's end: a replica and at most one connection to a server.

mod carry;
mod found;
mod handshake;
mod meet;
mod merged;
mod presence;
mod proof;
mod pull;
mod push;
mod records;
mod refused;
mod rehearse;
mod report;
mod standing;
mod stated;
mod walk;

use super::{
    DeviceEffect, DeviceInput, DeviceStatus, Fault, Line, Now, Setup, Step,
    cx::Stop,
    frame::{Frame, Goodbye, NoticeCode, Violation},
};
use crate::{
    command::{Command, Refusal},
    ids::{ChangeHash, DeviceId, DocumentKind, LogId, PersonId, Random, SetId, draw},
    invite::JoinLink,
    limits,
    persist::{Bodies, RecordKind, Saved, StoreError},
    replica::{LoadError, Made, OwnActs, Replica, Taking, fact, put_fact},
    roster::{Action, Statement},
    schedule::Schedule,
};
use std::{collections::BTreeSet, sync::Arc};

pub(super) use records::record_frames;
pub use stated::Saying;

/// What one input is handled with.
type Cx<'a> = super::cx::Cx<'a, DeviceEffect>;

/// A connection and everything that lives as long as it does.
struct Link {
    connection: u64,
    opened_ms: u64,
    heard_ms: u64,
    sent_ms: u64,
    ask: u64,
    stage: Stage,
    records: records::RecordSync,
    documents: [pull::Document; 3],
    pusher: push::Pusher,
}

enum Stage {
    /// Waiting for the server's hello.
    Hello { nonce: [u8; 32] },
    /// Waiting for the welcome.
    Proving { server: DeviceId },
    /// Records first; documents wait.
    Records { server: DeviceId },
    /// Documents.
    Open { server: DeviceId },
}

/// A device. It is driven by [`handle`](Self::handle); see the [module](super) for what a shell
/// does with a [`Step`]. After an error of `handle` it must be loaded again.
pub struct Device {
    replica: Replica,
    process: [u8; 16],
    redeem: Option<Vec<u8>>,
    /// The logs last met, by document number.
    present: Option<[LogId; 3]>,
    link: Option<Link>,
    goodbye: Option<Goodbye>,
    cloned: bool,
    heard_ms: Option<u64>,
    heard_wall_ms: Option<i64>,
    heard_saved_ms: i64,
    /// For planted bugs only: changes that are wrongly thought to be done with.
    given: BTreeSet<ChangeHash>,
    violation: Option<Violation>,
    offered: BTreeSet<DocumentKind>,
    presence: presence::Presences,
    heards: standing::Heards,
    telling: report::Telling,
    rehearsing: rehearse::Rehearsals,
    merging: merged::Merging,
    taking: Option<(u64, Taking)>,
}

impl Device {
    /// Reads a device from its store. At the first start it makes the device's key, which is in
    /// the step's transaction. Every load begins a new actor.
    ///
    /// # Errors
    /// When the store holds something else, or the key is lost.
    pub fn load(
        saved: Saved,
        setup: Setup,
        random: &mut dyn Random,
    ) -> Result<(Self, Step<DeviceEffect>), LoadError> {
        let mut step = Step::default();
        let redeem = saved.facts.get(fact::REDEEM).filter(|bytes| !bytes.is_empty()).cloned();
        let present = saved.facts.get(fact::LOGS).and_then(|bytes| read_logs(bytes));
        let heard = saved.facts.get(fact::HEARD).and_then(|value| value[..].try_into().ok());
        let heard_wall_ms = heard.map(i64::from_be_bytes);
        let heards = standing::Heards::of_fact(saved.facts.get(fact::STANDINGS));
        let rehearsing = rehearse::Rehearsals::of_fact(saved.facts.get(fact::REHEARSAL));
        step.commit.puts.extend(rehearsing.at_start());
        let replica = Replica::load(saved, "device", setup, random, &mut step.commit)?;
        let device = Self {
            replica,
            process: draw(random),
            redeem,
            present,
            link: None,
            goodbye: None,
            cloned: false,
            heard_ms: None,
            heard_wall_ms,
            heard_saved_ms: heard_wall_ms.unwrap_or(0),
            given: BTreeSet::new(),
            violation: None,
            offered: BTreeSet::new(),
            presence: presence::Presences::default(),
            heards,
            telling: report::Telling::default(),
            rehearsing,
            merging: merged::Merging::default(),
            taking: None,
        };
        step.effects.push(DeviceEffect::Changed);
        Ok((device, step))
    }

    /// Takes one input.
    ///
    /// # Errors
    /// When a body could not be read from the disk: drop the device and load it again.
    pub fn handle(
        &mut self,
        now: Now,
        random: &mut dyn Random,
        bodies: &dyn Bodies,
        input: DeviceInput,
    ) -> Result<Step<DeviceEffect>, StoreError> {
        self.replica.fresh.begin_input();
        let mut cx = Cx { now, random, bodies, step: Step::default() };
        let handled = self.take(&mut cx, input).and_then(|()| self.flush(&mut cx));
        match handled {
            Ok(()) => {
                self.look_for_merged(&mut cx);
                self.tell_presence(&mut cx);
                self.tell_report(&mut cx);
            }
            Err(Stop::Violation(violation)) => {
                self.violation = Some(violation);
                self.close(&mut cx, Goodbye::Violation);
            }
            Err(Stop::Store(error)) => return Err(error),
        }
        Ok(cx.step)
    }

    fn take(&mut self, cx: &mut Cx<'_>, input: DeviceInput) -> Result<(), Stop> {
        match input {
            DeviceInput::Join(link, label) => self.join(cx, &link, &label),
            DeviceInput::Found { ticket, label, command } => {
                self.found(cx, ticket, &label, command.as_ref());
            }
            DeviceInput::Command { ticket, person, command } => {
                self.command(cx, ticket, person, &command);
            }
            DeviceInput::Say { ticket, about, saying } => self.say(cx, ticket, about, saying),
            DeviceInput::Erase { ticket, people } => self.erase(cx, ticket, &people),
            DeviceInput::DiskErased { erasure, is_done } => {
                let at_ms = self.replica.clock.read(cx.now).0;
                self.replica.disk_erased(&erasure, is_done, at_ms, &mut cx.step.commit);
                cx.step.effects.push(DeviceEffect::Changed);
            }
            DeviceInput::Take { ticket, board } => self.take_board(cx, ticket, board),
            DeviceInput::TakeMore => self.take_more(cx),
            DeviceInput::Presence { person, doing } => self.presence.set(doing, person),
            DeviceInput::About(about) => self.telling.set(about),
            DeviceInput::GoBack(to) => self.go_back(cx, to),
            DeviceInput::EndRehearsal => self.end_rehearsal(cx),
            DeviceInput::RehearsalSeen => self.rehearsal_seen(cx),
            DeviceInput::Opened { connection } => self.opened(cx, connection),
            DeviceInput::Frame { connection, bytes } => {
                if self.link.as_ref().is_some_and(|link| link.connection == connection) {
                    self.hear(cx);
                    if let Some(frame) = Frame::decode(&bytes)? {
                        self.frame(cx, frame)?;
                    }
                }
            }
            DeviceInput::Closed { connection } => {
                if self.link.as_ref().is_some_and(|link| link.connection == connection) {
                    self.drop_link(cx);
                }
            }
            DeviceInput::Tick => self.tick(cx)?,
        }
        Ok(())
    }

    /// The replica.
    #[must_use]
    pub fn replica(&self) -> &Replica {
        &self.replica
    }

    /// The schedule, with people and devices.
    pub fn schedule(&mut self) -> Arc<Schedule> {
        self.replica.schedule()
    }

    /// Own edits that are in effect and can be undone, newest first, with those who asked for them;
    /// at most [`limits::UNDOABLE_MAX`].
    pub fn undoable(&mut self) -> OwnActs {
        self.replica.undoable()
    }

    /// Own edits that were undone and can be done again, by undoing the undo that each names; those
    /// of a person who has done something new since are not among them.
    pub fn redoable(&mut self) -> OwnActs {
        self.replica.redoable()
    }

    /// How the server last broke the protocol, once: for the log.
    pub fn take_violation(&mut self) -> Option<Violation> {
        self.violation.take()
    }

    /// How it stands.
    #[must_use]
    pub fn status(&self, now: Now) -> DeviceStatus {
        DeviceStatus {
            joined: self.replica.event().is_some(),
            role: self.replica.role(),
            connection: self.line(),
            goodbye: self.goodbye,
            outbox: self.outbox(),
            heard_ms: self.heard_ms,
            heard_wall_ms: self.heard_wall_ms,
            clock_doubtful: self.replica.clock.read(now).1,
            cloned: self.cloned,
            set_aside: self.replica.not_accepted(),
            damaged: self.replica.damaged.clone(),
            merged: self.merging.report(),
        }
    }

    /// The time to show, milliseconds since 1970, and whether it is doubtful.
    #[must_use]
    pub fn time(&self, now: Now) -> (i64, bool) {
        self.replica.clock.read(now)
    }

    /// The logs last met, by document number.
    #[must_use]
    pub fn present_logs(&self) -> Option<[LogId; 3]> {
        self.present
    }

    fn line(&self) -> Line {
        match self.link.as_ref().map(|link| (&link.stage, &link.documents)) {
            None => Line::None,
            Some((Stage::Hello { .. } | Stage::Proving { .. }, _)) => Line::Shaking,
            // To whoever looks on, the server is gone.
            Some((Stage::Records { .. }, _)) if self.rehearsing.is_away() => Line::None,
            Some((Stage::Records { .. }, _)) => Line::CatchingUp,
            Some((Stage::Open { .. }, documents)) => {
                let done = documents.iter().all(|document| self.is_up_to_date(document));
                if done { Line::UpToDate } else { Line::CatchingUp }
            }
        }
    }

    fn outbox(&self) -> usize {
        let of = |kind: DocumentKind| {
            let log = self.present_log(kind).and_then(|log| self.replica.log(log, kind));
            log.map_or(self.replica.documents.hashes(kind).len(), |log| log.lacking_count())
        };
        DocumentKind::ALL.into_iter().map(of).sum()
    }

    fn present_log(&self, kind: DocumentKind) -> Option<LogId> {
        self.present.and_then(|logs| logs.get(usize::from(kind.number())).copied())
    }

    fn join(&mut self, cx: &mut Cx<'_>, link: &JoinLink, label: &str) {
        if self.replica.event().is_none() {
            self.replica.join(link.event(), &mut cx.step.commit);
        }
        // A link of another event is not this device's: the server of that event will say so.
        let event = link.event();
        let action = Action::redeem(event, &link.invite_key(), &self.replica.key, label);
        let redeem = Statement::sign(&link.invite_key(), event, 0, action).encode();
        cx.step.commit.puts.push(put_fact(fact::REDEEM, redeem.clone()));
        self.redeem = Some(redeem);
        cx.step.effects.push(DeviceEffect::Changed);
    }

    fn command(
        &mut self,
        cx: &mut Cx<'_>,
        ticket: u64,
        person: Option<PersonId>,
        command: &Command,
    ) {
        let result = self.issue(cx, person, command);
        if result.is_ok() {
            cx.step.effects.push(DeviceEffect::Changed);
        }
        let result = result.map(|made| {
            self.made(cx, &made.changes, &made.names);
            made.set
        });
        cx.step.effects.push(DeviceEffect::Done { ticket, result });
    }

    fn issue(
        &mut self,
        cx: &mut Cx<'_>,
        person: Option<PersonId>,
        command: &Command,
    ) -> Result<Made, Refusal> {
        let (ms, doubtful) = self.replica.clock.read(cx.now);
        let asker = crate::replica::Asker { person, at_s: ms.div_euclid(1_000), doubtful };
        let set = SetId(draw(cx.random));
        self.replica.issue(command, asker, set, &mut cx.step.commit)
    }

    /// Something came from the server.
    fn hear(&mut self, cx: &mut Cx<'_>) {
        let (wall_ms, _) = self.replica.clock.read(cx.now);
        if !self.rehearsing.is_away() {
            self.heard_ms = Some(cx.now.ms);
            self.heard_wall_ms = Some(wall_ms);
        }
        if let Some(link) = &mut self.link {
            link.heard_ms = cx.now.ms;
        }
    }

    fn tick(&mut self, cx: &mut Cx<'_>) -> Result<(), Stop> {
        if let Some(high) = self.replica.clock.raise(cx.now) {
            cx.step.commit.puts.push(put_fact(fact::CLOCK, high.to_be_bytes().to_vec()));
        }
        if let Some(heard) = self.heard_wall_ms
            && heard.saturating_sub(self.heard_saved_ms) >= limits::CLOCK_SAVE_MS
        {
            self.heard_saved_ms = heard;
            cx.step.commit.puts.push(put_fact(fact::HEARD, heard.to_be_bytes().to_vec()));
        }
        self.rehearse(cx);
        self.keep_standings(cx);
        let Some(link) = &self.link else {
            return Ok(());
        };
        let shaking = matches!(link.stage, Stage::Hello { .. } | Stage::Proving { .. });
        let limit = if shaking { limits::HANDSHAKE_MS_MAX } else { limits::SILENCE_MS_MAX };
        let since = if shaking { link.opened_ms } else { link.heard_ms };
        if cx.now.ms.saturating_sub(since) > limit {
            self.close(cx, Goodbye::Silence);
            return Ok(());
        }
        if shaking {
            return Ok(());
        }
        let idle = cx.now.ms.saturating_sub(link.sent_ms) >= limits::HEARTBEAT_MS;
        if self.has_news() || idle {
            self.beat(cx);
        }
        self.retry(cx);
        Ok(())
    }

    fn retry(&mut self, cx: &mut Cx<'_>) {
        self.retry_records(cx);
        self.retry_documents(cx);
        self.retry_pushes(cx);
    }

    fn frame(&mut self, cx: &mut Cx<'_>, frame: Frame) -> Result<(), Stop> {
        match frame {
            Frame::ServerHello(hello) => self.server_hello(cx, &hello),
            Frame::Welcome(welcome) => return self.welcome(cx, &welcome),
            Frame::Farewell(farewell) => {
                self.goodbye = Some(farewell.code);
                self.drop_link(cx);
                // The other end has closed it.
            }
            other => {
                let open = self
                    .link
                    .as_ref()
                    .is_some_and(|l| matches!(l.stage, Stage::Records { .. } | Stage::Open { .. }));
                if open {
                    return self.open_frame(cx, other);
                }
            }
        }
        Ok(())
    }

    fn open_frame(&mut self, cx: &mut Cx<'_>, frame: Frame) -> Result<(), Stop> {
        match frame {
            Frame::Heartbeat(beat) => self.heartbeat(cx, &beat)?,
            Frame::Notice(notice) => {
                self.cloned |= notice.code == NoticeCode::Cloned;
                cx.step.effects.push(DeviceEffect::Changed);
            }
            Frame::Need(need) => self.need(cx, &need)?,
            Frame::Records(records) => self.records(cx, &records),
            Frame::Batch(batch) => self.batch(cx, batch)?,
            Frame::Mismatch(mismatch) => self.mismatch(cx, &mismatch)?,
            Frame::HashBatch(batch) => self.hash_batch(cx, batch)?,
            Frame::Bodies(bodies) => self.bodies(cx, bodies)?,
            Frame::Ack(ack) => self.ack(cx, &ack)?,
            Frame::NotYet(not_yet) => self.not_yet(cx, &not_yet),
            Frame::Refused(refused) => self.refused(cx, &refused)?,
            Frame::Known(known) => self.known(cx, &known)?,
            Frame::Want(want) => self.want(cx, &want)?,
            Frame::Proven(proven) => self.proven(cx, &proven)?,
            Frame::Presence(presence) => self.see(cx, &presence),
            Frame::Standings(standings) => self.hear_standings(cx, standings),
            Frame::Safety(safety) => self.hear_safety(cx, safety),
            Frame::Reports(reports) => self.hear_reports(cx, reports),
            Frame::NotBack(not) => self.hear_not_back(cx, not),
            Frame::ClientHello(_)
            | Frame::ServerHello(_)
            | Frame::Prove(_)
            | Frame::Welcome(_)
            | Frame::Farewell(_)
            | Frame::Have(_)
            | Frame::Follow(_)
            | Frame::Walk(_)
            | Frame::Fetch(_)
            | Frame::Push(_)
            | Frame::Offer(_)
            | Frame::Hashes(_)
            | Frame::Proof(_)
            | Frame::GoBack(_) => {
                return Err(Violation::OutOfPlace("a device's frame came from a server").into());
            }
        }
        Ok(())
    }

    fn send(&mut self, cx: &mut Cx<'_>, frame: &Frame) {
        if let Some(link) = &mut self.link {
            link.sent_ms = cx.now.ms;
            let (connection, frame) = (link.connection, frame.encode());
            cx.step.effects.push(DeviceEffect::Send { connection, frame });
        }
    }

    fn close(&mut self, cx: &mut Cx<'_>, why: Goodbye) {
        self.send(cx, &Frame::Farewell(super::frame::Farewell { code: why }));
        if let Some(connection) = self.link.as_ref().map(|link| link.connection) {
            cx.step.effects.push(DeviceEffect::Close { connection, why });
        }
        self.goodbye = Some(why);
        self.drop_link(cx);
    }

    fn drop_link(&mut self, cx: &mut Cx<'_>) {
        self.link = None;
        self.presence.line_lost();
        self.telling.line_lost();
        self.forget_standings(cx);
        self.replica.clock.closed();
        cx.step.effects.push(DeviceEffect::Changed);
    }

    fn has_fault(&self, fault: Fault) -> bool {
        self.replica.has_fault(fault)
    }
}

/// The next number of a question.
fn next_ask(link: &mut Link) -> u64 {
    link.ask += 1;
    link.ask
}

pub(super) fn read_logs(bytes: &[u8]) -> Option<[LogId; 3]> {
    let mut ids = bytes.as_chunks::<16>().0.iter().map(|id| LogId(*id));
    Some([ids.next()?, ids.next()?, ids.next()?])
}

/// The kinds of records in the order in which they are compared.
const RECORD_KINDS: [RecordKind; 2] = [RecordKind::Statement, RecordKind::Name];
