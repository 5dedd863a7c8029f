//! The disk below everything, and the refusal to measure one that is none.

use super::{BenchError, Figure, Scale, step, timed_ms};
use std::{fs::File, io::Write as _, path::Path};

/// File systems that are lost with the power: an fsync there costs nothing and keeps nothing.
const IN_MEMORY: [&str; 3] = ["tmpfs", "ramfs", "devtmpfs"];

/// The figure is one of the disk as well.
pub(super) fn needs_disk(id: &str) -> bool {
    matches!(
        id,
        "fdatasync_ms"
            | "command_ms"
            | "kiosk_start_ms"
            | "edit_to_other_ms"
            | "restore_ms"
            | "backup_ms"
            | "edit_wait_ms"
            | "salvage_ms"
    )
}

/// Refuses a folder that is in memory. A system that does not say where its folders are is trusted.
///
/// # Errors
/// [`BenchError::InMemory`].
pub fn refuse_memory(folder: &Path) -> Result<(), BenchError> {
    let Ok(mounts) = std::fs::read_to_string("/proc/mounts") else {
        return Ok(());
    };
    match kind_of(&mounts, folder) {
        Some(kind) if IN_MEMORY.contains(&kind) => {
            Err(BenchError::InMemory { folder: folder.to_owned(), kind: kind.to_owned() })
        }
        Some(_) | None => Ok(()),
    }
}

/// What file system a folder is on: that of the longest mount point above it, and of several at
/// one point the last.
fn kind_of<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let mounts = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (point, kind) = (words.nth(1)?, words.next()?);
        let point = point.replace("\\040", " ");
        folder.starts_with(&point).then_some((point.len(), kind))
    });
    mounts.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

/// What the file system is, for the circumstances.
pub(super) fn kind(folder: &Path) -> String {
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    kind_of(&mounts, folder).unwrap_or("unknown").to_owned()
}

/// One fdatasync after 4 KiB were appended.
pub(super) fn fdatasync(folder: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let mut file = File::create(folder.join("sync")).map_err(step("make a file"))?;
    let mut runs = Vec::new();
    for _ in 0..scale.of(200, 3) {
        let (ms, done) = timed_ms(|| file.write_all(&[7; 4_096]).and_then(|()| file.sync_data()));
        done.map_err(step("write and sync a file"))?;
        runs.push(ms);
    }
    let params = [("bytes", 4_096.into()), ("file system", kind(folder).into())];
    Ok(vec![Figure::new("fdatasync_ms", params, runs)])
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
/dev/sda1 / ext4 rw 0 0
tmpfs /srv tmpfs rw 0 0
/dev/sdb1 /srv/camp\\040data xfs rw 0 0
overlay /var overlay rw 0 0
tmpfs /var tmpfs rw 0 0
";

    #[test]
    fn the_nearest_mount_says_what_a_folder_is_on() {
        let kind = |folder: &str| kind_of(MOUNTS, Path::new(folder));
        assert_eq!(kind("/home"), Some("ext4"));
        assert_eq!(kind("/srv/other"), Some("tmpfs"));
        assert_eq!(kind("/srv/camp data/deep"), Some("xfs"));
        assert_eq!(kind("/srvs"), Some("ext4"));
        assert_eq!(kind("/var/lib"), Some("tmpfs"));
    }

    #[test]
    fn a_folder_in_memory_is_refused_with_a_sentence() {
        let shm = Path::new("/dev/shm");
        if kind(shm) != "tmpfs" {
            return;
        }
        let refused = refuse_memory(shm).unwrap_err().to_string();
        assert!(refused.contains("in memory (tmpfs)") && refused.contains("--out"), "{refused}");
    }
}
