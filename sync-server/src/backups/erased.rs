//! Erased names leave the backups.

use super::{list, parse, remove};
use shared::{persist::StoreError, sync::Erasure};
use std::{fs, io, path::Path};
use store::InCopy;

/// Takes erased names out of all backups of a folder, and deletes what is left of one that was cut
/// off. None may be in the making there.
///
/// # Errors
/// When one of them could not be made anew without the names; the others are.
pub fn erase(folder: &Path, erasure: &Erasure) -> Result<(), StoreError> {
    let step = |source| StoreError::Failed {
        step: format!("erase names in {}", folder.display()),
        source: Box::new(source),
    };
    remove(&folder.join(".new")).map_err(step)?;
    discard_drafts(folder).map_err(step)?;
    let mut trouble = None;
    for backup in list(folder) {
        let path = backup.path.display();
        match store::erase_in_copy(&backup.path, erasure) {
            Ok(InCopy::Nothing) => {}
            Ok(InCopy::Anew) => tracing::info!("Erased names are deleted from an older backup"),
            Ok(InCopy::Deleted) => tracing::warn!(
                "The backup {path} cannot be read and may hold erased names: it is deleted"
            ),
            Err(error) => {
                tracing::error!(%error, "Erased names may still be in the backup {path}");
                trouble = Some(error);
            }
        }
    }
    trouble.map_or(Ok(()), Err)
}

/// Backups of which an erasure leaves only what can be read: nothing of some.
#[must_use]
pub fn damaged(folder: &Path) -> u64 {
    let found = list(folder).into_iter();
    found.filter(|one| !one.is_sound || store::is_unreadable(&one.path)).count() as u64
}

/// Backups that were being made anew when the power went, and were deleted since.
fn discard_drafts(folder: &Path) -> io::Result<()> {
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let of = name.as_deref().and_then(|name| name.split_once(".erased"));
        if let Some((backup, _)) = of
            && parse(Path::new(backup)).is_some()
            && !folder.join(backup).exists()
        {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
