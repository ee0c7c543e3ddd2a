//! What a claim compares.
//!
//! In a data file a quantity is a few words:
//!
//! | words | quantity |
//! |---|---|
//! | `async` | the wall time of the row `async` |
//! | `async cpu`, `async connect_ns` | a metric of it, or a measure of the experiment's own |
//! | `async predicted` | the wall time that a model predicts for it |
//! | `async traced threads` | of its traces: `wall`, `threads`, `under-way` |
//! | `async traced computing at-once` | likewise, of the phases `waiting`, `computing`, `ready`: `at-once`, `on-average`, `total` |
//! | `ideal` | the time below which no row can get |
//! | `cores`, `cores at-most 8` | the usable cores |
//! | `1`, `1 KiB`, `5 ms` | an amount, in which the bound counts |

use std::fmt;
use std::str::FromStr;

use record::{Metric, Phase, Unit, near};

use crate::trace::TraceMetric;

/// What a claim compares.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// A metric of a row, by the row's key.
    Row(String, Metric),
    /// A metric of the traces of a row, by the row's key.
    Traced(String, TraceMetric),
    /// The usable cores of the machine, but no more than this: there may be
    /// fewer tasks than cores.
    Cores(u64),
    /// The record's ideal, in nanoseconds.
    Ideal,
    /// The wall time that a model predicts for a row, by its key.
    Predicted(String),
    /// An amount of a unit, such as a KiB, or one.
    Amount(f64, Unit),
}

/// The wall time of a row: what most claims are about.
pub fn wall(row: &str) -> Quantity {
    Quantity::Row(row.to_owned(), Metric::Wall)
}

const PHASES: [(&str, Phase); 3] = [
    ("waiting", Phase::Waiting),
    ("computing", Phase::Computing),
    ("ready", Phase::Ready),
];

const UNITS: [(&str, f64, Unit); 7] = [
    ("B", 1.0, Unit::Bytes),
    ("KiB", 1024.0, Unit::Bytes),
    ("MiB", 1_048_576.0, Unit::Bytes),
    ("ns", 1.0, Unit::Time),
    ("µs", 1e3, Unit::Time),
    ("ms", 1e6, Unit::Time),
    ("s", 1e9, Unit::Time),
];

impl Quantity {
    /// What it is counted in.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Row(_, metric) => metric.unit(),
            Self::Traced(_, metric) => metric.unit(),
            Self::Cores(_) => Unit::Count,
            Self::Ideal | Self::Predicted(_) => Unit::Time,
            Self::Amount(_, unit) => *unit,
        }
    }

    /// The key of the row that it is about, if it is about one.
    pub fn row(&self) -> Option<&str> {
        match self {
            Self::Row(key, _) | Self::Traced(key, _) | Self::Predicted(key) => {
                Some(key)
            }
            Self::Ideal | Self::Cores(_) | Self::Amount(..) => None,
        }
    }
}

impl FromStr for Quantity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let wrong = || format!("`{text}` is no quantity");
        Ok(match words[..] {
            ["ideal"] => Self::Ideal,
            ["cores"] => Self::Cores(u64::MAX),
            ["cores", "at-most", most] => {
                Self::Cores(most.parse().map_err(|_| wrong())?)
            }
            [number] if number.starts_with(|first: char| first.is_ascii_digit()) => {
                Self::Amount(number.parse().map_err(|_| wrong())?, Unit::Count)
            }
            [number, unit] if let Ok(number) = number.parse::<f64>() => {
                let found = UNITS.iter().find(|(name, ..)| *name == unit);
                let (_, scale, unit) = found.ok_or_else(|| {
                    near::unknown("unit", unit, &UNITS.map(|(name, ..)| name))
                })?;
                Self::Amount(number * scale, *unit)
            }
            [row] => wall(row),
            [_, "traced"] => return Err(wrong()),
            [row, "predicted"] => Self::Predicted(row.to_owned()),
            [row, metric] => Self::Row(row.to_owned(), Metric::named(metric)),
            [row, "traced", ref metric @ ..] => {
                Self::Traced(row.to_owned(), traced(metric).ok_or_else(wrong)?)
            }
            _ => return Err(wrong()),
        })
    }
}

fn traced(words: &[&str]) -> Option<TraceMetric> {
    Some(match *words {
        ["wall"] => TraceMetric::Wall,
        ["threads"] => TraceMetric::Threads,
        ["under-way"] => TraceMetric::UnderWay,
        [phase, how] => {
            let (_, phase) = *PHASES.iter().find(|(name, _)| *name == phase)?;
            match how {
                "at-once" => TraceMetric::AtOnce(phase),
                "on-average" => TraceMetric::OnAverage(phase),
                "total" => TraceMetric::Total(phase),
                _ => return None,
            }
        }
        _ => return None,
    })
}

impl fmt::Display for Quantity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(key, Metric::Wall) => write!(out, "{key}"),
            Self::Row(key, metric) => write!(out, "{key} {metric}"),
            Self::Traced(key, metric) => write!(out, "{key} traced {metric}"),
            Self::Cores(u64::MAX) => write!(out, "cores"),
            Self::Cores(most) => write!(out, "cores at-most {most}"),
            Self::Ideal => write!(out, "ideal"),
            Self::Predicted(key) => write!(out, "{key} predicted"),
            Self::Amount(amount, Unit::Count) => write!(out, "{amount}"),
            Self::Amount(amount, Unit::Bytes) => write!(out, "{amount} B"),
            Self::Amount(amount, Unit::Time) => write!(out, "{amount} ns"),
        }
    }
}

impl fmt::Display for TraceMetric {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |phase: &Phase| {
            PHASES.iter().find(|(_, known)| known == phase).map_or("", |(name, _)| name)
        };
        match self {
            Self::Wall => write!(out, "wall"),
            Self::Threads => write!(out, "threads"),
            Self::UnderWay => write!(out, "under-way"),
            Self::AtOnce(phase) => write!(out, "{} at-once", of(phase)),
            Self::OnAverage(phase) => write!(out, "{} on-average", of(phase)),
            Self::Total(phase) => write!(out, "{} total", of(phase)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_quantity_is_read_and_written_in_the_same_words() {
        for text in [
            "async",
            "async cpu",
            "async connect_ns",
            "async predicted",
            "async traced wall",
            "async traced under-way",
            "async traced computing on-average",
            "ideal",
            "cores",
            "cores at-most 8",
            "1",
            "1024 B",
        ] {
            let quantity: Quantity = text.parse().expect(text);
            assert_eq!(quantity.to_string(), text);
        }
        assert_eq!("2 KiB".parse(), Ok(Quantity::Amount(2048.0, Unit::Bytes)));
    }

    #[test]
    fn what_is_no_quantity_is_refused() {
        for text in ["", "a b c", "a traced", "a traced sleeping total", "1 parsec"] {
            assert!(text.parse::<Quantity>().is_err(), "{text}");
        }
    }
}
