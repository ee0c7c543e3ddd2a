//! Checking on each save.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use notify::{EventKind, RecursiveMode, Watcher as _};

use crate::catalogue::{Catalogue, Exercise};
use crate::session::{self, Session};

/// How long nothing may be saved before what was saved is checked: editors save in
/// several steps.
const QUIET: Duration = Duration::from_millis(100);

/// Shows an exercise and checks it, then whatever is saved, until Ctrl-C.
pub(crate) fn watch(session: &mut Session, first: Option<&Exercise>) -> Result<()> {
    let (sender, saves) = mpsc::channel();
    let mut watcher =
        notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if !matches!(event.kind, EventKind::Access(_)) {
                for path in event.paths {
                    // Who no longer listens needs no news.
                    let _ = sender.send(path);
                }
            }
        })
        .context("cannot watch for saves")?;
    let folder = session.desk.folder.clone();
    watcher
        .watch(&folder, RecursiveMode::NonRecursive)
        .with_context(|| format!("cannot watch {}", folder.display()))?;
    let catalogue = session.catalogue.clone();
    let mut at = match first {
        Some(exercise) => Some(exercise.name.clone()),
        None => session.next().map(|exercise| exercise.name.clone()),
    };
    show(session, &catalogue, at.as_deref())?;
    let mut seen = session.contents();
    loop {
        let Some(saved) = wait(&saves) else { return Ok(()) };
        let now = session.contents();
        for exercise in &catalogue.exercises {
            let is_saved = saved.contains(&session.desk.file(exercise));
            // Some editors touch files that they do not change.
            if !is_saved || now.get(&exercise.name) == seen.get(&exercise.name) {
                continue;
            }
            println!("\n—— {} was saved", session.desk.shown(exercise));
            let verdict = session.check(exercise)?;
            session::say(&verdict);
            if verdict.passed {
                println!("{}", session::what_else(exercise));
                at = session.next().map(|exercise| exercise.name.clone());
                show(session, &catalogue, at.as_deref())?;
            } else {
                println!("{}", session::what_next(exercise));
            }
        }
        seen = now;
    }
}

fn show(session: &mut Session, catalogue: &Catalogue, at: Option<&str>) -> Result<()> {
    let Some(name) = at else {
        println!("\nAll {} exercises are done.", catalogue.exercises.len());
        return Ok(());
    };
    let exercise = catalogue.exercise(name)?;
    println!("\n{}", session.progress());
    println!("{}", session::task(session, exercise));
    // The first check also compiles what all of them use.
    let verdict = session.check(exercise)?;
    session::say(&verdict);
    println!(
        "\nEdit {}: each time you save it, it is checked.",
        session.desk.shown(exercise)
    );
    println!("{}", session::what_next(exercise));
    Ok(())
}

/// The files that were saved, once that has settled; `None` if there will be no more.
fn wait(saves: &mpsc::Receiver<PathBuf>) -> Option<BTreeSet<PathBuf>> {
    let mut saved = BTreeSet::from([saves.recv().ok()?]);
    let mut due = Instant::now() + QUIET;
    loop {
        match saves.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(path) => {
                if saved.insert(path) {
                    due = Instant::now() + QUIET;
                }
            }
            Err(RecvTimeoutError::Timeout) => return Some(saved),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}
