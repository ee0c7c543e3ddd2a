//! Which edits matter to the open book.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// The folders that are watched with all that is in them. Never `target`.
const FOLDERS: [&str; 4] = ["book", "chapters-code", "charts", "crates"];

/// The files beside them that matter.
const FILES: [&str; 3] = ["book.toml", "Cargo.toml", "Cargo.lock"];

/// Sends the files that change, as `wrap` makes an event of them, until it is dropped.
/// No files at all: more changed than the system could tell, and any may have.
pub(crate) fn start<E: Send + 'static>(
    root: &Path,
    events: Sender<E>,
    wrap: fn(Vec<PathBuf>) -> E,
) -> Result<RecommendedWatcher> {
    let place = root.to_owned();
    let mut watcher =
        notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if event.need_rescan() {
                let _ = events.send(wrap(Vec::new()));
                return;
            }
            if matches!(event.kind, EventKind::Access(_)) {
                return; // reading the sources, as each build does, changes nothing
            }
            let changed: Vec<PathBuf> = event
                .paths
                .iter()
                .filter_map(|path| path.strip_prefix(&place).ok())
                .filter(|path| matters(path))
                .map(Path::to_owned)
                .collect();
            if !changed.is_empty() {
                let _ = events.send(wrap(changed));
            }
        })
        .context("cannot watch for edits")?;
    let mut watch = |path: &Path, mode| {
        watcher
            .watch(path, mode)
            .with_context(|| format!("cannot watch {}", path.display()))
    };
    // The folder and not its files: editors put a new file in the place of the old.
    watch(root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS.map(|folder| root.join(folder)) {
        if folder.is_dir() {
            watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(watcher)
}

/// Whether a page, or what is stale, may depend on the file at `path`, relative to
/// the checkout. Charts are drawn from records; dots and tildes are editors'.
fn matters(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_an_editors =
        name.starts_with(['.', '#']) || name.ends_with(['~', '#']) || name == "4913";
    let mut folders = path.components();
    let Some(Component::Normal(first)) = folders.next() else { return false };
    let is_watched = if folders.next().is_some() {
        FOLDERS.iter().any(|folder| first == *folder)
    } else {
        FILES.iter().any(|file| first == *file)
    };
    let is_drawn =
        first == "charts" && path.extension().is_some_and(|kind| kind == "svg");
    is_watched && !is_an_editors && !is_drawn
}

/// What a changed file may have made out of date.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Concerns<'a> {
    /// The text of the pages, or a record: no code.
    Pages,
    /// The code of one chapter.
    Chapter(&'a str),
    /// Any code.
    AllChapters,
}

/// What the file at `path`, relative to the checkout, concerns.
pub(crate) fn concerns(path: &Path) -> Concerns<'_> {
    let mut folders = path.iter().filter_map(|folder| folder.to_str());
    match (folders.next(), folders.next()) {
        (Some("book" | "charts" | "book.toml"), _) => Concerns::Pages,
        (Some("chapters-code"), Some(chapter)) => Concerns::Chapter(chapter),
        _ => Concerns::AllChapters,
    }
}

/// Whether the file at `path` was last changed, or put there, before `time`. A file
/// that is gone was not.
pub(crate) fn is_older(path: &Path, time: SystemTime) -> bool {
    // The kernel's clock for files is some milliseconds behind.
    let margin = Duration::from_millis(20);
    fs::metadata(path).is_ok_and(|file| {
        // A rename sets this time, and not that of modification.
        let changed =
            Duration::new(file.ctime().cast_unsigned(), file.ctime_nsec() as u32);
        UNIX_EPOCH + changed + margin < time
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_code_and_records_matter_and_what_is_made_from_them_does_not() {
        for path in [
            "book/introduction.md",
            "book/theme/book.css",
            "book.toml",
            "chapters-code/io-bound/src/main.rs",
            "charts/local/io-bound/overview.json",
            "crates/measure/src/lib.rs",
        ] {
            assert!(matters(Path::new(path)), "{path}");
        }
        for path in [
            "charts/local/io-bound/overview.svg",
            "target/book/index.html",
            "book/.introduction.md.swp",
            "book/#introduction.md#",
            "book/introduction.md~",
            "book/4913",
            "README.md",
            "target",
        ] {
            assert!(!matters(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn only_code_concerns_what_is_built() {
        assert_eq!(concerns(Path::new("book/cpu-bound.md")), Concerns::Pages);
        assert_eq!(concerns(Path::new("charts/local/a/b.json")), Concerns::Pages);
        let of_chapter = Path::new("chapters-code/cpu-bound/src/sieve.rs");
        assert_eq!(concerns(of_chapter), Concerns::Chapter("cpu-bound"));
        assert_eq!(concerns(Path::new("Cargo.lock")), Concerns::AllChapters);
    }

    #[test]
    fn what_is_saved_after_a_build_has_begun_is_newer_than_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("page.md");
        fs::write(&file, "text").expect("written");
        assert!(!is_older(&file, SystemTime::now()));
        assert!(is_older(&file, SystemTime::now() + Duration::from_secs(1)));
        assert!(!is_older(&folder.path().join("gone.md"), SystemTime::now()));
    }
}
