//! Files that a person may import at a kiosk, and where an export goes.

use super::worker::{Source, ToImport};
use crate::{
    ask::{CarryTo, ExportFormat, Failure, FileFound, FilePlace, Preview, Stage},
    random::SystemRandom,
};
use import::table;
use shared::{
    carry::{Carried, Carry},
    keys::Strict,
    limits::CARRY_FILE_BYTES_MAX,
    programme::Programme,
    schedule::Schedule,
};
use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Folders below a place that are looked into.
const DEPTH_MAX: usize = 3;
/// Files and folders of one place that are looked at: a stick full of photos ends the search.
const ENTRIES_MAX: usize = 5_000;
/// Files that are listed.
const FILES_MAX: usize = 200;
/// Names of an export that are tried when others are taken.
const NAMES_MAX: u32 = 1_000;
/// Bytes of a file after which a person hears how far it is, and may stop it.
const PIECE_BYTES: u64 = 1 << 20;
/// Ending of a carried board.
pub(super) const BOARD_ENDING: &str = "campboard";
/// Endings of files that can be read.
pub(super) const ENDINGS: [&str; 5] = ["csv", "json", "tsv", "txt", "xml"];

/// Where files are looked for.
pub(super) fn places(data: &Path) -> Vec<(FilePlace, PathBuf)> {
    let mut places = vec![(FilePlace::Data, data.to_owned())];
    if let Some(home) = std::env::var_os("HOME").map(PathBuf::from).filter(|h| h.is_absolute()) {
        places.push((FilePlace::Downloads, home.join("Downloads")));
        places.push((FilePlace::Desktop, home.join("Desktop")));
    }
    // /media/STICK, or /media/PERSON/STICK.
    for root in ["/media", "/run/media", "/mnt"] {
        places.push((FilePlace::Stick, root.into()));
    }
    places
}

/// Files that can be read, the latest first within each place.
pub(super) fn list(places: &[(FilePlace, PathBuf)], endings: &[&str]) -> Vec<FileFound> {
    let mut all = Vec::new();
    for (place, root) in places {
        let mut found = Vec::new();
        let mut left = ENTRIES_MAX;
        // What a kiosk keeps for itself is no file to import.
        let depth = if *place == FilePlace::Data { 0 } else { DEPTH_MAX };
        look_into(root, depth, (*place, endings), &mut left, &mut found);
        found.sort_by(|a: &FileFound, b| {
            b.modified_s.cmp(&a.modified_s).then_with(|| a.path.cmp(&b.path))
        });
        all.extend(found);
    }
    all.truncate(FILES_MAX);
    all
}

fn look_into(
    folder: &Path,
    depth: usize,
    (place, endings): (FilePlace, &[&str]),
    left: &mut usize,
    found: &mut Vec<FileFound>,
) {
    // A folder that is not there, or not for us, has no files for us.
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut folders = Vec::new();
    for entry in entries.flatten() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        // Links are not followed: they might lead round in a circle.
        let Ok(kind) = entry.file_type() else { continue };
        if hidden {
            continue;
        }
        if kind.is_dir() {
            folders.push(path);
        } else if kind.is_file()
            && has_ending(&path, endings)
            && let Ok(facts) = entry.metadata()
        {
            let modified = facts.modified().ok();
            let since = modified.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
            found.push(FileFound {
                name: entry.file_name().to_string_lossy().into_owned(),
                path,
                place,
                bytes: facts.len(),
                modified_s: since.map_or(0, |since| since.as_secs()),
            });
        }
    }
    if depth > 0 {
        folders.sort();
        for folder in folders {
            look_into(&folder, depth - 1, (place, endings), left, found);
        }
    }
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// Reads a file and says what importing it would do. Each stage is told to `goes_on`, which says
/// whether somebody still wants it.
pub(super) fn read(
    source: &Source,
    schedule: &Schedule,
    goes_on: &mut dyn FnMut(Stage) -> bool,
) -> Result<ToImport, Failure> {
    let Source { path, options, like, founds_in } = source;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let unreadable = |why: import::Unreadable| Failure::Unreadable(Box::new(why));
    let (file, size) = open(path).map_err(|error| {
        tracing::info!(%error, "A file to import was not read");
        Failure::NoFile { name: name.clone() }
    })?;
    import::check_size(size, &name).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // It may have grown since.
    let mut file = file.take(import::limits::FILE_BYTES_MAX as u64);
    loop {
        let have = bytes.len() as u64;
        if !goes_on(Stage::Reading { bytes: have, of: size.max(have) }) {
            return Ok(ToImport::Dropped);
        }
        let taken = file.by_ref().take(PIECE_BYTES).read_to_end(&mut bytes);
        if taken.map_err(|_| Failure::NoFile { name: name.clone() })? == 0 {
            break;
        }
    }
    if !goes_on(Stage::Understanding) {
        return Ok(ToImport::Dropped);
    }
    let mut imported = match import::read_any(&bytes, &name, options).map_err(unreadable)? {
        table::Read::Whole(imported) => imported,
        table::Read::Asks(asks) => return Ok(ToImport::Asks(Box::new(asks))),
    };
    let first_day = imported.programme.first_day();
    if let Some(first) = *like {
        imported.programme = imported.programme.like(first);
    }
    if let Some(zone) = founds_in {
        import::settle(&mut imported.programme, &name, zone);
    }
    if !goes_on(Stage::Comparing { sessions: imported.programme.sessions.len() }) {
        return Ok(ToImport::Dropped);
    }
    let table = imported.table.take();
    let mut preview = import::preview(&imported, schedule, &mut SystemRandom);
    let command = preview.command.take().map(Box::new);
    let event = imported.programme.event.name.clone();
    let is_something = command.is_some();
    let is_like = like.is_some();
    let preview = Preview { name, event, import: preview, is_something, first_day, is_like, table };
    let preview = Box::new(preview);
    Ok(ToImport::Ready { preview, command })
}

/// A file and its size. A pipe or a device would keep whoever opens it waiting for ever.
fn open(path: &Path) -> io::Result<(fs::File, u64)> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no file"));
    }
    let file = fs::File::open(path)?;
    let size = file.metadata()?.len();
    Ok((file, size))
}

/// Writes the programme into a folder, under a name that is not taken. The file is there whole or
/// not at all.
pub(super) fn export(
    folder: &Path,
    format: ExportFormat,
    programme: &Programme,
) -> Result<PathBuf, Failure> {
    let (name, ending, bytes) = match format {
        ExportFormat::Json => {
            ("programme", "json", serde_json::to_vec_pretty(programme).map_err(io::Error::other))
        }
        ExportFormat::Rows => ("sessions", "csv", Ok(table::write_rows(programme).into_bytes())),
        ExportFormat::Grid => ("grid", "csv", Ok(table::write_grid(programme).into_bytes())),
    };
    bytes.and_then(|bytes| write(folder, (name, ending), &bytes)).map_err(|error| {
        tracing::warn!(%error, "An export was not written");
        Failure::NotWritten
    })
}

/// Packs the board and writes it: under a free name in a place, or under the name that was given.
pub(super) fn write_board(
    to: &CarryTo,
    places: &[(FilePlace, PathBuf)],
    carry: Carry,
) -> Result<PathBuf, Failure> {
    let written = match to {
        CarryTo::Place(place) => {
            let folder = folder_of(*place, places).ok_or(Failure::NotWritten)?;
            write(&folder, ("board", BOARD_ENDING), &carry.pack())
        }
        CarryTo::File(path) => store::write_whole(path, &carry.pack()).map(|()| path.clone()),
    };
    written.map_err(|error| {
        tracing::warn!(%error, "The board was not written");
        Failure::NotWritten
    })
}

/// Reads a carried board and verifies every signature in it.
pub(super) fn read_board(path: &Path) -> Result<Arc<Carried>, Failure> {
    let name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = open(path).and_then(|(file, _)| {
        let mut bytes = Vec::new();
        file.take(CARRY_FILE_BYTES_MAX as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    let bytes = bytes.map_err(|_| Failure::NoFile { name: name() })?;
    match Carried::read(&bytes, &Strict) {
        Ok(board) => Ok(Arc::new(board)),
        Err(why) => Err(Failure::Board(why.into())),
    }
}

/// Writes who did what, as a table.
pub(super) fn export_log(folder: &Path, lines: &[Vec<String>]) -> Result<PathBuf, Failure> {
    let bytes = table::write_table(lines).into_bytes();
    write(folder, ("history", "csv"), &bytes).map_err(|error| {
        tracing::warn!(%error, "An export was not written");
        Failure::NotWritten
    })
}

/// Writes a print into a folder, under a name that is not taken.
pub(super) fn print(
    folder: &Path,
    form: paper::Form,
    pdf: Result<Vec<u8>, paper::NotPrinted>,
) -> Result<PathBuf, Failure> {
    let name = match form {
        paper::Form::Grid => "grid",
        paper::Form::Doors => "doors",
        paper::Form::Slips { .. } => "slips",
        paper::Form::Blank => "blank",
    };
    let pdf = pdf.map_err(io::Error::other);
    pdf.and_then(|pdf| write(folder, (name, "pdf"), &pdf)).map_err(|error| {
        tracing::warn!(%error, "A print was not written");
        Failure::NotWritten
    })
}

fn write(folder: &Path, (name, ending): (&str, &str), bytes: &[u8]) -> io::Result<PathBuf> {
    let mut draft = store::Draft::beside(&folder.join(format!("campboard-{name}.{ending}")))?;
    draft.write_all(bytes)?;
    for n in 1..NAMES_MAX {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        let path = folder.join(format!("campboard-{name}{number}.{ending}"));
        if !path.try_exists()? {
            draft.place(&path)?;
            return Ok(path);
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

/// The folder of a place; of several sticks the one that was put in last.
pub(super) fn folder_of(place: FilePlace, places: &[(FilePlace, PathBuf)]) -> Option<PathBuf> {
    let mut roots = places.iter().filter(|(of, _)| *of == place).map(|(_, root)| root.clone());
    if place != FilePlace::Stick {
        return roots.find(|root| root.is_dir());
    }
    let below = |root: PathBuf| folders(&root);
    let sticks = roots.flat_map(below).flat_map(|folder| {
        let inner = folders(&folder);
        std::iter::once(folder).chain(inner)
    });
    let writable = |folder: &PathBuf| {
        let facts = fs::metadata(folder).ok()?;
        (!facts.permissions().readonly()).then(|| facts.modified().ok()).flatten()
    };
    let mounted = |folder: &PathBuf| is_mounted(folder);
    sticks
        .filter(mounted)
        .filter_map(|folder| Some((writable(&folder)?, folder)))
        .max()
        .map(|(_, f)| f)
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.map(|entry| entry.path()).take(64).collect()
}

/// Another disk begins here.
#[cfg(unix)]
fn is_mounted(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| fs::metadata(path).map(|facts| facts.dev()).ok();
    folder.parent().is_some_and(|above| device(above) != device(folder))
}

#[cfg(not(unix))]
fn is_mounted(_: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn source(path: &Path) -> Source {
        Source {
            path: path.to_owned(),
            options: table::Options::default(),
            like: None,
            founds_in: None,
        }
    }

    fn names(files: &[FileFound]) -> Vec<&str> {
        let mut names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn files_are_found_on_sticks_and_not_too_deep() {
        let stick = tempfile::tempdir().unwrap();
        for name in ["grid.CSV", "a/b/c/plan.xml", "photo.jpg", ".hidden.csv", "a/b/c/d/e.json"] {
            put(stick.path(), name, "x");
        }
        let data = tempfile::tempdir().unwrap();
        put(data.path(), "programme.json", "x");
        put(data.path(), "below/other.json", "x");
        let places = [
            (FilePlace::Data, data.path().to_owned()),
            (FilePlace::Stick, stick.path().to_owned()),
            (FilePlace::Desktop, stick.path().join("nowhere")),
        ];
        let files = list(&places, &ENDINGS);
        assert_eq!(names(&files), ["grid.CSV", "plan.xml", "programme.json"]);
        assert_eq!((files[0].place, files[0].bytes), (FilePlace::Data, 1));
    }

    #[test]
    fn a_stick_full_of_files_ends_the_search() {
        let stick = tempfile::tempdir().unwrap();
        for n in 0..FILES_MAX + 20 {
            put(stick.path(), &format!("{n}.csv"), "");
        }
        let places = [(FilePlace::Stick, stick.path().to_owned())];
        assert_eq!(list(&places, &ENDINGS).len(), FILES_MAX);
    }

    #[test]
    fn an_export_takes_a_free_name_and_can_be_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let programme = import::sample();
        let first = export(folder.path(), ExportFormat::Json, &programme).unwrap();
        let second = export(folder.path(), ExportFormat::Json, &programme).unwrap();
        assert!(first.ends_with("campboard-programme.json"), "{first:?}");
        assert!(second.ends_with("campboard-programme-2.json"), "{second:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no draft is left");
        for format in [ExportFormat::Rows, ExportFormat::Grid] {
            let table = export(folder.path(), format, &programme).unwrap();
            assert!(table.extension().is_some_and(|ending| ending == "csv"), "{table:?}");
        }
        for file in [first, folder.path().join("campboard-sessions.csv")] {
            let read = read(&source(&file), &Schedule::default(), &mut |_| true);
            let Ok(ToImport::Ready { preview, .. }) = read else { panic!("{file:?}") };
            assert_eq!(preview.import.counts.sessions as usize, programme.sessions.len());
        }
        let nowhere = folder.path().join("nowhere");
        let refused = export(&nowhere, ExportFormat::Json, &programme);
        assert_eq!(refused, Err(Failure::NotWritten));
    }

    #[test]
    fn reading_tells_how_far_it_is_and_stops_when_nobody_wants_it() {
        let folder = tempfile::tempdir().unwrap();
        let rows: String =
            (0..1_351).map(|n| format!("Talk {n},{}\n", "x".repeat(1_000))).collect();
        put(folder.path(), "camp.csv", &format!("Title,Text\n{rows}"));
        let stages = |last: usize| {
            let mut told = Vec::new();
            let file = source(&folder.path().join("camp.csv"));
            let read = read(&file, &Schedule::default(), &mut |stage| {
                told.push(stage);
                told.len() < last
            });
            (told, read.unwrap())
        };
        let (told, read) = stages(usize::MAX);
        let ToImport::Ready { preview, command: Some(_) } = read else { panic!("{told:?}") };
        assert_eq!(preview.import.counts.sessions, 1_351);
        let of = fs::metadata(folder.path().join("camp.csv")).unwrap().len();
        let Some(Stage::Reading { bytes: 0, of: all }) = told.first() else { panic!("{told:?}") };
        assert_eq!(*all, of);
        assert!(told.contains(&Stage::Reading { bytes: PIECE_BYTES, of: *all }), "{told:?}");
        let end = [Stage::Understanding, Stage::Comparing { sessions: 1_351 }];
        assert_eq!(told[told.len() - 2..], end);
        for last in 1..=told.len() {
            let (heard, read) = stages(last);
            assert!(matches!(read, ToImport::Dropped), "after {last}");
            assert_eq!(heard, told[..last]);
        }
    }

    #[test]
    fn a_file_that_is_no_schedule_is_named_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "song.xml", "la la la");
        let read = |name: &str| {
            let file = source(&folder.path().join(name));
            read(&file, &Schedule::default(), &mut |_| true).err()
        };
        assert!(matches!(read("song.xml"), Some(Failure::Unreadable(_))));
        assert_eq!(read("gone.xml"), Some(Failure::NoFile { name: "gone.xml".into() }));
    }
}
