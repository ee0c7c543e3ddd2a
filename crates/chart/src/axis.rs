//! Round values on a logarithmic axis.

use std::ops::Range;

/// The axis that shows all of these positive values, with some air around.
pub(crate) fn range(values: impl Iterator<Item = f64>) -> Option<Range<f64>> {
    let (low, high) = values
        .filter(|value| *value > 0.0)
        .fold((f64::INFINITY, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    (high > 0.0).then(|| low / 1.25..high * 1.25)
}

/// Round values within the range, at most `most`: 1, 2, 5, 10, …; fewer steps
/// a decade, or not every decade, where that would be too many.
pub(crate) fn ticks(range: &Range<f64>, most: usize) -> Vec<f64> {
    let (first, last) =
        (range.start.log10().floor() as i32, range.end.log10().ceil() as i32);
    let of = |steps: &[f64], every: usize| -> Vec<f64> {
        (first..=last)
            .step_by(every)
            .flat_map(|decade| steps.iter().map(move |step| step * 10_f64.powi(decade)))
            .filter(|tick| range.contains(tick))
            .collect()
    };
    // From fine to coarse: a narrow range needs fine steps to have any.
    let tenths: Vec<f64> = (10..100).map(|step| f64::from(step) / 10.0).collect();
    let ones: Vec<f64> = (1..10).map(f64::from).collect();
    let choices: [&[f64]; 5] = [&tenths, &ones, &[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
    choices
        .iter()
        .map(|steps| of(steps, 1))
        .find(|ticks| ticks.len() <= most)
        .unwrap_or_else(|| of(&[1.0], (last - first) as usize / most.max(1) + 1))
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
        assert_eq!(ticks(&(24.5..28.5), 5), [25.0, 26.0, 27.0, 28.0]);
        assert!(ticks(&(1.0..1e12), 5).len() <= 5);
    }

    #[test]
    fn no_values_have_no_axis() {
        assert_eq!(range([0.0].into_iter()), None);
        assert_eq!(range([8.0, 2.0].into_iter()), Some(1.6..10.0));
    }
}
