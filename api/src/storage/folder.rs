//! Files in a folder.

use std::{
    fs::{self, DirBuilder},
    io,
    path::Path,
};

use chrono::{DateTime, Utc};
use object_store::local::LocalFileSystem;

/// A disk has no smallest part.
pub(super) const PART: usize = 256 * 1_024;

/// Opens a folder; makes it, for this user alone, when it is not there.
pub(super) fn open(path: &Path) -> Result<LocalFileSystem, String> {
    let mut maker = DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(path).map_err(|error| format!("{} cannot be made: {error}", path.display()))?;
    let store = LocalFileSystem::new_with_prefix(path);
    // What was acknowledged survives a power cut.
    store.map(|store| store.with_fsync(true)).map_err(|error| format!("{}: {error}", path.display()))
}

/// Removes files that were being written when their process ended: the store writes beside the final name, with a number
/// sign.
pub(super) fn remove_staged(folder: &Path, before: DateTime<Utc>) -> io::Result<u64> {
    let mut removed = 0;
    for authority in fs::read_dir(folder)? {
        let authority = authority?;
        if !authority.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(authority.path())? {
            let file = file?;
            let staged = file.file_name().to_string_lossy().contains('#');
            if staged && DateTime::<Utc>::from(file.metadata()?.modified()?) < before {
                // Another server may have been faster.
                removed += u64::from(fs::remove_file(file.path()).is_ok());
            }
        }
    }
    Ok(removed)
}
