//! The data folder: what is in it, and that only its owner can read it (it holds the server's key).

use std::{
    io,
    path::{Path, PathBuf},
};

/// The event's file in a data folder.
pub fn store(data: &Path) -> PathBuf {
    data.join("campboard.db")
}

/// The admin socket in a data folder.
#[cfg(unix)]
pub fn socket(data: &Path) -> PathBuf {
    data.join("admin.sock")
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
