//! What an experiment is: strategies, and the answer that all of them must give.
//!
//! What it asks, claims and draws is in the data file beside its code; what it is
//! measured with is in `config.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use record::{Ideal, Row, Setting, Settings};

use crate::service::Service;

/// A strategy's work, prepared and ready to be timed. It returns its answer, and
/// keeps its workload: to drop that is not part of the work.
pub type Work = Box<dyn FnMut() -> Result<Answer>>;

/// What a strategy returns: the answer that is checked and, where the
/// experiment measures more than the harness does, that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What is compared with the expected answer.
    pub value: u64,
    /// What the experiment measured itself: [`record::Measured::own`].
    pub own: BTreeMap<&'static str, u64>,
}

impl Answer {
    /// The same with a measure of the experiment's own. Its unit is in its name.
    pub fn with(mut self, name: &'static str, value: u64) -> Self {
        self.own.insert(name, value);
        self
    }
}

impl From<u64> for Answer {
    fn from(value: u64) -> Self {
        Self { value, own: BTreeMap::new() }
    }
}

/// What a strategy's function may return: a number or an [`Answer`], and where it
/// can fail, a [`Result`] of one.
pub trait IntoAnswer {
    /// The answer, or why there is none.
    fn into_answer(self) -> Result<Answer>;
}

impl IntoAnswer for u64 {
    fn into_answer(self) -> Result<Answer> {
        Ok(self.into())
    }
}

impl IntoAnswer for Answer {
    fn into_answer(self) -> Result<Answer> {
        Ok(self)
    }
}

impl<A: Into<Answer>> IntoAnswer for Result<A> {
    fn into_answer(self) -> Result<Answer> {
        self.map(Into::into)
    }
}

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
    pub key: Cow<'static, str>,
    /// What charts and tables call it.
    pub label: Cow<'static, str>,
    /// The file that holds it, relative to its chapter's crate.
    pub source: Cow<'static, str>,
    /// Settings of this row alone.
    pub settings: Settings,
    /// The family that it belongs to, or the series of a sweep.
    pub group: Option<Cow<'static, str>>,
    /// A setting of this row that depends on the experiment's.
    computed: Option<(&'static str, Compute)>,
    /// The wall time that a model predicts, from the settings.
    predicted: Option<Predict>,
    meant_to_fail: bool,
    /// Whether these settings want it at all.
    wanted: fn(&Settings) -> bool,
    prepare: Prepare,
}

/// Computes a row's setting from the experiment's.
pub type Compute = fn(&Settings) -> Result<Setting>;

/// Predicts a wall time from the settings; `None` where they do not allow it.
pub type Predict = fn(&Settings) -> Result<Option<Duration>>;

impl Strategy {
    /// A strategy: `prepare` builds the workload from the settings, untimed;
    /// `run` does it, timed.
    pub fn new<W: 'static, A: IntoAnswer + 'static>(
        key: impl Into<Cow<'static, str>>,
        label: impl Into<Cow<'static, str>>,
        source: impl Into<Cow<'static, str>>,
        prepare: fn(&Settings) -> Result<W>,
        run: fn(&W) -> A,
    ) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            source: source.into(),
            settings: Settings::default(),
            group: None,
            computed: None,
            predicted: None,
            meant_to_fail: false,
            wanted: |_| true,
            prepare: Box::new(move |settings| {
                let workload = prepare(settings)?;
                Ok(Box::new(move || run(&workload).into_answer()))
            }),
        }
    }

    /// The same strategy with a setting of its own.
    pub fn with(mut self, name: &str, setting: Setting) -> Self {
        self.settings.set(name, setting);
        self
    }

    /// The same strategy with a setting of its own that depends on the
    /// experiment's, such as a share of all its tasks.
    pub fn with_computed(mut self, name: &'static str, compute: Compute) -> Self {
        self.computed = Some((name, compute));
        self
    }

    /// The same strategy as one of a family, or at one place of a series.
    pub fn in_group(mut self, group: impl Into<Cow<'static, str>>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// The same strategy with a model's prediction of its wall time.
    pub fn predicted(mut self, predict: Predict) -> Self {
        self.predicted = Some(predict);
        self
    }

    /// The same strategy, there to show how it fails: once, and no reason to
    /// doubt the run.
    pub fn meant_to_fail(mut self) -> Self {
        self.meant_to_fail = true;
        self
    }

    /// The same strategy, left out where the settings, with its own over them, do
    /// not pass this: a size that only a larger profile has time for.
    pub fn wanted_if(mut self, wanted: fn(&Settings) -> bool) -> Self {
        self.wanted = wanted;
        self
    }

    /// Whether it is run with these settings.
    pub fn is_wanted(&self, settings: &Settings) -> bool {
        (self.wanted)(&settings.overlaid_with(&self.settings))
    }

    /// Its row in a record of these settings, without a sample yet.
    pub fn row(&self, settings: &Settings) -> Result<Row> {
        let predicted = match self.predicted {
            Some(predict) => predict(&settings.overlaid_with(&self.settings))?,
            None => None,
        };
        Ok(Row {
            key: self.key.clone().into_owned(),
            label: self.label.clone().into_owned(),
            source: self.source.clone().into_owned(),
            group: self.group.clone().map(Cow::into_owned),
            predicted_wall_ns: predicted.map(|time| time.as_nanos() as u64),
            meant_to_fail: self.meant_to_fail,
            settings: self.own_settings(settings)?,
            samples: Vec::new(),
        })
    }

    /// Prepares the work for these settings and this row's own.
    pub fn prepare(&self, settings: &Settings) -> Result<Work> {
        (self.prepare)(&settings.overlaid_with(&self.own_settings(settings)?))
    }

    /// This row's own settings, in an experiment with these.
    fn own_settings(&self, settings: &Settings) -> Result<Settings> {
        let mut own = self.settings.clone();
        if let Some((name, compute)) = self.computed {
            own.set(name, compute(settings)?);
        }
        Ok(own)
    }
}

/// Strategies that are compared.
pub struct Experiment {
    /// What directives and flags call it.
    pub name: &'static str,
    /// The key of the strategy that the others are compared with.
    pub baseline: &'static str,
    /// The strategies, in the order of the page.
    pub strategies: Vec<Strategy>,
    /// The answer that every strategy must give, from the settings with the row's
    /// own over them; `None` where it cannot be known.
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

/// An experiment of nothing, to be completed: its workload talks to nobody, and
/// has no ideal and no answer that could be known.
impl Default for Experiment {
    fn default() -> Self {
        Self {
            name: "",
            baseline: "",
            strategies: Vec::new(),
            expected_answer: |_| Ok(None),
            ideal: |_| Ok(None),
            service: |_| Ok(None),
            slowest: |_| Ok(None),
            preflight: |_, _| Ok(Preflight::default()),
        }
    }
}

impl Experiment {
    /// The strategy with this key.
    pub fn strategy(&self, key: &str) -> Option<&Strategy> {
        self.strategies.iter().find(|strategy| strategy.key == key)
    }

    /// The keys of the strategies that these settings do not leave out.
    pub fn wanted(&self, settings: &Settings) -> Vec<&str> {
        let wanted =
            self.strategies.iter().filter(|strategy| strategy.is_wanted(settings));
        wanted.map(|strategy| &*strategy.key).collect()
    }

    /// The keys of the strategies, in the order of the page.
    pub fn keys(&self) -> Vec<&str> {
        self.strategies.iter().map(|strategy| &*strategy.key).collect()
    }
}
