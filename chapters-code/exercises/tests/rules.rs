//! The rule of rustlings, and more: what is unsolved fails, what solves it passes each time,
//! and what looks plausible and is wrong is told why.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use course::{Catalogue, Exercise};

/// How often each solution has to pass, if not `EXERCISE_TIMES`.
const TIMES: usize = 20;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("two up").to_owned()
}

/// All exercises, or the one that `EXERCISE` names.
fn exercises() -> Vec<Exercise> {
    let mut all = Catalogue::read(&root()).expect("they can be read").exercises;
    if let Ok(name) = env::var("EXERCISE") {
        all.retain(|exercise| exercise.name == name);
    }
    assert!(!all.is_empty(), "there are exercises");
    all
}

/// What one file is told, and whether it passes.
fn verdict(exercise: &str, variant: &str, cores: Option<&str>) -> (bool, String) {
    let attempts = env!("CARGO_BIN_EXE_attempts");
    let mut command = match cores {
        None => Command::new(attempts),
        Some(cores) => {
            let mut taskset = Command::new("taskset");
            taskset.args(["--cpu-list", cores, attempts]);
            taskset
        }
    };
    let output = command.args([exercise, variant]).output().expect("it runs");
    let words = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success(), words)
}

/// Checks all of them, several at a time, and names all that are not as they should be.
fn each<T: Sync>(all: &[T], check: impl Fn(&T) -> Result<(), String> + Sync) {
    let (next, wrong) = (Mutex::new(all.iter()), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let Some(one) = next.lock().expect("no panic").next() else {
                        return;
                    };
                    if let Err(why) = check(one) {
                        wrong.lock().expect("no panic").push(why);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no panic");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn fails_with(exercise: &str, variant: &str, sentence: &str) -> Result<(), String> {
    let (passed, words) = verdict(exercise, variant, None);
    if !passed && words.contains(sentence) {
        return Ok(());
    }
    Err(format!("{exercise} {variant}: {words}\n    and not: {sentence}"))
}

#[test]
fn what_is_there_is_listed_and_formatted() {
    for Exercise { name, wrong, folder, .. } in exercises() {
        let files = folder.join("wrong").read_dir().expect("a folder");
        let files: BTreeSet<String> = files
            .map(|file| file.expect("readable").path())
            .filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()))
            .collect();
        let listed: BTreeSet<String> = wrong.into_keys().collect();
        assert_eq!(files, listed, "{name}: wrong/ and exercise.toml");
        let mut rustfmt = Command::new("rustfmt");
        rustfmt.args(["--check", "--edition", "2024", "exercise.rs", "solution.rs"]);
        rustfmt.args(files.iter().map(|file| format!("wrong/{file}.rs")));
        let formatted = rustfmt.current_dir(&folder).output().expect("rustfmt runs");
        let difference = String::from_utf8_lossy(&formatted.stdout);
        assert!(formatted.status.success(), "{difference}");
    }
}

#[test]
fn what_is_unsolved_fails_with_its_sentence() {
    each(&exercises(), |exercise| {
        fails_with(&exercise.name, "unsolved", &exercise.unsolved)
    });
}

#[test]
fn what_is_wrong_is_told_why() {
    let all: Vec<_> = exercises()
        .into_iter()
        .flat_map(|Exercise { name, wrong, .. }| {
            assert!(wrong.len() >= 3, "{name}: three wrong solutions, at least");
            wrong.into_iter().map(move |(wrong, told)| (name.clone(), wrong, told))
        })
        .collect();
    each(&all, |(name, wrong, told)| fails_with(name, wrong, told));
}

#[test]
fn each_solution_passes_each_time() {
    let times = env::var("EXERCISE_TIMES")
        .map_or(TIMES, |times| times.parse().expect("EXERCISE_TIMES is a number"));
    pass(times, None);
}

#[test]
fn each_solution_passes_on_one_core() {
    if Command::new("taskset").arg("--version").output().is_err() {
        assert!(env::var_os("CI").is_none(), "this needs taskset");
        return; // no way to confine it here
    }
    pass(1, Some("0"));
}

fn pass(times: usize, cores: Option<&str>) {
    let all: Vec<_> =
        exercises().into_iter().flat_map(|one| vec![one.name; times]).collect();
    each(&all, |name| {
        let (passed, words) = verdict(name, "solution", cores);
        if passed { Ok(()) } else { Err(format!("{name} solution: {words}")) }
    });
}
