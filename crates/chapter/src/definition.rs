//! What a chapter is made of.

use anyhow::{Context as _, Result, bail};
use evidence::analysis::twice;
use harness::BuildFacts;
use measure::Experiment;
use record::Profile;
use record::config::Config;

/// A chapter: its experiments, and what it needs to run them.
pub struct Chapter {
    /// The crate's name, which is also the binary's and the page's.
    pub name: &'static str,
    /// The text of `config.toml`.
    pub config: &'static str,
    /// The experiments, in the order of the page.
    pub experiments: Vec<Experiment>,
    /// Processes of this same binary that are neither samples nor commands.
    pub helpers: Vec<Helper>,
    /// What it was built from: `chapter::build!()`.
    pub build: BuildFacts,
}

/// A process that a strategy or a service starts: `<binary> helper <name> …`.
pub struct Helper {
    /// Its name.
    pub name: &'static str,
    /// What it does, with the arguments after its name.
    pub run: fn(&[String]) -> Result<()>,
}

impl Chapter {
    /// What its experiments are measured with.
    pub fn config(&self) -> Result<Config> {
        Ok(Config::parse(self.config)?)
    }

    /// The experiment of this name.
    pub fn experiment(&self, name: &str) -> Result<&Experiment> {
        self.experiments
            .iter()
            .find(|experiment| experiment.name == name)
            .with_context(|| format!("{} has no experiment `{name}`", self.name))
    }

    /// The experiments of these names, in the order of the page; all if there
    /// are no names.
    pub(crate) fn selected(&self, names: &[String]) -> Vec<&Experiment> {
        let wanted = |experiment: &&Experiment| {
            names.is_empty() || names.iter().any(|name| name == experiment.name)
        };
        self.experiments.iter().filter(wanted).collect()
    }

    /// What is wrong with the chapter itself, if anything: its configuration and its
    /// keys. A test of every chapter calls this.
    pub fn check(&self) -> Result<()> {
        let config = self.config()?;
        let configured: Vec<&str> = config.experiments().collect();
        let registered: Vec<&str> =
            self.experiments.iter().map(|experiment| experiment.name).collect();
        if configured != registered {
            bail!(
                "config.toml has the experiments {configured:?}, and the code {registered:?}: \
                 they have to be the same, in the same order"
            );
        }
        for experiment in &self.experiments {
            let name = experiment.name;
            let keys = experiment.keys();
            if !keys.contains(&experiment.baseline) {
                bail!(
                    "{name}: the baseline `{}` is not a strategy",
                    experiment.baseline
                );
            }
            if let Some(twice) = twice(&keys) {
                bail!("{name}: two strategies have the key `{twice}`");
            }
            let plan = config.plan(name)?;
            let precise = plan.precise.iter().flat_map(|ratio| {
                let over = ratio.over.as_ref().map(|(row, _)| row);
                [Some(&ratio.of.0), over].into_iter().flatten()
            });
            let named = precise.chain(&plan.traced).chain(&plan.traced_often);
            if let Some(unknown) =
                named.into_iter().find(|key| !keys.contains(&key.as_str()))
            {
                bail!(
                    "config.toml: [{name}]: {}",
                    record::near::unknown("row", unknown, &keys)
                );
            }
            for profile in Profile::ALL {
                config.settings(name, profile)?;
            }
        }
        Ok(())
    }
}
