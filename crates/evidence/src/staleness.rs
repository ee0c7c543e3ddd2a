//! What a record depends on, and whether that has changed.
//!
//! Prose is not among it: editing a page never makes a record stale.

use record::{Environment, Profile, Record, Settings};

/// What a record of an experiment would be, were it taken now.
pub struct Expected<'a> {
    /// What of the sources has changed since, in words.
    pub changes: Vec<String>,
    /// The compiler and the machine; `None` where the record is another machine's,
    /// which is stale for its code and settings alone.
    pub here: Option<Here<'a>>,
    /// The settings of the record's profile, without anybody's overrides.
    pub settings: &'a Settings,
    /// The profile asked for. A record of a larger one will do.
    pub profile: Profile,
}

/// This machine, and what compiles on it.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// `rustc --version`.
    pub rustc: &'a str,
    /// `RUSTFLAGS`.
    pub rustflags: &'a str,
    /// The level of optimisation, such as `3`.
    pub opt_level: &'a str,
    /// The machine.
    pub environment: &'a Environment,
}

/// Why a record no longer stands for what would be measured now, in words.
/// Empty for a record that is current.
pub fn reasons(record: &Record, now: &Expected<'_>) -> Vec<String> {
    let mut reasons = now.changes.clone();
    let mut changed = |what: &str, then: &str, now: &str| {
        if then != now {
            reasons.push(format!("{what} changed: {then} then, {now} now"));
        }
    };
    if let Some(Here { rustc, rustflags, opt_level, environment }) = now.here {
        let then = &record.environment;
        changed("the compiler", &record.build.rustc, rustc);
        changed("RUSTFLAGS", &record.build.rustflags, rustflags);
        changed("the optimisation level", &record.build.opt_level, opt_level);
        changed(
            "the processor",
            &then.cpu_model.to_string(),
            &environment.cpu_model.to_string(),
        );
        changed(
            "the number of usable cores",
            &then.cores_usable.to_string(),
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
    for (name, setting) in now.settings.iter() {
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
