//! `serve`.

use super::CliError;
use crate::{OpenError, hub::Owner, logging, settings::Settings};
use tokio::net::TcpListener;
use tracing::warn;

pub(super) fn run(settings: Settings) -> Result<(), CliError> {
    logging::start(&settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("http")
        .build()
        .map_err(CliError::Start)?;
    runtime.block_on(async {
        let address = settings.listen;
        let listener =
            TcpListener::bind(address).await.map_err(|source| not_listening(&settings, source))?;
        crate::serve(settings, listener, told_to_stop()).await?;
        Ok(())
    })
}

/// A second server of the same event meets the taken port first; that the event is served already
/// is what to say then.
fn not_listening(settings: &Settings, source: std::io::Error) -> CliError {
    match Owner::open(settings) {
        Err(error @ (OpenError::Busy { .. } | OpenError::NoEvent { .. })) => error.into(),
        Ok(_) | Err(_) => CliError::Listen { address: settings.listen, source },
    }
}

/// Resolves at Ctrl-C, or when the system asks the program to end.
async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt() => {}
                }
            }
            Err(error) => {
                warn!(%error, "SIGTERM cannot be heard: stop the server with Ctrl-C");
                interrupt().await;
            }
        }
    }
    #[cfg(not(unix))]
    interrupt().await;
}

async fn interrupt() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        warn!(%error, "Ctrl-C cannot be heard");
        std::future::pending::<()>().await;
    }
}
