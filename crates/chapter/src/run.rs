//! `run`: measure what is stale, save it, print tables and verdicts.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use evidence::{Analysis, noise};
use harness::interrupt::{self, Interrupted};
use harness::lock::{self, MachineLock};
use harness::run::{Request, measure};
use measure::Experiment;
use measure::effort::Effort;
use record::config::Config;
use record::machine::MachineName;
use record::store::ReadError;
use record::{Profile, Record, Settings, near};
use show::parts::{self, claims};
use show::{Library, Shown};

use crate::definition::Chapter;
use crate::progress::{Bar, Events};
use crate::{cli, current, draw};

pub(crate) fn run(
    chapter: &Chapter,
    config: &Config,
    options: &cli::Run,
) -> Result<()> {
    let experiments = chapter.selected(&options.experiments);
    check_that_flags_apply(config, options, &experiments)?;
    interrupt::listen().context("cannot listen for Ctrl-C")?;
    let library = options.place.library()?;
    let mut runner = Runner {
        chapter,
        config,
        options,
        library: &library,
        lock: None,
        saved: Vec::new(),
    };
    let mut json = Vec::new();
    for experiment in experiments {
        let shown = runner.up_to_date(experiment).inspect_err(|error| {
            if error.is::<Interrupted>() {
                runner.say_what_is_saved(experiment);
            }
        })?;
        let analysis = library.analysis(chapter.name, experiment.name)?;
        let judged = judged(analysis, &shown.record, options);
        if options.json {
            json.push(as_json(&judged, &shown)?);
        } else if !options.progress_json {
            println!("{}", parts::everything(&judged, &shown)?);
        }
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(&json)?);
    }
    Ok(())
}

fn check_that_flags_apply(
    config: &Config,
    options: &cli::Run,
    experiments: &[&Experiment],
) -> Result<()> {
    for (name, _) in options.overrides.iter() {
        let mut known = experiments
            .iter()
            .map(|experiment| config.settings(experiment.name, options.profile));
        if !known
            .any(|settings| settings.is_ok_and(|settings| settings.get(name).is_some()))
        {
            bail!("`--{name}` is not a setting of {}", names(experiments));
        }
    }
    check_keys(&options.only, experiments)
}

/// Refuses keys that none of these experiments has.
pub(crate) fn check_keys(only: &[String], experiments: &[&Experiment]) -> Result<()> {
    let keys: Vec<&str> =
        experiments.iter().flat_map(|experiment| experiment.keys()).collect();
    match only.iter().find(|key| !keys.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => bail!(
            "`--only`: {}: {}",
            names(experiments),
            near::unknown("strategy", key, &keys)
        ),
    }
}

/// What can be judged: with `--only`, the claims about rows that were measured.
fn judged(analysis: &Analysis, record: &Record, options: &cli::Run) -> Analysis {
    let mut judged = analysis.clone();
    if !options.only.is_empty() {
        judged.claims.retain(|claim| {
            let mut rows = claim.compares().into_iter().filter_map(|one| one.row());
            rows.all(|key| record.row(key).is_some())
        });
    }
    judged
}

fn names(experiments: &[&Experiment]) -> String {
    experiments
        .iter()
        .map(|experiment| format!("`{}`", experiment.name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A new record, and whether it is about what the page is about.
struct Measured {
    record: Record,
    not_for_the_page: bool,
}

struct Runner<'a> {
    chapter: &'a Chapter,
    config: &'a Config,
    options: &'a cli::Run,
    library: &'a Library,
    lock: Option<MachineLock>,
    saved: Vec<&'static str>,
}

impl Runner<'_> {
    /// The record of an experiment: the saved one while it stands, else a new one.
    fn up_to_date(&mut self, experiment: &Experiment) -> Result<Shown> {
        let machine = MachineName::local();
        let options = self.options;
        let as_saved = options.overrides.iter().next().is_none()
            && options.only.is_empty()
            && options.rounds.is_none()
            && options.budget.is_none()
            && options.deadline.is_none()
            && options.seed.is_none()
            && !options.fresh;
        if as_saved && let Ok(record) = self.current(experiment)? {
            return self.finish(experiment, record);
        }
        self.take_the_lock(experiment)?;
        // Whoever held the lock may have measured just this.
        if as_saved {
            match self.current(experiment)? {
                Ok(record) => return self.finish(experiment, record),
                Err(why) => {
                    eprintln!("{} {}: {why}", self.chapter.name, experiment.name);
                }
            }
        }
        let Measured { record, not_for_the_page } = self.measure(experiment)?;
        if not_for_the_page {
            eprintln!("not saved: the page is about something else");
            return Ok(shown(record));
        }
        if options.only.is_empty() {
            if let Some(aside) =
                self.library.store().write(&machine, &record)?.set_aside
            {
                eprintln!("{}; set aside as {}", aside.why, aside.path.display());
            }
            self.saved.push(experiment.name);
            if options.progress_json {
                Events::saved(experiment.name);
            }
        } else {
            eprintln!("not saved: a page needs every row, and --only left some out");
        }
        self.finish(experiment, record)
    }

    /// The saved record, or why it does not stand: it is stale, missing or
    /// unusable.
    fn current(&self, experiment: &Experiment) -> Result<Result<Record, String>> {
        let Self { chapter, config, options, library, .. } = self;
        let machine = MachineName::local();
        let record = match library.store().read(&machine, chapter.name, experiment.name)
        {
            Ok(record) => record,
            Err(ReadError::Missing(_)) => {
                return Ok(Err("not measured on this machine yet".to_owned()));
            }
            Err(error) if error.is_unusable() => return Ok(Err(error.to_string())),
            Err(error) => return Err(error.into()),
        };
        let reasons = current::reasons(
            chapter,
            config,
            (library, &machine),
            &record,
            options.profile,
        )?;
        Ok(if reasons.is_empty() { Ok(record) } else { Err(reasons.join("; ")) })
    }

    fn take_the_lock(&mut self, experiment: &Experiment) -> Result<()> {
        if self.lock.is_none() {
            let holder = format!("{} run {}", self.chapter.name, experiment.name);
            self.lock = Some(alone(&holder)?);
        }
        Ok(())
    }

    fn measure(&self, experiment: &Experiment) -> Result<Measured> {
        let Self { chapter, config, options, .. } = self;
        let (settings, overrides) =
            settings(config, experiment, options.profile, &options.overrides)?;
        if matches!(chapter.build.opt_level, "0" | "1") {
            eprintln!(
                "this build is not optimised: measure with `cargo run --release`"
            );
        }
        let only = selected(experiment, &options.only, &settings);
        let mut effort = self.effort();
        if options.deadline.is_none()
            && let Some(slowest) = (experiment.slowest)(&settings)?
        {
            effort = effort.with_room_for(slowest);
        }
        let rounds = effort.max_rounds + u32::from(effort.warm_up);
        let preflight = (experiment.preflight)(&settings, rounds * only.len() as u32)?;
        for note in preflight.notes {
            eprintln!("{note}");
        }
        let rows = only.len();
        let request = Request {
            chapter: chapter.name,
            experiment,
            only,
            partial: !options.only.is_empty(),
            profile: options.profile,
            settings: settings.overlaid_with(
                &self.library.environment(chapter.name, experiment.name)?,
            ),
            overrides,
            plan: config.plan(experiment.name)?,
            effort,
            seed: options.seed.unwrap_or_else(seed_of_the_day),
            right_after_another: !self.saved.is_empty(),
            build: chapter.build,
        };
        let record = if options.progress_json {
            Events::begin(experiment.name);
            measure(&request, &mut Events)?
        } else {
            let name = format!("{} {}", chapter.name, experiment.name);
            measure(&request, &mut Bar::new(name, rows))?
        };
        Ok(Measured { record, not_for_the_page: preflight.not_for_the_page })
    }

    fn effort(&self) -> Effort {
        let options = self.options;
        let mut effort = Effort::of(options.profile);
        if let Some(rounds) = options.rounds {
            (effort.min_rounds, effort.max_rounds) = (rounds, rounds);
        }
        effort.budget = options.budget.unwrap_or(effort.budget);
        effort.deadline = options.deadline.unwrap_or(effort.deadline);
        effort
    }

    /// Draws the charts beside the record, which a change to the drawing alone
    /// may have made out of date.
    fn finish(&self, experiment: &Experiment, record: Record) -> Result<Shown> {
        if self.options.only.is_empty() {
            let analysis = self.library.analysis(self.chapter.name, experiment.name)?;
            let local = MachineName::local();
            draw::beside(self.library.store(), &local, analysis, &record)?;
        }
        Ok(shown(record))
    }

    fn say_what_is_saved(&self, experiment: &Experiment) {
        let saved = match self.saved.as_slice() {
            [] => "nothing new was saved".to_owned(),
            saved => format!("saved: {}", saved.join(", ")),
        };
        eprintln!(
            "interrupted; {saved}; `{}` keeps the record that it had, if any",
            experiment.name
        );
    }
}

/// Waits until nothing else is measured on this machine. `holder` is what others are
/// told meanwhile.
pub(crate) fn alone(holder: &str) -> Result<MachineLock> {
    MachineLock::take(&lock::path(), holder, |who| {
        eprintln!(
            "waiting for another measurement to end ({who}); two at once would measure each other"
        );
    })
}

/// An experiment's settings in a profile with somebody's overrides, and the
/// names of those that change something.
pub(crate) fn settings(
    config: &Config,
    experiment: &Experiment,
    profile: Profile,
    overrides: &Settings,
) -> Result<(Settings, Vec<String>)> {
    let configured = config.settings(experiment.name, profile)?;
    let overrides: Settings = overrides
        .iter()
        .filter(|(name, value)| {
            configured.get(name).is_some_and(|configured| configured != *value)
        })
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect();
    let names = overrides.iter().map(|(name, _)| name.to_owned()).collect();
    Ok((configured.overlaid_with(&overrides), names))
}

/// The keys asked for, in the order of the page, of the strategies that these
/// settings do not leave out; all of them where none was asked for.
pub(crate) fn selected<'e>(
    experiment: &'e Experiment,
    only: &[String],
    settings: &Settings,
) -> Vec<&'e str> {
    let asked = |key: &&str| only.is_empty() || only.iter().any(|other| other == key);
    let keys: Vec<_> = experiment.wanted(settings).into_iter().filter(asked).collect();
    if keys.is_empty() {
        eprintln!(
            "{}: nothing to run: `--only` and the settings leave no strategy",
            experiment.name
        );
    }
    keys
}

pub(crate) fn seed_of_the_day() -> u64 {
    jiff::Timestamp::now().as_microsecond().unsigned_abs()
}

fn shown(record: Record) -> Shown {
    let (stale, remarks) = (Vec::new(), Vec::new());
    let machine = MachineName::local();
    Shown { record: Arc::new(record), machine, stale, remarks, lent: None }
}

fn as_json(analysis: &Analysis, shown: &Shown) -> Result<serde_json::Value> {
    let record = &*shown.record;
    let claims: Vec<_> =
        analysis.claims.iter().map(|claim| claims::as_json(claim, record)).collect();
    let doubts: Vec<String> =
        noise::warnings(record).iter().map(ToString::to_string).collect();
    Ok(serde_json::json!({
        "experiment": record.experiment,
        "claims": claims,
        "noise": doubts,
        "record": serde_json::to_value(record)?,
    }))
}
