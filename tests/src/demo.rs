//! The demo: an outage at a venue, played on the real programs and told in words. At the end it is
//! judged whether anything was lost.

mod answers;
mod board;
mod interactive;
mod ledger;
mod lose;
mod play;
mod screen;
mod story;
mod verdict;

use crate::{Bins, Event, Kiosk, Shape, Trouble, Venue};
use screen::{Screen, Shots};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use story::Story;

/// How the demo is played.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the programs; without one they are beside the running program.
    pub bin_dir: Option<PathBuf>,
    /// Data folders and pictures go here.
    pub out: PathBuf,
    /// A programme to play with, instead of the sample.
    pub import: Option<PathBuf>,
    /// Throws one edit away, to show that this is noticed.
    pub lose_one: bool,
    /// No play: a venue to try out by hand.
    pub interactive: bool,
}

/// Where everybody is.
struct Scene {
    venue: Venue,
    hall: Kiosk,
    foyer: Kiosk,
    story: Story,
    shots: Shots,
}

/// Plays, and says whether all was kept.
///
/// # Errors
/// When something did not happen that should.
pub fn run(options: &Options) -> Result<bool, Trouble> {
    let bins = match &options.bin_dir {
        Some(folder) => Bins::in_folder(folder),
        None => Bins::find()?,
    };
    let data = options.out.join("data");
    let shots = options.out.join("shots");
    for folder in [&data, &shots] {
        empty(folder)?;
    }
    let screen = Screen::find();
    let mut story = Story::default();
    story.chapter("A server and two kiosks start");
    let event = options.import.as_deref().map_or(Event::Sample, Event::Import);
    let venue = Venue::open(&bins, &data, event)?;
    story.say(&format!(
        "The server keeps its event in {} and listens at {}.",
        venue.server.folder().display(),
        venue.server.address()
    ));
    let sample = options.import.is_none();
    let hall = kiosk(&venue, "hall", screen, sample, "dark")?;
    let foyer = kiosk(&venue, "foyer", screen, sample, "light")?;
    story.say("The kiosks hall and foyer joined with links that work once, and copied the board.");
    let shots = Shots::new(screen, shots, [&hall, &foyer])?;
    let mut scene = Scene { venue, hall, foyer, story, shots };
    if options.interactive {
        interactive::run(&mut scene)?;
        return Ok(true);
    }
    let kept = play::run(&mut scene, options.lose_one)?;
    if screen == Screen::Real {
        interactive::stay_open(&mut scene)?;
    }
    Ok(kept)
}

/// The middle of the sample's Saturday: its windows show this moment, so that there is a now.
const SAMPLE_NOW: &str = "2026-06-20T10:40:00Z";

fn kiosk(
    venue: &Venue,
    name: &str,
    screen: Screen,
    sample: bool,
    look: &str,
) -> Result<Kiosk, Trouble> {
    let mut kiosk = venue.stranger(name)?;
    if screen != Screen::None {
        kiosk.variable("CAMPBOARD_KIOSK_LOOK", look);
        // Nobody touches these windows, and the story is told on the board.
        kiosk.variable("CAMPBOARD_KIOSK_HOME", "board");
        kiosk.variable("CAMPBOARD_KIOSK_IDLE", "0");
        kiosk.variable("CAMPBOARD_KIOSK_OPEN", "true");
        if sample {
            kiosk.variable("CAMPBOARD_KIOSK_CLOCK", SAMPLE_NOW);
        }
        kiosk.shape(Shape::Window { width: screen::WINDOW.0, height: screen::WINDOW.1 });
    }
    venue.admit(&mut kiosk, "volunteer")?;
    Ok(kiosk)
}

/// Makes a folder, and empties one that an earlier demo left.
fn empty(folder: &Path) -> Result<(), Trouble> {
    let step = || Trouble::at(format!("make {} empty", folder.display()));
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(step()(error)),
        Ok(()) | Err(_) => {}
    }
    fs::create_dir_all(folder).map_err(step())
}
