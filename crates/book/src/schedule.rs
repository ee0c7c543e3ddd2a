//! What is built and measured next, while the book is read: the open page first,
//! then the rest, one thing at a time. It starts no process and reads no clock.

use std::collections::BTreeSet;

use crate::numbers::Experiment;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    /// Build a chapter's binary.
    Build(String),
    /// Measure an experiment.
    Measure(Experiment),
    /// Measure one as a reader has set it, for that reader alone.
    Try(Experiment),
}

impl Job {
    /// The chapter that it concerns.
    pub(crate) fn chapter(&self) -> &str {
        match self {
            Self::Build(chapter) => chapter,
            Self::Measure(experiment) | Self::Try(experiment) => &experiment.chapter,
        }
    }
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It did what it was for.
    Done,
    /// It failed, and would again.
    Failed,
    /// It was stopped.
    Interrupted,
}

/// The jobs of a checkout.
#[derive(Default)]
pub(crate) struct Schedule {
    /// What is stale, in the book's order.
    stale: Vec<Experiment>,
    /// What the open pages show, the page that was opened last first.
    open: Vec<BTreeSet<Experiment>>,
    /// The chapters that measure nothing, and whose binaries are missing.
    unbuilt: BTreeSet<String>,
    /// The chapters whose binaries are built from the sources as they are.
    built: BTreeSet<String>,
    /// The chapters that do not build.
    broken: BTreeSet<String>,
    /// What was measured, or failed, with the sources as they are.
    tried: BTreeSet<Experiment>,
    /// What a reader waits for.
    asked: Option<Experiment>,
    /// What is stale and a reader wants measured before anything else.
    first: BTreeSet<Experiment>,
    /// Whether nothing is measured but that.
    only_first: bool,
    running: Option<Job>,
    /// Whether the sources of what is running have changed since it started.
    is_outdated: bool,
    is_paused: bool,
    finished: usize,
}

impl Schedule {
    /// One without jobs: of what is stale it measures all, or only what a reader asks for.
    pub(crate) fn new(measures: bool) -> Self {
        Self { only_first: !measures, ..Self::default() }
    }

    /// Takes in what is stale, in the book's order. Returns what is stale although it
    /// was just measured.
    pub(crate) fn update(&mut self, stale: Vec<Experiment>) -> Vec<Experiment> {
        let known: BTreeSet<&Experiment> = stale.iter().collect();
        self.tried.retain(|experiment| known.contains(experiment));
        self.stale = stale;
        self.tried.iter().cloned().collect()
    }

    /// Takes in the chapters that measure nothing, and whose commands pages need.
    pub(crate) fn unbuilt(&mut self, chapters: BTreeSet<String>) {
        self.unbuilt = chapters;
    }

    /// Takes in what the open pages show, the page that was opened last first.
    pub(crate) fn open(&mut self, pages: Vec<BTreeSet<Experiment>>) {
        self.open = pages;
    }

    /// The sources of a chapter, or of all, have changed: what failed is tried again.
    pub(crate) fn sources_changed(&mut self, chapter: Option<&str>) {
        let concerns = |name: &str| chapter.is_none_or(|chapter| chapter == name);
        self.built.retain(|name| !concerns(name));
        self.broken.retain(|name| !concerns(name));
        self.tried.retain(|experiment| !concerns(&experiment.chapter));
        let running = self.running.as_ref();
        self.is_outdated |= running.is_some_and(|job| concerns(job.chapter()));
    }

    /// A reader asks for a try. It comes next.
    pub(crate) fn ask(&mut self, experiment: Experiment) {
        self.asked = Some(experiment);
    }

    /// Nobody waits for a try any more.
    pub(crate) fn withdraw(&mut self) {
        self.asked = None;
    }

    /// A reader wants something measured, if it is stale, before anything else.
    pub(crate) fn put_first(&mut self, experiment: Experiment) {
        // Asked for now, it is not to be measured after a later edit.
        if self.stale.contains(&experiment) {
            self.tried.remove(&experiment);
            self.first.insert(experiment);
        }
    }

    /// Starts nothing, but what a reader then asks for, until it is resumed.
    pub(crate) fn pause(&mut self, pause: bool) {
        self.is_paused = pause;
        if pause {
            self.first.clear();
        }
    }

    /// Whether it is paused.
    pub(crate) fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// The next job; `None` if one is running, or there is nothing to do.
    pub(crate) fn next(&self) -> Option<Job> {
        if self.running.is_some() {
            return None;
        }
        if let Some(asked) = &self.asked {
            let is_built = self.built.contains(&asked.chapter);
            let build = || Job::Build(asked.chapter.clone());
            return Some(if is_built { Job::Try(asked.clone()) } else { build() });
        }
        let of_page =
            |page: &BTreeSet<Experiment>| self.waiting().find(|one| page.contains(one));
        let first = of_page(&self.first);
        if self.is_paused && first.is_none() {
            return None;
        }
        let next = first.or_else(|| self.open.iter().find_map(of_page));
        let Some(next) = next.or_else(|| self.waiting().next()) else {
            let is_done =
                |name: &str| self.built.contains(name) || self.broken.contains(name);
            let chapter = self.unbuilt.iter().find(|name| !is_done(name))?;
            return Some(Job::Build(chapter.clone()));
        };
        if self.built.contains(&next.chapter) {
            Some(Job::Measure(next.clone()))
        } else {
            Some(Job::Build(next.chapter.clone()))
        }
    }

    /// `job` has started.
    pub(crate) fn start(&mut self, job: Job) {
        self.running = Some(job);
        self.is_outdated = false;
    }

    /// What is running has ended. Returns it, and whether that still means anything:
    /// not if its sources have changed since, or if it was interrupted.
    pub(crate) fn end(&mut self, end: End) -> Option<(Job, bool)> {
        let job = self.running.take()?;
        let counts = !self.is_outdated && end != End::Interrupted;
        if counts {
            match (&job, end) {
                (Job::Build(chapter), End::Done) => {
                    self.built.insert(chapter.clone());
                }
                (Job::Build(chapter), _) => {
                    self.broken.insert(chapter.clone());
                }
                (Job::Measure(experiment), _) => {
                    self.first.remove(experiment);
                    self.tried.insert(experiment.clone());
                    self.finished += 1;
                }
                // It says nothing of the experiment's record.
                (Job::Try(_), _) => {}
            }
        }
        Some((job, counts))
    }

    /// What is running.
    pub(crate) fn running(&self) -> Option<&Job> {
        self.running.as_ref()
    }

    /// How many experiments have been measured, and how many there are with those
    /// that wait. Starts again at 0 when nothing waits.
    pub(crate) fn count(&mut self) -> (usize, usize) {
        let waiting = self.waiting().count();
        if waiting == 0 && self.running.is_none() {
            self.finished = 0;
        }
        (self.finished, self.finished + waiting)
    }

    /// What can be measured, in the book's order.
    fn waiting(&self) -> impl Iterator<Item = &Experiment> {
        self.stale.iter().filter(|experiment| {
            (!self.only_first || self.first.contains(experiment))
                && !self.tried.contains(experiment)
                && !self.broken.contains(&experiment.chapter)
        })
    }
}

#[cfg(test)]
mod tests;
