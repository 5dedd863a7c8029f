//! What other commands of this program ask of an event's owner: what each question needs of the
//! hub, and what comes back to who asked.

use super::{
    Outcome,
    erase::ToErase,
    owner::{Desk, Loaded, load},
};
use crate::ask::{Answer, Request, Secret};
use shared::{
    command::{Command, Refusal},
    ids::{DeviceId, SetId},
    invite::JoinLink,
    keys::RootKey,
    persist::StoreError,
    programme::{Programme, export::export, plan::plan},
    roster::{Action, Role},
    sync::{HubInput, RecordRefusal},
};
use store::SqliteStore;
use tokio::sync::oneshot;
use tracing::info;

/// What whoever is not signed in hears.
const NOT_SIGNED_IN: &str = "sign in first";

/// Who waits for what a ticket brings.
#[derive(Debug)]
pub(super) struct Waiting {
    /// Of an import: what it changes.
    pub(super) report: Option<Vec<String>>,
    pub(super) reply: oneshot::Sender<Outcome>,
}

/// What a question came to before the hub heard of it.
enum Prepared {
    Outcome(Outcome),
    /// A command for the hub, and the report of an import.
    Input(Option<Vec<String>>, Box<dyn FnOnce(u64) -> HubInput>),
}

impl Desk {
    pub(super) fn asked(
        &mut self,
        store: &SqliteStore,
        request: Request,
        reply: oneshot::Sender<Outcome>,
    ) -> Option<HubInput> {
        match self.wait_for_backup(request, reply) {
            Some((request, reply)) => self.answer(store, request, reply),
            None => None,
        }
    }

    pub(super) fn answer(
        &mut self,
        store: &SqliteStore,
        request: Request,
        reply: oneshot::Sender<Outcome>,
    ) -> Option<HubInput> {
        match self.prepare(store, request) {
            Ok(Prepared::Outcome(outcome)) => {
                answer(reply, outcome);
                None
            }
            Ok(Prepared::Input(report, make)) => {
                self.tickets += 1;
                self.waiting.insert(self.tickets, Waiting { report, reply });
                Some(make(self.tickets))
            }
            Err(why) => {
                answer(reply, Outcome::Answer(Answer::Refused { why }));
                None
            }
        }
    }

    /// What a question needs of the hub, or its answer.
    fn prepare(&mut self, store: &SqliteStore, request: Request) -> Result<Prepared, String> {
        if matches!(request, Request::Check) {
            // Also works, and matters most, while there is no hub.
            let saved = load(store).map_err(|error| error.to_string())?;
            return Ok(Prepared::Outcome(Outcome::Saved(Box::new(saved))));
        }
        if self.full && writes(&request) {
            return Err(StoreError::Full.to_string());
        }
        let told = |answer| Ok(Prepared::Outcome(Outcome::Answer(answer)));
        match request {
            Request::SignIn => told(self.sign_in(store)?),
            Request::EndSignIns => told(self.end_sign_ins(store)?),
            Request::Enter { link } => told(self.enter(store, &link)?),
            Request::Leave { cookie } => told(self.leave(store, &cookie)?),
            Request::Page { cookie } if !self.is_signed_in(&cookie) => Err(NOT_SIGNED_IN.into()),
            Request::Page { .. } | Request::Wall => {
                told(Answer::Wall { page: Box::new(self.wall()?) })
            }
            Request::Tell { cookie, .. } if !self.is_signed_in(&cookie) => {
                Err(NOT_SIGNED_IN.into())
            }
            Request::Tell { device, act, .. } => {
                Ok(Prepared::Input(None, self.tell_device(&device, act)?))
            }
            Request::Erase(act) => match self.erase(&act)? {
                ToErase::Counted { names, damaged } => told(Answer::ToErase { names, damaged }),
                ToErase::Sure(people) => {
                    let erase = |ticket| HubInput::Erase { ticket, people };
                    Ok(Prepared::Input(None, Box::new(erase)))
                }
            },
            Request::Erased => told(Answer::Erased { page: Box::new(self.certificate()?) }),
            Request::Invite { role, root_words } => invite(&role, root_words),
            Request::Certify { key, root_words } => certify(&key, &root_words),
            Request::Revoke { who, root_words } => self.revoke(&who, &root_words),
            Request::Import { programme, dry_run } => self.import(&programme, dry_run),
            Request::Undo { set, keep_later_edits } => {
                let set: SetId =
                    set.trim().parse().map_err(|error| format!("the set {set:?} is {error}"))?;
                let command = Command::Undo { set, keep_later_edits };
                Ok(Prepared::Input(None, Box::new(|ticket| HubInput::Command { ticket, command })))
            }
            Request::BackUp
            | Request::Restore { .. }
            | Request::Take { .. }
            | Request::Carry { .. } => Err("this is done another way: ask again".to_owned()),
            Request::History { device, since, last } => {
                let answer = self.history(device.as_deref(), since.as_deref(), last)?;
                Ok(Prepared::Outcome(Outcome::Answer(answer)))
            }
            Request::Board => Ok(Prepared::Outcome(Outcome::Answer(self.board()?))),
            Request::Proof => {
                let proof = self.proof()?;
                Ok(Prepared::Outcome(Outcome::Answer(Answer::Proven { proof })))
            }
            Request::Export | Request::Check => {
                let schedule = self.schedule()?;
                let programme = Box::new(export(&schedule));
                Ok(Prepared::Outcome(Outcome::Answer(Answer::Exported { programme })))
            }
        }
    }

    /// Root takes its word for a server back, or a role of a device.
    fn revoke(&mut self, who: &str, root_words: &Secret) -> Result<Prepared, String> {
        let root = RootKey::from_words(&root_words.0).map_err(|error| error.to_string())?;
        let schedule = self.schedule()?;
        let Loaded::Hub(hub) = &self.hub else { return Err(String::new()) };
        let roster = hub.replica().roster();
        let mut all: Vec<DeviceId> = roster.devices().map(|(id, _)| id).collect();
        all.extend(roster.servers().filter(|key| roster.role(key).is_none()));
        let who = who.trim();
        all.retain(|id| {
            let label = schedule.devices.get(&id.tag());
            label.is_some_and(|label| **label == *who) || is_key(who, id)
        });
        let device = match all[..] {
            [one] if one == hub.replica().id() => {
                return Err("this is the server that you ask: revoke it at another one".to_owned());
            }
            [one] => one,
            [] => {
                return Err(format!(
                    "nobody who takes part is called {who:?}, and no key begins so"
                ));
            }
            _ => {
                let keys: Vec<String> = all.iter().map(ToString::to_string).collect();
                let keys = keys.join(", ");
                return Err(format!("several are called {who:?}: give the key of one, {keys}"));
            }
        };
        let action = match roster.is_server(&device) {
            true => Action::RevokeServer { key: device, last_good: hub.last_known(&device) },
            false => Action::Revoke { device },
        };
        let make = move |ticket| HubInput::Record { ticket, action, root: Some(root) };
        Ok(Prepared::Input(None, Box::new(make)))
    }

    fn import(&mut self, programme: &Programme, dry_run: bool) -> Result<Prepared, String> {
        let schedule = self.schedule()?;
        let plan = plan(programme, &schedule, &mut self.random);
        match plan.command {
            Some(command) if !dry_run => Ok(Prepared::Input(
                Some(plan.report),
                Box::new(|ticket| HubInput::Command { ticket, command }),
            )),
            _ => {
                let answer = Answer::Imported { set: None, report: plan.report };
                Ok(Prepared::Outcome(Outcome::Answer(answer)))
            }
        }
    }

    fn board(&mut self) -> Result<Answer, String> {
        let schedule = Box::new((*self.schedule()?).clone());
        let Loaded::Hub(hub) = &self.hub else { return Err(String::new()) };
        let board = paper::board_of(hub.replica().documents());
        Ok(Answer::Board { schedule, board })
    }

    pub(super) fn recorded(&mut self, ticket: u64, result: Result<(), RecordRefusal>) {
        let Some(Waiting { reply, .. }) = self.waiting.remove(&ticket) else { return };
        let told = match result {
            Ok(()) => Answer::Certified,
            Err(refusal) => refused(&refusal.to_string()),
        };
        answer(reply, Outcome::Answer(told));
    }

    pub(super) fn done(&mut self, ticket: u64, result: Result<SetId, Refusal>) {
        let Some(Waiting { report, reply }) = self.waiting.remove(&ticket) else { return };
        let set = match result {
            Ok(set) => set.to_string(),
            Err(Refusal::ChangedSince { what }) => {
                let why = format!(
                    "{} values were changed since by somebody else: undo the rest with --keep-later-edits",
                    what.len()
                );
                return answer(reply, Outcome::Answer(Answer::Refused { why }));
            }
            Err(refusal) => return answer(reply, Outcome::Answer(refused(&refusal.to_string()))),
        };
        let done = match report {
            Some(report) => {
                info!(set.id = %set, "An import is done");
                Answer::Imported { set: Some(set), report }
            }
            None => {
                info!(set.id = %set, "An import is undone");
                Answer::Undone { set }
            }
        };
        answer(reply, Outcome::Answer(done));
    }

    pub(super) fn invited(&mut self, ticket: u64, result: Result<[u8; 16], RecordRefusal>) {
        let Some(Waiting { reply, .. }) = self.waiting.remove(&ticket) else { return };
        let link = result.map_err(|refusal| refusal.to_string()).and_then(|secret| {
            let link = JoinLink::new(&self.address, self.event, secret);
            link.map(|link| link.text()).map_err(|error| error.to_string())
        });
        answer(
            reply,
            Outcome::Answer(match link {
                Ok(link) => Answer::Invited { link: Secret(link) },
                Err(why) => Answer::Refused { why },
            }),
        );
    }
}

/// It adds something to the disk, which takes nothing while it is full.
fn writes(request: &Request) -> bool {
    match request {
        Request::Export
        | Request::Board
        | Request::Proof
        | Request::Check
        | Request::Wall
        | Request::Page { .. }
        | Request::Erased
        | Request::History { .. } => false,
        Request::Erase(act) => act.is_sure,
        Request::Import { dry_run, .. } => !dry_run,
        Request::Invite { .. }
        | Request::Certify { .. }
        | Request::Undo { .. }
        | Request::Revoke { .. }
        | Request::SignIn
        | Request::EndSignIns
        | Request::Enter { .. }
        | Request::Leave { .. }
        | Request::Tell { .. } => true,
        Request::BackUp
        | Request::Restore { .. }
        | Request::Take { .. }
        | Request::Carry { .. } => false,
    }
}

/// Digits that are those of a key, or enough of its first ones to be no accident.
fn is_key(digits: &str, id: &DeviceId) -> bool {
    const DIGITS_MIN: usize = 8;
    digits.len() >= DIGITS_MIN && id.to_string().starts_with(&digits.to_ascii_lowercase())
}

fn certify(key: &str, root_words: &Secret) -> Result<Prepared, String> {
    let key = key.parse().map_err(|_| format!("{key:?} is no key"))?;
    let root = RootKey::from_words(&root_words.0).map_err(|error| error.to_string())?;
    let action = Action::CertifyServer { key };
    let make = move |ticket| HubInput::Record { ticket, action, root: Some(root) };
    Ok(Prepared::Input(None, Box::new(make)))
}

fn invite(role: &str, root_words: Option<Secret>) -> Result<Prepared, String> {
    let role = Role::from_name(role).ok_or_else(|| {
        let names = Role::ALL.map(Role::name).join(", ");
        format!("{role:?} is no role: use one of {names}")
    })?;
    let root = root_words.map(|words| RootKey::from_words(&words.0)).transpose();
    let root = root.map_err(|error| error.to_string())?;
    Ok(Prepared::Input(None, Box::new(move |ticket| HubInput::Invite { ticket, role, root })))
}

pub(super) fn refused(why: &str) -> Answer {
    Answer::Refused { why: why.to_owned() }
}

pub(super) fn answer(reply: oneshot::Sender<Outcome>, outcome: Outcome) {
    // Whoever asked may have gone away.
    let _ = reply.send(outcome);
}
