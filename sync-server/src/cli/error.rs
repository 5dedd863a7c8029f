//! Why a command was not carried out.

use crate::settings::BadSettings;
use std::{io, net::SocketAddr, path::PathBuf};

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The settings are wrong.
    #[error(transparent)]
    Settings(#[from] BadSettings),
    /// The event could not be opened.
    #[error(transparent)]
    Open(#[from] crate::OpenError),
    /// The event could not be created.
    #[error(transparent)]
    Create(#[from] crate::hub::CreateError),
    /// The server ended.
    #[error(transparent)]
    Serve(#[from] crate::ServeError),
    /// A running server did not answer.
    #[error(transparent)]
    Admin(#[from] crate::admin::AdminError),
    /// It was not done.
    #[error("{0}")]
    Refused(String),
    /// A file could not be read or written.
    #[error("{step} {}", .path.display())]
    File {
        /// Our step.
        step: &'static str,
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// What was read is no schedule.
    #[error(transparent)]
    Unreadable(#[from] import::Unreadable),
    /// A table needs answers.
    #[error("{name} is a table that needs to be told more: {}", asked(.ask))]
    Asks {
        /// File name.
        name: String,
        /// What it needs.
        ask: import::table::Ask,
    },
    /// Nothing was printed.
    #[error(transparent)]
    Paper(#[from] printing::NotPrinted),
    /// Printing failed.
    #[error("print the result")]
    Print(#[source] io::Error),
    /// The address is taken, or not one of this machine.
    #[error("listen at {address}: choose another address or port with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The program could not start its threads.
    #[error("start the program's threads")]
    Start(#[source] io::Error),
}

/// What a table needs, and how to say it.
fn asked(ask: &import::table::Ask) -> String {
    use import::table::{Means, Question};
    let needs = ask.questions.iter().map(|question| match question {
        Question::Day => "say on which day its times are, such as --day 2026-06-20".to_owned(),
        Question::Columns => {
            let columns = ask.table.columns.iter().map(|column| {
                let sample = column.samples.first().map_or("nothing", String::as_str);
                let guess = column.means.unwrap_or(Means::Skip);
                format!(
                    "\n  --map '{}={guess}'  holds “{sample}” below “{}”",
                    column.letter, column.heading
                )
            });
            let fields: Vec<_> = Means::CHOICES.iter().map(|means| means.word()).collect();
            format!(
                "say what its columns hold, the title at least (after the = one of {}); this is a \
                 guess:{}",
                fields.join(", "),
                columns.collect::<String>()
            )
        }
    });
    needs.collect::<Vec<_>>().join("\nand ")
}
