//! By how much the gains of an experiment differ from machine to machine.

use evidence::quantity;
use record::{Record, stats};

/// How far apart the machines are.
#[derive(Debug)]
pub(super) struct Spread {
    /// The largest speed-up of a row over its smallest: the median of the rows.
    typical: f64,
    /// The same of the row in which they differ most.
    most: f64,
    /// That row's label.
    most_of: String,
}

/// Between those that measured the same, which is those with the settings of the
/// first that is not alone with its own; `None` where there are no two.
pub(super) fn of(measured: &[&Record]) -> Option<Spread> {
    let alike = measured.iter().find_map(|first| {
        let records = measured.iter();
        let alike: Vec<_> =
            records.filter(|record| record.settings == first.settings).collect();
        (alike.len() > 1).then_some(alike)
    })?;
    let first = alike.first()?;
    let factor = |key: &str| {
        let speed_ups: Option<Vec<f64>> = alike
            .iter()
            .map(|record| Some(stats::speed_up(record, record.row(key)?)?.median))
            .collect();
        let speed_ups = speed_ups?;
        let largest = speed_ups.iter().copied().fold(f64::MIN, f64::max);
        let smallest = speed_ups.iter().copied().fold(f64::MAX, f64::min);
        Some(largest / smallest)
    };
    // The baseline is one time itself everywhere.
    let rows = first.rows.iter().filter(|row| row.key != first.baseline);
    let factors: Vec<(f64, &str)> =
        rows.filter_map(|row| Some((factor(&row.key)?, row.label.as_str()))).collect();
    let values: Vec<f64> = factors.iter().map(|(factor, _)| *factor).collect();
    let (most, most_of) =
        factors.iter().copied().max_by(|one, other| one.0.total_cmp(&other.0))?;
    let typical = stats::estimate(&values)?.median;
    Some(Spread { typical, most, most_of: most_of.to_owned() })
}

/// For a sentence: `1.02× in the median of its strategies, and 1.96× at most (Atomic
/// counter)`.
pub(super) fn words(spread: Option<&Spread>) -> String {
    let Some(Spread { typical, most, most_of }) = spread else {
        return "(no value: no two machines measured it with the same settings)"
            .to_owned();
    };
    format!(
        "{}× in the median of its strategies, and {}× at most ({most_of})",
        quantity::digits(*typical),
        quantity::digits(*most)
    )
}

#[cfg(test)]
mod tests {
    use record::{Setting, example};

    use super::*;

    #[test]
    fn the_row_that_differs_most_is_named_and_other_settings_are_left_out() {
        let record = |threads: f64| {
            example::record(&[
                ("loop", &[8.0; 6]),
                ("async", &[4.0; 6]),
                ("threads", &[threads; 6]),
            ])
        };
        let (big, small, mut other) = (record(2.0), record(8.0), record(0.1));
        other.settings.set("requests", Setting::Count(7));
        assert!(of(&[&other, &big]).is_none());
        assert!(words(None).contains("no value"));
        let spread = of(&[&other, &big, &small]).expect("two measured the same");
        assert!((spread.most - 4.0).abs() < 1e-9, "{spread:?}");
        assert_eq!(spread.most_of, "The threads row");
        assert!((spread.typical - 2.5).abs() < 1e-9, "{spread:?}");
    }
}
