//! What an experiment is: a question, the strategies that answer it, the
//! answer they must all give, and what is claimed of them.

use std::time::Duration;

use anyhow::Result;
use record::claim::Claim;
use record::{Ideal, Setting, Settings};

use crate::service::Service;

/// A strategy's work, prepared and ready to be timed. It returns its answer, and
/// keeps its workload: to drop that is not part of the work.
pub type Work = Box<dyn FnMut() -> Result<u64>>;

/// What an experiment says before its first sample.
#[derive(Default)]
pub struct Preflight {
    /// What a person should be told first.
    pub notes: Vec<String>,
    /// Whether these settings measure something else than the page describes:
    /// then the results are printed, not saved.
    pub not_for_the_page: bool,
}

/// Builds a strategy's work from the settings.
type Prepare = Box<dyn Fn(&Settings) -> Result<Work>>;

/// Starts what a workload talks to; `None` where it talks to nobody.
pub type StartService = fn(&Settings) -> Result<Option<Box<dyn Service>>>;

/// One way to do the workload, at one value of its parameter.
pub struct Strategy {
    /// What directives and flags call it.
    pub key: &'static str,
    /// What charts and tables call it.
    pub label: &'static str,
    /// The file that holds it, relative to its chapter's crate.
    pub source: &'static str,
    /// Settings of this row alone.
    pub settings: Settings,
    prepare: Prepare,
}

impl Strategy {
    /// A strategy: `prepare` builds the workload from the settings, untimed;
    /// `run` does it, timed.
    pub fn new<W: 'static>(
        key: &'static str,
        label: &'static str,
        source: &'static str,
        prepare: fn(&Settings) -> Result<W>,
        run: fn(&W) -> Result<u64>,
    ) -> Self {
        Self {
            key,
            label,
            source,
            settings: Settings::default(),
            prepare: Box::new(move |settings| {
                let workload = prepare(settings)?;
                Ok(Box::new(move || run(&workload)))
            }),
        }
    }

    /// The same strategy with a setting of its own.
    pub fn with(mut self, name: &str, setting: Setting) -> Self {
        self.settings.set(name, setting);
        self
    }

    /// Prepares the work for these settings and this row's own.
    pub fn prepare(&self, settings: &Settings) -> Result<Work> {
        (self.prepare)(&settings.overlaid_with(&self.settings))
    }
}

/// A question and the strategies that answer it.
pub struct Experiment {
    /// What directives and flags call it.
    pub name: &'static str,
    /// What it asks, in a sentence.
    pub question: &'static str,
    /// The key of the strategy that the others are compared with.
    pub baseline: &'static str,
    /// The strategies, in the order of the page.
    pub strategies: Vec<Strategy>,
    /// What is claimed of them.
    pub claims: Vec<Claim>,
    /// The answer that every strategy must give; `None` where it cannot be known.
    pub expected_answer: fn(&Settings) -> Result<Option<u64>>,
    /// The time below which no strategy can get, where there is one.
    pub ideal: fn(&Settings) -> Result<Option<Ideal>>,
    /// Starts what the workload talks to.
    pub service: StartService,
    /// How long the slowest strategy should take, where that is known: the
    /// deadline of a sample has to be longer.
    pub slowest: fn(&Settings) -> Result<Option<Duration>>,
    /// Checks, before the first sample, that this machine can run it at all. It
    /// is told how many samples there will be at most.
    pub preflight: fn(&Settings, u32) -> Result<Preflight>,
}

impl Experiment {
    /// The strategy with this key.
    pub fn strategy(&self, key: &str) -> Option<&Strategy> {
        self.strategies.iter().find(|strategy| strategy.key == key)
    }

    /// The keys of the strategies, in the order of the page.
    pub fn keys(&self) -> Vec<&'static str> {
        self.strategies.iter().map(|strategy| strategy.key).collect()
    }
}
