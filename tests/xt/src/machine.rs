//! Sees to it that a task can run here: a bare Debian or Ubuntu with only Rust and a C compiler.
//!
//! The one table of what is needed is [`PACKAGES`]; [`groups`] says which task needs which part.

mod found;
#[cfg(test)]
mod tests;

use found::{Machine, find_program, search_path};
use std::collections::BTreeSet;
use std::fmt::{self, Display};
use std::path::Path;
use std::process::{Command, Stdio};

/// The tasks that need something of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Check,
    /// A check that opens no window.
    Quick,
    Demo,
    Soak,
    Bench,
    Gallery,
}

/// Where windows can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    X11,
    Wayland,
    None,
}

impl Screen {
    /// What the environment offers.
    pub fn from_env() -> Self {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        // In this order: a window toolkit that finds both takes Wayland.
        if is_set("WAYLAND_DISPLAY") {
            Self::Wayland
        } else if is_set("DISPLAY") {
            Self::X11
        } else {
            Self::None
        }
    }
}

/// A Debian package, what it is for, and how to see that it is there.
#[derive(Debug)]
struct Package {
    group: Group,
    name: &'static str,
    gives: &'static str,
    probe: Probe,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Compiler,
    X11Window,
    WaylandWindow,
    /// A screen where there is none, hands for it, and pictures of it.
    VirtualScreen,
}

#[derive(Debug)]
enum Probe {
    Library(&'static str),
    /// One of these files in the folder `dri` of the libraries.
    Driver(&'static [&'static str]),
    Program(&'static str),
    /// A file at this very path: a program of that name elsewhere may be something else.
    File(&'static str),
}

/// All that any task needs beyond Rust, one row a package.
#[rustfmt::skip]
const PACKAGES: &[Package] = &[
    package(Group::Compiler, "gcc", "the C compiler", Probe::Program("cc")),
    package(Group::Compiler, "libc6-dev", "what C programs are linked with", Probe::File("/usr/include/stdio.h")),
    package(Group::X11Window, "libx11-6", "windows on X11", Probe::Library("libX11.so.6")),
    package(Group::X11Window, "libx11-xcb1", "windows on X11", Probe::Library("libX11-xcb.so.1")),
    package(Group::X11Window, "libxcursor1", "pointers on X11", Probe::Library("libXcursor.so.1")),
    package(Group::X11Window, "libxi6", "touch on X11", Probe::Library("libXi.so.6")),
    package(Group::X11Window, "libxkbcommon-x11-0", "keyboards on X11", Probe::Library("libxkbcommon-x11.so.0")),
    package(Group::X11Window, "libgl1", "drawing (OpenGL)", Probe::Library("libGL.so.1")),
    package(Group::X11Window, "libgl1-mesa-dri", "drawing without a graphics card", SOFTWARE_DRAWING),
    package(Group::WaylandWindow, "libwayland-client0", "windows on Wayland", Probe::Library("libwayland-client.so.0")),
    package(Group::WaylandWindow, "libwayland-egl1", "windows on Wayland", Probe::Library("libwayland-egl.so.1")),
    package(Group::WaylandWindow, "libxkbcommon0", "keyboards on Wayland", Probe::Library("libxkbcommon.so.0")),
    package(Group::WaylandWindow, "libegl1", "drawing (EGL)", Probe::Library("libEGL.so.1")),
    package(Group::WaylandWindow, "libgl1-mesa-dri", "drawing without a graphics card", SOFTWARE_DRAWING),
    package(Group::VirtualScreen, "xvfb", "a screen in memory (Xvfb)", Probe::Program("Xvfb")),
    package(Group::VirtualScreen, "xdotool", "clicks and keys for that screen", Probe::Program("xdotool")),
    package(Group::VirtualScreen, "imagemagick", "pictures of that screen (import)", Probe::File("/usr/bin/import")),
];

/// Mesa's software driver; newer versions keep it behind `libdril_dri.so`.
const SOFTWARE_DRAWING: Probe = Probe::Driver(&["swrast_dri.so", "libdril_dri.so"]);

const fn package(group: Group, name: &'static str, gives: &'static str, probe: Probe) -> Package {
    Package { group, name, gives, probe }
}

/// Which parts of the table a task needs on such a screen: without them it does not begin.
fn groups(step: Step, screen: Screen) -> &'static [Group] {
    match (step, screen) {
        // Tests and pictures of the screens are drawn into memory, and the builds bring their own C sources.
        (Step::Check | Step::Quick | Step::Soak | Step::Bench | Step::Gallery, _) => {
            &[Group::Compiler]
        }
        (Step::Demo, Screen::X11) => &[Group::Compiler, Group::X11Window],
        (Step::Demo, Screen::Wayland) => &[Group::Compiler, Group::WaylandWindow],
        (Step::Demo, Screen::None) => &[Group::Compiler, Group::X11Window, Group::VirtualScreen],
    }
}

/// Which parts it uses where they are: without them it leaves something out, and says so.
fn extras(step: Step) -> &'static [Group] {
    match step {
        // One test drives a real window, on a screen of its own.
        Step::Check => &[Group::X11Window, Group::VirtualScreen],
        Step::Quick | Step::Demo | Step::Soak | Step::Bench | Step::Gallery => &[],
    }
}

fn of_groups(groups: &[Group]) -> Vec<&'static Package> {
    PACKAGES.iter().filter(|package| groups.contains(&package.group)).collect()
}

fn needs(step: Step, screen: Screen) -> Vec<&'static Package> {
    of_groups(groups(step, screen))
}

/// Finds what the task lacks here and installs it, or says what to type. What it can do without is
/// installed too where that is allowed; where it is not, or fails, the task goes on.
pub fn prepare(step: Step, screen: Screen) -> Result<(), Unready> {
    let permit = Permit::here();
    require(&permit, &needs(step, screen))?;
    let extras = Machine::here().lacking(&of_groups(extras(step)));
    let Route::Install { sudo } = permit.route() else {
        if !extras.is_empty() {
            println!("{}", left_out(&extras));
        }
        return Ok(());
    };
    if !extras.is_empty() && install(&extras, sudo).is_err() {
        println!("{}", left_out(&extras));
    }
    Ok(())
}

/// What goes without these packages, and how to get them.
fn left_out(extras: &[&Package]) -> String {
    format!(
        "Some Debian packages are missing, so the test that drives a real window is left out:\n{}To have it run too, install them with this line:\n  {}",
        list(extras),
        line(&names(extras))
    )
}

fn require(permit: &Permit, needs: &[&'static Package]) -> Result<(), Unready> {
    let lacking = Machine::here().lacking(needs);
    if lacking.is_empty() {
        return Ok(());
    }
    match permit.route() {
        Route::Install { sudo } => install(&lacking, sudo)?,
        Route::Ask => {
            return Err(Unready::Ask { lacking: list(&lacking), packages: names(&lacking) });
        }
        Route::Warn => {
            eprintln!(
                "Warning: this is no Debian or Ubuntu, so you have to see for yourself to what was not found here (Debian's names):\n{}Going on without.",
                list(&lacking)
            );
            return Ok(());
        }
    }
    let lacking = Machine::here().lacking(needs);
    if lacking.is_empty() {
        return Ok(());
    }
    Err(Unready::StillLacking { lacking: list(&lacking) })
}

/// What may be done about a missing package.
#[derive(Debug)]
struct Permit {
    apt: bool,
    root: bool,
    ci: bool,
    sudo: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Route {
    Install { sudo: bool },
    Ask,
    Warn,
}

impl Permit {
    fn here() -> Self {
        let path = search_path();
        let on_path = |program| find_program(&path, program, Path::is_file);
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        Self {
            apt: on_path("apt-get"),
            root: effective_user(&status) == Some(0),
            ci: std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false"),
            sudo: on_path("sudo"),
        }
    }

    fn route(&self) -> Route {
        match self {
            Self { apt: false, .. } => Route::Warn,
            Self { root: true, .. } => Route::Install { sudo: false },
            Self { ci: true, sudo: true, .. } => Route::Install { sudo: true },
            Self { .. } => Route::Ask,
        }
    }
}

fn install(lacking: &[&Package], sudo: bool) -> Result<(), Unready> {
    println!("Installing Debian packages: {}", names(lacking));
    // A list that cannot be refreshed may still be good enough: the installation will tell.
    if !apt_get(sudo, "update", &[])? {
        eprintln!("Warning: `apt-get update` failed; trying with the lists that are here.");
    }
    let mut words = vec!["-y", "--no-install-recommends"];
    words.extend(unique(lacking));
    if apt_get(sudo, "install", &words)? {
        return Ok(());
    }
    Err(Unready::NotInstalled { packages: names(lacking) })
}

fn apt_get(sudo: bool, verb: &str, words: &[&str]) -> Result<bool, Unready> {
    let mut command = if sudo {
        let mut command = Command::new("sudo");
        command.args(["-n", "env"]);
        command
    } else {
        Command::new("env")
    };
    command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", verb])
        // Another installation may be under way, on a fresh machine above all.
        .args(["-q", "-o", "DPkg::Lock::Timeout=120"])
        .args(words)
        .stdin(Stdio::null());
    match command.status() {
        Ok(status) => Ok(status.success()),
        Err(source) => Err(Unready::NoAptGet { source }),
    }
}

/// Why a task cannot run here.
#[derive(Debug)]
pub enum Unready {
    Ask { lacking: String, packages: String },
    NotInstalled { packages: String },
    StillLacking { lacking: String },
    NoAptGet { source: std::io::Error },
}

impl Display for Unready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ask { lacking, packages } => write!(
                f,
                "Some Debian packages are missing:\n{lacking}Install them with this line, then run the command again:\n  {}",
                line(packages)
            ),
            Self::NotInstalled { packages } => write!(
                f,
                "The Debian packages could not be installed; apt-get says above why. The line was:\n  {}",
                line(packages)
            ),
            Self::StillLacking { lacking } => write!(
                f,
                "The packages were installed, but this is still not to be found:\n{lacking}Look where it went, or whether another architecture's was installed."
            ),
            Self::NoAptGet { source } => write!(
                f,
                "apt-get could not be started ({source}). Install the packages by hand, then run the command again."
            ),
        }
    }
}

fn line(packages: &str) -> String {
    format!("sudo apt-get install -y --no-install-recommends {packages}")
}

fn unique(packages: &[&Package]) -> BTreeSet<&'static str> {
    packages.iter().map(|package| package.name).collect()
}

fn names(packages: &[&Package]) -> String {
    let names: Vec<&str> = unique(packages).into_iter().collect();
    names.join(" ")
}

/// One line for each package: its name and what it is for.
fn list(packages: &[&Package]) -> String {
    packages.iter().map(|package| format!("  {:<20}{}\n", package.name, package.gives)).collect()
}

/// The effective user id in the text of `/proc/self/status`.
fn effective_user(status: &str) -> Option<u32> {
    let line = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
