//! To keep one: many units that are there and wait, what memory they take, and
//! how many of them this machine has room for.

mod footprint;
mod kept_jobs;
pub mod kept_processes;
mod kept_tasks;
mod kept_threads;
mod kernel;
mod limits;

use std::thread;
use std::time::Duration;

use anyhow::Result;
use measure::{Answer, Experiment, IntoAnswer, Strategy};
use record::Settings;

use super::{counted_in, units};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "keeping",
        baseline: "threads",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(Kept::asked_for(settings)?.units)),
        ..Experiment::default()
    }
}

/// How long the kernel may take to free the stacks of threads that have ended.
const SETTLED_AFTER: Duration = Duration::from_millis(30);

/// How many of what are kept.
struct Kept {
    units: u64,
    /// What the kernel counts of them, and therefore limits.
    counted: limits::Counted,
}

impl Kept {
    /// As many as are asked for, or as the kernel's limits allow with room to
    /// spare: a machine with low limits shows fewer, and no failure.
    fn asked_for(settings: &Settings) -> Result<Self> {
        let counted = match settings.text(super::UNIT)? {
            Some("threads") => limits::Counted::Threads,
            Some("processes") => limits::Counted::Processes,
            _ => limits::Counted::No,
        };
        let limit = limits::lowest(counted, kernel::limits());
        let most = limit.map_or(u64::MAX, |limit| limit / 4 * 3);
        Ok(Self { units: units(settings)?.min(most), counted })
    }

    /// The same, when the kernel has put away what the sample before left behind,
    /// which it does a little later.
    fn prepare(settings: &Settings) -> Result<Self> {
        thread::sleep(SETTLED_AFTER);
        Self::asked_for(settings)
    }

    /// The pool's threads are no part of a job: they are there before.
    fn with_pool(settings: &Settings) -> Result<Self> {
        rayon::broadcast(|_| ());
        Self::prepare(settings)
    }

    /// Has the units kept, looks at the machine before, and again while all of
    /// them are there; says what one takes, and how many would fit.
    fn looked_at<A: IntoAnswer>(
        &self,
        keep: impl FnOnce(u64, &mut (dyn FnMut(&[u32]) + Send)) -> A,
    ) -> Result<Answer> {
        let before = kernel::footprint(&[]);
        let mut during = None;
        let kept = keep(self.units, &mut |children| {
            during = Some(kernel::footprint(children));
        });
        let kept = kept.into_answer()?;
        let each = during.unwrap_or_default().each_of(self.units, before);
        let fit_by_memory = (each.all())
            .zip(before.available)
            .map(|(each, available)| two_digits(available / each.max(1)));
        let fit_by_limits = limits::lowest(self.counted, kernel::limits());
        let fit = fit_by_memory.into_iter().chain(fit_by_limits).min();
        let measures = [
            ("each_bytes", each.own),
            ("each_kernel_bytes", each.kernel),
            ("each_all_bytes", each.all()),
            ("fit_by_memory", fit_by_memory),
            ("fit_by_limits", fit_by_limits),
            ("fit", fit),
        ];
        Ok(measures.into_iter().fold(
            kept.clone().with("kept", kept.value),
            |answer, (name, value)| match value {
                Some(value) => answer.with(name, value),
                None => answer,
            },
        ))
    }
}

/// The number with two significant digits: it stands for an estimate.
fn two_digits(number: u64) -> u64 {
    let unit = 10_u64.pow(number.checked_ilog10().unwrap_or(0).saturating_sub(1));
    number / unit * unit
}

fn strategies() -> Vec<Strategy> {
    let row = |key, label, file, prepare: fn(&Settings) -> Result<Kept>, run| {
        let (name, unit) = counted_in(key);
        Strategy::new(key, label, file, prepare, run).with(name, unit)
    };
    vec![
        row(
            "jobs",
            "Rayon job, queued",
            "src/kinds/keeping/kept_jobs.rs",
            Kept::with_pool,
            |kept: &Kept| {
                kept.looked_at(|jobs, look| kept_jobs::keep(jobs, || look(&[])))
            },
        ),
        row(
            "tasks",
            "Async task",
            "src/kinds/keeping/kept_tasks.rs",
            Kept::prepare,
            |kept| kept.looked_at(|tasks, look| kept_tasks::keep(tasks, || look(&[]))),
        ),
        row(
            "threads",
            "OS thread",
            "src/kinds/keeping/kept_threads.rs",
            Kept::prepare,
            |kept| {
                kept.looked_at(|threads, look| {
                    kept_threads::keep(threads, || look(&[]))
                })
            },
        ),
        row(
            "processes",
            "Process",
            "src/kinds/keeping/kept_processes.rs",
            Kept::prepare,
            |kept| kept.looked_at(|units, look| kept_processes::keep(units, look)),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use record::Setting;

    use super::*;

    #[test]
    fn all_are_there_when_one_looks_and_then_all_end() {
        let mut looked = 0;
        assert_eq!(kept_jobs::keep(50, || looked += 1), 50);
        assert_eq!(kept_tasks::keep(50, || looked += 1).expect("kept"), 50);
        assert_eq!(kept_threads::keep(50, || looked += 1).expect("kept"), 50);
        assert_eq!(looked, 3);
    }

    #[test]
    fn two_digits_of_an_estimate_are_kept() {
        assert_eq!([0, 7, 42, 429, 33_759].map(two_digits), [0, 7, 42, 420, 33_000]);
    }

    #[test]
    fn no_more_threads_are_kept_than_the_kernel_allows() {
        let mut settings = Settings::default();
        let (name, unit) = counted_in("threads");
        settings.set(name, unit);
        settings.set("threads", Setting::Count(u64::MAX));
        let kept = Kept::asked_for(&settings).expect("complete");
        if cfg!(target_os = "linux") {
            assert!(kept.units < 10_000_000, "{}", kept.units);
        }
        settings.set("threads", Setting::Count(2));
        assert_eq!(Kept::asked_for(&settings).expect("complete").units, 2);
    }
}
