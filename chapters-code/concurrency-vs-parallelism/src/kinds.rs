//! What one costs, of each kind: an OS thread, an async task, a rayon job, a
//! process. To create, to switch, to keep; and how many cores several can use.

pub mod cores;
pub mod creating;
pub mod keeping;
pub mod switching;

use anyhow::{Context as _, Result};
use record::{Setting, Settings};

/// The row's setting that names the setting which says how many. Of what costs a
/// thousand times as much, there cannot be as many.
const UNIT: &str = "unit";

/// That setting, for a row.
fn counted_in(name: &str) -> (&'static str, Setting) {
    (UNIT, Setting::Text(name.to_owned()))
}

/// How many a row has of its unit.
fn units(settings: &Settings) -> Result<u64> {
    let name = settings.text(UNIT)?.context("the row names no unit")?;
    Ok(settings.count(name)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_as_many_as_the_setting_says_that_it_names() {
        let mut settings = Settings::default();
        settings.set("threads", Setting::Count(5));
        settings.set("tasks", Setting::Count(500));
        let (name, unit) = counted_in("tasks");
        settings.set(name, unit);
        assert_eq!(units(&settings).expect("named"), 500);
        settings.set(UNIT, Setting::Text("jobs".to_owned()));
        assert!(units(&settings).is_err());
    }
}
