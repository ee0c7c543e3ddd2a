//! The manifests of the sources, kept in `target/` from one run to the next: to make
//! them, every file of a chapter and of what it uses is parsed.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;
use fingerprint::{Manifest, Workspace};
use serde::{Deserialize, Serialize};

use crate::records::Stamp;

/// By experiment.
pub(crate) type Manifests = BTreeMap<String, Manifest>;

/// What was made of a chapter, and of which files.
#[derive(Deserialize, Serialize)]
struct Kept {
    state: u64,
    files: BTreeSet<String>,
    manifests: Manifests,
}

/// The manifests of a chapter's experiments in the sources as they are: those that
/// this same program made before or, if a file has changed since that was read for
/// them, those that `workspace`, opened after `since`, makes now. Of the data files only
/// the names count.
pub(crate) fn of_chapter<'a>(
    root: &Path,
    chapter: &str,
    data_files: &[&Path],
    since: SystemTime,
    workspace: impl FnOnce() -> Result<&'a Workspace>,
) -> Result<Manifests> {
    let place = place(root, chapter);
    let kept = place.as_ref().and_then(|place| fs::read(place).ok());
    if let Some(kept) = kept.and_then(|text| serde_json::from_slice::<Kept>(&text).ok())
        && kept.state == state(root, data_files, &kept.files)
    {
        return Ok(kept.manifests);
    }
    let workspace = workspace()?;
    let manifests = workspace.manifests(chapter)?;
    let named = manifests.values().flat_map(|manifest| manifest.keys().cloned());
    let files: BTreeSet<String> = named.chain(workspace.sources()).collect();
    let kept = Kept { state: state(root, data_files, &files), files, manifests };
    // A file that was saved meanwhile may have been read before.
    let is_as_read = |file| !Stamp::of(&root.join(file)).may_be_after(since);
    if let Some(place) = place
        && kept.files.iter().all(is_as_read)
    {
        // Only time is lost with what cannot be kept.
        let text = serde_json::to_vec(&kept)?;
        record::store::replace(&place, &text).ok();
    }
    Ok(kept.manifests)
}

/// Where they are kept, if there is a folder for what is built.
fn place(root: &Path, chapter: &str) -> Option<PathBuf> {
    let us = env::current_exe().ok()?;
    let target = root.join("target");
    let name = us.file_stem()?.to_string_lossy();
    target.is_dir().then(|| target.join(format!("manifests/{name}-{chapter}.json")))
}

/// Changes with this program, with which data files there are, and with each of the
/// files that were read.
fn state(root: &Path, data_files: &[&Path], files: &BTreeSet<String>) -> u64 {
    let mut hasher = DefaultHasher::new();
    env::current_exe().ok().map(|us| Stamp::of(&us)).hash(&mut hasher);
    data_files.hash(&mut hasher);
    for file in files {
        (file, Stamp::of(&root.join(file))).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use anyhow::bail;

    use super::*;

    const FILES: [(&str, &str); 9] = [
        ("Cargo.toml", "[workspace]\nmembers = [\"crates/*\", \"chapters-code/*\"]\n"),
        (
            "Cargo.lock",
            "version = 4\n[[package]]\nname = \"waits\"\nversion = \"0.1.0\"\n",
        ),
        ("crates/measure/Cargo.toml", "[package]\nname = \"measure\"\n"),
        ("crates/measure/src/lib.rs", "pub fn rounds() {}\n"),
        ("chapters-code/waits/Cargo.toml", "[package]\nname = \"waits\"\n"),
        ("chapters-code/waits/config.toml", "[one.smoke]\nrequests = 1\n"),
        ("chapters-code/waits/src/lib.rs", "mod one;\n"),
        ("chapters-code/waits/src/one.rs", "pub fn rows() {}\n"),
        ("chapters-code/waits/src/one.toml", "question = \"Which?\"\n"),
    ];
    const EXPERIMENT: &str = "chapters-code/waits/src/one.rs";

    #[test]
    fn sources_are_parsed_again_when_one_of_them_changes_and_only_then() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        };
        for (path, text) in FILES {
            write(path, text);
        }
        fs::create_dir(root.join("target")).expect("made");
        let data = root.join("chapters-code/waits/src/one.toml");
        let later = || SystemTime::now() + Duration::from_secs(1);
        let made = |since| {
            let workspace = Workspace::open(root).expect("a workspace");
            of_chapter(root, "waits", &[&data], since, || Ok(&workspace)).expect("made")
        };
        let kept = |data_files: &[&Path]| {
            of_chapter(root, "waits", data_files, later(), || bail!("made again"))
        };

        assert!(kept(&[&data]).is_err(), "nothing was made yet");
        made(SystemTime::now() - Duration::from_secs(1));
        assert!(
            kept(&[&data]).is_err(),
            "a file may have been saved after it was read"
        );
        let first = made(later());
        assert_eq!(kept(&[&data]).expect("nothing changed"), first);
        assert!(kept(&[&data, &root.join("other.toml")]).is_err());

        write(EXPERIMENT, "pub fn rows() { let _edited = 1; }\n");
        assert!(kept(&[&data]).is_err());
        assert_ne!(made(later())["one"][EXPERIMENT], first["one"][EXPERIMENT]);
        for another in ["crates/measure/src/lib.rs", "chapters-code/waits/src/main.rs"]
        {
            kept(&[&data]).expect("nothing changed");
            write(another, "pub fn another() -> u64 { 1 }\n");
            assert!(kept(&[&data]).is_err(), "{another}");
            made(later());
        }
    }
}
