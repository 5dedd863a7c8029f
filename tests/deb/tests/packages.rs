//! The packages as `dpkg` would find them, with stand-ins for the programs.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking, and say what they leave out"
)]

use deb::{NotPacked, Package, architecture, kiosk, server};
use flate2::read::GzDecoder;
use std::{
    collections::BTreeMap,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    process::Command,
};

/// A file of an archive: rights, owner and content.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    mode: u32,
    owner: (u64, u64),
    content: Vec<u8>,
}

struct Opened {
    control: BTreeMap<String, Entry>,
    data: BTreeMap<String, Entry>,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

fn programs() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["campboard-server", "campboard-kiosk"] {
        // With names of versions as a linker leaves them.
        let libc = "\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.9\0GLIBC_PRIVATE\0";
        fs::write(folder.path().join(name), format!("stand-in of {name}{libc}")).unwrap();
    }
    folder
}

fn entries(bytes: &[u8]) -> BTreeMap<String, Entry> {
    let mut archive = tar::Archive::new(GzDecoder::new(bytes));
    let mut entries = BTreeMap::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().display().to_string();
        let header = entry.header();
        let owner = (header.uid().unwrap(), header.gid().unwrap());
        let mode = header.mode().unwrap();
        assert_eq!(header.mtime().unwrap(), 0, "the same files give the same bytes: {path}");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        entries.insert(path, Entry { mode, owner, content });
    }
    entries
}

fn open(package: &Package) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let path = package.write(folder.path()).unwrap();
    let mut archive = ar::Archive::new(fs::File::open(&path).unwrap());
    let mut members = Vec::new();
    while let Some(member) = archive.next_entry() {
        let mut member = member.unwrap();
        let name = String::from_utf8(member.header().identifier().to_vec()).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        members.push((name, bytes));
    }
    let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["debian-binary", "control.tar.gz", "data.tar.gz"]);
    assert_eq!(members[0].1, b"2.0\n");
    let (control, data) = (entries(&members[1].1), entries(&members[2].1));
    Opened { control, data, path, _folder: folder }
}

fn both() -> [Opened; 2] {
    let programs = programs();
    [server(programs.path()).unwrap(), kiosk(programs.path()).unwrap()]
        .map(|package| open(&package))
}

fn text(entries: &BTreeMap<String, Entry>, path: &str) -> String {
    let entry =
        entries.get(path).unwrap_or_else(|| panic!("{path} is not in {:?}", entries.keys()));
    String::from_utf8(entry.content.clone()).unwrap()
}

#[test]
fn everything_is_where_debian_has_it_and_belongs_to_root() {
    let [server, kiosk] = both();
    for (package, name) in [(&server, "campboard-server"), (&kiosk, "campboard-kiosk")] {
        let program = &package.data[&format!("usr/bin/{name}")];
        let stand_in = format!("stand-in of {name}");
        assert!(program.content.starts_with(stand_in.as_bytes()));
        for (path, entry) in package.data.iter().chain(&package.control) {
            assert_eq!(entry.owner, (0, 0), "{path}");
            let is_script = ["postinst", "prerm", "postrm"].contains(&path.as_str());
            let runs = path.ends_with('/') || path.starts_with("usr/bin/") || is_script;
            assert_eq!(entry.mode, if runs { 0o755 } else { 0o644 }, "{path}");
        }
        for licence in ["copyright", "LICENSE-MIT", "OFL-AtkinsonHyperlegibleNext.txt", "box.md"] {
            assert!(package.data.contains_key(&format!("usr/share/doc/{name}/{licence}")));
        }
        let unit = format!("usr/lib/systemd/system/{name}.service");
        assert!(text(&package.data, &unit).contains("Restart=always"));
    }
    assert!(kiosk.data.contains_key("usr/share/doc/campboard-kiosk/MIT-Phosphor.txt"));
}

#[test]
fn the_fields_name_the_package_and_its_settings_are_kept() {
    let [server, kiosk] = both();
    for (package, name, settings) in [
        (&server, "campboard-server", "/etc/campboard/server.toml\n"),
        (&kiosk, "campboard-kiosk", "/etc/campboard/kiosk.env\n/etc/pam.d/campboard-kiosk\n"),
    ] {
        let control = text(&package.control, "control");
        let field = |name: &str| {
            let start = format!("{name}: ");
            let line = control.lines().find_map(|line| line.strip_prefix(&start));
            line.unwrap_or_else(|| panic!("{name}: {control}")).to_owned()
        };
        assert_eq!(field("Package"), name);
        assert_eq!(field("Version"), env!("CARGO_PKG_VERSION"));
        assert_eq!(field("Architecture"), architecture().unwrap());
        assert!(field("Depends").contains("systemd"));
        let depends = field("Depends");
        let libc = depends.split(", ").find(|one| one.starts_with("libc6"));
        assert_eq!(libc, Some("libc6 (>= 2.34)"), "the latest that a program names");
        assert!(control.ends_with('\n') && !control.contains("\n\n"), "{control}");
        assert_eq!(text(&package.control, "conffiles"), settings);
        let file = package.path.file_name().unwrap().to_str().unwrap();
        let (version, kind) = (env!("CARGO_PKG_VERSION"), architecture().unwrap());
        assert_eq!(file, format!("{name}_{version}_{kind}.deb"));
    }
    assert!(text(&kiosk.control, "control").contains("cage"));
}

#[test]
fn no_script_takes_data_away() {
    for package in both() {
        for name in ["postinst", "prerm", "postrm"] {
            let script = text(&package.control, name);
            assert!(script.starts_with("#!/bin/sh\nset -e\n"), "{name}");
            for word in ["rm ", "rmdir", "unlink", "deluser", "userdel", "find ", "mv ", "truncate"]
            {
                assert!(!script.contains(word), "{name} has {word}: {script}");
            }
        }
        assert!(text(&package.control, "postrm").contains("is kept"));
    }
}

#[test]
fn the_server_reads_its_settings_from_where_the_package_puts_them() {
    let [server, kiosk] = both();
    let unit = text(&server.data, "usr/lib/systemd/system/campboard-server.service");
    assert!(unit.contains("--config /etc/campboard/server.toml serve"));
    let settings = text(&server.data, "etc/campboard/server.toml");
    assert!(settings.contains("data = \"/var/lib/campboard\""));
    for word in
        ["ConditionPathExists=/var/lib/campboard/campboard.db", "StateDirectory=campboard\n"]
    {
        assert!(unit.contains(word), "{word}");
    }
    let unit = text(&kiosk.data, "usr/lib/systemd/system/campboard-kiosk.service");
    assert!(
        !unit.contains("network.target") && !unit.contains("network-online"),
        "it waits for no network: {unit}"
    );
    assert!(unit.contains("cage -d -s -- /usr/bin/campboard-kiosk"));
}

#[test]
fn a_program_that_was_not_built_is_named() {
    let empty = tempfile::tempdir().unwrap();
    let refused = server(empty.path()).unwrap_err();
    assert!(matches!(refused, NotPacked::NoProgram { .. }));
    assert!(refused.to_string().contains("campboard-server: build it first"), "{refused}");
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Says what systemd thinks of the units, with the programs that they name put there as stand-ins.
#[test]
fn systemd_finds_nothing_wrong_with_the_units() {
    if !is_there("systemd-analyze") {
        println!("left out: there is no systemd-analyze");
        return;
    }
    let root = tempfile::tempdir().unwrap();
    for package in both() {
        for (path, entry) in &package.data {
            put(root.path(), path, entry);
        }
    }
    let script = Entry { mode: 0o755, owner: (0, 0), content: b"#!/bin/sh\n".to_vec() };
    put(root.path(), "usr/bin/cage", &script);
    let units = root.path().join("usr/lib/systemd/system");
    for unit in ["campboard-server.service", "campboard-server.path", "campboard-kiosk.service"] {
        // Programs are looked for on this machine, where they are not.
        let bin = root.path().join("usr/bin").display().to_string();
        let text = fs::read_to_string(units.join(unit)).unwrap();
        fs::write(
            units.join(unit),
            text.replace("ExecStart=/usr/bin", &format!("ExecStart={bin}")),
        )
        .unwrap();
    }
    for unit in ["campboard-server.service", "campboard-server.path", "campboard-kiosk.service"] {
        let mut verify = Command::new("systemd-analyze");
        verify.env("SYSTEMD_UNIT_PATH", format!("{}:", units.display()));
        let output = verify.arg("--man=no").arg("verify").arg(units.join(unit)).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        // What other packages bring is not ours to judge.
        let ours: Vec<&str> = said.lines().filter(|line| line.contains("campboard")).collect();
        assert!(ours.is_empty(), "{unit}: {said}");
    }
}

#[test]
fn dpkg_reads_the_packages() {
    if !is_there("dpkg-deb") {
        println!("left out: there is no dpkg-deb");
        return;
    }
    for package in both() {
        let output = Command::new("dpkg-deb").arg("--info").arg(&package.path).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("Package: campboard-"), "{output:?}");
        let output =
            Command::new("dpkg-deb").arg("--contents").arg(&package.path).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("root/root") && said.contains(" usr/bin/campboard-"), "{said}");
    }
}

fn put(root: &Path, path: &str, entry: &Entry) {
    use std::os::unix::fs::PermissionsExt as _;
    let path = root.join(path);
    if entry.content.is_empty() {
        fs::create_dir_all(path).unwrap();
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, &entry.content).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(entry.mode)).unwrap();
}
