//! Whether somebody watches, and pictures for those who do not.

use super::Story;
use crate::{Kiosk, PATIENCE, Trouble, until};
use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

/// Size of a kiosk's window: two fit side by side on a screen of 1920 x 1080.
pub(super) const WINDOW: (u16, u16) = (958, 1076);

/// A window that still moves after this time is taken as it is.
const STILL: Duration = Duration::from_secs(8);
/// So many equal pictures in a row: it stands still.
const EQUAL: u32 = 2;

/// Where windows go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Screen {
    /// Nowhere: the kiosks run without.
    None,
    /// On a screen in memory, of which pictures are taken.
    Virtual,
    /// In front of a person.
    Real,
}

impl Screen {
    pub(super) fn find() -> Self {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match (is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"), is_set("CAMPBOARD_DEMO_HEADLESS")) {
            (false, _) => Self::None,
            (true, true) => Self::Virtual,
            (true, false) => Self::Real,
        }
    }
}

/// Takes pictures of the screen in memory.
#[derive(Debug)]
pub(super) struct Shots {
    screen: Screen,
    folder: PathBuf,
    taken: u32,
}

impl Shots {
    /// Puts the windows side by side, where the screen lets programs do that.
    pub(super) fn new(
        screen: Screen,
        folder: PathBuf,
        kiosks: [&Kiosk; 2],
    ) -> Result<Self, Trouble> {
        let shots = Self { screen, folder, taken: 0 };
        shots.arrange(kiosks)?;
        Ok(shots)
    }

    /// Whether there is anything that a person could close.
    pub(super) fn has_windows(&self) -> bool {
        self.screen != Screen::None
    }

    /// Puts the windows side by side again, after one was started anew.
    pub(super) fn arrange(&self, kiosks: [&Kiosk; 2]) -> Result<(), Trouble> {
        if self.screen != Screen::Virtual {
            return Ok(());
        }
        for (kiosk, x) in kiosks.into_iter().zip([0, 1920 - WINDOW.0]) {
            let Some(process) = kiosk.id() else { continue };
            let what = format!("the window of {} is there", kiosk.name());
            let window = until(&what, PATIENCE, || {
                let found = xdotool(&["search", "--onlyvisible", "--pid", &process.to_string()])?;
                Ok(found.lines().last().map(str::to_owned))
            })?;
            xdotool(&["windowmove", &window, &x.to_string(), "0"])?;
        }
        Ok(())
    }

    /// Takes a picture once nothing moves, and says where it is.
    pub(super) fn take(&mut self, name: &str, story: &mut Story) -> Result<(), Trouble> {
        if self.screen != Screen::Virtual {
            return Ok(());
        }
        self.taken += 1;
        let path = self.folder.join(format!("{}-{name}.png", self.taken));
        let (mut last, mut equal) = (Vec::new(), 0);
        let still = until("the windows stand still", STILL, || {
            let picture = root_window()?;
            equal = if picture == last { equal + 1 } else { 0 };
            last = picture;
            Ok((equal >= EQUAL).then_some(()))
        });
        match still {
            // A clock may tick: the picture is as good.
            Ok(()) | Err(Trouble::TimeUp { .. }) => {}
            Err(other) => return Err(other),
        }
        fs::write(&path, last).map_err(Trouble::at("keep a picture"))?;
        story.say(&format!("A picture of both kiosks: {}", path.display()));
        Ok(())
    }
}

fn xdotool(arguments: &[&str]) -> Result<String, Trouble> {
    let output = Command::new("xdotool")
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .map_err(Trouble::at("run xdotool"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The whole screen as PNG, without the time at which it was taken.
fn root_window() -> Result<Vec<u8>, Trouble> {
    let output = Command::new("/usr/bin/import")
        .args(["-silent", "-window", "root", "-strip", "-quality", "15", "png:-"])
        .output()
        .map_err(Trouble::at("run import (ImageMagick)"))?;
    if output.status.success() && !output.stdout.is_empty() {
        return Ok(output.stdout);
    }
    Err(Trouble::NoSense {
        who: "import (ImageMagick)".to_owned(),
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}
