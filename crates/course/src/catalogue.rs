//! The exercises, from their files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;

/// Where they are, below the folder of the book.
pub const FOLDER: &str = "chapters-code/exercises";

/// One exercise.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// Its name: that of its folder.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What there is to do, in Markdown.
    pub task: String,
    /// The page that it follows: a file in `book/`.
    pub page: String,
    /// The title of the page's chapter.
    pub chapter: String,
    /// How long it takes, about.
    pub minutes: u32,
    /// Whether it is one of the hard ones.
    pub hard: bool,
    /// The functions in it that are checked, in the order that its check takes them.
    pub functions: Vec<String>,
    /// From a nudge to nearly the solution.
    pub hints: Vec<String>,
    /// The words that the unsolved file is told, or a part of them.
    pub unsolved: String,
    /// By wrong solution: what it is told, or a part of it.
    pub wrong: BTreeMap<String, String>,
    /// Its folder.
    pub folder: PathBuf,
}

/// `exercise.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    page: String,
    minutes: u32,
    #[serde(default)]
    hard: bool,
    functions: Vec<String>,
    hints: Vec<String>,
    unsolved: String,
    wrong: BTreeMap<String, String>,
}

/// All exercises, in the order of the book's pages and, after one page, the shortest
/// first.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// They.
    pub exercises: Vec<Exercise>,
}

impl Catalogue {
    /// Reads them; `root` is the folder of the book.
    pub fn read(root: &Path) -> Result<Self> {
        let pages = pages(&summary(root)?);
        let folder = root.join(FOLDER);
        let mut exercises = Vec::new();
        for entry in fs::read_dir(&folder)
            .with_context(|| format!("cannot list {}", folder.display()))?
        {
            let folder = entry?.path();
            if folder.join("exercise.toml").is_file() {
                let exercise = Exercise::read(&folder, &pages);
                exercises
                    .push(exercise.with_context(|| format!("{}", folder.display()))?);
            }
        }
        let place = |exercise: &Exercise| {
            pages.iter().position(|(page, _)| *page == exercise.page)
        };
        exercises.sort_by_key(|exercise| {
            (place(exercise), exercise.minutes, exercise.name.clone())
        });
        Ok(Self { exercises })
    }

    /// The exercise of this name.
    pub fn exercise(&self, name: &str) -> Result<&Exercise> {
        let found = self.exercises.iter().find(|exercise| exercise.name == name);
        found.with_context(|| {
            let names: Vec<&str> =
                self.exercises.iter().map(|exercise| &*exercise.name).collect();
            format!("there is no exercise `{name}`, but {}", names.join(", "))
        })
    }
}

impl Exercise {
    /// The one of this name, without reading the others.
    pub fn named(root: &Path, name: &str) -> Result<Self> {
        let folder = root.join(FOLDER).join(name);
        if folder.join("exercise.toml").is_file() {
            return Self::read(&folder, &pages(&summary(root)?));
        }
        Catalogue::read(root)?.exercise(name).cloned()
    }

    fn read(folder: &Path, pages: &[(String, String)]) -> Result<Self> {
        let read = |file: &str| {
            fs::read_to_string(folder.join(file))
                .with_context(|| format!("cannot read {file}"))
        };
        let data: Data = toml::from_str(&read("exercise.toml")?)?;
        let page = pages.iter().find(|(page, _)| *page == data.page);
        let (_, chapter) =
            page.with_context(|| format!("book/SUMMARY.md has no page {}", data.page))?;
        ensure!(data.hints.len() == 3, "a hint has three steps");
        let (title, task) = head(&read("exercise.rs")?)?;
        Ok(Self {
            name: folder
                .file_name()
                .context("a folder has a name")?
                .to_string_lossy()
                .into_owned(),
            title,
            task,
            chapter: chapter.clone(),
            page: data.page,
            minutes: data.minutes,
            hard: data.hard,
            functions: data.functions,
            hints: data.hints,
            unsolved: data.unsolved,
            wrong: data.wrong,
            folder: folder.to_owned(),
        })
    }

    /// A solution, with the reason.
    pub fn solution(&self) -> Result<String> {
        fs::read_to_string(self.folder.join("solution.rs"))
            .with_context(|| format!("{} has no solution.rs", self.folder.display()))
    }
}

/// The title and the task, from a file's head.
fn head(file: &str) -> Result<(String, String)> {
    let lines = file.lines().map_while(|line| line.strip_prefix("//!"));
    let head: Vec<&str> =
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let Some(title) = head.first().and_then(|line| line.strip_prefix("# ")) else {
        bail!("exercise.rs wants a head whose first line is `//! # Title`");
    };
    let task = head[1..].join("\n").trim().to_owned();
    ensure!(!task.is_empty(), "the head of exercise.rs has no task");
    Ok((title.to_owned(), task))
}

fn summary(root: &Path) -> Result<String> {
    fs::read_to_string(root.join("book/SUMMARY.md"))
        .context("cannot read book/SUMMARY.md")
}

/// The pages of the book in their order, each with the title of its chapter.
fn pages(summary: &str) -> Vec<(String, String)> {
    let mut chapter = String::new();
    let mut pages = Vec::new();
    for line in summary.lines() {
        let entry = line.split_once('[').and_then(|(before, rest)| {
            let (title, rest) = rest.split_once("](")?;
            Some((before, title, rest.split_once(')')?.0))
        });
        if let Some((before, title, page)) = entry {
            if !before.starts_with(' ') {
                title.clone_into(&mut chapter);
            }
            pages.push((page.to_owned(), chapter.clone()));
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_is_the_head_of_the_file() {
        let file =
            "//! # Title\n//!\n//! One.\n//!\n//! Two.\n\nfn main() {}\n//! no\n";
        let (title, task) = head(file).expect("it has a head");
        assert_eq!((&*title, &*task), ("Title", "One.\n\nTwo."));
        assert!(head("//! One.\n").is_err());
    }

    #[test]
    fn a_page_belongs_to_the_chapter_above_it() {
        let found = pages("# Summary\n\n- [A: a](a.md)\n  - [B](b.md)\n- [C](c.md)\n");
        let chapters: Vec<&str> = found.iter().map(|(_, chapter)| &**chapter).collect();
        assert_eq!(chapters, ["A: a", "A: a", "C"]);
    }

    #[test]
    fn all_exercises_can_be_read() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
        let all = Catalogue::read(root.expect("two up")).expect("they can be read");
        let error = all.exercise("nothing").expect_err("there is none").to_string();
        assert!(error.contains("forty-at-once"), "{error}");
    }
}
