//! The server in a process of its own, which enters a group with a quota.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use measure::Answer;
use measure::worker::Worker;
use record::Settings;

use super::group::Group;
use super::server::{MEASURES, SERVER};

/// The setting of a row that has a quota: in percent of a core.
pub(super) const QUOTA: &str = "quota-percent";

/// The work of a row without a quota is that of one under half a core.
const ELSE: u32 = 50;

/// How long a server is observed, in percent of a period: its job takes two quotas and
/// some of the third.
const LENGTH: u32 = 250;

/// How much a job computes, in percent of the quota of a period: it uses up one in any
/// case, wherever in a period it begins.
const WORK: u32 = 220;

/// What a server is started with.
pub(super) struct InGroup {
    group: Option<Group>,
    period: Duration,
    length: Duration,
    /// The question that starts it.
    serve: String,
}

/// The quota of a row in each period, and the period; `None` for a row without a quota.
pub(super) fn quota(settings: &Settings) -> Result<Option<(Duration, Duration)>> {
    let period = settings.duration("period")?;
    let percent = settings.optional_count(QUOTA)?;
    Ok(percent.map(|percent| {
        (share(period, u32::try_from(percent).unwrap_or(u32::MAX)), period)
    }))
}

/// So many light requests are due.
pub(super) fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let (period, tick) = (settings.duration("period")?, settings.duration("tick")?);
    ensure!(!tick.is_zero(), "`--tick` has to be longer than nothing");
    let light = share(period, LENGTH).as_nanos() / tick.as_nanos();
    ensure!(light > 0, "no request is due: ask for a shorter `--tick`");
    Ok(Some(u64::try_from(light)?))
}

/// A quota of half a core takes as long as it takes.
pub(super) fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    Ok(Some(settings.duration("period")? * 10))
}

impl InGroup {
    /// Makes the group, and what to ask a server in it.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let period = settings.duration("period")?;
        let quota = quota(settings)?;
        let group =
            quota.map(|(quota, period)| Group::make(quota, period)).transpose()?;
        let quota = quota.map_or(share(period, ELSE), |(quota, _)| quota);
        let length = share(period, LENGTH);
        let (workers, tick) = (settings.count("workers")?, settings.duration("tick")?);
        let (work, tick) = (share(quota, WORK).as_nanos(), tick.as_nanos());
        let light = expected_answer(settings)?.unwrap_or_default();
        let serve = format!("serve {workers} {work} {tick} {light}");
        Ok(Self { group, period, length, serve })
    }

    /// Starts a server, lets it enter the group and serve, and asks what it measured.
    pub(super) fn serve(&self) -> Result<Answer> {
        let mut server = Worker::start(SERVER)?;
        let entrance = self.group.as_ref().map(Group::entrance);
        let entrance = entrance.map(|path| path.display().to_string());
        let parallelism =
            server.ask(&format!("enter {}", entrance.unwrap_or_default()))?;
        let mut answer = Answer::from(server.ask(&self.serve)?)
            .with("parallelism", parallelism)
            .with("period_ns", self.period.as_nanos() as u64)
            .with("length_ns", self.length.as_nanos() as u64);
        for measure in MEASURES {
            answer = answer.with(measure, server.ask(measure)?);
        }
        server.finish().context("the server")?;
        if let Some(group) = &self.group {
            answer = answer.with("version", group.version());
        }
        let held_back = self.group.as_ref().map(Group::held_back).transpose()?;
        Ok(answer.with("held_back_ns", held_back.unwrap_or_default().as_nanos() as u64))
    }
}

/// So many percent of a time.
fn share(time: Duration, percent: u32) -> Duration {
    time * percent / 100
}
