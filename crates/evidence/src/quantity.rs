//! Times, sizes and ratios in words, with three significant digits.

use record::stats::{Estimate, Interval};
use record::{Metric, Unit};

/// From here on what was counted, and varied, is told in millions: nine digits hide
/// that three are known.
const MILLION: f64 = 1e6;

/// A number with three significant digits, and no exponent.
pub fn digits(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor() as i32;
    // Rounding may carry into the next power of ten: 9.996 is 10.0.
    let scale = 10_f64.powi(2 - magnitude);
    let rounded = (value * scale).round() / scale;
    let magnitude = rounded.abs().log10().floor() as i32;
    format!("{rounded:.*}", (2 - magnitude).max(0) as usize)
}

/// What is exact, without the digits that say nothing: `20 ms` of `20.0 ms`.
pub fn without_zeros(text: &str) -> String {
    let (number, unit) = text.split_at(text.find(' ').unwrap_or(text.len()));
    if number.contains('.') {
        format!("{}{unit}", number.trim_end_matches('0').trim_end_matches('.'))
    } else {
        text.to_owned()
    }
}

/// Nanoseconds, in the unit that suits them.
pub fn time(ns: f64) -> String {
    let (unit, name) = time_unit(ns);
    format!("{} {name}", digits(ns / unit))
}

/// Both bounds in the unit that suits the upper one: `20.1 – 21.3 ms`.
pub fn time_interval(interval: Interval) -> String {
    let (unit, name) = time_unit(interval.high);
    format!("{} – {} {name}", digits(interval.low / unit), digits(interval.high / unit))
}

fn time_unit(ns: f64) -> (f64, &'static str) {
    match ns {
        ns if ns < 999.5 => (1.0, "ns"),
        ns if ns < 999.5e3 => (1e3, "µs"),
        ns if ns < 999.5e6 => (1e6, "ms"),
        _ => (1e9, "s"),
    }
}

/// Bytes, in binary units.
pub fn bytes(bytes: f64) -> String {
    match byte_unit(bytes) {
        (1.0, name) => format!("{bytes} {name}"),
        (unit, name) => format!("{} {name}", digits(bytes / unit)),
    }
}

fn byte_unit(bytes: f64) -> (f64, &'static str) {
    let units = [(1_073_741_824.0, "GiB"), (1_048_576.0, "MiB"), (1024.0, "KiB")];
    units.into_iter().find(|(unit, _)| bytes >= *unit).unwrap_or((1.0, "B"))
}

/// How many of something. The median of an even number of counts may be a half, which
/// says nothing of a hundred or more.
pub fn count(value: f64) -> String {
    let value = if value >= 100.0 { value.round() } else { value };
    let digits =
        if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.1}") };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (&*digits, String::new()),
    };
    format!("{}{fraction}", grouped(whole))
}

/// Digits in groups of three, where there are five or more: `250,000`, `4096`.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.to_owned();
    }
    let groups: Vec<&str> = (0..digits.len())
        .rev()
        .step_by(3)
        .map(|last| &digits[last.saturating_sub(2)..=last])
        .collect();
    groups.into_iter().rev().collect::<Vec<_>>().join(",")
}

/// A ratio with its interval: `38.2× [37.1, 39.0]`; of a tiny one, which would be
/// mostly noughts, one over it: `1/250,000 [1/251,000, 1/249,000]`.
pub fn ratio(estimate: Estimate) -> String {
    if (f64::MIN_POSITIVE..0.001).contains(&estimate.median) {
        return with_interval(estimate, "", |value| {
            if value == 0.0 {
                "0".to_owned()
            } else {
                format!("1/{}", grouped(&digits(1.0 / value)))
            }
        });
    }
    with_interval(estimate, "×", digits)
}

/// How much of something, with its interval: `27.1 [26.9, 27.4]`.
pub fn amount(estimate: Estimate) -> String {
    with_interval(estimate, "", digits)
}

/// A ratio as a share of a hundred, with its interval: `54.3 % [53.9, 54.8]`.
pub fn share(ratio: Estimate) -> String {
    with_interval(ratio, " %", |value| digits(value * 100.0))
}

/// So many of an amount of a unit, with the interval: `27.9 KiB [27.9, 28.0]` of
/// 1024 bytes, `47 [47, 48]` of one.
pub fn so_many(ratio: Estimate, amount: f64, unit: Unit) -> String {
    let (scale, name) = match unit {
        Unit::Count => return with_interval(ratio, "", |value| count(value * amount)),
        Unit::Bytes => byte_unit(amount),
        Unit::Time => time_unit(amount),
    };
    with_interval(ratio, &format!(" {name}"), |value| digits(value * amount / scale))
}

fn with_interval(
    estimate: Estimate,
    unit: &str,
    words: impl Fn(f64) -> String,
) -> String {
    let median = format!("{}{unit}", words(estimate.median));
    match estimate.interval {
        Some(Interval { low, high }) => {
            format!("{median} [{}, {}]", words(low), words(high))
        }
        None => median,
    }
}

/// A value of a metric, in words.
pub fn metric(metric: Metric, value: f64) -> String {
    of_unit(metric.unit(), value)
}

/// A value of this unit, in words.
pub fn of_unit(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Time => time(value),
        Unit::Bytes => bytes(value),
        Unit::Count => count(value),
    }
}

/// A median with its interval, in the unit of its metric: `21.3 ms [21.1, 21.6]`.
/// What never varied, such as a setting, has none.
pub fn estimate(metric: Metric, estimate: Estimate) -> String {
    let varied = estimate.interval.filter(|interval| interval.low < interval.high);
    let Some(Interval { low, high }) = varied else {
        return self::metric(metric, estimate.median);
    };
    let (scale, name) = match metric.unit() {
        Unit::Time => time_unit(estimate.median),
        Unit::Bytes => byte_unit(estimate.median),
        Unit::Count if estimate.median >= MILLION => (MILLION, "million"),
        Unit::Count => (1.0, ""),
    };
    let number = |value: f64| {
        if name.is_empty() { count(value) } else { digits(value / scale) }
    };
    let median = format!("{} {name}", number(estimate.median));
    format!("{} [{}, {}]", median.trim_end(), number(low), number(high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_are_kept() {
        let cases = [
            (0.0, "0"),
            (1.0, "1.00"),
            (9.996, "10.0"),
            (12.34, "12.3"),
            (999.4, "999"),
            (1234.0, "1230"),
            (0.012_34, "0.0123"),
        ];
        for (value, text) in cases {
            assert_eq!(digits(value), text);
        }
    }

    #[test]
    fn an_estimate_is_told_in_what_it_is_counted_in() {
        let estimate = |median| Estimate {
            median,
            interval: Some(Interval { low: median, high: median }),
        };
        assert_eq!(ratio(estimate(38.24)), "38.2× [38.2, 38.2]");
        assert_eq!(ratio(estimate(4e-6)), "1/250,000 [1/250,000, 1/250,000]");
        assert_eq!(ratio(estimate(0.0)), "0× [0, 0]");
        assert_eq!(share(estimate(0.543)), "54.3 % [54.3, 54.3]");
        let kib = so_many(estimate(0.454), 1024.0, Unit::Bytes);
        assert_eq!(kib, "0.454 KiB [0.454, 0.454]");
        assert_eq!(so_many(estimate(47.0), 1.0, Unit::Count), "47 [47, 47]");
        let of = |median, low, high| {
            let interval = Some(Interval { low, high });
            super::estimate(Metric::named("rate"), Estimate { median, interval })
        };
        assert_eq!(of(60_286.0, 58_514.0, 61_775.0), "60,286 [58,514, 61,775]");
        assert_eq!(of(61_055_484.0, 6e7, 6.2e7), "61.1 million [60.0, 62.0]");
        assert_eq!(of(3e6, 3e6, 3e6), "3,000,000");
    }

    #[test]
    fn large_counts_are_grouped() {
        let counted = [4096.0, 16_000.0, 390_000_000.0, 12_345.5, 2.5].map(count);
        assert_eq!(counted, ["4096", "16,000", "390,000,000", "12,346", "2.5"]);
    }

    #[test]
    fn units_suit_the_value() {
        assert_eq!(time(20_400_000.0), "20.4 ms");
        assert_eq!(time(2_071_000_000.0), "2.07 s");
        assert_eq!(time(812_345.0), "812 µs");
        assert_eq!(time(999_700.0), "1.00 ms");
        assert_eq!(bytes(6_291_456.0), "6.00 MiB");
        assert_eq!(bytes(12.0), "12 B");
        assert_eq!(
            time_interval(Interval { low: 990e6, high: 1.2e9 }),
            "0.990 – 1.20 s"
        );
    }
}
