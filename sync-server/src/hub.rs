//! The owner of one event: a thread that holds the documents and the store, because SQLite blocks,
//! fed by one bounded queue of one closed [`Input`].
//!
//! It takes one input, then gathers what arrived meanwhile, commits all of it at once, and only
//! then performs what follows: no acknowledgement leaves for a change that is not on the disk.

mod create;
mod full;
mod health;
mod owner;
mod peers;
#[cfg(test)]
mod tests;

use crate::{
    ask::{Answer, Request},
    check,
    clock::Clock,
    error::OpenError,
    limits,
};
use shared::{limits::INPUT_QUEUE_MAX, persist::Saved};
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot, watch};

pub use create::{CreateError, Created, create};
pub use health::{Health, LogHealth, Status};
pub use owner::Owner;
pub use peers::{Ending, Outbox};

/// Everything that can happen to an event's owner.
#[derive(Debug)]
pub enum Input {
    /// A connection was opened.
    Opened {
        /// Its number, never used twice.
        peer: u64,
        /// Where its frames go.
        outbox: Outbox,
    },
    /// A frame arrived.
    Frame {
        /// From this connection.
        peer: u64,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A connection is gone.
    Closed {
        /// Which one.
        peer: u64,
    },
    /// A second has passed.
    Tick,
    /// Another command of the program asks.
    Ask {
        /// What it asks.
        request: Box<Request>,
        /// Where the answer goes.
        reply: oneshot::Sender<Outcome>,
    },
    /// Finish, say goodbye to every peer, and end.
    Stop,
}

/// What the owner gives back to who asked.
#[derive(Debug)]
pub enum Outcome {
    /// The answer.
    Answer(Answer),
    /// What is on the disk, to be checked by who asked: that takes seconds.
    Saved(Box<Saved>),
}

impl Outcome {
    /// The answer; checks what is on the disk where that was asked.
    #[must_use]
    pub fn answer(self) -> Answer {
        match self {
            Self::Answer(answer) => answer,
            Self::Saved(saved) => Answer::Checked(check(&saved)),
        }
    }
}

/// The way to an event's owner.
#[derive(Debug, Clone)]
pub struct Handle {
    inputs: mpsc::Sender<Input>,
    health: watch::Receiver<Health>,
    clock: Clock,
}

/// The thread is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the server is stopping")]
pub struct Gone;

impl Handle {
    /// Puts an input into the queue; waits while the queue is full.
    ///
    /// # Errors
    /// When the owner has ended.
    pub async fn send(&self, input: Input) -> Result<(), Gone> {
        self.inputs.send(input).await.map_err(|_| Gone)
    }

    /// Asks and waits for the answer.
    ///
    /// # Errors
    /// When the owner has ended.
    pub async fn ask(&self, request: Request) -> Result<Answer, Gone> {
        let (reply, outcome) = oneshot::channel();
        let request = Box::new(request);
        self.send(Input::Ask { request, reply }).await?;
        let outcome = outcome.await.map_err(|_| Gone)?;
        tokio::task::spawn_blocking(|| outcome.answer()).await.map_err(|_| Gone)
    }

    /// How the event stood when its owner last said so.
    #[must_use]
    pub fn health(&self) -> Health {
        let mut health = self.health.borrow().clone();
        let silent = self.clock.ms().saturating_sub(health.at_ms) > limits::HUB_SILENCE_MS;
        if silent || self.inputs.is_closed() {
            health.status = Status::Stuck;
        }
        health
    }

    /// A tick, unless the queue is full of other work.
    pub fn tick(&self) {
        // A full queue is no reason to wait: the next second brings another.
        let _ = self.inputs.try_send(Input::Tick);
    }
}

/// Starts the owner's thread. The receiver resolves when it has ended.
///
/// # Errors
/// When the thread cannot be started.
pub fn spawn(
    mut owner: Owner,
) -> Result<(Handle, JoinHandle<()>, oneshot::Receiver<()>), OpenError> {
    let (inputs, mut queue) = mpsc::channel(INPUT_QUEUE_MAX);
    let (ended, end) = oneshot::channel();
    let handle = Handle { inputs, health: owner.watch(), clock: owner.clock() };
    let thread = std::thread::Builder::new().name("hub".to_owned());
    let run = move || {
        // Dropped at the end however the thread ends, and so tells of it.
        let _ended: oneshot::Sender<()> = ended;
        while let Some(first) = queue.blocking_recv() {
            if !owner.turn(first, || queue.try_recv().ok()) {
                break;
            }
        }
    };
    let thread = thread.spawn(run).map_err(OpenError::Thread)?;
    Ok((handle, thread, end))
}
