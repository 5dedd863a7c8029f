//! `campboard-gallery`: paints every screen of the kiosk into a folder, with a page to look through.

use clap::Parser;
use gallery::{
    album::{self, AlbumError, Entry},
    screens::{Screen, all},
    variant::Variant,
};
use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
    time::Instant,
};

/// Paints every screen of the kiosk into a folder, with a page to look through.
#[derive(Debug, Parser)]
#[command(name = "campboard-gallery", version)]
struct Cli {
    /// Only pictures that have all of these words in their names, such as: board light 200
    filter: Vec<String>,
    /// Every size with every text size, colour and language
    #[arg(long)]
    all: bool,
    /// Folder for the pictures
    #[arg(long, value_name = "DIR", default_value = "target/gallery")]
    out: PathBuf,
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell if this fails.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn wanted(cli: &Cli) -> Vec<(&'static Screen, Variant)> {
    let variants = if cli.all { Variant::all() } else { Variant::some() };
    let mut wanted = Vec::new();
    for screen in all() {
        let named = |variant: &Variant| {
            let name = format!("{}-{}", screen.name, variant.name());
            cli.filter.iter().all(|word| name.contains(word.as_str()))
        };
        wanted.extend(variants.iter().copied().filter(named).map(|variant| (screen, variant)));
    }
    wanted
}

fn run(cli: &Cli) -> Result<(), AlbumError> {
    let pictures = wanted(cli);
    let start = Instant::now();
    let entries = album::make(&pictures, &cli.out, &|entry: &Entry| album::say(&entry.file))?;
    let (count, seconds) = (entries.len(), start.elapsed().as_secs_f32());
    let page = cli.out.join("index.html");
    album::say(&format!("{count} pictures in {seconds:.1} s: {}", page.display()));
    Ok(())
}
