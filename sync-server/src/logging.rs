//! Logs go to standard error, as text or as JSON.

use crate::settings::{BadSettings, LogFormat, Settings};
use std::io::IsTerminal as _;
use tracing_subscriber::{EnvFilter, filter::LevelFilter};

/// Starts logging; a second start in the same process is ignored.
pub fn start(settings: &Settings) -> Result<(), BadSettings> {
    let bad = || BadSettings::Level(settings.log_level.clone());
    // A filter takes any other word for the name of a part of the program, and logs nothing else.
    let mut words = settings.log_level.split(',').filter(|filter| !filter.contains('='));
    if !words.all(|word| word.trim().parse::<LevelFilter>().is_ok()) {
        return Err(bad());
    }
    let filter = EnvFilter::try_new(&settings.log_level).map_err(|_| bad())?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_no_level_is_named() {
        for wrong in ["loud", "info,loud", "inf", "sync_server"] {
            let settings = Settings { log_level: wrong.to_owned(), ..Settings::default() };
            assert!(matches!(start(&settings), Err(BadSettings::Level(_))), "{wrong}");
        }
        for right in ["off", "WARN", "info,sync_server=debug"] {
            let settings = Settings { log_level: right.to_owned(), ..Settings::default() };
            assert!(start(&settings).is_ok(), "{right}");
        }
    }
}
