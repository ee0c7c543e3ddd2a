//! What a change can gain at most.

use evidence::quantity;
use schemars::JsonSchema;
use serde::Serialize;

use crate::verdict::{Evidence, Verdict};

/// How many times as fast the program may become.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub(crate) struct SpeedUp {
    /// At most; `None` if nothing that was seen limits it. At least it stays as fast as it
    /// is.
    pub(crate) most: Option<f64>,
    /// Why no more than that, and what it takes.
    pub(crate) law: String,
}

/// Parts of a program that may have to stay on one core, for examples.
const SERIAL: [f64; 2] = [0.05, 0.2];

impl SpeedUp {
    /// That is no question of speed, or nothing is known to gain.
    pub(crate) fn none(why: impl Into<String>) -> Self {
        Self { most: Some(1.0), law: why.into() }
    }

    /// What it gains shows when it is tried.
    pub(crate) fn unknown(why: &str) -> Self {
        Self { most: None, law: why.to_owned() }
    }

    /// As far as it goes, without a share of the time.
    pub(crate) fn without(share: f64, what: &str) -> Self {
        let most = 1.0 / (1.0 - share.clamp(0.0, 0.99));
        let law = format!("Without {what}, and with all else as it is");
        Self { most: Some(most), law }
    }
}

/// From 1 to what the evidence leaves room for.
pub(crate) fn by_law(evidence: &Evidence) -> SpeedUp {
    let cores = evidence.cores_usable.max(1);
    let most = most(evidence);
    let words = |most: f64| format!("{}×", quantity::digits(most));
    let law = match evidence.verdict() {
        Verdict::TooShortToTell => "Too short to tell from outside".to_owned(),
        Verdict::Waits => format!(
            "Little's law: n independent waits at once are n times as fast, as long as the \
             other side keeps up. {}. It is 1 if each needs the answer of the last",
            match (one_full(evidence), most) {
                (Some(one), Some(most)) if one > 1.0 && cores > 1 => {
                    format!(
                        "At {} one core is full, at {} {}",
                        words(one),
                        words(most),
                        all(cores)
                    )
                }
                (_, Some(most)) => format!("At {} {} full", words(most), are(cores)),
                (_, None) => "No core would ever be full".to_owned(),
            }
        ),
        Verdict::Mixed => format!(
            "{} if all of its waits overlap with its computing; {} if that is divided over \
             {} as well",
            words(1.0 / evidence.computing),
            most.map_or_else(String::new, words),
            all(cores)
        ),
        Verdict::Computes => format!(
            "Amdahl's law on {}, with its waits as they are: {} if all of its computing \
             can be divided, {}",
            all(cores),
            most.map_or_else(String::new, words),
            SERIAL.map(|part| if_serial(evidence, part)).join(", ")
        ),
        Verdict::ComputesOnSeveralCores | Verdict::ComputesOnAllCores => format!(
            "Amdahl's law: its waits as they are, and its computing evenly on {}",
            all(cores)
        ),
    };
    SpeedUp { most, law }
}

fn if_serial(evidence: &Evidence, part: f64) -> String {
    let most = quantity::digits(amdahl(evidence, part));
    format!("{most}× if {:.0} % of it cannot", part * 100.0)
}

fn are(cores: u64) -> String {
    format!("{} {}", all(cores), if cores == 1 { "is" } else { "are" })
}

fn all(cores: u64) -> String {
    if cores == 1 { "one core".to_owned() } else { format!("all {cores} cores") }
}

/// How many cores it used while it computed: of those that it wanted, no more than
/// there are.
fn used(evidence: &Evidence) -> f64 {
    evidence.cores.clamp(1.0, evidence.cores_usable.max(1) as f64)
}

/// How many times as fast it is when all its computing takes the time of one core.
fn one_full(evidence: &Evidence) -> Option<f64> {
    let times = 1.0 / (evidence.computing * used(evidence));
    times.is_finite().then_some(times)
}

/// How many times as fast it is at most, if all goes well.
fn most(evidence: &Evidence) -> Option<f64> {
    let cores = evidence.cores_usable.max(1) as f64;
    let most = match evidence.verdict() {
        Verdict::TooShortToTell => return None,
        Verdict::Waits | Verdict::Mixed => cores * one_full(evidence)?,
        Verdict::Computes
        | Verdict::ComputesOnSeveralCores
        | Verdict::ComputesOnAllCores => {
            let (computing, used) = (evidence.computing, used(evidence));
            1.0 / (1.0 - computing + computing * used / cores)
        }
    };
    Some(most.max(1.0))
}

/// Amdahl's law, for a program that computes on one core: its waits stay, and so
/// does this part of its computing.
fn amdahl(evidence: &Evidence, serial: f64) -> f64 {
    let cores = evidence.cores_usable.max(1) as f64;
    let computing = evidence.computing;
    1.0 / (1.0 - computing + computing * (serial + (1.0 - serial) / cores))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(computing: f64, cores: f64, cores_usable: u64) -> Evidence {
        Evidence {
            wall_ns: 1_000_000_000,
            computing,
            cores,
            cores_usable,
            ..Evidence::default()
        }
    }

    #[test]
    fn without_a_share_of_the_time_the_rest_remains() {
        assert!(near(SpeedUp::without(0.5, "it").most.expect("limited"), 2.0));
        assert!(SpeedUp::without(1.0, "it").most.expect("limited").is_finite());
        assert_eq!(SpeedUp::none("no").most, Some(1.0));
    }

    fn most(computing: f64, cores: f64, cores_usable: u64) -> f64 {
        by_law(&evidence(computing, cores, cores_usable)).most.expect("limited")
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn one_full_core_gains_at_most_the_number_of_cores() {
        assert!(near(most(1.0, 1.0, 2), 2.0));
        assert!(near(most(1.0, 1.0, 8), 8.0));
        assert!(most(0.9, 1.0, 2) < 2.0, "its waits stay");
    }

    #[test]
    fn what_has_to_stay_on_one_core_limits_it_as_amdahl_says() {
        let on_eight = evidence(1.0, 1.0, 8);
        assert!(near(amdahl(&on_eight, 0.0), 8.0));
        assert!(near(amdahl(&on_eight, 0.2), 1.0 / (0.2 + 0.8 / 8.0)));
        let law = by_law(&on_eight).law;
        for part in ["8.00× if all", "5.93× if 5 %", "3.33× if 20 %"] {
            assert!(law.contains(part), "{part}: {law}");
        }
    }

    #[test]
    fn a_program_on_all_cores_has_nothing_to_gain_from_them() {
        assert!(near(most(1.0, 2.0, 2), 1.0));
        assert!(near(most(1.0, 9.0, 2), 1.0), "it wanted more than there are");
        assert!(near(most(1.0, 1.0, 1), 1.0));
    }

    #[test]
    fn a_program_that_waits_gains_until_all_cores_are_full() {
        assert!(near(most(0.01, 1.0, 2), 200.0));
        assert!(near(most(0.01, 1.0, 1), 100.0));
        let law = by_law(&evidence(0.01, 1.0, 2)).law;
        assert!(law.contains("At 100× one core is full, at 200× all 2 cores"), "{law}");
        let law = by_law(&evidence(0.1, 1.0, 1)).law;
        assert!(law.contains("At 10.0× one core is full."), "{law}");
        let law = by_law(&evidence(0.1, 16.0, 16)).law;
        assert!(law.contains("At 10.0× all 16 cores are full."), "{law}");
        let nothing = by_law(&evidence(0.0, 0.0, 2));
        assert!(nothing.most.is_none() && nothing.law.contains("No core"));
    }

    #[test]
    fn a_little_more_computing_does_not_promise_more() {
        for cores in [1.0, 2.0, 8.0] {
            assert!(most(0.19, cores, 8) > most(0.21, cores, 8));
        }
    }

    #[test]
    fn a_mixed_program_gains_from_both() {
        assert!(near(most(0.5, 1.0, 2), 4.0));
        assert!(near(most(0.5, 2.0, 2), 2.0));
    }
}
