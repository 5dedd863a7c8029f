//! Puts both packages together: `campboard-deb FOLDER-OF-PROGRAMS FOLDER-OF-PACKAGES`.

use anyhow::Context as _;
use std::{
    io::{self, Write as _},
    path::PathBuf,
};

fn main() -> anyhow::Result<()> {
    let mut folders = std::env::args_os().skip(1).map(PathBuf::from);
    let programs = folders.next().context("say in which folder the programs are")?;
    let out = folders.next().context("say into which folder the packages go")?;
    for package in [deb::server(&programs)?, deb::kiosk(&programs)?] {
        let path = package.write(&out)?;
        writeln!(io::stdout(), "{}", path.display())?;
    }
    Ok(())
}
