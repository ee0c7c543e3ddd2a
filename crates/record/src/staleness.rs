//! What a record depends on, and whether that has changed.
//!
//! Prose is not among it: editing a page never makes a record stale.

use crate::format::{Build, Environment, Profile, Record};
use crate::settings::Settings;

/// What a record of an experiment would be, were it taken now.
pub struct Expected<'a> {
    /// The program.
    pub build: &'a Build,
    /// The machine; `None` where the record is another machine's, which is
    /// stale for its code and settings alone.
    pub environment: Option<&'a Environment>,
    /// The profile's settings, without anybody's overrides.
    pub settings: &'a dyn Fn(Profile) -> Settings,
    /// The profile asked for. A record of a larger one will do.
    pub profile: Profile,
    /// The keys of the experiment's rows.
    pub rows: Vec<&'a str>,
}

/// Why a record no longer stands for what would be measured now, in words.
/// Empty for a record that is current.
pub fn reasons(record: &Record, now: &Expected<'_>) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut changed = |what: &str, then: &str, now: &str| {
        if then != now {
            reasons.push(format!("{what} changed: {then} then, {now} now"));
        }
    };
    changed("the code", short(&record.build.code), short(&now.build.code));
    if let Some(environment) = now.environment {
        changed("the compiler", &record.build.rustc, &now.build.rustc);
        changed(
            "the optimisation level",
            &record.build.opt_level,
            &now.build.opt_level,
        );
        changed("RUSTFLAGS", &record.build.rustflags, &now.build.rustflags);
        changed(
            "the processor",
            &record.environment.cpu_model.to_string(),
            &environment.cpu_model.to_string(),
        );
        changed(
            "the number of usable cores",
            &record.environment.cores_usable.to_string(),
            &environment.cores_usable.to_string(),
        );
    }
    if record.profile < now.profile {
        reasons.push(format!(
            "measured with the {} profile, and {} is asked for",
            record.profile.name(),
            now.profile.name()
        ));
    }
    let rows: Vec<&str> = record.rows.iter().map(|row| row.key.as_str()).collect();
    if rows != now.rows {
        reasons.push("the strategies changed".to_owned());
    }
    let configured = (now.settings)(record.profile);
    for (name, setting) in configured.iter() {
        let overridden = record.overrides.iter().any(|other| other == name);
        match record.settings.get(name) {
            Some(then) if then == setting || overridden => {}
            Some(then) => {
                reasons.push(format!("`{name}` changed: {then} then, {setting} now"));
            }
            None => reasons.push(format!("`{name}` is new")),
        }
    }
    reasons
}

/// The first characters of a hash: enough to tell two apart.
fn short(hash: &str) -> &str {
    hash.get(..8).unwrap_or(hash)
}
