//! `print`: the board on paper, as the server has it.

use super::{CliError, ask, unexpected};
use crate::{
    ask::{Answer, Request},
    clock::Clock,
    settings::Settings,
};
use printing::Print;

pub(super) fn run(print: &Print, settings: &Settings) -> Result<(), CliError> {
    let Answer::Board { schedule, board } = ask(settings, Request::Board)? else {
        return Err(unexpected());
    };
    let now_ms = Clock::start().now().wall_ms;
    let now = jiff::Timestamp::from_millisecond(now_ms).unwrap_or_default();
    Ok(print.run(&schedule, &board, now)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{hub, random::System};
    use clap::Parser as _;

    #[test]
    fn the_sample_is_printed() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { data: folder.path().join("data"), ..Settings::default() };
        hub::create(&settings, import::sample(), &mut System).unwrap();
        let out = folder.path().join("out.pdf");
        let print = |day: &str| {
            let line = ["campboard-server", "print", "doors", "--day", day, "--out"];
            let line = line.map(std::ffi::OsString::from).into_iter().chain([out.clone().into()]);
            let super::super::Command::Print(print) =
                super::super::Cli::try_parse_from(line).unwrap().command
            else {
                panic!("it is `print`")
            };
            run(&print, &settings)
        };
        print(&import::sample().days[0].date).unwrap();
        assert!(std::fs::read(&out).unwrap().starts_with(b"%PDF-"));
        let refused = print("1999-01-01").unwrap_err().to_string();
        assert!(refused.contains("1999-01-01 is no day"), "{refused}");
    }
}
