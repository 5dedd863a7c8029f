//! Where the programs are, and that they are those of the source beside them.

use crate::Trouble;
use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Names the folder of the programs.
const BIN_DIR: &str = "CAMPBOARD_BIN_DIR";

/// A program of the product or of its tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// `campboard-server`
    Server,
    /// `campboard-kiosk`
    Kiosk,
    /// `campboard-demo`
    Demo,
}

impl Program {
    fn name(self) -> &'static str {
        match self {
            Self::Server => "campboard-server",
            Self::Kiosk => "campboard-kiosk",
            Self::Demo => "campboard-demo",
        }
    }

    fn build(self) -> &'static str {
        match self {
            Self::Server => "cargo build -p sync-server",
            Self::Kiosk => "cargo build -p kiosk",
            Self::Demo => "cargo build -p tests --bins",
        }
    }
}

/// A folder of programs.
#[derive(Debug, Clone)]
pub struct Bins {
    folder: PathBuf,
}

impl Bins {
    /// The folder named by `CAMPBOARD_BIN_DIR`, or else that of the running test or program.
    ///
    /// # Errors
    /// When the system does not say where the running program is.
    pub fn find() -> Result<Self, Trouble> {
        if let Some(folder) = std::env::var_os(BIN_DIR) {
            return Ok(Self::in_folder(folder));
        }
        let running = std::env::current_exe()
            .map_err(Trouble::at("find out where the running program is"))?;
        // Tests run in `deps`, one below the programs.
        let folder = running
            .ancestors()
            .skip(1)
            .find(|folder| !folder.ends_with("deps"))
            .unwrap_or(Path::new("."));
        Ok(Self::in_folder(folder))
    }

    /// This folder.
    #[must_use]
    pub fn in_folder(folder: impl Into<OsString>) -> Self {
        Self { folder: PathBuf::from(folder.into()) }
    }

    /// The path of a program that is there and not older than its source.
    ///
    /// # Errors
    /// When it is missing or stale.
    pub fn path(&self, program: Program) -> Result<PathBuf, Trouble> {
        let build = program.build();
        let path = self.folder.join(program.name()).with_extension(std::env::consts::EXE_EXTENSION);
        let Ok(built) = fs::metadata(&path).and_then(|found| found.modified()) else {
            return Err(Trouble::NotBuilt { path, build });
        };
        match newer_source(&path, built) {
            Some(newer) => Err(Trouble::Stale { path, newer, build }),
            None => Ok(path),
        }
    }
}

/// A source of the program that was changed after it was built. Cargo lists the sources in a file
/// beside the program; a program that was installed elsewhere has no such list and no source.
fn newer_source(program: &Path, built: SystemTime) -> Option<PathBuf> {
    let list = fs::read_to_string(program.with_extension("d")).ok()?;
    let is_newer = |source: &PathBuf| match fs::metadata(source).and_then(|file| file.modified()) {
        Ok(changed) => changed > built,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    sources(&list).into_iter().find(is_newer)
}

/// The files after the colon; a space inside a name has a backslash before it.
fn sources(list: &str) -> Vec<PathBuf> {
    let Some((_, files)) = list.split_once(": ") else { return Vec::new() };
    let (mut names, mut name) = (Vec::new(), String::new());
    let mut rest = files.trim_end().chars().peekable();
    while let Some(next) = rest.next() {
        match next {
            '\\' if rest.next_if_eq(&' ').is_some() => name.push(' '),
            ' ' => names.push(std::mem::take(&mut name)),
            other => name.push(other),
        }
    }
    names.push(name);
    names.into_iter().filter(|name| !name.is_empty()).map(PathBuf::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn made(sources: &[&str]) -> (tempfile::TempDir, Bins) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("campboard-server");
        let listed: Vec<String> = sources
            .iter()
            .map(|name| folder.path().join(name).display().to_string().replace(' ', "\\ "))
            .collect();
        for name in sources {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::write(
            program.with_extension("d"),
            format!("{}: {}\n", program.display(), listed.join(" ")),
        )
        .unwrap();
        fs::write(&program, "").unwrap();
        let bins = Bins::in_folder(folder.path());
        (folder, bins)
    }

    #[test]
    fn a_program_newer_than_its_sources_is_taken() {
        let (folder, bins) = made(&["a.rs", "with space.rs"]);
        assert_eq!(bins.path(Program::Server).unwrap(), folder.path().join("campboard-server"));
    }

    #[test]
    fn a_missing_program_says_how_to_build_it() {
        let (_folder, bins) = made(&[]);
        let words = bins.path(Program::Kiosk).unwrap_err().to_string();
        assert!(words.ends_with("is not there: run `cargo build -p kiosk`"), "{words}");
    }

    #[test]
    fn a_stale_program_names_the_source_that_changed() {
        let (folder, bins) = made(&["a.rs", "with space.rs"]);
        let source = folder.path().join("with space.rs");
        let later = SystemTime::now() + Duration::from_secs(60);
        fs::File::options().write(true).open(&source).unwrap().set_modified(later).unwrap();
        let words = bins.path(Program::Server).unwrap_err().to_string();
        assert!(words.contains("with space.rs was changed after it was built"), "{words}");
        fs::remove_file(source).unwrap();
        let words = bins.path(Program::Server).unwrap_err().to_string();
        assert!(words.contains("is stale"), "{words}");
    }
}
