//! What can be found on a machine.

use super::{Package, Probe};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The places where something can be.
pub struct Machine {
    /// The libraries that the loader knows, for our own architecture.
    pub libraries: BTreeSet<String>,
    pub library_dirs: Vec<PathBuf>,
    pub path: Vec<PathBuf>,
    pub is_file: fn(&Path) -> bool,
}

impl Machine {
    pub fn here() -> Self {
        let arch = std::env::consts::ARCH;
        let listed = Command::new("/sbin/ldconfig").arg("-p").stderr(Stdio::null()).output();
        // Without it, the folders have to do.
        let listed = listed.map(|output| output.stdout).unwrap_or_default();
        Self {
            libraries: libraries(&String::from_utf8_lossy(&listed), arch),
            library_dirs: library_dirs(arch),
            path: search_path(),
            is_file: Path::is_file,
        }
    }

    pub fn lacking(&self, packages: &[&'static Package]) -> Vec<&'static Package> {
        packages.iter().copied().filter(|package| !self.has(&package.probe)).collect()
    }

    pub fn has(&self, probe: &Probe) -> bool {
        match probe {
            Probe::Library(name) => self.libraries.contains(*name) || self.in_library_dir(name),
            Probe::Driver(names) => {
                names.iter().any(|name| self.in_library_dir(&format!("dri/{name}")))
            }
            Probe::Program(name) => find_program(&self.path, name, self.is_file),
            Probe::File(path) => (self.is_file)(Path::new(path)),
        }
    }

    fn in_library_dir(&self, name: &str) -> bool {
        self.library_dirs.iter().any(|dir| (self.is_file)(&dir.join(name)))
    }
}

/// The names of the libraries that `ldconfig -p` lists for this architecture.
pub fn libraries(listed: &str, arch: &str) -> BTreeSet<String> {
    // A 32-bit library beside a 64-bit program is of no use to it.
    let tag = match arch {
        "x86_64" => "x86-64",
        "aarch64" => "AArch64",
        _ => "",
    };
    listed
        .lines()
        .filter_map(|line| line.trim_start().split_once(" ("))
        .filter_map(|(name, rest)| Some((name, rest.split_once(')')?.0)))
        .filter(|(_, tags)| tags.contains(tag))
        .map(|(name, _)| name.to_owned())
        .collect()
}

pub fn library_dirs(arch: &str) -> Vec<PathBuf> {
    let triple = match arch {
        "x86" => "i386-linux-gnu".to_owned(),
        "arm" => "arm-linux-gnueabihf".to_owned(),
        other => format!("{other}-linux-gnu"),
    };
    let wide = if arch.ends_with("64") { "64" } else { "32" };
    vec![
        format!("/usr/lib/{triple}").into(),
        format!("/lib/{triple}").into(),
        format!("/usr/lib{wide}").into(),
        format!("/lib{wide}").into(),
        "/usr/lib".into(),
        "/lib".into(),
        "/usr/local/lib".into(),
    ]
}

pub fn search_path() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).filter(|dir| dir.as_os_str() != OsStr::new("")).collect()
}

pub fn find_program(path: &[PathBuf], name: &str, is_file: fn(&Path) -> bool) -> bool {
    path.iter().any(|dir| is_file(&dir.join(name)))
}
