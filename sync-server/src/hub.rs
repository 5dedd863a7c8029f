//! The owner of one event: a thread that holds the documents and the store, because SQLite blocks,
//! fed by one bounded queue of one closed [`Input`].
//!
//! It takes one input, then gathers what arrived meanwhile, commits all of it at once, and only
//! then performs what follows: no acknowledgement leaves for a change that is not on the disk.

mod asked;
mod backups;
mod carry;
mod create;
mod erase;
mod event;
mod finishing;
mod full;
mod health;
mod history;
mod owner;
mod peers;
mod safety;
#[cfg(test)]
mod tests;
mod wall;

use crate::{
    ask::{Answer, Request},
    check,
    clock::Clock,
    error::OpenError,
    limits,
    random::System,
};
use shared::{
    carry::{Carried, Carry},
    ids::{draw, hex},
    limits::INPUT_QUEUE_MAX,
    persist::Saved,
};
use std::{path::PathBuf, sync::Arc, thread::JoinHandle};
use tokio::sync::{mpsc, oneshot, watch};

pub use create::{CreateError, Created, begin, create};
pub use erase::{damaged_files, erase_at_rest, lost};
pub use event::Owner;
pub use health::{Health, LogHealth, Status};
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
    /// A board was brought, in whatever form.
    Take {
        /// What was read of it.
        board: Arc<Carried>,
        /// Where the answer goes.
        reply: oneshot::Sender<Outcome>,
    },
    /// The board is to be carried away.
    Carry {
        /// What is in the file so far; nothing yet.
        carry: Option<Box<Carry>>,
        /// Where it goes with more in it, and whether that is all.
        reply: oneshot::Sender<Result<(Box<Carry>, bool), String>>,
    },
    /// Nothing else is to be done: go on with what takes long.
    More,
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
    instance: Arc<str>,
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
        match request {
            Request::Take { file } => match brought_in_background(file).await {
                Ok(board) => self.send(Input::Take { board, reply }).await?,
                Err(why) => return Ok(Answer::Refused { why }),
            },
            Request::Carry { file } => return self.carry(file).await,
            request => self.send(Input::Ask { request: Box::new(request), reply }).await?,
        }
        let outcome = outcome.await.map_err(|_| Gone)?;
        tokio::task::spawn_blocking(|| outcome.answer()).await.map_err(|_| Gone)
    }

    /// Writes a file that carries the board. Its bodies are read piece by piece: edits come between.
    async fn carry(&self, file: PathBuf) -> Result<Answer, Gone> {
        let mut filled = None;
        loop {
            let (reply, answer) = oneshot::channel();
            self.send(Input::Carry { carry: filled.take(), reply }).await?;
            match answer.await.map_err(|_| Gone)? {
                Ok((carry, true)) => {
                    let packed = move || event::write_carried(*carry, &file);
                    return tokio::task::spawn_blocking(packed).await.map_err(|_| Gone);
                }
                Ok((carry, false)) => filled = Some(carry),
                Err(why) => return Ok(Answer::Refused { why }),
            }
        }
    }

    /// The number of this run, by which a server knows its own announcement.
    #[must_use]
    pub fn instance(&self) -> &str {
        &self.instance
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

/// Reads what somebody brought, away from the owner: verifying it takes seconds.
async fn brought_in_background(file: PathBuf) -> Result<Arc<Carried>, String> {
    let read = tokio::task::spawn_blocking(move || crate::brought::read(&file));
    let brought = read.await.map_err(|_| Gone.to_string())?;
    brought.map(|brought| Arc::new(brought.board)).map_err(|why| why.to_string())
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
    owner.wake_with(inputs.downgrade());
    let instance = hex(&draw::<4>(&mut System)).into();
    let handle = Handle { inputs, health: owner.watch(), clock: owner.clock(), instance };
    let thread = std::thread::Builder::new().name("hub".to_owned());
    let run = move || {
        // Dropped at the end however the thread ends, and so tells of it.
        let _ended: oneshot::Sender<()> = ended;
        loop {
            let first = if owner.is_busy() {
                queue.try_recv().unwrap_or(Input::More)
            } else {
                let Some(first) = queue.blocking_recv() else { break };
                first
            };
            if !owner.turn(first, || queue.try_recv().ok())
                || !owner.back_up(&mut || queue.try_recv().ok())
            {
                break;
            }
        }
    };
    let thread = thread.spawn(run).map_err(OpenError::Thread)?;
    Ok((handle, thread, end))
}
