//! A screen in memory (Xvfb), hands for it (xdotool) and eyes (ImageMagick's import): for tests that
//! use a real window as a person does.

use super::process::dies_with_us;
use crate::{PATIENCE, Process, Trouble};
use std::{
    ffi::OsStr,
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc::channel,
    thread::Builder,
};

/// Takes the pictures; a program of that name elsewhere may be something else.
const IMPORT: &str = "/usr/bin/import";
/// What a window on X11 loads while it opens.
const LIBRARIES: [&str; 6] = [
    "libX11.so.6",
    "libX11-xcb.so.1",
    "libXcursor.so.1",
    "libXi.so.6",
    "libxkbcommon-x11.so.0",
    "libGL.so.1",
];
/// Mesa's software driver, older and newer.
const DRIVERS: [&str; 2] = ["swrast_dri.so", "libdril_dri.so"];

/// A screen in memory. It ends with its handle.
#[derive(Debug)]
pub struct VirtualScreen {
    process: Process,
    number: u32,
}

impl VirtualScreen {
    /// What this machine lacks for a window on a screen in memory; empty when it lacks nothing.
    #[must_use]
    pub fn lacking() -> Vec<&'static str> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let on_path = |name: &str| std::env::split_paths(&path).any(|dir| dir.join(name).is_file());
        let mut lacking: Vec<_> =
            ["Xvfb", "xdotool"].into_iter().filter(|name| !on_path(name)).collect();
        if !Path::new(IMPORT).is_file() {
            lacking.push(IMPORT);
        }
        let listed = Command::new("/sbin/ldconfig").arg("-p").stderr(Stdio::null()).output();
        if let Ok(listed) = listed {
            let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
            lacking.extend(LIBRARIES.into_iter().filter(|name| !listed.contains(name)));
        }
        if !has_driver() {
            lacking.push(DRIVERS[0]);
        }
        lacking
    }

    /// Opens a screen of this size; what it says goes to a log in `folder`.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn start(folder: &Path, width: u16, height: u16) -> Result<Self, Trouble> {
        let mut command = dies_with_us(Path::new("Xvfb"));
        command.args(["-displayfd", "1", "-screen", "0", &format!("{width}x{height}x24")]);
        command.args(["-nolisten", "tcp", "-noreset"]);
        let mut process = Process::start("Xvfb", command, &folder.join("xvfb.log"))?;
        let (_, Some(output)) = process.pipes() else {
            return Err(Trouble::NotRunning { who: "Xvfb".to_owned() });
        };
        // It writes the number that it chose when it is ready for windows.
        let (teller, number) = channel();
        Builder::new()
            .name("xvfb".to_owned())
            .spawn(move || {
                let mut said = String::new();
                let read = BufReader::new(output).read_line(&mut said);
                // Nobody waits any more.
                let _ = teller.send(read.ok().and_then(|_| said.trim().parse().ok()));
            })
            .map_err(Trouble::at("start a thread that reads the number of the screen"))?;
        match number.recv_timeout(PATIENCE).ok().flatten() {
            Some(number) => Ok(Self { process, number }),
            None => Err(Trouble::NoSense { who: "Xvfb".to_owned(), said: process.said() }),
        }
    }

    /// Its name for programs that open windows.
    #[must_use]
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }

    /// Moves the mouse and presses keys, in the words of xdotool.
    ///
    /// # Errors
    /// When it refuses.
    pub fn hand<S: AsRef<OsStr>>(&self, words: &[S]) -> Result<String, Trouble> {
        let mut command = Command::new("xdotool");
        command.env("DISPLAY", self.name()).args(words);
        let ran = Process::run("xdotool", command)?;
        if ran.status.success() {
            return Ok(ran.stdout);
        }
        Err(Trouble::NoSense { who: "xdotool".to_owned(), said: ran.stderr })
    }

    /// The window of a process, once there is one that can be seen.
    ///
    /// # Errors
    /// When there never is.
    pub fn window_of(&self, process: u32) -> Result<String, Trouble> {
        crate::until("a window is there", PATIENCE, || {
            // It fails while there is none.
            let found = self.hand(&["search", "--onlyvisible", "--pid", &process.to_string()]);
            Ok(found.unwrap_or_default().lines().last().map(str::to_owned))
        })
    }

    /// What is on it: red, green and blue of each pixel, row by row.
    ///
    /// # Errors
    /// When no picture can be taken.
    pub fn pixels(&self) -> Result<Vec<u8>, Trouble> {
        self.import(&["-depth", "8", "rgb:-"])
    }

    /// What is on it, as a PNG file.
    ///
    /// # Errors
    /// When no picture can be taken.
    pub fn picture(&self) -> Result<Vec<u8>, Trouble> {
        self.import(&["png:-"])
    }

    fn import(&self, words: &[&str]) -> Result<Vec<u8>, Trouble> {
        let output = Command::new(IMPORT)
            .env("DISPLAY", self.name())
            .args(["-silent", "-window", "root"])
            .args(words)
            .stdin(Stdio::null())
            .output()
            .map_err(Trouble::at("run import (ImageMagick)"))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(Trouble::NoSense { who: "import (ImageMagick)".to_owned(), said })
    }
}

impl Drop for VirtualScreen {
    fn drop(&mut self) {
        // Told to end, it takes its socket and its lock along. There is nobody left to tell if it
        // does not: then it is killed with its handle.
        let _ = self.process.signal("TERM").and_then(|()| self.process.end());
    }
}

fn has_driver() -> bool {
    let mut folders: Vec<PathBuf> = vec!["/usr/lib".into(), "/usr/lib64".into()];
    let below = fs::read_dir("/usr/lib").into_iter().flatten().filter_map(Result::ok);
    folders.extend(below.map(|entry| entry.path()));
    let has = |folder: &PathBuf| DRIVERS.iter().any(|name| folder.join("dri").join(name).is_file());
    folders.iter().any(has)
}
