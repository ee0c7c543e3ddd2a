//! From where on something pays: where a ratio over a swept size passes one.

use record::stats::Estimate;

/// One size: what the loop takes there, and how many times as fast something is.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The loop's time, in nanoseconds.
    pub loop_ns: f64,
    /// How many times as fast as the loop.
    pub gain: Estimate,
}

/// Where it breaks even, over the loop's time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BreakEven {
    /// It gains at every size that was measured.
    Below,
    /// It does not gain at the largest size that was measured.
    Beyond,
    /// Where the loop takes about so many nanoseconds.
    At(f64),
}

/// Where the medians pass one for the last time, between two sizes along a straight
/// line between the logarithms. `None` of no places.
pub fn break_even(places: &[Place]) -> Option<BreakEven> {
    let last = places.last()?;
    if last.gain.median <= 1.0 {
        return Some(BreakEven::Beyond);
    }
    let passing = places
        .windows(2)
        .rev()
        .find(|pair| pair[0].gain.median <= 1.0 && pair[1].gain.median > 1.0);
    let Some([below, above]) = passing else {
        return Some(BreakEven::Below);
    };
    let (low, high) = (below.gain.median.ln(), above.gain.median.ln());
    let part = -low / (high - low);
    let (from, to) = (below.loop_ns.ln(), above.loop_ns.ln());
    Some(BreakEven::At((from + part * (to - from)).exp()))
}

/// Where the loop takes so long that what `workers` save of it is worth the way's price,
/// which does not depend on the work. The price is what the smallest size shows: the
/// way's time, without its share of the work. `None` where nothing can be saved.
pub fn predicted(places: &[Place], workers: f64) -> Option<f64> {
    let smallest = places.first()?;
    let shared = |loop_ns: f64| loop_ns / workers;
    let price = smallest.loop_ns / smallest.gain.median - shared(smallest.loop_ns);
    // It is worth it where the loop takes longer than its share and the price.
    (workers > 1.0 && price > 0.0).then(|| price / (1.0 - shared(1.0)))
}

/// The first place from which on the whole interval of the gain is above one.
pub fn sure_from(places: &[Place]) -> Option<usize> {
    let gains =
        |place: &Place| place.gain.interval.is_some_and(|interval| interval.low > 1.0);
    let first =
        places.iter().rposition(|place| !gains(place)).map_or(0, |last| last + 1);
    (first < places.len()).then_some(first)
}

#[cfg(test)]
mod tests {
    use record::stats::Interval;

    use super::*;

    fn places(gains: &[f64]) -> Vec<Place> {
        let place = |(index, &median): (usize, &f64)| Place {
            loop_ns: 1000.0 * 10_f64.powi(index as i32),
            gain: Estimate {
                median,
                interval: Some(Interval { low: median * 0.9, high: median * 1.1 }),
            },
        };
        gains.iter().enumerate().map(place).collect()
    }

    #[test]
    fn it_breaks_even_between_the_sizes_where_the_median_passes_one() {
        let Some(BreakEven::At(ns)) = break_even(&places(&[0.1, 10.0])) else {
            panic!("it passes one");
        };
        // Half-way between the logarithms of 1,000 and 10,000.
        assert!((ns - 3162.3).abs() < 0.1, "{ns}");
    }

    #[test]
    fn the_price_at_the_smallest_size_predicts_where_it_breaks_even() {
        // The loop takes 1,000; two workers 500, and the price is 9,500.
        let slow = places(&[0.1, 1.0]);
        assert!(
            (predicted(&slow, 2.0).expect("two save a half") - 19_000.0).abs() < 1e-6
        );
        // A thousand save nearly all of it: it breaks even at about the price.
        let of_many = predicted(&slow, 1000.0).expect("they save");
        assert!((9_900.0..10_100.0).contains(&of_many), "{of_many}");
        assert_eq!(predicted(&slow, 1.0), None);
        assert_eq!(predicted(&[], 2.0), None);
    }

    #[test]
    fn it_may_gain_always_or_not_yet() {
        assert_eq!(break_even(&places(&[1.5, 2.0])), Some(BreakEven::Below));
        assert_eq!(break_even(&places(&[0.2, 0.9])), Some(BreakEven::Beyond));
        assert_eq!(break_even(&[]), None);
    }

    #[test]
    fn the_last_passing_counts() {
        let wavering = places(&[0.5, 1.2, 0.8, 2.0]);
        let Some(BreakEven::At(ns)) = break_even(&wavering) else {
            panic!("it passes one");
        };
        assert!((1e5..1e6).contains(&ns), "{ns}");
    }

    #[test]
    fn a_gain_is_sure_from_where_no_later_interval_holds_one() {
        assert_eq!(sure_from(&places(&[0.5, 1.05, 1.5, 2.0])), Some(2));
        assert_eq!(sure_from(&places(&[1.5, 2.0])), Some(0));
        assert_eq!(sure_from(&places(&[1.5, 1.0])), None);
        assert_eq!(sure_from(&[]), None);
    }
}
