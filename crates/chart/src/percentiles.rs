//! A line a row over percentiles, which stand at equal distances.

use evidence::figure::Figure;
use record::{Metric, Record, stats};

use crate::plot::{Curve, Plot};
use crate::scale::{self, Tried};
use crate::values::Values;
use crate::{Error, Size};

/// The percentiles of some rows, and their names.
#[derive(Clone, Copy)]
pub(crate) struct Percentiles<'a> {
    pub(crate) rows: &'a [String],
    pub(crate) points: &'a [(String, Metric)],
    /// What the points are, in a word.
    pub(crate) over_axis: &'a str,
}

/// Draws the points of these rows.
pub(crate) fn draw(
    record: &Record,
    figure: &Figure,
    percentiles: Percentiles<'_>,
    axis: &str,
    size: Size,
    tried: Option<Tried<'_>>,
) -> Result<String, Error> {
    let description = format!("Medians by {}: {axis}. ", percentiles.over_axis);
    curves(record, percentiles, axis).finish(record, figure, description, size, tried)
}

/// What the marks mean, for below the chart.
pub(crate) fn caption(record: &Record, percentiles: Percentiles<'_>) -> String {
    let mut caption = format!(
        "Of each point the median of {} rounds; bars: its 95 % interval. \
         The axis upwards is logarithmic: equal distances are equal ratios.",
        record.timed_rounds()
    );
    if curves(record, percentiles, "")
        .curves
        .iter()
        .any(|curve| !curve.failed.is_empty())
    {
        caption.push_str(" ×: failed, the table says how.");
    }
    caption
}

fn curves<'a>(
    record: &Record,
    Percentiles { rows, points, over_axis }: Percentiles<'a>,
    axis: &'a str,
) -> Plot<'a> {
    let places = || (0..).map(f64::from).zip(points);
    let rows = rows.iter().filter_map(|key| record.row(key));
    let curves = rows.enumerate().map(|(style, row)| {
        let value = |metric| stats::estimate(&stats::values(row, metric));
        let failed = row.measured().next().is_none() && row.failures().next().is_some();
        Curve {
            name: row.label.clone(),
            style,
            points: places()
                .filter_map(|(place, (_, metric))| Some((place, value(*metric)?)))
                .collect(),
            named: places()
                .map(|(place, (_, metric))| (scale::name(row, *metric), place))
                .collect(),
            predicted: Vec::new(),
            failed: places().map(|(place, _)| place).filter(|_| failed).collect(),
        }
    });
    Plot {
        curves: curves.collect(),
        places: places().map(|(place, (name, _))| (place, name.clone())).collect(),
        over_axis,
        values: Values::Of(
            points.first().map_or(Metric::Wall, |(_, metric)| *metric).unit(),
        ),
        axis,
        reference: None,
        logarithmic: false,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Size, made_up};

    #[test]
    fn a_row_is_a_curve_over_the_percentiles() {
        let (record, figure) = made_up::percentiles();
        for size in Size::ALL {
            let svg = crate::draw(&record, &figure, size).expect("drawn");
            for name in ["50 %", "99.9 %", "max", "Blocks the thread", "Never ends"] {
                assert!(svg.contains(&format!(">\n{name}\n</text>")), "{name}");
            }
            assert!(svg.contains("Blocks the thread: 1.00 ms at 50 %,"));
            assert!(svg.contains("Never ends: failed at 50 %,"));
        }
    }
}
