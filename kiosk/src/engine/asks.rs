//! Questions of the screens, and what becomes of them. What changes the disk is answered after it
//! is there.

use super::{
    batch::{Batch, JoinWaiter, Waiter},
    files::{BOARD_ENDING, ENDINGS},
    local::Lock,
    run::Engine,
    slip::Slip,
    worker::{Job, Print, Source, ToImport, Worked},
};
use crate::{
    ask::{Answer, Ask, Failure, NewPitch, PinAnswer, Reply, SlipAnswer, Stage},
    random::SystemRandom,
};
use import::table::Options;
use jiff::civil::Date;
use shared::{
    command::{Command, Problem, Refusal},
    ids::{PersonId, SessionId},
    invite::JoinLink,
    persist::StoreError,
    programme::plan::plan,
    schedule::Schedule,
    sync::{DeviceEffect, DeviceInput, RootWords},
};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Pitches that one slip code is compared with: the code names a few, and each costs a hash.
const CANDIDATES_MAX: usize = 24;
/// Longest PIN.
const PIN_BYTES_MAX: usize = 64;

/// What is done after a commit, or not at all.
pub(super) enum After {
    Reply(Reply),
    Work(u64, Job),
}

impl After {
    pub(super) fn answer(ticket: u64, answer: Answer) -> Self {
        Self::Reply(Reply { ticket, answer })
    }

    pub(super) fn failed(ticket: u64, why: Failure) -> Self {
        Self::answer(ticket, Answer::Failed(why))
    }

    /// Its ticket.
    pub(super) fn ticket(&self) -> u64 {
        match self {
            Self::Reply(reply) => reply.ticket,
            Self::Work(ticket, _) => *ticket,
        }
    }
}

impl Engine {
    #[expect(clippy::too_many_lines, reason = "one arm a question, each short")]
    pub(super) fn asked(&mut self, batch: &mut Batch, ticket: u64, ask: Ask) {
        if self.ground.device().is_none() {
            batch.after.push(After::failed(ticket, Failure::NotSaved));
            return;
        }
        match ask {
            Ask::Join { link, label } => match JoinLink::parse(&link) {
                Ok(link) => self.join(batch, link, label, JoinWaiter::Ticket(ticket)),
                Err(_) => batch.after.push(After::failed(ticket, Failure::BadLink)),
            },
            Ask::TrySample => {
                let plan = plan(&import::sample(), &Schedule::default(), &mut SystemRandom);
                self.found(batch, ticket, plan.command, true);
            }
            Ask::SetPin(None) => {
                let puts = self.ground.local.set_pin(None);
                batch.step.commit.puts.extend(puts);
                batch.after.push(After::answer(ticket, Answer::Done));
            }
            Ask::SetPin(Some(pin)) => batch.after.push(match pin.len() {
                1..=PIN_BYTES_MAX => After::Work(ticket, Job::HashPin { pin }),
                have => {
                    let too_long = Problem::TooLong { have, limit: PIN_BYTES_MAX };
                    let problem = if have == 0 { Problem::Empty } else { too_long };
                    let refusal = Refusal::Invalid { field: "pin", problem };
                    After::failed(ticket, Failure::Refused(refusal))
                }
            }),
            Ask::CheckPin(pin) => self.check_pin(batch, ticket, pin),
            Ask::Edit { command, person } => {
                self.edits_now(person);
                let inner = self.next_ticket();
                batch.commands.insert(inner, Waiter::Ticket(ticket));
                self.take_device(batch, DeviceInput::Command { ticket: inner, person, command });
            }
            Ask::Say { about, saying } => {
                let inner = self.next_ticket();
                batch.commands.insert(inner, Waiter::Ticket(ticket));
                self.take_device(batch, DeviceInput::Say { ticket: inner, about, saying });
            }
            Ask::Erase { people } => {
                let inner = self.next_ticket();
                batch.commands.insert(inner, Waiter::Ticket(ticket));
                self.take_device(batch, DeviceInput::Erase { ticket: inner, people });
            }
            Ask::Pitch(pitch) => {
                let slip = Slip::new(pitch.session, &mut SystemRandom);
                batch.after.push(After::Work(ticket, Job::HashSlip { pitch, slip }));
            }
            Ask::FindSlip(code) => self.find_slip(batch, ticket, &code),
            Ask::ListFiles => self.list(batch, ticket, &ENDINGS),
            Ask::ListBoards => self.list(batch, ticket, &[BOARD_ENDING]),
            Ask::ReadImport { path, options } => {
                self.read_import(batch, ticket, path, options, None);
            }
            Ask::ReadLike { path, options, first } => {
                self.read_import(batch, ticket, path, options, Some(first));
            }
            Ask::DoImport { person } => self.do_import(batch, ticket, person),
            Ask::DropImport => {
                self.drop_import();
                batch.after.push(After::answer(ticket, Answer::Done));
            }
            Ask::Serve { words } => self.serve(batch, ticket, words.as_deref()),
            Ask::StopServing => self.stop_serving(batch, ticket),
            Ask::GetReady { words } => self.get_ready(batch, ticket, &words),
            Ask::Proof => batch.after.push(After::answer(ticket, self.proof())),
            Ask::Wall => batch.after.push(After::answer(ticket, self.wall())),
            Ask::Certificate => batch.after.push(After::answer(ticket, self.certificate())),
            Ask::GoBack(to) => {
                self.take_device(batch, DeviceInput::GoBack(to));
                batch.after.push(After::answer(ticket, Answer::Done));
            }
            Ask::EndRehearsal => {
                self.take_device(batch, DeviceInput::EndRehearsal);
                batch.after.push(After::answer(ticket, Answer::Done));
            }
            Ask::RehearsalSeen => {
                self.take_device(batch, DeviceInput::RehearsalSeen);
                batch.after.push(After::answer(ticket, Answer::Done));
            }
            Ask::Carry { to } => self.carry(ticket, to),
            Ask::Take { path } => batch.after.push(After::Work(ticket, Job::ReadBoard { path })),
            Ask::Past(ask) => {
                let answer = self.past(ask);
                batch.after.push(After::answer(ticket, answer));
            }
            Ask::ExportLog { filter, place } => {
                self.list_log(ticket, filter, place);
            }
            Ask::StopLog => {
                self.stop_log();
                batch.after.push(After::answer(ticket, Answer::Done));
            }
            Ask::Printers => batch.after.push(After::Work(ticket, Job::ListPrinters)),
            Ask::Print { form, days, to, mut sentences } => {
                sentences.as_of = sentences.as_of.replace("{board}", &self.board());
                let (data, schedule) = (self.ground.folder(), self.schedule());
                let print = Print { form, days, sentences, schedule, to, data };
                batch.after.push(After::Work(ticket, Job::Print(Box::new(print))));
            }
            Ask::Export { format, place } => {
                let (data, schedule) = (self.ground.folder(), self.schedule());
                let job = Job::Export { format, place, data, schedule };
                batch.after.push(After::Work(ticket, job));
            }
        }
    }

    fn list(&self, batch: &mut Batch, ticket: u64, endings: &'static [&'static str]) {
        let data = self.ground.folder();
        batch.after.push(After::Work(ticket, Job::ListFiles { data, endings }));
    }

    /// Times in a table that tell their offset are read on the clocks of the event; a new event is
    /// where this machine is.
    fn read_import(
        &mut self,
        batch: &mut Batch,
        ticket: u64,
        path: PathBuf,
        mut options: Options,
        like: Option<Date>,
    ) {
        self.drop_import();
        let schedule = self.schedule();
        let founds = self.ground.device().is_none_or(|device| device.replica().event().is_none());
        let zone =
            if founds { crate::server::local_zone() } else { schedule.event.zone.value.clone() };
        if options.zone.is_empty() {
            options.zone.clone_from(&zone);
        }
        let founds_in = founds.then_some(zone);
        let source = Source { path, options, like, founds_in };
        let dropped = Arc::<AtomicBool>::default();
        self.reading = Some((ticket, Arc::clone(&dropped)));
        let job = Job::Read { source, schedule, dropped };
        batch.after.push(After::Work(ticket, job));
    }

    /// What was read is forgotten, and what is being read is not wanted any more.
    pub(super) fn drop_import(&mut self) {
        self.import = None;
        if let Some((_, dropped)) = self.reading.take() {
            dropped.store(true, Ordering::Relaxed);
        }
    }

    /// The short digest of the board.
    fn board(&mut self) -> String {
        let device = self.ground.device();
        device.map(|device| paper::board_of(device.replica().documents())).unwrap_or_default()
    }

    fn schedule(&mut self) -> Arc<Schedule> {
        self.ground.device().map(|device| device.schedule()).unwrap_or_default()
    }

    fn check_pin(&mut self, batch: &mut Batch, ticket: u64, pin: String) {
        let now_ms = self.now_ms();
        let local = &mut self.ground.local;
        let Some(hash) = local.pin.clone() else {
            batch.after.push(After::answer(ticket, Answer::Pin(PinAnswer::Right)));
            return;
        };
        if let Some(seconds) = local.wait_s(Lock::Pin, now_ms) {
            batch.after.push(After::answer(ticket, Answer::Pin(PinAnswer::Wait { seconds })));
            return;
        }
        batch.step.commit.puts.push(local.begin_try(Lock::Pin, now_ms));
        batch.after.push(After::Work(ticket, Job::CheckPin { pin, hash }));
    }

    fn find_slip(&mut self, batch: &mut Batch, ticket: u64, code: &str) {
        let Some(slip) = Slip::parse(code) else {
            batch.after.push(After::answer(ticket, Answer::Slip(SlipAnswer::Mistyped)));
            return;
        };
        let now_ms = self.now_ms();
        if let Some(seconds) = self.ground.local.wait_s(Lock::Slip, now_ms) {
            batch.after.push(After::answer(ticket, Answer::Slip(SlipAnswer::Wait { seconds })));
            return;
        }
        let schedule = self.schedule();
        let may_be = schedule
            .sessions
            .iter()
            .filter(|(id, session)| !session.slip.is_empty() && slip.may_be_of(**id));
        let candidates =
            may_be.take(CANDIDATES_MAX).map(|(id, session)| (*id, session.slip.clone())).collect();
        let put = self.ground.local.begin_try(Lock::Slip, now_ms);
        batch.step.commit.puts.push(put);
        batch.after.push(After::Work(ticket, Job::FindSlip { slip, candidates }));
    }

    /// Makes an event on this device.
    fn found(&mut self, batch: &mut Batch, ticket: u64, command: Option<Command>, sample: bool) {
        let event = self.ground.device().and_then(|device| device.replica().event());
        if event.is_some() {
            batch.after.push(After::failed(ticket, Failure::OtherEvent));
            return;
        }
        let inner = self.next_ticket();
        batch.commands.insert(inner, Waiter::Founder(ticket));
        let label = self.label.clone();
        self.take_device(batch, DeviceInput::Found { ticket: inner, label, command });
        let made = batch.step.effects.iter().any(|effect| {
            matches!(effect, DeviceEffect::Founded { ticket, result: Ok(_) } if *ticket == inner)
        });
        if made {
            self.ground.local.found_spare(&batch.step.commit);
        }
        if made && sample {
            batch.step.commit.puts.push(self.ground.local.mark_sample());
        }
    }

    /// The event that was asked for is on the disk, or was refused.
    pub(super) fn founded(&mut self, waiter: Option<Waiter>, result: Result<RootWords, Refusal>) {
        let answer = match result {
            Ok(words) => {
                self.seek();
                Answer::Founded { words: words.text().split(' ').map(str::to_owned).collect() }
            }
            Err(refusal) => Answer::Failed(Failure::Refused(refusal)),
        };
        if let Some(Waiter::Founder(ticket)) = waiter {
            self.reply(ticket, answer);
        }
    }

    fn do_import(&mut self, batch: &mut Batch, ticket: u64, person: Option<PersonId>) {
        let Some(command) = self.import.take() else {
            batch.after.push(After::failed(ticket, Failure::Refused(Refusal::NothingToDo)));
            return;
        };
        // Nothing else is done until it is in the documents: the person hears of it first.
        self.reply(ticket, Answer::Importing(Stage::Saving));
        let event = self.ground.device().and_then(|device| device.replica().event());
        if event.is_none() {
            self.found(batch, ticket, Some(command), false);
            return;
        }
        if let Err(error) = self.keep_before_import() {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            tracing::error!(%error, cause, "Nothing was imported: the state before was not kept");
            self.import = Some(command);
            batch.after.push(After::failed(ticket, Failure::NotSaved));
            return;
        }
        let inner = self.next_ticket();
        batch.commands.insert(inner, Waiter::Ticket(ticket));
        self.take_device(batch, DeviceInput::Command { ticket: inner, person, command });
    }

    /// An import is an act that can be undone; still, nothing is imported without a copy of before.
    fn keep_before_import(&mut self) -> Result<(), StoreError> {
        let store = self.ground.store().ok_or(StoreError::Full)?;
        let kept = store.keep_before_import()?;
        tracing::info!(kept = %kept.display(), "The state before an import is kept");
        Ok(())
    }

    /// What the worker has done.
    pub(super) fn take_worked(&mut self, batch: &mut Batch, ticket: u64, worked: Worked) {
        let wanted = self.reading.as_ref().is_some_and(|(reading, _)| *reading == ticket);
        let after = match worked {
            Worked::Importing(_) | Worked::Read(_) if !wanted => return,
            Worked::PinHashed { hash: None } | Worked::SlipHashed { hash: None, .. } => {
                After::failed(ticket, Failure::Busy)
            }
            Worked::PinHashed { hash } => {
                let local = &mut self.ground.local;
                batch.step.commit.puts.extend(local.set_pin(hash));
                batch.step.commit.puts.push(local.end_try(Lock::Pin));
                After::answer(ticket, Answer::Done)
            }
            Worked::PinChecked { right: false } => {
                let (now_ms, local) = (self.now_ms(), &self.ground.local);
                let wait_s = local.wait_s(Lock::Pin, now_ms).unwrap_or(0);
                let tries_left = local.tries_left(Lock::Pin, now_ms);
                After::answer(ticket, Answer::Pin(PinAnswer::Wrong { tries_left, wait_s }))
            }
            Worked::PinChecked { right: true } => {
                batch.step.commit.puts.push(self.ground.local.end_try(Lock::Pin));
                After::answer(ticket, Answer::Pin(PinAnswer::Right))
            }
            Worked::SlipHashed { pitch, slip, hash: Some(hash) } => {
                self.pitch(batch, ticket, *pitch, slip, hash);
                return;
            }
            Worked::SlipFound { session: None } => {
                After::answer(ticket, Answer::Slip(SlipAnswer::Unknown))
            }
            Worked::SlipFound { session: Some(session) } => {
                batch.step.commit.puts.push(self.ground.local.end_try(Lock::Slip));
                After::answer(ticket, Answer::Slip(SlipAnswer::Found(session)))
            }
            Worked::Files(files) => After::answer(ticket, Answer::Files(files)),
            Worked::Importing(stage) => After::answer(ticket, Answer::Importing(stage)),
            Worked::Read(Ok(ToImport::Dropped)) => return,
            Worked::Read(Ok(ToImport::Ready { preview, command })) => {
                self.import = command.map(|command| *command);
                After::answer(ticket, Answer::Preview(preview))
            }
            Worked::Read(Ok(ToImport::Asks(asks))) => {
                After::answer(ticket, Answer::TableAsks(asks))
            }
            Worked::BoardRead(Ok(board)) => {
                self.take_board(batch, ticket, board);
                return;
            }
            Worked::BoardWritten(Ok((path, lost))) => {
                After::answer(ticket, Answer::CarriedAway { path, lost })
            }
            Worked::BoardRead(Err(why)) | Worked::BoardWritten(Err(why)) => {
                After::failed(ticket, why)
            }
            Worked::Printers(Ok(printers)) => After::answer(ticket, Answer::Printers(printers)),
            Worked::Sent(Ok(printer)) => After::answer(ticket, Answer::Sent { printer }),
            Worked::Printers(Err(why)) | Worked::Sent(Err(why)) => After::failed(ticket, why),
            Worked::Erased { erasure, is_done } => {
                return self.files_erased(batch, erasure, is_done);
            }
            Worked::Exported(Ok(path)) => After::answer(ticket, Answer::Exported { path }),
            Worked::Read(Err(why)) | Worked::Exported(Err(why)) => After::failed(ticket, why),
        };
        batch.after.push(after);
    }

    /// Pitches with the hash of the slip code; the code itself is on the slip and nowhere else.
    fn pitch(&mut self, batch: &mut Batch, ticket: u64, pitch: NewPitch, slip: Slip, hash: String) {
        let NewPitch { session, mut edit, people, person } = pitch;
        edit.slip = Some(hash);
        let commands = vec![Command::Pitch { session, edit }];
        let command = Command::Together { commands, people };
        let inner = self.next_ticket();
        batch.commands.insert(inner, Waiter::Pitcher { ticket, session, slip });
        self.take_device(batch, DeviceInput::Command { ticket: inner, person, command });
    }

    /// The pitch is on the disk.
    pub(super) fn pitched(&mut self, ticket: u64, session: SessionId, slip: Slip) {
        let number = queue_number(&self.schedule(), session);
        self.reply(ticket, Answer::Pitched { session, code: slip.text(), number });
    }
}

/// The place of a pitch among all that were made here, from 1.
fn queue_number(schedule: &Schedule, session: SessionId) -> u32 {
    let place = |id: &SessionId| Some((&schedule.sessions.get(id)?.pitched_order, *id));
    let own = place(&session);
    let before = schedule
        .sessions
        .iter()
        .filter(|(id, session)| session.known && session.source.is_empty() && place(id) <= own);
    u32::try_from(before.count()).unwrap_or(u32::MAX)
}
