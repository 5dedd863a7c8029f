//! The Debian packages `campboard-server` and `campboard-kiosk`: programs, systemd units, settings and
//! licences, so that a box starts by itself.
//!
//! A package is a list of [`File`]s and some fields; [`Package::write`] makes the archive of it: the
//! same files give the same bytes. Nothing in it ever deletes data of an event.

mod files;

use flate2::{Compression, write::GzEncoder};
use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

pub use files::{kiosk, server};

/// Why a package was not made.
#[derive(Debug, thiserror::Error)]
pub enum NotPacked {
    /// A program that belongs into it is not there.
    #[error("read the program {}: build it first", .path.display())]
    NoProgram {
        /// Where it should be.
        path: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// Debian has no name for this kind of processor here.
    #[error("there is no Debian architecture for {0}")]
    Architecture(String),
    /// The archive could not be written.
    #[error("write the package")]
    Write(#[from] io::Error),
}

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it goes, without the first `/`.
    pub path: &'static str,
    /// Its rights.
    pub mode: u32,
    /// A setting: kept as the person changed it.
    pub is_setting: bool,
    /// What is in it.
    pub content: Vec<u8>,
}

/// A package.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its name.
    pub name: &'static str,
    /// One line of what it is.
    pub title: &'static str,
    /// More of it.
    pub about: &'static str,
    /// Packages without which it does not run.
    pub depends: &'static str,
    /// Packages that it is better with.
    pub recommends: &'static str,
    /// Its files.
    pub files: Vec<File>,
    /// Scripts that run when it is installed and removed: name and content.
    pub scripts: Vec<(&'static str, &'static str)>,
}

/// Debian's name for the processor that this was built for.
///
/// # Errors
/// When there is none.
pub fn architecture() -> Result<&'static str, NotPacked> {
    match std::env::consts::ARCH {
        "x86_64" => Ok("amd64"),
        "aarch64" => Ok("arm64"),
        "arm" => Ok("armhf"),
        "riscv64" => Ok("riscv64"),
        other => Err(NotPacked::Architecture(other.to_owned())),
    }
}

impl Package {
    /// The name of its file.
    ///
    /// # Errors
    /// When Debian does not know this kind of processor.
    pub fn file_name(&self) -> Result<String, NotPacked> {
        Ok(format!("{}_{}_{}.deb", self.name, env!("CARGO_PKG_VERSION"), architecture()?))
    }

    /// Writes it into a folder.
    ///
    /// # Errors
    /// When the folder takes no file.
    pub fn write(&self, folder: &Path) -> Result<PathBuf, NotPacked> {
        let path = folder.join(self.file_name()?);
        let (control, data) = (self.control()?, self.data()?);
        fs::create_dir_all(folder)?;
        let mut deb = ar::Builder::new(fs::File::create(&path)?);
        let members: [(&str, &[u8]); 3] =
            [("debian-binary", b"2.0\n"), ("control.tar.gz", &control), ("data.tar.gz", &data)];
        for (name, bytes) in members {
            let mut header = ar::Header::new(name.as_bytes().to_vec(), bytes.len() as u64);
            header.set_mode(0o100_644);
            deb.append(&header, bytes)?;
        }
        deb.into_inner()?.sync_all()?;
        Ok(path)
    }

    fn control(&self) -> Result<Vec<u8>, NotPacked> {
        let bytes: usize = self.files.iter().map(|file| file.content.len()).sum();
        let mut fields = String::new();
        for (name, value) in [
            ("Package", self.name),
            ("Version", env!("CARGO_PKG_VERSION")),
            ("Architecture", architecture()?),
            ("Maintainer", "The Campboard authors <campboard@example.org>"),
            ("Installed-Size", &bytes.div_ceil(1_024).to_string()),
            ("Depends", &self.depends()),
            ("Recommends", self.recommends),
            ("Section", "misc"),
            ("Priority", "optional"),
            ("Description", self.title),
        ] {
            if !value.is_empty() {
                // Writing to a string cannot fail.
                let _ = writeln!(fields, "{name}: {value}");
            }
        }
        for line in self.about.lines() {
            let _ = writeln!(fields, " {line}");
        }
        let mut settings = String::new();
        for file in self.files.iter().filter(|file| file.is_setting) {
            let _ = writeln!(settings, "/{}", file.path);
        }
        let mut tar = Tar::new();
        tar.file("control", 0o644, fields.as_bytes())?;
        if !settings.is_empty() {
            tar.file("conffiles", 0o644, settings.as_bytes())?;
        }
        for (name, script) in &self.scripts {
            tar.file(name, 0o755, script.as_bytes())?;
        }
        Ok(tar.end()?)
    }

    /// What it depends on, with the version of the C library that its programs were linked with: an
    /// older one would let them be installed, and not start.
    fn depends(&self) -> String {
        let programs = self.files.iter().filter(|file| file.mode == files::PROGRAM);
        match programs.filter_map(|file| libc_of(&file.content)).max() {
            Some((major, minor)) => {
                self.depends.replacen("libc6", &format!("libc6 (>= {major}.{minor})"), 1)
            }
            None => self.depends.to_owned(),
        }
    }

    fn data(&self) -> Result<Vec<u8>, NotPacked> {
        let mut tar = Tar::new();
        let mut files: Vec<&File> = self.files.iter().collect();
        files.sort_by_key(|file| file.path);
        for file in files {
            tar.file(file.path, file.mode, &file.content)?;
        }
        Ok(tar.end()?)
    }
}

/// The latest version of the C library of which a program names a symbol, as in `GLIBC_2.34`.
fn libc_of(program: &[u8]) -> Option<(u32, u32)> {
    const NAME: &[u8] = b"GLIBC_";
    let after = program.windows(NAME.len()).enumerate().filter(|(_, found)| *found == NAME);
    let version = |at: usize| {
        let rest = program.get(at + NAME.len()..)?;
        let is_version = |byte: &&u8| byte.is_ascii_digit() || **byte == b'.';
        let text: String =
            rest.iter().take_while(is_version).map(|byte| char::from(*byte)).collect();
        let mut numbers = text.split('.').map_while(|number| number.parse().ok());
        Some((numbers.next()?, numbers.next()?))
    };
    after.filter_map(|(at, _)| version(at)).max()
}

/// A compressed archive in which everything belongs to root and is of no time.
struct Tar {
    tar: tar::Builder<GzEncoder<Vec<u8>>>,
    folders: BTreeSet<String>,
}

impl Tar {
    fn new() -> Self {
        let tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
        let mut new = Self { tar, folders: BTreeSet::new() };
        new.folders.insert(String::new());
        new
    }

    fn file(&mut self, path: &str, mode: u32, content: &[u8]) -> io::Result<()> {
        let mut above = String::new();
        for folder in path.rsplit_once('/').map_or("", |(folder, _)| folder).split('/') {
            if folder.is_empty() {
                continue;
            }
            above.push_str(folder);
            above.push('/');
            if self.folders.insert(above.clone()) {
                self.entry(tar::EntryType::Directory, &above, 0o755, &[])?;
            }
        }
        self.entry(tar::EntryType::Regular, path, mode, content)
    }

    fn entry(
        &mut self,
        kind: tar::EntryType,
        path: &str,
        mode: u32,
        content: &[u8],
    ) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(mode);
        header.set_uid(0);
        header.set_gid(0);
        header.set_username("root")?;
        header.set_groupname("root")?;
        header.set_mtime(0);
        header.set_size(content.len() as u64);
        self.tar.append_data(&mut header, path, content)
    }

    fn end(self) -> io::Result<Vec<u8>> {
        let mut bytes = self.tar.into_inner()?.finish()?;
        bytes.flush()?;
        Ok(bytes)
    }
}
