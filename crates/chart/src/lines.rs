//! A line a group over a swept setting: medians, or how they compare with another
//! group's at the same place.

use std::fmt::Write as _;

use evidence::figure::Figure;
use evidence::sweep::{Sweep, group};
use record::{Metric, Record, Row, Unit, stats};

use crate::plot::{Curve, Plot};
use crate::scale::{self, Tried};
use crate::values::Values;
use crate::{Error, Size};

/// What a figure of lines shows, to be drawn.
#[derive(Clone, Copy)]
pub(crate) struct Lines<'a>(pub(crate) &'a Sweep);

impl<'a> Lines<'a> {
    /// Draws them.
    pub(crate) fn draw(
        self,
        record: &Record,
        figure: &Figure,
        size: Size,
        tried: Option<Tried<'_>>,
    ) -> Result<String, Error> {
        let description =
            format!("Medians: {}, over the {}. ", self.0.axis, self.0.over_axis);
        self.curves(record).finish(record, figure, description, size, tried)
    }

    /// What the marks mean, for below the chart.
    pub(crate) fn caption(self, record: &Record) -> String {
        let mut caption = format!(
            "Marks: medians of {} rounds; bars: their 95 % intervals",
            record.timed_rounds()
        );
        if let Some(base) = &self.0.times_into {
            let _ = write!(
                caption,
                ". Each is how many times {} “{base}” in the same round",
                self.compared()
            );
        }
        caption
            .push_str(". Both axes are logarithmic: equal distances are equal ratios.");
        let curves = self.curves(record).curves;
        if self.0.fitted {
            let shares: Vec<String> = curves
                .iter()
                .filter_map(|curve| {
                    let serial = self.0.serial_fraction(record, &curve.name)?;
                    Some(format!("{:.1} % ({})", serial * 100.0, curve.name))
                })
                .collect();
            let _ = write!(
                caption,
                " Thin and dashed: Amdahl's law, fitted up to the number of cores, {}, with a \
                 serial share of {}; the uppermost is the ideal, without any.",
                record.environment.cores_usable,
                shares.join(" and ")
            );
        } else if curves.iter().any(|curve| !curve.predicted.is_empty()) {
            caption.push_str(" Thin and dashed: what the model predicts.");
        }
        if curves.iter().any(|curve| !curve.failed.is_empty()) {
            caption.push_str(" ×: failed, the table says how.");
        }
        caption
    }

    fn curves(self, record: &Record) -> Plot<'a> {
        let names = self.0.groups(record);
        let all = Sweep { times_into: None, ..self.0.clone() }.groups(record);
        let style = |name: &str| all.iter().position(|group| *group == name);
        let mut places: Vec<(u64, Unit)> =
            record.rows.iter().filter_map(|row| self.0.place(row)).collect();
        places.sort_by_key(|(place, _)| *place);
        places.dedup();
        let least = places.iter().map(|(place, _)| *place).find(|place| *place > 0);
        let least = least.unwrap_or(1) as f64;
        let several = names.len() > 1 || self.0.times_into.is_some();
        let curve = |name: &&str| Curve {
            name: if several { (*name).to_owned() } else { String::new() },
            style: style(name).unwrap_or_default(),
            ..self.curve(record, name, least)
        };
        let named = |(place, unit): &(u64, Unit)| {
            (along(*place, least), Values::Of(*unit).round(*place as f64))
        };
        let mut curves: Vec<Curve> = names.iter().map(curve).collect();
        if self.0.fitted {
            self.fit(record, &mut curves, all.len());
        }
        Plot {
            curves,
            places: places.iter().map(named).collect(),
            over_axis: &self.0.over_axis,
            values: match &self.0.times_into {
                None => Values::Of(self.0.metric.unit()),
                Some(_) => Values::Ratio,
            },
            axis: &self.0.axis,
            reference: self
                .0
                .times_into
                .as_ref()
                .map(|base| (1.0, format!("{} {base}", self.compared()))),
            logarithmic: true,
        }
    }

    /// What the ratio says, before the name of what a series is compared with.
    fn compared(self) -> &'static str {
        match self.0.metric.unit() {
            Unit::Time => "as fast as",
            Unit::Bytes | Unit::Count => "as small as",
        }
    }

    /// A row's prediction is the wall time, or the time that the figure names as the
    /// one predicted. Any other metric has none.
    fn is_predicted(self) -> bool {
        let own = self.0.predicted && self.0.metric.unit() == Unit::Time;
        (self.0.metric == Metric::Wall || own) && self.0.times_into.is_none()
    }

    fn curve(self, record: &Record, name: &str, least: f64) -> Curve {
        let mut rows: Vec<(u64, &Row)> = record
            .rows
            .iter()
            .filter(|row| group(row) == name)
            .filter_map(|row| Some((self.0.place(row)?.0, row)))
            .collect();
        rows.sort_by_key(|(place, _)| *place);
        let mut curve = Curve::default();
        for (place, row) in rows {
            let x = along(place, least);
            let predicted = row.predicted_wall_ns.filter(|_| self.is_predicted());
            curve.predicted.extend(predicted.map(|ns| (x, ns as f64)));
            match self.0.value(record, row) {
                Some(value) => {
                    curve.points.push((x, value));
                    let name = scale::swept(self.0, record, row);
                    curve.named.extend(name.map(|name| (name, x)));
                }
                None if row.measured().next().is_none()
                    && row.failures().next().is_some() =>
                {
                    curve.failed.push(x);
                }
                None => {}
            }
        }
        curve
    }

    /// Adds to each curve what Amdahl's law predicts with the serial fraction that
    /// fits it best, and the ideal, in a style of its own. More workers than cores
    /// add nothing to either.
    fn fit(self, record: &Record, curves: &mut Vec<Curve>, ideals: usize) {
        let cores = record.environment.cores_usable as f64;
        let predicted = |curve: &Curve, serial: f64| {
            let places = curve.points.iter().map(|(workers, _)| *workers);
            places
                .map(|workers| (workers, stats::amdahl(serial, workers.min(cores))))
                .collect::<Vec<_>>()
        };
        for curve in curves.iter_mut() {
            if let Some(serial) = self.0.serial_fraction(record, &curve.name) {
                curve.predicted = predicted(curve, serial);
            }
        }
        if let Some(longest) = curves.iter().max_by_key(|curve| curve.points.len()) {
            let ideal = predicted(longest, 0.0);
            curves.push(Curve { predicted: ideal, style: ideals, ..Curve::default() });
        }
    }
}

/// Where a place stands on a logarithmic axis, on which 0 has no place: before
/// the least one.
fn along(place: u64, least: f64) -> f64 {
    if place == 0 { least / 3.0 } else { place as f64 }
}

#[cfg(test)]
mod tests {
    use evidence::figure::Kind;

    use super::*;
    use crate::made_up;

    #[test]
    fn a_series_has_a_mark_for_every_place_and_a_name() {
        let (record, figure) = made_up::six_series();
        for size in Size::ALL {
            let svg = crate::draw(&record, &figure, size).expect("drawn");
            // Squares and diamonds and triangles: nine places, and one by the name.
            assert_eq!(svg.matches("<polygon").count(), 4 * 10);
            for name in ["A thread per task", "Async, one thread", "Rayon", "A loop"] {
                assert!(svg.contains(&format!(">\n{name}\n</text>")), "{name}");
            }
        }
    }

    #[test]
    fn what_failed_is_marked_and_said() {
        let (record, figure) = made_up::prediction();
        let svg = crate::draw(&record, &figure, Size::Wide).expect("drawn");
        assert!(svg.contains(">\nfailed\n</text>"));
        assert!(svg.contains("failed at 200"));
        let caption = crate::caption(&record, &figure);
        assert!(caption.contains("×: failed") && caption.contains("model predicts"));
    }

    #[test]
    fn only_what_is_predicted_has_a_prediction() {
        let (record, figure) = made_up::prediction();
        let Kind::Lines(wall) = figure.kind else { panic!("lines") };
        let predictions = |metric, predicted| {
            let sweep = Sweep { metric, predicted, ..wall.clone() };
            let curves = Lines(&sweep).curves(&record).curves.into_iter();
            curves.map(|curve| curve.predicted.len()).sum::<usize>()
        };
        assert!(predictions(Metric::Wall, false) > 0);
        assert_eq!(predictions(Metric::Cpu, false), 0);
        assert_eq!(predictions(Metric::named("held_ns"), false), 0);
        assert!(predictions(Metric::named("batch_ns"), true) > 0);
        assert_eq!(predictions(Metric::named("a_second"), true), 0);
    }

    #[test]
    fn a_ratio_is_drawn_beside_the_line_of_one() {
        let (record, figure) = made_up::speed_up();
        let svg = crate::draw(&record, &figure, Size::Wide).expect("drawn");
        assert!(svg.contains("as fast as A loop") && svg.contains("10×"));
        assert!(svg.contains("Async: ") && svg.contains("× at 1, "));
        assert!(!svg.contains(">\nA loop\n</text>"));
    }

    #[test]
    fn a_series_looks_alike_whether_or_not_it_is_compared_with_another() {
        let (record, figure) = made_up::speed_up();
        let Kind::Lines(ratios) = figure.kind else { panic!("lines") };
        let times = Sweep { times_into: None, ..ratios.clone() };
        let styles = |sweep: &Sweep| {
            let curves = Lines(sweep).curves(&record).curves.into_iter();
            curves.map(|curve| (curve.name, curve.style)).collect::<Vec<_>>()
        };
        assert_eq!(styles(&times)[1..], styles(&ratios));
        assert_eq!(styles(&ratios)[0], ("Threads".to_owned(), 1));
    }

    #[test]
    fn one_place_or_none_can_be_drawn() {
        let (mut record, figure) = made_up::prediction();
        record.rows.truncate(1);
        let svg = crate::draw(&record, &figure, Size::Narrow).expect("drawn");
        assert!(svg.contains("a5,5 0 1,0") && svg.contains("threads in the pool"));
        record.rows.clear();
        let svg = crate::draw(&record, &figure, Size::Narrow).expect("drawn");
        assert!(svg.contains("No sample succeeded"));
    }

    #[test]
    fn the_serial_share_is_fitted_as_far_as_there_are_cores() {
        let mut record = record::example::record(&[
            ("loop-1", &[1000.]),
            ("loop-2", &[1000.]),
            ("loop-4", &[1000.]),
            ("work-1", &[1000.]),
            ("work-2", &[600.]),
            ("work-4", &[600.]),
        ]);
        for (row, workers) in record.rows.iter_mut().zip([1, 2, 4, 1, 2, 4]) {
            row.group = row.key.split('-').next().map(str::to_owned);
            row.settings.set("workers", record::Setting::Count(workers));
        }
        record.environment.cores_usable = 2;
        let (_, mut figure) = made_up::speed_up();
        let Kind::Lines(sweep) = &mut figure.kind else { panic!("lines") };
        (sweep.times_into, sweep.fitted) = (Some("loop".to_owned()), true);
        let caption = crate::caption(&record, &figure);
        // 1000 ms in one part of 200 that stays and one of 800 that halves.
        assert!(caption.contains("a serial share of 20.0 % (work)"), "{caption}");
        assert!(crate::draw(&record, &figure, Size::Narrow).is_ok());
    }
}
