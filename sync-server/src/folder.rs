//! The data folder: what is in it, and that only its owner can read it (it holds the server's key).

use std::{
    io,
    path::{Path, PathBuf},
};

/// How the folders are named in which files are handed over.
const EXCHANGE: &str = "exchange-";

/// The event's file in a data folder.
pub fn store(data: &Path) -> PathBuf {
    data.join("campboard.db")
}

/// A data folder has an event.
pub fn has_store(data: &Path) -> bool {
    store::is_there(&store(data))
}

/// The folder of the backups in a data folder.
pub fn backups(data: &Path) -> PathBuf {
    data.join("backups")
}

/// The admin socket in a data folder.
#[cfg(unix)]
pub fn socket(data: &Path) -> PathBuf {
    data.join("admin.sock")
}

/// Something in the folder that is neither ours nor what every disk has at its top.
pub fn stranger(data: &Path) -> Option<String> {
    let ours = ["campboard.db", "admin.sock", "backups", EXCHANGE, "lost+found"];
    let names = std::fs::read_dir(data).ok()?.flatten();
    let mut names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.find(|name| !ours.iter().any(|own| name.starts_with(own)))
}

/// A folder in a data folder in which a command and the running server hand files over: its own
/// one for each process and number.
pub fn exchange(data: &Path, number: u32) -> PathBuf {
    data.join(format!("{EXCHANGE}{}-{number}", std::process::id()))
}

/// Deletes what commands that were killed have left of their exchanges.
pub fn clear_exchanges(data: &Path) {
    for entry in std::fs::read_dir(data).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(EXCHANGE)
            && let Err(error) = std::fs::remove_dir_all(entry.path())
        {
            tracing::warn!(%error, "A copy was not deleted: {}", entry.path().display());
        }
    }
}

/// Deletes what such commands have left while the server runs: whose process is there no longer.
pub fn clear_left_exchanges(data: &Path) {
    for entry in std::fs::read_dir(data).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix(EXCHANGE).and_then(|rest| rest.split('-').next());
        if let Some(process) = process
            && !is_alive(process)
            && let Err(error) = std::fs::remove_dir_all(entry.path())
        {
            tracing::warn!(%error, "A copy was not deleted: {}", entry.path().display());
        }
    }
}

/// Where a system does not say so, a process may be there.
fn is_alive(process: &str) -> bool {
    let all = Path::new("/proc");
    !all.join("self").exists() || all.join(process).exists()
}

/// Bytes of the event's file, with what is not yet copied back into it.
pub fn store_bytes(data: &Path) -> u64 {
    let store = store(data);
    let log = store.with_extension("db-wal");
    [store, log].iter().map(|path| std::fs::metadata(path).map_or(0, |facts| facts.len())).sum()
}

/// Likewise a folder on another disk: a stick may have no owners, or others.
pub fn prepare_other(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    unless_denied(close(folder, 0o700))
}

fn unless_denied(closed: io::Result<()>) -> io::Result<()> {
    match closed {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        closed => closed,
    }
}

/// Creates the folder where needed and closes it to everybody else.
pub fn prepare(data: &Path) -> io::Result<()> {
    std::fs::create_dir_all(data)?;
    close(data, 0o700)
}

/// Leaves a path to its owner.
#[cfg(unix)]
pub fn close(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let found = std::fs::metadata(path)?.permissions().mode() & 0o777;
    if found == mode {
        return Ok(());
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

/// Leaves a path to its owner: on this system the folder's own rights have to do.
#[cfg(not(unix))]
pub fn close(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refused_right_is_put_up_with() {
        let failed = |kind: io::ErrorKind| unless_denied(Err(kind.into())).map_err(|e| e.kind());
        assert_eq!(failed(io::ErrorKind::PermissionDenied), Ok(()));
        assert_eq!(failed(io::ErrorKind::NotFound), Err(io::ErrorKind::NotFound));
    }

    #[test]
    fn what_a_killed_command_left_is_deleted() {
        let data = tempfile::tempdir().unwrap();
        let left = exchange(data.path(), 3);
        std::fs::create_dir(&left).unwrap();
        std::fs::write(left.join("kiosk.db"), "names").unwrap();
        std::fs::write(store(data.path()), "event").unwrap();
        assert_eq!(stranger(data.path()), None);
        clear_left_exchanges(data.path());
        assert!(left.exists(), "this process is at work in it");
        let gone = data.path().join(format!("{EXCHANGE}{}-1", u32::MAX));
        std::fs::create_dir(&gone).unwrap();
        clear_left_exchanges(data.path());
        assert!(!gone.exists() && left.exists());
        clear_exchanges(data.path());
        assert!(!left.exists() && store(data.path()).exists());
    }

    #[test]
    fn only_what_is_not_ours_is_a_stranger() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(stranger(&folder.path().join("none")), None);
        for ours in ["campboard.db.broken-1", "campboard.db-wal", "admin.sock", "lost+found"] {
            std::fs::write(folder.path().join(ours), "").unwrap();
        }
        assert_eq!(stranger(folder.path()), None);
        std::fs::write(folder.path().join("holiday.mov"), "").unwrap();
        assert_eq!(stranger(folder.path()), Some("holiday.mov".to_owned()));
    }
}
