//! `run`: measure what is stale, save it, print tables and verdicts.

use anyhow::{Context as _, Result, anyhow, bail};
use measure::effort::Effort;
use measure::interrupt::{self, Interrupted};
use measure::lock::{self, MachineLock};
use measure::run::{Request, measure};
use measure::{Experiment, environment};
use record::machine::MachineName;
use record::store::{self, ReadError, Store};
use record::{Profile, Record, Settings, noise};

use crate::chapter::Chapter;
use crate::cli::{self, Format};
use crate::config::Config;
use crate::progress::Bar;
use crate::show;
use crate::shown::{self, Shown};

pub(crate) fn run(
    chapter: &Chapter,
    config: &Config,
    options: &cli::Run,
) -> Result<()> {
    let experiments = chapter.selected(&options.experiments);
    check_that_flags_apply(config, options, &experiments)?;
    interrupt::listen().context("cannot listen for Ctrl-C")?;
    let mut runner = Runner { chapter, config, options, lock: None, saved: Vec::new() };
    let mut json = Vec::new();
    for experiment in experiments {
        let shown = runner.up_to_date(experiment).inspect_err(|error| {
            if error.is::<Interrupted>() {
                runner.say_what_is_saved(experiment);
            }
        })?;
        if options.json {
            json.push(as_json(experiment, &shown)?);
        } else {
            show::print_everything(experiment, &shown, Format::Text)?;
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
    if !options.only.is_empty() {
        let any = |experiment: &&Experiment| {
            options.only.iter().any(|key| experiment.strategy(key).is_some())
        };
        if !experiments.iter().any(any) {
            bail!(
                "`--only {}` leaves no strategy of {}",
                options.only.join(","),
                names(experiments)
            );
        }
    }
    Ok(())
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
            return Ok(Shown { record, machine, stale: Vec::new() });
        }
        if options.only.is_empty() {
            if let Some(aside) = options.store.write(&machine, &record)?.set_aside {
                eprintln!("{}; set aside as {}", aside.why, aside.path.display());
            }
            self.saved.push(experiment.name);
        } else {
            eprintln!("not saved: a page needs every row, and --only left some out");
        }
        self.finish(experiment, record)
    }

    /// The saved record, or why it does not stand: it is stale, missing or
    /// unusable.
    fn current(&self, experiment: &Experiment) -> Result<Result<Record, String>> {
        let Self { chapter, config, options, .. } = self;
        let machine = MachineName::local();
        let record = match options.store.read(&machine, chapter.name, experiment.name) {
            Ok(record) => record,
            Err(ReadError::Missing(_)) => {
                return Ok(Err("not measured on this machine yet".to_owned()));
            }
            Err(error) if error.is_unusable() => return Ok(Err(error.to_string())),
            Err(error) => return Err(error.into()),
        };
        let here = environment::environment();
        let reasons = shown::reasons(
            chapter,
            config,
            experiment,
            &record,
            Some(&here),
            options.profile,
        )?;
        Ok(if reasons.is_empty() { Ok(record) } else { Err(reasons.join("; ")) })
    }

    fn take_the_lock(&mut self, experiment: &Experiment) -> Result<()> {
        if self.lock.is_none() {
            let holder = format!("{} run {}", self.chapter.name, experiment.name);
            self.lock = Some(MachineLock::take(&lock::path(), &holder, |who| {
                eprintln!(
                    "waiting for another measurement to end ({who}); two at once would measure each other"
                );
            })?);
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
        let mut bar =
            Bar::new(format!("{} {}", chapter.name, experiment.name), only.len());
        let request = Request {
            chapter: chapter.name,
            experiment,
            only,
            profile: options.profile,
            settings,
            overrides,
            effort,
            seed: options.seed.unwrap_or_else(seed_of_the_day),
            right_after_another: !self.saved.is_empty(),
            build: chapter.build,
        };
        let record = measure(&request, &mut bar)?;
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
            let local = MachineName::local();
            draw_beside(&self.options.store, &local, experiment, &record)?;
        }
        Ok(Shown { record, machine: MachineName::local(), stale: Vec::new() })
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
pub(crate) fn selected<'a>(
    experiment: &'a Experiment,
    only: &[String],
    settings: &Settings,
) -> Vec<&'a str> {
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

/// Draws a record's charts beside it.
pub(crate) fn draw_beside(
    store: &Store,
    machine: &MachineName,
    experiment: &Experiment,
    record: &Record,
) -> Result<()> {
    let json = store.path(machine, &record.chapter, &record.experiment);
    for (index, figure) in experiment.figures.iter().enumerate() {
        for size in chart::Size::ALL {
            let svg = chart::draw(record, figure, size)
                .map_err(|error| anyhow!("cannot draw {}: {error}", json.display()))?;
            let ending = figure.ending(index, size.ending());
            store::replace(&json.with_extension(ending), svg.as_bytes())?;
        }
    }
    Ok(())
}

pub(crate) fn seed_of_the_day() -> u64 {
    jiff::Timestamp::now().as_microsecond().unsigned_abs()
}

fn as_json(experiment: &Experiment, shown: &Shown) -> Result<serde_json::Value> {
    let claims: Vec<_> = experiment
        .claims
        .iter()
        .map(|claim| show::claims::as_json(claim, &shown.record))
        .collect();
    let doubts: Vec<String> =
        noise::warnings(&shown.record).iter().map(ToString::to_string).collect();
    Ok(serde_json::json!({
        "experiment": experiment.name,
        "claims": claims,
        "noise": doubts,
        "record": serde_json::to_value(&shown.record)?,
    }))
}
