//! The folder in which the learner works, which git ignores: a Cargo project with a program
//! for each exercise, so that an error in one file hides nothing of another, and an editor
//! knows all of them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::catalogue::{Catalogue, Exercise, FOLDER};
use crate::state::State;

/// See the module.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The folder of the book.
    pub root: PathBuf,
    /// The learner's folder.
    pub folder: PathBuf,
}

impl Desk {
    /// The desk of this book.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), folder: root.join(FOLDER).join("mine") }
    }

    /// Lays out what is not there yet. The learner's files stay as they are.
    pub fn prepare(&self, catalogue: &Catalogue) -> Result<()> {
        let programs = self.folder.join("programs");
        fs::create_dir_all(&programs)
            .with_context(|| format!("cannot make {}", programs.display()))?;
        write_if_different(
            &self.folder.join("Cargo.toml"),
            &self.manifest(catalogue)?,
        )?;
        self.lock()?;
        for exercise in &catalogue.exercises {
            let program = programs.join(format!("{}.rs", exercise.name));
            write_if_different(&program, &program_of(exercise))?;
            let file = self.file(exercise);
            if !file.exists() {
                copy(&exercise.folder.join("exercise.rs"), &file)?;
            }
        }
        Ok(())
    }

    /// The learner's file.
    pub fn file(&self, exercise: &Exercise) -> PathBuf {
        self.folder.join(format!("{}.rs", exercise.name))
    }

    /// The same, as it is said to a person in the folder of the book.
    pub fn shown(&self, exercise: &Exercise) -> String {
        let file = self.file(exercise);
        file.strip_prefix(&self.root).unwrap_or(&file).display().to_string()
    }

    /// Puts the file back to its beginning. Returns where what was written is kept.
    pub fn reset(&self, exercise: &Exercise) -> Result<PathBuf> {
        let file = self.file(exercise);
        let kept = (1..10_000)
            .map(|number| self.folder.join(format!("{}.{number}.kept", exercise.name)))
            .find(|kept| !kept.exists())
            .context("that was reset too often: remove some of the kept files")?;
        fs::rename(&file, &kept)
            .with_context(|| format!("cannot move {}", file.display()))?;
        copy(&exercise.folder.join("exercise.rs"), &file)?;
        Ok(kept)
    }

    /// What was said of the files.
    pub fn state(&self) -> Result<State> {
        State::read(&self.folder.join("state.json"))
    }

    /// A workspace of its own, whose `[profile]` is the book's: what Cargo has compiled
    /// for one serves the other.
    fn manifest(&self, catalogue: &Catalogue) -> Result<String> {
        let book = fs::read_to_string(self.root.join("Cargo.toml"))
            .context("cannot read Cargo.toml")?;
        let mut book: toml::Table = book.parse()?;
        let mut text =
            "# Made by `cargo xtask exercises`. Edit the files beside it.\n\n\
             [workspace]\n\n\
             [package]\nname = \"mine\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             publish = false\n\n\
             [dependencies]\n"
                .to_owned();
        let exercises = toml::Value::from(self.root.join(FOLDER).display().to_string());
        let _ = writeln!(text, "exercises = {{ path = {exercises} }}");
        for library in ["futures-util", "rayon", "tokio"] {
            let _ = writeln!(text, "{library} = {}", of_exercises(&book, library)?);
        }
        for exercise in &catalogue.exercises {
            let name = &exercise.name;
            let _ = write!(
                text,
                "\n[[bin]]\nname = \"{name}\"\npath = \"programs/{name}.rs\"\n"
            );
        }
        let profile = book
            .remove("profile")
            .and_then(|profile| profile.as_table()?.get("dev").cloned())
            .context("Cargo.toml has no profile `dev`")?;
        // Only what names a library that is here, or Cargo warns.
        let debug = profile.get("debug").cloned();
        let mut dev = toml::Table::new();
        dev.extend(debug.map(|debug| ("debug".to_owned(), debug)));
        let mut of_all = toml::Table::new();
        of_all.insert("debug".to_owned(), false.into());
        let mut package = toml::Table::new();
        package.insert("*".to_owned(), of_all.into());
        dev.insert("package".to_owned(), package.into());
        let mut profiles = toml::Table::new();
        profiles.insert("dev".to_owned(), dev.into());
        let mut all = toml::Table::new();
        all.insert("profile".to_owned(), profiles.into());
        let _ = write!(text, "\n{all}");
        Ok(text)
    }

    /// The versions of the libraries are the book's.
    fn lock(&self) -> Result<()> {
        let (book, ours) =
            (self.root.join("Cargo.lock"), self.folder.join("Cargo.lock"));
        let changed = |file: &Path| fs::metadata(file).and_then(|file| file.modified());
        let is_new = match (changed(&book), changed(&ours)) {
            (Ok(book), Ok(ours)) => book <= ours,
            _ => false,
        };
        if is_new { Ok(()) } else { copy(&book, &ours) }
    }
}

/// The version of a library that the book asks for.
fn of_exercises(book: &toml::Table, library: &str) -> Result<String> {
    let version = book
        .get("workspace")
        .and_then(|workspace| workspace.get("dependencies")?.get(library))
        .and_then(|wanted| wanted.as_str().or_else(|| wanted.get("version")?.as_str()));
    let version =
        version.with_context(|| format!("Cargo.toml has no version of {library}"))?;
    Ok(format!("{{ version = \"{version}\", default-features = false }}"))
}

/// The program that checks what the learner's file has.
fn program_of(exercise: &Exercise) -> String {
    let Exercise { name, functions, .. } = exercise;
    let functions: Vec<String> =
        functions.iter().map(|function| format!("exercise::{function}")).collect();
    format!(
        "//! Checks `{name}.rs`. Made by `cargo xtask exercises`.\n\n\
         #[path = \"../{name}.rs\"]\nmod exercise;\n\n\
         fn main() -> std::process::ExitCode {{\n    \
             exercises::checks::{}::program({}).main()\n}}\n",
        name.replace('-', "_"),
        functions.join(", "),
    )
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    // Not `fs::copy`, which keeps that a file may not be written.
    let content = fs::read(from);
    content
        .and_then(|content| fs::write(to, content))
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))
}

fn write_if_different(file: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desk_has_a_file_for_each_exercise_and_keeps_what_was_written() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
        let root = root.expect("two up").to_owned();
        let catalogue = Catalogue::read(&root).expect("they can be read");
        let folder = tempfile::tempdir().expect("a folder");
        let desk = Desk { root, folder: folder.path().to_owned() };
        desk.prepare(&catalogue).expect("prepared");
        let exercise = &catalogue.exercises[0];
        let file = desk.file(exercise);
        fs::write(&file, "mine").expect("written");
        desk.prepare(&catalogue).expect("prepared again");
        assert_eq!(fs::read_to_string(&file).expect("read"), "mine");
        let kept = desk.reset(exercise).expect("reset");
        assert_eq!(fs::read_to_string(kept).expect("kept"), "mine");
        let original = exercise.folder.join("exercise.rs");
        assert_eq!(fs::read(&file).expect("read"), fs::read(original).expect("read"));
        let manifest = fs::read_to_string(folder.path().join("Cargo.toml"));
        assert!(
            manifest.expect("read").contains(&format!("name = \"{}\"", exercise.name))
        );
    }
}
