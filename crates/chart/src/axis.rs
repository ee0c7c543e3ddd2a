//! Where a value stands on an axis.

use std::ops::Range;

/// An axis: a range of values over a stretch of pixels.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    range: Range<f64>,
    pixels: (i32, i32),
    logarithmic: bool,
}

impl Axis {
    /// Equal distances are equal ratios. Both ends of the range are positive.
    pub(crate) fn logarithmic(range: Range<f64>, pixels: (i32, i32)) -> Self {
        Self { range, pixels, logarithmic: true }
    }

    /// Equal distances are equal differences.
    pub(crate) fn linear(range: Range<f64>, pixels: (i32, i32)) -> Self {
        Self { range, pixels, logarithmic: false }
    }

    /// The pixel of a value; of one beyond the axis, such as 0 on a logarithmic
    /// one, its end. An axis of one value has it in the middle.
    pub(crate) fn at(&self, value: f64) -> i32 {
        let scaled =
            |value: f64| if self.logarithmic { value.max(1e-300).ln() } else { value };
        let (low, high) = (scaled(self.range.start), scaled(self.range.end));
        let part = if high > low { (scaled(value) - low) / (high - low) } else { 0.5 };
        let (first, last) = self.pixels;
        let along = f64::from(last - first) * part.clamp(0.0, 1.0);
        // Away from the first pixel only once a whole one is reached.
        first + (along + 1e-3 * along.signum()).trunc() as i32
    }

    /// Whether equal distances are equal ratios.
    pub(crate) fn is_logarithmic(&self) -> bool {
        self.logarithmic
    }

    /// The values at its ends.
    pub(crate) fn range(&self) -> &Range<f64> {
        &self.range
    }

    /// The pixels at its ends.
    pub(crate) fn ends(&self) -> (i32, i32) {
        self.pixels
    }
}

/// The range that shows all of these positive values, with some air around.
pub(crate) fn range(values: impl Iterator<Item = f64>) -> Option<Range<f64>> {
    let (low, high) = values
        .filter(|value| *value > 0.0 && value.is_finite())
        .fold((f64::INFINITY, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    (high > 0.0).then(|| low / 1.25..high * 1.25)
}

/// Round values within a logarithmic range, at most `most`: 1, 2, 5, 10, …;
/// fewer steps a decade, or not every decade, where that would be too many.
pub(crate) fn ticks(range: &Range<f64>, most: usize) -> Vec<f64> {
    let (first, last) = decades(range);
    // From fine to coarse: a narrow range needs fine steps to have any.
    let tenths: Vec<f64> = (10..100).map(|step| f64::from(step) / 10.0).collect();
    let ones: Vec<f64> = (1..10).map(f64::from).collect();
    let halves = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
    let choices: [&[f64]; 7] = [
        &tenths,
        &halves,
        &ones,
        &[1.0, 2.0, 3.0, 4.0, 6.0, 8.0],
        &[1.0, 2.0, 5.0],
        &[1.0, 3.0],
        &[1.0],
    ];
    choices
        .iter()
        .map(|steps| round(range, steps, 1))
        .find(|ticks| ticks.len() <= most)
        .unwrap_or_else(|| {
            round(range, &[1.0], (last - first) as usize / most.max(1) + 1)
        })
}

/// The values within a logarithmic range that are one of these steps times a power of
/// ten, in one decade of `every`.
pub(crate) fn round(range: &Range<f64>, steps: &[f64], every: usize) -> Vec<f64> {
    let (first, last) = decades(range);
    (first..=last)
        .step_by(every)
        .flat_map(|decade| steps.iter().map(move |step| step * 10_f64.powi(decade)))
        .filter(|tick| range.contains(tick))
        .collect()
}

fn decades(range: &Range<f64>) -> (i32, i32) {
    (range.start.log10().floor() as i32, range.end.log10().ceil() as i32)
}

/// Round values from 0 to `end` at equal distances, at most `most` and 0.
pub(crate) fn linear_ticks(end: f64, most: usize) -> Vec<f64> {
    let rough = end / most.max(1) as f64;
    if rough <= 0.0 || !rough.is_finite() {
        return vec![0.0];
    }
    let decade = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|step| step * decade)
        .into_iter()
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * decade);
    (0..=(end / step * 1.001) as u32).map(|index| f64::from(index) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(&(15.0..600.0), 6), [20.0, 50.0, 100.0, 200.0, 500.0]);
        assert_eq!(
            ticks(&(0.8..1500.0), 8),
            [1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0]
        );
        assert_eq!(ticks(&(21.0..49.0), 5), [30.0, 40.0]);
        assert_eq!(ticks(&(22.0..90.0), 5), [30.0, 40.0, 60.0, 80.0]);
        assert_eq!(ticks(&(93.0..206.0), 8), [100.0, 150.0, 200.0]);
        assert_eq!(ticks(&(24.5..28.5), 5), [25.0, 26.0, 27.0, 28.0]);
        assert!(ticks(&(1.0..1e12), 5).len() <= 5);
        assert_eq!(linear_ticks(2.3, 5), [0.0, 0.5, 1.0, 1.5, 2.0]);
        assert_eq!(linear_ticks(100.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(linear_ticks(0.0, 5), [0.0]);
    }

    #[test]
    fn no_values_have_no_range() {
        assert_eq!(range([0.0].into_iter()), None);
        assert_eq!(range([8.0, 2.0].into_iter()), Some(1.6..10.0));
    }

    #[test]
    fn every_value_has_a_place_on_the_axis() {
        let axis = Axis::logarithmic(1.0..100.0, (0, 200));
        assert_eq!(
            [1.0, 10.0, 100.0, 1e9, 0.0].map(|value| axis.at(value)),
            [0, 100, 200, 200, 0]
        );
        assert_eq!(Axis::linear(0.0..4.0, (300, 100)).at(1.0), 250);
        assert_eq!(Axis::logarithmic(7.0..7.0, (0, 10)).at(7.0), 5);
    }
}
