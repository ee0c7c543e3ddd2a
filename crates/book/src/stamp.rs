//! Whether a file is the one that was seen before: by its length and its time of
//! modification, as Cargo and make do.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use show::records::Stamp;

/// A number that changes with the file or folder at `path`; the same one for all
/// that do not exist.
pub(crate) fn of_file(path: &Path) -> u64 {
    of_files([path])
}

/// A number that changes with any of the files at `paths`, or with their order.
pub(crate) fn of_files<'a>(paths: impl IntoIterator<Item = &'a Path>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        (path, Stamp::of(path)).hash(&mut hasher);
    }
    hasher.finish()
}
