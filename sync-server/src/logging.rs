//! Logs go to standard error, as text or as JSON.

use crate::settings::{BadSettings, LogFormat, Settings};
use std::io::IsTerminal as _;
use tracing_subscriber::EnvFilter;

/// Starts logging; a second start in the same process is ignored.
pub fn start(settings: &Settings) -> Result<(), BadSettings> {
    let filter = EnvFilter::try_new(&settings.log_level)
        .map_err(|_| BadSettings::Level(settings.log_level.clone()))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // An error means that somebody else logs already, as in tests.
    let _ = match settings.log_format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
    Ok(())
}
