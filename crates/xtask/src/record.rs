//! `cargo xtask record NAME`: this machine's results, for others to see.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};

use crate::{chapters, cores, shell};

/// What to record.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The machine's name.
    name: String,
    /// A chapter, and one of its experiments or all; empty for everything.
    parts: Vec<(String, Option<String>)>,
    /// On so many cores of those that are usable; all where it is not said.
    cores: Option<usize>,
}

impl Wanted {
    /// Reads `NAME [CHAPTER[/EXPERIMENT]…] [--cores N]`, in any order.
    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        let mut wanted = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--cores" => {
                    let number = words.next().and_then(|number| number.parse().ok());
                    let number = number.filter(|number| *number > 0);
                    wanted.cores = Some(
                        number
                            .context("`--cores` wants a number, 1 or more, after it")?,
                    );
                }
                flag if flag.starts_with('-') => {
                    bail!("`record` knows no `{flag}`: only `--cores N`");
                }
                name if wanted.name.is_empty() => name.clone_into(&mut wanted.name),
                part => wanted.parts.push(match part.split_once('/') {
                    Some((chapter, one)) => (chapter.to_owned(), Some(one.to_owned())),
                    None => (part.to_owned(), None),
                }),
            }
        }
        ensure!(
            !wanted.name.is_empty(),
            "`record` wants a name for this machine, for example `cargo xtask record my-laptop`"
        );
        Ok(wanted)
    }

    /// The experiments of a chapter to record: `None` for none of it, an empty
    /// list for all of them.
    fn of(&self, chapter: &str) -> Option<Vec<&str>> {
        if self.parts.is_empty() {
            return Some(Vec::new());
        }
        let parts: Vec<_> =
            self.parts.iter().filter(|(its, _)| its == chapter).collect();
        let whole = parts.iter().any(|(_, experiment)| experiment.is_none());
        match parts[..] {
            [] => None,
            _ if whole => Some(Vec::new()),
            _ => Some(parts.iter().filter_map(|(_, one)| one.as_deref()).collect()),
        }
    }
}

pub(crate) fn record(wanted: &Wanted) -> Result<()> {
    // Without the charts, on which no measurement depends: a second part may be
    // recorded before the first is committed.
    let changes = shell::output(Command::new("git").args([
        "status",
        "--porcelain",
        "--untracked-files=no",
        "--",
        ":(top)",
        ":(top,exclude)charts",
    ]))?;
    ensure!(
        changes.is_empty(),
        "there are uncommitted changes: a recorded machine names the commit that it measured, \
         so commit or stash them first"
    );
    let chapters = chapters::that_measure()?;
    for (chapter, _) in &wanted.parts {
        ensure!(
            chapters.contains(chapter),
            "there is no chapter `{chapter}` that measures anything; there are: {}",
            chapters.join(", ")
        );
    }
    let confined = wanted.cores.map(cores::confined_to).transpose()?;
    let name = wanted.name.as_str();
    let selected: Vec<(&String, Vec<&str>)> = chapters
        .iter()
        .filter_map(|chapter| Some((chapter, wanted.of(chapter)?)))
        .collect();
    for (chapter, experiments) in &selected {
        // The names are checked before minutes are spent on them.
        let mut check = vec!["promote", name, "--dry-run"];
        check.extend(experiments);
        chapters::run(chapter, &check, None)?;
    }
    for (chapter, experiments) in &selected {
        // Before each: what one chapter leaves in the load is not the next one's noise.
        wait_for_quiet();
        let mut measure = vec!["run", "--profile", "full", "--fresh"];
        measure.extend(experiments);
        chapters::run(chapter, &measure, confined.as_deref())?;
        let mut promote = vec!["promote", name];
        promote.extend(experiments);
        // Confined as well: what it promotes has to fit the machine that it sees.
        chapters::run(chapter, &promote, confined.as_deref())?;
    }
    println!("Recorded. To share it: git add charts/{name}, and commit.");
    Ok(())
}

/// Waits, five minutes at most, until the load of what ran before, such as
/// compiling, has left the average. Where it cannot be read, there is no wait.
fn wait_for_quiet() {
    let load = || -> Option<f64> {
        fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
    };
    for attempt in 0..60 {
        match load() {
            Some(load) if load > 0.3 => {
                if attempt == 0 {
                    eprintln!("Waiting for the load ({load:.2}) to settle.");
                }
                thread::sleep(Duration::from_secs(5));
            }
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_alone_wants_everything() {
        let wanted = Wanted::parse(&["thinkpad"]).expect("read");
        assert_eq!((wanted.of("io-bound"), wanted.cores), (Some(Vec::new()), None));
    }

    #[test]
    fn chapters_and_experiments_can_be_named_and_cores_counted() {
        let words = ["one-core", "io-bound/overview", "--cores", "1", "cpu-bound"];
        let wanted = Wanted::parse(&words).expect("read");
        assert_eq!(wanted.cores, Some(1));
        assert_eq!(wanted.of("io-bound"), Some(vec!["overview"]));
        assert_eq!(wanted.of("cpu-bound"), Some(Vec::new()));
        assert_eq!(wanted.of("recommendations"), None);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for words in
            [&[][..], &["a", "--cores"], &["a", "--cores", "0"], &["a", "--fast"]]
        {
            assert!(Wanted::parse(words).is_err(), "{words:?}");
        }
    }
}
