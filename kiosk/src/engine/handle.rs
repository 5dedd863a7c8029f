//! The engine as others hold it: the screen by [`EngineHandle`], scripts by [`Remote`].

use super::{Input, Slot, slot::Waited, with_problem};
use crate::{
    app::Engine,
    ask::{Answer, Ask, Failure, PastAsk, Reply, Request},
    random::SystemRandom,
    view::View,
    why::NotSaved,
};
use shared::{
    command::{Command, Refusal},
    ids::{ChangeHash, DeviceId, DocumentKind, LogId, PersonId, SetId, draw},
    invite::JoinLink,
};
use std::{
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
    time::Duration,
};

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    /// The edit is not allowed, or makes no sense.
    #[error("{0}")]
    Refused(Refusal),
    /// Nothing can be saved.
    #[error("nothing can be saved: {0:?}")]
    NotSaved(NotSaved),
}

/// How everything stands, at one moment.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// What the screens show.
    pub view: Arc<View>,
    /// This device; `None` while there is nothing but the saved picture.
    pub device: Option<DeviceId>,
    /// Heads of each document.
    pub heads: Vec<(DocumentKind, Vec<ChangeHash>)>,
    /// How much each log has shown.
    pub logs: Vec<Shown>,
    /// Digests of the roster's statements and of the names.
    pub records: Option<Records>,
}

/// Digests of record sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Records {
    /// Of the roster's statements.
    pub statements: [u8; 32],
    /// Of the names.
    pub names: [u8; 32],
}

/// How much a log has shown of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The log.
    pub log: LogId,
    /// The document.
    pub document: DocumentKind,
    /// Changes it has shown.
    pub position: u64,
}

/// Why a wait ended without the state.
#[derive(Debug, Clone)]
pub enum WaitEnd {
    /// Time was up; this is the latest view.
    TimeUp(Arc<View>),
    /// The engine has ended.
    Ended,
}

/// Asks the engine and waits for its answers. Any number of threads may have one.
#[derive(Clone)]
pub struct Remote {
    queue: SyncSender<Input>,
    slot: Arc<Slot>,
}

impl Remote {
    pub(super) fn new(queue: SyncSender<Input>, slot: Arc<Slot>) -> Self {
        Self { queue, slot }
    }

    /// Carries out a command and waits until it is on the disk, or refused.
    ///
    /// # Errors
    /// Why it was not carried out.
    pub fn command(&self, command: Command, person: Option<PersonId>) -> Result<SetId, NotDone> {
        self.ask(|answer| Input::Command { command, person, answer: Some(answer) })?
    }

    /// Keeps an invite to an event, to be redeemed as soon as the server is in reach.
    ///
    /// # Errors
    /// Why it was not kept.
    pub fn join(&self, link: JoinLink, label: String) -> Result<(), NotDone> {
        self.ask(|answer| Input::Join { link, label, answer })?
    }

    /// How everything stands, everything included that was answered before.
    ///
    /// # Errors
    /// When the engine has ended.
    pub fn inspect(&self) -> Result<Inspection, NotDone> {
        self.ask(Input::Inspect)
    }

    /// Asks what a screen asks, and waits for the outcome.
    ///
    /// # Errors
    /// When the engine has ended.
    pub fn put(&self, ask: Ask) -> Result<Answer, NotDone> {
        self.ask(|answer| Input::Put { ask, answer })
    }

    /// Asks about the past.
    ///
    /// # Errors
    /// When the engine has ended.
    pub fn past(&self, ask: PastAsk) -> Result<Answer, NotDone> {
        self.ask(|answer| Input::Past { ask, answer })
    }

    /// Waits until what the screens show is as wanted.
    ///
    /// # Errors
    /// When time is up first, or the engine ends.
    pub fn wait(
        &self,
        limit: Duration,
        wanted: impl Fn(&View) -> bool,
    ) -> Result<Arc<View>, WaitEnd> {
        // What was asked for before is in the view from here on.
        self.inspect().map_err(|_| WaitEnd::Ended)?;
        self.slot.wait(limit, wanted).map_err(|(waited, view)| match waited {
            Waited::TimeUp => WaitEnd::TimeUp(view),
            Waited::Ended => WaitEnd::Ended,
        })
    }

    fn ask<T>(&self, input: impl FnOnce(SyncSender<T>) -> Input) -> Result<T, NotDone> {
        let stopped = || NotDone::NotSaved(NotSaved::Stopped);
        let (answer, answered): (_, Receiver<T>) = sync_channel(1);
        self.queue.send(input(answer)).map_err(|_| stopped())?;
        answered.recv().map_err(|_| stopped())
    }
}

/// The screen's end of the engine, and its owner: the engine ends with it. Nothing here waits,
/// but for the end.
pub struct EngineHandle {
    remote: Remote,
    thread: Option<JoinHandle<()>>,
    /// Revision of the view that was given out last.
    seen: Option<u64>,
    /// A command found no room: the next view says so.
    problem: Option<NotSaved>,
    replies: Receiver<Reply>,
    /// Questions that found no room.
    unasked: Vec<Reply>,
}

impl EngineHandle {
    pub(super) fn new(remote: Remote, replies: Receiver<Reply>, thread: JoinHandle<()>) -> Self {
        let (thread, unasked) = (Some(thread), Vec::new());
        Self { remote, thread, seen: None, problem: None, replies, unasked }
    }

    /// Waits for the next answer: for whoever has no frames to look between.
    ///
    /// # Errors
    /// [`RecvTimeoutError::Disconnected`] when the engine has ended, and there will never be one.
    pub fn reply_within(&mut self, limit: Duration) -> Result<Reply, RecvTimeoutError> {
        self.unasked.pop().map_or_else(|| self.replies.recv_timeout(limit), Ok)
    }

    /// Asks and waits, from any thread.
    #[must_use]
    pub fn remote(&self) -> Remote {
        self.remote.clone()
    }

    /// Ends the engine: takes what waits, and keeps the picture for the next start.
    pub fn stop(mut self) {
        self.end(true);
    }

    /// Ends the engine as it stands, as a power cut would.
    pub fn abandon(mut self) {
        self.end(false);
    }

    fn end(&mut self, tidy: bool) {
        let Some(thread) = self.thread.take() else {
            return;
        };
        // If nobody takes it, the engine has ended already.
        let _ = self.remote.queue.send(Input::Stop { tidy });
        if thread.join().is_err() {
            tracing::error!("The engine ended by a fault of its own");
        }
    }
}

impl Engine for EngineHandle {
    fn news(&mut self) -> Option<Arc<View>> {
        let view = self.remote.slot.peek()?;
        if let Some(why) = self.problem.take() {
            // It stays until the engine has got on.
            self.seen = Some(view.revision);
            return Some(Arc::new(with_problem(&view, why)));
        }
        if self.seen == Some(view.revision) {
            return None;
        }
        self.seen = Some(view.revision);
        Some(view)
    }

    fn replies(&mut self) -> Vec<Reply> {
        let mut replies = std::mem::take(&mut self.unasked);
        replies.extend(self.replies.try_iter());
        replies
    }

    fn send(&mut self, request: Request) {
        let (input, ticket) = match request {
            Request::Command { command, person } => {
                (Input::Command { command, person, answer: None }, None)
            }
            Request::Ask { ticket, ask } => (Input::Ask { ticket, ask }, Some(ticket)),
            Request::Keep { key, value } => (Input::Keep { key, value }, None),
            Request::Presence(doing) => (Input::Presence(doing), None),
        };
        let Err(error) = self.remote.queue.try_send(input) else { return };
        let (why, input) = match error {
            TrySendError::Full(input) => (NotSaved::TooBusy, input),
            TrySendError::Disconnected(input) => (NotSaved::Stopped, input),
        };
        match ticket {
            Some(ticket) => {
                self.unasked.push(Reply { ticket, answer: Answer::Failed(Failure::Busy) });
            }
            // The others see a little less: nothing is lost.
            None if matches!(input, Input::Presence(_)) => {}
            None => self.problem = Some(why),
        }
    }

    fn draw_id(&mut self) -> [u8; 16] {
        draw(&mut SystemRandom)
    }
}

impl Drop for EngineHandle {
    fn drop(&mut self) {
        self.end(true);
    }
}
