//! The admin socket: how the other commands of the program reach a server that runs on the same
//! data folder. A request and its answer are one line of JSON each. Only the owner of the folder
//! can open it.

#[cfg(unix)]
pub use unix::{Admin, ask};

/// Why a running server could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// Sending or receiving failed.
    #[error("talk to the running server: {0}")]
    Broken(#[source] std::io::Error),
    /// A line that is no answer, or none at all.
    #[error(
        "the running server gave no answer that this version understands: restart it with this version"
    )]
    NoAnswer,
}

/// On this system a running server cannot be asked: stop it first.
#[cfg(not(unix))]
pub fn ask(_: &std::path::Path, _: &crate::Request) -> Result<Option<crate::Answer>, AdminError> {
    Ok(None)
}

#[cfg(unix)]
mod unix {
    use super::AdminError;
    use crate::{
        ask::{Answer, Request},
        folder,
        hub::Handle,
        limits::{ADMIN_CONNECTIONS_MAX, ADMIN_LINE_BYTES_MAX},
    };
    use std::{
        io::{self, BufRead as _, Write as _},
        path::{Path, PathBuf},
    };
    use tokio::{
        io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
        net::{UnixListener, UnixStream},
        sync::oneshot,
        task::JoinSet,
    };
    use tracing::debug;

    /// Asks the server that runs on a data folder; `None` when none runs.
    ///
    /// # Errors
    /// When one runs but does not answer.
    pub fn ask(data: &Path, request: &Request) -> Result<Option<Answer>, AdminError> {
        let mut stream = match std::os::unix::net::UnixStream::connect(folder::socket(data)) {
            Ok(stream) => stream,
            // A server that was killed leaves a socket on which nobody listens.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused
                ) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(AdminError::Broken(error)),
        };
        let mut line = serde_json::to_vec(request).map_err(|_| AdminError::NoAnswer)?;
        line.push(b'\n');
        stream.write_all(&line).map_err(AdminError::Broken)?;
        let mut answer = String::new();
        io::BufReader::new(stream).read_line(&mut answer).map_err(AdminError::Broken)?;
        serde_json::from_str(&answer).map(Some).map_err(|_| AdminError::NoAnswer)
    }

    /// The server's end.
    #[derive(Debug)]
    pub struct Admin {
        listener: UnixListener,
        path: PathBuf,
    }

    impl Admin {
        /// Opens the socket. Whoever calls holds the store, so a socket that is there already was
        /// left by a server that was killed.
        ///
        /// # Errors
        /// When the folder cannot be written, or its path is too long for a socket.
        pub fn bind(data: &Path) -> io::Result<Self> {
            let path = folder::socket(data);
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
            let listener = UnixListener::bind(&path)?;
            folder::close(&path, 0o600)?;
            Ok(Self { listener, path })
        }

        /// Answers until `end` resolves, then removes the socket.
        pub async fn run(self, hub: Handle, mut end: oneshot::Receiver<()>) {
            let mut tasks = JoinSet::new();
            loop {
                tokio::select! {
                    _ = &mut end => break,
                    Some(_) = tasks.join_next() => {}
                    accepted = self.listener.accept(), if tasks.len() < ADMIN_CONNECTIONS_MAX => {
                        if let Ok((stream, _)) = accepted {
                            tasks.spawn(one(stream, hub.clone()));
                        }
                    }
                }
            }
            // It may have been removed by hand.
            let _ = std::fs::remove_file(&self.path);
            tasks.shutdown().await;
        }
    }

    /// One question.
    async fn one(stream: UnixStream, hub: Handle) {
        let (read, mut write) = stream.into_split();
        let mut line = Vec::new();
        let mut read = BufReader::new(read.take(ADMIN_LINE_BYTES_MAX));
        if read.read_until(b'\n', &mut line).await.is_err() {
            return;
        }
        let answer = match serde_json::from_slice(&line) {
            Err(_) => Answer::Refused {
                why: "the running server does not understand this: restart it with this version"
                    .to_owned(),
            },
            Ok(request) => hub
                .ask(request)
                .await
                .unwrap_or_else(|gone| Answer::Refused { why: gone.to_string() }),
        };
        let Ok(mut line) = serde_json::to_vec(&answer) else { return };
        line.push(b'\n');
        if let Err(error) = write.write_all(&line).await {
            debug!(%error, "A command went away before its answer");
        }
    }
}
