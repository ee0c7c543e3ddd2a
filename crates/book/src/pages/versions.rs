//! Which pages a reader would see changed after a build.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// The versions of the pages, by their names: a page's version changes when what a
/// reader would see of it changes.
pub(crate) type Versions = BTreeMap<String, u64>;

/// The versions of the pages in the folder `now`: for a page that is the same as in
/// the folder `last`, the one that it had there, else `number`.
pub(super) fn compare(
    now: &Path,
    last: Option<(&Path, &Versions)>,
    number: u64,
) -> Result<Versions> {
    let mut versions = Versions::new();
    // Styles and scripts belong to every page.
    let mut has_new_looks = false;
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(now.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
                continue;
            }
            let kind = path.extension().unwrap_or_default();
            let is_page = kind == "html";
            // The index of the search changes with every word on any page.
            let is_index = name(&path).starts_with("searchindex");
            if !is_page && (is_index || (kind != "css" && kind != "js")) {
                continue;
            }
            let is_same = last.is_some_and(|(last, _)| {
                fs::read(last.join(&path)).ok() == fs::read(now.join(&path)).ok()
            });
            if is_page {
                let name = name(&path);
                let known = last.and_then(|(_, versions)| versions.get(&name));
                let version = known.filter(|_| is_same).copied().unwrap_or(number);
                versions.insert(name, version);
            } else {
                has_new_looks |= !is_same;
            }
        }
    }
    if has_new_looks {
        for version in versions.values_mut() {
            *version = number;
        }
    }
    Ok(versions)
}

/// The name that a server gives a page at `path`.
pub(super) fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
