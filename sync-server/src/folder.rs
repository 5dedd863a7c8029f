//! The data folder: what is in it, and that only its owner can read it (it holds the server's key).

use std::{
    io,
    path::{Path, PathBuf},
};

/// The event's file in a data folder.
pub fn store(data: &Path) -> PathBuf {
    data.join("campboard.db")
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
    let ours = ["campboard.db", "admin.sock", "backups", "lost+found"];
    let names = std::fs::read_dir(data).ok()?.flatten();
    let mut names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.find(|name| !ours.iter().any(|own| name.starts_with(own)))
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
