//! Calls of which each is longer than the next, and when the first answer was handled.

use std::time::Instant;

use anyhow::{Context as _, Result};
use measure::Answer;
use origin::service;
use record::Settings;
use reqwest::Client;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

/// Calls, and where they run.
pub(super) struct Answers {
    /// What each call fetches, one after another: the first call the most, the last one URL.
    pub(super) calls: Vec<Vec<String>>,
    pub(super) client: Client,
    runtime: Runtime,
}

impl Answers {
    /// The calls for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self {
            calls: calls(settings)?,
            client: Client::new(),
            runtime: Builder::new_current_thread().enable_all().build()?,
        })
    }

    /// Lets a strategy handle all answers: the time until it had the first.
    pub(super) fn run(
        &self,
        handle_all: impl AsyncFnOnce(&Self, &mut dyn FnMut(u64)) -> Result<()>,
    ) -> Result<Answer> {
        let began = Instant::now();
        let mut handled = Vec::new();
        let mut handle = |length| handled.push((began.elapsed(), length));
        self.runtime.block_on(handle_all(self, &mut handle))?;
        let (first, _) = handled.first().context("no answer was handled")?;
        let lengths: u64 = handled.iter().map(|(_, length)| length).sum();
        Ok(Answer::from(lengths).with("caller_ns", first.as_nanos() as u64))
    }
}

/// How many requests so many calls make in all.
pub(super) fn requests(calls: u64) -> u64 {
    calls * (calls + 1) / 2
}

/// The same for a program in Python.
pub(super) fn arguments(settings: &Settings) -> Result<Value> {
    Ok(json!({ "calls": calls(settings)? }))
}

/// The same for one that handles the answers in the order of the calls.
pub(super) fn in_order(settings: &Settings) -> Result<Value> {
    Ok(json!({ "calls": calls(settings)?, "in_order": true }))
}

fn calls(settings: &Settings) -> Result<Vec<Vec<String>>> {
    let calls = settings.count("calls")?;
    let mut urls = service::urls(settings, requests(calls))?.into_iter();
    Ok((1..=calls).rev().map(|of| urls.by_ref().take(of as usize).collect()).collect())
}
