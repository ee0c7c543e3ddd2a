//! What the tests of every chapter check of the chapter as a whole: that code, data
//! files, pages and recorded machines fit together.
//!
//! A chapter's `tests/chapter.rs` is one line, [`chapter_tests!`].

mod made_up;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use chapter::Chapter;
use evidence::Analysis;
use evidence::claim::Verdict;
use record::config::Plan;
use record::machine::MachineName;
use record::store::Store;
use record::{Metric, Profile, Record, Row, Settings};
use show::Library;
use show::tunable::{Kind, Tunable};

/// The tests of a chapter as a whole: `checks::chapter_tests!(io_bound::chapter());`.
/// Its binary has to have the crate's name.
#[macro_export]
macro_rules! chapter_tests {
    ($chapter:expr, $executable:expr) => {
        #[test]
        fn code_data_files_and_configuration_fit_together() {
            $crate::consistent(&$chapter).expect("consistent");
        }

        #[test]
        fn every_strategys_listing_is_on_a_page() {
            $crate::listings_are_on_a_page(&$chapter).expect("listed");
        }

        #[test]
        fn every_experiment_and_its_claims_are_on_a_page() {
            $crate::experiments_are_on_a_page(&$chapter).expect("shown");
        }

        #[test]
        fn every_claim_holds_on_every_machine_that_has_recorded_it() {
            $crate::recorded_claims_hold(&$chapter).expect("they hold");
        }

        #[test]
        fn a_terminal_prints_what_the_pages_have() {
            let executable = std::path::Path::new($executable);
            $crate::a_terminal_prints_what_the_pages_have(&$chapter, executable)
                .expect("the same");
        }

        #[test]
        fn a_try_from_a_page_is_the_run_that_its_command_is() {
            let executable = std::path::Path::new($executable);
            $crate::a_try_is_what_its_command_runs(&$chapter, executable)
                .expect("the same");
        }

        #[test]
        fn every_claim_could_fail_and_could_hold() {
            $crate::every_claim_can_fail(&$chapter).expect("it says something");
        }

        #[test]
        fn every_experiment_runs_without_a_failure_and_then_is_up_to_date() {
            let executable = std::path::Path::new($executable);
            $crate::runs_at_its_smallest(&$chapter, executable).expect("it runs");
        }
    };
}

/// The read side of the checkout that these sources lie in.
fn library() -> Result<Library> {
    Library::open(&show::library::checkout()?)
}

/// The chapter's keys, settings and data files fit together: every claim is about rows
/// that there are, and its measurement brings what it needs.
pub fn consistent(chapter: &Chapter) -> Result<()> {
    chapter.check()?;
    let (library, config) = (library()?, chapter.config()?);
    for experiment in &chapter.experiments {
        let analysis = library.analysis(chapter.name, experiment.name)?;
        let (keys, plan) = (experiment.keys(), config.plan(experiment.name)?);
        fits(analysis, &keys, &plan)
            .with_context(|| format!("{} {}", chapter.name, experiment.name))?;
        for profile in [Profile::Quick, Profile::Full] {
            let settings = config.settings(experiment.name, profile)?;
            for strategy in &experiment.strategies {
                let row = strategy.row(&settings)?;
                work_for_each(&settings, &row).with_context(|| {
                    format!("{} {}, {}", chapter.name, experiment.name, profile.name())
                })?;
            }
        }
    }
    Ok(())
}

/// Claims and predictions are about rows that there are, and the measurement brings what
/// the claims need.
fn fits(analysis: &Analysis, keys: &[&str], plan: &Plan) -> Result<()> {
    for claim in &analysis.claims {
        claim
            .check_measured(keys, plan)
            .map_err(|why| anyhow!("claim `{}`: {why}", claim.id))?;
    }
    for prediction in &analysis.predictions {
        prediction
            .check_rows(keys)
            .map_err(|why| anyhow!("prediction `{}`: {why}", prediction.name))?;
    }
    Ok(())
}

/// What a row has of those that do the work, and an experiment of the work.
const WORKERS: [&str; 2] = ["workers", "connections"];
const WORK: [&str; 5] = ["requests", "tasks", "queries", "files", "additions"];

/// Refuses a row with more workers than work: the others would be started for nothing.
fn work_for_each(settings: &Settings, row: &Row) -> Result<()> {
    for workers in WORKERS {
        let Some(count) = row.settings.optional_count(workers)? else { continue };
        for work in WORK {
            // What a row says of its own work is what it is there to show.
            let all = settings.optional_count(work)?.unwrap_or(u64::MAX);
            ensure!(
                count <= all,
                "`{}` has {count} {workers} for {all} {work}",
                row.key
            );
        }
    }
    Ok(())
}

/// Every strategy has a listing, and some page includes it.
pub fn listings_are_on_a_page(chapter: &Chapter) -> Result<()> {
    let library = library()?;
    let strategies = chapter.experiments.iter().flat_map(|one| &one.strategies);
    for source in strategies.map(|strategy| &*strategy.source) {
        let path = library.root().join("chapters-code").join(chapter.name).join(source);
        let code = fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        // In a line of its own, as a comment of Rust or of Python.
        let listed = ["// ANCHOR: listing", "# ANCHOR: listing"];
        let begins = code.lines().any(|line| listed.contains(&line.trim()));
        ensure!(begins, "{source} has no listing");
        ensure!(
            library.pages().listing(chapter.name, source, None).is_some(),
            "no page includes {source} below a caption with an id: \
             <p class=\"listing\" id=\"listing-NAME\">"
        );
    }
    Ok(())
}

/// Some page shows every experiment's question, machine, first chart and claims.
pub fn experiments_are_on_a_page(chapter: &Chapter) -> Result<()> {
    let library = library()?;
    let mut pages = String::new();
    for page in library.pages().all() {
        pages.push_str(&fs::read_to_string(
            library.root().join("book").join(&page.file),
        )?);
    }
    for experiment in &chapter.experiments {
        for part in ["question", "machine", "chart", "claims"] {
            let directive = format!(
                "<!-- cmdrun {} show {} {part} -->",
                chapter.name, experiment.name
            );
            ensure!(pages.contains(&directive), "no page has {directive}");
        }
    }
    Ok(())
}

/// Every directive of the book that is this chapter's `show` prints in a terminal what
/// the page has. `executable` is the chapter's.
pub fn a_terminal_prints_what_the_pages_have(
    chapter: &Chapter,
    executable: &Path,
) -> Result<()> {
    let library = library()?;
    // A chapter's strategies need not be shared between threads; its name can be.
    let name = chapter.name;
    let begin = format!("<!-- cmdrun {name} show ");
    let mut commands = BTreeSet::new();
    for page in library.pages().all() {
        let text = fs::read_to_string(library.root().join("book").join(&page.file))?;
        let found =
            text.split(&begin).skip(1).filter_map(|rest| rest.split_once("-->"));
        commands.extend(found.map(|(words, _)| words.trim().to_owned()));
    }
    ensure!(!commands.is_empty(), "no page has a directive of {name}");
    let machine = library.store().recorded_machines()?.into_iter().next();
    let machine = machine.context("no machine is recorded")?;
    let queue = Mutex::new(commands.iter());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let compare = || -> Result<()> {
        while let Some(words) = next() {
            let output = Command::new(executable)
                .arg("show")
                .args(shlex::split(words).context("unbalanced quotes")?)
                .current_dir(library.root())
                .env("BOOK_MACHINE", machine.as_str())
                .env_remove("BOOK_CHARTS")
                .stdin(Stdio::null())
                .output()?;
            let stderr = String::from_utf8_lossy(&output.stderr);
            ensure!(output.status.success(), "show {words}: {stderr}");
            let command = format!("{name} show {words}");
            let answer =
                library.answer(&command, &machine).context("not answered")??;
            let printed = String::from_utf8(output.stdout)?;
            ensure!(printed == answer + "\n", "{command}: the terminal says {printed}");
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads = [(); 2].map(|()| scope.spawn(compare));
        threads.into_iter().try_for_each(|thread| {
            thread.join().unwrap_or_else(|_| bail!("the comparison panicked"))
        })
    })
}

/// Every claim that applies to a recorded machine holds there. A record that is out of
/// date, or an experiment that nobody has recorded yet, is named and fails nothing: it is
/// for whoever records the machine.
pub fn recorded_claims_hold(chapter: &Chapter) -> Result<()> {
    let library = library()?;
    for experiment in &chapter.experiments {
        let name = experiment.name;
        let analysis = library.analysis(chapter.name, name)?;
        let mut recorded = false;
        for machine in library.store().recorded_machines()? {
            let Some(record) = library.record(&machine, chapter.name, name)? else {
                continue;
            };
            if !library.stale_on(&machine, &record)?.is_empty() {
                continue;
            }
            recorded = true;
            for claim in &analysis.claims {
                let judgement = claim.judge(&record);
                if !matches!(judgement.verdict, Verdict::Holds | Verdict::DoesNotApply)
                {
                    bail!("{machine}: {}: {judgement:?}", claim.text());
                }
            }
        }
        if !recorded {
            let what = format!("{}/{name}", chapter.name);
            eprintln!("{what} is not recorded yet: `cargo xtask record NAME {what}`");
        }
    }
    Ok(())
}

/// Every claim can hold and can fail: for each there is a made-up record that
/// bears it out, and one that refutes it. One for which there is not would say
/// nothing of the data.
pub fn every_claim_can_fail(chapter: &Chapter) -> Result<()> {
    let library = library()?;
    chapter.experiments.iter().try_for_each(|experiment| {
        let analysis = library.analysis(chapter.name, experiment.name)?;
        each_can_fail(experiment.name, &experiment.keys(), analysis)
    })
}

fn each_can_fail(experiment: &str, rows: &[&str], analysis: &Analysis) -> Result<()> {
    let records = made_up::records(rows, analysis);
    for claim in &analysis.claims {
        let verdicts: Vec<Verdict> =
            records.iter().map(|record| claim.judge(record).verdict).collect();
        for wanted in [Verdict::Holds, Verdict::DoesNotHold] {
            ensure!(
                verdicts.contains(&wanted),
                "{experiment}: no record could give the claim `{}` the verdict `{}`",
                claim.id,
                wanted.words()
            );
        }
    }
    Ok(())
}

/// The first experiment, run with a page's flags and with those that the page gives for a
/// terminal, has the same rows and settings. `executable` is the chapter's.
pub fn a_try_is_what_its_command_runs(
    chapter: &Chapter,
    executable: &Path,
) -> Result<()> {
    let name = chapter.experiments.first().context("no experiment")?.name;
    let smallest = chapter.config()?.settings(name, Profile::Smoke)?;
    let tunable = library()?.tunable(chapter.name, name, Some(&smallest))?;
    let of_page = tunable.iter().map(|setting| setting.flag(setting.value));
    let typed = tunable.iter().flat_map(|Tunable { name, kind, value, .. }| {
        let value = match kind {
            Kind::Count => value.to_string(),
            Kind::Duration => format!("{}ms", *value as f64 / 1e6),
        };
        [format!("--{name}"), value]
    });
    let run = |flags: &[String]| -> Result<Record> {
        let place = tempfile::tempdir()?;
        let mut command = Command::new(executable);
        command.args(["run", name, "--budget=1s"]).args(flags).stdin(Stdio::null());
        command.env("BOOK_CHARTS", place.path()).env("TMPDIR", place.path());
        let output = command.output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{flags:?}: {said}");
        Ok(Store::new(place.path()).read(&MachineName::local(), chapter.name, name)?)
    };
    let page = run(&of_page.collect::<Vec<_>>())?;
    let terminal = run(&typed.collect::<Vec<_>>())?;
    ensure!(page.settings == terminal.settings, "other settings");
    ensure!(page.overrides == terminal.overrides, "other settings were turned");
    let rows = |record: &Record| -> Vec<_> {
        record.rows.iter().map(|row| (row.key.clone(), row.settings.clone())).collect()
    };
    ensure!(rows(&page) == rows(&terminal), "other rows");
    for setting in &tunable {
        ensure!(page.settings.get(&setting.name).is_some(), "no {}", setting.name);
    }
    Ok(())
}

/// What a measurement says as it begins.
const ROUND: &str = "round 1";

/// Every experiment runs at its smallest without a failed sample, measures what
/// it tables, traces what it says, draws its chart, and then is up to date.
/// `executable` is the chapter's.
pub fn runs_at_its_smallest(chapter: &Chapter, executable: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let place = folder.path();
    let (library, config) = (library()?, chapter.config()?);
    let run = || -> Result<Output> {
        let mut command = Command::new(executable);
        command.args(["run", "--profile", "smoke"]).stdin(Stdio::null());
        Ok(command.env("BOOK_CHARTS", place).env("TMPDIR", place).output()?)
    };
    let output = run()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{said}");
    ensure!(said.contains(ROUND), "it does not say {ROUND:?} as it measures: {said}");
    let store = Store::new(place);
    let local = MachineName::local();
    for experiment in &chapter.experiments {
        let name = experiment.name;
        let record = store.read(&local, chapter.name, name)?;
        let analysis = library.analysis(chapter.name, name)?;
        let plan = config.plan(name)?;
        let wanted = experiment.wanted(&record.settings);
        for row in record.rows.iter().filter(|row| wanted.contains(&row.key.as_str())) {
            let failures: Vec<_> = row.failures().collect();
            ensure!(failures.is_empty(), "{name}, {}: {failures:?}", row.key);
            ensure!(row.measured().next().is_some(), "{name}, {}: no sample", row.key);
        }
        // The smallest run may be too small for a percentile, and too short to be looked at.
        let wants_more = |metric: Metric| {
            let percentile = metric.name().strip_prefix('p');
            matches!(metric, Metric::PeakThreads | Metric::PeakOpenFiles)
                || percentile
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        for column in
            analysis.columns.iter().filter(|column| !wants_more(column.metric))
        {
            let mut samples = record.rows.iter().flat_map(record::Row::measured);
            ensure!(
                samples.any(|(_, sample)| column.metric.of(sample).is_some()),
                "{name}: nothing has a `{}`",
                column.name
            );
        }
        // Where a row does not apply, as one that needs a right which nobody here has, it
        // cannot be traced.
        let applies = |row: &&String| wanted.contains(&row.as_str());
        for row in plan.traced.iter().chain(&plan.traced_often).filter(applies) {
            let is_traced = record.traces.iter().any(|trace| trace.row == *row);
            ensure!(is_traced, "{name}: {row} is not traced");
        }
        let is_empty = record.traces.iter().find(|trace| trace.spans.is_empty());
        ensure!(is_empty.is_none(), "{name}: nothing is in {is_empty:?}");
        let svg = store.path(&local, chapter.name, name).with_extension("svg");
        ensure!(svg.is_file(), "{name}: {} was not drawn", svg.display());
    }
    let again = run()?;
    let said = String::from_utf8_lossy(&again.stderr);
    ensure!(!said.contains(ROUND), "it is measured again: {said}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A claim of the loop and of threads.
    fn checked(of: &str, over: &str, bound: &str) -> Result<()> {
        let text = format!(
            "question = \"\"\n[[claims]]\nid = \"a\"\ntext = \"{{}}\"\nof = \"{of}\"\n\
             over = \"{over}\"\n{bound}\n"
        );
        let analysis = Analysis::parse(&text)?;
        each_can_fail("overview", &["loop", "threads"], &analysis)
    }

    #[test]
    fn a_claim_that_could_come_out_either_way_passes() {
        for (of, over, bound) in [
            ("loop", "threads", "at-least = 1.5"),
            ("threads cpu", "ideal", "at-most = 1.0"),
            ("loop cpu", "loop", "at-least = 0.8"),
            ("loop", "loop predicted", "at-most = 2.0"),
        ] {
            checked(of, over, bound).expect("it can hold and fail");
        }
    }

    #[test]
    fn a_data_file_that_does_not_fit_the_measurement_is_refused() {
        let claim = "[[claims]]\nid = \"a\"\ntext = \"{} times\"\nof = \"loop\"\n\
                     over = \"threads\"\nat-least = 2.0\n";
        let prediction = "[[predictions]]\nname = \"p\"\ntext = \"?\"\n\
                          choose = [\"loop\", \"async\"]\n";
        let refused = |entry: &str, precise: &[&str]| {
            let analysis = Analysis::parse(&format!("question = \"\"\n{entry}"))?;
            let precise = precise.iter().map(|ratio| ratio.parse());
            let precise =
                precise.collect::<Result<_, _>>().map_err(|why| anyhow!("{why}"))?;
            fits(&analysis, &["loop", "threads"], &Plan { precise, ..Plan::default() })
        };
        refused(claim, &["loop / threads"]).expect("it fits");
        let why = |entry| refused(entry, &[]).expect_err("it does not fit").to_string();
        assert!(
            why(claim).contains("claim `a`: no measurement makes the ratio precise")
        );
        assert!(why(prediction).contains("prediction `p`: there is no row `async`"));
    }

    #[test]
    fn a_row_with_more_workers_than_work_is_refused() {
        let count = |name, count| {
            let mut settings = Settings::default();
            settings.set(name, record::Setting::Count(count));
            settings
        };
        let mut row = record::example::record(&[("pool", &[1.0; 6])]).rows.remove(0);
        row.settings = count("workers", 20);
        work_for_each(&count("requests", 20), &row).expect("each has one");
        let refused =
            work_for_each(&count("requests", 18), &row).expect_err("two have none");
        assert!(
            refused.to_string().contains("20 workers for 18 requests"),
            "{refused}"
        );
    }

    #[test]
    fn a_claim_that_nothing_could_refute_is_found() {
        let always = checked("loop", "threads", "at-least = 0.0").expect_err("always");
        assert!(always.to_string().contains("`a`"), "{always}");
        assert!(checked("loop not_measured_ns", "loop", "at-most = 1.0").is_err());
    }
}
