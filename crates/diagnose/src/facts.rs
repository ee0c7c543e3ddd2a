//! What the rules of a verdict judge by: evidence, usage, and how it ended.

use crate::subject::{Outcome, Subject};
use crate::usage::Usage;
use crate::verdict::{Evidence, Verdict};

/// What is known about a program in the end.
pub(crate) struct Facts<'a> {
    pub(crate) evidence: &'a Evidence,
    pub(crate) verdict: Verdict,
    pub(crate) usage: &'a Usage,
    pub(crate) outcome: Outcome,
    /// The end, as the rest of a sentence.
    pub(crate) end: String,
    /// The end in a word or two.
    pub(crate) status: String,
    /// It was watched and is still there.
    pub(crate) goes_on: bool,
    /// One of its programs that was built without optimisation.
    pub(crate) unoptimised: Option<String>,
    /// It is run by an interpreter of Python.
    pub(crate) is_python: bool,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(
        subject: &Subject,
        evidence: &'a Evidence,
        usage: &'a Usage,
        unoptimised: Option<String>,
        is_python: bool,
    ) -> Self {
        Self {
            verdict: evidence.verdict(),
            evidence,
            usage,
            outcome: subject.outcome(),
            end: subject.end(),
            status: subject.status(),
            goes_on: subject.goes_on(),
            unoptimised,
            is_python,
        }
    }

    /// Something for each second of CPU time.
    pub(crate) fn per_cpu_second(&self, count: u64) -> f64 {
        count as f64 / (self.usage.cpu_ns() as f64 / 1e9).max(0.001)
    }

    /// The kernel's share of the CPU time.
    pub(crate) fn kernel(&self) -> f64 {
        let all = self.usage.user_ns + self.usage.system_ns;
        self.usage.system_ns as f64 / all.max(1) as f64
    }

    /// How many cores it really used while it computed.
    pub(crate) fn cores_used(&self) -> f64 {
        let average = self.usage.cpu_ns() as f64 / self.usage.wall_ns.max(1) as f64;
        average / self.evidence.computing.max(0.001)
    }

    /// The evidence with the cores that it used, where those that it wanted stood in a
    /// queue.
    pub(crate) fn on_cores_used(&self) -> Evidence {
        Evidence { cores: self.cores_used(), ..*self.evidence }
    }

    /// It hardly computes, or for a part of the time.
    pub(crate) fn waits_much(&self) -> bool {
        matches!(self.verdict, Verdict::Waits | Verdict::Mixed)
    }

    /// It computes, if only for a part of the time.
    pub(crate) fn computes_much(&self) -> bool {
        self.verdict.computes()
    }
}
